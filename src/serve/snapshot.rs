//! What the browsers see: a site in memory, what is wrong with it, and what changed on the way to it.
//!
//! In: a compiled site. Out: a [`Snapshot`] that never changes. Promises: two snapshots with the same bytes share them.
//! Deliberately not here: the wire, the disk.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::serve::{answer, short};
use crate::site::{Body, OnDemand, SiteFiles};
use crate::source::Asset;

/// How many changes are remembered for browsers that come back late.
const REMEMBERED: usize = 64;

/// Of more changed pages than these, a browser is told to look at its own.
const MANY: usize = 500;

/// A site as it is at one moment.
#[derive(Debug)]
pub struct Snapshot {
    /// Which run of the server it is of.
    pub run: Arc<str>,
    /// Its number in that run, from 1.
    pub revision: u64,
    /// The path of the site on the server, with `/` at both ends.
    pub mount: String,
    /// The files.
    pub files: SiteFiles,
    /// Those that are made when somebody asks.
    pub on_demand: OnDemand,
    /// Since which revision it is made from that handbook.
    made_since: u64,
    /// What is wrong.
    pub problems: Problems,
    /// What changed, the newest last.
    changes: Vec<Arc<Change>>,
}

/// What is wrong with a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// They, as JSON.
    pub json: Arc<str>,
    /// A name for what is wrong, wherever it stands.
    pub which: String,
}

/// The paths of files that differ from one snapshot to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    revision: u64,
    /// How many pages changed.
    pub pages: usize,
    /// How many other files.
    pub others: usize,
    paths: Paths,
    /// The page of the file that was edited.
    navigate: Option<String>,
}

/// The changed files; of more than [`MANY`] nothing is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Paths {
    pages: BTreeSet<String>,
    styles: BTreeSet<String>,
    scripts: BTreeSet<String>,
    /// All others: images, downloads.
    files: BTreeSet<String>,
}

/// What a browser is told.
#[derive(Debug, Serialize)]
pub struct News<'a> {
    run: &'a str,
    revision: u64,
    version: &'static str,
    mount: &'a str,
    /// Anything may have changed.
    all: bool,
    changed: BTreeSet<Cow<'a, str>>,
    styles: BTreeSet<&'a str>,
    scripts: BTreeSet<&'a str>,
    files: BTreeSet<&'a str>,
    navigate: Option<&'a str>,
    problems: Counts<'a>,
}

#[derive(Debug, Serialize)]
struct Counts<'a> {
    errors: usize,
    warnings: usize,
    id: String,
    which: &'a str,
}

impl Snapshot {
    /// The first of a run.
    pub fn first(run: Arc<str>, mount: String, files: SiteFiles, problems: Problems) -> Self {
        let (on_demand, changes) = Default::default();
        Self { run, revision: 1, mount, files, on_demand, made_since: 1, problems, changes }
    }

    /// The same with what is made when somebody asks.
    pub fn with(self, on_demand: OnDemand) -> Self {
        let made_since = if self.on_demand.is(&on_demand) { self.made_since } else { self.revision };
        Self { on_demand, made_since, ..self }
    }

    /// The next one, where what is made when somebody asks is as before until [`Snapshot::with`] says otherwise. `touched` tells which files on the disk have
    /// other bytes than before, `navigate` which page is being worked at.
    pub fn next(
        &self,
        mount: String,
        mut files: SiteFiles,
        problems: Problems,
        touched: impl Fn(&Asset) -> bool,
        navigate: Option<String>,
    ) -> Self {
        let revision = self.revision + 1;
        let mut change = Change { revision, navigate, ..Change::default() };
        // Both are in the order of their paths.
        let mut old = self.files.iter().peekable();
        for (path, body) in &mut files {
            while let Some((gone, _)) = old.next_if(|(known, _)| *known < path) {
                change.add(gone);
            }
            match old.next_if(|(known, _)| *known == path) {
                Some((_, known)) if is_same(known, body, &touched) => *body = known.clone(),
                _ => change.add(path),
            }
        }
        old.for_each(|(gone, _)| change.add(gone));
        let forget = (self.changes.len() + 1).saturating_sub(REMEMBERED);
        let changes = self.changes[forget..].iter().cloned().chain([Arc::new(change)]).collect();
        let (run, on_demand, made_since) = (self.run.clone(), self.on_demand.clone(), self.made_since);
        Self { run, revision, mount, files, on_demand, made_since, problems, changes }
    }

