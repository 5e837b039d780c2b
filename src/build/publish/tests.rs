use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use walkdir::WalkDir;

use super::{Changes, JOURNAL, MANIFEST, Publisher, Target, clean, publish};
use crate::build::failure::Failure;
use crate::build::manifest::Origin;
use crate::site::{Body, SiteFiles};
use crate::source::Asset;

/// Tells the helper test of the kill test where to publish to.
const INTO: &str = "RIHLA_TEST_PUBLISH_INTO";

/// A handbook's folder with `content/`, `book.toml` and a home folder beside it.
struct Desk {
    folder: TempDir,
    sources: Vec<PathBuf>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("handbook");
        fs::create_dir_all(root.join("content/journeys")).expect("folders");
        fs::create_dir(folder.path().join("home")).expect("a folder");
        fs::write(root.join("book.toml"), "").expect("written");
        let sources = vec![root.join("content"), root.join("book.toml")];
        Self { folder, sources }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn site(&self, path: &str) -> PathBuf {
        self.at("handbook/site").join(path)
    }

    fn with<R>(&self, dest: &Path, work: impl Fn(&Target) -> R) -> R {
        let (root, home) = (self.at("handbook"), self.at("home"));
        work(&Target { dest, root: &root, sources: &self.sources, home: Some(&home) })
    }

    fn publish_to(&self, dest: &Path, site: &SiteFiles) -> Result<Changes, Failure> {
        self.with(dest, |target| publish(site, target, &|_| ()))
    }

    fn publish(&self, pages: &[(&str, &str)]) -> Result<Changes, Failure> {
        self.publish_to(&self.site(""), &site(pages))
    }

    fn clean(&self) -> Result<usize, Failure> {
        self.with(&self.site(""), clean)
    }

