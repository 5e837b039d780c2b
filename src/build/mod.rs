//! The pipeline, on one page; what it remembers; and publishing.
//!
//! In: a handbook's folder. Out: a [`Compiled`] site in memory, and a folder that holds it. Promises: a full
//! build is an incremental build that remembers nothing; what is remembered includes its diagnostics;
//! this is the only writer of the output. Deliberately not here: arguments, terminals, exit codes.

mod cache;
mod drawing;
mod failure;
mod fingerprint;
mod manifest;
mod publish;
mod recent;
mod revision;
mod tables;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::data::Table;
use crate::diag::{Code, Diagnosed, Diagnostic, Diagnostics, unread};
use crate::map::sheet::{Drawn, Studio};
use crate::map::{self, Maps};
use crate::model::{self, Atlas, Coverage, Kept, Options};
use crate::parse::{self, Document, PageOptions, Settings};
use crate::site::{self, Body, Highlighter, Outlet, Site, Tools};
use crate::source::{
    Base, File, FilePath, Folders, NoRevision, Place, SETTINGS, Sources, Span, last_changes, read_text,
};

pub use cache::Cache;
pub use drawing::{MapWish, find_journey};
pub use failure::Failure;
pub use manifest::Origin;
pub use publish::{Changes, Publisher, Target, clean, publish};

/// Variables that stand in for settings, without their `RIHLA_`.
pub type Environment = BTreeMap<String, String>;

/// A compiled handbook.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// The site.
    pub site: Site,
    /// How much of it is translated.
    pub coverage: Vec<Coverage>,
    /// How it is kept up; nothing where it has no coverage page.
    pub kept: Option<Kept>,
}

/// Turns snapshots into sites, and remembers what it has read.
#[derive(Debug, Default)]
pub struct Engine {
    options: Options,
    environment: Environment,
    highlighter: Highlighter,
    studio: Studio,
    resolved: model::Memory,
    pages: site::Memory,
    documents: HashMap<FilePath, Remembered>,
    /// What the documents were read with.
    options_of_pages: Option<PageOptions>,
    known: Option<Known>,
    tables: tables::Tables,
    /// The state that the handbook was compared with before.
    before: Option<recent::Before>,
}

/// What came of the handbook before, as far as no text has to do with it.
#[derive(Debug)]
struct Known {
    atlas: Arc<Atlas>,
    checked: Diagnostics,
    maps: Arc<Maps>,
}

/// A document, the text that it was read from, and what was wrong with it.
#[derive(Clone, Debug)]
struct Remembered {
    text: Arc<str>,
    document: Diagnosed<Arc<Document>>,
    /// Where the first line ends as on Windows.
    carriage_return: Option<usize>,
}

impl Engine {
    /// Makes an engine that remembers nothing yet.
    pub fn new(options: Options, environment: Environment) -> Self {
        Self { options, environment, ..Self::default() }
    }

    /// Lets the engine keep what is costly, and take what an earlier run kept.
    pub fn with_cache(mut self, cache: &Cache) -> Self {
        self.highlighter = Highlighter::with_shelf(cache.code());
        self.studio = Studio::with_shelf(cache.maps());
        self
    }

    /// Reads a handbook's folder: its settings first, since they say where everything else is.
    pub fn read(&self, root: &Path) -> Result<Sources, Failure> {
        let (mut sources, settings) = self.read_files(root)?;
        sources.changed = last_changes(&sources.root, &settings.src);
        sources.since = since(&sources.root, &settings);
        Ok(sources)
    }

    /// The files of a folder, without when they last changed.
    fn read_files(&self, root: &Path) -> Result<(Sources, Settings), Failure> {
        let refused = |error| {
            Failure::new(format!("the handbook's folder `{}` can't be read", root.display()))
                .cause(error)
                .hint("name the folder that holds `book.toml`")
        };
        let text = match root.is_dir() {
            true => read_text(&root.join(SETTINGS)).unwrap_or_default(),
            false => return Err(refused(std::io::Error::other("there is no such folder"))),
        };
        let settings = self.settings(&FilePath::new(SETTINGS), &text.into()).value;
        let sources = Sources::read(root, &folders(&settings)).map_err(refused)?;
        Ok((sources, settings))
    }

    /// Hashes everything that the site of these files depends on: where the hash is the same, so is the site.
    ///
    /// None where something could not be read or the settings have a mistake, which has to be told each time.
    pub fn fingerprint(&self, sources: &Sources) -> Option<blake3::Hash> {
        let path = FilePath::new(SETTINGS);
        let text = sources.text(&path).cloned().unwrap_or_else(|| "".into());
        let settings = self.settings(&path, &text);
        if !settings.diagnostics.is_empty() {
            return None;
        }
        fingerprint::fingerprint(sources, &settings.value, self.options)
    }

