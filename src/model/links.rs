//! Where the links, images and references of texts lead.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean, nearest};
use crate::locale::composed;
use crate::model::active::active_part;
use crate::model::ids::PageId;
use crate::model::pages::{Families, Family};
use crate::model::{Atlas, Lang, PageKind, Redirect, RedirectTarget};
use crate::parse::markdown::{Link, Target, scheme};
use crate::parse::page::{Content, Document};
use crate::parse::slot::{self, IndexKind};
use crate::source::{Asset, File, FilePath, Place, Sources, Span, Spanned};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A page, perhaps a place on it.
    Page {
        /// The page.
        page: PageId,
        /// The place, as it is written in the page.
        anchor: Option<String>,
    },
    /// A file of the site: an image, a document.
    Asset(String),
    /// An address elsewhere, as written.
    External,
}

/// The anchor of a step on its stage's page. The colon keeps it apart from the headings: no slug has one.
pub fn step_anchor(id: &str) -> String {
    format!("step:{}", joined(id))
}

/// An id as an anchor: everything may stand in one but blanks.
fn joined(id: &str) -> String {
    id.split_whitespace().collect::<Vec<_>>().join("+")
}

/// Takes every file beside the pages into the site, unless it could run in a reader's browser.
pub fn assets(atlas: &mut Atlas, families: &Families, sources: &Sources, out: &mut Diagnostics) {
    let src = atlas.book.settings.src.clone();
    let mut taken = Vec::new();
    let mut first_files: BTreeMap<String, &FilePath> = BTreeMap::new();
    for (path, file) in sources.below(&src) {
        if path.extension() == "md" || families.is_left_out(path) {
            continue;
        }
        let asset = match file {
            File::Asset(asset) => asset.clone(),
            File::Text(text) => Asset::Memory(text.as_bytes().into()),
        };
        let text = sources.text(path).map(|text| &**text);
        match active_part(&path.extension(), text) {
            Some(part) => {
                let message = format!("this file is not published: {part} could run in a reader's browser");
                out.push(Diagnostic::new(Code::ActiveFile, Place::whole(path), message).hint("remove it"));
            }
            None => {
                let output = asset_output(path, &src);
                let folded = output.to_lowercase();
                match first_files.get(&folded) {
                    Some(first) => out.push(
                        Diagnostic::new(
                            Code::SameOutput,
                            Place::whole(path),
                            format!("`{path}` and `{first}` would be written to one file, `{output}`"),
                        )
                        .related(Place::whole(first), "the other one")
                        .hint("rename one of them"),
                    ),
                    None => {
                        first_files.insert(folded, path);
                        taken.push((output, asset));
                    }
                }
            }
        }
    }
    let is_picture = |path: &str| IMAGES.contains(&FilePath::new(path).extension().as_str());
    let pictures = taken.iter().filter(|(path, _)| is_picture(path));
    let mut pictures: Vec<_> = pictures.map(|(path, asset)| (path.clone(), asset.dimensions())).collect();
    pictures.sort();
    // One that is as before is the same value as before.
    if *atlas.pictures != pictures {
        atlas.pictures = pictures.into();
    }
    atlas.assets = taken.into();
}

/// Finds the images that personas name.
pub fn portraits(atlas: &mut Atlas, families: &Families, sources: &Sources, out: &mut Diagnostics) {
    let src = atlas.book.settings.src.clone();
    for (at, family) in families.personas.iter().enumerate() {
        let family = &families.all[*family];
        if let Content::Persona(persona) = &family.original.content
            && let Some(portrait) = &persona.portrait
        {
            atlas.personas[at].portrait = image(&family.original, portrait, &src, families, sources, out);
        }
    }
}

/// Where a file beside the pages is written: beside its page.
fn asset_output(path: &FilePath, src: &str) -> String {
    // A file's folder loses its numbers as the pages' do; its own name stays.
    let inside = path.as_str().strip_prefix(src).unwrap_or(path.as_str()).trim_start_matches('/');
    let name = composed(path.file_name()).into_owned();
    match inside.rsplit_once('/') {
        Some((folder, _)) => format!("{}/{name}", slot::clean_folder(folder)),
        None => name,
    }
}

