//! The items of a module: what it declares and takes from others, in the order of the source. What it
//! gives to others is read in [`super::exports`], when all declarations are known.

use std::collections::BTreeMap;

use swc_common::{BytePos, Spanned};
use swc_ecma_ast as swc;

use super::Place;
use super::functions::{Signature, with_refusal};
use super::keys::entity;
use crate::module::{Alias, Import, Imported, Specifier, TaskModule, ValueDecl};
use crate::source::Span;

pub(super) fn convert(module: &swc::Module, place: &Place<'_>) -> TaskModule {
    read(&module.body, place, place.declares)
}

/// The items of a module or of a namespace.
pub(super) fn read(items: &[swc::ModuleItem], place: &Place<'_>, ambient: bool) -> TaskModule {
    let mut reader = Reader::new(place, ambient);
    for item in items {
        reader.declare(item);
    }
    for item in items {
        reader.export(item);
    }
    reader.module
}

/// A function by its local name. A function that is declared again has overloads.
pub(super) struct Callable {
    pub(super) signature: Signature,
    pub(super) doc: String,
    pub(super) span: Span,
    pub(super) declarations: u32,
}

pub(super) struct Reader<'a> {
    pub(super) place: &'a Place<'a>,
    /// Whether nothing here is more than declared.
    pub(super) ambient: bool,
    pub(super) callables: BTreeMap<String, Callable>,
    pub(super) module: TaskModule,
}

impl<'a> Reader<'a> {
    fn new(place: &'a Place<'a>, ambient: bool) -> Reader<'a> {
        Reader {
            place,
            ambient,
            callables: BTreeMap::new(),
            module: TaskModule {
                file: place.file,
                tasks: Vec::new(),
                refused: Vec::new(),
                types: Vec::new(),
                values: Vec::new(),
                namespaces: Vec::new(),
                aliases: Vec::new(),
                imports: Vec::new(),
                exports: Vec::new(),
            },
        }
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
                TsImportEquals(import) => self.import_equals(import),
                ExportNamed(_)
                | ExportDefaultExpr(_)
                | ExportAll(_)
                | TsExportAssignment(_)
                | TsNamespaceExport(_) => {}
            },
        }
    }

    fn declare_one(&mut self, decl: &swc::Decl, at: BytePos) {
        match decl {
            swc::Decl::Fn(function) => {
                let signature = with_refusal(self.place.function(&function.function, 0));
                self.add_function(&function.ident, &function.function, &signature);
                if !function.declare {
                    self.add_callable(&function.ident, signature, at);
                }
            }
            swc::Decl::Var(var) => {
                for declarator in &var.decls {
                    self.declare_variable(declarator, var.kind);
                    if !var.declare {
                        self.declare_constant(declarator, at);
                    }
                }
            }
            swc::Decl::Using(_) => {}
            swc::Decl::Class(class) => self.add_class(&class.ident, &class.class),
            swc::Decl::TsInterface(interface) => self.add_type(self.place.interface(interface)),
            swc::Decl::TsTypeAlias(alias) => self.add_type(self.place.alias(alias)),
            swc::Decl::TsEnum(decl) => self.add_enum(decl),
            swc::Decl::TsModule(module) => self.add_namespace(module),
        }
    }

    fn declare_variable(&mut self, declarator: &swc::VarDeclarator, kind: swc::VarDeclKind) {
        let span = self.place.span(&declarator.name);
        for (name, variable) in self.place.declarator(declarator, kind, 0) {
            self.module.values.push(ValueDecl {
                name,
                kind: crate::module::ValueKind::Variable(variable),
                span,
            });
        }
    }

    fn declare_constant(&mut self, declarator: &swc::VarDeclarator, at: BytePos) {
        let swc::Pat::Ident(name) = &declarator.name else {
            return;
        };
        if let Some(signature) = self
            .place
            .constant(name.type_ann.as_deref(), declarator.init.as_deref())
        {
            self.add_callable(&name.id, signature, at);
        }
    }

    fn declare_default(&mut self, decl: &swc::DefaultDecl) {
        match decl {
            swc::DefaultDecl::TsInterfaceDecl(interface) => {
                self.add_type(self.place.interface(interface))
            }
            swc::DefaultDecl::Class(class) => {
                if let Some(name) = &class.ident {
                    self.add_class(name, &class.class);
                }
            }
            swc::DefaultDecl::Fn(function) => {
                if let Some(name) = &function.ident {
                    let signature = with_refusal(self.place.function(&function.function, 0));
                    self.add_function(name, &function.function, &signature);
                }
            }
        }
    }

    fn add_callable(&mut self, name: &swc::Ident, signature: Signature, at: BytePos) {
        let (doc, span) = (self.place.doc(at), self.place.name_span(name));
        match self.callables.get_mut(&*name.sym) {
            Some(callable) => callable.declarations += 1,
            None => {
                let callable = Callable {
                    signature,
                    doc,
                    span,
                    declarations: 1,
                };
                self.callables.insert(name.sym.to_string(), callable);
            }
        }
    }

    fn import_equals(&mut self, import: &swc::TsImportEqualsDecl) {
        let name = import.id.sym.to_string();
        let span = self.place.name_span(&import.id);
        match &import.module_ref {
            swc::TsModuleRef::TsEntityName(path) => self.module.aliases.push(Alias {
                name,
                path: entity(path),
                span,
            }),
            swc::TsModuleRef::TsExternalModuleRef(external) => {
                let specifier = self.specifier(&external.expr);
                self.module.imports.push(Import {
                    local: Some(name),
                    imported: Imported::Namespace,
                    specifier,
                    span,
                    type_only: import.is_type_only,
                });
            }
        }
    }

    fn import(&mut self, import: &swc::ImportDecl) {
        let specifier = self.specifier(&import.src);
        if import.specifiers.is_empty() {
            let span = specifier.span;
            let imported = Imported::Nothing;
            self.module.imports.push(Import {
                local: None,
                imported,
                specifier,
                span,
                type_only: import.type_only,
            });
            return;
        }
        for one in &import.specifiers {
            let (local, imported, span, type_only) = match one {
                swc::ImportSpecifier::Named(named) => {
                    let name = named
                        .imported
                        .as_ref()
                        .map_or_else(|| named.local.sym.to_string(), export_name);
                    let span = named
                        .imported
                        .as_ref()
                        .map_or(self.place.span(&named.local), |name| self.place.span(name));
                    (
                        &named.local,
                        Imported::Named(name),
                        span,
                        named.is_type_only,
                    )
                }
                swc::ImportSpecifier::Default(default) => {
                    let span = self.place.span(&default.local);
                    (
                        &default.local,
                        Imported::Named("default".to_string()),
                        span,
                        false,
                    )
                }
                swc::ImportSpecifier::Namespace(all) => (
                    &all.local,
                    Imported::Namespace,
                    self.place.span(&all.local),
                    false,
                ),
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

    pub(super) fn specifier(&self, text: &swc::Str) -> Specifier {
        Specifier {
            text: text.value.to_string_lossy().into_owned(),
            span: self.place.span(text.span),
        }
    }
}

pub(super) fn export_name(name: &swc::ModuleExportName) -> String {
    match name {
        swc::ModuleExportName::Ident(ident) => ident.sym.to_string(),
        swc::ModuleExportName::Str(text) => text.value.to_string_lossy().into_owned(),
    }
}
