//! What a handbook needs so that people can rely on it: owners, reviews, evidence that isn't too old.
//!
//! In: an atlas with its scores and data. Out: the [`Condition`] of each page, which pages lack something, what there is
//! over all, and the warnings. Promises: what a handbook doesn't ask for is lacking nowhere; a journey of the future
//! needs no evidence, since nothing can be measured in it yet.

use std::cmp::Reverse;

use jiff::Unit;
use jiff::civil::{Date, DateDifference};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Atlas, Evidence, JourneyId, Lang, Measure, PageId, PageKind, Score, Stage, StepId};
use crate::parse::page::State;
use crate::parse::slot::IndexKind;
use crate::parse::upkeep::{Age, Requirement, Upkeep};
use crate::source::{Place, Sources};

/// How many steps a warning names.
const NAMED: usize = 3;

/// What a page needs to be relied on, and what of it is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// With which others it is counted; nothing for the home page, for indexes and for what nobody wrote.
    pub group: Option<Group>,
    /// True where somebody answers for it; for a stage that may be the owner of its journey.
    pub is_owned: bool,
    /// When it was checked, or a stage's journey where the stage doesn't say.
    pub review: Review,
    /// How many steps it has that need evidence: a stage has, but for one of a journey to come.
    pub steps: usize,
    /// How many of them have none.
    pub unbacked: usize,
    /// How many pieces of its evidence are past their age.
    pub old_evidence: usize,
    /// Whether a score of it was counted or has a source; nothing where nobody expects one.
    pub is_measured: Option<bool>,
    /// The languages that it isn't written in; nothing for pages that nobody wrote.
    pub untranslated: Option<Vec<Lang>>,
}

/// What pages are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// A journey and its stages.
    Journey(JourneyId),
    /// The personas.
    Personas,
    /// The touchpoints.
    Touchpoints,
    /// All prose, and the glossary.
    Guides,
}

/// When somebody last found that a page is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Review {
    /// Nobody asks.
    Unasked,
    /// Never.
    Never,
    /// On a day that still counts.
    Fresh(Date),
    /// Too long ago, since this day.
    Due(Date),
}

/// Something that a page lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Nobody answers for it.
    Owner,
    /// It has to be checked again, since a day.
    Review(Date),
    /// Steps without evidence.
    Evidence {
        /// How many.
        steps: usize,
        /// Of how many.
        of: usize,
    },
    /// It was never checked.
    FirstReview,
    /// Evidence past its age: how many pieces.
    NewEvidence(usize),
    /// Nothing of it was measured.
    Scores,
    /// It isn't written in these languages.
    Translations(Vec<Lang>),
}

impl Lack {
    /// How much it matters, beside others.
    pub fn weight(&self) -> usize {
        match self {
            Self::Owner | Self::Evidence { .. } => 4,
            Self::Review(_) => 3,
            Self::FirstReview | Self::NewEvidence(_) => 2,
            Self::Scores | Self::Translations(_) => 1,
        }
    }
}

impl Condition {
    /// What the page lacks of what is asked for, as it weighs.
    pub fn lacks(&self, asked: &Upkeep) -> Vec<Lack> {
        let requires = |what| asked.require.contains(&what);
        let owner = (self.group.is_some() && !self.is_owned && requires(Requirement::Owner)).then_some(Lack::Owner);
        let evidence = (self.unbacked > 0 && requires(Requirement::Evidence))
            .then_some(Lack::Evidence { steps: self.unbacked, of: self.steps });
        let review = match self.review {
            Review::Unasked | Review::Fresh(_) => None,
            Review::Never => Some(Lack::FirstReview),
            Review::Due(since) => Some(Lack::Review(since)),
        };
        let old = (self.old_evidence > 0).then_some(Lack::NewEvidence(self.old_evidence));
        let scores = (self.is_measured == Some(false)).then_some(Lack::Scores);
        let missing = self.untranslated.clone().filter(|languages| !languages.is_empty());
        [owner, evidence, review, old, scores, missing.map(Lack::Translations)].into_iter().flatten().collect()
    }
}

