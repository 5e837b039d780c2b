//! What happens on the disk, one way after another.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use super::{Preview, with_setting};
use crate::cli::{err, rihla};
use crate::{root, tree};

#[test]
fn serves_what_a_build_writes_and_writes_nothing() {
    let preview = Preview::new();
    let before = tree(&preview.root);
    preview.equals_a_build();
    assert!(tree(&preview.root) == before);
    let page = preview.get("/");
    assert_eq!(page.text().matches("/_rihla/live.js").count(), 1);
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(page.headers["cache-control"], "no-cache");
    assert_eq!(preview.get("/assets/tokens.css").headers["content-type"], "text/css; charset=utf-8");
    assert_eq!(preview.get("/assets/rihla.js").headers["content-type"], "text/javascript; charset=utf-8");
}

#[test]
fn every_way_of_saving_comes_through() {
    let preview = Preview::new();
    let page = "content/guide/how-we-work.md";
    let text = fs::read_to_string(preview.path(page)).expect("a page");
    let shows = |what: &str| preview.shows("/guide/how-we-work.html", what);
    preview.append(page, "\nin-place\n");
    shows("in-place");
    // Beside it, then in its place.
    preview.write("content/guide/.how-we-work.md.tmp", &format!("{text}\nby-rename\n"));
    fs::rename(preview.path("content/guide/.how-we-work.md.tmp"), preview.path(page)).expect("renamed");
    shows("by-rename");
    // The old one becomes a backup, then a new one is written; the backup goes.
    fs::rename(preview.path(page), preview.path("content/guide/how-we-work.md~")).expect("renamed");
    preview.write(page, &format!("{text}\nwith-backup\n"));
    fs::remove_file(preview.path("content/guide/how-we-work.md~")).expect("removed");
    shows("with-backup");
    // Removed and made again.
    fs::remove_file(preview.path(page)).expect("removed");
    preview.write(page, &format!("{text}\nmade-again\n"));
    shows("made-again");
    // From outside, over it.
    let outside = preview.root.parent().expect("a folder").join("outside.md");
    fs::write(&outside, format!("{text}\nfrom-outside\n")).expect("written");
    fs::rename(&outside, preview.path(page)).expect("renamed");
    shows("from-outside");
    preview.equals_a_build();
}

#[test]
fn a_save_without_a_change_does_nothing() {
    let preview = Preview::new();
    preview.quiet();
    let before = preview.revision();
    let page = "content/index.md";
    let text = fs::read_to_string(preview.path(page)).expect("a page");
    preview.write(page, &text);
    preview.write("content/other.tmp", &text);
    fs::rename(preview.path("content/other.tmp"), preview.path(page)).expect("renamed");
    for name in ["content/.index.md.swp", "content/4913", "content/index.md~", "content/#index.md#", "content/x.bak"] {
        preview.write(name, "nothing");
    }
    preview.write("site/index.html", "nothing");
    preview.write("notes/x.md", "nothing");
    preview.quiet();
    assert_eq!(preview.revision(), before, "{}", preview.said());
    assert!(!preview.said().contains('→'), "{}", preview.said());
}

#[test]
fn folders_come_go_and_move() {
    let preview = Preview::new();
    let gone = |path: &str| preview.until(&format!("{path} is gone"), || preview.get(path).status == 404);
    // Made and written to at once, deep.
    preview.write("content/guide/a/b/c/deep.md", "# Deep\n\ndeep-one\n");
    preview.shows("/guide/a/b/c/deep.html", "deep-one");
    preview.append("content/guide/a/b/c/deep.md", "\ndeep-two\n");
    preview.shows("/guide/a/b/c/deep.html", "deep-two");
    // Moved within, and written to where it is now.
    fs::rename(preview.path("content/guide/a/b"), preview.path("content/guide/moved")).expect("renamed");
    preview.shows("/guide/moved/c/deep.html", "deep-two");
    gone("/guide/a/b/c/deep.html");
    preview.append("content/guide/moved/c/deep.md", "\ndeep-three\n");
    preview.shows("/guide/moved/c/deep.html", "deep-three");
    // Out and in again, changed meanwhile.
    let outside = preview.root.parent().expect("a folder").join("outside");
    fs::rename(preview.path("content/guide/moved"), &outside).expect("renamed");
    gone("/guide/moved/c/deep.html");
    fs::write(outside.join("c/deep.md"), "# Deep\n\ndeep-four\n").expect("written");
    fs::rename(&outside, preview.path("content/guide/back")).expect("renamed");
    preview.shows("/guide/back/c/deep.html", "deep-four");
    preview.append("content/guide/back/c/deep.md", "\ndeep-five\n");
    preview.shows("/guide/back/c/deep.html", "deep-five");
    // Deleted and made again at once, time after time.
    for round in 0..5 {
        fs::remove_dir_all(preview.path("content/guide/back")).expect("removed");
        preview.write("content/guide/back/c/deep.md", &format!("# Deep\n\nround-{round}\n"));
        preview.shows("/guide/back/c/deep.html", &format!("round-{round}"));
        preview.append("content/guide/back/c/deep.md", &format!("\nafter-{round}\n"));
        preview.shows("/guide/back/c/deep.html", &format!("after-{round}"));
    }
    preview.equals_a_build();
}

