//! Two atlases, thing by thing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::data::formulas::Estimate;
use crate::locale::round;
use crate::model::diff::matching::{Matches, Pair, moved, pairs};
use crate::model::diff::words::{Languages, Words, book_words, page_words, step_words, tag};
use crate::model::diff::{Change, Changed, Changes, Effect, Kind, Measured, Named, Position, ScoreChange};
use crate::model::{
    Atlas, Evidence, JourneyId, Lang, Localised, Measure, MetricId, Moves, Opportunity, PageId, PageKind, PersonaId,
    Score, Scores, StageId, StepId, TouchpointId,
};
use crate::model::{ChannelId, Metric};
use crate::parse::fields::word;
use crate::parse::page::Progress;

/// The two states and what is the same in them.
struct Both<'a> {
    before: &'a Atlas,
    after: &'a Atlas,
    matches: Matches,
    /// The things now that have changed places among those around them.
    moved_stages: BTreeSet<StageId>,
    moved_steps: BTreeSet<StepId>,
}

pub fn changes(before: &Atlas, after: &Atlas) -> Changes {
    let matches = Matches::of(before, after);
    let mut both = Both { before, after, matches, moved_stages: BTreeSet::new(), moved_steps: BTreeSet::new() };
    both.find_moved();
    let mut handbook: Vec<Changed> = both.book();
    let pages = pairs(by_id(before, prose(before)), by_id(after, prose(after)));
    handbook.extend(pages.into_iter().filter_map(|pair| both.page(pair)));
    Changes {
        journeys: both.listed(|atlas| atlas.journeys.iter().map(|one| one.page).collect()),
        personas: both.listed(|atlas| atlas.personas.iter().map(|one| one.page).collect()),
        touchpoints: both.listed(|atlas| atlas.touchpoints.iter().map(|one| one.page).collect()),
        handbook,
    }
}

fn by_id(atlas: &Atlas, pages: Vec<PageId>) -> Vec<(String, PageId)> {
    pages.into_iter().map(|page| (atlas[page].id.clone(), page)).collect()
}

/// The pages that somebody wrote and that are about nothing in particular.
fn prose(atlas: &Atlas) -> Vec<PageId> {
    let is_thing = |kind| {
        matches!(kind, PageKind::Persona(_) | PageKind::Journey(_) | PageKind::Stage(_) | PageKind::Touchpoint(_))
    };
    let pages = (0..atlas.pages.len()).map(PageId);
    pages.filter(|page| !is_thing(atlas[*page].kind) && !atlas.body(*page).is_empty()).collect()
}

/// The text in the default language, or else something to call it by.
fn title(titles: &Localised<String>, id: &str) -> String {
    titles.own(Lang::DEFAULT).filter(|title| !title.trim().is_empty()).map_or_else(|| id.to_owned(), Clone::clone)
}

fn named(kind: Kind, id: &str, titles: &Localised<String>) -> Named {
    Named { kind, id: id.to_owned(), title: title(titles, id) }
}

fn named_page(atlas: &Atlas, page: PageId) -> Named {
    let kind = match atlas[page].kind {
        PageKind::Persona(_) => Kind::Persona,
        PageKind::Journey(_) => Kind::Journey,
        PageKind::Stage(_) => Kind::Stage,
        PageKind::Touchpoint(_) => Kind::Touchpoint,
        _ => Kind::Page,
    };
    named(kind, &atlas[page].id, &atlas[page].title)
}

fn named_step(atlas: &Atlas, step: StepId) -> Named {
    named(Kind::Step, &atlas[step].id, &atlas[step].title)
}

fn named_metric(atlas: &Atlas, metric: MetricId) -> Named {
    let name = &atlas.metric(metric).name;
    named(Kind::Metric, &name.id, &name.title)
}

fn named_personas(atlas: &Atlas, personas: &[PersonaId]) -> Vec<Named> {
    personas.iter().map(|persona| named_page(atlas, atlas[*persona].page)).collect()
}

fn named_channels(atlas: &Atlas, channels: &[ChannelId]) -> Vec<Named> {
    let name = |channel: &ChannelId| atlas.channel(*channel);
    channels.iter().map(|channel| named(Kind::Channel, &name(channel).id, &name(channel).title)).collect()
}

