//! Answers → scores: what the names in their rows stand for, and what they come to.
//!
//! An answer counts for what it was asked about, and for nothing above it: for the step, else the stage, else the journey that
//! its row names; for its touchpoint and its channel; and, where its row names a persona, for that persona there as well. A
//! journey's satisfaction is measured, it is not the mean of its stages'.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use crate::data::formulas::{Estimate, estimate};
use crate::data::{Answers, Month, Quote, Subject, Table, Tally, Unused};
use crate::diag::{Cell, Code, Diagnostic, Severity, did_you_mean};
use crate::model::comments::{self, Comments};
use crate::model::ids::{ChannelId, DataId, JourneyId, MetricId, PageId, PersonaId, StageId, StepId};
use crate::model::opportunities::{self, Finished};
use crate::model::resolve::{self, Resolver};
use crate::model::{Atlas, Book, Evidence, Localised, Measure, PageKind, Score};
use crate::parse::metrics::{BadRows, DataSet};
use crate::parse::page::EvidenceKind;
use crate::source::{self, FilePath};

/// A data set, and what became of its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct DataSource {
    /// Its page.
    pub page: PageId,
    /// The file, relative to the handbook.
    pub file: FilePath,
    /// Where the answers come from.
    pub kind: EvidenceKind,
    /// What they are answers to.
    pub metric: MetricId,
    /// What was asked, in the words in which it was in each language.
    pub question: Localised<String>,
    /// How many rows the file has.
    pub rows: u64,
    /// Why rows were not used, and how many each time.
    pub unused: BTreeMap<Unused, u64>,
    /// All answers together.
    pub all: Option<Arc<Measured>>,
    /// The channels that answers were given through.
    pub channels: Vec<(ChannelId, Arc<Measured>)>,
    /// The personas who gave them.
    pub personas: Vec<(PersonaId, Arc<Measured>)>,
    /// The pages that rest on it, in order.
    pub rests: Vec<PageId>,
}

/// What answers come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The data set that they are in.
    pub source: DataId,
    /// The score.
    pub estimate: Estimate,
    /// How many of the answers are low and how many high, 0 to 1: of NPS the detractors and the promoters.
    pub shares: (f64, f64),
    /// The first day and the last.
    pub days: Option<(Date, Date)>,
    /// The score of each period, by its first month; those without answers are left out.
    pub trend: Vec<(Month, Estimate)>,
    /// How many months a period has: 1 or 3.
    pub months: i8,
}

impl DataSource {
    /// How many rows were used.
    pub fn used(&self) -> u64 {
        self.rows.saturating_sub(self.unused.values().sum())
    }
}

impl Measured {
    /// By how much the last period differs from the one before, where the intervals allow to say so.
    pub fn change(&self) -> Option<f64> {
        let [.., (_, before), (_, last)] = self.trend.as_slice() else { return None };
        last.change_since(before)
    }
}

/// Fewer answers than this in a month say little: then quarters are compared.
const MONTHLY: u64 = 30;

/// What an answer counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Source,
    Page(PageId),
    Step(StepId),
    Channel(ChannelId),
}

/// Answers about one thing.
#[derive(Clone, Debug, Default)]
struct Counted {
    months: BTreeMap<Option<Month>, Tally>,
    days: Option<(Date, Date)>,
}

