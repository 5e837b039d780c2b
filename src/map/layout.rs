//! A curve → a scene: positions and text, nothing that looks.
//!
//! Across, positions are shares of the whole width (0…1), so that a browser can stretch a scene over
//! columns of any width; down, they are pixels. Time runs from left to right, or the other way.

use crate::locale::{Direction, Locale};
use crate::map::curve::{Curve, Series};

/// The height of a map's curve, in pixels.
const HEIGHT: f64 = 280.0;
/// The height of a curve that stands alone.
const STRIP_HEIGHT: f64 = 232.0;
/// What is kept free above and below for faces and numbers.
const MARGIN: f64 = 46.0;
/// More personas than these, and their numbers would hide the curve: each has a drawing of their own.
pub const MOST_NUMBERS: usize = 2;
/// Two labels this close would run into each other, in pixels.
const LABEL_HEIGHT: f64 = 16.0;
/// How many characters of a name fit into half a column.
const LONGEST_NAME: usize = 8;
/// What a face takes up to each side, with its ring and its star, in pixels.
const FACE: f64 = 24.0;
/// What a marker takes up to each side.
const MARKER: f64 = 11.0;
/// The way from a face to the baseline of the number above it and below it.
const ABOVE: f64 = -22.0;
const BELOW: f64 = 31.0;
/// The way from a face to a number beside it.
const BESIDE: f64 = 18.0;

/// A laid-out curve.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// The height, in pixels.
    pub height: f64,
    /// How many columns there are.
    pub columns: usize,
    /// A stretch that is set off: its start and its width.
    pub band: Option<(f64, f64)>,
    /// Lines from end to end: height, and whether it is the zero line.
    pub grid: Vec<(f64, bool)>,
    /// Where stages begin.
    pub stages: Vec<f64>,
    /// The lines.
    pub lines: Vec<Line>,
    /// The points.
    pub points: Vec<Point>,
    /// Strokes between the lowest and the highest point of a column: across, and both heights.
    pub stems: Vec<(f64, f64, f64)>,
    /// The words.
    pub labels: Vec<Label>,
    /// The words of the scale, where they stand beside the drawing and not in it; across they are all at its edge.
    pub axis: Vec<Label>,
    /// Which way time runs.
    pub direction: Option<Direction>,
}

/// A stretch of a curve without gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// 0 for everybody, 1…5 for personas.
    pub series: u8,
    /// Where it begins.
    pub start: (f64, f64),
    /// Cubic pieces: two handles and an end.
    pub pieces: Vec<[(f64, f64); 3]>,
}

/// A point of a curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Across and down.
    pub at: (f64, f64),
    /// What it is drawn as.
    pub mark: Mark,
    /// Its number.
    pub number: Option<Number>,
    /// True for a moment of truth.
    pub star: bool,
    /// True for the peak and the trough.
    pub halo: bool,
    /// True where nothing is known that the value could rest on.
    pub estimate: bool,
}

/// What a point is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A face, −2…2.
    Face(i8),
    /// The marker of a persona, 1…5.
    Marker(u8),
}

/// A number beside its point.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The number.
    pub text: String,
    /// How far from the point: along time and down, in pixels.
    pub offset: (f64, f64),
    /// Which end of the text stands there.
    pub anchor: Anchor,
}

/// The end of a text that stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The text runs on in the direction of time.
    Start,
    /// Its middle.
    Middle,
    /// It ends there.
    End,
}

/// Words in the scene.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Across and down.
    pub at: (f64, f64),
    /// The words.
    pub text: String,
    /// What they are.
    pub what: LabelOf,
}

/// What a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelOf {
    /// An end or the middle of the scale, at the beginning of the curve.
    Axis,
    /// A number of the scale.
    Tick,
    /// The name of a line, at its end.
    Series(u8),
}

/// The words of a curve in one language.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The upper end of the scale.
    pub high: String,
    /// Its middle.
    pub neutral: String,
    /// Its lower end.
    pub low: String,
    /// The names of the lines, in their order.
    pub names: Vec<String>,
}

/// What is drawn of a curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All lines with their names, for a map; the scale stands beside it.
    Full,
    /// All lines in narrow columns, without names; a column may be set off. The scale stands beside it.
    Strip(Option<usize>),
    /// One line, with a stretch of columns set off: the first and how many.
    Band(usize, usize),
}