/// How many pages there are, and how many of them have what they need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// How many pages.
    pub pages: usize,
    /// How many of them are owned.
    pub owned: usize,
    /// How many of them have to be checked now and then.
    pub reviewable: usize,
    /// How many of those were.
    pub fresh: usize,
    /// How many steps need evidence.
    pub steps: usize,
    /// How many of them have it.
    pub backed: usize,
    /// How many pieces of evidence are past their age.
    pub old_evidence: usize,
    /// Of how many pages scores are expected.
    pub measurable: usize,
    /// How many of them were measured.
    pub measured: usize,
    /// How many pages somebody wrote.
    pub written: usize,
    /// How many of those stand in each further language.
    pub translated: Vec<usize>,
}

impl Inventory {
    fn add(&mut self, condition: &Condition) {
        if condition.group.is_some() {
            self.pages += 1;
            self.owned += usize::from(condition.is_owned);
            self.reviewable += usize::from(condition.review != Review::Unasked);
            self.fresh += usize::from(matches!(condition.review, Review::Fresh(_)));
        }
        self.steps += condition.steps;
        self.backed += condition.steps - condition.unbacked;
        self.old_evidence += condition.old_evidence;
        self.measurable += usize::from(condition.is_measured.is_some());
        self.measured += usize::from(condition.is_measured == Some(true));
        let Some(untranslated) = &condition.untranslated else { return };
        self.written += 1;
        for (at, translated) in self.translated.iter_mut().enumerate() {
            *translated += usize::from(!untranslated.contains(&Lang(at + 1)));
        }
    }
}

/// What has been kept up, over all and by kinds of pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The day that ages are counted to.
    pub as_of: Option<Date>,
    /// Over all; among the pages that somebody wrote are those that belong to no kind.
    pub all: Inventory,
    /// Each journey with its stages.
    pub journeys: Vec<Inventory>,
    /// The personas.
    pub personas: Inventory,
    /// The touchpoints.
    pub touchpoints: Inventory,
    /// All prose.
    pub guides: Inventory,
}

/// How many of the pages and steps have what the handbook asks for; nothing where it doesn't ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Pages with an owner, and of how many.
    pub owned: Option<(usize, usize)>,
    /// Pages that were reviewed in time.
    pub fresh: Option<(usize, usize)>,
    /// Steps with evidence.
    pub backed: Option<(usize, usize)>,
    /// Where the coverage page is written in the default language.
    pub page: String,
}

impl Kept {
    /// True where something doesn't have what it needs.
    pub fn lacks_something(&self) -> bool {
        [self.owned, self.fresh, self.backed].into_iter().flatten().any(|(n, of)| n < of)
    }
}

impl Atlas {
    /// How the handbook is kept up; nothing where it has no coverage page.
    pub fn kept(&self) -> Option<Kept> {
        let page = self.output(self.index(IndexKind::Coverage)?, Lang::DEFAULT);
        let (all, asked) = (&self.lists.overview.all, &self.book.settings.upkeep);
        let share = |n, of, is_asked| (is_asked && of > 0).then_some((n, of));
        Some(Kept {
            owned: share(all.owned, all.pages, asked.require.contains(&Requirement::Owner)),
            fresh: share(all.fresh, all.reviewable, true),
            backed: share(all.backed, all.steps, asked.require.contains(&Requirement::Evidence)),
            page,
        })
    }
}

/// Finds the day that ages are counted to.
pub(super) fn as_of(atlas: &Atlas, sources: &Sources) -> Option<Date> {
    let set = atlas.book.settings.upkeep.as_of;
    let committed = || sources.changed.values().filter_map(|day| day.parse().ok()).max();
    set.or_else(committed).or_else(|| newest(atlas))
}

/// The newest day that a page or an answer names.
fn newest(atlas: &Atlas) -> Option<Date> {
    let reviewed = atlas.abouts.iter().filter_map(|about| about.reviewed);
    let of_steps = atlas.steps.iter().flat_map(|step| &step.evidence);
    let evidence = of_steps.chain(atlas.touchpoints.iter().flat_map(|one| &one.evidence)).filter_map(|one| one.on);
    let answers = atlas.data.iter().filter_map(|data| Some(data.all.as_ref()?.days?.1));
    reviewed.chain(evidence).chain(answers).max()
}

