//! Indexes that are too long for one page: each row stands on exactly one part, and links lead to the part that has it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::{Arc, LazyLock};

use rihla::build::Engine;
use rihla::site::{Body, Site};
use rihla::source::Sources;

use crate::pages::check_site;

/// More than two tables hold, so that there are three parts.
const MANY: usize = 450;
/// More than a page of cards.
const JOURNEYS: usize = 65;
const CHANNELS: usize = 205;

/// The site of it, which several tests look at.
static LARGE: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| crate::all_bytes(&site(&large())));

/// A handbook that has many of everything, each with a name of its own.
fn large() -> BTreeMap<String, String> {
    let mut settings =
        "[book]\ntitle = \"Large\"\n[output.html]\nsite-url = \"https://example.com/\"\n[languages.ar]\n".to_owned();
    settings.push_str("[[alerts]]\nmetric = \"emotion\"\nbelow = 2\n[channels]\n");
    (0..CHANNELS).for_each(|at| writeln!(settings, "c-{at} = {{ title = \"Channel {at}\" }}").unwrap());
    let home = "# Home\n\n[[channel:c-1]] and [[channel:c-204]]\n\n```journey\nview: moments\n```\n";
    let mut files = BTreeMap::from([
        ("book.toml".to_owned(), settings),
        ("content/index.md".to_owned(), home.to_owned()),
        ("content/opportunities/index.md".to_owned(), "# To do\n\n## A heading {#here}\n\nOur own words.\n".to_owned()),
    ]);
    for at in 0..MANY {
        let page = format!(
            "---\ntitle: Touchpoint {at}\ntags: [tag-{at}, common]\nevidence:\n  - {{ kind: survey, title: Source {at} }}\n---\n"
        );
        files.insert(format!("content/touchpoints/t-{at}.md"), page);
    }
    for at in 0..JOURNEYS {
        files.insert(format!("content/personas/p-{at}.md"), format!("---\ntitle: Persona {at}\n---\n"));
        let journey = format!("---\ntitle: Journey {at}\npersonas: [p-{at}]\n---\n");
        files.insert(format!("content/journeys/j-{at}/index.md"), journey);
        let mut stage = "---\ntitle: Stage\nsteps:\n".to_owned();
        for step in (at..MANY).step_by(JOURNEYS) {
            writeln!(
                stage,
                "  - id: s-{step}\n    title: Step {step}\n    touchpoints: [t-{step}]\n    channel: c-{}\n    emotion: {}\n    \
                 moment-of-truth: true\n    opportunities:\n      - {{ id: o-{step}, title: Opportunity {step}, impact: {}, effort: 2 }}",
                step % CHANNELS,
                (step % 4) as i64 - 2,
                step % 5 + 1,
            )
            .unwrap();
        }
        files.insert(format!("content/journeys/j-{at}/01-only.md"), stage + "---\n");
    }
    files
}

fn site(files: &BTreeMap<String, String>) -> Site {
    let (sources, compiled) = crate::compile(files);
    assert!(!compiled.diagnostics.has_errors(), "{}", crate::human(&sources, &compiled));
    compiled.value.site
}

/// The parts of an index, the first one first.
fn parts<'s>(site: &'s BTreeMap<String, Vec<u8>>, index: &str) -> Vec<(String, &'s str)> {
    let path = |part: usize| match part {
        1 => format!("{index}/index.html"),
        part => format!("{index}/{part}.html"),
    };
    let page = |part| site.get(&path(part)).map(|bytes| (path(part), std::str::from_utf8(bytes).expect("UTF-8")));
    (1..).map_while(page).collect()
}

/// Everything between two texts, wherever both stand.
fn between<'s>(page: &'s str, start: &str, end: &str) -> Vec<&'s str> {
    let tails = page.split(start).skip(1);
    tails.map(|tail| tail.split(end).next().unwrap_or_default()).collect()
}

