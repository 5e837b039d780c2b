//! Alerts: the lines that scores must not cross, the scores that did, and how much harm that does.
//!
//! In: `[[alerts]]` and an atlas that has its scores. Out: what was [`Raised`], the worst first, and the touchpoints that are at
//! risk or that people recommend. Promises: names in `for` are resolved once; the order is the same for the same handbook.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic, Diagnostics, Severity, did_you_mean};
use crate::locale::round;
use crate::model::ids::{MetricId, PageId, PersonaId, StepId, TouchpointId};
use crate::model::resolve::Resolver;
use crate::model::{Atlas, Book, Crossing, Journey, Measure, Measured, Metric, PageKind, Raised, Score, Scores};
use crate::parse::metrics::{Alert, AlertSeverity, Method};
use crate::source::{Aside, FilePath, Place, Spanned};

/// Whom and what an alert is for. Places add up, and so do personas; where both are named a score must be of one of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Target(Vec<Aim>);

/// What one name of an alert stands for.
#[derive(Clone, Debug)]
struct Aim {
    name: Spanned<String>,
    at: At,
}

/// Nothing is in it where the name stands for nothing: that doesn't make it an alert for everything.
#[derive(Clone, Debug)]
enum At {
    /// The pages whose scores it watches.
    Pages(BTreeSet<PageId>),
    /// The persona whose own scores it watches.
    Persona(Option<PersonaId>),
}

impl Target {
    fn holds(&self, page: PageId, persona: Option<PersonaId>) -> bool {
        let (places, people): (Vec<_>, Vec<_>) = self.0.iter().partition(|aim| matches!(aim.at, At::Pages(_)));
        let fits = |aims: Vec<&Aim>| aims.is_empty() || aims.iter().any(|aim| aim.at.holds(page, persona));
        fits(places) && fits(people)
    }
}

impl At {
    fn holds(&self, page: PageId, persona: Option<PersonaId>) -> bool {
        match self {
            Self::Pages(pages) => pages.contains(&page),
            Self::Persona(one) => one.is_some() && *one == persona,
        }
    }

    fn is_nothing(&self) -> bool {
        match self {
            Self::Pages(pages) => pages.is_empty(),
            Self::Persona(one) => one.is_none(),
        }
    }
}

/// The kinds of names that an alert can be for.
const KINDS: [&str; 4] = ["journey", "stage", "touchpoint", "persona"];

impl Resolver<'_> {
    /// Finds what each alert is for.
    pub(super) fn targets(&mut self, atlas: &Atlas) -> Vec<Target> {
        let settings = &atlas.book.settings;
        settings.alerts.iter().map(|alert| self.target(atlas, &settings.path, alert)).collect()
    }

    fn target(&mut self, atlas: &Atlas, path: &FilePath, alert: &Alert) -> Target {
        let aim = |name: &Spanned<String>| Aim { name: name.clone(), at: self.aimed_at(atlas, path, name) };
        Target(alert.only_for.iter().map(aim).collect())
    }

    fn aimed_at(&mut self, atlas: &Atlas, path: &FilePath, name: &Spanned<String>) -> At {
        let Some((kind, id)) = name.value.split_once(':').filter(|(kind, _)| KINDS.contains(kind)) else {
            let hint = self.kind_of(atlas, &name.value, &KINDS);
            self.out.push(no_kind(path, name, "an alert", &KINDS, hint));
            return At::Pages(BTreeSet::new());
        };
        let id = Spanned::new(id.to_owned(), name.span);
        At::Pages(match kind {
            "persona" => return At::Persona(self.persona(path, &id)),
            "journey" => {
                let journey = self.journey(path, &id).map(|journey| &atlas[journey]);
                let pages = |journey: &Journey| {
                    let stages = journey.stages.iter().map(|stage| atlas[*stage].page);
                    stages.chain([journey.page]).collect()
                };
                journey.map(pages).unwrap_or_default()
            }
            "stage" => self.stage_page(atlas, path, &id).into_iter().collect(),
            _ => self.touchpoint(path, &id).map(|touchpoint| atlas[touchpoint].page).into_iter().collect(),
        })
    }

    /// What a name alone stands for, as it is to be written.
    pub(super) fn kind_of(&self, atlas: &Atlas, name: &str, kinds: &[&str]) -> Option<String> {
        let page = atlas.pages.iter().find(|page| page.id == name)?;
        let kind = match page.kind {
            PageKind::Journey(_) => "journey",
            PageKind::Stage(_) => "stage",
            PageKind::Touchpoint(_) => "touchpoint",
            PageKind::Persona(_) => "persona",
            _ => return None,
        };
        kinds.contains(&kind).then(|| format!("write `{kind}:{name}`"))
    }

    pub(super) fn stage_page(&mut self, atlas: &Atlas, path: &FilePath, name: &Spanned<String>) -> Option<PageId> {
        let known = || atlas.stages.iter().map(|stage| atlas[stage.page].id.as_str());
        let found = atlas.stages.iter().map(|stage| stage.page).find(|page| atlas[*page].id == name.value);
        if found.is_none() {
            let message = format!("there is no stage `{}`", name.value);
            let hint = did_you_mean(&name.value, known())
                .unwrap_or_else(|| "write it with its journey, as `stage:dine-in/pay`".to_owned());
            self.out.push(Diagnostic::at(Code::UnknownReference, path, name.span, message).hint(hint));
        }
        found
    }
}

