//! The few forms of TypeScript that generated code is made of, each broken over lines as Prettier
//! breaks it. It knows nothing of tasks and types: `wire.rs` and its siblings say what is written.

use super::doc::{self, Doc, braced, bracketed, broken, concat, group, indent, join};
use crate::schema::Literal;
use crate::schema::is_identifier;

/// An expression; the kinds are those that Prettier tells apart when a line is too long.
#[derive(Clone, Debug)]
pub(super) enum Expr {
    /// A name, number or keyword, printed as it is.
    Word(String),
    Text(String),
    /// `it.x`, `it["odd key"]`
    Member {
        of: String,
        key: String,
    },
    /// `from.f64[at >> 3]`
    Element {
        of: String,
        index: String,
    },
    /// `number(it.x)`
    Call {
        callee: String,
        types: Vec<String>,
        args: Vec<Expr>,
    },
    /// `{ x: 1 }`, with `["__proto__"]` as plain data
    Object(Vec<(String, Expr)>),
    Array(Vec<Expr>),
    /// `(from) => body`
    Arrow {
        params: String,
        body: Box<Expr>,
    },
}

pub(super) fn word(text: impl Into<String>) -> Expr {
    Expr::Word(text.into())
}

pub(super) fn text(value: impl Into<String>) -> Expr {
    Expr::Text(value.into())
}

pub(super) fn call<const N: usize>(callee: impl Into<String>, args: [Expr; N]) -> Expr {
    Expr::Call {
        callee: callee.into(),
        types: Vec::new(),
        args: args.into(),
    }
}

pub(super) fn member(of: impl Into<String>, key: &str) -> Expr {
    Expr::Member {
        of: of.into(),
        key: key.to_string(),
    }
}

pub(super) fn literal(value: &Literal) -> Expr {
    match value {
        Literal::Boolean(value) => word(value.to_string()),
        Literal::Number(value) => word(number(*value)),
        Literal::BigInt(digits) => word(format!("{digits}n")),
        Literal::String(value) => text(value.clone()),
    }
}

impl Expr {
    pub(super) fn doc(&self) -> Doc {
        match self {
            Expr::Word(word) => word.clone().into(),
            Expr::Text(value) => quote(value).into(),
            Expr::Member { of, key } if is_identifier(key) => format!("{of}.{key}").into(),
            Expr::Member { of, key } => lookup(of, &quote(key)),
            Expr::Element { of, index } if index.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!("{of}[{index}]").into()
            }
            Expr::Element { of, index } => lookup(of, index),
            Expr::Call {
                callee,
                types,
                args,
            } => concat([
                callee.clone().into(),
                type_arguments(types),
                arguments(args),
            ]),
            Expr::Object(members) => braced(
                members
                    .iter()
                    .map(|(key, value)| property(key, value))
                    .collect(),
            ),
            Expr::Array(items) => array(items),
            Expr::Arrow { params, body } => {
                let body = group(indent(concat([Doc::Line, body.doc()])));
                group(concat([format!("({params}) =>").into(), body]))
            }
        }
    }

    /// `element!`: the place exists, which the compiler cannot know.
    pub(super) fn certain(self) -> Expr {
        match self {
            Expr::Element { of, index } => word(format!("{of}[{index}]!")),
            other => other,
        }
    }

    /// Whether Prettier moves the whole of it to the next line rather than break it.
    fn moves_down(&self) -> bool {
        matches!(
            self,
            Expr::Text(_) | Expr::Member { .. } | Expr::Element { .. }
        )
    }

    fn opens_in_call(&self) -> bool {
        match self {
            Expr::Array(items) => !items.is_empty(),
            Expr::Object(members) => !members.is_empty(),
            _ => false,
        }
    }

    fn is_like(&self, other: &Expr) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    fn is_number(&self) -> bool {
        matches!(self, Expr::Word(word) if word.trim_start_matches('-').starts_with(|first: char| first.is_ascii_digit()) && !word.ends_with('n'))
    }
}

fn lookup(of: &str, index: &str) -> Doc {
    let index = indent(concat([Doc::Softline, index.to_string().into()]));
    concat([
        of.to_string().into(),
        group(concat(["[".into(), index, Doc::Softline, "]".into()])),
    ])
}

fn type_arguments(types: &[String]) -> Doc {
    match types {
        [] => return Doc::Concat(Vec::new()),
        [ty] => return format!("<{ty}>").into(),
        _ => {}
    }
    let types = types.iter().map(|ty| ty.clone().into()).collect();
    let union = group(concat([
        Doc::IfBroken("| "),
        join(types, &[Doc::Line, "| ".into()]),
    ]));
    group(concat([
        "<".into(),
        indent(concat([Doc::Softline, union])),
        Doc::Softline,
        ">".into(),
    ]))
}

/// An array or object that comes last opens on the line of the call, unless another is beside it.
fn arguments(args: &[Expr]) -> Doc {
    match args.split_last() {
        Some((last, [.., before])) if last.opens_in_call() && !before.is_like(last) => {
            let first = &args[..args.len() - 1];
            let first = first.iter().map(Expr::doc).collect();
            concat([
                "(".into(),
                join(first, &[", ".into()]),
                ", ".into(),
                last.doc(),
                ")".into(),
            ])
        }
        _ => bracketed("(", args.iter().map(Expr::doc).collect(), ")"),
    }
}