impl Counted {
    fn add(&mut self, answers: &Answers) {
        for (month, tally) in &answers.months {
            *self.months.entry(*month).or_default() += *tally;
        }
        self.days = match (self.days, answers.days) {
            (Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
            (own, other) => own.or(other),
        };
    }
}

/// What a subject's names stand for.
struct Place {
    things: Vec<Thing>,
    persona: Option<PersonaId>,
}

impl Resolver<'_> {
    /// Puts what the data sets say into the atlas. Scores that authors wrote stay beside those that were counted.
    pub(super) fn data(&mut self, atlas: &mut Atlas, pages: &[PageId], tables: &[Arc<Table>]) {
        let sets = atlas.book.settings.data.clone();
        let names = Names::of(atlas);
        let mut sources = Vec::with_capacity(sets.len());
        let mut overlaps = BTreeMap::new();
        let mut comments = Comments::new();
        let finished = opportunities::finished(atlas);
        for (at, (set, (page, table))) in sets.iter().zip(pages.iter().zip(tables)).enumerate() {
            let metric = atlas.book.metrics.iter().position(|metric| metric.name.id == set.metric.value);
            // A metric that nobody declared has been told, and nothing was read for it.
            let metric = MetricId(metric.unwrap_or_default());
            let asked = Asked { id: DataId(at), page: *page, set, metric, table };
            let (counted, unknown) = self.count(atlas, &names, &asked, &mut comments);
            let mut source = data_source(&atlas.book, &asked, unknown);
            for ((thing, persona), counted) in &counted {
                let Some(measured) = measured(atlas, DataId(at), metric, counted).map(Arc::new) else { continue };
                match (*thing, *persona) {
                    (Thing::Source, None) => source.all = Some(measured),
                    (Thing::Source, Some(persona)) => source.personas.push((persona, measured)),
                    (Thing::Channel(channel), None) => source.channels.push((channel, measured)),
                    (Thing::Channel(_), Some(_)) => {}
                    (Thing::Page(page), whose) => {
                        source.rests.push(page);
                        let first = put(page_measure(atlas, page, metric), whose, measured);
                        first.map(|first| overlaps.entry((first, DataId(at))).or_insert(page));
                    }
                    (Thing::Step(step), whose) => {
                        let page = atlas[atlas[step].stage].page;
                        source.rests.push(page);
                        let first = put(&mut Arc::make_mut(&mut atlas.steps[step.0]).emotion, whose, measured);
                        first.map(|first| overlaps.entry((first, DataId(at))).or_insert(page));
                    }
                }
            }
            source.rests.sort_unstable();
            source.rests.dedup();
            rest(atlas, &source, &counted);
            effects(atlas, DataId(at), metric, &counted, &finished);
            sources.push(source);
        }
        atlas.data = sources.into();
        comments::leave_last(&mut comments);
        atlas.comments = comments.into();
        let overlaps = overlaps.into_iter().map(|((first, second), page)| overlap(atlas, first, second, page));
        self.out.extend(overlaps);
        self.out.extend(unlike_questions(atlas));
    }

    /// Counts the answers of a data set by what they are about, and puts the comments there; how many rows name what the
    /// handbook doesn't have.
    fn count(
        &mut self,
        atlas: &Atlas,
        names: &Names,
        asked: &Asked,
        comments: &mut Comments,
    ) -> (BTreeMap<(Thing, Option<PersonaId>), Counted>, u64) {
        let mut counted: BTreeMap<(Thing, Option<PersonaId>), Counted> = BTreeMap::new();
        let mut unknown = 0;
        let mut quotes: BTreeMap<usize, Vec<&Quote>> = BTreeMap::new();
        asked.table.quotes.iter().for_each(|quote| quotes.entry(quote.subject).or_default().push(quote));
        for (at, (subject, answers)) in asked.table.subjects.iter().enumerate() {
            let row = Row { set: asked.set, metric: asked.metric, subject, answers };
            let Some(Place { things, persona }) = self.place(atlas, names, &row) else {
                unknown += answers.rows;
                continue;
            };
            for quote in quotes.remove(&at).unwrap_or_default() {
                let about: Vec<PageId> = things.iter().filter_map(|thing| thing.page(atlas)).collect();
                comments::put(comments, atlas, asked, quote, (&about, persona));
            }
            for thing in things {
                counted.entry((thing, None)).or_default().add(answers);
                if persona.is_some() {
                    counted.entry((thing, persona)).or_default().add(answers);
                }
            }
        }
        (counted, unknown)
    }

    /// Finds what the names of a row stand for, or reports those that stand for nothing.
    fn place(&mut self, atlas: &Atlas, names: &Names, row: &Row) -> Option<Place> {
        let subject = row.subject;
        let journey = self.named(row, Code::UnknownJourney, "journey", &subject.journey, |names| &names.journeys);
        let persona = self.named(row, Code::UnknownPersona, "persona", &subject.persona, |names| &names.personas);
        let channel = self.named(row, Code::UnknownChannel, "channel", &subject.channel, |names| &names.channels);
        let touchpoint =
            self.named(row, Code::UnknownTouchpoint, "touchpoint", &subject.touchpoint, |names| &names.touchpoints);
        let (journey, persona, channel, touchpoint) = (journey?, persona?, channel?, touchpoint?);
        let stage = match &subject.stage {
            None => None,
            Some(name) => match names.stage(atlas, journey, name) {
                Some(stage) => Some(stage),
                None => return self.unknown(row, Code::UnknownReference, "stage", name, names.stages(atlas, journey)),
            },
        };
        let step = match &subject.step {
            None => None,
            Some(name) => match names.step(atlas, journey, stage, name) {
                Some(step) => Some(step),
                None => {
                    let known = names.steps(atlas, journey, stage);
                    return self.unknown(row, Code::UnknownReference, "step", name, known);
                }
            },
        };
        let stage = step.map(|step| atlas[step].stage).or(stage);
        let about = match (step, stage, journey) {
            // Only emotions are measured step by step.
            (Some(step), ..) if row.metric == atlas.emotion_id() => Some(Thing::Step(step)),
            (_, Some(stage), _) => Some(Thing::Page(atlas[stage].page)),
            (_, None, journey) => journey.map(|journey| Thing::Page(atlas[journey].page)),
        };
        let touchpoint = touchpoint.map(|touchpoint| Thing::Page(atlas[touchpoint].page));
        let things = [Some(Thing::Source), about, touchpoint, channel.map(Thing::Channel)];
        Some(Place { things: things.into_iter().flatten().collect(), persona })
    }

