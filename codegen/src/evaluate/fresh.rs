//! Which literals stay what they are where a value is written, and which widen to what they may be
//! replaced with.

use super::Evaluator;
use super::arguments::is_given_back;
use super::scope::{Literals, Scope};
use super::types::{Signature, Ty, Type, Value};
use crate::module::{Element, Unary, ValueExpr, ValueExprKind, ValueKind, Variable};
use crate::resolve::Meaning;

/// Constants behind constants that are followed.
const LONGEST_CHAIN: usize = 50;

impl Evaluator<'_, '_> {
    /// Whether what a value shows is a literal that nobody gave a type, so that it is a mere example.
    pub(super) fn is_fresh(&mut self, expr: &ValueExpr, scope: &Scope) -> bool {
        self.is_fresh_within(expr, scope, 0)
    }

    fn is_fresh_within(&mut self, expr: &ValueExpr, scope: &Scope, depth: usize) -> bool {
        if depth > LONGEST_CHAIN {
            return false;
        }
        match &*expr.kind {
            ValueExprKind::Literal(_) => true,
            ValueExprKind::Unary(Unary::Minus | Unary::Plus, inner)
            | ValueExprKind::NonNull(inner) => self.is_fresh_within(inner, scope, depth + 1),
            ValueExprKind::Conditional { yes, no } => {
                self.is_fresh_within(yes, scope, depth + 1)
                    && self.is_fresh_within(no, scope, depth + 1)
            }
            ValueExprKind::Name(name) if scope.variable(name).is_some() => scope.is_fresh(name),
            ValueExprKind::Name(name) => match self.value_name(name, scope.module) {
                Meaning::Declared(module, index) => {
                    let home = self.program.module(module);
                    match &home.values[index].kind {
                        ValueKind::Variable(variable) => {
                            let scope = Scope::module(module);
                            self.is_example(variable, &scope, depth)
                        }
                        _ => false,
                    }
                }
                _ => false,
            },
            ValueExprKind::Member { object, key, .. } => {
                self.is_enum(object, scope) || self.has_fresh(object, key, scope)
            }
            ValueExprKind::Call {
                callee, arguments, ..
            } => self.gives_fresh(callee, arguments, scope, depth),
            _ => false,
        }
    }

    fn has_fresh(&mut self, object: &ValueExpr, key: &str, scope: &Scope) -> bool {
        let object = self.value(object, scope, Literals::Fresh);
        let Type::Object(_) = self.types.get(object) else {
            return false;
        };
        let shape = self.shape(object);
        shape.property(key).is_some_and(|property| property.fresh)
    }

    /// Whether a generic function gives a literal back that it is given.
    fn gives_fresh(
        &mut self,
        callee: &ValueExpr,
        arguments: &[Element],
        scope: &Scope,
        depth: usize,
    ) -> bool {
        let function = self.value(callee, scope, Literals::Fresh);
        let shape = self.apparent(function);
        let [
            Signature {
                generic: Some(generic),
                ..
            },
        ] = &shape.calls[..]
        else {
            return false;
        };
        let mut parameters = generic.parameters.iter();
        parameters.any(|parameter| is_given_back(generic, &parameter.name))
            && arguments
                .iter()
                .any(|argument| self.is_fresh_within(&argument.value, scope, depth + 1))
    }

    fn is_example(&mut self, variable: &Variable, scope: &Scope, depth: usize) -> bool {
        let plain = variable.constant && variable.ty.is_none() && variable.way.is_empty();
        match &variable.value {
            Some(value) if plain => self.is_fresh_within(value, scope, depth + 1),
            _ => false,
        }
    }

    fn is_enum(&mut self, object: &ValueExpr, scope: &Scope) -> bool {
        let ValueExprKind::Name(name) = &*object.kind else {
            return false;
        };
        if scope.variable(name).is_some() {
            return false;
        }
        match self.value_name(name, scope.module) {
            Meaning::Declared(module, index) => {
                let home = self.program.module(module);
                matches!(home.values[index].kind, ValueKind::Enum(_))
            }
            _ => false,
        }
    }

