//! Values, from swc's trees to ours, as far as a type can be told from them.

use std::sync::Arc;

use swc_ecma_ast as swc;

use super::Place;
use super::keys::property_key;
use super::types::{DEEPEST, cooked};
use crate::module::{Binary, Element, Key, Logical, ObjectPart, Unary, ValueExpr, ValueExprKind};
use crate::schema::Literal;

impl Place<'_> {
    pub(super) fn value(&self, expr: &swc::Expr, depth: usize) -> ValueExpr {
        let kind = match depth >= DEEPEST {
            true => ValueExprKind::Opaque,
            false => self.value_kind(expr, depth + 1),
        };
        ValueExpr {
            kind: Arc::new(kind),
            span: self.span(expr),
        }
    }

    fn value_kind(&self, expr: &swc::Expr, depth: usize) -> ValueExprKind {
        use swc::Expr::*;
        let value = |expr: &swc::Expr| self.value(expr, depth);
        match expr {
            Paren(inner) => self.value_kind(&inner.expr, depth),
            Lit(literal) => literal_value(literal),
            Tpl(template) => self.template_value(template, depth),
            Ident(name) if &*name.sym == "undefined" => ValueExprKind::Undefined,
            Ident(name) => ValueExprKind::Name(name.sym.to_string()),
            This(_) => ValueExprKind::This,
            Array(array) => ValueExprKind::Array(self.array(array, depth)),
            Object(object) => ValueExprKind::Object(self.object(object, depth)),
            Member(member) => self.member_value(&member.obj, &member.prop, false, depth),
            OptChain(chain) => match &*chain.base {
                swc::OptChainBase::Member(member) => {
                    self.member_value(&member.obj, &member.prop, chain.optional, depth)
                }
                swc::OptChainBase::Call(call) => ValueExprKind::Call {
                    callee: value(&call.callee),
                    types: self.arguments(call.type_args.as_deref(), depth),
                    arguments: self.elements(&call.args, depth),
                    optional: chain.optional,
                },
            },
            Call(call) => match &call.callee {
                swc::Callee::Expr(callee) => ValueExprKind::Call {
                    callee: value(callee),
                    types: self.arguments(call.type_args.as_deref(), depth),
                    arguments: self.elements(&call.args, depth),
                    optional: false,
                },
                swc::Callee::Super(_) | swc::Callee::Import(_) => ValueExprKind::Opaque,
            },
            New(new) => ValueExprKind::New {
                callee: value(&new.callee),
                types: self.arguments(new.type_args.as_deref(), depth),
                arguments: self.elements(new.args.as_deref().unwrap_or_default(), depth),
            },
            Arrow(arrow) => ValueExprKind::Function(Arc::new(self.arrow(arrow, depth))),
            Fn(function) => {
                ValueExprKind::Function(Arc::new(self.function(&function.function, depth)))
            }
            Class(class) => {
                let name = class.ident.as_ref().map_or("class", |name| &name.sym);
                let span = self.span(class.class.span);
                ValueExprKind::Class(Arc::new(self.class(name, &class.class, span, depth)))
            }
            Unary(unary) => ValueExprKind::Unary(unary_of(unary.op), value(&unary.arg)),
            Update(update) => ValueExprKind::Unary(crate::module::Unary::Step, value(&update.arg)),
            Bin(binary) => binary_of(binary.op, value(&binary.left), value(&binary.right)),
            Assign(assign) if assign.op == swc::AssignOp::Assign => {
                self.value_kind(&assign.right, depth)
            }
            Cond(cond) => ValueExprKind::Conditional {
                yes: value(&cond.cons),
                no: value(&cond.alt),
            },
            Seq(sequence) => match sequence.exprs.last() {
                Some(last) => self.value_kind(last, depth),
                None => ValueExprKind::Opaque,
            },
            Await(inner) => ValueExprKind::Await(value(&inner.arg)),
            TsAs(inner) => ValueExprKind::As(self.ty(&inner.type_ann, depth)),
            TsTypeAssertion(inner) => ValueExprKind::As(self.ty(&inner.type_ann, depth)),
            TsSatisfies(inner) => {
                ValueExprKind::Satisfies(value(&inner.expr), self.ty(&inner.type_ann, depth))
            }
            TsConstAssertion(inner) => ValueExprKind::AsConst(value(&inner.expr)),
            TsInstantiation(inner) => ValueExprKind::Instantiation(
                value(&inner.expr),
                self.arguments(Some(&*inner.type_args), depth),
            ),
            TsNonNull(inner) => ValueExprKind::NonNull(value(&inner.expr)),
            _ => ValueExprKind::Opaque,
        }
    }

    fn template_value(&self, template: &swc::Tpl, depth: usize) -> ValueExprKind {
        let texts: Option<Vec<String>> = template.quasis.iter().map(cooked).collect();
        match texts {
            None => ValueExprKind::Opaque,
            Some(texts) if texts.len() == 1 => {
                ValueExprKind::Literal(Literal::String(texts.concat()))
            }
            Some(texts) => {
                let values = template.exprs.iter().map(|expr| self.value(expr, depth));
                ValueExprKind::Template {
                    texts,
                    values: values.collect(),
                }
            }
        }
    }

    fn member_value(
        &self,
        object: &swc::Expr,
        member: &swc::MemberProp,
        optional: bool,
        depth: usize,
    ) -> ValueExprKind {
        let object = self.value(object, depth);
        match member {
            swc::MemberProp::Ident(name) => ValueExprKind::Member {
                object,
                key: name.sym.to_string(),
                optional,
            },
            swc::MemberProp::Computed(computed) => ValueExprKind::Element {
                object,
                index: self.value(&computed.expr, depth),
                optional,
            },
            swc::MemberProp::PrivateName(_) => ValueExprKind::Opaque,
        }
    }

    fn array(&self, array: &swc::ArrayLit, depth: usize) -> Vec<Element> {
        let element = |element: &Option<swc::ExprOrSpread>| match element {
            Some(element) => self.element(element, depth),
            None => Element {
                value: ValueExpr {
                    kind: Arc::new(ValueExprKind::Undefined),
                    span: self.span(array.span),
                },
                spread: false,
            },
        };
        array.elems.iter().map(element).collect()
    }

    fn elements(&self, elements: &[swc::ExprOrSpread], depth: usize) -> Vec<Element> {
        let elements = elements.iter();
        elements
            .map(|element| self.element(element, depth))
            .collect()
    }

    fn element(&self, element: &swc::ExprOrSpread, depth: usize) -> Element {
        Element {
            value: self.value(&element.expr, depth),
            spread: element.spread.is_some(),
        }
    }

    fn object(&self, object: &swc::ObjectLit, depth: usize) -> Vec<ObjectPart> {
        let parts = object.props.iter().map(|part| match part {
            swc::PropOrSpread::Spread(spread) => {
                ObjectPart::Spread(self.value(&spread.expr, depth))
            }
            swc::PropOrSpread::Prop(property) => self.object_part(property, depth),
        });
        parts.collect()
    }

    fn object_part(&self, property: &swc::Prop, depth: usize) -> ObjectPart {
        match property {
            swc::Prop::Shorthand(name) => ObjectPart::Property {
                key: Key::Name(name.sym.to_string()),
                value: self.value(&swc::Expr::Ident(name.clone()), depth),
                span: self.span(name),
            },
            swc::Prop::KeyValue(pair) => {
                let value = self.value(&pair.value, depth);
                match (property_key(&pair.key), &pair.key) {
                    (name @ (Key::Name(_) | Key::Quoted(_)), key) => ObjectPart::Property {
                        key: name,
                        value,
                        span: self.span(key),
                    },
                    (_, swc::PropName::Computed(computed)) => ObjectPart::Computed {
                        key: self.value(&computed.expr, depth),
                        value,
                    },
                    _ => ObjectPart::Opaque,
                }
            }
            swc::Prop::Method(method) => {
                let function = Arc::new(self.function(&method.function, depth));
                let span = self.span(&method.key);
                let kind = Arc::new(ValueExprKind::Function(function));
                ObjectPart::Property {
                    key: property_key(&method.key),
                    value: ValueExpr { kind, span },
                    span,
                }
            }
            swc::Prop::Getter(getter) => ObjectPart::Getter {
                key: property_key(&getter.key),
                function: Arc::new(self.function(&getter.function, depth)),
                span: self.span(&getter.key),
            },
            swc::Prop::Setter(_) | swc::Prop::Assign(_) => ObjectPart::Opaque,
        }
    }
}

