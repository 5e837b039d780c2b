//! The handbook and its maps → pages in memory.
//!
//! In: the atlas, the maps, and the theme's files among the sources. Out: a [`Site`], every file of it under
//! its path. Promises: a page is a pure function of its view; every link is relative and leads to a
//! file of the site; no script, style or attribute that runs is ever inline; all languages have the same pages.
//! Deliberately not here: disks.

mod address;
mod api;
mod broken;
mod cards;
mod chrome;
mod contents;
mod copies;
mod data;
mod demand;
mod downloads;
mod feeds;
mod figures;
mod filter;
mod highlight;
mod journeys;
mod lens;
mod lent;
mod memory;
mod opportunities;
mod pages;
mod prose;
mod recent;
mod search;
mod share;
mod sheets;
mod tables;
pub mod texts;
mod theme;
mod unspoken;
mod upkeep;
mod uses;
pub mod views;
mod whole;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::diag::{Diagnosed, Diagnostics};
use crate::export::SCHEMA;
use crate::map::Maps;
use crate::map::sheet::fonts::{Fonts, System};
use crate::map::sheet::{Drawn, Look, Order, Page, Studio, Undrawable};
use crate::model::{Atlas, JourneyId, Lane, Lang, PageId, PageKind, PersonaId, Reading, Redirect, RedirectTarget};
use crate::parse::settings::MapFormat;
use crate::parse::slot::IndexKind;
use crate::site::contents::{Headed, contents, keep_written};
use crate::site::downloads::Download;
use crate::site::lens::Lens;
use crate::site::memory::{Former, Kept, KeptPage, Recall, ThemeFiles};
use crate::site::theme::Theme;
use crate::site::views::PageView;
use crate::source::{Asset, File, FilePath, Sources};

pub use address::site_path;
pub use demand::OnDemand;
pub use highlight::Highlighter;
pub use memory::Memory;
pub use theme::{TEXT_FILES, default_files, default_fonts, english_texts};

/// What a page may load and where from: browsers are told by the page itself, and by servers that send headers.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

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
    /// Those that nobody waits for: each is made when somebody asks for it.
    pub on_demand: OnDemand,
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