/// Endings of files that a page can show.
const IMAGES: [&str; 9] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp", "ico"];

/// The site's path of an image that a field names.
fn image(
    document: &Document,
    name: &Spanned<String>,
    src: &str,
    families: &Families,
    sources: &Sources,
    out: &mut Diagnostics,
) -> Option<String> {
    let refused = |code, message: String, hint: Option<String>| {
        Diagnostic::at(code, &document.path, name.span, message).maybe_hint(hint)
    };
    if scheme(&name.value).is_some() {
        let message = format!("`{}` is not a path inside the handbook", name.value);
        out.push(refused(Code::PathLeaves, message, Some("put the image beside the page".to_owned())));
        return None;
    }
    match join(&document.path, &name.value, src) {
        None => {
            let (message, _) = leaves(&name.value);
            out.push(refused(Code::PathLeaves, message, Some("put the image beside the page".to_owned())));
            None
        }
        Some(path) if families.is_left_out(&path) => {
            let message = format!("`{path}` lies in the folder of a draft and is left out");
            let hint = Some("build with `--drafts` to see it".to_owned());
            out.push(refused(Code::RefersToDraft, message, hint));
            None
        }
        Some(path) => match existing(&path, sources).filter(|path| IMAGES.contains(&path.extension().as_str())) {
            Some(path) => Some(asset_output(path, src)),
            None => {
                let message = format!("there is no image `{path}`");
                out.push(refused(Code::MissingImage, message, near_file(document, &path, true, sources)));
                None
            }
        },
    }
}

/// Resolves a relative path against a file's folder; nothing where it leaves `src`.
fn join(from: &FilePath, relative: &str, src: &str) -> Option<FilePath> {
    if relative.starts_with('/') || relative.contains('\\') || has_drive(relative) {
        return None;
    }
    let mut parts: Vec<&str> = from.folder().split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    (joined == src || joined.starts_with(&format!("{src}/"))).then(|| FilePath::new(&joined))
}

/// `C:…`: no scheme has a single letter.
fn has_drive(path: &str) -> bool {
    scheme(path).is_some_and(|scheme| scheme.len() == 1)
}

/// Why a path leads nowhere inside the content folder, and what to write instead.
fn leaves(path: &str) -> (String, &'static str) {
    if path.starts_with("//") {
        (format!("`{path}` is an address without its scheme"), "write `https:` before it")
    } else if path.starts_with('/') || has_drive(path) {
        (format!("`{path}` is an absolute path"), "write it relative to the page")
    } else if path.contains('\\') {
        (format!("`{path}` has `\\` where a path has `/`"), "write `/`")
    } else {
        (
            format!("`{path}` leads out of the content folder"),
            "put the file into the content folder, or link to its web address",
        )
    }
}

/// The form in which the disk has a path: names may differ from it in how Unicode composes their letters.
fn existing<'s>(path: &FilePath, sources: &'s Sources) -> Option<&'s FilePath> {
    let exact = sources.files.get_key_value(path).map(|(path, _)| path);
    exact.or_else(|| {
        let asked = path.as_str();
        if asked.is_ascii() {
            return None;
        }
        let asked = composed(asked);
        sources.files.keys().find(|known| !known.as_str().is_ascii() && composed(known.as_str()) == asked)
    })
}

/// The file with the nearest name, relative to the page that asks, as a hint.
fn near_file(document: &Document, path: &FilePath, image: bool, sources: &Sources) -> Option<String> {
    let fits = |known: &&FilePath| *known != &document.path && !(image && known.extension() == "md");
    let known =
        || sources.below(path.as_str().split('/').next().unwrap_or_default()).map(|(path, _)| path).filter(fits);
    let name = nearest(path.file_name(), known().map(FilePath::file_name))?;
    let same = known().filter(|known| known.file_name() == name);
    let distance = |known: &&FilePath| strsim::damerau_levenshtein(known.as_str(), path.as_str());
    same.min_by_key(distance).map(|found| format!("did you mean `{}`?", relative(&document.path, found)))
}

