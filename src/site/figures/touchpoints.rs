//! Touchpoints and journeys as a heatmap, or touchpoints and the stages of one journey; the worst first.

use crate::map::heat::{HeatCell, Meeting, heat};
use crate::model::{JourneyId, TouchpointId};
use crate::site::lens::Lens;
use crate::site::views::{FigureView, HeatCell as CellView, HeatRow, HeatView, Link};

/// How many touchpoints and how many journeys the heatmap of the whole handbook shows: its cells grow with both, and
/// the table of the network says them all.
const MOST: usize = 40;

/// Fills the figure.
pub fn fill(figure: &mut FigureView, lens: &Lens, of: Option<JourneyId>) {
    figure.heat = match of {
        None => heatmap(lens, of, |_, journey| journey, |journey| lens.journey(journey)),
        Some(_) => heatmap(lens, of, |stage, _| stage, |stage| lens.stage(stage)),
    };
}

/// The heatmap of the steps of one journey or of all, with a column for each journey or each stage.
fn heatmap<C: Copy + Ord>(
    lens: &Lens,
    of: Option<JourneyId>,
    column: impl Fn(crate::model::StageId, JourneyId) -> C,
    link: impl Fn(C) -> Link,
) -> Option<HeatView> {
    let touchpoints =
        lens.atlas.touchpoints().iter().enumerate().map(|(at, touchpoint)| (TouchpointId(at), touchpoint));
    let met = touchpoints.flat_map(|(row, touchpoint)| touchpoint.meetings.iter().map(move |step| (row, *step)));
    let meetings = met.filter_map(|(row, id)| {
        let step = &lens.atlas[id];
        let journey = lens.atlas[step.stage].journey;
        let column = column(step.stage, journey);
        of.is_none_or(|of| of == journey).then(|| Meeting { row, column, step: id, value: step.emotion.overall() })
    });
    let mut heat = heat(meetings);
    if heat.rows.is_empty() {
        return None;
    }
    heat.worst_first();
    let left_out = heat.keep_worst(MOST);
    let row = |row: &crate::map::heat::HeatRow<TouchpointId>| HeatRow {
        head: lens.link(lens.atlas.page_of(row.head)),
        cells: row.cells.iter().map(|cell| cell.map(|cell| view(lens, &cell)).unwrap_or_default()).collect(),
    };
    Some(HeatView {
        columns: heat.columns.iter().map(|column| link(*column)).collect(),
        rows: heat.rows.iter().map(row).collect(),
        left_out,
    })
}

fn view(lens: &Lens, cell: &HeatCell) -> CellView {
    let emotion = cell.mean.map(|mean| lens.emotion(None, mean));
    CellView {
        level: emotion.as_ref().map(|emotion| emotion.level),
        value: emotion.map(|emotion| emotion.value),
        href: Some(lens.step(cell.step).href),
        note: Some(lens.count("count-steps", cell.steps)),
        worst: cell.is_worst,
    }
}
