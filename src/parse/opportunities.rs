//! What could be better at a step: one item of `opportunities`.
//!
//! In: the field of a step. Out: [`Opportunity`]s with names where the model has ids. Promises: a day on which something was
//! done stands only on what is done; in a translation nothing but ids and titles is taken.

use jiff::civil::Date;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::locale::Locale;
use crate::parse::fields::{self, Fields, Role, choices, word};
use crate::parse::node::{Node, Value};
use crate::parse::page::{identity, plain, unique};
use crate::parse::scores::{Score, score};
use crate::source::{FilePath, Spanned};

choices! {
    /// How far an opportunity is.
    Progress {
        /// Said aloud.
        Idea = "idea",
        /// Decided.
        Planned = "planned",
        /// Begun.
        Doing = "doing",
        /// Finished.
        Done = "done",
        /// Given up.
        Dropped = "dropped",
    }
}

/// Something to improve.
#[derive(Clone, Debug)]
pub struct Opportunity {
    /// `id`, else the slug of the title.
    pub id: Spanned<String>,
    /// `title`.
    pub title: Option<String>,
    /// `impact`, 1 to 5.
    pub impact: Option<u8>,
    /// `effort`, 1 to 5.
    pub effort: Option<u8>,
    /// `owner`.
    pub owner: Option<String>,
    /// `status`.
    pub status: Option<Progress>,
    /// `due`: the last day on which it is in time.
    pub due: Option<Spanned<Date>>,
    /// `done`: the day on which it was finished.
    pub done: Option<Date>,
    /// `moves`.
    pub moves: Option<Moves>,
}

/// What an opportunity is meant to move.
#[derive(Clone, Debug)]
pub struct Moves {
    /// `metric`, or all of `moves`.
    pub metric: Spanned<String>,
    /// `of`: `stage:…`, `touchpoint:…` or `journey:…`; nothing is its own stage.
    pub of: Option<Spanned<String>>,
    /// `before`: what was measured before it was done.
    pub before: Option<Score>,
    /// `after`: what was measured afterwards.
    pub after: Option<Score>,
}

/// Reads the opportunities of a step.
pub(super) fn opportunities(step: &mut Fields, locale: &Locale, out: &mut Diagnostics) -> Vec<Opportunity> {
    let (path, role) = (step.path(), step.role());
    let Some(node) = step.word("opportunities") else { return Vec::new() };
    let nodes = Fields::list(node).iter();
    let found: Vec<_> = nodes.filter_map(|node| opportunity(path, node, role, locale, out)).collect();
    unique(path, "opportunity", found.iter().map(|one| &one.id), out);
    found
}

fn opportunity(
    path: &FilePath,
    node: &Node,
    role: Role,
    locale: &Locale,
    out: &mut Diagnostics,
) -> Option<Opportunity> {
    let mut fields = Fields::new(path, node, role, out);
    let title = fields.text("title", out);
    let id = identity(&mut fields, "opportunity", title.as_ref(), locale, out);
    let impact = fields.whole("impact", 1..=5, out).map(|impact| impact.value as u8);
    let effort = fields.whole("effort", 1..=5, out).map(|effort| effort.value as u8);
    let owner = fields.name("owner", out).map(plain);
    let status = fields.choice("status", out);
    let due = fields.date("due", out);
    let done = fields.date("done", out);
    let moves = fields.fact("moves", out).and_then(|node| moves(path, node, out));
    let has_status = fields.word("status").is_some();
    fields.finish(out);
    // A status that can't be read has been told.
    let is_open = status != Some(Progress::Done) && (status.is_some() || !has_status);
    if let Some(done) = done.filter(|_| is_open) {
        let status = status.map_or("has no `status`".to_owned(), |status| format!("is `{}`", word(status)));
        let message = format!("`done` is the day on which it was finished, and this opportunity {status}");
        let hint = "write `status: done`, or remove `done`";
        out.push(Diagnostic::at(Code::NotDone, path, done.span, message).hint(hint));
    }
    let done = done.filter(|_| !is_open).map(|done| done.value);
    Some(Opportunity { id: id?, title: title.map(plain), impact, effort, owner, status, due, done, moves })
}

/// Reads `moves`: the name of a metric, or that and more.
fn moves(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Option<Moves> {
    if !matches!(node.value, Value::Map(_)) {
        let metric = fields::text(path, node, out)?;
        return Some(Moves { metric, of: None, before: None, after: None });
    }
    let mut fields = Fields::new(path, node, Role::Original, out);
    let metric = fields.name("metric", out);
    let of = fields.name("of", out);
    let before = fields.fact("before", out).and_then(|node| score(path, node, out));
    let after = fields.fact("after", out).and_then(|node| score(path, node, out));
    if fields.word("metric").is_none() {
        let hint = "write which one, as `metric: satisfaction`";
        out.push(Diagnostic::at(Code::MissingField, path, node.span, "this `moves` has no `metric`").hint(hint));
    }
    fields.finish(out);
    Some(Moves { metric: metric?, of, before, after })
}
