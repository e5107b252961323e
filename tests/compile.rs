//! What knit writes, and the TypeScript that is written by hand beside it, under the real compiler in
//! strict mode and under the formatter, each run once over everything.

use std::process::Command;
use std::time::Duration;

use knit_codegen::generate;

use crate::project::{Project, expect};
use crate::support::runtimes::{Runtime, modules};
use crate::support::watchdog::run_within;
use crate::support::{Fixtures, names};

/// By hand, and held to the same rules.
const SOURCES: &[&str] = &[
    "runtime/ts",
    "examples",
    "tests/e2e",
    "tests/fault",
    "tests/roundtrip",
    "tests/storm",
    "tests/types",
    "tests/runtime",
    "tests/differential/compiler",
];

const FIXTURES: &str = "tests/fixtures/modules";

const PATIENCE: Duration = Duration::from_secs(300);

#[test]
fn everything_compiles_and_is_formatted() {
    let project = Project::copied("", &[SOURCES, &[FIXTURES]].concat());
    project.write("package.json", "{ \"type\": \"module\" }\n");
    generate_all(&project);
    expect(&project.knit(&["link"]), 0);
    project.link_package("fast-check");
    type_check(&project);
    check_format(&project);
}

fn generate_all(project: &Project) {
    let mut tasks = task_modules(project);
    assert!(tasks.len() > 30, "{tasks:?}");
    tasks.insert(0, "gen".to_owned());
    let words: Vec<&str> = tasks.iter().map(String::as_str).collect();
    expect(&project.knit(&words), 0);
}

/// Every fixture that has no error, and the task modules of all else.
fn task_modules(project: &Project) -> Vec<String> {
    let root = project.path("");
    let files = project.tree("").into_iter();
    let paths = files.map(|(path, _)| {
        let path = path.strip_prefix(&root).expect("it lies there");
        path.to_str().expect("text").to_owned()
    });
    paths.filter(|path| is_task_module(path)).collect()
}

fn is_task_module(path: &str) -> bool {
    match path.strip_prefix(FIXTURES) {
        // What is CommonJS by its name may not import what is not, in the compiler's eyes.
        Some(fixture) if !fixture.ends_with(".cts") => {
            let outcome = generate(
                &Fixtures::new("modules"),
                &fixture[1..],
                &names(&fixture[1..]),
            );
            !outcome.diagnostics.has_errors()
        }
        Some(_) => false,
        None => ["/tasks.ts", "/other.ts", "/is_main/main.ts"]
            .iter()
            .any(|ending| path.ends_with(ending)),
    }
}

fn type_check(project: &Project) {
    let types = modules().join("@types");
    let include = SOURCES
        .iter()
        .chain(&[FIXTURES])
        .map(|folder| format!("\"{folder}\""));
    let config = format!(
        r#"{{
  "compilerOptions": {{
    "target": "esnext", "lib": ["esnext", "dom"], "module": "nodenext", "jsx": "preserve", "noEmit": true,
    "strict": true, "noUncheckedIndexedAccess": true, "exactOptionalPropertyTypes": true,
    "noPropertyAccessFromIndexSignature": true, "noUnusedLocals": true, "noUnusedParameters": true,
    "noImplicitOverride": true, "erasableSyntaxOnly": true, "isolatedDeclarations": true, "declaration": true,
    "verbatimModuleSyntax": true, "allowImportingTsExtensions": true,
    "types": ["node"], "typeRoots": ["{}"], "paths": {{ "typescript": ["{}"] }}
  }},
  "include": [{}]
}}
"#,
        types.display(),
        modules().join("typescript/lib/typescript.d.ts").display(),
        include.collect::<Vec<_>>().join(", "),
    );
    project.write("tsconfig.json", &config);
    let mut tsc = tool("typescript/bin/tsc", project);
    let done = run_within(tsc.args(["--pretty", "false"]), PATIENCE);
    let wrong: Vec<&str> = done.stdout.lines().filter(|line| is_ours(line)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // It ends with 2 for errors in fixtures, and with something else if it could not do its work.
    assert!(
        matches!(done.status.code(), Some(0 | 2)),
        "{}{}",
        done.stdout,
        done.stderr
    );
}

/// A fixture shows one thing to knit and need not please the compiler in all else; what is generated
/// from it must.
fn is_ours(line: &str) -> bool {
    let file = line.split('(').next().unwrap_or_default();
    let goes_on = line.starts_with(' ');
    // What declares a module without looking beyond it needs annotations: of those, only the runtime is declared so.
    let undeclared = line.contains("error TS9010:") && !file.starts_with("runtime/ts");
    !goes_on && !undeclared && (!file.starts_with(FIXTURES) || file.contains(".knit/"))
}

fn check_format(project: &Project) {
    let mut patterns: Vec<String> = SOURCES
        .iter()
        .map(|folder| format!("{folder}/**/*.ts"))
        .collect();
    patterns.push("**/*.knit/*".to_owned());
    let mut prettier = tool("prettier/bin/prettier.cjs", project);
    let done = run_within(prettier.arg("--check").args(patterns), PATIENCE);
    assert!(done.status.success(), "{}{}", done.stdout, done.stderr);
}

/// A tool from `tests/node_modules`, in the project's folder.
fn tool(script: &str, project: &Project) -> Command {
    let mut command = Runtime::Node24.command(&modules().join(script));
    command.current_dir(project.path(""));
    command
}
