//! Draws sheets in the formats asked for, and remembers what it drew.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::map::sheet::breaks::Breaks;
use crate::map::sheet::card::{self, Card};
use crate::map::sheet::fonts::Fonts;
use crate::map::sheet::text::Typesetter;
use crate::map::sheet::{Page, Palette, Row, Scene, Sheet, lay_out, lay_out_pages, pdf, png, svg};
use crate::map::shelf::Shelf;
use crate::model::active_part;
use crate::parse::settings::MapFormat;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// The format.
    pub format: MapFormat,
    /// The paper.
    pub page: Page,
    /// How many pixels one pixel of the sheet becomes; vectors become larger.
    pub scale: f64,
    /// The colours.
    pub palette: &'a Palette,
}

/// Why a sheet can't be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undrawable {
    /// Characters that no font has, by the name of their script.
    NoFont(BTreeMap<String, BTreeSet<char>>),
    /// No lane that was asked for holds anything.
    Empty,
    /// A picture with more pixels than can be held.
    TooLarge(String),
    /// What the writer of PDF refuses.
    NoPdf(String),
    /// A font whose tables lead nowhere.
    DamagedFont,
}

impl Undrawable {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoFont(_) => "put a font that has them into the `fonts` folder of the handbook's theme",
            Self::Empty => "name other lanes, or none to see what there is",
            Self::TooLarge(_) => "draw it smaller (`rihla map --scale`), or as SVG or PDF",
            Self::NoPdf(_) => "draw it as SVG or PNG; if the theme has fonts of its own, try it without them",
            Self::DamagedFont => "take the fonts out of the `fonts` folder of the theme one by one to find it",
        }
    }
}

impl fmt::Display for Undrawable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFont(missing) => {
                let scripts: Vec<_> = missing.iter().map(|(script, letters)| named(script, letters)).collect();
                write!(f, "no font has {}", scripts.join(", "))
            }
            Self::Empty => f.write_str("its lanes hold nothing"),
            Self::TooLarge(why) | Self::NoPdf(why) => f.write_str(why),
            Self::DamagedFont => f.write_str("one of the theme's fonts is damaged"),
        }
    }
}

/// The letters of a script, the first few of them: `Khmer (ក U+1780, ខ U+1781 and 3 more)`.
fn named(script: &str, letters: &BTreeSet<char>) -> String {
    const SHOWN: usize = 6;
    // These two hold what belongs to no script: arrows, ticks, marks.
    let script = if matches!(script, "Common" | "Inherited") { "these signs" } else { script };
    let shown: Vec<_> =
        letters.iter().take(SHOWN).map(|c| format!("{} U+{:04X}", visible(*c), u32::from(*c))).collect();
    let more = match letters.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{script} ({}{more})", shown.join(", "))
}

/// A letter as it can be printed; one that can't has a stand-in.
fn visible(letter: char) -> char {
    if letter.is_alphanumeric() || letter.is_ascii_graphic() { letter } else { '\u{25A1}' }
}

/// A finished drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The file.
    pub bytes: Arc<[u8]>,
    /// The size of its smallest type on the paper, in points.
    pub smallest_type: f64,
    /// False where no step of the journey has an emotion.
    pub has_scores: bool,
}

/// Draws, and remembers by content: what has not changed is not drawn again.
#[derive(Debug, Default)]
pub struct Studio {
    breaks: Breaks,
    drawn: Mutex<HashMap<blake3::Hash, Kept>>,
    /// What outlasts the run.
    shelf: Option<Arc<dyn Shelf>>,
}

/// A drawing that is remembered.
#[derive(Debug)]
struct Kept {
    drawn: Result<Drawn, Undrawable>,
    is_used: bool,
}

impl Studio {
    /// Makes a studio that keeps its drawings on a shelf, too.
    pub fn with_shelf(shelf: Arc<dyn Shelf>) -> Self {
        Self { shelf: Some(shelf), ..Self::default() }
    }

    /// Draws a sheet.
    pub fn draw(&self, sheet: &Sheet, fonts: &Fonts, order: &Order) -> Result<Drawn, Undrawable> {
        let key = blake3::hash(format!("{sheet:?}{order:?}{:?}", fonts.fingerprint()).as_bytes());
        if let Some(kept) = self.kept().get_mut(&key) {
            kept.is_used = true;
            return kept.drawn.clone();
        }
        if let Some(drawn) =
            self.shelf.as_ref().and_then(|shelf| unpack(&shelf.get(&key)?)).filter(|drawn| is_harmless(drawn, order))
        {
            self.kept().insert(key, Kept { drawn: Ok(drawn.clone()), is_used: true });
            return Ok(drawn);
        }
        // The libraries that read fonts trust their tables. What they were doing when one proved wrong is thrown away.
        let drawn = std::panic::catch_unwind(AssertUnwindSafe(|| draw(sheet, fonts, &self.breaks, order)));
        let drawn = drawn.unwrap_or(Err(Undrawable::DamagedFont));
        if let (Some(shelf), Ok(drawn), false) = (&self.shelf, &drawn, fonts.are_of_this_machine()) {
            shelf.put(&key, &pack(drawn));
        }
        self.kept().insert(key, Kept { drawn: drawn.clone(), is_used: true });
        drawn
    }

