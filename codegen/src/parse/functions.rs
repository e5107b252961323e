//! Functions in their several spellings: what they take, what they give, what keeps them from being tasks.

use swc_ecma_ast as swc;

use super::Place;
use crate::module::{Keyword, ParamDecl, Refusal, TypeExpr, TypeExprKind};

/// A function before it has an exported name.
pub(super) struct Signature {
    pub(super) params: Vec<ParamDecl>,
    pub(super) result: Option<TypeExpr>,
    pub(super) asynchronous: bool,
    pub(super) refusal: Option<Refusal>,
}

impl Place<'_> {
    pub(super) fn function(&self, function: &swc::Function) -> Signature {
        let patterns: Vec<&swc::Pat> = function.params.iter().map(|param| &param.pat).collect();
        let refusal = if function.is_generator {
            Some(Refusal::Generator)
        } else if function.type_params.is_some() {
            Some(Refusal::Generic)
        } else if function.this_param.is_some() {
            Some(Refusal::This)
        } else {
            pattern_refusal(&patterns)
        };
        Signature {
            params: patterns
                .into_iter()
                .map(|pattern| self.param(pattern))
                .collect(),
            result: function
                .return_type
                .as_deref()
                .map(|ty| self.annotation(ty)),
            asynchronous: function.is_async,
            refusal,
        }
    }

    fn arrow(&self, arrow: &swc::ArrowExpr) -> Signature {
        let patterns: Vec<&swc::Pat> = arrow.params.iter().collect();
        let generic = arrow.type_params.is_some().then_some(Refusal::Generic);
        Signature {
            refusal: generic.or_else(|| pattern_refusal(&patterns)),
            params: patterns
                .into_iter()
                .map(|pattern| self.param(pattern))
                .collect(),
            result: arrow.return_type.as_deref().map(|ty| self.annotation(ty)),
            asynchronous: arrow.is_async,
        }
    }

    fn function_type(&self, ty: &swc::TsFnType) -> Signature {
        let patterns: Vec<swc::Pat> = ty.params.iter().cloned().map(pattern_of).collect();
        let generic = ty.type_params.is_some().then_some(Refusal::Generic);
        Signature {
            refusal: generic.or_else(|| pattern_refusal(&patterns.iter().collect::<Vec<_>>())),
            params: patterns.iter().map(|pattern| self.param(pattern)).collect(),
            result: Some(self.annotation(&ty.type_ann)),
            asynchronous: false,
        }
    }

    /// The signature of `const name: annotation = value`, if that is a function.
    pub(super) fn constant(
        &self,
        annotation: Option<&swc::TsTypeAnn>,
        value: Option<&swc::Expr>,
    ) -> Option<Signature> {
        if let Some(swc::TsType::TsFnOrConstructorType(swc::TsFnOrConstructorType::TsFnType(ty))) =
            annotation.map(|annotation| &*annotation.type_ann)
        {
            return Some(self.function_type(ty));
        }
        match bare(value?) {
            swc::Expr::Arrow(arrow) => Some(self.arrow(arrow)),
            swc::Expr::Fn(function) => Some(self.function(&function.function)),
            swc::Expr::Call(call) if is_wrapper(call) => Some(Signature {
                params: Vec::new(),
                result: None,
                asynchronous: false,
                refusal: Some(Refusal::Wrapped),
            }),
            _ => None,
        }
    }

    fn param(&self, pattern: &swc::Pat) -> ParamDecl {
        match pattern {
            swc::Pat::Ident(binding) => ParamDecl {
                name: Some(binding.id.sym.to_string()),
                ty: binding.type_ann.as_deref().map(|ty| self.annotation(ty)),
                optional: binding.id.optional,
                span: self.name_span(&binding.id),
            },
            swc::Pat::Assign(assign) => {
                let param = self.param(&assign.left);
                let ty = param.ty.or_else(|| self.shown_by(&assign.right));
                ParamDecl {
                    ty,
                    optional: true,
                    ..param
                }
            }
            swc::Pat::Object(object) => {
                self.pattern(pattern, object.type_ann.as_deref(), object.optional)
            }
            swc::Pat::Array(array) => {
                self.pattern(pattern, array.type_ann.as_deref(), array.optional)
            }
            swc::Pat::Rest(rest) => self.pattern(pattern, rest.type_ann.as_deref(), false),
            swc::Pat::Invalid(_) | swc::Pat::Expr(_) => self.pattern(pattern, None, false),
        }
    }

    fn pattern(
        &self,
        pattern: &swc::Pat,
        annotation: Option<&swc::TsTypeAnn>,
        optional: bool,
    ) -> ParamDecl {
        let ty = annotation.map(|ty| self.annotation(ty));
        ParamDecl {
            name: None,
            ty,
            optional,
            span: self.span(pattern),
        }
    }

    /// The type that a default value shows, as TypeScript infers it for a parameter.
    fn shown_by(&self, value: &swc::Expr) -> Option<TypeExpr> {
        let keyword = match bare(value) {
            swc::Expr::Lit(swc::Lit::Num(_)) => Keyword::Number,
            swc::Expr::Lit(swc::Lit::Str(_)) | swc::Expr::Tpl(_) => Keyword::String,
            swc::Expr::Lit(swc::Lit::Bool(_)) => Keyword::Boolean,
            swc::Expr::Lit(swc::Lit::BigInt(_)) => Keyword::BigInt,
            swc::Expr::Unary(unary) => match unary.op {
                swc::UnaryOp::Bang => Keyword::Boolean,
                swc::UnaryOp::Plus => Keyword::Number,
                swc::UnaryOp::Minus => return self.shown_by(&unary.arg),
                _ => return None,
            },
            swc::Expr::New(new) => return self.made_by(new),
            _ => return None,
        };
        Some(TypeExpr {
            kind: TypeExprKind::Keyword(keyword),
            span: self.span(value),
        })
    }

    /// `new Date()`, `new Uint8Array(4)`: a class without type parameters of its own.
    fn made_by(&self, new: &swc::NewExpr) -> Option<TypeExpr> {
        let name = new.callee.as_ident()?.sym.to_string();
        let plain = name == "Date" || name.ends_with("Array") && name != "Array";
        plain.then(|| TypeExpr {
            kind: TypeExprKind::Ref {
                path: vec![name],
                arguments: Vec::new(),
            },
            span: self.span(new),
        })
    }
}

