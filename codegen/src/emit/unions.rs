//! Encoders and decoders of unions. The encoder asks what the value is, in an order in which no
//! question takes a value from a later one: literals before the primitives they belong to, and what
//! is more than an object before records.

use super::code::{self, Expr, assign, call, leave, literal, member, store, text, word};
use super::doc::{Doc, concat, group, indent};
use super::lines::Lines;
use super::place::Place;
use super::wire::{Codec, Function};
use crate::schema::Literal;
use crate::wire::{CompositeId, Shape, Test, UnionLayout, Variant};

/// A variant with its tag.
type Tagged<'a> = (usize, &'a Variant);

impl Codec<'_> {
    pub(super) fn write_union(&mut self, id: CompositeId, union: &UnionLayout) -> Function {
        let mut body = Lines::new(1);
        let mut variants: Vec<Tagged> = union.variants.iter().enumerate().collect();
        variants.sort_by_key(|(_, variant)| rank(&variant.test));
        let (records, others): (Vec<_>, Vec<_>) = variants
            .into_iter()
            .partition(|tagged| property(*tagged).is_some());
        if others
            .iter()
            .any(|(_, variant)| matches!(variant.test, Test::Bytes(_)))
        {
            body.add(assign(
                "const view",
                &call(self.helper("viewName"), [word("value")]),
            ));
        }
        for (tag, variant) in others {
            body.open(self.condition(variant));
            self.write_variant(union, (tag, variant), &mut body);
            body.close(Some("}"));
        }
        match records.first().copied().and_then(property) {
            Some(name) => self.write_records(id, union, &records, name, &mut body),
            None => body.add(leave(
                "throw",
                &call(
                    self.helper("mismatch"),
                    [text(self.title(id)), word("value")],
                ),
            )),
        }
        Function::plain(self.composite_head(id, true), body.lines)
    }

    /// Records that a property tells apart, and nothing else is left.
    fn write_records(
        &mut self,
        id: CompositeId,
        union: &UnionLayout,
        records: &[Tagged],
        name: &str,
        body: &mut Lines,
    ) {
        let args = vec![word("value"), text(self.title(id))];
        let it = Expr::Call {
            callee: self.helper("record"),
            types: vec![code::quote(name)],
            args,
        };
        body.add(assign("const it", &it));
        body.add(assign("const tag", &member("it", name)));
        body.open("switch (tag) {");
        let mut titles = Vec::new();
        for (tag, variant) in records {
            let Test::Property { values, .. } = &variant.test else {
                continue;
            };
            for value in values {
                titles.push(value.spelling());
                body.open(concat(["case ".into(), literal(value).doc(), ":".into()]));
                body.close(None);
            }
            body.indented(|body| self.write_variant(union, (*tag, variant), body));
        }
        body.open("default:");
        let expected = crate::layout::cut(&titles.join(" | "));
        let mismatch = call(self.helper("mismatch"), [text(expected), word("tag")]);
        body.add(leave(
            "throw",
            &call(self.helper("inside"), [mismatch, text(name)]),
        ));
        body.close(None);
        body.close(Some("}"));
    }

    fn write_variant(&mut self, union: &UnionLayout, (tag, variant): Tagged, lines: &mut Lines) {
        let place = Place::new("at", union.tag).index_into(union.variants.len(), "to");
        lines.add(store(&place, &word(tag.to_string())));
        // What the condition has established is not checked again.
        match (&variant.shape, &variant.test) {
            (Shape::Unit(_), _) => {}
            (Shape::Number, Test::Number) => {
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
    fn condition(&mut self, variant: &Variant) -> Doc {
        let is = |what: &str| format!("if (typeof value === \"{what}\") {{").into();
        match (&variant.test, &variant.shape) {
            (Test::Undefined, _) => "if (value === undefined) {".into(),
            (Test::Null, _) => "if (value === null) {".into(),
            (Test::Boolean, _) => is("boolean"),
            (Test::Number, _) => is("number"),
            (Test::BigInt, _) => is("bigint"),
            (Test::String, _) => is("string"),
            (Test::Literals(_), Shape::Choice(id)) => format!(
                "if ({}.includes(value)) {{",
                self.names.choices[id.0 as usize]
            )
            .into(),
            (Test::Literals(literals), _) => equals(&literals[0]),
            (Test::Date, _) => "if (value instanceof Date) {".into(),
            (Test::Set, _) => format!("if ({}(value)) {{", self.helper("isSet")).into(),
            (Test::Map, _) => format!("if ({}(value)) {{", self.helper("isMap")).into(),
            (Test::Bytes(view), _) => format!("if (view === \"{}\") {{", view.name()).into(),
            (Test::Array, _) => "if (Array.isArray(value)) {".into(),
            (Test::Object | Test::Property { .. }, _) => {
                "if (typeof value === \"object\" && value !== null) {".into()
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

fn property<'a>((_, variant): Tagged<'a>) -> Option<&'a str> {
    match &variant.test {
        Test::Property { name, .. } => Some(name),
        _ => None,
    }
}

/// `if (value === "a") {`
fn equals(literal: &Literal) -> Doc {
    let condition = concat(["value ===".into(), Doc::Line, code::literal(literal).doc()]);
    let condition = indent(concat([Doc::Softline, condition]));
    group(concat([
        "if (".into(),
        condition,
        Doc::Softline,
        ") {".into(),
    ]))
}

fn rank(test: &Test) -> u32 {
    match test {
        Test::Undefined | Test::Null => 0,
        Test::Literals(_) => 1,
        Test::Boolean | Test::Number | Test::BigInt | Test::String => 2,
        Test::Date | Test::Set | Test::Map => 3,
        Test::Bytes(_) => 4,
        Test::Array => 5,
        Test::Object | Test::Property { .. } => 6,
    }
}