/// Where the files of a site go.
pub enum Outlet<'a> {
    /// Into the [`Site`]; what has not changed since the last time is remembered.
    Site(&'a mut Memory),
    /// To somebody who takes each as soon as it is made, from several threads: a large site is more than a machine
    /// wants to hold at once.
    Each(&'a (dyn Fn(&str, &Body) + Sync)),
}

/// Renders a handbook.
pub fn render(
    atlas: &Arc<Atlas>,
    maps: &Arc<Maps>,
    sources: &Sources,
    tools: Tools,
    mut outlet: Outlet,
) -> Diagnosed<Site> {
    let mut out = Diagnostics::default();
    let former = match &mut outlet {
        Outlet::Site(memory) => memory.take(atlas),
        Outlet::Each(_) => None,
    };
    let theme_files = ThemeFiles::of(atlas, sources, feeds::has_changes(&Reading::whole(atlas)));
    let loaded = former.as_ref().filter(|former| former.theme_files == theme_files).map(|former| former.theme.clone());
    let theme = loaded.unwrap_or_else(|| Arc::new(Theme::load(atlas, sources)));
    out.extend(theme.problems.iter().cloned());
    let mut site =
        Site { maps: atlas.journeys.iter().filter(|journey| !journey.stages.is_empty()).count(), ..Site::default() };
    site.files.insert(api::path(api::SHAPE), Body::Bytes(SCHEMA.as_bytes().into()));
    // Without it GitHub would pass over names that begin with `_`.
    site.files.insert(".nojekyll".to_owned(), Body::Bytes(Arc::from([])));
    site.files.extend(share::manifests(atlas, &theme));
    copy_assets(&mut site, atlas, &theme, sources);
    let recall = Recall::new(former, atlas, maps, &theme);
    let mut renderer = Renderer { atlas, maps, theme: &theme, highlighter: tools.highlighter, downloads: Vec::new() };
    let downloads = out.take(downloads::draw(&renderer, tools.studio, &recall));
    let recall = recall.with_downloads(&downloads);
    renderer.downloads = downloads.values().flat_map(|kept| kept.made.files.iter().cloned()).collect();
    for file in &renderer.downloads {
        if site.files.insert(file.path.clone(), Body::Bytes(file.bytes.clone())).is_some() {
            out.push(downloads::taken(atlas, file));
        }
    }
    let jobs = renderer.jobs();
    site.pages = jobs.iter().filter(|job| job.is_page()).count();
    let failed = match outlet {
        Outlet::Site(memory) => {
            let (pages, mut failed) = renderer.pages(&jobs, &recall);
            failed.extend(demand::failing(&renderer));
            site.files.extend(pages.iter().map(|(path, kept)| (path.clone(), Body::Bytes(kept.made.clone()))));
            drop(renderer);
            site.on_demand = OnDemand::new(atlas.clone(), maps.clone(), theme.clone());
            memory.keep(Former {
                atlas: atlas.clone(),
                maps: maps.clone(),
                theme: theme.clone(),
                theme_files,
                pages,
                downloads,
            });
            failed
        }
        Outlet::Each(put) => {
            let files = std::mem::take(&mut site.files);
            files.into_par_iter().for_each(|(path, body)| put(&path, &body));
            // What is large comes while there is most room: what pages leave behind is never quite given back.
            let failed = demand::hand_out(&renderer, tools.studio, put);
            renderer.hand_out(&jobs, put).into_iter().chain(failed).collect()
        }
    };
    out.extend(theme.explain(&failed, sources));
    // What was remembered of the handbook before is large, and nobody waits for it to go.
    rayon::spawn(move || drop(recall));
    Diagnosed::new(site, out)
}

/// Puts the handbook's files and the theme's into the site.
fn copy_assets(site: &mut Site, atlas: &Atlas, theme: &Theme, sources: &Sources) {
    for (path, asset) in atlas.assets.iter() {
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
    let theme = Theme::load(atlas, sources);
    out.extend(theme.problems.iter().cloned());
    let renderer = Renderer { atlas, maps, theme: &theme, highlighter: tools.highlighter, downloads: Vec::new() };
    let fonts = out.take(theme.fonts(System::AsLastResort));
    let lens = renderer.lens_of_journey(order.journey, order.lang);
    Diagnosed::new(renderer.map(&lens, &fonts, tools.studio, order), out)
}

/// What came of a template, where it could be rendered.
type Rendered = tera::TeraResult<String>;

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
        Lens::new(Reading::noted(self.atlas), self.maps, tools, page, lang, path)
    }

    /// How a file that is to be made sees it.
    fn lens_of(&self, job: &Job) -> Lens<'_> {
        let part = match job.what {
            What::Page { part, .. } => part,
            _ => 1,
        };
        let mut lens = self.lens(job.page(), job.lang, &job.path);
        lens.part = part;
        lens
    }

    /// How the page of a journey sees it.
    fn lens_of_journey(&self, journey: JourneyId, lang: Lang) -> Lens<'_> {
        let page = self.atlas[journey].page;
        self.lens(Some(page), lang, &self.atlas.output(page, lang))
    }

    /// The map of one journey as a file.
    fn map(&self, lens: &Lens, fonts: &Fonts, studio: &Studio, order: &MapOrder) -> Result<Drawn, Undrawable> {
        let lanes = match (order.lanes.as_slice(), lens.atlas[order.journey].lanes.as_slice()) {
            ([], []) => sheets::lanes_for(order.page),
            ([], own) => own,
            (wanted, _) => wanted,
        };
        let sheet = sheets::sheet(lens, order.journey, order.persona, lanes);
        let (journey, palette) = (order.journey, self.theme.palette(order.look));
        let order = Order { format: order.format, page: order.page, scale: order.scale, palette: &palette };
        let has_scores = !self.maps.journeys[journey.0].curve.is_empty();
        studio.draw(&sheet, fonts, &order).map(|drawn| Drawn { has_scores, ..drawn })
    }

    /// Everything that templates make.
    fn jobs(&self) -> Vec<Job<'_>> {
        let pages = self.atlas.outputs().map(|output| {
            let what = What::Page { page: output.page, part: output.part };
            Job { path: output.path, lang: output.lang, what }
        });
        let extra = |path: &str, lang, what| Job { path: path.to_owned(), lang, what };
        let redirects = self.atlas.redirects.iter().map(|redirect| {
            let lang = match &redirect.to {
                RedirectTarget::Page(_, lang) => *lang,
                RedirectTarget::Address(_) => Lang::DEFAULT,
            };
            extra(&redirect.from, lang, What::Redirect(redirect))
        });
        let languages = self.atlas.languages().map(|(lang, _)| lang);
        let feeds = languages.map(|lang| extra(&feeds::path(&Reading::whole(self.atlas), lang), lang, What::Feed));
        let not_found = extra("404.html", Lang::DEFAULT, What::NotFound);
        let sitemap = extra("sitemap.xml", Lang::DEFAULT, What::Sitemap);
        let headers = extra("_headers", Lang::DEFAULT, What::Headers);
        pages.chain([not_found]).chain(redirects).chain([sitemap, headers]).chain(feeds).collect()
    }

    /// Makes the files that have to be made, and remembers the others.
    fn pages(&self, jobs: &[Job], recall: &Recall) -> (HashMap<String, KeptPage>, Vec<Failed>) {
        let made: Vec<_> = jobs.par_iter().map(|job| self.recalled(job, recall)).collect();
        let (mut pages, mut failed) = (HashMap::with_capacity(jobs.len()), Vec::new());
        for (job, made) in jobs.iter().zip(made) {
            match made {
                Some(Ok(kept)) => drop(pages.insert(job.path.clone(), kept)),
                Some(Err(error)) => failed.push(Failed { page: job.path.clone(), error }),
                None => (),
            }
        }
        (pages, failed)
    }

    /// Makes all files and gives each away.
    fn hand_out(&self, jobs: &[Job], put: &(dyn Fn(&str, &Body) + Sync)) -> Vec<Failed> {
        let make = |job: &Job| match self.make(job, &self.lens_of(job))? {
            Ok(html) => {
                put(&job.path, &Body::Bytes(html.into_bytes().into()));
                None
            }
            Err(error) => Some(Failed { page: job.path.clone(), error }),
        };
        jobs.par_iter().filter_map(make).collect()
    }

    /// Makes a file, unless it would come out as it is remembered; nothing where the handbook has no such file.
    fn recalled(&self, job: &Job, recall: &Recall) -> Option<tera::TeraResult<KeptPage>> {
        // Old addresses are no facts, and cheap.
        if !matches!(job.what, What::Redirect(_))
            && let Some(kept) = recall.page(&job.path, job.page(), job.lang, self.theme)
        {
            return Some(Ok(kept.clone()));
        }
        let lens = self.lens_of(job);
        let made = self.make(job, &lens)?;
        let keep = |html: String| {
            let (facts, templates) = lens.into_notes();
            let version = |name: String| (name.clone(), self.theme.version(job.lang, &name));
            let templates = templates.into_iter().map(version).collect();
            Kept { page: job.page(), facts: facts.into(), templates, made: html.into_bytes().into() }
        };
        Some(made.map(keep))
    }

    fn make(&self, job: &Job, lens: &Lens) -> Option<Rendered> {
        Some(match job.what {
            What::Page { page, .. } => self.page(lens, page),
            What::NotFound => self.template("404.html", lens, &chrome::not_found(lens), &()),
            What::Redirect(redirect) => {
                let href = match &redirect.to {
                    RedirectTarget::Page(page, lang) => lens.href(&self.atlas.output(*page, *lang)),
                    RedirectTarget::Address(address) => address.clone(),
                };
                self.template("redirect.html", lens, &(), &views::RedirectView { href })
            }
            What::Sitemap => self.template("sitemap.xml", lens, &(), &feeds::sitemap(lens)?),
            What::Headers => self.template("headers.txt", lens, &(), &()),
            What::Feed => self.template("atom.xml", lens, &(), &feeds::changes(lens)?),
        })
    }

    fn page(&self, lens: &Lens, id: PageId) -> Rendered {
        let chrome = || chrome::page(lens, id);
        match self.atlas[id].kind {
            PageKind::Home => self.headed("home.html", lens, chrome()?, &pages::home(lens)),
            PageKind::Persona(persona) => self.headed("persona.html", lens, chrome()?, &pages::persona(lens, persona)),
            PageKind::Journey(journey) => {
                self.headed("journey.html", lens, chrome()?, &journeys::journey(lens, journey))
            }
            PageKind::Stage(stage) => self.headed("stage.html", lens, chrome()?, &journeys::stage(lens, stage)),
            PageKind::Touchpoint(touchpoint) => {
                self.headed("touchpoint.html", lens, chrome()?, &pages::touchpoint(lens, touchpoint))
            }
            PageKind::Data(data) => self.headed("data.html", lens, chrome()?, &data::data(lens, data)),
            PageKind::Glossary => {
                let (chrome, view) = pages::glossary(lens, id)?;
                self.headed("glossary.html", lens, chrome, &view)
            }
            PageKind::Section => self.headed("section.html", lens, chrome()?, &pages::section(lens, id)),
            PageKind::Prose => self.headed("prose.html", lens, chrome()?, &pages::section(lens, id)),
            PageKind::Index(IndexKind::Personas) => {
                self.headed("personas.html", lens, chrome()?, &pages::personas(lens))
            }
            PageKind::Index(IndexKind::Journeys) => {
                self.headed("journeys.html", lens, chrome()?, &pages::journeys(lens))
            }
            PageKind::Index(IndexKind::Changes) => self.headed("changes.html", lens, chrome()?, &recent::recent(lens)),
            PageKind::Index(IndexKind::Coverage) => {
                self.headed("coverage.html", lens, chrome()?, &upkeep::coverage(lens))
            }
            PageKind::Index(kind) => self.headed("table.html", lens, chrome()?, &tables::table(lens, kind)),
        }
    }

    /// A page, with its headings as its contents.
    fn headed(&self, name: &str, lens: &Lens, mut page: PageView, view: &(impl Serialize + Headed)) -> Rendered {
        page.toc = contents(lens, &page, view);
        let html = self.template(name, lens, &page, view)?;
        // The handbook's own template may leave headings out.
        if self.theme.is_own(name) && !page.toc.is_empty() && keep_written(&mut page.toc, &html) {
            return self.template(name, lens, &page, view);
        }
        Ok(html)
    }

    fn template<C: Serialize, V: Serialize>(&self, name: &str, lens: &Lens, chrome: &C, view: &V) -> Rendered {
        let mut context = tera::Context::new();
        context.insert("page", chrome);
        context.insert("view", view);
        lens.note_template(name);
        self.theme.render(lens.lang, name, &context)
    }
}

/// A file that a template makes.
struct Job<'a> {
    path: String,
    lang: Lang,
    what: What<'a>,
}

enum What<'a> {
    /// A page of the handbook, or a part of it, counted from 1.
    Page { page: PageId, part: usize },
    /// The page for addresses that lead nowhere.
    NotFound,
    /// An old address.
    Redirect(&'a Redirect),
    /// All pages, for search engines.
    Sitemap,
    /// What servers are to send along, as Netlify and Cloudflare read it.
    Headers,
    /// What changed last, for feed readers.
    Feed,
}

impl Job<'_> {
    /// The page of the handbook, where it is one.
    fn page(&self) -> Option<PageId> {
        match self.what {
            What::Page { page, .. } => Some(page),
            _ => None,
        }
    }

    fn is_page(&self) -> bool {
        matches!(self.what, What::Page { .. } | What::NotFound)
    }
}
