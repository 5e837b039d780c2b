//! A file of the site → an answer.
//!
//! In: a request's head and a body of the site. Out: status, headers and body: types by ending, `ETag` and `304`,
//! `Range` and `206`, the script of the preview in pages. Promises: nothing is kept without asking again; a page is
//! what `rihla build` writes but for that one script. Deliberately not here: which file it is.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use bytes::Bytes;
use hyper::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue,
    IF_NONE_MATCH, IF_RANGE, RANGE,
};
use hyper::{Method, Response, StatusCode};

use crate::serve::body::{self, Body};
use crate::site;
use crate::source::Asset;

/// What a page of the preview has before `</head>`, and the page that is built has not.
pub const SCRIPT: &str = "<script type=\"module\" src=\"/_rihla/live.js\"></script>";

/// What can be answered with: bytes, or a file on the disk.
enum Content {
    Bytes(Bytes),
    Disk(File, Metadata),
}

impl Content {
    fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Disk(_, meta) => meta.len(),
        }
    }

    /// A name for exactly these bytes.
    fn tag(&self) -> String {
        match self {
            Self::Bytes(bytes) => format!("\"{}\"", &blake3::hash(bytes).to_hex()[..24]),
            Self::Disk(_, meta) => {
                let changed = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
                format!("\"d{:x}-{:x}\"", meta.len(), changed.unwrap_or_default().as_nanos())
            }
        }
    }
}

/// Answers with a file of the site. Fails where it lies on the disk and can't be opened any more.
pub fn site_file(
    method: &Method,
    headers: &HeaderMap,
    path: &str,
    body: &site::Body,
    root: &Path,
) -> io::Result<Response<Body>> {
    let is_page = is_page(path);
    let content = match body {
        site::Body::Bytes(bytes) | site::Body::Asset(Asset::Memory(bytes)) if is_page => Content::Bytes(live(bytes)),
        site::Body::Bytes(bytes) | site::Body::Asset(Asset::Memory(bytes)) => Content::Bytes(shared(bytes)),
        site::Body::Asset(Asset::Disk { path, .. }) => open(path, root)?,
    };
    Ok(answer(method, headers, content_type(path), content))
}

/// Answers with bytes of a type.
pub fn bytes(method: &Method, headers: &HeaderMap, kind: &'static str, bytes: impl Into<Bytes>) -> Response<Body> {
    answer(method, headers, kind, Content::Bytes(bytes.into()))
}