    fn put(&self, path: &str, text: &str) {
        let file = self.site(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
        fs::write(file, text).expect("written");
    }

    /// All that is in the site's folder but for our lists, folders with a closing `/`.
    fn tree(&self) -> Vec<(String, String)> {
        let mut tree = everything(&self.site(""));
        tree.remove(MANIFEST);
        tree.into_iter().collect()
    }
}

fn site(pages: &[(&str, &str)]) -> SiteFiles {
    pages.iter().map(|(path, text)| (path.to_string(), Body::Bytes(Arc::from(text.as_bytes())))).collect()
}

fn tree(pages: &[(&str, &str)]) -> Vec<(String, String)> {
    pages.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

fn everything(folder: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for entry in WalkDir::new(folder).min_depth(1) {
        let entry = entry.expect("an entry");
        let path = entry.path().strip_prefix(folder).expect("inside").to_string_lossy().replace('\\', "/");
        match entry.file_type() {
            kind if kind.is_dir() => all.insert(format!("{path}/"), String::new()),
            kind if kind.is_symlink() => all.insert(path, "a link".to_owned()),
            _ => all.insert(path, fs::read_to_string(entry.path()).expect("text")),
        };
    }
    all
}

fn changes(written: usize, unchanged: usize, removed: usize) -> Result<Changes, Failure> {
    Ok(Changes { written, unchanged, removed })
}

/// Dates a file back, to see later whether it was touched.
fn date_back(file: &Path) -> SystemTime {
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(file).expect("open").set_modified(then).expect("dated");
    then
}

fn modified(file: &Path) -> SystemTime {
    fs::metadata(file).expect("metadata").modified().expect("a time")
}

#[test]
fn writes_keeps_and_removes() {
    let desk = Desk::new();
    let first = [("index.html", "home"), ("journeys/a/one.html", "1"), ("journeys/a/two.html", "2")];
    assert_eq!(desk.publish(&first), changes(3, 0, 0));
    assert_eq!(everything(&desk.site("")).len(), 3 + 2 + 1);
    assert_eq!(desk.publish(&first), changes(0, 3, 0));
    assert_eq!(desk.publish(&[("index.html", "HOME"), ("journeys/b.html", "b")]), changes(2, 0, 2));
    assert_eq!(desk.tree(), tree(&[("index.html", "HOME"), ("journeys/", ""), ("journeys/b.html", "b")]));
    assert_eq!(desk.publish(&[]), changes(0, 0, 2));
    assert_eq!(desk.tree(), []);
    assert!(desk.site(MANIFEST).exists());
}

#[test]
fn touches_nothing_that_is_right() {
    let desk = Desk::new();
    let pages = [("a.html", "a"), ("b/c.html", "c"), ("empty", "")];
    desk.publish(&pages).expect("published");
    let files = ["a.html", "b/c.html", "empty", MANIFEST].map(|path| desk.site(path));
    let dates = files.each_ref().map(|file| date_back(file));
    assert_eq!(desk.publish(&pages), changes(0, 3, 0));
    assert_eq!(files.each_ref().map(|file| modified(file)), dates);
    fs::write(desk.site("b/c.html"), "C").expect("written");
    assert_eq!(desk.publish(&pages), changes(1, 2, 0));
    assert_eq!(desk.tree(), tree(&[("a.html", "a"), ("b/", ""), ("b/c.html", "c"), ("empty", "")]));
    assert_eq!(modified(&desk.site("a.html")), dates[0]);
    fs::remove_file(desk.site("b/c.html")).expect("removed");
    assert_eq!(desk.publish(&pages), changes(1, 2, 0));
}

#[test]
fn leaves_the_same_bytes_whatever_was_there_before() {
    let (fresh, used) = (Desk::new(), Desk::new());
    let pages = [("a.html", "a"), ("b.html", "new"), ("c/d.html", "d")];
    fresh.publish(&pages).expect("published");
    used.publish(&[("a.html", "a"), ("b.html", "old"), ("x/y.html", "y")]).expect("published");
    // Somebody anticipates what the next build writes: the manifest's hash must still be right.
    used.put("b.html", "new");
    used.publish(&pages).expect("published");
    assert_eq!(everything(&fresh.site("")), everything(&used.site("")));
    fresh.publish(&pages).expect("published");
    assert_eq!(everything(&fresh.site("")), everything(&used.site("")));
}

#[test]
fn reports_each_file_once() {
    let desk = Desk::new();
    desk.publish(&[("a", "old"), ("b", "b")]).expect("published");
    let seen = Mutex::new(Vec::new());
    let pages = site(&[("a", "new"), ("b", "b"), ("c", "c")]);
    let progress = |done| seen.lock().expect("no panic").push(done);
    desk.with(&desk.site(""), |target| publish(&pages, target, &progress)).expect("published");
    let mut seen = seen.into_inner().expect("no panic");
    seen.sort_unstable();
    assert_eq!(seen, [1, 2, 3]);
}

#[test]
fn refuses_folders_where_a_site_would_do_harm() {
    let desk = Desk::new();
    fs::create_dir_all(desk.at("tree/.git")).expect("folders");
    fs::create_dir(desk.at("worktree")).expect("a folder");
    fs::write(desk.at("worktree/.git"), "gitdir: elsewhere").expect("written");
    fs::write(desk.at("file"), "").expect("written");
    let cases = [
        ("home", "it is your home folder"),
        ("handbook", "it is the handbook's own folder"),
        ("", "it holds your home folder"),
        ("handbook/content", "it is `"),
        ("handbook/content/site", "it is inside `"),
        ("handbook/content/journeys", "it is inside `"),
        ("handbook/site/../content/new/site", "it is inside `"),
        ("handbook/none/../../home", "it is your home folder"),
        ("handbook/book.toml", "it is `"),
        ("tree", "it is the top of a git work tree"),
        ("worktree", "it is the top of a git work tree"),
        ("file", "it is a file"),
        ("file/site", "not a directory"),
    ];
    let before = everything(&desk.at(""));
    for (dest, reason) in cases {
        for result in
            [desk.publish_to(&desk.at(dest), &site(&[("a.html", "a")])).map(|_| 0), desk.with(&desk.at(dest), clean)]
        {
            let failure = result.expect_err(dest);
            assert!(failure.what.ends_with("can't hold the site"), "{dest}: {failure}");
            assert!(cfg!(windows) || failure.cause.as_deref().unwrap_or("").starts_with(reason), "{dest}: {failure}");
            assert!(failure.hint.is_some());
        }
    }
    assert_eq!(everything(&desk.at("")), before);
    let root = desk.at("").ancestors().last().expect("a root").to_path_buf();
    let failure = desk.publish_to(&root, &site(&[])).expect_err("the root");
    assert_eq!(failure.cause.as_deref(), Some("it is the root of the disk"));
    let failure = desk.publish_to(Path::new(""), &site(&[])).expect_err("no name");
    assert!(failure.cause.is_some());
}

#[test]
fn takes_a_folder_inside_a_git_work_tree() {
    let desk = Desk::new();
    fs::create_dir(desk.at("handbook/.git")).expect("a folder");
    assert_eq!(desk.publish(&[("a.html", "a")]), changes(1, 0, 0));
    assert_eq!(desk.publish_to(&desk.at("new/deep/site"), &site(&[("a.html", "a")])), changes(1, 0, 0));
    fs::create_dir(desk.at("empty")).expect("a folder");
    assert_eq!(desk.publish_to(&desk.at("empty"), &site(&[("a.html", "a")])), changes(1, 0, 0));
}

#[cfg(unix)]
#[test]
fn follows_links_before_it_judges() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    for (link, to) in [("a", "home"), ("b", "handbook/content"), ("c", "handbook"), ("d", "nowhere"), ("e", "home/e")] {
        symlink(desk.at(to), desk.at(link)).expect("a link");
    }
    let pages = site(&[("x.html", "x")]);
    let refused = |dest: &str| desk.publish_to(&desk.at(dest), &pages).expect_err(dest).cause.unwrap_or_default();
    assert_eq!(refused("a"), "it is your home folder");
    assert!(refused("b").starts_with("it is `"));
    assert!(refused("b/site").starts_with("it is inside `"));
    assert_eq!(refused("c"), "it is the handbook's own folder");
    assert!(refused("d").ends_with("is a link to something that isn't there"));
    assert!(refused("d/site").ends_with("is a link to something that isn't there"));
    fs::create_dir(desk.at("home/e")).expect("a folder");
    assert_eq!(desk.publish_to(&desk.at("e"), &pages), changes(1, 0, 0));
    assert_eq!(desk.with(&desk.at("e"), clean), Ok(1));
    assert!(desk.at("home/e").is_dir() && desk.at("e").is_symlink());
}

#[test]
fn refuses_a_folder_that_is_somebody_elses() {
    let desk = Desk::new();
    desk.put("z.txt", "mine");
    desk.put("notes.txt", "mine");
    let failure = desk.publish(&[("a.html", "a")]).expect_err("refused");
    assert!(failure.what.ends_with("can't hold the site"));
    assert_eq!(failure.cause.as_deref(), Some("it has `notes.txt` in it, and no list of files that Rihla wrote"));
    assert!(desk.clean().is_err());
    assert_eq!(desk.tree(), tree(&[("notes.txt", "mine"), ("z.txt", "mine")]));
}

#[test]
fn takes_a_folder_that_only_has_leftovers() {
    let desk = Desk::new();
    desk.put(".rihla-tmp-123-4", "half a pa");
    desk.put(".rihla-tmp-123-5/journeys/a.html", "half a pa");
    assert_eq!(desk.publish(&[("a.html", "a")]), changes(1, 0, 0));
    assert_eq!(desk.tree(), tree(&[("a.html", "a")]));
}

#[test]
fn leaves_files_of_others_alone() {
    let desk = Desk::new();
    desk.publish(&[("a/b.html", "b"), ("c.html", "c")]).expect("published");
    desk.put("CNAME", "example.org");
    desk.put("a/mine.txt", "mine");
    assert_eq!(desk.publish(&[("c.html", "C"), ("d.html", "d")]), changes(2, 0, 1));
    let others = [("CNAME", "example.org"), ("a/", ""), ("a/mine.txt", "mine")];
    assert_eq!(desk.tree(), tree(&[&others[..], &[("c.html", "C"), ("d.html", "d")]].concat()));
    assert_eq!(desk.clean(), Ok(2));
    assert_eq!(desk.tree(), tree(&others));
    assert!(!desk.site(MANIFEST).exists());
}

#[test]
fn refuses_to_overwrite_files_of_others() {
    let desk = Desk::new();
    desk.publish(&[("c.html", "c")]).expect("published");
    for (foreign, page) in [("x.html", "x.html"), ("x", "x/y.html"), ("x/y/z.txt", "x"), ("x/y.html", "x/y.html/z")] {
        desk.put(foreign, "mine");
        let before = everything(&desk.site(""));
        let failure = desk.publish(&[("a.html", "a"), ("c.html", "C"), (page, "ours")]).expect_err(page);
        assert!(failure.what.ends_with("is in the way of the site"), "{failure}");
        let named = failure.what.replace('\\', "/");
        let expected = if foreign == "x/y/z.txt" { "site/x`" } else { &format!("site/{foreign}`") };
        assert!(named.contains(expected), "{failure}");
        assert_eq!(everything(&desk.site("")), before);
        let _ = fs::remove_file(desk.site(foreign));
        let _ = fs::remove_dir_all(desk.site("x"));
    }
    desk.put("x.html", "ours");
    assert_eq!(desk.publish(&[("c.html", "c"), ("x.html", "ours")]), changes(0, 2, 0));
    assert_eq!(desk.publish(&[("c.html", "c")]), changes(0, 1, 1));
}

#[test]
fn refuses_paths_that_no_page_should_have() {
    let desk = Desk::new();
    for path in ["../a", "/a", "a//b", "", "a/", ".rihla-manifest.json", "a/.rihla-tmp-1-1"] {
        let failure = desk.publish(&[(path, "a")]).expect_err(path);
        assert_eq!(failure.what, format!("`{path}` can't be a file of the site"));
    }
    let failure = desk.publish(&[("a", ""), ("a-b", ""), ("a/b", "")]).expect_err("both");
    assert_eq!(failure.cause.as_deref(), Some("it is a folder of the site as well"));
    assert!(!desk.site("").exists());
}

#[test]
fn does_not_follow_a_damaged_list() {
    for list in [MANIFEST, JOURNAL] {
        let desk = Desk::new();
        desk.publish(&[("a.html", "a"), ("b.html", "b")]).expect("published");
        let whole = fs::read_to_string(desk.site(MANIFEST)).expect("a manifest");
        fs::write(desk.at("handbook/precious"), "mine").expect("written");
        for text in [
            &whole[..whole.len() / 2],
            "",
            &whole.replace("\"version\":1", "\"version\":2"),
            &whole.replace("a.html", "../precious"),
        ] {
            desk.put(list, text);
            let before = everything(&desk.at("handbook"));
            let failure = desk.publish(&[("c.html", "c")]).expect_err(text);
            assert!(failure.what.ends_with(&format!("{list}` can't be relied on")), "{failure}");
            assert!(desk.clean().is_err());
            assert_eq!(everything(&desk.at("handbook")), before);
        }
    }
}

#[test]
fn turns_files_into_folders_and_back() {
    let desk = Desk::new();
    let shapes: [&[(&str, &str)]; 4] = [
        &[("a", "file"), ("b/c/d.html", "d"), ("b/e.html", "e"), ("z.html", "z")],
        &[("a/b/c.html", "c"), ("b", "file"), ("z.html", "z")],
        &[("a/b", "file"), ("b/c", "file"), ("z.html", "z")],
        &[("a/b/c.html", "c"), ("b/c/d/e.html", "e"), ("z.html", "z")],
    ];
    for shape in shapes.iter().chain(shapes.iter().rev()) {
        desk.publish(shape).expect("published");
        let found: Vec<_> = desk.tree().into_iter().filter(|(path, _)| !path.ends_with('/')).collect();
        assert_eq!(found, tree(shape));
    }
    // A folder is in the way as soon as one file in it isn't ours.
    desk.publish(shapes[0]).expect("published");
    desk.put("b/c/mine.txt", "mine");
    let before = everything(&desk.site(""));
    let failure = desk.publish(shapes[1]).expect_err("refused").what.replace('\\', "/");
    assert!(failure.ends_with("site/b/c/mine.txt` is in the way of the site"), "{failure}");
    assert_eq!(everything(&desk.site("")), before);
}

#[test]
fn renames_by_capitals_only() {
    let desk = Desk::new();
    desk.publish(&[("Journeys/a.html", "a"), ("Order.html", "o"), ("Journeys/b.html", "b")]).expect("published");
    let renamed = [("journeys/a.html", "a"), ("order.html", "o")];
    assert_eq!(desk.publish(&renamed), changes(2, 0, 3));
    for (path, text) in renamed {
        assert_eq!(fs::read_to_string(desk.site(path)).ok().as_deref(), Some(text));
    }
    assert_eq!(desk.publish(&renamed), changes(0, 2, 0));
    assert_eq!(desk.tree().iter().filter(|(path, _)| !path.ends_with('/')).count(), 2);
}

#[cfg(unix)]
#[test]
fn does_not_follow_links_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    desk.publish(&[("a/b.html", "b"), ("c.html", "c"), ("d.html", "d")]).expect("published");
    fs::create_dir(desk.at("outside")).expect("a folder");
    fs::write(desk.at("outside/b.html"), "mine").expect("written");
    fs::remove_dir_all(desk.site("a")).expect("removed");
    symlink(desk.at("outside"), desk.site("a")).expect("a link");
    fs::remove_file(desk.site("c.html")).expect("removed");
    symlink(desk.at("outside/b.html"), desk.site("c.html")).expect("a link");
    let failure = desk.publish(&[("a/b.html", "B")]).expect_err("refused");
    assert!(failure.what.ends_with("site/a` can't be written to"), "{failure}");
    // A link in a page's place is replaced, and a link that isn't needed stays: neither is followed.
    assert_eq!(desk.publish(&[("c.html", "b"), ("d.html", "d")]), changes(1, 1, 0));
    assert_eq!(desk.tree(), tree(&[("a", "a link"), ("c.html", "b"), ("d.html", "d")]));
    assert_eq!(everything(&desk.at("outside")), BTreeMap::from([("b.html".to_owned(), "mine".to_owned())]));
}

