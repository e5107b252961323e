//! What modules export: a name followed through declarations, imports and re-exports.

use std::collections::BTreeSet;

use super::globals;
use super::names::{Meaning, Space};
use super::near::nearest;
use super::program::ModuleId;
use crate::codes;
use crate::evaluate::Evaluator;
use crate::module::{Export, Imported, Specifier, TaskModule};
use crate::source::{Span, Unresolved};

impl Evaluator<'_, '_> {
    /// Reports a name that a module does not export in any sense. What has no exports at all is CommonJS.
    pub(super) fn check_export(
        &mut self,
        module: ModuleId,
        specifier: &str,
        name: &str,
        span: Span,
    ) {
        let exports = [Space::Value, Space::Type, Space::Namespace]
            .into_iter()
            .any(|space| {
                let found = self.exported(module, name, space, &mut BTreeSet::new());
                found.is_some()
            });
        if !exports && !self.program.module(module).is_script {
            let near = self.near_export(module, name);
            self.report(span, |span| {
                codes::missing_export(name, specifier, near.as_deref(), span)
            });
        }
    }

    /// What packages export that has a layout of its own: the numbers of the runtime's, and those of Node's
    /// classes that are there without an import as well. Known whether the packages are there or not.
    pub(super) fn known_export(
        &mut self,
        specifier: &Specifier,
        name: &str,
        space: Space,
    ) -> Option<Meaning> {
        if space != Space::Type {
            return None;
        }
        let package = specifier.text.as_str();
        let module = package.strip_prefix("node:").unwrap_or(package);
        if let ("buffer", "Buffer") | ("url", "URL" | "URLSearchParams") = (module, name) {
            return globals::global(name).map(Meaning::Global);
        }
        let numbers = self.number_types(package, name)?;
        self.exported(numbers, name, space, &mut BTreeSet::new())
    }

    /// What a module that is named by a specifier exports under a name.
    pub(super) fn export_of(
        &mut self,
        from: ModuleId,
        specifier: &Specifier,
        name: &str,
        space: Space,
        span: Span,
    ) -> Meaning {
        if let Some(known) = self.known_export(specifier, name, space) {
            return known;
        }
        let module = match self.module_of(from, specifier) {
            Meaning::Namespace(module) => module,
            other => return other,
        };
        match self.exported(module, name, space, &mut BTreeSet::new()) {
            Some(meaning) => meaning,
            // A name that is imported for its value may mean no type at all.
            None if space != Space::Type => Meaning::Missing,
            None => {
                let near = self.near_export(module, name);
                self.report(span, |span| {
                    codes::missing_export(name, &specifier.text, near.as_deref(), span)
                });
                Meaning::Missing
            }
        }
    }

    /// Follows an exported name through re-exports. `seen` ends circles of `export *`.
    pub(super) fn exported(
        &mut self,
        module: ModuleId,
        name: &str,
        space: Space,
        seen: &mut BTreeSet<(ModuleId, String)>,
    ) -> Option<Meaning> {
        if !seen.insert((module, name.to_string())) {
            return None;
        }
        let here = self.program.module(module);
        for export in &here.exports {
            match export {
                Export::Local {
                    local, exported, ..
                } if exported == name => {
                    return Some(self.local_export(&here, module, local, space, seen));
                }
                Export::From {
                    name: inner,
                    exported,
                    specifier,
                    ..
                } if exported == name => {
                    return self.exported_from(module, specifier, inner, space, seen);
                }
                Export::Whole {
                    exported,
                    specifier,
                } if exported == name => return Some(self.whole(module, specifier, space)),
                Export::Local { .. }
                | Export::From { .. }
                | Export::Whole { .. }
                | Export::Assigned { .. }
                | Export::All { .. } => {}
            }
        }
        if let Some(local) = assigned(&here) {
            return self.of_assigned(&here, module, local, name, space);
        }
        here.exports.iter().find_map(|export| match export {
            Export::All { specifier, .. } if name != "default" => {
                self.exported_from(module, specifier, name, space, seen)
            }
            Export::All { .. }
            | Export::Local { .. }
            | Export::From { .. }
            | Export::Assigned { .. }
            | Export::Whole { .. } => None,
        })
    }