/// Finds in what condition each page is.
pub(super) fn conditions(atlas: &Atlas) -> Vec<Condition> {
    (0..atlas.pages.len()).map(|at| condition(atlas, PageId(at))).collect()
}

fn condition(atlas: &Atlas, id: PageId) -> Condition {
    let (group, stage) = (group(atlas, id), stage_of(atlas, id));
    let above = stage.map(|stage| atlas.about(atlas[stage.journey].page));
    let about = atlas.about(id);
    let reviewed = about.reviewed.or_else(|| above?.reviewed);
    let needs = stage.filter(|stage| is_of_today(atlas, stage.journey)).map_or(&[][..], |stage| &stage.steps);
    let body = atlas.body(id);
    let further = || atlas.languages().skip(1).map(|(lang, _)| lang);
    Condition {
        group,
        is_owned: about.owner.is_some() || above.is_some_and(|above| above.owner.is_some()),
        review: review(reviewed, group.is_some(), atlas.book.settings.upkeep.review_every, atlas.as_of),
        steps: needs.len(),
        unbacked: needs.iter().filter(|step| !is_backed(atlas, **step)).count(),
        old_evidence: old_evidence(atlas, id).count(),
        is_measured: is_measured(atlas, id),
        untranslated: body.own(Lang::DEFAULT).map(|_| further().filter(|lang| body.own(*lang).is_none()).collect()),
    }
}

fn group(atlas: &Atlas, id: PageId) -> Option<Group> {
    match atlas[id].kind {
        PageKind::Journey(journey) => Some(Group::Journey(journey)),
        PageKind::Stage(stage) => Some(Group::Journey(atlas[stage].journey)),
        PageKind::Persona(_) => Some(Group::Personas),
        PageKind::Touchpoint(_) => Some(Group::Touchpoints),
        PageKind::Glossary | PageKind::Section | PageKind::Prose => {
            (!atlas.body(id).is_empty()).then_some(Group::Guides)
        }
        PageKind::Home | PageKind::Index(_) | PageKind::Data(_) => None,
    }
}

fn stage_of(atlas: &Atlas, id: PageId) -> Option<&Stage> {
    match atlas[id].kind {
        PageKind::Stage(stage) => Some(&atlas[stage]),
        _ => None,
    }
}

fn is_of_today(atlas: &Atlas, journey: JourneyId) -> bool {
    atlas[journey].state == State::Current
}

/// What a review is worth: one counts through the day on which it is as old as it may become.
fn review(reviewed: Option<Date>, is_needed: bool, every: Option<Age>, as_of: Option<Date>) -> Review {
    let Some(every) = every else { return Review::Unasked };
    match (reviewed, as_of) {
        (Some(day), Some(as_of)) if every.after(day) < as_of => Review::Due(every.after(day)),
        (Some(day), _) => Review::Fresh(day),
        (None, _) if is_needed => Review::Never,
        (None, _) => Review::Unasked,
    }
}

/// True where a step rests on something: evidence of its own, an emotion that was counted or has a source, or a
/// touchpoint that has evidence or was measured.
fn is_backed(atlas: &Atlas, id: StepId) -> bool {
    let step = &atlas[id];
    let touchpoints = || step.touchpoints.iter().map(|touchpoint| &atlas[*touchpoint]);
    !step.evidence.is_empty()
        || is_grounded(&step.emotion)
        || touchpoints().any(|touchpoint| !touchpoint.evidence.is_empty() || has_grounded(atlas, touchpoint.page))
}

/// True where a score was counted, or says where it was measured.
fn is_grounded(measure: &Measure) -> bool {
    let has_origin = |score: &Score| score.data.is_some() || score.source.is_some();
    measure.iter().any(|(_, score)| has_origin(score))
}

fn has_grounded(atlas: &Atlas, page: PageId) -> bool {
    atlas.scores(page).iter().any(|(_, measure)| is_grounded(measure))
}

