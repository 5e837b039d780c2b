//! The indexes that are tables, views or both: all but those of personas and journeys, and the coverage page.

use crate::map::backlog::{Entry, backlog_on};
use crate::model::{ChannelId, DataId, Holder, PageId, Standing, TouchpointId, Verdict, row_anchor};
use crate::parse::fields::word;
use crate::parse::slot::IndexKind;
use crate::parse::view::View;
use crate::site::lens::Lens;
use crate::site::pages::items;
use crate::site::texts::Arg;
use crate::site::views::{AlertView, Column, Link, MapItem, Row, RowCell, StandingsView, TableView, Text};
use crate::site::{cards, figures, opportunities};

/// How many links a cell shows: tags and channels have any number of pages.
const MOST_LINKS: usize = 20;
/// How many touchpoints at risk are shown, and how many that people recommend.
const MOST_STANDINGS: usize = 60;

/// Builds an index: a table, views above it, or both.
pub fn table(lens: &Lens, kind: IndexKind) -> TableView {
    let (view, table) = match kind {
        IndexKind::Touchpoints => (Some(View::Touchpoints), touchpoints(lens)),
        IndexKind::Network => (Some(View::Network), table_of(&[], &[], [])),
        IndexKind::Channels => (Some(View::Channels), channels(lens)),
        IndexKind::Moments => (Some(View::Moments), table_of(&[], &[], [])),
        IndexKind::Opportunities => (Some(View::Opportunities), opportunities(lens)),
        IndexKind::Alerts => (None, alerts(lens)),
        IndexKind::Evidence => (None, evidence(lens)),
        IndexKind::Data => (None, data(lens)),
        IndexKind::Tags => (None, tags(lens)),
        IndexKind::Personas | IndexKind::Journeys | IndexKind::Changes | IndexKind::Coverage => {
            (None, table_of(&[], &[], []))
        }
    };
    let figure = view.and_then(|view| figures::of_index(lens, view));
    // Above a table, and below an author's own words, a view that has nothing to show is left out.
    let speaks = !table.columns.is_empty() || lens.page.is_some_and(|page| !lens.atlas.is_wordless(page));
    let figures = figure.into_iter().filter(|figure| !(figure.is_empty() && speaks));
    TableView { figures: figures.collect(), ..table }
}