fn pattern_of(param: swc::TsFnParam) -> swc::Pat {
    match param {
        swc::TsFnParam::Ident(name) => swc::Pat::Ident(name),
        swc::TsFnParam::Array(array) => swc::Pat::Array(array),
        swc::TsFnParam::Rest(rest) => swc::Pat::Rest(rest),
        swc::TsFnParam::Object(object) => swc::Pat::Object(object),
    }
}

/// The expression without the parentheses and type assertions around it.
pub(super) fn bare(expr: &swc::Expr) -> &swc::Expr {
    match expr {
        swc::Expr::Paren(inner) => bare(&inner.expr),
        swc::Expr::TsSatisfies(inner) => bare(&inner.expr),
        swc::Expr::TsConstAssertion(inner) => bare(&inner.expr),
        swc::Expr::TsNonNull(inner) => bare(&inner.expr),
        other => other,
    }
}

fn is_wrapper(call: &swc::CallExpr) -> bool {
    let callee = call.callee.as_expr().and_then(|callee| callee.as_ident());
    callee.is_some_and(|name| matches!(&*name.sym, "task" | "importTask"))
}

fn pattern_refusal(patterns: &[&swc::Pat]) -> Option<Refusal> {
    let this =
        |pattern: &&swc::Pat| matches!(pattern, swc::Pat::Ident(name) if &*name.id.sym == "this");
    if patterns.first().is_some_and(this) {
        return Some(Refusal::This);
    }
    let rest = patterns
        .last()
        .is_some_and(|pattern| matches!(pattern, swc::Pat::Rest(_)));
    rest.then_some(Refusal::Rest)
}