    /// A member of what `export =` makes the module, which is its default export as well.
    fn of_assigned(
        &mut self,
        here: &TaskModule,
        module: ModuleId,
        local: &str,
        name: &str,
        space: Space,
    ) -> Option<Meaning> {
        if name == "default" {
            return Some(self.local_export(here, module, local, space, &mut BTreeSet::new()));
        }
        match self.local_export(here, module, local, Space::Namespace, &mut BTreeSet::new()) {
            Meaning::Namespace(inner) => self.exported(inner, name, space, &mut BTreeSet::new()),
            _ => None,
        }
    }

    /// What a name stands for that a module declares or imports, and exports.
    pub(super) fn local_export(
        &mut self,
        here: &TaskModule,
        module: ModuleId,
        local: &str,
        space: Space,
        seen: &mut BTreeSet<(ModuleId, String)>,
    ) -> Meaning {
        if let Some(found) = self.declared_here(here, module, local, space) {
            return found;
        }
        if here.aliases.iter().any(|alias| alias.name == local) {
            return self
                .found_here(local, module, space)
                .unwrap_or(Meaning::Missing);
        }
        let import = here
            .imports
            .iter()
            .find(|import| import.local.as_deref() == Some(local));
        match import.map(|import| (&import.imported, &import.specifier)) {
            Some((Imported::Named(name), specifier)) => self
                .exported_from(module, specifier, name, space, seen)
                .unwrap_or(Meaning::Missing),
            Some((Imported::Namespace | Imported::Nothing, specifier)) => {
                self.whole(module, specifier, space)
            }
            None => Meaning::Value,
        }
    }

    fn exported_from(
        &mut self,
        module: ModuleId,
        specifier: &Specifier,
        name: &str,
        space: Space,
        seen: &mut BTreeSet<(ModuleId, String)>,
    ) -> Option<Meaning> {
        if let Some(known) = self.known_export(specifier, name, space) {
            return Some(known);
        }
        match self.module_of(module, specifier) {
            Meaning::Namespace(inner) => self.exported(inner, name, space, seen),
            other => Some(other),
        }
    }

    pub(super) fn near_export(&self, module: ModuleId, name: &str) -> Option<String> {
        let here = self.program.module(module);
        let names = here.exports.iter().filter_map(|export| match export {
            Export::Local { exported, .. }
            | Export::From { exported, .. }
            | Export::Whole { exported, .. } => Some(exported.as_str()),
            Export::All { .. } | Export::Assigned { .. } => None,
        });
        nearest(name, names).map(str::to_string)
    }

    /// The files that the task module imports or passes on must be there, also those that no type leads to: the
    /// worker would not start. The stubs that are about to be generated need not be there yet.
    pub(crate) fn check_imports(&mut self) {
        let entry = self.program.module(ModuleId::ENTRY);
        let imported = entry.imports.iter().map(|import| &import.specifier);
        let passed_on = entry.exports.iter().filter_map(specifier_of);
        for specifier in imported.chain(passed_on) {
            let generated = specifier.text.contains(".knit/");
            if generated || specifier.text.contains('?') {
                continue;
            }
            if let Err(unresolved) = self.program.find(ModuleId::ENTRY, specifier)
                && !unresolved.package
            {
                let Unresolved { tried, .. } = unresolved;
                let missing = codes::missing_file(&specifier.text, &tried, specifier.span);
                self.diagnostics.push(missing);
            }
        }
    }
}

/// `export = local`.
pub(super) fn assigned(module: &TaskModule) -> Option<&str> {
    module.exports.iter().find_map(|export| match export {
        Export::Assigned { local } => Some(local.as_str()),
        Export::Local { .. } | Export::From { .. } | Export::Whole { .. } | Export::All { .. } => {
            None
        }
    })
}

fn specifier_of(export: &Export) -> Option<&Specifier> {
    match export {
        Export::From { specifier, .. }
        | Export::Whole { specifier, .. }
        | Export::All { specifier, .. } => Some(specifier),
        Export::Local { .. } | Export::Assigned { .. } => None,
    }
}
