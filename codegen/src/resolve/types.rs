//! One written type to one type id.

use super::Resolver;
use super::globals::Global;
use super::names::Meaning;
use super::program::ModuleId;
use crate::codes;
use crate::module::{Keyword, TypeBody, TypeDecl, TypeExpr, TypeExprKind};
use crate::schema::{TypeId, TypeKind, Union};
use crate::source::Span;

/// Levels of types within types that are followed.
const DEEPEST: usize = 256;

impl Resolver<'_, '_> {
    pub(super) fn ty(&mut self, expr: &TypeExpr, module: ModuleId) -> TypeId {
        if self.depth >= DEEPEST {
            self.diagnostics
                .push(codes::deep_type(&self.place, expr.span));
            return self.dynamic(expr.span);
        }
        self.depth += 1;
        let id = self.ty_within(expr, module);
        self.depth -= 1;
        id
    }

    fn ty_within(&mut self, expr: &TypeExpr, module: ModuleId) -> TypeId {
        let span = expr.span;
        match &expr.kind {
            TypeExprKind::Keyword(keyword) => self.keyword(*keyword, span),
            TypeExprKind::Literal(literal) => {
                self.unnamed(TypeKind::Literals(vec![literal.clone()]), span)
            }
            TypeExprKind::Ref { path, arguments } => self.reference(path, arguments, module, span),
            TypeExprKind::Array(element) => {
                let element = self.ty(element, module);
                self.unnamed(TypeKind::Array(element), span)
            }
            TypeExprKind::Tuple(members) => {
                let members = members
                    .iter()
                    .map(|member| self.ty(member, module))
                    .collect();
                self.unnamed(TypeKind::Tuple(members), span)
            }
            TypeExprKind::Object(members) => {
                let kind = self.record(members, module, span);
                self.unnamed(kind, span)
            }
            TypeExprKind::Union(members) => {
                let members = members
                    .iter()
                    .filter(|member| !is_never(member))
                    .map(|member| self.ty(member, module))
                    .collect();
                self.union(members, span)
            }
            TypeExprKind::Function => {
                self.diagnostics
                    .push(codes::function_in_data("a function", &self.place, span));
                self.dynamic(span)
            }
            TypeExprKind::Unevaluated(what) => self.unevaluated(what, instead_of(what), span),
            TypeExprKind::TooDeep => {
                self.diagnostics.push(codes::deep_type(&self.place, span));
                self.dynamic(span)
            }
        }
    }

    fn keyword(&mut self, keyword: Keyword, span: Span) -> TypeId {
        let kind = match keyword {
            Keyword::BigInt => TypeKind::BigInt,
            Keyword::Boolean => TypeKind::Boolean,
            Keyword::Null => TypeKind::Null,
            Keyword::Number => TypeKind::Number,
            Keyword::String => TypeKind::String,
            // In data there is nothing but `undefined` that a `void` or an optional `never` can hold.
            Keyword::Undefined | Keyword::Void | Keyword::Never => TypeKind::Undefined,
            Keyword::Any | Keyword::Unknown | Keyword::Object => {
                return self.open(keyword_text(keyword), span);
            }
            Keyword::Symbol => {
                self.diagnostics
                    .push(codes::symbol_in_data(&self.place, span));
                TypeKind::Dynamic
            }
        };
        self.unnamed(kind, span)
    }

    pub(super) fn open(&mut self, written: &str, span: Span) -> TypeId {
        self.diagnostics
            .push(codes::open_type(written, &self.place, span));
        self.dynamic(span)
    }

    /// A union as it is written: flat and told apart only in the end.
    pub(super) fn union(&mut self, variants: Vec<TypeId>, span: Span) -> TypeId {
        self.unnamed(
            TypeKind::Union(Union {
                variants,
                discriminant: None,
            }),
            span,
        )
    }

    pub(super) fn unevaluated(&mut self, what: &str, instead: &str, span: Span) -> TypeId {
        self.diagnostics
            .push(codes::unevaluated(what, &self.place, instead, span));
        self.dynamic(span)
    }

    fn reference(
        &mut self,
        path: &[String],
        arguments: &[TypeExpr],
        module: ModuleId,
        span: Span,
    ) -> TypeId {
        let name = path.join(".");
        match self.meaning(path, module, span) {
            Meaning::Declared(home, index) => self.declaration(home, index, arguments, span),
            Meaning::Global(global) => self.global(global, &name, arguments, module, span),
            Meaning::Package(package) => {
                self.diagnostics
                    .push(codes::package_type(&name, &package, &self.place, span));
                self.dynamic(span)
            }
            Meaning::Namespace(_) | Meaning::Value => {
                self.diagnostics
                    .push(codes::unknown_type(&name, &self.place, None, span));
                self.dynamic(span)
            }
            Meaning::Missing => self.dynamic(span),
        }
    }

    fn declaration(
        &mut self,
        home: ModuleId,
        index: usize,
        arguments: &[TypeExpr],
        span: Span,
    ) -> TypeId {
        let module = self.program.module(home);
        let decl = &module.types[index];
        if !decl.parameters.is_empty() || !arguments.is_empty() {
            return self.unevaluated(&format!("the generic type `{}`", decl.name), SPELLED, span);
        }
        if let TypeBody::Opaque(what) = &decl.body {
            let what = format!("`{}`, {what}", decl.name);
            return self.unevaluated(&what, "an object type or a union of literals", span);
        }
        self.declared(home, index, &mut Vec::new())
    }

