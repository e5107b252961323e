//! Pools that an app imports, made on the way.
//!
//! Owns which task module a pool belongs to, and where pools are.

use std::fs;
use std::path::{Path, PathBuf};

use super::compile;
use super::files::{files, origin_of, recorded, refuse_foreign, write};
use super::plan::Job;
use crate::disk;
use crate::exit::Failure;
use crate::findings::Findings;

/// Makes what belongs to `pool` anew if it is missing or stale. Warnings are shown when they are news.
pub(crate) fn refresh(pool: &Path, findings: &mut Findings) -> Result<(), Failure> {
    let Some(job) = belonging(pool) else {
        return Ok(());
    };
    let outcome = compile(&job)?;
    let files = files(&outcome, &job.folder);
    let failed = outcome.diagnostics.has_errors();
    refuse_foreign(&files)?;
    if failed || write(&files)? {
        findings.diagnostics(&outcome.diagnostics, &outcome.sources);
    }
    if failed { Err(Failure::Told) } else { Ok(()) }
}

/// How `pool` is made, if it is one.
pub(super) fn belonging(pool: &Path) -> Option<Job> {
    Some(Job {
        module: disk::shown(&task_module(pool)?),
        folder: disk::shown(pool.parent()?),
        infer: recorded(pool),
    })
}

/// The task module to which the generated file `pool` belongs, whether or not it has been written yet.
pub(crate) fn task_module(pool: &Path) -> Option<PathBuf> {
    if pool.file_stem()? != "pool" {
        return None;
    }
    if pool.is_file() {
        return disk::resolve(pool, &origin_of(pool)?);
    }
    let folder = pool
        .parent()
        .filter(|folder| folder.extension().is_some_and(|ending| ending == "knit"))?;
    ["ts", "tsx", "mts", "cts"]
        .iter()
        .map(|ending| folder.with_extension(ending))
        .find(|module| module.is_file())
}

/// The pools of every generated folder below `folder`, sorted.
pub(crate) fn pools_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut pools = all_below(folder)?;
    pools.retain(|pool| task_module(pool).is_some());
    Ok(pools)
}

/// Generated folders below `folder` whose task modules are gone.
pub(super) fn orphans_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let pools = all_below(folder)?.into_iter();
    let is_orphan = |pool: &PathBuf| origin_of(pool).is_some() && task_module(pool).is_none();
    Ok(pools
        .filter(is_orphan)
        .map(|pool| pool.with_file_name(""))
        .collect())
}

/// Every `pool.ts`.
fn all_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error| Failure::io("read", folder, error);
    let mut entries = fs::read_dir(folder)
        .map_err(unreadable)?
        .collect::<Result<Vec<_>, _>>()
        .map_err(unreadable)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut pools = Vec::new();
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        let is_skipped = name == "node_modules" || name.to_string_lossy().starts_with('.');
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) && !is_skipped {
            pools.extend(all_below(&path)?);
        } else if name == "pool.ts" {
            pools.push(path);
        }
    }
    Ok(pools)
}
