//! Each module in `fixtures/modules` holds one thing, and its snapshot shows what it resolves to.

use std::path::Path;

use knit_codegen::{dump, generate};

use crate::diagnostics::plain;
use crate::support::Fixtures;

#[test]
fn schema_of_each_module() {
    insta::glob!("fixtures/modules/*.{ts,tsx,mts,cts}", |path| {
        insta::assert_snapshot!("schema", schema(path));
    });
}

fn schema(path: &Path) -> String {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a fixture's name is text");
    let outcome = generate(&Fixtures::new("modules"), name);
    let said = plain(&outcome);
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