    /// The id of a declared type. A name that only stands for another name is that other type.
    fn declared(
        &mut self,
        home: ModuleId,
        index: usize,
        passed: &mut Vec<(ModuleId, usize)>,
    ) -> TypeId {
        if let Some(id) = self.declared.get(&(home, index)) {
            return *id;
        }
        let module = self.program.module(home);
        let decl = &module.types[index];
        if passed.contains(&(home, index)) {
            self.diagnostics
                .push(codes::circular_type(&decl.name, decl.span));
            let id = self.dynamic(decl.span);
            self.declared.insert((home, index), id);
            return id;
        }
        passed.push((home, index));
        let id = match self.other_name(decl, home) {
            Some((other_home, other)) => self.declared(other_home, other, passed),
            None => return self.define(decl, home, index),
        };
        self.declared.insert((home, index), id);
        id
    }

    /// Where a declaration only gives a second name to another declared type, that one.
    fn other_name(&mut self, decl: &TypeDecl, home: ModuleId) -> Option<(ModuleId, usize)> {
        let TypeBody::Alias(TypeExpr {
            kind: TypeExprKind::Ref { path, arguments },
            span,
        }) = &decl.body
        else {
            return None;
        };
        if !arguments.is_empty() {
            return None;
        }
        let Meaning::Declared(other_home, other) = self.meaning(path, home, *span) else {
            return None;
        };
        let module = self.program.module(other_home);
        let plain = module.types[other].parameters.is_empty();
        let evaluated = !matches!(module.types[other].body, TypeBody::Opaque(_));
        (plain && evaluated).then_some((other_home, other))
    }

    fn define(&mut self, decl: &TypeDecl, home: ModuleId, index: usize) -> TypeId {
        let id = self.add(Some(decl.name.clone()), TypeKind::Dynamic, decl.span);
        self.declared.insert((home, index), id);
        let kind = match &decl.body {
            TypeBody::Alias(expr) => self.kind_of(expr, home, decl.span),
            TypeBody::Interface { extends, members } => {
                self.interface(decl, extends, members, home)
            }
            TypeBody::Opaque(_) => TypeKind::Dynamic,
        };
        self.types.types[id.0 as usize].kind = kind;
        id
    }

    /// What a name is made of. The unnamed type that is looked at on the way is dropped later.
    fn kind_of(&mut self, expr: &TypeExpr, home: ModuleId, span: Span) -> TypeKind {
        if let TypeExprKind::Object(members) = &expr.kind {
            return self.record(members, home, span);
        }
        let id = self.ty(expr, home);
        self.types.kind(id).clone()
    }

    fn global(
        &mut self,
        global: Global,
        name: &str,
        arguments: &[TypeExpr],
        module: ModuleId,
        span: Span,
    ) -> TypeId {
        match global {
            Global::Array | Global::Same => match arguments {
                [argument] => {
                    let inner = self.ty(argument, module);
                    match global {
                        Global::Array => self.unnamed(TypeKind::Array(inner), span),
                        _ => inner,
                    }
                }
                _ => {
                    self.diagnostics
                        .push(codes::argument_count(name, &self.place, span));
                    self.dynamic(span)
                }
            },
            Global::Bytes(view) => self.unnamed(TypeKind::Bytes(view), span),
            Global::Date => self.unnamed(TypeKind::Date, span),
            Global::Promise => {
                self.diagnostics
                    .push(codes::promise_in_data(&self.place, span));
                self.dynamic(span)
            }
            Global::Function => {
                self.diagnostics
                    .push(codes::function_in_data("a function", &self.place, span));
                self.dynamic(span)
            }
            Global::Symbol => self.keyword(Keyword::Symbol, span),
            Global::Bound(instead) => {
                self.diagnostics
                    .push(codes::bound_object(name, &self.place, instead, span));
                self.dynamic(span)
            }
            Global::Unevaluated(instead) => {
                let what = match self.program.written(span) {
                    Some(written) => format!("`{written}`"),
                    None => format!("`{name}`"),
                };
                self.unevaluated(&what, instead, span)
            }
        }
    }
}

/// Nothing is of type `never`, so that a union is the same without it.
pub(super) fn is_never(expr: &TypeExpr) -> bool {
    matches!(expr.kind, TypeExprKind::Keyword(Keyword::Never))
}

const SPELLED: &str = "the type out, with its type arguments put in";

fn instead_of(what: &str) -> &'static str {
    match what {
        "an intersection" => "one object type with all of the properties",
        "a tuple with optional or rest members" => "a tuple of fixed length, or an array",
        "a template-literal type" => "`string`, or a union of the literals",
        _ => "the resulting type out, as an object type or a union of literals",
    }
}

fn keyword_text(keyword: Keyword) -> &'static str {
    match keyword {
        Keyword::Any => "any",
        Keyword::BigInt => "bigint",
        Keyword::Boolean => "boolean",
        Keyword::Never => "never",
        Keyword::Null => "null",
        Keyword::Number => "number",
        Keyword::Object => "object",
        Keyword::String => "string",
        Keyword::Symbol => "symbol",
        Keyword::Undefined => "undefined",
        Keyword::Unknown => "unknown",
        Keyword::Void => "void",
    }
}
