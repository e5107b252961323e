//! Names in types: what they stand for, with their type arguments put in.

use super::Evaluator;
use super::scope::{Scope, Thunk};
use super::sources::Source;
use super::types::{DeclId, LazyState, Object, ShapeState, Ty, Type};
use crate::codes;
use crate::module::{Specifier, TypeBody, TypeDecl, TypeExpr, TypeExprKind, TypeParameter};
use crate::resolve::{Global, Meaning, Space, global};
use crate::source::Span;

impl Evaluator<'_, '_> {
    pub(super) fn reference(
        &mut self,
        path: &[String],
        arguments: &[TypeExpr],
        scope: &Scope,
        span: Span,
    ) -> Ty {
        if let ([name], Some(binding)) = (path, scope.parameter(&path[0])) {
            let _ = name;
            return binding.ty;
        }
        if self.program.is_own(span.file) {
            self.site = span;
        }
        let meaning = self.meaning(path, scope.module, Space::Type, span);
        self.meant(meaning, path, arguments, scope, span)
    }

    pub(super) fn imported_type(
        &mut self,
        specifier: &Specifier,
        path: &[String],
        arguments: &[TypeExpr],
        scope: &Scope,
        span: Span,
    ) -> Ty {
        let meaning = self.imported_meaning(specifier, path, scope.module, Space::Type, span);
        self.meant(meaning, path, arguments, scope, span)
    }

    fn meant(
        &mut self,
        meaning: Meaning,
        path: &[String],
        arguments: &[TypeExpr],
        scope: &Scope,
        span: Span,
    ) -> Ty {
        let name = path.join(".");
        match meaning {
            // What `lib.ts` declares there is what it is made of, not what it is.
            Meaning::Declared(module, index) => match global(&name) {
                Some(known) if self.is_lib(module) && !matches!(known, Global::Evaluated) => {
                    self.global(known, &name, arguments, scope, span)
                }
                _ => self.declared((module, index), arguments, scope, span),
            },
            Meaning::Member(module, index, member) => {
                self.enum_member((module, index), &member, span)
            }
            Meaning::Global(global) => self.global(global, &name, arguments, scope, span),
            Meaning::Package(package) => {
                let place = self.place.clone();
                let from = &package.specifier.text;
                self.report(span, |span| match &package.tried {
                    None => codes::package_type(&name, from, &place, span),
                    Some(tried) => codes::missing_package(&name, from, tried, &place, span),
                });
                Ty::UNKNOWABLE
            }
            Meaning::Namespace(_) | Meaning::Value => {
                let place = self.place.clone();
                self.report(span, |span| codes::unknown_type(&name, &place, None, span));
                Ty::UNKNOWABLE
            }
            Meaning::Missing => Ty::UNKNOWABLE,
        }
    }

    fn declared(&mut self, decl: DeclId, arguments: &[TypeExpr], scope: &Scope, span: Span) -> Ty {
        let module = self.program.module(decl.0);
        self.declared_as(decl, &module.types[decl.1], arguments, scope, span)
    }

    pub(super) fn declared_as(
        &mut self,
        decl: DeclId,
        declared: &TypeDecl,
        arguments: &[TypeExpr],
        scope: &Scope,
        span: Span,
    ) -> Ty {
        let Some(arguments) = self.arguments(declared, decl, arguments, scope, span) else {
            return Ty::UNKNOWABLE;
        };
        self.instantiate(decl, arguments)
    }

    /// A declared type with its type arguments.
    pub(super) fn instantiate(&mut self, decl: DeclId, arguments: Vec<Ty>) -> Ty {
        let module = self.program.module(decl.0);
        match &module.types[decl.1].body {
            TypeBody::Alias(_) => self.alias(decl, &module.types[decl.1], arguments),
            TypeBody::Interface { .. } => self.interface(decl, &module.types[decl.1], arguments),
            TypeBody::Enum(body) => self.enumeration(decl, body),
        }
    }

    fn alias(&mut self, decl: DeclId, declared: &TypeDecl, arguments: Vec<Ty>) -> Ty {
        let key = (decl, arguments);
        if let Some(known) = self.aliases.get(&key) {
            let known = *known;
            return self.force(known);
        }
        let scope = self.scope_of(decl, &declared.parameters, &key.1);
        let lazy = self.types.lazy(Thunk::Alias(decl, scope));
        self.aliases.insert(key.clone(), lazy);
        let ty = self.force(lazy);
        self.named_object(ty, decl, declared, key.1)
    }

