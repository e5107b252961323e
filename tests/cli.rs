//! The `knit` command as its user meets it: help, exit codes, and what it writes.

use std::fs;

use crate::project::{Project, expect, stderr, stdout};

const TASKS: &str =
    "/** The sum. */\nexport function add(a: number, b: number): number {\n  return a + b;\n}\n";
const STALE: &str =
    "export function add(a: number, b: number, c: number): number {\n  return a + b + c;\n}\n";
const BROKEN: &str = "export function add(a: Missing): number {\n  return 1;\n}\n";

#[test]
fn help_of_each_command() {
    let project = Project::new(&[]);
    let commands = [
        "",
        "gen",
        "run",
        "build",
        "link",
        "check",
        "inspect",
        "dump",
        "explain",
        "completions",
        "init",
        "doctor",
        "manual",
    ];
    for command in commands {
        let args: Vec<&str> = [command, "--help"]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        let output = project
            .command(&args)
            .env("COLUMNS", "100")
            .output()
            .expect("knit runs");
        expect(&output, 0);
        let name = if command.is_empty() { "knit" } else { command };
        insta::assert_snapshot!(format!("help_{name}"), stdout(&output));
    }
}

#[test]
fn wrong_usage_is_2() {
    let project = Project::new(&[]);
    expect(&project.knit(&[]), 2);
    expect(&project.knit(&["gen"]), 2);
    expect(&project.knit(&["frobnicate"]), 2);
    expect(&project.knit(&["gen", "none.ts"]), 2);
    expect(&project.knit(&["run", "none.ts"]), 2);
    expect(&project.knit(&["run", "."]), 2);
    expect(&project.knit(&["link", "none"]), 2);
    expect(&project.knit(&["explain", "K9999"]), 2);
    let empty = project.knit(&["build"]);
    expect(&empty, 2);
    insta::assert_snapshot!(stderr(&empty), @"error: no generated folder here; write `knit build <app.ts>`, or `knit gen` first");
}

#[test]
fn init_writes_a_project_that_gen_takes() {
    let project = Project::new(&[]);
    expect(&project.knit(&["init"]), 0);
    expect(&project.knit(&["gen"]), 0);
    assert!(project.path("src/tasks.knit/pool.ts").is_file());
    let again = project.knit(&["init"]);
    expect(&again, 2);
    insta::assert_snapshot!(stderr(&again), @"error: `./knit.json` is there already");
}

#[test]
fn doctor_says_what_is_in_the_way() {
    let project = Project::new(&[("tasks.ts", TASKS)]);
    expect(&project.knit(&["gen", "tasks.ts"]), 0);
    expect(&project.knit(&["link"]), 0);
    let said = stdout(&project.knit(&["doctor"]));
    assert!(
        said.contains("ok  pool             tasks.knit: up to date"),
        "{said}"
    );
    assert!(
        said.contains("ok  runtime package  node_modules/@knit/runtime"),
        "{said}"
    );

    project.write("tasks.ts", STALE);
    project.write("node_modules/@knit/runtime/package.json", "{}");
    let ill = project.command(&["doctor"]).env("PATH", "").output();
    let ill = ill.expect("knit runs");
    expect(&ill, 1);
    let said = stdout(&ill);
    for line in [
        "!!  runtimes         none of node, deno and bun is in PATH; install one",
        "!!  runtime package  `node_modules/@knit/runtime` is not of this knit; run: knit link",
        "!!  pool             tasks.knit: stale; run: knit gen tasks.ts",
    ] {
        assert!(said.contains(line), "{said}");
    }
    project.write("tasks.ts", BROKEN);
    let said = stdout(&project.knit(&["doctor"]));
    assert!(said.contains("tasks.knit: its module has errors"), "{said}");
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let project = Project::new(&[]);
    expect(&project.knit(&["manual", "man"]), 0);
    assert!(project.read("man/knit.1").contains("knit\\-gen(1)"));
    assert!(project.read("man/knit-gen.1").contains("\\-\\-check"));
    assert!(!project.path("man/knit-transpile.1").exists());
}

