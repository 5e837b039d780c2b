//! The rows of the indexes in the order in which they stand there, and the parts into which long ones are divided.
//!
//! In: an atlas that has everything else. Out: its [`Lists`]. Promises: every row stands on exactly one part; all
//! languages have the same parts. An order is found once, however many parts and views go by it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use rayon::prelude::*;

use crate::model::alerts::standings;
use crate::model::{
    Atlas, ChannelId, Lang, Opportunity, Overview, PageId, PageKind, Recent, Standing, StepId, TouchpointId, upkeep,
};
use crate::parse::fields::{Choice, word};
use crate::parse::page::Progress;
use crate::parse::slot::IndexKind;

/// The highest grade of impact and of effort.
pub const HIGHEST: u8 = 5;
/// How many rows of a table stand on one page.
pub const ROWS: usize = 200;
/// How many cards, and how many rows that say much.
pub const CARDS: usize = 60;

/// The rows that nothing else has in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lists {
    /// The backlog: each opportunity by its step and its place in it. What is open is first; then what its opportunity score
    /// says is worth most, where there is one; then by impact and effort.
    pub opportunities: Vec<(StepId, usize)>,
    /// How many opportunities each owner has; those with most that is overdue first, then with most that is open, then by name.
    pub owners: Vec<Workload>,
    /// The moments of truth, the unhappiest first.
    pub moments: Vec<StepId>,
    /// The touchpoints in the order in which journeys meet them.
    pub met: Vec<TouchpointId>,
    /// Every source once, the newest first.
    pub sources: Vec<Source>,
    /// The touchpoints with many detractors, those with most first.
    pub at_risk: Vec<Standing>,
    /// The touchpoints with many promoters, those with most first.
    pub promoted: Vec<Standing>,
    /// The pages that lack something, the worst first.
    pub lacking: Vec<PageId>,
    /// What has been kept up, over all.
    pub overview: Overview,
    /// Every tag with its pages, sorted.
    pub tags: Vec<(String, Vec<PageId>)>,
    /// For each language, the places of the tags in its own order.
    tag_orders: Vec<Vec<usize>>,
    /// For each language and tag, the part that its row is on; empty where there is only one.
    tag_parts: Vec<Vec<usize>>,
}

/// How many opportunities somebody has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workload {
    /// Who; nobody, for what has no owner.
    pub owner: Option<String>,
    /// How many have each status, in the order of [`Progress`].
    pub by_status: [usize; Progress::ALL.len()],
    /// How many are overdue.
    pub overdue: usize,
    /// How many are neither done nor dropped.
    pub open: usize,
    /// How many there are.
    pub total: usize,
}

impl Workload {
    /// How many have no status.
    pub fn unset(&self) -> usize {
        self.total - self.by_status.iter().sum::<usize>()
    }
}

/// What can rest on a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A step.
    Step(StepId),
    /// A touchpoint.
    Touchpoint(TouchpointId),
}

/// A source, and all that rests on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it is written first, and its place among the evidence there.
    pub first: (Holder, usize),
    /// What rests on it, in order.
    pub used: Vec<Holder>,
}

/// How many rows of an index stand on one page.
pub fn most(kind: IndexKind) -> usize {
    match kind {
        IndexKind::Personas | IndexKind::Journeys | IndexKind::Moments | IndexKind::Network | IndexKind::Changes => {
            CARDS
        }
        _ => ROWS,
    }
}

/// The rows of a part: those behind the first `most × (part − 1)`, up to the last of `length`.
pub fn range(length: usize, most: usize, part: usize) -> Range<usize> {
    let start = (most * part.saturating_sub(1)).min(length);
    start..length.min(start + most)
}

