//! Files that are made when somebody asks for one of them: the handbook as data, what the search finds, copies of pages as
//! Markdown, the contents for programs, the handbook on one page, pictures for those who share a link.
//!
//! In: the handbook. Out: which files there are, and each of them. Promises: nothing of it costs an edit anything, since
//! nothing is made, compared or noted; what was asked for is kept as long as the handbook, and made once however many ask;
//! the same handbook gives the same bytes; a template that can't make its file is told with the pages.

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use crate::export::{self, Scope};
use crate::map::Maps;
use crate::map::sheet::fonts::{Fonts, System};
use crate::map::sheet::{Look, Studio};
use crate::model::{Atlas, JourneyId, Lang, Output, PageId, Reading};
use crate::site::share::{self, Icon};
use crate::site::theme::Theme;
use crate::site::{Body, Failed, Highlighter, Renderer, SiteFiles, api, copies, search, whole};

/// Files that are made when somebody asks. A clone shares them, and what they are made from.
#[derive(Clone, Default)]
pub struct OnDemand(Option<Arc<Handbook>>);

/// What they are made from.
struct Handbook {
    atlas: Arc<Atlas>,
    maps: Arc<Maps>,
    theme: Arc<Theme>,
    files: OnceLock<Vec<Waiting>>,
    fonts: OnceLock<Fonts>,
    studio: Studio,
    /// Who makes something large: one at a time.
    turn: Mutex<()>,
}

/// A file that waits until somebody asks for it, or a folder of files that are made at once.
struct Waiting {
    /// Where it is written; a folder has a `/` at its end.
    path: String,
    what: What,
    made: OnceLock<SiteFiles>,
}

/// What is made on demand.
#[derive(Clone, Copy, Debug, PartialEq)]
enum What {
    /// The handbook or a journey as JSON.
    Data(Scope),
    /// The steps as a table.
    Steps,
    /// What the search finds, a folder.
    Index(Lang),
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

impl What {
    /// True for what takes a while.
    fn is_large(self) -> bool {
        !matches!(self, Self::Copy(..) | Self::Data(Scope::Journey(_)))
    }
}

/// All that is made on demand, in the order of the paths.
fn all(atlas: &Atlas, theme: &Theme) -> Vec<Waiting> {
    let copy = |output: Output| (copies::path(&output.path), What::Copy(output.page, output.lang, output.part));
    let mut files: Vec<_> = atlas.outputs().map(copy).collect();
    let journeys = || (0..atlas.journeys.len()).map(JourneyId);
    let data =
        |journey: JourneyId| (api::journey_path(&atlas[atlas[journey].page].id), What::Data(Scope::Journey(journey)));
    files.extend(journeys().map(data));
    files.push((api::path(api::HANDBOOK), What::Data(Scope::Everything)));
    files.push((api::path(api::STEPS), What::Steps));
    let has_pictures = share::are_made(&Reading::whole(atlas));
    for (lang, language) in atlas.languages() {
        files.push((search::folder(&language.tag), What::Index(lang)));
        files.push((in_language(atlas, lang, CONTENTS), What::Contents(lang)));
        files.push((in_language(atlas, lang, WHOLE), What::Whole(lang)));
        let pictures = journeys().map(Some).chain([None]).filter(|_| has_pictures);
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
    files.into_iter().map(|(path, what)| Waiting { path, what, made: OnceLock::new() }).collect()
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

    /// True for the same value: what a handbook gives is not compared.
    pub fn is(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }

    /// The paths of the files; a folder, with `/` at its end, where they are known only when they are made.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|handbook| handbook.files()).map(|waiting| waiting.path.as_str())
    }

    /// Those of them that browsers show as pages, whose content is that of other pages.
    pub fn pages(&self) -> impl Iterator<Item = String> {
        let atlas = self.0.iter().map(|handbook| &*handbook.atlas);
        atlas.flat_map(|atlas| atlas.languages().map(|(lang, _)| in_language(atlas, lang, WHOLE)))
    }

    /// One of the files, made now if nobody has asked before; nothing where there is none of that name, or it could not
    /// be made.
    pub fn file(&self, path: &str) -> Option<Body> {
        self.with(path).or_else(|| self.with(&path[..=path.rfind('/')?]))?.get(path).cloned()
    }

    /// What is made together with what one of [`OnDemand::paths`] names: it alone, or the files of the folder.
    pub fn with(&self, path: &str) -> Option<&SiteFiles> {
        let handbook = self.0.as_ref()?;
        let files = handbook.files();
        let found = files.binary_search_by(|waiting| waiting.path.as_str().cmp(path)).ok()?;
        Some(handbook.made(&files[found]))
    }
}

impl Handbook {
    fn files(&self) -> &[Waiting] {
        self.files.get_or_init(|| all(&self.atlas, &self.theme))
    }

