//! Publishing: a finished site into a folder that holds nothing else.
//!
//! In: the site's files and the folder they go to. Out: the folder, and how much changed. Promises:
//! nothing is deleted or overwritten but what an earlier build wrote; each page is wholly its old or
//! its new self at any moment, a kill included, and the next build mends the rest; a file that
//! already has the right bytes isn't touched; the same site gives the same bytes, the manifest's too.
//! Deliberately not here: surviving a power failure (nothing is flushed to the disk), names that
//! differ in capitals only within one site (the model refuses them).
//!
//! The order of the steps carries the promises. While files change, a journal beside the manifest
//! names those the manifest doesn't know yet, so that at any moment both lists together name all
//! that is ours. Pages come first, then removals, then the new manifest, and last the journal goes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Metadata, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::build::failure::Failure;
use crate::build::manifest::{
    JOURNAL, Listed, MANIFEST, Record, is_site_path, is_temporary_name, journal_text, manifest_text, read_list,
    temporary_name,
};
use crate::site::{Body, SiteFiles};
use crate::source::Asset;

/// How long a build waits for another one to leave the folder, in steps of [`LOCK_PAUSE`].
const LOCK_TRIES: usize = 1500;

/// The time between two looks at a folder that another build holds.
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// How much of a file is read at once, in bytes: most pages whole, a film in parts.
const CHUNK: usize = 16 * 1024;

/// The folder a site goes to, and the folders it must keep away from. Paths are absolute or relative
/// to the current folder.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The folder the site goes to; made if it is missing.
    pub dest: &'a Path,
    /// The handbook's folder; `dest` may lie in it, but not be it or hold it.
    pub root: &'a Path,
    /// What the site is made from: `dest` must not be, hold or lie inside one of these.
    pub sources: &'a [PathBuf],
    /// The user's home folder, where there is one; `dest` must not be it or hold it.
    pub home: Option<&'a Path>,
}

/// What a build did to the folder, in files; our own lists aren't counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// New files, and files that have new bytes.
    pub written: usize,
    /// Files left alone, for they had the right bytes.
    pub unchanged: usize,
    /// Files of the former site that are gone from the new one.
    pub removed: usize,
}

/// Makes the folder hold this site, and returns what had to change.
///
/// Calls `progress` once for each file that is as it should be, from several threads, with the number
/// of files that are so far. Fails before it has written anything where the folder or a file in it
/// isn't ours to change; fails with the first file in the order of the paths where the disk refuses,
/// and leaves each page as it was or as it should be.
pub fn publish(site: &SiteFiles, target: &Target, progress: &(dyn Fn(usize) + Sync)) -> Result<Changes, Failure> {
    let folders = check_paths(site)?;
    let dest = destination(target)?;
    fs::create_dir_all(&dest.real).map_err(|error| dest.refused("", error))?;
    let _lock = lock(&dest)?;
    let former = read_former(&dest)?;
    let ours = former.ours();

    let done = AtomicUsize::new(0);
    let step = || progress(done.fetch_add(1, Ordering::Relaxed) + 1);
    let present = Present::look(site, &folders, &ours, &former, &dest)?;
    let plan = plan(site, &present, &step)?;
    if !plan.is_empty() {
        let all = ours.iter().copied().chain(site.keys().map(String::as_str));
        dest.put_list(JOURNAL, journal_text(former.not_in_manifest(all)), former.journal.as_ref())?;
    }
    remove_leftovers(&dest, &former, &ours);

    let gone: Vec<&str> = ours.into_iter().filter(|path| !site.contains_key(*path)).collect();
    let (in_the_way, merely_gone) = in_the_way(&gone, site, &folders);
    let mut removed = remove_files(&dest, &in_the_way, &folders)?;
    let written = if former.is_nothing() && !cfg!(windows) {
        write_all_new(&dest, &plan.differing, &step)?
    } else {
        write_all(&dest, &plan.differing, &step)?
    };
    removed += remove_files(&dest, &merely_gone, &folders)?;

    let changes = Changes { written: written.len(), unchanged: plan.equal.len(), removed };
    let records = plan.equal.into_iter().chain(written).collect();
    dest.put_list(MANIFEST, manifest_text(&records), former.manifest.as_ref())?;
    dest.remove_list(JOURNAL)?;
    Ok(changes)
}

