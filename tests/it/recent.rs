//! The page of recent changes: what it says, and when it is made again.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use rihla::build::Engine;
use rihla::site::{Body, Site};

use crate::cli::{err, out, rihla};
use crate::diff::{STAGE, commit, git, repository, write};
use crate::pages::check_site;
use crate::{all_bytes, bytes, human};

const PAGE: &str = "changes/index.html";

/// The repository of `diff`, compared with a state of it.
fn since(name: &str) -> tempfile::TempDir {
    let folder = repository();
    let book = format!(
        "[book]\ntitle = \"T\"\nsrc = \"pages\"\nchanges-since = \"{name}\"\n[languages.ar]\ntitle = \"ت\"\n[journey]\nrequire = []\n"
    );
    write(folder.path(), "book/book.toml", &book);
    folder
}

fn compile(engine: &mut Engine, folder: &Path) -> Site {
    let sources = engine.read(&folder.join("book")).expect("a handbook");
    let compiled = engine.compile(&sources);
    assert!(compiled.diagnostics.is_empty(), "{}", human(&sources, &compiled));
    compiled.value.site
}

fn page(site: &Site) -> Arc<[u8]> {
    match &site.files[PAGE] {
        Body::Bytes(bytes) => bytes.clone(),
        other => panic!("{other:?}"),
    }
}

