//! The handbook's opportunities → a numbered list, and a matrix of impact and effort.
//!
//! Promises: an opportunity has the same number wherever it is shown; what was dropped has a number and is in no matrix.

use crate::model::{HIGHEST, Opportunity, Reading, StepId};

/// An opportunity in the backlog.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Its step.
    pub step: StepId,
    /// What it is.
    pub opportunity: &'a Opportunity,
}

/// The opportunities by impact and effort.
#[derive(Clone, Debug)]
pub struct Matrix<'a> {
    /// A row for each impact, the highest first; in it a cell for each effort, the lowest first.
    pub rows: Vec<Vec<Vec<Entry<'a>>>>,
    /// Those that lack an impact, an effort or both.
    pub unrated: Vec<Entry<'a>>,
}

/// All opportunities: what is open first, then by score, by impact and by effort.
pub fn backlog<'a>(atlas: &'a Reading) -> impl Iterator<Item = Entry<'a>> {
    atlas.backlog().map(entry)
}

/// Those on a part of their index.
pub fn backlog_on<'a>(atlas: &'a Reading, part: usize) -> impl Iterator<Item = Entry<'a>> {
    atlas.backlog_on(part).map(entry)
}

fn entry((at, step, opportunity): (usize, StepId, &Opportunity)) -> Entry<'_> {
    Entry { number: at + 1, step, opportunity }
}

/// Puts a backlog into a matrix.
pub fn matrix<'a>(backlog: impl IntoIterator<Item = Entry<'a>>) -> Matrix<'a> {
    let size = usize::from(HIGHEST);
    let mut matrix = Matrix { rows: vec![vec![Vec::new(); size]; size], unrated: Vec::new() };
    for entry in backlog.into_iter().filter(|entry| !entry.opportunity.is_dropped()) {
        let place = |grade: u8| usize::from(grade.clamp(1, HIGHEST)) - 1;
        match (entry.opportunity.impact, entry.opportunity.effort) {
            (Some(impact), Some(effort)) => matrix.rows[size - 1 - place(impact)][place(effort)].push(entry),
            _ => matrix.unrated.push(entry),
        }
    }
    matrix
}

#[cfg(test)]
mod tests {
    use super::{Entry, matrix};
    use crate::model::{Opportunity, StepId};
    use crate::parse::page::Progress;

    fn one(impact: Option<u8>, effort: Option<u8>, status: Option<Progress>) -> Opportunity {
        Opportunity { impact, effort, status, ..Opportunity::default() }
    }

    #[test]
    fn every_opportunity_has_one_place() {
        let all = [
            one(Some(5), Some(1), None),
            one(Some(1), Some(5), Some(Progress::Done)),
            one(Some(3), None, None),
            one(Some(3), Some(3), Some(Progress::Dropped)),
        ];
        let entries =
            all.iter().enumerate().map(|(at, opportunity)| Entry { number: at, step: StepId(0), opportunity });
        let matrix = matrix(entries);
        assert_eq!(matrix.rows[0][0].len(), 1);
        assert_eq!(matrix.rows[4][4].len(), 1);
        assert_eq!(matrix.rows.iter().flatten().flatten().count(), 2);
        assert_eq!(matrix.unrated.len(), 1);
    }
}