/// Lays a curve out.
pub fn curve(curve: &Curve, words: &Words, direction: Direction, extent: Extent, locale: &Locale) -> Scene {
    let columns = curve.overall().len();
    let height = if matches!(extent, Extent::Strip(_)) { STRIP_HEIGHT } else { HEIGHT };
    let frame = Frame { columns, direction, scale: curve.scale, height };
    let mut scene = Scene { height, columns, direction: Some(direction), ..Scene::default() };
    scene.stages = curve.stage_starts.iter().filter(|start| **start > 0).map(|start| frame.edge(*start)).collect();
    scale(&mut scene, &frame, words, extent, locale);
    let (band, shown) = match extent {
        Extent::Full => (None, curve.series.len()),
        Extent::Strip(marked) => (marked.map(|column| (column, 1)), curve.series.len()),
        Extent::Band(first, count) => (Some((first, count)), 1),
    };
    scene.band = band.map(|(first, count)| {
        let (start, end) = (frame.edge(first), frame.edge(first + count));
        (start.min(end), (end - start).abs())
    });
    let shown = &curve.series[..shown.min(curve.series.len())];
    // The first line stands for all and lies on top of the others.
    for series in shown.iter().rev() {
        scene.lines.extend(lines(&frame, series));
    }
    let marks = Marks { curve, shown, is_strip: matches!(extent, Extent::Strip(_)) };
    let (mut faces, mut markers) = (Vec::new(), Vec::new());
    for point in (0..columns).flat_map(|column| points(&frame, &marks, column, locale)) {
        if matches!(point.mark, Mark::Face(_)) { faces.push(point) } else { markers.push(point) }
    }
    scene.points = markers.into_iter().chain(faces).collect();
    match extent {
        Extent::Full if shown.len() > 1 => scene.labels.extend(names(&frame, curve, words)),
        // A comparison, which has no peak, joins the points of each column.
        Extent::Strip(_) if curve.peak.is_none() => scene.stems = stems(&frame, shown),
        _ => {}
    }
    scene
}

/// The lines of the scale, its numbers, and its worded ends and middle.
fn scale(scene: &mut Scene, frame: &Frame, words: &Words, extent: Extent, locale: &Locale) {
    let (min, max) = frame.scale;
    let zero = if min < 0.0 && max > 0.0 { 0.0 } else { (min + max) / 2.0 };
    let ticks = [min, (min + zero) / 2.0, zero, (zero + max) / 2.0, max];
    scene.grid = ticks.map(|value| (frame.y(value), value == zero)).into();
    let label = |text: &str, value: f64, what| {
        let at = (frame.edge(0), frame.y(value));
        Label { at, text: text.to_owned(), what }
    };
    let ends = [(&words.high, max), (&words.neutral, zero), (&words.low, min)];
    let ends = ends.map(|(text, value)| label(text, value, LabelOf::Axis));
    if matches!(extent, Extent::Band(..)) {
        scene.labels.extend(ends);
    } else {
        let ticks = ticks.map(|value| label(&number(value, frame.scale, locale), value, LabelOf::Tick));
        scene.axis = ends.into_iter().chain(ticks).collect();
    }
}

/// A stroke in each column from the highest point to the lowest, where they are apart.
fn stems(frame: &Frame, shown: &[Series]) -> Vec<(f64, f64, f64)> {
    let stem = |column: usize| {
        let heights = || shown.iter().filter_map(|series| Some(frame.y(series.values[column]?)));
        let (top, bottom) = (heights().reduce(f64::min)?, heights().reduce(f64::max)?);
        (top < bottom).then(|| (frame.x(column), top, bottom))
    };
    (0..frame.columns).filter_map(stem).collect()
}

/// Writes a value of a scale: signed where the scale has a zero inside.
pub fn number(value: f64, (min, max): (f64, f64), locale: &Locale) -> String {
    if min < 0.0 && max > 0.0 { locale.signed(value) } else { locale.decimal(value, 1) }
}

struct Frame {
    columns: usize,
    direction: Direction,
    scale: (f64, f64),
    height: f64,
}

/// What points are made of.
struct Marks<'a> {
    curve: &'a Curve,
    shown: &'a [Series],
    is_strip: bool,
}

impl Marks<'_> {
    /// True where the first line has faces: it stands for all, or there is no other.
    fn has_faces(&self) -> bool {
        self.shown.len() == 1 || self.shown.first().is_some_and(|first| first.number == 0)
    }
}

impl Frame {
    /// The middle of a column.
    fn x(&self, column: usize) -> f64 {
        self.across((column as f64 + 0.5) / self.columns.max(1) as f64)
    }

