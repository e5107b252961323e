//! What travels: every message as bytes at fixed offsets.
//!
//! A message is a *fixed part*, whose size the types alone decide, followed by a *tail* with
//! everything of variable length. Fixed parts hold scalars in place and refer to the tail by
//! (offset, count) pairs, offsets counted in bytes from the start of the message:
//!
//! ```text
//! 0                     fixed.size        (each tail part starts at a multiple of 8)
//! ├─ x f64 ─┬─ label (offset, chars) ─┬────────┬───────────────┐
//! │ 1.5     │ 24, 5                   │ tag …  │ h e l l o     │
//! └─────────┴─────────────────────────┴────────┴───────────────┘
//! ```
//!
//! All numbers are little-endian. A message starts at a multiple of 8 bytes.

use crate::schema::{Class, Literal, Look, Tell, Template, View, Width};

mod regexp;
mod text;

pub use regexp::regexp;
pub use text::{dump, fingerprint, shape_name};

/// Goes up with every change of how values are laid out; part of each fingerprint.
pub const LAYOUT_VERSION: u32 = 1;

/// The layout of everything a task module sends and receives.
#[derive(Clone, Debug)]
pub struct Wire {
    /// In the order of [`crate::schema::Schema::tasks`]; a task's index is its id on the wire.
    pub calls: Vec<Call>,
    /// Records, arrays, tuples and unions that more than one place may use, each laid out once.
    pub composites: Vec<Composite>,
    /// Every list of two or more literals that a value may be one of, once.
    pub choices: Vec<Choice>,
    /// What strings have to look like, each once.
    pub patterns: Vec<Pattern>,
    /// Hash of the canonical text of `calls` and `composites`: equal fingerprints mean equal bytes.
    pub fingerprint: u64,
}

/// One task's two messages.
#[derive(Clone, Debug)]
pub struct Call {
    pub task: String,
    /// The task takes an abort context, after so many arguments. It does not travel.
    pub context: Option<usize>,
    /// The parameters, laid out as the members of one record.
    pub request: Message,
    pub response: Message,
}

#[derive(Clone, Debug)]
pub struct Message {
    /// Size of the fixed part in bytes, a multiple of 8; 0 for no arguments or no result.
    pub size: u32,
    /// Whether anything can follow the fixed part. Without a tail, a small message fits its slot
    /// and the encoder has nothing to measure.
    pub tail: bool,
    /// Sorted by declaration; offsets are from the start of the message.
    pub slots: Vec<Slot>,
}

/// A named place in a fixed part.
#[derive(Clone, Debug)]
pub struct Slot {
    pub name: String,
    /// Bytes from the start of the enclosing composite or message.
    pub offset: u32,
    pub shape: Shape,
    /// Where the presence byte stands, if the property or parameter may be absent: 0 absent, 1 present,
    /// 2 present and undefined.
    pub presence: Option<u32>,
}

/// Index into [`Wire::composites`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CompositeId(pub u32);

/// Index into [`Wire::choices`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChoiceId(pub u32);

/// Literals of which a value is one. `name` is unique in the module and fit for an identifier.
#[derive(Clone, Debug)]
pub struct Choice {
    pub name: String,
    pub literals: Vec<Literal>,
}

/// Index into [`Wire::patterns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PatternId(pub u32);

/// What a string has to look like. `name` is unique in the module and fit for an identifier.
#[derive(Clone, Debug)]
pub struct Pattern {
    pub name: String,
    /// As messages should call it.
    pub title: String,
    pub templates: Vec<Template>,
}

/// How one value stands in a fixed part. Sizes and alignments in bytes are given as (size, align).
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// `void`, `undefined`, `null`, a single literal: nothing travels. (0, 1)
    Unit(Unit),
    /// 0 or 1. (1, 1)
    Boolean,
    /// IEEE 754 double. (8, 8)
    Number,
    /// A number or bigint of so many bytes. (its size, its size)
    Sized(Width),
    /// Milliseconds as a double, NaN for an invalid date. (8, 8)
    Date,
    /// Index into the literals of a choice. (1, 1), or (2, 2) past 256 literals
    Choice(ChoiceId),
    /// The low 64 bits in place, or a tail with the magnitude. (16, 8)
    BigInt,
    /// Tail of Latin-1 or UTF-16 code units: offset u32, (length << 1 | wide) u32. (8, 4)
    Text,
    /// The same, of a text that its encoder has looked at. (8, 4)
    Pattern(PatternId),
    /// The key of a symbol, as a text. (8, 4)
    Symbol,
    /// Tail of bytes: offset u32, length in bytes u32. (8, 4)
    Bytes(View),
    /// Of that class, in the form that the dynamic cell has for it. (8, 4)
    Instance(Class),
    /// Tail of elements or entries at a fixed stride: offset u32, count u32. (8, 4)
    List(CompositeId),
    /// Laid out in place. (its size, its align)
    Inline(CompositeId),
    /// A recursive type cannot hold itself in place: it goes to the tail. offset u32. (4, 4)
    Boxed(CompositeId),
    /// Self-describing tail: offset u32, length in bytes u32. (8, 4)
    Dynamic,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Unit {
    Void,
    Undefined,
    Null,
    Literal(Literal),
}

