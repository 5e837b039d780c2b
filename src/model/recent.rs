//! What changed since an earlier state of the handbook, and where that is now.
//!
//! In: two atlases. Out: [`Recent`], the changes with the pages of what they name. Promises: what is gone has no page.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::diff::{Change, Changed, Changes, Kind, Named, Summary, diff};
use crate::model::{Atlas, PageId, PageKind};

/// The changes since an earlier state.
#[derive(Clone, Debug, PartialEq)]
pub struct Recent {
    /// The state.
    pub since: Since,
    /// The changes.
    pub changes: Changes,
    /// How many there are.
    pub summary: Summary,
    /// The pages of what the changes name, as far as there still are any.
    pages: BTreeMap<(Kind, String), PageId>,
}

/// An earlier state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// As `book.toml` names it.
    pub name: String,
    /// The commit's full name.
    pub commit: String,
    /// The day of the commit, as its committer had it (`2026-04-30`).
    pub day: String,
}

impl Recent {
    /// Compares a handbook with an earlier state of it.
    pub fn between(since: Since, before: &Atlas, now: &Atlas) -> Self {
        let changes = diff(before, now);
        let mut named = BTreeSet::new();
        changes.groups().iter().flat_map(|(_, things)| *things).for_each(|thing| names(thing, &mut named));
        let pages = (0..now.pages.len()).map(PageId);
        let key = |page: PageId| ((kind(now[page].kind), now[page].id.clone()), page);
        let pages = pages.map(key).filter(|((kind, id), _)| named.contains(&(*kind, id.as_str()))).collect();
        Self { since, summary: changes.summary(), pages, changes }
    }

    /// How many things changed that stand by themselves: the rows of their index.
    pub fn rows(&self) -> usize {
        self.changes.groups().iter().map(|(_, things)| things.len()).sum()
    }

    /// Some of these things, each with the name of its group.
    pub fn things(&self, rows: Range<usize>) -> impl Iterator<Item = (&'static str, &Changed)> {
        let groups = self.changes.groups().into_iter();
        let things = groups.flat_map(|(group, things)| things.iter().map(move |thing| (group, thing)));
        things.skip(rows.start).take(rows.len())
    }

    /// The page of a thing, if it has one now.
    pub fn page(&self, kind: Kind, id: &str) -> Option<PageId> {
        self.pages.get(&(kind, id.to_owned())).copied()
    }
}

/// What a thing and its parts name that can have a page.
fn names<'a>(thing: &'a Changed, named: &mut BTreeSet<(Kind, &'a str)>) {
    named.insert((thing.kind, &thing.id));
    for change in &thing.changes {
        let others: Vec<&Named> = match change {
            Change::Gained(other) | Change::Lost(other) => vec![other],
            Change::Score(score) => score.persona.iter().collect(),
            Change::Moved { from, to } => [from, to].iter().flat_map(|at| at.stage.iter().chain(&at.journey)).collect(),
            _ => Vec::new(),
        };
        named.extend(others.into_iter().map(|other| (other.kind, other.id.as_str())));
    }
    thing.parts.iter().for_each(|part| names(part, named));
}

fn kind(kind: PageKind) -> Kind {
    match kind {
        PageKind::Persona(_) => Kind::Persona,
        PageKind::Journey(_) => Kind::Journey,
        PageKind::Stage(_) => Kind::Stage,
        PageKind::Touchpoint(_) => Kind::Touchpoint,
        _ => Kind::Page,
    }
}
