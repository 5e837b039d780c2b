//! What templates see: one typed view for each kind of page.
//!
//! In: nothing; these are plain data that [`super`] fills from the atlas and the maps.
//! Out: the context of one template. Every template gets `page` ([`PageView`]) and `view` (the struct
//! that its documentation names here); `book` ([`BookView`]) is the same for all pages of a language.
//!
//! Promises: every `href` is relative to the page and names a file that is written; every text is
//! plain (templates escape it), save the fields marked *markup*, which are finished, safe HTML or SVG;
//! numbers and dates are already written in the page's language. A theme can rely on every field being
//! there: what may be missing is an `Option` and arrives as `null`, lists arrive empty.

use serde::Serialize;

/// A text, in the language of the page or, where that is missing, in the default language.
///
/// Templates print it with the `say` filter, which marks a borrowed text with its own `lang` and
/// `dir`; in attributes they use `.text`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Text {
    /// The words.
    pub text: String,
    /// The language tag, only where it differs from the page's.
    pub lang: Option<String>,
    /// `ltr` or `rtl`, only where `lang` is given.
    pub dir: Option<&'static str>,
}

/// A text that leads somewhere.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// What is shown.
    pub text: Text,
    /// Where it leads, relative to the page.
    pub href: String,
}

/// A date, for people and for machines.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// `2026-04-30`.
    pub iso: String,
    /// As the page's language writes it.
    pub text: String,
}

/// What all pages of one language share: `book`.
#[derive(Clone, Debug, Serialize)]
pub struct BookView {
    /// The handbook's title in this language.
    pub title: Text,
    /// Its description in this language.
    pub description: String,
    /// Its authors.
    pub authors: Vec<String>,
    /// The language tag.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// `auto`, `light` or `dark`: what a reader sees who has not chosen.
    pub default_theme: String,
    /// The repository, where `book.toml` names one.
    pub repository: Option<String>,
    /// Style sheets of the handbook's own, relative to the site's root.
    pub additional_css: Vec<String>,
    /// Scripts of the handbook's own, relative to the site's root.
    pub additional_js: Vec<String>,
    /// The feed of changes, relative to the site's root, where there is one.
    pub feed: Option<String>,
    /// Rihla's version.
    pub generator: String,
}

/// An entry of a navigation list.
#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// What is shown.
    pub text: Text,
    /// Where it leads, relative to the page.
    pub href: String,
    /// True for the page itself.
    pub current: bool,
    /// True for an entry that holds the page (its section, or a journey for its stages).
    pub holds_current: bool,
    /// Entries below it: only for the entry that holds the page.
    pub children: Vec<NavItem>,
}

/// A heading in the contents of a page.
#[derive(Clone, Debug, Serialize)]
pub struct TocItem {
    /// The heading's text.
    pub text: Text,
    /// `#…`.
    pub href: String,
    /// 2 or 3.
    pub level: u8,
}

/// The page in one of the handbook's languages.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageLink {
    /// The language tag.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The language's name in itself: `العربية`.
    pub name: String,
    /// The same page in it.
    pub href: String,
    /// The same page in it, absolute: only with a `site-url`.
    pub url: Option<String>,
    /// True for the page's own language.
    pub current: bool,
    /// False where that page falls back to the default language.
    pub translated: bool,
}

/// A page that mentions this one.
#[derive(Clone, Debug, Serialize)]
pub struct Mention {
    /// The page.
    pub link: Link,
    /// Its kind, as in [`PageView::kind`].
    pub kind: &'static str,
    /// The curve of a journey, or of a stage's journey with the stage marked; empty for other pages. *Markup.*
    pub glimpse: String,
}

