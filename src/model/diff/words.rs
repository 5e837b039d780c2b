//! The words of things, by language and field: to tell that they were edited, not how.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use crate::model::{Atlas, Lang, Localised, PageId, PageKind, StepId};

/// Words by language and field.
#[derive(Debug, Default)]
pub struct Words {
    default: String,
    by_language: BTreeMap<String, BTreeMap<&'static str, String>>,
}

impl Words {
    fn of(atlas: &Atlas) -> Self {
        Self { default: tag(atlas, Lang::DEFAULT), by_language: BTreeMap::new() }
    }

    fn add<T: Debug>(&mut self, atlas: &Atlas, field: &'static str, words: &Localised<T>) {
        for (lang, value) in words.iter() {
            // Two fields of one name, such as the titles of a step's opportunities, are one text.
            let all = self.by_language.entry(tag(atlas, lang)).or_default().entry(field).or_default();
            all.push_str(&format!("{value:?}\n"));
        }
    }

    /// Adds words without what it has in the default language: that is compared by itself.
    fn add_translations<T: Debug>(&mut self, atlas: &Atlas, field: &'static str, words: &Localised<T>) {
        let mut translated = Localised::default();
        words.iter().filter(|(lang, _)| *lang != Lang::DEFAULT).for_each(|(lang, value)| translated.set(lang, value));
        self.add(atlas, field, &translated);
    }

    /// The languages other than the default one.
    fn translations(&self) -> BTreeSet<String> {
        self.by_language.keys().filter(|tag| **tag != self.default).cloned().collect()
    }

    fn default_language(&self) -> &str {
        &self.default
    }

    /// The fields that differ, by language, where a page has the language in both states.
    pub fn edited(&self, now: &Self, is_compared: impl Fn(&str) -> bool) -> Vec<(String, Vec<&'static str>)> {
        let none = BTreeMap::new();
        let languages: BTreeSet<&String> = self.by_language.keys().chain(now.by_language.keys()).collect();
        let edited = languages.into_iter().filter(|tag| is_compared(tag)).filter_map(|tag| {
            let (old, new) = (self.by_language.get(tag).unwrap_or(&none), now.by_language.get(tag).unwrap_or(&none));
            let fields: BTreeSet<&'static str> = old.keys().chain(new.keys()).copied().collect();
            let fields: Vec<_> = fields.into_iter().filter(|field| old.get(field) != new.get(field)).collect();
            (!fields.is_empty()).then(|| (tag.clone(), fields))
        });
        edited.collect()
    }
}

/// The languages that a page is in.
#[derive(Debug)]
pub struct Languages {
    default: String,
    translations: BTreeSet<String>,
}

impl Languages {
    /// The languages of a page; those of a stage's steps are its own.
    pub fn of(atlas: &Atlas, page: PageId) -> Self {
        let own = page_words(atlas, page);
        let mut translations = own.translations();
        if let PageKind::Stage(stage) = atlas[page].kind {
            atlas[stage].steps.iter().for_each(|step| translations.extend(step_words(atlas, *step).translations()));
        }
        Self { default: own.default_language().to_owned(), translations }
    }

    /// True for a language that the page is written in.
    pub fn has(&self, tag: &str) -> bool {
        tag == self.default || self.translations.contains(tag)
    }

    /// Those that another state of the page doesn't have.
    pub fn beyond<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a String> {
        self.translations.iter().filter(|tag| !other.has(tag))
    }
}

/// The tag of a language.
pub fn tag(atlas: &Atlas, lang: Lang) -> String {
    atlas.book.languages.get(lang.0).map(|language| language.tag.clone()).unwrap_or_default()
}

/// The words of a page, without those of a stage's steps; its title in the default language is compared by itself.
pub fn page_words(atlas: &Atlas, id: PageId) -> Words {
    let mut words = Words::of(atlas);
    let page = &atlas[id];
    words.add_translations(atlas, "title", &page.title);
    words.add(atlas, "summary", &atlas.about(id).summary);
    for (lang, prose) in atlas.body(id).iter() {
        // Git may have given the files on the disk other line ends than it keeps.
        let text = prose.text.get(prose.start..).unwrap_or_default().replace("\r\n", "\n").trim().to_owned();
        let mut body = Localised::default();
        body.set(lang, text);
        words.add(atlas, "text", &body);
    }
    match page.kind {
        PageKind::Persona(id) => {
            let persona = &atlas[id];
            words.add(atlas, "role", &persona.role);
            words.add(atlas, "quote", &persona.quote);
            words.add(atlas, "demographics", &persona.demographics);
            persona.traits.iter().for_each(|(name, _)| words.add_translations(atlas, "traits", name));
            for (field, list) in [
                ("goals", &persona.goals),
                ("needs", &persona.needs),
                ("motivations", &persona.motivations),
                ("frustrations", &persona.frustrations),
                ("behaviours", &persona.behaviours),
                ("feels", &persona.feels),
            ] {
                words.add(atlas, field, list);
            }
        }
        PageKind::Journey(id) => words.add(atlas, "scenario", &atlas[id].scenario),
        PageKind::Stage(id) => words.add(atlas, "goal", &atlas[id].goal),
        PageKind::Touchpoint(id) => {
            atlas[id].evidence.iter().for_each(|one| words.add_translations(atlas, "evidence", &one.title));
        }
        _ => {}
    }
    words
}

/// The words of a step.
pub fn step_words(atlas: &Atlas, id: StepId) -> Words {
    let mut words = Words::of(atlas);
    let step = &atlas[id];
    words.add_translations(atlas, "title", &step.title);
    for (field, list) in [
        ("thinks", &step.thinks),
        ("feels", &step.feels),
        ("pains", &step.pains),
        ("frontstage", &step.frontstage),
        ("backstage", &step.backstage),
        ("support", &step.support),
    ] {
        words.add(atlas, field, list);
    }
    step.opportunities.iter().for_each(|one| words.add_translations(atlas, "opportunities", &one.title));
    step.evidence.iter().for_each(|one| words.add_translations(atlas, "evidence", &one.title));
    words
}

/// The words of the handbook itself.
pub fn book_words(atlas: &Atlas) -> Words {
    let mut words = Words::of(atlas);
    words.add_translations(atlas, "title", &atlas.book.title);
    words.add(atlas, "description", &atlas.book.description);
    words
}
