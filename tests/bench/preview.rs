//! The preview: how long an edit takes until a browser shows it, and until everything that it changes is there.
//!
//! In: a handbook with its site built. Out: the rows about the preview. Promises: times begin right before a file is
//! written and end where a reader notices; what is served after the edits is compared with a fresh build, byte for
//! byte. Deliberately not here: the browser's side, which is `preview.mjs`.
//!
//! The server says where it listens on one of its first lines. It is spoken to in HTTP/1.0, so that answers end where
//! the connection does.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use walkdir::WalkDir;

use crate::corpus::Plan;
use crate::measure::{Ground, Outcome, Sample, copy_tree, installed};
use crate::report::Row;

/// The longest that anything may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(300);
/// The longest that the preview may take for one edit.
const EDIT_PATIENCE: Duration = Duration::from_secs(60);
/// Between two edits: an author takes a breath, and so does the server.
const PAUSE: Duration = Duration::from_millis(250);
/// The row that needs a browser, and its reach.
const SHOWN: &str = "text edited → browser shows it";
const SHOWN_REACH: &str = "≤ 100 ms, 95 % ≤ 250 ms";
/// Edits of each kind of score.
const EDITS: usize = 7;

/// A running preview; it ends with the value.
#[derive(Debug)]
struct Preview {
    child: Child,
    /// Where it listens: `127.0.0.1:3000`.
    address: String,
    /// The path below which the site is mounted, without a closing `/`.
    mount: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nobody to tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    /// Starts it and waits until everything is compiled.
    fn start(ground: &Ground, program: &Path, handbook: &Path) -> Outcome<Self> {
        let mut command = ground.command(program, &ground.fresh("home"))?;
        command.arg("serve").arg(handbook).args(["-p", "0"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let (say, hear) = mpsc::channel();
        for stream in [child.stdout.take().map(boxed), child.stderr.take().map(boxed)].into_iter().flatten() {
            let say = say.clone();
            // Reads on to the end, so that the server never waits for us.
            thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).for_each(|line| {
                    let _ = say.send(line);
                })
            });
        }
        drop(say);
        let mut preview = Self { child, address: String::new(), mount: String::new() };
        let mut said = Vec::new();
        while preview.address.is_empty() {
            let line = hear.recv_timeout(PATIENCE).map_err(|_| format!("no address is said: {}", said.join("\n")))?;
            if let Some((address, mount)) = address(&line) {
                (preview.address, preview.mount) = (address, mount);
            }
            said.push(line);
        }
        preview.settle()?;
        Ok(preview)
    }

    /// Waits until nothing is to be done, and gives the revision.
    fn settle(&self) -> Outcome<u64> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            // A single answer is waited for as long at the most.
            if let Ok(body) = self.get("/_rihla/state") {
                let state: Value = serde_json::from_slice(&body)?;
                if state["busy"] == Value::Bool(false) {
                    return state["revision"].as_u64().ok_or_else(|| "the state has no revision".into());
                }
            }
            thread::sleep(Duration::from_millis(20));
        }
        Err("the preview doesn't come to rest".into())
    }

    fn ask(&self, path: &str) -> Outcome<BufReader<TcpStream>> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", self.address)?;
        let mut stream = BufReader::new(stream);
        let mut status = String::new();
        stream.read_line(&mut status)?;
        if !status.contains(" 200") {
            return Err(format!("{path}: {}", status.trim()).into());
        }
        let mut line = String::new();
        while stream.read_line(&mut line)? > 2 {
            line.clear();
        }
        Ok(stream)
    }

    /// An answer's content.
    fn get(&self, path: &str) -> Outcome<Vec<u8>> {
        let mut body = Vec::new();
        self.ask(path)?.read_to_end(&mut body)?;
        Ok(body)
    }

    /// A page of the site as a build writes it.
    fn page(&self, path: &str) -> Outcome<Vec<u8>> {
        let body = self.get(&format!("{}/{path}", self.mount))?;
        Ok(without_client(&String::from_utf8(body)?).into_bytes())
    }

    /// The address of a page for a browser.
    fn url(&self, page: &str) -> String {
        format!("http://{}{}/{page}", self.address, self.mount)
    }
}

fn boxed(stream: impl Read + Send + 'static) -> Box<dyn Read + Send> {
    Box::new(stream)
}

