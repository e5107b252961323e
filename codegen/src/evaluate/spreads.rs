//! Objects that are written out, part by part: what `...value` adds to them, and keys that are computed.

use super::Evaluator;
use super::scope::{Strip, Thunk};
use super::shapes::overlay;
use super::types::{Index, Property, Role, Shape, Ty, Type, Value};
use crate::parse::keys::index_of;
use crate::source::Span;

/// As many objects may come of one that is written: each choice that is spread multiplies them.
const MOST_CHOICES: usize = 16;

/// An object in the making: one shape for each choice among what is spread.
pub(super) struct Made {
    shapes: Vec<Shape>,
    /// What its own properties hold, those that have numbers as names first.
    own: [Vec<Ty>; 2],
    /// Kinds of keys that are computed: `string`, `number`.
    open: Vec<Ty>,
}

impl Default for Made {
    fn default() -> Made {
        let empty = Shape {
            literal: true,
            ..Shape::default()
        };
        Made {
            shapes: vec![empty],
            own: [Vec::new(), Vec::new()],
            open: Vec::new(),
        }
    }
}

impl Made {
    pub(super) fn put(&mut self, property: Property) {
        let numeric = index_of(&property.name).is_some();
        self.own[usize::from(!numeric)].push(property.ty);
        for shape in &mut self.shapes {
            put(shape, property.clone());
        }
    }

    /// A property whose name is known only when the key is.
    pub(super) fn put_under(&mut self, key: Ty, ty: Ty) {
        self.own[usize::from(key != Ty::NUMBER)].push(ty);
        if !self.open.contains(&key) {
            self.open.push(key);
        }
    }
}

impl Evaluator<'_, '_> {
    /// A computed name that may be the other properties' as well makes an index signature for all of them.
    pub(super) fn made_object(&mut self, made: Made, span: Span) -> Ty {
        let mut types = Vec::new();
        for mut shape in made.shapes {
            for key in &made.open {
                let own = match *key {
                    Ty::NUMBER => made.own[0].clone(),
                    _ => made.own.concat(),
                };
                let index = Index {
                    key: *key,
                    ty: self.types.lazy(Thunk::Union(own)),
                    reverse: false,
                    span,
                };
                self.spread_index(&mut shape, &index);
            }
            types.push(self.object_with(shape, span));
        }
        self.union(types)
    }

    /// What kind of keys a computed name may be.
    pub(super) fn open_key(&mut self, key: Ty) -> Option<Ty> {
        let key = self.force(key);
        let mut kinds = Vec::new();
        for member in self.types.members(key) {
            kinds.push(match self.types.get(member) {
                Type::Number | Type::Literal(Value::Number(_), _) => Ty::NUMBER,
                Type::Any
                | Type::String
                | Type::Literal(Value::String(_), _)
                | Type::Template(..)
                | Type::Recased(..) => Ty::STRING,
                _ => return None,
            });
        }
        match kinds.contains(&Ty::STRING) {
            true => Some(Ty::STRING),
            false => kinds.first().copied(),
        }
    }

    /// Whether it can be told what `...value` puts into the object.
    pub(super) fn spread_object(&mut self, made: &mut Made, ty: Ty) -> bool {
        let mut choices = Vec::new();
        let mut may_be_nothing = false;
        for member in self.types.members(ty) {
            match self.spread_shape(member) {
                Some(shape) if adds_nothing(&shape) => may_be_nothing = true,
                Some(shape) => choices.push(shape),
                None => return false,
            }
        }
        if let ([choice], true) = (&mut choices[..], may_be_nothing) {
            for property in &mut choice.properties {
                property.optional = true;
            }
            may_be_nothing = false;
        }
        if may_be_nothing || choices.is_empty() {
            choices.push(Shape::default());
        }
        if choices.len() * made.shapes.len() > MOST_CHOICES {
            return false;
        }
        let before = std::mem::take(&mut made.shapes);
        for shape in before {
            for choice in &choices {
                let mut with = shape.clone();
                self.spread_into(&mut with, choice);
                made.shapes.push(with);
            }
        }
        true
    }

    /// Nothing where it cannot be told; of primitives nothing is left.
    fn spread_shape(&mut self, ty: Ty) -> Option<Shape> {
        let ty = self.force(ty);
        match self.types.get(ty) {
            Type::Object(_) => {
                let mut shape = (*self.shape(ty)).clone();
                // What one of several choices does not have was not written.
                let literal = shape.literal;
                shape.properties.retain(|property| {
                    !(literal && property.optional && property.ty == Ty::UNDEFINED)
                });
                Some(shape)
            }
            Type::Undefined
            | Type::Absent
            | Type::Null
            | Type::Void
            | Type::Number
            | Type::String
            | Type::BigInt
            | Type::Literal(..) => Some(Shape::default()),
            _ => None,
        }
    }

    fn spread_index(&mut self, shape: &mut Shape, index: &Index) {
        let mut known = shape.indexes.iter_mut();
        match known.find(|known| known.key == index.key) {
            Some(known) => {
                let both = vec![known.ty, index.ty];
                known.ty = self.types.lazy(Thunk::Union(both));
            }
            None => shape.indexes.push(index.clone()),
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
                let given = self.strip(property.ty, Strip::Absent);
                let both = vec![before.ty, given];
                let optional = before.optional;
                property.ty = self.types.lazy(Thunk::Union(both));
                property.optional = optional;
            }
            put(shape, property);
        }
        for index in spread.indexes.iter().filter(|index| !index.reverse) {
            self.spread_index(shape, index);
        }
    }
}

fn put(shape: &mut Shape, property: Property) {
    let own = Shape {
        properties: vec![property],
        ..Shape::default()
    };
    overlay(shape, own);
}

fn adds_nothing(shape: &Shape) -> bool {
    let hidden = |property: &Property| matches!(property.role, Role::Inherited | Role::Hidden);
    shape.indexes.is_empty() && shape.properties.iter().all(hidden)
}
