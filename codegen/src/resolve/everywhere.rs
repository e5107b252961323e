//! Names that are known everywhere: what scripts declare, and what `declare global` adds in any module. Files add to
//! each other's namespaces and interfaces there.

use std::collections::BTreeSet;

use super::globals;
use super::names::{Meaning, Space};
use super::program::ModuleId;
use crate::evaluate::Evaluator;
use crate::evaluate::types::DeclId;
use crate::module::TypeBody;

impl Evaluator<'_, '_> {
    /// What scripts declare, and what `declare global` adds in any of the modules that have been read. What the
    /// project takes in unasked knows nothing better of JavaScript's own names.
    pub(super) fn found_globally(&mut self, name: &str, space: Space) -> Option<Meaning> {
        let is_known = globals::global(name).is_some();
        for scope in self.program.global_scopes() {
            if is_known && self.program.is_global(scope) {
                continue;
            }
            let here = self.program.module(scope);
            if let Some(found) = self.declared_here(&here, scope, name, space) {
                return Some(found);
            }
        }
        None
    }

    /// A member of a global namespace that any of the files declares which have been read: they add to each other's.
    pub(super) fn declared_apart(
        &mut self,
        namespace: &str,
        member: &str,
        space: Space,
    ) -> Option<Meaning> {
        let mut parts = self.namespaces(namespace).into_iter();
        parts.find_map(|part| self.exported(part, member, space, &mut BTreeSet::new()))
    }

    /// What the files that have been read declare of a global namespace, each as a module.
    fn namespaces(&mut self, name: &str) -> Vec<ModuleId> {
        let scopes = self.program.global_scopes().into_iter();
        let parts = scopes.filter_map(|scope| {
            let here = self.program.module(scope);
            match self.declared_here(&here, scope, name, Space::Namespace) {
                Some(Meaning::Namespace(part)) => Some(part),
                _ => None,
            }
        });
        parts.collect()
    }

    /// The same among all that the project has.
    pub(super) fn declared_anywhere(
        &mut self,
        namespace: &str,
        member: &str,
        space: Space,
    ) -> Option<Meaning> {
        loop {
            let found = self.declared_apart(namespace, member, space);
            if found.is_some() || !self.program.widen(self.diagnostics) {
                return found;
            }
        }
    }

    /// The declarations that make up an interface, the first of them in its stead.
    pub(crate) fn declared_together(&mut self, decl: DeclId) -> Vec<DeclId> {
        let (module, index) = decl;
        let here = self.program.module(module);
        let alone = self.program.parent(module).is_none() && !here.is_script;
        let name = &here.types[index].name;
        if alone || !self.program.is_own(here.file) || globals::global(name).is_some() {
            return vec![decl];
        }
        let mut found = Vec::new();
        for scope in self.scopes_together(module) {
            let there = self.program.module(scope);
            let interface = there.types.iter().position(|other| {
                other.name == *name && matches!(other.body, TypeBody::Interface { .. })
            });
            found.extend(interface.map(|index| (scope, index)));
        }
        match found.is_empty() {
            true => vec![decl],
            false => found,
        }
    }

    /// The scopes that are one with this one, which may be known everywhere.
    fn scopes_together(&mut self, module: ModuleId) -> Vec<ModuleId> {
        let namespace = self.global_namespace(module);
        if namespace.is_none() && !self.program.global_scopes().contains(&module) {
            return vec![module];
        }
        while self.program.widen(self.diagnostics) {}
        match namespace {
            Some(name) => self.namespaces(&name),
            None => self.program.global_scopes(),
        }
    }

    /// The name of a namespace that is known everywhere.
    pub(super) fn global_namespace(&mut self, module: ModuleId) -> Option<String> {
        let around = self.program.parent(module)?;
        let is_global = self.program.global_scopes().contains(&around);
        is_global.then(|| self.program.name_of(module)).flatten()
    }
}
