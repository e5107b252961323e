//! Objects and what they are made of, found out when somebody asks.

use std::rc::Rc;
use std::sync::Arc;

use super::Evaluator;
use super::scope::{Scope, Thunk};
use super::sources::{Callable, Source};
use super::types::{
    DeclId, Index, Object, ObjectId, Property, Role, Shape, ShapeState, Signature, Ty, Type,
};
use crate::codes;
use crate::module::{Key, Member, TypeBody, TypeExpr, TypeExprKind};
use crate::source::Span;

impl Evaluator<'_, '_> {
    /// What an object is made of; nothing for types that are no objects.
    pub(crate) fn shape(&mut self, ty: Ty) -> Rc<Shape> {
        let ty = self.force(ty);
        let Type::Object(id) = *self.types.get(ty) else {
            return Rc::default();
        };
        match &self.types.object_of(id).shape {
            ShapeState::Known(shape) => return Rc::clone(shape),
            ShapeState::Asked => {
                self.circular_object(id);
                return Rc::default();
            }
            ShapeState::Unasked => {}
        }
        if !self.enter(self.site) {
            return Rc::default();
        }
        self.types.object_mut(id).shape = ShapeState::Asked;
        let shape = Rc::new(self.make(ty, id));
        self.types.object_mut(id).shape = ShapeState::Known(Rc::clone(&shape));
        self.leave();
        shape
    }

    fn circular_object(&mut self, id: ObjectId) {
        let object = self.types.object_of(id);
        let span = object.span;
        let name = object
            .name
            .map(|name| self.types.name_of(name).text.clone());
        let name = name.unwrap_or_else(|| "of an object".to_string());
        self.report(span, |span| codes::circular_type(&name, span));
    }

    fn make(&mut self, ty: Ty, id: ObjectId) -> Shape {
        match self.types.object_of(id).source.clone() {
            Source::Literal(expr, scope) => match &*expr.kind {
                TypeExprKind::Object(members) => {
                    let mut shape = Shape::default();
                    self.add_members(&mut shape, members, &scope);
                    shape
                }
                _ => Shape::default(),
            },
            Source::Declared(decl, scope) => self.declared_shape(ty, decl, &scope),
            Source::Instance(class, scope) => {
                let mut shape = Shape::default();
                let scope = scope.bind("this", ty, None);
                self.add_base(&mut shape, class.extends.as_ref(), &scope, ty);
                self.add_instance(&mut shape, &class, &scope);
                shape
            }
            Source::Class(class, scope, decl) => self.class_shape(&class, &scope, decl),
            Source::Mapped(expr, scope) => self.mapped_shape(&expr, &scope),
            Source::Intersection(parts) => (*self.merged(&parts)).clone(),
            Source::Functions {
                signatures,
                scope,
                kind,
            } => {
                let signatures = signatures.iter().map(|one| Signature {
                    method: kind == Callable::Method,
                    ..self.signature(one, &scope)
                });
                let signatures = signatures.collect();
                match kind {
                    Callable::Constructor => Shape {
                        constructs: signatures,
                        ..Shape::default()
                    },
                    Callable::Function | Callable::Method => Shape {
                        calls: signatures,
                        ..Shape::default()
                    },
                }
            }
            Source::Known(shape) => (*shape).clone(),
        }
    }

    /// An interface or class: what it inherits first, then its own.
    fn declared_shape(&mut self, ty: Ty, decl: DeclId, scope: &Scope) -> Shape {
        let mut shape = Shape::default();
        let mut own = Shape::default();
        for (module, index) in self.declared_together(decl) {
            let here = self.program.module(module);
            let TypeBody::Interface {
                class,
                extends,
                members,
            } = &here.types[index].body
            else {
                continue;
            };
            let scope = scope.in_module(module).bind("this", ty, None);
            let base = class.as_ref().and_then(|class| class.extends.as_ref());
            for base in base.into_iter().chain(extends) {
                self.add_base(&mut shape, Some(base), &scope, ty);
            }
            if let Some(class) = class {
                self.add_instance(&mut shape, class, &scope);
            }
            self.add_members(&mut own, members, &scope);
        }
        overlay(&mut shape, own);
        shape
    }

    /// What a type of `lib.ts` is made of, `this` in it being the type that it describes.
    pub(super) fn shape_as(&mut self, declared: Ty, this: Ty) -> Rc<Shape> {
        if let Some(known) = self.described.get(&this) {
            return Rc::clone(known);
        }
        let Type::Object(id) = *self.types.get(declared) else {
            return Rc::default();
        };
        let Source::Declared(decl, scope) = self.types.object_of(id).source.clone() else {
            return Rc::default();
        };
        let shape = Rc::new(self.declared_shape(this, decl, &scope));
        self.described.insert(this, Rc::clone(&shape));
        shape
    }

