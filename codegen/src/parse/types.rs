//! Type annotations, from swc's trees to ours.

use std::sync::Arc;

use swc_ecma_ast as swc;

use super::Place;
use super::keys::entity;
use crate::module::{
    ConditionalExpr, Keyword, MappedExpr, Modifier, Specifier, TupleMember, TypeExpr, TypeExprKind,
    TypeParameter,
};
use crate::schema::Literal;
use crate::source::Span;

/// Levels of a written type or value that are followed.
pub(super) const DEEPEST: usize = 100;

impl Place<'_> {
    pub(super) fn annotation(&self, annotation: &swc::TsTypeAnn, depth: usize) -> TypeExpr {
        self.ty(&annotation.type_ann, depth)
    }

    pub(super) fn ty(&self, ty: &swc::TsType, depth: usize) -> TypeExpr {
        if depth >= DEEPEST {
            return self.type_expr(TypeExprKind::TooDeep, self.span(ty));
        }
        match ty {
            swc::TsType::TsParenthesizedType(inner) => self.ty(&inner.type_ann, depth + 1),
            _ => self.type_expr(self.ty_kind(ty, depth + 1), self.span(ty)),
        }
    }

    pub(super) fn type_expr(&self, kind: TypeExprKind, span: Span) -> TypeExpr {
        TypeExpr {
            kind: Arc::new(kind),
            span,
        }
    }

    pub(super) fn keyword(&self, keyword: Keyword, span: Span) -> TypeExpr {
        self.type_expr(TypeExprKind::Keyword(keyword), span)
    }

    fn ty_kind(&self, ty: &swc::TsType, depth: usize) -> TypeExprKind {
        use swc::TsType::*;
        use swc::TsUnionOrIntersectionType::*;
        let list = |types: &[Box<swc::TsType>]| types.iter().map(|ty| self.ty(ty, depth)).collect();
        match ty {
            TsParenthesizedType(inner) => self.ty_kind(&inner.type_ann, depth),
            TsTypeOperator(operator) => self.operator(operator, depth),
            TsKeywordType(keyword) => TypeExprKind::Keyword(keyword_of(keyword.kind)),
            TsLitType(literal) => self.literal(&literal.lit, depth),
            TsTypeRef(reference) => TypeExprKind::Ref {
                path: entity(&reference.type_name),
                arguments: self.arguments(reference.type_params.as_deref(), depth),
            },
            TsArrayType(array) => TypeExprKind::Array(self.ty(&array.elem_type, depth)),
            TsTupleType(tuple) => TypeExprKind::Tuple(self.tuple(tuple, depth)),
            TsTypeLit(object) => TypeExprKind::Object(self.members(&object.members, depth)),
            TsUnionOrIntersectionType(TsUnionType(union)) => {
                TypeExprKind::Union(list(&union.types))
            }
            TsUnionOrIntersectionType(TsIntersectionType(intersection)) => {
                TypeExprKind::Intersection(list(&intersection.types))
            }
            TsFnOrConstructorType(swc::TsFnOrConstructorType::TsFnType(function)) => {
                TypeExprKind::Function(Arc::new(self.function_type(function, depth)))
            }
            TsFnOrConstructorType(swc::TsFnOrConstructorType::TsConstructorType(constructor)) => {
                TypeExprKind::Constructor(Arc::new(self.constructor_type(constructor, depth)))
            }
            TsThisType(_) => TypeExprKind::This,
            TsTypeQuery(query) => self.query(query, depth),
            TsConditionalType(conditional) => {
                TypeExprKind::Conditional(self.conditional(conditional, depth))
            }
            TsInferType(infer) => TypeExprKind::Infer {
                name: infer.type_param.name.sym.to_string(),
                constraint: self.optional_type(infer.type_param.constraint.as_deref(), depth),
            },
            TsIndexedAccessType(indexed) => TypeExprKind::Indexed {
                object: self.ty(&indexed.obj_type, depth),
                index: self.ty(&indexed.index_type, depth),
            },
            TsMappedType(mapped) => TypeExprKind::Mapped(self.mapped(mapped, depth)),
            TsTypePredicate(predicate) if predicate.asserts => TypeExprKind::Keyword(Keyword::Void),
            TsTypePredicate(predicate) => match predicate.type_ann.as_deref() {
                Some(ty) => TypeExprKind::Guard(self.annotation(ty, depth)),
                None => TypeExprKind::Keyword(Keyword::Boolean),
            },
            TsImportType(import) => self.import_type(import, None, depth),
            TsOptionalType(_) | TsRestType(_) => {
                TypeExprKind::Unevaluated("a member outside of a tuple")
            }
        }
    }

    fn operator(&self, operator: &swc::TsTypeOperator, depth: usize) -> TypeExprKind {
        let inner = || self.ty(&operator.type_ann, depth);
        match operator.op {
            swc::TsTypeOperatorOp::ReadOnly => TypeExprKind::Readonly(inner()),
            swc::TsTypeOperatorOp::KeyOf => TypeExprKind::KeyOf(inner()),
            swc::TsTypeOperatorOp::Unique => TypeExprKind::UniqueSymbol,
        }
    }

    fn query(&self, query: &swc::TsTypeQuery, depth: usize) -> TypeExprKind {
        match &query.expr_name {
            swc::TsTypeQueryExpr::TsEntityName(name) => TypeExprKind::TypeOf {
                path: entity(name),
                arguments: self.arguments(query.type_args.as_deref(), depth),
            },
            swc::TsTypeQueryExpr::Import(import) => {
                self.import_type(import, Some(query.type_args.as_deref()), depth)
            }
        }
    }

    /// With the arguments of the `typeof` before it, if there is one.
    fn import_type(
        &self,
        import: &swc::TsImportType,
        queried: Option<Option<&swc::TsTypeParamInstantiation>>,
        depth: usize,
    ) -> TypeExprKind {
        let arguments = queried.flatten().or(import.type_args.as_deref());
        TypeExprKind::Import {
            specifier: Specifier {
                text: import.arg.value.to_string_lossy().into_owned(),
                span: self.span(import.arg.span),
            },
            path: import.qualifier.as_ref().map_or_else(Vec::new, entity),
            arguments: self.arguments(arguments, depth),
            of_value: queried.is_some(),
        }
    }

    pub(super) fn arguments(
        &self,
        arguments: Option<&swc::TsTypeParamInstantiation>,
        depth: usize,
    ) -> Vec<TypeExpr> {
        arguments.map_or_else(Vec::new, |list| {
            list.params.iter().map(|ty| self.ty(ty, depth)).collect()
        })
    }

    fn optional_type(&self, ty: Option<&swc::TsType>, depth: usize) -> Option<TypeExpr> {
        ty.map(|ty| self.ty(ty, depth))
    }

    pub(super) fn parameters(
        &self,
        parameters: Option<&swc::TsTypeParamDecl>,
        depth: usize,
    ) -> Vec<TypeParameter> {
        let list = parameters.map_or(&[][..], |list| &list.params);
        let parameter = |one: &swc::TsTypeParam| TypeParameter {
            name: one.name.sym.to_string(),
            constraint: self.optional_type(one.constraint.as_deref(), depth),
            default: self.optional_type(one.default.as_deref(), depth),
            constant: one.is_const,
        };
        list.iter().map(parameter).collect()
    }

    fn tuple(&self, tuple: &swc::TsTupleType, depth: usize) -> Vec<TupleMember> {
        let members = tuple.elem_types.iter();
        members
            .map(|member| self.tuple_member(member, depth))
            .collect()
    }

    fn tuple_member(&self, member: &swc::TsTupleElement, depth: usize) -> TupleMember {
        let (name, mut rest, mut optional) = match &member.label {
            Some(swc::Pat::Rest(rest)) => {
                (rest.arg.as_ident().map(|name| &name.id.sym), true, false)
            }
            Some(swc::Pat::Ident(name)) => (Some(&name.id.sym), false, name.id.optional),
            _ => (None, false, false),
        };
        let ty = match &*member.ty {
            swc::TsType::TsOptionalType(inner) => {
                optional = true;
                &inner.type_ann
            }
            swc::TsType::TsRestType(inner) => {
                rest = true;
                &inner.type_ann
            }
            _ => &member.ty,
        };
        TupleMember {
            name: name.map(|name| name.to_string()),
            ty: self.ty(ty, depth),
            optional,
            rest,
        }
    }

    fn mapped(&self, mapped: &swc::TsMappedType, depth: usize) -> MappedExpr {
        let parameter = &mapped.type_param;
        let keys = match parameter.constraint.as_deref() {
            Some(keys) => self.ty(keys, depth),
            None => self.keyword(Keyword::Never, self.span(mapped.span)),
        };
        MappedExpr {
            key: parameter.name.sym.to_string(),
            keys,
            name: self.optional_type(mapped.name_type.as_deref(), depth),
            value: self.optional_type(mapped.type_ann.as_deref(), depth),
            optional: modifier(mapped.optional),
            readonly: modifier(mapped.readonly),
        }
    }

    fn conditional(&self, conditional: &swc::TsConditionalType, depth: usize) -> ConditionalExpr {
        let extends = self.ty(&conditional.extends_type, depth);
        let mut inferred = Vec::new();
        super::inferred::collect(&extends, &mut inferred);
        ConditionalExpr {
            check: self.ty(&conditional.check_type, depth),
            extends,
            inferred,
            yes: self.ty(&conditional.true_type, depth),
            no: self.ty(&conditional.false_type, depth),
        }
    }

    fn literal(&self, literal: &swc::TsLit, depth: usize) -> TypeExprKind {
        let text = match literal {
            swc::TsLit::Number(number) => Ok(Literal::Number(number.value)),
            swc::TsLit::Bool(boolean) => Ok(Literal::Boolean(boolean.value)),
            swc::TsLit::BigInt(bigint) => Ok(Literal::BigInt(bigint.value.to_string())),
            swc::TsLit::Str(text) => Err(text.value.as_str().map(str::to_string)),
            swc::TsLit::Tpl(template) => return self.template(template, depth),
        };
        match text {
            Ok(literal) => TypeExprKind::Literal(literal),
            Err(Some(text)) => TypeExprKind::Literal(Literal::String(text)),
            Err(None) => HALF,
        }
    }

    fn template(&self, template: &swc::TsTplLitType, depth: usize) -> TypeExprKind {
        let texts: Option<Vec<String>> = template.quasis.iter().map(cooked).collect();
        match texts {
            None => HALF,
            Some(texts) if texts.len() == 1 => {
                TypeExprKind::Literal(Literal::String(texts.concat()))
            }
            Some(texts) => TypeExprKind::Template {
                texts,
                types: template.types.iter().map(|ty| self.ty(ty, depth)).collect(),
            },
        }
    }
}

