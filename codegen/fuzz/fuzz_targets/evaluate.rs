//! Any type has an answer. The bytes are choices in a grammar, so that what comes of them parses and the
//! evaluator has to do with it.
#![no_main]

use arbitrary::Unstructured;
use knit_codegen_fuzz::grammar::program;
use knit_codegen_fuzz::{Texts, compile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut choices = Unstructured::new(bytes);
    let Ok([entry, other]) = program(&mut choices) else {
        return;
    };
    if std::env::var_os("KNIT_SHOW").is_some() {
        eprintln!("// a.ts\n{entry}\n// b.ts\n{other}");
    }
    compile(&Texts(vec![("a.ts", entry), ("b.ts", other)]));
});
