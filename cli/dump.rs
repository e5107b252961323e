//! `knit dump`: what each stage of the compiler came to.
//!
//! Owns nothing but the choice of the stage: how a stage looks as text is the compiler's.

#![expect(clippy::print_stdout, reason = "the stage is what was asked for")]

use knit_codegen::emit::Output;
use knit_codegen::{Outcome, dump, wire};

use crate::args::{DumpArgs, Stage};
use crate::exit::Failure;
use crate::{generate, render};

/// The command. A stage that errors have kept from being reached is not printed.
pub(crate) fn run(args: &DumpArgs) -> Result<(), Failure> {
    let outcome = generate::compile_beside(&args.module)?;
    render::diagnostics(&outcome.diagnostics, &outcome.sources);
    match text(&outcome, args.stage) {
        Some(text) => {
            print!("{text}");
            Ok(())
        }
        None => Err(Failure::Told),
    }
}

fn text(outcome: &Outcome, stage: Stage) -> Option<String> {
    match stage {
        Stage::Module => outcome
            .module
            .as_ref()
            .map(|module| format!("{module:#?}\n")),
        Stage::Schema => outcome.schema.as_ref().map(dump::schema),
        Stage::Wire => outcome.wire.as_ref().map(wire::dump),
        Stage::Files => {
            (!outcome.files.is_empty()).then(|| outcome.files.iter().map(file).collect())
        }
    }
}

/// A file under a line with its name.
fn file(output: &Output) -> String {
    format!("==> {} <==\n{}\n", output.path, output.text)
}
