//! Which pages there are, which files they come from, and how they hang together.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::ids::{DataId, JourneyId, PageId, PersonaId, StageId, TouchpointId};
use crate::model::resolve::titles;
use crate::model::{About, Atlas, Book, Lang, Localised, Page, PageKind, Prose, Scores, Shared};
use crate::parse::fields::{Choice, word};
use crate::parse::page::{Content, Document, State, Status};
use crate::parse::slot::{IndexKind, SlotKind};
use crate::source::{Aside, FilePath, Place, Sources};

/// Whether drafts are part of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drafts {
    /// They are left out.
    #[default]
    LeftOut,
    /// They are shown.
    Shown,
}

/// A page's file in the default language with its translations.
#[derive(Debug)]
pub struct Family {
    /// The file in the default language.
    pub original: Arc<Document>,
    /// The others.
    pub translations: Vec<(Lang, Arc<Document>)>,
    /// Its page.
    pub page: PageId,
}

impl Family {
    /// Picks a value from each file.
    pub fn localised<T>(&self, pick: impl Fn(&Document) -> Option<T>) -> Localised<T> {
        let mut values = Localised::plain(pick(&self.original));
        for (lang, document) in &self.translations {
            if let Some(value) = pick(document) {
                values.set(*lang, value);
            }
        }
        values
    }

    /// Every file, with its language.
    pub fn files(&self) -> impl Iterator<Item = (Lang, &Arc<Document>)> {
        std::iter::once((Lang::DEFAULT, &self.original))
            .chain(self.translations.iter().map(|(lang, file)| (*lang, file)))
    }

    fn order(&self) -> (i64, &(u32, String), &FilePath) {
        (self.original.common.weight, &self.original.slot.order, &self.original.path)
    }
}

/// All families, and those of each kind in the order of their ids.
#[derive(Debug)]
pub struct Families {
    /// All of them.
    pub all: Vec<Family>,
    /// The personas.
    pub personas: Vec<usize>,
    /// The journeys.
    pub journeys: Vec<usize>,
    /// The stages of each journey.
    pub stages: Vec<Vec<usize>>,
    /// The touchpoints.
    pub touchpoints: Vec<usize>,
    /// What authors say about data sets, in the order of the settings; nothing where nobody did.
    pub data: Vec<Option<usize>>,
    /// The pages of the data sets.
    pub data_pages: Vec<PageId>,
    /// What was left out, as `personas/amira` or `pages/guide/x`.
    pub drafts: BTreeSet<String>,
    /// The files that were left out.
    pub draft_files: BTreeSet<FilePath>,
    /// The folders whose `index.md` was left out: what lies in them is left out with it.
    pub draft_folders: BTreeSet<String>,
}

impl Families {
    /// Puts other documents into the places of those of the same files.
    pub fn replace(&mut self, documents: &HashMap<&FilePath, &Arc<Document>>) {
        let replace = |file: &mut Arc<Document>| {
            if let Some(document) = documents.get(&file.path) {
                *file = (*document).clone();
            }
        };
        for family in &mut self.all {
            replace(&mut family.original);
            family.translations.iter_mut().for_each(|(_, file)| replace(file));
        }
    }

    /// True for a file in the folder of a draft.
    pub fn is_left_out(&self, path: &FilePath) -> bool {
        lies_in(&self.draft_folders, path)
    }

    /// The ids of the families of one kind, numbered.
    pub fn ids<'a>(&'a self, kind: &'a [usize]) -> impl Iterator<Item = (String, usize)> + 'a {
        kind.iter().enumerate().map(|(at, family)| (self.all[*family].original.slot.id.clone(), at))
    }

    fn of_index(&self, kind: IndexKind) -> Option<usize> {
        self.all.iter().position(|family| family.original.slot.kind == SlotKind::Index(kind))
    }
}

/// What names of a kind of page begin with, so that those of two kinds never meet.
fn class(kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::Persona => "personas",
        SlotKind::Journey => "journeys",
        SlotKind::Stage => "stages",
        SlotKind::Touchpoint => "touchpoints",
        SlotKind::Data => "data",
        _ => "pages",
    }
}

fn key(document: &Document) -> String {
    format!("{}/{}", class(document.slot.kind), document.slot.id)
}

