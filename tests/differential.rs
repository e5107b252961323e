//! The types of every fixture as the real TypeScript compiler knows them, beside what knit makes of them.
//!
//! A fixture is a module in a folder of `fixtures`, named by what it is about; the folders within hold
//! what it imports. One that starts with `// excluded: reason` shows what knit leaves to the dynamic cell
//! on purpose. One that `known-gaps.txt` names is to be mended. Both fail as soon as they agree.

mod ambiguous;
mod atoms;
mod compare;
mod graph;
mod spell;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use knit_codegen::generate;
use serde::Deserialize;

use crate::diagnostics::plain;
use crate::support::runtimes::{Runtime, modules};
use crate::support::watchdog::run_within;
use crate::support::{Fixtures, names};
use compare::Comparison;
use graph::{Flat, Node, of_schema};
use spell::spell;

/// What `compiler/main.ts` prints.
#[derive(Deserialize)]
struct Answer {
    errors: Vec<String>,
    fixtures: BTreeMap<String, Flat>,
}

/// What is expected of a fixture.
#[derive(Default)]
struct Tally {
    agree: usize,
    tasks: usize,
    dynamic_unions: usize,
    /// With the reason that the fixture gives.
    excluded: Vec<(String, String)>,
    gaps: Vec<String>,
    /// Known gaps that are none any more.
    mended: Vec<String>,
    wrong: Vec<String>,
}

#[test]
fn types_are_those_of_the_compiler() {
    let fixtures = fixtures();
    let answer = answer();
    assert!(answer.errors.is_empty(), "{}", answer.errors.join("\n"));
    let gaps = known_gaps();
    let unknown: Vec<_> = gaps.iter().filter(|gap| !fixtures.contains(gap)).collect();
    assert!(unknown.is_empty(), "no such fixtures: {unknown:?}");

    let mut tally = Tally::default();
    for fixture in &fixtures {
        judge(fixture, &answer.fixtures[fixture], &gaps, &mut tally);
    }
    report(&tally, fixtures.len());
    if std::env::var_os("UPDATE").is_some() {
        keep_gaps(&tally.gaps);
    } else {
        let mended = tally.mended.join("\n");
        assert!(
            mended.is_empty(),
            "agree now, and leave known-gaps.txt with `UPDATE=1 cargo test --test tests differential`:\n{mended}"
        );
    }
    assert!(
        tally.wrong.is_empty(),
        "{} of {} fixtures:\n\n{}\n",
        tally.wrong.len(),
        fixtures.len(),
        tally.wrong.join("\n\n")
    );
}

/// What the comparison is worth: whichever type of whichever fixture is another one, it is noticed.
#[test]
fn every_difference_is_noticed() {
    for (fixture, flat) in &answer().fixtures {
        assert!(Comparison::new(flat, flat).differences().is_empty());
        for id in 0..flat.nodes.len() {
            let mut spoiled = flat.clone();
            spoiled.nodes[id] = Node::Class {
                name: "Spoiled".to_owned(),
                arguments: Vec::new(),
            };
            let noticed = !Comparison::new(flat, &spoiled).differences().is_empty();
            let hidden = is_beside_dynamic(flat, id);
            assert!(noticed || hidden, "{fixture}: {}", spell(flat, id));
        }
    }
}

/// In a union with what may be anything, nothing else counts.
fn is_beside_dynamic(flat: &Flat, id: usize) -> bool {
    flat.nodes.iter().any(|node| match node {
        Node::Union { variants } => {
            let mut others = variants.iter().map(|variant| &flat.nodes[*variant]);
            variants.contains(&id) && others.any(|other| matches!(other, Node::Dynamic))
        }
        _ => false,
    })
}

