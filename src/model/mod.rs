//! The handbook as a whole: names have become ids, translations have found their pages, and every
//! reference shows on both ends.
//!
//! In: the documents and the settings. Out: an [`Atlas`]. Promises: what is resolved has no dangling id
//! and no default left to fill; a [`Score`] lies on its scale; the order of everything is that of the
//! handbook, never that of a disk or a hash. What could not be resolved has been dropped *and* reported.
//! Deliberately not here: how anything looks.

mod active;
mod alerts;
mod check;
mod comments;
pub mod diff;
mod embeds;
mod frame;
mod ids;
mod links;
mod lists;
mod localised;
mod measured;
mod memory;
mod opportunities;
mod pages;
mod reading;
mod recent;
mod resolve;
mod score;
mod shared;
mod upkeep;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::data::Month;
use crate::locale::{Direction, Locale};
use crate::parse::markdown::Outline;
use crate::parse::metrics::{AlertSeverity, Method};
use crate::parse::page::{EvidenceKind, Level, PersonaKind, State, Status, TouchpointKind};
use crate::parse::settings::Settings;
use crate::parse::slot::IndexKind;
use crate::parse::view::View;
use crate::source::{Aside, Asset, Dimensions, FilePath, Place, Span};

pub use active::active_part;
pub use alerts::{Standing, Verdict, verdicts};
pub use check::{API, check};
pub use comments::{Comment, Comments};
pub use ids::{ChannelId, DataId, JourneyId, MetricId, PageId, PersonaId, PhaseId, StageId, StepId, TouchpointId};
pub use links::{Destination, Output, owner_anchor, row_anchor, step_anchor};
pub use lists::{CARDS, HIGHEST, Holder, Lists, ROWS, Workload};
pub use localised::{Lang, Localised, Said};
pub use measured::{DataSource, Measured};
pub use memory::Memory;
pub use opportunities::{Effect, Moves, Opportunity, Worth, worths};
pub use pages::Drafts;
pub use reading::{Fact, Facts, Reading};
pub use recent::{Recent, Since};
pub use resolve::{Options, resolve};
pub use score::{Measure, Score, Scores};
pub use shared::Shared;
pub use upkeep::{Condition, Group, Inventory, Kept, Lack, Overview, Review};

use ids::indexed;

/// A resolved handbook. What two states of a handbook have in common they share, so a clone costs next to nothing.
#[derive(Clone, Debug)]
pub struct Atlas {
    /// What `book.toml` says.
    pub book: Shared<Book>,
    /// The day that ages are counted to: what `[journey] as-of` says, else the day of the newest commit, else the newest day
    /// that a page or an answer names. Never the machine's clock, so the same handbook is the same site.
    pub as_of: Option<Date>,
    /// Every page, in reading order.
    pub pages: Shared<Vec<Page>>,
    /// What is said about each page.
    pub abouts: Shared<Vec<About>>,
    /// The text of each page, in each language that it is written in.
    pub bodies: Shared<Vec<Localised<Arc<Prose>>>>,
    /// The scores of what each page is about; those of steps are the steps' own.
    pub scores: Shared<Vec<Scores>>,
    /// For each page those whose text mentions it, in order.
    pub mentions: Shared<Vec<Vec<PageId>>>,
    /// The personas.
    pub personas: Shared<Vec<Persona>>,
    /// The journeys, those of today before those to come.
    pub journeys: Shared<Vec<Journey>>,
    /// The stages, journey by journey.
    pub stages: Shared<Vec<Arc<Stage>>>,
    /// The steps, stage by stage.
    pub steps: Shared<Vec<Arc<Step>>>,
    /// The touchpoints.
    pub touchpoints: Shared<Vec<Touchpoint>>,
    /// The data sets, in the order of `book.toml`.
    pub data: Shared<Vec<DataSource>>,
    /// What people said in the files of answers.
    pub comments: Shared<Comments>,
    /// The pages of the first level of navigation, in order.
    pub sections: Shared<Vec<PageId>>,
    /// The pages of the generated indexes that the handbook has.
    pub indexes: Shared<BTreeMap<IndexKind, PageId>>,
    /// The files that are copied, with their paths in the site.
    pub assets: Shared<Vec<(String, Asset)>>,
    /// How large the pictures among them are, where that can be told; by their paths in the site.
    pub pictures: Shared<Vec<(String, Option<Dimensions>)>>,
    /// Old addresses.
    pub redirects: Shared<Vec<Redirect>>,
    /// Scores that crossed a line, the worst first.
    pub alerts: Shared<Vec<Raised>>,
    /// Which of them are those of a page.
    pub alerts_by_page: Shared<BTreeMap<PageId, Vec<usize>>>,
    /// What each page needs to be relied on, and what of it is there.
    pub conditions: Shared<Vec<Condition>>,
    /// The rows of the indexes, in order.
    pub lists: Shared<Lists>,
    /// What changed since an earlier state, where the handbook is to say so.
    pub recent: Shared<Option<Recent>>,
}

