//! The command line as its user writes it: commands, options, and the help that teaches them.
//!
//! Owns every word of `--help`. Decides nothing: what a command does stands in the file of its name.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use schemars::JsonSchema;
use serde::Deserialize;

/// Typed worker pools for Node.js, Deno and Bun, generated from TypeScript signatures
///
/// Write ordinary functions in a module, say `src/tasks.ts`. knit reads their types and writes
/// `src/tasks.knit/pool.ts`, which calls them in worker threads or processes.
#[derive(Parser)]
#[command(
    name = "knit",
    version,
    max_term_width = 100,
    after_long_help = "\
Start here:
  knit init                  write knit.json and a first task module
  knit gen src/tasks.ts      write the pool of a task module
  knit run src/main.ts       run an app that uses it
  knit build src/main.ts     write a folder that runs anywhere

Exit codes: 0 fine, 1 errors or stale files, 2 wrong usage or a file that cannot be read or written."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    Gen(GenArgs),
    Run(RunArgs),
    Build(BuildArgs),
    Link(LinkArgs),
    Check(CheckArgs),
    Inspect(InspectArgs),
    Dump(DumpArgs),
    Explain(ExplainArgs),
    Completions(CompletionsArgs),
    Init(InitArgs),
    /// Say what knit finds on this machine and in this project
    ///
    /// The runtimes in PATH and their versions, the native module that process workers need, the runtime package in
    /// node_modules, and whether the generated files are those that knit would write now: of the modules of knit.json,
    /// else of every generated folder below this one. Fails if something is in the way.
    #[command(after_long_help = "\
Examples:
  knit doctor")]
    Doctor,
    Manual(ManualArgs),
    #[command(hide = true)]
    Transpile(TranspileArgs),
    /// Print the JSON schema of knit.json
    #[command(hide = true)]
    ConfigSchema,
}