    /// Finds what a name stands for: nothing where the row has none, and none where it stands for nothing.
    fn named<T: Copy>(
        &mut self,
        row: &Row,
        code: Code,
        what: &str,
        name: &Option<String>,
        pick: fn(&resolve::Names) -> &BTreeMap<String, T>,
    ) -> Option<Option<T>> {
        let Some(name) = name else { return Some(None) };
        match pick(&self.names).get(name) {
            Some(found) => Some(Some(*found)),
            None => {
                let known: Vec<String> = pick(&self.names).keys().cloned().collect();
                self.unknown(row, code, what, name, known.iter().map(String::as_str).collect())
            }
        }
    }

    fn unknown<T>(&mut self, row: &Row, code: Code, what: &str, name: &str, known: Vec<&str>) -> Option<T> {
        let n: u64 = row.answers.months.values().map(|tally| tally.n).sum();
        let message = format!(
            "there is no {what} `{name}`, which {n} {} about",
            if n == 1 { "answer is" } else { "answers are" }
        );
        let hint = did_you_mean(name, known.iter().copied()).or_else(|| match known.len() {
            1..=12 => Some(format!("there are `{}`", known.join("`, `"))),
            _ => None,
        });
        let cell = Cell { line: row.answers.line, column: Some(what.to_owned()), text: Some(name.to_owned()) };
        let path = FilePath::new(&row.set.file.value);
        let severity = match row.set.bad_rows {
            BadRows::Error => Severity::Error,
            BadRows::Warning => Severity::Warning,
        };
        self.out.push(Diagnostic::in_cell(code, &path, cell, message).maybe_hint(hint).severity(severity));
        None
    }
}

/// A data set on its way into the atlas.
pub(super) struct Asked<'a> {
    pub id: DataId,
    pub page: PageId,
    set: &'a DataSet,
    metric: MetricId,
    table: &'a Table,
}

impl Thing {
    /// The page that shows it.
    fn page(self, atlas: &Atlas) -> Option<PageId> {
        match self {
            Self::Page(page) => Some(page),
            Self::Step(step) => Some(atlas[atlas[step].stage].page),
            Self::Source | Self::Channel(_) => None,
        }
    }
}

/// Answers about one subject, on their way to what they are about.
struct Row<'a> {
    set: &'a DataSet,
    metric: MetricId,
    subject: &'a Subject,
    answers: &'a Answers,
}

fn data_source(book: &Book, asked: &Asked, unknown: u64) -> DataSource {
    let Asked { page, set, metric, table, .. } = *asked;
    let mut unused = table.unused.clone();
    if unknown > 0 {
        unused.insert(Unused::UnknownName, unknown);
    }
    DataSource {
        page,
        file: FilePath::new(&set.file.value),
        kind: set.kind,
        metric,
        question: resolve::titles(&set.question, &set.questions, &book.languages),
        rows: table.rows,
        unused,
        all: None,
        channels: Vec::new(),
        personas: Vec::new(),
        rests: Vec::new(),
    }
}

fn page_measure(atlas: &mut Atlas, page: PageId, metric: MetricId) -> &mut Measure {
    let scores = &mut atlas.scores[page.0];
    let at = match scores.binary_search_by_key(&metric, |(known, _)| *known) {
        Ok(at) => at,
        Err(at) => {
            scores.insert(at, (metric, Measure::default()));
            at
        }
    };
    &mut scores[at].1
}

