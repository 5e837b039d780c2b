//! Opportunities by impact and effort.

use crate::map::backlog::{self, Entry};
use crate::model::{HIGHEST, JourneyId};
use crate::site::lens::Lens;
use crate::site::views::{BacklogView, FigureView, MatrixCell, MatrixRow, MatrixView};

/// How many opportunities of one impact and effort are shown: the list below has them all.
const MOST: usize = 15;

/// Fills the figure.
pub fn fill(figure: &mut FigureView, lens: &Lens, of: Option<JourneyId>) {
    let atlas = &lens.atlas;
    let is_meant = |entry: &Entry| of.is_none_or(|of| atlas[atlas[entry.step].stage].journey == of);
    let matrix = backlog::matrix(backlog::backlog(atlas).filter(is_meant));
    let rows: Vec<MatrixRow> = matrix
        .rows
        .iter()
        .zip((1..=HIGHEST).rev())
        .map(|(row, impact)| {
            let cells = row.iter().zip(1..).map(|(entries, effort)| cell(lens, impact, effort, entries));
            MatrixRow { impact, cells: cells.collect() }
        })
        .collect();
    let unrated: Vec<BacklogView> = matrix.unrated.iter().take(MOST).map(|entry| lens.backlog_entry(entry)).collect();
    let unrated_left_out = matrix.unrated.len().saturating_sub(MOST);
    let is_empty = unrated.is_empty() && rows.iter().flat_map(|row| &row.cells).all(|cell| cell.entries.is_empty());
    figure.matrix = (!is_empty).then_some(MatrixView { rows, unrated, unrated_left_out });
}

fn cell(lens: &Lens, impact: u8, effort: u8, entries: &[Entry]) -> MatrixCell {
    let middle = HIGHEST.div_ceil(2);
    let quadrant = match (impact.cmp(&middle), effort.cmp(&middle)) {
        (std::cmp::Ordering::Greater, std::cmp::Ordering::Less) => Some("quick-wins"),
        (std::cmp::Ordering::Greater, std::cmp::Ordering::Greater) => Some("big-bets"),
        (std::cmp::Ordering::Less, std::cmp::Ordering::Less) => Some("fill-ins"),
        (std::cmp::Ordering::Less, std::cmp::Ordering::Greater) => Some("think-twice"),
        _ => None,
    };
    let is_end = |grade: u8| grade == 1 || grade == HIGHEST;
    MatrixCell {
        effort,
        quadrant,
        corner: is_end(impact) && is_end(effort),
        entries: entries.iter().take(MOST).map(|entry| lens.backlog_entry(entry)).collect(),
        left_out: entries.len().saturating_sub(MOST),
    }
}
