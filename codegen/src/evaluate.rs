//! The type evaluator: what a written type comes to.
//!
//! ```text
//! TypeExpr + Scope -> evaluate -> Ty -> force -> Type        what it is
//!                                    \-> shape -> Shape      what it is made of
//! ```
//!
//! Tasks are not generic, so every type parameter stands for a known type when it is met: a generic
//! declaration is evaluated once for each list of type arguments, with its parameters bound in a
//! [`Scope`]. Only the names that `infer` introduces are unknown for a while.
//!
//! Nothing here knows of bytes, tasks or records: what evaluated types become is decided in
//! [`crate::resolve`].

mod access;
mod arguments;
mod assign;
mod assign_objects;
mod builtins;
mod calls;
mod classes;
mod conditional;
mod enums;
mod expressions;
mod fresh;
mod functions;
mod heritage;
mod identity;
mod infer;
mod infer_parts;
mod inference;
mod initialisers;
mod keys;
mod literals;
mod loose;
mod mapped;
mod mixins;
mod nesting;
mod operators;
mod promises;
mod references;
mod scope;
mod sets;
mod shapes;
mod shared;
mod sources;
mod spelling;
mod spreads;
mod templates;
mod tuples;
pub(crate) mod types;
mod values;
mod variance;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;
use std::sync::Arc;

pub(crate) use scope::{Literals, Scope, Thunk};
pub(crate) use types::{Ty, Type};

use crate::codes;
use crate::module::{TaskModule, ValueExprKind};
use crate::report::{Diagnostic, Diagnostics};
use crate::resolve::{ModuleId, Program};
use crate::source::Span;
use types::{DeclId, LazyId, LazyState, Types};

/// Levels of types within types that are evaluated, and the stack that takes in the worst case.
const DEEPEST: usize = 3200;
pub(crate) const STACK: usize = 160 << 20;

/// Steps after which a type counts as too complex. No type that people write takes a tenth of that.
const MOST_STEPS: u32 = 1_000_000;

type CallKey = (usize, (ModuleId, usize, usize), Literals);

pub(crate) struct Evaluator<'a, 'p> {
    pub(crate) program: &'a mut Program<'p>,
    pub(crate) diagnostics: &'a mut Diagnostics,
    pub(crate) types: Types,
    /// The place that is being resolved, in words: ``parameter `points` of task `centroid` ``.
    pub(crate) place: String,
    /// Where it is written, for messages about what is not the user's own.
    pub(crate) site: Span,
    /// Aliases by declaration and type arguments.
    aliases: BTreeMap<(DeclId, Vec<Ty>), Ty>,
    /// Interfaces and classes by declaration and type arguments.
    interfaces: BTreeMap<(DeclId, Vec<Ty>), Ty>,
    /// Other objects, by what they are made from.
    shared: shared::Shared,
    /// Calls that have been looked into, by where they stand and what is known there.
    called: BTreeMap<CallKey, (Ty, Arc<ValueExprKind>, Scope)>,
    /// What types that `lib.ts` describes are made of.
    described: BTreeMap<Ty, Rc<types::Shape>>,
    /// Declared values.
    values: BTreeMap<DeclId, Ty>,
    /// How many aliases are being evaluated: what may lead back to them is then evaluated later.
    open_aliases: usize,
    /// Questions of assignability that are being answered.
    assumed: BTreeSet<(Ty, Ty)>,
    answered: BTreeMap<(Ty, Ty), bool>,
    variances: BTreeMap<(DeclId, usize), Option<variance::Variance>>,
    /// Where the objects are written that are being looked into together.
    pairs: Vec<(Option<Span>, Option<Span>)>,
    /// Bases that are being looked into for what inherits them; circles of bases have been reported.
    inheriting: Vec<DeclId>,
    parameters: u32,
    /// Types without a hole of `infer` in any part.
    closed: HashSet<Ty>,
    /// What type parameters are bound by whose arguments are being found out.
    constraints: BTreeMap<u32, Ty>,
    depth: usize,
    steps: u32,
    lib: Option<ModuleId>,
    runtime: Option<ModuleId>,
    /// What the TypeScript compiler has declared of modules, as far as it was asked.
    pub(crate) declared: BTreeMap<ModuleId, Option<Arc<TaskModule>>>,
    /// Choices by names that are being looked for, within each other.
    undecided: usize,
    /// Diagnostics that an attempt makes are dropped.
    silent: usize,
}

impl<'a, 'p> Evaluator<'a, 'p> {
    pub(crate) fn new(
        program: &'a mut Program<'p>,
        diagnostics: &'a mut Diagnostics,
        site: Span,
    ) -> Evaluator<'a, 'p> {
        Evaluator {
            program,
            diagnostics,
            types: Types::new(),
            place: String::new(),
            site,
            aliases: BTreeMap::new(),
            interfaces: BTreeMap::new(),
            shared: shared::Shared::default(),
            called: BTreeMap::new(),
            described: BTreeMap::new(),
            values: BTreeMap::new(),
            open_aliases: 0,
            assumed: BTreeSet::new(),
            answered: BTreeMap::new(),
            variances: BTreeMap::new(),
            pairs: Vec::new(),
            inheriting: Vec::new(),
            parameters: 0,
            closed: HashSet::new(),
            constraints: BTreeMap::new(),
            depth: 0,
            steps: 0,
            lib: None,
            runtime: None,
            declared: BTreeMap::new(),
            undecided: 0,
            silent: 0,
        }
    }

