//! Documents → [`Atlas`]: the order in which it is built.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::data::Table;
use crate::diag::{Code, Diagnosed, Diagnostic, Diagnostics, did_you_mean};
use crate::locale::{Locale, composed};
use crate::model::frame::{Frame, Heads};
use crate::model::links::Addresses;
use crate::model::memory::{Files, KeptStage, StageKey, shape};
use crate::model::pages::{self, Drafts, Families, Family};
use crate::model::score::{Measure, Score};
use crate::model::{
    Atlas, Book, ChannelId, Evidence, Journey, JourneyId, Lane, Lang, Language, Localised, Memory, Metric, MetricId,
    Named, Opportunity, Persona, PersonaId, PhaseId, Scores, Stage, StageId, Step, StepId, Touchpoint, TouchpointId,
};
use crate::model::{alerts, links, lists, opportunities, upkeep};
use crate::parse::page::{self, Content, Document, Level, State, each_score};
use crate::parse::scores::{self, Scored};
use crate::parse::settings::{self, Settings};
use crate::source::{Aside, FilePath, Sources, Spanned};

/// How a handbook is resolved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether drafts are part of the site.
    pub drafts: Drafts,
}

/// Resolves a handbook: every name becomes an id or a diagnostic.
pub fn resolve(
    settings: Settings,
    documents: Vec<Arc<Document>>,
    tables: Vec<Arc<Table>>,
    sources: &Sources,
    options: Options,
    memory: &mut Memory,
) -> Diagnosed<Atlas> {
    memory.begin(&settings, options);
    let (shape, mut frame) = match memory.take_frame(&documents, &tables, sources) {
        Some((shape, frame)) => (shape, frame.with(documents)),
        None => frame(book(settings), documents, tables, sources, options, memory),
    };
    let mut out = Diagnostics::default();
    links::assets(&mut frame.atlas, &frame.families, sources, &mut out);
    frame.read_texts(sources);
    out.extend(frame.problems().cloned());
    let atlas = frame.atlas.clone();
    memory.keep_frame(shape, frame);
    Diagnosed::new(atlas, out)
}

/// Makes all of a handbook but its texts, in the order in which each part needs the others.
fn frame(
    book: Book,
    documents: Vec<Arc<Document>>,
    tables: Vec<Arc<Table>>,
    sources: &Sources,
    options: Options,
    memory: &mut Memory,
) -> (blake3::Hash, Frame) {
    let mut out = Diagnostics::default();
    let heads = Heads::of(&documents, tables, sources);
    let mut families = pages::families(&book, documents, options.drafts, &mut out);
    let mut atlas = pages::skeleton(book, &mut families, sources);
    let names = Names::new(&atlas, &families);
    memory.begin_names(&names);
    let mut resolver = Resolver { names, out: &mut out };
    resolver.personas(&mut atlas, &families);
    resolver.touchpoints(&mut atlas, &families);
    resolver.journeys(&mut atlas, &families);
    resolver.stages(&mut atlas, &families, memory);
    resolver.moves(&mut atlas, &families);
    resolver.data(&mut atlas, &families.data_pages, heads.tables());
    atlas.as_of = upkeep::as_of(&atlas, sources);
    opportunities::overdue(&mut atlas);
    let targets = resolver.targets(&atlas);
    let names = resolver.names;
    backlinks(&mut atlas);
    links::portraits(&mut atlas, &families, sources, &mut out);
    alerts::alerts(&mut atlas, &targets, &mut out);
    atlas.conditions = upkeep::conditions(&atlas).into();
    atlas.lists = lists::lists(&atlas).into();
    links::redirects(&mut atlas, &families, &mut out);
    let shape = shape(&atlas, &families, sources);
    let texts = Frame::texts(&atlas, &families, memory.take_texts(shape));
    let (addresses, problems) = (Addresses::of(&atlas, &families), out.into_iter().collect());
    (shape, Frame { heads, families, names, addresses, atlas, problems, texts })
}

