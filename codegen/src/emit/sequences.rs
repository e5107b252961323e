//! Encoders and decoders of what lies in the tail at a fixed stride: the elements of arrays and sets,
//! and the entries of maps.

use super::code::{Expr, assign, call, head, statement, text, word};
use super::doc::{Doc, render};
use super::lines::Lines;
use super::place::Place;
use super::wire::{Codec, Function};
use crate::wire::{CompositeId, EntriesOf, Sequence, Shape, Slot};

impl Codec<'_> {
    pub(super) fn write_list(
        &mut self,
        id: CompositeId,
        of: Sequence,
        element: &Shape,
        stride: u32,
    ) -> Function {
        let mut before = Lines::new(1);
        let (checked, key) = match of {
            Sequence::Array => (Some("list"), word("index")),
            Sequence::Iterable => (Some("iterated"), word("index")),
            Sequence::Set => (
                Some("members"),
                call(self.helper("member"), [word("index")]),
            ),
            Sequence::Rest(0) => (None, word("index")),
            Sequence::Rest(first) => (None, word(format!("index + {first}"))),
        };
        let given = match checked {
            Some(checked) => {
                let args = [word("value"), text(self.title(id))];
                let items = call(self.helper(checked), args);
                before.add(assign("const items", &items));
                "value: unknown"
            }
            None => "items: readonly unknown[]",
        };
        // Once: a getter among the items could make the array longer than what was reserved.
        before.add("const count = items.length;");
        self.reserve("count", stride, is_placed(element), &mut before);
        before.add("let index = 0;");
        let mut body = Lines::new(2);
        body.open("for (; index < count; index += 1) {");
        let place = item_base(stride);
        self.write(element, Place::new(&place, 0), item(), &mut body);
        body.close(Some("}"));
        let inside = self.inside(vec![key]);
        let head = self.composite_head_of(id, true, given);
        Function::checked(head, before.lines, body.lines, inside)
    }

    pub(super) fn read_list(
        &mut self,
        id: CompositeId,
        of: Sequence,
        element: &Shape,
        stride: u32,
    ) -> Function {
        let mut body = Lines::new(1);
        self.span(stride, is_placed(element), &mut body);
        let add = match of {
            Sequence::Array | Sequence::Iterable => {
                body.add("const items: unknown[] = [];");
                "items.push"
            }
            Sequence::Set => {
                body.add("const items = new Set<unknown>();");
                "items.add"
            }
            Sequence::Rest(_) => "items.push",
        };
        body.open("for (let index = 0; index < count; index += 1) {");
        let item = self.read(element, Place::new(&item_base(stride), 0));
        body.add(statement(&call(add, [item])));
        body.close(Some("}"));
        if let Sequence::Rest(_) = of {
            let head = self.filler_head(id, "items: unknown[]");
            return Function::plain(head, body.lines);
        }
        body.add("return items;");
        Function::plain(self.reader_head(id, true), body.lines)
    }

    /// The runtime gives keys and values one after the other, so that `index` says which is at fault.
    pub(super) fn write_map(
        &mut self,
        id: CompositeId,
        of: EntriesOf,
        parts: [&Slot; 2],
        stride: u32,
    ) -> Function {
        let placed = parts.iter().any(|slot| is_placed(&slot.shape));
        let mut before = Lines::new(1);
        let (given, fault) = match of {
            EntriesOf::Map => {
                let args = [word("value"), text(self.title(id))];
                let items = call(self.helper("entries"), args);
                before.add(assign("const items", &items));
                ("value: unknown", "entry")
            }
            EntriesOf::Object => ("items: readonly unknown[]", "property"),
        };
        before.add("const count = items.length / 2;");
        self.reserve("count", stride, placed, &mut before);
        before.add("let index = 0;");
        let mut body = Lines::new(2);
        body.open("while (index < items.length) {");
        if placed {
            body.add(format!("const place = start + (index >> 1) * {stride};"));
        }
        for slot in parts {
            let place = Place::new("place", slot.offset);
            self.write(&slot.shape, place, item(), &mut body);
            body.add("index += 1;");
        }
        body.close(Some("}"));
        let key = call(self.helper(fault), [word("items"), word("index")]);
        let inside = self.inside(vec![key]);
        let head = self.composite_head_of(id, true, given);
        Function::checked(head, before.lines, body.lines, inside)
    }

    pub(super) fn read_map(
        &mut self,
        id: CompositeId,
        of: EntriesOf,
        parts: [&Slot; 2],
        stride: u32,
    ) -> Function {
        let placed = parts.iter().any(|slot| is_placed(&slot.shape));
        let mut body = Lines::new(1);
        self.span(stride, placed, &mut body);
        if of == EntriesOf::Map {
            body.add("const items = new Map<unknown, unknown>();");
        }
        body.open("for (let index = 0; index < count; index += 1) {");
        if placed {
            body.add(assign("const place", &word(item_base(stride))));
        }
        let [key, value] =
            parts.map(|slot| self.read(&slot.shape, Place::new("place", slot.offset)));
        body.add(statement(&match of {
            EntriesOf::Map => call("items.set", [key, value]),
            EntriesOf::Object => call(self.helper("put"), [word("it"), key, value]),
        }));
        body.close(Some("}"));
        match of {
            EntriesOf::Map => {
                body.add("return items;");
                Function::plain(self.reader_head(id, true), body.lines)
            }
            EntriesOf::Object => {
                let head = self.filler_head(id, "it: Record<string, unknown>");
                Function::plain(head, body.lines)
            }
        }
    }

    /// Of a function that adds to what it is given.
    fn filler_head(&mut self, id: CompositeId, given: &str) -> String {
        self.imports.reader();
        let params = ["from: Reader", "at: number", given];
        let params = params.map(str::to_string);
        let before = format!("function {}", self.reads(id));
        render(&head(&before, &params, ": void {"), 0)
    }

    /// `start` is where the first is to be written, if anything of it is.
    fn reserve(&mut self, count: &str, stride: u32, placed: bool, lines: &mut Lines) {
        let args = [
            word("to"),
            word("at"),
            word(count),
            word(stride.to_string()),
        ];
        let start = call(self.helper("reserve"), args);
        lines.add(start_or_check(placed, &start));
    }

    fn span(&mut self, stride: u32, placed: bool, lines: &mut Lines) {
        let args = [word("from"), word("at"), word(stride.to_string())];
        let start = call(self.helper("span"), args);
        lines.add(start_or_check(placed, &start));
        lines.add("const { count } = from;");
    }
}

fn start_or_check(placed: bool, start: &Expr) -> Doc {
    match placed {
        true => assign("const start", start),
        false => statement(start),
    }
}

fn is_placed(shape: &Shape) -> bool {
    !matches!(shape, Shape::Unit(_))
}

fn item() -> Expr {
    Expr::Element {
        of: "items".to_string(),
        index: "index".to_string(),
    }
}

/// Where the element at `index` stands.
fn item_base(stride: u32) -> String {
    match stride {
        1 => "start + index".to_string(),
        _ => format!("start + index * {stride}"),
    }
}
