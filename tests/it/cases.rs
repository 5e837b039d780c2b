//! Case files: `tests/cases/*.md`. A heading is a case, its fences are the handbook's files, one fence holds
//! the diagnostics that it is to bring, exactly as they are printed.
//!
//! A fence's first word is its language, the second the file's path; then flags: `bom`, `crlf`, `escaped`
//! (`\xNN` and `\t` stand for bytes, in paths always), `times=N` (the text N times over), `deep=N` (the character before each `…` N times
//! over), `bare` (without the last line's end). A fence
//! `env` sets `RIHLA_…` variables, without their prefix; `drafts` behind `diagnostics` shows drafts. A case
//! without `book.toml` gets a plain one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use rihla::build::Engine;
use rihla::diag::Code;
use rihla::model::{Drafts, Options};
use rihla::source::Sources;

use crate::{human, root, updating};

/// Codes that only a disk can bring about, and `sources.rs` has cases of; and the one of a bug, which the preview has.
const ELSEWHERE: [Code; 5] =
    [Code::Unreadable, Code::LinkLeaves, Code::LinkLoops, Code::NameNotUnicode, Code::BrokeOff];

struct Case {
    name: String,
    files: Vec<(String, Vec<u8>)>,
    environment: BTreeMap<String, String>,
    drafts: Drafts,
    expected: Option<(String, Range<usize>)>,
}

#[test]
fn every_case_brings_its_diagnostics() {
    let mut failures = Vec::new();
    for path in case_files() {
        let text = std::fs::read_to_string(&path).expect("a case file");
        let mut updates: Vec<(Range<usize>, String)> = Vec::new();
        for case in read(&text) {
            let actual = run(&case);
            let Some((expected, range)) = case.expected else {
                failures.push(format!("{}: `{}` expects nothing", path.display(), case.name));
                continue;
            };
            if actual.trim_end() != expected.trim_end() {
                failures.push(format!("{}: `{}`\nexpected\n{expected}\ngot\n{actual}", path.display(), case.name));
                updates.push((range, format!("{}\n", actual.trim_end())));
            }
        }
        if updating() {
            let mut text = text.clone();
            for (range, actual) in updates.into_iter().rev() {
                text.replace_range(range, &actual);
            }
            std::fs::write(&path, text).expect("written");
        }
    }
    assert!(updating() || failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn every_code_has_a_case() {
    let mut seen: BTreeSet<Code> = ELSEWHERE.into();
    for path in case_files() {
        let text = std::fs::read_to_string(&path).expect("a case file");
        for case in read(&text) {
            let expected = case.expected.map(|(expected, _)| expected).unwrap_or_default();
            seen.extend(Code::all().into_iter().filter(|code| expected.contains(&format!("[{}]", code.as_str()))));
        }
    }
    let missing: Vec<_> = Code::all().into_iter().filter(|code| !seen.contains(code)).map(Code::as_str).collect();
    assert!(missing.is_empty(), "codes without a case: {}", missing.join(", "));
}

fn case_files() -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(root().join("tests/cases"))
        .expect("case files")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no case files");
    files
}

fn read(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut heading: Option<String> = None;
    let mut fence: Option<(String, String, Option<Range<usize>>)> = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let name = heading.take().unwrap_or_default();
                let (files, environment) = (Vec::new(), BTreeMap::new());
                cases.push(Case { name, files, environment, drafts: Drafts::LeftOut, expected: None });
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                fence = Some((info.to_string(), String::new(), None))
            }
            Event::Text(words) | Event::Code(words) => match (&mut heading, &mut fence) {
                (Some(heading), _) => heading.push_str(&words),
                (_, Some((_, body, span))) => {
                    body.push_str(&words);
                    *span = Some(span.take().map_or(range.clone(), |before| before.start..range.end));
                }
                _ => {}
            },
            Event::End(TagEnd::CodeBlock) => {
                let (Some((info, body, span)), Some(case)) = (fence.take(), cases.last_mut()) else { continue };
                take_fence(case, &info, body, span, range, text);
            }
            _ => {}
        }
    }
    // A file's title is no case.
    cases.retain(|case| !case.files.is_empty() || case.expected.is_some());
    cases
}

fn take_fence(case: &mut Case, info: &str, body: String, span: Option<Range<usize>>, block: Range<usize>, text: &str) {
    let words: Vec<&str> = info.split_whitespace().collect();
    match words.as_slice() {
        ["diagnostics", rest @ ..] => {
            if rest.contains(&"drafts") {
                case.drafts = Drafts::Shown;
            }
            // An empty fence has no text of its own: what is written goes behind its first line.
            let inside = block.start + text[block].find('\n').map_or(0, |newline| newline + 1);
            case.expected = Some((body, span.unwrap_or(inside..inside)));
        }
        ["env", ..] => {
            let pairs = body.lines().filter_map(|line| line.split_once('='));
            case.environment.extend(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
        }
        [_, path, flags @ ..] => {
            let path = String::from_utf8(unescape(path)).expect("a path of Unicode");
            case.files.push((path, encode(body, flags)));
        }
        _ => panic!("a fence of `{}` names no file", case.name),
    }
}

fn encode(body: String, flags: &[&str]) -> Vec<u8> {
    let mut body = body;
    for flag in flags {
        match flag.split_once('=') {
            Some(("times", n)) => body = body.repeat(n.parse().expect("a number")),
            Some(("deep", n)) => body = deepen(&body, n.parse().expect("a number")),
            _ if *flag == "bare" => body = body.trim_end_matches('\n').to_owned(),
            _ if *flag == "crlf" => body = body.replace('\n', "\r\n"),
            _ if *flag == "bom" => body = format!("\u{feff}{body}"),
            _ if *flag == "escaped" => {}
            _ => panic!("no flag `{flag}`"),
        }
    }
    if flags.contains(&"escaped") { unescape(&body) } else { body.into_bytes() }
}

/// Writes the character before each `…` as often as is said.
fn deepen(text: &str, times: usize) -> String {
    let mut deep = String::new();
    for part in text.split_inclusive('…') {
        match part.strip_suffix('…') {
            Some(part) => {
                let last = part.chars().next_back().expect("a character before `…`");
                deep.push_str(part);
                deep.extend(std::iter::repeat_n(last, times - 1));
            }
            None => deep.push_str(part),
        }
    }
    deep
}

/// Turns `\xNN` and `\t` into the bytes they stand for.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at..];
        if let Some(hex) = rest.strip_prefix("\\x") {
            bytes.push(u8::from_str_radix(&hex[..2], 16).expect("two hex digits"));
            rest = &hex[2..];
        } else if let Some(behind) = rest.strip_prefix("\\t") {
            bytes.push(b'\t');
            rest = behind;
        } else {
            bytes.push(b'\\');
            rest = &rest[1..];
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

fn run(case: &Case) -> String {
    let mut files = case.files.clone();
    if files.iter().all(|(path, _)| path != "book.toml" && path != "no-book.toml") {
        files.push(("book.toml".to_owned(), b"[book]\ntitle = \"Test\"\n[journey]\nrequire = []\n".to_vec()));
    }
    let sources = Sources::from_memory(files);
    let mut engine = Engine::new(Options { drafts: case.drafts }, case.environment.clone());
    let first = engine.compile(&sources);
    let again = engine.compile(&sources);
    assert_eq!(first.diagnostics, again.diagnostics, "`{}`: what is remembered differs", case.name);
    human(&sources, &first)
}
