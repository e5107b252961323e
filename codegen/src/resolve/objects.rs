//! Objects, interfaces and instances of classes as records.

use super::Resolver;
use super::globals::{self, Global};
use crate::codes;
use crate::evaluate::types::{Property, Role, Shape};
use crate::evaluate::{Ty, Type};
use crate::schema::{Field, Index, Keys, Record, TypeId, TypeKind};
use crate::source::Span;

impl Resolver<'_, '_> {
    pub(super) fn object(&mut self, ty: Ty, span: Span) -> TypeId {
        if let Some(id) = self.lowered.get(&ty) {
            return *id;
        }
        let shape = self.evaluator.shape(ty);
        if shape.is_empty() {
            return self.open_object(span);
        }
        if let Some(base) = shape.base {
            return self.extended(ty, base, span);
        }
        if shape.is_callable() {
            self.say(span, |place, span| {
                codes::function_in_data("a function", place, span)
            });
            return self.dynamic(span);
        }
        if self.evaluator.is_impossible(ty) {
            return self.unnamed(TypeKind::Undefined, span);
        }
        let (name, at) = self.named(ty, span);
        let id = self.add(name, TypeKind::Dynamic, at);
        self.lowered.insert(ty, id);
        let kind = self.record(ty, &shape, at, span);
        self.types.types[id.0 as usize].kind = kind;
        id
    }

    /// A list with properties of its own arrives as the list, and an error as the error with all that hangs
    /// on it; other classes of JavaScript are more than their properties.
    fn extended(&mut self, ty: Ty, base: Ty, span: Span) -> TypeId {
        match self.evaluator.forced(base) {
            Type::Builtin(name, _) if is_error(name) => {
                let class = self.evaluator.spell(ty);
                let (_, at) = self.named(ty, span);
                self.say(at, |_, span| codes::plain_error(&class, name, span));
                self.lower(base, span)
            }
            Type::Builtin(..) => {
                let name = self.evaluator.spell(ty);
                let what = format!("`{name}`, which extends `{}`", self.evaluator.spell(base));
                let instead = "an interface that extends plain interfaces, or none";
                self.unevaluated(&what, instead, span)
            }
            _ => self.lower(base, span),
        }
    }

    /// The name of an object and where it is declared.
    fn named(&self, ty: Ty, span: Span) -> (Option<String>, Span) {
        let Type::Object(id) = *self.evaluator.types.get(ty) else {
            return (None, span);
        };
        let object = self.evaluator.types.object_of(id);
        let own = self.evaluator.program.is_own(object.span.file);
        match object.name {
            Some(name) => {
                let name = self.evaluator.types.name_of(name);
                let own = self.evaluator.program.is_own(name.span.file);
                (Some(name.text.clone()), if own { name.span } else { span })
            }
            None => (None, if own { object.span } else { span }),
        }
    }

    fn record(&mut self, ty: Ty, shape: &Shape, at: Span, span: Span) -> TypeKind {
        let mut fields = Vec::new();
        let mut left_out = Vec::new();
        for property in &shape.properties {
            match property.role {
                // No copy has what is called by a symbol.
                Role::Data | Role::Method if property.name.starts_with('@') => {
                    left_out.push(symbol_name(&property.name));
                }
                Role::Data => fields.push(self.field(property)),
                Role::Method => {
                    let what = format!("the method `{}`", property.name);
                    self.say(property.span, |place, span| {
                        codes::function_in_data(&what, place, span)
                    });
                }
                Role::Inherited | Role::Hidden => left_out.push(property.name.to_string()),
            }
        }
        if !left_out.is_empty() {
            let class = self.evaluator.spell(ty);
            self.say(at, |_, span| codes::left_out(&class, &left_out, span));
        }
        let indexes = self.indexes(shape, span);
        TypeKind::Record(Record { fields, indexes })
    }

    /// What is found under symbols stays behind. The keys that fit the fewest strings come first.
    fn indexes(&mut self, shape: &Shape, span: Span) -> Vec<Index> {
        let mut indexes = Vec::new();
        for index in &shape.indexes {
            let at = match self.evaluator.program.is_own(index.span.file) {
                true => index.span,
                false => span,
            };
            if let Some(keys) = self.keys(index.key) {
                let ty = self.lower(index.ty, at);
                indexes.push(Index { keys, ty });
            }
        }
        indexes.sort_by_key(|index| match index.keys {
            Keys::Pattern(_) => 0,
            Keys::Number => 1,
            Keys::Text => 2,
        });
        indexes
    }

    fn keys(&mut self, key: Ty) -> Option<Keys> {
        let key = self.evaluator.force(key);
        match self.evaluator.types.get(key).clone() {
            Type::Number => Some(Keys::Number),
            Type::Symbol | Type::UniqueSymbol(_) => None,
            Type::Brand(parts) => self.keys(parts[0]),
            Type::Template(..) | Type::Recased(..) => Some(Keys::Pattern(vec![self.template(key)])),
            _ => Some(Keys::Text),
        }
    }

    fn field(&mut self, property: &Property) -> Field {
        Field {
            name: property.name.to_string(),
            ty: self.lower(property.ty, property.written),
            optional: property.optional,
            span: property.span,
        }
    }
}

fn is_error(name: &str) -> bool {
    matches!(globals::global(name), Some(Global::Instance(class)) if class.is_error())
}

/// How the user calls a property that is named by a symbol, as far as that can be told.
fn symbol_name(name: &str) -> String {
    match name.strip_prefix("@Symbol.") {
        Some(known) => format!("[Symbol.{known}]"),
        None => "[symbol]".to_string(),
    }
}
