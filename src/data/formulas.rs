//! The formulas of metrics: from counted answers to a number and how sure it is.
//!
//! In: a [`Tally`]. Out: an [`Estimate`] in the units of its metric, not rounded: that is done once, where it is shown.
//! Promises: no estimate of no answers; a value lies on its scale, its interval too and around it. Intervals are those of
//! 95 %.

use crate::data::Tally;
use crate::parse::metrics::Method;

/// How many standard deviations to each side of the mean hold 95 % of a normal distribution.
const Z: f64 = 1.96;

/// A number, and between which ends it lies in 95 of 100 samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The number itself.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How many answers it rests on.
    pub n: u64,
}

impl Estimate {
    /// By how much this is more than another, where the two samples allow to say that they differ at all: where the
    /// difference is larger than the root of the sum of the squares of their intervals' halves.
    pub fn change_since(&self, other: &Self) -> Option<f64> {
        let half = |one: &Self| (one.high - one.low) / 2.0;
        let difference = self.value - other.value;
        (difference.abs() > half(self).hypot(half(other))).then_some(difference)
    }
}

/// What answers come to by a method; `answers` are the lowest and the highest that can be given.
pub fn estimate(method: Method, tally: &Tally, answers: (f64, f64)) -> Option<Estimate> {
    if tally.n == 0 {
        return None;
    }
    Some(match method {
        Method::Mean => mean(tally, answers),
        Method::Nps | Method::Index => net(tally),
        Method::TopBox | Method::EasyShare | Method::Share => share(tally),
    })
}

/// High answers less low ones, in percent of all: NPS (Reichheld 2003) and the index of CES 2.0.
///
/// The interval is the adjusted Wald one (Sauro and Lewis, MeasuringU): ¾ of an answer more on each side and three more in
/// all, then `±z·√((p + d − (p − d)²)/n)` around that.
fn net(tally: &Tally) -> Estimate {
    let n = tally.n as f64;
    let (high, low) = (tally.high as f64, tally.low as f64);
    let value = 100.0 * (high - low) / n;
    let (p, d, n) = ((high + 0.75) / (n + 3.0), (low + 0.75) / (n + 3.0), n + 3.0);
    let half = 100.0 * Z * ((p + d - (p - d).powi(2)) / n).sqrt();
    around(value, 100.0 * (p - d), half, (-100.0, 100.0), tally.n)
}

/// The share of high answers, in percent; the interval is Wilson's (1927).
fn share(tally: &Tally) -> Estimate {
    let (n, p) = (tally.n as f64, tally.high as f64 / tally.n as f64);
    let wider = 1.0 + Z * Z / n;
    let centre = (p + Z * Z / (2.0 * n)) / wider;
    let half = Z / wider * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    around(100.0 * p, 100.0 * centre, 100.0 * half, (0.0, 100.0), tally.n)
}

/// The mean; its interval is `±z·s/√n`. The spread `s` is that of the answers and one more at each end of the scale, since
/// a few answers that agree don't show that all would.
fn mean(tally: &Tally, (min, max): (f64, f64)) -> Estimate {
    let n = tally.n as f64;
    let value = (tally.sum / n).clamp(min, max);
    let (count, sum) = (n + 2.0, tally.sum + min + max);
    let squares = tally.squares + min * min + max * max;
    let variance = ((squares - sum * sum / count) / (count - 1.0)).max(0.0);
    around(value, value, Z * (variance / n).sqrt(), (min, max), tally.n)
}

/// An interval around its centre, cut at the ends of the scale.
fn around(value: f64, centre: f64, half: f64, (min, max): (f64, f64), n: u64) -> Estimate {
    let (low, high) = ((centre - half).max(min), (centre + half).min(max));
    // Near an end of its scale the adjusted centre can leave the value outside.
    Estimate { value, low: low.min(value), high: high.max(value), n }
}

/// How much an opportunity is worth: `I + max(I − S, 0)`, where I and S are the shares of answers of 4 and 5 to how
/// important something is and how satisfied people are with it, 0 to 10 each (Ulwick 2005). 0 to 20; above 15 is extreme,
/// above 10 is worth acting on.
pub fn opportunity(importance: f64, satisfaction: f64) -> f64 {
    importance + (importance - satisfaction).max(0.0)
}

