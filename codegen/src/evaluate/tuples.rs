//! Arrays and tuples.

use std::rc::Rc;

use super::Evaluator;
use super::scope::Scope;
use super::types::{MemberKind, TupleMember, Ty, Type};
use crate::module::{self, TypeExprKind};

impl Evaluator<'_, '_> {
    pub(super) fn array(&mut self, element: Ty, readonly: bool) -> Ty {
        self.types.add(Type::Array { element, readonly })
    }

    pub(super) fn tuple_of(&mut self, members: Vec<TupleMember>, readonly: bool) -> Ty {
        let members = self.one_rest(members);
        // `[...T[]]` is `T[]`.
        match &members[..] {
            [only] if only.kind == MemberKind::Rest => self.array(only.ty, readonly),
            _ => self.types.add(Type::Tuple { members, readonly }),
        }
    }

    pub(super) fn tuple(&mut self, written: &[module::TupleMember], scope: &Scope) -> Ty {
        let mut lists: Vec<Vec<TupleMember>> = vec![Vec::new()];
        for member in written {
            let name: Option<Rc<str>> = member.name.as_deref().map(Rc::from);
            if !member.rest {
                let kind = match member.optional {
                    true => MemberKind::Optional,
                    false => MemberKind::Required,
                };
                let ty = self.element(&member.ty, scope);
                let one = TupleMember { name, ty, kind };
                lists.iter_mut().for_each(|list| list.push(one.clone()));
                continue;
            }
            // The list itself may lead back to the alias: its elements then wait.
            if let TypeExprKind::Array(element) = &*member.ty.kind {
                let ty = self.element(element, scope);
                let one = TupleMember {
                    name,
                    ty,
                    kind: MemberKind::Rest,
                };
                lists.iter_mut().for_each(|list| list.push(one.clone()));
                continue;
            }
            let spread = self.evaluate(&member.ty, scope);
            let spread = self.force(spread);
            let alternatives: Vec<Vec<TupleMember>> = self
                .types
                .members(spread)
                .into_iter()
                .map(|one| self.spread(one, &name))
                .collect();
            if !self.affords_all(&lists, &alternatives) {
                return Ty::UNKNOWABLE;
            }
            let longer = lists.iter().flat_map(|list| {
                alternatives
                    .iter()
                    .map(|more| [&list[..], &more[..]].concat())
            });
            lists = longer.collect();
        }
        let tuples: Vec<Ty> = lists
            .into_iter()
            .map(|list| {
                let list = self.optional_before_required(list);
                self.tuple_of(list, false)
            })
            .collect();
        self.union(tuples)
    }

    /// Whether each list may be continued by each of the others. What calls itself with its own result grows without end.
    fn affords_all(&mut self, lists: &[Vec<TupleMember>], others: &[Vec<TupleMember>]) -> bool {
        let members = |lists: &[Vec<TupleMember>]| lists.iter().map(Vec::len).sum::<usize>();
        let all = members(lists) * others.len() + members(others) * lists.len();
        self.affords_members(all)
    }

    /// The members that a spread list adds.
    fn spread(&mut self, list: Ty, name: &Option<Rc<str>>) -> Vec<TupleMember> {
        let rest = |ty, kind| {
            vec![TupleMember {
                name: name.clone(),
                ty,
                kind,
            }]
        };
        match self.forced(list) {
            Type::Tuple { members, .. } => members,
            Type::Array { element, .. } => rest(element, MemberKind::Rest),
            Type::Parameter(_) => rest(list, MemberKind::Variadic),
            Type::Brand(parts) => self.spread(parts[0], name),
            _ => rest(Ty::ANY, MemberKind::Rest),
        }
    }

    pub(super) fn readonly(&mut self, list: Ty) -> Ty {
        let list = self.force(list);
        match self.types.get(list).clone() {
            Type::Array { element, .. } => self.array(element, true),
            Type::Tuple { members, .. } => self.types.add(Type::Tuple {
                members,
                readonly: true,
            }),
            Type::Union(members, _) => {
                let members = members.into_iter().map(|member| self.readonly(member));
                let members = members.collect();
                self.union(members)
            }
            _ => list,
        }
    }

    /// A member after which a required one follows cannot be left out, but may be undefined.
    fn optional_before_required(&mut self, members: Vec<TupleMember>) -> Vec<TupleMember> {
        let last = members
            .iter()
            .rposition(|member| member.kind == MemberKind::Required);
        let rest = members
            .iter()
            .position(|member| member.kind == MemberKind::Rest)
            .unwrap_or(members.len());
        let mut members = members;
        for member in members.iter_mut().take(last.unwrap_or_default().min(rest)) {
            if member.kind == MemberKind::Optional {
                member.kind = MemberKind::Required;
                let both = vec![member.ty, Ty::UNDEFINED];
                member.ty = self.types.lazy(super::Thunk::Union(both));
            }
        }
        members
    }

    /// A tuple has one rest, and behind it nothing that may be absent: what stands between may be any of the elements.
    fn one_rest(&mut self, members: Vec<TupleMember>) -> Vec<TupleMember> {
        let is_rest = |member: &TupleMember| member.kind == MemberKind::Rest;
        let is_open = |member: &TupleMember| member.kind != MemberKind::Required;
        let first = members.iter().position(is_rest);
        let (Some(first), Some(last)) = (first, members.iter().rposition(is_open)) else {
            return members;
        };
        let between = &members[first..=last];
        let is_known = |member: &TupleMember| member.kind != MemberKind::Variadic;
        if first == last || !between.iter().all(is_known) {
            return members;
        }
        let mut types: Vec<Ty> = between.iter().map(|member| member.ty).collect();
        if between.iter().any(|it| it.kind == MemberKind::Optional) {
            types.push(Ty::UNDEFINED);
        }
        let same = types.iter().all(|ty| *ty == types[0]);
        let mut rest = members[first].clone();
        if !same {
            rest.ty = self.types.lazy(super::Thunk::Union(types));
        }
        let [before, after] = [&members[..first], &members[last + 1..]];
        [before, &[rest], after].concat()
    }

    /// The type of any element of a list.
    pub(super) fn any_element(&mut self, members: &[TupleMember]) -> Ty {
        let types = members.iter().map(|member| match member.kind {
            MemberKind::Required | MemberKind::Rest => member.ty,
            MemberKind::Optional => self.or_absent(member.ty),
            MemberKind::Variadic => Ty::ANY,
        });
        let types = types.collect();
        self.union(types)
    }

    /// What reading a property or element that may be absent gives.
    pub(super) fn or_absent(&mut self, ty: Ty) -> Ty {
        self.union(vec![ty, Ty::ABSENT])
    }
}
