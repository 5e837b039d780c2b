//! A journey → the way it takes through the channels, and where it switches from one to another.
//!
//! Promises: a switch lies between two successive steps that say their channel; steps that say none are passed over, and
//! the way runs on beside them. Time and channels are places in lists: which way either runs is the page's.

use crate::model::{ChannelId, Journey, Reading, StepId};

/// A change of channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switch {
    /// The channel that is left.
    pub from: ChannelId,
    /// The channel that is entered.
    pub to: ChannelId,
    /// The last step before.
    pub before: StepId,
    /// The first step after.
    pub after: StepId,
}

/// The way of a journey through its channels: a row a channel, a column a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The channels, in the handbook's order.
    pub channels: Vec<ChannelId>,
    /// For each channel a cell for each step.
    pub rows: Vec<Vec<WayCell>>,
}

/// A cell of the way: which parts of the line run through it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WayCell {
    /// True where the step happens in this channel.
    pub is_here: bool,
    /// True where the line runs on beside a step that says no channel.
    pub is_passed: bool,
    /// Where the line comes from.
    pub enter: Option<Turn>,
    /// Where it goes on to.
    pub leave: Option<Turn>,
    /// True where it crosses between two channels, at the beginning of the column.
    pub crosses: bool,
}

/// Which way a line takes at the edge of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Straight on, in the same channel.
    Straight,
    /// From or to a channel in a row above.
    Above,
    /// From or to a channel in a row below.
    Below,
}

/// The switches of a journey, in time.
pub fn switches(atlas: &Reading, journey: &Journey) -> Vec<Switch> {
    let mut found = Vec::new();
    let mut last: Option<(StepId, ChannelId)> = None;
    for after in &journey.steps {
        let Some(to) = atlas[*after].channel else { continue };
        if let Some((before, from)) = last.filter(|(_, from)| *from != to) {
            found.push(Switch { from, to, before, after: *after });
        }
        last = Some((*after, to));
    }
    found
}

/// Lays out the way of a journey.
pub fn way(atlas: &Reading, journey: &Journey) -> Way {
    let channels: Vec<Option<ChannelId>> = journey.steps.iter().map(|step| atlas[*step].channel).collect();
    let used = |channel: &ChannelId| channels.contains(&Some(*channel));
    let rows: Vec<ChannelId> = (0..atlas.book().channels.len()).map(ChannelId).filter(used).collect();
    let places: Vec<Option<usize>> =
        channels.iter().map(|channel| rows.iter().position(|row| Some(*row) == *channel)).collect();
    Way { rows: cells(&places, rows.len()), channels: rows }
}

/// `places` has the row of each column.
fn cells(places: &[Option<usize>], rows: usize) -> Vec<Vec<WayCell>> {
    let mut cells = vec![vec![WayCell::default(); places.len()]; rows];
    let mut last: Option<(usize, usize)> = None;
    for (column, place) in places.iter().enumerate() {
        let Some(row) = *place else { continue };
        cells[row][column].is_here = true;
        if let Some((before, from)) = last {
            for passed in &mut cells[from][before + 1..column] {
                *passed = WayCell { is_passed: true, ..WayCell::default() };
            }
            let (leave, enter) = match row.cmp(&from) {
                std::cmp::Ordering::Equal => (Turn::Straight, Turn::Straight),
                std::cmp::Ordering::Less => (Turn::Above, Turn::Below),
                std::cmp::Ordering::Greater => (Turn::Below, Turn::Above),
            };
            cells[from][column - 1].leave = Some(leave);
            cells[row][column].enter = Some(enter);
            if column - 1 > before {
                cells[from][before].leave = Some(Turn::Straight);
            }
            for between in cells.iter_mut().take(row.max(from)).skip(row.min(from) + 1) {
                between[column].crosses = true;
            }
        }
        last = Some((column, row));
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::{Turn, cells};

    #[test]
    fn the_way_hangs_together() {
        let places = [Some(0), None, Some(0), Some(2), Some(1)];
        let cells = cells(&places, 3);
        assert_eq!(cells[0][0].leave, Some(Turn::Straight));
        assert!(cells[0][1].is_passed && cells[0][1].leave == Some(Turn::Straight));
        assert_eq!((cells[0][2].enter, cells[0][2].leave), (Some(Turn::Straight), Some(Turn::Below)));
        assert!(cells[1][3].crosses && !cells[1][2].crosses);
        assert_eq!((cells[2][3].enter, cells[2][3].leave), (Some(Turn::Above), Some(Turn::Above)));
        assert_eq!((cells[1][4].enter, cells[1][4].leave), (Some(Turn::Below), None));
        for (column, place) in places.iter().enumerate() {
            let here: Vec<_> = (0..3).filter(|row| cells[*row][column].is_here).collect();
            assert_eq!(here, place.iter().copied().collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_gap_before_a_switch_leads_up_to_it() {
        let cells = cells(&[Some(0), None, Some(1)], 2);
        assert_eq!(cells[0][1].leave, Some(Turn::Below));
        assert_eq!(cells[1][2].enter, Some(Turn::Above));
    }
}
