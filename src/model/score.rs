//! Scores on their scales.

use std::sync::Arc;

use jiff::civil::Date;

use crate::data::formulas::Estimate;
use crate::model::{Measured, Metric, MetricId, PersonaId};
use crate::parse::scores;
use crate::source::{Aside, Span};

/// A score that lies on its metric's scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    value: f64,
    /// Where it is written, in its page's file.
    pub span: Aside<Span>,
    /// How many answers it rests on.
    pub n: Option<u64>,
    /// Where it was measured.
    pub source: Option<String>,
    /// When it was measured.
    pub on: Option<Date>,
    /// The answers that it comes of, where it was counted and not written.
    pub data: Option<Arc<Measured>>,
    /// What the author wrote, where answers say it now.
    pub written: Option<Box<Self>>,
}

impl Score {
    /// What answers come to; what was written before stays behind it.
    pub fn counted(measured: Arc<Measured>, written: Option<Self>) -> Self {
        Self {
            value: measured.estimate.value,
            span: written.as_ref().map(|written| written.span).unwrap_or_default(),
            n: Some(measured.estimate.n),
            source: None,
            on: measured.days.map(|(_, last)| last),
            data: Some(measured),
            written: written.map(Box::new),
        }
    }

    /// Takes a written score, unless it is off the scale.
    pub fn new(written: &scores::Score, metric: &Metric) -> Option<Self> {
        let value = written.value.value;
        (metric.min..=metric.max).contains(&value).then(|| Self {
            value,
            span: Aside(written.value.span),
            n: written.n,
            source: written.source.clone(),
            on: written.on,
            data: None,
            written: None,
        })
    }

    /// The number.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// The number with its interval, where it is known on how many answers it rests.
    pub fn estimate(&self, metric: &Metric) -> Option<Estimate> {
        let (low, high) = self.interval(metric)?;
        Some(Estimate { value: self.value, low, high, n: self.n? })
    }

    /// Its 95 % interval: that of its answers where it was counted, else the [widest](Self::widest_interval) possible.
    pub fn interval(&self, metric: &Metric) -> Option<(f64, f64)> {
        match &self.data {
            Some(measured) => Some((measured.estimate.low, measured.estimate.high)),
            None => self.widest_interval(metric),
        }
    }

    /// The widest 95 % interval that a mean of `n` answers on this scale can have, cut at the ends of the scale.
    ///
    /// A handbook says a mean and an n, not how the answers were spread. The variance of values
    /// between `min` and `max` with mean `v` is at most `(max − v)(v − min)` (Bhatia and Davis, “A better
    /// bound on the variance”, 2000), so the interval is `v ± 1.96·√((max − v)(v − min)/n)` or narrower. For NPS,
    /// whose answers count −100, 0 or 100, this is the case of no passives.
    pub fn widest_interval(&self, metric: &Metric) -> Option<(f64, f64)> {
        let n = self.n.filter(|n| *n > 0)? as f64;
        let half = 1.96 * ((metric.max - self.value) * (self.value - metric.min) / n).sqrt();
        Some(((self.value - half).max(metric.min), (self.value + half).min(metric.max)))
    }
}

/// What was measured of a page's thing, by metrics in their order.
pub type Scores = Vec<(MetricId, Measure)>;

/// What was measured of one thing: for everybody, for some personas, or both not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measure {
    /// For everybody.
    pub all: Option<Score>,
    /// For each persona named, in the order of the personas.
    pub by_persona: Vec<(PersonaId, Score)>,
}

impl Measure {
    /// What holds for a persona: their own score, else everybody's.
    pub fn of(&self, persona: PersonaId) -> Option<&Score> {
        let own = self.by_persona.iter().find(|(known, _)| *known == persona).map(|(_, score)| score);
        own.or(self.all.as_ref())
    }

    /// What holds for everybody: their score, else the mean of the personas'.
    pub fn overall(&self) -> Option<f64> {
        if let Some(score) = &self.all {
            return Some(score.value);
        }
        let count = self.by_persona.len();
        let sum: f64 = self.by_persona.iter().map(|(_, score)| score.value).sum();
        (count > 0).then(|| sum / count as f64)
    }

    /// True where nothing was measured.
    pub fn is_empty(&self) -> bool {
        self.all.is_none() && self.by_persona.is_empty()
    }

    /// Every score, with whose it is.
    pub fn iter(&self) -> impl Iterator<Item = (Option<PersonaId>, &Score)> {
        let all = self.all.iter().map(|score| (None, score));
        all.chain(self.by_persona.iter().map(|(persona, score)| (Some(*persona), score)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Measure, Score};
    use crate::model::{Localised, Metric, Named, PersonaId};
    use crate::parse::metrics::Method;
    use crate::parse::scores;
    use crate::source::{Span, Spanned};

    fn nps() -> Metric {
        let name = Named { id: "nps".to_owned(), title: Localised::default() };
        Metric { name, method: Method::Nps, answers: (0.0, 10.0), min: -100.0, max: 100.0 }
    }

    fn score(value: f64, n: Option<u64>) -> Option<Score> {
        let written = scores::Score { value: Spanned::new(value, Span::default()), n, source: None, on: None };
        Score::new(&written, &nps())
    }

    #[test]
    fn a_score_off_the_scale_cannot_be_made() {
        assert!(score(100.0, None).is_some());
        assert!(score(100.1, None).is_none());
        assert!(score(f64::NAN, None).is_none());
    }

    #[test]
    fn the_interval_is_the_worst_case() {
        // ±10 points need 385 answers at worst: the golden value of the metrics' design.
        let (low, high) = score(0.0, Some(385)).and_then(|score| score.widest_interval(&nps())).unwrap();
        assert!((high - low) / 2.0 <= 10.0 && (high - low) / 2.0 > 9.98);
        assert_eq!(score(100.0, Some(10)).and_then(|score| score.widest_interval(&nps())), Some((100.0, 100.0)));
    }

    #[test]
    fn personas_fall_back_to_everybody() {
        let measure = Measure { all: score(10.0, None), by_persona: vec![(PersonaId(1), score(30.0, None).unwrap())] };
        assert_eq!(measure.of(PersonaId(0)).map(Score::value), Some(10.0));
        assert_eq!(measure.of(PersonaId(1)).map(Score::value), Some(30.0));
        let measure = Measure { all: None, ..measure };
        assert_eq!(measure.overall(), Some(30.0));
    }
}
