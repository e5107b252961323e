//! Wire to files: `pool.ts` for the host, `worker.ts` for its workers, `wire.ts` for both, and
//! `schema.json` for people and tools.
//!
//! All decisions are made here, in Rust; the templates arrange text that is ready.

mod blocks;
mod code;
mod doc;
mod env;
mod header;
mod helpers;
mod lines;
mod names;
mod place;
mod pool;
mod read;
mod schema_json;
mod sequences;
mod table;
mod tell;
mod tuples;
mod unions;
mod wire;
mod worker;
mod write;

use crate::schema::Schema;
use crate::source::join;
use crate::wire::Wire;
pub use header::INFERRED;
pub use helpers::HELPERS;
pub(crate) use names::CREATE_POOL;

/// Where the generated files stand relative to the task module.
#[derive(Clone, Debug)]
pub struct FileNames {
    /// The task module as the generated files import it: `../tasks.ts`.
    pub module: String,
    /// Whether the TypeScript compiler was asked for results, which whoever makes the files again must do too.
    pub inferred: bool,
}

impl FileNames {
    /// `tasks.ts`
    fn file(&self) -> &str {
        self.module.rsplit('/').next().unwrap_or(&self.module)
    }

    /// What the task module imports, as the generated files import it.
    fn beside(&self, specifier: &str) -> String {
        if !specifier.starts_with('.') {
            return specifier.to_string();
        }
        let path = join(&self.module, specifier);
        match path.starts_with("../") {
            true => path,
            false => format!("./{path}"),
        }
    }
}

/// One generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its name in the generated folder.
    pub path: &'static str,
    pub text: String,
}

/// The generated files of a task module, sorted by name.
pub fn emit(schema: &Schema, wire: &Wire, files: &FileNames) -> Vec<Output> {
    let templates = env::Templates::new();
    let names = names::Names::new(wire);
    vec![
        Output {
            path: "pool.ts",
            text: pool::emit(&templates, schema, wire, &names, files),
        },
        Output {
            path: "schema.json",
            text: schema_json::emit(wire, files),
        },
        Output {
            path: "wire.ts",
            text: wire::emit(&templates, wire, &names, files),
        },
        Output {
            path: "worker.ts",
            text: worker::emit(&templates, schema, wire, &names, files),
        },
    ]
}
