//! Node.js, Deno and Bun: finding one in PATH and the flags that it needs.
//!
//! Owns all that the three want said differently on their command lines.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::imports::{Imports, address};
use crate::args::RuntimeName;
use crate::cache::Cache;
use crate::exit::Failure;
use crate::save::save;

/// A runtime on this machine.
pub(super) struct Runtime {
    name: RuntimeName,
    program: PathBuf,
}

impl Runtime {
    /// The one that is asked for, or the first there is.
    pub(super) fn find(wanted: Option<RuntimeName>) -> Result<Self, Failure> {
        let names = match wanted {
            Some(name) => vec![name],
            None => vec![RuntimeName::Node, RuntimeName::Bun, RuntimeName::Deno],
        };
        let found = names
            .iter()
            .find_map(|&name| in_path(program(name)).map(|program| Self { name, program }));
        found.ok_or_else(|| {
            let looked: Vec<String> = names
                .iter()
                .map(|&name| format!("`{}`", program(name)))
                .collect();
            Failure::Usage(format!(
                "no {} in PATH; install one, or name another with `--runtime`",
                looked.join(", ")
            ))
        })
    }

    /// The app's command line, to which its own arguments may be added.
    pub(super) fn command(
        &self,
        app: &Path,
        cache: &Cache,
        imports: Imports,
    ) -> Result<Command, Failure> {
        let mut command = Command::new(&self.program);
        // Bun follows tsconfig.json by itself.
        let mapped = !imports.is_empty() && self.name != RuntimeName::Bun;
        let map = match mapped {
            true => Some(imports.save(app, cache)?),
            false => None,
        };
        match self.name {
            RuntimeName::Node => {
                let knit = env::current_exe()
                    .map_err(|error| Failure::io("find", Path::new("knit"), error))?;
                command.arg("--import").arg(address(&hooks(cache)?));
                command
                    .env("KNIT_RUN_CACHE", &cache.folder)
                    .env("KNIT_RUN_BINARY", knit);
            }
            // Deno reads `node_modules` of its own accord beside a package.json only, and takes `./x.js` at its word.
            RuntimeName::Deno => {
                command.args([
                    "run",
                    "-A",
                    "--node-modules-dir=manual",
                    "--unstable-sloppy-imports",
                ]);
                if let Some(map) = &map {
                    command.arg("--import-map").arg(map);
                }
            }
            // What is not installed is an error, not a download.
            RuntimeName::Bun => {
                command.arg("--no-install");
            }
        }
        // Workers that are processes need it as well.
        if let Some(map) = map {
            command.env("KNIT_RUN_IMPORTS", map);
        }
        command.arg(app);
        Ok(command)
    }
}

/// What a runtime is called, and its program, if it is in PATH.
pub(super) fn located(name: RuntimeName) -> Option<(&'static str, PathBuf)> {
    let word = program(name);
    in_path(word).map(|program| (word, program))
}

fn program(name: RuntimeName) -> &'static str {
    match name {
        RuntimeName::Node => "node",
        RuntimeName::Deno => "deno",
        RuntimeName::Bun => "bun",
    }
}

fn in_path(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(&file))
        .find(|candidate| is_program(candidate))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.is_file())
}

/// The module hooks as a file, which is what Node.js can load.
fn hooks(cache: &Cache) -> Result<PathBuf, Failure> {
    let path = cache.folder.join("hooks.mjs");
    save(&path, include_bytes!("hooks.mjs"))?;
    Ok(path)
}
