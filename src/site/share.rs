//! What a link to a page looks like where somebody shares it, and the site on a screen of applications.
//!
//! Pictures need the site's whole address, since programs that show links take no relative ones.

use std::sync::Arc;

use serde_json::json;

use crate::map::Scene as Strip;
use crate::map::sheet::card::{self, Card};
use crate::map::sheet::scene::Ink;
use crate::map::sheet::{Look, Palette, Words};
use crate::model::Atlas;
use crate::model::{JourneyId, Lang, PageId, PageKind, Reading};
use crate::parse::fields::word;
use crate::site::address::encode;
use crate::site::lens::Lens;
use crate::site::theme::Theme;
use crate::site::{Body, SiteFiles, sheets};

/// Where the manifest of a language is written, in its folder.
pub const MANIFEST: &str = "site.webmanifest";

/// True where pictures are made: the site has an address.
pub fn are_made(atlas: &Reading) -> bool {
    site(atlas).is_some()
}

fn site<'a>(atlas: &Reading<'a>) -> Option<&'a String> {
    atlas.book().settings.site_url.as_ref().filter(|url| url.contains("://"))
}

/// Where the picture of a journey, or that of the handbook, is written.
pub fn path(atlas: &Reading, journey: Option<JourneyId>, lang: Lang) -> String {
    let tag = &atlas.book().languages[lang.0].tag;
    match journey {
        Some(journey) => format!("assets/share/{tag}/journeys/{}.png", atlas[atlas.page_of(journey)].id),
        None => format!("assets/share/{tag}/handbook.png"),
    }
}

/// The whole address of the picture of a page: a stage has that of its journey.
pub fn picture(lens: &Lens, page: PageId) -> Option<String> {
    let site = site(&lens.atlas)?;
    let journey = match lens.atlas[page].kind {
        PageKind::Journey(journey) => Some(journey),
        PageKind::Stage(stage) => Some(lens.atlas[stage].journey),
        _ => None,
    };
    Some(format!("{site}{}", encode(&path(&lens.atlas, journey, lens.lang))))
}

/// What the picture of a journey says, or that of the handbook.
pub fn card(lens: &Lens, journey: Option<JourneyId>) -> Card {
    let book = lens.say(&lens.atlas.book().title).unwrap_or_default();
    let own = |text: String| sheets::words(lens, &lens.own(text));
    match journey {
        Some(id) => {
            let journey = &lens.atlas[id];
            Card {
                kicker: own(lens.t(&format!("level-{}", word(journey.level)))),
                title: sheets::words(lens, &lens.title(journey.page)),
                footer: sheets::words(lens, &book),
                strip: sheets::strip(lens, id, None),
                flow: journey.direction.unwrap_or(lens.direction()),
            }
        }
        None => {
            let journeys = lens.atlas.journeys().len();
            let first = (0..journeys).map(JourneyId).find(|id| !lens.map(*id).curve.is_empty());
            let about = lens.say(&lens.atlas.book().description).unwrap_or_default();
            Card {
                kicker: own(String::new()),
                title: sheets::words(lens, &book),
                footer: Words { ..sheets::words(lens, &about) },
                strip: first.map_or_else(Strip::default, |id| sheets::strip(lens, id, None)),
                flow: lens.direction(),
            }
        }
    }
}

/// A picture of the site's sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// For a list of applications.
    Small,
    /// For a start screen.
    Large,
    /// For the screens of one maker, who asks for it by a name of its own.
    Touch,
}

impl Icon {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Small, Self::Large, Self::Touch];

    /// Its width and height in pixels.
    pub fn size(self) -> u16 {
        match self {
            Self::Small => 192,
            Self::Large => 512,
            Self::Touch => 180,
        }
    }

    /// Where it is written.
    pub fn path(self) -> &'static str {
        match self {
            Self::Small => "assets/icon-192.png",
            Self::Large => "assets/icon-512.png",
            Self::Touch => "assets/apple-touch-icon.png",
        }
    }

    /// Draws it.
    pub fn draw(self, palette: &Palette) -> Arc<[u8]> {
        card::icon(f64::from(self.size()), palette)
    }
}

/// The manifest of each language.
pub fn manifests(atlas: &Atlas, theme: &Theme) -> SiteFiles {
    let palette = theme.palette(Look::Light);
    let manifest = |(lang, language): (Lang, &crate::model::Language)| {
        let path = crate::site::demand::in_language(atlas, lang, MANIFEST);
        let up = "../".repeat(path.matches('/').count());
        let title = atlas.book.title.get(lang).map_or("", |said| said.value.as_str());
        let about = atlas.book.description.get(lang).map_or("", |said| said.value.as_str());
        let icon = |icon: Icon| {
            let size = icon.size();
            json!({ "src": format!("{up}{}", icon.path()), "sizes": format!("{size}x{size}"), "type": "image/png" })
        };
        let mut mask = icon(Icon::Large);
        // The sign keeps clear of the edges, so any shape may be cut from it.
        mask["purpose"] = json!("maskable");
        let vector = json!({ "src": format!("{up}assets/favicon.svg"), "sizes": "any", "type": "image/svg+xml" });
        let text = json!({
            "name": title,
            "description": about,
            "lang": language.tag,
            "dir": language.direction.as_str(),
            "start_url": "./index.html",
            "scope": "./",
            "display": "minimal-ui",
            "theme_color": palette.hex(Ink("accent")),
            "background_color": palette.hex(Ink("paper")),
            "icons": [icon(Icon::Small), icon(Icon::Large), mask, vector],
        });
        (path, Body::Bytes(format!("{text:#}\n").into_bytes().into()))
    };
    atlas.languages().map(manifest).collect()
}
