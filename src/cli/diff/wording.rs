//! How changes are worded. What the handbook says goes through the writer's own function, which makes it harmless.

use crate::diag::harmless;
use crate::diag::plural;
use crate::locale::round;
use crate::model::diff::{Change, Changed, Effect, Kind, Measured, Named, Position, ScoreChange, Summary};

/// Makes the handbook's words harmless where they are written.
pub type Quote = fn(&str) -> String;

/// Text on one line, without what a terminal would obey.
pub fn plain(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { harmless(c) }).collect();
    text.trim().to_owned()
}

/// What a change says.
pub fn phrase(change: &Change, quote: Quote) -> String {
    let value = |value: &Option<String>| value.as_ref().map_or_else(|| "nothing".to_owned(), |value| quote(value));
    match change {
        Change::Added => "added".to_owned(),
        Change::Removed => "removed".to_owned(),
        Change::Renamed { from, to } => format!("renamed from “{}” to “{}”", quote(from), quote(to)),
        Change::Moved { from, to } => moved(from, to, quote),
        Change::Score(score) => scored(score, quote),
        Change::Gained(named) | Change::Lost(named) => called(named.kind, &named.title, &named.id, quote),
        Change::MomentOfTruthGained => "became a moment of truth".to_owned(),
        Change::MomentOfTruthLost => "is no moment of truth any more".to_owned(),
        Change::Closed { from, to, effect } => {
            let from = from.as_ref().map(|from| format!("{} → ", quote(from))).unwrap_or_default();
            let effect = effect.as_ref().map(|effect| format!("; {}", moved_by(effect, quote))).unwrap_or_default();
            format!("closed: {from}{}{effect}", quote(to))
        }
        Change::Reopened { from, to, .. } => format!("open again: {} → {}", quote(from), value(to)),
        Change::Fact { field, from, to } => format!("{field}: {} → {}", value(from), value(to)),
        Change::Edited { language, fields } => format!("edited ({}): {}", quote(language), fields.join(", ")),
        Change::Translated { language } => format!("translated into {}", quote(language)),
        Change::TranslationRemoved { language } => format!("the translation into {} was removed", quote(language)),
    }
}

/// A thing by its kind, its title and its id.
pub fn called(kind: Kind, title: &str, id: &str, quote: Quote) -> String {
    match title == id {
        true => format!("{} {}", kind.as_str(), quote(id)),
        false => format!("{} {} ({})", kind.as_str(), quote(title), quote(id)),
    }
}

/// What something done has moved: `satisfaction 3.2 → 3.6, n 253 → 198`.
fn moved_by(effect: &Effect, quote: Quote) -> String {
    let Effect { metric, before, after, is_clear } = effect;
    let shown = |side: &Measured| number(side.value);
    let n = match (before.n, after.n) {
        (Some(before), Some(after)) => format!(", n {before} → {after}"),
        _ => String::new(),
    };
    let doubt = if *is_clear { "" } else { ", no clear change" };
    format!("{} {} → {}{n}{doubt}", quote(&metric.title), shown(before), shown(after))
}

fn moved(from: &Position, to: &Position, quote: Quote) -> String {
    let place = |position: &Position, is_far: bool| {
        let mut place = format!("place {}", position.number);
        let around = position.stage.iter().chain(position.journey.iter().filter(|_| is_far));
        around.for_each(|around: &Named| place += &format!(" in {}", quote(&around.title)));
        place
    };
    let id = |position: &Position| position.journey.as_ref().map(|journey| journey.id.clone());
    let is_far = id(from) != id(to);
    let (from, to) = (place(from, is_far), place(to, is_far));
    match from == to {
        // What stood before it stands behind it, and as many the other way round.
        true => format!("moved past others, at {to} again"),
        false => format!("moved from {from} to {to}"),
    }
}

fn scored(score: &ScoreChange, quote: Quote) -> String {
    let whose = score.persona.as_ref().map(|persona| format!(" of {}", quote(&persona.title))).unwrap_or_default();
    let what = format!("{}{whose}", quote(&score.metric.title));
    let n = n(score);
    let n = if n.is_empty() { n } else { format!(", n {n}") };
    match (&score.from, &score.to, score.difference) {
        (Some(from), Some(to), Some(difference)) if difference != 0.0 => {
            format!("{what}: {} → {} ({}){n}", number(from.value), number(to.value), signed(difference))
        }
        (Some(_), Some(to), _) => format!("{what}: measured again, {}{n}", number(to.value)),
        (_, Some(to), _) => format!("{what}: {}, measured for the first time{n}", number(to.value)),
        (Some(from), None, _) => format!("{what}: {} before, not measured any more{n}", number(from.value)),
        (None, None, _) => what,
    }
}

/// How many answers a score rested and rests on, where that is known.
pub fn n(score: &ScoreChange) -> String {
    let n = |side: &Option<Measured>| side.as_ref().and_then(|side| side.n);
    match (n(&score.from), n(&score.to)) {
        (Some(from), Some(to)) if from != to => format!("{from} → {to}"),
        (_, Some(n)) => n.to_string(),
        (Some(n), None) if score.to.is_none() => n.to_string(),
        (Some(n), None) => format!("{n} → unknown"),
        (None, None) => String::new(),
    }
}

/// A number as people write it.
pub fn number(value: f64) -> String {
    round(value, 2).to_string().replace('-', "−")
}

/// A difference with its sign.
pub fn signed(value: f64) -> String {
    format!("{}{}", if value > 0.0 { "+" } else { "" }, number(value))
}

/// How much of what came or went with a thing: `, with 2 stages and 5 steps`.
pub fn with_parts(thing: &Changed) -> String {
    let counts: Vec<_> = thing.counts().into_iter().map(|(kind, n)| plural(n, kind.as_str())).collect();
    match counts.as_slice() {
        [] => String::new(),
        counts => format!(", with {}", counts.join(" and ")),
    }
}

/// All of it on one line.
pub fn summary(summary: Summary) -> String {
    let Summary { added, removed, renamed, moved, scores_up, scores_down, closed, edited, other } = summary;
    let counts = [
        (added, "added"),
        (removed, "removed"),
        (renamed, "renamed"),
        (moved, "moved"),
        (scores_up, if scores_up == 1 { "score up" } else { "scores up" }),
        (scores_down, if scores_down == 1 { "score down" } else { "scores down" }),
        (closed, if closed == 1 { "opportunity closed" } else { "opportunities closed" }),
        (edited, "edited"),
        (other, if other == 1 { "other change" } else { "other changes" }),
    ];
    let told = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}"));
    told.collect::<Vec<_>>().join(", ")
}