/// Notes a data set as evidence of the steps and touchpoints that it speaks of.
fn rest(atlas: &mut Atlas, source: &DataSource, counted: &BTreeMap<(Thing, Option<PersonaId>), Counted>) {
    for ((thing, _), counted) in counted.iter().filter(|((_, whose), _)| whose.is_none()) {
        let evidence = Evidence {
            kind: source.kind,
            title: atlas[source.page].title.clone(),
            on: counted.days.map(|(_, last)| last),
            n: Some(counted.months.values().map(|tally| tally.n).sum()),
            url: None,
            span: source::Aside::default(),
        };
        match thing {
            Thing::Step(step) => Arc::make_mut(&mut atlas.steps[step.0]).evidence.push(evidence),
            Thing::Page(page) => {
                if let PageKind::Touchpoint(touchpoint) = atlas[*page].kind {
                    atlas.touchpoints[touchpoint.0].evidence.push(evidence);
                }
            }
            Thing::Source | Thing::Channel(_) => {}
        }
    }
}

/// Counts what finished opportunities were to move, before and after. Of two data sets the first one counts.
fn effects(
    atlas: &mut Atlas,
    source: DataId,
    metric: MetricId,
    counted: &BTreeMap<(Thing, Option<PersonaId>), Counted>,
    finished: &[Finished],
) {
    for one in finished.iter().filter(|one| one.metric == metric) {
        // Emotions are felt at steps: those of its own stage are those of its own step.
        let is_step = metric == atlas.emotion_id() && atlas[atlas[one.step].stage].page == one.page;
        let thing = if is_step { Thing::Step(one.step) } else { Thing::Page(one.page) };
        let Some(counted) = counted.get(&(thing, None)) else { continue };
        let known = atlas.metric(metric);
        let of = |tally: &Tally| estimate(known.method, tally, known.answers);
        let effect = opportunities::effect(source, &counted.months, one.done, of);
        let own = opportunities::one_mut(atlas, one.step, one.at);
        own.effect = own.effect.take().or(effect.map(Box::new));
    }
}

/// Two data sets that measure the same of the same.
fn overlap(atlas: &Atlas, first: DataId, second: DataId, page: PageId) -> Diagnostic {
    let settings = &atlas.book.settings;
    let (first, second) = (&settings.data[first.0], &settings.data[second.0]);
    let (id, metric) = (&atlas[page].id, &second.metric.value);
    let message = format!("`{}` measures {metric} of `{id}`, which `{}` has measured", second.id.value, first.id.value);
    let hint = "the one that is declared first counts: put the answers into one file, or declare a metric of its own";
    Diagnostic::at(Code::DataMixed, &settings.path, second.metric.span, message)
        .related(source::Place::new(&settings.path, first.metric.span), "the first one")
        .hint(hint)
}

/// Reports journeys whose stages are compared by answers to different questions.
fn unlike_questions(atlas: &Atlas) -> Vec<Diagnostic> {
    let settings = &atlas.book.settings;
    let mut found = BTreeMap::new();
    for journey in atlas.journeys.iter() {
        let mut asked: BTreeMap<MetricId, DataId> = BTreeMap::new();
        for stage in &journey.stages {
            for (metric, measure) in atlas.scores(atlas[*stage].page) {
                let Some(data) = measure.all.as_ref().and_then(|score| score.data.as_ref()) else { continue };
                let first = *asked.entry(*metric).or_insert(data.source);
                if settings.data[first.0].question != settings.data[data.source.0].question {
                    found.entry((first, data.source)).or_insert(journey.page);
                }
            }
        }
    }
    let tell = |((first, second), page): ((DataId, DataId), PageId)| {
        let (first, second) = (&settings.data[first.0], &settings.data[second.0]);
        let (id, metric) = (&atlas[page].id, &second.metric.value);
        let (one, other) = (&first.id.value, &second.id.value);
        let message =
            format!("stages of `{id}` can't be compared: `{one}` and `{other}` asked for {metric} in different words");
        Diagnostic::at(Code::DataMixed, &settings.path, second.metric.span, message)
            .related(source::Place::new(&settings.path, first.metric.span), "the first one")
            .hint("ask all stages the same `question`, or declare a metric of its own")
    };
    found.into_iter().map(tell).collect()
}

