//! When files last changed, as git knows it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::source::git::git;
use crate::source::{FilePath, Watched};

/// Asks git for the day of the last commit to each file below `folder`.
///
/// The day is the committer's own (`%cs`), so that every machine prints the same. Where there is no
/// git or no repository the answer is empty: the pages then simply don't say when they changed.
pub fn last_changes(root: &Path, folder: &str) -> BTreeMap<FilePath, String> {
    let output = git(root)
        .args(["log", "--no-renames", "--format=format:%x01%cs", "--name-only", "--relative", "--", folder])
        .output();
    match output {
        Ok(output) if output.status.success() => parse(&String::from_utf8_lossy(&output.stdout)),
        _ => BTreeMap::new(),
    }
}

/// Where a repository keeps what tells whether its history has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The folder of this work tree: its `HEAD`.
    own: PathBuf,
    /// The folder of the repository: its branches; the same unless there are several work trees.
    common: PathBuf,
}

impl History {
    /// Finds the repository around a folder, without asking git.
    pub fn around(folder: &Path) -> Option<Self> {
        let dot_git = folder.ancestors().map(|folder| folder.join(".git")).find(|path| path.exists())?;
        let own = match dot_git.is_dir() {
            true => dot_git,
            // A work tree or a submodule: a file that names the folder.
            false => {
                let text = fs::read_to_string(&dot_git).ok()?;
                dot_git.parent()?.join(text.strip_prefix("gitdir:")?.trim())
            }
        };
        let common = match fs::read_to_string(own.join("commondir")) {
            Ok(text) => own.join(text.trim()),
            Err(_) => own.clone(),
        };
        Some(Self { own, common })
    }

    /// Which commit is checked out, and what else decides what the log says, as a text to compare.
    pub fn state(&self) -> String {
        let head = fs::read_to_string(self.own.join("HEAD")).unwrap_or_default();
        let branch = head.strip_prefix("ref:").map(str::trim).unwrap_or_default();
        let commit = match branch.is_empty() {
            true => String::new(),
            false => fs::read_to_string(self.common.join(branch)).unwrap_or_default(),
        };
        // Branches that were packed, those of the newer format, tags, and how deep the history goes.
        let files = [&self.common, &self.own].map(|folder| {
            ["packed-refs", "reftable/tables.list", "shallow", "refs/tags"].map(|name| folder.join(name))
        });
        let stamps = files.iter().flatten().map(|file| {
            let stamp = fs::metadata(file).ok().map(|meta| (meta.len(), meta.modified().ok()));
            format!("{stamp:?}\n")
        });
        format!("{head}{commit}{}", stamps.collect::<String>())
    }

    /// What on the disk may be a change of the history.
    pub fn watched(&self) -> Watched {
        let trees = [
            self.common.join("refs/heads"),
            self.common.join("refs/tags"),
            self.common.join("reftable"),
            self.own.join("reftable"),
        ];
        let mut watched = Watched { trees: trees.into(), ..Watched::default() };
        for name in ["HEAD", "logs/HEAD"] {
            watched.add_with_folders(&self.own.join(name), &self.own);
        }
        for name in ["packed-refs", "shallow", "refs/heads", "refs/tags", "reftable"] {
            watched.add_with_folders(&self.common.join(name), &self.common);
        }
        watched
    }
}

/// Reads the log, newest first: the first day named for a file is its last change.
fn parse(log: &str) -> BTreeMap<FilePath, String> {
    let mut changes = BTreeMap::new();
    let mut day = "";
    for line in log.lines() {
        if let Some(next) = line.strip_prefix('\u{1}') {
            day = next;
        } else if !line.is_empty() {
            changes.entry(FilePath::new(line)).or_insert_with(|| day.to_owned());
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::source::FilePath;

    #[test]
    fn the_newest_commit_counts() {
        let log = "\u{1}2026-05-02\ncontent/a.md\n\n\u{1}2026-04-30\ncontent/a.md\ncontent/ب.md\n";
        let changes = parse(log);
        assert_eq!(changes[&FilePath::new("content/a.md")], "2026-05-02");
        assert_eq!(changes[&FilePath::new("content/ب.md")], "2026-04-30");
    }
}
