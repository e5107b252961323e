//! What the parts of a value look like, by its type: how far a union can be told apart without reading
//! all of a value.

use crate::schema::{
    Chunk, Keys, Literal, Look, Record, Step, Template, Tuple, TypeId, TypeKind, TypeTable, View,
};

/// Parts within parts that are looked at.
pub(super) const DEEPEST: usize = 3;

/// Everything that the part at the end of a path may look like; nothing where it may be anything.
pub(super) type Looks = Option<Vec<Look>>;

/// The ways of `deepest` steps at most to the parts that all values of a type have or may have, the short ones first.
pub(super) fn paths(types: &TypeTable, ty: TypeId, deepest: usize) -> Vec<Vec<Step>> {
    let mut found: Vec<Vec<Step>> = Vec::new();
    let mut level = vec![(Vec::new(), ty)];
    for _ in 0..deepest {
        let mut next = Vec::new();
        for (path, ty) in level {
            for (step, part, always) in parts(types, ty) {
                let path = [&path[..], &[step]].concat();
                found.push(path.clone());
                if always {
                    next.push((path, part));
                }
            }
        }
        level = next;
    }
    found
}

/// The parts that have a place of their own, and whether they are always there.
fn parts(types: &TypeTable, ty: TypeId) -> Vec<(Step, TypeId, bool)> {
    match types.kind(ty) {
        TypeKind::Record(record) => {
            let fields = record.fields.iter().filter(|it| !is_inherited(&it.name));
            let fields = fields.map(|it| (Step::Field(it.name.clone()), it.ty, !it.optional));
            fields.collect()
        }
        TypeKind::Tuple(tuple) => {
            let count = tuple.required.len();
            let items = tuple.required.iter().chain(&tuple.optional).enumerate();
            let items = items.map(|(index, ty)| (Step::Item(index), *ty, index < count));
            items.collect()
        }
        TypeKind::Array(element) => vec![(Step::Item(0), *element, false)],
        TypeKind::Set(member) => vec![(Step::Member, *member, false)],
        TypeKind::Map(key, value) => {
            vec![(Step::Key, *key, false), (Step::Value, *value, false)]
        }
        _ => Vec::new(),
    }
}

/// What all objects inherit is found on those that do not have it.
fn is_inherited(name: &str) -> bool {
    let names = ["constructor", "hasOwnProperty", "isPrototypeOf"];
    let others = [
        "propertyIsEnumerable",
        "toLocaleString",
        "toString",
        "valueOf",
    ];
    name.starts_with("__") || names.contains(&name) || others.contains(&name)
}

/// What is found at the end of a path in a value of a type; nothing is found as undefined.
pub(super) fn looks_at(types: &TypeTable, ty: TypeId, path: &[Step]) -> Looks {
    let Some((step, rest)) = path.split_first() else {
        return looks(types, ty);
    };
    let missing = || Some(vec![Look::Undefined]);
    match (types.kind(ty), step) {
        (TypeKind::Record(record), Step::Field(name)) => in_record(types, record, name, rest),
        (TypeKind::Tuple(tuple), Step::Item(index)) => in_tuple(types, tuple, *index, rest),
        // It may be empty.
        (TypeKind::Array(part), Step::Item(_))
        | (TypeKind::Set(part), Step::Member)
        | (TypeKind::Map(part, _), Step::Key)
        | (TypeKind::Map(_, part), Step::Value) => maybe(looks_at(types, *part, rest)),
        (kind, _) => match kind.look() {
            // Whatever else is an object may have a property of that name.
            Some(Look::Undefined | Look::Null | Look::Boolean | Look::Number | Look::BigInt) => {
                missing()
            }
            Some(Look::String | Look::Symbol | Look::Literals(_)) => missing(),
            _ => None,
        },
    }
}

fn in_record(types: &TypeTable, record: &Record, name: &str, rest: &[Step]) -> Looks {
    if let Some(field) = record.fields.iter().find(|field| field.name == name) {
        let looks = looks_at(types, field.ty, rest);
        return if field.optional { maybe(looks) } else { looks };
    }
    let mut found = vec![Look::Undefined];
    for index in &record.indexes {
        // A key that is no number could still belong to a pattern.
        if index.keys != Keys::Number || name.parse::<f64>().is_ok() {
            found.extend(looks_at(types, index.ty, rest)?);
        }
    }
    Some(found)
}

