//! Places in a message as TypeScript: constants are folded, and what is left is one addition and
//! one shift.

use super::code::{Expr, word};
use crate::schema::Width;

/// `offset` bytes after what the expression `base` says.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) base: &'a str,
    pub(super) offset: u32,
}

impl<'a> Place<'a> {
    pub(super) fn new(base: &'a str, offset: u32) -> Place<'a> {
        Place { base, offset }
    }

    /// `at + 8`
    pub(super) fn address(&self) -> Expr {
        word(self.text())
    }

    fn text(&self) -> String {
        match self.offset {
            0 => self.base.to_string(),
            offset => format!("{} + {offset}", self.base),
        }
    }

    /// `to.f64[(at + 8) >> 3]`
    pub(super) fn double(&self, cursor: &str) -> Expr {
        self.element(cursor, "f64", 3)
    }

    /// `to.i32[(at + 8) >> 2]`; what is written wraps, so that a writer needs no signed views.
    pub(super) fn number(&self, width: Width, cursor: &str) -> Expr {
        let (signed, unsigned, shift) = match width {
            Width::I8 | Width::U8 => ("i8", "u8", 0),
            Width::I16 | Width::U16 => ("i16", "u16", 1),
            Width::I32 | Width::U32 => ("i32", "u32", 2),
            Width::F32 => return self.element(cursor, "f32", 2),
            Width::I64 | Width::U64 => return self.element(cursor, "i64", 3),
        };
        let is_signed = matches!(width, Width::I8 | Width::I16 | Width::I32);
        let view = match is_signed && cursor == "from" {
            true => signed,
            false => unsigned,
        };
        self.element(cursor, view, shift)
    }

    /// `to.u8[at + 8]`
    pub(super) fn byte(&self, cursor: &str) -> Expr {
        self.element(cursor, "u8", 0)
    }

    /// An index into `count` things: a byte where that is enough.
    pub(super) fn index_into(&self, count: usize, cursor: &str) -> Expr {
        match crate::wire::index_measure(count) {
            (1, _) => self.byte(cursor),
            _ => self.element(cursor, "u16", 1),
        }
    }

    fn element(&self, cursor: &str, view: &str, shift: u32) -> Expr {
        let text = self.text();
        let index = match shift {
            0 => text,
            _ if text.contains(' ') => format!("({text}) >> {shift}"),
            _ => format!("{text} >> {shift}"),
        };
        Expr::Element {
            of: format!("{cursor}.{view}"),
            index,
        }
    }
}
