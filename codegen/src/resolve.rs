//! [`TaskModule`]s to [`Schema`]: every name in a signature followed to what it means.
//!
//! Types are evaluated on demand, from the tasks outwards, so that what no task uses is never asked
//! about: [`crate::evaluate`] says what a type comes to, and what is written here says which of the
//! things that can cross to a worker that is. An object gets its id before its parts are looked at, and a
//! recursive type refers back to that id. Unions are only collected on the way; they are made flat in
//! [`unions`], when all of their members are known.
//!
//! [`TaskModule`]: crate::module::TaskModule

mod declared;
mod definitions;
mod everywhere;
mod exports;
mod globals;
mod looks;
mod lower;
mod names;
mod near;
mod objects;
mod patterns;
mod program;
mod same;
mod tasks;
mod tell;
mod told;
mod unions;

use std::collections::BTreeMap;

pub(crate) use globals::{Global, global};
pub(crate) use names::{Meaning, Space};
pub(crate) use program::ModuleId;
pub use program::Program;

use crate::codes;
use crate::evaluate::{Evaluator, STACK, Scope, Ty};
use crate::module::{ParamDecl, TaskDecl, Told, TypeExpr, TypeExprKind};
use crate::report::Diagnostics;
use crate::schema::{Param, Schema, Task, TypeDef, TypeId, TypeKind, TypeTable};
use crate::source::Span;

/// Resolves the tasks of the program's first module.
pub fn resolve(program: &mut Program<'_>, diagnostics: &mut Diagnostics) -> Schema {
    stacker::grow(STACK, || {
        let mut resolver = Resolver::new(program, diagnostics);
        let tasks = resolver.tasks();
        let (types, places) = (resolver.types, resolver.places);
        unions::settle(
            Schema { tasks, types },
            places,
            resolver.evaluator.diagnostics,
        )
    })
}

struct Resolver<'a, 'p> {
    evaluator: Evaluator<'a, 'p>,
    types: TypeTable,
    /// For each type, the words that say where it is used: ``parameter `points` of task `centroid` ``.
    places: Vec<String>,
    /// Ids of types without a name, by what they are made of.
    unnamed: BTreeMap<String, TypeId>,
    /// Ids of objects and of unions that have a name.
    lowered: BTreeMap<Ty, TypeId>,
    /// Lists whose parts are being looked at, with the ids of those that were met again.
    open_lists: BTreeMap<Ty, Option<TypeId>>,
    depth: usize,
    /// The place that was said to have too many levels last.
    deep_at: String,
    /// The result that is being resolved has no annotation: what cannot be told is reported once.
    inferring: bool,
    untold: bool,
}

/// What a resolver knew at some time.
struct State {
    types: usize,
    unnamed: BTreeMap<String, TypeId>,
    lowered: BTreeMap<Ty, TypeId>,
}

impl<'a, 'p> Resolver<'a, 'p> {
    fn new(program: &'a mut Program<'p>, diagnostics: &'a mut Diagnostics) -> Resolver<'a, 'p> {
        let file = program.module(ModuleId::ENTRY).file;
        Resolver {
            evaluator: Evaluator::new(program, diagnostics, Span::start_of(file)),
            types: TypeTable::default(),
            places: Vec::new(),
            unnamed: BTreeMap::new(),
            lowered: BTreeMap::new(),
            open_lists: BTreeMap::new(),
            depth: 0,
            deep_at: String::new(),
            inferring: false,
            untold: false,
        }
    }

    fn tasks(&mut self) -> Vec<Task> {
        self.evaluator.check_imports();
        let found = self.evaluator.exported_tasks();
        found
            .into_iter()
            .filter_map(|(module, decl)| self.task(module, &decl))
            .collect()
    }

    /// Nothing where it turns out to be none.
    fn task(&mut self, module: ModuleId, decl: &TaskDecl) -> Option<Task> {
        self.evaluator.restart();
        let task = match decl.told {
            Told::Function => Some(self.written(module, decl)),
            Told::Overloads | Told::Type | Told::Value => self.told(module, decl),
            Told::Definition => self.defined(module, decl),
        };
        if task.is_some() && decl.name == "default" {
            let nameless = codes::default_task(&decl.local, decl.exported);
            self.evaluator.diagnostics.push(nameless);
            return None;
        }
        task
    }

