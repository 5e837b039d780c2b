//! The whole handbook on one page, for printing.
//!
//! In: the pages as their templates make them. Out: what stands in each `<article>`, one behind the other in reading order,
//! below a cover and the contents. Promises: ids stay unique and links between pages lead inside the document; headings
//! come one below another; it has an end, however large the handbook is, and says what it leaves out.

use std::collections::HashMap;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{Lang, PageId, PageKind, Reading};
use crate::parse::slot::IndexKind;
use crate::site::address::encode;
use crate::site::lens::Lens;
use crate::site::views::{WholeLink, WholeView};
use crate::site::{Rendered, Renderer, cards, chrome};

/// More pages than these nobody prints, and no browser lays them out.
const MOST: usize = 300;

/// A page of the document, and how deep it lies.
struct Part {
    page: PageId,
    depth: usize,
    /// The index whose pages begin with it, where that has no place of its own.
    first_of: Option<PageId>,
}

impl Part {
    fn new(page: PageId, depth: usize) -> Self {
        Self { page, depth, first_of: None }
    }
}

/// Makes the page of a language; nothing where one of the pages in it can't be made, which tells of it itself.
pub fn whole(renderer: &Renderer, lang: Lang, path: &str) -> Option<Rendered> {
    // Which files a map is offered as means nothing on paper.
    let renderer = Renderer { downloads: Vec::new(), ..*renderer };
    let lens = renderer.lens(None, lang, path);
    let mut parts = parts(&lens);
    let left_out = parts.len().saturating_sub(MOST);
    parts.truncate(MOST);
    let outputs: Vec<String> = parts.iter().map(|part| renderer.atlas.output(part.page, lang)).collect();
    let places = outputs.iter().zip(&parts).map(|(output, part)| (encode(output), part.page)).collect();
    let made: Vec<String> = parts
        .par_iter()
        .zip(&outputs)
        .map(|(part, output)| {
            let own = renderer.lens(Some(part.page), lang, output);
            let html = renderer.page(&own, part.page).ok()?;
            let moved = Move { from: output, to: path, page: part.page, depth: part.depth, places: &places };
            let kind = cards::kind(renderer.atlas[part.page].kind);
            let (id, inner) = (anchor(part.page), moved.rewritten(&without_contents(article(&html))));
            Some(format!("<section class=\"whole-page whole-{kind}\" id=\"{id}\">\n{inner}\n</section>\n"))
        })
        .collect::<Option<_>>()?;
    Some(framed(renderer.atlas.as_of, &lens, &parts, left_out, made.concat()))
}

/// What the template says of a handbook that has nothing but its home page: whether it can be made is known without the pages.
pub fn tried(renderer: &Renderer, lang: Lang, path: &str) -> Rendered {
    let lens = renderer.lens(None, lang, path);
    framed(renderer.atlas.as_of, &lens, &[Part::new(lens.atlas.home(), 0)], 0, String::new())
}

/// The pages in their frame.
fn framed(as_of: Option<Date>, lens: &Lens, parts: &[Part], left_out: usize, body: String) -> Rendered {
    let link = |part: &Part| {
        let href = format!("#{}", anchor(part.page));
        let group = part.first_of.map(|section| lens.title(section));
        WholeLink { text: lens.title(part.page), href, depth: part.depth, group }
    };
    let (root, as_of) = (lens.root(), as_of.map(|day| lens.date(day)));
    let view = WholeView { root, as_of, contents: parts.iter().map(link).collect(), left_out, body };
    lens.render("print.html", &view)
}

fn anchor(page: PageId) -> String {
    format!("p{}", page.0)
}

/// The pages in reading order: what readers look for first, as in the navigation. Lists that the tool makes are for screens.
fn parts(lens: &Lens) -> Vec<Part> {
    let mut parts = vec![Part::new(lens.atlas.home(), 0)];
    for section in chrome::ranked(lens) {
        match lens.atlas[section].kind {
            PageKind::Index(IndexKind::Journeys | IndexKind::Personas | IndexKind::Touchpoints | IndexKind::Data) => {
                let first = parts.len();
                below(&lens.atlas, section, 0, &mut parts);
                parts.get_mut(first).into_iter().for_each(|part| part.first_of = Some(section));
            }
            PageKind::Index(_) => {}
            _ => {
                parts.push(Part::new(section, 0));
                below(&lens.atlas, section, 1, &mut parts);
            }
        }
    }
    parts
}

fn below(atlas: &Reading, page: PageId, depth: usize, parts: &mut Vec<Part>) {
    for child in &atlas[page].children {
        parts.push(Part::new(*child, depth));
        below(atlas, *child, depth + 1, parts);
    }
}

/// What stands in a page's article.
fn article(html: &str) -> &str {
    let start = html.find("<article").and_then(|at| Some(at + html[at..].find('>')? + 1));
    match (start, html.rfind("</article>")) {
        (Some(start), Some(end)) if start <= end => &html[start..end],
        _ => "",
    }
}

/// What `base.html` begins a page's contents with. No author can: raw HTML keeps no such attribute.
const CONTENTS: &str = "<nav data-contents ";

/// An article without its contents: the document has its own.
fn without_contents(article: &str) -> String {
    let contents = article.split_once(CONTENTS).and_then(|(before, rest)| Some((before, rest.split_once("</nav>")?.1)));
    contents.map_or_else(|| article.to_owned(), |(before, after)| format!("{before}{after}"))
}

/// A page on its way into the document.
struct Move<'a> {
    /// Where the page is written.
    from: &'a str,
    /// Where the document is.
    to: &'a str,
    page: PageId,
    depth: usize,
    /// The pages in the document, by their addresses.
    places: &'a HashMap<String, PageId>,
}

