//! Values as they are written, as far as their types can be told from them: what `typeof`, enums,
//! classes and results without annotation are evaluated from.

use std::sync::Arc;

use super::types::{Key, Member, ParamDecl, Step, TypeExpr, TypeParameter};
use crate::schema::Literal;
use crate::source::Span;

/// A name that stands for a value in a module.
#[derive(Clone, Debug)]
pub struct ValueDecl {
    pub name: String,
    pub kind: ValueKind,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum ValueKind {
    Variable(Arc<Variable>),
    /// The signatures that callers see, more than one where there are overloads.
    Function(Vec<Arc<FunctionExpr>>),
    Class(Arc<ClassDecl>),
    Enum(Arc<EnumDecl>),
}

#[derive(Clone, Debug)]
pub struct Variable {
    pub constant: bool,
    pub ty: Option<TypeExpr>,
    pub value: Option<ValueExpr>,
    /// Where the name stands in a pattern: the way from the value to it.
    pub way: Vec<Step>,
}

/// A function, whatever spells it: a type, a declaration, an arrow.
#[derive(Clone, Debug)]
pub struct FunctionExpr {
    pub parameters: Vec<TypeParameter>,
    pub this: Option<TypeExpr>,
    pub params: Vec<ParamDecl>,
    /// Nothing where it is to be inferred from the body.
    pub result: Option<TypeExpr>,
    pub asynchronous: bool,
    pub generator: bool,
    /// Nothing where the result is annotated, or the function only declared.
    pub body: Option<Body>,
    pub span: Span,
}

/// What a body gives back, and the names that it declares on the way.
#[derive(Clone, Debug, Default)]
pub struct Body {
    pub returns: Vec<ValueExpr>,
    /// Whether its end can be reached, or a `return` without a value.
    pub ends: bool,
    /// The `switch` that stands last: the end can be reached if it leaves out a case.
    pub choice: Option<Choice>,
    pub variables: Vec<(String, Arc<Variable>)>,
    /// Classes among them, each with the type of its instances.
    pub classes: Vec<(String, TypeExpr)>,
    /// It declares types, or more than a type can be told from.
    pub opaque: bool,
}

#[derive(Clone, Debug)]
pub struct Choice {
    pub subject: ValueExpr,
    pub cases: Vec<ValueExpr>,
}

#[derive(Clone, Debug)]
pub struct ClassDecl {
    pub name: String,
    pub parameters: Vec<TypeParameter>,
    /// As [`TypeExprKind::Heritage`](super::types::TypeExprKind::Heritage).
    pub extends: Option<TypeExpr>,
    pub members: Vec<ClassMember>,
    pub constructors: Vec<Arc<FunctionExpr>>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct ClassMember {
    pub member: Member,
    pub value: Option<ValueExpr>,
    /// What gives its value where that is not annotated.
    pub getter: Option<Arc<FunctionExpr>>,
    pub fixed: bool,
    pub accessor: bool,
    /// Not `private`, `protected` or `#name`.
    pub public: bool,
}

#[derive(Clone, Debug)]
pub struct EnumDecl {
    pub name: String,
    /// `declare enum`: a member without a value has one, but another file knows it.
    pub ambient: bool,
    pub members: Vec<EnumMember>,
}

#[derive(Clone, Debug)]
pub struct EnumMember {
    pub name: String,
    pub value: Option<ValueExpr>,
    pub span: Span,
}

/// Cheap to copy, as types are.
#[derive(Clone, Debug)]
pub struct ValueExpr {
    pub kind: Arc<ValueExprKind>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum ValueExprKind {
    Literal(Literal),
    Null,
    Undefined,
    RegExp,
    Template {
        texts: Vec<String>,
        values: Vec<ValueExpr>,
    },
    Name(String),
    This,
    Member {
        object: ValueExpr,
        key: String,
        optional: bool,
    },
    Element {
        object: ValueExpr,
        index: ValueExpr,
        optional: bool,
    },
    Array(Vec<Element>),
    Object(Vec<ObjectPart>),
    Call {
        callee: ValueExpr,
        types: Vec<TypeExpr>,
        arguments: Vec<Element>,
        optional: bool,
    },
    New {
        callee: ValueExpr,
        types: Vec<TypeExpr>,
        arguments: Vec<Element>,
    },
    /// `value<T>`.
    Instantiation(ValueExpr, Vec<TypeExpr>),
    Function(Arc<FunctionExpr>),
    Class(Arc<ClassDecl>),
    Unary(Unary, ValueExpr),
    Binary(Binary, ValueExpr, ValueExpr),
    Logical(Logical, ValueExpr, ValueExpr),
    Conditional {
        yes: ValueExpr,
        no: ValueExpr,
    },
    Await(ValueExpr),
    /// `value as T`, `<T>value`.
    As(TypeExpr),
    Satisfies(ValueExpr, TypeExpr),
    AsConst(ValueExpr),
    NonNull(ValueExpr),
    /// Nothing can be told from it.
    Opaque,
}

#[derive(Clone, Debug)]
pub struct Element {
    pub value: ValueExpr,
    pub spread: bool,
}

#[derive(Clone, Debug)]
pub enum ObjectPart {
    Property {
        key: Key,
        value: ValueExpr,
        span: Span,
    },
    /// A name that is known only when its value is.
    Computed {
        key: ValueExpr,
        value: ValueExpr,
    },
    Spread(ValueExpr),
    Getter {
        key: Key,
        function: Arc<FunctionExpr>,
        span: Span,
    },
    /// A setter, or what is called by what nobody knows.
    Opaque,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    Minus,
    Plus,
    Tilde,
    Not,
    TypeOf,
    Void,
    Delete,
    /// `++` and `--`.
    Step,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
    BitAnd,
    BitOr,
    BitXor,
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,
    /// Comparisons, `in`, `instanceof`: a boolean, whatever they are given.
    Compare,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logical {
    And,
    Or,
    Coalesce,
}
