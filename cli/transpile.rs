//! TypeScript in, JavaScript or declarations out, by way of swc.
//!
//! Owns everything that the command line asks of swc: this folder is the only one in `cli` that names it. Takes text
//! and gives text: it reads no files and does not know where a specifier leads.

mod bundle;
mod exports;
mod jsx;
mod pack;
mod references;

use std::sync::Arc;

use knit_codegen::guard::guarded;
use swc_common::comments::SingleThreadedComments;
use swc_common::source_map::SourceMapGenConfig;
use swc_common::sync::Lrc;
use swc_common::{
    BytePos, FileName, GLOBALS, Globals, LineCol, Mark, SourceFile, SourceMap, Span, Spanned,
};
use swc_ecma_ast::{EsVersion, Program};
use swc_ecma_codegen::text_writer::{JsWriter, WriteJs};
use swc_ecma_codegen::{Emitter, Node};
use swc_ecma_parser::{EsSyntax, Parser, StringInput, Syntax, TsSyntax, lexer::Lexer};
use swc_ecma_transforms_base::helpers::{HELPERS, Helpers, inject_helpers};
use swc_ecma_transforms_base::{fixer::fixer, hygiene::hygiene, resolver};
use swc_ecma_transforms_proposal::decorator_2023_11::decorator_2023_11;
use swc_ecma_transforms_proposal::decorators;
use swc_ecma_transforms_proposal::explicit_resource_management::explicit_resource_management;
use swc_ecma_transforms_typescript::strip;
use swc_typescript::fast_dts::{FastDts, FastDtsOptions};

pub(crate) use jsx::Jsx;
pub(crate) use pack::{Part, Texts, pack};

/// One file. Its name says which language it is in, and is what source maps call it.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) name: &'a str,
    pub(crate) text: &'a str,
}

/// JavaScript that Node 20 and everything later runs.
pub(crate) struct Script {
    pub(crate) code: String,
    pub(crate) needs: Needs,
    /// It imports, exports or awaits at its top: no CommonJS, whatever the package.json says.
    pub(crate) module: bool,
    /// What the JavaScript refers to: imports of types are gone.
    pub(crate) references: Vec<Reference>,
}

/// A file or package that a module names.
pub(crate) struct Reference {
    /// As the source spells it.
    pub(crate) specifier: String,
    /// `new URL("...", import.meta.url)`, which need not be a module and need not exist.
    pub(crate) asset: bool,
}

/// What a runtime has to be able to do to run the source as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    /// Drop type annotations.
    pub(crate) types: bool,
    /// More than that: enums, namespaces, parameter properties, imports that turn out to be types.
    pub(crate) transform: bool,
    /// `using` and `await using`.
    pub(crate) using: bool,
    /// `@decorator`.
    pub(crate) decorators: bool,
    /// Run a file whose name says that it may hold JSX.
    pub(crate) jsx: bool,
}

/// What a project makes of syntax that has more than one meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) decorators: Decorators,
    pub(crate) jsx: Jsx,
}

/// What `@decorator` means in a project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Decorators {
    /// What has become of the proposal.
    #[default]
    Standard,
    /// What TypeScript made of it before: `experimentalDecorators`, and `emitDecoratorMetadata`.
    Legacy { metadata: bool },
}

/// Where and why a text is not TypeScript.
#[derive(Debug)]
pub(crate) struct SyntaxError {
    pub(crate) message: String,
    /// Bytes from the start of the text.
    pub(crate) span: std::ops::Range<usize>,
}

/// Another spelling for a specifier, or `None` to leave it.
pub(crate) type Rewrite<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Lowers a file for a runtime to run in its place, with a source map at the end.
pub(crate) fn lower(source: Source<'_>, dialect: &Dialect) -> Result<Script, SyntaxError> {
    to_script(source, dialect, &|_| None, true)
}

/// Compiles a file for another folder: specifiers go through `rewrite`.
pub(crate) fn compile(
    source: Source<'_>,
    dialect: &Dialect,
    rewrite: Rewrite<'_>,
) -> Result<Script, SyntaxError> {
    to_script(source, dialect, rewrite, false)
}

fn to_script(
    source: Source<'_>,
    dialect: &Dialect,
    rewrite: Rewrite<'_>,
    source_map: bool,
) -> Result<Script, SyntaxError> {
    GLOBALS.set(&Globals::new(), || {
        HELPERS.set(&Helpers::new(false), || {
            let mut file = parse(source)?;
            let (unresolved, top_level) = (Mark::new(), Mark::new());
            file.program
                .mutate(resolver(unresolved, top_level, source.is_typescript()));
            let needs = references::needs(&file.program, source.is_typescript());
            let bindings = references::imported(&file.program);
            let module = file.program.is_module();

            if source.has_jsx() {
                jsx::apply(&dialect.jsx, &mut file, top_level, unresolved);
            }
            if needs.decorators {
                apply(dialect.decorators, &mut file.program);
            }
            if source.is_typescript() {
                file.program.mutate(strip(unresolved, top_level));
            }
            let elided = references::imported(&file.program) < bindings;
            if needs.using {
                exports::detach(&mut file.program);
                file.program.mutate(explicit_resource_management());
            }
            file.program.mutate(inject_helpers(unresolved));
            let references = references::visit(&mut file.program, rewrite);
            file.program.mutate(hygiene());
            file.program.mutate(fixer(Some(&file.comments)));

            let needs = Needs {
                transform: needs.transform || elided,
                jsx: source.has_jsx(),
                ..needs
            };
            Ok(Script {
                code: file.print(source_map),
                needs,
                module,
                references,
            })
        })
    })
}

