//! What answers come to on the pages: for what they count, how they are rounded, what stands beside them.

use rihla::build::{Compiled, Engine};
use rihla::diag::Diagnosed;
use rihla::site::Site;
use rihla::source::Sources;

use crate::bytes;

const SETTINGS: &str = r#"
[book]
title = "T"

[journey]
require = []

[[data]]
file = "data/moods.csv"
title = "Moods"
kind = "observation"
metric = "emotion"

[[data]]
file = "data/nps.csv"
title = "Recommendations"
kind = "survey"
metric = "nps"
question = "Would you recommend us?"
"#;

/// A journey with a step and a touchpoint, and answers about them.
fn site(moods: &str, nps: &str) -> Site {
    let compiled = compiled(SETTINGS, moods, nps);
    assert!(compiled.diagnostics.is_empty(), "{:?}", compiled.diagnostics);
    compiled.value.site
}

fn compiled(settings: &str, moods: &str, nps: &str) -> Diagnosed<Compiled> {
    let step = "---\ntitle: First\nsteps:\n  - id: come\n    emotion: 1\n    touchpoints: [till]\n  - id: sit\n    emotion: 1\n---\n";
    let files = [
        ("book.toml", settings),
        ("content/index.md", "# Home\n"),
        ("content/personas/ana.md", "---\ntitle: Ana\n---\n"),
        ("content/touchpoints/till.md", "---\ntitle: Till\nscores: { nps: 10 }\n---\n"),
        ("content/journeys/go/index.md", "---\ntitle: Go\npersonas: [ana]\n---\n"),
        ("content/journeys/go/01-first.md", step),
        ("data/moods.csv", moods),
        ("data/nps.csv", nps),
    ];
    Engine::default().compile(&Sources::from_memory(files))
}

fn page(site: &Site, path: &str) -> String {
    String::from_utf8(bytes(site)[path].clone()).expect("UTF-8")
}

fn nps(counts: &[(u8, u32)]) -> String {
    let rows = counts.iter().map(|(answer, count)| format!("2026-03-01,till,{answer},{count}\n"));
    std::iter::once("date,touchpoint,score,count\n".to_owned()).chain(rows).collect()
}

const MOODS: &str =
    "date,journey,stage,step,persona,score\n2026-03-01,go,first,come,ana,-2\n2026-03-02,go,first,come,,-1\n";

#[test]
fn an_nps_is_a_whole_number_with_its_interval() {
    // The golden value of the metrics' design: 8 promoters, 4 passives, 3 detractors.
    let site = site(MOODS, &nps(&[(10, 5), (9, 3), (8, 4), (6, 2), (0, 1)]));
    let till = page(&site, "touchpoints/till.html");
    assert!(till.contains("<bdi>+33</bdi>"), "{till}");
    assert!(till.contains("n = 15") && till.contains("95 %: \u{2212}9 to +64"), "{till}");
    // What its author wrote stands beside it.
    assert!(till.contains("written here: +10 (difference +23)"), "{till}");
    let source = page(&site, "data/nps.html");
    assert!(source.contains("5 of 5 rows") && source.contains("Would you recommend us?"), "{source}");
    assert!(source.contains("touchpoints/till.html"), "{source}");
    // The index says the same number.
    let index = page(&site, "touchpoints/index.html");
    assert!(index.contains(">+33<") && !index.contains("33.3<"), "{index}");
}

#[test]
fn an_answer_counts_for_its_step_and_is_evidence() {
    let site = site(MOODS, &nps(&[(10, 1)]));
    let stage = page(&site, "journeys/go/first.html");
    let (come, sit) = stage.split_once("id=\"step:sit\"").expect("two steps");
    assert!(come.contains("\u{2212}2") && come.contains("Moods") && come.contains("n = 2"), "{come}");
    assert!(!sit.contains("Moods"), "{sit}");
    // Two answers about a step are none about its stage.
    assert!(!stage.contains("id=\"page:scores\""), "{stage}");
}

#[test]
fn rows_that_count_answers_are_counted_as_rows() {
    // A name that nobody has is an error; the page shows what became of the rows all the same.
    let settings = SETTINGS.replace("file = \"data/nps.csv\"", "file = \"data/nps.csv\"\nbad-rows = \"warning\"");
    let table = nps(&[(10, 40), (9, 3)]) + "2026-03-01,tyll,8,500\n2026-03-01,tyll,7,0\n";
    let site = compiled(&settings, MOODS, &table).value.site;
    let source = page(&site, "data/nps.html");
    assert!(source.contains("3 of 4 rows"), "{source}");
}

#[test]
fn comments_stand_where_they_belong_as_text() {
    let moods = "date,journey,stage,step,persona,score,comment\n\
        2026-03-01,go,first,come,ana,-2,<b>Nobody</b> came\n\
        2026-03-02,go,first,come,,-1,نعم\n\
        2026-03-03,go,first,,,1,call me: +90 532 000 00 00\n";
    let compiled = compiled(SETTINGS, moods, &nps(&[(10, 1)]));
    let codes: Vec<_> = compiled.diagnostics.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["personal-data"]);
    let site = compiled.value.site;
    let (stage, ana, data) = ("journeys/go/first.html", "personas/ana.html", "data/moods.html");
    for path in [stage, ana, data] {
        let page = page(&site, path);
        assert!(page.contains("<p dir=\"auto\">&lt;b&gt;Nobody&lt;/b&gt; came</p>"), "{path}: {page}");
        assert!(!page.contains("532"), "{path}");
    }
    let of_stage = page(&site, stage);
    assert!(of_stage.find("نعم") < of_stage.find("came</p>"), "the last one first");
    assert!(of_stage.contains("personas/ana.html\">Ana</a>"), "{of_stage}");
    assert!(!page(&site, ana).contains("نعم"));
}

#[test]
fn counted_points_are_told_from_estimates() {
    let guesses =
        |moods: &str| page(&site(moods, &nps(&[(10, 1)])), "journeys/go/index.html").matches("curve-guess").count();
    // Of two steps one was counted, then both.
    let one = guesses(MOODS);
    let none = guesses(&format!("{MOODS}2026-03-02,go,first,sit,ana,1\n"));
    assert!(one > 0 && none == 0, "{one} {none}");
}
