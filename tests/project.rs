//! A folder with some files, and the `knit` command run in it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::support::runtimes::modules;

/// A folder of its own for one test.
pub(crate) struct Project {
    folder: TempDir,
}

impl Project {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let project = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    /// With copies of files of this repository, by their paths below `from`.
    pub(crate) fn copied(from: &str, files: &[&str]) -> Self {
        let project = Self::new(&[]);
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(from);
        for file in files {
            copy(&source.join(file), &project.path(file));
        }
        project
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it lies in the project")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Makes a package of `tests/node_modules` one of the project's.
    pub(crate) fn link_package(&self, name: &str) {
        let link = self.path("node_modules").join(name);
        fs::create_dir_all(link.parent().expect("it lies in the project")).expect("a folder");
        symlink(modules().join(name), link).expect("a link");
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_knit"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env("KNIT_CACHE", self.path(".cache"));
        command
    }

    pub(crate) fn knit(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("knit runs")
    }

    /// Every file below `folder` with its bytes, sorted by path.
    pub(crate) fn tree(&self, folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        collect(&self.path(folder), &mut files);
        files.sort();
        files
    }
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push((path.clone(), fs::read(&path).expect("a file")));
        }
    }
}

/// Files and whole folders, but not what is installed or generated there.
fn copy(from: &Path, to: &Path) {
    let skipped = |name: &str| name == "node_modules" || name == "dist" || name.ends_with(".knit");
    if from.is_file() {
        fs::create_dir_all(to.parent().expect("it lies in the project")).expect("a folder");
        fs::copy(from, to).expect("a file");
        return;
    }
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
        let name = entry.expect("an entry").file_name();
        if !name.to_str().is_some_and(skipped) {
            copy(&from.join(&name), &to.join(&name));
        }
    }
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The exit code, with everything that was said if it is another.
pub(crate) fn expect(output: &Output, code: i32) {
    assert_eq!(
        output.status.code(),
        Some(code),
        "{}{}",
        stdout(output),
        stderr(output)
    );
}
