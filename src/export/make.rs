//! Atlas → [`Handbook`].

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::data::Unused;
use crate::data::formulas::Estimate;
use crate::export::{
    Alert, Comparison, DataSet, Each, Entry, Evidence, FORMAT, Handbook, Interval, Journey, Language, Lists, Measure,
    Metric, Moves, Named, Opportunity, Page, Period, Persona, Place, Scope, Score, Stage, Step, Texts, Touchpoint,
    Trait, UnusedRows,
};
use crate::model::{
    self, Atlas, ChannelId, Crossing, DataId, JourneyId, Lang, Localised, MetricId, PageId, PageKind, PersonaId,
    Raised, StageId, StepId, TouchpointId,
};
use crate::parse::fields::{Choice, word};

/// Says all of a handbook, or what belongs to one of its journeys.
pub fn handbook(atlas: &Atlas, scope: Scope) -> Handbook<'_> {
    let make = Make { atlas, scope };
    let wanted = Wanted::of(atlas, scope);
    let book = &atlas.book;
    let alerts: Vec<&Raised> = atlas.alerts.iter().filter(|raised| wanted.has(atlas, raised)).collect();
    Handbook {
        format: FORMAT,
        title: make.texts(&book.title),
        description: make.texts(&book.description),
        languages: atlas
            .languages()
            .map(|(_, language)| Language { tag: language.tag.clone(), direction: language.direction.as_str() })
            .collect(),
        channels: book.channels.iter().map(|channel| make.named(channel)).collect(),
        phases: book.phases.iter().map(|phase| make.named(phase)).collect(),
        metrics: book
            .metrics
            .iter()
            .map(|metric| {
                let Named { id, title } = make.named(&metric.name);
                Metric { id, title, min: metric.min, max: metric.max }
            })
            .collect(),
        alerts: Each::of(alerts, move |raised| make.alert(raised)),
        personas: Each::of(wanted.personas, move |persona| make.persona(persona)),
        journeys: Each::of(wanted.journeys, move |journey| make.journey(journey)),
        touchpoints: Each::of(wanted.touchpoints, move |touchpoint| make.touchpoint(touchpoint)),
        data: Each::of(wanted.data, move |data| make.data_set(data)),
    }
}

/// What belongs to what is wanted, in the order of the handbook.
pub struct Wanted {
    pub personas: BTreeSet<PersonaId>,
    pub journeys: Vec<JourneyId>,
    pub touchpoints: BTreeSet<TouchpointId>,
    pub data: Vec<DataId>,
}

impl Wanted {
    pub fn of(atlas: &Atlas, scope: Scope) -> Self {
        match scope {
            Scope::Everything => Self {
                personas: (0..atlas.personas.len()).map(PersonaId).collect(),
                journeys: (0..atlas.journeys.len()).map(JourneyId).collect(),
                touchpoints: (0..atlas.touchpoints.len()).map(TouchpointId).collect(),
                data: (0..atlas.data.len()).map(DataId).collect(),
            },
            Scope::Journey(id) => Self::of_journey(atlas, id),
        }
    }

    fn of_journey(atlas: &Atlas, id: JourneyId) -> Self {
        let own = &atlas[id];
        let touchpoints: BTreeSet<_> = own.steps.iter().flat_map(|step| &atlas[*step].touchpoints).copied().collect();
        let stages = own.stages.iter().map(|stage| atlas[*stage].page);
        let pages: BTreeSet<PageId> =
            stages.chain(touchpoints.iter().map(|one| atlas[*one].page)).chain([own.page]).collect();
        let data = (0..atlas.data.len()).map(DataId);
        Self {
            personas: own.personas.iter().copied().collect(),
            journeys: vec![id],
            touchpoints,
            data: data.filter(|data| atlas[*data].rests.iter().any(|page| pages.contains(page))).collect(),
        }
    }

