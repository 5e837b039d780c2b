//! Writes a scene as SVG.
//!
//! In come a scene and colours, out goes one XML 1.0 document that needs nothing else: no style sheet, no script, no
//! file. A line is one `text` element, since viewers reorder the words of right-to-left lines that are cut; its
//! length is said, so that it keeps its place where a viewer has other fonts. Pictures (emoji) are drawn as outlines
//! in the colour of the line, since viewers put coloured ones in their place. Fonts are named, never embedded.

use std::fmt::Write;

use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::prelude::Size;
use skrifa::{GlyphId, MetadataProvider};

use crate::locale::Direction;
use crate::map::sheet::palette::Palette;
use crate::map::sheet::scene::{After, Form, Glyph, Item, Line, Run, Scene, Segment, Shape, Weight};

/// What is tried where a viewer has none of a line's own families.
const LAST_FAMILIES: [&str; 3] = ["Noto Sans", "system-ui", "sans-serif"];

const ARABIC_MARK: char = '\u{61C}';
const RIGHT_ISOLATE: char = '\u{2067}';
const END_OF_ISOLATE: char = '\u{2069}';

/// Writes a scene; `scale` is how many pixels a pixel of the scene becomes.
pub fn svg(scene: &Scene, palette: &Palette, scale: f64) -> String {
    let mut out = String::with_capacity(1024 + 256 * scene.items.len());
    open(&mut out, scene, palette, scale);
    for item in &scene.items {
        match item {
            Item::Shape(form) => shape(&mut out, form, palette),
            Item::Line(words) => line(&mut out, words, scene, palette),
        }
    }
    out.push_str("</svg>\n");
    out
}

/// A length as drawings say it: at most two decimals, no zeros at the end, no negative zero. The one place where
/// drawings round.
pub fn number(value: f64) -> String {
    let hundredths = (value * 100.0).round();
    if !hundredths.is_finite() || hundredths == 0.0 {
        return "0".to_owned();
    }
    // Whole numbers are printed many times faster than fractions, and a drawing has tens of thousands.
    let (sign, whole) = (if hundredths < 0.0 { "-" } else { "" }, hundredths.abs() as u64);
    match (whole / 100, whole % 100) {
        (units, 0) => format!("{sign}{units}"),
        (units, rest) if rest % 10 == 0 => format!("{sign}{units}.{}", rest / 10),
        (units, rest) => format!("{sign}{units}.{rest:02}"),
    }
}

fn open(out: &mut String, scene: &Scene, palette: &Palette, scale: f64) {
    let (width, height) = (number(scene.width), number(scene.height));
    let (wide, high) = (number(scene.width * scale), number(scene.height * scale));
    let lang = escaped(&scene.lang);
    put(out, format_args!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\""));
    put(out, format_args!(" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {width} {height}\" role=\"img\""));
    put(out, format_args!(" lang=\"{lang}\" xml:lang=\"{lang}\" text-rendering=\"geometricPrecision\">\n"));
    put(out, format_args!("<title>{}</title>\n", escaped(&scene.title)));
    if !scene.description.is_empty() {
        put(out, format_args!("<desc>{}</desc>\n", escaped(&scene.description)));
    }
    let paper = palette.hex(scene.paper);
    put(out, format_args!("<rect width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>\n"));
}

fn shape(out: &mut String, shape: &Shape, palette: &Palette) {
    match &shape.form {
        Form::Box(x, y, width, height, radius) => {
            let (x, y, width, height) = (number(*x), number(*y), number(*width), number(*height));
            put(out, format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\""));
            if *radius > 0.0 {
                put(out, format_args!(" rx=\"{}\"", number(*radius)));
            }
        }
        Form::Circle(x, y, radius) => {
            let (x, y, radius) = (number(*x), number(*y), number(*radius));
            put(out, format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\""));
        }
        Form::Path(segments) => put(out, format_args!("<path d=\"{}\"", data(segments))),
    }
    let fill = shape.fill.map_or_else(|| "none".to_owned(), |ink| palette.hex(ink));
    put(out, format_args!(" fill=\"{fill}\""));
    if let Some(stroke) = &shape.stroke {
        let (colour, width) = (palette.hex(stroke.ink), number(stroke.width));
        put(out, format_args!(" stroke=\"{colour}\" stroke-width=\"{width}\""));
        put(out, format_args!(" stroke-linecap=\"round\" stroke-linejoin=\"round\""));
        if !stroke.dash.is_empty() {
            let dash: Vec<String> = stroke.dash.iter().copied().map(number).collect();
            put(out, format_args!(" stroke-dasharray=\"{}\"", dash.join(" ")));
        }
    }
    out.push_str("/>\n");
}

