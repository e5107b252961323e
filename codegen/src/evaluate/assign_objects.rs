//! Assignability of objects: property by property, signature by signature.

use std::rc::Rc;

use super::Evaluator;
use super::types::{Choice, Index, Param, Property, Role, Shape, Signature, Ty, Type};
use crate::parse::keys::index_of;

/// Alternatives that an object with a property of several literals is taken apart into.
const MOST_ALTERNATIVES: usize = 25;

impl Evaluator<'_, '_> {
    pub(super) fn is_object_like(&mut self, source: Ty, target: Ty) -> bool {
        if matches!(
            self.types.get(source),
            Type::Unknown | Type::Void | Type::Undefined | Type::Absent | Type::Null
        ) {
            return false;
        }
        if let Some(answer) = self.by_arguments(source, target) {
            return answer;
        }
        if !self.enter_pair(source, target) {
            return true;
        }
        let answer = self.has_all(source, target);
        self.leave_pair();
        answer
    }

    pub(super) fn has_all(&mut self, source: Ty, target: Ty) -> bool {
        let to = self.apparent(target);
        if to.is_empty() {
            return true;
        }
        let from = self.apparent(source);
        if self.is_weak(&to) && !from.properties.is_empty() && !shares_property(&from, &to) {
            return false;
        }
        self.have_properties(&from, &to)
            && self.have_indexes(source, &from, &to)
            && self.have_signatures(&from.calls, &to.calls)
            && self.have_signatures(&from.constructs, &to.constructs)
    }

    /// An object all of whose properties may be left out asks for one of them at least.
    fn is_weak(&self, shape: &Shape) -> bool {
        !shape.properties.is_empty()
            && shape.indexes.is_empty()
            && !shape.is_callable()
            && shape.properties.iter().all(|property| property.optional)
    }

    fn have_properties(&mut self, from: &Rc<Shape>, to: &Rc<Shape>) -> bool {
        to.properties
            .iter()
            .all(|wanted| match from.property(&wanted.name) {
                Some(own) => self.is_property_assignable(own, wanted),
                None => wanted.optional,
            })
    }

    fn is_property_assignable(&mut self, own: &Property, wanted: &Property) -> bool {
        let hidden = own.role == Role::Hidden || wanted.role == Role::Hidden;
        if hidden && (own.role != wanted.role || own.span != wanted.span) {
            return false;
        }
        if own.optional && !wanted.optional {
            return false;
        }
        let target = match wanted.optional {
            true => self.union(vec![wanted.ty, Ty::UNDEFINED]),
            false => wanted.ty,
        };
        self.is_assignable(own.ty, target)
    }

    fn have_indexes(&mut self, source: Ty, from: &Rc<Shape>, to: &Rc<Shape>) -> bool {
        to.indexes.iter().all(|wanted| {
            let own = from.indexes.iter().find(|own| {
                own.key == wanted.key || own.key == Ty::STRING && wanted.key == Ty::NUMBER
            });
            match own {
                Some(own) => self.is_assignable(own.ty, wanted.ty),
                None => self.has_implied_index(source, from, wanted),
            }
        })
    }

    /// An object that is written out has an index signature for what its properties have in common; an
    /// interface or a class has not, as it may be extended.
    fn has_implied_index(&mut self, source: Ty, from: &Rc<Shape>, wanted: &Index) -> bool {
        let Type::Object(id) = *self.types.get(source) else {
            return false;
        };
        use super::sources::Source;
        if let Source::Declared(..) | Source::Instance(..) | Source::Class(..) =
            self.types.object_of(id).source
        {
            return wanted.ty == Ty::ANY && from.properties.is_empty();
        }
        from.properties.iter().all(|property| {
            let concerned = match wanted.key {
                Ty::STRING => !property.name.starts_with('@'),
                Ty::NUMBER => index_of(&property.name).is_some(),
                _ => false,
            };
            !concerned || self.is_assignable(property.ty, wanted.ty)
        })
    }

    fn have_signatures(&mut self, from: &[Signature], to: &[Signature]) -> bool {
        to.iter().all(|wanted| {
            from.iter()
                .any(|own| self.is_signature_assignable(own, wanted))
        })
    }

