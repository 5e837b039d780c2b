//! What changed lately, in the words of readers: the page of recent changes, and what the feed tells of each page.

use std::collections::BTreeMap;

use crate::model::diff::{Change, Changed, Effect, Kind, Measured, Named, Position, ScoreChange, Sign, Summary};
use crate::model::{Lang, MetricId, PageId, PageKind, Recent, StepId, step_anchor};
use crate::parse::slot::IndexKind;
use crate::site::lens::Lens;
use crate::site::texts::Arg;
use crate::site::views::{MapItem, RecentCount, RecentGroup, RecentLine, RecentThing, RecentView, SinceView, Text};

/// How many signs of a commit's name are shown.
const SHORT: usize = 10;

/// A part of the page.
pub fn recent(lens: &Lens) -> RecentView {
    let Some(recent) = lens.atlas.recent() else { return RecentView { since: None, groups: Vec::new() } };
    let teller = Teller { lens, recent };
    let mut groups: Vec<RecentGroup> = Vec::new();
    for (name, thing) in recent.things(lens.atlas.rows_on(IndexKind::Changes, lens.part)) {
        if groups.last().is_none_or(|group| group.name != name) {
            groups.push(RecentGroup { name, things: Vec::new() });
        }
        groups.last_mut().into_iter().for_each(|group| group.things.push(teller.thing(thing, Around::default())));
    }
    RecentView { since: Some(since(lens, recent)), groups }
}

/// What changed on each page: a thing with a page of its own is told there, the others with what they are part of.
pub fn by_page(lens: &Lens) -> BTreeMap<PageId, RecentThing> {
    let mut told = BTreeMap::new();
    if let Some(recent) = lens.atlas.recent() {
        let teller = Teller { lens, recent };
        for (_, thing) in recent.things(0..recent.rows()) {
            teller.deal(thing, teller.thing(thing, Around::default()), &mut told);
        }
    }
    told
}

fn since(lens: &Lens, recent: &Recent) -> SinceView {
    let since = &recent.since;
    SinceView {
        name: since.name.clone(),
        commit: since.commit.chars().take(SHORT).collect(),
        on: lens.day(&since.day),
        counts: counts(recent.summary),
    }
}

fn counts(summary: Summary) -> Vec<RecentCount> {
    let Summary { added, removed, renamed, moved, scores_up, scores_down, closed, edited, other } = summary;
    let all = [
        ("added", added),
        ("removed", removed),
        ("renamed", renamed),
        ("moved", moved),
        ("scores-up", scores_up),
        ("scores-down", scores_down),
        ("closed", closed),
        ("edited", edited),
        ("other", other),
    ];
    all.into_iter().filter(|(_, n)| *n > 0).map(|(sort, n)| RecentCount { sort, n }).collect()
}

/// How many changes there are in all.
pub fn count(recent: &Recent) -> usize {
    counts(recent.summary).iter().map(|count| count.n).sum()
}

/// What a thing is part of, where that still is.
#[derive(Clone, Copy, Default)]
struct Around {
    stage: Option<PageId>,
    step: Option<StepId>,
}

struct Teller<'a> {
    lens: &'a Lens<'a>,
    recent: &'a Recent,
}

