//! What a page's Markdown holds: headings, links, terms, views; the text itself is rendered later, from the
//! same events.
//!
//! Dialect: CommonMark with tables, footnotes, task lists, strikethrough, definition lists, alerts, tabs,
//! heading attributes and `[[references]]`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::locale::Locale;
use crate::parse::embed::{EmbedBlock, OpenBlock, is_embed};
use crate::parse::html::{
    HTML_ATTRIBUTES, HTML_SHOWN_AS_TEXT, MAX_HTML_DEPTH, Nesting, OpenTag, Part, Step, known, parts, would_swallow,
};
use crate::parse::settings::RawHtml;
use crate::parse::tabs::{self, OpenTabs, Tabs};
use crate::source::{FilePath, Span};

/// How deep quotes, lists and emphasis may lie in each other.
pub const MAX_DEPTH: usize = 64;

/// What is in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The headings, in order.
    pub headings: Vec<Heading>,
    /// The links, images and references, in order.
    pub links: Vec<Link>,
    /// The views that it shows in its midst, in order.
    pub embeds: Vec<EmbedBlock>,
    /// The groups of tabs, in the order of their ends.
    pub tabs: Vec<Tabs>,
    /// The anchors of a definition list's terms and of footnotes.
    pub anchors: Vec<String>,
    /// The first paragraph as plain text.
    pub lead: String,
    /// True where there is raw HTML.
    pub has_html: bool,
    /// True where there is nothing at all.
    pub is_blank: bool,
}

impl Outline {
    /// True where the text has this anchor.
    pub fn has_anchor(&self, anchor: &str) -> bool {
        self.headings.iter().any(|heading| heading.anchor == anchor) || self.anchors.iter().any(|own| own == anchor)
    }

    /// Every anchor of the text.
    pub fn all_anchors(&self) -> impl Iterator<Item = &str> {
        self.headings.iter().map(|heading| heading.anchor.as_str()).chain(self.anchors.iter().map(String::as_str))
    }

    /// The heading that can stand for a missing title: an H1 before everything else.
    pub fn title(&self) -> Option<&Heading> {
        self.headings.first().filter(|heading| heading.level == 1 && heading.opens_text)
    }
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1…6, as written.
    pub level: u8,
    /// Its anchor: given with `{#…}`, else the slug of its text, numbered where it stands twice.
    pub anchor: String,
    /// Its text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// True where nothing stands before it.
    pub opens_text: bool,
}

/// A link, an image or a reference, before anybody knows where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where the whole of it stands; its first byte tells it apart from the others.
    pub span: Span,
    /// Where its target is written.
    pub target_span: Span,
    /// Where it should lead.
    pub target: Target,
}

/// Where a link should lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// `[[till]]`, `[[persona:amira]]`, `[[dine-in/order#pay]]`.
    Reference {
        /// The word before the colon.
        kind: Option<String>,
        /// The id.
        id: String,
        /// What follows `#`.
        anchor: Option<String>,
    },
    /// A path relative to the file, decoded.
    Path {
        /// The path.
        path: String,
        /// What follows `#`.
        anchor: Option<String>,
        /// True for an image.
        image: bool,
    },
    /// `#…`: this page.
    Anchor(String),
    /// Another site, an e-mail address, a telephone.
    External,
    /// Something that must not be linked; it has been reported.
    Refused,
}

/// The events of a text with their places in it.
pub fn events(markdown: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    let mut depth = 0_usize;
    // Whatever lies deeper than anybody writes is cut off here, for the outline and the page alike.
    let shallow = Parser::new_ext(markdown, options).into_offset_iter().take_while(move |(event, _)| {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth <= MAX_DEPTH
    });
    // The line that makes a quote a group of tabs is no part of its text.
    let mut mark_end = 0;
    shallow.filter(move |(event, range)| match event {
        Event::Start(Tag::BlockQuote(None)) => {
            let end = tabs::mark_end(markdown.get(range.clone()).unwrap_or_default());
            mark_end = end.map_or(mark_end, |end| range.start + end);
            true
        }
        Event::End(TagEnd::BlockQuote(_)) => true,
        _ => range.end > mark_end,
    })
}