#[test]
fn every_row_is_on_one_part_and_every_link_finds_it() {
    let site = &*LARGE;
    check_site(site);
    // What each row says that no other row does.
    let table = |page: &str| between(page, "<th scope=row data-sort=\"", "\"").join("\n");
    let cards = |page: &str| between(page, "<h3><a class=\"cover\" href=\"", "\"").join("\n");
    let truths = |page: &str| between(page, "<p class=\"truth-head\">", "</b>").join("\n");
    let net = |page: &str| {
        let list = page.split("net-table").nth(1).unwrap_or_default();
        between(list, "<tr><th scope=\"row\">", "</th>").join("\n")
    };
    let alerts = |page: &str| between(page, "<th scope=row data-sort=\"Step ", "\"").join("\n");
    let lacking = |page: &str| between(page, "<th scope=row data-sort=\"", "</a>").join("\n");
    type Rows<'a> = &'a dyn Fn(&str) -> String;
    let indexes: [(&str, usize, usize, Rows); 11] = [
        ("personas", JOURNEYS, 60, &cards),
        ("journeys", JOURNEYS, 60, &cards),
        ("touchpoints", MANY, 200, &table),
        ("channels", CHANNELS, 200, &table),
        ("network", MANY, 60, &net),
        ("moments-of-truth", MANY, 60, &truths),
        ("opportunities", MANY, 200, &table),
        ("alerts", MANY, 200, &alerts),
        ("evidence", MANY, 200, &table),
        // All of them, the home page and the page of the backlog lack a translation at least.
        ("coverage", MANY + 3 * JOURNEYS + 2, 200, &lacking),
        ("tags", MANY + 1, 200, &table),
    ];
    for language in ["", "ar/"] {
        for (index, count, most, rows) in indexes {
            let parts = parts(site, &format!("{language}{index}"));
            assert_eq!(parts.len(), count.div_ceil(most), "{language}{index}");
            let each: Vec<String> = parts.iter().map(|(_, page)| rows(page)).collect();
            let on: Vec<usize> = each.iter().map(|rows| rows.lines().count()).collect();
            assert!(on.iter().all(|on| *on <= most) && on.iter().sum::<usize>() == count, "{language}{index}: {on:?}");
            let all: BTreeSet<&str> = each.iter().flat_map(|rows| rows.lines()).collect();
            assert_eq!(all.len(), count, "{language}{index}");
        }
    }
}

#[test]
fn parts_say_where_they_are_and_lead_to_each_other() {
    let site = &*LARGE;
    let sitemap = String::from_utf8_lossy(&site["sitemap.xml"]).into_owned();
    let mut titles = BTreeSet::new();
    for index in ["opportunities", "moments-of-truth", "ar/tags"] {
        let parts = parts(site, index);
        for (at, (path, page)) in parts.iter().enumerate() {
            assert!(page.len() < 300_000, "{path}: {}", page.len());
            assert!(titles.insert(between(page, "<title>", "</title>")[0]), "{path}");
            let address = format!("https://example.com/{path}");
            assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")), "{path}");
            assert!(sitemap.contains(&format!("<loc>{address}</loc>")), "{path}");
            let nav = between(page, "<nav class=\"parts\"", "</nav>");
            assert_eq!(nav.len(), 1, "{path}");
            assert_eq!(nav[0].matches("aria-current=\"page\"").count(), 1, "{path}");
            assert_eq!(nav[0].contains("rel=\"prev\""), at > 0, "{path}");
            assert_eq!(nav[0].contains("rel=\"next\""), at + 1 < parts.len(), "{path}");
        }
    }
    let backlog: Vec<_> = parts(site, "opportunities").into_iter().map(|(_, page)| page).collect();
    assert!(backlog[1].contains("<title>To do (2 of 3) · Large</title>"));
    for (what, on) in [("Our own words", 0), ("class=\"matrix\"", 0)] {
        let found: Vec<usize> = (0..3).filter(|at| backlog[*at].contains(what)).collect();
        assert_eq!(found, [on], "{what}");
    }
    assert!(backlog.iter().all(|page| page.contains("only see this part of the list")));
    assert!(!String::from_utf8_lossy(&site["index.html"]).contains("<nav class=\"parts\""));
}

