//! Lays out text within 80 columns the way Prettier does, so that what knit writes is already what
//! Prettier would make of it. A [`Doc`] says where lines may break; groups break from the outside in.
//!
//! It knows columns and nothing about TypeScript: `code.rs` builds the documents.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

const WIDTH: usize = 80;
const STEP: usize = 2;

#[derive(Clone, Debug)]
pub(super) enum Doc {
    Text(Cow<'static, str>),
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

impl From<&'static str> for Doc {
    fn from(text: &'static str) -> Doc {
        Doc::Text(text.into())
    }
}

impl From<String> for Doc {
    fn from(text: String) -> Doc {
        Doc::Text(text.into())
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

pub(super) fn join(parts: Vec<Doc>, between: &[Doc]) -> Doc {
    let mut joined = Vec::with_capacity(parts.len() * (1 + between.len()));
    for part in parts {
        if !joined.is_empty() {
            joined.extend_from_slice(between);
        }
        joined.push(part);
    }
    Doc::Concat(joined)
}

/// Items between brackets: all on one line, or each on its own with a comma after the last.
pub(super) fn bracketed(open: impl Into<Doc>, items: Vec<Doc>, close: impl Into<Doc>) -> Doc {
    spaced(open, items, close, Doc::Softline, ",")
}

/// The same with a space inside the brackets where they stay on one line.
pub(super) fn braced(items: Vec<Doc>) -> Doc {
    spaced("{", items, "}", Doc::Line, ",")
}

/// Items between brackets, each on its own line even where all would fit on one.
pub(super) fn broken(open: impl Into<Doc>, items: Vec<Doc>, close: impl Into<Doc>) -> Doc {
    spaced(open, items, close, Doc::Hardline, ",")
}

/// Items between brackets, with `edge` inside of these, and `last` after the last of items on lines of their own.
pub(super) fn spaced(
    open: impl Into<Doc>,
    items: Vec<Doc>,
    close: impl Into<Doc>,
    edge: Doc,
    last: &'static str,
) -> Doc {
    if items.is_empty() {
        return concat([open.into(), close.into()]);
    }
    let items = join(items, &[",".into(), Doc::Line]);
    let inner = indent(concat([edge.clone(), items]));
    group(concat([
        open.into(),
        inner,
        Doc::IfBroken(last),
        edge,
        close.into(),
    ]))
}

/// The text of `doc` where it starts at column `depth * 2`, with its indentation.
pub(super) fn render(doc: &Doc, depth: usize) -> String {
    let start = depth * STEP;
    let mut printer = Printer::at(start);
    // So it is nearly always, and there is nothing to measure first.
    if !printer.print_line(doc, false) {
        printer = Printer::at(start);
        printer.print(doc, start);
    }
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
    fn at(column: usize) -> Printer {
        let mut text = String::with_capacity(WIDTH);
        text.extend(std::iter::repeat_n(' ', column));
        Printer { text, column }
    }

    /// Prints what breaks nowhere. Says whether that was so: outside of groups, every line breaks that can.
    fn print_line(&mut self, doc: &Doc, grouped: bool) -> bool {
        match doc {
            Doc::Text(text) => self.push(text),
            Doc::Line if grouped => self.push(" "),
            Doc::Softline | Doc::IfBroken(_) if grouped => {}
            Doc::Line | Doc::Softline | Doc::Hardline | Doc::IfBroken(_) => return false,
            Doc::Indent(inner) => return self.print_line(inner, grouped),
            Doc::Group(inner) => return self.print_line(inner, true),
            Doc::Concat(parts) => {
                return parts.iter().all(|part| self.print_line(part, grouped));
            }
            Doc::Fluid(inner) => {
                self.push(" ");
                return self.print_line(inner, grouped);
            }
            // Its parts are groups of their own.
            Doc::Fill(_) => return false,
        }
        self.column <= WIDTH
    }

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
                    let flat = mode == Mode::Flat
                        || (!is_hard(inner) && fits(self.column, Mode::Flat, inner, &rest));
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
        self.column += width(text);
    }

    fn break_line(&mut self, indent: usize) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.column = indent;
    }

    fn fill(&mut self, parts: &[Doc], indent: usize) {
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                if fits(self.column + 1, Mode::Flat, part, &[]) {
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
        fits(self.column + 1, Mode::Broken, doc, rest)
    }
}

/// Whether `doc`, and what follows it up to the next line break, ends by the last column.
fn fits(column: usize, mode: Mode, doc: &Doc, rest: &[(usize, Mode, &Doc)]) -> bool {
    let mut column = column;
    let mut rest = rest.iter().rev();
    let mut next = vec![(mode, doc)];
    loop {
        let Some((mode, doc)) = next
            .pop()
            .or_else(|| rest.next().map(|(_, mode, doc)| (*mode, *doc)))
        else {
            return true;
        };
        match doc {
            Doc::Text(text) => column += width(text),
            Doc::Line | Doc::Softline if mode == Mode::Broken => return true,
            Doc::Line => column += 1,
            Doc::Softline => {}
            Doc::Hardline => return true,
            Doc::IfBroken(text) if mode == Mode::Broken => column += width(text),
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
    // Nearly all of it is plain, and looking at each character would take a sixth of the time of it all.
    match text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        true => text.len(),
        false => text.width(),
    }
}
