//! `knit doctor`: what knit finds on this machine and in a project.
//!
//! Owns which things are looked at, and which of them stand in the way: no runtime at all, a runtime package of another
//! knit, a knit.json that cannot be read, generated files that are not those that knit would write now. The rest is told.

#![expect(clippy::print_stdout, reason = "the findings are what was asked for")]

use std::env;
use std::path::Path;
use std::process::Command;

use crate::args::RuntimeName;
use crate::disk;
use crate::exit::Failure;
use crate::generate::{Standing, State, states};
use crate::package::Package;
use crate::run::located;
use crate::{link, native};

/// One line of the answer.
struct Line {
    topic: &'static str,
    text: String,
    fine: bool,
}

/// The command.
pub(crate) fn run() -> Result<(), Failure> {
    let here = env::current_dir().map_err(|error| Failure::io("read", Path::new("."), error))?;
    let mut lines = vec![fine("knit", env!("CARGO_PKG_VERSION"))];
    lines.extend(runtimes());
    lines.push(native_module(&here));
    lines.push(package(&here)?);
    lines.extend(pools(&here));
    for line in &lines {
        let mark = if line.fine { "ok" } else { "!!" };
        println!("{mark}  {:15}  {}", line.topic, line.text);
    }
    match lines.iter().all(|line| line.fine) {
        true => Ok(()),
        false => Err(Failure::Told),
    }
}

fn fine(topic: &'static str, text: impl Into<String>) -> Line {
    Line {
        topic,
        text: text.into(),
        fine: true,
    }
}

fn wrong(topic: &'static str, text: impl Into<String>) -> Line {
    Line {
        fine: false,
        ..fine(topic, text)
    }
}

fn runtimes() -> Vec<Line> {
    let names = [RuntimeName::Node, RuntimeName::Deno, RuntimeName::Bun];
    let found: Vec<Line> = names.into_iter().filter_map(runtime).collect();
    match found.is_empty() {
        true => vec![wrong(
            "runtimes",
            "none of node, deno and bun is in PATH; install one",
        )],
        false => found,
    }
}

fn runtime(name: RuntimeName) -> Option<Line> {
    let (word, program) = located(name)?;
    let output = Command::new(&program).arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let version = text.lines().next()?;
    Some(fine(word, format!("{version}, {}", program.display())))
}

fn native_module(here: &Path) -> Line {
    let topic = "native module";
    match native::find(here) {
        Some(path) => fine(topic, path.display().to_string()),
        None => fine(
            topic,
            "none for this platform: workers are threads, not processes",
        ),
    }
}

fn package(here: &Path) -> Result<Line, Failure> {
    let topic = "runtime package";
    let package = Package::open(here)?;
    let Some(place) = link::found(here) else {
        let text = "not linked; `knit run` does it by itself, else run: knit link";
        return Ok(fine(topic, text));
    };
    let shown = disk::shown(&place).display().to_string();
    Ok(match link::is_current(&place, &package) {
        true => fine(topic, shown),
        false => wrong(
            topic,
            format!("`{shown}` is not of this knit; run: knit link"),
        ),
    })
}

fn pools(here: &Path) -> Vec<Line> {
    let topic = "pool";
    let standings = match states(here) {
        Ok(standings) => standings,
        Err(Failure::Usage(message)) => return vec![wrong(topic, message)],
        Err(Failure::Told) => return vec![wrong(topic, "cannot be looked at")],
    };
    let line = |standing: &Standing| {
        let (folder, command) = (standing.folder.display(), &standing.command);
        match standing.state {
            State::UpToDate => fine(topic, format!("{folder}: up to date")),
            State::Stale => wrong(topic, format!("{folder}: stale; run: {command}")),
            State::Broken => wrong(
                topic,
                format!("{folder}: its module has errors; run: {command}"),
            ),
        }
    };
    standings.iter().map(line).collect()
}
