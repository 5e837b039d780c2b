//! The preview, as a program: what happens on the disk comes to those who listen, and nobody else can read it.

mod answers;
mod scripts;
mod watching;

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
use crate::tree;

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
        Self::listening(child, root, said)
    }

    /// Waits for the address.
    fn listening(mut child: Child, root: &Path, said: Arc<Mutex<String>>) -> Self {
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

/// Adds a line to `[output.html]`.
fn with_setting(book: &str, line: &str) -> String {
    match book.contains("[output.html]\n") {
        true => book.replace("[output.html]\n", &format!("[output.html]\n{line}\n")),
        false => format!("{book}\n[output.html]\n{line}\n"),
    }
}
