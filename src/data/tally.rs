//! Counted answers.

use std::ops::AddAssign;

use jiff::civil::Date;

use crate::parse::metrics::{Method, Metric};

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

/// Which answers to a metric are low, and which are high; those between are neither.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ends {
    low: f64,
    high: f64,
}

impl Ends {
    /// Those of a metric: detractors (0–6) and promoters (9–10) of an NPS, the two ends of five or seven answers, no and
    /// yes of a share. A mean has no such parts by itself; its low and high answers are those in the lowest and the highest
    /// quarter of the scale, ends of the quarters included.
    pub fn of(metric: &Metric) -> Self {
        let (least, most) = metric.answers;
        let quarter = (most - least) / 4.0;
        let (low, high) = match metric.method {
            Method::Nps => (6.0, 9.0),
            Method::TopBox => (2.0, 4.0),
            Method::EasyShare | Method::Index => (3.0, 5.0),
            Method::Share => (0.0, 1.0),
            Method::Mean => (least + quarter, most - quarter),
        };
        Self { low, high }
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

impl Tally {
    /// Counts an answer as often as it was given. Beyond 2^64 no more are counted.
    pub fn add(&mut self, ends: Ends, answer: f64, count: u64) {
        let times = count as f64;
        *self += Self {
            n: count,
            sum: answer * times,
            squares: answer * answer * times,
            low: if answer <= ends.low { count } else { 0 },
            high: if answer >= ends.high { count } else { 0 },
        };
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.n = self.n.saturating_add(other.n);
        self.sum += other.sum;
        self.squares += other.squares;
        self.low = self.low.saturating_add(other.low);
        self.high = self.high.saturating_add(other.high);
    }
}

#[cfg(test)]
mod tests {
    use super::{Ends, Tally};
    use crate::data::tests::metric;
    use crate::parse::metrics::Method;

    #[test]
    fn each_method_has_its_ends() {
        let methods = [
            (Method::Nps, (0.0, 10.0), 7, 2),
            (Method::TopBox, (1.0, 5.0), 2, 2),
            (Method::EasyShare, (1.0, 7.0), 3, 3),
            (Method::Index, (1.0, 7.0), 3, 3),
            (Method::Share, (0.0, 1.0), 1, 1),
            (Method::Mean, (1.0, 5.0), 2, 2),
            (Method::Mean, (-2.0, 2.0), 2, 2),
        ];
        for (method, answers, low, high) in methods {
            let mut tally = Tally::default();
            let ends = Ends::of(&metric(method, answers));
            for answer in answers.0 as i64..=answers.1 as i64 {
                tally.add(ends, answer as f64, 1);
            }
            assert_eq!((tally.low, tally.high), (low, high), "{method:?} {answers:?}");
        }
    }

    #[test]
    fn an_answer_counts_as_often_as_it_was_given() {
        let ends = Ends::of(&metric(Method::Nps, (0.0, 10.0)));
        let (mut once, mut each) = (Tally::default(), Tally::default());
        once.add(ends, 9.0, 3);
        once.add(ends, 4.0, 0);
        (0..3).for_each(|_| each.add(ends, 9.0, 1));
        assert_eq!(once, each);
        assert_eq!(once, Tally { n: 3, sum: 27.0, squares: 243.0, low: 0, high: 3 });
    }
}