    fn written(&mut self, module: ModuleId, decl: &TaskDecl) -> Task {
        let scope = Scope::module(module);
        let params = decl.function.params.iter().enumerate();
        let params = params
            .map(|(index, param)| self.param(&scope, decl, index, param))
            .collect();
        let within = self.evaluator.with_params(&decl.function, &scope, &[]);
        let result = self.result(module, decl, &within);
        Task {
            name: decl.name.clone(),
            doc: decl.doc.clone(),
            params,
            result,
            made: None,
            span: decl.exported,
        }
    }

    fn param(&mut self, scope: &Scope, task: &TaskDecl, index: usize, param: &ParamDecl) -> Param {
        let name = param
            .name
            .clone()
            .unwrap_or_else(|| format!("argument{index}"));
        self.evaluator.place = format!("parameter `{name}` of task `{}`", task.name);
        let known = param.ty.as_ref().and_then(|ty| {
            let written = matches!(*ty.kind, TypeExprKind::Shown(_));
            self.inferring = written;
            self.untold = false;
            let evaluated = self.evaluator.evaluate(ty, scope);
            let id = self.lower(evaluated, ty.span);
            self.inferring = false;
            (!written || !self.untold).then_some(id)
        });
        let ty = known.unwrap_or_else(|| {
            let place = &self.evaluator.place;
            let open = codes::open_parameter(place, &name, param.span);
            self.evaluator.diagnostics.push(open);
            self.dynamic(param.span)
        });
        Param {
            name,
            ty,
            optional: param.optional,
            span: param.span,
        }
    }

    /// A type whose promises are taken off, and which may be void.
    fn result(&mut self, module: ModuleId, decl: &TaskDecl, scope: &Scope) -> TypeId {
        self.evaluator.place = format!("the result of task `{}`", decl.name);
        match &decl.function.result {
            Some(result) => {
                let ty = self.evaluator.evaluate(result, scope);
                self.given(ty, promised(result).span)
            }
            None => {
                let ty = self.evaluator.inferred_result(&decl.function, scope);
                self.inferred(module, decl, ty)
            }
        }
    }

    fn given(&mut self, ty: Ty, span: Span) -> TypeId {
        match self.evaluator.awaited(ty) {
            Ty::VOID | Ty::NEVER => self.unnamed(TypeKind::Void, span),
            ty => self.lower(ty, span),
        }
    }

    /// A result that nobody wrote. Where it cannot be told, the compiler may have declared it.
    fn inferred(&mut self, module: ModuleId, decl: &TaskDecl, ty: Ty) -> TypeId {
        let before = self.state();
        self.inferring = true;
        self.untold = false;
        let id = self.given(ty, decl.span);
        self.inferring = false;
        if !self.untold {
            return id;
        }
        if let Some(declared) = self.evaluator.declared_result(module, &decl.local) {
            self.restore(before);
            let ty = self.evaluator.evaluate(&declared, &Scope::module(module));
            return self.given(ty, decl.span);
        }
        let asynchronous = decl.function.asynchronous;
        let open = codes::open_result(&decl.name, asynchronous, decl.span);
        self.evaluator.diagnostics.push(open);
        id
    }

    fn state(&self) -> State {
        State {
            types: self.types.types.len(),
            unnamed: self.unnamed.clone(),
            lowered: self.lowered.clone(),
        }
    }

    /// Forgets the types that were added since.
    fn restore(&mut self, state: State) {
        self.types.types.truncate(state.types);
        self.places.truncate(state.types);
        self.unnamed = state.unnamed;
        self.lowered = state.lowered;
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
        self.places.push(self.evaluator.place.clone());
        self.types.push(TypeDef { name, kind, span })
    }
}

/// What a promise is of, as far as that can be seen where it is written.
fn promised(result: &TypeExpr) -> &TypeExpr {
    match &*result.kind {
        TypeExprKind::Ref { path, arguments } if *path == ["Promise"] && arguments.len() == 1 => {
            promised(&arguments[0])
        }
        _ => result,
    }
}
