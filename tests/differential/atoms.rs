//! What a type may be, flat: the primitives, without those that others include, and all else.

use std::collections::BTreeSet;

use super::graph::{Flat, Id, Node, Value};

pub(crate) struct Parts {
    /// It may be anything.
    pub(crate) dynamic: bool,
    pub(crate) atoms: BTreeSet<Atom>,
    /// Arrays, tuples, records and classes.
    pub(crate) composites: Vec<Id>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Atom {
    Undefined,
    Null,
    Number,
    BigInt,
    String,
    Symbol,
    Pattern(String),
    Literal(Value),
    Refused,
}

/// The optional `undefined` says no more than that the property or parameter is optional.
pub(crate) fn parts(flat: &Flat, id: Id, optional: bool) -> Parts {
    let mut parts = Parts {
        dynamic: false,
        atoms: BTreeSet::new(),
        composites: Vec::new(),
    };
    gather(flat, id, &mut BTreeSet::new(), &mut parts);
    // In data there is nothing but `undefined` that an optional `never` can hold.
    if !parts.dynamic && parts.atoms.is_empty() && parts.composites.is_empty() {
        parts.atoms.insert(Atom::Undefined);
    }
    if optional {
        parts.atoms.remove(&Atom::Undefined);
    }
    reduce(&mut parts.atoms);
    parts
}

fn gather(flat: &Flat, id: Id, seen: &mut BTreeSet<Id>, parts: &mut Parts) {
    if !seen.insert(id) {
        return;
    }
    match &flat.nodes[id] {
        Node::Void | Node::Undefined => add(parts, Atom::Undefined),
        Node::Never => {}
        Node::Null => add(parts, Atom::Null),
        Node::Number => add(parts, Atom::Number),
        Node::BigInt => add(parts, Atom::BigInt),
        Node::String => add(parts, Atom::String),
        Node::Symbol => add(parts, Atom::Symbol),
        Node::Boolean => {
            for text in ["true", "false"] {
                add(parts, Atom::Literal(Value::Boolean(text.to_owned())));
            }
        }
        Node::Literals { values } => {
            for value in values {
                add(parts, Atom::Literal(plain(value)));
            }
        }
        Node::Pattern { text } => add(parts, Atom::Pattern(text.clone())),
        Node::Union { variants } => {
            for variant in variants {
                gather(flat, *variant, seen, parts);
            }
        }
        Node::Dynamic => parts.dynamic = true,
        Node::Refused { .. } => add(parts, Atom::Refused),
        Node::Array { .. } | Node::Tuple { .. } | Node::Record { .. } | Node::Class { .. } => {
            parts.composites.push(id);
        }
    }
}

fn add(parts: &mut Parts, atom: Atom) {
    parts.atoms.insert(atom);
}

/// Numbers as Rust spells them; the two zeros are one to TypeScript.
fn plain(value: &Value) -> Value {
    match value {
        Value::Number(text) => {
            let number: f64 = text.parse().expect("a number");
            Value::Number((number + 0.0).to_string())
        }
        Value::BigInt(digits) if digits == "-0" => Value::BigInt("0".to_owned()),
        other => other.clone(),
    }
}

/// Leaves out what another atom includes: brands that were taken off let `string | "a"` stand.
fn reduce(atoms: &mut BTreeSet<Atom>) {
    let all = atoms.clone();
    atoms.retain(|atom| match atom {
        Atom::Literal(Value::String(_)) | Atom::Pattern(_) => !all.contains(&Atom::String),
        Atom::Literal(Value::Number(_)) => !all.contains(&Atom::Number),
        Atom::Literal(Value::BigInt(_)) => !all.contains(&Atom::BigInt),
        _ => true,
    });
}