#[test]
fn removes_no_folder_in_the_place_of_a_file() {
    let desk = Desk::new();
    desk.publish(&[("a.html", "a"), ("b.html", "b")]).expect("published");
    fs::remove_file(desk.site("a.html")).expect("removed");
    desk.put("a.html/mine.txt", "mine");
    assert_eq!(desk.publish(&[("b.html", "b")]), changes(0, 1, 0));
    assert_eq!(desk.tree(), tree(&[("a.html/", ""), ("a.html/mine.txt", "mine"), ("b.html", "b")]));
}

#[test]
fn copies_files_of_the_author() {
    let desk = Desk::new();
    let picture = desk.at("handbook/content/picture.png");
    let mut bytes = vec![b'p'; 3 * super::destination::CHUNK + 5];
    fs::write(&picture, &bytes).expect("written");
    let asset = || Body::Asset(Asset::Disk { path: picture.clone(), len: 0, picture: None });
    let memory = Body::Asset(Asset::Memory(Arc::from(&b"memory"[..])));
    let pages = SiteFiles::from([("m/p.png".to_owned(), asset()), ("m/q.png".to_owned(), memory)]);
    let publish = || desk.publish_to(&desk.site(""), &pages);
    assert_eq!(publish(), changes(2, 0, 0));
    assert_eq!(fs::read(desk.site("m/p.png")).ok(), Some(bytes.clone()));
    let date = date_back(&desk.site("m/p.png"));
    assert_eq!(publish(), changes(0, 2, 0));
    assert_eq!(modified(&desk.site("m/p.png")), date);
    let as_bytes = SiteFiles::from([("m/p.png".to_owned(), Body::Bytes(Arc::from(&bytes[..])))]);
    let with_list = everything(&desk.site(""));
    assert_eq!(desk.publish_to(&desk.site(""), &as_bytes), changes(0, 1, 1));
    assert_eq!(publish(), changes(1, 1, 0));
    assert_eq!(everything(&desk.site("")), with_list);
    // The same size, the last byte another.
    *bytes.last_mut().expect("a byte") = b'P';
    fs::write(&picture, &bytes).expect("written");
    assert_eq!(publish(), changes(1, 1, 0));
    assert_eq!(fs::read(desk.site("m/p.png")).ok(), Some(bytes));
}

