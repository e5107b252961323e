//! `wire.ts`: the encoders and decoders of one task module, two for each message and two for each
//! composite. `write.rs` and `read.rs` say what stands in them.

use serde::Serialize;

use super::FileNames;
use super::blocks::numbers;
use super::code::{self, Expr};
use super::doc::render;
use super::env::Templates;
use super::header::{Header, in_comment};
use super::helpers::Imports;
use super::names::Names;
use crate::wire::{Call, Choice, CompositeId, Message, Pattern, Shape, Slot, Unit, Wire, regexp};

#[derive(Serialize)]
struct View {
    header: Header,
    imports: Vec<String>,
    fingerprint: String,
    tables: Vec<String>,
    functions: Vec<Function>,
}

/// One function; `template` says whether its body is checked: names the place of what it throws. What may be several
/// lines or none has a line end after each.
#[derive(Serialize)]
pub(super) struct Function {
    template: &'static str,
    doc: String,
    head: String,
    before: String,
    body: String,
    inside: String,
}

impl Function {
    pub(super) fn plain(head: String, body: Vec<String>) -> Function {
        Function {
            template: "plain",
            doc: String::new(),
            head,
            before: String::new(),
            body: ended(&body),
            inside: String::new(),
        }
    }

    pub(super) fn checked(
        head: String,
        before: Vec<String>,
        body: Vec<String>,
        inside: String,
    ) -> Function {
        Function {
            template: "checked",
            doc: String::new(),
            head,
            before: ended(&before),
            body: ended(&body),
            inside,
        }
    }

    fn documented(self, doc: String) -> Function {
        Function {
            doc: format!("/** {doc} */\n"),
            ..self
        }
    }
}

/// All at once: a template takes ten times as long for each line as this does.
fn ended(lines: &[String]) -> String {
    let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// What the functions of the file have in common.
pub(super) struct Codec<'a> {
    pub(super) wire: &'a Wire,
    pub(super) names: &'a Names,
    pub(super) imports: Imports,
}

pub(super) fn emit(templates: &Templates, wire: &Wire, names: &Names, files: &FileNames) -> String {
    let mut codec = Codec {
        wire,
        names,
        imports: Imports::default(),
    };
    let mut functions = Vec::new();
    for (task, call) in wire.calls.iter().enumerate() {
        codec.task(task, call, &mut functions);
    }
    for (index, composite) in wire.composites.iter().enumerate() {
        if numbers(composite).is_none() {
            let id = CompositeId(u32::try_from(index).expect("knit: more than 2^32 composites"));
            functions.push(codec.write_composite(id));
            functions.push(codec.read_composite(id));
        }
    }
    let choices = wire.choices.iter().zip(&names.choices);
    let patterns = wire.patterns.iter().zip(&names.patterns);
    let patterns = patterns.map(|(pattern, name)| expression(pattern, name));
    let view = View {
        header: Header::new(wire, files),
        imports: imports(&codec.imports),
        fingerprint: fingerprint(wire),
        tables: choices
            .map(|(choice, name)| table(choice, name))
            .chain(patterns)
            .collect(),
        functions,
    };
    templates.fill("wire.ts", view)
}

impl Codec<'_> {
    fn task(&mut self, task: usize, call: &Call, functions: &mut Vec<Function>) {
        let name = in_comment(&call.task);
        if !call.request.slots.is_empty() {
            let doc = describe(&format!("Request of `{name}`"), &call.request);
            functions.push(self.write_request(task, call).documented(doc));
        }
        functions.push(
            self.run(task, call)
                .documented(format!("Calls `{name}` with what a request holds.")),
        );
        if has_result(call) {
            let doc = format!("Response of `{name}`; {}.", bytes(&call.response));
            functions.push(self.write_response(task, call).documented(doc));
            functions.push(self.read_response(task, call));
        }
    }
}

/// Whether anything comes back; `undefined` arrives of itself.
pub(super) fn has_result(call: &Call) -> bool {
    !matches!(
        call.response.slots[0].shape,
        Shape::Unit(Unit::Void | Unit::Undefined)
    )
}

/// Whether reading or writing any of these looks at the message.
pub(super) fn uses_place(slots: &[Slot]) -> bool {
    slots
        .iter()
        .any(|slot| slot.presence.is_some() || !matches!(slot.shape, Shape::Unit(_)))
}

pub(super) fn fingerprint(wire: &Wire) -> String {
    format!("{:016x}", wire.fingerprint)
}

fn imports(imports: &Imports) -> Vec<String> {
    let from = "@knit/runtime/v1/wire";
    let mut lines = Vec::new();
    if !imports.values().is_empty() {
        lines.push(render(&code::import("import", &imports.values(), from), 0));
    }
    if !imports.types().is_empty() {
        lines.push(render(
            &code::import("import type", &imports.types(), from),
            0,
        ));
    }
    lines
}

fn table(choice: &Choice, name: &str) -> String {
    let literals = choice.literals.iter().map(code::literal).collect();
    render(
        &code::assign(
            &format!("const {name}: readonly unknown[]"),
            &Expr::Array(literals),
        ),
        0,
    )
}

fn expression(pattern: &Pattern, name: &str) -> String {
    let expression = code::word(format!("/{}/u", regexp(&pattern.templates)));
    render(
        &code::assign(&format!("const {name}: RegExp"), &expression),
        0,
    )
}

const LONGEST_DOC: usize = 72;

/// `Request of "add": a 0, b 8 (presence 16); 24 bytes.`, without the offsets where they are many.
fn describe(what: &str, message: &Message) -> String {
    let slots = message.slots.iter().map(|slot| match slot.presence {
        Some(presence) => format!("{} {} (presence {presence})", slot.name, slot.offset),
        None => format!("{} {}", slot.name, slot.offset),
    });
    let slots = slots.collect::<Vec<_>>().join(", ");
    let whole = format!("{what}: {slots}; {}.", bytes(message));
    if whole.chars().count() > LONGEST_DOC {
        format!("{what}; {}.", bytes(message))
    } else {
        whole
    }
}

fn bytes(message: &Message) -> String {
    match (message.size, message.tail) {
        (0, _) => "nothing travels".to_string(),
        (size, false) => format!("{size} bytes"),
        (size, true) => format!("{size} bytes and a tail"),
    }
}
