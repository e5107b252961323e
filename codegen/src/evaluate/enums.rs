//! Enums: unions of their members, and constant expressions.

use std::rc::Rc;

use super::Evaluator;
use super::scope::Scope;
use super::types::{DeclId, Index, Ty, Type, Value};
use crate::codes;
use crate::module::{Binary, EnumDecl, Unary, ValueExpr, ValueExprKind};
use crate::parse::keys::number_text;
use crate::schema::Literal;
use crate::source::Span;

impl Evaluator<'_, '_> {
    /// The enum as a type.
    pub(super) fn enumeration(&mut self, decl: DeclId, body: &EnumDecl) -> Ty {
        let key = (decl, Vec::new());
        if let Some(known) = self.aliases.get(&key) {
            return *known;
        }
        let members = self.enum_members(decl, body);
        let types = members.into_iter().map(|(_, ty)| ty).collect();
        let ty = self.union(types);
        let ty = match self.types.get(ty).clone() {
            Type::Union(members, None) => {
                let span = self.program.module(decl.0).types[decl.1].span;
                let name = self.types.name(body.name.clone(), span);
                self.types.add(Type::Union(members, Some(name)))
            }
            _ => ty,
        };
        self.aliases.insert(key, ty);
        ty
    }

    /// The enum as a value: its members by name, and the names of those that are numbers.
    pub(super) fn enum_value(&mut self, members: Vec<(Rc<str>, Ty)>) -> Ty {
        let numeric = members.iter().any(|(_, ty)| {
            let ty = self.types.get(*ty);
            matches!(ty, Type::Number | Type::Literal(Value::Number(_), _))
        });
        let mut shape = self.shape_of_values(members);
        if numeric {
            shape.indexes.push(Index {
                key: Ty::NUMBER,
                ty: Ty::STRING,
                reverse: true,
                span: self.site,
            });
        }
        let span = self.site;
        self.object_with(shape, span)
    }

    /// `E.A` as a type.
    pub(super) fn enum_member(&mut self, decl: DeclId, member: &str, span: Span) -> Ty {
        let module = self.program.module(decl.0);
        let crate::module::TypeBody::Enum(body) = &module.types[decl.1].body else {
            return Ty::UNKNOWABLE;
        };
        let members = self.enum_members(decl, body);
        match members.iter().find(|(name, _)| &**name == member) {
            Some((_, ty)) => *ty,
            None => {
                let name = body.name.clone();
                self.report(span, |span| {
                    codes::missing_property(&name, &format!("\"{member}\""), span)
                });
                Ty::UNKNOWABLE
            }
        }
    }

    /// Each member with its type: a literal where its value is known when it is compiled.
    pub(super) fn enum_members(&mut self, decl: DeclId, body: &EnumDecl) -> Vec<(Rc<str>, Ty)> {
        let mut scope = Scope::module(decl.0);
        let mut members = Vec::new();
        let mut next = Some(0.0);
        for member in &body.members {
            let value = match &member.value {
                Some(value) => self.constant(value, &scope, 0),
                None if body.ambient => None,
                None => next.map(|next: f64| Value::Number(next.to_bits())),
            };
            next = match &value {
                Some(Value::Number(bits)) => Some(f64::from_bits(*bits) + 1.0),
                _ => None,
            };
            let ty = match value {
                Some(value) => self.types.add(Type::Literal(value, Some(decl))),
                None => Ty::NUMBER,
            };
            scope = scope.local(&member.name, Some(ty));
            // As `E.A` too: the enum as a whole is not known yet.
            scope = scope.local(&format!("{}.{}", body.name, member.name), Some(ty));
            members.push((Rc::from(&*member.name), ty));
        }
        members
    }

