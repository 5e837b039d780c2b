//! Rows → answers, each by itself.
//!
//! In: a batch of rows. Out: in the same batch the answer of each, or the first reason not to use it, and a number for its id.
//! Whichever thread has time does it. Deliberately not here: what rows have to do with each other.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::sync::Arc;

use csv::ByteRecord;

use crate::data::Unused;
use crate::data::cells::{Days, Fraction, number, trimmed, whole};
use crate::data::decode::Watch;
use crate::data::plan::Found;
use crate::data::rows::Batch;
use crate::data::slots::Answer;
use crate::data::tell::Fault;
use crate::parse::metrics::{Field, Method, Metric};

/// What a row is held against.
#[derive(Clone)]
pub(super) struct Judge<'a> {
    pub(super) metric: &'a Metric,
    pub(super) found: Found,
    pub(super) days: Days,
    pub(super) fraction: Fraction,
    /// How many cells a row has to have.
    pub(super) width: usize,
    pub(super) watch: Arc<Watch>,
}

impl Judge<'_> {
    /// Finds the answer of each row of a batch, and what tells its id from others.
    pub(super) fn batch(&mut self, batch: &mut Batch) {
        let mut answers = std::mem::take(&mut batch.answers);
        answers.clear();
        answers.extend(batch.rows().iter().enumerate().map(|(at, row)| self.answer(row, batch.is_text(at))));
        batch.answers = answers;
        batch.is_judged = true;
        if self.found[Field::Id as usize].is_some() {
            let mut ids = std::mem::take(&mut batch.ids);
            ids.clear();
            ids.extend(batch.rows().iter().map(|row| self.id(row)));
            batch.ids = ids;
        }
    }

    /// The hash of a row's id, 0 where it has none.
    fn id(&self, row: &ByteRecord) -> u64 {
        let id = cell(row, &self.found, Field::Id).map(trimmed).unwrap_or_default();
        if id.is_empty() { 0 } else { hash(id).max(1) }
    }

    /// The answer of a row, or the first reason not to use it.
    fn answer(&mut self, row: &ByteRecord, is_text: bool) -> Result<Answer, Fault> {
        let whole_row = |why| Fault { why, field: None };
        if !is_text || self.watch.is_malformed() && has_replacement(row.as_slice()) {
            return Err(whole_row(Unused::BadText));
        }
        if row.len() != self.width {
            return Err(whole_row(Unused::Ragged));
        }
        let fault = |why, field| Fault { why, field: Some(field) };
        let score = cell(row, &self.found, Field::Score).unwrap_or_default();
        let Some(score) = number(score, self.fraction) else {
            let why = if trimmed(score).is_empty() { Unused::NoScore } else { Unused::NotANumber };
            return Err(fault(why, Field::Score));
        };
        let (low, high) = self.metric.answers;
        let is_answer = (low..=high).contains(&score) && (self.metric.method == Method::Mean || score.fract() == 0.0);
        if !is_answer {
            return Err(fault(Unused::OffScale, Field::Score));
        }
        let day = match cell(row, &self.found, Field::Date) {
            Some(date) if !date.is_empty() => match self.days.day(date) {
                None if !trimmed(date).is_empty() => return Err(fault(Unused::BadDate, Field::Date)),
                day => day,
            },
            _ => None,
        };
        let count = match cell(row, &self.found, Field::Count) {
            Some(count) => whole(count).ok_or_else(|| fault(Unused::BadCount, Field::Count))?,
            None => 1,
        };
        Ok(Answer { score, count, day })
    }
}

/// True where the sign is in a text that stands for what could not be decoded.
fn has_replacement(text: &[u8]) -> bool {
    text.windows(3).any(|sign| sign == "\u{fffd}".as_bytes())
}

/// A cell of a row, where the file has such a column.
pub(super) fn cell<'r>(row: &'r ByteRecord, found: &Found, field: Field) -> Option<&'r [u8]> {
    row.get(found[field as usize]?)
}

/// The same number for the same id on every machine.
fn hash(id: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(id);
    hasher.finish()
}
