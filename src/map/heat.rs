//! Two lists that meet at steps → a grid of how it feels where they meet.
//!
//! In: meetings, each a place in both lists, a step and its emotion. Out: a [`Heat`]. Promises: columns stand in the
//! order of their ids, rows too until they are put [the worst first](Heat::worst_first); what never meets has no cell;
//! what meets without a score has a cell without a mean.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::StepId;

/// A grid of meetings.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat<R, C> {
    /// What heads the columns.
    pub columns: Vec<C>,
    /// The rows.
    pub rows: Vec<HeatRow<R>>,
}

/// A row of the grid.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow<R> {
    /// What it is about.
    pub head: R,
    /// A cell for each column.
    pub cells: Vec<Option<HeatCell>>,
}

/// What the two of a cell have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeatCell {
    /// How many steps.
    pub steps: usize,
    /// How it feels there on average.
    pub mean: Option<f64>,
    /// The unhappiest of the steps, of equal ones the first.
    pub step: StepId,
    /// True for the worst of the grid; of equal ones the one with the most steps.
    pub is_worst: bool,
}

/// Where two lists meet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meeting<R, C> {
    /// What heads the row.
    pub row: R,
    /// What heads the column.
    pub column: C,
    /// The step at which they meet.
    pub step: StepId,
    /// How it feels there.
    pub value: Option<f64>,
}

/// A step and how it feels.
type Felt = (StepId, Option<f64>);

/// Puts meetings into a grid.
pub fn heat<R: Copy + Ord, C: Copy + Ord>(meetings: impl IntoIterator<Item = Meeting<R, C>>) -> Heat<R, C> {
    let mut found: BTreeMap<R, BTreeMap<C, Vec<Felt>>> = BTreeMap::new();
    let mut columns = BTreeSet::new();
    for Meeting { row, column, step, value } in meetings {
        columns.insert(column);
        found.entry(row).or_default().entry(column).or_default().push((step, value));
    }
    let columns: Vec<C> = columns.into_iter().collect();
    let rows = found.into_iter().map(|(head, cells)| {
        let cells = columns.iter().map(|column| cells.get(column).and_then(|steps| cell(steps))).collect();
        HeatRow { head, cells }
    });
    let mut heat = Heat { rows: rows.collect(), columns };
    heat.mark_worst();
    heat
}

fn cell(steps: &[Felt]) -> Option<HeatCell> {
    let scored = || steps.iter().filter_map(|(step, value)| Some((*step, (*value)?)));
    let unhappiest = scored().min_by(|a, b| a.1.total_cmp(&b.1)).map(|(step, _)| step);
    let step = unhappiest.or_else(|| steps.first().map(|(step, _)| *step))?;
    Some(HeatCell { steps: steps.len(), mean: mean(scored().map(|(_, value)| value)), step, is_worst: false })
}

/// The mean of some values, where there are any.
pub fn mean(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (count, sum) = values.into_iter().fold((0_u32, 0.0), |(count, sum), value| (count + 1, sum + value));
    (count > 0).then(|| sum / f64::from(count))
}

