//! A language that the program doesn't speak: one file, as a handbook brings it, makes its whole interface speak.

use std::collections::BTreeMap;
use std::fs;

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
    let settings = "[book]\ntitle = \"Handbuch\"\nlanguage = \"de\"\n\n[output.html]\ntheme = \"theme\"\n";
    let (pages, said) = built(settings, "de", &texts);
    // Texts that came after the file are counted, and are no error.
    assert!(!said.contains("error"), "{said}");
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
    }
}

#[test]
fn what_a_right_to_left_language_lacks_keeps_its_own_direction() {
    let settings =
        "[book]\ntitle = \"Handbook\"\n\n[languages.fa]\ntitle = \"کتابچه\"\n\n[output.html]\ntheme = \"theme\"\n";
    let (pages, said) = built(settings, "fa", "search = جست‌وجو\n");
    assert!(said.contains("interface texts are not in `fa`"), "{said}");
    let page = &pages["fa/index.html"];
    for text in
        ["<html lang=\"fa\" dir=\"rtl\"", "جست‌وجو", "\u{2068}Skip to content\u{2069}", "\u{2068}1 stage\u{2069}"]
    {
        assert!(page.contains(text), "no {text} in {page}");
    }
}
