//! `knit build`: a folder of JavaScript that runs by itself.
//!
//! Owns what goes into the folder: which files, under which names, importing one another how. Names keep the structure
//! of the sources below their common root; the runtime package goes to `knit-runtime`, so that no `node_modules` is
//! needed. Writing and clearing the folder is `build/folder.rs`.

mod folder;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::args::BuildArgs;
use crate::exit::Failure;
use crate::findings::Findings;
use crate::modules::Modules;
use crate::package::{self, Package};
use crate::transpile::{self, Rewrite, Script, Source};
use crate::{disk, generate, graph, render};

/// Where the runtime package lies in the folder.
const RUNTIME: &str = "knit-runtime";

/// One file of the folder, by its path inside.
struct Output {
    path: PathBuf,
    bytes: Vec<u8>,
}

/// The command.
pub(crate) fn run(args: &BuildArgs) -> Result<(), Failure> {
    let mut findings = Findings::new(args.format);
    let built = build(args, &mut findings);
    findings.finish();
    built
}

fn build(args: &BuildArgs, findings: &mut Findings) -> Result<(), Failure> {
    let entries = entries(&args.apps, findings)?;
    let modules = Modules::default();
    let (files, packages) = reach(&entries, &modules, findings)?;
    let root = common_root(&files);
    let mut outputs = files
        .iter()
        .map(|file| output(file, &root, &modules))
        .collect::<Result<Vec<_>, _>>()?;
    outputs.extend(runtime_files(&root)?);
    outputs.push(Output {
        path: PathBuf::from("package.json"),
        bytes: b"{ \"type\": \"module\" }\n".to_vec(),
    });
    folder::write(&args.out, outputs)?;
    report(&args.out, &packages);
    Ok(())
}

/// The apps, or the pools of the modules of `knit.json`, or of every generated folder below this one.
fn entries(apps: &[PathBuf], findings: &mut Findings) -> Result<Vec<PathBuf>, Failure> {
    if !apps.is_empty() {
        return apps.iter().map(|app| graph::entry(app)).collect();
    }
    if let Some(pools) = generate::configured_pools(findings)? {
        return Ok(pools);
    }
    let here = env::current_dir().map_err(|error| Failure::io("read", Path::new("."), error))?;
    let pools = generate::pools_below(&here)?;
    match pools.is_empty() {
        true => Err(Failure::Usage(
            "no generated folder here; write `knit build <app.ts>`, or `knit gen` first".to_owned(),
        )),
        false => Ok(pools),
    }
}

/// All local files, and the packages that they import.
fn reach(
    entries: &[PathBuf],
    modules: &Modules,
    findings: &mut Findings,
) -> Result<(BTreeSet<PathBuf>, BTreeSet<String>), Failure> {
    let mut packages = BTreeSet::new();
    let mut missing = Vec::new();
    let files = graph::walk(entries, modules, findings, |file| {
        let Some(script) = compile(file, modules, &|_| None)? else {
            return Ok(Vec::new());
        };
        for reference in &script.references {
            let specifier = &reference.specifier;
            if graph::target(modules, file, specifier).is_some() {
                continue;
            }
            if !reference.asset && modules.is_own(file, specifier) {
                missing.push((specifier.clone(), file.to_owned()));
            }
            packages.extend(package_of(specifier).map(str::to_owned));
        }
        Ok(script
            .references
            .into_iter()
            .map(|reference| reference.specifier)
            .collect())
    })?;
    // What a generated folder holds is there by now.
    missing.retain(|(specifier, file)| graph::target(modules, file, specifier).is_none());
    for (specifier, file) in &missing {
        eprintln!(
            "error: `{specifier}` does not exist, but `{}` imports it",
            file.display()
        );
    }
    match missing.is_empty() {
        true => Ok((files, packages)),
        false => Err(Failure::Told),
    }
}

/// `lodash` of `lodash/fp`; nothing for what every runtime has, for addresses, and for the runtime package.
fn package_of(specifier: &str) -> Option<&str> {
    let is_local = specifier.starts_with(['.', '/', '#']);
    let is_builtin = !specifier.starts_with("npm:")
        && (specifier.contains(':') || BUILTINS.contains(&specifier));
    if is_local || is_builtin || package::file_of(specifier).is_some() {
        return None;
    }
    let parts = if specifier.starts_with('@') { 2 } else { 1 };
    let end = specifier
        .match_indices('/')
        .nth(parts - 1)
        .map_or(specifier.len(), |(at, _)| at);
    Some(&specifier[..end])
}

