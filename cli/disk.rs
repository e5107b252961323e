//! Modules on disk: reading what is there, and the spelling of paths.
//!
//! Owns the walk through the file system; the endings to try are the compiler's. What is no relative import is the
//! business of [`crate::modules`].

use std::path::{Component, Path, PathBuf};
use std::{env, fs};

use knit_codegen::source::{Loader, Unresolved, candidates, is_declarations, is_relative};

use crate::modules::Modules;

/// The compiler's way to files.
#[derive(Default)]
pub(crate) struct Disk {
    modules: Modules,
}

impl Loader for Disk {
    fn resolve(&self, from: &str, specifier: &str) -> Result<String, Unresolved> {
        let found = self.modules.types(Path::new(from), specifier)?;
        Ok(found.to_string_lossy().into_owned())
    }

    fn read(&self, path: &str) -> Result<String, String> {
        fs::read_to_string(path).map_err(|error| error.to_string())
    }

    fn globals(&self, from: &str) -> Vec<String> {
        let found = self.modules.globals(Path::new(from)).into_iter();
        found
            .map(|path| path.to_string_lossy().into_owned())
            .collect()
    }
}

/// The file that runs as what the relative `specifier` means in the module `from`. What is written is taken at its
/// word where it is there; declarations run nowhere.
pub(crate) fn resolve(from: &Path, specifier: &str) -> Option<PathBuf> {
    let written = relative(from, specifier)?;
    let tried = candidates(&from.to_string_lossy(), specifier);
    let others = tried.iter().filter(|path| !is_declarations(path));
    [written]
        .into_iter()
        .chain(others.map(PathBuf::from))
        .find(|path| path.is_file())
}

/// Where `specifier` points, whether or not anything is there.
pub(crate) fn relative(from: &Path, specifier: &str) -> Option<PathBuf> {
    is_relative(specifier).then(|| normal(&from.with_file_name("").join(specifier)))
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

/// What is in a folder, which need not be there.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect()
}

/// A path as its user would write it: from the folder where the command runs, if it lies below.
pub(crate) fn shown(path: &Path) -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_owned()
}
