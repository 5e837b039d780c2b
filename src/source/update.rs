//! Bringing a snapshot up to date: only what may have changed is looked at.
//!
//! A full read is the update of an empty snapshot, so the two can't differ. What the disk said about a file
//! (its [`Stamp`]) saves opening it again where everything is looked at; a stamp younger than the disk's own
//! clock can tell apart is never trusted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use crate::source::read::{Content, Listing, is_ignored, read_content, relative};
use crate::source::{File, FilePath, Folders, Sources};

/// A file that changed this shortly before it was read may have changed again without another time of change.
const UNSURE: Duration = Duration::from_secs(2);

/// What may have changed on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hints {
    /// Anything.
    Everything,
    /// These files, and these folders with all that is in them; absolute paths below the real root.
    Paths(BTreeSet<PathBuf>),
}

/// What the disk said of the files when they were read.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    stamps: BTreeMap<FilePath, Stamp>,
    has_links: bool,
}

impl Seen {
    /// True where a symbolic link is among the files: then a change anywhere in the handbook's folder may matter.
    pub fn has_links(&self) -> bool {
        self.has_links
    }
}

/// What the disk says of a file without opening it.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    len: u64,
    changed: SystemTime,
    /// The inode and the time of its last change, where there is such a thing.
    inode: (u64, i64, i64),
    /// When it was read, if that was long enough after its last change to rely on the rest.
    is_sure: bool,
}

impl Stamp {
    /// Asks the disk.
    pub(super) fn read(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|meta| Self::of(&meta, SystemTime::now()))
    }

    /// True where a file that had this stamp when its reading began, and has a later one now, still holds the same.
    pub fn vouches_for(&self, later: &Self) -> bool {
        self.is_sure && self.is_of(later)
    }

    fn of(meta: &Metadata, now: SystemTime) -> Self {
        let changed = meta.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        let inode = inode(meta);
        let since_epoch = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let is_old = |seconds: i64| seconds.saturating_add_unsigned(UNSURE.as_secs()) < since_epoch.as_secs() as i64;
        let is_sure = now.duration_since(changed).is_ok_and(|age| age > UNSURE) && is_old(inode.1);
        Self { len: meta.len(), changed, inode, is_sure }
    }

    fn is_of(&self, other: &Self) -> bool {
        (self.len, self.changed, self.inode) == (other.len, other.changed, other.inode)
    }
}

