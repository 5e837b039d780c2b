//! Where the handbook stands as files for other programs, with the bytes of `rihla export`.

use crate::model::API;

/// The whole handbook.
pub const HANDBOOK: &str = "handbook.json";
/// Its steps, as a table.
pub const STEPS: &str = "steps.csv";
/// The schema of both kinds of JSON.
pub const SHAPE: &str = "schema.json";

/// Where a file of data is written.
pub fn path(name: &str) -> String {
    format!("{API}/{name}")
}

/// Where the data of a journey is written.
pub fn journey_path(id: &str) -> String {
    format!("{API}/journeys/{id}.json")
}