#[cfg(unix)]
#[test]
fn gives_new_files_the_usual_mode() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let picture = desk.at("picture.png");
    fs::write(&picture, "1").expect("written");
    fs::set_permissions(&picture, fs::Permissions::from_mode(0o600)).expect("a mode");
    desk.publish(&[("a.html", "a")]).expect("published");
    let mode = |path: &str| fs::metadata(desk.site(path)).expect("metadata").permissions().mode();
    let usual = mode("a.html");
    fs::set_permissions(desk.site("a.html"), fs::Permissions::from_mode(0o400)).expect("a mode");
    let mut pages = site(&[("a.html", "A")]);
    pages.insert("picture.png".to_owned(), Body::Asset(Asset::Disk { path: picture, len: 1, picture: None }));
    assert_eq!(desk.publish_to(&desk.site(""), &pages), changes(2, 0, 0));
    assert_eq!((mode("a.html"), mode("picture.png")), (usual, usual));
}

/// Pages among which those named `fails` can't be written, for their content isn't there.
fn with_failures(desk: &Desk, pages: &[(&str, &str)], fails: &[&str]) -> SiteFiles {
    let mut pages = site(pages);
    for path in fails {
        pages.insert(path.to_string(), Body::Asset(Asset::Disk { path: desk.at(path), len: 3, picture: None }));
    }
    pages
}

