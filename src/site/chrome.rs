//! What surrounds every page: where it is, what it belongs to, who answers for it.

use crate::model::{Lang, PageId, PageKind, Prose};
use crate::parse::fields::word;
use crate::parse::slot::IndexKind;
use crate::site::address::encode;
use crate::site::lens::Lens;
use crate::site::prose::{self, Terms};
use crate::site::views::{LanguageLink, Link, Mention, NavItem, PageView, PartLink, PartsView, Text, TocItem};
use crate::site::{cards, copies, share};

/// How many pages of its section stand around a page: no page grows with the handbook.
const NEARBY: usize = 40;
/// How many pages of the section above that one.
const ABOVE: usize = 12;
/// How many parts of an index before and behind the one that is shown are linked to.
const AROUND: usize = 2;

/// Builds what surrounds a page, and its narrative; what fails are the theme's templates of the views in it.
pub fn page(lens: &Lens, id: PageId) -> tera::TeraResult<PageView> {
    let body = lens.atlas.text(id, lens.lang).filter(|_| lens.part == 1);
    let html = body.map(|said| prose::render(lens, said.value, said.lang, Terms::InPlace)).transpose()?;
    Ok(page_with(lens, id, html.unwrap_or_default().html))
}

/// Builds what surrounds a page whose narrative is there already.
pub fn page_with(lens: &Lens, id: PageId, narrative: String) -> PageView {
    let page = &lens.atlas[id];
    let title = lens.title(id);
    let about = lens.atlas.about(id);
    // What an author wrote stands on the first part.
    let body = lens.atlas.text(id, lens.lang).filter(|_| lens.part == 1);
    let borrowed = body.filter(|said| said.lang != lens.lang).map(|said| &lens.atlas.book().languages[said.lang.0]);
    let section = section(lens, id);
    let (previous, next) = around(lens, id);
    let (sections, indexes) = navigation(lens, Some(id));
    let lacks = lens.lacks(id);
    let changed = about.changed.own(lens.lang).or_else(|| about.changed.own(Lang::DEFAULT));
    PageView {
        head_title: head_title(lens, &title, id),
        title,
        summary: lens.say(&about.summary),
        kind: cards::kind(page.kind),
        has_intro: match page.kind {
            // A folder of such a name may be the author's own, about something else.
            PageKind::Index(IndexKind::Network | IndexKind::Moments | IndexKind::Changes) => lens.atlas.is_wordless(id),
            kind => matches!(kind, PageKind::Index(_) | PageKind::Glossary),
        },
        root: lens.root(),
        home: home(lens),
        url: url(lens, id, lens.lang, lens.part),
        picture: share::picture(lens, id),
        copy: Some(lens.href(&copies::path(&lens.path))),
        breadcrumbs: breadcrumbs(lens, id),
        sections,
        indexes,
        nearby: section.map(|section| nearby(lens, section, id, NEARBY)).unwrap_or_default(),
        above: section.and_then(|section| above(lens, section)),
        section: section.map(|section| lens.link(section)),
        toc: body.map(|said| toc(lens, said.value, said.lang)).unwrap_or_default(),
        title_anchor: body.and_then(|said| title_anchor(said.value)),
        previous: previous.map(|page| lens.link(page)),
        next: next.map(|page| lens.link(page)),
        languages: languages(lens, id),
        fallback: borrowed.map(|language| language.tag.clone()),
        fallback_dir: borrowed.map(|language| language.direction.as_str()),
        owner: about.owner.clone(),
        status: about.status.map(word),
        reviewed: about.reviewed.map(|day| lens.date(day)),
        coverage: match lacks.as_slice() {
            [] => None,
            _ => lens.atlas.index_page(IndexKind::Coverage).map(|page| lens.page_href(page, None)),
        },
        lacks,
        changed: changed.map(|day| lens.day(day)),
        edit: edit(lens, id),
        tags: about.tags.iter().map(|tag| lens.tag(tag)).collect(),
        mentions: lens.atlas.mentions(id).iter().filter(|_| lens.part == 1).map(|from| mention(lens, *from)).collect(),
        parts: parts(lens, page.kind),
        alerts: lens.atlas.alerts_of(id).map(|raised| lens.alert(raised)).collect(),
        comments: lens.atlas.comments_on(id).iter().map(|comment| lens.comment(comment, id)).collect(),
        tabs: body.is_some_and(|said| !said.value.outline.tabs.is_empty()),
        figures: shows_figures(page.kind) || body.is_some_and(|said| !said.value.embeds.is_empty()),
        body: narrative,
    }
}

/// A page that mentions another; journeys and stages show their curve.
fn mention(lens: &Lens, from: PageId) -> Mention {
    let kind = lens.atlas[from].kind;
    let glimpse = match kind {
        PageKind::Journey(journey) => lens.glimpse(journey, |_| false),
        PageKind::Stage(stage) => lens.glimpse(lens.atlas[stage].journey, |column| column.stage == stage),
        _ => String::new(),
    };
    Mention { link: lens.link(from), kind: cards::kind(kind), glimpse }
}

