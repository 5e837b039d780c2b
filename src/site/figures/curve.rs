//! Emotion curves: on a map, alone above their steps, and as charts that compare.

use crate::map::compare::{Change, Comparison, LEAST};
use crate::map::layout::{self, Extent, Scene, Words};
use crate::map::{Column, Curve, Series, Whose, of_persona, svg};
use crate::model::{Embed, Journey, JourneyId, Lang, StepId};
use crate::site::figures::map::{stages, step};
use crate::site::lens::Lens;
use crate::site::views::{
    ChartStep, ChartView, CurveAlone, CurveSeries, CurveView, DifferenceView, FigureView, Moment, Text,
};

/// Fills the figure.
pub fn fill(figure: &mut FigureView, lens: &Lens, embed: &Embed, journey: JourneyId) {
    let own = &lens.atlas[journey];
    let map = lens.map(journey);
    let curve = match embed.persona {
        Some(persona) => of_persona(&lens.atlas, own, &map.table.columns, persona),
        // In narrow columns more lines than these would hide each other; the view of personas has them.
        None => match map.curve.series.as_slice() {
            [first, others @ ..] if others.len() > layout::MOST_NUMBERS => map.curve.with_one(first),
            _ => map.curve.clone(),
        },
    };
    if !curve.is_empty() {
        figure.charts.push(chart(lens, journey, &map.table.columns, &curve, None));
    }
}

/// A curve above the steps of these columns, one of them set off.
fn chart(lens: &Lens, id: JourneyId, columns: &[Column], curve: &Curve, marked: Option<usize>) -> ChartView {
    let journey = &lens.atlas[id];
    ChartView {
        dir: journey.direction.unwrap_or(lens.direction()).as_str(),
        journey: lens.journey(id),
        today: None,
        stages: stages(lens, columns),
        steps: columns.iter().map(|column| ChartStep { step: step(lens, column), today: None }).collect(),
        curve: view(lens, journey, columns, curve, Extent::Strip(marked)),
        differences: Vec::new(),
        greatest: None,
        greatest_by: None,
        rises: 0,
        falls: 0,
        unchanged: 0,
        new_steps: 0,
        dropped_steps: 0,
    }
}

/// A comparison as a chart. Between journeys it is that of `id`, the one to come; without a journey of today it compares
/// personas.
pub fn compared(lens: &Lens, id: JourneyId, today: Option<JourneyId>, comparison: &Comparison) -> ChartView {
    let mut chart = chart(lens, id, &comparison.columns, &comparison.curve, comparison.greatest);
    chart.today = today.map(|today| lens.journey(today));
    for (at, change) in comparison.changes.iter().enumerate() {
        let view = DifferenceView { is_greatest: comparison.greatest == Some(at), ..difference(lens, today, *change) };
        match view.change {
            "rise" => chart.rises += 1,
            "fall" => chart.falls += 1,
            "same" => chart.unchanged += 1,
            "new" => chart.new_steps += 1,
            "dropped" => chart.dropped_steps += 1,
            _ => {}
        }
        if view.is_greatest {
            chart.greatest = comparison.columns[at].step.map(|step| lens.step(step));
            chart.greatest_by = view.value.clone();
        }
        if view.change == "dropped" {
            // Its number is one of another journey's.
            chart.steps[at].step.number = 0;
        }
        chart.differences.push(view);
    }
    let steps = chart.steps.iter_mut().zip(&comparison.columns).zip(&comparison.today);
    for ((view, column), today) in steps {
        // Compared in the default language: a title that lacks a translation is no other title.
        let title = |step: StepId| lens.atlas[step].title.own(Lang::DEFAULT);
        let other = today.filter(|today| column.step.is_none_or(|step| title(step) != title(*today)));
        view.today = other.map(|today| lens.step(today));
    }
    chart
}

