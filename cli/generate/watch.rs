//! `knit gen --watch`: generating anew whenever a file changes that a task module rests on.
//!
//! Owns which modules a change concerns, and what is said of it. A module that has errors is tried again with every
//! change, as the file that it waits for may be new. Ends with an interrupt. Which folders are looked at is
//! `watch/folders.rs`.

mod folders;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use knit_codegen::Outcome;

use super::plan::{Job, Plan};
use super::{compile, settle};
use crate::args::Format;
use crate::config;
use crate::disk;
use crate::exit::Failure;
use crate::findings::Findings;
use folders::Folders;

/// Editors write a file in several steps; after so long without another one it is written.
const SETTLED: Duration = Duration::from_millis(5);

/// What the loop waits for.
enum Event {
    Changed(Vec<PathBuf>),
    Stop,
}

/// What a module rested on when it was compiled last.
#[derive(Default)]
struct Basis {
    files: BTreeSet<PathBuf>,
    is_fine: bool,
}

/// Comes back when it is interrupted. `again` is asked what to do when knit.json has changed, or what its patterns fit.
pub(super) fn watch(
    mut plan: Plan,
    again: impl Fn() -> Result<Plan, Failure>,
) -> Result<(), Failure> {
    let (sender, events) = mpsc::channel();
    stop_on_interrupt(sender.clone())?;
    let mut folders = Folders::new(move |paths| {
        // Nobody listens any more: the process ends.
        let _ = sender.send(Event::Changed(paths));
    })?;
    let mut bases: Vec<Basis> = plan.jobs.iter().map(|_| Basis::default()).collect();
    folders.watch_project(plan.root.as_deref());
    for (job, basis) in plan.jobs.iter().zip(&mut bases) {
        *basis = make(job, &plan, &mut folders);
    }
    eprintln!("watching {} …", modules(plan.jobs.len()));
    while let Some(changed) = next(&events) {
        folders.forget(&changed);
        // Before modules are looked for, so that none comes unnoticed in between.
        if changed.iter().any(|path| !path.is_file()) {
            folders.watch_project(plan.root.as_deref());
        }
        if concerns_plan(&plan, &changed) {
            match again() {
                Ok(renewed) => {
                    bases = carried(&plan, bases, &renewed);
                    plan = renewed;
                }
                Err(failure) => failure.tell(),
            }
        }
        for (job, basis) in plan.jobs.iter().zip(&mut bases) {
            // A folder that is back is another one. Looked at before it is read, so that nothing is missed.
            folders.watch(&basis.files);
            if !basis.is_fine || !basis.files.is_disjoint(&changed) {
                *basis = remade(basis, make(job, &plan, &mut folders));
                folders.watch(&basis.files);
            }
        }
    }
    Ok(())
}

/// A module with errors may wait for a file that it could not read this time.
fn remade(before: &Basis, mut now: Basis) -> Basis {
    if !now.is_fine {
        now.files.extend(before.files.iter().cloned());
    }
    now
}

fn stop_on_interrupt(sender: Sender<Event>) -> Result<(), Failure> {
    let stop = move || {
        // Nobody listens only where the loop has ended already.
        let _ = sender.send(Event::Stop);
    };
    ctrlc::set_handler(stop)
        .map_err(|error| Failure::Usage(format!("cannot listen for interrupts: {error}")))
}

fn modules(count: usize) -> String {
    match count {
        1 => "1 task module".to_owned(),
        many => format!("{many} task modules"),
    }
}

/// The files of the next change, once it is complete; nothing when there will be none.
fn next(events: &Receiver<Event>) -> Option<BTreeSet<PathBuf>> {
    let mut changed = BTreeSet::new();
    let mut event = events.recv().ok();
    while let Some(known) = event {
        match known {
            Event::Changed(paths) => changed.extend(paths),
            Event::Stop => return None,
        }
        event = events.recv_timeout(SETTLED).ok();
    }
    (!changed.is_empty()).then_some(changed)
}

/// Whether other modules may be meant by now: knit.json itself, a folder, or a source that came or went.
fn concerns_plan(plan: &Plan, changed: &BTreeSet<PathBuf>) -> bool {
    let Some(root) = &plan.root else {
        return false;
    };
    let known: BTreeSet<PathBuf> = plan
        .jobs
        .iter()
        .filter_map(|job| absolute(&job.module))
        .collect();
    let config = root.join(config::FILE);
    changed
        .iter()
        .any(|path| *path == config || path.is_dir() || known.contains(path) != path.is_file())
}

/// Modules that are still meant keep what is known of them.
fn carried(before: &Plan, bases: Vec<Basis>, plan: &Plan) -> Vec<Basis> {
    let mut known: Vec<(&Job, Basis)> = before.jobs.iter().zip(bases).collect();
    let carried = plan.jobs.iter().map(|job| {
        let same = |(old, _): &(&Job, Basis)| {
            (&old.module, &old.folder, old.infer) == (&job.module, &job.folder, job.infer)
        };
        match known.iter().position(same) {
            Some(index) => known.swap_remove(index).1,
            None => Basis::default(),
        }
    });
    carried.collect()
}

/// Generates one module and says how long that took. What goes wrong is told, and waits for the next change.
fn make(job: &Job, plan: &Plan, folders: &mut Folders) -> Basis {
    let start = Instant::now();
    let mut findings = Findings::new(Format::Text);
    let outcome = compile(job).unwrap_or_else(|failure| {
        failure.tell();
        Outcome::default()
    });
    let files = files(job, &outcome);
    folders.watch(&files);
    let compiled = outcome.module.is_some() || !outcome.diagnostics.is_empty();
    let is_fine = compiled
        && settle(job, &outcome, plan, &mut findings).unwrap_or_else(|failure| {
            failure.tell();
            false
        });
    eprintln!(
        "{}: {} in {} ms",
        job.module.display(),
        if is_fine { "done" } else { "not generated" },
        start.elapsed().as_millis()
    );
    Basis { files, is_fine }
}

/// The module, and all that was read for it.
fn files(job: &Job, outcome: &Outcome) -> BTreeSet<PathBuf> {
    let read = outcome.sources.iter().map(|source| Path::new(&source.path));
    let all = [job.module.as_path()].into_iter().chain(read);
    all.filter_map(absolute).collect()
}

fn absolute(path: &Path) -> Option<PathBuf> {
    std::path::absolute(path)
        .map(|path| disk::normal(&path))
        .ok()
}
