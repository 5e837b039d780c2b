//! Opportunities: what they moved, whether they are late, what they are worth, and where all that is shown.

use rihla::build::Engine;
use rihla::model::{Atlas, Opportunity};
use rihla::source::Sources;

use crate::bytes;

const SETTINGS: &str = r#"
[book]
title = "T"

[[data]]
file = "data/satisfied.csv"
kind = "survey"
metric = "satisfaction"

[[data]]
file = "data/important.csv"
kind = "survey"
metric = "importance"

[[data]]
file = "data/moods.csv"
kind = "observation"
metric = "emotion"
"#;

/// A handbook of one step with one opportunity, and answers about its stage, its touchpoint and itself.
fn handbook(opportunity: &str, satisfied: &str, more: &[(&str, &str)]) -> Sources {
    let head = "date,journey,stage,step,touchpoint,persona,score,count\n";
    let stage = format!(
        "---\ntitle: First\nsteps:\n  - id: come\n    emotion: 1\n    touchpoints: [till]\n    opportunities:\n      - {{ id: o, title: Do it, {opportunity} }}\n---\n"
    );
    let mut files: Vec<(String, String)> = vec![
        ("book.toml".into(), SETTINGS.into()),
        ("content/index.md".into(), "# Home\n".into()),
        ("content/personas/ana.md".into(), "# Ana\n".into()),
        ("content/touchpoints/till.md".into(), "# Till\n".into()),
        ("content/journeys/go/index.md".into(), "---\ntitle: Go\nowner: ops\npersonas: [ana]\n---\n".into()),
        ("content/journeys/go/01-first.md".into(), stage),
        ("data/satisfied.csv".into(), format!("{head}{satisfied}")),
        ("data/important.csv".into(), head.into()),
        ("data/moods.csv".into(), head.into()),
    ];
    for (path, text) in more {
        let text = if path.ends_with(".csv") { format!("{head}{text}") } else { (*text).to_owned() };
        files.retain(|(known, _)| known != path);
        files.push(((*path).to_owned(), text));
    }
    Sources::from_memory(files)
}

fn resolved(sources: &Sources) -> Atlas {
    let resolved = Engine::default().resolve(sources);
    assert!(!resolved.diagnostics.has_errors(), "{:?}", resolved.diagnostics);
    resolved.value
}

fn only(atlas: &Atlas) -> &Opportunity {
    &atlas.steps[0].opportunities[0]
}

/// The values and numbers of answers before and after, and the change that may be told.
fn effect(opportunity: &str, satisfied: &str, more: &[(&str, &str)]) -> Option<[Option<(f64, u64)>; 3]> {
    let atlas = resolved(&handbook(opportunity, satisfied, more));
    let effect = only(&atlas).effect.as_ref()?;
    let side = |value: f64, n: u64| ((value * 1e6).round() / 1e6, n);
    Some([
        effect.before.map(|before| side(before.value, before.n)),
        effect.after.map(|after| side(after.value, after.n)),
        effect.change().map(|change| side(change, 0)),
    ])
}

const DONE: &str = "status: done, done: 2026-03-15, moves: satisfaction";

/// 2.8 before, 1 in the month in which it was done, 4 afterwards.
const RISE: &str = "2025-12-31,go,first,,,,2,60\n2026-02-28,go,first,,,,4,40\n2026-03-01,go,first,,,,1,900\n2026-03-31,go,first,,,,1,900\n2026-04-01,go,first,,,,4,100\n,go,first,,,,1,900\n";

#[test]
fn months_before_and_after_are_compared() {
    let found = effect(DONE, RISE, &[]).expect("an effect");
    assert_eq!(found, [Some((2.8, 100)), Some((4.0, 100)), Some((1.2, 0))]);
    // On the last day of the month before, that month is the one that counts for neither.
    let found = effect("status: done, done: 2026-02-28, moves: satisfaction", RISE, &[]).expect("an effect");
    assert_eq!(found[0], Some((2.0, 60)));
    assert_eq!(found[1].map(|(_, n)| n), Some(1900));
}

#[test]
fn a_difference_that_may_be_chance_is_no_change() {
    let few = "2026-01-01,go,first,,,,2,3\n2026-01-02,go,first,,,,4,3\n2026-05-01,go,first,,,,3,2\n2026-05-02,go,first,,,,4,2\n";
    assert_eq!(effect(DONE, few, &[]), Some([Some((3.0, 6)), Some((3.5, 4)), None]));
    let site = Engine::default().compile(&handbook(DONE, few, &[])).value.site;
    let page = String::from_utf8(bytes(&site)["opportunities/index.html"].clone()).expect("UTF-8");
    assert!(page.contains("no clear change yet") && !page.contains("clearly"));
}

