//! Raw HTML in a text: its parts as a browser tells them apart, and how deep its elements lie.
//!
//! In: a piece of HTML. Out: texts and tags with their attributes, and for each tag whether it still fits. Promises:
//! linear time; where a tag begins and ends is what the standard says. [`Nesting`] never counts fewer open elements
//! than half of those that a browser would have open, so a bound on its count is a bound on a parser's work.
//! Deliberately not here: what is harmless, which is decided by the renderer's filter.

use std::collections::BTreeMap;

/// Elements that an author's raw HTML may have; the renderer's filter lets the same ones pass.
pub const HTML_ELEMENTS: [&str; 58] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements that would swallow what follows them as their own text: they are shown and not obeyed.
pub const HTML_SHOWN_AS_TEXT: [&str; 10] =
    ["title", "textarea", "style", "script", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"];

/// Attributes that an author's raw HTML may have.
pub const HTML_ATTRIBUTES: [&str; 14] = [
    "alt", "colspan", "datetime", "dir", "height", "href", "lang", "open", "rowspan", "scope", "src", "start", "title",
    "width",
];

/// How deep elements may lie in each other where a text has raw HTML, those of its Markdown counted too.
pub const MAX_HTML_DEPTH: usize = 128;

/// How many elements such as `<b>` may be open at once: a browser opens all of them again in each paragraph that follows.
const MAX_FORMATTING: usize = 16;

/// How many of them that are the same a browser keeps.
const SAME: usize = 3;

/// Elements without an end.
const VOID: [&str; 4] = ["br", "hr", "img", "wbr"];

/// Elements that are opened again where a block has cut them short.
const FORMATTING: [&str; 9] = ["a", "b", "code", "em", "i", "s", "small", "strong", "u"];

/// Elements inside a sentence, which any block around them closes.
const INLINE: [&str; 16] = [
    "abbr", "bdi", "bdo", "cite", "del", "dfn", "ins", "kbd", "mark", "q", "ruby", "span", "sub", "sup", "time", "var",
];

/// Elements that have a meaning only in a table.
const TABLE_PARTS: [&str; 7] = ["caption", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// A part of a piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Text, which may hold a `<` that begins nothing.
    Text(&'a str),
    /// The start of an element.
    Open(OpenTag<'a>),
    /// The end of an element: its name, as written.
    Close(&'a str),
    /// A comment, or what a browser takes for one.
    Comment,
    /// The rest, which ends inside a tag, a quoted value or a comment: what comes after it would become part of that.
    Unfinished(&'a str),
}

/// A tag that opens an element.
#[derive(Debug, PartialEq, Eq)]
pub struct OpenTag<'a> {
    /// The element's name, as written.
    pub name: &'a str,
    /// Its attributes, in order.
    pub attributes: Vec<Attribute<'a>>,
    /// All of it.
    pub source: &'a str,
}

/// An attribute of a tag.
#[derive(Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Its name, as written.
    pub name: &'a str,
    /// Its value without quotes, if it has one.
    pub value: Option<&'a str>,
    /// All of it.
    pub source: &'a str,
}

/// Takes a piece of HTML apart.
pub fn parts(html: &str) -> Parts<'_> {
    Parts { rest: html }
}

/// The parts of a piece of HTML.
pub struct Parts<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut from = 0;
        while let Some(at) = self.rest[from..].find('<').map(|at| from + at) {
            if !begins_markup(&self.rest[at + 1..]) {
                from = at + 1;
            } else if at > 0 {
                let (text, rest) = self.rest.split_at(at);
                self.rest = rest;
                return Some(Part::Text(text));
            } else {
                let (part, rest) = markup(self.rest).unwrap_or((Part::Unfinished(self.rest), ""));
                self.rest = rest;
                return Some(part);
            }
        }
        Some(Part::Text(std::mem::take(&mut self.rest)))
    }
}