indexed! {
    Page[PageId] in pages,
    Persona[PersonaId] in personas,
    Journey[JourneyId] in journeys,
    Stage[StageId] in stages,
    Step[StepId] in steps,
    Touchpoint[TouchpointId] in touchpoints,
    DataSource[DataId] in data,
}

impl Atlas {
    /// The languages, the default one first.
    pub fn languages(&self) -> impl Iterator<Item = (Lang, &Language)> {
        self.book.languages.iter().enumerate().map(|(at, language)| (Lang(at), language))
    }

    /// A channel.
    pub fn channel(&self, id: ChannelId) -> &Named {
        &self.book.channels[id.0]
    }

    /// A phase.
    pub fn phase(&self, id: PhaseId) -> &Named {
        &self.book.phases[id.0]
    }

    /// A metric.
    pub fn metric(&self, id: MetricId) -> &Metric {
        &self.book.metrics[id.0]
    }

    /// The metric of emotions: settings keep the built-in ones in front.
    pub fn emotion_id(&self) -> MetricId {
        MetricId(0)
    }

    /// The scale of emotions.
    pub fn emotion(&self) -> &Metric {
        self.metric(self.emotion_id())
    }

    /// The page of a generated index, where the handbook has one.
    pub fn index(&self, kind: IndexKind) -> Option<PageId> {
        self.indexes.get(&kind).copied()
    }

    /// What is said about a page.
    pub fn about(&self, id: PageId) -> &About {
        &self.abouts[id.0]
    }

    /// The text of a page.
    pub fn body(&self, id: PageId) -> &Localised<Arc<Prose>> {
        &self.bodies[id.0]
    }

    /// The scores of what a page is about.
    pub fn scores(&self, id: PageId) -> &Scores {
        &self.scores[id.0]
    }

    /// Where a score was measured: what its author says, or the id and the file of the data set that it was counted from.
    pub fn source_of(&self, score: &Score) -> Option<String> {
        let counted = |measured: &Arc<Measured>| self.named_source(measured.source);
        score.data.as_ref().map(counted).or_else(|| score.source.clone())
    }

    /// A data set by its id and its file: `guest-survey (data/guest-survey.csv)`.
    pub fn named_source(&self, id: DataId) -> String {
        let source = &self[id];
        format!("{} ({})", self[source.page].id, source.file)
    }

    /// What a page needs to be relied on, and what of it is there.
    pub fn condition(&self, id: PageId) -> &Condition {
        &self.conditions[id.0]
    }

    /// The pages whose text mentions a page, in order.
    pub fn mentions(&self, id: PageId) -> &[PageId] {
        &self.mentions[id.0]
    }

    /// True where nothing but texts tells two handbooks apart: the same pages, scores and files, and the same about them.
    pub fn differs_in_texts_only(&self, other: &Self) -> bool {
        let (own, others) = (self.assets.iter(), other.assets.iter());
        // Only of recent changes can there be more or fewer parts.
        let parts = |atlas: &Self| atlas.parts_of(IndexKind::Changes);
        self.has_same_frame(other)
            && parts(self) == parts(other)
            && own.map(|(path, _)| path).eq(others.map(|(path, _)| path))
    }

    /// True where two handbooks are known to be one but for their texts and the files that are copied.
    fn has_same_frame(&self, other: &Self) -> bool {
        self.pages.is(&other.pages) && self.as_of == other.as_of
    }

    /// The home page.
    pub fn home(&self) -> PageId {
        PageId(0)
    }

