//! An author's text, with its links led to the copies of other pages.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag};

use crate::model::{Destination, Prose};
use crate::parse::embed::is_embed;
use crate::parse::fields::word;
use crate::parse::markdown::events;
use crate::site::address::encode;
use crate::site::copies::{escaped, link, to_copy};
use crate::site::lens::Lens;

/// The text of a page as its author wrote it, but for the title, which stands above it already, for links inside the
/// handbook, and for views, which are links to where they are drawn.
pub fn text(lens: &Lens, prose: &Prose) -> String {
    let markdown = prose.text.get(prose.start..).unwrap_or_default();
    let all: Vec<_> = events(markdown).collect();
    let text = Rewriter { lens, prose, markdown, all: &all };
    text.between(0..all.len(), 0..markdown.len()).replace("\r\n", "\n")
}

struct Rewriter<'a> {
    lens: &'a Lens<'a>,
    prose: &'a Prose,
    markdown: &'a str,
    all: &'a [(Event<'a>, Range<usize>)],
}

impl Rewriter<'_> {
    /// The text of some events, which stand in these bytes of the author's.
    fn between(&self, events: Range<usize>, bytes: Range<usize>) -> String {
        let (mut out, mut copied, mut at) = (String::new(), bytes.start, events.start);
        let mut opens_text = self.prose.heads_page && events.start == 0;
        while at < events.end {
            let (event, range) = &self.all[at];
            let end = self.end_of(at).min(events.end.saturating_sub(1));
            let put = match event {
                Event::Start(Tag::Heading { .. }) if std::mem::take(&mut opens_text) => Some(String::new()),
                Event::Start(tag @ Tag::Link { .. }) => self.link(tag, at, end),
                Event::Start(Tag::Image { title, .. }) => self.image(title, at, end),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_embed(info) => Some(self.view(range)),
                _ => None,
            };
            // What reaches back before what has been copied is no part of its own: a definition, say.
            match put.filter(|_| range.start >= copied && range.end <= bytes.end) {
                Some(put) => {
                    out.push_str(&self.markdown[copied..range.start]);
                    out.push_str(&put);
                    copied = range.end;
                    at = end + 1;
                }
                None => at += 1,
            }
        }
        out.push_str(&self.markdown[copied..bytes.end.max(copied)]);
        out
    }

    /// Where the end of a start is.
    fn end_of(&self, at: usize) -> usize {
        let mut depth = 0_usize;
        for (index, (event, _)) in self.all.iter().enumerate().skip(at) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return index;
            }
        }
        self.all.len()
    }

    fn destination(&self, byte: usize) -> Option<&Destination> {
        let at = (self.prose.start + byte) as u32;
        let found = self.prose.links.binary_search_by_key(&at, |(start, _)| *start).ok()?;
        Some(&self.prose.links[found].1)
    }

    /// What stands between a start and its end.
    fn inside(&self, at: usize, end: usize) -> String {
        match (self.all.get(at + 1), self.all.get(end.saturating_sub(1))) {
            (Some((_, first)), Some((_, last))) if at + 1 < end => {
                self.between(at + 1..end, first.start..last.end.max(first.start))
            }
            _ => String::new(),
        }
    }

    /// A link inside the handbook; others stay as they are.
    fn link(&self, tag: &Tag, at: usize, end: usize) -> Option<String> {
        let Tag::Link { link_type, title, .. } = tag else { return None };
        let (href, label) = match self.destination(self.all[at].1.start)? {
            Destination::Page { page, anchor } => {
                let shown =
                    anchor.as_deref().filter(|anchor| self.lens.atlas.has_anchor(*page, self.lens.lang, anchor));
                let label = self.lens.reference(*page, anchor.as_deref()).text;
                (to_copy(&self.lens.page_href(*page, shown)), label)
            }
            Destination::Asset(path) => (self.lens.href(path), String::new()),
            Destination::External => return None,
        };
        let said = match link_type {
            LinkType::WikiLink { has_pothole: false } => escaped(&label),
            _ => self.inside(at, end),
        };
        Some(titled(&link(&said, &href), title))
    }

    /// A picture of the handbook, which lies beside the copy as it does beside the page.
    fn image(&self, title: &str, at: usize, end: usize) -> Option<String> {
        let Destination::Asset(path) = self.destination(self.all[at].1.start)? else { return None };
        let href = self.lens.href(path);
        let said = self.inside(at, end);
        Some(format!("!{}", titled(&link(&said, &href), title)))
    }

    /// A view is drawn on the page itself.
    fn view(&self, range: &Range<usize>) -> String {
        let byte = (self.prose.start + range.start) as u32;
        let Ok(found) = self.prose.embeds.binary_search_by_key(&byte, |(start, _)| *start) else {
            return String::new();
        };
        let embed = &self.prose.embeds[found].1;
        let about = embed.journey.map(|journey| self.lens.journey(journey).text.text);
        let kind = self.lens.t(&format!("view-{}", word(embed.view)));
        let said = about.map_or(kind.clone(), |about| format!("{kind}: {about}"));
        let page = self.lens.path.rsplit('/').next().unwrap_or_default();
        let href = encode(page);
        let line_end = if self.markdown[range.clone()].ends_with('\n') { "\n" } else { "" };
        format!("{}{line_end}", link(&escaped(&said), &href))
    }
}

/// A link with its title.
fn titled(link: &str, title: &str) -> String {
    match link.strip_suffix(')').filter(|_| !title.is_empty()) {
        Some(open) => format!("{open} \"{}\")", title.replace('\\', "\\\\").replace('"', "\\\"")),
        None => link.to_owned(),
    }
}