fn literal_value(literal: &swc::Lit) -> ValueExprKind {
    match literal {
        swc::Lit::Str(text) => match text.value.as_str() {
            Some(text) => ValueExprKind::Literal(Literal::String(text.to_string())),
            None => ValueExprKind::Opaque,
        },
        swc::Lit::Num(number) => ValueExprKind::Literal(Literal::Number(number.value)),
        swc::Lit::Bool(boolean) => ValueExprKind::Literal(Literal::Boolean(boolean.value)),
        swc::Lit::BigInt(number) => {
            ValueExprKind::Literal(Literal::BigInt(number.value.to_string()))
        }
        swc::Lit::Null(_) => ValueExprKind::Null,
        swc::Lit::Regex(_) => ValueExprKind::RegExp,
        swc::Lit::JSXText(_) => ValueExprKind::Opaque,
    }
}

fn unary_of(op: swc::UnaryOp) -> Unary {
    match op {
        swc::UnaryOp::Minus => Unary::Minus,
        swc::UnaryOp::Plus => Unary::Plus,
        swc::UnaryOp::Bang => Unary::Not,
        swc::UnaryOp::Tilde => Unary::Tilde,
        swc::UnaryOp::TypeOf => Unary::TypeOf,
        swc::UnaryOp::Void => Unary::Void,
        swc::UnaryOp::Delete => Unary::Delete,
    }
}

fn binary_of(op: swc::BinaryOp, left: ValueExpr, right: ValueExpr) -> ValueExprKind {
    use swc::BinaryOp::*;
    let binary = match op {
        LogicalAnd => return ValueExprKind::Logical(Logical::And, left, right),
        LogicalOr => return ValueExprKind::Logical(Logical::Or, left, right),
        NullishCoalescing => return ValueExprKind::Logical(Logical::Coalesce, left, right),
        EqEq | NotEq | EqEqEq | NotEqEq | Lt | LtEq | Gt | GtEq | In | InstanceOf => {
            Binary::Compare
        }
        Add => Binary::Add,
        Sub => Binary::Subtract,
        Mul => Binary::Multiply,
        Div => Binary::Divide,
        Mod => Binary::Remainder,
        Exp => Binary::Power,
        BitAnd => Binary::BitAnd,
        BitOr => Binary::BitOr,
        BitXor => Binary::BitXor,
        LShift => Binary::ShiftLeft,
        RShift => Binary::ShiftRight,
        ZeroFillRShift => Binary::ShiftRightUnsigned,
    };
    ValueExprKind::Binary(binary, left, right)
}
