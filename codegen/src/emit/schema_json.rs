//! `schema.json`: the wire for people and tools. One line for each slot, so that a change of the
//! layout shows up in a diff as the lines that changed.

use super::FileNames;
use super::doc::{Doc, concat, render, spaced};
use super::header::origin;
use super::wire::fingerprint;
use crate::schema::{Chunk, Literal};
use crate::wire::{
    Call, Choice, Composite, LAYOUT_VERSION, Layout, Message, Pattern, Rest, RestKeys, Sequence,
    Slot, Variant, Wire, regexp, shape_name,
};

pub(super) fn emit(wire: &Wire, files: &FileNames) -> String {
    let writer = Writer(wire);
    let tasks = wire.calls.iter().map(|call| writer.call(call));
    let composites = wire.composites.iter();
    let composites = composites.map(|composite| writer.composite(composite));
    let members = vec![
        ("generated", string(&origin(files))),
        ("layoutVersion", number(LAYOUT_VERSION)),
        ("fingerprint", string(&fingerprint(wire))),
        ("tasks", rows(tasks)),
        ("composites", rows(composites)),
        ("choices", rows(wire.choices.iter().map(choice))),
        ("patterns", rows(wire.patterns.iter().map(pattern))),
    ];
    render(&tall(members), 0) + "\n"
}

/// Objects over several lines, in the second column. Each is rendered by itself: a document of all would be so large
/// that making it and taking it apart took longer than all else.
fn rows(items: impl Iterator<Item = Json>) -> Doc {
    let items: Vec<String> = items.map(|item| render(&item.doc, 2)).collect();
    match items.is_empty() {
        true => "[]".into(),
        false => format!("[\n{}\n  ]", items.join(",\n")).into(),
    }
}

/// A value and how many parts it has: that decides whether a list of such values takes many lines.
struct Json {
    doc: Doc,
    parts: usize,
}

struct Writer<'a>(&'a Wire);

impl Writer<'_> {
    fn call(&self, call: &Call) -> Json {
        let request = self.message(
            &call.request,
            "parameters",
            call.request.slots.iter().map(|slot| self.slot(slot)),
        );
        let shape = string(&shape_name(self.0, &call.response.slots[0].shape));
        let mut response = size(&call.response);
        response.push(("shape", shape));
        let members = vec![
            ("name", string(&call.task)),
            ("request", request),
            ("response", wide(response).doc),
        ];
        Json {
            parts: members.len(),
            doc: tall(members),
        }
    }

    fn message(
        &self,
        message: &Message,
        label: &'static str,
        slots: impl Iterator<Item = Json>,
    ) -> Doc {
        let mut members = size(message);
        members.push((label, array(slots.collect())));
        tall(members)
    }

    fn slot(&self, slot: &Slot) -> Json {
        let mut members = vec![
            ("name", string(&slot.name)),
            ("offset", number(slot.offset)),
            ("size", number(self.0.measure(&slot.shape).0)),
            ("shape", string(&shape_name(self.0, &slot.shape))),
        ];
        members.extend(slot.presence.map(|presence| ("presence", number(presence))));
        wide(members)
    }

    fn composite(&self, composite: &Composite) -> Json {
        let Composite { name, title, .. } = composite;
        let mut members = vec![("name", string(name)), ("title", string(title))];
        let sizes = [("size", composite.size), ("align", composite.align)];
        members.extend(sizes.map(|(label, value)| (label, number(value))));
        members.push(("tail", composite.tail.to_string().into()));
        members.extend(self.layout(&composite.layout));
        Json {
            parts: members.len(),
            doc: tall(members),
        }
    }

    fn layout(&self, layout: &Layout) -> Vec<(&'static str, Doc)> {
        let slots = |slots: &[Slot]| array(slots.iter().map(|slot| self.slot(slot)).collect());
        match layout {
            Layout::Record(fields, rest) => {
                let mut members = vec![("fields", slots(fields))];
                if !rest.is_empty() {
                    let rest = rest.iter().map(|rest| self.rest(rest)).collect();
                    members.push(("rest", array(rest)));
                }
                members
            }
            Layout::Tuple(items, rest) => {
                let mut members = vec![("items", slots(items))];
                members.extend(rest.as_ref().map(|rest| ("rest", self.slot(rest).doc)));
                members
            }
            Layout::Map {
                key, value, stride, ..
            } => {
                vec![
                    ("entries", slots(&[key.clone(), value.clone()])),
                    ("stride", number(*stride)),
                ]
            }
            Layout::List {
                of,
                element,
                stride,
            } => {
                let label = match of {
                    Sequence::Array | Sequence::Rest(_) => "element",
                    Sequence::Iterable => "item",
                    Sequence::Set => "member",
                };
                vec![
                    (label, string(&shape_name(self.0, element))),
                    ("stride", number(*stride)),
                ]
            }
            Layout::Union(union) => {
                let variants = union
                    .variants
                    .iter()
                    .map(|variant| self.variant(variant))
                    .collect();
                vec![
                    ("tag", number(union.tag)),
                    ("area", number(union.area)),
                    ("variants", array(variants)),
                ]
            }
        }
    }

    fn rest(&self, rest: &Rest) -> Json {
        let keys = match rest.keys {
            RestKeys::Text => "string".to_string(),
            RestKeys::Number => "number".to_string(),
            RestKeys::Pattern(id) => format!("pattern {}", self.0.pattern(id).name),
        };
        wide(vec![
            ("keys", string(&keys)),
            ("offset", number(rest.slot.offset)),
            ("shape", string(&shape_name(self.0, &rest.slot.shape))),
        ])
    }

    fn variant(&self, variant: &Variant) -> Json {
        wide(vec![
            ("shape", string(&shape_name(self.0, &variant.shape))),
            ("size", number(self.0.measure(&variant.shape).0)),
        ])
    }
}

