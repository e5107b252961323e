//! `--format`: what is found, as programs read it.

use serde_json::Value;

use crate::project::{Project, expect, stderr, stdout};

const MODULE: &str = r#"type Callback = (path: string) => void;
export function watch(path: string, "on change": number, onChange: Callback): number {
  return 1;
}
export function open(value: any): void {}
export function fine(): void {}
"#;

fn found(format: &str) -> String {
    let text = MODULE.replace("\"on change\": number, ", "");
    let project = Project::new(&[("src/odd name, 50%.ts", text.as_str())]);
    let done = project.knit(&["gen", "src/odd name, 50%.ts", "--format", format]);
    expect(&done, 1);
    assert_eq!(stderr(&done), "", "all of it is on stdout");
    stdout(&done)
}

#[test]
fn as_json() {
    insta::assert_snapshot!(found("json"));
}

#[test]
fn as_annotations_of_a_workflow() {
    insta::assert_snapshot!(found("github"));
}

#[test]
fn as_sarif() {
    let text = found("sarif");
    let log: Value = serde_json::from_str(&text).expect("JSON");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("a list");
    for result in run["results"].as_array().expect("a list") {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn nothing_found_is_an_empty_list() {
    let project = Project::new(&[("tasks.ts", "export function f(): void {}\n")]);
    let done = project.knit(&["gen", "tasks.ts", "--format", "json"]);
    expect(&done, 0);
    assert_eq!(stdout(&done), "[]\n");
    assert_eq!(stderr(&done), "");
}

#[test]
fn stale_files_are_found_too() {
    let project = Project::new(&[("tasks.ts", "export function f(): void {}\n")]);
    let done = project.knit(&["gen", "--check", "tasks.ts", "--format", "github"]);
    expect(&done, 1);
    insta::assert_snapshot!(stdout(&done), @"::error file=tasks.ts,line=1,col=1,endLine=1,endColumn=1,title=knit stale::what is generated from `tasks.ts` is stale%0Arun: knit gen tasks.ts");
}

#[test]
fn a_build_says_what_is_found_in_the_same_way() {
    let project = Project::new(&[
        ("tasks.ts", "export function f(x: Missing): void {}\n"),
        ("main.ts", "import \"./tasks.knit/pool.ts\";\n"),
    ]);
    let done = project.knit(&["build", "main.ts", "--format", "json"]);
    expect(&done, 1);
    let found: Value = serde_json::from_str(&stdout(&done)).expect("JSON");
    assert_eq!(found[0]["places"][0]["file"], "tasks.ts");
}
