//! Mapped types: `{ readonly [K in keys as name]?: value }`.

use std::rc::Rc;

use super::Evaluator;
use super::scope::{Scope, Strip, Thunk};
use super::sources::Source;
use super::types::{Index, MemberKind, Property, Role, Shape, TupleMember, Ty, Type, Value};
use crate::module::{MappedExpr, Modifier, TypeExpr, TypeExprKind};

/// A list that is mapped member by member.
struct List<'a> {
    name: &'a str,
    ty: Ty,
}

impl Evaluator<'_, '_> {
    pub(super) fn mapped(&mut self, expr: &TypeExpr, mapped: &MappedExpr, scope: &Scope) -> Ty {
        match (parameter_of_keys(mapped, scope), &mapped.name) {
            (Some((name, ty)), renamed) => {
                self.mapped_over(expr, mapped, scope, &name, ty, renamed.is_some())
            }
            (None, _) => self.object_from(Source::Mapped(expr.clone(), scope.clone()), expr, scope),
        }
    }

    /// Over a type parameter: what it stands for decides what comes out.
    fn mapped_over(
        &mut self,
        expr: &TypeExpr,
        mapped: &MappedExpr,
        scope: &Scope,
        name: &str,
        ty: Ty,
        renamed: bool,
    ) -> Ty {
        let ty = self.force(ty);
        let known = self.types.get(ty).clone();
        match known {
            Type::Unknowable | Type::Never => ty,
            _ if self.is_primitive(ty) => ty,
            Type::Union(members, _) => {
                let types = members.into_iter().map(|member| {
                    let scope = scope.bind(name, member, None);
                    self.mapped_over(expr, mapped, &scope, name, member, renamed)
                });
                let types = types.collect();
                self.union(types)
            }
            Type::Brand(parts) if self.is_primitive(parts[0]) => ty,
            Type::Array { element, readonly } if !renamed => {
                let list = List { name, ty };
                let element = self.mapped_rest(mapped, scope, &list, element);
                self.array(element, keeps(mapped.readonly, readonly))
            }
            Type::Tuple { members, readonly } if !renamed => {
                let list = List { name, ty };
                self.mapped_tuple(mapped, scope, &list, &members, readonly)
            }
            _ => self.object_from(Source::Mapped(expr.clone(), scope.clone()), expr, scope),
        }
    }

    fn mapped_tuple(
        &mut self,
        mapped: &MappedExpr,
        scope: &Scope,
        list: &List<'_>,
        members: &[TupleMember],
        readonly: bool,
    ) -> Ty {
        let rest = members
            .iter()
            .position(|member| matches!(member.kind, MemberKind::Rest | MemberKind::Variadic));
        let fixed = rest.unwrap_or(members.len());
        let members = members.iter().enumerate().map(|(at, member)| {
            let was_optional = member.kind == MemberKind::Optional;
            let kind = match (member.kind, mapped.optional) {
                (MemberKind::Required, Some(Modifier::Add)) => MemberKind::Optional,
                (MemberKind::Optional, Some(Modifier::Remove)) => MemberKind::Required,
                (kind, _) => kind,
            };
            let ty = match at < fixed {
                true => {
                    let key = self.types.text(&at.to_string());
                    self.mapped_element(mapped, scope, list, key, member.ty, was_optional)
                }
                false => self.mapped_rest(mapped, scope, list, member.ty),
            };
            let ty = match kind {
                MemberKind::Optional => self.strip(ty, Strip::Absent),
                _ => ty,
            };
            TupleMember {
                name: member.name.clone(),
                ty,
                kind,
            }
        });
        let members = members.collect();
        self.tuple_of(members, keeps(mapped.readonly, readonly))
    }

    /// A member that has no place of its own is mapped as the element of a list.
    fn mapped_rest(
        &mut self,
        mapped: &MappedExpr,
        scope: &Scope,
        list: &List<'_>,
        member: Ty,
    ) -> Ty {
        let ty = self.array(member, false);
        let list = List { ty, ..*list };
        let element = self.mapped_element(mapped, scope, &list, Ty::NUMBER, member, false);
        match mapped.optional {
            Some(Modifier::Add) => self.types.lazy(Thunk::Union(vec![element, Ty::UNDEFINED])),
            Some(Modifier::Remove) | None => element,
        }
    }