    /// The value of a constant expression.
    fn constant(&mut self, expr: &ValueExpr, scope: &Scope, depth: usize) -> Option<Value> {
        if depth > 100 {
            return None;
        }
        match &*expr.kind {
            ValueExprKind::Literal(Literal::Number(number)) => Some(number_value(*number)),
            ValueExprKind::Literal(Literal::String(text)) => Some(Value::String(Rc::from(&**text))),
            ValueExprKind::Unary(op, inner) => {
                let number = self.number(inner, scope, depth)?;
                Some(number_value(match op {
                    Unary::Minus => -number,
                    Unary::Plus => number,
                    Unary::Tilde => f64::from(!to_int(number)),
                    _ => return None,
                }))
            }
            ValueExprKind::Binary(op, left, right) => {
                let left = self.constant(left, scope, depth + 1)?;
                let right = self.constant(right, scope, depth + 1)?;
                binary(*op, &left, &right)
            }
            ValueExprKind::Template { texts, values } => {
                let mut text = texts[0].clone();
                for (value, more) in values.iter().zip(&texts[1..]) {
                    text += &text_of(&self.constant(value, scope, depth + 1)?);
                    text += more;
                }
                Some(Value::String(Rc::from(&*text)))
            }
            ValueExprKind::Member { object, key, .. }
                if own_member(object, key, scope).is_some() =>
            {
                let ty = own_member(object, key, scope)?;
                self.literal_of(ty)
            }
            ValueExprKind::Name(name) if name == "NaN" || name == "Infinity" => None,
            _ => {
                let ty = self.value(expr, scope, super::Literals::Constant);
                self.literal_of(ty)
            }
        }
    }

    fn literal_of(&mut self, ty: Ty) -> Option<Value> {
        match self.forced(ty) {
            Type::Literal(value @ (Value::Number(_) | Value::String(_)), _) => Some(value),
            _ => None,
        }
    }

    fn number(&mut self, expr: &ValueExpr, scope: &Scope, depth: usize) -> Option<f64> {
        match self.constant(expr, scope, depth + 1)? {
            Value::Number(bits) => Some(f64::from_bits(bits)),
            _ => None,
        }
    }
}

/// `E.A` within `E`.
fn own_member(object: &ValueExpr, key: &str, scope: &Scope) -> Option<Ty> {
    match &*object.kind {
        ValueExprKind::Name(name) => scope.variable(&format!("{name}.{key}"))?,
        _ => None,
    }
}

fn number_value(number: f64) -> Value {
    Value::Number(number.to_bits())
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Number(bits) => number_text(f64::from_bits(*bits)),
        Value::String(text) | Value::BigInt(text) => text.to_string(),
        Value::Boolean(value) => value.to_string(),
    }
}

/// As JavaScript makes an integer of 32 bits.
fn to_int(number: f64) -> i32 {
    if !number.is_finite() {
        return 0;
    }
    let wrapped = number.trunc().rem_euclid(4_294_967_296.0);
    wrapped as u32 as i32
}

fn binary(op: Binary, left: &Value, right: &Value) -> Option<Value> {
    let (Value::Number(one), Value::Number(other)) = (left, right) else {
        let text = matches!(left, Value::String(_)) || matches!(right, Value::String(_));
        let joined = || Value::String(Rc::from(text_of(left) + &text_of(right)));
        return (op == Binary::Add && text).then(joined);
    };
    let (one, other) = (f64::from_bits(*one), f64::from_bits(*other));
    let shift = to_int(other) as u32 & 31;
    let number = match op {
        Binary::Add => one + other,
        Binary::Subtract => one - other,
        Binary::Multiply => one * other,
        Binary::Divide => one / other,
        Binary::Remainder => one % other,
        Binary::Power => one.powf(other),
        Binary::BitAnd => f64::from(to_int(one) & to_int(other)),
        Binary::BitOr => f64::from(to_int(one) | to_int(other)),
        Binary::BitXor => f64::from(to_int(one) ^ to_int(other)),
        Binary::ShiftLeft => f64::from(to_int(one).wrapping_shl(shift)),
        Binary::ShiftRight => f64::from(to_int(one) >> shift),
        Binary::ShiftRightUnsigned => f64::from(to_int(one) as u32 >> shift),
        Binary::Compare => return None,
    };
    (!number.is_nan()).then(|| number_value(number))
}
