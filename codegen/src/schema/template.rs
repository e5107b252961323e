//! Template-literal types that stand for more strings than can be listed.

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
