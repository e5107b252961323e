//! Conditional types: distributed over unions, and with what `infer` finds put in.

use super::Evaluator;
use super::scope::Scope;
use super::types::{Ty, Type};
use crate::module::{ConditionalExpr, TypeExpr, TypeExprKind};

/// Choices within choices that cannot be made yet and are looked into.
const MOST_UNDECIDED: usize = 3;

/// A name that `infer` introduces, while it is looked for.
#[derive(Clone, Debug)]
pub(super) struct Sought {
    pub(super) parameter: u32,
    pub(super) found: Vec<Ty>,
    /// Found where a function takes it rather than gives it.
    pub(super) taken: Vec<Ty>,
    pub(super) constraint: Option<Ty>,
}

impl Evaluator<'_, '_> {
    pub(super) fn conditional(&mut self, conditional: &ConditionalExpr, scope: &Scope) -> Ty {
        let checked = self.evaluate(&conditional.check, scope);
        let checked = self.force(checked);
        let Some(name) = distributed(&conditional.check, scope) else {
            return self.decide(conditional, checked, scope);
        };
        let members = match self.types.get(checked) {
            Type::Never => return Ty::NEVER,
            Type::Union(members, _) => members.clone(),
            _ => return self.decide(conditional, checked, scope),
        };
        let constraint = scope
            .parameter(name)
            .and_then(|binding| binding.constraint.clone());
        let types = members.into_iter().map(|member| {
            let scope = scope.bind(name, member, constraint.clone());
            self.decide(conditional, member, &scope)
        });
        let types = types.collect();
        self.union(types)
    }

    fn decide(&mut self, conditional: &ConditionalExpr, checked: Ty, scope: &Scope) -> Ty {
        match self.types.get(checked) {
            Type::Unknowable => return Ty::UNKNOWABLE,
            Type::Parameter(_) => return self.undecided(conditional, scope),
            _ => {}
        }
        let (inner, extends) = match conditional.inferred.is_empty() {
            true => (scope.clone(), self.evaluate(&conditional.extends, scope)),
            false => self.inferred(conditional, checked, scope),
        };
        let extends = self.force(extends);
        if checked == Ty::ANY && extends != Ty::ANY && extends != Ty::UNKNOWN {
            let yes = self.evaluate(&conditional.yes, &inner);
            let no = self.evaluate(&conditional.no, scope);
            return self.union(vec![yes, no]);
        }
        match self.is_assignable(checked, extends) {
            true => self.evaluate(&conditional.yes, &inner),
            false => self.evaluate(&conditional.no, scope),
        }
    }

    /// A choice by a name that is being looked for: what it comes to either way may tell the name.
    fn undecided(&mut self, conditional: &ConditionalExpr, scope: &Scope) -> Ty {
        if self.undecided >= MOST_UNDECIDED || !conditional.inferred.is_empty() {
            return Ty::UNKNOWN;
        }
        self.undecided += 1;
        self.silent += 1;
        let yes = self.evaluate(&conditional.yes, scope);
        let no = self.evaluate(&conditional.no, scope);
        self.silent -= 1;
        self.undecided -= 1;
        self.union(vec![yes, no])
    }

    /// The scope in which the names of `infer` are what was found, and the extended type with them.
    fn inferred(
        &mut self,
        conditional: &ConditionalExpr,
        checked: Ty,
        scope: &Scope,
    ) -> (Scope, Ty) {
        let mut open = scope.clone();
        let mut sought = Vec::new();
        for (name, constraint) in &conditional.inferred {
            let parameter = self.parameters;
            self.parameters += 1;
            let ty = self.types.add(Type::Parameter(parameter));
            open = open.bind(name, ty, None);
            sought.push(Sought {
                parameter,
                found: Vec::new(),
                taken: Vec::new(),
                constraint: constraint
                    .as_ref()
                    .map(|constraint| self.evaluate(constraint, scope)),
            });
        }
        let pattern = self.evaluate(&conditional.extends, &open);
        self.infer(checked, pattern, &mut sought);
        let mut inner = scope.clone();
        for ((name, constraint), sought) in conditional.inferred.iter().zip(sought) {
            let ty = self.settle(sought);
            inner = inner.bind(name, ty, constraint.clone());
        }
        let extends = self.evaluate(&conditional.extends, &inner);
        (inner, extends)
    }

    fn settle(&mut self, sought: Sought) -> Ty {
        let ty = match (sought.found.is_empty(), sought.taken.is_empty()) {
            (false, _) => self.union(sought.found),
            (true, false) => self.intersection(sought.taken),
            (true, true) => return sought.constraint.unwrap_or(Ty::UNKNOWN),
        };
        match sought.constraint {
            Some(constraint) if !self.is_assignable(ty, constraint) => constraint,
            _ => ty,
        }
    }
}

/// The type parameter that is checked, if it is one alone: each member of its union is checked for itself.
fn distributed<'e>(check: &'e TypeExpr, scope: &Scope) -> Option<&'e str> {
    match &*check.kind {
        TypeExprKind::Ref { path, arguments } if path.len() == 1 && arguments.is_empty() => {
            scope.parameter(&path[0]).map(|_| path[0].as_str())
        }
        _ => None,
    }
}
