//! `knit gen`: the files that belong to task modules.
//!
//! Owns which modules are meant and how each is dealt with. Modules are compiled side by side; what is said of them and
//! what is written comes in their order.

mod files;
mod plan;
mod refresh;
mod state;
mod watch;

use std::fs;
use std::path::{Path, PathBuf};

use knit_codegen::Outcome;
use knit_codegen::emit::FileNames;
use knit_codegen::report::Severity;
use rayon::prelude::*;

use crate::args::{Compiler, Deny, GenArgs};
use crate::disk::{self, Disk};
use crate::exit::Failure;
use crate::findings::Findings;
use crate::infer::Inferring;
use plan::Plan;
pub(crate) use plan::{Job, known_jobs};
pub(crate) use refresh::{pools_below, refresh, task_module};
pub(crate) use state::{Standing, State, states};

/// The command.
pub(crate) fn run(args: &GenArgs) -> Result<(), Failure> {
    let plan = Plan::of(args)?;
    if args.watch {
        return watch::watch(plan, || Plan::of(args));
    }
    let mut findings = Findings::new(args.format);
    let fine = all(&plan, &mut findings);
    findings.finish();
    if fine? { Ok(()) } else { Err(Failure::Told) }
}

/// Generates the modules of `knit.json`, if there is one; the pools that it made.
pub(crate) fn configured_pools(findings: &mut Findings) -> Result<Option<Vec<PathBuf>>, Failure> {
    let Some(plan) = Plan::configured()? else {
        return Ok(None);
    };
    if !all(&plan, findings)? {
        return Err(Failure::Told);
    }
    let pools = plan.jobs.iter().map(|job| job.folder.join("pool.ts"));
    let found = pools
        .map(|pool| fs::canonicalize(&pool).map_err(|error| Failure::io("read", &pool, error)));
    found.collect::<Result<_, _>>().map(Some)
}

/// Says whether all is well.
fn all(plan: &Plan, findings: &mut Findings) -> Result<bool, Failure> {
    let outcomes: Vec<_> = plan.jobs.par_iter().map(compile).collect();
    let mut fine = true;
    for (job, outcome) in plan.jobs.iter().zip(outcomes) {
        fine &= settle(job, &outcome?, plan, findings)?;
    }
    if let Some(root) = &plan.root {
        fine &= clear_orphans(root, plan.check, findings)?;
    }
    Ok(fine)
}

/// Tells what is wrong with one module, and writes its files. Says whether all is well with it.
fn settle(
    job: &Job,
    outcome: &Outcome,
    plan: &Plan,
    findings: &mut Findings,
) -> Result<bool, Failure> {
    findings.diagnostics(&outcome.diagnostics, &outcome.sources);
    if outcome.diagnostics.has_errors() || is_denied(outcome, plan.deny) {
        return Ok(false);
    }
    let files = files::files(outcome, &job.folder);
    files::refuse_foreign(&files)?;
    if plan.check {
        return Ok(check(job, &files, plan, findings));
    }
    let state = if files::write(&files)? {
        "written"
    } else {
        "up to date"
    };
    if findings.is_text() {
        eprintln!("{}: {state}", job.folder.display());
    }
    Ok(true)
}

/// Shows what `write` would change. Says whether that is nothing.
fn check(job: &Job, files: &[files::Generated], plan: &Plan, findings: &mut Findings) -> bool {
    let diffs: Vec<String> = files.iter().filter_map(files::diff).collect();
    if diffs.is_empty() {
        return true;
    }
    if findings.is_text() {
        show(&diffs.concat());
    }
    findings.stale(&job.module.display().to_string(), &plan.command(job));
    false
}

#[expect(clippy::print_stdout, reason = "the diff is what was asked for")]
fn show(diff: &str) {
    print!("{diff}");
}

/// Removes what was made of modules that are gone. Says whether all is well.
fn clear_orphans(root: &Path, check: bool, findings: &mut Findings) -> Result<bool, Failure> {
    let orphans = refresh::orphans_below(root)?;
    for folder in &orphans {
        let shown = disk::shown(&disk::normal(folder));
        if check {
            findings.left_over(&shown);
            continue;
        }
        files::clear(folder)?;
        if findings.is_text() {
            eprintln!("{}: removed, its task module is gone", shown.display());
        }
    }
    Ok(!check || orphans.is_empty())
}

fn is_denied(outcome: &Outcome, deny: Option<Deny>) -> bool {
    let has_warnings = outcome
        .diagnostics
        .sorted()
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Warning);
    deny == Some(Deny::Warnings) && has_warnings
}

/// A module that is not there is wrong usage; everything else that is wrong with it is a diagnostic.
pub(crate) fn compile(job: &Job) -> Result<Outcome, Failure> {
    let Job {
        module,
        folder,
        infer,
    } = job;
    fs::File::open(module).map_err(|error| Failure::io("read", module, error))?;
    let absolute = |path| {
        std::path::absolute(path)
            .map(|path| disk::normal(&path))
            .unwrap_or_default()
    };
    let names = FileNames {
        module: disk::specifier(&absolute(folder), &absolute(module)),
        inferred: infer.is_some(),
    };
    let entry = disk::shown(&disk::normal(module));
    let entry = entry.to_string_lossy();
    match infer {
        None => Ok(knit_codegen::generate(&Disk::default(), &entry, &names)),
        Some(Compiler::Tsc) => {
            let loader = Inferring::default();
            let outcome = knit_codegen::generate(&loader, &entry, &names);
            loader.finish()?;
            Ok(outcome)
        }
    }
}

/// The module compiled where its files would lie beside it.
pub(crate) fn compile_beside(module: &Path) -> Result<Outcome, Failure> {
    compile(&Job {
        folder: module.with_extension("knit"),
        module: module.to_owned(),
        infer: None,
    })
}