    /// Turns a snapshot of the author's files into a finished site.
    pub fn compile(&mut self, sources: &Sources) -> Diagnosed<Compiled> {
        let mut pages = std::mem::take(&mut self.pages);
        let compiled = self.compile_to(sources, Outlet::Site(&mut pages));
        self.pages = pages;
        compiled
    }

    /// Turns a snapshot into files that are given away one by one, as soon as each is made and from several threads.
    /// Whether they are to be kept is known at the end: where the handbook has errors they are not.
    pub fn compile_each(&mut self, sources: &Sources, put: &(dyn Fn(&str, &Body) + Sync)) -> Diagnosed<Compiled> {
        self.compile_to(sources, Outlet::Each(put))
    }

    fn compile_to(&mut self, sources: &Sources, outlet: Outlet) -> Diagnosed<Compiled> {
        let mut out = Diagnostics::default();
        let atlas = Arc::new(out.take(self.atlas(sources, Since::Compared)));
        let known = self.known.take().filter(|known| known.atlas.differs_in_texts_only(&atlas));
        let known = known.unwrap_or_else(|| Known::of(atlas.clone()));
        out.extend(known.checked.iter().cloned());
        let maps = known.maps.clone();
        match outlet {
            Outlet::Site(_) => self.known = Some(Known { atlas: atlas.clone(), ..known }),
            // Nobody comes back, and pages need the room.
            Outlet::Each(_) => {
                self.documents = HashMap::new();
                self.resolved = model::Memory::default();
            }
        }
        let tools = Tools { highlighter: &self.highlighter, studio: &self.studio };
        let site = out.take(site::render(&atlas, &maps, sources, tools, outlet));
        self.studio.forget_unused();
        Diagnosed::new(Compiled { site, coverage: atlas.coverage(), kept: atlas.kept() }, out.sorted())
    }

    /// Draws the map of one journey. Nothing is drawn of a handbook with errors.
    pub fn map(&mut self, sources: &Sources, wish: &MapWish) -> Diagnosed<Result<Option<Drawn>, Failure>> {
        let mut out = Diagnostics::default();
        let atlas = out.take(self.atlas(sources, Since::LeftOut));
        out.extend(model::check(&atlas));
        if out.has_errors() {
            return Diagnosed::new(Ok(None), out.sorted());
        }
        let maps = map::draw(&atlas);
        let tools = Tools { highlighter: &self.highlighter, studio: &self.studio };
        let drawn = wish.resolve(&atlas).and_then(|order| {
            let drawn = out.take(site::draw_map(&atlas, &maps, sources, tools, &order));
            drawn.map(Some).map_err(|undrawable| drawing::refused(&undrawable))
        });
        // A theme's mistakes are found on the way.
        let drawn = if out.has_errors() { Ok(None) } else { drawn };
        Diagnosed::new(drawn, out.sorted())
    }

    /// Resolves a handbook and says what is wrong with it, without making anything of it.
    pub fn resolve(&mut self, sources: &Sources) -> Diagnosed<Atlas> {
        let mut out = Diagnostics::default();
        let atlas = out.take(self.atlas(sources, Since::LeftOut));
        out.extend(model::check(&atlas));
        Diagnosed::new(atlas, out.sorted())
    }

    /// Reads the handbook and resolves it.
    fn atlas(&mut self, sources: &Sources, since: Since) -> Diagnosed<Atlas> {
        let mut out = Diagnostics::default();
        out.extend(sources.problems.iter().map(unread));
        let (mut settings, documents) = out.take(self.parse(sources));
        let earlier = match since {
            Since::Compared => out.take(self.earlier(&settings, sources)),
            Since::LeftOut => None,
        };
        if earlier.is_none() {
            settings.changes_since = None;
        }
        let tables = out.take(self.tables(&settings, sources));
        let options = self.options;
        let mut atlas = out.take(model::resolve(settings, documents, tables, sources, options, &mut self.resolved));
        atlas.recent = earlier.map(|earlier| earlier.compare(&atlas)).into();
        Diagnosed::new(atlas, out)
    }

    /// The settings of a handbook.
    pub fn settings(&self, path: &FilePath, text: &Arc<str>) -> Diagnosed<Settings> {
        parse::settings(path, text, &self.environment)
    }

