//! Many modules as a few files.
//!
//! A runtime pays for each module that it loads and for each line of it, in every worker again. Owns which module goes
//! into which file: each part is one file with all that its facades lead to, but for what is in an earlier part, which
//! it imports from there. No module is in two files: classes and symbols would not be the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Context, Error, bail};

use super::bundle::bundle;
use super::references::named;
use super::{Source, SyntaxError, parse};

/// JavaScript modules by their paths, which end like those of their sources.
pub(crate) type Texts = HashMap<String, String>;

/// A file to be.
pub(crate) struct Part<'a> {
    pub(crate) file: &'a str,
    /// The modules of nothing but `export { ... } from` that say what is used of it.
    pub(crate) facades: &'a [&'a str],
}

pub(crate) struct Packed {
    /// (name, text)
    pub(crate) files: Vec<(String, String)>,
    homes: HashMap<String, String>,
}

impl Packed {
    /// The file that has what `specifier` means in the module `base`.
    pub(crate) fn home(&self, base: &str, specifier: &str) -> Option<&str> {
        let target = beside(base, specifier).ok()?;
        self.homes.get(&target).map(String::as_str)
    }
}

/// Packs `modules`; names are those that they export themselves. `platform` are the specifiers that stay.
pub(crate) fn pack(
    parts: &[Part<'_>],
    modules: &Texts,
    platform: &BTreeSet<String>,
) -> Result<Packed, Error> {
    let links = links(modules)?;
    let homes = homes(parts, &links);
    let mut packed = Packed {
        files: Vec::new(),
        homes,
    };
    let files = parts.iter().map(|part| format!("./{}", part.file));
    let outside: BTreeSet<String> = platform.iter().cloned().chain(files).collect();
    for part in parts {
        let entry = entry(part, &links, &packed.homes)?;
        let outward = |base: &str, specifier: &str| {
            let home = packed.home(base, specifier)?;
            (home != part.file).then(|| format!("./{home}"))
        };
        let text = bundle(entry, modules, &outside, &outward)?;
        packed.files.push((part.file.to_owned(), text));
    }
    Ok(packed)
}

/// What a module takes from another one.
struct Link {
    target: String,
    names: Vec<String>,
}

type Links<'a> = BTreeMap<&'a str, Vec<Link>>;

fn links(modules: &Texts) -> Result<Links<'_>, Error> {
    let mut links = Links::new();
    for (name, text) in modules {
        let file = parse(Source { name, text }).map_err(syntax)?;
        let local = named(&file.program)
            .into_iter()
            .filter(|(specifier, _)| specifier.starts_with('.'));
        let of_module = local.map(|(specifier, names)| {
            let target = beside(name, &specifier)?;
            Ok(Link { target, names })
        });
        links.insert(name, of_module.collect::<Result<_, Error>>()?);
    }
    Ok(links)
}

/// The file that each module goes to, and the one that has what a facade passes on.
fn homes(parts: &[Part<'_>], links: &Links<'_>) -> HashMap<String, String> {
    let mut homes = HashMap::new();
    for part in parts {
        let facades = part.facades.iter();
        homes.extend(facades.map(|&facade| (facade.to_owned(), part.file.to_owned())));
        let mut open = part.facades.to_vec();
        while let Some(module) = open.pop() {
            for link in links.get(module).into_iter().flatten() {
                if homes.contains_key(&link.target) {
                    continue;
                }
                homes.insert(link.target.clone(), part.file.to_owned());
                open.push(&link.target);
            }
        }
    }
    homes
}

/// A module that passes on what others take from the modules of a file.
fn entry(
    part: &Part<'_>,
    links: &Links<'_>,
    homes: &HashMap<String, String>,
) -> Result<String, Error> {
    let is_inside = |module: &str| homes.get(module).is_some_and(|home| home == part.file);
    let takes = |module: &str| !is_inside(module) || part.facades.contains(&module);
    let mut exports = BTreeMap::new();
    for (module, links) in links {
        let taken = links
            .iter()
            .filter(|link| takes(module) && is_inside(&link.target));
        for link in taken {
            for name in &link.names {
                let other = exports.insert(name.as_str(), link.target.as_str());
                if let Some(other) = other.filter(|&other| other != link.target) {
                    bail!(
                        "`{name}` of {other} and of {} are both exported",
                        link.target
                    );
                }
            }
        }
    }
    let lines = exports
        .iter()
        .map(|(name, module)| format!("export {{ {name} }} from \"./{module}\";\n"));
    Ok(lines.collect())
}

/// The path that `specifier` means in the module `base`.
pub(super) fn beside(base: &str, specifier: &str) -> Result<String, Error> {
    let mut folders: Vec<&str> = base.split('/').collect();
    folders.pop();
    for part in specifier.split('/') {
        match part {
            "." => {}
            ".." => drop(folders.pop().context("it is outside of the package")?),
            name => folders.push(name),
        }
    }
    Ok(folders.join("/"))
}

fn syntax(error: SyntaxError) -> Error {
    Error::msg(error.message)
}
