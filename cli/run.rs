//! `knit run`: an app on the runtime found in PATH, with everything that it needs made first.
//!
//! Owns the order of the preparations. On Unix the runtime takes this process's place, which passes signals, streams
//! and the exit code through by itself.

mod imports;
mod runtime;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::args::{Format, RunArgs, RuntimeName, TranspileArgs};
use crate::cache::Cache;
use crate::exit::Failure;
use crate::findings::Findings;
use crate::modules::Modules;
use crate::package::NAME;
use crate::{graph, link, render};
use imports::Imports;
use runtime::Runtime;

/// The command.
pub(crate) fn run(args: &RunArgs) -> Result<(), Failure> {
    let app = graph::entry(&args.app)?;
    let runtime = Runtime::find(args.runtime)?;
    let modules = Modules::default();
    let cache = Cache::open(modules.dialect(&app))?;
    let prepared = prepare(&app, &modules, &cache)?;
    for folder in &prepared.importers {
        link::ensure(folder, app.parent().unwrap_or(&app))?;
    }
    let mut command = runtime.command(&app, &cache, prepared.imports)?;
    command.args(&args.args);
    replace_this_process(command)
}

/// What is known of an app before it runs.
#[derive(Default)]
struct Prepared {
    /// The folders whose modules import the runtime package.
    importers: BTreeSet<PathBuf>,
    imports: Imports,
}

/// Generates the app's pools and lowers its files.
fn prepare(app: &Path, modules: &Modules, cache: &Cache) -> Result<Prepared, Failure> {
    let mut prepared = Prepared::default();
    let mut findings = Findings::new(Format::Text);
    graph::walk(&[app.to_owned()], modules, &mut findings, |file| {
        let references = references(file, cache)?;
        if references
            .iter()
            .any(|specifier| specifier.starts_with(NAME))
        {
            let folder = file.parent().map(Path::to_owned);
            prepared.importers.extend(folder);
        }
        prepared.imports.add(file, &references, modules);
        Ok(references)
    })?;
    Ok(prepared)
}

/// A file that cannot be read or parsed has none: the runtime has its own words for that.
fn references(file: &Path, cache: &Cache) -> Result<Vec<String>, Failure> {
    match fs::read_to_string(file) {
        Ok(text) if graph::is_code(file) => Ok(cache
            .lower(file, &text)?
            .map(|entry| entry.summary.references)
            .unwrap_or_default()),
        _ => Ok(Vec::new()),
    }
}

#[cfg(unix)]
fn replace_this_process(mut command: Command) -> Result<(), Failure> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(Failure::io("run", Path::new(command.get_program()), error))
}

#[cfg(not(unix))]
fn replace_this_process(mut command: Command) -> Result<(), Failure> {
    let status = command
        .status()
        .map_err(|error| Failure::io("run", Path::new(command.get_program()), error))?;
    std::process::exit(status.code().unwrap_or(1))
}

/// What a runtime is called, and its program, if it is in PATH.
pub(crate) fn located(name: RuntimeName) -> Option<(&'static str, PathBuf)> {
    runtime::located(name)
}

/// `knit transpile`, which the module hooks call for a file that `prepare` could not foresee. Prints the path of what is
/// made of it, and where its imports lead.
#[expect(
    clippy::print_stdout,
    reason = "the path and the imports are what the hooks ask for"
)]
pub(crate) fn transpile(args: &TranspileArgs) -> Result<(), Failure> {
    let text =
        fs::read_to_string(&args.file).map_err(|error| Failure::io("read", &args.file, error))?;
    let file =
        std::path::absolute(&args.file).map_err(|error| Failure::io("find", &args.file, error))?;
    let modules = Modules::default();
    match Cache::open(modules.dialect(&file))?.lower(&file, &text)? {
        Ok(entry) => {
            let mut imports = Imports::default();
            imports.add(&file, &entry.summary.references, &modules);
            println!("{}\n{}", entry.path.display(), imports.json());
            Ok(())
        }
        Err(error) => {
            render::syntax_error(&args.file, &text, &error);
            Err(Failure::Told)
        }
    }
}