fn book(settings: Settings) -> Book {
    let language = |tag: &str, direction| {
        let locale = Arc::new(Locale::new(tag).unwrap_or_default());
        Language { tag: tag.to_owned(), direction: Option::unwrap_or(direction, locale.dir()), locale }
    };
    let mut languages = vec![language(&settings.language, settings.text_direction)];
    languages.extend(settings.languages.iter().map(|one| language(&one.tag.value, one.text_direction)));
    let mut title = Localised::plain(Some(settings.title.clone()));
    let mut description = Localised::plain(Some(settings.description.clone()).filter(|text| !text.is_empty()));
    for (at, one) in settings.languages.iter().enumerate() {
        if let Some(text) = &one.title {
            title.set(Lang(at + 1), text.clone());
        }
        if let Some(text) = &one.description {
            description.set(Lang(at + 1), text.clone());
        }
    }
    let name = |named: &settings::Named| {
        let title = titles(&named.title, &named.titles, &languages);
        Named { id: named.id.value.clone(), title }
    };
    Book {
        phases: settings.phases.iter().map(name).collect(),
        channels: settings.channels.iter().map(name).collect(),
        metrics: settings
            .metrics
            .iter()
            .map(|metric| {
                let name = name(&metric.name);
                Metric { name, method: metric.method, answers: metric.answers, min: metric.min, max: metric.max }
            })
            .collect(),
        title,
        description,
        languages,
        settings,
    }
}

/// A title in the default language and those in others, by their tags.
pub(super) fn titles(
    title: &Option<String>,
    others: &BTreeMap<String, String>,
    languages: &[Language],
) -> Localised<String> {
    let mut titles = Localised::plain(title.clone());
    for (at, language) in languages.iter().enumerate() {
        if let Some(title) = others.get(&language.tag) {
            titles.set(Lang(at), title.clone());
        }
    }
    titles
}

/// What each name stands for; a draft's name is known and stands for nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Names {
    pub(super) personas: BTreeMap<String, PersonaId>,
    pub(super) journeys: BTreeMap<String, JourneyId>,
    pub(super) touchpoints: BTreeMap<String, TouchpointId>,
    pub(super) channels: BTreeMap<String, ChannelId>,
    pub(super) phases: BTreeMap<String, PhaseId>,
    pub(super) metrics: BTreeMap<String, MetricId>,
    pub(super) drafts: BTreeSet<String>,
}

impl Names {
    fn new(atlas: &Atlas, families: &Families) -> Self {
        let number = |named: &[Named]| {
            named.iter().enumerate().map(|(at, one)| (composed(&one.id).into_owned(), at)).collect::<Vec<_>>()
        };
        Self {
            personas: families.ids(&families.personas).map(|(id, at)| (id, PersonaId(at))).collect(),
            journeys: families.ids(&families.journeys).map(|(id, at)| (id, JourneyId(at))).collect(),
            touchpoints: families.ids(&families.touchpoints).map(|(id, at)| (id, TouchpointId(at))).collect(),
            channels: number(&atlas.book.channels).into_iter().map(|(id, at)| (id, ChannelId(at))).collect(),
            phases: number(&atlas.book.phases).into_iter().map(|(id, at)| (id, PhaseId(at))).collect(),
            metrics: atlas
                .book
                .metrics
                .iter()
                .enumerate()
                .map(|(at, metric)| (composed(&metric.name.id).into_owned(), MetricId(at)))
                .collect(),
            drafts: families.drafts.clone(),
        }
    }
}

/// Finds what names stand for.
pub(super) struct Resolver<'o> {
    pub(super) names: Names,
    /// What is wrong.
    pub(super) out: &'o mut Diagnostics,
}

/// What a list of names is called in messages, and the code for one that isn't in it.
struct Called {
    code: Code,
    what: &'static str,
    folder: &'static str,
}

const PERSONA: Called = Called { code: Code::UnknownPersona, what: "persona", folder: "personas" };
const JOURNEY: Called = Called { code: Code::UnknownJourney, what: "journey", folder: "journeys" };
const TOUCHPOINT: Called = Called { code: Code::UnknownTouchpoint, what: "touchpoint", folder: "touchpoints" };
const CHANNEL: Called = Called { code: Code::UnknownChannel, what: "channel", folder: "" };
const PHASE: Called = Called { code: Code::UnknownPhase, what: "phase", folder: "" };
const METRIC: Called = Called { code: Code::UnknownMetric, what: "metric", folder: "" };

