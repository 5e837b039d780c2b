//! What is said of how pages are kept up: the chips of a page that lacks something, and the coverage page.

use crate::model::{Condition, Inventory, JourneyId, Lack, Lang, Overview, PageId, PageKind};
use crate::parse::fields::word;
use crate::parse::slot::IndexKind;
use crate::site::cards;
use crate::site::lens::Lens;
use crate::site::tables;
use crate::site::texts::Arg;
use crate::site::views::{CoverageRow, CoverageView, LackView, MapItem, Row, RowCell, ShareView, Text};

/// How many journeys have a row: a page can't grow with the handbook.
const MOST_JOURNEYS: usize = 200;

impl Lens<'_> {
    /// What a page lacks, for its chips: what matters to who reads it. A journey's steps and evidence are its stages'.
    pub fn lacks(&self, page: PageId) -> Vec<LackView> {
        let PageKind::Journey(journey) = self.atlas[page].kind else {
            return self.chips(page, self.atlas.condition(page));
        };
        let mut all = self.atlas.condition(page).clone();
        for stage in &self.atlas[journey].stages {
            let own = self.atlas.condition(self.atlas.page_of(*stage));
            all.steps += own.steps;
            all.unbacked += own.unbacked;
            all.old_evidence += own.old_evidence;
        }
        self.chips(page, &all)
    }

    fn chips(&self, page: PageId, condition: &Condition) -> Vec<LackView> {
        let is_prose = matches!(self.atlas[page].kind, PageKind::Prose | PageKind::Section | PageKind::Glossary);
        let is_shown = |lack: &Lack| match lack {
            Lack::Review(_) => true,
            Lack::Owner | Lack::Evidence { .. } | Lack::FirstReview | Lack::NewEvidence(_) => !is_prose,
            Lack::Scores | Lack::Translations(_) => false,
        };
        let lacks = condition.lacks(&self.atlas.book().settings.upkeep);
        lacks.iter().filter(|lack| is_shown(lack)).map(|lack| self.lack(lack)).collect()
    }

    fn lack(&self, lack: &Lack) -> LackView {
        let with = |key: &str, name: &str, text: String| self.t_with(key, &[(name, Arg::Text(text))]);
        let (kind, text) = match lack {
            Lack::Owner => ("owner", self.t("lack-owner")),
            Lack::Evidence { steps, of } => {
                ("evidence", self.t_with("lack-evidence", &[("n", (*steps).into()), ("of", (*of).into())]))
            }
            Lack::Review(since) => ("review", with("lack-review", "date", self.date(*since).text)),
            Lack::FirstReview => ("first-review", self.t("lack-first-review")),
            Lack::NewEvidence(_) => {
                let age = self.atlas.book().settings.upkeep.evidence_age;
                let age = age.map(|age| self.count(&format!("age-{}", word(age.unit)), age.count.into()));
                ("new-evidence", with("lack-new-evidence", "age", age.unwrap_or_default()))
            }
            Lack::Scores => ("scores", self.t("lack-scores")),
            Lack::Translations(languages) => {
                let names: Vec<String> = languages.iter().map(|lang| self.name_among_others(*lang)).collect();
                ("translations", with("lack-translations", "languages", self.locale().list(&names)))
            }
        };
        LackView { kind, text }
    }

    /// A language's name in itself.
    fn name_of(&self, lang: Lang) -> String {
        self.atlas.book().languages[lang.0].locale.name()
    }

    /// The same in a list of names, of which each keeps its own direction.
    fn name_among_others(&self, lang: Lang) -> String {
        let name = self.name_of(lang);
        match self.atlas.book().languages[lang.0].direction == self.direction() {
            true => name,
            false => format!("\u{2068}{name}\u{2069}"),
        }
    }

    /// How much of something has what it needs; nothing where there is nothing of it.
    fn share(&self, key: &'static str, title: String, (n, of): (usize, usize)) -> Option<ShareView> {
        (of > 0).then(|| ShareView {
            key,
            title,
            language: None,
            share: self.locale().percent(shown_share(n, of)),
            percent: (shown_share(n, of) * 100.0).round() as u8,
            count: self.t_with("coverage-of", &[("n", n.into()), ("of", of.into())]),
        })
    }

    /// The shares of an inventory, in the order of their columns.
    fn shares(&self, all: &Inventory) -> Vec<Option<ShareView>> {
        let own = |key: &'static str, n, of| self.share(key, self.t(&format!("coverage-{key}")), (n, of));
        let mut shares = vec![
            own("owned", all.owned, all.pages),
            own("fresh", all.fresh, all.reviewable),
            own("evidence", all.backed, all.steps),
            own("measured", all.measured, all.measurable),
        ];
        let translated = all.translated.iter().enumerate().map(|(at, n)| {
            let name = self.name_of(Lang(at + 1));
            let title = self.t_with("coverage-translated", &[("language", Arg::Text(name.clone()))]);
            let share = self.share("translated", title, (*n, all.written))?;
            Some(ShareView { language: Some(self.text(&name, Lang(at + 1))), ..share })
        });
        shares.extend(translated);
        shares
    }
}

