//! The views of opportunities: by when, what they moved, what they are worth, and who has how many.

use std::cmp::Reverse;

use crate::map::backlog::{self, Entry};
use crate::model::{
    CARDS, MetricId, Moves, Opportunity, PageId, ROWS, Score, StepId, Workload, Worth, owner_anchor, worths,
};
use crate::parse::fields::{Choice, word};
use crate::parse::page::Progress;
use crate::site::lens::Lens;
use crate::site::views::{
    BacklogView, ComparedView, EffectView, OpportunityView, SideView, WorkloadRow, WorkloadView, WorthView,
};

/// Above this an opportunity score is extreme.
const EXTREME: f64 = 15.0;
/// Above this it is worth acting on.
const HIGH: f64 = 10.0;
/// The highest there is.
const MOST: f64 = 20.0;

impl Lens<'_> {
    /// An opportunity, without what it moved.
    pub fn opportunity(&self, one: &Opportunity) -> OpportunityView {
        OpportunityView {
            title: self.say(&one.title).unwrap_or_default(),
            impact: one.impact,
            effort: one.effort,
            owner: one.owner.clone(),
            status: one.status.map(word),
            due: one.due.map(|due| self.date(due)),
            overdue: one.is_overdue,
            done: one.done.map(|done| self.date(done)),
            effect: None,
        }
    }

    /// An opportunity of a step with what it is meant to move.
    pub fn opportunity_of(&self, step: StepId, one: &Opportunity) -> OpportunityView {
        let stage = self.atlas.page_of(self.atlas[step].stage);
        let effect = one.moves.as_ref().map(|moves| self.effect(stage, one, moves));
        OpportunityView { effect, ..self.opportunity(one) }
    }

    fn effect(&self, stage: PageId, one: &Opportunity, moves: &Moves) -> EffectView {
        let written = (moves.before.is_some() || moves.after.is_some()).then(|| self.written(moves));
        EffectView {
            metric: self.name("metric", &self.atlas.metric(moves.metric).name),
            at: (moves.page != stage).then(|| self.link(moves.page)),
            compared: self.counted_effect(one, moves.metric).into_iter().chain(written).collect(),
        }
    }

    fn counted_effect(&self, one: &Opportunity, metric: MetricId) -> Option<ComparedView> {
        let effect = one.effect.as_ref()?;
        let side = |side: &crate::data::formulas::Estimate| SideView {
            value: self.counted(metric, side.value),
            low: Some(self.counted(metric, side.low)),
            high: Some(self.counted(metric, side.high)),
            n: Some(self.locale().integer(i64::try_from(side.n).unwrap_or(i64::MAX))),
        };
        let by = effect.before.zip(effect.after).map(|(before, after)| after.value - before.value);
        Some(ComparedView {
            data: Some(self.link(self.atlas.page_of(effect.source))),
            before: effect.before.as_ref().map(side),
            after: effect.after.as_ref().map(side),
            verdict: verdict(effect.before.is_some(), effect.after.is_some(), effect.change()),
            by: by.map(|by| self.difference(metric, by)),
        })
    }

    /// What an author says of before and after. Nothing is said to have changed where nobody knows how sure that is.
    fn written(&self, moves: &Moves) -> ComparedView {
        let metric = self.atlas.metric(moves.metric);
        let side = |score: &Score| {
            let interval = score.interval(metric);
            SideView {
                value: self.number(moves.metric, score.value()),
                low: interval.map(|(low, _)| self.bound(moves.metric, low)),
                high: interval.map(|(_, high)| self.bound(moves.metric, high)),
                n: score.n.map(|n| self.locale().integer(i64::try_from(n).unwrap_or(i64::MAX))),
            }
        };
        let both = moves.before.as_ref().zip(moves.after.as_ref());
        let is_sure = both.is_none_or(|(before, after)| before.n.is_some() && after.n.is_some());
        ComparedView {
            data: None,
            before: moves.before.as_ref().map(side),
            after: moves.after.as_ref().map(side),
            verdict: match is_sure {
                true => verdict(moves.before.is_some(), moves.after.is_some(), moves.change(metric)),
                false => "difference",
            },
            by: both.map(|(before, after)| self.difference(moves.metric, after.value() - before.value())),
        }
    }

    /// The opportunity scores of a stage or a touchpoint.
    pub fn worths(&self, page: PageId) -> Vec<WorthView> {
        let all = worths(self.atlas.book(), self.atlas.scores(page));
        all.iter().map(|worth| self.worth(worth)).collect()
    }

    fn worth(&self, worth: &Worth) -> WorthView {
        let n = |n: u64| self.locale().integer(i64::try_from(n).unwrap_or(i64::MAX));
        let share = |share: f64| self.locale().decimal_within(share, 1..=1);
        WorthView {
            persona: worth.persona.map(|persona| self.persona(persona)),
            score: share(worth.score),
            percent: (worth.score / MOST * 100.0).round() as u8,
            weight: match worth.score {
                score if score > EXTREME => Some("extreme"),
                score if score > HIGH => Some("high"),
                _ => None,
            },
            importance: share(worth.importance),
            importance_n: n(worth.importance_n),
            satisfaction: share(worth.satisfaction),
            satisfaction_n: n(worth.satisfaction_n),
        }
    }

    /// How many opportunities of these steps are overdue.
    pub fn overdue(&self, steps: &[StepId]) -> usize {
        let late = |step: &StepId| self.atlas[*step].opportunities.iter().filter(|one| one.is_overdue).count();
        steps.iter().map(late).sum()
    }

    /// An opportunity in the backlog.
    pub fn backlog_entry(&self, entry: &Entry) -> BacklogView {
        let one = entry.opportunity;
        BacklogView {
            number: entry.number,
            opportunity: self.opportunity(one),
            step: self.step(entry.step),
            journey: self.journey(self.atlas[self.atlas[entry.step].stage].journey),
            lacks: match (one.impact, one.effort) {
                (Some(_), Some(_)) => None,
                (None, Some(_)) => Some("impact"),
                (Some(_), None) => Some("effort"),
                (None, None) => Some("both"),
            },
        }
    }
}

