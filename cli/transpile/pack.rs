//! Several modules as one.
//!
//! A runtime pays for each module that it loads, in every worker again. Owns what is asked of swc's bundler: modules
//! of the platform stay imports, `import.meta.url` stays what it is, and what nobody exports is dropped.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

use anyhow::{Context, Error, anyhow};
use swc_bundler::{Bundle, Bundler, Config, Hook, Load, ModuleData, ModuleRecord, Resolve};
use swc_common::comments::SingleThreadedComments;
use swc_common::sync::Lrc;
use swc_common::{DUMMY_SP, FileName, Globals, SourceMap, Span};
use swc_ecma_ast::{
    Expr, IdentName, KeyValueProp, MemberExpr, MetaPropExpr, MetaPropKind, Module, Program,
    PropName,
};
use swc_ecma_loader::resolve::Resolution;
use swc_ecma_transforms_base::helpers::Helpers;

use super::references::passed_on;
use super::{File, Source, SyntaxError, parse, parse_into};

/// The module that is packed around, which passes everything on.
const ENTRY: &str = "packed";

/// JavaScript modules by their paths, which end like those of their sources.
pub(crate) type Texts = HashMap<String, String>;

/// One module with all that `facades`, modules of nothing but `export { ... } from`, pass on.
///
/// Names are those that the facades import. `platform` are the specifiers that stay.
pub(crate) fn pack(
    facades: &[&str],
    modules: &mut Texts,
    platform: &BTreeSet<String>,
) -> Result<String, Error> {
    let mut entry = String::new();
    for facade in facades {
        let text = modules.get(*facade).context("there is no such module")?;
        let names = passed_on(
            &parse(Source { name: facade, text })
                .map_err(syntax)?
                .program,
        );
        for (specifier, names) in names {
            let target = beside(facade, &specifier)?;
            writeln!(
                entry,
                "export {{ {} }} from \"./{target}\";",
                names.join(", ")
            )?;
        }
    }
    modules.insert(ENTRY.to_owned(), entry);
    bundle(modules, platform)
}

fn bundle(modules: &Texts, platform: &BTreeSet<String>) -> Result<String, Error> {
    let globals = Globals::new();
    let map: Lrc<SourceMap> = Lrc::default();
    let config = Config {
        external_modules: platform.iter().map(|name| name.as_str().into()).collect(),
        ..Config::default()
    };
    let modules = Modules {
        map: map.clone(),
        texts: modules,
    };
    let hook = Box::new(OwnAddress);
    let mut bundler = Bundler::new(&globals, map.clone(), &modules, Neighbours, config, hook);
    let entries = HashMap::from([(ENTRY.to_owned(), named(ENTRY))]);
    let bundles = bundler.bundle(entries)?;
    let [Bundle { module, .. }] = <[Bundle; 1]>::try_from(bundles)
        .map_err(|bundles| anyhow!("{} files instead of one", bundles.len()))?;
    Ok(print(module, map))
}

/// The path that `specifier` means in the module `base`.
fn beside(base: &str, specifier: &str) -> Result<String, Error> {
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
    anyhow!(error.message)
}

fn named(path: &str) -> FileName {
    FileName::Custom(path.to_owned())
}

fn print(module: Module, map: Lrc<SourceMap>) -> String {
    let file = File {
        program: Program::Module(module),
        comments: SingleThreadedComments::default(),
        source: map.new_source_file(Lrc::new(named(ENTRY)), String::new()),
        map,
    };
    file.print(false)
}

/// What is packed.
struct Modules<'a> {
    map: Lrc<SourceMap>,
    texts: &'a Texts,
}

impl Load for Modules<'_> {
    fn load(&self, file: &FileName) -> Result<ModuleData, Error> {
        let name = file.to_string();
        let name = name.trim_matches(['<', '>']);
        let text = self.texts.get(name).context("there is no such module")?;
        let file = parse_into(self.map.clone(), Source { name, text }).map_err(syntax)?;
        Ok(ModuleData {
            fm: file.source,
            module: file.program.module().context("it is no module")?,
            helpers: Helpers::new(false),
        })
    }
}

/// Relative specifiers only: the others are the platform's.
struct Neighbours;

impl Resolve for Neighbours {
    fn resolve(&self, base: &FileName, specifier: &str) -> Result<Resolution, Error> {
        let base = base.to_string();
        let path = beside(base.trim_matches(['<', '>']), specifier)?;
        Ok(Resolution {
            filename: named(&path),
            slug: None,
        })
    }
}

/// `import.meta` of a packed module is that of the file it is packed in.
struct OwnAddress;

impl Hook for OwnAddress {
    fn get_import_meta_props(&self, _: Span, _: &ModuleRecord) -> Result<Vec<KeyValueProp>, Error> {
        let meta = MetaPropExpr {
            span: DUMMY_SP,
            kind: MetaPropKind::ImportMeta,
        };
        let address = MemberExpr {
            span: DUMMY_SP,
            obj: Box::new(Expr::MetaProp(meta)),
            prop: IdentName::from("url").into(),
        };
        Ok(vec![KeyValueProp {
            key: PropName::Ident("url".into()),
            value: Box::new(Expr::Member(address)),
        }])
    }
}
