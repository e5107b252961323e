//! Whether two types are the same one, as TypeScript tells them apart: more than that each may stand for
//! the other. `any` is only itself, and an optional or readonly property is another than a plain one.

use std::collections::BTreeSet;

use super::Evaluator;
use super::sources::Source;
use super::types::{Shape, Signature, TupleMember, Ty, Type};

/// Pairs that are being compared already, and taken to be the same.
type Assumed = BTreeSet<(Ty, Ty)>;

impl Evaluator<'_, '_> {
    pub(crate) fn is_identical(&mut self, one: Ty, other: Ty) -> bool {
        self.are_same(one, other, &mut Assumed::new())
    }

    fn are_same(&mut self, one: Ty, other: Ty, assumed: &mut Assumed) -> bool {
        let (one, other) = (self.force(one), self.force(other));
        if one == other || !assumed.insert((one, other)) {
            return true;
        }
        if !self.enter(self.site) {
            return false;
        }
        let same = self.are_same_within(one, other, assumed);
        self.leave();
        same
    }

    fn are_same_within(&mut self, one: Ty, other: Ty, assumed: &mut Assumed) -> bool {
        match (self.types.get(one).clone(), self.types.get(other).clone()) {
            (Type::Union(these, _), Type::Union(those, _)) => {
                self.are_same_set(&these, &those, assumed)
            }
            (Type::Brand(these), Type::Brand(those)) => self.are_same_set(&these, &those, assumed),
            (
                Type::Array { element, readonly },
                Type::Array {
                    element: inner,
                    readonly: fixed,
                },
            ) => readonly == fixed && self.are_same(element, inner, assumed),
            (
                Type::Tuple { members, readonly },
                Type::Tuple {
                    members: those,
                    readonly: fixed,
                },
            ) => readonly == fixed && self.are_same_members(&members, &those, assumed),
            (Type::Builtin(name, these), Type::Builtin(same, those)) => {
                name == same && self.are_same_list(&these, &those, assumed)
            }
            (Type::Template(texts, these), Type::Template(same, those)) => {
                texts == same && self.are_same_list(&these, &those, assumed)
            }
            (Type::Recased(casing, one), Type::Recased(same, other)) => {
                casing == same && self.are_same(one, other, assumed)
            }
            (Type::Object(_), Type::Object(_)) => {
                let looked = self.enter_pair(one, other);
                let same = !looked || self.are_same_objects(one, other, assumed);
                if looked {
                    self.leave_pair();
                }
                same
            }
            _ => false,
        }
    }

    fn are_same_list(&mut self, these: &[Ty], those: &[Ty], assumed: &mut Assumed) -> bool {
        let mut pairs = these.iter().zip(those);
        these.len() == those.len() && pairs.all(|(one, other)| self.are_same(*one, *other, assumed))
    }

    fn are_same_set(&mut self, these: &[Ty], those: &[Ty], assumed: &mut Assumed) -> bool {
        these.len() == those.len()
            && these.iter().all(|one| {
                those.iter().any(|other| {
                    let mut attempt = assumed.clone();
                    self.are_same(*one, *other, &mut attempt)
                })
            })
    }

    fn are_same_members(
        &mut self,
        these: &[TupleMember],
        those: &[TupleMember],
        assumed: &mut Assumed,
    ) -> bool {
        let mut pairs = these.iter().zip(those);
        these.len() == those.len()
            && pairs.all(|(one, other)| {
                one.kind == other.kind && self.are_same(one.ty, other.ty, assumed)
            })
    }

    /// An intersection is not the object that it comes to.
    fn are_same_objects(&mut self, one: Ty, other: Ty, assumed: &mut Assumed) -> bool {
        match (self.parts_of(one), self.parts_of(other)) {
            (Some(these), Some(those)) => self.are_same_set(&these, &those, assumed),
            (None, None) => {
                let (one, other) = (self.shape(one), self.shape(other));
                self.are_same_shapes(&one, &other, assumed)
            }
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    fn parts_of(&self, ty: Ty) -> Option<Vec<Ty>> {
        match self.types.get(ty) {
            Type::Object(id) => match &self.types.object_of(*id).source {
                Source::Intersection(parts) => Some(parts.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    fn are_same_shapes(&mut self, one: &Shape, other: &Shape, assumed: &mut Assumed) -> bool {
        let properties = one.properties.len() == other.properties.len()
            && one.properties.iter().all(|property| {
                other.property(&property.name).is_some_and(|same| {
                    same.optional == property.optional
                        && same.readonly == property.readonly
                        && self.are_same(property.ty, same.ty, assumed)
                })
            });
        let indexes = one.indexes.len() == other.indexes.len()
            && one.indexes.iter().all(|index| {
                let mut others = other.indexes.iter();
                others
                    .any(|same| same.key == index.key && self.are_same(index.ty, same.ty, assumed))
            });
        properties
            && indexes
            && self.are_same_signatures(&one.calls, &other.calls, assumed)
            && self.are_same_signatures(&one.constructs, &other.constructs, assumed)
    }

    fn are_same_signatures(
        &mut self,
        these: &[Signature],
        those: &[Signature],
        assumed: &mut Assumed,
    ) -> bool {
        let mut pairs = these.iter().zip(those);
        these.len() == those.len()
            && pairs.all(|(one, other)| {
                let mut params = one.params.iter().zip(&other.params);
                one.params.len() == other.params.len()
                    && one.generic.is_some() == other.generic.is_some()
                    && params.all(|(one, other)| {
                        one.optional == other.optional
                            && one.rest == other.rest
                            && self.are_same(one.ty, other.ty, assumed)
                    })
                    && self.are_same_results(one, other, assumed)
            })
    }

    fn are_same_results(
        &mut self,
        one: &Signature,
        other: &Signature,
        assumed: &mut Assumed,
    ) -> bool {
        match (one.choice, other.choice) {
            (Some(one), Some(other)) => {
                self.are_same(one.extends, other.extends, assumed)
                    && self.are_same(one.yes, other.yes, assumed)
                    && self.are_same(one.no, other.no, assumed)
            }
            _ => self.are_same(one.result, other.result, assumed),
        }
    }
}
