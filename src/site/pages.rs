//! The views of the home page, personas, touchpoints, sections and the glossary.

use crate::model::{JourneyId, Lang, PageId, PersonaId, StepId, TouchpointId, verdicts};
use crate::parse::fields::word;
use crate::parse::slot::IndexKind;
use crate::site::lens::Lens;
use crate::site::prose::{self, Terms};
use crate::site::views::{
    ChangeView, Fact, FileLink, GlossaryView, HomeView, JourneysView, Link, MeasuredView, Meeting, Moment, PageCard,
    PageView, PainView, PersonaView, PersonasView, RecentLink, SectionView, TermView, TouchpointView, TraitView,
};
use crate::site::{api, cards, chrome, data, recent};

/// How many journeys and how many personas the home page shows: their indexes have them all.
const CARDS: usize = 24;
/// How many alerts.
const ALERTS: usize = 10;
/// How many data sets.
const SOURCES: usize = 6;
/// How many changes.
const CHANGES: usize = 8;
/// How many highs and lows a persona's page shows.
const MOMENTS: usize = 3;

/// The home page.
pub fn home(lens: &Lens) -> HomeView {
    let atlas = &lens.atlas;
    let opportunities = atlas.steps().iter().flat_map(|step| &step.opportunities);
    HomeView {
        journeys: lens.journey_cards().take(CARDS).collect(),
        personas: lens.persona_cards().take(CARDS).collect(),
        alerts: atlas.alerts().iter().take(ALERTS).map(|raised| lens.alert(raised)).collect(),
        alert_count: atlas.alerts().len(),
        answers: data::source_cards(lens, SOURCES),
        changes: changes(lens),
        recent: recent_link(lens),
        stages: atlas.stages().len(),
        steps: atlas.steps().len(),
        touchpoints: atlas.touchpoints().len(),
        steps_with_evidence: atlas.steps().iter().filter(|step| !step.evidence.is_empty()).count(),
        open_opportunities: opportunities.clone().filter(|one| !one.is_closed()).count(),
        overdue_opportunities: opportunities.filter(|one| one.is_overdue).count(),
        data: [api::HANDBOOK, api::STEPS, api::SHAPE]
            .map(|name| FileLink { name, href: lens.href(&api::path(name)) })
            .into(),
    }
}

fn recent_link(lens: &Lens) -> Option<RecentLink> {
    let recent = lens.atlas.recent()?;
    let page = lens.atlas.index_page(IndexKind::Changes)?;
    Some(RecentLink { href: lens.page_href(page, None), n: recent::count(recent), since: recent.since.name.clone() })
}

/// The pages of a language that changed last, the newest first.
fn changes(lens: &Lens) -> Vec<ChangeView> {
    let mut changed: Vec<(&str, PageId)> = lens
        .atlas
        .abouts()
        .iter()
        .enumerate()
        .filter(|(at, _)| PageId(*at) != lens.atlas.home())
        .filter_map(|(at, about)| {
            let own = about.changed.own(lens.lang).or_else(|| about.changed.own(Lang::DEFAULT));
            Some((own?.as_str(), PageId(at)))
        })
        .collect();
    changed.sort_by(|a, b| b.0.cmp(a.0).then(a.1.cmp(&b.1)));
    changed.truncate(CHANGES);
    changed
        .into_iter()
        .map(|(day, page)| ChangeView {
            link: lens.link(page),
            kind: cards::kind(lens.atlas[page].kind),
            on: lens.day(day),
        })
        .collect()
}

/// A persona's page.
pub fn persona(lens: &Lens, id: PersonaId) -> PersonaView {
    let persona = &lens.atlas[id];
    let demographics = persona.demographics.get(lens.lang).map(|said| {
        let text = |text: &str| lens.text(text, said.lang);
        said.value.iter().map(|(name, value)| Fact { name: text(name), value: text(value) }).collect()
    });
    let (highest, lowest) = moments(lens, id);
    PersonaView {
        card: lens.persona_card(id, id.0),
        demographics: demographics.unwrap_or_default(),
        traits: persona
            .traits
            .iter()
            .map(|(name, value)| TraitView { name: lens.say(name).unwrap_or_default(), value: *value })
            .collect(),
        behaviours: lens.say_all(&persona.behaviours),
        channels: persona.channels.iter().map(|channel| lens.channel(*channel)).collect(),
        goals: lens.say_all(&persona.goals),
        needs: lens.say_all(&persona.needs),
        motivations: lens.say_all(&persona.motivations),
        frustrations: lens.say_all(&persona.frustrations),
        feels: lens.say_all(&persona.feels),
        journeys: persona.journeys.iter().map(|journey| lens.journey_card(*journey, Some(id))).collect(),
        highest,
        lowest,
        pains: pains(lens, id),
        scores: measured(lens, id),
    }
}

/// The scores that are this persona's own, wherever they were measured.
fn measured(lens: &Lens, id: PersonaId) -> Vec<MeasuredView> {
    let own = lens.atlas.scores_of(id).map(|(page, metric, score)| MeasuredView {
        at: lens.link(page),
        score: lens.score(page, metric, Some(id), score),
    });
    own.collect()
}

