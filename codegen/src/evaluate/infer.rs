//! What the names that `infer` introduces stand for: a type is laid over a pattern with holes.

use std::collections::HashSet;
use std::rc::Rc;

use super::Evaluator;
use super::conditional::Sought;
use super::scope::Thunk;
use super::sources::Source;
use super::types::{LazyState, Param, Shape, Ty, Type};
use crate::module::TypeExprKind;

impl Evaluator<'_, '_> {
    pub(super) fn infer(&mut self, source: Ty, pattern: Ty, sought: &mut [Sought]) {
        if !self.mentions(pattern) || !self.enter(self.site) {
            return;
        }
        self.infer_within(source, pattern, sought);
        self.leave();
    }

    fn infer_within(&mut self, source: Ty, pattern: Ty, sought: &mut [Sought]) {
        let (source, pattern) = (self.force(source), self.force(pattern));
        let from = self.types.get(source).clone();
        match (self.types.get(pattern).clone(), from) {
            (Type::Parameter(parameter), _) => {
                if let Some(one) = sought.iter_mut().find(|one| one.parameter == parameter) {
                    one.found.push(source);
                }
            }
            (Type::Union(members, _), _) => self.infer_to_union(source, &members, sought),
            (Type::Brand(parts), _) => {
                for part in parts {
                    self.infer(source, part, sought);
                }
            }
            (_, Type::Union(members, _)) => {
                for member in members {
                    self.infer(member, pattern, sought);
                }
            }
            (_, Type::Any) => self.infer_any(pattern, sought),
            (Type::Array { element, .. }, _) => {
                if let Some(inner) = self.element_of(source) {
                    self.infer(inner, element, sought);
                }
            }
            (Type::Tuple { members, .. }, _) => self.infer_to_tuple(source, &members, sought),
            (Type::Template(texts, types), _) => {
                self.infer_to_template(source, &texts, &types, sought);
            }
            (Type::Recased(casing, inner), Type::Recased(same, from)) if casing == same => {
                self.infer(from, inner, sought);
            }
            (Type::Builtin(name, arguments), Type::Builtin(from, given))
                if same_kind(from, name) =>
            {
                for (argument, given) in arguments.iter().zip(given) {
                    self.infer(given, *argument, sought);
                }
            }
            (Type::Builtin(name, arguments), _) => {
                if let (true, Some(inner)) = (is_iterable(name), self.iterated(source)) {
                    self.infer(inner, arguments[0], sought);
                } else if let Some(declared) = self.declared_in_lib(name, arguments) {
                    self.infer_to_object(source, declared, sought);
                }
            }
            (Type::Object(_), _) => self.infer_to_object(source, pattern, sought),
            _ => {}
        }
    }

    /// `any` is anything, so that each hole is.
    fn infer_any(&mut self, pattern: Ty, sought: &mut [Sought]) {
        let mentioned: Vec<u32> = sought.iter().map(|one| one.parameter).collect();
        for (at, parameter) in mentioned.into_iter().enumerate() {
            let ty = self.types.add(Type::Parameter(parameter));
            if self.contains(pattern, ty) {
                sought[at].found.push(Ty::UNKNOWN);
            }
        }
    }

    fn infer_to_object(&mut self, source: Ty, pattern: Ty, sought: &mut [Sought]) {
        if self.enter_pair(source, pattern) {
            self.infer_into_object(source, pattern, sought);
            self.leave_pair();
        }
    }

