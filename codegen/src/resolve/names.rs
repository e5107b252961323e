//! What a type name means in a module: a declaration there, an import, an export of another module, or
//! one of JavaScript's own.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Resolver;
use super::globals::{self, Global};
use super::program::ModuleId;
use crate::codes;
use crate::module::{Export, Import, Imported, Specifier, TaskModule};
use crate::source::Span;

pub(super) enum Meaning {
    /// A type that a module declares, by its index there.
    Declared(ModuleId, usize),
    Global(Global),
    /// Something that a package exports.
    Package(String),
    /// The exports of a module as a whole.
    Namespace(ModuleId),
    /// Exported, but not as a type.
    Value,
    /// Nothing; that has been reported.
    Missing,
}

impl Resolver<'_, '_> {
    pub(super) fn meaning(&mut self, path: &[String], module: ModuleId, span: Span) -> Meaning {
        let (name, rest) = path
            .split_first()
            .expect("knit: a reference without a name");
        let meaning = self.name(name, module, span);
        match (meaning, rest) {
            (meaning, []) => meaning,
            (Meaning::Namespace(inner), [member]) => self.member(inner, name, member, span),
            (Meaning::Package(package), _) => Meaning::Package(package),
            (Meaning::Missing, _) => Meaning::Missing,
            _ => Meaning::Global(Global::Unevaluated("a property type of your own")),
        }
    }

    fn name(&mut self, name: &str, module: ModuleId, span: Span) -> Meaning {
        let here = self.program.module(module);
        if let Some(index) = here.types.iter().position(|decl| decl.name == name) {
            return Meaning::Declared(module, index);
        }
        let import = here
            .imports
            .iter()
            .find(|import| import.local.as_deref() == Some(name));
        if let Some(import) = import {
            return self.imported(import, module);
        }
        if let Some(global) = globals::global(name) {
            return Meaning::Global(global);
        }
        let near = nearest(name, names_of(&here)).or_else(|| nearest(name, globals::names()));
        self.diagnostics
            .push(codes::unknown_type(name, &self.place, near, span));
        Meaning::Missing
    }

    fn imported(&mut self, import: &Import, module: ModuleId) -> Meaning {
        match &import.imported {
            Imported::Named(name) => self.export_of(module, &import.specifier, name, import.span),
            Imported::Namespace => match import.specifier.is_relative() {
                true => self
                    .load(module, &import.specifier)
                    .map_or(Meaning::Missing, Meaning::Namespace),
                false => Meaning::Package(import.specifier.text.clone()),
            },
            Imported::Nothing => Meaning::Missing,
        }
    }

    /// `ns.Member`, where `ns` is a module as a whole.
    fn member(&mut self, module: ModuleId, namespace: &str, member: &str, span: Span) -> Meaning {
        match self.exported(module, member, &mut BTreeSet::new()) {
            Some(meaning) => meaning,
            None => {
                let near = self.near_export(module, member);
                self.diagnostics.push(codes::missing_export(
                    member,
                    namespace,
                    near.as_deref(),
                    span,
                ));
                Meaning::Missing
            }
        }
    }

    fn load(&mut self, from: ModuleId, specifier: &Specifier) -> Option<ModuleId> {
        self.program.load(from, specifier, self.diagnostics)
    }

    /// What a module that is named by a specifier exports under a name.
    fn export_of(
        &mut self,
        from: ModuleId,
        specifier: &Specifier,
        name: &str,
        span: Span,
    ) -> Meaning {
        if !specifier.is_relative() {
            return Meaning::Package(specifier.text.clone());
        }
        let Some(module) = self.load(from, specifier) else {
            return Meaning::Missing;
        };
        match self.exported(module, name, &mut BTreeSet::new()) {
            Some(meaning) => meaning,
            None => {
                let near = self.near_export(module, name);
                self.diagnostics.push(codes::missing_export(
                    name,
                    &specifier.text,
                    near.as_deref(),
                    span,
                ));
                Meaning::Missing
            }
        }
    }

