//! `T[K]`, and what is made of types that are no objects.

use std::rc::Rc;

use super::Evaluator;
use super::types::{MemberKind, Property, Shape, TupleMember, Ty, Type, Value};
use crate::codes;
use crate::parse::keys::index_of;
use crate::source::Span;

impl Evaluator<'_, '_> {
    /// A property that is not there is a mistake, unless the access is written of a type parameter: an argument may lack
    /// what its constraint allows it to lack.
    pub(super) fn indexed(&mut self, object: Ty, index: Ty, generic: bool, span: Span) -> Ty {
        if !self.enter(span) {
            return Ty::UNKNOWABLE;
        }
        let ty = self.indexed_within(object, index, generic, span);
        self.leave();
        ty
    }

    fn indexed_within(&mut self, object: Ty, index: Ty, generic: bool, span: Span) -> Ty {
        let (object, index) = (self.force(object), self.force(index));
        match (
            self.types.get(object).clone(),
            self.types.get(index).clone(),
        ) {
            (Type::Unknowable | Type::Parameter(_), _)
            | (_, Type::Unknowable | Type::Parameter(_)) => Ty::UNKNOWABLE,
            (Type::Any, _) => Ty::ANY,
            (Type::Never, _) => Ty::NEVER,
            (Type::Union(members, _), _) => {
                let types = members
                    .into_iter()
                    .map(|one| self.indexed(one, index, generic, span));
                let types = types.collect();
                self.union(types)
            }
            (_, Type::Never) => Ty::NEVER,
            (_, Type::Union(members, _)) => {
                let types = members
                    .into_iter()
                    .map(|one| self.indexed(object, one, generic, span));
                let types = types.collect();
                self.union(types)
            }
            (kind, _) => match self.property_type(object, index) {
                Some(ty) => ty,
                None if generic && matches!(kind, Type::Tuple { .. }) => Ty::UNDEFINED,
                None if generic => Ty::UNKNOWN,
                None => {
                    let (object, index) = (self.spell(object), self.spell(index));
                    self.report(span, |span| codes::missing_property(&object, &index, span));
                    Ty::UNKNOWABLE
                }
            },
        }
    }

    /// The type of one property, element or index. Nothing if there is none.
    pub(super) fn property_type(&mut self, object: Ty, key: Ty) -> Option<Ty> {
        let (object, key) = (self.force(object), self.force(key));
        match self.types.get(object).clone() {
            Type::Tuple { members, .. } => {
                if let Some(ty) = self.tuple_property(&members, key) {
                    return ty;
                }
            }
            Type::Array { element, .. } => {
                let number = self
                    .name_of_key(key)
                    .is_some_and(|name| index_of(&name).is_some());
                if key == Ty::NUMBER || number {
                    return Some(element);
                }
            }
            Type::Brand(parts) => {
                return parts
                    .into_iter()
                    .find_map(|part| self.property_type(part, key));
            }
            _ => {}
        }
        let shape = self.apparent(object);
        self.shape_property(&shape, key)
    }

    fn shape_property(&mut self, shape: &Rc<Shape>, key: Ty) -> Option<Ty> {
        if let Some(name) = self.name_of_key(key)
            && let Some(property) = shape.property(&name)
        {
            let (ty, optional) = (property.ty, property.optional);
            return Some(match optional {
                true => self.or_absent(ty),
                false => self.force(ty),
            });
        }
        let mut found = Vec::new();
        for index in &shape.indexes {
            if self.index_takes(index.key, key) {
                found.push(index.ty);
            }
        }
        match found.is_empty() {
            true => None,
            false => Some(self.intersection(found)),
        }
    }

    /// Whether an index signature answers for a key.
    pub(super) fn index_takes(&mut self, index: Ty, key: Ty) -> bool {
        let index = self.force(index);
        let numeric = matches!(
            self.types.get(key),
            Type::Number | Type::Literal(Value::Number(_), _)
        );
        match index {
            Ty::STRING if numeric => true,
            Ty::NUMBER => {
                numeric
                    || self
                        .name_of_key(key)
                        .is_some_and(|name| index_of(&name).is_some())
            }
            _ => self.is_assignable(key, index),
        }
    }