/// Finds what a name stands for, or reports it with the nearest one.
fn find<T: Copy>(
    names: &BTreeMap<String, T>,
    drafts: &BTreeSet<String>,
    called: &Called,
    path: &FilePath,
    name: &Spanned<String>,
    out: &mut Diagnostics,
) -> Option<T> {
    let id = &*composed(&name.value);
    if let Some(found) = names.get(id) {
        return Some(*found);
    }
    if !called.folder.is_empty() && drafts.contains(&format!("{}/{id}", called.folder)) {
        let message = format!("the {} `{}` is a draft and left out", called.what, name.value);
        out.push(Diagnostic::at(Code::RefersToDraft, path, name.span, message).hint("build with `--drafts` to see it"));
        return None;
    }
    let message = format!("there is no {} `{}`", called.what, name.value);
    let hint = did_you_mean(&name.value, names.keys().map(String::as_str)).unwrap_or_else(|| known(names, called, id));
    out.push(Diagnostic::at(called.code, path, name.span, message).hint(hint));
    None
}

/// Says where such a thing is declared, and names those that are where they are few.
fn known<T>(names: &BTreeMap<String, T>, called: &Called, id: &str) -> String {
    let missing = match called.folder {
        "" => "declare it in `book.toml`".to_owned(),
        "journeys" => format!("write `journeys/{id}/index.md`"),
        folder => format!("write `{folder}/{id}.md`"),
    };
    let declared = match called.folder {
        _ if names.is_empty() => return missing,
        "" => format!("{missing}, or use one of its {}s", called.what),
        _ => format!("{missing}, or name one of the {}s there are", called.what),
    };
    match names.len() {
        1..=12 => {
            let all: Vec<_> = names.keys().map(|name| format!("`{name}`")).collect();
            format!("{declared}: {}", all.join(", "))
        }
        _ => declared,
    }
}

