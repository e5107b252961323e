//! The names that `infer` introduces in a type, wherever they stand in it.

use crate::module::{FunctionExpr, Member, TypeExpr, TypeExprKind};

type Found = Vec<(String, Option<TypeExpr>)>;

pub(super) fn collect(expr: &TypeExpr, found: &mut Found) {
    match &*expr.kind {
        TypeExprKind::Infer { name, constraint } => {
            if !found.iter().any(|(known, _)| known == name) {
                found.push((name.clone(), constraint.clone()));
            }
            constraint.iter().for_each(|ty| collect(ty, found));
        }
        TypeExprKind::Ref { arguments, .. }
        | TypeExprKind::Import { arguments, .. }
        | TypeExprKind::TypeOf { arguments, .. } => collect_all(arguments, found),
        TypeExprKind::Array(inner)
        | TypeExprKind::Readonly(inner)
        | TypeExprKind::KeyOf(inner)
        | TypeExprKind::Guard(inner) => {
            collect(inner, found);
        }
        TypeExprKind::Tuple(members) => {
            members.iter().for_each(|member| collect(&member.ty, found))
        }
        TypeExprKind::Object(members) => members.iter().for_each(|one| member(one, found)),
        TypeExprKind::Mapped(mapped) => {
            collect(&mapped.keys, found);
            mapped.name.iter().for_each(|name| collect(name, found));
            mapped.value.iter().for_each(|value| collect(value, found));
        }
        TypeExprKind::Union(types)
        | TypeExprKind::Intersection(types)
        | TypeExprKind::Template { types, .. } => collect_all(types, found),
        TypeExprKind::Indexed { object, index } => {
            collect(object, found);
            collect(index, found);
        }
        // Names of an inner condition belong to it, but for those in what it checks and gives.
        TypeExprKind::Conditional(conditional) => {
            for part in [&conditional.check, &conditional.yes, &conditional.no] {
                collect(part, found);
            }
        }
        TypeExprKind::Function(signature) | TypeExprKind::Constructor(signature) => {
            function(signature, found);
        }
        TypeExprKind::Keyword(_)
        | TypeExprKind::Literal(_)
        | TypeExprKind::This
        | TypeExprKind::UniqueSymbol
        | TypeExprKind::Shown(_)
        | TypeExprKind::Unevaluated(_)
        | TypeExprKind::Heritage { .. }
        | TypeExprKind::TooDeep => {}
    }
}

fn collect_all(types: &[TypeExpr], found: &mut Found) {
    types.iter().for_each(|ty| collect(ty, found));
}

fn member(member: &Member, found: &mut Found) {
    match member {
        Member::Property(property) => property.ty.iter().for_each(|ty| collect(ty, found)),
        Member::Method { signature, .. }
        | Member::Call(signature)
        | Member::Construct(signature) => {
            function(signature, found);
        }
        Member::Index { key, value, .. } => {
            collect(key, found);
            value.iter().for_each(|value| collect(value, found));
        }
    }
}

fn function(signature: &FunctionExpr, found: &mut Found) {
    signature.this.iter().for_each(|this| collect(this, found));
    let params = signature
        .params
        .iter()
        .filter_map(|param| param.ty.as_ref());
    params.for_each(|ty| collect(ty, found));
    signature.result.iter().for_each(|ty| collect(ty, found));
}
