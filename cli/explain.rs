//! `knit explain`: the longer text of a diagnostic.
//!
//! Owns nothing but the way to stdout: the texts stand beside the codes, in the compiler.

#![expect(clippy::print_stdout, reason = "the text is what was asked for")]

use knit_codegen::codes;

use crate::args::ExplainArgs;
use crate::exit::Failure;

/// The command.
pub(crate) fn run(args: &ExplainArgs) -> Result<(), Failure> {
    match &args.code {
        Some(code) => one(&code.to_uppercase()),
        None => {
            all();
            Ok(())
        }
    }
}

fn one(code: &str) -> Result<(), Failure> {
    let text = codes::explain(code).ok_or_else(|| {
        Failure::Usage(format!(
            "there is no code `{code}`; `knit explain` lists all of them"
        ))
    })?;
    println!("{code}\n\n{}", text.trim());
    Ok(())
}

/// Each code with the first line of its text.
fn all() {
    for (code, text) in codes::all() {
        println!("{code}  {}", text.trim().lines().next().unwrap_or_default());
    }
}