/// Answers with a sentence.
pub fn sentence(status: StatusCode, text: &str) -> Response<Body> {
    let mut response = Response::new(Body::Whole(format!("{text}\n").into()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

/// True for what a browser shows as a page.
pub fn is_page(path: &str) -> bool {
    content_type(path).starts_with("text/html")
}

/// A page with the script that keeps it up to date.
pub fn live(page: &[u8]) -> Bytes {
    let Some(at) = page.windows(7).position(|part| part.eq_ignore_ascii_case(b"</head>")) else {
        return Bytes::copy_from_slice(page);
    };
    let (head, rest) = page.split_at(at);
    [head, SCRIPT.as_bytes(), b"\n", rest].concat().into()
}

fn shared(bytes: &Arc<[u8]>) -> Bytes {
    Bytes::from_owner(bytes.clone())
}

/// Opens a file of the handbook, unless it has become a way out of it since it was read.
fn open(path: &Path, root: &Path) -> io::Result<Content> {
    let real = fs::canonicalize(path)?;
    // A pipe, which would be opened only when somebody writes to it, is no file either.
    if !real.starts_with(root) || !fs::metadata(&real)?.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    let file = File::open(real)?;
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    Ok(Content::Disk(file, meta))
}

fn answer(method: &Method, headers: &HeaderMap, kind: &'static str, content: Content) -> Response<Body> {
    let (tag, len) = (content.tag(), content.len());
    let mut response = Response::new(Body::Whole(Bytes::new()));
    let set = |response: &mut Response<Body>, name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(&mut response, ETAG, &tag);
    if names_tag(headers, &tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    set(&mut response, CONTENT_TYPE, kind);
    set(&mut response, ACCEPT_RANGES, "bytes");
    let is_current = headers.get(IF_RANGE).is_none_or(|value| value.as_bytes() == tag.as_bytes());
    let wanted = match headers.get(RANGE).and_then(|range| range.to_str().ok()) {
        Some(range) if is_current && method == Method::GET => parse_range(range, len),
        _ => Range::Whole,
    };
    let (start, part) = match wanted {
        Range::Whole => (0, len),
        Range::Part(start, part) => {
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            set(&mut response, CONTENT_RANGE, &format!("bytes {start}-{}/{len}", start + part - 1));
            (start, part)
        }
        Range::Nowhere => {
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            set(&mut response, CONTENT_RANGE, &format!("bytes */{len}"));
            return response;
        }
    };
    set(&mut response, CONTENT_LENGTH, &part.to_string());
    if method != Method::HEAD {
        *response.body_mut() = match content {
            Content::Bytes(bytes) => Body::Whole(bytes.slice(start as usize..(start + part) as usize)),
            Content::Disk(file, _) => body::file(file, start, part),
        };
    }
    response
}

fn names_tag(headers: &HeaderMap, tag: &str) -> bool {
    let named = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    named
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

/// What a request wants of a file.
#[derive(Debug, PartialEq, Eq)]
enum Range {
    Whole,
    /// The first byte, and how many.
    Part(u64, u64),
    /// Bytes that aren't there.
    Nowhere,
}

/// Reads `bytes=0-99`, `bytes=100-` and `bytes=-100`. What isn't understood, and several ranges, are answered whole, as
/// the standard allows.
fn parse_range(text: &str, len: u64) -> Range {
    let Some((first, last)) = text.strip_prefix("bytes=").and_then(|range| range.trim().split_once('-')) else {
        return Range::Whole;
    };
    // The language's own reading of numbers takes a sign.
    if !first.bytes().chain(last.bytes()).all(|byte| byte.is_ascii_digit()) {
        return Range::Whole;
    }
    match (first.is_empty(), first.parse::<u64>(), last.is_empty(), last.parse::<u64>()) {
        (false, Ok(first), _, Ok(last)) if last < first => Range::Whole,
        (false, Ok(first), false, Ok(_)) | (false, Ok(first), true, _) if first >= len => Range::Nowhere,
        (false, Ok(first), false, Ok(last)) => Range::Part(first, last.min(len - 1) - first + 1),
        (false, Ok(first), true, _) => Range::Part(first, len - first),
        (true, _, false, Ok(0)) => Range::Nowhere,
        (true, _, false, Ok(_)) if len == 0 => Range::Nowhere,
        (true, _, false, Ok(last)) => Range::Part(len - last.min(len), last.min(len)),
        _ => Range::Whole,
    }
}

/// The type of a file, from its ending.
fn content_type(path: &str) -> &'static str {
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "ogv" => "video/ogg",
        "mov" => "video/quicktime",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        "vtt" => "text/vtt; charset=utf-8",
        "pdf" => "application/pdf",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "wasm" => "application/wasm",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{Range, content_type, live, parse_range};

    #[test]
    fn ranges_are_read_as_the_standard_has_them() {
        for (text, expected) in [
            ("bytes=0-0", Range::Part(0, 1)),
            ("bytes=2-5", Range::Part(2, 4)),
            ("bytes=2-99", Range::Part(2, 8)),
            ("bytes=4-", Range::Part(4, 6)),
            ("bytes=-3", Range::Part(7, 3)),
            ("bytes=-99", Range::Part(0, 10)),
            ("bytes=10-", Range::Nowhere),
            ("bytes=10-12", Range::Nowhere),
            ("bytes=-0", Range::Nowhere),
            ("bytes=5-2", Range::Whole),
            ("bytes=0-1,4-5", Range::Whole),
            ("bytes=-", Range::Whole),
            ("bytes=x-y", Range::Whole),
            ("bytes=+1-2", Range::Whole),
            ("bytes=1-+2", Range::Whole),
            ("lines=0-1", Range::Whole),
        ] {
            assert_eq!(parse_range(text, 10), expected, "{text}");
        }
        assert_eq!(parse_range("bytes=0-", 0), Range::Nowhere);
        assert_eq!(parse_range("bytes=-5", 0), Range::Nowhere);
        assert_eq!(parse_range("bytes=18446744073709551615-18446744073709551615", 10), Range::Nowhere);
    }

    #[test]
    fn a_page_gets_one_line_more() {
        let page = b"<head><title>x</title></head><body>&lt;/head></body>";
        let live = live(page);
        let text = std::str::from_utf8(&live).expect("a page");
        assert_eq!(text.matches("live.js").count(), 1);
        assert_eq!(text.replace("<script type=\"module\" src=\"/_rihla/live.js\"></script>\n", "").as_bytes(), page);
    }

    #[test]
    fn types_have_a_charset() {
        assert_eq!(content_type("a/b.HTML"), "text/html; charset=utf-8");
        assert_eq!(content_type("a.b/c"), "application/octet-stream");
    }
}
