//! `knit gen --watch`: generating anew whenever a file changes that a task module rests on.
//!
//! Owns which folders are looked at and which modules a change concerns. A module that has errors is tried again with
//! every change, as the file that it waits for may be new.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use knit_codegen::Outcome;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::plan::{Job, Plan};
use super::{compile, settle};
use crate::args::Format;
use crate::disk;
use crate::exit::Failure;
use crate::findings::Findings;

/// Editors write a file in several steps; after so long without another one it is written.
const SETTLED: Duration = Duration::from_millis(5);

/// What a module rested on when it was compiled last.
#[derive(Default)]
struct Basis {
    files: BTreeSet<PathBuf>,
    is_fine: bool,
}

/// Ends only when somebody ends this process.
pub(super) fn watch(plan: &Plan) -> Result<(), Failure> {
    let (sender, events) = mpsc::channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // Nobody listens any more: the process ends.
        let _ = event.map(|event| sender.send(event));
    })
    .map_err(|error| Failure::io("watch", Path::new("."), error))?;
    let mut folders = Folders {
        watcher,
        watched: BTreeSet::new(),
    };
    let mut bases: Vec<Basis> = plan.jobs.iter().map(|_| Basis::default()).collect();
    for (job, basis) in plan.jobs.iter().zip(&mut bases) {
        *basis = make(job, plan, &mut folders);
    }
    eprintln!("watching {} …", modules(plan.jobs.len()));
    while let Some(changed) = next(&events) {
        for (job, basis) in plan.jobs.iter().zip(&mut bases) {
            if !basis.is_fine || !basis.files.is_disjoint(&changed) {
                *basis = make(job, plan, &mut folders);
            }
        }
    }
    Ok(())
}

fn modules(count: usize) -> String {
    match count {
        1 => "1 task module".to_owned(),
        many => format!("{many} task modules"),
    }
}

/// The files of the next change, once it is complete; nothing when there will be none.
fn next(events: &Receiver<Event>) -> Option<BTreeSet<PathBuf>> {
    let is_change = |event: &Event| !event.kind.is_access();
    let first = events.iter().find(is_change)?;
    let mut changed: BTreeSet<PathBuf> = first.paths.into_iter().collect();
    while let Ok(event) = events.recv_timeout(SETTLED) {
        if is_change(&event) {
            changed.extend(event.paths);
        }
    }
    Some(changed)
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
    let absolute = |path| std::path::absolute(path).map(|path| disk::normal(&path));
    let all = [job.module.as_path()].into_iter().chain(read);
    all.filter_map(|path| absolute(path).ok()).collect()
}

/// The folders that are looked at, one by one: a whole tree may hold all of `node_modules`.
struct Folders {
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
}

impl Folders {
    fn watch(&mut self, files: &BTreeSet<PathBuf>) {
        for folder in files.iter().filter_map(|file| file.parent()) {
            if self.watched.contains(folder) {
                continue;
            }
            // A folder that is gone is watched as soon as it is back and read from.
            if self
                .watcher
                .watch(folder, RecursiveMode::NonRecursive)
                .is_ok()
            {
                self.watched.insert(folder.to_owned());
            }
        }
    }
}
