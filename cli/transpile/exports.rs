//! Exports beside a `using` at the top of a module.
//!
//! Lowering wraps the module's statements in `try`, where no export can stand, and swc moves exported variables
//! behind it: they would be computed after the resource is gone. Here the name is exported apart from its
//! statement, so that the statement stays where its author put it.

use swc_common::{DUMMY_SP, Spanned};
use swc_ecma_ast::{
    Decl, ExportNamedSpecifier, ExportSpecifier, Ident, ModuleDecl, ModuleExportName, ModuleItem,
    NamedExport, Pat, Program, Stmt, VarDecl, VarDeclKind, VarDeclarator,
};
use swc_ecma_utils::{find_pat_ids, private_ident};

/// Turns `export const x = 1` into `const x = 1; export { x }`, and `export default` of an expression likewise.
pub(super) fn detach(program: &mut Program) {
    let Program::Module(module) = program else {
        return;
    };
    let is_using = |item: &ModuleItem| matches!(item, ModuleItem::Stmt(Stmt::Decl(Decl::Using(_))));
    if module.body.iter().any(is_using) {
        module.body = std::mem::take(&mut module.body)
            .into_iter()
            .flat_map(split)
            .collect();
    }
}

fn split(item: ModuleItem) -> Vec<ModuleItem> {
    match item {
        ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => match export.decl {
            Decl::Var(variables) => {
                let names: Vec<Ident> = find_pat_ids(&variables.decls);
                let exports = names
                    .into_iter()
                    .map(|name| export_as(name, None))
                    .collect();
                vec![
                    ModuleItem::Stmt(Stmt::Decl(Decl::Var(variables))),
                    named(exports),
                ]
            }
            _ => vec![ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export))],
        },
        ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultExpr(export)) => {
            let name = private_ident!(export.span(), "_default");
            let value = VarDeclarator {
                span: DUMMY_SP,
                name: Pat::Ident(name.clone().into()),
                init: Some(export.expr),
                definite: false,
            };
            let variable = VarDecl {
                kind: VarDeclKind::Const,
                decls: vec![value],
                ..VarDecl::default()
            };
            let default = Ident::new("default".into(), DUMMY_SP, Default::default());
            vec![
                ModuleItem::Stmt(Stmt::Decl(Decl::Var(Box::new(variable)))),
                named(vec![export_as(name, Some(default))]),
            ]
        }
        other => vec![other],
    }
}

fn export_as(name: Ident, exported: Option<Ident>) -> ExportSpecifier {
    ExportSpecifier::Named(ExportNamedSpecifier {
        span: DUMMY_SP,
        orig: ModuleExportName::Ident(name),
        exported: exported.map(ModuleExportName::Ident),
        is_type_only: false,
    })
}

fn named(specifiers: Vec<ExportSpecifier>) -> ModuleItem {
    let export = NamedExport {
        span: DUMMY_SP,
        specifiers,
        src: None,
        type_only: false,
        with: None,
    };
    ModuleItem::ModuleDecl(ModuleDecl::ExportNamed(export))
}
