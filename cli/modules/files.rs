//! The file system as `oxc_resolver` sees it.
//!
//! It takes the first entry of `typesVersions`, whatever versions of TypeScript that is for. Here the entries go that
//! are for others than the one whose types knit has, so that the first is right.

use std::io;
use std::path::{Path, PathBuf};

use oxc_resolver::{FileMetadata, FileSystem, FileSystemOs, ResolveError};
use serde_json::Value;

/// The version that the evaluator is held against.
const TYPESCRIPT: [u32; 3] = [5, 9, 0];

pub(super) struct Files(FileSystemOs);

impl FileSystem for Files {
    fn new() -> Self {
        Files(FileSystemOs::new())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let bytes = self.0.read(path)?;
        let is_manifest = path.file_name().is_some_and(|name| name == "package.json");
        let of_now = || without_other_versions(&bytes);
        Ok(is_manifest.then(of_now).flatten().unwrap_or(bytes))
    }

    fn read_to_string(&self, path: &Path) -> io::Result<String> {
        self.0.read_to_string(path)
    }

    fn metadata(&self, path: &Path) -> io::Result<FileMetadata> {
        self.0.metadata(path)
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<FileMetadata> {
        self.0.symlink_metadata(path)
    }

    fn read_link(&self, path: &Path) -> Result<PathBuf, ResolveError> {
        self.0.read_link(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.0.canonicalize(path)
    }
}

/// Nothing where a package.json may stay as it is.
fn without_other_versions(manifest: &[u8]) -> Option<Vec<u8>> {
    let mentioned = manifest
        .windows(b"typesVersions".len())
        .any(|word| word == b"typesVersions");
    if !mentioned {
        return None;
    }
    let mut manifest: Value = serde_json::from_slice(manifest).ok()?;
    let versions = manifest["typesVersions"].as_object_mut()?;
    versions.retain(|range, _| holds(range));
    if versions.is_empty() {
        manifest.as_object_mut()?.remove("typesVersions");
    }
    serde_json::to_vec(&manifest).ok()
}

/// Whether a range of versions has ours in it: `*`, `>=4.0`, `<=5.6`, `>=3.1 <4 || ^5.2`.
fn holds(range: &str) -> bool {
    range.split("||").any(|all| {
        let all = all.replace("= ", "=").replace("< ", "<").replace("> ", ">");
        all.split_whitespace().all(compares)
    })
}

fn compares(comparator: &str) -> bool {
    let digits = comparator.find(|letter: char| letter.is_ascii_digit());
    let Some(at) = digits else {
        return true;
    };
    let (operator, version) = comparator.split_at(at);
    let numbers: Vec<u32> = version
        .split('.')
        .map_while(|part| part.parse().ok())
        .take(3)
        .collect();
    // What is not said may be anything: `<=5.6` has all of 5.6 in it.
    let ours = &TYPESCRIPT[..numbers.len()];
    let theirs = &numbers[..];
    match operator {
        ">=" => ours >= theirs,
        ">" => ours > theirs,
        "<=" => ours <= theirs,
        "<" => ours < theirs,
        "^" => ours >= theirs && ours.first() == theirs.first(),
        "~" => ours >= theirs && ours.get(..2) == theirs.get(..2),
        _ => ours == theirs,
    }
}

#[test]
fn ranges_hold() {
    for range in [
        "*",
        ">=4.0",
        "<=5.9",
        "^5.2",
        ">= 3.1 <6",
        "<4 || 5.x",
        ">5.8",
        "~5.9.0",
    ] {
        assert!(holds(range), "{range}");
    }
    for range in ["<=5.6", "<4.2", "^4.0", ">=3.1 <5.9", ">=6", "5.8"] {
        assert!(!holds(range), "{range}");
    }
}