/// Reads the outline of `text` from byte `start` on.
pub fn outline(
    path: &FilePath,
    text: &str,
    start: usize,
    locale: &Locale,
    raw_html: RawHtml,
    out: &mut Diagnostics,
) -> Outline {
    let markdown = text.get(start..).unwrap_or_default();
    let mut reader = Reader {
        path,
        text,
        start,
        locale,
        raw_html,
        out,
        outline: Outline::default(),
        wanted: Vec::new(),
        notes: Default::default(),
        open: None,
        embed: None,
        block: None,
        tabs: Vec::new(),
        depth: 0,
        nesting: Nesting::default(),
        around: Vec::new(),
        is_too_deep: false,
    };
    let mut last_end = 0;
    for (event, range) in events(markdown) {
        reader.event(&event, range.clone());
        last_end = last_end.max(range.start);
    }
    if reader.depth >= MAX_DEPTH {
        let message = format!("this text nests its quotes, lists or links more than {MAX_DEPTH} deep");
        let at = Span::new(start + last_end, start + last_end + 1);
        let hint = "what lies deeper is left out: nest it less";
        reader.out.push(Diagnostic::at(Code::TooDeep, path, at, message).hint(hint));
    }
    reader.anchors();
    // A note that nothing leads to is not printed.
    let (defined, mentioned) = std::mem::take(&mut reader.notes);
    reader.outline.anchors.extend(defined.intersection(&mentioned).cloned());
    let mut outline = reader.outline;
    outline.is_blank = markdown.trim().is_empty();
    outline
}

/// A heading or a term that wants an anchor.
struct Wanted {
    of: Anchored,
    id: Option<String>,
    text: String,
    span: Span,
}

/// What an anchor is for: its place among the headings or among the terms.
enum Anchored {
    Heading(usize),
    Term(usize),
}

/// Text that is being collected: of a heading, a term or the first paragraph.
struct Open {
    what: What,
    text: String,
    span: Span,
}

enum What {
    Heading { level: u8, id: Option<String>, opens_text: bool },
    Term,
    Lead,
}

struct Reader<'a, 'o> {
    path: &'a FilePath,
    text: &'a str,
    start: usize,
    locale: &'a Locale,
    raw_html: RawHtml,
    out: &'o mut Diagnostics,
    outline: Outline,
    wanted: Vec<Wanted>,
    /// The footnotes that the text defines, and those that it mentions.
    notes: (BTreeSet<String>, BTreeSet<String>),
    open: Option<Open>,
    /// The view whose lines are being read.
    embed: Option<OpenBlock>,
    /// The block of raw HTML that is being read: it comes a line at a time.
    block: Option<(String, Span)>,
    /// For each quote around what is being read, the group of tabs that it is, and how deep it lies.
    tabs: Vec<(Option<OpenTabs>, usize)>,
    depth: usize,
    /// The elements around what is being read, and around the notes that it is in.
    nesting: Nesting,
    around: Vec<Nesting>,
    is_too_deep: bool,
}

impl Reader<'_, '_> {
    fn event(&mut self, event: &Event, range: Range<usize>) {
        let span = Span::from(range).shifted(self.start);
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                self.tabs(tag, span);
                self.nest(tag, span);
                self.start_tag(tag, span);
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.unnest(*tag);
                self.end_tag(*tag);
            }
            Event::Text(text) => match (&mut self.embed, &mut self.block) {
                (Some(embed), _) => embed.push(text, span),
                (None, Some((block, _))) => block.push_str(text),
                (None, None) => {
                    self.nesting.text();
                    self.collect(text);
                }
            },
            Event::Code(text) => self.collect(text),
            Event::SoftBreak | Event::HardBreak => self.collect(" "),
            Event::Html(html) => match &mut self.block {
                Some((block, _)) => block.push_str(html),
                None => self.html(html, span),
            },
            Event::InlineHtml(html) => self.html(html, span),
            Event::FootnoteReference(name) => drop(self.notes.1.insert(footnote_anchor(name))),
            Event::Rule | Event::TaskListMarker(_) => {}
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start_tag(&mut self, tag: &Tag, span: Span) {
        let open = |what| Some(Open { what, text: String::new(), span });
        match tag {
            Tag::Heading { level, id, .. } => {
                let before = self.text.get(self.start..span.start as usize).unwrap_or_default();
                let opens_text = before.trim().is_empty();
                let id = id.as_ref().map(|id| id.to_string());
                self.open = open(What::Heading { level: level_number(*level), id, opens_text });
            }
            Tag::DefinitionListTitle => self.open = open(What::Term),
            Tag::Paragraph if self.outline.lead.is_empty() && self.open.is_none() => self.open = open(What::Lead),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if is_embed(info) => {
                self.embed = Some(OpenBlock::new(span, info));
            }
            Tag::FootnoteDefinition(name) => drop(self.notes.0.insert(footnote_anchor(name))),
            Tag::Link { link_type, dest_url, .. } => self.link(*link_type, dest_url, span, Use::Link),
            Tag::Image { link_type, dest_url, .. } => self.link(*link_type, dest_url, span, Use::Image),
            _ => {}
        }
    }

