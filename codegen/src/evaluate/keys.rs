//! `keyof`, and names of properties as types.

use std::rc::Rc;

use super::Evaluator;
use super::types::{Property, Role, Shape, Ty, Type, Value};
use crate::parse::keys::{index_of, number_text};

impl Evaluator<'_, '_> {
    pub(super) fn keys_of(&mut self, ty: Ty) -> Ty {
        let ty = self.force(ty);
        match self.types.get(ty).clone() {
            Type::Any | Type::Never => Ty::KEY,
            Type::Unknowable | Type::Parameter(_) => Ty::UNKNOWABLE,
            Type::Unknown
            | Type::Void
            | Type::Undefined
            | Type::Absent
            | Type::Null
            | Type::NonPrimitive => Ty::NEVER,
            Type::Union(members, _) => {
                let keys = members.into_iter().map(|member| self.keys_of(member));
                let keys = keys.collect();
                self.intersection(keys)
            }
            Type::Brand(parts) => {
                let keys = parts.into_iter().map(|part| self.keys_of(part));
                let keys = keys.collect();
                self.union(keys)
            }
            _ => {
                let shape = self.apparent(ty);
                let keys = self.keys(&shape);
                self.union(keys)
            }
        }
    }

    /// The keys that an object is declared with.
    fn keys(&mut self, shape: &Rc<Shape>) -> Vec<Ty> {
        let mut keys = Vec::new();
        for index in shape.indexes.iter().filter(|index| !index.reverse) {
            let key = self.force(index.key);
            keys.push(key);
            if key == Ty::STRING {
                keys.push(Ty::NUMBER);
            }
        }
        for property in &shape.properties {
            if property.role != Role::Hidden {
                keys.push(self.key_type(property));
            }
        }
        keys
    }

    /// A name as a type: `"a"`, or `0` where it is a number.
    pub(super) fn key_type(&mut self, property: &Property) -> Ty {
        let name = &*property.name;
        match (name.strip_prefix('@'), index_of(name)) {
            (Some(symbol), _) => self.types.add(Type::UniqueSymbol(symbol.to_string())),
            (None, Some(number)) if !property.quoted => self.types.number(number),
            (None, _) => self.types.text(name),
        }
    }

    /// The property that a key means, if it means one.
    pub(super) fn name_of_key(&self, key: Ty) -> Option<Rc<str>> {
        match self.types.get(key) {
            Type::Literal(Value::String(text), _) => Some(Rc::clone(text)),
            Type::Literal(Value::Number(bits), _) => {
                Some(Rc::from(&*number_text(f64::from_bits(*bits))))
            }
            Type::UniqueSymbol(path) => Some(Rc::from(&*format!("@{path}"))),
            _ => None,
        }
    }
}