#[test]
fn a_side_without_answers_is_told() {
    assert_eq!(effect(DONE, "2026-01-01,go,first,,,,2,3\n", &[]), Some([Some((2.0, 3)), None, None]));
    assert_eq!(effect(DONE, "2026-04-01,go,first,,,,2,3\n", &[]), Some([None, Some((2.0, 3)), None]));
    assert_eq!(effect(DONE, "2026-03-01,go,first,,,,2,3\n", &[]), None);
    assert_eq!(effect("status: done, moves: satisfaction", RISE, &[]), None, "nobody knows when");
    assert_eq!(effect("status: doing, moves: satisfaction", RISE, &[]), None);
}

#[test]
fn other_places_and_emotions_have_their_own_answers() {
    let at = |of: &str| format!("status: done, done: 2026-03-15, moves: {{ metric: satisfaction, of: \"{of}\" }}");
    let rows = "2026-01-01,go,,,,,2,10\n2026-01-01,,,,till,,3,20\n2026-01-01,go,first,,,,4,30\n";
    for (place, value, n) in [("journey:go", 2.0, 10), ("touchpoint:till", 3.0, 20), ("stage:go/first", 4.0, 30)] {
        assert_eq!(effect(&at(place), rows, &[]).expect("an effect")[0], Some((value, n)), "{place}");
    }
    let moods = "2026-01-01,go,first,come,,,-1,5\n2026-06-01,go,first,come,,,2,50\n";
    let found = effect("status: done, done: 2026-03-15, moves: emotion", "", &[("data/moods.csv", moods)]);
    assert_eq!(found.map(|[before, after, _]| (before, after)), Some((Some((-1.0, 5)), Some((2.0, 50)))));
}

#[test]
fn what_is_late_depends_on_the_day_of_the_handbook() {
    let late = |opportunity: &str, settings: &str| {
        let settings = format!("{SETTINGS}\n[journey]\n{settings}\n");
        let atlas = resolved(&handbook(opportunity, "2026-05-01,go,first,,,,2,3\n", &[("book.toml", &settings)]));
        only(&atlas).is_overdue
    };
    assert!(late("due: 2026-06-30", "as-of = 2026-07-01"));
    assert!(!late("due: 2026-06-30", "as-of = 2026-06-30"));
    assert!(!late("due: 2026-06-30, status: done", "as-of = 2026-07-01"));
    assert!(!late("due: 2026-06-30, status: dropped", "as-of = 2026-07-01"));
    // Without a setting the newest answer is today.
    assert!(late("due: 2026-04-30", "") && !late("due: 2026-05-01", ""));
}

#[test]
fn importance_and_satisfaction_make_the_score() {
    let satisfied = "2026-01-01,go,first,,,,2,7\n2026-01-01,go,first,,,,4,2\n2026-01-01,go,first,,,ana,5,1\n";
    let important = "2026-01-01,go,first,,,,5,8\n2026-01-01,go,first,,,,3,1\n2026-01-01,go,first,,,ana,4,1\n";
    let sources = handbook("status: idea", satisfied, &[("data/important.csv", important)]);
    let site = Engine::default().compile(&sources).value.site;
    let pages = bytes(&site);
    let page = |path: &str| String::from_utf8(pages[path].clone()).expect("UTF-8");
    let stage = page("journeys/go/first.html");
    // 9 of 10 say it is important, 3 of 10 are satisfied; Ana says both.
    assert!(stage.contains("<bdi>15.0</bdi>") && stage.contains("<bdi>9.0</bdi>") && stage.contains("<bdi>3.0</bdi>"));
    assert!(stage.contains("<bdi>10.0</bdi>"));
    assert!(page("opportunities/index.html").contains("data-sort=\"15\""));
    assert!(!page("touchpoints/till.html").contains("page:worth"));
    let unmeasured = Engine::default().compile(&handbook("status: idea", satisfied, &[])).value.site;
    let backlog = String::from_utf8(bytes(&unmeasured)["opportunities/index.html"].clone()).expect("UTF-8");
    assert!(backlog.contains("title=\"Not measured: "));
}

#[test]
fn the_backlog_says_who_has_how_many_and_what_is_late() {
    let settings = format!("{SETTINGS}\n[journey]\nas-of = 2026-07-01\n");
    let sources = handbook("due: 2026-06-30, owner: Floor team", "", &[("book.toml", &settings)]);
    let site = Engine::default().compile(&sources).value.site;
    let pages = bytes(&site);
    for path in ["opportunities/index.html", "journeys/go/first.html", "journeys/index.html", "index.html"] {
        let page = String::from_utf8(pages[path].clone()).expect("UTF-8");
        assert!(page.contains("badge overdue"), "{path}");
    }
    let backlog = String::from_utf8(pages["opportunities/index.html"].clone()).expect("UTF-8");
    assert!(backlog.contains("id=\"owner:Floor+team\"") && backlog.contains("No status"));
}
