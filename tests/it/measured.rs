//! The handbook that benchmarks measure is one that can be built, and always the same.

#[expect(dead_code, reason = "the benchmarks write it to disk")]
#[path = "../bench/corpus/mod.rs"]
mod corpus;

use corpus::{Kind, Plan};

use crate::{compile, human};

fn files(pages: usize, seed: u64) -> Vec<(String, String)> {
    let pages = Plan::new(pages, seed).pages().map(|page| (format!("content/{}", page.path), page.markdown()));
    pages.chain([("book.toml".to_owned(), corpus::settings())]).collect()
}

#[test]
fn it_has_neither_errors_nor_warnings() {
    for (pages, seed) in [(16, 1), (70, 1), (70, 2)] {
        let (sources, compiled) = compile(files(pages, seed));
        assert_eq!(human(&sources, &compiled), "", "{pages} pages, seed {seed}");
        // The home page is not counted, nor what the tool makes itself.
        assert!(compiled.value.site.pages > pages);
    }
}

#[test]
fn it_has_as_many_pages_as_asked_for_and_the_same_for_the_same_seed() {
    for pages in [16, 17, 100, 999] {
        assert_eq!(Plan::new(pages, 1).pages().filter(|page| page.kind != Kind::Home).count(), pages);
    }
    assert_eq!(files(60, 1), files(60, 1));
    assert_ne!(files(60, 1), files(60, 2));
}

#[test]
fn its_stages_have_four_kilobytes() {
    let stages: Vec<_> =
        Plan::new(600, 1).pages().filter(|page| page.kind == Kind::Stage).map(|page| page.markdown().len()).collect();
    let mean = stages.iter().sum::<usize>() / stages.len();
    assert!((3700..4300).contains(&mean), "{mean} bytes");
}
