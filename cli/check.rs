//! `knit check`: what a change of the types breaks.
//!
//! Owns where the older schema comes from, and what is said; what breaks what is `check/compare.rs`.

#![expect(clippy::print_stdout, reason = "the changes are what was asked for")]

mod compare;
mod document;
mod types;

use std::path::Path;
use std::process::Command;

use crate::args::CheckArgs;
use crate::exit::Failure;
use crate::generate::{self, Job};
use crate::{disk, render};
use compare::{Change, Side, compare};
use document::Document;

const SCHEMA: &str = "schema.json";

/// The command.
pub(crate) fn run(args: &CheckArgs) -> Result<(), Failure> {
    let jobs = generate::known_jobs(&args.modules)?;
    let file = Path::new(&args.against);
    if file.is_file() && jobs.len() != 1 {
        return Err(Failure::Usage(format!(
            "`{}` is the schema of one task module; name the module",
            args.against
        )));
    }
    let mut fine = true;
    for job in &jobs {
        let old = match file.is_file() {
            true => Document::read(file)?,
            false => committed(job, &args.against)?,
        };
        fine &= report(job, &old, &current(job)?, args.layout);
    }
    if fine { Ok(()) } else { Err(Failure::Told) }
}

/// The schema that would be generated now.
fn current(job: &Job) -> Result<Document, Failure> {
    let outcome = generate::compile(job)?;
    if outcome.diagnostics.has_errors() {
        render::diagnostics(&outcome.diagnostics, &outcome.sources);
    }
    let mut files = outcome.files.iter();
    let schema = files.find(|file| file.path == SCHEMA);
    Document::parse(&schema.ok_or(Failure::Told)?.text, &job.folder.join(SCHEMA))
}

/// The schema as it was committed in `revision`.
fn committed(job: &Job, revision: &str) -> Result<Document, Failure> {
    let path = disk::shown(&disk::normal(&job.folder)).join(SCHEMA);
    let object = format!(
        "{revision}:./{}",
        path.display().to_string().replace('\\', "/")
    );
    let done = Command::new("git")
        .args(["show", &object])
        .output()
        .map_err(|error| Failure::Usage(format!("cannot run `git`: {error}")))?;
    if !done.status.success() {
        let reason = String::from_utf8_lossy(&done.stderr);
        return Err(Failure::Usage(format!(
            "`{revision}` is neither a file nor a revision with `{}`: git says: {}",
            path.display(),
            reason.trim()
        )));
    }
    Document::parse(&String::from_utf8_lossy(&done.stdout), &path)
}

/// Says what has changed. Says whether nothing is broken.
fn report(job: &Job, old: &Document, new: &Document, layout: bool) -> bool {
    let module = job.module.display();
    let changes = compare(old, new);
    let moved = old.fingerprint != new.fingerprint || old.layout_version != new.layout_version;
    if changes.is_empty() && !moved {
        println!("{module}: nothing has changed");
        return true;
    }
    println!("{module}:");
    for side in [Side::Callers, Side::Readers, Side::Nobody] {
        for change in changes.iter().filter(|change| change.breaks == side) {
            println!("  {}: {}", label(side), change.words);
        }
    }
    if moved {
        println!("  layout: the bytes have changed: deploy host and workers together");
    }
    if !changes.is_empty() {
        println!("{}", sum(&changes));
    }
    let broken = changes.iter().any(|change| change.breaks != Side::Nobody);
    !(broken || layout && moved)
}

fn label(side: Side) -> &'static str {
    match side {
        Side::Callers => "breaks callers",
        Side::Readers => "breaks readers of the result",
        Side::Nobody => "compatible",
    }
}

/// `3 changes, 1 of them breaks callers`
fn sum(changes: &[Change]) -> String {
    let of = |side| {
        changes
            .iter()
            .filter(|change| change.breaks == side)
            .count()
    };
    let plural = |count: usize| if count == 1 { "change" } else { "changes" };
    let (callers, readers) = (of(Side::Callers), of(Side::Readers));
    match callers + readers {
        0 => format!("{} compatible {}", changes.len(), plural(changes.len())),
        broken => format!(
            "{broken} of {} {} break something: {callers} for callers, {readers} for readers of results",
            changes.len(),
            plural(changes.len())
        ),
    }
}
