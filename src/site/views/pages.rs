//! The views of the templates, one for each kind of page, and the cards and rows in them.

use serde::Serialize;

use crate::site::views::{
    AlertView, AnsweredView, Backing, BacklogView, DateView, DownloadView, EmotionView, EvidenceView, FigureView,
    LackView, Link, MapItem, MapView, Moment, OpportunityView, RecentThing, ScoreView, StandingView, StandingsView,
    Text, WorkloadView, WorthView,
};

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
    /// What it lacks to be relied on, its stages with it.
    pub lacks: Vec<LackView>,
    /// Its lowest point.
    pub lowest: Option<Moment>,
    /// Its highest point.
    pub highest: Option<Moment>,
    /// How many alerts it has raised, notes left out.
    pub alerts: usize,
    /// How many of its opportunities are overdue.
    pub overdue: usize,
}

/// A page that changed lately.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// The page.
    pub link: Link,
    /// Its kind, as in [`PageView::kind`](crate::site::views::PageView::kind).
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
    /// What the answers come to, of the first data sets.
    pub answers: Vec<SourceCard>,
    /// The last changes, at most eight.
    pub changes: Vec<ChangeView>,
    /// What changed since the state that `book.toml` names.
    pub recent: Option<RecentLink>,
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
    /// How many of them are overdue.
    pub overdue_opportunities: usize,
    /// What the handbook says, as files for other programs.
    pub data: Vec<FileLink>,
}

/// The way to what changed lately.
#[derive(Clone, Debug, Serialize)]
pub struct RecentLink {
    /// Where its page is, relative to this one.
    pub href: String,
    /// How many changes there are.
    pub n: usize,
    /// Since when, as `book.toml` names it.
    pub since: String,
}

/// A file for other programs.
#[derive(Clone, Debug, Serialize)]
pub struct FileLink {
    /// Its name: `handbook.json`.
    pub name: &'static str,
    /// Where it is, relative to the page.
    pub href: String,
}

/// What the answers of a data set come to.
#[derive(Clone, Debug, Serialize)]
pub struct SourceCard {
    /// The data set.
    pub link: Link,
    /// What was measured.
    pub metric: Text,
    /// The score of all answers, with its interval and their number.
    pub answered: AnsweredView,
    /// How it changed since the period before, where that is no chance.
    pub change: Option<String>,
    /// The day of the last answer.
    pub to: Option<DateView>,
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
    /// Where the journey is as JSON, relative to the page.
    pub data: String,
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
    /// Its opportunity score, where it was measured: everybody's, then each persona's.
    pub worths: Vec<WorthView>,
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
    /// Its opportunity score, where it was measured: everybody's, then each persona's.
    pub worths: Vec<WorthView>,
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
#[derive(Clone, Debug, Default, Serialize)]
pub struct TableView {
    /// The views that stand above the table.
    pub figures: Vec<FigureView>,
    /// The columns; none where the views are all there is.
    pub columns: Vec<Column>,
    /// The rows on this part of the index, in their first order.
    pub rows: Vec<Row>,
    /// Below the alerts: the touchpoints at risk, and those that people recommend.
    pub standings: Vec<StandingsView>,
    /// Below the backlog, on its first part: how much each owner has to do.
    pub workload: Option<WorkloadView>,
    /// There too: what is done, the last first, at most 60.
    pub done: Vec<BacklogView>,
    /// How many more are done.
    pub done_left_out: usize,
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
    /// The key of an interface text that is put behind it as a warning: `overdue`.
    pub mark: Option<&'static str>,
    /// The key of an interface text that says why the cell is empty.
    pub why: Option<&'static str>,
    /// What it sorts by, compared as a number where the column is numeric.
    pub sort: String,
}

/// `print.html`: the whole handbook on one page.
#[derive(Clone, Debug, Serialize)]
pub struct WholeView {
    /// The way to the site's root.
    pub root: String,
    /// The day to which ages are counted, where the handbook has one.
    pub as_of: Option<DateView>,
    /// The pages, in reading order.
    pub contents: Vec<WholeLink>,
    /// How many pages more there would be.
    pub left_out: usize,
    /// The pages, one behind the other. *Markup.*
    pub body: String,
}

/// A page in the contents of the whole handbook.
#[derive(Clone, Debug, Serialize)]
pub struct WholeLink {
    /// Its title.
    pub text: Text,
    /// `#…`.
    pub href: String,
    /// How many pages it lies below: 0, 1 …
    pub depth: usize,
    /// What it and those that follow are, where it is the first of its index.
    pub group: Option<Text>,
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
    /// The site's address, in this language.
    pub url: String,
    /// The address of this file itself.
    pub own: String,
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
    /// Its kind: `journey`, `stage`, `prose` and so on.
    pub kind: &'static str,
    /// Its title.
    pub title: Text,
    /// One sentence.
    pub summary: Option<Text>,
    /// When it changed.
    pub on: Option<String>,
    /// The same page in other languages: tag and absolute address.
    pub alternates: Vec<(String, String)>,
    /// What changed on it since `changes-since`, in the feed alone.
    pub news: Option<RecentThing>,
}
