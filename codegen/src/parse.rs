//! Text to [`TaskModule`]. The only file, with its folder, that names swc: beyond it there are no
//! swc types, positions or messages.
//!
//! Syntax errors are reported here; whether a function may be a task, and what a type means, is not
//! asked yet. The parser descends as deep as the text does, so it gets a stack to match.

mod bodies;
mod classes;
pub(crate) mod declarations;
mod definitions;
mod depth;
mod exports;
mod functions;
mod inferred;
mod items;
pub(crate) mod keys;
mod members;
mod patterns;
mod references;
mod tries;
mod types;
mod values;

use definitions::Makers;
pub(crate) use definitions::RUNTIME;
use swc_common::comments::SingleThreadedComments;
use swc_common::{BytePos, Spanned};
use swc_ecma_ast::{EsVersion, Module};
use swc_ecma_parser::error::Error;
use swc_ecma_parser::{Lexer, Parser, StringInput, Syntax, TsSyntax};

use crate::codes;
use crate::guard::guarded;
use crate::module::TaskModule;
use crate::report::Diagnostics;
use crate::source::{FileId, Source, Sources, Span, is_declarations};

/// Longer texts are refused: no module that people write comes near, and the stack has an end.
const LONGEST_TEXT: usize = 4 << 20;

/// The most stack that a level can make the parser or the drop of its tree use, in bytes.
const STACK_PER_LEVEL: usize = 5 << 10;
const STACK_LEAST: usize = 4 << 20;

/// swc counts from 1: position 0 means that there is no place.
const FIRST: BytePos = BytePos(1);

pub fn parse(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<TaskModule> {
    let source = sources.get(file);
    if source.text.len() > LONGEST_TEXT {
        diagnostics.push(codes::too_long(file, LONGEST_TEXT));
        return None;
    }
    match depth::depth(&source.text) {
        Ok(levels) => stacker::grow(STACK_LEAST + levels * STACK_PER_LEVEL, || {
            read(source, file, diagnostics)
        }),
        Err(at) => {
            diagnostics.push(codes::too_deep(Span {
                file,
                lo: at,
                hi: at + 1,
            }));
            None
        }
    }
}

/// A text whose places are none of the user's.
pub(crate) fn parse_own(
    path: &str,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Option<TaskModule> {
    let source = Source {
        path: path.to_string(),
        text: text.to_string(),
    };
    read(&source, Span::NOWHERE.file, diagnostics)
}

fn read(source: &Source, file: FileId, diagnostics: &mut Diagnostics) -> Option<TaskModule> {
    let comments = SingleThreadedComments::default();
    let end = BytePos(FIRST.0 + source.text.len() as u32);
    let input = StringInput::new(&source.text, FIRST, end);
    let lexer = Lexer::new(
        syntax(&source.path),
        EsVersion::EsNext,
        input,
        Some(&comments),
    );
    let parsed = guarded(|| {
        let mut parser = Parser::new_from(lexer);
        let outcome = parser.parse_module();
        (outcome, parser.take_errors())
    });
    let (outcome, mut errors) = match parsed {
        Ok(parsed) => parsed,
        Err(reason) => {
            diagnostics.push(codes::unparsable(Span { file, lo: 0, hi: 1 }, &reason));
            return None;
        }
    };
    let module = outcome.map_err(|error| errors.push(error)).ok();
    for error in &errors {
        report(error, file, diagnostics);
    }
    let module = module.filter(|_| errors.is_empty())?;
    Some(convert(
        &module,
        &Place {
            file,
            text: &source.text,
            comments: &comments,
            declares: is_declarations(&source.path),
            makers: Makers::imported(&module),
        },
    ))
}

fn syntax(path: &str) -> Syntax {
    Syntax::Typescript(TsSyntax {
        tsx: path.ends_with("x"),
        decorators: true,
        dts: is_declarations(path),
        ..TsSyntax::default()
    })
}

fn report(error: &Error, file: FileId, diagnostics: &mut Diagnostics) {
    let message = error.kind().msg();
    let message = message.trim_end_matches('.');
    let mut letters = message.chars();
    let lowered = match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            format!("{}{}", first.to_lowercase(), &message[first.len_utf8()..])
        }
        _ => message.to_string(),
    };
    diagnostics.push(codes::syntax(span(file, error.span()), &lowered));
}

fn convert(module: &Module, place: &Place<'_>) -> TaskModule {
    items::convert(module, place)
}

/// What the conversion of one file needs at hand.
struct Place<'a> {
    file: FileId,
    text: &'a str,
    comments: &'a SingleThreadedComments,
    /// Whether the file only declares what others define: `.d.ts`.
    declares: bool,
    makers: Makers,
}

impl Place<'_> {
    fn span(&self, node: impl Spanned) -> Span {
        span(self.file, node.span())
    }

    /// The span of a name alone: swc's span of a binding may go on over its annotation.
    fn name_span(&self, name: &swc_ecma_ast::Ident) -> Span {
        let whole = self.span(name);
        let written = self
            .text
            .get(whole.lo as usize..)
            .is_some_and(|rest| rest.starts_with(&*name.sym));
        Span {
            hi: if written {
                whole.lo + name.sym.len() as u32
            } else {
                whole.hi
            },
            ..whole
        }
    }

    /// The text of the doc comment before a position, without its stars.
    fn doc(&self, at: BytePos) -> String {
        use swc_common::comments::CommentKind;
        self.comments.with_leading(at, |comments| {
            let last = comments
                .iter()
                .rev()
                .find(|comment| comment.kind == CommentKind::Block);
            last.and_then(|comment| comment.text.strip_prefix('*'))
                .map(doc_text)
                .unwrap_or_default()
        })
    }
}

fn span(file: FileId, span: swc_common::Span) -> Span {
    let lo = span.lo.0.saturating_sub(FIRST.0);
    Span {
        file,
        lo,
        hi: span.hi.0.saturating_sub(FIRST.0).max(lo),
    }
}

fn doc_text(comment: &str) -> String {
    let lines = comment.lines().map(|line| {
        let line = line.trim();
        line.strip_prefix("* ")
            .or(line.strip_prefix('*'))
            .unwrap_or(line)
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_string()
}
