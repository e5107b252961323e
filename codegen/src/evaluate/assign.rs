//! Whether a value of one type may stand where another is asked for: what `extends` asks.

use super::Evaluator;
use super::infer::{is_iterable, same_kind};
use super::types::{MemberKind, TupleMember, Ty, Type, Value};

impl Evaluator<'_, '_> {
    pub(super) fn is_assignable(&mut self, source: Ty, target: Ty) -> bool {
        let (source, target) = (self.force(source), self.force(target));
        if let Some(answer) = self.at_once(source, target) {
            return answer;
        }
        if let Some(answer) = self.answered.get(&(source, target)) {
            return *answer;
        }
        // What is being asked already is taken for granted: a recursive type is what it says it is.
        if !self.assumed.insert((source, target)) {
            return true;
        }
        let answer = match self.enter(self.site) {
            true => {
                let answer = self.is_assignable_within(source, target);
                self.leave();
                answer
            }
            false => false,
        };
        self.assumed.remove(&(source, target));
        // An answer that rests on an open question is not kept.
        if self.assumed.is_empty() || !answer {
            self.answered.insert((source, target), answer);
        }
        answer
    }

    fn at_once(&self, source: Ty, target: Ty) -> Option<bool> {
        if source == target {
            return Some(true);
        }
        match (self.types.get(source), self.types.get(target)) {
            (_, Type::Any | Type::Unknowable | Type::Unknown) => Some(true),
            (Type::Never, _) => Some(true),
            (_, Type::Never) => Some(false),
            (Type::Any | Type::Unknowable, _) => Some(true),
            (Type::Parameter(_), _) | (_, Type::Parameter(_)) => Some(true),
            (Type::Undefined | Type::Absent, Type::Undefined | Type::Absent | Type::Void) => {
                Some(true)
            }
            _ => None,
        }
    }

    fn is_assignable_within(&mut self, source: Ty, target: Ty) -> bool {
        let (from, to) = (
            self.types.get(source).clone(),
            self.types.get(target).clone(),
        );
        match (from, to) {
            (Type::Union(members, _), _) => members
                .into_iter()
                .all(|member| self.is_assignable(member, target)),
            (_, Type::Brand(parts)) => parts
                .into_iter()
                .all(|part| self.is_assignable(source, part)),
            (_, Type::Union(members, _)) => self.is_one_of(source, &members),
            (Type::Brand(parts), _) => {
                let any = parts.iter().any(|part| self.is_assignable(*part, target));
                // A literal has no members that all strings have not.
                any || !self.is_primitive(target) && self.is_object_like(source, target)
            }
            (Type::Literal(value, origin), Type::Literal(other, wanted)) => {
                let same_enum = wanted.is_none() || origin == wanted;
                let number = matches!(value, Value::Number(_)) && origin.is_none();
                value == other && (same_enum || number)
            }
            (Type::Literal(value, _), to) if self.is_primitive(target) => match (&value, to) {
                (Value::String(_), Type::String)
                | (Value::Number(_), Type::Number)
                | (Value::BigInt(_), Type::BigInt) => true,
                (Value::String(text), Type::Template(texts, types)) => {
                    self.matches(text, &texts, &types)
                }
                (Value::String(text), Type::Recased(..)) => self.fits_place(text, target),
                _ => false,
            },
            (Type::Template(..), Type::Template(texts, types)) => {
                self.is_template_assignable(source, &texts, &types)
            }
            (Type::Template(..) | Type::Recased(..), to) if self.is_primitive(target) => {
                to == Type::String
            }
            (Type::UniqueSymbol(_), Type::Symbol) => true,
            (_, Type::NonPrimitive) => self.is_object(source),
            (_, Type::Array { element, readonly }) => {
                self.is_list_assignable(source, element, readonly)
            }
            (_, Type::Tuple { members, readonly }) => {
                self.is_tuple_assignable(source, &members, readonly)
            }
            (Type::Builtin(own, given), Type::Builtin(name, arguments)) if same_kind(own, name) => {
                given
                    .iter()
                    .zip(&arguments)
                    .all(|(given, argument)| self.is_assignable(*given, *argument))
            }
            (_, Type::Builtin(name, arguments)) => {
                self.is_builtin_assignable(source, name, &arguments)
            }
            (_, Type::Object(_)) => self.is_object_like(source, target),
            _ => false,
        }
    }

    fn is_one_of(&mut self, source: Ty, members: &[Ty]) -> bool {
        if members.contains(&source) {
            return true;
        }
        members
            .iter()
            .any(|member| self.is_assignable(source, *member))
            || self.is_assignable_by_parts(source, members)
    }