/// Removes the site and, if nothing else is in it, the folder; returns the number of files removed.
///
/// Fails without removing anything where the folder isn't ours to change. Files of others stay.
pub fn clean(target: &Target) -> Result<usize, Failure> {
    let dest = destination(target)?;
    if !dest.real.exists() {
        return Ok(0);
    }
    let _lock = lock(&dest)?;
    let former = read_former(&dest)?;
    let ours = former.ours();
    remove_leftovers(&dest, &former, &ours);
    let removed = remove_files(&dest, &Vec::from_iter(ours), &BTreeSet::new())?;
    // The lists go last: a clean that was stopped can be run again.
    dest.remove_list(MANIFEST)?;
    dest.remove_list(JOURNAL)?;
    // It stays if it holds anything, and if it is a link that somebody made.
    let _ = fs::remove_dir(target.dest);
    Ok(removed)
}

// The folder the site goes to.

/// A folder that may be written to, as far as its place tells.
struct Destination<'a> {
    /// Where it is, links followed.
    real: PathBuf,
    /// What the user calls it.
    shown: &'a Path,
    /// How many unfinished files have been named.
    temporaries: AtomicUsize,
}

impl Destination<'_> {
    fn at(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.real.clone() } else { self.real.join(path) }
    }

    /// A path as messages name it.
    fn shown(&self, path: &str) -> String {
        let shown = if path.is_empty() { self.shown.to_path_buf() } else { self.shown.join(path) };
        shown.display().to_string()
    }

    /// A failure to write that leaves each page whole.
    fn refused(&self, path: &str, error: io::Error) -> Failure {
        Failure::new(format!("`{}` can't be written", self.shown(path)))
            .cause(error)
            .hint("put that right and build again; until then every page is its old or its new self")
    }

    /// The refusal to overwrite or delete what somebody else put there.
    fn foreign(&self, path: &str) -> Failure {
        Failure::new(format!("`{}` is in the way of the site", self.shown(path)))
            .cause("Rihla didn't write it")
            .hint("move it away or delete it, and build again")
    }
}

/// Finds out which folder is meant and refuses those where a site would do harm.
fn destination<'a>(target: &Target<'a>) -> Result<Destination<'a>, Failure> {
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

/// Holds the folder against other builds until the value is dropped, or the process dies.
///
/// Two builds at once would each forget the other's files. Where a system can't lock a folder, builds
/// go on without: pages stay whole even then, for names of unfinished files never meet.
fn lock(dest: &Destination) -> Result<Option<File>, Failure> {
    let Ok(folder) = File::open(&dest.real) else { return Ok(None) };
    for _ in 0..LOCK_TRIES {
        match folder.try_lock() {
            Ok(()) => return Ok(Some(folder)),
            Err(TryLockError::WouldBlock) => thread::sleep(LOCK_PAUSE),
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
    Err(Failure::new(format!("`{}` can't be written", dest.shown("")))
        .cause("another build is writing to it")
        .hint("let it finish or end it, and build again"))
}

// What an earlier build left.

/// The lists of earlier builds.
struct Former {
    manifest: Option<Listed>,
    journal: Option<Listed>,
}

impl Former {
    /// True before the first build.
    fn is_nothing(&self) -> bool {
        self.manifest.is_none() && self.journal.is_none()
    }

    /// What the manifest says of a file that nobody touched since: it spares hashing it again.
    fn record(&self, path: &str, metadata: &Metadata) -> Option<Record> {
        let manifest = self.manifest.as_ref()?;
        let record = (*manifest.files.get(path)?)?;
        let is_older = metadata.modified().ok()? < manifest.modified?;
        (is_older && metadata.len() == record.bytes).then_some(record)
    }

    /// The paths of all files that an earlier build wrote, or was about to.
    fn ours(&self) -> BTreeSet<&str> {
        let lists = [&self.manifest, &self.journal].into_iter().flatten();
        lists.flat_map(|list| list.files.keys()).map(String::as_str).collect()
    }

    /// The paths that the manifest doesn't name, sorted.
    fn not_in_manifest<'a>(&self, paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
        paths.filter(|path| self.manifest.as_ref().is_none_or(|list| !list.files.contains_key(*path))).collect()
    }
}

/// Reads the lists; refuses a folder that has none and isn't empty.
fn read_former(dest: &Destination) -> Result<Former, Failure> {
    let read = |name| read_list(&dest.at(name), &dest.shown.join(name));
    let former = Former { manifest: read(MANIFEST)?, journal: read(JOURNAL)? };
    if !former.is_nothing() {
        return Ok(former);
    }
    match names_in(&dest.real).map_err(|error| dest.refused("", error))?.iter().find(|name| !is_temporary_name(name)) {
        None => Ok(former),
        Some(name) => Err(Failure::new(format!("`{}` can't hold the site", dest.shown("")))
            .cause(format!("it has `{name}` in it, and no list of files that Rihla wrote"))
            .hint("name a new or empty folder, or delete this one if nothing in it is needed")),
    }
}

/// The names in a folder, sorted.
fn names_in(folder: &Path) -> io::Result<BTreeSet<String>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

/// Removes the unfinished files of builds that were killed.
///
/// Such a build leaves its journal, so that most builds look at one folder only. What can't be removed
/// does no harm and stays.
fn remove_leftovers(dest: &Destination, former: &Former, ours: &BTreeSet<&str>) {
    let folders = match former.journal {
        Some(_) => real_folders(dest, &folders_of(ours.iter().copied())),
        None => BTreeSet::from([""]),
    };
    for folder in folders {
        let folder = dest.at(folder);
        for name in names_in(&folder).unwrap_or_default().iter().filter(|name| is_temporary_name(name)) {
            let path = folder.join(name);
            let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
        }
    }
}

// What has to change.

/// The site's files by what has to happen to them, each sorted.
struct Plan<'a> {
    equal: Vec<(&'a str, Record)>,
    differing: Vec<(&'a str, &'a Body)>,
    /// True if a file of the former site isn't in the new one.
    some_gone: bool,
}

impl Plan<'_> {
    fn is_empty(&self) -> bool {
        self.differing.is_empty() && !self.some_gone
    }
}

