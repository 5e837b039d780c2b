//! The fonts that drawings are set in.
//!
//! In come font files: a theme's own ones and the built-in ones. Out goes [`Fonts`], made once and shared, which says
//! in which order families are tried for a text. The order of files never matters: they are sorted by name. Fonts
//! of the machine are looked at only where no given font has a character, and never where [`System::Never`] says so, so
//! that drawings can be the same on every machine.

use std::sync::{Arc, OnceLock};

use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride};
use skrifa::instance::Location;
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider, Tag};

/// The bytes of a font file: a `&'static [u8]`, a `Vec<u8>` or a map of a file, never copied.
pub type FontBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// A character that every emoji font has.
const SMILE: char = '\u{1F600}';

/// A font file.
#[derive(Clone)]
pub struct FontFile {
    /// Its name, by which files are sorted and by which messages call it.
    pub name: String,
    /// What is in it.
    pub bytes: FontBytes,
}

impl FontFile {
    /// Takes a file's bytes as they are.
    pub fn new(name: &str, bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Self {
        Self { name: name.to_owned(), bytes: Arc::new(bytes) }
    }
}

/// Whether fonts of the machine may be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum System {
    /// No: a drawing is the same everywhere.
    #[default]
    Never,
    /// Only for characters that no given font has.
    AsLastResort,
}

/// All fonts, made once and shared.
pub struct Fonts {
    families: Vec<Family>,
    given: Collection,
    with_system: OnceLock<Collection>,
    system: System,
    fingerprint: blake3::Hash,
}

impl Fonts {
    /// Reads the files and returns the names of those that are no fonts or can't be drawn because they hold no outlines
    /// (fonts of coloured pictures). Own fonts come before built-in ones for every script.
    pub fn new(own: Vec<FontFile>, built_in: Vec<FontFile>, system: System) -> (Self, Vec<String>) {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut fonts = Self {
            families: vec![],
            given: Collection::new(options),
            with_system: OnceLock::new(),
            system,
            fingerprint: fingerprint(&own),
        };
        let mut broken = vec![];
        for (origin, mut files) in [(Origin::Own, own), (Origin::BuiltIn, built_in)] {
            files.sort_by(|a, b| a.name.cmp(&b.name));
            for file in files {
                if fonts.add(origin, &file).is_none() {
                    broken.push(file.name);
                }
            }
        }
        (fonts, broken)
    }

    /// Tells fonts of one handbook from those of another: the built-in ones are the same for all.
    pub fn fingerprint(&self) -> blake3::Hash {
        self.fingerprint
    }

    /// Whether fonts of the machine were looked at: what was drawn may then differ from machine to machine.
    pub(crate) fn are_of_this_machine(&self) -> bool {
        self.with_system.get().is_some()
    }

    /// Registers a file under a name that says where it is from: a family of the theme's own mustn't mix with a
    /// built-in one of the same name.
    fn add(&mut self, origin: Origin, file: &FontFile) -> Option<()> {
        let bytes = file.bytes.as_ref().as_ref();
        let first = FontRef::from_index(bytes, 0).ok()?;
        if !is_whole(&first) {
            return None;
        }
        let name = family_name(&first)?;
        let key = format!("{origin:?} {name}");
        let blob = Blob::new(Arc::clone(&file.bytes));
        let renamed = FontInfoOverride { family_name: Some(&key), ..FontInfoOverride::default() };
        if self.given.register_fonts(blob.clone(), Some(renamed)).is_empty() {
            return None;
        }
        match self.families.iter_mut().find(|family| family.key == key) {
            Some(family) => family.files.push(blob),
            None => self.families.push(Family { origin, key, files: vec![blob] }),
        }
        Some(())
    }

    /// The families, in the order in which they are tried where a text doesn't matter.
    pub(crate) fn families(&self) -> &[Family] {
        &self.families
    }

    /// The given fonts for a typesetter.
    pub(crate) fn given(&self) -> Collection {
        self.given.clone()
    }