fn size(message: &Message) -> Vec<(&'static str, Doc)> {
    vec![
        ("size", number(message.size)),
        ("tail", message.tail.to_string().into()),
    ]
}

fn choice(choice: &Choice) -> Json {
    let literals = choice.literals.iter().map(|literal| Json {
        doc: literal_doc(literal),
        parts: 1,
    });
    let members = vec![
        ("name", string(&choice.name)),
        ("literals", array(literals.collect())),
    ];
    Json {
        parts: members.len(),
        doc: tall(members),
    }
}

fn pattern(pattern: &Pattern) -> Json {
    let templates = pattern.templates.iter().map(|template| {
        let chunks = template.0.iter().map(|chunk| Json {
            doc: string(&chunk_spelling(chunk)),
            parts: 1,
        });
        Json {
            doc: array(chunks.collect()),
            parts: template.0.len(),
        }
    });
    let members = vec![
        ("name", string(&pattern.name)),
        ("title", string(&pattern.title)),
        ("regexp", string(&regexp(&pattern.templates))),
        ("templates", array(templates.collect())),
    ];
    Json {
        parts: members.len(),
        doc: tall(members),
    }
}

/// Text in quotes, anything else as the type that TypeScript has for it.
fn chunk_spelling(chunk: &Chunk) -> String {
    match chunk {
        Chunk::Text(text) => Literal::String(text.clone()).spelling(),
        Chunk::Any => "string".to_string(),
        Chunk::Number => "number".to_string(),
        Chunk::BigInt => "bigint".to_string(),
        Chunk::Cased(casing, _) => format!("{}<string>", casing.name()),
    }
}

/// As TypeScript spells it: JSON has no bigints.
fn literal_doc(literal: &Literal) -> Doc {
    string(&literal.spelling())
}

/// An object with a line for each member.
fn tall(members: Vec<(&'static str, Doc)>) -> Doc {
    enclosed("{", keyed(members), "}", Doc::Hardline)
}

/// An object on one line, if it fits.
fn wide(members: Vec<(&'static str, Doc)>) -> Json {
    Json {
        parts: members.len(),
        doc: enclosed("{", keyed(members), "}", Doc::Line),
    }
}

/// Prettier gives each of several objects a line of its own.
fn array(items: Vec<Json>) -> Doc {
    let rows = items.len() > 1 && items.iter().all(|item| item.parts > 1);
    let docs = items.into_iter().map(|item| item.doc).collect();
    let edge = if rows { Doc::Hardline } else { Doc::Softline };
    enclosed("[", docs, "]", edge)
}

/// JSON has no comma after the last item.
fn enclosed(open: &'static str, items: Vec<Doc>, close: &'static str, edge: Doc) -> Doc {
    spaced(open, items, close, edge, "")
}

fn keyed(members: Vec<(&'static str, Doc)>) -> Vec<Doc> {
    let member = |(key, value)| match value {
        Doc::Text(text) => format!("\"{key}\": {text}").into(),
        value => concat([format!("\"{key}\": ").into(), value]),
    };
    members.into_iter().map(member).collect()
}

fn string(value: &str) -> Doc {
    let text = serde_json::to_string(value);
    text.expect("knit: a string is JSON").into()
}

fn number(value: u32) -> Doc {
    value.to_string().into()
}