impl<R, C> Heat<R, C> {
    /// Puts the rows in the order of their worst cells, those without any score last; of equal ones the one with the
    /// lower mean goes first.
    pub fn worst_first(&mut self) {
        let values =
            |row: &HeatRow<R>| -> Vec<f64> { row.cells.iter().flatten().filter_map(|cell| cell.mean).collect() };
        let key = |row: &HeatRow<R>| {
            let values = values(row);
            let worst = values.iter().copied().reduce(f64::min).unwrap_or(f64::INFINITY);
            (worst, mean(values).unwrap_or(f64::INFINITY))
        };
        self.rows.sort_by(|a, b| {
            let (a, b) = (key(a), key(b));
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
    }

    /// Keeps the columns of each row's worst cells, then of each row's second worst, until there are `most`, and of the
    /// rows that have a cell in them the first `most`. Returns how many cells are gone.
    pub fn keep_worst(&mut self, most: usize) -> usize {
        let cells = |heat: &Self| heat.rows.iter().flat_map(|row| &row.cells).flatten().count();
        let all = cells(self);
        if self.columns.len() > most {
            let kept = self.worst_columns(most);
            let mut at = 0..;
            self.columns.retain(|_| at.next().is_some_and(|at| kept.contains(&at)));
            for row in &mut self.rows {
                let mut at = 0..;
                row.cells.retain(|_| at.next().is_some_and(|at| kept.contains(&at)));
            }
            self.rows.retain(|row| row.cells.iter().any(Option::is_some));
        }
        self.rows.truncate(most);
        if !self.rows.iter().flat_map(|row| row.cells.iter().flatten()).any(|cell| cell.is_worst) {
            self.mark_worst();
        }
        all - cells(self)
    }

    fn worst_columns(&self, most: usize) -> BTreeSet<usize> {
        let ranked = self.rows.iter().map(|row| {
            let felt = |at: &usize| row.cells[*at].and_then(|cell| cell.mean).unwrap_or(f64::INFINITY);
            let mut columns: Vec<usize> = (0..row.cells.len()).filter(|at| row.cells[*at].is_some()).collect();
            columns.sort_by(|a, b| felt(a).total_cmp(&felt(b)));
            columns
        });
        let ranked: Vec<Vec<usize>> = ranked.collect();
        let mut kept = BTreeSet::new();
        for rank in 0..self.columns.len() {
            for column in ranked.iter().filter_map(|columns| columns.get(rank)) {
                if kept.len() == most {
                    return kept;
                }
                kept.insert(*column);
            }
        }
        kept
    }

    /// Marks the worst cell, unless all are the same.
    fn mark_worst(&mut self) {
        let means = || self.rows.iter().flat_map(|row| row.cells.iter().flatten()).filter_map(|cell| cell.mean);
        let Some(lowest) = means().reduce(f64::min) else { return };
        if means().all(|mean| mean <= lowest) {
            return;
        }
        let cells = self.rows.iter_mut().flat_map(|row| row.cells.iter_mut().flatten());
        let worst = cells.filter(|cell| cell.mean == Some(lowest));
        // The last of equal maxima would win, so they are asked in the opposite order.
        if let Some(cell) = worst.collect::<Vec<_>>().into_iter().rev().max_by_key(|cell| cell.steps) {
            cell.is_worst = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Meeting, heat};
    use crate::model::StepId;

    fn meeting(row: u8, column: u8, step: usize, value: Option<f64>) -> Meeting<u8, u8> {
        Meeting { row, column, step: StepId(step), value }
    }

    #[test]
    fn the_worst_comes_first_and_is_marked_once() {
        let mut grid = heat([
            meeting(1, 7, 0, Some(1.0)),
            meeting(2, 7, 1, Some(-1.0)),
            meeting(2, 7, 2, Some(0.0)),
            meeting(3, 9, 3, None),
            meeting(4, 9, 4, Some(-0.5)),
        ]);
        assert_eq!(grid.columns, [7, 9]);
        grid.worst_first();
        assert_eq!(grid.rows.iter().map(|row| row.head).collect::<Vec<_>>(), [2, 4, 1, 3]);
        let cell = grid.rows[0].cells[0].unwrap();
        assert_eq!((cell.steps, cell.mean, cell.step, cell.is_worst), (2, Some(-0.5), StepId(1), true));
        let worst = grid.rows.iter().flat_map(|row| row.cells.iter().flatten()).filter(|cell| cell.is_worst).count();
        assert_eq!(worst, 1);
        assert_eq!(grid.rows[3].cells[1].map(|cell| cell.mean), Some(None));
        assert_eq!(grid.rows[3].cells[0], None);
    }

    #[test]
    fn the_worst_are_kept() {
        let meetings = (0..6_u8).flat_map(|row| {
            (0..6_u8).map(move |column| {
                let value = f64::from((row * 5 + column * 7) % 6) - f64::from(row) / 10.0;
                meeting(row, column, usize::from(row * 6 + column), Some(value))
            })
        });
        let mut grid = heat(meetings);
        grid.worst_first();
        let worst = grid.rows[0].cells.iter().flatten().filter_map(|cell| cell.mean).reduce(f64::min);
        assert_eq!(grid.keep_worst(6), 0);
        assert_eq!(grid.keep_worst(2), 36 - 4);
        assert_eq!((grid.columns.len(), grid.rows.len()), (2, 2));
        assert!(grid.rows.iter().all(|row| row.cells.len() == 2));
        let marked: Vec<_> = grid.rows.iter().flat_map(|row| row.cells.iter().flatten()).collect();
        assert_eq!(marked.iter().filter(|cell| cell.is_worst).map(|cell| cell.mean).collect::<Vec<_>>(), [worst]);
    }

    #[test]
    fn where_all_are_the_same_nothing_is_the_worst() {
        let grid = heat([meeting(1, 1, 0, Some(1.0)), meeting(2, 2, 1, Some(1.0))]);
        assert!(grid.rows.iter().flat_map(|row| row.cells.iter().flatten()).all(|cell| !cell.is_worst));
    }
}
