//! Promises taken off the result of a task, also where a name or another promise is in between.

use super::Resolver;
use super::globals::Global;
use super::names::Meaning;
use super::program::ModuleId;
use crate::codes;
use crate::module::{Keyword, TypeBody, TypeExpr, TypeExprKind};

/// Names that are followed to find a promise behind them.
const LONGEST_CHAIN: usize = 64;

impl Resolver<'_, '_> {
    /// The type that awaiting gives, with the module that its names belong to. A name that stands for
    /// neither a promise nor `void` is kept, since its declaration is worth a name in the schema.
    pub(super) fn awaited(&mut self, expr: &TypeExpr, module: ModuleId) -> (TypeExpr, ModuleId) {
        let mut kept = (expr.clone(), module);
        let mut at = kept.clone();
        for _ in 0..LONGEST_CHAIN {
            let TypeExprKind::Ref { path, arguments } = &at.0.kind else {
                break;
            };
            match self.meaning(path, at.1, at.0.span) {
                Meaning::Global(Global::Promise) => match &arguments[..] {
                    [inner] => {
                        at = (inner.clone(), at.1);
                        kept = at.clone();
                        continue;
                    }
                    _ => {
                        let name = path.join(".");
                        self.diagnostics
                            .push(codes::argument_count(&name, &self.place, at.0.span));
                        return (
                            TypeExpr {
                                kind: TypeExprKind::Keyword(Keyword::Void),
                                span: at.0.span,
                            },
                            at.1,
                        );
                    }
                },
                Meaning::Declared(home, index) if arguments.is_empty() => {
                    let module = self.program.module(home);
                    let decl = &module.types[index];
                    match &decl.body {
                        TypeBody::Alias(inner) if decl.parameters.is_empty() => {
                            at = (inner.clone(), home)
                        }
                        _ => break,
                    }
                }
                _ => break,
            }
        }
        match at.0.kind {
            TypeExprKind::Keyword(Keyword::Void | Keyword::Never) => at,
            _ => kept,
        }
    }
}
