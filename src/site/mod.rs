//! The handbook and its maps → pages in memory.
//!
//! In: the atlas, the maps, and the theme's files among the sources. Out: a [`Site`], every file of it under
//! its path. Promises: a page is a pure function of its view; every link is relative and leads to a
//! file of the site; no script, style or attribute that runs is ever inline; all languages have the same pages.
//! Deliberately not here: disks.

mod address;
mod cards;
mod chrome;
mod downloads;
mod feeds;
mod figures;
mod highlight;
mod journeys;
mod lens;
mod pages;
mod prose;
mod sheets;
mod tables;
pub mod texts;
mod theme;
pub mod views;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::diag::{Diagnosed, Diagnostics};
use crate::map::Maps;
use crate::map::sheet::fonts::{Fonts, System};
use crate::map::sheet::{Drawn, Look, Order, Page, Studio, Undrawable};
use crate::model::{Atlas, JourneyId, Lane, Lang, PageId, PageKind, PersonaId, RedirectTarget};
use crate::parse::settings::MapFormat;
use crate::parse::slot::IndexKind;
use crate::site::downloads::Download;
use crate::site::lens::Lens;
use crate::site::theme::Theme;
use crate::source::{Asset, File, FilePath, Sources};

pub use highlight::Highlighter;
pub use theme::{TEXT_FILES, default_files, default_fonts};

/// A file of the site.
#[derive(Clone, Debug)]
pub enum Body {
    /// Something this tool made: a page, a map, a style sheet.
    Bytes(Arc<[u8]>),
    /// Something the author made, copied as it is.
    Asset(Asset),
}

/// Each file's content under its path, relative and with `/`: `journeys/dine-in/order.html`.
pub type SiteFiles = BTreeMap<String, Body>;

/// A finished site.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Its files.
    pub files: SiteFiles,
    /// How many of them are pages.
    pub pages: usize,
    /// How many maps are drawn on them.
    pub maps: usize,
}

/// What remembers what it made: of code blocks and of drawn maps.
#[derive(Clone, Copy)]
pub struct Tools<'a> {
    /// Colours code.
    pub highlighter: &'a Highlighter,
    /// Draws maps.
    pub studio: &'a Studio,
}

/// Renders a handbook.
pub fn render(atlas: &Atlas, maps: &Maps, sources: &Sources, tools: Tools) -> Diagnosed<Site> {
    let mut out = Diagnostics::default();
    let theme = out.take(Theme::load(atlas, sources));
    let mut site =
        Site { maps: atlas.journeys.iter().filter(|journey| !journey.stages.is_empty()).count(), ..Site::default() };
    copy_assets(&mut site, atlas, &theme, sources);
    let mut renderer = Renderer { atlas, maps, theme: &theme, highlighter: tools.highlighter, downloads: Vec::new() };
    renderer.downloads = out.take(downloads::draw(&renderer, tools.studio));
    for file in &renderer.downloads {
        if site.files.insert(file.path.clone(), Body::Bytes(file.bytes.clone())).is_some() {
            out.push(downloads::taken(atlas, file));
        }
    }
    let jobs: Vec<(PageId, Lang)> = atlas.outputs().map(|(_, page, lang)| (page, lang)).collect();
    let rendered: Vec<_> = jobs.par_iter().map(|(page, lang)| renderer.page(*page, *lang)).collect();
    site.pages = rendered.len() + 1;
    let extras = renderer.extras();
    let mut failed = Vec::new();
    for page in rendered.into_iter().chain(extras) {
        match page {
            Ok((path, html)) => {
                site.files.insert(path, Body::Bytes(html));
            }
            Err(page) => failed.push(page),
        }
    }
    out.extend(theme.explain(&failed, sources));
    Diagnosed::new(site, out)
}

/// Puts the handbook's files and the theme's into the site.
fn copy_assets(site: &mut Site, atlas: &Atlas, theme: &Theme, sources: &Sources) {
    for (path, asset) in &atlas.assets {
        site.files.insert(path.clone(), Body::Asset(asset.clone()));
    }
    for (name, bytes) in theme.assets() {
        site.files.insert(format!("assets/{name}"), Body::Bytes(bytes));
    }
    let settings = &atlas.book.settings;
    for file in settings.additional_css.iter().chain(&settings.additional_js) {
        let body = match sources.files.get(&FilePath::new(&file.value)) {
            Some(File::Text(text)) => Body::Bytes(text.as_bytes().into()),
            Some(File::Asset(asset)) => Body::Asset(asset.clone()),
            None => continue,
        };
        site.files.insert(additional(&file.value), body);
    }
}

/// Where a style or script that `book.toml` names stands in the site.
fn additional(path: &str) -> String {
    format!("assets/own/{path}")
}

/// What a page could not be made for: the template's error, and which page it was.
pub struct Failed {
    /// The page's path.
    pub page: String,
    /// The template engine's error.
    pub error: tera::Error,
}

/// A standalone map that is to be drawn.
#[derive(Clone, Debug)]
pub struct MapOrder {
    /// The journey.
    pub journey: JourneyId,
    /// The language.
    pub lang: Lang,
    /// Whose curve, unless it is everybody's.
    pub persona: Option<PersonaId>,
    /// The lanes, in order; none means the journey's own, and where it names none those that fit the page.
    pub lanes: Vec<Lane>,
    /// The format.
    pub format: MapFormat,
    /// The paper.
    pub page: Page,
    /// The colours.
    pub look: Look,
    /// How many pixels one pixel of the sheet becomes.
    pub scale: f64,
}