#[test]
fn roots_that_are_made_again_are_watched_again() {
    let preview = Preview::new();
    let away = preview.root.parent().expect("a folder").join("away");
    // The content folder.
    fs::rename(preview.path("content"), &away).expect("renamed");
    preview.until("errors", || preview.state()["errors"] != 0);
    fs::rename(&away, preview.path("content")).expect("renamed");
    preview.until("no errors", || preview.state()["errors"] == 0);
    preview.append("content/index.md", "\ncontent-is-back\n");
    preview.shows("/", "content-is-back");
    // The handbook's own folder.
    fs::rename(&preview.root, &away).expect("renamed");
    preview.until("it is said", || preview.said().contains("can't be read"));
    assert_eq!(preview.get("/").status, 200);
    fs::rename(&away, &preview.root).expect("renamed");
    thread::sleep(Duration::from_millis(300));
    preview.append("content/index.md", "\nroot-is-back\n");
    preview.shows("/", "root-is-back");
    preview.equals_a_build();
}

#[test]
fn settings_and_themes_come_through() {
    let preview = Preview::new();
    let book = fs::read_to_string(preview.path("book.toml")).expect("settings");
    preview.write("book.toml", &book.replace("title = \"", "title = \"Renamed "));
    preview.shows("/", "Renamed ");
    // A style of one's own, in a folder that nobody watched before.
    let styled = with_setting(&book, "additional-css = [\"styles/own.css\"]");
    preview.write("styles/own.css", "h1 { color: red }");
    preview.write("book.toml", &styled);
    preview.shows("/assets/own/styles/own.css", "red");
    preview.write("styles/own.css", "h1 { color: blue }");
    preview.shows("/assets/own/styles/own.css", "blue");
    // A theme that comes, changes and goes.
    let themed = with_setting(&styled, "theme = \"own-theme\"");
    preview.write("book.toml", &themed);
    preview.write("own-theme/templates/404.html", "<!doctype html><head></head>mine-one");
    preview.shows("/404.html", "mine-one");
    preview.write("own-theme/templates/404.html", "<!doctype html><head></head>mine-two");
    preview.shows("/404.html", "mine-two");
    preview.equals_a_build();
    fs::remove_dir_all(preview.path("own-theme")).expect("removed");
    preview.until("the default page is back", || !preview.get("/404.html").text().contains("mine"));
    preview.write("book.toml", &book);
    preview.until("the style is gone", || preview.get("/assets/own/styles/own.css").status == 404);
    // The content lies elsewhere.
    fs::rename(preview.path("content"), preview.path("docs")).expect("renamed");
    preview.write("book.toml", &book.replace("src = \"content\"", "src = \"docs\""));
    preview.until("no errors", || preview.state()["errors"] == 0);
    preview.append("docs/index.md", "\nfrom-docs\n");
    preview.shows("/", "from-docs");
    preview.equals_a_build();
}

