//! What objects are made from.

use std::rc::Rc;
use std::sync::Arc;

use super::scope::Scope;
use super::types::{DeclId, Shape, Ty};
use crate::module::{ClassDecl, FunctionExpr, TypeExpr};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Callable {
    Function,
    /// Written as a member: TypeScript lets its parameters vary either way.
    Method,
    Constructor,
}

#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// `{ … }`.
    Literal(TypeExpr, Scope),
    /// An interface or the instances of a class, with its type parameters bound.
    Declared(DeclId, Scope),
    /// The instances of a class that is an expression.
    Instance(Arc<ClassDecl>, Scope),
    /// A class itself.
    Class(Arc<ClassDecl>, Scope, Option<DeclId>),
    Mapped(TypeExpr, Scope),
    Intersection(Vec<Ty>),
    /// Functions, or constructors.
    Functions {
        signatures: Vec<Arc<FunctionExpr>>,
        scope: Scope,
        kind: Callable,
    },
    Known(Rc<Shape>),
}
