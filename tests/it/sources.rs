//! What only a disk can bring about.

use std::fs;
use std::path::Path;

use rihla::build::Engine;
use rihla::diag::Format;
use rihla::diag::print;

fn handbook() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "book.toml", "[book]\ntitle = \"Test\"\n");
    write(folder.path(), "content/index.md", "# Home\n");
    folder
}

fn write(root: &Path, path: &str, text: impl AsRef<[u8]>) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

fn check(root: &Path) -> String {
    let mut engine = Engine::default();
    let sources = engine.read(root).expect("readable");
    print(engine.compile(&sources).diagnostics.iter(), &sources, Format::Short)
}

#[test]
fn hidden_files_and_backups_are_no_content() {
    let folder = handbook();
    for name in [".hidden.md", "page.md~", "#page.md#", ".page.md.swp", "page.md.bak", "page.tmp", ".git/x.md", "4913"]
    {
        write(folder.path(), &format!("content/{name}"), "---\nnonsense: [\n");
    }
    assert_eq!(check(folder.path()), "");
}

#[cfg(unix)]
#[test]
fn links_stay_inside_the_handbook() {
    use std::os::unix::fs::symlink;
    let (folder, outside) = (handbook(), tempfile::tempdir().expect("a folder"));
    write(outside.path(), "secret.md", "# Secret\n");
    let content = folder.path().join("content");
    symlink(outside.path().join("secret.md"), content.join("out.md")).expect("linked");
    symlink(outside.path(), content.join("outside")).expect("linked");
    symlink("..", content.join("loop")).expect("linked");
    symlink("nowhere.md", content.join("broken.md")).expect("linked");
    write(folder.path(), "content/guide/real.md", "# Real\n");
    symlink("guide/real.md", content.join("inside.md")).expect("linked");
    let told = check(folder.path());
    for (name, code) in
        [("out.md", "link-leaves"), ("outside", "link-leaves"), ("broken.md", "link-leaves"), ("loop", "link-loops")]
    {
        let line = format!("content/{name}:1:1: error[{code}]");
        assert!(told.contains(&line), "no `{line}` in\n{told}");
    }
    assert_eq!(told.lines().count(), 4, "{told}");
    assert!(!told.contains("inside.md"));
}

#[cfg(unix)]
#[test]
fn unreadable_files_and_folders_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = handbook();
    write(folder.path(), "content/locked.md", "# Locked\n");
    write(folder.path(), "content/shut/page.md", "# Page\n");
    let lock = |path: &str| {
        fs::set_permissions(folder.path().join(path), fs::Permissions::from_mode(0o000)).expect("locked");
    };
    lock("content/locked.md");
    lock("content/shut");
    // The superuser can read everything: there is nothing to tell then.
    let told = match fs::read(folder.path().join("content/locked.md")) {
        Ok(_) => String::new(),
        Err(_) => check(folder.path()),
    };
    fs::set_permissions(folder.path().join("content/shut"), fs::Permissions::from_mode(0o755)).expect("unlocked");
    if !told.is_empty() {
        assert!(
            told.contains("content/locked.md:1:1: error[unreadable]: this can't be read: permission denied"),
            "{told}"
        );
        assert!(told.contains("content/shut:1:1: error[unreadable]"), "{told}");
    }
}

#[test]
fn what_vanishes_is_told_and_not_fatal() {
    use rihla::diag::unread;
    use rihla::source::{FilePath, Place, Problem, ProblemKind};
    let place = Place::whole(&FilePath::new("content/a.md"));
    let problem = Problem { place, kind: ProblemKind::Unreadable("permission denied".to_owned()) };
    assert_eq!(unread(&problem).message, "this can't be read: permission denied");
}

#[cfg(target_os = "linux")]
#[test]
fn names_are_unicode() {
    use std::os::unix::ffi::OsStrExt;
    let folder = handbook();
    let name = std::ffi::OsStr::from_bytes(b"bad\xff.md");
    fs::write(folder.path().join("content").join(name), "# Bad\n").expect("written");
    assert!(check(folder.path()).contains("error[name-not-unicode]"));
}

#[test]
fn a_huge_text_is_told_and_not_read() {
    let folder = handbook();
    write(folder.path(), "content/huge.md", vec![b'a'; 50 * 1024 * 1024]);
    assert!(
        check(folder.path())
            .contains("content/huge.md:1:1: error[file-too-large]: this text has 50 MiB; 8 MiB is the most")
    );
}

#[test]
fn days_come_from_git() {
    let folder = handbook();
    let git = |args: &[&str]| {
        let done = std::process::Command::new("git").arg("-C").arg(folder.path()).args(args).output();
        done.is_ok_and(|output| output.status.success())
    };
    let identity = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
    let commit = |date: &str| {
        let date = format!("{date}T12:00:00+03:00");
        let mut command = std::process::Command::new("git");
        command.arg("-C").arg(folder.path()).args(identity).args(["commit", "-q", "-m", "x"]);
        command
            .env("GIT_COMMITTER_DATE", &date)
            .env("GIT_AUTHOR_DATE", &date)
            .output()
            .is_ok_and(|output| output.status.success())
    };
    assert!(git(&["init", "-q"]) && git(&["add", "-A"]) && commit("2026-04-30"));
    let engine = Engine::default();
    let sources = engine.read(folder.path()).expect("readable");
    let days: Vec<_> = sources.changed.iter().map(|(path, day)| (path.as_str(), day.as_str())).collect();
    assert_eq!(days, [("content/index.md", "2026-04-30")]);
}

#[cfg(unix)]
#[test]
fn files_of_the_settings_stay_inside_too() {
    let (folder, outside) = (handbook(), tempfile::tempdir().expect("a folder"));
    write(outside.path(), "x.css", "secret");
    write(folder.path(), "book.toml", "[book]\ntitle = \"Test\"\n[output.html]\nadditional-css = [\"x.css\"]\n");
    std::os::unix::fs::symlink(outside.path().join("x.css"), folder.path().join("x.css")).expect("linked");
    assert!(check(folder.path()).contains("x.css:1:1: error[link-leaves]"), "{}", check(folder.path()));
}

#[cfg(unix)]
#[test]
fn links_do_not_bring_out_hidden_files() {
    let folder = handbook();
    write(folder.path(), ".env", "SECRET=1");
    std::os::unix::fs::symlink("../.env", folder.path().join("content/x.txt")).expect("linked");
    assert!(check(folder.path()).contains("content/x.txt:1:1: error[link-leaves]"), "{}", check(folder.path()));
}