/// What every page has: `page`.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The title.
    pub title: Text,
    /// The title's anchor, where it is the text's first heading.
    pub title_anchor: Option<String>,
    /// What the browser's tab shows: the title and the handbook's.
    pub head_title: String,
    /// One sentence about the page.
    pub summary: Option<Text>,
    /// `home`, `persona`, `journey`, `stage`, `touchpoint`, `section`, `prose`, `glossary`,
    /// `personas`, `journeys`, `touchpoints`, `network`, `channels`, `moments-of-truth`, `opportunities`, `alerts`,
    /// `evidence`, `tags` or `not-found`.
    pub kind: &'static str,
    /// True where the interface text `intro-<kind>` introduces the page: for the indexes and the glossary.
    pub has_intro: bool,
    /// The site's root seen from the page: empty, `../`, `../../` …; `/` plus the site's path for the 404 page.
    pub root: String,
    /// The root of the page's language, seen from the page.
    pub home: String,
    /// The page's address, absolute: only with a `site-url`.
    pub url: Option<String>,
    /// The way to the page from the home page, itself left out.
    pub breadcrumbs: Vec<Link>,
    /// The sections that readers look for first: journeys, personas, touchpoints, prose, the glossary.
    pub sections: Vec<NavItem>,
    /// The other indexes: network, channels, moments of truth, opportunities, alerts, evidence, tags.
    pub indexes: Vec<NavItem>,
    /// The pages around this one: those of its section.
    pub nearby: Vec<NavItem>,
    /// The title of the section around the page and its address.
    pub section: Option<Link>,
    /// Its headings.
    pub toc: Vec<TocItem>,
    /// The page before it in its section.
    pub previous: Option<Link>,
    /// The page after it in its section.
    pub next: Option<Link>,
    /// The page in every language; empty in a handbook of one.
    pub languages: Vec<LanguageLink>,
    /// The default language's tag where the whole page falls back to it.
    pub fallback: Option<String>,
    /// `ltr` or `rtl`, of that language.
    pub fallback_dir: Option<&'static str>,
    /// The team that answers for it.
    pub owner: Option<String>,
    /// `draft`, `review` or `approved`.
    pub status: Option<&'static str>,
    /// When somebody last checked it.
    pub reviewed: Option<DateView>,
    /// When the file last changed, from git.
    pub changed: Option<DateView>,
    /// Where it can be edited.
    pub edit: Option<String>,
    /// Its tags.
    pub tags: Vec<Link>,
    /// Who mentions it.
    pub mentions: Vec<Mention>,
    /// Where it is in an index that is divided into parts; nothing on any other page.
    pub parts: Option<PartsView>,
    /// Alerts on its scores.
    pub alerts: Vec<AlertView>,
    /// True where the page shows maps or other views: their styles and their script are linked.
    pub figures: bool,
    /// Its narrative. *Markup.*
    pub body: String,
}

/// The parts of an index that is too long for one page: it goes on at `2.html`, `3.html` … beside its `index.html`.
#[derive(Clone, Debug, Serialize)]
pub struct PartsView {
    /// Which part this is, from 1. An author's text, the views and the mentions stand on the first.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// The address of the part before.
    pub previous: Option<String>,
    /// The address of the part behind.
    pub next: Option<String>,
    /// The first and the last part, and those around this one.
    pub links: Vec<PartLink>,
}

/// A part of an index.
#[derive(Clone, Debug, Serialize)]
pub struct PartLink {
    /// Its number.
    pub number: usize,
    /// Its address.
    pub href: String,
    /// True for the part that is shown.
    pub current: bool,
    /// True where parts before it are left out.
    pub gap: bool,
}

/// A score that crossed a line of `book.toml`.
#[derive(Clone, Debug, Serialize)]
pub struct AlertView {
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// The page it is about.
    pub link: Link,
    /// The step, where the score is a step's.
    pub step: Option<Link>,
    /// For whom, where the score is one persona's.
    pub persona: Option<Link>,
    /// The metric's name.
    pub metric: Text,
    /// The score.
    pub value: String,
    /// The line it crossed: a score, by how much one may fall, or a share of answers.
    pub limit: String,
    /// How it was crossed: `below`, `above`, `fell` or `detractors`.
    pub side: &'static str,
    /// What happened, in words that follow the metric's name.
    pub happened: String,
    /// How many answers the score rests on.
    pub n: Option<String>,
    /// The lower end of its 95 % interval.
    pub low: Option<String>,
    /// The upper end of it.
    pub high: Option<String>,
    /// How much harm it does: alerts of one severity are sorted by it.
    pub harm: String,
    /// Who answers for it.
    pub owner: Option<String>,
}

