//! `knit run` and `knit link`, on the Node.js in PATH. What runs on which runtime is the end-to-end tests' business.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::project::{Project, expect, stderr, stdout};

#[test]
fn passes_arguments_output_and_exit_code_through() {
    let app = "console.log(JSON.stringify(process.argv.slice(2)));\nprocess.exitCode = 7;\n";
    let project = Project::new(&[("main.ts", app)]);
    let output = project.knit(&[
        "run",
        "main.ts",
        "--runtime",
        "node",
        "--",
        "--port",
        "80 80",
    ]);
    expect(&output, 7);
    assert_eq!(stdout(&output), "[\"--port\",\"80 80\"]\n");
}

#[cfg(unix)]
#[test]
fn passes_signals_through() {
    use std::os::unix::process::ExitStatusExt;
    let app = "if (process.argv[2]) process.on(process.argv[2], () => process.exit(5));\n\
               setInterval(() => {}, 1000);\nconsole.log(\"up\");\n";
    let project = Project::new(&[("main.ts", app)]);
    let end = |signal: &str, args: &[&str]| {
        let words = [&["run", "main.ts", "--runtime", "node"], args].concat();
        let mut child = project
            .command(&words)
            .stdout(Stdio::piped())
            .spawn()
            .expect("knit runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe"))
            .read_line(&mut line)
            .expect("a line");
        assert_eq!(line, "up\n");
        let killed = std::process::Command::new("kill")
            .args([signal, &child.id().to_string()])
            .status();
        assert!(killed.expect("kill runs").success());
        child.wait().expect("it ends")
    };
    assert_eq!(end("-TERM", &[]).signal(), Some(15));
    assert_eq!(end("-INT", &[]).signal(), Some(2));
    assert_eq!(end("-HUP", &["--", "SIGHUP"]).code(), Some(5));
}

#[test]
fn names_the_runtimes_that_it_looked_for() {
    let project = Project::new(&[("main.ts", "")]);
    let output = project
        .command(&["run", "main.ts"])
        .env("PATH", "")
        .output()
        .expect("knit runs");
    expect(&output, 2);
    insta::assert_snapshot!(stderr(&output), @"error: no `node`, `bun`, `deno` in PATH; install one, or name another with `--runtime`");
}

/// Everything that Node 20 cannot run, in modules, in a worker and behind a computed import; and the place of an error
/// is the user's own.
#[test]
fn lowers_what_the_runtime_cannot_run() {
    let main = r#"import { Worker } from "node:worker_threads";
import { readFileSync } from "node:fs";
import { Shape, area } from "./shape.js";

enum Level { Low = 1, High }
class Point { constructor(readonly x: number, readonly y: number) {} }
using first = { [Symbol.dispose]() { console.log("disposed"); } };
const shape: Shape = { side: 3 };
console.log(area(shape), Level.High, new Point(1, 2).y, typeof first);
console.log(readFileSync(new URL("./asset.txt", import.meta.url), "utf8"));

const worker = new Worker(new URL("./worker.ts", import.meta.url));
await new Promise<void>((resolve) => worker.on("message", (text) => { console.log(text); resolve(); }));
await worker.terminate();

const late = await import("./" + "late.ts");
try {
  late.fail();
} catch (error) {
  console.log((error as Error).stack!.match(/late\.ts:\d+/)![0]);
}
"#;
    let project = Project::new(&[
        ("main.ts", main),
        (
            "shape.ts",
            "export type Shape = { side: number };\nexport const area = (shape: Shape): number => shape.side ** 2;\n",
        ),
        (
            "worker.ts",
            "import { parentPort } from \"node:worker_threads\";\nnamespace N { export const x = \"working\"; }\nparentPort!.postMessage(N.x);\n",
        ),
        (
            "late.ts",
            "export enum Late { A }\ninterface Gone {\n  a: number;\n}\nexport function fail(): Gone {\n  throw new Error(\"late\");\n}\n",
        ),
        ("asset.txt", "asset"),
    ]);
    let output = project.knit(&["run", "main.ts", "--runtime", "node"]);
    expect(&output, 0);
    assert_eq!(
        stdout(&output),
        "9 2 2 object\nasset\nworking\nlate.ts:6\ndisposed\n"
    );
}

fn printed_once_built(project: &Project) -> String {
    expect(&project.knit(&["build", "main.ts"]), 0);
    let mut node = std::process::Command::new("node");
    let done = node.arg(project.path("dist/main.js")).output();
    stdout(&done.expect("node runs"))
}

/// What `experimentalDecorators` made of them, with the types that `emitDecoratorMetadata` adds.
#[test]
fn decorators_mean_what_tsconfig_says() {
    let main = r#"
const seen: unknown[] = [];
function note(target: unknown, key: string, index?: unknown): void {
  seen.push(key, typeof index);
}
(Reflect as unknown as Record<string, unknown>).metadata = (kind: string, types: unknown) => () => {
  if (kind === "design:paramtypes") seen.push((types as { name: string }[])[0]!.name);
};
class Service {
  @note
  run(@note text: string): string {
    return text;
  }
}
console.log(new Service().run("ran"), seen.join(" "));
"#;
    let config = r#"{
  // As frameworks want it.
  "compilerOptions": { "experimentalDecorators": true, "emitDecoratorMetadata": true },
}
"#;
    let project = Project::new(&[("main.ts", main), ("tsconfig.json", config)]);
    let output = project.knit(&["run", "main.ts", "--runtime", "node"]);
    expect(&output, 0);
    let expected = "ran String run number run object\n";
    assert_eq!(stdout(&output), expected);
    assert_eq!(printed_once_built(&project), expected);
}

