//! Files that are generated and committed are what the generator makes now. `UPDATE=1` rewrites them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use knit_codegen::abi;

use crate::project::{expect, stdout};

#[test]
fn abi_is_fresh() {
    let layout = fs::read_to_string(root().join("runtime/src/layout.rs")).unwrap();
    let abi = abi::read(&layout).unwrap();
    check("runtime/ts/abi.ts", &abi::typescript(&abi));
    check("runtime/src/abi_asserts.rs", &abi::assertions(&abi));
}

#[test]
fn the_quickstart_is_fresh() {
    let done = Command::new(env!("CARGO_BIN_EXE_knit"))
        .args(["gen", "--check", "examples/quickstart/tasks.ts"])
        .current_dir(root())
        .output()
        .expect("knit runs");
    expect(&done, 0);
}

#[test]
fn the_schema_of_the_configuration_is_fresh() {
    let done = Command::new(env!("CARGO_BIN_EXE_knit"))
        .arg("config-schema")
        .output()
        .expect("knit runs");
    expect(&done, 0);
    check("cli/knit.schema.json", &stdout(&done));
}

fn check(path: &str, expected: &str) {
    let file = root().join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(file, expected).unwrap();
        return;
    }
    let found = fs::read_to_string(file).unwrap_or_default();
    let renewal = "UPDATE=1 cargo test --test tests generated";
    assert!(found == expected, "{path} is stale; run: {renewal}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
