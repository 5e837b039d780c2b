//! A score over time, as a drawing.
//!
//! Time runs from left to right in every language. Across, positions are shares of the width, so that the drawing
//! stretches with the place it stands in; the table beside it says the same in words.

use std::fmt::Write;

use crate::map::layout::level;
use crate::map::svg::{escape, number, percent};

/// The height of the drawing, in pixels.
const HEIGHT: f64 = 190.0;
/// Above and below the scores, in pixels: below stand the periods.
const TOP: f64 = 14.0;
const BOTTOM: f64 = 30.0;
/// At most so many periods are named; where there is little room a style leaves all but three of them out.
const NAMED: usize = 6;
/// Where the first period begins, as a share of the width: the ends of the scale stand before it.
const START: f64 = 0.08;

/// The score of a period.
pub struct Period {
    /// Its name.
    pub label: String,
    /// The score, as it is written.
    pub text: String,
    /// The score.
    pub value: f64,
    /// The ends of its interval.
    pub interval: (f64, f64),
}

/// Draws periods in their order; `scale` are the metric's ends, `write` writes a number on it.
pub fn trend(periods: &[Period], scale: (f64, f64), write: impl Fn(f64) -> String) -> String {
    let (low, high) = extent(periods, scale);
    let y = |value: f64| TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM);
    let x = |at: usize| START + (at as f64 + 0.5) / periods.len() as f64 * (1.0 - START);
    let mut svg = format!(r#"<svg class="trend" width="100%" height="{HEIGHT}" direction="ltr" focusable="false">"#);
    for value in [low, 0.0, high].into_iter().filter(|value| (low..=high).contains(value)) {
        let (class, at) = (if value == 0.0 { "trend-zero" } else { "trend-grid" }, number(y(value)));
        let _ = write!(svg, r#"<line class="{class}" x1="0" y1="{at}" x2="100%" y2="{at}"/>"#);
        let _ = write!(svg, r#"<text class="trend-axis" x="0" y="{at}" dy="-4">{}</text>"#, escape(&write(value)));
    }
    for (at, pair) in periods.windows(2).enumerate() {
        let (from, to) = (percent(x(at)), percent(x(at + 1)));
        let (start, end) = (number(y(pair[0].value)), number(y(pair[1].value)));
        let _ = write!(svg, r#"<line class="trend-line" x1="{from}" y1="{start}" x2="{to}" y2="{end}"/>"#);
    }
    let every = periods.len().div_ceil(NAMED).max(1);
    for (at, period) in periods.iter().enumerate() {
        point(&mut svg, period, &percent(x(at)).to_string(), scale, y);
        // The last one is always named.
        let back = periods.len() - 1 - at;
        if back.is_multiple_of(every) {
            // The last of many names ends where the drawing does.
            let (x, anchor) = if back == 0 && periods.len() > NAMED {
                ("100%".to_owned(), "end")
            } else {
                (percent(x(at)).to_string(), "middle")
            };
            let (y, label) = (number(HEIGHT - 8.0), escape(&period.label));
            let class = if (back / every).is_multiple_of(2) { "trend-period" } else { "trend-period trend-minor" };
            let _ = write!(svg, r#"<text class="{class}" x="{x}" y="{y}" text-anchor="{anchor}">{label}</text>"#);
        }
    }
    svg.push_str("</svg>");
    svg
}

fn point(svg: &mut String, period: &Period, x: &str, scale: (f64, f64), y: impl Fn(f64) -> f64) {
    let (low, high) = (number(y(period.interval.0)), number(y(period.interval.1)));
    let at = number(y(period.value));
    let names = ["n2", "n1", "0", "p1", "p2"];
    let level = names[usize::try_from(level(period.value, scale) + 2).unwrap_or(2).min(4)];
    let _ = write!(svg, r#"<line class="trend-interval" x1="{x}" y1="{low}" x2="{x}" y2="{high}"/>"#);
    let _ = write!(svg, r#"<circle class="bar-point level-{level}" cx="{x}" cy="{at}" r="5"/>"#);
    let above = number(y(period.interval.1) - 5.0);
    let text = escape(&period.text);
    let _ = write!(svg, r#"<text class="trend-value" x="{x}" y="{above}" text-anchor="middle">{text}</text>"#);
}

/// Between which values the drawing runs: what is in it, with some room, inside the scale.
fn extent(periods: &[Period], (min, max): (f64, f64)) -> (f64, f64) {
    let low = periods.iter().map(|period| period.interval.0).fold(max, f64::min);
    let high = periods.iter().map(|period| period.interval.1).fold(min, f64::max);
    let room = ((high - low) * 0.15).max((max - min) * 0.02);
    ((low - room).max(min), (high + room).min(max))
}

#[cfg(test)]
mod tests {
    use super::{Period, trend};

    fn period(value: f64) -> Period {
        Period { label: "Q1 <".to_owned(), text: format!("{value}"), value, interval: (value - 1.0, value + 1.0) }
    }

    #[test]
    fn draws_what_there_is() {
        let svg = trend(&[period(3.0), period(4.0)], (1.0, 5.0), |value| format!("{value:.1}"));
        assert_eq!(svg.matches("<circle").count(), 2);
        assert_eq!(svg.matches("trend-line").count(), 1);
        assert!(svg.contains("Q1 &lt;") && !svg.contains("NaN"));
        assert!(!trend(&[period(3.0)], (1.0, 5.0), |_| String::new()).contains("NaN"));
        assert!(trend(&[], (1.0, 5.0), |_| String::new()).starts_with("<svg"));
    }
}
