//! The folder a site goes to: whether it may, and writing into it.
//!
//! In: the folder that the user names. Out: a [`Destination`] in which files can be written whole or not
//! at all, and the lock that keeps other builds out of it. Promises: a folder where a site would do harm
//! is refused before anything in it is touched. Deliberately not here: what is ours in the folder.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::build::failure::Failure;
use crate::build::manifest::{Record, temporary_name};
use crate::build::publish::Target;
use crate::build::publish::paths::{folder_of, last_change, remove_if_there};
use crate::site::Body;
use crate::source::Asset;

/// How long a build waits for another one to leave the folder, in steps of [`LOCK_PAUSE`].
const LOCK_TRIES: usize = 1500;

/// The time between two looks at a folder that another build holds.
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// How often a list is written again, a millisecond apart, until the disk's clock has moved on.
const CLOCK_TRIES: usize = 20;

/// How much of a file is read at once, in bytes: most pages whole, a film in parts.
pub(super) const CHUNK: usize = 64 * 1024;

/// A folder that may be written to, as far as its place tells.
#[derive(Debug)]
pub(super) struct Destination<'a> {
    /// Where it is, links followed.
    pub(super) real: PathBuf,
    /// What the user calls it.
    pub(super) shown: &'a Path,
    /// How many unfinished files have been named.
    temporaries: AtomicUsize,
}

impl Destination<'_> {
    pub(super) fn at(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.real.clone() } else { self.real.join(path) }
    }

    /// A path as messages name it.
    pub(super) fn shown(&self, path: &str) -> String {
        let shown = if path.is_empty() { self.shown.to_path_buf() } else { self.shown.join(path) };
        shown.display().to_string()
    }

    /// A failure to write that leaves each page whole.
    pub(super) fn refused(&self, path: &str, error: io::Error) -> Failure {
        Failure::new(format!("`{}` can't be written", self.shown(path)))
            .cause(error)
            .hint("put that right and build again; until then every page is its old or its new self")
    }

    /// The refusal to overwrite or delete what somebody else put there.
    pub(super) fn foreign(&self, path: &str) -> Failure {
        Failure::new(format!("`{}` is in the way of the site", self.shown(path)))
            .cause("Rihla didn't write it")
            .hint("move it away or delete it, and build again")
    }
}

/// Finds out which folder is meant and refuses those where a site would do harm.
pub(super) fn destination<'a>(target: &Target<'a>) -> Result<Destination<'a>, Failure> {
    let refused = |reason: String| {
        Failure::new(format!("`{}` can't hold the site", target.dest.display()))
            .cause(reason)
            .hint("name a folder that is for the site alone, such as `site`")
    };
    let real = resolve(target.dest).map_err(refused)?;
    match reason_against(&real, target) {
        Some(reason) => Err(refused(reason)),
        None => Ok(Destination { real, shown: target.dest, temporaries: AtomicUsize::new(0) }),
    }
}

/// Follows a path's links as far as it exists and takes the rest as written; or says why not.
fn resolve(path: &Path) -> Result<PathBuf, String> {
    let path = std::path::absolute(path).map_err(|error| error.to_string())?;
    for existing in path.ancestors() {
        match fs::canonicalize(existing) {
            Ok(mut real) => {
                for component in path.strip_prefix(existing).unwrap_or(Path::new("")).components() {
                    match component {
                        Component::Normal(name) => real.push(name),
                        Component::ParentDir => _ = real.pop(),
                        _ => (),
                    }
                }
                return Ok(real);
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.to_string()),
            Err(_) if existing.is_symlink() => {
                return Err(format!("`{}` is a link to something that isn't there", existing.display()));
            }
            Err(_) => (),
        }
    }
    Ok(path)
}

