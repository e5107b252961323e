//! What a parsed module refers to, and what it asks of the runtime.
//!
//! Owns the list of ways in which a module names another file: `import`, `export from`, `import()` and
//! `new URL("...", import.meta.url)`. Computed names are nobody's: they stay as they are.

use swc_ecma_ast::{
    CallExpr, Callee, ClassMember, Decl, Decorator, ExportAll, Expr, ImportDecl, ImportSpecifier,
    Lit, MemberProp, ModuleDecl, ModuleItem, NamedExport, NewExpr, ParamOrTsParamProp, Program,
    Str, TsEnumDecl, TsExportAssignment, TsImportEqualsDecl, TsImportType, TsModuleDecl, UsingDecl,
};
use swc_ecma_visit::{Visit, VisitMut, VisitMutWith, VisitWith};

use super::{Needs, Reference, Rewrite};

/// Every specifier in order, each passed through `rewrite`.
pub(super) fn visit(program: &mut Program, rewrite: Rewrite<'_>) -> Vec<Reference> {
    let mut visitor = Specifiers {
        rewrite,
        seen: Vec::new(),
    };
    program.visit_mut_with(&mut visitor);
    visitor.seen
}

/// What the module takes from others by name: (specifier, names there), for each `import { ... } from` and each
/// `export { ... } from`.
pub(super) fn named(program: &Program) -> Vec<(String, Vec<String>)> {
    let Program::Module(module) = program else {
        return Vec::new();
    };
    let taken = module.body.iter().filter_map(|item| match item {
        ModuleItem::ModuleDecl(ModuleDecl::ExportNamed(export)) => {
            Some((&**export.src.as_ref()?, passed_on(export)))
        }
        ModuleItem::ModuleDecl(ModuleDecl::Import(import)) => {
            Some((&*import.src, names_of(import)))
        }
        _ => None,
    });
    taken
        .filter_map(|(source, names)| Some((source.value.as_atom()?.as_str().to_owned(), names)))
        .collect()
}

fn passed_on(export: &NamedExport) -> Vec<String> {
    let names = export.specifiers.iter().filter_map(|specifier| {
        let named = specifier.as_named()?;
        Some(named.orig.atom().as_str().to_owned())
    });
    names.collect()
}

fn names_of(import: &ImportDecl) -> Vec<String> {
    let names = import.specifiers.iter().filter_map(|specifier| {
        let named = specifier.as_named()?;
        Some(match &named.imported {
            Some(name) => name.atom().as_str().to_owned(),
            None => named.local.sym.as_str().to_owned(),
        })
    });
    names.collect()
}

struct Specifiers<'a> {
    rewrite: Rewrite<'a>,
    seen: Vec<Reference>,
}

impl Specifiers<'_> {
    fn module(&mut self, text: &mut Str) {
        self.reference(text, false);
    }

    fn reference(&mut self, text: &mut Str, asset: bool) {
        let Some(old) = text.value.as_atom().map(|value| value.as_str().to_owned()) else {
            return;
        };
        if let Some(new) = (self.rewrite)(&old) {
            *text = Str {
                span: text.span,
                value: new.into(),
                raw: None,
            };
        }
        self.seen.push(Reference {
            specifier: old,
            asset,
        });
    }
}

impl VisitMut for Specifiers<'_> {
    fn visit_mut_import_decl(&mut self, import: &mut ImportDecl) {
        self.module(&mut import.src);
    }

    fn visit_mut_export_all(&mut self, export: &mut ExportAll) {
        self.module(&mut export.src);
    }

    fn visit_mut_named_export(&mut self, export: &mut NamedExport) {
        if let Some(source) = &mut export.src {
            self.module(source);
        }
    }

    fn visit_mut_ts_import_type(&mut self, import: &mut TsImportType) {
        self.module(&mut import.arg);
        import.visit_mut_children_with(self);
    }

    fn visit_mut_call_expr(&mut self, call: &mut CallExpr) {
        if matches!(call.callee, Callee::Import(_))
            && let Some(text) = call
                .args
                .first_mut()
                .and_then(|argument| literal(&mut argument.expr))
        {
            self.module(text);
        }
        call.visit_mut_children_with(self);
    }

    fn visit_mut_new_expr(&mut self, new: &mut NewExpr) {
        if let Some(text) = asset(new) {
            self.reference(text, true);
        }
        new.visit_mut_children_with(self);
    }
}

/// The text of `new URL("text", import.meta.url)`.
fn asset(new: &mut NewExpr) -> Option<&mut Str> {
    let is_url = matches!(&*new.callee, Expr::Ident(name) if name.sym == "URL");
    match new.args.as_deref_mut() {
        Some([text, base]) if is_url && is_module_url(&base.expr) => literal(&mut text.expr),
        _ => None,
    }
}

fn is_module_url(base: &Expr) -> bool {
    match base {
        Expr::Member(member) => {
            matches!(&*member.obj, Expr::MetaProp(_))
                && matches!(&member.prop, MemberProp::Ident(name) if name.sym == "url")
        }
        _ => false,
    }
}

fn literal(expr: &mut Expr) -> Option<&mut Str> {
    match expr {
        Expr::Lit(Lit::Str(text)) => Some(text),
        _ => None,
    }
}

/// How many names are imported for their values. Fewer after stripping means that some were types.
pub(super) fn imported(program: &Program) -> usize {
    let Program::Module(module) = program else {
        return 0;
    };
    module.body.iter().map(names).sum()
}

fn names(item: &ModuleItem) -> usize {
    match item {
        ModuleItem::ModuleDecl(ModuleDecl::Import(import)) if !import.type_only => {
            let is_value = |specifier: &&ImportSpecifier| !matches!(specifier, ImportSpecifier::Named(named) if named.is_type_only);
            import.specifiers.iter().filter(is_value).count()
        }
        _ => 0,
    }
}

/// What the source asks for, read from its syntax alone.
pub(super) fn needs(program: &Program, types: bool) -> Needs {
    let mut visitor = Syntax(Needs {
        types,
        ..Needs::default()
    });
    program.visit_with(&mut visitor);
    visitor.0
}

struct Syntax(Needs);

impl Visit for Syntax {
    fn visit_using_decl(&mut self, using: &UsingDecl) {
        self.0.using = true;
        using.visit_children_with(self);
    }

    fn visit_decorator(&mut self, decorator: &Decorator) {
        self.0.decorators = true;
        decorator.visit_children_with(self);
    }

    fn visit_decl(&mut self, decl: &Decl) {
        match decl {
            Decl::TsEnum(declared) if declared.declare => {}
            Decl::TsModule(declared) if declared.declare => {}
            _ => decl.visit_children_with(self),
        }
    }

    fn visit_ts_enum_decl(&mut self, _: &TsEnumDecl) {
        self.0.transform = true;
    }

    fn visit_ts_module_decl(&mut self, _: &TsModuleDecl) {
        self.0.transform = true;
    }

    fn visit_ts_import_equals_decl(&mut self, import: &TsImportEqualsDecl) {
        self.0.transform |= !import.is_type_only;
    }

    fn visit_ts_export_assignment(&mut self, _: &TsExportAssignment) {
        self.0.transform = true;
    }

    fn visit_class_member(&mut self, member: &ClassMember) {
        if let ClassMember::Constructor(constructor) = member {
            let is_property =
                |param: &ParamOrTsParamProp| matches!(param, ParamOrTsParamProp::TsParamProp(_));
            self.0.transform |= constructor.params.iter().any(is_property);
        }
        member.visit_children_with(self);
    }
}
