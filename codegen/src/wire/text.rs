//! The wire as text: for people (`knit dump --stage wire`), and for its fingerprint.

use std::fmt::Write;

use super::{
    Call, Choice, ChoiceId, Composite, CompositeId, EntriesOf, LAYOUT_VERSION, Layout, Message,
    Pattern, Rest, Sequence, Shape, Slot, Unit, Wire, regexp,
};
use crate::schema::{Ask, Literal, Look, Tell, spell_path};

/// Every message and composite with its offsets, under the names that the generated files use.
pub fn dump(wire: &Wire) -> String {
    Printer {
        wire,
        named: true,
        text: String::new(),
    }
    .print()
}

/// xxh3-64 of the text without the names of types: they do not change what the bytes mean.
pub fn fingerprint(wire: &Wire) -> u64 {
    let text = Printer {
        wire,
        named: false,
        text: format!("layout {LAYOUT_VERSION}\n"),
    }
    .print();
    xxhash_rust::xxh3::xxh3_64(text.as_bytes())
}

/// A shape in a word or two: `number`, `list PointList`.
pub fn shape_name(wire: &Wire, shape: &Shape) -> String {
    Printer {
        wire,
        named: true,
        text: String::new(),
    }
    .shape(shape)
}

struct Printer<'a> {
    wire: &'a Wire,
    named: bool,
    text: String,
}

impl Printer<'_> {
    fn print(mut self) -> String {
        for call in &self.wire.calls {
            self.call(call);
        }
        for (index, composite) in self.wire.composites.iter().enumerate() {
            self.composite(index, composite);
        }
        for (index, choice) in self.wire.choices.iter().enumerate() {
            self.choice(index, choice);
        }
        for (index, pattern) in self.wire.patterns.iter().enumerate() {
            self.pattern(index, pattern);
        }
        self.text
    }

    fn line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.text, "{}{line}", "  ".repeat(depth));
    }

    fn call(&mut self, call: &Call) {
        self.line(0, &format!("task {}", spell(&call.task)));
        self.message("request", &call.request);
        self.message("response", &call.response);
    }

    fn message(&mut self, label: &str, message: &Message) {
        self.line(
            1,
            &format!("{label} {}{}", message.size, tail(message.tail)),
        );
        self.slots(&message.slots, 2);
    }

    fn slots(&mut self, slots: &[Slot], depth: usize) {
        for slot in slots {
            let presence = slot
                .presence
                .map(|at| format!(" if {at}"))
                .unwrap_or_default();
            let shape = self.shape(&slot.shape);
            self.line(
                depth,
                &format!("{} {} {shape}{presence}", slot.offset, spell(&slot.name)),
            );
        }
    }

    fn composite(&mut self, index: usize, composite: &Composite) {
        let Composite { size, align, .. } = composite;
        let name = if self.named {
            composite.name.clone()
        } else {
            format!("#{index}")
        };
        let bytes = format!("{name} {size} align {align}{}", tail(composite.tail));
        match &composite.layout {
            Layout::Record(slots, rest) => {
                self.line(0, &format!("record {bytes}"));
                self.slots(slots, 1);
                for Rest { slot, .. } in rest {
                    self.slots(std::slice::from_ref(slot), 1);
                }
            }
            Layout::Tuple(slots, rest) => {
                self.line(0, &format!("tuple {bytes}"));
                self.slots(slots, 1);
                self.slots(rest.as_slice(), 1);
            }
            Layout::List {
                of,
                element,
                stride,
            } => {
                let element = self.shape(element);
                let word = match of {
                    Sequence::Array => "list",
                    Sequence::Iterable => "items",
                    Sequence::Set => "set",
                    Sequence::Rest(_) => "rest",
                };
                self.line(0, &format!("{word} {bytes}"));
                self.line(1, &format!("every {stride} {element}"));
            }
            Layout::Map {
                of,
                key,
                value,
                stride,
            } => {
                let word = match of {
                    EntriesOf::Map => "map",
                    EntriesOf::Object => "entries",
                };
                self.line(0, &format!("{word} {bytes}"));
                self.line(1, &format!("every {stride}"));
                self.slots(&[key.clone(), value.clone()], 1);
            }
            Layout::Union(union) => {
                self.line(
                    0,
                    &format!("union {bytes}, tag {}, area {}", union.tag, union.area),
                );
                for (index, variant) in union.variants.iter().enumerate() {
                    let shape = self.shape(&variant.shape);
                    self.line(1, &format!("{index} {shape} where {}", look(&variant.test)));
                }
                for tell in &union.tells {
                    self.tell(tell, 1);
                }
            }
        }
    }

    fn tell(&mut self, tell: &Tell, depth: usize) {
        match tell {
            Tell::Only(variant) => self.line(depth, &format!("{variant}")),
            Tell::Switch { path, cases } => {
                self.line(depth, &format!("by {}", spell_path(path)));
                for (literals, tell) in cases {
                    self.line(depth + 1, &list(literals));
                    self.tell(tell, depth + 2);
                }
            }
            Tell::First {
                asks,
                variant,
                others,
            } => {
                let asks: Vec<_> = asks.iter().map(ask).collect();
                self.line(depth, &format!("{variant} if {}", asks.join(" and ")));
                if let Some(others) = others {
                    self.tell(others, depth);
                }
            }
        }
    }

    fn choice(&mut self, index: usize, choice: &Choice) {
        let name = if self.named {
            choice.name.clone()
        } else {
            format!("#{index}")
        };
        self.line(0, &format!("choice {name}"));
        for (index, literal) in choice.literals.iter().enumerate() {
            self.line(1, &format!("{index} {}", literal.spelling()));
        }
    }

    fn pattern(&mut self, index: usize, pattern: &Pattern) {
        let name = match self.named {
            true => pattern.name.clone(),
            false => format!("#{index}"),
        };
        self.line(0, &format!("pattern {name}"));
        self.line(1, &regexp(&pattern.templates));
    }

    fn shape(&self, shape: &Shape) -> String {
        match shape {
            Shape::Unit(Unit::Void) => "void".to_string(),
            Shape::Unit(Unit::Undefined) => "undefined".to_string(),
            Shape::Unit(Unit::Null) => "null".to_string(),
            Shape::Unit(Unit::Literal(literal)) => literal.spelling(),
            Shape::Boolean => "boolean".to_string(),
            Shape::Number => "number".to_string(),
            Shape::Sized(width) => width.name().to_string(),
            Shape::Date => "date".to_string(),
            Shape::BigInt => "bigint".to_string(),
            Shape::Text => "text".to_string(),
            Shape::Symbol => "symbol".to_string(),
            Shape::Dynamic => "dynamic".to_string(),
            Shape::Instance(class) => format!("instance {}", class.name()),
            Shape::Bytes(view) => format!("bytes {}", view.name()),
            Shape::Choice(id) => format!("choice {}", self.choice_name(*id)),
            Shape::Pattern(id) if self.named => {
                format!("pattern {}", self.wire.pattern(*id).name)
            }
            Shape::Pattern(id) => format!("pattern #{}", id.0),
            Shape::List(id) => format!("list {}", self.name(*id)),
            Shape::Inline(id) => format!("inline {}", self.name(*id)),
            Shape::Boxed(id) => format!("boxed {}", self.name(*id)),
        }
    }

    fn name(&self, id: CompositeId) -> String {
        if self.named {
            self.wire.composite(id).name.clone()
        } else {
            format!("#{}", id.0)
        }
    }

    fn choice_name(&self, id: ChoiceId) -> String {
        if self.named {
            self.wire.choice(id).name.clone()
        } else {
            format!("#{}", id.0)
        }
    }
}

