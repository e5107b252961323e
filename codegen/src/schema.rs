//! What the task module means: every task with the resolved type of each parameter and result.
//!
//! A `Schema` forgets how TypeScript spelled a type (aliases are followed, interfaces are flattened)
//! but keeps where it was written and what its author said about it. It knows nothing about bytes:
//! offsets and sizes belong to [`crate::wire`].

mod class;
mod tell;
mod template;
mod width;

pub use class::{Class, View};
pub use tell::{Ask, Look, Step, Tell, spell_path};
pub use template::{Casing, Chunk, Template};
pub use width::Width;

use crate::source::Span;
use unicode_id_start::{is_id_continue, is_id_start};

/// Everything that one task module exports, resolved.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// In the order of the source.
    pub tasks: Vec<Task>,
    pub types: TypeTable,
}

/// One exported function.
#[derive(Clone, Debug)]
pub struct Task {
    /// The exported name, as the app calls it.
    pub name: String,
    /// The text of the doc comment, without its stars; empty where there is none.
    pub doc: String,
    pub params: Vec<Param>,
    /// The result with promises taken off.
    pub result: TypeId,
    /// What is said beside the function; nothing for a plain one.
    pub made: Option<Made>,
    /// Of the exported name.
    pub span: Span,
}

/// A task that `task` or `importTask` made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Where the function takes the abort context: after so many arguments.
    pub context: Option<usize>,
    /// Calls may have a timeout, which the worker tells.
    pub timeout: bool,
    pub import: Option<ImportedFrom>,
}

/// Where an imported task stands. Paths are those that the entry's folder would import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportedFrom {
    Module {
        specifier: String,
        /// The export that tells the signature, where nobody wrote it.
        signature: Option<String>,
    },
    /// Known at run time, from this module.
    Computed { base: String },
}

/// One parameter of a task.
#[derive(Clone, Debug)]
pub struct Param {
    /// The declared name, or `argument0` and so on where a pattern stands instead of a name.
    pub name: String,
    pub ty: TypeId,
    /// The caller may leave the argument out (`x?: T`, `x = 1`).
    pub optional: bool,
    pub span: Span,
}

/// Index into [`TypeTable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// All types of a schema. A recursive type refers to itself by its id.
#[derive(Clone, Debug, Default)]
pub struct TypeTable {
    pub types: Vec<TypeDef>,
}

#[derive(Clone, Debug)]
pub struct TypeDef {
    /// The name the user gave it, where there is one: `Point`. Used in messages and in generated names.
    pub name: Option<String>,
    pub kind: TypeKind,
    pub span: Span,
}

/// The closed set of things that can cross to a worker.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// `void` as a result: whatever comes back is dropped.
    Void,
    Undefined,
    Null,
    Boolean,
    Number,
    /// A number or bigint that is no wider than this: `i32`.
    Sized(Width),
    BigInt,
    String,
    /// By the key that it has in the registry: `Symbol.for(key)`.
    Symbol,
    /// One or more literals of any primitive kind, in source order, without duplicates: `"a" | "b" | 3`.
    /// `true | false` is `Boolean`.
    Literals(Vec<Literal>),
    /// A string that looks like one of these.
    Pattern(Vec<Template>),
    Date,
    /// `ArrayBuffer`, `DataView`, the typed arrays and `Buffer`.
    Bytes(View),
    /// Of one of the platform's classes, with all that it carries.
    Instance(Class),
    Array(TypeId),
    /// Whatever can be iterated over; an array on the other side.
    Iterable(TypeId),
    Set(TypeId),
    /// Of keys to values.
    Map(TypeId, TypeId),
    Tuple(Tuple),
    Record(Record),
    Union(Union),
    /// What could not be proven: travels in the self-describing dynamic cell.
    Dynamic,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    Boolean(bool),
    /// Never NaN; `-0` is kept apart from `0` by its bits.
    Number(f64),
    /// Decimal digits with an optional leading minus.
    BigInt(String),
    String(String),
}

/// Members in order: first those that are always there, then those that may be absent, or in their place
/// or after them any number of one type, and then again members that are always there.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuple {
    pub required: Vec<TypeId>,
    pub optional: Vec<TypeId>,
    pub rest: Option<TypeId>,
    /// Only after a rest.
    pub last: Vec<TypeId>,
}

/// An object: properties by name, then any number of others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    pub fields: Vec<Field>,
    /// Own enumerable properties that no field names; a key belongs to the first whose keys it fits.
    pub indexes: Vec<Index>,
}

/// `[key: string]: T`
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    pub keys: Keys,
    pub ty: TypeId,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Keys {
    /// Any string.
    Text,
    /// Numbers, as JavaScript spells them.
    Number,
    Pattern(Vec<Template>),
}

/// One named property of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub name: String,
    pub ty: TypeId,
    /// `x?: T`: an absent property arrives absent.
    pub optional: bool,
    pub span: Span,
}

/// Two or more variants that can be told apart when a value is seen.
///
/// Flat: no variant is itself a union, `Void` or `Dynamic`. `null` and `undefined` are ordinary
/// variants, so `T | null` is a union of two. Variants keep the order of the source, and at most
/// one of them is `Literals`.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    pub variants: Vec<TypeId>,
    /// For each kind of object that more than one variant is: records, arrays, sets and maps.
    pub tells: Vec<Tell>,
}

impl TypeTable {
    pub fn get(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0 as usize]
    }

    pub fn kind(&self, id: TypeId) -> &TypeKind {
        &self.get(id).kind
    }

    pub fn push(&mut self, ty: TypeDef) -> TypeId {
        let id = TypeId(u32::try_from(self.types.len()).expect("knit: more than 2^32 types"));
        self.types.push(ty);
        id
    }
}

impl Literal {
    /// As TypeScript writes it: `"a"`, `-1.5`, `5n`, `true`.
    pub fn spelling(&self) -> String {
        match self {
            Literal::Boolean(value) => value.to_string(),
            Literal::Number(value) => format!("{value}"),
            Literal::BigInt(digits) => format!("{digits}n"),
            Literal::String(value) => serde_json::Value::from(value.as_str()).to_string(),
        }
    }
}

impl Tuple {
    /// The types of the members that have a place of their own.
    pub fn placed(&self) -> impl Iterator<Item = &TypeId> {
        self.required.iter().chain(&self.optional).chain(&self.last)
    }

    /// Every member as TypeScript writes it, with `spell` for its type.
    pub fn spelling(&self, spell: impl Fn(TypeId) -> String) -> String {
        let plain = |ty: &TypeId| spell(*ty);
        let optional = |ty: &TypeId| format!("({})?", spell(*ty));
        let rest = |ty: &TypeId| format!("...({})[]", spell(*ty));
        let members = self.required.iter().map(plain);
        let members = members.chain(self.optional.iter().map(optional));
        let members = members.chain(self.rest.iter().map(rest));
        let members: Vec<_> = members.chain(self.last.iter().map(plain)).collect();
        format!("[{}]", members.join(", "))
    }
}

/// Whether `name` can follow a dot.
pub(crate) fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters
        .next()
        .is_some_and(|first| first == '$' || first == '_' || is_id_start(first))
        && characters.all(|next| next == '$' || is_id_continue(next))
}
