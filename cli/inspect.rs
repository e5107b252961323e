//! `knit inspect`: where each byte of a task's messages lies.
//!
//! Owns which messages are drawn, and of what they are made; how a drawing looks is `inspect/table.rs`.

#![expect(clippy::print_stdout, reason = "the drawing is what was asked for")]

mod table;

use std::collections::BTreeSet;
use std::fmt::Write;

use knit_codegen::wire::{
    Call, ChoiceId, Composite, CompositeId, EntriesOf, Layout, Message, PatternId, Rest, Sequence,
    Shape, Slot, UnionLayout, Wire, regexp, shape_name,
};

use crate::args::InspectArgs;
use crate::exit::Failure;
use crate::{generate, render};
use table::{Row, Table};

/// The command.
pub(crate) fn run(args: &InspectArgs) -> Result<(), Failure> {
    let outcome = generate::compile_beside(&args.module)?;
    render::diagnostics(&outcome.diagnostics, &outcome.sources);
    let wire = outcome.wire.ok_or(Failure::Told)?;
    let calls = chosen(&wire, &args.tasks)?;
    print!("{}", draw(&wire, &calls));
    Ok(())
}

/// The tasks of these names; all of them where none is named.
fn chosen<'a>(wire: &'a Wire, names: &[String]) -> Result<Vec<&'a Call>, Failure> {
    if names.is_empty() {
        return Ok(wire.calls.iter().collect());
    }
    let find = |name: &String| {
        let mut calls = wire.calls.iter();
        calls.find(|call| call.task == *name).ok_or_else(|| {
            let all: Vec<_> = wire.calls.iter().map(|call| quote(&call.task)).collect();
            Failure::Usage(format!(
                "there is no task `{name}`; there are {}",
                all.join(", ")
            ))
        })
    };
    names.iter().map(find).collect()
}

fn quote(name: &String) -> String {
    format!("`{name}`")
}

fn draw(wire: &Wire, calls: &[&Call]) -> String {
    let mut drawing = Drawing {
        wire,
        text: String::new(),
        used: Used::default(),
    };
    for call in calls {
        drawing.call(call);
    }
    drawing.parts();
    drawing.text
}

/// What the messages are made of, in the order of the wire.
#[derive(Default)]
struct Used {
    composites: BTreeSet<CompositeId>,
    choices: BTreeSet<ChoiceId>,
    patterns: BTreeSet<PatternId>,
}

struct Drawing<'a> {
    wire: &'a Wire,
    text: String,
    used: Used,
}

impl Drawing<'_> {
    fn call(&mut self, call: &Call) {
        self.line(&format!("task {}", call.task));
        self.message("request", &call.request);
        self.message("response", &call.response);
        self.line("");
    }

    fn message(&mut self, label: &str, message: &Message) {
        let mut table = Table::new(message.size);
        self.slots(&message.slots, &mut table);
        self.table(&format!("  {label}"), table, message.tail);
    }

    /// Everything that the messages use, each once: what one is made of may be found on the way.
    fn parts(&mut self) {
        let mut drawn = BTreeSet::new();
        while let Some(&id) = self.used.composites.difference(&drawn).next() {
            drawn.insert(id);
            self.composite(self.wire.composite(id));
        }
        for id in std::mem::take(&mut self.used.choices) {
            let choice = self.wire.choice(id);
            let literals = choice.literals.iter().enumerate();
            let literals: Vec<_> = literals
                .map(|(index, literal)| format!("{index} {}", literal.spelling()))
                .collect();
            self.line(&format!("choice {}: {}", choice.name, literals.join(", ")));
        }
        for id in std::mem::take(&mut self.used.patterns) {
            let pattern = self.wire.pattern(id);
            let form = regexp(&pattern.templates);
            self.line(&format!("pattern {}: {form}", pattern.name));
        }
    }

    fn composite(&mut self, composite: &Composite) {
        let Composite { name, title, .. } = composite;
        let called = match name == title {
            true => name.clone(),
            false => format!("{name}: {title}"),
        };
        match &composite.layout {
            Layout::Record(fields, rest) => {
                let others = rest.iter().map(|Rest { slot, .. }| slot.clone());
                let slots: Vec<Slot> = fields.iter().cloned().chain(others).collect();
                self.places(&format!("record {called}"), &slots, composite);
            }
            Layout::Tuple(items, rest) => {
                let slots: Vec<Slot> = items.iter().chain(rest).cloned().collect();
                self.places(&format!("tuple {called}"), &slots, composite);
            }
            Layout::List {
                of,
                element,
                stride,
            } => {
                let kind = match of {
                    Sequence::Set => "set",
                    _ => "list",
                };
                let shape = self.shape(element);
                self.line(&format!(
                    "{kind} {called}\n  every {stride} bytes of its tail: {shape}\n"
                ));
            }
            Layout::Map {
                of,
                key,
                value,
                stride,
            } => {
                let kind = match of {
                    EntriesOf::Map => "map",
                    EntriesOf::Object => "properties",
                };
                let mut table = Table::new(*stride);
                self.slots(&[key.clone(), value.clone()], &mut table);
                self.table(
                    &format!("{kind} {called}, every entry in its tail"),
                    table,
                    false,
                );
                self.line("");
            }
            Layout::Union(union) => self.union(&called, union, composite),
        }
    }

    fn places(&mut self, head: &str, slots: &[Slot], composite: &Composite) {
        let mut table = Table::new(composite.size);
        self.slots(slots, &mut table);
        self.table(head, table, composite.tail);
        self.line("");
    }

    /// The variants share one area.
    fn union(&mut self, called: &str, union: &UnionLayout, composite: &Composite) {
        let mut table = Table::new(composite.size);
        let tag = knit_codegen::wire::index_measure(union.variants.len()).0;
        table.add(Row::new(
            union.tag,
            tag,
            "",
            "which of these is there".to_owned(),
        ));
        for (index, variant) in union.variants.iter().enumerate() {
            let size = self.wire.measure(&variant.shape).0;
            let shape = self.shape(&variant.shape);
            table.add(Row::new(union.area, size, &format!("{index}"), shape));
        }
        self.table(&format!("union {called}"), table, composite.tail);
        self.line("");
    }

    fn slots(&mut self, slots: &[Slot], table: &mut Table) {
        for slot in slots {
            let size = self.wire.measure(&slot.shape).0;
            let shape = self.shape(&slot.shape);
            table.add(Row::new(slot.offset, size, &slot.name, shape));
            if let Some(presence) = slot.presence {
                let meaning = format!("0 absent, 1 {} is there, 2 undefined", slot.name);
                table.add(Row::new(presence, 1, "", meaning));
            }
        }
    }

    fn table(&mut self, head: &str, table: Table, tail: bool) {
        let _ = write!(self.text, "{head}  {}", table.draw(tail));
    }

    /// The shape in words; what it is made of will be drawn.
    fn shape(&mut self, shape: &Shape) -> String {
        match shape {
            Shape::List(id) | Shape::Inline(id) | Shape::Boxed(id) => {
                self.used.composites.insert(*id);
            }
            Shape::Choice(id) => {
                self.used.choices.insert(*id);
            }
            Shape::Pattern(id) => {
                self.used.patterns.insert(*id);
            }
            _ => {}
        }
        shape_name(self.wire, shape)
    }

    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{line}");
    }
}
