//! A journey's map and its service blueprint, as tables.

use crate::map::{Column, Curve, Row, ServiceLine, of_persona, table};
use crate::model::{Embed, Evidence, JourneyId, Lane, Lang, PersonaId, StageId, StepId};
use crate::parse::fields::word;
use crate::parse::view::View;
use crate::site::cards::backing;
use crate::site::figures::curve;
use crate::site::lens::Lens;
use crate::site::pages::items;
use crate::site::views::{FigureView, MapCell, MapItem, MapLane, MapStage, MapStep, MapView, ScoreView, Text};

/// The lanes of a service blueprint; its lines come with them.
const BLUEPRINT: [Lane; 4] = [Lane::Touchpoints, Lane::Frontstage, Lane::Backstage, Lane::Support];

/// Fills the figure.
pub fn fill(figure: &mut FigureView, lens: &Lens, embed: &Embed, journey: JourneyId) {
    let is_blueprint = embed.view == View::Blueprint;
    let lanes = if is_blueprint && embed.lanes.is_empty() { &BLUEPRINT[..] } else { &embed.lanes };
    let map = view(lens, journey, embed.persona, lanes);
    // A journey without stages has no columns, and a blueprint without staff and systems is none.
    if map.columns > 0 && (!is_blueprint || map.lanes.iter().any(|lane| lane.key != Lane::Touchpoints.as_str())) {
        figure.map = Some(MapView { is_blueprint, ..map });
    }
}

/// A journey's map. With `persona` it has their emotions and nobody else's; with `lanes` its rows are these, else
/// those that the journey chose.
pub fn view(lens: &Lens, journey: JourneyId, persona: Option<PersonaId>, lanes: &[Lane]) -> MapView {
    let own = &lens.atlas[journey];
    let table = table(&lens.atlas, own, lanes);
    let curve = match persona {
        Some(persona) => of_persona(&lens.atlas, own, &table.columns, persona),
        None => lens.map(journey).curve.clone(),
    };
    let steps: Vec<_> = own.steps.iter().map(|step| &lens.atlas[*step]).collect();
    let (sources, n) = sources(steps.iter().flat_map(|step| &step.evidence));
    let lanes: Vec<_> = table.rows.iter().map(|row| lane(lens, journey, &table.columns, &curve, row)).collect();
    MapView {
        dir: own.direction.unwrap_or(lens.direction()).as_str(),
        is_blueprint: false,
        presets: presets(&lanes),
        columns: table.columns.len(),
        stages: stages(lens, &table.columns),
        steps: table.columns.iter().map(|column| step(lens, column)).collect(),
        lanes,
        steps_without_evidence: steps.iter().filter(|step| step.evidence.is_empty()).count(),
        step_count: steps.len(),
        evidence_n: (n > 0).then(|| lens.locale().integer(n.min(i64::MAX as u64) as i64)),
        evidence_sources: sources,
    }
}

/// How many sources there are, and their answers added up: a survey that backs many steps is one source, and its
/// answers count once.
fn sources<'a>(evidence: impl Iterator<Item = &'a Evidence>) -> (usize, u64) {
    let mut sources: Vec<(&str, Option<u64>)> = Vec::new();
    for one in evidence {
        let title = one.title.own(Lang::DEFAULT).map_or("", String::as_str);
        if sources.iter().all(|(known, _)| *known != title) {
            sources.push((title, one.n));
        }
    }
    (sources.len(), sources.iter().filter_map(|(_, n)| *n).fold(0, u64::saturating_add))
}

/// The choices of lanes: worth a reader's time where a map tells both of what customers live through and of what
/// staff and systems do.
fn presets(lanes: &[MapLane]) -> Vec<&'static str> {
    let has = |of: &[Lane]| lanes.iter().any(|lane| of.iter().any(|one| one.as_str() == lane.key));
    let lived = [Lane::Emotion, Lane::Thinks, Lane::Feels, Lane::Pains, Lane::Opportunities];
    let done = [Lane::Frontstage, Lane::Backstage, Lane::Support];
    if has(&lived) && has(&done) { vec!["everything", "experience", "blueprint"] } else { Vec::new() }
}

/// The heads of the columns' stages.
pub fn stages(lens: &Lens, columns: &[Column]) -> Vec<MapStage> {
    let mut stages: Vec<MapStage> = Vec::new();
    for column in columns {
        match stages.last_mut().filter(|_| !column.opens_stage) {
            Some(stage) => stage.span += 1,
            None => {
                let stage = &lens.atlas[column.stage];
                stages.push(MapStage {
                    link: lens.stage(column.stage),
                    phase: lens.phase(stage),
                    goal: lens.say(&stage.goal),
                    span: 1,
                });
            }
        }
    }
    stages
}

/// The head of a column.
pub fn step(lens: &Lens, column: &Column) -> MapStep {
    let step = column.step.map(|id| &lens.atlas[id]);
    MapStep {
        number: step.map_or(0, |step| step.number),
        link: column.step.map(|id| lens.step(id)),
        moment_of_truth: step.is_some_and(|step| step.moment_of_truth),
        backing: backing(step.map_or(&[], |step| &step.evidence)),
        opens_stage: column.opens_stage,
        opens: step.and_then(|step| step.opens).map(|journey| lens.journey(journey)),
    }
}

fn lane(lens: &Lens, journey: JourneyId, columns: &[Column], curve: &Curve, row: &Row) -> MapLane {
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
            let curve = Some(curve::map_curve(lens, &lens.atlas[journey], columns, curve));
            MapLane { key: Lane::Emotion.as_str(), form: "curve", cells: Vec::new(), curve }
        }
        Row::Cells(lane, cells) => {
            let cells = cells.iter().map(|cell| {
                let column = &columns[cell.first];
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
    let item = |score: ScoreView| {
        let whose = score.persona.map(|persona| format!(" ({})", persona.text.text)).unwrap_or_default();
        let text = Text { text: format!("{}{whose} {}", score.title.text, score.value), ..score.title };
        MapItem { text, href: None, note: score.n.map(|n| format!("n = {n}")), level: None }
    };
    lens.scores(lens.atlas.page_of(stage)).into_iter().map(item).collect()
}

fn entries(lens: &Lens, lane: Lane, id: StepId) -> Vec<MapItem> {
    let step = &lens.atlas[id];
    let plain = |texts: Vec<Text>| {
        texts.into_iter().map(|text| MapItem { text, href: None, note: None, level: None }).collect()
    };
    match lane {
        Lane::Touchpoints => {
            items(step.touchpoints.iter().map(|touchpoint| lens.link(lens.atlas.page_of(*touchpoint))))
        }
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
        .map(|one| {
            let status = one.status.map(|status| lens.t(&format!("opportunity-{}", word(status))));
            let late = one.is_overdue.then(|| lens.t("overdue"));
            let note: Vec<_> = status.into_iter().chain(late).collect();
            MapItem {
                text: lens.say(&one.title).unwrap_or_default(),
                href: None,
                note: (!note.is_empty()).then(|| note.join(" · ")),
                level: None,
            }
        })
        .collect()
}

fn evidence(lens: &Lens, id: StepId) -> Vec<MapItem> {
    let item = |one: &Evidence| {
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
