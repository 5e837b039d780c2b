//! The handbook's opportunities → one numbered list, and a matrix of impact and effort.
//!
//! Promises: an opportunity has the same number wherever it is shown; what was dropped has a number and is in no matrix.

use std::cmp::Reverse;

use crate::model::{Opportunity, Reading, StepId};
use crate::parse::page::Progress;

/// The highest grade of impact and of effort.
pub const HIGHEST: u8 = 5;

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

/// All opportunities: what is open first, then by impact and by effort.
pub fn backlog<'a>(atlas: &'a Reading) -> Vec<Entry<'a>> {
    let steps = atlas.steps().iter().enumerate();
    let mut all: Vec<Entry> = steps
        .flat_map(|(at, step)| {
            step.opportunities.iter().map(move |opportunity| Entry { number: 0, step: StepId(at), opportunity })
        })
        .collect();
    all.sort_by_key(|entry| order(entry.opportunity));
    all.iter_mut().enumerate().for_each(|(at, entry)| entry.number = at + 1);
    all
}

fn order(one: &Opportunity) -> (bool, Reverse<u8>, u8) {
    let is_closed = matches!(one.status, Some(Progress::Done | Progress::Dropped));
    (is_closed, Reverse(one.impact.unwrap_or(0)), one.effort.unwrap_or(HIGHEST))
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
    use super::{Entry, matrix, order};
    use crate::model::{Localised, Opportunity, StepId};
    use crate::parse::page::Progress;

    fn one(impact: Option<u8>, effort: Option<u8>, status: Option<Progress>) -> Opportunity {
        Opportunity { id: String::new(), title: Localised::default(), impact, effort, owner: None, status }
    }

    #[test]
    fn what_helps_most_for_least_is_first() {
        let mut all = [
            one(Some(5), Some(1), Some(Progress::Done)),
            one(Some(2), Some(1), None),
            one(None, None, None),
            one(Some(4), Some(3), None),
            one(Some(4), Some(1), Some(Progress::Idea)),
        ];
        all.sort_by_key(order);
        let grades: Vec<_> = all.iter().map(|one| (one.impact, one.effort)).collect();
        assert_eq!(
            grades,
            [(Some(4), Some(1)), (Some(4), Some(3)), (Some(2), Some(1)), (None, None), (Some(5), Some(1))]
        );
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
