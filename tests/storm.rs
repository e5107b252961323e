//! The small versions of the storms, on one runtime of each engine's kind; `.ci/deep` runs the whole of them
//! everywhere.

use std::time::Duration;

use crate::project::{Project, expect};
use crate::support::runtimes::Runtime;
use crate::support::watchdog::run_within;

const KINDS: [&str; 2] = ["thread", "process"];

#[test]
fn every_answer_is_right_and_nothing_is_kept() {
    storms("main", "2000");
}

#[test]
fn calls_given_up_at_random_moments_are_answered_once() {
    storms("aborts", "5000");
}

#[test]
fn pools_that_were_closed_leave_nothing_behind() {
    storms("pools", "30");
}

/// Runs a program so many times over; its last line says that all was right.
fn storms(program: &str, count: &str) {
    let files = ["tasks.ts", "bare.ts", &format!("{program}.ts")];
    let project = Project::copied("tests/storm", &files);
    let app = format!("{program}.ts");
    expect(&project.knit(&["build", &app, "bare.ts"]), 0);
    let app = project.path(&format!("dist/{program}.js"));
    for runtime in [Runtime::Node24, Runtime::Deno, Runtime::Bun] {
        for kind in KINDS {
            let mut command = runtime.command_with_collector(&app);
            let done = run_within(command.args([kind, count]), Duration::from_secs(180));
            let said = format!(
                "{runtime:?} {kind}: {}\n{}{}",
                done.status, done.stdout, done.stderr
            );
            assert!(done.status.success(), "{said}");
            assert_eq!(done.stdout.lines().last(), Some("ok"), "{said}");
            eprint!("{runtime:?} {kind}: {}", done.stdout);
        }
    }
}