/// Reports a name without a kind, or with one that can't be meant; `whose` says by whom.
pub(super) fn no_kind(
    path: &FilePath,
    name: &Spanned<String>,
    whose: &str,
    kinds: &[&'static str],
    hint: Option<String>,
) -> Diagnostic {
    let kind = name.value.split_once(':').map_or(name.value.as_str(), |(kind, _)| kind);
    let message = match name.value.contains(':') {
        true => format!("{whose} can't be for a `{kind}`"),
        false => format!("`{}` doesn't say what it is", name.value),
    };
    let hint = hint.or_else(|| did_you_mean(kind, kinds.iter().copied())).unwrap_or_else(|| {
        let (last, others) = kinds.split_last().unwrap_or((&"", &[]));
        let others: Vec<_> = others.iter().map(|kind| format!("`{kind}:…`")).collect();
        format!("write {} or `{last}:…`", others.join(", "))
    });
    Diagnostic::at(Code::UnknownValue, path, name.span, message).hint(hint)
}

/// Draws the lines of `[[alerts]]`, and finds what crossed them.
pub(super) fn alerts(atlas: &mut Atlas, targets: &[Target], out: &mut Diagnostics) {
    let book = &atlas.book;
    for alert in &book.settings.alerts {
        let Some(metric) = book.metrics.iter().find(|metric| metric.name.id == alert.metric.value) else {
            let known = book.metrics.iter().map(|metric| metric.name.id.as_str());
            let message = format!("there is no metric `{}`", alert.metric.value);
            let hint = did_you_mean(&alert.metric.value, known);
            let place = Place::new(&book.settings.path, alert.metric.span);
            out.push(Diagnostic::new(Code::UnknownMetric, place, message).maybe_hint(hint));
            continue;
        };
        if is_never_raised(alert, metric) {
            let (id, min, max) = (&metric.name.id, metric.min, metric.max);
            let message = format!("this alert is never raised: {id} runs from {min} to {max}");
            let hint = "draw its line inside the scale";
            out.push(Diagnostic::at(Code::InvalidSetting, &book.settings.path, alert.metric.span, message).hint(hint));
        }
    }
    out.extend(unanswered(atlas, targets));
    atlas.alerts = raise(atlas, targets).into();
    let mut by_page: BTreeMap<PageId, Vec<usize>> = BTreeMap::new();
    for (at, raised) in atlas.alerts.iter().enumerate() {
        by_page.entry(raised.page).or_default().push(at);
    }
    atlas.alerts_by_page = by_page.into();
}

fn is_never_raised(alert: &Alert, metric: &Metric) -> bool {
    alert.below.is_none_or(|below| below <= metric.min)
        && alert.above.is_none_or(|above| above >= metric.max)
        && alert.falls_by.is_none_or(|by| by > metric.max - metric.min)
        && alert.detractors_above.is_none_or(|share| share >= 1.0)
}

/// A score that alerts look at.
#[derive(Clone, Copy)]
struct Watched<'a> {
    page: PageId,
    step: Option<StepId>,
    metric: MetricId,
    persona: Option<PersonaId>,
    score: &'a Score,
}

