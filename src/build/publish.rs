//! Publishing: a finished site into a folder that holds nothing else.
//!
//! In: the site's files, one after the other, and the folder they go to. Out: the folder, and how much changed.
//! Promises: nothing is deleted or overwritten but what an earlier build wrote; each page is wholly its old or
//! its new self at any moment, a kill included, and the next build mends the rest; a build that fails
//! before all files are there leaves the folder as it was; a file that already has the right bytes isn't touched;
//! the same site gives the same bytes, the manifest's too. Deliberately not here: surviving a power failure
//! (nothing is flushed to the disk), names that differ in capitals only within one site (the model refuses them).
//!
//! There are two phases, so that pages can be written while others are still made and needn't be held in
//! memory. [`Publisher::stage`] puts files that differ into a folder aside. [`Publisher::commit`] moves them all.
//!
//! The order of the steps carries the promises. While files change, a journal beside the manifest
//! names those the manifest doesn't know yet, so that at any moment both lists together name all
//! that is ours. Pages come first, then removals, then the new manifest, and last the journal goes.

mod destination;
mod former;
mod paths;
mod present;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use crate::build::failure::Failure;
use crate::build::manifest::{JOURNAL, MANIFEST, Origin, Record, is_site_path, journal_text, manifest_text};
use crate::build::publish::destination::{Destination, Held, destination, hash_of_file, hold};
use crate::build::publish::former::{Former, read_former, remove_leftovers};
use crate::build::publish::paths::{folder_of, folders_above, folders_of, in_order, names_in, real_folders};
use crate::build::publish::present::{Present, create_folders, in_the_way, remove_files};
use crate::site::{Body, SiteFiles};
use crate::source::Asset;

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
/// of files that are so far. Fails as [`Publisher::commit`] does.
pub fn publish(site: &SiteFiles, target: &Target, progress: &(dyn Fn(usize) + Sync)) -> Result<Changes, Failure> {
    let publisher = Publisher::open(target)?;
    site.par_iter().for_each(|(path, body)| publisher.stage(path, body));
    publisher.commit(None, progress)
}

/// Removes the site and, if nothing else is in it, the folder; returns the number of files removed.
///
/// Fails without removing anything where the folder isn't ours to change. Files of others stay.
pub fn clean(target: &Target) -> Result<usize, Failure> {
    let dest = destination(target)?;
    if !dest.real.exists() {
        return Ok(0);
    }
    let _held = hold(&dest)?;
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

/// A folder that is about to hold a site.
///
/// Dropped without a commit it removes what was staged, and the folder is as before.
#[derive(Debug)]
pub struct Publisher<'a> {
    dest: Destination<'a>,
    held: Held,
    former: Former,
    /// The listed files' folders that are there.
    folders: BTreeSet<String>,
    /// The listed paths in small letters, and how many there are of each where it isn't one.
    spellings: BTreeMap<String, usize>,
    aside: Mutex<Aside>,
    staged: Mutex<Staged>,
}

/// Where files wait for their place: a folder of our own in the site's, with the same folders inside.
#[derive(Debug, Default)]
struct Aside {
    /// None as long as nothing waits.
    root: Option<PathBuf>,
    folders: BTreeSet<String>,
}

/// What has been staged so far, in no order.
#[derive(Debug, Default)]
struct Staged {
    files: Vec<(String, Standing)>,
    /// The first path, in their order, that could not be staged.
    failed: Option<(String, Failure)>,
}

/// How a file of the site stands.
#[derive(Clone, Copy, Debug)]
enum Standing {
    /// It is at its place.
    Right(Record),
    /// It waits aside.
    Waiting(Record),
}

impl<'a> Publisher<'a> {
    /// Holds the folder against other builds, and looks what an earlier one left in it.
    ///
    /// Waits for another build half a minute. Fails where the folder isn't ours to change, before anything
    /// in it is touched.
    pub fn open(target: &Target<'a>) -> Result<Self, Failure> {
        let dest = destination(target)?;
        let held = hold(&dest)?;
        let former = read_former(&dest).inspect_err(|_| held.unmake())?;
        let ours = former.ours();
        remove_leftovers(&dest, &former, &ours);
        let folders = folders_of(ours.iter().copied());
        let folders = real_folders(&dest, &folders).into_iter().map(str::to_owned).collect();
        let mut spellings = BTreeMap::new();
        for path in &ours {
            *spellings.entry(path.to_lowercase()).or_default() += 1;
        }
        drop(ours);
        let (aside, staged) = Default::default();
        Ok(Self { dest, held, former, folders, spellings, aside, staged })
    }

    /// What the folder's site was made from, if every file of it is as the last build left it. Only looks at dates and
    /// sizes: nothing is read.
    pub fn origin(&self) -> Option<Origin> {
        self.former.whole(&self.dest)
    }

