//! Which thing of one state is which of the other.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Atlas, Lang, StageId, StepId};

/// The two states of a thing; one of them may be missing, never both.
pub type Pair<T> = (Option<T>, Option<T>);

/// Puts together what has the same key, in the order of what is there now; what is gone comes last. Where a key stands
/// several times, the first is the first.
pub fn pairs<K: Ord + Clone, T>(
    before: impl IntoIterator<Item = (K, T)>,
    after: impl IntoIterator<Item = (K, T)>,
) -> Vec<Pair<T>> {
    let mut gone: Vec<Option<T>> = Vec::new();
    let mut known: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (key, value) in before {
        known.entry(key).or_default().push(gone.len());
        gone.push(Some(value));
    }
    // From the last to the first, so that the first is taken first.
    known.values_mut().for_each(|places| places.reverse());
    let mut pairs: Vec<Pair<T>> = Vec::new();
    for (key, value) in after {
        let former = known.get_mut(&key).and_then(Vec::pop).and_then(|at| gone[at].take());
        pairs.push((former, Some(value)));
    }
    pairs.extend(gone.into_iter().flatten().map(|value| (Some(value), None)));
    pairs
}

/// Which stages and steps are the same, both ways.
#[derive(Default)]
pub struct Matches {
    /// The stage now, of a stage before.
    pub stages: BTreeMap<StageId, StageId>,
    /// The stage before, of a stage now.
    pub former_stages: BTreeMap<StageId, StageId>,
    /// The step now, of a step before.
    pub steps: BTreeMap<StepId, StepId>,
    /// The step before, of a step now.
    pub former_steps: BTreeMap<StepId, StepId>,
}

impl Matches {
    /// Matches by ids: first where things stand, then wherever there is one that can be meant.
    pub fn of(before: &Atlas, after: &Atlas) -> Self {
        let mut matches = Self::default();
        matches.stages(before, after);
        matches.steps(before, after);
        matches
    }

    fn stages(&mut self, before: &Atlas, after: &Atlas) {
        let ids = |atlas: &Atlas| (0..atlas.stages.len()).map(StageId).collect::<Vec<_>>();
        let (mut old, mut new) = (ids(before), ids(after));
        let id = |atlas: &Atlas, stage: StageId| atlas[atlas[stage].page].id.clone();
        let pairs = same(&old, &new, |stage| id(before, stage), |stage| id(after, stage));
        self.add_stages(&pairs, &mut old, &mut new);
        // In another journey a stage of the same name is the same one where its title or one of its steps is.
        let name = |atlas: &Atlas, stage: StageId| id(atlas, stage).rsplit('/').next().map(str::to_owned);
        let mut pairs = only(&old, &new, |stage| name(before, stage), |stage| name(after, stage));
        pairs.retain(|(old, new)| {
            let title = |atlas: &Atlas, stage: StageId| atlas[atlas[stage].page].title.own(Lang::DEFAULT).cloned();
            let steps = |atlas: &Atlas, stage: StageId| {
                atlas[stage].steps.iter().map(|step| atlas[*step].id.clone()).collect::<BTreeSet<_>>()
            };
            title(before, *old) == title(after, *new) || !steps(before, *old).is_disjoint(&steps(after, *new))
        });
        self.add_stages(&pairs, &mut old, &mut new);
    }

    fn add_stages(&mut self, pairs: &[(StageId, StageId)], old: &mut Vec<StageId>, new: &mut Vec<StageId>) {
        self.stages.extend(pairs.iter().copied());
        self.former_stages.extend(pairs.iter().map(|(old, new)| (*new, *old)));
        old.retain(|stage| !self.stages.contains_key(stage));
        new.retain(|stage| !self.former_stages.contains_key(stage));
    }