/// The highs and lows of a persona, in the journeys of today and only those on the right side of the middle.
fn moments(lens: &Lens, id: PersonaId) -> (Vec<Moment>, Vec<Moment>) {
    let metric = lens.atlas.emotion();
    let middle = (metric.min + metric.max) / 2.0;
    let mut felt: Vec<(f64, StepId)> =
        steps(lens, id).filter_map(|step| Some((lens.atlas[step].emotion.of(id)?.value(), step))).collect();
    felt.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let moment = |(value, step): &(f64, StepId)| lens.moment(*step, None, *value);
    let highest = felt.iter().take_while(|(value, _)| *value > middle).take(MOMENTS).map(moment).collect();
    let lowest = felt.iter().rev().take_while(|(value, _)| *value < middle).take(MOMENTS).map(moment).collect();
    (highest, lowest)
}

/// The steps of a persona's journeys of today.
fn steps<'a>(lens: &'a Lens, id: PersonaId) -> impl Iterator<Item = StepId> + 'a {
    let today = |journey: &&JourneyId| lens.atlas[**journey].state == crate::parse::page::State::Current;
    lens.atlas[id].journeys.iter().filter(today).flat_map(|journey| lens.atlas[*journey].steps.iter().copied())
}

/// The pains of the steps that this persona leaves unhappy: elsewhere a pain is somebody else's.
fn pains(lens: &Lens, id: PersonaId) -> Vec<PainView> {
    let metric = lens.atlas.emotion();
    let middle = (metric.min + metric.max) / 2.0;
    let hurts = |step: &StepId| lens.atlas[*step].emotion.of(id).is_none_or(|score| score.value() < middle);
    let mut pains = Vec::new();
    for step in steps(lens, id).filter(hurts) {
        let journey = lens.atlas[lens.atlas[step].stage].journey;
        for text in lens.say_all(&lens.atlas[step].pains) {
            pains.push(PainView { text, step: lens.step(step), journey: lens.journey(journey) });
        }
    }
    pains
}

/// The index of personas.
pub fn personas(lens: &Lens) -> PersonasView {
    let rows = lens.atlas.rows_on(IndexKind::Personas, lens.part);
    PersonasView { personas: rows.map(|at| lens.persona_card(PersonaId(at), at)).collect() }
}

/// The index of journeys.
pub fn journeys(lens: &Lens) -> JourneysView {
    let rows = lens.atlas.rows_on(IndexKind::Journeys, lens.part);
    JourneysView { journeys: rows.map(|at| lens.journey_card(JourneyId(at), None)).collect() }
}

/// A touchpoint's page.
pub fn touchpoint(lens: &Lens, id: TouchpointId) -> TouchpointView {
    let touchpoint = &lens.atlas[id];
    let meeting = |step: &StepId| {
        let own = &lens.atlas[*step];
        Meeting {
            journey: lens.journey(lens.atlas[own.stage].journey),
            stage: lens.stage(own.stage),
            step: lens.step(*step),
            channel: own.channel.map(|channel| lens.channel(channel)),
            emotions: lens.emotions_of(&own.emotion, &lens.atlas[lens.atlas[own.stage].journey].personas),
            moment_of_truth: own.moment_of_truth,
            glimpse: lens.glimpse(lens.atlas[own.stage].journey, |column| column.step == Some(*step)),
        }
    };
    let journeys: Vec<_> = touchpoint.meetings.iter().map(|step| lens.atlas[lens.atlas[*step].stage].journey).collect();
    let meets = |persona: &PersonaId| journeys.iter().any(|journey| lens.atlas[*journey].personas.contains(persona));
    TouchpointView {
        kind: touchpoint.kind.map(word),
        channels: touchpoint.channels.iter().map(|channel| lens.channel(*channel)).collect(),
        scores: lens.scores(touchpoint.page),
        worths: lens.worths(touchpoint.page),
        meetings: touchpoint.meetings.iter().map(meeting).collect(),
        personas: (0..lens.atlas.personas().len())
            .map(PersonaId)
            .filter(meets)
            .map(|persona| lens.persona(persona))
            .collect(),
        standings: verdicts(lens.atlas.book(), lens.atlas.scores(touchpoint.page))
            .into_iter()
            .map(|(verdict, metric, share, n)| lens.standing(touchpoint.page, verdict, metric, share, n))
            .collect(),
        evidence: touchpoint.evidence.iter().map(|one| lens.evidence(one)).collect(),
    }
}

/// A page of prose, with the pages below it.
pub fn section(lens: &Lens, id: PageId) -> SectionView {
    let card = |page: &PageId| PageCard { link: lens.link(*page), summary: lens.say(&lens.atlas.about(*page).summary) };
    SectionView { children: lens.atlas[id].children.iter().map(card).collect() }
}

/// The glossary: its terms are taken out of the text and sorted.
pub fn glossary(lens: &Lens, id: PageId) -> tera::TeraResult<(PageView, GlossaryView)> {
    let Some(said) = lens.atlas.text(id, lens.lang) else {
        return Ok((chrome::page(lens, id)?, GlossaryView { terms: Vec::new() }));
    };
    let locale = &lens.atlas.book().languages[said.lang.0].locale;
    let mut rendered = prose::render(lens, said.value, said.lang, Terms::Apart)?;
    rendered.terms.sort_by(|a, b| locale.cmp(&a.plain, &b.plain));
    let terms = rendered.terms.into_iter().map(|term| TermView {
        id: term.id,
        letter: locale.first_letter(&term.plain),
        term: term.term,
        definitions: term.definitions,
    });
    Ok((chrome::page_with(lens, id, rendered.html), GlossaryView { terms: terms.collect() }))
}

/// Links, as the items of a cell.
pub fn items(links: impl IntoIterator<Item = Link>) -> Vec<crate::site::views::MapItem> {
    links
        .into_iter()
        .map(|link| crate::site::views::MapItem { text: link.text, href: Some(link.href), note: None, level: None })
        .collect()
}
