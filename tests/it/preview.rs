//! The preview, as a program: what happens on the disk comes to those who listen, and nobody else can read it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

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

    fn of(root: &Path, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rihla"));
        // They would be taken for settings.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("RIHLA_")) {
            command.env_remove(name);
        }
        let mut child = command
            .current_dir(root)
            .args(["serve", "--port", "0"])
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
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
            let served = self.get(&format!("/{}", path.replace('%', "%25").replace(' ', "%20")));
            assert_eq!(served.status, 200, "{path}");
            let served = match path.ends_with(".html") {
                true => served.text().replacen(SCRIPT, "", 1).into_bytes(),
                false => served.body,
            };
            assert!(served == bytes, "{path} differs from the built one");
        }
    }
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
    let (good, mine) = (preview.get("/").body, preview.get("/404.html").body);
    // Broken again, in one way or another, the pages stay as they were last.
    for broken in &broken {
        preview.write("own/templates/base.html", broken);
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

#[test]
fn nobody_else_can_read_it() {
    let preview = Preview::new();
    for host in ["evil.example", "evil.example:3000", "192.168.1.4", "localhost.evil.example"] {
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
    let before = memory(&preview);
    // These ask and never read.
    let deaf: Vec<_> = (0..40)
        .map(|at| {
            let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection");
            let path = if at % 2 == 0 { "/film.mp4" } else { "/_rihla/events" };
            write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost:{}\r\n\r\n", preview.port).expect("sent");
            stream
        })
        .collect();
    let flood = thread::scope(|scope| {
        let flood: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| (0..250).map(|_| preview.get("/").status).filter(|status| *status == 200).count()))
            .collect();
        for round in 0..5 {
            preview.append("content/index.md", &format!("\nround-{round}\n"));
            thread::sleep(Duration::from_millis(100));
        }
        flood.into_iter().map(|thread| thread.join().expect("it ends")).sum::<usize>()
    });
    assert_eq!(flood, 1000);
    preview.shows("/", "round-4");
    preview.quiet();
    let revision = preview.revision();
    for listener in &mut listeners {
        while next_news(listener)["revision"] != revision {}
    }
    let grown = memory(&preview).saturating_sub(before);
    assert!(grown < 60 * 1024 * 1024, "{grown} bytes more");
    drop(deaf);
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
    let steps = std::env::var("PREVIEW_STEPS").ok().and_then(|steps| steps.parse().ok()).unwrap_or(150);
    let preview = Preview::new();
    let mut dice = Dice(steps as u64);
    let mut script = String::new();
    let mut done = 0;
    while done < steps {
        for _ in 0..=dice.roll(6) {
            script.push_str(&meddle(&preview, &mut dice));
            done += 1;
            if dice.roll(3) == 0 {
                thread::sleep(Duration::from_millis(dice.roll(40) as u64));
            }
        }
        preview.quiet();
        let mut engine = rihla::build::Engine::new(Default::default(), BTreeMap::new());
        let sources = engine.read(&preview.root).expect("read");
        let compiled = engine.compile(&sources);
        let expected = crate::bytes(&compiled.value.site);
        let problems: Vec<serde_json::Value> =
            serde_json::from_slice(&preview.get("/_rihla/problems").body).expect("JSON");
        let mut told: Vec<String> =
            problems.iter().map(|one| format!("{} {} {}", one["file"], one["code"], one["message"])).collect();
        let json = rihla::diag::print(compiled.diagnostics.iter(), &sources, rihla::diag::Format::Json);
        let fresh: Vec<serde_json::Value> = serde_json::from_str(&json).expect("JSON");
        let mut fresh: Vec<String> = fresh
            .iter()
            .filter(|one| one["severity"] != "note")
            .map(|one| format!("{} {} {}", one["file"], one["code"], one["message"]))
            .collect();
        told.sort();
        fresh.sort();
        assert_eq!(told, fresh, "{script}");
        for (path, bytes) in &expected {
            let served = preview.get(&format!("/{path}"));
            let served = match path.ends_with(".html") {
                true => served.text().replacen(SCRIPT, "", 1).into_bytes(),
                false => served.body,
            };
            assert!(served == *bytes, "{path} differs after\n{script}{}", preview.said());
        }
        for path in ["content/guide/new.md", "content/guide/a/one.md", "content/other", "content/guide/a/b/two.md"] {
            let page = format!("{}.html", path.trim_start_matches("content/").trim_end_matches(".md"));
            let status = preview.get(&format!("/{page}")).status;
            assert_eq!(status == 200, expected.contains_key(&page), "{page} after\n{script}");
        }
    }
}
