//! `string & {}`, which means any string and yet leaves the literals beside it in a union: `"json" | (string & {})`.
//! Where it is written so, the two are kept as they are; a type parameter that stands for `string` is just that.

use super::Evaluator;
use super::scope::Scope;
use super::types::{Ty, Type};
use crate::module::{TypeExpr, TypeExprKind};

impl Evaluator<'_, '_> {
    /// An intersection of a primitive type and `{}`.
    pub(super) fn loose(&mut self, parts: &[TypeExpr], types: &[Ty], scope: &Scope) -> Option<Ty> {
        let (written, primitive, empty) = match (parts, types) {
            ([written, empty], [primitive, ty]) if is_empty(empty) => (written, *primitive, *ty),
            ([empty, written], [ty, primitive]) if is_empty(empty) => (written, *primitive, *ty),
            _ => return None,
        };
        if is_of_parameter(written, scope) {
            return None;
        }
        let primitive = self.force(primitive);
        let is_wide = matches!(
            self.types.get(primitive),
            Type::String | Type::Number | Type::BigInt | Type::Template(..)
        );
        is_wide.then(|| self.types.add(Type::Brand(vec![primitive, empty])))
    }
}

fn is_empty(expr: &TypeExpr) -> bool {
    matches!(&*expr.kind, TypeExprKind::Object(members) if members.is_empty())
}

fn is_of_parameter(expr: &TypeExpr, scope: &Scope) -> bool {
    match &*expr.kind {
        TypeExprKind::Ref { path, .. } => scope.parameter(&path[0]).is_some(),
        TypeExprKind::Keyword(_) | TypeExprKind::Template { .. } => false,
        _ => true,
    }
}