    /// What `object` takes.
    pub(super) fn is_object(&self, ty: Ty) -> bool {
        match self.types.get(ty) {
            Type::Object(_)
            | Type::Array { .. }
            | Type::Tuple { .. }
            | Type::Builtin(..)
            | Type::NonPrimitive => true,
            Type::Brand(parts) => !self.is_primitive(parts[0]),
            _ => false,
        }
    }

    fn is_template_assignable(
        &mut self,
        source: Ty,
        texts: &[std::rc::Rc<str>],
        types: &[Ty],
    ) -> bool {
        let Type::Template(own, inner) = self.forced(source) else {
            return false;
        };
        if own == texts {
            let mut pairs = inner.iter().zip(types);
            return pairs.all(|(inner, ty)| *ty == Ty::STRING || self.is_assignable(*inner, *ty));
        }
        // A text that is as open as can be, with the same beginning and end.
        let ends = own[0].starts_with(&*texts[0])
            && own[own.len() - 1].ends_with(&*texts[texts.len() - 1]);
        ends && types == [Ty::STRING]
    }

    fn is_list_assignable(&mut self, source: Ty, element: Ty, readonly: bool) -> bool {
        match self.forced(source) {
            Type::Array {
                element: own,
                readonly: fixed,
            } => (readonly || !fixed) && self.is_assignable(own, element),
            Type::Tuple {
                members,
                readonly: fixed,
            } => {
                let own = self.any_element(&members);
                (readonly || !fixed) && self.is_assignable(own, element)
            }
            _ => false,
        }
    }

    fn is_tuple_assignable(&mut self, source: Ty, wanted: &[TupleMember], readonly: bool) -> bool {
        let own = match self.forced(source) {
            Type::Tuple {
                members,
                readonly: fixed,
            } if readonly || !fixed => members,
            Type::Array {
                element,
                readonly: fixed,
            } if readonly || !fixed => vec![TupleMember {
                name: None,
                ty: element,
                kind: MemberKind::Rest,
            }],
            _ => return false,
        };
        self.are_members_assignable(&own, wanted)
    }

    fn are_members_assignable(&mut self, own: &[TupleMember], wanted: &[TupleMember]) -> bool {
        let is_open =
            |member: &TupleMember| matches!(member.kind, MemberKind::Rest | MemberKind::Variadic);
        let open = wanted.iter().position(is_open);
        let own_open = own.iter().position(is_open);
        let least = |members: &[TupleMember]| {
            let required = members
                .iter()
                .filter(|one| one.kind == MemberKind::Required);
            required.count()
        };
        if least(own) < least(wanted) || (own_open.is_some() && open.is_none()) {
            return false;
        }
        if open.is_none() && own.len() > wanted.len() {
            return false;
        }
        let Some(open) = open else {
            let mut pairs = own.iter().zip(wanted);
            return pairs.all(|(own, wanted)| {
                (own.kind == MemberKind::Required || wanted.kind == MemberKind::Optional)
                    && self.is_assignable(own.ty, wanted.ty)
            });
        };
        let after = wanted.len() - open - 1;
        let end = own.len().saturating_sub(after).max(open.min(own.len()));
        let wanted_at = |at: usize| {
            if at < open {
                &wanted[at]
            } else if at >= end {
                &wanted[wanted.len() - (own.len() - at)]
            } else {
                &wanted[open]
            }
        };
        (0..own.len()).all(|at| {
            let target = wanted_at(at);
            match target.kind {
                MemberKind::Variadic => true,
                // What may be absent is not always there.
                MemberKind::Required if own[at].kind != MemberKind::Required => false,
                _ => self.is_assignable(own[at].ty, target.ty),
            }
        })
    }

    fn is_builtin_assignable(&mut self, source: Ty, name: &'static str, arguments: &[Ty]) -> bool {
        if is_iterable(name) {
            let Some(inner) = self.iterated(source) else {
                return false;
            };
            return self.is_assignable(inner, arguments[0]);
        }
        match (name, self.forced(source)) {
            ("Function" | "CallableFunction" | "NewableFunction", _) => {
                self.is_object(source) && self.apparent(source).is_callable()
            }
            // Other classes of JavaScript are only themselves.
            (_, Type::Builtin(..)) => false,
            ("Object", _) => !matches!(source, Ty::NULL | Ty::UNDEFINED | Ty::ABSENT | Ty::VOID),
            ("String", _) => self.is_assignable(source, Ty::STRING),
            ("Number", _) => self.is_assignable(source, Ty::NUMBER),
            ("Boolean", _) => self.is_assignable(source, Ty::BOOLEAN),
            (_, Type::Object(_)) => match self.declared_in_lib(name, arguments.to_vec()) {
                Some(declared) => self.is_assignable(source, declared),
                None => false,
            },
            _ => false,
        }
    }
}
