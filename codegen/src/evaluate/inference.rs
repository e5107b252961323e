//! Results that nobody annotated: what the `return`s of a function give, as far as that is plain.

use std::sync::Arc;

use super::Evaluator;
use super::scope::{Literals, Scope, Thunk};
use super::types::{Ty, Type};
use crate::module::{Body, FunctionExpr, ValueExpr, ValueExprKind};

impl Evaluator<'_, '_> {
    /// What a call of the function gives, a promise where it is asynchronous.
    pub(crate) fn inferred_result(&mut self, function: &Arc<FunctionExpr>, scope: &Scope) -> Ty {
        let Some(body) = &function.body else {
            return Ty::ANY;
        };
        if function.generator || body.opaque {
            return Ty::UNKNOWABLE;
        }
        let scope = self.body_scope(function, body, scope);
        let ty = self.returned(body, function.asynchronous, &scope);
        match (function.asynchronous, ty) {
            (_, Ty::UNKNOWABLE) => Ty::UNKNOWABLE,
            (false, ty) => ty,
            (true, ty) => self.types.add(Type::Builtin("Promise", vec![ty])),
        }
    }

    fn returned(&mut self, body: &Body, asynchronous: bool, scope: &Scope) -> Ty {
        let mut types = Vec::new();
        for value in &body.returns {
            let ty = self.value(value, scope, Literals::Fresh);
            types.push(match asynchronous {
                true => self.awaited(ty),
                false => ty,
            });
        }
        match (types.is_empty(), body.ends) {
            (true, _) => return Ty::VOID,
            (false, true) => types.push(Ty::UNDEFINED),
            (false, false) => {}
        }
        let ty = self.union(types);
        // One literal alone is a mere example of what is returned; several are a choice.
        let alone = matches!(self.types.get(ty), Type::Literal(..));
        match alone && !body.returns.iter().any(is_exact) {
            true => self.widen(ty),
            false => ty,
        }
    }

    /// The parameters and variables that a body sees.
    fn body_scope(&mut self, function: &FunctionExpr, body: &Body, scope: &Scope) -> Scope {
        let mut inner = scope.clone();
        for param in &function.params {
            let ty = match &param.ty {
                Some(ty) => self.later(ty, scope),
                None => Ty::UNKNOWABLE,
            };
            // A default stands in where the argument is left out.
            let optional = param.optional && !param.defaulted;
            let ty = match optional {
                true => self.types.lazy(Thunk::Union(vec![ty, Ty::UNDEFINED])),
                false => ty,
            };
            if let Some(name) = &param.name {
                inner = inner.local(name, Some(ty));
            }
            for bound in &param.bound {
                let ty = bound.way.as_ref().and_then(|way| self.along(ty, way));
                inner = inner.local(&bound.name, ty);
            }
        }
        for (name, _) in &body.variables {
            inner = inner.local(name, None);
        }
        // Each variable is evaluated where all of them are known, and when it is asked for.
        let mut all = inner.clone();
        let mut seen = std::collections::BTreeSet::new();
        for (name, variable) in &body.variables {
            let ambiguous = !seen.insert(name.as_str());
            let scope = all.clone();
            let ty = self
                .types
                .lazy(Thunk::Variable(Arc::clone(variable), scope));
            all = all.local(name, (!ambiguous).then_some(ty));
        }
        all
    }

    fn along(&mut self, ty: Ty, way: &[String]) -> Option<Ty> {
        let mut ty = ty;
        for name in way {
            let key = self.types.text(name);
            let from = self.force(ty);
            ty = self.property_type(from, key)?;
        }
        Some(ty)
    }

    /// What `await` gives.
    pub(crate) fn awaited(&mut self, ty: Ty) -> Ty {
        let ty = self.force(ty);
        match self.types.get(ty).clone() {
            Type::Builtin("Promise" | "PromiseLike", arguments) => match arguments.first() {
                Some(inner) => self.awaited(*inner),
                None => Ty::UNKNOWABLE,
            },
            Type::Union(members, _) if ty != Ty::BOOLEAN => {
                let inner: Vec<Ty> = members.iter().map(|member| self.awaited(*member)).collect();
                match inner == members {
                    true => ty,
                    false => self.union(inner),
                }
            }
            _ => ty,
        }
    }
}

/// A value whose type somebody wrote.
fn is_exact(value: &ValueExpr) -> bool {
    matches!(
        &*value.kind,
        ValueExprKind::As(_) | ValueExprKind::AsConst(_) | ValueExprKind::Satisfies(..)
    )
}
