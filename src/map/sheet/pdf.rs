//! Draws scenes as PDF.
//!
//! In come scenes, one for each page, out goes one file: shapes as vectors, text from the glyphs of the scenes in fonts
//! that are cut down and embedded. Words come out whole and in reading order by search, copying and `pdftotext`; the
//! file is tagged, says its title and language, and holds no date, so that the same scenes give the same bytes. One
//! language a page: readers settle the direction of a page by most of its letters.
//!
//! Readers such as poppler put right-to-left text together glyph by glyph from right to left, and turn what they find
//! around. So such runs say their letters the way readers take them: see `leftward`. PDFium still mirrors brackets
//! and moves marks in Arabic.

use std::collections::HashMap;
use std::fmt;

use icu::properties::CodePointMapData;
use icu::properties::props::BidiClass;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Transform};
use krilla::metadata::{Metadata, TextDirection};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Paint, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Node, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::{Font, GlyphId, KrillaGlyph, Tag as Axis};
use krilla::{Data, Document};

use crate::locale::Direction;
use crate::map::sheet::fonts::Face;
use crate::map::sheet::palette::Palette;
use crate::map::sheet::scene::{Form, Glyph, Ink, Item, Line, Run, Scene, Segment, Shape};

/// Points a pixel.
const POINTS: f64 = 0.75;

/// The longest side of a page in points; readers refuse longer ones, so a larger page is drawn smaller.
const LONGEST: f64 = 14_400.0;

const RIGHT_MARK: char = '\u{200F}';

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PdfError {
    /// A page has no size.
    NoSize,
    /// A font can't be embedded; its family.
    Font(String),
    /// What the writer of files says.
    Other(String),
}

impl fmt::Display for PdfError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSize => out.write_str("a page without width or height can't be written as pdf"),
            Self::Font(family) => write!(out, "the font `{family}` can't be embedded in a pdf; use another one"),
            Self::Other(reason) => write!(out, "the pdf can't be written: {reason}"),
        }
    }
}

impl std::error::Error for PdfError {}

/// Draws scenes, one for each page; `scale` is how many pixels a pixel of a scene becomes, at 96 an inch.
pub fn pdf(scenes: &[Scene], palette: &Palette, scale: f64) -> Result<Vec<u8>, PdfError> {
    let mut document = Document::new();
    let mut fonts = HashMap::new();
    let mut tree = TagTree::new();
    if let Some(scene) = scenes.first() {
        let direction = match scene.direction {
            Direction::Ltr => TextDirection::LeftToRight,
            Direction::Rtl => TextDirection::RightToLeft,
        };
        let about = Metadata::new().title(scene.title.clone()).description(scene.description.clone());
        document.set_metadata(about.language(scene.lang.clone()).text_direction(direction));
        tree = tree.with_lang(Some(scene.lang.clone()));
    }
    for scene in scenes {
        let group = page(&mut document, &mut fonts, scene, palette, scale)?;
        tree.push(group);
    }
    document.set_tag_tree(tree);
    document.finish().map_err(|error| PdfError::Other(format!("{error:?}")))
}

/// Fonts by file, place there, and where they stand on their axes.
type Loaded = HashMap<(u64, u32, Vec<u32>), Font>;

/// Draws a page and says what is on it.
fn page(
    document: &mut Document,
    fonts: &mut Loaded,
    scene: &Scene,
    palette: &Palette,
    scale: f64,
) -> Result<TagGroup, PdfError> {
    let longest = scene.width.max(scene.height);
    let scale = (POINTS * scale).min(LONGEST / longest);
    let (width, height) = ((scene.width * scale) as f32, (scene.height * scale) as f32);
    let settings = PageSettings::from_wh(width, height).ok_or(PdfError::NoSize)?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    surface.push_transform(&Transform::from_scale(scale as f32, scale as f32));

    let paper = Form::Box(0.0, 0.0, scene.width, scene.height, 0.0);
    shape(&mut surface, &Shape { form: paper, fill: Some(scene.paper), stroke: None }, palette);
    let mut section = TagGroup::new(Tag::Section.with_lang(Some(scene.lang.clone())));
    let mut paragraph: Option<(&Line, TagGroup)> = None;
    for item in &scene.items {
        let line = match item {
            Item::Shape(drawn) => {
                shape(&mut surface, drawn, palette);
                continue;
            }
            Item::Line(line) => line,
        };
        let nodes = self::line(&mut surface, fonts, line, palette)?;
        let mut group = match paragraph.take() {
            Some((before, group)) if continues(before, line) => group,
            before => {
                before.into_iter().for_each(|(_, group)| section.push(group));
                let lang = (line.lang != scene.lang).then(|| line.lang.clone());
                TagGroup::new(Tag::P.with_lang(lang))
            }
        };
        nodes.into_iter().for_each(|node| group.push(node));
        paragraph = Some((line, group));
    }
    paragraph.into_iter().for_each(|(_, group)| section.push(group));
    surface.pop();
    surface.finish();
    page.finish();
    Ok(section)
}

