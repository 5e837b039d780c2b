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

mod chrome;
mod figures;
mod map;
mod opportunities;
mod pages;
mod recent;
mod scores;
mod upkeep;

use serde::Serialize;

pub use chrome::{BookView, LanguageLink, Mention, NavItem, PageView, PartLink, PartsView, TocItem};
pub use figures::{
    ChartStep, ChartView, DifferenceView, DownloadView, EmbedView, EncounterView, FigureView, HeatCell, HeatRow,
    HeatView, MatrixCell, MatrixRow, MatrixView, NetworkNode, NetworkRow, NetworkView, SwitchView, TruthView, WayCell,
    WayRow, WayStage, WayStep, WayView,
};
pub use map::{Backing, CurveAlone, CurveSeries, CurveView, MapCell, MapItem, MapLane, MapStage, MapStep, MapView};
pub use opportunities::{
    BacklogView, ComparedView, EffectView, OpportunityView, SideView, WorkloadRow, WorkloadView, WorthView,
};
pub use pages::{
    ChangeView, Column, Fact, FeedEntry, FeedView, FileLink, GlossaryView, HomeView, JourneyCard, JourneyView,
    JourneysView, MeasuredView, Meeting, PageCard, PainView, PersonaCard, PersonaView, PersonasView, RecentLink,
    RedirectView, Row, RowCell, SectionView, SourceCard, StageCard, StageView, StepLink, StepView, TableView, TermView,
    TouchpointView, TraitView, WholeLink, WholeView,
};
pub use recent::{RecentCount, RecentGroup, RecentLine, RecentThing, RecentView, SinceView};
pub use scores::{
    AlertView, AnsweredView, CommentView, DataView, EmotionView, EvidenceView, Moment, PeriodView, ScoreView,
    StandingView, StandingsView, TrendView, UnusedView,
};
pub use upkeep::{CoverageRow, CoverageView, LackView, ShareView};

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
