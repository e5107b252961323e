//! Numbers of less than a double, and bigints of 64 bits.

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
