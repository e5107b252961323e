//! Statements one below the other, with their indentation.

use super::doc::{Doc, render};

pub(super) struct Lines {
    depth: usize,
    pub(super) lines: Vec<String>,
}

impl Lines {
    pub(super) fn new(depth: usize) -> Lines {
        Lines {
            depth,
            lines: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, statement: impl Into<Doc>) {
        self.lines.push(render(&statement.into(), self.depth));
    }

    /// A line that ends in `{` or `:`, and what follows it further in.
    pub(super) fn open(&mut self, line: impl Into<Doc>) {
        self.add(line);
        self.depth += 1;
    }

    /// Ends a block with `line`, or with nothing.
    pub(super) fn close(&mut self, line: Option<&'static str>) {
        self.depth -= 1;
        if let Some(line) = line {
            self.add(line);
        }
    }

    /// What `add` adds, one step further in.
    pub(super) fn indented(&mut self, add: impl FnOnce(&mut Lines)) {
        self.depth += 1;
        add(self);
        self.depth -= 1;
    }

    /// Between the two blocks of an `if`.
    pub(super) fn otherwise(&mut self, line: impl Into<Doc>) {
        self.depth -= 1;
        self.open(line);
    }
}