/// Why a site must not go to this folder; none if its place is fine.
fn reason_against(dest: &Path, target: &Target) -> Option<String> {
    if dest.parent().is_none() {
        return Some("it is the root of the disk".to_owned());
    }
    let around = [(target.home, "your home folder"), (Some(target.root), "the handbook's own folder")];
    for (folder, name) in around {
        let Some(folder) = folder.and_then(|folder| resolve(folder).ok()) else { continue };
        if folder == dest {
            return Some(format!("it is {name}"));
        }
        if folder.starts_with(dest) {
            return Some(format!("it holds {name}"));
        }
    }
    for source in target.sources {
        let Ok(real) = resolve(source) else { continue };
        let name = format!("`{}`, which the site is made from", source.display());
        if real == dest {
            return Some(format!("it is {name}"));
        }
        if real.starts_with(dest) {
            return Some(format!("it holds {name}"));
        }
        if dest.starts_with(&real) {
            return Some(format!("it is inside {name}"));
        }
    }
    if dest.join(".git").symlink_metadata().is_ok() {
        return Some("it is the top of a git work tree".to_owned());
    }
    let is_folder = dest.metadata().map_or(true, |metadata| metadata.is_dir());
    (!is_folder).then(|| "it is a file".to_owned())
}

/// A folder that no other build writes to until the value is dropped, or the process dies.
#[derive(Debug)]
pub(super) struct Held {
    /// The lock, where the system can lock a folder.
    _lock: Option<File>,
    /// The folders that had to be made for it, the innermost first.
    made: Vec<PathBuf>,
}

impl Held {
    /// Removes the folders that were made for it, as far as nothing is in them.
    pub(super) fn unmake(&self) {
        for folder in &self.made {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
}

/// Makes the folder if it is missing and holds it against other builds.
///
/// Two builds at once would each forget the other's files. Where a system can't lock a folder, builds
/// go on without: pages stay whole even then, for names of unfinished files never meet.
pub(super) fn hold(dest: &Destination) -> Result<Held, Failure> {
    for _ in 0..LOCK_TRIES {
        let missing = dest.real.ancestors().take_while(|folder| !folder.exists());
        let made: Vec<_> = missing.map(Path::to_path_buf).collect();
        fs::create_dir_all(&dest.real).map_err(|error| dest.refused("", error))?;
        let Ok(folder) = File::open(&dest.real) else { return Ok(Held { _lock: None, made }) };
        match folder.try_lock() {
            // The build before may have removed the folder that this one was waiting for.
            Ok(()) if is_at(&folder, &dest.real) => return Ok(Held { _lock: Some(folder), made }),
            Ok(()) => (),
            Err(TryLockError::WouldBlock) => thread::sleep(LOCK_PAUSE),
            Err(TryLockError::Error(_)) => return Ok(Held { _lock: None, made }),
        }
    }
    Err(Failure::new(format!("`{}` can't be written", dest.shown("")))
        .cause("another build is writing to it")
        .hint("let it finish or end it, and build again"))
}

/// True if an open folder is still the one at this path.
#[cfg(unix)]
fn is_at(folder: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |metadata: &fs::Metadata| (metadata.dev(), metadata.ino());
    matches!((folder.metadata(), fs::metadata(path)), (Ok(open), Ok(there)) if place(&open) == place(&there))
}

/// True if an open folder is still the one at this path: Windows doesn't remove what is open.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

impl Destination<'_> {
    /// Writes a file under a temporary name beside its place and renames it, so that a reader finds
    /// the old file or the new one, whole.
    fn write(&self, path: &str, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
        let (temporary, mut file) = self.create_temporary(folder_of(path))?;
        let written = fill(&mut file).and_then(|()| {
            // Some systems don't rename an open file.
            drop(file);
            fs::rename(&temporary, self.at(path))
        });
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }

    fn create_temporary(&self, folder: &str) -> io::Result<(PathBuf, File)> {
        loop {
            let path = self.next_temporary(folder);
            match File::create_new(&path) {
                Ok(file) => return Ok((path, file)),
                // A process that had our number before us left it.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => (),
                Err(error) => return Err(error),
            }
        }
    }

    /// Makes a folder for files that are not at their place yet.
    pub(super) fn create_aside(&self) -> io::Result<PathBuf> {
        loop {
            let path = self.next_temporary("");
            match fs::create_dir(&path) {
                Ok(()) => return Ok(path),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => (),
                Err(error) => return Err(error),
            }
        }
    }

    fn next_temporary(&self, folder: &str) -> PathBuf {
        self.at(folder).join(temporary_name(self.temporaries.fetch_add(1, Ordering::Relaxed)))
    }

    /// Writes a file's content, and returns what it was.
    pub(super) fn fill(&self, file: &mut File, path: &str, body: &Body) -> Result<Record, Failure> {
        let refused = |error| self.refused(path, error);
        match body {
            Body::Bytes(bytes) | Body::Asset(Asset::Memory(bytes)) => {
                file.write_all(bytes).map_err(refused)?;
                Ok(Record::of(bytes))
            }
            Body::Asset(Asset::Disk { path: source, .. }) => {
                let unreadable = |error: io::Error| {
                    Failure::new(format!("`{}` can't be read", source.display()))
                        .cause(error)
                        .hint("it was there when the build began: build again")
                };
                let mut asset = File::open(source).map_err(unreadable)?;
                let mut hasher = blake3::Hasher::new();
                let mut chunk = vec![0; CHUNK];
                loop {
                    let part = read_some(&mut asset, &mut chunk).map_err(unreadable)?;
                    if part.is_empty() {
                        return Ok(Record { hash: hasher.finalize(), bytes: hasher.count() });
                    }
                    hasher.update(part);
                    file.write_all(part).map_err(refused)?;
                }
            }
        }
    }

    /// Moves a finished file to its place. Where another disk is mounted there, a copy is moved.
    pub(super) fn place(&self, finished: &Path, path: &str) -> Result<(), Failure> {
        let moved = match fs::rename(finished, self.at(path)) {
            Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
                self.write(path, |file| io::copy(&mut File::open(finished)?, file).map(|_| ()))
            }
            moved => moved,
        };
        moved.map_err(|error| self.refused(path, error))
    }