/// True if a line belongs to the paragraph of the one before.
fn continues(before: &Line, line: &Line) -> bool {
    let down = line.y - before.y;
    let is_same = before.size == line.size && before.weight == line.weight && before.lang == line.lang;
    let is_below = before.x < line.x + line.width && line.x < before.x + before.width;
    is_same && is_below && down > 0.0 && down < 2.0 * line.size
}

fn shape(surface: &mut Surface<'_>, shape: &Shape, palette: &Palette) {
    let Some(path) = path(&shape.form) else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
    surface.set_fill(shape.fill.map(|ink| fill(palette, ink)));
    surface.set_stroke(shape.stroke.as_ref().map(|stroke| {
        Stroke {
            paint: paint(palette, stroke.ink),
            width: stroke.width as f32,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            dash: (!stroke.dash.is_empty())
                .then(|| StrokeDash { array: stroke.dash.iter().map(|length| *length as f32).collect(), offset: 0.0 }),
            ..Stroke::default()
        }
    }));
    // Without either, the surface would fill with black.
    if shape.fill.is_some() || shape.stroke.is_some() {
        surface.draw_path(&path);
    }
    surface.set_stroke(None);
    surface.end_tagged();
}

fn path(form: &Form) -> Option<Path> {
    let mut pen = PathBuilder::new();
    let to = |value: f64| value as f32;
    for segment in form.segments() {
        match segment {
            Segment::Move(x, y) => pen.move_to(to(x), to(y)),
            Segment::Line(x, y) => pen.line_to(to(x), to(y)),
            Segment::Curve(a, b, c, d, x, y) => pen.cubic_to(to(a), to(b), to(c), to(d), to(x), to(y)),
            Segment::Close => pen.close(),
        }
    }
    pen.finish()
}

fn paint(palette: &Palette, ink: Ink) -> Paint {
    let [red, green, blue] = palette.rgb(ink);
    rgb::Color::new(red, green, blue).into()
}

fn fill(palette: &Palette, ink: Ink) -> Fill {
    Fill { paint: paint(palette, ink), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

/// Draws a line; returns what the structure has to name.
fn line(surface: &mut Surface<'_>, fonts: &mut Loaded, line: &Line, palette: &Palette) -> Result<Vec<Node>, PdfError> {
    surface.set_fill(Some(fill(palette, line.ink)));
    let mut silent: Vec<(Font, &Glyph)> = vec![];
    let words = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
    for runs in line.runs.chunk_by(|a, b| a.direction == b.direction) {
        for (at, run) in runs.iter().enumerate() {
            let font = font(fonts, &run.font)?;
            let (text, said) = match (line.direction, run.direction) {
                (_, Direction::Rtl) => leftward(line, run, &mut |glyph| silent.push((font.clone(), glyph))),
                (Direction::Rtl, Direction::Ltr) => rightward(line, run, at == 0, at + 1 == runs.len()),
                (Direction::Ltr, Direction::Ltr) => plain(line, run),
            };
            put(surface, line, &font, &text, &said);
        }
    }
    surface.end_tagged();
    let mut nodes = vec![words.into()];
    if !silent.is_empty() {
        let marks = surface.start_tagged(ContentTag::Span(SpanTag::empty().with_actual_text(Some(""))));
        for (font, glyph) in silent {
            put(surface, line, &font, " ", &[(glyph, 0..1)]);
        }
        surface.end_tagged();
        nodes.push(marks.into());
    }
    Ok(nodes)
}

/// A glyph, and the bytes of its text.
type Said<'a> = (&'a Glyph, std::ops::Range<usize>);

/// A run in a left-to-right line: its words as they are.
fn plain<'a>(line: &Line, run: &'a Run) -> (String, Vec<Said<'a>>) {
    (line.text.clone(), run.glyphs.iter().map(|glyph| (glyph, glyph.text.clone())).collect())
}