/// What remains of a journey's emotions: the mean of its peak, the farthest from 0 and of two the later, and its end
/// (Kahneman and others 1993). Nothing of no emotions.
pub fn peak_end(emotions: &[f64]) -> Option<f64> {
    let peak = emotions.iter().copied().reduce(|peak, next| if next.abs() >= peak.abs() { next } else { peak })?;
    Some((peak + emotions.last()?) / 2.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Estimate, estimate, opportunity, peak_end};
    use crate::data::Tally;
    use crate::parse::fields::Choice;
    use crate::parse::metrics::Method;

    fn counts(high: u64, middle: u64, low: u64) -> Tally {
        Tally { n: high + middle + low, high, low, ..Tally::default() }
    }

    fn is_near(estimate: Option<Estimate>, expected: (f64, f64, f64), within: f64) {
        let Estimate { value, low, high, .. } = estimate.expect("an estimate");
        for (found, expected) in [value, low, high].into_iter().zip([expected.0, expected.1, expected.2]) {
            assert!((found - expected).abs() <= within, "{value} {low}…{high} is not {expected}");
        }
    }

    #[test]
    fn golden_nps() {
        for (counted, expected) in [
            ((50, 30, 20), (30.0, 14.1, 44.2)),
            ((162, 108, 54), (33.3, 24.9, 41.1)),
            ((8, 4, 3), (33.3, -8.5, 64.1)),
            ((10, 0, 0), (100.0, 47.5, 100.0)),
        ] {
            is_near(estimate(Method::Nps, &counts(counted.0, counted.1, counted.2), (0.0, 10.0)), expected, 0.05);
        }
    }

    #[test]
    fn golden_csat() {
        is_near(estimate(Method::TopBox, &counts(45, 0, 5), (1.0, 5.0)), (90.0, 78.6, 95.7), 0.05);
        is_near(estimate(Method::TopBox, &counts(8, 0, 2), (1.0, 5.0)), (80.0, 49.0, 94.3), 0.05);
    }

    #[test]
    fn golden_effort() {
        let each = [80_u64, 210, 140, 110, 160, 180, 120];
        let mut tally = counts(460, 110, 430);
        tally.sum = each.iter().zip(1..).map(|(count, answer)| (*count * answer) as f64).sum();
        tally.squares = each.iter().zip(1..).map(|(count, answer)| (*count * answer * answer) as f64).sum();
        let value = |method| estimate(method, &tally, (1.0, 7.0)).map(|estimate| estimate.value);
        let rounded = |value: Option<f64>| value.map(|value| (value * 100.0).round() / 100.0);
        assert_eq!(rounded(value(Method::Mean)), Some(4.08));
        assert_eq!((rounded(value(Method::EasyShare)), rounded(value(Method::Index))), (Some(46.0), Some(3.0)));
    }

    #[test]
    fn golden_opportunities_and_ends() {
        let scores = [(9.0, 3.0), (9.0, 9.0), (5.0, 8.0), (10.0, 0.0)].map(|(i, s)| opportunity(i, s));
        assert_eq!(scores, [15.0, 9.0, 5.0, 20.0]);
        assert_eq!(peak_end(&[0.0, 1.0, -2.0, 1.0, 1.0]), Some(-0.5));
        // Of two peaks the later one counts.
        assert_eq!(peak_end(&[2.0, -2.0, 0.0]), Some(-1.0));
        assert_eq!(peak_end(&[]), None);
    }

    #[test]
    fn precision_needs_answers() {
        let width = |n: u64| {
            let found = estimate(Method::Nps, &counts(n / 2, 0, n - n / 2), (0.0, 10.0)).expect("an estimate");
            (found.high - found.low) / 2.0
        };
        assert!(width(385) <= 10.0 && width(375) > 10.0);
        assert!(width(1_537) <= 5.0 && width(1_520) > 5.0);
    }

    #[test]
    fn a_change_is_told_where_it_is_one() {
        let of = |high, low| estimate(Method::Nps, &counts(high, 0, low), (0.0, 10.0)).expect("an estimate");
        assert_eq!(of(8, 2).change_since(&of(7, 3)), None);
        assert_eq!(of(800, 200).change_since(&of(700, 300)), Some(20.0));
    }

    proptest! {
        #[test]
        fn opportunities_lie_between_0_and_20(importance in 0.0..=10.0, satisfaction in 0.0..=10.0) {
            let score = opportunity(importance, satisfaction);
            prop_assert!((0.0..=20.0).contains(&score) && score >= importance);
            prop_assert!(opportunity(importance, 10.0) == importance);
        }

        #[test]
        fn estimates_lie_on_their_scales(answers in prop::collection::vec((1_u8..=7, 1_u64..1_000), 0..9)) {
            let mut tally = Tally::default();
            for (answer, count) in answers {
                tally.n += count;
                tally.sum += f64::from(answer) * count as f64;
                tally.squares += f64::from(answer).powi(2) * count as f64;
                tally.low += if answer <= 3 { count } else { 0 };
                tally.high += if answer >= 5 { count } else { 0 };
            }
            for method in Method::ALL {
                let (min, max) = method.scores().unwrap_or((1.0, 7.0));
                let found = estimate(*method, &tally, (1.0, 7.0));
                prop_assert_eq!(found.is_some(), tally.n > 0);
                if let Some(Estimate { value, low, high, n }) = found {
                    prop_assert!(min <= low && low <= value && value <= high && high <= max);
                    prop_assert_eq!(n, tally.n);
                }
            }
        }
    }
}
