//! The files and packages that a module names in comments at its top: `/// <reference path="…" />`.

use super::Place;
use crate::module::{Reference, Specifier};
use crate::source::Span;

pub(super) fn references(place: &Place<'_>) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in place.text.split_inclusive('\n') {
        let text = line.trim();
        if !text.is_empty() && !text.starts_with("//") && !text.starts_with(['/', '*']) {
            break;
        }
        if let Some(rest) = text.strip_prefix("///") {
            let span = Span {
                file: place.file,
                lo: at as u32,
                hi: (at + line.trim_end().len()) as u32,
            };
            found.extend(reference(rest.trim_start(), span));
        }
        at += line.len();
    }
    found
}

fn reference(text: &str, span: Span) -> Option<Reference> {
    let inside = text.strip_prefix("<reference")?;
    let path = attribute(inside, "path").map(|path| (path, false));
    let (text, package) = path.or_else(|| attribute(inside, "types").map(|name| (name, true)))?;
    // A path is relative, whether or not it says so.
    let is_bare = !package && !text.starts_with(['.', '/']);
    let text = format!("{}{text}", if is_bare { "./" } else { "" });
    Some(Reference {
        specifier: Specifier { text, span },
        package,
    })
}

fn attribute<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (before, rest) = text.split_once(name)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest
        .chars()
        .next()
        .filter(|quote| matches!(quote, '"' | '\''))?;
    let value = rest[1..].split(quote).next()?;
    before.ends_with(char::is_whitespace).then_some(value)
}
