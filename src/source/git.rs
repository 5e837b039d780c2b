//! How git is called: as a child that nothing in a repository can make do more than it was asked for.

use std::path::Path;
use std::process::Command;

/// Begins a command of git in a folder. A handbook from elsewhere brings settings of its own: none of them may start a
/// program or a transfer, and what a hook has set for its own repository doesn't stand for the folder's.
pub fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF", "GIT_PAGER"] {
        command.env_remove(name);
    }
    command
        // What is missing in a partial clone is not fetched; a setting for one protocol would outdo `protocol.allow`.
        .envs([("GIT_NO_LAZY_FETCH", "1"), ("GIT_ALLOW_PROTOCOL", "none"), ("GIT_OPTIONAL_LOCKS", "0")])
        .envs([("GIT_LITERAL_PATHSPECS", "1"), ("LC_ALL", "C")])
        .arg("-C")
        .arg(folder)
        .arg("--no-pager")
        .args(["-c", "log.showSignature=false", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never"])
        .args(["-c", "core.quotepath=off"]);
    command
}
