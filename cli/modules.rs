//! Where a specifier leads: the file that says which types a module has, and the file of it that runs.
//!
//! Owns how TypeScript and the runtimes look for modules, by way of `oxc_resolver`, which only this file names:
//! `paths` and `baseUrl` of the tsconfig.json that covers a file, packages with their `exports`, `@types`. What is
//! found is remembered for as long as the value lives.

mod files;

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use knit_codegen::source::{Unresolved, candidates, is_declarations, is_relative, is_script};
use oxc_resolver::{
    CompilerOptions, ResolveError, ResolveOptions, ResolverGeneric, TsconfigDiscovery,
};

use crate::disk::{self, shown};
use crate::transpile::{Decorators, Dialect, Jsx};
use files::Files;

type Resolver = ResolverGeneric<Files>;

/// Looks modules up.
#[derive(Default)]
pub(crate) struct Modules {
    resolvers: OnceCell<Resolvers>,
}

/// They share what they know of the disk.
struct Resolvers {
    types: Resolver,
    code: Resolver,
}

impl Modules {
    /// The file with the types of what `specifier` means in the file `from`.
    pub(crate) fn types(&self, from: &Path, specifier: &str) -> Result<PathBuf, Unresolved> {
        if is_relative(specifier) {
            return self.relative_types(from, specifier);
        }
        let from = absolute(from);
        let mapped = self.mapped(&from, specifier);
        let found = mapped.paths.iter().find_map(|path| {
            let path = path.to_string_lossy();
            first_file(&candidates("", &path))
                .map(|path| shown(&path))
                .or_else(|| self.declared(&from, &path))
        });
        let found = found.or_else(|| self.declared(&from, specifier));
        found.ok_or_else(|| Unresolved {
            package: !mapped.by_name,
            tried: mapped.tried().chain(packages(&from, specifier)).collect(),
        })
    }

    fn relative_types(&self, from: &Path, specifier: &str) -> Result<PathBuf, Unresolved> {
        let tried = candidates(&from.to_string_lossy(), specifier);
        first_file(&tried)
            .map(|path| shown(&path))
            .or_else(|| self.declared(&absolute(from), specifier))
            .ok_or_else(|| Unresolved::new(specifier, tried))
    }

    /// The file of the app's own that runs as what `specifier` means in the file `from`, an absolute path. Packages
    /// are not its own, unless they are sources of the same workspace.
    pub(crate) fn code(&self, from: &Path, specifier: &str) -> Option<PathBuf> {
        if is_relative(specifier) {
            return disk::resolve(from, specifier);
        }
        let places = self.places(from, specifier);
        let mut places = places.iter().map(|path| path.to_string_lossy());
        places
            .find_map(|path| disk::resolve(from, &path))
            .or_else(|| self.linked(from, specifier))
    }

    /// Where the app's own file lies, or would lie, that `specifier` means in the file `from`.
    pub(crate) fn places(&self, from: &Path, specifier: &str) -> Vec<PathBuf> {
        match disk::relative(from, specifier) {
            Some(path) => vec![path],
            None => self.mapped(from, specifier).paths,
        }
    }

    /// Whether `specifier` names a file of the project, be it there or not.
    pub(crate) fn is_own(&self, from: &Path, specifier: &str) -> bool {
        is_relative(specifier) || self.mapped(from, specifier).by_name
    }

    /// What the project of the file `from` makes of decorators and JSX.
    pub(crate) fn dialect(&self, from: &Path) -> Dialect {
        let config = self.resolvers().code.find_tsconfig(from).ok().flatten();
        let options = config.as_ref().map(|config| &config.compiler_options);
        options.map_or_else(Dialect::default, |options| Dialect {
            decorators: decorators(options),
            jsx: jsx(options),
        })
    }

    /// Files whose declarations hold in the whole project of `from`: every package in the `@types` that it sees.
    pub(crate) fn globals(&self, from: &Path) -> Vec<PathBuf> {
        let from = absolute(from);
        let folders = from
            .ancestors()
            .skip(1)
            .map(|above| above.join("node_modules/@types"));
        let mut names: Vec<String> = folders.flat_map(|folder| disk::names(&folder)).collect();
        names.sort();
        names.dedup();
        let found = names
            .iter()
            .filter_map(|name| self.declared(&from, &format!("@types/{name}")));
        found.collect()
    }

    /// As TypeScript finds types, without tsconfig.json. Types of a package that has none of its own lie in `@types`,
    /// also where its `exports` lead to JavaScript.
    fn declared(&self, from: &Path, specifier: &str) -> Option<PathBuf> {
        let find = |specifier: &str| {
            let found = self.resolvers().types.resolve_dts(from, specifier).ok()?;
            Some(shown(found.path()))
        };
        let is_untyped = |path: &PathBuf| is_script(&path.to_string_lossy());
        match find(specifier) {
            Some(found) if !is_relative(specifier) && is_untyped(&found) => {
                let (name, rest) = parts(specifier);
                let types = find(&format!("{}{rest}", types_of(name)));
                Some(types.filter(|path| !is_untyped(path)).unwrap_or(found))
            }
            found => found,
        }
    }

