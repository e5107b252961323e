//! Classes, as far as their instances and constructors have types.

use std::sync::Arc;

use swc_ecma_ast as swc;

use super::Place;
use super::keys::property_key;
use crate::module::{
    ClassDecl, ClassMember, FunctionExpr, Key, Keyword, Member, ParamDecl, Property, TypeExpr,
    TypeExprKind,
};
use crate::source::Span;

/// The parts of a property that the several kinds of class members have in common.
struct Field<'a> {
    key: Key,
    ty: Option<&'a swc::TsTypeAnn>,
    value: Option<&'a swc::Expr>,
    fixed: bool,
    optional: bool,
    readonly: bool,
    public: bool,
    span: Span,
}

impl Place<'_> {
    pub(super) fn class(
        &self,
        name: &str,
        class: &swc::Class,
        span: Span,
        depth: usize,
    ) -> ClassDecl {
        let mut decl = ClassDecl {
            name: name.to_string(),
            parameters: self.parameters(class.type_params.as_deref(), depth),
            extends: class
                .super_class
                .as_deref()
                .map(|base| self.heritage(base, class.super_type_params.as_deref(), depth)),
            members: Vec::new(),
            constructors: Vec::new(),
            span,
        };
        for member in &class.body {
            self.class_member(member, &mut decl, depth);
        }
        decl
    }

    /// Named or not, what stands behind `extends` is a value.
    pub(super) fn heritage(
        &self,
        base: &swc::Expr,
        arguments: Option<&swc::TsTypeParamInstantiation>,
        depth: usize,
    ) -> TypeExpr {
        let kind = TypeExprKind::Heritage {
            class: self.value(base, depth),
            arguments: self.arguments(arguments, depth),
        };
        self.type_expr(kind, self.span(base))
    }

    fn class_member(&self, member: &swc::ClassMember, decl: &mut ClassDecl, depth: usize) {
        use swc::ClassMember::*;
        match member {
            Constructor(constructor) => self.constructor(constructor, decl, depth),
            Method(method) => {
                let member = self.class_method(method, depth);
                if method.function.body.is_none() || !is_overloaded(decl, &member) {
                    decl.members.push(member);
                }
            }
            ClassProp(property) => {
                let field = Field {
                    key: property_key(&property.key),
                    ty: property.type_ann.as_deref(),
                    value: property.value.as_deref(),
                    fixed: property.is_static,
                    optional: property.is_optional,
                    readonly: property.readonly,
                    public: is_public(property.accessibility),
                    span: self.span(&property.key),
                };
                decl.members.push(self.field(&field, depth));
            }
            AutoAccessor(accessor) => {
                if let swc::Key::Public(key) = &accessor.key {
                    let field = Field {
                        key: property_key(key),
                        ty: accessor.type_ann.as_deref(),
                        value: accessor.value.as_deref(),
                        fixed: accessor.is_static,
                        optional: false,
                        readonly: false,
                        public: is_public(accessor.accessibility),
                        span: self.span(key),
                    };
                    let member = ClassMember {
                        accessor: true,
                        ..self.field(&field, depth)
                    };
                    decl.members.push(member);
                }
            }
            TsIndexSignature(index) => decl.members.push(ClassMember {
                member: self.index(index, depth),
                value: None,
                getter: None,
                fixed: index.is_static,
                accessor: false,
                public: true,
            }),
            PrivateMethod(_) | PrivateProp(_) | Empty(_) | StaticBlock(_) => {}
        }
    }

    fn field(&self, field: &Field<'_>, depth: usize) -> ClassMember {
        ClassMember {
            member: Member::Property(Property {
                key: field.key.clone(),
                ty: field.ty.map(|ty| self.annotation(ty, depth)),
                optional: field.optional,
                readonly: field.readonly,
                span: field.span,
            }),
            value: field.value.map(|value| self.value(value, depth)),
            getter: None,
            fixed: field.fixed,
            accessor: false,
            public: field.public,
        }
    }

    fn class_method(&self, method: &swc::ClassMethod, depth: usize) -> ClassMember {
        let key = property_key(&method.key);
        let span = self.span(&method.key);
        let function = Arc::new(self.function(&method.function, depth));
        let accessor = method.kind != swc::MethodKind::Method;
        let member = match method.kind {
            swc::MethodKind::Method => Member::Method {
                key,
                signature: Arc::clone(&function),
                optional: method.is_optional,
                span,
            },
            swc::MethodKind::Getter => Member::Property(Property {
                key,
                ty: function.result.clone(),
                optional: false,
                readonly: true,
                span,
            }),
            swc::MethodKind::Setter => Member::Property(Property {
                key,
                ty: function.params.first().and_then(|param| param.ty.clone()),
                optional: false,
                readonly: false,
                span,
            }),
        };
        let getter = method.kind == swc::MethodKind::Getter && function.result.is_none();
        ClassMember {
            member,
            value: None,
            getter: getter.then_some(function),
            fixed: method.is_static,
            accessor,
            public: is_public(method.accessibility),
        }
    }

    fn constructor(&self, constructor: &swc::Constructor, decl: &mut ClassDecl, depth: usize) {
        let mut params: Vec<ParamDecl> = Vec::new();
        for param in &constructor.params {
            match param {
                swc::ParamOrTsParamProp::Param(param) => {
                    params.push(self.param(&param.pat, depth));
                }
                swc::ParamOrTsParamProp::TsParamProp(property) => {
                    let param = self.parameter_property(property, depth);
                    decl.members.push(property_of(property, &param));
                    params.push(param);
                }
            }
        }
        let span = self.span(constructor.span);
        // The implementation behind overloads is not for callers.
        if constructor.body.is_some() && !decl.constructors.is_empty() {
            return;
        }
        decl.constructors.push(Arc::new(FunctionExpr {
            parameters: Vec::new(),
            this: None,
            params,
            result: Some(self.keyword(Keyword::Any, span)),
            asynchronous: false,
            generator: false,
            body: None,
            span,
        }));
    }

    fn parameter_property(&self, property: &swc::TsParamProp, depth: usize) -> ParamDecl {
        match &property.param {
            swc::TsParamPropParam::Ident(name) => self.param(&swc::Pat::Ident(name.clone()), depth),
            swc::TsParamPropParam::Assign(assign) => {
                self.param(&swc::Pat::Assign(assign.clone()), depth)
            }
        }
    }
}

/// Whether overloads stand before a method: it implements them, and is not for callers.
fn is_overloaded(decl: &ClassDecl, member: &ClassMember) -> bool {
    let Member::Method { key, .. } = &member.member else {
        return false;
    };
    decl.members.iter().any(|known| {
        known.fixed == member.fixed
            && matches!(&known.member, Member::Method { key: same, .. } if same == key)
    })
}

fn property_of(property: &swc::TsParamProp, param: &ParamDecl) -> ClassMember {
    let ty: Option<TypeExpr> = param.ty.clone();
    // With a default the parameter may be left out, but the property is there.
    let optional = param.optional && matches!(property.param, swc::TsParamPropParam::Ident(_));
    ClassMember {
        member: Member::Property(Property {
            key: Key::Name(param.name.clone().unwrap_or_default()),
            ty,
            optional,
            readonly: property.readonly,
            span: param.span,
        }),
        value: None,
        getter: None,
        fixed: false,
        accessor: false,
        public: is_public(property.accessibility),
    }
}

fn is_public(accessibility: Option<swc::Accessibility>) -> bool {
    !matches!(
        accessibility,
        Some(swc::Accessibility::Private | swc::Accessibility::Protected)
    )
}
