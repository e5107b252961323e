//! Type annotations and declarations, from swc's trees to ours.

use swc_ecma_ast as swc;

use super::Place;
use crate::module::{Keyword, Member, Property, TypeBody, TypeDecl, TypeExpr, TypeExprKind};
use crate::schema::Literal;

/// Levels of a written type that are followed.
const DEEPEST_TYPE: usize = 100;

impl Place<'_> {
    pub(super) fn annotation(&self, annotation: &swc::TsTypeAnn) -> TypeExpr {
        self.ty(&annotation.type_ann, 0)
    }

    pub(super) fn alias(&self, decl: &swc::TsTypeAliasDecl) -> TypeDecl {
        let parameters = parameters(decl.type_params.as_deref());
        self.type_decl(
            &decl.id,
            parameters,
            TypeBody::Alias(self.ty(&decl.type_ann, 0)),
        )
    }

    pub(super) fn interface(&self, decl: &swc::TsInterfaceDecl) -> TypeDecl {
        let extends = decl.extends.iter().map(|base| self.base(base)).collect();
        let members = self.members(&decl.body.body, 0);
        let parameters = parameters(decl.type_params.as_deref());
        self.type_decl(
            &decl.id,
            parameters,
            TypeBody::Interface { extends, members },
        )
    }

    pub(super) fn opaque(&self, id: &swc::Ident, what: &'static str) -> TypeDecl {
        self.type_decl(id, Vec::new(), TypeBody::Opaque(what))
    }

    fn type_decl(&self, id: &swc::Ident, parameters: Vec<String>, body: TypeBody) -> TypeDecl {
        TypeDecl {
            name: id.sym.to_string(),
            parameters,
            body,
            span: self.name_span(id),
        }
    }

    fn base(&self, base: &swc::TsExprWithTypeArgs) -> TypeExpr {
        let arguments = self.arguments(base.type_args.as_deref(), 0);
        let kind = match dotted(&base.expr) {
            Some(path) => TypeExprKind::Ref { path, arguments },
            None => TypeExprKind::Unevaluated("an expression as a base"),
        };
        TypeExpr {
            kind,
            span: self.span(base.span),
        }
    }

    pub(super) fn ty(&self, ty: &swc::TsType, depth: usize) -> TypeExpr {
        let kind = match depth >= DEEPEST_TYPE {
            true => TypeExprKind::TooDeep,
            false => return self.ty_within(ty, depth + 1),
        };
        TypeExpr {
            kind,
            span: self.span(ty),
        }
    }

    fn ty_within(&self, ty: &swc::TsType, depth: usize) -> TypeExpr {
        use swc::TsType::*;
        let kind = match ty {
            TsParenthesizedType(inner) => return self.ty(&inner.type_ann, depth),
            TsTypeOperator(operator) => match operator.op {
                swc::TsTypeOperatorOp::ReadOnly => return self.ty(&operator.type_ann, depth),
                swc::TsTypeOperatorOp::KeyOf => TypeExprKind::Unevaluated("`keyof`"),
                swc::TsTypeOperatorOp::Unique => TypeExprKind::Keyword(Keyword::Symbol),
            },
            TsKeywordType(keyword) => keyword_kind(keyword.kind),
            TsLitType(literal) => literal_kind(&literal.lit),
            TsTypeRef(reference) => TypeExprKind::Ref {
                path: entity(&reference.type_name),
                arguments: self.arguments(reference.type_params.as_deref(), depth),
            },
            TsArrayType(array) => TypeExprKind::Array(Box::new(self.ty(&array.elem_type, depth))),
            TsTupleType(tuple) => self.tuple(tuple, depth),
            TsTypeLit(object) => TypeExprKind::Object(self.members(&object.members, depth)),
            TsUnionOrIntersectionType(swc::TsUnionOrIntersectionType::TsUnionType(union)) => {
                TypeExprKind::Union(union.types.iter().map(|ty| self.ty(ty, depth)).collect())
            }
            TsFnOrConstructorType(_) => TypeExprKind::Function,
            TsUnionOrIntersectionType(swc::TsUnionOrIntersectionType::TsIntersectionType(_)) => {
                TypeExprKind::Unevaluated("an intersection")
            }
            TsThisType(_) => TypeExprKind::Unevaluated("`this` as a type"),
            TsTypeQuery(_) => TypeExprKind::Unevaluated("`typeof`"),
            TsOptionalType(_) => TypeExprKind::Unevaluated("an optional member"),
            TsRestType(_) => TypeExprKind::Unevaluated("a rest member"),
            TsConditionalType(_) => TypeExprKind::Unevaluated("a conditional type"),
            TsInferType(_) => TypeExprKind::Unevaluated("`infer`"),
            TsIndexedAccessType(_) => TypeExprKind::Unevaluated("an indexed access"),
            TsMappedType(_) => TypeExprKind::Unevaluated("a mapped type"),
            TsTypePredicate(predicate) if predicate.asserts => TypeExprKind::Keyword(Keyword::Void),
            TsTypePredicate(_) => TypeExprKind::Keyword(Keyword::Boolean),
            TsImportType(_) => TypeExprKind::Unevaluated("an import type"),
        };
        TypeExpr {
            kind,
            span: self.span(ty),
        }
    }

    fn arguments(
        &self,
        arguments: Option<&swc::TsTypeParamInstantiation>,
        depth: usize,
    ) -> Vec<TypeExpr> {
        arguments.map_or_else(Vec::new, |list| {
            list.params.iter().map(|ty| self.ty(ty, depth)).collect()
        })
    }

    fn tuple(&self, tuple: &swc::TsTupleType, depth: usize) -> TypeExprKind {
        let open = tuple.elem_types.iter().any(|member| {
            let labelled = match &member.label {
                Some(swc::Pat::Rest(_)) => true,
                Some(swc::Pat::Ident(name)) => name.id.optional,
                _ => false,
            };
            labelled
                || matches!(
                    *member.ty,
                    swc::TsType::TsOptionalType(_) | swc::TsType::TsRestType(_)
                )
        });
        if open {
            return TypeExprKind::Unevaluated("a tuple with optional or rest members");
        }
        TypeExprKind::Tuple(
            tuple
                .elem_types
                .iter()
                .map(|member| self.ty(&member.ty, depth))
                .collect(),
        )
    }

    fn members(&self, members: &[swc::TsTypeElement], depth: usize) -> Vec<Member> {
        members
            .iter()
            .map(|member| self.member(member, depth))
            .collect()
    }

    fn member(&self, member: &swc::TsTypeElement, depth: usize) -> Member {
        use swc::TsTypeElement::*;
        match member {
            TsPropertySignature(property) => {
                let ty = property
                    .type_ann
                    .as_deref()
                    .map(|ty| self.ty(&ty.type_ann, depth));
                self.property(&property.key, property.computed, property.optional, ty)
            }
            TsGetterSignature(getter) => {
                let ty = getter
                    .type_ann
                    .as_deref()
                    .map(|ty| self.ty(&ty.type_ann, depth));
                self.property(&getter.key, getter.computed, false, ty)
            }
            TsSetterSignature(setter) => {
                let ty = match &setter.param {
                    swc::TsFnParam::Ident(name) => name
                        .type_ann
                        .as_deref()
                        .map(|ty| self.ty(&ty.type_ann, depth)),
                    _ => None,
                };
                self.property(&setter.key, setter.computed, false, ty)
            }
            TsMethodSignature(method) => match key_name(&method.key, method.computed) {
                Some(name) => Member::Method {
                    name,
                    span: self.span(&*method.key),
                },
                None => Member::Open {
                    what: "a computed name",
                    span: self.span(&*method.key),
                },
            },
            TsCallSignatureDecl(call) => Member::Callable {
                span: self.span(call.span),
            },
            TsConstructSignatureDecl(construct) => Member::Callable {
                span: self.span(construct.span),
            },
            TsIndexSignature(index) => Member::Open {
                what: "an index signature",
                span: self.span(index.span),
            },
        }
    }

    fn property(
        &self,
        key: &swc::Expr,
        computed: bool,
        optional: bool,
        ty: Option<TypeExpr>,
    ) -> Member {
        let span = self.span(key);
        match key_name(key, computed) {
            Some(name) => Member::Property(Property {
                name,
                ty,
                optional,
                span,
            }),
            None => Member::Open {
                what: "a computed name",
                span,
            },
        }
    }
}

