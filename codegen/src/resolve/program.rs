//! The modules that are known so far, read through the loader when a name leads to them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::codes;
use crate::module::{NamespaceName, Specifier, TaskModule};
use crate::parse::declarations::merge;
use crate::parse::{parse, parse_own};
use crate::report::Diagnostics;
use crate::source::{FileId, Loader, Sources, Span};

/// Index into the program's modules; the task module is the first. Namespaces are modules as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ModuleId(usize);

impl ModuleId {
    pub(crate) const ENTRY: ModuleId = ModuleId(0);
}

pub struct Program<'p> {
    loader: &'p dyn Loader,
    sources: &'p mut Sources,
    modules: Vec<Arc<TaskModule>>,
    /// The module around each namespace.
    parents: Vec<Option<ModuleId>>,
    /// By the module around them, and their index there.
    namespaces: BTreeMap<(ModuleId, usize), ModuleId>,
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
            modules: vec![Arc::new(entry)],
            parents: vec![None],
            namespaces: BTreeMap::new(),
            loaded,
        }
    }

    pub(crate) fn module(&self, id: ModuleId) -> Arc<TaskModule> {
        Arc::clone(&self.modules[id.0])
    }

    pub(crate) fn parent(&self, id: ModuleId) -> Option<ModuleId> {
        self.parents[id.0]
    }

    /// All that have been read so far, namespaces too.
    pub(crate) fn modules(&self) -> impl Iterator<Item = ModuleId> + use<> {
        (0..self.modules.len()).map(ModuleId)
    }

    /// Takes in a module that no file holds alone.
    pub(crate) fn adopt(&mut self, module: Arc<TaskModule>, parent: Option<ModuleId>) -> ModuleId {
        self.modules.push(module);
        self.parents.push(parent);
        ModuleId(self.modules.len() - 1)
    }

    /// The namespace that a module declares, as a module.
    pub(crate) fn namespace(&mut self, module: ModuleId, index: usize) -> ModuleId {
        if let Some(known) = self.namespaces.get(&(module, index)) {
            return *known;
        }
        let body = Arc::clone(&self.modules[module.0].namespaces[index].body);
        let id = self.adopt(body, Some(module));
        self.namespaces.insert((module, index), id);
        id
    }

    /// Whether a file is one that was read, rather than what knit declares itself.
    pub(crate) fn is_own(&self, file: FileId) -> bool {
        file != Span::NOWHERE.file
    }

    /// The module that a relative specifier means. What is wrong with it has been reported.
    pub(crate) fn load(
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
    pub(crate) fn find(
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
        let mut module = parse(self.sources, file, diagnostics)?;
        for more in self.augmentations(path) {
            merge(&mut module, more);
        }
        Some(self.adopt(Arc::new(module), None))
    }

    /// What the TypeScript compiler declares in the stead of a module, if it is asked.
    pub(crate) fn declarations(
        &self,
        module: ModuleId,
        diagnostics: &mut Diagnostics,
    ) -> Option<TaskModule> {
        let path = &self.sources.get(self.modules[module.0].file).path;
        let text = self.loader.declarations(path)?;
        parse_own("declarations.d.ts", &text, diagnostics)
    }

    /// What the modules that are known so far add to another one: `declare module "./registry.ts"`.
    fn augmentations(&self, path: &str) -> Vec<TaskModule> {
        let mut found = Vec::new();
        for module in &self.modules {
            for namespace in &module.namespaces {
                let NamespaceName::Module(name) = &namespace.name else {
                    continue;
                };
                let specifier = Specifier {
                    text: name.clone(),
                    span: namespace.span,
                };
                let here = &self.sources.get(module.file).path;
                if specifier.is_relative()
                    && self.loader.resolve(here, name).is_ok_and(|it| it == path)
                {
                    found.push((*namespace.body).clone());
                }
            }
        }
        found
    }

    /// The text of a type, as the user wrote it, where it fits into a message.
    pub(crate) fn written(&self, span: Span) -> Option<&str> {
        if !self.is_own(span.file) {
            return None;
        }
        let text = self.sources.text(span);
        let fits = !text.is_empty() && text.len() <= 40 && !text.contains(['\n', '`']);
        fits.then_some(text)
    }
}
