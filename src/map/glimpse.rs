//! A curve the size of a word, for lists: nothing but its way, its middle and the place that is meant.

use std::fmt::Write;
use std::ops::Range;

use crate::locale::Direction;
use crate::map::svg::{Number, tenth};

/// The size of the drawing, in pixels.
const SIZE: (f64, f64) = (88.0, 22.0);
/// What is kept free at its edges.
const MARGIN: f64 = 4.0;
/// More points than these can't be told apart at that size.
const MOST_POINTS: usize = 36;

/// Draws values as a line with straight pieces. `mark` is the stretch of columns that is meant: one is a dot on the
/// line, several are a band behind it, none are nothing. Nothing is drawn of a curve without values.
pub fn glimpse(values: &[Option<f64>], (min, max): (f64, f64), mark: Range<usize>, direction: Direction) -> String {
    if values.iter().flatten().next().is_none() {
        return String::new();
    }
    let (width, height) = SIZE;
    let x = |column: f64| {
        let x = MARGIN + column / values.len() as f64 * (width - 2.0 * MARGIN);
        tenth(if direction == Direction::Rtl { width - x } else { x })
    };
    let y = |value: f64| tenth(MARGIN + (max - value) / (max - min) * (height - 2.0 * MARGIN));
    let mut svg = format!(r#"<svg class="glimpse" width="{width}" height="{height}" aria-hidden="true">"#);
    if mark.len() > 1 {
        let (from, to) = (x(mark.start as f64), x(mark.end as f64));
        let _ = write!(svg, r#"<path class="glimpse-band" d="M{from} 0H{to}V{height}H{from}z"/>"#);
    }
    let _ = write!(svg, r#"<path class="glimpse-zero" d="M0 {}H{width}"/>"#, y((min + max) / 2.0));
    let _ = write!(svg, r#"<path d="{}"/>"#, path(values, &mark, &x, &y));
    if let Some(value) = values.get(mark.start).copied().flatten().filter(|_| mark.len() == 1) {
        let _ = write!(svg, r#"<circle cx="{}" cy="{}" r="3.5"/>"#, x(mark.start as f64 + 0.5), y(value));
    }
    svg.push_str("</svg>");
    svg
}

/// The line with its gaps; of very many neighbours only one is drawn: the one that is meant, or the first with a value.
fn path(values: &[Option<f64>], mark: &Range<usize>, x: &impl Fn(f64) -> Number, y: &impl Fn(f64) -> Number) -> String {
    let every = values.len().div_ceil(MOST_POINTS);
    let mut path = String::new();
    let mut is_open = false;
    for first in (0..values.len()).step_by(every) {
        let mut neighbours = first..values.len().min(first + every);
        let meant = Some(mark.start).filter(|at| neighbours.contains(at) && values[*at].is_some());
        let point = meant.or_else(|| neighbours.find(|at| values[*at].is_some()));
        if let Some((at, value)) = point.and_then(|at| Some((at, values[at]?))) {
            // A point without neighbours is a dot: a line of no length with round ends.
            let (begin, end) = if is_open { ("L", "") } else { ("M", "h0") };
            let _ = write!(path, "{begin}{} {}{end}", x(at as f64 + 0.5), y(value));
        }
        is_open = point.is_some();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::glimpse;
    use crate::locale::Direction;

    #[test]
    fn it_is_small_and_marks_what_is_meant() {
        let values: Vec<_> = (0..200).map(|at| (at % 9 != 8).then(|| f64::from(at % 5) - 2.0)).collect();
        let long = glimpse(&values, (-2.0, 2.0), 70..71, Direction::Ltr);
        assert!(long.len() <= 700, "{}", long.len());
        let ten = glimpse(&values[..10], (-2.0, 2.0), 3..4, Direction::Ltr);
        assert!(ten.len() <= 700, "{}", ten.len());
        assert!(ten.contains("<circle") && !ten.contains("glimpse-band"));
        assert!(glimpse(&values[..10], (-2.0, 2.0), 3..6, Direction::Rtl).contains("glimpse-band"));
        assert_eq!(glimpse(&[None], (-2.0, 2.0), 0..1, Direction::Ltr), "");
    }
}