/// Write the pool, the worker and the wire of task modules
///
/// Every exported function of the module becomes a task. For `src/tasks.ts`, this writes
/// `src/tasks.knit/pool.ts`, `worker.ts`, `wire.ts` and `schema.json`. Files that have not changed are
/// not touched, files that knit did not write are never overwritten, and after an error everything is as it was.
/// Generated files that are not generated any more go.
///
/// Without modules, those of the nearest `knit.json` are meant:
///
///   { "modules": ["src/**/*.tasks.ts"], "out": "generated", "deny": "warnings", "infer": "tsc" }
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  knit gen src/tasks.ts
  knit gen src/*.tasks.ts --deny warnings
  knit gen --check src/tasks.ts        in CI: is what is committed still true?
  knit gen --watch                     the modules of knit.json, whenever they change")]
pub(crate) struct GenArgs {
    /// Task modules: TypeScript files whose exported functions become tasks
    #[arg(value_name = "MODULE")]
    pub(crate) modules: Vec<PathBuf>,
    /// Write into this folder instead of `<module>.knit` beside the module
    ///
    /// With several modules, each gets its own `<stem>.knit` inside.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Write nothing; show what would change, and fail if anything would
    #[arg(long)]
    pub(crate) check: bool,
    /// Stay, and generate anew whenever the modules or what they import change
    #[arg(long, conflicts_with_all = ["check", "format"])]
    pub(crate) watch: bool,
    /// How to say what is wrong
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
    /// Fail when there are warnings
    #[arg(long, value_name = "KIND")]
    pub(crate) deny: Option<Deny>,
    /// Ask the project's own TypeScript for results that are not annotated and not plain
    ///
    /// Runs `node` once for a module that has such results, and keeps the answer in `node_modules/.cache/knit` for as
    /// long as none of the files changes that it rests on. Generated files say so in their first line, and `run` and
    /// `build` ask again where it is so. Without it such results travel in the dynamic cell.
    #[arg(long, value_name = "COMPILER")]
    pub(crate) infer: Option<Compiler>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people, on stderr
    Text,
    /// A list of findings, on stdout
    Json,
    /// A SARIF 2.1.0 log, on stdout
    Sarif,
    /// Annotations of a GitHub workflow, on stdout
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Compiler {
    /// The package `typescript` in the project's node_modules
    Tsc,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Deny {
    /// What works, but not as well as it could
    Warnings,
}

/// Run an app, with everything that it needs made first
///
/// Generates the pools that the app imports where they are missing or stale, links the runtime package where it
/// cannot be found, then runs the app on the runtime found in PATH. Signals and the exit code pass through, and
/// nothing but the app writes to stdout. TypeScript that the runtime cannot run as it stands is lowered on the fly.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  knit run src/main.ts
  knit run src/main.ts --runtime bun
  knit run src/main.ts -- --port 8080      arguments for the app")]
pub(crate) struct RunArgs {
    /// The app: a TypeScript or JavaScript file
    pub(crate) app: PathBuf,
    /// What to run it on [default: the first of node, bun and deno in PATH]
    #[arg(long)]
    pub(crate) runtime: Option<RuntimeName>,
    /// Arguments for the app
    #[arg(last = true)]
    pub(crate) args: Vec<std::ffi::OsString>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RuntimeName {
    Node,
    Deno,
    Bun,
}

/// Write a folder of JavaScript that runs by itself
///
/// The app, its tasks, their local imports, the generated files and the runtime package: all compiled to JavaScript
/// that Node.js 20 and later, Deno and Bun run with no knit in sight. Imports of npm packages stay as they are and are
/// listed: this is not a bundler. The same input gives the same bytes.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  knit build src/main.ts && node dist/main.js
  knit build src/main.ts src/admin.ts --out build
  knit build                               every task module of knit.json, or that has a generated folder")]
pub(crate) struct BuildArgs {
    /// The apps; without any, the task modules of knit.json, or every one below this folder that has a generated folder
    #[arg(value_name = "APP")]
    pub(crate) apps: Vec<PathBuf>,
    /// The folder to write
    #[arg(long, value_name = "DIR", default_value = "dist")]
    pub(crate) out: PathBuf,
    /// How to say what is wrong
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
}

/// Copy the runtime package into node_modules
///
/// Generated code imports `@knit/runtime`. This writes it, as JavaScript with type declarations and the native module,
/// to `node_modules/@knit/runtime` beside the nearest package.json, or in the folder itself where there is none. After
/// `knit gen` and `knit link`, plain `node`, `bun` and `deno run -A` run the app.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  knit link
  knit link packages/server && node packages/server/main.ts")]
pub(crate) struct LinkArgs {
    /// A folder of the project
    #[arg(default_value = ".")]
    pub(crate) dir: PathBuf,
}

/// Say what a change of the types breaks
///
/// Compares the schema of each task module with an older one: what callers may no longer send, what those who read the
/// results may no longer rely on, and what is compatible. Host and worker are generated together, so that any change of
/// the bytes only means that both are to be deployed together; `--layout` makes an error of that too.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  knit check --against main                    the schema.json files as they were committed there
  knit check --against v1.2.0 src/tasks.ts
  knit check --against old/schema.json src/tasks.ts

Exit codes: 0 nothing is broken, 1 something is, 2 wrong usage.")]
pub(crate) struct CheckArgs {
    /// Task modules; without any, those of knit.json, or every one below this folder that has a generated folder
    #[arg(value_name = "MODULE")]
    pub(crate) modules: Vec<PathBuf>,
    /// A git revision, or a schema.json
    #[arg(long, value_name = "REVISION|FILE")]
    pub(crate) against: String,
    /// Fail when the bytes have changed as well
    #[arg(long)]
    pub(crate) layout: bool,
}

/// Show where each byte of a task's messages lies
///
/// Draws the fixed parts of request and response with offsets, sizes and padding, and everything that they are made of.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  knit inspect src/tasks.ts
  knit inspect src/tasks.ts resize")]
pub(crate) struct InspectArgs {
    /// A task module
    pub(crate) module: PathBuf,
    /// The tasks to draw; all of them where none is named
    #[arg(value_name = "TASK")]
    pub(crate) tasks: Vec<String>,
}

/// Print what the compiler makes of a task module, stage by stage
///
/// The stages are the compiler's own: `module` is what was read, `schema` the resolved types, `wire` the bytes,
/// `files` what `knit gen` would write.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  knit dump src/tasks.ts
  knit dump --stage wire src/tasks.ts")]
pub(crate) struct DumpArgs {
    /// A task module
    pub(crate) module: PathBuf,
    /// How far to go
    #[arg(long, default_value = "schema")]
    pub(crate) stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    Module,
    Schema,
    Wire,
    Files,
}

/// Explain a diagnostic: what it means and what to write instead
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  knit explain K0001
  knit explain             every code with its title")]
pub(crate) struct ExplainArgs {
    /// The code, as a message shows it
    pub(crate) code: Option<String>,
}

/// Print the completion script of a shell
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  knit completions bash > ~/.local/share/bash-completion/completions/knit
  knit completions zsh > ~/.zfunc/_knit
  knit completions fish > ~/.config/fish/completions/knit.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: Shell,
}

/// Write knit.json and a first task module
///
/// Writes nothing over what is there: a folder that has a knit.json is left as it is.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  knit init
  knit init packages/server")]
pub(crate) struct InitArgs {
    /// The folder of the project
    #[arg(default_value = ".")]
    pub(crate) dir: PathBuf,
}

/// Write the man pages
///
/// One for knit and one for each command, from the words of `--help`.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  knit manual ~/.local/share/man/man1 && man knit-gen")]
pub(crate) struct ManualArgs {
    /// The folder to write
    pub(crate) dir: PathBuf,
}

/// Lower one file into the cache of `knit run` and print the path of the result
#[derive(clap::Args)]
pub(crate) struct TranspileArgs {
    pub(crate) file: PathBuf,
}
