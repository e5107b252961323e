//! What a call gives: the signature that takes its arguments, with type arguments where it is generic.

use std::rc::Rc;

use super::Evaluator;
use super::scope::{Literals, Scope};
use super::types::{Generic, Shape, Signature, Ty};
use crate::module::{Element, TypeExpr, ValueExpr, ValueExprKind};
use crate::resolve::{Meaning, Space, global};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Call,
    New,
}

/// What stands behind the name in a call.
#[derive(Clone, Copy)]
pub(super) struct Called<'e> {
    pub(super) types: &'e [TypeExpr],
    pub(super) arguments: &'e [Element],
    pub(super) scope: &'e Scope,
}

impl Evaluator<'_, '_> {
    pub(super) fn call(&mut self, function: Ty, called: &Called<'_>, kind: Kind) -> Ty {
        let shape = self.apparent(function);
        let signatures = match kind {
            Kind::Call => &shape.calls,
            Kind::New => &shape.constructs,
        };
        let fitting = signatures.iter().filter(|one| takes_as_many(one, called));
        let fitting: Vec<&Signature> = fitting.collect();
        for signature in &fitting {
            let signature = self.with_arguments(signature, called);
            if fitting.len() == 1 || self.takes(&signature, called) {
                return self.force(signature.result);
            }
        }
        Ty::UNKNOWABLE
    }

    /// As a call sees it: with the type arguments that are written there, or found out from the others.
    fn with_arguments(&mut self, signature: &Signature, called: &Called<'_>) -> Signature {
        let Some(generic) = &signature.generic else {
            return signature.clone();
        };
        let generic = Rc::clone(generic);
        let arguments = match called.types.is_empty() {
            true => self.inferred_arguments(&generic, called),
            false => {
                let types = called.types.iter();
                let types = types.map(|ty| self.evaluate(ty, called.scope)).collect();
                self.completed(&generic, types)
            }
        };
        self.instantiated(signature, &generic, &arguments)
    }

    fn takes(&mut self, signature: &Signature, called: &Called<'_>) -> bool {
        called.arguments.iter().enumerate().all(|(at, argument)| {
            let Some(param) = self.param_at(&signature.params, at) else {
                return true;
            };
            let ty = self.value(&argument.value, called.scope, Literals::Context(param));
            ty != Ty::UNKNOWABLE && self.is_assignable(ty, param)
        })
    }

    /// Type arguments that nobody gives are what their defaults say.
    pub(super) fn completed(&mut self, generic: &Generic, given: Vec<Ty>) -> Vec<Ty> {
        let mut arguments = given;
        for at in arguments.len()..generic.parameters.len() {
            let parameter = &generic.parameters[at];
            let scope = bound(generic, &arguments);
            let instead = parameter.default.as_ref().or(parameter.constraint.as_ref());
            arguments.push(instead.map_or(Ty::UNKNOWN, |ty| self.evaluate(ty, &scope)));
        }
        arguments
    }

    pub(super) fn instantiated(
        &mut self,
        signature: &Signature,
        generic: &Generic,
        arguments: &[Ty],
    ) -> Signature {
        let scope = bound(generic, arguments);
        let made = match &generic.function {
            Some(function) => self.signature_within(function, &scope),
            None => signature.clone(),
        };
        match &generic.class {
            Some((class, decl)) => Signature {
                result: self.instance_within(class, *decl, &scope),
                generic: None,
                ..made
            },
            None => made,
        }
    }

    /// `value<T>`: what is left of a generic value.
    pub(super) fn instantiated_value(&mut self, ty: Ty, types: &[TypeExpr], scope: &Scope) -> Ty {
        let types: Vec<Ty> = types.iter().map(|ty| self.evaluate(ty, scope)).collect();
        let shape = self.apparent(ty);
        if !shape.is_callable() {
            return Ty::UNKNOWABLE;
        }
        let calls = self.each_instantiated(&shape.calls, &types);
        let constructs = self.each_instantiated(&shape.constructs, &types);
        let shape = Shape {
            calls,
            constructs,
            ..(*shape).clone()
        };
        let span = self.site;
        self.object_with(shape, span)
    }

    fn each_instantiated(&mut self, signatures: &[Signature], types: &[Ty]) -> Vec<Signature> {
        let mut made = Vec::new();
        for signature in signatures {
            if let Some(generic) = &signature.generic
                && types.len() <= generic.parameters.len()
            {
                let arguments = self.completed(generic, types.to_vec());
                made.push(self.instantiated(signature, generic, &arguments));
            }
        }
        made
    }

    pub(super) fn new_value(&mut self, callee: &ValueExpr, called: &Called<'_>) -> Ty {
        let scope = called.scope;
        if let ValueExprKind::Name(name) = &*callee.kind {
            let own = scope.variable(name).is_some()
                || !matches!(self.value_name(name, scope.module), Meaning::Missing);
            if !own {
                return self.new_global(name, callee, called);
            }
            if let (false, Meaning::Declared(module, index)) = (
                called.types.is_empty(),
                self.meaning_silently(name, scope.module, Space::Type),
            ) {
                let types = called.types.iter().map(|ty| self.evaluate(ty, scope));
                let types = types.collect();
                return self.instantiate((module, index), types);
            }
        }
        let class = self.value(callee, scope, Literals::Fresh);
        self.call(class, called, Kind::New)
    }

    fn new_global(&mut self, name: &str, callee: &ValueExpr, called: &Called<'_>) -> Ty {
        match global(name) {
            Some(global) if global.is_made_by_new(name, called.types.len()) => {
                self.global(global, name, called.types, called.scope, callee.span)
            }
            _ => match self.lib_value(name) {
                Some(class) => self.call(class, called, Kind::New),
                None => Ty::UNKNOWABLE,
            },
        }
    }
}

/// The scope of a generic declaration with its type parameters bound, as far as there are arguments.
pub(super) fn bound(generic: &Generic, arguments: &[Ty]) -> Scope {
    let pairs = generic.parameters.iter().zip(arguments);
    pairs.fold(generic.scope.clone(), |scope, (parameter, argument)| {
        scope.bind(&parameter.name, *argument, parameter.constraint.clone())
    })
}

fn takes_as_many(signature: &Signature, called: &Called<'_>) -> bool {
    let params = signature.params.iter();
    let required = params.filter(|param| !param.optional && !param.rest);
    let required = required.count();
    let open = signature.params.last().is_some_and(|last| last.rest);
    let spread = called.arguments.iter().any(|argument| argument.spread);
    let arguments = called.arguments.len();
    let types = match &signature.generic {
        Some(generic) => generic.parameters.len(),
        None => 0,
    };
    called.types.len() <= types
        && (spread || required <= arguments && (open || arguments <= signature.params.len()))
}
