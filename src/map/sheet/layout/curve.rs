//! The row of the emotion curve: the legend, the curve, and the notes of its peak and its trough.

use crate::locale::Direction;
use crate::map::layout::{Anchor, LabelOf, Line as Stretch, Mark, Number, Point};
use crate::map::sheet::layout::head::fitted;
use crate::map::sheet::layout::{Draft, LABEL, MARGIN, PAD, Type, bold, regular, thin};
use crate::map::sheet::marks;
use crate::map::sheet::scene::{Form, Frame, Item, Segment, Shape, Stroke};
use crate::map::sheet::text::Block;
use crate::map::sheet::{CurveRow, Note, Words};

/// The length of a line in the legend.
const SAMPLE: f64 = 34.0;
/// The size of numbers and names in the curve.
const SMALL: f64 = 12.0;

impl Draft<'_, '_> {
    /// The row of the curve.
    pub(super) fn curve(&mut self, row: &CurveRow) {
        let flow = self.sheet.flow;
        let legend = self.legend(row);
        let legend_height = legend.iter().map(|(_, block)| block.height + PAD).fold(0.0, f64::max);
        let notes: Vec<_> = row.notes.iter().map(|note| (note, self.note(note))).collect();
        let notes_height = notes_height(&notes);
        let height = legend_height + row.strip.height + notes_height + PAD;
        let label = self.set(&row.name, bold(SMALL, "ink-2"), LABEL - 2.0 * PAD, flow);
        self.label(label, height);
        let left = self.left(flow, MARGIN + LABEL, self.table_width());
        self.shape(Form::Box(left, self.y, self.table_width(), height, 0.0), Some("paper"), None);
        self.frames.push(Frame {
            left,
            top: self.y,
            width: self.table_width(),
            height: legend_height + row.strip.height,
        });
        for share in &row.strip.stages {
            let x = left + share * self.table_width();
            self.rule((x, self.y), (x, self.y + height), thin("rule-strong"));
        }
        self.put_legend(legend);
        self.strip(row, (left, self.y + legend_height));
        self.put_notes(notes, self.y + legend_height + row.strip.height);
        self.y += height;
        self.rule((MARGIN, self.y), (self.width() - MARGIN, self.y), thin("rule"));
    }

    fn legend(&mut self, row: &CurveRow) -> Vec<(u8, Block)> {
        let set = |(series, words): &(u8, Words)| {
            let block =
                self.set(words, regular(SMALL, "ink-2"), self.table_width() - SAMPLE - 4.0 * PAD, self.sheet.flow);
            (*series, fitted(block))
        };
        row.legend.iter().map(set).collect()
    }

    fn put_legend(&mut self, legend: Vec<(u8, Block)>) {
        let flow = self.sheet.flow;
        let mut start = MARGIN + LABEL + PAD;
        for (series, block) in legend {
            let (width, height) = (SAMPLE + 8.0 + block.width, block.height);
            if start + width > self.width() - MARGIN {
                // What has no room stands at the lines' ends too.
                break;
            }
            // A ground of its own, since lines of stages pass behind.
            let ground =
                Form::Box(self.left(flow, start, width) - 4.0, self.y + 1.0, width + 8.0, height + PAD - 2.0, 0.0);
            self.shape(ground, Some("paper"), None);
            let y = self.y + PAD / 2.0 + height / 2.0;
            let (from, to) = (self.left(flow, start, 0.0), self.left(flow, start + SAMPLE, 0.0));
            self.rule((from, y), (to, y), line_of(series));
            if series > 0 {
                self.items.push(Item::Shape(marks::marker(series, ((from + to) / 2.0, y))));
            }
            let left = self.left(flow, start + SAMPLE + 8.0, block.width);
            self.put(block, left, self.y + PAD / 2.0);
            start += width + 24.0;
        }
    }