    /// How many pages are written in a language of their own, for each further language.
    pub fn coverage(&self) -> Vec<Coverage> {
        let counted: Vec<_> = self.bodies.iter().filter(|body| body.own(Lang::DEFAULT).is_some()).collect();
        self.languages()
            .skip(1)
            .map(|(lang, language)| Coverage {
                language: language.tag.clone(),
                translated: counted.iter().filter(|body| body.own(lang).is_some()).count(),
                pages: counted.len(),
            })
            .collect()
    }
}

/// How much of the handbook is translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Into which language.
    pub language: String,
    /// How many pages are.
    pub translated: usize,
    /// How many could be.
    pub pages: usize,
}

/// What `book.toml` says, resolved.
#[derive(Clone, Debug)]
pub struct Book {
    /// The settings as read; what is resolved below is not to be asked there.
    pub settings: Settings,
    /// The handbook's title.
    pub title: Localised<String>,
    /// Its description.
    pub description: Localised<String>,
    /// Its languages, the default one first.
    pub languages: Vec<Language>,
    /// The phases, in order.
    pub phases: Vec<Named>,
    /// The channels, in order.
    pub channels: Vec<Named>,
    /// The metrics, the built-in ones first.
    pub metrics: Vec<Metric>,
}

/// A language of the handbook.
#[derive(Clone, Debug)]
pub struct Language {
    /// Its tag.
    pub tag: String,
    /// Its direction.
    pub direction: Direction,
    /// How it writes and sorts.
    pub locale: Arc<Locale>,
}

/// Something with an id and, perhaps, a title: interface texts have one where it is missing.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Localised<String>,
}

/// A scale.
#[derive(Clone, Debug)]
pub struct Metric {
    /// Its id and title.
    pub name: Named,
    /// How answers become a score.
    pub method: Method,
    /// The lowest and the highest answer.
    pub answers: (f64, f64),
    /// The lower end.
    pub min: f64,
    /// The upper end.
    pub max: f64,
}

/// What a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// The home page.
    Home,
    /// A generated index.
    Index(IndexKind),
    /// A persona.
    Persona(PersonaId),
    /// A journey.
    Journey(JourneyId),
    /// A stage.
    Stage(StageId),
    /// A touchpoint.
    Touchpoint(TouchpointId),
    /// A data set.
    Data(DataId),
    /// The glossary.
    Glossary,
    /// The page of a folder of prose.
    Section,
    /// Prose.
    Prose,
}

/// A page and its place in the handbook: all that a link to it has to know.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// What it is about.
    pub kind: PageKind,
    /// Its id: what references name.
    pub id: String,
    /// Where it is written, relative to its language's folder.
    pub output: String,
    /// Its title. A page of the tool's own may have none: an interface text stands in.
    pub title: Localised<String>,
    /// The page above it; the home page has none.
    pub parent: Option<PageId>,
    /// The pages below it, in order.
    pub children: Vec<PageId>,
}

/// What is said about a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// One sentence.
    pub summary: Localised<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// How far it is.
    pub status: Option<Status>,
    /// When it was last checked.
    pub reviewed: Option<Date>,
    /// Where that is written.
    pub reviewed_span: Aside<Span>,
    /// Its tags.
    pub tags: Vec<String>,
    /// When its file last changed (`2026-04-30`).
    pub changed: Localised<String>,
}

/// The text of a page in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Prose {
    /// Its file.
    pub path: FilePath,
    /// The whole file.
    pub text: Arc<str>,
    /// Where the Markdown begins.
    pub start: usize,
    /// What is in it.
    pub outline: Arc<Outline>,
    /// Where its links lead, by the first byte of each, sorted; what is missing leads nowhere.
    pub links: Vec<(u32, Destination)>,
    /// The views that it shows, by the first byte of each, sorted; what could not be resolved is not among them.
    pub embeds: Vec<(u32, Embed)>,
    /// True where its first heading is the page's title and not part of the text.
    pub heads_page: bool,
}

/// A view of the handbook that a text shows in its midst, or a page in one of its sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embed {
    /// What is shown.
    pub view: View,
    /// Of which journey; nothing is the whole handbook.
    pub journey: Option<JourneyId>,
    /// Whose emotions; nobody named means everybody's.
    pub persona: Option<PersonaId>,
    /// A map's lanes, in order; none means those of the journey.
    pub lanes: Vec<Lane>,
}

