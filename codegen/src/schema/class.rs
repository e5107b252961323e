//! The classes whose values are more than their fields, each with its name.

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
