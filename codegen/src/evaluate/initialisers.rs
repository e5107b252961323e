//! What an expression shows of its type, where nobody wrote it.
//!
//! Only what is plain is told: nothing is narrowed. What cannot be told is [`Ty::UNKNOWABLE`], and so is
//! all that is made of it.

use std::sync::Arc;

use super::Evaluator;
use super::calls::{Called, Kind};
use super::scope::{Literals, Scope};
use super::sources::Callable;
use super::types::{Ty, Type};
use crate::module::{ValueExpr, ValueExprKind};
use crate::resolve::Meaning;
use crate::schema::Literal;

impl Evaluator<'_, '_> {
    pub(super) fn value(&mut self, expr: &ValueExpr, scope: &Scope, literals: Literals) -> Ty {
        if !self.enter(expr.span) {
            return Ty::UNKNOWABLE;
        }
        let ty = match &*expr.kind {
            ValueExprKind::Call { .. } | ValueExprKind::New { .. } => {
                self.called_once(expr, scope, literals)
            }
            _ => self.value_within(expr, scope, literals),
        };
        let ty = self.force(ty);
        let ty = match self.is_widened(expr, ty, scope, literals) {
            true => self.widen(ty),
            false => ty,
        };
        self.leave();
        ty
    }

    /// A call is looked into once, however often it is asked about: its arguments are for each overload.
    fn called_once(&mut self, expr: &ValueExpr, scope: &Scope, literals: Literals) -> Ty {
        let key = (Arc::as_ptr(&expr.kind).addr(), scope.id(), literals);
        if let Some((ty, _, _)) = self.called.get(&key) {
            return *ty;
        }
        let ty = self.value_within(expr, scope, literals);
        let ty = self.force(ty);
        // What the key points at has to stay.
        let held = (ty, Arc::clone(&expr.kind), scope.clone());
        self.called.insert(key, held);
        ty
    }

    fn value_within(&mut self, expr: &ValueExpr, scope: &Scope, literals: Literals) -> Ty {
        let inner = |this: &mut Self, expr: &ValueExpr| this.value(expr, scope, literals);
        match &*expr.kind {
            ValueExprKind::Literal(literal) => self.literal_value(literal, literals),
            ValueExprKind::Null => Ty::NULL,
            ValueExprKind::Undefined => Ty::UNDEFINED,
            ValueExprKind::RegExp => self.types.add(Type::Builtin("RegExp", Vec::new())),
            ValueExprKind::Template { texts, values } => match literals {
                Literals::Constant => {
                    let types = values.iter().map(|value| inner(self, value));
                    let types = types.collect();
                    self.template(texts, types)
                }
                Literals::Widened | Literals::Fresh | Literals::Context(_) => Ty::STRING,
            },
            ValueExprKind::Name(name) => self.name_value(name, scope),
            ValueExprKind::This => scope.parameter("this").map_or(Ty::UNKNOWABLE, |it| it.ty),
            ValueExprKind::Member {
                object,
                key,
                optional,
            } => {
                if let Some(ty) = self.namespace_member(object, key, scope) {
                    return ty;
                }
                let object = self.value(object, scope, Literals::Fresh);
                let key = self.types.text(key);
                self.read(object, key, *optional)
            }
            ValueExprKind::Element {
                object,
                index,
                optional,
            } => {
                let object = self.value(object, scope, Literals::Fresh);
                let index = self.value(index, scope, Literals::Fresh);
                self.read(object, index, *optional)
            }
            ValueExprKind::Array(elements) => self.array_value(elements, scope, literals),
            ValueExprKind::Object(parts) => self.object_value(parts, scope, literals, expr.span),
            ValueExprKind::Call {
                callee,
                types,
                arguments,
                optional,
            } => {
                let function = self.value(callee, scope, Literals::Fresh);
                let present = self.non_null(function);
                let called = Called {
                    types,
                    arguments,
                    scope,
                };
                let result = self.call(present, &called, Kind::Call);
                match *optional && present != function {
                    true => self.union(vec![result, Ty::UNDEFINED]),
                    false => result,
                }
            }
            ValueExprKind::New {
                callee,
                types,
                arguments,
            } => {
                let called = Called {
                    types,
                    arguments,
                    scope,
                };
                self.new_value(callee, &called)
            }
            ValueExprKind::Instantiation(value, types) => {
                let ty = self.value(value, scope, Literals::Fresh);
                self.instantiated_value(ty, types, scope)
            }
            ValueExprKind::Function(function) => self.functions(
                vec![Arc::clone(function)],
                scope,
                Callable::Function,
                expr.span,
            ),
            ValueExprKind::Class(class) => self.class_value(class, scope, None),
            ValueExprKind::Unary(op, value) => self.unary(*op, value, scope, literals),
            ValueExprKind::Binary(op, left, right) => self.binary(*op, left, right, scope),
            ValueExprKind::Logical(op, left, right) => {
                self.logical(*op, left, right, scope, literals)
            }
            ValueExprKind::Conditional { yes, no } => {
                let types = vec![inner(self, yes), inner(self, no)];
                self.either(types)
            }
            ValueExprKind::Await(value) => {
                let promised = self.value(value, scope, Literals::Fresh);
                self.awaited(promised)
            }
            ValueExprKind::As(ty) => self.evaluate(ty, scope),
            ValueExprKind::Satisfies(value, ty) => match literals {
                Literals::Constant => inner(self, value),
                Literals::Widened | Literals::Fresh | Literals::Context(_) => {
                    let context = self.evaluate(ty, scope);
                    self.value(value, scope, Literals::Context(context))
                }
            },
            ValueExprKind::AsConst(value) => self.value(value, scope, Literals::Constant),
            ValueExprKind::NonNull(value) => {
                let ty = inner(self, value);
                self.non_null(ty)
            }
            ValueExprKind::Opaque => Ty::UNKNOWABLE,
        }
    }

    pub(super) fn literal_value(&mut self, literal: &Literal, literals: Literals) -> Ty {
        let ty = self.literal(literal);
        match literals {
            Literals::Widened => self.widen(ty),
            Literals::Fresh | Literals::Constant => ty,
            Literals::Context(context) => match self.asks_for_literals(context, ty) {
                true => ty,
                false => self.widen(ty),
            },
        }
    }

    fn name_value(&mut self, name: &str, scope: &Scope) -> Ty {
        let path = [name.to_string()];
        self.value_path(&path, scope).unwrap_or(Ty::UNKNOWABLE)
    }

    /// `ns.value`, where `ns` is no value itself.
    fn namespace_member(&mut self, object: &ValueExpr, key: &str, scope: &Scope) -> Option<Ty> {
        let ValueExprKind::Name(name) = &*object.kind else {
            return None;
        };
        if scope.variable(name).is_some() {
            return None;
        }
        match self.value_name(name, scope.module) {
            Meaning::Namespace(_) => self.value_path(&[name.clone(), key.to_string()], scope),
            _ => None,
        }
    }
}
