//! Alerts: the lines that scores must not cross, and the scores that did.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics, Severity, did_you_mean};
use crate::model::ids::{MetricId, PageId, StepId};
use crate::model::{Atlas, Measure, Raised, Side};
use crate::parse::metrics::AlertSeverity;
use crate::source::{Aside, Place};

/// Draws the lines of `[[alerts]]`, and finds what crossed them.
pub(super) fn alerts(atlas: &mut Atlas, out: &mut Diagnostics) {
    let book = &atlas.book;
    for alert in &book.settings.alerts {
        let known = || book.metrics.iter().map(|metric| metric.name.id.as_str());
        if known().all(|metric| metric != alert.metric.value) {
            let message = format!("there is no metric `{}`", alert.metric.value);
            let hint = did_you_mean(&alert.metric.value, known());
            out.push(
                Diagnostic::at(Code::UnknownMetric, &book.settings.path, alert.metric.span, message).maybe_hint(hint),
            );
        }
    }
    for alert in &book.settings.alerts {
        let Some(metric) = book.metrics.iter().find(|metric| metric.name.id == alert.metric.value) else { continue };
        let never =
            alert.below.is_none_or(|below| below <= metric.min) && alert.above.is_none_or(|above| above >= metric.max);
        if never {
            let (id, min, max) = (&metric.name.id, metric.min, metric.max);
            let message = format!("this alert is never raised: {id} runs from {min} to {max}");
            let hint = "draw its line inside the scale";
            out.push(Diagnostic::at(Code::InvalidSetting, &book.settings.path, alert.metric.span, message).hint(hint));
        }
    }
    atlas.alerts = raise(atlas).into();
    let mut by_page: BTreeMap<PageId, Vec<usize>> = BTreeMap::new();
    for (at, raised) in atlas.alerts.iter().enumerate() {
        by_page.entry(raised.page).or_default().push(at);
    }
    atlas.alerts_by_page = by_page.into();
}

/// What is told of a score that crossed a line.
pub(super) fn told(atlas: &Atlas, raised: &Raised) -> Diagnostic {
    let metric = &atlas.metric(raised.metric).name.id;
    let side = match raised.side {
        Side::Below => "below",
        Side::Above => "above",
    };
    let whose = match raised.persona {
        Some(persona) => format!(" for `{}`", atlas[atlas[persona].page].id),
        None => String::new(),
    };
    let severity = match raised.severity {
        AlertSeverity::Error => Severity::Error,
        AlertSeverity::Warning => Severity::Warning,
    };
    let message = format!("{metric} of {}{whose} is {side} {}", raised.value, raised.limit);
    Diagnostic::new(Code::Alert, raised.place.0.clone(), message).severity(severity)
}

/// A score that alerts look at.
struct Watched<'a> {
    page: PageId,
    step: Option<StepId>,
    metric: MetricId,
    measure: &'a Measure,
}

/// Finds every score that crossed a line, the furthest over it first.
fn raise(atlas: &Atlas) -> Vec<Raised> {
    let mut raised = Vec::new();
    for watched in watched(atlas) {
        let id = &atlas.metric(watched.metric).name.id;
        for alert in atlas.book.settings.alerts.iter().filter(|alert| alert.metric.value == *id) {
            for (persona, score) in watched.measure.iter() {
                let value = score.value();
                let crossed = match (alert.below, alert.above) {
                    (Some(below), _) if value < below => Some((below, Side::Below)),
                    (_, Some(above)) if value > above => Some((above, Side::Above)),
                    _ => None,
                };
                raised.extend(crossed.map(|(limit, side)| Raised {
                    severity: alert.severity,
                    page: watched.page,
                    step: watched.step,
                    persona,
                    metric: watched.metric,
                    value,
                    limit,
                    side,
                    place: Aside(Place::new(&atlas.file(watched.page, &atlas.book.settings.path), score.span.0)),
                }));
            }
        }
    }
    let distance = |one: &Raised| {
        let metric = atlas.metric(one.metric);
        (one.value - one.limit).abs() / (metric.max - metric.min)
    };
    raised.sort_by(|a, b| {
        let severity = |one: &Raised| one.severity == AlertSeverity::Warning;
        severity(a).cmp(&severity(b)).then(distance(b).total_cmp(&distance(a))).then(a.page.cmp(&b.page))
    });
    raised
}

fn watched(atlas: &Atlas) -> Vec<Watched<'_>> {
    let journeys = atlas.journeys.iter().map(|journey| journey.page);
    let stages = atlas.stages.iter().map(|stage| stage.page);
    let touchpoints = atlas.touchpoints.iter().map(|touchpoint| touchpoint.page);
    let mut all = Vec::new();
    for page in journeys.chain(stages).chain(touchpoints) {
        all.extend(atlas.scores(page).iter().map(|(metric, measure)| Watched {
            page,
            step: None,
            metric: *metric,
            measure,
        }));
    }
    let emotion = atlas.emotion_id();
    for (at, step) in atlas.steps.iter().enumerate() {
        let page = atlas[step.stage].page;
        all.push(Watched { page, step: Some(StepId(at)), metric: emotion, measure: &step.emotion });
    }
    all
}