/// Finds every score that crossed a line: errors first, then warnings, then notes, and of each those that do most harm.
fn raise(atlas: &Atlas, targets: &[Target]) -> Vec<Raised> {
    let mut raised = Vec::new();
    for watched in watched(atlas) {
        let id = &atlas.metric(watched.metric).name.id;
        let alerts = atlas.book.settings.alerts.iter().zip(targets);
        for (alert, target) in alerts.filter(|(alert, _)| alert.metric.value == *id) {
            let has_answers = alert.min_n.is_none_or(|least| watched.score.n.is_some_and(|n| n >= least));
            if has_answers && target.holds(watched.page, watched.persona) {
                let crossed = crossings(alert, watched.score).into_iter();
                raised.extend(crossed.map(|(crossing, limit)| self::raised(atlas, alert, watched, crossing, limit)));
            }
        }
    }
    let kind = |one: &Raised| match one.crossing {
        Crossing::Below => 0,
        Crossing::Above => 1,
        Crossing::Fell { .. } => 2,
        Crossing::Detractors { .. } => 3,
    };
    let rest = |one: &Raised| (one.page, one.step, one.metric, one.persona, kind(one));
    raised.sort_by(|a, b| {
        let by_harm = b.harm.total_cmp(&a.harm);
        a.severity.cmp(&b.severity).then(by_harm).then_with(|| rest(a).cmp(&rest(b)))
    });
    raised
}

/// Alerts that watch something of which there is no such score, or none of answers enough: they would be silent for ever.
fn unanswered(atlas: &Atlas, targets: &[Target]) -> Vec<Diagnostic> {
    let book = &atlas.book;
    let all = watched(atlas);
    let mut found = Vec::new();
    for (alert, target) in book.settings.alerts.iter().zip(targets) {
        let id = &alert.metric.value;
        let Some(metric) = book.metrics.iter().position(|metric| metric.name.id == *id).map(MetricId) else { continue };
        let own: Vec<&Watched> = all.iter().filter(|watched| watched.metric == metric).collect();
        for aim in target.0.iter().filter(|aim| !aim.at.is_nothing()) {
            let mut scores = own.iter().filter(|one| aim.at.holds(one.page, one.persona)).peekable();
            let name = &aim.name.value;
            let report = |message| Diagnostic::at(Code::SilentAlert, &book.settings.path, aim.name.span, message);
            if scores.peek().is_none() {
                let message = format!("there is no score of {id} for `{name}` that this alert could watch");
                let hint = "measure it, or take the name out of `for`";
                found.push(report(message).hint(hint).severity(severity(alert.severity)));
            } else if let Some(least) = alert.min_n
                && scores.all(|one| one.score.n.is_none_or(|n| n < least))
            {
                let message = format!("no score of {id} for `{name}` has the {least} answers that this alert asks for");
                found.push(report(message).hint("wait for more answers, or lower `min-n`").severity(Severity::Note));
            }
        }
    }
    found
}

fn severity(severity: AlertSeverity) -> Severity {
    match severity {
        AlertSeverity::Error => Severity::Error,
        AlertSeverity::Warning => Severity::Warning,
        AlertSeverity::Note => Severity::Note,
    }
}

/// The lines of an alert that a score crossed, each with how.
fn crossings(alert: &Alert, score: &Score) -> Vec<(Crossing, f64)> {
    let value = score.value();
    let data = score.data.as_deref();
    let below = alert.below.filter(|line| value < *line).map(|line| (Crossing::Below, line));
    let above = alert.above.filter(|line| value > *line).map(|line| (Crossing::Above, line));
    let fell = alert.falls_by.zip(data).and_then(|(line, measured)| Some((fall(measured, line)?, line)));
    let detractors = alert.detractors_above.zip(data).and_then(|(line, measured)| {
        let share = measured.shares.0;
        (share > line).then_some((Crossing::Detractors { share }, line))
    });
    [below, above, fell, detractors].into_iter().flatten().collect()
}

/// By how much a score fell since the period before, where that is as much as the line says and no chance.
fn fall(measured: &Measured, line: f64) -> Option<Crossing> {
    let by = -measured.change()?;
    let [.., (since, _), _] = measured.trend.as_slice() else { return None };
    (by > 0.0 && by >= line).then_some(Crossing::Fell { by, since: *since, months: measured.months })
}