/// A touchpoint with many detractors or many promoters.
#[derive(Clone, Debug, Serialize)]
pub struct StandingView {
    /// `at-risk` or `promoted`.
    pub verdict: &'static str,
    /// The touchpoint.
    pub link: Link,
    /// What was asked.
    pub metric: Text,
    /// The share of detractors or of promoters.
    pub share: String,
    /// The same in whole percent, 0 to 100.
    pub percent: u8,
    /// How many answers there are in all.
    pub n: String,
    /// What the share is one of, for the words: `nps` or `other`.
    pub asked: &'static str,
}

/// The touchpoints with many detractors, or those with many promoters.
#[derive(Clone, Debug, Serialize)]
pub struct StandingsView {
    /// `at-risk` or `promoted`.
    pub verdict: &'static str,
    /// The line above which a share is.
    pub line: String,
    /// The same in whole percent, 0 to 100.
    pub percent: u8,
    /// The touchpoints, the largest shares first; at most 60.
    pub touchpoints: Vec<StandingView>,
    /// How many more there are.
    pub left_out: usize,
}

/// One measured or estimated value.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreView {
    /// The metric's id: `satisfaction`, `nps` …
    pub metric: String,
    /// The metric's name.
    pub title: Text,
    /// The value, signed where the scale has a zero inside.
    pub value: String,
    /// The scale's lower end.
    pub min: String,
    /// The scale's upper end.
    pub max: String,
    /// Where the value stands on the scale, in whole percent of it: 0…100.
    pub percent: u8,
    /// Where the value stands on the scale, −2 (lowest fifth) … 2 (highest fifth).
    pub level: i8,
    /// For whom, where it is one persona's.
    pub persona: Option<Link>,
    /// How many answers it rests on.
    pub n: Option<String>,
    /// The lower end of its 95 % interval: that of the answers, else the widest that a score with this n can have.
    pub low: Option<String>,
    /// The upper end of it.
    pub high: Option<String>,
    /// Where it was measured.
    pub source: Option<String>,
    /// The page of the data set that it was counted from.
    pub data: Option<Link>,
    /// By how much it has changed since the period before, signed, where the intervals allow to say so.
    pub change: Option<String>,
    /// What its author wrote, where answers say it now.
    pub written: Option<String>,
    /// By how much the answers differ from that, signed.
    pub difference: Option<String>,
    /// The score over time, where it was counted in two periods or more.
    pub trend: Option<TrendView>,
    /// When it was measured.
    pub on: Option<DateView>,
    /// `error` or `warning` where it crossed a line.
    pub alert: Option<&'static str>,
}

/// A score over time.
#[derive(Clone, Debug, Serialize)]
pub struct TrendView {
    /// The drawing. *Markup*; the periods say the same.
    pub svg: String,
    /// By how much the last period differs from the one before, signed, where the intervals allow to say so.
    pub change: Option<String>,
    /// The periods, the first one first.
    pub periods: Vec<PeriodView>,
}

/// The score of a month or of a quarter.
#[derive(Clone, Debug, Serialize)]
pub struct PeriodView {
    /// Its name.
    pub label: String,
    /// The score.
    pub value: String,
    /// The lower end of its 95 % interval.
    pub low: String,
    /// The upper end.
    pub high: String,
    /// How many answers it rests on.
    pub n: String,
}