/// Refuses paths that no part of this tool should ever make; returns the folders of the others.
fn check_paths(site: &SiteFiles) -> Result<BTreeSet<&str>, Failure> {
    let bug = |path: &str| {
        Failure::new(format!("`{path}` can't be a file of the site"))
            .hint("this is a mistake in Rihla, not in your handbook: please report it")
    };
    if let Some(path) = site.keys().find(|path| !is_site_path(path)) {
        return Err(bug(path));
    }
    let folders = folders_of(site.keys().map(String::as_str));
    match folders.iter().find(|folder| site.contains_key(**folder)) {
        Some(path) => Err(bug(path).cause("it is a folder of the site as well")),
        None => Ok(folders),
    }
}

/// Compares the site with the folder, and refuses where something that isn't ours is in the way.
fn plan<'a>(site: &'a SiteFiles, present: &Present, step: &(dyn Fn() + Sync)) -> Result<Plan<'a>, Failure> {
    let files: Vec<_> = site.iter().map(|(path, body)| (path.as_str(), body)).collect();
    let standing = in_order(&files, |(path, body)| {
        let record = present.compare(path, body)?;
        if record.is_some() {
            step();
        }
        Ok(record)
    })?;
    let some_gone = present.ours.iter().any(|path| !site.contains_key(*path));
    let mut plan = Plan { equal: Vec::new(), differing: Vec::new(), some_gone };
    for ((path, body), record) in files.into_iter().zip(standing) {
        match record {
            Some(record) => plan.equal.push((path, record)),
            None => plan.differing.push((path, body)),
        }
    }
    Ok(plan)
}

/// What there is before a build.
struct Present<'a> {
    dest: &'a Destination<'a>,
    former: &'a Former,
    ours: &'a BTreeSet<&'a str>,
    /// The folders of the site that are there.
    folders: BTreeSet<&'a str>,
    twins: BTreeMap<String, &'a str>,
}

/// The files that go, by their path in small letters: some disks don't tell `Order.html`, which goes,
/// from `order.html`, which comes.
fn twins<'a>(site: &SiteFiles, ours: &BTreeSet<&'a str>) -> BTreeMap<String, &'a str> {
    ours.iter().filter(|path| !site.contains_key(**path)).map(|path| (path.to_lowercase(), *path)).collect()
}

impl<'a> Present<'a> {
    /// Looks at the site's folders; refuses those whose place is taken.
    fn look(
        site: &SiteFiles,
        folders: &BTreeSet<&'a str>,
        ours: &'a BTreeSet<&'a str>,
        former: &'a Former,
        dest: &'a Destination<'a>,
    ) -> Result<Self, Failure> {
        let present = Self { dest, former, ours, folders: real_folders(dest, folders), twins: twins(site, ours) };
        for folder in folders {
            present.check_folder(folder)?;
        }
        Ok(present)
    }

