//! The server: requests → answers out of one snapshot.
//!
//! In: a listening socket and the snapshots. Out: pages, files, events. Promises: an answer comes out of one snapshot; a
//! path leads to a file of that snapshot or to the site's page for addresses that lead nowhere; however many clients
//! there are and however they behave, the memory they cost is bounded. Deliberately not here: how snapshots come about.

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

use crate::diag::Code;
use crate::serve::answer::{self, live, sentence};
use crate::serve::body::Body;
use crate::serve::events;
use crate::serve::guard::{Guard, decode, is_asking, site_path};
use crate::serve::patient::Patient;
use crate::serve::snapshot::Snapshot;
use crate::serve::watch::Inbox;

/// The connections that are open at once; others wait. Fewer than the files that a program may have open.
const CONNECTIONS: usize = 800;

/// Those of them that listen for events, so that there is always room for pages.
const LISTENERS: usize = 500;

/// The time in which a client has to say what it wants; between two requests, too.
const PATIENCE: Duration = Duration::from_secs(10);

/// The same while most connections are taken.
const HURRY: Duration = Duration::from_secs(1);

/// The largest head of a request, in bytes.
const HEAD: usize = 32 * 1024;

/// The first part of the paths that are the preview's own.
const OWN: &str = "_rihla/";

/// The preview's own files.
const CLIENT: [(&str, &str, &str); 4] = [
    ("live.js", "text/javascript; charset=utf-8", include_str!("client/live.js")),
    ("idiomorph.esm.js", "text/javascript; charset=utf-8", include_str!("client/idiomorph.esm.js")),
    ("overlay.js", "text/javascript; charset=utf-8", include_str!("client/overlay.js")),
    ("overlay.css", "text/css; charset=utf-8", include_str!("client/overlay.css")),
];

/// What is shown where a site has no page for addresses that lead nowhere: nothing of it could be made yet.
const NOTHING: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Nothing here yet</title>\n</head>\n<body>\n<h1>Nothing here yet</h1>\n</body>\n</html>\n";

/// What every request needs.
pub struct Server {
    /// The snapshots as they come; before the first there is none.
    pub snapshots: watch::Receiver<Option<Arc<Snapshot>>>,
    /// Whether a change is on its way.
    pub inbox: Arc<Inbox>,
    /// Who may ask.
    pub guard: Guard,
    /// The handbook's folder, which no file may lie outside.
    pub root: PathBuf,
    /// Room for listeners.
    pub listeners: Arc<Semaphore>,
}

impl Server {
    /// Makes a server with room for its listeners.
    pub fn new(
        snapshots: watch::Receiver<Option<Arc<Snapshot>>>,
        inbox: Arc<Inbox>,
        guard: Guard,
        root: PathBuf,
    ) -> Arc<Self> {
        Arc::new(Self { snapshots, inbox, guard, root, listeners: Arc::new(Semaphore::new(LISTENERS)) })
    }