    /// What `this` means in a base is what inherits it.
    fn add_base(&mut self, shape: &mut Shape, base: Option<&TypeExpr>, scope: &Scope, this: Ty) {
        let Some(base) = base else {
            return;
        };
        // Bases that lead to ever larger ones have no end.
        if self.enter(base.span) {
            self.inherit(shape, base, scope, this);
            self.leave();
        }
    }

    fn inherit(&mut self, shape: &mut Shape, base: &TypeExpr, scope: &Scope, this: Ty) {
        let ty = self.evaluate(base, scope);
        let ty = self.force(ty);
        let mut inherited = (*self.apparent(ty)).clone();
        if let Type::Object(id) = *self.types.get(ty)
            && let Source::Declared(decl, scope) = self.types.object_of(id).source.clone()
            && matches!(self.types.object_of(id).shape, ShapeState::Known(_))
            && !self.inheriting.contains(&decl)
        {
            self.inheriting.push(decl);
            inherited = self.declared_shape(this, decl, &scope);
            self.inheriting.pop();
        }
        overlay(shape, inherited);
        match self.forced(ty) {
            Type::Builtin(..) | Type::Array { .. } | Type::Tuple { .. } | Type::Unknowable => {
                shape.base = Some(ty);
            }
            // Whatever it may hold is there as well.
            Type::Any => shape.indexes.push(Index {
                key: Ty::STRING,
                ty: Ty::ANY,
                reverse: false,
                span: base.span,
            }),
            _ => {}
        }
    }

    pub(super) fn add_members(&mut self, shape: &mut Shape, members: &[Member], scope: &Scope) {
        for member in members {
            match member {
                Member::Property(property) => {
                    let Some(name) = self.key_name(&property.key, scope) else {
                        self.unknown_name(property.span);
                        continue;
                    };
                    let ty = match &property.ty {
                        Some(ty) => self.later(ty, scope),
                        None => Ty::ANY,
                    };
                    add_property(
                        shape,
                        Property {
                            readonly: property.readonly,
                            quoted: matches!(property.key, Key::Quoted(_)),
                            written: property.ty.as_ref().map_or(property.span, |ty| ty.span),
                            ..data(&name, ty, property.optional, property.span)
                        },
                    );
                }
                Member::Method {
                    key,
                    signature,
                    optional,
                    span,
                } => {
                    let Some(name) = self.key_name(key, scope) else {
                        continue;
                    };
                    self.add_method(shape, &name, signature, *optional, *span, scope);
                }
                Member::Call(signature) => {
                    let signature = self.signature(signature, scope);
                    shape.calls.push(signature);
                }
                Member::Construct(signature) => {
                    let signature = self.signature(signature, scope);
                    shape.constructs.push(signature);
                }
                Member::Index {
                    key, value, span, ..
                } => {
                    let ty = match value {
                        Some(value) => self.later(value, scope),
                        None => Ty::ANY,
                    };
                    let key = self.evaluate(key, scope);
                    let key = self.force(key);
                    for key in self.types.members(key) {
                        add_index(
                            shape,
                            Index {
                                key,
                                ty,
                                reverse: false,
                                span: *span,
                            },
                        );
                    }
                }
            }
        }
    }

    /// Methods of one name are overloads of one function.
    pub(super) fn add_method(
        &mut self,
        shape: &mut Shape,
        name: &str,
        signature: &Arc<crate::module::FunctionExpr>,
        optional: bool,
        span: Span,
        scope: &Scope,
    ) {
        let mut signatures = vec![Arc::clone(signature)];
        let known = shape.properties.iter().find(|known| &*known.name == name);
        if let Some(Type::Object(id)) = known.map(|known| self.types.get(known.ty).clone())
            && let Source::Functions {
                signatures: earlier,
                ..
            } = &self.types.object_of(id).source
        {
            signatures = [&earlier[..], &signatures[..]].concat();
        }
        let ty = self.functions(signatures, scope, Callable::Method, span);
        shape.properties.retain(|known| &*known.name != name);
        shape.properties.push(Property {
            role: Role::Method,
            ..data(name, ty, optional, span)
        });
    }

    fn unknown_name(&mut self, span: Span) {
        let place = self.place.clone();
        let what = "a computed name";
        let instead = "the properties out by name";
        self.report(span, |span| codes::unevaluated(what, &place, instead, span));
    }

