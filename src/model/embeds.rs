//! The views that texts show in their midst: names → ids.

use crate::diag::{Code, Diagnostic};
use crate::model::ids::{JourneyId, PageId};
use crate::model::resolve::Resolver;
use crate::model::{Atlas, Embed, PageKind, Reading};
use crate::parse::embed::EmbedBlock;
use crate::parse::fields::{Choice, word};
use crate::parse::page::Document;
use crate::parse::view::View;
use crate::source::{FilePath, Spanned};

/// Resolves the views of a text; what can't be resolved is reported and left out.
pub(super) fn resolve(atlas: &Atlas, page: PageId, document: &Document, resolver: &mut Resolver) -> Vec<(u32, Embed)> {
    let own = own_journey(atlas, page);
    let blocks = document.body.outline.embeds.iter();
    blocks.filter_map(|block| Some((block.span.start, resolver.embed(atlas, &document.path, own, block)?))).collect()
}

/// The journey that a block means which names none.
fn own_journey(atlas: &Atlas, page: PageId) -> Option<JourneyId> {
    match atlas[page].kind {
        PageKind::Journey(journey) => Some(journey),
        PageKind::Stage(stage) => Some(atlas[stage].journey),
        _ => None,
    }
}

/// The pages that a view shows.
pub(super) fn shown(atlas: &Atlas, embed: &Embed) -> impl Iterator<Item = PageId> {
    let journey = embed.journey.map(|journey| atlas[journey].page);
    journey.into_iter().chain(embed.persona.map(|persona| atlas[persona].page))
}

impl Resolver<'_> {
    fn embed(&mut self, atlas: &Atlas, path: &FilePath, own: Option<JourneyId>, block: &EmbedBlock) -> Option<Embed> {
        // All names are looked up before the first that is missing ends it, so that all mistakes are told at once.
        let named = block.journey.as_ref().map(|name| self.journey(path, name));
        let persona = block.persona.as_ref().map(|name| self.persona(path, name));
        let before = self.out.iter().len();
        let lanes = self.lanes(path, &block.lanes);
        let is_lane_missing = self.out.iter().len() > before;
        if !block.is_sound || named == Some(None) || persona == Some(None) || is_lane_missing {
            return None;
        }
        let (journey, persona) = (named.flatten().or(own), persona.flatten());
        let view = block.view.value;
        if view.needs_journey() && journey.is_none() {
            self.out.push(needs_journey(atlas, path, &block.view));
            return None;
        }
        if let Some(name) = block.persona.as_ref().filter(|_| !view.takes_persona()) {
            self.out.push(without_effect(path, name, view, "persona", "shows everybody", View::takes_persona));
        }
        if let Some(name) = block.lanes.first().filter(|_| !view.takes_lanes()) {
            self.out.push(without_effect(path, name, view, "lanes", "has no lanes to choose", View::takes_lanes));
        }
        let persona = persona.filter(|_| view.takes_persona());
        let lanes = if view.takes_lanes() { lanes } else { Vec::new() };
        if let Some(journey) = journey {
            if persona.is_some_and(|persona| !atlas[journey].personas.contains(&persona)) {
                self.out.extend(block.persona.as_ref().map(|name| not_on_journey(atlas, path, journey, name)));
                return None;
            }
            self.out.extend(nothing_to_compare(atlas, path, journey, &block.view));
        }
        Some(Embed { view, journey, persona, lanes })
    }
}

fn needs_journey(atlas: &Atlas, path: &FilePath, view: &Spanned<View>) -> Diagnostic {
    let message = format!("the view `{}` is that of one journey, and this block names none", word(view.value));
    let ids: Vec<_> = atlas.journeys.iter().map(|journey| atlas[journey.page].id.as_str()).collect();
    let hint = match ids.as_slice() {
        [] => "write a journey first: `journeys/…/index.md`".to_owned(),
        [first, ..] if ids.len() == 1 || ids.len() > 12 => {
            format!("write its id behind the word, as in `journey {first}`")
        }
        _ => format!("write its id behind the word, as in `journey {}`; there are {}", ids[0], quoted(&ids)),
    };
    Diagnostic::at(Code::ViewNeedsJourney, path, view.span, message).hint(hint)
}

/// An option that the view can't follow: the figure is right without it, and shows more than its author asked for.
fn without_effect(
    path: &FilePath,
    at: &Spanned<String>,
    view: View,
    option: &str,
    why: &str,
    takes: fn(View) -> bool,
) -> Diagnostic {
    let message = format!("`{option}` has no effect: the view `{}` {why}", word(view));
    let views: Vec<_> = View::ALL.iter().filter(|view| takes(**view)).map(|view| word(*view)).collect();
    let hint = format!("remove it, or take the view {}", quoted(&views).replace(", ", " or "));
    Diagnostic::at(Code::OptionWithoutEffect, path, at.span, message).hint(hint)
}

fn not_on_journey(atlas: &Atlas, path: &FilePath, journey: JourneyId, name: &Spanned<String>) -> Diagnostic {
    let journey = &atlas[journey];
    let message = format!("`{}` is not among the personas of `{}`", name.value, atlas[journey.page].id);
    let known: Vec<_> = journey.personas.iter().map(|persona| atlas[atlas[*persona].page].id.as_str()).collect();
    let hint = match known.is_empty() {
        true => "the journey names no personas".to_owned(),
        false => format!("it has {}", quoted(&known)),
    };
    Diagnostic::at(Code::PersonaNotOnJourney, path, name.span, message).hint(hint)
}

/// A comparison of one thing with nothing.
fn nothing_to_compare(atlas: &Atlas, path: &FilePath, journey: JourneyId, view: &Spanned<View>) -> Option<Diagnostic> {
    let journey = &atlas[journey];
    let id = &atlas[journey.page].id;
    let (message, hint) = match view.value {
        View::Future if journey.future_of.is_none() && journey.futures.is_empty() => (
            format!("no journey is to replace `{id}`, and it is to replace none"),
            format!("write `state: future` and `future-of: {id}` into the journey that is to replace it"),
        ),
        View::Personas if journey.own_scores(&Reading::whole(atlas)) < 2 => (
            format!("fewer than two personas have emotions of their own on `{id}`"),
            "write `emotion: { amira: 2, somchai: -1 }` into its steps, or take the view `curve`".to_owned(),
        ),
        _ => return None,
    };
    Some(Diagnostic::at(Code::NothingToCompare, path, view.span, message).hint(hint))
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
