//! What the task module means: every task with the resolved type of each parameter and result.
//!
//! A `Schema` forgets how TypeScript spelled a type (aliases are followed, interfaces are flattened)
//! but keeps where it was written and what its author said about it. It knows nothing about bytes:
//! offsets and sizes belong to [`crate::wire`].

mod tell;

pub use tell::{Ask, Look, Step, Tell, spell_path};

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

/// The kinds of binary data; each arrives as the class it was sent as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    ArrayBuffer,
    DataView,
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float16Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    /// Node's, which all runtimes have.
    Buffer,
}

/// How many bytes a number takes, and which numbers there are: the types of that name that
/// `@knit/runtime` exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Width {
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    /// Rounded to the next float.
    F32,
    /// Bigints, as are those of `U64`.
    I64,
    U64,
}

/// The platform's classes that are more than their fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    RegExp,
    Url,
    UrlSearchParams,
    Error,
    AggregateError,
    EvalError,
    RangeError,
    ReferenceError,
    SuppressedError,
    SyntaxError,
    TypeError,
    UriError,
    DomException,
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

/// A template-literal type that stands for more strings than can be listed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Template(pub Vec<Chunk>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chunk {
    Text(String),
    /// `${string}`
    Any,
    Number,
    BigInt,
    /// `${Uppercase<string>}` and its kin.
    Cased(Casing, Template),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Casing {
    Uppercase,
    Lowercase,
    Capitalize,
    Uncapitalize,
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

impl View {
    /// The name of the class.
    pub fn name(self) -> &'static str {
        match self {
            View::ArrayBuffer => "ArrayBuffer",
            View::DataView => "DataView",
            View::Int8Array => "Int8Array",
            View::Uint8Array => "Uint8Array",
            View::Uint8ClampedArray => "Uint8ClampedArray",
            View::Int16Array => "Int16Array",
            View::Uint16Array => "Uint16Array",
            View::Int32Array => "Int32Array",
            View::Uint32Array => "Uint32Array",
            View::Float16Array => "Float16Array",
            View::Float32Array => "Float32Array",
            View::Float64Array => "Float64Array",
            View::BigInt64Array => "BigInt64Array",
            View::BigUint64Array => "BigUint64Array",
            View::Buffer => "Buffer",
        }
    }
}

impl Width {
    pub const ALL: [Width; 9] = [
        Width::I8,
        Width::U8,
        Width::I16,
        Width::U16,
        Width::I32,
        Width::U32,
        Width::F32,
        Width::I64,
        Width::U64,
    ];

    /// The name of the type: `i32`.
    pub fn name(self) -> &'static str {
        match self {
            Width::I8 => "i8",
            Width::U8 => "u8",
            Width::I16 => "i16",
            Width::U16 => "u16",
            Width::I32 => "i32",
            Width::U32 => "u32",
            Width::F32 => "f32",
            Width::I64 => "i64",
            Width::U64 => "u64",
        }
    }

    /// In bytes.
    pub fn size(self) -> u32 {
        match self {
            Width::I8 | Width::U8 => 1,
            Width::I16 | Width::U16 => 2,
            Width::I32 | Width::U32 | Width::F32 => 4,
            Width::I64 | Width::U64 => 8,
        }
    }

    pub fn is_bigint(self) -> bool {
        matches!(self, Width::I64 | Width::U64)
    }

    /// Whether each number of another width is one of this.
    pub fn has_room_for(self, other: Width) -> bool {
        use Width::{F32, I8, I16, I32, U8, U16, U32};
        let narrower: &[Width] = match self {
            I16 => &[I8, U8],
            U16 => &[U8],
            I32 | F32 => &[I8, U8, I16, U16],
            U32 => &[U8, U16],
            I8 | U8 | Width::I64 | Width::U64 => &[],
        };
        self == other || narrower.contains(&other)
    }
}

impl Class {
    pub fn is_error(self) -> bool {
        !matches!(self, Class::RegExp | Class::Url | Class::UrlSearchParams)
    }

    /// As JavaScript calls it.
    pub fn name(self) -> &'static str {
        match self {
            Class::RegExp => "RegExp",
            Class::Url => "URL",
            Class::UrlSearchParams => "URLSearchParams",
            Class::Error => "Error",
            Class::AggregateError => "AggregateError",
            Class::EvalError => "EvalError",
            Class::RangeError => "RangeError",
            Class::ReferenceError => "ReferenceError",
            Class::SuppressedError => "SuppressedError",
            Class::SyntaxError => "SyntaxError",
            Class::TypeError => "TypeError",
            Class::UriError => "URIError",
            Class::DomException => "DOMException",
        }
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

impl Casing {
    /// As TypeScript calls it.
    pub fn name(self) -> &'static str {
        match self {
            Casing::Uppercase => "Uppercase",
            Casing::Lowercase => "Lowercase",
            Casing::Capitalize => "Capitalize",
            Casing::Uncapitalize => "Uncapitalize",
        }
    }
}

impl Template {
    /// As TypeScript writes it: `` `${number}px` ``.
    pub fn spelling(&self) -> String {
        let chunks = self.0.iter().map(|chunk| match chunk {
            Chunk::Text(text) => text.replace('\\', "\\\\").replace('`', "\\`"),
            Chunk::Any => "${string}".to_string(),
            Chunk::Number => "${number}".to_string(),
            Chunk::BigInt => "${bigint}".to_string(),
            Chunk::Cased(casing, inner) => {
                let inner = match inner.0.as_slice() {
                    [Chunk::Any] => "string".to_string(),
                    _ => inner.spelling(),
                };
                format!("${{{}<{inner}>}}", casing.name())
            }
        });
        format!("`{}`", chunks.collect::<String>())
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