const HALF: TypeExprKind = TypeExprKind::Unevaluated("a literal with half a surrogate pair");

/// The text between two expressions of a template, unless it holds half a surrogate pair.
pub(super) fn cooked(part: &swc::TplElement) -> Option<String> {
    part.cooked.as_ref()?.as_str().map(str::to_string)
}

fn modifier(sign: Option<swc::TruePlusMinus>) -> Option<Modifier> {
    sign.map(|sign| match sign {
        swc::TruePlusMinus::True | swc::TruePlusMinus::Plus => Modifier::Add,
        swc::TruePlusMinus::Minus => Modifier::Remove,
    })
}

fn keyword_of(kind: swc::TsKeywordTypeKind) -> Keyword {
    use swc::TsKeywordTypeKind::*;
    match kind {
        TsAnyKeyword => Keyword::Any,
        TsUnknownKeyword => Keyword::Unknown,
        TsNumberKeyword => Keyword::Number,
        TsObjectKeyword => Keyword::Object,
        TsBooleanKeyword => Keyword::Boolean,
        TsBigIntKeyword => Keyword::BigInt,
        TsStringKeyword => Keyword::String,
        TsSymbolKeyword => Keyword::Symbol,
        TsVoidKeyword => Keyword::Void,
        TsUndefinedKeyword => Keyword::Undefined,
        TsNullKeyword => Keyword::Null,
        TsNeverKeyword => Keyword::Never,
        TsIntrinsicKeyword => Keyword::Intrinsic,
    }
}
