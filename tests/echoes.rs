//! Modules of tasks that return their argument, one for each fixture: the types are those of the parameters
//! and results there, and where those are known, these have to be. What is sent to them is made by the
//! programs in `roundtrip`.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::project::{Project, expect};

/// A project with the programs of `roundtrip` and all that they need; and the names of its folders, each
/// with the `echo.ts` of one fixture.
pub(crate) fn project() -> (Project, Vec<String>) {
    let project = Project::copied("", &["tests/roundtrip", "runtime/ts/cursor.ts"]);
    let folders = echoes(&project);
    expect(&project.knit(&["link"]), 0);
    project.link_package("fast-check");
    (project, folders)
}

/// Their tasks are what `task` and `importTask` return: `typeof` does not look into those calls.
const MADE_BY_CALLS: [&str; 2] = ["imported_tasks.ts", "task_definitions.ts"];

/// A folder for each fixture, with its module and an `echo.ts`.
fn echoes(project: &Project) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/modules");
    copy_folder(&root, &project.path("modules"));
    let mut folders = Vec::new();
    for entry in fs::read_dir(&root).expect("the fixtures") {
        let path = entry.expect("an entry").path();
        let file = path.file_name().and_then(|name| name.to_str());
        let file = file.expect("our own names are UTF-8");
        if path.is_dir() || MADE_BY_CALLS.contains(&file) {
            continue;
        }
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

/// A task for each parameter and each result, with the shape that the fixture has there; and one that
/// says how many calls of these there were.
fn echo(schema: &Value, file: &str) -> (String, Vec<String>) {
    let mut text = format!("import type * as tasks from \"../modules/{file}\";\nlet called = 0;\n");
    let mut shapes: Vec<String> = Vec::new();
    let mut add = |ty: &str, shape: &Value| {
        let number = shapes.len();
        text.push_str(&format!(
            "export function echo{number}(value: {ty}): {ty} {{\n  called += 1;\n  return value;\n}}\n"
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
    text.push_str("export function calls(): number {\n  return called;\n}\n");
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
