//! What is told of changes, whoever words it.

use crate::model::diff::{Change, Changed, Kind};

/// The sign before a change: readable without its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Something came.
    Plus,
    /// Something went.
    Minus,
    /// Something is another.
    Arrow,
    /// A number rose.
    Up,
    /// A number fell.
    Down,
}

impl Sign {
    /// The character.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "−",
            Self::Arrow => "→",
            Self::Up => "↑",
            Self::Down => "↓",
        }
    }

    /// A word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plus => "plus",
            Self::Minus => "minus",
            Self::Arrow => "arrow",
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

impl Change {
    /// Its sign.
    pub fn sign(&self) -> Sign {
        match self {
            Self::Added
            | Self::Gained(_)
            | Self::MomentOfTruthGained
            | Self::Reopened { .. }
            | Self::Translated { .. } => Sign::Plus,
            Self::Removed
            | Self::Lost(_)
            | Self::MomentOfTruthLost
            | Self::Closed { .. }
            | Self::TranslationRemoved { .. } => Sign::Minus,
            Self::Score(score) => match (&score.from, &score.to, score.difference) {
                (_, _, Some(difference)) if difference > 0.0 => Sign::Up,
                (_, _, Some(difference)) if difference < 0.0 => Sign::Down,
                (None, _, _) => Sign::Plus,
                (_, None, _) => Sign::Minus,
                _ => Sign::Arrow,
            },
            Self::Renamed { .. } | Self::Moved { .. } | Self::Fact { .. } | Self::Edited { .. } => Sign::Arrow,
        }
    }
}

impl Changed {
    /// The parts that have to be told one by one: all but those that came or went with the whole.
    pub fn own_parts(&self) -> impl Iterator<Item = &Self> {
        self.parts
            .iter()
            .filter(|part| !self.came_or_went() || part.changes.first() != self.changes.first() || part.has_own_parts())
    }

    fn has_own_parts(&self) -> bool {
        self.own_parts().next().is_some()
    }

    /// How many parts of each kind came or went with it.
    pub fn counts(&self) -> Vec<(Kind, usize)> {
        let mut counts = Vec::new();
        self.count_parts(&mut counts);
        counts
    }

    fn count_parts(&self, counts: &mut Vec<(Kind, usize)>) {
        for part in self.parts.iter().filter(|part| part.changes.first() == self.changes.first()) {
            match counts.iter_mut().find(|(kind, _)| *kind == part.kind) {
                Some((_, n)) => *n += 1,
                None => counts.push((part.kind, 1)),
            }
            part.count_parts(counts);
        }
    }
}
