//! Whether two types are made of the same parts, whatever they are called.

use std::collections::BTreeSet;

use crate::schema::{Record, Tuple, TypeId, TypeKind, TypeTable};

/// Without those that are made like one before them: what is said of one is true of the other.
pub(super) fn different(types: &TypeTable, all: &[TypeId]) -> Vec<TypeId> {
    let mut kept: Vec<TypeId> = Vec::new();
    for ty in all {
        let mut others = kept.iter();
        if !others.any(|other| are_same(types, *ty, *other, &mut BTreeSet::new())) {
            kept.push(*ty);
        }
    }
    kept
}

/// A pair that is met again on the way is taken to be the same.
fn are_same(
    types: &TypeTable,
    one: TypeId,
    other: TypeId,
    assumed: &mut BTreeSet<(TypeId, TypeId)>,
) -> bool {
    if one == other || !assumed.insert((one, other)) {
        return true;
    }
    let parts = match (types.kind(one), types.kind(other)) {
        (TypeKind::Array(one), TypeKind::Array(other))
        | (TypeKind::Iterable(one), TypeKind::Iterable(other))
        | (TypeKind::Set(one), TypeKind::Set(other)) => vec![(*one, *other)],
        (TypeKind::Map(key, value), TypeKind::Map(other_key, other_value)) => {
            vec![(*key, *other_key), (*value, *other_value)]
        }
        (TypeKind::Tuple(one), TypeKind::Tuple(other)) => match same_places(one, other) {
            true => members(one).zip(members(other)).collect(),
            false => return false,
        },
        (TypeKind::Record(one), TypeKind::Record(other)) => match fields(one, other) {
            Some(parts) => parts,
            None => return false,
        },
        (TypeKind::Union(one), TypeKind::Union(other)) => {
            if one.variants.len() != other.variants.len() {
                return false;
            }
            let pairs = one.variants.iter().zip(&other.variants);
            pairs.map(|(one, other)| (*one, *other)).collect()
        }
        (one, other) => return one == other,
    };
    parts
        .into_iter()
        .all(|(one, other)| are_same(types, one, other, assumed))
}

fn same_places(one: &Tuple, other: &Tuple) -> bool {
    let places = |tuple: &Tuple| {
        let (required, optional) = (tuple.required.len(), tuple.optional.len());
        (required, optional, tuple.rest.is_some(), tuple.last.len())
    };
    places(one) == places(other)
}

fn members(tuple: &Tuple) -> impl Iterator<Item = TypeId> {
    tuple.placed().chain(&tuple.rest).copied()
}

/// The fields and index signatures of two records, paired; nothing where one has what the other lacks.
fn fields(one: &Record, other: &Record) -> Option<Vec<(TypeId, TypeId)>> {
    if one.fields.len() != other.fields.len() || one.indexes.len() != other.indexes.len() {
        return None;
    }
    let mut pairs = Vec::new();
    for field in &one.fields {
        let mut others = other.fields.iter();
        let same = others.find(|it| it.name == field.name && it.optional == field.optional)?;
        pairs.push((field.ty, same.ty));
    }
    for (index, same) in one.indexes.iter().zip(&other.indexes) {
        if index.keys != same.keys {
            return None;
        }
        pairs.push((index.ty, same.ty));
    }
    Some(pairs)
}
