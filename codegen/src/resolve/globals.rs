//! The type names that JavaScript and its hosts declare, and what becomes of each.

use crate::schema::{Class, TypeKind, View};

#[derive(Clone, Copy, Debug)]
pub(crate) enum Global {
    Array,
    /// Evaluated from what TypeScript declares it as.
    Evaluated,
    Promise,
    Bytes(View),
    Date,
    Instance(Class),
    Iterable,
    Set,
    Map,
    Function,
    Symbol,
    /// An interface that all values of a primitive type have, and that hardly ever means the object around one.
    Wrapper(Primitive),
    /// Bound to where it was made; says what to write instead.
    Bound(&'static str),
    /// Travels in the dynamic cell; says what has a fixed layout.
    Unevaluated(&'static str),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Primitive {
    Boolean,
    Number,
    BigInt,
    String,
}

impl Primitive {
    pub(super) fn kind(self) -> TypeKind {
        match self {
            Primitive::Boolean => TypeKind::Boolean,
            Primitive::Number => TypeKind::Number,
            Primitive::BigInt => TypeKind::BigInt,
            Primitive::String => TypeKind::String,
        }
    }
}

pub(crate) fn global(name: &str) -> Option<Global> {
    entry(name).map(|(_, global)| *global)
}

fn entry(name: &str) -> Option<&'static (&'static str, Global)> {
    GLOBALS.iter().find(|(known, _)| *known == name)
}

impl Global {
    /// The name, to be kept for as long as one likes.
    pub(crate) fn name(self, name: &str) -> &'static str {
        match self {
            // The module that imports it may call it by another name.
            Global::Bytes(view) => view.name(),
            Global::Instance(class) => class.name(),
            _ => entry(name).map_or("a property of a global", |(known, _)| known),
        }
    }

    /// How many type arguments it takes, at least and at most.
    pub(crate) fn arguments(name: &str) -> (usize, usize) {
        match name {
            "Array" | "ReadonlyArray" | "Promise" | "PromiseLike" | "Set" | "ReadonlySet"
            | "ArrayLike" => (1, 1),
            "Map" | "ReadonlyMap" => (2, 2),
            "Iterable" => (1, 3),
            "Date" | "Function" => (0, 0),
            _ if matches!(global(name), Some(Global::Instance(_))) => (0, 0),
            // Classes of binary data say what they lie in, and iterators what they are sent.
            _ => (0, 3),
        }
    }

    /// Whether `new` of a class with as many type arguments shows a type.
    pub(crate) fn is_made_by_new(self, name: &str, types: usize) -> bool {
        let (least, most) = Global::arguments(name);
        let class = matches!(
            self,
            Global::Bytes(_)
                | Global::Date
                | Global::Instance(_)
                | Global::Set
                | Global::Map
                | Global::Bound(_)
                | Global::Unevaluated(_)
        );
        class && (least..=most).contains(&types)
    }
}

/// All names that a misspelt one may mean; keywords first, since `Number` is hardly ever meant.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    KEYWORDS
        .iter()
        .copied()
        .chain(GLOBALS.iter().map(|(name, _)| *name))
}

const KEYWORDS: &[&str] = &[
    "any",
    "bigint",
    "boolean",
    "never",
    "null",
    "number",
    "object",
    "string",
    "undefined",
    "unknown",
    "void",
];

const PAIRS: &str = "an array of pairs, such as `[string, number][]`";
const LIST: &str = "an array, such as `string[]`";
const OBJECT: &str = "an object type with the properties that the task needs";
const TEXT: &str = "`string`, and make the object inside the task";
const BYTES: &str = "`ArrayBuffer` or a typed array, such as `Uint8Array`";
const VALUES: &str = "an array of its values, such as `number[]`";
const CONTENT: &str = "the bytes that it holds: `Uint8Array`";

