//! Tasks that `task` and `importTask` of the runtime package make: what their options say, as far as it
//! must be known before anything runs, and where their signatures come from.

use std::sync::Arc;

use super::{ModuleId, Resolver};
use crate::check::check_refused;
use crate::codes;
use crate::evaluate::types::{Signature, Value};
use crate::evaluate::{Scope, Ty, Type};
use crate::module::{
    Definition, FunctionExpr, Key, Maker, ObjectPart, Refused, Specifier, TaskDecl, TypeExpr,
    ValueExpr, ValueExprKind,
};
use crate::schema::{ImportedFrom, Made, Param, Task, TypeKind};
use crate::source::Span;

/// A task with options while it is being resolved.
struct Defined<'d> {
    module: ModuleId,
    decl: &'d TaskDecl,
    definition: &'d Definition,
    written: &'d ValueExpr,
    /// The type of the options.
    options: Ty,
    /// Whether the last parameter is the abort context.
    abort: bool,
}

impl Resolver<'_, '_> {
    /// Nothing where something is wrong with it, which has been reported.
    pub(super) fn defined(&mut self, module: ModuleId, decl: &TaskDecl) -> Option<Task> {
        let definition = decl.definition.as_deref()?;
        self.evaluator.place = format!("task `{}`", decl.name);
        let Some(written) = &definition.options else {
            self.refuse(codes::untold_options(&decl.name, definition.span));
            return None;
        };
        let scope = Scope::module(module);
        let options = self.evaluator.shown(written, &scope);
        if !matches!(self.evaluator.types.get(options), Type::Object(_)) {
            self.refuse(codes::untold_options(&decl.name, written.span));
            return None;
        }
        let mut defined = Defined {
            module,
            decl,
            definition,
            written,
            options,
            abort: false,
        };
        defined.abort = self.is_abortable(&defined)?;
        let timeout = self.option(&defined, "timeout");
        let timeout = timeout.is_some_and(|ty| !self.is_undefined(ty));
        let (task, context, import) = match definition.maker {
            Maker::Task => self.own(&defined).map(|(task, at)| (task, at, None))?,
            Maker::ImportTask => self.imported(&defined)?,
        };
        let made = Made {
            context: context.filter(|_| defined.abort),
            timeout,
            import,
        };
        Some(Task {
            made: Some(made),
            ..task
        })
    }

    fn option(&mut self, defined: &Defined<'_>, name: &str) -> Option<Ty> {
        self.evaluator.shown_property(defined.options, name)
    }

    fn is_undefined(&self, ty: Ty) -> bool {
        matches!(self.evaluator.types.get(ty), Type::Undefined | Type::Absent)
    }

    fn is_abortable(&mut self, defined: &Defined<'_>) -> Option<bool> {
        let Some(ty) = self.option(defined, "abortSignal") else {
            return Some(false);
        };
        match self.evaluator.types.get(ty) {
            Type::Undefined | Type::Absent | Type::Literal(Value::Boolean(false), _) => Some(false),
            Type::Literal(Value::Boolean(true), _) | Type::Object(_) => Some(true),
            _ => {
                let span = written_option(defined.written, "abortSignal")
                    .map_or(defined.written.span, |value| value.span);
                self.refuse(codes::open_abort(&defined.decl.name, span));
                None
            }
        }
    }

    /// A task with its function, and after how many arguments that takes the abort context.
    fn own(&mut self, defined: &Defined<'_>) -> Option<(Task, Option<usize>)> {
        let (name, written) = (&defined.decl.name, written_option(defined.written, "f"));
        let function = written.and_then(|value| match &*value.kind {
            ValueExprKind::Function(function) => Some(Arc::clone(function)),
            _ => None,
        });
        if let [input, ..] = &defined.definition.types[..] {
            let named = function.and_then(|function| function.params.first()?.name.clone());
            return Some(self.by_types(defined, input, named));
        }
        if let Some(function) = function {
            return self.by_function(defined, &function);
        }
        let signatures = match self.option(defined, "f") {
            Some(ty) => self.calls(ty),
            None => Vec::new(),
        };
        if signatures.is_empty() {
            let span = written.map_or(defined.written.span, |value| value.span);
            self.refuse(codes::no_function(name, span));
            return None;
        }
        self.by_calls(defined, signatures)
    }

