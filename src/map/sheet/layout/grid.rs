//! The rows of the table: stages, steps, lanes, and the lines of a service blueprint.

use crate::locale::Direction;
use crate::map::sheet::layout::{Draft, LABEL, MARGIN, PAD, bold, regular, thin};
use crate::map::sheet::marks;
use crate::map::sheet::scene::{Form, Frame, Ink, Item, Shape, Stroke};
use crate::map::sheet::text::Block;
use crate::map::sheet::{Cell, Entry, LaneStyle, Sign, Words};

/// How far words stand from the sign before them.
const INDENT: f64 = 14.0;

/// What stands in a cell, one below the other.
#[derive(Default)]
pub(super) struct Stack {
    pieces: Vec<Piece>,
}

/// A block of a stack.
struct Piece {
    block: Block,
    /// What is kept free above it.
    gap: f64,
    /// What is kept free before it and after it.
    indent: (f64, f64),
    mark: Option<Mark>,
}

/// What stands before or beside a block.
enum Mark {
    Pain,
    Opportunity,
    Signs(Vec<Sign>),
}

impl Stack {
    fn push(&mut self, block: Block, gap: f64) {
        let gap = if self.pieces.is_empty() { 0.0 } else { gap };
        self.pieces.push(Piece { block, gap, indent: (0.0, 0.0), mark: None });
    }

    pub(super) fn height(&self) -> f64 {
        self.pieces.iter().map(|piece| piece.gap + piece.block.height).sum()
    }
}

/// A cell that is ready to be put down.
struct Ready {
    first: usize,
    span: usize,
    stack: Stack,
    opens_stage: bool,
}

/// How a row looks.
#[derive(Clone)]
struct RowStyle {
    /// The bar above each cell, in turn.
    bar: bool,
    /// A ground of its own for what a cell holds.
    band: bool,
    /// The line below.
    rule: Stroke,
}

const PLAIN: RowStyle = RowStyle { bar: false, band: false, rule: Stroke { ink: Ink("rule"), width: 1.0, dash: &[] } };

impl Draft<'_, '_> {
    /// The heads of the stages.
    pub(super) fn stages(&mut self) {
        let sheet = self.sheet;
        let mut first = 0;
        let mut cells = Vec::new();
        for stage in &sheet.stages {
            let mut stack = Stack::default();
            let width = self.inner(stage.span);
            if let Some(phase) = &stage.phase {
                stack.push(self.set(phase, regular(12.0, "ink-3"), width, sheet.flow), 0.0);
            }
            stack.push(self.set(&stage.title, bold(17.0, "ink"), width, sheet.flow), 0.0);
            if let Some(goal) = &stage.goal {
                stack.push(self.set(goal, regular(12.5, "ink-3"), width, sheet.flow), 2.0);
            }
            cells.push(Ready { first, span: stage.span, stack, opens_stage: true });
            first += stage.span;
        }
        let rule = Stroke { width: 0.0, ..thin("rule") };
        self.row(Some(&sheet.heads[0]), cells, RowStyle { bar: true, rule, ..PLAIN });
    }

    /// The heads of the steps.
    pub(super) fn steps(&mut self) {
        let sheet = self.sheet;
        let mut cells = Vec::new();
        for (first, step) in sheet.steps.iter().enumerate() {
            let mut stack = Stack::default();
            if let Some(title) = &step.title {
                let number = Words { text: step.number.clone(), ..sheet.heads[1].clone() };
                stack.push(self.set(&number, regular(12.0, "ink-3"), self.inner(1), sheet.flow), 0.0);
                stack.pieces[0].mark = Some(Mark::Signs(step.signs.clone()));
                stack.push(self.set(title, bold(13.5, "ink"), self.inner(1), sheet.flow), 2.0);
            }
            if let Some(opens) = &step.opens {
                stack.push(self.set(opens, regular(12.0, "accent"), self.inner(1), sheet.flow), 3.0);
            }
            cells.push(Ready { first, span: 1, stack, opens_stage: step.opens_stage });
        }
        let rule = Stroke { width: 2.0, ..thin("rule-strong") };
        self.row(Some(&sheet.heads[1]), cells, RowStyle { rule, ..PLAIN });
    }

    /// A lane.
    pub(super) fn lane(&mut self, name: &Words, style: LaneStyle, cells: &[Cell]) {
        let mut first = 0;
        let mut ready = Vec::new();
        for cell in cells {
            let stack = self.entries(style, cell);
            ready.push(Ready { first, span: cell.span, stack, opens_stage: cell.opens_stage });
            first += cell.span;
        }
        self.row(Some(name), ready, RowStyle { band: style == LaneStyle::Band, ..PLAIN });
    }

    /// The entries of a cell.
    fn entries(&mut self, style: LaneStyle, cell: &Cell) -> Stack {
        let mut stack = Stack::default();
        for entry in &cell.entries {
            self.entry(&mut stack, style, entry, cell.span);
        }
        stack
    }