    /// The beginning of a column.
    fn edge(&self, column: usize) -> f64 {
        self.across(column as f64 / self.columns.max(1) as f64)
    }

    fn across(&self, share: f64) -> f64 {
        match self.direction {
            Direction::Ltr => share,
            Direction::Rtl => 1.0 - share,
        }
    }

    fn y(&self, value: f64) -> f64 {
        let (min, max) = self.scale;
        MARGIN + (max - value) / (max - min) * (self.height - 2.0 * MARGIN)
    }
}

/// The stretches of a line between its gaps.
fn lines(frame: &Frame, series: &Series) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut run: Vec<(f64, f64)> = Vec::new();
    for (column, value) in series.values.iter().map(Some).chain([None]).enumerate() {
        match value.copied().flatten() {
            Some(value) => run.push((frame.x(column), frame.y(value))),
            None => {
                if run.len() > 1 {
                    lines.push(Line { series: series.number, start: run[0], pieces: monotone(&run) });
                }
                run.clear();
            }
        }
    }
    lines
}

/// Joins points by cubic pieces that never overshoot them.
///
/// The slopes are those of Fritsch and Carlson, “Monotone piecewise cubic interpolation” (1980), in the
/// harmonic form for equal distances: none at a local end, else the harmonic mean of both sides.
pub fn monotone(points: &[(f64, f64)]) -> Vec<[(f64, f64); 3]> {
    let secant = |at: usize| (points[at + 1].1 - points[at].1) / (points[at + 1].0 - points[at].0);
    let last = points.len().saturating_sub(1);
    let slope = |at: usize| {
        if at == 0 || at == last {
            return 0.0;
        }
        let (before, after) = (secant(at - 1), secant(at));
        if before * after <= 0.0 { 0.0 } else { 2.0 * before * after / (before + after) }
    };
    (0..last)
        .map(|at| {
            let ((x0, y0), (x1, y1)) = (points[at], points[at + 1]);
            let third = (x1 - x0) / 3.0;
            [(x0 + third, y0 + slope(at) * third), (x1 - third, y1 - slope(at + 1) * third), (x1, y1)]
        })
        .collect()
}

/// The points of one column: the personas' markers, and the face of the first line with a number that keeps clear of them.
fn points(frame: &Frame, marks: &Marks, column: usize, locale: &Locale) -> Vec<Point> {
    let value = |series: &Series| series.values.get(column).copied().flatten();
    let has_faces = marks.has_faces();
    let overall = marks.shown.first().filter(|_| has_faces).and_then(value);
    let others = &marks.shown[usize::from(has_faces && !marks.shown.is_empty())..];
    let has_numbers = !marks.is_strip && others.len() <= MOST_NUMBERS;
    let curve = marks.curve;
    let mut points: Vec<Point> = Vec::new();
    let mut taken: Vec<(Anchor, f64)> = Vec::new();
    for series in others {
        let Some(value) = value(series) else { continue };
        let (mark, y) = (series.number, frame.y(value));
        let text = number(value, curve.scale, locale);
        // What the face says already is not said twice.
        let is_said = overall.is_some_and(|overall| number(overall, curve.scale, locale) == text);
        let wide = overall.is_some_and(|overall| (frame.y(overall) - y).abs() < FACE);
        let anchor = side(frame, column, mark, y, &taken);
        taken.push((anchor, y));
        let away = if wide { FACE } else { MARKER };
        let offset = (if anchor == Anchor::End { -away } else { away }, 4.0);
        points.push(Point {
            at: (frame.x(column), y),
            mark: Mark::Marker(mark),
            number: (has_numbers && !is_said).then_some(Number { text, offset, anchor }),
            star: false,
            halo: false,
            estimate: false,
        });
    }
    if let Some(value) = overall {
        let y = frame.y(value);
        let markers: Vec<f64> = points.iter().map(|point| point.at.1 - y).collect();
        let (offset, anchor) = match (others.len() > MOST_NUMBERS, column + 1 == frame.columns) {
            (false, _) => ((0.0, clear(value < middle(curve.scale), &markers)), Anchor::Middle),
            // Among many markers there is room at the side only; in the last column names stand behind.
            (true, false) => ((BESIDE, 4.0), Anchor::Start),
            (true, true) => ((-BESIDE, 4.0), Anchor::End),
        };
        points.push(Point {
            at: (frame.x(column), y),
            mark: Mark::Face(level(value, curve.scale)),
            number: Some(Number { text: number(value, curve.scale, locale), offset, anchor }),
            star: curve.moments_of_truth.contains(&column),
            halo: curve.peak == Some(column) || curve.trough == Some(column),
            estimate: curve.estimates.contains(&column),
        });
    }
    points
}

