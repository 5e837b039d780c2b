//! The preview: changes on the disk → the engine → a snapshot → the browsers.
//!
//! In: a handbook's folder and a port. Out: its site, from memory, in browsers that follow every change. Promises: the
//! same bytes as a build writes but for one script in each page; no answer is half of one snapshot and half of another;
//! nothing is written anywhere; what an author gets wrong is shown over the last good page. Deliberately not here: words
//! for the terminal, exit codes.
//!
//! # What a browser can ask for
//!
//! - `/_rihla/events`: server-sent events; the first at once, then one for each revision, the newest only where a
//!   browser lags behind. `?since=RUN-REVISION`, or `Last-Event-ID`, names what it has seen. Each is one JSON object:
//!   `run` (another one after a restart), `revision`, `version` (of the program), `mount` (the path of the site on the
//!   server), `all` (true: anything may have changed, the lists are empty), `changed` (pages that came, changed or went),
//!   `styles`, `scripts`, `files` (the same of others), all as paths of the site; `navigate` (the page of the file that
//!   was edited, or null), `problems` (`errors`, `warnings`, `id`, which changes with
//!   anything about them, and `which`, which changes only with what is wrong, not with where it stands).
//! - `/_rihla/state`: `run`, `revision`, `busy`, `errors`, `warnings`. `busy` is true from the first sign of a change
//!   until the snapshot with it is the one that is served.
//! - `/_rihla/problems`: the diagnostics, as `rihla check --format json` has them, each with an `excerpt`.
//! - Pages have the header `Server-Timing: rihla;desc="RUN-REVISION"`, by which their script knows what it has seen.

mod answer;
mod body;
mod events;
mod guard;
mod handbook;
mod patient;
mod server;
mod snapshot;
mod watch;

use std::collections::BTreeSet;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::build::{Compiled, Failure};
use crate::diag::{Code, Diagnosed, Diagnostic, Diagnostics, Format, Severity, print};
use crate::model::Kept;
use crate::site::{self, OnDemand, SiteFiles};
use crate::source::{self, Asset, FilePath, Hints, SETTINGS, Sources};

use guard::Guard;
use handbook::Handbook;
use server::Server;
use snapshot::{Problems, Snapshot};
use watch::{Inbox, Watch};

pub use handbook::{Compiler, MakeCompiler};
pub use watch::Watching;

/// The most diagnostics that a browser is sent; who has more reads them in the terminal.
const SHOWN: usize = 100;

/// How many ports are tried from the usual one on.
const PORTS: u16 = 100;

/// The port to listen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one, or the next that is free.
    From(u16),
    /// This one and no other; 0 lets the system choose.
    Exactly(u16),
}

/// Whether browsers go to the page that is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Navigate {
    /// They stay where they are.
    Stay,
    /// They follow.
    Follow,
}

/// What to serve, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The handbook's folder.
    pub dir: PathBuf,
    /// The host to listen on: a name or an address of this machine.
    pub host: String,
    /// The port.
    pub port: Port,
    /// How changes are noticed.
    pub watching: Watching,
    /// Whether browsers follow.
    pub navigate: Navigate,
}

/// What happened, for whoever looks at the terminal.
pub enum Report<'a> {
    /// The first snapshot is there and can be looked at.
    Ready {
        /// The address of the site.
        address: String,
        /// The port that was taken, where another one had to be.
        taken: Option<u16>,
        /// What is watched, as paths of the handbook.
        watched: Vec<String>,
        /// The title of the handbook.
        title: String,
        /// What was made.
        run: Run<'a>,
    },
    /// Files changed, and this came of it.
    Rebuilt(Run<'a>),
    /// The system can't tell of changes; from now on everything is looked at again and again.
    Polling(String),
    /// The disk stood in the way; the last snapshot stays.
    Failed(Failure),
    /// The compiler panicked, which is a bug; the last snapshot stays.
    Panicked(String),
}

/// One run of the engine.
pub struct Run<'a> {
    /// The files that changed.
    pub touched: &'a [FilePath],
    /// How many pages the site has.
    pub pages: usize,
    /// How many of its pages have changed.
    pub changed: usize,
    /// How many other files of it have.
    pub others: usize,
    /// The time from the end of a burst of changes to the snapshot.
    pub took: Duration,
    /// What is wrong.
    pub diagnostics: &'a Diagnostics,
    /// The files it is wrong in.
    pub sources: &'a Sources,
    /// How the handbook is kept up.
    pub kept: Option<&'a Kept>,
}

