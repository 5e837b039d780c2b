//! A handbook as a commit has it, or as it lies on the disk now.

use std::path::Path;

use crate::build::{Engine, Failure, folders};
use crate::diag::did_you_mean;
use crate::source::{FilePath, NoRevision, Revision, SETTINGS, Sources};

impl Engine {
    /// Reads a handbook's folder like [`Engine::read`], but doesn't ask when each file last changed.
    pub fn read_now(&self, root: &Path) -> Result<Sources, Failure> {
        self.read_files(root).map(|(sources, _)| sources)
    }

    /// Reads the handbook of a folder as a commit has it, and the commit's full name.
    pub fn read_revision(&self, root: &Path, name: &str) -> Result<(Sources, String), Failure> {
        if !root.is_dir() {
            let failure = Failure::new(format!("the handbook's folder `{}` can't be read", root.display()));
            return Err(failure.cause("there is no such folder").hint("name it with `--dir`"));
        }
        let refused = |why| refused(root, name, why);
        let revision = Revision::find(root, name).map_err(refused)?;
        let sources = self.read_commit(&revision).map_err(refused)?;
        Ok((sources, revision.commit().to_owned()))
    }

    /// Reads a handbook as a commit has it: its settings first, since they say where everything else is.
    pub(super) fn read_commit(&self, revision: &Revision) -> Result<Sources, NoRevision> {
        let text = revision.text(SETTINGS)?.unwrap_or_default();
        let settings = self.settings(&FilePath::new(SETTINGS), &text.into()).value;
        revision.sources(&folders(&settings))
    }
}

/// Says why a revision can't be read, and what to do about it.
fn refused(root: &Path, name: &str, why: NoRevision) -> Failure {
    let failure = Failure::new(format!("the revision `{name}` can't be read"));
    match why {
        NoRevision::NoGit(words) => failure.cause(words).hint("install git: revisions are read through it"),
        NoRevision::NoRepository(words) => {
            let folder = root.display();
            let hint = match words.contains("dubious ownership") {
                true => format!("if you trust it: `git config --global --add safe.directory {folder}`"),
                false => format!("`{folder}` has to be in a git repository; `--dir` names another folder"),
            };
            failure.cause(words).hint(hint)
        }
        NoRevision::Option => {
            failure.cause("it begins with `-`").hint("name a commit, a branch or a tag; options come before it")
        }
        NoRevision::Unknown { names, is_shallow } => {
            let failure = failure.cause("there is no such commit");
            match name.split_once("..") {
                Some((from, to)) => failure.hint(format!("name two: `rihla diff {from} {}`", to.trim_start_matches('.'))),
                None if is_shallow => failure.hint(
                    "this clone holds only a part of the history: `git fetch --unshallow` brings the rest (in GitHub's CI, `fetch-depth: 0`)",
                ),
                None => failure.hint(
                    did_you_mean(name, names.iter().map(String::as_str))
                        .unwrap_or_else(|| "`git log --oneline` lists commits, `git branch -a` branches".to_owned()),
                ),
            }
        }
        NoRevision::Incomplete => failure
            .cause("some of its files are not in this clone")
            .hint("it is a partial clone: `git fetch --refetch --no-filter` brings the rest"),
        NoRevision::Broken(words) => failure.cause(words).hint("`git fsck` tells whether the repository is sound"),
    }
}