/// A file's path as a page writes it.
fn relative(from: &FilePath, to: &FilePath) -> String {
    let (from, to): (Vec<_>, Vec<_>) = (from.as_str().split('/').collect(), to.as_str().split('/').collect());
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count().min(from.len() - 1);
    format!("{}{}", "../".repeat(from.len() - 1 - common), to[common..].join("/"))
}

/// Where the links of a text lead, and what is wrong with them.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// By the first byte of each, sorted.
    pub links: Vec<(u32, Destination)>,
    /// The pages whose anchors were asked for; a translation's own page may be among them.
    pub asked: Vec<PageId>,
    pub problems: Vec<Diagnostic>,
}

/// False for a family that got no page, such as a stage without a journey.
pub fn is_built(family: &Family, atlas: &Atlas) -> bool {
    let prose = atlas.bodies.get(family.page.0).and_then(|body| body.own(Lang::DEFAULT));
    prose.is_some_and(|prose| prose.path == family.original.path)
}

/// What references can name: it depends on which pages and files there are, not on what they say.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    /// The page of each file.
    files: HashMap<FilePath, PageId>,
    /// What each name without a kind can stand for.
    names: HashMap<String, Vec<(&'static str, PageId)>>,
}

impl Addresses {
    /// Collects them.
    pub fn of(atlas: &Atlas, families: &Families) -> Self {
        let mut names: HashMap<String, Vec<(&'static str, PageId)>> = HashMap::new();
        for (at, page) in atlas.pages.iter().enumerate() {
            let kind = match page.kind {
                PageKind::Persona(_) => "persona",
                PageKind::Journey(_) => "journey",
                PageKind::Stage(_) => "stage",
                PageKind::Touchpoint(_) => "touchpoint",
                PageKind::Data(_) => "data",
                _ => "page",
            };
            names.entry(page.id.clone()).or_default().push((kind, PageId(at)));
        }
        let built = families.all.iter().filter(|family| is_built(family, atlas));
        let files = built.flat_map(|family| family.files().map(|(_, file)| (file.path.clone(), family.page))).collect();
        Self { files, names }
    }
}

/// Finds where the links of texts lead.
pub(super) struct Linker<'a> {
    pub atlas: &'a Atlas,
    pub families: &'a Families,
    pub addresses: &'a Addresses,
    pub sources: &'a Sources,
}

/// The words that may stand before the colon of a reference.
const KINDS: [&str; 7] = ["persona", "journey", "stage", "touchpoint", "data", "page", "channel"];

