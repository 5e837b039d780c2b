//! The views made from the model: maps, comparisons, heatmaps, the network, the matrix.
//!
//! In: an [`Embed`], which says what is shown of what. Out: a [`FigureView`], which `figure.html` draws on a
//! page of its own, in a section of a page, or in the midst of a text. Promises: a figure says the same in words as in
//! its drawing; one without anything to show says so; everything in it leads back to the page that
//! it comes from; its ids begin with the figure's own. Deliberately not here: words, which the interface texts have.

mod channels;
pub mod curve;
mod future;
pub mod map;
mod moments;
mod network;
mod opportunities;
mod personas;
mod stages;
mod touchpoints;

use crate::model::{Embed, JourneyId};
use crate::parse::fields::word;
use crate::parse::view::View;
use crate::site::lens::Lens;
use crate::site::views::FigureView;

/// Builds a figure. `id` begins its ids and is the only one on its page: `view:stages`, `view:1`.
pub fn figure(lens: &Lens, embed: &Embed, id: &str) -> FigureView {
    let mut figure = FigureView {
        id: id.to_owned(),
        view: word(embed.view),
        journey: embed.journey.map(|journey| lens.journey(journey)),
        ..FigureView::default()
    };
    match (embed.view, embed.journey) {
        (View::Channels, _) => channels::fill(&mut figure, lens, embed.journey),
        (View::Moments, _) => moments::fill(&mut figure, lens, embed.journey),
        (View::Touchpoints, _) => touchpoints::fill(&mut figure, lens, embed.journey),
        (View::Network, _) => network::fill(&mut figure, lens, embed.journey),
        (View::Opportunities, _) => opportunities::fill(&mut figure, lens, embed.journey),
        (_, Some(journey)) => of_journey(&mut figure, lens, embed, journey),
        (_, None) => {}
    }
    figure
}

/// Builds the view of an index, as far as it stands on the part that is made.
pub fn of_index(lens: &Lens, view: View) -> Option<FigureView> {
    let embed = Embed { view, journey: None, persona: None, lanes: Vec::new() };
    let id = format!("view:{}", word(view));
    let mut rows = FigureView { id: id.clone(), view: word(view), ..FigureView::default() };
    match view {
        // These are lists themselves.
        View::Moments => moments::fill_part(&mut rows, lens),
        View::Network => network::fill_part(&mut rows, lens),
        _ => return (lens.part == 1).then(|| figure(lens, &embed, &id)),
    }
    Some(rows)
}

/// Fills the views that every journey has of its own.
fn of_journey(figure: &mut FigureView, lens: &Lens, embed: &Embed, journey: JourneyId) {
    match embed.view {
        View::Map | View::Blueprint => map::fill(figure, lens, embed, journey),
        View::Curve => curve::fill(figure, lens, embed, journey),
        View::Personas => personas::fill(figure, lens, journey),
        View::Stages => stages::fill(figure, lens, journey),
        View::Future => future::fill(figure, lens, journey),
        _ => {}
    }
}
