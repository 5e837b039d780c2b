//! What a page's path says about it: its kind, its id, its language and where it is written.

use icu::locale::Locale;

use crate::locale::composed;
use crate::parse::fields::{Choice, choices, word};
use crate::source::FilePath;

/// The kind of a page, from its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlotKind {
    /// `index.md` of the content folder.
    Home,
    /// `index.md` of a folder that has a generated index: personas, journeys, touchpoints …
    Index(IndexKind),
    /// A persona.
    Persona,
    /// A journey.
    Journey,
    /// A stage of the journey in whose folder it lies.
    Stage,
    /// A touchpoint.
    Touchpoint,
    /// What is to be said about a data set.
    Data,
    /// `glossary.md`.
    Glossary,
    /// `index.md` of any other folder.
    Section,
    /// Any other page.
    Prose,
}

choices! {
    /// The indexes that are made for every handbook, in the order in which readers meet them, each with the folder that
    /// it stands for: also the kind of its page and the end of the keys of its interface texts (`title-…`, `intro-…`).
    IndexKind {
        /// Of journeys.
        Journeys = "journeys",
        /// Of personas.
        Personas = "personas",
        /// Of touchpoints.
        Touchpoints = "touchpoints",
        /// Of the touchpoints that journeys share.
        Network = "network",
        /// Of channels.
        Channels = "channels",
        /// Of moments of truth.
        Moments = "moments-of-truth",
        /// Of opportunities.
        Opportunities = "opportunities",
        /// Of alerts.
        Alerts = "alerts",
        /// Of evidence.
        Evidence = "evidence",
        /// Of data sets.
        Data = "data",
        /// Of what has been kept up, and what lacks something.
        Coverage = "coverage",
        /// Of tags.
        Tags = "tags",
        /// Of what changed lately.
        Changes = "changes",
    }
}

/// What a path says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The kind of page.
    pub kind: SlotKind,
    /// The id: the path without `NN-`, `index` and ending, in Unicode's composed form (NFC).
    pub id: String,
    /// The language in the file's name, as written; none for the default language.
    pub language: Option<String>,
    /// Where the page is written, relative to its language's folder: `journeys/dine-in/order.html`.
    pub output: String,
    /// The order among its siblings before weights: the number in front of the name, then the name.
    pub order: (u32, String),
}

/// Reads a path; `path` lies below the folder `src`.
pub fn slot(path: &FilePath, src: &str) -> Slot {
    let relative = path.as_str().strip_prefix(src).unwrap_or(path.as_str()).trim_start_matches('/');
    let stem = match relative.len().checked_sub(3).and_then(|at| relative.split_at_checked(at)) {
        Some((stem, ending)) if ending.eq_ignore_ascii_case(".md") => stem,
        _ => relative,
    };
    let (stem, language) = split_language(stem);
    let mut parts: Vec<String> = stem.split('/').map(clean).collect();
    let output = format!("{}.html", parts.join("/"));
    let is_index = parts.last().is_some_and(|last| last == "index");
    if is_index {
        parts.pop();
    }
    let names: Vec<&str> = parts.iter().map(String::as_str).collect();
    let kind = kind(&names, is_index);
    let id = match kind {
        SlotKind::Persona | SlotKind::Touchpoint | SlotKind::Journey | SlotKind::Data => names[1].to_owned(),
        SlotKind::Stage => names[1..].join("/"),
        SlotKind::Home => "index".to_owned(),
        _ => names.join("/"),
    };
    let order = order(stem, is_index);
    Slot { kind, id, language, output, order }
}

fn kind(names: &[&str], is_index: bool) -> SlotKind {
    match names {
        [] => SlotKind::Home,
        ["glossary"] => SlotKind::Glossary,
        [folder] if is_index => match IndexKind::ALL.iter().find(|index| word(**index) == *folder) {
            Some(index) => SlotKind::Index(*index),
            None => SlotKind::Section,
        },
        ["personas", _] => SlotKind::Persona,
        ["touchpoints", _] => SlotKind::Touchpoint,
        ["data", _] => SlotKind::Data,
        ["journeys", _] => SlotKind::Journey,
        ["journeys", _, _] => SlotKind::Stage,
        _ if is_index => SlotKind::Section,
        _ => SlotKind::Prose,
    }
}

/// Splits `till.ar` into `till` and `ar`: an ending of letters that has the form of a language tag.
fn split_language(stem: &str) -> (&str, Option<String>) {
    let Some((name, tag)) = stem.rsplit_once('.') else { return (stem, None) };
    let language = tag.split('-').next().unwrap_or_default();
    let is_tag = matches!(language.len(), 2 | 3)
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && !name.is_empty()
        && !name.ends_with('/')
        && Locale::try_from_str(tag).is_ok();
    if is_tag { (name, Some(tag.to_owned())) } else { (stem, None) }
}

/// A folder's path without the numbers of its parts.
pub fn clean_folder(folder: &str) -> String {
    folder.split('/').map(clean).collect::<Vec<_>>().join("/")
}

/// A part of a path without its number, in composed form.
fn clean(part: &str) -> String {
    composed(number(part).1).into_owned()
}

/// Splits `01-awareness` into 1 and `awareness`: at most three digits, so that a year stays.
fn number(part: &str) -> (Option<u32>, &str) {
    match part.split_once('-') {
        Some((digits, rest))
            if matches!(digits.len(), 1..=3)
                && !rest.is_empty()
                && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            (digits.parse().ok(), rest)
        }
        _ => (None, part),
    }
}

fn order(stem: &str, is_index: bool) -> (u32, String) {
    let own = if is_index { stem.rsplit('/').nth(1) } else { stem.rsplit('/').next() };
    let (number, name) = number(own.unwrap_or_default());
    (number.unwrap_or(u32::MAX), name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{IndexKind, SlotKind, slot};
    use crate::source::FilePath;

    fn read(path: &str) -> (SlotKind, String, Option<String>, String) {
        let slot = slot(&FilePath::new(path), "content");
        (slot.kind, slot.id, slot.language, slot.output)
    }

    #[test]
    fn the_folder_makes_the_kind() {
        let kind = |path| read(path).0;
        assert_eq!(kind("content/index.md"), SlotKind::Home);
        assert_eq!(kind("content/personas/index.md"), SlotKind::Index(IndexKind::Personas));
        assert_eq!(kind("content/personas/amira.md"), SlotKind::Persona);
        assert_eq!(kind("content/personas/amira/index.md"), SlotKind::Persona);
        assert_eq!(kind("content/personas/amira/notes.md"), SlotKind::Prose);
        assert_eq!(kind("content/journeys/dine-in/index.md"), SlotKind::Journey);
        assert_eq!(kind("content/journeys/dine-in/01-order.md"), SlotKind::Stage);
        assert_eq!(kind("content/guide/index.md"), SlotKind::Section);
        assert_eq!(kind("content/glossary.ar.md"), SlotKind::Glossary);
        assert_eq!(kind("content/about.md"), SlotKind::Prose);
    }

    #[test]
    fn ids_lose_their_numbers_and_languages() {
        let (_, id, language, output) = read("content/journeys/01-dine-in/02-order.ar-EG.md");
        assert_eq!((id.as_str(), language.as_deref()), ("dine-in/order", Some("ar-EG")));
        assert_eq!(output, "journeys/dine-in/order.html");
        assert_eq!(read("content/guide/2026-plan.md").1, "guide/2026-plan");
        assert_eq!(read("content/guide/v1.2.md").1, "guide/v1.2");
        assert_eq!(read("content/personas/ame\u{301}lie.md").1, "am\u{e9}lie");
    }
}
