//! Arrays and objects that are written out as values.

use std::sync::Arc;

use super::Evaluator;
use super::scope::{Literals, Scope, Thunk};
use super::shapes::data;
use super::spreads::Made;
use super::types::{MemberKind, Property, Role, Shape, TupleMember, Ty, Type};
use crate::module::{Element, Key, ObjectPart, ValueExpr, ValueExprKind};
use crate::source::Span;

impl Evaluator<'_, '_> {
    pub(super) fn array_value(
        &mut self,
        elements: &[Element],
        scope: &Scope,
        literals: Literals,
    ) -> Ty {
        let as_tuple = match literals {
            Literals::Constant => true,
            Literals::Context(context) => self.asks_for_tuple(context),
            Literals::Widened | Literals::Fresh => false,
        };
        let mut members: Vec<TupleMember> = Vec::new();
        for (at, element) in elements.iter().enumerate() {
            let within = match literals {
                Literals::Fresh => Literals::Widened,
                Literals::Context(context) => {
                    let key = self.types.number(at as f64);
                    self.within_context(context, key)
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
            true => Ty::NEVER,
            false => self.either(members.iter().map(|member| member.ty).collect()),
        };
        self.array(element, false)
    }

    pub(super) fn object_value(
        &mut self,
        parts: &[ObjectPart],
        scope: &Scope,
        literals: Literals,
        span: Span,
    ) -> Ty {
        let mut made = Made::default();
        for part in parts {
            match part {
                ObjectPart::Property { key, value, span } => {
                    let Some(name) = self.key_name(key, scope) else {
                        return Ty::UNKNOWABLE;
                    };
                    let within = self.within_property(literals, &name);
                    let mut property = self.object_property(&name, value, scope, within, *span);
                    property.quoted = matches!(key, Key::Quoted(_));
                    made.put(property);
                }
                ObjectPart::Getter {
                    key,
                    function,
                    span,
                } => {
                    let Some(name) = self.key_name(key, scope) else {
                        return Ty::UNKNOWABLE;
                    };
                    let result = Thunk::Result(Arc::clone(function), scope.clone());
                    let ty = match &function.result {
                        Some(result) => self.later(result, scope),
                        None => self.types.lazy(result),
                    };
                    made.put(Property {
                        readonly: true,
                        ..data(&name, ty, false, *span)
                    });
                }
                ObjectPart::Computed { key, value } => {
                    let key = self.value(key, scope, Literals::Fresh);
                    if let Some(name) = self.name_of_key(key) {
                        let within = self.within_property(literals, &name);
                        made.put(self.object_property(&name, value, scope, within, span));
                        continue;
                    }
                    let Some(key) = self.open_key(key) else {
                        return Ty::UNKNOWABLE;
                    };
                    let within = match literals {
                        Literals::Context(context) => self.within_context(context, key),
                        other => self.within_property(other, ""),
                    };
                    let ty = self.object_property("", value, scope, within, span).ty;
                    made.put_under(key, ty);
                }
                ObjectPart::Spread(value) => {
                    let ty = self.value(value, scope, Literals::Widened);
                    if !self.spread_object(&mut made, ty) {
                        return Ty::UNKNOWABLE;
                    }
                }
                ObjectPart::Opaque => return Ty::UNKNOWABLE,
            }
        }
        self.made_object(made, span)
    }

    fn within_property(&mut self, literals: Literals, name: &str) -> Literals {
        match literals {
            Literals::Fresh | Literals::Widened => Literals::Widened,
            Literals::Constant => Literals::Constant,
            Literals::Context(context) => {
                let key = self.types.text(name);
                self.within_context(context, key)
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

    /// One of several values. Objects that are written out where one of them is chosen are told apart by
    /// what they do not have, as TypeScript does.
    pub(super) fn either(&mut self, types: Vec<Ty>) -> Ty {
        let ty = self.union(types);
        let ty = self.without_empty(ty);
        let members = self.types.members(ty);
        let mut names: Vec<Property> = Vec::new();
        let mut literals = 0;
        for member in &members {
            if let Some(shape) = self.literal_shape(*member) {
                literals += 1;
                for property in &shape.properties {
                    if !names.iter().any(|known| known.name == property.name) {
                        names.push(property.clone());
                    }
                }
            }
        }
        if literals < 2 {
            return ty;
        }
        let mut kept: Vec<Ty> = Vec::new();
        for member in members {
            let member = self.with_absent(member, &names);
            // Examples of the same are one.
            let is_literal = self.literal_shape(member).is_some();
            if !is_literal || !kept.iter().any(|known| self.is_identical(*known, member)) {
                kept.push(member);
            }
        }
        self.union(kept)
    }

    /// `[]` beside another list is one of those.
    fn without_empty(&mut self, ty: Ty) -> Ty {
        let members = self.types.members(ty);
        let is_empty = |ty: &Ty| {
            matches!(
                self.types.get(*ty),
                Type::Array {
                    element: Ty::NEVER,
                    ..
                }
            )
        };
        let is_list = |ty: &Ty| matches!(self.types.get(*ty), Type::Array { .. });
        let empty = members.iter().filter(|member| is_empty(member)).count();
        let lists = members.iter().filter(|member| is_list(member)).count();
        if empty == 0 || lists == empty {
            return ty;
        }
        let kept = members.into_iter().filter(|member| !is_empty(member));
        let kept = kept.collect();
        self.union(kept)
    }

    fn literal_shape(&mut self, ty: Ty) -> Option<std::rc::Rc<Shape>> {
        let Type::Object(_) = self.types.get(ty) else {
            return None;
        };
        let shape = self.shape(ty);
        (shape.literal && shape.indexes.is_empty()).then_some(shape)
    }

    fn with_absent(&mut self, ty: Ty, names: &[Property]) -> Ty {
        let Some(shape) = self.literal_shape(ty) else {
            return ty;
        };
        let missing: Vec<Property> = names
            .iter()
            .filter(|name| shape.property(&name.name).is_none())
            .map(|name| data(&name.name, Ty::UNDEFINED, true, name.span))
            .collect();
        if missing.is_empty() {
            return ty;
        }
        let mut shape = (*shape).clone();
        shape.properties.extend(missing);
        let span = self.site;
        self.object_with(shape, span)
    }
}