/// Puts files and their translations together; leaves out drafts; reports names that stand twice.
pub fn families(book: &Book, documents: Vec<Arc<Document>>, drafts: Drafts, out: &mut Diagnostics) -> Families {
    let mut found = Families {
        all: Vec::new(),
        personas: Vec::new(),
        journeys: Vec::new(),
        stages: Vec::new(),
        touchpoints: Vec::new(),
        data: Vec::new(),
        data_pages: Vec::new(),
        drafts: BTreeSet::new(),
        draft_files: BTreeSet::new(),
        draft_folders: BTreeSet::new(),
    };
    let (originals, translations) = by_language(book, documents, out);
    if drafts == Drafts::LeftOut {
        found.draft_folders = draft_folders(&originals);
    }
    let is_draft = |document: &Document| document.common.status == Some(Status::Draft);
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    for document in originals {
        let key = key(&document);
        if drafts == Drafts::LeftOut && (is_draft(&document) || found.is_left_out(&document.path)) {
            found.draft_files.insert(document.path.clone());
            found.drafts.insert(key);
            continue;
        }
        // On some disks names that differ only in case are one file.
        let folded = key.to_lowercase();
        if let Some(first) = by_key.get(&folded) {
            let first = &found.all[*first].original;
            out.push(duplicate(&document, first));
            continue;
        }
        by_key.insert(folded, found.all.len());
        found.all.push(Family { original: document, translations: Vec::new(), page: PageId(0) });
    }
    for (lang, document) in translations {
        let key = key(&document);
        let is_known = by_key.contains_key(&key.to_lowercase());
        if found.is_left_out(&document.path) || (found.drafts.contains(&key) && !is_known) {
            found.draft_files.insert(document.path.clone());
            continue;
        }
        match by_key.get(&key.to_lowercase()) {
            Some(at) => attach(&mut found.all[*at], lang, document, out),
            None => {
                let message = "this is a translation of no page";
                let hint = "write the page in the default language beside it first, or correct the name";
                out.push(Diagnostic::new(Code::TranslationAlone, Place::whole(&document.path), message).hint(hint));
            }
        }
    }
    sort_kinds(&mut found, out);
    find_data(book, &mut found, out);
    found
}

type Translations = Vec<(Lang, Arc<Document>)>;

fn by_language(
    book: &Book,
    documents: Vec<Arc<Document>>,
    out: &mut Diagnostics,
) -> (Vec<Arc<Document>>, Translations) {
    let (mut originals, mut translations) = (Vec::new(), Vec::new());
    for document in documents {
        let Some(tag) = &document.slot.language else {
            originals.push(document);
            continue;
        };
        match book.languages.iter().position(|language| language.tag.eq_ignore_ascii_case(tag)) {
            Some(0) => {
                let message = format!("`{tag}` is the default language, whose files carry no tag");
                out.push(
                    Diagnostic::new(Code::UnknownLanguage, Place::whole(&document.path), message)
                        .hint(format!("take `.{tag}` out of its name")),
                );
            }
            Some(at) => translations.push((Lang(at), document)),
            None => {
                let message = format!("`{tag}` is no language of this handbook");
                let declared: Vec<_> = book.languages.iter().map(|language| format!("`{}`", language.tag)).collect();
                let hint = format!(
                    "declare `[languages.{tag}]` in `book.toml` (it has {}), or rename the file",
                    declared.join(", ")
                );
                out.push(Diagnostic::new(Code::UnknownLanguage, Place::whole(&document.path), message).hint(hint));
            }
        }
    }
    (originals, translations)
}

/// The folders whose page is a draft; the content folder itself is none, even under a draft of the home page.
fn draft_folders(originals: &[Arc<Document>]) -> BTreeSet<String> {
    let is_page =
        |document: &&Arc<Document>| document.path.file_name() == "index.md" && document.slot.kind != SlotKind::Home;
    let drafts = originals.iter().filter(is_page).filter(|document| document.common.status == Some(Status::Draft));
    drafts.map(|document| document.path.folder().to_owned()).collect()
}

fn lies_in(folders: &BTreeSet<String>, path: &FilePath) -> bool {
    let mut folder = path.folder();
    loop {
        if folders.contains(folder) {
            return true;
        }
        match folder.rsplit_once('/') {
            Some((above, _)) => folder = above,
            None => return false,
        }
    }
}

