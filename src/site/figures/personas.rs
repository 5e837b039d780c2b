//! The personas of a journey on one axis, and how far they are apart at each step.

use crate::map::compare;
use crate::model::JourneyId;
use crate::site::figures::curve::compared;
use crate::site::lens::Lens;
use crate::site::views::FigureView;

/// Fills the figure.
pub fn fill(figure: &mut FigureView, lens: &Lens, journey: JourneyId) {
    if let Some(comparison) = compare::of_personas(&lens.atlas, &lens.atlas[journey]) {
        figure.charts.push(compared(lens, journey, None, &comparison));
    }
}
