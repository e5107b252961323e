//! All tests of the command, the compiler and what it generates, as one binary.

/// Files that are written by a program are the ones that it would write now.
mod generated;

/// What the project's own TypeScript tells of results.
#[cfg(unix)]
mod infer;

/// What several tests need.
mod support;

/// What a task module comes to at each stage.
mod snapshot;

/// What is said about a task module that has something wrong with it.
mod diagnostics;

/// The compiler ends with an answer for any text.
mod robust;

/// The types that the TypeScript compiler sees, beside those that knit sees.
mod differential;

/// A folder to run `knit` in.
mod project;

/// The command line: help, exit codes, `knit gen`.
mod cli;

/// `knit check`: what a change breaks.
mod check;

/// `knit inspect`.
mod inspect;

/// `knit.json`.
mod config;

/// What is found, for programs to read.
mod findings;

/// `knit gen --watch`.
#[cfg(unix)]
mod watch;

/// `knit run` and `knit link`.
mod run;

/// `knit build`: the folder that it writes.
mod build;

/// Programs of many modules and packages, from types to builds.
#[cfg(unix)]
mod programs;

/// TypeScript lowered for runtimes that cannot run it as it stands.
mod lower;

/// What knit writes, under the TypeScript compiler and the formatter.
mod compile;

/// The unit tests of the runtime package.
mod runtime;

/// Calls from end to end, feature by feature, on every runtime and with every kind of worker.
mod e2e;

/// Workers and hosts that end before their time.
mod fault;

/// What the parity table says, against the tests that it names.
mod parity;

/// Very many calls of all kinds at once.
mod storm;

/// Modules that send back what they are sent, one for each fixture.
mod echoes;

/// Random values of every type, there and back, and what is none of it.
mod roundtrip;
