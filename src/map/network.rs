//! Journeys and touchpoints → two columns of nodes, and the strands between them.
//!
//! Journeys stand on the one side in the handbook's order, touchpoints on the other in the order in which the journeys
//! meet them; each side spreads evenly over the height. Promises: the same handbook gives the same picture, and a
//! touchpoint more moves the others by one row at the most; nodes never overlap; every meeting is in the table.
//! What is too much for one picture is put together, or left to the table: see `Detail`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::map::heat::mean;
use crate::map::layout::level;
use crate::map::svg::number;
use crate::model::{JourneyId, Reading, TouchpointId};

/// Up to this many touchpoints each has a node of its own.
const MOST_ALONE: usize = 30;
/// A picture of more nodes than these says nothing.
const MOST_NODES: usize = 60;
/// Up to this many journeys are in the picture.
const MOST_JOURNEYS: usize = 40;
/// What is left for touchpoints even where journeys alone are that many.
const FEWEST: usize = 20;

/// Journeys and the touchpoints that they meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// The journeys.
    pub journeys: Vec<JourneyId>,
    /// How many journeys are not among them: those that meet the fewest touchpoints.
    pub journeys_left_out: usize,
    /// The touchpoints, alone or several together.
    pub nodes: Vec<Node>,
    /// What joins the two.
    pub strands: Vec<Strand>,
    /// How many touchpoints have no node: those that join the fewest journeys.
    pub left_out: usize,
    /// Every touchpoint with all the journeys that meet it.
    pub meetings: Vec<(TouchpointId, Vec<Encounter>)>,
}

/// Touchpoints that are one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The touchpoints, mostly one; several are met by the same journeys.
    pub touchpoints: Vec<TouchpointId>,
    /// By how many journeys they are met.
    pub journeys: usize,
}

/// A journey and a touchpoint that it meets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Encounter {
    /// The journey.
    pub journey: JourneyId,
    /// At how many steps.
    pub steps: usize,
    /// How it feels there on average.
    pub mean: Option<f64>,
}

/// A line from a journey to a node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strand {
    /// The place of the journey among the journeys.
    pub journey: usize,
    /// The place of the node among the nodes.
    pub node: usize,
    /// How it feels there on average.
    pub mean: Option<f64>,
}

/// How much is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Detail {
    /// Nothing.
    Each,
    /// What one journey alone meets is one node for that journey.
    OwnTogether,
    /// What the same journeys meet is one node.
    SameTogether,
}

/// Draws the network of the handbook, or of the touchpoints that one journey meets.
pub fn network(atlas: &Reading, of: Option<JourneyId>) -> Network {
    lay_out(meetings(atlas, of))
}

/// The touchpoints in the order in which journeys meet them, or those that one journey meets, each with its journeys.
fn meetings(atlas: &Reading, of: Option<JourneyId>) -> Vec<(TouchpointId, Vec<Encounter>)> {
    let mut order = Vec::new();
    let mut known = BTreeSet::new();
    let journeys = match of {
        Some(of) => std::slice::from_ref(&atlas[of]),
        None => atlas.journeys(),
    };
    for journey in journeys {
        let met = journey.steps.iter().flat_map(|step| &atlas[*step].touchpoints);
        order.extend(met.copied().filter(|touchpoint| known.insert(*touchpoint)));
    }
    order.into_iter().map(|touchpoint| (touchpoint, encounters(atlas, touchpoint))).collect()
}

/// The journeys that meet a touchpoint.
pub fn encounters(atlas: &Reading, touchpoint: TouchpointId) -> Vec<Encounter> {
    let mut steps: BTreeMap<JourneyId, Vec<Option<f64>>> = BTreeMap::new();
    for step in &atlas[touchpoint].meetings {
        let step = &atlas[*step];
        steps.entry(atlas[step.stage].journey).or_default().push(step.emotion.overall());
    }
    let encounter = |(journey, values): (JourneyId, Vec<Option<f64>>)| Encounter {
        journey,
        steps: values.len(),
        mean: mean(values.into_iter().flatten()),
    };
    steps.into_iter().map(encounter).collect()
}

