//! Whether the generated files are those that would be generated now. Nothing is written.

use std::path::{Path, PathBuf};

use super::plan::{Job, Plan};
use super::refresh::{belonging, pools_below};
use super::{compile, files};
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
        None => Plan::of_jobs(
            pools_below(here)?
                .iter()
                .filter_map(|pool| belonging(pool))
                .collect(),
        ),
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
