//! The small views that several pages share.

use crate::map::svg::sparkline;
use crate::map::{self, Backing, Column};
use crate::model::{
    Crossing, Evidence, JourneyId, Measure, MetricId, PageId, PageKind, PersonaId, Raised, Score, Stage, StageId,
    StepId, Verdict,
};
use crate::parse::fields::word;
use crate::parse::metrics::{AlertSeverity, Method};
use crate::site::data;
use crate::site::lens::Lens;
use crate::site::texts::Arg;
use crate::site::views::{
    self, AlertView, EmotionView, EvidenceView, JourneyCard, Moment, PersonaCard, ScoreView, StageCard, StandingView,
    Text,
};

/// The key of a page's kind.
pub fn kind(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home",
        PageKind::Index(index) => word(index),
        PageKind::Persona(_) => "persona",
        PageKind::Journey(_) => "journey",
        PageKind::Stage(_) => "stage",
        PageKind::Touchpoint(_) => "touchpoint",
        PageKind::Data(_) => "data-set",
        PageKind::Glossary => "glossary",
        PageKind::Section => "section",
        PageKind::Prose => "prose",
    }
}

impl Lens<'_> {
    /// A number on a metric's scale: signed where the scale has a zero inside.
    pub fn number(&self, metric: MetricId, value: f64) -> String {
        let metric = self.atlas.metric(metric);
        map::layout::number(value, (metric.min, metric.max), self.locale())
    }

    /// The end of an interval: with a digit behind the point, so that both ends are as exact.
    pub fn bound(&self, metric: MetricId, value: f64) -> String {
        match self.atlas.metric(metric).min < 0.0 {
            true => self.number(metric, value),
            false => self.locale().decimal_within(value, 1..=1),
        }
    }

    /// A score that was counted, and the ends of its interval, rounded alike: a share or a difference of shares to a whole
    /// number, a mean to one digit behind the point.
    pub fn counted(&self, id: MetricId, value: f64) -> String {
        let metric = self.atlas.metric(id);
        match metric.method {
            Method::Mean if metric.min < 0.0 => self.locale().signed(value),
            Method::Mean => self.locale().decimal_within(value, 1..=1),
            Method::Nps | Method::Index => self.locale().signed(value.round()),
            Method::TopBox | Method::EasyShare | Method::Share => self.locale().percent(value / 100.0),
        }
    }

    /// A difference of two such scores, signed; of shares it is in points.
    pub fn difference(&self, id: MetricId, by: f64) -> String {
        match self.atlas.metric(id).method {
            Method::Mean => self.locale().signed(by),
            _ => self.locale().signed(by.round()),
        }
    }

    /// A score as it is written: as it was given, or as it was [counted](Self::counted).
    pub fn score_value(&self, id: MetricId, score: &Score) -> String {
        match score.data {
            Some(_) => self.counted(id, score.value()),
            None => self.number(id, score.value()),
        }
    }

    /// An emotion.
    pub fn emotion(&self, persona: Option<PersonaId>, value: f64) -> EmotionView {
        let metric = self.atlas.emotion();
        EmotionView {
            persona: persona.map(|persona| self.persona(persona)),
            value: self.number(self.atlas.emotion_id(), value),
            level: map::layout::level(value, (metric.min, metric.max)),
        }
    }

    /// The emotions of a step: everybody's, or each persona's.
    pub fn emotions(&self, measure: &Measure) -> Vec<EmotionView> {
        measure.iter().map(|(persona, score)| self.emotion(persona, score.value())).collect()
    }

    /// The emotions of a step for each of these personas.
    pub fn emotions_of(&self, measure: &Measure, personas: &[PersonaId]) -> Vec<EmotionView> {
        if personas.is_empty() {
            return self.emotions(measure);
        }
        let felt = |persona: &PersonaId| Some(self.emotion(Some(*persona), measure.of(*persona)?.value()));
        personas.iter().filter_map(felt).collect()
    }

    /// The scores of a page.
    pub fn scores(&self, page: PageId) -> Vec<ScoreView> {
        let each = self
            .atlas
            .scores(page)
            .iter()
            .flat_map(|(metric, measure)| measure.iter().map(move |(persona, score)| (*metric, persona, score)));
        each.map(|(metric, persona, score)| self.score(page, metric, persona, score)).collect()
    }

    /// A score.
    pub fn score(&self, page: PageId, id: MetricId, persona: Option<PersonaId>, score: &Score) -> ScoreView {
        let metric = self.atlas.metric(id);
        let share = (score.value() - metric.min) / (metric.max - metric.min);
        let interval = score.interval(metric);
        let end = |end: f64| if score.data.is_some() { self.counted(id, end) } else { self.bound(id, end) };
        let raised = |raised: &&Raised| {
            raised.page == page && raised.step.is_none() && raised.metric == id && raised.persona == persona
        };
        ScoreView {
            metric: metric.name.id.clone(),
            title: self.name("metric", &metric.name),
            value: self.score_value(id, score),
            min: self.number(id, metric.min),
            max: self.number(id, metric.max),
            percent: (share * 100.0).round() as u8,
            level: map::layout::level(score.value(), (metric.min, metric.max)),
            persona: persona.map(|persona| self.persona(persona)),
            n: score.n.map(|n| self.locale().integer(n as i64)),
            low: interval.map(|(low, _)| end(low)),
            high: interval.map(|(_, high)| end(high)),
            source: score.source.clone(),
            data: score.data.as_ref().map(|measured| self.link(self.atlas.page_of(measured.source))),
            change: score.data.as_ref().and_then(|measured| measured.change()).map(|by| self.difference(id, by)),
            written: score.written.as_ref().map(|written| self.number(id, written.value())),
            difference: score.written.as_ref().map(|written| self.difference(id, score.value() - written.value())),
            trend: score.data.as_ref().and_then(|measured| data::trend_of(self, id, measured)),
            on: score.on.map(|on| self.date(on)),
            alert: self.atlas.alerts_of(page).find(raised).map(|raised| severity(raised.severity)),
        }
    }

    /// An alert.
    pub fn alert(&self, raised: &Raised) -> AlertView {
        AlertView {
            severity: severity(raised.severity),
            link: self.link(raised.page),
            step: raised.step.map(|step| self.step(step)),
            persona: raised.persona.map(|persona| self.persona(persona)),
            metric: self.name("metric", &self.atlas.metric(raised.metric).name),
            value: self.raised_value(raised, raised.value),
            limit: self.limit(raised),
            side: match raised.crossing {
                Crossing::Below => "below",
                Crossing::Above => "above",
                Crossing::Fell { .. } => "fell",
                Crossing::Detractors { .. } => "detractors",
            },
            happened: self.happened(raised),
            n: raised.n.map(|n| self.locale().integer(i64::try_from(n).unwrap_or(i64::MAX))),
            low: raised.interval.map(|(low, _)| self.raised_end(raised, low)),
            high: raised.interval.map(|(_, high)| self.raised_end(raised, high)),
            harm: self.locale().decimal(raised.harm, if raised.harm < 10.0 { 1 } else { 0 }),
            owner: raised.owner.clone(),
        }
    }

    /// What happened, in words that follow the metric's name.
    fn happened(&self, raised: &Raised) -> String {
        let value = || Arg::Text(self.raised_value(raised, raised.value));
        let limit = || Arg::Text(self.limit(raised));
        match raised.crossing {
            Crossing::Below => self.t_with("alert-below", &[("value", value()), ("limit", limit())]),
            Crossing::Above => self.t_with("alert-above", &[("value", value()), ("limit", limit())]),
            Crossing::Fell { by, since, months } => {
                let by = Arg::Text(self.counted_distance(raised.metric, by));
                let since = Arg::Text(data::period(self, since, months));
                self.t_with("alert-fell", &[("by", by), ("since", since), ("limit", limit())])
            }
            Crossing::Detractors { share } => {
                let share = Arg::Text(self.locale().percent(share));
                let is_nps = self.atlas.metric(raised.metric).method == Method::Nps;
                let key = if is_nps { "alert-detractors" } else { "alert-low-answers" };
                self.t_with(key, &[("share", share), ("limit", limit())])
            }
        }
    }

    fn raised_value(&self, raised: &Raised, value: f64) -> String {
        match raised.data {
            Some(_) => self.counted(raised.metric, value),
            None => self.number(raised.metric, value),
        }
    }

    fn raised_end(&self, raised: &Raised, end: f64) -> String {
        match raised.data {
            Some(_) => self.counted(raised.metric, end),
            None => self.bound(raised.metric, end),
        }
    }

    /// The line that a score crossed.
    fn limit(&self, raised: &Raised) -> String {
        match raised.crossing {
            Crossing::Below | Crossing::Above => self.number(raised.metric, raised.limit),
            Crossing::Fell { .. } => self.locale().decimal(raised.limit, 2),
            Crossing::Detractors { .. } => self.locale().percent(raised.limit),
        }
    }

    /// How far two counted scores lie from each other: without a sign, and as exact as [they are](Self::counted).
    fn counted_distance(&self, id: MetricId, distance: f64) -> String {
        let digits = if self.atlas.metric(id).method == Method::Mean { 1 } else { 0 };
        self.locale().decimal(distance, digits)
    }

    /// A touchpoint with many detractors or many promoters.
    pub fn standing(&self, page: PageId, verdict: Verdict, metric: MetricId, share: f64, n: u64) -> StandingView {
        let metric = self.atlas.metric(metric);
        StandingView {
            verdict: self::verdict(verdict),
            link: self.link(page),
            metric: self.name("metric", &metric.name),
            share: self.locale().percent(share),
            percent: (share * 100.0).round() as u8,
            n: self.locale().integer(i64::try_from(n).unwrap_or(i64::MAX)),
            asked: if metric.method == Method::Nps { "nps" } else { "other" },
        }
    }

    /// A step as a high or a low.
    pub fn moment(&self, step: StepId, persona: Option<PersonaId>, value: f64) -> Moment {
        let own = &self.atlas[step];
        let stage = &self.atlas[own.stage];
        Moment {
            step: self.step(step),
            stage: self.stage(own.stage),
            journey: self.journey(stage.journey),
            emotion: self.emotion(persona, value),
            quote: self.say_all(&own.thinks).into_iter().next(),
        }
    }

    /// A piece of evidence.
    pub fn evidence(&self, evidence: &Evidence) -> EvidenceView {
        EvidenceView {
            kind: word(evidence.kind),
            solicited: evidence.kind.solicited(),
            title: self.say(&evidence.title).unwrap_or_default(),
            on: evidence.on.map(|on| self.date(on)),
            n: evidence.n.map(|n| self.locale().integer(n as i64)),
            url: evidence.url.clone(),
        }
    }

    /// A persona's card; `series` is its number among the personas shown with it.
    pub fn persona_card(&self, id: PersonaId, series: usize) -> PersonaCard {
        let persona = &self.atlas[id];
        PersonaCard {
            link: self.persona(id),
            portrait: persona.portrait.as_ref().map(|path| self.href(path)),
            role: self.say(&persona.role),
            kind: persona.kind.map(word),
            quote: self.say(&persona.quote),
            share: persona.share.map(|share| self.locale().percent(share)),
            journeys: persona.journeys.len(),
            series: (series % 5 + 1) as u8,
        }
    }

    /// The cards of all personas.
    pub fn persona_cards(&self) -> impl Iterator<Item = PersonaCard> {
        (0..self.atlas.personas().len()).map(|at| self.persona_card(PersonaId(at), at))
    }

    /// A journey's card, with one persona's curve or everybody's.
    pub fn journey_card(&self, id: JourneyId, persona: Option<PersonaId>) -> JourneyCard {
        let journey = &self.atlas[id];
        let about = self.atlas.about(journey.page);
        let map = self.map(id);
        let value = |measure: &Measure| match persona {
            Some(persona) => measure.of(persona).map(|score| score.value()),
            None => measure.overall(),
        };
        let columns = &map.table.columns;
        let values: Vec<_> = columns.iter().map(|column| value(&self.atlas[column.step?].emotion)).collect();
        let (peak, trough) = map::ends(&values);
        let moment = |at: Option<usize>| at.and_then(|at| Some(self.moment(columns[at].step?, None, values[at]?)));
        JourneyCard {
            link: self.journey(id),
            summary: self.say(&about.summary),
            state: word(journey.state),
            sparkline: sparkline(&values, map.curve.scale, journey.direction.unwrap_or(self.direction())),
            personas: journey.personas.iter().map(|persona| self.persona(*persona)).collect(),
            stages: journey.stages.len(),
            steps: journey.steps.len(),
            owner: about.owner.clone(),
            status: about.status.map(word),
            reviewed: about.reviewed.map(|day| self.date(day)),
            lacks: self.lacks(journey.page),
            lowest: moment(trough),
            highest: moment(peak),
            alerts: self.alerts_of_journey(id),
            overdue: self.overdue(&journey.steps),
        }
    }

    /// A journey's curve the size of a word, with the columns marked that are meant.
    pub fn glimpse(&self, id: JourneyId, is_meant: impl Fn(&Column) -> bool) -> String {
        let journey = &self.atlas[id];
        let map = self.map(id);
        let columns = &map.table.columns;
        let first = columns.iter().position(&is_meant).unwrap_or(0);
        let count = columns.iter().skip(first).take_while(|column| is_meant(column)).count();
        let direction = journey.direction.unwrap_or(self.direction());
        map::glimpse(map.curve.overall(), map.curve.scale, first..first + count, direction)
    }

    fn alerts_of_journey(&self, id: JourneyId) -> usize {
        let journey = &self.atlas[id];
        let stages = journey.stages.iter().map(|stage| self.atlas.page_of(*stage));
        stages
            .chain([journey.page])
            .map(|page| self.atlas.alerts_of(page).filter(|raised| raised.severity != AlertSeverity::Note).count())
            .sum()
    }

    /// The cards of all journeys.
    pub fn journey_cards(&self) -> impl Iterator<Item = JourneyCard> {
        (0..self.atlas.journeys().len()).map(|at| self.journey_card(JourneyId(at), None))
    }

    /// The phase of a stage.
    pub fn phase(&self, stage: &Stage) -> Option<Text> {
        stage.phase.map(|phase| self.name("phase", self.atlas.phase(phase)))
    }

    /// A stage's card without its scores; `current` is the stage whose page it stands on.
    pub fn stage_card(&self, id: StageId, current: Option<StageId>) -> StageCard {
        let stage = &self.atlas[id];
        StageCard {
            link: self.stage(id),
            phase: self.phase(stage),
            goal: self.say(&stage.goal),
            summary: self.say(&self.atlas.about(stage.page).summary),
            steps: stage.steps.len(),
            scores: Vec::new(),
            current: current == Some(id),
        }
    }
}

/// The first of the `most` items of a list that stand around the item `at`.
pub fn nearest(length: usize, at: usize, most: usize) -> usize {
    at.saturating_sub(most / 2).min(length.saturating_sub(most))
}

/// How well a step is backed, for a view.
pub fn backing(evidence: &[Evidence]) -> views::Backing {
    match map::backing(evidence) {
        Backing::None => views::Backing::None,
        Backing::Some => views::Backing::Some,
        Backing::Full => views::Backing::Full,
    }
}

/// The word for what answers say of a touchpoint.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::AtRisk => "at-risk",
        Verdict::Promoted => "promoted",
    }
}

fn severity(severity: AlertSeverity) -> &'static str {
    match severity {
        AlertSeverity::Error => "error",
        AlertSeverity::Warning => "warning",
        AlertSeverity::Note => "note",
    }
}
