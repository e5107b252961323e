//! What names stand for where a type is written, and types that are evaluated later.

use std::rc::Rc;
use std::sync::Arc;

use super::types::{DeclId, Ty};
use crate::module::{FunctionExpr, TypeExpr, ValueExpr, Variable};
use crate::resolve::ModuleId;

/// Where a type is written: its module, the type parameters around it, the variables around it.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    pub(crate) module: ModuleId,
    types: Option<Rc<Frame>>,
    values: Option<Rc<Local>>,
}

#[derive(Debug)]
struct Frame {
    name: String,
    binding: Binding,
    outer: Option<Rc<Frame>>,
}

/// What a type parameter stands for.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    pub(crate) ty: Ty,
    /// As it is declared; what it says of keys decides about modifiers of mapped types.
    pub(crate) constraint: Option<TypeExpr>,
}

#[derive(Debug)]
struct Local {
    name: String,
    /// Nothing where the name is declared more than once, or what it is cannot be told.
    ty: Option<Ty>,
    /// A constant behind which a literal stands that nobody gave a type.
    fresh: bool,
    outer: Option<Rc<Local>>,
}

/// A type that is evaluated when somebody asks for it.
#[derive(Clone, Debug)]
pub(crate) enum Thunk {
    Type(TypeExpr, Scope),
    /// The body of an alias.
    Alias(DeclId, Scope),
    Intersection(Vec<Ty>),
    Union(Vec<Ty>),
    /// A member of a mapped type, which is optional or was so before.
    Mapped {
        value: TypeExpr,
        scope: Scope,
        strip: Strip,
    },
    /// A property as `typeof` sees it.
    Value(ValueExpr, Scope, Literals),
    Variable(Arc<Variable>, Scope),
    /// What a function without annotation gives back.
    Result(Arc<FunctionExpr>, Scope),
}

/// The `undefined` that a mapped type takes off the types of its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strip {
    Nothing,
    Absent,
    Undefined,
}

/// What becomes of literals in an inferred type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Literals {
    /// `"a"` is a string, as in `let` and in properties.
    Widened,
    /// `"a"` is `"a"`, but properties of objects are wide.
    Fresh,
    /// `as const`.
    Constant,
    /// Under `satisfies`: literals stay where the type asks for them.
    Context(Ty),
}

impl Scope {
    pub(crate) fn module(module: ModuleId) -> Scope {
        Scope {
            module,
            types: None,
            values: None,
        }
    }

    /// The same type parameters where another module declares more of what they belong to.
    pub(crate) fn in_module(&self, module: ModuleId) -> Scope {
        Scope {
            module,
            ..self.clone()
        }
    }

    pub(crate) fn bind(&self, name: &str, ty: Ty, constraint: Option<TypeExpr>) -> Scope {
        let frame = Frame {
            name: name.to_string(),
            binding: Binding { ty, constraint },
            outer: self.types.clone(),
        };
        Scope {
            types: Some(Rc::new(frame)),
            ..self.clone()
        }
    }

    pub(crate) fn local(&self, name: &str, ty: Option<Ty>) -> Scope {
        self.local_with(name, ty, false)
    }

    pub(crate) fn local_with(&self, name: &str, ty: Option<Ty>, fresh: bool) -> Scope {
        let local = Local {
            name: name.to_string(),
            ty,
            fresh,
            outer: self.values.clone(),
        };
        Scope {
            values: Some(Rc::new(local)),
            ..self.clone()
        }
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<&Binding> {
        let mut frame = self.types.as_deref();
        while let Some(here) = frame {
            if here.name == name {
                return Some(&here.binding);
            }
            frame = here.outer.as_deref();
        }
        None
    }

    /// A variable around this place: `Some(None)` if it is there but its type cannot be told.
    pub(crate) fn variable(&self, name: &str) -> Option<Option<Ty>> {
        let mut local = self.values.as_deref();
        while let Some(here) = local {
            if here.name == name {
                return Some(here.ty);
            }
            local = here.outer.as_deref();
        }
        None
    }

    /// What tells it from other scopes, for as long as it is there.
    pub(crate) fn id(&self) -> (ModuleId, usize, usize) {
        let types = self.types.as_ref().map_or(0, |it| Rc::as_ptr(it).addr());
        let values = self.values.as_ref().map_or(0, |it| Rc::as_ptr(it).addr());
        (self.module, types, values)
    }

    pub(crate) fn is_fresh(&self, name: &str) -> bool {
        let mut local = self.values.as_deref();
        while let Some(here) = local {
            if here.name == name {
                return here.fresh;
            }
            local = here.outer.as_deref();
        }
        false
    }

    pub(crate) fn has_variables(&self) -> bool {
        self.values.is_some()
    }

    /// All types that are bound around this place.
    pub(crate) fn bound(&self) -> impl Iterator<Item = Ty> {
        let mut frame = self.types.as_deref();
        std::iter::from_fn(move || {
            let here = frame?;
            frame = here.outer.as_deref();
            Some(here.binding.ty)
        })
    }
}
