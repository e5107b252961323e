//! `runtime/ts/PARITY.md` says only what a test shows: every row of its tables names tests that exist, and
//! the row of a numbered defect names tests that carry its number.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::e2e::CASES;
use crate::project::{Project, expect};
use crate::support::runtimes::Runtime;
use crate::support::watchdog::run;

/// A row of a table: what it is about, and the tests that show it.
struct Row {
    about: String,
    tests: Vec<String>,
}

#[test]
fn every_row_names_tests_that_exist() {
    let rows = rows(&table());
    assert!(rows.len() > 100, "only {} rows", rows.len());
    for row in &rows {
        assert!(!row.tests.is_empty(), "no test for: {}", row.about);
        for test in &row.tests {
            assert!(exists(test), "no such test: {test}, of: {}", row.about);
        }
    }
}

#[test]
fn nothing_is_told_twice() {
    let mut seen = BTreeSet::new();
    for row in rows(&table()) {
        assert!(seen.insert(row.about.clone()), "twice: {}", row.about);
    }
}

#[test]
fn each_defect_is_found_by_its_number() {
    let rows = rows(&table());
    let defects: Vec<&Row> = rows.iter().filter(|row| is_number(&row.about)).collect();
    assert!(defects.len() >= 12, "only {} defects", defects.len());
    for row in defects {
        for test in &row.tests {
            let (area, name) = test.split_once("::").expect("an area and a name");
            let sources = sources(area, name);
            let found = sources.iter().any(|text| text.contains(&row.about));
            assert!(found, "{test} does not carry {}", row.about);
        }
    }
}

/// What only the incumbent has as entry points of its package is an error that names it.
#[test]
fn entry_points_that_are_not_there_are_errors() {
    let project = Project::new(&[("package.json", "{ \"type\": \"module\" }\n")]);
    expect(&project.knit(&["link"]), 0);
    for entry in [
        "shared-memory",
        "process-shared-buffer",
        "unsafe",
        "utils",
        "browser",
    ] {
        let script = format!("{entry}.mjs");
        project.write(
            &script,
            &format!("await import(\"@knit/runtime/{entry}\");\n"),
        );
        for runtime in Runtime::ALL {
            let done = run(&mut runtime.command(&project.path(&script)));
            let said = format!("{runtime:?}: {}{}", done.stdout, done.stderr);
            assert!(
                !done.status.success() && done.stderr.contains(entry),
                "{said}"
            );
        }
    }
}

fn table() -> String {
    fs::read_to_string(root().join("runtime/ts/PARITY.md")).expect("the table")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The rows of all tables, without their heads.
fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut is_head = true;
    for line in text.lines() {
        if !line.starts_with('|') {
            is_head = true;
        } else if line.starts_with("| -") || line.starts_with("|--") {
            is_head = false;
        } else if !is_head {
            rows.push(row(line));
        }
    }
    rows
}

fn row(line: &str) -> Row {
    // A bar within a cell is written as `\|`.
    let line = line.trim().trim_matches('|').replace("\\|", "\u{1}");
    let cells: Vec<String> = line
        .split('|')
        .map(|cell| cell.replace('\u{1}', "|").trim().to_owned())
        .collect();
    let tests = cells.last().expect("a cell").split('`').skip(1).step_by(2);
    Row {
        about: cells[0].clone(),
        tests: tests.map(str::to_owned).collect(),
    }
}

/// Whether it is the number of a defect, as `D-07`.
fn is_number(text: &str) -> bool {
    text.strip_prefix("D-")
        .is_some_and(|digits| digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Tests are named by their area: a case of `e2e`, a file of `tests/runtime`, a fixture of `diagnostics`
/// or `snapshot`, or a function of one of the modules beside this one.
fn exists(test: &str) -> bool {
    let Some((area, name)) = test.split_once("::") else {
        return false;
    };
    let named = match area {
        "e2e" => CASES.contains(&name),
        "runtime" => root()
            .join(format!("tests/runtime/{name}.test.ts"))
            .is_file(),
        "diagnostics" => root()
            .join(format!("tests/fixtures/diagnostics/{name}.ts"))
            .is_file(),
        "snapshot" => root()
            .join(format!("tests/fixtures/modules/{name}.ts"))
            .is_file(),
        _ => false,
    };
    named || is_function(area, name)
}

fn is_function(area: &str, name: &str) -> bool {
    let file = root().join(format!("tests/{area}.rs"));
    let text = fs::read_to_string(file).unwrap_or_default();
    text.contains(&format!("#[test]\nfn {name}() {{"))
}

/// The texts that a test is made of.
fn sources(area: &str, name: &str) -> Vec<String> {
    let rust = root().join(format!("tests/{area}.rs"));
    let folder = if area == "e2e" {
        root().join("tests/e2e").join(name)
    } else {
        root().join("tests").join(area)
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path()).chain([rust]);
    paths
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect()
}
