//! Modules on disk: where a relative import leads, and reading what is there.
//!
//! Owns the walk through the file system; the endings to try are the compiler's. Packages are nobody's business here: knit never looks into `node_modules` for types.

use std::path::{Component, Path, PathBuf};
use std::{env, fs};

use knit_codegen::source::{Loader, candidates};

/// The compiler's way to files.
pub(crate) struct Disk;

impl Loader for Disk {
    fn resolve(&self, from: &str, specifier: &str) -> Result<String, Vec<String>> {
        let tried = candidates(from, specifier);
        tried
            .iter()
            .find(|path| Path::new(path).is_file())
            .cloned()
            .ok_or(tried)
    }

    fn read(&self, path: &str) -> Result<String, String> {
        fs::read_to_string(path).map_err(|error| error.to_string())
    }
}

/// The file that `specifier` means in the module `from`, if it is relative and there is one.
pub(crate) fn resolve(from: &Path, specifier: &str) -> Option<PathBuf> {
    relative(from, specifier)?;
    candidates(&from.to_string_lossy(), specifier)
        .into_iter()
        .map(PathBuf::from)
        .find(|path| path.is_file())
}

/// Where `specifier` points, whether or not anything is there.
pub(crate) fn relative(from: &Path, specifier: &str) -> Option<PathBuf> {
    let is_relative = ["./", "../"]
        .iter()
        .any(|start| specifier.starts_with(start));
    is_relative.then(|| normal(&from.with_file_name("").join(specifier)))
}

/// Without `.` and `..`, by spelling alone: links keep the names that the user gave them.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if normal.file_name().is_some() => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

/// How one writes the way from the folder `from` to `to` in an import: `./b.js`, `../lib/c.js`.
pub(crate) fn specifier(from: &Path, to: &Path) -> String {
    let shared = from
        .components()
        .zip(to.components())
        .take_while(|(one, other)| one == other)
        .count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to
        .components()
        .skip(shared)
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    let path = up.chain(down).collect::<Vec<_>>().join("/");
    if path.starts_with("..") {
        path
    } else {
        format!("./{path}")
    }
}

/// A path as its user would write it: from the folder where the command runs, if it lies below.
pub(crate) fn shown(path: &Path) -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_owned()
}