    /// The TypeScript source of a package that is linked into `node_modules`, or that imports itself. As Node.js finds
    /// what runs, or else, where that has not been built, as TypeScript finds its types.
    fn linked(&self, from: &Path, specifier: &str) -> Option<PathBuf> {
        let runs = self.resolvers().code.resolve(from.parent()?, specifier);
        let found = match runs {
            Ok(found) => found,
            Err(ResolveError::Builtin { .. }) => return None,
            Err(_) => self.resolvers().types.resolve_dts(from, specifier).ok()?,
        };
        let path = found.into_path_buf();
        let installed = path
            .components()
            .any(|part| part.as_os_str() == "node_modules");
        let text = path.to_string_lossy();
        let is_source = !is_declarations(&text)
            && [".ts", ".tsx", ".mts", ".cts"]
                .iter()
                .any(|ending| text.ends_with(ending));
        (is_source && !installed).then_some(path)
    }

    /// What tsconfig.json makes of a specifier that is not relative.
    fn mapped(&self, from: &Path, specifier: &str) -> Mapped {
        let config = match self.resolvers().code.find_tsconfig(from) {
            Ok(Some(config)) => config,
            Ok(None) => return Mapped::default(),
            Err(error) => {
                return Mapped {
                    broken: Some(error.to_string()),
                    ..Mapped::default()
                };
            }
        };
        let patterns = config.compiler_options.paths.iter().flatten();
        let by_name = patterns
            .clone()
            .any(|(pattern, _)| pattern != "*" && matches(pattern, specifier));
        Mapped {
            paths: config.resolve_path_alias_or_base_url(specifier),
            by_name,
            broken: None,
        }
    }

    fn resolvers(&self) -> &Resolvers {
        self.resolvers.get_or_init(|| {
            let code = Resolver::new(options(&["node", "import"]));
            let types = code.clone_with_options(options(&["types", "node", "import"]));
            Resolvers { types, code }
        })
    }
}

/// Where `paths` and `baseUrl` of a tsconfig.json send a specifier.
#[derive(Default)]
struct Mapped {
    paths: Vec<PathBuf>,
    /// A pattern of `paths` is made for it: it names a file of the project, not a package.
    by_name: bool,
    /// Why the tsconfig.json cannot be read.
    broken: Option<String>,
}

impl Mapped {
    fn tried(&self) -> impl Iterator<Item = String> {
        let paths = self
            .paths
            .iter()
            .map(|path| shown(path).display().to_string());
        self.broken.iter().cloned().chain(paths)
    }
}

fn decorators(options: &CompilerOptions) -> Decorators {
    match options.experimental_decorators {
        Some(true) => Decorators::Legacy {
            metadata: options.emit_decorator_metadata.unwrap_or_default(),
        },
        Some(false) | None => Decorators::Standard,
    }
}

/// What leaves JSX to another tool is no help to who runs it.
fn jsx(options: &CompilerOptions) -> Jsx {
    match options.jsx.as_deref() {
        Some("react") => Jsx::Classic {
            factory: options.jsx_factory.clone(),
            fragment: options.jsx_fragment_factory.clone(),
        },
        _ => Jsx::Automatic {
            source: options.jsx_import_source.clone(),
        },
    }
}

/// With the conditions of `exports` and `imports` in a package.json that hold.
fn options(conditions: &[&str]) -> ResolveOptions {
    let owned = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    ResolveOptions {
        tsconfig: Some(TsconfigDiscovery::Auto),
        condition_names: owned(conditions),
        extensions: owned(&[
            ".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".json",
        ]),
        extension_alias: vec![
            (".js".to_owned(), owned(&[".js", ".ts", ".tsx"])),
            (".mjs".to_owned(), owned(&[".mjs", ".mts"])),
            (".cjs".to_owned(), owned(&[".cjs", ".cts"])),
        ],
        builtin_modules: true,
        ..ResolveOptions::default()
    }
}

fn matches(pattern: &str, specifier: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == specifier,
        Some((start, end)) => {
            specifier.len() >= start.len() + end.len()
                && specifier.starts_with(start)
                && specifier.ends_with(end)
        }
    }
}

/// Where a package would lie.
fn packages(from: &Path, specifier: &str) -> impl Iterator<Item = String> {
    let (name, _) = parts(specifier);
    let types = types_of(name);
    let name = name.to_owned();
    let modules = from
        .ancestors()
        .skip(1)
        .map(|above| above.join("node_modules"));
    let folders: Vec<PathBuf> = modules.filter(|folder| folder.is_dir()).collect();
    let folders = match folders.is_empty() {
        true => vec![PathBuf::from("node_modules")],
        false => folders,
    };
    let names = [name, types];
    let paths = folders
        .into_iter()
        .flat_map(move |folder| names.clone().map(|name| folder.join(name)));
    paths.map(|path| shown(&path).display().to_string())
}

/// The name of a package, and what is named inside: `@a/b` and `/c` of `@a/b/c`.
fn parts(specifier: &str) -> (&str, &str) {
    let slashes = if specifier.starts_with('@') { 2 } else { 1 };
    let end = specifier.match_indices('/').nth(slashes - 1);
    specifier.split_at(end.map_or(specifier.len(), |(at, _)| at))
}

/// `@types/a__b` for `@a/b`.
fn types_of(package: &str) -> String {
    format!(
        "@types/{}",
        package.trim_start_matches('@').replace('/', "__")
    )
}

fn first_file(paths: &[String]) -> Option<PathBuf> {
    paths.iter().map(PathBuf::from).find(|path| path.is_file())
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path)
        .map(|path| disk::normal(&path))
        .unwrap_or_default()
}
