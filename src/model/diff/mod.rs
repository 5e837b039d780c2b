//! What changed between two states of a handbook, in the terms of customer journeys.
//!
//! In: two atlases. Out: [`Changes`], plain data in the order of the newer handbook, what is gone behind what is there.
//! Promises: equal handbooks have none; the changes back are the same changes the other way round; a thing is itself by
//! its id, so what stands elsewhere has moved and isn't gone and new. Titles and words are those of the default
//! language. Deliberately not here: how changes are worded, and what a text said before.

mod compare;
mod matching;
mod telling;
#[cfg(test)]
mod tests;
mod words;

use serde::Serialize;

use crate::model::Atlas;

pub use telling::Sign;

/// What changed from one state of a handbook to another.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Changes {
    /// Journeys with their stages and steps.
    pub journeys: Vec<Changed>,
    /// Personas.
    pub personas: Vec<Changed>,
    /// Touchpoints.
    pub touchpoints: Vec<Changed>,
    /// Everything else: pages of prose, and what `book.toml` declares.
    pub handbook: Vec<Changed>,
}

/// A thing that changed, or in which something did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changed {
    /// What it is.
    pub kind: Kind,
    /// Its id: that of its page, or inside what it is part of.
    pub id: String,
    /// Its title now; for what is gone, its last.
    pub title: String,
    /// What happened to it.
    pub changes: Vec<Change>,
    /// What happened to what it consists of.
    pub parts: Vec<Changed>,
}

/// What can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A journey.
    Journey,
    /// A stage of a journey.
    Stage,
    /// A step of a stage.
    Step,
    /// An opportunity of a step.
    Opportunity,
    /// Evidence of a step or a touchpoint; its id is its kind.
    Evidence,
    /// A persona.
    Persona,
    /// A touchpoint.
    Touchpoint,
    /// A page of prose.
    Page,
    /// The handbook's own title and description.
    Handbook,
    /// A language.
    Language,
    /// A channel.
    Channel,
    /// A phase.
    Phase,
    /// A metric.
    Metric,
    /// A tag.
    Tag,
}

impl Kind {
    /// The word for it, as it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Journey => "journey",
            Self::Stage => "stage",
            Self::Step => "step",
            Self::Opportunity => "opportunity",
            Self::Evidence => "evidence",
            Self::Persona => "persona",
            Self::Touchpoint => "touchpoint",
            Self::Page => "page",
            Self::Handbook => "handbook",
            Self::Language => "language",
            Self::Channel => "channel",
            Self::Phase => "phase",
            Self::Metric => "metric",
            Self::Tag => "tag",
        }
    }
}

/// What happened to a thing. Each but [`Change::Edited`] has one that undoes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another title.
    Renamed {
        /// The title before.
        from: String,
        /// The title now.
        to: String,
    },
    /// It stands somewhere else.
    Moved {
        /// Where it stood.
        from: Position,
        /// Where it stands.
        to: Position,
    },
    /// A score of it is another, is new or is gone.
    Score(Box<ScoreChange>),
    /// It has come to have something: a step a touchpoint, a journey a persona.
    Gained(Named),
    /// It has something no more.
    Lost(Named),
    /// A step has become a moment of truth.
    MomentOfTruthGained,
    /// A step is no moment of truth any more.
    MomentOfTruthLost,
    /// An opportunity was finished or given up.
    Closed {
        /// Its status before.
        from: Option<String>,
        /// `done` or `dropped`.
        to: String,
        /// What it has moved since, where that is known.
        effect: Option<Box<Effect>>,
    },
    /// An opportunity that had been finished or given up is open again.
    Reopened {
        /// `done` or `dropped`.
        from: String,
        /// Its status now.
        to: Option<String>,
        /// What it was thought to have moved.
        effect: Option<Box<Effect>>,
    },
    /// A field has another value.
    Fact {
        /// The field, as front matter names it.
        field: &'static str,
        /// Its value before.
        from: Option<String>,
        /// Its value now.
        to: Option<String>,
    },
    /// Words of it are others.
    Edited {
        /// In which language.
        language: String,
        /// Which: `text` for that of the page, else the fields.
        fields: Vec<&'static str>,
    },
    /// Its page is translated.
    Translated {
        /// Into which language.
        language: String,
    },
    /// Its page is translated no more.
    TranslationRemoved {
        /// Into which language it was.
        language: String,
    },
}