fn duplicate(document: &Document, first: &Document) -> Diagnostic {
    let same = document.slot.id == first.slot.id;
    let message = match same {
        true => format!("a second page with the id `{}`", document.slot.id),
        false => format!("the id `{}` differs from `{}` only in case", document.slot.id, first.slot.id),
    };
    Diagnostic::new(Code::DuplicateId, Place::whole(&document.path), message)
        .related(Place::whole(&first.path), "the first one")
        .hint("rename one of the two files")
}

fn attach(family: &mut Family, lang: Lang, document: Arc<Document>, out: &mut Diagnostics) {
    match family.translations.iter().find(|(known, _)| *known == lang) {
        Some((_, first)) => out.push(duplicate(&document, first)),
        None => {
            family.translations.push((lang, document));
            family.translations.sort_by_key(|(lang, _)| *lang);
        }
    }
}

/// Numbers the personas, journeys, stages and touchpoints.
fn sort_kinds(found: &mut Families, out: &mut Diagnostics) {
    let of_kind = |all: &[Family], kind| {
        let mut ids: Vec<usize> = (0..all.len()).filter(|at| all[*at].original.slot.kind == kind).collect();
        ids.sort_by(|a, b| all[*a].order().cmp(&all[*b].order()));
        ids
    };
    found.personas = of_kind(&found.all, SlotKind::Persona);
    found.touchpoints = of_kind(&found.all, SlotKind::Touchpoint);
    found.journeys = of_kind(&found.all, SlotKind::Journey);
    // What is comes before what shall be.
    found.journeys.sort_by_key(|at| match &found.all[*at].original.content {
        Content::Journey(journey) => journey.state == Some(State::Future),
        _ => false,
    });
    let journeys: BTreeMap<_, _> = found.ids(&found.journeys).collect();
    found.stages = vec![Vec::new(); found.journeys.len()];
    for at in of_kind(&found.all, SlotKind::Stage) {
        let document = &found.all[at].original;
        let journey = document.slot.id.split('/').next().unwrap_or_default();
        match journeys.get(journey) {
            Some(journey) => found.stages[*journey].push(at),
            None => {
                let message = format!("this stage belongs to no journey: `{journey}` has no `index.md`");
                let hint = format!("write `journeys/{journey}/index.md`");
                out.push(Diagnostic::new(Code::UnknownJourney, Place::whole(&document.path), message).hint(hint));
            }
        }
    }
}

/// Finds what authors say about data sets, and reports what is said about none.
fn find_data(book: &Book, found: &mut Families, out: &mut Diagnostics) {
    let sets = &book.settings.data;
    found.data = vec![None; sets.len()];
    for (at, family) in found.all.iter().enumerate().filter(|(_, family)| family.original.slot.kind == SlotKind::Data) {
        let (path, id) = (&family.original.path, &family.original.slot.id);
        match sets.iter().position(|set| set.id.value == *id) {
            Some(set) => found.data[set] = Some(at),
            None => {
                let message = format!("there is no data set `{id}` that this page could be about");
                let hint = did_you_mean(id, sets.iter().map(|set| set.id.value.as_str()))
                    .unwrap_or_else(|| "declare it as `[[data]]` in `book.toml`, or move this page".to_owned());
                out.push(Diagnostic::new(Code::UnknownReference, Place::whole(path), message).hint(hint));
            }
        }
    }
}

/// Builds the atlas with all its pages, in reading order, and nothing else yet.
pub fn skeleton(book: Book, families: &mut Families, sources: &Sources) -> Atlas {
    let atlas = Atlas {
        as_of: None,
        book: book.into(),
        pages: Shared::default(),
        abouts: Shared::default(),
        bodies: Shared::default(),
        scores: Shared::default(),
        mentions: Shared::default(),
        personas: Shared::default(),
        journeys: Shared::default(),
        stages: Shared::default(),
        steps: Shared::default(),
        touchpoints: Shared::default(),
        data: Shared::default(),
        sections: Shared::default(),
        indexes: Shared::default(),
        assets: Shared::default(),
        pictures: Shared::default(),
        redirects: Shared::default(),
        alerts: Shared::default(),
        alerts_by_page: Shared::default(),
        comments: Shared::default(),
        conditions: Shared::default(),
        lists: Shared::default(),
        recent: Shared::default(),
    };
    let mut builder = Builder { atlas, families, sources, folders: BTreeMap::new() };
    builder.home();
    builder.kinds();
    builder.prose();
    builder.atlas
}

