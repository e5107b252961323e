//! What the targets have in common: modules in memory, and the program that is made of a fuzzer's bytes.

pub mod grammar;

use knit_codegen::emit::FileNames;
use knit_codegen::generate;
use knit_codegen::source::{Loader, Unresolved, candidates};

/// The modules of one program; the first is the entry.
pub struct Texts(pub Vec<(&'static str, String)>);

impl Texts {
    fn find(&self, path: &str) -> Option<&String> {
        let mut texts = self.0.iter();
        texts
            .find(|(known, _)| *known == path)
            .map(|(_, text)| text)
    }
}

impl Loader for Texts {
    fn resolve(&self, from: &str, specifier: &str) -> Result<String, Unresolved> {
        let tried = candidates(from, specifier);
        let found = tried.iter().find(|path| self.find(path).is_some()).cloned();
        found.ok_or_else(|| Unresolved::new(specifier, tried))
    }

    fn read(&self, path: &str) -> Result<String, String> {
        let text = self.find(path).cloned();
        text.ok_or_else(|| "no such file".to_owned())
    }
}

/// The whole pipeline. That it comes back is all that is asked.
pub fn compile(texts: &Texts) {
    let (entry, _) = texts.0[0];
    let names = FileNames {
        module: format!("../{entry}"),
        inferred: false,
    };
    generate(texts, entry, &names);
}