    /// What the page has around raw HTML counts with it.
    fn nest(&mut self, tag: &Tag, span: Span) {
        match tag {
            Tag::HtmlBlock => self.block = Some((String::new(), span)),
            // A note is printed elsewhere.
            Tag::FootnoteDefinition(_) => self.around.push(std::mem::take(&mut self.nesting)),
            _ => {}
        }
        if let Some(name) = element(&tag.to_end()) {
            let step = self.nesting.open(name, name, MAX_HTML_DEPTH);
            self.tell_depth(name, step, span);
        }
    }

    fn unnest(&mut self, tag: TagEnd) {
        if let Some(name) = element(&tag) {
            self.nesting.close(name);
        }
        match tag {
            TagEnd::HtmlBlock => {
                if let Some((html, span)) = self.block.take() {
                    self.html(&html, span);
                }
            }
            TagEnd::FootnoteDefinition => self.nesting = self.around.pop().unwrap_or_default(),
            _ => {}
        }
    }

    /// Reports the first element that lies too deep.
    fn tell_depth(&mut self, name: &str, step: Step, at: Span) {
        let Step::TooDeep(limit) = step else { return };
        // Without raw HTML the depth of quotes and lists is what counts.
        if !self.outline.has_html || std::mem::replace(&mut self.is_too_deep, true) {
            return;
        }
        let message = format!("this `<{name}>` lies in more than {limit} elements that are still open");
        let hint = "end them first, each with its `</…>`; what lies deeper is left out";
        self.out.push(Diagnostic::at(Code::TooDeep, self.path, at, message).hint(hint));
    }

    /// Groups of tabs are told from other quotes, and their blocks handed to them.
    fn tabs(&mut self, tag: &Tag, span: Span) {
        let level = match tag {
            Tag::Heading { level, .. } => Some(level_number(*level)),
            _ => None,
        };
        if let Some((Some(group), depth)) = self.tabs.last_mut()
            && *depth + 1 == self.depth
        {
            group.block(level, span);
        }
        if matches!(tag, Tag::BlockQuote(_)) {
            let mark = tabs::mark_end(self.text.get(span.range()).unwrap_or_default())
                .filter(|_| matches!(tag, Tag::BlockQuote(None)));
            let is_inside = self.tabs.iter().any(|(group, _)| group.is_some());
            let line = |end: usize| Span::new(span.start as usize, (span.start as usize + end).min(span.end as usize));
            let group = mark.map(|end| OpenTabs::new(span, self.trimmed(line(end)), is_inside));
            self.tabs.push((group, self.depth));
        }
    }

    /// A place without the blanks at its end.
    fn trimmed(&self, span: Span) -> Span {
        let said = self.text.get(span.range()).unwrap_or_default();
        Span::new(span.start as usize, span.start as usize + said.trim_end().len())
    }

    fn end_tag(&mut self, tag: TagEnd) {
        if matches!(tag, TagEnd::BlockQuote(_))
            && let Some((Some(group), _)) = self.tabs.pop()
        {
            match group.close(self.path) {
                Ok(tabs) => self.outline.tabs.push(tabs),
                Err(wrong) => self.out.push(wrong),
            }
        }
        if tag == TagEnd::CodeBlock
            && let Some(embed) = self.embed.take()
        {
            self.outline.embeds.push(embed.read(self.path, self.text, self.out));
        }
        let closes = matches!(tag, TagEnd::Heading(_) | TagEnd::DefinitionListTitle | TagEnd::Paragraph);
        if !closes {
            return;
        }
        let Some(Open { what, text, span }) = self.open.take() else { return };
        let text = text.trim().to_owned();
        match what {
            What::Lead => self.outline.lead = text,
            What::Term => {
                self.wanted.push(Wanted { of: Anchored::Term(self.outline.anchors.len()), id: None, text, span });
                self.outline.anchors.push(String::new());
            }
            What::Heading { level, id, opens_text } => {
                let of = Anchored::Heading(self.outline.headings.len());
                self.wanted.push(Wanted { of, id, text: text.clone(), span });
                self.outline.headings.push(Heading { level, anchor: String::new(), text, span, opens_text });
            }
        }
    }