/// Whether what follows a `<` makes it more than a sign.
fn begins_markup(rest: &str) -> bool {
    let first = rest.as_bytes().first();
    first.is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'!' | b'?')) || rest.starts_with('/')
}

/// Reads what a `<` begins, and says what is behind it; nothing where it has no end.
fn markup(html: &str) -> Option<(Part<'_>, &str)> {
    let inside = &html[1..];
    if let Some(comment) = inside.strip_prefix("!--") {
        let ends = |before: &str| matches!(before, "" | "-") || before.ends_with("--") || before.ends_with("--!");
        let (end, _) = comment.match_indices('>').find(|(at, _)| ends(&comment[..*at]))?;
        return Some((Part::Comment, &comment[end + 1..]));
    }
    let (is_close, tag) = match inside.strip_prefix('/') {
        Some(tag) => (true, tag),
        None => (false, inside),
    };
    if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Some((Part::Comment, inside.split_once('>')?.1));
    }
    let name = &tag[..tag.find(|c| is_space(c) || matches!(c, '/' | '>')).unwrap_or(tag.len())];
    let (attributes, behind) = attributes(&tag[name.len()..])?;
    let source = &html[..html.len() - behind.len()];
    let part = if is_close { Part::Close(name) } else { Part::Open(OpenTag { name, attributes, source }) };
    Some((part, behind))
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// The attributes up to the end of a tag, and what is behind it. Blanks may stand around the `=`, and a `>` inside
/// quotes ends nothing.
fn attributes(tag: &str) -> Option<(Vec<Attribute<'_>>, &str)> {
    let mut attributes = Vec::new();
    let mut rest = tag;
    loop {
        rest = rest.trim_start_matches(|c| is_space(c) || c == '/');
        if let Some(behind) = rest.strip_prefix('>') {
            return Some((attributes, behind));
        }
        let begin = rest;
        // A `=` that nothing stands before begins a name.
        let first = rest.chars().next()?.len_utf8();
        let end = rest[first..].find(|c| is_space(c) || matches!(c, '=' | '>' | '/')).map(|end| first + end)?;
        let name = &rest[..end];
        rest = &rest[end..];
        let mut value = None;
        if let Some(written) = rest.trim_start_matches(is_space).strip_prefix('=') {
            let written = written.trim_start_matches(is_space);
            (value, rest) = match written.chars().next()? {
                quote @ ('"' | '\'') => written[1..].split_once(quote).map(|(value, behind)| (Some(value), behind))?,
                _ => {
                    let (value, behind) = written.split_at(written.find(|c| is_space(c) || c == '>')?);
                    (Some(value), behind)
                }
            };
        }
        attributes.push(Attribute { name, value, source: &begin[..begin.len() - rest.len()] });
    }
}

/// True for HTML that ends inside a tag, a quoted value or a comment.
pub fn is_unfinished(html: &str) -> bool {
    parts(html).any(|part| matches!(part, Part::Unfinished(_)))
}

/// True for HTML with an element that would swallow what follows it as its own text.
pub fn would_swallow(html: &str) -> bool {
    let swallows = |name: &str| HTML_SHOWN_AS_TEXT.iter().any(|swallower| name.eq_ignore_ascii_case(swallower));
    parts(html).any(|part| match part {
        Part::Open(tag) => swallows(tag.name),
        Part::Unfinished(_) => true,
        _ => false,
    })
}

/// The name of an element that a text may have.
pub fn known(name: &str) -> Option<&'static str> {
    HTML_ELEMENTS.into_iter().find(|known| name.eq_ignore_ascii_case(known))
}

/// The elements that are open at a place, as a browser has them: it closes some where others begin, opens some again, and
/// moves some out of tables.
#[derive(Debug, Default)]
pub struct Nesting {
    open: Vec<&'static str>,
    /// The elements to be opened again, each with its tag; nothing for the edge of a cell, which none of them crosses.
    formatting: Vec<Option<(&'static str, String)>>,
    /// How many elements of a name didn't fit: their ends mean nothing.
    refused: BTreeMap<&'static str, usize>,
}

/// What becomes of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It stands where it is written.
    Stays,
    /// It can't stand among the rows of the table around it, which ends here.
    EndsTable,
    /// It means nothing here.
    Nowhere,
    /// It lies in more elements than this.
    TooDeep(usize),
}

