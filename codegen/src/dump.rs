//! The stages as plain text, for people who look into the compiler: `knit dump --stage schema`.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::schema::{
    Keys, Literal, Schema, Template, TypeDef, TypeId, TypeKind, TypeTable, spell_path,
};

/// Every task, then every type that is worth a line of its own.
pub fn schema(schema: &Schema) -> String {
    let mut text = String::new();
    for task in &schema.tasks {
        for line in task.doc.lines() {
            let _ = writeln!(text, "/// {line}");
        }
        let params = task.params.iter().map(|param| {
            let mark = if param.optional { "?" } else { "" };
            format!(
                "{}{mark}: {}",
                param.name,
                title(&schema.types, param.ty, 0)
            )
        });
        let params = params.collect::<Vec<_>>().join(", ");
        let _ = writeln!(
            text,
            "task {}({params}): {}",
            task.name,
            title(&schema.types, task.result, 0)
        );
    }
    for (index, def) in schema.types.types.iter().enumerate() {
        let id = TypeId(index as u32);
        if def.name.is_some() || has_parts(&def.kind) {
            let _ = writeln!(
                text,
                "\n{} = {}",
                heading(id, def),
                body(&schema.types, &def.kind, 0)
            );
        }
    }
    text
}

fn heading(id: TypeId, def: &TypeDef) -> String {
    match &def.name {
        Some(name) => format!("#{} {name}", id.0),
        None => format!("#{}", id.0),
    }
}

fn has_parts(kind: &TypeKind) -> bool {
    matches!(kind, TypeKind::Record(_) | TypeKind::Union(_))
}

/// Only a nameless type inside itself is this deep.
const DEEPEST: u32 = 8;

/// A type where it is used: spelled out if that is short, by its number otherwise.
fn title(types: &TypeTable, id: TypeId, depth: u32) -> String {
    let def = types.get(id);
    match &def.name {
        Some(name) => format!("{name}#{}", id.0),
        None if has_parts(&def.kind) || depth > DEEPEST => format!("#{}", id.0),
        None => body(types, &def.kind, depth + 1),
    }
}

fn body(types: &TypeTable, kind: &TypeKind, depth: u32) -> String {
    let title = |id: TypeId| title(types, id, depth);
    let list = |ids: &[TypeId], between: &str| {
        let titles: Vec<_> = ids.iter().map(|id| title(*id)).collect();
        titles.join(between)
    };
    match kind {
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
            literals.iter().map(literal).collect::<Vec<_>>().join(" | ")
        }
        TypeKind::Date => "Date".to_string(),
        TypeKind::Instance(class) => class.name().to_string(),
        TypeKind::Bytes(view) => format!("{view:?}"),
        TypeKind::Array(element) => format!("({})[]", title(*element)),
        TypeKind::Iterable(item) => format!("Iterable<{}>", title(*item)),
        TypeKind::Set(member) => format!("Set<{}>", title(*member)),
        TypeKind::Map(key, value) => {
            format!("Map<{}, {}>", title(*key), title(*value))
        }
        TypeKind::Tuple(tuple) => tuple.spelling(title),
        TypeKind::Pattern(templates) => spell_templates(templates),
        TypeKind::Record(record) => {
            let fields = record.fields.iter().map(|field| {
                let mark = if field.optional { "?" } else { "" };
                format!("\n  {:?}{mark}: {};", field.name, title(field.ty))
            });
            let indexes = record.indexes.iter().map(|index| {
                let keys = match &index.keys {
                    Keys::Text => "string".to_string(),
                    Keys::Number => "number".to_string(),
                    Keys::Pattern(templates) => spell_templates(templates),
                };
                format!("\n  [key: {keys}]: {};", title(index.ty))
            });
            format!("{{{}\n}}", fields.chain(indexes).collect::<String>())
        }
        TypeKind::Union(union) => {
            let mut text = list(&union.variants, " | ");
            for tell in &union.tells {
                let paths: BTreeSet<_> = tell.paths().into_iter().map(spell_path).collect();
                let paths: Vec<_> = paths.into_iter().collect();
                text += &format!(" by {}", paths.join(", "));
            }
            text
        }
        TypeKind::Dynamic => "dynamic".to_string(),
    }
}

fn spell_templates(templates: &[Template]) -> String {
    let spelled: Vec<_> = templates.iter().map(Template::spelling).collect();
    spelled.join(" | ")
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Boolean(value) => value.to_string(),
        Literal::Number(value) => value.to_string(),
        Literal::BigInt(digits) => format!("{digits}n"),
        Literal::String(text) => format!("{text:?}"),
    }
}
