//! What the heads of a handbook's files make of it, and the texts in it.
//!
//! A file's head is its place and its front matter; of its text the title, where the front matter has none, and whether
//! there is any. All of an atlas but its texts comes of heads: where no head differs it is the same, and only the texts
//! that differ are looked at.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::data::Table;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::ids::PageId;
use crate::model::links::{Addresses, Destination, Linked, Linker, is_built};
use crate::model::pages::{self, Families};
use crate::model::resolve::{Names, Resolver};
use crate::model::{Atlas, Embed, Lang, Prose, embeds};
use crate::parse::page::Document;
use crate::source::{FilePath, Sources};

/// A handbook, and what came of each of its files.
#[derive(Debug)]
pub(super) struct Frame {
    pub heads: Heads,
    pub families: Families,
    pub names: Names,
    pub addresses: Addresses,
    pub atlas: Atlas,
    /// What is wrong with the heads.
    pub problems: Vec<Diagnostic>,
    /// The texts, page by page.
    pub texts: Vec<Text>,
}

/// The files that a frame was made from.
#[derive(Debug)]
pub(super) struct Heads {
    files: Vec<FilePath>,
    changed: BTreeMap<FilePath, String>,
    documents: Vec<Arc<Document>>,
    tables: Vec<Arc<Table>>,
}

/// A text, and what came of it.
#[derive(Debug)]
pub(super) struct Text {
    document: Arc<Document>,
    page: PageId,
    lang: Lang,
    /// Nothing where its links have to be looked at.
    linked: Option<Linked>,
    /// Nothing where its views have to be.
    views: Option<Views>,
    /// The pages that it mentions, by links and by views.
    mentioned: Vec<PageId>,
    prose: Option<Arc<Prose>>,
}

/// The views of a text, and what is wrong with them.
#[derive(Debug, Default)]
struct Views {
    embeds: Vec<(u32, Embed)>,
    problems: Vec<Diagnostic>,
}

impl Heads {
    pub fn of(documents: &[Arc<Document>], tables: Vec<Arc<Table>>, sources: &Sources) -> Self {
        let files = sources.files.keys().cloned().collect();
        Self { files, changed: sources.changed.clone(), documents: documents.to_vec(), tables }
    }

    pub fn tables(&self) -> &[Arc<Table>] {
        &self.tables
    }

    /// True where no head differs, and the same files are there.
    pub fn are_those_of(&self, documents: &[Arc<Document>], tables: &[Arc<Table>], sources: &Sources) -> bool {
        let is_same = |(old, new): (&Arc<Table>, &Arc<Table>)| Arc::ptr_eq(old, new) || old == new;
        self.tables.len() == tables.len()
            && self.tables.iter().zip(tables).all(is_same)
            && self.documents.len() == documents.len()
            && self.documents.iter().zip(documents).all(|(old, new)| Arc::ptr_eq(old, new) || have_one_head(old, new))
            && self.files.iter().eq(sources.files.keys())
            && self.changed == sources.changed
    }
}

fn have_one_head(old: &Document, new: &Document) -> bool {
    let title = |document: &'_ Document| document.body.outline.title().map(|heading| heading.text.clone());
    old.path == new.path
        && old.slot == new.slot
        && old.complete == new.complete
        && old.body.text[..old.body.start] == new.body.text[..new.body.start]
        && old.body.outline.is_blank == new.body.outline.is_blank
        && title(old) == title(new)
}

impl Frame {
    /// The texts of all pages; what came of those that are the same is taken from `former`.
    pub fn texts(atlas: &Atlas, families: &Families, former: Vec<Text>) -> Vec<Text> {
        let mut known: HashMap<FilePath, Text> =
            former.into_iter().map(|text| (text.document.path.clone(), text)).collect();
        let built = families.all.iter().filter(|family| is_built(family, atlas));
        let files = built.flat_map(|family| family.files().map(move |(lang, document)| (family.page, lang, document)));
        let text = |(page, lang, document): (PageId, Lang, &Arc<Document>)| {
            let same = |text: &Text| (text.page, text.lang) == (page, lang) && Arc::ptr_eq(&text.document, document);
            // What a view can show is said in heads.
            match known.remove(&document.path).filter(same) {
                Some(text) => Text { views: None, ..text },
                None => Text::new(document.clone(), page, lang),
            }
        };
        files.map(text).collect()
    }

    /// The same frame with texts of other files.
    pub fn with(mut self, documents: Vec<Arc<Document>>) -> Self {
        let pairs = self.heads.documents.iter().zip(&documents);
        let changed: HashMap<&FilePath, &Arc<Document>> =
            pairs.filter(|(old, new)| !Arc::ptr_eq(old, new)).map(|(_, new)| (&new.path, new)).collect();
        if !changed.is_empty() {
            self.families.replace(&changed);
            for text in &mut self.texts {
                let Some(document) = changed.get(&text.document.path) else { continue };
                let mentioned = std::mem::take(&mut text.mentioned);
                *text = Text { mentioned, ..Text::new((*document).clone(), text.page, text.lang) };
                if let Some(prose) = self.atlas.bodies[text.page.0].own_mut(text.lang) {
                    *prose = Arc::new(pages::prose(document));
                }
            }
        }
        self.heads.documents = documents;
        self
    }

