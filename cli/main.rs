//! The `knit` command: parse the command line, run the command, say how it went.

#![forbid(unsafe_code)]

mod args;
mod build;
mod cache;
mod check;
mod completions;
mod config;
mod disk;
mod doctor;
mod dump;
mod exit;
mod explain;
mod findings;
mod generate;
mod graph;
mod infer;
mod init;
mod inspect;
mod link;
mod manual;
mod modules;
mod native;
mod package;
mod render;
mod run;
mod save;
mod transpile;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use exit::Failure;

/// A compiler makes and drops many small things: a third of its time went to the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match run(Args::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.exit(),
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Gen(args) => generate::run(&args),
        Command::Run(args) => run::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Link(args) => link::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Dump(args) => dump::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Doctor => doctor::run(),
        Command::Manual(args) => manual::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Completions(args) => {
            completions::run(&args);
            Ok(())
        }
        Command::Transpile(args) => run::transpile(&args),
        Command::ConfigSchema => {
            config::print_schema();
            Ok(())
        }
    }
}
