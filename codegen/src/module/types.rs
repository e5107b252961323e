//! Types as they are written: every construct of the language has a place here, and none a meaning.

use std::sync::Arc;

use super::Specifier;
use super::values::{FunctionExpr, ValueExpr};
use crate::schema::Literal;
use crate::source::Span;

/// Cheap to copy: types that are evaluated later hold on to what they were written as.
#[derive(Clone, Debug)]
pub struct TypeExpr {
    pub kind: Arc<TypeExprKind>,
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
    /// `import("./x").A<B>`, and `typeof import("./x").a`.
    Import {
        specifier: Specifier,
        path: Vec<String>,
        arguments: Vec<TypeExpr>,
        of_value: bool,
    },
    /// `typeof a.b<C>`.
    TypeOf {
        path: Vec<String>,
        arguments: Vec<TypeExpr>,
    },
    This,
    Array(TypeExpr),
    Tuple(Vec<TupleMember>),
    Readonly(TypeExpr),
    KeyOf(TypeExpr),
    UniqueSymbol,
    Object(Vec<Member>),
    Mapped(MappedExpr),
    Union(Vec<TypeExpr>),
    Intersection(Vec<TypeExpr>),
    Indexed {
        object: TypeExpr,
        index: TypeExpr,
    },
    Conditional(ConditionalExpr),
    Infer {
        name: String,
        constraint: Option<TypeExpr>,
    },
    /// One text more than there are types.
    Template {
        texts: Vec<String>,
        types: Vec<TypeExpr>,
    },
    Function(Arc<FunctionExpr>),
    Constructor(Arc<FunctionExpr>),
    /// What a value shows where nothing is annotated.
    Shown(ValueExpr),
    /// What a class extends: instances of the class that is the value here.
    Heritage {
        class: ValueExpr,
        arguments: Vec<TypeExpr>,
    },
    /// `value is T`: a boolean that says something of an argument.
    Guard(TypeExpr),
    /// Syntax that has no meaning in a signature; says what it is: `an expression as a base`.
    Unevaluated(&'static str),
    /// More levels than the parser follows.
    TooDeep,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyword {
    Any,
    BigInt,
    Boolean,
    Intrinsic,
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
pub struct TupleMember {
    pub name: Option<String>,
    pub ty: TypeExpr,
    pub optional: bool,
    pub rest: bool,
}

/// `{ readonly [key in keys as name]?: value }`.
#[derive(Clone, Debug)]
pub struct MappedExpr {
    pub key: String,
    pub keys: TypeExpr,
    pub name: Option<TypeExpr>,
    pub value: Option<TypeExpr>,
    pub optional: Option<Modifier>,
    pub readonly: Option<Modifier>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    Add,
    Remove,
}

/// `check extends extends ? yes : no`.
#[derive(Clone, Debug)]
pub struct ConditionalExpr {
    pub check: TypeExpr,
    pub extends: TypeExpr,
    /// Names that `infer` introduces in `extends`, with their constraints.
    pub inferred: Vec<(String, Option<TypeExpr>)>,
    pub yes: TypeExpr,
    pub no: TypeExpr,
}

#[derive(Clone, Debug)]
pub struct TypeParameter {
    pub name: String,
    pub constraint: Option<TypeExpr>,
    pub default: Option<TypeExpr>,
    /// `const T`: what it is inferred from counts as `as const`.
    pub constant: bool,
}

#[derive(Clone, Debug)]
pub struct ParamDecl {
    /// Nothing where a pattern stands.
    pub name: Option<String>,
    /// The annotation, or what a default shows.
    pub ty: Option<TypeExpr>,
    pub optional: bool,
    pub rest: bool,
    /// Whether something stands in where the argument is left out.
    pub defaulted: bool,
    /// The names that a pattern binds, each with the way to its value.
    pub bound: Vec<Bound>,
    pub span: Span,
}

/// A name in a destructuring pattern.
#[derive(Clone, Debug)]
pub struct Bound {
    pub name: String,
    /// Step by step; nothing where a way cannot be followed.
    pub way: Option<Vec<Step>>,
}

/// One step from a value into it, as a pattern takes it apart.
#[derive(Clone, Debug)]
pub enum Step {
    Property(String),
    /// What stands in where nothing is there.
    Default(ValueExpr),
    /// `...rest`: all but the properties that are bound before.
    Rest(Vec<String>),
    /// `...rest` of a list: all from this place on.
    From(usize),
}

#[derive(Clone, Debug)]
pub enum Member {
    Property(Property),
    Method {
        key: Key,
        signature: Arc<FunctionExpr>,
        optional: bool,
        span: Span,
    },
    Call(Arc<FunctionExpr>),
    Construct(Arc<FunctionExpr>),
    Index {
        key: TypeExpr,
        value: Option<TypeExpr>,
        readonly: bool,
        span: Span,
    },
}

#[derive(Clone, Debug)]
pub struct Property {
    pub key: Key,
    /// Nothing where the annotation is left out, which means `any`.
    pub ty: Option<TypeExpr>,
    pub optional: bool,
    pub readonly: bool,
    /// Of the name.
    pub span: Span,
}

/// The name of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    Name(String),
    /// A number between quotes: `keyof` gives it as a text.
    Quoted(String),
    /// `[a.b]`: known when the value is.
    Computed(Vec<String>),
    /// Any other computed name.
    Unknown,
}
