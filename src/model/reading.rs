//! What a page reads of the handbook, fact by fact.
//!
//! A [`Reading`] is the atlas as one page sees it: it notes every fact that it is asked for. Two atlases can be
//! [compared](Facts::between), and a page that read none of the facts that differ comes out the same. Facts go by ids:
//! where a page is put in, those behind it have new ids and count as changed. Settings are no facts: where they differ
//! nothing is remembered.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::{Index, Range};
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::{
    About, Atlas, Book, ChannelId, Comment, Condition, DataId, DataSource, Journey, JourneyId, Lang, Language, Lists,
    Localised, Metric, MetricId, Named, Opportunity, Output, Page, PageId, Persona, PersonaId, PhaseId, Prose, Raised,
    Recent, Said, Score, Scores, Shared, Stage, StageId, Step, StepId, Touchpoint, TouchpointId, Worth,
};
use crate::parse::fields::Choice;
use crate::parse::slot::IndexKind;
use crate::source::Dimensions;

/// Something that a page can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// A page's place in the handbook: title, address, neighbours.
    Page(PageId),
    /// What is said about a page.
    About(PageId),
    /// The scores of what a page is about.
    Scores(PageId),
    /// The scores that are a persona's own, wherever they were measured.
    OwnScores(PersonaId),
    /// Who mentions a page.
    Mentions(PageId),
    /// A page's text in one language.
    Body(PageId, Lang),
    /// What can be linked to in a page's text.
    Anchors(PageId),
    /// In which languages a page has a text.
    Languages(PageId),
    /// A persona.
    Persona(PersonaId),
    /// A journey.
    Journey(JourneyId),
    /// A stage.
    Stage(StageId),
    /// A step.
    Step(StepId),
    /// A touchpoint.
    Touchpoint(TouchpointId),
    /// A data set.
    DataSource(DataId),
    /// A journey's map.
    Map(JourneyId),
    /// The files that a journey's map is offered as.
    Downloads(JourneyId),
    /// The alerts of a page.
    Alerts(PageId),
    /// What people said of what a page is about.
    Comments(PageId),
    /// How a page is kept up.
    Condition(PageId),
    /// How large a picture is, by its place among them.
    Picture(usize),
    /// Which rows are on a part of an index, and how many parts it has.
    Rows(IndexKind, usize),
    /// Everything of one kind.
    All(Kind),
}

/// The kinds of facts that are read as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Pages.
    Pages,
    /// The first level of navigation, and which indexes there are.
    Sections,
    /// What is said about pages.
    Abouts,
    /// Personas.
    Personas,
    /// Journeys.
    Journeys,
    /// Stages.
    Stages,
    /// Steps.
    Steps,
    /// Touchpoints.
    Touchpoints,
    /// Alerts.
    Alerts,
    /// Into how many parts indexes are divided.
    Parts,
    /// On which part of their index tags stand.
    Tags,
    /// What changed since an earlier state.
    Changes,
}

/// The atlas as one page sees it.
#[derive(Debug)]
pub struct Reading<'a> {
    atlas: &'a Atlas,
    /// What was read, in order; nothing where nobody wants to know.
    facts: Option<RefCell<Vec<Fact>>>,
}

impl<'a> Reading<'a> {
    /// Reads without taking notes.
    pub fn whole(atlas: &'a Atlas) -> Self {
        Self { atlas, facts: None }
    }

    /// Reads and takes notes.
    pub fn noted(atlas: &'a Atlas) -> Self {
        Self { atlas, facts: Some(RefCell::default()) }
    }

    /// Notes a fact that is kept elsewhere.
    pub fn note(&self, fact: Fact) {
        if let Some(facts) = &self.facts {
            let mut facts = facts.borrow_mut();
            if facts.last() != Some(&fact) {
                facts.push(fact);
            }
        }
    }

    /// What was read, sorted, each fact once.
    pub fn into_facts(self) -> Vec<Fact> {
        let mut facts = self.facts.map(RefCell::into_inner).unwrap_or_default();
        facts.sort_unstable();
        facts.dedup();
        facts.shrink_to_fit();
        facts
    }