    fn made<'a>(&'a self, waiting: &'a Waiting) -> &'a SiteFiles {
        waiting.made.get_or_init(|| {
            let _turn = waiting.what.is_large().then(|| self.turn.lock().unwrap_or_else(PoisonError::into_inner));
            let (atlas, maps, theme, highlighter) = (&self.atlas, &self.maps, &self.theme, &Highlighter::default());
            let renderer = Renderer { atlas, maps, theme, highlighter, downloads: Vec::new() };
            let fonts = || self.fonts.get_or_init(|| self.theme.fonts(System::AsLastResort).value);
            let files = Mutex::default();
            let put = |path: &str, body: &Body| {
                let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
                SiteFiles::insert(&mut files, path.to_owned(), body.clone());
            };
            // What fails here was told when the handbook was compiled.
            make(&renderer, waiting, &self.studio, fonts, &put);
            files.into_inner().unwrap_or_else(PoisonError::into_inner)
        })
    }
}

/// Makes a file, or those of a folder, and gives each away. What a template fails at is left out and returned, unless a page
/// tells of it; so is what no font has letters for, which the maps tell.
fn make<'f>(
    renderer: &Renderer,
    Waiting { path, what, .. }: &Waiting,
    studio: &Studio,
    fonts: impl FnOnce() -> &'f Fonts,
    put: &(dyn Fn(&str, &Body) + Sync),
) -> Option<Failed> {
    let (atlas, palette) = (renderer.atlas, || renderer.theme.palette(Look::Light));
    let text = |text: String| put(path, &Body::Bytes(text.into_bytes().into()));
    match *what {
        What::Data(scope) => text(export::json(atlas, scope)),
        What::Steps => text(export::csv(atlas, Scope::Everything)),
        What::Index(lang) => search::hand_out(renderer, lang, put),
        What::Copy(page, lang, part) => {
            let mut lens = renderer.lens(Some(page), lang, &atlas.output_of(page, lang, part));
            lens.part = part;
            text(copies::copy(&lens, page));
        }
        What::Contents(lang) => text(copies::contents(&renderer.lens(None, lang, path))),
        What::Whole(lang) => match whole::whole(renderer, lang, path)? {
            Ok(html) => text(html),
            Err(error) => return Some(Failed { page: path.clone(), error }),
        },
        What::Picture(journey, lang) => {
            let page = journey.map_or(atlas.home(), |journey| atlas[journey].page);
            let card = share::card(&renderer.lens(Some(page), lang, path), journey);
            put(path, &Body::Bytes(studio.card(&card, fonts(), &palette())));
        }
        What::Icon(icon) => put(path, &Body::Bytes(icon.draw(&palette()))),
    }
    None
}

/// Makes all of them and gives each away; returns what failed.
pub(super) fn hand_out(renderer: &Renderer, studio: &Studio, put: &(dyn Fn(&str, &Body) + Sync)) -> Vec<Failed> {
    let fonts = OnceLock::new();
    let fonts = || fonts.get_or_init(|| renderer.theme.fonts(System::AsLastResort).value);
    let make = |waiting: &Waiting| make(renderer, waiting, studio, fonts, put);
    all(renderer.atlas, renderer.theme).par_iter().filter_map(make).collect()
}

/// What would fail, as far as that is known before anything is made.
pub(super) fn failing(renderer: &Renderer) -> Vec<Failed> {
    let tried = |(lang, _)| {
        let page = in_language(renderer.atlas, lang, WHOLE);
        let error = whole::tried(renderer, lang, &page).err()?;
        Some(Failed { page, error })
    };
    renderer.atlas.languages().filter_map(tried).collect()
}

impl fmt::Debug for OnDemand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnDemand").finish_non_exhaustive()
    }
}
