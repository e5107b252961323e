//! The modules that are known so far, read through the loader when a name leads to them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::codes;
use crate::module::{Import, Imported, NamespaceName, Specifier, TaskModule};
use crate::parse::declarations::merge;
use crate::parse::{parse, parse_own};
use crate::report::Diagnostics;
use crate::source::{self, FileId, Loader, Sources, Span, Unresolved, is_script};

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
    /// What specifiers mean, by the file that they stand in.
    resolved: BTreeMap<(FileId, String), Result<String, Unresolved>>,
    /// Modules whose references have been followed, and those whose imports have been as well.
    widened: BTreeSet<ModuleId>,
    opened: BTreeSet<ModuleId>,
    /// Modules that were read for what they declare everywhere.
    global: BTreeSet<ModuleId>,
    asked_for_globals: bool,
    /// Modules that add to others by `declare module`.
    adders: BTreeMap<ModuleId, Vec<ModuleId>>,
    /// Whose names are known everywhere, and how many modules have been searched for them.
    scopes: Vec<ModuleId>,
    searched: usize,
}

/// Where a specifier leads.
pub(crate) enum Found {
    Module(ModuleId),
    /// JavaScript of a package, which says nothing of types.
    Untyped,
    Missing(Unresolved),
    /// It cannot be read, and that has been reported.
    Broken,
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
            resolved: BTreeMap::new(),
            widened: BTreeSet::new(),
            opened: BTreeSet::new(),
            global: BTreeSet::new(),
            asked_for_globals: false,
            adders: BTreeMap::new(),
            scopes: Vec::new(),
            searched: 0,
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

    /// The modules that add to this one.
    pub(crate) fn adders(&self, module: ModuleId) -> Vec<ModuleId> {
        self.adders.get(&module).cloned().unwrap_or_default()
    }

    /// What a namespace is called.
    pub(crate) fn name_of(&self, namespace: ModuleId) -> Option<String> {
        let mut known = self.namespaces.iter();
        let (&(around, index), _) = known.find(|(_, id)| **id == namespace)?;
        match &self.modules[around.0].namespaces[index].name {
            NamespaceName::Named(name) => Some(name.clone()),
            NamespaceName::Module(_) | NamespaceName::Global => None,
        }
    }

    /// Whether a file is one that was read, rather than what knit declares itself.
    pub(crate) fn is_own(&self, file: FileId) -> bool {
        file != Span::NOWHERE.file
    }

    /// The module that a specifier means.
    pub(crate) fn load(
        &mut self,
        from: ModuleId,
        specifier: &Specifier,
        diagnostics: &mut Diagnostics,
    ) -> Found {
        let path = match self.find(from, specifier) {
            Ok(path) if is_script(&path) && !specifier.is_relative() => return Found::Untyped,
            Ok(path) => path,
            Err(unresolved) => return Found::Missing(unresolved),
        };
        self.load_file(&path, specifier, diagnostics)
            .map_or(Found::Broken, Found::Module)
    }

    fn load_file(
        &mut self,
        path: &str,
        specifier: &Specifier,
        diagnostics: &mut Diagnostics,
    ) -> Option<ModuleId> {
        if let Some(known) = self.loaded.get(path) {
            return *known;
        }
        let module = self.read(path, specifier, diagnostics);
        self.loaded.insert(path.to_string(), module);
        module
    }

    /// The path of the file that a specifier means.
    pub(crate) fn find(
        &mut self,
        from: ModuleId,
        specifier: &Specifier,
    ) -> Result<String, Unresolved> {
        let file = self.modules[from.0].file;
        self.resolve(file, &specifier.text)
    }

    fn resolve(&mut self, from: FileId, specifier: &str) -> Result<String, Unresolved> {
        let key = (from, specifier.to_string());
        if let Some(known) = self.resolved.get(&key) {
            return known.clone();
        }
        let found = self.loader.resolve(&self.sources.get(from).path, specifier);
        self.resolved.insert(key, found.clone());
        found
    }

    /// Reads more of what declares names everywhere: what the modules that are known refer to, then what the
    /// project takes in unasked, and then what they import of the project. Says whether there was more.
    pub(crate) fn widen(&mut self, diagnostics: &mut Diagnostics) -> bool {
        let before = self.modules.len();
        for module in self.modules() {
            if self.widened.insert(module) && self.is_own(self.modules[module.0].file) {
                self.follow_references(module, diagnostics);
            }
        }
        if self.modules.len() == before && !self.asked_for_globals {
            self.read_globals(diagnostics);
        }
        if self.modules.len() == before {
            self.follow_imports(diagnostics);
        }
        self.modules.len() > before
    }

