//! What is made again after a change: what read it, and nothing else; and never anything but what a fresh build makes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rihla::build::Engine;
use rihla::site::{Body, Site, default_files};
use rihla::source::Sources;

use crate::{Dice, all_bytes, bytes, root, tree};

type Files = BTreeMap<String, Vec<u8>>;

/// The sample handbook in two of its languages, without its drawn maps, which take long.
fn sample() -> Files {
    let is_left_out = |path: &str| [".th.", ".tr."].iter().any(|tag| path.contains(tag));
    let pages = tree(&root().join("content")).into_iter().filter(|(path, _)| !is_left_out(path));
    let mut files: Files = pages.map(|(path, bytes)| (format!("content/{path}"), bytes)).collect();
    files.extend(tree(&root().join("data")).into_iter().map(|(path, bytes)| (format!("data/{path}"), bytes)));
    let settings = std::fs::read_to_string(root().join("book.toml")).expect("the sample has settings");
    let (before, after) = settings.split_once("[languages.th]").expect("the sample speaks Thai");
    let after = &after[after.find("[channels]").expect("the sample has channels")..];
    let after = after.replace(", th = ", ", x = ");
    assert!(!after.contains("[languages."));
    let settings = format!("{before}{after}").replace("formats = [\"svg\", \"pdf\"]", "formats = []");
    files.insert("book.toml".to_owned(), strip_titles(&settings).into_bytes());
    files
}

/// Leaves out the titles in languages that aren't there.
fn strip_titles(settings: &str) -> String {
    let line = |line: &str| match line.split_once(", x = ") {
        Some((before, _)) => format!("{before} }}\n"),
        None => format!("{line}\n"),
    };
    let is_left_out = |line: &&str| ["th = ", "tr = "].iter().any(|title| line.starts_with(title));
    settings.lines().filter(|line| !is_left_out(line)).map(line).collect()
}

/// A template of the default theme, with something put in.
fn template(name: &str, old: &str, new: &str) -> Vec<u8> {
    let text =
        default_files().iter().find(|(path, _)| *path == name).map(|(_, text)| *text).expect("a file of the theme");
    assert!(text.contains(old), "`{name}` has no `{old}`");
    text.replace(old, new).into_bytes()
}

fn with_theme(mut files: Files) -> Files {
    let settings = String::from_utf8(files["book.toml"].clone()).expect("UTF-8");
    let settings = settings.replacen("[output.html]", "[output.html]\ntheme = \"look\"", 1);
    assert!(settings.contains("look"));
    files.insert("book.toml".to_owned(), settings.into_bytes());
    files.insert("look/styles/extra.css".to_owned(), b"p { color: inherit }".to_vec());
    files
}

/// An engine that keeps to one handbook, and the site that it made last.
struct Warm {
    engine: Engine,
    files: Files,
    site: Site,
}

impl Warm {
    fn new(files: Files) -> Self {
        let mut engine = Engine::default();
        let site = engine.compile(&Sources::from_memory(&files)).value.site;
        Self { engine, files, site }
    }

    /// Replaces a word of a file, and returns the files of the site that were made again.
    fn edit(&mut self, path: &str, old: &str, new: &str) -> BTreeSet<String> {
        let text = String::from_utf8(self.files[path].clone()).expect("UTF-8");
        assert!(text.contains(old), "`{path}` has no `{old}`");
        self.put(path, text.replacen(old, new, 1).into_bytes())
    }

    fn put(&mut self, path: &str, bytes: Vec<u8>) -> BTreeSet<String> {
        self.files.insert(path.to_owned(), bytes);
        let compiled = self.engine.compile(&Sources::from_memory(&self.files));
        assert!(!compiled.diagnostics.has_errors(), "{:?}", compiled.diagnostics);
        let made = made_again(&self.site, &compiled.value.site);
        self.site = compiled.value.site;
        made
    }
}

/// The pages whose bytes are not the very same value.
fn made_again(old: &Site, new: &Site) -> BTreeSet<String> {
    let is_same = |path: &String, body: &Body| match (old.files.get(path), body) {
        (Some(Body::Bytes(old)), Body::Bytes(new)) => Arc::ptr_eq(old, new),
        _ => !path.ends_with(".html"),
    };
    let made = new.files.iter().filter(|(path, body)| path.ends_with(".html") && !is_same(path, body));
    made.map(|(path, _)| path.clone()).collect()
}

