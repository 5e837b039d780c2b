//! The other views of journeys: comparisons, heatmaps, switches, the network, the matrix, moments of truth.

use serde::Serialize;

use crate::site::views::{Backing, BacklogView, CurveView, EmotionView, Link, MapStage, MapStep, MapView, Text};

/// A view made from the model, which the component `figure` draws: in a section of a page or in the midst of a text.
///
/// Of what it holds only that is there which its `view` needs; a figure that has nothing to show has none of it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FigureView {
    /// What its ids begin with: `view:stages`.
    pub id: String,
    /// `map`, `curve`, `blueprint`, `personas`, `stages`, `future`, `channels`, `moments`, `touchpoints`, `network` or
    /// `opportunities`.
    pub view: &'static str,
    /// The journey that it shows; nothing for the whole handbook.
    pub journey: Option<Link>,
    /// The map, for `map` and `blueprint`.
    pub map: Option<MapView>,
    /// The heatmap, for `stages` and `touchpoints`, and for `channels` of the whole handbook.
    pub heat: Option<HeatView>,
    /// The way through the channels, for `channels` of a journey.
    pub way: Option<WayView>,
    /// Where the channel is switched, for `channels`: in time for a journey, else the unhappiest first.
    pub switches: Vec<SwitchView>,
    /// How many switches are left out: of a large handbook only the unhappiest are shown.
    pub switches_left_out: usize,
    /// The network, for `network`.
    pub network: Option<NetworkView>,
    /// The matrix, for `opportunities`.
    pub matrix: Option<MatrixView>,
    /// The moments of truth, the unhappiest first, for `moments`.
    pub truths: Vec<TruthView>,
    /// How many more there are, save where they go on in another part of the index.
    pub truths_left_out: usize,
    /// The curves, for `curve` and `personas`; for `future` one for each pair of journeys.
    pub charts: Vec<ChartView>,
}

impl FigureView {
    /// True where there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.map.is_none()
            && self.heat.is_none()
            && self.way.is_none()
            && self.network.is_none()
            && self.matrix.is_none()
            && self.truths.is_empty()
            && self.charts.is_empty()
    }
}

/// A curve above its steps, with its values in rows: what `curve`, `personas` and `future` show.
#[derive(Clone, Debug, Serialize)]
pub struct ChartView {
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// What it shows: in a comparison of journeys the one to come, else its own.
    pub journey: Link,
    /// The journey of today, in a comparison with the one to come.
    pub today: Option<Link>,
    /// The stages, in time.
    pub stages: Vec<MapStage>,
    /// The steps, in time: one column each.
    pub steps: Vec<ChartStep>,
    /// The curve.
    pub curve: CurveView,
    /// What lies between its lines, a column each; empty for `curve`.
    pub differences: Vec<DifferenceView>,
    /// The step where personas are furthest apart, or where most is gained.
    pub greatest: Option<Link>,
    /// How much, as its difference is written.
    pub greatest_by: Option<String>,
    /// How many steps rise.
    pub rises: usize,
    /// How many fall.
    pub falls: usize,
    /// How many stay as they are.
    pub unchanged: usize,
    /// How many are new.
    pub new_steps: usize,
    /// How many are dropped.
    pub dropped_steps: usize,
}

/// A column of a chart.
#[derive(Clone, Debug, Serialize)]
pub struct ChartStep {
    /// The step; in a comparison of journeys the one to come, where both have it.
    pub step: MapStep,
    /// The step of today, where it goes by another title.
    pub today: Option<Link>,
}

/// What lies between two lines at a step.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceView {
    /// `apart` between personas; `rise`, `fall`, `same`, `new` or `dropped` between today and the future; `unknown` where
    /// a score is missing.
    pub change: &'static str,
    /// How much: signed between today and the future.
    pub value: Option<String>,
    /// True for the greatest gain, and where personas are furthest apart.
    pub is_greatest: bool,
}

/// A file of the map to be downloaded.
#[derive(Clone, Debug, Serialize)]
pub struct DownloadView {
    /// `svg`, `png` or `pdf`.
    pub format: &'static str,
    /// Where it is, relative to the page.
    pub href: String,
    /// Its size in words: `120 kB`.
    pub size: String,
}

/// `embed.html`: a view in the midst of a text.
#[derive(Clone, Debug, Serialize)]
pub struct EmbedView {
    /// The view.
    pub figure: FigureView,
    /// Whose emotions it shows, where it is those of one persona.
    pub persona: Option<Link>,
    /// The page's language tag, only where the text around is borrowed from another language.
    pub lang: Option<String>,
    /// `ltr` or `rtl`, only where `lang` is given.
    pub dir: Option<&'static str>,
}

/// A heatmap.
#[derive(Clone, Debug, Serialize)]
pub struct HeatView {
    /// What heads the columns.
    pub columns: Vec<Link>,
    /// The rows.
    pub rows: Vec<HeatRow>,
    /// How many cells are left out: of a large handbook only the unhappiest are shown.
    pub left_out: usize,
}

/// A row of a heatmap.
#[derive(Clone, Debug, Serialize)]
pub struct HeatRow {
    /// What it is about.
    pub head: Link,
    /// A cell for each column.
    pub cells: Vec<HeatCell>,
}

/// A cell of a heatmap; one without a value says that nobody knows how it feels, one without a note too that the two
/// never meet.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HeatCell {
    /// The value, signed.
    pub value: Option<String>,
    /// Rounded to −2…2, for colour and face.
    pub level: Option<i8>,
    /// Where it comes from.
    pub href: Option<String>,
    /// A detail in small.
    pub note: Option<String>,
    /// True for the worst of the map.
    pub worst: bool,
}

