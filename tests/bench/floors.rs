//! How long each floor of the pipeline takes on a handbook of 240 pages: `cargo bench --bench floors`.
//!
//! The first build of a handbook is `parse`, `resolve`, `map`, `render` with `highlight` inside it; each is measured
//! alone, with what the floors below gave it. `render, all known` is a rendering that finds each coloured block
//! remembered, as it does in a preview. `highlight` loads its grammars outside of what is measured: the time to load
//! them is `highlight, the first block`.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

use rihla::map;
use rihla::map::sheet::Studio;
use rihla::model::{self, Options};
use rihla::parse::{self, Document, PageOptions, Settings};
use rihla::site::{self, Highlighter, Tools};
use rihla::source::{FilePath, Sources};

#[expect(dead_code, reason = "the other benchmark writes it to disk, this one keeps it in memory")]
mod corpus;

const PAGES: usize = 240;

/// The handbook as its author wrote it, and what parsing needs to know.
struct Handbook {
    sources: Sources,
    pages: Vec<(FilePath, Arc<str>)>,
    settings: Settings,
    options: PageOptions,
}

impl Handbook {
    fn new() -> Self {
        let plan = corpus::Plan::new(PAGES, 1);
        let texts: Vec<_> = plan.pages().map(|page| (format!("content/{}", page.path), page.markdown())).collect();
        let files = texts.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let toml = corpus::settings();
        let sources = Sources::from_memory(files.chain([("book.toml", toml.as_str())]));
        let settings = parse::settings(&FilePath::new("book.toml"), &toml.as_str().into(), &BTreeMap::new()).value;
        let options =
            PageOptions { src: settings.src.clone(), language: settings.language.clone(), raw_html: settings.raw_html };
        let pages = texts.iter().map(|(path, text)| (FilePath::new(path), text.as_str().into())).collect();
        Self { sources, pages, settings, options }
    }

    fn parse(&self) -> Vec<Arc<Document>> {
        self.pages.iter().map(|(path, text)| Arc::new(parse::page(path, text, &self.options).value)).collect()
    }

    fn resolve(&self, documents: Vec<Arc<Document>>, settings: Settings) -> model::Atlas {
        model::resolve(
            settings,
            documents,
            Vec::new(),
            &self.sources,
            Options::default(),
            &mut model::Memory::default(),
        )
        .value
    }

    /// The blocks of code on all pages: a language and its lines.
    fn blocks(&self) -> Vec<(String, String)> {
        let fenced = |text: &Arc<str>| {
            let parts: Vec<_> = text.split("```").map(str::to_owned).collect();
            let blocks = parts.chunks_exact(2).filter_map(|pair| pair[1].split_once('\n'));
            blocks.map(|(language, code)| (language.to_owned(), code.to_owned())).collect::<Vec<_>>()
        };
        self.pages.iter().flat_map(|(_, text)| fenced(text)).collect()
    }
}

fn floors(criterion: &mut Criterion) {
    let handbook = Handbook::new();
    let documents = handbook.parse();
    let atlas = Arc::new(handbook.resolve(documents.clone(), handbook.settings.clone()));
    let maps = Arc::new(map::draw(&atlas));
    let mut group = criterion.benchmark_group("floors");
    group.sample_size(10).measurement_time(Duration::from_secs(8)).throughput(Throughput::Elements(PAGES as u64));
    group.bench_function("parse", |bencher| bencher.iter(|| black_box(&handbook).parse()));
    group.bench_function("resolve", |bencher| {
        bencher.iter_batched(
            || (documents.clone(), handbook.settings.clone()),
            |(documents, settings)| handbook.resolve(documents, settings),
            BatchSize::LargeInput,
        );
    });
    group.bench_function("check", |bencher| bencher.iter(|| model::check(black_box(&atlas))));
    group.bench_function("map", |bencher| bencher.iter(|| map::draw(black_box(&atlas))));
    let render = |highlighter: &Highlighter, studio: &Studio| {
        site::render(
            &atlas,
            &maps,
            &handbook.sources,
            Tools { highlighter, studio },
            site::Outlet::Site(&mut site::Memory::default()),
        )
    };
    group.bench_function("render", |bencher| {
        let tools = || (Highlighter::new(), Studio::default());
        bencher.iter_batched(tools, |(highlighter, studio)| render(&highlighter, &studio), BatchSize::LargeInput);
    });
    let (highlighter, studio) = (Highlighter::new(), Studio::default());
    group.bench_function("render, all known", |bencher| bencher.iter(|| render(&highlighter, &studio)));
    group.finish();
}

fn highlight(criterion: &mut Criterion) {
    let blocks = Handbook::new().blocks();
    assert!(blocks.len() > PAGES / 2, "the corpus has a block on each stage's page");
    let warm = || {
        let highlighter = Highlighter::new();
        for language in ["json", "sql", "python", "javascript", "yaml", "bash"] {
            highlighter.highlight(language, "x");
        }
        highlighter
    };
    let all =
        |highlighter: &Highlighter| blocks.iter().filter_map(|(at, code)| highlighter.highlight(at, code)).count();
    let mut group = criterion.benchmark_group("highlight");
    group.sample_size(20).throughput(Throughput::Elements(blocks.len() as u64));
    group.bench_function("all blocks", |bencher| {
        bencher.iter_batched(warm, |highlighter| all(&highlighter), BatchSize::LargeInput);
    });
    let known = warm();
    group.bench_function("all blocks, known", |bencher| bencher.iter(|| all(black_box(&known))));
    group.finish();
    criterion.bench_function("highlight/the first block", |bencher| {
        bencher.iter(|| Highlighter::new().highlight("json", black_box("{ \"minutes\": 4.5 }")));
    });
}

criterion_group!(benches, floors, highlight);
criterion_main!(benches);