impl Move<'_> {
    /// The same markup with its ids, links and headings as they have to be there.
    fn rewritten(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len() + html.len() / 16);
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let end = if rest.starts_with("<!--") { rest.find("-->").map(|at| at + 3) } else { tag_end(rest) };
            let Some(end) = end else { break };
            self.tag(&rest[..end], &mut out);
            rest = &rest[end..];
        }
        out.push_str(rest);
        out
    }

    /// One tag: its name, then its attributes.
    fn tag(&self, tag: &str, out: &mut String) {
        let (open, inside) = if let Some(inside) = tag.strip_prefix("</") { ("</", inside) } else { ("<", &tag[1..]) };
        let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
        let (name, mut rest) = inside.split_at(name_end);
        out.push_str(open);
        match name.as_bytes() {
            [b'h' | b'H', level @ b'1'..=b'6'] => {
                let level = usize::from(level - b'0') + 1 + self.depth;
                out.push_str(&format!("h{}", level.min(6)));
            }
            _ => out.push_str(name),
        }
        while let Some((before, attribute, value, quote, after)) = next_attribute(rest) {
            rest = after;
            if attribute == "loading" {
                // What is out of sight is printed as well.
                continue;
            }
            out.push_str(before);
            out.push_str(attribute);
            out.push('=');
            out.push(quote);
            match attribute {
                "id" | "for" | "name" | "list" | "headers" | "aria-labelledby" | "aria-describedby"
                | "aria-controls" | "aria-owns" => out.push_str(&self.own(value)),
                "href" | "src" | "poster" | "xlink:href" => out.push_str(&self.address(value)),
                _ => out.push_str(value),
            }
            out.push(quote);
        }
        out.push_str(rest);
    }

    /// Ids, as they are in the document.
    fn own(&self, ids: &str) -> String {
        ids.split_ascii_whitespace().map(|id| format!("{}:{id}", anchor(self.page))).collect::<Vec<_>>().join(" ")
    }

    /// An address as it is in the document.
    fn address(&self, value: &str) -> String {
        let (path, id) = value.split_once('#').map_or((value, None), |(path, id)| (path, Some(id)));
        let is_elsewhere =
            path.starts_with('/') || path.split(['/', '?']).next().is_some_and(|part| part.contains(':'));
        if is_elsewhere {
            return value.to_owned();
        }
        let target = if path.is_empty() { encode(self.from) } else { joined(&encode(self.from), path) };
        match (self.places.get(&target), id) {
            (Some(page), Some(id)) => format!("#{}:{id}", anchor(*page)),
            (Some(page), None) => format!("#{}", anchor(*page)),
            (None, id) => {
                let id = id.map(|id| format!("#{id}")).unwrap_or_default();
                format!("{}{id}", way(self.to, &target))
            }
        }
    }
}

/// Where a tag ends: a sign in quotes ends none.
pub(super) fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The next attribute with a quoted value: what stands before it, its name, its value, its quote, and the rest.
fn next_attribute(tag: &str) -> Option<(&str, &str, &str, char, &str)> {
    let equals = tag.find('=')?;
    let quote = tag[equals + 1..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let start = equals + 2;
    let end = start + tag[start..].find(quote)?;
    let name = tag[..equals].rfind(|c: char| c.is_ascii_whitespace() || c == '/').map_or(0, |at| at + 1);
    Some((&tag[..name], &tag[name..equals], &tag[start..end], quote, &tag[end + 1..]))
}

/// The path that a relative address leads to from a page.
fn joined(from: &str, address: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The way from a file to another; both are escaped already.
fn way(from: &str, to: &str) -> String {
    let from = encode(from);
    let alike = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    let shared = from.as_bytes()[..alike].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    format!("{}{}", "../".repeat(from[shared..].matches('/').count()), &to[shared..])
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{Move, article, without_contents};
    use crate::model::PageId;

    #[test]
    fn a_page_finds_its_place() {
        let places = HashMap::from([("ar/a/b.html".to_owned(), PageId(7)), ("ar/c.html".to_owned(), PageId(8))]);
        let moved = Move { from: "ar/a/b.html", to: "ar/print.html", page: PageId(7), depth: 1, places: &places };
        for (html, expected) in [
            (r#"<h1 id="x">a</h1>"#, r#"<h3 id="p7:x">a</h3>"#),
            (r##"<a href="#x" title="1 > 0">"##, r##"<a href="#p7:x" title="1 > 0">"##),
            (r#"<a href="../c.html">"#, r##"<a href="#p8">"##),
            (r#"<a href="../c.html#y">"#, r##"<a href="#p8:y">"##),
            (r#"<a href="../../assets/x.css">"#, r#"<a href="../assets/x.css">"#),
            (r#"<a href="https://x.example/c.html">"#, r#"<a href="https://x.example/c.html">"#),
            (r#"<a aria-labelledby="x y">"#, r#"<a aria-labelledby="p7:x p7:y">"#),
            (r#"<img src="b.png" loading="lazy"/>"#, r#"<img src="a/b.png"/>"#),
            ("1 < 2", "1 < 2"),
            ("<h6>a</h6><!-- <h1> -->", "<h6>a</h6><!-- <h1> -->"),
        ] {
            assert_eq!(moved.rewritten(html), expected);
        }
        assert_eq!(article("<p><article class=\"x\">a<article>b</article></article>"), "a<article>b</article>");
        assert_eq!(article("<p>"), "");
        let authors = "<nav class=\"toc\">c</nav>";
        assert_eq!(
            without_contents("a<nav data-contents class=\"toc\"><ul></ul></nav>b<nav>c</nav>"),
            "ab<nav>c</nav>"
        );
        assert_eq!(without_contents(authors), authors);
    }
}
