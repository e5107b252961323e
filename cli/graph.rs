//! The files that an app consists of: from its entries along references to files of its own.
//!
//! Owns the order of the walk. Pools are made on the way, so that what they lead to is found in the same walk.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::exit::Failure;
use crate::findings::Findings;
use crate::generate;
use crate::modules::Modules;

/// An app as its user names it.
pub(crate) fn entry(app: &Path) -> Result<PathBuf, Failure> {
    let path = fs::canonicalize(app).map_err(|error| Failure::io("read", app, error))?;
    match is_code(&path) {
        true => Ok(path),
        false => Err(Failure::Usage(format!(
            "`{}` is no app; name a file that ends in `.ts` or `.js`",
            app.display()
        ))),
    }
}

/// Visits each file once. `visit` is given a file and returns what the file refers to.
pub(crate) fn walk(
    entries: &[PathBuf],
    modules: &Modules,
    findings: &mut Findings,
    mut visit: impl FnMut(&Path) -> Result<Vec<String>, Failure>,
) -> Result<BTreeSet<PathBuf>, Failure> {
    let mut seen: BTreeSet<PathBuf> = entries.iter().cloned().collect();
    let mut queue: Vec<PathBuf> = seen.iter().rev().cloned().collect();
    while let Some(file) = queue.pop() {
        generate::refresh(&file, findings)?;
        for specifier in visit(&file)? {
            let target = target(modules, &file, &specifier);
            queue.extend(target.filter(|target| seen.insert(target.clone())));
        }
    }
    Ok(seen)
}

/// The local file that `specifier` means in `file`. A pool need not be there yet.
pub(crate) fn target(modules: &Modules, file: &Path, specifier: &str) -> Option<PathBuf> {
    let missing = || {
        let places = modules.places(file, specifier).into_iter();
        places
            .filter(|path| generate::task_module(path).is_some())
            .map(|path| path.with_extension("ts"))
            .next()
    };
    modules.code(file, specifier).or_else(missing)
}

/// Whether knit can read references out of the file.
pub(crate) fn is_code(file: &Path) -> bool {
    let endings = ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"];
    file.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| endings.contains(&ending))
}
