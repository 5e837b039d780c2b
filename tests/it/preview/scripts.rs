//! Random work on a handbook, and kills in the midst of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rihla::diag::{Code, Severity};

use super::{Preview, SCRIPT, address};
use crate::cli::rihla;
use crate::{Dice, tree};

const PLACES: [&str; 14] = [
    "content/index.md",
    "content/guide",
    "content/guide/how-we-work.md",
    "content/guide/new.md",
    "content/guide/a",
    "content/guide/a/one.md",
    "content/guide/a/b",
    "content/guide/a/b/two.md",
    "content/guide/a/b/picture.svg",
    "content/personas/somebody.md",
    "content/touchpoints/till.md",
    "content/other",
    "outside",
    "outside/three.md",
];

const TEXTS: [&str; 6] = [
    "---\ntitle: One\n---\nText [[till]].\n",
    "---\ntitle: Two\n---\n# Heading\n\nSee [[nobody]].\n",
    "# Three\n\n![A picture](picture.svg)\n",
    "---\ntitle: [\n---\nBroken.\n",
    "---\ntitle: Till\nscores: { nps: 7 }\n---\nText.\n",
    "",
];

/// What other pages read, the settings and a theme: a word of the file, and what an author puts in its place.
const FACTS: [(&str, &str, &[&str]); 11] = [
    ("book.toml", "title = \"Elm Street Library", &["title = \"Oak Street Library", "title = 7 #\""]),
    (
        "book.toml",
        "\n[channels]",
        &[
            "\n[output.html]\ntheme = \"own-theme\"\nadditional-css = [\"styles/own.css\"]\n[channels]",
            "\n[languages.ar]\ntitle = \"\u{645}\u{643}\u{62a}\u{628}\u{629}\"\n[channels]",
            "\n[[alerts]]\nmetric = \"satisfaction\"\nbelow = 4\n[channels]",
        ],
    ),
    ("book.toml", "in-person = \"In person\"", &["in-person = \"At the desk\"", ""]),
    ("content/journeys/first-visit/02-visit.md", "customer: -1", &["customer: 2", "customer: 99", "nobody: 1"]),
    ("content/journeys/first-visit/02-visit.md", "# scores:", &["scores:"]),
    (
        "content/journeys/first-visit/02-visit.md",
        "title: Come in and join",
        &["title: Enter <b>&amp;</b>", "title: \u{1b}"],
    ),
    ("content/journeys/first-visit/index.md", "title: ", &["title: Another ", "unknown: "]),
    ("content/personas/customer.md", "title: ", &["title: Dear ", "draft: true\ntitle: "]),
    ("content/touchpoints/front-desk.md", "title: ", &["title: New ", "id: desk\ntitle: "]),
    ("content/index.ar.md", "", &["---\ntitle: \u{645}\u{643}\u{62a}\u{628}\u{629}\n---\n\u{646}\u{635}.\n"]),
    ("content/guide/how-we-work.md", "", &["---\ntitle: How\n---\n```rust\nlet a = 1;\n```\n\n[[front-desk]]\n"]),
];

/// A theme and a style, whole.
const LOOKS: [(&str, &str); 6] = [
    ("own-theme/templates/404.html", "<!doctype html><head></head>mine"),
    ("own-theme/templates/404.html", "<!doctype html><head></head>{{ page.title | say }}"),
    ("own-theme/templates/404.html", "{{ broken"),
    ("own-theme/styles/base.css", "h1 { color: red }"),
    ("styles/own.css", "h1 { color: blue }"),
    ("styles/own.css", "h1 { color: green }"),
];

/// Changes a fact as an author does, from what the file was at first; or takes it back; or changes the looks.
fn restate(preview: &Preview, first: &BTreeMap<String, Vec<u8>>, dice: &mut Dice) -> String {
    let (path, what, text) = match dice.roll(3) {
        0 => {
            let (path, text) = LOOKS[dice.roll(LOOKS.len())];
            (path, text, text.to_owned())
        }
        _ => {
            let (path, word, others) = FACTS[dice.roll(FACTS.len())];
            let was = first.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
            assert!(was.contains(word), "{path} says {word:?}");
            let other = dice.of(others);
            match (dice.roll(3), word) {
                (0, _) => (path, "as it was", was),
                (_, "") => (path, other, other.to_owned()),
                _ => (path, other, was.replacen(word, other, 1)),
            }
        }
    };
    let at = preview.path(path);
    let done = match text.is_empty() {
        true => fs::remove_file(&at).is_ok(),
        false => fs::create_dir_all(at.parent().expect("a folder")).is_ok() && fs::write(&at, &text).is_ok(),
    };
    format!("state {path} {what:?} {done}\n")
}

/// Does one thing that an author or a tool might do.
fn meddle(preview: &Preview, dice: &mut Dice) -> String {
    let at = preview.path(dice.of(&PLACES));
    let other = preview.path(dice.of(&PLACES));
    let in_folder = |path: &Path| path.parent().is_some_and(|folder| fs::create_dir_all(folder).is_ok());
    // What can't be done is tried all the same, as tools do.
    let (what, done) = match dice.roll(8) {
        0..3 => ("write", in_folder(&at) && fs::write(&at, dice.of(&TEXTS)).is_ok()),
        3 => {
            let beside = at.with_extension("tmp");
            let text = dice.of(&TEXTS);
            ("save", in_folder(&at) && fs::write(&beside, text).is_ok() && fs::rename(&beside, &at).is_ok())
        }
        4 if at.is_dir() => ("remove all", fs::remove_dir_all(&at).is_ok()),
        4 => ("remove", fs::remove_file(&at).is_ok()),
        5..7 => ("move", in_folder(&other) && fs::rename(&at, &other).is_ok()),
        _ => ("make", fs::create_dir_all(&at).is_ok()),
    };
    format!("{what} {} {} {done}\n", at.display(), other.display())
}

