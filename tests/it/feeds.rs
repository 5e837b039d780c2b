//! The feeds and the sitemap, read as strictly as their specifications are written: RFC 4287 for Atom, sitemaps.org's protocol.

use std::collections::{BTreeMap, BTreeSet};

use rihla::build::Engine;
use roxmltree::{Document, Node};

use crate::all_bytes;
use crate::diff::{STAGE, commit, repository, write};

const ATOM: &str = "http://www.w3.org/2005/Atom";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const SITE: &str = "https://example.com/teams/cx/";
const TITLE: &str = "A \"b\" <c> & ]]> &amp; é";

fn children<'a>(node: Node<'a, 'a>, name: &str) -> Vec<Node<'a, 'a>> {
    node.children().filter(|child| child.has_tag_name((ATOM, name))).collect()
}

/// The text of the one child of a name.
fn only<'a>(node: Node<'a, 'a>, name: &str) -> &'a str {
    let [child] = children(node, name)[..] else { panic!("not one <{name}>: {node:?}") };
    child.text().unwrap_or_default()
}

fn is_date_time(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "0000-00-00T00:00:00Z" || shape.starts_with("0000-00-00T00:00:00") && shape.len() == 25
}

fn links<'a>(node: Node<'a, 'a>, rel: &str) -> Vec<&'a str> {
    let of_rel = children(node, "link").into_iter().filter(|link| link.attribute("rel") == Some(rel));
    of_rel.filter_map(|link| link.attribute("href")).collect()
}

/// Checks what the specification asks of a feed and of each entry, and that its addresses are files of the site.
fn check_feed(site: &BTreeMap<String, Vec<u8>>, lang: &str, own: &str) {
    let text = &String::from_utf8_lossy(&site[own]);
    let document = Document::parse(text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
    let feed = document.root_element();
    assert!(feed.has_tag_name((ATOM, "feed")), "{text}");
    assert_eq!(feed.attribute(("http://www.w3.org/XML/1998/namespace", "lang")), Some(lang));
    assert!(only(feed, "id").starts_with(SITE) && !only(feed, "title").is_empty());
    assert!(is_date_time(only(feed, "updated")), "{}", only(feed, "updated"));
    assert!(children(feed, "author").iter().all(|author| !only(*author, "name").is_empty()));
    assert_eq!((children(feed, "author").len(), links(feed, "self")), (1, vec![format!("{SITE}{own}").as_str()]));
    let entries = children(feed, "entry");
    let mut ids = BTreeSet::from([only(feed, "id")]);
    for entry in &entries {
        assert!(ids.insert(only(*entry, "id")), "twice: {}", only(*entry, "id"));
        assert!(!only(*entry, "title").is_empty() && is_date_time(only(*entry, "updated")), "{entry:?}");
        assert!(only(*entry, "updated") <= only(feed, "updated"), "{}", only(*entry, "id"));
        assert_eq!(links(*entry, "alternate").len(), 1);
        for content in children(*entry, "content") {
            let inside: Vec<_> = content.children().filter(Node::is_element).collect();
            assert_eq!(content.attribute("type"), Some("xhtml"));
            assert!(inside.len() == 1 && inside[0].has_tag_name((XHTML, "div")), "{content:?}");
        }
    }
    let addresses = feed.descendants().filter_map(|node| node.attribute("href"));
    for href in addresses {
        let path = href.strip_prefix(SITE).unwrap_or_else(|| panic!("{href} is not the site's"));
        let path = path.split('#').next().unwrap_or_default();
        let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        assert!(site.contains_key(&file), "{href} leads to no file");
    }
    assert!(!entries.is_empty());
}

/// The repository of `diff` with an address, hostile titles and the state that it is compared with.
fn site(since: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = repository();
    let dir = folder.path();
    let book = format!(
        "[book]\ntitle = '{TITLE}'\nsrc = \"pages\"\n{since}\n[languages.ar]\ntitle = \"ت\"\n[journey]\nrequire = []\n[output.html]\nsite-url = \"{SITE}\"\n"
    );
    write(dir, "book/book.toml", &book);
    write(dir, "book/pages/guide/a.md", &format!("---\ntitle: '{TITLE}'\nsummary: '{TITLE}'\n---\nA.\n"));
    let stage = STAGE.replace("satisfaction: 3", "satisfaction: 2");
    write(dir, "book/pages/journeys/dine-in/01-order.md", &stage);
    write(dir, "book/pages/journeys/dine-in/01-order.ar.md", "---\ntitle: الطلب\n---\nع.\n");
    commit(dir);
    let sources = Engine::default().read(&dir.join("book")).expect("a handbook");
    let compiled = Engine::default().compile(&sources);
    assert!(!compiled.diagnostics.has_errors(), "{}", crate::human(&sources, &compiled));
    all_bytes(&compiled.value.site)
}

#[test]
fn feeds_are_what_their_readers_take() {
    for since in ["", "changes-since = \"v1\""] {
        let site = site(since);
        let text = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
        check_feed(&site, "en", "feed.xml");
        check_feed(&site, "ar", "ar/feed.xml");
        assert_eq!(text("feed.xml").contains("<content"), !since.is_empty());
        let page = text("ar/guide/a.html");
        assert!(
            page.contains("type=\"application/atom+xml\"") && page.contains("href=\"../../ar/feed.xml\""),
            "{page}"
        );
    }
}

#[test]
fn an_entry_tells_what_changed_on_its_page() {
    let text = String::from_utf8(site("changes-since = \"v1\"")["feed.xml"].clone()).expect("UTF-8");
    let document = Document::parse(&text).expect("XML");
    let entries = children(document.root_element(), "entry");
    let told = |page: &str| -> String {
        let entry = entries.iter().find(|entry| only(**entry, "id").ends_with(page)).expect("an entry");
        let words =
            |node: &Node| node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
        children(*entry, "content").first().map(words).unwrap_or_default()
    };
    assert!(told("order.html").contains("Satisfaction 3 → 2 (−1)"), "{}", told("order.html"));
    // What a stage tells, its journey doesn't tell again.
    assert!(!told("dine-in/index.html").contains("Satisfaction"), "{}", told("dine-in/index.html"));
    assert!(told("guide/a.html").contains("New"), "{}", told("guide/a.html"));
}

#[test]
fn the_sitemap_has_each_page_once_with_its_translations() {
    let site = site("");
    let text = String::from_utf8(site["sitemap.xml"].clone()).expect("UTF-8");
    let document = Document::parse(&text).expect("XML");
    let mut seen = BTreeSet::new();
    for url in document.root_element().children().filter(Node::is_element) {
        let part = |name: &str| url.children().filter(|child| child.tag_name().name() == name).collect::<Vec<_>>();
        let [loc] = part("loc")[..] else { panic!("not one <loc>") };
        let address = loc.text().expect("an address");
        let path = address.strip_prefix(SITE).expect("the site's");
        assert!(site.contains_key(path) && seen.insert(address.to_owned()), "{address}");
        let others = part("link");
        let is_among = others.iter().any(|link| link.attribute("href") == Some(address));
        assert!(others.is_empty() || is_among, "{address} is not among its own alternates");
    }
    assert!(seen.contains(&format!("{SITE}ar/journeys/dine-in/order.html")), "{seen:?}");
}
