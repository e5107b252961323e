//! What the compiler has to say: diagnostics with labels and notes, gathered while it goes on.
//!
//! A stage never stops at the first error. It adds to [`Diagnostics`] and returns what it could make;
//! the driver asks between stages. How a diagnostic looks on a screen is decided elsewhere.

use crate::source::Span;

/// A stable name such as `K0104`, which `knit explain` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(pub &'static str);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub message: String,
    /// The place that is meant stands first. Empty where no file could be read.
    pub labels: Vec<Label>,
    /// What to write instead.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

impl Diagnostic {
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, message.into())
    }

    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message.into())
    }

    /// Nothing to change, but good to know.
    pub fn remark(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Note, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: String) -> Diagnostic {
        Diagnostic {
            code: Code(code),
            severity,
            message,
            labels: Vec::new(),
            notes: Vec::new(),
        }
    }

    pub fn label(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    pub fn note(mut self, text: impl Into<String>) -> Diagnostic {
        self.notes.push(text.into());
        self
    }

    fn place(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

/// The sink that all stages share.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Keeps one diagnostic per code and place: a type that two tasks use is reported once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let known = self.all.iter().any(|other| {
            other.code == diagnostic.code
                && other.place() == diagnostic.place()
                && diagnostic.place().is_some()
        });
        if !known {
            self.all.push(diagnostic);
        }
    }

    pub fn has_errors(&self) -> bool {
        self.all
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them by file and offset; what has no place comes first.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.all.iter().collect();
        sorted.sort_by_key(|diagnostic| (diagnostic.place(), diagnostic.code));
        sorted
    }
}
