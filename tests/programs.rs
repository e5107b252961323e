//! Programs as people lay them out: a monorepo with project references, types of packages, barrel files.
//!
//! Each folder of `programs` is one, with a task module and an app that gets the kind of worker as its argument and
//! prints `ok`. What lies in `installed` is put into `node_modules` as pnpm does it, each package behind a link beside
//! its own dependencies; packages of the workspace are linked as well.

use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use crate::project::{Project, expect, stderr, stdout};
use crate::support::runtimes::{Runtime, modules};
use crate::support::watchdog::{run, run_within};

const PATIENCE: Duration = Duration::from_secs(120);

#[test]
fn monorepo() {
    Program::new("monorepo", "packages/app/src").check();
}

#[test]
fn packages() {
    Program::new("packages", "src").check();
}

#[test]
fn barrels() {
    Program::new("barrels", "src").check();
}

struct Program {
    name: &'static str,
    project: Project,
    /// Where the task module and the app lie.
    folder: &'static str,
}

impl Program {
    fn new(name: &'static str, folder: &'static str) -> Program {
        let project = Project::copied("tests/programs", &[name]);
        let program = Program {
            name,
            project,
            folder,
        };
        program.install();
        program
    }

    fn check(&self) {
        self.has_types();
        self.pleases_the_compiler();
        self.runs();
        self.runs_once_it_is_built();
    }

    /// Without a word: every signature has a fixed layout.
    fn has_types(&self) {
        let tasks = self.path("tasks.ts");
        let output = self.project.knit(&["dump", "--stage", "schema", &tasks]);
        expect(&output, 0);
        assert_eq!(stderr(&output), "", "{}", self.name);
        insta::assert_snapshot!(format!("program_{}", self.name), stdout(&output));
        expect(&self.project.knit(&["gen", &tasks]), 0);
    }

    /// What is generated, and the program with it.
    fn pleases_the_compiler(&self) {
        expect(&self.project.knit(&["link", self.name]), 0);
        let folder = self.project.path(&self.path("..").replace("src/..", ""));
        let mut tsc = Runtime::Node24.command(&modules().join("typescript/bin/tsc"));
        let done = run_within(tsc.arg("--build").arg(folder), PATIENCE);
        assert!(
            done.status.success(),
            "{}: {}{}",
            self.name,
            done.stdout,
            done.stderr
        );
    }

    fn runs(&self) {
        for runtime in Runtime::ALL {
            for kind in ["thread", "process"] {
                let app = self.path("main.ts");
                let words = ["run", &app, "--runtime", runtime.family(), "--", kind];
                let mut command = self.project.command(&words);
                let path = env::var_os("PATH").unwrap_or_default();
                let folders = [runtime.folder()]
                    .into_iter()
                    .chain(env::split_paths(&path));
                command
                    .env("PATH", env::join_paths(folders).expect("no colons"))
                    .env("NO_COLOR", "1");
                let done = run(&mut command);
                let said = (done.stdout.as_str(), done.stderr.as_str());
                assert_eq!(said, ("ok\n", ""), "{}, {runtime:?} {kind}", self.name);
            }
        }
    }

    /// In the project's own folder, where packages are.
    fn runs_once_it_is_built(&self) {
        let out = format!("{}/dist", self.name);
        let app = self.path("main.ts");
        expect(&self.project.knit(&["build", &app, "--out", &out]), 0);
        let files = self.project.tree(&out).into_iter().map(|(path, _)| path);
        let mains: Vec<PathBuf> = files.filter(|path| path.ends_with("main.js")).collect();
        assert_eq!(mains.len(), 1, "{mains:?}");
        for runtime in Runtime::ALL {
            let done = run(runtime.command(&mains[0]).arg("thread"));
            let said = (done.stdout.as_str(), done.stderr.as_str());
            assert_eq!(said, ("ok\n", ""), "{}, built, {runtime:?}", self.name);
        }
    }

    fn path(&self, file: &str) -> String {
        format!("{}/{}/{file}", self.name, self.folder)
    }

    fn install(&self) {
        let root = self.project.path(self.name);
        let installed = packages_below(&root.join("installed"));
        let needed: Vec<String> = installed
            .iter()
            .flat_map(|(_, folder)| dependencies(folder))
            .collect();
        for (name, from) in &installed {
            for dependency in &dependencies(from) {
                let target = store(&root, dependency).join(dependency);
                link(&target, &store(&root, name).join(dependency));
            }
            let place = store(&root, name).join(name);
            make_folder_of(&place);
            fs::rename(from, &place).expect("the same file system");
            // What only other packages depend on is out of the program's sight.
            if !needed.contains(name) {
                link(&place, &root.join("node_modules").join(name));
            }
        }
        for (name, folder) in packages_below(&root.join("packages")) {
            link(&folder, &root.join("node_modules").join(name));
        }
        link(
            &modules().join("@types/node"),
            &root.join("node_modules/@types/node"),
        );
    }
}

/// Where pnpm keeps a package, beside what it depends on.
fn store(root: &Path, name: &str) -> PathBuf {
    let folder = format!("{}@1.0.0", name.replace('/', "+"));
    root.join("node_modules/.pnpm")
        .join(folder)
        .join("node_modules")
}

/// (name, folder) of each package below a folder that need not be there.
fn packages_below(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found = Vec::new();
    for path in entries
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
    {
        match manifest(&path)["name"].as_str() {
            Some(name) => found.push((name.to_owned(), path.clone())),
            None => found.extend(packages_below(&path)),
        }
    }
    found
}

fn dependencies(package: &Path) -> Vec<String> {
    let names = manifest(package)["dependencies"].as_object().cloned();
    names
        .unwrap_or_default()
        .into_iter()
        .map(|(name, _)| name)
        .collect()
}

fn manifest(package: &Path) -> Value {
    let text = fs::read(package.join("package.json")).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

fn link(target: &Path, place: &Path) {
    make_folder_of(place);
    symlink(target, place).expect("a link");
}

fn make_folder_of(place: &Path) {
    fs::create_dir_all(place.parent().expect("it lies in a folder")).expect("a folder");
}
