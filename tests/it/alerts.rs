//! Which alerts come first, which don't come at all, and what pages say of touchpoints.

use rihla::build::Engine;
use rihla::source::Sources;

use crate::{all_bytes, bytes, compile, human};

const TILL: &str = "2026-05-10,till,0,40\n2026-05-10,till,10,60\n";

fn handbook(settings: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let stage = "---\ntitle: Pay\nsteps:\n  - { id: queue, title: Queue, touchpoints: [till, sign], moment-of-truth: true }\n  - { id: go, title: Go, touchpoints: [till] }\n---\nText.\n";
    let files = [
        ("content/index.md", "# Home\n"),
        ("content/personas/amira.md", "---\ntitle: Amira\nshare: 0.25\n---\nText.\n"),
        ("content/journeys/visit/index.md", "---\ntitle: Visit\npersonas: [amira]\nowner: Floor\n---\nText.\n"),
        ("content/journeys/visit/01-pay.md", stage),
        (
            "content/touchpoints/till.md",
            "---\ntitle: Till\nowner: Floor\nscores: { csat: 49 }\nevidence: [{ kind: observation, title: Seen }]\n---\nText.\n",
        ),
        ("content/touchpoints/sign.md", "---\ntitle: Sign\nscores: { csat: 48 }\n---\nText.\n"),
        ("content/touchpoints/menu.md", "---\ntitle: Menu\nscores: { csat: 47 }\n---\nText.\n"),
        ("content/touchpoints/note.md", "---\ntitle: Note\nscores: { csat: { amira: 30 } }\n---\nText.\n"),
    ];
    let book = ("book.toml".to_owned(), format!("[book]\ntitle = \"T\"\n{settings}"));
    let files = files.iter().chain(more).map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    files.chain([book]).collect()
}

fn alerts(files: Vec<(String, String)>) -> String {
    let (_, compiled) = compile(files);
    let site = bytes(&compiled.value.site);
    String::from_utf8_lossy(&site["alerts/index.html"]).into_owned()
}

/// The texts between two others.
fn between(page: &str, start: &str, end: &str) -> Vec<String> {
    page.split(start).skip(1).map(|tail| tail.split(end).next().unwrap_or_default().to_owned()).collect()
}

fn named(page: &str) -> Vec<String> {
    between(page, "<th scope=row data-sort=\"", "\"")
}

#[test]
fn the_most_harmful_is_first() {
    // Till: 1 of 100 × 2 steps × a moment of truth = 4; sign: 2 × 1 × 2 = 4, behind it in the handbook's order of pages;
    // menu: 3 × 1; note: 20 × a quarter of the customers = 5.
    let page = alerts(handbook("[[alerts]]\nmetric = \"csat\"\nbelow = 50\n", &[]));
    assert_eq!(named(&page), ["Note", "Sign", "Till", "Menu"], "{page}");
    let harm = between(&page, "class=\"numeric\" data-sort=\"", "\"");
    assert_eq!(harm, ["5", "4", "4", "3"]);
    assert!(page.contains(">Floor<"), "the page's owner stands in: {page}");
}

#[test]
fn severities_come_before_harm() {
    let settings = "[[alerts]]\nmetric = \"csat\"\nbelow = 48\nseverity = \"note\"\n[[alerts]]\nmetric = \"csat\"\nbelow = 50\nowner = \"Us\"\nfor = \"touchpoint:till\"\n";
    let page = alerts(handbook(settings, &[]));
    assert_eq!(named(&page), ["Till", "Note", "Menu"], "{page}");
    assert!(page.contains(">Us<") && !page.contains(">Floor<"));
}

#[test]
fn a_note_is_told_as_a_note() {
    let settings = "[[alerts]]\nmetric = \"csat\"\nbelow = 48\nseverity = \"note\"\nfor = \"touchpoint:menu\"\n";
    let (sources, compiled) = compile(handbook(settings, &[]));
    assert!(human(&sources, &compiled).starts_with("note[alert]: csat of 47 is below 48"));
    assert!(!compiled.diagnostics.has_errors());
}

#[test]
fn touchpoints_at_risk_and_recommended_ones_are_listed() {
    let data = "[[data]]\nfile = \"data/nps.csv\"\nkind = \"survey\"\nmetric = \"nps\"\n";
    let rows = format!("date,touchpoint,score,count\n{TILL}2026-05-10,sign,0,30\n2026-05-10,sign,8,70\n");
    let site = |settings: &str| {
        let (sources, compiled) = compile(handbook(settings, &[("data/nps.csv", &rows)]));
        assert_eq!(human(&sources, &compiled), "");
        bytes(&compiled.value.site)
    };
    let text = |settings: &str, path: &str| String::from_utf8_lossy(&site(settings)[path]).into_owned();
    let page = text(data, "alerts/index.html");
    // A share that lies on its line is fine.
    assert!(
        page.contains("40% detractors") && page.contains("60% promoters") && !page.contains("30% detractors"),
        "{page}"
    );
    let till = text(data, "touchpoints/till.html");
    assert!(till.contains("verdict-at-risk") && till.contains("verdict-promoted"));
    assert!(!text(data, "touchpoints/sign.html").contains("verdict-"));
    let stricter = format!("[journey]\nat-risk = 0.2\npromoted = 0.6\n{data}");
    let page = text(&stricter, "alerts/index.html");
    assert!(page.contains("30% detractors") && !page.contains("60% promoters"), "{page}");
}

const NPS: &str = "[[data]]\nfile = \"data/nps.csv\"\nkind = \"survey\"\nmetric = \"nps\"\n";

#[test]
fn a_fall_that_may_be_chance_raises_nothing() {
    let settings = format!("{NPS}[[alerts]]\nmetric = \"nps\"\nfalls-by = 20\n");
    let told = |times: u32| {
        let row = |month: u32, score: u32, count: u32| format!("2026-{month:02}-10,till,{score},{}\n", count * times);
        let rows = [row(4, 10, 7), row(4, 0, 3), row(5, 10, 6), row(5, 0, 4)].concat();
        let rows = format!("date,touchpoint,score,count\n{rows}");
        let (sources, compiled) = compile(handbook(&settings, &[("data/nps.csv", &rows)]));
        human(&sources, &compiled)
    };
    // From 40 to 20 both times.
    assert_eq!(told(1), "");
    let told = told(100);
    assert!(
        told.contains("nps of 30 at `till` (n = 2000, counted from `data/nps.csv`) fell by 20 since 2026-04"),
        "{told}"
    );
}

#[test]
fn other_answers_make_the_pages_anew_that_tell_of_them() {
    let settings = format!("{NPS}[[alerts]]\nmetric = \"nps\"\nbelow = 0\n");
    let sources = |low: u32, owner: &str| {
        let rows = format!("date,touchpoint,score,count\n2026-05-10,till,0,{low}\n2026-05-10,till,10,40\n");
        let sign = format!("---\ntitle: Sign\nowner: {owner}\nscores: {{ nps: -4 }}\n---\nText.\n");
        let mut files = handbook(&settings, &[("data/nps.csv", &rows)]);
        files.retain(|(path, _)| path != "content/touchpoints/sign.md");
        files.push(("content/touchpoints/sign.md".to_owned(), sign));
        Sources::from_memory(files)
    };
    let mut warm = Engine::default();
    for (low, owner) in [(10, "us"), (30, "us"), (50, "us"), (50, "them"), (10, "them")] {
        let sources = sources(low, owner);
        let fresh = Engine::default().compile(&sources);
        assert_eq!(all_bytes(&warm.compile(&sources).value.site), all_bytes(&fresh.value.site), "{low} {owner}");
    }
}
