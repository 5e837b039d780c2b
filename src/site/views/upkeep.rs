//! How the handbook is kept up: what pages lack, and the coverage page.

use serde::Serialize;

use crate::site::views::{DateView, TableView, Text};

/// Something that a page lacks.
#[derive(Clone, Debug, Serialize)]
pub struct LackView {
    /// What: `owner`, `evidence`, `review`, `first-review`, `new-evidence`, `scores` or `translations`.
    pub kind: &'static str,
    /// The same in words.
    pub text: String,
}

/// How much of something has what it needs.
#[derive(Clone, Debug, Serialize)]
pub struct ShareView {
    /// What it needs: `owned`, `fresh`, `evidence`, `measured` or `translated`.
    pub key: &'static str,
    /// The same in words.
    pub title: String,
    /// The language, by its own name, where it is about translations.
    pub language: Option<Text>,
    /// The share in percent, rounded so that only all is 100 % and only none is 0 %.
    pub share: String,
    /// The same as a number, 0 to 100.
    pub percent: u8,
    /// How many of how many.
    pub count: String,
}

/// What has been kept up of a journey, or of all pages of a kind.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageRow {
    /// Which.
    pub text: Text,
    /// The journey, or the index of the kind.
    pub href: Option<String>,
    /// How many pages.
    pub pages: usize,
    /// One for each share over all; `null` where nothing of it needs that.
    pub shares: Vec<Option<ShareView>>,
}

/// `coverage.html`: the fields of `table.html`, whose rows are the pages on this part that lack something, the worst
/// first; all else stands on the first part.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageView {
    /// The day that ages are counted to.
    pub as_of: Option<DateView>,
    /// What has been kept up over all.
    pub shares: Vec<ShareView>,
    /// The same for each journey, the personas, the touchpoints and the guides; of journeys at most 200.
    pub groups: Vec<CoverageRow>,
    /// How many journeys are left out.
    pub groups_left_out: usize,
    /// The rows.
    #[serde(flatten)]
    pub list: TableView,
}
