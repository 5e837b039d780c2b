//! What goes wrong with machines: builds that are killed, disks that are full, caches that are damaged.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::Instant;

use tempfile::TempDir;

use crate::cli::{err, rihla};
use crate::tree;

type Tree = BTreeMap<String, Vec<u8>>;

/// A handbook with two versions that differ on every page, in its maps and in which pages there are.
struct Desk {
    folder: TempDir,
    /// The settings, as `init` wrote them.
    book: String,
    /// What each version's site holds.
    sites: [Tree; 2],
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(rihla(folder.path(), &["init", "handbook"]).status.success());
        let book = fs::read_to_string(folder.path().join("handbook/book.toml")).expect("settings");
        let mut desk = Self { folder, book, sites: Default::default() };
        for version in 0..2 {
            desk.turn_to(version);
            let fresh = format!("../fresh{version}");
            let build = rihla(&desk.at("handbook"), &["build", "--no-cache", "-d", &fresh]);
            assert!(build.status.success(), "{}", err(&build));
            desk.sites[version] = tree(&desk.at(&fresh[3..]));
        }
        desk
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Makes the handbook the first version or the second.
    fn turn_to(&self, version: usize) {
        let name = ["Amira", "Somchai"][version];
        let book = self.book.replace("Elm Street Library", &format!("{name}'s café"));
        let book = format!("{book}\n[output.maps]\nformats = [\"svg\"]\n");
        fs::write(self.at("handbook/book.toml"), book).expect("written");
        let guides = self.at("handbook/content/guides");
        let _ = fs::remove_dir_all(&guides);
        fs::create_dir_all(guides.join(name)).expect("a folder");
        for n in 0..12 {
            let text = format!("# {name} {n}\n\n```yaml\nname: {name}\nscore: {n}\n```\n\n{}\n", name.repeat(900));
            fs::write(guides.join(name).join(format!("g{n}.md")), text).expect("written");
        }
        // It turns from a file into a folder and back.
        let page = ["turns.md", "turns/inner.md"][version];
        fs::create_dir_all(guides.join("turns")).expect("a folder");
        fs::write(guides.join(page), format!("# {name}\n")).expect("written");
    }

    fn build(&self, args: &[&str]) -> Output {
        rihla(&self.at("handbook"), &[&["build"], args].concat())
    }

    /// Starts a build that somebody may kill.
    fn start(&self) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rihla"));
        command.current_dir(self.at("handbook")).arg("build").stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("a process")
    }

    /// The site's folder without our own lists and unfinished files.
    fn pages(&self) -> Tree {
        let mut pages = if self.at("handbook/site").exists() { tree(&self.at("handbook/site")) } else { Tree::new() };
        pages.retain(|path, _| !path.contains(".rihla-"));
        pages
    }

    /// What the author wrote.
    fn own(&self) -> Tree {
        let mut own = tree(&self.at("handbook"));
        own.retain(|path, _| !path.starts_with("site/") && !path.starts_with(".rihla-cache/"));
        own
    }

    fn assert_whole(&self, foreign: &Tree) {
        for (path, bytes) in self.pages() {
            let is_known = [&self.sites[0], &self.sites[1], foreign].iter().any(|site| site.get(&path) == Some(&bytes));
            assert!(is_known, "{path} is whole");
        }
        for (path, bytes) in foreign {
            assert_eq!(fs::read(self.at("handbook/site").join(path)).ok().as_ref(), Some(bytes), "{path} stays");
        }
    }

    /// Builds, and compares the site with the one a first build makes.
    fn assert_next_build_is_right(&self, version: usize, foreign: &Tree) {
        let build = self.build(&[]);
        assert!(build.status.success(), "{}", err(&build));
        let mut expected = self.sites[version].clone();
        expected.extend(foreign.clone());
        assert!(tree(&self.at("handbook/site")) == expected, "the next build is right, its manifest and all");
    }
}

/// Something of others in the site's folder, and in a folder of the site.
fn foreign(desk: &Desk) -> Tree {
    let files = [("CNAME", "example.org"), ("guides/mine.txt", "mine")];
    for (path, text) in files {
        fs::create_dir_all(desk.at("handbook/site/guides")).expect("a folder");
        fs::write(desk.at("handbook/site").join(path), text).expect("written");
    }
    files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into()
}

#[test]
fn a_build_may_be_killed_at_any_moment() {
    let desk = Desk::new();
    let start = Instant::now();
    assert!(desk.build(&[]).status.success());
    let whole_build = start.elapsed();
    let foreign = foreign(&desk);
    let mut killed = 0;
    for round in 0..100_u32 {
        let version = (round % 2) as usize;
        desk.turn_to(version);
        let own = desk.own();
        let mut build = desk.start();
        // Moments spread over a build's time, and a little over its end.
        thread::sleep(whole_build * (round * 37 % 100) / 90);
        build.kill().expect("killed");
        killed += usize::from(!build.wait().expect("ended").success());
        desk.assert_whole(&foreign);
        assert!(desk.own() == own, "nothing of the author's is lost");
        desk.assert_next_build_is_right(version, &foreign);
    }
    assert!(killed > 30, "only {killed} builds were still at work");
}