/// A persona.
#[derive(Clone, Debug, PartialEq)]
pub struct Persona {
    /// Its page.
    pub page: PageId,
    /// What they are to us.
    pub role: Localised<String>,
    /// Their weight.
    pub kind: Option<PersonaKind>,
    /// In their words.
    pub quote: Localised<String>,
    /// The portrait's path in the site.
    pub portrait: Option<String>,
    /// Their share of customers, 0 to 1.
    pub share: Option<f64>,
    /// Who they are.
    pub demographics: Localised<Vec<(String, String)>>,
    /// What they are like, 1 to 5.
    pub traits: Vec<(Localised<String>, u8)>,
    /// What they want.
    pub goals: Localised<Vec<String>>,
    /// What they need.
    pub needs: Localised<Vec<String>>,
    /// What drives them.
    pub motivations: Localised<Vec<String>>,
    /// What annoys them.
    pub frustrations: Localised<Vec<String>>,
    /// How they behave.
    pub behaviours: Localised<Vec<String>>,
    /// How we make them feel.
    pub feels: Localised<Vec<String>>,
    /// Where they meet us.
    pub channels: Vec<ChannelId>,
    /// Their journeys.
    pub journeys: Vec<JourneyId>,
}

/// A journey.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    /// Its page.
    pub page: PageId,
    /// Who goes on it.
    pub personas: Vec<PersonaId>,
    /// True where its author named nobody.
    pub is_deserted: bool,
    /// Whether it is or shall be.
    pub state: State,
    /// The journey that it is to replace.
    pub future_of: Option<JourneyId>,
    /// Where that is written.
    pub future_of_span: Aside<Span>,
    /// The journeys that are to replace it.
    pub futures: Vec<JourneyId>,
    /// Whose journey it is.
    pub level: Level,
    /// What happens.
    pub scenario: Localised<String>,
    /// Its map's lanes, in order; none means all of them in the default order.
    pub lanes: Vec<Lane>,
    /// In which direction its map runs, where it isn't the language's.
    pub direction: Option<Direction>,
    /// Its stages, in time.
    pub stages: Vec<StageId>,
    /// Its steps, in time.
    pub steps: Vec<StepId>,
    /// The steps of other journeys that open it.
    pub opened_by: Vec<StepId>,
}

impl Journey {
    /// How many of its personas have emotions of their own: with fewer than two there is nobody to compare.
    pub fn own_scores(&self, atlas: &Reading) -> usize {
        let is_own = |persona: &PersonaId, step: &StepId| {
            atlas[*step].emotion.by_persona.iter().any(|(known, _)| known == persona)
        };
        self.personas.iter().filter(|persona| self.steps.iter().any(|step| is_own(persona, step))).count()
    }
}

/// A stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Its page.
    pub page: PageId,
    /// Its journey.
    pub journey: JourneyId,
    /// Its number in the journey, from 1.
    pub number: usize,
    /// Its phase.
    pub phase: Option<PhaseId>,
    /// What the customer wants.
    pub goal: Localised<String>,
    /// Its steps, in time.
    pub steps: Vec<StepId>,
}

/// A step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its id inside the stage.
    pub id: String,
    /// Its stage.
    pub stage: StageId,
    /// Its number in the journey, from 1.
    pub number: usize,
    /// Where it is named.
    pub span: Aside<Span>,
    /// Its title.
    pub title: Localised<String>,
    /// What the customer meets.
    pub touchpoints: Vec<TouchpointId>,
    /// Where it happens.
    pub channel: Option<ChannelId>,
    /// How it feels.
    pub emotion: Measure,
    /// True for a moment of truth.
    pub moment_of_truth: bool,
    /// What the customer thinks.
    pub thinks: Localised<Vec<String>>,
    /// What the customer feels, in words.
    pub feels: Localised<Vec<String>>,
    /// What hurts.
    pub pains: Localised<Vec<String>>,
    /// What could be better.
    pub opportunities: Vec<Opportunity>,
    /// What staff do in sight.
    pub frontstage: Localised<Vec<String>>,
    /// What staff do out of sight.
    pub backstage: Localised<Vec<String>>,
    /// What that rests on.
    pub support: Localised<Vec<String>>,
    /// What is known.
    pub evidence: Vec<Evidence>,
    /// The sub-journey that it opens.
    pub opens: Option<JourneyId>,
    /// Where that is written.
    pub opens_span: Aside<Span>,
}

