//! Draws a scene as PNG.
//!
//! In come a scene, colours and a scale, out goes the file: opaque RGB, with its resolution said. Text is drawn from
//! the glyphs of the scene, never from its words. The picture is drawn in bands on all processors, and each group of
//! bands is encoded while the next one is drawn, so that memory stays small; the same scene gives the same bytes on
//! any number of processors.

use std::collections::HashMap;
use std::fmt;
use std::io::Write;

use png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::prelude::Size;
use skrifa::{GlyphId, MetadataProvider};
use tiny_skia::{Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, StrokeDash, Transform};

use crate::map::sheet::palette::Palette;
use crate::map::sheet::scene::{Form, Ink, Item, Line, Scene, Segment, Shape};

/// How many pixels a picture may have: 2²⁸, which takes about a second and a file of some ten million bytes.
pub const MOST_PIXELS: f64 = 268_435_456.0;

/// How many rows are drawn at once.
const BAND: u32 = 128;

/// How many bands are drawn before they are encoded. Fixed, so that the file doesn't depend on the machine.
const GROUP: u32 = 4;

/// A picture that would be too large to draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TooLarge {
    /// Its width in pixels.
    pub width: f64,
    /// Its height in pixels.
    pub height: f64,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (width, height, most) = (self.width, self.height, MOST_PIXELS / 1e6);
        write!(out, "{width} × {height} pixels are too many for a picture, which has at most {most:.0} million")
    }
}

impl std::error::Error for TooLarge {}

/// Draws a scene; `scale` is how many pixels a pixel of the scene becomes. Fails where the picture has more than
/// [`MOST_PIXELS`] or no size at all.
pub fn png(scene: &Scene, palette: &Palette, scale: f64) -> Result<Vec<u8>, TooLarge> {
    let (wide, high) = ((scene.width * scale).ceil(), (scene.height * scale).ceil());
    let too_large = TooLarge { width: wide, height: high };
    let is_fit = wide >= 1.0 && high >= 1.0 && wide * high <= MOST_PIXELS && scale.is_finite();
    // A band of one row is the least that has to fit.
    if !is_fit || Pixmap::new(wide as u32, 1).is_none() {
        return Err(too_large);
    }
    let (width, height) = (wide as u32, high as u32);
    let drawing = Drawing { width, height, ground: colour(palette, scene.paper), marks: marks(scene, palette, scale) };
    drawing.encoded(scale).map_err(|_| too_large)
}

/// A picture to be drawn, in its own pixels.
struct Drawing {
    width: u32,
    height: u32,
    ground: Color,
    marks: Vec<Mark>,
}

/// Something that is painted.
struct Mark {
    path: Path,
    colour: Color,
    stroke: Option<Stroke>,
    top: f32,
    bottom: f32,
}