    /// Refuses a folder of the site whose place is taken by something that isn't ours.
    fn check_folder(&self, folder: &str) -> Result<(), Failure> {
        if self.folders.contains(folder) || !self.folders.contains(folder_of(folder)) {
            return Ok(());
        }
        match self.dest.at(folder).symlink_metadata() {
            Ok(metadata) if metadata.is_symlink() => {
                Err(Failure::new(format!("`{}` can't be written to", self.dest.shown(folder)))
                    .cause("it is a link, and files of the site would land elsewhere")
                    .hint("delete the link and build again"))
            }
            Ok(_) if self.ours.contains(folder) || self.has_twin(folder) => Ok(()),
            Ok(_) => Err(self.dest.foreign(folder)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(self.dest.refused(folder, error)),
        }
    }

    /// The record of a file that already has the right bytes; none if it must be written.
    fn compare(&self, path: &str, body: &Body) -> Result<Option<Record>, Failure> {
        if !self.folders.contains(folder_of(path)) {
            return Ok(None);
        }
        let file = self.dest.at(path);
        let metadata = match file.symlink_metadata() {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.dest.refused(path, error)),
        };
        if metadata.is_dir() {
            return self.check_contents(path).map(|()| None);
        }
        if self.has_twin(path) {
            return Ok(None);
        }
        let is_listed = self.ours.contains(path);
        // A file that can't be read counts as different: renaming over it may still work.
        let known = self.former.record(path, &metadata);
        let equal =
            if metadata.is_file() { record_if_equal(&file, metadata.len(), body, known).unwrap_or(None) } else { None };
        if equal.is_none() && !is_listed { Err(self.dest.foreign(path)) } else { Ok(equal) }
    }

    /// True where the disk takes the path for that of a file that goes: what is there then goes too.
    fn has_twin(&self, path: &str) -> bool {
        let real = |path: &str| fs::canonicalize(self.dest.at(path)).ok();
        if self.twins.is_empty() {
            return false;
        }
        let twin = self.twins.get(&path.to_lowercase()).and_then(|twin| real(twin));
        twin.is_some() && twin == real(path)
    }

    /// Refuses a folder in a file's place unless all that is in it goes anyway.
    fn check_contents(&self, folder: &str) -> Result<(), Failure> {
        let our_folders = folders_of(self.ours.iter().copied());
        for entry in WalkDir::new(self.dest.at(folder)).sort_by_file_name() {
            let entry = entry.map_err(|error| self.dest.refused(folder, error.into()))?;
            let inside = entry.path().strip_prefix(&self.dest.real).unwrap_or(entry.path());
            let names: Vec<_> = inside.iter().map(|name| name.to_string_lossy()).collect();
            let path = names.join("/");
            let is_ours = match entry.file_type() {
                kind if kind.is_dir() => our_folders.contains(path.as_str()),
                kind => kind.is_file() && (self.ours.contains(path.as_str()) || is_temporary_name(name_of(&path))),
            };
            if !is_ours {
                return Err(self.dest.foreign(&path));
            }
        }
        Ok(())
    }
}

