//! A checker that reads a finished site as a browser would: every link leads to a written file and anchor, ids
//! are unique, contents are the page's headings, and nothing in a page runs.

use std::collections::{BTreeMap, BTreeSet};

/// A tag of a page: its name and its attributes.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Fails on everything that is wrong with any page.
pub fn check_site(site: &BTreeMap<String, Vec<u8>>) {
    let pages: BTreeMap<&str, Vec<Element>> = site
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), elements(std::str::from_utf8(bytes).expect("UTF-8"))))
        .collect();
    assert!(pages.len() > 1, "a site of {} pages", pages.len());
    let mut wrong = Vec::new();
    let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, elements) in &pages {
        for id in elements.iter().filter_map(|element| element.get("id")) {
            if !ids.entry(path).or_default().insert(id) {
                wrong.push(format!("{path}: the id `{id}` stands twice"));
            }
            if id.is_empty() || id.contains(char::is_whitespace) {
                wrong.push(format!("{path}: `{id}` can't be an id"));
            }
        }
    }
    for (path, elements) in &pages {
        for element in elements {
            wrong.extend(active(element).map(|what| format!("{path}: {what}")));
            for name in ["href", "src"] {
                let Some(target) = element.get(name) else { continue };
                wrong.extend(dead(path, target, site, &ids).map(|what| format!("{path}: `{target}` {what}")));
            }
        }
        let mut loaded: BTreeSet<&str> = BTreeSet::new();
        for file in elements.iter().filter(|element| matches!(element.name.as_str(), "link" | "script")) {
            let target = file.get("src").or_else(|| file.get("href").filter(|_| file.get("rel") == Some("stylesheet")));
            if target.is_some_and(|target| !loaded.insert(target)) {
                wrong.push(format!("{path}: `{}` is loaded twice", target.unwrap_or_default()));
            }
        }
        let h1 = elements.iter().filter(|element| element.name == "h1").count();
        if h1 != 1 {
            wrong.push(format!("{path}: {h1} headings of the first level"));
        }
        wrong.extend(unlisted(elements).map(|what| format!("{path}: {what}")));
    }
    wrong.sort();
    assert!(wrong.is_empty(), "{} mistakes\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

/// How the contents of a page differ from the headings that its template makes. Those of a text have no colon.
fn unlisted(elements: &[Element]) -> Option<String> {
    let class =
        |element: &Element, name: &str| element.get("class").is_some_and(|all| all.split(' ').any(|one| one == name));
    let is_entry = |pair: &&[Element]| ["toc-2", "toc-3"].iter().any(|name| class(&pair[0], name));
    let all: Vec<&str> = elements.windows(2).filter(is_entry).filter_map(|pair| pair[1].get("href")).collect();
    let listed: Vec<&str> = all.iter().filter(|href| href.contains(':')).map(|href| &href[1..]).collect();
    let heads = |element: &&Element| match element.name.as_str() {
        "h2" | "h3" => !class(element, "vh"),
        _ => class(element, "step"),
    };
    let ids = elements.iter().filter(heads).filter_map(|element| element.get("id"));
    let made: Vec<&str> = ids.filter(|id| id.contains(':') && *id != "page:mentions").collect();
    let body = elements.iter().find(|element| element.name == "body")?;
    // The whole handbook has contents of its own, which lead to pages.
    let is_without =
        ["of-home", "of-glossary", "whole"].iter().any(|name| class(body, name)) || (all.is_empty() && made.len() < 2);
    (!is_without && listed != made).then(|| format!("the contents say {listed:?}, the page {made:?}"))
}

/// What runs, or could be made to run.
fn active(element: &Element) -> Option<String> {
    if element.name == "style" || (element.name == "script" && element.get("src").is_none()) {
        return Some(format!("an inline <{}>", element.name));
    }
    let inline = element.attributes.iter().find(|(name, _)| name == "style" || name.starts_with("on"));
    inline.map(|(name, _)| format!("<{} {name}=…>", element.name))
}

fn dead(
    page: &str,
    target: &str,
    site: &BTreeMap<String, Vec<u8>>,
    ids: &BTreeMap<&str, BTreeSet<&str>>,
) -> Option<&'static str> {
    if ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme)) {
        return None;
    }
    let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    if path.starts_with("data:") || path.contains("javascript") {
        return Some("runs");
    }
    // The 404 page is shown at any address, so its links begin at the root of the server.
    if let Some(absolute) = path.strip_prefix('/') {
        let below = absolute.match_indices('/').map(|(at, _)| &absolute[at + 1..]);
        return (!std::iter::once(absolute).chain(below).any(|file| site.contains_key(file)))
            .then_some("leads to no file");
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    if path.is_empty() {
        parts = page.split('/').collect();
    }
    let decoded = decode(path);
    for part in decoded.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match part {
            ".." if parts.is_empty() => return Some("leaves the site"),
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let file = parts.join("/");
    if !site.contains_key(&file) {
        return Some("leads to no file");
    }
    let anchor = anchor.map(decode)?;
    let known = ids.get(file.as_str()).is_some_and(|ids| ids.contains(anchor.as_str()));
    (!known).then_some("leads to no anchor")
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        match (first, tail.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// The tags of a page that this tool wrote: attributes are always quoted.
fn elements(html: &str) -> Vec<Element> {
    let mut elements = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let name_end = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(rest.len());
        let name = rest[..name_end].to_ascii_lowercase();
        rest = &rest[name_end..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>')).unwrap_or(rest.len());
            let key = rest[..end].to_ascii_lowercase();
            rest = &rest[end..];
            let value = match rest.strip_prefix("=\"") {
                Some(quoted) => {
                    let close = quoted.find('"').unwrap_or(quoted.len());
                    rest = quoted.get(close + 1..).unwrap_or_default();
                    &quoted[..close]
                }
                None => match rest.strip_prefix('=') {
                    Some(bare) => {
                        let end = bare.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(bare.len());
                        rest = &bare[end..];
                        &bare[..end]
                    }
                    None => "",
                },
            };
            attributes.push((key, unescape(value)));
        }
        elements.push(Element { name, attributes });
    }
    elements
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

#[test]
fn the_checker_sees_what_is_wrong() {
    let site = |html: &str| {
        BTreeMap::from([
            ("a/b.html".to_owned(), html.as_bytes().to_vec()),
            ("c.html".to_owned(), b"<h1 id=\"x\">C</h1>".to_vec()),
        ])
    };
    let fails = |html: &str| std::panic::catch_unwind(|| check_site(&site(html))).is_err();
    assert!(!fails("<h1>A</h1><a href=\"../c.html#x\">c</a>"));
    for html in [
        "<h1>A</h1><a href=\"c.html\">c</a>",
        "<h1>A</h1><a href=\"../c.html#y\">c</a>",
        "<h1>A</h1><script>1</script>",
        "<h1 onclick=\"x\">A</h1>",
        "<h1 style=\"x\">A</h1>",
        "<h1>A</h1><style>x</style>",
        "<h1 id=\"a\">A</h1><p id=\"a\">x</p>",
        "<h1>A</h1><a href=\"../../d.html\">d</a>",
        "<link rel=\"stylesheet\" href=\"../c.html\"><link rel=\"stylesheet\" href=\"../c.html\"><h1>A</h1>",
    ] {
        assert!(fails(html), "{html}");
    }
}

#[test]
fn headings_never_meet_the_pages_own_ids() {
    // Every id of the theme has a colon, which no slug has.
    for (path, text) in rihla::site::default_files().iter().filter(|(path, _)| path.starts_with("templates/")) {
        for id in text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(id.contains(':') || id.contains("{{"), "{path}: `{id}`");
        }
    }
}

#[test]
fn the_folder_of_a_draft_is_left_out_with_it() {
    let draft = "---\ntitle: Secret\nstatus: draft\n---\nText.\n";
    let (_, compiled) = crate::compile([
        ("book.toml", "[book]\ntitle = \"T\"\n"),
        ("content/index.md", "# Home\n"),
        ("content/journeys/secret/index.md", draft),
        ("content/journeys/secret/01-order.md", "# Order\n"),
        ("content/journeys/secret/plan.pdf", "%PDF"),
        ("content/journeys/secret/notes/deep.md", "# Deep\n"),
        ("content/personas/amira/index.md", draft),
        ("content/personas/amira/photo.png", "png"),
    ]);
    let site = crate::bytes(&compiled.value.site);
    let leaked: Vec<_> = site.keys().filter(|path| path.contains("secret") || path.contains("amira")).collect();
    assert!(leaked.is_empty(), "{leaked:?}");
    assert!(compiled.diagnostics.is_empty(), "{:?}", compiled.diagnostics);
}

#[test]
fn an_element_that_swallows_text_is_shown_as_text() {
    let (_, compiled) = crate::compile([
        ("book.toml", "[book]\ntitle = \"T\"\n"),
        ("content/index.md", "# Home\n\nUse the <title> element well.\n\n## Next\n\n5. five\n"),
    ]);
    let site = crate::bytes(&compiled.value.site);
    let home = String::from_utf8_lossy(&site["index.html"]).into_owned();
    assert!(home.contains("&lt;title&gt; element well") && home.contains("<h2 id=\"next\">"), "{home}");
    assert!(home.contains("<ol start=\"5\">"), "{home}");
}

#[test]
fn a_translation_of_fields_alone_borrows_the_text() {
    let (_, compiled) = crate::compile([
        ("book.toml", "[book]\ntitle = \"T\"\n[languages.ar]\n"),
        ("content/index.md", "---\ntitle: Home\n---\nThe narrative.\n"),
        ("content/index.ar.md", "---\ntitle: \u{627}\n---\n"),
    ]);
    let site = crate::bytes(&compiled.value.site);
    let home = String::from_utf8_lossy(&site["ar/index.html"]).into_owned();
    assert!(home.contains("<div class=\"prose\" lang=\"en\" dir=\"ltr\"><p>The narrative."), "{home}");
    assert_eq!(compiled.value.coverage[0].translated, 0);
}

#[test]
fn lent_interface_texts_say_their_language() {
    let (_, compiled) = crate::compile([
        ("book.toml", "[book]\ntitle = \"T\"\nlanguage = \"de\"\n[output.html]\ntheme = \"own\"\n"),
        ("own/texts/de.ftl", "search = Suchen\n"),
        ("content/index.md", "# Start\n\n> [!NOTE]\n> Hallo\n"),
    ]);
    let site = crate::bytes(&compiled.value.site);
    for path in ["index.html", "404.html"] {
        let page = home_of(&site, path);
        assert!(page.contains(
            "<a class=\"skip\" href=\"#page:main\"><span lang=\"en\" dir=\"ltr\">Skip to content</span></a>"
        ));
        assert!(page.contains("<span>Suchen</span>"), "its own words need no mark");
        assert!(page.contains("title=\"Back to top\""), "an attribute has no place for one");
        assert!(!page.contains(['\u{fdd2}', '\u{fdd3}']), "{page}");
    }
    assert!(home_of(&site, "index.html").contains("callout-title\"><span lang=\"en\" dir=\"ltr\">Note</span>"));
}

#[test]
fn a_borrowed_title_cannot_close_an_authors_attribute() {
    let files = [
        ("book.toml", "[book]\ntitle = \"T\"\n".to_owned()),
        ("content/index.md", "# Home\n\n<div title='\n\n[[persona:b]]\n".to_owned()),
        (
            "content/personas/b.md",
            "---\ntitle: \"' onmouseover=alert(1) style=position:fixed x\"\n---\nText.\n".to_owned(),
        ),
    ];
    let (_, compiled) = crate::compile(files);
    check_site(&crate::all_bytes(&compiled.value.site));
}

#[test]
fn controls_reach_no_page() {
    let home = "---\ntitle: \"a\\u0008b\"\nsummary: \"c\\u0001d\"\n---\nText.\n";
    let (_, compiled) = crate::compile([("book.toml", "[book]\ntitle = \"T\"\n"), ("content/index.md", home)]);
    let site = crate::bytes(&compiled.value.site);
    let home = String::from_utf8_lossy(&site["index.html"]).into_owned();
    assert!(home.contains(">ab</h1>") && home.contains(">cd</p>"), "{home}");
    assert!(!home.contains(|c: char| c.is_control() && c != '\n'), "{home}");
}

/// A small handbook with a theme of its own, as its readers see it.
fn with_theme(theme: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let files = [
        ("book.toml", "[book]\ntitle = \"T\"\n[languages.ar]\n[output.html]\ntheme = \"look\"\n"),
        ("content/index.md", "# Home\n"),
        ("content/journeys/visit/index.md", "---\ntitle: Visit\n---\n"),
        (
            "content/journeys/visit/01-order.md",
            "---\ntitle: Order\nsteps: [{ title: Pay }]\n---\n## Why\n\n## \u{644}\u{645}\u{627}\u{630}\u{627} 100%\n",
        ),
        ("content/guide/nav.md", "# Nav\n\n<nav class=\"toc\"><p>An author's own.</p></nav>\n"),
        ("look/styles/tokens.css", ""),
    ];
    let (_, compiled) = crate::compile(files.iter().chain(theme).copied());
    assert!(!compiled.diagnostics.has_errors(), "{:?}", compiled.diagnostics);
    let site = crate::all_bytes(&compiled.value.site);
    check_site(&site);
    site
}

/// The text of a file of the default theme.
fn default_file(name: &str) -> &'static str {
    rihla::site::default_files().iter().find(|(path, _)| *path == name).expect("a file of the theme").1
}

#[test]
fn contents_leave_out_what_a_template_leaves_out() {
    let stage = "journeys/visit/order.html";
    let plain = with_theme(&[]);
    assert!(home_of(&plain, stage).contains("href=\"#page:steps\""));
    let own = "{% extends \"base.html\" %}{% block content %}\
               {% for step in view.steps %}<h3 id=\"{{ step.id }}\">{{ step.title | say }}</h3>{% endfor %}\
               {% include \"narrative.html\" %}{% endblock content %}";
    let own = home_of(&with_theme(&[("look/templates/stage.html", own)]), stage);
    assert!(own.contains("href=\"#why\"") && !own.contains("href=\"#page:steps\""), "{own}");
    // What makes the same headings has the same contents.
    let components = format!("{}\n", default_file("templates/components.html"));
    assert!(with_theme(&[("look/templates/components.html", &components)]) == plain);
}

#[test]
fn the_whole_handbook_leaves_out_contents_and_no_text() {
    let whole = home_of(&with_theme(&[]), "print.html");
    assert!(whole.contains("An author's own.") && !whole.contains("data-contents"), "{whole}");
}

/// A handbook of one journey whose names try to break out of wherever they are printed, with a home page.
fn with_journey(home: &str) -> BTreeMap<String, Vec<u8>> {
    let named =
        |fields: &str| format!("---\ntitle: \"' onmouseover=alert(1) \\\"><script>alert(2)</script>\"\n{fields}---\n");
    let (_, compiled) = crate::compile([
        ("book.toml", "[book]\ntitle = \"T\"\n[languages.ar]\n".to_owned()),
        ("content/index.md", home.to_owned()),
        ("content/personas/amira.md", named("")),
        ("content/journeys/visit/index.md", named("personas: [amira]\n")),
        ("content/journeys/visit/01-order.md", named("steps: [{ title: Pay, emotion: -1 }]\n")),
    ]);
    assert!(!compiled.diagnostics.has_errors(), "{:?}", compiled.diagnostics);
    let site = crate::all_bytes(&compiled.value.site);
    check_site(&site);
    site
}

fn home_of(site: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8_lossy(&site[path]).into_owned()
}

const CURVE: &str = "```journey visit\nview: curve\npersona: amira\n```\n";

#[test]
fn a_view_stands_where_its_block_was() {
    for around in ["", "<b>filtered</b>\n\n"] {
        let text = format!(
            "# Home\n\nBefore.\n\n{around}{CURVE}\nBetween[^1].\n\n> {}\n\n- x\n\n  ```journey\n  view: network\n  ```\n\n[^1]: Note\n\n    ```journey visit\n    ```\n",
            CURVE.replace('\n', "\n> ")
        );
        let site = with_journey(&text);
        let home = home_of(&site, "index.html");
        let at = |what: &str| home.find(what).unwrap_or_else(|| panic!("no {what} in {home}"));
        assert!(at("<p>Before.") < at("id=\"view:1\"") && at("id=\"view:1\"") < at("<p>Between"), "{home}");
        assert!(at("<blockquote>") < at("id=\"view:2\"") && at("id=\"view:2\"") < at("</blockquote>"), "{home}");
        assert!(at("<li>") < at("id=\"view:3\"") && at("class=\"footnotes\"") < at("id=\"view:4\""), "{home}");
        assert_eq!(home.matches("<figure class=\"embed embed-").count(), 4, "{home}");
        assert!(!home.contains("```") && !home.contains("data-r"), "{home}");
        assert!(home.contains("assets/figures.css") && home.contains("assets/map.js"), "{home}");
        // A borrowed text's view speaks the page's language.
        let arabic = home_of(&site, "ar/index.html");
        assert!(arabic.contains("id=\"view:1\" lang=\"ar\" dir=\"rtl\">"), "{arabic}");
        // It is mentioned there.
        let journey = home_of(&site, "journeys/visit/index.html");
        assert!(journey.contains("id=\"page:mentions\""), "{journey}");
        let persona = home_of(&site, "personas/amira.html");
        assert!(persona.contains("id=\"page:mentions\"") && !persona.contains("assets/figures.css"), "{persona}");
    }
}

#[test]
fn nobody_can_write_the_place_of_a_view() {
    for text in [
        // What the place of a view looks like, but for the mark.
        "<div view=\"0\"></div>\n\n<div data-view=\"0\"></div>\n\n",
        "<div data-r0123456789abcdef01234567-view=\"0\"></div>\n\n",
        // Attributes, comments and elements that nobody closes.
        "<div title='\n\n",
        "<div title=\"\n\n",
        "<div title=\n\n",
        "<i\n\n",
        "a <!-- b\n\n",
        "<table>\n\n",
        "<table><tr>\n\n",
        "<p><a href=\"https://example.com\">\n\n",
        "<select>\n\n",
        "<svg>\n\n<desc>\n\n",
        "<math>\n\n<mtext>\n\n",
        "<template>\n\n",
        "<details>\n\n- ",
    ] {
        let site = with_journey(&format!("# Home\n\n{text}{CURVE}\n'>\"> x\n\n{CURVE}"));
        let home = home_of(&site, "index.html");
        assert!(home.matches("<figure class=\"embed").count() <= 2, "{text}: {home}");
        assert!(!home.contains("<script>alert") && !home.contains("<div view"), "{text}: {home}");
    }
}

#[test]
fn what_an_option_says_never_reaches_a_page() {
    let evil = "\"><script>alert(1)</script>";
    for block in [
        format!("```journey {}\n```\n", evil.replace(' ', "")),
        format!("```journey visit\nview: '{evil}'\n```\n"),
        format!("```journey visit\npersona: '{evil}'\n```\n"),
        format!("```journey visit\nlanes: ['{evil}']\n```\n"),
        format!("```journey visit\n'{evil}': 1\n```\n"),
    ] {
        let (_, compiled) = crate::compile([
            ("book.toml", "[book]\ntitle = \"T\"\n".to_owned()),
            ("content/index.md", format!("# Home\n\n<b>x</b>\n\n{block}")),
            ("content/journeys/visit/index.md", "# Visit\n".to_owned()),
            ("content/journeys/visit/01-order.md", "# Order\n".to_owned()),
        ]);
        assert!(compiled.diagnostics.has_errors(), "{block}");
        let home = home_of(&crate::bytes(&compiled.value.site), "index.html");
        assert!(!home.contains("alert(1)") && !home.contains("<figure"), "{block}: {home}");
    }
}

#[test]
fn a_draft_leaves_nothing_in_the_place_of_its_view() {
    let (_, compiled) = crate::compile([
        ("book.toml", "[book]\ntitle = \"T\"\n"),
        ("content/index.md", "# Home\n\nBefore.\n\n```journey secret\n```\n\nBehind.\n"),
        ("content/journeys/secret/index.md", "---\nstatus: draft\n---\n"),
    ]);
    let home = home_of(&crate::bytes(&compiled.value.site), "index.html");
    assert!(!home.contains("secret") && !home.contains("<figure"), "{home}");
    assert!(home.contains("<p>Before.</p>\n<p>Behind.</p>"), "{home}");
}