impl Drawing {
    fn encoded(&self, scale: f64) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        let mut file = Vec::with_capacity(self.width as usize * self.height as usize / 16);
        let mut encoder = Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(Compression::Fast);
        let per_metre = (96.0 * scale / 0.0254).round().clamp(1.0, f64::from(u32::MAX)) as u32;
        let dimensions = PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter };
        encoder.set_pixel_dims(Some(dimensions));
        let mut writer = encoder.write_header()?;
        let mut stream = writer.stream_writer_with_size(1 << 16)?;

        let bands = self.height.div_ceil(BAND);
        let mut drawn = self.group(0, bands);
        for group in 1..=bands.div_ceil(GROUP) {
            let write = || drawn.iter().try_for_each(|band| stream.write_all(band));
            let (next, written) = rayon::join(|| self.group(group, bands), write);
            written?;
            drawn = next;
        }
        stream.finish()?;
        writer.finish()?;
        Ok(file)
    }

    /// The pixels of some bands.
    fn group(&self, group: u32, bands: u32) -> Vec<Vec<u8>> {
        let from = (group * GROUP).min(bands);
        let bands = from..(from + GROUP).min(bands);
        bands.into_par_iter().with_max_len(1).map(|band| self.band(band)).collect()
    }

    /// The pixels of a band as RGB.
    fn band(&self, band: u32) -> Vec<u8> {
        let top = band * BAND;
        let rows = BAND.min(self.height - top);
        // The width was tried with one row; a band of it is small.
        let Some(mut pixels) = Pixmap::new(self.width, rows) else { return vec![] };
        pixels.fill(self.ground);
        let (first, last) = (top as f32, (top + rows) as f32);
        let place = Transform::from_translate(0.0, -first);
        let mut paint = Paint::default();
        for mark in self.marks.iter().filter(|mark| mark.bottom >= first && mark.top <= last) {
            paint.set_color(mark.colour);
            match &mark.stroke {
                Some(stroke) => pixels.stroke_path(&mark.path, &paint, stroke, place, None),
                None => pixels.fill_path(&mark.path, &paint, FillRule::Winding, place, None),
            }
        }
        let mut rgb = Vec::with_capacity(pixels.data().len() / 4 * 3);
        for pixel in pixels.data().chunks_exact(4) {
            rgb.extend_from_slice(&pixel[..3]);
        }
        rgb
    }
}

fn colour(palette: &Palette, ink: Ink) -> Color {
    let [red, green, blue] = palette.rgb(ink);
    Color::from_rgba8(red, green, blue, 255)
}

/// All that is painted, in order.
fn marks(scene: &Scene, palette: &Palette, scale: f64) -> Vec<Mark> {
    let mut outlines = Outlines::default();
    let mut marks = vec![];
    for item in &scene.items {
        match item {
            Item::Shape(shape) => shape_marks(&mut marks, shape, palette, scale),
            Item::Line(line) => {
                let path = outlines.line(line, scale);
                marks.extend(path.and_then(|path| mark(path, colour(palette, line.ink), None)));
            }
        }
    }
    marks
}

fn mark(path: Path, colour: Color, stroke: Option<Stroke>) -> Option<Mark> {
    let margin = stroke.as_ref().map_or(1.0, |stroke| stroke.width + 1.0);
    let bounds = path.bounds();
    let (top, bottom) = (bounds.top() - margin, bounds.bottom() + margin);
    (top.is_finite() && bottom.is_finite()).then_some(Mark { path, colour, stroke, top, bottom })
}

fn shape_marks(marks: &mut Vec<Mark>, shape: &Shape, palette: &Palette, scale: f64) {
    let Some(path) = path(&shape.form, scale) else { return };
    if let Some(fill) = shape.fill {
        marks.extend(mark(path.clone(), colour(palette, fill), None));
    }
    if let Some(stroke) = &shape.stroke {
        let dash: Vec<f32> = stroke.dash.iter().map(|length| (length * scale) as f32).collect();
        // An odd list is said twice, as in SVG.
        let dash = if dash.len() % 2 == 1 { dash.repeat(2) } else { dash };
        let drawn = Stroke {
            width: (stroke.width * scale) as f32,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            dash: StrokeDash::new(dash, 0.0),
            ..Stroke::default()
        };
        marks.extend(mark(path, colour(palette, stroke.ink), Some(drawn)));
    }
}

