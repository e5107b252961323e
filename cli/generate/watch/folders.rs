//! The folders that are looked at.
//!
//! Owns the watcher. Folders are watched and not files: editors replace files, and a file that is not there yet may be
//! what is waited for. They are watched one by one: a whole tree may hold all of `node_modules`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::exit::Failure;

pub(super) struct Folders {
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
}

impl Folders {
    /// `tell` is given the paths of every change, on a thread of the watcher's.
    pub(super) fn new(tell: impl Fn(Vec<PathBuf>) + Send + 'static) -> Result<Self, Failure> {
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if let Ok(event) = event
                && is_change(event.kind)
            {
                tell(event.paths);
            }
        })
        .map_err(|error| Failure::io("watch", Path::new("."), error))?;
        Ok(Self {
            watcher,
            watched: BTreeSet::new(),
        })
    }

    /// The folders of these files, or where one is not there, the first above it that is.
    pub(super) fn watch(&mut self, files: &BTreeSet<PathBuf>) {
        for file in files {
            let mut above = file.ancestors().skip(1);
            if let Some(folder) = above.find(|folder| folder.is_dir()) {
                self.add(folder);
            }
        }
    }

    /// Every folder below that of knit.json in which a module may come to be.
    pub(super) fn watch_project(&mut self, root: Option<&Path>) {
        let mut queue: Vec<PathBuf> = root.map(Path::to_owned).into_iter().collect();
        while let Some(folder) = queue.pop() {
            self.add(&folder);
            let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
            let inside = entries.filter(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                let is_skipped =
                    name == "node_modules" || name.starts_with('.') || name.ends_with(".knit");
                !is_skipped && entry.file_type().is_ok_and(|kind| kind.is_dir())
            });
            queue.extend(inside.map(|entry| entry.path()));
        }
    }

    /// The system gives up a folder that is removed; one of the same name is another.
    pub(super) fn forget(&mut self, changed: &BTreeSet<PathBuf>) {
        self.watched
            .retain(|folder| folder.is_dir() && !changed.contains(folder));
    }

    /// One that is gone again by now is watched when it is back.
    fn add(&mut self, folder: &Path) {
        let is_new = !self.watched.contains(folder);
        if is_new
            && self
                .watcher
                .watch(folder, RecursiveMode::NonRecursive)
                .is_ok()
        {
            self.watched.insert(folder.to_owned());
        }
    }
}

/// Reading is none, nor is a file that has become another's.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)) => false,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}
