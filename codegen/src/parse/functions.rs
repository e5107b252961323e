//! Functions in their several spellings: what they take, what they give, what keeps them from being tasks.

use std::sync::Arc;

use swc_ecma_ast as swc;

use super::Place;
use crate::module::{
    Bound, Definition, FunctionExpr, Keyword, ParamDecl, Refusal, Told, TypeExpr, TypeExprKind,
    TypeParameter,
};
use crate::source::Span;

/// A function before it has an exported name.
pub(super) struct Signature {
    pub(super) function: Arc<FunctionExpr>,
    pub(super) refusal: Option<Refusal>,
    pub(super) told: Told,
    pub(super) definition: Option<Arc<Definition>>,
}

/// What the several spellings of a function's type have in common.
struct Parts<'a> {
    parameters: Option<&'a swc::TsTypeParamDecl>,
    params: &'a [swc::TsFnParam],
    result: Option<&'a swc::TsTypeAnn>,
    span: swc_common::Span,
}

impl Place<'_> {
    pub(super) fn function(&self, function: &swc::Function, depth: usize) -> FunctionExpr {
        let patterns = function.params.iter().map(|param| &param.pat);
        let result = function.return_type.as_deref();
        let mut converted = FunctionExpr {
            parameters: self.parameters(function.type_params.as_deref(), depth),
            this: None,
            params: Vec::new(),
            result: result.map(|ty| self.annotation(ty, depth)),
            asynchronous: function.is_async,
            generator: function.is_generator,
            body: match (&function.body, result) {
                (Some(body), None) => Some(self.body(&body.stmts, depth)),
                _ => None,
            },
            span: self.span(function.span),
        };
        if let Some(this) = &function.this_param {
            let ty = this.type_ann.as_deref();
            converted.this = Some(self.annotation_or_any(ty, this.span, depth));
        }
        self.add_params(&mut converted, patterns, depth);
        converted
    }

    pub(super) fn arrow(&self, arrow: &swc::ArrowExpr, depth: usize) -> FunctionExpr {
        let result = arrow.return_type.as_deref();
        let mut converted = FunctionExpr {
            parameters: self.parameters(arrow.type_params.as_deref(), depth),
            this: None,
            params: Vec::new(),
            result: result.map(|ty| self.annotation(ty, depth)),
            asynchronous: arrow.is_async,
            generator: arrow.is_generator,
            body: result
                .is_none()
                .then(|| self.arrow_body(&arrow.body, depth)),
            span: self.span(arrow.span),
        };
        self.add_params(&mut converted, arrow.params.iter(), depth);
        converted
    }

    fn add_params<'p>(
        &self,
        function: &mut FunctionExpr,
        patterns: impl Iterator<Item = &'p swc::Pat>,
        depth: usize,
    ) {
        for pattern in patterns {
            match pattern {
                swc::Pat::Ident(name) if &*name.id.sym == "this" => {
                    let ty = name.type_ann.as_deref();
                    function.this = Some(self.annotation_or_any(ty, name.id.span, depth));
                }
                _ => function.params.push(self.param(pattern, depth)),
            }
        }
    }

    fn annotation_or_any(
        &self,
        ty: Option<&swc::TsTypeAnn>,
        span: swc_common::Span,
        depth: usize,
    ) -> TypeExpr {
        match ty {
            Some(ty) => self.annotation(ty, depth),
            None => self.keyword(Keyword::Any, self.span(span)),
        }
    }

    pub(super) fn function_type(&self, ty: &swc::TsFnType, depth: usize) -> FunctionExpr {
        let parts = Parts {
            parameters: ty.type_params.as_deref(),
            params: &ty.params,
            result: Some(&ty.type_ann),
            span: ty.span,
        };
        self.signature(&parts, depth)
    }

    pub(super) fn constructor_type(
        &self,
        ty: &swc::TsConstructorType,
        depth: usize,
    ) -> FunctionExpr {
        let parts = Parts {
            parameters: ty.type_params.as_deref(),
            params: &ty.params,
            result: Some(&ty.type_ann),
            span: ty.span,
        };
        self.signature(&parts, depth)
    }

    pub(super) fn method_type(&self, ty: &swc::TsMethodSignature, depth: usize) -> FunctionExpr {
        let parts = Parts {
            parameters: ty.type_params.as_deref(),
            params: &ty.params,
            result: ty.type_ann.as_deref(),
            span: ty.span,
        };
        self.signature(&parts, depth)
    }

    pub(super) fn call_type(&self, ty: &swc::TsCallSignatureDecl, depth: usize) -> FunctionExpr {
        let parts = Parts {
            parameters: ty.type_params.as_deref(),
            params: &ty.params,
            result: ty.type_ann.as_deref(),
            span: ty.span,
        };
        self.signature(&parts, depth)
    }

    pub(super) fn construct_type(
        &self,
        ty: &swc::TsConstructSignatureDecl,
        depth: usize,
    ) -> FunctionExpr {
        let parts = Parts {
            parameters: ty.type_params.as_deref(),
            params: &ty.params,
            result: ty.type_ann.as_deref(),
            span: ty.span,
        };
        self.signature(&parts, depth)
    }

    fn signature(&self, parts: &Parts<'_>, depth: usize) -> FunctionExpr {
        let mut converted = FunctionExpr {
            parameters: self.parameters(parts.parameters, depth),
            this: None,
            params: Vec::new(),
            result: Some(self.annotation_or_any(parts.result, parts.span, depth)),
            asynchronous: false,
            generator: false,
            body: None,
            span: self.span(parts.span),
        };
        let patterns: Vec<swc::Pat> = parts.params.iter().cloned().map(pattern_of).collect();
        self.add_params(&mut converted, patterns.iter(), depth);
        converted
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
            return Some(with_refusal(self.function_type(ty, 0)));
        }
        let value = bare(value?);
        let told = match annotation {
            Some(_) => Told::Type,
            None => Told::Function,
        };
        match value {
            swc::Expr::Arrow(arrow) => Some(told_by(told, self.arrow(arrow, 0))),
            swc::Expr::Fn(function) => Some(told_by(told, self.function(&function.function, 0))),
            _ => self.made(value),
        }
    }

    /// A value that is no function as it is written.
    fn made(&self, value: &swc::Expr) -> Option<Signature> {
        let definition = self.definition(value).map(Arc::new);
        let told = match &definition {
            Some(_) => Told::Definition,
            None if may_be_function(value) => Told::Value,
            None => return None,
        };
        Some(Signature {
            function: Arc::new(nothing_known(self.span(value))),
            refusal: None,
            told,
            definition,
        })
    }

    pub(super) fn param(&self, pattern: &swc::Pat, depth: usize) -> ParamDecl {
        match pattern {
            swc::Pat::Ident(binding) => ParamDecl {
                name: Some(binding.id.sym.to_string()),
                ty: self.written(binding.type_ann.as_deref(), depth),
                optional: binding.id.optional,
                rest: false,
                defaulted: false,
                bound: Vec::new(),
                span: self.name_span(&binding.id),
            },
            swc::Pat::Assign(assign) => {
                let param = self.param(&assign.left, depth);
                let shown = || {
                    let value = self.value(&assign.right, depth);
                    self.type_expr(TypeExprKind::Shown(value), self.span(&*assign.right))
                };
                ParamDecl {
                    ty: Some(param.ty.unwrap_or_else(shown)),
                    optional: true,
                    defaulted: true,
                    ..param
                }
            }
            swc::Pat::Object(object) => ParamDecl {
                optional: object.optional,
                ..self.pattern(pattern, object.type_ann.as_deref(), depth)
            },
            swc::Pat::Array(array) => ParamDecl {
                optional: array.optional,
                ..self.pattern(pattern, array.type_ann.as_deref(), depth)
            },
            swc::Pat::Rest(rest) => ParamDecl {
                rest: true,
                name: rest.arg.as_ident().map(|name| name.id.sym.to_string()),
                ..self.pattern(pattern, rest.type_ann.as_deref(), depth)
            },
            swc::Pat::Invalid(_) | swc::Pat::Expr(_) => self.pattern(pattern, None, depth),
        }
    }

    fn pattern(
        &self,
        pattern: &swc::Pat,
        annotation: Option<&swc::TsTypeAnn>,
        depth: usize,
    ) -> ParamDecl {
        let mut bound: Vec<Bound> = Vec::new();
        self.bind(pattern, Some(Vec::new()), &mut bound, depth);
        ParamDecl {
            name: None,
            ty: self.written(annotation, depth),
            optional: false,
            rest: false,
            defaulted: false,
            bound,
            span: self.span(pattern),
        }
    }

    fn written(&self, annotation: Option<&swc::TsTypeAnn>, depth: usize) -> Option<TypeExpr> {
        annotation.map(|ty| self.annotation(ty, depth))
    }
}

fn nothing_known(span: Span) -> FunctionExpr {
    FunctionExpr {
        parameters: Vec::<TypeParameter>::new(),
        this: None,
        params: Vec::new(),
        result: None,
        asynchronous: false,
        generator: false,
        body: None,
        span,
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

/// A function with what keeps it from being a task.
pub(super) fn with_refusal(function: FunctionExpr) -> Signature {
    Signature {
        refusal: function.refusal(),
        function: Arc::new(function),
        told: Told::Function,
        definition: None,
    }
}

/// Of a function whose signature is another's to tell nothing can be said yet.
fn told_by(told: Told, function: FunctionExpr) -> Signature {
    match told {
        Told::Type | Told::Value | Told::Overloads | Told::Definition => Signature {
            function: Arc::new(function),
            refusal: None,
            told,
            definition: None,
        },
        Told::Function => with_refusal(function),
    }
}

/// Whether a function may come of an expression that is none itself.
fn may_be_function(value: &swc::Expr) -> bool {
    matches!(
        value,
        swc::Expr::Ident(_)
            | swc::Expr::Member(_)
            | swc::Expr::Call(_)
            | swc::Expr::TsAs(_)
            | swc::Expr::TsInstantiation(_)
            | swc::Expr::Cond(_)
    )
}
