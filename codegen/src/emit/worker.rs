//! `worker.ts`: the entry of a worker, a static file that bundlers can see. The task module is
//! imported while the worker starts, so that what goes wrong in it is told to the host.

use serde::Serialize;

use super::FileNames;
use super::code::{self, Expr, leave, member, quote, text, word};
use super::doc::render;
use super::env::Templates;
use super::header::Header;
use super::names::Names;
use super::table::Row;
use super::wire::has_result;
use crate::schema::{ImportedFrom, Made, Schema};
use crate::wire::{Call, Wire};

#[derive(Serialize)]
struct View {
    header: Header,
    module: String,
    table: String,
}

pub(super) fn emit(
    templates: &Templates,
    schema: &Schema,
    wire: &Wire,
    names: &Names,
    files: &FileNames,
) -> String {
    let calls = wire.calls.iter().zip(&schema.tasks).enumerate();
    let rows = calls
        .map(|(id, (call, task))| row(id, call, task.made.as_ref(), names, files))
        .collect();
    let view = View {
        header: Header::new(wire, files),
        module: quote(&files.module),
        table: render(&leave("return", &Expr::Array(rows)), 1),
    };
    templates.fill("worker.ts", view)
}

fn row(id: usize, call: &Call, made: Option<&Made>, names: &Names, files: &FileNames) -> Expr {
    let mut row = Row::new(call, &call.response);
    if let Some(made) = made {
        add_definition(&mut row, call, made, files);
    }
    row.add("run", run(id, call, made, names));
    if has_result(call) {
        row.add("write", member("wire", &names.tasks[id].write_response));
    }
    row.finish()
}

/// Reads the task anew for each call: an export may be assigned to later.
fn run(id: usize, call: &Call, made: Option<&Made>, names: &Names) -> Expr {
    let task = match made {
        None => member("tasks", &call.task),
        Some(_) => member(format!("tasks.{}", call.task), "f"),
    };
    let mut args = vec![word("from"), task];
    let mut params = "from".to_string();
    if call.context.is_some() {
        args.push(word("abort"));
        params += ", abort";
    }
    let body = Expr::Call {
        callee: format!("wire.{}", names.tasks[id].run),
        types: Vec::new(),
        args,
    };
    Expr::Arrow {
        params,
        body: Box::new(body),
    }
}

/// What the worker looks at in a definition when it starts.
fn add_definition(row: &mut Row, call: &Call, made: &Made, files: &FileNames) {
    row.add("definition", member("tasks", &call.task));
    if call.context.is_some() {
        row.add("abort", word("true"));
    }
    match &made.import {
        None => {}
        Some(ImportedFrom::Module { specifier, .. }) => {
            let import = code::call("import", [text(files.beside(specifier))]);
            let load = Expr::Arrow {
                params: String::new(),
                body: Box::new(import),
            };
            row.add("load", load);
        }
        Some(ImportedFrom::Computed { base }) => {
            let base = text(files.beside(base));
            row.add(
                "base",
                code::call("new URL", [base, word("import.meta.url")]),
            );
        }
    }
}