/// The path of a form.
fn path(form: &Form, scale: f64) -> Option<Path> {
    let to = |value: f64| (value * scale) as f32;
    let mut pen = PathBuilder::new();
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

/// A font: its file, its place there, and where it stands on its axes.
type Which = (u64, u32, Vec<u32>);

/// The outlines of glyphs at size 1, each read once.
#[derive(Default)]
struct Outlines {
    known: HashMap<Which, HashMap<u32, Vec<Part>>>,
}

/// A part of an outline, with its points, the last one being its end.
#[derive(Clone, Copy)]
enum Part {
    Move([f32; 2]),
    Line([f32; 2]),
    Quad([f32; 4]),
    Curve([f32; 6]),
    Close,
}

impl Outlines {
    /// The glyphs of a line as one path.
    fn line(&mut self, line: &Line, scale: f64) -> Option<Path> {
        let mut pen = PathBuilder::new();
        for run in &line.runs {
            let axes = run.font.axes.iter().map(|(_, value)| value.to_bits()).collect();
            let known = self.known.entry((run.font.file.id(), run.font.index, axes)).or_default();
            let font = run.font.read()?;
            for glyph in &run.glyphs {
                let parts = known.entry(glyph.id).or_insert_with(|| {
                    let location = run.font.location(&font);
                    let mut parts = Parts(vec![]);
                    if let Some(outline) = font.outline_glyphs().get(GlyphId::new(glyph.id)) {
                        // A broken outline is left out: the file isn't the author's to mend here.
                        let settings = DrawSettings::unhinted(Size::new(1.0), &location);
                        let _ = outline.draw(settings, &mut parts);
                    }
                    parts.0
                });
                let size = (line.size * scale) as f32;
                draw(&mut pen, parts, ((line.x + glyph.x) * scale) as f32, ((line.y + glyph.y) * scale) as f32, size);
            }
        }
        pen.finish()
    }
}

fn draw(pen: &mut PathBuilder, parts: &[Part], x: f32, y: f32, size: f32) {
    let (px, py) = (|value: f32| x + value * size, |value: f32| y - value * size);
    for part in parts {
        match *part {
            Part::Move([x, y]) => pen.move_to(px(x), py(y)),
            Part::Line([x, y]) => pen.line_to(px(x), py(y)),
            Part::Quad([a, b, x, y]) => pen.quad_to(px(a), py(b), px(x), py(y)),
            Part::Curve([a, b, c, d, x, y]) => pen.cubic_to(px(a), py(b), px(c), py(d), px(x), py(y)),
            Part::Close => pen.close(),
        }
    }
}

/// Takes an outline down.
struct Parts(Vec<Part>);

impl OutlinePen for Parts {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Part::Move([x, y]));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Part::Line([x, y]));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.push(Part::Quad([x1, y1, x, y]));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.push(Part::Curve([x1, y1, x2, y2, x, y]));
    }

    fn close(&mut self) {
        self.0.push(Part::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::png;
    use crate::locale::Direction;
    use crate::map::sheet::fonts::tests::column;
    use crate::map::sheet::palette::{Look, Palette};

    #[test]
    fn pictures_have_their_size_and_ink() {
        let scene = column("en", Direction::Ltr, &["Hello سلام ไทย 😀"]);
        let palette = Palette::read(&[":root{--surface:#fff}"], Look::Light);
        let file = png(&scene, &palette, 1.5).expect("a picture");
        assert_eq!(file, png(&scene, &palette, 1.5).expect("a picture"));
        let mut reader = png::Decoder::new(std::io::Cursor::new(&file)).read_info().expect("a header");
        let info = reader.info();
        assert_eq!((info.width, info.height), (600, (scene.height * 1.5).ceil() as u32));
        assert_eq!(info.pixel_dims.map(|dimensions| dimensions.xppu), Some(5669));
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut pixels).expect("pixels");
        let dark = pixels.chunks(3).filter(|pixel| pixel[0] < 100).count();
        assert!((400..8000).contains(&dark), "{dark}");
    }

    #[test]
    fn too_large_pictures_are_errors() {
        let mut scene = column("en", Direction::Ltr, &["a"]);
        let palette = Palette::read(&[], Look::Light);
        assert!(png(&scene, &palette, 1000.0).is_err());
        assert!(png(&scene, &palette, f64::NAN).is_err());
        assert!(png(&scene, &palette, -1.0).is_err());
        scene.width = 1e300;
        let error = png(&scene, &palette, 1e300).expect_err("too large").to_string();
        assert!(error.ends_with("at most 268 million"), "{error}");
    }
}
