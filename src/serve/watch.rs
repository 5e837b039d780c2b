//! What may have changed on the disk, as hints.
//!
//! In: the folders that matter, and the system's events. Out: [`Hints`], a burst of them as one. Promises: a hint may
//! be for nothing, but none is missing: folders that came, went or came back are watched anew before they are read;
//! where the system can't watch, everything is looked at again and again. Deliberately not here: what changed,
//! which only reading tells.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, ErrorKind, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind};

use crate::source::{Hints, Watched};

/// A burst is over when nothing came for so long.
const QUIET: Duration = Duration::from_millis(15);

/// A stream of changes is cut after so long, so that it is seen while it lasts.
const PATIENCE: Duration = Duration::from_millis(100);

/// Without events the disk is looked at so often, and never for more than a tenth of the time.
const POLLING: Duration = Duration::from_millis(300);

/// Of more paths than these, looking at everything is cheaper than remembering them.
const MANY: usize = 10_000;

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// By the system's events, or by polling where there are none to be had.
    Events,
    /// By looking again and again, as drives in a network need it.
    Polling,
}

/// Hints as they come in, and how many of them have been dealt with.
#[derive(Debug, Default)]
pub struct Inbox {
    state: Mutex<State>,
    arrived: Condvar,
}

#[derive(Debug, Default)]
struct State {
    watched: Watched,
    paths: BTreeSet<PathBuf>,
    everything: bool,
    first: Option<Instant>,
    last: Option<Instant>,
    /// Why the system doesn't tell of changes any more.
    lost: Option<String>,
    received: u64,
    settled: u64,
}

impl Inbox {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// True from the first hint of a change until what came of it is there to be seen.
    pub fn is_busy(&self) -> bool {
        let state = self.state();
        state.received != state.settled
    }

    /// Says that what came of the hints up to a number is there to be seen.
    pub fn settle(&self, up_to: u64) {
        self.state().settled = up_to;
    }

    /// Takes an event in; called on the watcher's own thread.
    fn take(&self, event: notify::Result<notify::Event>) {
        let mut state = self.state();
        match event {
            Ok(event) if event.need_rescan() => state.everything = true,
            Ok(event) if !is_change(&event.kind) => return,
            Ok(event) => {
                let before = state.paths.len();
                let relevant: Vec<_> = event.paths.into_iter().filter(|path| state.watched.concerns(path)).collect();
                if relevant.is_empty() {
                    return;
                }
                state.paths.extend(relevant);
                if before > MANY {
                    state.paths.clear();
                    state.everything = true;
                }
            }
            Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => state.lost = Some(reason(&error)),
            // What the error was about is unknown, so all must be looked at.
            Err(_) => state.everything = true,
        }
        state.count();
        self.arrived.notify_one();
    }

    /// Notes that the system can't tell of changes any more, and why.
    fn lose(&self, error: &notify::Error) {
        let mut state = self.state();
        state.lost = Some(reason(error));
        state.count();
        self.arrived.notify_one();
    }
}

impl State {
    fn count(&mut self) {
        let now = Instant::now();
        self.first.get_or_insert(now);
        self.last = Some(now);
        self.received += 1;
    }
}

/// Leaves out what is no change: opening and reading. That a writer has closed a file counts.
fn is_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(kind) => *kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// Watches folders and waits for changes in them.
pub struct Watch {
    inbox: Arc<Inbox>,
    watcher: Option<RecommendedWatcher>,
    /// How long the last look at everything took, where it is by polling.
    pause: Duration,
}

impl Watch {
    /// Begins to watch nothing yet.
    pub fn new(watching: Watching) -> Self {
        let inbox = Arc::new(Inbox::default());
        let mut watch = Self { inbox, watcher: None, pause: POLLING };
        if watching == Watching::Events {
            let inbox = watch.inbox.clone();
            let config = Config::default().with_follow_symlinks(false);
            match RecommendedWatcher::new(move |event| inbox.take(event), config) {
                Ok(watcher) => watch.watcher = Some(watcher),
                Err(error) => watch.inbox.lose(&error),
            }
        }
        watch
    }

    /// Where hints come in.
    pub fn inbox(&self) -> Arc<Inbox> {
        self.inbox.clone()
    }

    /// Why the system stopped telling of changes, once. From then on it is polling.
    pub fn lost(&mut self) -> Option<String> {
        let lost = self.inbox.state().lost.take()?;
        self.watcher = None;
        Some(lost)
    }