/// Something with parts. `name` is unique in the module and fit for an identifier.
#[derive(Clone, Debug)]
pub struct Composite {
    pub name: String,
    /// As messages should call it: `Point`, `Point[]`, `string | number`.
    pub title: String,
    pub size: u32,
    pub align: u32,
    /// Whether anything of it goes to the tail.
    pub tail: bool,
    pub layout: Layout,
}

#[derive(Clone, Debug)]
pub enum Layout {
    /// Properties by name, and all others.
    Record(Vec<Slot>, Vec<Rest>),
    /// Members with places, called by their index, or from the end as `-1`; and the list of all others,
    /// called by the index of the first.
    Tuple(Vec<Slot>, Option<Slot>),
    /// `size` and `align` of the composite are those of the list's own (offset, count) pair;
    /// `stride` is the distance between elements, at least 1.
    List {
        of: Sequence,
        element: Shape,
        stride: u32,
    },
    /// The same with a key and a value side by side; their offsets are from the start of the entry.
    Map {
        of: EntriesOf,
        key: Slot,
        value: Slot,
        stride: u32,
    },
    Union(UnionLayout),
}

/// Own properties that are not named, as entries in the tail. A key belongs to the first that it fits.
#[derive(Clone, Debug)]
pub struct Rest {
    pub keys: RestKeys,
    pub slot: Slot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestKeys {
    Text,
    /// What a number is spelled as.
    Number,
    Pattern(PatternId),
}

/// What has the entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntriesOf {
    Map,
    /// Properties of an object that is made elsewhere.
    Object,
}

/// What a list of elements arrives as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequence {
    Array,
    /// An array, of whatever could be iterated over.
    Iterable,
    Set,
    /// The items of a tuple from this index on.
    Rest(usize),
}

/// A tag byte that says which variant is there, and one area that all variants share.
#[derive(Clone, Debug)]
pub struct UnionLayout {
    /// Offset of the tag, which holds the index of the variant: a byte, or a u16 past 256 variants.
    pub tag: u32,
    /// Offset of the area.
    pub area: u32,
    pub variants: Vec<Variant>,
    /// How variants that pass the same test are told apart.
    pub tells: Vec<Tell>,
}

#[derive(Clone, Debug)]
pub struct Variant {
    pub shape: Shape,
    /// What an encoder sees of a value of this variant, before it looks into it.
    pub test: Look,
}

impl Wire {
    pub fn composite(&self, id: CompositeId) -> &Composite {
        &self.composites[id.0 as usize]
    }

    pub fn choice(&self, id: ChoiceId) -> &Choice {
        &self.choices[id.0 as usize]
    }

    pub fn pattern(&self, id: PatternId) -> &Pattern {
        &self.patterns[id.0 as usize]
    }

    /// Size and alignment in bytes of a value of this shape where it stands.
    pub fn measure(&self, shape: &Shape) -> (u32, u32) {
        match shape {
            Shape::Unit(_) => (0, 1),
            Shape::Boolean => (1, 1),
            Shape::Choice(id) => index_measure(self.choice(*id).literals.len()),
            Shape::Number | Shape::Date => (8, 8),
            Shape::Sized(width) => (width.size(), width.size()),
            Shape::BigInt => (16, 8),
            Shape::Text
            | Shape::Pattern(_)
            | Shape::Symbol
            | Shape::Bytes(_)
            | Shape::Instance(_)
            | Shape::List(_)
            | Shape::Dynamic => (8, 4),
            Shape::Boxed(_) => (4, 4),
            Shape::Inline(id) => (self.composite(*id).size, self.composite(*id).align),
        }
    }
}

/// Size and alignment of an index into `count` things.
pub fn index_measure(count: usize) -> (u32, u32) {
    if count > 256 { (2, 2) } else { (1, 1) }
}
