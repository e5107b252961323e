//! Every diagnostic that the compiler has: its code, its words, and the longer text behind it.
//!
//! One function per code, in the order of the codes, with the text for `knit explain` above it. A code
//! keeps its meaning for good: a new problem gets a new number. K00 is about the module and its tasks,
//! K01 about types that cannot cross, K02 about types that cross without a fixed layout.

mod definitions;
mod dynamic;
mod module;
mod types;

pub use definitions::*;
pub use dynamic::*;
pub use module::*;
pub use types::*;

/// The longer text of a code.
pub fn explain(code: &str) -> Option<&'static str> {
    all()
        .find(|(known, _)| *known == code)
        .map(|(_, text)| text)
}

/// All codes in order, each with its longer text.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        module::EXPLAINED,
        definitions::EXPLAINED,
        types::EXPLAINED,
        dynamic::EXPLAINED,
    ]
    .into_iter()
    .flatten()
    .copied()
}
