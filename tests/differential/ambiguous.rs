//! Unions that knit may send in the dynamic cell: two of their variants are of one kind, and no literal
//! tells them apart.

use std::collections::BTreeSet;

use super::atoms::{Atom, parts};
use super::graph::{Flat, Id, Node};

pub(crate) fn is_ambiguous(flat: &Flat, variants: &[Id]) -> bool {
    variants.iter().enumerate().any(|(at, one)| {
        let mut others = variants[at + 1..].iter();
        others.any(|other| is_alike(flat, *one, *other))
    })
}

fn is_alike(flat: &Flat, one: Id, other: Id) -> bool {
    match (&flat.nodes[one], &flat.nodes[other]) {
        (Node::Record { fields: these, .. }, Node::Record { fields: those, .. }) => {
            !these.iter().any(|one| {
                let mut others = those.iter();
                let other = others.find(|other| other.name == one.name);
                other.is_some_and(|other| {
                    let required = !one.optional && !other.optional;
                    required && tell_apart(flat, one.ty, other.ty)
                })
            })
        }
        (Node::Class { name: one, .. }, Node::Class { name: other, .. }) => one == other,
        (one, other) => is_list(one) && is_list(other),
    }
}

/// Both are literals, and none is in both.
fn tell_apart(flat: &Flat, one: Id, other: Id) -> bool {
    let literals = |id| -> Option<BTreeSet<Atom>> {
        let parts = parts(flat, id, false);
        let mut atoms = parts.atoms.iter();
        let known = !parts.dynamic
            && parts.composites.is_empty()
            && atoms.all(|atom| matches!(atom, Atom::Literal(_) | Atom::Null | Atom::Undefined));
        known.then_some(parts.atoms)
    };
    match (literals(one), literals(other)) {
        (Some(one), Some(other)) => one.is_disjoint(&other),
        _ => false,
    }
}

fn is_list(node: &Node) -> bool {
    matches!(node, Node::Array { .. } | Node::Tuple { .. })
}