    /// Whether a type names an alias without type parameters that is being evaluated.
    pub(super) fn is_open_alias(&mut self, expr: &TypeExpr, scope: &Scope) -> bool {
        let TypeExprKind::Ref { path, arguments } = &*expr.kind else {
            return false;
        };
        if !arguments.is_empty() || scope.parameter(&path[0]).is_some() {
            return false;
        }
        let Meaning::Declared(module, index) =
            self.meaning(path, scope.module, Space::Type, expr.span)
        else {
            return false;
        };
        let known = self.aliases.get(&((module, index), Vec::new()));
        known.is_some_and(|ty| match self.types.get(*ty) {
            Type::Lazy(id) => matches!(self.types.lazy_of(*id), LazyState::Asked(_)),
            _ => false,
        })
    }

    pub(super) fn alias_body(&mut self, decl: DeclId, scope: &Scope) -> Ty {
        let module = self.program.module(decl.0);
        let TypeBody::Alias(body) = &module.types[decl.1].body else {
            return Ty::UNKNOWABLE;
        };
        self.open_aliases += 1;
        let ty = self.evaluate(body, scope);
        let ty = self.force(ty);
        self.open_aliases -= 1;
        self.named_union(ty, &module.types[decl.1])
    }

    /// Unions of one name are kept apart from those of another, so that each can be told by its name.
    fn named_union(&mut self, ty: Ty, declared: &TypeDecl) -> Ty {
        match self.types.get(ty).clone() {
            Type::Union(members, None)
                if ty != Ty::BOOLEAN && self.program.is_own(declared.span.file) =>
            {
                let name = self.types.name(declared.name.clone(), declared.span);
                self.types.add(Type::Union(members, Some(name)))
            }
            _ => ty,
        }
    }

    fn named_object(
        &mut self,
        ty: Ty,
        decl: DeclId,
        declared: &TypeDecl,
        arguments: Vec<Ty>,
    ) -> Ty {
        let ty = self.apart(ty, decl, declared, &arguments);
        if let Type::Object(id) = *self.types.get(ty) {
            let own = self.program.is_own(declared.span.file);
            if own && self.types.object_of(id).name.is_none() {
                let name = self.types.name(declared.name.clone(), declared.span);
                self.types.object_mut(id).name = Some(name);
            }
            let object = self.types.object_mut(id);
            if object.made_by.is_none() {
                object.made_by = Some((decl, arguments));
            }
        }
        ty
    }

    fn interface(&mut self, decl: DeclId, declared: &TypeDecl, arguments: Vec<Ty>) -> Ty {
        let decl = self.declared_together(decl)[0];
        let key = (decl, arguments);
        if let Some(known) = self.interfaces.get(&key) {
            return *known;
        }
        let scope = self.scope_of(decl, &declared.parameters, &key.1);
        let name = self.types.name(declared.name.clone(), declared.span);
        let open = self.is_open(&scope);
        let ty = self.types.object(Object {
            source: Source::Declared(decl, scope),
            shape: ShapeState::Unasked,
            name: Some(name),
            made_by: Some(key.clone()),
            open,
            span: declared.span,
        });
        self.interfaces.insert(key, ty);
        ty
    }

    fn scope_of(&mut self, decl: DeclId, parameters: &[TypeParameter], arguments: &[Ty]) -> Scope {
        let mut scope = Scope::module(decl.0);
        for (parameter, argument) in parameters.iter().zip(arguments) {
            scope = scope.bind(&parameter.name, *argument, parameter.constraint.clone());
        }
        scope
    }

    /// As many arguments as there are parameters, defaults put in. Nothing if that cannot be.
    fn arguments(
        &mut self,
        declared: &TypeDecl,
        decl: DeclId,
        written: &[TypeExpr],
        scope: &Scope,
        span: Span,
    ) -> Option<Vec<Ty>> {
        let parameters = &declared.parameters;
        let least = parameters
            .iter()
            .filter(|one| one.default.is_none())
            .count();
        if written.len() > parameters.len() || written.len() < least {
            let (name, place) = (declared.name.clone(), self.place.clone());
            let most = parameters.len();
            self.report(span, |span| {
                codes::argument_count(&name, &place, least, most, span)
            });
            return None;
        }
        let later = !matches!(declared.body, TypeBody::Alias(_));
        let arguments = written.iter().map(|argument| match later {
            true => self.element(argument, scope),
            false => self.evaluate(argument, scope),
        });
        let mut arguments: Vec<Ty> = arguments.collect();
        for parameter in &parameters[arguments.len()..] {
            let inner = self.scope_of(decl, parameters, &arguments);
            arguments.push(match &parameter.default {
                Some(default) if later => self.element(default, &inner),
                Some(default) => self.evaluate(default, &inner),
                None => Ty::UNKNOWN,
            });
        }
        Some(arguments)
    }
}
