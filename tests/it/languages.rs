//! A language that the program doesn't speak: one file, as a handbook brings it, makes its whole interface speak.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use rihla::site::english_texts;
use rihla::site::texts::Texts;

use crate::{bytes, compile, human, root};

/// The pages of a small handbook whose theme has the texts of a language, by their paths, and what is said about it.
fn built(settings: &str, tag: &str, texts: &str) -> (BTreeMap<String, String>, String) {
    let step = "steps:\n  - title: Wait\n    touchpoints: [till]\n    emotion: -1.5\n";
    let files = [
        ("book.toml", settings.to_owned()),
        ("content/index.md", "# Home\n\nText.\n".to_owned()),
        ("content/personas/mara.md", "---\ntitle: Mara\n---\nText.\n".to_owned()),
        ("content/touchpoints/till.md", "---\ntitle: Till\n---\nText.\n".to_owned()),
        ("content/journeys/visit/index.md", "---\ntitle: Visit\npersonas: [mara]\n---\n".to_owned()),
        ("content/journeys/visit/01-pay.md", format!("---\ntitle: Pay\nphase: decision\n{step}---\nText.\n")),
        (&format!("theme/texts/{tag}.ftl"), texts.to_owned()),
    ];
    let (sources, compiled) = compile(files);
    let said = human(&sources, &compiled);
    let pages = bytes(&compiled.value.site).into_iter().filter(|(path, _)| path.ends_with(".html"));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("a page is text");
    (pages.map(|(path, bytes)| (path, text(bytes))).collect(), said)
}

#[test]
fn a_fifth_language_is_one_file() {
    let texts = fs::read_to_string(root().join("tests/languages/de.ftl")).expect("readable");
    let keys = |tag: &str, source: &str| -> BTreeSet<String> {
        let (texts, problems) = Texts::parse(tag, &[source]);
        assert!(problems.is_empty(), "{tag}: {problems:?}");
        texts.keys().map(str::to_owned).collect()
    };
    assert_eq!(keys("de", &texts), keys("en", english_texts()));
    let settings = "[book]\ntitle = \"Handbuch\"\nlanguage = \"de\"\n\n[output.html]\ntheme = \"theme\"\n";
    let (pages, said) = built(settings, "de", &texts);
    assert!(!said.contains("error") && !said.contains("interface text"), "{said}");
    let journey = &pages["journeys/visit/index.html"];
    for text in [
        "<html lang=\"de\" dir=\"ltr\"",
        "Zum Inhalt springen",
        "Entscheidung",
        "1 Phase",
        "−1,5",
        "Diesen Code kopieren",
    ] {
        assert!(journey.contains(text), "no {text} in {journey}");
    }
    for (path, page) in &pages {
        for text in ["Skip to content", "Decision", "Touchpoints by mood", "Search journeys"] {
            assert!(!page.contains(text), "{path}: {text} is English");
        }
        assert!(!page.contains("<span lang=\"en\""), "{path} borrows: {page}");
    }
}

#[test]
fn what_a_right_to_left_language_lacks_keeps_its_own_direction() {
    let settings =
        "[book]\ntitle = \"Handbook\"\n\n[languages.fa]\ntitle = \"کتابچه\"\n\n[output.html]\ntheme = \"theme\"\n";
    let (pages, said) = built(settings, "fa", "search = جست‌وجو\n");
    assert!(said.contains("interface texts are not in `fa`"), "{said}");
    let page = &pages["fa/index.html"];
    for text in [
        "<html lang=\"fa\" dir=\"rtl\"",
        "جست‌وجو",
        "><span lang=\"en\" dir=\"ltr\">Skip to content</span><",
        "<span lang=\"en\" dir=\"ltr\">1 stage</span>",
        // An attribute has no direction of its own.
        "=\"\u{2068}Sections\u{2069}\"",
    ] {
        assert!(page.contains(text), "no {text} in {page}");
    }
    for (path, page) in &pages {
        assert!(!page.contains("dir=\"ltr\">\u{2068}"), "{path} says a direction twice: {page}");
    }
}

#[test]
fn an_author_cannot_pass_for_a_lent_text() {
    let forged = "\u{fdd2}forged\u{fdd3}";
    let score = format!("scores:\n  satisfaction: {{value: 3, source: '{forged}'}}\n");
    let files = [
        ("book.toml", "[book]\ntitle = \"Handbook\"\n\n[languages.fa]\ntitle = \"کتابچه\"\n".to_owned()),
        ("content/index.md", format!("# Home {forged}\n\n{forged} &#xfdd2;forged&#xfdd3;\n")),
        ("content/personas/mara.md", "---\ntitle: \"Mara \\uFDD2forged\\uFDD3\"\n---\nText.\n".to_owned()),
        ("content/journeys/visit/index.md", "---\ntitle: Visit\npersonas: [mara]\n---\n".to_owned()),
        ("content/journeys/visit/01-pay.md", format!("---\ntitle: Pay \u{fdd3}\n{score}---\nText.\n")),
    ];
    let (sources, compiled) = compile(files);
    assert!(!compiled.diagnostics.has_errors(), "{}", human(&sources, &compiled));
    let pages = bytes(&compiled.value.site).into_iter().filter(|(path, _)| path.ends_with(".html"));
    let mut told = 0;
    for (path, page) in pages {
        let page = String::from_utf8(page).expect("a page is text");
        assert!(!page.contains(['\u{fdd2}', '\u{fdd3}']), "{path} holds a sign: {page}");
        assert!(!page.contains("dir=\"ltr\">forged"), "{path} marks what it was not lent: {page}");
        told += page.matches("forged").count();
    }
    assert!(told > 5, "{told}");
}
