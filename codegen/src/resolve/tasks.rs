//! Which tasks the entry has: its own functions first, then those that it passes on from other modules,
//! both in the order of the source.
//!
//! A function that is passed on keeps the module that its types are named in. Names that are no functions
//! are no business of this file.

use std::collections::BTreeSet;

use super::program::{Found as Loaded, ModuleId};
use crate::evaluate::Evaluator;
use crate::module::{Export, Imported, Refused, Specifier, TaskDecl, TaskModule};
use crate::source::Span;
use crate::{check, codes};

/// A task with the module that the names in it belong to.
type Placed = (ModuleId, TaskDecl);

/// The functions that a module exports.
#[derive(Default)]
struct Found {
    tasks: Vec<Placed>,
    refused: Vec<Refused>,
}

impl Found {
    /// What comes by two ways is one.
    fn add(&mut self, other: Found) {
        for (module, task) in other.tasks {
            let is_same = |(home, known): &Placed| {
                *home == module && known.local == task.local && known.name == task.name
            };
            if !self.tasks.iter().any(is_same) {
                self.tasks.push((module, task));
            }
        }
        for refused in other.refused {
            let is_same =
                |known: &Refused| known.span == refused.span && known.name == refused.name;
            if !self.refused.iter().any(is_same) {
                self.refused.push(refused);
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.tasks.is_empty() && self.refused.is_empty()
    }

    /// What `export *` passes on of it, beside what is named in the same module.
    fn all_but(mut self, here: &TaskModule) -> Found {
        let is_hidden = |name: &str| name == "default" || names(here, name);
        self.tasks.retain(|(_, task)| !is_hidden(&task.name));
        self.refused.retain(|refused| !is_hidden(&refused.name));
        self
    }
}

impl Evaluator<'_, '_> {
    pub(super) fn exported_tasks(&mut self) -> Vec<Placed> {
        let Found { mut tasks, refused } = self.tasks_of(ModuleId::ENTRY, &mut BTreeSet::new());
        check::check_refused(&refused, self.diagnostics);
        let entry = self.program.module(ModuleId::ENTRY);
        drop_default(&mut tasks);
        // A message points into the entry, where there is something to change.
        for (_, task) in tasks
            .iter_mut()
            .filter(|(module, _)| *module != ModuleId::ENTRY)
        {
            if let Some(span) = entry
                .exports
                .iter()
                .find_map(|export| span_of(export, &task.name))
            {
                task.exported = span;
            }
        }
        tasks
    }

    /// `seen` ends circles of `export *`.
    fn tasks_of(&mut self, module: ModuleId, seen: &mut BTreeSet<ModuleId>) -> Found {
        if !seen.insert(module) {
            return Found::default();
        }
        let here = self.program.module(module);
        let tasks = here
            .tasks
            .iter()
            .map(|task| (module, task.clone()))
            .collect();
        let mut found = Found {
            tasks,
            refused: here.refused.clone(),
        };
        for export in &here.exports {
            match passed_on(export, &here) {
                Some(Passed::One {
                    specifier,
                    name,
                    exported,
                }) => {
                    let one =
                        self.one_from(module, specifier, name, exported, &mut BTreeSet::new());
                    if one.is_empty()
                        && let Export::From { span, .. } = export
                        && let Some(from) = self.module_with_tasks(module, specifier)
                    {
                        self.check_export(from, &specifier.text, name, *span);
                    }
                    found.add(one);
                }
                Some(Passed::All { specifier }) => {
                    let all = self
                        .module_with_tasks(module, specifier)
                        .map_or(Found::default(), |inner| self.tasks_of(inner, seen));
                    found.add(all.all_but(&here));
                }
                None => {}
            }
        }
        found
    }

    /// What another module exports as `name`, if that is a function, under the name given to it here.
    fn one_from(
        &mut self,
        from: ModuleId,
        specifier: &Specifier,
        name: &str,
        exported: &str,
        seen: &mut BTreeSet<(ModuleId, String)>,
    ) -> Found {
        let Some(module) = self.module_with_tasks(from, specifier) else {
            return Found::default();
        };
        let mut found = self.one_of(module, name, seen);
        for (_, task) in &mut found.tasks {
            task.name = exported.to_string();
        }
        found
    }

    fn one_of(
        &mut self,
        module: ModuleId,
        name: &str,
        seen: &mut BTreeSet<(ModuleId, String)>,
    ) -> Found {
        if !seen.insert((module, name.to_string())) {
            return Found::default();
        }
        let here = self.program.module(module);
        if let Some(task) = here.tasks.iter().find(|task| task.name == name) {
            return Found {
                tasks: vec![(module, task.clone())],
                refused: Vec::new(),
            };
        }
        if let Some(refused) = here.refused.iter().find(|refused| refused.name == name) {
            return Found {
                tasks: Vec::new(),
                refused: vec![refused.clone()],
            };
        }
        let mut found = Found::default();
        for export in &here.exports {
            match passed_on(export, &here) {
                Some(Passed::One {
                    specifier,
                    name: inner,
                    exported,
                }) if exported == name => {
                    found.add(self.one_from(module, specifier, inner, exported, seen));
                }
                Some(Passed::All { specifier }) => {
                    found.add(self.one_from(module, specifier, name, name, seen))
                }
                Some(Passed::One { .. }) | None => {}
            }
        }
        found
    }

    /// The worker would not start without it, so that it has to be there.
    fn module_with_tasks(&mut self, from: ModuleId, specifier: &Specifier) -> Option<ModuleId> {
        match self.program.load(from, specifier, self.diagnostics) {
            Loaded::Module(module) => Some(module),
            Loaded::Untyped | Loaded::Broken => None,
            Loaded::Missing(unresolved) => {
                let tried = &unresolved.tried;
                let missing = codes::missing_file(&specifier.text, tried, specifier.span);
                self.diagnostics.push(missing);
                None
            }
        }
    }
}

/// A default export that has a name as well can be called by that.
fn drop_default(tasks: &mut Vec<Placed>) {
    let named: Vec<(ModuleId, String)> = tasks
        .iter()
        .filter(|(_, task)| task.name != "default")
        .map(|(module, task)| (*module, task.local.clone()))
        .collect();
    tasks.retain(|(module, task)| {
        task.name != "default"
            || !named
                .iter()
                .any(|(home, local)| home == module && *local == task.local)
    });
}

/// Whether a module exports a name itself, which hides what it passes on under that name.
fn names(module: &TaskModule, name: &str) -> bool {
    module.exports.iter().any(|export| match export {
        Export::Local { exported, .. }
        | Export::From { exported, .. }
        | Export::Whole { exported, .. } => exported == name,
        Export::All { .. } | Export::Assigned { .. } => false,
    })
}

/// What an export passes on from another module.
enum Passed<'m> {
    One {
        specifier: &'m Specifier,
        name: &'m str,
        exported: &'m str,
    },
    All {
        specifier: &'m Specifier,
    },
}

fn passed_on<'m>(export: &'m Export, here: &'m TaskModule) -> Option<Passed<'m>> {
    match export {
        Export::Local {
            type_only: true, ..
        }
        | Export::From {
            type_only: true, ..
        }
        | Export::All {
            type_only: true, ..
        }
        | Export::Whole { .. }
        | Export::Assigned { .. } => None,
        Export::From {
            name,
            exported,
            specifier,
            ..
        } => Some(Passed::One {
            specifier,
            name,
            exported,
        }),
        Export::All { specifier, .. } => Some(Passed::All { specifier }),
        Export::Local {
            local, exported, ..
        } => {
            let mut imports = here.imports.iter().filter(|import| !import.type_only);
            let import = imports.find(|import| import.local.as_deref() == Some(local))?;
            match &import.imported {
                Imported::Named(name) => Some(Passed::One {
                    specifier: &import.specifier,
                    name,
                    exported,
                }),
                Imported::Namespace | Imported::Nothing => None,
            }
        }
    }
}

fn span_of(export: &Export, name: &str) -> Option<Span> {
    match export {
        Export::Local { exported, span, .. } | Export::From { exported, span, .. }
            if exported == name =>
        {
            Some(*span)
        }
        Export::Local { .. }
        | Export::From { .. }
        | Export::Whole { .. }
        | Export::All { .. }
        | Export::Assigned { .. } => None,
    }
}
