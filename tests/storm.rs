//! The small version of the storm, on one runtime of each engine's kind; `.ci/deep` runs the whole of it
//! everywhere.

use std::time::Duration;

use crate::project::{Project, expect};
use crate::support::runtimes::Runtime;
use crate::support::watchdog::run_within;

const CALLS: &str = "2000";

#[test]
fn every_answer_is_right_and_nothing_is_kept() {
    let project = Project::copied("tests/storm", &["tasks.ts", "main.ts"]);
    expect(&project.knit(&["build", "main.ts"]), 0);
    let app = project.path("dist/main.js");
    for runtime in [Runtime::Node24, Runtime::Deno, Runtime::Bun] {
        for kind in ["thread", "process"] {
            let mut command = runtime.command_with_collector(&app);
            let done = run_within(command.args([kind, CALLS]), Duration::from_secs(180));
            let said = format!(
                "{runtime:?} {kind}: {}\n{}{}",
                done.status, done.stdout, done.stderr
            );
            assert!(done.status.success() && done.stdout == "ok\n", "{said}");
        }
    }
}
