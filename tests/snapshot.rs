//! Each module in `fixtures/modules` holds one thing, and its snapshots show what becomes of it: its
//! types, their bytes, and the files that are generated.

use std::path::Path;

use knit_codegen::{Outcome, dump, generate, wire};

use crate::diagnostics::plain;
use crate::support::{Fixtures, names};

#[test]
fn schema_of_each_module() {
    insta::glob!("fixtures/modules/*.{ts,tsx,mts,cts}", |path| {
        insta::assert_snapshot!("schema", schema(&compile(path)));
    });
}

#[test]
fn wire_of_each_module() {
    insta::glob!("fixtures/modules/*.{ts,tsx,mts,cts}", |path| {
        let wire = compile(path).wire.as_ref().map(wire::dump);
        insta::assert_snapshot!("wire", wire.unwrap_or_default());
    });
}

#[test]
fn files_of_each_module() {
    insta::glob!("fixtures/modules/*.{ts,tsx,mts,cts}", |path| {
        insta::assert_snapshot!("files", files(&compile(path)));
    });
}

fn compile(path: &Path) -> Outcome {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a fixture's name is text");
    generate(&Fixtures::new("modules"), name, &names(name))
}

fn schema(outcome: &Outcome) -> String {
    let said = plain(outcome);
    let schema = outcome
        .schema
        .as_ref()
        .map(dump::schema)
        .unwrap_or_default();
    if said.is_empty() {
        schema
    } else {
        format!("{schema}\n{said}")
    }
}

fn files(outcome: &Outcome) -> String {
    let files = outcome.files.iter();
    let texts = files.map(|file| format!("==> {}\n\n{}", file.path, file.text));
    texts.collect::<Vec<_>>().join("\n")
}