impl Linker<'_> {
    /// Finds where the links of a file lead, which is one of a page's.
    pub fn document(&self, own: PageId, lang: Lang, document: &Document) -> Linked {
        let (mut links, mut asked) = (Vec::new(), Vec::new());
        let mut problems = Diagnostics::default();
        let out = &mut problems;
        for link in &document.body.outline.links {
            let found = match &link.target {
                Target::Reference { kind, id, .. } if kind.as_deref() == Some("channel") => {
                    self.channel(document, link, id, out).map(|page| (page, Some(id.clone())))
                }
                Target::Reference { kind, id, anchor } => {
                    self.reference(document, link, kind.as_deref(), id, out).map(|page| (page, anchor.clone()))
                }
                Target::Path { path, anchor, image } => match self.path(document, link, path, *image, out) {
                    Some(Destination::Page { page, .. }) => Some((page, anchor.clone())),
                    Some(other) => {
                        links.push((link.span.start, other));
                        None
                    }
                    None => None,
                },
                Target::Anchor(anchor) => Some((own, Some(anchor.clone()))),
                Target::External => {
                    links.push((link.span.start, Destination::External));
                    None
                }
                Target::Refused => None,
            };
            if let Some((page, anchor)) = found {
                let anchor = anchor.and_then(|anchor| {
                    asked.push(page);
                    self.anchor(document, link, page, lang, &anchor, out)
                });
                links.push((link.span.start, Destination::Page { page, anchor }));
            }
        }
        links.sort_by_key(|(at, _)| *at);
        asked.sort_unstable();
        asked.dedup();
        Linked { links, asked, problems: problems.iter().cloned().collect() }
    }

    fn reference(
        &self,
        document: &Document,
        link: &Link,
        kind: Option<&str>,
        id: &str,
        out: &mut Diagnostics,
    ) -> Option<PageId> {
        let report = |code, message| Diagnostic::at(code, &document.path, link.target_span, message);
        let id = &*composed(id);
        if let Some(kind) = kind.filter(|kind| !KINDS.contains(kind)) {
            let hint = did_you_mean(kind, KINDS).unwrap_or_else(|| format!("it is one of `{}`", KINDS.join("`, `")));
            out.push(report(Code::UnknownReference, format!("there is no kind of page `{kind}`")).hint(hint));
            return None;
        }
        let all = self.addresses.names.get(id).map_or(&[][..], Vec::as_slice);
        let fitting: Vec<_> = all.iter().filter(|(known, _)| kind.is_none_or(|kind| kind == *known)).collect();
        match fitting.as_slice() {
            [(_, page)] => Some(*page),
            [] => {
                out.push(self.unknown(document, link, kind, id));
                None
            }
            several => {
                let forms: Vec<_> = several.iter().map(|(kind, _)| format!("`[[{kind}:{id}]]`")).collect();
                let message = format!("`{id}` could be more than one page");
                out.push(report(Code::AmbiguousReference, message).hint(format!("write {}", forms.join(" or "))));
                None
            }
        }
    }

    fn unknown(&self, document: &Document, link: &Link, kind: Option<&str>, id: &str) -> Diagnostic {
        let report = |code, message| Diagnostic::at(code, &document.path, link.target_span, message);
        let class = |kind: &str| match kind {
            "page" => "pages".to_owned(),
            "data" => "data".to_owned(),
            kind => format!("{kind}s"),
        };
        let kinds = KINDS.iter().filter(|known| kind.is_none_or(|kind| kind == **known));
        if kinds.clone().any(|kind| self.families.drafts.contains(&format!("{}/{id}", class(kind)))) {
            let message = format!("`{id}` is a draft and left out");
            return report(Code::RefersToDraft, message).hint("build with `--drafts` to see it");
        }
        if id.is_empty() {
            return report(Code::UnknownReference, "this reference names no page".to_owned())
                .hint("write its id behind the colon");
        }
        let fits = |pages: &Vec<(&str, PageId)>| pages.iter().any(|(known, _)| kind.is_none_or(|kind| kind == *known));
        // In the order of the names, since the first of those that are equally near is meant.
        let names: BTreeSet<&str> =
            self.addresses.names.iter().filter(|(_, pages)| fits(pages)).map(|(name, _)| name.as_str()).collect();
        let names = names.iter().copied();
        let last = |name: &&str| name.rsplit('/').next() == Some(id);
        let hint = did_you_mean(id, names.clone())
            .or_else(|| names.clone().find(last).map(|name| format!("did you mean `{name}`?")))
            .or_else(|| self.addresses.names.get(id)?.first().map(|(kind, _)| format!("write `[[{kind}:{id}]]`")))
            .unwrap_or_else(|| "a reference names a page by its id: `[[till]]`, `[[dine-in/order]]`".to_owned());
        report(Code::UnknownReference, format!("there is no {} `{id}`", kind.unwrap_or("page"))).hint(hint)
    }

    /// A channel has no page of its own: it is a row of the index.
    fn channel(&self, document: &Document, link: &Link, id: &str, out: &mut Diagnostics) -> Option<PageId> {
        let known = || self.atlas.book.channels.iter().map(|channel| channel.id.as_str());
        if known().any(|channel| channel == id) {
            return self.atlas.index(IndexKind::Channels);
        }
        let message = format!("there is no channel `{id}`");
        out.push(
            Diagnostic::at(Code::UnknownChannel, &document.path, link.target_span, message).hint(
                did_you_mean(id, known()).unwrap_or_else(|| "declare it in `[channels]` in `book.toml`".to_owned()),
            ),
        );
        None
    }

    fn path(
        &self,
        document: &Document,
        link: &Link,
        relative: &str,
        image: bool,
        out: &mut Diagnostics,
    ) -> Option<Destination> {
        let src = &self.atlas.book.settings.src;
        let report = |code, message| Diagnostic::at(code, &document.path, link.target_span, message);
        let Some(path) = join(&document.path, relative, src) else {
            let (message, hint) = leaves(relative);
            let hint = if image { "put the image beside the page" } else { hint };
            out.push(report(Code::PathLeaves, message).hint(hint));
            return None;
        };
        let path = existing(&path, self.sources).cloned().unwrap_or(path);
        if !image {
            let index = FilePath::new(&format!("{path}/index.md"));
            let page = self.addresses.files.get(&path).or_else(|| self.addresses.files.get(&index)).copied();
            if let Some(page) = page.or_else(|| self.folder(&path, src)) {
                return Some(Destination::Page { page, anchor: None });
            }
        }
        let index = FilePath::new(&format!("{path}/index.md"));
        let drafts = &self.families.draft_files;
        if drafts.contains(&path) || drafts.contains(&index) || self.families.is_left_out(&path) {
            let message = format!("`{path}` is a draft, or lies in the folder of one, and is left out");
            out.push(report(Code::RefersToDraft, message).hint("build with `--drafts` to see it"));
            return None;
        }
        if self.sources.files.contains_key(&path) && path.extension() != "md" {
            return Some(Destination::Asset(asset_output(&path, src)));
        }
        let (code, what) = if image { (Code::MissingImage, "image") } else { (Code::DeadLink, "file") };
        let source = path.as_str().strip_suffix(".html").map(|stem| FilePath::new(&format!("{stem}.md")));
        let made = || path.as_str().strip_suffix("/index.md").or(path.as_str().strip_suffix("/index.html"));
        let hint = match source.filter(|source| self.addresses.files.contains_key(source)) {
            Some(_) => Some(format!("link to the source, `{}md`", relative.trim_end_matches("html"))),
            None if self.addresses.files.contains_key(&FilePath::new(&format!("{path}.md"))) => {
                Some(format!("link to the source, `{relative}.md`"))
            }
            None if made().is_some_and(|folder| self.folder(&FilePath::new(folder), src).is_some()) => {
                Some("this page is made by the site: link to its folder, without a file".to_owned())
            }
            None => near_file(document, &path, image, self.sources),
        };
        out.push(report(code, format!("there is no {what} `{path}`")).maybe_hint(hint));
        None
    }

    /// The page of a folder that nobody wrote one for.
    fn folder(&self, path: &FilePath, src: &str) -> Option<PageId> {
        let folder = slot::clean_folder(path.as_str().strip_prefix(src)?.trim_start_matches('/'));
        let is_made = |page: &&(&'static str, PageId)| {
            let is_folder = matches!(self.atlas[page.1].kind, PageKind::Section | PageKind::Index(_));
            is_folder && self.atlas.body(page.1).is_empty()
        };
        self.addresses.names.get(folder.as_str())?.iter().find(is_made).map(|(_, page)| *page)
    }

    /// The anchor as it is written in the page, or a diagnostic.
    fn anchor(
        &self,
        document: &Document,
        link: &Link,
        page: PageId,
        lang: Lang,
        anchor: &str,
        out: &mut Diagnostics,
    ) -> Option<String> {
        let found = self.atlas.anchor(page, lang, anchor).or_else(|| self.atlas.anchor(page, Lang::DEFAULT, anchor));
        if found.is_none() {
            let message = match page == self.addresses.files.get(&document.path).copied().unwrap_or(page) {
                true => format!("this page has no heading `#{anchor}`"),
                false => format!("`{}` has no heading or step `#{anchor}`", self.atlas[page].id),
            };
            let known = self.atlas.anchors(page, lang);
            let near = nearest(anchor, known.iter().map(String::as_str));
            let hint = near.map(|near| format!("did you mean `#{near}`?")).or_else(|| match known.len() {
                1..=12 => Some(format!("it has `#{}`", known.join("`, `#"))),
                _ => None,
            });
            let span = anchor_span(document, link, anchor);
            out.push(Diagnostic::at(Code::DeadAnchor, &document.path, span, message).maybe_hint(hint));
        }
        found
    }
}