fn named_touchpoints(atlas: &Atlas, touchpoints: &[TouchpointId]) -> Vec<Named> {
    touchpoints.iter().map(|touchpoint| named_page(atlas, atlas[*touchpoint].page)).collect()
}

/// A thing, unless nothing happened to it.
fn changed(named: Named, changes: Vec<Change>, parts: Vec<Changed>) -> Option<Changed> {
    let Named { kind, id, title } = named;
    (!changes.is_empty() || !parts.is_empty()).then_some(Changed { kind, id, title, changes, parts })
}

fn renamed(before: &Named, after: &Named) -> Option<Change> {
    let (from, to) = (before.title.clone(), after.title.clone());
    (from != to).then_some(Change::Renamed { from, to })
}

/// What is only on one side: lost, then gained.
fn gained_and_lost(before: Vec<Named>, after: Vec<Named>) -> Vec<Change> {
    let key = |named: Named| (named.id.clone(), named);
    let both = pairs(before.into_iter().map(key), after.into_iter().map(key));
    let change = |pair| match pair {
        (Some(lost), None) => Some(Change::Lost(lost)),
        (None, Some(gained)) => Some(Change::Gained(gained)),
        _ => None,
    };
    both.into_iter().filter_map(change).collect()
}

type Facts = Vec<(&'static str, Option<String>)>;

/// The fields whose values differ; both sides have the same fields.
fn facts(before: Facts, after: Facts) -> impl Iterator<Item = Change> {
    let differ = before.into_iter().zip(after).filter(|(before, after)| before != after);
    differ.map(|((field, from), (_, to))| Change::Fact { field, from, to })
}

fn edited(before: &Words, after: &Words, is_compared: impl Fn(&str) -> bool) -> impl Iterator<Item = Change> {
    before.edited(after, is_compared).into_iter().map(|(language, fields)| Change::Edited { language, fields })
}

impl Both<'_> {
    /// Finds what changed places without leaving what it is part of.
    fn find_moved(&mut self) {
        for journey in self.after.journeys.iter() {
            let id = |page: PageId, atlas: &Atlas| atlas[page].id.clone();
            let own = id(journey.page, self.after);
            let stayed: Vec<(StageId, StageId)> = journey
                .stages
                .iter()
                .filter_map(|stage| {
                    let former = *self.matches.former_stages.get(stage)?;
                    let journey = self.before[self.before[former].journey].page;
                    (id(journey, self.before) == own).then_some((former, *stage))
                })
                .collect();
            let name = |stage: &StageId| id(self.after[*stage].page, self.after);
            let places: Vec<_> = stayed.iter().map(|(former, stage)| (former.0, name(stage))).collect();
            self.moved_stages.extend(moved(&places).into_iter().map(|at| stayed[at].1));
        }
        for (at, stage) in self.after.stages.iter().enumerate() {
            let Some(former) = self.matches.former_stages.get(&StageId(at)) else { continue };
            let stayed: Vec<(StepId, StepId)> = stage
                .steps
                .iter()
                .filter_map(|step| {
                    let own = *self.matches.former_steps.get(step)?;
                    (self.before[own].stage == *former).then_some((own, *step))
                })
                .collect();
            let places: Vec<_> = stayed.iter().map(|(former, step)| (former.0, self.after[*step].id.clone())).collect();
            self.moved_steps.extend(moved(&places).into_iter().map(|at| stayed[at].1));
        }
    }

    /// Things of one kind, in the order of a list that readers see.
    fn listed(&self, pages: impl Fn(&Atlas) -> Vec<PageId>) -> Vec<Changed> {
        let (old, new) = (pages(self.before), pages(self.after));
        let places = |pages: &[PageId]| pages.iter().zip(1..).map(|(page, at)| (*page, at)).collect::<BTreeMap<_, _>>();
        let (old_places, new_places) = (places(&old), places(&new));
        let both = pairs(by_id(self.before, old), by_id(self.after, new));
        let stayed: Vec<(usize, PageId)> =
            both.iter().filter_map(|(before, after)| Some((*old_places.get(&(*before)?)?, (*after)?))).collect();
        let names: Vec<_> = stayed.iter().map(|(place, page)| (*place, self.after[*page].id.clone())).collect();
        let moved: BTreeMap<PageId, usize> = moved(&names).into_iter().map(|at| (stayed[at].1, stayed[at].0)).collect();
        let position = |number: usize| Position { journey: None, stage: None, number };
        let of = |pair: Pair<PageId>| {
            let moved = pair.1.and_then(|page| Some((page, *moved.get(&page)?, *new_places.get(&page)?)));
            let Some((page, from, to)) = moved else { return self.page(pair) };
            let change = Change::Moved { from: position(from), to: position(to) };
            match self.page(pair) {
                Some(mut thing) => {
                    thing.changes.push(change);
                    Some(thing)
                }
                None => changed(named_page(self.after, page), vec![change], Vec::new()),
            }
        };
        both.into_iter().filter_map(of).collect()
    }

    /// A page and what it is about.
    fn page(&self, pair: Pair<PageId>) -> Option<Changed> {
        let (before, after) = match pair {
            (Some(before), Some(after)) => (before, after),
            (before, after) => return self.came_or_went(before, after),
        };
        let (old, new) = (named_page(self.before, before), named_page(self.after, after));
        let mut changes: Vec<Change> = renamed(&old, &new).into_iter().collect();
        let (old_kind, new_kind) = (self.before[before].kind, self.after[after].kind);
        let mut parts = Vec::new();
        let common = self.common(before, after);
        if let (PageKind::Stage(old), PageKind::Stage(new)) = (old_kind, new_kind) {
            changes.extend(self.stage_moved(old, new));
            parts = self.steps(Some(old), Some(new), &common);
        }
        changes.extend(self.scores(self.before.scores(before), self.after.scores(after)));
        match (old_kind, new_kind) {
            (PageKind::Journey(old), PageKind::Journey(new)) => {
                let personas = |atlas: &Atlas, id: JourneyId| named_personas(atlas, &atlas[id].personas);
                changes.extend(gained_and_lost(personas(self.before, old), personas(self.after, new)));
                parts = self.stages(Some(old), Some(new));
            }
            (PageKind::Touchpoint(old), PageKind::Touchpoint(new)) => {
                parts = evidence(&self.before[old].evidence, &self.after[new].evidence);
            }
            _ => {}
        }
        let channels = |atlas: &Atlas, kind| match kind {
            PageKind::Persona(id) => named_channels(atlas, &atlas[id].channels),
            PageKind::Touchpoint(id) => named_channels(atlas, &atlas[id].channels),
            _ => Vec::new(),
        };
        changes.extend(gained_and_lost(channels(self.before, old_kind), channels(self.after, new_kind)));
        changes.extend(gained_and_lost(tags(self.before, before), tags(self.after, after)));
        changes.extend(facts(page_facts(self.before, before), page_facts(self.after, after)));
        changes.extend(self.translations(before, after));
        let (words, words_now) = (page_words(self.before, before), page_words(self.after, after));
        changes.extend(edited(&words, &words_now, |tag| common.contains(tag)));
        changed(new, changes, parts)
    }

    /// A page that is new or gone, with its parts.
    fn came_or_went(&self, before: Option<PageId>, after: Option<PageId>) -> Option<Changed> {
        let (atlas, page, change) = match (before, after) {
            (Some(page), _) => (self.before, page, Change::Removed),
            (None, Some(page)) => (self.after, page, Change::Added),
            (None, None) => return None,
        };
        let is_new = change == Change::Added;
        let parts = match atlas[page].kind {
            PageKind::Journey(id) => self.stages((!is_new).then_some(id), is_new.then_some(id)),
            PageKind::Stage(id) => self.steps((!is_new).then_some(id), is_new.then_some(id), &BTreeSet::new()),
            _ => Vec::new(),
        };
        changed(named_page(atlas, page), vec![change], parts)
    }

    /// The languages in which a page was and is.
    fn common(&self, before: PageId, after: PageId) -> BTreeSet<String> {
        let (old, new) = (Languages::of(self.before, before), Languages::of(self.after, after));
        let tags = self.before.languages().chain(self.after.languages()).map(|(_, language)| language.tag.clone());
        tags.filter(|tag| old.has(tag) && new.has(tag)).collect()
    }

    fn translations(&self, before: PageId, after: PageId) -> Vec<Change> {
        let (old, new) = (Languages::of(self.before, before), Languages::of(self.after, after));
        let gone = old.beyond(&new).map(|language| Change::TranslationRemoved { language: language.clone() });
        let come = new.beyond(&old).map(|language| Change::Translated { language: language.clone() });
        gone.chain(come).collect()
    }

    /// The stages of a journey as it is, then those that are gone.
    fn stages(&self, before: Option<JourneyId>, after: Option<JourneyId>) -> Vec<Changed> {
        let now = after.map(|journey| self.after[journey].stages.as_slice()).unwrap_or_default();
        let past = before.map(|journey| self.before[journey].stages.as_slice()).unwrap_or_default();
        let gone = past.iter().filter(|stage| !self.matches.stages.contains_key(stage));
        let now = now.iter().map(|stage| {
            let former = self.matches.former_stages.get(stage).map(|former| self.before[*former].page);
            (former, Some(self.after[*stage].page))
        });
        let all = now.chain(gone.map(|stage| (Some(self.before[*stage].page), None)));
        all.filter_map(|pair| self.page(pair)).collect()
    }

    fn stage_moved(&self, before: StageId, after: StageId) -> Option<Change> {
        let journey = |atlas: &Atlas, stage: StageId| named_page(atlas, atlas[atlas[stage].journey].page);
        let position = |atlas: &Atlas, stage: StageId| Position {
            journey: Some(journey(atlas, stage)),
            stage: None,
            number: atlas[stage].number,
        };
        let (from, to) = (position(self.before, before), position(self.after, after));
        let id = |position: &Position| position.journey.as_ref().map(|journey| journey.id.clone());
        let has_moved = id(&from) != id(&to) || self.moved_stages.contains(&after);
        has_moved.then_some(Change::Moved { from, to })
    }

    /// The steps of a stage as it is, then those that are gone; words are compared in the languages of both states.
    fn steps(&self, before: Option<StageId>, after: Option<StageId>, common: &BTreeSet<String>) -> Vec<Changed> {
        let now = after.map(|stage| self.after[stage].steps.as_slice()).unwrap_or_default();
        let past = before.map(|stage| self.before[stage].steps.as_slice()).unwrap_or_default();
        let gone = past.iter().filter(|step| !self.matches.steps.contains_key(step));
        let now = now.iter().filter_map(|step| match self.matches.former_steps.get(step) {
            Some(former) => self.step(*former, *step, common),
            None => changed(named_step(self.after, *step), vec![Change::Added], Vec::new()),
        });
        let gone = gone.filter_map(|step| changed(named_step(self.before, *step), vec![Change::Removed], Vec::new()));
        now.chain(gone).collect()
    }

    fn step(&self, before: StepId, after: StepId, common: &BTreeSet<String>) -> Option<Changed> {
        let (old, new) = (&self.before[before], &self.after[after]);
        let name = named_step(self.after, after);
        let mut changes: Vec<Change> = renamed(&named_step(self.before, before), &name).into_iter().collect();
        let has_left = self.matches.stages.get(&old.stage) != Some(&new.stage);
        if has_left || self.moved_steps.contains(&after) {
            let (from, to) = (step_position(self.before, before), step_position(self.after, after));
            changes.push(Change::Moved { from, to });
        }
        let metrics = (self.before.emotion_id(), self.after.emotion_id());
        changes.extend(self.measure(Some((metrics.0, &old.emotion)), Some((metrics.1, &new.emotion))));
        changes.extend(match (old.moment_of_truth, new.moment_of_truth) {
            (false, true) => Some(Change::MomentOfTruthGained),
            (true, false) => Some(Change::MomentOfTruthLost),
            _ => None,
        });
        let touchpoints = (&old.touchpoints, &new.touchpoints);
        changes.extend(gained_and_lost(
            named_touchpoints(self.before, touchpoints.0),
            named_touchpoints(self.after, touchpoints.1),
        ));
        changes.extend(facts(step_facts(self.before, before), step_facts(self.after, after)));
        let (words, words_now) = (step_words(self.before, before), step_words(self.after, after));
        // A step that comes from another page may have left a translation there.
        let languages = has_left.then(|| self.common(self.before[old.stage].page, self.after[new.stage].page));
        let common = languages.as_ref().unwrap_or(common);
        changes.extend(edited(&words, &words_now, |tag| common.contains(tag)));
        let mut parts = self.opportunities(&old.opportunities, &new.opportunities);
        parts.extend(evidence(&old.evidence, &new.evidence));
        changed(name, changes, parts)
    }

    fn scores(&self, before: &Scores, after: &Scores) -> Vec<Change> {
        let key = |atlas: &Atlas, metric: MetricId| atlas.metric(metric).name.id.clone();
        let both = pairs(
            before.iter().map(|(metric, measure)| (key(self.before, *metric), (*metric, measure))),
            after.iter().map(|(metric, measure)| (key(self.after, *metric), (*metric, measure))),
        );
        both.into_iter().flat_map(|(before, after)| self.measure(before, after)).collect()
    }

    /// The scores of one metric that differ: everybody's and each persona's.
    fn measure(&self, before: Option<(MetricId, &Measure)>, after: Option<(MetricId, &Measure)>) -> Vec<Change> {
        let metric = match (before, after) {
            (_, Some((metric, _))) => named_metric(self.after, metric),
            (Some((metric, _)), None) => named_metric(self.before, metric),
            (None, None) => return Vec::new(),
        };
        let both = pairs(
            before.into_iter().flat_map(|(_, measure)| each(self.before, measure)),
            after.into_iter().flat_map(|(_, measure)| each(self.after, measure)),
        );
        let change = |(before, after): Pair<(Option<Named>, &Score)>| {
            let from = before.as_ref().map(|(_, score)| measured(self.before, score));
            let to = after.as_ref().map(|(_, score)| measured(self.after, score));
            if from == to {
                return None;
            }
            let difference = from.as_ref().zip(to.as_ref()).map(|(from, to)| round(to.value - from.value, 6));
            let persona = after.or(before).and_then(|(persona, _)| persona);
            Some(Change::Score(Box::new(ScoreChange { metric: metric.clone(), persona, from, to, difference })))
        };
        both.into_iter().filter_map(change).collect()
    }

    /// What `book.toml` says that readers meet.
    fn book(&self) -> Vec<Changed> {
        let (old, new) = (&self.before.book, &self.after.book);
        let name = |atlas: &Atlas| named(Kind::Handbook, "book.toml", &atlas.book.title);
        let mut changes: Vec<Change> = renamed(&name(self.before), &name(self.after)).into_iter().collect();
        let tags = |atlas: &Atlas| atlas.languages().map(|(lang, _)| tag(atlas, lang)).collect::<BTreeSet<_>>();
        let common: BTreeSet<String> = tags(self.before).intersection(&tags(self.after)).cloned().collect();
        changes.extend(edited(&book_words(self.before), &book_words(self.after), |tag| common.contains(tag)));
        let languages = |atlas: &Atlas| {
            let named = |tag: String| Named { kind: Kind::Language, id: tag.clone(), title: tag };
            atlas.languages().map(|(lang, _)| (named(tag(atlas, lang)), Facts::new())).collect()
        };
        let mut parts: Vec<Changed> = changed(name(self.after), changes, Vec::new()).into_iter().collect();
        parts.extend(declared(languages(self.before), languages(self.after)));
        let list = |kind: Kind, list: &[crate::model::Named]| -> Vec<(Named, Facts)> {
            list.iter().map(|one| (named(kind, &one.id, &one.title), Facts::new())).collect()
        };
        parts.extend(declared(list(Kind::Phase, &old.phases), list(Kind::Phase, &new.phases)));
        parts.extend(declared(list(Kind::Channel, &old.channels), list(Kind::Channel, &new.channels)));
        let metrics = |list: &[Metric]| -> Vec<(Named, Facts)> {
            let scale = |one: &Metric| vec![("min", Some(one.min.to_string())), ("max", Some(one.max.to_string()))];
            list.iter().map(|one| (named(Kind::Metric, &one.name.id, &one.name.title), scale(one))).collect()
        };
        parts.extend(declared(metrics(&old.metrics), metrics(&new.metrics)));
        parts
    }
}