    /// Its name, of all runs.
    pub fn id(&self) -> String {
        format!("{}-{}", self.run, self.revision)
    }

    /// What changed on the way here from the snapshot before.
    pub fn change(&self) -> Option<&Change> {
        self.changes.last().map(|change| &**change)
    }

    /// What a browser is told that has seen a snapshot: `run` and `revision` of it, if it knows.
    pub fn news(&self, seen: Option<(&str, u64)>) -> News<'_> {
        let since = seen.filter(|(run, _)| **run == *self.run).map(|(_, revision)| revision);
        let known_from = self.changes.first().map_or(self.revision, |change| change.revision - 1);
        let changes: Vec<&Change> = match since {
            Some(since) => {
                self.changes.iter().map(|change| &**change).filter(|change| change.revision > since).collect()
            }
            None => Vec::new(),
        };
        let count: usize = changes.iter().map(|change| change.len()).sum();
        let all = since.is_none_or(|since| since < known_from || since > self.revision) || count > MANY;
        let paths = |pick: fn(&Paths) -> &BTreeSet<String>| -> BTreeSet<&str> {
            match all {
                true => BTreeSet::new(),
                false => changes.iter().flat_map(|change| pick(&change.paths)).map(String::as_str).collect(),
            }
        };
        // Whether those of another handbook come out otherwise nobody knows: who looks at one asks for it again.
        let unknown = self.on_demand.pages().filter(|_| !all && since < Some(self.made_since));
        let changed = paths(|paths| &paths.pages).into_iter().map(Cow::from).chain(unknown.map(Cow::from)).collect();
        let problems = &self.problems;
        let id = short(&blake3::hash(problems.json.as_bytes()));
        News {
            run: &self.run,
            revision: self.revision,
            version: env!("CARGO_PKG_VERSION"),
            mount: &self.mount,
            all,
            changed,
            styles: paths(|paths| &paths.styles),
            scripts: paths(|paths| &paths.scripts),
            files: paths(|paths| &paths.files),
            navigate: changes.last().and_then(|change| change.navigate.as_deref()),
            problems: Counts { errors: problems.errors, warnings: problems.warnings, id, which: &problems.which },
        }
    }
}

impl Change {
    fn add(&mut self, path: &str) {
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        let kind = match ending.as_str() {
            "html" | "htm" => &mut self.paths.pages,
            "css" => &mut self.paths.styles,
            "js" | "mjs" => &mut self.paths.scripts,
            _ => &mut self.paths.files,
        };
        match answer::is_page(path) {
            true => self.pages += 1,
            false => self.others += 1,
        }
        match self.pages + self.others {
            ..=MANY => _ = kind.insert(path.to_owned()),
            _ => self.paths = Paths::default(),
        }
    }

    fn len(&self) -> usize {
        self.pages + self.others
    }
}

