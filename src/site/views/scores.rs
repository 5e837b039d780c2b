//! Scores and what they rest on: alerts, answers, emotions, evidence.

use serde::Serialize;

use crate::site::views::{DateView, Link, Text};

/// A score that crossed a line of `book.toml`.
#[derive(Clone, Debug, Serialize)]
pub struct AlertView {
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// The page it is about.
    pub link: Link,
    /// The step, where the score is a step's.
    pub step: Option<Link>,
    /// For whom, where the score is one persona's.
    pub persona: Option<Link>,
    /// The metric's name.
    pub metric: Text,
    /// The score.
    pub value: String,
    /// The line it crossed: a score, by how much one may fall, or a share of answers.
    pub limit: String,
    /// How it was crossed: `below`, `above`, `fell` or `detractors`.
    pub side: &'static str,
    /// What happened, in words that follow the metric's name.
    pub happened: String,
    /// How many answers the score rests on.
    pub n: Option<String>,
    /// The lower end of its 95 % interval.
    pub low: Option<String>,
    /// The upper end of it.
    pub high: Option<String>,
    /// How much harm it does: alerts of one severity are sorted by it.
    pub harm: String,
    /// Who answers for it.
    pub owner: Option<String>,
}

/// A touchpoint with many detractors or many promoters.
#[derive(Clone, Debug, Serialize)]
pub struct StandingView {
    /// `at-risk` or `promoted`.
    pub verdict: &'static str,
    /// The touchpoint.
    pub link: Link,
    /// What was asked.
    pub metric: Text,
    /// The share of detractors or of promoters.
    pub share: String,
    /// The same in whole percent, 0 to 100.
    pub percent: u8,
    /// How many answers there are in all.
    pub n: String,
    /// What the share is one of, for the words: `nps` or `other`.
    pub asked: &'static str,
}

/// The touchpoints with many detractors, or those with many promoters.
#[derive(Clone, Debug, Serialize)]
pub struct StandingsView {
    /// `at-risk` or `promoted`.
    pub verdict: &'static str,
    /// The line above which a share is.
    pub line: String,
    /// The same in whole percent, 0 to 100.
    pub percent: u8,
    /// The touchpoints, the largest shares first; at most 60.
    pub touchpoints: Vec<StandingView>,
    /// How many more there are.
    pub left_out: usize,
}

/// One measured or estimated value.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreView {
    /// The metric's id: `satisfaction`, `nps` …
    pub metric: String,
    /// The metric's name.
    pub title: Text,
    /// The value, signed where the scale has a zero inside.
    pub value: String,
    /// The scale's lower end.
    pub min: String,
    /// The scale's upper end.
    pub max: String,
    /// Where the value stands on the scale, in whole percent of it: 0…100.
    pub percent: u8,
    /// Where the value stands on the scale, −2 (lowest fifth) … 2 (highest fifth).
    pub level: i8,
    /// For whom, where it is one persona's.
    pub persona: Option<Link>,
    /// How many answers it rests on.
    pub n: Option<String>,
    /// The lower end of its 95 % interval: that of the answers, else the widest that a score with this n can have.
    pub low: Option<String>,
    /// The upper end of it.
    pub high: Option<String>,
    /// Where it was measured.
    pub source: Option<String>,
    /// The page of the data set that it was counted from.
    pub data: Option<Link>,
    /// By how much it has changed since the period before, signed, where the intervals allow to say so.
    pub change: Option<String>,
    /// What its author wrote, where answers say it now.
    pub written: Option<String>,
    /// By how much the answers differ from that, signed.
    pub difference: Option<String>,
    /// The score over time, where it was counted in two periods or more.
    pub trend: Option<TrendView>,
    /// When it was measured.
    pub on: Option<DateView>,
    /// `error` or `warning` where it crossed a line.
    pub alert: Option<&'static str>,
}

