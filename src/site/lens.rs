//! How one page in one language sees the handbook: its words, its links, its numbers.

use std::cell::RefCell;
use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::locale::{Direction, Locale};
use crate::map::{JourneyMap, Maps};
use crate::model::{
    ChannelId, Fact, JourneyId, Lang, Language, Localised, Named, PageId, PageKind, PersonaId, ROWS, Reading, StageId,
    StepId, row_anchor, step_anchor,
};
use crate::parse::fields::word;
use crate::parse::slot::IndexKind;
use crate::site::Highlighter;
use crate::site::address::{encode, relative, site_path};
use crate::site::downloads::Download;
use crate::site::lent::lent;
use crate::site::texts::Arg;
use crate::site::theme::Theme;
use crate::site::views::{DateView, Link, Text};

/// The view from one page.
pub struct Lens<'a> {
    /// The handbook; what the page reads of it is noted.
    pub atlas: Reading<'a>,
    /// Colours code.
    pub highlighter: &'a Highlighter,
    /// The page, unless it is one that the handbook doesn't have.
    pub page: Option<PageId>,
    /// The language.
    pub lang: Lang,
    /// The page's path in the site.
    pub path: String,
    /// Which part of the page it is, from 1: long indexes have several.
    pub part: usize,
    theme: &'a Theme,
    /// The templates that the page is made from.
    templates: RefCell<BTreeSet<String>>,
    maps: &'a Maps,
    downloads: &'a [Download],
}

impl<'a> Lens<'a> {
    /// Takes the view from a page.
    pub fn new(
        atlas: Reading<'a>,
        maps: &'a Maps,
        (theme, highlighter, downloads): (&'a Theme, &'a Highlighter, &'a [Download]),
        page: Option<PageId>,
        lang: Lang,
        path: &str,
    ) -> Self {
        Self {
            atlas,
            maps,
            highlighter,
            downloads,
            page,
            lang,
            path: path.to_owned(),
            part: 1,
            theme,
            templates: RefCell::default(),
        }
    }

    /// Notes that the page is made from a template.
    pub fn note_template(&self, name: &str) {
        self.templates.borrow_mut().insert(name.to_owned());
    }

    /// What was read of the handbook, and the templates.
    pub fn into_notes(self) -> (Vec<Fact>, BTreeSet<String>) {
        (self.atlas.into_facts(), self.templates.into_inner())
    }

    /// The map of a journey.
    pub fn map(&self, journey: JourneyId) -> &'a JourneyMap {
        self.atlas.note(Fact::Map(journey));
        &self.maps.journeys[journey.0]
    }

    /// The files that a journey's map is offered as, in this language.
    pub fn downloads(&self, journey: JourneyId) -> impl Iterator<Item = &'a Download> + use<'a> {
        self.atlas.note(Fact::Downloads(journey));
        // They are in the order of journeys and languages.
        let (downloads, lang) = (self.downloads, self.lang);
        let start = downloads.partition_point(|file| (file.journey, file.lang) < (journey, lang));
        downloads[start..].iter().take_while(move |file| (file.journey, file.lang) == (journey, lang))
    }