fn is_same(old: &Body, new: &Body, touched: &impl Fn(&Asset) -> bool) -> bool {
    match (old, new) {
        (Body::Bytes(old), Body::Bytes(new)) => Arc::ptr_eq(old, new) || old == new,
        (Body::Asset(Asset::Memory(old)), Body::Asset(Asset::Memory(new))) => Arc::ptr_eq(old, new) || old == new,
        (
            Body::Asset(old @ Asset::Disk { path, len, .. }),
            Body::Asset(Asset::Disk { path: new_path, len: new_len, .. }),
        ) => path == new_path && len == new_len && !touched(old),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Change, Problems, Snapshot};
    use crate::build::Engine;
    use crate::site::{Body, SiteFiles};
    use crate::source::Sources;

    fn files(list: &[(&str, &str)]) -> SiteFiles {
        list.iter().map(|(path, text)| ((*path).to_owned(), Body::Bytes(text.as_bytes().into()))).collect()
    }

    fn first() -> Snapshot {
        Snapshot::first("run".into(), "/".into(), files(&[("a.html", "a"), ("b.css", "b")]), Problems::default())
    }

    fn next(snapshot: &Snapshot, list: &[(&str, &str)]) -> Snapshot {
        snapshot.next("/".into(), files(list), Problems::default(), |_| false, None)
    }

    #[test]
    fn what_is_the_same_is_no_change() {
        let second = next(&first(), &[("a.html", "a"), ("b.css", "b")]);
        assert_eq!((second.revision, second.change().map(Change::len)), (2, Some(0)));
        let news = second.news(Some(("run", 1)));
        assert!(!news.all && news.changed.is_empty() && news.files.is_empty());
    }

    #[test]
    fn a_browser_is_told_what_it_has_not_seen() {
        let second = next(&first(), &[("a.html", "a2"), ("b.css", "b")]);
        let third = next(&second, &[("a.html", "a2"), ("c.js", "c")]);
        let news = third.news(Some(("run", 1)));
        assert!(!news.all);
        assert_eq!(news.changed, ["a.html".into()].into());
        assert_eq!((news.styles, news.scripts), (["b.css"].into(), ["c.js"].into()));
        assert!(third.news(Some(("run", 2))).changed.is_empty());
        assert!(!third.news(Some(("run", 3))).all);
    }

    #[test]
    fn a_browser_of_another_run_looks_for_itself() {
        let second = next(&first(), &[("a.html", "a2"), ("b.css", "b")]);
        assert!(second.news(None).all);
        assert!(second.news(Some(("other", 2))).all);
        assert!(second.news(Some(("run", 7))).all);
        assert!(second.news(Some(("run", 0))).all);
    }

    #[test]
    fn of_very_many_changes_no_list_is_kept() {
        let many: Vec<(String, &str)> = (0..600).map(|at| (format!("{at}.html"), "x")).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        let second = next(&first(), &many);
        let change = second.change().expect("a change");
        assert_eq!((change.pages, change.others), (601, 1));
        assert!(change.paths.pages.is_empty());
        assert!(second.news(Some(("run", 1))).all);
        assert!(!second.news(Some(("run", 2))).all);
    }

    #[test]
    fn what_is_long_past_is_forgotten() {
        let mut snapshot = first();
        for round in 0..200 {
            snapshot = next(&snapshot, &[("a.html", &round.to_string())]);
        }
        assert_eq!(snapshot.revision, 201);
        assert!(snapshot.news(Some(("run", 100))).all);
        assert!(!snapshot.news(Some(("run", 150))).all);
        assert_eq!(snapshot.changes.len(), 64);
    }

    #[test]
    fn what_is_made_on_demand_is_of_the_handbook_that_is_shown() {
        let site = |scale: &str| {
            let book = ("book.toml", format!("[book]\ntitle = \"T\"\n[metrics.nps]\nmax = {scale}\n"));
            let home = ("content/index.md", "# Home\n".to_owned());
            Engine::default().compile(&Sources::from_memory([book, home])).value.site
        };
        let (old, new) = (site("9"), site("10"));
        let first = Snapshot::first("run".into(), "/".into(), old.files, Problems::default()).with(old.on_demand);
        let second = first.next("/".into(), first.files.clone(), Problems::default(), |_| false, None);
        let second = second.with(new.on_demand);
        assert_eq!(second.change().map(Change::len), Some(0));
        let news = second.news(Some(("run", 1)));
        assert!(!news.all, "nothing else has to be looked at");
        assert_eq!(news.changed, ["print.html".into()].into());
        // Of a compiler that broke off, the handbook before stays.
        let third = second.next("/".into(), second.files.clone(), Problems::default(), |_| false, None);
        let third = third.with(second.on_demand.clone());
        assert!(third.news(Some(("run", 2))).changed.is_empty());
        assert_eq!(third.news(Some(("run", 1))).changed, ["print.html".into()].into());
        let data = |snapshot: &Snapshot| match snapshot.on_demand.file("api/handbook.json") {
            Some(Body::Bytes(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
            other => panic!("{other:?}"),
        };
        assert_ne!(data(&first), data(&second));
        assert!(second.on_demand.file("assets/search/en/root.js").is_some());
        assert!(second.on_demand.file("assets/search/en/").is_none());
        assert!(second.on_demand.file("assets/search/en/no.js").is_none());
    }

    #[test]
    fn what_did_not_change_is_shared() {
        let first = first();
        let second = next(&first, &[("a.html", "a"), ("b.css", "b2")]);
        match (&first.files["a.html"], &second.files["a.html"]) {
            (Body::Bytes(old), Body::Bytes(new)) => assert!(Arc::ptr_eq(old, new)),
            _ => panic!("pages are bytes"),
        }
    }
}
