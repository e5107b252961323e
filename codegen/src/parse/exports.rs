//! The export list of a module, in its several spellings, and the tasks among it.

use std::sync::Arc;

use swc_ecma_ast as swc;

use super::functions::bare;
use super::items::{Reader, export_name};
use crate::module::{Export, Refusal, Refused, TaskDecl, Told};
use crate::source::Span;

impl Reader<'_> {
    pub(super) fn export(&mut self, item: &swc::ModuleItem) {
        use swc::ModuleDecl::*;
        let swc::ModuleItem::ModuleDecl(decl) = item else {
            return;
        };
        match decl {
            ExportDecl(export) => self.export_decl(&export.decl),
            ExportNamed(named) => self.export_named(named),
            ExportAll(all) => {
                let specifier = self.specifier(&all.src);
                let type_only = all.type_only;
                let export = Export::All {
                    specifier,
                    type_only,
                };
                self.module.exports.push(export);
            }
            ExportDefaultDecl(export) => self.export_default(export),
            ExportDefaultExpr(export) => self.export_default_value(export),
            TsExportAssignment(export) => {
                let span = self.place.span(export.span);
                self.refuse("export =", Refusal::Assignment, span);
                if let swc::Expr::Ident(name) = bare(&export.expr) {
                    let local = name.sym.to_string();
                    self.module.exports.push(Export::Assigned { local });
                }
            }
            TsImportEquals(import) if import.is_export => {
                self.export_local(&import.id, &import.id.sym, None)
            }
            Import(_) | TsImportEquals(_) | TsNamespaceExport(_) => {}
        }
    }

    fn export_decl(&mut self, decl: &swc::Decl) {
        match decl {
            // Overloads export the same name once more: the first declaration stands for all.
            swc::Decl::Fn(function) => {
                let exported = self.module.exports.iter().any(|export| {
                    matches!(export, Export::Local { exported, type_only: false, .. }
                        if **exported == *function.ident.sym)
                });
                if !exported
                    || self
                        .callables
                        .get(&*function.ident.sym)
                        .is_none_or(|known| known.declarations == 1)
                {
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
            swc::Decl::TsInterface(interface) => self.export_declared(&interface.id),
            swc::Decl::TsTypeAlias(alias) => self.export_declared(&alias.id),
            swc::Decl::TsEnum(decl) => self.export_local(&decl.id, &decl.id.sym, None),
            swc::Decl::TsModule(module) => {
                if let swc::TsModuleName::Ident(name) = &module.id {
                    self.export_beside(name);
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
                        let name = export_name(exported);
                        match named.type_only || spec.is_type_only {
                            true => self.export_type(local, &name, span),
                            false => self.export_local(local, &name, Some(span)),
                        }
                    }
                }
                (swc::ExportSpecifier::Named(spec), Some(source)) => {
                    let exported = spec.exported.as_ref().unwrap_or(&spec.orig);
                    let export = Export::From {
                        name: export_name(&spec.orig),
                        exported: export_name(exported),
                        specifier: self.specifier(source),
                        span: self.place.span(&spec.orig),
                        type_only: named.type_only || spec.is_type_only,
                    };
                    self.module.exports.push(export);
                }
                // `export * as ns` makes a namespace object, and no function is a task there.
                (swc::ExportSpecifier::Namespace(whole), Some(source)) => {
                    let export = Export::Whole {
                        exported: export_name(&whole.name),
                        specifier: self.specifier(source),
                    };
                    self.module.exports.push(export);
                }
                (swc::ExportSpecifier::Namespace(_) | swc::ExportSpecifier::Default(_), _) => {}
            }
        }
    }

    fn export_default(&mut self, export: &swc::ExportDefaultDecl) {
        let name = match &export.decl {
            swc::DefaultDecl::Fn(function) => function.ident.as_ref(),
            swc::DefaultDecl::Class(class) => class.ident.as_ref(),
            swc::DefaultDecl::TsInterfaceDecl(interface) => Some(&interface.id),
        };
        let name = name.map_or_else(|| self.default_name(export.span), swc::Ident::clone);
        self.export_default_once(&name);
    }

    fn export_default_value(&mut self, export: &swc::ExportDefaultExpr) {
        let name = match bare(&export.expr) {
            swc::Expr::Ident(name) => name.clone(),
            _ => self.default_name(export.span),
        };
        self.export_default_once(&name);
    }

    /// Overloads, and interfaces beside a value, export the same thing once more.
    fn export_default_once(&mut self, name: &swc::Ident) {
        let known = self.module.exports.iter().any(
            |export| matches!(export, Export::Local { exported, .. } if exported == "default"),
        );
        if !known {
            self.export_local(name, "default", None);
        }
    }

    /// A declaration of a type, which a function may share its name with.
    fn export_declared(&mut self, name: &swc::Ident) {
        self.export_type(name, &name.sym, self.place.name_span(name));
    }

    fn export_type(&mut self, local: &swc::Ident, exported: &str, span: Span) {
        self.module.exports.push(Export::Local {
            local: local.sym.to_string(),
            exported: exported.to_string(),
            span,
            type_only: true,
        });
    }

    /// A namespace, which adds to a function, class or enum of its name that is exported as well.
    fn export_beside(&mut self, name: &swc::Ident) {
        self.module.exports.push(Export::Local {
            local: name.sym.to_string(),
            exported: name.sym.to_string(),
            span: self.place.name_span(name),
            type_only: false,
        });
    }

    /// Exports a local name, as a task where it is a function.
    fn export_local(&mut self, local: &swc::Ident, exported: &str, span: Option<Span>) {
        let span = span.unwrap_or_else(|| self.place.name_span(local));
        let export = Export::Local {
            local: local.sym.to_string(),
            exported: exported.to_string(),
            span,
            type_only: false,
        };
        self.module.exports.push(export);
        let Some(callable) = self.callables.get(&*local.sym) else {
            return;
        };
        let told = match callable.declarations {
            1 => callable.signature.told,
            _ => Told::Overloads,
        };
        if let Some(why) = callable.signature.refusal {
            let refused = Refused {
                name: exported.to_string(),
                why,
                span: callable.span,
            };
            self.module.refused.push(refused);
            return;
        }
        self.module.tasks.push(TaskDecl {
            name: exported.to_string(),
            doc: callable.doc.clone(),
            function: Arc::clone(&callable.signature.function),
            told,
            definition: callable.signature.definition.clone(),
            local: local.sym.to_string(),
            span: callable.span,
            exported: span,
        });
    }

    pub(super) fn refuse(&mut self, name: &str, why: Refusal, span: Span) {
        self.module.refused.push(Refused {
            name: name.to_string(),
            why,
            span,
        });
    }
}
