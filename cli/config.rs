//! `knit.json`: what `knit gen` and `knit build` do where the command line does not say.
//!
//! Owns the form of the file, which is published as a JSON schema, and the search for it. Paths in it count from the
//! folder that it lies in.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;

use crate::args::{Compiler, Deny};
use crate::disk;
use crate::exit::Failure;

pub(crate) const FILE: &str = "knit.json";

/// What is in `knit.json`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(title = "knit.json")]
pub(crate) struct Config {
    /// Where this schema is, for editors.
    #[serde(rename = "$schema")]
    _schema: Option<String>,
    /// Task modules: paths, or patterns such as `src/**/*.tasks.ts`.
    modules: Vec<String>,
    /// Write into this folder, each module into a `<stem>.knit` of its own; beside the modules where nothing is said.
    out: Option<PathBuf>,
    /// What counts as an error although it works.
    pub(crate) deny: Option<Deny>,
    /// Whom to ask for results that are not annotated and not plain.
    pub(crate) infer: Option<Compiler>,
    /// The folder of the file.
    #[serde(skip)]
    pub(crate) folder: PathBuf,
}

impl Config {
    /// Of the folder that the command runs in, or of the nearest one above.
    pub(crate) fn find() -> Result<Option<Config>, Failure> {
        let here =
            env::current_dir().map_err(|error| Failure::io("read", Path::new("."), error))?;
        let mut folders = here.ancestors();
        match folders.find(|folder| folder.join(FILE).is_file()) {
            None => Ok(None),
            Some(folder) => read(folder).map(Some),
        }
    }

    /// The folder to write into, as the user would write it.
    pub(crate) fn out(&self) -> Option<PathBuf> {
        let out = self.out.as_ref()?;
        Some(disk::shown(&disk::normal(&self.folder.join(out))))
    }

    /// The task modules, sorted.
    pub(crate) fn task_modules(&self) -> Result<Vec<PathBuf>, Failure> {
        let mut found = Vec::new();
        for pattern in &self.modules {
            let before = found.len();
            found.extend(self.matches(pattern)?);
            if found.len() == before {
                return Err(self.wrong(&format!("`{pattern}` in `modules` names no file")));
            }
        }
        found.sort();
        found.dedup();
        Ok(found)
    }

    fn matches(&self, pattern: &str) -> Result<Vec<PathBuf>, Failure> {
        let folder = glob::Pattern::escape(&self.folder.to_string_lossy());
        let paths = glob::glob(&format!("{folder}/{pattern}"))
            .map_err(|error| self.wrong(&format!("`{pattern}` in `modules`: {}", error.msg)))?;
        let is_own = |path: &PathBuf| {
            let parts = path.strip_prefix(&self.folder).unwrap_or(path).components();
            path.is_file() && !is_generated(path) && !parts.into_iter().any(is_installed)
        };
        Ok(paths
            .flatten()
            .filter(is_own)
            .map(|path| disk::shown(&disk::normal(&path)))
            .collect())
    }

    fn wrong(&self, what: &str) -> Failure {
        let file = disk::shown(&self.folder.join(FILE));
        Failure::Usage(format!("{}: {what}", file.display()))
    }
}

fn is_installed(part: std::path::Component<'_>) -> bool {
    part.as_os_str() == "node_modules"
}

/// A pattern that takes whole folders finds what was made of its modules as well.
fn is_generated(path: &Path) -> bool {
    path.parent()
        .and_then(Path::extension)
        .is_some_and(|ending| ending == "knit")
}

fn read(folder: &Path) -> Result<Config, Failure> {
    let path = folder.join(FILE);
    let text = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, error))?;
    let config: Config = serde_json::from_str(&text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let place = format!(" at line {line} column {column}");
        let reason = error.to_string().replace(&place, "");
        let file = disk::shown(&path);
        Failure::Usage(format!("{}:{line}:{column}: {reason}", file.display()))
    })?;
    Ok(Config {
        folder: folder.to_owned(),
        ..config
    })
}

/// Prints the JSON schema of `knit.json`, which is published with the runtime package.
#[expect(clippy::print_stdout, reason = "the schema is what was asked for")]
pub(crate) fn print_schema() {
    println!("{:#}", schema_for!(Config).to_value());
}
