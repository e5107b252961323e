//! K00: texts that cannot be read, and functions that cannot be tasks.

use crate::report::Diagnostic;
use crate::source::{FileId, Span};

pub(super) const EXPLAINED: &[(&str, &str)] = &[
    ("K0001", K0001),
    ("K0002", K0002),
    ("K0003", K0003),
    ("K0004", K0004),
    ("K0005", K0005),
    ("K0007", K0007),
    ("K0008", K0008),
    ("K0009", K0009),
    ("K0010", K0010),
    ("K0011", K0011),
    ("K0012", K0012),
    ("K0013", K0013),
    ("K0014", K0014),
    ("K0015", K0015),
];

const K0001: &str = "\
The text is not TypeScript that can be parsed. knit reads the same syntax as the TypeScript compiler,
with JSX in files that end in `.tsx` or `.jsx`. What is marked is where the parser gave up; the mistake
may stand shortly before it.";

#[cold]
pub fn syntax(span: Span, message: &str) -> Diagnostic {
    Diagnostic::error("K0001", format!("syntax error: {message}"))
        .label(span, "the parser stopped here")
}

/// The parser met something that it thought could not be.
#[cold]
pub fn unparsable(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::error("K0001", "syntax error: the parser fails on this text")
        .label(span, format!("in this file: {reason}"))
        .note("leave statements out until the error goes, and write that one in another way")
}

const K0002: &str = "\
The task module could not be read. The path is taken from the folder in which knit was started, and the
file must be UTF-8 text.";

#[cold]
pub fn unreadable(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("K0002", format!("cannot read `{path}`: {reason}"))
        .note("give the path of a module that exports functions, such as `src/tasks.ts`")
}

const K0003: &str = "\
A task module is an ordinary module, and each function that it exports is a task:

    export function add(a: number, b: number): number {
      return a + b;
    }

This module exports no function. Constants, classes, enums and types may be exported too, but they are
not tasks.";

#[cold]
pub fn no_tasks(file: FileId) -> Diagnostic {
    Diagnostic::error(
        "K0003",
        "this module exports no function, so it has no task",
    )
    .label(Span::start_of(file), "nothing here can be called")
    .note("export a function: `export function add(a: number, b: number): number { … }`")
}

const K0004: &str = "\
Two exports of the module have the same name. The app calls a task by its exported name, so each name
may be given once.";

#[cold]
pub fn duplicate_task(name: &str, first: Span, second: Span) -> Diagnostic {
    Diagnostic::error("K0004", format!("task `{name}` is exported twice"))
        .label(second, "exported again here")
        .label(first, "first exported here")
        .note("rename one of them: `export { other as newName }`")
}

const K0005: &str = "\
A task is called by its exported name (`pool.call.resize(…)`), and a default export has none. Export the
function by a name of its own:

    export function resize(image: Uint8Array): Uint8Array { … }";

#[cold]
pub fn default_task(name: &str, span: Span) -> Diagnostic {
    let written = if name == "default" { "name" } else { name };
    Diagnostic::error("K0005", "a default export has no name to call it by")
        .label(span, "this function is exported as `default`")
        .note(format!(
            "give it a name: `export function {written}(…) {{ … }}`"
        ))
}

const K0007: &str = "\
A generator gives its values one at a time, while a task gives one result. Until results can be streamed,
collect them and return the list:

    export function squares(n: number): number[] {
      return [...generateSquares(n)];
    }";

#[cold]
pub fn generator_task(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error("K0007", format!("task `{name}` is a generator"))
        .label(span, "gives many values, where a task gives one")
        .note("return an array of what it yields, and drop the `*`")
}

const K0008: &str = "\
A generic function has as many signatures as there are types to put in, and the bytes of a call must be
known before it runs. Export a function with the types filled in, and call the generic one from it:

    export function sortNames(names: string[]): string[] {
      return sort(names);
    }";

#[cold]
pub fn generic_task(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error("K0008", format!("task `{name}` has type parameters"))
        .label(span, "its types are open")
        .note("export a function with the types filled in that calls this one")
}

const K0009: &str = "\
An overloaded function has several signatures under one name, and a call has one layout. Write one
signature with unions, or export one function for each:

    export function parse(input: string | Uint8Array): number { … }";

#[cold]
pub fn overloaded_task(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error("K0009", format!("task `{name}` has overloads"))
        .label(span, "declared with several signatures")
        .note("write one signature with unions, or export a function for each")
}

const K0010: &str = "\
A task is called from another thread or process, where there is no object to be its `this`. Take what
the function needs as a parameter instead; `this: void` says that it needs nothing.";

#[cold]
pub fn this_parameter(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error("K0010", format!("task `{name}` asks for a `this`"))
        .label(span, "nothing can be its `this` in a worker")
        .note("take the object as an ordinary parameter")
}

const K0011: &str = "\
A rest parameter takes any number of arguments, and each parameter of a task has its own place in the
message. Take an array instead:

    export function sum(numbers: number[]): number { … }";

#[cold]
pub fn rest_parameter(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error("K0011", format!("task `{name}` has a rest parameter"))
        .label(span, "takes any number of arguments")
        .note("take an array as the last parameter: `numbers: number[]`")
}

const K0012: &str = "\
`export =` makes one value the whole module, so that no function has a name of its own. Task modules are
ECMAScript modules: export each function by name.";

#[cold]
pub fn export_assignment(span: Span) -> Diagnostic {
    Diagnostic::error("K0012", "`export =` gives tasks no names")
        .label(span, "the whole module is one value")
        .note("export each function by name: `export function add(…) { … }`")
}

const K0013: &str = "\
The text is longer than what knit reads. No module that people write is that long; a generated one can be
split, or its types can be moved to a module of their own.";

#[cold]
pub fn too_long(file: FileId, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "K0013",
        format!("this module is longer than {} MiB", limit >> 20),
    )
    .label(Span::start_of(file), "too long to read")
    .note("split the module")
}

const K0014: &str = "\
More than 1000 brackets are open at one time, or a single statement goes on for some 200,000 words; or there
are type arguments in expressions in type arguments so often that any parser would try for minutes what they
are. No module that people write is like that; a generated table can be moved to a module of its own, which
knit does not read as long as no type of it is used.";

#[cold]
pub fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("K0014", "this module is nested deeper than knit reads")
        .label(span, "nested too deep to read")
        .note("move deeply nested values to a module that has no tasks")
}

const K0015: &str = "\
The app calls a task as a method, `pool.call.name(…)`, so its exported name must be an identifier. Two
identifiers are refused as well: an object with a method `then` counts as a promise, and `__proto__`
would change the object itself.";

#[cold]
pub fn unusable_name(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error("K0015", format!("`{name}` cannot be the name of a task"))
        .label(span, "exported under that name")
        .note("export it under another name: `export { local as name }`")
}
