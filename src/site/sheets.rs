//! The words of a standalone map: those of the map on the page, in one language.

use crate::locale::Direction;
use crate::map::layout::Extent;
use crate::map::sheet::{Cell, CurveRow, Entry, Fact, LaneStyle, Note, Page, Row, Sheet, Sign, Stage, Step, Words};
use crate::map::{self, Scene as Strip};
use crate::model::{JourneyId, Lane, PersonaId};
use crate::parse::fields::word;
use crate::site::figures;
use crate::site::lens::Lens;
use crate::site::views::{Backing, MapItem, MapLane, MapStep, MapView, Moment, Text};

/// Reads a sheet off a journey: one persona's or everybody's, some lanes or, with none named, the journey's own.
pub fn sheet(lens: &Lens, id: JourneyId, persona: Option<PersonaId>, lanes: &[Lane]) -> Sheet {
    let journey = &lens.atlas[id];
    let view = figures::map::view(lens, id, persona, lanes);
    let strip = strip(lens, id, persona);
    let kind = lens.t(&format!("level-{}", word(journey.level)));
    let state = lens.t(&format!("state-{}", word(journey.state)));
    Sheet {
        title: words(lens, &lens.title(journey.page)),
        kicker: own(lens, format!("{kind} · {state}")),
        facts: facts(lens, id, persona, &view),
        footer: footer(lens, id),
        description: description(lens, &view),
        flow: journey.direction.unwrap_or(lens.direction()),
        heads: [own(lens, lens.t("lane-stages")), own(lens, lens.t("lane-steps"))],
        stages: stages(lens, &view),
        steps: view.steps.iter().map(|of| step(lens, of)).collect(),
        rows: view.lanes.iter().filter_map(|lane| row(lens, lane, &strip, &view)).collect(),
        key: key(lens, &view),
    }
}

/// The curve, laid out as on the page.
pub fn strip(lens: &Lens, id: JourneyId, persona: Option<PersonaId>) -> Strip {
    let (journey, map) = (&lens.atlas[id], lens.map(id));
    match persona {
        Some(persona) => {
            let curve = map::of_persona(&lens.atlas, journey, &map.table.columns, persona);
            figures::curve::scene(lens, journey, &curve, Extent::Full)
        }
        None => figures::curve::scene(lens, journey, &map.curve, Extent::Full),
    }
}

/// The lanes that a page has room for at a readable size; none means all of them.
pub fn lanes_for(page: Page) -> &'static [Lane] {
    match page {
        Page::Natural | Page::Wall => &[],
        Page::A3 => &[Lane::Touchpoints, Lane::Channels, Lane::Emotion, Lane::Thinks, Lane::Pains, Lane::Opportunities],
        Page::A4 => &[Lane::Touchpoints, Lane::Channels, Lane::Emotion, Lane::Pains, Lane::Opportunities],
        Page::Slide => &[Lane::Touchpoints, Lane::Emotion, Lane::Pains],
    }
}

/// Words of the interface.
fn own(lens: &Lens, text: String) -> Words {
    words(lens, &lens.own(text))
}

/// A text of a view as words of a drawing.
pub fn words(lens: &Lens, text: &Text) -> Words {
    let direction = match text.dir {
        Some("rtl") => Direction::Rtl,
        Some(_) => Direction::Ltr,
        None => lens.direction(),
    };
    let lang = text.lang.clone().unwrap_or_else(|| lens.language().tag.clone());
    Words { text: text.text.clone(), lang, direction }
}

