//! How a handbook is kept true: the settings of `[journey]` that say how old things may become and what may not be missing.

use std::fmt;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::parse::fields::{self, Choice, Fields, choices, word};

/// What a handbook asks of its pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Upkeep {
    /// `as-of`: the day that ages are counted to. Nothing is the newest day that the handbook knows.
    pub as_of: Option<Date>,
    /// `review-every`: how long a review counts.
    pub review_every: Option<Age>,
    /// `evidence-age`: how long evidence counts.
    pub evidence_age: Option<Age>,
    /// `require`: what journeys and steps may not lack.
    pub require: Vec<Requirement>,
}

impl Default for Upkeep {
    fn default() -> Self {
        Self { as_of: None, review_every: None, evidence_age: None, require: Requirement::ALL.to_vec() }
    }
}

choices! {
    /// What may not be missing.
    Requirement {
        /// Somebody who answers for each journey.
        Owner = "owner",
        /// Evidence or measured scores for each step of a journey of today.
        Evidence = "evidence",
    }
}

choices! {
    /// What an age is counted in.
    Unit {
        /// Days.
        Days = "days",
        /// Weeks.
        Weeks = "weeks",
        /// Months of the calendar.
        Months = "months",
        /// Years of the calendar.
        Years = "years",
    }
}

/// A length of time, in units of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// How many.
    pub count: u16,
    /// Of what.
    pub unit: Unit,
}

impl Age {
    /// Reads `6 months`, `1 year`, `90 days`.
    fn read(text: &str) -> Option<Self> {
        let (count, unit) = text.trim().split_once(char::is_whitespace)?;
        let unit = unit.trim();
        let is_meant = |known: &&Unit| word(**known) == unit || word(**known).strip_suffix('s') == Some(unit);
        let unit = *Unit::ALL.iter().find(is_meant)?;
        let count = count.parse().ok().filter(|count| (1..=3650).contains(count))?;
        Some(Self { count, unit })
    }

    fn span(self) -> Span {
        let count = i64::from(self.count);
        match self.unit {
            Unit::Days => count.days(),
            Unit::Weeks => count.weeks(),
            Unit::Months => count.months(),
            Unit::Years => count.years(),
        }
    }

    /// The day on which what began on a day has this age: the last one on which it counts. Months end on their last day, so
    /// a month from January 31 is February 28 or 29.
    pub fn after(self, day: Date) -> Date {
        day.saturating_add(self.span())
    }
}

impl fmt::Display for Age {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let unit = word(self.unit);
        write!(out, "{} {}", self.count, if self.count == 1 { unit.trim_end_matches('s') } else { unit })
    }
}

/// Reads the settings of upkeep out of `[journey]`.
pub(super) fn upkeep(fields: &mut Fields, out: &mut Diagnostics) -> Upkeep {
    let is_given = fields.word("require").is_some();
    let require = fields.choices("require", out);
    Upkeep {
        as_of: fields.date("as-of", out).map(|day| day.value),
        review_every: age(fields, "review-every", out),
        evidence_age: age(fields, "evidence-age", out),
        require: if is_given { require } else { Upkeep::default().require },
    }
}

fn age(fields: &mut Fields, name: &'static str, out: &mut Diagnostics) -> Option<Age> {
    let node = fields.fact(name, out)?;
    let written = fields::text(fields.path(), node, out)?;
    let age = Age::read(&written.value);
    if age.is_none() {
        let message = format!("`{}` is not a length of time", written.value);
        let hint = "write it as `90 days`, `6 weeks`, `6 months` or `1 year`";
        out.push(Diagnostic::at(Code::InvalidSetting, fields.path(), written.span, message).hint(hint));
    }
    age
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Age, Unit};

    #[test]
    fn ages_are_written_in_words() {
        let age = |count, unit| Some(Age { count, unit });
        assert_eq!(Age::read("6 months"), age(6, Unit::Months));
        assert_eq!(Age::read(" 1  year "), age(1, Unit::Years));
        assert_eq!(Age::read("90 days"), age(90, Unit::Days));
        for wrong in ["", "6", "months", "0 days", "-1 days", "6months", "six months", "6 moons", "9999 years"] {
            assert_eq!(Age::read(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_month_ends_on_its_last_day() {
        let month = Age { count: 1, unit: Unit::Months };
        assert_eq!(month.after(date(2026, 1, 31)), date(2026, 2, 28));
        assert_eq!(Age { count: 4, unit: Unit::Years }.after(date(9998, 1, 1)), date(9999, 12, 31));
    }
}