    fn mapped_element(
        &mut self,
        mapped: &MappedExpr,
        scope: &Scope,
        list: &List<'_>,
        key: Ty,
        element: Ty,
        was_optional: bool,
    ) -> Ty {
        let Some(value) = &mapped.value else {
            return Ty::ANY;
        };
        // Members of a list that is the same as before, as in `Partial` and `Readonly`.
        if is_same_member(value, list.name, &mapped.key) {
            return match (was_optional, mapped.optional) {
                (true, Some(Modifier::Remove)) => self.strip(element, Strip::Undefined),
                _ => element,
            };
        }
        let scope = scope
            .bind(list.name, list.ty, None)
            .bind(&mapped.key, key, None);
        match self.open_aliases > 0 {
            true => self.types.lazy(Thunk::Type(value.clone(), scope)),
            false => self.evaluate(value, &scope),
        }
    }

    pub(super) fn mapped_shape(&mut self, expr: &TypeExpr, scope: &Scope) -> Shape {
        let TypeExprKind::Mapped(mapped) = &*expr.kind else {
            return Shape::default();
        };
        let original = self.original(mapped, scope);
        let keys = match (&*mapped.keys.kind, &original) {
            // Symbols and index signatures are taken from the object itself.
            (TypeExprKind::KeyOf(_), Some(original)) => self.declared_keys(original),
            _ => {
                let keys = self.evaluate(&mapped.keys, scope);
                let keys = self.force(keys);
                self.types.members(keys)
            }
        };
        let mut shape = Shape::default();
        for key in keys {
            self.add_mapped(&mut shape, mapped, scope, key, original.as_deref());
        }
        shape
    }

    /// The object whose modifiers are kept: `T` in `keyof T`, also where a parameter stands between.
    fn original(&mut self, mapped: &MappedExpr, scope: &Scope) -> Option<Rc<Shape>> {
        let object = match &*mapped.keys.kind {
            TypeExprKind::KeyOf(object) => object.clone(),
            TypeExprKind::Ref { path, arguments } if path.len() == 1 && arguments.is_empty() => {
                let constraint = scope.parameter(&path[0])?.constraint.clone()?;
                match &*constraint.kind {
                    TypeExprKind::KeyOf(object) => object.clone(),
                    _ => return None,
                }
            }
            _ => return None,
        };
        let object = self.evaluate(&object, scope);
        let object = self.force(object);
        match self.types.get(object) {
            // Of a union only what all have is a key; modifiers are those of any.
            Type::Union(members, _) => {
                let members = members.clone();
                Some(self.common(&members))
            }
            Type::Any => {
                let mut shape = Shape::default();
                shape.indexes.push(Index {
                    key: Ty::STRING,
                    ty: Ty::ANY,
                    reverse: false,
                    span: self.site,
                });
                Some(Rc::new(shape))
            }
            _ => Some(self.apparent(object)),
        }
    }

    fn common(&mut self, members: &[Ty]) -> Rc<Shape> {
        let shapes: Vec<Rc<Shape>> = members
            .iter()
            .map(|member| self.apparent(*member))
            .collect();
        let mut common = (*shapes[0]).clone();
        common.properties.retain(|property| {
            shapes
                .iter()
                .all(|shape| shape.property(&property.name).is_some())
        });
        for property in &mut common.properties {
            let all = shapes
                .iter()
                .filter_map(|shape| shape.property(&property.name));
            property.optional = all.clone().any(|one| one.optional);
            property.readonly = all.clone().any(|one| one.readonly);
        }
        Rc::new(common)
    }

    fn declared_keys(&mut self, shape: &Rc<Shape>) -> Vec<Ty> {
        let visible = shape
            .properties
            .iter()
            .filter(|property| property.role != Role::Hidden);
        let names: Vec<Ty> = visible.map(|property| self.key_type(property)).collect();
        let indexes = shape.indexes.iter().map(|index| index.key);
        names.into_iter().chain(indexes).collect()
    }

