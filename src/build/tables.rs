//! The tables of a handbook's files of answers, remembered.
//!
//! In: the data sets of the settings, a snapshot. Out: a table for each. Promises: a file is read again only where the disk
//! says that it changed, or where something else is asked of it; raw answers are never among the files that are published.
//! Deliberately not here: what is in a file.

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::data::{self, Table};
use crate::diag::{Code, Diagnosed, Diagnostic, Diagnostics, did_you_mean};
use crate::parse::Settings;
use crate::parse::metrics::{DataSet, Metric};
use crate::source::{Asset, File, FilePath, Place, SETTINGS, Sources, Stamp, is_answers};

/// The folder in which files of answers are looked for that nobody declared.
pub(super) const FOLDER: &str = "data";

/// What was read before.
#[derive(Debug, Default)]
pub(super) struct Tables(Vec<Known>);

/// A table, and everything that it depends on.
#[derive(Clone, Debug)]
struct Known {
    set: DataSet,
    metric: Metric,
    bytes: Bytes,
    table: Diagnosed<Arc<Table>>,
}

/// Which bytes a file has, as far as that can be told without reading them.
#[derive(Clone, Debug)]
enum Bytes {
    OnDisk(PathBuf, Option<Stamp>),
    InMemory(Arc<[u8]>),
}

impl Bytes {
    fn of(asset: &Asset) -> Self {
        match asset {
            Asset::Disk { path, .. } => Self::OnDisk(path.clone(), asset.stamp()),
            Asset::Memory(bytes) => Self::InMemory(bytes.clone()),
        }
    }

    fn are_still(&self, now: &Self) -> bool {
        match (self, now) {
            (Self::OnDisk(old, Some(before)), Self::OnDisk(new, Some(now))) => old == new && before.vouches_for(now),
            (Self::InMemory(old), Self::InMemory(new)) => Arc::ptr_eq(old, new) || old == new,
            _ => false,
        }
    }
}

impl Tables {
    /// Reads what has changed, several files at once.
    pub(super) fn read(&mut self, settings: &Settings, sources: &Sources) -> Diagnosed<Vec<Arc<Table>>> {
        let mut out = Diagnostics::default();
        let wanted: Vec<_> = settings.data.iter().map(|set| wanted(set, settings, sources, &mut out)).collect();
        let read: Vec<Option<Known>> = wanted.into_par_iter().map(|wanted| Some(self.table(wanted?))).collect();
        out.extend(read.iter().flatten().flat_map(|known| known.table.diagnostics.iter().cloned()));
        let tables = read.iter().map(|known| known.as_ref().map(|known| known.table.value.clone()).unwrap_or_default());
        let tables = tables.collect();
        self.0 = read.into_iter().flatten().collect();
        out.extend(undeclared(settings, sources));
        Diagnosed::new(tables, out)
    }

    fn table(&self, Wanted { set, metric, asset }: Wanted) -> Known {
        // What the disk says is asked first: what changes while it is read is then read again.
        let bytes = Bytes::of(asset);
        let is_same = |known: &&Known| known.set == *set && known.metric == *metric && known.bytes.are_still(&bytes);
        self.0.iter().find(is_same).cloned().unwrap_or_else(|| {
            let read = data::read(set, metric, asset);
            let table = Diagnosed::new(Arc::new(read.value), read.diagnostics);
            Known { set: set.clone(), metric: metric.clone(), bytes, table }
        })
    }
}

/// A file that can be read.
struct Wanted<'a> {
    set: &'a DataSet,
    metric: &'a Metric,
    asset: &'a Asset,
}

fn wanted<'a>(
    set: &'a DataSet,
    settings: &'a Settings,
    sources: &'a Sources,
    out: &mut Diagnostics,
) -> Option<Wanted<'a>> {
    let path = FilePath::new(&set.file.value);
    let mut wrong = |message: String, hint: String| {
        out.push(Diagnostic::at(Code::DataFile, &FilePath::new(SETTINGS), set.file.span, message).hint(hint));
    };
    if !is_answers(&path) {
        let hint = match path.extension().as_str() {
            "xlsx" | "xls" | "ods" | "numbers" => "open it and save it as “CSV UTF-8”",
            _ => "files of answers end in `.csv`, `.tsv`, `.jsonl` or `.ndjson`",
        };
        wrong(format!("`{path}` is not named like a file of answers"), hint.to_owned());
        return None;
    }
    if is_published(&path, settings) {
        let name = path.file_name();
        let hint = format!("move it to `{FOLDER}/{name}`");
        wrong(format!("`{path}` lies among the pages, with which it would be published as it is"), hint);
        return None;
    }
    match sources.files.get(&path) {
        Some(File::Asset(asset)) => {
            let metric = settings.metrics.iter().find(|metric| metric.name.id.value == set.metric.value)?;
            Some(Wanted { set, metric, asset })
        }
        // Why it can't be read has been told.
        _ if sources.problems.iter().any(|problem| problem.place.path == path) => None,
        _ => {
            let near = did_you_mean(path.as_str(), others(settings, sources).map(FilePath::as_str));
            let hint = near.unwrap_or_else(|| "paths are relative to `book.toml`".to_owned());
            wrong(format!("there is no file `{path}`"), hint);
            None
        }
    }
}

