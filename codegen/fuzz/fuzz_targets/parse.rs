//! Any text has an answer. The first byte says by which kind of file name it is read.
#![no_main]

use knit_codegen_fuzz::{Texts, compile};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 6] = ["a.ts", "a.tsx", "a.mts", "a.cts", "a.d.ts", "a.ts"];

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, text)) = bytes.split_first() else {
        return;
    };
    let name = NAMES[usize::from(*kind) % NAMES.len()];
    let text = String::from_utf8_lossy(text).into_owned();
    compile(&Texts(vec![(name, text)]));
});
