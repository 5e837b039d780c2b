//! The views of what changed lately.

use serde::Serialize;

use crate::site::views::{DateView, MapItem, Text};

/// `changes.html`.
#[derive(Clone, Debug, Serialize)]
pub struct RecentView {
    /// Since when; null where `book.toml` doesn't say.
    pub since: Option<SinceView>,
    /// What changed on this part of the index, in the order journeys, personas, touchpoints, the rest.
    pub groups: Vec<RecentGroup>,
}

/// The state that the handbook is compared with.
#[derive(Clone, Debug, Serialize)]
pub struct SinceView {
    /// As `book.toml` names it.
    pub name: String,
    /// The beginning of its commit's name.
    pub commit: String,
    /// The day of its commit.
    pub on: DateView,
    /// How many changes there are of each sort; sorts without any are left out.
    pub counts: Vec<RecentCount>,
}

/// How many changes there are of one sort.
#[derive(Clone, Debug, Serialize)]
pub struct RecentCount {
    /// `added`, `removed`, `renamed`, `moved`, `scores-up`, `scores-down`, `closed`, `edited` or `other`.
    pub sort: &'static str,
    /// How many.
    pub n: usize,
}

/// Things of one kind that changed.
#[derive(Clone, Debug, Serialize)]
pub struct RecentGroup {
    /// `journeys`, `personas`, `touchpoints` or `handbook`.
    pub name: &'static str,
    /// They.
    pub things: Vec<RecentThing>,
}

/// A thing that changed, or in which something did.
#[derive(Clone, Debug, Serialize)]
pub struct RecentThing {
    /// What it is: `journey`, `stage`, `step` and so on.
    pub kind: &'static str,
    /// Its title now; of what is gone, its last.
    pub title: Text,
    /// Where it is now; null where it is gone or has no page.
    pub href: Option<String>,
    /// `added` or `removed` where it came or went as a whole.
    pub state: Option<&'static str>,
    /// How many parts of which kind came or went with it.
    pub with: Vec<RecentCount>,
    /// What happened to it.
    pub lines: Vec<RecentLine>,
    /// What happened to what it consists of.
    pub parts: Vec<RecentThing>,
}

/// One change.
#[derive(Clone, Debug, Serialize)]
pub struct RecentLine {
    /// `plus`, `minus`, `arrow`, `up` or `down`.
    pub sign: &'static str,
    /// What changed.
    pub label: Text,
    /// Before.
    pub from: Option<MapItem>,
    /// Now.
    pub to: Option<MapItem>,
    /// By how much, and of how many answers.
    pub note: Option<String>,
}