/// Puts a counted score in the place of a written one, which stays behind it. Of two data sets that measure the same the
/// one that is declared first counts, and is named.
fn put(measure: &mut Measure, whose: Option<PersonaId>, measured: Arc<Measured>) -> Option<DataId> {
    let written = match whose {
        None => measure.all.take(),
        Some(persona) => {
            let at = measure.by_persona.iter().position(|(known, _)| *known == persona);
            at.map(|at| measure.by_persona.remove(at).1)
        }
    };
    let first = written.as_ref().and_then(|written| written.data.as_ref()).map(|first| first.source);
    let score = match written {
        Some(counted) if first.is_some() => counted,
        written => Score::counted(measured, written),
    };
    match whose {
        None => measure.all = Some(score),
        Some(persona) => {
            measure.by_persona.push((persona, score));
            measure.by_persona.sort_by_key(|(persona, _)| *persona);
        }
    }
    first
}

/// What answers come to, over all and in each period.
fn measured(atlas: &Atlas, source: DataId, metric: MetricId, counted: &Counted) -> Option<Measured> {
    let metric = atlas.metric(metric);
    let mut all = Tally::default();
    counted.months.values().for_each(|tally| all += *tally);
    let of = |tally: &Tally| estimate(metric.method, tally, metric.answers);
    let months = period(&counted.months);
    let mut periods: BTreeMap<Month, Tally> = BTreeMap::new();
    for (month, tally) in &counted.months {
        if let Some(month) = month {
            *periods.entry(begin(*month, months)).or_default() += *tally;
        }
    }
    let share = |part: u64| part as f64 / all.n.max(1) as f64;
    Some(Measured {
        source,
        estimate: of(&all)?,
        shares: (share(all.low), share(all.high)),
        days: counted.days,
        trend: periods.iter().filter_map(|(month, tally)| Some((*month, of(tally)?))).collect(),
        months,
    })
}

/// Months where each between the first and the last has answers enough, else quarters.
fn period(months: &BTreeMap<Option<Month>, Tally>) -> i8 {
    let dated: Vec<u64> = months.iter().filter(|(month, _)| month.is_some()).map(|(_, tally)| tally.n).collect();
    let inner = dated.get(1..dated.len().saturating_sub(1)).unwrap_or_default();
    let is_enough = !inner.is_empty() && inner.iter().all(|n| *n >= MONTHLY);
    if is_enough || dated.len() <= 2 { 1 } else { 3 }
}

/// The first month of the period that a month lies in.
fn begin(month: Month, months: i8) -> Month {
    Month { month: month.month - (month.month - 1) % months, ..month }
}

/// The stages and steps by their names.
struct Names {
    stages: HashMap<String, StageId>,
}

impl Names {
    fn of(atlas: &Atlas) -> Self {
        let stages = atlas.stages.iter().enumerate();
        Self { stages: stages.map(|(at, stage)| (atlas[stage.page].id.clone(), StageId(at))).collect() }
    }

    /// A stage by its id with its journey's before it, or by its own where the journey is known.
    fn stage(&self, atlas: &Atlas, journey: Option<JourneyId>, name: &str) -> Option<StageId> {
        let known = |id: &str| self.stages.get(id).copied();
        let own = journey.and_then(|journey| known(&format!("{}/{name}", atlas[atlas[journey].page].id)));
        own.or_else(|| known(name).filter(|stage| journey.is_none_or(|journey| atlas[*stage].journey == journey)))
    }

    fn stages<'a>(&self, atlas: &'a Atlas, journey: Option<JourneyId>) -> Vec<&'a str> {
        let stages = atlas.stages.iter().filter(|stage| journey.is_none_or(|journey| stage.journey == journey));
        stages.map(|stage| atlas[stage.page].id.as_str()).collect()
    }

    /// A step by its id in the stage, or in the journey where only one of its steps has it.
    fn step(&self, atlas: &Atlas, journey: Option<JourneyId>, stage: Option<StageId>, name: &str) -> Option<StepId> {
        let found = candidates(atlas, journey, stage);
        let mut found = found.filter(|step| atlas[*step].id == name);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    fn steps<'a>(&self, atlas: &'a Atlas, journey: Option<JourneyId>, stage: Option<StageId>) -> Vec<&'a str> {
        candidates(atlas, journey, stage).map(|step| atlas[step].id.as_str()).collect()
    }
}

fn candidates(
    atlas: &Atlas,
    journey: Option<JourneyId>,
    stage: Option<StageId>,
) -> impl Iterator<Item = StepId> + use<'_> {
    let of_stage = stage.map(|stage| atlas[stage].steps.as_slice());
    let of_journey = journey.map(|journey| atlas[journey].steps.as_slice());
    of_stage.or(of_journey).unwrap_or_default().iter().copied()
}