impl Teller<'_> {
    fn thing(&self, thing: &Changed, around: Around) -> RecentThing {
        let state = match thing.changes.first() {
            Some(Change::Added) => Some("added"),
            Some(Change::Removed) => Some("removed"),
            _ => None,
        };
        let page = self.recent.page(thing.kind, &thing.id).filter(|_| state != Some("removed"));
        let is_there = state != Some("removed");
        let around = if is_there { around } else { Around::default() };
        let step = around.stage.filter(|_| thing.kind == Kind::Step).and_then(|stage| self.step(stage, &thing.id));
        let around = Around { stage: page.or(around.stage), step: step.or(around.step) };
        let place = self.place(thing, page, around);
        let lines = thing.changes.iter().filter(|change| !matches!(change, Change::Added | Change::Removed));
        RecentThing {
            kind: thing.kind.as_str(),
            title: place.text,
            href: place.href,
            state,
            with: thing.counts().into_iter().map(|(kind, n)| RecentCount { sort: kind.as_str(), n }).collect(),
            lines: lines
                .flat_map(|change| [Some(self.line(thing.kind, change)), self.effect(change)])
                .flatten()
                .collect(),
            parts: thing.own_parts().map(|part| self.thing(part, around)).collect(),
        }
    }

    /// Puts a thing to its page if it has one, with those of its parts that have none; else gives it back.
    fn deal(
        &self,
        thing: &Changed,
        mut told: RecentThing,
        pages: &mut BTreeMap<PageId, RecentThing>,
    ) -> Option<RecentThing> {
        let parts = std::mem::take(&mut told.parts);
        told.parts = thing.own_parts().zip(parts).filter_map(|(part, told)| self.deal(part, told, pages)).collect();
        if told.state == Some("removed") {
            return Some(told);
        }
        let Some(page) = self.recent.page(thing.kind, &thing.id) else { return Some(told) };
        if told.state.is_some() || !told.lines.is_empty() || !told.parts.is_empty() {
            pages.insert(page, told);
        }
        None
    }

    /// A step of a stage, by its id there.
    fn step(&self, stage: PageId, id: &str) -> Option<StepId> {
        let PageKind::Stage(stage) = self.lens.atlas[stage].kind else { return None };
        self.lens.atlas[stage].steps.iter().copied().find(|step| self.lens.atlas[*step].id == id)
    }

    /// What a thing is called now, and where it is.
    fn place(&self, thing: &Changed, page: Option<PageId>, around: Around) -> MapItem {
        let Around { stage, step } = around;
        match (page, step, thing.kind) {
            (Some(page), ..) => item(self.lens.title(page), Some(self.lens.page_href(page, None))),
            (None, Some(step), Kind::Step) => {
                let title = self.lens.say(&self.lens.atlas[step].title).unwrap_or_default();
                item(title, stage.map(|stage| self.lens.page_href(stage, Some(&step_anchor(&thing.id)))))
            }
            (None, Some(step), Kind::Opportunity) => {
                let own = self.lens.atlas[step].opportunities.iter().find(|one| one.id == thing.id);
                let title = own.and_then(|one| self.lens.say(&one.title));
                item(title.unwrap_or_else(|| self.name(thing.kind, &thing.id, &thing.title)), None)
            }
            _ => item(self.name(thing.kind, &thing.id, &thing.title), None),
        }
    }

    /// What the handbook or the interface calls something that has no page.
    fn name(&self, kind: Kind, id: &str, title: &str) -> Text {
        let book = self.lens.atlas.book();
        let named = match kind {
            Kind::Channel => book.channels.iter().find(|one| one.id == id),
            Kind::Phase => book.phases.iter().find(|one| one.id == id),
            Kind::Metric => book.metrics.iter().map(|metric| &metric.name).find(|one| one.id == id),
            _ => None,
        };
        match named {
            Some(named) => self.lens.name(kind.as_str(), named),
            None if kind == Kind::Language => self.language(id),
            None => self.lens.text(title, Lang::DEFAULT),
        }
    }

    fn named(&self, named: &Named) -> MapItem {
        match self.recent.page(named.kind, &named.id) {
            Some(page) => item(self.lens.title(page), Some(self.lens.page_href(page, None))),
            None => item(self.name(named.kind, &named.id, &named.title), None),
        }
    }

    fn line(&self, kind: Kind, change: &Change) -> RecentLine {
        let said = |text: &str| Some(item(self.lens.text(text, Lang::DEFAULT), None));
        let (label, from, to) = match change {
            Change::Added => ("added", None, None),
            Change::Removed => ("removed", None, None),
            Change::Renamed { from, to } => ("renamed", said(from), said(to)),
            Change::Moved { from, to } => ("moved", Some(self.position(from)), Some(self.position(to))),
            Change::Score(score) => return self.score(score, change.sign().name()),
            Change::Gained(other) => return self.came(other, None, Some(self.named(other)), change),
            Change::Lost(other) => return self.came(other, Some(self.named(other)), None, change),
            Change::MomentOfTruthGained => ("truth-gained", None, None),
            Change::MomentOfTruthLost => ("truth-lost", None, None),
            Change::Closed { from, to, .. } => {
                ("closed", self.value(kind, "status", from), self.word(kind, "status", to))
            }
            Change::Reopened { from, to, .. } => {
                ("reopened", self.word(kind, "status", from), self.value(kind, "status", to))
            }
            Change::Fact { field, from, to } => {
                let label = self.lens.word(&format!("recent-field-{field}"));
                let (from, to) = (self.value(kind, field, from), self.value(kind, field, to));
                return RecentLine { sign: change.sign().name(), label, from, to, note: None };
            }
            Change::Edited { language, .. } => ("edited", None, Some(item(self.language(language), None))),
            Change::Translated { language } => ("translated", None, Some(item(self.language(language), None))),
            Change::TranslationRemoved { language } => {
                ("translation-removed", Some(item(self.language(language), None)), None)
            }
        };
        let label = self.lens.word(&format!("recent-{label}"));
        RecentLine { sign: change.sign().name(), label, from, to, note: None }
    }

    fn came(&self, other: &Named, from: Option<MapItem>, to: Option<MapItem>, change: &Change) -> RecentLine {
        let label = self.lens.own(self.lens.t(&format!("recent-kind-{}", other.kind.as_str())));
        RecentLine { sign: change.sign().name(), label, from, to, note: None }
    }

    /// What something that is done has moved.
    fn effect(&self, change: &Change) -> Option<RecentLine> {
        let Change::Closed { effect: Some(effect), .. } = change else { return None };
        let Effect { metric, before, after, is_clear } = &**effect;
        let difference = after.value - before.value;
        let sign = match (is_clear, difference > 0.0) {
            (false, _) => Sign::Arrow,
            (true, true) => Sign::Up,
            (true, false) => Sign::Down,
        };
        let (from, to) = (Some(before.clone()), Some(after.clone()));
        let score = ScoreChange { metric: metric.clone(), persona: None, from, to, difference: Some(difference) };
        Some(self.score(&score, sign.name()))
    }

    fn score(&self, score: &ScoreChange, sign: &'static str) -> RecentLine {
        let metrics = &self.lens.atlas.book().metrics;
        let metric = metrics.iter().position(|metric| metric.name.id == score.metric.id).map(MetricId);
        let number = |value: f64| match metric {
            Some(metric) => self.lens.number(metric, value),
            None => self.lens.locale().decimal(value, 2),
        };
        let measured =
            |side: &Option<Measured>| side.as_ref().map(|side| item(self.lens.own(number(side.value)), None));
        let name = self.name(Kind::Metric, &score.metric.id, &score.metric.title);
        let label = match &score.persona {
            Some(persona) => Text { text: format!("{} · {}", name.text, self.named(persona).text.text), ..name },
            None => name,
        };
        let n = |side: &Option<Measured>| side.as_ref().and_then(|side| side.n);
        let n = n(&score.to).or_else(|| n(&score.from)).and_then(|n| i64::try_from(n).ok());
        let difference = score.difference.filter(|difference| *difference != 0.0);
        let notes: Vec<String> = [
            difference.map(|difference| self.lens.locale().signed(crate::locale::round(difference, 2))),
            n.map(|n| format!("n = {}", self.lens.locale().integer(n))),
        ]
        .into_iter()
        .flatten()
        .collect();
        let note = (!notes.is_empty()).then(|| notes.join(" · "));
        RecentLine { sign, label, from: measured(&score.from), to: measured(&score.to), note }
    }

    fn position(&self, position: &Position) -> MapItem {
        let n = ("n", Arg::from(position.number));
        let around = position.stage.as_ref().or(position.journey.as_ref());
        item(
            self.lens.own(match around {
                Some(around) => {
                    let title = self.named(around).text.text;
                    self.lens.t_with("recent-place-in", &[n, ("title", title.as_str().into())])
                }
                None => self.lens.t_with("recent-place", &[n]),
            }),
            None,
        )
    }

    fn value(&self, kind: Kind, field: &str, value: &Option<String>) -> Option<MapItem> {
        value.as_ref().and_then(|value| self.word(kind, field, value))
    }

    /// The value of a field, in the words that the interface has for it.
    fn word(&self, kind: Kind, field: &str, value: &str) -> Option<MapItem> {
        let prefix = match (kind, field) {
            (Kind::Opportunity, "status") => "opportunity",
            (_, "status") => "status",
            (Kind::Persona, "kind") => "persona-kind",
            (Kind::Touchpoint, "kind") => "touchpoint-kind",
            (_, "state") => "state",
            (_, "level") => "level",
            (_, "phase") => return Some(item(self.name(Kind::Phase, value, value), None)),
            (_, "channel") => return Some(item(self.name(Kind::Channel, value, value), None)),
            (_, "reviewed" | "on") => return Some(item(self.lens.own(self.lens.day(value).text), None)),
            _ => return Some(item(self.lens.text(value, Lang::DEFAULT), None)),
        };
        Some(item(self.lens.word(&format!("{prefix}-{value}")), None))
    }

    fn language(&self, tag: &str) -> Text {
        let known = self.lens.atlas.languages().find(|(_, language)| language.tag == tag);
        self.lens.own(known.map_or_else(|| tag.to_owned(), |(_, language)| language.locale.name()))
    }
}

fn item(text: Text, href: Option<String>) -> MapItem {
    MapItem { text, href, note: None, level: None }
}
