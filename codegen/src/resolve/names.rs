//! What a name means in a module: a declaration there, an import, an export of another module, or one of
//! JavaScript's own. A name may mean a type, a value and a namespace, each for itself.

use std::collections::BTreeSet;

use super::exports::assigned;
use super::globals::{self, Global};
use super::near::nearest;
use super::program::{Found, ModuleId};
use crate::codes;
use crate::evaluate::Evaluator;
use crate::module::{Import, Imported, NamespaceName, Specifier, TaskModule, TypeBody};
use crate::parse::RUNTIME;
use crate::source::Span;

/// Which of its three meanings a name is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Space {
    Type,
    Value,
    /// What may stand before a dot in a type: namespaces, modules as a whole, enums.
    Namespace,
}

#[derive(Clone, Debug)]
pub(crate) enum Meaning {
    /// What a module declares, by its index among the types there, or among the values.
    Declared(ModuleId, usize),
    /// A member of an enum that a module declares.
    Member(ModuleId, usize, String),
    Global(Global),
    /// Something that a package exports which says nothing of its types, or is not there.
    Package(Package),
    /// The exports of a module as a whole.
    Namespace(ModuleId),
    /// Exported, but not as what is asked for.
    Value,
    /// Nothing; that has been reported where a type is asked for.
    Missing,
}

#[derive(Clone, Debug)]
pub(crate) struct Package {
    pub(crate) specifier: Specifier,
    /// Where it was looked for, if it was not found.
    pub(crate) tried: Option<Vec<String>>,
}

impl Evaluator<'_, '_> {
    pub(crate) fn meaning(
        &mut self,
        path: &[String],
        module: ModuleId,
        space: Space,
        span: Span,
    ) -> Meaning {
        let (last, before) = path.split_last().expect("knit: a reference without a name");
        let Some((first, middle)) = before.split_first() else {
            return self.name(last, module, space, span);
        };
        let mut at = self.name(first, module, Space::Namespace, span);
        if matches!(at, Meaning::Missing) && space == Space::Type {
            self.report_no_namespace(&path.join("."), first, module, span);
        }
        let mut behind = first;
        for name in middle {
            at = self.within(at, behind, name, Space::Namespace, span);
            behind = name;
        }
        self.within(at, behind, last, space, span)
    }

    /// Nobody says of a name that is imported but no namespace what is wrong with it until a type is asked of it.
    fn report_no_namespace(&mut self, whole: &str, first: &str, module: ModuleId, span: Span) {
        // Where it means no type either, that has been said then.
        if !matches!(
            self.name(first, module, Space::Type, span),
            Meaning::Missing
        ) {
            let place = self.place.clone();
            self.report(span, |span| codes::unknown_type(whole, &place, None, span));
        }
    }

    /// `import("…").a.b`: what a module that is named in place exports.
    pub(crate) fn imported_meaning(
        &mut self,
        specifier: &Specifier,
        path: &[String],
        module: ModuleId,
        space: Space,
        span: Span,
    ) -> Meaning {
        let mut at = match self.module_of(module, specifier) {
            Meaning::Missing => return Meaning::Missing,
            found => found,
        };
        let mut behind = specifier.text.as_str();
        for (index, name) in path.iter().enumerate() {
            let wanted = match index + 1 == path.len() {
                true => space,
                false => Space::Namespace,
            };
            at = self.within(at, behind, name, wanted, span);
            behind = name;
        }
        at
    }

    /// As [`Self::meaning`] of one name, but nothing is said where it has none.
    pub(crate) fn meaning_silently(
        &mut self,
        name: &str,
        module: ModuleId,
        space: Space,
    ) -> Meaning {
        self.found(name, module, space).unwrap_or(Meaning::Missing)
    }

    /// What a name means as a value, a namespace that can be looked into included.
    pub(crate) fn value_name(&mut self, name: &str, module: ModuleId) -> Meaning {
        match self.found(name, module, Space::Value) {
            Some(Meaning::Value) | None => match self.found(name, module, Space::Namespace) {
                Some(found @ Meaning::Namespace(_)) => found,
                _ => Meaning::Missing,
            },
            Some(found) => found,
        }
    }

    /// What a module or namespace exports as a value.
    pub(crate) fn exported_value(&mut self, module: ModuleId, name: &str) -> Meaning {
        for space in [Space::Value, Space::Namespace] {
            match self.exported(module, name, space, &mut BTreeSet::new()) {
                Some(Meaning::Value) | None => {}
                Some(found) => return found,
            }
        }
        Meaning::Missing
    }

