//! The moments of truth, the unhappiest first.

use crate::model::{JourneyId, StepId};
use crate::parse::fields::word;
use crate::site::cards::backing;
use crate::site::lens::Lens;
use crate::site::views::{FigureView, TruthView};

/// Fills the figure.
pub fn fill(figure: &mut FigureView, lens: &Lens, of: Option<JourneyId>) {
    let atlas = &lens.atlas;
    let mut steps: Vec<StepId> = match of {
        Some(of) => atlas[of].steps.clone(),
        None => (0..atlas.steps().len()).map(StepId).collect(),
    };
    steps.retain(|step| atlas[*step].moment_of_truth);
    let felt = |step: &StepId| atlas[*step].emotion.overall().unwrap_or(f64::INFINITY);
    steps.sort_by(|a, b| felt(a).total_cmp(&felt(b)));
    figure.truths = steps.into_iter().map(|step| view(lens, step)).collect();
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
        touchpoints: step.touchpoints.iter().map(|touchpoint| lens.link(lens.atlas[*touchpoint].page)).collect(),
        quote: lens.say_all(&step.thinks).into_iter().next(),
        backing: backing(&step.evidence),
    }
}