fn raised(atlas: &Atlas, alert: &Alert, watched: Watched, crossing: Crossing, limit: f64) -> Raised {
    let Watched { page, step, metric, persona, score } = watched;
    let settings = &atlas.book.settings.path;
    let is_written = score.data.is_none() || score.written.is_some();
    let place = match is_written {
        true => Place::new(&atlas.file(page, settings), score.span.0),
        false => Place::new(settings, alert.span),
    };
    Raised {
        severity: alert.severity,
        page,
        step,
        persona,
        metric,
        value: score.value(),
        n: score.n,
        interval: score.interval(atlas.metric(metric)),
        data: score.data.as_ref().map(|measured| measured.source),
        limit,
        crossing,
        owner: alert.owner.clone().or_else(|| atlas.about(page).owner.clone()),
        harm: harm(atlas, watched, crossing, limit),
        place: Aside(place),
    }
}

/// How much harm a crossed line does, in hundredths of the metric's scale:
///
/// `harm = 100 × beyond × meetings × share × truth`
///
/// - `beyond`: how far the score lies beyond its line (or fell further than it may), as a share of its metric's scale; of
///   detractors, the share of answers beyond the line.
/// - `meetings`: how many steps meet the touchpoint, at least 1; 1 for anything else.
/// - `share`: the share of customers that the persona is, where the score is one persona's and it is known; else 1.
/// - `truth`: 2 for a step that is a moment of truth, and for a stage or a touchpoint with one; else 1.
fn harm(atlas: &Atlas, watched: Watched, crossing: Crossing, limit: f64) -> f64 {
    let metric = atlas.metric(watched.metric);
    let of_scale = |distance: f64| distance / (metric.max - metric.min);
    let beyond = match crossing {
        Crossing::Below | Crossing::Above => of_scale((watched.score.value() - limit).abs()),
        Crossing::Fell { by, .. } => of_scale(by - limit),
        Crossing::Detractors { share } => share - limit,
    };
    let is_moment = |step: &StepId| atlas[*step].moment_of_truth;
    let (meetings, is_truth) = match (watched.step, atlas[watched.page].kind) {
        (Some(step), _) => (1, is_moment(&step)),
        (None, PageKind::Touchpoint(id)) => {
            let steps = &atlas[id].meetings;
            (steps.len().max(1), steps.iter().any(is_moment))
        }
        (None, PageKind::Stage(id)) => (1, atlas[id].steps.iter().any(is_moment)),
        _ => (1, false),
    };
    let share = watched.persona.and_then(|persona| atlas[persona].share).unwrap_or(1.0);
    100.0 * beyond * meetings as f64 * share * if is_truth { 2.0 } else { 1.0 }
}

fn watched(atlas: &Atlas) -> Vec<Watched<'_>> {
    let journeys = atlas.journeys.iter().map(|journey| journey.page);
    let stages = atlas.stages.iter().map(|stage| stage.page);
    let touchpoints = atlas.touchpoints.iter().map(|touchpoint| touchpoint.page);
    let pages = journeys.chain(stages).chain(touchpoints);
    let of_pages = pages.flat_map(|page| {
        let scores = atlas.scores(page).iter();
        scores.flat_map(move |(metric, measure)| each(page, None, *metric, measure))
    });
    let steps = atlas.steps.iter().enumerate();
    let of_steps =
        steps.flat_map(|(at, step)| each(atlas[step.stage].page, Some(StepId(at)), atlas.emotion_id(), &step.emotion));
    of_pages.chain(of_steps).collect()
}

fn each(page: PageId, step: Option<StepId>, metric: MetricId, measure: &Measure) -> impl Iterator<Item = Watched<'_>> {
    measure.iter().map(move |(persona, score)| Watched { page, step, metric, persona, score })
}