    /// Takes a file of the site, each once and in any order; several threads may do so at once.
    ///
    /// A file that is at its place already is neither read nor written where its date tells. What can't be
    /// written is told by [`Publisher::commit`].
    pub fn stage(&self, path: &str, body: &Body) {
        if unlocked(&self.staged).failed.as_ref().is_some_and(|(first, _)| first.as_str() < path) {
            return;
        }
        let standing = match is_site_path(path) {
            false => Err(bug(path)),
            true => match self.find(path, body) {
                Some(record) => Ok(Standing::Right(record)),
                None => self.put_aside(path, body).map(Standing::Waiting),
            },
        };
        let mut staged = unlocked(&self.staged);
        match standing {
            Ok(standing) => staged.files.push((path.to_owned(), standing)),
            Err(failure) if staged.failed.as_ref().is_none_or(|(first, _)| path < first.as_str()) => {
                staged.failed = Some((path.to_owned(), failure));
            }
            Err(_) => (),
        }
    }

    /// The record of a file of ours that has the right bytes already.
    ///
    /// What can't be read counts as different: it is tried again, and told, where it is written.
    fn find(&self, path: &str, body: &Body) -> Option<Record> {
        // With two spellings of a path the disk may hold one file for both, and one of them goes.
        let is_ours = self.former.is_listed(path) && self.spellings.get(&path.to_lowercase()) == Some(&1);
        if !is_ours || !self.folders.contains(folder_of(path)) {
            return None;
        }
        let metadata = self.dest.at(path).symlink_metadata().ok().filter(|metadata| metadata.is_file())?;
        let record = match body {
            Body::Asset(Asset::Disk { path, .. }) if fs::metadata(path).ok()?.len() != metadata.len() => return None,
            Body::Asset(Asset::Disk { path, .. }) => Record { hash: hash_of_file(path).ok()?, bytes: metadata.len() },
            Body::Bytes(bytes) | Body::Asset(Asset::Memory(bytes)) if bytes.len() as u64 != metadata.len() => {
                return None;
            }
            Body::Bytes(bytes) | Body::Asset(Asset::Memory(bytes)) => Record::of(bytes),
        };
        let there = match self.former.untouched(path, &metadata) {
            Some(known) => known.hash,
            None => hash_of_file(&self.dest.at(path)).ok()?,
        };
        (there == record.hash).then_some(record)
    }

    /// Writes a file to where it waits.
    fn put_aside(&self, path: &str, body: &Body) -> Result<Record, Failure> {
        let file = self.aside_folder(folder_of(path)).map(|root| root.join(path));
        let file = file.and_then(|file| Ok((File::create_new(&file)?, file)));
        let (mut open, file) = file.map_err(|error| self.dest.refused(path, error))?;
        // What is left of a file that failed would take the room that the others need.
        self.dest.fill(&mut open, path, body).inspect_err(|_| drop(fs::remove_file(&file)))
    }

    /// Makes a folder aside and those above it, each once, and returns the one that holds them all.
    fn aside_folder(&self, folder: &str) -> std::io::Result<PathBuf> {
        let mut aside = unlocked(&self.aside);
        let root = match &aside.root {
            Some(root) => root.clone(),
            None => aside.root.insert(self.dest.create_aside()?).clone(),
        };
        if !folder.is_empty() && !aside.folders.contains(folder) {
            let mut folders: Vec<&str> = std::iter::once(folder).chain(folders_above(folder)).collect();
            folders.retain(|folder| !aside.folders.contains(*folder));
            for folder in folders.into_iter().rev() {
                fs::create_dir(root.join(folder))?;
                aside.folders.insert(folder.to_owned());
            }
        }
        Ok(root)
    }

    /// Makes the folder hold what was staged and nothing else of ours, and returns what had to change.
    ///
    /// `origin` says what the site was made from, for [`Publisher::origin`] of the next build. Calls `progress` as
    /// [`publish`] does. Fails before anything has changed where a file could not be staged (with the first
    /// in the order of the paths) or something that isn't ours is in the way. Where the disk refuses a
    /// move, each page is left as it was or as it should be.
    pub fn commit(self, origin: Option<Origin>, progress: &(dyn Fn(usize) + Sync)) -> Result<Changes, Failure> {
        let Staged { mut files, failed } = std::mem::take(&mut *unlocked(&self.staged));
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        let names = files.iter().map(|(path, _)| path.as_str());
        let folders = check_paths(names.chain(failed.iter().map(|(path, _)| path.as_str())))?;
        if let Some((_, failure)) = failed {
            return Err(failure);
        }
        let site: BTreeMap<&str, Standing> = files.iter().map(|(path, standing)| (path.as_str(), *standing)).collect();
        let done = AtomicUsize::new(0);
        self.carry_out(&site, &folders, origin, &|| progress(done.fetch_add(1, Ordering::Relaxed) + 1))
    }

