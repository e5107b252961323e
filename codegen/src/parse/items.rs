//! The items of a module: what it declares and takes from others, in the order of the source. What it
//! gives to others is read in [`super::exports`], when all declarations are known.

use std::collections::BTreeMap;
use std::sync::Arc;

use swc_common::{BytePos, Spanned};
use swc_ecma_ast as swc;

use super::declarations::export_all;
use super::functions::{Signature, bare, with_refusal};
use super::keys::entity;
use super::{FIRST, Place, references};
use crate::module::{
    Alias, Import, Imported, Specifier, TaskModule, ValueDecl, ValueKind, Variable,
};
use crate::source::Span;

pub(super) fn convert(module: &swc::Module, place: &Place<'_>) -> TaskModule {
    let mut converted = read(&module.body, place, place.declares);
    converted.is_script = module
        .body
        .iter()
        .all(|item| matches!(item, swc::ModuleItem::Stmt(_)));
    if place.declares && !converted.is_script && !says_what_it_exports(module) {
        export_all(&mut converted);
    }
    converted.references = references::references(place);
    converted
}

/// Whether a module has a list of exports. One that only declares exports all that it declares where it has none, as
/// the compiler has it.
fn says_what_it_exports(module: &swc::Module) -> bool {
    use swc::ModuleDecl::*;
    let decls = module
        .body
        .iter()
        .filter_map(swc::ModuleItem::as_module_decl);
    let is_list = |decl: &swc::ModuleDecl| {
        matches!(
            decl,
            ExportNamed(_) | ExportAll(_) | ExportDefaultExpr(_) | TsExportAssignment(_)
        )
    };
    decls.into_iter().any(is_list)
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
                is_script: false,
                references: Vec::new(),
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
                ExportDefaultDecl(export) => self.declare_default(export),
                ExportDefaultExpr(export) => self.declare_default_value(export),
                Import(import) => self.import(import),
                TsImportEquals(import) => self.import_equals(import),
                ExportNamed(_) | ExportAll(_) | TsExportAssignment(_) | TsNamespaceExport(_) => {}
            },
        }
    }

    fn declare_one(&mut self, decl: &swc::Decl, at: BytePos) {
        match decl {
            swc::Decl::Fn(function) => {
                let signature = with_refusal(self.place.function(&function.function, 0));
                self.add_function(&function.ident, &function.function, &signature);
                // What a declaration file declares is defined beside it.
                if !function.declare || self.place.declares {
                    self.add_callable(&function.ident, signature, at);
                }
            }
            swc::Decl::Var(var) => {
                for declarator in &var.decls {
                    self.declare_variable(declarator, var.kind);
                    if !var.declare || self.place.declares {
                        self.declare_constant(declarator, at);
                    }
                }
            }
            swc::Decl::Using(using) => using.decls.iter().for_each(|one| self.refuse_pool(one)),
            swc::Decl::Class(class) => self.add_class(&class.ident, &class.class),
            swc::Decl::TsInterface(interface) => self.add_type(self.place.interface(interface)),
            swc::Decl::TsTypeAlias(alias) => self.add_type(self.place.alias(alias)),
            swc::Decl::TsEnum(decl) => self.add_enum(decl),
            swc::Decl::TsModule(module) => self.add_namespace(module),
        }
    }

    fn declare_variable(&mut self, declarator: &swc::VarDeclarator, kind: swc::VarDeclKind) {
        let span = self.place.span(&declarator.name);
        self.refuse_pool(declarator);
        for (name, variable) in self.place.declarator(declarator, kind, 0) {
            self.module.values.push(ValueDecl {
                name,
                kind: ValueKind::Variable(variable),
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

    fn declare_default(&mut self, export: &swc::ExportDefaultDecl) {
        match &export.decl {
            swc::DefaultDecl::TsInterfaceDecl(interface) => {
                self.add_type(self.place.interface(interface))
            }
            swc::DefaultDecl::Class(class) => {
                let name = class.ident.as_ref();
                let name = name.map_or_else(|| self.default_name(export.span), swc::Ident::clone);
                self.add_class(&name, &class.class);
            }
            swc::DefaultDecl::Fn(function) => {
                let name = function.ident.as_ref();
                let name = name.map_or_else(|| self.default_name(export.span), swc::Ident::clone);
                let signature = with_refusal(self.place.function(&function.function, 0));
                self.add_function(&name, &function.function, &signature);
                self.add_callable(&name, signature, export.span.lo);
            }
        }
    }

    /// `export default` of an expression makes a value without a name.
    fn declare_default_value(&mut self, export: &swc::ExportDefaultExpr) {
        if matches!(bare(&export.expr), swc::Expr::Ident(_)) {
            return;
        }
        let name = self.default_name(export.span);
        let variable = Variable {
            constant: true,
            ty: None,
            value: Some(self.place.value(&export.expr, 0)),
            way: Vec::new(),
        };
        self.module.values.push(ValueDecl {
            name: name.sym.to_string(),
            kind: ValueKind::Variable(Arc::new(variable)),
            span: self.place.name_span(&name),
        });
        if let Some(signature) = self.place.constant(None, Some(&export.expr)) {
            self.add_callable(&name, signature, export.span.lo);
        }
    }

    /// What a default export is called that has no other name: the word that exports it.
    pub(super) fn default_name(&self, export: swc_common::Span) -> swc::Ident {
        const NAME: &str = "default";
        let text = self.place.text.get((export.lo.0 - FIRST.0) as usize..);
        let at = text.and_then(|text| text.find(NAME)).unwrap_or_default();
        let lo = export.lo + BytePos(at as u32);
        let span = swc_common::Span::new(lo, lo + BytePos(NAME.len() as u32));
        swc::Ident::new_no_ctxt(NAME.into(), span)
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
