//! A scene → SVG, for a page: classes where a style sheet colours, shares of the width across.

use std::fmt::{self, Display, Write};

use crate::locale::Direction;
use crate::map::layout::{Anchor, LabelOf, Line, Mark, Point, Scene, monotone};

/// The width of a column in the drawing's own units, in which curves are drawn before they are stretched.
const COLUMN: f64 = 100.0;

/// Draws a curve as wide as the place it stands in.
pub fn curve(scene: &Scene) -> String {
    let mut svg = String::new();
    let height = number(scene.height);
    let _ = write!(svg, r#"<svg class="curve" width="100%" height="{height}" focusable="false">"#);
    if let Some((start, width)) = scene.band {
        let (x, width) = (percent(start), percent(width));
        let _ = write!(svg, r#"<rect class="curve-band" x="{x}" y="0" width="{width}" height="{height}"/>"#);
    }
    for (y, is_zero) in &scene.grid {
        let class = if *is_zero { "curve-zero" } else { "curve-grid" };
        let y = number(*y);
        let _ = write!(svg, r#"<line class="{class}" x1="0" y1="{y}" x2="100%" y2="{y}"/>"#);
    }
    for x in &scene.stages {
        let x = percent(*x);
        let _ = write!(svg, r#"<line class="curve-stage" x1="{x}" y1="0" x2="{x}" y2="{height}"/>"#);
    }
    for (x, top, bottom) in &scene.stems {
        let (x, top, bottom) = (percent(*x), number(*top), number(*bottom));
        let _ = write!(svg, r#"<line class="curve-stem" x1="{x}" y1="{top}" x2="{x}" y2="{bottom}"/>"#);
    }
    lines(&mut svg, scene);
    let mirrored = scene.direction == Some(Direction::Rtl);
    for label in &scene.labels {
        let (x, y) = (percent(label.at.0), number(label.at.1));
        let (class, shift) = match label.what {
            LabelOf::Axis | LabelOf::Tick => ("curve-axis".to_owned(), 8.0),
            LabelOf::Series(series) => (format!("curve-label series-{series}"), 16.0),
        };
        // The anchor follows the text's own direction; only the way to it is mirrored here.
        let (dx, dy) =
            (number(if mirrored { -shift } else { shift }), if label.what == LabelOf::Axis { "-5" } else { "4" });
        let text = escape(&label.text);
        let _ = write!(svg, r#"<svg x="{x}" y="{y}"><text class="{class}" x="{dx}" y="{dy}">{text}</text></svg>"#);
    }
    scene.points.iter().for_each(|one| point(&mut svg, one, mirrored));
    svg.push_str("</svg>");
    svg
}

/// Draws the scale of a curve, to stand at its beginning: words and numbers that end at the drawing's edge.
pub fn axis(scene: &Scene) -> String {
    let height = number(scene.height);
    let mut svg = format!(r#"<svg class="curve curve-scale" width="100%" height="{height}" focusable="false">"#);
    let (edge, dx) = match scene.direction {
        Some(Direction::Rtl) => ("0", "8"),
        _ => ("100%", "-8"),
    };
    for label in &scene.axis {
        // The word stands on the line, its number below it; the lowest word stands below its number.
        let is_lowest = scene.axis.iter().all(|other| other.at.1 <= label.at.1);
        let (class, dy) = match (label.what, is_lowest) {
            (LabelOf::Tick, _) => ("curve-tick", 4.0),
            (_, true) => ("curve-axis", 18.0),
            (_, false) => ("curve-axis", -10.0),
        };
        let (y, text) = (number(label.at.1 + dy), escape(&label.text));
        let _ = write!(svg, r#"<svg x="{edge}" y="{y}"><text class="{class}" x="{dx}">{text}</text></svg>"#);
    }
    svg.push_str("</svg>");
    svg
}

/// Draws a line and its marker as small as a word, for a legend.
pub fn swatch(series: u8) -> String {
    let mark = match series {
        0 => r#"<circle class="curve-point" cx="17" cy="8" r="5"/>"#.to_owned(),
        _ => {
            let path = marker(series);
            format!(r#"<path class="curve-mark series-{series}" transform="translate(17 8)" d="{path}"/>"#)
        }
    };
    let line = format!(r#"<line class="curve-line series-{series}" x1="0" y1="8" x2="34" y2="8"/>"#);
    format!(r#"<svg class="swatch" width="34" height="16" aria-hidden="true" focusable="false">{line}{mark}</svg>"#)
}

/// The lines lie in a drawing of their own, which is stretched; their strokes are not.
fn lines(svg: &mut String, scene: &Scene) {
    let width = COLUMN * scene.columns.max(1) as f64;
    let (view, height) = (number(width), number(scene.height));
    let _ = write!(
        svg,
        r#"<svg x="0" y="0" width="100%" height="{height}" viewBox="0 0 {view} {height}" preserveAspectRatio="none">"#
    );
    for line in &scene.lines {
        let path = path(line, width);
        let series = line.series;
        let _ =
            write!(svg, r#"<path class="curve-line series-{series}" d="{path}" vector-effect="non-scaling-stroke"/>"#);
    }
    svg.push_str("</svg>");
}

fn path(line: &Line, width: f64) -> String {
    let mut path = String::with_capacity(24 + 40 * line.pieces.len());
    let place = |path: &mut String, before: char, (x, y): (f64, f64)| {
        // A tenth of a pixel is the least that can be seen.
        let _ = write!(path, "{before}{} {}", tenth(x * width), tenth(y));
    };
    place(&mut path, 'M', line.start);
    for [first, second, end] in &line.pieces {
        place(&mut path, 'C', *first);
        place(&mut path, ' ', *second);
        place(&mut path, ' ', *end);
    }
    path
}

fn point(svg: &mut String, point: &Point, mirrored: bool) {
    let (x, y) = (percent(point.at.0), number(point.at.1));
    let _ = write!(svg, r#"<svg x="{x}" y="{y}">"#);
    if point.halo {
        svg.push_str(r#"<circle class="curve-halo" r="16"/>"#);
    }
    match point.mark {
        Mark::Face(level) => {
            let (class, mouth) = face(level);
            let guess = if point.estimate { " curve-guess" } else { "" };
            let _ = write!(
                svg,
                r#"<circle class="curve-point {class}{guess}" r="12"/><path class="curve-face" d="M-4.2-3.6v.9M4.2-3.6v.9{mouth}"/>"#
            );
        }
        Mark::Marker(series) => {
            let path = marker(series);
            let _ = write!(svg, r#"<path class="curve-mark series-{series}" d="{path}"/>"#);
        }
    }
    if point.star {
        let x = if mirrored { -15 } else { 15 };
        let _ = write!(svg, r#"<path class="curve-star" transform="translate({x} -15)" d="{STAR}"/>"#);
    }
    if let Some(number) = &point.number {
        // Numbers run from left to right in every language, so their anchors are turned here; the style sheet centres them.
        let anchor = match (number.anchor, mirrored) {
            (Anchor::Middle, _) => "",
            (Anchor::Start, false) | (Anchor::End, true) => r#" text-anchor="start""#,
            (Anchor::End, false) | (Anchor::Start, true) => r#" text-anchor="end""#,
        };
        let x = self::number(if mirrored { -number.offset.0 } else { number.offset.0 });
        let (y, text) = (self::number(number.offset.1), escape(&number.text));
        let _ = write!(svg, r#"<text class="curve-value" x="{x}" y="{y}"{anchor}>{text}</text>"#);
    }
    svg.push_str("</svg>");
}

/// The class and the mouth of a face.
pub(super) fn face(level: i8) -> (&'static str, &'static str) {
    match level {
        ..=-2 => ("level-n2", "M-5 5.4Q0-.6 5 5.4"),
        -1 => ("level-n1", "M-4.4 4.8Q0 1.8 4.4 4.8"),
        0 => ("level-0", "M-4.4 4H4.4"),
        1 => ("level-p1", "M-4.4 2.8Q0 6.4 4.4 2.8"),
        2.. => ("level-p2", "M-5.4 1.8Q0 9 5.4 1.8"),
    }
}

/// A shape for each persona, told apart without colour: dot, square, triangle, diamond, cross.
pub(super) fn marker(series: u8) -> &'static str {
    match series {
        1 => "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
        2 => "M-4.6-4.6h9.2v9.2h-9.2z",
        3 => "M0-5.8L5.6 4.4H-5.6z",
        4 => "M0-6.2L6.2 0L0 6.2L-6.2 0z",
        _ => "M-1.8-5.4h3.6v3.6h3.6v3.6h-3.6v3.6h-3.6v-3.6h-3.6v-3.6h3.6z",
    }
}

/// A star with five points around the origin.
pub(super) const STAR: &str =
    "M0-7L2.06-2.83L6.66-2.16L3.33 1.08L4.11 5.66L0 3.5L-4.11 5.66L-3.33 1.08L-6.66-2.16L-2.06-2.83z";

/// Draws values as a line the size of a word or a card: its zero, its lowest and its highest point.
pub fn sparkline(values: &[Option<f64>], (min, max): (f64, f64), direction: Direction) -> String {
    const HEIGHT: f64 = 44.0;
    const MARGIN: f64 = 7.0;
    let columns = values.len().max(1) as f64;
    let x = |at: usize| {
        let share = (at as f64 + 0.5) / columns;
        if direction == Direction::Rtl { 1.0 - share } else { share }
    };
    let y = |value: f64| MARGIN + (max - value) / (max - min) * (HEIGHT - 2.0 * MARGIN);
    let (peak, trough) = crate::map::curve::ends(values);
    if peak.is_none() {
        return String::new();
    }
    let (view, height, zero) = (number(columns * COLUMN), number(HEIGHT), number(y((min + max) / 2.0)));
    let mut svg = format!(r#"<svg class="spark" width="100%" height="{height}" focusable="false">"#);
    let _ = write!(svg, r#"<line class="spark-zero" x1="0" y1="{zero}" x2="100%" y2="{zero}"/>"#);
    let _ = write!(
        svg,
        r#"<svg x="0" y="0" width="100%" height="{height}" viewBox="0 0 {view} {height}" preserveAspectRatio="none">"#
    );
    for run in runs(values) {
        let points: Vec<_> = run.iter().map(|(at, value)| (x(*at), y(*value))).collect();
        let line = Line { series: 0, start: points[0], pieces: monotone(&points) };
        let path = path(&line, columns * COLUMN);
        let _ = write!(svg, r#"<path class="spark-line" d="{path}" vector-effect="non-scaling-stroke"/>"#);
    }
    svg.push_str("</svg>");
    for (class, at) in [("spark-high", peak), ("spark-low", trough)] {
        if let Some((at, value)) = at.and_then(|at| Some((at, values[at]?))) {
            let (x, y) = (percent(x(at)), number(y(value)));
            let _ = write!(svg, r#"<circle class="{class}" cx="{x}" cy="{y}" r="4"/>"#);
        }
    }
    svg.push_str("</svg>");
    svg
}

/// The stretches of values between gaps.
fn runs(values: &[Option<f64>]) -> Vec<Vec<(usize, f64)>> {
    let mut runs: Vec<Vec<(usize, f64)>> = vec![Vec::new()];
    for (at, value) in values.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) => run.push((at, *value)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// A share of the width, as SVG writes it.
pub(super) fn percent(share: f64) -> Percent {
    Percent(number(share * 100.0))
}

/// A number as it stands in a drawing, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number(i64);

impl Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match part {
            0 => write!(f, "{sign}{whole}"),
            _ if part % 10 == 0 => write!(f, "{sign}{whole}.{}", part / 10),
            _ => write!(f, "{sign}{whole}.{part:02}"),
        }
    }
}

pub(super) struct Percent(Number);

impl Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0)
    }
}

/// A number as it stands in a drawing: two decimals at the most, the only place where drawings round.
pub(super) fn number(value: f64) -> Number {
    Number((value * 100.0).round() as i64)
}

/// The same with one decimal.
pub(super) fn tenth(value: f64) -> Number {
    Number((value * 10.0).round() as i64 * 10)
}

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::{number, sparkline, tenth};
    use crate::locale::Direction;

    #[test]
    fn numbers_are_short() {
        let written = [1.0, 0.125, -0.001, 33.333_333, -0.5, -1.02].map(|value| number(value).to_string());
        assert_eq!(written, ["1", "0.13", "0", "33.33", "-0.5", "-1.02"]);
        assert_eq!([-0.04, 12.345].map(|value| tenth(value).to_string()), ["0", "12.3"]);
    }

    #[test]
    fn a_gap_is_a_gap() {
        let spark = sparkline(&[Some(1.0), Some(-2.0), None, Some(2.0), Some(0.0)], (-2.0, 2.0), Direction::Ltr);
        assert_eq!(spark.matches("<path").count(), 2);
        let mirrored = sparkline(&[Some(1.0), Some(-2.0)], (-2.0, 2.0), Direction::Rtl);
        assert!(mirrored.contains(r#"<circle class="spark-high" cx="75%""#), "{mirrored}");
        assert_eq!(sparkline(&[None], (-2.0, 2.0), Direction::Ltr), "");
    }
}
