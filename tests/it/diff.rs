//! `rihla diff`, and the revisions that it reads.

use std::fs;
use std::path::Path;
use std::process::Command;

use rihla::source::{Folders, NoRevision, ProblemKind, Revision};

use crate::cli::{err, out, rihla};
use crate::root;

pub fn git(dir: &Path, args: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(dir).args([
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.com",
        "-c",
        "protocol.file.allow=always",
    ]);
    let done = command.args(args).output().expect("git runs");
    assert!(done.status.success(), "{args:?}: {}", err(&done));
    out(&done).trim().to_owned()
}

pub fn commit(dir: &Path) {
    git(dir, &["add", "-A"]);
    git(dir, &["commit", "-q", "-m", "x"]);
}

pub fn write(dir: &Path, path: &str, text: &str) {
    let path = dir.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

pub const STAGE: &str = "---\ntitle: Order\nscores: { satisfaction: 3 }\nsteps:\n  - { id: choose, title: Choose, emotion: 1 }\n  - { id: pay, title: Pay }\n---\nText.\n";

/// A repository with a handbook in the folder `book`, two commits and something that is not committed.
pub fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path();
    git(dir, &["init", "-q", "-b", "main"]);
    write(dir, "book/book.toml", "[book]\ntitle = \"T\"\nsrc = \"content\"\n[journey]\nrequire = []\n");
    write(dir, "book/content/index.md", "# Home\n");
    write(dir, "book/content/personas/amira.md", "---\ntitle: Amira\n---\nA.\n");
    write(dir, "book/content/journeys/dine-in/index.md", "---\ntitle: Dine in\npersonas: [amira]\n---\nJ.\n");
    write(dir, "book/content/journeys/dine-in/01-order.md", STAGE);
    write(dir, "content/index.md", "# Elsewhere\n");
    commit(dir);
    git(dir, &["tag", "v1"]);
    write(dir, "book/content/journeys/dine-in/01-order.md", &STAGE.replace("satisfaction: 3", "satisfaction: 4"));
    // The folders are those of the revision.
    git(dir, &["mv", "book/content", "book/pages"]);
    write(dir, "book/book.toml", "[book]\ntitle = \"T\"\nsrc = \"pages\"\n[journey]\nrequire = []\n");
    commit(dir);
    write(dir, "book/pages/journeys/dine-in/01-order.md", &STAGE.replace("satisfaction: 3", "satisfaction: 2"));
    folder
}

#[test]
fn two_states_are_compared() {
    let folder = repository();
    let diff = |args: &[&str]| {
        let done = rihla(folder.path(), &[&["diff", "--dir", "book"], args].concat());
        assert_eq!(done.status.code(), Some(0), "{}", err(&done));
        assert_eq!(err(&done), "");
        out(&done)
    };
    let committed = "Journeys\n  journey Dine in (dine-in)\n    stage Order (dine-in/order): ↑ satisfaction: 3 → 4 (+1)\n\n1 score up\n";
    assert_eq!(diff(&["v1", "HEAD"]), committed);
    assert!(diff(&["HEAD"]).contains("↓ satisfaction: 4 → 2 (−2)"), "{}", diff(&["HEAD"]));
    assert!(diff(&["v1"]).contains("↓ satisfaction: 3 → 2 (−1)"));
    assert_eq!(diff(&["v1", "v1"]), "nothing changed\n");
    assert_eq!(diff(&["v1", "v1", "--format", "markdown"]), "nothing changed\n");
    let markdown = diff(&["v1", "HEAD", "--format", "markdown"]);
    assert!(markdown.contains("| Order: satisfaction | 3 | 4 | ↑ +1 |  |\n"), "{markdown}");
    let json: serde_json::Value = serde_json::from_str(&diff(&["v1", "HEAD", "--format", "json"])).expect("JSON");
    assert_eq!(json["from"]["revision"], "v1");
    assert_eq!(json["from"]["commit"], git(folder.path(), &["rev-parse", "v1"]));
    assert_eq!(json["summary"]["scores_up"], 1);
    let score = &json["changes"]["journeys"][0]["parts"][0]["changes"][0];
    assert_eq!((&score["change"], &score["metric"]["id"]), (&"score".into(), &"satisfaction".into()));
    assert_eq!((&score["from"]["value"], &score["to"]["value"]), (&3.0.into(), &4.0.into()));
    let same: serde_json::Value = serde_json::from_str(&diff(&["v1", "v1", "--format", "json"])).expect("JSON");
    assert_eq!(same["changes"]["journeys"], serde_json::json!([]));
    assert!(diff(&["v1", "HEAD", "--color", "always"]).contains("\u{1b}[32m↑\u{1b}[0m"));
    // From inside the handbook it is the same.
    assert_eq!(out(&rihla(&folder.path().join("book"), &["diff", "v1", "main"])), committed);
}

#[test]
fn a_state_with_errors_is_compared_as_far_as_it_goes() {
    let folder = repository();
    write(folder.path(), "book/pages/broken.md", "[[nobody]]\n");
    let done = rihla(folder.path(), &["diff", "HEAD", "--dir", "book"]);
    assert_eq!(done.status.code(), Some(0));
    assert_eq!(err(&done), "warning: the folder has 1 error: what they hide is not compared\n");
    assert!(out(&done).contains("+ page"), "{}", out(&done));
}