/// The way of a journey through its channels: a row a channel, a column a step.
#[derive(Clone, Debug, Serialize)]
pub struct WayView {
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The stages that have steps, in time.
    pub stages: Vec<WayStage>,
    /// The steps, in time.
    pub steps: Vec<WayStep>,
    /// The channels, in the handbook's order.
    pub rows: Vec<WayRow>,
}

/// A stage above its steps.
#[derive(Clone, Debug, Serialize)]
pub struct WayStage {
    /// The stage.
    pub link: Link,
    /// How many steps it has.
    pub span: usize,
}

/// A step at the head of its column.
#[derive(Clone, Debug, Serialize)]
pub struct WayStep {
    /// The step.
    pub link: Link,
    /// Its number in the journey.
    pub number: usize,
    /// True for the first of its stage.
    pub opens_stage: bool,
}

/// A channel with its cells.
#[derive(Clone, Debug, Serialize)]
pub struct WayRow {
    /// The channel.
    pub channel: Link,
    /// A cell for each step.
    pub cells: Vec<WayCell>,
}

/// A step in a channel, or what runs past it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WayCell {
    /// True where the step happens in the channel.
    pub here: bool,
    /// How it feels there.
    pub emotion: Option<EmotionView>,
    /// The channel that was left for this one just here.
    pub from: Option<Text>,
    /// The parts of the line in the cell: `passed`, `crosses`; `in-straight`, `in-above`, `in-below` where it comes in;
    /// `out-straight`, `out-above`, `out-below` where it goes on.
    pub lines: Vec<&'static str>,
}

/// A change of channel.
#[derive(Clone, Debug, Serialize)]
pub struct SwitchView {
    /// The channel that is left.
    pub from: Link,
    /// The channel that is entered.
    pub to: Link,
    /// The first step in it.
    pub step: Link,
    /// Its journey.
    pub journey: Link,
    /// How the last step before feels.
    pub before: Option<EmotionView>,
    /// How the first step after feels.
    pub after: Option<EmotionView>,
}

/// Journeys and the touchpoints that they share.
#[derive(Clone, Debug, Serialize)]
pub struct NetworkView {
    /// The journeys, in the handbook's order, evenly over the height of the picture.
    pub journeys: Vec<NetworkNode>,
    /// The touchpoints, in the order in which the journeys meet them, evenly over the height as well.
    pub touchpoints: Vec<NetworkNode>,
    /// How many journeys the picture has no room for.
    pub journeys_left_out: usize,
    /// How many touchpoints only the table has, because the picture would be too full.
    pub left_out: usize,
    /// Every touchpoint with its journeys, as far as there is room.
    pub rows: Vec<NetworkRow>,
    /// How many more touchpoints there are, save where the rows go on in another part of the index.
    pub rows_left_out: usize,
}

/// A node of the network.
#[derive(Clone, Debug, Serialize)]
pub struct NetworkNode {
    /// What it stands for: one journey or touchpoint, or several touchpoints that the same journeys meet.
    pub links: Vec<Link>,
    /// What it stands for in one text, cut where it is long.
    pub names: String,
    /// How many nodes it is joined to.
    pub joined: usize,
    /// Its lines, from the left side to the right. *Markup.*
    pub strands: String,
}

/// A touchpoint and the journeys that meet it.
#[derive(Clone, Debug, Serialize)]
pub struct NetworkRow {
    /// The touchpoint.
    pub touchpoint: Link,
    /// The journeys, as far as there is room.
    pub journeys: Vec<EncounterView>,
    /// How many more there are.
    pub left_out: usize,
}

/// A journey that meets a touchpoint.
#[derive(Clone, Debug, Serialize)]
pub struct EncounterView {
    /// The journey.
    pub journey: Link,
    /// At how many steps.
    pub steps: usize,
    /// How it feels there on average.
    pub emotion: Option<EmotionView>,
}

/// Opportunities by impact and effort.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixView {
    /// The rows, the highest impact first.
    pub rows: Vec<MatrixRow>,
    /// Those that lack an impact, an effort or both.
    pub unrated: Vec<BacklogView>,
    /// How many more of them there are.
    pub unrated_left_out: usize,
}

/// The opportunities of one impact.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixRow {
    /// 5…1.
    pub impact: u8,
    /// The cells, the lowest effort first.
    pub cells: Vec<MatrixCell>,
}

/// The opportunities of one impact and one effort.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixCell {
    /// 1…5.
    pub effort: u8,
    /// `quick-wins`, `big-bets`, `fill-ins` or `think-twice`; nothing in the middle.
    pub quadrant: Option<&'static str>,
    /// True for the cell in the corner, which names its quadrant.
    pub corner: bool,
    /// What is in it, as far as there is room: the first of the backlog.
    pub entries: Vec<BacklogView>,
    /// How many more there are.
    pub left_out: usize,
}

/// A moment of truth.
#[derive(Clone, Debug, Serialize)]
pub struct TruthView {
    /// The step.
    pub step: Link,
    /// Its stage.
    pub stage: Link,
    /// Its journey.
    pub journey: Link,
    /// `current` or `future`, of the journey.
    pub state: &'static str,
    /// How everybody feels there.
    pub overall: Option<EmotionView>,
    /// How each persona feels there, where that was asked.
    pub emotions: Vec<EmotionView>,
    /// What they meet.
    pub touchpoints: Vec<Link>,
    /// What the customer thinks there.
    pub quote: Option<Text>,
    /// How well it is backed.
    pub backing: Backing,
}
