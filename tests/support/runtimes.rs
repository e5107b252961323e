//! The pinned runtimes and tools of `tests/package.json`, installed on first use.
//!
//! Owns how a program is run on each. One that is missing is a failure, never a reason to skip.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use super::watchdog;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Runtime {
    Node20,
    Node22,
    Node24,
    Node26,
    Deno,
    Bun,
}

impl Runtime {
    pub(crate) const ALL: [Runtime; 6] = [
        Runtime::Node20,
        Runtime::Node22,
        Runtime::Node24,
        Runtime::Node26,
        Runtime::Deno,
        Runtime::Bun,
    ];

    /// Its name for `knit run --runtime`, which is its program's as well.
    pub(crate) fn family(self) -> &'static str {
        match self {
            Runtime::Node20 | Runtime::Node22 | Runtime::Node24 | Runtime::Node26 => "node",
            Runtime::Deno => "deno",
            Runtime::Bun => "bun",
        }
    }

    /// The folder that its program lies in.
    pub(crate) fn folder(self) -> PathBuf {
        modules().join(self.place())
    }

    fn place(self) -> &'static str {
        match self {
            Runtime::Node20 => "node-20/bin",
            Runtime::Node22 => "node-22/bin",
            Runtime::Node24 => "node-24/bin",
            Runtime::Node26 => "node-26/bin",
            Runtime::Deno => "@deno/linux-x64-glibc",
            Runtime::Bun => "@oven/bun-linux-x64/bin",
        }
    }

    pub(crate) fn program(self) -> PathBuf {
        self.folder().join(self.family())
    }

    /// Runs `script`; more arguments are the script's.
    pub(crate) fn command(self, script: &Path) -> Command {
        let mut command = self.with(&[]);
        command.arg(script);
        command
    }

    /// The same with the collector at hand as `gc`, or as `Bun.gc`.
    pub(crate) fn command_with_collector(self, script: &Path) -> Command {
        let flags: &[&str] = match self.family() {
            "node" => &["--expose-gc"],
            "deno" => &["--v8-flags=--expose-gc"],
            _ => &[],
        };
        let mut command = self.with(flags);
        command.arg(script);
        command
    }

    fn with(self, flags: &[&str]) -> Command {
        let mut command = Command::new(self.program());
        if self == Runtime::Deno {
            command.args(["run", "-A", "--quiet", "--node-modules-dir=manual"]);
        }
        command.args(flags);
        command.env("NO_COLOR", "1");
        command
    }
}

/// `tests/node_modules`, as the lock file says.
pub(crate) fn modules() -> &'static Path {
    static MODULES: OnceLock<PathBuf> = OnceLock::new();
    MODULES.get_or_init(|| install(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")))
}

/// Several test programs may come here at once: the first installs, the others wait for it.
fn install(folder: &Path) -> PathBuf {
    let lock_file = folder.join("package-lock.json");
    let wanted = fs::read_to_string(&lock_file).expect("a lock file");
    let modules = folder.join("node_modules");
    // A copy of the lock file that was installed from.
    let stamp = modules.join(".installed");
    let held = File::open(&lock_file).expect("a lock file");
    held.lock().expect("a file system with locks");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return modules;
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(folder);
    let done = watchdog::run_within(&mut npm, Duration::from_secs(600));
    assert!(
        done.status.success(),
        "npm ci in tests: {}{}",
        done.stdout,
        done.stderr
    );
    for runtime in Runtime::ALL {
        make_executable(&modules.join(runtime.place()).join(runtime.family()));
    }
    fs::write(stamp, wanted).expect("a stamp");
    modules
}

/// Deno's program arrives without its run bit.
fn make_executable(program: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = fs::metadata(program)
        .expect("an installed runtime")
        .permissions();
    permissions.set_mode(permissions.mode() | 0o111);
    fs::set_permissions(program, permissions).expect("an own file");
}
