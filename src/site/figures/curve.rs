//! TODO

use crate::model::{Embed, JourneyId};
use crate::site::lens::Lens;
use crate::site::views::FigureView;

/// Fills the figure.
pub fn fill(_figure: &mut FigureView, _lens: &Lens, _embed: &Embed, _journey: JourneyId) {}