/// Puts the rows into their orders.
pub fn lists(atlas: &Atlas) -> Lists {
    let (opportunities, (sources, (tags, tag_orders))) =
        rayon::join(|| opportunities(atlas), || rayon::join(|| sources(atlas), || tags(atlas)));
    let parts = |order: &Vec<usize>| {
        let mut parts = vec![1; order.len()];
        order.iter().enumerate().for_each(|(place, tag)| parts[*tag] = place / ROWS + 1);
        parts
    };
    let tag_parts = if tags.len() > ROWS { tag_orders.iter().map(parts).collect() } else { Vec::new() };
    let (at_risk, promoted) = standings(atlas);
    let (moments, met) = (moments(atlas), met(atlas));
    let owners = owners(atlas);
    let (lacking, overview) = (upkeep::lacking(atlas), upkeep::overview(atlas));
    Lists {
        opportunities,
        owners,
        moments,
        met,
        sources,
        at_risk,
        promoted,
        lacking,
        overview,
        tags,
        tag_orders,
        tag_parts,
    }
}

fn opportunities(atlas: &Atlas) -> Vec<(StepId, usize)> {
    let steps = atlas.steps.iter().enumerate();
    let places = steps.flat_map(|(at, step)| (0..step.opportunities.len()).map(move |place| (StepId(at), place)));
    let mut all: Vec<_> = places.map(|(step, place)| (order_in(atlas, step, place), (step, place))).collect();
    all.sort_by_key(|(order, _)| *order);
    all.into_iter().map(|(_, place)| place).collect()
}

/// What is open before what is closed; then the highest opportunity score, whose bits are in its order since it is never
/// less than 0, and what has none; then the highest impact; then the least effort.
type Order = (bool, Reverse<Option<u64>>, Reverse<u8>, u8);

fn order_in(atlas: &Atlas, step: StepId, place: usize) -> Order {
    let one = &atlas[step].opportunities[place];
    order(one, atlas.worth(step, one).map(|worth| worth.score))
}

fn order(one: &Opportunity, score: Option<f64>) -> Order {
    let score = Reverse(score.map(f64::to_bits));
    (one.is_closed(), score, Reverse(one.impact.unwrap_or(0)), one.effort.unwrap_or(HIGHEST))
}

fn owners(atlas: &Atlas) -> Vec<Workload> {
    let mut owners: BTreeMap<Option<&str>, Workload> = BTreeMap::new();
    for one in atlas.steps.iter().flat_map(|step| &step.opportunities) {
        let own = owners.entry(one.owner.as_deref()).or_default();
        own.total += 1;
        own.overdue += usize::from(one.is_overdue);
        own.open += usize::from(!one.is_closed());
        let at = Progress::ALL.iter().position(|status| one.status == Some(*status));
        at.into_iter().for_each(|at| own.by_status[at] += 1);
    }
    let owner = |(owner, own): (Option<&str>, Workload)| Workload { owner: owner.map(str::to_owned), ..own };
    let mut owners: Vec<Workload> = owners.into_iter().map(owner).collect();
    owners.sort_by_key(|own| (Reverse(own.overdue), Reverse(own.open)));
    owners
}

fn moments(atlas: &Atlas) -> Vec<StepId> {
    let mut steps: Vec<StepId> = (0..atlas.steps.len()).map(StepId).collect();
    steps.retain(|step| atlas[*step].moment_of_truth);
    let felt = |step: &StepId| atlas[*step].emotion.overall().unwrap_or(f64::INFINITY);
    steps.sort_by(|a, b| felt(a).total_cmp(&felt(b)));
    steps
}

fn met(atlas: &Atlas) -> Vec<TouchpointId> {
    let steps = atlas.journeys.iter().flat_map(|journey| &journey.steps);
    let mut known = HashSet::new();
    steps.flat_map(|step| &atlas[*step].touchpoints).copied().filter(|one| known.insert(*one)).collect()
}

