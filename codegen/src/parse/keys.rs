//! Names of properties, and dotted names, in the several places where swc keeps them.

use swc_ecma_ast as swc;

use crate::module::Key;

/// The key of a member of a type.
pub(super) fn key(key: &swc::Expr, computed: bool) -> Key {
    match key {
        swc::Expr::Ident(name) if !computed => Key::Name(name.sym.to_string()),
        swc::Expr::Lit(literal) => literal_key(literal),
        _ => dotted(key).map_or(Key::Unknown, Key::Computed),
    }
}

/// The key of a member of a class or of an object.
pub(super) fn property_key(name: &swc::PropName) -> Key {
    match name {
        swc::PropName::Ident(name) => Key::Name(name.sym.to_string()),
        swc::PropName::Str(text) => text_key(text),
        swc::PropName::Num(number) => Key::Name(number_text(number.value)),
        swc::PropName::BigInt(number) => Key::Name(number.value.to_string()),
        swc::PropName::Computed(computed) => key(&computed.expr, true),
    }
}

fn literal_key(literal: &swc::Lit) -> Key {
    match literal {
        swc::Lit::Str(text) => text_key(text),
        swc::Lit::Num(number) => Key::Name(number_text(number.value)),
        swc::Lit::BigInt(number) => Key::Name(number.value.to_string()),
        _ => Key::Unknown,
    }
}

fn text_key(text: &swc::Str) -> Key {
    let text = text.value.as_str();
    text.map_or(Key::Unknown, |text| Key::Name(text.to_string()))
}

/// A number as JavaScript names a property with it, in the range where Rust writes it alike.
pub(crate) fn number_text(value: f64) -> String {
    match value {
        0.0 => "0".to_string(),
        _ => value.to_string(),
    }
}

pub(super) fn entity(name: &swc::TsEntityName) -> Vec<String> {
    match name {
        swc::TsEntityName::Ident(ident) => vec![ident.sym.to_string()],
        swc::TsEntityName::TsQualifiedName(qualified) => {
            let mut path = entity(&qualified.left);
            path.push(qualified.right.sym.to_string());
            path
        }
    }
}

pub(super) fn dotted(expr: &swc::Expr) -> Option<Vec<String>> {
    match expr {
        swc::Expr::Ident(ident) => Some(vec![ident.sym.to_string()]),
        swc::Expr::Member(member) => {
            let mut path = dotted(&member.obj)?;
            path.push(member.prop.as_ident()?.sym.to_string());
            Some(path)
        }
        _ => None,
    }
}