    fn collect(&mut self, text: &str) {
        if let Some(open) = &mut self.open {
            open.text.push_str(text);
        }
    }

    /// Gives every heading and term its anchor: those that an author has given first, then slugs, numbered where they
    /// are taken.
    fn anchors(&mut self) {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let wanted = std::mem::take(&mut self.wanted);
        let (given, slugged): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|one| one.id.is_some());
        let mut rest = Vec::new();
        for one in given {
            let id = one.id.clone().unwrap_or_default();
            let wrong = match id.contains(|c: char| c.is_whitespace() || c == ':') || id.is_empty() {
                true => Some(format!("`{id}` can't be an anchor: blanks and colons are the site's own")),
                false => (!taken.insert(id.clone())).then(|| format!("the anchor `{id}` stands twice on this page")),
            };
            match wrong {
                Some(message) => {
                    let hint = "give the heading another `{#…}`";
                    self.out.push(Diagnostic::at(Code::BadAnchor, self.path, one.span, message).hint(hint));
                    rest.push(one);
                }
                None => self.set_anchor(one.of, id),
            }
        }
        rest.extend(slugged);
        rest.sort_by_key(|one| one.span);
        let mut uses: BTreeMap<String, usize> = BTreeMap::new();
        for one in rest {
            let slug = self.locale.slug(&one.text);
            let number = uses.entry(slug.clone()).or_insert(0);
            let mut anchor = if *number == 0 { slug.clone() } else { format!("{slug}-{number}") };
            while !taken.insert(anchor.clone()) {
                *number += 1;
                anchor = format!("{slug}-{number}");
            }
            *number += 1;
            self.set_anchor(one.of, anchor);
        }
    }

    fn set_anchor(&mut self, of: Anchored, anchor: String) {
        match of {
            Anchored::Heading(at) => self.outline.headings[at].anchor = anchor,
            Anchored::Term(at) => self.outline.anchors[at] = anchor,
        }
    }

    fn link(&mut self, link_type: LinkType, dest: &str, span: Span, used: Use) {
        let is_inline =
            matches!(link_type, LinkType::Inline | LinkType::Autolink | LinkType::Email | LinkType::WikiLink { .. });
        let target_span = if is_inline { self.target_span(dest, span) } else { span };
        let target = match link_type {
            LinkType::Email => Target::External,
            LinkType::WikiLink { .. } if used == Use::Link => reference(dest),
            _ => self.classify(dest, target_span, used),
        };
        self.outline.links.push(Link { span, target_span, target });
    }

    /// Where the target is written inside the link: its last occurrence, else the link as a whole.
    fn target_span(&self, dest: &str, span: Span) -> Span {
        let source = self.text.get(span.range()).unwrap_or_default();
        match source.rfind(dest) {
            Some(at) if !dest.is_empty() => {
                let start = span.start as usize + at;
                Span::new(start, start + dest.len())
            }
            _ => span,
        }
    }

    fn classify(&mut self, dest: &str, span: Span, used: Use) -> Target {
        match scheme(dest).as_deref() {
            Some("http" | "https") if used == Use::Image => {
                self.out.push(external_image(self.path, span));
                Target::Refused
            }
            Some("http" | "https") => Target::External,
            Some("mailto" | "tel") if used == Use::Link => Target::External,
            // A letter of a disk: no path of the handbook, which is told where paths are looked at.
            Some(drive) if drive.len() == 1 => {
                Target::Path { path: dest.to_owned(), anchor: None, image: used == Use::Image }
            }
            Some(scheme) => {
                let message = format!("a `{scheme}:` address must not be here");
                let hint = "use `https:`, `http:`, `mailto:`, `tel:` or a path";
                self.out.push(Diagnostic::at(Code::UnsafeLink, self.path, span, message).hint(hint));
                Target::Refused
            }
            None => relative(dest, used),
        }
    }

    /// Reports what the renderer's filter is going to leave out.
    fn html(&mut self, html: &str, span: Span) {
        self.outline.has_html = true;
        if self.raw_html != RawHtml::Filter {
            return;
        }
        let text = self.text.get(span.range()).unwrap_or_default().to_ascii_lowercase();
        let mut written = Written { text, from: 0, span };
        let is_shown_as_text = would_swallow(html);
        for part in parts(html) {
            match part {
                Part::Open(tag) => {
                    let at = written.find(&format!("<{}", tag.name));
                    let Some(name) = known(tag.name) else {
                        // Its attributes go with it.
                        self.tell_element(&tag.name.to_ascii_lowercase(), at);
                        continue;
                    };
                    if !is_shown_as_text {
                        let step = self.nesting.open(name, tag.source, MAX_HTML_DEPTH);
                        self.tell_depth(name, step, at);
                    }
                    self.attributes(name, &tag, &mut written);
                }
                _ if is_shown_as_text => {}
                Part::Close(name) => drop(known(name).map(|name| self.nesting.close(name))),
                Part::Text(text) if !text.trim().is_empty() => drop(self.nesting.text()),
                _ => {}
            }
        }
    }

    fn attributes(&mut self, element: &str, tag: &OpenTag, written: &mut Written) {
        let valued = tag.attributes.iter().filter_map(|one| Some((one.name.to_ascii_lowercase(), one.value?)));
        for (attribute, value) in valued {
            let is_address = matches!(attribute.as_str(), "href" | "src" | "cite");
            let at = written.find(&attribute);
            if !HTML_ATTRIBUTES.contains(&attribute.as_str()) {
                self.left_out(&format!("the attribute `{attribute}`"), at);
                continue;
            }
            let at = if is_address { written.find(value) } else { at };
            match scheme(value).as_deref() {
                Some("http" | "https") if element == "img" && attribute == "src" => {
                    self.out.push(external_image(self.path, at))
                }
                Some("http" | "https" | "mailto" | "tel") => {}
                _ if is_address => self.left_out(&format!("the address `{value}`"), at),
                _ => {}
            }
        }
    }

    fn tell_element(&mut self, name: &str, at: Span) {
        let what = format!("the element `<{name}>`");
        if HTML_SHOWN_AS_TEXT.contains(&name) {
            let told = Diagnostic::at(Code::HtmlLeftOut, self.path, at, format!("{what} is shown as text"));
            self.out.push(told.hint("put it between backticks, or say it in Markdown"));
        } else {
            self.left_out(&what, at);
        }
    }

    fn left_out(&mut self, what: &str, at: Span) {
        let message = format!("{what} is left out of the page");
        self.out.push(Diagnostic::at(Code::HtmlLeftOut, self.path, at, message).hint("say it in Markdown"));
    }
}

