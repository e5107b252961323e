//! Encoders and decoders of unions. The encoder asks what the value is, in an order in which no
//! question takes a value from a later one: literals before the primitives they belong to, and what
//! is more than an object before records.

use super::code::{assign, call, leave, store, text, word};
use super::doc::{Doc, concat};
use super::lines::Lines;
use super::place::Place;
use super::tell::Union;
use super::wire::{Codec, Function};
use crate::schema::{Ask, Class, Look, Tell, View};
use crate::wire::{CompositeId, Shape, UnionLayout, Variant};

impl Codec<'_> {
    pub(super) fn write_union(&mut self, id: CompositeId, layout: &UnionLayout) -> Function {
        let mut body = Lines::new(1);
        let mut order: Vec<usize> = (0..layout.variants.len()).collect();
        order.sort_by_key(|variant| rank(&layout.variants[*variant].test));
        let is_view =
            |variant: &Variant| matches!(variant.test, Look::Bytes(view) if view != View::Buffer);
        if layout.variants.iter().any(is_view) {
            let name = call(self.helper("viewName"), [word("value")]);
            body.add(assign("const view", &name));
        }
        let mut told: Vec<usize> = Vec::new();
        let mut open = true;
        for at in order {
            let variant = &layout.variants[at];
            match told_by(layout, variant) {
                // Objects come last: what is none of them is none at all.
                Some(tell) if variant.test == Look::Object => {
                    if open {
                        self.looked_into(id, tell, &mut body);
                        let base = "it";
                        self.tell(Union { id, layout, base }, tell, &mut body);
                    }
                    open = false;
                }
                Some(tell) if !told.contains(&tell.any()) => {
                    told.push(tell.any());
                    body.open(self.asks_whether(variant));
                    let base = "value";
                    self.tell(Union { id, layout, base }, tell, &mut body);
                    body.close(Some("}"));
                }
                Some(_) => {}
                None => {
                    body.open(self.asks_whether(variant));
                    self.write_variant(layout, at, &mut body);
                    body.close(Some("}"));
                }
            }
        }
        if open {
            let args = [text(self.title(id)), word("value")];
            body.add(leave("throw", &call(self.helper("mismatch"), args)));
        }
        Function::plain(self.composite_head(id, true), body.lines)
    }

    pub(super) fn write_variant(&mut self, union: &UnionLayout, at: usize, lines: &mut Lines) {
        let variant = &union.variants[at];
        let place = Place::new("at", union.tag).index_into(union.variants.len(), "to");
        lines.add(store(&place, &word(at.to_string())));
        // What the condition has established is not checked again.
        match (&variant.shape, &variant.test) {
            (Shape::Unit(_), _) => {}
            (Shape::Number, Look::Number) => {
                lines.add(store(
                    &Place::new("at", union.area).double("to"),
                    &word("value"),
                ));
            }
            (shape, _) => self.write(shape, Place::new("at", union.area), word("value"), lines),
        }
        lines.add("return;");
    }

    /// `if (value === null) {`
    fn asks_whether(&mut self, variant: &Variant) -> Doc {
        match (&variant.test, &variant.shape) {
            (Look::Literals(_), Shape::Choice(id)) => format!(
                "if ({}.includes(value)) {{",
                self.names.choices[id.0 as usize]
            )
            .into(),
            (Look::Bytes(view), _) if *view != View::Buffer => {
                format!("if (view === \"{}\") {{", view.name()).into()
            }
            (Look::Object, _) => "if (typeof value === \"object\" && value !== null) {".into(),
            (look, _) => {
                let ask = Ask {
                    path: Vec::new(),
                    looks: vec![look.clone()],
                };
                self.condition("value", &[ask])
            }
        }
    }

    pub(super) fn read_union(&mut self, id: CompositeId, union: &UnionLayout) -> Function {
        let mut body = Lines::new(1);
        let tag = Place::new("at", union.tag).index_into(union.variants.len(), "from");
        body.open(concat(["switch (".into(), tag.doc(), ") {".into()]));
        for (index, variant) in union.variants.iter().enumerate() {
            body.open(format!("case {index}:"));
            let value = self.read(&variant.shape, Place::new("at", union.area));
            body.add(leave("return", &value));
            body.close(None);
        }
        body.open("default:");
        let what = format!("an unknown tag of {}", self.title(id));
        body.add(leave("throw", &call(self.helper("corrupt"), [text(what)])));
        body.close(None);
        body.close(Some("}"));
        Function::plain(self.reader_head(id, true), body.lines)
    }
}

/// How a variant is told from others that pass its test, if there are any.
fn told_by<'a>(union: &'a UnionLayout, variant: &Variant) -> Option<&'a Tell> {
    let mut tells = union.tells.iter();
    tells.find(|tell| union.variants[tell.any()].test == variant.test)
}

fn rank(look: &Look) -> u32 {
    match look {
        Look::Undefined | Look::Null => 0,
        Look::Literals(_) | Look::Starts(_) => 1,
        Look::Boolean | Look::Number | Look::BigInt | Look::String | Look::Symbol => 2,
        Look::Date | Look::Set | Look::Map => 3,
        // A TypeError is an Error too, and a Buffer a Uint8Array.
        Look::Instance(class) if *class == Class::Error => 5,
        Look::Instance(_) | Look::Bytes(View::Buffer) => 4,
        Look::Bytes(_) => 5,
        Look::Array => 6,
        Look::Iterable => 7,
        Look::Object | Look::Given | Look::Length(..) => 8,
    }
}