    /// What is said about a page.
    pub fn about(&self, id: PageId) -> &'a About {
        self.note(Fact::About(id));
        self.atlas.about(id)
    }

    /// How a page is kept up.
    pub fn condition(&self, id: PageId) -> &'a Condition {
        self.note(Fact::Condition(id));
        self.atlas.condition(id)
    }

    /// The page of a thing that has one, without asking for more of it.
    pub fn page_of(&self, id: impl Paged) -> PageId {
        let page = id.page(self.atlas);
        self.note(Fact::Page(page));
        page
    }

    /// The scores of what a page is about.
    pub fn scores(&self, id: PageId) -> &'a Scores {
        self.note(Fact::Scores(id));
        self.atlas.scores(id)
    }

    /// The scores that are a persona's own, of journeys, of stages, then of touchpoints.
    pub fn scores_of(&self, id: PersonaId) -> impl Iterator<Item = (PageId, MetricId, &'a Score)> + use<'a> {
        self.note(Fact::OwnScores(id));
        let atlas = self.atlas;
        let journeys = atlas.journeys.iter().map(|journey| journey.page);
        let stages = atlas.stages.iter().map(|stage| stage.page);
        let pages = journeys.chain(stages).chain(atlas.touchpoints.iter().map(|touchpoint| touchpoint.page));
        let measured =
            pages.flat_map(|page| atlas.scores(page).iter().map(move |(metric, measure)| (page, *metric, measure)));
        measured.flat_map(move |(page, metric, measure)| {
            let own = measure.by_persona.iter().filter(move |(persona, _)| *persona == id);
            own.map(move |(_, score)| (page, metric, score))
        })
    }

    /// The pages whose text mentions a page, in order.
    pub fn mentions(&self, id: PageId) -> &'a [PageId] {
        self.note(Fact::Mentions(id));
        self.atlas.mentions(id)
    }

    /// The text of a page in a language, or in the default one.
    pub fn text(&self, id: PageId, lang: Lang) -> Option<Said<'a, Arc<Prose>>> {
        self.note(Fact::Body(id, lang));
        let said = self.atlas.body(id).get(lang)?;
        self.note(Fact::Body(id, said.lang));
        Some(said)
    }

    /// True where a page has a text in a language of its own, or in none at all: nothing of it is borrowed then.
    pub fn is_own(&self, id: PageId, lang: Lang) -> bool {
        self.note(Fact::Languages(id));
        let body = self.atlas.body(id);
        body.is_empty() || body.own(lang).is_some()
    }

    /// True where a page has no text in any language.
    pub fn is_wordless(&self, id: PageId) -> bool {
        self.note(Fact::Languages(id));
        self.atlas.body(id).is_empty()
    }

    /// True where the text that a page shows in a language has an anchor.
    pub fn has_anchor(&self, id: PageId, lang: Lang, anchor: &str) -> bool {
        self.note(Fact::Anchors(id));
        self.atlas.body(id).get(lang).is_some_and(|said| said.value.outline.has_anchor(anchor))
    }

    /// All pages.
    pub fn pages(&self) -> &'a [Page] {
        self.note(Fact::All(Kind::Pages));
        &self.atlas.pages
    }

    /// What is said about all pages.
    pub fn abouts(&self) -> &'a [About] {
        self.note(Fact::All(Kind::Abouts));
        &self.atlas.abouts
    }

    /// All personas.
    pub fn personas(&self) -> &'a [Persona] {
        self.note(Fact::All(Kind::Personas));
        &self.atlas.personas
    }

    /// All journeys.
    pub fn journeys(&self) -> &'a [Journey] {
        self.note(Fact::All(Kind::Journeys));
        &self.atlas.journeys
    }

    /// All stages.
    pub fn stages(&self) -> &'a [Arc<Stage>] {
        self.note(Fact::All(Kind::Stages));
        &self.atlas.stages
    }

    /// All steps.
    pub fn steps(&self) -> &'a [Arc<Step>] {
        self.note(Fact::All(Kind::Steps));
        &self.atlas.steps
    }

    /// All touchpoints.
    pub fn touchpoints(&self) -> &'a [Touchpoint] {
        self.note(Fact::All(Kind::Touchpoints));
        &self.atlas.touchpoints
    }

    /// All alerts.
    pub fn alerts(&self) -> &'a [Raised] {
        self.note(Fact::All(Kind::Alerts));
        &self.atlas.alerts
    }

    /// The alerts of a page, the worst first.
    pub fn alerts_of(&self, id: PageId) -> impl Iterator<Item = &'a Raised> + use<'a> {
        self.note(Fact::Alerts(id));
        let atlas = self.atlas;
        atlas.alerts_by_page.get(&id).into_iter().flatten().map(move |at| &atlas.alerts[*at])
    }

    /// What people said of what a page is about, the last ones first.
    pub fn comments_on(&self, id: PageId) -> &'a [Comment] {
        self.note(Fact::Comments(id));
        self.atlas.comments.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The places of the rows on a part of an index.
    pub fn rows_on(&self, kind: IndexKind, part: usize) -> Range<usize> {
        self.note(Fact::Rows(kind, part));
        self.atlas.rows_on(kind, part)
    }

    /// Into how many parts an index is divided, as one of them says it.
    pub fn parts_beside(&self, kind: IndexKind, part: usize) -> usize {
        self.note(Fact::Rows(kind, part));
        self.atlas.parts_of(kind)
    }

    /// The lists that indexes show. Their order is noted with the [part](Self::rows_on) that is asked for.
    pub fn lists(&self) -> &'a Lists {
        &self.atlas.lists
    }

    /// The alerts on a part of their index, the worst first.
    pub fn alerts_on(&self, part: usize) -> &'a [Raised] {
        &self.atlas.alerts[self.rows_on(IndexKind::Alerts, part)]
    }

    /// The opportunities on a part of the backlog, with their places in it and their steps.
    pub fn backlog_on(&self, part: usize) -> impl Iterator<Item = (usize, StepId, &Opportunity)> {
        let rows = self.rows_on(IndexKind::Opportunities, part);
        let places = self.atlas.lists.opportunities[rows.clone()].iter();
        rows.zip(places).map(|(at, (step, place))| (at, *step, &self[*step].opportunities[*place]))
    }

    /// All opportunities, with their places in the backlog and their steps.
    pub fn backlog(&self) -> impl Iterator<Item = (usize, StepId, &'a Opportunity)> + use<'a> {
        self.note(Fact::All(Kind::Steps));
        let atlas = self.atlas;
        let places = atlas.lists.opportunities.iter().enumerate();
        places.map(move |(at, (step, place))| (at, *step, &atlas[*step].opportunities[*place]))
    }

    /// The opportunity score of an opportunity, where it was measured.
    pub fn worth(&self, step: StepId, one: &Opportunity) -> Option<Worth> {
        self.note(Fact::Scores(self.atlas.page_of_opportunity(step, one)));
        self.atlas.worth(step, one)
    }

    /// All moments of truth, the unhappiest first.
    pub fn moments(&self) -> &'a [StepId] {
        self.note(Fact::All(Kind::Steps));
        &self.atlas.lists.moments
    }

    /// What changed since an earlier state, where the handbook says so.
    pub fn recent(&self) -> Option<&'a Recent> {
        self.note(Fact::All(Kind::Changes));
        self.atlas.recent.as_ref()
    }

    /// The part of the index of tags that a tag's row is on.
    pub fn part_of_tag(&self, tag: &str, lang: Lang) -> usize {
        self.note(Fact::All(Kind::Tags));
        self.atlas.lists.part_of_tag(tag, lang)
    }

    /// How large a picture is, by its path in the site; none where that can't be told.
    pub fn dimensions(&self, path: &str) -> Option<Dimensions> {
        let pictures = &self.atlas.pictures;
        let at = pictures.binary_search_by(|(known, _)| known.as_str().cmp(path)).unwrap_or_else(|at| at);
        // Where it would stand, if it is not there.
        self.note(Fact::Picture(at));
        pictures.get(at).filter(|(known, _)| known == path).and_then(|(_, size)| *size)
    }

    // What depends on the settings, and on which pages there are.

    /// What `book.toml` says.
    pub fn book(&self) -> &'a Book {
        &self.atlas.book
    }

    /// The languages, the default one first.
    pub fn languages(&self) -> impl Iterator<Item = (Lang, &'a Language)> + use<'a> {
        self.atlas.languages()
    }

    /// A channel.
    pub fn channel(&self, id: ChannelId) -> &'a Named {
        self.atlas.channel(id)
    }

    /// A phase.
    pub fn phase(&self, id: PhaseId) -> &'a Named {
        self.atlas.phase(id)
    }

    /// A metric.
    pub fn metric(&self, id: MetricId) -> &'a Metric {
        self.atlas.metric(id)
    }

    /// The metric of emotions.
    pub fn emotion_id(&self) -> MetricId {
        self.atlas.emotion_id()
    }

    /// The scale of emotions.
    pub fn emotion(&self) -> &'a Metric {
        self.atlas.emotion()
    }

    /// The part of the index of channels that a channel's row is on.
    pub fn part_of_channel(&self, channel: ChannelId) -> usize {
        self.atlas.part_of_channel(channel)
    }

    /// The page of a generated index, where the handbook has one.
    pub fn index_page(&self, kind: IndexKind) -> Option<PageId> {
        self.note(Fact::All(Kind::Sections));
        self.atlas.index(kind)
    }

    /// The home page.
    pub fn home(&self) -> PageId {
        self.atlas.home()
    }

    /// The pages of the first level of navigation, in order.
    pub fn sections(&self) -> &'a [PageId] {
        self.note(Fact::All(Kind::Sections));
        &self.atlas.sections
    }

    /// Where a page is written in a language.
    pub fn output(&self, page: PageId, lang: Lang) -> String {
        self.note(Fact::Page(page));
        self.atlas.output(page, lang)
    }

    /// Where a part of a page is written in a language.
    pub fn output_of(&self, page: PageId, lang: Lang, part: usize) -> String {
        self.note(Fact::Page(page));
        self.atlas.output_of(page, lang, part)
    }

    /// Every page that is written; a long index is several.
    pub fn outputs(&self) -> impl Iterator<Item = Output> + use<'a> {
        self.note(Fact::All(Kind::Pages));
        self.note(Fact::All(Kind::Parts));
        self.atlas.outputs()
    }
}

