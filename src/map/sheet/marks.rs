//! The signs of a map as shapes: faces, markers, stars, dots. Their outlines are those of the page's drawing.

use crate::map::sheet::Sign;
use crate::map::sheet::scene::{Form, Ink, Segment, Shape, Stroke};
use crate::map::svg;
use crate::map::table::Backing;

/// The colours of a level, −2…2: its ground, and what is drawn on it.
pub fn level_inks(level: i8) -> (Ink, Ink) {
    match level {
        ..=-2 => (Ink("level-n2"), Ink("on-level-n2")),
        -1 => (Ink("level-n1"), Ink("on-level-n1")),
        0 => (Ink("level-0"), Ink("on-level-0")),
        1 => (Ink("level-p1"), Ink("on-level-p1")),
        2.. => (Ink("level-p2"), Ink("on-level-p2")),
    }
}

/// The colour of a line: 0 is everybody's, 1…5 are the personas'.
pub fn series_ink(series: u8) -> Ink {
    match series {
        0 => Ink("series-0"),
        1 => Ink("series-1"),
        2 => Ink("series-2"),
        3 => Ink("series-3"),
        4 => Ink("series-4"),
        _ => Ink("series-5"),
    }
}

/// The dashes of a line: told apart without colour.
pub fn series_dash(series: u8) -> &'static [f64] {
    match series {
        2 => &[8.0, 4.0],
        3 => &[2.0, 4.0],
        4 => &[10.0, 3.0, 2.0, 3.0],
        5 => &[5.0, 3.0],
        _ => &[],
    }
}

/// The face of a level; the ring of an estimate is dashed.
pub fn face(level: i8, estimate: bool, (x, y): (f64, f64)) -> Vec<Shape> {
    let (ground, line) = level_inks(level);
    let edge = Stroke { ink: Ink("ink"), width: 1.5, dash: if estimate { &[3.0, 4.0] } else { &[] } };
    let features = format!("M-4.2-3.6v.9M4.2-3.6v.9{}", svg::face(level).1);
    vec![
        Shape { form: Form::Circle(x, y, 12.0), fill: Some(ground), stroke: Some(edge) },
        Shape {
            form: path(&features, (x, y), 1.0),
            fill: None,
            stroke: Some(Stroke { ink: line, width: 1.5, dash: &[] }),
        },
    ]
}

/// The ring around the peak and the trough.
pub fn halo((x, y): (f64, f64)) -> Shape {
    let stroke = Stroke { ink: Ink("accent"), width: 2.0, dash: &[] };
    Shape { form: Form::Circle(x, y, 16.0), fill: None, stroke: Some(stroke) }
}

/// The marker of a persona.
pub fn marker(series: u8, (x, y): (f64, f64)) -> Shape {
    let form = match series {
        1 => Form::Circle(x, y, 5.0),
        _ => path(svg::marker(series), (x, y), 1.0),
    };
    let stroke = Stroke { ink: Ink("paper"), width: 1.0, dash: &[] };
    Shape { form, fill: Some(series_ink(series)), stroke: Some(stroke) }
}

/// The star of a moment of truth; `size` is its height.
pub fn star(at: (f64, f64), size: f64) -> Shape {
    Shape { form: path(svg::STAR, at, size / 14.0), fill: Some(Ink("accent")), stroke: None }
}

/// A sign, 12 pixels wide and high.
pub fn sign(sign: Sign, (x, y): (f64, f64)) -> Vec<Shape> {
    let ring = |fill| Shape {
        form: Form::Circle(x, y, 5.0),
        fill,
        stroke: Some(Stroke { ink: Ink("ink-3"), width: 1.5, dash: &[] }),
    };
    match sign {
        Sign::Estimate => {
            let edge = Stroke { ink: Ink("ink"), width: 1.5, dash: &[2.0, 3.5] };
            vec![Shape { form: Form::Circle(x, y, 5.5), fill: None, stroke: Some(edge) }]
        }
        Sign::Star => vec![star((x, y), 13.0)],
        Sign::Backing(Backing::None) => vec![ring(None)],
        Sign::Backing(Backing::Full) => vec![ring(Some(Ink("ink-3")))],
        Sign::Backing(Backing::Some) => {
            let half =
                Shape { form: path("M0-5C-6.6-5-6.6 5 0 5Z", (x, y), 1.0), fill: Some(Ink("ink-3")), stroke: None };
            vec![half, ring(None)]
        }
    }
}

