//! What several tests need: fixture files as modules for the compiler, pinned runtimes, and child
//! processes that cannot hang.

pub(crate) mod runtimes;
pub(crate) mod watchdog;

use std::fs;
use std::path::{Path, PathBuf};

use knit_codegen::emit::FileNames;
use knit_codegen::source::{Loader, Unresolved, candidates, is_relative};

/// Reads modules from a folder, by paths relative to it: outcomes name no folder of this machine.
pub(crate) struct Fixtures {
    pub(crate) root: PathBuf,
}

impl Fixtures {
    pub(crate) fn new(folder: &str) -> Fixtures {
        Fixtures {
            root: Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("tests/fixtures")
                .join(folder),
        }
    }
}

/// What the generated files of a fixture are called.
pub(crate) fn names(module: &str) -> FileNames {
    let file = module.rsplit('/').next().unwrap_or(module);
    FileNames {
        module: format!("../{file}"),
        inferred: false,
    }
}

impl Loader for Fixtures {
    /// Packages lie in the folder `packages`.
    fn resolve(&self, from: &str, specifier: &str) -> Result<String, Unresolved> {
        let tried = match is_relative(specifier) {
            true => candidates(from, specifier),
            false => [".d.ts", ".js"]
                .map(|ending| format!("packages/{specifier}/index{ending}"))
                .to_vec(),
        };
        let found = tried
            .iter()
            .find(|path| self.root.join(path).is_file())
            .cloned();
        found.ok_or_else(|| Unresolved::new(specifier, tried))
    }

    fn read(&self, path: &str) -> Result<String, String> {
        fs::read_to_string(self.root.join(path)).map_err(|error| error.to_string())
    }
}
