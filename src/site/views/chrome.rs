//! What all pages have: the book, the frame around a page, and its place among the others.

use serde::Serialize;

use crate::site::views::{AlertView, CommentView, DateView, LackView, Link, Text};

/// What all pages of one language share: `book`.
#[derive(Clone, Debug, Serialize)]
pub struct BookView {
    /// The handbook's title in this language.
    pub title: Text,
    /// Its description in this language.
    pub description: String,
    /// Its authors.
    pub authors: Vec<String>,
    /// The language tag.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// `auto`, `light` or `dark`: what a reader sees who has not chosen.
    pub default_theme: String,
    /// The repository, where `book.toml` names one.
    pub repository: Option<String>,
    /// Style sheets of the handbook's own, relative to the site's root.
    pub additional_css: Vec<String>,
    /// Scripts of the handbook's own, relative to the site's root.
    pub additional_js: Vec<String>,
    /// The feed of changes, relative to the site's root, where there is one.
    pub feed: Option<String>,
    /// Rihla's version.
    pub generator: String,
    /// The content security policy: what pages may load, and where from.
    pub policy: &'static str,
}

/// An entry of a navigation list.
#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// What is shown.
    pub text: Text,
    /// Where it leads, relative to the page.
    pub href: String,
    /// True for the page itself.
    pub current: bool,
    /// True for an entry that holds the page (its section, or a journey for its stages).
    pub holds_current: bool,
    /// Entries below it: only for the entry that holds the page.
    pub children: Vec<NavItem>,
}

/// A heading in the contents of a page.
#[derive(Clone, Debug, Serialize)]
pub struct TocItem {
    /// The heading's text.
    pub text: Text,
    /// `#…`.
    pub href: String,
    /// 2 or 3.
    pub level: u8,
}

/// The page in one of the handbook's languages.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageLink {
    /// The language tag.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The language's name in itself: `العربية`.
    pub name: String,
    /// The same page in it.
    pub href: String,
    /// The same page in it, absolute: only with a `site-url`.
    pub url: Option<String>,
    /// True for the page's own language.
    pub current: bool,
    /// False where that page falls back to the default language.
    pub translated: bool,
}

/// A page that mentions this one.
#[derive(Clone, Debug, Serialize)]
pub struct Mention {
    /// The page.
    pub link: Link,
    /// Its kind, as in [`PageView::kind`](crate::site::views::PageView::kind).
    pub kind: &'static str,
    /// The curve of a journey, or of a stage's journey with the stage marked; empty for other pages. *Markup.*
    pub glimpse: String,
}

/// What every page has: `page`.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The title.
    pub title: Text,
    /// The title's anchor, where it is the text's first heading.
    pub title_anchor: Option<String>,
    /// What the browser's tab shows: the title and the handbook's.
    pub head_title: String,
    /// One sentence about the page.
    pub summary: Option<Text>,
    /// `home`, `persona`, `journey`, `stage`, `touchpoint`, `section`, `prose`, `glossary`,
    /// `personas`, `journeys`, `touchpoints`, `network`, `channels`, `moments-of-truth`, `opportunities`, `alerts`,
    /// `evidence`, `data`, `coverage`, `tags`, `data-set` or `not-found`.
    pub kind: &'static str,
    /// True where the interface text `intro-<kind>` introduces the page: for the indexes and the glossary.
    pub has_intro: bool,
    /// The site's root seen from the page: empty, `../`, `../../` …; `/` plus the site's path for the 404 page.
    pub root: String,
    /// The root of the page's language, seen from the page.
    pub home: String,
    /// The page's address, absolute: only with a `site-url`.
    pub url: Option<String>,
    /// The whole address of its picture for those who share a link, where the site has an address.
    pub picture: Option<String>,
    /// Its copy as Markdown, relative to it.
    pub copy: Option<String>,
    /// The way to the page from the home page, itself left out.
    pub breadcrumbs: Vec<Link>,
    /// The sections that readers look for first: journeys, personas, touchpoints, prose, the glossary.
    pub sections: Vec<NavItem>,
    /// The other indexes: network, channels, moments of truth, opportunities, alerts, evidence, data, coverage, tags.
    pub indexes: Vec<NavItem>,
    /// The pages around this one: those of its section.
    pub nearby: Vec<NavItem>,
    /// The title of the section around the page and its address.
    pub section: Option<Link>,
    /// The section above that one, where it is not the home page, with the pages around the section in it.
    pub above: Option<NavItem>,
    /// Its headings: those of its template and those of its text, as they stand.
    pub toc: Vec<TocItem>,
    /// The page before it in its section.
    pub previous: Option<Link>,
    /// The page after it in its section.
    pub next: Option<Link>,
    /// The page in every language; empty in a handbook of one.
    pub languages: Vec<LanguageLink>,
    /// The default language's tag where the whole page falls back to it.
    pub fallback: Option<String>,
    /// `ltr` or `rtl`, of that language.
    pub fallback_dir: Option<&'static str>,
    /// The team that answers for it.
    pub owner: Option<String>,
    /// `draft`, `review` or `approved`.
    pub status: Option<&'static str>,
    /// When somebody last checked it.
    pub reviewed: Option<DateView>,
    /// What it lacks to be relied on: an owner, a review, evidence.
    pub lacks: Vec<LackView>,
    /// The coverage page, for a page that lacks something.
    pub coverage: Option<String>,
    /// When the file last changed, from git.
    pub changed: Option<DateView>,
    /// Where it can be edited.
    pub edit: Option<String>,
    /// Its tags.
    pub tags: Vec<Link>,
    /// Who mentions it.
    pub mentions: Vec<Mention>,
    /// Where it is in an index that is divided into parts; nothing on any other page.
    pub parts: Option<PartsView>,
    /// Alerts on its scores.
    pub alerts: Vec<AlertView>,
    /// What people said of what it is about, in files of answers; the last first.
    pub comments: Vec<CommentView>,
    /// True where the page shows maps or other views: their styles and their script are linked.
    pub figures: bool,
    /// True where its text has tabs.
    pub tabs: bool,
    /// Its narrative. *Markup.*
    pub body: String,
}

/// The parts of an index that is too long for one page: it goes on at `2.html`, `3.html` … beside its `index.html`.
#[derive(Clone, Debug, Serialize)]
pub struct PartsView {
    /// Which part this is, from 1. An author's text, the views and the mentions stand on the first.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// The address of the part before.
    pub previous: Option<String>,
    /// The address of the part behind.
    pub next: Option<String>,
    /// The first and the last part, and those around this one.
    pub links: Vec<PartLink>,
}

/// A part of an index.
#[derive(Clone, Debug, Serialize)]
pub struct PartLink {
    /// Its number.
    pub number: usize,
    /// Its address.
    pub href: String,
    /// True for the part that is shown.
    pub current: bool,
    /// True where parts before it are left out.
    pub gap: bool,
}
