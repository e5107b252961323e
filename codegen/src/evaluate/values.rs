//! Types of values: `typeof`, and what an initialiser shows.

use std::sync::Arc;

use super::Evaluator;
use super::scope::{Literals, Scope, Thunk};
use super::types::{DeclId, Ty, Type};
use crate::codes;
use crate::module::{Specifier, TypeExpr, ValueKind, Variable};
use crate::resolve::{Meaning, Space};
use crate::source::Span;

impl Evaluator<'_, '_> {
    /// `typeof a.b.c<…>`.
    pub(super) fn type_of(
        &mut self,
        path: &[String],
        _arguments: &[TypeExpr],
        scope: &Scope,
        span: Span,
    ) -> Ty {
        match self.value_path(path, scope) {
            Some(ty) => ty,
            None => {
                let (name, place) = (path.join("."), self.place.clone());
                self.report(span, |span| codes::unknown_value(&name, &place, span));
                Ty::UNKNOWABLE
            }
        }
    }

    pub(super) fn imported_value(
        &mut self,
        specifier: &Specifier,
        path: &[String],
        scope: &Scope,
        span: Span,
    ) -> Ty {
        let (first, rest) = path.split_at(path.len().min(1));
        let meaning = self.imported_meaning(specifier, first, scope.module, Space::Value, span);
        let ty = self.meant_value(meaning, rest);
        ty.unwrap_or(Ty::UNKNOWABLE)
    }

    /// The type of a value by its name, and of its properties.
    pub(super) fn value_path(&mut self, path: &[String], scope: &Scope) -> Option<Ty> {
        if let Some(local) = scope.variable(&path[0]) {
            return self.walk(local?, &path[1..]);
        }
        match self.value_name(&path[0], scope.module) {
            Meaning::Missing => {
                let ty = self.lib_value(&path[0])?;
                self.walk(ty, &path[1..])
            }
            meaning => self.meant_value(meaning, &path[1..]),
        }
    }

    fn meant_value(&mut self, meaning: Meaning, rest: &[String]) -> Option<Ty> {
        match meaning {
            Meaning::Declared(module, index) => {
                let ty = self.declared_value((module, index));
                self.walk(ty, rest)
            }
            Meaning::Namespace(module) => {
                let (first, rest) = rest.split_first()?;
                let meaning = self.exported_value(module, first);
                self.meant_value(meaning, rest)
            }
            Meaning::Missing | Meaning::Value | Meaning::Member(..) => None,
            Meaning::Package(_) => Some(Ty::UNKNOWABLE),
            Meaning::Global(_) => None,
        }
    }

    /// A value that JavaScript declares.
    pub(super) fn lib_value(&mut self, name: &str) -> Option<Ty> {
        let lib = self.lib();
        let module = self.program.module(lib);
        let index = module.values.iter().position(|decl| decl.name == name)?;
        Some(self.declared_value((lib, index)))
    }

    fn walk(&mut self, ty: Ty, path: &[String]) -> Option<Ty> {
        let mut ty = ty;
        for name in path {
            let key = self.types.text(name);
            ty = self.property_type(ty, key)?;
        }
        Some(ty)
    }

    pub(super) fn declared_value(&mut self, decl: DeclId) -> Ty {
        if let Some(known) = self.values.get(&decl) {
            return *known;
        }
        let module = self.program.module(decl.0);
        let declared = &module.values[decl.1];
        let scope = Scope::module(decl.0);
        let ty = match &declared.kind {
            ValueKind::Variable(variable) => self
                .types
                .lazy(Thunk::Variable(Arc::clone(variable), scope)),
            ValueKind::Function(signatures) => {
                self.functions(signatures.clone(), &scope, false, declared.span)
            }
            ValueKind::Class(class) => {
                let index = module.types.iter().position(|ty| ty.name == declared.name);
                self.class_value(class, &scope, index.map(|index| (decl.0, index)))
            }
            ValueKind::Enum(body) => {
                let index = module.types.iter().position(|ty| ty.name == declared.name);
                let members = match index {
                    Some(index) => self.enum_members((decl.0, index), body),
                    None => Vec::new(),
                };
                self.object_of_values(members)
            }
        };
        self.values.insert(decl, ty);
        ty
    }

    pub(super) fn variable(&mut self, variable: &Variable, scope: &Scope) -> Ty {
        let ty = match (&variable.ty, &variable.value) {
            (Some(ty), _) => self.evaluate(ty, scope),
            (None, Some(value)) => {
                let literals = match variable.constant && variable.way.is_empty() {
                    true => Literals::Fresh,
                    false => Literals::Widened,
                };
                self.value(value, scope, literals)
            }
            (None, None) => Ty::ANY,
        };
        match self.walk(ty, &variable.way) {
            Some(ty) if !variable.constant && variable.ty.is_none() => self.widen(ty),
            Some(ty) => ty,
            None => Ty::UNKNOWABLE,
        }
    }

    /// Literals of a mutable place become what they may be replaced with.
    pub(crate) fn widen(&mut self, ty: Ty) -> Ty {
        let ty = self.force(ty);
        match self.types.get(ty).clone() {
            Type::Union(members, _) if ty != Ty::BOOLEAN => {
                let members = members.into_iter().map(|member| self.widen_literal(member));
                let members = members.collect();
                self.union(members)
            }
            _ => self.widen_literal(ty),
        }
    }

    fn widen_literal(&mut self, ty: Ty) -> Ty {
        use super::types::Value;
        match self.types.get(ty).clone() {
            Type::Literal(_, Some(decl)) => {
                let module = self.program.module(decl.0);
                match &module.types[decl.1].body {
                    crate::module::TypeBody::Enum(body) => self.enumeration(decl, body),
                    _ => ty,
                }
            }
            Type::Literal(Value::Boolean(_), None) => Ty::BOOLEAN,
            Type::Literal(Value::Number(_), None) => Ty::NUMBER,
            Type::Literal(Value::BigInt(_), None) => Ty::BIGINT,
            Type::Literal(Value::String(_), None) => Ty::STRING,
            _ => ty,
        }
    }
}
