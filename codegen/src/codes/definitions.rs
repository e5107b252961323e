//! K002: tasks that `task` and `importTask` of the runtime package make.

use crate::report::Diagnostic;
use crate::source::Span;

pub(super) const EXPLAINED: &[(&str, &str)] = &[
    ("K0020", K0020),
    ("K0021", K0021),
    ("K0022", K0022),
    ("K0023", K0023),
    ("K0024", K0024),
    ("K0025", K0025),
    ("K0026", K0026),
    ("K0027", K0027),
];

const K0020: &str = "\
`task` and `importTask` take one object with the options of the task. knit reads it in the source, as the
module is never run to find out: an object literal in place, or a constant that is one.

    export const slow = task({ timeout: 500, f: async (text: string): Promise<string> => … });";

#[cold]
pub fn untold_options(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "K0020",
        format!("the options of task `{name}` cannot be read in the source"),
    )
    .label(span, "no object that can be seen")
    .note("write an object literal in place: `task({ f: … })`")
}

const K0021: &str = "\
The option `f` of `task` is the function that workers run. It stands in place, or it is the name of a
function whose signature is written:

    export const area = task({ timeout: 500, f: (width: number, height: number): number => width * height });

For a function of another module that only workers are to load there is `importTask`.";

#[cold]
pub fn no_function(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error("K0021", format!("task `{name}` has no function"))
        .label(span, "`f` is missing, or no function that can be seen")
        .note("give the function as `f`: `task({ f: (…) => … })`")
}

const K0022: &str = "\
Whether a task takes an abort context decides how many arguments its callers give, so `abortSignal` must be
seen in the source: `true`, or left out.

    export const search = task({
      abortSignal: true,
      f: async (text: string, context): Promise<number> => { … },
    });";

#[cold]
pub fn open_abort(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "K0022",
        format!("whether task `{name}` can be aborted is not written"),
    )
    .label(span, "not `true`, and not `false` either")
    .note("write `abortSignal: true`, or leave it out")
}

const K0023: &str = "\
With `abortSignal: true` the last parameter of the function is the abort context. Callers do not see it, so
it cannot be one of the arguments:

    task({ abortSignal: true, f: async (text: string, context: AbortContext): Promise<number> => … })";

#[cold]
pub fn no_context(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "K0023",
        format!("the last parameter of task `{name}` is no abort context"),
    )
    .label(span, "`abortSignal: true` puts the context here")
    .note("add a last parameter, such as `context: AbortContext`, or leave `abortSignal` out")
}

const K0024: &str = "\
The signature of an imported task is told by the module that it is imported from, if that is one of your own
and its path and the name of the function stand in the source. For everything else, write the signature:

    importTask<(text: string) => Promise<number>>({ href: address })
    importTask<typeof import(\"./heavy.ts\").add>({ href: address, name: \"add\" })";

#[cold]
pub fn open_import(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "K0024",
        format!("the signature of imported task `{name}` cannot be told"),
    )
    .label(span, "not the path of a module that knit can read")
    .note("write the signature: `importTask<(…) => …>({ … })`")
}

const K0025: &str = "\
`importTask` makes a task of a function that another module exports: a function, or a constant with a
function in it. Its `name` is the exported name, `default` where it is left out.";

#[cold]
pub fn imported_value(name: &str, export: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "K0025",
        format!("imported task `{name}` leads to no function"),
    )
    .label(span, format!("its export `{export}` cannot be called"))
    .note("give the name of an exported function: `name: \"…\"`")
}

const K0026: &str = "\
Pools are made by the app, from the generated module, and the task module is what their workers load. A pool
of a single task comes from the task that the generated module exports under the same name:

    // tasks.ts
    export const add = task({ f: (a: number, b: number): number => a + b });

    // main.ts
    import { add } from \"./tasks.knit/pool.ts\";
    await using pool = add.createPool({ threads: 2 });";

#[cold]
pub fn pool_in_tasks(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error("K0026", "a pool is made in the module of its tasks")
        .label(span, "workers load this module")
        .note(format!(
            "export the task by itself, `export const {name} = task({{ … }})`; the app imports `{name}` from the generated `pool.ts` and calls `{name}.createPool(…)`"
        ))
}

const K0027: &str = "\
The generated module exports each task by its name, and `createPool`, which starts a pool of all of them. A
task that is called `createPool` itself is only found in a pool: `pool.call.createPool(…)`.";

#[cold]
pub fn hidden_task(name: &str, span: Span) -> Diagnostic {
    Diagnostic::remark("K0027", format!("task `{name}` is not exported by itself"))
        .label(span, "the generated module has an export of that name")
        .note(format!("call it as `pool.call.{name}(…)`, or rename it"))
}