fn is_published(path: &FilePath, settings: &Settings) -> bool {
    path.as_str().strip_prefix(settings.src.as_str()).is_some_and(|rest| rest.starts_with('/'))
}

/// Files of answers that no data set names.
fn others<'a>(settings: &'a Settings, sources: &'a Sources) -> impl Iterator<Item = &'a FilePath> {
    let is_declared = |path: &FilePath| settings.data.iter().any(|set| set.file.value == path.as_str());
    let found = sources.below(FOLDER).map(|(path, _)| path);
    found.filter(move |path| is_answers(path) && !is_published(path, settings) && !is_declared(path))
}

/// Notes on files of answers that are not read. A handbook without any data set may keep other files there.
fn undeclared(settings: &Settings, sources: &Sources) -> Vec<Diagnostic> {
    if settings.data.is_empty() {
        return Vec::new();
    }
    let note = |path: &FilePath| {
        let message = "no `[[data]]` names this file, so none of it is read";
        let hint = format!("declare it: `[[data]]` with `file = \"{path}\"`, `kind` and `metric`");
        Diagnostic::new(Code::UndeclaredData, Place::whole(path), message).hint(hint)
    };
    others(settings, sources).map(note).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::sync::Arc;
    use std::time::{Duration, SystemTime};

    use crate::build::Engine;
    use crate::data::Table;
    use crate::source::{FilePath, Sources};

    const BOOK: &str = "[[data]]\nfile = \"data/a.csv\"\nkind = \"survey\"\nmetric = \"nps\"\n";

    fn tables(engine: &mut Engine, sources: &Sources) -> Vec<Arc<Table>> {
        let path = FilePath::new("book.toml");
        let text = sources.text(&path).cloned().unwrap_or_else(|| "".into());
        let settings = engine.settings(&path, &text).value;
        engine.tables(&settings, sources).value
    }

    fn write(root: &Path, path: &str, text: &str, age: u64) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, text).expect("written");
        let file = fs::File::options().append(true).open(&path).expect("there");
        file.set_modified(SystemTime::now() - Duration::from_secs(age)).expect("aged");
    }

    #[test]
    fn what_is_in_memory_is_read_once() {
        let mut engine = Engine::default();
        let first = tables(&mut engine, &Sources::from_memory([("book.toml", BOOK), ("data/a.csv", "score\n9\n")]));
        assert_eq!(first[0].rows, 1);
        let same = tables(&mut engine, &Sources::from_memory([("book.toml", BOOK), ("data/a.csv", "score\n9\n")]));
        assert!(Arc::ptr_eq(&first[0], &same[0]));
        let other = tables(&mut engine, &Sources::from_memory([("book.toml", BOOK), ("data/a.csv", "score\n8\n")]));
        assert_ne!(first[0], other[0]);
        let else_asked = BOOK.replace("nps", "importance");
        let sources = Sources::from_memory([("book.toml", else_asked.as_str()), ("data/a.csv", "score\n8\n")]);
        assert_eq!(tables(&mut engine, &sources)[0].used(), 0);
    }

    #[test]
    fn what_is_on_the_disk_is_read_again_where_it_may_have_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), "book.toml", BOOK, 60);
        write(folder.path(), "content/index.md", "# Home\n", 60);
        write(folder.path(), "data/a.csv", "score\n9\n", 60);
        let mut engine = Engine::default();
        let sources = engine.read(folder.path()).expect("read");
        let first = tables(&mut engine, &sources);
        assert_eq!(first[0].used(), 1);
        // The file was made a moment ago: it may still be written to without another stamp.
        std::thread::sleep(Duration::from_millis(3200));
        let sure = tables(&mut engine, &sources);
        assert!(Arc::ptr_eq(&sure[0], &tables(&mut engine, &sources)[0]));
        write(folder.path(), "data/a.csv", "score\n8\n", 30);
        let changed = tables(&mut engine, &sources);
        assert_ne!(changed[0], sure[0]);
        fs::remove_file(folder.path().join("data/a.csv")).expect("removed");
        assert_eq!(tables(&mut engine, &sources)[0].rows, 0);
    }
}
