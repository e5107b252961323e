//! Declarations that give types a name, and what their bodies hold.

use std::sync::Arc;

use swc_ecma_ast as swc;

use super::Place;
use super::keys::{dotted, key};
use crate::module::{
    EnumDecl, EnumMember, Keyword, Member, Property, TypeBody, TypeDecl, TypeExpr, TypeExprKind,
    TypeParameter,
};

impl Place<'_> {
    pub(super) fn alias(&self, decl: &swc::TsTypeAliasDecl) -> TypeDecl {
        let parameters = self.parameters(decl.type_params.as_deref(), 0);
        let body = TypeBody::Alias(self.ty(&decl.type_ann, 0));
        self.type_decl(&decl.id, parameters, body)
    }

    pub(super) fn interface(&self, decl: &swc::TsInterfaceDecl) -> TypeDecl {
        let extends = decl.extends.iter().map(|base| self.base(base)).collect();
        let body = TypeBody::Interface {
            class: None,
            extends,
            members: self.members(&decl.body.body, 0),
        };
        self.type_decl(
            &decl.id,
            self.parameters(decl.type_params.as_deref(), 0),
            body,
        )
    }

    pub(super) fn enumeration(&self, decl: &swc::TsEnumDecl, ambient: bool) -> EnumDecl {
        let members = decl.members.iter().map(|member| EnumMember {
            name: match &member.id {
                swc::TsEnumMemberId::Ident(name) => name.sym.to_string(),
                swc::TsEnumMemberId::Str(text) => text.value.to_string_lossy().into_owned(),
            },
            value: member.init.as_deref().map(|value| self.value(value, 0)),
            span: self.span(&member.id),
        });
        EnumDecl {
            name: decl.id.sym.to_string(),
            ambient: ambient && !decl.is_const,
            members: members.collect(),
        }
    }

    pub(super) fn type_decl(
        &self,
        id: &swc::Ident,
        parameters: Vec<TypeParameter>,
        body: TypeBody,
    ) -> TypeDecl {
        TypeDecl {
            name: id.sym.to_string(),
            parameters,
            body,
            span: self.name_span(id),
        }
    }

    /// A base, whose name is written as a value.
    fn base(&self, base: &swc::TsExprWithTypeArgs) -> TypeExpr {
        let kind = match dotted(&base.expr) {
            Some(path) => TypeExprKind::Ref {
                path,
                arguments: self.arguments(base.type_args.as_deref(), 0),
            },
            None => TypeExprKind::Unevaluated("an expression as a base"),
        };
        self.type_expr(kind, self.span(&*base.expr))
    }

    pub(super) fn members(&self, members: &[swc::TsTypeElement], depth: usize) -> Vec<Member> {
        members
            .iter()
            .map(|member| self.member(member, depth))
            .collect()
    }

    fn member(&self, member: &swc::TsTypeElement, depth: usize) -> Member {
        use swc::TsTypeElement::*;
        let annotation =
            |ty: &Option<Box<swc::TsTypeAnn>>| ty.as_deref().map(|ty| self.annotation(ty, depth));
        match member {
            TsPropertySignature(property) => Member::Property(Property {
                optional: property.optional,
                readonly: property.readonly,
                ..self.property(
                    &property.key,
                    property.computed,
                    annotation(&property.type_ann),
                )
            }),
            TsGetterSignature(getter) => Member::Property(self.property(
                &getter.key,
                getter.computed,
                annotation(&getter.type_ann),
            )),
            TsSetterSignature(setter) => {
                let ty = match &setter.param {
                    swc::TsFnParam::Ident(name) => annotation(&name.type_ann),
                    _ => None,
                };
                Member::Property(self.property(&setter.key, setter.computed, ty))
            }
            TsMethodSignature(method) => Member::Method {
                key: key(&method.key, method.computed),
                signature: Arc::new(self.method_type(method, depth)),
                optional: method.optional,
                span: self.span(&*method.key),
            },
            TsCallSignatureDecl(call) => Member::Call(Arc::new(self.call_type(call, depth))),
            TsConstructSignatureDecl(construct) => {
                Member::Construct(Arc::new(self.construct_type(construct, depth)))
            }
            TsIndexSignature(index) => self.index(index, depth),
        }
    }

    pub(super) fn index(&self, index: &swc::TsIndexSignature, depth: usize) -> Member {
        let span = self.span(index.span);
        let key = match index.params.first() {
            Some(swc::TsFnParam::Ident(name)) => name.type_ann.as_deref(),
            _ => None,
        };
        Member::Index {
            key: match key {
                Some(key) => self.annotation(key, depth),
                None => self.keyword(Keyword::String, span),
            },
            value: index
                .type_ann
                .as_deref()
                .map(|ty| self.annotation(ty, depth)),
            readonly: index.readonly,
            span,
        }
    }

    fn property(&self, name: &swc::Expr, computed: bool, ty: Option<TypeExpr>) -> Property {
        Property {
            key: key(name, computed),
            ty,
            optional: false,
            readonly: false,
            span: self.span(name),
        }
    }
}
