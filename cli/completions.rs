//! `knit completions`: what a shell needs to complete knit's command line.
//!
//! Owns nothing but the way to stdout: clap_complete writes the script from the same definitions as `--help`.

use std::io::stdout;

use clap::CommandFactory;

use crate::args::{Args, CompletionsArgs};

/// The command.
pub(crate) fn run(args: &CompletionsArgs) {
    clap_complete::generate(args.shell, &mut Args::command(), "knit", &mut stdout());
}