/// The address and the mount in a line such as `http://127.0.0.1:3000/handbook/`.
fn address(line: &str) -> Option<(String, String)> {
    let (_, rest) = line.split_once("http://")?;
    let url: String = rest.chars().take_while(|c| !c.is_whitespace() && !c.is_control()).collect();
    let (host, path) = url.split_once('/').unwrap_or((&url, ""));
    let path = path.trim_end_matches('/');
    let mount = if path.is_empty() { String::new() } else { format!("/{path}") };
    host.contains(':').then(|| (host.to_owned(), mount))
}

/// A page without the script that the preview adds.
fn without_client(html: &str) -> String {
    let Some(start) = html.find("/_rihla/").and_then(|at| html[..at].rfind("<script")) else { return html.to_owned() };
    let end = html[start..].find("</script>").map_or(start, |at| start + at + "</script>".len());
    let end = if html[end..].starts_with('\n') { end + 1 } else { end };
    format!("{}{}", &html[..start], &html[end..])
}

/// What the server tells its browsers.
struct Events(BufReader<TcpStream>);

impl Events {
    fn open(preview: &Preview) -> Outcome<Self> {
        let mut events = Self(preview.ask("/_rihla/events")?);
        events.next(Instant::now() + EDIT_PATIENCE)?;
        Ok(events)
    }

    /// The first event of a later revision.
    fn after(&mut self, revision: u64) -> Outcome<Value> {
        let deadline = Instant::now() + EDIT_PATIENCE;
        loop {
            let event = self.next(deadline).map_err(|error| format!("after revision {revision}: {error}"))?;
            if event["revision"].as_u64().is_some_and(|at| at > revision) {
                return Ok(event);
            }
        }
    }

    /// The next event. Signs of life come for ever: what ends the waiting is the deadline.
    fn next(&mut self, deadline: Instant) -> Outcome<Value> {
        let late = || format!("the preview told of no change in {} s", EDIT_PATIENCE.as_secs());
        let mut line = String::new();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(late().into());
            }
            self.0.get_ref().set_read_timeout(Some(left))?;
            match self.0.read_line(&mut line) {
                Ok(0) => return Err("the events ended".into()),
                Ok(_) => {}
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    return Err(late().into());
                }
                Err(error) => return Err(error.into()),
            }
            if let Some(data) = line.strip_prefix("data:") {
                return Ok(serde_json::from_str(data.trim())?);
            }
            line.clear();
        }
    }
}

/// A score that is edited: where it stands, and what it is called.
struct Score {
    name: &'static str,
    file: PathBuf,
    /// The text before the number.
    before: &'static str,
    /// The numbers that it has in turn.
    values: [&'static str; 2],
}

/// Scores that show on many pages: a step's emotion, a touchpoint's and a journey's satisfaction.
fn scores(plan: &Plan, handbook: &Path) -> [Score; 3] {
    let content = handbook.join("content");
    let journey = content.join("journeys").join(plan.journey_id(0));
    // Numbers that the corpus doesn't have, so that each edit is one.
    let (satisfaction, values) = ("satisfaction: { value: ", ["1.15", "4.85"]);
    [
        Score {
            name: "a step's emotion",
            file: journey.join(plan.stage_file(0, 2)),
            before: "emotion: { ",
            values: ["-1.75", "1.75"],
        },
        Score {
            name: "a touchpoint's score",
            file: content.join(format!("touchpoints/{}.md", plan.touchpoint_id(0))),
            before: satisfaction,
            values,
        },
        Score { name: "a journey's score", file: journey.join("index.md"), before: satisfaction, values },
    ]
}

impl Score {
    /// The file with another number.
    fn edited(&self, turn: usize) -> Outcome<String> {
        let text = fs::read_to_string(&self.file)?;
        let missing = || format!("{} has no `{}`", self.file.display(), self.before);
        let start = text.find(self.before).ok_or_else(missing)? + self.before.len();
        // An emotion names its persona first, whose name may have digits and hyphens.
        let start = match text[start..].starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            true => start,
            false => start + text[start..].find(": ").ok_or_else(missing)? + ": ".len(),
        };
        let end = start + text[start..].find([',', ' ', '\n']).ok_or_else(missing)?;
        Ok(format!("{}{}{}", &text[..start], self.values[turn % 2], &text[end..]))
    }
}

