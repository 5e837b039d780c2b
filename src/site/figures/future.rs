//! The journey of today and the one that is to replace it on one axis, with the difference at each step.

use crate::map::compare;
use crate::model::JourneyId;
use crate::site::figures::curve::compared;
use crate::site::lens::Lens;
use crate::site::views::FigureView;

/// Fills the figure: on the page of the journey to come as on that of today's, which can have several to come.
pub fn fill(figure: &mut FigureView, lens: &Lens, journey: JourneyId) {
    let own = &lens.atlas[journey];
    let before = own.future_of.map(|today| (today, journey));
    let after = own.futures.iter().map(|future| (journey, *future));
    for (today, future) in before.into_iter().chain(after) {
        if let Some(comparison) = compare::futures(&lens.atlas, today, future) {
            figure.charts.push(compared(lens, future, Some(today), &comparison));
        }
    }
}
