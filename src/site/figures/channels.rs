//! Where people are, and where they switch the channel: the way of one journey, or all switches of the handbook.

use crate::map::heat::{Meeting, heat};
use crate::map::switches::{self, Switch, Turn};
use crate::model::{JourneyId, StepId};
use crate::site::lens::Lens;
use crate::site::views::{
    EmotionView, FigureView, HeatCell, HeatRow, HeatView, SwitchView, Text, WayCell, WayRow, WayStage, WayStep, WayView,
};

/// How many switches of the whole handbook are shown: those of a journey stand on its page.
const MOST_SWITCHES: usize = 200;

/// Fills the figure.
pub fn fill(figure: &mut FigureView, lens: &Lens, of: Option<JourneyId>) {
    match of {
        Some(journey) => {
            figure.way = way(lens, journey);
            let switches = switches::switches(&lens.atlas, &lens.atlas[journey]);
            figure.switches = switches.iter().map(|switch| view(lens, switch)).collect();
        }
        None => {
            let journeys = lens.atlas.journeys().iter();
            let mut all: Vec<Switch> = journeys.flat_map(|journey| switches::switches(&lens.atlas, journey)).collect();
            figure.heat = matrix(lens, &all);
            let after = |switch: &Switch| value(lens, switch.after).unwrap_or(f64::INFINITY);
            all.sort_by(|a, b| after(a).total_cmp(&after(b)));
            figure.switches = all.iter().take(MOST_SWITCHES).map(|switch| view(lens, switch)).collect();
            figure.switches_left_out = all.len().saturating_sub(MOST_SWITCHES);
        }
    }
}

fn value(lens: &Lens, step: StepId) -> Option<f64> {
    lens.atlas[step].emotion.overall()
}

fn emotion(lens: &Lens, step: StepId) -> Option<EmotionView> {
    value(lens, step).map(|value| lens.emotion(None, value))
}

fn view(lens: &Lens, switch: &Switch) -> SwitchView {
    SwitchView {
        from: lens.channel(switch.from),
        to: lens.channel(switch.to),
        step: lens.step(switch.after),
        journey: lens.journey(lens.atlas[lens.atlas[switch.after].stage].journey),
        before: emotion(lens, switch.before),
        after: emotion(lens, switch.after),
    }
}

/// How often each channel is left for each other, and how that feels.
fn matrix(lens: &Lens, all: &[Switch]) -> Option<HeatView> {
    let meeting = |switch: &Switch| Meeting {
        row: switch.from,
        column: switch.to,
        step: switch.after,
        value: value(lens, switch.after),
    };
    let heat = heat(all.iter().map(meeting));
    let cell = |cell: &crate::map::heat::HeatCell| {
        let emotion = cell.mean.map(|mean| lens.emotion(None, mean));
        HeatCell {
            level: emotion.as_ref().map(|emotion| emotion.level),
            value: emotion.map(|emotion| emotion.value),
            href: Some(lens.step(cell.step).href),
            note: Some(lens.count("count-switches", cell.steps)),
            worst: cell.is_worst,
        }
    };
    let rows = heat.rows.iter().map(|row| HeatRow {
        head: lens.channel(row.head),
        cells: row.cells.iter().map(|one| one.as_ref().map(cell).unwrap_or_default()).collect(),
    });
    let columns = heat.columns.iter().map(|channel| lens.channel(*channel));
    (!all.is_empty()).then(|| HeatView { columns: columns.collect(), rows: rows.collect(), left_out: 0 })
}

/// The way of a journey that says at least one channel.
fn way(lens: &Lens, id: JourneyId) -> Option<WayView> {
    let journey = &lens.atlas[id];
    let way = switches::way(&lens.atlas, journey);
    if way.channels.is_empty() {
        return None;
    }
    let mut left: Vec<Option<Text>> = vec![None; journey.steps.len()];
    for switch in switches::switches(&lens.atlas, journey) {
        if let Some(at) = journey.steps.iter().position(|step| *step == switch.after) {
            left[at] = Some(lens.channel(switch.from).text);
        }
    }
    let row = |(channel, cells): (&crate::model::ChannelId, &Vec<switches::WayCell>)| WayRow {
        channel: lens.channel(*channel),
        cells: cells.iter().enumerate().map(|(at, one)| cell(lens, one, journey.steps[at], &left[at])).collect(),
    };
    let stages = journey.stages.iter().filter(|stage| !lens.atlas[**stage].steps.is_empty());
    Some(WayView {
        dir: journey.direction.unwrap_or(lens.direction()).as_str(),
        stages: stages
            .map(|stage| WayStage { link: lens.stage(*stage), span: lens.atlas[*stage].steps.len() })
            .collect(),
        steps: journey.steps.iter().map(|step| head(lens, *step)).collect(),
        rows: way.channels.iter().zip(&way.rows).map(row).collect(),
    })
}

fn head(lens: &Lens, id: StepId) -> WayStep {
    let step = &lens.atlas[id];
    let opens_stage = lens.atlas[step.stage].steps.first() == Some(&id);
    WayStep { link: lens.step(id), number: step.number, opens_stage }
}

fn cell(lens: &Lens, cell: &switches::WayCell, step: StepId, left: &Option<Text>) -> WayCell {
    let enter = cell.enter.map(|turn| match turn {
        Turn::Straight => "in-straight",
        Turn::Above => "in-above",
        Turn::Below => "in-below",
    });
    let leave = cell.leave.map(|turn| match turn {
        Turn::Straight => "out-straight",
        Turn::Above => "out-above",
        Turn::Below => "out-below",
    });
    let lines = [enter, leave, cell.is_passed.then_some("passed"), cell.crosses.then_some("crosses")];
    WayCell {
        here: cell.is_here,
        emotion: emotion(lens, step).filter(|_| cell.is_here),
        from: left.clone().filter(|_| cell.is_here),
        lines: lines.into_iter().flatten().collect(),
    }
}