impl Resolver<'_> {
    /// Finds a persona, or reports that there is none.
    pub(super) fn persona(&mut self, path: &FilePath, name: &Spanned<String>) -> Option<PersonaId> {
        find(&self.names.personas, &self.names.drafts, &PERSONA, path, name, self.out)
    }

    /// Finds a journey, or reports that there is none.
    pub(super) fn journey(&mut self, path: &FilePath, name: &Spanned<String>) -> Option<JourneyId> {
        find(&self.names.journeys, &self.names.drafts, &JOURNEY, path, name, self.out)
    }

    /// Finds a touchpoint, or reports that there is none.
    pub(super) fn touchpoint(&mut self, path: &FilePath, name: &Spanned<String>) -> Option<TouchpointId> {
        find(&self.names.touchpoints, &self.names.drafts, &TOUCHPOINT, path, name, self.out)
    }

    fn channel(&mut self, path: &FilePath, name: &Spanned<String>) -> Option<ChannelId> {
        find(&self.names.channels, &self.names.drafts, &CHANNEL, path, name, self.out)
    }

    fn channels(&mut self, path: &FilePath, names: &[Spanned<String>]) -> Vec<ChannelId> {
        once(names.iter().filter_map(|name| self.channel(path, name)).collect())
    }

    /// Finds a metric, or reports that there is none.
    pub(super) fn metric(&mut self, path: &FilePath, name: &Spanned<String>) -> Option<MetricId> {
        find(&self.names.metrics, &self.names.drafts, &METRIC, path, name, self.out)
    }

    fn scores(&mut self, path: &FilePath, book: &Book, scores: &[(Spanned<String>, Scored)]) -> Scores {
        let mut found = Vec::new();
        for (name, scored) in scores {
            if let Some(metric) = self.metric(path, name) {
                found.push((metric, self.measure(path, &book.metrics[metric.0], scored)));
            }
        }
        found.sort_by_key(|(metric, _)| *metric);
        found
    }

    /// Takes the scores that lie on the metric's scale; reports the others.
    fn measure(&mut self, path: &FilePath, metric: &Metric, scored: &Scored) -> Measure {
        let mut measure = Measure::default();
        for (persona, written) in each_score(scored) {
            let score = self.score(path, metric, written);
            match persona {
                None => measure.all = score,
                Some(name) => {
                    let persona = self.persona(path, name);
                    measure.by_persona.extend(persona.zip(score));
                }
            }
        }
        measure.by_persona.sort_by_key(|(persona, _)| *persona);
        measure
    }

    /// Takes a score that lies on the metric's scale, or reports it.
    pub(super) fn score(&mut self, path: &FilePath, metric: &Metric, written: &scores::Score) -> Option<Score> {
        let score = Score::new(written, metric);
        if score.is_none() {
            let (id, min, max) = (&metric.name.id, metric.min, metric.max);
            let message = format!("`{}` is off the scale of {id}, which runs from {min} to {max}", written.value.value);
            let hint = format!("`[metrics.{id}]` in `book.toml` can give it another scale");
            self.out.push(Diagnostic::at(Code::ScoreOutOfRange, path, written.value.span, message).hint(hint));
        }
        score
    }

    fn personas(&mut self, atlas: &mut Atlas, families: &Families) {
        for family in &families.personas {
            let family = &families.all[*family];
            let Content::Persona(own) = &family.original.content else { continue };
            let said = |pick: fn(&page::Persona) -> Option<String>| {
                family.localised(|document| as_persona(document).and_then(pick))
            };
            let lists = |pick: fn(&page::Persona) -> &Vec<String>| {
                family.localised(|document| as_persona(document).map(pick).filter(|list| !list.is_empty()).cloned())
            };
            let channels = self.channels(&family.original.path, &own.channels);
            atlas.personas.push(Persona {
                page: family.page,
                role: said(|persona| persona.role.clone()),
                kind: own.kind,
                quote: said(|persona| persona.quote.clone()),
                portrait: None,
                share: own.share,
                demographics: family.localised(|document| {
                    as_persona(document).map(|persona| persona.demographics.clone()).filter(|list| !list.is_empty())
                }),
                traits: self.traits(family, own),
                goals: lists(|persona| &persona.goals),
                needs: lists(|persona| &persona.needs),
                motivations: lists(|persona| &persona.motivations),
                frustrations: lists(|persona| &persona.frustrations),
                behaviours: lists(|persona| &persona.behaviours),
                feels: lists(|persona| &persona.feels),
                channels,
                journeys: Vec::new(),
            });
        }
    }

    /// The traits with their names in each language.
    fn traits(&mut self, family: &Family, own: &page::Persona) -> Vec<(Localised<String>, u8)> {
        let mut traits: Vec<_> =
            own.traits.iter().map(|one| (Localised::plain(Some(one.name.value.clone())), one.value)).collect();
        for (lang, document) in &family.translations {
            let Some(persona) = as_persona(document) else { continue };
            for translated in &persona.traits {
                let at = own.traits.iter().position(|one| one.name.value == translated.name.value);
                match (at, &translated.translated) {
                    (Some(at), Some(text)) => traits[at].0.set(*lang, text.clone()),
                    (Some(_), None) => {}
                    (None, _) => {
                        let names = own.traits.iter().map(|one| one.name.value.as_str());
                        self.unmatched(document, "trait", &translated.name, names);
                    }
                }
            }
        }
        traits
    }

    fn touchpoints(&mut self, atlas: &mut Atlas, families: &Families) {
        for family in &families.touchpoints {
            let family = &families.all[*family];
            let Content::Touchpoint(own) = &family.original.content else { continue };
            let path = &family.original.path;
            let translations: Vec<_> = family
                .translations
                .iter()
                .filter_map(|(lang, document)| match &document.content {
                    Content::Touchpoint(words) => Some((*lang, document, words.evidence.as_slice())),
                    _ => None,
                })
                .collect();
            atlas.scores[family.page.0] = self.scores(path, &atlas.book, &own.scores);
            atlas.touchpoints.push(Touchpoint {
                page: family.page,
                channels: self.channels(path, &own.channels),
                kind: own.kind,
                evidence: self.evidence(&own.evidence, &translations),
                meetings: Vec::new(),
            });
        }
    }

    fn journeys(&mut self, atlas: &mut Atlas, families: &Families) {
        for family in &families.journeys {
            let family = &families.all[*family];
            let Content::Journey(own) = &family.original.content else { continue };
            let path = &family.original.path;
            atlas.scores[family.page.0] = self.scores(path, &atlas.book, &own.scores);
            atlas.journeys.push(Journey {
                page: family.page,
                personas: once(own.personas.iter().filter_map(|name| self.persona(path, name)).collect()),
                is_deserted: own.is_deserted,
                state: own.state.unwrap_or(State::Current),
                future_of: own.future_of.as_ref().and_then(|name| self.journey(path, name)),
                future_of_span: Aside(own.future_of.as_ref().map(|name| name.span).unwrap_or_default()),
                futures: Vec::new(),
                level: own.level.unwrap_or(Level::Customer),
                scenario: family.localised(|document| match &document.content {
                    Content::Journey(journey) => journey.scenario.clone(),
                    _ => None,
                }),
                lanes: self.lanes(path, &own.lanes),
                direction: own.direction,
                stages: Vec::new(),
                steps: Vec::new(),
                opened_by: Vec::new(),
            });
            let id = JourneyId(atlas.journeys.len() - 1);
            own.scores.iter().for_each(|(_, scored)| self.check_personas(atlas, id, path, scored));
        }
    }

    /// Finds lanes, each once, and reports those that no map has.
    pub(super) fn lanes(&mut self, path: &FilePath, names: &[Spanned<String>]) -> Vec<Lane> {
        let mut lanes = Vec::new();
        for name in names {
            // Stages and steps head every map; naming them does no harm.
            if matches!(name.value.as_str(), "stages" | "steps") {
                continue;
            }
            match Lane::ALL.into_iter().find(|lane| lane.as_str() == name.value) {
                Some(lane) => lanes.push(lane),
                None => {
                    let message = format!("there is no lane `{}`", name.value);
                    let all: Vec<_> = Lane::ALL.iter().map(|lane| lane.as_str()).collect();
                    let hint = did_you_mean(&name.value, all.iter().copied())
                        .unwrap_or_else(|| format!("the lanes are `{}`", all.join("`, `")));
                    self.out.push(Diagnostic::at(Code::UnknownLane, path, name.span, message).hint(hint));
                }
            }
        }
        once(lanes)
    }

    fn stages(&mut self, atlas: &mut Atlas, families: &Families, memory: &mut Memory) {
        let mut known = memory.take_stages();
        let mut kept = HashMap::with_capacity(known.len());
        for (journey, stages) in families.stages.iter().enumerate() {
            let journey = JourneyId(journey);
            for family in stages.iter().map(|family| &families.all[*family]) {
                let own = &atlas.journeys[journey.0];
                let key = StageKey {
                    page: family.page,
                    id: StageId(atlas.stages.len()),
                    number: own.stages.len() + 1,
                    first_step: StepId(atlas.steps.len()),
                    first_number: own.steps.len() + 1,
                    journey: own.page,
                    personas: own.personas.clone(),
                };
                let path = &family.original.path;
                let former = known.remove(path).filter(|kept| kept.key == key && kept.files.are_those_of(family));
                let Some(stage) = former.or_else(|| self.stage(atlas, family, journey, key)) else { continue };
                self.out.extend(stage.problems.iter().cloned());
                let own = &mut atlas.journeys[journey.0];
                own.stages.push(stage.key.id);
                own.steps.extend(&stage.stage.steps);
                atlas.scores[family.page.0].clone_from(&stage.scores);
                atlas.stages.push(stage.stage.clone());
                atlas.steps.extend(stage.steps.iter().cloned());
                kept.insert(path.clone(), stage);
            }
        }
        memory.keep_stages(kept);
    }

    /// Resolves a stage with its steps; its diagnostics are not told yet.
    fn stage(&mut self, atlas: &Atlas, family: &Family, journey: JourneyId, key: StageKey) -> Option<KeptStage> {
        let Content::Stage(own) = &family.original.content else { return None };
        let mut out = Diagnostics::default();
        let mut resolver = Resolver { names: std::mem::take(&mut self.names), out: &mut out };
        let path = &family.original.path;
        let names = &resolver.names;
        let phase =
            own.phase.as_ref().and_then(|name| find(&names.phases, &names.drafts, &PHASE, path, name, resolver.out));
        let scores = resolver.scores(path, &atlas.book, &own.scores);
        own.scores.iter().for_each(|(_, scored)| resolver.check_personas(atlas, journey, path, scored));
        let steps = resolver.steps(atlas, family, own, &key, journey);
        self.names = std::mem::take(&mut resolver.names);
        let stage = Stage {
            page: family.page,
            journey,
            number: key.number,
            phase,
            goal: family.localised(|document| as_stage(document).and_then(|stage| stage.goal.clone())),
            steps: (0..steps.len()).map(|at| StepId(key.first_step.0 + at)).collect(),
        };
        let problems = out.iter().cloned().collect();
        Some(KeptStage { files: Files::of(family), key, stage: Arc::new(stage), scores, steps, problems })
    }

    fn steps(
        &mut self,
        atlas: &Atlas,
        family: &Family,
        own: &page::Stage,
        key: &StageKey,
        journey: JourneyId,
    ) -> Vec<Arc<Step>> {
        self.unmatched_steps(family, own);
        let mut steps = Vec::with_capacity(own.steps.len());
        for (at, written) in own.steps.iter().enumerate() {
            let step = self.step(atlas, family, written, key.id, key.first_number + at);
            if let Some(emotion) = &written.emotion {
                self.check_personas(atlas, journey, &family.original.path, emotion);
            }
            steps.push(Arc::new(step));
        }
        steps
    }

    fn step(&mut self, atlas: &Atlas, family: &Family, own: &page::Step, stage: StageId, number: usize) -> Step {
        let path = &family.original.path;
        let translations: Vec<(Lang, &Arc<Document>, &page::Step)> = family
            .translations
            .iter()
            .filter_map(|(lang, document)| {
                let step = as_stage(document)?.steps.iter().find(|step| step.id.value == own.id.value)?;
                Some((*lang, document, step))
            })
            .collect();
        let lists = |pick: fn(&page::Step) -> &Vec<String>| {
            let mut lists = Localised::plain(Some(pick(own).clone()).filter(|list| !list.is_empty()));
            for (lang, _, step) in translations.iter().filter(|(_, _, step)| !pick(step).is_empty()) {
                lists.set(*lang, pick(step).clone());
            }
            lists
        };
        let mut title = Localised::plain(Some(own.title.clone().unwrap_or_else(|| own.id.value.clone())));
        for (lang, _, step) in &translations {
            if let Some(text) = &step.title {
                title.set(*lang, text.clone());
            }
        }
        let (thinks, feels, pains) = (lists(|step| &step.thinks), lists(|step| &step.feels), lists(|step| &step.pains));
        let frontstage = lists(|step| &step.frontstage);
        let (backstage, support) = (lists(|step| &step.backstage), lists(|step| &step.support));
        let evidence: Vec<_> =
            translations.iter().map(|(lang, document, step)| (*lang, *document, step.evidence.as_slice())).collect();
        Step {
            id: own.id.value.clone(),
            stage,
            number,
            span: Aside(own.id.span),
            title,
            touchpoints: once(own.touchpoints.iter().filter_map(|name| self.touchpoint(path, name)).collect()),
            channel: own.channel.as_ref().and_then(|name| self.channel(path, name)),
            emotion: own.emotion.as_ref().map(|scored| self.measure(path, atlas.emotion(), scored)).unwrap_or_default(),
            moment_of_truth: own.moment_of_truth,
            thinks,
            feels,
            pains,
            opportunities: self.opportunities(own, &translations),
            frontstage,
            backstage,
            support,
            evidence: self.evidence(&own.evidence, &evidence),
            opens: own.journey.as_ref().and_then(|name| self.journey(path, name)),
            opens_span: Aside(own.journey.as_ref().map(|name| name.span).unwrap_or_default()),
        }
    }

    fn opportunities(
        &mut self,
        own: &page::Step,
        translations: &[(Lang, &Arc<Document>, &page::Step)],
    ) -> Vec<Opportunity> {
        let mut found: Vec<Opportunity> = own
            .opportunities
            .iter()
            .map(|one| Opportunity {
                id: one.id.value.clone(),
                title: Localised::plain(Some(one.title.clone().unwrap_or_else(|| one.id.value.clone()))),
                impact: one.impact,
                effort: one.effort,
                owner: one.owner.clone(),
                status: one.status,
                due: one.due.as_ref().map(|due| due.value),
                due_span: Aside(one.due.as_ref().map(|due| due.span).unwrap_or_default()),
                done: one.done,
                ..Opportunity::default()
            })
            .collect();
        for (lang, document, step) in translations {
            for words in &step.opportunities {
                match found.iter_mut().find(|one| one.id == words.id.value) {
                    Some(one) => words.title.iter().for_each(|title| one.title.set(*lang, title.clone())),
                    None => {
                        let ids = own.opportunities.iter().map(|one| one.id.value.as_str());
                        self.unmatched(document, "opportunity", &words.id, ids);
                    }
                }
            }
        }
        found
    }

    fn evidence(
        &mut self,
        own: &[page::Evidence],
        translations: &[(Lang, &Arc<Document>, &[page::Evidence])],
    ) -> Vec<Evidence> {
        let mut found: Vec<(&str, Evidence)> = own
            .iter()
            .filter_map(|one| {
                let title = Localised::plain(Some(one.title.clone().unwrap_or_else(|| one.id.value.clone())));
                let (url, span) = (one.url.clone(), Aside(one.id.span));
                let evidence = Evidence { kind: one.kind?, title, on: one.on, n: one.n, url, span };
                Some((one.id.value.as_str(), evidence))
            })
            .collect();
        for (lang, document, translated) in translations {
            for words in *translated {
                match found.iter_mut().find(|(id, _)| *id == words.id.value) {
                    Some((_, one)) => words.title.iter().for_each(|title| one.title.set(*lang, title.clone())),
                    None => {
                        let ids = own.iter().map(|one| one.id.value.as_str());
                        self.unmatched(document, "evidence", &words.id, ids);
                    }
                }
            }
        }
        found.into_iter().map(|(_, evidence)| evidence).collect()
    }

    /// Reports the steps of translations that the original doesn't have.
    fn unmatched_steps(&mut self, family: &Family, own: &page::Stage) {
        for (_, document) in &family.translations {
            for step in as_stage(document).into_iter().flat_map(|stage| &stage.steps) {
                if own.steps.iter().all(|known| known.id.value != step.id.value) {
                    self.unmatched(document, "step", &step.id, own.steps.iter().map(|known| known.id.value.as_str()));
                }
            }
        }
    }

    fn unmatched<'a>(
        &mut self,
        document: &Document,
        what: &str,
        id: &Spanned<String>,
        known: impl Iterator<Item = &'a str> + Clone,
    ) {
        let message = format!("the page in the default language has no {what} `{}`", id.value);
        let hint = did_you_mean(&id.value, known.clone()).or_else(|| {
            let all: Vec<_> = known.map(|name| format!("`{name}`")).collect();
            match all.is_empty() {
                true => Some("write it there first, or remove it here".to_owned()),
                false => Some(format!("it has {}", all.join(", "))),
            }
        });
        self.out.push(Diagnostic::at(Code::TranslationUnmatched, &document.path, id.span, message).maybe_hint(hint));
    }

    /// Reports scores of personas who don't go on the journey.
    fn check_personas(&mut self, atlas: &Atlas, journey: JourneyId, path: &FilePath, scored: &Scored) {
        let journey = &atlas.journeys[journey.0];
        for (name, _) in each_score(scored) {
            let Some(name) = name else { continue };
            let known = self.names.personas.get(&*composed(&name.value));
            if known.is_some_and(|persona| !journey.personas.contains(persona)) {
                let message = format!("`{}` is not among this journey's personas", name.value);
                let hint = format!("add it to `personas` in `{}`", atlas.file(journey.page, path));
                self.out.push(Diagnostic::at(Code::PersonaNotOnJourney, path, name.span, message).hint(hint));
            }
        }
    }
}