/// Draws the map of one journey.
pub fn draw_map(
    atlas: &Atlas,
    maps: &Maps,
    sources: &Sources,
    tools: Tools,
    order: &MapOrder,
) -> Diagnosed<Result<Drawn, Undrawable>> {
    let mut out = Diagnostics::default();
    let theme = out.take(Theme::load(atlas, sources));
    let renderer = Renderer { atlas, maps, theme: &theme, highlighter: tools.highlighter, downloads: Vec::new() };
    let fonts = out.take(theme.fonts(System::AsLastResort));
    Diagnosed::new(renderer.map(&fonts, tools.studio, order), out)
}

type Rendered = Result<(String, Arc<[u8]>), Failed>;

struct Renderer<'a> {
    atlas: &'a Atlas,
    maps: &'a Maps,
    theme: &'a Theme,
    highlighter: &'a Highlighter,
    /// The maps that pages offer as files.
    downloads: Vec<Download>,
}

impl Renderer<'_> {
    fn lens(&self, page: Option<PageId>, lang: Lang, path: &str) -> Lens<'_> {
        let tools = (self.theme, self.highlighter, self.downloads.as_slice());
        Lens::new(self.atlas, self.maps, tools, page, lang, path)
    }

    /// The map of one journey as a file.
    fn map(&self, fonts: &Fonts, studio: &Studio, order: &MapOrder) -> Result<Drawn, Undrawable> {
        let page = self.atlas[order.journey].page;
        let lens = self.lens(Some(page), order.lang, &self.atlas.output(page, order.lang));
        let lanes = match (order.lanes.as_slice(), self.atlas[order.journey].lanes.as_slice()) {
            ([], []) => sheets::lanes_for(order.page),
            ([], own) => own,
            (wanted, _) => wanted,
        };
        let sheet = sheets::sheet(&lens, order.journey, order.persona, lanes);
        let (journey, palette) = (order.journey, self.theme.palette(order.look));
        let order = Order { format: order.format, page: order.page, scale: order.scale, palette: &palette };
        let has_scores = !self.maps.journeys[journey.0].curve.is_empty();
        studio.draw(&sheet, fonts, &order).map(|drawn| Drawn { has_scores, ..drawn })
    }

    fn page(&self, id: PageId, lang: Lang) -> Rendered {
        let path = self.atlas.output(id, lang);
        let lens = self.lens(Some(id), lang, &path);
        let failed = |error| Failed { page: path.clone(), error };
        let chrome = || chrome::page(&lens, id).map_err(failed);
        match self.atlas[id].kind {
            PageKind::Home => self.template("home.html", &lens, &chrome()?, &pages::home(&lens)),
            PageKind::Persona(persona) => {
                self.template("persona.html", &lens, &chrome()?, &pages::persona(&lens, persona))
            }
            PageKind::Journey(journey) => {
                self.template("journey.html", &lens, &chrome()?, &journeys::journey(&lens, journey))
            }
            PageKind::Stage(stage) => self.template("stage.html", &lens, &chrome()?, &journeys::stage(&lens, stage)),
            PageKind::Touchpoint(touchpoint) => {
                self.template("touchpoint.html", &lens, &chrome()?, &pages::touchpoint(&lens, touchpoint))
            }
            PageKind::Glossary => {
                let (chrome, view) = pages::glossary(&lens, id).map_err(failed)?;
                self.template("glossary.html", &lens, &chrome, &view)
            }
            PageKind::Section => self.template("section.html", &lens, &chrome()?, &pages::section(&lens, id)),
            PageKind::Prose => self.template("prose.html", &lens, &chrome()?, &pages::section(&lens, id)),
            PageKind::Index(IndexKind::Personas) => {
                self.template("personas.html", &lens, &chrome()?, &pages::personas(&lens))
            }
            PageKind::Index(IndexKind::Journeys) => {
                self.template("journeys.html", &lens, &chrome()?, &pages::journeys(&lens))
            }
            PageKind::Index(kind) => self.template("table.html", &lens, &chrome()?, &tables::table(&lens, kind)),
        }
    }

    fn template<C: Serialize, V: Serialize>(&self, name: &str, lens: &Lens, chrome: &C, view: &V) -> Rendered {
        let mut context = tera::Context::new();
        context.insert("page", chrome);
        context.insert("view", view);
        let html = self.theme.render(lens.lang, name, &context);
        html.map(|html| (lens.path.clone(), html.as_bytes().into()))
            .map_err(|error| Failed { page: lens.path.clone(), error })
    }

    /// The page for addresses that lead nowhere, the redirects, the sitemap and the feed.
    fn extras(&self) -> Vec<Rendered> {
        let mut extras = Vec::new();
        let lens = self.lens(None, Lang::DEFAULT, "404.html");
        extras.push(self.template("404.html", &lens, &chrome::not_found(&lens), &()));
        for redirect in &self.atlas.redirects {
            let lang = match &redirect.to {
                RedirectTarget::Page(_, lang) => *lang,
                RedirectTarget::Address(_) => Lang::DEFAULT,
            };
            let lens = self.lens(None, lang, &redirect.from);
            let href = match &redirect.to {
                RedirectTarget::Page(page, lang) => lens.href(&self.atlas.output(*page, *lang)),
                RedirectTarget::Address(address) => address.clone(),
            };
            extras.push(self.template("redirect.html", &lens, &(), &views::RedirectView { href }));
        }
        let lens = self.lens(None, Lang::DEFAULT, "sitemap.xml");
        if let Some(view) = feeds::sitemap(&lens) {
            extras.push(self.template("sitemap.xml", &lens, &(), &view));
        }
        for (lang, _) in self.atlas.languages() {
            let path = feeds::path(self.atlas, lang);
            let lens = self.lens(None, lang, &path);
            if let Some(view) = feeds::changes(&lens) {
                extras.push(self.template("atom.xml", &lens, &(), &view));
            }
        }
        extras
    }
}