    /// Reads the files of answers, each as the data set that declares it and in their order; those that have not changed
    /// are remembered. What can't be read is a table without rows.
    pub fn tables(&mut self, settings: &Settings, sources: &Sources) -> Diagnosed<Vec<Arc<Table>>> {
        self.tables.read(settings, sources)
    }

    /// Reads the settings and every page; pages that have not changed are remembered.
    fn parse(&mut self, sources: &Sources) -> Diagnosed<(Settings, Vec<Arc<Document>>)> {
        let mut out = Diagnostics::default();
        let path = FilePath::new(SETTINGS);
        let text = sources.text(&path).cloned();
        if text.is_none() {
            out.push(parse::settings::missing(&path));
        }
        let settings = out.take(self.settings(&path, &text.unwrap_or_else(|| "".into())));
        let pages: Vec<_> = sources
            .below(&settings.src)
            .filter(|(path, _)| path.extension() == "md")
            .filter_map(|(path, file)| match file {
                File::Text(text) => Some((path, text)),
                File::Asset(_) => None,
            })
            .collect();
        let src = format!("{}/", settings.src);
        let is_unread = sources.problems.iter().any(|problem| problem.place.path.as_str().starts_with(&src));
        if pages.is_empty() && !is_unread {
            let message = format!("there are no pages in `{}`", settings.src);
            let hint = "write `index.md` there, correct `src` in `book.toml`, or run `rihla init` to begin a handbook";
            out.push(Diagnostic::new(Code::NoHandbook, Place::whole(&path), message).hint(hint));
        }
        let (src, language) = (settings.src.clone(), settings.language.clone());
        let options = PageOptions { src, language, raw_html: settings.raw_html };
        if self.options_of_pages.as_ref() != Some(&options) {
            self.documents.clear();
        }
        let read: Vec<_> = pages.par_iter().map(|(path, text)| self.document(path, text, &options)).collect();
        out.extend(carriage_returns(pages.iter().zip(&read).map(|((path, _), read)| (*path, read.carriage_return))));
        out.extend(read.iter().flat_map(|read| read.document.diagnostics.iter().cloned()));
        let documents = read.iter().map(|read| read.document.value.clone()).collect();
        self.documents = pages.into_iter().map(|(path, _)| path.clone()).zip(read).collect();
        self.options_of_pages = Some(options);
        Diagnosed::new((settings, documents), out)
    }

    fn document(&self, path: &FilePath, text: &Arc<str>, options: &PageOptions) -> Remembered {
        match self.documents.get(path) {
            Some(known) if known.text == *text => known.clone(),
            _ => {
                let read = parse::page(path, text, options);
                let document = Diagnosed::new(Arc::new(read.value), read.diagnostics);
                Remembered { text: text.clone(), document, carriage_return: text.find("\r\n") }
            }
        }
    }
}

impl Known {
    fn of(atlas: Arc<Atlas>) -> Self {
        let (checked, maps) = rayon::join(|| model::check(&atlas), || Arc::new(map::draw(&atlas)));
        Self { atlas, checked, maps }
    }
}

/// Whether a handbook is compared with an earlier state of it.
#[derive(Clone, Copy)]
enum Since {
    Compared,
    LeftOut,
}

/// The commit that the settings compare a handbook with, if they do.
pub fn since(root: &Path, settings: &Settings) -> Option<Result<Base, NoRevision>> {
    settings.changes_since.as_ref().map(|name| Base::find(root, &name.value))
}

/// The folders and files that the settings name.
pub fn folders(settings: &Settings) -> Folders {
    let own = settings.additional_css.iter().chain(&settings.additional_js);
    let files = own.chain(settings.data.iter().map(|set| &set.file)).map(|file| file.value.clone()).collect();
    let data = (!settings.data.is_empty()).then(|| tables::FOLDER.to_owned());
    Folders { content: settings.src.clone(), theme: settings.theme.clone(), data, files }
}

/// One note for all files with the line ends of Windows, at the first of them.
fn carriage_returns<'a>(pages: impl Iterator<Item = (&'a FilePath, Option<usize>)>) -> Option<Diagnostic> {
    let found: Vec<_> = pages.filter_map(|(path, at)| Some((path, at?))).collect();
    let (path, at) = found.first()?;
    let message = match found.len() {
        1 => "lines end in CR LF in this file".to_owned(),
        n => format!("lines end in CR LF in this file and {} more", n - 1),
    };
    let hint = "put `* text=auto eol=lf` into `.gitattributes`";
    Some(Diagnostic::at(Code::CarriageReturns, path, Span::new(*at, *at + 2), message).hint(hint))
}
