//! The views of journeys and stages, with the map.

use crate::map::layout::{self, Extent, Words};
use crate::map::{Curve, JourneyMap, Row, ServiceLine, Whose, svg};
use crate::model::{Journey, JourneyId, Lane, StageId, StepId};
use crate::parse::fields::word;
use crate::site::cards::{backing, nearest};
use crate::site::lens::Lens;
use crate::site::pages::items;
use crate::site::views::{
    CurveSeries, CurveView, JourneyView, MapCell, MapItem, MapLane, MapStage, MapStep, MapView, StageCard, StageView,
    StepLink, StepView, Text,
};

/// Up to this many columns a stage's page shows the whole journey's curve.
const MOST_COLUMNS: usize = 60;
/// How many stages a stage's page shows around its own.
const MOST_STAGES: usize = 16;

/// A journey's page.
pub fn journey(lens: &Lens, id: JourneyId) -> JourneyView {
    let journey = &lens.atlas[id];
    JourneyView {
        state: word(journey.state),
        level: word(journey.level),
        personas: journey.personas.iter().enumerate().map(|(at, persona)| lens.persona_card(*persona, at)).collect(),
        scenario: lens.say(&journey.scenario),
        scores: lens.scores(journey.page, &journey.scores),
        map: map(lens, journey, &lens.maps.journeys[id.0]),
        stages: journey.stages.iter().map(|stage| lens.stage_card(*stage, None)).collect(),
        future_of: journey.future_of.map(|now| lens.journey(now)),
        futures: journey.futures.iter().map(|future| lens.journey(*future)).collect(),
        opened_by: journey.opened_by.iter().map(|step| step_link(lens, *step)).collect(),
    }
}

fn step_link(lens: &Lens, step: StepId) -> StepLink {
    StepLink { step: lens.step(step), journey: lens.journey(lens.atlas[lens.atlas[step].stage].journey) }
}

/// A stage's page.
pub fn stage(lens: &Lens, id: StageId) -> StageView {
    let stage = &lens.atlas[id];
    let journey = &lens.atlas[stage.journey];
    let map = &lens.maps.journeys[stage.journey.0];
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
        scores: lens.scores(stage.page, &stage.scores),
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
        touchpoints: step.touchpoints.iter().map(|touchpoint| lens.link(lens.atlas[*touchpoint].page)).collect(),
        emotions: lens.emotions(&step.emotion),
        thinks: lens.say_all(&step.thinks),
        feels: lens.say_all(&step.feels),
        pains: lens.say_all(&step.pains),
        opportunities: step.opportunities.iter().map(|one| lens.opportunity(one)).collect(),
        frontstage: lens.say_all(&step.frontstage),
        backstage: lens.say_all(&step.backstage),
        support: lens.say_all(&step.support),
        evidence: step.evidence.iter().map(|one| lens.evidence(one)).collect(),
        opens: step.opens.map(|journey| lens.journey(journey)),
    }
}

fn map(lens: &Lens, journey: &Journey, map: &JourneyMap) -> MapView {
    let steps: Vec<_> = journey.steps.iter().map(|step| &lens.atlas[*step]).collect();
    // The same survey backs many steps: it is one source, and its answers count once.
    let mut sources: Vec<(&str, Option<u64>)> = Vec::new();
    for evidence in steps.iter().flat_map(|step| &step.evidence) {
        let title = evidence.title.own(crate::model::Lang::DEFAULT).map_or("", String::as_str);
        if sources.iter().all(|(known, _)| *known != title) {
            sources.push((title, evidence.n));
        }
    }
    let n: u64 = sources.iter().filter_map(|(_, n)| *n).fold(0, u64::saturating_add);
    MapView {
        dir: journey.direction.unwrap_or(lens.direction()).as_str(),
        columns: map.table.columns.len(),
        stages: journey.stages.iter().map(|stage| map_stage(lens, *stage, map)).collect(),
        steps: map.table.columns.iter().map(|column| map_step(lens, column.step, column.opens_stage)).collect(),
        lanes: map.table.rows.iter().map(|row| lane(lens, journey, map, row)).collect(),
        steps_without_evidence: steps.iter().filter(|step| step.evidence.is_empty()).count(),
        step_count: steps.len(),
        evidence_n: (n > 0).then(|| lens.locale().integer(n.min(i64::MAX as u64) as i64)),
        evidence_sources: sources.len(),
    }
}

fn map_stage(lens: &Lens, id: StageId, map: &JourneyMap) -> MapStage {
    let card = lens.stage_card(id, None);
    let span = map.table.columns.iter().filter(|column| column.stage == id).count();
    MapStage { link: card.link, phase: card.phase, goal: card.goal, span }
}

fn map_step(lens: &Lens, id: Option<StepId>, opens_stage: bool) -> MapStep {
    let step = id.map(|id| &lens.atlas[id]);
    MapStep {
        number: step.map_or(0, |step| step.number),
        link: id.map(|id| lens.step(id)),
        moment_of_truth: step.is_some_and(|step| step.moment_of_truth),
        backing: backing(step.map_or(&[], |step| &step.evidence)),
        opens: step.and_then(|step| step.opens).map(|journey| lens.journey(journey)),
        opens_stage,
    }
}

