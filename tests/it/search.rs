//! What can be found: the words of a text, the same for the browser's script, and every word of a page in its index.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::io::Read;

use proptest::prelude::*;
use rayon::iter::ParallelIterator;
use rihla::build::Engine;
use rihla::search::normalise::{Case, LONGEST, key, words};
use rihla::search::{Group, Page, Section, index};
use rihla::site::Site;
use rihla::source::Sources;

use crate::root;

#[derive(serde::Deserialize)]
struct Vector {
    lang: String,
    text: String,
    words: Vec<String>,
}

/// `UPDATE=1` writes the words anew.
#[test]
fn texts_have_the_words_of_the_vectors() {
    let path = root().join("tests/search/vectors.json");
    let vectors: Vec<Vector> =
        serde_json::from_str(&std::fs::read_to_string(&path).expect("the vectors")).expect("JSON");
    assert!(vectors.len() >= 150);
    let found = |vector: &Vector| -> Vec<String> {
        let said = |word: &String| if key(word) == **word { word.clone() } else { format!("{word}={}", key(word)) };
        words(&vector.text, Case::of(&vector.lang)).iter().map(said).collect()
    };
    if std::env::var_os("UPDATE").is_some() {
        let line = |vector: &Vector| {
            let line = serde_json::json!({ "lang": vector.lang, "text": vector.text, "words": found(vector) });
            line.to_string()
        };
        let lines: Vec<String> = vectors.iter().map(line).collect();
        return std::fs::write(path, format!("[\n{}\n]\n", lines.join(",\n"))).expect("written");
    }
    for vector in &vectors {
        assert_eq!(found(vector), vector.words, "`{}` in {}", vector.text, vector.lang);
    }
}

/// What an index file hands over, behind the text before it.
fn unpacked(before: &str, script: &str) -> String {
    let inside = script.strip_prefix("rihlaShard(\"").and_then(|rest| rest.strip_suffix("\");\n")).expect("one call");
    let mut parts = inside.splitn(4, ',');
    let (length, letters) = (parts.nth(2).expect("a length"), parts.next().expect("letters"));
    let alphabet: Vec<u8> = (33..127).filter(|c| !b"\"<\\".contains(c)).collect();
    let digit = |letter: u8| alphabet.iter().position(|known| *known == letter).expect("a letter");
    let length = length.parse::<usize>().expect("a number");
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_usize, 0);
    if !before.is_empty() {
        let size = u16::try_from(before.len()).expect("a block");
        bytes.extend([&[0][..], &size.to_le_bytes(), &(!size).to_le_bytes(), before.as_bytes()].concat());
    }
    let length = bytes.len() + length;
    for pair in letters.strip_prefix('"').expect("a string").as_bytes().chunks(2) {
        bits |= (digit(pair[0]) + 91 * digit(pair[1])) << held;
        held += 13;
        while held >= 8 {
            bytes.push(bits as u8);
            bits >>= 8;
            held -= 8;
        }
    }
    bytes.truncate(length);
    let mut text = String::new();
    flate2::read::DeflateDecoder::new(&*bytes).read_to_string(&mut text).expect("deflated");
    text.split_off(before.len())
}

/// The words of an index and the sections that each leads to.
fn read(files: &BTreeMap<String, String>) -> BTreeMap<String, BTreeSet<u32>> {
    let mut found: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (_, script) in files.iter().filter(|(name, _)| name.starts_with('p')) {
        for line in unpacked("", script).lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            for form in fields[1..].chunks(6) {
                let word = if form[0].is_empty() { fields[0] } else { form[0] };
                assert_eq!(key(word), fields[0]);
                found.entry(word.to_owned()).or_default().extend(form[1..].iter().flat_map(|list| rising(list)));
            }
        }
    }
    found
}

fn rising(text: &str) -> Vec<u32> {
    let (mut found, mut n, mut before) = (Vec::new(), 0, 0);
    for code in text.bytes().map(u32::from) {
        if code < 80 {
            n = n * 47 + code - 33;
        } else {
            before += n * 47 + code - 80;
            found.push(before);
            n = 0;
        }
    }
    found
}