/// What the preview is measured on.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// Where folders are made.
    pub ground: &'a Ground,
    /// The program under test.
    pub program: &'a Path,
    /// A handbook, whose texts are edited.
    pub handbook: &'a Path,
    /// What the handbook is.
    pub plan: &'a Plan,
    /// How many pages it has.
    pub pages: usize,
}

impl Scene<'_> {
    /// Starts one preview and measures it: with a browser where there is one, then by the scores.
    pub fn measure(&self, browser: &Result<Browser, String>, edits: usize) -> Outcome<Vec<Row>> {
        eprintln!("preview, {} pages: it starts", self.pages);
        let preview = Preview::start(self.ground, self.program, self.handbook)?;
        let mut rows = vec![match browser {
            Ok(browser) => browser.measure(self, &preview, edits)?.row(self.pages),
            Err(why) => Row::unknown(format!("{SHOWN}, {} pages", self.pages), SHOWN_REACH, why),
        }];
        let mut events = Events::open(&preview)?;
        for score in scores(self.plan, self.handbook) {
            rows.push(self.score(&preview, &mut events, &score)?);
        }
        Ok(rows)
    }

    /// Edits a score and waits until the preview has all of it; then compares what it serves with a fresh build.
    fn score(&self, preview: &Preview, events: &mut Events, score: &Score) -> Outcome<Row> {
        eprintln!("preview, {} pages: {} is edited", self.pages, score.name);
        let (mut times, mut before, mut told, mut wrong) = (Vec::new(), BTreeMap::new(), BTreeSet::new(), 0);
        for turn in 0..EDITS {
            let text = score.edited(turn)?;
            thread::sleep(PAUSE);
            let known = preview.settle()?;
            let start = Instant::now();
            fs::write(&score.file, text)?;
            let event = events.after(known)?;
            times.push(start.elapsed().as_secs_f64() * 1e3);
            told = changed(&event);
            // What changes from one of the two values to the other is compared once, at the second edit.
            if turn == 0 {
                before = self.fresh()?;
            } else if turn == 1 {
                let after = self.fresh()?;
                let differ = after.iter().filter(|(path, hash)| before.get(*path) != Some(hash));
                let differ: BTreeSet<String> = differ.map(|(path, _)| path.clone()).collect();
                if differ.is_empty() {
                    return Err(format!("{} shows on no page", score.name).into());
                }
                wrong = differ.symmetric_difference(&told).count() + unlike(preview, &after)?;
            }
        }
        let times = Sample::new(times);
        Ok(Row {
            work: format!("{} edited, {} pages", score.name, self.pages),
            reach: "≤ 500 ms, all pages right".to_owned(),
            measured: format!("{:.0} ms, {wrong} pages wrong", times.median()),
            verdict: (times.median() <= 500.0 && wrong == 0).into(),
            raw: vec![format!("{times} ms in {} edits, each changing {} pages", times.len(), told.len())],
        })
    }

    /// The pages of a fresh build of a copy without caches, by their hashes: all pages' bytes at once would be more
    /// memory than a build may have.
    fn fresh(&self) -> Outcome<BTreeMap<String, blake3::Hash>> {
        let (copy, dest, home) = (self.ground.fresh("copy"), self.ground.fresh("fresh"), self.ground.fresh("home"));
        fs::create_dir(&copy)?;
        copy_tree(&self.handbook.join("content"), &copy.join("content"))?;
        fs::copy(self.handbook.join("book.toml"), copy.join("book.toml"))?;
        let mut build = self.ground.command(self.program, &home)?;
        self.ground.run(build.arg("build").arg(&copy).arg("-d").arg(&dest))?;
        let mut pages = BTreeMap::new();
        for entry in WalkDir::new(&dest) {
            let path = entry?.into_path();
            if path.extension().is_some_and(|ending| ending == "html") {
                let parts = path.strip_prefix(&dest)?.iter().map(|part| part.to_string_lossy());
                pages.insert(parts.collect::<Vec<_>>().join("/"), blake3::hash(&fs::read(&path)?));
            }
        }
        for folder in [&copy, &dest, &home] {
            self.ground.leave(folder)?;
        }
        Ok(pages)
    }
}

/// The pages that an event calls changed.
fn changed(event: &Value) -> BTreeSet<String> {
    let pages = event["changed"].as_array().into_iter().flatten();
    pages.filter_map(|page| page.as_str()).map(|page| page.trim_start_matches('/').to_owned()).collect()
}

