//! Files of answers → tallies.
//!
//! In: the `[[data]]` of the settings and the files that they name. Out: for each a [`Table`], the answers counted by what
//! they are about and by month, and every row that could not be used, with its reason. Promises: a file is read once,
//! row by row, in memory that depends on how many different things it speaks of and not on its length; one bad row
//! hides no other; what `redact` names is never kept. Deliberately not here: what the names in the rows stand for.

mod cells;
mod decode;
pub mod formulas;
mod judge;
mod plan;
mod privacy;
mod read;
mod rows;
mod slots;
mod tally;
mod tell;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use read::{read, read_from};
pub use tally::{Ends, Month, Tally};

/// What a file of answers says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What its answers are about, in the order in which it first speaks of each.
    pub subjects: Vec<(Subject, Answers)>,
    /// How many rows it has; lines without anything on them are none.
    pub rows: u64,
    /// Why rows were not used, and how many each time.
    pub unused: BTreeMap<Unused, u64>,
    /// Comments that may be shown, the last ones first; at most [`QUOTES`] for each subject.
    pub quotes: Vec<Quote>,
}

impl Table {
    /// How many rows were used.
    pub fn used(&self) -> u64 {
        self.rows - self.unused.values().sum::<u64>().min(self.rows)
    }
}

/// How many comments are kept for each subject; of files that speak of more than 10,000 subjects, for the first of them.
/// A comment of more than 400 characters is not shown, nor one with personal data in it.
pub const QUOTES: usize = 3;

/// What a row is about, by names: everything that it says of itself but its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// A journey's id.
    pub journey: Option<String>,
    /// The id of one of its stages, with or without the journey's before it.
    pub stage: Option<String>,
    /// The id of one of the stage's steps.
    pub step: Option<String>,
    /// A touchpoint's id.
    pub touchpoint: Option<String>,
    /// A persona's id.
    pub persona: Option<String>,
    /// A channel's id.
    pub channel: Option<String>,
}

/// The answers about one subject.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// The line of the first row, from 1: where to look when a name is wrong.
    pub line: u64,
    /// How many rows hold them; those that count none are not among them.
    pub rows: u64,
    /// By months; those without a date are under none.
    pub months: BTreeMap<Option<Month>, Tally>,
    /// The first and the last day.
    pub days: Option<(Date, Date)>,
}

/// Why a row was not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unused {
    /// It has no answer.
    NoScore,
    /// Its answer is no number.
    NotANumber,
    /// Its answer is off the scale, or lies between two where answers are whole.
    OffScale,
    /// Its date is none.
    BadDate,
    /// Its count is no whole number from 0 to 2^53.
    BadCount,
    /// It has more or fewer cells than the first line, or is no JSON object.
    Ragged,
    /// Its id was there before.
    Duplicate,
    /// It holds bytes that are no text.
    BadText,
    /// It names something that the handbook doesn't have.
    UnknownName,
}

impl Unused {
    /// A word for it, as texts of the interface and other programs name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoScore => "no-score",
            Self::NotANumber => "no-number",
            Self::OffScale => "off-scale",
            Self::BadDate => "bad-date",
            Self::BadCount => "bad-count",
            Self::Ragged => "ragged",
            Self::Duplicate => "duplicate",
            Self::BadText => "bad-text",
            Self::UnknownName => "unknown-name",
        }
    }
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Which of the subjects it is about.
    pub subject: usize,
    /// The words.
    pub text: String,
    /// When.
    pub on: Option<Date>,
}
