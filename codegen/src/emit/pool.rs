//! `pool.ts`: what the host imports. The types of the stubs are those of the tasks themselves, by
//! way of a type-only import, so the user's own compiler checks each call.

use serde::Serialize;

use super::FileNames;
use super::code::{
    Expr, call, declare, exported, head, leave, member, method_key, property, quote, statement,
    text, word,
};
use super::doc::{Doc, concat, group, indent, join, render};
use super::env::Templates;
use super::header::{Header, doc_comment, in_comment};
use super::names::{CREATE_POOL, Names, exports};
use super::table::Row;
use super::wire::has_result;
use crate::schema::is_identifier;
use crate::schema::{ImportedFrom, Schema, Task};
use crate::wire::{Call, Wire};

#[derive(Serialize)]
struct View {
    header: Header,
    /// The task module as it is imported, in quotes, and its name in comments.
    module: String,
    file: String,
    members: Vec<Line>,
    load: String,
    table: String,
    singles: Vec<String>,
    stubs: Vec<Stub>,
}

/// A member of the interface, with the user's comment on it.
#[derive(Serialize)]
struct Line {
    doc: Vec<String>,
    line: String,
}

#[derive(Serialize)]
struct Stub {
    id: usize,
    head: String,
    /// The call of the encoder and what to do if it throws; absent where nothing is sent.
    write: Option<String>,
    refuse: String,
}

pub(super) fn emit(
    templates: &Templates,
    schema: &Schema,
    wire: &Wire,
    names: &Names,
    files: &FileNames,
) -> String {
    let rows = wire
        .calls
        .iter()
        .zip(&schema.tasks)
        .enumerate()
        .map(|(id, (call, task))| row(id, call, task, names))
        .collect();
    let view = View {
        header: Header::new(wire, files),
        module: quote(&files.module),
        file: in_comment(files.file()),
        members: schema.tasks.iter().map(|task| line(task, files)).collect(),
        load: line_of_table("load", &loads(&files.module)),
        table: line_of_table("tasks", &Expr::Array(rows)),
        singles: singles(&schema.tasks),
        stubs: wire
            .calls
            .iter()
            .enumerate()
            .map(|(id, call)| stub(id, call, names))
            .collect(),
    };
    templates.fill("pool.ts", view)
}

fn line_of_table(name: &str, value: &Expr) -> String {
    render(&concat([property(name, value), ",".into()]), 1)
}

/// A function that evaluates a module: what calls it decides when that happens, if ever.
fn loads(module: &str) -> Expr {
    Expr::Arrow {
        params: String::new(),
        body: Box::new(call("import", [text(module)])),
    }
}

fn line(task: &Task, files: &FileNames) -> Line {
    let name = &task.name;
    let own = type_of("tasks", name);
    let types = match imported_signature(task, files) {
        Some(signature) => vec![signature, own],
        None => vec![own],
    };
    let ty = angled(types);
    let line = concat([method_key(name).into(), ": Call".into(), ty, ";".into()]);
    Line {
        doc: doc_comment(&task.doc, 1),
        line: render(&line, 1),
    }
}

/// An export for each task, under a name of our own where the task's is taken or none at all.
fn singles(tasks: &[Task]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut renamed = Vec::new();
    let names = exports(tasks.iter().map(|task| task.name.as_str()));
    for (task, local) in tasks.iter().zip(names) {
        let name = &task.name;
        let keyword = match (local == *name, name == CREATE_POOL) {
            (_, true) => continue,
            (true, _) => "export const",
            (false, _) => {
                renamed.push(format!("{local} as {name}"));
                "const"
            }
        };
        let ty = format!("Calls[{}]", quote(name));
        let left = concat([
            format!("{keyword} {local}: Single").into(),
            angled(vec![ty]),
        ]);
        lines.push(render(&declare(left, &member("single", name)), 0));
    }
    if !renamed.is_empty() {
        let names: Vec<&str> = renamed.iter().map(String::as_str).collect();
        lines.push(render(&exported(&names), 0));
    }
    lines
}

/// Type arguments.
fn angled(types: Vec<String>) -> Doc {
    let types = types.into_iter().map(Doc::from).collect();
    let types = join(types, &[",".into(), Doc::Line]);
    group(concat([
        "<".into(),
        indent(concat([Doc::Softline, types])),
        Doc::Softline,
        ">".into(),
    ]))
}

/// The type of the function that tells the signature of an imported task.
fn imported_signature(task: &Task, files: &FileNames) -> Option<String> {
    match task.made.as_ref()?.import.as_ref()? {
        ImportedFrom::Module {
            specifier,
            signature: Some(name),
        } => {
            let module = format!("import({})", quote(&files.beside(specifier)));
            Some(type_of(&module, name))
        }
        ImportedFrom::Module { .. } | ImportedFrom::Computed { .. } => None,
    }
}

/// `typeof tasks.name`
fn type_of(module: &str, name: &str) -> String {
    match is_identifier(name) {
        true => format!("typeof {module}.{name}"),
        false => format!("(typeof {module})[{}]", quote(name)),
    }
}

fn row(id: usize, call: &Call, task: &Task, names: &Names) -> Expr {
    let mut row = Row::new(call, &call.request);
    if let Some(before) = call.context {
        row.add("abort", word(before.to_string()));
    }
    if task.made.as_ref().is_some_and(|made| made.timeout) {
        row.add("timeout", word("true"));
    }
    if has_result(call) {
        row.add("read", member("wire", &names.tasks[id].read_response));
    }
    row.finish()
}

fn stub(id: usize, call: &Call, names: &Names) -> Stub {
    let locals = names.locals(call.request.slots.iter().map(|slot| slot.name.as_str()));
    let words = || locals.iter().map(word);
    let args = std::iter::once(word("$to")).chain(words()).collect();
    let callee = format!("wire.{}", names.tasks[id].write_request);
    let write = Expr::Call {
        callee,
        types: Vec::new(),
        args,
    };
    let args = vec![
        word(id.to_string()),
        word("$error"),
        Expr::Array(words().collect()),
    ];
    let refuse = Expr::Call {
        callee: "$host.refuse".to_string(),
        types: Vec::new(),
        args,
    };
    Stub {
        id,
        head: render(&head(&method_key(&call.task), &locals, " {"), 2),
        write: (!locals.is_empty()).then(|| render(&statement(&write), 4)),
        refuse: render(&leave("return", &refuse), 4),
    }
}