    /// Draws the strip: across it is in shares of the table's width.
    fn strip(&mut self, row: &CurveRow, origin: (f64, f64)) {
        let (strip, width) = (&row.strip, self.table_width());
        let place = |(share, y): (f64, f64)| (origin.0 + share * width, origin.1 + y);
        for (y, is_zero) in &strip.grid {
            let (from, to) = (place((0.0, *y)), place((1.0, *y)));
            self.rule(from, to, thin(if *is_zero { "control" } else { "rule" }));
        }
        for line in &strip.lines {
            self.shape(stretch(line, place), None, Some(line_of(line.series)));
        }
        for label in strip.axis.iter().chain(&strip.labels) {
            let words = Words { text: label.text.clone(), ..row.voice.clone() };
            self.put_label(&words, label.what, place(label.at));
        }
        for point in &strip.points {
            self.point(point, place(point.at), &row.voice);
        }
    }

    /// Writes one line of words beside a place: the scale before the curve, the names of lines behind it.
    fn put_label(&mut self, words: &Words, what: LabelOf, (x, y): (f64, f64)) {
        const TICK: f64 = 30.0;
        let (look, room) = match what {
            LabelOf::Axis => (regular(SMALL, "ink-3"), LABEL - 2.0 * PAD - TICK),
            LabelOf::Tick => (regular(SMALL, "ink-3"), TICK),
            LabelOf::Series(series) => {
                (Type { ink: marks::series_ink(series), ..bold(SMALL, "ink") }, self.column / 2.0 - 18.0)
            }
        };
        let words = match what {
            // Numbers run from left to right in every language.
            LabelOf::Tick => Words { direction: Direction::Ltr, ..words.clone() },
            _ => words.clone(),
        };
        let Some(block) = self.one_line(&words, look, room) else { return };
        let width = block.width;
        let start = match what {
            LabelOf::Axis => MARGIN + PAD,
            LabelOf::Tick => MARGIN + LABEL - PAD / 2.0 - width,
            LabelOf::Series(_) => self.left(self.sheet.flow, x, 0.0) + 16.0,
        };
        let left = self.left(self.sheet.flow, start, width);
        let baseline = y + 4.0;
        match what {
            LabelOf::Series(_) => self.put_on(block, left, baseline),
            // The scale stands on the ground of the lanes' names.
            LabelOf::Axis | LabelOf::Tick => self.put_at(block, left, baseline),
        }
    }

    fn put_at(&mut self, block: Block, left: f64, baseline: f64) {
        let up = block.lines.first().map_or(0.0, |line| line.y);
        self.put(block, left, baseline - up);
    }

    /// Words on one line no longer than `room`: cut where they are, with a mark that they go on.
    fn one_line(&mut self, words: &Words, look: Type, room: f64) -> Option<Block> {
        let whole = self.set(words, look, room, words.direction);
        let mut first = fitted(whole);
        if first.lines.len() > 1 {
            let kept: String = first.lines[0].text.clone();
            let mut letters: Vec<char> = kept.chars().collect();
            loop {
                let cut: String = letters.iter().collect::<String>().trim_end().to_owned() + "…";
                let block = fitted(self.set(&Words { text: cut, ..words.clone() }, look, room, words.direction));
                if block.lines.len() <= 1 || letters.pop().is_none() {
                    first = block;
                    break;
                }
            }
        }
        first.lines.truncate(1);
        (!first.lines.is_empty()).then_some(first)
    }

    /// Puts one line down on a baseline, on a ground that parts it from the lines behind it.
    fn put_on(&mut self, block: Block, left: f64, baseline: f64) {
        let Some(line) = block.lines.first() else { return };
        let (size, width) = (line.size, block.width);
        self.shape(Form::Box(left - 2.0, baseline - size * 0.95, width + 4.0, size * 1.3, 3.0), Some("paper"), None);
        self.put_at(block, left, baseline);
    }

    fn point(&mut self, point: &Point, at: (f64, f64), voice: &Words) {
        let mirrored = self.sheet.flow == Direction::Rtl;
        let mut shapes: Vec<Shape> = Vec::new();
        if point.halo {
            shapes.push(marks::halo(at));
        }
        match point.mark {
            Mark::Face(level) => shapes.extend(marks::face(level, point.estimate, at)),
            Mark::Marker(series) => shapes.push(marks::marker(series, at)),
        }
        if point.star {
            let side = if mirrored { -15.0 } else { 15.0 };
            shapes.push(marks::star((at.0 + side, at.1 - 15.0), 14.0));
        }
        if let Some(number) = &point.number {
            self.number(number, at, voice);
        }
        self.items.extend(shapes.into_iter().map(Item::Shape));
    }