fn set(paths: &[&str]) -> BTreeSet<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

#[test]
fn a_save_without_a_change_makes_nothing() {
    let mut warm = Warm::new(sample());
    let same = warm.files["content/index.md"].clone();
    assert_eq!(warm.put("content/index.md", same), set(&[]));
}

#[test]
fn a_text_changes_its_own_page() {
    let mut warm = Warm::new(sample());
    let text = warm.files["content/journeys/dine-in/03-order.md"].clone();
    let text = [text, b"\nOne more sentence.\n".to_vec()].concat();
    let made = warm.put("content/journeys/dine-in/03-order.md", text);
    // It is translated into all languages, so it stands on one page alone.
    assert_eq!(made, set(&["journeys/dine-in/order.html"]));
}

#[test]
fn a_picture_of_another_size_changes_the_pages_that_show_it() {
    let mut files = sample();
    let drawing =
        |width: u32| format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='9'/>").into_bytes();
    files.insert("content/guide/seen.svg".to_owned(), drawing(20));
    let page = "content/guide/five-phases.md";
    files.get_mut(page).expect("a page").extend(b"\n![A sign](seen.svg)\n");
    let mut warm = Warm::new(files);
    let made = warm.put("content/guide/seen.svg", drawing(40));
    assert!(bytes(&warm.site)["guide/five-phases.html"].windows(10).any(|part| part == b"width=\"40\""));
    // The other language borrows the text.
    let pages: Vec<_> = made.iter().filter(|path| path.ends_with(".html")).collect();
    assert_eq!(pages, ["ar/guide/five-phases.html", "guide/five-phases.html"]);
    let other = String::from_utf8(drawing(40)).expect("UTF-8").replace("/>", "><g/></svg>").into_bytes();
    let made = warm.put("content/guide/seen.svg", other);
    assert!(made.iter().all(|path| !path.ends_with(".html")), "{made:?}");
    assert!(all_bytes(&warm.site) == all_bytes(&Warm::new(warm.files.clone()).site));
}

#[test]
fn a_summary_changes_its_page_and_the_lists_that_quote_it() {
    let mut warm = Warm::new(sample());
    let made = warm.edit("content/journeys/dine-in/index.md", "summary: ", "summary: Truly ");
    assert!(made.contains("journeys/dine-in/index.html") && made.contains("journeys/index.html"), "{made:?}");
    assert!(!made.contains("journeys/dine-in/order.html") && !made.contains("touchpoints/till.html"), "{made:?}");
    assert!(made.len() < 24, "{made:?}");
}

#[test]
fn a_score_changes_what_shows_it() {
    let mut warm = Warm::new(sample());
    let before = bytes(&warm.site);
    let path = "content/journeys/delivery/";
    let stage = warm.files.keys().find(|file| file.starts_with(path) && file.contains("/02-")).cloned();
    let stage = stage.expect("a second stage");
    let text = String::from_utf8(warm.files[&stage].clone()).expect("UTF-8");
    let line = text.lines().find(|line| line.trim_start().starts_with("emotion: ")).expect("a score").to_owned();
    let made = warm.edit(&stage, &line, &line.replace("emotion: ", "emotion: 0 # "));
    assert!(made.contains("journeys/delivery/index.html") && made.contains("index.html"), "{made:?}");
    assert!(
        !made.iter().any(|page| page.starts_with("guide/tool/settings") || page.contains("journeys/loyalty")),
        "{made:?}"
    );
    let after = bytes(&warm.site);
    let differ: BTreeSet<_> = after.iter().filter(|(path, page)| before.get(*path) != Some(page)).collect();
    assert!(differ.iter().all(|(path, _)| made.contains(*path)));
    assert!(made.len() < before.len() / 2, "{} of {}: {made:?}", made.len(), before.len());
}

