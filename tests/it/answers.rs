//! What answers come to on the pages: for what they count, how they are rounded, what stands beside them.

use rihla::build::Engine;
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
    let step = "---\ntitle: First\nsteps:\n  - id: come\n    emotion: 1\n    touchpoints: [till]\n  - id: sit\n    emotion: 1\n---\n";
    let files = [
        ("book.toml", SETTINGS),
        ("content/index.md", "# Home\n"),
        ("content/personas/ana.md", "---\ntitle: Ana\n---\n"),
        ("content/touchpoints/till.md", "---\ntitle: Till\nscores: { nps: 10 }\n---\n"),
        ("content/journeys/go/index.md", "---\ntitle: Go\npersonas: [ana]\n---\n"),
        ("content/journeys/go/01-first.md", step),
        ("data/moods.csv", moods),
        ("data/nps.csv", nps),
    ];
    let compiled = Engine::default().compile(&Sources::from_memory(files));
    assert!(compiled.diagnostics.is_empty(), "{:?}", compiled.diagnostics);
    compiled.value.site
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