    /// What stands behind a dot.
    fn within(
        &mut self,
        outer: Meaning,
        behind: &str,
        name: &str,
        space: Space,
        span: Span,
    ) -> Meaning {
        match outer {
            Meaning::Namespace(inner) => self.member(inner, behind, name, space, span),
            Meaning::Declared(module, index) => match self.beside_enum(module, index, name) {
                Some(inner) => self.member(inner, behind, name, space, span),
                None => Meaning::Member(module, index, name.to_string()),
            },
            Meaning::Package(package) => self
                .known_export(&package.specifier, name, space)
                .unwrap_or(Meaning::Package(package)),
            Meaning::Missing => Meaning::Missing,
            Meaning::Global(_) => {
                Meaning::Global(Global::Unevaluated("a property type of your own"))
            }
            Meaning::Member(..) | Meaning::Value => {
                let place = self.place.clone();
                let whole = format!("{behind}.{name}");
                self.report(span, |span| codes::unknown_type(&whole, &place, None, span));
                Meaning::Missing
            }
        }
    }

    /// The namespace that shares its name with an enum, where the enum has no such member.
    fn beside_enum(&mut self, module: ModuleId, index: usize, member: &str) -> Option<ModuleId> {
        let here = self.program.module(module);
        let decl = &here.types[index];
        if let TypeBody::Enum(body) = &decl.body
            && body.members.iter().any(|own| own.name == member)
        {
            return None;
        }
        let named = NamespaceName::Named(decl.name.clone());
        let at = here.namespaces.iter().position(|decl| decl.name == named)?;
        Some(self.program.namespace(module, at))
    }

    fn name(&mut self, name: &str, module: ModuleId, space: Space, span: Span) -> Meaning {
        if let Some(found) = self.found(name, module, space) {
            return found;
        }
        if let Some(global) = globals::global(name) {
            return Meaning::Global(global);
        }
        while self.program.widen(self.diagnostics) {
            if let Some(found) = self.found(name, module, space) {
                return found;
            }
        }
        let here = self.program.module(module);
        let near = nearest(name, names_of(&here)).or_else(|| nearest(name, globals::names()));
        let (near, place) = (near.map(str::to_string), self.place.clone());
        self.report(span, |span| {
            codes::unknown_type(name, &place, near.as_deref(), span)
        });
        Meaning::Missing
    }

    /// A name as the module declares or imports it, or the modules around it, or `declare global`.
    fn found(&mut self, name: &str, module: ModuleId, space: Space) -> Option<Meaning> {
        let mut at = Some(module);
        while let Some(module) = at {
            if let Some(found) = self.found_here(name, module, space) {
                return Some(found);
            }
            if let Some(namespace) = self.global_namespace(module)
                && let Some(found) = self.declared_apart(&namespace, name, space)
            {
                return Some(found);
            }
            let around = self.program.parent(module);
            if around.is_none()
                && let Some(found) = self.found_by_adders(name, module, space)
            {
                return Some(found);
            }
            at = around;
        }
        self.found_globally(name, space)
    }

    pub(super) fn found_here(
        &mut self,
        name: &str,
        module: ModuleId,
        space: Space,
    ) -> Option<Meaning> {
        let here = self.program.module(module);
        if let Some(found) = self.declared_here(&here, module, name, space) {
            return Some(found);
        }
        if let Some(alias) = here.aliases.iter().find(|alias| alias.name == name) {
            // `import a = a.b` would lead to itself.
            return match alias.path.first() {
                Some(first) if first == name => None,
                _ => Some(self.meaning(&alias.path, module, space, alias.span)),
            };
        }
        let mut imports = here.imports.iter();
        let import = imports.find(|import| import.local.as_deref() == Some(name))?;
        Some(self.imported(import, module, space))
    }

    /// A name in what another module adds to this one: there it means what it means in that module.
    fn found_by_adders(&mut self, name: &str, module: ModuleId, space: Space) -> Option<Meaning> {
        let mut adders = self.program.adders(module).into_iter();
        adders.find_map(|adder| self.found_here(name, adder, space))
    }

    pub(super) fn declared_here(
        &mut self,
        here: &TaskModule,
        module: ModuleId,
        name: &str,
        space: Space,
    ) -> Option<Meaning> {
        let ty = || here.types.iter().position(|decl| decl.name == name);
        let declared = |index| Meaning::Declared(module, index);
        match space {
            Space::Type => ty().map(declared),
            Space::Value => {
                let value = here.values.iter().position(|decl| decl.name == name);
                value.map(declared)
            }
            Space::Namespace => {
                let named = NamespaceName::Named(name.to_string());
                let namespace = here.namespaces.iter().position(|decl| decl.name == named);
                let enumeration = || ty().filter(|index| here.types[*index].is_enum());
                match (enumeration(), namespace) {
                    (Some(index), _) => Some(declared(index)),
                    (None, Some(index)) => {
                        Some(Meaning::Namespace(self.program.namespace(module, index)))
                    }
                    (None, None) => None,
                }
            }
        }
    }

