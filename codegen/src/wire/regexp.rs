//! Patterns as regular expressions of JavaScript, to be used with the flag `u`.

use crate::schema::{Casing, Chunk, Template};

/// What TypeScript takes for a number or a bigint in a template; `NaN` and `Infinity` are what numbers may
/// turn out to be.
const NUMBER: &str = r"(?:[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|Infinity)|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|NaN)";
const BIGINT: &str = r"(?:-?\d+|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)";

/// Matches the whole of what is like one of the templates.
pub fn regexp(templates: &[Template]) -> String {
    match templates {
        [template] => format!("^{}$", source(template)),
        _ => {
            let sources: Vec<_> = templates.iter().map(source).collect();
            format!("^(?:{})$", sources.join("|"))
        }
    }
}

fn source(template: &Template) -> String {
    template.0.iter().map(chunk).collect()
}

fn chunk(chunk: &Chunk) -> String {
    match chunk {
        Chunk::Text(text) => text.chars().map(escaped).collect(),
        Chunk::Any => "[^]*".to_string(),
        Chunk::Number => NUMBER.to_string(),
        Chunk::BigInt => BIGINT.to_string(),
        // A template within is asked no more than `${string}` is.
        Chunk::Cased(casing, _) => cased(*casing).to_string(),
    }
}

/// What a change of case leaves as it is.
fn cased(casing: Casing) -> &'static str {
    match casing {
        Casing::Uppercase => r"\P{Changes_When_Uppercased}*",
        Casing::Lowercase => r"\P{Changes_When_Lowercased}*",
        Casing::Capitalize => r"(?:\P{Changes_When_Uppercased}[^]*)?",
        Casing::Uncapitalize => r"(?:\P{Changes_When_Lowercased}[^]*)?",
    }
}

fn escaped(character: char) -> String {
    match character {
        '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|'
        | '/' => {
            format!("\\{character}")
        }
        ' '..='~' => character.to_string(),
        _ if character.is_alphanumeric() => character.to_string(),
        _ => format!("\\u{{{:x}}}", character as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_taken_literally() {
        let text = Template(vec![Chunk::Text("a.b/(c)\n–".to_string()), Chunk::Any]);
        assert_eq!(regexp(&[text]), r"^a\.b\/\(c\)\u{a}\u{2013}[^]*$");
    }

    #[test]
    fn several_are_alternatives() {
        let one = Template(vec![Chunk::Text("a".to_string()), Chunk::Any]);
        let other = Template(vec![Chunk::Any, Chunk::Text("b".to_string())]);
        assert_eq!(regexp(&[one, other]), "^(?:a[^]*|[^]*b)$");
    }
}