fn page(title: &str, texts: &[String]) -> Page {
    let section = |(at, text): (usize, &String)| Section {
        heading: format!("part {at}"),
        anchor: format!("part-{at}"),
        kind: String::new(),
        is_name: at % 3 == 0,
        text: text.clone(),
    };
    Page {
        url: "a.html".to_owned(),
        title: title.to_owned(),
        within: String::new(),
        kind: "Page".to_owned(),
        case: Case::Common,
        text: String::new(),
        sections: texts.iter().enumerate().map(section).collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_has_words_and_they_are_stable(text in any::<String>(), lang in "(en|tr|ar|th)") {
        for word in words(&text, Case::of(&lang)) {
            prop_assert!(!word.is_empty() && !key(&word).is_empty());
            // A run without blanks may end in many marks.
            prop_assert!(word.chars().count() <= LONGEST.max(text.chars().count() * 20));
            prop_assert!(!word.contains(['\t', '\n', '\0']), "{word:?}");
        }
    }

    #[test]
    fn every_word_leads_to_its_section(texts in prop::collection::vec("[a-zéİıกข้ ]{0,60}|\\PC{0,40}", 1..12)) {
        let pages: Vec<Page> = texts.chunks(3).map(|texts| page("A title", texts)).collect();
        let groups = vec![Group::Guides; pages.len()];
        let made = index(&groups, &|at| pages[at].clone());
        let found = read(&made.collect());
        let mut section = 0;
        for one in &pages {
            section += 1;
            for part in &one.sections {
                for word in words(&part.text, Case::Common) {
                    prop_assert!(found.get(&word).is_some_and(|places| places.contains(&section)), "{word:?}");
                }
                section += 1;
            }
        }
    }
}

fn search_of(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let bytes = |body: &rihla::site::Body| match body {
        rihla::site::Body::Bytes(bytes) => bytes.to_vec(),
        rihla::site::Body::Asset(_) => Vec::new(),
    };
    let folders = site.on_demand.paths().filter(|path| path.starts_with("assets/search/"));
    let files = folders.flat_map(|folder| site.on_demand.with(folder).expect("a search"));
    files.map(|(path, body)| (path.clone(), bytes(body))).collect()
}

fn handbook(extra: &str) -> BTreeMap<String, Vec<u8>> {
    let mut order = "---\ntitle: Order\nsteps:\n".to_owned();
    for at in 0..3 {
        let _ = write!(order, "  - title: Step {at}\n    thinks: [\"<img src=x> & </script> thought {at}\"]\n");
    }
    let files = [
        ("book.toml", "[book]\ntitle = \"Book\"\n".to_owned()),
        ("content/index.md", format!("# Home\n\nSee [[lunch]]. {extra}\n")),
        ("content/journeys/lunch/index.md", "---\ntitle: Lunch\n---\nA journey.\n".to_owned()),
        ("content/journeys/lunch/01-order.md", format!("{order}---\n## A heading\n\nBelow it `code`.\n")),
    ];
    files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect()
}

#[test]
fn a_warm_search_is_a_fresh_one_and_a_built_one() {
    let mut warm = Engine::default();
    for extra in ["", "Some words.", "Other words, \u{2028} and a line.", ""] {
        let sources = Sources::from_memory(&handbook(extra));
        let fresh = Engine::default().compile(&sources);
        assert!(!fresh.diagnostics.has_errors(), "{:?}", fresh.diagnostics);
        let warm = search_of(&warm.compile(&sources).value.site);
        assert!(warm == search_of(&fresh.value.site), "{extra}");
        let built = std::sync::Mutex::new(BTreeMap::new());
        Engine::default().compile_each(&sources, &|path, body| {
            if let (true, rihla::site::Body::Bytes(bytes)) = (path.starts_with("assets/search/"), body) {
                built.lock().expect("nothing broke off").insert(path.to_owned(), bytes.to_vec());
            }
        });
        assert!(built.into_inner().expect("nothing broke off") == warm, "{extra}");
    }
}

#[test]
fn texts_are_data_and_found_where_readers_see_them() {
    let sources = Sources::from_memory(&handbook("Afterwards."));
    let files = search_of(&Engine::default().compile(&sources).value.site);
    let text = |name: &str| String::from_utf8(files[&format!("assets/search/en/{name}.js")].clone()).expect("UTF-8");
    for name in files.keys() {
        let script = String::from_utf8(files[name].clone()).expect("UTF-8");
        assert!(script.is_ascii() && !script.contains('<') && script.lines().count() == 1, "{name}");
    }
    let root = unpacked("", &text("root"));
    let common = root.splitn(5, '\n').nth(4).expect("common records");
    let records = unpacked(common, &text("d0"));
    assert!(records.contains("Step 1\tstep:step-1\tStep\t<img src=x> & </script> thought 1"), "{records}");
    assert!(records.contains("-A heading\ta-heading\t\tBelow it code."), "{records}");
    assert!(records.contains("See Lunch. Afterwards."), "{records}");
}