#[test]
fn stops_at_the_first_failure_and_leaves_the_folder_as_it_was() {
    let desk = Desk::new();
    let old: Vec<_> = (0..200).map(|n| (format!("p/{n:03}.html"), format!("old {n}"))).collect();
    let new: Vec<_> = (0..200).map(|n| (format!("p/{n:03}.html"), format!("new {n}"))).collect();
    let old: Vec<_> = old.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let new: Vec<_> = new.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let gone = [("gone/x.html", "x")];
    desk.publish(&[&old[..], &gone].concat()).expect("published");
    let before = everything(&desk.site(""));
    let failing = with_failures(&desk, &new, &["p/100.html", "p/199.html", "q.html"]);
    let failure = desk.publish_to(&desk.site(""), &failing).expect_err("a failure");
    assert!(failure.what.ends_with("100.html` can't be read"), "{failure}");
    assert_eq!(everything(&desk.site("")), before);
    desk.publish(&new).expect("published");
    assert_eq!(desk.tree(), tree(&[&[("p/", "")], &new[..]].concat()));
}

#[test]
fn leaves_nothing_of_a_first_build_that_fails() {
    let desk = Desk::new();
    let failing = with_failures(&desk, &[("a.html", "a"), ("b/c.html", "c")], &["b/a.png", "z.png"]);
    let failure = desk.publish_to(&desk.site(""), &failing).expect_err("a failure");
    assert!(failure.what.ends_with("a.png` can't be read"), "{failure}");
    assert!(!desk.site("").exists());
    assert_eq!(desk.publish(&[("a.html", "a")]), changes(1, 0, 0));
    assert_eq!(desk.tree(), tree(&[("a.html", "a")]));
}

