//! What earlier builds left in the folder.
//!
//! In: the folder. Out: the lists of what is ours in it. Promises: a folder that is somebody else's is
//! refused, a list that can't be relied on isn't used. Deliberately not here: the form of the lists.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};

use rayon::prelude::*;

use crate::build::failure::Failure;
use crate::build::manifest::{JOURNAL, Listed, MANIFEST, Origin, Record, is_temporary_name, read_list};
use crate::build::publish::destination::Destination;
use crate::build::publish::paths::{folders_of, last_change, names_in, real_folders};

/// The lists of earlier builds.
#[derive(Debug)]
pub(super) struct Former {
    pub(super) manifest: Option<Listed>,
    pub(super) journal: Option<Listed>,
}

impl Former {
    /// True before the first build.
    pub(super) fn is_nothing(&self) -> bool {
        self.manifest.is_none() && self.journal.is_none()
    }

    /// What the manifest says of a file that nobody touched since: it spares reading it.
    pub(super) fn untouched(&self, path: &str, metadata: &Metadata) -> Option<Record> {
        let manifest = self.manifest.as_ref()?;
        let record = (*manifest.files.get(path)?)?;
        let is_older = last_change(metadata)? < manifest.modified?;
        (is_older && metadata.is_file() && metadata.len() == record.bytes).then_some(record)
    }

    /// What the site was made from, if all of it is there as the last build left it. Nothing is read.
    pub(super) fn whole(&self, dest: &Destination) -> Option<Origin> {
        let manifest = self.manifest.as_ref().filter(|_| self.journal.is_none())?;
        let origin = manifest.origin?;
        let folders = folders_of(manifest.files.keys().map(String::as_str));
        let is_whole = |path: &String| {
            let metadata = dest.at(path).symlink_metadata();
            metadata.is_ok_and(|metadata| self.untouched(path, &metadata).is_some())
        };
        // Those in a folder behind a link would be somebody else's.
        let are_real = real_folders(dest, &folders).len() == folders.len() + 1;
        (are_real && manifest.files.par_iter().all(|(path, _)| is_whole(path))).then_some(origin)
    }

    /// True for a file that an earlier build wrote, or was about to.
    pub(super) fn is_listed(&self, path: &str) -> bool {
        [&self.manifest, &self.journal].into_iter().flatten().any(|list| list.files.contains_key(path))
    }

    /// The paths of all files that an earlier build wrote, or was about to.
    pub(super) fn ours(&self) -> BTreeSet<&str> {
        let lists = [&self.manifest, &self.journal].into_iter().flatten();
        lists.flat_map(|list| list.files.keys()).map(String::as_str).collect()
    }

    /// The paths that the manifest doesn't name, sorted.
    pub(super) fn not_in_manifest<'a>(&self, paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
        paths.filter(|path| self.manifest.as_ref().is_none_or(|list| !list.files.contains_key(*path))).collect()
    }
}

/// Reads the lists; refuses a folder that has none and isn't empty.
pub(super) fn read_former(dest: &Destination) -> Result<Former, Failure> {
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

/// Removes the unfinished files of builds that were killed.
///
/// Such a build leaves its journal, so that most builds look at one folder only. What can't be removed
/// does no harm and stays.
pub(super) fn remove_leftovers(dest: &Destination, former: &Former, ours: &BTreeSet<&str>) {
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
