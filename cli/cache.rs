//! Lowered files on disk, by the hash of what they were made from.
//!
//! Owns the format that `run/hooks.mjs` reads: one file per source, called by the SHA-256 of (name, zero, text). Its
//! first line is a comment with JSON in it, the rest is the JavaScript:
//!
//! ```text
//! //{"types":true,"transform":false,"using":false,"decorators":false,"jsx":false,"module":true,"references":["./b.ts"]}
//! import { b } from "./b.ts";
//! ```

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use std::{env, fs};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::exit::Failure;
use crate::save::save;
use crate::transpile::{self, Dialect, Needs, Script, Source, SyntaxError};

/// A folder of lowered files. What another build of knit has written is never read.
pub(crate) struct Cache {
    pub(crate) folder: PathBuf,
    dialect: Dialect,
}

/// What is known of a file without parsing it again.
#[derive(Serialize, Deserialize)]
pub(crate) struct Summary {
    types: bool,
    transform: bool,
    using: bool,
    decorators: bool,
    jsx: bool,
    module: bool,
    pub(crate) references: Vec<String>,
}

/// A file in the cache.
pub(crate) struct Entry {
    pub(crate) path: PathBuf,
    pub(crate) summary: Summary,
}

impl Cache {
    /// For a project in which all files are of one dialect.
    pub(crate) fn open(dialect: Dialect) -> Result<Self, Failure> {
        let kind = match dialect == Dialect::default() {
            true => String::new(),
            false => format!("-{}", key("", &format!("{dialect:?}"))),
        };
        let folder = root()?.join(format!("{}{kind}", build()));
        fs::create_dir_all(&folder).map_err(|error| Failure::io("write", &folder, error))?;
        Ok(Self { folder, dialect })
    }

    /// Looks `file` up, or lowers it.
    pub(crate) fn lower(
        &self,
        file: &Path,
        text: &str,
    ) -> Result<Result<Entry, SyntaxError>, Failure> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let path = self.folder.join(key(&name, text));
        if let Some(summary) = read(&path) {
            return Ok(Ok(Entry { path, summary }));
        }
        match transpile::lower(Source { name: &name, text }, &self.dialect) {
            Ok(script) => {
                let (summary, code) = summarize(script);
                let head = serde_json::to_string(&summary).expect("knit: a summary is plain data");
                save(&path, format!("//{head}\n{code}").as_bytes())?;
                Ok(Ok(Entry { path, summary }))
            }
            Err(error) => Ok(Err(error)),
        }
    }
}

fn summarize(script: Script) -> (Summary, String) {
    let Script {
        code,
        needs,
        module,
        references,
    } = script;
    let references = references
        .into_iter()
        .map(|reference| reference.specifier)
        .collect();
    let Needs {
        types,
        transform,
        using,
        decorators,
        jsx,
    } = needs;
    (
        Summary {
            types,
            transform,
            using,
            decorators,
            jsx,
            module,
            references,
        },
        code,
    )
}

fn read(path: &Path) -> Option<Summary> {
    let text = fs::read_to_string(path).ok()?;
    serde_json::from_str(text.lines().next()?.strip_prefix("//")?).ok()
}

fn key(name: &str, text: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(name);
    hash.update([0]);
    hash.update(text);
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// `KNIT_CACHE`, or `knit` where this system keeps caches.
fn root() -> Result<PathBuf, Failure> {
    let folder = |name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let user = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")))
    };
    folder("KNIT_CACHE")
        .or_else(|| user.map(|user| user.join("knit")))
        .ok_or_else(|| {
            Failure::Usage("no folder for the cache; set `KNIT_CACHE` to one".to_owned())
        })
}

/// Tells builds of knit apart, also those of one version while it is being worked on.
fn build() -> String {
    let program = env::current_exe().and_then(fs::metadata).ok();
    let size = program.as_ref().map_or(0, fs::Metadata::len);
    let time = program
        .and_then(|program| program.modified().ok())
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!(
        "{}-{size:x}-{:x}",
        env!("CARGO_PKG_VERSION"),
        time.unwrap_or_default().as_nanos()
    )
}