#[test]
fn names_the_file_that_the_disk_refuses() {
    let desk = Desk::new();
    let long = "x".repeat(400);
    for _ in 0..2 {
        let failure = desk.publish(&[("a.html", "a"), (&long, "")]).expect_err("a failure");
        assert!(failure.what.ends_with(&format!("{long}` can't be written")), "{failure}");
        assert!(failure.cause.is_some() && failure.hint.is_some());
        desk.publish(&[("a.html", "b")]).expect("published");
    }
}

#[test]
fn mends_what_a_killed_build_left() {
    let desk = Desk::new();
    desk.publish(&[("a.html", "a"), ("b.html", "b")]).expect("published");
    desk.put("new/c.html", "c");
    desk.put("a.html", "A");
    desk.put("new/.rihla-tmp-1-1", "half");
    desk.put(".rihla-tmp-1-2", "half");
    desk.put(JOURNAL, "{\"version\":1,\"files\":[{\"path\":\"new/c.html\"},{\"path\":\"new/never.html\"}]}");
    assert_eq!(desk.publish(&[("a.html", "a"), ("b.html", "b")]), changes(1, 1, 1));
    assert_eq!(desk.tree(), tree(&[("a.html", "a"), ("b.html", "b")]));

    desk.put(JOURNAL, "{\"version\":1,\"files\":[]}");
    desk.put(".rihla-tmp-1-2", "half");
    assert_eq!(desk.publish(&[("a.html", "a"), ("b.html", "b")]), changes(0, 2, 0));
    assert_eq!(desk.tree(), tree(&[("a.html", "a"), ("b.html", "b")]));
}

#[test]
fn cleans() {
    let desk = Desk::new();
    assert_eq!(desk.clean(), Ok(0));
    desk.publish(&[("a.html", "a"), ("b/c/d.html", "d")]).expect("published");
    desk.put("b/.rihla-tmp-1-1", "half");
    desk.put(JOURNAL, "{\"version\":1,\"files\":[{\"path\":\"e.html\"}]}");
    desk.put("e.html", "e");
    assert_eq!(desk.clean(), Ok(3));
    assert!(!desk.site("").exists());
    fs::create_dir(desk.site("")).expect("a folder");
    assert_eq!(desk.clean(), Ok(0));
}

/// Two sites that differ in every way a step of a build can tell: pages that change, come, go, and
/// turn from files into folders.
fn two_sites() -> [SiteFiles; 2] {
    ["first", "second"].map(|name| {
        let page = |path: &str| {
            let text = format!("{name} {path} {}", "x".repeat(2_000)).into_bytes();
            (path.to_owned(), Body::Bytes(Arc::from(text)))
        };
        let mut files: SiteFiles = (0..24).map(|n| page(&format!("journeys/j{}/{n}.html", n / 6))).collect();
        files.extend((0..12).map(|n| page(&format!("{name}/{}/{n}.html", n / 4))));
        let (file, folder) = if name == "first" { ("turns", "turned/a/b.html") } else { ("turned", "turns/a/b.html") };
        files.extend([page(file), page(folder)]);
        files
    })
}

fn texts(site: &SiteFiles) -> BTreeMap<String, String> {
    let text = |body: &Body| match body {
        Body::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Body::Asset(_) => String::new(),
    };
    site.iter().map(|(path, body)| (path.clone(), text(body))).collect()
}

/// The files in the folder, without our lists and unfinished files.
fn pages_in(folder: &Path) -> BTreeMap<String, String> {
    let mut all = everything(folder);
    all.retain(|path, _| !path.ends_with('/') && !path.contains(".rihla-"));
    all
}

// Where folders can't be locked, only the pages themselves are sure to be whole.
#[cfg(unix)]
#[test]
fn two_builds_at_once_leave_whole_pages() {
    let desk = Desk::new();
    let sites = two_sites();
    thread::scope(|scope| {
        for site in &sites {
            scope.spawn(|| (0..5).for_each(|_| _ = desk.publish_to(&desk.site(""), site).expect("published")));
        }
    });
    let [first, second] = sites.each_ref().map(texts);
    let found = pages_in(&desk.site(""));
    assert!(found == first || found == second, "one build came last");
    desk.publish_to(&desk.site(""), &sites[0]).expect("published");
    assert_eq!(pages_in(&desk.site("")), first);
}

