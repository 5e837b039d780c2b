//! What is drawn of a standalone map: shapes and lines of text at their places, in the order of painting.
//!
//! All lengths are CSS pixels (1/96 inch), across to the right and down. Colours are names of the
//! theme's tokens, so that one scene draws light and dark. Text has been shaped: a line holds
//! its words for SVG and for copying, and its glyphs for PNG and PDF.

use std::ops::Range;
use std::sync::Arc;

use crate::locale::Direction;
use crate::map::sheet::fonts::Face;

/// A laid-out sheet.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// What it shows, for machines and screen readers.
    pub title: String,
    /// The same in a sentence.
    pub description: String,
    /// The language tag of the sheet.
    pub lang: String,
    /// The direction of the language.
    pub direction: Direction,
    /// What is painted behind everything.
    pub paper: Ink,
    /// What is on it; texts come in reading order.
    pub items: Vec<Item>,
    /// The boxes that text stands in; no two overlap.
    pub frames: Vec<Frame>,
}

/// A box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// Something on a sheet.
#[derive(Clone, Debug)]
pub enum Item {
    /// A shape.
    Shape(Shape),
    /// A line of text.
    Line(Line),
}

/// A shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Its form.
    pub form: Form,
    /// Its inside.
    pub fill: Option<Ink>,
    /// Its outline.
    pub stroke: Option<Stroke>,
}

/// A form.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// A box: left, top, width, height, and the radius of its corners.
    Box(f64, f64, f64, f64, f64),
    /// A circle: its middle and its radius.
    Circle(f64, f64, f64),
    /// Lines and curves.
    Path(Vec<Segment>),
}

/// How far the handles of a quarter of a circle are from its ends, in radii: 4/3 (√2 − 1).
const QUARTER: f64 = 0.552_284_749_830_793_4;

impl Form {
    /// The form as lines and curves, for writers that know nothing else. A corner's radius is at most half a side.
    pub fn segments(&self) -> Vec<Segment> {
        match self {
            Self::Box(x, y, width, height, radius) => {
                rounded([*x, *y, x + width, y + height], radius.min(width / 2.0).min(height / 2.0).max(0.0))
            }
            Self::Circle(x, y, radius) => rounded([x - radius, y - radius, x + radius, y + radius], *radius),
            Self::Path(segments) => segments.clone(),
        }
    }
}

/// A box with round corners, clockwise from its left top.
fn rounded([left, top, right, bottom]: [f64; 4], radius: f64) -> Vec<Segment> {
    if radius == 0.0 {
        let corners = [Segment::Line(right, top), Segment::Line(right, bottom), Segment::Line(left, bottom)];
        return [&[Segment::Move(left, top)][..], &corners, &[Segment::Close]].concat();
    }
    let handle = radius * (1.0 - QUARTER);
    vec![
        Segment::Move(left + radius, top),
        Segment::Line(right - radius, top),
        Segment::Curve(right - handle, top, right, top + handle, right, top + radius),
        Segment::Line(right, bottom - radius),
        Segment::Curve(right, bottom - handle, right - handle, bottom, right - radius, bottom),
        Segment::Line(left + radius, bottom),
        Segment::Curve(left + handle, bottom, left, bottom - handle, left, bottom - radius),
        Segment::Line(left, top + radius),
        Segment::Curve(left, top + handle, left + handle, top, left + radius, top),
        Segment::Close,
    ]
}

/// A part of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Goes to a point without drawing.
    Move(f64, f64),
    /// A straight line.
    Line(f64, f64),
    /// A cubic curve: two handles and an end.
    Curve(f64, f64, f64, f64, f64, f64),
    /// Back to the last `Move`.
    Close,
}

/// An outline; its ends and corners are round.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub ink: Ink,
    /// Its width.
    pub width: f64,
    /// Lengths of dashes and gaps in turn; none is a solid line.
    pub dash: &'static [f64],
}

/// A colour, by the name of the theme's token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ink(pub &'static str);

/// One line of text.
#[derive(Clone, Debug)]
pub struct Line {
    /// The left edge, whichever way the text runs.
    pub x: f64,
    /// The baseline.
    pub y: f64,
    /// The width of what is visible.
    pub width: f64,
    /// The size of the type, in pixels.
    pub size: f64,
    /// Its weight.
    pub weight: Weight,
    /// Its colour.
    pub ink: Ink,
    /// The language tag of the words.
    pub lang: String,
    /// The direction of the paragraph.
    pub direction: Direction,
    /// The families that its letters come from: the first that has a letter draws it.
    pub families: Vec<String>,
    /// The words in logical order, without trailing spaces and without break opportunities that were put in, but with
    /// the invisible marks that hold the order and the joins of its letters when the line stands alone.
    pub text: String,
    /// True where the line goes on from one that ended in an Arabic letter: a number that opens it keeps its side only
    /// with a mark before it.
    pub after_arabic: After,
    /// The glyphs, from left to right.
    pub runs: Vec<Run>,
}

/// What the line before ended in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// Nothing, or a letter that doesn't matter.
    Nothing,
    /// An Arabic letter.
    Arabic,
}

/// A weight of type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

/// Glyphs of one font and one direction.
#[derive(Clone, Debug)]
pub struct Run {
    /// The font.
    pub font: Arc<Face>,
    /// The direction of its letters.
    pub direction: Direction,
    /// Its glyphs, from left to right.
    pub glyphs: Vec<Glyph>,
}

/// A glyph.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Its number in the font.
    pub id: u32,
    /// Where its origin is, from the line's left edge.
    pub x: f64,
    /// The same down from the baseline.
    pub y: f64,
    /// How far it moves on.
    pub advance: f64,
    /// The bytes of the line's text that it stands for.
    pub text: Range<usize>,
}
