//! Tasks whose signatures are told by a type: of a constant, or of overloads that are all the same.

use super::{ModuleId, Resolver};
use crate::codes;
use crate::evaluate::types::{Param as Given, Signature};
use crate::evaluate::{Ty, Type};
use crate::module::{TaskDecl, Told};
use crate::schema::{Param, Task};

impl Resolver<'_, '_> {
    pub(super) fn told(&mut self, module: ModuleId, decl: &TaskDecl) -> Option<Task> {
        self.evaluator.place = format!("task `{}`", decl.name);
        let signatures = self.signatures(module, decl);
        if signatures.is_empty() && decl.told == Told::Type {
            // A type that says nothing of a function leaves it as it is written.
            return Some(self.written(module, decl));
        }
        self.of_signatures(module, decl, &signatures)
    }

    /// Nothing where there is none, or no single one; the latter has been reported.
    pub(super) fn of_signatures(
        &mut self,
        module: ModuleId,
        decl: &TaskDecl,
        signatures: &[Signature],
    ) -> Option<Task> {
        let (first, others) = signatures.split_first()?;
        let (name, span) = (&decl.name, decl.span);
        let same = others.iter().all(|other| self.is_same(first, other));
        let refused = if !same {
            codes::overloaded_task(name, span)
        } else if first.generic.is_some() {
            codes::generic_task(name, span)
        } else if first.this.is_some() {
            codes::this_parameter(name, span)
        } else if first.params.last().is_some_and(|last| last.rest) {
            codes::rest_parameter(name, span)
        } else {
            return Some(self.by_signature(module, decl, first));
        };
        self.evaluator.diagnostics.push(refused);
        None
    }

    fn signatures(&mut self, module: ModuleId, decl: &TaskDecl) -> Vec<Signature> {
        let home = self.evaluator.program.module(module);
        let values = &home.values;
        let Some(index) = values.iter().position(|value| value.name == decl.local) else {
            return Vec::new();
        };
        // What may be no function is nobody's mistake.
        let maybe = decl.told == Told::Value;
        let ty = match maybe {
            true => self
                .evaluator
                .silently(|it| it.function_value((module, index))),
            false => self.evaluator.function_value((module, index)),
        };
        match self.evaluator.types.get(ty) {
            Type::Object(_) => self.evaluator.apparent(ty).calls.clone(),
            _ => Vec::new(),
        }
    }

    fn is_same(&mut self, one: &Signature, other: &Signature) -> bool {
        let mut pairs = one.params.iter().zip(&other.params);
        one.params.len() == other.params.len()
            && pairs.all(|(one, other)| {
                one.optional == other.optional
                    && one.rest == other.rest
                    && self.evaluator.is_identical(one.ty, other.ty)
            })
            && self.evaluator.is_identical(one.result, other.result)
    }

    fn by_signature(&mut self, module: ModuleId, decl: &TaskDecl, signature: &Signature) -> Task {
        let params = signature.params.iter().enumerate();
        let params = params
            .map(|(index, param)| self.given_param(decl, index, param))
            .collect();
        self.evaluator.place = format!("the result of task `{}`", decl.name);
        let result = match decl.told {
            Told::Value | Told::Definition => self.inferred(module, decl, signature.result),
            Told::Function | Told::Overloads | Told::Type => {
                self.given(signature.result, decl.span)
            }
        };
        Task {
            name: decl.name.clone(),
            doc: decl.doc.clone(),
            params,
            result,
            made: None,
            span: decl.exported,
        }
    }

    fn given_param(&mut self, decl: &TaskDecl, index: usize, param: &Given) -> Param {
        let name = match &param.name {
            Some(name) => name.to_string(),
            None => format!("argument{index}"),
        };
        self.evaluator.place = format!("parameter `{name}` of task `{}`", decl.name);
        let ty: Ty = param.ty;
        Param {
            name,
            ty: self.lower(ty, decl.span),
            optional: param.optional,
            span: decl.span,
        }
    }
}
