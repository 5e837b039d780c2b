//! The columns and rows of a map.

use crate::model::{Evidence, Journey, Lane, Reading, StageId, Step, StepId};

/// A map as a table: one column a step, one row a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The columns, in time.
    pub columns: Vec<Column>,
    /// The rows below the heads of stages and steps; empty lanes are left out.
    pub rows: Vec<Row>,
}

/// A column: a step, or a stage that has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its stage.
    pub stage: StageId,
    /// Its step.
    pub step: Option<StepId>,
    /// True for the first column of a stage.
    pub opens_stage: bool,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A lane of cells.
    Cells(Lane, Vec<Cell>),
    /// The emotion curve.
    Curve,
    /// A line of the service blueprint.
    Line(ServiceLine),
}

/// A cell: the columns that it spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The first one.
    pub first: usize,
    /// How many.
    pub span: usize,
}

/// The lines that part a service blueprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ServiceLine {
    /// Above it the customer acts, below it staff.
    Interaction,
    /// Above it the customer sees, below it they don't.
    Visibility,
    /// Above it people work, below it systems and partners.
    Internal,
}

/// How well a step is backed by evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Backing {
    /// Nobody has looked.
    None,
    /// Somebody was asked, or somebody was watched.
    Some,
    /// Both: one kind of evidence checks the other.
    Full,
}

/// Judges how well a step is backed: what people say and what they do are each half of the truth.
pub fn backing(evidence: &[Evidence]) -> Backing {
    let asked = evidence.iter().any(|one| one.kind.solicited());
    let watched = evidence.iter().any(|one| !one.kind.solicited());
    match (asked, watched) {
        (true, true) => Backing::Full,
        (false, false) => Backing::None,
        _ => Backing::Some,
    }
}

/// Builds the table of a journey. With `lanes` its rows are these, else those that the journey chose, else all.
pub fn table(atlas: &Reading, journey: &Journey, lanes: &[Lane]) -> Table {
    let mut columns = Vec::new();
    for stage in &journey.stages {
        let steps = &atlas[*stage].steps;
        let column = |step, opens_stage| Column { stage: *stage, step, opens_stage };
        if steps.is_empty() {
            columns.push(column(None, true));
        }
        columns.extend(steps.iter().enumerate().map(|(at, step)| column(Some(*step), at == 0)));
    }
    let chosen = [lanes, &journey.lanes, &Lane::ALL].into_iter().find(|lanes| !lanes.is_empty());
    let mut rows = Vec::new();
    for lane in chosen.unwrap_or_default().iter().filter(|lane| !is_empty(atlas, &columns, **lane)) {
        rows.extend(line_above(*lane).filter(|line| !rows.contains(&Row::Line(*line))).map(Row::Line));
        rows.push(match lane {
            Lane::Emotion => Row::Curve,
            lane => Row::Cells(*lane, cells(atlas, &columns, *lane)),
        });
    }
    Table { columns, rows }
}

/// The line that a lane lies directly below.
fn line_above(lane: Lane) -> Option<ServiceLine> {
    match lane {
        Lane::Frontstage => Some(ServiceLine::Interaction),
        Lane::Backstage => Some(ServiceLine::Visibility),
        Lane::Support => Some(ServiceLine::Internal),
        _ => None,
    }
}

fn is_empty(atlas: &Reading, columns: &[Column], lane: Lane) -> bool {
    let steps = || columns.iter().filter_map(|column| column.step).map(|step| &atlas[step]);
    let no = |is_empty: fn(&Step) -> bool| steps().all(is_empty);
    match lane {
        Lane::Touchpoints => no(|step| step.touchpoints.is_empty()),
        Lane::Channels => no(|step| step.channel.is_none()),
        Lane::Emotion => no(|step| step.emotion.is_empty()),
        Lane::Thinks => no(|step| step.thinks.is_empty()),
        Lane::Feels => no(|step| step.feels.is_empty()),
        Lane::Pains => no(|step| step.pains.is_empty()),
        Lane::Opportunities => no(|step| step.opportunities.iter().all(|one| one.is_dropped())),
        Lane::Frontstage => no(|step| step.frontstage.is_empty()),
        Lane::Backstage => no(|step| step.backstage.is_empty()),
        Lane::Support => no(|step| step.support.is_empty()),
        Lane::Evidence => no(|step| step.evidence.is_empty()),
        Lane::Metrics => columns.iter().all(|column| atlas.scores(atlas.page_of(column.stage)).is_empty()),
    }
}

/// The cells of a lane: scores belong to stages, neighbours in one channel share a cell, all else is a step's.
fn cells(atlas: &Reading, columns: &[Column], lane: Lane) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let channel = |at: usize| columns[at].step.and_then(|step| atlas[step].channel);
        let joins = at > 0
            && match lane {
                Lane::Metrics => !column.opens_stage,
                Lane::Channels => !column.opens_stage && channel(at).is_some() && channel(at) == channel(at - 1),
                _ => false,
            };
        match cells.last_mut().filter(|_| joins) {
            Some(cell) => cell.span += 1,
            None => cells.push(Cell { first: at, span: 1 }),
        }
    }
    cells
}