    /// The given fonts and those of the machine, where that is allowed. Looks at the machine's fonts at the first call,
    /// which takes some milliseconds.
    pub(crate) fn with_system(&self) -> Option<Collection> {
        (self.system == System::AsLastResort).then(|| {
            let all = self.with_system.get_or_init(|| {
                let mut all = self.given.clone();
                all.load_system_fonts();
                all
            });
            all.clone()
        })
    }
}

fn fingerprint(files: &[FontFile]) -> blake3::Hash {
    let mut hashes: Vec<_> =
        files.iter().map(|file| (&file.name, blake3::hash(file.bytes.as_ref().as_ref()))).collect();
    hashes.sort_by(|a, b| a.0.cmp(b.0));
    blake3::hash(format!("{hashes:?}").as_bytes())
}

/// Where a font is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// The theme.
    Own,
    /// This program.
    BuiltIn,
}

/// The given fonts of one name.
pub(crate) struct Family {
    /// Where it is from.
    pub origin: Origin,
    /// What the collection calls it: where it is from, and what it calls itself.
    pub key: String,
    files: Vec<Blob<u8>>,
}

impl Family {
    /// True if one of its fonts has the character.
    pub fn has(&self, character: char) -> bool {
        self.files.iter().any(|file| has(file.data(), 0, character))
    }

    /// True if the file is one of its own.
    pub fn holds(&self, file: &Blob<u8>) -> bool {
        self.files.contains(file)
    }
}

/// A font as it is drawn: a face of a file at a weight.
#[derive(Clone, Debug)]
pub struct Face {
    /// What it calls its family.
    pub family: String,
    /// True for a font of pictures: its glyphs are drawn as outlines even in SVG, since viewers put coloured ones of
    /// another width in their place.
    pub is_pictures: bool,
    /// The file, with a number that no other file has in this process.
    pub file: Blob<u8>,
    /// Which font of the file it is.
    pub index: u32,
    /// Where a variable font stands on its axes.
    pub axes: Vec<([u8; 4], f32)>,
}

impl Face {
    /// Describes a font of a file that has been read before.
    pub(crate) fn new(file: &Blob<u8>, index: u32, axes: &[(Tag, f32)]) -> Self {
        let name = FontRef::from_index(file.data(), index).ok().and_then(|font| family_name(&font));
        Self {
            family: name.unwrap_or_default(),
            is_pictures: has(file.data(), index, SMILE) && !has(file.data(), index, 'a'),
            file: file.clone(),
            index,
            axes: axes.iter().map(|(tag, value)| (tag.to_be_bytes(), *value)).collect(),
        }
    }

    /// The font for reading outlines; none only for a file that never was a font.
    pub(crate) fn read(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(self.file.data(), self.index).ok()
    }

    /// Where it stands on its axes, as outlines want it.
    pub(crate) fn location(&self, font: &FontRef<'_>) -> Location {
        font.axes().location(self.axes.iter().map(|(tag, value)| (Tag::new(tag), *value)))
    }

    /// True if it has the character.
    pub(crate) fn has(&self, character: char) -> bool {
        has(self.file.data(), self.index, character)
    }
}

/// True for a font that has everything that shaping, drawing and embedding take from it.
fn is_whole(font: &FontRef<'_>) -> bool {
    let has_outlines = (font.glyf().is_ok() && font.loca(None).is_ok()) || font.cff().is_ok() || font.cff2().is_ok();
    let has_size = font.head().is_ok_and(|head| (16..=16384).contains(&head.units_per_em()));
    let has_widths = font.hmtx().is_ok() && font.hhea().is_ok_and(|head| head.number_of_h_metrics() > 0);
    has_outlines && has_size && has_widths && font.cmap().is_ok() && font.maxp().is_ok() && font.os2().is_ok()
}

fn has(bytes: &[u8], index: u32, character: char) -> bool {
    FontRef::from_index(bytes, index).is_ok_and(|font| font.charmap().map(character).is_some())
}

