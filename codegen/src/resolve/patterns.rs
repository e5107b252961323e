//! Template-literal types as patterns of strings.

use super::Resolver;
use crate::evaluate::types::Casing as Cased;
use crate::evaluate::{Ty, Type};
use crate::schema::{Casing, Chunk, Template, TypeKind};

impl Resolver<'_, '_> {
    pub(super) fn pattern(&mut self, ty: Ty) -> TypeKind {
        let template = self.template(ty);
        match template.0.as_slice() {
            [Chunk::Any] => TypeKind::String,
            _ => TypeKind::Pattern(vec![template]),
        }
    }

    pub(super) fn template(&mut self, ty: Ty) -> Template {
        let mut chunks = Vec::new();
        self.add_chunks(ty, &mut chunks);
        Template(chunks)
    }

    fn add_chunks(&mut self, ty: Ty, chunks: &mut Vec<Chunk>) {
        let ty = self.evaluator.force(ty);
        match self.evaluator.types.get(ty).clone() {
            Type::Template(texts, types) => {
                for (index, text) in texts.iter().enumerate() {
                    if !text.is_empty() {
                        chunks.push(Chunk::Text(text.to_string()));
                    }
                    if let Some(ty) = types.get(index) {
                        self.add_chunks(*ty, chunks);
                    }
                }
            }
            Type::Recased(casing, inner) => {
                let inner = self.template(inner);
                chunks.push(Chunk::Cased(named(casing), inner));
            }
            Type::Number => chunks.push(Chunk::Number),
            Type::BigInt => chunks.push(Chunk::BigInt),
            Type::Brand(parts) => self.add_chunks(parts[0], chunks),
            // Whatever else can stand in a template becomes some string.
            _ => chunks.push(Chunk::Any),
        }
    }
}

fn named(casing: Cased) -> Casing {
    match casing {
        Cased::Upper => Casing::Uppercase,
        Cased::Lower => Casing::Lowercase,
        Cased::Capital => Casing::Capitalize,
        Cased::Uncapital => Casing::Uncapitalize,
    }
}