/// The `d` of a path.
fn data(segments: &[Segment]) -> String {
    let mut data = String::new();
    for segment in segments {
        match *segment {
            Segment::Move(x, y) => put(&mut data, format_args!("M{} {}", number(x), number(y))),
            Segment::Line(x, y) => put(&mut data, format_args!("L{} {}", number(x), number(y))),
            Segment::Curve(a, b, c, d, x, y) => {
                let [a, b, c, d, x, y] = [a, b, c, d, x, y].map(number);
                put(&mut data, format_args!("C{a} {b} {c} {d} {x} {y}"));
            }
            Segment::Close => data.push('Z'),
        }
    }
    data
}

/// A line: one `text`, or one for each piece between pictures.
fn line(out: &mut String, line: &Line, scene: &Scene, palette: &Palette) {
    if line.runs.iter().all(|run| !run.font.is_pictures) {
        let mut words = String::new();
        if line.after_arabic == After::Arabic {
            words.push(ARABIC_MARK);
        }
        words.push_str(&line.text);
        return text(out, line, scene, palette, &words, 0.0..line.width);
    }
    for runs in line.runs.chunk_by(|a, b| a.font.is_pictures == b.font.is_pictures) {
        if runs[0].font.is_pictures {
            runs.iter().for_each(|run| pictures(out, line, run, palette));
        } else {
            piece(out, line, scene, palette, runs);
        }
    }
}

/// The text of neighbouring runs.
fn piece(out: &mut String, line: &Line, scene: &Scene, palette: &Palette, runs: &[Run]) {
    let is_seen = |glyph: &&Glyph| !line.text[glyph.text.clone()].chars().all(char::is_whitespace);
    let glyphs = || runs.iter().flat_map(|run| &run.glyphs).filter(is_seen);
    let start = glyphs().map(|glyph| glyph.text.start).min();
    let end = glyphs().map(|glyph| glyph.text.end).max();
    let (Some(start), Some(end)) = (start, end) else { return };
    // The pen's way, not the ink: offsets of marks don't count.
    let left = glyphs().map(|glyph| glyph.x).fold(f64::INFINITY, f64::min);
    let right = glyphs().map(|glyph| glyph.x + glyph.advance).fold(f64::NEG_INFINITY, f64::max);
    text(out, line, scene, palette, &line.text[start..end], left..right);
}