/// The triangle before a pain.
pub fn pain((x, y): (f64, f64)) -> Shape {
    Shape { form: path("M0-4L4.5 4H-4.5Z", (x, y), 1.0), fill: Some(Ink("low")), stroke: None }
}

/// The diamond before an opportunity.
pub fn opportunity((x, y): (f64, f64)) -> Shape {
    Shape { form: path("M0-4.6L4.6 0L0 4.6L-4.6 0Z", (x, y), 1.0), fill: Some(Ink("high")), stroke: None }
}

/// Reads the outline of a sign: the commands M L H V Q C Z and their relative forms, as this tool writes them.
fn path(data: &str, (x, y): (f64, f64), scale: f64) -> Form {
    let mut segments = Vec::new();
    let mut now = (0.0, 0.0);
    let place = |(px, py): (f64, f64)| (x + px * scale, y + py * scale);
    for (command, values) in commands(data) {
        let (dx, dy) = if command.is_ascii_lowercase() { now } else { (0.0, 0.0) };
        let points: Vec<(f64, f64)> = values.chunks_exact(2).map(|pair| (pair[0] + dx, pair[1] + dy)).collect();
        let end = match (command.to_ascii_uppercase(), points.as_slice(), values.as_slice()) {
            ('H', _, [to]) => (to + dx, now.1),
            ('V', _, [to]) => (now.0, to + dy),
            (_, [.., end], _) => *end,
            _ => now,
        };
        let (ex, ey) = place(end);
        segments.push(match (command.to_ascii_uppercase(), points.as_slice()) {
            ('M', _) => Segment::Move(ex, ey),
            ('C', [a, b, _]) => {
                let ((ax, ay), (bx, by)) = (place(*a), place(*b));
                Segment::Curve(ax, ay, bx, by, ex, ey)
            }
            ('Q', [handle, _]) => {
                // A quadratic curve is the cubic one whose handles lie two thirds of the way to its own.
                let toward = |from: (f64, f64)| {
                    place((from.0 + (handle.0 - from.0) * 2.0 / 3.0, from.1 + (handle.1 - from.1) * 2.0 / 3.0))
                };
                let ((ax, ay), (bx, by)) = (toward(now), toward(end));
                Segment::Curve(ax, ay, bx, by, ex, ey)
            }
            ('Z', _) => Segment::Close,
            _ => Segment::Line(ex, ey),
        });
        now = end;
    }
    Form::Path(segments)
}

/// Splits path data into its commands and their numbers.
fn commands(data: &str) -> Vec<(char, Vec<f64>)> {
    let mut commands: Vec<(char, Vec<f64>)> = Vec::new();
    let mut number = String::new();
    for c in data.chars().chain(['Z']) {
        let begins = c == '-' || (c == '.' && number.contains('.'));
        if (begins || c == ' ' || c.is_ascii_alphabetic()) && !number.is_empty() {
            let value = std::mem::take(&mut number).parse().unwrap_or(0.0);
            commands.iter_mut().last().into_iter().for_each(|(_, values)| values.push(value));
        }
        match c {
            c if c.is_ascii_alphabetic() => commands.push((c, Vec::new())),
            ' ' => {}
            c => number.push(c),
        }
    }
    commands.pop();
    commands
}

#[cfg(test)]
mod tests {
    use super::{commands, path};
    use crate::map::sheet::scene::{Form, Segment};

    #[test]
    fn outlines_are_read() {
        assert_eq!(commands("M-4.2-3.6v.9"), [('M', vec![-4.2, -3.6]), ('v', vec![0.9])]);
        let square = path("M-1-1h2v2H-1z", (10.0, 10.0), 2.0);
        let corners = [
            Segment::Move(8.0, 8.0),
            Segment::Line(12.0, 8.0),
            Segment::Line(12.0, 12.0),
            Segment::Line(8.0, 12.0),
            Segment::Close,
        ];
        assert_eq!(square, Form::Path(corners.into()));
    }
}