fn in_tuple(types: &TypeTable, tuple: &Tuple, index: usize, rest: &[Step]) -> Looks {
    let required = tuple.required.len();
    let placed = tuple.required.iter().chain(&tuple.optional);
    let mut placed = placed.skip(index);
    match (placed.next(), tuple.rest) {
        (Some(ty), None) if index < required => looks_at(types, *ty, rest),
        (Some(ty), Some(_)) if index < required => looks_at(types, *ty, rest),
        (Some(ty), _) => maybe(looks_at(types, *ty, rest)),
        (None, Some(_)) => {
            let mut found = vec![Look::Undefined];
            for ty in tuple.rest.iter().chain(&tuple.last) {
                found.extend(looks_at(types, *ty, rest)?);
            }
            Some(found)
        }
        (None, None) => Some(vec![Look::Undefined]),
    }
}

fn maybe(looks: Looks) -> Looks {
    looks.map(|mut looks| {
        looks.push(Look::Undefined);
        looks
    })
}

fn looks(types: &TypeTable, ty: TypeId) -> Looks {
    match types.kind(ty) {
        TypeKind::Union(union) => {
            let mut found = Vec::new();
            for variant in &union.variants {
                found.extend(looks(types, *variant)?);
            }
            Some(found)
        }
        // A string is as good an iterable as any.
        TypeKind::Iterable(_) => None,
        TypeKind::Pattern(templates) => Some(vec![starts(templates)]),
        kind => kind.look().map(|look| vec![look]),
    }
}

/// What the strings of patterns begin with, where all of them begin with something.
fn starts(templates: &[Template]) -> Look {
    let start = |template: &Template| match template.0.first() {
        Some(Chunk::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let all: Option<Vec<String>> = templates.iter().map(start).collect();
    all.map_or(Look::String, Look::Starts)
}

/// Whether no value that looks like one of `those` would be taken for one of `these`.
pub(super) fn are_apart(these: &[Look], those: &[Look]) -> bool {
    these
        .iter()
        .all(|one| those.iter().all(|other| !takes(one, other)))
}

fn takes(one: &Look, other: &Look) -> bool {
    match (one, other) {
        (Look::Literals(these), Look::Literals(those)) => {
            these.iter().any(|literal| those.contains(literal))
        }
        (Look::Starts(these), Look::Starts(those)) => {
            let mut pairs = these
                .iter()
                .flat_map(|one| those.iter().map(move |other| (one, other)));
            pairs.any(|(one, other)| one.starts_with(other) || other.starts_with(one))
        }
        (Look::Starts(starts), Look::Literals(literals))
        | (Look::Literals(literals), Look::Starts(starts)) => literals
            .iter()
            .any(|literal| starts.iter().any(|start| begins_with(literal, start))),
        (Look::Starts(_), Look::String) | (Look::String, Look::Starts(_)) => true,
        (Look::Literals(literals), wide) | (wide, Look::Literals(literals)) => {
            literals.iter().any(|literal| wider(literal) == *wide)
        }
        // To be an object is all that is asked of one.
        (Look::Object, Look::Date | Look::Bytes(_) | Look::Instance(_) | Look::Array) => true,
        (Look::Object, Look::Set | Look::Map | Look::Iterable) => true,
        (Look::Instance(one), Look::Instance(other)) => {
            one == other || (one.is_error() && other.is_error())
        }
        (Look::Bytes(View::Buffer), Look::Bytes(View::Uint8Array))
        | (Look::Bytes(View::Uint8Array), Look::Bytes(View::Buffer)) => true,
        (one, other) => one == other,
    }
}

fn begins_with(literal: &Literal, start: &str) -> bool {
    matches!(literal, Literal::String(text) if text.starts_with(start))
}

fn wider(literal: &Literal) -> Look {
    match literal {
        Literal::Boolean(_) => Look::Boolean,
        Literal::Number(_) => Look::Number,
        Literal::BigInt(_) => Look::BigInt,
        Literal::String(_) => Look::String,
    }
}