    fn is_signature_assignable(&mut self, own: &Signature, wanted: &Signature) -> bool {
        if let (Some(own), Some(wanted)) = (own.choice, wanted.choice) {
            return self.is_choice_assignable(own, wanted);
        }
        let required = |params: &[Param]| {
            let required = params.iter().filter(|param| !param.optional && !param.rest);
            required.count()
        };
        let takes_rest = wanted.params.last().is_some_and(|last| last.rest);
        let most = wanted.params.len();
        if required(&own.params) > most && !takes_rest {
            return false;
        }
        if let (Some(this), Some(asked)) = (own.this, wanted.this)
            && !self.is_assignable(asked, this)
        {
            return false;
        }
        let places = match self.takes_anything(wanted) {
            true => 0,
            false => own.params.len().max(wanted.params.len()),
        };
        let params = (0..places).all(|at| {
            let taken = self.param_at(&own.params, at);
            let given = self.param_at(&wanted.params, at);
            match (taken, given) {
                (Some(taken), Some(given)) => {
                    self.is_assignable(given, taken)
                        || (wanted.method && self.is_assignable(taken, given))
                }
                _ => true,
            }
        });
        let guards = match (own.guard, wanted.guard) {
            (_, None) => true,
            (Some(own), Some(wanted)) => self.is_assignable(own, wanted),
            (None, Some(_)) => false,
        };
        params
            && guards
            && (self.force(wanted.result) == Ty::VOID
                || self.is_assignable(own.result, wanted.result))
    }

    /// `(...args: any[])`, which is at least any function: what that takes need not be known.
    fn takes_anything(&mut self, wanted: &Signature) -> bool {
        let [only] = &wanted.params[..] else {
            return false;
        };
        only.rest
            && match self.forced(only.ty) {
                Type::Any => true,
                Type::Array { element, .. } => self.force(element) == Ty::ANY,
                _ => false,
            }
    }

    /// A choice by a type parameter is another one only if it chooses by the same type.
    fn is_choice_assignable(&mut self, own: Choice, wanted: Choice) -> bool {
        self.is_identical(own.extends, wanted.extends)
            && self.is_assignable(own.yes, wanted.yes)
            && self.is_assignable(own.no, wanted.no)
    }

    pub(super) fn param_at(&mut self, params: &[Param], at: usize) -> Option<Ty> {
        let (param, within) = match params.get(at) {
            Some(param) if !param.rest => return Some(param.ty),
            Some(param) => (param, 0),
            None => (
                params.last().filter(|last| last.rest)?,
                at + 1 - params.len(),
            ),
        };
        match self.forced(param.ty) {
            Type::Tuple { members, .. } => members.get(within).map(|member| member.ty),
            Type::Never => Some(Ty::NEVER),
            _ => self.element_of(param.ty),
        }
    }

    /// `{ kind: "a" | "b" }` is one of `{ kind: "a" }` and `{ kind: "b" }`, though of neither alone.
    pub(super) fn is_assignable_by_parts(&mut self, source: Ty, members: &[Ty]) -> bool {
        let Type::Object(_) = self.types.get(source) else {
            return false;
        };
        let shape = self.shape(source);
        for (at, property) in shape.properties.iter().enumerate() {
            let ty = self.force(property.ty);
            let alternatives = self.types.members(ty);
            if alternatives.len() < 2 || alternatives.len() > MOST_ALTERNATIVES || !self.is_unit(ty)
            {
                continue;
            }
            let all = alternatives.into_iter().all(|alternative| {
                let mut narrowed = (*shape).clone();
                narrowed.properties[at].ty = alternative;
                let span = self.site;
                let narrowed = self.object_with(narrowed, span);
                members
                    .iter()
                    .any(|member| self.is_assignable(narrowed, *member))
            });
            if all {
                return true;
            }
        }
        false
    }
}

fn shares_property(one: &Shape, other: &Shape) -> bool {
    one.properties
        .iter()
        .any(|property| other.property(&property.name).is_some())
}