/// A piece of HTML as the text has it, where its parts are looked for one behind the other: the parser says only where
/// the piece is.
struct Written {
    /// The piece, in lower case.
    text: String,
    from: usize,
    span: Span,
}

impl Written {
    /// Where the next part stands; all of the piece where it can't be found.
    fn find(&mut self, part: &str) -> Span {
        match self.text.get(self.from..).and_then(|rest| rest.find(&part.to_ascii_lowercase())) {
            Some(at) if !part.is_empty() => {
                let start = self.from + at;
                self.from = start + part.len();
                Span::new(start, self.from).shifted(self.span.start as usize)
            }
            _ => self.span,
        }
    }
}

/// The element that the page has for a part of Markdown.
fn element(tag: &TagEnd) -> Option<&'static str> {
    Some(match tag {
        TagEnd::Paragraph => "p",
        TagEnd::Heading(_) => "h2",
        TagEnd::BlockQuote(_) => "blockquote",
        TagEnd::CodeBlock => "pre",
        TagEnd::List(true) => "ol",
        TagEnd::List(false) => "ul",
        TagEnd::Item => "li",
        TagEnd::DefinitionList => "dl",
        TagEnd::DefinitionListTitle => "dt",
        TagEnd::DefinitionListDefinition => "dd",
        TagEnd::Table => "table",
        TagEnd::TableHead => "thead",
        TagEnd::TableRow => "tr",
        TagEnd::TableCell => "td",
        TagEnd::Emphasis => "em",
        TagEnd::Strong => "strong",
        TagEnd::Strikethrough => "del",
        TagEnd::Link => "a",
        _ => return None,
    })
}

fn external_image(path: &FilePath, at: Span) -> Diagnostic {
    let message = "this image lies elsewhere, and a page may show only images of its own site";
    Diagnostic::at(Code::ExternalImage, path, at, message).hint("put the image beside the page")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Link,
    Image,
}

fn level_number(level: HeadingLevel) -> u8 {
    level as u8
}

/// The anchor of a footnote.
pub fn footnote_anchor(name: &str) -> String {
    format!("fn:{}", name.split_whitespace().collect::<Vec<_>>().join("+"))
}