    /// The language.
    pub fn language(&self) -> &'a Language {
        &self.atlas.book().languages[self.lang.0]
    }

    /// How the language writes.
    pub fn locale(&self) -> &'a Locale {
        &self.language().locale
    }

    /// Renders a template that stands inside a page; `view` is all it sees besides the book.
    pub fn render<V: Serialize>(&self, template: &str, view: &V) -> tera::TeraResult<String> {
        let mut context = tera::Context::new();
        context.insert("view", view);
        self.note_template(template);
        self.theme.render(self.lang, template, &context)
    }

    /// An interface text.
    pub fn t(&self, key: &str) -> String {
        self.theme.texts(self.lang).get(key, &[]).unwrap_or_else(|| key.to_owned())
    }

    /// An interface text on its way into a page's markup, where a lent one is marked.
    pub fn in_page(&self, key: &str) -> String {
        if self.theme.texts(self.lang).is_lent(key) { lent(&self.t(key)) } else { self.t(key) }
    }

    /// An interface text with its arguments.
    pub fn t_with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.theme.texts(self.lang).get(key, args).unwrap_or_else(|| key.to_owned())
    }

    /// An interface text that counts something.
    pub fn count(&self, key: &str, n: usize) -> String {
        self.t_with(key, &[("n", n.into())])
    }

    /// An interface text, marked where another language lends it.
    pub fn word(&self, key: &str) -> Text {
        let texts = self.theme.texts(self.lang);
        let lender = texts.locale_of(key).filter(|_| texts.is_lent(key));
        let (lang, dir) = lender.map(|locale| (locale.tag().to_owned(), locale.dir().as_str())).unzip();
        Text { text: self.t(key), lang, dir }
    }

    /// A text of the interface, as a view has it.
    pub fn own(&self, text: String) -> Text {
        Text { text, lang: None, dir: None }
    }

    /// A text that stands in a certain language.
    pub fn text(&self, text: &str, lang: Lang) -> Text {
        if lang == self.lang {
            return self.own(text.to_owned());
        }
        let language = &self.atlas.book().languages[lang.0];
        Text { text: text.to_owned(), lang: Some(language.tag.clone()), dir: Some(language.direction.as_str()) }
    }

    /// A text in the page's language or the default one.
    pub fn say(&self, words: &Localised<String>) -> Option<Text> {
        words.get(self.lang).map(|said| self.text(said.value, said.lang))
    }

    /// The same for a list.
    pub fn say_all(&self, words: &Localised<Vec<String>>) -> Vec<Text> {
        match words.get(self.lang) {
            Some(said) => said.value.iter().map(|text| self.text(text, said.lang)).collect(),
            None => Vec::new(),
        }
    }

    /// The title of a phase, a channel or a metric: the handbook's, else the interface's, else its id.
    pub fn name(&self, kind: &str, named: &Named) -> Text {
        if let Some(own) = named.title.own(self.lang) {
            return self.own(own.clone());
        }
        let built_in = self.theme.texts(self.lang).get(&format!("{kind}-{}", named.id), &[]);
        match (built_in, self.say(&named.title)) {
            (Some(text), None) => self.own(text),
            (_, Some(text)) => text,
            (None, None) => self.own(named.id.clone()),
        }
    }

    /// The title of a page.
    pub fn title(&self, page: PageId) -> Text {
        let page = &self.atlas[page];
        let interface = match page.kind {
            PageKind::Index(kind) => Some(format!("title-{}", word(kind))),
            PageKind::Glossary => Some("section-glossary".to_owned()),
            _ => None,
        };
        match (self.say(&page.title), interface) {
            (Some(title), _) => title,
            (None, Some(key)) => self.own(self.t(&key)),
            (None, None) => self.say(&self.atlas.book().title).unwrap_or_default(),
        }
    }

    /// The address of a file of the site, relative to this page.
    pub fn href(&self, path: &str) -> String {
        if self.page.is_none() && self.path == "404.html" {
            return format!("{}{}", self.root(), encode(path));
        }
        relative(&self.path, path)
    }

    /// The way from this page to the site's root.
    pub fn root(&self) -> String {
        if self.page.is_none() && self.path == "404.html" {
            // It is shown at any address, so its links begin at the server's root.
            return site_path(self.atlas.book().settings.site_url.as_deref());
        }
        "../".repeat(self.path.matches('/').count())
    }

    /// The address of a page in this page's language.
    pub fn page_href(&self, page: PageId, anchor: Option<&str>) -> String {
        self.part_href(page, self.part_with(page, anchor), anchor)
    }

    /// The part of a page that has an anchor: rows of a long index stand on one of several.
    fn part_with(&self, page: PageId, anchor: Option<&str>) -> usize {
        let channels = &self.atlas.book().channels;
        match anchor.filter(|anchor| channels.len() > ROWS && anchor.starts_with("row:")) {
            Some(anchor) if self.atlas.index_page(IndexKind::Channels) == Some(page) => {
                let found = channels.iter().position(|channel| row_anchor(&channel.id) == anchor);
                found.map_or(1, |at| self.atlas.part_of_channel(ChannelId(at)))
            }
            _ => 1,
        }
    }

    /// The address of a part of a page in this page's language.
    fn part_href(&self, page: PageId, part: usize, anchor: Option<&str>) -> String {
        let mut href = self.href(&self.atlas.output_of(page, self.lang, part));
        if let Some(anchor) = anchor {
            if self.page == Some(page) && self.part == part {
                href.clear();
            }
            href.push('#');
            href.push_str(&encode(anchor));
        }
        href
    }

    /// A link to a page.
    pub fn link(&self, page: PageId) -> Link {
        Link { text: self.title(page), href: self.page_href(page, None) }
    }

    /// What a reference without words of its own says: the title of the step or the page.
    pub fn reference(&self, page: PageId, anchor: Option<&str>) -> Text {
        let step = match (self.atlas[page].kind, anchor) {
            (PageKind::Stage(stage), Some(anchor)) => {
                self.atlas[stage].steps.iter().find(|step| step_anchor(&self.atlas[**step].id) == anchor)
            }
            _ => None,
        };
        let channel = self.atlas.book().channels.iter().find(|channel| anchor == Some(&row_anchor(&channel.id)));
        match (step, channel) {
            (Some(step), _) => self.step(*step).text,
            (None, Some(channel)) => self.name("channel", channel),
            (None, None) => self.title(page),
        }
    }

    /// A link to a persona.
    pub fn persona(&self, persona: PersonaId) -> Link {
        self.link(self.atlas.page_of(persona))
    }

    /// A link to a journey.
    pub fn journey(&self, journey: JourneyId) -> Link {
        self.link(self.atlas.page_of(journey))
    }

    /// A link to a stage.
    pub fn stage(&self, stage: StageId) -> Link {
        self.link(self.atlas.page_of(stage))
    }

    /// A link to a step.
    pub fn step(&self, step: StepId) -> Link {
        let step = &self.atlas[step];
        let page = self.atlas.page_of(step.stage);
        let anchor = step_anchor(&step.id);
        Link { text: self.say(&step.title).unwrap_or_default(), href: self.page_href(page, Some(&anchor)) }
    }

    /// A link to a channel's row.
    pub fn channel(&self, channel: ChannelId) -> Link {
        let named = self.atlas.channel(channel);
        let text = self.name("channel", named);
        let index = self.atlas.index_page(IndexKind::Channels);
        let part = self.atlas.part_of_channel(channel);
        let href = index.map(|page| self.part_href(page, part, Some(&row_anchor(&named.id)))).unwrap_or_default();
        Link { text, href }
    }

    /// A link to a tag's row.
    pub fn tag(&self, tag: &str) -> Link {
        let index = self.atlas.index_page(IndexKind::Tags);
        let part = self.atlas.part_of_tag(tag, self.lang);
        let href = index.map(|page| self.part_href(page, part, Some(&row_anchor(tag)))).unwrap_or_default();
        Link { text: self.own(tag.to_owned()), href }
    }

    /// A day.
    pub fn date(&self, date: Date) -> DateView {
        self.day(&date.to_string())
    }

    /// A day as `2026-04-30`.
    pub fn day(&self, iso: &str) -> DateView {
        DateView { iso: iso.to_owned(), text: self.locale().date(iso) }
    }

    /// The direction of the language.
    pub fn direction(&self) -> Direction {
        self.language().direction
    }
}