/// Where the reader is in a long index, and where its other parts are: the first, the last, and those around.
fn parts(lens: &Lens, kind: PageKind) -> Option<PartsView> {
    let PageKind::Index(kind) = kind else { return None };
    let (part, count) = (lens.part, lens.atlas.parts_beside(kind, lens.part));
    let page = lens.page.filter(|_| count > 1)?;
    let href = |part| lens.href(&lens.atlas.output_of(page, lens.lang, part));
    let is_near = |other: &usize| *other == 1 || *other == count || other.abs_diff(part) <= AROUND;
    let mut links: Vec<PartLink> = Vec::new();
    for number in (1..=count).filter(is_near) {
        let gap = links.last().is_some_and(|before| before.number + 1 < number);
        links.push(PartLink { number, href: href(number), current: number == part, gap });
    }
    Some(PartsView {
        number: part,
        count,
        previous: (part > 1).then(|| href(part - 1)),
        next: (part < count).then(|| href(part + 1)),
        links,
    })
}

/// The page for addresses that lead nowhere.
pub fn not_found(lens: &Lens) -> PageView {
    let title = lens.word("title-not-found");
    let (sections, indexes) = navigation(lens, None);
    PageView {
        head_title: with_book(lens, &title),
        title,
        summary: None,
        kind: "not-found",
        has_intro: false,
        root: lens.root(),
        home: lens.root(),
        url: None,
        picture: None,
        copy: None,
        breadcrumbs: Vec::new(),
        sections,
        indexes,
        nearby: Vec::new(),
        section: None,
        above: None,
        toc: Vec::new(),
        title_anchor: None,
        previous: None,
        next: None,
        languages: Vec::new(),
        fallback: None,
        fallback_dir: None,
        owner: None,
        status: None,
        reviewed: None,
        lacks: Vec::new(),
        coverage: None,
        changed: None,
        edit: None,
        tags: Vec::new(),
        mentions: Vec::new(),
        parts: None,
        comments: Vec::new(),
        alerts: Vec::new(),
        figures: false,
        tabs: false,
        body: String::new(),
    }
}

/// True for pages that show maps or other views beside their text.
fn shows_figures(kind: PageKind) -> bool {
    matches!(kind, PageKind::Journey(_) | PageKind::Stage(_) | PageKind::Index(_))
}

fn head_title(lens: &Lens, title: &Text, id: PageId) -> String {
    match lens.atlas[id].kind {
        PageKind::Home => lens.say(&lens.atlas.book().title).unwrap_or_default().text,
        PageKind::Stage(stage) => {
            let journey = lens.journey(lens.atlas[stage].journey).text.text;
            with_book(lens, &lens.own(format!("{} · {journey}", title.text)))
        }
        PageKind::Index(kind) if lens.part > 1 => {
            let (n, of) = (lens.part, lens.atlas.parts_beside(kind, lens.part));
            let args = [("title", title.text.as_str().into()), ("n", n.into()), ("of", of.into())];
            with_book(lens, &lens.own(lens.t_with("title-part", &args)))
        }
        _ => with_book(lens, title),
    }
}

fn with_book(lens: &Lens, title: &Text) -> String {
    match lens.say(&lens.atlas.book().title) {
        Some(book) if !book.text.is_empty() => format!("{} · {}", title.text, book.text),
        _ => title.text.clone(),
    }
}

/// The way from the page to the folder of its language.
fn home(lens: &Lens) -> String {
    let home = lens.page_href(lens.atlas.home(), None);
    home.strip_suffix("index.html").unwrap_or(&home).to_owned()
}

/// The absolute address of a part of a page, where the site has one.
pub fn url(lens: &Lens, page: PageId, lang: Lang, part: usize) -> Option<String> {
    let site = lens.atlas.book().settings.site_url.as_ref().filter(|url| url.contains("://"))?;
    Some(format!("{site}{}", encode(&lens.atlas.output_of(page, lang, part))))
}

fn breadcrumbs(lens: &Lens, id: PageId) -> Vec<Link> {
    let mut way = Vec::new();
    let mut above = lens.atlas[id].parent;
    while let Some(page) = above {
        way.push(lens.link(page));
        above = lens.atlas[page].parent;
    }
    way.reverse();
    way
}

/// From which rank on the pages of the first level are the other indexes.
const OTHER: u8 = 10;

/// How soon readers look for a page of the first level.
fn rank(lens: &Lens, page: PageId) -> u8 {
    match lens.atlas[page].kind {
        PageKind::Index(IndexKind::Journeys) => 0,
        PageKind::Index(IndexKind::Personas) => 1,
        PageKind::Index(IndexKind::Touchpoints) => 2,
        PageKind::Glossary => 4,
        PageKind::Index(kind) => OTHER + kind as u8,
        _ => 3,
    }
}

/// The pages of the first level in the order of the navigation.
pub fn ranked(lens: &Lens) -> Vec<PageId> {
    let mut pages = lens.atlas.sections().to_vec();
    pages.sort_by_key(|page| rank(lens, *page));
    pages
}