fn text(out: &mut String, line: &Line, scene: &Scene, palette: &Palette, words: &str, place: std::ops::Range<f64>) {
    let (y, size, fill) = (number(line.y), number(line.size), palette.hex(line.ink));
    let x = line.x + if line.direction == Direction::Rtl { place.end } else { place.start };
    put(out, format_args!("<text x=\"{}\" y=\"{y}\" font-family=\"{}\" font-size=\"{size}\"", number(x), stack(line)));
    if line.weight == Weight::Bold {
        out.push_str(" font-weight=\"700\"");
    }
    put(out, format_args!(" fill=\"{fill}\""));
    if line.lang != scene.lang {
        let lang = escaped(&line.lang);
        put(out, format_args!(" lang=\"{lang}\" xml:lang=\"{lang}\""));
    }
    let length = place.end - place.start;
    if length > 0.0 {
        put(out, format_args!(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", number(length)));
    }
    // No `direction`: viewers disagree about what an anchor means with it.
    match line.direction {
        Direction::Ltr => put(out, format_args!(">{}</text>\n", escaped(words))),
        Direction::Rtl => {
            let words = escaped(words);
            put(out, format_args!(" text-anchor=\"end\">{RIGHT_ISOLATE}{words}{END_OF_ISOLATE}</text>\n"));
        }
    }
}

/// The families of a line, the nearest first.
fn stack(line: &Line) -> String {
    let mut names: Vec<String> = vec![];
    for family in line.families.iter().map(String::as_str).chain(LAST_FAMILIES) {
        let is_word = family.chars().all(|character| character.is_ascii_alphabetic() || character == '-');
        let plain = family.replace(['\'', '\\'], "");
        let name = if is_word { plain } else { format!("'{plain}'") };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    escaped(&names.join(", "))
}

/// The outlines of a run of pictures, with the characters as their name.
fn pictures(out: &mut String, line: &Line, run: &Run, palette: &Palette) {
    let Some(font) = run.font.read() else { return };
    let location = run.font.location(&font);
    let outlines = font.outline_glyphs();
    let mut pen = Pen { data: String::new(), x: 0.0, y: 0.0 };
    let mut name = String::new();
    for glyph in &run.glyphs {
        (pen.x, pen.y) = (line.x + glyph.x, line.y + glyph.y);
        let settings = DrawSettings::unhinted(Size::new(line.size as f32), &location);
        if let Some(outline) = outlines.get(GlyphId::new(glyph.id)) {
            // A broken outline is left out, as the other writers do.
            drop(outline.draw(settings, &mut pen));
        }
        name.push_str(&line.text[glyph.text.clone()]);
    }
    if !pen.data.is_empty() {
        let (name, fill) = (escaped(&name), palette.hex(line.ink));
        put(out, format_args!("<path role=\"img\" aria-label=\"{name}\" d=\"{}\" fill=\"{fill}\"/>\n", pen.data));
    }
}

/// Writes an outline as the `d` of a path.
struct Pen {
    data: String,
    x: f64,
    y: f64,
}

impl Pen {
    fn put(&mut self, command: char, points: &[(f32, f32)]) {
        self.data.push(command);
        for (at, (x, y)) in points.iter().enumerate() {
            let (x, y) = (number(self.x + f64::from(*x)), number(self.y - f64::from(*y)));
            put(&mut self.data, format_args!("{}{x} {y}", if at == 0 { "" } else { " " }));
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.put('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.put('L', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.put('Q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.put('C', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.data.push('Z');
    }
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing into a string can't fail.
    let _ = out.write_fmt(text);
}

/// Text between tags or double quotes; characters that XML forbids are dropped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, number, svg};
    use crate::locale::Direction;
    use crate::map::sheet::fonts::tests::column;
    use crate::map::sheet::palette::{Look, Palette};

    #[test]
    fn numbers_are_short() {
        let said = [0.0, -0.001, 1.0, 10.0, 1.005, 2.5, -3.126, 100.0, f64::NAN].map(number);
        assert_eq!(said, ["0", "0", "1", "10", "1", "2.5", "-3.13", "100", "0"]);
    }

    #[test]
    fn xml_is_valid() {
        assert_eq!(escaped("a<b>\u{1}&\"\u{FFFE}"), "a&lt;b&gt;&amp;&quot;");
        let scene = column("en", Direction::Ltr, &["a < b & c"]);
        let text = svg(&scene, &Palette::read(&[], Look::Light), 2.0);
        assert!(text.contains("width=\"800\"") && text.contains("viewBox=\"0 0 400 "), "{text}");
        assert!(text.contains("<title>A &lt;title&gt; &amp; more</title>\n<desc>What it &quot;shows&quot;</desc>"));
        assert!(text.contains(">a &lt; b &amp; c</text>"), "{text}");
        assert!(text.contains("rx=\"4\"") && text.contains("stroke-dasharray=\"4 2\""), "{text}");
    }

    #[test]
    fn right_to_left_lines_are_isolates_that_end_at_their_place() {
        let text = svg(&column("ar", Direction::Rtl, &["سلام"]), &Palette::read(&[], Look::Light), 1.0);
        assert!(text.contains("<text x=\"370\""), "{text}");
        assert!(text.contains("text-anchor=\"end\">\u{2067}سلام\u{2069}</text>"), "{text}");
        assert!(text.contains("font-family=\"'Noto Sans Arabic', 'Noto Sans', system-ui, sans-serif\""), "{text}");
        assert!(!text.contains("direction="), "{text}");
    }

    #[test]
    fn pictures_are_outlines() {
        let text = svg(&column("en", Direction::Ltr, &["a 😀 b"]), &Palette::read(&[], Look::Light), 1.0);
        assert!(text.contains(">a</text>") && text.contains(">b</text>"), "{text}");
        assert!(text.contains("<path role=\"img\" aria-label=\"😀\" d=\"M"), "{text}");
    }
}