/// The name that style sheets call a font by.
fn family_name(font: &FontRef<'_>) -> Option<String> {
    let said = |id| font.localized_strings(id).english_or_first().map(|name| name.to_string());
    said(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| said(StringId::FAMILY_NAME)).filter(|name| !name.is_empty())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{FontFile, Fonts, System};
    use crate::locale::Direction;
    use crate::map::sheet::breaks::Breaks;
    use crate::map::sheet::scene::{Form, Ink, Item, Line, Scene, Shape, Stroke, Weight};
    use crate::map::sheet::text::{Align, Style, Typesetter};

    /// The built-in fonts.
    pub(crate) fn built_in() -> Vec<FontFile> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/fonts");
        let files = std::fs::read_dir(folder).expect("the fonts' folder").map(|file| file.expect("a file").path());
        let fonts = files.filter(|path| path.extension().is_some_and(|extension| extension == "ttf"));
        fonts.map(|path| FontFile::new(&path.to_string_lossy(), std::fs::read(&path).expect("a font"))).collect()
    }

    /// A page with a column of texts in one language.
    pub(crate) fn column(lang: &str, direction: Direction, texts: &[&str]) -> Scene {
        let (fonts, _) = Fonts::new(vec![], built_in(), System::Never);
        let breaks = Breaks::default();
        let mut setter = Typesetter::new(&fonts, &breaks);
        let (weight, ink, align) = (Weight::Regular, Ink("ink"), Align::Start);
        let style = Style { size: 14.0, weight, ink, lang: lang.to_owned(), direction, align, leading: 1.4 };
        let mut items = vec![];
        let mut y = 10.0;
        for text in texts {
            let block = setter.set(text, &style, 360.0);
            let stroke = Some(Stroke { ink: Ink("line"), width: 1.0, dash: &[4.0, 2.0] });
            let form = Form::Box(5.0, y, 380.0, block.height, 4.0);
            items.push(Item::Shape(Shape { form, fill: Some(Ink("surface")), stroke }));
            items.extend(
                block.lines.into_iter().map(|line| Item::Line(Line { x: line.x + 10.0, y: line.y + y, ..line })),
            );
            y += block.height + 40.0;
        }
        let (title, description) = ("A <title> & more".to_owned(), "What\u{1} it \"shows\"".to_owned());
        let (lang, paper) = (lang.to_owned(), Ink("paper"));
        Scene { width: 400.0, height: y, title, description, lang, direction, paper, items, frames: vec![] }
    }

    #[test]
    fn a_broken_file_is_named_and_the_order_of_files_does_not_matter() {
        let mut files = built_in();
        files.push(FontFile::new("broken.ttf", &b"nothing"[..]));
        let (there, broken) = Fonts::new(vec![], files.clone(), System::Never);
        files.reverse();
        let (back, _) = Fonts::new(vec![], files, System::Never);
        assert_eq!(broken, ["broken.ttf"]);
        let names = |fonts: &Fonts| fonts.families().iter().map(|family| family.key.clone()).collect::<Vec<_>>();
        assert_eq!(
            names(&there),
            [
                "BuiltIn Noto Emoji",
                "BuiltIn Noto Sans",
                "BuiltIn Noto Sans Arabic",
                "BuiltIn Noto Sans Math",
                "BuiltIn Noto Sans Symbols 2",
                "BuiltIn Noto Sans Thai"
            ]
        );
        assert_eq!(names(&there), names(&back));
    }

    #[test]
    fn own_fonts_come_first() {
        let own = built_in().into_iter().filter(|file| file.name.contains("Thai")).collect();
        let (fonts, _) = Fonts::new(own, built_in(), System::Never);
        assert_eq!(fonts.families()[0].key, "Own Noto Sans Thai");
        assert_eq!(fonts.families().len(), 7);
    }

    #[test]
    fn fonts_are_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Fonts>();
    }
}