/// `data.html`: a data set.
#[derive(Clone, Debug, Serialize)]
pub struct DataView {
    /// Where the answers come from: `survey`, `analytics` …
    pub kind: &'static str,
    /// True where somebody was asked; false where they were watched.
    pub solicited: bool,
    /// What was measured.
    pub metric: Text,
    /// How answers become a score: `mean`, `nps`, `top-2-box` …
    pub method: &'static str,
    /// What was asked, in the words in which it was.
    pub question: Option<String>,
    /// The file, relative to the handbook.
    pub file: String,
    /// The day of the first answer.
    pub from: Option<DateView>,
    /// The day of the last one.
    pub to: Option<DateView>,
    /// How many rows the file has.
    pub rows: String,
    /// How many of them were used.
    pub used: String,
    /// Why the others were not.
    pub unused: Vec<UnusedView>,
    /// All answers together.
    pub all: Option<AnsweredView>,
    /// They over time.
    pub trend: Option<TrendView>,
    /// By the channels through which they came.
    pub channels: Vec<AnsweredView>,
    /// By the personas who gave them.
    pub personas: Vec<AnsweredView>,
    /// The pages that rest on it.
    pub rests: Vec<Link>,
    /// How many more there are.
    pub rests_left_out: usize,
}

/// Rows that were not used.
#[derive(Clone, Debug, Serialize)]
pub struct UnusedView {
    /// The end of the interface text that says why: `off-scale`, `bad-date` …
    pub why: &'static str,
    /// How many.
    pub rows: String,
}

/// What some answers come to.
#[derive(Clone, Debug, Serialize)]
pub struct AnsweredView {
    /// Whose they are; nothing for all.
    pub link: Option<Link>,
    /// The score.
    pub value: String,
    /// The lower end of its 95 % interval.
    pub low: String,
    /// The upper end.
    pub high: String,
    /// How many there are.
    pub n: String,
}

/// How one persona, or everybody, feels at a step.
#[derive(Clone, Debug, Serialize)]
pub struct EmotionView {
    /// For whom; nothing means everybody.
    pub persona: Option<Link>,
    /// The signed number.
    pub value: String,
    /// Rounded to −2…2, for colour and face.
    pub level: i8,
}

/// A step's high or low.
#[derive(Clone, Debug, Serialize)]
pub struct Moment {
    /// The step.
    pub step: Link,
    /// Its stage.
    pub stage: Link,
    /// Its journey.
    pub journey: Link,
    /// What was felt.
    pub emotion: EmotionView,
    /// What the customer thinks there.
    pub quote: Option<Text>,
}

/// Something to improve.
#[derive(Clone, Debug, Serialize)]
pub struct OpportunityView {
    /// What.
    pub title: Text,
    /// 1…5, the more the better.
    pub impact: Option<u8>,
    /// 1…5, the more the dearer.
    pub effort: Option<u8>,
    /// Who does it.
    pub owner: Option<String>,
    /// `idea`, `planned`, `doing`, `done` or `dropped`.
    pub status: Option<&'static str>,
}

/// What a claim rests on.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceView {
    /// `survey`, `interview`, `review`, `test`, `analytics`, `purchases`, `support-log`, `email` or `observation`.
    pub kind: &'static str,
    /// True for the first four: somebody was asked.
    pub solicited: bool,
    /// What it is called.
    pub title: Text,
    /// When it was gathered.
    pub on: Option<DateView>,
    /// How many answers, people or cases.
    pub n: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A persona at a glance.
#[derive(Clone, Debug, Serialize)]
pub struct PersonaCard {
    /// The persona.
    pub link: Link,
    /// Address of the portrait, relative to the page.
    pub portrait: Option<String>,
    /// What they are to us.
    pub role: Option<Text>,
    /// `primary`, `secondary`, `negative` or `internal`.
    pub kind: Option<&'static str>,
    /// In their words.
    pub quote: Option<Text>,
    /// Share of customers, as a percentage.
    pub share: Option<String>,
    /// How many journeys they go on.
    pub journeys: usize,
    /// 1…5: their colour and marker among a journey's personas.
    pub series: u8,
}

/// A journey at a glance.
#[derive(Clone, Debug, Serialize)]
pub struct JourneyCard {
    /// The journey.
    pub link: Link,
    /// One sentence.
    pub summary: Option<Text>,
    /// `current` or `future`.
    pub state: &'static str,
    /// Its emotion curve in small. *Markup.*
    pub sparkline: String,
    /// Who goes on it.
    pub personas: Vec<Link>,
    /// How many stages.
    pub stages: usize,
    /// How many steps.
    pub steps: usize,
    /// Who answers for it.
    pub owner: Option<String>,
    /// `draft`, `review` or `approved`.
    pub status: Option<&'static str>,
    /// When it was last checked.
    pub reviewed: Option<DateView>,
    /// Its lowest point.
    pub lowest: Option<Moment>,
    /// Its highest point.
    pub highest: Option<Moment>,
    /// How many alerts it has raised.
    pub alerts: usize,
}