    /// Whether the literal that a name or a member of an enum shows widens in its place.
    pub(super) fn is_widened(
        &mut self,
        expr: &ValueExpr,
        ty: Ty,
        scope: &Scope,
        literals: Literals,
    ) -> bool {
        let named = matches!(
            &*expr.kind,
            ValueExprKind::Name(_) | ValueExprKind::Member { .. } | ValueExprKind::Call { .. }
        );
        if !named || !matches!(self.types.get(ty), Type::Literal(..)) {
            return false;
        }
        match literals {
            Literals::Fresh | Literals::Constant => false,
            Literals::Widened => self.is_fresh(expr, scope),
            Literals::Context(context) => {
                self.is_fresh(expr, scope) && !self.asks_for_literals(context, ty)
            }
        }
    }

    /// Whether a place asks for literals of this kind, so that one which stands there stays one.
    pub(super) fn asks_for_literals(&mut self, context: Ty, literal: Ty) -> bool {
        let context = self.force(context);
        let wide = self.widen(literal);
        self.types
            .members(context)
            .into_iter()
            .any(|member| match self.types.get(member).clone() {
                Type::Literal(..) | Type::Template(..) => {
                    self.widen(member) == wide || self.is_assignable(member, wide)
                }
                Type::Parameter(parameter) => match self.constraints.get(&parameter).copied() {
                    Some(constraint) => self.asks_by_constraint(constraint, wide),
                    None => false,
                },
                _ => false,
            })
    }

    /// What stands for a type parameter stays a literal if the parameter is bound by primitives.
    pub(super) fn asks_by_constraint(&mut self, constraint: Ty, wide: Ty) -> bool {
        let constraint = self.force(constraint);
        self.types.members(constraint).into_iter().any(|member| {
            member == Ty::UNKNOWABLE
                || self.is_primitive(member) && {
                    let member = self.widen(member);
                    member == wide || self.is_assignable(member, wide)
                }
        })
    }

    /// What a place asks of one of the properties or elements of what stands there.
    pub(super) fn within_context(&mut self, context: Ty, key: Ty) -> Literals {
        let mut found = Vec::new();
        for member in self.context_members(context) {
            if let Some(ty) = self.property_type(member, key) {
                found.push(ty);
            }
        }
        match found.is_empty() {
            true => Literals::Widened,
            false => Literals::Context(self.union(found)),
        }
    }

    pub(super) fn asks_for_tuple(&mut self, context: Ty) -> bool {
        let members = self.context_members(context);
        members
            .into_iter()
            .any(|member| matches!(self.types.get(member), Type::Tuple { .. }))
    }

    /// What a place may hold, with what type parameters are bound by in their stead.
    fn context_members(&mut self, context: Ty) -> Vec<Ty> {
        let context = self.force(context);
        let mut found = Vec::new();
        for member in self.types.members(context) {
            match self.types.get(member) {
                Type::Parameter(parameter) => {
                    if let Some(constraint) = self.constraints.get(parameter).copied() {
                        let constraint = self.force(constraint);
                        found.extend(self.types.members(constraint));
                    }
                }
                Type::Null | Type::Undefined | Type::Absent | Type::Any | Type::Unknowable => {}
                _ => found.push(member),
            }
        }
        found
    }

    /// Literals of a mutable place become what they may be replaced with.
    pub(crate) fn widen(&mut self, ty: Ty) -> Ty {
        let ty = self.force(ty);
        match self.types.get(ty).clone() {
            Type::Union(members, _) if ty != Ty::BOOLEAN => {
                let members = members.into_iter().map(|member| self.widen_literal(member));
                let members = members.collect();
                self.union(members)
            }
            _ => self.widen_literal(ty),
        }
    }

    fn widen_literal(&mut self, ty: Ty) -> Ty {
        match self.types.get(ty).clone() {
            Type::Literal(_, Some(decl)) => {
                let module = self.program.module(decl.0);
                match &module.types[decl.1].body {
                    crate::module::TypeBody::Enum(body) => self.enumeration(decl, body),
                    _ => ty,
                }
            }
            Type::Literal(Value::Boolean(_), None) => Ty::BOOLEAN,
            Type::Literal(Value::Number(_), None) => Ty::NUMBER,
            Type::Literal(Value::BigInt(_), None) => Ty::BIGINT,
            Type::Literal(Value::String(_), None) => Ty::STRING,
            _ => ty,
        }
    }
}
