//! What a handbook says, as data for other programs.
//!
//! In: an atlas. Out: a [`Handbook`] with names for ids and all texts by language, as JSON; or a table of steps, as CSV.
//! Promises: every field is always there and declared in [`SCHEMA`]; the same handbook gives the same bytes; a cell of the
//! table is never a formula. Deliberately not here: texts of pages, and anything that is drawn.

mod csv;
mod make;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::model::{Atlas, JourneyId};

pub use csv::csv;
pub use make::handbook;

/// The JSON Schema of what [`json`] writes.
pub const SCHEMA: &str = include_str!("schema.json");

/// The version of the format.
pub const FORMAT: u32 = 1;

/// A text by language tag; a language that says nothing is missing.
pub type Texts = BTreeMap<String, String>;

/// A list of texts by language tag; a language that says nothing is missing.
pub type Lists = BTreeMap<String, Vec<String>>;

/// Which part of a handbook is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    Everything,
    /// One journey, who goes on it and what they meet there.
    Journey(JourneyId),
}

/// Writes a handbook as JSON, on one line: indents would be more than half of a large one.
pub fn json(atlas: &Atlas, scope: Scope) -> String {
    // There is nothing in it that JSON can't say.
    serde_json::to_string(&handbook(atlas, scope)).unwrap_or_default() + "\n"
}

/// What a handbook of customer journeys says, as `rihla export json` writes it.
#[derive(Serialize)]
pub struct Handbook<'a> {
    /// The version of this format. It is raised where a field goes or means something else, not where one comes.
    pub format: u32,
    /// The handbook's title.
    pub title: Texts,
    /// Its description.
    pub description: Texts,
    /// Its languages, the default one first.
    pub languages: Vec<Language>,
    /// Its channels, in order.
    pub channels: Vec<Named>,
    /// Its phases, in order.
    pub phases: Vec<Named>,
    /// Its metrics, the built-in ones first.
    pub metrics: Vec<Metric>,
    /// The personas.
    pub personas: Each<'a, Persona>,
    /// The journeys, those of today before those to come.
    pub journeys: Each<'a, Journey>,
    /// The touchpoints.
    pub touchpoints: Each<'a, Touchpoint>,
    /// The files of answers, in the order of `book.toml`.
    pub data: Each<'a, DataSet>,
    /// Scores that crossed a line, the worst first.
    pub alerts: Each<'a, Alert>,
}

/// A list whose items are made one by one while it is written: all those of a large handbook would be more than a machine
/// wants to hold.
pub struct Each<'a, T>(Box<dyn Fn() -> Box<dyn Iterator<Item = T> + 'a> + 'a>);

impl<'a, T> Each<'a, T> {
    /// Makes an item of each id.
    fn of<I: Copy + 'a>(ids: impl IntoIterator<Item = I>, make: impl Fn(I) -> T + Copy + 'a) -> Self {
        let ids: Arc<[I]> = ids.into_iter().collect();
        Self(Box::new(move || {
            let ids = ids.clone();
            Box::new((0..ids.len()).map(move |at| make(ids[at])))
        }))
    }
}

impl<T: Serialize> Serialize for Each<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// What every page has.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// Its id; that of a stage begins with its journey's.
    pub id: String,
    /// Where its page is in the site, relative to a language's folder.
    pub path: String,
    /// Its title.
    pub title: Texts,
    /// One sentence about it.
    pub summary: Texts,
    /// Who answers for it.
    pub owner: Option<String>,
    /// How far its page is.
    pub status: Option<&'static str>,
    /// When it was last checked (`2026-04-30`).
    pub reviewed: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
}

/// A language of the handbook.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Language {
    /// Its BCP 47 tag.
    pub tag: String,
    /// In which direction it is written.
    pub direction: &'static str,
}

/// A channel or a phase.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Texts,
}

/// A metric and its scale.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Metric {
    /// Its id.
    pub id: String,
    /// Its title; the built-in metrics have none unless `book.toml` gives them one.
    pub title: Texts,
    /// The lower end of its scale.
    pub min: f64,
    /// The upper end of its scale.
    pub max: f64,
}

