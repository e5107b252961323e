//! `knit gen --watch`: generates anew with every change, and survives what goes wrong in between.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStderr, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use crate::project::Project;

const TASKS: &str = "import type { Point } from \"./point.ts\";\nexport function x(point: Point): number {\n  return point.x;\n}\n";
const POINT: &str = "export type Point = { x: number };\n";

/// Ten times what a slow machine may need.
const PATIENCE: Duration = Duration::from_secs(60);

struct Watching {
    process: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(project: &Project) -> Self {
        let mut command = project.command(&["gen", "--watch", "tasks.ts"]);
        let mut process = command.stderr(Stdio::piped()).spawn().expect("knit runs");
        let stderr = process.stderr.take().expect("it is piped");
        let watching = Self {
            process,
            lines: lines(stderr),
        };
        watching.wait_for("watching 1 task module");
        watching
    }

    /// Reads on until a line that holds `text`.
    fn wait_for(&self, text: &str) -> String {
        let mut seen = Vec::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(text) => return line,
                Ok(line) => seen.push(line),
                Err(_) => panic!("no line says `{text}`:\n{}", seen.join("\n")),
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.process.kill().expect("it is still there");
        self.process.wait().expect("it ends");
    }
}

fn lines(stderr: ChildStderr) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    receiver
}

#[test]
fn changes_are_followed_through_errors() {
    let project = Project::new(&[("tasks.ts", TASKS), ("point.ts", POINT)]);
    let watching = Watching::start(&project);
    assert!(!project.read("tasks.knit/wire.ts").contains("label"));

    // A file that the module imports.
    project.write(
        "point.ts",
        "export type Point = { x: number; label: string };\n",
    );
    watching.wait_for("tasks.ts: done in");
    assert!(project.read("tasks.knit/wire.ts").contains("label"));

    // An error leaves what there is.
    project.write("point.ts", "export type Point = { x: Missing };\n");
    watching.wait_for("tasks.ts: not generated in");
    assert!(project.read("tasks.knit/wire.ts").contains("label"));

    project.write("point.ts", POINT);
    watching.wait_for("tasks.ts: done in");
    assert!(!project.read("tasks.knit/wire.ts").contains("label"));

    // The module itself goes away for a while.
    fs::remove_file(project.path("tasks.ts")).expect("it was there");
    watching.wait_for("tasks.ts: not generated in");
    project.write("tasks.ts", &TASKS.replace("function x", "function y"));
    watching.wait_for("tasks.ts: done in");
    assert!(project.read("tasks.knit/pool.ts").contains("y("));
}