fn difference(lens: &Lens, today: Option<JourneyId>, change: Change) -> DifferenceView {
    let (change, value) = match (change, today) {
        (Change::By(by), None) => ("apart", Some(lens.locale().decimal(by, 1))),
        // What is written as the same is the same.
        (Change::By(by), _) if by.abs() < LEAST => ("same", Some(lens.locale().signed(0.0))),
        (Change::By(by), _) => (if by > 0.0 { "rise" } else { "fall" }, Some(lens.locale().signed(by))),
        (Change::New, _) => ("new", None),
        (Change::Dropped, _) => ("dropped", None),
        (Change::Unknown, _) => ("unknown", None),
    };
    DifferenceView { change, value, is_greatest: false }
}

/// The curve of a map, with each persona's line alone where there are several.
pub fn map_curve(lens: &Lens, journey: &Journey, columns: &[Column], curve: &Curve) -> CurveView {
    let personas = curve.series.iter().skip(1).filter(|series| series.values.iter().any(Option::is_some));
    let alone = personas.map(|series| {
        let curve = curve.with_one(series);
        let (peak, trough) = ends(lens, columns, &curve);
        let svg = drawing(lens, journey, &curve, Extent::Full);
        CurveAlone { name: name(lens, series.whose), series: series.number, svg, peak, trough }
    });
    CurveView { alone: alone.collect(), ..view(lens, journey, columns, curve, Extent::Full) }
}

fn view(lens: &Lens, journey: &Journey, columns: &[Column], curve: &Curve, extent: Extent) -> CurveView {
    let scene = scene(lens, journey, curve, extent);
    let (peak, trough) = ends(lens, columns, curve);
    CurveView {
        svg: svg::curve(&scene),
        axis: svg::axis(&scene),
        series: curve.series.iter().map(|series| line(lens, series)).collect(),
        peak,
        trough,
        has_estimates: scene.points.iter().any(|point| point.estimate),
        alone: Vec::new(),
    }
}

/// The highest and the lowest point of a curve's first line.
fn ends(lens: &Lens, columns: &[Column], curve: &Curve) -> (Option<Moment>, Option<Moment>) {
    let values = curve.overall();
    let moment = |at: Option<usize>| at.and_then(|at| Some(lens.moment(columns[at].step?, None, values[at]?)));
    (moment(curve.peak), moment(curve.trough))
}

fn line(lens: &Lens, series: &Series) -> CurveSeries {
    let href = match series.whose {
        Whose::Everybody | Whose::Average => None,
        Whose::Persona(persona) => Some(lens.persona(persona).href),
        Whose::Journey(journey) => Some(lens.journey(journey).href),
    };
    CurveSeries {
        name: name(lens, series.whose),
        href,
        series: series.number,
        swatch: svg::swatch(series.number),
        values: series.values.iter().map(|value| value.map(|value| lens.emotion(None, value))).collect(),
    }
}

fn name(lens: &Lens, whose: Whose) -> Text {
    match whose {
        Whose::Everybody => lens.word("curve-everybody"),
        Whose::Average => lens.word("curve-average"),
        Whose::Persona(persona) => lens.persona(persona).text,
        Whose::Journey(journey) => lens.journey(journey).text,
    }
}

/// Draws a curve in the words of the page. *Markup.*
pub fn drawing(lens: &Lens, journey: &Journey, curve: &Curve, extent: Extent) -> String {
    svg::curve(&scene(lens, journey, curve, extent))
}

pub fn scene(lens: &Lens, journey: &Journey, curve: &Curve, extent: Extent) -> Scene {
    let words = Words {
        high: lens.t("curve-high"),
        neutral: lens.t("curve-neutral"),
        low: lens.t("curve-low"),
        names: curve.series.iter().map(|series| name(lens, series.whose).text).collect(),
    };
    let direction = journey.direction.unwrap_or(lens.direction());
    layout::curve(curve, &words, direction, extent, lens.locale())
}
