//! What a type comes to, as one of the things that can cross to a worker.

use super::Resolver;
use super::globals::{self, Global};
use crate::codes;
use crate::evaluate::types::{MemberKind, TupleMember, Value};
use crate::evaluate::{Ty, Type};
use crate::schema::{Literal, Tuple, TypeId, TypeKind, Union};
use crate::source::Span;

/// Levels of types within types that are followed.
const DEEPEST: usize = 256;

impl Resolver<'_, '_> {
    /// `span` is where it is written, for what there is to say about it.
    pub(super) fn lower(&mut self, ty: Ty, span: Span) -> TypeId {
        if self.depth >= DEEPEST {
            self.say_deep(span);
            return self.dynamic(span);
        }
        self.depth += 1;
        if self.evaluator.program.is_own(span.file) {
            self.evaluator.site = span;
        }
        let id = self.lower_within(ty, span);
        self.depth -= 1;
        id
    }

    /// Once for each parameter and result: what leads to so many levels does so in many ways.
    fn say_deep(&mut self, span: Span) {
        if self.deep_at != self.evaluator.place {
            self.deep_at.clone_from(&self.evaluator.place);
            self.say(span, codes::deep_type);
        }
    }

    /// Says something about the place at hand.
    pub(super) fn say(
        &mut self,
        span: Span,
        what: impl FnOnce(&str, Span) -> crate::report::Diagnostic,
    ) {
        let place = self.evaluator.place.clone();
        self.evaluator.report(span, |span| what(&place, span));
    }

    fn lower_within(&mut self, ty: Ty, span: Span) -> TypeId {
        let ty = self.evaluator.force(ty);
        let kind = match self.evaluator.types.get(ty).clone() {
            Type::Any => return self.open("any", span),
            Type::Unknown => return self.open("unknown", span),
            Type::NonPrimitive => return self.open("object", span),
            Type::Unknowable | Type::Parameter(_) | Type::Lazy(_) => {
                self.untold = true;
                return self.dynamic(span);
            }
            // In data there is nothing but `undefined` that a `void` or an optional `never` can hold.
            Type::Void | Type::Undefined | Type::Absent | Type::Never => TypeKind::Undefined,
            Type::Null => TypeKind::Null,
            Type::String => TypeKind::String,
            Type::Number => TypeKind::Number,
            Type::BigInt => TypeKind::BigInt,
            Type::Symbol => TypeKind::Symbol,
            Type::UniqueSymbol(_) => {
                self.say(span, codes::symbol_in_data);
                TypeKind::Dynamic
            }
            Type::Literal(value, _) => TypeKind::Literals(vec![literal(&value)]),
            Type::Template(..) | Type::Recased(..) => self.pattern(ty),
            Type::Union(members, name) => return self.union(ty, &members, name, span),
            Type::Brand(parts) => match self.evaluator.width(&parts) {
                Some(width) => TypeKind::Sized(width),
                None => return self.lower(parts[0], span),
            },
            Type::Object(_) => return self.object(ty, span),
            Type::Array { element, .. } => {
                return self.list(ty, span, |this| {
                    let element = this.lower(element, span);
                    this.unnamed(TypeKind::Array(element), span)
                });
            }
            Type::Tuple { members, .. } => {
                return self.list(ty, span, |this| this.tuple(&members, span));
            }
            Type::Builtin(name, arguments) => return self.builtin(ty, name, &arguments, span),
        };
        self.unnamed(kind, span)
    }

    fn open(&mut self, written: &str, span: Span) -> TypeId {
        self.untold = true;
        if !self.inferring {
            self.say(span, |place, span| codes::open_type(written, place, span));
        }
        self.dynamic(span)
    }

    pub(super) fn open_object(&mut self, span: Span) -> TypeId {
        self.open("{}", span)
    }

    /// A union as it is written: flat and told apart only in the end.
    fn union(
        &mut self,
        ty: Ty,
        members: &[Ty],
        name: Option<crate::evaluate::types::NameId>,
        span: Span,
    ) -> TypeId {
        let Some(name) = name else {
            let variants = self.variants(members, span);
            return self.unnamed(variants, span);
        };
        if let Some(id) = self.lowered.get(&ty) {
            return *id;
        }
        let name = self.evaluator.types.name_of(name).clone();
        let id = self.add(Some(name.text), TypeKind::Dynamic, name.span);
        self.lowered.insert(ty, id);
        self.types.types[id.0 as usize].kind = self.variants(members, span);
        id
    }

    fn variants(&mut self, members: &[Ty], span: Span) -> TypeKind {
        let possible = members
            .iter()
            .filter(|member| !self.evaluator.is_impossible(**member));
        let possible: Vec<Ty> = possible.copied().collect();
        let variants = possible.into_iter().map(|member| self.lower(member, span));
        TypeKind::Union(Union {
            variants: variants.collect(),
            tells: Vec::new(),
        })
    }