/// The side of a persona's marker that its number stands on: odd ones before, even ones after, unless another
/// number is there; in the last column all before, since the names stand behind.
fn side(frame: &Frame, column: usize, number: u8, y: f64, taken: &[(Anchor, f64)]) -> Anchor {
    let is_free =
        |anchor: Anchor| taken.iter().all(|(other, at)| *other != anchor || (at - y).abs() >= LABEL_HEIGHT - 3.0);
    let wanted = if column + 1 == frame.columns || number % 2 == 1 { Anchor::End } else { Anchor::Start };
    let other = if wanted == Anchor::End { Anchor::Start } else { Anchor::End };
    if is_free(wanted) || column + 1 == frame.columns || !is_free(other) { wanted } else { other }
}

/// How far above or below a face its number stands: on its own side, if no marker is in the way, else on the other,
/// else beyond the marker. `markers` are the markers' ways from the face.
fn clear(is_low: bool, markers: &[f64]) -> f64 {
    let reach = 2.0 * FACE;
    let above = markers.iter().copied().filter(|way| (-reach..-MARKER).contains(way)).reduce(f64::min);
    let below = markers.iter().copied().filter(|way| (MARKER..reach).contains(way)).reduce(f64::max);
    match (is_low, above, below) {
        (false, None, _) | (true, None, Some(_)) => ABOVE,
        (true, _, None) | (false, Some(_), None) => BELOW,
        (false, Some(way), Some(_)) => way - MARKER,
        (true, Some(_), Some(way)) => way + 2.0 * MARKER,
    }
}

fn middle((min, max): (f64, f64)) -> f64 {
    (min + max) / 2.0
}

/// The fifth of the scale that a value lies in, −2…2, as the nearest whole emotion on −2…2.
pub fn level(value: f64, (min, max): (f64, f64)) -> i8 {
    let share = if max > min { (value - min) / (max - min) } else { 0.5 };
    (share * 4.0 - 2.0).round().clamp(-2.0, 2.0) as i8
}

/// The names of the personas' lines behind their last points, moved apart where they would touch.
fn names(frame: &Frame, curve: &Curve, words: &Words) -> Vec<Label> {
    let mut labels: Vec<Label> = curve
        .series
        .iter()
        .zip(&words.names)
        .skip(1)
        .filter_map(|(series, name)| {
            let (column, value) =
                series.values.iter().enumerate().rev().find_map(|(at, value)| Some((at, (*value)?)))?;
            let at = (frame.x(column), frame.y(value));
            Some(Label { at, text: short(name), what: LabelOf::Series(series.number) })
        })
        .collect();
    labels.sort_by(|a, b| a.at.1.total_cmp(&b.at.1));
    for at in 1..labels.len() {
        let lowest = labels[at - 1].at.1 + LABEL_HEIGHT;
        labels[at].at.1 = labels[at].at.1.max(lowest);
    }
    // What was moved over the lower end moves back up, the others with it.
    let mut limit = frame.height - LABEL_HEIGHT / 2.0;
    for label in labels.iter_mut().rev() {
        label.at.1 = label.at.1.min(limit);
        limit = label.at.1 - LABEL_HEIGHT;
    }
    labels
}

/// A name that fits behind the last point, in half a column: its first word, cut where it is long. The legend
/// has the whole name.
fn short(name: &str) -> String {
    let word = name.split_whitespace().next().unwrap_or_default();
    match word.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{level, monotone};

    #[test]
    fn the_line_never_overshoots() {
        let points = [(0.0, 10.0), (1.0, 40.0), (2.0, 41.0), (3.0, 5.0), (4.0, 5.0)];
        for (at, piece) in monotone(&points).iter().enumerate() {
            let (low, high) = (points[at].1.min(points[at + 1].1), points[at].1.max(points[at + 1].1));
            for (_, y) in piece {
                assert!((low - 1e-9..=high + 1e-9).contains(y), "{y} leaves {low}…{high}");
            }
        }
    }

    #[test]
    fn levels_are_fifths() {
        let emotion = (-2.0, 2.0);
        assert_eq!([-2.0, -1.5, -0.4, 0.5, 2.0].map(|value| level(value, emotion)), [-2, -2, 0, 1, 2]);
        assert_eq!(level(3.0, (1.0, 5.0)), 0);
    }
}
