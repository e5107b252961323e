//! Names of properties, and dotted names, in the several places where swc keeps them.

use swc_ecma_ast as swc;

use crate::module::Key;

/// The key of a member of a type.
pub(super) fn key(key: &swc::Expr, computed: bool) -> Key {
    match key {
        swc::Expr::Ident(name) if !computed => Key::Name(name.sym.to_string()),
        swc::Expr::Lit(literal) => literal_key(literal),
        swc::Expr::Unary(unary) if unary.op == swc::UnaryOp::Minus => match &*unary.arg {
            swc::Expr::Lit(swc::Lit::Num(number)) => Key::Name(number_text(-number.value)),
            _ => Key::Unknown,
        },
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
    text.map_or(Key::Unknown, |text| match index_of(text) {
        Some(_) => Key::Quoted(text.to_string()),
        None => Key::Name(text.to_string()),
    })
}

/// The number that a property is called by, if JavaScript writes it like that.
pub(crate) fn index_of(name: &str) -> Option<f64> {
    let first = name.as_bytes().first()?;
    if !first.is_ascii_digit() && *first != b'-' {
        return None;
    }
    let number: f64 = name.parse().ok()?;
    (number_text(number) == name).then_some(number)
}

/// A number as JavaScript names a property with it: as Rust writes it, but with an exponent beyond
/// 10^21 and below 10^-6.
pub(crate) fn number_text(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 {
        return "0".to_string();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_string();
    }
    if (1e-6..1e21).contains(&size) || value.is_nan() {
        return value.to_string();
    }
    let text = format!("{value:e}");
    match text.contains("e-") {
        true => text,
        false => text.replace('e', "e+"),
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
