//! A type of a graph in words, as far as a reader of a difference needs it.

use super::graph::{Flat, How, Id, Node, Value};

const DEEPEST: usize = 3;

pub(crate) fn spell(flat: &Flat, id: Id) -> String {
    spelled(flat, id, DEEPEST)
}

fn spelled(flat: &Flat, id: Id, levels: usize) -> String {
    let inner = |id: &Id| match levels {
        0 => "…".to_owned(),
        _ => spelled(flat, *id, levels - 1),
    };
    match &flat.nodes[id] {
        Node::Undefined => "undefined".to_owned(),
        Node::Null => "null".to_owned(),
        Node::Boolean => "boolean".to_owned(),
        Node::Number => "number".to_owned(),
        Node::BigInt => "bigint".to_owned(),
        Node::String => "string".to_owned(),
        Node::Symbol => "symbol".to_owned(),
        Node::Void => "void".to_owned(),
        Node::Never => "never".to_owned(),
        Node::Dynamic => "dynamic".to_owned(),
        Node::Literals { values } => join(values.iter().map(value), " | "),
        Node::Pattern { text } => text.clone(),
        Node::Array { element } => format!("({})[]", inner(element)),
        Node::Tuple { members } => {
            let members = members.iter().map(|member| match member.how {
                How::Required => inner(&member.ty),
                How::Optional => format!("({})?", inner(&member.ty)),
                How::Rest => format!("...({})[]", inner(&member.ty)),
            });
            format!("[{}]", join(members, ", "))
        }
        Node::Record { fields, indexes } => {
            let fields = fields.iter().map(|field| {
                let mark = if field.optional { "?" } else { "" };
                format!("{}{mark}: {}", field.name, inner(&field.ty))
            });
            let indexes = indexes
                .iter()
                .map(|index| format!("[key: {}]: {}", inner(&index.key), inner(&index.value)));
            format!("{{ {} }}", join(fields.chain(indexes), "; "))
        }
        Node::Class { name, arguments } if arguments.is_empty() => name.clone(),
        Node::Class { name, arguments } => {
            format!("{name}<{}>", join(arguments.iter().map(inner), ", "))
        }
        Node::Union { variants } => {
            let variants = variants.iter().map(|id| spelled(flat, *id, levels));
            join(variants, " | ")
        }
        Node::Refused { what } => format!("refused: {what}"),
    }
}

fn join(texts: impl Iterator<Item = String>, between: &str) -> String {
    texts.collect::<Vec<_>>().join(between)
}

fn value(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text:?}"),
        Value::Number(text) | Value::Boolean(text) => text.clone(),
        Value::BigInt(digits) => format!("{digits}n"),
    }
}
