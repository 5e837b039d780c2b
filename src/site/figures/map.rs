//! TODO

use crate::model::{Embed, JourneyId};
use crate::site::lens::Lens;
use crate::site::views::FigureView;

/// Fills the figure.
pub fn fill(_figure: &mut FigureView, _lens: &Lens, _embed: &Embed, _journey: JourneyId) {}

/// Temporary.
pub fn view_with_strip(
    lens: &Lens,
    id: JourneyId,
    _persona: Option<crate::model::PersonaId>,
    _lanes: &[crate::model::Lane],
) -> (crate::site::views::MapView, crate::map::Scene) {
    crate::site::journeys::view_with_strip(lens, id)
}
