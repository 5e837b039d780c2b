//! Files that are made one by one when somebody asks for them: copies of pages as Markdown, the contents for programs, the
//! handbook on one page, pictures for those who share a link.
//!
//! In: the handbook. Out: which files there are, and each of them. Promises: nothing of it costs an edit anything, since
//! nothing is made, compared or kept; the same handbook gives the same bytes.

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use crate::map::Maps;
use crate::map::sheet::fonts::{Fonts, System};
use crate::map::sheet::{Look, Studio};
use crate::model::{Atlas, JourneyId, Lang, Output, PageId, Reading};
use crate::site::share::{self, Icon};
use crate::site::theme::Theme;
use crate::site::{Body, Highlighter, Renderer, copies, whole};

/// Files that are made when somebody asks. A clone shares what they are made from.
#[derive(Clone, Default)]
pub struct OnDemand(Option<Arc<Handbook>>);

/// What they are made from.
struct Handbook {
    atlas: Arc<Atlas>,
    maps: Arc<Maps>,
    theme: Arc<Theme>,
    files: OnceLock<Vec<(String, What)>>,
    fonts: OnceLock<Fonts>,
    studio: Studio,
    /// Who makes something large: one at a time.
    turn: Mutex<()>,
}

/// A file that is made on demand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    /// The copy of a part of a page.
    Copy(PageId, Lang, usize),
    /// The contents for programs.
    Contents(Lang),
    /// The whole handbook on one page.
    Whole(Lang),
    /// The picture of a journey, or of the handbook.
    Picture(Option<JourneyId>, Lang),
    /// The sign of the site on a screen.
    Icon(Icon),
}

/// All files that are made on demand, by their paths.
pub(super) fn all(atlas: &Atlas, theme: &Theme) -> Vec<(String, What)> {
    let copy = |output: Output| (copies::path(&output.path), What::Copy(output.page, output.lang, output.part));
    let mut files: Vec<_> = atlas.outputs().map(copy).collect();
    let journeys = || (0..atlas.journeys.len()).map(JourneyId).map(Some).chain([None]);
    let has_pictures = share::are_made(&Reading::whole(atlas));
    for (lang, _) in atlas.languages() {
        files.push((in_language(atlas, lang, CONTENTS), What::Contents(lang)));
        files.push((in_language(atlas, lang, WHOLE), What::Whole(lang)));
        let pictures = journeys().filter(|_| has_pictures);
        files.extend(
            pictures.map(|journey| (share::path(&Reading::whole(atlas), journey, lang), What::Picture(journey, lang))),
        );
    }
    files.extend(Icon::ALL.map(|icon| (icon.path().to_owned(), What::Icon(icon))));
    // A theme's own picture or sign is its author's.
    files.retain(|(path, _)| {
        !path.strip_prefix("assets/").is_some_and(|name| theme.assets().any(|(own, _)| own == name))
    });
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

/// Where the contents for programs are written, in the folder of their language.
pub const CONTENTS: &str = "llms.txt";
/// Where the whole handbook is written, there too.
pub const WHOLE: &str = "print.html";

/// A file in the folder of a language.
pub fn in_language(atlas: &Atlas, lang: Lang, name: &str) -> String {
    match lang {
        Lang::DEFAULT => name.to_owned(),
        lang => format!("{}/{name}", atlas.book.languages[lang.0].tag),
    }
}

impl OnDemand {
    pub(super) fn new(atlas: Arc<Atlas>, maps: Arc<Maps>, theme: Arc<Theme>) -> Self {
        let (files, fonts, studio, turn) = Default::default();
        Self(Some(Arc::new(Handbook { atlas, maps, theme, files, fonts, studio, turn })))
    }

    /// The paths of the files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|handbook| handbook.files()).map(|(path, _)| path.as_str())
    }

    /// One of the files, made now; nothing where there is none of that name, or it could not be made.
    pub fn file(&self, path: &str) -> Option<Body> {
        let handbook = self.0.as_ref()?;
        let files = handbook.files();
        let found = files.binary_search_by(|(known, _)| known.as_str().cmp(path)).ok()?;
        let is_large = !matches!(files[found].1, What::Copy(..));
        let _turn = is_large.then(|| handbook.turn.lock().unwrap_or_else(PoisonError::into_inner));
        let highlighter = Highlighter::default();
        let (atlas, maps, theme) = (&handbook.atlas, &handbook.maps, &handbook.theme);
        let renderer = Renderer { atlas, maps, theme, highlighter: &highlighter, downloads: Vec::new() };
        let fonts = || handbook.fonts.get_or_init(|| handbook.theme.fonts(System::AsLastResort).value);
        make(&renderer, &files[found], &handbook.studio, fonts)
    }
}

impl Handbook {
    fn files(&self) -> &[(String, What)] {
        self.files.get_or_init(|| all(&self.atlas, &self.theme))
    }
}

/// Makes one of the files. What a template fails at, or what no font has letters for, is left out: the pages tell of it.
pub(super) fn make<'f>(
    renderer: &Renderer,
    (path, what): &(String, What),
    studio: &Studio,
    fonts: impl FnOnce() -> &'f Fonts,
) -> Option<Body> {
    let atlas = renderer.atlas;
    let bytes = |text: String| Body::Bytes(text.into_bytes().into());
    Some(match *what {
        What::Copy(page, lang, part) => {
            let mut lens = renderer.lens(Some(page), lang, &atlas.output_of(page, lang, part));
            lens.part = part;
            bytes(copies::copy(&lens, page))
        }
        What::Contents(lang) => bytes(copies::contents(&renderer.lens(None, lang, path))),
        What::Whole(lang) => bytes(whole::whole(renderer, lang, path).ok()?),
        What::Picture(journey, lang) => {
            let page = journey.map_or(atlas.home(), |journey| atlas[journey].page);
            let lens = renderer.lens(Some(page), lang, path);
            let card = share::card(&lens, journey);
            Body::Bytes(studio.card(&card, fonts(), &renderer.theme.palette(Look::Light)))
        }
        What::Icon(icon) => Body::Bytes(icon.draw(&renderer.theme.palette(Look::Light))),
    })
}

/// Makes all of them and gives each away.
pub(super) fn hand_out(renderer: &Renderer, studio: &Studio, put: &(dyn Fn(&str, &Body) + Sync)) {
    let fonts = OnceLock::new();
    let fonts = || fonts.get_or_init(|| renderer.theme.fonts(System::AsLastResort).value);
    all(renderer.atlas, renderer.theme).par_iter().for_each(|file| {
        if let Some(body) = make(renderer, file, studio, fonts) {
            put(&file.0, &body);
        }
    });
}

impl fmt::Debug for OnDemand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnDemand").finish_non_exhaustive()
    }
}
