//! Every test that needs more than one module.

mod alerts;
mod answers;
mod cases;
mod cli;
mod colours;
mod diff;
mod drawing;
mod export;
mod faults;
mod feeds;
mod golden;
mod handbook;
mod incremental;
mod languages;
mod measured;
mod opportunities;
mod pages;
mod parts;
mod preview;
mod properties;
mod recent;
mod sample;
mod search;
mod sharing;
mod sheets;
mod sources;
mod structure;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rihla::build::{Compiled, Engine};
use rihla::diag::{Colour, Diagnosed, Format, print};
use rihla::model::Options;
use rihla::site::{Body, Site};
use rihla::source::Sources;

/// The repository.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// True where expectations are to be written instead of checked: `UPDATE=1 cargo test`.
fn updating() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

/// Compiles a handbook in memory.
fn compile<P: AsRef<str>, B: AsRef<[u8]>>(files: impl IntoIterator<Item = (P, B)>) -> (Sources, Diagnosed<Compiled>) {
    let sources = Sources::from_memory(files);
    let compiled = Engine::new(Options::default(), BTreeMap::new()).compile(&sources);
    (sources, compiled)
}

/// Diagnostics as people read them.
fn human<T>(sources: &Sources, diagnosed: &Diagnosed<T>) -> String {
    print(diagnosed.diagnostics.iter(), sources, Format::Human { colour: Colour::Never })
}

/// The files of a site as bytes, and those that are made on demand.
fn all_bytes(site: &Site) -> BTreeMap<String, Vec<u8>> {
    // That pictures are drawn and words are found has tests of its own: here it is enough that they are there.
    let is_made = |path: &str| !path.ends_with(".png") && !path.ends_with('/');
    let made = |path: &str| match is_made(path).then(|| site.on_demand.file(path)).flatten() {
        Some(Body::Bytes(bytes)) => bytes.to_vec(),
        _ => Vec::new(),
    };
    let waiting = site.on_demand.paths().map(|path| (path.to_owned(), made(path)));
    waiting.chain(bytes(site)).collect()
}

/// The files of a site as bytes; those that are made on demand are not among them.
fn bytes(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let read = |body: &Body| match body {
        Body::Bytes(bytes) => bytes.to_vec(),
        Body::Asset(asset) => asset.read().expect("an asset that was there a moment ago").to_vec(),
    };
    site.files.iter().map(|(path, body)| (path.clone(), read(body))).collect()
}

/// The files below a folder, by their paths with `/`.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files =
        walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below the folder");
            let path = path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            (path, std::fs::read(entry.path()).expect("readable"))
        })
        .collect()
}

/// A linear congruential generator: random enough for a script, and the same on every machine.
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