/// A disk that takes no file over some size stands for one that is full: it refuses in the middle of a file.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_site_as_it_was() {
    let desk = Desk::new();
    desk.turn_to(0);
    assert!(desk.build(&[]).status.success());
    let foreign = foreign(&desk);
    let before = tree(&desk.at("handbook/site"));
    desk.turn_to(1);
    for kibibytes in [0, 1, 4, 8, 12] {
        let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" build", kibibytes * 2);
        let mut command = Command::new("sh");
        command.current_dir(desk.at("handbook")).args(["-c", &script, env!("CARGO_BIN_EXE_rihla")]);
        let build = command.output().expect("it runs");
        assert_eq!(build.status.code(), Some(2), "{}", err(&build));
        assert!(err(&build).contains("can't be written: file too large"), "{}", err(&build));
        assert!(tree(&desk.at("handbook/site")) == before, "{kibibytes} KiB");
    }
    desk.assert_next_build_is_right(1, &foreign);
}

#[test]
fn a_damaged_cache_changes_nothing() {
    let desk = Desk::new();
    desk.turn_to(0);
    assert!(desk.build(&[]).status.success());
    let cache = desk.at("handbook/.rihla-cache");
    let kept = tree(&cache);
    assert!(kept.contains_key("code") && kept.contains_key("maps"), "{:?}", kept.keys());
    for (at, step) in [(7, 31), (64, 53), (200, 97), (0, 4096)] {
        for (path, bytes) in &kept {
            let mut damaged = bytes.clone();
            damaged.iter_mut().skip(at).step_by(step).for_each(|byte| *byte ^= 0x21);
            fs::write(cache.join(path), damaged).expect("written");
        }
        fs::remove_dir_all(desk.at("handbook/site")).expect("removed");
        desk.assert_next_build_is_right(0, &Tree::new());
    }
    for (path, bytes) in &kept {
        fs::write(cache.join(path), &bytes[..bytes.len() / 2]).expect("written");
    }
    fs::remove_dir_all(desk.at("handbook/site")).expect("removed");
    desk.assert_next_build_is_right(0, &Tree::new());
    for name in ["code", "maps"] {
        assert_eq!(fs::read(cache.join(name)).expect("kept again").len(), kept[name].len(), "{name}");
    }
    let clean = rihla(&desk.at("handbook"), &["clean"]);
    assert!(clean.status.success(), "{}", err(&clean));
    // Files that were damaged beyond knowing aren't ours to remove.
    assert!(!cache.join("code").exists() && !cache.join("maps").exists());
}

#[test]
fn a_cache_makes_the_same_bytes() {
    let desk = Desk::new();
    desk.turn_to(1);
    assert!(desk.build(&[]).status.success());
    assert!(desk.build(&["-d", "../again"]).status.success());
    assert!(tree(&desk.at("again")) == desk.sites[1]);
    let clean = rihla(&desk.at("handbook"), &["clean"]);
    assert!(clean.status.success(), "{}", err(&clean));
    assert!(!desk.at("handbook/.rihla-cache").exists());
    assert!(desk.build(&["--no-cache"]).status.success());
    assert!(!desk.at("handbook/.rihla-cache").exists());
}

#[test]
fn two_builds_at_once_leave_one_site() {
    let desk = Desk::new();
    for round in 0..6 {
        let version = round % 2;
        desk.turn_to(version);
        let builds = [desk.start(), desk.start(), desk.start()];
        for mut build in builds {
            assert!(build.wait().expect("ended").success());
        }
        assert!(tree(&desk.at("handbook/site")) == desk.sites[version], "round {round}");
    }
}

#[test]
fn nothing_changed_is_said_and_nothing_done() {
    let desk = Desk::new();
    desk.turn_to(0);
    assert!(desk.build(&[]).status.success());
    let says = |args: &[&str]| err(&desk.build(args));
    assert!(says(&[]).starts_with("nothing changed: "), "{}", says(&[]));
    assert!(says(&["--no-cache"]).contains("(0 changed, 0 removed)"));
    assert!(says(&["-v"]).contains("(0 changed, 0 removed)"));
    // A file is saved without a change, and one of the site is lost, changed, or changed in secret.
    let page = desk.at("handbook/content/index.md");
    fs::write(&page, fs::read(&page).expect("a page")).expect("written");
    assert!(says(&[]).starts_with("nothing changed: "));
    let home = desk.at("handbook/site/index.html");
    let bytes = fs::read(&home).expect("a page");
    fs::remove_file(&home).expect("removed");
    assert!(says(&[]).contains("(1 changed, 0 removed)"));
    assert!(says(&[]).starts_with("nothing changed: "));
    fs::write(&home, "x".repeat(bytes.len())).expect("written");
    assert!(says(&[]).contains("(1 changed, 0 removed)"));
    assert!(fs::read(&home).expect("a page") == bytes);
    desk.turn_to(1);
    assert!(!says(&[]).starts_with("nothing changed: "));
    desk.assert_next_build_is_right(1, &Tree::new());
}

#[test]
fn warnings_are_told_each_time() {
    let desk = Desk::new();
    let page = desk.at("handbook/content/guides/odd.md");
    fs::create_dir_all(desk.at("handbook/content/guides")).expect("a folder");
    fs::write(&page, "# Odd\n\n![Far](https://example.org/a.png)\n").expect("written");
    let first = err(&desk.build(&[]));
    let again = err(&desk.build(&[]));
    for text in [&first, &again] {
        assert!(text.contains("warning["), "{text}");
    }
    assert!(again.contains("(0 changed, 0 removed), 1 warning"), "{again}");
}
