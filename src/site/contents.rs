//! The contents of a page: its headings in their order, those of its template and those of its text.
//!
//! In: a page's view, and the page with the headings of its text. Out: entries that lead to them. Promises: what a
//! template of the default theme gives a heading with an anchor has an entry, and nothing else has (`it/pages.rs`); where the
//! handbook's own template leaves a heading out, so do the contents.

use std::collections::BTreeSet;

use crate::site::address::encode;
use crate::site::lens::Lens;
use crate::site::views::{
    CoverageView, DataView, GlossaryView, HomeView, JourneyView, JourneysView, PageView, PersonaView, PersonasView,
    RecentView, SectionView, StageView, TableView, Text, TocItem, TouchpointView,
};

/// A view whose template makes headings.
pub trait Headed {
    /// Notes them in the order in which they stand.
    fn headings(&self, contents: &mut Contents);
}

/// The contents of a page, from top to bottom.
pub struct Contents<'a> {
    lens: &'a Lens<'a>,
    page: &'a PageView,
    entries: Vec<TocItem>,
}

/// The contents of a page that so far knows the headings of its text.
pub fn contents(lens: &Lens, page: &PageView, view: &impl Headed) -> Vec<TocItem> {
    let mut contents = Contents { lens, page, entries: Vec::new() };
    view.headings(&mut contents);
    contents.entries
}

/// Takes out the entries that lead to nothing in a finished page; returns whether there were any.
pub fn keep_written(entries: &mut Vec<TocItem>, html: &str) -> bool {
    let ids: BTreeSet<String> = ids(html).flat_map(|id| [format!("#{id}"), format!("#{}", encode(id))]).collect();
    let before = entries.len();
    entries.retain(|entry| ids.contains(&entry.href));
    entries.len() < before
}

/// The values of all `id` in a page.
fn ids(html: &str) -> impl Iterator<Item = &str> {
    html.split_ascii_whitespace().filter_map(|word| {
        let value = word.strip_prefix("id=")?;
        value.trim_start_matches(['"', '\'']).split(['"', '\'', '>']).next()
    })
}

impl Contents<'_> {
    /// A section of the page with the interface's words as its heading, where it is shown.
    fn section(&mut self, is_shown: bool, anchor: &str, key: &str) {
        if is_shown {
            self.entry(2, &format!("page:{anchor}"), self.lens.word(key));
        }
    }

    fn entry(&mut self, level: u8, anchor: &str, text: Text) {
        self.entries.push(TocItem { text, href: format!("#{anchor}"), level });
    }

    fn comments(&mut self) {
        self.section(!self.page.comments.is_empty(), "comments", "comments");
    }

    /// What the author wrote.
    fn narrative(&mut self) {
        self.entries.extend_from_slice(&self.page.toc);
    }
}

impl Headed for StageView {
    fn headings(&self, contents: &mut Contents) {
        contents.section(!self.scores.is_empty(), "scores", "scores");
        contents.section(!self.worths.is_empty(), "worth", "opportunity-score");
        contents.section(!self.steps.is_empty(), "steps", "steps");
        for step in &self.steps {
            contents.entry(3, &step.id, step.title.clone());
        }
        contents.comments();
        contents.narrative();
    }
}

impl Headed for TouchpointView {
    fn headings(&self, contents: &mut Contents) {
        contents.section(!self.scores.is_empty(), "scores", "scores");
        contents.section(!self.worths.is_empty(), "worth", "opportunity-score");
        contents.comments();
        contents.narrative();
        contents.section(true, "meetings", "meetings");
        contents.section(!self.evidence.is_empty(), "evidence", "lane-evidence");
    }
}

impl Headed for PersonaView {
    fn headings(&self, contents: &mut Contents) {
        contents.section(!(self.demographics.is_empty() && self.traits.is_empty()), "who", "persona-who");
        contents.section(!(self.behaviours.is_empty() && self.channels.is_empty()), "how", "persona-how");
        let wants = [&self.goals, &self.needs, &self.motivations, &self.frustrations];
        contents.section(wants.iter().any(|texts| !texts.is_empty()), "what", "persona-what");
        let has_moments = !(self.highest.is_empty() && self.lowest.is_empty());
        contents.section(has_moments || !self.feels.is_empty(), "feel", "persona-feel");
        contents.section(!self.journeys.is_empty(), "journeys", "persona-journeys");
        contents.section(!self.scores.is_empty(), "scores", "persona-scores");
        contents.section(!self.pains.is_empty(), "pains", "persona-pains");
        contents.comments();
        contents.narrative();
    }
}

impl Headed for JourneyView {
    fn headings(&self, contents: &mut Contents) {
        contents.section(true, "map", "map");
        contents.section(!self.views.is_empty(), "views", "views");
        for figure in &self.views {
            contents.entry(3, &figure.id, contents.lens.word(&format!("view-{}", figure.view)));
        }
        contents.section(!self.scores.is_empty(), "scores", "scores-journey");
        contents.section(!self.stages.is_empty(), "stages", "stages");
        contents.comments();
        contents.narrative();
    }
}

impl Headed for DataView {
    fn headings(&self, contents: &mut Contents) {
        contents.narrative();
        contents.comments();
        contents.section(self.trend.is_some(), "trend", "trend");
        contents.section(!self.channels.is_empty(), "channels", "title-channels");
        contents.section(!self.personas.is_empty(), "personas", "title-personas");
        contents.section(true, "rows", "data-rows");
        contents.section(!self.rests.is_empty(), "rests", "data-rests");
    }
}

impl Headed for TableView {
    fn headings(&self, contents: &mut Contents) {
        contents.narrative();
        self.lists(contents);
    }
}

impl TableView {
    /// What stands below the text.
    fn lists(&self, contents: &mut Contents) {
        let has_headings = !self.columns.is_empty() || !contents.page.body.is_empty();
        for figure in self.figures.iter().filter(|_| has_headings) {
            contents.entry(2, &figure.id, contents.lens.word(&format!("view-{}", figure.view)));
        }
        contents.section(!self.figures.is_empty() && !self.rows.is_empty(), "all", "whole-list");
        contents.section(self.workload.is_some(), "owners", "by-owner");
        contents.section(!self.done.is_empty(), "done", "opportunity-done");
        for standings in &self.standings {
            contents.section(true, standings.verdict, &format!("standings-{}", standings.verdict));
        }
    }
}

impl Headed for CoverageView {
    fn headings(&self, contents: &mut Contents) {
        contents.narrative();
        contents.section(!self.groups.is_empty(), "groups", "coverage-groups");
        contents.section(!self.list.rows.is_empty(), "lacking", "coverage-list");
        self.list.lists(contents);
    }
}

impl Headed for RecentView {
    fn headings(&self, contents: &mut Contents) {
        contents.narrative();
        for group in &self.groups {
            contents.section(true, group.name, &format!("recent-group-{}", group.name));
        }
    }
}

/// Pages whose only headings with anchors are those of their text.
macro_rules! headed_by_text {
    ($($view:ty),+) => {
        $(impl Headed for $view {
            fn headings(&self, contents: &mut Contents) {
                contents.narrative();
            }
        })+
    };
}
headed_by_text!(HomeView, PersonasView, JourneysView, SectionView, GlossaryView);