    fn has(&self, atlas: &Atlas, raised: &Raised) -> bool {
        match atlas[raised.page].kind {
            PageKind::Journey(journey) => self.journeys.contains(&journey),
            PageKind::Stage(stage) => self.journeys.contains(&atlas[stage].journey),
            PageKind::Touchpoint(touchpoint) => self.touchpoints.contains(&touchpoint),
            _ => false,
        }
    }
}

#[derive(Clone, Copy)]
struct Make<'a> {
    atlas: &'a Atlas,
    scope: Scope,
}

fn day(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

fn period(days: Option<(Date, Date)>) -> Option<Period> {
    days.map(|(from, to)| Period { from: from.to_string(), to: to.to_string() })
}

fn choice<T: Choice>(choice: Option<T>) -> Option<&'static str> {
    choice.map(word)
}

impl Make<'_> {
    fn tag(&self, lang: Lang) -> String {
        self.atlas.languages().find(|(known, _)| *known == lang).map(|(_, one)| one.tag.clone()).unwrap_or_default()
    }

    fn texts(&self, texts: &Localised<String>) -> Texts {
        texts.iter().map(|(lang, text)| (self.tag(lang), text.clone())).collect()
    }

    fn lists(&self, lists: &Localised<Vec<String>>) -> Lists {
        lists.iter().map(|(lang, list)| (self.tag(lang), list.clone())).collect()
    }

    fn named(&self, named: &model::Named) -> Named {
        Named { id: named.id.clone(), title: self.texts(&named.title) }
    }

    fn id(&self, page: PageId) -> String {
        self.atlas[page].id.clone()
    }

    fn channel(&self, id: ChannelId) -> String {
        self.atlas.channel(id).id.clone()
    }

    fn touchpoint_ids(&self, ids: &[TouchpointId]) -> Vec<String> {
        ids.iter().map(|id| self.id(self.atlas[*id].page)).collect()
    }

    /// Of one journey's data no part grows with the handbook around it.
    fn is_wanted(&self, journey: JourneyId) -> bool {
        match self.scope {
            Scope::Everything => true,
            Scope::Journey(own) => own == journey,
        }
    }

    fn journey_ids(&self, ids: &[JourneyId]) -> Vec<String> {
        ids.iter().filter(|id| self.is_wanted(**id)).map(|id| self.id(self.atlas[*id].page)).collect()
    }

    fn page(&self, id: PageId) -> Page {
        let (page, about) = (&self.atlas[id], self.atlas.about(id));
        Page {
            id: page.id.clone(),
            path: page.output.clone(),
            title: self.texts(&page.title),
            summary: self.texts(&about.summary),
            owner: about.owner.clone(),
            status: choice(about.status),
            reviewed: day(about.reviewed),
            tags: about.tags.clone(),
        }
    }

    fn persona(&self, id: PersonaId) -> Persona {
        let own = &self.atlas[id];
        let entry = |(name, value): &(String, String)| Entry { name: name.clone(), value: value.clone() };
        Persona {
            page: self.page(own.page),
            role: self.texts(&own.role),
            kind: choice(own.kind),
            quote: self.texts(&own.quote),
            share: own.share,
            demographics: own
                .demographics
                .iter()
                .map(|(lang, entries)| (self.tag(lang), entries.iter().map(entry).collect()))
                .collect(),
            traits: own.traits.iter().map(|(name, value)| Trait { name: self.texts(name), value: *value }).collect(),
            goals: self.lists(&own.goals),
            needs: self.lists(&own.needs),
            motivations: self.lists(&own.motivations),
            frustrations: self.lists(&own.frustrations),
            behaviours: self.lists(&own.behaviours),
            feels: self.lists(&own.feels),
            channels: own.channels.iter().map(|channel| self.channel(*channel)).collect(),
            journeys: self.journey_ids(&own.journeys),
        }
    }

    fn journey(&self, id: JourneyId) -> Journey {
        let own = &self.atlas[id];
        Journey {
            page: self.page(own.page),
            personas: own.personas.iter().map(|persona| self.id(self.atlas[*persona].page)).collect(),
            state: word(own.state),
            future_of: own.future_of.map(|now| self.id(self.atlas[now].page)),
            level: word(own.level),
            scenario: self.texts(&own.scenario),
            scores: self.scores(own.page),
            stages: own.stages.iter().map(|stage| self.stage(*stage)).collect(),
        }
    }

    fn stage(&self, id: StageId) -> Stage {
        let own = &self.atlas[id];
        Stage {
            page: self.page(own.page),
            number: own.number,
            phase: own.phase.map(|phase| self.atlas.phase(phase).id.clone()),
            goal: self.texts(&own.goal),
            scores: self.scores(own.page),
            steps: own.steps.iter().map(|step| self.step(*step)).collect(),
        }
    }

    fn step(&self, id: StepId) -> Step {
        let own = &self.atlas[id];
        let emotion = Some(&own.emotion).filter(|emotion| !emotion.is_empty());
        Step {
            id: own.id.clone(),
            number: own.number,
            title: self.texts(&own.title),
            touchpoints: self.touchpoint_ids(&own.touchpoints),
            channel: own.channel.map(|channel| self.channel(channel)),
            emotion: emotion.map(|emotion| self.measure(self.atlas.emotion_id(), emotion)),
            moment_of_truth: own.moment_of_truth,
            thinks: self.lists(&own.thinks),
            feels: self.lists(&own.feels),
            pains: self.lists(&own.pains),
            frontstage: self.lists(&own.frontstage),
            backstage: self.lists(&own.backstage),
            support: self.lists(&own.support),
            opportunities: own.opportunities.iter().map(|one| self.opportunity(id, one)).collect(),
            evidence: own.evidence.iter().map(|one| self.evidence(one)).collect(),
            opens: own.opens.map(|journey| self.id(self.atlas[journey].page)),
        }
    }

    fn opportunity(&self, step: StepId, own: &model::Opportunity) -> Opportunity {
        Opportunity {
            id: own.id.clone(),
            title: self.texts(&own.title),
            impact: own.impact,
            effort: own.effort,
            owner: own.owner.clone(),
            status: choice(own.status),
            due: day(own.due),
            overdue: own.is_overdue,
            done: day(own.done),
            score: self.atlas.worth(step, own).map(|worth| worth.score),
            moves: own.moves.as_ref().map(|moves| self.moves(own, moves)),
        }
    }

    fn moves(&self, own: &model::Opportunity, moves: &model::Moves) -> Moves {
        let metric = self.atlas.metric(moves.metric);
        let counted = |effect: &model::Effect| Comparison {
            before: effect.before.as_ref().map(|side| self.estimated(metric, effect, side)),
            after: effect.after.as_ref().map(|side| self.estimated(metric, effect, side)),
            change: effect.change(),
        };
        let score = |score: &Option<model::Score>| score.as_ref().map(|score| self.score(metric, None, score));
        let written =
            Comparison { before: score(&moves.before), after: score(&moves.after), change: moves.change(metric) };
        Moves {
            metric: metric.name.id.clone(),
            kind: self.kind(moves.page),
            of: self.id(moves.page),
            counted: own.effect.as_deref().map(counted),
            written: Some(written).filter(|written| written.before.is_some() || written.after.is_some()),
        }
    }

    fn estimated(&self, metric: &model::Metric, effect: &model::Effect, side: &Estimate) -> Score {
        Score {
            persona: None,
            value: side.value,
            n: Some(side.n),
            source: Some(self.atlas.named_source(effect.source)),
            on: None,
            interval: Some(Interval { low: side.low, high: side.high }),
            data: Some(self.id(self.atlas[effect.source].page)),
            method: Some(word(metric.method)),
            period: None,
        }
    }

    fn evidence(&self, own: &model::Evidence) -> Evidence {
        Evidence {
            kind: word(own.kind),
            title: self.texts(&own.title),
            on: day(own.on),
            n: own.n,
            url: own.url.clone(),
        }
    }

    fn touchpoint(&self, id: TouchpointId) -> Touchpoint {
        let own = &self.atlas[id];
        Touchpoint {
            page: self.page(own.page),
            channels: own.channels.iter().map(|channel| self.channel(*channel)).collect(),
            kind: choice(own.kind),
            scores: self.scores(own.page),
            evidence: own.evidence.iter().map(|one| self.evidence(one)).collect(),
            steps: own
                .meetings
                .iter()
                .filter(|step| self.is_wanted(self.atlas[self.atlas[**step].stage].journey))
                .map(|step| self.place(*step))
                .collect(),
        }
    }

    fn data_set(&self, id: DataId) -> DataSet {
        let own = &self.atlas[id];
        let rows = |(reason, rows): (&Unused, &u64)| UnusedRows { reason: reason.as_str(), rows: *rows };
        DataSet {
            page: self.page(own.page),
            file: own.file.as_str().to_owned(),
            kind: word(own.kind),
            metric: self.atlas.metric(own.metric).name.id.clone(),
            question: self.texts(&own.question),
            rows: own.rows,
            used: own.used(),
            unused: own.unused.iter().filter(|(_, rows)| **rows > 0).map(rows).collect(),
            period: period(own.all.as_ref().and_then(|all| all.days)),
            n: own.all.as_ref().map_or(0, |all| all.estimate.n),
        }
    }

    fn place(&self, id: StepId) -> Place {
        let step = &self.atlas[id];
        let stage = &self.atlas[step.stage];
        let journey = self.id(self.atlas[stage.journey].page);
        Place { journey, stage: self.id(stage.page), step: step.id.clone() }
    }

    fn scores(&self, page: PageId) -> Vec<Measure> {
        self.atlas.scores(page).iter().map(|(metric, measure)| self.measure(*metric, measure)).collect()
    }

    fn measure(&self, id: MetricId, measure: &model::Measure) -> Measure {
        let metric = self.atlas.metric(id);
        Measure {
            metric: metric.name.id.clone(),
            overall: measure.overall(),
            values: measure.iter().map(|(persona, score)| self.score(metric, persona, score)).collect(),
        }
    }

    fn score(&self, metric: &model::Metric, persona: Option<PersonaId>, score: &model::Score) -> Score {
        Score {
            persona: persona.map(|persona| self.id(self.atlas[persona].page)),
            value: score.value(),
            n: score.n,
            source: self.atlas.source_of(score),
            on: day(score.on),
            interval: score.interval(metric).map(|(low, high)| Interval { low, high }),
            data: score.data.as_ref().map(|counted| self.id(self.atlas[counted.source].page)),
            method: score.data.as_ref().map(|_| word(metric.method)),
            period: score.data.as_ref().and_then(|counted| period(counted.days)),
        }
    }

    /// What kind of thing a page with scores is about.
    fn kind(&self, page: PageId) -> &'static str {
        match self.atlas[page].kind {
            PageKind::Journey(_) => "journey",
            PageKind::Stage(_) => "stage",
            _ => "touchpoint",
        }
    }

    fn alert(&self, raised: &Raised) -> Alert {
        let kind = if raised.step.is_some() { "step" } else { self.kind(raised.page) };
        Alert {
            severity: word(raised.severity),
            kind,
            id: self.id(raised.page),
            step: raised.step.map(|step| self.atlas[step].id.clone()),
            persona: raised.persona.map(|persona| self.id(self.atlas[persona].page)),
            metric: self.atlas.metric(raised.metric).name.id.clone(),
            value: raised.value,
            limit: raised.limit,
            crossing: match raised.crossing {
                Crossing::Below => "below",
                Crossing::Above => "above",
                Crossing::Fell { .. } => "fell",
                Crossing::Detractors { .. } => "detractors",
            },
        }
    }
}
