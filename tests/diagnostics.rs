//! Each module in `fixtures/diagnostics` has one thing wrong with it and is named for its code.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use knit_codegen::source::{Loader, Unresolved};
use knit_codegen::{Outcome, codes, generate};

use crate::support::{Fixtures, names};

#[test]
fn words_for_each_mistake() {
    insta::glob!("fixtures/diagnostics/*.{ts,tsx,cts}", |path| {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a fixture's name is text");
        let outcome = generate(&Fixtures::new("diagnostics"), name, &names(name));
        let (code, _) = name.split_at(5);
        let said = plain(&outcome);
        assert!(
            said.contains(code),
            "{name} is said to be {code}, but:\n{said}"
        );
        insta::assert_snapshot!("diagnostic", said);
    });
}

#[test]
fn each_code_has_a_fixture_a_snapshot_and_a_text() {
    let fixtures = file_names("tests/fixtures/diagnostics");
    let snapshots = file_names("tests/snapshots");
    for (code, text) in codes::all() {
        let mut known = fixtures.iter().filter(|name| name.starts_with(code));
        let first = known.next();
        let no_file = ["K0002", "K0013"].contains(&code);
        assert!(first.is_some() || no_file, "{code} has no fixture");
        for fixture in first.into_iter().chain(known) {
            let snapshot = format!("tests__diagnostics__diagnostic@{fixture}.snap");
            assert!(snapshots.contains(&snapshot), "{fixture} has no snapshot");
        }
        assert!(
            codes::explain(code).is_some_and(|known| known == text && known.len() > 80),
            "{code} explains too little"
        );
    }
}

fn file_names(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    entries
        .filter_map(|entry| entry.file_name().to_str().map(str::to_owned))
        .collect()
}

/// What cannot be a file among the fixtures: one that is not there, and one of more than 4 MiB.
#[test]
fn words_for_texts_that_are_not_read() {
    struct Long;
    impl Loader for Long {
        fn resolve(&self, _: &str, _: &str) -> Result<String, Unresolved> {
            Err(Unresolved::new("", Vec::new()))
        }

        fn read(&self, _: &str) -> Result<String, String> {
            Ok("//".repeat(3 << 20))
        }
    }
    let missing = plain(&generate(
        &Fixtures::new("diagnostics"),
        "missing.ts",
        &names("missing.ts"),
    ));
    assert!(
        missing.starts_with("error[K0002]: cannot read `missing.ts`: "),
        "{missing}"
    );
    // What the system says of it is its own.
    let (ours, _) = missing.split_once("`: ").expect("the reason");
    insta::assert_snapshot!("unreadable", ours);
    insta::assert_snapshot!(
        "too_long",
        plain(&generate(&Long, "long.ts", &names("long.ts")))
    );
}

#[test]
fn codes_are_in_order_and_used_once() {
    let all: Vec<&str> = codes::all().map(|(code, _)| code).collect();
    assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{all:?}");
}

/// Diagnostics as lines, without colours and source excerpts.
pub(crate) fn plain(outcome: &Outcome) -> String {
    let mut text = String::new();
    for diagnostic in outcome.diagnostics.sorted() {
        let severity = format!("{:?}", diagnostic.severity).to_lowercase();
        text += &format!(
            "{severity}[{}]: {}\n",
            diagnostic.code.0, diagnostic.message
        );
        for label in &diagnostic.labels {
            let (line, column) = outcome.sources.position(label.span);
            let path = &outcome.sources.get(label.span.file).path;
            let marked = outcome.sources.text(label.span);
            text += &format!("  {path}:{line}:{column} `{marked}`: {}\n", label.text);
        }
        for note in &diagnostic.notes {
            text += &format!("  note: {note}\n");
        }
    }
    text
}