    fn carry_out(
        &self,
        site: &BTreeMap<&str, Standing>,
        folders: &BTreeSet<&str>,
        origin: Option<Origin>,
        step: &(dyn Fn() + Sync),
    ) -> Result<Changes, Failure> {
        let (dest, former, ours) = (&self.dest, &self.former, self.former.ours());
        let present = Present::look(site, folders, &ours, dest)?;
        let differing = differing(site, &present, step)?;
        let gone: Vec<&str> = ours.iter().copied().filter(|path| !site.contains_key(path)).collect();
        let changes_nothing = differing.is_empty() && gone.is_empty();
        if !changes_nothing {
            let text = journal_text(former.not_in_manifest(ours.iter().chain(site.keys()).copied()));
            if former.journal.as_ref().is_none_or(|journal| journal.text != text) {
                dest.put_list(JOURNAL, &text)?;
            }
        }
        let (in_the_way, merely_gone) = in_the_way(&gone, site, folders);
        let mut removed = remove_files(dest, &in_the_way, folders)?;
        self.place(&differing, step)?;
        removed += remove_files(dest, &merely_gone, folders)?;

        let records = site.iter().map(|(path, standing)| (*path, standing.record())).collect();
        let text = manifest_text(origin, &records);
        // With the same text, too, the manifest must be younger than the files that were put right.
        if !changes_nothing || former.manifest.as_ref().is_none_or(|manifest| manifest.text != text) {
            dest.put_list_later(MANIFEST, &text)?;
        }
        dest.remove_list(JOURNAL)?;
        Ok(Changes { written: differing.len(), unchanged: site.len() - differing.len(), removed })
    }

    /// Moves files from where they wait to their places.
    fn place(&self, files: &[&str], step: &(dyn Fn() + Sync)) -> Result<(), Failure> {
        let Some(root) = unlocked(&self.aside).root.clone() else { return Ok(()) };
        if self.former.is_nothing() && !cfg!(windows) {
            // At a first build all of it moves: that spares moving each page. Windows is too quick to refuse such moves.
            for name in names_in(&root).map_err(|error| self.dest.refused("", error))? {
                self.dest.place(&root.join(&name), &name)?;
            }
            files.iter().for_each(|_| step());
            return Ok(());
        }
        create_folders(&self.dest, &folders_of(files.iter().copied()))?;
        in_order(files, |path| {
            self.dest.place(&root.join(path), path)?;
            step();
            Ok(())
        })
        .map(|_| ())
    }
}

impl Drop for Publisher<'_> {
    fn drop(&mut self) {
        if let Some(root) = &unlocked(&self.aside).root {
            // What can't be removed is tried again by the next build.
            let _ = fs::remove_dir_all(root);
        }
        self.held.unmake();
    }
}

impl Standing {
    fn record(self) -> Record {
        match self {
            Self::Right(record) | Self::Waiting(record) => record,
        }
    }
}

/// Takes a lock; a panic elsewhere can't leave half an entry, so a poisoned one is as good as any.
fn unlocked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The refusal of a path that no part of this tool should ever make.
fn bug(path: &str) -> Failure {
    Failure::new(format!("`{path}` can't be a file of the site"))
        .hint("this is a mistake in Rihla, not in your handbook: please report it")
}

/// Refuses paths that can't all be files, or not each once; returns the folders of the others.
fn check_paths<'a>(paths: impl Iterator<Item = &'a str> + Clone) -> Result<BTreeSet<&'a str>, Failure> {
    let mut files = BTreeSet::new();
    for path in paths {
        if !is_site_path(path) {
            return Err(bug(path));
        }
        if !files.insert(path) {
            return Err(bug(path).cause("it is made twice"));
        }
    }
    let folders = folders_of(files.iter().copied());
    match folders.iter().find(|folder| files.contains(**folder)) {
        Some(path) => Err(bug(path).cause("it is a folder of the site as well")),
        None => Ok(folders),
    }
}

/// The files that have to be moved to their places; refuses where something that isn't ours is in the way.
fn differing<'a>(
    site: &BTreeMap<&'a str, Standing>,
    present: &Present,
    step: &(dyn Fn() + Sync),
) -> Result<Vec<&'a str>, Failure> {
    let files: Vec<_> = site.iter().collect();
    let differing = in_order(&files, |(path, standing)| {
        let differs = match standing {
            Standing::Right(_) => false,
            Standing::Waiting(record) => present.must_be_placed(path, *record)?,
        };
        if !differs {
            step();
        }
        Ok(differs.then_some(**path))
    })?;
    Ok(differing.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests;
