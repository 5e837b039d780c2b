//! What is made for printing, sharing and programs: each file is what its readers take, whatever an author calls things.

use std::collections::BTreeSet;

use rihla::build::Engine;
use rihla::site::{Body, Site};
use rihla::source::Sources;

use crate::pages::check_site;
use crate::{all_bytes, compile};

const TITLE: &str = "A \"b\" <c> & [d](e) | *f*";

fn handbook() -> Vec<(&'static str, String)> {
    let titled = |rest: &str| format!("---\ntitle: '{TITLE}'\n{rest}---\n");
    let persona = "# Amira\n\nSee [[a/order]], [the home](../index.md#more) and ![a plan](plan.png).\n";
    let journey = "personas: [amira]\nsummary: 'x | y'\n";
    let stage =
        "steps:\n  - title: 'Pay | now'\n    emotion: -1\n    pains: ['- slow']\n  - title: Eat\n    emotion: 2\n";
    vec![
        (
            "book.toml",
            format!("[book]\ntitle = '{TITLE}'\n[output.html]\nsite-url = \"https://example.com/x\"\n[languages.ar]\n"),
        ),
        ("content/index.md", "# Home\n\n## More\n\n```journey a\nview: curve\n```\n\nEnd.\n".to_owned()),
        ("content/personas/amira.md", persona.to_owned()),
        ("content/personas/plan.png", "png".to_owned()),
        ("content/journeys/a/index.md", titled(journey)),
        ("content/journeys/a/01-order.md", titled(stage) + "Back to [the journey](index.md).\n"),
    ]
}

fn site() -> Site {
    let (sources, compiled) = compile(handbook());
    assert!(!compiled.diagnostics.has_errors(), "{}", crate::human(&sources, &compiled));
    compiled.value.site
}

fn text(site: &Site, path: &str) -> String {
    String::from_utf8(all_bytes(site)[path].clone()).expect("UTF-8")
}

#[test]
fn pages_with_hostile_titles_are_whole() {
    check_site(&all_bytes(&site()));
}

#[test]
fn a_copy_is_markdown_without_front_matter() {
    let site = site();
    let stage = text(&site, "journeys/a/order.md");
    assert!(stage.starts_with("# A \"b\" \\<c> \\& \\[d\\](e) \\| \\*f\\*\n"), "{stage}");
    assert!(stage.contains("| 1. Pay \\| now |") && stage.contains("Back to [the journey](index.md)."), "{stage}");
    let persona = text(&site, "personas/amira.md");
    assert_eq!(persona.matches("# Amira").count(), 1, "{persona}");
    assert!(
        persona.contains("(../journeys/a/order.md)") && persona.contains("[the home](../index.md#more)"),
        "{persona}"
    );
    assert!(persona.contains("![a plan](plan.png)"), "{persona}");
    let home = text(&site, "index.md");
    assert!(home.contains("](index.html)\n\nEnd.") && !home.contains("```"), "{home}");
}

#[test]
fn links_of_copies_lead_to_files() {
    let site = site();
    let files = all_bytes(&site);
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".md")) {
        let copy = String::from_utf8_lossy(bytes);
        for target in copy.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next()) {
            if target.is_empty() || target == "e" || target.contains("://") {
                continue;
            }
            let mut parts: Vec<&str> = path.split('/').collect();
            parts.pop();
            target.split('/').for_each(|part| if part == ".." { _ = parts.pop() } else { parts.push(part) });
            assert!(files.contains_key(&parts.join("/")), "{path}: {target}");
        }
    }
}

#[test]
fn programs_find_the_copies() {
    let site = site();
    let contents = text(&site, "llms.txt");
    assert!(contents.starts_with("# A \"b\""), "{contents}");
    assert!(contents.contains("(https://example.com/x/journeys/a/order.md)"), "{contents}");
    assert!(text(&site, "ar/llms.txt").contains("(https://example.com/x/ar/index.md)"));
    let manifest: serde_json::Value = serde_json::from_str(&text(&site, "ar/site.webmanifest")).expect("JSON");
    assert_eq!((manifest["name"].as_str(), manifest["dir"].as_str()), (Some(TITLE), Some("rtl")));
    let shapes = manifest["icons"].as_array().expect("a list").iter().filter(|icon| icon["purpose"] == "maskable");
    assert_eq!(shapes.count(), 1, "{manifest}");
    let page = text(&site, "journeys/a/order.html");
    for said in [
        "<meta property=\"og:title\" content=\"A &quot;b&quot; &lt;c&gt; &amp; [d](e) | *f*\">",
        "content=\"https://example.com/x/assets/share/en/journeys/a.png\"",
        "<link rel=\"alternate\" type=\"text/markdown\" href=\"order.md\">",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
}

#[test]
fn pictures_have_their_size_and_are_the_same_each_time() {
    let (site, again) = (site(), site());
    let size = |site: &Site, path: &str| match site.on_demand.file(path) {
        Some(Body::Bytes(bytes)) => (bytes[16..24].to_vec(), bytes),
        other => panic!("{path}: {other:?}"),
    };
    for (path, width, height) in [
        ("assets/share/ar/journeys/a.png", 1200_u32, 630_u32),
        ("assets/share/en/handbook.png", 1200, 630),
        ("assets/icon-192.png", 192, 192),
        ("assets/apple-touch-icon.png", 180, 180),
    ] {
        let (head, bytes) = size(&site, path);
        assert_eq!(head, [width.to_be_bytes(), height.to_be_bytes()].concat(), "{path}");
        assert!(bytes == size(&again, path).1, "{path}");
    }
    let (_, without) = compile([("book.toml", "[book]\ntitle = \"T\"\n"), ("content/index.md", "# Home\n")]);
    assert!(!without.value.site.on_demand.paths().any(|path| path.contains("share")));
}

#[test]
fn the_whole_handbook_is_in_reading_order_and_in_no_index() {
    let site = site();
    let whole = text(&site, "print.html");
    assert!(whole.contains("<meta name=\"robots\" content=\"noindex\">"), "{whole}");
    let at = |kind: &str| whole.find(&format!("whole-page whole-{kind}")).expect(kind);
    assert!(at("home") < at("journey") && at("journey") < at("stage") && at("stage") < at("persona"));
    assert!(!text(&site, "sitemap.xml").contains("print.html"));
}

#[test]
fn an_edit_of_a_text_differs_in_its_copy_alone() {
    let mut engine = Engine::default();
    let mut files = handbook();
    let made = |engine: &mut Engine, files: &[(&str, String)]| {
        let sources = Sources::from_memory(files.iter().map(|(path, text)| (*path, text.as_bytes())));
        all_bytes(&engine.compile(&sources).value.site)
    };
    let before = made(&mut engine, &files);
    files[5].1.push_str("More.\n");
    let after = made(&mut engine, &files);
    let differ: BTreeSet<&str> =
        after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| path.as_str()).collect();
    let copies: Vec<_> = differ.iter().filter(|path| path.ends_with(".md")).collect();
    assert_eq!(copies, [&"ar/journeys/a/order.md", &"journeys/a/order.md"], "{differ:?}");
    assert!(after == made(&mut Engine::default(), &files));
}
