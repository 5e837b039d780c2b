//! What is to be found → the files that a browser finds it in.
//!
//! In: pages with their sections as plain text, one after the other. Out: files under their names, which hand data to the
//! theme's `search.js` and are never code of anybody's content. Promises: a pure function of the pages; every
//! word of a section leads to it; no file is much larger than a screen needs. The guide to search says what is in them.
//! Deliberately not here: what a page is, where its texts come from, how results look.

mod index;
pub mod normalise;
mod pack;

pub use index::index;
pub use normalise::Case;

/// The groups that results can be limited to, in the order in which their pages are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Journeys, stages, steps.
    Journeys,
    /// Personas.
    Personas,
    /// Touchpoints.
    Touchpoints,
    /// Everything that is read from top to bottom, and the indexes.
    Guides,
    /// Data sets.
    Data,
}

impl Group {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Journeys, Self::Personas, Self::Touchpoints, Self::Guides, Self::Data];
}

/// A page that can be found.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it is, relative to the site.
    pub url: String,
    /// Its name.
    pub title: String,
    /// The name of what it belongs to: a stage's journey. May be empty.
    pub within: String,
    /// What it is, in the reader's words: `Persona`.
    pub kind: String,
    /// What its texts are written by: they may be borrowed from another language.
    pub case: Case,
    /// What stands on it above its first heading.
    pub text: String,
    /// What follows.
    pub sections: Vec<Section>,
}

/// A part of a page with a heading of its own.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// The heading's anchor.
    pub anchor: String,
    /// What it is, in the reader's words: `Step`; empty for a part of a text.
    pub kind: String,
    /// True where the heading is the name of something: a step, a term, a code.
    pub is_name: bool,
    /// What stands in it.
    pub text: String,
}