impl Nesting {
    /// Takes in text that isn't blank.
    pub fn text(&mut self) -> Step {
        self.leave_table()
    }

    /// Takes in the start of an element; `tag` is all of it, since a browser keeps only some that are the same.
    pub fn open(&mut self, name: &'static str, tag: &str, limit: usize) -> Step {
        if VOID.contains(&name) {
            return self.leave_table();
        }
        let is_formatting = FORMATTING.contains(&name);
        let to_be_opened = self.formatting.len() - self.since_edge();
        let exceeded = match self.open.len() + self.formatting.len() >= limit {
            true => Some(limit),
            false => (is_formatting && to_be_opened >= MAX_FORMATTING).then_some(MAX_FORMATTING),
        };
        if let Some(limit) = exceeded {
            *self.refused.entry(name).or_default() += 1;
            return Step::TooDeep(limit);
        }
        if TABLE_PARTS.contains(&name) {
            return self.open_part(name);
        }
        let step = self.leave_table();
        self.close_before(name);
        if is_formatting {
            let same = |kept: &Option<(&str, String)>| kept.as_ref().is_some_and(|(_, kept)| kept == tag);
            let known: Vec<usize> =
                (self.since_edge()..self.formatting.len()).filter(|at| same(&self.formatting[*at])).collect();
            if known.len() >= SAME {
                self.formatting.remove(known[0]);
            }
            self.formatting.push(Some((name, tag.to_owned())));
        }
        self.open.push(name);
        step
    }

    /// Takes in the end of an element.
    pub fn close(&mut self, name: &'static str) -> Step {
        if let Some(refused @ 1..) = self.refused.get_mut(name) {
            *refused -= 1;
            return Step::Nowhere;
        }
        if FORMATTING.contains(&name) {
            self.close_formatting(name);
        } else if name == "table" || TABLE_PARTS.contains(&name) {
            let table = self.open.iter().rposition(|open| *open == "table").unwrap_or(self.open.len());
            if let Some(at) = self.open[table..].iter().rposition(|open| *open == name) {
                self.truncate(table + at);
            }
        } else {
            let is_wall = |open: &str| match name {
                _ if is_edge(open) => true,
                "li" => matches!(open, "ol" | "ul"),
                _ if is_inline(name) => !is_inline(open) && !FORMATTING.contains(&open),
                _ => false,
            };
            self.close_up_to(name, is_wall);
        }
        Step::Stays
    }

    /// Closes the innermost of an element and all in it, unless a wall is met first.
    fn close_up_to(&mut self, name: &str, is_wall: impl Fn(&str) -> bool) {
        let found = self.open.iter().enumerate().rev().find(|(_, open)| **open == name || is_wall(open));
        if let Some((at, open)) = found
            && *open == name
        {
            self.truncate(at);
        }
    }

    fn close_formatting(&mut self, name: &'static str) {
        let since = self.since_edge();
        let is_it = |kept: &Option<(&str, String)>| kept.as_ref().is_some_and(|(kept, _)| *kept == name);
        let Some(kept) = self.formatting[since..].iter().rposition(is_it) else {
            return self.close_up_to(name, |open| !is_inline(open) && !FORMATTING.contains(&open));
        };
        let edge = self.open.iter().rposition(|open| is_edge(open)).map_or(0, |at| at + 1);
        match self.open.iter().rposition(|open| *open == name) {
            // It began outside of the table, and can't end in it.
            Some(at) if at < edge => return,
            Some(at) => drop(self.open.remove(at)),
            None => {}
        }
        self.formatting.remove(since + kept);
    }

