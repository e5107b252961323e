//! Types as TypeScript would write them, for messages.

use super::Evaluator;
use super::types::{Ty, Type, Value};
use crate::parse::keys::number_text;

impl Evaluator<'_, '_> {
    /// Short: what has no name and many parts is `{…}`.
    pub(crate) fn spell(&self, ty: Ty) -> String {
        self.spell_within(ty, 0)
    }

    fn spell_within(&self, ty: Ty, depth: usize) -> String {
        if depth > 3 {
            return "…".to_string();
        }
        let inner = |ty: Ty| self.spell_within(ty, depth + 1);
        let list = |types: &[Ty], between: &str| {
            let parts: Vec<String> = types.iter().take(8).map(|ty| inner(*ty)).collect();
            let more = if types.len() > 8 { " …" } else { "" };
            parts.join(between) + more
        };
        match self.types.get(ty) {
            Type::Any | Type::Unknowable => "any".to_string(),
            Type::Unknown => "unknown".to_string(),
            Type::Never => "never".to_string(),
            Type::Void => "void".to_string(),
            Type::Undefined | Type::Absent => "undefined".to_string(),
            Type::Null => "null".to_string(),
            Type::String => "string".to_string(),
            Type::Number => "number".to_string(),
            Type::BigInt => "bigint".to_string(),
            Type::Symbol | Type::UniqueSymbol(_) => "symbol".to_string(),
            Type::NonPrimitive => "object".to_string(),
            Type::Literal(value, _) => spell_value(value),
            Type::Template(..) | Type::Recased(..) => "a template".to_string(),
            Type::Union(..) if ty == Ty::BOOLEAN => "boolean".to_string(),
            Type::Union(_, Some(name)) => self.types.name_of(*name).text.clone(),
            Type::Union(members, None) => list(members, " | "),
            Type::Brand(parts) => inner(parts[0]),
            Type::Object(id) => match self.types.object_of(*id).name {
                Some(name) => self.types.name_of(name).text.clone(),
                None => "{…}".to_string(),
            },
            Type::Array { element, .. } => format!("{}[]", inner(*element)),
            Type::Tuple { members, .. } => {
                let types: Vec<Ty> = members.iter().map(|member| member.ty).collect();
                format!("[{}]", list(&types, ", "))
            }
            Type::Builtin(name, arguments) if arguments.is_empty() => (*name).to_string(),
            Type::Builtin(name, arguments) => format!("{name}<{}>", list(arguments, ", ")),
            Type::Parameter(_) => "infer".to_string(),
            Type::Lazy(id) => match self.types.lazy_of(*id) {
                super::types::LazyState::Known(ty) => inner(*ty),
                _ => "…".to_string(),
            },
        }
    }
}

fn spell_value(value: &Value) -> String {
    match value {
        Value::Boolean(value) => value.to_string(),
        Value::Number(bits) => number_text(f64::from_bits(*bits)),
        Value::BigInt(digits) => format!("{digits}n"),
        Value::String(text) => format!("{text:?}"),
    }
}