struct Builder<'a> {
    atlas: Atlas,
    families: &'a mut Families,
    sources: &'a Sources,
    /// The page of each folder that has one.
    folders: BTreeMap<String, PageId>,
}

impl Builder<'_> {
    fn home(&mut self) {
        let family = self.families.all.iter().position(|family| family.original.slot.kind == SlotKind::Home);
        let home = self.page(PageKind::Home, "index", family, None);
        self.folders.insert(String::new(), home);
    }

    /// The indexes and what is in them.
    fn kinds(&mut self) {
        for kind in IndexKind::ALL {
            let Some(index) = self.index(*kind) else { continue };
            match kind {
                IndexKind::Journeys => self.journeys(index),
                IndexKind::Personas => {
                    for (at, family) in self.families.personas.clone().into_iter().enumerate() {
                        self.family_page(PageKind::Persona(PersonaId(at)), family, index);
                    }
                }
                IndexKind::Touchpoints => {
                    for (at, family) in self.families.touchpoints.clone().into_iter().enumerate() {
                        self.family_page(PageKind::Touchpoint(TouchpointId(at)), family, index);
                    }
                }
                IndexKind::Data => self.data(index),
                _ => {}
            }
        }
    }

    fn data(&mut self, index: PageId) {
        for (at, family) in self.families.data.clone().into_iter().enumerate() {
            let set = self.atlas.book.settings.data[at].clone();
            let page = self.page(PageKind::Data(DataId(at)), &set.id.value, family, Some(index));
            self.families.data_pages.push(page);
            // What an author's page says goes before what the settings say.
            let written = family.map(|family| self.families.all[family].localised(title_of)).unwrap_or_default();
            let titles = titles(&set.title, &set.titles, &self.atlas.book.languages);
            for (lang, title) in titles.iter().filter(|(lang, _)| written.own(*lang).is_none()) {
                self.atlas.pages[page.0].title.set(lang, title.clone());
            }
        }
    }

    fn journeys(&mut self, index: PageId) {
        let mut stages = 0;
        for (at, family) in self.families.journeys.clone().into_iter().enumerate() {
            let journey = self.family_page(PageKind::Journey(JourneyId(at)), family, index);
            for family in self.families.stages[at].clone() {
                self.family_page(PageKind::Stage(StageId(stages)), family, journey);
                stages += 1;
            }
        }
    }

    /// The page of an index, where there is anything to put into it.
    fn index(&mut self, kind: IndexKind) -> Option<PageId> {
        let family = self.families.of_index(kind);
        if family.is_none() && !self.has_any(kind) {
            return None;
        }
        let page = self.page(PageKind::Index(kind), word(kind), family, Some(self.atlas.home()));
        self.folders.insert(word(kind).to_owned(), page);
        self.atlas.indexes.insert(kind, page);
        Some(page)
    }

    fn has_any(&self, kind: IndexKind) -> bool {
        let documents = || self.families.all.iter().map(|family| &family.original);
        let steps = || {
            documents().filter_map(|document| match &document.content {
                Content::Stage(stage) => Some(stage),
                _ => None,
            })
        };
        let steps = || steps().flat_map(|stage| &stage.steps);
        match kind {
            IndexKind::Personas => !self.families.personas.is_empty(),
            IndexKind::Journeys => !self.families.journeys.is_empty(),
            IndexKind::Touchpoints => !self.families.touchpoints.is_empty(),
            IndexKind::Network => !self.families.journeys.is_empty() && !self.families.touchpoints.is_empty(),
            IndexKind::Moments => steps().any(|step| step.moment_of_truth),
            IndexKind::Channels => !self.atlas.book.channels.is_empty(),
            IndexKind::Alerts => {
                let settings = &self.atlas.book.settings;
                !settings.alerts.is_empty() || !settings.data.is_empty()
            }
            IndexKind::Data => !self.atlas.book.settings.data.is_empty(),
            IndexKind::Changes => self.atlas.book.settings.changes_since.is_some(),
            IndexKind::Coverage => {
                let families = &self.families;
                [&families.journeys, &families.personas, &families.touchpoints].iter().any(|kind| !kind.is_empty())
            }
            IndexKind::Tags => documents().any(|document| !document.common.tags.is_empty()),
            IndexKind::Opportunities => steps().any(|step| !step.opportunities.is_empty()),
            IndexKind::Evidence => {
                let touchpoint = |document: &Arc<Document>| match &document.content {
                    Content::Touchpoint(touchpoint) => !touchpoint.evidence.is_empty(),
                    _ => false,
                };
                steps().any(|step| !step.evidence.is_empty()) || documents().any(touchpoint)
            }
        }
    }

    /// Guides and everything else, folder by folder.
    fn prose(&mut self) {
        let mut by_folder: BTreeMap<String, Vec<Leaf>> = BTreeMap::new();
        let is_prose = |kind| matches!(kind, SlotKind::Prose | SlotKind::Section | SlotKind::Glossary);
        let all: Vec<usize> =
            (0..self.families.all.len()).filter(|at| is_prose(self.families.all[*at].original.slot.kind)).collect();
        for family in all {
            let id = self.families.all[family].original.slot.id.clone();
            by_folder.entry(parent_folder(&id).to_owned()).or_default().push(Leaf { id, family: Some(family) });
        }
        // Folders that have pages and no page of their own get one.
        let known: BTreeSet<String> = by_folder.values().flatten().map(|leaf| leaf.id.clone()).collect();
        for folder in by_folder.keys().cloned().collect::<Vec<_>>() {
            let mut folder = folder.as_str();
            while !folder.is_empty() && !known.contains(folder) && !self.folders.contains_key(folder) {
                let siblings = by_folder.entry(parent_folder(folder).to_owned()).or_default();
                if siblings.iter().all(|leaf| leaf.id != folder) {
                    siblings.push(Leaf { id: folder.to_owned(), family: None });
                }
                folder = parent_folder(folder);
            }
        }
        let roots: Vec<(String, PageId)> = self.folders.iter().map(|(folder, page)| (folder.clone(), *page)).collect();
        for (folder, page) in roots {
            self.folder(&folder, page, &mut by_folder);
        }
    }

    fn folder(&mut self, folder: &str, parent: PageId, by_folder: &mut BTreeMap<String, Vec<Leaf>>) {
        let mut leaves = by_folder.remove(folder).unwrap_or_default();
        leaves.sort_by_key(|leaf| self.leaf_order(leaf));
        for leaf in leaves {
            let kind = match leaf.family.map(|family| self.families.all[family].original.slot.kind) {
                Some(SlotKind::Glossary) => PageKind::Glossary,
                Some(SlotKind::Prose) => PageKind::Prose,
                _ => PageKind::Section,
            };
            let page = self.page(kind, &leaf.id, leaf.family, Some(parent));
            self.folder(&leaf.id, page, by_folder);
        }
    }

    fn leaf_order(&self, leaf: &Leaf) -> (i64, (u32, String)) {
        match leaf.family.map(|family| &self.families.all[family].original) {
            Some(document) => (document.common.weight, document.slot.order.clone()),
            None => (0, (u32::MAX, leaf.id.clone())),
        }
    }

    fn family_page(&mut self, kind: PageKind, family: usize, parent: PageId) -> PageId {
        let document = &self.families.all[family].original;
        let (id, folder) = (document.slot.id.clone(), document_folder(document));
        let page = self.page(kind, &id, Some(family), Some(parent));
        self.folders.insert(folder, page);
        page
    }

    fn page(&mut self, kind: PageKind, id: &str, family: Option<usize>, parent: Option<PageId>) -> PageId {
        let page = PageId(self.atlas.pages.len());
        let family = family.map(|at| {
            self.families.all[at].page = page;
            &self.families.all[at]
        });
        match family {
            Some(family) => {
                self.atlas.pages.push(Page { parent, ..written(kind, family, &self.atlas.book) });
                self.atlas.abouts.push(about(family, self.sources));
                self.atlas.bodies.push(body(family));
            }
            None => {
                self.atlas.pages.push(Page { parent, ..generated(kind, id, &self.atlas.book) });
                self.atlas.abouts.push(About::default());
                self.atlas.bodies.push(Localised::default());
            }
        }
        self.atlas.scores.push(Scores::new());
        if let Some(parent) = parent {
            self.atlas.pages[parent.0].children.push(page);
            if parent == self.atlas.home() {
                self.atlas.sections.push(page);
            }
        }
        page
    }
}

