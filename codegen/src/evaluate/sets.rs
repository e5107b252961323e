//! Unions and intersections, brought into one form each.

use std::collections::BTreeSet;

use super::Evaluator;
use super::scope::Thunk;
use super::sources::Source;
use super::types::{LazyState, ObjectId, Ty, Type, Value};
use crate::codes;
use crate::module::TypeExprKind;

/// Members of a union that is put together from others.
const MOST_MEMBERS: usize = 20_000;

/// Members of a union that count as one step.
const MEMBERS_PER_STEP: usize = 8;

impl Evaluator<'_, '_> {
    /// Flat, each member once and none that another covers, in the order of the source.
    pub(crate) fn union(&mut self, parts: Vec<Ty>) -> Ty {
        let mut members: Vec<Ty> = Vec::new();
        let mut seen = BTreeSet::new();
        for part in &parts {
            let part = self.force(*part);
            for member in self.types.members(part) {
                match member {
                    Ty::ANY | Ty::UNKNOWABLE => return member,
                    _ if seen.insert(member) => members.push(member),
                    _ => {}
                }
            }
        }
        if seen.contains(&Ty::UNKNOWN) {
            return Ty::UNKNOWN;
        }
        if !self.affords_members(members.len()) {
            return Ty::UNKNOWABLE;
        }
        members.retain(|member| !self.is_covered(*member, &seen));
        self.drop_matched_texts(&mut members);
        match (&members[..], &parts[..]) {
            ([], _) => Ty::NEVER,
            ([only], _) => *only,
            // A union alone keeps its name.
            (_, [only]) => self.force(*only),
            _ => self.types.add(Type::Union(members, None)),
        }
    }

    fn is_covered(&self, member: Ty, others: &BTreeSet<Ty>) -> bool {
        let wider = match self.types.get(member) {
            Type::Absent => Ty::UNDEFINED,
            Type::Literal(Value::Number(_), _) => Ty::NUMBER,
            Type::Literal(Value::BigInt(_), _) => Ty::BIGINT,
            Type::Literal(Value::String(_), _) | Type::Template(..) | Type::Recased(..) => {
                Ty::STRING
            }
            Type::UniqueSymbol(_) => Ty::SYMBOL,
            _ => return false,
        };
        others.contains(&wider)
    }

    /// `"abc"` is nothing beside `` `a${string}` ``.
    fn drop_matched_texts(&mut self, members: &mut Vec<Ty>) {
        let is_pattern =
            |ty: &Ty| matches!(self.types.get(*ty), Type::Template(..) | Type::Recased(..));
        let patterns: Vec<Ty> = members.iter().copied().filter(is_pattern).collect();
        let questions = patterns.len() * (members.len() - patterns.len());
        if questions == 0 || !self.spend(questions / MEMBERS_PER_STEP) {
            return;
        }
        members.retain(|member| match self.types.get(*member).clone() {
            Type::Literal(Value::String(text), _) => {
                let mut patterns = patterns.iter();
                !patterns.any(|pattern| self.fits_place(&text, *pattern))
            }
            _ => true,
        });
    }

    /// Whether there may be so many members of a union or of tuples.
    pub(super) fn affords_members(&mut self, members: usize) -> bool {
        self.fits(members) && self.spend(members / MEMBERS_PER_STEP)
    }

    fn fits(&mut self, members: usize) -> bool {
        if members > MOST_MEMBERS {
            let place = self.place.clone();
            self.report(self.site, |span| codes::complex_type(&place, span));
        }
        members <= MOST_MEMBERS
    }

    pub(crate) fn intersection(&mut self, parts: Vec<Ty>) -> Ty {
        let mut flat: Vec<Ty> = Vec::new();
        for part in parts {
            let part = self.force(part);
            match self.types.get(part).clone() {
                Type::Brand(inner) => flat.extend(inner),
                Type::Object(id) => flat.extend(self.intersected(id).unwrap_or(vec![part])),
                Type::Unknown => {}
                _ => flat.push(part),
            }
        }
        let mut seen = BTreeSet::new();
        flat.retain(|part| seen.insert(*part));
        self.intersect_literals(&mut flat, &mut seen);
        for absorbing in [Ty::NEVER, Ty::UNKNOWABLE, Ty::ANY] {
            if seen.contains(&absorbing) {
                return absorbing;
            }
        }
        match &flat[..] {
            [] => return Ty::UNKNOWN,
            [only] => return *only,
            _ => {}
        }
        let union = flat
            .iter()
            .position(|part| matches!(self.types.get(*part), Type::Union(..)));
        match union {
            Some(at) => self.distribute(flat, at),
            None => self.join(flat),
        }
    }

