//! The unit tests of the runtime package, under Node's own test runner.

use std::fs;
use std::path::Path;

use crate::support::runtimes::Runtime;
use crate::support::watchdog::run;

#[test]
fn the_units_of_the_runtime() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/runtime");
    let paths = fs::read_dir(folder)
        .expect("the tests")
        .map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = paths
        .filter(|path| path.to_string_lossy().ends_with(".test.ts"))
        .collect();
    files.sort();
    let mut node = Runtime::Node24.command(Path::new("--test"));
    let done = run(node.arg("--test-reporter=tap").args(&files));
    assert!(done.status.success(), "{}{}", done.stdout, done.stderr);
    let passed = done
        .stdout
        .lines()
        .find_map(|line| line.strip_prefix("# pass "));
    let passed: usize = passed
        .and_then(|count| count.parse().ok())
        .expect("a count");
    assert!(
        passed >= files.len(),
        "{passed} tests in {} files",
        files.len()
    );
}