fn judge(fixture: &str, theirs: &Flat, gaps: &BTreeSet<String>, tally: &mut Tally) {
    let differences = differences(fixture, theirs, tally);
    let excluded = reason(fixture);
    let known = gaps.contains(fixture);
    let text = differences.join("\n    ");
    match (excluded, known, differences.is_empty()) {
        (None, false, true) => {
            tally.agree += 1;
            tally.tasks += theirs.tasks.len();
        }
        (None, false, false) => tally.wrong.push(format!("{fixture}\n    {text}")),
        (Some(reason), _, false) => tally.excluded.push((fixture.to_owned(), reason)),
        (None, true, false) => tally.gaps.push(fixture.to_owned()),
        (Some(_), _, true) => tally.wrong.push(format!(
            "{fixture}\n    is excluded, but agrees now: take the comment out"
        )),
        (None, true, true) => tally.mended.push(fixture.to_owned()),
    }
}

/// Nothing if knit says the same as the compiler.
fn differences(fixture: &str, theirs: &Flat, tally: &mut Tally) -> Vec<String> {
    let compile = || generate(&Fixtures { root: folder() }, fixture, &names(fixture));
    let Ok(outcome) = catch_unwind(AssertUnwindSafe(compile)) else {
        return vec!["knit panics".to_owned()];
    };
    match (&outcome.schema, theirs.refused()) {
        (None, Some(_)) => Vec::new(),
        (None, None) => vec![format!("refused by knit alone: {}", plain(&outcome))],
        (Some(_), Some(what)) => vec![format!("has {what}, which knit lets pass")],
        (Some(schema), None) => {
            let ours = of_schema(schema);
            let mut comparison = Comparison::new(theirs, &ours);
            let differences = comparison.differences();
            tally.dynamic_unions += comparison.dynamic_unions;
            differences
        }
    }
}

fn report(tally: &Tally, fixtures: usize) {
    eprintln!(
        "{fixtures} fixtures: {} agree, with {} tasks; {} excluded, {} known gaps; \
         {} unions that only a look into the value tells apart travel in the dynamic cell",
        tally.agree,
        tally.tasks,
        tally.excluded.len(),
        tally.gaps.len(),
        tally.dynamic_unions,
    );
    for (fixture, reason) in &tally.excluded {
        eprintln!("  excluded: {fixture}: {reason}");
    }
}

fn answer() -> &'static Answer {
    static ANSWER: OnceLock<Answer> = OnceLock::new();
    ANSWER.get_or_init(|| ask(&fixtures()))
}

fn ask(fixtures: &[String]) -> Answer {
    modules();
    let script = home().join("compiler/main.ts");
    let mut node = Runtime::Node24.command(&script);
    let done = run_within(node.arg(folder()).args(fixtures), Duration::from_secs(300));
    assert!(done.status.success(), "{}{}", done.stdout, done.stderr);
    serde_json::from_str(&done.stdout).expect("the answer's own format")
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differential")
}

fn folder() -> PathBuf {
    home().join("fixtures")
}

/// Every file of every feature, by its path below `fixtures`.
fn fixtures() -> Vec<String> {
    let features = entries(&folder());
    let files = features.iter().flat_map(|feature| entries(feature));
    let mut names: Vec<String> = files
        .filter(|path| path.is_file())
        .map(|path| {
            let path = path.strip_prefix(folder()).expect("it lies there");
            path.to_str().expect("text").to_owned()
        })
        .collect();
    names.sort();
    names
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").path())
        .collect()
}

fn reason(fixture: &str) -> Option<String> {
    let text = fs::read_to_string(folder().join(fixture)).expect("a fixture");
    let reason = text.lines().next()?.strip_prefix("// excluded: ")?;
    Some(reason.to_owned())
}

fn known_gaps() -> BTreeSet<String> {
    let text = fs::read_to_string(gaps_file()).expect("a list");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The list with nothing but `gaps` left on it, below the comment that it starts with.
fn keep_gaps(gaps: &[String]) {
    let text = fs::read_to_string(gaps_file()).expect("a list");
    let comment = text.lines().filter(|line| line.starts_with('#'));
    let lines = comment.chain(gaps.iter().map(String::as_str));
    let kept: String = lines.map(|line| format!("{line}\n")).collect();
    fs::write(gaps_file(), kept).expect("an own file");
}

fn gaps_file() -> PathBuf {
    home().join("known-gaps.txt")
}