    /// Writes one of our lists.
    pub(super) fn put_list(&self, name: &str, text: &[u8]) -> Result<(), Failure> {
        self.write(name, |file| file.write_all(text)).map_err(|error| self.refused(name, error))
    }

    /// Writes one of our lists so that the disk dates it later than everything that was written before: by its date
    /// the next build knows what nobody has touched since. Disks' clocks move in steps of some milliseconds.
    pub(super) fn put_list_later(&self, name: &str, text: &[u8]) -> Result<(), Failure> {
        let date = |file: &File| file.metadata().ok().and_then(|metadata| last_change(&metadata));
        let write = |file: &mut File| {
            file.write_all(text)?;
            let Some(first): Option<SystemTime> = date(file) else { return Ok(()) };
            for _ in 0..CLOCK_TRIES {
                rewrite_end(file, text)?;
                if date(file).is_none_or(|now| now > first) {
                    break;
                }
                thread::sleep(Duration::from_millis(1));
            }
            Ok(())
        };
        self.write(name, write).map_err(|error| self.refused(name, error))
    }

    pub(super) fn remove_list(&self, name: &str) -> Result<(), Failure> {
        remove_if_there(&self.at(name)).map_err(|error| self.irremovable(name, error)).map(|_| ())
    }

    pub(super) fn irremovable(&self, path: &str, error: io::Error) -> Failure {
        Failure::new(format!("`{}` can't be removed", self.shown(path)))
            .cause(error)
            .hint("put that right and try again; no page is damaged")
    }
}

/// Writes a text's last byte once more.
fn rewrite_end(file: &mut File, text: &[u8]) -> io::Result<()> {
    let end = text.len().saturating_sub(1);
    file.seek(SeekFrom::Start(end as u64))?;
    file.write_all(&text[end..])
}

/// The hash of what a file holds.
pub(super) fn hash_of_file(file: &Path) -> io::Result<blake3::Hash> {
    let mut file = File::open(file)?;
    let mut hasher = blake3::Hasher::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        let part = read_some(&mut file, &mut chunk)?;
        if part.is_empty() {
            return Ok(hasher.finalize());
        }
        hasher.update(part);
    }
}

/// The next bytes of a file, as many as come at once; none at its end.
fn read_some<'a>(file: &mut File, chunk: &'a mut [u8]) -> io::Result<&'a [u8]> {
    loop {
        match file.read(chunk) {
            Ok(count) => return Ok(&chunk[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
            Err(error) => return Err(error),
        }
    }
}
