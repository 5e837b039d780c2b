//! The views of journeys and stages.

use crate::map::layout::Extent;
use crate::model::{Embed, Journey, JourneyId, StageId, StepId};
use crate::parse::fields::word;
use crate::parse::view::View;
use crate::site::api;
use crate::site::cards::{backing, nearest};
use crate::site::figures::{self, curve::drawing};
use crate::site::lens::Lens;
use crate::site::views::{DownloadView, FigureView, JourneyView, StageCard, StageView, StepLink, StepView};

/// Up to this many columns a stage's page shows the whole journey's curve.
const MOST_COLUMNS: usize = 60;
/// How many stages a stage's page shows around its own.
const MOST_STAGES: usize = 16;
/// What a journey's page shows below its map, where there is something to show.
const VIEWS: [View; 5] = [View::Future, View::Personas, View::Stages, View::Channels, View::Moments];

/// A journey's page.
pub fn journey(lens: &Lens, id: JourneyId) -> JourneyView {
    let journey = &lens.atlas[id];
    JourneyView {
        state: word(journey.state),
        level: word(journey.level),
        personas: journey.personas.iter().enumerate().map(|(at, persona)| lens.persona_card(*persona, at)).collect(),
        scenario: lens.say(&journey.scenario),
        scores: lens.scores(journey.page),
        id: lens.atlas[journey.page].id.clone(),
        map: figures::map::view(lens, id, None, &[]),
        downloads: downloads(lens, id),
        data: lens.href(&api::journey_path(&lens.atlas[journey.page].id)),
        views: views(lens, id),
        stages: journey.stages.iter().map(|stage| stage_card(lens, *stage)).collect(),
        future_of: journey.future_of.map(|now| lens.journey(now)),
        futures: journey.futures.iter().map(|future| lens.journey(*future)).collect(),
        opened_by: journey.opened_by.iter().map(|step| step_link(lens, *step)).collect(),
    }
}

fn stage_card(lens: &Lens, id: StageId) -> StageCard {
    let stage = &lens.atlas[id];
    StageCard { scores: lens.scores(stage.page), ..lens.stage_card(id, None) }
}

fn views(lens: &Lens, id: JourneyId) -> Vec<FigureView> {
    let figure = |view: View| {
        let embed = Embed { view, journey: Some(id), persona: None, lanes: Vec::new() };
        figures::figure(lens, &embed, &format!("view:{}", word(view)))
    };
    VIEWS.map(figure).into_iter().filter(|figure| !figure.is_empty()).collect()
}

fn step_link(lens: &Lens, step: StepId) -> StepLink {
    StepLink { step: lens.step(step), journey: lens.journey(lens.atlas[lens.atlas[step].stage].journey) }
}

/// The files of the map in the page's language.
fn downloads(lens: &Lens, id: JourneyId) -> Vec<DownloadView> {
    let own = lens.downloads(id);
    own.map(|file| DownloadView {
        format: word(file.format),
        href: lens.href(&file.path),
        size: lens.count("download-size", file.bytes.len().div_ceil(1000)),
    })
    .collect()
}

/// A stage's page.
pub fn stage(lens: &Lens, id: StageId) -> StageView {
    let stage = &lens.atlas[id];
    let journey = &lens.atlas[stage.journey];
    let map = lens.map(stage.journey);
    let columns = || map.table.columns.iter().enumerate().filter(|(_, column)| column.stage == id);
    let extent = Extent::Band(columns().next().map_or(0, |(at, _)| at), columns().count());
    // A curve of very many steps says nothing in a page's width, and every stage of its journey would carry it.
    let curve = match map.curve.is_empty() || map.table.columns.len() > MOST_COLUMNS {
        true => String::new(),
        false => drawing(lens, journey, &map.curve, extent),
    };
    StageView {
        journey: lens.journey(stage.journey),
        number: stage.number,
        rail: rail(lens, journey, id),
        phase: stage.phase.map(|phase| lens.name("phase", lens.atlas.phase(phase))),
        goal: lens.say(&stage.goal),
        scores: lens.scores(stage.page),
        worths: lens.worths(stage.page),
        curve,
        steps: stage.steps.iter().map(|step| step_card(lens, *step)).collect(),
    }
}

/// The stages of the journey around one: all of them, or the nearest where there are many.
fn rail(lens: &Lens, journey: &Journey, id: StageId) -> Vec<StageCard> {
    let first = nearest(journey.stages.len(), lens.atlas[id].number - 1, MOST_STAGES);
    let stages = journey.stages.iter().skip(first).take(MOST_STAGES);
    stages.map(|stage| lens.stage_card(*stage, Some(id))).collect()
}

fn step_card(lens: &Lens, id: StepId) -> StepView {
    let step = &lens.atlas[id];
    StepView {
        id: crate::model::step_anchor(&step.id),
        number: step.number,
        title: lens.say(&step.title).unwrap_or_default(),
        moment_of_truth: step.moment_of_truth,
        backing: backing(&step.evidence),
        channel: step.channel.map(|channel| lens.channel(channel)),
        touchpoints: step.touchpoints.iter().map(|touchpoint| lens.link(lens.atlas.page_of(*touchpoint))).collect(),
        emotions: lens.emotions(&step.emotion),
        thinks: lens.say_all(&step.thinks),
        feels: lens.say_all(&step.feels),
        pains: lens.say_all(&step.pains),
        opportunities: step.opportunities.iter().map(|one| lens.opportunity_of(id, one)).collect(),
        frontstage: lens.say_all(&step.frontstage),
        backstage: lens.say_all(&step.backstage),
        support: lens.say_all(&step.support),
        evidence: step.evidence.iter().map(|one| lens.evidence(one)).collect(),
        opens: step.opens.map(|journey| lens.journey(journey)),
    }
}
