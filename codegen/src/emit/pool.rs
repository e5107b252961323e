//! `pool.ts`: what the host imports. The types of the stubs are those of the tasks themselves, by
//! way of a type-only import, so the user's own compiler checks each call.

use serde::Serialize;

use super::FileNames;
use super::code::{Expr, head, leave, member, method_key, property, quote, statement, word};
use super::doc::{Doc, concat, group, indent, render};
use super::env::Templates;
use super::header::{Header, doc_comment, in_comment};
use super::names::Names;
use super::wire::has_result;
use crate::schema::is_identifier;
use crate::schema::{Schema, Task};
use crate::wire::{Call, Wire};

#[derive(Serialize)]
struct View {
    header: Header,
    /// The task module as it is imported, in quotes, and its name in comments.
    module: String,
    file: String,
    members: Vec<Line>,
    table: String,
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
        .enumerate()
        .map(|(id, call)| row(id, call, names))
        .collect();
    let view = View {
        header: Header::new(wire, files),
        module: quote(&files.module),
        file: in_comment(files.file()),
        members: schema.tasks.iter().map(line).collect(),
        table: render(
            &concat([property("tasks", &Expr::Array(rows)), ",".into()]),
            3,
        ),
        stubs: wire
            .calls
            .iter()
            .enumerate()
            .map(|(id, call)| stub(id, call, names))
            .collect(),
    };
    templates.fill("pool.ts", view)
}

fn line(task: &Task) -> Line {
    let name = &task.name;
    let ty = match is_identifier(name) {
        true => format!("typeof tasks.{name}"),
        false => format!("(typeof tasks)[{}]", quote(name)),
    };
    let ty = group(concat([
        "<".into(),
        indent(concat([Doc::Softline, ty.into()])),
        Doc::Softline,
        ">".into(),
    ]));
    let line = concat([method_key(name).into(), ": Call".into(), ty, ";".into()]);
    Line {
        doc: doc_comment(&task.doc, 1),
        line: render(&line, 1),
    }
}

fn row(id: usize, call: &Call, names: &Names) -> Expr {
    let mut members = vec![
        ("name".to_string(), Expr::Text(call.task.clone())),
        ("request".to_string(), word(call.request.size.to_string())),
        ("response".to_string(), word(call.response.size.to_string())),
        ("tail".to_string(), word(call.request.tail.to_string())),
    ];
    if has_result(call) {
        members.push((
            "read".to_string(),
            member("wire", &names.tasks[id].read_response),
        ));
    }
    Expr::Object(members)
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
