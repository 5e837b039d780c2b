//! The page of a data set, and what scores say of the answers that they come of.

use crate::data::{Month, Unused};
use crate::map::{Period, trend};
use crate::model::{Comment, DataId, DataSource, Measured, MetricId, PageId};
use crate::parse::fields::word;
use crate::site::lens::Lens;
use crate::site::texts::Arg;
use crate::site::views::{AnsweredView, CommentView, DataView, PeriodView, SourceCard, TrendView, UnusedView};

/// How many of the pages that rest on a data set are linked to.
const MOST_PAGES: usize = 60;

/// A data set's page.
pub fn data(lens: &Lens, id: DataId) -> DataView {
    let source = &lens.atlas[id];
    let metric = source.metric;
    let days = source.all.as_ref().and_then(|all| all.days);
    let answered = |link, measured: &Measured| answered(lens, metric, link, measured);
    DataView {
        kind: word(source.kind),
        solicited: source.kind.solicited(),
        metric: lens.name("metric", &lens.atlas.metric(metric).name),
        method: word(lens.atlas.metric(metric).method),
        question: lens.say(&source.question),
        file: source.file.as_str().to_owned(),
        from: days.map(|(first, _)| lens.date(first)),
        to: days.map(|(_, last)| lens.date(last)),
        rows: count(lens, source.rows),
        used: count(lens, source.used()),
        unused: unused_rows(lens, source),
        all: source.all.as_ref().map(|all| answered(None, all)),
        trend: source.all.as_ref().and_then(|all| self::trend_of(lens, metric, all)),
        channels: source.channels.iter().map(|(id, of)| answered(Some(lens.channel(*id)), of)).collect(),
        personas: source.personas.iter().map(|(id, of)| answered(Some(lens.persona(*id)), of)).collect(),
        rests: source.rests.iter().take(MOST_PAGES).map(|page| lens.link(*page)).collect(),
        rests_left_out: source.rests.len().saturating_sub(MOST_PAGES),
    }
}

/// What the answers of the first data sets come to.
pub fn source_cards(lens: &Lens, most: usize) -> Vec<SourceCard> {
    let card = |id: DataId| {
        let source = &lens.atlas[id];
        let (metric, all) = (source.metric, source.all.as_ref()?);
        Some(SourceCard {
            link: lens.link(source.page),
            metric: lens.name("metric", &lens.atlas.metric(metric).name),
            answered: answered(lens, metric, None, all),
            change: all.change().map(|change| lens.difference(metric, change)),
            to: all.days.map(|(_, last)| lens.date(last)),
        })
    };
    let count = lens.atlas.book().settings.data.len();
    (0..count).map(DataId).filter_map(card).take(most).collect()
}

fn count(lens: &Lens, n: u64) -> String {
    lens.locale().integer(i64::try_from(n).unwrap_or(i64::MAX))
}

fn unused_rows(lens: &Lens, source: &DataSource) -> Vec<UnusedView> {
    let view = |(why, rows): (&Unused, &u64)| UnusedView { why: why.as_str(), rows: count(lens, *rows) };
    source.unused.iter().filter(|(_, rows)| **rows > 0).map(view).collect()
}

fn answered(
    lens: &Lens,
    metric: MetricId,
    link: Option<crate::site::views::Link>,
    measured: &Measured,
) -> AnsweredView {
    AnsweredView {
        link,
        value: lens.counted(metric, measured.estimate.value),
        low: lens.counted(metric, measured.estimate.low),
        high: lens.counted(metric, measured.estimate.high),
        n: count(lens, measured.estimate.n),
    }
}

/// A score over time, where there are two periods or more.
pub fn trend_of(lens: &Lens, id: MetricId, measured: &Measured) -> Option<TrendView> {
    if measured.trend.len() < 2 {
        return None;
    }
    let metric = lens.atlas.metric(id);
    let label = |month: Month| period(lens, month, measured.months);
    let periods: Vec<Period> = measured
        .trend
        .iter()
        .map(|(month, estimate)| Period {
            label: label(*month),
            text: lens.counted(id, estimate.value),
            value: estimate.value,
            interval: (estimate.low, estimate.high),
        })
        .collect();
    let rows = measured.trend.iter().map(|(month, estimate)| PeriodView {
        label: label(*month),
        value: lens.counted(id, estimate.value),
        low: lens.counted(id, estimate.low),
        high: lens.counted(id, estimate.high),
        n: count(lens, estimate.n),
    });
    Some(TrendView {
        svg: trend(&periods, (metric.min, metric.max), |value| lens.counted(id, value)),
        change: measured.change().map(|change| lens.difference(id, change)),
        periods: rows.collect(),
    })
}

/// The name of a month or of a quarter.
pub fn period(lens: &Lens, month: Month, months: i8) -> String {
    match months {
        1 => lens.locale().month(month.year.into(), month.month.unsigned_abs()),
        _ => {
            let quarter = ((month.month - 1) / 3 + 1).to_string();
            lens.t_with("quarter", &[("q", Arg::Text(quarter)), ("year", Arg::Text(month.year.to_string()))])
        }
    }
}

impl Lens<'_> {
    /// What somebody said, as a page shows it.
    pub fn comment(&self, comment: &Comment, on: PageId) -> CommentView {
        let elsewhere = |page: PageId| (page != on).then(|| self.link(page));
        CommentView {
            text: comment.text.clone(),
            on: comment.on.map(|day| self.date(day)),
            persona: comment.persona.and_then(|persona| elsewhere(self.atlas.page_of(persona))),
            about: comment.about.and_then(elsewhere),
            data: elsewhere(self.atlas.page_of(comment.data)),
        }
    }
}