/// Whom it is about, what happens, whether it is or shall be, whose it is, and what it rests on.
fn facts(lens: &Lens, id: JourneyId, persona: Option<PersonaId>, view: &MapView) -> Vec<Fact> {
    let journey = &lens.atlas[id];
    let about = lens.atlas.about(journey.page);
    let fact = |key: &str, value: Words| Fact { name: own(lens, lens.t(key)), value };
    let people: Vec<PersonaId> = persona.map_or_else(|| journey.personas.clone(), |one| vec![one]);
    let names: Vec<String> = people.iter().map(|persona| lens.persona(*persona).text.text).collect();
    let evidence = match (&view.evidence_n, view.evidence_sources) {
        (_, 0) => lens.t("map-no-evidence"),
        (Some(n), sources) => lens.t_with("map-evidence", &[("n", n.as_str().into()), ("sources", sources.into())]),
        (None, sources) => lens.t_with("count-sources", &[("n", sources.into())]),
    };
    let unbacked = match (view.evidence_sources, view.steps_without_evidence) {
        (0, _) => None,
        (_, 0) => Some(lens.t("map-steps-all")),
        (_, n) => Some(lens.t_with("map-steps-without", &[("n", n.into()), ("of", view.step_count.into())])),
    };
    let evidence = [Some(evidence), unbacked].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let plain = |text: String| own(lens, text);
    [
        (!names.is_empty()).then(|| fact("personas", plain(lens.locale().list(&names)))),
        lens.say(&journey.scenario).map(|text| fact("scenario", words(lens, &text))),
        about.owner.clone().map(|owner| fact("owner", plain(owner))),
        about.status.map(|status| fact("status", plain(lens.t(&format!("status-{}", word(status)))))),
        about.reviewed.map(|day| fact("reviewed", plain(lens.date(day).text))),
        Some(fact("lane-evidence", plain(evidence))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The handbook that the map is from.
fn footer(lens: &Lens, id: JourneyId) -> Words {
    let book = lens.say(&lens.atlas.book().title).unwrap_or_default();
    let title = words(lens, &book);
    match lens.atlas.about(lens.atlas.page_of(id)).changed.own(crate::model::Lang::DEFAULT) {
        Some(day) => Words { text: format!("{} · {}", title.text, lens.day(day).text), ..title },
        None => title,
    }
}

/// The map in a sentence.
fn description(lens: &Lens, view: &MapView) -> String {
    let count = |key: &str, n: usize| lens.t_with(key, &[("n", n.into())]);
    let curve = view.lanes.iter().find_map(|lane| lane.curve.as_ref());
    let end = |key: &str, moment: Option<&Moment>| {
        moment.map(|moment| format!("{}: {} {}", lens.t(key), moment.step.text.text, moment.emotion.value))
    };
    let parts = [
        Some(count("count-stages", view.stages.len())),
        Some(count("count-steps", view.step_count)),
        end("highest", curve.and_then(|curve| curve.peak.as_ref())),
        end("lowest", curve.and_then(|curve| curve.trough.as_ref())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn stages(lens: &Lens, view: &MapView) -> Vec<Stage> {
    let stage = |of: &crate::site::views::MapStage| Stage {
        title: words(lens, &of.link.text),
        phase: of.phase.as_ref().map(|text| words(lens, text)),
        goal: of.goal.as_ref().map(|text| words(lens, text)),
        span: of.span,
    };
    view.stages.iter().map(stage).collect()
}

fn step(lens: &Lens, of: &MapStep) -> Step {
    let backing = Sign::Backing(backing(of.backing));
    let opens = of.opens.as_ref().map(|to| {
        let title = words(lens, &to.text);
        Words { text: format!("{}: {}", lens.t("opens-journey"), title.text), ..own(lens, String::new()) }
    });
    Step {
        number: lens.locale().integer(of.number as i64),
        title: of.link.as_ref().map(|link| words(lens, &link.text)),
        opens,
        signs: of.moment_of_truth.then_some(Sign::Star).into_iter().chain([backing]).collect(),
        opens_stage: of.opens_stage,
    }
}

fn backing(backing: Backing) -> map::Backing {
    match backing {
        Backing::None => map::Backing::None,
        Backing::Some => map::Backing::Some,
        Backing::Full => map::Backing::Full,
    }
}

fn row(lens: &Lens, lane: &MapLane, strip: &Strip, view: &MapView) -> Option<Row> {
    let name = own(lens, lens.t(&format!("lane-{}", lane.key)));
    let style = match lane.key {
        "touchpoints" => LaneStyle::Strong,
        "channels" => LaneStyle::Band,
        "pains" => LaneStyle::Pain,
        "opportunities" => LaneStyle::Opportunity,
        _ => LaneStyle::Plain,
    };
    Some(match lane.form {
        "line" => Row::Line { name },
        "curve" => Row::Curve(Box::new(curve(lens, name, lane, strip, view)?)),
        _ => {
            let cells = lane.cells.iter().map(|cell| Cell {
                entries: cell.items.iter().map(|item| entry(lens, lane.key, item)).collect(),
                span: cell.span,
                opens_stage: cell.opens_stage,
            });
            Row::Lane { name, style, cells: cells.collect() }
        }
    })
}

fn entry(lens: &Lens, lane: &str, item: &MapItem) -> Entry {
    let said = words(lens, &item.text);
    let words = if lane == Lane::Thinks.as_str() { quoted(&said) } else { said };
    Entry { words, note: item.note.clone().map(|note| own(lens, note)) }
}

/// Words in the quotation marks of their language.
fn quoted(words: &Words) -> Words {
    let (open, close) = match words.lang.split('-').next().unwrap_or_default() {
        "ar" | "fa" | "ur" => ("«", "»"),
        _ => ("“", "”"),
    };
    Words { text: format!("{open}{}{close}", words.text), ..words.clone() }
}

fn curve(lens: &Lens, name: Words, lane: &MapLane, strip: &Strip, view: &MapView) -> Option<CurveRow> {
    let curve = lane.curve.as_ref()?;
    let note = |key: &str, moment: &Moment| {
        let column =
            view.steps.iter().position(|step| step.link.as_ref().is_some_and(|link| link.href == moment.step.href));
        Some(Note {
            column: column?,
            head: own(lens, format!("{} {}", lens.t(key), moment.emotion.value)),
            quote: moment.quote.as_ref().map(|quote| quoted(&words(lens, quote))),
            level: moment.emotion.level,
        })
    };
    let notes = [("highest", &curve.peak), ("lowest", &curve.trough)];
    let legend = curve.series.iter().map(|series| (series.series, words(lens, &series.name)));
    Some(CurveRow {
        name,
        strip: strip.clone(),
        voice: own(lens, String::new()),
        legend: if curve.series.len() > 1 { legend.collect() } else { Vec::new() },
        notes: notes.into_iter().filter_map(|(key, moment)| note(key, moment.as_ref()?)).collect(),
    })
}

/// The signs that are on the map, and what they mean.
fn key(lens: &Lens, view: &MapView) -> Vec<(Sign, Words)> {
    let has_star = view.steps.iter().any(|step| step.moment_of_truth);
    let has = |backing: Backing| view.steps.iter().any(|step| step.link.is_some() && step.backing == backing);
    let sign = |sign: Sign, key: &str| (sign, own(lens, lens.t(key)));
    let all = [
        (has_star, sign(Sign::Star, "moment-of-truth")),
        (has(Backing::Full), sign(Sign::Backing(map::Backing::Full), "backing-full")),
        (has(Backing::Some), sign(Sign::Backing(map::Backing::Some), "backing-some")),
        (has(Backing::None), sign(Sign::Backing(map::Backing::None), "backing-none")),
        (
            view.lanes.iter().any(|lane| lane.curve.as_ref().is_some_and(|curve| curve.has_estimates)),
            sign(Sign::Estimate, "curve-estimate"),
        ),
    ];
    all.into_iter().filter(|(is_there, _)| *is_there).map(|(_, sign)| sign).collect()
}
