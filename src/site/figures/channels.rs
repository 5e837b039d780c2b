//! TODO

use crate::model::JourneyId;
use crate::site::lens::Lens;
use crate::site::views::FigureView;

/// Fills the figure.
pub fn fill(_figure: &mut FigureView, _lens: &Lens, _of: Option<JourneyId>) {}
