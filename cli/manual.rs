//! `knit manual`: the man pages, one for knit and one for each command, from the same words as `--help`.

use std::fs;

use clap::CommandFactory;

use crate::args::{Args, ManualArgs};
use crate::exit::Failure;

/// The command.
pub(crate) fn run(args: &ManualArgs) -> Result<(), Failure> {
    let unwritable = |error| Failure::io("write", &args.dir, error);
    fs::create_dir_all(&args.dir).map_err(unwritable)?;
    clap_mangen::generate_to(Args::command(), &args.dir).map_err(unwritable)?;
    eprintln!("{}: written", args.dir.display());
    Ok(())
}
