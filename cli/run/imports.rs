//! Where imports lead that no runtime finds by itself: through `paths` and `baseUrl` of a tsconfig.json, and to the
//! sources of linked packages.
//!
//! Owns the map that the runtime is given, an import map with a scope for each file. `run/hooks.mjs` reads it as well.
//!
//! ```json
//! { "scopes": { "file:///app/main.ts": { "@lib/area": "file:///app/lib/area.ts" } } }
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use knit_codegen::source::is_relative;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::cache::Cache;
use crate::exit::Failure;
use crate::graph;
use crate::modules::Modules;
use crate::save::save;

/// Targets by file and specifier, all of them addresses.
#[derive(Default)]
pub(super) struct Imports {
    scopes: BTreeMap<String, BTreeMap<String, String>>,
}

impl Imports {
    /// Takes in what a file refers to. Relative specifiers are found by where they lead.
    pub(super) fn add(&mut self, file: &Path, references: &[String], modules: &Modules) {
        let named = references
            .iter()
            .filter(|specifier| !is_relative(specifier));
        for specifier in named {
            if let Some(target) = graph::target(modules, file, specifier) {
                let scope = self.scopes.entry(address(file)).or_default();
                scope.insert(specifier.clone(), address(&target));
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.scopes.is_empty()
    }

    pub(super) fn json(&self) -> Value {
        json!({ "scopes": self.scopes })
    }

    /// The map as a file. Beside it stand the imports of the project's own deno.json, which one that is named on the
    /// command line would put out of force.
    pub(super) fn save(&self, app: &Path, cache: &Cache) -> Result<PathBuf, Failure> {
        let mut map = self.json();
        map["imports"] = Value::Object(configured(app));
        let text = map.to_string();
        let hash = Sha256::digest(&text);
        let name: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let path = cache.folder.join(format!("imports-{name}.json"));
        save(&path, text.as_bytes())?;
        Ok(path)
    }
}

/// `imports` of the nearest deno.json, with addresses in place of its relative paths.
fn configured(app: &Path) -> Map<String, Value> {
    let names = ["deno.json", "deno.jsonc"];
    let folders = app.ancestors().skip(1);
    let mut files = folders.flat_map(|folder| names.map(|name| folder.join(name)));
    let Some(file) = files.find(|file| file.is_file()) else {
        return Map::new();
    };
    let mut text = fs::read_to_string(&file).unwrap_or_default();
    // Deno has its own words for a file that is broken.
    let _ = json_strip_comments::strip(&mut text);
    let config: Value = serde_json::from_str(&text).unwrap_or_default();
    let imports = config["imports"].as_object().cloned().unwrap_or_default();
    let absolute = |(name, target): (String, Value)| match target.as_str() {
        Some(path) if is_relative(path) => {
            let mut place = address(&crate::disk::normal(&file.with_file_name(path)));
            if path.ends_with('/') && !place.ends_with('/') {
                place.push('/');
            }
            (name, Value::String(place))
        }
        _ => (name, target),
    };
    imports.into_iter().map(absolute).collect()
}

/// `file:///home/me/a%20b.mjs`, as runtimes spell it.
pub(super) fn address(path: &Path) -> String {
    let mut url = String::from(if cfg!(windows) { "file:///" } else { "file://" });
    for byte in path.to_string_lossy().replace('\\', "/").bytes() {
        match byte {
            b'"' | b'#' | b'%' | b'<' | b'>' | b'?' | b'`' | b'{' | b'}' => {
                url.push_str(&format!("%{byte:02X}"))
            }
            b'!'..=b'~' => url.push(char::from(byte)),
            other => url.push_str(&format!("%{other:02X}")),
        }
    }
    url
}
