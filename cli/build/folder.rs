//! The folder that a build writes.
//!
//! Owns the manifest of what the last build put there: what is no longer made is removed, and what somebody else put
//! there is neither removed nor overwritten.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::Output;
use crate::exit::Failure;
use crate::save::save;

/// Lists the files of the folder. Its being there makes the folder ours.
const MANIFEST: &str = ".knit-build.json";

/// Makes the folder hold exactly `outputs`, beside what is not ours.
pub(super) fn write(folder: &Path, outputs: Vec<Output>) -> Result<(), Failure> {
    let old = manifest(folder);
    let new: BTreeSet<PathBuf> = outputs.iter().map(|output| output.path.clone()).collect();
    if new.len() < outputs.len() {
        return Err(Failure::Usage(
            "two sources compile to one file; rename one of `x.ts` and `x.js`".to_owned(),
        ));
    }
    for output in &outputs {
        refuse_foreign(
            &folder.join(&output.path),
            old.contains(&output.path),
            &output.bytes,
        )?;
    }
    for output in &outputs {
        save(&folder.join(&output.path), &output.bytes)?;
    }
    for path in old.difference(&new) {
        remove(folder, path);
    }
    let list: Vec<String> = new
        .iter()
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .collect();
    save(
        &folder.join(MANIFEST),
        format!("{:#}\n", json!({ "files": list })).as_bytes(),
    )
    .map(|_| ())
}

fn manifest(folder: &Path) -> BTreeSet<PathBuf> {
    let text = fs::read(folder.join(MANIFEST)).unwrap_or_default();
    let manifest: Value = serde_json::from_slice(&text).unwrap_or_default();
    let files = manifest["files"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    // A manifest that somebody has edited leads nowhere outside the folder.
    files
        .filter(|file| !file.starts_with('/') && !file.split('/').any(|part| part == ".."))
        .map(PathBuf::from)
        .collect()
}

fn refuse_foreign(path: &Path, ours: bool, bytes: &[u8]) -> Result<(), Failure> {
    if ours || !path.exists() || fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let path = path.display();
    Err(Failure::Usage(format!(
        "`{path}` was not written by `knit build`; remove it, or name another folder with `--out`"
    )))
}

/// Best effort: a file that is gone already is gone.
fn remove(folder: &Path, path: &Path) {
    let _ = fs::remove_file(folder.join(path));
    for parent in path
        .ancestors()
        .skip(1)
        .filter(|parent| !parent.as_os_str().is_empty())
    {
        // Fails, as it should, while anything is in it.
        let _ = fs::remove_dir(folder.join(parent));
    }
}