    /// Says which folders matter from now on, and watches them.
    pub fn follow(&mut self, watched: Watched) {
        let former = std::mem::replace(&mut self.inbox.state().watched, watched.clone());
        let Some(watcher) = &mut self.watcher else { return };
        if former != watched {
            for path in former.trees.difference(&watched.trees).chain(former.around.difference(&watched.around)) {
                // What has gone from the disk is no longer watched anyway.
                let _ = watcher.unwatch(path);
            }
        }
        let all = watched.around.iter().map(|path| (path, RecursiveMode::NonRecursive));
        let all = all.chain(watched.trees.iter().map(|path| (path, RecursiveMode::Recursive)));
        for (path, mode) in all {
            self.add(path, mode);
        }
    }

    /// The same, where other folders matter than before.
    pub fn keep_following(&mut self, watched: Watched) {
        let is_same = self.inbox.state().watched == watched;
        if !is_same {
            self.follow(watched);
            // What changed in them before they were watched.
            self.look_at_everything();
        }
    }

    /// Watches anew what may have come back as something else, before it is read.
    ///
    /// The system watches folders themselves, not their names: one that was removed and made again is not watched until
    /// somebody asks.
    pub fn renew(&mut self, hints: &Hints) {
        let watched = self.inbox.state().watched.clone();
        if RecommendedWatcher::kind() != WatcherKind::Inotify {
            // These watch names; what they lose is the folder that they were asked for, when it was made again.
            if let Hints::Paths(paths) = hints {
                for tree in watched.trees.iter().filter(|tree| paths.iter().any(|path| tree.starts_with(path))) {
                    if let Some(watcher) = &mut self.watcher {
                        let _ = watcher.unwatch(tree);
                    }
                    self.add(tree, RecursiveMode::Recursive);
                }
            }
            return;
        }
        match hints {
            Hints::Paths(paths) if !paths.iter().any(|path| watched.holds_a_root(path)) => {
                let folders = paths.iter().filter(|path| fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir()));
                for folder in folders {
                    self.add(folder, RecursiveMode::Recursive);
                }
            }
            _ => self.follow(watched),
        }
    }

    fn add(&mut self, path: &Path, mode: RecursiveMode) {
        let Some(watcher) = &mut self.watcher else { return };
        let error = match watcher.watch(path, mode) {
            Ok(()) => return,
            Err(error) => error,
        };
        // What isn't there is told of by the folder around it, when it comes.
        let is_gone = matches!(error.kind, ErrorKind::PathNotFound) || !path.exists();
        if !is_gone && (mode == RecursiveMode::Recursive || matches!(error.kind, ErrorKind::MaxFilesWatch)) {
            self.inbox.lose(&error);
        }
    }

    /// Waits for hints, and for their burst to be over; returns them and the number to [`Inbox::settle`] them with.
    pub fn wait(&mut self) -> (Hints, u64) {
        let mut state = self.inbox.state();
        loop {
            let Some((first, last)) = state.first.zip(state.last) else {
                if self.watcher.is_some() {
                    state = self.inbox.arrived.wait(state).unwrap_or_else(PoisonError::into_inner);
                    continue;
                }
                let waited = self.inbox.arrived.wait_timeout(state, self.pause);
                let (ours, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
                state = ours;
                if timeout.timed_out() {
                    state.everything = true;
                    break;
                }
                continue;
            };
            let left = (last + QUIET).min(first + PATIENCE).saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            state = self.inbox.arrived.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        (state.first, state.last) = (None, None);
        let paths = std::mem::take(&mut state.paths);
        let hints = if std::mem::take(&mut state.everything) { Hints::Everything } else { Hints::Paths(paths) };
        (hints, state.received)
    }

    /// Asks for a look at everything, as if the system had said that events were lost.
    pub fn look_at_everything(&self) {
        self.inbox.take(Ok(notify::Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan)));
    }

    /// Says how long the last look took, so that polling leaves the machine alone most of the time.
    pub fn took(&mut self, time: Duration) {
        self.pause = POLLING.max(time * 9);
    }
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "the system has no watches left".to_owned(),
        ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::thread;
    use std::time::{Duration, Instant};

    use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, Flag};
    use notify::{Error, ErrorKind, Event};

    use super::{PATIENCE, QUIET, Watch, Watching};
    use crate::source::{Hints, Watched};

    /// A watch that gets its events from the test.
    fn watch() -> Watch {
        let watch = Watch::new(Watching::Events);
        watch.inbox.state().watched = Watched {
            trees: [PathBuf::from("/book/content")].into(),
            around: [PathBuf::from("/book")].into(),
            names: [PathBuf::from("/book/book.toml")].into(),
        };
        watch
    }

    fn created(path: &str) -> Event {
        Event::new(EventKind::Create(CreateKind::File)).add_path(path.into())
    }

    #[test]
    fn a_burst_is_one_hint_and_what_does_not_matter_is_none() {
        let mut watch = watch();
        let inbox = watch.inbox();
        for path in ["/book/site/a.html", "/book/README.md", "/elsewhere/content/a.md", "/book/contents/a.md"] {
            inbox.take(Ok(created(path)));
        }
        let read = EventKind::Access(AccessKind::Open(AccessMode::Any));
        inbox.take(Ok(Event::new(read).add_path("/book/content/a.md".into())));
        assert!(!inbox.is_busy());
        for path in ["/book/content/a.md", "/book/content/a.md", "/book/content/b/c.md", "/book/book.toml"] {
            inbox.take(Ok(created(path)));
        }
        assert!(inbox.is_busy());
        let (hints, received) = watch.wait();
        let expected = ["/book/book.toml", "/book/content/a.md", "/book/content/b/c.md"].map(PathBuf::from);
        assert_eq!(hints, Hints::Paths(expected.into()));
        inbox.take(Ok(created("/book/content/later.md")));
        inbox.settle(received);
        assert!(inbox.is_busy(), "what came meanwhile isn't settled");
        let (_, received) = watch.wait();
        inbox.settle(received);
        assert!(!inbox.is_busy());
    }

    #[test]
    fn a_stream_is_cut_and_a_pause_is_waited_for() {
        let mut watch = watch();
        let inbox = watch.inbox();
        let stream = thread::spawn(move || {
            let end = Instant::now() + Duration::from_millis(600);
            while Instant::now() < end {
                inbox.take(Ok(created("/book/content/a.md")));
                thread::sleep(Duration::from_millis(2));
            }
        });
        let start = Instant::now();
        watch.wait();
        assert!(start.elapsed() >= QUIET, "{:?}", start.elapsed());
        watch.wait();
        // Twice the patience, and what a busy machine needs.
        assert!(start.elapsed() < PATIENCE * 5, "{:?}", start.elapsed());
        stream.join().expect("it ends");
    }

    #[test]
    fn lost_events_are_a_reason_to_look_at_everything() {
        let mut watch = watch();
        watch.inbox.take(Ok(created("/book/content/a.md")));
        watch.inbox.take(Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan)));
        assert_eq!(watch.wait().0, Hints::Everything);
        watch.inbox.take(Err(Error::generic("it failed")));
        assert_eq!(watch.wait().0, Hints::Everything);
    }

    #[test]
    fn without_watches_it_is_polling() {
        let mut watch = watch();
        watch.inbox.take(Err(Error::new(ErrorKind::MaxFilesWatch)));
        let (_, received) = watch.wait();
        watch.inbox.settle(received);
        assert_eq!(watch.lost().as_deref(), Some("the system has no watches left"));
        assert_eq!(watch.lost(), None, "it is said once");
        let start = Instant::now();
        assert_eq!(watch.wait().0, Hints::Everything);
        assert!(start.elapsed() < Duration::from_secs(5));
        assert!(!watch.inbox.is_busy(), "looking is no change");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_was_made_again_is_watched_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = std::fs::canonicalize(folder.path()).expect("it is there");
        let inside = root.join("content/a");
        std::fs::create_dir_all(&inside).expect("made");
        let mut watch = Watch::new(Watching::Events);
        watch.follow(Watched {
            trees: [root.join("content")].into(),
            around: [root.clone()].into(),
            names: [root.join("content")].into(),
        });
        for round in 0..20 {
            std::fs::remove_dir_all(root.join("content")).expect("removed");
            std::fs::create_dir_all(&inside).expect("made");
            wait_for(&mut watch, &root.join("content"));
            let page = inside.join(format!("{round}.md"));
            std::fs::write(&page, "text").expect("written");
            wait_for(&mut watch, &page);
        }
    }

    #[cfg(target_os = "linux")]
    fn wait_for(watch: &mut Watch, path: &std::path::Path) {
        loop {
            let (hints, _) = watch.wait();
            watch.renew(&hints);
            match hints {
                Hints::Paths(paths) if paths.contains(path) => return,
                _ => {}
            }
        }
    }
}