/// A page that changed lately.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// The page.
    pub link: Link,
    /// Its kind, as in [`PageView::kind`].
    pub kind: &'static str,
    /// When.
    pub on: DateView,
}

/// `home.html`.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The journeys, those of today first, at most 24.
    pub journeys: Vec<JourneyCard>,
    /// The personas, at most 24.
    pub personas: Vec<PersonaCard>,
    /// The worst alerts, at most ten.
    pub alerts: Vec<AlertView>,
    /// How many alerts there are in all.
    pub alert_count: usize,
    /// The last changes, at most eight.
    pub changes: Vec<ChangeView>,
    /// How many stages the handbook has.
    pub stages: usize,
    /// How many steps.
    pub steps: usize,
    /// How many touchpoints.
    pub touchpoints: usize,
    /// How many steps have evidence of their own.
    pub steps_with_evidence: usize,
    /// How many opportunities are neither done nor dropped.
    pub open_opportunities: usize,
}

/// One labelled fact.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// What it is about.
    pub name: Text,
    /// What it says.
    pub value: Text,
}

/// A trait on its scale.
#[derive(Clone, Debug, Serialize)]
pub struct TraitView {
    /// The trait.
    pub name: Text,
    /// 1…5.
    pub value: u8,
}

/// A score, and what was measured.
#[derive(Clone, Debug, Serialize)]
pub struct MeasuredView {
    /// The journey, the stage or the touchpoint.
    pub at: Link,
    /// The score.
    pub score: ScoreView,
}

/// What hurts, and where.
#[derive(Clone, Debug, Serialize)]
pub struct PainView {
    /// What.
    pub text: Text,
    /// The step it belongs to.
    pub step: Link,
    /// Its journey.
    pub journey: Link,
}

/// `persona.html`.
#[derive(Clone, Debug, Serialize)]
pub struct PersonaView {
    /// Its head.
    pub card: PersonaCard,
    /// Who they are.
    pub demographics: Vec<Fact>,
    /// As bars, 1…5.
    pub traits: Vec<TraitView>,
    /// How they behave.
    pub behaviours: Vec<Text>,
    /// Where they meet us.
    pub channels: Vec<Link>,
    /// What they want.
    pub goals: Vec<Text>,
    /// What they need.
    pub needs: Vec<Text>,
    /// What drives them.
    pub motivations: Vec<Text>,
    /// What annoys them.
    pub frustrations: Vec<Text>,
    /// How we make them feel.
    pub feels: Vec<Text>,
    /// Their journeys, each with this persona's curve.
    pub journeys: Vec<JourneyCard>,
    /// Their highest moments, best first, at most three.
    pub highest: Vec<Moment>,
    /// Their lowest moments, worst first, at most three.
    pub lowest: Vec<Moment>,
    /// The scores that are theirs alone, in the order of journeys, stages and touchpoints.
    pub scores: Vec<MeasuredView>,
    /// What hurts them, in the order of the journeys: the pains of steps that leave them unhappy or unasked.
    pub pains: Vec<PainView>,
}

/// `personas.html`.
#[derive(Clone, Debug, Serialize)]
pub struct PersonasView {
    /// Those on this part of the index.
    pub personas: Vec<PersonaCard>,
}

/// `journeys.html`.
#[derive(Clone, Debug, Serialize)]
pub struct JourneysView {
    /// Those on this part of the index.
    pub journeys: Vec<JourneyCard>,
}

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

