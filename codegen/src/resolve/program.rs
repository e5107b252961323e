//! The modules that are known so far, read through the loader when a name leads to them.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::codes;
use crate::module::{Specifier, TaskModule};
use crate::parse::parse;
use crate::report::Diagnostics;
use crate::source::{Loader, Sources};

/// Index into the program's modules; the task module is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ModuleId(usize);

impl ModuleId {
    pub(super) const ENTRY: ModuleId = ModuleId(0);
}

pub struct Program<'p> {
    loader: &'p dyn Loader,
    sources: &'p mut Sources,
    modules: Vec<Rc<TaskModule>>,
    /// By path. `None` where a module could not be read or parsed, which has been reported.
    loaded: BTreeMap<String, Option<ModuleId>>,
}

impl<'p> Program<'p> {
    pub fn new(loader: &'p dyn Loader, sources: &'p mut Sources, entry: TaskModule) -> Program<'p> {
        let path = sources.get(entry.file).path.clone();
        let loaded = BTreeMap::from([(path, Some(ModuleId::ENTRY))]);
        Program {
            loader,
            sources,
            modules: vec![Rc::new(entry)],
            loaded,
        }
    }

    pub(super) fn module(&self, id: ModuleId) -> Rc<TaskModule> {
        Rc::clone(&self.modules[id.0])
    }

    /// The module that a relative specifier means. What is wrong with it has been reported.
    pub(super) fn load(
        &mut self,
        from: ModuleId,
        specifier: &Specifier,
        diagnostics: &mut Diagnostics,
    ) -> Option<ModuleId> {
        let path = self.find(from, specifier, diagnostics)?;
        if let Some(known) = self.loaded.get(&path) {
            return *known;
        }
        let module = self.read(&path, specifier, diagnostics);
        self.loaded.insert(path, module);
        module
    }

    /// The path of the file that a specifier means, which must be there.
    pub(super) fn find(
        &self,
        from: ModuleId,
        specifier: &Specifier,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        let here = &self.sources.get(self.modules[from.0].file).path;
        match self.loader.resolve(here, &specifier.text) {
            Ok(path) => Some(path),
            Err(tried) => {
                diagnostics.push(codes::missing_file(&specifier.text, &tried, specifier.span));
                None
            }
        }
    }

    fn read(
        &mut self,
        path: &str,
        specifier: &Specifier,
        diagnostics: &mut Diagnostics,
    ) -> Option<ModuleId> {
        let text = match self.loader.read(path) {
            Ok(text) => text,
            Err(reason) => {
                diagnostics
                    .push(codes::unreadable(path, &reason).label(specifier.span, "imported here"));
                return None;
            }
        };
        let file = self.sources.add(path, text);
        let module = parse(self.sources, file, diagnostics)?;
        self.modules.push(Rc::new(module));
        Some(ModuleId(self.modules.len() - 1))
    }

    /// The text of a type, as the user wrote it, where it fits into a message.
    pub(super) fn written(&self, span: crate::source::Span) -> Option<&str> {
        let text = self.sources.text(span);
        let fits = !text.is_empty() && text.len() <= 40 && !text.contains(['\n', '`']);
        fits.then_some(text)
    }
}