fn lane(lens: &Lens, journey: &Journey, map: &JourneyMap, row: &Row) -> MapLane {
    match row {
        Row::Line(line) => {
            let key = match line {
                ServiceLine::Interaction => "interaction",
                ServiceLine::Visibility => "visibility",
                ServiceLine::Internal => "internal",
            };
            MapLane { key, form: "line", cells: Vec::new(), curve: None }
        }
        Row::Curve => {
            let curve = Some(curve(lens, journey, map));
            MapLane { key: Lane::Emotion.as_str(), form: "curve", cells: Vec::new(), curve }
        }
        Row::Cells(lane, cells) => {
            let cells = cells.iter().map(|cell| {
                let column = &map.table.columns[cell.first];
                let items = match (lane, column.step) {
                    (Lane::Metrics, _) => scores(lens, column.stage),
                    (lane, Some(step)) => entries(lens, *lane, step),
                    (_, None) => Vec::new(),
                };
                MapCell { items, span: cell.span, opens_stage: column.opens_stage }
            });
            MapLane { key: lane.as_str(), form: "items", cells: cells.collect(), curve: None }
        }
    }
}

fn scores(lens: &Lens, stage: StageId) -> Vec<MapItem> {
    let page = lens.atlas[stage].page;
    let item = |score: crate::site::views::ScoreView| {
        let whose = score.persona.map(|persona| format!(" ({})", persona.text.text)).unwrap_or_default();
        let text = Text { text: format!("{}{whose} {}", score.title.text, score.value), ..score.title };
        MapItem { text, href: None, note: score.n.map(|n| format!("n = {n}")), level: None }
    };
    lens.scores(page, &lens.atlas[stage].scores).into_iter().map(item).collect()
}

fn entries(lens: &Lens, lane: Lane, id: StepId) -> Vec<MapItem> {
    let step = &lens.atlas[id];
    let plain = |texts: Vec<Text>| {
        texts.into_iter().map(|text| MapItem { text, href: None, note: None, level: None }).collect()
    };
    match lane {
        Lane::Touchpoints => items(step.touchpoints.iter().map(|touchpoint| lens.link(lens.atlas[*touchpoint].page))),
        Lane::Channels => items(step.channel.map(|channel| lens.channel(channel))),
        Lane::Thinks => plain(lens.say_all(&step.thinks)),
        Lane::Feels => plain(lens.say_all(&step.feels)),
        Lane::Pains => plain(lens.say_all(&step.pains)),
        Lane::Frontstage => plain(lens.say_all(&step.frontstage)),
        Lane::Backstage => plain(lens.say_all(&step.backstage)),
        Lane::Support => plain(lens.say_all(&step.support)),
        Lane::Opportunities => opportunities(lens, id),
        Lane::Evidence => evidence(lens, id),
        Lane::Emotion | Lane::Metrics => Vec::new(),
    }
}

/// What could be better; what was given up is not shown on a map.
fn opportunities(lens: &Lens, id: StepId) -> Vec<MapItem> {
    let shown = lens.atlas[id].opportunities.iter().filter(|one| !one.is_dropped());
    shown
        .map(|one| MapItem {
            text: lens.say(&one.title).unwrap_or_default(),
            href: None,
            note: one.status.map(|status| lens.t(&format!("opportunity-{}", word(status)))),
            level: None,
        })
        .collect()
}

fn evidence(lens: &Lens, id: StepId) -> Vec<MapItem> {
    let item = |one: &crate::model::Evidence| {
        let kind = Some(lens.t(&format!("evidence-{}", word(one.kind))));
        let n = one.n.map(|n| format!("n = {}", lens.locale().integer(n as i64)));
        let day = one.on.map(|on| lens.date(on).text);
        let note: Vec<_> = [kind, n, day].into_iter().flatten().collect();
        MapItem {
            text: lens.say(&one.title).unwrap_or_default(),
            href: one.url.clone(),
            note: Some(note.join(" · ")),
            level: None,
        }
    };
    lens.atlas[id].evidence.iter().map(item).collect()
}

fn curve(lens: &Lens, journey: &Journey, map: &JourneyMap) -> CurveView {
    let columns = &map.table.columns;
    let overall = map.curve.overall();
    let moment = |at: Option<usize>| at.and_then(|at| Some(lens.moment(columns[at].step?, None, overall[at]?)));
    let series = map.curve.series.iter().map(|series| CurveSeries {
        name: whose(lens, series.whose),
        series: match series.whose {
            Whose::Persona(_, number) if map.curve.series.len() > 1 => number,
            _ => 0,
        },
        values: series.values.iter().map(|value| value.map(|value| lens.emotion(None, value))).collect(),
    });
    CurveView {
        svg: drawing(lens, journey, &map.curve, Extent::Full),
        series: series.collect(),
        peak: moment(map.curve.peak),
        trough: moment(map.curve.trough),
    }
}

fn whose(lens: &Lens, whose: Whose) -> Text {
    match whose {
        Whose::Everybody => lens.own(lens.t("curve-everybody")),
        Whose::Average => lens.own(lens.t("curve-average")),
        Whose::Persona(persona, _) => lens.persona(persona).text,
    }
}

fn drawing(lens: &Lens, journey: &Journey, curve: &Curve, extent: Extent) -> String {
    let words = Words {
        high: lens.t("curve-high"),
        neutral: lens.t("curve-neutral"),
        low: lens.t("curve-low"),
        names: curve.series.iter().map(|series| whose(lens, series.whose).text).collect(),
    };
    let direction = journey.direction.unwrap_or(lens.direction());
    svg::curve(&layout::curve(curve, &words, direction, extent, lens.locale()))
}

/// Temporary.
pub fn view_with_strip(lens: &Lens, id: JourneyId) -> (MapView, crate::map::Scene) {
    let journey = &lens.atlas[id];
    let m = &lens.maps.journeys[id.0];
    let words = Words {
        high: lens.t("curve-high"),
        neutral: lens.t("curve-neutral"),
        low: lens.t("curve-low"),
        names: m.curve.series.iter().map(|series| whose(lens, series.whose).text).collect(),
    };
    let direction = journey.direction.unwrap_or(lens.direction());
    (map(lens, journey, m), layout::curve(&m.curve, &words, direction, Extent::Full, lens.locale()))
}
