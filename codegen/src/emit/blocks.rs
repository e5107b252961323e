//! Arrays of numbers: the runtime moves each as one block, so nothing is generated for them but the call.

use super::code::{Expr, call, text, word};
use super::wire::Codec;
use crate::wire::{Composite, CompositeId, Layout, Sequence, Shape};

/// The type of the numbers, if the composite is an array of them.
pub(super) fn numbers(composite: &Composite) -> Option<&'static str> {
    match &composite.layout {
        Layout::List {
            of: Sequence::Array,
            element,
            ..
        } => match element {
            Shape::Number => Some("f64"),
            Shape::Sized(width) => Some(width.name()),
            _ => None,
        },
        _ => None,
    }
}

impl Codec<'_> {
    pub(super) fn write_sequence(&mut self, id: CompositeId, at: Expr, value: Expr) -> Expr {
        match numbers(self.wire.composite(id)) {
            None => call(self.writes(id), [word("to"), at, value]),
            Some(numbers) => {
                let args = vec![word("to"), at, value, text(self.title(id))];
                self.move_block("writeNumbers", args, numbers)
            }
        }
    }

    pub(super) fn read_sequence(&mut self, id: CompositeId, at: Expr) -> Expr {
        match numbers(self.wire.composite(id)) {
            None => call(self.reads(id), [word("from"), at]),
            Some(numbers) => self.move_block("readNumbers", vec![word("from"), at], numbers),
        }
    }

    /// Plain numbers need no mention.
    fn move_block(&mut self, helper: &str, mut args: Vec<Expr>, numbers: &str) -> Expr {
        if numbers != "f64" {
            args.push(text(numbers));
        }
        Expr::Call {
            callee: self.helper(helper),
            types: Vec::new(),
            args,
        }
    }
}
