//! The sitemap and the feed of changes: both need the site's address.
//!
//! In: the handbook. Out: the views of both. Promises: an entry's address is its own for good; what changed on a page since
//! `changes-since` is told by the entry of that page and by no other.

use crate::model::{Lang, Output, PageId, Reading};
use crate::site::chrome::url;
use crate::site::lens::Lens;
use crate::site::views::{FeedEntry, FeedView};
use crate::site::{cards, recent};

/// How many changes a feed holds.
const ENTRIES: usize = 50;

/// Where the feed of a language is written.
pub fn path(atlas: &Reading, lang: Lang) -> String {
    match lang {
        Lang::DEFAULT => "feed.xml".to_owned(),
        lang => format!("{}/feed.xml", atlas.book().languages[lang.0].tag),
    }
}

/// True where the handbook has feeds: an address, and pages that git knows the last change of.
pub fn has_changes(atlas: &Reading) -> bool {
    site(atlas, Lang::DEFAULT).is_some() && atlas.abouts().iter().any(|about| !about.changed.is_empty())
}

/// Every page with its translations; nothing without a `site-url`.
pub fn sitemap(lens: &Lens) -> Option<FeedView> {
    let mut entries = Vec::new();
    for Output { page, lang, part, .. } in lens.atlas.outputs() {
        if lens.atlas.is_own(page, lang) {
            entries.push(entry(lens, page, lang, part)?);
        }
    }
    entries.sort_by(|a, b| a.url.cmp(&b.url));
    let url = site(&lens.atlas, Lang::DEFAULT)?;
    Some(FeedView { own: format!("{url}sitemap.xml"), url, updated: None, entries })
}

/// The pages of a language that changed last; nothing without a `site-url` or a git history.
pub fn changes(lens: &Lens) -> Option<FeedView> {
    if !has_changes(&lens.atlas) {
        return None;
    }
    let mut entries = Vec::new();
    for at in 0..lens.atlas.pages().len() {
        let entry = entry(lens, PageId(at), lens.lang, 1)?;
        entries.extend(entry.on.is_some().then_some((PageId(at), entry)));
    }
    entries.sort_by(|(_, a), (_, b)| b.on.cmp(&a.on).then_with(|| a.url.cmp(&b.url)));
    entries.truncate(ENTRIES);
    let mut news = recent::by_page(lens);
    let entries: Vec<_> =
        entries.into_iter().map(|(page, entry)| FeedEntry { news: news.remove(&page), ..entry }).collect();
    let updated = entries.first()?.on.clone();
    let own = site(&lens.atlas, Lang::DEFAULT)? + &path(&lens.atlas, lens.lang);
    Some(FeedView { own, url: site(&lens.atlas, lens.lang)?, updated, entries })
}

fn site(atlas: &Reading, lang: Lang) -> Option<String> {
    let site = atlas.book().settings.site_url.as_ref().filter(|url| url.contains("://"))?;
    Some(match lang {
        Lang::DEFAULT => site.clone(),
        lang => format!("{site}{}/", atlas.book().languages[lang.0].tag),
    })
}

fn entry(lens: &Lens, page: PageId, lang: Lang, part: usize) -> Option<FeedEntry> {
    let about = lens.atlas.about(page);
    let alternates: Vec<_> = lens
        .atlas
        .languages()
        .filter(|(lang, _)| lens.atlas.is_own(page, *lang))
        .filter_map(|(lang, language)| Some((language.tag.clone(), url(lens, page, lang, part)?)))
        .collect();
    Some(FeedEntry {
        url: url(lens, page, lang, part)?,
        kind: cards::kind(lens.atlas[page].kind),
        title: lens.title(page),
        summary: lens.say(&about.summary),
        on: about.changed.own(lang).or_else(|| about.changed.own(Lang::DEFAULT)).cloned(),
        alternates: if alternates.len() > 1 { alternates } else { Vec::new() },
        news: None,
    })
}