#[test]
fn a_due_day_changes_what_shows_the_step() {
    let mut warm = Warm::new(sample());
    let data = |warm: &Warm| {
        let files = ["api/handbook.json", "api/journeys/dine-in.json", "api/steps.csv"];
        files.map(|path| match warm.site.on_demand.file(path) {
            Some(Body::Bytes(bytes)) => bytes,
            other => panic!("{path}: {other:?}"),
        })
    };
    let (before, data_before) = (bytes(&warm.site), data(&warm));
    let stage = "content/journeys/dine-in/03-order.md";
    let made = warm.edit(stage, "due: 2027-02-26", "due: 2027-02-27");
    let after = bytes(&warm.site);
    assert!(data(&warm).iter().zip(&data_before).all(|(after, before)| after != before));
    let differ: BTreeSet<&str> =
        after.iter().filter(|(path, page)| before.get(*path) != Some(page)).map(|(path, _)| path.as_str()).collect();
    let shows = ["journeys/dine-in/order.html", "opportunities/index.html"];
    let shows: BTreeSet<String> = shows.iter().flat_map(|page| [(*page).to_owned(), format!("ar/{page}")]).collect();
    assert_eq!(differ, shows.iter().map(String::as_str).collect());
    assert!(made.is_superset(&shows), "{made:?}");
    let others = ["journeys/dine-in/choose.html", "journeys/delivery/index.html", "touchpoints/packaging.html"];
    assert!(others.iter().all(|page| !made.contains(*page)), "{made:?}");
}

#[test]
fn a_later_day_makes_what_is_late_by_then() {
    let mut warm = Warm::new(sample());
    let order = "journeys/dine-in/order.html";
    let is_late = |warm: &Warm| String::from_utf8_lossy(&bytes(&warm.site)[order]).contains("badge overdue");
    assert!(!is_late(&warm));
    // There is no repository: the newest day that a page names is today.
    let made = warm.edit("content/touchpoints/packaging.md", "reviewed: ", "reviewed: 2027-02-01 # ");
    assert!(is_late(&warm) && made.contains(order) && made.contains("opportunities/index.html"), "{made:?}");
    assert!(
        !made.contains("journeys/delivery/receive.html") && !made.contains("journeys/loyalty/join.html"),
        "{made:?}"
    );
}

#[test]
fn a_review_changes_its_page_and_what_is_said_of_it() {
    let mut warm = Warm::new(sample());
    let made = warm.edit("content/touchpoints/waiter.md", "reviewed: 2026-", "reviewed: 2024-");
    for page in ["touchpoints/waiter.html", "coverage/index.html", "ar/coverage/index.html"] {
        assert!(made.contains(page), "{page}: {made:?}");
    }
    assert!(!made.iter().any(|page| page.contains("journeys/") || page.contains("personas/")), "{made:?}");
    let made = warm.edit("content/journeys/loyalty/index.md", "reviewed: 2026-", "reviewed: 2024-");
    for page in ["journeys/loyalty/index.html", "journeys/index.html", "coverage/index.html"] {
        assert!(made.contains(page), "{page}: {made:?}");
    }
    assert!(!made.iter().any(|page| page.contains("touchpoints/") || page.contains("journeys/dine-in/")), "{made:?}");
    // Neither a text nor a score that was there before changes what lacks what.
    let made = warm.edit("content/touchpoints/waiter.md", "\n---\n", "\n---\nOne more sentence. ");
    assert!(!made.iter().any(|page| page.contains("coverage")), "{made:?}");
    let stage = "content/journeys/dine-in/03-order.md";
    let made = warm.edit(stage, "emotion: ", "emotion: 0 # ");
    assert!(!made.is_empty() && !made.iter().any(|page| page.contains("coverage")), "{made:?}");
    let fresh = Engine::default().compile(&Sources::from_memory(&warm.files)).value.site;
    assert!(all_bytes(&warm.site) == all_bytes(&fresh));
}

#[test]
fn a_template_changes_the_pages_that_use_it_and_a_style_none() {
    let mut warm = Warm::new(with_theme(sample()));
    let made = warm.put("look/styles/extra.css", b"p { color: red }".to_vec());
    assert_eq!(made, set(&[]));
    let persona = template("templates/persona.html", "</", "<!-- x --></");
    let made = warm.put("look/templates/persona.html", persona);
    assert!(!made.is_empty() && made.iter().all(|page| page.contains("personas/")), "{made:?}");
    let stage = "journeys/dine-in/order.html";
    let component = template("templates/components.html", "</", "<!-- x --></");
    assert!(warm.put("look/templates/components.html", component).contains(stage));
    let made = warm.put("look/texts/ar.ftl", "menu = كل الصفحات\n".into());
    assert!(made.contains("ar/index.html") && made.iter().all(|page| page.starts_with("ar/")), "{made:?}");
}

