//! Objects that are evaluated again and are the same ones: a literal where all that it may mention stands for
//! the same as before, an intersection of the same parts. Without that a type that leads back to itself through
//! one, such as `{}` as the default of a parameter, would be another one each time and have no end.

use std::collections::{BTreeMap, BTreeSet};

use super::Evaluator;
use super::scope::Scope;
use super::sources::Source;
use super::types::{DeclId, Object, ShapeState, Ty, Type};
use crate::module::{TypeBody, TypeDecl, TypeExpr, TypeExprKind};
use crate::source::Span;

/// Where an object is written, and the type parameters that it may mention.
type WrittenKey = (Span, Vec<(String, Ty)>);

#[derive(Default)]
pub(super) struct Shared {
    written: BTreeMap<WrittenKey, Ty>,
    intersections: BTreeMap<Vec<Ty>, Ty>,
}

impl Evaluator<'_, '_> {
    pub(super) fn object_from(&mut self, source: Source, expr: &TypeExpr, scope: &Scope) -> Ty {
        let open = self.is_open(scope);
        let key = match open || scope.has_variables() {
            true => None,
            false => self.mentioned(expr, scope).map(|it| (expr.span, it)),
        };
        if let Some(known) = key.as_ref().and_then(|key| self.shared.written.get(key)) {
            return *known;
        }
        let ty = self.new_object(source, open, expr.span);
        if let Some(key) = key {
            self.shared.written.insert(key, ty);
        }
        ty
    }

    pub(super) fn intersection_of(&mut self, parts: Vec<Ty>) -> Ty {
        let open = parts.iter().any(|part| self.mentions(*part));
        if open {
            return self.new_object(Source::Intersection(parts), open, self.site);
        }
        if let Some(known) = self.shared.intersections.get(&parts) {
            return *known;
        }
        let ty = self.new_object(Source::Intersection(parts.clone()), open, self.site);
        self.shared.intersections.insert(parts, ty);
        ty
    }

    fn new_object(&mut self, source: Source, open: bool, span: Span) -> Ty {
        self.types.object(Object {
            source,
            shape: ShapeState::Unasked,
            name: None,
            made_by: None,
            open,
            span,
        })
    }

    /// The type parameters whose names stand in a type, or in what binds those. A word in a comment counts too:
    /// it is only that less is shared. Nothing for what knit itself declares.
    fn mentioned(&self, expr: &TypeExpr, scope: &Scope) -> Option<Vec<(String, Ty)>> {
        let mut mentioned = Vec::new();
        let mut seen = BTreeSet::new();
        let mut spans = vec![expr.span];
        while let Some(span) = spans.pop() {
            for word in words(self.program.text(span)?) {
                let Some(binding) = scope.parameter(word).filter(|_| seen.insert(word)) else {
                    continue;
                };
                mentioned.push((word.to_owned(), binding.ty));
                spans.extend(binding.constraint.as_ref().map(|it| it.span));
            }
        }
        Some(mentioned)
    }

    /// An object that is shared with another alias, or with other type arguments, under its own name.
    pub(super) fn apart(
        &mut self,
        ty: Ty,
        decl: DeclId,
        declared: &TypeDecl,
        arguments: &[Ty],
    ) -> Ty {
        let Type::Object(id) = *self.types.get(ty) else {
            return ty;
        };
        let object = self.types.object_of(id);
        let is_other = object.made_by.as_ref().is_some_and(|(maker, given)| {
            let is_again = *maker == decl && given != arguments;
            is_again || (*maker != decl && writes_intersection(declared))
        });
        let can_be_shared = matches!(
            object.source,
            Source::Literal(..) | Source::Mapped(..) | Source::Intersection(_)
        );
        match is_other && can_be_shared {
            true => {
                let (source, open, span) = (object.source.clone(), object.open, object.span);
                self.new_object(source, open, span)
            }
            false => ty,
        }
    }
}

fn writes_intersection(declared: &TypeDecl) -> bool {
    match &declared.body {
        TypeBody::Alias(body) => matches!(&*body.kind, TypeExprKind::Intersection(_)),
        TypeBody::Interface { .. } | TypeBody::Enum(_) => false,
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
    text.split(move |letter| !is_part(letter))
        .filter(|word| !word.is_empty())
}
