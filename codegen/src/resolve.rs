//! [`TaskModule`]s to [`Schema`]: every name in a signature followed to what it means.
//!
//! Types are evaluated on demand, from the tasks outwards, so that what no task uses is never asked
//! about. A declared type gets its id before its parts are looked at, and a recursive type refers back
//! to that id. Unions are only collected on the way; they are made flat in [`unions`], when all of their
//! members are known.

mod awaited;
mod globals;
mod names;
mod program;
mod records;
mod tasks;
mod types;
mod unions;

use std::collections::BTreeMap;

pub use program::Program;

use crate::codes;
use crate::module::{Keyword, ParamDecl, TaskDecl, TypeExpr, TypeExprKind};
use crate::report::Diagnostics;
use crate::schema::{Param, Schema, Task, TypeDef, TypeId, TypeKind, TypeTable};
use crate::source::Span;
use program::ModuleId;

/// Room for the deepest type that is followed, whatever stack the caller has.
const STACK: usize = 16 << 20;

/// Resolves the tasks of the program's first module.
pub fn resolve(program: &mut Program<'_>, diagnostics: &mut Diagnostics) -> Schema {
    stacker::grow(STACK, || {
        let mut resolver = Resolver::new(program, diagnostics);
        let tasks = resolver.tasks();
        let (types, places) = (resolver.types, resolver.places);
        unions::settle(Schema { tasks, types }, places, diagnostics)
    })
}

struct Resolver<'a, 'p> {
    program: &'a mut Program<'p>,
    diagnostics: &'a mut Diagnostics,
    types: TypeTable,
    /// For each type, the words that say where it is used: ``parameter `points` of task `centroid` ``.
    places: Vec<String>,
    /// Ids of types without a name, by what they are made of.
    unnamed: BTreeMap<String, TypeId>,
    /// Ids of declared types, by module and index.
    declared: BTreeMap<(ModuleId, usize), TypeId>,
    /// The place that is being resolved.
    place: String,
    depth: usize,
}

impl<'a, 'p> Resolver<'a, 'p> {
    fn new(program: &'a mut Program<'p>, diagnostics: &'a mut Diagnostics) -> Resolver<'a, 'p> {
        Resolver {
            program,
            diagnostics,
            types: TypeTable::default(),
            places: Vec::new(),
            unnamed: BTreeMap::new(),
            declared: BTreeMap::new(),
            place: String::new(),
            depth: 0,
        }
    }

    fn tasks(&mut self) -> Vec<Task> {
        self.check_imports();
        let found = self.exported_tasks();
        found
            .into_iter()
            .map(|(module, decl)| self.task(module, &decl))
            .collect()
    }

    fn task(&mut self, module: ModuleId, decl: &TaskDecl) -> Task {
        let params = decl.params.iter().enumerate();
        let params = params
            .map(|(index, param)| self.param(module, decl, index, param))
            .collect();
        self.place = format!("the result of task `{}`", decl.name);
        let result = match &decl.result {
            Some(result) => self.result(result, module),
            None => {
                self.diagnostics
                    .push(codes::open_result(&decl.name, decl.asynchronous, decl.span));
                self.dynamic(decl.span)
            }
        };
        Task {
            name: decl.name.clone(),
            doc: decl.doc.clone(),
            params,
            result,
            span: decl.exported,
        }
    }

    fn param(
        &mut self,
        module: ModuleId,
        task: &TaskDecl,
        index: usize,
        param: &ParamDecl,
    ) -> Param {
        let name = param
            .name
            .clone()
            .unwrap_or_else(|| format!("argument{index}"));
        self.place = format!("parameter `{name}` of task `{}`", task.name);
        let ty = match &param.ty {
            Some(ty) => self.ty(ty, module),
            None => {
                self.diagnostics
                    .push(codes::open_parameter(&self.place, &name, param.span));
                self.dynamic(param.span)
            }
        };
        Param {
            name,
            ty,
            optional: param.optional,
            span: param.span,
        }
    }

    /// A type whose promises are taken off, and which may be void.
    fn result(&mut self, expr: &TypeExpr, module: ModuleId) -> TypeId {
        let (expr, module) = self.awaited(expr, module);
        match &expr.kind {
            TypeExprKind::Keyword(Keyword::Void | Keyword::Never) => {
                self.unnamed(TypeKind::Void, expr.span)
            }
            TypeExprKind::Union(members) => {
                let variants = members
                    .iter()
                    .filter(|member| !types::is_never(member))
                    .map(|member| {
                        let (member, module) = self.awaited(member, module);
                        self.ty(&member, module)
                    });
                let variants = variants.collect();
                self.union(variants, expr.span)
            }
            _ => self.ty(&expr, module),
        }
    }

    fn dynamic(&mut self, span: Span) -> TypeId {
        self.unnamed(TypeKind::Dynamic, span)
    }

    /// The one type of this kind that has no name. Records are kept apart: each has places of its own.
    fn unnamed(&mut self, kind: TypeKind, span: Span) -> TypeId {
        if matches!(kind, TypeKind::Record(_) | TypeKind::Union(_)) {
            return self.add(None, kind, span);
        }
        let key = format!("{kind:?}");
        if let Some(id) = self.unnamed.get(&key) {
            return *id;
        }
        let id = self.add(None, kind, span);
        self.unnamed.insert(key, id);
        id
    }

    fn add(&mut self, name: Option<String>, kind: TypeKind, span: Span) -> TypeId {
        self.places.push(self.place.clone());
        self.types.push(TypeDef { name, kind, span })
    }
}