    /// Of a tuple's own: its elements and its length.
    #[allow(clippy::option_option)]
    fn tuple_property(&mut self, members: &[TupleMember], key: Ty) -> Option<Option<Ty>> {
        if key == Ty::NUMBER {
            return Some(Some(self.any_element(members)));
        }
        let name = self.name_of_key(key)?;
        if &*name == "length" {
            return Some(Some(self.length(members)));
        }
        let at = index_of(&name)? as usize;
        let rest = members
            .iter()
            .position(|member| member.kind == MemberKind::Rest);
        let ty = match (members.get(at), rest) {
            (Some(member), rest) if rest.is_none_or(|rest| at < rest) => match member.kind {
                MemberKind::Optional => self.or_absent(member.ty),
                _ => self.force(member.ty),
            },
            (_, Some(rest)) => self.any_element(&members[rest..]),
            (_, None) => return Some(None),
        };
        Some(Some(ty))
    }

    fn length(&mut self, members: &[TupleMember]) -> Ty {
        let least = members
            .iter()
            .filter(|member| member.kind == MemberKind::Required)
            .count();
        let open = members
            .iter()
            .any(|member| matches!(member.kind, MemberKind::Rest | MemberKind::Variadic));
        if open {
            return Ty::NUMBER;
        }
        let lengths = (least..=members.len()).map(|length| self.types.number(length as f64));
        let lengths = lengths.collect();
        self.union(lengths)
    }

    /// What a value of a type has, be it an object or not.
    pub(crate) fn apparent(&mut self, ty: Ty) -> Rc<Shape> {
        let ty = self.force(ty);
        let (name, arguments) = match self.types.get(ty).clone() {
            Type::Object(_) => return self.shape(ty),
            Type::String
            | Type::Literal(Value::String(_), _)
            | Type::Template(..)
            | Type::Recased(..) => ("String", Vec::new()),
            Type::Number | Type::Literal(Value::Number(_), _) => ("Number", Vec::new()),
            Type::BigInt | Type::Literal(Value::BigInt(_), _) => ("BigInt", Vec::new()),
            Type::Literal(Value::Boolean(_), _) => ("Boolean", Vec::new()),
            Type::Symbol | Type::UniqueSymbol(_) => ("Symbol", Vec::new()),
            Type::Array { element, readonly } => (list_name(readonly), vec![element]),
            Type::Tuple { members, readonly } => {
                return self.tuple_shape(&members, readonly);
            }
            Type::Builtin(name, arguments) => (name, arguments),
            Type::Brand(parts) => {
                return self.merged(&parts);
            }
            Type::Any
            | Type::Unknowable
            | Type::Unknown
            | Type::Never
            | Type::Void
            | Type::Undefined
            | Type::Absent
            | Type::Null
            | Type::NonPrimitive
            | Type::Union(..)
            | Type::Parameter(_)
            | Type::Lazy(_) => return Rc::default(),
        };
        let name = match name {
            "Array" | "ReadonlyArray" => name,
            // What typed arrays have in common is declared once.
            _ if name.ends_with("Array") => "Uint8Array",
            _ => name,
        };
        match self.declared_in_lib(name, arguments) {
            Some(declared) => self.shape_as(declared, ty),
            None => Rc::default(),
        }
    }

    fn tuple_shape(&mut self, members: &[TupleMember], readonly: bool) -> Rc<Shape> {
        let element = self.any_element(members);
        let array = self.array(element, readonly);
        let mut shape = (*self.apparent(array)).clone();
        let length = self.length(members);
        let mut properties = shape.properties.iter_mut();
        if let Some(property) = properties.find(|property| &*property.name == "length") {
            property.ty = length;
        }
        for (at, member) in members.iter().enumerate() {
            if matches!(member.kind, MemberKind::Required | MemberKind::Optional) {
                let optional = member.kind == MemberKind::Optional;
                shape.properties.push(Property {
                    quoted: true,
                    ..super::shapes::data(&at.to_string(), member.ty, optional, self.site)
                });
            }
        }
        Rc::new(shape)
    }
}

fn list_name(readonly: bool) -> &'static str {
    match readonly {
        true => "ReadonlyArray",
        false => "Array",
    }
}
