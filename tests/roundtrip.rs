//! Random values of every type of the fixtures, through a worker and back; values that are damaged in one
//! place; and messages that are: the small versions. `.ci/deep` runs the whole of them, with as many values
//! and seconds as `KNIT_ROUND_TRIPS`, `KNIT_WRONG_VALUES` and `KNIT_DECODER_SECONDS` say.

use std::time::Duration;

use crate::echoes;
use crate::support::runtimes::Runtime;
use crate::support::watchdog::run_within;

#[test]
fn every_value_comes_back_as_it_was() {
    run("main.ts", &[set("KNIT_ROUND_TRIPS", "200")]);
}

#[test]
fn every_wrong_value_is_refused_with_its_path() {
    run("wrong.ts", &[set("KNIT_WRONG_VALUES", "50")]);
}

#[test]
fn damaged_messages_are_read_or_refused() {
    let seconds = set("KNIT_DECODER_SECONDS", "0");
    run("decoders.ts", &["3".to_owned(), seconds]);
}

/// What the environment says of how much is to be done.
fn set(name: &str, usual: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| usual.to_owned())
}

/// Runs a program on every runtime.
fn run(program: &str, amount: &[String]) {
    let (project, folders) = echoes::project();
    let seed = set("KNIT_SEED", "1");
    for runtime in [Runtime::Node24, Runtime::Deno, Runtime::Bun] {
        let mut command = runtime.command(&project.path(&format!("tests/roundtrip/{program}")));
        command.args(amount).arg(&seed).args(&folders);
        let done = run_within(&mut command, Duration::from_secs(1800));
        assert!(
            done.status.success(),
            "{runtime:?}: {}{}",
            done.stdout,
            done.stderr
        );
        eprintln!("{runtime:?}: {}", done.stdout.trim_end());
    }
}