/// How many pages are served otherwise than a fresh build has them.
fn unlike(preview: &Preview, pages: &BTreeMap<String, blake3::Hash>) -> Outcome<usize> {
    let mut unlike = 0;
    for (path, hash) in pages {
        // The page for what isn't there comes with another status.
        if path != "404.html" && blake3::hash(&preview.page(path)?) != *hash {
            unlike += 1;
        }
    }
    Ok(unlike)
}

/// What a browser needs to be measured.
#[derive(Debug)]
pub struct Browser {
    /// Node.
    pub node: PathBuf,
    /// Chromium.
    pub chromium: PathBuf,
    /// The script that watches pages.
    pub script: PathBuf,
}

impl Browser {
    /// Finds Node, Chromium and the packages of the browser tests; else says what is missing.
    pub fn find() -> Result<Self, String> {
        let node = installed("node").ok_or("`node` is not installed")?;
        let named = std::env::var_os("RIHLA_CHROMIUM").map(PathBuf::from);
        let chromium =
            named.or_else(|| ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(installed));
        let chromium = chromium.ok_or("no Chromium is installed; install one or set RIHLA_CHROMIUM")?;
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
        if !tests.join("browser/node_modules/playwright-core").exists() {
            return Err("run `npm ci` in tests/browser first".to_owned());
        }
        Ok(Self { node, chromium, script: tests.join("bench/preview.mjs") })
    }

    /// Edits a stage's text again and again and watches a page of it in the browser.
    fn measure(&self, scene: &Scene, preview: &Preview, edits: usize) -> Outcome<Shown> {
        eprintln!("preview, {} pages: a text is edited before a browser", scene.pages);
        let (journey, file) = (scene.plan.journey_id(0), scene.plan.stage_file(0, 1));
        let slug = &file.trim_end_matches(".md")[3..];
        let mut browser = Command::new(&self.node)
            .arg(&self.script)
            .arg(&self.chromium)
            .arg(preview.url(&format!("journeys/{journey}/{slug}.html")))
            .arg(scene.handbook.join("content/journeys").join(&journey).join(&file))
            .arg(edits.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()?;
        let (say, hear) = mpsc::channel();
        if let Some(mut stdout) = browser.stdout.take() {
            thread::spawn(move || {
                let mut said = Vec::new();
                // What breaks off is no JSON, and is told of as such.
                let _ = stdout.read_to_end(&mut said);
                let _ = say.send(said);
            });
        }
        // Each edit has a second of its own beside what one of them may lose.
        let patience = PATIENCE + Duration::from_secs(edits as u64);
        let Ok(said) = hear.recv_timeout(patience) else {
            browser.kill()?;
            browser.wait()?;
            return Err(format!("the browser's measurement didn't end in {} s", patience.as_secs()).into());
        };
        let status = browser.wait()?;
        if !status.success() {
            return Err(format!("the browser's measurement ended with {status}").into());
        }
        let numbers: Value = serde_json::from_slice(&said)?;
        let sample = |name: &str| {
            let numbers = numbers[name].as_array().into_iter().flatten();
            Sample::new(numbers.filter_map(Value::as_f64))
        };
        let reloads = numbers["reloads"].as_u64().unwrap_or_default();
        Ok(Shown { in_page: sample("inPage"), painted: sample("painted"), reloads })
    }
}

/// How long edits took until the browser had them, in milliseconds.
#[derive(Debug)]
struct Shown {
    in_page: Sample,
    painted: Sample,
    reloads: u64,
}

impl Shown {
    /// The row of the table.
    fn row(&self, pages: usize) -> Row {
        let (median, late) = (self.painted.median(), self.painted.quantile(0.95));
        let line = |name: &str, sample: &Sample| {
            format!(
                "{name}: median {:.0} ms, 95 % {:.0} ms, least {:.0} ms, most {:.0} ms",
                sample.median(),
                sample.quantile(0.95),
                sample.min(),
                sample.max()
            )
        };
        Row {
            work: format!("{SHOWN}, {pages} pages"),
            reach: SHOWN_REACH.to_owned(),
            measured: format!("{median:.0} ms, 95 % {late:.0} ms"),
            verdict: (median <= 100.0 && late <= 250.0).into(),
            raw: vec![
                format!("{} edits, {} reloads of the page", self.painted.len(), self.reloads),
                line("in the document", &self.in_page),
                line("painted", &self.painted),
            ],
        }
    }
}
