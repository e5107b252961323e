//! What an expression shows of its type, where nobody wrote it.
//!
//! Only what is plain is told: nothing is narrowed, no type arguments are found, and a callback is not
//! looked into. What cannot be told is [`Ty::UNKNOWABLE`], and so is all that is made of it.

use std::sync::Arc;

use super::Evaluator;
use super::scope::{Literals, Scope, Thunk};
use super::shapes::{data, overlay};
use super::types::{MemberKind, Property, Role, Shape, Signature, TupleMember, Ty, Type};
use crate::module::{Element, ObjectPart, TypeExpr, ValueExpr, ValueExprKind};
use crate::resolve::{Meaning, Space, global};
use crate::schema::Literal;
use crate::source::Span;

impl Evaluator<'_, '_> {
    pub(super) fn value(&mut self, expr: &ValueExpr, scope: &Scope, literals: Literals) -> Ty {
        if !self.enter(expr.span) {
            return Ty::UNKNOWABLE;
        }
        let ty = self.value_within(expr, scope, literals);
        let ty = self.force(ty);
        self.leave();
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
            ValueExprKind::Name(name) => self.name_value(name, scope, literals),
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
                let result = self.call(function, types, arguments.len(), |shape| &shape.calls);
                match optional {
                    true => self.union(vec![result, Ty::UNDEFINED]),
                    false => result,
                }
            }
            ValueExprKind::New {
                callee,
                types,
                arguments,
            } => self.new_value(callee, types, arguments, scope),
            ValueExprKind::Function(function) => {
                self.functions(vec![Arc::clone(function)], scope, false, expr.span)
            }
            ValueExprKind::Class(class) => self.class_value(class, scope, None),
            ValueExprKind::Unary(op, value) => self.unary(*op, value, scope, literals),
            ValueExprKind::Binary(op, left, right) => self.binary(*op, left, right, scope),
            ValueExprKind::Logical(op, left, right) => {
                self.logical(*op, left, right, scope, literals)
            }
            ValueExprKind::Conditional { yes, no } => {
                let types = vec![inner(self, yes), inner(self, no)];
                self.union(types)
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

    /// Whether a place asks for literals of this kind, so that one which stands there stays one.
    fn asks_for_literals(&mut self, context: Ty, literal: Ty) -> bool {
        let context = self.force(context);
        let wide = self.widen(literal);
        self.types.members(context).into_iter().any(|member| {
            matches!(
                self.types.get(member),
                Type::Literal(..) | Type::Template(..)
            ) && (self.widen(member) == wide || self.is_assignable(member, wide))
        })
    }

    /// A name that the module or a function around declares, evaluated for the place where it is used.
    fn name_value(&mut self, name: &str, scope: &Scope, literals: Literals) -> Ty {
        if scope.variable(name).is_none()
            && let Meaning::Declared(module, index) = self.value_name(name, scope.module)
        {
            let home = self.program.module(module);
            let declared = &home.values[index];
            if let crate::module::ValueKind::Variable(variable) = &declared.kind {
                let plain = variable.constant && variable.ty.is_none() && variable.way.is_empty();
                // A literal behind a constant is as fresh as one that is written here.
                if let (true, Some(value), Literals::Widened) = (plain, &variable.value, literals)
                    && let ValueExprKind::Literal(_) = &*value.kind
                {
                    return self.value(value, &Scope::module(module), literals);
                }
            }
        }
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

    fn array_value(&mut self, elements: &[Element], scope: &Scope, literals: Literals) -> Ty {
        let as_tuple = match literals {
            Literals::Constant => true,
            Literals::Context(context) => matches!(self.forced(context), Type::Tuple { .. }),
            Literals::Widened | Literals::Fresh => false,
        };
        let mut members: Vec<TupleMember> = Vec::new();
        for (at, element) in elements.iter().enumerate() {
            let within = match literals {
                Literals::Fresh => Literals::Widened,
                Literals::Context(context) => {
                    let key = self.types.number(at as f64);
                    self.property_type(context, key)
                        .map_or(Literals::Widened, Literals::Context)
                }
                Literals::Widened | Literals::Constant => literals,
            };
            let ty = self.value(&element.value, scope, within);
            match (element.spread, self.types.get(ty).clone()) {
                (false, _) => members.push(TupleMember::required(ty)),
                (true, Type::Tuple { members: more, .. }) if as_tuple => members.extend(more),
                (true, _) => members.push(TupleMember {
                    name: None,
                    ty: self.iterated(ty).unwrap_or(Ty::UNKNOWABLE),
                    kind: MemberKind::Rest,
                }),
            }
        }
        if as_tuple {
            return self.tuple_of(members, literals == Literals::Constant);
        }
        let element = match members.is_empty() {
            true => Ty::ANY,
            false => self.any_element(&members),
        };
        self.array(element, false)
    }

    fn object_value(
        &mut self,
        parts: &[ObjectPart],
        scope: &Scope,
        literals: Literals,
        span: Span,
    ) -> Ty {
        let mut shape = Shape::default();
        for part in parts {
            match part {
                ObjectPart::Property { key, value, span } => {
                    let Some(name) = self.key_name(key, scope) else {
                        return Ty::UNKNOWABLE;
                    };
                    let within = self.within_property(literals, &name);
                    let property = self.object_property(&name, value, scope, within, *span);
                    overlay(
                        &mut shape,
                        Shape {
                            properties: vec![property],
                            ..Shape::default()
                        },
                    );
                }
                ObjectPart::Computed { key, value } => {
                    let key = self.value(key, scope, Literals::Fresh);
                    let Some(name) = self.name_of_key(key) else {
                        return Ty::UNKNOWABLE;
                    };
                    let within = self.within_property(literals, &name);
                    let property = self.object_property(&name, value, scope, within, span);
                    overlay(
                        &mut shape,
                        Shape {
                            properties: vec![property],
                            ..Shape::default()
                        },
                    );
                }
                ObjectPart::Spread(value) => {
                    let ty = self.value(value, scope, Literals::Widened);
                    if !matches!(self.types.get(ty), Type::Object(_)) {
                        return Ty::UNKNOWABLE;
                    }
                    let spread = self.shape(ty);
                    self.spread_into(&mut shape, &spread);
                }
                ObjectPart::Opaque => return Ty::UNKNOWABLE,
            }
        }
        self.object_with(shape, span)
    }

    fn within_property(&mut self, literals: Literals, name: &str) -> Literals {
        match literals {
            Literals::Fresh | Literals::Widened => Literals::Widened,
            Literals::Constant => Literals::Constant,
            Literals::Context(context) => {
                let key = self.types.text(name);
                self.property_type(context, key)
                    .map_or(Literals::Widened, Literals::Context)
            }
        }
    }

    fn object_property(
        &mut self,
        name: &str,
        value: &ValueExpr,
        scope: &Scope,
        literals: Literals,
        span: Span,
    ) -> Property {
        let ty = self
            .types
            .lazy(Thunk::Value(value.clone(), scope.clone(), literals));
        Property {
            readonly: literals == Literals::Constant,
            role: match &*value.kind {
                ValueExprKind::Function(_) => Role::Method,
                _ => Role::Data,
            },
            ..data(name, ty, false, span)
        }
    }

    /// A property that may be absent leaves what was there before.
    fn spread_into(&mut self, shape: &mut Shape, spread: &Shape) {
        for property in &spread.properties {
            if matches!(property.role, Role::Inherited | Role::Hidden) {
                continue;
            }
            let mut property = property.clone();
            property.readonly = false;
            let before = shape
                .properties
                .iter()
                .find(|known| known.name == property.name);
            if let (true, Some(before)) = (property.optional, before) {
                let given = self.strip(property.ty, super::scope::Strip::Absent);
                let both = vec![before.ty, given];
                let optional = before.optional;
                property.ty = self.types.lazy(Thunk::Union(both));
                property.optional = optional;
            }
            overlay(
                shape,
                Shape {
                    properties: vec![property],
                    ..Shape::default()
                },
            );
        }
        shape.indexes.extend(spread.indexes.iter().cloned());
    }

    /// What a call of a function with as many arguments gives. Type arguments are not found out.
    fn call(
        &mut self,
        function: Ty,
        types: &[TypeExpr],
        arguments: usize,
        kind: impl Fn(&Shape) -> &Vec<Signature>,
    ) -> Ty {
        if !types.is_empty() {
            return Ty::UNKNOWABLE;
        }
        let shape = self.apparent(function);
        let fitting = kind(&shape).iter().find(|signature| {
            let required = signature
                .params
                .iter()
                .filter(|param| !param.optional && !param.rest);
            let open = signature.params.last().is_some_and(|last| last.rest);
            required.count() <= arguments && (open || arguments <= signature.params.len())
        });
        let overloaded = kind(&shape).len() > 1;
        match fitting {
            Some(signature) if !signature.generic && !overloaded => self.force(signature.result),
            Some(_) | None => Ty::UNKNOWABLE,
        }
    }

    fn new_value(
        &mut self,
        callee: &ValueExpr,
        types: &[TypeExpr],
        arguments: &[Element],
        scope: &Scope,
    ) -> Ty {
        if let ValueExprKind::Name(name) = &*callee.kind {
            let own = scope.variable(name).is_some()
                || !matches!(self.value_name(name, scope.module), Meaning::Missing);
            if !own {
                return match global(name) {
                    Some(global) if global.is_made_by_new(name, types.len()) => {
                        self.global(global, name, types, scope, callee.span)
                    }
                    _ => Ty::UNKNOWABLE,
                };
            }
            if let (false, Meaning::Declared(module, index)) = (
                types.is_empty(),
                self.meaning_silently(name, scope.module, Space::Type),
            ) {
                let types = types.iter().map(|ty| self.evaluate(ty, scope));
                let types = types.collect();
                return self.instantiate((module, index), types);
            }
        }
        let class = self.value(callee, scope, Literals::Fresh);
        self.call(class, types, arguments.len(), |shape| &shape.constructs)
    }
}
