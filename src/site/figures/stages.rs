//! Personas and stages as a heatmap: the mean of what each feels at the steps of each stage.

use crate::map::compare::stage_mean;
use crate::model::{JourneyId, PersonaId, StageId};
use crate::site::lens::Lens;
use crate::site::views::{FigureView, HeatCell, HeatRow, HeatView, Link};

/// Fills the figure.
pub fn fill(figure: &mut FigureView, lens: &Lens, journey: JourneyId) {
    let own = &lens.atlas[journey];
    // Everybody's row says something of its own where there are several personas, or nobody is named.
    let everybody = (own.personas.len() != 1).then_some(None);
    let whose: Vec<Option<PersonaId>> = own.personas.iter().copied().map(Some).chain(everybody).collect();
    let means =
        |whose: &Option<PersonaId>| own.stages.iter().map(|stage| stage_mean(&lens.atlas, *stage, *whose)).collect();
    let means: Vec<Vec<Option<(f64, usize)>>> = whose.iter().map(means).collect();
    if means.iter().flatten().all(Option::is_none) {
        return;
    }
    let worst = worst(&means[..own.personas.len().max(1)]);
    let rows = whose.iter().zip(&means).enumerate().map(|(row, (whose, means))| {
        let cells = own.stages.iter().zip(means).enumerate();
        HeatRow {
            head: match whose {
                Some(persona) => lens.persona(*persona),
                None => Link { text: lens.word("curve-everybody"), ..lens.journey(journey) },
            },
            cells: cells.map(|(at, (stage, mean))| cell(lens, *stage, *mean, worst == Some((row, at)))).collect(),
        }
    });
    let columns = own.stages.iter().map(|stage| lens.stage(*stage)).collect();
    figure.heat = Some(HeatView { columns, rows: rows.collect(), left_out: 0 });
}

/// The row and the column of the lowest mean, the first of equal ones; none where all are the same.
fn worst(means: &[Vec<Option<(f64, usize)>>]) -> Option<(usize, usize)> {
    let cells = || {
        let rows = means.iter().enumerate();
        rows.flat_map(|(row, cells)| {
            cells.iter().enumerate().filter_map(move |(at, mean)| Some(((row, at), (*mean)?.0)))
        })
    };
    let worst = cells().min_by(|a, b| a.1.total_cmp(&b.1))?;
    cells().any(|(_, mean)| mean > worst.1).then_some(worst.0)
}

fn cell(lens: &Lens, stage: StageId, mean: Option<(f64, usize)>, worst: bool) -> HeatCell {
    let Some((mean, steps)) = mean else { return HeatCell::default() };
    let felt = lens.emotion(None, mean);
    HeatCell {
        value: Some(felt.value),
        level: Some(felt.level),
        href: Some(lens.stage(stage).href),
        note: Some(lens.count("count-steps", steps)),
        worst,
    }
}

#[cfg(test)]
mod tests {
    use super::worst;

    #[test]
    fn the_worst_is_the_first_lowest() {
        let means = [vec![Some((1.0, 1)), None], vec![Some((-0.5, 2)), Some((-0.5, 1))]];
        assert_eq!(worst(&means), Some((1, 0)));
        assert_eq!(worst(&[vec![Some((1.0, 1)), Some((1.0, 3))]]), None);
        assert_eq!(worst(&[vec![None]]), None);
    }
}