/// Stages these pages, and hands over what is about to be committed.
fn staged<R>(desk: &Desk, pages: &[(&str, &str)], then: impl Fn(Publisher) -> R) -> R {
    desk.with(&desk.site(""), |target| {
        let publisher = Publisher::open(target).expect("open");
        site(pages).iter().rev().for_each(|(path, body)| publisher.stage(path, body));
        then(publisher)
    })
}

#[test]
fn without_a_commit_the_folder_is_as_before() {
    let desk = Desk::new();
    let deep = desk.at("new/deep/site");
    desk.with(&deep, |target| {
        let publisher = Publisher::open(target).expect("open");
        publisher.stage("a/b.html", &Body::Bytes(Arc::from(&b"b"[..])));
        assert_eq!(everything(&deep).values().filter(|text| *text == "b").count(), 1, "it waits");
    });
    assert!(!desk.at("new").exists());
    desk.publish(&[("a.html", "a"), ("b.html", "b")]).expect("published");
    let before = everything(&desk.site(""));
    staged(&desk, &[("a.html", "A"), ("c/d.html", "d")], |publisher| {
        assert!(everything(&desk.site("")).len() > before.len(), "they wait");
        drop(publisher);
    });
    assert_eq!(everything(&desk.site("")), before);
    // What has not changed isn't written anywhere.
    staged(&desk, &[("a.html", "a"), ("b.html", "b")], |publisher| {
        assert_eq!(everything(&desk.site("")), before);
        assert_eq!(publisher.commit(None, &|_| ()), changes(0, 2, 0));
    });
}

#[test]
fn a_page_that_is_made_twice_is_a_mistake_of_ours() {
    let desk = Desk::new();
    desk.with(&desk.site(""), |target| {
        let publisher = Publisher::open(target).expect("open");
        for _ in 0..2 {
            publisher.stage("a.html", &Body::Bytes(Arc::from(&b"a"[..])));
        }
        let failure = publisher.commit(None, &|_| ()).expect_err("twice");
        assert_eq!(failure.cause.as_deref(), Some("it is made twice"));
    });
    assert!(!desk.site("").exists());
}

/// What the site was made from, as far as it is whole.
fn origin(desk: &Desk) -> Option<Origin> {
    desk.with(&desk.site(""), |target| Publisher::open(target).expect("open").origin())
}

#[test]
fn knows_that_nobody_touched_a_site() {
    let desk = Desk::new();
    let pages = [("a.html", "a"), ("b/c.html", "c"), ("b/d.html", "d")];
    let made_from = Some(Origin { fingerprint: blake3::hash(b"all"), pages: 3, maps: 0 });
    let build = || staged(&desk, &pages, |publisher| publisher.commit(made_from, &|_| ()).expect("committed"));
    assert_eq!(origin(&desk), None);
    build();
    assert_eq!(origin(&desk), made_from);
    let touch: [&dyn Fn(); 6] = [
        &|| desk.put("b/c.html", "C"),
        &|| fs::remove_file(desk.site("a.html")).expect("removed"),
        &|| desk.put("b/d.html", "longer"),
        &|| {
            desk.put("a.html", "A");
            date_back(&desk.site("a.html"));
        },
        &|| desk.put(JOURNAL, "{\"version\":1,\"files\":[]}"),
        &|| {
            fs::rename(desk.site("b"), desk.at("elsewhere")).expect("moved");
            link(&desk.at("elsewhere"), &desk.site("b"));
        },
    ];
    for (at, touch) in touch.iter().enumerate() {
        touch();
        assert_eq!(origin(&desk), None, "{at}");
        if desk.site("b").is_symlink() {
            fs::remove_file(desk.site("b")).expect("removed");
        }
        build();
        assert_eq!(origin(&desk), made_from, "{at}: the manifest is younger than what was put right");
    }
    // Files of others are not looked at, and a site made without saying from what has no origin.
    desk.put("b/mine.txt", "mine");
    assert_eq!(origin(&desk), made_from);
    desk.publish(&pages).expect("published");
    assert_eq!(origin(&desk), None);
}

/// Makes a link; where the system has none, the folder is just gone.
fn link(to: &Path, from: &Path) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(to, from).expect("a link");
    #[cfg(not(unix))]
    let _ = (to, from);
}

