//! Build script: puts the sources of the runtime package into the program.
//!
//! Writes a table of (path inside `runtime/ts`, text) and nothing else; compiling them is `package.rs`.

#![expect(
    clippy::print_stdout,
    reason = "it is how a build script speaks to cargo"
)]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("runtime/ts");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();

    let mut table = String::from("[\n");
    for file in &files {
        let inside = file
            .strip_prefix(&root)
            .expect("it was found there")
            .to_str()
            .expect("our own names are UTF-8");
        let name = inside.replace('\\', "/");
        writeln!(
            table,
            "    ({name:?}, include_str!({:?})),",
            file.display().to_string()
        )
        .expect("a String takes all");
    }
    table.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("runtime.rs"), table).expect("OUT_DIR can be written");
}

/// Every source: tests and declarations are not part of the package.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.map(|entry| entry.expect("the folder can be read").path()) {
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        if entry.is_dir() && name != "node_modules" {
            collect(&entry, files);
        } else if name.ends_with(".ts") && !name.ends_with(".test.ts") && !name.ends_with(".d.ts") {
            files.push(entry);
        }
    }
}
