//! A sheet → a scene: how wide, how high, and where everything stands.
//!
//! Columns are of equal width and rows as high as their fullest cell. Across, places are counted in the direction
//! of time from the edge where it begins, and turned round only when something is put down.

mod curve;
mod grid;
mod head;
mod split;

use crate::locale::Direction;
use crate::map::sheet::scene::{Form, Frame};
use crate::map::sheet::scene::{Ink, Item, Line, Scene, Segment, Shape, Stroke, Weight};
use crate::map::sheet::text::{Align, Block, Style, Typesetter};
use crate::map::sheet::{Page, Row, Sheet, Words};

/// What is kept free around everything.
const MARGIN: f64 = 32.0;
/// The width of the lanes' names.
const LABEL: f64 = 136.0;
/// What is kept free inside a cell.
const PAD: f64 = 10.0;
/// The width of a column on a sheet that may be as large as it needs to be.
const COLUMN: f64 = 176.0;
/// No sheet of that kind is narrower, so that the head has room.
const NARROWEST: f64 = 1180.0;
/// The narrowest and the widest column that a page is filled with.
const COLUMNS: (f64, f64) = (104.0, 720.0);
/// Smaller type than this can't be read on paper: six points, in pixels.
const READABLE: f64 = 8.0;
/// A small map is not blown up further than this.
const LARGEST_SCALE: f64 = 2.5;

/// Lays a sheet out for a page.
pub fn lay_out(sheet: &Sheet, setter: &mut Typesetter, page: Page) -> Scene {
    let columns = sheet.steps.len().max(1) as f64;
    let natural = COLUMN.max((NARROWEST - 2.0 * MARGIN - LABEL) / columns);
    let Some((width, height)) = page.size() else {
        return draft(sheet, setter, natural);
    };
    // The wider the columns, the lower the sheet: halving finds those at which it has the page's form.
    let (mut narrow, mut wide) = COLUMNS;
    for _ in 0..7 {
        let middle = (narrow + wide) / 2.0;
        let scene = draft(sheet, setter, middle);
        if scene.width * height < width * scene.height { narrow = middle } else { wide = middle }
    }
    draft(sheet, setter, (narrow + wide) / 2.0).on_page(width, height, LARGEST_SCALE)
}

/// Lays a sheet out on as many pages as it takes until its type can be read; without a page it is one. Where it can't be
/// read on any number of pages, since there are too many lanes, it has the fewest that come near to the best.
pub fn lay_out_pages(sheet: &Sheet, setter: &mut Typesetter, page: Page) -> Vec<Scene> {
    const NEAR: f64 = 0.9;
    let most = if page.size().is_some() { sheet.stages.len().max(1) } else { 1 };
    let mut tried: Vec<Vec<Scene>> = Vec::new();
    for pages in 1..=most {
        let scenes = match pages {
            1 => vec![lay_out(sheet, setter, page)],
            _ => split::parts(sheet, pages).iter().map(|part| lay_out(part, setter, page)).collect(),
        };
        if smallest(&scenes) >= READABLE {
            return scenes;
        }
        tried.push(scenes);
    }
    let best = tried.iter().map(|scenes| smallest(scenes)).fold(0.0, f64::max);
    let good = tried.iter().position(|scenes| smallest(scenes) >= best * NEAR).unwrap_or(0);
    tried.swap_remove(good)
}

/// The size of the smallest type on some scenes.
fn smallest(scenes: &[Scene]) -> f64 {
    scenes.iter().map(Scene::smallest_type).fold(f64::INFINITY, f64::min)
}

/// Lays a sheet out with columns of a width: once to see what is set, and once with what has been set.
fn draft(sheet: &Sheet, setter: &mut Typesetter, column: f64) -> Scene {
    setter.prepare(|setter| {
        Draft::new(sheet, setter, column).finish();
    });
    Draft::new(sheet, setter, column).finish()
}

/// How words look.
#[derive(Clone, Copy, Debug)]
struct Type {
    size: f64,
    weight: Weight,
    ink: Ink,
}

const fn regular(size: f64, ink: &'static str) -> Type {
    Type { size, weight: Weight::Regular, ink: Ink(ink) }
}

const fn bold(size: f64, ink: &'static str) -> Type {
    Type { size, weight: Weight::Bold, ink: Ink(ink) }
}

/// A sheet that is being laid out, row by row.
struct Draft<'a, 'f> {
    sheet: &'a Sheet,
    setter: &'a mut Typesetter<'f>,
    /// The width of a column.
    column: f64,
    /// Where the next row begins.
    y: f64,
    items: Vec<Item>,
    frames: Vec<Frame>,
}