#[test]
fn revisions_that_cannot_be_read_are_refused() {
    let folder = repository();
    let refused = |dir: &Path, args: &[&str]| {
        let done = rihla(dir, &[&["diff"], args].concat());
        assert_eq!(done.status.code(), Some(2), "{args:?}: {}", out(&done));
        assert_eq!(out(&done), "");
        err(&done)
    };
    let book = folder.path().join("book");
    assert!(refused(&book, &["--", "--output=x"]).contains("it begins with `-`"));
    assert!(refused(&book, &["HEAD", "--", "-x"]).contains("it begins with `-`"));
    assert!(refused(&book, &["--output=x"]).contains("unexpected argument"));
    assert!(!book.join("x").exists());
    assert!(refused(&book, &["mian"]).contains("did you mean `main`?"));
    assert!(refused(&book, &["v1..HEAD"]).contains("`rihla diff v1 HEAD`"));
    for name in ["", "^HEAD", "HEAD:book", "0000000000000000000000000000000000000000", "HEAD\nHEAD", "HEAD --output=x"]
    {
        assert!(refused(&book, &[name]).contains("there is no such commit"), "{name:?}");
    }
    assert!(refused(folder.path(), &["HEAD", "--dir", "nowhere"]).contains("there is no such folder"));
    let elsewhere = tempfile::tempdir().expect("a folder");
    assert!(refused(elsewhere.path(), &["HEAD"]).contains("not a git repository"));
    let shallow = tempfile::tempdir().expect("a folder");
    let url = format!("file://{}", folder.path().display());
    git(shallow.path(), &["clone", "-q", "--depth", "1", &url, "clone"]);
    let clone = shallow.path().join("clone/book");
    assert!(refused(&clone, &["HEAD~1"]).contains("`git fetch --unshallow`"));
    assert_eq!(out(&rihla(&clone, &["diff", "HEAD"])), "nothing changed\n");
    let partial = shallow.path();
    git(folder.path(), &["config", "uploadpack.allowFilter", "true"]);
    git(partial, &["clone", "-q", "--no-checkout", "--filter=blob:none", &url, "partial"]);
    fs::create_dir_all(partial.join("partial/book")).expect("made");
    let missing = refused(&partial.join("partial/book"), &["HEAD"]);
    assert!(missing.contains("not in this clone"), "{missing}");
}

#[test]
fn nothing_of_a_repository_is_run() {
    let folder = repository();
    let dir = folder.path();
    let trap = dir.join("trap.sh");
    fs::write(&trap, format!("#!/bin/sh\ntouch {}\ncat\n", dir.join("sprung").display())).expect("written");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&trap, fs::Permissions::from_mode(0o755)).expect("set");
    }
    let trap = trap.to_str().expect("a path");
    for name in [
        "core.fsmonitor",
        "core.pager",
        "pager.ls-tree",
        "filter.x.smudge",
        "diff.x.textconv",
        "core.hooksPath",
        "core.sshCommand",
    ] {
        git(dir, &["config", name, trap]);
    }
    fs::write(dir.join(".gitattributes"), "* filter=x diff=x\n").expect("written");
    let done = rihla(&dir.join("book"), &["diff", "v1", "HEAD"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(!dir.join("sprung").exists());
}

#[test]
fn a_revision_has_the_rules_of_the_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path();
    git(dir, &["init", "-q"]);
    write(dir, "book.toml", "[book]\n");
    write(dir, "content/index.md", "# Home\n");
    write(dir, "content/ملف.md", "# Named\n");
    write(dir, "content/photo.png", "no text");
    write(dir, "content/.hidden.md", "left out");
    write(dir, "content/.folder/a.md", "left out");
    write(dir, "content/draft.md~", "left out");
    write(dir, "content/large.md", &"x".repeat(8 * 1024 * 1024 + 1));
    write(dir, "content/zlast.md", "# Behind the large one\n");
    write(dir, "content2/a.md", "left out");
    write(dir, "style.css", "a {}");
    write(dir, "notes.md", "left out");
    fs::write(dir.join("content/latin.md"), b"caf\xe9\n").expect("written");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", dir.join("content/link.md")).expect("linked");
    commit(dir);
    let revision = Revision::find(dir, "HEAD").expect("a revision");
    assert_eq!(revision.text("book.toml"), Ok(Some("[book]\n".to_owned())));
    assert_eq!(revision.text("nothing.toml"), Ok(None));
    let folders = Folders { content: "content".into(), theme: None, data: None, files: vec!["style.css".into()] };
    let sources = revision.sources(&folders).expect("sources");
    let paths: Vec<_> = sources.files.keys().map(|path| path.as_str()).collect();
    let files = ["index.md", "latin.md", "photo.png", "zlast.md", "ملف.md"].map(|name| format!("content/{name}"));
    let expected: Vec<_> =
        ["book.toml"].into_iter().chain(files.iter().map(String::as_str)).chain(["style.css"]).collect();
    assert_eq!(paths, expected);
    let last = sources.text(&rihla::source::FilePath::new("content/zlast.md")).map(|text| text.to_string());
    assert_eq!(last.as_deref(), Some("# Behind the large one\n"));
    let problems: Vec<_> = sources.problems.iter().map(|one| (one.place.path.as_str(), &one.kind)).collect();
    let [(large, ProblemKind::TooLarge(_)), (latin, ProblemKind::NotUtf8), rest @ ..] = problems.as_slice() else {
        panic!("{problems:?}")
    };
    assert_eq!((*large, *latin), ("content/large.md", "content/latin.md"));
    assert!(!cfg!(unix) || matches!(rest, [("content/link.md", ProblemKind::Unreadable(_))]), "{rest:?}");
    assert_eq!(Revision::find(dir, "--all").err(), Some(NoRevision::Option));
}

#[test]
fn the_handbook_of_the_repository_is_that_of_its_commit() {
    let is_whole = Command::new("git").current_dir(root()).args(["rev-parse", "HEAD"]).output();
    if !is_whole.is_ok_and(|done| done.status.success()) {
        return;
    }
    let done = rihla(&root(), &["diff", "HEAD", "HEAD"]);
    assert_eq!(out(&done), "nothing changed\n", "{}", err(&done));
}
