//! A journey as a table and a curve.

use serde::Serialize;

use crate::site::views::{EmotionView, Link, Moment, Text};

/// How well a step is backed by evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Backing {
    /// Nobody has looked.
    None,
    /// One source, or only asked or only observed.
    Some,
    /// At least one solicited and one unsolicited source.
    Full,
}

/// A stage as the head of its columns.
#[derive(Clone, Debug, Serialize)]
pub struct MapStage {
    /// The stage.
    pub link: Link,
    /// Its phase.
    pub phase: Option<Text>,
    /// What the customer wants there.
    pub goal: Option<Text>,
    /// How many columns it spans, at least one.
    pub span: usize,
}

/// A step as the head of its column.
#[derive(Clone, Debug, Serialize)]
pub struct MapStep {
    /// 1, 2, 3 … over the whole journey; 0 for a column that has no number.
    pub number: usize,
    /// The step, on its stage's page. Nothing for the empty column of a stage without steps.
    pub link: Option<Link>,
    /// True for a moment of truth.
    pub moment_of_truth: bool,
    /// How well it is backed.
    pub backing: Backing,
    /// True for the first step of a stage.
    pub opens_stage: bool,
    /// The sub-journey that it opens.
    pub opens: Option<Link>,
}

/// One entry in a cell.
#[derive(Clone, Debug, Serialize)]
pub struct MapItem {
    /// What it says.
    pub text: Text,
    /// Where it leads.
    pub href: Option<String>,
    /// A detail in small: impact and effort, n and date.
    pub note: Option<String>,
    /// −2…2 where it carries a level, for its colour.
    pub level: Option<i8>,
}

/// A cell: one step's entries in a lane, or those of neighbouring steps that say the same.
#[derive(Clone, Debug, Serialize)]
pub struct MapCell {
    /// Its entries, at times none.
    pub items: Vec<MapItem>,
    /// How many columns it spans.
    pub span: usize,
    /// True where it begins a stage.
    pub opens_stage: bool,
}

/// A line of a curve.
#[derive(Clone, Debug, Serialize)]
pub struct CurveSeries {
    /// Whose line.
    pub name: Text,
    /// Their page, where the line has one.
    pub href: Option<String>,
    /// 0 for the line that stands for all, 1…5 for the others: colour, dash and marker.
    pub series: u8,
    /// Its line and its marker in small, for a legend. *Markup.*
    pub swatch: String,
    /// Its values, a column each; nothing at a gap.
    pub values: Vec<Option<EmotionView>>,
}

/// The emotion curve.
#[derive(Clone, Debug, Serialize)]
pub struct CurveView {
    /// The drawing, as wide as the columns it stands on. *Markup.*
    pub svg: String,
    /// Its scale, to stand beside it. *Markup.*
    pub axis: String,
    /// Its lines.
    pub series: Vec<CurveSeries>,
    /// The highest step, with its quote.
    pub peak: Option<Moment>,
    /// The lowest step, with its quote.
    pub trough: Option<Moment>,
    /// True where some of its points are estimates that nothing is known about.
    pub has_estimates: bool,
    /// Each persona's line drawn alone, on a map where there are several.
    pub alone: Vec<CurveAlone>,
}

/// One persona's line, drawn alone.
#[derive(Clone, Debug, Serialize)]
pub struct CurveAlone {
    /// Whose line.
    pub name: Text,
    /// 1…5, as among the lines of the curve.
    pub series: u8,
    /// The drawing. *Markup.*
    pub svg: String,
    /// Their highest step.
    pub peak: Option<Moment>,
    /// Their lowest step.
    pub trough: Option<Moment>,
}

/// A row of the map.
#[derive(Clone, Debug, Serialize)]
pub struct MapLane {
    /// `touchpoints`, `channels`, `emotion`, `thinks`, `feels`, `pains`, `opportunities`,
    /// `interaction`, `frontstage`, `visibility`, `backstage`, `internal`, `support`, `metrics` or
    /// `evidence`; the three lines of a service blueprint are lanes without cells.
    pub key: &'static str,
    /// `items`, `curve` or `line`.
    pub form: &'static str,
    /// Its cells, for `items`.
    pub cells: Vec<MapCell>,
    /// The curve, for `curve`.
    pub curve: Option<CurveView>,
}

/// A journey map as a table.
#[derive(Clone, Debug, Serialize)]
pub struct MapView {
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// True for a service blueprint, whose rows have names of their own.
    pub is_blueprint: bool,
    /// The choices of lanes that it offers, `everything` first: also `experience` and `blueprint` where it has lanes of
    /// both kinds, else none.
    pub presets: Vec<&'static str>,
    /// How many columns.
    pub columns: usize,
    /// The stages, in time.
    pub stages: Vec<MapStage>,
    /// The steps, in time: one column each.
    pub steps: Vec<MapStep>,
    /// The rows below the steps.
    pub lanes: Vec<MapLane>,
    /// How many steps rest on no evidence.
    pub steps_without_evidence: usize,
    /// How many steps there are.
    pub step_count: usize,
    /// Answers, people and cases behind the map, added up; nothing where no source says its n.
    pub evidence_n: Option<String>,
    /// How many sources.
    pub evidence_sources: usize,
}
