//! Finds where a type would hold itself in place: there it goes to the tail instead.

use std::collections::BTreeSet;

use crate::schema::{Schema, TypeId, TypeKind, TypeTable};

/// The places, as (holder, index of the part), that must refer to the tail. Without them, no type
/// holds itself in place.
pub(super) fn boxed_parts(schema: &Schema) -> BTreeSet<(TypeId, usize)> {
    let mut search = Search {
        types: &schema.types,
        state: vec![State::New; schema.types.types.len()],
        boxed: BTreeSet::new(),
    };
    // A list's elements stand in a place of their own, so every type is a root.
    for index in 0..schema.types.types.len() {
        search.visit(TypeId(
            u32::try_from(index).expect("knit: more than 2^32 types"),
        ));
    }
    search.boxed
}

/// The types that stand in place inside a type, in order.
pub(super) fn parts(types: &TypeTable, ty: TypeId) -> Vec<TypeId> {
    match types.kind(ty) {
        TypeKind::Record(record) => record.fields.iter().map(|field| field.ty).collect(),
        TypeKind::Tuple(tuple) => tuple.placed().copied().collect(),
        TypeKind::Union(union) => union.variants.clone(),
        TypeKind::Void
        | TypeKind::Undefined
        | TypeKind::Null
        | TypeKind::Boolean
        | TypeKind::Number
        | TypeKind::Sized(_)
        | TypeKind::BigInt
        | TypeKind::String
        | TypeKind::Symbol
        | TypeKind::Literals(_)
        | TypeKind::Pattern(_)
        | TypeKind::Date
        | TypeKind::Bytes(_)
        | TypeKind::Instance(_)
        | TypeKind::Array(_)
        | TypeKind::Iterable(_)
        | TypeKind::Set(_)
        | TypeKind::Map(..)
        | TypeKind::Dynamic => Vec::new(),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

struct Search<'a> {
    types: &'a TypeTable,
    state: Vec<State>,
    boxed: BTreeSet<(TypeId, usize)>,
}

impl Search<'_> {
    fn visit(&mut self, ty: TypeId) {
        if self.state[ty.0 as usize] != State::New {
            return;
        }
        self.state[ty.0 as usize] = State::Open;
        for (index, part) in parts(self.types, ty).into_iter().enumerate() {
            match self.state[part.0 as usize] {
                State::New => self.visit(part),
                State::Open => {
                    self.boxed.insert((ty, index));
                }
                State::Done => {}
            }
        }
        self.state[ty.0 as usize] = State::Done;
    }
}
