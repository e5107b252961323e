//! How a command ends: 0 fine, 1 errors or stale files, 2 wrong usage or a file that cannot be read or written.
//!
//! Owns the two failing codes. clap ends with 2 by itself when the command line is wrong.

use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

/// Why a command stopped short.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The user's sources have errors, or files are stale; it has been said already.
    Told,
    /// The command cannot be carried out here.
    Usage(String),
}

impl Failure {
    /// `cannot write `dist/main.js`: Permission denied`
    pub(crate) fn io(deed: &str, path: &Path, error: impl Display) -> Self {
        Self::Usage(format!("cannot {deed} `{}`: {error}", path.display()))
    }

    pub(crate) fn exit(self) -> ExitCode {
        self.tell();
        match self {
            Self::Told => ExitCode::from(1),
            Self::Usage(_) => ExitCode::from(2),
        }
    }

    /// Says why, unless that has been done.
    pub(crate) fn tell(&self) {
        if let Self::Usage(message) = self {
            eprintln!("error: {message}");
        }
    }
}