/// What has a page of its own.
pub trait Paged {
    /// Its page.
    fn page(self, atlas: &Atlas) -> PageId;
}

macro_rules! paged {
    ($($id:ident,)+) => {
        $(impl Paged for $id {
            fn page(self, atlas: &Atlas) -> PageId {
                atlas[self].page
            }
        })+
    };
}

paged! {
    PersonaId,
    JourneyId,
    StageId,
    TouchpointId,
    DataId,
}

macro_rules! noted {
    ($($item:ident[$id:ident],)+) => {
        $(impl Index<$id> for Reading<'_> {
            type Output = $item;
            fn index(&self, id: $id) -> &$item {
                self.note(Fact::$item(id));
                &self.atlas[id]
            }
        })+
    };
}

noted! {
    Page[PageId],
    Persona[PersonaId],
    Journey[JourneyId],
    Stage[StageId],
    Step[StepId],
    Touchpoint[TouchpointId],
    DataSource[DataId],
}

/// Which facts differ between two atlases of one shape.
#[derive(Debug)]
pub struct Facts {
    pages: Changed,
    sections: bool,
    abouts: Changed,
    scores: Changed,
    own_scores: Changed,
    mentions: Changed,
    /// By languages.
    bodies: Vec<Changed>,
    anchors: Changed,
    languages: Changed,
    personas: Changed,
    journeys: Changed,
    stages: Changed,
    steps: Changed,
    touchpoints: Changed,
    data: Changed,
    maps: Changed,
    downloads: Changed,
    alerts: Changed,
    comments: Changed,
    conditions: Changed,
    pictures: Changed,
    /// By kinds and parts.
    rows: BTreeMap<IndexKind, Changed>,
    parts: bool,
    tags: bool,
    recent: bool,
}

