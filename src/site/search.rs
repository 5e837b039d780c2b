//! The handbook → what can be found in it, page by page: names, headings, and texts as readers see them.
//!
//! Texts come of the atlas and of Markdown's events, never of HTML. What a page borrows from another language is found in
//! the words of that language.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use rayon::prelude::*;

use crate::model::{
    Destination, Evidence, Lang, Localised, PageId, PageKind, PersonaId, Prose, StageId, StepId, step_anchor,
};
use crate::parse::embed::is_embed;
use crate::parse::markdown::events;
use crate::parse::slot::IndexKind;
use crate::search::{Case, Group, Page, Section, index};
use crate::site::lens::Lens;
use crate::site::{Body, Renderer, cards};

/// Where the index of a language stands, relative to the site.
pub fn folder(tag: &str) -> String {
    format!("assets/search/{tag}/")
}

/// Makes the index of a language and gives each file away.
pub fn hand_out(renderer: &Renderer, lang: Lang, put: &(dyn Fn(&str, &Body) + Sync)) {
    let atlas = renderer.atlas;
    let mut pages: Vec<PageId> = (0..atlas.pages.len()).map(PageId).collect();
    pages.sort_by_key(|page| group(atlas[*page].kind));
    let groups: Vec<Group> = pages.iter().map(|page| group(atlas[*page].kind)).collect();
    let made = index(&groups, &|at| {
        let output = atlas.output(pages[at], lang);
        page(&renderer.lens(Some(pages[at]), lang, &output), pages[at], output.clone())
    });
    let folder = folder(&atlas.book.languages[lang.0].tag);
    made.for_each(|(name, text)| put(&format!("{folder}{name}.js"), &Body::Bytes(text.into_bytes().into())));
}

fn group(kind: PageKind) -> Group {
    match kind {
        PageKind::Journey(_) | PageKind::Stage(_) | PageKind::Index(IndexKind::Journeys) => Group::Journeys,
        PageKind::Persona(_) | PageKind::Index(IndexKind::Personas) => Group::Personas,
        PageKind::Touchpoint(_) | PageKind::Index(IndexKind::Touchpoints) => Group::Touchpoints,
        PageKind::Data(_) | PageKind::Index(IndexKind::Data) => Group::Data,
        PageKind::Home | PageKind::Index(_) | PageKind::Glossary | PageKind::Section | PageKind::Prose => Group::Guides,
    }
}

fn page(lens: &Lens, id: PageId, url: String) -> Page {
    let kind = lens.atlas[id].kind;
    let mut said = Said { lens, text: String::new() };
    said.one(&lens.atlas.about(id).summary);
    let mut sections = Vec::new();
    match kind {
        PageKind::Persona(persona) => said.persona(persona),
        PageKind::Journey(journey) => said.one(&lens.atlas[journey].scenario),
        PageKind::Stage(stage) => {
            said.one(&lens.atlas[stage].goal);
            sections = steps(lens, stage);
        }
        PageKind::Touchpoint(touchpoint) => said.evidence(&lens.atlas[touchpoint].evidence),
        PageKind::Data(data) => said.one(&lens.atlas[data].question),
        PageKind::Index(_) | PageKind::Glossary => said.push(&lens.t(&format!("intro-{}", cards::kind(kind)))),
        PageKind::Home | PageKind::Section | PageKind::Prose => {}
    }
    let mut language = lens.lang;
    if let Some(body) = lens.atlas.text(id, lens.lang) {
        let (text, parts) = narrative(lens, body.value);
        said.push(&text);
        sections.extend(parts);
        language = body.lang;
    }
    let tags = &lens.atlas.about(id).tags;
    tags.iter().for_each(|tag| said.push(tag));
    let within = match kind {
        PageKind::Stage(stage) => lens.title(lens.atlas.page_of(lens.atlas[stage].journey)).text,
        PageKind::Prose | PageKind::Section => {
            let parent = lens.atlas[id].parent.filter(|parent| *parent != lens.atlas.home());
            parent.map(|parent| lens.title(parent).text).unwrap_or_default()
        }
        _ => String::new(),
    };
    Page {
        url: crate::site::address::encode(&url),
        title: lens.title(id).text,
        within,
        kind: lens.t(&format!("kind-{}", cards::kind(kind))),
        case: Case::of(&lens.atlas.book().languages[language.0].tag),
        text: said.text,
        sections,
    }
}

/// A stage's steps, whose words stand in front matter.
fn steps(lens: &Lens, stage: StageId) -> Vec<Section> {
    let section = |id: &StepId| {
        let step = &lens.atlas[*id];
        let mut said = Said { lens, text: String::new() };
        for words in [&step.thinks, &step.feels, &step.pains] {
            said.all(words);
        }
        step.opportunities.iter().for_each(|one| said.one(&one.title));
        for words in [&step.frontstage, &step.backstage, &step.support] {
            said.all(words);
        }
        step.touchpoints.iter().for_each(|one| said.push(&lens.title(lens.atlas.page_of(*one)).text));
        said.push(&step.channel.map(|channel| lens.channel(channel).text.text).unwrap_or_default());
        said.evidence(&step.evidence);
        Section {
            heading: lens.say(&step.title).unwrap_or_default().text,
            anchor: crate::site::address::encode(&step_anchor(&step.id)),
            kind: lens.t("kind-step"),
            is_name: true,
            text: said.text,
        }
    };
    lens.atlas[stage].steps.iter().map(section).collect()
}