#[test]
fn a_checkout_of_hundreds_of_files_comes_through() {
    let preview = Preview::new();
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(&preview.root).args(["-c", "user.name=A", "-c", "user.email=a@example.com"]).args(args);
        let done = command.env("GIT_COMMITTER_DATE", "2026-04-30T12:00:00Z").output().expect("git runs");
        assert!(done.status.success(), "{}", err(&done));
    };
    git(&["init", "-q", "-b", "main"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "one"]);
    preview.shows("/guide/how-we-work.html", "2026-04-30");
    git(&["checkout", "-q", "-b", "many"]);
    for at in 0..300 {
        preview.write(&format!("content/guide/many-{}/page-{at}.md", at % 7), &format!("# Page {at}\n\nnumber-{at}\n"));
    }
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "two"]);
    preview.shows("/guide/many-5/page-299.html", "number-299");
    git(&["checkout", "-q", "main"]);
    preview.until("it is gone", || preview.get("/guide/many-5/page-299.html").status == 404);
    preview.equals_a_build();
    git(&["checkout", "-q", "many"]);
    preview.shows("/guide/many-5/page-299.html", "number-299");
    preview.append("content/guide/many-5/page-299.md", "\nedited\n");
    preview.shows("/guide/many-5/page-299.html", "edited");
    preview.equals_a_build();
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_and_nowhere_else() {
    let preview = Preview::new();
    preview.write("shared/note.md", "# Note\n\nlinked-one\n");
    std::os::unix::fs::symlink("../../shared", preview.path("content/guide/shared")).expect("linked");
    preview.shows("/guide/shared/note.html", "linked-one");
    preview.write("shared/note.md", "# Note\n\nlinked-two\n");
    preview.shows("/guide/shared/note.html", "linked-two");
    preview.equals_a_build();
    // A picture that becomes a link to something private after it was read.
    let secret = preview.root.parent().expect("a folder").join("secret.png");
    fs::write(&secret, "secret").expect("written");
    preview.write("content/picture.png", "public");
    preview.shows("/picture.png", "public");
    fs::remove_file(preview.path("content/picture.png")).expect("removed");
    std::os::unix::fs::symlink(&secret, preview.path("content/picture.png")).expect("linked");
    for _ in 0..20 {
        assert!(!preview.get("/picture.png").text().contains("secret"));
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn errors_are_told_and_pages_stay() {
    let preview = Preview::new();
    preview.append("content/index.md", "\nSee [[nobody]].\n");
    preview.until("an error", || preview.state()["errors"] == 1);
    assert_eq!(preview.get("/").status, 200);
    let problems: serde_json::Value = serde_json::from_slice(&preview.get("/_rihla/problems").body).expect("JSON");
    assert_eq!(problems[0]["code"], "unknown-reference");
    assert_eq!(problems[0]["file"], "content/index.md");
    let excerpt = problems[0]["excerpt"].as_array().expect("lines");
    assert!(
        excerpt.iter().any(|line| line["before"] == "See [[" && line["marked"] == "nobody" && line["after"] == "]].")
    );
    preview.until("it is said", || preview.said().contains("there is no page `nobody`"));
    preview.append("content/index.md", "\nMore.\n");
    preview.shows("/", "More.");
    preview.quiet();
    assert_eq!(preview.said().matches("there is no page `nobody`").count(), 1, "{}", preview.said());
}

#[test]
fn who_does_not_read_what_is_said_holds_nothing_up() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(rihla(folder.path(), &["init"]).status.success());
    // More than a pipe holds, in messages of their own.
    let wrong = |n: usize| (0..10).map(|at| format!("[x]({n}-{at}-{}.md)\n\n", "a".repeat(10_000))).collect::<String>();
    let home = folder.path().join("content/index.md");
    fs::write(&home, format!("# Home\n\n{}", wrong(0))).expect("written");
    let mut child = Preview::spawn(folder.path(), &[]);
    let unread = child.stderr.take();
    let preview = Preview::listening(child, folder.path(), Default::default());
    for n in 1..4 {
        fs::write(&home, format!("# Home\n\nNumber {n}.\n\n{}", wrong(n))).expect("written");
        preview.shows("/", &format!("Number {n}."));
    }
    fs::write(&home, "# Home\n\nAll is well.\n").expect("written");
    preview.shows("/", "All is well.");
    drop(unread);
}

#[test]
fn a_handbook_that_was_never_whole_is_served_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(rihla(folder.path(), &["init"]).status.success());
    let book = fs::read_to_string(folder.path().join("book.toml")).expect("settings");
    fs::write(folder.path().join("book.toml"), with_setting(&book, "theme = \"own\"")).expect("written");
    fs::create_dir_all(folder.path().join("own/templates")).expect("made");
    let base = fs::read_to_string(root().join("themes/default/templates/base.html")).expect("a template");
    let broken = ["{{ nothing.at.all }}", "{% if %}"].map(|wrong| base.replace("<body", &format!("{wrong}<body")));
    fs::write(folder.path().join("own/templates/base.html"), &broken[0]).expect("written");
    let preview = Preview::of(folder.path(), &[]);
    let page = preview.get("/");
    assert_eq!(page.status, 404);
    assert!(page.text().contains("/_rihla/live.js"), "{}", page.text());
    assert!(preview.state()["errors"].as_u64() > Some(0));
    preview.write("own/templates/404.html", "<!doctype html><head></head>mine");
    fs::remove_file(preview.path("own/templates/base.html")).expect("removed");
    preview.until("it is there", || preview.get("/").status == 200);
    preview.shows("/404.html", "mine");
    let shown = || ["/", "/404.html", "/print.html", "/index.md"].map(|path| preview.get(path).body);
    let good = shown();
    // Broken again, in one way or another, the pages stay as they were last.
    for broken in &broken {
        preview.replace("own/templates/base.html", broken);
        preview.until("errors", || preview.state()["errors"].as_u64() > Some(0));
        preview.quiet();
        assert!(shown() == good, "{broken}");
    }
    preview.write("own/templates/404.html", "<!doctype html><head></head>mended");
    fs::remove_file(preview.path("own/templates/base.html")).expect("removed");
    preview.shows("/404.html", "mended");
}