    fn infer_into_object(&mut self, source: Ty, pattern: Ty, sought: &mut [Sought]) {
        let Type::Object(id) = *self.types.get(pattern) else {
            return;
        };
        let object = self.types.object_of(id).clone();
        if let (Type::Object(from), Some((decl, arguments))) =
            (self.types.get(source).clone(), &object.made_by)
            && let Some((same, given)) = self.types.object_of(from).made_by.clone()
            && same == *decl
        {
            for (given, argument) in given.into_iter().zip(arguments) {
                self.infer(given, *argument, sought);
            }
            return;
        }
        let from = self.apparent(source);
        if let Source::Mapped(expr, scope) = &object.source
            && let TypeExprKind::Mapped(mapped) = &*expr.kind
        {
            let keys = self.evaluate(&mapped.keys, scope);
            if let Type::Parameter(_) = self.forced(keys) {
                let own = self.keys_of(source);
                self.infer(own, keys, sought);
                let value = mapped.value.as_ref().map(|value| {
                    let scope = scope.bind(&mapped.key, own, None);
                    self.evaluate(value, &scope)
                });
                let types = self.value_types(&from);
                if let (Some(value), Some(types)) = (value, types) {
                    self.infer(types, value, sought);
                }
                return;
            }
        }
        let to = self.shape(pattern);
        self.infer_shapes(&from, &to, sought);
    }

    fn infer_shapes(&mut self, from: &Rc<Shape>, to: &Rc<Shape>, sought: &mut [Sought]) {
        for property in &to.properties {
            if let Some(own) = from.property(&property.name) {
                let ty = match own.optional && !property.optional {
                    true => self.or_absent(own.ty),
                    false => own.ty,
                };
                self.infer(ty, property.ty, sought);
            }
        }
        for index in &to.indexes {
            let own = from.indexes.iter().find(|own| own.key == index.key);
            let own = match own {
                Some(own) => Some(own.ty),
                None => self.value_types(from),
            };
            if let Some(own) = own {
                self.infer(own, index.ty, sought);
            }
        }
        // Of overloads the last one counts.
        for (own, wanted) in [(&from.calls, &to.calls), (&from.constructs, &to.constructs)] {
            if let (Some(own), Some(wanted)) = (own.last(), wanted.last()) {
                if let (Some(own), Some(this)) = (own.this, wanted.this) {
                    self.infer_taken(own, this, sought);
                }
                self.infer_params(&own.params, &wanted.params, sought);
                self.infer(own.result, wanted.result, sought);
                if let (Some(own), Some(wanted)) = (own.guard, wanted.guard) {
                    self.infer(own, wanted, sought);
                }
            }
        }
    }

    fn infer_params(&mut self, own: &[Param], wanted: &[Param], sought: &mut [Sought]) {
        for (at, wanted) in wanted.iter().enumerate() {
            if wanted.rest {
                let rest = own.get(at..).unwrap_or_default().to_vec();
                let tuple = self.params_tuple(&rest);
                self.infer_taken(tuple, wanted.ty, sought);
                return;
            }
            let given = match own.get(at) {
                Some(param) if !param.rest => Some(match param.optional {
                    true => self.union(vec![param.ty, Ty::UNDEFINED]),
                    false => param.ty,
                }),
                _ => match own.last() {
                    Some(last) if last.rest => self.element_of(last.ty),
                    _ => None,
                },
            };
            if let Some(given) = given {
                self.infer_taken(given, wanted.ty, sought);
            }
        }
    }

    /// Infers from what a function takes. A hole that stands there alone is filled as any other; the
    /// parameters as a whole are no alternatives of each other.
    fn infer_taken(&mut self, source: Ty, pattern: Ty, sought: &mut [Sought]) {
        let mut inner: Vec<Sought> = sought.to_vec();
        for one in &mut inner {
            one.found.clear();
            one.taken.clear();
        }
        self.infer(source, pattern, &mut inner);
        for (outer, inner) in sought.iter_mut().zip(inner) {
            outer.taken.extend(inner.found);
            outer.found.extend(inner.taken);
        }
    }

    /// All that the properties of an object hold.
    pub(super) fn value_types(&mut self, shape: &Rc<Shape>) -> Option<Ty> {
        let properties = shape.properties.iter().map(|property| property.ty);
        let indexes = shape.indexes.iter().map(|index| index.ty);
        let types: Vec<Ty> = properties.chain(indexes).collect();
        match types.is_empty() {
            true => None,
            false => Some(self.union(types)),
        }
    }

