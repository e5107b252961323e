//! The text that is compiled: files by id, places in them, and where they come from.
//!
//! Nothing here opens a file. Whoever drives the compiler hands in a [`Loader`], and everything that
//! points into a text later does so with a [`Span`].

/// Index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub file: FileId,
    pub lo: u32,
    pub hi: u32,
}

impl Span {
    /// In what knit declares itself, which is no file of the user's.
    pub const NOWHERE: Span = Span {
        file: FileId(u32::MAX),
        lo: 0,
        hi: 0,
    };

    /// The empty place at the top of a file.
    pub fn start_of(file: FileId) -> Span {
        Span { file, lo: 0, hi: 0 }
    }
}

#[derive(Clone, Debug)]
pub struct Source {
    pub path: String,
    /// Without the byte order mark that some editors leave; spans count from here.
    pub text: String,
}

/// Every file that was read, in the order of reading: the entry is the first.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    pub fn add(&mut self, path: &str, text: String) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("knit: more than 2^32 files"));
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_string(),
            None => text,
        };
        self.files.push(Source {
            path: path.to_string(),
            text,
        });
        id
    }

    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// The text under a span.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file)
            .text
            .get(span.lo as usize..span.hi as usize)
            .unwrap_or_default()
    }

    /// Line and column of the start of a span, both from 1; columns count characters.
    pub fn position(&self, span: Span) -> (usize, usize) {
        let text = &self.get(span.file).text;
        let before = text.get(..span.lo as usize).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (
            before.matches('\n').count() + 1,
            before[line_start..].chars().count() + 1,
        )
    }
}

/// Where module texts come from: a disk, or a test's own table.
pub trait Loader {
    /// The path of the file that says what `specifier` means in the module at `from`. One of JavaScript
    /// alone says nothing of types. [`candidates`] lists what to try for a relative specifier.
    fn resolve(&self, from: &str, specifier: &str) -> Result<String, Unresolved>;

    /// The text of a module, or why it cannot be read.
    fn read(&self, path: &str) -> Result<String, String>;

    /// Files that declare names for every module of the project that `from` belongs to. Asked for when a name
    /// is found nowhere else.
    fn globals(&self, _from: &str) -> Vec<String> {
        Vec::new()
    }

    /// What the TypeScript compiler declares in the stead of a module, as the text of a `.d.ts`: asked for
    /// results that cannot be told from what is written. Nothing where nobody asks the compiler.
    fn declarations(&self, _path: &str) -> Option<String> {
        None
    }
}

/// A specifier that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// Where the module was looked for, in order.
    pub tried: Vec<String>,
    /// It names a package, which need not be installed where nothing of it is used in a signature.
    pub package: bool,
}

impl Unresolved {
    /// Of a specifier that names a file unless it is a package's name.
    pub fn new(specifier: &str, tried: Vec<String>) -> Unresolved {
        Unresolved {
            tried,
            package: !is_relative(specifier),
        }
    }
}

/// Whether a specifier names a file by where it lies; otherwise its name means a package or a mapped file.
pub fn is_relative(specifier: &str) -> bool {
    ["./", "../", "/"]
        .iter()
        .any(|start| specifier.starts_with(start))
        || specifier == "."
        || specifier == ".."
}

/// The paths that a relative specifier may mean, in the order in which TypeScript tries them: sources
/// come before what is compiled from them.
pub fn candidates(from: &str, specifier: &str) -> Vec<String> {
    let base = join(from, specifier);
    if is_declarations(&base) || base.ends_with(".json") {
        return vec![base];
    }
    let written = COMPILED
        .iter()
        .find_map(|(written, meant)| Some((base.strip_suffix(written)?, meant)));
    if let Some((stem, meant)) = written {
        let meant = meant.iter().map(|ending| format!("{stem}{ending}"));
        return meant.chain([base.clone()]).collect();
    }
    let mut paths = vec![base.clone()];
    if !is_module(&base) {
        paths.extend(ENDINGS.iter().map(|ending| format!("{base}{ending}")));
    }
    paths
}

/// What a file may be called that the compiler gives each ending to.
const COMPILED: &[(&str, &[&str])] = &[
    (".js", &[".ts", ".tsx", ".d.ts"]),
    (".jsx", &[".tsx", ".d.ts"]),
    (".mjs", &[".mts", ".d.mts"]),
    (".cjs", &[".cts", ".d.cts"]),
];

const ENDINGS: &[&str] = &[
    ".ts",
    ".tsx",
    ".mts",
    ".cts",
    ".d.ts",
    ".d.mts",
    ".d.cts",
    "/index.ts",
    "/index.tsx",
    "/index.mts",
    "/index.cts",
    "/index.d.ts",
];

/// Whether a file only declares what others define.
pub fn is_declarations(path: &str) -> bool {
    [".d.ts", ".d.mts", ".d.cts"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

/// Whether a file is JavaScript, which says nothing of types.
pub fn is_script(path: &str) -> bool {
    [".js", ".mjs", ".cjs", ".jsx"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

fn is_module(path: &str) -> bool {
    let endings = [".ts", ".tsx", ".mts", ".cts"];
    endings.iter().any(|ending| path.ends_with(ending))
}

/// `from`'s folder with the specifier's `./` and `../` walked, without asking a file system.
pub(crate) fn join(from: &str, specifier: &str) -> String {
    let folder = from.rfind('/').map_or("", |at| &from[..at]);
    let rooted = folder.starts_with('/')
        || specifier.starts_with('/')
        || (folder.is_empty() && from.starts_with('/'));
    let start = if specifier.starts_with('/') {
        ""
    } else {
        folder
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(specifier.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            other => parts.push(other),
        }
    }
    format!("{}{}", if rooted { "/" } else { "" }, parts.join("/"))
}

/// How a module at `from` imports the one at `to`: `./lib/heavy.ts`, `../heavy.ts`. Both paths start at the
/// same folder.
pub(crate) fn way(from: &str, to: &str) -> String {
    let (from, to) = (join(from, "."), join("", to));
    let mut folders: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    let mut rest: Vec<&str> = to.split('/').filter(|part| !part.is_empty()).collect();
    while !folders.is_empty() && folders.first() == rest.first() && rest.len() > 1 {
        folders.remove(0);
        rest.remove(0);
    }
    let up = "../".repeat(folders.len());
    let start = if up.is_empty() { "./" } else { &up };
    format!("{start}{}", rest.join("/"))
}