/// Serves a handbook until it is interrupted. Fails where the folder can't be read or the port can't be had.
///
/// `tell` is called from another thread, one report after another.
pub fn serve(
    options: &Options,
    make_compiler: MakeCompiler,
    tell: Box<dyn FnMut(Report) + Send>,
) -> Result<(), Failure> {
    let (listener, address, taken) = bind(options)?;
    let watch = Watch::new(options.watching);
    let (snapshots, receiver) = tokio::sync::watch::channel(None);
    let (failed, failure) = tokio::sync::oneshot::channel();
    let inbox = watch.inbox();
    let guard = Guard::new(&options.host, address);
    let root = std::fs::canonicalize(&options.dir).unwrap_or_else(|_| options.dir.clone());
    let place = Place { host: options.host.clone(), address, taken };
    let (dir, navigate) = (options.dir.clone(), options.navigate);
    thread::spawn(move || {
        let mut keeper = Keeper { watch, navigate, snapshots, tell, has_good_pages: false };
        if let Err(failure) = keeper.run(&dir, make_compiler, &place) {
            // Nobody listens any more where the server has ended.
            let _ = failed.send(failure);
        }
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(cannot_serve)?;
    let ended = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(cannot_serve)?;
        let server = Server::new(receiver.clone(), inbox, guard, root);
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted.map_err(cannot_serve),
            Ok(failure) = failure => Err(failure),
            never = serve_from_first(receiver, server, listener) => match never {},
        }
    });
    runtime.shutdown_background();
    ended
}

/// Waits for the first snapshot; until then whoever asks waits, too.
async fn serve_from_first(
    mut snapshots: tokio::sync::watch::Receiver<Option<Arc<Snapshot>>>,
    server: Arc<Server>,
    listener: tokio::net::TcpListener,
) -> std::convert::Infallible {
    if snapshots.wait_for(Option::is_some).await.is_err() {
        // There will never be one: whoever waits for the failure ends the server.
        std::future::pending::<()>().await;
    }
    server.run(listener).await
}

fn cannot_serve(error: std::io::Error) -> Failure {
    Failure::new("the preview can't be served").cause(error)
}

/// Where the preview is to be found.
struct Place {
    host: String,
    address: SocketAddr,
    taken: Option<u16>,
}

impl Place {
    /// The address to type into a browser.
    fn url(&self, mount: &str) -> String {
        let ip = self.address.ip();
        let host = match (ip.is_unspecified(), self.host.contains(':')) {
            (true, _) => "localhost".to_owned(),
            (false, true) => format!("[{ip}]"),
            (false, false) => self.host.clone(),
        };
        format!("http://{host}:{}{mount}", self.address.port())
    }
}

/// Listens on the host and the port that were asked for.
fn bind(options: &Options) -> Result<(TcpListener, SocketAddr, Option<u16>), Failure> {
    let (first, last) = match options.port {
        Port::From(port) => (port, port.saturating_add(PORTS)),
        Port::Exactly(port) => (port, port),
    };
    let host = options.host.trim_start_matches('[').trim_end_matches(']');
    let mut refused = None;
    for port in first..=last {
        let addresses = (host, port).to_socket_addrs().map_err(|error| {
            Failure::new(format!("`{host}` is no host to listen on"))
                .cause(error)
                .hint("name an address of this machine, such as `127.0.0.1`, or `0.0.0.0` for all of them")
        })?;
        // Where a name has several, the first that can be had; IPv4 first, as browsers try both.
        let mut addresses: Vec<SocketAddr> = addresses.collect();
        addresses.sort_by_key(SocketAddr::is_ipv6);
        match TcpListener::bind(&*addresses).and_then(|listener| {
            listener.set_nonblocking(true)?;
            let address = listener.local_addr()?;
            Ok((listener, address))
        }) {
            Ok((listener, address)) => return Ok((listener, address, (port != first).then_some(first))),
            Err(error) => {
                let is_taken = error.kind() == std::io::ErrorKind::AddrInUse;
                refused.get_or_insert(error);
                if !is_taken {
                    break;
                }
            }
        }
    }
    let failure = Failure::new(format!("port {first} of `{host}` can't be had"));
    let failure = refused.into_iter().fold(failure, Failure::cause);
    Err(failure.hint("end what is using it, or name another with `--port`; `--port 0` takes any that is free"))
}

/// Keeps the snapshot in step with the disk, on a thread of its own.
struct Keeper {
    watch: Watch,
    navigate: Navigate,
    snapshots: tokio::sync::watch::Sender<Option<Arc<Snapshot>>>,
    tell: Box<dyn FnMut(Report) + Send>,
    /// Whether the pages there are were made by templates without a mistake.
    has_good_pages: bool,
}

