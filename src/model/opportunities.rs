//! What became of opportunities: what each is meant to move, whether that moved, whether it is late, and what it is worth.
//!
//! In: the stages' documents, the answers by month, the day of the atlas. Out: the fields of each [`Opportunity`] that nobody
//! writes. Promises: a metric is told to have moved only where the intervals before and after allow it; the month in which
//! something was done counts for neither side; the opportunity score lies between 0 and 20.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::data::formulas::{Estimate, opportunity};
use crate::data::{Month, Tally};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::alerts::no_kind;
use crate::model::ids::{DataId, MetricId, PageId, PersonaId, StepId};
use crate::model::pages::Families;
use crate::model::resolve::Resolver;
use crate::model::{Atlas, Book, Localised, Measure, Measured, Metric, Score, Scores};
use crate::parse::opportunities as written;
use crate::parse::page::{Content, Progress};
use crate::source::{Aside, FilePath, Place, Span, Spanned};

/// Something to improve.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opportunity {
    /// Its id inside the step.
    pub id: String,
    /// What.
    pub title: Localised<String>,
    /// 1 to 5.
    pub impact: Option<u8>,
    /// 1 to 5.
    pub effort: Option<u8>,
    /// Who does it.
    pub owner: Option<String>,
    /// How far it is.
    pub status: Option<Progress>,
    /// The last day on which it is in time.
    pub due: Option<Date>,
    /// Where that is written.
    pub due_span: Aside<Span>,
    /// True where that day has passed and it is still open.
    pub is_overdue: bool,
    /// When it was finished.
    pub done: Option<Date>,
    /// What it is meant to move.
    pub moves: Option<Box<Moves>>,
    /// What was counted of that before it was finished and since.
    pub effect: Option<Box<Effect>>,
}

impl Opportunity {
    /// True where it was given up: maps and counts leave it out.
    pub fn is_dropped(&self) -> bool {
        self.status == Some(Progress::Dropped)
    }

    /// True where nothing is left to do.
    pub fn is_closed(&self) -> bool {
        matches!(self.status, Some(Progress::Done | Progress::Dropped))
    }
}

/// What an opportunity is meant to move.
#[derive(Clone, Debug, PartialEq)]
pub struct Moves {
    /// Which metric.
    pub metric: MetricId,
    /// Of which stage, touchpoint or journey.
    pub page: PageId,
    /// What its author says was measured before.
    pub before: Option<Score>,
    /// What its author says was measured afterwards.
    pub after: Option<Score>,
}

impl Moves {
    /// By how much what was written afterwards is more than before, where the intervals allow to say so.
    pub fn change(&self, metric: &Metric) -> Option<f64> {
        let estimate = |score: &Option<Score>| score.as_ref()?.estimate(metric);
        estimate(&self.after)?.change_since(&estimate(&self.before)?)
    }
}

/// A metric before a day and since.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The data set that was counted.
    pub source: DataId,
    /// The answers of the months wholly before that day's.
    pub before: Option<Estimate>,
    /// The answers of the months wholly after it.
    pub after: Option<Estimate>,
}

impl Effect {
    /// By how much it is more than before, where the intervals allow to say so.
    pub fn change(&self) -> Option<f64> {
        self.after.as_ref()?.change_since(self.before.as_ref()?)
    }
}

/// The kinds of names that `of` can have.
const KINDS: [&str; 3] = ["journey", "stage", "touchpoint"];

