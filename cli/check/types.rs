//! The types behind the shapes of a schema: what they are, and how people spell them.

use super::document::{Composite, Document, RestOf, Slot};

/// A shape, and the schema that it stands in.
#[derive(Clone, Copy)]
pub(super) struct Shape<'a> {
    pub(super) document: &'a Document,
    pub(super) text: &'a str,
}

/// What a shape stands for; unions and choices are taken apart before.
pub(super) enum Kind<'a> {
    /// `number`, `text`, `"a"`, and so on: equal where the words are.
    Plain(&'a str),
    /// What strings look like.
    Pattern(&'a str),
    Record(&'a Composite),
    Tuple(&'a Composite),
    List(&'a str),
    Set(&'a str),
    Map(&'a [Slot]),
}

impl<'a> Shape<'a> {
    pub(super) fn of(document: &'a Document, text: &'a str) -> Shape<'a> {
        Shape { document, text }
    }

    /// Another shape of the same schema.
    pub(super) fn beside(self, text: &'a str) -> Shape<'a> {
        Shape { text, ..self }
    }

    fn composite(self) -> Option<&'a Composite> {
        let (word, name) = self.text.split_once(' ')?;
        match word {
            "inline" | "list" | "boxed" => self.document.composite(name),
            _ => None,
        }
    }

    /// The types of which a value has one.
    pub(super) fn alternatives(self) -> Vec<Shape<'a>> {
        if let Some(name) = self.text.strip_prefix("choice ") {
            let literals = self.document.choice(name).iter();
            return literals.map(|literal| self.beside(literal)).collect();
        }
        match self.composite().and_then(|of| of.variants.as_ref()) {
            None => vec![self],
            Some(variants) => variants
                .iter()
                .flat_map(|variant| self.beside(&variant.shape).alternatives())
                .collect(),
        }
    }

    pub(super) fn kind(self) -> Kind<'a> {
        if let Some(name) = self.text.strip_prefix("pattern ") {
            return Kind::Pattern(self.document.pattern(name));
        }
        let Some(composite) = self.composite() else {
            return Kind::Plain(self.text);
        };
        match composite {
            Composite {
                element: Some(element),
                ..
            } => Kind::List(element),
            Composite {
                member: Some(member),
                ..
            } => Kind::Set(member),
            Composite {
                entries: Some(entries),
                ..
            } => Kind::Map(entries),
            Composite { items: Some(_), .. } => Kind::Tuple(composite),
            _ => Kind::Record(composite),
        }
    }

    /// As TypeScript spells it.
    pub(super) fn spelling(self) -> String {
        if let Some(composite) = self.composite() {
            return composite.title.clone();
        }
        match self.text.split_once(' ') {
            Some(("choice", name)) => self.document.choice(name).join(" | "),
            Some(("pattern", name)) => format!("string like {}", self.document.pattern(name)),
            Some(("bytes" | "instance", class)) => class.to_owned(),
            _ => match self.text {
                "text" => "string".to_owned(),
                "date" => "Date".to_owned(),
                "dynamic" => "anything".to_owned(),
                other => other.to_owned(),
            },
        }
    }
}

/// Whether every value of the first is one of the second, both not being composite.
pub(super) fn is_part_of(one: &str, other: &str) -> bool {
    let is_literal_of = match other {
        "text" => one.starts_with('"'),
        "boolean" => matches!(one, "true" | "false"),
        "bigint" => is_number(one.strip_suffix('n').unwrap_or("")),
        "number" => {
            is_number(one) || ["i8", "u8", "i16", "u16", "i32", "u32", "f32", "f64"].contains(&one)
        }
        _ => false,
    };
    is_literal_of || (other == "bigint" && ["i64", "u64"].contains(&one))
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok()
}

/// The index signatures of a record.
pub(super) fn indexes(record: &Composite) -> &[super::document::Index] {
    match &record.rest {
        Some(RestOf::Record(indexes)) => indexes,
        _ => &[],
    }
}

/// The type of the items behind the last one of a tuple.
pub(super) fn rest_item(tuple: &Composite) -> Option<&Slot> {
    match &tuple.rest {
        Some(RestOf::Tuple(slot)) => Some(slot),
        _ => None,
    }
}