/// For each item of a list, whether it differs; and whether any does.
#[derive(Debug, Default)]
struct Changed {
    each: Vec<bool>,
    any: bool,
}

impl Changed {
    /// Compares lists that the atlases may hold together.
    fn shared<T: Sync>(old: &Shared<Vec<T>>, new: &Shared<Vec<T>>, same: impl Fn(&T, &T) -> bool + Sync) -> Self {
        match old.is(new) {
            true => Self { each: vec![false; old.len()], any: false },
            false => Self::between(old, new, same),
        }
    }

    fn between<T: Sync>(old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool + Sync) -> Self {
        let each: Vec<bool> = old.par_iter().zip(new).with_min_len(1024).map(|(old, new)| !same(old, new)).collect();
        // A list that has become longer or shorter differs as a whole.
        let any = old.len() != new.len() || each.contains(&true);
        Self { each, any }
    }

    fn at(&self, at: usize) -> bool {
        self.each.get(at).copied().unwrap_or(true)
    }
}

impl Facts {
    /// Compares two atlases of the same settings. What came of the same text is the same value and is not compared word
    /// by word.
    pub fn between(old: &Atlas, new: &Atlas) -> Self {
        type Body = Localised<Arc<Prose>>;
        let languages = || (0..new.book.languages.len()).map(Lang);
        let is_same_in =
            |old: &Body, new: &Body, lang, same: fn(&Prose, &Prose) -> bool| match (old.own(lang), new.own(lang)) {
                (Some(old), Some(new)) => Arc::ptr_eq(old, new) || same(old, new),
                (None, None) => true,
                _ => false,
            };
        let in_all = |same: fn(&Prose, &Prose) -> bool| {
            move |old: &Body, new: &Body| languages().all(|lang| is_same_in(old, new, lang, same))
        };
        let body = |lang| move |old: &Body, new: &Body| is_same_in(old, new, lang, PartialEq::eq);
        let has_same_anchors = |old: &Prose, new: &Prose| old.outline.all_anchors().eq(new.outline.all_anchors());
        Self {
            pages: Changed::shared(&old.pages, &new.pages, PartialEq::eq),
            sections: old.sections != new.sections || old.indexes != new.indexes,
            abouts: Changed::shared(&old.abouts, &new.abouts, PartialEq::eq),
            scores: Changed::shared(&old.scores, &new.scores, PartialEq::eq),
            own_scores: changed_own_scores(old, new),
            mentions: Changed::shared(&old.mentions, &new.mentions, PartialEq::eq),
            bodies: languages().map(|lang| Changed::between(&old.bodies, &new.bodies, body(lang))).collect(),
            anchors: Changed::between(&old.bodies, &new.bodies, in_all(has_same_anchors)),
            languages: Changed::between(&old.bodies, &new.bodies, in_all(|_, _| true)),
            personas: Changed::shared(&old.personas, &new.personas, PartialEq::eq),
            journeys: Changed::shared(&old.journeys, &new.journeys, PartialEq::eq),
            stages: Changed::shared(&old.stages, &new.stages, |old, new| Arc::ptr_eq(old, new) || old == new),
            steps: Changed::shared(&old.steps, &new.steps, |old, new| Arc::ptr_eq(old, new) || old == new),
            touchpoints: Changed::shared(&old.touchpoints, &new.touchpoints, PartialEq::eq),
            data: Changed::shared(&old.data, &new.data, PartialEq::eq),
            maps: Changed::default(),
            downloads: Changed::default(),
            alerts: changed_alerts(old, new),
            comments: changed_comments(old, new),
            pictures: Changed::shared(&old.pictures, &new.pictures, PartialEq::eq),
            conditions: Changed::shared(&old.conditions, &new.conditions, PartialEq::eq),
            rows: IndexKind::ALL.iter().map(|kind| (*kind, changed_rows(old, new, *kind))).collect(),
            parts: IndexKind::ALL.iter().any(|kind| old.parts_of(*kind) != new.parts_of(*kind)),
            tags: !old.lists.is(&new.lists) && new.lists.moves_tags(&old.lists),
            recent: old.recent != new.recent,
        }
    }