    /// The function stands in the options.
    fn by_function(
        &mut self,
        defined: &Defined<'_>,
        function: &Arc<FunctionExpr>,
    ) -> Option<(Task, Option<usize>)> {
        if let Some(why) = function.refusal() {
            let (name, span) = (defined.decl.name.clone(), defined.decl.span);
            check_refused(&[Refused { name, why, span }], self.evaluator.diagnostics);
            return None;
        }
        let scope = Scope::module(defined.module);
        let decl = TaskDecl {
            function: Arc::clone(function),
            ..defined.decl.clone()
        };
        let visible = match defined.abort {
            true => function.params.len().saturating_sub(1),
            false => function.params.len(),
        };
        let (seen, hidden) = function.params.split_at(visible);
        if let Some(context) = hidden.first()
            && let Some(ty) = &context.ty
        {
            let ty = self.evaluator.silently(|it| it.evaluate(ty, &scope));
            self.check_context(defined, ty, context.span)?;
        }
        let params = seen.iter().enumerate();
        let params = params
            .map(|(index, param)| self.param(&scope, &decl, index, param))
            .collect();
        let mut given = vec![Ty::UNKNOWABLE; visible];
        if !hidden.is_empty() {
            given.push(self.evaluator.abort_context());
        }
        let within = self.evaluator.with_params(function, &scope, &given);
        let result = self.result(defined.module, &decl, &within);
        let task = Task {
            name: decl.name,
            doc: decl.doc,
            params,
            result,
            made: None,
            span: decl.exported,
        };
        Some((task, hidden.first().map(|_| visible)))
    }

    /// The function stands elsewhere.
    fn by_calls(
        &mut self,
        defined: &Defined<'_>,
        mut signatures: Vec<Signature>,
    ) -> Option<(Task, Option<usize>)> {
        let mut at = None;
        if defined.abort {
            for signature in &mut signatures {
                if let Some(context) = signature.params.pop() {
                    self.check_context(defined, context.ty, defined.decl.span)?;
                    at = Some(signature.params.len());
                }
            }
        }
        let task = self.of_signatures(defined.module, defined.decl, &signatures)?;
        Some((task, at))
    }

    /// `task<In, Out>`: one argument, none where it is void.
    fn by_types(
        &mut self,
        defined: &Defined<'_>,
        input: &TypeExpr,
        named: Option<String>,
    ) -> (Task, Option<usize>) {
        let (decl, scope) = (defined.decl, Scope::module(defined.module));
        let name = named.unwrap_or_else(|| "input".to_string());
        self.evaluator.place = format!("parameter `{name}` of task `{}`", decl.name);
        let ty = self.evaluator.evaluate(input, &scope);
        let params = match self.evaluator.force(ty) {
            Ty::VOID => Vec::new(),
            ty => vec![Param {
                name,
                ty: self.lower(ty, input.span),
                optional: false,
                span: input.span,
            }],
        };
        self.evaluator.place = format!("the result of task `{}`", decl.name);
        let result = match defined.definition.types.get(1) {
            Some(output) => {
                let ty = self.evaluator.evaluate(output, &scope);
                self.given(ty, output.span)
            }
            None => self.unnamed(TypeKind::Void, decl.span),
        };
        let task = Task {
            name: decl.name.clone(),
            doc: decl.doc.clone(),
            params,
            result,
            made: None,
            span: decl.exported,
        };
        (task, Some(1))
    }

    fn imported(
        &mut self,
        defined: &Defined<'_>,
    ) -> Option<(Task, Option<usize>, Option<ImportedFrom>)> {
        let href = self.option(defined, "href");
        let href = href.and_then(|ty| self.literal_text(ty));
        let name = match self.option(defined, "name") {
            None => Some("default".to_string()),
            Some(ty) if self.is_undefined(ty) => Some("default".to_string()),
            Some(ty) => self.literal_text(ty),
        };
        let span = written_option(defined.written, "href")
            .map_or(defined.written.span, |value| value.span);
        let mut import = self.imported_from(defined.module, href.as_deref(), span)?;
        let (task, at) = match &defined.definition.types[..] {
            [] => {
                let (Some(href), Some(name)) = (href, name) else {
                    self.refuse(codes::open_import(&defined.decl.name, span));
                    return None;
                };
                let found = self.signature_of(defined, href, &name, span)?;
                if let ImportedFrom::Module { signature, .. } = &mut import {
                    *signature = Some(name);
                }
                found
            }
            [first, ..] => {
                let ty = self
                    .evaluator
                    .evaluate(first, &Scope::module(defined.module));
                match self.calls(ty) {
                    none if none.is_empty() => self.by_types(defined, first, None),
                    signatures => self.by_calls(defined, signatures)?,
                }
            }
        };
        Some((task, at, Some(import)))
    }