#[test]
fn check_names_the_command_for_each_of_several_modules() {
    let project = Project::new(&[("a.ts", TASKS), ("my tasks.ts", TASKS), ("c.ts", TASKS)]);
    let args = ["gen", "--out", "made", "a.ts", "my tasks.ts", "c.ts"];
    let check = [args.as_slice(), &["--check"]].concat();
    expect(&project.knit(&args), 0);
    project.write("a.ts", STALE);
    project.write("my tasks.ts", STALE);
    let stale = project.knit(&check);
    expect(&stale, 1);
    let said = stderr(&stale);
    let commands = said.lines().filter_map(|line| line.split_once("run: "));
    let commands: Vec<&str> = commands.map(|(_, command)| command).collect();
    insta::assert_snapshot!(commands.join("\n"), @r"
    knit gen a.ts --out made/a.knit
    knit gen 'my tasks.ts' --out 'made/my tasks.knit'
    ");
    // They do what they promise.
    expect(&project.knit(&["gen", "a.ts", "--out", "made/a.knit"]), 0);
    let out = "made/my tasks.knit";
    expect(&project.knit(&["gen", "my tasks.ts", "--out", out]), 0);
    expect(&project.knit(&check), 0);
}

#[test]
fn completions_name_the_commands() {
    let output = Project::new(&[]).knit(&["completions", "bash"]);
    expect(&output, 0);
    assert!(stdout(&output).contains("explain"));
}

#[test]
fn explains_a_code() {
    let project = Project::new(&[]);
    let all = project.knit(&["explain"]);
    expect(&all, 0);
    let first = stdout(&all)
        .split_whitespace()
        .next()
        .expect("a code")
        .to_owned();
    let one = project.knit(&["explain", &first]);
    expect(&one, 0);
    assert!(stdout(&one).starts_with(&first), "{}", stdout(&one));
}

#[test]
fn every_stage_can_be_dumped() {
    let project = Project::new(&[("tasks.ts", TASKS)]);
    for stage in ["module", "schema", "wire", "files"] {
        let output = project.knit(&["dump", "--stage", stage, "tasks.ts"]);
        expect(&output, 0);
        assert!(
            stdout(&output).contains("add"),
            "{stage}: {}",
            stdout(&output)
        );
    }
}

#[test]
fn gen_writes_what_has_changed_and_nothing_else() {
    let project = Project::new(&[("src/tasks.ts", TASKS)]);
    let first = project.knit(&["gen", "src/tasks.ts"]);
    expect(&first, 0);
    assert_eq!(stderr(&first), "src/tasks.knit: written\n");
    let modified = fs::metadata(project.path("src/tasks.knit/pool.ts"))
        .expect("it is there")
        .modified()
        .expect("a time");

    let second = project.knit(&["gen", "src/tasks.ts"]);
    expect(&second, 0);
    assert_eq!(stderr(&second), "src/tasks.knit: up to date\n");
    let again = fs::metadata(project.path("src/tasks.knit/pool.ts"))
        .expect("it is there")
        .modified()
        .expect("a time");
    assert_eq!(modified, again);
    assert_eq!(project.tree("src/tasks.knit").len(), 4);
}

#[test]
fn check_shows_the_diff_and_writes_nothing() {
    let project = Project::new(&[("tasks.ts", TASKS)]);
    let missing = project.knit(&["gen", "--check", "tasks.ts"]);
    expect(&missing, 1);
    assert!(!project.path("tasks.knit").exists());

    expect(&project.knit(&["gen", "tasks.ts"]), 0);
    expect(&project.knit(&["gen", "--check", "tasks.ts"]), 0);

    let before = project.tree("tasks.knit");
    project.write("tasks.ts", STALE);
    let stale = project.knit(&["gen", "--check", "tasks.ts"]);
    expect(&stale, 1);
    assert!(
        stdout(&stale).contains("+++ b/tasks.knit/pool.ts"),
        "{}",
        stdout(&stale)
    );
    assert!(
        stderr(&stale).contains("run: knit gen tasks.ts"),
        "{}",
        stderr(&stale)
    );
    assert_eq!(project.tree("tasks.knit"), before);
}

#[test]
fn an_error_leaves_the_old_files() {
    let project = Project::new(&[("tasks.ts", TASKS)]);
    expect(&project.knit(&["gen", "tasks.ts"]), 0);
    let before = project.tree("tasks.knit");
    project.write("tasks.ts", BROKEN);
    let output = project.knit(&["gen", "tasks.ts"]);
    expect(&output, 1);
    assert!(
        stderr(&output).contains("tasks.ts:1:"),
        "{}",
        stderr(&output)
    );
    assert!(
        stderr(&output).contains("knit explain K"),
        "{}",
        stderr(&output)
    );
    assert_eq!(project.tree("tasks.knit"), before);
}

#[test]
fn warnings_fail_only_when_denied() {
    let project = Project::new(&[(
        "tasks.ts",
        "export function id(value: unknown): unknown {\n  return value;\n}\n",
    )]);
    let denied = project.knit(&["gen", "--deny", "warnings", "tasks.ts"]);
    expect(&denied, 1);
    assert!(stderr(&denied).contains("dynamic"), "{}", stderr(&denied));
    assert!(!project.path("tasks.knit").exists());
    expect(&project.knit(&["gen", "tasks.ts"]), 0);
}

#[test]
fn a_foreign_file_is_never_touched() {
    let project = Project::new(&[("tasks.ts", TASKS), ("tasks.knit/wire.ts", "// mine\n")]);
    let output = project.knit(&["gen", "tasks.ts"]);
    expect(&output, 2);
    assert!(
        stderr(&output).contains("`tasks.knit/wire.ts` was not written by knit"),
        "{}",
        stderr(&output)
    );
    assert_eq!(project.tree("tasks.knit").len(), 1);
    assert_eq!(project.read("tasks.knit/wire.ts"), "// mine\n");
}

#[test]
fn an_unwritable_folder_is_named() {
    let project = Project::new(&[("tasks.ts", TASKS), ("file", "")]);
    let output = project.knit(&["gen", "tasks.ts", "--out", "file/tasks.knit"]);
    expect(&output, 2);
    assert!(
        stderr(&output).contains("cannot write `file/tasks.knit/"),
        "{}",
        stderr(&output)
    );
    let output = project.knit(&["build", "tasks.ts", "--out", "file/dist"]);
    expect(&output, 2);
    assert!(
        stderr(&output).contains("cannot write `file/dist/"),
        "{}",
        stderr(&output)
    );
}
