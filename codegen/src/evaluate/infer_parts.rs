//! Patterns that need more than being laid over a type part by part: unions, tuples, templates.

use std::rc::Rc;

use super::Evaluator;
use super::conditional::Sought;
use super::types::{MemberKind, TupleMember, Ty, Type, Value};

impl Evaluator<'_, '_> {
    /// Members that the pattern has too are set aside; a hole alone gets what no other part takes.
    pub(super) fn infer_to_union(&mut self, source: Ty, members: &[Ty], sought: &mut [Sought]) {
        let (holes, parts): (Vec<Ty>, Vec<Ty>) = members
            .iter()
            .partition(|member| matches!(self.types.get(**member), Type::Parameter(_)));
        let mut left = Vec::new();
        for one in self.types.members(source) {
            let mut taken = parts.contains(&one);
            let fitting = match taken {
                true => Vec::new(),
                false => self.fitting(one, &parts),
            };
            for part in fitting {
                let before = count(sought);
                self.infer(one, part, sought);
                taken |= count(sought) > before;
            }
            if !taken {
                left.push(one);
            }
        }
        if let ([hole, ..], false) = (&holes[..], left.is_empty()) {
            let left = self.union(left);
            self.infer(left, *hole, sought);
        }
    }

    /// The parts of a pattern that may be laid over a type: those made by the same declaration, else all
    /// of its kind.
    fn fitting(&mut self, one: Ty, parts: &[Ty]) -> Vec<Ty> {
        let open = parts.iter().copied().filter(|part| self.mentions(*part));
        let open: Vec<Ty> = open.collect();
        let like: Vec<Ty> = open
            .into_iter()
            .filter(|part| self.is_like(one, *part))
            .collect();
        let own = self.maker(one);
        let close = like.iter().copied();
        let close: Vec<Ty> = close
            .filter(|part| own.is_some() && self.maker(*part) == own)
            .collect();
        match close.is_empty() {
            true => like,
            false => close,
        }
    }

    fn maker(&self, ty: Ty) -> Option<super::types::DeclId> {
        match self.types.get(ty) {
            Type::Object(id) => {
                let object = self.types.object_of(*id);
                object.made_by.as_ref().map(|(decl, _)| *decl)
            }
            _ => None,
        }
    }

    /// Whether two types are of one kind, so that one may be laid over the other.
    fn is_like(&mut self, one: Ty, pattern: Ty) -> bool {
        match (self.forced(one), self.forced(pattern)) {
            (Type::Array { .. } | Type::Tuple { .. }, Type::Array { .. } | Type::Tuple { .. }) => {
                true
            }
            (Type::Builtin(one, _), Type::Builtin(other, _)) => super::infer::same_kind(one, other),
            (_, Type::Builtin(name, _)) => super::infer::is_iterable(name),
            (Type::Object(_), Type::Object(_)) => true,
            (_, Type::Template(..)) => true,
            _ => false,
        }
    }

    pub(super) fn infer_to_tuple(
        &mut self,
        source: Ty,
        members: &[TupleMember],
        sought: &mut [Sought],
    ) {
        match self.forced(source) {
            Type::Tuple { members: own, .. } => self.infer_tuples(&own, members, sought),
            Type::Array { element, .. } => {
                // Of a list only a rest can be told, and a hole for it gets the list itself.
                for member in members {
                    match member.kind {
                        MemberKind::Variadic => {
                            let list = self.array(element, false);
                            self.infer(list, member.ty, sought);
                        }
                        MemberKind::Rest => self.infer(element, member.ty, sought),
                        MemberKind::Required | MemberKind::Optional => {}
                    }
                }
            }
            Type::Brand(parts) => self.infer_to_tuple(parts[0], members, sought),
            _ => {}
        }
    }

    fn infer_tuples(&mut self, own: &[TupleMember], wanted: &[TupleMember], sought: &mut [Sought]) {
        let is_open =
            |member: &TupleMember| matches!(member.kind, MemberKind::Rest | MemberKind::Variadic);
        let open = wanted.iter().position(is_open);
        let own_open = own.iter().position(is_open).unwrap_or(own.len());
        let Some(open) = open else {
            for (own, wanted) in own.iter().zip(wanted) {
                self.infer(own.ty, wanted.ty, sought);
            }
            return;
        };
        let after = wanted.len() - open - 1;
        let start = open.min(own_open);
        for (own, wanted) in own[..start].iter().zip(wanted) {
            self.infer(own.ty, wanted.ty, sought);
        }
        // What stands behind the open member is counted from the end, as far as it is fixed there.
        let fixed_end = own.len()
            - own
                .iter()
                .rposition(is_open)
                .map_or(start, |at| at + 1)
                .max(start);
        let end = own.len() - after.min(fixed_end);
        for (own, wanted) in own[end..].iter().rev().zip(wanted.iter().rev()) {
            self.infer(own.ty, wanted.ty, sought);
        }
        let middle = own[start..end].to_vec();
        let middle = match wanted[open].kind {
            MemberKind::Variadic => self.tuple_of(middle, false),
            _ => self.any_element(&middle),
        };
        self.infer(middle, wanted[open].ty, sought);
    }

