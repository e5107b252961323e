//! Random values of every type of the fixtures, through a worker and back: the small version.
//! `.ci/deep` runs the whole of it, with `KNIT_ROUND_TRIPS` values for each type.
//!
//! A module of tasks that return their argument is written for each fixture: its types are those of the
//! parameters and results there, and where those are known, these have to be.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::project::{Project, expect};
use crate::support::runtimes::Runtime;
use crate::support::watchdog::run_within;

const SOURCES: [&str; 7] = [
    "heights.ts",
    "leaves.ts",
    "main.ts",
    "patterns.ts",
    "same.ts",
    "schema.ts",
    "values.ts",
];

/// Values of each type, unless the environment says how many.
const COUNT: &str = "200";
const SEED: &str = "1";

#[test]
fn every_value_comes_back_as_it_was() {
    let project = Project::copied("tests/roundtrip", &SOURCES);
    let folders = echoes(&project);
    expect(&project.knit(&["link"]), 0);
    project.link_package("fast-check");
    let count = std::env::var("KNIT_ROUND_TRIPS").unwrap_or_else(|_| COUNT.to_owned());
    let seed = std::env::var("KNIT_SEED").unwrap_or_else(|_| SEED.to_owned());
    for runtime in [Runtime::Node24, Runtime::Deno, Runtime::Bun] {
        let mut command = runtime.command(&project.path("main.ts"));
        command.args([&count, &seed]).args(&folders);
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

/// A folder for each fixture, with its module and an `echo.ts`.
fn echoes(project: &Project) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/modules");
    copy_folder(&root, &project.path("modules"));
    let mut folders = Vec::new();
    for entry in fs::read_dir(&root).expect("the fixtures") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            continue;
        }
        let file = path.file_name().and_then(|name| name.to_str());
        let file = file.expect("our own names are UTF-8");
        let stem = file.split('.').next().expect("a name");
        let known = schema(
            project,
            &format!("modules/{file}"),
            &format!("modules/{stem}"),
        );
        let (text, shapes) = echo(&known, file);
        if shapes.is_empty() {
            continue;
        }
        project.write(&format!("{stem}/echo.ts"), &text);
        let echoed = schema(project, &format!("{stem}/echo.ts"), &format!("{stem}/echo"));
        same_openness(&echoed, &shapes, file);
        folders.push(stem.to_owned());
    }
    folders.sort();
    folders
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).expect("a copy")),
        }
    }
}

fn schema(project: &Project, module: &str, stem: &str) -> Value {
    expect(&project.knit(&["gen", module]), 0);
    let text = project.read(&format!("{stem}.knit/schema.json"));
    serde_json::from_str(&text).expect("JSON")
}

/// A task for each parameter and each result, and the shape that the fixture has there.
fn echo(schema: &Value, file: &str) -> (String, Vec<String>) {
    let mut text = format!("import type * as tasks from \"../modules/{file}\";\n");
    let mut shapes: Vec<String> = Vec::new();
    let mut add = |ty: &str, shape: &Value| {
        let number = shapes.len();
        text.push_str(&format!(
            "export function echo{number}(value: {ty}): {ty} {{\n  return value;\n}}\n"
        ));
        shapes.push(shape.as_str().expect("text").to_owned());
    };
    for task in schema["tasks"].as_array().expect("the tasks") {
        let name = task["name"].as_str().expect("a name");
        let params = task["request"]["parameters"].as_array();
        for (index, param) in params.expect("the parameters").iter().enumerate() {
            let ty = format!("Parameters<typeof tasks.{name}>[{index}]");
            add(&ty, &param["shape"]);
        }
        let result = &task["response"]["shape"];
        if result != "void" {
            add(&format!("Awaited<ReturnType<typeof tasks.{name}>>"), result);
        }
    }
    (text, shapes)
}

/// A type that is lost on the way to the echo would be tested as anything.
fn same_openness(echoed: &Value, shapes: &[String], file: &str) {
    for (task, shape) in echoed["tasks"]
        .as_array()
        .expect("the tasks")
        .iter()
        .zip(shapes)
    {
        let param = &task["request"]["parameters"][0]["shape"];
        let here = param.as_str().expect("text");
        assert_eq!(
            here == "dynamic",
            shape == "dynamic",
            "{file}, {}: {shape} there, {here} here",
            task["name"]
        );
    }
}
