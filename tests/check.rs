//! `knit check`: each folder of `tests/fixtures/check` holds a task module before and after a change.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::{Project, expect, stderr, stdout};

#[test]
fn says_what_each_change_breaks() {
    insta::glob!("fixtures/check/*/new.ts", |new| {
        let folder = new.parent().expect("a folder");
        let done = checked(folder, &[]);
        let code = done.status.code().expect("it ends by itself");
        let text = format!("{}{}exit code {code}\n", stdout(&done), stderr(&done));
        let name = folder.file_name().and_then(|name| name.to_str());
        insta::with_settings!({ snapshot_suffix => "" }, {
            insta::assert_snapshot!(format!("check_{}", name.expect("text")), text);
        });
    });
}

/// The module of a fixture after the change, against the schema from before.
fn checked(fixture: &Path, more: &[&str]) -> std::process::Output {
    let text = |name: &str| fs::read_to_string(fixture.join(name)).expect("a fixture");
    let project = Project::new(&[("tasks.ts", text("old.ts").as_str())]);
    expect(&project.knit(&["gen", "tasks.ts", "--out", "old"]), 0);
    project.write("tasks.ts", &text("new.ts"));
    let words = ["check", "--against", "old/schema.json", "tasks.ts"];
    project.knit(&[&words[..], more].concat())
}

#[test]
fn the_layout_counts_where_it_is_asked_for() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/check");
    expect(&checked(&fixtures.join("nothing"), &["--layout"]), 0);
    let project = Project::new(&[("tasks.ts", "export function f(): void {}\n")]);
    expect(&project.knit(&["gen", "tasks.ts", "--out", "old"]), 0);
    let more = "export function f(): void {}\nexport function g(): void {}\n";
    project.write("tasks.ts", more);
    let words = ["check", "--against", "old/schema.json", "tasks.ts"];
    expect(&project.knit(&words), 0);
    expect(&project.knit(&[&words[..], &["--layout"]].concat()), 1);
}

fn git(project: &Project, args: &[&str]) {
    let done = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@b.c"])
        .args(args)
        .current_dir(project.path("."))
        .output()
        .expect("git runs");
    expect(&done, 0);
}

#[test]
fn compares_with_what_is_committed() {
    let old = "export function f(n: number): number {\n  return n;\n}\n";
    let project = Project::new(&[("src/tasks.ts", old)]);
    expect(&project.knit(&["gen", "src/tasks.ts"]), 0);
    git(&project, &["init", "-q"]);
    git(&project, &["add", "src"]);
    git(&project, &["commit", "-q", "-m", "first"]);
    expect(&project.knit(&["check", "--against", "HEAD"]), 0);

    project.write("src/tasks.ts", &old.replace("n: number", "n: string"));
    let broken = project.knit(&["check", "--against", "HEAD", "src/tasks.ts"]);
    expect(&broken, 1);
    assert!(
        stdout(&broken).contains("breaks callers: task `f`: parameter `n`"),
        "{}",
        stdout(&broken)
    );

    let missing = project.knit(&["check", "--against", "v9", "src/tasks.ts"]);
    expect(&missing, 2);
    let said = stderr(&missing);
    assert!(
        said.contains("`v9` is neither a file nor a revision with `src/tasks.knit/schema.json`"),
        "{said}"
    );
}

#[test]
fn what_is_no_schema_is_refused() {
    let project = Project::new(&[
        ("tasks.ts", "export function f(): void {}\n"),
        ("schema.json", "{ \"tasks\": [] }\n"),
    ]);
    let done = project.knit(&["check", "--against", "schema.json", "tasks.ts"]);
    expect(&done, 2);
    assert!(stderr(&done).contains("`schema.json` is no schema that knit has written"));
}