/// A score over time.
#[derive(Clone, Debug, Serialize)]
pub struct TrendView {
    /// The drawing. *Markup*; the periods say the same.
    pub svg: String,
    /// By how much the last period differs from the one before, signed, where the intervals allow to say so.
    pub change: Option<String>,
    /// The periods, the first one first.
    pub periods: Vec<PeriodView>,
}

/// The score of a month or of a quarter.
#[derive(Clone, Debug, Serialize)]
pub struct PeriodView {
    /// Its name.
    pub label: String,
    /// The score.
    pub value: String,
    /// The lower end of its 95 % interval.
    pub low: String,
    /// The upper end.
    pub high: String,
    /// How many answers it rests on.
    pub n: String,
}

/// `data.html`: a data set.
#[derive(Clone, Debug, Serialize)]
pub struct DataView {
    /// Where the answers come from: `survey`, `analytics` …
    pub kind: &'static str,
    /// True where somebody was asked; false where they were watched.
    pub solicited: bool,
    /// What was measured.
    pub metric: Text,
    /// How answers become a score: `mean`, `nps`, `top-2-box` …
    pub method: &'static str,
    /// What was asked, in the words in which it was.
    pub question: Option<Text>,
    /// The file, relative to the handbook.
    pub file: String,
    /// The day of the first answer.
    pub from: Option<DateView>,
    /// The day of the last one.
    pub to: Option<DateView>,
    /// How many rows the file has.
    pub rows: String,
    /// How many of them were used.
    pub used: String,
    /// Why the others were not.
    pub unused: Vec<UnusedView>,
    /// All answers together.
    pub all: Option<AnsweredView>,
    /// They over time.
    pub trend: Option<TrendView>,
    /// By the channels through which they came.
    pub channels: Vec<AnsweredView>,
    /// By the personas who gave them.
    pub personas: Vec<AnsweredView>,
    /// The pages that rest on it.
    pub rests: Vec<Link>,
    /// How many more there are.
    pub rests_left_out: usize,
}

/// Rows that were not used.
#[derive(Clone, Debug, Serialize)]
pub struct UnusedView {
    /// The end of the interface text that says why: `off-scale`, `bad-date` …
    pub why: &'static str,
    /// How many.
    pub rows: String,
}

/// What some answers come to.
#[derive(Clone, Debug, Serialize)]
pub struct AnsweredView {
    /// Whose they are; nothing for all.
    pub link: Option<Link>,
    /// The score.
    pub value: String,
    /// The lower end of its 95 % interval.
    pub low: String,
    /// The upper end.
    pub high: String,
    /// How many there are.
    pub n: String,
}

/// How one persona, or everybody, feels at a step.
#[derive(Clone, Debug, Serialize)]
pub struct EmotionView {
    /// For whom; nothing means everybody.
    pub persona: Option<Link>,
    /// The signed number.
    pub value: String,
    /// Rounded to −2…2, for colour and face.
    pub level: i8,
}

/// A step's high or low.
#[derive(Clone, Debug, Serialize)]
pub struct Moment {
    /// The step.
    pub step: Link,
    /// Its stage.
    pub stage: Link,
    /// Its journey.
    pub journey: Link,
    /// What was felt.
    pub emotion: EmotionView,
    /// What the customer thinks there.
    pub quote: Option<Text>,
}

/// What a claim rests on.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceView {
    /// `survey`, `interview`, `review`, `test`, `analytics`, `purchases`, `support-log`, `email` or `observation`.
    pub kind: &'static str,
    /// True for the first four: somebody was asked.
    pub solicited: bool,
    /// What it is called.
    pub title: Text,
    /// When it was gathered.
    pub on: Option<DateView>,
    /// How many answers, people or cases.
    pub n: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// What somebody said.
#[derive(Clone, Debug, Serialize)]
pub struct CommentView {
    /// The words, in a language that nobody knows.
    pub text: String,
    /// When.
    pub on: Option<DateView>,
    /// Who said it, on other pages than their own.
    pub persona: Option<Link>,
    /// What it is about, on other pages than that.
    pub about: Option<Link>,
    /// The data set that it is from, on other pages than that.
    pub data: Option<Link>,
}
