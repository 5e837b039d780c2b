//! The filter of raw HTML.
//!
//! In: a text's HTML, ours and its author's. Out: what of it is harmless. Promises: nothing in it runs; linear time and
//! bounded depth, whatever was written. Deliberately not here: what is told about it, which the parser does.

use std::collections::{HashMap, HashSet};

use crate::parse::html::{
    Attribute, HTML_ATTRIBUTES, HTML_ELEMENTS, MAX_HTML_DEPTH, Nesting, Part, Step, known, parts,
};

/// How much deeper than its source says a page's HTML may lie: the theme puts a frame around a table or a callout.
const FRAMES: usize = 16;

/// Lets harmless HTML pass. What wears the mark is ours and passes whatever it is.
pub fn filter(html: &str, mark: &str) -> String {
    let tags: HashSet<&str> = HTML_ELEMENTS.into_iter().collect();
    let schemes: HashSet<&str> = ["http", "https", "mailto", "tel"].into();
    let per_tag: HashMap<&str, HashSet<&str>> = [("a", ["href"].into())].into();
    let generic = HTML_ATTRIBUTES.into_iter().filter(|name| !matches!(*name, "href" | "src")).collect();
    ammonia::Builder::empty()
        .tags(tags)
        .tag_attributes(per_tag)
        .generic_attributes(generic)
        .generic_attribute_prefixes([mark].into())
        .url_schemes(schemes)
        .link_rel(None)
        .url_relative(ammonia::UrlRelative::Deny)
        .clean(&bounded(html, mark))
        .to_string()
}

/// Leaves out what the filter would leave out anyway and what lies too deep, since the filter builds a tree of all that
/// it is given, and some trees cost as much as their size squared.
fn bounded(html: &str, mark: &str) -> String {
    let mut nesting = Nesting::default();
    let mut bounded = String::with_capacity(html.len());
    for part in parts(html) {
        let step = match &part {
            Part::Text(text) if text.trim().is_empty() => Step::Stays,
            Part::Text(_) | Part::Unfinished(_) => nesting.text(),
            Part::Open(tag) => {
                known(tag.name).map_or(Step::Nowhere, |name| nesting.open(name, tag.source, MAX_HTML_DEPTH + FRAMES))
            }
            Part::Close(name) => known(name).map_or(Step::Nowhere, |name| nesting.close(name)),
            Part::Comment => Step::Nowhere,
        };
        match step {
            Step::Stays => {}
            Step::EndsTable => bounded.push_str("</table>"),
            Step::Nowhere | Step::TooDeep(_) => continue,
        }
        match part {
            Part::Text(text) | Part::Unfinished(text) => bounded.push_str(&text.replace('<', "&lt;")),
            Part::Open(tag) => {
                bounded.push('<');
                bounded.push_str(tag.name);
                for attribute in tag.attributes.iter().filter(|one| may_pass(one, mark)) {
                    bounded.push(' ');
                    bounded.push_str(attribute.source);
                }
                bounded.push('>');
            }
            Part::Close(name) => {
                bounded.push_str("</");
                bounded.push_str(name);
                bounded.push('>');
            }
            Part::Comment => {}
        }
    }
    bounded
}

fn may_pass(attribute: &Attribute, mark: &str) -> bool {
    attribute.name.starts_with(mark) || HTML_ATTRIBUTES.iter().any(|name| attribute.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{bounded, filter};

    #[test]
    fn what_passes_is_what_was_written() {
        for html in [
            "<p>a < b &amp; c</p>\n",
            "<details open><summary>More</summary>\n\n<p>text</p>\n</details>",
            "<table><thead><tr><th data-r-x=\"1\" scope=col>a</th></tr></thead><tbody>\n<tr><td>b</td></tr></tbody></table>",
        ] {
            assert_eq!(bounded(html, "data-r-"), html.replace(" < ", " &lt; "));
        }
        assert_eq!(bounded("<svg/onload=x><B onclick=y title=z>a</B></svg><!-- c -->", "data-r-"), "<B title=z>a</B>");
        assert_eq!(bounded("<<svg>div>", "data-r-"), "&lt;div>");
        assert_eq!(bounded("<table><tr>a<td>b", "data-r-"), "<table><tr></table>a<td>b".replace("<td>", ""));
    }

    #[test]
    fn no_html_is_slow() {
        const MANY: usize = 100_000;
        let numbered = |tag: &str| (0..MANY).map(|n| tag.replace('#', &n.to_string())).collect::<String>();
        let shapes = [
            ("nested", "<div>".repeat(MANY)),
            ("small blocks", "<div>\n<p>a</p>\n".repeat(MANY)),
            ("formatting", "<b>".repeat(MANY)),
            ("formatting, each another", numbered("<b title=#>a")),
            ("formatting and paragraphs", format!("{}{}", numbered("<i title=#>"), "<p>a</p>".repeat(MANY))),
            ("links", "<a href=x>".repeat(MANY)),
            ("tables", "<table>".repeat(MANY)),
            ("cells", "<table><tr><td>".repeat(MANY)),
            ("moved out of a table", format!("<table>{}", "<p>a</p>".repeat(MANY))),
            ("text moved out of a table", format!("<table>{}", "a<tr>".repeat(MANY))),
            ("drawings", "<svg>".repeat(MANY)),
            ("drawings that end by themselves", "<svg><p>".repeat(MANY)),
            ("cells of drawings", "<table><svg><td>".repeat(MANY)),
            ("crossed", "<b><div></b></div>".repeat(MANY)),
            ("crossed and open", "<b><div></b>".repeat(MANY)),
            ("ends in vain", format!("{}{}", "<div>".repeat(MANY), "</span>".repeat(MANY))),
            ("ends of another", format!("{}{}", "<ul><li>".repeat(MANY), "</li>".repeat(MANY))),
            ("ends in comments", "<div><!-- </div> -->".repeat(MANY)),
            ("comments", "<!--a--!>".repeat(MANY)),
            ("attributes", format!("<b {}>", numbered("a# "))),
            ("the same attribute", format!("<b {}>", "title=a ".repeat(MANY))),
            ("items", "<li>".repeat(MANY)),
            ("signs", "<".repeat(MANY)),
            ("never ended", "<!-- ".repeat(MANY)),
        ];
        for (name, html) in shapes {
            let start = Instant::now();
            filter(&html, "data-r-");
            let took = start.elapsed();
            assert!(took < Duration::from_secs(5), "{name}: {took:?}");
            println!("{name}: {took:?}");
        }
    }
}
