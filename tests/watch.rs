//! `knit gen --watch`: generates anew with every change, and survives what goes wrong in between.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStderr, Command, Stdio};
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
    /// Of one module.
    fn start(project: &Project, modules: &[&str]) -> Self {
        let mut command = project.command(&["gen", "--watch"]);
        command.args(modules);
        let mut process = command.stderr(Stdio::piped()).spawn().expect("knit runs");
        let stderr = process.stderr.take().expect("it is piped");
        let watching = Self {
            process,
            lines: lines(stderr),
        };
        watching.wait_for("watching 1 task module");
        watching
    }

    /// As Ctrl-C does.
    fn interrupt(mut self) {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status();
        assert!(sent.expect("kill runs").success());
        let status = self.process.wait().expect("it ends");
        assert_eq!(status.code(), Some(0));
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
        // It may have been interrupted.
        let _ = self.process.kill();
        let _ = self.process.wait();
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
    let watching = Watching::start(&project, &["tasks.ts"]);
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

#[test]
fn a_folder_that_goes_and_comes_back_is_followed() {
    let module = TASKS.replace("./point.ts", "../lib/point.ts");
    let project = Project::new(&[("src/tasks.ts", &module), ("lib/point.ts", POINT)]);
    let watching = Watching::start(&project, &["src/tasks.ts"]);

    fs::remove_dir_all(project.path("lib")).expect("it was there");
    watching.wait_for("src/tasks.ts: not generated in");
    project.write(
        "lib/point.ts",
        "export type Point = { x: number; back: boolean };\n",
    );
    watching.wait_for("src/tasks.ts: done in");
    assert!(project.read("src/tasks.knit/wire.ts").contains("back"));

    // The new folder is looked at as the old one was.
    project.write("lib/point.ts", POINT);
    watching.wait_for("src/tasks.ts: done in");
    assert!(!project.read("src/tasks.knit/wire.ts").contains("back"));
    watching.interrupt();
}

#[test]
fn modules_that_knit_json_comes_to_name_are_followed() {
    let project = Project::new(&[
        ("knit.json", "{ \"modules\": [\"src/**/*.tasks.ts\"] }"),
        ("src/one.tasks.ts", "export function one(): void {}\n"),
        ("src/deep/other.ts", ""),
    ]);
    let watching = Watching::start(&project, &[]);
    project.write("src/deep/two.tasks.ts", "export function two(): void {}\n");
    watching.wait_for("src/deep/two.tasks.ts: done in");
    project.write(
        "src/new/three.tasks.ts",
        "export function three(): void {}\n",
    );
    watching.wait_for("src/new/three.tasks.ts: done in");

    project.write("knit.json", "{ \"modles\": [] }");
    watching.wait_for("unknown field `modles`");
    project.write(
        "knit.json",
        "{ \"modules\": [\"src/one.tasks.ts\"], \"out\": \"made\" }",
    );
    watching.wait_for("src/one.tasks.ts: done in");
    assert!(project.path("made/one.tasks.knit/pool.ts").is_file());
    watching.interrupt();
}
