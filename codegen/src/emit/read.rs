//! Decoders: each builds one value from the bytes at a place. What they read is untrusted: offsets
//! and counts are checked by the runtime's helpers, tags and indices here.

use super::code::{Expr, assign, call, head, leave, quote, statement, store, text, word};
use super::doc::{Doc, render};
use super::lines::Lines;
use super::place::Place;
use super::wire::{Codec, Function, uses_place};
use super::write::unit_value;
use crate::schema::Width;
use crate::wire::{Call, CompositeId, Layout, Rest, Shape, Slot};

impl Codec<'_> {
    /// `run<Task>`: one local for each argument, then the call.
    pub(super) fn run(&mut self, task: usize, call: &Call) -> Function {
        let slots = &call.request.slots;
        self.imports.reader();
        let mut body = Lines::new(1);
        if uses_place(slots) {
            body.add("const at = from.base;");
        }
        let locals = self
            .names
            .locals(slots.iter().map(|slot| slot.name.as_str()));
        for (slot, local) in slots.iter().zip(&locals) {
            self.read_argument(slot, local, &mut body);
        }
        body.add("from.started();");
        let mut args: Vec<Expr> = locals
            .iter()
            .map(|local| word(format!("{local} as never")))
            .collect();
        let mut params = vec![
            "from: Reader".to_string(),
            "task: (...args: never[]) => unknown".to_string(),
        ];
        if let Some(before) = call.context {
            args.resize_with(before, || word("undefined as never"));
            args.push(word("abort as never"));
            params.push("abort: unknown".to_string());
        }
        body.add(leave(
            "return",
            &Expr::Call {
                callee: "task".to_string(),
                types: Vec::new(),
                args,
            },
        ));
        Function::plain(
            reader(
                &format!("export function {}", self.names.tasks[task].run),
                &params,
            ),
            body.lines,
        )
    }

    /// An argument that was left out is undefined, so that the task's own default applies.
    fn read_argument(&mut self, slot: &Slot, local: &str, lines: &mut Lines) {
        let value = self.read(&slot.shape, Place::new("at", slot.offset));
        let Some(presence) = slot.presence else {
            return lines.add(assign(&format!("const {local}"), &value));
        };
        lines.add(format!("let {local}: unknown;"));
        self.if_byte(presence, 1, "if", lines);
        lines.add(assign(local, &value));
        self.else_absent(presence, &slot.name, None, lines);
    }

    pub(super) fn read_response(&mut self, task: usize, call: &Call) -> Function {
        let slot = &call.response.slots[0];
        let value = self.read(&slot.shape, Place::new("from.base", slot.offset));
        let mut body = Lines::new(1);
        body.add(leave("return", &value));
        let mut params = Vec::new();
        if uses_place(std::slice::from_ref(slot)) {
            self.imports.reader();
            params.push("from: Reader".to_string());
        }
        Function::plain(
            reader(
                &format!("export function {}", self.names.tasks[task].read_response),
                &params,
            ),
            body.lines,
        )
    }

    pub(super) fn read_composite(&mut self, id: CompositeId) -> Function {
        match &self.wire.composite(id).layout {
            Layout::Record(slots, rest) => self.read_record(id, slots, rest),
            Layout::Tuple(slots, rest) => self.read_tuple(id, slots, rest.as_ref()),
            Layout::List {
                of,
                element,
                stride,
            } => self.read_list(id, *of, element, *stride),
            Layout::Map {
                of,
                key,
                value,
                stride,
            } => self.read_map(id, *of, [key, value], *stride),
            Layout::Union(union) => self.read_union(id, union),
        }
    }

    /// What is always there in one literal, so that engines give all such objects one shape; then
    /// what may be absent.
    fn read_record(&mut self, id: CompositeId, slots: &[Slot], rest: &[Rest]) -> Function {
        let head = self.reader_head(id, uses_place(slots) || !rest.is_empty());
        let mut body = Lines::new(1);
        let (optional, always): (Vec<_>, Vec<_>) =
            slots.iter().partition(|slot| slot.presence.is_some());
        let members = always.into_iter().map(|slot| {
            (
                slot.name.clone(),
                self.read(&slot.shape, Place::new("at", slot.offset)),
            )
        });
        let made = Expr::Object(members.collect());
        if optional.is_empty() && rest.is_empty() {
            body.add(leave("return", &made));
            return Function::plain(head, body.lines);
        }
        body.add(assign("const it: Record<string, unknown>", &made));
        for slot in optional {
            self.read_optional(slot, &mut body);
        }
        for Rest { slot, .. } in rest {
            if let Shape::List(entries) = slot.shape {
                let at = Place::new("at", slot.offset).address();
                let args = [word("from"), at, word("it")];
                body.add(statement(&call(self.reads(entries), args)));
            }
        }
        body.add("return it;");
        Function::plain(head, body.lines)
    }

    fn read_optional(&mut self, slot: &Slot, lines: &mut Lines) {
        let Some(presence) = slot.presence else {
            return;
        };
        let value = self.read(&slot.shape, Place::new("at", slot.offset));
        self.read_if_there(presence, &slot.name, None, lines, |there| {
            let value = if there {
                value.clone()
            } else {
                word("undefined")
            };
            set("it", &slot.name, value)
        });
    }

    /// `set` gives the statement for a value that is there, and for one that is undefined; `behind` is
    /// where a number stands that has to be 0 if there is neither.
    pub(super) fn read_if_there(
        &mut self,
        presence: u32,
        name: &str,
        behind: Option<u32>,
        lines: &mut Lines,
        set: impl Fn(bool) -> Doc,
    ) {
        self.if_byte(presence, 1, "if", lines);
        lines.add(set(true));
        self.if_byte(presence, 2, "} else if", lines);
        lines.add(set(false));
        self.else_absent(presence, name, behind, lines);
    }

    /// No other byte means that there is nothing.
    fn else_absent(&mut self, offset: u32, name: &str, behind: Option<u32>, lines: &mut Lines) {
        let byte = presence_byte(offset);
        let more = behind.map_or_else(String::new, |at| {
            format!(" || from.u32[(at + {at}) >> 2] !== 0")
        });
        lines.otherwise(format!("}} else if ({byte} !== 0{more}) {{"));
        let what = text(crate::layout::cut(&format!(
            "an unknown presence of {name}"
        )));
        lines.add(leave("throw", &call(self.helper("corrupt"), [what])));
        lines.close(Some("}"));
    }

    fn if_byte(&self, offset: u32, value: u32, keyword: &str, lines: &mut Lines) {
        let byte = presence_byte(offset);
        let line = format!("{keyword} ({byte} === {value}) {{");
        if keyword == "if" {
            lines.open(line)
        } else {
            lines.otherwise(line)
        }
    }

    /// The expression that reads one value.
    pub(super) fn read(&mut self, shape: &Shape, place: Place) -> Expr {
        let at = place.address();
        match shape {
            Shape::Unit(unit) => unit_value(unit),
            Shape::Boolean => call(self.helper("readBoolean"), [word("from"), at]),
            Shape::Number => place.double("from"),
            // There are no unsigned bigints in memory that is read as signed ones.
            Shape::Sized(Width::U64) => call(self.helper("readU64"), [word("from"), at]),
            Shape::Sized(width) => place.number(*width, "from"),
            Shape::Date => Expr::Call {
                callee: "new Date".to_string(),
                types: Vec::new(),
                args: vec![place.double("from").certain()],
            },
            Shape::Choice(id) => {
                let index = place.index_into(self.wire.choice(*id).literals.len(), "from");
                call(
                    self.helper("choice"),
                    [word(&self.names.choices[id.0 as usize]), index],
                )
            }
            Shape::BigInt => call(self.helper("readBigInt"), [word("from"), at]),
            Shape::Text | Shape::Pattern(_) => call(self.helper("readText"), [word("from"), at]),
            Shape::Symbol => call(self.helper("readSymbol"), [word("from"), at]),
            Shape::Instance(class) => call(
                self.helper("readInstance"),
                [word("from"), at, text(class.name())],
            ),
            Shape::Dynamic => call(self.helper("readDynamic"), [word("from"), at]),
            Shape::Bytes(view) => call(
                self.helper("readBytes"),
                [word("from"), at, text(view.name())],
            ),
            Shape::List(id) => self.read_sequence(*id, at),
            Shape::Inline(id) => call(self.reads(*id), [word("from"), at]),
            Shape::Boxed(id) => {
                let size = word(self.wire.composite(*id).size.to_string());
                let there = call(self.helper("unbox"), [word("from"), at, size]);
                call(self.reads(*id), [word("from"), there])
            }
        }
    }

    pub(super) fn reader_head(&mut self, id: CompositeId, placed: bool) -> String {
        self.imports.reader();
        let params = if placed {
            ["from: Reader", "at: number"]
        } else {
            ["_from: Reader", "_at: number"]
        };
        reader(
            &format!("function {}", self.reads(id)),
            &params.map(str::to_string),
        )
    }

    pub(super) fn reads(&self, id: CompositeId) -> String {
        self.names.composites[id.0 as usize].read.clone()
    }
}

fn reader(before: &str, params: &[String]) -> String {
    render(&head(before, params, ": unknown {"), 0)
}

fn presence_byte(offset: u32) -> String {
    match offset {
        0 => "from.u8[at]".to_string(),
        offset => format!("from.u8[at + {offset}]"),
    }
}

/// `it["x"] = value;`; assigning to `__proto__` would change the object itself.
fn set(of: &str, key: &str, value: Expr) -> Doc {
    if key != "__proto__" {
        return store(
            &Expr::Element {
                of: of.to_string(),
                index: quote(key),
            },
            &value,
        );
    }
    let yes = || word("true");
    let names = ["value", "writable", "enumerable", "configurable"].map(str::to_string);
    let members = names
        .into_iter()
        .zip([value, yes(), yes(), yes()])
        .collect();
    statement(&call(
        "Object.defineProperty",
        [word(of), text(key), Expr::Object(members)],
    ))
}