/// An opportunity in the backlog.
#[derive(Clone, Debug, Serialize)]
pub struct BacklogView {
    /// Its number in the backlog of the whole handbook, from 1.
    pub number: usize,
    /// What it is.
    pub opportunity: OpportunityView,
    /// Its step.
    pub step: Link,
    /// Its journey.
    pub journey: Link,
    /// `impact`, `effort` or `both`, where it lacks them.
    pub lacks: Option<&'static str>,
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

/// `journey.html`.
#[derive(Clone, Debug, Serialize)]
pub struct JourneyView {
    /// `current` or `future`.
    pub state: &'static str,
    /// `customer`, `buyer`, `user` or `employee`.
    pub level: &'static str,
    /// Who goes on it.
    pub personas: Vec<PersonaCard>,
    /// What happens.
    pub scenario: Option<Text>,
    /// Scores of the journey as a whole.
    pub scores: Vec<ScoreView>,
    /// The journey's id, by which scripts remember what a reader chose.
    pub id: String,
    /// The map.
    pub map: MapView,
    /// Files of the map.
    pub downloads: Vec<DownloadView>,
    /// The other views of the journey that have something to show: `future`, `personas`, `stages`, `channels` and
    /// `moments`, in this order.
    pub views: Vec<FigureView>,
    /// Its stages in time.
    pub stages: Vec<StageCard>,
    /// The journey of today that this one is to replace.
    pub future_of: Option<Link>,
    /// Journeys that are to replace this one.
    pub futures: Vec<Link>,
    /// Steps of other journeys that open this one.
    pub opened_by: Vec<StepLink>,
}

/// A step, with its journey.
#[derive(Clone, Debug, Serialize)]
pub struct StepLink {
    /// The step.
    pub step: Link,
    /// Its journey.
    pub journey: Link,
}

/// A stage at a glance.
#[derive(Clone, Debug, Serialize)]
pub struct StageCard {
    /// The stage.
    pub link: Link,
    /// Its phase.
    pub phase: Option<Text>,
    /// What the customer wants there.
    pub goal: Option<Text>,
    /// One sentence.
    pub summary: Option<Text>,
    /// How many steps.
    pub steps: usize,
    /// Its scores; a rail leaves them out.
    pub scores: Vec<ScoreView>,
    /// True for the stage whose page this is.
    pub current: bool,
}

/// `stage.html`.
#[derive(Clone, Debug, Serialize)]
pub struct StageView {
    /// The journey.
    pub journey: Link,
    /// 1 for the first stage.
    pub number: usize,
    /// All stages of the journey, this one marked.
    pub rail: Vec<StageCard>,
    /// Its phase.
    pub phase: Option<Text>,
    /// What the customer wants here.
    pub goal: Option<Text>,
    /// Its scores.
    pub scores: Vec<ScoreView>,
    /// The journey's curve with this stage marked. *Markup.*
    pub curve: String,
    /// Its steps.
    pub steps: Vec<StepView>,
}

/// A step as a card.
#[derive(Clone, Debug, Serialize)]
pub struct StepView {
    /// Its anchor on the page.
    pub id: String,
    /// Its number in the journey.
    pub number: usize,
    /// Its title.
    pub title: Text,
    /// True for a moment of truth.
    pub moment_of_truth: bool,
    /// How well it is backed.
    pub backing: Backing,
    /// Where it happens.
    pub channel: Option<Link>,
    /// What the customer meets.
    pub touchpoints: Vec<Link>,
    /// What they feel, as numbers.
    pub emotions: Vec<EmotionView>,
    /// What they think, in their words.
    pub thinks: Vec<Text>,
    /// What they feel, in words.
    pub feels: Vec<Text>,
    /// What hurts.
    pub pains: Vec<Text>,
    /// What could be better.
    pub opportunities: Vec<OpportunityView>,
    /// What staff do that the customer sees.
    pub frontstage: Vec<Text>,
    /// What staff do behind the line of visibility.
    pub backstage: Vec<Text>,
    /// What that rests on.
    pub support: Vec<Text>,
    /// What is known.
    pub evidence: Vec<EvidenceView>,
    /// The sub-journey that it opens.
    pub opens: Option<Link>,
}

/// A step that meets a touchpoint.
#[derive(Clone, Debug, Serialize)]
pub struct Meeting {
    /// The journey.
    pub journey: Link,
    /// The stage.
    pub stage: Link,
    /// The step.
    pub step: Link,
    /// Where.
    pub channel: Option<Link>,
    /// For whom, with what emotion.
    pub emotions: Vec<EmotionView>,
    /// True for a moment of truth.
    pub moment_of_truth: bool,
    /// The journey's curve with the step marked. *Markup.*
    pub glimpse: String,
}

/// `touchpoint.html`.
#[derive(Clone, Debug, Serialize)]
pub struct TouchpointView {
    /// `owned`, `paid` or `earned`.
    pub kind: Option<&'static str>,
    /// Where it can be met.
    pub channels: Vec<Link>,
    /// Its scores.
    pub scores: Vec<ScoreView>,
    /// Every step that meets it, in the order of the journeys.
    pub meetings: Vec<Meeting>,
    /// Who meets it.
    pub personas: Vec<Link>,
    /// What its answers say of it: whether it is at risk, whether people recommend it.
    pub standings: Vec<StandingView>,
    /// What is known.
    pub evidence: Vec<EvidenceView>,
}

/// `table.html`: all indexes but those of personas and journeys.
#[derive(Clone, Debug, Serialize)]
pub struct TableView {
    /// The views that stand above the table.
    pub figures: Vec<FigureView>,
    /// The columns; none where the views are all there is.
    pub columns: Vec<Column>,
    /// The rows on this part of the index, in their first order.
    pub rows: Vec<Row>,
    /// Below the alerts: the touchpoints at risk, and those that people recommend.
    pub standings: Vec<StandingsView>,
}

/// A column of an index.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// The key of its heading among the interface texts: `column-<key>`.
    pub key: &'static str,
    /// True where it holds numbers or dates, which are set flush to the end.
    pub numeric: bool,
    /// True for the column that says what its rows are about.
    pub heads: bool,
}