/// Modules of Node.js that may be imported without `node:`.
const BUILTINS: &[&str] = &[
    "assert",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "console",
    "constants",
    "crypto",
    "dgram",
    "diagnostics_channel",
    "dns",
    "dns/promises",
    "domain",
    "events",
    "fs",
    "fs/promises",
    "http",
    "http2",
    "https",
    "inspector",
    "module",
    "net",
    "os",
    "path",
    "path/posix",
    "path/win32",
    "perf_hooks",
    "process",
    "punycode",
    "querystring",
    "readline",
    "readline/promises",
    "repl",
    "stream",
    "stream/consumers",
    "stream/promises",
    "stream/web",
    "string_decoder",
    "sys",
    "timers",
    "timers/promises",
    "tls",
    "trace_events",
    "tty",
    "url",
    "util",
    "util/types",
    "v8",
    "vm",
    "wasi",
    "worker_threads",
    "zlib",
];

fn common_root(files: &BTreeSet<PathBuf>) -> PathBuf {
    let mut folders = files.iter().filter_map(|file| file.parent());
    let first = folders.next().unwrap_or(Path::new("")).to_owned();
    folders.fold(first, |root, folder| {
        root.ancestors()
            .find(|root| folder.starts_with(root))
            .unwrap_or(Path::new(""))
            .to_owned()
    })
}

/// A module as JavaScript; anything else as it is.
fn output(file: &Path, root: &Path, modules: &Modules) -> Result<Output, Failure> {
    let path = inside(file, root);
    let rewrite = |specifier: &str| rewritten(file, specifier, root, modules);
    let bytes = match compile(file, modules, &rewrite)? {
        Some(script) => script.code.into_bytes(),
        None => fs::read(file).map_err(|error| Failure::io("read", file, error))?,
    };
    Ok(Output { path, bytes })
}

/// The file's place in the folder.
fn inside(file: &Path, root: &Path) -> PathBuf {
    let path = file.strip_prefix(root).unwrap_or(file);
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("ts" | "tsx" | "jsx") => path.with_extension("js"),
        Some("mts") => path.with_extension("mjs"),
        Some("cts") => path.with_extension("cjs"),
        _ => path.to_owned(),
    }
}

fn rewritten(file: &Path, specifier: &str, root: &Path, modules: &Modules) -> Option<String> {
    let target = match package::file_of(specifier) {
        Some(path) => Path::new(RUNTIME).join(path),
        None => inside(&graph::target(modules, file, specifier)?, root),
    };
    let folder = inside(file, root).parent()?.to_owned();
    Some(disk::specifier(&folder, &target))
}

/// Nothing for files that are not modules.
fn compile(
    file: &Path,
    modules: &Modules,
    rewrite: Rewrite<'_>,
) -> Result<Option<Script>, Failure> {
    if !graph::is_code(file) || file.extension().is_some_and(|ending| ending == "cjs") {
        return Ok(None);
    }
    let text = fs::read_to_string(file).map_err(|error| Failure::io("read", file, error))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    transpile::compile(
        Source {
            name: &name,
            text: &text,
        },
        &modules.dialect(file),
        rewrite,
    )
    .map(Some)
    .map_err(|error| {
        render::syntax_error(file, &text, &error);
        Failure::Told
    })
}

fn runtime_files(project: &Path) -> Result<Vec<Output>, Failure> {
    let files = Package::open(project)?.running_files().into_iter();
    Ok(files
        .map(|file| Output {
            path: Path::new(RUNTIME).join(file.path),
            bytes: file.bytes,
        })
        .collect())
}

fn report(out: &Path, packages: &BTreeSet<String>) {
    eprintln!("{}: written", out.display());
    if !packages.is_empty() {
        let names: Vec<String> = packages.iter().map(|name| format!("`{name}`")).collect();
        eprintln!(
            "note: not in it, to be installed beside it: {}",
            names.join(", ")
        );
    }
}
