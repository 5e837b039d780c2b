//! The emotion curve as numbers: whose line, which value at which step, where it is highest and lowest.

use crate::map::table::Column;
use crate::model::{Journey, JourneyId, Measure, PersonaId, Reading, Step, StepId};

/// More lines than these can't be told apart.
const MOST_LINES: usize = 5;

/// The lines of a curve.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// The lines: everybody's or the average's first, then the personas'.
    pub series: Vec<Series>,
    /// The column of the highest value of the first line; of equal ones the last, which is the one remembered.
    pub peak: Option<usize>,
    /// The column of the lowest value.
    pub trough: Option<usize>,
    /// The columns that are moments of truth.
    pub moments_of_truth: Vec<usize>,
    /// The columns whose values nobody has measured and no evidence backs.
    pub estimates: Vec<usize>,
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
    /// How it looks: 0 for the line that stands for all, 1…5 for the others.
    pub number: u8,
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
    /// One persona's.
    Persona(PersonaId),
    /// Everybody's on one of several journeys.
    Journey(JourneyId),
}

impl Curve {
    /// True where there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.series.iter().all(|series| series.values.iter().all(Option::is_none))
    }

    /// The line that stands for all.
    pub fn overall(&self) -> &[Option<f64>] {
        self.series.first().map_or(&[], |series| &series.values)
    }

    /// The same curve with one line in place of its own, and that line's peak and trough.
    pub fn with_one(&self, series: &Series) -> Self {
        let (peak, trough) = ends(&series.values);
        Self { series: vec![series.clone()], peak, trough, ..self.clone() }
    }
}

/// Reads the curve of a journey.
pub fn curve(atlas: &Reading, journey: &Journey, columns: &[Column]) -> Curve {
    let overall = values(atlas, columns, |measure| measure.overall());
    let differ = columns.iter().filter_map(|column| column.step).any(|step| !atlas[step].emotion.by_persona.is_empty());
    let line = |whose| Series { whose, number: 0, values: overall.clone() };
    let series = match journey.personas.as_slice() {
        [one] => vec![line(Whose::Persona(*one))],
        [_, ..] if differ => [line(Whose::Average)].into_iter().chain(personas(atlas, journey, columns)).collect(),
        _ => vec![line(Whose::Everybody)],
    };
    let (peak, trough) = ends(&overall);
    Curve { series, peak, trough, ..frame(atlas, columns) }
}

/// Reads the curve of one persona on a journey: how they feel, or what is said of everybody.
pub fn of_persona(atlas: &Reading, journey: &Journey, columns: &[Column], persona: PersonaId) -> Curve {
    let at = journey.personas.iter().position(|one| *one == persona).unwrap_or_default();
    let series = line_of(atlas, columns, persona, at);
    frame(atlas, columns).with_one(&series)
}

/// The lines of the journey's personas, as many as can be told apart.
pub fn personas(atlas: &Reading, journey: &Journey, columns: &[Column]) -> Vec<Series> {
    let mut lines = all_personas(atlas, journey, columns);
    lines.truncate(MOST_LINES);
    lines
}

/// The lines of all of the journey's personas.
pub fn all_personas(atlas: &Reading, journey: &Journey, columns: &[Column]) -> Vec<Series> {
    journey.personas.iter().enumerate().map(|(at, persona)| line_of(atlas, columns, *persona, at)).collect()
}

fn line_of(atlas: &Reading, columns: &[Column], persona: PersonaId, at: usize) -> Series {
    let values = values(atlas, columns, |measure| measure.of(persona).map(|score| score.value()));
    Series { whose: Whose::Persona(persona), number: (at % MOST_LINES + 1) as u8, values }
}

fn values(atlas: &Reading, columns: &[Column], value: impl Fn(&Measure) -> Option<f64>) -> Vec<Option<f64>> {
    columns.iter().map(|column| value(&atlas[column.step?].emotion)).collect()
}

/// What a curve has without its lines.
pub fn frame(atlas: &Reading, columns: &[Column]) -> Curve {
    let at = |wanted: &dyn Fn(&Column) -> bool| {
        columns.iter().enumerate().filter(|(_, column)| wanted(column)).map(|(at, _)| at).collect()
    };
    let step =
        |column: &Column, wanted: fn(&Step) -> bool| column.step.is_some_and(|step: StepId| wanted(&atlas[step]));
    let metric = atlas.emotion();
    Curve {
        moments_of_truth: at(&|column| step(column, |step| step.moment_of_truth)),
        estimates: at(&|column| step(column, is_estimate)),
        stage_starts: at(&|column| column.opens_stage),
        scale: (metric.min, metric.max),
        ..Curve::default()
    }
}

/// True for a step whose emotion somebody has put down without asking or watching anybody.
fn is_estimate(step: &Step) -> bool {
    step.evidence.is_empty() && step.emotion.iter().all(|(_, score)| score.n.is_none() && score.source.is_none())
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
    use super::{Curve, Series, Whose, ends};

    #[test]
    fn of_equal_ends_the_later_counts() {
        assert_eq!(ends(&[Some(1.0), None, Some(-2.0), Some(1.0), Some(-2.0)]), (Some(3), Some(4)));
        assert_eq!(ends(&[Some(1.0), Some(1.0)]), (Some(1), None));
        assert_eq!(ends(&[None]), (None, None));
    }

    #[test]
    fn a_line_alone_has_its_own_ends() {
        let line = |number, values: &[f64]| Series {
            whose: Whose::Everybody,
            number,
            values: values.iter().copied().map(Some).collect(),
        };
        let curve = Curve {
            series: vec![line(0, &[0.0, 1.0, -1.0]), line(2, &[2.0, 0.0, 1.0])],
            peak: Some(1),
            trough: Some(2),
            ..Curve::default()
        };
        let alone = curve.with_one(&curve.series[1]);
        assert_eq!((alone.peak, alone.trough, alone.series.len()), (Some(0), Some(1), 1));
        assert_eq!(alone.overall(), &curve.series[1].values);
    }
}