    /// Answers whoever comes, for ever.
    pub async fn run(self: Arc<Self>, listener: TcpListener) -> Infallible {
        let room = Arc::new(Semaphore::new(CONNECTIONS));
        loop {
            // The semaphore is never closed, so there always is a permit in the end.
            let permit = room.clone().acquire_owned().await;
            match listener.accept().await {
                Ok((stream, _)) => {
                    let server = self.clone();
                    let patience = if room.available_permits() < CONNECTIONS / 4 { HURRY } else { PATIENCE };
                    tokio::spawn(async move {
                        let _permit = permit;
                        server.talk(stream, patience).await;
                    });
                }
                // No more open files, or a client that left at once: others may have better luck in a moment.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    async fn talk(self: Arc<Self>, stream: TcpStream, patience: Duration) {
        // Without it small answers wait for the client's acknowledgement; it costs nothing if it can't be had.
        let _ = stream.set_nodelay(true);
        let service = service_fn(|request| {
            let server = self.clone();
            async move {
                if !server.may_wait(request.uri().path()) {
                    return Ok(server.answer(&request));
                }
                // Others are answered meanwhile.
                let broke_off = || sentence(StatusCode::INTERNAL_SERVER_ERROR, "this file can't be made");
                let answer = tokio::task::spawn_blocking(move || server.answer(&request)).await;
                Ok::<_, Infallible>(answer.unwrap_or_else(|_| broke_off()))
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(patience)
            .max_buf_size(HEAD)
            .serve_connection(TokioIo::new(Patient::new(stream)), service);
        // A client that breaks off is no failure.
        let _ = connection.await;
    }

    /// True where an answer may have to be made first, which may take long: it is none of the files that are there.
    fn may_wait(&self, path: &str) -> bool {
        let path = site_path(path).filter(|path| !path.starts_with(OWN));
        let file = path.zip(self.snapshots.borrow().as_deref()).and_then(|(path, snapshot)| {
            let file = file_of(&path, snapshot)?;
            (!snapshot.files.contains_key(&file)).then_some(file)
        });
        file.is_some()
    }

    fn answer<T>(&self, request: &Request<T>) -> Response<Body> {
        let mut response = self.find(request);
        let headers = response.headers_mut();
        for (name, value) in [
            (CACHE_CONTROL, "no-cache"),
            (HeaderName::from_static("x-content-type-options"), "nosniff"),
            (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        ] {
            headers.entry(name).or_insert(HeaderValue::from_static(value));
        }
        response
    }

    fn find<T>(&self, request: &Request<T>) -> Response<Body> {
        if let Err(reason) = self.guard.check_host(request.uri(), request.headers()) {
            return sentence(StatusCode::MISDIRECTED_REQUEST, &reason);
        }
        if !is_asking(request.method()) {
            let mut response = sentence(StatusCode::METHOD_NOT_ALLOWED, "a preview can be read, and no more");
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return response;
        }
        let Some(path) = site_path(request.uri().path()) else {
            return sentence(StatusCode::BAD_REQUEST, "this address leads nowhere");
        };
        let Some(snapshot) = self.snapshots.borrow().clone() else {
            return sentence(StatusCode::SERVICE_UNAVAILABLE, "the handbook is being read");
        };
        match path.strip_prefix(OWN) {
            Some(name) => self.own(request, name, &snapshot),
            None => self.page(request, &path, &snapshot),
        }
    }

    /// Answers for what belongs to the preview, not to the site.
    fn own<T>(&self, request: &Request<T>, name: &str, snapshot: &Snapshot) -> Response<Body> {
        let (method, headers) = (request.method(), request.headers());
        if let Some((_, kind, text)) = CLIENT.iter().find(|(known, ..)| *known == name) {
            return answer::bytes(method, headers, kind, *text);
        }
        if let Err(reason) = self.guard.check_origin(headers) {
            return sentence(StatusCode::FORBIDDEN, &reason);
        }
        if let Some(code) = name.strip_prefix("explain/") {
            return match Code::all().into_iter().find(|known| known.as_str() == code) {
                Some(code) => {
                    let text =
                        format!("{} ({})\n\n{}\n", code.as_str(), code.severity().as_str(), code.documentation());
                    answer::bytes(method, headers, "text/plain; charset=utf-8", text)
                }
                None => sentence(StatusCode::NOT_FOUND, "there is no such diagnostic"),
            };
        }
        match name {
            "events" => self.events(request),
            "problems" => {
                let json = bytes::Bytes::from(snapshot.problems.json.as_bytes().to_vec());
                answer::bytes(method, headers, "application/json", json)
            }
            "state" => answer::bytes(method, headers, "application/json", self.state()),
            _ => sentence(StatusCode::NOT_FOUND, "there is no such thing"),
        }
    }

    /// The state as JSON. It is asked for before the snapshot is, so that what isn't busy is up to date.
    fn state(&self) -> String {
        let busy = self.inbox.is_busy();
        let snapshot = self.snapshots.borrow().clone();
        let (run, revision, problems) = match &snapshot {
            Some(snapshot) => (&*snapshot.run, snapshot.revision, snapshot.problems.clone()),
            None => ("", 0, Default::default()),
        };
        let (errors, warnings) = (problems.errors, problems.warnings);
        let state = serde_json::json!({
            "run": run, "revision": revision, "busy": busy, "errors": errors, "warnings": warnings,
        });
        state.to_string()
    }

    fn events<T>(&self, request: &Request<T>) -> Response<Body> {
        if request.method() == Method::HEAD {
            return sentence(StatusCode::OK, "");
        }
        let Ok(permit) = self.listeners.clone().try_acquire_owned() else {
            return sentence(StatusCode::SERVICE_UNAVAILABLE, "too many pages are listening already");
        };
        let last = request.headers().get("last-event-id").and_then(|id| id.to_str().ok());
        let query = request.uri().query().unwrap_or_default();
        let since = query.split('&').find_map(|pair| pair.strip_prefix("since="));
        let seen = last.or(since).and_then(events::parse_id);
        let mut response = Response::new(events::stream(self.snapshots.clone(), seen, permit));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    /// Answers with a file of the site.
    fn page<T>(&self, request: &Request<T>, path: &str, snapshot: &Snapshot) -> Response<Body> {
        let Some(file) = file_of(path, snapshot) else {
            // `/` leads to the site, and so does its folder without the closing `/`.
            if path.is_empty() || format!("{path}/") == mount(snapshot) {
                return redirect(&snapshot.mount, request);
            }
            return self.nowhere(request, snapshot);
        };
        if let Some(body) = snapshot.files.get(&file).cloned().or_else(|| snapshot.on_demand.file(&file))
            && let Ok(mut response) = answer::site_file(request.method(), request.headers(), &file, &body, &self.root)
        {
            name_snapshot(&mut response, snapshot);
            return response;
        }
        if snapshot.files.contains_key(&format!("{file}/index.html")) {
            return redirect(&format!("{}/", request.uri().path()), request);
        }
        self.nowhere(request, snapshot)
    }

    /// The site's own page for addresses that lead nowhere.
    fn nowhere<T>(&self, request: &Request<T>, snapshot: &Snapshot) -> Response<Body> {
        let page = "404.html";
        let none = hyper::HeaderMap::new();
        let site = snapshot.files.get(page);
        let found = site.and_then(|body| answer::site_file(request.method(), &none, page, body, &self.root).ok());
        let mut response = found.unwrap_or_else(|| {
            answer::bytes(request.method(), &none, "text/html; charset=utf-8", live(NOTHING.as_bytes()))
        });
        *response.status_mut() = StatusCode::NOT_FOUND;
        name_snapshot(&mut response, snapshot);
        response
    }
}

/// The file of the site that a path asks for; none where it lies outside of the site.
fn file_of(path: &str, snapshot: &Snapshot) -> Option<String> {
    let inside = path.strip_prefix(&*mount(snapshot))?;
    Some(match inside.is_empty() || inside.ends_with('/') {
        true => format!("{inside}index.html"),
        false => inside.to_owned(),
    })
}

/// Where the site lies, as paths are read.
fn mount(snapshot: &Snapshot) -> String {
    decode(snapshot.mount.trim_start_matches('/')).unwrap_or_default()
}

/// Says of which snapshot an answer is, where scripts of the page can read it and its bytes stay as they are.
fn name_snapshot(response: &mut Response<Body>, snapshot: &Snapshot) {
    if let Ok(value) = HeaderValue::from_str(&format!("rihla;desc=\"{}\"", snapshot.id())) {
        response.headers_mut().insert(HeaderName::from_static("server-timing"), value);
    }
}

/// Leads on to another path of this server, with the same query.
fn redirect<T>(path: &str, request: &Request<T>) -> Response<Body> {
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut response = sentence(StatusCode::TEMPORARY_REDIRECT, "it is elsewhere");
    let encoded: String = path.bytes().map(escaped).collect();
    match HeaderValue::from_str(&format!("{encoded}{query}")) {
        Ok(value) => _ = response.headers_mut().insert(LOCATION, value),
        Err(_) => *response.status_mut() = StatusCode::BAD_REQUEST,
    }
    response
}

/// A byte of a path as an address has it; what is escaped already stays.
fn escaped(byte: u8) -> String {
    match byte.is_ascii_graphic() {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    }
}
