//! Whether the generated files are those that would be generated now. Nothing is written.

use std::path::{Path, PathBuf};

use super::plan::{Job, Plan};
use super::refresh::{pools_below, task_module};
use super::{compile, files};
use crate::disk;
use crate::exit::Failure;

/// What `knit gen` would have to do for a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    UpToDate,
    Stale,
    /// Nothing can be made of it as it is.
    Broken,
}

/// A generated folder, how it is, and the command that makes it anew.
pub(crate) struct Standing {
    pub(crate) folder: PathBuf,
    pub(crate) state: State,
    pub(crate) command: String,
}

/// Of the modules of `knit.json`, else of every generated folder below `here`.
pub(crate) fn states(here: &Path) -> Result<Vec<Standing>, Failure> {
    let plan = match Plan::configured()? {
        Some(plan) => plan,
        None => Plan::of_jobs(jobs_below(here)?),
    };
    plan.jobs
        .iter()
        .map(|job| {
            Ok(Standing {
                folder: job.folder.clone(),
                state: state(job)?,
                command: plan.command(job),
            })
        })
        .collect()
}

fn jobs_below(here: &Path) -> Result<Vec<Job>, Failure> {
    let pools = pools_below(here)?.into_iter();
    Ok(pools
        .filter_map(|pool| {
            Some(Job {
                module: disk::shown(&task_module(&pool)?),
                folder: disk::shown(pool.parent()?),
                infer: files::recorded(&pool),
            })
        })
        .collect())
}

fn state(job: &Job) -> Result<State, Failure> {
    let outcome = compile(job)?;
    if outcome.diagnostics.has_errors() {
        return Ok(State::Broken);
    }
    let wanted = files::files(&outcome, &job.folder);
    Ok(
        match wanted.iter().any(|file| files::diff(file).is_some()) {
            true => State::Stale,
            false => State::UpToDate,
        },
    )
}