impl Keeper {
    /// Makes the first snapshot, then one after each change; returns only where there can't be a first.
    fn run(&mut self, dir: &Path, make_compiler: MakeCompiler, place: &Place) -> Result<(), Failure> {
        let start = Instant::now();
        let mut handbook = Handbook::open(dir, make_compiler)?;
        self.watch.follow(handbook.watched());
        self.tell_of_lost_events();
        // What changed between reading and watching.
        self.watch.look_at_everything();
        self.first(&mut handbook, start, place)?;
        let mut is_broken = false;
        loop {
            let (hints, received) = self.watch.wait();
            let start = Instant::now();
            self.tell_of_lost_events();
            self.watch.renew(&hints);
            match handbook.refresh(&hints) {
                Ok(touched) => {
                    // Back again, or somewhere else: what has to be watched is anew, and may have changed meanwhile.
                    if std::mem::take(&mut is_broken) {
                        self.watch.look_at_everything();
                    }
                    self.watch.keep_following(handbook.watched());
                    if let Some(touched) = touched {
                        self.rebuild(&mut handbook, &touched, start);
                    }
                }
                Err(failure) if !is_broken => {
                    is_broken = true;
                    (self.tell)(Report::Failed(failure));
                }
                Err(_) => {}
            }
            self.inbox().settle(received);
            if hints == Hints::Everything {
                self.watch.took(start.elapsed());
            }
        }
    }

    fn inbox(&self) -> Arc<Inbox> {
        self.watch.inbox()
    }

    fn tell_of_lost_events(&mut self) {
        if let Some(reason) = self.watch.lost() {
            (self.tell)(Report::Polling(reason));
        }
    }

    fn first(&mut self, handbook: &mut Handbook, start: Instant, place: &Place) -> Result<(), Failure> {
        let made = handbook.compile();
        let Diagnosed { value: compiled, diagnostics } = made.map_err(|message| {
            Failure::new("the handbook can't be compiled")
                .cause(message)
                .hint("this is a bug of Rihla: please report it")
        })?;
        self.has_good_pages = are_templates_whole(&diagnostics);
        let mount = mount(handbook.settings.site_url.as_deref());
        let others = compiled.site.files.len().saturating_sub(compiled.site.pages);
        let problems = problems(&diagnostics, &handbook.sources);
        let snapshot = Snapshot::first(run_name().into(), mount.clone(), compiled.site.files, problems);
        self.snapshots.send_replace(Some(Arc::new(snapshot.with(compiled.site.on_demand))));
        let pages = compiled.site.pages;
        let (sources, took) = (&handbook.sources, start.elapsed());
        let (diagnostics, kept) = (&diagnostics, compiled.kept.as_ref());
        let run = Run { touched: &[], pages, changed: pages, others, took, diagnostics, sources, kept };
        let mut watched = vec![handbook.settings.src.clone()];
        watched.extend(handbook.settings.theme.clone());
        watched.push(SETTINGS.to_owned());
        let title = handbook.settings.title.clone();
        (self.tell)(Report::Ready { address: place.url(&mount), taken: place.taken, watched, title, run });
        Ok(())
    }

    /// Compiles what changed and shows it.
    fn rebuild(&mut self, handbook: &mut Handbook, touched: &[FilePath], start: Instant) {
        let Some(former) = self.snapshots.borrow().clone() else { return };
        let Diagnosed { value: compiled, diagnostics } = match handbook.compile() {
            Ok(made) => made,
            Err(message) => return self.broke_off(handbook, touched, &former, message),
        };
        let Compiled { site, kept, .. } = compiled;
        let (mut files, mut on_demand) = (site.files, site.on_demand);
        match are_templates_whole(&diagnostics) {
            true => self.has_good_pages = true,
            // Where there never was a good page, what could be made is better than nothing.
            false if self.has_good_pages => {
                keep_pages(&mut files, &former.files);
                on_demand = former.on_demand.clone();
            }
            false => {}
        }
        let (changed, others) = self.show(handbook, touched, &former, (files, on_demand), &diagnostics);
        let (sources, took) = (&handbook.sources, start.elapsed());
        let (diagnostics, kept) = (&diagnostics, kept.as_ref());
        let run = Run { touched, pages: site.pages, changed, others, took, diagnostics, sources, kept };
        (self.tell)(Report::Rebuilt(run));
    }

