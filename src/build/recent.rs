//! The state that `changes-since` names: read and resolved once, and compared with the handbook as it is.

use std::sync::Arc;

use crate::build::Engine;
use crate::diag::{Code, Diagnosed, Diagnostic, Diagnostics, did_you_mean};
use crate::model::{Atlas, Recent, Since};
use crate::parse::Settings;
use crate::source::{NoRevision, Sources, Spanned};

/// An earlier state of the handbook, by its commit.
#[derive(Debug)]
pub(super) struct Before {
    commit: String,
    atlas: Result<Arc<Atlas>, NoRevision>,
}

/// An earlier state of the handbook, and what it is called.
pub(super) struct Earlier {
    since: Since,
    atlas: Arc<Atlas>,
}

impl Earlier {
    /// What changed since.
    pub fn compare(self, now: &Atlas) -> Recent {
        Recent::between(self.since, &self.atlas, now)
    }
}

impl Engine {
    /// The state that the settings name, if they name one; a warning where there is none.
    pub(super) fn earlier(&mut self, settings: &Settings, sources: &Sources) -> Diagnosed<Option<Earlier>> {
        let Some(name) = &settings.changes_since else {
            self.before = None;
            return Diagnosed::default();
        };
        let none = || Err(NoRevision::NoRepository("there is no repository".to_owned()));
        let found = sources.since.clone().unwrap_or_else(none).and_then(|base| {
            let commit = base.revision.commit();
            let known = self.before.take().filter(|before| before.commit == commit);
            let before = known.unwrap_or_else(|| {
                // Nothing of today's handbook is of use there, and nothing of that one is needed but what it says.
                let mut engine = Self::new(self.options, self.environment.clone());
                let atlas = engine.read_commit(&base.revision).map(|sources| Arc::new(engine.resolve(&sources).value));
                Before { commit: commit.to_owned(), atlas }
            });
            let since = Since { name: name.value.clone(), commit: before.commit.clone(), day: base.day };
            let atlas = self.before.insert(before).atlas.clone()?;
            Ok(Earlier { since, atlas })
        });
        match found {
            Ok(earlier) => Diagnosed::new(Some(earlier), Diagnostics::default()),
            Err(why) => {
                let mut out = Diagnostics::default();
                out.push(unknown(settings, name, why));
                Diagnosed::new(None, out)
            }
        }
    }
}

/// Says why there are no changes, and what to do about it.
fn unknown(settings: &Settings, name: &Spanned<String>, why: NoRevision) -> Diagnostic {
    let whole =
        "this clone holds only a part of the history: `fetch-depth: 0` in GitHub's CI, else `git fetch --unshallow`";
    let (cause, hint) = match why {
        NoRevision::NoGit(words) => (words, "install git: revisions are read through it".to_owned()),
        NoRevision::NoRepository(_) => (
            "the handbook is in no git repository".to_owned(),
            "build it in a clone of its repository, or leave the setting out".to_owned(),
        ),
        NoRevision::Option => {
            ("it begins with `-`".to_owned(), "name a commit, a branch, a tag or a day (`2026-10-01`)".to_owned())
        }
        NoRevision::Unknown { is_shallow: true, .. } => ("there is no such commit".to_owned(), whole.to_owned()),
        NoRevision::Unknown { names, .. } => (
            "there is no such commit".to_owned(),
            did_you_mean(&name.value, names.iter().map(String::as_str))
                .unwrap_or_else(|| "name a commit, a branch, a tag or a day (`2026-10-01`)".to_owned()),
        ),
        NoRevision::Incomplete => (
            "some of its files are not in this clone".to_owned(),
            "`git fetch --refetch --no-filter` brings them".to_owned(),
        ),
        NoRevision::Broken(words) => (words, "`git fsck` tells whether the repository is sound".to_owned()),
    };
    let message = format!("what changed since `{}` can't be shown: {cause}", name.value);
    Diagnostic::at(Code::UnknownRevision, &settings.path, name.span, message).hint(hint)
}
