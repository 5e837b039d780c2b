//! What a handbook needs so that people can rely on it: owners, reviews, evidence that isn't too old.

use jiff::civil::Date;

use crate::model::Atlas;
use crate::source::Sources;

/// Finds the day that ages are counted to.
pub(super) fn as_of(atlas: &Atlas, sources: &Sources) -> Option<Date> {
    let set = atlas.book.settings.upkeep.as_of;
    let committed = || sources.changed.values().filter_map(|day| day.parse().ok()).max();
    set.or_else(committed).or_else(|| newest(atlas))
}

/// The newest day that a page or an answer names.
fn newest(atlas: &Atlas) -> Option<Date> {
    let reviewed = atlas.abouts.iter().filter_map(|about| about.reviewed);
    let of_steps = atlas.steps.iter().flat_map(|step| &step.evidence);
    let evidence = of_steps.chain(atlas.touchpoints.iter().flat_map(|one| &one.evidence)).filter_map(|one| one.on);
    let answers = atlas.data.iter().filter_map(|data| Some(data.all.as_ref()?.days?.1));
    reviewed.chain(evidence).chain(answers).max()
}
