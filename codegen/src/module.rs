//! One module as it is written: its tasks, its types, and what it takes from and gives to others.
//!
//! The spelling of the source is kept and nothing is looked up: a name is still a name. Everything is
//! owned, and everything that a message may point at has a span.

use std::sync::Arc;

mod types;
mod values;

pub use types::*;
pub use values::*;

use crate::source::{FileId, Span, is_relative};

/// A file, or a namespace in one.
#[derive(Clone, Debug)]
pub struct TaskModule {
    pub file: FileId,
    /// In the order of the source.
    pub tasks: Vec<TaskDecl>,
    pub refused: Vec<Refused>,
    pub types: Vec<TypeDecl>,
    pub values: Vec<ValueDecl>,
    pub namespaces: Vec<NamespaceDecl>,
    pub aliases: Vec<Alias>,
    pub imports: Vec<Import>,
    pub exports: Vec<Export>,
    /// It neither imports nor exports: what it declares, it declares for every module.
    pub is_script: bool,
    /// What `/// <reference>` names.
    pub references: Vec<Reference>,
}

/// `/// <reference path="…" />`, `/// <reference types="…" />`.
#[derive(Clone, Debug)]
pub struct Reference {
    pub specifier: Specifier,
    /// It names a package of types, not a file.
    pub package: bool,
}

/// An exported function.
#[derive(Clone, Debug)]
pub struct TaskDecl {
    /// The exported name; `default` is one that only other modules can use.
    pub name: String,
    pub doc: String,
    /// As far as it is written.
    pub function: Arc<FunctionExpr>,
    pub told: Told,
    pub definition: Option<Arc<Definition>>,
    /// The name of what is exported, in its module.
    pub local: String,
    /// Of the name where the function is declared.
    pub span: Span,
    /// Of the name where it is exported, which may be further down.
    pub exported: Span,
}

/// What tells the signature of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The function itself.
    Function,
    /// The functions of that name, if all are the same.
    Overloads,
    /// The type of a constant with a function in it: `const handle: Handler = …`.
    Type,
    /// The type of a constant that may be no function at all: `const handle = wrap(…)`.
    Value,
    /// The options of `task({…})` or `importTask({…})`.
    Definition,
}

/// `task<…>({…})` or `importTask<…>({…})`.
#[derive(Clone, Debug)]
pub struct Definition {
    pub maker: Maker,
    pub types: Vec<TypeExpr>,
    /// Nothing where the call has no argument.
    pub options: Option<ValueExpr>,
    /// Of the call.
    pub span: Span,
}

/// What `@knit/runtime` has to make tasks with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    Task,
    ImportTask,
}

impl Maker {
    /// Its exported name.
    pub fn name(self) -> &'static str {
        match self {
            Maker::Task => "task",
            Maker::ImportTask => "importTask",
        }
    }
}

/// An exported function that cannot be a task.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The exported name.
    pub name: String,
    pub why: Refusal,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// `export =`.
    Assignment,
    Generator,
    Generic,
    /// `this` as a parameter.
    This,
    /// `...rest` as a parameter.
    Rest,
    /// `task({…}).createPool(…)`.
    Pool,
}

impl FunctionExpr {
    /// What keeps a function from being a task.
    pub fn refusal(&self) -> Option<Refusal> {
        if self.generator {
            Some(Refusal::Generator)
        } else if !self.parameters.is_empty() {
            Some(Refusal::Generic)
        } else if self.this.as_ref().is_some_and(asks_for_this) {
            Some(Refusal::This)
        } else if self.params.last().is_some_and(|last| last.rest) {
            Some(Refusal::Rest)
        } else {
            None
        }
    }
}

/// `this: void` says that a function asks for none.
fn asks_for_this(this: &TypeExpr) -> bool {
    !matches!(*this.kind, TypeExprKind::Keyword(Keyword::Void))
}

/// A name that stands for a type in this module.
#[derive(Clone, Debug)]
pub struct TypeDecl {
    pub name: String,
    pub parameters: Vec<TypeParameter>,
    pub body: TypeBody,
    /// Of the name.
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum TypeBody {
    Alias(TypeExpr),
    /// All declarations of one name, merged: interfaces, and the class of that name.
    Interface {
        class: Option<Arc<ClassDecl>>,
        extends: Vec<TypeExpr>,
        members: Vec<Member>,
    },
    Enum(Arc<EnumDecl>),
}

impl TypeDecl {
    pub fn is_enum(&self) -> bool {
        matches!(self.body, TypeBody::Enum(_))
    }
}

/// A name that stands for further names: `namespace A { … }`, all of its declarations merged.
#[derive(Clone, Debug)]
pub struct NamespaceDecl {
    pub name: NamespaceName,
    pub body: Arc<TaskModule>,
    /// `declare module "…";`, which says nothing of what is exported.
    pub is_open: bool,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamespaceName {
    Named(String),
    /// `declare module "specifier"`.
    Module(String),
    /// `declare global`.
    Global,
}

/// `import name = a.b`.
#[derive(Clone, Debug)]
pub struct Alias {
    pub name: String,
    pub path: Vec<String>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Import {
    /// The name in this module; `None` for an import for its effects.
    pub local: Option<String>,
    pub imported: Imported,
    pub specifier: Specifier,
    /// Of the imported name.
    pub span: Span,
    pub type_only: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    /// `default` for a default import.
    Named(String),
    Namespace,
    Nothing,
}

#[derive(Clone, Debug)]
pub struct Specifier {
    pub text: String,
    pub span: Span,
}

impl Specifier {
    /// Whether it names a file; otherwise it names a package.
    pub fn is_relative(&self) -> bool {
        is_relative(&self.text)
    }
}

/// One entry of the module's export list, for types and functions alike.
#[derive(Clone, Debug)]
pub enum Export {
    /// `export type T = …`, `export { local as exported }`.
    Local {
        local: String,
        exported: String,
        span: Span,
        /// `export type { … }`: no task, even where it is a function.
        type_only: bool,
    },
    /// `export { name as exported } from "…"`.
    From {
        name: String,
        exported: String,
        specifier: Specifier,
        span: Span,
        type_only: bool,
    },
    /// `export * as name from "…"`.
    Whole {
        exported: String,
        specifier: Specifier,
    },
    /// `export * from "…"`.
    All {
        specifier: Specifier,
        /// `export type * from "…"`.
        type_only: bool,
    },
    /// `export = local`: the module is what that name means, and has its members.
    Assigned { local: String },
}
