//! A written type to what it is, construct by construct.

use super::scope::{Scope, Strip, Thunk};
use super::sources::{Callable, Source};
use super::types::{Ty, Type, Value};
use super::{Evaluator, Literals};
use crate::codes;
use crate::module::{Keyword, TypeExpr, TypeExprKind};
use crate::schema::Literal;

impl Evaluator<'_, '_> {
    pub(crate) fn evaluate(&mut self, expr: &TypeExpr, scope: &Scope) -> Ty {
        if !self.enter(expr.span) {
            return Ty::UNKNOWABLE;
        }
        let ty = self.evaluate_within(expr, scope);
        self.leave();
        ty
    }

    fn evaluate_within(&mut self, expr: &TypeExpr, scope: &Scope) -> Ty {
        match &*expr.kind {
            TypeExprKind::Keyword(keyword) => self.keyword(*keyword),
            TypeExprKind::Literal(literal) => self.literal(literal),
            TypeExprKind::Ref { path, arguments } => {
                self.reference(path, arguments, scope, expr.span)
            }
            TypeExprKind::Import {
                specifier,
                path,
                arguments,
                of_value,
            } => match of_value {
                true => self.imported_value(specifier, path, scope, expr.span),
                false => self.imported_type(specifier, path, arguments, scope, expr.span),
            },
            TypeExprKind::TypeOf { path, arguments } => {
                self.type_of(path, arguments, scope, expr.span)
            }
            TypeExprKind::This => scope.parameter("this").map_or(Ty::UNKNOWABLE, |it| it.ty),
            TypeExprKind::Array(element) => {
                let element = self.element(element, scope);
                self.array(element, false)
            }
            TypeExprKind::Tuple(members) => self.tuple(members, scope),
            TypeExprKind::Readonly(inner) => {
                let inner = self.evaluate(inner, scope);
                self.readonly(inner)
            }
            TypeExprKind::KeyOf(inner) => {
                let inner = self.evaluate(inner, scope);
                self.keys_of(inner)
            }
            TypeExprKind::UniqueSymbol => self
                .types
                .add(Type::UniqueSymbol(format!("{:?}", expr.span))),
            TypeExprKind::Object(_) => {
                self.object_from(Source::Literal(expr.clone(), scope.clone()), expr, scope)
            }
            TypeExprKind::Mapped(mapped) => self.mapped(expr, mapped, scope),
            TypeExprKind::Union(members) => {
                let members = members.iter().map(|member| self.evaluate(member, scope));
                let members = members.collect();
                self.union(members)
            }
            TypeExprKind::Intersection(parts) => {
                let evaluated = parts.iter().map(|part| self.evaluate(part, scope));
                let evaluated: Vec<Ty> = evaluated.collect();
                match self.loose(parts, &evaluated, scope) {
                    Some(loose) => loose,
                    None => self.intersection(evaluated),
                }
            }
            TypeExprKind::Indexed { object, index } => {
                let generic = is_of_parameter(object, scope) || is_of_parameter(index, scope);
                let object = self.evaluate(object, scope);
                let index = self.evaluate(index, scope);
                self.indexed(object, index, generic, expr.span)
            }
            TypeExprKind::Conditional(conditional) => self.conditional(conditional, scope),
            TypeExprKind::Infer { name, .. } => {
                scope.parameter(name).map_or(Ty::UNKNOWABLE, |it| it.ty)
            }
            TypeExprKind::Template { texts, types } => {
                let types = types.iter().map(|ty| self.evaluate(ty, scope));
                let types = types.collect();
                self.template(texts, types)
            }
            TypeExprKind::Function(signature) => {
                self.function_type(signature, scope, Callable::Function)
            }
            TypeExprKind::Constructor(signature) => {
                self.function_type(signature, scope, Callable::Constructor)
            }
            TypeExprKind::Shown(value) => {
                let ty = self.value(value, scope, Literals::Widened);
                self.widen(ty)
            }
            TypeExprKind::Heritage { class, arguments } => {
                self.heritage(class, arguments, scope, expr.span)
            }
            TypeExprKind::Guard(_) => Ty::BOOLEAN,
            TypeExprKind::Unevaluated(what) => {
                let place = self.place.clone();
                let instead = "the resulting type out, as an object type or a union of literals";
                self.report(expr.span, |span| {
                    codes::unevaluated(what, &place, instead, span)
                });
                Ty::UNKNOWABLE
            }
            TypeExprKind::TooDeep => {
                let place = self.place.clone();
                self.report(expr.span, |span| codes::deep_type(&place, span));
                Ty::UNKNOWABLE
            }
        }
    }

    fn keyword(&mut self, keyword: Keyword) -> Ty {
        match keyword {
            Keyword::Any => Ty::ANY,
            Keyword::BigInt => Ty::BIGINT,
            Keyword::Boolean => Ty::BOOLEAN,
            Keyword::Intrinsic => Ty::UNKNOWABLE,
            Keyword::Never => Ty::NEVER,
            Keyword::Null => Ty::NULL,
            Keyword::Number => Ty::NUMBER,
            Keyword::Object => Ty::OBJECT,
            Keyword::String => Ty::STRING,
            Keyword::Symbol => Ty::SYMBOL,
            Keyword::Undefined => Ty::UNDEFINED,
            Keyword::Unknown => Ty::UNKNOWN,
            Keyword::Void => Ty::VOID,
        }
    }

