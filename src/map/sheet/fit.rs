//! A scene on a page: as large as it has room there, in its middle.

use crate::map::sheet::scene::{Form, Frame, Item, Line, Scene, Segment, Shape};

impl Scene {
    /// The size of the smallest type on it.
    pub fn smallest_type(&self) -> f64 {
        let sizes = self.items.iter().filter_map(|item| match item {
            Item::Line(line) => Some(line.size),
            Item::Shape(_) => None,
        });
        sizes.fold(f64::INFINITY, f64::min)
    }

    /// The scene in the middle of a page, as large as it has room there, up to `largest` times its size.
    pub fn on_page(mut self, width: f64, height: f64, largest: f64) -> Self {
        let scale = (width / self.width).min(height / self.height).min(largest);
        let across = (width - self.width * scale) / 2.0;
        // What is low on a high page begins at its head.
        let down = ((height - self.height * scale) / 2.0).max(0.0);
        let place = Placement { scale, across, down };
        self.items.iter_mut().for_each(|item| match item {
            Item::Shape(shape) => place.shape(shape),
            Item::Line(line) => place.line(line),
        });
        self.frames.iter_mut().for_each(|frame| place.frame(frame));
        Self { width, height, ..self }
    }
}

/// Where a scene comes to lie on a page.
struct Placement {
    scale: f64,
    across: f64,
    down: f64,
}

impl Placement {
    fn point(&self, x: &mut f64, y: &mut f64) {
        (*x, *y) = (*x * self.scale + self.across, *y * self.scale + self.down);
    }

    fn shape(&self, shape: &mut Shape) {
        match &mut shape.form {
            Form::Box(x, y, width, height, radius) => {
                self.point(x, y);
                [width, height, radius].into_iter().for_each(|length| *length *= self.scale);
            }
            Form::Circle(x, y, radius) => {
                self.point(x, y);
                *radius *= self.scale;
            }
            Form::Path(segments) => segments.iter_mut().for_each(|segment| match segment {
                Segment::Move(x, y) | Segment::Line(x, y) => self.point(x, y),
                Segment::Curve(ax, ay, bx, by, x, y) => {
                    self.point(ax, ay);
                    self.point(bx, by);
                    self.point(x, y);
                }
                Segment::Close => {}
            }),
        }
        if let Some(stroke) = &mut shape.stroke {
            stroke.width *= self.scale;
        }
    }

    fn line(&self, line: &mut Line) {
        self.point(&mut line.x, &mut line.y);
        [&mut line.width, &mut line.size].into_iter().for_each(|length| *length *= self.scale);
        for glyph in line.runs.iter_mut().flat_map(|run| &mut run.glyphs) {
            [&mut glyph.x, &mut glyph.y, &mut glyph.advance].into_iter().for_each(|length| *length *= self.scale);
        }
    }

    fn frame(&self, frame: &mut Frame) {
        self.point(&mut frame.left, &mut frame.top);
        [&mut frame.width, &mut frame.height].into_iter().for_each(|length| *length *= self.scale);
    }
}
