//! `knit link`: the runtime package in a project's `node_modules`.
//!
//! Owns where the package goes and how it gets there without a moment in which it is half there. A copy, never a
//! symlink: a link would lead runtimes to TypeScript, which they refuse under `node_modules`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::args::LinkArgs;
use crate::exit::Failure;
use crate::package::{NAME, Package, PackageFile};
use crate::save::{save, sibling};

/// The command.
pub(crate) fn run(args: &LinkArgs) -> Result<(), Failure> {
    let folder =
        fs::canonicalize(&args.dir).map_err(|error| Failure::io("read", &args.dir, error))?;
    let project = project_above(&folder).unwrap_or(&folder);
    let place = place_in(project);
    let written = install(&place, Package::open(project)?)?;
    let state = if written { "written" } else { "up to date" };
    eprintln!("{}: {state}", place.display());
    Ok(())
}

/// Makes sure that modules in `importer` get this very runtime when they import it.
///
/// Without a package.json above, the package goes beside the app, or beside the importer where the app's
/// `node_modules` are out of its sight.
pub(crate) fn ensure(importer: &Path, app: &Path) -> Result<(), Failure> {
    let package = Package::open(importer)?;
    let found = found(importer);
    if found
        .as_ref()
        .is_some_and(|place| is_current(place, &package))
    {
        return Ok(());
    }
    let beside = if importer.starts_with(app) {
        app
    } else {
        importer
    };
    let wanted = place_in(project_above(importer).unwrap_or(beside));
    // A copy nearer to the importer would hide ours.
    let place = found
        .filter(|found| depth(found) > depth(&wanted))
        .unwrap_or(wanted);
    install(&place, package).map(|_| ())
}

/// The copy that modules in `folder` get, whatever it holds.
pub(crate) fn found(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .map(place_in)
        .find(|place| place.join("package.json").exists())
}

fn project_above(folder: &Path) -> Option<&Path> {
    folder
        .ancestors()
        .find(|above| above.join("package.json").is_file())
}

fn place_in(folder: &Path) -> PathBuf {
    folder.join("node_modules").join(NAME)
}

fn depth(path: &Path) -> usize {
    path.components().count()
}

/// Whether the copy is just what `package` would be.
pub(crate) fn is_current(place: &Path, package: &Package) -> bool {
    let Ok(manifest) = fs::read(place.join("package.json")) else {
        return false;
    };
    let manifest: Value = serde_json::from_slice(&manifest).unwrap_or_default();
    !place.is_symlink() && manifest["knit"] == package.stamp
}

/// Says whether it had to write. Several processes may do this at once: the first writes, the others wait and see.
fn install(place: &Path, package: Package) -> Result<bool, Failure> {
    if is_current(place, &package) {
        return Ok(false);
    }
    let scope = place.parent().expect("knit: the package lies in a scope");
    fs::create_dir_all(scope).map_err(|error| Failure::io("write", scope, error))?;
    let lock = lock(scope);
    if is_current(place, &package) {
        return Ok(false);
    }
    if place.is_symlink() {
        fs::remove_file(place).map_err(|error| Failure::io("replace", place, error))?;
    }
    match place.is_dir() {
        true => update(place, &package.files())?,
        false => create(place, &package.files())?,
    }
    drop(lock);
    Ok(true)
}

/// Held on the folder itself, so that nothing is left behind. A file system without locks still gets whole files.
fn lock(folder: &Path) -> Option<File> {
    let file = File::open(folder).ok()?;
    file.lock().is_ok().then_some(file)
}

/// The whole package appears in one step.
fn create(place: &Path, files: &[PackageFile]) -> Result<(), Failure> {
    let draft = sibling(place);
    write(&draft, files)?;
    fs::rename(&draft, place).map_err(|error| {
        let _ = fs::remove_dir_all(&draft);
        Failure::io("write", place, error)
    })
}

/// A program may be running from the folder: each file is replaced in one step, and what is no longer part of the
/// package goes last.
fn update(place: &Path, files: &[PackageFile]) -> Result<(), Failure> {
    write(place, files)?;
    let kept: Vec<PathBuf> = files.iter().map(|file| place.join(&file.path)).collect();
    remove_others(place, &kept)
}

fn write(folder: &Path, files: &[PackageFile]) -> Result<(), Failure> {
    files
        .iter()
        .try_for_each(|file| save(&folder.join(&file.path), &file.bytes).map(|_| ()))
}

fn remove_others(folder: &Path, kept: &[PathBuf]) -> Result<(), Failure> {
    let unreadable = |error| Failure::io("read", folder, error);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if kept
            .iter()
            .any(|file| file.starts_with(&path) && *file != path)
        {
            remove_others(&path, kept)?;
        } else if !kept.contains(&path) {
            let removed = if path.is_dir() {
                fs::remove_dir_all(&path)
            } else {
                fs::remove_file(&path)
            };
            removed.map_err(|error| Failure::io("remove", &path, error))?;
        }
    }
    Ok(())
}