/// What a claim rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Where it comes from.
    pub kind: EvidenceKind,
    /// What it is called.
    pub title: Localised<String>,
    /// When it was gathered.
    pub on: Option<Date>,
    /// How many answers, people or cases.
    pub n: Option<u64>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Where it is named; answers are evidence that nobody wrote.
    pub span: Aside<Span>,
}

/// A touchpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct Touchpoint {
    /// Its page.
    pub page: PageId,
    /// Where it can be met.
    pub channels: Vec<ChannelId>,
    /// Whose it is.
    pub kind: Option<TouchpointKind>,
    /// What is known.
    pub evidence: Vec<Evidence>,
    /// Every step that meets it, in the order of the journeys.
    pub meetings: Vec<StepId>,
}

/// A lane of a map that an author can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// What the customer meets.
    Touchpoints,
    /// Where.
    Channels,
    /// The curve.
    Emotion,
    /// What they think.
    Thinks,
    /// What they feel.
    Feels,
    /// What hurts.
    Pains,
    /// What could be better.
    Opportunities,
    /// What staff do in sight.
    Frontstage,
    /// What staff do out of sight.
    Backstage,
    /// What that rests on.
    Support,
    /// The stages' scores.
    Metrics,
    /// What is known.
    Evidence,
}

impl Lane {
    /// All of them, in the default order.
    pub const ALL: [Self; 12] = [
        Self::Touchpoints,
        Self::Channels,
        Self::Emotion,
        Self::Thinks,
        Self::Feels,
        Self::Pains,
        Self::Opportunities,
        Self::Frontstage,
        Self::Backstage,
        Self::Support,
        Self::Metrics,
        Self::Evidence,
    ];

    /// How it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Touchpoints => "touchpoints",
            Self::Channels => "channels",
            Self::Emotion => "emotion",
            Self::Thinks => "thinks",
            Self::Feels => "feels",
            Self::Pains => "pains",
            Self::Opportunities => "opportunities",
            Self::Frontstage => "frontstage",
            Self::Backstage => "backstage",
            Self::Support => "support",
            Self::Metrics => "metrics",
            Self::Evidence => "evidence",
        }
    }
}

/// An old address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// Where the page was, relative to the site.
    pub from: String,
    /// Where it is.
    pub to: RedirectTarget,
    /// Where the alias is written.
    pub place: Place,
}

/// Where an old address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedirectTarget {
    /// A page, in a language.
    Page(PageId, Lang),
    /// An address elsewhere.
    Address(String),
}

/// A score that crossed a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Raised {
    /// How loud.
    pub severity: AlertSeverity,
    /// The page that the score belongs to.
    pub page: PageId,
    /// The step that it belongs to, for an emotion.
    pub step: Option<StepId>,
    /// Whose score it is.
    pub persona: Option<PersonaId>,
    /// The metric.
    pub metric: MetricId,
    /// The score.
    pub value: f64,
    /// How many answers it rests on.
    pub n: Option<u64>,
    /// Its 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// The data set that it was counted from.
    pub data: Option<DataId>,
    /// The line: a score, by how much one may fall, or a share of answers.
    pub limit: f64,
    /// How it was crossed.
    pub crossing: Crossing,
    /// Who answers for it: the alert's owner, else the page's.
    pub owner: Option<String>,
    /// How much harm it does, in hundredths of the metric's scale; alerts of one severity are sorted by it.
    pub harm: f64,
    /// Where the score is written, else where the alert is.
    pub place: Aside<Place>,
}

/// How a score crossed a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Crossing {
    /// It is under it.
    Below,
    /// It is over it.
    Above,
    /// It fell by more than it may.
    Fell {
        /// By how much.
        by: f64,
        /// Since when: the first month of the period before the last.
        since: Month,
        /// How many months a period has: 1 or 3.
        months: i8,
    },
    /// Too many of its answers are low.
    Detractors {
        /// What share of them, 0 to 1.
        share: f64,
    },
}
