//! What messages call a type: the user's own name for it, else its spelling, cut where it is long.

use crate::schema::{
    Field, Keys, Literal, Record, Template, Tuple, TypeId, TypeKind, TypeTable, is_identifier,
};

const LONGEST: usize = 60;

/// `Point`, `Point[]`, `string | null`, `{ x: number }`
pub(super) fn title(types: &TypeTable, ty: TypeId) -> String {
    cut(&spell(types, ty, 0))
}

/// The first characters of a title that is too long.
pub(crate) fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => text.to_string(),
        Some(_) => text.chars().take(LONGEST - 1).chain(['…']).collect(),
    }
}

fn spell(types: &TypeTable, ty: TypeId, depth: u32) -> String {
    if let Some(name) = &types.get(ty).name {
        return name.clone();
    }
    // Deeper than what is left of a title could show.
    if depth > 4 {
        return "…".to_string();
    }
    let inner = |ty: TypeId| spell(types, ty, depth + 1);
    match types.kind(ty) {
        TypeKind::Void => "void".to_string(),
        TypeKind::Undefined => "undefined".to_string(),
        TypeKind::Null => "null".to_string(),
        TypeKind::Boolean => "boolean".to_string(),
        TypeKind::Number => "number".to_string(),
        TypeKind::Sized(width) => width.name().to_string(),
        TypeKind::BigInt => "bigint".to_string(),
        TypeKind::String => "string".to_string(),
        TypeKind::Symbol => "symbol".to_string(),
        TypeKind::Literals(literals) => {
            join(literals.iter().take(LONGEST).map(Literal::spelling), " | ")
        }
        TypeKind::Date => "Date".to_string(),
        TypeKind::Bytes(view) => view.name().to_string(),
        TypeKind::Instance(class) => class.name().to_string(),
        TypeKind::Iterable(item) => format!("Iterable<{}>", inner(*item)),
        TypeKind::Array(element) => match is_compound(types, *element) {
            true => format!("({})[]", inner(*element)),
            false => format!("{}[]", inner(*element)),
        },
        TypeKind::Set(member) => format!("Set<{}>", inner(*member)),
        TypeKind::Map(key, value) => format!("Map<{}, {}>", inner(*key), inner(*value)),
        TypeKind::Tuple(tuple) => spell_tuple(types, tuple, inner),
        TypeKind::Pattern(templates) => join(
            templates.iter().take(LONGEST).map(Template::spelling),
            " | ",
        ),
        TypeKind::Record(record) if *record == Record::default() => "{}".to_string(),
        TypeKind::Record(record) => {
            let fields = record.fields.iter().take(LONGEST);
            let fields = fields.map(|field| spell_field(field, &inner(field.ty)));
            let indexes = record.indexes.iter().map(|index| {
                let keys = match &index.keys {
                    Keys::Text => "string".to_string(),
                    Keys::Number => "number".to_string(),
                    Keys::Pattern(templates) => {
                        join(templates.iter().map(Template::spelling), " | ")
                    }
                };
                format!("[key: {keys}]: {}", inner(index.ty))
            });
            format!("{{ {} }}", join(fields.chain(indexes), "; "))
        }
        TypeKind::Union(union) => join(
            union.variants.iter().take(LONGEST).map(|ty| inner(*ty)),
            " | ",
        ),
        TypeKind::Dynamic => "unknown".to_string(),
    }
}

/// Whether `T[]` needs brackets around `T`.
fn is_compound(types: &TypeTable, ty: TypeId) -> bool {
    let ty = types.get(ty);
    ty.name.is_none()
        && match &ty.kind {
            TypeKind::Union(_) => true,
            TypeKind::Literals(literals) => literals.len() > 1,
            TypeKind::Pattern(templates) => templates.len() > 1,
            _ => false,
        }
}

/// `[string, number?, ...Point[]]`
fn spell_tuple(types: &TypeTable, tuple: &Tuple, inner: impl Fn(TypeId) -> String) -> String {
    let bracketed = |ty: &TypeId| match is_compound(types, *ty) {
        true => format!("({})", inner(*ty)),
        false => inner(*ty),
    };
    let plain = |ty: &TypeId| inner(*ty);
    let members = tuple.required.iter().map(plain);
    let members = members.chain(tuple.optional.iter().map(|ty| bracketed(ty) + "?"));
    let rest = tuple.rest.iter();
    let members = members.chain(rest.map(|ty| format!("...{}[]", bracketed(ty))));
    let members = members.chain(tuple.last.iter().map(plain));
    format!("[{}]", join(members.take(LONGEST), ", "))
}

fn spell_field(field: &Field, ty: &str) -> String {
    let mark = if field.optional { "?" } else { "" };
    let name = match is_identifier(&field.name) {
        true => field.name.clone(),
        false => Literal::String(field.name.clone()).spelling(),
    };
    format!("{name}{mark}: {ty}")
}

fn join(parts: impl Iterator<Item = String>, separator: &str) -> String {
    parts.collect::<Vec<_>>().join(separator)
}