#[cfg(unix)]
#[test]
fn what_never_ends_is_not_waited_for() {
    let preview = Preview::new();
    let pipe = |path: &str| {
        assert!(Command::new("mkfifo").arg(preview.path(path)).status().expect("it runs").success());
    };
    let book = fs::read_to_string(preview.path("book.toml")).expect("settings");
    let zeros = |path: &str| std::os::unix::fs::symlink("/dev/zero", preview.path(path)).expect("linked");
    for path in ["content/pipe.md", "content/pipe.mp4"] {
        pipe(path);
    }
    for path in ["content/zeros.md", "content/zeros.mp4"] {
        zeros(path);
    }
    preview.append("content/index.md", "\nbeside-them\n");
    preview.shows("/", "beside-them");
    assert_eq!(preview.get("/pipe.mp4").status, 404);
    for path in ["content/zeros.md", "content/zeros.mp4", "content/pipe.md", "content/pipe.mp4"] {
        fs::remove_file(preview.path(path)).expect("removed");
    }
    // The settings are read before everything else.
    for make in [&pipe as &dyn Fn(&str), &zeros] {
        fs::remove_file(preview.path("book.toml")).expect("removed");
        make("book.toml");
        preview.until("no settings", || preview.state()["errors"] != 0);
        preview.append("content/index.md", "\nwithout-settings\n");
        preview.shows("/", "without-settings");
        let build = rihla(&preview.root, &["check"]);
        assert_eq!(build.status.code(), Some(1), "{}", err(&build));
        fs::remove_file(preview.path("book.toml")).expect("removed");
        preview.write("book.toml", &book);
        preview.until("no errors", || preview.state()["errors"] == 0);
    }
    preview.equals_a_build();
}

#[test]
fn polling_sees_the_same() {
    let preview = Preview::with(&["--poll"]);
    preview.append("content/index.md", "\npolled-one\n");
    preview.shows("/", "polled-one");
    preview.write("content/guide/a/b/new.md", "# New\n\npolled-two\n");
    preview.shows("/guide/a/b/new.html", "polled-two");
    fs::remove_dir_all(preview.path("content/guide/a")).expect("removed");
    preview.until("it is gone", || preview.get("/guide/a/b/new.html").status == 404);
    // The same length, at once.
    preview.write("content/guide/b.md", "# B\n\nsame-1\n");
    preview.shows("/guide/b.html", "same-1");
    preview.write("content/guide/b.md", "# B\n\nsame-2\n");
    preview.shows("/guide/b.html", "same-2");
    preview.equals_a_build();
}

#[test]
fn a_stream_of_changes_is_seen_while_it_lasts() {
    let preview = Preview::new();
    let first = preview.revision();
    let end = Instant::now() + Duration::from_secs(3);
    let mut round = 0;
    let mut seen = first;
    while Instant::now() < end {
        round += 1;
        preview.write("content/guide/stream.md", &format!("# Stream\n\nround-{round}-\n"));
        thread::sleep(Duration::from_millis(5));
        if round % 50 == 0 {
            seen = preview.revision();
        }
    }
    assert!(seen > first + 2, "only {} revisions in the midst of {round} saves", seen - first);
    preview.shows("/guide/stream.html", &format!("round-{round}-"));
    preview.quiet();
    assert!(preview.said().matches('→').count() < 20, "{}", preview.said());
}
