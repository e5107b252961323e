//! What is found to be wrong, in the form that its reader takes: text for people, or what editors and CI systems read.
//!
//! Owns which form goes where: text to stderr at once, everything else to stdout, as one document where the form is one.

mod github;
mod sarif;

use std::path::Path;

use knit_codegen::report::{Diagnostic, Diagnostics, Severity};
use knit_codegen::source::{Sources, Span};
use serde::Serialize;

use crate::args::Format;
use crate::render;

/// One thing that is wrong. As JSON, what `--format json` prints a list of.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    /// `K0104`, or `stale` or `left-over`.
    code: String,
    /// `error`, `warning` or `note`.
    severity: &'static str,
    message: String,
    /// The place that is meant stands first.
    places: Vec<Place>,
    /// What to write instead.
    help: Vec<String>,
}

/// A range of text. Lines and columns count from 1, columns in characters; the end is the first that is not of it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    label: String,
}

/// Takes what is found, and says it.
pub(crate) struct Findings {
    format: Format,
    kept: Vec<Finding>,
}

impl Findings {
    pub(crate) fn new(format: Format) -> Self {
        Self {
            format,
            kept: Vec::new(),
        }
    }

    pub(crate) fn diagnostics(&mut self, diagnostics: &Diagnostics, sources: &Sources) {
        if self.format == Format::Text {
            return render::diagnostics(diagnostics, sources);
        }
        let found = diagnostics.sorted().into_iter();
        self.kept
            .extend(found.map(|diagnostic| finding(diagnostic, sources)));
    }

    /// What is generated from `module` is not what it should be; `command` mends that.
    pub(crate) fn stale(&mut self, module: &str, command: &str) {
        let message = format!("what is generated from `{module}` is stale");
        if self.format == Format::Text {
            eprintln!("error: {message}; run: {command}");
            return;
        }
        let help = format!("run: {command}");
        self.keep("stale", message, of_file(Path::new(module)), Some(help));
    }

    /// A folder was made of a task module that is gone.
    pub(crate) fn left_over(&mut self, folder: &Path) {
        let message = format!("the task module of `{}` is gone", folder.display());
        if self.is_text() {
            eprintln!("error: {message}; run: knit gen");
            return;
        }
        let help = "run: knit gen".to_owned();
        self.keep("left-over", message, of_file(folder), Some(help));
    }

    fn keep(&mut self, code: &str, message: String, place: Place, help: Option<String>) {
        self.kept.push(Finding {
            code: code.to_owned(),
            severity: "error",
            message,
            places: vec![place],
            help: help.into_iter().collect(),
        });
    }

    /// Whether people read what is printed.
    pub(crate) fn is_text(&self) -> bool {
        self.format == Format::Text
    }

    /// Prints what was kept.
    #[expect(clippy::print_stdout, reason = "the document is what was asked for")]
    pub(crate) fn finish(self) {
        match self.format {
            Format::Text => {}
            Format::Json => println!("{:#}", serde_json::json!(self.kept)),
            Format::Sarif => println!("{:#}", sarif::log(&self.kept)),
            Format::Github => print!("{}", github::commands(&self.kept)),
        }
    }
}

/// The start of a file stands for all of it.
fn of_file(file: &Path) -> Place {
    Place {
        file: file.to_string_lossy().replace('\\', "/"),
        line: 1,
        column: 1,
        end_line: 1,
        end_column: 1,
        label: String::new(),
    }
}

fn finding(diagnostic: &Diagnostic, sources: &Sources) -> Finding {
    let places = diagnostic.labels.iter();
    Finding {
        code: diagnostic.code.0.to_owned(),
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: diagnostic.message.clone(),
        places: places
            .map(|label| place(label.span, &label.text, sources))
            .collect(),
        help: diagnostic.notes.clone(),
    }
}

fn place(span: Span, label: &str, sources: &Sources) -> Place {
    let (line, column) = sources.position(span);
    let (end_line, end_column) = sources.position(Span {
        lo: span.hi,
        ..span
    });
    Place {
        file: sources.get(span.file).path.replace('\\', "/"),
        line,
        column,
        end_line,
        end_column,
        label: label.to_owned(),
    }
}