    /// Keeps what was there, and says over it that it is not what the files say.
    fn broke_off(&mut self, handbook: &Handbook, touched: &[FilePath], former: &Snapshot, message: String) {
        let settings = FilePath::new(SETTINGS);
        let place = source::Place::whole(touched.first().unwrap_or(&settings));
        let mut diagnostics = Diagnostics::default();
        let told = Diagnostic::new(Code::BrokeOff, place, format!("the compiler broke off: {message}"));
        diagnostics.push(told.hint("this is a bug of Rihla: please report it; the pages stay as they were"));
        self.show(handbook, touched, former, (former.files.clone(), former.on_demand.clone()), &diagnostics);
        (self.tell)(Report::Panicked(message));
    }

    /// Puts another snapshot in the place of the former one; returns in how many pages and other files it differs.
    fn show(
        &self,
        handbook: &Handbook,
        touched: &[FilePath],
        former: &Snapshot,
        (files, on_demand): (SiteFiles, OnDemand),
        diagnostics: &Diagnostics,
    ) -> (usize, usize) {
        let problems = problems(diagnostics, &handbook.sources);
        let mount = mount(handbook.settings.site_url.as_deref());
        let on_disk: BTreeSet<PathBuf> = touched.iter().map(|path| handbook.on_disk(path)).collect();
        let is_touched = |asset: &Asset| matches!(asset, Asset::Disk { path, .. } if on_disk.contains(path));
        let navigate = match self.navigate {
            Navigate::Follow => edited_page(handbook, touched, &files),
            Navigate::Stay => None,
        };
        let next = former.next(mount, files, problems, is_touched, navigate);
        let differing = next.change().map_or((0, 0), |change| (change.pages, change.others));
        self.snapshots.send_replace(Some(Arc::new(next.with(on_demand))));
        differing
    }
}

/// The path of the site on the server: that of its address, without what no browser can ask for.
fn mount(url: Option<&str>) -> String {
    let path = site::site_path(url);
    let parts = path.split('/').filter(|part| {
        let decoded = guard::decode(part);
        decoded.is_some_and(|part| !matches!(&*part, "" | "." | "..") && !part.contains(['/', '\\', '\0']))
    });
    parts.fold("/".to_owned(), |mount, part| mount + part + "/")
}

/// Keeps all pages as they were: those made now lack what the broken template is for, or its looks.
fn keep_pages(files: &mut SiteFiles, former: &SiteFiles) {
    let pages = former.iter().filter(|(path, _)| answer::is_page(path));
    files.extend(pages.map(|(path, body)| (path.clone(), body.clone())));
}

fn are_templates_whole(diagnostics: &Diagnostics) -> bool {
    !diagnostics.iter().any(|one| one.code == Code::TemplateError && one.severity == Severity::Error)
}

/// The page of the file that was changed last, among those that changed.
fn edited_page(handbook: &Handbook, touched: &[FilePath], files: &SiteFiles) -> Option<String> {
    let pages = touched.iter().filter_map(|path| {
        let page = handbook.page_of(path).filter(|page| files.contains_key(page))?;
        let changed = std::fs::metadata(handbook.on_disk(path)).and_then(|meta| meta.modified()).ok()?;
        Some((changed, page))
    });
    pages.max().map(|(_, page)| page)
}

fn problems(diagnostics: &Diagnostics, sources: &Sources) -> Problems {
    let counts = diagnostics.counts();
    let of = |severity| diagnostics.iter().filter(move |one| one.severity == severity);
    let all = || of(Severity::Error).chain(of(Severity::Warning));
    let json = print(all().take(SHOWN), sources, Format::Excerpts);
    let mut which = blake3::Hasher::new();
    for one in all() {
        which.update(format!("{} {} {}\n", one.code.as_str(), one.place.path, one.message).as_bytes());
    }
    Problems { errors: counts.errors, warnings: counts.warnings, json: json.into(), which: short(&which.finalize()) }
}

/// A hash as a name: enough of it never to meet another.
fn short(hash: &blake3::Hash) -> String {
    hash.to_hex()[..16].to_owned()
}

