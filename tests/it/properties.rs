//! Properties: no input panics, and what is told lies inside the files.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rihla::build::Engine;
use rihla::locale::{Direction, Locale};
use rihla::map::layout::{self, Extent, Mark, Words};
use rihla::map::{Curve, Series, Whose, svg};
use rihla::source::Sources;

use crate::pages::check_site;
use crate::{Dice, all_bytes, bytes, compile};

/// Pieces that pages are made of, in all four scripts, right and wrong.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "---\n",
        "+++\n",
        "title: Till\n",
        "title: ร้าน\n",
        "steps:\n",
        "  - title: Order\n",
        "    emotion: 2\n",
        "    emotion: { amira: -9 }\n",
        "    touchpoints: [till]\n",
        "scores: { nps: 12 }\n",
        "scores: [\n",
        "personas: [amira, amria]\n",
        "phase: decision\n",
        "\t",
        "\r\n",
        "\u{feff}",
        "# Heading\n",
        "## رحلة العميل\n",
        "[[till]] ",
        "[[persona:amira|x]]",
        "[x](till.md#y)",
        "![a](b.png)",
        "<script>",
        "</div>",
        "<b onclick=1>",
        "`code`",
        "```yaml\na: 1\n",
        "```journey visit\nview: curve\n```\n",
        "```journey visit\nview: map\npersona: amira\nlanes: [pains, emotion]\n```\n",
        "```journey\nview: network\n```\n",
        "> ```journey visit\n> view: ",
        "- ~~~journey\n\tlanes: [",
        "```journey ",
        "visit\n",
        "view: future\n",
        "<div title='\n\n",
        "> [!NOTE]\n> x\n",
        "| a | b |\n|---|---|\n| [[till\\|x]] | 2 |\n",
        "Term\n: Definition\n",
        "[^1]",
        "\n\n[^1]: note\n",
        "- [ ] task\n",
        "İIıi ",
        "👩‍👩‍👧 ",
        "e\u{301}",
        "\u{202e}",
        "{{ page }}",
        "{% if %}",
        "&amp;<>\"'",
        "&x",
        "<?xml ",
        "encoding=é",
        "<svg on",
        " = ",
        "*y",
        "!z ",
        ": ",
        "- ",
        "\n",
        "  ",
        "a",
        "؟ ",
        "ไม่",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..24).prop_map(|pieces| pieces.concat())
}

fn path() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "content/index.md",
        "content/index.ar.md",
        "content/personas/amira.md",
        "content/personas/amira.ar.md",
        "content/touchpoints/till.md",
        "content/journeys/visit/index.md",
        "content/journeys/visit/01-come.md",
        "content/journeys/visit/02-go.md",
        "content/journeys/visit/01-come.ar.md",
        "content/guide/a.md",
        "content/guide/A.md",
        "content/glossary.md",
        "content/guide/b.png",
        "content/guide/c.svg",
        "content/a/b/c/d.md",
        "content/journeys/lost/01-x.md",
        "content/till.xx.md",
        "content/ar/index.md",
    ])
}

