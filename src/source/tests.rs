//! Updates: whatever happens on the disk, what comes of the hints is what a fresh read gives.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::sample::select;

use crate::source::{Asset, File, FilePath, Folders, Hints, Sources};

fn folders() -> Folders {
    Folders {
        content: "content".to_owned(),
        theme: Some("looks/own".to_owned()),
        data: Some("data".to_owned()),
        files: vec!["styles/own.css".to_owned(), "content/extra.css".to_owned(), "data/own.css".to_owned()],
    }
}

/// What an author's tools do to files, each with the paths that the system would tell of.
#[derive(Clone, Debug)]
enum Step {
    Write(&'static str, u8),
    Bytes(&'static str, u8),
    Remove(&'static str),
    Move(&'static str, &'static str),
    Link(&'static str, &'static str),
    Touch(&'static str),
}

const PATHS: [&str; 27] = [
    "book.toml",
    "content",
    "content/a.md",
    "content/a",
    "content/a/b.md",
    "content/a/b",
    "content/a/b/c.md",
    "content/a/b/c.png",
    "content/a-b.md",
    "content/extra.css",
    "content/.hidden",
    "content/.hidden/x.md",
    "content/x.md~",
    "content/a/รูป.md",
    "looks",
    "looks/own",
    "looks/own/templates/x.html",
    "styles",
    "styles/own.css",
    "data",
    "data/a.csv",
    "data/a.md",
    "data/2026/b.jsonl",
    "data/own.css",
    "elsewhere",
    "elsewhere/y.md",
    "site/index.html",
];

fn step() -> impl Strategy<Value = Step> {
    let path = || select(&PATHS[..]);
    prop_oneof![
        6 => (path(), 0..3u8).prop_map(|(path, text)| Step::Write(path, text)),
        1 => (path(), 0..3u8).prop_map(|(path, text)| Step::Bytes(path, text)),
        2 => path().prop_map(Step::Remove),
        3 => (path(), path()).prop_map(|(from, to)| Step::Move(from, to)),
        1 => (path(), path()).prop_map(|(at, to)| Step::Link(at, to)),
        1 => path().prop_map(Step::Touch),
    ]
}

/// Where a system sees a file written: behind a link it is the file that the link leads to.
fn written(path: &Path) -> impl Iterator<Item = PathBuf> {
    std::iter::once(path.to_path_buf()).chain(fs::canonicalize(path))
}

/// Does it, or doesn't where that can't be, and returns the paths it was about.
fn play(root: &Path, step: &Step) -> Vec<PathBuf> {
    let at = |path: &str| root.join(path);
    let parents = |path: &Path| fs::create_dir_all(path.parent().unwrap_or(root)).is_ok();
    let made = |path: &str| {
        // Folders that are made on the way are told of as well.
        let folders =
            at(path).ancestors().skip(1).take_while(|folder| *folder != root).map(Path::to_path_buf).collect();
        if parents(&at(path)) { folders } else { Vec::new() }
    };
    let mut told = Vec::new();
    match step {
        Step::Write(path, text) => {
            told = made(path);
            _ = fs::write(at(path), format!("text {text}"));
            told.extend(written(&at(path)));
        }
        Step::Bytes(path, text) => {
            told = made(path);
            _ = fs::write(at(path), [b'x', 0xff, *text]);
            told.extend(written(&at(path)));
        }
        Step::Remove(path) => {
            let is_link = at(path).is_symlink();
            _ = if at(path).is_dir() && !is_link { fs::remove_dir_all(at(path)) } else { fs::remove_file(at(path)) };
            told.push(at(path));
        }
        Step::Move(from, to) => {
            told = made(to);
            _ = fs::rename(at(from), at(to));
            told.extend([at(from), at(to)]);
        }
        Step::Link(path, to) => {
            #[cfg(unix)]
            {
                told = made(path);
                _ = std::os::unix::fs::symlink(at(to), at(path));
            }
            let _ = to;
            told.push(at(path));
        }
        Step::Touch(path) => told.push(at(path)),
    }
    told
}

/// What tells two snapshots apart.
fn shown(sources: &Sources) -> String {
    let files = sources.files.iter().map(|(path, file)| match file {
        File::Text(text) => format!("{path}: {text}\n"),
        File::Asset(Asset::Disk { path: disk, len, .. }) => format!("{path}: {len} in {}\n", disk.display()),
        File::Asset(Asset::Memory(bytes)) => format!("{path}: {bytes:?}\n"),
    });
    format!("{}{:#?}", files.collect::<String>(), sources.problems)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn an_update_is_a_fresh_read(bursts in prop::collection::vec(prop::collection::vec(step(), 1..5), 1..12)) {
        let folder = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(folder.path()).expect("it is there");
        fs::create_dir(root.join("content")).expect("made");
        let folders = folders();
        let mut sources = Sources::read(&root, &folders).expect("read");
        let mut watched = sources.clone();
        for burst in &bursts {
            let hints: BTreeSet<PathBuf> = burst.iter().flat_map(|step| play(&root, step)).collect();
            let before = shown(&sources);
            let touched = sources.update(&folders, &Hints::Paths(hints)).expect("updated");
            watched.update(&folders, &Hints::Everything).expect("updated");
            let fresh = Sources::read(&root, &folders).expect("read");
            prop_assert_eq!(shown(&sources), shown(&fresh), "after {:?}", burst);
            prop_assert_eq!(shown(&watched), shown(&fresh), "polling, after {:?}", burst);
            // An asset that was written anew counts, though it looks the same.
            prop_assert!(touched.is_some() || before == shown(&fresh));
        }
    }
}

#[test]
fn what_did_not_change_stays_in_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = fs::canonicalize(folder.path()).expect("it is there");
    fs::create_dir(root.join("content")).expect("made");
    for name in ["a.md", "b.md"] {
        fs::write(root.join("content").join(name), name).expect("written");
    }
    let mut sources = Sources::read(&root, &folders()).expect("read");
    let first = sources.clone();
    let hints = |names: &[&str]| Hints::Paths(names.iter().map(|name| root.join(name)).collect());
    fs::write(root.join("content/a.md"), "a.md").expect("written");
    let touched = sources.update(&folders(), &hints(&["content/a.md"])).expect("updated");
    assert_eq!(touched, None, "a save without a change");
    fs::write(root.join("content/a.md"), "new").expect("written");
    let touched = sources.update(&folders(), &hints(&["content"])).expect("updated");
    assert_eq!(touched, Some(vec![FilePath::new("content/a.md")]));
    let b = FilePath::new("content/b.md");
    let text = |sources: &Sources| sources.text(&b).expect("there").clone();
    assert!(std::sync::Arc::ptr_eq(&text(&first), &text(&sources)));
}

/// A bound far above what it takes, for busy machines: the measure is in the benchmarks.
#[test]
fn an_edit_among_many_files_costs_little() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = fs::canonicalize(folder.path()).expect("it is there");
    for at in 0..2000 {
        let place = root.join(format!("content/{}", at % 50));
        fs::create_dir_all(&place).expect("made");
        fs::write(place.join(format!("{at}.md")), "text").expect("written");
    }
    let mut sources = Sources::read(&root, &folders()).expect("read");
    let page = root.join("content/7/7.md");
    fs::write(&page, "other").expect("written");
    let start = Instant::now();
    let touched = sources.update(&folders(), &Hints::Paths([page].into())).expect("updated");
    assert_eq!(touched.map(|touched| touched.len()), Some(1));
    assert!(start.elapsed() < Duration::from_millis(50), "{:?}", start.elapsed());
}
