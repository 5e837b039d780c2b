//! The emotion curve as numbers: whose line, which value at which step, where it is highest and lowest.

use crate::map::table::Column;
use crate::model::{Atlas, Journey, PersonaId};

/// More lines than these can't be told apart.
const MOST_LINES: usize = 5;

/// The lines of a curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The lines: everybody's or the average's first, then the personas'.
    pub series: Vec<Series>,
    /// The column of the highest value of the first line; of equal ones the last, which is the one remembered.
    pub peak: Option<usize>,
    /// The column of the lowest value.
    pub trough: Option<usize>,
    /// The columns that are moments of truth.
    pub moments_of_truth: Vec<usize>,
    /// The columns that open a stage.
    pub stage_starts: Vec<usize>,
    /// The lower and the upper end of the scale.
    pub scale: (f64, f64),
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Whose it is.
    pub whose: Whose,
    /// Its value in each column; nothing is a gap.
    pub values: Vec<Option<f64>>,
}

/// Whose a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's: emotions were not given by persona.
    Everybody,
    /// The mean of the personas.
    Average,
    /// One persona's, and its number among the journey's personas, from 1.
    Persona(PersonaId, u8),
}

impl Curve {
    /// True where there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.peak.is_none()
    }

    /// The line that stands for all.
    pub fn overall(&self) -> &[Option<f64>] {
        self.series.first().map_or(&[], |series| &series.values)
    }
}

/// Reads the curve of a journey.
pub fn curve(atlas: &Atlas, journey: &Journey, columns: &[Column]) -> Curve {
    let values = |value: &dyn Fn(&crate::model::Measure) -> Option<f64>| -> Vec<Option<f64>> {
        columns.iter().map(|column| value(&atlas[column.step?].emotion)).collect()
    };
    let overall = values(&|measure| measure.overall());
    let differ = columns.iter().filter_map(|column| column.step).any(|step| !atlas[step].emotion.by_persona.is_empty());
    let mut series = Vec::new();
    match journey.personas.as_slice() {
        [one] => series.push(Series { whose: Whose::Persona(*one, 1), values: overall.clone() }),
        several if differ && !several.is_empty() => {
            series.push(Series { whose: Whose::Average, values: overall.clone() });
            for (at, persona) in several.iter().take(MOST_LINES).enumerate() {
                let values = values(&|measure| measure.of(*persona).map(|score| score.value()));
                series.push(Series { whose: Whose::Persona(*persona, at as u8 + 1), values });
            }
        }
        _ => series.push(Series { whose: Whose::Everybody, values: overall.clone() }),
    }
    let (peak, trough) = ends(&overall);
    let is_moment = |column: &Column| column.step.is_some_and(|step| atlas[step].moment_of_truth);
    let at = |wanted: &dyn Fn(&Column) -> bool| {
        columns.iter().enumerate().filter(|(_, column)| wanted(column)).map(|(at, _)| at).collect()
    };
    let metric = atlas.emotion();
    Curve {
        series,
        peak,
        trough,
        moments_of_truth: at(&is_moment),
        stage_starts: at(&|column| column.opens_stage),
        scale: (metric.min, metric.max),
    }
}

/// The columns of the highest and the lowest value; none where all are the same, but for the peak.
pub fn ends(values: &[Option<f64>]) -> (Option<usize>, Option<usize>) {
    let known = || values.iter().enumerate().filter_map(|(at, value)| Some((at, (*value)?)));
    let peak = known().max_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let trough = known().min_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    let differ = peak.zip(trough).is_some_and(|(peak, trough)| peak.1 > trough.1);
    (peak.map(|(at, _)| at), trough.filter(|_| differ).map(|(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::ends;

    #[test]
    fn of_equal_ends_the_later_counts() {
        assert_eq!(ends(&[Some(1.0), None, Some(-2.0), Some(1.0), Some(-2.0)]), (Some(3), Some(4)));
        assert_eq!(ends(&[Some(1.0), Some(1.0)]), (Some(1), None));
        assert_eq!(ends(&[None]), (None, None));
    }
}
