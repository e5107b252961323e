//! `worker.ts`: the entry of a worker, a static file that bundlers can see. The task module is
//! imported while the worker starts, so that what goes wrong in it is told to the host.

use serde::Serialize;

use super::FileNames;
use super::code::{Expr, leave, member, quote, word};
use super::doc::render;
use super::env::Templates;
use super::header::Header;
use super::names::Names;
use super::wire::has_result;
use crate::wire::{Call, Wire};

#[derive(Serialize)]
struct View {
    header: Header,
    module: String,
    table: String,
}

pub(super) fn emit(templates: &Templates, wire: &Wire, names: &Names, files: &FileNames) -> String {
    let rows = wire
        .calls
        .iter()
        .enumerate()
        .map(|(id, call)| row(id, call, names))
        .collect();
    let view = View {
        header: Header::new(wire, files),
        module: quote(&files.module),
        table: render(&leave("return", &Expr::Array(rows)), 1),
    };
    templates.fill("worker.ts", view)
}

fn row(id: usize, call: &Call, names: &Names) -> Expr {
    let mut members = vec![
        ("name".to_string(), Expr::Text(call.task.clone())),
        ("request".to_string(), word(call.request.size.to_string())),
        ("response".to_string(), word(call.response.size.to_string())),
        ("tail".to_string(), word(call.response.tail.to_string())),
        ("run".to_string(), run(id, call, names)),
    ];
    if has_result(call) {
        members.push((
            "write".to_string(),
            member("wire", &names.tasks[id].write_response),
        ));
    }
    Expr::Object(members)
}

/// Reads the task anew for each call: an export may be assigned to later.
fn run(id: usize, call: &Call, names: &Names) -> Expr {
    let task = member("tasks", &call.task);
    let callee = format!("wire.{}", names.tasks[id].run);
    let body = Expr::Call {
        callee,
        types: Vec::new(),
        args: vec![word("from"), task],
    };
    Expr::Arrow {
        params: "from".to_string(),
        body: Box::new(body),
    }
}