fn apply(decorators: Decorators, program: &mut Program) {
    match decorators {
        Decorators::Standard => program.mutate(decorator_2023_11()),
        Decorators::Legacy { metadata } => {
            program.mutate(decorators::decorators(decorators::Config {
                legacy: true,
                emit_metadata: metadata,
                use_define_for_class_fields: true,
            }))
        }
    }
}

/// The `.d.ts` of a file in which every export says its type (`isolatedDeclarations`).
pub(crate) fn declarations(
    source: Source<'_>,
    rewrite: Rewrite<'_>,
) -> Result<String, SyntaxError> {
    GLOBALS.set(&Globals::new(), || {
        let mut file = parse(source)?;
        let (unresolved, top_level) = (Mark::new(), Mark::new());
        file.program.mutate(resolver(unresolved, top_level, true));
        let options = FastDtsOptions::default();
        let name = Arc::new((*file.source.name).clone());
        let issues = FastDts::new(name, unresolved, options).transform(&mut file.program);
        if let Some(issue) = issues.first() {
            return Err(syntax_error(
                &file.source,
                issue.message.to_string(),
                issue.range.span,
            ));
        }
        references::visit(&mut file.program, rewrite);
        file.program.mutate(hygiene());
        Ok(file.print(false))
    })
}

impl Source<'_> {
    fn is_typescript(self) -> bool {
        [".ts", ".mts", ".cts", ".tsx"]
            .iter()
            .any(|ending| self.name.ends_with(ending))
    }

    fn syntax(self) -> Syntax {
        match self.is_typescript() {
            true => Syntax::Typescript(TsSyntax {
                decorators: true,
                tsx: self.has_jsx(),
                ..TsSyntax::default()
            }),
            false => Syntax::Es(EsSyntax {
                jsx: self.has_jsx(),
                import_attributes: true,
                explicit_resource_management: true,
                allow_return_outside_function: true,
                ..EsSyntax::default()
            }),
        }
    }
}

/// A parsed file with what its printer needs.
struct File {
    program: Program,
    comments: SingleThreadedComments,
    map: Lrc<SourceMap>,
    source: Lrc<SourceFile>,
}

fn parse(source: Source<'_>) -> Result<File, SyntaxError> {
    parse_into(Lrc::default(), source)
}

fn parse_into(map: Lrc<SourceMap>, source: Source<'_>) -> Result<File, SyntaxError> {
    let name = FileName::Custom(source.name.to_owned());
    let origin = map.new_source_file(Lrc::new(name), source.text.to_owned());
    let comments = SingleThreadedComments::default();
    let lexer = Lexer::new(
        source.syntax(),
        EsVersion::EsNext,
        StringInput::from(&*origin),
        Some(&comments),
    );
    let parsed = guarded(|| {
        let mut parser = Parser::new_from(lexer);
        let program = parser.parse_program();
        (program, parser.take_errors().into_iter().next())
    });
    let parsed = parsed.map_err(|reason| SyntaxError {
        message: format!("the parser fails on this text: {reason}"),
        span: 0..0,
    })?;
    let program = match parsed {
        (Ok(program), None) => program,
        (Ok(_), Some(error)) | (Err(error), _) => {
            return Err(syntax_error(
                &origin,
                error.kind().msg().into_owned(),
                error.span(),
            ));
        }
    };
    Ok(File {
        program,
        comments,
        map,
        source: origin,
    })
}

fn syntax_error(source: &SourceFile, message: String, span: Span) -> SyntaxError {
    let offset = |position: BytePos| position.0.saturating_sub(source.start_pos.0) as usize;
    SyntaxError {
        message,
        span: offset(span.lo)..offset(span.hi),
    }
}

impl File {
    fn print(&self, source_map: bool) -> String {
        let mut code = Vec::new();
        let mut mappings = Vec::new();
        let writer = JsWriter::new(
            self.map.clone(),
            "\n",
            &mut code,
            source_map.then_some(&mut mappings),
        );
        self.print_to(Box::new(writer));
        let mut code = String::from_utf8(code).expect("knit: swc printed text that is not UTF-8");
        if source_map {
            code.push_str(&self.mapping_comment(&mappings));
        }
        code
    }

    fn print_to(&self, writer: Box<dyn WriteJs + '_>) {
        let mut emitter = Emitter {
            cfg: swc_ecma_codegen::Config::default(),
            cm: self.map.clone(),
            comments: Some(&self.comments),
            wr: writer,
        };
        self.program
            .emit_with(&mut emitter)
            .expect("knit: writing to memory failed");
    }

    fn mapping_comment(&self, mappings: &[(BytePos, LineCol)]) -> String {
        let map = self.map.build_source_map(mappings, None, ByName);
        let url = map
            .to_data_url()
            .expect("knit: a source map could not be written to memory");
        format!("//# sourceMappingURL={url}\n")
    }
}

/// Sources are called by their names: next to the module itself, whatever its address.
struct ByName;

impl SourceMapGenConfig for ByName {
    fn file_name_to_source(&self, name: &FileName) -> String {
        match name {
            FileName::Custom(name) => name.clone(),
            other => other.to_string(),
        }
    }
}