    fn imported(&mut self, import: &Import, module: ModuleId, space: Space) -> Meaning {
        match &import.imported {
            Imported::Named(name) => {
                self.export_of(module, &import.specifier, name, space, import.span)
            }
            Imported::Namespace => self.whole(module, &import.specifier, space),
            Imported::Nothing => Meaning::Missing,
        }
    }

    /// What the name of a module as a whole means: where it is assigned a class, also that class.
    pub(super) fn whole(&mut self, from: ModuleId, specifier: &Specifier, space: Space) -> Meaning {
        let found = self.module_of(from, specifier);
        let Meaning::Namespace(module) = found else {
            return found;
        };
        let here = self.program.module(module);
        match assigned(&here) {
            Some(local) if space != Space::Namespace => {
                self.local_export(&here, module, local, space, &mut BTreeSet::new())
            }
            _ => found,
        }
    }

    /// A module as a whole.
    pub(super) fn module_of(&mut self, from: ModuleId, specifier: &Specifier) -> Meaning {
        if let Some(declared) = self.declared_module(specifier, true) {
            return declared;
        }
        match self.program.load(from, specifier, self.diagnostics) {
            Found::Module(module) => Meaning::Namespace(module),
            Found::Broken => Meaning::Missing,
            Found::Untyped => self.declared_elsewhere(specifier, None),
            Found::Missing(unresolved) if unresolved.package => {
                self.declared_elsewhere(specifier, Some(unresolved.tried))
            }
            // The stubs that are about to be generated need not be there yet.
            Found::Missing(_) if specifier.text.contains(".knit/") => Meaning::Missing,
            Found::Missing(unresolved) => {
                let tried = &unresolved.tried;
                let missing = codes::missing_file(&specifier.text, tried, specifier.span);
                self.diagnostics.push(missing);
                Meaning::Missing
            }
        }
    }

    /// A module without a file of types may be declared by another.
    fn declared_elsewhere(&mut self, specifier: &Specifier, tried: Option<Vec<String>>) -> Meaning {
        if specifier.text == RUNTIME {
            return Meaning::Namespace(self.runtime());
        }
        loop {
            if let Some(declared) = self.declared_module(specifier, false) {
                return declared;
            }
            if !self.program.widen(self.diagnostics) {
                return package(specifier, tried);
            }
        }
    }

    /// The module that `declare module "…"` declares in any of the modules that have been read. Unless those are
    /// scripts, that adds to a module which has a file as well.
    fn declared_module(&mut self, specifier: &Specifier, by_script: bool) -> Option<Meaning> {
        if specifier.is_relative() {
            return None;
        }
        for module in self.program.modules() {
            let here = self.program.module(module);
            if by_script && !here.is_script {
                continue;
            }
            let mut namespaces = here.namespaces.iter();
            let named = namespaces.position(|decl| names_module(&decl.name, &specifier.text));
            if let Some(index) = named {
                return Some(match here.namespaces[index].is_open {
                    true => package(specifier, None),
                    false => Meaning::Namespace(self.program.namespace(module, index)),
                });
            }
        }
        None
    }

    /// `ns.Member`, where `ns` is a module as a whole.
    fn member(
        &mut self,
        module: ModuleId,
        namespace: &str,
        member: &str,
        space: Space,
        span: Span,
    ) -> Meaning {
        let found = self.exported(module, member, space, &mut BTreeSet::new());
        let found = found.or_else(|| {
            let namespace = self.global_namespace(module)?;
            self.declared_anywhere(&namespace, member, space)
        });
        match found {
            Some(meaning) => meaning,
            None => {
                let near = self.near_export(module, member);
                self.report(span, |span| {
                    codes::missing_export(member, namespace, near.as_deref(), span)
                });
                Meaning::Missing
            }
        }
    }
}

fn package(specifier: &Specifier, tried: Option<Vec<String>>) -> Meaning {
    Meaning::Package(Package {
        specifier: specifier.clone(),
        tried,
    })
}

/// Whether `declare module "…"` means a specifier: its name may have a `*` for any text.
fn names_module(name: &NamespaceName, specifier: &str) -> bool {
    let NamespaceName::Module(name) = name else {
        return false;
    };
    match name.split_once('*') {
        None => name == specifier,
        Some((start, end)) => {
            specifier.len() >= start.len() + end.len()
                && specifier.starts_with(start)
                && specifier.ends_with(end)
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
