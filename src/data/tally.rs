//! Counted answers.

use std::ops::AddAssign;

use jiff::civil::Date;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// The year.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
}

impl From<Date> for Month {
    fn from(day: Date) -> Self {
        Self { year: day.year(), month: day.month() }
    }
}

/// Answers to one question: enough of them to compute every metric and its interval, and to be added to others.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// How many.
    pub n: u64,
    /// Their sum.
    pub sum: f64,
    /// The sum of their squares.
    pub squares: f64,
    /// How many are low: detractors, difficult, dissatisfied, 0.
    pub low: u64,
    /// How many are high: promoters, easy, satisfied, 1.
    pub high: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.n += other.n;
        self.sum += other.sum;
        self.squares += other.squares;
        self.low += other.low;
        self.high += other.high;
    }
}