/// What is told of a score that crossed a line.
pub(super) fn told(atlas: &Atlas, raised: &Raised) -> Diagnostic {
    let metric = atlas.metric(raised.metric);
    let limit = raised.limit;
    let whose = match raised.persona {
        Some(persona) => format!(" for `{}`", atlas[atlas[persona].page].id),
        None => String::new(),
    };
    // A number that was counted has any number of digits.
    let shown = |value: f64| if raised.data.is_some() { round(value, 2) } else { value };
    let crossed = match raised.crossing {
        Crossing::Below => format!("is below {limit}"),
        Crossing::Above => format!("is above {limit}"),
        Crossing::Fell { by, since, .. } => {
            let (by, year, month) = (shown(by), since.year, since.month);
            format!("fell by {by} since {year}-{month:02}; {limit} is the line")
        }
        Crossing::Detractors { share } => {
            let whose = if metric.method == Method::Nps { "detractors" } else { "low answers" };
            format!("has {} % {whose}; {} % is the line", round(share * 100.0, 0), round(limit * 100.0, 1))
        }
    };
    let answers = answers(atlas, raised);
    let message = format!("{} of {}{whose}{answers} {crossed}", metric.name.id, shown(raised.value));
    Diagnostic::new(Code::Alert, raised.place.0.clone(), message).severity(severity(raised.severity))
}

/// Where a score belongs that was counted, and what it rests on.
fn answers(atlas: &Atlas, raised: &Raised) -> String {
    let n = raised.n.map(|n| format!("n = {n}"));
    let Some(data) = raised.data else { return n.map_or_else(String::new, |n| format!(" ({n})")) };
    let step = raised.step.map_or_else(String::new, |step| format!("#{}", atlas[step].id));
    let counted = format!("counted from `{}`", atlas[data].file);
    let rests = n.into_iter().chain([counted]).collect::<Vec<_>>().join(", ");
    format!(" at `{}{step}` ({rests})", atlas[raised.page].id)
}

/// Fewer answers than this say nothing of a touchpoint.
const LEAST: u64 = 10;

/// What its answers say of a touchpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Too many are detractors.
    AtRisk,
    /// Many are promoters.
    Promoted,
}

/// A touchpoint with a share of detractors or of promoters above a line of `[journey]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Which one.
    pub touchpoint: TouchpointId,
    /// What was asked.
    pub metric: MetricId,
    /// The share of those answers, 0 to 1.
    pub share: f64,
    /// How many answers there are in all.
    pub n: u64,
}

/// What counted answers of whether people recommend something, or are satisfied with it, say of what has these scores:
/// the metric, the share and the number of answers each time. Fewer than ten answers say nothing.
pub fn verdicts(book: &Book, scores: &Scores) -> Vec<(Verdict, MetricId, f64, u64)> {
    let mut found = Vec::new();
    for (id, measure) in scores {
        let metric = &book.metrics[id.0];
        let is_asked = metric.method == Method::Nps || matches!(metric.name.id.as_str(), "satisfaction" | "csat");
        let counted = measure.all.as_ref().and_then(|score| score.data.as_deref());
        let is_said = |measured: &&Measured| is_asked && measured.estimate.n >= LEAST;
        let Some(measured) = counted.filter(is_said) else { continue };
        let (low, high) = measured.shares;
        let lines = [(Verdict::AtRisk, low, book.settings.at_risk), (Verdict::Promoted, high, book.settings.promoted)];
        let above = lines.into_iter().filter(|(_, share, line)| share > line);
        found.extend(above.map(|(verdict, share, _)| (verdict, *id, share, measured.estimate.n)));
    }
    found
}

/// The touchpoints at risk and those that people recommend, the largest shares first.
pub(super) fn standings(atlas: &Atlas) -> (Vec<Standing>, Vec<Standing>) {
    let (mut at_risk, mut promoted) = (Vec::new(), Vec::new());
    for (at, one) in atlas.touchpoints.iter().enumerate() {
        for (verdict, metric, share, n) in verdicts(&atlas.book, atlas.scores(one.page)) {
            let standing = Standing { touchpoint: TouchpointId(at), metric, share, n };
            match verdict {
                Verdict::AtRisk => at_risk.push(standing),
                Verdict::Promoted => promoted.push(standing),
            }
        }
    }
    for list in [&mut at_risk, &mut promoted] {
        list.sort_by(|a, b| {
            let rest = |one: &Standing| (one.touchpoint, one.metric);
            b.share.total_cmp(&a.share).then(b.n.cmp(&a.n)).then(rest(a).cmp(&rest(b)))
        });
    }
    (at_risk, promoted)
}