#[test]
fn rows_are_linked_to_where_they_are() {
    let site = &*LARGE;
    let home = String::from_utf8_lossy(&site["index.html"]).into_owned();
    assert!(home.contains("channels/index.html#row:c-1\"") && home.contains("channels/2.html#row:c-204\""), "{home}");
    // Of 450 moments of truth those on a first part are shown in the midst of a text.
    assert_eq!(home.matches("truth-head").count(), 60);
    assert!(home.contains("390 more are left out"));
    let touchpoint = String::from_utf8_lossy(&site["touchpoints/t-449.html"]).into_owned();
    assert_eq!(between(&touchpoint, "#row:tag-", "\"").len(), 1);
    let common = parts(site, "tags").into_iter().find(|(_, page)| page.contains("id=\"row:common\"")).expect("a row").1;
    let row = between(common, "id=\"row:common\"", "</tr>")[0];
    assert_eq!(row.matches("<a ").count(), 20);
    assert!(row.contains("… and 430 more"), "{row}");
}

#[test]
fn nobody_else_can_have_the_place_of_a_part() {
    let mut files = large();
    files.insert("content/personas/2.md".to_owned(), "---\ntitle: Two\n---\n".to_owned());
    let (sources, compiled) = crate::compile(&files);
    let told = crate::human(&sources, &compiled);
    assert!(told.contains("error[same-output]") && told.contains("content/personas/2.md"), "{told}");
    assert!(told.contains("a long index goes on at this address"), "{told}");
    // Few personas need no second part.
    files.retain(|path, _| !path.contains("personas/p-6") && !path.contains("journeys/j-6"));
    site(&files);
}

#[test]
fn a_part_is_made_again_where_its_rows_differ() {
    let mut files = large();
    let settings = files["book.toml"].replace("[languages.ar]\n", "");
    files.insert("book.toml".to_owned(), settings);
    let mut engine = Engine::default();
    let before = engine.compile(&Sources::from_memory(&files)).value.site;
    let mut edit = |path: &str, old: &str, new: &str| {
        let file = files.get_mut(path).expect("a file");
        assert!(file.contains(old), "{path}");
        *file = file.replacen(old, new, 1);
        let warm = engine.compile(&Sources::from_memory(&files)).value.site;
        assert!(crate::bytes(&warm) == crate::bytes(&site(&files)), "{old} → {new}");
        warm
    };
    let made = |old: &Site, new: &Site, index: &str| -> Vec<usize> {
        let is_same = |path: &String| match (old.files.get(path), new.files.get(path)) {
            (Some(Body::Bytes(old)), Some(Body::Bytes(new))) => Arc::ptr_eq(old, new),
            _ => false,
        };
        let paths = [1, 2, 3]
            .map(|part| format!("{index}/{}.html", if part == 1 { "index".to_owned() } else { part.to_string() }));
        paths.iter().zip(1..).filter(|(path, _)| !is_same(path)).map(|(_, part)| part).collect()
    };
    // The title of a step is said in its row; the matrix above the first part reads all steps.
    let titled = edit("content/journeys/j-0/01-only.md", "title: Step 0\n", "title: Step nought\n");
    let backlog = made(&before, &titled, "opportunities");
    assert_eq!(backlog, [1, 2]);
    assert!(made(&before, &titled, "evidence").is_empty());
    assert_eq!(made(&before, &titled, "journeys").first(), Some(&1));
    // What is finished goes to the end, and all rows behind its old place move up.
    let done = edit("content/journeys/j-3/01-only.md", "impact: 4, effort: 2", "impact: 4, effort: 2, status: done");
    assert!(made(&titled, &done, "opportunities").contains(&3));
    let tagged = edit("content/touchpoints/t-0.md", "tags: [tag-0,", "tags: [a-first-tag,");
    assert!(!made(&done, &tagged, "tags").is_empty());
    // A score that rests on nothing changes no list; one with a source takes its touchpoint out of it.
    let scored = edit("content/touchpoints/t-5.md", "tags: ", "scores: { satisfaction: 4 }\ntags: ");
    let unsourced = made(&tagged, &scored, "coverage");
    assert!(unsourced.is_empty(), "{unsourced:?}");
    let sourced = edit("content/touchpoints/t-5.md", "satisfaction: 4", "satisfaction: { value: 4, source: Survey }");
    assert!(made(&scored, &sourced, "coverage").contains(&1));
    assert!(made(&scored, &sourced, "evidence").is_empty());
    // A tag that moves to another part takes the links along.
    edit("content/touchpoints/t-1.md", "tags: [tag-1,", "tags: [tag-1, a-second-tag,");
}
