//! The items of a module: what it declares, takes and gives, in the order of the source.

use std::collections::BTreeMap;

use swc_common::{BytePos, Spanned};
use swc_ecma_ast as swc;

use super::Place;
use super::functions::{Signature, bare};
use crate::module::{
    Export, Import, Imported, Refusal, Refused, Specifier, TaskDecl, TaskModule, TypeBody, TypeDecl,
};
use crate::source::Span;

pub(super) fn convert(module: &swc::Module, place: &Place<'_>) -> TaskModule {
    let mut reader = Reader::new(place);
    for item in &module.body {
        reader.declare(item);
    }
    for item in &module.body {
        reader.export(item);
    }
    reader.module
}

/// A function by its local name. A function that is declared again has overloads.
struct Callable {
    signature: Signature,
    doc: String,
    span: Span,
    declarations: u32,
}

struct Reader<'a> {
    place: &'a Place<'a>,
    callables: BTreeMap<String, Callable>,
    module: TaskModule,
}

impl<'a> Reader<'a> {
    fn new(place: &'a Place<'a>) -> Reader<'a> {
        let module = TaskModule {
            file: place.file,
            tasks: Vec::new(),
            refused: Vec::new(),
            types: Vec::new(),
            imports: Vec::new(),
            exports: Vec::new(),
        };
        Reader { place, callables: BTreeMap::new(), module }
    }

    fn declare(&mut self, item: &swc::ModuleItem) {
        use swc::ModuleDecl::*;
        match item {
            swc::ModuleItem::Stmt(swc::Stmt::Decl(decl)) => self.declare_one(decl, item.span().lo),
            swc::ModuleItem::Stmt(_) => {}
            swc::ModuleItem::ModuleDecl(decl) => match decl {
                ExportDecl(export) => self.declare_one(&export.decl, item.span().lo),
                ExportDefaultDecl(export) => self.declare_default(&export.decl),
                Import(import) => self.import(import),
                TsImportEquals(import) => self.add_type(self.place.opaque(&import.id, "an `import =` name")),
                ExportNamed(_) | ExportDefaultExpr(_) | ExportAll(_) | TsExportAssignment(_) | TsNamespaceExport(_) => {}
            },
        }
    }

    fn declare_one(&mut self, decl: &swc::Decl, at: BytePos) {
        match decl {
            swc::Decl::Fn(function) if function.declare => {}
            swc::Decl::Fn(function) => {
                let signature = self.place.function(&function.function);
                self.add_callable(&function.ident, signature, at);
            }
            swc::Decl::Var(var) if !var.declare => {
                for declarator in &var.decls {
                    self.declare_constant(declarator, at);
                }
            }
            swc::Decl::Var(_) | swc::Decl::Using(_) => {}
            swc::Decl::Class(class) => self.add_type(self.place.opaque(&class.ident, "a class")),
            swc::Decl::TsInterface(interface) => self.add_type(self.place.interface(interface)),
            swc::Decl::TsTypeAlias(alias) => self.add_type(self.place.alias(alias)),
            swc::Decl::TsEnum(decl) => self.add_type(self.place.opaque(&decl.id, "an enum")),
            swc::Decl::TsModule(module) => {
                if let swc::TsModuleName::Ident(name) = &module.id {
                    self.add_type(self.place.opaque(name, "a namespace"));
                }
            }
        }
    }

    fn declare_constant(&mut self, declarator: &swc::VarDeclarator, at: BytePos) {
        let swc::Pat::Ident(name) = &declarator.name else { return };
        if let Some(signature) = self.place.constant(name.type_ann.as_deref(), declarator.init.as_deref()) {
            self.add_callable(&name.id, signature, at);
        }
    }

    fn declare_default(&mut self, decl: &swc::DefaultDecl) {
        match decl {
            swc::DefaultDecl::TsInterfaceDecl(interface) => self.add_type(self.place.interface(interface)),
            swc::DefaultDecl::Class(class) => {
                if let Some(name) = &class.ident {
                    self.add_type(self.place.opaque(name, "a class"));
                }
            }
            swc::DefaultDecl::Fn(_) => {}
        }
    }

    fn add_callable(&mut self, name: &swc::Ident, signature: Signature, at: BytePos) {
        let (doc, span) = (self.place.doc(at), self.place.name_span(name));
        match self.callables.get_mut(&*name.sym) {
            Some(callable) => callable.declarations += 1,
            None => {
                let callable = Callable { signature, doc, span, declarations: 1 };
                self.callables.insert(name.sym.to_string(), callable);
            }
        }
    }

    /// Interfaces of one name are one type, as in TypeScript; otherwise the first declaration counts.
    fn add_type(&mut self, decl: TypeDecl) {
        let Some(known) = self.module.types.iter_mut().find(|known| known.name == decl.name) else {
            self.module.types.push(decl);
            return;
        };
        if let (
            TypeBody::Interface { extends, members },
            TypeBody::Interface { extends: more_extends, members: more_members },
        ) = (&mut known.body, decl.body)
        {
            extends.extend(more_extends);
            members.extend(more_members);
        }
    }

    fn import(&mut self, import: &swc::ImportDecl) {
        let specifier = self.specifier(&import.src);
        if import.specifiers.is_empty() {
            let span = specifier.span;
            let imported = Imported::Nothing;
            self.module.imports.push(Import { local: None, imported, specifier, span, type_only: import.type_only });
            return;
        }
        for one in &import.specifiers {
            let (local, imported, span, type_only) = match one {
                swc::ImportSpecifier::Named(named) => {
                    let name = named.imported.as_ref().map_or_else(|| named.local.sym.to_string(), export_name);
                    let span = named.imported.as_ref().map_or(self.place.span(&named.local), |name| self.place.span(name));
                    (&named.local, Imported::Named(name), span, named.is_type_only)
                }
                swc::ImportSpecifier::Default(default) => {
                    let span = self.place.span(&default.local);
                    (&default.local, Imported::Named("default".to_string()), span, false)
                }
                swc::ImportSpecifier::Namespace(all) => {
                    (&all.local, Imported::Namespace, self.place.span(&all.local), false)
                }
            };
            self.module.imports.push(Import {
                local: Some(local.sym.to_string()),
                imported,
                specifier: specifier.clone(),
                span,
                type_only: type_only || import.type_only,
            });
        }
    }

    fn specifier(&self, text: &swc::Str) -> Specifier {
        Specifier { text: text.value.to_string_lossy().into_owned(), span: self.place.span(text.span) }
    }

    fn export(&mut self, item: &swc::ModuleItem) {
        use swc::ModuleDecl::*;
        let swc::ModuleItem::ModuleDecl(decl) = item else { return };
        match decl {
            ExportDecl(export) => self.export_decl(&export.decl),
            ExportNamed(named) => self.export_named(named),
            ExportAll(all) => {
                let specifier = self.specifier(&all.src);
                self.module.exports.push(Export::All { specifier });
            }
            ExportDefaultDecl(export) => self.export_default(&export.decl, self.place.span(export.span)),
            ExportDefaultExpr(export) => self.export_default_value(&export.expr, self.place.span(export.span)),
            TsExportAssignment(export) => {
                let span = self.place.span(export.span);
                self.refuse("export =", Refusal::Assignment, span);
            }
            TsImportEquals(import) if import.is_export => self.export_local(&import.id, &import.id.sym, None),
            Import(_) | TsImportEquals(_) | TsNamespaceExport(_) => {}
        }
    }

    fn export_decl(&mut self, decl: &swc::Decl) {
        match decl {
            // Overloads export the same name once more: the first declaration stands for all.
            swc::Decl::Fn(function) => {
                let exported = self.module.exports.iter().any(|export| {
                    matches!(export, Export::Local { exported, .. } if **exported == *function.ident.sym)
                });
                if !exported || self.callables.get(&*function.ident.sym).is_none_or(|known| known.declarations == 1) {
                    self.export_local(&function.ident, &function.ident.sym, None);
                }
            }
            swc::Decl::Var(var) => {
                for declarator in &var.decls {
                    if let swc::Pat::Ident(name) = &declarator.name {
                        self.export_local(&name.id, &name.id.sym, None);
                    }
                }
            }
            swc::Decl::Using(_) => {}
            swc::Decl::Class(class) => self.export_local(&class.ident, &class.ident.sym, None),
            swc::Decl::TsInterface(interface) => self.export_local(&interface.id, &interface.id.sym, None),
            swc::Decl::TsTypeAlias(alias) => self.export_local(&alias.id, &alias.id.sym, None),
            swc::Decl::TsEnum(decl) => self.export_local(&decl.id, &decl.id.sym, None),
            swc::Decl::TsModule(module) => {
                if let swc::TsModuleName::Ident(name) = &module.id {
                    self.export_local(name, &name.sym, None);
                }
            }
        }
    }

    fn export_named(&mut self, named: &swc::NamedExport) {
        for one in &named.specifiers {
            match (one, &named.src) {
                (swc::ExportSpecifier::Named(spec), None) => {
                    if let swc::ModuleExportName::Ident(local) = &spec.orig {
                        let exported = spec.exported.as_ref().unwrap_or(&spec.orig);
                        let span = self.place.span(exported);
                        self.export_local(local, &export_name(exported), Some(span));
                    }
                }
                (swc::ExportSpecifier::Named(spec), Some(source)) => {
                    let exported = spec.exported.as_ref().unwrap_or(&spec.orig);
                    let export = Export::From {
                        name: export_name(&spec.orig),
                        exported: export_name(exported),
                        specifier: self.specifier(source),
                        span: self.place.span(&spec.orig),
                    };
                    self.module.exports.push(export);
                }
                // `export * as ns` makes a namespace object, and no function is a task there.
                (swc::ExportSpecifier::Namespace(_) | swc::ExportSpecifier::Default(_), _) => {}
            }
        }
    }

    fn export_default(&mut self, decl: &swc::DefaultDecl, whole: Span) {
        match decl {
            swc::DefaultDecl::Fn(function) => {
                let name = function.ident.as_ref();
                let span = name.map_or(whole, |name| self.place.name_span(name));
                self.refuse(name.map_or("default", |name| &name.sym), Refusal::Default, span);
            }
            swc::DefaultDecl::TsInterfaceDecl(interface) => self.export_local(&interface.id, "default", None),
            swc::DefaultDecl::Class(class) => {
                if let Some(name) = &class.ident {
                    self.export_local(name, "default", None);
                }
            }
        }
    }

    fn export_default_value(&mut self, value: &swc::Expr, whole: Span) {
        match bare(value) {
            swc::Expr::Ident(name) => self.export_local(name, "default", Some(self.place.span(name))),
            swc::Expr::Arrow(_) | swc::Expr::Fn(_) => self.refuse("default", Refusal::Default, whole),
            swc::Expr::Call(_) if self.place.constant(None, Some(value)).is_some() => {
                self.refuse("default", Refusal::Wrapped, whole);
            }
            _ => {}
        }
    }

    /// Exports a local name, as a task where it is a function.
    fn export_local(&mut self, local: &swc::Ident, exported: &str, span: Option<Span>) {
        let span = span.unwrap_or_else(|| self.place.name_span(local));
        let export = Export::Local { local: local.sym.to_string(), exported: exported.to_string(), span };
        self.module.exports.push(export);
        let Some(callable) = self.callables.get(&*local.sym) else { return };
        let overloaded = (callable.declarations > 1).then_some(Refusal::Overloaded);
        let default = (exported == "default").then_some(Refusal::Default);
        if let Some(why) = default.or(overloaded).or(callable.signature.refusal) {
            let refused = Refused { name: exported.to_string(), why, span: callable.span };
            self.module.refused.push(refused);
            return;
        }
        self.module.tasks.push(TaskDecl {
            name: exported.to_string(),
            doc: callable.doc.clone(),
            params: callable.signature.params.clone(),
            result: callable.signature.result.clone(),
            asynchronous: callable.signature.asynchronous,
            span: callable.span,
            exported: span,
        });
    }

    fn refuse(&mut self, name: &str, why: Refusal, span: Span) {
        self.module.refused.push(Refused { name: name.to_string(), why, span });
    }
}

fn export_name(name: &swc::ModuleExportName) -> String {
    match name {
        swc::ModuleExportName::Ident(ident) => ident.sym.to_string(),
        swc::ModuleExportName::Str(text) => text.value.to_string_lossy().into_owned(),
    }
}
