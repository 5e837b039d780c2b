//! An author's Markdown → HTML.
//!
//! Links lead where the model found, headings carry their anchors and never skip a level, code is
//! coloured by classes, wide tables scroll in a region of their own, footnotes stand at the end. Raw HTML passes
//! a filter; so that the filter can tell our markup from the author's, our attributes wear a mark
//! that the author can't write into the text, since it is made from all of it. Views are drawn by a template of the theme;
//! where a text is filtered, an empty element that wears the mark keeps their place.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd, html};

use crate::model::{Destination, Embed, Lang, PageId, Prose};
use crate::parse::embed::is_embed;
use crate::parse::html::would_swallow;
use crate::parse::markdown::{events, footnote_anchor};
use crate::parse::settings::RawHtml;
use crate::parse::tabs::Tabs;
use crate::site::address::encode;
use crate::site::figures;
use crate::site::filter::filter;
use crate::site::lens::Lens;
use crate::site::views::EmbedView;

/// A rendered text.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The text.
    pub html: String,
    /// The terms of its definition lists with their anchors and definitions, where they were asked for apart.
    pub terms: Vec<Term>,
}

/// A term of a glossary.
#[derive(Debug)]
pub struct Term {
    /// Its anchor.
    pub id: String,
    /// The term as plain text, to sort by.
    pub plain: String,
    /// The term.
    pub term: String,
    /// Its definitions.
    pub definitions: Vec<String>,
}

/// What happens to definition lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terms {
    /// They stay where they are.
    InPlace,
    /// They are returned apart.
    Apart,
}

/// Renders the text of a page, written in `lang`; what fails are the theme's templates of the views in it.
pub fn render(lens: &Lens, prose: &Prose, lang: Lang, terms: Terms) -> tera::TeraResult<Rendered> {
    let raw = lens.atlas.book().settings.raw_html;
    let is_filtered = prose.outline.has_html && raw == RawHtml::Filter;
    let mark = if is_filtered { mark(&prose.text) } else { String::new() };
    let mut writer = Writer {
        lens,
        prose,
        lang,
        raw,
        mark,
        headings: prose.outline.headings.iter(),
        anchors: prose.outline.anchors.iter().filter(|anchor| !anchor.starts_with("fn:")),
        events: Vec::new(),
        rendered: Rendered::default(),
        footnotes: Vec::new(),
        level: 1,
        tables: BTreeMap::new(),
        numbers: BTreeMap::new(),
        embeds: Vec::new(),
        failed: None,
    };
    let markdown = prose.text.get(prose.start..).unwrap_or_default();
    writer.write(events(markdown).collect(), terms);
    writer.finish()
}

/// What marks attributes of our own in a text: the text can't contain it.
fn mark(text: &str) -> String {
    format!("data-r{}-", &blake3::hash(text.as_bytes()).to_hex()[..24])
}

type Located<'a> = (Event<'a>, Range<usize>);

struct Writer<'a> {
    lens: &'a Lens<'a>,
    prose: &'a Prose,
    lang: Lang,
    raw: RawHtml,
    mark: String,
    headings: std::slice::Iter<'a, crate::parse::markdown::Heading>,
    anchors: std::iter::Filter<std::slice::Iter<'a, String>, fn(&&String) -> bool>,
    events: Vec<Event<'a>>,
    rendered: Rendered,
    /// The footnotes, in the order of their first mention, and where in it a name is.
    footnotes: Vec<Footnote<'a>>,
    numbers: BTreeMap<String, usize>,
    level: u8,
    /// How many tables have a name so far.
    tables: BTreeMap<String, usize>,
    /// The views whose places are kept, until the text has been filtered.
    embeds: Vec<String>,
    /// Why the first view that could not be drawn could not be.
    failed: Option<tera::Error>,
}

struct Footnote<'a> {
    name: String,
    mentions: usize,
    events: Vec<Event<'a>>,
}