    /// Follows an exported name through re-exports. `seen` ends circles of `export *`.
    fn exported(
        &mut self,
        module: ModuleId,
        name: &str,
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
                    return Some(self.local_export(&here, module, local, seen));
                }
                Export::From {
                    name: inner,
                    exported,
                    specifier,
                    ..
                } if exported == name => {
                    return self.exported_from(module, specifier, inner, seen);
                }
                Export::Local { .. } | Export::From { .. } | Export::All { .. } => {}
            }
        }
        here.exports.iter().find_map(|export| match export {
            Export::All { specifier } if name != "default" && specifier.is_relative() => {
                self.exported_from(module, specifier, name, seen)
            }
            _ => None,
        })
    }

    fn local_export(
        &mut self,
        here: &Rc<TaskModule>,
        module: ModuleId,
        local: &str,
        seen: &mut BTreeSet<(ModuleId, String)>,
    ) -> Meaning {
        if let Some(index) = here.types.iter().position(|decl| decl.name == local) {
            return Meaning::Declared(module, index);
        }
        let import = here
            .imports
            .iter()
            .find(|import| import.local.as_deref() == Some(local));
        match import.map(|import| (&import.imported, &import.specifier)) {
            Some((Imported::Named(name), specifier)) => self
                .exported_from(module, specifier, name, seen)
                .unwrap_or(Meaning::Missing),
            Some((Imported::Namespace | Imported::Nothing, specifier)) => {
                match specifier.is_relative() {
                    true => self
                        .load(module, specifier)
                        .map_or(Meaning::Missing, Meaning::Namespace),
                    false => Meaning::Package(specifier.text.clone()),
                }
            }
            None => Meaning::Value,
        }
    }

    fn exported_from(
        &mut self,
        module: ModuleId,
        specifier: &Specifier,
        name: &str,
        seen: &mut BTreeSet<(ModuleId, String)>,
    ) -> Option<Meaning> {
        if !specifier.is_relative() {
            return Some(Meaning::Package(specifier.text.clone()));
        }
        match self.load(module, specifier) {
            Some(inner) => self.exported(inner, name, seen),
            None => Some(Meaning::Missing),
        }
    }

    fn near_export(&self, module: ModuleId, name: &str) -> Option<String> {
        let here = self.program.module(module);
        let names = here.exports.iter().filter_map(|export| match export {
            Export::Local { exported, .. } | Export::From { exported, .. } => {
                Some(exported.as_str())
            }
            Export::All { .. } => None,
        });
        nearest(name, names).map(str::to_string)
    }

    /// The files that the task module imports must be there, also those that no type leads to: the
    /// worker would not start. The stubs that are about to be generated need not be there yet.
    pub(super) fn check_imports(&mut self) {
        let entry = self.program.module(ModuleId::ENTRY);
        for import in &entry.imports {
            let specifier = &import.specifier;
            let generated = specifier.text.contains(".knit/");
            if specifier.is_relative() && !generated && !specifier.text.contains('?') {
                self.program
                    .find(ModuleId::ENTRY, specifier, self.diagnostics);
            }
        }
    }
}

fn names_of(module: &TaskModule) -> impl Iterator<Item = &str> {
    let declared = module.types.iter().map(|decl| decl.name.as_str());
    declared.chain(
        module
            .imports
            .iter()
            .filter_map(|import| import.local.as_deref()),
    )
}

/// The name that a misspelt one probably means.
fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let limit = 1 + name.chars().count() / 4;
    let distances = names.map(|other| (distance(name, other), other));
    distances
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// Edits that turn one name into the other. A different case counts as half an edit would: not at all.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.to_lowercase().chars().enumerate() {
        let mut corner = row[0];
        row[0] = index + 1;
        for (column, against) in other.iter().enumerate() {
            let replaced = corner + usize::from(letter != *against);
            corner = row[column + 1];
            row[column + 1] = replaced.min(corner + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}
