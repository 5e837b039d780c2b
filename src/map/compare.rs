//! Comparisons: of today with the future, of personas with each other, of stages.
//!
//! In: the atlas. Out: columns, a [`Curve`] over them, and what lies between its lines in each column. Promises: the
//! order of time in each journey is kept; nothing is compared with a step that has no score.

use crate::map::curve::{Curve, Series, Whose, all_personas, curve, frame, personas};
use crate::map::table::{Column, Table, table};
use crate::model::{Journey, JourneyId, PersonaId, Reading, StageId, StepId};

/// Differences below this are written as none.
pub const LEAST: f64 = 0.05;

/// Two journeys on one axis, or two personas and more.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The columns, in time. In a comparison of journeys a column is the future's where both have the step.
    pub columns: Vec<Column>,
    /// The step of today in each column; empty in a comparison of personas.
    pub today: Vec<Option<StepId>>,
    /// The lines, without a peak or a trough.
    pub curve: Curve,
    /// What lies between the lines, a column each.
    pub changes: Vec<Change>,
    /// The column of the greatest gain, or where personas are furthest apart; of equal ones the first.
    pub greatest: Option<usize>,
}

/// What lies between two lines at a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// The way from one to the other: from today to the future, or from the lowest persona to the highest.
    By(f64),
    /// There is no such step today.
    New,
    /// There is no such step in the future.
    Dropped,
    /// One of them has no score.
    Unknown,
}

/// Compares a journey with the one that is to replace it; nothing where one of them has no scores.
pub fn futures(atlas: &Reading, today: JourneyId, future: JourneyId) -> Option<Comparison> {
    let tables = [today, future].map(|journey| table(atlas, &atlas[journey], &[]));
    let columns: Vec<Both> = both(atlas, &tables);
    let lines = [(future, 1), (today, 0)].map(|(journey, side)| {
        let own: &Table = &tables[side];
        let values = curve(atlas, &atlas[journey], &own.columns).overall().to_vec();
        let value = |column: &Both| column.at[side].and_then(|at| values[at]);
        let number = if side == 1 { 0 } else { 1 };
        Series { whose: Whose::Journey(journey), number, values: columns.iter().map(value).collect() }
    });
    if lines.iter().any(|line| line.values.iter().all(Option::is_none)) {
        return None;
    }
    let changes: Vec<Change> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| match (column.at, lines[1].values[at], lines[0].values[at]) {
            ([None, _], ..) => Change::New,
            ([_, None], ..) => Change::Dropped,
            (_, Some(today), Some(future)) => Change::By(future - today),
            _ => Change::Unknown,
        })
        .collect();
    let today: Vec<_> = columns.iter().map(|both| tables[0].columns[both.at[0]?].step).collect();
    let columns: Vec<_> = columns.into_iter().map(|both| both.column).collect();
    let curve = Curve { series: lines.into(), ..frame(atlas, &columns) };
    let greatest = greatest(&changes);
    Some(Comparison { columns, today, curve, changes, greatest })
}

/// A column of two journeys: its place in today's and in the future's.
struct Both {
    column: Column,
    at: [Option<usize>; 2],
}

/// Puts the columns of two journeys on one axis: steps that both have stand in one column, those of one only between
/// them, each beside the others of its stage.
fn both(atlas: &Reading, tables: &[Table; 2]) -> Vec<Both> {
    let sides: [Vec<(usize, &Column)>; 2] = [0, 1]
        .map(|side| tables[side].columns.iter().enumerate().filter(|(_, column)| column.step.is_some()).collect());
    let keys = [0, 1].map(|side: usize| sides[side].iter().map(|(_, column)| key(atlas, column)).collect::<Vec<_>>());
    let mut merged: Vec<Both> = Vec::new();
    let mut add = |today: Option<usize>, future: Option<usize>| {
        let [today, future] = [today.map(|at| sides[0][at]), future.map(|at| sides[1][at])];
        let Some((_, column)) = future.or(today) else { return };
        let opens_stage = merged.last().is_none_or(|last| slug(atlas, last.column.stage) != slug(atlas, column.stage));
        let at = [today.map(|(at, _)| at), future.map(|(at, _)| at)];
        merged.push(Both { column: Column { opens_stage, ..*column }, at });
    };
    let (mut old, mut new, mut stage) = (0, 0, "");
    let ends = (keys[0].len(), keys[1].len());
    for (today, future) in matches(&keys[0], &keys[1]).into_iter().chain([ends]) {
        while old < today || new < future {
            // The stage that is being told comes to its end first; of a stage, what is dropped comes before what is new.
            let goes_on = new < future && keys[1][new].0 == stage && !(old < today && keys[0][old].0 == stage);
            stage = if old < today && !goes_on { keys[0][old].0 } else { keys[1][new].0 };
            while old < today && keys[0][old].0 == stage {
                add(Some(old), None);
                old += 1;
            }
            while new < future && keys[1][new].0 == stage {
                add(None, Some(new));
                new += 1;
            }
        }
        if (today, future) != ends {
            add(Some(today), Some(future));
            stage = keys[1][future].0;
            (old, new) = (today + 1, future + 1);
        }
    }
    merged
}

/// What a step is known by in both journeys: its stage and its own id.
type Key<'a> = (&'a str, &'a str);

fn key<'a>(atlas: &'a Reading, column: &Column) -> Key<'a> {
    (slug(atlas, column.stage), column.step.map_or("", |step| &atlas[step].id))
}