impl<'a, 'f> Draft<'a, 'f> {
    fn new(sheet: &'a Sheet, setter: &'a mut Typesetter<'f>, column: f64) -> Self {
        Self { sheet, setter, column, y: MARGIN, items: Vec::new(), frames: Vec::new() }
    }

    fn finish(mut self) -> Scene {
        self.head();
        let top = self.y;
        // The ground lies under everything; its height is known in the end.
        let ground = self.items.len();
        self.stages();
        self.steps();
        for row in &self.sheet.rows {
            match row {
                Row::Lane { name, style, cells } => self.lane(name, *style, cells),
                Row::Curve(row) => self.curve(row),
                Row::Line { name } => self.line(name),
            }
        }
        let table = Form::Box(MARGIN, top, self.width() - 2.0 * MARGIN, self.y - top, 8.0);
        let edge = Some(Stroke { ink: Ink("rule-strong"), width: 1.0, dash: &[] });
        let back = Shape { form: table.clone(), fill: Some(Ink("surface")), stroke: None };
        self.items.insert(ground, Item::Shape(back));
        self.items.push(Item::Shape(Shape { form: table, fill: None, stroke: edge }));
        self.foot();
        Scene {
            width: self.width(),
            height: (self.y + MARGIN).ceil(), // Whole pixels: a picture of it is no taller than the drawing.
            title: self.sheet.title.text.clone(),
            description: self.sheet.description.clone(),
            lang: self.sheet.title.lang.clone(),
            direction: self.sheet.title.direction,
            paper: Ink("paper"),
            items: self.items,
            frames: self.frames,
        }
    }

    /// The width of the sheet.
    fn width(&self) -> f64 {
        2.0 * MARGIN + LABEL + self.table_width()
    }

    /// The width of all columns.
    fn table_width(&self) -> f64 {
        self.column * self.sheet.steps.len().max(1) as f64
    }

    /// Where a column begins, in the direction of time.
    fn start_of(&self, column: usize) -> f64 {
        MARGIN + LABEL + self.column * column as f64
    }

    /// The left edge of something that begins at `start` in a direction.
    fn left(&self, direction: Direction, start: f64, width: f64) -> f64 {
        match direction {
            Direction::Ltr => start,
            Direction::Rtl => self.width() - start - width,
        }
    }

    /// Sets words for a box of a width, flush to where `flow` begins.
    fn set(&mut self, words: &Words, look: Type, width: f64, flow: Direction) -> Block {
        let style = Style {
            size: look.size,
            weight: look.weight,
            ink: look.ink,
            lang: words.lang.clone(),
            direction: words.direction,
            align: if words.direction == flow { Align::Start } else { Align::End },
            leading: leading(&words.lang),
        };
        self.setter.set(&words.text, &style, width)
    }

    /// Puts set words down at a left upper corner.
    fn put(&mut self, block: Block, left: f64, top: f64) {
        let moved = block.lines.into_iter().map(|line| Line { x: line.x + left, y: line.y + top, ..line });
        self.items.extend(moved.map(Item::Line));
    }

    fn shape(&mut self, form: Form, fill: Option<&'static str>, stroke: Option<Stroke>) {
        self.items.push(Item::Shape(Shape { form, fill: fill.map(Ink), stroke }));
    }

    /// A straight line.
    fn rule(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        let path = vec![Segment::Move(from.0, from.1), Segment::Line(to.0, to.1)];
        self.shape(Form::Path(path), None, Some(stroke));
    }

    /// A box that text stands in, told so that a test can see that none overlaps another.
    fn frame(&mut self, flow: Direction, start: f64, width: f64, height: f64) -> Frame {
        let frame = Frame { left: self.left(flow, start, width), top: self.y, width, height };
        self.frames.push(frame);
        frame
    }
}

fn thin(ink: &'static str) -> Stroke {
    Stroke { ink: Ink(ink), width: 1.0, dash: &[] }
}

/// The height of a line by script, as a multiple of the type's size: marks above and below need room. Under one and
/// a half, since readers of PDFs take lines further apart for those of neighbouring cells.
pub(super) fn leading(lang: &str) -> f64 {
    match lang.split('-').next().unwrap_or_default() {
        "ar" | "fa" | "ur" | "th" | "lo" | "km" => 1.48,
        _ => 1.38,
    }
}