/// Where the anchor is written inside the target.
fn anchor_span(document: &Document, link: &Link, anchor: &str) -> Span {
    let written = document.body.text.get(link.target_span.range()).unwrap_or_default();
    match written.find(&format!("#{anchor}")) {
        Some(at) => {
            let start = link.target_span.start as usize + at;
            Span::new(start, start + anchor.len() + 1)
        }
        None => link.target_span,
    }
}

impl Atlas {
    /// How an anchor that an author names is written in a page: a heading's stays, a step's gets its prefix.
    pub fn anchor(&self, page: PageId, lang: Lang, anchor: &str) -> Option<String> {
        let kind = self[page].kind;
        if let PageKind::Stage(stage) = kind
            && self[stage].steps.iter().any(|step| self[*step].id == anchor)
        {
            return Some(step_anchor(anchor));
        }
        if let PageKind::Index(IndexKind::Channels) = kind
            && self.book.channels.iter().any(|channel| channel.id == anchor)
        {
            return Some(row_anchor(anchor));
        }
        let shown = self.body(page).get(lang)?;
        shown.value.outline.has_anchor(anchor).then(|| anchor.to_owned())
    }

    /// The anchors that authors can name on a page.
    fn anchors(&self, page: PageId, lang: Lang) -> Vec<String> {
        let mut anchors = Vec::new();
        if let PageKind::Stage(stage) = self[page].kind {
            anchors.extend(self[stage].steps.iter().map(|step| self[*step].id.clone()));
        }
        if let Some(said) = self.body(page).get(lang) {
            anchors.extend(said.value.outline.all_anchors().map(str::to_owned));
        }
        anchors
    }
}