fn slug<'a>(atlas: &'a Reading, stage: StageId) -> &'a str {
    atlas[atlas.page_of(stage)].id.rsplit('/').next().unwrap_or_default()
}

/// Pairs the steps of two journeys: by stage and step, else by step alone, and of these as many as keep the order.
fn matches(today: &[Key], future: &[Key]) -> Vec<(usize, usize)> {
    let mut partner: Vec<Option<usize>> =
        future.iter().map(|key| today.iter().position(|other| other == key)).collect();
    let mut taken: Vec<bool> = vec![false; today.len()];
    partner.iter().flatten().for_each(|at| taken[*at] = true);
    for (key, partner) in future.iter().zip(&mut partner).filter(|(_, partner)| partner.is_none()) {
        *partner = (0..today.len()).find(|at| !taken[*at] && today[*at].1 == key.1);
        partner.iter().for_each(|at| taken[*at] = true);
    }
    let pairs: Vec<_> = partner.iter().enumerate().filter_map(|(at, partner)| Some(((*partner)?, at))).collect();
    longest_rise(&pairs)
}

/// The longest part of a list whose first numbers rise.
fn longest_rise(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The last element of the best part of each length, and what stands before each element in its part.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (today, _)) in pairs.iter().enumerate() {
        let length = tails.partition_point(|tail| pairs[*tail].0 < *today);
        before.push(length.checked_sub(1).map(|shorter| tails[shorter]));
        tails.truncate(length.max(tails.len()));
        match tails.get_mut(length) {
            Some(tail) => *tail = at,
            None => tails.push(at),
        }
    }
    let mut part: Vec<_> = std::iter::successors(tails.last().copied(), |at| before[*at]).map(|at| pairs[at]).collect();
    part.reverse();
    part
}

/// Compares the personas of a journey; nothing where fewer than two have scores of their own.
pub fn of_personas(atlas: &Reading, journey: &Journey) -> Option<Comparison> {
    let columns = table(atlas, journey, &[]).columns;
    if journey.own_scores(atlas) < 2 {
        return None;
    }
    // All of them are compared, however many of the lines have room.
    let all = all_personas(atlas, journey, &columns);
    let changes: Vec<Change> = (0..columns.len())
        .map(|at| {
            let values: Vec<f64> = all.iter().filter_map(|series| series.values[at]).collect();
            let ends = values.iter().copied().reduce(f64::max).zip(values.iter().copied().reduce(f64::min));
            match ends.filter(|_| values.len() > 1) {
                Some((high, low)) => Change::By(high - low),
                None => Change::Unknown,
            }
        })
        .collect();
    let curve = Curve { series: personas(atlas, journey, &columns), ..frame(atlas, &columns) };
    let greatest = greatest(&changes);
    Some(Comparison { columns, today: Vec::new(), curve, changes, greatest })
}

/// The first of the greatest; what would be written as nothing is none.
fn greatest(changes: &[Change]) -> Option<usize> {
    let mut greatest: Option<(usize, f64)> = None;
    for (at, change) in changes.iter().enumerate() {
        if let Change::By(by) = change
            && *by >= LEAST
            && greatest.is_none_or(|(_, most)| *by > most)
        {
            greatest = Some((at, *by));
        }
    }
    greatest.map(|(at, _)| at)
}

/// The mean of what is felt at the steps of a stage, and how many steps it is made of: one persona's, or everybody's.
pub fn stage_mean(atlas: &Reading, stage: StageId, persona: Option<PersonaId>) -> Option<(f64, usize)> {
    let felt = |step: &StepId| match persona {
        Some(persona) => atlas[*step].emotion.of(persona).map(|score| score.value()),
        None => atlas[*step].emotion.overall(),
    };
    let values: Vec<f64> = atlas[stage].steps.iter().filter_map(felt).collect();
    (!values.is_empty()).then(|| (values.iter().sum::<f64>() / values.len() as f64, values.len()))
}

#[cfg(test)]
mod tests {
    use super::{Change, greatest, longest_rise, matches};

    #[test]
    fn steps_are_paired_by_stage_and_id_then_by_id() {
        let today = [("choose", "menu"), ("order", "pay"), ("order", "wait"), ("order", "collect")];
        let future = [("choose", "ahead"), ("order", "pay"), ("table", "wait"), ("table", "eat")];
        assert_eq!(matches(&today, &future), [(1, 1), (2, 2)]);
    }

    #[test]
    fn the_order_of_time_is_kept() {
        let today = [("a", "one"), ("a", "two"), ("b", "three"), ("b", "four")];
        let future = [("b", "three"), ("a", "one"), ("a", "two"), ("b", "four")];
        assert_eq!(matches(&today, &future), [(0, 1), (1, 2), (3, 3)]);
        assert_eq!(matches(&today, &[]), []);
        assert_eq!(longest_rise(&[(3, 0), (1, 1), (2, 2), (0, 3), (5, 4)]), [(1, 1), (2, 2), (5, 4)]);
    }

    #[test]
    fn a_step_id_is_used_once() {
        let today = [("a", "pay"), ("b", "pay")];
        let future = [("c", "pay"), ("b", "pay"), ("d", "pay")];
        assert_eq!(matches(&today, &future), [(0, 0), (1, 1)]);
    }

    #[test]
    fn only_a_gain_is_the_greatest() {
        use Change::{By, Dropped, New, Unknown};
        assert_eq!(greatest(&[By(0.5), New, By(2.0), By(2.0), Dropped]), Some(2));
        assert_eq!(greatest(&[By(-1.0), By(0.0), Unknown]), None);
    }
}
