//! Journeys and the touchpoints that they share.

use crate::map::network::{self, Encounter, Network};
use crate::model::{CARDS, JourneyId, TouchpointId};
use crate::parse::slot::IndexKind;
use crate::site::lens::Lens;
use crate::site::views::{EncounterView, FigureView, Link, NetworkNode, NetworkRow, NetworkView};

/// How many touchpoints a node names that stands for many.
const MOST_NAMES: usize = 12;

/// How many journeys a row of the table names.
const MOST_JOURNEYS: usize = 10;

/// Fills the figure with the picture and the first rows of the table.
pub fn fill(figure: &mut FigureView, lens: &Lens, of: Option<JourneyId>) {
    let network = network::network(&lens.atlas, of);
    figure.network = (!network.meetings.is_empty()).then(|| view(lens, &network));
}

/// Fills the figure with the rows on a part of the index; the picture stands on the first.
pub fn fill_part(figure: &mut FigureView, lens: &Lens) {
    let rows = lens.atlas.rows_on(IndexKind::Network, lens.part);
    if lens.part == 1 {
        fill(figure, lens, None);
        // They go on.
        figure.network.iter_mut().for_each(|network| network.rows_left_out = 0);
        return;
    }
    let met = lens.atlas.lists().met[rows].iter();
    figure.network = Some(NetworkView {
        journeys: Vec::new(),
        touchpoints: Vec::new(),
        journeys_left_out: 0,
        left_out: 0,
        rows: met.map(|id| row(lens, *id, &network::encounters(&lens.atlas, *id))).collect(),
        rows_left_out: 0,
    });
}

fn row(lens: &Lens, touchpoint: TouchpointId, met: &[Encounter]) -> NetworkRow {
    NetworkRow {
        touchpoint: lens.link(lens.atlas.page_of(touchpoint)),
        journeys: met.iter().take(MOST_JOURNEYS).map(|one| encounter(lens, one)).collect(),
        left_out: met.len().saturating_sub(MOST_JOURNEYS),
    }
}

fn view(lens: &Lens, network: &Network) -> NetworkView {
    let metric = lens.atlas.emotion();
    let scale = (metric.min, metric.max);
    let touchpoint = |id: &TouchpointId| lens.link(lens.atlas.page_of(*id));
    let journeys = network.journeys.iter().enumerate().map(|(at, journey)| {
        let joined = network.strands.iter().filter(|strand| strand.journey == at).count();
        node(vec![lens.journey(*journey)], joined, network.of_journey(at, scale))
    });
    let touchpoints = network.nodes.iter().enumerate().map(|(at, one)| {
        node(one.touchpoints.iter().map(touchpoint).collect(), one.journeys, network.of_node(at, scale))
    });
    let rows = network.meetings.iter().take(CARDS).map(|(id, met)| row(lens, *id, met));
    NetworkView {
        journeys: journeys.collect(),
        touchpoints: touchpoints.collect(),
        journeys_left_out: network.journeys_left_out,
        left_out: network.left_out,
        rows: rows.collect(),
        rows_left_out: network.meetings.len().saturating_sub(CARDS),
    }
}

fn node(links: Vec<Link>, joined: usize, strands: String) -> NetworkNode {
    let mut names: Vec<&str> = links.iter().take(MOST_NAMES).map(|link| link.text.text.as_str()).collect();
    if links.len() > MOST_NAMES {
        names.push("…");
    }
    let names = names.join(" · ");
    NetworkNode { links, names, joined, strands }
}

fn encounter(lens: &Lens, one: &Encounter) -> EncounterView {
    EncounterView {
        journey: lens.journey(one.journey),
        steps: one.steps,
        emotion: one.mean.map(|mean| lens.emotion(None, mean)),
    }
}