/// A persona.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Persona {
    /// What every page has.
    #[serde(flatten)]
    pub page: Page,
    /// What they are to us.
    pub role: Texts,
    /// Their weight.
    pub kind: Option<&'static str>,
    /// In their words.
    pub quote: Texts,
    /// Their share of customers, 0 to 1.
    pub share: Option<f64>,
    /// Who they are, by language tag.
    pub demographics: BTreeMap<String, Vec<Entry>>,
    /// What they are like.
    pub traits: Vec<Trait>,
    /// What they want.
    pub goals: Lists,
    /// What they need.
    pub needs: Lists,
    /// What drives them.
    pub motivations: Lists,
    /// What annoys them.
    pub frustrations: Lists,
    /// How they behave.
    pub behaviours: Lists,
    /// How we make them feel.
    pub feels: Lists,
    /// The ids of the channels where they meet us.
    pub channels: Vec<String>,
    /// The ids of their journeys, of those that are written here.
    pub journeys: Vec<String>,
}

/// A name and what stands beside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// The name.
    pub name: String,
    /// What stands beside it.
    pub value: String,
}

/// A trait of a persona.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trait {
    /// What it is called.
    pub name: Texts,
    /// How strong it is, 1 to 5.
    pub value: u8,
}

/// A journey.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Journey {
    /// What every page has.
    #[serde(flatten)]
    pub page: Page,
    /// The ids of those who go on it.
    pub personas: Vec<String>,
    /// Whether it is or shall be.
    pub state: &'static str,
    /// The id of the journey that it is to replace.
    pub future_of: Option<String>,
    /// Whose journey it is.
    pub level: &'static str,
    /// What happens.
    pub scenario: Texts,
    /// Its scores.
    pub scores: Vec<Measure>,
    /// Its stages, in time.
    pub stages: Vec<Stage>,
}

/// A stage of a journey.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stage {
    /// What every page has.
    #[serde(flatten)]
    pub page: Page,
    /// Its number in the journey, from 1.
    pub number: usize,
    /// The id of its phase.
    pub phase: Option<String>,
    /// What the customer wants.
    pub goal: Texts,
    /// Its scores.
    pub scores: Vec<Measure>,
    /// Its steps, in time.
    pub steps: Vec<Step>,
}

/// A step of a stage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Its id inside the stage.
    pub id: String,
    /// Its number in the journey, from 1.
    pub number: usize,
    /// Its title.
    pub title: Texts,
    /// The ids of what the customer meets.
    pub touchpoints: Vec<String>,
    /// The id of the channel where it happens.
    pub channel: Option<String>,
    /// How it feels; null where nobody has said so.
    pub emotion: Option<Measure>,
    /// True for a moment of truth.
    pub moment_of_truth: bool,
    /// What the customer thinks.
    pub thinks: Lists,
    /// What the customer feels, in words.
    pub feels: Lists,
    /// What hurts.
    pub pains: Lists,
    /// What staff do in sight.
    pub frontstage: Lists,
    /// What staff do out of sight.
    pub backstage: Lists,
    /// What that rests on.
    pub support: Lists,
    /// What could be better.
    pub opportunities: Vec<Opportunity>,
    /// What is known.
    pub evidence: Vec<Evidence>,
    /// The id of the sub-journey that it opens.
    pub opens: Option<String>,
}

/// What was measured with one metric.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measure {
    /// The id of the metric.
    pub metric: String,
    /// What holds for everybody: their score, else the mean of the personas'.
    pub overall: Option<f64>,
    /// The scores: everybody's first, then each persona's.
    pub values: Vec<Score>,
}

/// A score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// The id of the persona whose score it is; null for everybody's.
    pub persona: Option<String>,
    /// The number, on the metric's scale.
    pub value: f64,
    /// How many answers it rests on.
    pub n: Option<u64>,
    /// Where it was measured; of a counted score the id and the file of its data set.
    pub source: Option<String>,
    /// When it was measured (`2026-04-30`), of a counted score the last day.
    pub on: Option<String>,
    /// Its 95 % interval: that of its answers where it was counted, else the widest that a mean of n answers can have on
    /// this scale; null where n is not known.
    pub interval: Option<Interval>,
    /// The id of the data set that it was counted from; null where somebody wrote it.
    pub data: Option<String>,
    /// How its answers became a score; null where somebody wrote it.
    pub method: Option<&'static str>,
    /// From when its answers are; null where somebody wrote it, or no answer has a date.
    pub period: Option<Period>,
}