/// Whether a page was measured: its own scores, and those of a stage's steps. Nobody expects it of personas, of prose,
/// and of a journey to come.
fn is_measured(atlas: &Atlas, id: PageId) -> Option<bool> {
    let is_expected = match atlas[id].kind {
        PageKind::Journey(journey) => is_of_today(atlas, journey),
        PageKind::Stage(stage) => is_of_today(atlas, atlas[stage].journey),
        PageKind::Touchpoint(_) => true,
        _ => false,
    };
    let steps = || stage_of(atlas, id).map_or(&[][..], |stage| &stage.steps);
    let felt = || steps().iter().any(|step| is_grounded(&atlas[*step].emotion));
    is_expected.then(|| has_grounded(atlas, id) || felt())
}

/// The evidence of a page that is past its age. What says no day isn't old.
fn old_evidence(atlas: &Atlas, id: PageId) -> impl Iterator<Item = (&Evidence, Date)> {
    let limit = atlas.book.settings.upkeep.evidence_age.zip(atlas.as_of);
    let steps = stage_of(atlas, id).map_or(&[][..], |stage| &stage.steps);
    let of_steps = steps.iter().flat_map(|step| &atlas[*step].evidence);
    let of_touchpoint = match atlas[id].kind {
        PageKind::Touchpoint(touchpoint) => atlas[touchpoint].evidence.as_slice(),
        _ => &[],
    };
    of_steps.chain(of_touchpoint).filter_map(move |one| {
        let ((age, as_of), on) = (limit?, one.on?);
        (age.after(on) < as_of).then_some((one, on))
    })
}

/// The pages that lack something, the worst first: what each lack weighs is added up.
pub(super) fn lacking(atlas: &Atlas) -> Vec<PageId> {
    let asked = &atlas.book.settings.upkeep;
    let weight = |condition: &Condition| condition.lacks(asked).iter().map(Lack::weight).sum::<usize>();
    let weights = atlas.conditions.iter().enumerate().map(|(at, condition)| (Reverse(weight(condition)), PageId(at)));
    let mut found: Vec<_> = weights.filter(|(Reverse(weight), _)| *weight > 0).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, page)| page).collect()
}

/// Adds the conditions of all pages up.
pub(super) fn overview(atlas: &Atlas) -> Overview {
    let none = Inventory { translated: vec![0; atlas.book.languages.len() - 1], ..Inventory::default() };
    let mut overview = Overview {
        as_of: atlas.as_of,
        all: none.clone(),
        journeys: vec![none.clone(); atlas.journeys.len()],
        personas: none.clone(),
        touchpoints: none.clone(),
        guides: none,
    };
    for condition in atlas.conditions.iter() {
        overview.all.add(condition);
        match condition.group {
            Some(Group::Journey(journey)) => overview.journeys[journey.0].add(condition),
            Some(Group::Personas) => overview.personas.add(condition),
            Some(Group::Touchpoints) => overview.touchpoints.add(condition),
            Some(Group::Guides) => overview.guides.add(condition),
            None => {}
        }
    }
    overview
}

/// Tells what has to be kept up.
pub(super) fn check(atlas: &Atlas, out: &mut Diagnostics) {
    let asked = &atlas.book.settings.upkeep;
    for (at, condition) in atlas.conditions.iter().enumerate() {
        let page = PageId(at);
        out.extend(review_due(atlas, page));
        for lack in condition.lacks(asked) {
            match lack {
                Lack::Owner if matches!(atlas[page].kind, PageKind::Journey(_)) => {
                    let message = "nobody answers for this journey";
                    let hint = "name a team in `owner`, or leave `\"owner\"` out of `require` in `book.toml`";
                    out.push(Diagnostic::new(Code::JourneyWithoutOwner, atlas.place(page), message).hint(hint));
                }
                Lack::Evidence { steps, of } => out.extend(unbacked(atlas, page, steps, of)),
                Lack::NewEvidence(count) => out.extend(past_its_age(atlas, page, count)),
                _ => {}
            }
        }
    }
}

/// A review that has become too old, at the day that says so: a stage that borrows its journey's has none.
fn review_due(atlas: &Atlas, page: PageId) -> Option<Diagnostic> {
    let (about, every) = (atlas.about(page), atlas.book.settings.upkeep.review_every?);
    let (reviewed, as_of) = (about.reviewed?, atlas.as_of?);
    let Review::Due(since) = atlas.condition(page).review else { return None };
    let message = format!("this was last reviewed {} ago, and a review counts for {every}", distance(reviewed, as_of));
    let place = Place { span: about.reviewed_span.0, ..atlas.place(page) };
    let hint = format!("it has been due since {since}: read the page, mend it, and write today's date");
    Some(Diagnostic::new(Code::ReviewDue, place, message).hint(hint))
}