#[test]
fn warm_and_fresh_agree_after_every_kind_of_edit() {
    let mut files = with_theme(sample());
    let mut engine = Engine::default();
    let mut dice = Dice(11);
    for round in 0..30 {
        let pages: Vec<String> = files.keys().filter(|path| path.ends_with(".md")).cloned().collect();
        let page = pages[dice.roll(pages.len())].clone();
        let text = String::from_utf8(files[&page].clone()).expect("UTF-8");
        let edited = match dice.roll(13) {
            0 => format!("{text}\nMore, {round}.\n"),
            1 => text.replacen("emotion: ", "emotion: 0 # ", 1),
            2 => text.replacen("title: ", "title: New ", 1),
            3 => text.replacen("summary: ", "tags: [new]\nsummary: ", 1),
            4 => format!("{text}\n## A heading {round}\n\n[[till]] and [[dine-in/order]], [up](#a-heading-{round})\n"),
            5 => text.replacen("\n## ", "\n### ", 1),
            6 => {
                files.remove(&page);
                files.insert(page.replace(".md", &format!("-{round}.md")), text.clone().into_bytes());
                text
            }
            7 => text.replacen("personas: [", "personas: [marta, ", 1),
            8 => {
                files
                    .insert(format!("look/texts/{}.ftl", ["en", "ar"][round % 2]), format!("menu = M{round}\n").into());
                text
            }
            9 => {
                let old = "</";
                files.insert("look/templates/stage.html".into(), template("templates/stage.html", old, "<!-- s --></"));
                text
            }
            10 => text.replacen("n: ", "n: 1", 1),
            11 => text.replacen("reviewed: 2026", "reviewed: 2024", 1).replacen("owner: ", "# owner: ", 1),
            _ => text.replacen("status: ", "status: draft # ", 1),
        };
        if files.contains_key(&page) {
            files.insert(page, edited.into_bytes());
        }
        let sources = Sources::from_memory(&files);
        let warm = engine.compile(&sources);
        let fresh = Engine::default().compile(&sources);
        assert_eq!(warm.diagnostics, fresh.diagnostics, "round {round}");
        // What is made on demand takes long, and what goes wrong in one round is still there in the next.
        let read = if round % 10 == 9 { all_bytes } else { bytes };
        let (warm, fresh) = (read(&warm.value.site), read(&fresh.value.site));
        let differ: Vec<_> =
            fresh.iter().filter(|(path, page)| warm.get(*path) != Some(page)).map(|(path, _)| path).collect();
        assert!(differ.is_empty() && warm.len() == fresh.len(), "round {round}: {differ:?}");
    }
}

/// A handbook whose pages have their titles from their texts, and link to each other.
fn linked() -> Files {
    let page = |path: &str, text: &str| (format!("content/{path}"), text.as_bytes().to_vec());
    let step = "---\ntitle: First\nsteps:\n  - id: come\n    emotion: 1\n---\n";
    [
        ("book.toml".to_owned(), b"[book]\ntitle = \"T\"\n[languages.tr]\n".to_vec()),
        page("index.md", "# Home\n"),
        page("guide/a.md", "# Alpha\n\nWords.\n\n## Deep\n"),
        page("guide/a.tr.md", "# Alfa\n\nKelimeler.\n"),
        page("guide/b.md", "# Beta\n\nSee [[guide/a#deep]] and [there](a.md#deep).\n"),
        page("journeys/go/index.md", "---\ntitle: Go\npersonas: [nobody]\n---\n"),
        page("journeys/go/01-first.md", step),
    ]
    .into()
}