/// A table whose rows are headed by the first column that holds no numbers.
pub fn table_of(keys: &[&'static str], numeric: &[&str], rows: impl IntoIterator<Item = Row>) -> TableView {
    let head = keys.iter().position(|key| !numeric.contains(key));
    let column =
        |(at, key): (usize, &&'static str)| Column { key, numeric: numeric.contains(key), heads: head == Some(at) };
    TableView {
        columns: keys.iter().enumerate().map(column).collect(),
        rows: rows.into_iter().collect(),
        ..TableView::default()
    }
}

/// A cell of links, sorted by their texts; of many only the first are made.
fn links<T>(all: impl IntoIterator<Item = T>, link: impl Fn(T) -> Link) -> RowCell {
    let mut all = all.into_iter();
    let links: Vec<Link> = all.by_ref().take(MOST_LINKS).map(link).collect();
    let sort = links.iter().map(|link| link.text.text.as_str()).collect::<Vec<_>>().join(", ");
    RowCell { items: items(links), sort, left_out: all.count(), ..RowCell::default() }
}

fn text(text: Option<Text>) -> RowCell {
    let sort = text.as_ref().map(|text| text.text.clone()).unwrap_or_default();
    let items = text.into_iter().map(|text| MapItem { text, href: None, note: None, level: None }).collect();
    RowCell { items, sort, ..RowCell::default() }
}

pub fn plain(lens: &Lens, words: Option<String>) -> RowCell {
    text(words.map(|words| lens.own(words)))
}

/// A cell that says an interface text.
pub fn key(lens: &Lens, prefix: &str, value: Option<&str>) -> RowCell {
    match value {
        Some(value) => {
            let key = format!("{prefix}-{value}");
            RowCell { sort: lens.t(&key), key: Some(key), ..RowCell::default() }
        }
        None => RowCell::default(),
    }
}

fn count(lens: &Lens, n: usize) -> RowCell {
    RowCell { sort: n.to_string(), ..plain(lens, Some(lens.locale().integer(n as i64))) }
}

fn number(lens: &Lens, shown: String, sort: f64, level: Option<i8>) -> RowCell {
    let items = vec![MapItem { text: lens.own(shown), href: None, note: None, level }];
    RowCell { items, sort: sort.to_string(), ..RowCell::default() }
}

fn touchpoints(lens: &Lens) -> TableView {
    let keys = ["touchpoint", "kind", "channels", "steps", "worst", "satisfaction", "nps", "owner"];
    let rows = lens.atlas.rows_on(IndexKind::Touchpoints, lens.part).map(|at| {
        let touchpoint = &lens.atlas[TouchpointId(at)];
        let worst = touchpoint
            .meetings
            .iter()
            .flat_map(|step| lens.atlas[*step].emotion.iter().map(|(_, score)| score.value()))
            .min_by(f64::total_cmp);
        let worst = worst.map(|value| {
            let view = lens.emotion(None, value);
            number(lens, view.value, value, Some(view.level))
        });
        let cells = vec![
            links([touchpoint.page], |page| lens.link(page)),
            key(lens, "touchpoint-kind", touchpoint.kind.map(word)),
            links(&touchpoint.channels, |channel| lens.channel(*channel)),
            count(lens, touchpoint.meetings.len()),
            worst.unwrap_or_default(),
            score(lens, touchpoint.page, "satisfaction"),
            score(lens, touchpoint.page, "nps"),
            plain(lens, lens.atlas.about(touchpoint.page).owner.clone()),
        ];
        Row { id: None, cells }
    });
    table_of(&keys, &["steps", "worst", "satisfaction", "nps"], rows)
}

fn score(lens: &Lens, page: PageId, metric: &str) -> RowCell {
    let found = lens.atlas.scores(page).iter().find(|(id, _)| lens.atlas.metric(*id).name.id == metric);
    let overall = found.and_then(|(id, measure)| {
        let value = measure.overall()?;
        let text = match &measure.all {
            Some(score) => lens.score_value(*id, score),
            None => lens.number(*id, value),
        };
        Some(number(lens, text, value, None))
    });
    overall.unwrap_or_default()
}

fn channels(lens: &Lens) -> TableView {
    let rows = lens.atlas.rows_on(IndexKind::Channels, lens.part).map(|at| {
        let id = ChannelId(at);
        let channel = lens.atlas.channel(id);
        let touchpoints = lens.atlas.touchpoints().iter().filter(|touchpoint| touchpoint.channels.contains(&id));
        let steps: Vec<_> = lens.atlas.steps().iter().filter(|step| step.channel == Some(id)).collect();
        let mut journeys: Vec<_> = steps.iter().map(|step| lens.atlas[step.stage].journey).collect();
        journeys.dedup();
        let personas = lens.atlas.personas().iter().filter(|persona| persona.channels.contains(&id));
        let cells = vec![
            text(Some(lens.name("channel", channel))),
            links(touchpoints, |touchpoint| lens.link(touchpoint.page)),
            links(journeys, |journey| lens.journey(journey)),
            count(lens, steps.len()),
            links(personas, |persona| lens.link(persona.page)),
        ];
        Row { id: Some(row_anchor(&channel.id)), cells }
    });
    let keys = ["channel", "touchpoints", "journeys", "steps", "personas"];
    table_of(&keys, &["steps"], rows)
}

/// The backlog; on its first part with who has how many, and what is done.
fn opportunities(lens: &Lens) -> TableView {
    let rows = backlog_on(&lens.atlas, lens.part).map(|entry| Row { id: None, cells: opportunity(lens, &entry) });
    let keys = ["number", "opportunity", "step", "impact", "effort-needed", "score", "owner", "status", "due"];
    let table = table_of(&keys, &["number", "impact", "effort-needed", "score"], rows);
    if lens.part > 1 {
        return table;
    }
    let (done, done_left_out) = opportunities::done(lens);
    TableView { workload: opportunities::workload(lens), done, done_left_out, ..table }
}

fn opportunity(lens: &Lens, entry: &Entry) -> Vec<RowCell> {
    let (step, one) = (entry.step, entry.opportunity);
    let journey = lens.atlas[lens.atlas[step].stage].journey;
    let view = lens.opportunity(one);
    let grade = |grade: Option<u8>| match grade {
        Some(grade) => number(lens, lens.locale().integer(i64::from(grade)), f64::from(grade), None),
        None => RowCell::default(),
    };
    let worth = lens.atlas.worth(step, one).map(|worth| worth.score);
    let due = view.due.map(|on| RowCell { sort: on.iso.clone(), ..plain(lens, Some(on.text)) });
    vec![
        count(lens, entry.number),
        text(Some(view.title)),
        links([lens.step(step), lens.journey(journey)], |link| link),
        grade(one.impact),
        grade(one.effort),
        match worth {
            Some(score) => number(lens, lens.locale().decimal_within(score, 1..=1), score, None),
            None => RowCell { why: Some("score-unmeasured"), ..RowCell::default() },
        },
        plain(lens, view.owner),
        key(lens, "opportunity", view.status),
        RowCell { mark: view.overdue.then_some("overdue"), ..due.unwrap_or_default() },
    ]
}

fn alerts(lens: &Lens) -> TableView {
    let rows = lens.atlas.alerts_on(lens.part).iter().map(|raised| {
        let view = lens.alert(raised);
        let rests = rests(lens, &view);
        let mut happened = plain(lens, Some(view.happened));
        happened.items.iter_mut().for_each(|item| item.note = rests.clone());
        let cells = vec![
            key(lens, "severity", Some(view.severity)),
            links([view.step.unwrap_or(view.link)], |link| link),
            links(view.persona, |link| link),
            text(Some(view.metric)),
            happened,
            number(lens, view.harm, raised.harm, None),
            plain(lens, view.owner),
        ];
        Row { id: None, cells }
    });
    let keys = ["severity", "page", "persona", "metric", "happened", "harm", "owner"];
    let mut table = table_of(&keys, &["harm"], rows);
    table.columns.iter_mut().for_each(|column| column.heads = column.key == "page");
    if lens.part == 1 {
        let (settings, lists) = (&lens.atlas.book().settings, lens.atlas.lists());
        let all = [
            (Verdict::AtRisk, settings.at_risk, &lists.at_risk),
            (Verdict::Promoted, settings.promoted, &lists.promoted),
        ];
        let some = all.into_iter().filter(|(.., list)| !list.is_empty());
        table.standings = some.map(|(verdict, line, list)| standings(lens, verdict, line, list)).collect();
    }
    table
}

/// What the score of an alert rests on: n and its interval.
fn rests(lens: &Lens, view: &AlertView) -> Option<String> {
    let said = |key, args: &[(&str, &String)]| {
        let args: Vec<_> = args.iter().map(|(name, text)| (*name, Arg::Text((*text).clone()))).collect();
        lens.t_with(key, &args)
    };
    let n = view.n.as_ref().map(|n| said("score-n", &[("n", n)]));
    let ends = view.low.as_ref().zip(view.high.as_ref());
    let interval = ends.map(|(low, high)| said("score-interval", &[("low", low), ("high", high)]));
    let parts: Vec<String> = n.into_iter().chain(interval).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn standings(lens: &Lens, verdict: Verdict, line: f64, list: &[Standing]) -> StandingsView {
    let view =
        |one: &Standing| lens.standing(lens.atlas.page_of(one.touchpoint), verdict, one.metric, one.share, one.n);
    StandingsView {
        verdict: cards::verdict(verdict),
        line: lens.locale().percent(line),
        percent: (line * 100.0).round() as u8,
        touchpoints: list.iter().take(MOST_STANDINGS).map(view).collect(),
        left_out: list.len().saturating_sub(MOST_STANDINGS),
    }
}

/// Every source once, with what rests on it; the newest first.
fn evidence(lens: &Lens) -> TableView {
    let of = |holder: &Holder| match holder {
        Holder::Step(step) => &lens.atlas[*step].evidence,
        Holder::Touchpoint(touchpoint) => &lens.atlas[*touchpoint].evidence,
    };
    let user = |holder: &Holder| match holder {
        Holder::Step(step) => lens.step(*step),
        Holder::Touchpoint(touchpoint) => lens.link(lens.atlas.page_of(*touchpoint)),
    };
    let sources = &lens.atlas.lists().sources[lens.atlas.rows_on(IndexKind::Evidence, lens.part)];
    let rows = sources.iter().map(|source| {
        let (holder, place) = &source.first;
        let one = &of(holder)[*place];
        let view = lens.evidence(one);
        let title = MapItem { text: view.title, href: view.url, note: None, level: None };
        let n = one.n.map(|n| number(lens, lens.locale().integer(n as i64), n as f64, None));
        let day = view.on.map(|on| RowCell { sort: on.iso.clone(), ..plain(lens, Some(on.text)) });
        let cells = vec![
            RowCell { sort: title.text.text.clone(), items: vec![title], ..RowCell::default() },
            key(lens, "evidence", Some(view.kind)),
            n.unwrap_or_default(),
            day.unwrap_or_default(),
            links(&source.used, user),
        ];
        Row { id: None, cells }
    });
    table_of(&["evidence", "kind", "n", "on", "pages"], &["n"], rows)
}

fn data(lens: &Lens) -> TableView {
    let rows = lens.atlas.rows_on(IndexKind::Data, lens.part).map(|at| {
        let source = &lens.atlas[DataId(at)];
        let all = source.all.as_ref();
        let metric = lens.name("metric", &lens.atlas.metric(source.metric).name);
        let answers = all.map_or(0, |all| all.estimate.n);
        let day = all.and_then(|all| all.days).map(|(_, last)| lens.date(last));
        let cells = vec![
            links([source.page], |page| lens.link(page)),
            key(lens, "evidence", Some(word(source.kind))),
            plain(lens, Some(metric.text)),
            all.map(|all| number(lens, lens.counted(source.metric, all.estimate.value), all.estimate.value, None))
                .unwrap_or_default(),
            number(lens, lens.locale().integer(answers as i64), answers as f64, None),
            day.map(|on| RowCell { sort: on.iso.clone(), ..plain(lens, Some(on.text)) }).unwrap_or_default(),
        ];
        Row { id: None, cells }
    });
    table_of(&["data-set", "kind", "metric", "value", "n", "on"], &["value", "n"], rows)
}

fn tags(lens: &Lens) -> TableView {
    let on = lens.atlas.rows_on(IndexKind::Tags, lens.part);
    let rows = lens.atlas.lists().tags_in(lens.lang, on).map(|(tag, pages)| Row {
        id: Some(row_anchor(tag)),
        cells: vec![plain(lens, Some(tag.clone())), links(pages, |page| lens.link(*page))],
    });
    table_of(&["tag", "pages"], &[], rows)
}
