//! What operators give, told from what they are given.

use super::Evaluator;
use super::scope::{Literals, Scope};
use super::types::{Ty, Type, Value};
use crate::module::{Binary, Logical, Unary, ValueExpr};

/// What `typeof` gives.
const KINDS: [&str; 8] = [
    "string",
    "number",
    "bigint",
    "boolean",
    "symbol",
    "undefined",
    "object",
    "function",
];

/// What a type comes to in arithmetic.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    BigInt,
    String,
    Other,
}

impl Evaluator<'_, '_> {
    pub(super) fn unary(
        &mut self,
        op: Unary,
        value: &ValueExpr,
        scope: &Scope,
        literals: Literals,
    ) -> Ty {
        match op {
            Unary::Not | Unary::Delete => Ty::BOOLEAN,
            Unary::TypeOf => {
                let names = KINDS.iter().map(|name| self.types.text(name)).collect();
                self.union(names)
            }
            Unary::Void => Ty::UNDEFINED,
            Unary::Plus => Ty::NUMBER,
            Unary::Minus => {
                let ty = self.value(value, scope, literals);
                match self.types.get(ty).clone() {
                    Type::Literal(Value::Number(bits), None) => {
                        self.types.number(-f64::from_bits(bits))
                    }
                    Type::Literal(Value::BigInt(digits), None) => {
                        let negative = format!("-{digits}");
                        self.types.literal(Value::BigInt(negative.as_str().into()))
                    }
                    _ => self.arithmetic(ty),
                }
            }
            Unary::Tilde | Unary::Step => {
                let ty = self.value(value, scope, Literals::Fresh);
                self.arithmetic(ty)
            }
        }
    }

    fn arithmetic(&mut self, ty: Ty) -> Ty {
        match self.kind(ty) {
            Kind::Number => Ty::NUMBER,
            Kind::BigInt => Ty::BIGINT,
            Kind::String | Kind::Other => Ty::UNKNOWABLE,
        }
    }

    fn kind(&mut self, ty: Ty) -> Kind {
        let ty = self.force(ty);
        let wide = self.widen(ty);
        let kinds = [
            (Ty::NUMBER, Kind::Number),
            (Ty::BIGINT, Kind::BigInt),
            (Ty::STRING, Kind::String),
        ];
        if matches!(wide, Ty::UNKNOWABLE | Ty::ANY | Ty::NEVER) {
            return Kind::Other;
        }
        let kind = kinds.iter().find(|(of, _)| self.is_assignable(ty, *of));
        kind.map_or(Kind::Other, |(_, kind)| *kind)
    }

    pub(super) fn binary(
        &mut self,
        op: Binary,
        left: &ValueExpr,
        right: &ValueExpr,
        scope: &Scope,
    ) -> Ty {
        if op == Binary::Compare {
            return Ty::BOOLEAN;
        }
        let left = self.value(left, scope, Literals::Fresh);
        let left = self.kind(left);
        let right = self.value(right, scope, Literals::Fresh);
        let right = self.kind(right);
        match (op, left, right) {
            (Binary::Add, Kind::String, _) | (Binary::Add, _, Kind::String) => Ty::STRING,
            (_, Kind::BigInt, Kind::BigInt) => Ty::BIGINT,
            (_, Kind::Number, Kind::Number) => Ty::NUMBER,
            // Whatever is multiplied with a number is one.
            (Binary::Add, _, _) => Ty::UNKNOWABLE,
            (_, Kind::Number, _) | (_, _, Kind::Number) => Ty::NUMBER,
            _ => Ty::UNKNOWABLE,
        }
    }

    pub(super) fn logical(
        &mut self,
        op: Logical,
        left: &ValueExpr,
        right: &ValueExpr,
        scope: &Scope,
        literals: Literals,
    ) -> Ty {
        let left = self.value(left, scope, literals);
        let right = self.value(right, scope, literals);
        if left == Ty::UNKNOWABLE || left == Ty::ANY {
            return left;
        }
        let kept = match op {
            Logical::And => self.falsy(left),
            Logical::Or => self.truthy(left),
            Logical::Coalesce => self.non_null(left),
        };
        self.either(vec![kept, right])
    }

    /// What a value can be if it counts as false.
    fn falsy(&mut self, ty: Ty) -> Ty {
        let mut parts = Vec::new();
        for member in self.types.members(ty) {
            parts.push(match self.types.get(member).clone() {
                Type::String | Type::Template(..) | Type::Recased(..) => self.types.text(""),
                Type::Number => self.types.number(0.0),
                Type::BigInt => self.types.literal(Value::BigInt("0".into())),
                Type::Brand(inner) if self.is_primitive(inner[0]) => member,
                Type::Literal(value, _) => match is_falsy(&value) {
                    true => member,
                    false => continue,
                },
                Type::Void
                | Type::Undefined
                | Type::Absent
                | Type::Null
                | Type::Unknown
                | Type::Any
                | Type::Unknowable => member,
                _ => continue,
            });
        }
        self.union(parts)
    }

    fn truthy(&mut self, ty: Ty) -> Ty {
        let members = self.types.members(ty);
        let kept = members
            .into_iter()
            .filter(|member| match self.types.get(*member) {
                Type::Void | Type::Undefined | Type::Absent | Type::Null => false,
                Type::Literal(value, _) => !is_falsy(value),
                _ => true,
            });
        let kept = kept.collect();
        self.union(kept)
    }

    pub(super) fn non_null(&mut self, ty: Ty) -> Ty {
        let ty = self.force(ty);
        let members = self.types.members(ty);
        let kept = members
            .into_iter()
            .filter(|member| !matches!(*member, Ty::UNDEFINED | Ty::ABSENT | Ty::NULL | Ty::VOID));
        let kept = kept.collect();
        self.union(kept)
    }

    /// The type of a property or element. Where the object may be absent, so may be the property.
    pub(super) fn read(&mut self, object: Ty, key: Ty, optional: bool) -> Ty {
        let object = self.force(object);
        let present = self.non_null(object);
        let mut types = Vec::new();
        let keys = self.types.members(key);
        for member in self.types.members(present) {
            for key in &keys {
                match self.property_type(member, *key) {
                    Some(ty) => types.push(self.as_read(ty)),
                    None => return Ty::UNKNOWABLE,
                }
            }
        }
        if types.is_empty() || matches!(present, Ty::ANY | Ty::UNKNOWABLE) {
            return Ty::UNKNOWABLE;
        }
        if optional && object != present {
            types.push(Ty::UNDEFINED);
        }
        self.union(types)
    }

    /// The `undefined` of an absent property is an ordinary one as soon as it has been read.
    fn as_read(&mut self, ty: Ty) -> Ty {
        let members = self.types.members(ty);
        if !members.contains(&Ty::ABSENT) {
            return ty;
        }
        let members = members.into_iter().map(|member| match member {
            Ty::ABSENT => Ty::UNDEFINED,
            other => other,
        });
        let members = members.collect();
        self.union(members)
    }
}

fn is_falsy(value: &Value) -> bool {
    match value {
        Value::Boolean(value) => !value,
        Value::Number(bits) => f64::from_bits(*bits) == 0.0,
        Value::BigInt(digits) => &**digits == "0",
        Value::String(text) => text.is_empty(),
    }
}
