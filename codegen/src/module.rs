//! One module as it is written: its tasks, its types, and what it takes from and gives to others.
//!
//! The spelling of the source is kept and nothing is looked up: a name is still a name. Everything is
//! owned, and everything that a message may point at has a span.

use crate::schema::Literal;
use crate::source::{FileId, Span};

#[derive(Clone, Debug)]
pub struct TaskModule {
    pub file: FileId,
    /// In the order of the source.
    pub tasks: Vec<TaskDecl>,
    pub refused: Vec<Refused>,
    pub types: Vec<TypeDecl>,
    pub imports: Vec<Import>,
    pub exports: Vec<Export>,
}

/// An exported function.
#[derive(Clone, Debug)]
pub struct TaskDecl {
    /// The exported name.
    pub name: String,
    pub doc: String,
    pub params: Vec<ParamDecl>,
    /// The annotation of the result, promises and all.
    pub result: Option<TypeExpr>,
    pub asynchronous: bool,
    /// Of the name where the function is declared.
    pub span: Span,
    /// Of the name where it is exported, which may be further down.
    pub exported: Span,
}

/// An exported function that cannot be a task.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The exported name, `default` where there is no other.
    pub name: String,
    pub why: Refusal,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// `export default`.
    Default,
    /// `export =`.
    Assignment,
    Generator,
    Generic,
    Overloaded,
    /// `this` as a parameter.
    This,
    /// `...rest` as a parameter.
    Rest,
    /// `task(…)` or `importTask(…)`.
    Wrapped,
}

#[derive(Clone, Debug)]
pub struct ParamDecl {
    /// Nothing where a pattern stands.
    pub name: Option<String>,
    /// The annotation, or what a literal default shows.
    pub ty: Option<TypeExpr>,
    pub optional: bool,
    pub span: Span,
}

/// A name that stands for a type in this module.
#[derive(Clone, Debug)]
pub struct TypeDecl {
    pub name: String,
    /// Names of the type parameters.
    pub parameters: Vec<String>,
    pub body: TypeBody,
    /// Of the name.
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum TypeBody {
    Alias(TypeExpr),
    /// All declarations of one name, merged.
    Interface {
        extends: Vec<TypeExpr>,
        members: Vec<Member>,
    },
    /// Declared, but not evaluated yet; says what it is: `a class`.
    Opaque(&'static str),
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
        ["./", "../", "/"]
            .iter()
            .any(|start| self.text.starts_with(start))
            || self.text == "."
            || self.text == ".."
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
    },
    /// `export { name as exported } from "…"`.
    From {
        name: String,
        exported: String,
        specifier: Specifier,
        span: Span,
    },
    /// `export * from "…"`.
    All { specifier: Specifier },
}

#[derive(Clone, Debug)]
pub struct TypeExpr {
    pub kind: TypeExprKind,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum TypeExprKind {
    Keyword(Keyword),
    Literal(Literal),
    /// `A`, `ns.A`, `A<B>`.
    Ref {
        path: Vec<String>,
        arguments: Vec<TypeExpr>,
    },
    Array(Box<TypeExpr>),
    Tuple(Vec<TypeExpr>),
    Object(Vec<Member>),
    Union(Vec<TypeExpr>),
    /// A function or constructor type.
    Function,
    /// Syntax that is not evaluated yet; says what it is: `a conditional type`.
    Unevaluated(&'static str),
    /// More levels than the parser follows.
    TooDeep,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyword {
    Any,
    BigInt,
    Boolean,
    Never,
    Null,
    Number,
    Object,
    String,
    Symbol,
    Undefined,
    Unknown,
    Void,
}

#[derive(Clone, Debug)]
pub enum Member {
    Property(Property),
    Method {
        name: String,
        span: Span,
    },
    /// A call or construct signature.
    Callable {
        span: Span,
    },
    /// An index signature or a computed name: the record has no fixed set of properties.
    Open {
        what: &'static str,
        span: Span,
    },
}

#[derive(Clone, Debug)]
pub struct Property {
    pub name: String,
    /// Nothing where the annotation is left out, which means `any`.
    pub ty: Option<TypeExpr>,
    pub optional: bool,
    /// Of the name.
    pub span: Span,
}