/// The anchor of a row of an index.
pub fn row_anchor(id: &str) -> String {
    format!("row:{}", joined(id))
}

/// The anchor of an owner's row below the backlog.
pub fn owner_anchor(owner: Option<&str>) -> String {
    format!("owner:{}", owner.map(joined).unwrap_or_default())
}

/// Collects the old addresses: `aliases` of pages and `[output.html.redirect]`.
pub fn redirects(atlas: &mut Atlas, families: &Families, out: &mut Diagnostics) {
    let has_aliases = families.all.iter().any(|family| !family.original.common.aliases.is_empty());
    if !has_aliases && atlas.book.settings.redirects.is_empty() {
        return;
    }
    let folded_pages: BTreeSet<String> = atlas.outputs().map(|output| output.path.to_lowercase()).collect();
    // The parts of a long index are no addresses to rely on.
    let firsts = atlas.outputs().filter(|output| output.part == 1);
    let pages: BTreeMap<String, (PageId, Lang)> =
        firsts.map(|output| (output.path, (output.page, output.lang))).collect();
    let mut taken: BTreeMap<String, Place> = BTreeMap::new();
    let mut redirects = Vec::new();
    let aliases = families.all.iter().filter(|family| is_built(family, atlas)).flat_map(|family| {
        let to = RedirectTarget::Page(family.page, Lang::DEFAULT);
        family.original.common.aliases.iter().map(move |alias| (&family.original.path, alias, Some(to.clone())))
    });
    let settings = &atlas.book.settings;
    let from_settings = settings.redirects.iter().map(|(from, to)| (&settings.path, from, target(to, &pages)));
    for (path, from, to) in aliases.chain(from_settings) {
        let place = Place::new(path, from.span);
        let Some(output) = old_address(&from.value) else {
            let message = format!("`{}` is not an address of this site", from.value);
            let hint = "write it as `old/page.html`, relative to the site";
            out.push(Diagnostic::new(Code::PathLeaves, place, message).hint(hint));
            continue;
        };
        let Some(to) = to else {
            let (span, message) = match settings.redirects.iter().find(|(known, _)| known.span == from.span) {
                Some((_, to)) => (to.span, format!("`{}` is no page of this site", to.value)),
                None => (from.span, format!("`{}` leads to no page of this site", from.value)),
            };
            let hint = "name a page as `journeys/dine-in/index.html`";
            out.push(Diagnostic::at(Code::DeadLink, path, span, message).hint(hint));
            continue;
        };
        let folded = output.to_lowercase();
        if folded_pages.contains(&folded) {
            let message = format!("`{}` is the address of a page", from.value);
            out.push(Diagnostic::new(Code::AliasTaken, place, message).hint("remove the alias"));
        } else if let Some(first) = taken.get(&folded) {
            let message = format!("`{}` is already an alias", from.value);
            out.push(
                Diagnostic::new(Code::AliasTaken, place, message)
                    .related(first.clone(), "first here")
                    .hint("remove one of them"),
            );
        } else {
            taken.insert(folded, place.clone());
            redirects.push(Redirect { from: output, to, place });
        }
    }
    redirects.sort_by(|a, b| a.from.cmp(&b.from));
    atlas.redirects = redirects.into();
}