fn as_persona(document: &Document) -> Option<&page::Persona> {
    match &document.content {
        Content::Persona(persona) => Some(persona),
        _ => None,
    }
}

fn as_stage(document: &Document) -> Option<&page::Stage> {
    match &document.content {
        Content::Stage(stage) => Some(stage),
        _ => None,
    }
}

/// Each once, in the order of their first appearance.
fn once<T: PartialEq + Copy>(all: Vec<T>) -> Vec<T> {
    let mut once = Vec::with_capacity(all.len());
    for one in all {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

/// Shows every reference of front matter on its other end.
fn backlinks(atlas: &mut Atlas) {
    for at in 0..atlas.journeys.len() {
        let id = JourneyId(at);
        for persona in atlas[id].personas.clone() {
            atlas.personas[persona.0].journeys.push(id);
        }
        if let Some(now) = atlas[id].future_of {
            atlas.journeys[now.0].futures.push(id);
        }
    }
    for at in 0..atlas.steps.len() {
        let id = StepId(at);
        for touchpoint in atlas[id].touchpoints.clone() {
            atlas.touchpoints[touchpoint.0].meetings.push(id);
        }
        if let Some(opened) = atlas[id].opens {
            atlas.journeys[opened.0].opened_by.push(id);
        }
    }
}