    /// The name of a property, a symbol's with an `@`.
    pub(super) fn key_name(&mut self, key: &Key, scope: &Scope) -> Option<String> {
        match key {
            Key::Name(name) | Key::Quoted(name) => Some(name.clone()),
            Key::Computed(path) if path[0] == "Symbol" => Some(format!("@{}", path.join("."))),
            Key::Computed(path) => {
                let ty = self.value_path(path, scope)?;
                let ty = self.force(ty);
                self.name_of_key(ty).map(|name| name.to_string())
            }
            Key::Unknown => None,
        }
    }

    /// One object with what all of them have.
    pub(super) fn merged(&mut self, parts: &[Ty]) -> Rc<Shape> {
        let shapes: Vec<Rc<Shape>> = parts.iter().map(|part| self.apparent(*part)).collect();
        let mut merged = Shape {
            constructs: self.mixed_constructs(&shapes),
            ..Shape::default()
        };
        for shape in shapes {
            merged.base = merged.base.or(shape.base);
            merged.calls.extend(shape.calls.iter().cloned());
            for property in &shape.properties {
                self.merge_property(&mut merged, property);
            }
            for index in &shape.indexes {
                match merged
                    .indexes
                    .iter()
                    .position(|known| known.key == index.key)
                {
                    Some(at) => {
                        let both = vec![merged.indexes[at].ty, index.ty];
                        merged.indexes[at].ty = self.types.lazy(Thunk::Intersection(both));
                    }
                    None => merged.indexes.push(index.clone()),
                }
            }
        }
        Rc::new(merged)
    }

    fn merge_property(&mut self, merged: &mut Shape, property: &Property) {
        let known = merged
            .properties
            .iter()
            .position(|known| known.name == property.name);
        let Some(at) = known else {
            merged.properties.push(property.clone());
            return;
        };
        let known = &mut merged.properties[at];
        let were_optional = [known.optional, property.optional];
        known.optional &= property.optional;
        known.readonly &= property.readonly;
        let both = [known.ty, property.ty];
        if both[0] == both[1] {
            return;
        }
        let [known, added] = self.as_merged(both, were_optional);
        // Chains of two are flattened, so that all parts are seen by whoever looks for literals.
        let mut parts = vec![known, added];
        if let Type::Lazy(id) = *self.types.get(known)
            && let super::types::LazyState::Unasked(Thunk::Intersection(earlier)) =
                self.types.lazy_of(id)
        {
            parts = [&earlier[..], &[added]].concat();
        }
        merged.properties[at].ty = self.types.lazy(Thunk::Intersection(parts));
    }

    /// What two properties of one name hold where only one is optional: that one may hold `undefined` too.
    fn as_merged(&mut self, both: [Ty; 2], optional: [bool; 2]) -> [Ty; 2] {
        let mut read = both;
        for (ty, this) in read.iter_mut().zip(optional) {
            if this && optional != [true, true] {
                *ty = self.types.lazy(Thunk::Union(vec![*ty, Ty::UNDEFINED]));
            }
        }
        read
    }

    /// An object that is known already.
    pub(super) fn object_with(&mut self, shape: Shape, span: Span) -> Ty {
        let types: Vec<Ty> = shape
            .properties
            .iter()
            .map(|property| property.ty)
            .collect();
        let open = types.into_iter().any(|ty| self.mentions(ty));
        self.types.object(Object {
            source: Source::Known(Rc::new(shape)),
            shape: ShapeState::Unasked,
            name: None,
            made_by: None,
            open,
            span,
        })
    }
}

pub(super) fn data(name: &str, ty: Ty, optional: bool, span: Span) -> Property {
    Property {
        name: Rc::from(name),
        ty,
        optional,
        readonly: false,
        quoted: false,
        fresh: false,
        role: Role::Data,
        span,
        written: span,
    }
}

/// A property that is declared twice, as a getter and a setter are, is what it is the first time.
pub(super) fn add_property(shape: &mut Shape, property: Property) {
    if shape.property(&property.name).is_none() {
        shape.properties.push(property);
    }
}

fn add_index(shape: &mut Shape, index: Index) {
    if !shape.indexes.iter().any(|known| known.key == index.key) {
        shape.indexes.push(index);
    }
}

/// Puts what is declared later over what is inherited.
pub(super) fn overlay(shape: &mut Shape, own: Shape) {
    for property in own.properties {
        let known = shape
            .properties
            .iter_mut()
            .find(|known| known.name == property.name);
        match known {
            Some(known) => *known = property,
            None => shape.properties.push(property),
        }
    }
    for index in own.indexes {
        shape.indexes.retain(|known| known.key != index.key);
        shape.indexes.push(index);
    }
    shape.base = own.base.or(shape.base);
    shape.calls.extend(own.calls);
    shape.constructs.extend(own.constructs);
}