    pub(super) fn infer_to_template(
        &mut self,
        source: Ty,
        texts: &[Rc<str>],
        types: &[Ty],
        sought: &mut [Sought],
    ) {
        let filled = match self.forced(source) {
            Type::Literal(Value::String(text), _) => self.fill(&text, texts, types),
            Type::Template(own, inner) => self.fill_from_template(&own, &inner, texts),
            _ => None,
        };
        for (filled, ty) in filled.into_iter().flatten().zip(types) {
            let filled = self.as_constrained(filled, *ty, sought);
            self.infer(filled, *ty, sought);
        }
    }

    /// A template laid over another: only where the fixed texts are the same, part by part.
    fn fill_from_template(
        &mut self,
        own: &[Rc<str>],
        inner: &[Ty],
        texts: &[Rc<str>],
    ) -> Option<Vec<Ty>> {
        if own == texts {
            return Some(inner.to_vec());
        }
        let first = own[0].strip_prefix(&*texts[0])?;
        if texts.len() == 2 {
            let last = own[own.len() - 1].strip_suffix(&*texts[1])?;
            let mut middle: Vec<String> = own.iter().map(|text| text.to_string()).collect();
            middle[0] = first.to_string();
            let end = middle.len() - 1;
            middle[end] = last.to_string();
            return Some(vec![self.template(&middle, inner.to_vec())]);
        }
        // The first place ends at the first separator that is written out.
        let separator = &texts[1];
        let at = first.find(&**separator).filter(|_| !separator.is_empty())?;
        let head = self.types.text(&first[..at]);
        let mut rest: Vec<Rc<str>> = own.to_vec();
        rest[0] = Rc::from(&first[at + separator.len()..]);
        let mut wanted: Vec<Rc<str>> = texts[1..].to_vec();
        wanted[0] = Rc::from("");
        let mut filled = vec![head];
        filled.extend(self.fill_from_template(&rest, inner, &wanted)?);
        Some(filled)
    }

    /// `${infer N extends number}` makes a number of the text.
    fn as_constrained(&mut self, filled: Ty, hole: Ty, sought: &[Sought]) -> Ty {
        let Type::Parameter(parameter) = *self.types.get(hole) else {
            return filled;
        };
        let sought = sought.iter().find(|one| one.parameter == parameter);
        let (Some(constraint), Some(text)) =
            (sought.and_then(|one| one.constraint), self.text_of(filled))
        else {
            return filled;
        };
        for wanted in self.types.members(constraint) {
            let made = match self.forced(wanted) {
                Type::Number | Type::Literal(Value::Number(_), _) => text
                    .parse::<f64>()
                    .ok()
                    .filter(|number| crate::parse::keys::number_text(*number) == text)
                    .map(|number| self.types.number(number)),
                Type::BigInt => Some(self.types.literal(Value::BigInt(Rc::from(&*text)))),
                Type::Literal(Value::Boolean(value), _) => {
                    (text == value.to_string()).then_some(wanted)
                }
                Type::Null => (text == "null").then_some(wanted),
                Type::Undefined => (text == "undefined").then_some(wanted),
                _ => None,
            };
            if let Some(made) = made.filter(|made| self.is_assignable(*made, wanted)) {
                return made;
            }
        }
        filled
    }

    /// The elements of a list.
    pub(super) fn element_of(&mut self, list: Ty) -> Option<Ty> {
        match self.forced(list) {
            Type::Array { element, .. } => Some(element),
            Type::Tuple { members, .. } => Some(self.any_element(&members)),
            Type::Brand(parts) => self.element_of(parts[0]),
            Type::Any => Some(Ty::ANY),
            _ => None,
        }
    }

    /// What a `for … of` over a value gives.
    pub(super) fn iterated(&mut self, ty: Ty) -> Option<Ty> {
        match self.forced(ty) {
            Type::Builtin("Map" | "ReadonlyMap", arguments) => {
                let pair = arguments.into_iter().map(TupleMember::required).collect();
                Some(self.tuple_of(pair, false))
            }
            Type::Builtin("Set" | "ReadonlySet" | "Iterable" | "IterableIterator", arguments) => {
                arguments.first().copied()
            }
            Type::Builtin(name, _) if name.starts_with("Big") && name.ends_with("Array") => {
                Some(Ty::BIGINT)
            }
            Type::Builtin(name, _) if name.ends_with("Array") => Some(Ty::NUMBER),
            Type::String | Type::Literal(Value::String(_), _) => Some(Ty::STRING),
            _ => self.element_of(ty),
        }
    }
}

fn count(sought: &[Sought]) -> usize {
    sought
        .iter()
        .map(|one| one.found.len() + one.taken.len())
        .sum()
}