    /// A signed number: it runs from left to right in every language.
    fn number(&mut self, number: &Number, (x, y): (f64, f64), voice: &Words) {
        let mirrored = self.sheet.flow == Direction::Rtl;
        let words = Words { text: number.text.clone(), lang: voice.lang.clone(), direction: Direction::Ltr };
        let Some(block) = self.one_line(&words, bold(SMALL, "ink"), self.column) else { return };
        let x = x + if mirrored { -number.offset.0 } else { number.offset.0 };
        let left = match (number.anchor, mirrored) {
            (Anchor::Middle, _) => x - block.width / 2.0,
            (Anchor::Start, false) | (Anchor::End, true) => x,
            (Anchor::End, false) | (Anchor::Start, true) => x - block.width,
        };
        self.put_on(block, left, y + number.offset.1);
    }

    fn note(&mut self, note: &Note) -> Vec<Block> {
        let (width, flow) = (self.column - 4.0 * PAD, self.sheet.flow);
        let head = self.set(&note.head, bold(SMALL, "ink-2"), width, flow);
        let quote = note.quote.as_ref().map(|quote| self.set(quote, regular(13.0, "ink"), width, flow));
        [Some(head), quote].into_iter().flatten().collect()
    }

    /// The notes stand under their columns; two of one column stand one below the other.
    fn put_notes(&mut self, notes: Vec<(&Note, Vec<Block>)>, top: f64) {
        let flow = self.sheet.flow;
        let mut below: Vec<(usize, f64)> = Vec::new();
        for (note, blocks) in notes {
            let used =
                below.iter().filter(|(column, _)| *column == note.column).map(|(_, height)| height + PAD).sum::<f64>();
            let height = note_height(&blocks);
            below.push((note.column, height));
            let width = self.column - 2.0 * PAD;
            let frame = Frame {
                left: self.left(flow, self.start_of(note.column) + PAD, width),
                top: top + used,
                width,
                height,
            };
            self.frames.push(frame);
            self.shape(
                Form::Box(frame.left, frame.top, width, height, 6.0),
                Some("surface"),
                Some(thin("rule-strong")),
            );
            let (ground, _) = marks::level_inks(note.level);
            self.shape(Form::Box(frame.left, frame.top, width, 4.0, 2.0), Some(ground.0), None);
            let mut y = frame.top + PAD;
            for block in blocks {
                let height = block.height;
                self.put(block, frame.left + PAD, y);
                y += height + 2.0;
            }
        }
    }
}

fn note_height(blocks: &[Block]) -> f64 {
    blocks.iter().map(|block| block.height + 2.0).sum::<f64>() + 2.0 * PAD
}

/// The height of the fullest column of notes.
fn notes_height(notes: &[(&Note, Vec<Block>)]) -> f64 {
    let of = |column: usize| {
        notes.iter().filter(|(note, _)| note.column == column).map(|(_, blocks)| note_height(blocks) + PAD).sum::<f64>()
    };
    notes.iter().map(|(note, _)| of(note.column)).fold(0.0, f64::max)
}

fn line_of(series: u8) -> Stroke {
    let width = if series == 0 { 2.75 } else { 2.0 };
    Stroke { ink: marks::series_ink(series), width, dash: marks::series_dash(series) }
}

fn stretch(line: &Stretch, place: impl Fn((f64, f64)) -> (f64, f64)) -> Form {
    let (x, y) = place(line.start);
    let mut path = vec![Segment::Move(x, y)];
    for [first, second, end] in &line.pieces {
        let ((ax, ay), (bx, by), (ex, ey)) = (place(*first), place(*second), place(*end));
        path.push(Segment::Curve(ax, ay, bx, by, ex, ey));
    }
    Form::Path(path)
}