    /// The parts of an object that is an intersection: within another one they count as its own.
    fn intersected(&self, id: ObjectId) -> Option<Vec<Ty>> {
        match &self.types.object_of(id).source {
            Source::Intersection(parts) => Some(parts.clone()),
            _ => None,
        }
    }

    /// Unions of literals become one of those that all have. Member by member, the keys that fifty objects have
    /// in common would take for ever.
    fn intersect_literals(&mut self, parts: &mut Vec<Ty>, seen: &mut BTreeSet<Ty>) {
        let (unions, others): (Vec<Ty>, Vec<Ty>) = parts
            .iter()
            .partition(|part| self.is_plain_literals(**part));
        let [first, rest @ ..] = &unions[..] else {
            return;
        };
        if rest.is_empty() {
            return;
        }
        let mut common = self.types.members(*first);
        for union in rest {
            let members: BTreeSet<Ty> = self.types.members(*union).into_iter().collect();
            common.retain(|member| members.contains(member));
        }
        let common = self.union(common);
        seen.insert(common);
        *parts = [vec![common], others].concat();
    }

    /// Whether a type is a union of literals of which no two can be the same without being one.
    fn is_plain_literals(&self, ty: Ty) -> bool {
        let is_plain = |member: &Ty| {
            matches!(
                self.types.get(*member),
                Type::Literal(_, None) | Type::UniqueSymbol(_)
            )
        };
        match self.types.get(ty) {
            Type::Union(members, _) => members.iter().all(is_plain),
            _ => false,
        }
    }

    /// `(A | B) & C` is `A & C | B & C`.
    fn distribute(&mut self, parts: Vec<Ty>, at: usize) -> Ty {
        let members = self.types.members(parts[at]);
        if !self.fits(members.len()) || !self.enter(self.site) {
            return Ty::UNKNOWABLE;
        }
        let mut joined = Vec::new();
        for member in members {
            let mut one = parts.clone();
            one[at] = member;
            let ty = self.intersection(one);
            if !self.is_impossible(ty) {
                joined.push(ty);
            }
        }
        self.leave();
        self.union(joined)
    }

    /// Parts that are no unions.
    fn join(&mut self, parts: Vec<Ty>) -> Ty {
        let (primitives, objects): (Vec<Ty>, Vec<Ty>) =
            parts.into_iter().partition(|part| self.is_primitive(*part));
        if primitives.is_empty() {
            return self.join_objects(objects);
        }
        let mut primitive = primitives[0];
        for other in &primitives[1..] {
            primitive = self.narrower(primitive, *other);
        }
        if primitive == Ty::NEVER || objects.is_empty() {
            return primitive;
        }
        let nothing = matches!(primitive, Ty::NULL | Ty::UNDEFINED | Ty::ABSENT | Ty::VOID);
        if nothing || objects.contains(&Ty::OBJECT) {
            return Ty::NEVER;
        }
        let marks: Vec<Ty> = objects
            .into_iter()
            .filter(|object| !self.is_empty_object(*object))
            .collect();
        match marks.is_empty() {
            true => primitive,
            false => self
                .types
                .add(Type::Brand([vec![primitive], marks].concat())),
        }
    }

    pub(super) fn is_primitive(&self, ty: Ty) -> bool {
        match self.types.get(ty) {
            Type::Void
            | Type::Undefined
            | Type::Absent
            | Type::Null
            | Type::String
            | Type::Number
            | Type::BigInt
            | Type::Symbol
            | Type::Literal(..)
            | Type::UniqueSymbol(_)
            | Type::Template(..)
            | Type::Recased(..) => true,
            Type::Any
            | Type::Unknowable
            | Type::Unknown
            | Type::Never
            | Type::NonPrimitive
            | Type::Union(..)
            | Type::Brand(_)
            | Type::Object(_)
            | Type::Array { .. }
            | Type::Tuple { .. }
            | Type::Builtin(..)
            | Type::Parameter(_)
            | Type::Lazy(_) => false,
        }
    }

    fn narrower(&mut self, one: Ty, other: Ty) -> Ty {
        if self.is_assignable(one, other) {
            one
        } else if self.is_assignable(other, one) {
            other
        } else {
            Ty::NEVER
        }
    }

