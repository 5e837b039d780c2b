//! Rules over the whole handbook.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::ids::{JourneyId, PageId, StepId};
use crate::model::{Atlas, Lang, alerts, opportunities, upkeep};
use crate::parse::page::State;
use crate::source::{FilePath, Place};

/// Above this many stages a map can't be taken in at once.
const MANY_STAGES: usize = 8;
/// Above this many steps neither.
const MANY_STEPS: usize = 20;

/// Paths of the site that the tool itself writes to.
const RESERVED: [&str; 4] = ["404.html", "sitemap.xml", "_headers", ".nojekyll"];
/// Names that the tool itself writes in the folder of each language.
const RESERVED_NAMES: [&str; 4] = ["feed.xml", "llms.txt", "print.html", "site.webmanifest"];
/// The folder of the theme's files.
const ASSETS: &str = "assets";
/// The folder of what the handbook says as data.
pub const API: &str = "api";
/// The folder that the preview answers for itself.
const PREVIEW: &str = "_rihla";

/// Checks what no single page can know.
pub fn check(atlas: &Atlas) -> Diagnostics {
    let mut out = Diagnostics::default();
    journeys(atlas, &mut out);
    cycles(atlas, &mut out);
    outputs(atlas, &mut out);
    opportunities::check(atlas, &mut out);
    upkeep::check(atlas, &mut out);
    out.extend(atlas.alerts.iter().map(|raised| alerts::told(atlas, raised)));
    out
}

fn journeys(atlas: &Atlas, out: &mut Diagnostics) {
    for (at, journey) in atlas.journeys.iter().enumerate() {
        let place = || atlas.place(journey.page);
        let report = |code, message: &str| Diagnostic::new(code, place(), message);
        if journey.stages.is_empty() {
            let hint = "write its first stage, or take it out with `status: draft`";
            out.push(report(Code::JourneyWithoutStages, "this journey has no stages, so it has no map").hint(hint));
        }
        if journey.is_deserted {
            let hint = "name them in `personas`";
            out.push(report(Code::JourneyWithoutPersonas, "nobody goes on this journey").hint(hint));
        }
        if journey.stages.len() > MANY_STAGES || journey.steps.len() > MANY_STEPS {
            let message = match (journey.stages.len(), journey.steps.len()) {
                (stages, steps) if steps <= MANY_STEPS => format!("this journey has {stages} stages"),
                (stages, steps) if stages <= MANY_STAGES => format!("this journey has {steps} steps"),
                (stages, steps) => format!("this journey has {stages} stages and {steps} steps"),
            };
            let hint = format!("beyond {MANY_STAGES} stages or {MANY_STEPS} steps, move a part into a sub-journey");
            out.push(Diagnostic::new(Code::JourneyTooLong, place(), message).hint(hint));
        }
        let wrong = match journey.future_of {
            Some(now) if now == JourneyId(at) => {
                Some(("a journey can't be the future of itself", "name the journey that it is to replace"))
            }
            Some(now) if atlas[now].state == State::Future => {
                Some(("this is the future of a journey that is itself to come", "name a journey of today"))
            }
            Some(_) if journey.state == State::Current => {
                Some(("a journey of today is the future of none", "write `state: future`, or remove `future-of`"))
            }
            _ => None,
        };
        let named = || Place { span: journey.future_of_span.0, ..place() };
        out.extend(wrong.map(|(message, hint)| Diagnostic::new(Code::FutureOf, named(), message).hint(hint)));
    }
}

/// Reports every journey that can be reached from itself through the steps that open journeys: each circle once.
fn cycles(atlas: &Atlas, out: &mut Diagnostics) {
    let opens: Vec<Vec<JourneyId>> = atlas
        .journeys
        .iter()
        .map(|journey| journey.steps.iter().filter_map(|step| atlas[*step].opens).collect())
        .collect();
    for circle in circles(&opens) {
        let start = circle[0];
        let step = atlas[start].steps.iter().find(|step| atlas[**step].opens == circle.get(1).copied().or(Some(start)));
        let names: Vec<_> =
            circle.iter().chain([&start]).map(|id| format!("`{}`", atlas[atlas[*id].page].id)).collect();
        let message = format!("sub-journeys open each other in a circle: {}", names.join(" → "));
        let place = step.map_or_else(|| atlas.place(atlas[start].page), |step| step_place(atlas, *step));
        out.push(
            Diagnostic::new(Code::JourneyCycle, place, message).hint("remove the `journey` of one of these steps"),
        );
    }
}

/// The circles of a graph, each begun with its first journey: one walk in depth, which meets a circle where it comes
/// back to a journey that it is still below.
fn circles(opens: &[Vec<JourneyId>]) -> Vec<Vec<JourneyId>> {
    let mut circles: Vec<Vec<JourneyId>> = Vec::new();
    let mut seen = vec![false; opens.len()];
    for start in 0..opens.len() {
        // The way from the start, and how far the openings of each journey on it have been followed.
        let mut way: Vec<(usize, usize)> = if seen[start] { Vec::new() } else { vec![(start, 0)] };
        seen[start] = true;
        while let Some((journey, followed)) = way.last_mut() {
            let Some(next) = opens[*journey].get(*followed).map(|next| next.0) else {
                way.pop();
                continue;
            };
            *followed += 1;
            if let Some(at) = way.iter().position(|(above, _)| *above == next) {
                let mut circle: Vec<JourneyId> = way[at..].iter().map(|(journey, _)| JourneyId(*journey)).collect();
                let first = circle.iter().enumerate().min_by_key(|(_, journey)| **journey).map_or(0, |(at, _)| at);
                circle.rotate_left(first);
                circles.push(circle);
            } else if !seen[next] {
                seen[next] = true;
                way.push((next, 0));
            }
        }
    }
    circles.sort();
    circles.dedup();
    circles
}