/// A name that no other run of the server has.
fn run_name() -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("{:x}{:x}", now.as_millis(), std::process::id())
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;
    use std::sync::mpsc;
    use std::time::Instant;
    use std::{fs, net::SocketAddr};

    use super::handbook::Handbook;
    use super::watch::Watch;
    use super::{Compiler, Keeper, Navigate, Place, Report, Snapshot, Watching, mount};
    use crate::build::{Compiled, Engine, Failure};
    use crate::diag::Diagnosed;
    use crate::model::Options;
    use crate::parse::Settings;
    use crate::site::Body;
    use crate::source::{FilePath, Hints, Sources};

    /// An engine with a bug: a word that it can't bear.
    struct Buggy(Engine);

    impl Compiler for Buggy {
        fn read(&self, dir: &Path) -> Result<Sources, Failure> {
            self.0.read(dir)
        }

        fn settings(&self, path: &FilePath, text: &Arc<str>) -> Diagnosed<Settings> {
            self.0.settings(path, text)
        }

        fn compile(&mut self, sources: &Sources) -> Diagnosed<Compiled> {
            let text = sources.text(&FilePath::new("content/index.md")).expect("a home page");
            assert!(!text.contains("unbearable"), "an unbearable word");
            self.0.compile(sources)
        }
    }

    /// A handbook and what is said about it, one change after another.
    struct Desk {
        folder: tempfile::TempDir,
        handbook: Handbook,
        keeper: Keeper,
        said: mpsc::Receiver<&'static str>,
    }

    impl Desk {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            fs::create_dir(folder.path().join("content")).expect("made");
            fs::write(folder.path().join("book.toml"), "[book]\ntitle = \"Test\"\n").expect("written");
            fs::write(folder.path().join("content/index.md"), "# Home\n\nfirst\n").expect("written");
            let make = || Box::new(Buggy(Engine::new(Options::default(), Default::default()))) as Box<dyn Compiler>;
            let handbook = Handbook::open(folder.path(), Box::new(make)).expect("it can be read");
            let (say, said) = mpsc::channel();
            let tell = Box::new(move |report: Report| {
                let word = match report {
                    Report::Ready { .. } => "ready",
                    Report::Rebuilt(_) => "rebuilt",
                    Report::Panicked(message) if message.contains("an unbearable word") => "panicked",
                    _ => "other",
                };
                say.send(word).expect("somebody listens");
            });
            let snapshots = tokio::sync::watch::Sender::new(None);
            let (watch, navigate) = (Watch::new(Watching::Polling), Navigate::Follow);
            let keeper = Keeper { watch, navigate, snapshots, tell, has_good_pages: false };
            let mut desk = Self { folder, handbook, keeper, said };
            let place = Place { host: "localhost".into(), address: SocketAddr::from(([127, 0, 0, 1], 0)), taken: None };
            desk.keeper.first(&mut desk.handbook, Instant::now(), &place).expect("it compiles");
            assert_eq!(desk.said.try_recv(), Ok("ready"));
            desk
        }

        /// Writes the home page; returns what is said and shown then.
        fn write(&mut self, text: &str) -> (&'static str, Arc<Snapshot>) {
            fs::write(self.folder.path().join("content/index.md"), text).expect("written");
            let touched = self.handbook.refresh(&Hints::Everything).expect("readable").expect("it changed");
            self.keeper.rebuild(&mut self.handbook, &touched, Instant::now());
            let shown = self.keeper.snapshots.borrow().clone().expect("a snapshot");
            (self.said.try_recv().expect("a word"), shown)
        }
    }

    fn home(snapshot: &Snapshot) -> String {
        match &snapshot.files["index.html"] {
            Body::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Body::Asset(_) => String::new(),
        }
    }

    #[test]
    fn a_panic_of_the_compiler_ends_one_run_and_not_the_preview() {
        let mut desk = Desk::new();
        let (said, good) = desk.write("# Home\n\nsecond\n");
        assert_eq!((said, good.problems.errors), ("rebuilt", 0));
        for word in ["unbearable", "unbearable, too"] {
            let (said, kept) = desk.write(&format!("# Home\n\nthird, {word}\n"));
            assert_eq!((said, kept.problems.errors), ("panicked", 1));
            assert_eq!(home(&kept), home(&good), "the last good page stays");
            assert!(kept.revision > good.revision, "browsers are told");
            let told: serde_json::Value = serde_json::from_str(&kept.problems.json).expect("JSON");
            assert_eq!((&told[0]["code"], &told[0]["file"]), (&"broke-off".into(), &"content/index.md".into()));
            assert!(told[0]["message"].as_str().is_some_and(|text| text.ends_with("an unbearable word")), "{told}");
        }
        let (said, mended) = desk.write("# Home\n\nfourth\n");
        assert_eq!((said, mended.problems.errors), ("rebuilt", 0));
        assert!(home(&mended).contains("fourth"), "{}", home(&mended));
    }

    #[test]
    fn a_site_is_where_browsers_can_ask_for_it() {
        for (url, expected) in [
            (None, "/"),
            (Some("https://example.com"), "/"),
            (Some("https://example.com/a/b%20c/"), "/a/b%20c/"),
            (Some("https://example.com//evil.example/%2e%2e/"), "/evil.example/"),
            (Some("/a//./../b/%2fc/%ff/"), "/a/b/"),
        ] {
            assert_eq!(mount(url), expected, "{url:?}");
        }
    }
}