    fn join_objects(&mut self, objects: Vec<Ty>) -> Ty {
        let mut objects = objects;
        if objects.iter().any(|object| *object != Ty::OBJECT) {
            objects.retain(|object| *object != Ty::OBJECT);
        }
        let full: Vec<Ty> = objects
            .iter()
            .copied()
            .filter(|object| !self.is_empty_object(*object))
            .collect();
        match (&full[..], &objects[..]) {
            ([], [first, ..]) => return *first,
            ([only], _) => return *only,
            _ => {}
        }
        if full
            .iter()
            .all(|object| matches!(self.types.get(*object), Type::Object(_)))
        {
            return self.intersection_of(full);
        }
        // What is there at run time comes first: a list or a Date, with objects as marks.
        let (mut brand, marks): (Vec<Ty>, Vec<Ty>) = full
            .into_iter()
            .partition(|object| !matches!(self.types.get(*object), Type::Object(_)));
        brand.extend(marks);
        self.types.add(Type::Brand(brand))
    }

    /// `{}`, which holds whatever is not `null` or `undefined`. Asks only what can be told at sight.
    pub(super) fn is_empty_object(&mut self, ty: Ty) -> bool {
        let Type::Object(id) = *self.types.get(ty) else {
            return false;
        };
        match &self.types.object_of(id).source {
            Source::Literal(expr, _) => {
                matches!(&*expr.kind, TypeExprKind::Object(members) if members.is_empty())
            }
            Source::Known(shape) => shape.is_empty(),
            Source::Declared(..)
            | Source::Instance(..)
            | Source::Class(..)
            | Source::Mapped(..)
            | Source::Intersection(_)
            | Source::Functions { .. } => false,
        }
    }

    /// Whether two parts of an intersection give one property literals that exclude each other.
    pub(crate) fn is_impossible(&mut self, ty: Ty) -> bool {
        let ty = self.force(ty);
        let Type::Object(id) = *self.types.get(ty) else {
            return ty == Ty::NEVER;
        };
        let Source::Intersection(_) = self.types.object_of(id).source else {
            return false;
        };
        let shape = self.shape(ty);
        let mut properties = shape.properties.iter();
        properties.any(|property| !property.optional && self.excludes_itself(property.ty))
    }

    /// An intersection of literals that comes to nothing. Other types are not looked into: they may lead
    /// back to what is being asked about.
    fn excludes_itself(&mut self, ty: Ty) -> bool {
        let Type::Lazy(id) = *self.types.get(ty) else {
            return false;
        };
        let parts = match self.types.lazy_of(id) {
            LazyState::Unasked(Thunk::Intersection(parts)) => parts.clone(),
            LazyState::Known(ty) => return *ty == Ty::NEVER,
            LazyState::Unasked(_) | LazyState::Asked(_) => return false,
        };
        parts.iter().any(|part| self.is_plainly_literal(*part))
            && !parts.iter().any(|part| self.is_being_asked(*part))
            && self.force(ty) == Ty::NEVER
    }

    /// Whether a type is an alias, or one of a union, that is being evaluated: what it comes to cannot be told yet.
    fn is_being_asked(&mut self, ty: Ty) -> bool {
        let Type::Lazy(id) = *self.types.get(ty) else {
            return false;
        };
        match self.types.lazy_of(id).clone() {
            LazyState::Known(_) => false,
            LazyState::Asked(_) => true,
            LazyState::Unasked(Thunk::Union(members)) => members
                .into_iter()
                .any(|member| self.is_being_asked(member)),
            LazyState::Unasked(Thunk::Type(expr, scope)) => self.is_open_alias(&expr, &scope),
            LazyState::Unasked(_) => false,
        }
    }

    fn is_plainly_literal(&self, ty: Ty) -> bool {
        let expr = match self.types.get(ty) {
            Type::Lazy(id) => match self.types.lazy_of(*id) {
                LazyState::Unasked(Thunk::Type(expr, _)) => expr,
                LazyState::Known(known) => return self.is_unit(*known),
                LazyState::Unasked(_) | LazyState::Asked(_) => return false,
            },
            _ => return self.is_unit(ty),
        };
        match &*expr.kind {
            TypeExprKind::Literal(_) => true,
            TypeExprKind::Union(members) => members
                .iter()
                .all(|member| matches!(&*member.kind, TypeExprKind::Literal(_))),
            TypeExprKind::Ref { path, .. } => path.len() == 2,
            _ => false,
        }
    }

    /// Whether a type has one value, or a few that are listed.
    pub(super) fn is_unit(&self, ty: Ty) -> bool {
        match self.types.get(ty) {
            Type::Literal(..) | Type::Null | Type::Undefined | Type::Absent => true,
            Type::Union(members, _) => members.iter().all(|member| self.is_unit(*member)),
            _ => false,
        }
    }
}