/// A stretch of time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Period {
    /// The first day (`2026-04-30`).
    pub from: String,
    /// The last day.
    pub to: String,
}

/// A stretch of a scale.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// Something to improve.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Opportunity {
    /// Its id inside the step.
    pub id: String,
    /// What.
    pub title: Texts,
    /// 1 to 5.
    pub impact: Option<u8>,
    /// 1 to 5.
    pub effort: Option<u8>,
    /// Who does it.
    pub owner: Option<String>,
    /// How far it is.
    pub status: Option<&'static str>,
    /// The last day on which it is in time (`2026-04-30`).
    pub due: Option<String>,
    /// True where that day has passed and it is still open.
    pub overdue: bool,
    /// When it was finished (`2026-04-30`).
    pub done: Option<String>,
    /// The opportunity score of what it moves, else of its stage, 0 to 20; null where it was not measured.
    pub score: Option<f64>,
    /// What it is meant to move; null where nobody said.
    pub moves: Option<Moves>,
}

/// What an opportunity is meant to move.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moves {
    /// The id of the metric.
    pub metric: String,
    /// What it is measured of: the journey, the stage or the touchpoint.
    pub kind: &'static str,
    /// Its id.
    pub of: String,
    /// What was counted from answers; null where nothing was.
    pub counted: Option<Comparison>,
    /// What was written; null where nothing was.
    pub written: Option<Comparison>,
}

/// A metric before something was done and afterwards.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Before: of what was counted, in the months wholly before.
    pub before: Option<Score>,
    /// Afterwards: of what was counted, in the months wholly after.
    pub after: Option<Score>,
    /// By how much it is more, where the intervals allow to say that it changed.
    pub change: Option<f64>,
}

/// What a claim rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// Where it comes from.
    pub kind: &'static str,
    /// What it is called.
    pub title: Texts,
    /// When it was gathered (`2026-04-30`).
    pub on: Option<String>,
    /// How many answers, people or cases.
    pub n: Option<u64>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A touchpoint.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Touchpoint {
    /// What every page has.
    #[serde(flatten)]
    pub page: Page,
    /// The ids of the channels where it can be met.
    pub channels: Vec<String>,
    /// Whose it is.
    pub kind: Option<&'static str>,
    /// Its scores.
    pub scores: Vec<Measure>,
    /// What is known.
    pub evidence: Vec<Evidence>,
    /// Every step that meets it, in the order of the journeys, of those that are written here.
    pub steps: Vec<Place>,
}

/// A file of answers. What it says is in the scores that were counted from it; of its rows there is nothing here.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DataSet {
    /// What every page has.
    #[serde(flatten)]
    pub page: Page,
    /// Its file, relative to the handbook.
    pub file: String,
    /// Where the answers come from.
    pub kind: &'static str,
    /// The id of the metric that they are answers to.
    pub metric: String,
    /// What was asked, in the words in which it was.
    pub question: Texts,
    /// How many rows the file has.
    pub rows: u64,
    /// How many of them were used.
    pub used: u64,
    /// Why others were not, and how many each time.
    pub unused: Vec<UnusedRows>,
    /// From when its answers are; null where none has a date.
    pub period: Option<Period>,
    /// How many answers there are: a row can stand for several.
    pub n: u64,
}

/// Rows that were not used.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnusedRows {
    /// Why.
    pub reason: &'static str,
    /// How many.
    pub rows: u64,
}

/// A step and where it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// The id of its journey.
    pub journey: String,
    /// The id of its stage.
    pub stage: String,
    /// Its own id, inside the stage.
    pub step: String,
}

/// A score that crossed a line of `[[alerts]]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alert {
    /// How loud it is.
    pub severity: &'static str,
    /// What the score belongs to.
    pub kind: &'static str,
    /// Its id; of a step that of its stage.
    pub id: String,
    /// The id of the step, inside the stage.
    pub step: Option<String>,
    /// The id of the persona whose score it is; null for everybody's.
    pub persona: Option<String>,
    /// The id of the metric.
    pub metric: String,
    /// The score.
    pub value: f64,
    /// The line.
    pub limit: f64,
    /// How it crossed the line: `below` or `above` it, `fell` by more than it says since the period before, or has more
    /// `detractors` among its answers, as a share from 0 to 1.
    pub crossing: &'static str,
}