/// Things with an id, a title and perhaps some fields.
fn declared(before: Vec<(Named, Facts)>, after: Vec<(Named, Facts)>) -> Vec<Changed> {
    let key = |(name, own): (Named, Facts)| (name.id.clone(), (name, own));
    let both = pairs(before.into_iter().map(key), after.into_iter().map(key));
    let change = |pair: Pair<(Named, Facts)>| match pair {
        (Some((old, old_facts)), Some((new, new_facts))) => {
            let changes = renamed(&old, &new).into_iter().chain(facts(old_facts, new_facts)).collect();
            changed(new, changes, Vec::new())
        }
        (Some((old, _)), None) => changed(old, vec![Change::Removed], Vec::new()),
        (None, Some((new, _))) => changed(new, vec![Change::Added], Vec::new()),
        (None, None) => None,
    };
    both.into_iter().filter_map(change).collect()
}

/// Every score of a measure, by the persona's id; everybody's has none.
fn each<'a>(
    atlas: &'a Atlas,
    measure: &'a Measure,
) -> impl Iterator<Item = (Option<String>, (Option<Named>, &'a Score))> {
    measure.iter().map(|(persona, score)| {
        let persona = persona.map(|persona| named_page(atlas, atlas[persona].page));
        (persona.as_ref().map(|persona| persona.id.clone()), (persona, score))
    })
}

fn measured(atlas: &Atlas, score: &Score) -> Measured {
    let on = score.on.map(|on| on.to_string());
    Measured { value: score.value(), n: score.n, source: atlas.source_of(score), on }
}

fn tags(atlas: &Atlas, page: PageId) -> Vec<Named> {
    let named = |tag: &String| Named { kind: Kind::Tag, id: tag.clone(), title: tag.clone() };
    atlas.about(page).tags.iter().map(named).collect()
}

fn step_position(atlas: &Atlas, id: StepId) -> Position {
    let stage = atlas[id].stage;
    let place = atlas[stage].steps.iter().position(|step| *step == id).unwrap_or_default();
    Position {
        journey: Some(named_page(atlas, atlas[atlas[stage].journey].page)),
        stage: Some(named_page(atlas, atlas[stage].page)),
        number: place + 1,
    }
}

/// The facts of a page that are a value each; both states of a thing have the same ones.
fn page_facts(atlas: &Atlas, page: PageId) -> Facts {
    let about = atlas.about(page);
    let mut facts = vec![
        ("owner", about.owner.clone()),
        ("status", about.status.map(|status| word(status).to_owned())),
        ("reviewed", about.reviewed.map(|day| day.to_string())),
    ];
    let id = |page: PageId| atlas[page].id.clone();
    match atlas[page].kind {
        PageKind::Persona(own) => {
            let persona = &atlas[own];
            let traits: BTreeMap<_, _> = persona.traits.iter().map(|(name, n)| (title(name, ""), n)).collect();
            let traits: Vec<_> = traits.iter().map(|(name, n)| format!("{name}: {n}")).collect();
            facts.extend([
                ("kind", persona.kind.map(|kind| word(kind).to_owned())),
                ("share", persona.share.map(|share| share.to_string())),
                ("portrait", persona.portrait.clone()),
                ("traits", Some(traits.join(", ")).filter(|traits| !traits.is_empty())),
            ]);
        }
        PageKind::Journey(own) => {
            let journey = &atlas[own];
            let lanes: Vec<_> = journey.lanes.iter().map(|lane| lane.as_str()).collect();
            facts.extend([
                ("state", Some(word(journey.state).to_owned())),
                ("future-of", journey.future_of.map(|now| id(atlas[now].page))),
                ("level", Some(word(journey.level).to_owned())),
                ("lanes", Some(lanes.join(", ")).filter(|lanes| !lanes.is_empty())),
                ("direction", journey.direction.map(|direction| direction.as_str().to_owned())),
            ]);
        }
        PageKind::Stage(own) => facts.push(("phase", atlas[own].phase.map(|phase| atlas.phase(phase).id.clone()))),
        PageKind::Touchpoint(own) => facts.push(("kind", atlas[own].kind.map(|kind| word(kind).to_owned()))),
        _ => {}
    }
    facts
}

fn step_facts(atlas: &Atlas, id: StepId) -> Facts {
    let step = &atlas[id];
    vec![
        ("channel", step.channel.map(|channel| atlas.channel(channel).id.clone())),
        ("journey", step.opens.map(|journey| atlas[atlas[journey].page].id.clone())),
    ]
}

impl Both<'_> {
    fn opportunities(&self, before: &[Opportunity], after: &[Opportunity]) -> Vec<Changed> {
        let name = |one: &Opportunity| named(Kind::Opportunity, &one.id, &one.title);
        let both = pairs(before.iter().map(|one| (&one.id, one)), after.iter().map(|one| (&one.id, one)));
        let change = |pair: Pair<&Opportunity>| match pair {
            (Some(old), Some(new)) => {
                let mut changes: Vec<Change> = renamed(&name(old), &name(new)).into_iter().collect();
                changes.extend(self.progress(old, new));
                changes.extend(facts(opportunity_facts(self.before, old), opportunity_facts(self.after, new)));
                changed(name(new), changes, Vec::new())
            }
            (Some(old), None) => changed(name(old), vec![Change::Removed], Vec::new()),
            (None, Some(new)) => changed(name(new), vec![Change::Added], Vec::new()),
            (None, None) => None,
        };
        both.into_iter().filter_map(change).collect()
    }

    fn progress(&self, before: &Opportunity, after: &Opportunity) -> Option<Change> {
        let text = |one: &Opportunity| one.status.map(|status| word(status).to_owned());
        match (text(before), text(after)) {
            (from, to) if from == to => None,
            (from, Some(to)) if after.is_closed() && !before.is_closed() => {
                Some(Change::Closed { from, to, effect: effect(self.after, after) })
            }
            (Some(from), to) if before.is_closed() && !after.is_closed() => {
                Some(Change::Reopened { from, to, effect: effect(self.before, before) })
            }
            (from, to) => Some(Change::Fact { field: "status", from, to }),
        }
    }
}

