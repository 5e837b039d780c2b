//! The words for views of a handbook: in a text's ```` ```journey ```` block and in keys of interface texts.

use crate::parse::fields::choices;

choices! {
    /// A view of a journey or of the whole handbook.
    View {
        /// The journey map.
        Map = "map",
        /// Its emotion curve alone.
        Curve = "curve",
        /// Its service blueprint: what customers, staff and systems do.
        Blueprint = "blueprint",
        /// Its personas compared, step by step.
        Personas = "personas",
        /// Its personas and its stages as a heatmap.
        Stages = "stages",
        /// The journey of today against the one that is to replace it.
        Future = "future",
        /// Where people are, and where they switch the channel.
        Channels = "channels",
        /// The moments of truth.
        Moments = "moments",
        /// Touchpoints and journeys as a heatmap, the worst first.
        Touchpoints = "touchpoints",
        /// Journeys and the touchpoints that they share.
        Network = "network",
        /// Opportunities by impact and effort.
        Opportunities = "opportunities",
    }
}

impl View {
    /// True for a view that needs a journey; the others can show the whole handbook too.
    pub fn needs_journey(self) -> bool {
        matches!(self, Self::Map | Self::Curve | Self::Blueprint | Self::Personas | Self::Stages | Self::Future)
    }

    /// True for a view that can show the emotions of one persona alone.
    pub fn takes_persona(self) -> bool {
        matches!(self, Self::Map | Self::Curve)
    }

    /// True for a view whose lanes can be chosen; those of a blueprint are given.
    pub fn takes_lanes(self) -> bool {
        matches!(self, Self::Map)
    }
}