/// A thing that is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A place in the order of things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    /// In which journey; a journey, a persona or a touchpoint is in none.
    pub journey: Option<Named>,
    /// In which of its stages; a stage is in none.
    pub stage: Option<Named>,
    /// The place there, from 1.
    pub number: usize,
}

/// A score before and now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoreChange {
    /// Of which metric; a step's is `emotion`.
    pub metric: Named,
    /// Whose score it is; nobody's is everybody's.
    pub persona: Option<Named>,
    /// Before; nothing where it was not measured.
    pub from: Option<Measured>,
    /// Now; nothing where it is not measured any more.
    pub to: Option<Measured>,
    /// How much higher it is now, where it was measured both times.
    pub difference: Option<f64>,
}

/// A measured value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// The number.
    pub value: f64,
    /// How many answers it rests on.
    pub n: Option<u64>,
    /// Where it was measured.
    pub source: Option<String>,
    /// When it was measured (`2026-04-30`).
    pub on: Option<String>,
}

/// A metric before an opportunity was done and afterwards: as it was counted, else as it was written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// Of which metric.
    pub metric: Named,
    /// Before.
    pub before: Measured,
    /// Afterwards.
    pub after: Measured,
    /// True where the intervals allow to say that it changed.
    pub is_clear: bool,
}

/// How many changes there are of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Things that are new.
    pub added: usize,
    /// Things that are gone.
    pub removed: usize,
    /// Things with another title.
    pub renamed: usize,
    /// Things that stand somewhere else.
    pub moved: usize,
    /// Scores that are higher.
    pub scores_up: usize,
    /// Scores that are lower.
    pub scores_down: usize,
    /// Opportunities that were finished or given up.
    pub closed: usize,
    /// Things whose words were edited.
    pub edited: usize,
    /// All else.
    pub other: usize,
}

/// Compares two states of a handbook.
pub fn diff(before: &Atlas, after: &Atlas) -> Changes {
    compare::changes(before, after)
}

impl Changes {
    /// True where nothing changed.
    pub fn is_empty(&self) -> bool {
        self.groups().iter().all(|(_, things)| things.is_empty())
    }

    /// The groups, each with its name.
    pub fn groups(&self) -> [(&'static str, &[Changed]); 4] {
        [
            ("journeys", &self.journeys),
            ("personas", &self.personas),
            ("touchpoints", &self.touchpoints),
            ("handbook", &self.handbook),
        ]
    }

    /// Counts the changes.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for (_, things) in self.groups() {
            things.iter().for_each(|thing| thing.count(&mut summary));
        }
        summary
    }
}

impl Changed {
    /// True where it is new or gone, whatever else happened to it.
    pub fn came_or_went(&self) -> bool {
        matches!(self.changes.first(), Some(Change::Added | Change::Removed))
    }

    fn count(&self, summary: &mut Summary) {
        let mut is_edited = false;
        for change in &self.changes {
            let counter = match change {
                Change::Added => &mut summary.added,
                Change::Removed => &mut summary.removed,
                Change::Renamed { .. } => &mut summary.renamed,
                Change::Moved { .. } => &mut summary.moved,
                Change::Score(score) => match score.difference {
                    Some(difference) if difference > 0.0 => &mut summary.scores_up,
                    Some(difference) if difference < 0.0 => &mut summary.scores_down,
                    _ => &mut summary.other,
                },
                Change::Closed { .. } => &mut summary.closed,
                Change::Edited { .. } if is_edited => continue,
                Change::Edited { .. } => {
                    is_edited = true;
                    &mut summary.edited
                }
                _ => &mut summary.other,
            };
            *counter += 1;
        }
        self.parts.iter().for_each(|part| part.count(summary));
    }
}