fn opportunity_facts(atlas: &Atlas, one: &Opportunity) -> Facts {
    let (number, day) = (|n: Option<u8>| n.map(|n| n.to_string()), |day: Option<Date>| day.map(|day| day.to_string()));
    let moves = |moves: &Moves| format!("{} of {}", atlas.metric(moves.metric).name.id, atlas[moves.page].id);
    vec![
        ("owner", one.owner.clone()),
        ("impact", number(one.impact)),
        ("effort", number(one.effort)),
        ("due", day(one.due)),
        ("done", day(one.done)),
        ("moves", one.moves.as_deref().map(moves)),
    ]
}

/// What something that is done has moved: as it was counted, else as its author wrote it.
fn effect(atlas: &Atlas, one: &Opportunity) -> Option<Box<Effect>> {
    let moves = one.moves.as_ref().filter(|_| one.status == Some(Progress::Done))?;
    let counted = one.effect.as_ref().and_then(|effect| {
        let side = |side: Estimate| Measured {
            value: side.value,
            n: Some(side.n),
            source: Some(atlas.named_source(effect.source)),
            on: None,
        };
        Some((side(effect.before?), side(effect.after?), effect.change()))
    });
    let written = || {
        let side = |score: &Option<Score>| score.as_ref().map(|score| measured(atlas, score));
        Some((side(&moves.before)?, side(&moves.after)?, moves.change(atlas.metric(moves.metric))))
    };
    let (before, after, change) = counted.or_else(written)?;
    let metric = named_metric(atlas, moves.metric);
    Some(Box::new(Effect { metric, before, after, is_clear: change.is_some() }))
}

/// Evidence has no id that outlives a page: the same kind and title is the same.
fn evidence(before: &[Evidence], after: &[Evidence]) -> Vec<Changed> {
    let name = |one: &Evidence| named(Kind::Evidence, word(one.kind), &one.title);
    let own = |one: &Evidence| {
        vec![("on", one.on.map(|on| on.to_string())), ("n", one.n.map(|n| n.to_string())), ("url", one.url.clone())]
    };
    let key = |one: &Evidence| ((one.kind, title(&one.title, "")), (name(one), own(one)));
    let both = pairs(before.iter().map(key), after.iter().map(key));
    let change = |pair: Pair<(Named, Facts)>| match pair {
        (Some((_, old)), Some((new, now))) => changed(new, facts(old, now).collect(), Vec::new()),
        (Some((old, _)), None) => changed(old, vec![Change::Removed], Vec::new()),
        (None, Some((new, _))) => changed(new, vec![Change::Added], Vec::new()),
        (None, None) => None,
    };
    both.into_iter().filter_map(change).collect()
}