fn sources(atlas: &Atlas) -> Vec<Source> {
    let steps = atlas.steps.iter().enumerate().map(|(at, step)| (Holder::Step(StepId(at)), &step.evidence));
    let touchpoints = atlas.touchpoints.iter().enumerate();
    let touchpoints = touchpoints.map(|(at, one)| (Holder::Touchpoint(TouchpointId(at)), &one.evidence));
    let mut known: HashMap<_, usize> = HashMap::new();
    let mut found = Vec::new();
    for (holder, evidence) in steps.chain(touchpoints) {
        for (place, one) in evidence.iter().enumerate() {
            let title = one.title.own(Lang::DEFAULT).map(String::as_str).unwrap_or_default();
            let key = (Reverse(one.on), title, word(one.kind));
            let at = *known.entry(key).or_insert(found.len());
            if at == found.len() {
                found.push((key, Source { first: (holder, place), used: Vec::new() }));
            }
            found[at].1.used.push(holder);
        }
    }
    found.sort_by_key(|(key, _)| *key);
    found.into_iter().map(|(_, source)| source).collect()
}

type Tags = Vec<(String, Vec<PageId>)>;

fn tags(atlas: &Atlas) -> (Tags, Vec<Vec<usize>>) {
    let mut tags: BTreeMap<&str, Vec<PageId>> = BTreeMap::new();
    for (at, about) in atlas.abouts.iter().enumerate() {
        about.tags.iter().for_each(|tag| tags.entry(tag).or_default().push(PageId(at)));
    }
    let tags: Tags = tags.into_iter().map(|(tag, pages)| (tag.to_owned(), pages)).collect();
    let orders = atlas.book.languages.par_iter().map(|language| {
        let mut order: Vec<usize> = (0..tags.len()).collect();
        order.sort_by(|a, b| language.locale.cmp(&tags[*a].0, &tags[*b].0));
        order
    });
    let orders = orders.collect();
    (tags, orders)
}

impl Lists {
    /// The tags in the order of a language.
    pub fn tags_in(&self, lang: Lang, rows: Range<usize>) -> impl Iterator<Item = &(String, Vec<PageId>)> {
        let order = self.tag_orders.get(lang.0).and_then(|order| order.get(rows)).unwrap_or_default();
        order.iter().map(|tag| &self.tags[*tag])
    }

    /// The part that a tag's row is on in a language.
    pub fn part_of_tag(&self, tag: &str, lang: Lang) -> usize {
        let at = self.tags.binary_search_by(|(known, _)| known.as_str().cmp(tag)).ok();
        at.and_then(|at| self.tag_parts.get(lang.0)?.get(at).copied()).unwrap_or(1)
    }

    /// True where tags stand on other parts than in another handbook.
    pub fn moves_tags(&self, old: &Self) -> bool {
        let has_same_names = || self.tags.iter().map(|(tag, _)| tag).eq(old.tags.iter().map(|(tag, _)| tag));
        self.tag_parts != old.tag_parts || (!self.tag_parts.is_empty() && !has_same_names())
    }
}

impl Atlas {
    /// How many rows an index has.
    pub fn rows(&self, kind: IndexKind) -> usize {
        match kind {
            IndexKind::Personas => self.personas.len(),
            IndexKind::Journeys => self.journeys.len(),
            IndexKind::Touchpoints => self.touchpoints.len(),
            IndexKind::Channels => self.book.channels.len(),
            IndexKind::Alerts => self.alerts.len(),
            IndexKind::Network => self.lists.met.len(),
            IndexKind::Moments => self.lists.moments.len(),
            IndexKind::Opportunities => self.lists.opportunities.len(),
            IndexKind::Evidence => self.lists.sources.len(),
            IndexKind::Data => self.data.len(),
            IndexKind::Coverage => self.lists.lacking.len(),
            IndexKind::Tags => self.lists.tags.len(),
            IndexKind::Changes => self.recent.as_ref().map_or(0, Recent::rows),
        }
    }

    /// Into how many parts an index is divided, at least one.
    pub fn parts_of(&self, kind: IndexKind) -> usize {
        self.rows(kind).div_ceil(most(kind)).max(1)
    }

    /// On how many pages of the site a page goes on, at least one.
    pub fn parts(&self, page: PageId) -> usize {
        match self[page].kind {
            PageKind::Index(kind) => self.parts_of(kind),
            _ => 1,
        }
    }