    fn read_globals(&mut self, diagnostics: &mut Diagnostics) {
        self.asked_for_globals = true;
        let entry = self.modules[ModuleId::ENTRY.0].file;
        for path in self.loader.globals(&self.sources.get(entry).path) {
            let specifier = Specifier {
                text: path.clone(),
                span: Span::start_of(entry),
            };
            let module = self.load_file(&path, &specifier, diagnostics);
            self.global.extend(module);
        }
    }

    fn follow_imports(&mut self, diagnostics: &mut Diagnostics) {
        for from in self.modules() {
            let module = Arc::clone(&self.modules[from.0]);
            if !self.opened.insert(from) || !self.is_own(module.file) {
                continue;
            }
            for Import { specifier, .. } in &module.imports {
                if specifier.is_relative() {
                    self.load(from, specifier, diagnostics);
                }
            }
        }
    }

    fn follow_references(&mut self, from: ModuleId, diagnostics: &mut Diagnostics) {
        let module = Arc::clone(&self.modules[from.0]);
        let is_global = self.global.contains(&from);
        for reference in &module.references {
            let specifier = &reference.specifier;
            let found = match self.load(from, specifier, diagnostics) {
                Found::Module(found) => found,
                Found::Untyped | Found::Missing(_) | Found::Broken => continue,
            };
            if is_global || reference.package {
                self.global.insert(found);
            }
        }
        let effects = module
            .imports
            .iter()
            .filter(|import| import.imported == Imported::Nothing);
        for import in effects {
            self.load(from, &import.specifier, diagnostics);
        }
    }

    /// The modules whose names are known everywhere: scripts, and what stands in `declare global`.
    pub(crate) fn global_scopes(&mut self) -> Vec<ModuleId> {
        while self.searched < self.modules.len() {
            let id = ModuleId(self.searched);
            let module = Arc::clone(&self.modules[self.searched]);
            self.searched += 1;
            if !self.is_own(module.file) {
                continue;
            }
            if module.is_script {
                self.scopes.push(id);
            }
            for (index, namespace) in module.namespaces.iter().enumerate() {
                match namespace.name {
                    NamespaceName::Global => {
                        let global = self.namespace(id, index);
                        self.scopes.push(global);
                    }
                    // It may have a `declare global` of its own.
                    NamespaceName::Module(_) => {
                        self.namespace(id, index);
                    }
                    NamespaceName::Named(_) => {}
                }
            }
        }
        self.scopes.clone()
    }

    /// Whether a module was read for what it declares everywhere, rather than by its name.
    pub(crate) fn is_global(&self, module: ModuleId) -> bool {
        let mut at = Some(module);
        while let Some(module) = at {
            if self.global.contains(&module) {
                return true;
            }
            at = self.parent(module);
        }
        false
    }

    /// How the entry would import a module, or what that module means by a relative specifier.
    pub(crate) fn way(&self, module: ModuleId, specifier: Option<&str>) -> String {
        let path = |module: ModuleId| &self.sources.get(self.modules[module.0].file).path;
        let target = match specifier {
            Some(specifier) => source::join(path(module), specifier),
            None => path(module).clone(),
        };
        source::way(path(ModuleId::ENTRY), &target)
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
        // A module of data exports it as a whole.
        let text = match path.ends_with(".json") {
            true => format!("export default {text}"),
            false => text,
        };
        let file = self.sources.add(path, text);
        let mut module = parse(self.sources, file, diagnostics)?;
        let mut adders = Vec::new();
        for (adder, more) in self.augmentations(path) {
            merge(&mut module, more);
            adders.push(adder);
        }
        let id = self.adopt(Arc::new(module), None);
        self.adders.insert(id, adders);
        Some(id)
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

    /// What the modules that are known so far add to another one: `declare module "./registry.ts"`. A script
    /// adds to none: what it declares stands in the other's place.
    fn augmentations(&mut self, path: &str) -> Vec<(ModuleId, TaskModule)> {
        let mut found = Vec::new();
        for index in 0..self.modules.len() {
            let module = Arc::clone(&self.modules[index]);
            if !self.is_own(module.file) || module.is_script {
                continue;
            }
            for namespace in &module.namespaces {
                if let NamespaceName::Module(name) = &namespace.name
                    && self.resolve(module.file, name).is_ok_and(|it| it == path)
                {
                    found.push((ModuleId(index), (*namespace.body).clone()));
                }
            }
        }
        found
    }

    /// Nothing for what stands in no file of the program.
    pub(crate) fn text(&self, span: Span) -> Option<&str> {
        (span.file != Span::NOWHERE.file).then(|| self.sources.text(span))
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