    /// Adds which maps differ.
    pub fn with_maps(mut self, each: Vec<bool>) -> Self {
        self.maps = Changed { any: each.contains(&true), each };
        self
    }

    /// Adds of which journeys the files differ that their maps are offered as.
    pub fn with_downloads(mut self, each: Vec<bool>) -> Self {
        self.downloads = Changed { any: each.contains(&true), each };
        self
    }

    /// True if one of these facts differs.
    pub fn touch(&self, facts: &[Fact]) -> bool {
        facts.iter().any(|fact| self.changed(*fact))
    }

    /// True if a fact differs.
    pub fn changed(&self, fact: Fact) -> bool {
        match fact {
            Fact::Page(id) => self.pages.at(id.0),
            Fact::About(id) => self.abouts.at(id.0),
            Fact::Body(id, lang) => self.bodies.get(lang.0).is_none_or(|bodies| bodies.at(id.0)),
            Fact::Scores(id) => self.scores.at(id.0),
            Fact::OwnScores(id) => self.own_scores.at(id.0),
            Fact::Mentions(id) => self.mentions.at(id.0),
            Fact::Anchors(id) => self.anchors.at(id.0),
            Fact::Languages(id) => self.languages.at(id.0),
            Fact::Persona(id) => self.personas.at(id.0),
            Fact::Journey(id) => self.journeys.at(id.0),
            Fact::Stage(id) => self.stages.at(id.0),
            Fact::Step(id) => self.steps.at(id.0),
            Fact::Touchpoint(id) => self.touchpoints.at(id.0),
            Fact::DataSource(id) => self.data.at(id.0),
            Fact::Map(id) => self.maps.at(id.0),
            Fact::Downloads(id) => self.downloads.at(id.0),
            Fact::Alerts(id) => self.alerts.at(id.0),
            Fact::Comments(id) => self.comments.at(id.0),
            Fact::Condition(id) => self.conditions.at(id.0),
            Fact::Picture(at) => self.pictures.at(at),
            Fact::Rows(kind, part) => self.rows.get(&kind).is_none_or(|rows| rows.at(part.saturating_sub(1))),
            Fact::All(Kind::Pages) => self.pages.any,
            Fact::All(Kind::Sections) => self.sections,
            Fact::All(Kind::Abouts) => self.abouts.any,
            Fact::All(Kind::Personas) => self.personas.any,
            Fact::All(Kind::Journeys) => self.journeys.any,
            Fact::All(Kind::Stages) => self.stages.any,
            Fact::All(Kind::Steps) => self.steps.any,
            Fact::All(Kind::Touchpoints) => self.touchpoints.any,
            Fact::All(Kind::Alerts) => self.alerts.any,
            Fact::All(Kind::Parts) => self.parts,
            Fact::All(Kind::Tags) => self.tags,
            Fact::All(Kind::Changes) => self.recent,
        }
    }
}