/// The first level of navigation, in two parts: what readers look for first, and the other indexes.
fn navigation(lens: &Lens, current: Option<PageId>) -> (Vec<NavItem>, Vec<NavItem>) {
    let pages = ranked(lens);
    let top = current.map(|page| top(lens, page));
    let item = |page: &PageId| {
        let Link { text, href } = lens.link(*page);
        let is_current = current == Some(*page) && lens.part == 1;
        NavItem {
            text,
            href,
            current: is_current,
            holds_current: !is_current && top == Some(*page),
            children: Vec::new(),
        }
    };
    let (first, other): (Vec<_>, Vec<_>) = pages.iter().partition(|page| rank(lens, **page) < OTHER);
    (first.into_iter().map(item).collect(), other.into_iter().map(item).collect())
}

/// The page of the first level that a page lies below.
fn top(lens: &Lens, page: PageId) -> PageId {
    let mut page = page;
    while let Some(parent) = lens.atlas[page].parent.filter(|parent| *parent != lens.atlas.home()) {
        page = parent;
    }
    page
}

/// The page whose children stand beside a page.
fn section(lens: &Lens, id: PageId) -> Option<PageId> {
    let page = &lens.atlas[id];
    match page.kind {
        PageKind::Home => None,
        PageKind::Index(_) | PageKind::Section if !page.children.is_empty() => Some(id),
        _ => page.parent.filter(|parent| *parent != lens.atlas.home()),
    }
}

/// The section that holds a section, opened around it.
fn above(lens: &Lens, section: PageId) -> Option<NavItem> {
    let parent = lens.atlas[section].parent.filter(|parent| *parent != lens.atlas.home())?;
    let Link { text, href } = lens.link(parent);
    let mut children = nearby(lens, parent, section, ABOVE);
    for child in &mut children {
        // The page is somewhere below it.
        child.holds_current = std::mem::take(&mut child.current);
    }
    Some(NavItem { text, href, current: false, holds_current: true, children })
}

/// The children of a section around a page: all of them, or the nearest where there are many.
fn nearby(lens: &Lens, section: PageId, id: PageId, most: usize) -> Vec<NavItem> {
    let children = &lens.atlas[section].children;
    let at = children.iter().position(|child| *child == id).unwrap_or(0);
    let first = cards::nearest(children.len(), at, most);
    let item = |child: &PageId| {
        let Link { text, href } = lens.link(*child);
        NavItem { text, href, current: *child == id, holds_current: false, children: Vec::new() }
    };
    children.iter().skip(first).take(most).map(item).collect()
}

/// The pages before and after a page among its siblings; a section is followed by its first page.
fn around(lens: &Lens, id: PageId) -> (Option<PageId>, Option<PageId>) {
    let page = &lens.atlas[id];
    let first_child = page.children.first().copied();
    match page.kind {
        PageKind::Home | PageKind::Index(_) | PageKind::Glossary => return (None, None),
        PageKind::Journey(_) | PageKind::Section => return (None, first_child),
        _ => {}
    }
    let Some(parent) = page.parent.filter(|parent| *parent != lens.atlas.home()) else { return (None, None) };
    let siblings = &lens.atlas[parent].children;
    let Some(at) = siblings.iter().position(|sibling| *sibling == id) else { return (None, None) };
    let before = at.checked_sub(1).map(|before| siblings[before]);
    let parent = matches!(page.kind, PageKind::Stage(_) | PageKind::Prose).then_some(parent);
    (before.or(parent), siblings.get(at + 1).copied())
}

/// The anchor of the heading that the page's title stands for.
fn title_anchor(prose: &Prose) -> Option<String> {
    prose.outline.title().filter(|_| prose.heads_page).map(|heading| heading.anchor.clone())
}

fn toc(lens: &Lens, prose: &Prose, lang: Lang) -> Vec<TocItem> {
    let skip = usize::from(prose.heads_page);
    let headings = prose.outline.headings.iter().skip(skip).filter(|heading| heading.level <= 3);
    headings
        .map(|heading| TocItem {
            text: lens.text(&heading.text, lang),
            href: format!("#{}", encode(&heading.anchor)),
            level: heading.level.max(2),
        })
        .collect()
}

fn languages(lens: &Lens, id: PageId) -> Vec<LanguageLink> {
    if lens.atlas.book().languages.len() < 2 {
        return Vec::new();
    }
    lens.atlas
        .languages()
        .map(|(lang, language)| LanguageLink {
            lang: language.tag.clone(),
            dir: language.direction.as_str(),
            name: language.locale.name(),
            href: lens.href(&lens.atlas.output_of(id, lang, lens.part)),
            url: url(lens, id, lang, lens.part),
            current: lang == lens.lang,
            translated: lens.atlas.is_own(id, lang),
        })
        .collect()
}

/// The address at which the page's file can be edited.
fn edit(lens: &Lens, id: PageId) -> Option<String> {
    let template = lens.atlas.book().settings.edit_url.as_ref()?;
    let file = lens.atlas.text(id, lens.lang)?.value.path.as_str();
    Some(template.replace("{path}", &encode(file)))
}