fn unbacked(atlas: &Atlas, page: PageId, steps: usize, of: usize) -> Option<Diagnostic> {
    let stage = stage_of(atlas, page)?;
    let found: Vec<_> = stage.steps.iter().filter(|step| !is_backed(atlas, **step)).map(|step| &atlas[*step]).collect();
    let first = found.first()?;
    let names: Vec<_> = found.iter().take(NAMED).map(|step| format!("`{}`", step.id)).collect();
    let more = match steps.saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = match steps {
        1 => format!("the step {} rests on no evidence", names.join(", ")),
        _ => format!("{steps} of {of} steps rest on no evidence: {}{more}", names.join(", ")),
    };
    let place = Place { span: first.span.0, ..atlas.place(page) };
    let hint = "say under `evidence` how you know, or name a touchpoint that was measured";
    Some(Diagnostic::new(Code::StepWithoutEvidence, place, message).hint(hint))
}

fn past_its_age(atlas: &Atlas, page: PageId, count: usize) -> Option<Diagnostic> {
    let (age, as_of) = (atlas.book.settings.upkeep.evidence_age?, atlas.as_of?);
    let (first, on) = old_evidence(atlas, page).next()?;
    let more = match count - 1 {
        0 => String::new(),
        1 => "; one more piece on this page is too old".to_owned(),
        more => format!("; {more} more pieces on this page are too old"),
    };
    let message = format!("this evidence is {} old, and evidence counts for {age}{more}", distance(on, as_of));
    let place = Place { span: first.span.0, ..atlas.place(page) };
    let hint = "look whether it still holds, and add newer evidence in its place";
    Some(Diagnostic::new(Code::OldEvidence, place, message).hint(hint))
}

/// How long it is from one day to another, in the largest unit of which there are two or more: `more than 14 months`.
fn distance(from: Date, to: Date) -> String {
    let counted = |unit| {
        let span = from.until(DateDifference::new(to).largest(unit)).unwrap_or_default();
        let count = if unit == Unit::Year { i64::from(span.get_years()) } else { i64::from(span.get_months()) };
        (count >= 2).then_some((count, span))
    };
    let found = counted(Unit::Year).map(|found| (found, "years")).or_else(|| Some((counted(Unit::Month)?, "months")));
    match found {
        Some(((count, span), unit)) => {
            let is_more = span.get_days() > 0 || (unit == "years" && span.get_months() > 0);
            format!("{}{count} {unit}", if is_more { "more than " } else { "" })
        }
        None => match from.until(to).unwrap_or_default().get_days() {
            1 => "1 day".to_owned(),
            days => format!("{days} days"),
        },
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Review, distance, review};
    use crate::parse::upkeep::{Age, Unit};

    #[test]
    fn a_review_counts_through_its_last_day() {
        let year = Some(Age { count: 12, unit: Unit::Months });
        let reviewed = date(2025, 9, 30);
        let on = |day| review(Some(reviewed), true, year, Some(day));
        assert_eq!(on(date(2026, 9, 30)), Review::Fresh(reviewed));
        assert_eq!(on(date(2026, 10, 1)), Review::Due(date(2026, 9, 30)));
        assert_eq!(review(None, true, year, None), Review::Never);
        assert_eq!(review(None, false, year, None), Review::Unasked);
        assert_eq!(review(Some(reviewed), true, None, Some(date(2030, 1, 1))), Review::Unasked);
    }

    #[test]
    fn distances_are_said_in_units_that_people_count_in() {
        let since = |day| distance(date(2025, 1, 31), day);
        assert_eq!(since(date(2025, 2, 1)), "1 day");
        assert_eq!(since(date(2025, 3, 1)), "29 days");
        assert_eq!(since(date(2025, 3, 31)), "2 months");
        assert_eq!(since(date(2026, 2, 1)), "more than 12 months");
        assert_eq!(since(date(2027, 1, 31)), "2 years");
        assert_eq!(since(date(2027, 9, 1)), "more than 2 years");
    }
}