    pub(super) fn literal(&mut self, literal: &Literal) -> Ty {
        let value = match literal {
            Literal::Boolean(value) => Value::Boolean(*value),
            Literal::Number(value) => Value::Number(value.to_bits()),
            Literal::BigInt(digits) => Value::BigInt(digits.as_str().into()),
            Literal::String(text) => Value::String(text.as_str().into()),
        };
        self.types.literal(value)
    }

    /// A part that TypeScript looks at only when it is asked for, within an alias: the alias may be in it.
    pub(super) fn element(&mut self, expr: &TypeExpr, scope: &Scope) -> Ty {
        match self.open_aliases > 0 && may_lead_back(expr, scope) {
            true => self.later(expr, scope),
            false => self.evaluate(expr, scope),
        }
    }

    pub(super) fn later(&mut self, expr: &TypeExpr, scope: &Scope) -> Ty {
        match &*expr.kind {
            TypeExprKind::Keyword(keyword) => self.keyword(*keyword),
            TypeExprKind::Literal(literal) => self.literal(literal),
            TypeExprKind::Infer { .. } => self.evaluate(expr, scope),
            TypeExprKind::Ref { path, arguments } if arguments.is_empty() && path.len() == 1 => {
                match scope.parameter(&path[0]) {
                    Some(binding) => binding.ty,
                    None => self.types.lazy(Thunk::Type(expr.clone(), scope.clone())),
                }
            }
            _ => self.types.lazy(Thunk::Type(expr.clone(), scope.clone())),
        }
    }

    /// Whether a parameter of `infer` is bound around a place.
    pub(super) fn is_open(&mut self, scope: &Scope) -> bool {
        let bound: Vec<Ty> = scope.bound().collect();
        bound.into_iter().any(|ty| self.mentions(ty))
    }

    pub(super) fn strip(&mut self, ty: Ty, strip: Strip) -> Ty {
        let unwanted: &[Ty] = match strip {
            Strip::Nothing => return ty,
            Strip::Absent => &[Ty::ABSENT],
            Strip::Undefined => &[Ty::ABSENT, Ty::UNDEFINED],
        };
        let ty = self.force(ty);
        if unwanted.contains(&ty) {
            return match strip {
                Strip::Undefined => Ty::NEVER,
                Strip::Absent | Strip::Nothing => Ty::UNDEFINED,
            };
        }
        let members = self.types.members(ty);
        let kept: Vec<Ty> = members
            .iter()
            .copied()
            .filter(|member| !unwanted.contains(member))
            .collect();
        match kept.len() == members.len() {
            true => ty,
            false => self.union(kept),
        }
    }
}

/// Whether a type may be an alias, as opposed to what only stands in it.
fn may_lead_back(expr: &TypeExpr, scope: &Scope) -> bool {
    match &*expr.kind {
        TypeExprKind::Ref { path, arguments } => {
            path.len() > 1 || !arguments.is_empty() || scope.parameter(&path[0]).is_none()
        }
        TypeExprKind::Keyword(_)
        | TypeExprKind::Literal(_)
        | TypeExprKind::This
        | TypeExprKind::UniqueSymbol
        | TypeExprKind::Object(_)
        | TypeExprKind::Infer { .. }
        | TypeExprKind::Function(_)
        | TypeExprKind::Constructor(_)
        | TypeExprKind::Guard(_)
        | TypeExprKind::Unevaluated(_)
        | TypeExprKind::TooDeep => false,
        TypeExprKind::Union(members) | TypeExprKind::Intersection(members) => {
            members.iter().any(|member| may_lead_back(member, scope))
        }
        TypeExprKind::Array(inner) | TypeExprKind::Readonly(inner) => may_lead_back(inner, scope),
        TypeExprKind::Import { .. }
        | TypeExprKind::TypeOf { .. }
        | TypeExprKind::Tuple(_)
        | TypeExprKind::KeyOf(_)
        | TypeExprKind::Mapped(_)
        | TypeExprKind::Indexed { .. }
        | TypeExprKind::Conditional(_)
        | TypeExprKind::Template { .. }
        | TypeExprKind::Heritage { .. }
        | TypeExprKind::Shown(_) => true,
    }
}

/// A type parameter, or what is made of one.
fn is_of_parameter(expr: &TypeExpr, scope: &Scope) -> bool {
    match &*expr.kind {
        TypeExprKind::Ref { path, arguments } => {
            let named = path.len() == 1 && scope.parameter(&path[0]).is_some();
            named || arguments.iter().any(|it| is_of_parameter(it, scope))
        }
        TypeExprKind::Indexed { object, index } => {
            is_of_parameter(object, scope) || is_of_parameter(index, scope)
        }
        _ => false,
    }
}