impl Resolver<'_> {
    /// Finds what opportunities are meant to move. Stages refer to each other, so all of them have to be there.
    pub(super) fn moves(&mut self, atlas: &mut Atlas, families: &Families) {
        let stages = families.stages.iter().flatten().map(|family| &families.all[*family]);
        let stages = stages.filter_map(|family| match &family.original.content {
            Content::Stage(own) => Some((family, own)),
            _ => None,
        });
        let mut found = Vec::new();
        for ((family, own), id) in stages.zip(atlas.stages.iter()) {
            for (step, written) in id.steps.iter().zip(&own.steps) {
                for (at, one) in written.opportunities.iter().enumerate() {
                    let path = &family.original.path;
                    let moves = one.moves.as_ref().and_then(|moves| self.what_moves(atlas, path, family.page, moves));
                    found.extend(moves.map(|moves| (*step, at, moves)));
                }
            }
        }
        for (step, at, moves) in found {
            one_mut(atlas, step, at).moves = Some(Box::new(moves));
        }
    }

    fn what_moves(&mut self, atlas: &Atlas, path: &FilePath, stage: PageId, written: &written::Moves) -> Option<Moves> {
        let metric = self.metric(path, &written.metric);
        let page = match &written.of {
            None => Some(stage),
            Some(name) => self.moved_page(atlas, path, name),
        };
        let metric = metric?;
        let mut score = |written: &Option<_>| self.score(path, atlas.metric(metric), written.as_ref()?);
        let (before, after) = (score(&written.before), score(&written.after));
        Some(Moves { metric, page: page?, before, after })
    }

    fn moved_page(&mut self, atlas: &Atlas, path: &FilePath, name: &Spanned<String>) -> Option<PageId> {
        let known = name.value.split_once(':').filter(|(kind, _)| KINDS.contains(kind));
        let Some((kind, id)) = known else {
            let hint = self.kind_of(atlas, &name.value, &KINDS);
            self.out.push(no_kind(path, name, "an opportunity", &KINDS, hint));
            return None;
        };
        let id = Spanned::new(id.to_owned(), name.span);
        match kind {
            "journey" => self.journey(path, &id).map(|journey| atlas[journey].page),
            "stage" => self.stage_page(atlas, path, &id),
            _ => self.touchpoint(path, &id).map(|touchpoint| atlas[touchpoint].page),
        }
    }
}

/// The opportunity at a place of a step's list, to be written to.
pub(super) fn one_mut(atlas: &mut Atlas, step: StepId, at: usize) -> &mut Opportunity {
    &mut Arc::make_mut(&mut atlas.steps[step.0]).opportunities[at]
}

/// A finished opportunity, and what it moves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finished {
    pub step: StepId,
    pub at: usize,
    pub metric: MetricId,
    pub page: PageId,
    pub done: Date,
}

/// The opportunities of which something before and after can be counted.
pub(super) fn finished(atlas: &Atlas) -> Vec<Finished> {
    let steps = atlas.steps.iter().enumerate();
    let all = steps.flat_map(|(step, own)| own.opportunities.iter().enumerate().map(move |(at, one)| (step, at, one)));
    let finished = |(step, at, one): (usize, usize, &Opportunity)| {
        let moves = one.moves.as_ref()?;
        Some(Finished { step: StepId(step), at, metric: moves.metric, page: moves.page, done: one.done? })
    };
    all.filter_map(finished).collect()
}

/// Divides answers by the month in which something was done, which counts for neither side; nothing where there are none on
/// both sides. Answers without a date are on neither.
pub(super) fn effect(
    source: DataId,
    months: &BTreeMap<Option<Month>, Tally>,
    done: Date,
    estimate: impl Fn(&Tally) -> Option<Estimate>,
) -> Option<Effect> {
    let done = Month::from(done);
    let of = |is_meant: &dyn Fn(Month) -> bool| {
        let mut all = Tally::default();
        let meant = months.iter().filter(|(month, _)| month.is_some_and(is_meant));
        meant.for_each(|(_, tally)| all += *tally);
        estimate(&all)
    };
    let (before, after) = (of(&|month| month < done), of(&|month| month > done));
    (before.is_some() || after.is_some()).then_some(Effect { source, before, after })
}

/// Finds what is late on the day of the atlas.
pub(super) fn overdue(atlas: &mut Atlas) {
    let Some(today) = atlas.as_of else { return };
    let is_late = |one: &Opportunity| one.due.is_some_and(|due| due < today) && !one.is_closed();
    for at in 0..atlas.steps.len() {
        if atlas.steps[at].opportunities.iter().any(is_late) {
            let step = Arc::make_mut(&mut atlas.steps[at]);
            step.opportunities.iter_mut().for_each(|one| one.is_overdue = is_late(one));
        }
    }
}

