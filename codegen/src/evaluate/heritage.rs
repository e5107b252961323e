//! What classes inherit from: instances of the value behind `extends`, which may be a class, a constant, or
//! what a call gives. Where the value has the name of a class, that is the type of its instances.

use super::Evaluator;
use super::scope::{Literals, Scope};
use super::types::Ty;
use crate::codes;
use crate::module::{TypeExpr, TypeExprKind, ValueExpr, ValueExprKind, ValueKind};
use crate::resolve::Meaning;
use crate::source::Span;

impl Evaluator<'_, '_> {
    pub(super) fn heritage(
        &mut self,
        class: &ValueExpr,
        arguments: &[TypeExpr],
        scope: &Scope,
        span: Span,
    ) -> Ty {
        if let Some(path) = dotted(class)
            && !self.is_variable(&path, scope)
        {
            return self.reference(&path, arguments, scope, span);
        }
        let value = self.base_of(class, scope).unwrap_or(Ty::UNKNOWABLE);
        if let Some(instance) = self.instance_of(value, arguments, scope) {
            return instance;
        }
        let place = self.place.clone();
        let instead = "a base that is a class, or the resulting type out, as an interface";
        self.report(span, |span| {
            codes::unevaluated("an expression as a base", &place, instead, span)
        });
        Ty::UNKNOWABLE
    }

    /// The base as a value, for what is static in it.
    pub(super) fn base_value(&mut self, base: &TypeExpr, scope: &Scope) -> Option<Ty> {
        match &*base.kind {
            TypeExprKind::Heritage { class, .. } => self.base_of(class, scope),
            _ => None,
        }
    }

    fn base_of(&mut self, class: &ValueExpr, scope: &Scope) -> Option<Ty> {
        match dotted(class) {
            Some(path) => self.value_path(&path, scope),
            None => Some(self.value(class, scope, Literals::Fresh)),
        }
    }

    /// What `new` gives of a value; of several constructors the first that has as many type parameters.
    fn instance_of(&mut self, class: Ty, arguments: &[TypeExpr], scope: &Scope) -> Option<Ty> {
        let class = self.force(class);
        if matches!(class, Ty::ANY | Ty::NULL) {
            return Some(class);
        }
        let given = arguments.iter().map(|ty| self.evaluate(ty, scope));
        let given: Vec<Ty> = given.collect();
        let shape = self.apparent(class);
        let mut constructs = shape.constructs.iter();
        let signature = constructs.find(|signature| match &signature.generic {
            Some(generic) => given.len() <= generic.parameters.len(),
            None => given.is_empty(),
        })?;
        let made = match &signature.generic {
            Some(generic) => {
                let arguments = self.completed(generic, given);
                self.instantiated(signature, generic, &arguments).result
            }
            None => signature.result,
        };
        Some(self.force(made))
    }

    /// Whether a name stands for what is computed, not for a class.
    fn is_variable(&mut self, path: &[String], scope: &Scope) -> bool {
        let (first, rest) = path.split_first().expect("a name");
        if scope.variable(first).is_some() {
            return true;
        }
        let mut meaning = self.value_name(first, scope.module);
        for name in rest {
            match meaning {
                Meaning::Namespace(module) => meaning = self.exported_value(module, name),
                _ => break,
            }
        }
        match meaning {
            Meaning::Declared(module, index) => {
                let module = self.program.module(module);
                matches!(module.values[index].kind, ValueKind::Variable(_))
            }
            _ => false,
        }
    }
}

fn dotted(value: &ValueExpr) -> Option<Vec<String>> {
    match &*value.kind {
        ValueExprKind::Name(name) => Some(vec![name.clone()]),
        ValueExprKind::Member {
            object,
            key,
            optional: false,
        } => {
            let mut path = dotted(object)?;
            path.push(key.clone());
            Some(path)
        }
        _ => None,
    }
}
