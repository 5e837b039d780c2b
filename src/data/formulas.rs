//! The formulas of metrics. Everything is computed from counts and rounded where it is shown.