fn tail(tail: bool) -> &'static str {
    if tail { " + tail" } else { "" }
}

/// A plain word as it is, anything else quoted.
fn spell(name: &str) -> String {
    let plain = !name.is_empty()
        && name
            .chars()
            .all(|character| character.is_alphanumeric() || "_$".contains(character));
    if plain {
        name.to_string()
    } else {
        format!("{name:?}")
    }
}

fn ask(ask: &Ask) -> String {
    let looks: Vec<_> = ask.looks.iter().map(look).collect();
    format!("{} is {}", spell_path(&ask.path), looks.join(" or "))
}

fn look(look: &Look) -> String {
    match look {
        Look::Undefined => "undefined".to_string(),
        Look::Null => "null".to_string(),
        Look::Boolean => "a boolean".to_string(),
        Look::Number => "a number".to_string(),
        Look::BigInt => "a bigint".to_string(),
        Look::String => "a string".to_string(),
        Look::Symbol => "a symbol".to_string(),
        Look::Literals(literals) => format!("one of {}", list(literals)),
        Look::Starts(starts) => {
            let starts: Vec<_> = starts.iter().map(|start| format!("{start:?}")).collect();
            format!("a string from {}", starts.join(", "))
        }
        Look::Date => "a Date".to_string(),
        Look::Set => "a Set".to_string(),
        Look::Map => "a Map".to_string(),
        Look::Bytes(view) => format!("a {}", view.name()),
        Look::Instance(class) => format!("a {}", class.name()),
        Look::Iterable => "iterable".to_string(),
        Look::Array => "an array".to_string(),
        Look::Object => "an object".to_string(),
        Look::Given => "given".to_string(),
        Look::Length(least, Some(most)) => format!("of {least} to {most} items"),
        Look::Length(least, None) => format!("of {least} items or more"),
    }
}

fn list(literals: &[Literal]) -> String {
    literals
        .iter()
        .map(Literal::spelling)
        .collect::<Vec<_>>()
        .join(", ")
}
