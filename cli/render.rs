//! Diagnostics as text: the user's own source with the place marked, and what to write instead.
//!
//! Owns the looks. Everything goes to stderr; colour only where a person is watching.

use std::env;
use std::io::{IsTerminal, stderr};
use std::ops::Range;
use std::path::Path;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use knit_codegen::report::{Diagnostic, Diagnostics, Severity};
use knit_codegen::source::{FileId, Sources, Span};

use crate::disk;
use crate::transpile::SyntaxError;

/// Shows all of them in the order of the source, and one line that counts them.
pub(crate) fn diagnostics(diagnostics: &Diagnostics, sources: &Sources) {
    let shown = diagnostics.sorted();
    for diagnostic in &shown {
        eprintln!("{}\n", renderer().render(&[group(diagnostic, sources)]));
    }
    if let Some(summary) = summary(&shown) {
        eprintln!("{summary}");
    }
}

/// Shows why a file cannot be compiled.
pub(crate) fn syntax_error(file: &Path, text: &str, error: &SyntaxError) {
    let path = disk::shown(file).display().to_string();
    let place = AnnotationKind::Primary.span(within(text, &error.span));
    let snippet = Snippet::source(text).path(path).annotation(place);
    eprintln!(
        "{}",
        renderer().render(&[Level::ERROR
            .primary_title(sentence(&error.message))
            .element(snippet)])
    );
}

/// The parser's words in our style: they start lower case and end without a period.
fn sentence(message: &str) -> String {
    let mut letters = message.trim_end_matches('.').chars();
    letters
        .next()
        .map(|first| first.to_ascii_lowercase())
        .into_iter()
        .chain(letters)
        .collect()
}

fn renderer() -> Renderer {
    let colour =
        stderr().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let snippets = files(diagnostic)
        .into_iter()
        .map(|file| snippet(diagnostic, file, sources));
    let notes = diagnostic
        .notes
        .iter()
        .map(|note| Level::HELP.message(note));
    level
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.0)
        .elements(snippets)
        .elements(notes)
}

/// In the order in which labels first name them.
fn files(diagnostic: &Diagnostic) -> Vec<FileId> {
    let mut files = Vec::new();
    for label in &diagnostic.labels {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    files
}

fn snippet<'a>(
    diagnostic: &'a Diagnostic,
    file: FileId,
    sources: &'a Sources,
) -> Snippet<'a, Annotation<'a>> {
    let source = sources.get(file);
    let labels = diagnostic
        .labels
        .iter()
        .enumerate()
        .filter(|(_, label)| label.span.file == file);
    let annotations = labels.map(|(index, label)| {
        let kind = if index == 0 {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        kind.span(within(&source.text, &range(label.span)))
            .label(&label.text)
    });
    Snippet::source(&source.text)
        .path(&source.path)
        .annotations(annotations)
}

fn range(span: Span) -> Range<usize> {
    span.lo as usize..span.hi as usize
}

/// A place at the very end of a file may lie behind its last byte.
fn within(text: &str, range: &Range<usize>) -> Range<usize> {
    range.start.min(text.len())..range.end.min(text.len())
}

/// `2 errors, 1 warning; more about one: knit explain K0003`
fn summary(shown: &[&Diagnostic]) -> Option<String> {
    let count = |severity, name: &str| match shown
        .iter()
        .filter(|diagnostic| diagnostic.severity == severity)
        .count()
    {
        0 => None,
        1 => Some(format!("1 {name}")),
        many => Some(format!("{many} {name}s")),
    };
    let kinds = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "note"),
    ];
    let counts: Vec<String> = kinds
        .into_iter()
        .filter_map(|(severity, name)| count(severity, name))
        .collect();
    let code = shown.first()?.code.0;
    Some(format!(
        "{}; more about one: knit explain {code}",
        counts.join(", ")
    ))
}