#[test]
fn what_a_text_says_of_its_page_reaches_the_others() {
    let mut files = linked();
    let mut engine = Engine::default();
    let beta = "# Beta\n\nSee [[guide/a#deep]] and [there](a.md#deep).\n";
    let edits = [
        // A heading that is the page's title, and one that is linked to, gone and back.
        ("guide/a.md", "# Gamma\n\nWords.\n\n## Deep\n"),
        ("guide/a.md", "# Gamma\n\nWords.\n"),
        ("guide/a.md", "# Gamma\n\nMore words.\n\n## Deep\n"),
        // Who mentions whom.
        ("guide/b.md", "# Beta\n\nNothing.\n"),
        ("guide/b.md", beta),
        ("guide/a.md", "# Gamma\n\n## Deep\n\n[[guide/b]]\n\n```journey go\n```\n"),
        ("guide/a.md", "# Gamma\n\n## Deep\n\n```journey come\n```\n"),
        ("guide/a.md", "# Gamma\n\n## Deep\n\n```journey go\nview: curve\n```\n"),
        // A translation without words borrows them.
        ("guide/a.tr.md", "---\ntitle: Gama\n---\n"),
        ("guide/a.tr.md", "---\ntitle: Gama\n---\n\nYine.\n"),
        // What is wrong with a head stays, and moves with it.
        ("journeys/go/index.md", "---\ntitle: Go\npersonas: [nobody]\n---\n\nWords.\n"),
        ("journeys/go/index.md", "---\n# A note.\ntitle: Go\npersonas: [nobody]\n---\n\nWords.\n"),
        ("journeys/go/01-first.md", "---\ntitle: First\nsteps:\n  - id: come\n    emotion: -1\n---\n"),
        ("guide/a.md", "# Gamma\n\n## Deep\n\n```journey go\n```\n"),
    ];
    engine.compile(&Sources::from_memory(&files));
    for (round, (path, text)) in edits.iter().enumerate() {
        files.insert(format!("content/{path}"), text.as_bytes().to_vec());
        let sources = Sources::from_memory(&files);
        let (warm, fresh) = (engine.compile(&sources), Engine::default().compile(&sources));
        assert_eq!(warm.diagnostics, fresh.diagnostics, "edit {round}");
        assert!(all_bytes(&warm.value.site) == all_bytes(&fresh.value.site), "edit {round}");
    }
}

/// A handbook with answers about a stage, a touchpoint and a step.
fn answered(rows: &str) -> Files {
    let mut files = linked();
    let settings = "[book]\ntitle = \"T\"\n[languages.tr]\n[[data]]\nfile = \"data/mood.csv\"\nkind = \"survey\"\nmetric = \"emotion\"\n";
    let page = |path: &str, text: &str| (format!("content/{path}"), text.as_bytes().to_vec());
    files.insert("book.toml".to_owned(), settings.into());
    files.extend([
        page("personas/ana.md", "---\ntitle: Ana\n---\n"),
        page("touchpoints/till.md", "---\ntitle: Till\n---\n"),
        page("touchpoints/desk.md", "---\ntitle: Desk\n---\n"),
        page("journeys/go/index.md", "---\ntitle: Go\npersonas: [ana]\n---\n"),
    ]);
    files
        .insert("data/mood.csv".to_owned(), format!("date,journey,stage,step,touchpoint,persona,score\n{rows}").into());
    files
}

#[test]
fn an_answer_changes_what_it_is_about() {
    let mut warm = Warm::new(answered("2026-03-01,go,first,come,,ana,1\n2026-03-02,,,,till,,2\n"));
    let text = |warm: &Warm, page: &str| String::from_utf8(bytes(&warm.site)[page].clone()).expect("UTF-8");
    assert!(text(&warm, "touchpoints/till.html").contains("n = 1"));
    let made = warm.edit("data/mood.csv", "till,,2", "till,,-1");
    assert!(made.contains("touchpoints/till.html") && made.contains("data/mood.html"), "{made:?}");
    assert!(!made.contains("touchpoints/desk.html") && !made.contains("journeys/go/first.html"), "{made:?}");
    let made = warm.edit("data/mood.csv", "ana,1", "ana,-2");
    assert!(made.contains("journeys/go/first.html") && made.contains("journeys/go/index.html"), "{made:?}");
    assert!(!made.contains("touchpoints/till.html") && !made.contains("guide/a.html"), "{made:?}");
    let made = warm.edit("content/guide/a.md", "Words.", "Other words.");
    assert_eq!(made, set(&["guide/a.html"]));
    let fresh = Engine::default().compile(&Sources::from_memory(&warm.files)).value.site;
    assert!(all_bytes(&warm.site) == all_bytes(&fresh));
}
