//! How an encoder sees which variant of a union a value has.

use super::{Class, Literal, TypeKind, View, is_identifier};

/// What can be said of a value without looking into it.
#[derive(Clone, Debug, PartialEq)]
pub enum Look {
    Undefined,
    Null,
    Boolean,
    Number,
    BigInt,
    String,
    Symbol,
    /// Equal to one of these.
    Literals(Vec<Literal>),
    /// A string that begins with one of these.
    Starts(Vec<String>),
    Date,
    Bytes(View),
    Instance(Class),
    Set,
    Map,
    /// Has an iterator.
    Iterable,
    /// `Array.isArray`: a list or a tuple.
    Array,
    /// Any other object.
    Object,
    /// Anything but undefined.
    Given,
    /// An array of at least and at most so many items.
    Length(usize, Option<usize>),
}

/// The way from a value to a part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Field(String),
    Item(usize),
    /// The first of a set.
    Member,
    /// The first of a map.
    Key,
    Value,
}

/// Whether the part at the end of a path looks like one of these.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    pub path: Vec<Step>,
    pub looks: Vec<Look>,
}

/// How variants of one kind are told apart: objects, arrays, sets or maps. Variants are called by their
/// index.
#[derive(Clone, Debug, PartialEq)]
pub enum Tell {
    /// It can be no other.
    Only(usize),
    /// The literal at the end of a path decides, which all of them have.
    Switch {
        path: Vec<Step>,
        cases: Vec<(Vec<Literal>, Tell)>,
    },
    /// This variant if all that is asked is so, and the others only if not.
    First {
        asks: Vec<Ask>,
        variant: usize,
        others: Option<Box<Tell>>,
    },
}

impl Tell {
    /// One of the variants; all are of one kind.
    pub fn any(&self) -> usize {
        match self {
            Tell::Only(variant) | Tell::First { variant, .. } => *variant,
            Tell::Switch { cases, .. } => cases[0].1.any(),
        }
    }

    /// Every path that is looked along, as often as it is.
    pub fn paths(&self) -> Vec<&[Step]> {
        match self {
            Tell::Only(_) => Vec::new(),
            Tell::Switch { path, cases } => {
                let inner = cases.iter().flat_map(|(_, tell)| tell.paths());
                std::iter::once(path.as_slice()).chain(inner).collect()
            }
            Tell::First { asks, others, .. } => {
                let own = asks.iter().map(|ask| ask.path.as_slice());
                own.chain(others.iter().flat_map(|tell| tell.paths()))
                    .collect()
            }
        }
    }
}

impl TypeKind {
    /// What any value of it looks like; nothing where that is more than one thing.
    pub fn look(&self) -> Option<Look> {
        let look = match self {
            TypeKind::Void | TypeKind::Undefined => Look::Undefined,
            TypeKind::Null => Look::Null,
            TypeKind::Boolean => Look::Boolean,
            TypeKind::Number => Look::Number,
            TypeKind::Sized(width) if width.is_bigint() => Look::BigInt,
            TypeKind::Sized(_) => Look::Number,
            TypeKind::BigInt => Look::BigInt,
            TypeKind::String | TypeKind::Pattern(_) => Look::String,
            TypeKind::Symbol => Look::Symbol,
            TypeKind::Literals(literals) => Look::Literals(literals.clone()),
            TypeKind::Date => Look::Date,
            TypeKind::Bytes(view) => Look::Bytes(*view),
            TypeKind::Instance(class) => Look::Instance(*class),
            TypeKind::Array(_) | TypeKind::Tuple(_) => Look::Array,
            TypeKind::Iterable(_) => Look::Iterable,
            TypeKind::Set(_) => Look::Set,
            TypeKind::Map(..) => Look::Map,
            TypeKind::Record(_) => Look::Object,
            TypeKind::Union(_) | TypeKind::Dynamic => return None,
        };
        Some(look)
    }
}

/// `meta.kind`, `[0]["odd key"]`; `it` where it does not lead away.
pub fn spell_path(path: &[Step]) -> String {
    let steps = path.iter().map(|step| match step {
        Step::Field(name) if is_identifier(name) => format!(".{name}"),
        Step::Field(name) => format!("[{name:?}]"),
        Step::Item(index) => format!("[{index}]"),
        Step::Member => ".first member".to_string(),
        Step::Key => ".first key".to_string(),
        Step::Value => ".first value".to_string(),
    });
    match steps.collect::<String>() {
        it if it.is_empty() => "it".to_string(),
        steps => steps.trim_start_matches('.').to_string(),
    }
}