    /// Draws the picture of a shared link.
    pub fn card(&self, card: &Card, fonts: &Fonts, palette: &Palette) -> Arc<[u8]> {
        let key = blake3::hash(format!("card {card:?}{palette:?}{:?}", fonts.fingerprint()).as_bytes());
        if let Some(kept) = self.shelf.as_ref().and_then(|shelf| shelf.get(&key)) {
            return kept.into();
        }
        let draw = || card::draw(card, &mut Typesetter::new(fonts, &self.breaks), palette);
        let drawn = std::panic::catch_unwind(AssertUnwindSafe(draw)).unwrap_or_default();
        if let (Some(shelf), false) = (&self.shelf, fonts.are_of_this_machine()) {
            shelf.put(&key, &drawn);
        }
        drawn
    }

    /// Forgets what has not been asked for since it was last called.
    pub fn forget_unused(&self) {
        self.kept().retain(|_, kept| std::mem::take(&mut kept.is_used));
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<blake3::Hash, Kept>> {
        // A panic elsewhere can't leave half an entry, so a poisoned lock is as good as any.
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A drawing as it stands on a shelf: the size of its type, whether it has scores, the file.
fn pack(drawn: &Drawn) -> Vec<u8> {
    [&drawn.smallest_type.to_le_bytes()[..], &[u8::from(drawn.has_scores)], &drawn.bytes].concat()
}

/// True for what an author might publish as a file of his own: a shelf may have come with the handbook, from anybody.
fn is_harmless(drawn: &Drawn, order: &Order) -> bool {
    let text = std::str::from_utf8(&drawn.bytes);
    order.format != MapFormat::Svg || text.is_ok_and(|text| active_part("svg", Some(text)).is_none())
}

/// Reads what [`pack`] made; none where it can't have.
fn unpack(packed: &[u8]) -> Option<Drawn> {
    let (size, rest) = packed.split_first_chunk()?;
    let (has_scores, bytes) = rest.split_first()?;
    let smallest_type = f64::from_le_bytes(*size);
    (*has_scores < 2).then(|| Drawn { bytes: bytes.into(), smallest_type, has_scores: *has_scores == 1 })
}

/// Draws a sheet, without remembering it.
fn draw(sheet: &Sheet, fonts: &Fonts, breaks: &Breaks, order: &Order) -> Result<Drawn, Undrawable> {
    if sheet.rows.iter().all(|row| matches!(row, Row::Line { .. })) {
        return Err(Undrawable::Empty);
    }
    let mut setter = Typesetter::new(fonts, breaks);
    // Only a PDF has several pages; an image is one, however small its type becomes.
    let scenes = match order.format {
        MapFormat::Pdf => lay_out_pages(sheet, &mut setter, order.page),
        MapFormat::Svg | MapFormat::Png => vec![lay_out(sheet, &mut setter, order.page)],
    };
    if !setter.missing().is_empty() {
        return Err(Undrawable::NoFont(setter.missing().clone()));
    }
    // A PNG says how many of its pixels go on an inch: it has more of them and stays as large.
    let scale = if order.format == MapFormat::Png { 1.0 } else { order.scale };
    let smallest_type = scenes.iter().map(Scene::smallest_type).fold(f64::INFINITY, f64::min) * 0.75 * scale;
    let bytes = match (order.format, scenes.as_slice()) {
        (MapFormat::Svg, [scene, ..]) => svg::svg(scene, order.palette, order.scale).into_bytes(),
        (MapFormat::Png, [scene, ..]) => {
            png::png(scene, order.palette, order.scale).map_err(|error| Undrawable::TooLarge(error.to_string()))?
        }
        (_, scenes) => {
            pdf::pdf(scenes, order.palette, order.scale).map_err(|error| Undrawable::NoPdf(error.to_string()))?
        }
    };
    Ok(Drawn { bytes: bytes.into(), smallest_type, has_scores: true })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Drawn, Order, is_harmless};
    use crate::map::sheet::{Look, Page, Palette};
    use crate::parse::settings::MapFormat;

    #[test]
    fn a_forged_drawing_is_not_taken_from_a_shelf() {
        let palette = Palette::read(&[], Look::Light);
        let order = Order { format: MapFormat::Svg, page: Page::Natural, scale: 1.0, palette: &palette };
        let drawn = |svg: &str| Drawn { bytes: Arc::from(svg.as_bytes()), smallest_type: 9.0, has_scores: true };
        let svg = |inside: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inside}</svg>");
        assert!(is_harmless(&drawn(&svg("<text>a</text>")), &order));
        assert!(!is_harmless(&drawn(&svg("<script>alert(1)</script>")), &order));
        assert!(!is_harmless(&drawn(&svg("<rect onload=\"alert(1)\"/>")), &order));
    }
}
