//! Journeys and the touchpoints that they share.

use crate::map::network::{self, Encounter, Network};
use crate::model::{JourneyId, TouchpointId};
use crate::site::lens::Lens;
use crate::site::views::{EncounterView, FigureView, Link, NetworkNode, NetworkRow, NetworkView};

/// How many touchpoints a node names that stands for many.
const MOST_NAMES: usize = 12;

/// Fills the figure.
pub fn fill(figure: &mut FigureView, lens: &Lens, of: Option<JourneyId>) {
    let network = network::network(&lens.atlas, of);
    figure.network = (!network.meetings.is_empty()).then(|| view(lens, &network));
}

fn view(lens: &Lens, network: &Network) -> NetworkView {
    let metric = lens.atlas.emotion();
    let scale = (metric.min, metric.max);
    let touchpoint = |id: &TouchpointId| lens.link(lens.atlas[*id].page);
    let journeys = network.journeys.iter().enumerate().map(|(at, journey)| {
        let joined = network.strands.iter().filter(|strand| strand.journey == at).count();
        node(vec![lens.journey(*journey)], joined, network.of_journey(at, scale))
    });
    let touchpoints = network.nodes.iter().enumerate().map(|(at, one)| {
        node(one.touchpoints.iter().map(touchpoint).collect(), one.journeys, network.of_node(at, scale))
    });
    let rows = network.meetings.iter().map(|(id, met)| NetworkRow {
        touchpoint: touchpoint(id),
        journeys: met.iter().map(|one| encounter(lens, one)).collect(),
    });
    NetworkView {
        journeys: journeys.collect(),
        touchpoints: touchpoints.collect(),
        left_out: network.left_out,
        rows: rows.collect(),
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