#[test]
fn what_gets_in_the_way_between_the_phases_stays() {
    let desk = Desk::new();
    let old = [("a.html", "a"), ("b/c.html", "c"), ("z.html", "z")];
    let new = [("a.html", "A"), ("b/c.html", "C"), ("n/e.html", "e"), ("x.html", "x"), ("z.html", "z")];
    let foreign: [(&str, &dyn Fn()); 3] = [
        ("x.html", &|| desk.put("x.html", "mine")),
        ("n", &|| desk.put("n", "mine")),
        ("n/e.html", &|| desk.put("n/e.html", "mine")),
    ];
    for (path, obstruct) in foreign {
        desk.publish(&old).expect("published");
        let failure = staged(&desk, &new, |publisher| {
            obstruct();
            publisher.commit(None, &|_| ()).expect_err("in the way")
        });
        assert!(failure.what.ends_with("is in the way of the site"), "{failure}");
        assert_eq!(fs::read_to_string(desk.site(path)).ok().as_deref(), Some("mine"));
        for (page, text) in old {
            assert_eq!(fs::read_to_string(desk.site(page)).ok().as_deref(), Some(text), "nothing has changed yet");
        }
        fs::remove_file(desk.site(path)).expect("removed");
        let _ = fs::remove_dir(desk.site("n"));
    }
    assert_eq!(desk.publish(&new), changes(4, 1, 0));
}

#[test]
fn a_disk_that_refuses_in_the_middle_leaves_whole_pages() {
    let desk = Desk::new();
    let page = |text: &str, n: u32| (format!("p{}/{n}.html", n % 4), format!("{text} {n}"));
    let texts = |text| (0..40).map(|n| page(text, n)).collect::<Vec<_>>();
    let (old, new) = (texts("old"), texts("new"));
    fn pages(texts: &[(String, String)]) -> Vec<(&str, &str)> {
        texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
    }
    desk.publish(&pages(&old)).expect("published");
    let failure = staged(&desk, &pages(&new), |publisher| {
        // Whoever may write everywhere is stopped by what isn't there any more, too.
        for n in [13, 22] {
            let (path, _) = &new[n];
            let waiting = everything(&desk.site("")).into_keys().find(|found| found.ends_with(&format!("/{path}")));
            fs::remove_file(desk.site(&waiting.expect("it waits"))).expect("removed");
        }
        publisher.commit(None, &|_| ()).expect_err("refused")
    });
    assert!(failure.what.ends_with("can't be written"), "{failure}");
    let found = pages_in(&desk.site(""));
    assert_eq!(found.len(), 40);
    let is_either =
        |(path, text): (&String, &String)| text.starts_with("old") || new.contains(&(path.clone(), text.clone()));
    assert!(found.iter().all(is_either), "each is its old or its new self");
    assert!(found.values().any(|text| text.starts_with("old")));
    assert!(desk.site(JOURNAL).exists(), "the next build knows that this one did not end");
    desk.publish(&pages(&new)).expect("published");
    assert_eq!(pages_in(&desk.site("")), new.into_iter().collect());
    assert!(!desk.site(JOURNAL).exists());
}

/// Not a test by itself: what the next test starts and kills.
#[test]
#[ignore = "a helper that never ends"]
fn publishes_over_and_over() {
    let Some(folder) = std::env::var_os(INTO) else { return };
    let dest = PathBuf::from(folder);
    let root = dest.join("../handbook");
    let target = Target { dest: &dest, root: &root, sources: &[], home: None };
    println!("\npublishing");
    for site in two_sites().iter().cycle() {
        publish(site, &target, &|_| ()).expect("published");
    }
}

#[test]
fn a_kill_at_any_moment_leaves_whole_pages() {
    let desk = Desk::new();
    let sites = two_sites();
    let [first, second] = sites.each_ref().map(texts);
    let (_, helper) = concat!(module_path!(), "::publishes_over_and_over").split_once("::").expect("a path");
    for round in 0..100_u64 {
        // Every third time the folder is new.
        let dest = desk.at(&format!("site{}", round / 3));
        let is_new = !dest.exists();
        let mut child = Command::new(std::env::current_exe().expect("a program"))
            .args(["--exact", helper, "--ignored", "--nocapture"])
            .env(INTO, &dest)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a process");
        let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        assert!(lines.map_while(Result::ok).any(|line| line == "publishing"), "the helper runs");
        let pause = if is_new { round * 37 % 10 } else { round * 37 % 60 };
        thread::sleep(Duration::from_micros(pause * 600 + 1));
        child.kill().expect("killed");
        child.wait().expect("ended");

        let found = if dest.exists() { pages_in(&dest) } else { BTreeMap::new() };
        for (path, text) in &found {
            assert!(first.get(path) == Some(text) || second.get(path) == Some(text), "{path} is whole");
        }
        let in_both = first.keys().filter(|path| second.contains_key(*path));
        assert!(is_new || in_both.into_iter().all(|path| found.contains_key(path)), "no page was missing");

        let next = (round % 2) as usize;
        desk.publish_to(&dest, &sites[next]).expect("published");
        assert_eq!(pages_in(&dest), [&first, &second][next].clone());
        let ours: Vec<_> = everything(&dest).into_keys().filter(|path| path.contains(".rihla-")).collect();
        assert_eq!(ours, [MANIFEST]);
    }
}
