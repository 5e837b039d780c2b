//! When files last changed, as git knows it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::source::FilePath;

/// Asks git for the day of the last commit to each file below `folder`.
///
/// The day is the committer's own (`%cs`), so that every machine prints the same. Where there is no
/// git or no repository the answer is empty: the pages then simply don't say when they changed.
pub fn last_changes(root: &Path, folder: &str) -> BTreeMap<FilePath, String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        // A handbook from elsewhere brings settings of its own: none of them may start a program or a transfer.
        .env("GIT_NO_LAZY_FETCH", "1")
        .args(["-c", "log.showSignature=false", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never"])
        .args(["-c", "core.quotepath=off", "log", "--no-renames", "--format=format:%x01%cs", "--name-only"])
        .args(["--relative", "--", folder])
        .output();
    match output {
        Ok(output) if output.status.success() => parse(&String::from_utf8_lossy(&output.stdout)),
        _ => BTreeMap::new(),
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