fn book() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "[book]\ntitle = \"T\"\n[languages.ar]\ntitle = \"ع\"\n",
        "[book]\ntitle = \"T\"\nlanguage = \"tr\"\n[languages.ar]\n[channels]\nin-store = \"In\"\n[[alerts]]\nmetric = \"nps\"\nbelow = 20\n",
        "[book]\nlanguage = \"th\"\n[output.html]\nsite-url = \"https://example.com/x\"\nraw-html = \"escape\"\n",
        "",
        "[book\n",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_handbook_panics(pages in prop::collection::btree_map(path(), piece(), 0..9), book in book()) {
        let files: Vec<_> = pages.into_iter().chain([("book.toml", book.to_owned())]).collect();
        let sources = Sources::from_memory(files);
        let mut engine = Engine::default();
        let compiled = engine.compile(&sources);
        for diagnostic in compiled.diagnostics.iter() {
            if let Some(text) = sources.text(&diagnostic.place.path) {
                let range = diagnostic.place.span.range();
                prop_assert!(text.get(range.clone()).is_some(), "{diagnostic:?} points at {range:?} of {text:?}");
            }
        }
        // Links, anchors and ids hold in every site that would be published.
        let is_published = !compiled.diagnostics.has_errors();
        let read = if is_published { all_bytes } else { bytes };
        let site = read(&compiled.value.site);
        if is_published {
            check_site(&site);
        }
        let warm = engine.compile(&sources);
        prop_assert_eq!(read(&warm.value.site), site);
        prop_assert_eq!(warm.diagnostics, compiled.diagnostics);
    }

    #[test]
    fn a_page_of_anything_is_a_page(text in "\\PC{0,400}") {
        let (_, compiled) = compile([("book.toml", "[book]\ntitle = \"T\"\n"), ("content/index.md", text.as_str())]);
        if !compiled.diagnostics.has_errors() {
            check_site(&all_bytes(&compiled.value.site));
        }
    }

    #[test]
    fn curves_stay_on_their_canvas(
        values in prop::collection::vec(prop::collection::vec(prop::option::of(-2.0..=2.0_f64), 1..40), 1..6),
        rtl in any::<bool>(),
        strip in any::<bool>(),
    ) {
        let columns = values[0].len();
        let series: Vec<_> = values
            .iter()
            .enumerate()
            .map(|(at, values)| Series {
                whose: if at == 0 { Whose::Average } else { Whose::Everybody },
                number: at as u8,
                values: (0..columns).map(|column| values.get(column).copied().flatten()).collect(),
            })
            .collect();
        let curve = Curve { series, moments_of_truth: vec![0], stage_starts: vec![0], scale: (-2.0, 2.0), ..Curve::default() };
        let direction = if rtl { Direction::Rtl } else { Direction::Ltr };
        let words = Words { names: values.iter().map(|_| "A very long name".to_owned()).collect(), ..Words::default() };
        let extent = if strip { Extent::Strip(Some(columns - 1)) } else { Extent::Full };
        let scene = layout::curve(&curve, &words, direction, extent, &Locale::default());
        for point in &scene.points {
            let reach = if matches!(point.mark, Mark::Face(_)) { 24.0 } else { 6.0 };
            prop_assert!((0.0..=1.0).contains(&point.at.0));
            prop_assert!(point.at.1 >= reach && point.at.1 <= scene.height - reach, "{:?}", point);
            if let Some(number) = &point.number {
                let y = point.at.1 + number.offset.1;
                prop_assert!(y >= 8.0 && y <= scene.height, "{:?}", point);
            }
        }
        for (at, label) in scene.labels.iter().enumerate() {
            prop_assert!(label.at.1 >= 0.0 && label.at.1 <= scene.height, "{:?}", label);
            let touches = |other: &layout::Label| other.at.0 == label.at.0 && (other.at.1 - label.at.1).abs() < 12.0;
            prop_assert!(!scene.labels[..at].iter().any(touches), "{:?} touches another", label);
        }
        for (x, top, bottom) in &scene.stems {
            prop_assert!((0.0..=1.0).contains(x) && 0.0 <= *top && top < bottom && *bottom <= scene.height);
        }
        prop_assert!(!svg::curve(&scene).contains("NaN") && !svg::axis(&scene).contains("NaN"));
    }
}

#[test]
fn a_warm_engine_equals_a_fresh_one() {
    let mut files: BTreeMap<String, String> = crate::tree(&crate::root().join("tests/sites/small"))
        .into_iter()
        .filter(|(path, _)| !path.starts_with("expected/"))
        .filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?)))
        .collect();
    let mut engine = Engine::default();
    let mut dice = Dice(7);
    for step in 0..120 {
        let names: Vec<String> = files.keys().cloned().collect();
        let name = names[dice.roll(names.len())].clone();
        let text = files[&name].clone();
        match dice.roll(6) {
            0 => drop(files.insert(name, format!("{text}\nMore, {step}.\n"))),
            1 => drop(files.remove(&name)),
            2 => drop(files.insert(format!("content/guide/new-{step}.md"), format!("# New {step}\n\n[[till]]\n"))),
            3 => {
                files.remove(&name);
                files.insert(name.replace("till", "counter").replace("order", "ordering"), text);
            }
            4 => drop(files.insert(name, text.replace("emotion: 1", "emotion: 2").replace("title:", "titel:"))),
            _ => drop(files.insert(name, text.replace("titel:", "title:"))),
        }
        let sources = Sources::from_memory(&files);
        let warm = engine.compile(&sources);
        let fresh = Engine::default().compile(&sources);
        assert_eq!(warm.diagnostics, fresh.diagnostics, "step {step}");
        let read = if step % 4 == 3 { all_bytes } else { bytes };
        assert!(read(&warm.value.site) == read(&fresh.value.site), "step {step}: the sites differ");
    }
}

#[test]
fn unfinished_html_swallows_nothing_of_the_page() {
    let page = "<div title='\n\n[^1]\n\n[^1]: note\n\n<!-- a comment that nobody closes\n";
    let sources = Sources::from_memory([
        ("book.toml".to_owned(), "[book]\ntitle = \"T\"\n".to_owned()),
        ("content/index.md".to_owned(), page.to_owned()),
    ]);
    let compiled = Engine::default().compile(&sources);
    assert!(!compiled.diagnostics.has_errors());
    check_site(&all_bytes(&compiled.value.site));
}