fn target(to: &Spanned<String>, pages: &BTreeMap<String, (PageId, Lang)>) -> Option<RedirectTarget> {
    if matches!(scheme(&to.value).as_deref(), Some("http" | "https")) {
        return Some(RedirectTarget::Address(to.value.clone()));
    }
    let (page, lang) = pages.get(&old_address(&to.value)?)?;
    Some(RedirectTarget::Page(*page, *lang))
}

/// The file behind an address of the site.
fn old_address(address: &str) -> Option<String> {
    let path = address.trim_start_matches('/');
    // No disk keeps a longer name, and none should keep a name with controls in it.
    let too_long = path.split('/').any(|part| part.len() > 200);
    let bad = path.is_empty() || scheme(path).is_some() || path.contains(['\\', '?', '#']) || too_long;
    let bad = bad || path.contains(char::is_control);
    if bad || path.split('/').any(|part| part == ".." || part == ".") || path.contains("//") {
        return None;
    }
    Some(match path {
        path if path.ends_with('/') => format!("{path}index.html"),
        path if path.ends_with(".html") => path.to_owned(),
        path => format!("{path}.html"),
    })
}

/// A page that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its path in the site.
    pub path: String,
    /// Whose it is.
    pub page: PageId,
    /// In which language.
    pub lang: Lang,
    /// Which part of the page it is, from 1.
    pub part: usize,
}

impl Atlas {
    /// Every page that is written; a long index is several.
    pub fn outputs(&self) -> impl Iterator<Item = Output> {
        let pages = move |lang| (0..self.pages.len()).map(move |at| (PageId(at), lang));
        let each = self.languages().flat_map(move |(lang, _)| pages(lang));
        each.flat_map(move |(page, lang)| {
            let output = move |part| Output { path: self.output_of(page, lang, part), page, lang, part };
            (1..=self.parts(page)).map(output)
        })
    }

    /// Where a part of a page is written in a language: `opportunities/2.html` beside `opportunities/index.html`.
    pub fn output_of(&self, page: PageId, lang: Lang, part: usize) -> String {
        let first = self.output(page, lang);
        match part {
            0 | 1 => first,
            part => format!("{}{part}.html", first.strip_suffix("index.html").unwrap_or(&first)),
        }
    }

    /// Where a page is written in a language.
    pub fn output(&self, page: PageId, lang: Lang) -> String {
        match lang {
            Lang::DEFAULT => self[page].output.clone(),
            lang => format!("{}/{}", self.book.languages[lang.0].tag, self[page].output),
        }
    }
}
