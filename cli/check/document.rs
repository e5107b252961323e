//! `schema.json` as it is read back.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::exit::Failure;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Document {
    pub(super) layout_version: u32,
    pub(super) fingerprint: String,
    pub(super) tasks: Vec<Task>,
    composites: Vec<Composite>,
    choices: Vec<Choice>,
    #[serde(default)]
    patterns: Vec<Pattern>,
}

#[derive(Deserialize)]
pub(super) struct Task {
    pub(super) name: String,
    pub(super) request: Request,
    pub(super) response: Response,
}

#[derive(Deserialize)]
pub(super) struct Request {
    pub(super) parameters: Vec<Slot>,
}

#[derive(Deserialize)]
pub(super) struct Response {
    pub(super) shape: String,
}

/// A parameter, a property or an item.
#[derive(Clone, Deserialize)]
pub(super) struct Slot {
    pub(super) name: String,
    pub(super) shape: String,
    presence: Option<u32>,
}

/// Something with parts. Which of the lists is there says what it is.
#[derive(Deserialize)]
pub(super) struct Composite {
    name: String,
    pub(super) title: String,
    pub(super) fields: Option<Vec<Slot>>,
    pub(super) items: Option<Vec<Slot>>,
    pub(super) entries: Option<Vec<Slot>>,
    pub(super) variants: Option<Vec<Variant>>,
    /// Of an array, of anything that can be iterated over, of a set.
    #[serde(alias = "item")]
    pub(super) element: Option<String>,
    pub(super) member: Option<String>,
    #[serde(default)]
    pub(super) rest: Option<RestOf>,
}

/// What has no place of its own: properties that no field names, or items behind the last.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum RestOf {
    Record(Vec<Index>),
    Tuple(Slot),
}

#[derive(Deserialize)]
pub(super) struct Index {
    pub(super) keys: String,
    pub(super) shape: String,
}

#[derive(Deserialize)]
pub(super) struct Variant {
    pub(super) shape: String,
}

#[derive(Deserialize)]
struct Choice {
    name: String,
    literals: Vec<String>,
}

#[derive(Deserialize)]
struct Pattern {
    name: String,
    regexp: String,
}

impl Slot {
    /// Whether it may be left out.
    pub(super) fn is_optional(&self) -> bool {
        self.presence.is_some()
    }
}

impl Document {
    pub(super) fn read(path: &Path) -> Result<Document, Failure> {
        let text = fs::read_to_string(path).map_err(|error| Failure::io("read", path, error))?;
        Document::parse(&text, path)
    }

    pub(super) fn parse(text: &str, path: &Path) -> Result<Document, Failure> {
        serde_json::from_str(text).map_err(|error| {
            Failure::Usage(format!(
                "`{}` is no schema that knit has written: {error}",
                path.display()
            ))
        })
    }

    pub(super) fn composite(&self, name: &str) -> Option<&Composite> {
        self.composites.iter().find(|one| one.name == name)
    }

    /// The literals of a choice.
    pub(super) fn choice(&self, name: &str) -> &[String] {
        let mut choices = self.choices.iter();
        choices
            .find(|one| one.name == name)
            .map_or(&[], |one| &one.literals)
    }

    /// What strings of a pattern look like.
    pub(super) fn pattern(&self, name: &str) -> &str {
        let mut patterns = self.patterns.iter();
        patterns
            .find(|one| one.name == name)
            .map_or("", |one| &one.regexp)
    }
}
