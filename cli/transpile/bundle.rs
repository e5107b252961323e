//! Several modules as one, by way of swc's bundler.
//!
//! Owns what is asked of it: modules of the platform and other files stay imports, `import.meta.url` stays what it is,
//! and what nobody exports is dropped.

use std::collections::{BTreeSet, HashMap};

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

use super::pack::{Texts, beside};
use super::{File, Source, parse_into, references};

/// The module that all others are packed around.
const ENTRY: &str = "packed";

/// What a specifier is to be in the module that is named first, if it leads out of the file.
pub(super) type Outward<'a> = &'a dyn Fn(&str, &str) -> Option<String>;

/// One module with all that the module `entry` passes on. Imports of `outside` stay.
pub(super) fn bundle(
    entry: String,
    modules: &Texts,
    outside: &BTreeSet<String>,
    outward: Outward<'_>,
) -> Result<String, Error> {
    let globals = Globals::new();
    let map: Lrc<SourceMap> = Lrc::default();
    let config = Config {
        external_modules: outside.iter().map(|name| name.as_str().into()).collect(),
        ..Config::default()
    };
    let modules = Modules {
        map: map.clone(),
        entry,
        texts: modules,
        outward,
    };
    let hook = Box::new(OwnAddress);
    let mut bundler = Bundler::new(&globals, map.clone(), &modules, Neighbours, config, hook);
    let entries = HashMap::from([(ENTRY.to_owned(), named(ENTRY))]);
    let bundles = bundler.bundle(entries)?;
    let [Bundle { module, .. }] = <[Bundle; 1]>::try_from(bundles)
        .map_err(|bundles| anyhow!("{} files instead of one", bundles.len()))?;
    Ok(print(module, map))
}

fn named(path: &str) -> FileName {
    FileName::Custom(path.to_owned())
}

/// The path of a module that the bundler has named.
fn path_of(file: &FileName) -> String {
    file.to_string().trim_matches(['<', '>']).to_owned()
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
    entry: String,
    texts: &'a Texts,
    outward: Outward<'a>,
}

impl Load for Modules<'_> {
    fn load(&self, file: &FileName) -> Result<ModuleData, Error> {
        let name = path_of(file);
        let text = match name.as_str() {
            ENTRY => &self.entry,
            _ => self.texts.get(&name).context("there is no such module")?,
        };
        let source = Source { name: &name, text };
        let mut file =
            parse_into(self.map.clone(), source).map_err(|error| anyhow!(error.message))?;
        references::visit(&mut file.program, &|specifier| {
            (self.outward)(&name, specifier)
        });
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
        Ok(Resolution {
            filename: named(&beside(&path_of(base), specifier)?),
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
