//! A journey → its map: a table of lanes and a curve, then a scene of positions and text, then SVG.
//!
//! In: the atlas. Out: [`Maps`], one for each journey, the same for all languages; and [`svg`], which
//! draws a [`Scene`] that has been [laid out](layout) in one language. Promises: drawing cannot fail; a
//! scene is positions and text only; numbers are rounded in one place. Deliberately not here: the
//! table's words, which the site puts into its cells, so that a browser lays them out.

pub mod backlog;
pub mod compare;
mod curve;
mod glimpse;
pub mod heat;
pub mod layout;
pub mod network;
pub mod sheet;
pub mod shelf;
pub mod svg;
pub mod switches;
mod table;
mod trend;

use crate::model::{Atlas, Reading};

pub use curve::{Curve, Series, Whose, ends, of_persona};
pub use glimpse::glimpse;
pub use layout::Scene;
pub use table::{Backing, Cell, Column, Row, ServiceLine, Table, backing, table};
pub use trend::{Period, trend};

/// The maps of a handbook, in the order of its journeys.
#[derive(Clone, Debug)]
pub struct Maps {
    /// One for each journey.
    pub journeys: Vec<JourneyMap>,
}

/// The map of one journey.
#[derive(Clone, Debug, PartialEq)]
pub struct JourneyMap {
    /// Its columns and rows.
    pub table: Table,
    /// Its emotion curve.
    pub curve: Curve,
}

/// Draws the maps of all journeys.
pub fn draw(atlas: &Atlas) -> Maps {
    let atlas = &Reading::whole(atlas);
    let journeys = atlas.journeys().iter().map(|journey| {
        let table = table::table(atlas, journey, &[]);
        let curve = curve::curve(atlas, journey, &table.columns);
        JourneyMap { table, curve }
    });
    Maps { journeys: journeys.collect() }
}