    /// What the module says of the function that is imported from it.
    fn signature_of(
        &mut self,
        defined: &Defined<'_>,
        href: String,
        name: &str,
        span: Span,
    ) -> Option<(Task, Option<usize>)> {
        if is_address(&href) {
            self.refuse(codes::open_import(&defined.decl.name, span));
            return None;
        }
        let specifier = Specifier { text: href, span };
        let scope = Scope::module(defined.module);
        let path = [name.to_string()];
        let ty = self
            .evaluator
            .imported_value(&specifier, &path, &scope, span);
        let signatures = self.calls(ty);
        if signatures.is_empty() {
            // What is missing has been reported.
            if !self.evaluator.diagnostics.has_errors() {
                self.refuse(codes::imported_value(&defined.decl.name, name, span));
            }
            return None;
        }
        self.by_calls(defined, signatures)
    }

    /// Where generated code finds the module; it has to be there if it is one of the user's own files.
    fn imported_from(
        &mut self,
        module: ModuleId,
        href: Option<&str>,
        span: Span,
    ) -> Option<ImportedFrom> {
        let program = &mut self.evaluator.program;
        // The compiler of the user's project knows no addresses.
        let Some(href) = href.filter(|href| !is_address(href)) else {
            let base = program.way(module, None);
            return Some(ImportedFrom::Computed { base });
        };
        let specifier = Specifier {
            text: href.to_string(),
            span,
        };
        if let Err(unresolved) = program.find(module, &specifier)
            && !unresolved.package
        {
            let missing = codes::missing_file(href, &unresolved.tried, span);
            self.refuse(missing);
            return None;
        }
        let program = &self.evaluator.program;
        Some(ImportedFrom::Module {
            specifier: match href.starts_with('.') {
                true => program.way(module, Some(href)),
                false => href.to_string(),
            },
            signature: None,
        })
    }

    fn literal_text(&self, ty: Ty) -> Option<String> {
        match self.evaluator.types.get(ty) {
            Type::Literal(Value::String(text), _) => Some(text.to_string()),
            _ => None,
        }
    }

    fn calls(&mut self, ty: Ty) -> Vec<Signature> {
        let ty = self.evaluator.force(ty);
        match self.evaluator.types.get(ty) {
            Type::Object(_) => self.evaluator.apparent(ty).calls.clone(),
            _ => Vec::new(),
        }
    }

    /// Data cannot stand where the abort context comes.
    fn check_context(&mut self, defined: &Defined<'_>, ty: Ty, span: Span) -> Option<()> {
        let ty = self.evaluator.force(ty);
        let fits = matches!(
            self.evaluator.types.get(ty),
            Type::Any | Type::Unknowable | Type::Unknown | Type::Object(_) | Type::NonPrimitive
        );
        if !fits {
            self.refuse(codes::no_context(&defined.decl.name, span));
        }
        fits.then_some(())
    }

    fn refuse(&mut self, diagnostic: crate::report::Diagnostic) {
        self.evaluator.diagnostics.push(diagnostic);
    }
}

/// Whether a module is named by its address: `https://…`, `node:…`.
fn is_address(href: &str) -> bool {
    let scheme = href.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// An option as it is written in an object literal.
fn written_option<'w>(options: &'w ValueExpr, name: &str) -> Option<&'w ValueExpr> {
    let ValueExprKind::Object(parts) = &*options.kind else {
        return None;
    };
    parts.iter().rev().find_map(|part| match part {
        ObjectPart::Property {
            key: Key::Name(key),
            value,
            ..
        } if key == name => Some(value),
        _ => None,
    })
}