    /// The part that a channel's row is on.
    pub fn part_of_channel(&self, channel: ChannelId) -> usize {
        channel.0 / ROWS + 1
    }

    /// The rows of a part of an index.
    pub fn rows_on(&self, kind: IndexKind, part: usize) -> Range<usize> {
        range(self.rows(kind), most(kind), part)
    }

    /// True where a part of an index has the same rows as in another handbook of the same settings, and as many parts
    /// beside it. What a row says isn't compared.
    pub fn has_same_rows(&self, old: &Self, kind: IndexKind, part: usize) -> bool {
        let (rows, former) = (self.rows_on(kind, part), old.rows_on(kind, part));
        let (new_lists, old_lists) = (&self.lists, &old.lists);
        let is_same = rows == former
            && match kind {
                // These have the order of their ids.
                IndexKind::Personas
                | IndexKind::Journeys
                | IndexKind::Touchpoints
                | IndexKind::Channels
                | IndexKind::Data => true,
                IndexKind::Changes => self.recent == old.recent,
                IndexKind::Alerts => {
                    let has_same_standings =
                        || new_lists.at_risk == old_lists.at_risk && new_lists.promoted == old_lists.promoted;
                    self.alerts[rows] == old.alerts[former] && (part > 1 || has_same_standings())
                }
                IndexKind::Network => new_lists.met[rows] == old_lists.met[former],
                IndexKind::Moments => new_lists.moments[rows] == old_lists.moments[former],
                IndexKind::Opportunities => {
                    new_lists.opportunities[rows] == old_lists.opportunities[former]
                        && (part > 1 || new_lists.owners == old_lists.owners)
                }
                IndexKind::Evidence => new_lists.sources[rows] == old_lists.sources[former],
                IndexKind::Coverage => {
                    new_lists.lacking[rows] == old_lists.lacking[former]
                        && (part > 1 || new_lists.overview == old_lists.overview)
                }
                IndexKind::Tags => (0..self.book.languages.len())
                    .map(Lang)
                    .all(|lang| new_lists.tags_in(lang, rows.clone()).eq(old_lists.tags_in(lang, rows.clone()))),
            };
        is_same && self.parts_of(kind) == old.parts_of(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::{ROWS, order, range};
    use crate::model::Opportunity;
    use crate::parse::page::Progress;

    fn one(impact: Option<u8>, effort: Option<u8>, status: Option<Progress>) -> Opportunity {
        Opportunity { impact, effort, status, ..Opportunity::default() }
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
        all.sort_by_key(|one| order(one, None));
        let grades: Vec<_> = all.iter().map(|one| (one.impact, one.effort)).collect();
        assert_eq!(
            grades,
            [(Some(4), Some(1)), (Some(4), Some(3)), (Some(2), Some(1)), (None, None), (Some(5), Some(1))]
        );
    }

    #[test]
    fn what_is_worth_most_is_before_what_was_not_measured() {
        let (low, high) = (one(Some(1), Some(5), None), one(Some(5), Some(1), None));
        assert!(order(&low, Some(12.5)) < order(&high, Some(9.0)));
        assert!(order(&low, Some(0.0)) < order(&high, None));
        assert!(order(&high, Some(12.5)) < order(&low, Some(12.5)));
        assert!(order(&low, None) < order(&one(None, None, Some(Progress::Done)), Some(20.0)));
    }

    #[test]
    fn every_row_is_on_one_part() {
        for length in [0, 1, ROWS - 1, ROWS, ROWS + 1, 5 * ROWS / 2] {
            let parts = length.div_ceil(ROWS).max(1);
            let rows: Vec<usize> = (1..=parts).flat_map(|part| range(length, ROWS, part)).collect();
            assert_eq!(rows, (0..length).collect::<Vec<_>>());
            assert!(range(length, ROWS, parts + 1).is_empty());
        }
    }
}