    fn entry(&mut self, stack: &mut Stack, style: LaneStyle, entry: &Entry, span: usize) {
        let (indent, mark) = match style {
            LaneStyle::Plain | LaneStyle::Strong => ((0.0, 0.0), None),
            LaneStyle::Band => ((8.0, 8.0), None),
            LaneStyle::Pain => ((INDENT, 0.0), Some(Mark::Pain)),
            LaneStyle::Opportunity => ((INDENT, 0.0), Some(Mark::Opportunity)),
        };
        let look = if style == LaneStyle::Strong { bold(13.0, "ink") } else { regular(13.0, "ink") };
        let width = self.inner(span) - indent.0 - indent.1;
        let block = self.set(&entry.words, look, width, self.sheet.flow);
        stack.push(block, 6.0);
        if let Some(piece) = stack.pieces.last_mut() {
            (piece.indent, piece.mark) = (indent, mark);
        }
        if let Some(note) = &entry.note {
            let block = self.set(note, regular(12.0, "ink-3"), width, self.sheet.flow);
            stack.push(block, 0.0);
            stack.pieces.iter_mut().last().into_iter().for_each(|piece| piece.indent = indent);
        }
    }

    /// The line that parts what customers, staff and systems do; its name stands before it.
    pub(super) fn line(&mut self, name: &Words) {
        let flow = self.sheet.flow;
        let block = self.set(name, regular(12.0, "ink-3"), LABEL - 2.0 * PAD, flow);
        let height = block.height + 8.0;
        let label = self.frame(flow, MARGIN, LABEL, height);
        self.put(block, label.left + PAD, label.top + 4.0);
        let y = self.y + height / 2.0;
        let left = self.left(flow, MARGIN + LABEL, self.table_width());
        let stroke = Stroke { ink: Ink("control"), width: 1.5, dash: &[6.0, 5.0] };
        self.rule((left, y), (left + self.table_width(), y), stroke);
        self.y += height;
    }

    /// The width of the words in a cell.
    fn inner(&self, span: usize) -> f64 {
        self.column * span as f64 - 2.0 * PAD
    }

    /// Puts a row down: as high as its fullest cell.
    fn row(&mut self, name: Option<&Words>, cells: Vec<Ready>, style: RowStyle) {
        let flow = self.sheet.flow;
        let label = name.map(|name| self.set(name, bold(12.0, "ink-2"), LABEL - 2.0 * PAD, flow));
        let highest = cells.iter().map(|cell| cell.stack.height()).fold(0.0, f64::max);
        let height = highest.max(label.as_ref().map_or(0.0, |label| label.height)) + 2.0 * PAD;
        if let Some(label) = label {
            self.label(label, height);
        }
        for (at, cell) in cells.into_iter().enumerate() {
            let frame = self.frame(flow, self.start_of(cell.first), self.column * cell.span as f64, height);
            if cell.opens_stage && cell.first > 0 {
                let x = self.left(flow, self.start_of(cell.first), 0.0);
                self.rule((x, frame.top), (x, frame.top + height), thin("rule-strong"));
            }
            if style.bar {
                let ink = if at % 2 == 0 { "accent" } else { "control" };
                self.shape(Form::Box(frame.left, frame.top, frame.width, 4.0, 0.0), Some(ink), None);
            }
            if style.band && cell.stack.height() > 0.0 {
                let (left, width) = (frame.left + PAD, frame.width - 2.0 * PAD);
                let ground = Form::Box(left, frame.top + PAD - 3.0, width, cell.stack.height() + 6.0, 6.0);
                self.shape(ground, Some("sunken"), None);
            }
            self.stack(cell.stack, frame);
        }
        self.y += height;
        if style.rule.width > 0.0 {
            self.rule((MARGIN, self.y), (self.width() - MARGIN, self.y), style.rule);
        }
    }

    /// The name of a lane, on its ground.
    pub(super) fn label(&mut self, label: Block, height: f64) {
        let frame = self.frame(self.sheet.flow, MARGIN, LABEL, height);
        self.shape(Form::Box(frame.left, frame.top, LABEL, height, 0.0), Some("sunken"), None);
        self.put(label, frame.left + PAD, frame.top + PAD);
    }

    /// Puts a stack down in the upper corner of a box.
    fn stack(&mut self, stack: Stack, frame: Frame) {
        let rightwards = self.sheet.flow == Direction::Ltr;
        let mut top = frame.top + PAD;
        for piece in stack.pieces {
            top += piece.gap;
            let height = piece.block.height;
            let line = piece.block.lines.first().map_or(height, |line| line.y + line.size * -0.35);
            let side = |from_start: f64| {
                if rightwards { frame.left + PAD + from_start } else { frame.left + frame.width - PAD - from_start }
            };
            let shapes: Vec<Shape> = match piece.mark {
                Some(Mark::Pain) => vec![marks::pain((side(4.5), top + line))],
                Some(Mark::Opportunity) => vec![marks::opportunity((side(4.5), top + line))],
                Some(Mark::Signs(signs)) => {
                    let first = piece.block.width + 12.0;
                    let placed = signs.into_iter().enumerate();
                    placed
                        .flat_map(|(at, sign)| marks::sign(sign, (side(first + at as f64 * 17.0), top + line)))
                        .collect()
                }
                None => Vec::new(),
            };
            self.items.extend(shapes.into_iter().map(Item::Shape));
            // Where the map runs the other way, the words end where they would begin.
            let indent = if rightwards { piece.indent.0 } else { piece.indent.1 };
            self.put(piece.block, frame.left + PAD + indent, top);
            top += height;
        }
    }
}