    /// Closes what the start of an element closes.
    fn close_before(&mut self, name: &'static str) {
        let last = self.open.last().copied().unwrap_or_default();
        match name {
            "li" => self.close_up_to("li", |open| is_block(open) && !matches!(open, "li" | "div" | "p")),
            "dd" | "dt" => {
                let is_other = |open: &str| is_block(open) && !matches!(open, "dd" | "dt" | "div" | "p");
                self.close_up_to("dd", |open| is_other(open) || open == "dt");
                self.close_up_to("dt", |open| is_other(open) || open == "dd");
            }
            "rp" | "rt" if matches!(last, "rp" | "rt") && self.is_in_ruby() => self.truncate(self.open.len() - 1),
            "a" if self.formatting[self.since_edge()..].iter().flatten().any(|(kept, _)| *kept == "a") => {
                self.close_formatting("a");
            }
            _ => {}
        }
        if is_block(name) {
            self.close_up_to("p", is_edge);
        }
        let is_heading = |name: &str| matches!(name, "h2" | "h3" | "h4" | "h5" | "h6");
        if is_heading(name) && self.open.last().is_some_and(|last| is_heading(last)) {
            self.truncate(self.open.len() - 1);
        }
    }

    fn is_in_ruby(&self) -> bool {
        self.open.iter().rev().take_while(|open| !is_edge(open)).any(|open| *open == "ruby")
    }

