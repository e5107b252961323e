//! What the TypeScript compiler declares in the stead of a module, for results that knit cannot tell.
//!
//! The types in a declaration name what the module itself declares or imports, so they are evaluated there.

use std::sync::Arc;

use super::ModuleId;
use crate::evaluate::Evaluator;
use crate::module::{TaskModule, TypeExpr, TypeExprKind, ValueKind};

impl Evaluator<'_, '_> {
    /// The result of a function of a module, as it is declared.
    pub(super) fn declared_result(&mut self, module: ModuleId, name: &str) -> Option<TypeExpr> {
        let declared = self.declarations(module)?;
        let value = declared.values.iter().find(|value| value.name == name)?;
        match &value.kind {
            ValueKind::Function(signatures) => match &signatures[..] {
                [only] => only.result.clone(),
                _ => None,
            },
            ValueKind::Variable(variable) => match &*variable.ty.as_ref()?.kind {
                TypeExprKind::Function(function) => function.result.clone(),
                _ => None,
            },
            ValueKind::Class(_) | ValueKind::Enum(_) => None,
        }
    }

    fn declarations(&mut self, module: ModuleId) -> Option<Arc<TaskModule>> {
        if let Some(known) = self.declared.get(&module) {
            return known.clone();
        }
        let declared = self.program.declarations(module, self.diagnostics);
        let declared = declared.map(Arc::new);
        self.declared.insert(module, declared.clone());
        declared
    }
}
