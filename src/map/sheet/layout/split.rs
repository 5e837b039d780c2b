//! A sheet on several pages: each takes some of the stages, with the names of the lanes before them.

use std::ops::Range;

use crate::locale::Direction;
use crate::map::layout::{Line, Scene as Strip};
use crate::map::sheet::{Cell, CurveRow, Note, Row, Sheet, Stage, Words};

/// Splits a sheet into pages of about as many columns each; no stage is cut.
pub fn parts(sheet: &Sheet, pages: usize) -> Vec<Sheet> {
    let columns: usize = sheet.stages.iter().map(|stage| stage.span).sum();
    let mut parts = Vec::new();
    let (mut first, mut column) = (0, 0);
    for page in 1..=pages {
        let mut end = first;
        // A page ends with the stage that comes nearest to its share, and leaves one for each page after it.
        let share = columns * page / pages;
        while end < sheet.stages.len() - (pages - page) && (end == first || column + sheet.stages[end].span / 2 < share)
        {
            column += sheet.stages[end].span;
            end += 1;
        }
        let end = if page == pages { sheet.stages.len() } else { end };
        let label = format!("{page}/{pages}");
        parts.push(part(sheet, first..end, &label));
        first = end;
    }
    parts
}

/// Some of the stages as a sheet of their own. Only the first one says what a reader must know.
fn part(sheet: &Sheet, stages: Range<usize>, label: &str) -> Sheet {
    let span = |stages: &[Stage]| stages.iter().map(|stage| stage.span).sum::<usize>();
    let first = span(&sheet.stages[..stages.start]);
    let columns = first..first + span(&sheet.stages[stages.clone()]);
    let kicker = Words { text: format!("{} · {label}", sheet.kicker.text), ..sheet.kicker.clone() };
    Sheet {
        kicker,
        facts: if stages.start == 0 { sheet.facts.clone() } else { Vec::new() },
        stages: sheet.stages[stages].to_vec(),
        steps: sheet.steps.get(columns.clone()).unwrap_or_default().to_vec(),
        rows: sheet.rows.iter().map(|row| row_part(row, &columns, sheet.steps.len())).collect(),
        ..sheet.clone()
    }
}

fn row_part(row: &Row, columns: &Range<usize>, all: usize) -> Row {
    match row {
        Row::Lane { name, style, cells } => {
            let mut at = 0;
            let mut kept = Vec::new();
            for cell in cells {
                let shared = (at + cell.span).min(columns.end).saturating_sub(at.max(columns.start));
                if shared > 0 {
                    kept.push(Cell { span: shared, ..cell.clone() });
                }
                at += cell.span;
            }
            Row::Lane { name: name.clone(), style: *style, cells: kept }
        }
        Row::Curve(row) => {
            let note = |note: &Note| Note { column: note.column - columns.start, ..note.clone() };
            Row::Curve(Box::new(CurveRow {
                strip: strip_part(&row.strip, columns, all),
                notes: row.notes.iter().filter(|note| columns.contains(&note.column)).map(note).collect(),
                ..(**row).clone()
            }))
        }
        Row::Line { name } => Row::Line { name: name.clone() },
    }
}

/// The part of a curve that lies over some of its columns. A line that goes on beyond them ends at its last point.
fn strip_part(strip: &Strip, columns: &Range<usize>, all: usize) -> Strip {
    let share = |column: usize| column as f64 / all.max(1) as f64;
    let (low, high) = match strip.direction {
        Some(Direction::Rtl) => (1.0 - share(columns.end), 1.0 - share(columns.start)),
        _ => (share(columns.start), share(columns.end)),
    };
    let is_in = |x: f64| (low..=high).contains(&x);
    let place = |x: f64| (x - low) / (high - low);
    let point = |(x, y): (f64, f64)| (place(x), y);
    let mut part = Strip { columns: columns.len(), ..strip.clone() };
    part.stages = strip.stages.iter().filter(|x| **x > low && **x < high).map(|x| place(*x)).collect();
    part.points.retain(|one| is_in(one.at.0));
    part.points.iter_mut().for_each(|one| one.at = point(one.at));
    part.labels.retain(|one| is_in(one.at.0));
    part.labels.iter_mut().for_each(|one| one.at = point(one.at));
    part.lines = strip.lines.iter().flat_map(|line| line_parts(line, is_in)).collect();
    for line in &mut part.lines {
        line.start = point(line.start);
        line.pieces.iter_mut().flatten().for_each(|one| *one = point(*one));
    }
    part
}

/// The stretches of a line whose points are all wanted.
fn line_parts(line: &Line, is_in: impl Fn(f64) -> bool) -> Vec<Line> {
    let mut parts: Vec<Line> = Vec::new();
    let (mut from, mut goes_on) = (line.start, false);
    for piece in &line.pieces {
        let to = piece[2];
        if is_in(from.0) && is_in(to.0) {
            match parts.last_mut().filter(|_| goes_on) {
                Some(part) => part.pieces.push(*piece),
                None => parts.push(Line { start: from, pieces: vec![*piece], ..line.clone() }),
            }
            goes_on = true;
        } else {
            goes_on = false;
        }
        from = to;
    }
    parts
}