impl<'a> Writer<'a> {
    fn write(&mut self, all: Vec<Located<'a>>, terms: Terms) {
        let mut at = 0;
        while at < all.len() {
            let (event, range) = &all[at];
            let next = match event {
                Event::Start(Tag::Heading { .. }) => self.heading(&all, at),
                Event::Start(Tag::Link { link_type, title, .. }) => self.link(&all, at, *link_type, title, range.start),
                Event::Start(Tag::Image { title, .. }) => self.image(&all, at, title),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_embed(info) => self.embed(&all, at),
                Event::Start(Tag::CodeBlock(kind)) => self.code(&all, at, kind),
                Event::Start(Tag::Table(alignments)) => self.table(&all, at, alignments),
                Event::Start(Tag::FootnoteDefinition(name)) => self.footnote(&all, at, name),
                Event::Start(Tag::BlockQuote(None)) if self.tabs_at(range.start).is_some() => self.tabs(&all, at),
                Event::Start(Tag::Paragraph) if let Some(caption) = caption(&all, at) => {
                    self.captioned(&all, at, caption)
                }
                Event::Start(Tag::BlockQuote(Some(kind))) => self.callout(*kind, at),
                Event::End(TagEnd::BlockQuote(Some(_))) => self.push_html("</div>\n", at),
                Event::Start(Tag::DefinitionList) if terms == Terms::Apart => self.definitions(&all, at),
                Event::Start(Tag::DefinitionListTitle) => self.term(at),
                Event::FootnoteReference(name) => self.reference(name, at),
                Event::TaskListMarker(done) => self.task(*done, at),
                Event::Start(Tag::HtmlBlock) => self.html_block(&all, at),
                Event::Html(html) | Event::InlineHtml(html) if self.is_shown_as_text(html) => {
                    self.events.push(Event::Text(html.clone()));
                    at + 1
                }
                other => {
                    self.events.push(other.clone());
                    at + 1
                }
            };
            at = next;
        }
    }

    /// True for HTML that is to be read and not obeyed: all of it where the handbook says so, and what would swallow the
    /// rest of the page as its own text.
    fn is_shown_as_text(&self, html: &str) -> bool {
        match self.raw {
            RawHtml::Escape => true,
            RawHtml::Filter => would_swallow(html),
            RawHtml::Trust => false,
        }
    }

