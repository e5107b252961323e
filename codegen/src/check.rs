//! Rules about the tasks of a module as a whole, whatever their types are: there are some, each has a
//! usable name of its own, and none is a kind of function that a worker cannot run.

use std::collections::BTreeMap;

use crate::codes;
use crate::emit::CREATE_POOL;
use crate::module::{Refusal, Refused};
use crate::report::{Diagnostic, Diagnostics};
use crate::schema::Schema;
use crate::source::{FileId, Span};

pub fn check_refused(refused: &[Refused], diagnostics: &mut Diagnostics) {
    for refused in refused {
        diagnostics.push(refusal(refused));
    }
}

/// Asked of the schema, since a task may come from another module.
pub fn check_tasks(schema: &Schema, entry: FileId, diagnostics: &mut Diagnostics) {
    if schema.tasks.is_empty() && !diagnostics.has_errors() {
        diagnostics.push(codes::no_tasks(entry));
    }
    let mut names: BTreeMap<&str, Span> = BTreeMap::new();
    for task in &schema.tasks {
        if let Some(first) = names.insert(&task.name, task.span) {
            diagnostics.push(codes::duplicate_task(&task.name, first, task.span));
        }
        if task.name == CREATE_POOL {
            diagnostics.push(codes::hidden_task(&task.name, task.span));
        }
        if !is_usable(&task.name) {
            diagnostics.push(codes::unusable_name(&task.name, task.span));
        }
    }
}

fn refusal(refused: &Refused) -> Diagnostic {
    let (name, span) = (&refused.name, refused.span);
    match refused.why {
        Refusal::Assignment => codes::export_assignment(span),
        Refusal::Generator => codes::generator_task(name, span),
        Refusal::Generic => codes::generic_task(name, span),
        Refusal::This => codes::this_parameter(name, span),
        Refusal::Rest => codes::rest_parameter(name, span),
        Refusal::Pool => codes::pool_in_tasks(name, span),
    }
}

fn is_usable(name: &str) -> bool {
    let mut letters = name.chars();
    let first = letters
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_' || first == '$');
    let rest = letters.all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '$');
    first && rest && name != "then" && name != "__proto__"
}
