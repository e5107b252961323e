//! Writing files so that no reader ever sees half of one.
//!
//! Owns the one way in which this program writes: beside the target under a temporary name, then renamed over it. A
//! file that has the right bytes already is not touched, so that watchers and timestamps stay quiet.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::exit::Failure;

/// Makes `path` hold `bytes`. Says whether it had to be written.
pub(crate) fn save(path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::io("write", path, error))?;
    }
    let draft = sibling(path);
    fs::write(&draft, bytes)
        .and_then(|()| fs::rename(&draft, path))
        .map_err(|error| {
            let _ = fs::remove_file(&draft);
            Failure::io("write", path, error)
        })?;
    Ok(true)
}

/// A name beside `path` that nothing else uses.
pub(crate) fn sibling(path: &Path) -> PathBuf {
    // SYNC: a counter; only its being different each time matters.
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}-{count}", process::id()))
}