/// Of a package that `jsxImportSource` names, and of a function in sight where a comment asks for one.
#[test]
fn jsx_means_what_tsconfig_says() {
    let config = r#"{ "compilerOptions": { "jsx": "react-jsx", "jsxImportSource": "tiny" } }"#;
    let runtime = r#"
export const Fragment = "";
export const jsx = (tag, { children = [], ...rest }) => `<${tag}${JSON.stringify(rest)}>${[children].flat().join("")}`;
export const jsxs = jsx;
"#;
    let tasks = r#"
import { Bold } from "./bold";
/** A page. */
export function page(title: string, tags: string[]): string {
  return (<h1 id="top">{title}{...[]}<Bold /><>{tags.map((tag) => <i>{tag}</i>)}</></h1>) as unknown as string;
}
"#;
    let bold = r#"/** @jsxRuntime classic @jsx make */
const make = (tag: string): string => `${tag}!`;
export enum Weight { Bold = 700 }
export const Bold = (<b />) as unknown as string;
"#;
    let main = r#"
import { createPool } from "./tasks.knit/pool.ts";
await using pool = createPool({ threads: 1 });
console.log(await pool.call.page("on", ["a", "b"]));
"#;
    let manifest = r#"{ "name": "tiny", "type": "module", "exports": { "./*": "./*.js" } }"#;
    let project = Project::new(&[
        ("main.ts", main),
        ("tasks.tsx", tasks),
        ("bold.tsx", bold),
        ("tsconfig.json", config),
        ("node_modules/tiny/package.json", manifest),
        ("node_modules/tiny/jsx-runtime.js", runtime),
    ]);
    let output = project.knit(&["run", "main.ts", "--runtime", "node"]);
    expect(&output, 0);
    let expected = "<h1{\"id\":\"top\"}>on<b!{}><{}><i{}>a<i{}>b\n";
    assert_eq!(stdout(&output), expected);
    assert_eq!(printed_once_built(&project), expected);
}

#[test]
fn a_broken_task_module_stops_the_app() {
    let project = Project::new(&[
        (
            "main.ts",
            "import { createPool } from \"./tasks.knit/pool.ts\";\nconsole.log(createPool);\n",
        ),
        ("tasks.ts", "export function f(a: Missing): void {}\n"),
    ]);
    let output = project.knit(&["run", "main.ts", "--runtime", "node"]);
    expect(&output, 1);
    assert_eq!(stdout(&output), "");
    assert!(stderr(&output).contains("`Missing`"), "{}", stderr(&output));
}

#[test]
fn generates_and_links_what_the_app_imports() {
    let project = Project::new(&[
        ("package.json", "{ \"type\": \"module\" }\n"),
        (
            "src/main.ts",
            "import { createPool } from \"./tasks.knit/pool.ts\";\nconsole.log(typeof createPool);\n",
        ),
        (
            "src/tasks.ts",
            "export function add(a: number, b: number): number {\n  return a + b;\n}\n",
        ),
    ]);
    let output = project.knit(&["run", "src/main.ts", "--runtime", "node"]);
    expect(&output, 0);
    assert_eq!(stdout(&output), "function\n");
    assert!(project.path("src/tasks.knit/worker.ts").is_file());
    assert!(
        project
            .path("node_modules/@knit/runtime/v1/pool.js")
            .is_file()
    );
}

#[test]
fn link_is_idempotent_and_mends() {
    let project = Project::new(&[("package.json", "{}"), ("deep/er/x.ts", "")]);
    let place = "node_modules/@knit/runtime";
    let first = project.knit(&["link", "deep/er"]);
    expect(&first, 0);
    assert!(
        stderr(&first).ends_with("node_modules/@knit/runtime: written\n"),
        "{}",
        stderr(&first)
    );
    let linked = project.tree(place);
    assert!(
        linked
            .iter()
            .any(|(path, _)| path.ends_with("v1/pool.d.ts"))
    );
    assert!(linked.iter().all(|(path, _)| !path.ends_with("v1/pool.ts")));

    let second = project.knit(&["link"]);
    assert!(
        stderr(&second).ends_with("up to date\n"),
        "{}",
        stderr(&second)
    );

    project.write(
        "node_modules/@knit/runtime/package.json",
        "{ \"name\": \"@knit/runtime\", \"version\": \"0.0.1\" }",
    );
    project.write("node_modules/@knit/runtime/old/gone.js", "");
    expect(&project.knit(&["link"]), 0);
    assert_eq!(project.tree(place), linked);
}

/// Without a package.json the package goes beside the app, and several at once do not disturb one another.
#[test]
fn many_may_link_at_once() {
    let project = Project::new(&[(
        "main.ts",
        "import { startPool } from \"@knit/runtime/v1/pool\";\nconsole.log(typeof startPool);\n",
    )]);
    let run = || {
        project
            .command(&["run", "main.ts", "--runtime", "node"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
    };
    let children: Vec<_> = (0..4).map(|_| run().expect("knit runs")).collect();
    for child in children {
        expect(&child.wait_with_output().expect("it ends"), 0);
    }
    let scope = fs::read_dir(project.path("node_modules/@knit")).expect("it is linked");
    assert_eq!(scope.count(), 1, "nothing else is left there");
}