/// `PREVIEW_STEPS` makes it longer.
#[test]
fn after_any_script_the_preview_is_that_of_a_fresh_read() {
    let steps = number("PREVIEW_STEPS", 150);
    let preview = Preview::new();
    let first = tree(&preview.root);
    let mut dice = Dice(steps as u64);
    let mut script = String::new();
    let mut pages = BTreeSet::new();
    let mut done = 0;
    while done < steps {
        for _ in 0..=dice.roll(6) {
            script.push_str(&match dice.roll(3) {
                0 => restate(&preview, &first, &mut dice),
                _ => meddle(&preview, &mut dice),
            });
            done += 1;
            if dice.roll(3) == 0 {
                thread::sleep(Duration::from_millis(dice.roll(40) as u64));
            }
        }
        preview.quiet();
        equals_a_fresh_read(&preview, &mut pages, &script);
    }
}

fn number(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
}

/// The site and what is wrong are those of an engine that has never seen the handbook before. `pages` are all that there
/// ever were.
#[track_caller]
fn equals_a_fresh_read(preview: &Preview, pages: &mut BTreeSet<String>, script: &str) {
    let mut engine = rihla::build::Engine::new(Default::default(), BTreeMap::new());
    let sources = engine.read(&preview.root).expect("read");
    let compiled = engine.compile(&sources);
    let told: Vec<serde_json::Value> = serde_json::from_slice(&preview.get("/_rihla/problems").body).expect("JSON");
    let of = |severity| compiled.diagnostics.iter().filter(move |one| one.severity == severity);
    let all = of(Severity::Error).chain(of(Severity::Warning));
    let fresh = rihla::diag::print(all.clone().take(100), &sources, rihla::diag::Format::Excerpts);
    let fresh: Vec<serde_json::Value> = serde_json::from_str(&fresh).expect("JSON");
    assert!(told == fresh, "told {told:#?}\nand not {fresh:#?} after\n{script}");
    if all.clone().any(|one| one.code == Code::TemplateError) {
        // The pages stay those that were made by templates without a mistake.
        return;
    }
    let mut expected = crate::bytes(&compiled.value.site);
    // Those that are made on demand, too, but for pictures, which have a test of their own.
    expected.extend(crate::all_bytes(&compiled.value.site).into_iter().filter(|(_, bytes)| !bytes.is_empty()));
    for (path, bytes) in &expected {
        let served = preview.get(&address(path));
        let served = match path.ends_with(".html") {
            true => served.text().replacen(SCRIPT, "", 1).into_bytes(),
            false => served.body,
        };
        assert!(served == *bytes, "{path} differs after\n{script}{}", preview.said());
    }
    for gone in pages.iter().filter(|path| !expected.contains_key(*path)) {
        // What was a file may be a folder now, and lead on to its page.
        assert_ne!(preview.get(&address(gone)).status, 200, "{gone} after\n{script}");
    }
    pages.extend(expected.into_keys());
}

/// `PREVIEW_KILLS` makes it longer.
#[test]
fn a_preview_may_be_killed_at_any_moment() {
    let rounds = number("PREVIEW_KILLS", 8);
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("handbook");
    fs::create_dir(&root).expect("made");
    assert!(rihla(&root, &["init"]).status.success());
    let mut own = tree(&root);
    let mut dice = Dice(rounds as u64);
    let mut edits = 0;
    for round in 0..rounds {
        // Its first moments, its quiet ones, and those with a change on its way.
        let mut child = Preview::spawn(&root, &[]);
        let life = Duration::from_millis(dice.roll(700) as u64);
        let start = Instant::now();
        while start.elapsed() < life {
            edits += 1;
            edit(&root, &mut own, &mut dice, edits);
            thread::sleep(Duration::from_millis(dice.roll(30) as u64));
        }
        child.kill().expect("killed");
        child.wait().expect("ended");
        assert!(tree(&root) == own, "what the author wrote is there, and nothing else, after round {round}");
        let next = Preview::of(&root, &[]);
        next.quiet();
        equals_a_fresh_read(&next, &mut BTreeSet::new(), "a kill");
        assert!(tree(&root) == own, "nothing is written, round {round}");
    }
    assert!(edits >= rounds, "only {edits} edits");
}

/// Saves a page as an editor does, and notes it.
fn edit(root: &Path, own: &mut BTreeMap<String, Vec<u8>>, dice: &mut Dice, number: usize) {
    let path = dice.of(&["content/index.md", "content/guide/how-we-work.md", "content/guide/new.md", "book.toml"]);
    let text = match path {
        "book.toml" => format!("{}\n# {number}\n", String::from_utf8_lossy(&own[path]).trim_end()),
        _ => format!(
            "---\ntitle: Edit {number}\n---\n{}\n",
            dice.of(&["Text.", "See [[nobody]].", "See [[front-desk]]."])
        ),
    };
    match dice.roll(2) {
        0 => fs::write(root.join(path), &text).expect("written"),
        _ => {
            fs::write(root.join("content/.saved.tmp"), &text).expect("written");
            fs::rename(root.join("content/.saved.tmp"), root.join(path)).expect("renamed");
        }
    }
    own.insert(path.to_owned(), text.into_bytes());
}