/// The parts of an index whose rows differ.
fn changed_rows(old: &Atlas, new: &Atlas, kind: IndexKind) -> Changed {
    let is_same = |part| old.lists.is(&new.lists) || new.has_same_rows(old, kind, part);
    let each: Vec<bool> = (1..=new.parts_of(kind)).map(|part| !is_same(part)).collect();
    Changed { any: each.contains(&true), each }
}

/// The personas of whom any own score differs.
fn changed_own_scores(old: &Atlas, new: &Atlas) -> Changed {
    if old.scores.is(&new.scores) {
        return Changed { each: vec![false; new.personas.len()], any: false };
    }
    // Where the pages differ, so may whose scores they are.
    let is_other = old.pages != new.pages;
    let mut each = vec![is_other; new.personas.len()];
    for (old, new) in old.scores.iter().zip(new.scores.iter()).filter(|(old, new)| old != new) {
        for (persona, _) in old.iter().chain(new).flat_map(|(_, measure)| &measure.by_persona) {
            each.get_mut(persona.0).into_iter().for_each(|own| *own = true);
        }
    }
    Changed { any: each.contains(&true), each }
}

/// The pages whose comments differ.
fn changed_comments(old: &Atlas, new: &Atlas) -> Changed {
    let any = !old.comments.is(&new.comments) && old.comments != new.comments;
    let differs = |at| any && old.comments.get(&PageId(at)) != new.comments.get(&PageId(at));
    Changed { each: (0..new.pages.len()).map(differs).collect(), any }
}

/// The pages whose alerts differ, in their order too.
fn changed_alerts(old: &Atlas, new: &Atlas) -> Changed {
    let any = !old.alerts.is(&new.alerts) && old.alerts != new.alerts;
    let of = |atlas: &'_ Atlas, page| -> Vec<Raised> {
        let own = atlas.alerts_by_page.get(&page).into_iter().flatten();
        own.map(|at| atlas.alerts[*at].clone()).collect()
    };
    let differs = |at| any && of(old, PageId(at)) != of(new, PageId(at));
    Changed { each: (0..new.pages.len()).map(differs).collect(), any }
}