    /// Resolves the views and links of the texts that have to be looked at, and notes who mentions whom.
    pub fn read_texts(&mut self, sources: &Sources) {
        self.forget_links_to_new_texts();
        let stale: Vec<usize> = (0..self.texts.len()).filter(|at| self.texts[*at].is_stale()).collect();
        self.resolve_views();
        let linker = Linker { atlas: &self.atlas, families: &self.families, addresses: &self.addresses, sources };
        self.texts.par_iter_mut().filter(|text| text.linked.is_none()).for_each(|text| {
            text.linked = Some(linker.document(text.page, text.lang, &text.document));
        });
        let mut is_moved = self.atlas.mentions.len() != self.atlas.pages.len();
        for at in stale {
            let mentioned = self.texts[at].mentions(&self.atlas);
            let text = &mut self.texts[at];
            is_moved |= text.mentioned != mentioned;
            text.mentioned = mentioned;
            text.put(&mut self.atlas);
        }
        if is_moved {
            self.mention();
        }
    }

    /// What is wrong with heads and texts.
    pub fn problems(&self) -> impl Iterator<Item = &Diagnostic> {
        self.problems.iter().chain(self.texts.iter().flat_map(Text::problems))
    }

    /// A text that asked for anchors of another has to be looked at when that one is new.
    fn forget_links_to_new_texts(&mut self) {
        let mut is_new = vec![false; self.atlas.pages.len()];
        self.texts.iter().filter(|text| text.linked.is_none()).for_each(|text| is_new[text.page.0] = true);
        for text in &mut self.texts {
            if text.linked.as_ref().is_some_and(|linked| linked.asked.iter().any(|asked| is_new[asked.0])) {
                text.linked = None;
            }
        }
    }

    fn resolve_views(&mut self) {
        let mut out = Diagnostics::default();
        let mut resolver = Resolver { names: std::mem::take(&mut self.names), out: &mut out };
        for text in self.texts.iter_mut().filter(|text| text.views.is_none()) {
            let embeds = embeds::resolve(&self.atlas, text.page, &text.document, &mut resolver);
            let problems = std::mem::take(resolver.out).into_iter().collect();
            text.views = Some(Views { embeds, problems });
        }
        self.names = std::mem::take(&mut resolver.names);
    }

    /// Notes on each page which others mention it.
    fn mention(&mut self) {
        let mut mentions = vec![Vec::new(); self.atlas.pages.len()];
        for text in &self.texts {
            text.mentioned.iter().for_each(|other| mentions[other.0].push(text.page));
        }
        for from in &mut mentions {
            from.sort_unstable();
            from.dedup();
        }
        if *self.atlas.mentions != mentions {
            self.atlas.mentions = mentions.into();
        }
    }
}

impl Text {
    fn new(document: Arc<Document>, page: PageId, lang: Lang) -> Self {
        Self { document, page, lang, linked: None, views: None, mentioned: Vec::new(), prose: None }
    }

    fn is_stale(&self) -> bool {
        self.linked.is_none() || self.views.is_none()
    }

    fn problems(&self) -> impl Iterator<Item = &Diagnostic> {
        let views = self.views.iter().flat_map(|views| &views.problems);
        views.chain(self.linked.iter().flat_map(|linked| &linked.problems))
    }

    /// The other pages that it links to or shows views of.
    fn mentions(&self, atlas: &Atlas) -> Vec<PageId> {
        let links =
            self.linked.iter().flat_map(|linked| &linked.links).filter_map(|(_, destination)| match destination {
                Destination::Page { page, .. } => Some(*page),
                _ => None,
            });
        let views =
            self.views.iter().flat_map(|views| &views.embeds).flat_map(|(_, embed)| embeds::shown(atlas, embed));
        links.chain(views).filter(|other| *other != self.page).collect()
    }

    /// Puts the text into the handbook; one that has come out as before is the same value as before.
    fn put(&mut self, atlas: &mut Atlas) {
        let (Some(linked), Some(views)) = (&self.linked, &self.views) else { return };
        let Some(prose) = atlas.bodies[self.page.0].own_mut(self.lang) else { return };
        match &self.prose {
            Some(known) if known.links == linked.links && known.embeds == views.embeds => *prose = known.clone(),
            _ => {
                let own = Arc::make_mut(prose);
                own.links.clone_from(&linked.links);
                own.embeds.clone_from(&views.embeds);
                self.prose = Some(prose.clone());
            }
        }
    }
}
