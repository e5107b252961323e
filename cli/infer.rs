//! `--infer=tsc`: results without annotation, told by the TypeScript that the project has installed.
//!
//! Owns the one question that is asked of it (what does it declare in the stead of a module), and the answers that are
//! kept in `node_modules/.cache/knit`: each is called by the hash of the module, and lists the files that it rests on
//! with their hashes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use knit_codegen::source::{Loader, Unresolved};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::disk::{self, Disk};
use crate::exit::Failure;
use crate::save::save;

const SCRIPT: &str = include_str!("infer/declare.cjs");

/// The compiler's way to files, and to TypeScript for what is declared in their stead.
#[derive(Default)]
pub(crate) struct Inferring {
    disk: Disk,
    /// What went wrong first.
    failure: RefCell<Option<Failure>>,
}

/// What the script prints.
#[derive(Deserialize)]
struct Answer {
    text: String,
    files: Vec<PathBuf>,
}

/// An answer as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    text: String,
    /// The files that it rests on, with their hashes.
    files: BTreeMap<PathBuf, String>,
}

impl Loader for Inferring {
    fn resolve(&self, from: &str, specifier: &str) -> Result<String, Unresolved> {
        self.disk.resolve(from, specifier)
    }

    fn read(&self, path: &str) -> Result<String, String> {
        self.disk.read(path)
    }

    fn globals(&self, from: &str) -> Vec<String> {
        self.disk.globals(from)
    }

    fn declarations(&self, path: &str) -> Option<String> {
        match declarations(Path::new(path)) {
            Ok(text) => Some(text),
            Err(failure) => {
                self.failure.borrow_mut().get_or_insert(failure);
                None
            }
        }
    }
}

impl Inferring {
    /// Fails if any question could not be asked.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self.failure.into_inner() {
            None => Ok(()),
            Some(failure) => Err(failure),
        }
    }
}

fn declarations(module: &Path) -> Result<String, Failure> {
    let module = std::path::absolute(module)
        .map(|path| disk::normal(&path))
        .map_err(|error| Failure::io("find", module, error))?;
    let modules = modules_of(&module)?;
    let manifest = modules.join("typescript/package.json");
    let kept = modules
        .join(".cache/knit")
        .join(format!("{}.json", key(&module)));
    if let Some(known) = read(&kept) {
        return Ok(known);
    }
    let answer = ask(&modules.join("typescript"), &module)?;
    let mut files = answer.files;
    files.push(manifest);
    let hashed = files.into_iter().map(|file| {
        let hash = hash(&file);
        (file, hash)
    });
    let entry = Kept {
        text: answer.text,
        files: hashed.collect(),
    };
    let json = serde_json::to_vec(&entry).expect("knit: an answer is plain data");
    save(&kept, &json)?;
    Ok(entry.text)
}

/// The nearest `node_modules` above the module that has TypeScript in it.
fn modules_of(module: &Path) -> Result<PathBuf, Failure> {
    let folders = module.ancestors().skip(1);
    let mut candidates = folders.map(|folder| folder.join("node_modules"));
    let found = candidates.find(|modules| modules.join("typescript/package.json").is_file());
    found.ok_or_else(|| {
        Failure::Usage(format!(
            "`--infer=tsc` asks the TypeScript of the project, and there is none for `{}`; run: npm install --save-dev \
             typescript",
            disk::shown(module).display()
        ))
    })
}

fn ask(typescript: &Path, module: &Path) -> Result<Answer, Failure> {
    let mut node = Command::new("node");
    node.args(["--input-type=commonjs", "--eval", SCRIPT, "--"]);
    let output =
        node.arg(typescript).arg(module).output().map_err(|error| {
            Failure::Usage(format!("`--infer=tsc` needs `node` in PATH: {error}"))
        })?;
    let answer = serde_json::from_slice(&output.stdout).ok();
    answer.filter(|_| output.status.success()).ok_or_else(|| {
        let said = String::from_utf8_lossy(&output.stderr);
        let reason = said.lines().find(|line| line.contains("Error"));
        Failure::Usage(format!(
            "TypeScript could not be asked about `{}`: {}",
            disk::shown(module).display(),
            reason.unwrap_or("it gave no answer")
        ))
    })
}

/// An answer that still holds.
fn read(kept: &Path) -> Option<String> {
    let text = fs::read(kept).ok()?;
    let known: Kept = serde_json::from_slice(&text).ok()?;
    let mut files = known.files.iter();
    files
        .all(|(file, before)| hash(file) == *before)
        .then_some(known.text)
}

fn key(module: &Path) -> String {
    let mut hasher = Sha256::new();
    for part in [env!("CARGO_PKG_VERSION"), SCRIPT, &module.to_string_lossy()] {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    hasher.update(fs::read(module).unwrap_or_default());
    hex(&hasher.finalize())
}

/// Of a file that is not there, of nothing.
fn hash(file: &Path) -> String {
    hex(&Sha256::digest(fs::read(file).unwrap_or_default()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
