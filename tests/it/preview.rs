//! The preview, as a program: what happens on the disk comes to those who listen, and nobody else can read it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rihla::diag::{Code, Severity};

use crate::cli::{err, rihla};
use crate::{root, tree};

/// What a page of the preview has and a built one has not.
const SCRIPT: &str = "<script type=\"module\" src=\"/_rihla/live.js\"></script>\n";

/// A running preview of a small handbook in a folder of its own.
struct Preview {
    child: Child,
    root: PathBuf,
    port: u16,
    said: Arc<Mutex<String>>,
    _folder: Option<tempfile::TempDir>,
}

/// An answer.
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Preview {
    fn new() -> Self {
        Self::with(&[])
    }

    fn with(args: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("handbook");
        fs::create_dir(&root).expect("made");
        assert!(rihla(&root, &["init"]).status.success());
        let mut preview = Self::of(&root, args);
        preview._folder = Some(folder);
        preview
    }

    fn spawn(root: &Path, args: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rihla"));
        // They would be taken for settings.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("RIHLA_")) {
            command.env_remove(name);
        }
        let command = command.current_dir(root).args(["serve", "--port", "0"]).args(args);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs")
    }

    fn of(root: &Path, args: &[&str]) -> Self {
        let mut child = Self::spawn(root, args);
        let said = Arc::new(Mutex::new(String::new()));
        let (log, stderr) = (said.clone(), child.stderr.take().expect("a pipe"));
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                log.lock().expect("unpoisoned").push_str(&format!("{line}\n"));
            }
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("an address");
        let port =
            line.trim().trim_end_matches('/').split(':').nth(2).and_then(|rest| rest.split('/').next()?.parse().ok());
        let port = port.unwrap_or_else(|| panic!("no address: {line}{}", said.lock().expect("unpoisoned")));
        Self { child, root: root.to_path_buf(), port, said, _folder: None }
    }

    fn said(&self) -> String {
        self.said.lock().expect("unpoisoned").clone()
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
        let host = match headers.iter().any(|(name, _)| *name == "host") {
            true => String::new(),
            false => format!("host: 127.0.0.1:{}\r\n", self.port),
        };
        let more: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        write!(stream, "{method} {path} HTTP/1.1\r\n{host}{more}connection: close\r\n\r\n").expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
        let headers =
            lines.filter_map(|line| line.split_once(": ")).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        Answer { status, headers, body: bytes[end + 4..].to_vec() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    fn state(&self) -> serde_json::Value {
        serde_json::from_slice(&self.get("/_rihla/state").body).expect("JSON")
    }

    fn revision(&self) -> u64 {
        self.state()["revision"].as_u64().expect("a number")
    }

    /// Waits until a page says something.
    #[track_caller]
    fn shows(&self, path: &str, text: &str) {
        self.until(&format!("{path} says {text:?}"), || self.get(path).text().contains(text));
    }

    #[track_caller]
    fn until(&self, what: &str, is_so: impl Fn() -> bool) {
        let start = Instant::now();
        while !is_so() {
            assert!(start.elapsed() < Duration::from_secs(20), "never: {what}; {}; {}", self.state(), self.said());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until nothing is on its way: twice, with time between for what the system hasn't told of yet.
    #[track_caller]
    fn quiet(&self) {
        for _ in 0..2 {
            thread::sleep(Duration::from_millis(120));
            self.until("quiet", || self.state()["busy"] == false);
        }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes a file that is never seen half or empty: an empty template is a template too.
    fn replace(&self, path: &str, text: &str) {
        let whole = self.path(&format!("{path}.tmp"));
        fs::write(&whole, text).expect("written");
        fs::rename(whole, self.path(path)).expect("renamed");
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn append(&self, path: &str, text: &str) {
        let mut file = fs::OpenOptions::new().append(true).open(self.path(path)).expect("opened");
        file.write_all(text.as_bytes()).expect("written");
    }

    /// Every file that a build would write is served with the same bytes, and no page more.
    #[track_caller]
    fn equals_a_build(&self) {
        self.quiet();
        let folder = tempfile::tempdir().expect("a folder");
        let dest = folder.path().join("site");
        let build = rihla(&self.root, &["build", "-d", dest.to_str().expect("a path")]);
        assert!(build.status.success(), "{}", err(&build));
        for (path, bytes) in tree(&dest).into_iter().filter(|(path, _)| !path.starts_with(".rihla")) {
            let served = self.get(&address(&path));
            assert_eq!(served.status, 200, "{path}");
            let served = match path.ends_with(".html") {
                true => served.text().replacen(SCRIPT, "", 1).into_bytes(),
                false => served.body,
            };
            assert!(served == bytes, "{path} differs from the built one");
        }
    }
}

/// A path of the site as browsers ask for it.
fn address(path: &str) -> String {
    let escaped = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    path.bytes().fold("/".to_owned(), |address, byte| address + &escaped(byte))
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

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

/// Adds a line to `[output.html]`.
fn with_setting(book: &str, line: &str) -> String {
    match book.contains("[output.html]\n") {
        true => book.replace("[output.html]\n", &format!("[output.html]\n{line}\n")),
        false => format!("{book}\n[output.html]\n{line}\n"),
    }
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
    let (good, mine) = (preview.get("/").body, preview.get("/404.html").body);
    // Broken again, in one way or another, the pages stay as they were last.
    for broken in &broken {
        preview.replace("own/templates/base.html", broken);
        preview.until("errors", || preview.state()["errors"].as_u64() > Some(0));
        preview.quiet();
        assert!(preview.get("/").body == good && preview.get("/404.html").body == mine, "{broken}");
    }
    preview.write("own/templates/404.html", "<!doctype html><head></head>mended");
    fs::remove_file(preview.path("own/templates/base.html")).expect("removed");
    preview.shows("/404.html", "mended");
}

#[test]
fn requests_are_answered_as_the_standard_has_it() {
    let preview = Preview::new();
    preview.write("content/film.mp4", &"0123456789".repeat(30_000));
    preview.until("the film is there", || preview.get("/film.mp4").status == 200);
    let page = preview.get("/index.html");
    let tag = page.headers["etag"].clone();
    assert!(tag.starts_with('"'), "{tag}");
    let again = preview.ask("GET", "/index.html", &[("if-none-match", &tag)]);
    assert_eq!((again.status, again.body.len()), (304, 0));
    let head = preview.ask("HEAD", "/index.html", &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.headers["content-length"], page.body.len().to_string());
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = preview.ask(method, "/index.html", &[]);
        assert_eq!((answer.status, answer.headers["allow"].as_str()), (405, "GET, HEAD"), "{method}");
    }
    let part = preview.ask("GET", "/film.mp4", &[("range", "bytes=299995-")]);
    assert_eq!((part.status, part.text().as_str()), (206, "56789"));
    assert_eq!(part.headers["content-range"], "bytes 299995-299999/300000");
    let part = preview.ask("GET", "/film.mp4", &[("range", "bytes=5-70004")]);
    assert_eq!((part.status, part.body.len()), (206, 70_000));
    assert!(part.text().starts_with("56789012"));
    let beyond = preview.ask("GET", "/film.mp4", &[("range", "bytes=300000-")]);
    assert_eq!((beyond.status, beyond.headers["content-range"].as_str()), (416, "bytes */300000"));
    assert_eq!(preview.get("/film.mp4").body.len(), 300_000);
    assert_eq!(preview.ask("GET", "/film.mp4", &[("range", "bytes=0-1"), ("if-range", "\"old\"")]).status, 200);
    let folder = preview.get("/guide?x=1");
    assert_eq!((folder.status, folder.headers["location"].as_str()), (307, "/guide/?x=1"));
    let nowhere = preview.get("/no/such/page.html");
    assert_eq!(nowhere.status, 404);
    assert!(nowhere.text().contains("of-not-found"));
    fs::remove_file(preview.path("content/film.mp4")).expect("removed");
    preview.until("the film is gone", || preview.get("/film.mp4").status == 404);
}

#[test]
fn no_path_leads_out() {
    let preview = Preview::new();
    preview.write("secret.txt", "secret");
    preview.write("content/.hidden/secret.txt", "secret");
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/guide/..%2f..%2fsecret.txt",
        "/..%5csecret.txt",
        "/%2e%2e%5csecret.txt",
        "/.hidden/secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/C:/secret.txt",
        "/C:%5csecret.txt",
        "/secret.txt",
        "/book.toml",
        "/index.html%00.png",
        "/%ff",
        "/%",
        "/assets/../../secret.txt",
        "/\\secret.txt",
    ] {
        let answer = preview.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.text().contains("secret\n") && answer.text() != "secret", "{path}");
    }
}

#[cfg(unix)]
#[test]
fn odd_names_are_served_and_obeyed_by_nobody() {
    let preview = Preview::new();
    let names = [
        "a b",
        "100%",
        "%41",
        "a#b",
        "a?b",
        "a&b",
        "a+b",
        "a;b=c",
        "a:b",
        "a'b",
        "a\"b",
        "<img src=x onerror=alert(1)>",
        "\u{645}\u{631}\u{62d}\u{628}\u{627}",
        "\u{e01} \u{e02}",
        "a\tb",
        "$(id)",
        "{{x}}",
        "javascript:alert(1)",
        "\u{1f32e}",
        "\u{1b}]0;title\u{7}",
    ];
    for (at, name) in names.iter().enumerate() {
        preview.write(&format!("content/odd/{name}.md"), &format!("# Odd {at}\n\nodd-{at}-odd\n"));
        preview.write(&format!("content/odd/{name}.png"), &format!("picture {at}"));
    }
    preview.quiet();
    for (at, name) in names.iter().enumerate() {
        assert!(preview.get(&address(&format!("odd/{name}.html"))).text().contains(&format!("odd-{at}-odd")), "{name}");
        assert_eq!(preview.get(&address(&format!("odd/{name}.png"))).text(), format!("picture {at}"), "{name}");
    }
    assert!(!preview.get("/odd/").text().contains("<img src=x"));
    preview.equals_a_build();
    // A mistake in each, so that their names come to the terminal and to the overlay.
    for name in names {
        preview.append(&format!("content/odd/{name}.md"), "\n[[nobody]]\n");
    }
    preview.until("errors", || preview.state()["errors"] == names.len());
    preview.until("they are said", || preview.said().contains("there is no page `nobody`"));
    preview.write("content/odd/\u{1b}]0;title\u{7}.md", "# Odd\n\n[[\u{1b}[2Jnobody]]\n");
    preview.until("it is said", || preview.said().contains("[2Jnobody"));
    let said = preview.said();
    assert!(!said.contains(['\u{1b}', '\u{7}']), "{said:?}");
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
fn a_site_may_lie_where_no_browser_can_ask() {
    let preview = Preview::new();
    let book = fs::read_to_string(preview.path("book.toml")).expect("settings");
    let elsewhere = with_setting(&book, "site-url = \"https://a.example//evil.example/%2e%2e/\"");
    preview.write("book.toml", &elsewhere);
    preview.until("it moves", || preview.get("/").status == 307);
    assert_eq!(preview.get("/").headers["location"], "/evil.example/");
    assert_eq!(preview.get("/evil.example/").status, 200);
}

#[test]
fn nobody_else_can_read_it() {
    let preview = Preview::new();
    let hosts =
        ["evil.example", "192.168.1.4", "localhost.evil.example", "localhost:evil.example", "[::1].evil.example"];
    for host in hosts {
        for path in ["/", "/_rihla/events", "/_rihla/state", "/assets/tokens.css"] {
            let answer = preview.ask("GET", path, &[("host", host)]);
            assert_eq!(answer.status, 421, "{host} {path}");
        }
    }
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(preview.ask("GET", "/", &[("host", &format!("{host}:{}", preview.port))]).status, 200, "{host}");
    }
    let own = format!("http://127.0.0.1:{}", preview.port);
    for path in ["/_rihla/events", "/_rihla/state", "/_rihla/problems"] {
        for header in [("origin", "http://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")] {
            assert_eq!(preview.ask("GET", path, &[header]).status, 403, "{header:?} {path}");
        }
    }
    assert_eq!(preview.ask("GET", "/_rihla/state", &[("origin", &own)]).status, 200);
    let page = preview.get("/");
    assert_eq!(page.headers["cross-origin-resource-policy"], "same-origin");
    assert!(!page.headers.contains_key("access-control-allow-origin"));
}

#[test]
fn a_taken_port_is_said() {
    let preview = Preview::new();
    let port = preview.port.to_string();
    let other = rihla(&preview.root, &["serve", "--port", &port]);
    assert_eq!(other.status.code(), Some(2));
    assert!(err(&other).contains(&format!("port {port} of `127.0.0.1` can't be had")), "{}", err(&other));
    let nowhere = rihla(&preview.root, &["serve", "no-such-folder"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(err(&nowhere).contains("no-such-folder"), "{}", err(&nowhere));
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

/// Reads events until one says something.
fn listen(preview: &Preview, query: &str) -> BufReader<TcpStream> {
    let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
    write!(stream, "GET /_rihla/events{query} HTTP/1.1\r\nhost: localhost:{}\r\n\r\n", preview.port).expect("sent");
    BufReader::new(stream)
}

fn next_news(reader: &mut BufReader<TcpStream>) -> serde_json::Value {
    loop {
        let mut line = String::new();
        assert!(reader.read_line(&mut line).expect("a line") > 0, "it ended");
        if let Some(json) = line.strip_prefix("data: ") {
            return serde_json::from_str(json).expect("JSON");
        }
    }
}

#[test]
fn listeners_are_told_what_changed() {
    let preview = Preview::new();
    let mut reader = listen(&preview, "");
    let first = next_news(&mut reader);
    assert_eq!((&first["all"], &first["revision"]), (&true.into(), &1.into()));
    preview.append("content/guide/how-we-work.md", "\nnews\n");
    let second = next_news(&mut reader);
    assert_eq!(second["all"], false);
    let changed = second["changed"].as_array().expect("a list");
    assert!(changed.contains(&"guide/how-we-work.html".into()), "{second}");
    assert!(!changed.contains(&"index.html".into()), "{second}");
    // Who comes back is told what it hasn't seen.
    let run = first["run"].as_str().expect("a name");
    let news = next_news(&mut listen(&preview, &format!("?since={run}-1")));
    assert_eq!(news["changed"], second["changed"]);
    assert_eq!(next_news(&mut listen(&preview, "?since=another-1"))["all"], true);
}

#[test]
fn many_listeners_a_deaf_one_and_a_flood_leave_the_author_alone() {
    let preview = Preview::new();
    preview.write("content/film.mp4", &"0123456789".repeat(2_000_000));
    preview.until("the film is there", || preview.ask("HEAD", "/film.mp4", &[]).status == 200);
    let mut listeners: Vec<_> = (0..200).map(|_| listen(&preview, "")).collect();
    for listener in &mut listeners {
        next_news(listener);
    }
    // What the first edits and the first flood cost stays; those after it cost no more.
    let deaf: Vec<_> = (0..2).map(|round| flood(&preview, &mut listeners, round)).collect();
    let before = memory(&preview);
    let later: Vec<_> = (2..5).map(|round| flood(&preview, &mut listeners, round)).collect();
    let grown = memory(&preview).saturating_sub(before);
    assert!(grown < 40 * 1024 * 1024, "{grown} bytes more than {before}");
    drop((deaf, later));
}

/// Asks a preview for much at once, while its author works; returns those who ask and never read.
fn flood(preview: &Preview, listeners: &mut [BufReader<TcpStream>], number: usize) -> Vec<TcpStream> {
    let deaf: Vec<_> = (0..40)
        .map(|at| {
            let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection");
            let path = if at % 2 == 0 { "/film.mp4" } else { "/_rihla/events" };
            write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost:{}\r\n\r\n", preview.port).expect("sent");
            stream
        })
        .collect();
    let answers = thread::scope(|scope| {
        let flood: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| (0..250).map(|_| preview.get("/").status).filter(|status| *status == 200).count()))
            .collect();
        for round in 0..5 {
            preview.append("content/index.md", &format!("\nflood-{number}-{round}\n"));
            thread::sleep(Duration::from_millis(100));
        }
        flood.into_iter().map(|thread| thread.join().expect("it ends")).sum::<usize>()
    });
    assert_eq!(answers, 1000);
    preview.shows("/", &format!("flood-{number}-4"));
    preview.quiet();
    let revision = preview.revision();
    for listener in listeners {
        while next_news(listener)["revision"] != revision {}
    }
    deaf
}

/// The memory of a preview, in bytes; 0 where the system doesn't say.
fn memory(preview: &Preview) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", preview.child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() * 1024
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_well() {
    let mut preview = Preview::new();
    let _listener = listen(&preview, "");
    let start = Instant::now();
    let kill = Command::new("kill").args(["-INT", &preview.child.id().to_string()]).status().expect("it runs");
    assert!(kill.success());
    assert_eq!(preview.child.wait().expect("it ends").code(), Some(0));
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

/// A generator of numbers that are random enough, the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }
}

const PLACES: [&str; 14] = [
    "content/index.md",
    "content/guide",
    "content/guide/how-we-work.md",
    "content/guide/new.md",
    "content/guide/a",
    "content/guide/a/one.md",
    "content/guide/a/b",
    "content/guide/a/b/two.md",
    "content/guide/a/b/picture.svg",
    "content/personas/somebody.md",
    "content/touchpoints/till.md",
    "content/other",
    "outside",
    "outside/three.md",
];

const TEXTS: [&str; 6] = [
    "---\ntitle: One\n---\nText [[till]].\n",
    "---\ntitle: Two\n---\n# Heading\n\nSee [[nobody]].\n",
    "# Three\n\n![A picture](picture.svg)\n",
    "---\ntitle: [\n---\nBroken.\n",
    "---\ntitle: Till\nscores: { nps: 7 }\n---\nText.\n",
    "",
];

/// What other pages read, the settings and a theme: a word of the file, and what an author puts in its place.
const FACTS: [(&str, &str, &[&str]); 11] = [
    ("book.toml", "title = \"Elm Street Library", &["title = \"Oak Street Library", "title = 7 #\""]),
    (
        "book.toml",
        "\n[channels]",
        &[
            "\n[output.html]\ntheme = \"own-theme\"\nadditional-css = [\"styles/own.css\"]\n[channels]",
            "\n[languages.ar]\ntitle = \"\u{645}\u{643}\u{62a}\u{628}\u{629}\"\n[channels]",
            "\n[[alerts]]\nmetric = \"satisfaction\"\nbelow = 4\n[channels]",
        ],
    ),
    ("book.toml", "in-person = \"In person\"", &["in-person = \"At the desk\"", ""]),
    ("content/journeys/first-visit/02-visit.md", "customer: -1", &["customer: 2", "customer: 99", "nobody: 1"]),
    ("content/journeys/first-visit/02-visit.md", "# scores:", &["scores:"]),
    (
        "content/journeys/first-visit/02-visit.md",
        "title: Come in and join",
        &["title: Enter <b>&amp;</b>", "title: \u{1b}"],
    ),
    ("content/journeys/first-visit/index.md", "title: ", &["title: Another ", "unknown: "]),
    ("content/personas/customer.md", "title: ", &["title: Dear ", "draft: true\ntitle: "]),
    ("content/touchpoints/front-desk.md", "title: ", &["title: New ", "id: desk\ntitle: "]),
    ("content/index.ar.md", "", &["---\ntitle: \u{645}\u{643}\u{62a}\u{628}\u{629}\n---\n\u{646}\u{635}.\n"]),
    ("content/guide/how-we-work.md", "", &["---\ntitle: How\n---\n```rust\nlet a = 1;\n```\n\n[[front-desk]]\n"]),
];

/// A theme and a style, whole.
const LOOKS: [(&str, &str); 6] = [
    ("own-theme/templates/404.html", "<!doctype html><head></head>mine"),
    ("own-theme/templates/404.html", "<!doctype html><head></head>{{ page.title | say }}"),
    ("own-theme/templates/404.html", "{{ broken"),
    ("own-theme/styles/base.css", "h1 { color: red }"),
    ("styles/own.css", "h1 { color: blue }"),
    ("styles/own.css", "h1 { color: green }"),
];

/// Changes a fact as an author does, from what the file was at first; or takes it back; or changes the looks.
fn restate(preview: &Preview, first: &BTreeMap<String, Vec<u8>>, dice: &mut Dice) -> String {
    let (path, what, text) = match dice.roll(3) {
        0 => {
            let (path, text) = LOOKS[dice.roll(LOOKS.len())];
            (path, text, text.to_owned())
        }
        _ => {
            let (path, word, others) = FACTS[dice.roll(FACTS.len())];
            let was = first.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
            assert!(was.contains(word), "{path} says {word:?}");
            let other = dice.of(others);
            match (dice.roll(3), word) {
                (0, _) => (path, "as it was", was),
                (_, "") => (path, other, other.to_owned()),
                _ => (path, other, was.replacen(word, other, 1)),
            }
        }
    };
    let at = preview.path(path);
    let done = match text.is_empty() {
        true => fs::remove_file(&at).is_ok(),
        false => fs::create_dir_all(at.parent().expect("a folder")).is_ok() && fs::write(&at, &text).is_ok(),
    };
    format!("state {path} {what:?} {done}\n")
}

/// Does one thing that an author or a tool might do.
fn meddle(preview: &Preview, dice: &mut Dice) -> String {
    let at = preview.path(dice.of(&PLACES));
    let other = preview.path(dice.of(&PLACES));
    let in_folder = |path: &Path| path.parent().is_some_and(|folder| fs::create_dir_all(folder).is_ok());
    // What can't be done is tried all the same, as tools do.
    let (what, done) = match dice.roll(8) {
        0..3 => ("write", in_folder(&at) && fs::write(&at, dice.of(&TEXTS)).is_ok()),
        3 => {
            let beside = at.with_extension("tmp");
            let text = dice.of(&TEXTS);
            ("save", in_folder(&at) && fs::write(&beside, text).is_ok() && fs::rename(&beside, &at).is_ok())
        }
        4 if at.is_dir() => ("remove all", fs::remove_dir_all(&at).is_ok()),
        4 => ("remove", fs::remove_file(&at).is_ok()),
        5..7 => ("move", in_folder(&other) && fs::rename(&at, &other).is_ok()),
        _ => ("make", fs::create_dir_all(&at).is_ok()),
    };
    format!("{what} {} {} {done}\n", at.display(), other.display())
}

/// `PREVIEW_STEPS` makes it longer.
#[test]
fn after_any_script_the_preview_is_that_of_a_fresh_read() {
    let steps = number("PREVIEW_STEPS", 150);
    let preview = Preview::new();
    let first = tree(&preview.root);
    let mut dice = Dice(steps as u64);
    let mut script = String::new();
    let mut pages = BTreeSet::new();
    let mut done = 0;
    while done < steps {
        for _ in 0..=dice.roll(6) {
            script.push_str(&match dice.roll(3) {
                0 => restate(&preview, &first, &mut dice),
                _ => meddle(&preview, &mut dice),
            });
            done += 1;
            if dice.roll(3) == 0 {
                thread::sleep(Duration::from_millis(dice.roll(40) as u64));
            }
        }
        preview.quiet();
        equals_a_fresh_read(&preview, &mut pages, &script);
    }
}

fn number(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
}

/// The site and what is wrong are those of an engine that has never seen the handbook before. `pages` are all that there
/// ever were.
#[track_caller]
fn equals_a_fresh_read(preview: &Preview, pages: &mut BTreeSet<String>, script: &str) {
    let mut engine = rihla::build::Engine::new(Default::default(), BTreeMap::new());
    let sources = engine.read(&preview.root).expect("read");
    let compiled = engine.compile(&sources);
    let told: Vec<serde_json::Value> = serde_json::from_slice(&preview.get("/_rihla/problems").body).expect("JSON");
    let of = |severity| compiled.diagnostics.iter().filter(move |one| one.severity == severity);
    let all = of(Severity::Error).chain(of(Severity::Warning));
    let fresh = rihla::diag::print(all.clone().take(100), &sources, rihla::diag::Format::Excerpts);
    let fresh: Vec<serde_json::Value> = serde_json::from_str(&fresh).expect("JSON");
    assert!(told == fresh, "told {told:#?}\nand not {fresh:#?} after\n{script}");
    if all.clone().any(|one| one.code == Code::TemplateError) {
        // The pages stay those that were made by templates without a mistake.
        return;
    }
    let expected = crate::bytes(&compiled.value.site);
    for (path, bytes) in &expected {
        let served = preview.get(&address(path));
        let served = match path.ends_with(".html") {
            true => served.text().replacen(SCRIPT, "", 1).into_bytes(),
            false => served.body,
        };
        assert!(served == *bytes, "{path} differs after\n{script}{}", preview.said());
    }
    for gone in pages.iter().filter(|path| !expected.contains_key(*path)) {
        // What was a file may be a folder now, and lead on to its page.
        assert_ne!(preview.get(&address(gone)).status, 200, "{gone} after\n{script}");
    }
    pages.extend(expected.into_keys());
}

/// `PREVIEW_KILLS` makes it longer.
#[test]
fn a_preview_may_be_killed_at_any_moment() {
    let rounds = number("PREVIEW_KILLS", 8);
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("handbook");
    fs::create_dir(&root).expect("made");
    assert!(rihla(&root, &["init"]).status.success());
    let mut own = tree(&root);
    let mut dice = Dice(rounds as u64);
    let mut edits = 0;
    for round in 0..rounds {
        // Its first moments, its quiet ones, and those with a change on its way.
        let mut child = Preview::spawn(&root, &[]);
        let life = Duration::from_millis(dice.roll(700) as u64);
        let start = Instant::now();
        while start.elapsed() < life {
            edits += 1;
            edit(&root, &mut own, &mut dice, edits);
            thread::sleep(Duration::from_millis(dice.roll(30) as u64));
        }
        child.kill().expect("killed");
        child.wait().expect("ended");
        assert!(tree(&root) == own, "what the author wrote is there, and nothing else, after round {round}");
        let next = Preview::of(&root, &[]);
        next.quiet();
        equals_a_fresh_read(&next, &mut BTreeSet::new(), "a kill");
        assert!(tree(&root) == own, "nothing is written, round {round}");
    }
    assert!(edits >= rounds, "only {edits} edits");
}

/// Saves a page as an editor does, and notes it.
fn edit(root: &Path, own: &mut BTreeMap<String, Vec<u8>>, dice: &mut Dice, number: usize) {
    let path = dice.of(&["content/index.md", "content/guide/how-we-work.md", "content/guide/new.md", "book.toml"]);
    let text = match path {
        "book.toml" => format!("{}\n# {number}\n", String::from_utf8_lossy(&own[path]).trim_end()),
        _ => format!(
            "---\ntitle: Edit {number}\n---\n{}\n",
            dice.of(&["Text.", "See [[nobody]].", "See [[front-desk]]."])
        ),
    };
    match dice.roll(2) {
        0 => fs::write(root.join(path), &text).expect("written"),
        _ => {
            fs::write(root.join("content/.saved.tmp"), &text).expect("written");
            fs::rename(root.join("content/.saved.tmp"), root.join(path)).expect("renamed");
        }
    }
    own.insert(path.to_owned(), text.into_bytes());
}
