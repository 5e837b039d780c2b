//! What stands where a site's files go, and what has to go first.
//!
//! In: the paths of a site, and which of those in the folder are ours. Out: which files must be moved to
//! their place, which removed; or the refusal to touch what is somebody else's. Promises: looking changes
//! nothing; only files that are ours are removed. Deliberately not here: writing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;

use walkdir::WalkDir;

use crate::build::failure::Failure;
use crate::build::manifest::{Record, is_temporary_name};
use crate::build::publish::Standing;
use crate::build::publish::destination::{Destination, hash_of_file};
use crate::build::publish::paths::{folder_of, folders_above, folders_of, name_of, real_folders, remove_if_there};

/// What there is before a build.
pub(super) struct Present<'a> {
    dest: &'a Destination<'a>,
    ours: &'a BTreeSet<&'a str>,
    /// The folders of the site that are there.
    folders: BTreeSet<&'a str>,
    twins: BTreeMap<String, &'a str>,
}

/// The files that go, by their path in small letters: some disks don't tell `Order.html`, which goes,
/// from `order.html`, which comes.
fn twins<'a>(site: &BTreeMap<&str, Standing>, ours: &BTreeSet<&'a str>) -> BTreeMap<String, &'a str> {
    ours.iter().filter(|path| !site.contains_key(**path)).map(|path| (path.to_lowercase(), *path)).collect()
}

impl<'a> Present<'a> {
    /// Looks at the site's folders; refuses those whose place is taken.
    pub(super) fn look(
        site: &BTreeMap<&str, Standing>,
        folders: &BTreeSet<&'a str>,
        ours: &'a BTreeSet<&'a str>,
        dest: &'a Destination<'a>,
    ) -> Result<Self, Failure> {
        let present = Self { dest, ours, folders: real_folders(dest, folders), twins: twins(site, ours) };
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

    /// True if a file must be put in its place, false if the right bytes are there already.
    pub(super) fn must_be_placed(&self, path: &str, record: Record) -> Result<bool, Failure> {
        if !self.folders.contains(folder_of(path)) {
            return Ok(true);
        }
        let metadata = match self.dest.at(path).symlink_metadata() {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
            Err(error) => return Err(self.dest.refused(path, error)),
        };
        if metadata.is_dir() {
            return self.check_contents(path).map(|()| true);
        }
        if self.ours.contains(path) || self.has_twin(path) {
            return Ok(true);
        }
        // Somebody may have put the very file there.
        let is_equal = metadata.is_file()
            && metadata.len() == record.bytes
            && hash_of_file(&self.dest.at(path)).is_ok_and(|hash| hash == record.hash);
        if is_equal { Ok(false) } else { Err(self.dest.foreign(path)) }
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

/// Parts the files that go into those whose place is needed, which must go first, and the others.
///
/// A file may stand where a folder belongs, lie in a folder where a file belongs, or differ from a new
/// path in capitals only.
pub(super) fn in_the_way<'a>(
    gone: &[&'a str],
    site: &BTreeMap<&str, Standing>,
    folders: &BTreeSet<&str>,
) -> (Vec<&'a str>, Vec<&'a str>) {
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
pub(super) fn remove_files(dest: &Destination, paths: &[&str], keep: &BTreeSet<&str>) -> Result<usize, Failure> {
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

/// Makes those folders that are missing, each once.
pub(super) fn create_folders(dest: &Destination, folders: &BTreeSet<&str>) -> Result<(), Failure> {
    let present = real_folders(dest, folders);
    for folder in folders.difference(&present) {
        fs::create_dir(dest.at(folder)).map_err(|error| dest.refused(folder, error))?;
    }
    Ok(())
}
