//! The moments of truth, the unhappiest first; of a large handbook only those that fit on a page.

use crate::model::{CARDS, JourneyId, StepId};
use crate::parse::fields::word;
use crate::parse::slot::IndexKind;
use crate::site::cards::backing;
use crate::site::lens::Lens;
use crate::site::views::{FigureView, TruthView};

/// Fills the figure.
pub fn fill(figure: &mut FigureView, lens: &Lens, of: Option<JourneyId>) {
    let atlas = &lens.atlas;
    let Some(of) = of else {
        let all = atlas.moments();
        figure.truths = all.iter().take(CARDS).map(|step| view(lens, *step)).collect();
        figure.truths_left_out = all.len().saturating_sub(CARDS);
        return;
    };
    let mut steps: Vec<StepId> = atlas[of].steps.clone();
    steps.retain(|step| atlas[*step].moment_of_truth);
    let felt = |step: &StepId| atlas[*step].emotion.overall().unwrap_or(f64::INFINITY);
    steps.sort_by(|a, b| felt(a).total_cmp(&felt(b)));
    figure.truths = steps.into_iter().map(|step| view(lens, step)).collect();
}

/// Fills the figure with those on a part of their index.
pub fn fill_part(figure: &mut FigureView, lens: &Lens) {
    let rows = lens.atlas.rows_on(IndexKind::Moments, lens.part);
    figure.truths = lens.atlas.lists().moments[rows].iter().map(|step| view(lens, *step)).collect();
}

fn view(lens: &Lens, id: StepId) -> TruthView {
    let step = &lens.atlas[id];
    let journey = lens.atlas[step.stage].journey;
    let personas = &lens.atlas[journey].personas;
    TruthView {
        step: lens.step(id),
        stage: lens.stage(step.stage),
        journey: lens.journey(journey),
        state: word(lens.atlas[journey].state),
        overall: step.emotion.overall().map(|value| lens.emotion(None, value)),
        emotions: match step.emotion.by_persona.is_empty() {
            true => Vec::new(),
            false => lens.emotions_of(&step.emotion, personas),
        },
        touchpoints: step.touchpoints.iter().map(|touchpoint| lens.link(lens.atlas.page_of(*touchpoint))).collect(),
        quote: lens.say_all(&step.thinks).into_iter().next(),
        backing: backing(&step.evidence),
    }
}