    /// A list, set or map, which may lead back to itself: it then has an id before its parts are known.
    fn list(&mut self, ty: Ty, span: Span, lower: impl FnOnce(&mut Self) -> TypeId) -> TypeId {
        match self.open_lists.get(&ty) {
            Some(Some(id)) => return *id,
            Some(None) => {
                let id = self.add(None, TypeKind::Dynamic, span);
                self.open_lists.insert(ty, Some(id));
                return id;
            }
            None => {}
        }
        self.open_lists.insert(ty, None);
        let id = lower(self);
        if let Some(Some(asked)) = self.open_lists.remove(&ty) {
            self.types.types[asked.0 as usize].kind = self.types.kind(id).clone();
            return asked;
        }
        id
    }

    fn tuple(&mut self, members: &[TupleMember], span: Span) -> TypeId {
        let mut tuple = Tuple {
            required: Vec::new(),
            optional: Vec::new(),
            rest: None,
            last: Vec::new(),
        };
        for member in members {
            let ty = self.lower(member.ty, span);
            match member.kind {
                MemberKind::Required if tuple.rest.is_some() => tuple.last.push(ty),
                MemberKind::Required => tuple.required.push(ty),
                MemberKind::Optional => tuple.optional.push(ty),
                MemberKind::Rest | MemberKind::Variadic => tuple.rest = Some(ty),
            }
        }
        self.unnamed(TypeKind::Tuple(tuple), span)
    }

    /// A class that is named without type arguments holds anything.
    fn set(&mut self, arguments: &[Ty], span: Span) -> TypeId {
        let member = self.argument(arguments, 0, span);
        self.unnamed(TypeKind::Set(member), span)
    }

    fn map(&mut self, arguments: &[Ty], span: Span) -> TypeId {
        let key = self.argument(arguments, 0, span);
        let value = self.argument(arguments, 1, span);
        self.unnamed(TypeKind::Map(key, value), span)
    }

    fn iterable(&mut self, arguments: &[Ty], span: Span) -> TypeId {
        let item = self.argument(arguments, 0, span);
        self.unnamed(TypeKind::Iterable(item), span)
    }

    fn argument(&mut self, arguments: &[Ty], index: usize, span: Span) -> TypeId {
        let argument = arguments.get(index).copied();
        self.lower(argument.unwrap_or(Ty::ANY), span)
    }

    pub(super) fn unevaluated(&mut self, what: &str, instead: &str, span: Span) -> TypeId {
        self.say(span, |place, span| {
            codes::unevaluated(what, place, instead, span)
        });
        self.dynamic(span)
    }

    fn builtin(&mut self, ty: Ty, name: &'static str, arguments: &[Ty], span: Span) -> TypeId {
        let kind = match globals::global(name) {
            Some(Global::Bytes(view)) => TypeKind::Bytes(view),
            Some(Global::Date) => TypeKind::Date,
            Some(Global::Instance(class)) => TypeKind::Instance(class),
            Some(Global::Wrapper(primitive)) => primitive.kind(),
            Some(Global::Iterable) => {
                return self.list(ty, span, |this| this.iterable(arguments, span));
            }
            Some(Global::Set) => {
                return self.list(ty, span, |this| this.set(arguments, span));
            }
            Some(Global::Map) => {
                return self.list(ty, span, |this| this.map(arguments, span));
            }
            Some(Global::Promise) => {
                self.say(span, codes::promise_in_data);
                TypeKind::Dynamic
            }
            Some(Global::Function) => {
                self.say(span, |place, span| {
                    codes::function_in_data("a function", place, span)
                });
                TypeKind::Dynamic
            }
            Some(Global::Symbol) => {
                self.say(span, codes::symbol_in_data);
                TypeKind::Dynamic
            }
            Some(Global::Bound(instead)) => {
                self.say(span, |place, span| {
                    codes::bound_object(name, place, instead, span)
                });
                TypeKind::Dynamic
            }
            Some(Global::Unevaluated(instead)) => {
                let what = format!("`{}`", self.evaluator.spell(ty));
                return self.unevaluated(&what, instead, span);
            }
            Some(Global::Array | Global::Evaluated) | None => TypeKind::Dynamic,
        };
        self.unnamed(kind, span)
    }
}

fn literal(value: &Value) -> Literal {
    match value {
        Value::Boolean(value) => Literal::Boolean(*value),
        Value::Number(bits) => Literal::Number(f64::from_bits(*bits)),
        Value::BigInt(digits) => Literal::BigInt(digits.to_string()),
        Value::String(text) => Literal::String(text.to_string()),
    }
}