/// A left-to-right run in a right-to-left line: its words, between marks that keep readers from taking neighbours in.
fn rightward<'a>(line: &Line, run: &'a Run, is_first: bool, is_last: bool) -> (String, Vec<Said<'a>>) {
    let mut text = String::new();
    let mut said: Vec<Said<'a>> = vec![];
    let clusters: Vec<&[Glyph]> = run.glyphs.chunk_by(|a, b| a.text == b.text).collect();
    for (at, cluster) in clusters.iter().enumerate() {
        let from = text.len();
        text.extend((is_first && at == 0).then_some(RIGHT_MARK));
        text.extend(line.text[cluster[0].text.clone()].chars().filter(|&character| !is_control(character)));
        text.extend((is_last && at + 1 == clusters.len()).then_some(RIGHT_MARK));
        said.extend(cluster.iter().map(|glyph| (glyph, from..text.len())));
    }
    (text, said)
}

/// A right-to-left run: from left to right, each cluster's characters backwards on its widest glyph, since readers turn
/// them around; the other glyphs say nothing, or readers would count them as letters. Signs that readers count as
/// numbers, in whose order they aren't turned around, stand between marks.
fn leftward<'a>(line: &Line, run: &'a Run, silent: &mut impl FnMut(&'a Glyph)) -> (String, Vec<Said<'a>>) {
    let mut text = String::new();
    let mut said: Vec<Said<'a>> = vec![];
    for cluster in run.glyphs.chunk_by(|a, b| a.text == b.text) {
        let widest =
            (1..cluster.len()).fold(0, |best, at| if cluster[at].advance > cluster[best].advance { at } else { best });
        let words = &line.text[cluster[0].text.clone()];
        let from = text.len();
        let is_number = words.chars().any(is_number);
        text.extend(is_number.then_some(RIGHT_MARK));
        text.extend(words.chars().rev().filter(|&character| !is_control(character)));
        text.extend(is_number.then_some(RIGHT_MARK));
        for (at, glyph) in cluster.iter().enumerate() {
            if at == widest && from < text.len() {
                said.push((glyph, from..text.len()));
            } else {
                silent(glyph);
            }
        }
    }
    (text, said)
}

/// Draws glyphs at their places.
fn put(surface: &mut Surface<'_>, line: &Line, font: &Font, text: &str, said: &[Said<'_>]) {
    let Some((first, _)) = said.first() else { return };
    let drawn: Vec<KrillaGlyph> = said
        .iter()
        .enumerate()
        .map(|(at, (glyph, range))| {
            let advance = said.get(at + 1).map_or(glyph.advance, |(next, _)| next.x - glyph.x);
            let (advance, up) = ((advance / line.size) as f32, (-glyph.y / line.size) as f32);
            KrillaGlyph::new(GlyphId::new(glyph.id), advance, 0.0, up, 0.0, range.clone(), None)
        })
        .collect();
    let start = Point::from_xy((line.x + first.x) as f32, line.y as f32);
    surface.draw_glyphs(start, &drawn, font.clone(), text, line.size as f32, false);
}

/// Loads a font once.
fn font(fonts: &mut Loaded, face: &Face) -> Result<Font, PdfError> {
    let key = (face.file.id(), face.index, face.axes.iter().map(|(_, value)| value.to_bits()).collect());
    if let Some(font) = fonts.get(&key) {
        return Ok(font.clone());
    }
    let (bytes, _) = face.file.clone().into_raw_parts();
    let axes: Vec<_> = face.axes.iter().map(|(tag, value)| (Axis::new(tag), *value)).collect();
    let font = Font::new_variable(Data::from(bytes), face.index, &axes);
    let font = font.ok_or_else(|| PdfError::Font(face.family.clone()))?;
    fonts.insert(key, font.clone());
    Ok(font)
}