fn lay_out(meetings: Vec<(TouchpointId, Vec<Encounter>)>) -> Network {
    let (journeys, journeys_left_out) = the_best_joined(&meetings);
    let room = MOST_NODES.saturating_sub(journeys.len()).max(FEWEST);
    let mut groups = together(&meetings, Detail::Each);
    for (most, coarser) in [(MOST_ALONE.min(room), Detail::OwnTogether), (room, Detail::SameTogether)] {
        if groups.len() > most {
            groups = together(&meetings, coarser);
        }
    }
    let is_joined = |at: &usize| meetings[*at].1.iter().any(|one| journeys.binary_search(&one.journey).is_ok());
    groups.retain(|group| group.iter().any(is_joined));
    keep_the_most_shared(&mut groups, &meetings, room);
    let left_out = meetings.len() - groups.iter().map(Vec::len).sum::<usize>();
    let mut strands = Vec::new();
    let mut nodes = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        let (_, met) = &meetings[group[0]];
        for encounter in met {
            let Ok(journey) = journeys.binary_search(&encounter.journey) else { continue };
            let all = group.iter().flat_map(|at| &meetings[*at].1).filter(|one| one.journey == encounter.journey);
            strands.push(Strand { journey, node: place, mean: mean(all.filter_map(|one| one.mean)) });
        }
        nodes.push(Node { touchpoints: group.iter().map(|at| meetings[*at].0).collect(), journeys: met.len() });
    }
    Network { journeys, journeys_left_out, nodes, strands, left_out, meetings }
}

/// The journeys that meet the most touchpoints, in the handbook's order, and how many others there are.
fn the_best_joined(meetings: &[(TouchpointId, Vec<Encounter>)]) -> (Vec<JourneyId>, usize) {
    let mut touchpoints: BTreeMap<JourneyId, usize> = BTreeMap::new();
    for encounter in meetings.iter().flat_map(|(_, met)| met) {
        *touchpoints.entry(encounter.journey).or_default() += 1;
    }
    let mut journeys: Vec<JourneyId> = touchpoints.keys().copied().collect();
    journeys.sort_by_key(|journey| std::cmp::Reverse(touchpoints[journey]));
    let left_out = journeys.len().saturating_sub(MOST_JOURNEYS);
    journeys.truncate(MOST_JOURNEYS);
    journeys.sort_unstable();
    (journeys, left_out)
}

/// The places of the meetings that are one node, in the order of their first.
fn together(meetings: &[(TouchpointId, Vec<Encounter>)], detail: Detail) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut of_set: BTreeMap<Vec<JourneyId>, usize> = BTreeMap::new();
    for (at, (_, met)) in meetings.iter().enumerate() {
        let joins = match detail {
            Detail::Each => false,
            Detail::OwnTogether => met.len() == 1,
            Detail::SameTogether => true,
        };
        let set = met.iter().map(|encounter| encounter.journey).collect();
        match of_set.get(&set).filter(|_| joins) {
            Some(group) => groups[*group].push(at),
            None => {
                of_set.insert(set, groups.len());
                groups.push(vec![at]);
            }
        }
    }
    groups
}

/// Drops the groups that join the fewest journeys, the later ones first.
fn keep_the_most_shared(groups: &mut Vec<Vec<usize>>, meetings: &[(TouchpointId, Vec<Encounter>)], room: usize) {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(meetings[groups[*at][0]].1.len()));
    let kept: BTreeSet<usize> = order.into_iter().take(room).collect();
    let mut at = 0..;
    groups.retain(|_| at.next().is_some_and(|at| kept.contains(&at)));
}

impl Network {
    /// The height of a place in a column, as a share of the column: the middle of its row.
    fn height(place: usize, places: usize) -> f64 {
        (place as f64 + 0.5) / places.max(1) as f64
    }

    /// Draws the strands of one journey.
    pub fn of_journey(&self, journey: usize, scale: (f64, f64)) -> String {
        self.draw(self.strands.iter().filter(|strand| strand.journey == journey), scale)
    }

    /// Draws the strands of one node.
    pub fn of_node(&self, node: usize, scale: (f64, f64)) -> String {
        self.draw(self.strands.iter().filter(|strand| strand.node == node), scale)
    }

    /// Strands from the left side to the right: a style sheet stretches the drawing over the room between the columns,
    /// and mirrors it where a page runs from right to left.
    fn draw<'a>(&self, strands: impl Iterator<Item = &'a Strand>, scale: (f64, f64)) -> String {
        let mut paths: BTreeMap<&str, String> = BTreeMap::new();
        for strand in strands {
            let name = match strand.mean.map(|mean| level(mean, scale)) {
                None => "none",
                Some(..=-2) => "n2",
                Some(-1) => "n1",
                Some(0) => "0",
                Some(1) => "p1",
                Some(2..) => "p2",
            };
            let from = number(100.0 * Self::height(strand.journey, self.journeys.len()));
            let to = number(100.0 * Self::height(strand.node, self.nodes.len()));
            let _ = write!(paths.entry(name).or_default(), "M0 {from}C45 {from} 55 {to} 100 {to}");
        }
        let mut svg = String::from(
            r#"<svg class="strands" aria-hidden="true" focusable="false" viewBox="0 0 100 100" preserveAspectRatio="none">"#,
        );
        for (name, path) in paths {
            let _ = write!(svg, r#"<path class="strand-{name}" d="{path}"/>"#);
        }
        svg.push_str("</svg>");
        svg
    }
}

