//! A journey map as one drawing, for a slide or a wall.
//!
//! In: a [`Sheet`], which says all the words of a map in one language, and the [`Fonts`](fonts::Fonts) to set them
//! in. Out: a [`Scene`], which [`svg`], [`png`] and [`pdf`] draw alike. Promises: the same input gives the
//! same bytes on every machine whose fonts are the theme's; no text leaves its box and no two boxes overlap; where no
//! font covers a script the scene says so and is not drawn. Deliberately not here: where the words come from.

pub mod breaks;
pub mod card;
mod fit;
pub mod fonts;
mod layout;
mod letters;
mod marks;
pub mod palette;
pub mod pdf;
pub mod png;
pub mod scene;
mod studio;
pub mod svg;
pub mod text;

use crate::locale::Direction;
use crate::map::layout::Scene as Strip;
use crate::map::table::Backing;

use layout::leading;
pub use layout::{lay_out, lay_out_pages};
pub use palette::{Look, Palette};
pub use scene::Scene;
pub use studio::{Drawn, Order, Studio, Undrawable};

/// The words of a map in one language.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The journey's title.
    pub title: Words,
    /// What stands above it: the kind of drawing and of journey.
    pub kicker: Words,
    /// What a reader must know before believing the map.
    pub facts: Vec<Fact>,
    /// What stands below the map: whose it is.
    pub footer: Words,
    /// One sentence for those who can't see it.
    pub description: String,
    /// The direction of time.
    pub flow: Direction,
    /// The label of the stages' row and of the steps' row.
    pub heads: [Words; 2],
    /// The stages.
    pub stages: Vec<Stage>,
    /// The steps, a column each.
    pub steps: Vec<Step>,
    /// The rows below them.
    pub rows: Vec<Row>,
    /// What the signs mean.
    pub key: Vec<(Sign, Words)>,
}

/// Words with their language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What they say.
    pub text: String,
    /// The language tag.
    pub lang: String,
    /// The direction of the language.
    pub direction: Direction,
}

/// A labelled fact.
#[derive(Clone, Debug)]
pub struct Fact {
    /// What it is about.
    pub name: Words,
    /// What it says.
    pub value: Words,
}

/// A stage as the head of its columns.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its title.
    pub title: Words,
    /// Its phase.
    pub phase: Option<Words>,
    /// What the customer wants there.
    pub goal: Option<Words>,
    /// How many columns it spans, at least one.
    pub span: usize,
}

/// A step as the head of its column; one without a title is the empty column of a stage without steps.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its number, as the language writes it.
    pub number: String,
    /// Its title.
    pub title: Option<Words>,
    /// Which journey it opens, in words.
    pub opens: Option<Words>,
    /// The signs beside its number.
    pub signs: Vec<Sign>,
    /// True for the first column of a stage.
    pub opens_stage: bool,
}

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A moment of truth.
    Star,
    /// How well a step is backed.
    Backing(Backing),
    /// A point of the curve that rests on no evidence.
    Estimate,
}

/// A row.
#[derive(Clone, Debug)]
pub enum Row {
    /// A lane of cells.
    Lane {
        /// Its name.
        name: Words,
        /// How its entries look.
        style: LaneStyle,
        /// Its cells.
        cells: Vec<Cell>,
    },
    /// The emotion curve.
    Curve(Box<CurveRow>),
    /// A line of the service blueprint.
    Line {
        /// Its name.
        name: Words,
    },
}

/// The emotion curve with its names and notes.
#[derive(Clone, Debug)]
pub struct CurveRow {
    /// The lane's name.
    pub name: Words,
    /// The curve, laid out in shares of the width.
    pub strip: Strip,
    /// The language of the words in it.
    pub voice: Words,
    /// The lines' names by their series, where there is more than one.
    pub legend: Vec<(u8, Words)>,
    /// The peak and the trough.
    pub notes: Vec<Note>,
}

/// A note below the curve.
#[derive(Clone, Debug)]
pub struct Note {
    /// The column that it stands under.
    pub column: usize,
    /// What it is: the highest point, with its number.
    pub head: Words,
    /// What the customer says there.
    pub quote: Option<Words>,
    /// −2 or 2: its colour.
    pub level: i8,
}

/// How a lane's entries look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneStyle {
    /// Plain.
    Plain,
    /// Bold: what the customer meets.
    Strong,
    /// On a ground of their own: a channel that lasts for several steps.
    Band,
    /// With the sign of a pain.
    Pain,
    /// With the sign of an opportunity.
    Opportunity,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its entries, at times none.
    pub entries: Vec<Entry>,
    /// How many columns it spans.
    pub span: usize,
    /// True where it begins a stage.
    pub opens_stage: bool,
}

/// An entry of a cell.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it says.
    pub words: Words,
    /// A detail in small.
    pub note: Option<Words>,
}

/// The paper that a map is laid out for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// As large as it needs to be.
    #[default]
    Natural,
    /// ISO A4, landscape: 297 × 210 mm.
    A4,
    /// ISO A3, landscape: 420 × 297 mm.
    A3,
    /// A slide, 16 : 9, 13⅓ × 7½ in.
    Slide,
    /// ISO A0, landscape: 1189 × 841 mm.
    Wall,
}

impl Page {
    /// Its width and height in pixels of 1/96 in.
    pub fn size(self) -> Option<(f64, f64)> {
        let millimetres = |width: f64, height: f64| (width / 25.4 * 96.0, height / 25.4 * 96.0);
        match self {
            Self::Natural => None,
            Self::A4 => Some(millimetres(297.0, 210.0)),
            Self::A3 => Some(millimetres(420.0, 297.0)),
            Self::Slide => Some((1280.0, 720.0)),
            Self::Wall => Some(millimetres(1189.0, 841.0)),
        }
    }
}