/// Texts one behind the other.
struct Said<'a, 'l> {
    lens: &'a Lens<'l>,
    text: String,
}

impl Said<'_, '_> {
    fn push(&mut self, text: &str) {
        if !self.text.is_empty() && !text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(text);
        // Texts that are no sentences are kept apart in excerpts.
        if text.ends_with(char::is_alphanumeric) {
            self.text.push_str(" ·");
        }
    }

    fn one(&mut self, words: &Localised<String>) {
        self.push(words.get(self.lens.lang).map_or("", |said| said.value));
    }

    fn all(&mut self, words: &Localised<Vec<String>>) {
        let said = words.get(self.lens.lang).into_iter().flat_map(|said| said.value);
        said.for_each(|text| self.push(text));
    }

    fn evidence(&mut self, evidence: &[Evidence]) {
        evidence.iter().for_each(|one| self.one(&one.title));
    }

    fn persona(&mut self, id: PersonaId) {
        let persona = &self.lens.atlas[id];
        self.one(&persona.role);
        self.one(&persona.quote);
        for (name, value) in persona.demographics.get(self.lens.lang).into_iter().flat_map(|said| said.value) {
            self.push(&format!("{name}: {value}"));
        }
        persona.traits.iter().for_each(|(name, _)| self.one(name));
        let lists = [&persona.goals, &persona.needs, &persona.motivations, &persona.frustrations, &persona.behaviours];
        lists.into_iter().chain([&persona.feels]).for_each(|words| self.all(words));
    }
}

/// What stands in a text before its first heading, and the parts below its headings and its terms.
fn narrative(lens: &Lens, prose: &Prose) -> (String, Vec<Section>) {
    let mut reader = Reader {
        lens,
        prose,
        parts: vec![part("", "", false)],
        headings: prose.outline.headings.iter(),
        terms: prose.outline.anchors.iter(),
        skipped: None,
    };
    for (event, range) in events(prose.text.get(prose.start..).unwrap_or_default()) {
        reader.event(&event, range.start);
    }
    let mut parts = reader.parts.into_iter();
    (parts.next().map(|first| first.text).unwrap_or_default(), parts.collect())
}

fn part(heading: &str, anchor: &str, is_name: bool) -> Section {
    let anchor = crate::site::address::encode(anchor);
    Section { heading: heading.to_owned(), anchor, kind: String::new(), is_name, text: String::new() }
}

struct Reader<'a> {
    lens: &'a Lens<'a>,
    prose: &'a Prose,
    parts: Vec<Section>,
    headings: std::slice::Iter<'a, crate::parse::markdown::Heading>,
    terms: std::slice::Iter<'a, String>,
    /// What ends the part of the text that is not read.
    skipped: Option<TagEnd>,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event, byte: usize) {
        if self.skipped.is_some() {
            if matches!(event, Event::End(end) if Some(*end) == self.skipped) {
                self.skipped = None;
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, byte),
            Event::End(TagEnd::DefinitionListTitle) => {
                if let Some(part) = self.parts.last_mut() {
                    part.heading = std::mem::take(&mut part.text).trim().to_owned();
                }
            }
            Event::End(end) if !is_inline(*end) => self.push(" "),
            Event::Text(text) | Event::Code(text) => self.push(text),
            Event::SoftBreak | Event::HardBreak => self.push(" "),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag, byte: usize) {
        match tag {
            Tag::Heading { .. } => {
                self.skipped = Some(tag.to_end());
                let heading = self.headings.next();
                // The page's title is no part of its own.
                let is_part =
                    |heading: &&crate::parse::markdown::Heading| !(heading.opens_text && self.prose.heads_page);
                if let Some(heading) = heading.filter(is_part) {
                    // What is its own anchor is no sentence but a code or a setting.
                    let is_name = heading.text == heading.anchor;
                    self.parts.push(part(&heading.text, &heading.anchor, is_name));
                }
            }
            Tag::DefinitionListTitle => {
                let anchor = self.terms.find(|anchor| !anchor.starts_with("fn:"));
                self.parts.push(part("", anchor.map_or("", String::as_str), true));
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if is_embed(info) => self.skipped = Some(tag.to_end()),
            Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, .. } => self.reference(tag, byte),
            _ => {}
        }
    }

    /// A reference without words says the title of what it leads to.
    fn reference(&mut self, tag: &Tag, byte: usize) {
        let at = (self.prose.start + byte) as u32;
        let found = self.prose.links.binary_search_by_key(&at, |(start, _)| *start);
        if let Ok(found) = found
            && let Destination::Page { page, anchor } = &self.prose.links[found].1
        {
            let title = self.lens.reference(*page, anchor.as_deref()).text;
            self.push(&title);
            self.skipped = Some(tag.to_end());
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(part) = self.parts.last_mut() {
            part.text.push_str(text);
        }
    }
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}