/// Compares a file of `len` bytes with what it should be, without reading it if the size differs; its
/// record, if equal, is the one that is `known` or a new one.
fn record_if_equal(file: &Path, len: u64, body: &Body, known: Option<Record>) -> io::Result<Option<Record>> {
    match body {
        Body::Bytes(bytes) | Body::Asset(Asset::Memory(bytes)) => {
            let equal = len == bytes.len() as u64 && has_bytes(&mut File::open(file)?, bytes)?;
            Ok(equal.then(|| known.unwrap_or_else(|| record_of(bytes))))
        }
        Body::Asset(Asset::Disk { path, .. }) => {
            let mut asset = File::open(path)?;
            if asset.metadata()?.len() != len {
                return Ok(None);
            }
            let mut file = File::open(file)?;
            let mut hasher = blake3::Hasher::new();
            let mut chunk = [0; CHUNK];
            loop {
                let part = read_some(&mut asset, &mut chunk)?;
                if part.is_empty() {
                    return Ok(Some(known.unwrap_or_else(|| record_of_hashed(&hasher))));
                }
                if !has_bytes(&mut file, part)? {
                    return Ok(None);
                }
                if known.is_none() {
                    hasher.update(part);
                }
            }
        }
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

/// True if the next bytes of a file are these.
fn has_bytes(file: &mut File, bytes: &[u8]) -> io::Result<bool> {
    let mut found = [0; CHUNK];
    for expected in bytes.chunks(CHUNK) {
        let found = &mut found[..expected.len()];
        match file.read_exact(found) {
            Ok(()) if found == expected => (),
            Ok(()) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

fn record_of(bytes: &[u8]) -> Record {
    Record { hash: blake3::hash(bytes), bytes: bytes.len() as u64 }
}

fn record_of_hashed(hasher: &blake3::Hasher) -> Record {
    Record { hash: hasher.finalize(), bytes: hasher.count() }
}

// Changing the folder.

/// Writes files to their places, each at once or not at all.
fn write_all<'a>(
    dest: &Destination,
    files: &[(&'a str, &Body)],
    step: &(dyn Fn() + Sync),
) -> Result<Vec<(&'a str, Record)>, Failure> {
    create_folders(dest, &folders_of(files.iter().map(|(path, _)| *path)))?;
    in_order(files, |(path, body)| {
        let record = dest.write(path, body)?;
        step();
        Ok((*path, record))
    })
}

/// Writes the files of a first build into a folder aside, then moves what is at the top to its place:
/// that spares renaming each page. Windows is too quick to refuse such moves.
fn write_all_new<'a>(
    dest: &Destination,
    files: &[(&'a str, &Body)],
    step: &(dyn Fn() + Sync),
) -> Result<Vec<(&'a str, Record)>, Failure> {
    let aside = Destination { real: dest.next_temporary(""), shown: dest.shown, temporaries: AtomicUsize::new(0) };
    fs::create_dir(&aside.real).map_err(|error| dest.refused("", error))?;
    let write = || {
        create_folders(&aside, &folders_of(files.iter().map(|(path, _)| *path)))?;
        let written = in_order(files, |(path, body)| {
            let mut file = File::create_new(aside.at(path)).map_err(|error| aside.refused(path, error))?;
            let record = aside.fill(&mut file, path, body)?;
            step();
            Ok((*path, record))
        })?;
        for name in names_in(&aside.real).map_err(|error| aside.refused("", error))? {
            fs::rename(aside.at(&name), dest.at(&name)).map_err(|error| dest.refused(&name, error))?;
        }
        Ok(written)
    };
    let written = write();
    let _ = fs::remove_dir_all(&aside.real);
    written
}

impl Destination<'_> {
    /// Writes a file under a temporary name beside its place and renames it, so that a reader finds
    /// the old file or the new one, whole.
    fn write(&self, path: &str, body: &Body) -> Result<Record, Failure> {
        let (temporary, mut file) =
            self.create_temporary(folder_of(path)).map_err(|error| self.refused(path, error))?;
        let written = self.fill(&mut file, path, body).and_then(|record| {
            // Some systems don't rename an open file.
            drop(file);
            fs::rename(&temporary, self.at(path)).map_err(|error| self.refused(path, error))?;
            Ok(record)
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

    fn next_temporary(&self, folder: &str) -> PathBuf {
        self.at(folder).join(temporary_name(self.temporaries.fetch_add(1, Ordering::Relaxed)))
    }

    fn fill(&self, file: &mut File, path: &str, body: &Body) -> Result<Record, Failure> {
        let refused = |error| self.refused(path, error);
        match body {
            Body::Bytes(bytes) | Body::Asset(Asset::Memory(bytes)) => {
                file.write_all(bytes).map_err(refused)?;
                Ok(record_of(bytes))
            }
            Body::Asset(Asset::Disk { path: source, .. }) => {
                let unreadable = |error: io::Error| {
                    Failure::new(format!("`{}` can't be read", source.display()))
                        .cause(error)
                        .hint("it was there when the build began: build again")
                };
                let mut asset = File::open(source).map_err(unreadable)?;
                let mut hasher = blake3::Hasher::new();
                let mut chunk = [0; CHUNK];
                loop {
                    let part = read_some(&mut asset, &mut chunk).map_err(unreadable)?;
                    if part.is_empty() {
                        return Ok(record_of_hashed(&hasher));
                    }
                    hasher.update(part);
                    file.write_all(part).map_err(refused)?;
                }
            }
        }
    }

    /// Writes one of our lists unless that very text is there.
    fn put_list(&self, name: &str, text: Vec<u8>, former: Option<&Listed>) -> Result<(), Failure> {
        if former.is_some_and(|former| former.text == text) {
            return Ok(());
        }
        self.write(name, &Body::Bytes(Arc::from(text))).map(|_| ())
    }

    fn remove_list(&self, name: &str) -> Result<(), Failure> {
        remove_if_there(&self.at(name)).map_err(|error| self.irremovable(name, error)).map(|_| ())
    }

    fn irremovable(&self, path: &str, error: io::Error) -> Failure {
        Failure::new(format!("`{}` can't be removed", self.shown(path)))
            .cause(error)
            .hint("put that right and try again; no page is damaged")
    }
}

/// Parts the files that go into those whose place is needed, which must go first, and the others.
///
/// A file may stand where a folder belongs, lie in a folder where a file belongs, or differ from a new
/// path in capitals only.
fn in_the_way<'a>(gone: &[&'a str], site: &SiteFiles, folders: &BTreeSet<&str>) -> (Vec<&'a str>, Vec<&'a str>) {
    if gone.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let new_files: BTreeSet<String> = site.keys().map(|path| path.to_lowercase()).collect();
    let new_folders: BTreeSet<String> = folders.iter().map(|folder| folder.to_lowercase()).collect();
    gone.iter().partition(|path| {
        let path = path.to_lowercase();
        new_folders.contains(&path)
            || new_files.contains(&path)
            || folders_above(&path).any(|folder| new_files.contains(folder))
    })
}

/// Removes files that are listed, and the folders that hold nothing then; returns how many files.
///
/// Only files go that really lie inside: where somebody put a link or a folder in the place of one of
/// our files or folders, it stays.
fn remove_files(dest: &Destination, paths: &[&str], keep: &BTreeSet<&str>) -> Result<usize, Failure> {
    let folders = real_folders(dest, &folders_of(paths.iter().copied()));
    let mut removed = 0;
    for path in paths.iter().filter(|path| folders.contains(folder_of(path))) {
        let file = dest.at(path);
        if file.symlink_metadata().is_ok_and(|metadata| metadata.is_file()) {
            removed += usize::from(remove_if_there(&file).map_err(|error| dest.irremovable(path, error))?);
        }
    }
    for folder in folders.iter().rev().filter(|folder| !folder.is_empty() && !keep.contains(**folder)) {
        // The system refuses where anything is left in it.
        let _ = fs::remove_dir(dest.at(folder));
    }
    Ok(removed)
}

/// Removes a file; false if it wasn't there.
fn remove_if_there(file: &Path) -> io::Result<bool> {
    match fs::remove_file(file) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Makes those folders that are missing, each once.
fn create_folders(dest: &Destination, folders: &BTreeSet<&str>) -> Result<(), Failure> {
    let present = real_folders(dest, folders);
    for folder in folders.difference(&present) {
        fs::create_dir(dest.at(folder)).map_err(|error| dest.refused(folder, error))?;
    }
    Ok(())
}

// Paths.

/// The folder of a path; empty at the top.
fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What follows the last `/`.
fn name_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// The folders a path lies in, the innermost first, without the top.
fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(end, _)| &path[..end])
}

/// All folders that paths lie in, without the top.
fn folders_of<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut folders = BTreeSet::new();
    for path in paths {
        for folder in folders_above(path) {
            // Those above are known as well, then.
            if !folders.insert(folder) {
                break;
            }
        }
    }
    folders
}

/// Those folders that exist and are reached without a link, and the top.
fn real_folders<'a>(dest: &Destination, folders: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let mut real = BTreeSet::from([""]);
    for folder in folders {
        if real.contains(folder_of(folder))
            && dest.at(folder).symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
        {
            real.insert(folder);
        }
    }
    real
}

/// Does the same to every item, in parallel; where several fail, returns the failure of the first.
fn in_order<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> Result<R, Failure> + Sync) -> Result<Vec<R>, Failure> {
    let first_failed = AtomicUsize::new(usize::MAX);
    let results: Vec<_> = items
        .par_iter()
        .enumerate()
        .map(|(index, item)| {
            // Those after a failure needn't be tried; those before it must, for theirs would be the first.
            if index > first_failed.load(Ordering::Relaxed) {
                return None;
            }
            let result = work(item);
            if result.is_err() {
                first_failed.fetch_min(index, Ordering::Relaxed);
            }
            Some(result)
        })
        .collect();
    results.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