    /// Whether a hole of `infer` may be in a type.
    pub(super) fn mentions(&mut self, ty: Ty) -> bool {
        let mut seen = Seen::beside(std::mem::take(&mut self.closed));
        let found = self.any_part_unseen(ty, &mut |ty| matches!(ty, Type::Parameter(_)), &mut seen);
        self.closed = seen.before;
        // A list that grows is asked each time: what it had is known then.
        if !found {
            self.closed.extend(seen.now);
        }
        found
    }

    fn contains(&self, ty: Ty, part: Ty) -> bool {
        let wanted = self.types.get(part).clone();
        self.any_part(ty, &mut |ty| *ty == wanted)
    }

    /// Asks all parts of a type, but of objects only whether they are open.
    fn any_part(&self, ty: Ty, is: &mut dyn FnMut(&Type) -> bool) -> bool {
        self.any_part_unseen(ty, is, &mut Seen::default())
    }

    fn any_part_unseen(&self, ty: Ty, is: &mut dyn FnMut(&Type) -> bool, seen: &mut Seen) -> bool {
        // A part may lead back to itself, or be part of many others.
        if !seen.insert(ty) {
            return false;
        }
        let known = self.types.get(ty);
        if is(known) {
            return true;
        }
        match known {
            Type::Array { element, .. } => self.any_part_unseen(*element, is, seen),
            Type::Tuple { members, .. } => members
                .iter()
                .any(|member| self.any_part_unseen(member.ty, is, seen)),
            Type::Union(parts, _)
            | Type::Brand(parts)
            | Type::Template(_, parts)
            | Type::Builtin(_, parts) => parts
                .iter()
                .any(|part| self.any_part_unseen(*part, is, seen)),
            Type::Recased(_, inner) => self.any_part_unseen(*inner, is, seen),
            Type::Object(id) => self.types.object_of(*id).open,
            Type::Lazy(id) => match self.types.lazy_of(*id) {
                LazyState::Known(ty) => self.any_part_unseen(*ty, is, seen),
                LazyState::Unasked(thunk) | LazyState::Asked(thunk) => match thunk {
                    Thunk::Type(_, scope)
                    | Thunk::Alias(_, scope)
                    | Thunk::Mapped { scope, .. }
                    | Thunk::Value(_, scope, _)
                    | Thunk::Variable(_, scope)
                    | Thunk::Result(_, scope) => {
                        scope.bound().any(|ty| self.any_part_unseen(ty, is, seen))
                    }
                    Thunk::Intersection(parts) | Thunk::Union(parts) => parts
                        .iter()
                        .any(|part| self.any_part_unseen(*part, is, seen)),
                },
            },
            _ => false,
        }
    }
}

/// The parts that were looked at: those of earlier walks, and of this one.
#[derive(Default)]
struct Seen {
    before: HashSet<Ty>,
    now: HashSet<Ty>,
}

impl Seen {
    fn beside(before: HashSet<Ty>) -> Self {
        let now = HashSet::new();
        Self { before, now }
    }

    /// Whether it was not there.
    fn insert(&mut self, ty: Ty) -> bool {
        !self.before.contains(&ty) && self.now.insert(ty)
    }
}

pub(super) fn is_iterable(name: &str) -> bool {
    matches!(name, "Iterable" | "ArrayLike")
}

/// Whether one of JavaScript's types is at least the other.
pub(super) fn same_kind(one: &str, other: &str) -> bool {
    one == other
        || matches!(
            (one, other),
            ("Promise", "PromiseLike") | ("Map", "ReadonlyMap") | ("Set", "ReadonlySet")
        )
        // All classes of errors declare the same properties, but for the one that holds several.
        || one.ends_with("Error") && other.ends_with("Error") && other != "AggregateError"
}