/// The words of a page.
fn words(page: &[u8]) -> String {
    let mut is_tag = false;
    let text: String = String::from_utf8_lossy(page)
        .chars()
        .map(|c| {
            is_tag = c == '<' || (is_tag && c != '>');
            if is_tag || c == '>' { ' ' } else { c }
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_site_says_what_changed() {
    let folder = since("v1");
    let dir = folder.path();
    write(dir, "book/pages/touchpoints/kiosk.md", "---\ntitle: Kiosk\n---\nK.\n");
    let stage =
        STAGE.replace("satisfaction: 3", "satisfaction: 2").replace("title: Pay", "title: Pay, touchpoints: [kiosk]");
    write(
        dir,
        "book/pages/journeys/dine-in/01-order.md",
        &stage.replace("choose, title: Choose, emotion: 1", "see, title: See"),
    );
    let site = compile(&mut Engine::default(), dir);
    let html = String::from_utf8_lossy(&page(&site)).into_owned();
    let said = words(html.as_bytes());
    for part in [
        "Since \u{2068}v1\u{2069}",
        "Satisfaction 3 now 2 (−1)",
        "Added: Touchpoint Kiosk",
        "Step See + New",
        "Step Choose − Removed",
        "Down:",
    ] {
        assert!(said.contains(part), "no `{part}`: {said}");
    }
    let commit = &git(dir, &["rev-parse", "v1"])[..10];
    assert!(said.contains(commit), "{said}");
    // What is there is linked to, and what is gone isn't.
    assert!(html.contains("href=\"../journeys/dine-in/order.html#step:see\""), "{html}");
    assert!(!html.contains("step:choose"), "{html}");
    let site = all_bytes(&site);
    check_site(&site);
    assert!(words(&site["index.html"]).contains("changes since"), "{}", words(&site["index.html"]));
    assert!(words(&site["ar/changes/index.html"]).contains("الرضا 3"), "{}", words(&site["ar/changes/index.html"]));
}

#[test]
fn without_the_setting_or_without_a_change_there_is_little_to_say() {
    let folder = since("HEAD");
    let dir = folder.path();
    git(dir, &["checkout", "-q", "--", "book/pages"]);
    commit(dir);
    let site = compile(&mut Engine::default(), dir);
    assert!(words(&page(&site)).contains("Nothing has changed since then."));
    assert!(words(&bytes(&site)["index.html"]).contains("No changes since"));
    let plain = repository();
    assert!(!compile(&mut Engine::default(), plain.path()).files.contains_key(PAGE));
}

#[test]
fn it_is_made_again_where_other_changes_are_to_be_told() {
    let folder = since("v1");
    let dir = folder.path();
    let file = "book/pages/journeys/dine-in/01-order.md";
    let mut engine = Engine::default();
    let fresh = |site: &Site| assert!(all_bytes(site) == all_bytes(&compile(&mut Engine::default(), dir)));
    let first = compile(&mut engine, dir);
    let text = fs::read_to_string(dir.join(file)).expect("read");
    write(dir, file, &format!("{text}Another.\n"));
    let second = compile(&mut engine, dir);
    // The text is another than then, and that is told once.
    assert!(page(&first) != page(&second));
    fresh(&second);
    write(dir, file, &format!("{text}Yet another.\n"));
    let third = compile(&mut engine, dir);
    assert!(Arc::ptr_eq(&page(&second), &page(&third)));
    fresh(&third);
    // The handbook is the same, and what it is compared with isn't.
    git(dir, &["tag", "-f", "v1", "main"]);
    let fourth = compile(&mut engine, dir);
    assert!(page(&third) != page(&fourth));
    fresh(&fourth);
}

#[test]
fn a_build_knows_what_it_was_compared_with() {
    let folder = since("v1");
    let book = folder.path().join("book");
    let said = || {
        let built = rihla(&book, &["build"]);
        assert_eq!(built.status.code(), Some(0), "{}", err(&built));
        err(&built)
    };
    said();
    assert!(said().contains("nothing changed"));
    git(folder.path(), &["tag", "-f", "v1", "main"]);
    let again = said();
    assert!(!again.contains("nothing changed"), "{again}");
    assert!(said().contains("nothing changed"));
}

#[test]
fn a_day_is_the_last_commit_on_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path();
    git(dir, &["init", "-q", "-b", "main"]);
    // The day is the committer's own, wherever that was.
    let days = [
        "2026-09-30T23:30:00-11:00",
        "2026-10-01T00:30:00+13:00",
        "2026-10-01T23:59:00-11:00",
        "2026-10-03T08:00:00+00:00",
    ];
    for (n, day) in days.iter().enumerate() {
        let home = format!("---\ntitle: Home {n}\n---\nText.\n");
        write(dir, "book/content/index.md", &home);
        write(dir, "book/book.toml", "[book]\ntitle = \"T\"\n[journey]\nrequire = []\n");
        git(dir, &["add", "-A"]);
        let mut command = Command::new("git");
        command.current_dir(dir).args([
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.com",
            "commit",
            "-q",
            "-m",
            "x",
        ]);
        let done = command.env("GIT_COMMITTER_DATE", day).output().expect("git runs");
        assert!(done.status.success(), "{}", err(&done));
    }
    for (day, home) in
        [("2026-09-30", "Home 0"), ("2026-10-01", "Home 2"), ("2026-10-02", "Home 2"), ("2030-01-01", "")]
    {
        write(
            dir,
            "book/book.toml",
            &format!("[book]\ntitle = \"T\"\nchanges-since = \"{day}\"\n[journey]\nrequire = []\n"),
        );
        let said = words(&page(&compile(&mut Engine::default(), dir)));
        assert!(said.contains(home) && (home.is_empty() || said.contains("now Home 3")), "{day}: {said}");
    }
    write(dir, "book/book.toml", "[book]\ntitle = \"T\"\nchanges-since = \"2026-09-29\"\n[journey]\nrequire = []\n");
    assert!(out(&rihla(&dir.join("book"), &["check"])).contains("unknown-revision"));
}

#[test]
fn a_state_that_is_not_there_is_told_and_has_no_page() {
    let folder = since("v9");
    let dir = folder.path();
    let told = |book: &Path| {
        let checked = rihla(book, &["check"]);
        assert_eq!(checked.status.code(), Some(0), "{}", err(&checked));
        out(&checked)
    };
    let unknown = told(&dir.join("book"));
    assert!(unknown.contains("warning[unknown-revision]") && unknown.contains("did you mean `v1`?"), "{unknown}");
    let mut engine = Engine::default();
    let sources = engine.read(&dir.join("book")).expect("a handbook");
    assert!(!engine.compile(&sources).value.site.files.contains_key(PAGE));
    assert!(told(&dir.join("book")).contains("book.toml:4:17"), "{unknown}");
    // Other commands have nothing to show it on.
    let exported = rihla(&dir.join("book"), &["export", "json"]);
    assert_eq!((err(&exported).as_str(), exported.status.code()), ("", Some(0)));
    commit(dir);
    let shallow = tempfile::tempdir().expect("a folder");
    git(shallow.path(), &["clone", "-q", "--depth", "1", &format!("file://{}", dir.display()), "clone"]);
    let shallow = told(&shallow.path().join("clone/book"));
    assert!(shallow.contains("`fetch-depth: 0`"), "{shallow}");
}