fn step_place(atlas: &Atlas, step: StepId) -> Place {
    let place = atlas.place(atlas[atlas[step].stage].page);
    Place { span: atlas[step].opens_span.0, ..place }
}

/// Reports pages and files that would be written to one path; names that differ only in case count as one.
fn outputs(atlas: &Atlas, out: &mut Diagnostics) {
    let mut taken: BTreeMap<String, Place> = BTreeMap::new();
    let parts = further_parts(atlas);
    let settings = &atlas.book.settings.path;
    // A page that nobody wrote is there because of those below it, which are told of.
    let place = |page: PageId, lang: Lang| atlas.body(page).get(lang).map(|said| Place::whole(&said.value.path));
    let pages = atlas.outputs().map(|output| (output.path, place(output.page, output.lang)));
    let src = &atlas.book.settings.src;
    let assets = atlas
        .assets
        .iter()
        .map(|(path, _)| (path.clone(), Some(Place::whole(&FilePath::new(&format!("{src}/{path}"))))));
    let redirects = atlas.redirects.iter().map(|redirect| (redirect.from.clone(), Some(redirect.place.clone())));
    let mut folders: BTreeMap<String, Place> = BTreeMap::new();
    for (path, place) in pages.chain(assets).chain(redirects) {
        let folded = path.to_lowercase();
        let top = folded.split('/').next().unwrap_or_default();
        let is_reserved = RESERVED.contains(&top)
            || is_of_language(atlas, &folded)
            || is_copy(&folded, &taken)
            || [ASSETS, API, PREVIEW].contains(&top)
            || path.split('/').any(|part| part.starts_with(".rihla-"));
        let is_unusable = path.contains('\\');
        let given = place.or_else(|| (!is_reserved && !is_unusable).then(|| Place::whole(settings)));
        let Some(place) = given else { continue };
        if is_unusable {
            let message = format!("the `\\` in `{path}` would part folders on Windows and in browsers");
            let hint = "rename the file or its folder: letters of any script, digits, blanks and `-` are fine";
            out.push(Diagnostic::new(Code::UnusableName, place, message).hint(hint));
        } else if is_reserved {
            let message = format!("`{path}` is a place that the site keeps for itself");
            out.push(Diagnostic::new(Code::SameOutput, place, message).hint("rename the file or its folder"));
        } else if let Some(first) = taken.get(&folded) {
            let message = format!("two files would be written to `{path}`");
            let is_language =
                atlas.book.languages.iter().skip(1).any(|language| language.tag.eq_ignore_ascii_case(top));
            // The first one is in the default language: its folder has the name of another language.
            let (place, other, hint) = if parts.contains(&folded) {
                (place, first.clone(), "a long index goes on at this address: rename this file".to_owned())
            } else if is_language {
                let hint = format!("the pages in `{top}` are written to the folder `{top}`: rename this one");
                (first.clone(), place, hint)
            } else {
                (place, first.clone(), "rename one of them".to_owned())
            };
            out.push(Diagnostic::new(Code::SameOutput, place, message).related(other, "the other one").hint(hint));
        } else {
            for (at, _) in folded.match_indices('/') {
                folders.entry(folded[..at].to_owned()).or_insert_with(|| place.clone());
            }
            taken.insert(folded, place);
        }
    }
    for (path, place) in &taken {
        if let Some(inside) = folders.get(path) {
            let message = format!("`{path}` would be a file and a folder of the site");
            out.push(
                Diagnostic::new(Code::SameOutput, place.clone(), message)
                    .related(inside.clone(), "this lies in the folder")
                    .hint("rename one of them"),
            );
        }
    }
}

/// True for what the tool writes in the folder of a language.
fn is_of_language(atlas: &Atlas, folded: &str) -> bool {
    let (folder, name) = folded.rsplit_once('/').unwrap_or(("", folded));
    let mut further = atlas.book.languages.iter().skip(1);
    let is_folder = folder.is_empty() || further.any(|language| language.tag.eq_ignore_ascii_case(folder));
    is_folder && RESERVED_NAMES.contains(&name)
}

/// True for the place of a page's copy as Markdown. Pages come before all other files.
fn is_copy(folded: &str, taken: &BTreeMap<String, Place>) -> bool {
    folded.strip_suffix(".md").is_some_and(|page| taken.contains_key(&format!("{page}.html")))
}

/// The paths of the parts of long indexes, but for their first ones, in lower case.
fn further_parts(atlas: &Atlas) -> BTreeSet<String> {
    let pages = atlas.languages().flat_map(|(lang, _)| atlas.indexes.values().map(move |page| (*page, lang)));
    let parts = pages.flat_map(|(page, lang)| (2..=atlas.parts(page)).map(move |part| (page, lang, part)));
    parts.map(|(page, lang, part)| atlas.output_of(page, lang, part).to_lowercase()).collect()
}
