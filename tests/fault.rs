//! Workers and hosts that end before their time: nothing hangs, nobody is left behind, and every call
//! is told what happened to it.
//!
//! The times that are printed are of this machine and this moment; what is asserted is ten times as long
//! as it should take.

use std::fs;
use std::time::{Duration, Instant};

use crate::project::{Project, expect};
use crate::support::runtimes::Runtime;
use crate::support::watchdog::{Running, kill, run, until};

const KINDS: [&str; 2] = ["thread", "process"];

/// Ten times what an ending may take.
const SOON: Duration = Duration::from_millis(1000);

fn built(program: &str) -> Project {
    let project = Project::copied("tests/fault", &["tasks.ts", &format!("{program}.ts")]);
    expect(&project.knit(&["build", &format!("{program}.ts")]), 0);
    project
}

#[test]
fn calls_of_a_killed_worker_reject() {
    let project = built("killed");
    for runtime in Runtime::ALL {
        let done = run(&mut runtime.command(&project.path("dist/killed.js")));
        assert!(
            done.status.success(),
            "{runtime:?}: {}{}",
            done.stdout,
            done.stderr
        );
        let took = |line: &str| {
            line.split(' ')
                .rev()
                .nth(1)
                .and_then(|ms| ms.parse::<u64>().ok())
        };
        let longest = done
            .stdout
            .lines()
            .filter_map(took)
            .max()
            .expect("calls that were lost");
        eprintln!("{runtime:?}: calls of a killed worker settled within {longest} ms");
        assert!(
            Duration::from_millis(longest) < SOON,
            "{runtime:?}: {}",
            done.stdout
        );
    }
}

#[test]
fn workers_go_with_their_host() {
    let project = built("host");
    for runtime in Runtime::ALL {
        for manner in ["-KILL", "-TERM", "exit", "throw"] {
            let mut host =
                Running::start(runtime.command(&project.path("dist/host.js")).arg(manner));
            let line = host.line();
            let workers: Vec<&str> = line.split(' ').collect();
            assert_eq!(workers.len(), 3, "{line}");
            if manner.starts_with('-') {
                kill(manner, &host.id().to_string());
            }
            host.wait();
            let took = until(
                &format!("{runtime:?} {manner}: workers {line} are gone"),
                || workers.iter().all(|worker| is_gone(worker)),
            );
            eprintln!(
                "{runtime:?} {manner}: the workers were gone after {} ms",
                took.as_millis()
            );
        }
    }
}

/// Whoever inherits an orphan may be in no hurry to bury it.
fn is_gone(process: &str) -> bool {
    let state = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    state
        .rsplit(')')
        .next()
        .is_none_or(|rest| rest.is_empty() || rest.starts_with(" Z"))
}

#[test]
fn a_program_with_an_idle_pool_ends() {
    let project = built("ends");
    for runtime in Runtime::ALL {
        for kind in KINDS {
            let mut program =
                Running::start(runtime.command(&project.path("dist/ends.js")).arg(kind));
            assert_eq!(program.line(), "answered");
            let answered = Instant::now();
            let status = program.wait();
            let took = answered.elapsed();
            eprintln!(
                "{runtime:?} {kind}: ended {} ms after its last answer",
                took.as_millis()
            );
            let done = program.finish();
            assert!(
                status.success() && done.stderr.is_empty(),
                "{runtime:?} {kind}: {}",
                done.stderr
            );
            assert!(took < SOON, "{runtime:?} {kind}: {took:?}");
        }
    }
}

#[test]
fn a_program_with_a_call_in_flight_stays() {
    everywhere("stays", "answered\n");
}

#[test]
fn a_task_may_end_its_worker() {
    everywhere("exits", "ok\n");
}

#[test]
fn an_error_that_nobody_catches_ends_the_worker_alone() {
    everywhere("stray", "ok\n");
}

#[test]
fn no_call_waits_for_a_dead_worker() {
    everywhere("dead", "ok\n");
}

#[test]
fn one_crash_is_the_business_of_one_worker() {
    everywhere("crash", "ok\n");
}

#[test]
fn without_the_native_module_there_are_threads() {
    let project = built("ends");
    fs::remove_file(project.path("dist/knit-runtime/knit.node")).expect("the module");
    let app = project.path("dist/ends.js");
    for runtime in Runtime::ALL {
        let threads = run(runtime.command(&app).arg("thread"));
        assert!(threads.status.success(), "{runtime:?}: {}", threads.stderr);
        let processes = run(runtime.command(&app).arg("process"));
        let why = "process workers need knit's native module, which could not be loaded on";
        let said = format!("{runtime:?}: {}{}", processes.stdout, processes.stderr);
        assert!(
            !processes.status.success() && processes.stderr.contains(why),
            "{said}"
        );
    }
}

#[test]
fn a_worker_module_is_no_program() {
    let project = built("ends");
    for runtime in Runtime::ALL {
        let done = run(&mut runtime.command(&project.path("dist/tasks.knit/worker.js")));
        let said = format!("{runtime:?}: {}{}", done.stdout, done.stderr);
        let why = "worker.ts is started by a pool, not by itself: import pool.ts instead";
        assert!(
            !done.status.success() && done.stderr.contains(why),
            "{said}"
        );
    }
}

fn everywhere(program: &str, expected: &str) {
    let project = built(program);
    let app = project.path(&format!("dist/{program}.js"));
    for runtime in Runtime::ALL {
        for kind in KINDS {
            let done = run(runtime.command(&app).arg(kind));
            let said = format!(
                "{runtime:?} {kind}: {}\n{}{}",
                done.status, done.stdout, done.stderr
            );
            assert!(done.status.success() && done.stdout == expected, "{said}");
        }
    }
}
