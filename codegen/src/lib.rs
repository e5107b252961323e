//! The knit compiler: the text of a task module in, the text of its stubs and codecs out.
//!
//! ```text
//! text -> parse -> TaskModule -> resolve -> Schema -> layout -> Wire -> emit -> files
//!            \________________\__ diagnostics
//! ```
//!
//! Each stage returns a value and adds to a list of [`report::Diagnostics`]. Nothing in this crate opens
//! a file, prints or exits: it asks a [`source::Loader`] for texts, and hands files back as texts. The
//! output depends on the input alone.

#![forbid(unsafe_code)]

pub mod abi;
pub mod check;
pub mod codes;
pub mod dump;
pub mod emit;
mod evaluate;
pub mod guard;
pub mod layout;
pub mod module;
pub mod parse;
pub mod report;
pub mod resolve;
pub mod schema;
pub mod source;
pub mod wire;

use emit::{FileNames, Output};
use module::TaskModule;
use report::Diagnostics;
use schema::Schema;
use source::{FileId, Loader, Sources};
use wire::Wire;

/// What a compilation gave: the value of each stage up to the first that had errors.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    pub sources: Sources,
    pub diagnostics: Diagnostics,
    pub module: Option<TaskModule>,
    pub schema: Option<Schema>,
    pub wire: Option<Wire>,
    /// Empty if there were errors.
    pub files: Vec<Output>,
}

/// Compiles the task module at `entry` to files that are called `names`.
pub fn generate(loader: &dyn Loader, entry: &str, names: &FileNames) -> Outcome {
    let mut outcome = Outcome::default();
    run(loader, entry, names, &mut outcome);
    outcome
}

/// The stages in their order. Each reports all that it finds; the next one starts if there was no error.
fn run(loader: &dyn Loader, entry: &str, names: &FileNames, outcome: &mut Outcome) -> Option<()> {
    let Outcome {
        sources,
        diagnostics,
        ..
    } = outcome;

    let file = load(loader, entry, sources, diagnostics)?;
    let module = parse::parse(sources, file, diagnostics)?;
    outcome.module = Some(module.clone());

    let mut program = resolve::Program::new(loader, sources, module);
    let schema = resolve::resolve(&mut program, diagnostics);
    check::check_tasks(&schema, file, diagnostics);
    proceed(diagnostics)?;
    let wire = layout::lay_out(&schema);
    outcome.files = emit::emit(&schema, &wire, names);
    outcome.schema = Some(schema);
    outcome.wire = Some(wire);

    Some(())
}

fn load(
    loader: &dyn Loader,
    entry: &str,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<FileId> {
    match loader.read(entry) {
        Ok(text) => Some(sources.add(entry, text)),
        Err(reason) => {
            diagnostics.push(codes::unreadable(entry, &reason));
            None
        }
    }
}

fn proceed(diagnostics: &Diagnostics) -> Option<()> {
    (!diagnostics.has_errors()).then_some(())
}