/// Reads what stands between `[[` and `|` or `]]`. In a table the bar is written `\|`, which leaves
/// a backslash behind.
fn reference(dest: &str) -> Target {
    let dest = dest.trim_end_matches('\\').trim();
    let (dest, anchor) = split_anchor(dest);
    match dest.split_once(':') {
        Some((kind, id)) => Target::Reference { kind: Some(kind.trim().to_owned()), id: id.trim().to_owned(), anchor },
        None if dest.is_empty() => Target::Anchor(anchor.unwrap_or_default()),
        None => Target::Reference { kind: None, id: dest.to_owned(), anchor },
    }
}

fn relative(dest: &str, used: Use) -> Target {
    let (path, anchor) = split_anchor(dest);
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() {
        return Target::Anchor(anchor.unwrap_or_default());
    }
    Target::Path { path: percent_decode(path), anchor, image: used == Use::Image }
}

fn split_anchor(dest: &str) -> (&str, Option<String>) {
    match dest.split_once('#') {
        Some((dest, anchor)) => (dest, Some(percent_decode(anchor))),
        None => (dest, None),
    }
}

/// The scheme of an address, found as a browser finds it: blanks and controls in it don't count.
pub fn scheme(dest: &str) -> Option<String> {
    let (scheme, _) = dest.split_once(':')?;
    let scheme: String = scheme.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let mut letters = scheme.chars();
    let is_scheme = letters.next()?.is_ascii_alphabetic()
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// Decodes `%20` and the like; what does not decode to UTF-8 stays as written.
fn percent_decode(text: &str) -> String {
    let hex = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes.get(at + 1).copied().and_then(hex).zip(bytes.get(at + 2).copied().and_then(hex));
        match (bytes[at], pair) {
            (b'%', Some((high, low))) => {
                decoded.push(high * 16 + low);
                at += 3;
            }
            (byte, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Target, outline, scheme};
    use crate::diag::{Code, Diagnostics};
    use crate::locale::Locale;
    use crate::parse::settings::RawHtml;
    use crate::source::FilePath;

    fn read(text: &str) -> (super::Outline, Vec<Code>) {
        let mut out = Diagnostics::default();
        let outline = outline(&FilePath::new("content/a.md"), text, 0, &Locale::default(), RawHtml::Filter, &mut out);
        (outline, out.iter().map(|one| one.code).collect())
    }

    #[test]
    fn headings_get_anchors_once_each() {
        let (outline, _) = read("# Title\n\n## The wait\n\n## The wait\n\n## Own {#mine}\n");
        let anchors: Vec<_> = outline.headings.iter().map(|heading| heading.anchor.as_str()).collect();
        assert_eq!(anchors, ["title", "the-wait", "the-wait-1", "mine"]);
        assert_eq!(outline.title().map(|title| title.text.as_str()), Some("Title"));
    }

    #[test]
    fn references_are_read_in_tables_too() {
        let (outline, _) = read("| a |\n|---|\n| [[till\\|the till]] |\n\n[[persona:amira]] [[dine-in/order#pay]]\n");
        let targets: Vec<_> = outline.links.iter().map(|link| link.target.clone()).collect();
        let reference = |kind: Option<&str>, id: &str, anchor: Option<&str>| Target::Reference {
            kind: kind.map(str::to_owned),
            id: id.to_owned(),
            anchor: anchor.map(str::to_owned),
        };
        assert_eq!(
            targets,
            [
                reference(None, "till", None),
                reference(Some("persona"), "amira", None),
                reference(None, "dine-in/order", Some("pay"))
            ]
        );
    }

    #[test]
    fn schemes_that_run_are_refused() {
        assert_eq!(scheme("java\tscript:alert(1)").as_deref(), Some("javascript"));
        assert_eq!(scheme("a/b:c"), None);
        let (_, codes) = read("[x](javascript:alert) ![y](data:image/svg+xml,z) [ok](https://example.com)");
        assert_eq!(codes, [Code::UnsafeLink, Code::UnsafeLink]);
    }

    #[test]
    fn deep_nesting_ends() {
        let (_, codes) = read(&">".repeat(10_000));
        assert_eq!(codes, [Code::TooDeep]);
        let (_, codes) = read(&format!("{}a", "- ".repeat(5_000)));
        assert_eq!(codes, [Code::TooDeep]);
    }

    #[test]
    fn html_is_looked_at() {
        let (_, codes) = read("a <script>alert(1)</script>\n");
        assert_eq!(codes, [Code::HtmlLeftOut]);
    }
}