/// Reports what is late.
pub(super) fn check(atlas: &Atlas, out: &mut Diagnostics) {
    let Some(today) = atlas.as_of else { return };
    for step in atlas.steps.iter() {
        for one in step.opportunities.iter().filter(|one| one.is_overdue) {
            let Some(due) = one.due else { continue };
            let days = due.until(today).map_or(0, |span| span.get_days());
            let late = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
            let who = one.owner.as_ref().map_or("nobody".to_owned(), |owner| format!("`{owner}`"));
            let message = format!("`{}` is {late} overdue on {today}; {who} owns it", one.id);
            let place = Place { span: one.due_span.0, ..atlas.place(atlas[step.stage].page) };
            let hint = "write `status: done` or `dropped`, or agree on another day";
            out.push(Diagnostic::new(Code::OverdueOpportunity, place, message).hint(hint));
        }
    }
}

/// How much the answers of some people say that something is worth improving.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// Whose answers; nobody's are everybody's.
    pub persona: Option<PersonaId>,
    /// The opportunity score, 0 to 20.
    pub score: f64,
    /// The share of answers 4 and 5 to how important it is, 0 to 10.
    pub importance: f64,
    /// How many answers that rests on.
    pub importance_n: u64,
    /// The share of answers 4 and 5 to how satisfied they are with it, 0 to 10.
    pub satisfaction: f64,
    /// How many answers that rests on.
    pub satisfaction_n: u64,
}

/// The opportunity scores of what has these scores: everybody's, then each persona's of whom both were counted.
pub fn worths(book: &Book, scores: &Scores) -> Vec<Worth> {
    let personas = scores.iter().flat_map(|(_, measure)| measure.by_persona.iter().map(|(persona, _)| Some(*persona)));
    let mut segments: Vec<Option<PersonaId>> = personas.chain([None]).collect();
    segments.sort_unstable();
    segments.dedup();
    segments.into_iter().filter_map(|persona| worth(book, scores, persona)).collect()
}

/// The opportunity score of a persona, or everybody's. Of two metrics that say how satisfied people are, the one that
/// `[metrics]` names first counts.
fn worth(book: &Book, scores: &Scores, persona: Option<PersonaId>) -> Option<Worth> {
    let counted = |ids: &[&str]| {
        // On another scale the top two answers aren't what the formula means.
        let mut meant = scores.iter().filter(|(id, _)| {
            let metric = &book.metrics[id.0];
            ids.contains(&metric.name.id.as_str()) && metric.answers == (1.0, 5.0)
        });
        let found = meant.find_map(|(_, measure)| measured(measure, persona));
        found.map(|measured| (measured.shares.1 * 10.0, measured.estimate.n))
    };
    let (importance, importance_n) = counted(&["importance"])?;
    let (satisfaction, satisfaction_n) = counted(&["satisfaction", "csat"])?;
    let score = opportunity(importance, satisfaction);
    Some(Worth { persona, score, importance, importance_n, satisfaction, satisfaction_n })
}

/// The answers of a persona, or everybody's, that a score was counted from.
fn measured(measure: &Measure, persona: Option<PersonaId>) -> Option<&Measured> {
    let score = match persona {
        None => measure.all.as_ref(),
        Some(_) => measure.iter().find(|(known, _)| *known == persona).map(|(_, score)| score),
    };
    score?.data.as_deref()
}

impl Atlas {
    /// The page whose answers say what an opportunity is worth: of what it is to move, else its stage.
    pub fn page_of_opportunity(&self, step: StepId, one: &Opportunity) -> PageId {
        one.moves.as_ref().map_or_else(|| self[self[step].stage].page, |moves| moves.page)
    }

    /// The opportunity score of an opportunity, where it was measured.
    pub fn worth(&self, step: StepId, one: &Opportunity) -> Option<Worth> {
        worth(&self.book, self.scores(self.page_of_opportunity(step, one)), None)
    }
}