/// A share in whole percent, rounded so that only all is all and only none is none.
fn shown_share(n: usize, of: usize) -> f64 {
    let rounded = (n * 100 + of / 2) / of.max(1);
    let percent = match n {
        0 => 0,
        n if n == of => 100,
        _ => rounded.clamp(1, 99),
    };
    percent as f64 / 100.0
}

/// The coverage page. What is counted over all stands on its first part.
pub fn coverage(lens: &Lens) -> CoverageView {
    let lists = lens.atlas.lists();
    let rows = lens.atlas.rows_on(IndexKind::Coverage, lens.part).map(|at| row(lens, lists.lacking[at]));
    let list = tables::table_of(&["page", "kind", "lacks", "owner"], &[], rows);
    let none = CoverageView { as_of: None, shares: Vec::new(), groups: Vec::new(), groups_left_out: 0, list };
    match lens.part {
        1 => over_all(lens, &lists.overview, none),
        _ => none,
    }
}

fn over_all(lens: &Lens, overview: &Overview, view: CoverageView) -> CoverageView {
    let shares = lens.shares(&overview.all);
    let group = |text: Text, href: Option<String>, inventory: &Inventory| {
        let own = lens.shares(inventory).into_iter().zip(&shares);
        // What nobody needs has no column.
        let shares = own.filter(|(_, all)| all.is_some()).map(|(own, _)| own).collect();
        CoverageRow { text, href, pages: inventory.written, shares }
    };
    let journeys = overview.journeys.iter().enumerate().take(MOST_JOURNEYS).map(|(at, inventory)| {
        let link = lens.journey(JourneyId(at));
        group(link.text, Some(link.href), inventory)
    });
    let kinds = [
        ("title-personas", Some(IndexKind::Personas), &overview.personas),
        ("title-touchpoints", Some(IndexKind::Touchpoints), &overview.touchpoints),
        ("coverage-guides", None, &overview.guides),
    ];
    let kinds = kinds.into_iter().filter(|(.., inventory)| inventory.written > 0).map(|(key, index, inventory)| {
        let page = index.and_then(|index| lens.atlas.index_page(index));
        group(lens.word(key), page.map(|page| lens.page_href(page, None)), inventory)
    });
    CoverageView {
        as_of: overview.as_of.map(|day| lens.date(day)),
        groups: journeys.chain(kinds).collect(),
        groups_left_out: overview.journeys.len().saturating_sub(MOST_JOURNEYS),
        shares: shares.into_iter().flatten().collect(),
        ..view
    }
}

/// A page that lacks something.
fn row(lens: &Lens, page: PageId) -> Row {
    let kind = lens.atlas[page].kind;
    let link = lens.link(page);
    // Stages of several journeys may have one name.
    let journey = match kind {
        PageKind::Stage(stage) => Some(lens.journey(lens.atlas[stage].journey).text.text),
        _ => None,
    };
    let condition = lens.atlas.condition(page);
    let lacks = condition.lacks(&lens.atlas.book().settings.upkeep);
    let items =
        lacks.iter().map(|lack| MapItem { text: lens.own(lens.lack(lack).text), href: None, note: None, level: None });
    let sort = link.text.text.clone();
    let head = MapItem { text: link.text, href: Some(link.href), note: journey, level: None };
    let weight: usize = lacks.iter().map(Lack::weight).sum();
    let cells = vec![
        RowCell { items: vec![head], sort, ..RowCell::default() },
        tables::key(lens, "kind", Some(cards::kind(kind))),
        RowCell { items: items.collect(), sort: weight.to_string(), ..RowCell::default() },
        tables::plain(lens, lens.atlas.about(page).owner.clone()),
    ];
    Row { id: None, cells }
}

#[cfg(test)]
mod tests {
    use super::shown_share;

    #[test]
    fn only_all_is_all() {
        assert_eq!(shown_share(0, 7), 0.0);
        assert_eq!(shown_share(1, 1000), 0.01);
        assert_eq!(shown_share(999, 1000), 0.99);
        assert_eq!(shown_share(7, 7), 1.0);
    }
}
