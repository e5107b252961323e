//! Lays out text within 80 columns the way Prettier does, so that what knit writes is already what
//! Prettier would make of it. A [`Doc`] says where lines may break; groups break from the outside in.
//!
//! It knows columns and nothing about TypeScript: `code.rs` builds the documents.

use unicode_width::UnicodeWidthStr;

const WIDTH: usize = 80;
const STEP: usize = 2;

#[derive(Clone, Debug)]
pub(super) enum Doc {
    Text(String),
    /// A space, or a new line where the group breaks.
    Line,
    /// Nothing, or a new line where the group breaks.
    Softline,
    /// Breaks every group around it.
    Hardline,
    /// Only there where the group breaks.
    IfBroken(&'static str),
    Indent(Box<Doc>),
    Group(Box<Doc>),
    Concat(Vec<Doc>),
    /// As many on each line as fit, with a space between.
    Fill(Vec<Doc>),
    /// What follows an `=`: after a space if its beginning fits there, else indented on the next line.
    Fluid(Box<Doc>),
}

impl From<&str> for Doc {
    fn from(text: &str) -> Doc {
        Doc::Text(text.to_string())
    }
}

impl From<String> for Doc {
    fn from(text: String) -> Doc {
        Doc::Text(text)
    }
}

pub(super) fn concat<const N: usize>(parts: [Doc; N]) -> Doc {
    Doc::Concat(parts.into())
}

pub(super) fn group(doc: Doc) -> Doc {
    Doc::Group(Box::new(doc))
}

pub(super) fn indent(doc: Doc) -> Doc {
    Doc::Indent(Box::new(doc))
}

pub(super) fn join(parts: Vec<Doc>, separator: &Doc) -> Doc {
    let mut joined = Vec::with_capacity(parts.len() * 2);
    for part in parts {
        if !joined.is_empty() {
            joined.push(separator.clone());
        }
        joined.push(part);
    }
    Doc::Concat(joined)
}

/// Items between brackets: all on one line, or each on its own with a comma after the last.
pub(super) fn bracketed(open: &str, items: Vec<Doc>, close: &str) -> Doc {
    spaced(open, items, close, Doc::Softline)
}

/// The same with a space inside the brackets where they stay on one line.
pub(super) fn braced(items: Vec<Doc>) -> Doc {
    spaced("{", items, "}", Doc::Line)
}

/// Items between brackets, each on its own line even where all would fit on one.
pub(super) fn broken(open: &str, items: Vec<Doc>, close: &str) -> Doc {
    spaced(open, items, close, Doc::Hardline)
}

fn spaced(open: &str, items: Vec<Doc>, close: &str, edge: Doc) -> Doc {
    if items.is_empty() {
        return format!("{open}{close}").into();
    }
    let items = join(items, &concat([",".into(), Doc::Line]));
    let inner = indent(concat([edge.clone(), items]));
    group(concat([
        open.into(),
        inner,
        Doc::IfBroken(","),
        edge,
        close.into(),
    ]))
}

/// The text of `doc` where it starts at column `depth * 2`, with its indentation.
pub(super) fn render(doc: &Doc, depth: usize) -> String {
    let mut printer = Printer {
        text: " ".repeat(depth * STEP),
        column: depth * STEP,
    };
    printer.print(doc, depth * STEP);
    printer.text
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Flat,
    Broken,
}

/// What is still to be printed, the next on top.
type Rest<'a> = Vec<(usize, Mode, &'a Doc)>;

struct Printer {
    text: String,
    column: usize,
}

impl Printer {
    fn print(&mut self, doc: &Doc, start: usize) {
        let mut rest: Rest = vec![(start, Mode::Broken, doc)];
        while let Some((indent, mode, doc)) = rest.pop() {
            match doc {
                Doc::Text(text) => self.push(text),
                Doc::Line if mode == Mode::Flat => self.push(" "),
                Doc::Softline if mode == Mode::Flat => {}
                Doc::Line | Doc::Softline | Doc::Hardline => self.break_line(indent),
                Doc::IfBroken(text) if mode == Mode::Broken => self.push(text),
                Doc::IfBroken(_) => {}
                Doc::Indent(inner) => rest.push((indent + STEP, mode, inner)),
                Doc::Concat(parts) => {
                    rest.extend(parts.iter().rev().map(|part| (indent, mode, part)))
                }
                Doc::Group(inner) => {
                    let flat =
                        mode == Mode::Flat || (!is_hard(inner) && fits(self.column, inner, &rest));
                    rest.push((indent, if flat { Mode::Flat } else { Mode::Broken }, inner));
                }
                Doc::Fill(parts) => self.fill(parts, indent),
                Doc::Fluid(inner) => {
                    let broken = mode == Mode::Broken && !self.starts_here(inner, &rest);
                    let inside = if broken { indent + STEP } else { indent };
                    if broken {
                        self.break_line(inside);
                    } else {
                        self.push(" ");
                    }
                    rest.push((inside, mode, inner));
                }
            }
        }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.column += text.width();
    }

    fn break_line(&mut self, indent: usize) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.column = indent;
    }

    fn fill(&mut self, parts: &[Doc], indent: usize) {
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                if fits(self.column + 1, part, &[]) {
                    self.push(" ");
                } else {
                    self.break_line(indent);
                }
            }
            self.print(part, indent);
        }
    }

    /// Whether `doc` fits after a space up to the first place where it may break.
    fn starts_here(&self, doc: &Doc, rest: &[(usize, Mode, &Doc)]) -> bool {
        let mut rest = rest.to_vec();
        rest.push((0, Mode::Broken, doc));
        fits(self.column + 1, &Doc::Concat(Vec::new()), &rest)
    }
}

/// Whether `doc` on one line, and what follows it up to the next line break, ends by the last column.
fn fits(column: usize, doc: &Doc, rest: &[(usize, Mode, &Doc)]) -> bool {
    let mut column = column;
    let mut rest = rest.iter().rev();
    let mut next = vec![(Mode::Flat, doc)];
    loop {
        let Some((mode, doc)) = next
            .pop()
            .or_else(|| rest.next().map(|(_, mode, doc)| (*mode, *doc)))
        else {
            return true;
        };
        match doc {
            Doc::Text(text) => column += text.width(),
            Doc::Line | Doc::Softline if mode == Mode::Broken => return true,
            Doc::Line => column += 1,
            Doc::Softline => {}
            Doc::Hardline => return true,
            Doc::IfBroken(text) if mode == Mode::Broken => column += text.width(),
            Doc::IfBroken(_) => {}
            Doc::Indent(inner) | Doc::Group(inner) => next.push((mode, inner)),
            Doc::Concat(parts) => next.extend(parts.iter().rev().map(|part| (mode, part))),
            Doc::Fill(_) | Doc::Fluid(_) if mode == Mode::Broken => return true,
            Doc::Fill(parts) => {
                column += parts.len().saturating_sub(1);
                next.extend(parts.iter().rev().map(|part| (mode, part)));
            }
            Doc::Fluid(inner) => {
                column += 1;
                next.push((mode, inner));
            }
        }
        if column > WIDTH {
            return false;
        }
    }
}

fn is_hard(doc: &Doc) -> bool {
    match doc {
        Doc::Hardline => true,
        Doc::Text(_) | Doc::Line | Doc::Softline | Doc::IfBroken(_) => false,
        Doc::Indent(inner) | Doc::Group(inner) | Doc::Fluid(inner) => is_hard(inner),
        Doc::Concat(parts) | Doc::Fill(parts) => parts.iter().any(is_hard),
    }
}

/// How many columns `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}