pub(super) fn parameters(parameters: Option<&swc::TsTypeParamDecl>) -> Vec<String> {
    parameters.map_or_else(Vec::new, |list| {
        list.params
            .iter()
            .map(|one| one.name.sym.to_string())
            .collect()
    })
}

/// The property name that a key spells, where it is fixed.
fn key_name(key: &swc::Expr, computed: bool) -> Option<String> {
    match key {
        swc::Expr::Ident(name) if !computed => Some(name.sym.to_string()),
        swc::Expr::Lit(swc::Lit::Str(text)) => text.value.as_str().map(str::to_string),
        swc::Expr::Lit(swc::Lit::Num(number)) => Some(number_text(number.value)),
        _ => None,
    }
}

/// A number as JavaScript names a property with it, in the range where Rust writes it alike.
fn number_text(value: f64) -> String {
    match value {
        0.0 => "0".to_string(),
        _ => value.to_string(),
    }
}

fn entity(name: &swc::TsEntityName) -> Vec<String> {
    match name {
        swc::TsEntityName::Ident(ident) => vec![ident.sym.to_string()],
        swc::TsEntityName::TsQualifiedName(qualified) => {
            let mut path = entity(&qualified.left);
            path.push(qualified.right.sym.to_string());
            path
        }
    }
}

fn dotted(expr: &swc::Expr) -> Option<Vec<String>> {
    match expr {
        swc::Expr::Ident(ident) => Some(vec![ident.sym.to_string()]),
        swc::Expr::Member(member) => {
            let mut path = dotted(&member.obj)?;
            path.push(member.prop.as_ident()?.sym.to_string());
            Some(path)
        }
        _ => None,
    }
}

fn keyword_kind(kind: swc::TsKeywordTypeKind) -> TypeExprKind {
    use swc::TsKeywordTypeKind::*;
    TypeExprKind::Keyword(match kind {
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
        TsIntrinsicKeyword => return TypeExprKind::Unevaluated("`intrinsic`"),
    })
}

fn literal_kind(literal: &swc::TsLit) -> TypeExprKind {
    let text = match literal {
        swc::TsLit::Number(number) => return TypeExprKind::Literal(Literal::Number(number.value)),
        swc::TsLit::Bool(boolean) => return TypeExprKind::Literal(Literal::Boolean(boolean.value)),
        swc::TsLit::BigInt(bigint) => {
            return TypeExprKind::Literal(Literal::BigInt(bigint.value.to_string()));
        }
        swc::TsLit::Str(text) => text.value.as_str(),
        swc::TsLit::Tpl(template) => match (&template.quasis[..], template.types.is_empty()) {
            ([only], true) => only.cooked.as_ref().and_then(|cooked| cooked.as_str()),
            _ => return TypeExprKind::Unevaluated("a template-literal type"),
        },
    };
    match text {
        Some(text) => TypeExprKind::Literal(Literal::String(text.to_string())),
        None => TypeExprKind::Unevaluated("a literal with half a surrogate pair"),
    }
}
