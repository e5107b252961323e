//! Functions as types: what they take and give.

use std::rc::Rc;
use std::sync::Arc;

use super::Evaluator;
use super::scope::{Scope, Thunk};
use super::sources::{Callable, Source};
use super::types::{
    Choice, Generic, MemberKind, Object, Param, ShapeState, Signature, TupleMember, Ty, Type,
};
use crate::module::{FunctionExpr, TypeExpr, TypeExprKind, TypeParameter};
use crate::source::Span;

impl Evaluator<'_, '_> {
    pub(super) fn function_type(
        &mut self,
        function: &Arc<FunctionExpr>,
        scope: &Scope,
        kind: Callable,
    ) -> Ty {
        self.functions(vec![Arc::clone(function)], scope, kind, function.span)
    }

    pub(super) fn functions(
        &mut self,
        signatures: Vec<Arc<FunctionExpr>>,
        scope: &Scope,
        kind: Callable,
        span: Span,
    ) -> Ty {
        let open = self.is_open(scope);
        self.types.object(Object {
            source: Source::Functions {
                signatures,
                scope: scope.clone(),
                kind,
            },
            shape: ShapeState::Unasked,
            name: None,
            made_by: None,
            open,
            span,
        })
    }

    pub(super) fn signature(&mut self, function: &Arc<FunctionExpr>, scope: &Scope) -> Signature {
        let inner = self.with_parameters(&function.parameters, scope);
        let generic = || Generic {
            parameters: function.parameters.clone(),
            function: Some(Arc::clone(function)),
            scope: scope.clone(),
            class: None,
        };
        Signature {
            generic: (!function.parameters.is_empty()).then(|| Rc::new(generic())),
            ..self.signature_within(function, &inner)
        }
    }

    /// With its type parameters bound already.
    pub(super) fn signature_within(
        &mut self,
        function: &Arc<FunctionExpr>,
        scope: &Scope,
    ) -> Signature {
        let params = function.params.iter().map(|param| {
            let ty = param.ty.as_ref();
            Param {
                name: param.name.as_deref().map(Rc::from),
                ty: ty.map_or(Ty::ANY, |ty| self.later(ty, scope)),
                optional: param.optional,
                rest: param.rest,
            }
        });
        let params = params.collect();
        let this = function.this.as_ref().map(|this| self.later(this, scope));
        let result = match &function.result {
            Some(result) => self.later(result, scope),
            None => {
                let body = Thunk::Result(Arc::clone(function), scope.clone());
                self.types.lazy(body)
            }
        };
        let guard = function.result.as_ref().and_then(|result| guarded(result));
        let guard = guard.map(|ty| self.later(ty, scope));
        Signature {
            this,
            params,
            result,
            guard,
            generic: None,
            choice: self.choice(function, scope),
            method: false,
        }
    }

    fn choice(&mut self, function: &FunctionExpr, scope: &Scope) -> Option<Choice> {
        let TypeExprKind::Conditional(conditional) = &*function.result.as_ref()?.kind else {
            return None;
        };
        let TypeExprKind::Ref { path, arguments } = &*conditional.check.kind else {
            return None;
        };
        let mut parameters = function.parameters.iter();
        let own = arguments.is_empty() && parameters.any(|one| *path == [one.name.as_str()]);
        (own && conditional.inferred.is_empty()).then(|| Choice {
            extends: self.later(&conditional.extends, scope),
            yes: self.later(&conditional.yes, scope),
            no: self.later(&conditional.no, scope),
        })
    }

    /// The type parameters of a function stand for what they must at least be, as TypeScript has it where
    /// a function is seen without its arguments.
    pub(super) fn with_parameters(&mut self, parameters: &[TypeParameter], scope: &Scope) -> Scope {
        let mut inner = scope.clone();
        for parameter in parameters {
            inner = inner.bind(&parameter.name, Ty::UNKNOWN, None);
        }
        for parameter in parameters {
            if let Some(constraint) = &parameter.constraint {
                let ty = self.later(constraint, &inner);
                inner = inner.bind(&parameter.name, ty, Some(constraint.clone()));
            }
        }
        inner
    }

    /// The parameters as a tuple.
    pub(super) fn params_tuple(&mut self, params: &[Param]) -> Ty {
        let mut members = Vec::new();
        for param in params {
            let one = |ty, kind| TupleMember {
                name: param.name.clone(),
                ty,
                kind,
            };
            if !param.rest {
                let kind = match param.optional {
                    true => MemberKind::Optional,
                    false => MemberKind::Required,
                };
                members.push(one(param.ty, kind));
                continue;
            }
            match self.forced(param.ty) {
                Type::Tuple { members: more, .. } => members.extend(more),
                Type::Array { element, .. } => members.push(one(element, MemberKind::Rest)),
                Type::Parameter(_) => members.push(one(param.ty, MemberKind::Variadic)),
                Type::Brand(parts) => {
                    if let Type::Array { element, .. } = self.forced(parts[0]) {
                        members.push(one(element, MemberKind::Rest));
                    }
                }
                _ => members.push(one(Ty::ANY, MemberKind::Rest)),
            }
        }
        self.tuple_of(members, false)
    }
}

/// `T` of `value is T`.
pub(super) fn guarded(result: &TypeExpr) -> Option<&TypeExpr> {
    match &*result.kind {
        TypeExprKind::Guard(ty) => Some(ty),
        _ => None,
    }
}