    fn add_mapped(
        &mut self,
        shape: &mut Shape,
        mapped: &MappedExpr,
        scope: &Scope,
        key: Ty,
        original: Option<&Shape>,
    ) {
        let key = self.force(key);
        let scope = scope.bind(&mapped.key, key, Some(mapped.keys.clone()));
        let renamed = match &mapped.name {
            Some(name) => {
                let renamed = self.evaluate(name, &scope);
                let renamed = self.force(renamed);
                self.types.members(renamed)
            }
            None => vec![key],
        };
        let name = self.name_of_key(key);
        let before =
            name.and_then(|name| original.and_then(|shape| shape.property(&name).cloned()));
        let was_optional = before.as_ref().is_some_and(|before| before.optional);
        let was_readonly = before.as_ref().is_some_and(|before| before.readonly);
        let optional = keeps(mapped.optional, was_optional);
        let strip = match (optional, was_optional) {
            (true, _) => Strip::Absent,
            (false, true) => Strip::Undefined,
            (false, false) => Strip::Nothing,
        };
        let ty = match &mapped.value {
            Some(value) => self.types.lazy(Thunk::Mapped {
                value: value.clone(),
                scope,
                strip,
            }),
            None => Ty::ANY,
        };
        let readonly = keeps(mapped.readonly, was_readonly);
        for key in renamed {
            match self.name_of_key(key) {
                Some(name) => self.add_mapped_property(
                    shape,
                    Property {
                        readonly,
                        quoted: matches!(self.types.get(key), Type::Literal(Value::String(_), _)),
                        span: before.as_ref().map_or(self.site, |before| before.span),
                        written: before.as_ref().map_or(self.site, |before| before.written),
                        role: match &before {
                            Some(before) if is_same_value(mapped) => before.role,
                            _ => Role::Data,
                        },
                        ..super::shapes::data(&name, ty, optional, self.site)
                    },
                ),
                // Keys that stand for many cannot be absent: what may be missing is undefined.
                None if optional => {
                    let both = vec![ty, Ty::UNDEFINED];
                    let ty = self.types.lazy(Thunk::Union(both));
                    self.add_mapped_index(shape, key, ty);
                }
                None => self.add_mapped_index(shape, key, ty),
            }
        }
    }

    /// Keys that get the same name are one property of either type.
    fn add_mapped_property(&mut self, shape: &mut Shape, property: Property) {
        let known = shape
            .properties
            .iter()
            .position(|known| known.name == property.name);
        match known {
            Some(at) => {
                let both = vec![shape.properties[at].ty, property.ty];
                shape.properties[at].ty = self.types.lazy(Thunk::Union(both));
            }
            None => shape.properties.push(property),
        }
    }

    fn add_mapped_index(&mut self, shape: &mut Shape, key: Ty, ty: Ty) {
        let keys = match self.types.get(key) {
            Type::Any | Type::Unknowable => vec![Ty::STRING],
            Type::String | Type::Number | Type::Symbol | Type::Template(..) | Type::Recased(..) => {
                vec![key]
            }
            Type::Brand(parts) => vec![parts[0]],
            Type::Parameter(_) => vec![key],
            _ => return,
        };
        for key in keys {
            match shape.indexes.iter().position(|known| known.key == key) {
                Some(at) => {
                    let both = vec![shape.indexes[at].ty, ty];
                    shape.indexes[at].ty = self.types.lazy(Thunk::Union(both));
                }
                None => shape.indexes.push(Index {
                    key,
                    ty,
                    reverse: false,
                    span: self.site,
                }),
            }
        }
    }
}

/// The type parameter `T` of `keyof T`, with what it stands for.
fn parameter_of_keys(mapped: &MappedExpr, scope: &Scope) -> Option<(String, Ty)> {
    let TypeExprKind::KeyOf(object) = &*mapped.keys.kind else {
        return None;
    };
    match &*object.kind {
        TypeExprKind::Ref { path, arguments } if path.len() == 1 && arguments.is_empty() => {
            let binding = scope.parameter(&path[0])?;
            Some((path[0].clone(), binding.ty))
        }
        _ => None,
    }
}

/// `T[K]`.
fn is_same_member(value: &TypeExpr, list: &str, key: &str) -> bool {
    let is = |expr: &TypeExpr, name: &str| {
        matches!(&*expr.kind, TypeExprKind::Ref { path, arguments }
            if arguments.is_empty() && path.len() == 1 && path[0] == name)
    };
    match &*value.kind {
        TypeExprKind::Indexed { object, index } => is(object, list) && is(index, key),
        _ => false,
    }
}

/// Whether the properties stay what they are, whatever becomes of their modifiers.
fn is_same_value(mapped: &MappedExpr) -> bool {
    let Some(value) = &mapped.value else {
        return false;
    };
    match &*value.kind {
        TypeExprKind::Indexed { object, .. } => match &*object.kind {
            TypeExprKind::Ref { path, .. } => is_same_member(value, &path[0], &mapped.key),
            _ => false,
        },
        _ => false,
    }
}

fn keeps(modifier: Option<Modifier>, before: bool) -> bool {
    match modifier {
        Some(Modifier::Add) => true,
        Some(Modifier::Remove) => false,
        None => before,
    }
}
