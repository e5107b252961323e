//! Each case of `tests/e2e`, unmodified, on every runtime, with threads and with processes.
//!
//! A case is a folder with a task module and an app, which gets the kind of worker as its argument and
//! prints `ok`, or what `expected.txt` beside it says.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::{Project, expect};
use crate::support::runtimes::Runtime;
use crate::support::watchdog::{Finished, run};

macro_rules! cases {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            built_runs_everywhere(stringify!($name));
        })*

        pub(crate) const CASES: &[&str] = &[$(stringify!($name)),*];
    };
}

cases! {
    affinity
    abort_context
    arrays
    async_tasks
    aborting
    backpressure
    binary
    contexts
    dates
    debug
    default_pool
    defaults
    defects_data
    defects_names
    defects_time
    dynamic
    endings
    elastic
    event_loop
    events
    hard_limit
    hooks
    hard_limit_load
    hard_limit_once
    import_errors
    import_task
    index_signatures
    inliner
    is_main
    mismatch
    modules
    nested_pool
    nested_workers
    not_yet
    only
    instances
    iterables
    number_widths
    optionals
    options
    own_pool
    patterns
    payloads
    pool
    promises
    records
    restarts
    results
    room
    scalars
    sets_and_maps
    shutdown
    stacks
    startup_error
    taken_back
    task_options
    throws
    statistics
    timeouts
    told_unions
    tuples
    two_pools
    unions
    urgency
    worker_settings
    wrong_values
}

const KINDS: [&str; 2] = ["thread", "process"];

/// (runtime, kind, case, reason) of what fails by a fault of the runtime itself. A case that passes
/// although it is listed fails as well, so that no line stays longer than it is true.
const KNOWN_FAILURES: &[(Runtime, &str, &str, &str)] = &[];

#[test]
fn no_case_is_forgotten() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e");
    let folders = fs::read_dir(root)
        .expect("the cases")
        .map(|entry| entry.expect("an entry"));
    let found: BTreeSet<String> = folders
        .map(|folder| folder.file_name().into_string().expect("text"))
        .collect();
    let listed = CASES
        .iter()
        .chain(&["shared"])
        .map(|&case| case.to_owned())
        .collect();
    assert_eq!(found, listed);
}

/// The folder that `knit build` writes, moved to where nothing else is.
fn built_runs_everywhere(case: &str) {
    let elsewhere = built(case);
    let app = elsewhere.path(&format!("dist/{case}/main.js"));
    for runtime in Runtime::ALL {
        for kind in KINDS {
            let known = KNOWN_FAILURES
                .iter()
                .find(|known| (known.0, known.1, known.2) == (runtime, kind, case));
            let done = run(runtime.command(&app).arg(kind));
            match known {
                None => check(case, &format!("{runtime:?} {kind}"), &done),
                Some(known) => assert!(!is_right(case, &done), "passes by now: {known:?}"),
            }
        }
    }
}

fn built(case: &str) -> Project {
    let project = Project::copied("tests/e2e", &["shared", case]);
    expect(&project.knit(&["build", &format!("{case}/main.ts")]), 0);
    let elsewhere = Project::new(&[]);
    fs::rename(project.path("dist"), elsewhere.path("dist")).expect("the same file system");
    elsewhere
}

/// `knit run` on TypeScript as it stands, which lowers it where the runtime cannot run it.
#[test]
fn knit_run_runs_on_each_runtime() {
    for case in ["records", "throws", "nested_pool", "shutdown", "is_main"] {
        let project = Project::copied("tests/e2e", &["shared", case]);
        for runtime in Runtime::ALL {
            for kind in KINDS {
                let mut command = project.command(&[
                    "run",
                    &format!("{case}/main.ts"),
                    "--runtime",
                    runtime.family(),
                    "--",
                    kind,
                ]);
                let done = run(with_path(&mut command, runtime));
                check(case, &format!("knit run {runtime:?} {kind}"), &done);
            }
        }
    }
}

/// After `gen` and `link`, with no knit in sight.
#[test]
fn plain_runtimes_run_the_sources() {
    for case in ["unions", "event_loop", "startup_error", "import_task"] {
        let project = Project::copied("tests/e2e", &["shared", case]);
        project.write("package.json", "{ \"type\": \"module\" }\n");
        expect(&project.knit(&["gen", &format!("{case}/tasks.ts")]), 0);
        expect(&project.knit(&["link"]), 0);
        let app = project.path(&format!("{case}/main.ts"));
        for runtime in [
            Runtime::Node24,
            Runtime::Node26,
            Runtime::Deno,
            Runtime::Bun,
        ] {
            for kind in KINDS {
                let done = run(runtime.command(&app).arg(kind));
                check(case, &format!("{runtime:?} on its own, {kind}"), &done);
            }
        }
    }
}

#[test]
fn the_quickstart_runs_on_each_kind_of_runtime() {
    let project = Project::copied("examples", &["quickstart"]);
    for runtime in [Runtime::Node20, Runtime::Deno, Runtime::Bun] {
        for kind in [&[][..], &["--", "--processes"]] {
            let words = ["run", "quickstart/main.ts", "--runtime", runtime.family()];
            let mut command = project.command(&[&words[..], kind].concat());
            let done = run(with_path(&mut command, runtime));
            assert!(
                done.status.success(),
                "{runtime:?} {kind:?}: {}{}",
                done.stdout,
                done.stderr
            );
            assert!(done.stdout.contains("signed: "), "{}", done.stdout);
        }
    }
}

/// The runtime's own folder comes first in PATH, which is where `knit run` looks.
fn with_path(command: &mut Command, runtime: Runtime) -> &mut Command {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = [runtime.folder()]
        .into_iter()
        .chain(env::split_paths(&path));
    command
        .env("PATH", env::join_paths(folders).expect("no colons"))
        .env("NO_COLOR", "1")
}

fn check(case: &str, how: &str, done: &Finished) {
    let Finished {
        status,
        stdout,
        stderr,
    } = done;
    assert!(
        is_right(case, done),
        "{case}, {how}: {status}\n{stdout}{stderr}"
    );
}

/// Nothing may be said on stderr either: a worker that complains has not ended well.
fn is_right(case: &str, done: &Finished) -> bool {
    done.status.success() && done.stdout == expected(case) && done.stderr.is_empty()
}

fn expected(case: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/e2e")
        .join(case);
    fs::read_to_string(file.join("expected.txt")).unwrap_or_else(|_| "ok\n".to_owned())
}