    /// A part of a table closes those that stand in its place, and opens those that are left out.
    fn open_part(&mut self, name: &'static str) -> Step {
        let Some(table) = self.open.iter().rposition(|open| *open == "table") else { return Step::Nowhere };
        let (parents, implied): (&[&str], &[&'static str]) = match name {
            "td" | "th" => (&["tr"], &["tbody", "tr"]),
            "tr" => (&["tbody", "tfoot", "thead"], &["tbody"]),
            _ => (&[], &[]),
        };
        let within = |names: &[&str]| self.open[table + 1..].iter().rposition(|open| names.contains(open));
        match within(parents) {
            Some(at) => self.truncate(table + at + 2),
            // A cell in a part of the table that has no row yet.
            None if implied.len() == 2
                && let Some(at) = within(&["tbody", "tfoot", "thead"]) =>
            {
                self.truncate(table + at + 2);
                self.open.push("tr");
            }
            None => {
                self.truncate(table + 1);
                self.open.extend(implied);
            }
        }
        self.open.push(name);
        if is_edge(name) {
            self.formatting.push(None);
        }
        Step::Stays
    }

    /// Ends the table where what comes can't stand among its rows: a browser would put it before the table, which costs
    /// as much as all that is there already.
    fn leave_table(&mut self) -> Step {
        let is_among_rows =
            self.open.last().is_some_and(|last| matches!(*last, "table" | "tbody" | "tfoot" | "thead" | "tr"));
        if !is_among_rows {
            return Step::Stays;
        }
        let table = self.open.iter().rposition(|open| *open == "table").unwrap_or(0);
        self.truncate(table);
        Step::EndsTable
    }

    /// Closes all from a place on.
    fn truncate(&mut self, at: usize) {
        for name in self.open.drain(at.min(self.open.len())..) {
            if matches!(name, "caption" | "td" | "th") {
                let edge = self.formatting.iter().rposition(Option::is_none).unwrap_or(0);
                self.formatting.truncate(edge);
            }
        }
    }

    /// Where the elements begin that are to be opened again in this cell.
    fn since_edge(&self) -> usize {
        self.formatting.iter().rposition(Option::is_none).map_or(0, |edge| edge + 1)
    }
}

/// Elements whose inside is closed by nothing but their own end.
fn is_edge(name: &str) -> bool {
    matches!(name, "caption" | "table" | "td" | "th")
}

fn is_inline(name: &str) -> bool {
    INLINE.contains(&name) || matches!(name, "rp" | "rt")
}

fn is_block(name: &str) -> bool {
    !is_inline(name) && !FORMATTING.contains(&name) && !TABLE_PARTS.contains(&name) && !VOID.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::{MAX_HTML_DEPTH, Nesting, Part, Step, is_unfinished, known, parts};

    #[test]
    fn unfinished_html_is_seen() {
        for html in
            ["<div title='", "<div title=\"a>", "<p>one</p><b", "<!-- one --><!-- two", "</div", "<!-- --!><b c=\" -->"]
        {
            assert!(is_unfinished(html), "{html}");
        }
        for html in ["<div title='>'>", "1 < 2 and a<3", "<!-- <b -->", "<!-->", "<!--->", "<br/>", "<", ""] {
            assert!(!is_unfinished(html), "{html}");
        }
    }

    #[test]
    fn tags_are_told_apart_as_browsers_do() {
        let names = |html: &str| -> Vec<String> {
            let name = |part| match part {
                Part::Open(tag) => Some(format!("{} {}", tag.name, tag.attributes.len())),
                Part::Close(name) => Some(format!("/{name}")),
                _ => None,
            };
            parts(html).filter_map(name).collect()
        };
        assert_eq!(names("<b onclick = \"a>b\" hidden>x</b><i title=y/>"), ["b 2", "/b", "i 1"]);
        assert_eq!(names("<<u>div> <!-- <b> --!><i> </ b><!x <s>"), ["u 0", "i 0"]);
        assert_eq!(names("<a/b=c =d><![CDATA[<b>]]></>"), ["a 2"]);
        let all: String = parts("1 < 2<br>é<").map(|part| format!("{part:?} ")).collect();
        assert_eq!(
            all,
            "Text(\"1 < 2\") Open(OpenTag { name: \"br\", attributes: [], source: \"<br>\" }) Text(\"é<\") "
        );
    }

    /// How many elements are open behind a piece of HTML.
    fn depth(html: &str) -> usize {
        let mut nesting = Nesting::default();
        for part in parts(html) {
            match part {
                Part::Open(tag) => drop(known(tag.name).map(|name| nesting.open(name, tag.name, 1_000))),
                Part::Close(name) => drop(known(name).map(|name| nesting.close(name))),
                Part::Text(text) if !text.trim().is_empty() => drop(nesting.text()),
                _ => {}
            }
        }
        nesting.open.len()
    }

    #[test]
    fn ends_that_may_be_left_out_are_no_depth() {
        for (html, expected) in [
            ("<p>a<p>b<p>c", 1),
            ("<p>a<div>b</div></p>", 0),
            ("<ul><li>a<li>b<ul><li>c</ul><li>d", 2),
            ("<dl><dt>a<dd>b<dt>c<dd>d", 2),
            ("<table><tr><td>a<td>b<tr><td>c", 4),
            ("<table><td>a</table>", 0),
            ("<td><div><td><div>", 2),
            ("<ruby>a<rt>b<rt>c</ruby>", 0),
            ("<div><span></div>", 0),
            ("<b><i></b></i>", 0),
            ("<b><table><tr><td></b>", 5),
            ("<a><a><a>", 1),
            ("<h2>a<h3>b", 1),
        ] {
            assert_eq!(depth(html), expected, "{html}");
        }
    }

    #[test]
    fn depth_has_a_bound() {
        let mut nesting = Nesting::default();
        let steps: Vec<_> = (0..1_000).map(|_| nesting.open("div", "<div>", MAX_HTML_DEPTH)).collect();
        assert_eq!(steps.iter().filter(|step| **step == Step::Stays).count(), MAX_HTML_DEPTH);
        assert!((0..1_000 - MAX_HTML_DEPTH).all(|_| nesting.close("div") == Step::Nowhere));
        assert!((0..MAX_HTML_DEPTH).all(|_| nesting.close("div") == Step::Stays));
        assert!(nesting.open.is_empty());
        let steps: Vec<_> = (0..100).map(|n| nesting.open("b", &format!("<b title={n}>"), MAX_HTML_DEPTH)).collect();
        assert_eq!(steps.iter().filter(|step| **step == Step::Stays).count(), super::MAX_FORMATTING);
    }
}
