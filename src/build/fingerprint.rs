//! One hash of everything that a site depends on.
//!
//! In: a snapshot of the author's files, the settings as the environment left them, options. Out: a hash that is the same
//! on every machine where the site is. Promises: where any of these differs, or the program does, so does the
//! hash. Deliberately not here: fonts of the machine, which only draw letters that no font of the theme has.

use rayon::prelude::*;

use crate::model::Options;
use crate::parse::Settings;
use crate::source::{Asset, File, FilePath, Sources};

/// Tells one program from another, even of the same version.
pub(super) const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("SOURCES_OF_RIHLA"));

/// Hashes everything a site depends on; none where something of it can't be read.
pub(super) fn fingerprint(sources: &Sources, settings: &Settings, options: Options) -> Option<blake3::Hash> {
    if !sources.problems.is_empty() {
        return None;
    }
    let files: Vec<_> = sources.files.iter().collect();
    let hashes = files.par_iter().map(|(_, file)| hash(file)).collect::<Option<Vec<_>>>()?;
    let mut all = blake3::Hasher::new();
    add(&mut all, PROGRAM.as_bytes());
    add(&mut all, format!("{settings:?}{options:?}").as_bytes());
    for ((path, file), hash) in files.into_iter().zip(hashes) {
        add_path(&mut all, path);
        add(&mut all, if matches!(file, File::Text(_)) { b"text" } else { b"asset" });
        add(&mut all, hash.as_bytes());
    }
    if let Some(Ok(base)) = &sources.since {
        add(&mut all, format!("{} {}", base.revision.commit(), base.day).as_bytes());
    }
    for (path, day) in &sources.changed {
        add_path(&mut all, path);
        add(&mut all, day.as_bytes());
    }
    Some(all.finalize())
}

fn hash(file: &File) -> Option<blake3::Hash> {
    match file {
        File::Text(text) => Some(blake3::hash(text.as_bytes())),
        File::Asset(Asset::Memory(bytes)) => Some(blake3::hash(bytes)),
        File::Asset(Asset::Disk { path, .. }) => {
            let mut hasher = blake3::Hasher::new();
            hasher.update_reader(std::fs::File::open(path).ok()?).ok()?;
            Some(hasher.finalize())
        }
    }
}

fn add_path(all: &mut blake3::Hasher, path: &FilePath) {
    add(all, path.as_str().as_bytes());
}

/// Adds bytes with their length, so that no two lists of them look alike.
fn add(all: &mut blake3::Hasher, bytes: &[u8]) {
    all.update(&(bytes.len() as u64).to_le_bytes());
    all.update(bytes);
}

#[cfg(test)]
mod tests {
    use super::fingerprint;
    use crate::build::{Engine, Environment};
    use crate::model::{Drafts, Options};
    use crate::source::{FilePath, Sources};

    fn of(files: &[(&str, &str)], environment: &[(&str, &str)], drafts: Drafts) -> Option<blake3::Hash> {
        let environment: Environment =
            environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Engine::new(Options { drafts }, environment).fingerprint(&Sources::from_memory(files.iter().copied()))
    }

    #[test]
    fn tells_everything_apart_that_a_site_depends_on() {
        let book = ("book.toml", "[book]\ntitle = \"T\"\n");
        let plain = [book, ("content/a.md", "a"), ("content/b.png", "b")];
        let base = of(&plain, &[], Drafts::LeftOut);
        assert!(base.is_some());
        assert_eq!(of(&plain, &[], Drafts::LeftOut), base);
        let others = [
            of(&[book, ("content/a.md", "A"), ("content/b.png", "b")], &[], Drafts::LeftOut),
            of(&[book, ("content/a.md", "a"), ("content/b.png", "B")], &[], Drafts::LeftOut),
            of(&[book, ("content/a.md", "a"), ("content/c.png", "b")], &[], Drafts::LeftOut),
            of(&[book, ("content/a.md", "a")], &[], Drafts::LeftOut),
            of(&[book, ("content/a.md", ""), ("content/b.png", "ab")], &[], Drafts::LeftOut),
            of(&plain, &[("BOOK__TITLE", "U")], Drafts::LeftOut),
            of(&plain, &[], Drafts::Shown),
        ];
        for (at, other) in others.iter().enumerate() {
            assert!(other.is_some());
            assert_ne!(*other, base, "{at}");
            assert!(others.iter().skip(at + 1).all(|another| another != other), "{at}");
        }
    }

    #[test]
    fn knows_the_days_of_a_history() {
        let mut sources = Sources::from_memory([("book.toml", ""), ("content/a.md", "a")]);
        let engine = Engine::default();
        let settings = engine.settings(&FilePath::new("book.toml"), &"".into()).value;
        let before = fingerprint(&sources, &settings, Options::default());
        sources.changed.insert(FilePath::new("content/a.md"), "2026-04-30".to_owned());
        assert_ne!(fingerprint(&sources, &settings, Options::default()), before);
    }

    #[test]
    fn has_none_where_something_could_not_be_looked_at() {
        let unread = Sources::from_memory([("book.toml", &b""[..]), ("content/a.md", b"\xff")]);
        assert_eq!(Engine::default().fingerprint(&unread), None);
        let vanished = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(vanished.path().join("content")).expect("a folder");
        std::fs::write(vanished.path().join("content/a.png"), "a").expect("written");
        let sources = Engine::default().read(vanished.path()).expect("read");
        std::fs::remove_file(vanished.path().join("content/a.png")).expect("removed");
        assert_eq!(Engine::default().fingerprint(&sources), None);
        // A wrong setting has to be told each time.
        assert_eq!(of(&[("book.toml", "nonsense = 1\n")], &[], Drafts::LeftOut), None);
    }
}
