//! Opportunities: what they are, who does them by when, what they are worth and what they moved.

use serde::Serialize;

use crate::site::views::{DateView, Link, Text};

/// Something to improve.
#[derive(Clone, Debug, Serialize)]
pub struct OpportunityView {
    /// What.
    pub title: Text,
    /// 1…5, the more the better.
    pub impact: Option<u8>,
    /// 1…5, the more the dearer.
    pub effort: Option<u8>,
    /// Who does it.
    pub owner: Option<String>,
    /// `idea`, `planned`, `doing`, `done` or `dropped`.
    pub status: Option<&'static str>,
    /// The last day on which it is in time.
    pub due: Option<DateView>,
    /// True where that day has passed and it is still open.
    pub overdue: bool,
    /// When it was finished.
    pub done: Option<DateView>,
    /// What it is meant to move and what became of that: in a step's card and among what is done, else nothing.
    pub effect: Option<EffectView>,
}

/// What an opportunity is meant to move, before it was done and since.
#[derive(Clone, Debug, Serialize)]
pub struct EffectView {
    /// The metric's name.
    pub metric: Text,
    /// Of which touchpoint, stage or journey, where that isn't its own stage.
    pub at: Option<Link>,
    /// What was counted, then what its author wrote; of what isn't done yet none, or what was written.
    pub compared: Vec<ComparedView>,
}

/// A metric before and after.
#[derive(Clone, Debug, Serialize)]
pub struct ComparedView {
    /// The page of the data set that was counted; nothing where an author wrote it.
    pub data: Option<Link>,
    /// Before.
    pub before: Option<SideView>,
    /// After.
    pub after: Option<SideView>,
    /// What can be said: `higher` or `lower` where the intervals allow it, else `unclear`; `difference` where there are no
    /// intervals; `no-before` or `no-after` where a side is missing.
    pub verdict: &'static str,
    /// By how much it is more, signed, where both sides are there.
    pub by: Option<String>,
}

/// A side of a comparison.
#[derive(Clone, Debug, Serialize)]
pub struct SideView {
    /// The score.
    pub value: String,
    /// The lower end of its 95 % interval.
    pub low: Option<String>,
    /// The upper end of it.
    pub high: Option<String>,
    /// How many answers it rests on.
    pub n: Option<String>,
}

/// The opportunity score of a stage or a touchpoint, for everybody or for one persona.
#[derive(Clone, Debug, Serialize)]
pub struct WorthView {
    /// Whose answers; nothing means everybody's.
    pub persona: Option<Link>,
    /// The score, 0 to 20.
    pub score: String,
    /// The same in whole percent of 20.
    pub percent: u8,
    /// `extreme` above 15, `high` above 10.
    pub weight: Option<&'static str>,
    /// The share of answers 4 and 5 to how important it is, 0 to 10.
    pub importance: String,
    /// How many answers that rests on.
    pub importance_n: String,
    /// The share of answers 4 and 5 to how satisfied people are with it, 0 to 10.
    pub satisfaction: String,
    /// How many answers that rests on.
    pub satisfaction_n: String,
}

/// An opportunity in the backlog.
#[derive(Clone, Debug, Serialize)]
pub struct BacklogView {
    /// Its number in the backlog of the whole handbook, from 1.
    pub number: usize,
    /// What it is.
    pub opportunity: OpportunityView,
    /// Its step.
    pub step: Link,
    /// Its journey.
    pub journey: Link,
    /// `impact`, `effort` or `both`, where it lacks them.
    pub lacks: Option<&'static str>,
}

/// Opportunities by owner and status.
#[derive(Clone, Debug, Serialize)]
pub struct WorkloadView {
    /// What heads the columns: the statuses, and `unset` where some have none.
    pub statuses: Vec<&'static str>,
    /// The owners; those with most that is overdue first, then with most that is open.
    pub rows: Vec<WorkloadRow>,
    /// How many more there are.
    pub left_out: usize,
}

/// An owner's opportunities.
#[derive(Clone, Debug, Serialize)]
pub struct WorkloadRow {
    /// Its anchor.
    pub id: String,
    /// The owner; nothing for what nobody owns.
    pub owner: Option<String>,
    /// How many have each status.
    pub counts: Vec<usize>,
    /// How many are overdue.
    pub overdue: usize,
    /// How many there are.
    pub total: usize,
}
