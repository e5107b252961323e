//! The tables of tasks: what the host, and what a worker, knows of each.

use super::code::{Expr, word};
use crate::wire::{Call, Message};

/// What one task is to one side.
pub(super) struct Row(Vec<(String, Expr)>);

impl Row {
    /// As far as both sides know the same; `sent` is the message that this one sends.
    pub(super) fn new(call: &Call, sent: &Message) -> Row {
        let mut row = Row(Vec::new());
        row.add("name", Expr::Text(call.task.clone()));
        row.add("request", word(call.request.size.to_string()));
        row.add("response", word(call.response.size.to_string()));
        row.add("tail", word(sent.tail.to_string()));
        row
    }

    pub(super) fn add(&mut self, key: &str, value: Expr) {
        self.0.push((key.to_string(), value));
    }

    pub(super) fn finish(self) -> Expr {
        Expr::Object(self.0)
    }
}
