//! Child processes that cannot hang a test: each has a process group of its own, which is killed as a
//! whole when its time is over, or when the test ends before it.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Far longer than anything takes, also on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// What a program said and how it ended.
pub(crate) struct Finished {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs a program to its end, and to that of everything that writes to its output.
pub(crate) fn run(command: &mut Command) -> Finished {
    run_within(command, PATIENCE)
}

pub(crate) fn run_within(command: &mut Command, limit: Duration) -> Finished {
    Running::start_within(command, limit).finish()
}

/// A program that is still running.
pub(crate) struct Running {
    child: Child,
    stdout: BufReader<ChildStdout>,
    stderr: Option<JoinHandle<String>>,
    name: String,
    /// Dropped when the program has ended by itself.
    guard: Option<Sender<()>>,
    watch: Option<JoinHandle<bool>>,
}

impl Running {
    pub(crate) fn start(command: &mut Command) -> Self {
        Self::start_within(command, PATIENCE)
    }

    fn start_within(command: &mut Command, limit: Duration) -> Self {
        let name = format!("{command:?}");
        command
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command
            .spawn()
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut errors = child.stderr.take().expect("a pipe");
        let stderr = thread::spawn(move || {
            let mut text = Vec::new();
            let _ = errors.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        let (guard, ended) = mpsc::channel::<()>();
        let group = child.id();
        let watch = thread::spawn(move || {
            let late = ended.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout);
            if late {
                kill_group(group);
            }
            late
        });
        Self {
            child,
            stdout,
            stderr: Some(stderr),
            name,
            guard: Some(guard),
            watch: Some(watch),
        }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The next line that the program prints.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).expect("text");
        if line.is_empty() {
            let said = self.stop();
            panic!("{} ended: {said}", self.name);
        }
        line.trim_end().to_owned()
    }

    /// Waits for the program itself, whatever it leaves behind.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        self.child.wait().expect("a child")
    }

    pub(crate) fn finish(mut self) -> Finished {
        let mut stdout = Vec::new();
        self.stdout.read_to_end(&mut stdout).expect("a pipe");
        let stderr = self
            .stderr
            .take()
            .expect("not taken yet")
            .join()
            .expect("no panic");
        let status = self.wait();
        drop(self.guard.take());
        let late = self
            .watch
            .take()
            .expect("not taken yet")
            .join()
            .expect("no panic");
        let stdout = String::from_utf8_lossy(&stdout).into_owned();
        assert!(
            !late,
            "{} did not end in time; so far: {stdout}{stderr}",
            self.name
        );
        Finished {
            status,
            stdout,
            stderr,
        }
    }

    fn stop(&mut self) -> String {
        kill_group(self.child.id());
        let _ = self.child.wait();
        self.stderr
            .take()
            .map(|text| text.join().expect("no panic"))
            .unwrap_or_default()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.guard.take().is_some() {
            kill_group(self.child.id());
            let _ = self.child.wait();
        }
    }
}

fn kill_group(leader: u32) {
    kill("-KILL", &format!("-{leader}"));
}

/// Sends a signal to a process.
pub(crate) fn kill(signal: &str, target: &str) {
    let _ = Command::new("kill")
        .args([signal, "--", target])
        .stderr(Stdio::null())
        .status();
}

/// Waits until `condition` holds, at most as long as a watchdog is patient; returns how long it took.
pub(crate) fn until(what: &str, condition: impl Fn() -> bool) -> Duration {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < PATIENCE, "{what}: not so in time");
        thread::sleep(Duration::from_millis(2));
    }
    start.elapsed()
}
