//! What rendering remembers from one handbook to the next: pages, and what they read.
//!
//! A page is made again where a fact that it read differs, where a template that it is made from does, or where it failed;
//! otherwise the same bytes are given out again. Where the settings differ nothing is remembered.

use std::collections::HashMap;
use std::sync::Arc;

use crate::map::Maps;
use crate::model::{Atlas, Fact, Facts, JourneyId, Lang, PageId};
use crate::site::downloads::{Drawing, Drawings};
use crate::site::theme::Theme;
use crate::source::{File, FilePath, Sources};

/// What came of the handbook before.
#[derive(Default)]
pub struct Memory {
    former: Option<Former>,
}

/// The handbook before, and what was made of it.
pub(super) struct Former {
    pub atlas: Arc<Atlas>,
    pub maps: Arc<Maps>,
    pub theme: Arc<Theme>,
    pub theme_files: ThemeFiles,
    /// The files of the site that templates make, by their paths.
    pub pages: HashMap<String, KeptPage>,
    /// The files that maps are offered as.
    pub downloads: Drawings,
}

/// A file that templates made.
pub(super) type KeptPage = Kept<Arc<[u8]>>;

/// Something that was made, and what it was made from.
#[derive(Clone)]
pub(super) struct Kept<T> {
    /// Whose page it is; a page keeps its id, or is made again.
    pub page: Option<PageId>,
    /// What it read of the handbook.
    pub facts: Arc<[Fact]>,
    /// The templates, and what they were.
    pub templates: Arc<[(String, blake3::Hash)]>,
    pub made: T,
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let pages = self.former.as_ref().map_or(0, |former| former.pages.len());
        f.debug_struct("Memory").field("pages", &pages).finish()
    }
}

impl Memory {
    /// What is remembered and still holds under these settings.
    pub(super) fn take(&mut self, atlas: &Atlas) -> Option<Former> {
        self.former.take().filter(|former| former.atlas.book.settings == atlas.book.settings)
    }

    /// Remembers.
    pub(super) fn keep(&mut self, former: Former) {
        self.former = Some(former);
    }
}

/// The files that a theme was loaded from, as they were.
#[derive(Clone, PartialEq)]
pub(super) struct ThemeFiles {
    files: Vec<(FilePath, Content)>,
    has_feed: bool,
}

#[derive(Clone, PartialEq)]
enum Content {
    Text(Arc<str>),
    /// Nothing where it can't be read.
    Bytes(Option<Arc<[u8]>>),
}

impl ThemeFiles {
    /// Looks at the handbook's theme folder, and at what else its theme depends on.
    pub fn of(atlas: &Atlas, sources: &Sources, has_feed: bool) -> Self {
        let settings = &atlas.book.settings;
        let own = settings.additional_css.iter().chain(&settings.additional_js).map(|file| FilePath::new(&file.value));
        let own = own.filter_map(|path| sources.files.get_key_value(&path));
        let folder = settings.theme.iter().flat_map(|folder| sources.below(folder));
        let file = |(path, file): (&FilePath, &File)| match file {
            File::Text(text) => (path.clone(), Content::Text(text.clone())),
            File::Asset(asset) => (path.clone(), Content::Bytes(asset.read().ok())),
        };
        Self { files: folder.chain(own).map(file).collect(), has_feed }
    }
}

/// What is remembered, seen from the handbook as it is now.
pub(super) struct Recall {
    former: Option<Former>,
    facts: Option<Facts>,
    is_same_theme: bool,
}

impl Recall {
    /// Compares the handbook with the one before.
    pub fn new(former: Option<Former>, atlas: &Atlas, maps: &Arc<Maps>, theme: &Arc<Theme>) -> Self {
        let facts = former.as_ref().map(|former| {
            let is_one = Arc::ptr_eq(&former.maps, maps);
            let same = |at: usize| is_one || former.maps.journeys.get(at) == maps.journeys.get(at);
            Facts::between(&former.atlas, atlas)
                .with_maps((0..maps.journeys.len()).map(|at| !same(at)).collect())
                .with_downloads(vec![false; maps.journeys.len()])
        });
        let is_same_theme = former.as_ref().is_some_and(|former| Arc::ptr_eq(&former.theme, theme));
        Self { former, facts, is_same_theme }
    }

    /// The files that a journey's map was offered as, where they would come out the same.
    pub fn downloads(&self, journey: JourneyId, lang: Lang) -> Option<&Kept<Drawing>> {
        let kept = self.former.as_ref()?.downloads.get(&(journey, lang))?;
        (self.is_same_theme && !self.facts.as_ref()?.touch(&kept.facts)).then_some(kept)
    }

    /// Says which files maps are offered as now: pages say their names and sizes.
    pub fn with_downloads(mut self, now: &Drawings) -> Self {
        if let (Some(former), Some(facts)) = (&self.former, self.facts.take()) {
            let shown = |kept: Option<&Kept<Drawing>>| -> Vec<(String, usize)> {
                kept.iter()
                    .flat_map(|kept| &kept.made.files)
                    .map(|file| (file.path.clone(), file.bytes.len()))
                    .collect()
            };
            let mut each = vec![false; former.maps.journeys.len()];
            for key in former.downloads.keys().chain(now.keys()) {
                if shown(former.downloads.get(key)) != shown(now.get(key))
                    && let Some(own) = each.get_mut(key.0.0)
                {
                    *own = true;
                }
            }
            self.facts = Some(facts.with_downloads(each));
        }
        self
    }

    /// A page as it was, where it would come out the same.
    pub fn page(&self, path: &str, page: Option<PageId>, lang: Lang, theme: &Theme) -> Option<&KeptPage> {
        let kept = self.former.as_ref()?.pages.get(path)?;
        let is_same_template = |(name, version): &(String, blake3::Hash)| theme.version(lang, name) == *version;
        let is_same_look = self.is_same_theme || kept.templates.iter().all(is_same_template);
        (kept.page == page && is_same_look && !self.facts.as_ref()?.touch(&kept.facts)).then_some(kept)
    }
}
