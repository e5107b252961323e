//! `knit build`: the folder that it writes.

use std::fs;
use std::process::Command;

use crate::project::{Project, expect, stderr};

const MAIN: &str = r#"import { helper } from "./lib/helper.js";
import { createPool } from "./tasks.knit/pool.ts";
console.log(helper(1), typeof createPool, (await import("./lib/lazy.ts")).name);
"#;

const HELPER: &str = r#"import data from "../data.json" with { type: "json" };
export enum Kind { A = 5 }
export const helper = (n: number): number => n + Kind.A + data.n;
"#;

fn project() -> Project {
    Project::new(&[
        ("src/main.ts", MAIN),
        ("src/lib/helper.ts", HELPER),
        ("src/lib/lazy.ts", "export const name = \"lazy\";\n"),
        ("src/data.json", "{ \"n\": 10 }\n"),
        (
            "src/tasks.ts",
            "export function add(a: number, b: number): number {\n  return a + b;\n}\n",
        ),
    ])
}

#[test]
fn the_folder_runs_elsewhere() {
    let project = project();
    expect(&project.knit(&["build", "src/main.ts"]), 0);
    let elsewhere = Project::new(&[]);
    fs::rename(project.path("dist"), elsewhere.path("moved")).expect("the same file system");
    let output = Command::new("node")
        .arg(elsewhere.path("moved/main.js"))
        .output()
        .expect("node runs");
    expect(&output, 0);
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "16 function lazy\n"
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, other) = (project(), project());
    expect(&one.knit(&["build", "src/main.ts"]), 0);
    expect(&other.knit(&["build", "src/main.ts"]), 0);
    let inside = |project: &Project| -> Vec<_> {
        let root = project.path("dist");
        let files = project.tree("dist").into_iter();
        files
            .map(|(path, bytes)| {
                (
                    path.strip_prefix(&root).expect("it lies there").to_owned(),
                    bytes,
                )
            })
            .collect()
    };
    let (one, other) = (inside(&one), inside(&other));
    assert!(one.len() > 10);
    assert!(one == other, "two builds differ");
}

#[test]
fn what_is_no_longer_made_goes_and_what_is_foreign_stays() {
    let project = project();
    expect(&project.knit(&["build", "src/main.ts"]), 0);
    assert!(project.path("dist/lib/lazy.js").is_file());
    project.write("dist/mine.txt", "mine");
    project.write("src/main.ts", "console.log(1);\n");
    expect(&project.knit(&["build", "src/main.ts"]), 0);
    assert!(!project.path("dist/lib").exists());
    assert_eq!(project.read("dist/mine.txt"), "mine");

    project.write("other/main.js", "// mine");
    let output = project.knit(&["build", "src/main.ts", "--out", "other"]);
    expect(&output, 2);
    assert!(
        stderr(&output).contains("`other/main.js` was not written by `knit build`"),
        "{}",
        stderr(&output)
    );
    assert_eq!(project.read("other/main.js"), "// mine");
}

#[test]
fn packages_are_listed_and_stay() {
    let project = project();
    project.write("src/main.ts", "import fp from \"lodash/fp\";\nimport { join } from \"path\";\nimport x from \"@a/b/c\";\nconsole.log(fp, join, x);\n");
    let output = project.knit(&["build", "src/main.ts"]);
    expect(&output, 0);
    assert_eq!(
        stderr(&output),
        "dist: written\nnote: not in it, to be installed beside it: `@a/b`, `lodash`\n"
    );
    assert!(project.read("dist/main.js").contains("from \"lodash/fp\""));
}

#[test]
fn errors_fail_the_build() {
    let missing = project();
    missing.write("src/main.ts", "import \"./nowhere.ts\";\n");
    let output = missing.knit(&["build", "src/main.ts"]);
    expect(&output, 1);
    assert!(
        stderr(&output).contains("`./nowhere.ts` does not exist"),
        "{}",
        stderr(&output)
    );

    let function = project();
    function.write(
        "src/tasks.ts",
        "export function f(a: { callback: () => void }): void {}\n",
    );
    let output = function.knit(&["build", "src/main.ts"]);
    expect(&output, 1);
    assert!(stderr(&output).contains("callback"), "{}", stderr(&output));
    assert!(!function.path("dist").exists());

    let syntax = project();
    syntax.write("src/lib/lazy.ts", "export const = 1;\n");
    let output = syntax.knit(&["build", "src/main.ts"]);
    expect(&output, 1);
    assert!(
        stderr(&output).contains("lazy.ts:1:14"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn without_apps_every_generated_folder_is_built() {
    let project = project();
    expect(&project.knit(&["gen", "src/tasks.ts"]), 0);
    expect(&project.knit(&["build"]), 0);
    assert!(project.path("dist/tasks.js").is_file());
    assert!(project.path("dist/tasks.knit/worker.js").is_file());
    assert!(!project.path("dist/main.js").exists());
}