/// A row of an index.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Its anchor.
    pub id: Option<String>,
    /// Its cells, one a column.
    pub cells: Vec<RowCell>,
}

/// A cell of an index.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RowCell {
    /// What it says; of links at most 20.
    pub items: Vec<MapItem>,
    /// How many more it would say.
    pub left_out: usize,
    /// The key of an interface text that stands instead: `status-planned`.
    pub key: Option<String>,
    /// What it sorts by, compared as a number where the column is numeric.
    pub sort: String,
}

/// `section.html` and `prose.html`: the pages of a folder of prose, none on a page that is no folder's.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// The pages in it.
    pub children: Vec<PageCard>,
}

/// A page at a glance.
#[derive(Clone, Debug, Serialize)]
pub struct PageCard {
    /// The page.
    pub link: Link,
    /// One sentence.
    pub summary: Option<Text>,
}

/// `glossary.html`.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryView {
    /// Sorted as the language sorts.
    pub terms: Vec<TermView>,
}

/// A term of the glossary.
#[derive(Clone, Debug, Serialize)]
pub struct TermView {
    /// Its anchor.
    pub id: String,
    /// The letter it stands under.
    pub letter: String,
    /// The term. *Markup.*
    pub term: String,
    /// Its definitions. *Markup.*
    pub definitions: Vec<String>,
}

/// `redirect.html`: the page at an old address.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// Where it went.
    pub href: String,
}

/// `sitemap.xml` and `atom.xml`.
#[derive(Clone, Debug, Serialize)]
pub struct FeedView {
    /// The site's address.
    pub url: String,
    /// The date of the newest entry.
    pub updated: Option<String>,
    /// The pages.
    pub entries: Vec<FeedEntry>,
}

/// A page of the sitemap or the feed.
#[derive(Clone, Debug, Serialize)]
pub struct FeedEntry {
    /// Its absolute address.
    pub url: String,
    /// Its title.
    pub title: String,
    /// One sentence.
    pub summary: Option<String>,
    /// When it changed.
    pub on: Option<String>,
    /// The same page in other languages: tag and absolute address.
    pub alternates: Vec<(String, String)>,
}