    /// A block of raw HTML, which comes a line at a time and is judged as a whole.
    fn html_block(&mut self, all: &[Located<'a>], at: usize) -> usize {
        let end = end_of(all, at);
        let lines = all[at + 1..end].iter().filter_map(|(event, _)| match event {
            Event::Html(line) | Event::Text(line) => Some(line.as_ref()),
            _ => None,
        });
        let html: String = lines.collect();
        let event = if self.is_shown_as_text(&html) { Event::Text(html.into()) } else { Event::Html(html.into()) };
        self.events.push(event);
        end + 1
    }

    fn push_html(&mut self, html: &str, at: usize) -> usize {
        self.events.push(Event::Html(html.to_owned().into()));
        at + 1
    }

    /// An attribute of ours, marked where the text is going to be filtered.
    fn attribute(&self, name: &str, value: &str) -> String {
        format!(r#" {}{name}="{}""#, self.mark, escape(value))
    }

    /// The events between a start and its end, rendered in place of them; returns where the end is.
    fn inner(&mut self, all: &[Located<'a>], at: usize) -> (Vec<Event<'a>>, usize) {
        let end = end_of(all, at);
        let outside = std::mem::take(&mut self.events);
        self.write(all[at + 1..end].to_vec(), Terms::InPlace);
        (std::mem::replace(&mut self.events, outside), end)
    }

    fn heading(&mut self, all: &[Located<'a>], at: usize) -> usize {
        let heading = self.headings.next();
        let (inner, end) = self.inner(all, at);
        let Some(heading) = heading else { return end + 1 };
        if heading.opens_text && self.prose.heads_page {
            return end + 1;
        }
        // The page's title is the only first level, and no level is skipped on the way down.
        self.level = heading.level.clamp(2, self.level + 1);
        let level = self.level;
        let id = self.attribute("id", &heading.anchor);
        let href = self.attribute("href", &format!("#{}", encode(&heading.anchor)));
        let (class, label) =
            (self.attribute("class", "anchor"), self.attribute("aria-label", &self.lens.t("link-to-heading")));
        self.push_html(&format!("<h{level}{id}>"), at);
        self.events.extend(inner);
        self.push_html(&format!("<a{class}{href}{label}>#</a></h{level}>\n"), at);
        end + 1
    }

    fn link(&mut self, all: &[Located<'a>], at: usize, kind: LinkType, title: &CowStr, byte: usize) -> usize {
        let (inner, end) = self.inner(all, at);
        let found = self.destination(byte).cloned();
        let href = match &found {
            Some(Destination::Page { page, anchor }) => Some(self.page_href(*page, anchor.as_deref())),
            Some(Destination::Asset(path)) => Some(self.lens.href(path)),
            Some(Destination::External) => external(&all[at].0),
            None => None,
        };
        let bare = matches!(kind, LinkType::WikiLink { has_pothole: false });
        let label = match (&found, bare) {
            (Some(Destination::Page { page, anchor }), true) => Some(self.label(*page, anchor.as_deref())),
            _ => None,
        };
        if let Some(href) = &href {
            let mut open = format!("<a{}", self.attribute("href", href));
            if matches!(found, Some(Destination::External)) {
                open.push_str(&self.attribute("rel", "external noopener"));
            }
            if !title.is_empty() {
                open.push_str(&self.attribute("title", title));
            }
            open.push('>');
            self.events.push(Event::InlineHtml(open.into()));
        }
        match label {
            Some(label) => self.events.push(Event::InlineHtml(label.into())),
            None => self.events.extend(inner),
        }
        if href.is_some() {
            self.events.push(Event::InlineHtml("</a>".into()));
        }
        end + 1
    }

    fn destination(&self, byte: usize) -> Option<&Destination> {
        destination(self.prose, byte)
    }

    /// The address of a page; an anchor that its text in this language doesn't have is left out.
    fn page_href(&self, page: PageId, anchor: Option<&str>) -> String {
        let atlas = &self.lens.atlas;
        let is_made = |anchor: &str| anchor.starts_with("step:") || anchor.starts_with("row:");
        let shown = |anchor: &&str| is_made(anchor) || atlas.has_anchor(page, self.lens.lang, anchor);
        self.lens.page_href(page, anchor.filter(shown))
    }

    /// What a reference without words of its own says: the title of the step or the page, in the page's language.
    fn label(&self, page: PageId, anchor: Option<&str>) -> String {
        let lens = self.lens;
        let text = lens.reference(page, anchor);
        // The text around may itself be borrowed from another language.
        let around = &lens.atlas.book().languages[self.lang.0];
        let (lang, dir) = match (&text.lang, text.dir) {
            (Some(lang), Some(dir)) => (lang.as_str(), dir),
            _ => (lens.language().tag.as_str(), lens.language().direction.as_str()),
        };
        if lang == around.tag {
            return escape(&text.text);
        }
        format!("<span{}{}>{}</span>", self.attribute("lang", lang), self.attribute("dir", dir), escape(&text.text))
    }

    fn image(&mut self, all: &[Located<'a>], at: usize, title: &str) -> usize {
        let end = end_of(all, at);
        let alt: String = all[at + 1..end]
            .iter()
            .map(|(event, _)| match event {
                Event::Text(text) | Event::Code(text) => text.as_ref(),
                Event::SoftBreak | Event::HardBreak => " ",
                _ => "",
            })
            .collect();
        match self.picture(all[at].1.start) {
            Some(path) => {
                let mut image =
                    format!("<img{}{}", self.attribute("src", &self.lens.href(path)), self.attribute("alt", &alt));
                if let Some(size) = self.lens.atlas.dimensions(path) {
                    image.push_str(&self.attribute("width", &size.width.to_string()));
                    image.push_str(&self.attribute("height", &size.height.to_string()));
                }
                image.push_str(&self.attribute("loading", "lazy"));
                if !title.is_empty() {
                    image.push_str(&self.attribute("title", title));
                }
                self.events.push(Event::InlineHtml(format!("{image}>").into()));
            }
            None => self.events.push(Event::Text(alt.into())),
        }
        end + 1
    }

    /// The path of the image that begins at a byte; none where it leads nowhere.
    fn picture(&self, byte: usize) -> Option<&'a str> {
        let prose = self.prose;
        match destination(prose, byte) {
            Some(Destination::Asset(path)) => Some(path),
            _ => None,
        }
    }

    /// A paragraph that is an image with a title, which is its caption.
    fn captioned(&mut self, all: &[Located<'a>], at: usize, caption: &str) -> usize {
        let end = end_of(all, at);
        let class = self.attribute("class", "captioned");
        self.push_html(&format!("<figure{class}>"), at);
        self.image(all, at + 1, "");
        self.push_html(&format!("<figcaption>{}</figcaption></figure>\n", escape(caption)), at);
        end + 1
    }

    /// The group of tabs that begins at a byte.
    fn tabs_at(&self, byte: usize) -> Option<&'a Tabs> {
        let (prose, start) = (self.prose, (self.prose.start + byte) as u32);
        prose.outline.tabs.iter().find(|group| group.start == start)
    }

    /// Tabs are sections below their headings; the theme's script makes tabs of them.
    fn tabs(&mut self, all: &[Located<'a>], at: usize) -> usize {
        let end = end_of(all, at);
        let Some(group) = self.tabs_at(all[at].1.start) else { return end + 1 };
        let is_name = |at: &usize| {
            let start = (self.prose.start + all[*at].1.start) as u32;
            matches!(all[*at].0, Event::Start(Tag::Heading { .. })) && group.headings.binary_search(&start).is_ok()
        };
        let mut bounds: Vec<usize> = (at + 1..end).filter(is_name).collect();
        bounds.push(end);
        let (class, one) = (self.attribute("class", "tabs"), self.attribute("class", "tab"));
        self.push_html(&format!("<div{class}>\n"), at);
        for bound in bounds.windows(2) {
            self.push_html(&format!("<div{one}>\n"), at);
            self.write(all[bound[0]..bound[1]].to_vec(), Terms::InPlace);
            self.push_html("</div>\n", at);
        }
        self.push_html("</div>\n", at);
        end + 1
    }

    fn code(&mut self, all: &[Located<'a>], at: usize, kind: &CodeBlockKind) -> usize {
        let end = end_of(all, at);
        let code: String = all[at + 1..end]
            .iter()
            .filter_map(|(event, _)| match event {
                Event::Text(text) => Some(text.as_ref()),
                _ => None,
            })
            .collect();
        let code = code.replace("\r\n", "\n");
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        let language = info.split([' ', ',', '\t', '{']).next().unwrap_or_default();
        let coloured = if language.is_empty() { None } else { self.lens.highlighter.highlight(language, &code) };
        let (tab, html) = (self.attribute("tabindex", "0"), coloured.unwrap_or_else(|| escape(&code)));
        // The classes of the highlighter are ours too.
        let html = if self.mark.is_empty() {
            html
        } else {
            html.replace(r#"<span class=""#, &format!(r#"<span {}class=""#, self.mark))
        };
        let class =
            if language.is_empty() { String::new() } else { self.attribute("class", &format!("language-{language}")) };
        let around = self.attribute("class", "code");
        self.push_html(&format!("<div{around}><pre{tab}><code{class}>{html}</code></pre></div>\n"), at);
        end + 1
    }

    /// Puts a view in the place of its block; one that the model has left out leaves nothing.
    fn embed(&mut self, all: &[Located<'a>], at: usize) -> usize {
        let end = end_of(all, at);
        let byte = (self.prose.start + all[at].1.start) as u32;
        let Ok(found) = self.prose.embeds.binary_search_by_key(&byte, |(start, _)| *start) else { return end + 1 };
        match self.figure(&self.prose.embeds[found].1, found + 1) {
            Err(error) => drop(self.failed.get_or_insert(error)),
            Ok(figure) if self.mark.is_empty() => drop(self.push_html(&figure, at)),
            Ok(figure) => {
                let place = self.attribute(PLACE, &self.embeds.len().to_string());
                self.embeds.push(figure);
                self.push_html(&format!("<div{place}></div>"), at);
            }
        }
        end + 1
    }

    fn figure(&self, embed: &Embed, number: usize) -> tera::TeraResult<String> {
        let lens = self.lens;
        // The view speaks the page's language, whatever the text around it is in.
        let borrowed = (self.lang != lens.lang).then(|| lens.language());
        let view = EmbedView {
            figure: figures::figure(lens, embed, &format!("view:{number}")),
            persona: embed.persona.map(|persona| lens.persona(persona)),
            lang: borrowed.map(|language| language.tag.clone()),
            dir: borrowed.map(|language| language.direction.as_str()),
        };
        lens.render("embed.html", &view)
    }

    fn table(&mut self, all: &[Located<'a>], at: usize, alignments: &[Alignment]) -> usize {
        let (inner, end) = self.inner(all, at);
        let name = self.table_name(&all[at..end]);
        let attributes = [("class", "table-scroll"), ("role", "region"), ("tabindex", "0"), ("aria-label", &name)];
        let open: String = attributes.iter().map(|(name, value)| self.attribute(name, value)).collect();
        self.push_html(&format!("<div{open}><table>"), at);
        let (mut column, mut in_head) = (0, false);
        for event in inner {
            let html = match &event {
                Event::Start(Tag::TableHead) => {
                    (column, in_head) = (0, true);
                    "<thead><tr>".to_owned()
                }
                Event::End(TagEnd::TableHead) => {
                    in_head = false;
                    "</tr></thead><tbody>\n".to_owned()
                }
                Event::Start(Tag::TableRow) => {
                    column = 0;
                    "<tr>".to_owned()
                }
                Event::End(TagEnd::TableRow) => "</tr>\n".to_owned(),
                Event::Start(Tag::TableCell) => {
                    let align = match alignments.get(column) {
                        Some(Alignment::Right) => self.attribute("class", "align-right"),
                        Some(Alignment::Center) => self.attribute("class", "align-center"),
                        _ => String::new(),
                    };
                    column += 1;
                    if in_head {
                        format!("<th{}{align}>", self.attribute("scope", "col"))
                    } else {
                        format!("<td{align}>")
                    }
                }
                Event::End(TagEnd::TableCell) => if in_head { "</th>" } else { "</td>" }.to_owned(),
                _ => {
                    self.events.push(event);
                    continue;
                }
            };
            self.push_html(&html, at);
        }
        self.push_html("</tbody></table></div>\n", at);
        end + 1
    }

    /// A name for the region that a table scrolls in: its heads, and a number where two tables share them.
    fn table_name(&mut self, table: &[Located]) -> String {
        let end = table.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::TableHead))).unwrap_or(0);
        let cells = table[..end].split(|(event, _)| matches!(event, Event::End(TagEnd::TableCell)));
        let heads: Vec<String> = cells.map(plain_text).filter(|head| !head.is_empty()).collect();
        let name = format!("{}: {}", self.lens.t("table"), heads.join(", "));
        let name = name.trim_end_matches([':', ' ']).to_owned();
        let count = self.tables.entry(name.clone()).or_default();
        *count += 1;
        match *count {
            1 => name,
            n => format!("{name} ({})", self.lens.locale().integer(n as i64)),
        }
    }

    fn callout(&mut self, kind: BlockQuoteKind, at: usize) -> usize {
        let name = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        let (class, role) =
            (self.attribute("class", &format!("callout callout-{name}")), self.attribute("role", "note"));
        let (title, text) =
            (self.attribute("class", "callout-title"), escape(&self.lens.in_page(&format!("callout-{name}"))));
        // The title is the interface's, in the page's language, whatever the text around it is in.
        let language = self.lens.language();
        let borrowed = match self.lang == self.lens.lang {
            true => String::new(),
            false => self.attribute("lang", &language.tag) + &self.attribute("dir", language.direction.as_str()),
        };
        self.push_html(&format!("<div{class}{role}><p{title}{borrowed}>{text}</p>\n"), at)
    }

    fn term(&mut self, at: usize) -> usize {
        let id = self.anchors.next().map(|anchor| self.attribute("id", anchor)).unwrap_or_default();
        self.push_html(&format!("<dt{id}>"), at);
        // The end of the term is the library's own, and closes what was opened here.
        at + 1
    }

    /// Takes the terms of a list apart, for a glossary.
    fn definitions(&mut self, all: &[Located<'a>], at: usize) -> usize {
        let end = end_of(all, at);
        let mut inside = at + 1;
        while inside < end {
            let close = end_of(all, inside);
            match &all[inside].0 {
                Event::Start(Tag::DefinitionListTitle) => {
                    let id = self.anchors.next().cloned().unwrap_or_default();
                    let plain = plain_text(&all[inside + 1..close]);
                    let (inner, _) = self.inner(all, inside);
                    let term = self.to_html(inner);
                    self.rendered.terms.push(Term { id, plain, term, definitions: Vec::new() });
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let (inner, _) = self.inner(all, inside);
                    let definition = self.to_html(inner);
                    if let Some(term) = self.rendered.terms.last_mut() {
                        term.definitions.push(definition);
                    }
                }
                _ => {}
            }
            inside = close + 1;
        }
        end + 1
    }

    fn reference(&mut self, name: &str, at: usize) -> usize {
        let number = self.note_number(name);
        self.footnotes[number].mentions += 1;
        let anchor = footnote_anchor(name);
        let class = self.attribute("class", "footnote-reference");
        let href = self.attribute("href", &format!("#{}", encode(&anchor)));
        // Only the first mention is what the note leads back to.
        let id = match self.footnotes[number].mentions {
            1 => self.attribute("id", &format!("{anchor}:back")),
            _ => String::new(),
        };
        let text = self.lens.locale().integer(number as i64 + 1);
        let html = format!("<sup{class}><a{href}{id}>{text}</a></sup>");
        self.events.push(Event::InlineHtml(html.into()));
        at + 1
    }

    fn footnote(&mut self, all: &[Located<'a>], at: usize, name: &str) -> usize {
        let (inner, end) = self.inner(all, at);
        let number = self.note_number(name);
        self.footnotes[number].events = inner;
        end + 1
    }

    /// Where a footnote is among the others; it comes behind them where it is new.
    fn note_number(&mut self, name: &str) -> usize {
        let next = self.footnotes.len();
        let number = *self.numbers.entry(name.to_owned()).or_insert(next);
        if number == next {
            self.footnotes.push(Footnote { name: name.to_owned(), mentions: 0, events: Vec::new() });
        }
        number
    }

    fn task(&mut self, done: bool, at: usize) -> usize {
        let (class, key) = if done { ("task task-done", "task-done") } else { ("task", "task-open") };
        let attributes = [("class", class), ("role", "img"), ("aria-label", &self.lens.t(key))];
        let attributes: String = attributes.iter().map(|(name, value)| self.attribute(name, value)).collect();
        self.events.push(Event::InlineHtml(format!("<span{attributes}></span> ").into()));
        at + 1
    }

    fn finish(mut self) -> tera::TeraResult<Rendered> {
        let events = std::mem::take(&mut self.events);
        let mut html = self.to_html(events);
        let notes = self.notes();
        html.push_str(&notes);
        self.rendered.html = html;
        self.failed.map_or(Ok(self.rendered), Err)
    }

    /// The footnotes that are mentioned, in the order of their numbers.
    fn notes(&mut self) -> String {
        let footnotes: Vec<_> =
            std::mem::take(&mut self.footnotes).into_iter().filter(|note| note.mentions > 0).collect();
        if footnotes.is_empty() {
            return String::new();
        }
        let mut html = String::from(r#"<ol class="footnotes">"#);
        for footnote in footnotes {
            let anchor = footnote_anchor(&footnote.name);
            let (text, back) = (self.to_html(footnote.events), escape(&self.lens.t("footnote-back")));
            let text = text.trim_end();
            let href = escape(&encode(&anchor));
            let back = format!(r##" <a class="footnote-back" href="#{href}:back" aria-label="{back}">↩</a>"##);
            let item = match text.strip_suffix("</p>") {
                Some(text) => format!("{text}{back}</p>"),
                None => format!("{text}{back}"),
            };
            html.push_str(&format!(r#"<li id="{}">{item}</li>"#, escape(&anchor)));
        }
        html.push_str("</ol>\n");
        html
    }

    /// Writes events as HTML, and filters what an author's own HTML has brought in.
    fn to_html(&self, events: Vec<Event<'a>>) -> String {
        let mut html = String::new();
        html::push_html(&mut html, events.into_iter());
        if self.mark.is_empty() {
            return html;
        }
        self.with_embeds(&filter(&html, &self.mark))
    }

    /// Puts the views into their places and takes off the marks. An author can't write a place, since it wears the mark;
    /// one that has got into an attribute of the author's is not one any more, since its quotes are escaped there.
    fn with_embeds(&self, filtered: &str) -> String {
        let open = format!(r#"<div {}{PLACE}=""#, self.mark);
        let mut parts = filtered.split(&open);
        let mut html = parts.next().unwrap_or_default().replace(&self.mark, "");
        for part in parts {
            let (number, rest) = part.split_once(r#""></div>"#).unwrap_or(("", part));
            let figure = number.parse().ok().and_then(|number: usize| self.embeds.get(number));
            html.extend(figure.map(String::as_str));
            html.push_str(&rest.replace(&self.mark, ""));
        }
        html
    }
}

/// The attribute that keeps a view's place.
const PLACE: &str = "view";

/// The address of a link that leads elsewhere.
fn external(event: &Event) -> Option<String> {
    match event {
        Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, .. }) => Some(format!("mailto:{dest_url}")),
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    }
}

/// Where the link that begins at a byte leads.
fn destination(prose: &Prose, byte: usize) -> Option<&Destination> {
    let at = (prose.start + byte) as u32;
    let found = prose.links.binary_search_by_key(&at, |(start, _)| *start).ok()?;
    Some(&prose.links[found].1)
}

/// The title of the image that is all of a paragraph.
fn caption<'e>(all: &'e [Located], at: usize) -> Option<&'e str> {
    match &all.get(at + 1)?.0 {
        Event::Start(Tag::Image { title, .. }) if !title.trim().is_empty() => {
            let is_all = matches!(all.get(end_of(all, at + 1) + 1), Some((Event::End(TagEnd::Paragraph), _)));
            is_all.then(|| title.trim())
        }
        _ => None,
    }
}

/// Where the end of a start is.
fn end_of(all: &[Located], at: usize) -> usize {
    let mut depth = 0_usize;
    for (index, (event, _)) in all.iter().enumerate().skip(at) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index;
                }
            }
            _ if depth == 0 => return index,
            _ => {}
        }
    }
    // A text that was cut off at its greatest depth has starts without ends.
    all.len()
}

fn plain_text(events: &[Located]) -> String {
    let text = events.iter().filter_map(|(event, _)| match event {
        Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
        _ => None,
    });
    text.collect::<String>().trim().to_owned()
}

/// Escapes a text for HTML, in attributes too.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        escaped.push_str(&rest[..at]);
        escaped.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    escaped.push_str(rest);
    escaped
}
