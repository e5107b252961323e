//! What generated codecs may import from the runtime. An import that is not in this list cannot be
//! written, and a test holds the list against the runtime's own exports.

use std::collections::BTreeSet;

/// The exports of `@knit/runtime/v1/wire` that are values, sorted.
pub const HELPERS: &[&str] = &[
    "absent",
    "boolean",
    "box",
    "choice",
    "corrupt",
    "date",
    "dictionary",
    "entries",
    "entry",
    "exactly",
    "f32",
    "fields",
    "firstKey",
    "firstMember",
    "firstValue",
    "i16",
    "i32",
    "i64",
    "i8",
    "inside",
    "isBuffer",
    "isInstance",
    "isIterable",
    "isMap",
    "isObject",
    "isSet",
    "iterated",
    "list",
    "literal",
    "member",
    "members",
    "mismatch",
    "number",
    "numberKey",
    "own",
    "part",
    "properties",
    "property",
    "put",
    "readBigInt",
    "readBoolean",
    "readBytes",
    "readDynamic",
    "readInstance",
    "readNumbers",
    "readSymbol",
    "readText",
    "readU64",
    "record",
    "reserve",
    "span",
    "startsWith",
    "tuple",
    "tupleBetween",
    "u16",
    "u32",
    "u64",
    "u8",
    "unbox",
    "viewName",
    "within",
    "writeBigInt",
    "writeBytes",
    "writeDynamic",
    "writeInstance",
    "writeNumbers",
    "writePattern",
    "writeSymbol",
    "writeText",
];

/// The helpers that one file uses.
#[derive(Default)]
pub(super) struct Imports {
    used: BTreeSet<&'static str>,
    types: BTreeSet<&'static str>,
}

impl Imports {
    /// Notes a use of a helper; returns its name.
    pub(super) fn value(&mut self, name: &str) -> &'static str {
        let index = HELPERS
            .binary_search(&name)
            .unwrap_or_else(|_| panic!("knit: `{name}` is not exported to codecs"));
        self.used.insert(HELPERS[index]);
        HELPERS[index]
    }

    pub(super) fn reader(&mut self) {
        self.types.insert("Reader");
    }

    pub(super) fn writer(&mut self) {
        self.types.insert("Writer");
    }

    pub(super) fn values(&self) -> Vec<&'static str> {
        self.used.iter().copied().collect()
    }

    pub(super) fn types(&self) -> Vec<&'static str> {
        self.types.iter().copied().collect()
    }
}