    /// What a type is, evaluated now if that has not been done.
    pub(crate) fn force(&mut self, ty: Ty) -> Ty {
        let mut ty = ty;
        while let Type::Lazy(id) = *self.types.get(ty) {
            ty = self.force_one(id);
        }
        ty
    }

    pub(crate) fn forced(&mut self, ty: Ty) -> Type {
        let ty = self.force(ty);
        self.types.get(ty).clone()
    }

    fn force_one(&mut self, id: LazyId) -> Ty {
        let thunk = match self.types.lazy_of(id) {
            LazyState::Known(ty) => return *ty,
            LazyState::Asked(thunk) => {
                let thunk = thunk.clone();
                self.circular(&thunk);
                return Ty::UNKNOWABLE;
            }
            LazyState::Unasked(thunk) => thunk.clone(),
        };
        *self.types.lazy_mut(id) = LazyState::Asked(thunk.clone());
        let ty = match self.enter(self.site) {
            true => {
                let ty = self.run(thunk);
                self.leave();
                ty
            }
            false => Ty::UNKNOWABLE,
        };
        // A type that turns out to be itself was reported as such.
        let ty = match *self.types.get(ty) {
            Type::Lazy(other) if other == id => Ty::UNKNOWABLE,
            _ => ty,
        };
        *self.types.lazy_mut(id) = LazyState::Known(ty);
        ty
    }

    fn run(&mut self, thunk: Thunk) -> Ty {
        match thunk {
            Thunk::Type(expr, scope) => self.evaluate(&expr, &scope),
            Thunk::Alias(decl, scope) => self.alias_body(decl, &scope),
            Thunk::Intersection(parts) => self.intersection(parts),
            Thunk::Union(parts) => self.union(parts),
            Thunk::Mapped {
                value,
                scope,
                strip,
            } => {
                let ty = self.evaluate(&value, &scope);
                self.strip(ty, strip)
            }
            Thunk::Value(value, scope, literals) => self.value(&value, &scope, literals),
            Thunk::Variable(variable, scope) => self.variable(&variable, &scope),
            Thunk::Result(function, scope) => self.inferred_result(&function, &scope),
        }
    }

    fn circular(&mut self, thunk: &Thunk) {
        let (name, span) = match thunk {
            Thunk::Alias((module, index), _) => {
                let module = self.program.module(*module);
                let decl = &module.types[*index];
                (decl.name.clone(), decl.span)
            }
            Thunk::Type(expr, _) | Thunk::Mapped { value: expr, .. } => {
                let written = self.program.written(expr.span).unwrap_or("of a property");
                (written.to_string(), expr.span)
            }
            // An inferred type that leads back to itself is no mistake: there is just nothing to tell.
            Thunk::Value(..) | Thunk::Variable(..) | Thunk::Result(..) => return,
            Thunk::Intersection(_) | Thunk::Union(_) => ("of a property".to_string(), self.site),
        };
        self.report(span, |span| codes::circular_type(&name, span));
    }

    /// Reports at a place, or where the user wrote what led there.
    pub(crate) fn report(&mut self, span: Span, say: impl FnOnce(Span) -> Diagnostic) {
        if self.silent == 0 {
            let span = match self.program.is_own(span.file) {
                true => span,
                false => self.site,
            };
            self.diagnostics.push(say(span));
        }
    }

    /// Without a word about what is wrong.
    pub(crate) fn silently<T>(&mut self, ask: impl FnOnce(&mut Self) -> T) -> T {
        self.silent += 1;
        let answer = ask(self);
        self.silent -= 1;
        answer
    }

    /// The type of a declared value, which may be a function.
    pub(crate) fn function_value(&mut self, decl: DeclId) -> Ty {
        let ty = self.declared_value(decl);
        self.force(ty)
    }

    /// Goes a level deeper, unless that is too deep. Followed by [`Self::leave`] if it is not.
    fn enter(&mut self, span: Span) -> bool {
        if !self.spend(1) {
            return false;
        }
        if self.depth >= DEEPEST {
            let place = self.place.clone();
            self.report(span, |span| codes::deep_type(&place, span));
            // Where one way is endless so are others beside it: a tree of them would take all the steps there are.
            if self.silent == 0 {
                self.steps = MOST_STEPS + 1;
            }
            return false;
        }
        self.depth += 1;
        true
    }

    fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Counts work that is more than a step; whether there may be as much.
    fn spend(&mut self, steps: usize) -> bool {
        let before = self.steps;
        self.steps = before.saturating_add(u32::try_from(steps).unwrap_or(u32::MAX));
        if before <= MOST_STEPS && self.steps > MOST_STEPS {
            let place = self.place.clone();
            self.report(self.site, |span| codes::complex_type(&place, span));
        }
        self.steps <= MOST_STEPS
    }

    /// Whether the work that a task may cause is used up.
    pub(crate) fn restart(&mut self) {
        self.steps = 0;
    }
}
