//! The files that a journey's page offers its map as.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::{Code, Diagnosed, Diagnostic, Diagnostics, Severity};
use crate::map::sheet::fonts::{Fonts, System};
use crate::map::sheet::{Look, Page, Studio, Undrawable};
use crate::model::{Atlas, JourneyId, Lang};
use crate::parse::fields::word;
use crate::parse::settings::MapFormat;
use crate::site::lens::Lens;
use crate::site::memory::{Kept, Recall};
use crate::site::{MapOrder, Renderer};
use crate::source::Place;

/// A drawn map among the files of the site.
#[derive(Clone, Debug)]
pub struct Download {
    /// Whose map.
    pub journey: JourneyId,
    /// In which language.
    pub lang: Lang,
    /// In which format.
    pub format: MapFormat,
    /// Where it is written, relative to the site.
    pub path: String,
    /// The file.
    pub bytes: Arc<[u8]>,
}

/// The files of every journey in every language.
pub type Drawings = BTreeMap<(JourneyId, Lang), Kept<Drawing>>;

/// The files of one journey in one language, and what stood in their way.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// The files.
    pub files: Vec<Download>,
    /// What to tell.
    pub told: Option<Diagnostic>,
}

/// Draws the map of every journey in every language and format that the settings ask for.
pub fn draw(renderer: &Renderer, studio: &Studio, recall: &Recall) -> Diagnosed<Drawings> {
    let mut out = Diagnostics::default();
    let atlas = renderer.atlas;
    let formats = &atlas.book.settings.map_formats;
    if formats.is_empty() {
        return Diagnosed::new(Drawings::new(), out);
    }
    let fonts = out.take(renderer.theme.fonts(System::AsLastResort));
    let journeys = (0..atlas.journeys.len()).map(JourneyId).filter(|journey| !atlas[*journey].steps.is_empty());
    let wanted: Vec<(JourneyId, Lang)> =
        journeys.flat_map(|journey| atlas.languages().map(move |(lang, _)| (journey, lang))).collect();
    let drawn: Vec<_> = wanted
        .par_iter()
        .map(|(journey, lang)| match recall.downloads(*journey, *lang) {
            Some(kept) => kept.clone(),
            None => {
                let lens = renderer.lens_of_journey(*journey, *lang);
                let (files, told) = of_journey(renderer, &lens, &fonts, studio, *journey, *lang, formats);
                let made = Drawing { files, told };
                Kept { page: None, facts: lens.into_notes().0.into(), templates: Arc::default(), made }
            }
        })
        .collect();
    let mut downloads = Drawings::new();
    for (key, kept) in wanted.into_iter().zip(drawn) {
        out.extend(kept.made.told.clone());
        downloads.insert(key, kept);
    }
    Diagnosed::new(downloads, out)
}

/// One journey's map in one language, in all formats; letters without a font end it, since no other format has them.
fn of_journey(
    renderer: &Renderer,
    lens: &Lens,
    fonts: &Fonts,
    studio: &Studio,
    journey: JourneyId,
    lang: Lang,
    formats: &[MapFormat],
) -> (Vec<Download>, Option<Diagnostic>) {
    let (mut files, mut told) = (Vec::new(), None);
    for format in formats {
        // Pixels are doubled, for the screens of today.
        let scale = if *format == MapFormat::Png { 2.0 } else { 1.0 };
        let (persona, lanes, page, look) = (None, Vec::new(), Page::Natural, Look::Light);
        let order = MapOrder { journey, lang, persona, lanes, format: *format, page, look, scale };
        match renderer.map(lens, fonts, studio, &order) {
            Ok(drawn) => {
                let path = path(renderer.atlas, journey, lang, *format);
                files.push(Download { journey, lang, format: *format, path, bytes: drawn.bytes });
            }
            // A journey whose lanes are all empty has no map yet; its page says so.
            Err(Undrawable::Empty) => return (files, None),
            // The other formats have no limit; the site is published without this file.
            Err(why @ Undrawable::TooLarge(_)) => {
                told = Some(undrawable(renderer.atlas, journey, &why).severity(Severity::Warning));
            }
            Err(why) => return (files, Some(undrawable(renderer.atlas, journey, &why))),
        }
    }
    (files, told)
}

/// Where a map is written.
fn path(atlas: &Atlas, journey: JourneyId, lang: Lang, format: MapFormat) -> String {
    let id = &atlas[atlas[journey].page].id;
    // A folder, as for pages: `lunch.ar` may be a journey of its own.
    let language = match lang {
        Lang::DEFAULT => String::new(),
        lang => format!("{}/", atlas.book.languages[lang.0].tag),
    };
    format!("assets/maps/{language}{id}.{}", word(format))
}

fn undrawable(atlas: &Atlas, journey: JourneyId, why: &Undrawable) -> Diagnostic {
    let page = &atlas[atlas[journey].page];
    let place = atlas.place(atlas[journey].page);
    let message = format!("the map of `{}` can't be drawn: {why}", page.id);
    Diagnostic::new(Code::UndrawableMap, place, message).hint(why.hint())
}

/// A map that would stand where a file of the handbook or of its theme is to be.
pub fn taken(atlas: &Atlas, file: &Download) -> Diagnostic {
    let message = format!("a file of the handbook and a map would be written to one file, `{}`", file.path);
    let place = Place::whole(&atlas.book.settings.path);
    Diagnostic::new(Code::SameOutput, place, message).hint("rename the file, or leave the map's format out")
}
