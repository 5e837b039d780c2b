//! Paths of a site, and small steps on a disk.
//!
//! In: paths as a site has them, with `/`. Out: their folders, and what of them is there. Promises: no
//! link is followed. Deliberately not here: what is ours.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use rayon::prelude::*;

use crate::build::failure::Failure;
use crate::build::publish::destination::Destination;

/// Removes a file; false if it wasn't there.
pub(super) fn remove_if_there(file: &Path) -> io::Result<bool> {
    match fs::remove_file(file) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// The names in a folder, sorted.
pub(super) fn names_in(folder: &Path) -> io::Result<BTreeSet<String>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

/// When a file was last changed in any way. Its content's date can be set by anybody, that of its entry can't.
#[cfg(unix)]
pub(super) fn last_change(metadata: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    let (seconds, rest) = (u64::try_from(metadata.ctime()).ok()?, u32::try_from(metadata.ctime_nsec()).ok()?);
    let entry = SystemTime::UNIX_EPOCH.checked_add(std::time::Duration::new(seconds, rest))?;
    Some(entry.max(metadata.modified().ok()?))
}

/// When a file was last changed.
#[cfg(not(unix))]
pub(super) fn last_change(metadata: &Metadata) -> Option<SystemTime> {
    metadata.modified().ok()
}

/// The folder of a path; empty at the top.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What follows the last `/`.
pub(super) fn name_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// The folders a path lies in, the innermost first, without the top.
pub(super) fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(end, _)| &path[..end])
}

/// All folders that paths lie in, without the top.
pub(super) fn folders_of<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
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
pub(super) fn real_folders<'a>(dest: &Destination, folders: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
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
pub(super) fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, Failure> + Sync,
) -> Result<Vec<R>, Failure> {
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
