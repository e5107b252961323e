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

use std::panic::resume_unwind;
use std::thread;

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
    thread::scope(|scope| {
        // It takes longer than all others together.
        let codecs = scope.spawn(|| wire::emit(&templates, wire, &names, files));
        let pool = pool::emit(&templates, schema, wire, &names, files);
        let described = schema_json::emit(wire, files);
        let worker = worker::emit(&templates, schema, wire, &names, files);
        let codecs = codecs.join().unwrap_or_else(|panic| resume_unwind(panic));
        let outputs = [
            ("pool.ts", pool),
            ("schema.json", described),
            ("wire.ts", codecs),
            ("worker.ts", worker),
        ];
        outputs.map(|(path, text)| Output { path, text }).into()
    })
}
