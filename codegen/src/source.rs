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
    /// The path of the module that `specifier` means in the module at `from`, or what was tried.
    /// [`candidates`] lists what to try for a relative specifier.
    fn resolve(&self, from: &str, specifier: &str) -> Result<String, Vec<String>>;

    /// The text of a module, or why it cannot be read.
    fn read(&self, path: &str) -> Result<String, String>;

    /// What the TypeScript compiler declares in the stead of a module, as the text of a `.d.ts`: asked for
    /// results that cannot be told from what is written. Nothing where nobody asks the compiler.
    fn declarations(&self, _path: &str) -> Option<String> {
        None
    }
}

/// The paths that a relative specifier may mean, in the order in which TypeScript tries them.
pub fn candidates(from: &str, specifier: &str) -> Vec<String> {
    let base = join(from, specifier);
    let mut paths = vec![base.clone()];
    for (written, meant) in [
        (".js", [".ts", ".tsx"]),
        (".mjs", [".mts", ""]),
        (".cjs", [".cts", ""]),
    ] {
        if let Some(stem) = base.strip_suffix(written) {
            let endings = meant.iter().filter(|ending| !ending.is_empty());
            paths.extend(endings.map(|ending| format!("{stem}{ending}")));
        }
    }
    if !is_module(&base) {
        let endings = [
            ".ts",
            ".tsx",
            ".mts",
            ".cts",
            ".d.ts",
            "/index.ts",
            "/index.tsx",
        ];
        paths.extend(endings.iter().map(|ending| format!("{base}{ending}")));
    }
    paths
}

fn is_module(path: &str) -> bool {
    let endings = [
        ".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".jsx", ".json",
    ];
    endings.iter().any(|ending| path.ends_with(ending))
}

/// `from`'s folder with the specifier's `./` and `../` walked, without asking a file system.
fn join(from: &str, specifier: &str) -> String {
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