#[cfg(test)]
mod tests {
    use super::{Encounter, MOST_JOURNEYS, MOST_NODES, Network, lay_out};
    use crate::model::{JourneyId, TouchpointId};

    fn handbook(touchpoints: usize, met: impl Fn(usize) -> Vec<usize>) -> Network {
        let encounter = |journey| Encounter { journey: JourneyId(journey), steps: 1, mean: Some(1.0) };
        lay_out((0..touchpoints).map(|at| (TouchpointId(at), met(at).into_iter().map(encounter).collect())).collect())
    }

    /// Any three of twenty journeys, so that hardly two touchpoints are met by the same.
    fn scattered(at: usize) -> Vec<usize> {
        let mut met = vec![at % 20, (at * 7 + 3) % 20, (at * at + at / 20) % 20];
        met.sort_unstable();
        met.dedup();
        met
    }

    #[test]
    fn a_touchpoint_more_moves_the_others_by_a_row_at_the_most() {
        let rows = |network: &Network| -> Vec<(TouchpointId, f64)> {
            let height = network.nodes.len().max(network.journeys.len()) as f64;
            let places = network.nodes.iter().enumerate();
            places.map(|(at, node)| (node.touchpoints[0], height * Network::height(at, network.nodes.len()))).collect()
        };
        let all = handbook(12, |at| vec![at % 4, 4]);
        for missing in 0..12 {
            let fewer: Vec<_> = all.meetings.iter().filter(|(id, _)| id.0 != missing).cloned().collect();
            let (before, after) = (rows(&lay_out(fewer)), rows(&all));
            for (id, row) in before {
                let now = after.iter().find(|(other, _)| *other == id).unwrap().1;
                assert!((now - row).abs() <= 1.0 + 1e-9, "{id:?} moved from {row} to {now}");
            }
        }
    }

    #[test]
    fn nothing_overlaps_and_nothing_is_lost() {
        for touchpoints in [0, 1, 25, 40, 200] {
            let network = handbook(touchpoints, scattered);
            let (journeys, nodes) = (network.journeys.len(), network.nodes.len());
            assert!(journeys + nodes <= MOST_NODES, "{journeys} and {nodes} nodes");
            let rows = journeys.max(nodes) as f64;
            for count in [journeys, nodes] {
                for at in 1..count {
                    let gap = rows * (Network::height(at, count) - Network::height(at - 1, count));
                    assert!(gap >= 1.0 - 1e-9);
                }
            }
            let shown: usize = network.nodes.iter().map(|node| node.touchpoints.len()).sum();
            assert_eq!(shown + network.left_out, touchpoints);
            assert_eq!(network, handbook(touchpoints, scattered));
        }
    }

    #[test]
    fn a_picture_has_the_journeys_that_meet_the_most() {
        // Journeys of odd numbers meet two touchpoints more.
        let odd = (1..200).step_by(2).collect::<Vec<_>>();
        let network = handbook(12, |at| if at < 2 { odd.clone() } else { (0..200).collect() });
        assert_eq!((network.journeys.len(), network.journeys_left_out), (MOST_JOURNEYS, 160));
        assert!(network.journeys.iter().all(|journey| journey.0 % 2 == 1) && network.journeys.is_sorted());
        assert_eq!((network.nodes.len(), network.left_out, network.meetings.len()), (12, 0, 12));
        // A touchpoint of none of them has no node.
        let network = handbook(100, |at| if at < 99 { (0..40).collect() } else { vec![40] });
        assert_eq!((network.journeys_left_out, network.left_out, network.meetings.len()), (1, 1, 100));
        assert!(network.strands.iter().all(|strand| strand.node < network.nodes.len()));
    }

    #[test]
    fn what_the_same_journeys_meet_is_put_together() {
        let network = handbook(35, |at| if at < 20 { vec![at % 2] } else { vec![0, 1] });
        assert_eq!(network.nodes.len(), 17);
        assert_eq!(network.nodes[0].touchpoints.len(), 10);
        let network = handbook(200, |at| vec![at % 5, 5 + at % 3]);
        assert_eq!((network.nodes.len(), network.left_out), (15, 0));
        assert_eq!(network.strands.len(), 30);
    }
}