/// A prose page or a folder of such, before it has a page.
struct Leaf {
    id: String,
    family: Option<usize>,
}

fn parent_folder(id: &str) -> &str {
    id.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folder whose page a persona, a journey, a stage or a touchpoint is.
fn document_folder(document: &Document) -> String {
    let folder = match document.slot.kind {
        SlotKind::Stage => "journeys",
        kind => class(kind),
    };
    format!("{folder}/{}", document.slot.id)
}

/// A page that an author wrote.
fn written(kind: PageKind, family: &Family, book: &Book) -> Page {
    let own = &family.original;
    let mut title = family.localised(title_of);
    if title.own(Lang::DEFAULT).is_none()
        && matches!(
            kind,
            PageKind::Persona(_)
                | PageKind::Journey(_)
                | PageKind::Stage(_)
                | PageKind::Touchpoint(_)
                | PageKind::Data(_)
                | PageKind::Prose
                | PageKind::Section
        )
    {
        title.set(Lang::DEFAULT, book.languages[0].locale.title_of_name(&own.slot.id));
    }
    Page { kind, id: own.slot.id.clone(), output: own.slot.output.clone(), title, parent: None, children: Vec::new() }
}

/// The title that a page's file gives it.
fn title_of(document: &Document) -> Option<String> {
    let heading = || document.body.outline.title().map(|heading| heading.text.clone());
    document.common.title.as_ref().map(|title| title.value.clone()).or_else(heading)
}

/// What its author says about a page.
fn about(family: &Family, sources: &Sources) -> About {
    let own = &family.original.common;
    About {
        summary: family.localised(|document| document.common.summary.clone()),
        owner: own.owner.clone(),
        status: own.status,
        reviewed: own.reviewed.map(|day| day.value),
        reviewed_span: Aside(own.reviewed.map(|day| day.span).unwrap_or_default()),
        tags: own.tags.clone(),
        changed: family.localised(|document| sources.changed.get(&document.path).cloned()),
    }
}

/// The texts of a page, without where their links lead. A translation of fields alone borrows the text.
fn body(family: &Family) -> Localised<Arc<Prose>> {
    let is_blank = |document: &Document| document.body.outline.is_blank;
    family.localised(|document| {
        let is_own = document.slot.language.is_none() || !is_blank(document) || is_blank(&family.original);
        is_own.then(|| Arc::new(prose(document)))
    })
}

/// A page that nobody wrote.
fn generated(kind: PageKind, id: &str, book: &Book) -> Page {
    let title = match kind {
        PageKind::Home => book.title.clone(),
        PageKind::Section | PageKind::Data(_) => Localised::plain(Some(book.languages[0].locale.title_of_name(id))),
        _ => Localised::default(),
    };
    let output = match kind {
        PageKind::Home => "index.html".to_owned(),
        PageKind::Data(_) => format!("data/{id}.html"),
        _ => format!("{id}/index.html"),
    };
    Page { kind, id: id.to_owned(), output, title, parent: None, children: Vec::new() }
}

/// A text, without where its links lead.
pub fn prose(document: &Document) -> Prose {
    let heads_page = match (document.body.outline.title(), &document.common.title) {
        (Some(heading), Some(title)) => heading.text == title.value,
        (heading, None) => heading.is_some(),
        (None, _) => false,
    };
    Prose {
        path: document.path.clone(),
        text: document.body.text.clone(),
        start: document.body.start,
        outline: document.body.outline.clone(),
        links: Vec::new(),
        embeds: Vec::new(),
        heads_page,
    }
}

impl Atlas {
    /// The file of a page in the default language, or `other` where nobody wrote one.
    pub fn file(&self, page: PageId, other: &FilePath) -> FilePath {
        self.body(page).own(Lang::DEFAULT).map_or_else(|| other.clone(), |prose| prose.path.clone())
    }

    /// A page's file as a place, or the settings where nobody wrote one.
    pub fn place(&self, page: PageId) -> Place {
        Place::whole(&self.file(page, &self.book.settings.path))
    }
}