#[cfg(unix)]
fn inode(meta: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (meta.ino(), meta.ctime(), meta.ctime_nsec())
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

impl Sources {
    /// Looks at what the hints name and brings the snapshot up to date; returns the files that came, changed or went, in
    /// the order of their paths, or nothing where all is as it was. It can be that only [`Sources::problems`] changed.
    ///
    /// A text that didn't change stays the same in memory. Fails, and changes nothing, only where the handbook's folder
    /// itself can't be reached. When files last changed by git's account is the caller's to renew.
    pub fn update(&mut self, folders: &Folders, hints: &Hints) -> io::Result<Option<Vec<FilePath>>> {
        fs::canonicalize(&self.root)?;
        let (areas, listing) = match hints {
            Hints::Paths(paths) if !self.seen.has_links => self.look(folders, paths),
            _ => (None, Listing::everything(&self.root, folders)),
        };
        // A link that has come may stand for files anywhere.
        let (areas, listing) = match areas.is_some() && listing.has_links {
            true => (None, Listing::everything(&self.root, folders)),
            false => (areas, listing),
        };
        Ok(self.renew(areas.as_deref(), listing))
    }

    /// The parts of the handbook that the hints name, and the files there; no parts means all of it.
    fn look(&self, folders: &Folders, hints: &BTreeSet<PathBuf>) -> (Option<Vec<FilePath>>, Listing) {
        let mut areas: BTreeSet<FilePath> = BTreeSet::new();
        for hint in hints {
            match self.area(folders, hint) {
                Area::Outside => {}
                Area::Part(path) => _ = areas.insert(path),
                Area::Unclear => return (None, Listing::everything(&self.root, folders)),
            }
        }
        let mut listing = Listing::default();
        let outermost: Vec<FilePath> =
            areas.iter().filter(|path| !ancestors(path).any(|folder| areas.contains(&folder))).cloned().collect();
        for path in &outermost {
            listing.add(&self.root, folders, path);
        }
        (Some(outermost), listing)
    }

    /// What a path on the disk is to the handbook.
    fn area(&self, folders: &Folders, path: &Path) -> Area {
        let Ok(inside) = path.strip_prefix(&self.root) else {
            return if self.root.starts_with(path) { Area::Unclear } else { Area::Outside };
        };
        let Some(path) = relative(&self.root, path) else { return Area::Unclear };
        if inside.as_os_str().is_empty() || folders.roots().any(|root| holds(path.as_str(), root)) {
            return Area::Unclear;
        }
        if folders.names(&path) {
            return Area::Part(path);
        }
        let Some(folder) = folders.trees().find(|folder| holds(folder, path.as_str())) else { return Area::Outside };
        let below = path.as_str()[folder.len()..].trim_start_matches('/');
        if below.split('/').any(is_ignored) {
            return Area::Outside;
        }
        // A folder on the way that has become a link leads somewhere else.
        let parent = self.root.join(path.folder());
        match fs::canonicalize(&parent) {
            Ok(real) if real != parent || !real.is_dir() => Area::Unclear,
            Ok(_) => Area::Part(path),
            // The folder has gone, and its hint may have been lost.
            Err(_) => Area::Unclear,
        }
    }

    /// Takes in the files of some areas, or of all, as the listing has them.
    fn renew(&mut self, areas: Option<&[FilePath]>, listing: Listing) -> Option<Vec<FilePath>> {
        let is_looked_at = |path: &FilePath| match areas {
            None => true,
            Some(areas) => areas.iter().any(|area| holds(area.as_str(), path.as_str())),
        };
        let now = SystemTime::now();
        let looked: Vec<_> = listing.found.into_par_iter().map(|(path, disk)| self.look_at(path, &disk, now)).collect();
        let mut gone = self.paths_in(areas);
        let had_links = std::mem::replace(&mut self.seen.has_links, listing.has_links);
        self.seen.has_links |= areas.is_some() && had_links;
        let had_problems = self.problems.clone();
        self.problems.retain(|problem| !is_looked_at(&problem.place.path));
        self.problems.extend(listing.problems);
        let mut touched = Vec::new();
        for Looked { path, stamp, content } in looked {
            if let Some(stamp) = stamp {
                self.seen.stamps.insert(path.clone(), stamp);
            }
            let Some(content) = content else {
                gone.remove(&path);
                continue;
            };
            if let Some(is_new) = self.replace(&path, content) {
                gone.remove(&path);
                touched.extend(is_new.then_some(path));
            }
        }
        for path in gone {
            self.files.remove(&path);
            self.seen.stamps.remove(&path);
            touched.push(path);
        }
        touched.sort();
        self.problems.sort_by(|a, b| a.place.cmp(&b.place));
        let is_same = touched.is_empty() && self.problems == had_problems && self.seen.has_links == had_links;
        (!is_same).then_some(touched)
    }

    /// Puts what was read in the place of what was known; returns whether it is something new, or nothing where it
    /// can't be had any more.
    fn replace(&mut self, path: &FilePath, content: Content) -> Option<bool> {
        let old = self.files.remove(path);
        self.insert(path.clone(), content);
        let file = self.files.get_mut(path);
        match (old, file) {
            (Some(File::Text(old)), Some(File::Text(text))) if old == *text => {
                *text = old;
                Some(false)
            }
            (_, Some(_)) => Some(true),
            (Some(old), None) => {
                // It stands for what has gone.
                self.files.insert(path.clone(), old);
                None
            }
            (None, None) => None,
        }
    }

    /// The files that lie in some areas, or all.
    fn paths_in(&self, areas: Option<&[FilePath]>) -> BTreeSet<FilePath> {
        let Some(areas) = areas else { return self.files.keys().cloned().collect() };
        let mut paths = BTreeSet::new();
        for area in areas {
            paths.extend(self.files.get_key_value(area).map(|(path, _)| path.clone()));
            paths.extend(self.below(area.as_str()).map(|(path, _)| path.clone()));
        }
        paths
    }

    /// Reads a file, unless its stamp says that it is what it was.
    fn look_at(&self, path: FilePath, disk: &Path, now: SystemTime) -> Looked {
        let stamp = fs::metadata(disk).ok().map(|meta| Stamp::of(&meta, now));
        let is_known = match (self.seen.stamps.get(&path), &stamp, self.files.get(&path)) {
            (Some(old), Some(new), Some(File::Text(_))) => old.vouches_for(new),
            (Some(old), Some(new), Some(File::Asset(_))) => old.is_of(new),
            _ => false,
        };
        let had_problem = || self.problems.iter().any(|problem| problem.place.path == path);
        let content = match is_known && !had_problem() {
            true => None,
            false => Some(read_content(&path, disk)),
        };
        Looked { path, stamp, content }
    }
}

/// What became of a file: nothing new, or what it holds now.
struct Looked {
    path: FilePath,
    stamp: Option<Stamp>,
    content: Option<Content>,
}

/// What a path on the disk is to the handbook.
enum Area {
    /// Nothing.
    Outside,
    /// A file or a folder of it.
    Part(FilePath),
    /// Something that only a look at everything can tell.
    Unclear,
}

/// True for a path that is a folder or lies in it; the empty path holds everything.
fn holds(folder: &str, path: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The folders around a path, the innermost first.
fn ancestors(path: &FilePath) -> impl Iterator<Item = FilePath> {
    let text = path.as_str();
    text.rmatch_indices('/').map(|(at, _)| FilePath::new(&text[..at]))
}