fn verdict(has_before: bool, has_after: bool, change: Option<f64>) -> &'static str {
    match (has_before, has_after, change) {
        (false, ..) => "no-before",
        (_, false, _) => "no-after",
        (.., Some(by)) if by > 0.0 => "higher",
        (.., Some(_)) => "lower",
        (.., None) => "unclear",
    }
}

/// What is done, the last first, and how many more there are.
pub fn done(lens: &Lens) -> (Vec<BacklogView>, usize) {
    let is_done = |entry: &Entry| entry.opportunity.status == Some(Progress::Done);
    let mut all: Vec<Entry> = backlog::backlog(&lens.atlas).filter(is_done).collect();
    all.sort_by_key(|entry| Reverse(entry.opportunity.done));
    let view = |entry: &Entry| BacklogView {
        opportunity: lens.opportunity_of(entry.step, entry.opportunity),
        ..lens.backlog_entry(entry)
    };
    (all.iter().take(CARDS).map(view).collect(), all.len().saturating_sub(CARDS))
}

/// The opportunities by owner and status.
pub fn workload(lens: &Lens) -> Option<WorkloadView> {
    let owners = &lens.atlas.lists().owners;
    let has_unset = owners.iter().any(|owner| owner.unset() > 0);
    let unset = has_unset.then_some("unset");
    let row = |own: &Workload| WorkloadRow {
        id: owner_anchor(own.owner.as_deref()),
        owner: own.owner.clone(),
        counts: own.by_status.iter().copied().chain(has_unset.then(|| own.unset())).collect(),
        overdue: own.overdue,
        total: own.total,
    };
    (!owners.is_empty()).then(|| WorkloadView {
        statuses: Progress::ALL.iter().map(|status| word(*status)).chain(unset).collect(),
        rows: owners.iter().take(ROWS).map(row).collect(),
        left_out: owners.len().saturating_sub(ROWS),
    })
}