fn array(items: &[Expr]) -> Doc {
    let docs = items.iter().map(Expr::doc).collect();
    if items.len() < 2 {
        return bracketed("[", docs, "]");
    }
    if items.iter().all(Expr::is_number) {
        return filled(docs);
    }
    let rows = items
        .iter()
        .all(|item| matches!(item, Expr::Object(members) if members.len() > 1));
    if rows {
        broken("[", docs, "]")
    } else {
        bracketed("[", docs, "]")
    }
}

fn filled(items: Vec<Doc>) -> Doc {
    let last = items.len() - 1;
    let items = items.into_iter().enumerate();
    let items = items.map(|(index, item)| {
        if index == last {
            item
        } else {
            concat([item, ",".into()])
        }
    });
    let inner = indent(concat([Doc::Softline, Doc::Fill(items.collect())]));
    group(concat([
        "[".into(),
        inner,
        Doc::IfBroken(","),
        Doc::Softline,
        "]".into(),
    ]))
}

/// `key: value` in an object literal.
pub(super) fn property(key: &str, value: &Expr) -> Doc {
    let key = property_key(key);
    // Prettier keeps what follows a very short key beside it.
    let short = doc::width(&key) < 5;
    let left = Doc::from(format!("{key}:"));
    match value {
        Expr::Text(_) | Expr::Member { .. } | Expr::Element { .. } | Expr::Word(_) if short => {
            concat([left, " ".into(), value.doc()])
        }
        _ => after(left, value),
    }
}

/// A property's name in an object literal. `__proto__` would set the prototype, unless computed.
fn property_key(key: &str) -> String {
    match key {
        "__proto__" => "[\"__proto__\"]".to_string(),
        _ => method_key(key),
    }
}

/// The name of a method, or of a member of an interface.
pub(super) fn method_key(key: &str) -> String {
    if is_identifier(key) {
        key.to_string()
    } else {
        quote(key)
    }
}

fn after(left: Doc, value: &Expr) -> Doc {
    let right = match value.moves_down() {
        true => group(indent(concat([Doc::Line, value.doc()]))),
        false => Doc::Fluid(Box::new(value.doc())),
    };
    group(concat([left, right]))
}

/// `const name = value;`, `it["x"] = value;`
pub(super) fn assign(left: &str, value: &Expr) -> Doc {
    declare(left.to_string().into(), value)
}

/// `const name: Type = value;`, where the type may go on over lines.
pub(super) fn declare(left: Doc, value: &Expr) -> Doc {
    let left = concat([left, " =".into()]);
    concat([after(left, value), ";".into()])
}

/// `to.f64[at >> 3] = value;`
pub(super) fn store(target: &Expr, value: &Expr) -> Doc {
    concat([
        after(concat([target.doc(), " =".into()]), value),
        ";".into(),
    ])
}

pub(super) fn statement(value: &Expr) -> Doc {
    concat([value.doc(), ";".into()])
}

/// `return value;`, `throw value;`
pub(super) fn leave(word: &str, value: &Expr) -> Doc {
    concat([format!("{word} ").into(), value.doc(), ";".into()])
}

/// `before(parameters)after`: the head of a function.
pub(super) fn head(before: &str, params: &[String], after: &'static str) -> Doc {
    let params = params.iter().map(|param| param.clone().into()).collect();
    concat([bracketed(format!("{before}("), params, ")"), after.into()])
}

/// `import { a, b } from "module";`; a single name is never broken.
pub(super) fn import(keyword: &str, names: &[&str], from: &str) -> Doc {
    let tail = Doc::from(format!(" from {};", quote(from)));
    match names {
        [name] => concat([format!("{keyword} {{ {name} }}").into(), tail]),
        _ => {
            let names = names.iter().map(|name| name.to_string().into()).collect();
            concat([format!("{keyword} ").into(), braced(names), tail])
        }
    }
}

/// `export { local as name };`
pub(super) fn exported(names: &[&str]) -> Doc {
    let names = names.iter().map(|name| name.to_string().into()).collect();
    concat(["export ".into(), braced(names), ";".into()])
}

/// A string literal in the quotes that need fewer escapes, double ones first.
pub(super) fn quote(value: &str) -> String {
    let doubles = value.matches('"').count();
    let singles = value.matches('\'').count();
    let mark = if doubles > singles { '\'' } else { '"' };
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push(mark);
    for character in value.chars() {
        match character {
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            _ if character == mark => quoted.extend(['\\', mark]),
            // Line separators, marks that reorder text, and whatever else an editor would not show.
            '\u{2028}'
            | '\u{2029}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => {
                quoted.push_str(&format!("\\u{:04x}", character as u32));
            }
            _ if character.is_control() => quoted.push_str(&format!("\\u{:04x}", character as u32)),
            _ => quoted.push(character),
        }
    }
    quoted.push(mark);
    quoted
}

/// The shortest plain spelling of a number.
pub(super) fn number(value: f64) -> String {
    let size = value.abs();
    match value {
        _ if value.is_infinite() => if value < 0.0 { "-Infinity" } else { "Infinity" }.to_string(),
        _ if size != 0.0 && !(1e-7..1e15).contains(&size) => format!("{value:e}"),
        _ => format!("{value}"),
    }
}