const GLOBALS: &[(&str, Global)] = &[
    ("Array", Global::Array),
    ("ReadonlyArray", Global::Array),
    ("Promise", Global::Promise),
    ("PromiseLike", Global::Promise),
    ("ArrayBuffer", Global::Bytes(View::ArrayBuffer)),
    ("DataView", Global::Bytes(View::DataView)),
    ("Int8Array", Global::Bytes(View::Int8Array)),
    ("Uint8Array", Global::Bytes(View::Uint8Array)),
    ("Uint8ClampedArray", Global::Bytes(View::Uint8ClampedArray)),
    ("Int16Array", Global::Bytes(View::Int16Array)),
    ("Uint16Array", Global::Bytes(View::Uint16Array)),
    ("Int32Array", Global::Bytes(View::Int32Array)),
    ("Uint32Array", Global::Bytes(View::Uint32Array)),
    ("Float16Array", Global::Bytes(View::Float16Array)),
    ("Float32Array", Global::Bytes(View::Float32Array)),
    ("Float64Array", Global::Bytes(View::Float64Array)),
    ("BigInt64Array", Global::Bytes(View::BigInt64Array)),
    ("BigUint64Array", Global::Bytes(View::BigUint64Array)),
    ("Buffer", Global::Bytes(View::Buffer)),
    ("Date", Global::Date),
    ("Iterable", Global::Iterable),
    ("Map", Global::Map),
    ("ReadonlyMap", Global::Map),
    ("Set", Global::Set),
    ("ReadonlySet", Global::Set),
    ("Function", Global::Function),
    ("CallableFunction", Global::Function),
    ("NewableFunction", Global::Function),
    ("Symbol", Global::Symbol),
    (
        "WeakMap",
        Global::Bound("an array of the pairs that it holds"),
    ),
    (
        "WeakSet",
        Global::Bound("an array of the objects that it holds"),
    ),
    (
        "WeakRef",
        Global::Bound("the type of the object that it refers to"),
    ),
    (
        "FinalizationRegistry",
        Global::Bound("the data that the task needs"),
    ),
    ("Generator", Global::Bound(VALUES)),
    ("AsyncGenerator", Global::Bound(VALUES)),
    ("Iterator", Global::Bound(VALUES)),
    ("IterableIterator", Global::Bound(VALUES)),
    ("IteratorObject", Global::Bound(VALUES)),
    ("AsyncIterator", Global::Bound(VALUES)),
    ("AsyncIterable", Global::Bound(VALUES)),
    ("AsyncIterableIterator", Global::Bound(VALUES)),
    ("ReadableStream", Global::Bound(CONTENT)),
    ("WritableStream", Global::Bound(CONTENT)),
    ("TransformStream", Global::Bound(CONTENT)),
    ("Response", Global::Bound(CONTENT)),
    (
        "Request",
        Global::Bound("what the request is made of: its `string` address and its headers"),
    ),
    (
        "AbortSignal",
        Global::Bound("nothing here: a call is aborted from outside"),
    ),
    (
        "AbortController",
        Global::Bound("nothing here: a call is aborted from outside"),
    ),
    (
        "MessagePort",
        Global::Bound("the data that would be sent through it"),
    ),
    ("Worker", Global::Bound("the data that the task needs")),
    ("Partial", Global::Evaluated),
    ("Required", Global::Evaluated),
    ("Readonly", Global::Evaluated),
    ("Pick", Global::Evaluated),
    ("Omit", Global::Evaluated),
    ("Record", Global::Evaluated),
    ("Exclude", Global::Evaluated),
    ("Extract", Global::Evaluated),
    ("NonNullable", Global::Evaluated),
    ("Parameters", Global::Evaluated),
    ("ConstructorParameters", Global::Evaluated),
    ("ReturnType", Global::Evaluated),
    ("InstanceType", Global::Evaluated),
    ("Awaited", Global::Evaluated),
    ("NoInfer", Global::Evaluated),
    ("ThisType", Global::Evaluated),
    ("ThisParameterType", Global::Evaluated),
    ("OmitThisParameter", Global::Evaluated),
    ("Uppercase", Global::Evaluated),
    ("Lowercase", Global::Evaluated),
    ("Capitalize", Global::Evaluated),
    ("Uncapitalize", Global::Evaluated),
    ("PropertyKey", Global::Evaluated),
    ("PropertyDescriptor", Global::Evaluated),
    ("ConcatArray", Global::Evaluated),
    ("ArrayLike", Global::Unevaluated(LIST)),
    ("String", Global::Wrapper(Primitive::String)),
    ("Number", Global::Wrapper(Primitive::Number)),
    ("Boolean", Global::Wrapper(Primitive::Boolean)),
    ("BigInt", Global::Wrapper(Primitive::BigInt)),
    ("Object", Global::Unevaluated(OBJECT)),
    ("RegExp", Global::Instance(Class::RegExp)),
    ("URL", Global::Instance(Class::Url)),
    ("URLSearchParams", Global::Instance(Class::UrlSearchParams)),
    ("Error", Global::Instance(Class::Error)),
    ("AggregateError", Global::Instance(Class::AggregateError)),
    ("EvalError", Global::Instance(Class::EvalError)),
    ("RangeError", Global::Instance(Class::RangeError)),
    ("ReferenceError", Global::Instance(Class::ReferenceError)),
    ("SyntaxError", Global::Instance(Class::SyntaxError)),
    ("TypeError", Global::Instance(Class::TypeError)),
    ("URIError", Global::Instance(Class::UriError)),
    ("DOMException", Global::Instance(Class::DomException)),
    ("SuppressedError", Global::Instance(Class::SuppressedError)),
    ("RegExpMatchArray", Global::Unevaluated(LIST)),
    ("RegExpExecArray", Global::Unevaluated(LIST)),
    ("TemplateStringsArray", Global::Unevaluated(LIST)),
    ("SharedArrayBuffer", Global::Unevaluated(BYTES)),
    ("ArrayBufferLike", Global::Unevaluated(BYTES)),
    ("ArrayBufferView", Global::Unevaluated(BYTES)),
    ("BufferSource", Global::Unevaluated(BYTES)),
    ("AllowSharedBufferSource", Global::Unevaluated(BYTES)),
    ("Blob", Global::Unevaluated(CONTENT)),
    ("File", Global::Unevaluated(CONTENT)),
    ("FormData", Global::Unevaluated(PAIRS)),
    ("Headers", Global::Unevaluated(PAIRS)),
    (
        "ImageData",
        Global::Unevaluated("`{ width: number; height: number; data: Uint8ClampedArray }`"),
    ),
    ("CryptoKey", Global::Unevaluated(CONTENT)),
    ("JSON", Global::Unevaluated(OBJECT)),
    ("Intl", Global::Unevaluated(OBJECT)),
    ("WebAssembly", Global::Unevaluated(OBJECT)),
    ("Temporal", Global::Unevaluated(TEXT)),
];