    fn steps(&mut self, before: &Atlas, after: &Atlas) {
        let ids = |atlas: &Atlas| (0..atlas.steps.len()).map(StepId).collect::<Vec<_>>();
        let (mut old, mut new) = (ids(before), ids(after));
        let former = self.former_stages.clone();
        // Stages that are not matched must not meet by their numbers.
        let old_key = |step: StepId| (Ok(before[step].stage), before[step].id.clone());
        let new_key = |step: StepId| {
            let stage = after[step].stage;
            (former.get(&stage).copied().ok_or(stage), after[step].id.clone())
        };
        let pairs = same(&old, &new, old_key, new_key);
        self.add_steps(&pairs, &mut old, &mut new);
        let journey = |atlas: &Atlas, step: StepId| atlas[atlas[atlas[atlas[step].stage].journey].page].id.clone();
        let key = |atlas: &Atlas, step: StepId| (journey(atlas, step), atlas[step].id.clone());
        let pairs = only(&old, &new, |step| key(before, step), |step| key(after, step));
        self.add_steps(&pairs, &mut old, &mut new);
        // Common names such as `pay` are in many journeys: the title has to be the same, too.
        let key = |atlas: &Atlas, step: StepId| (atlas[step].id.clone(), atlas[step].title.own(Lang::DEFAULT).cloned());
        let pairs = only(&old, &new, |step| key(before, step), |step| key(after, step));
        self.add_steps(&pairs, &mut old, &mut new);
    }

    fn add_steps(&mut self, pairs: &[(StepId, StepId)], old: &mut Vec<StepId>, new: &mut Vec<StepId>) {
        self.steps.extend(pairs.iter().copied());
        self.former_steps.extend(pairs.iter().map(|(old, new)| (*new, *old)));
        old.retain(|step| !self.steps.contains_key(step));
        new.retain(|step| !self.former_steps.contains_key(step));
    }
}

/// What has the same key on each side, in order.
fn by_key<T: Copy, K: Ord>(
    old: &[T],
    new: &[T],
    old_key: impl Fn(T) -> K,
    new_key: impl Fn(T) -> K,
) -> impl Iterator<Item = (Vec<T>, Vec<T>)> {
    let mut by_key: BTreeMap<K, (Vec<T>, Vec<T>)> = BTreeMap::new();
    old.iter().for_each(|one| by_key.entry(old_key(*one)).or_default().0.push(*one));
    new.iter().for_each(|one| by_key.entry(new_key(*one)).or_default().1.push(*one));
    by_key.into_values()
}

/// Puts together what has the same key; where several have it, the first is the first.
fn same<T: Copy, K: Ord>(old: &[T], new: &[T], old_key: impl Fn(T) -> K, new_key: impl Fn(T) -> K) -> Vec<(T, T)> {
    by_key(old, new, old_key, new_key).flat_map(|(old, new)| old.into_iter().zip(new)).collect()
}

/// Puts together what has a key that exactly one has on each side.
fn only<T: Copy, K: Ord>(old: &[T], new: &[T], old_key: impl Fn(T) -> K, new_key: impl Fn(T) -> K) -> Vec<(T, T)> {
    let only = |(old, new): (Vec<T>, Vec<T>)| match (old.as_slice(), new.as_slice()) {
        ([old], [new]) => Some((*old, *new)),
        _ => None,
    };
    by_key(old, new, old_key, new_key).filter_map(only).collect()
}

/// Tells which of some things have changed places, as few as can be.
///
/// In: the places that each thing has had, in the order in which they stand now, with a name. Where several choices are
/// equally few, those stay that have the lower names, so that the way back says the same.
pub fn moved<N: Ord + Clone>(places: &[(usize, N)]) -> BTreeSet<usize> {
    let ends = longest(places.iter().map(|(place, _)| *place));
    let begins = longest(places.iter().rev().map(|(place, _)| usize::MAX - place));
    let length = ends.iter().copied().max().unwrap_or_default();
    let mut by_level: Vec<Vec<usize>> = vec![Vec::new(); length + 1];
    for (at, end) in ends.iter().enumerate() {
        // Only what is part of a longest order can stay.
        if end + begins[places.len() - 1 - at] == length + 1 {
            by_level[*end].push(at);
        }
    }
    let mut stay = BTreeSet::new();
    let mut last: Option<usize> = None;
    for level in by_level.iter().skip(1) {
        let fits = |at: &&usize| last.is_none_or(|last| last < **at && places[last].0 < places[**at].0);
        let Some(next) = level.iter().filter(fits).min_by_key(|at| &places[**at].1).copied() else { break };
        stay.insert(next);
        last = Some(next);
    }
    (0..places.len()).filter(|at| !stay.contains(at)).collect()
}

/// For each number the length of the longest rising row that ends with it.
fn longest(numbers: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut lowest: Vec<usize> = Vec::new();
    let mut lengths = Vec::new();
    for number in numbers {
        let at = lowest.partition_point(|end| *end < number);
        match lowest.get_mut(at) {
            Some(end) => *end = number,
            None => lowest.push(number),
        }
        lengths.push(at + 1);
    }
    lengths
}