/// What only steers the order of letters.
fn is_control(character: char) -> bool {
    matches!(u32::from(character), 0x61C | 0x200B | 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069)
}

/// What readers count as a part of a number.
fn is_number(character: char) -> bool {
    matches!(
        CodePointMapData::<BidiClass>::new().get(character),
        BidiClass::EuropeanNumber
            | BidiClass::EuropeanSeparator
            | BidiClass::EuropeanTerminator
            | BidiClass::ArabicNumber
            | BidiClass::CommonSeparator
    )
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use super::pdf;
    use crate::locale::Direction;
    use crate::map::sheet::fonts::tests::column;
    use crate::map::sheet::palette::{Look, Palette};

    /// What a reader takes out of a page, without the marks of direction; none where the reader isn't installed.
    fn read(lang: &str, direction: Direction, texts: &[&str]) -> Option<String> {
        let file = pdf(&[column(lang, direction, texts)], &Palette::read(&[], Look::Light), 1.0).expect("a pdf");
        let mut reader = Command::new("pdftotext");
        let mut reader = reader.args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
        reader.stdin.take()?.write_all(&file).ok()?;
        let said = String::from_utf8(reader.wait_with_output().ok()?.stdout).ok()?;
        let words = said.replace('\u{c}', "");
        Some(words.chars().filter(|&character| !super::is_control(character)).collect())
    }

    fn assert_whole(lang: &str, direction: Direction, texts: &[&str]) {
        let Some(said) = read(lang, direction, texts) else { return };
        let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, texts);
    }

    #[test]
    fn arabic_comes_out_whole() {
        assert_whole(
            "ar",
            Direction::Rtl,
            &[
                "تفتح ليلى التطبيق وتقارن العروض عبر الإنترنت",
                "السَّلامُ عَلَيْكُمْ وَرَحْمَةُ اللهِ",
                "لا إله إلا الله، والأمل",
                "راسلنا على anna.k@example.org أو غيره",
                "الموقع https://example.org/path?x=1&y=2 هنا",
                "في 2024-05-17 أو 17/05/2024 تماماً",
                "السعر 1,250.50$ أو ١٢٣٤٫٥٠ ريال",
                "انخفضت إلى -5 ثم زادت +12.5% اليوم",
                "مكتب (Amazon Prime) بالرياض",
                "Amazon",
            ],
        );
    }

    #[test]
    fn thai_turkish_and_english_come_out_whole() {
        assert_whole(
            "th",
            Direction::Ltr,
            &["ลูกค้าเปิดแอปธนาคารและเปรียบเทียบข้อเสนอ", "พนักงานที่ร้านกาแฟน้ำผึ้งให้คำแนะนำ", "ราคา ๑,๒๕๐ บาท anna.k@example.org"],
        );
        assert_whole("tr", Direction::Ltr, &["Ağrı'da İstanbul ışığı: şöför çığlık attı", "fiş ₺1.250,50 ve %15"]);
        assert_whole("en", Direction::Ltr, &["Temperature fell to −5 °C, then +12.5%", "“fixed” offers: fi fl AVAWA"]);
    }

    #[test]
    fn the_same_scenes_give_the_same_bytes_without_a_date() {
        let scenes = [column("en", Direction::Ltr, &["one"]), column("ar", Direction::Rtl, &["سلام", "two 😀"])];
        let palette = Palette::read(&[], Look::Light);
        let file = pdf(&scenes, &palette, 1.0).expect("a pdf");
        assert_eq!(file, pdf(&scenes, &palette, 1.0).expect("a pdf"));
        let has = |text: &str| file.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!has("CreationDate") && !has("ModDate") && has("/StructTreeRoot"));
    }

    #[test]
    fn pages_without_a_size_are_errors() {
        let mut scene = column("en", Direction::Ltr, &["one"]);
        scene.width = 0.0;
        assert!(pdf(&[scene], &Palette::read(&[], Look::Light), 1.0).is_err());
    }
}
