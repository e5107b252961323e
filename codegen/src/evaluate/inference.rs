//! Results that nobody annotated: what the `return`s of a function give, as far as that is plain.

use std::sync::Arc;

use super::Evaluator;
use super::scope::{Literals, Scope, Thunk};
use super::types::{LazyState, Ty, Type};
use crate::module::{Body, FunctionExpr};

impl Evaluator<'_, '_> {
    /// What a call of the function gives, a promise where it is asynchronous.
    pub(crate) fn inferred_result(&mut self, function: &Arc<FunctionExpr>, scope: &Scope) -> Ty {
        self.result_given(function, scope, &[])
    }

    /// As [`Self::inferred_result`], with the types that its place gives to parameters without annotation.
    pub(super) fn result_given(
        &mut self,
        function: &Arc<FunctionExpr>,
        scope: &Scope,
        given: &[Ty],
    ) -> Ty {
        if let Some(result) = &function.result {
            return self.evaluate(result, scope);
        }
        let Some(body) = &function.body else {
            return Ty::ANY;
        };
        if function.generator || body.opaque {
            return Ty::UNKNOWABLE;
        }
        let scope = self.body_scope(function, body, scope, given);
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
        match (types.is_empty(), self.ends(body, scope)) {
            (true, _) => return Ty::VOID,
            (false, true) => types.push(Ty::UNDEFINED),
            (false, false) => {}
        }
        let ty = self.either(types);
        // One literal alone is a mere example of what is returned; several are a choice.
        let alone = matches!(self.types.get(ty), Type::Literal(..));
        match alone && body.returns.iter().any(|value| self.is_fresh(value, scope)) {
            true => self.widen(ty),
            false => ty,
        }
    }

    /// Whether the end of a body can be reached.
    fn ends(&mut self, body: &Body, scope: &Scope) -> bool {
        let Some(choice) = &body.choice else {
            return body.ends;
        };
        let subject = self.value(&choice.subject, scope, Literals::Fresh);
        let mut cases = Vec::new();
        for case in &choice.cases {
            cases.push(self.value(case, scope, Literals::Fresh));
        }
        let mut members = self.types.members(subject).into_iter();
        body.ends || !members.all(|member| cases.contains(&member))
    }

    /// The parameters and variables that a body sees.
    fn body_scope(
        &mut self,
        function: &FunctionExpr,
        body: &Body,
        scope: &Scope,
        given: &[Ty],
    ) -> Scope {
        let inner = self.with_params(function, scope, given);
        self.with_variables(body, inner)
    }

    pub(crate) fn with_params(
        &mut self,
        function: &FunctionExpr,
        scope: &Scope,
        given: &[Ty],
    ) -> Scope {
        let mut inner = scope.clone();
        for (at, param) in function.params.iter().enumerate() {
            let ty = match (&param.ty, given.get(at)) {
                (Some(ty), _) => self.later(ty, scope),
                (None, Some(given)) => *given,
                (None, None) => Ty::UNKNOWABLE,
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
                let ty = bound
                    .way
                    .as_ref()
                    .and_then(|way| self.along(ty, way, scope));
                inner = inner.local(&bound.name, ty);
            }
        }
        inner
    }

    fn with_variables(&mut self, body: &Body, scope: Scope) -> Scope {
        let mut inner = scope;
        for (name, _) in &body.variables {
            inner = inner.local(name, None);
        }
        // They may lead back to themselves, so that they are bound before they are known.
        let mut instances = Vec::new();
        for (name, instance) in &body.classes {
            let ty = self.types.lazy(Thunk::Union(Vec::new()));
            inner = inner.bind(name, ty, None);
            instances.push((ty, instance));
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
            let fresh = variable.constant
                && variable.ty.is_none()
                && variable.way.is_empty()
                && variable
                    .value
                    .as_ref()
                    .is_some_and(|value| self.is_fresh(value, &all));
            all = all.local_with(name, (!ambiguous).then_some(ty), fresh);
        }
        for (ty, instance) in instances {
            if let Type::Lazy(id) = *self.types.get(ty) {
                let known = Thunk::Type(instance.clone(), all.clone());
                *self.types.lazy_mut(id) = LazyState::Unasked(known);
            }
        }
        all
    }
}
