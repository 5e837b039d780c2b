//! Sets text: breaks it into lines and shapes it.
//!
//! In comes a text with its style and a width; out come lines whose glyphs stand where every writer draws them. No
//! line is wider than asked for, but for a single cluster that is wider itself. The same text gives the same lines
//! wherever the same fonts are. Nothing is hyphenated and nothing is justified.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use icu::properties::CodePointMapData;
use icu::properties::props::{BidiClass, JoiningType};
use parley::layout::{BreakReason, Line as Broken, Run as ShapedRun};
use parley::style::{FontFamily, FontFamilyName, FontWeight, Language, LineHeight, OverflowWrap, StyleProperty};
use parley::{BaseDirection, FontContext, Layout, LayoutContext, LineBreakContext};
use rayon::prelude::*;
use skrifa::{GlyphId, MetadataProvider};

use crate::locale::Direction;
use crate::map::sheet::breaks::Breaks;
use crate::map::sheet::fonts::{Face, Fonts};
use crate::map::sheet::letters::{
    ARABIC_MARK, BREAK, END_OF_ISOLATE, FIRST_ISOLATE, JOINER, LEFT_ISOLATE, LEFT_MARK, RIGHT_ISOLATE, RIGHT_MARK,
    class, cleaned, is_end_of_isolate, is_invisible, is_isolate, is_right_to_left, is_sign, is_strong, is_unit,
    is_unspaced, outside, script, strong, with_isolated_numbers,
};
use crate::map::sheet::scene::{After, Glyph, Ink, Line, Run, Weight};

/// How far the baseline is below the middle of a line, in sizes. The same for all fonts, so that cells in several
/// scripts stand on one line; it centres a Latin line with its ascenders and descenders.
const BASELINE: f64 = 0.39;

/// Fewer texts than these are not worth a thread.
const LEAST_SHARE: usize = 24;

/// How a text is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// The size of the type, in pixels.
    pub size: f64,
    /// Its weight.
    pub weight: Weight,
    /// Its colour.
    pub ink: Ink,
    /// The language tag of the words, which can change the forms of letters.
    pub lang: String,
    /// The direction of the paragraph.
    pub direction: Direction,
    /// Where lines stand in the width.
    pub align: Align,
    /// From baseline to baseline, in sizes.
    pub leading: f64,
}

/// Where lines stand in the width; the start is on the right where the paragraph runs from right to left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// Where reading starts.
    #[default]
    Start,
    /// In the middle.
    Middle,
    /// Where reading ends.
    End,
}

/// A set text.
#[derive(Clone, Debug)]
pub struct Block {
    /// The width of its widest line.
    pub width: f64,
    /// Lines times leading.
    pub height: f64,
    /// Its lines; they stand relative to the left top of the width that was given.
    pub lines: Vec<Line>,
}

/// A text that is going to be set.
struct Wanted {
    style: Style,
    width: f64,
    /// How many times.
    uses: usize,
}

/// A text that has been set.
struct Ready {
    block: Block,
    /// How many times it is still going to be asked for.
    uses: usize,
}

/// What tells texts apart that are set differently.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    text: String,
    lang: String,
    ink: Ink,
    weight: Weight,
    is_rightward: bool,
    align: Align,
    lengths: [u64; 3],
}

impl Key {
    fn new(text: &str, style: &Style, width: f64) -> Self {
        Self {
            text: text.to_owned(),
            lang: style.lang.clone(),
            ink: style.ink,
            weight: style.weight,
            is_rightward: style.direction == Direction::Ltr,
            align: style.align,
            lengths: [style.size, style.leading, width].map(f64::to_bits),
        }
    }
}

/// Sets texts one after another; what it [prepares](Typesetter::prepare) it sets with all processors.
pub struct Typesetter<'a> {
    fonts: &'a Fonts,
    breaks: &'a Breaks,
    /// While texts are listed: what is going to be set.
    wanted: Option<HashMap<Key, Wanted>>,
    /// What has been prepared.
    ready: HashMap<Key, Ready>,
    /// Those that prepare with it, kept since each learns its fonts.
    hands: Vec<Typesetter<'a>>,
    context: FontContext,
    has_system: bool,
    scratch: LayoutContext<()>,
    layout: Layout<()>,
    coverage: HashMap<char, u64>,
    faces: HashMap<(u64, u32, Weight), Arc<Face>>,
    missing: BTreeMap<String, BTreeSet<char>>,
}

impl<'a> Typesetter<'a> {
    /// Starts with the given fonts; the places of breaks are found in what is remembered, and remembered there.
    pub fn new(fonts: &'a Fonts, breaks: &'a Breaks) -> Self {
        Self {
            fonts,
            breaks,
            wanted: None,
            ready: HashMap::new(),
            hands: Vec::new(),
            context: FontContext { collection: fonts.given(), source_cache: parley::fontique::SourceCache::default() },
            has_system: false,
            scratch: LayoutContext::new(),
            layout: Layout::new(),
            coverage: HashMap::new(),
            faces: HashMap::new(),
            missing: BTreeMap::new(),
        }
    }

    /// The characters so far that no font has, by the name of their script; those of pictures by "Emoji".
    pub fn missing(&self) -> &BTreeMap<String, BTreeSet<char>> {
        &self.missing
    }

    /// Sets beforehand what `list` is going to set, with all processors. While it lists, every block is empty.
    pub fn prepare(&mut self, list: impl FnOnce(&mut Self)) {
        self.wanted = Some(HashMap::new());
        list(self);
        // Each text is set once and alone, so that their order doesn't matter.
        let wanted: Vec<(Key, Wanted)> = self.wanted.take().into_iter().flatten().collect();
        let share = wanted.len().div_ceil(rayon::current_num_threads()).max(LEAST_SHARE);
        let (fonts, breaks) = (self.fonts, self.breaks);
        let hands = self.hands.len().max(wanted.len().div_ceil(share));
        self.hands.resize_with(hands, || Typesetter::new(fonts, breaks));
        let set = |(setter, part): (&mut Typesetter, &[(Key, Wanted)])| -> Vec<Ready> {
            let set = |(key, one): &(Key, Wanted)| Ready {
                block: setter.set_now(&key.text, &one.style, one.width),
                uses: one.uses,
            };
            part.iter().map(set).collect()
        };
        let parts: Vec<_> = self.hands.par_iter_mut().zip(wanted.par_chunks(share)).map(set).collect();
        self.ready = wanted.into_iter().map(|(key, _)| key).zip(parts.into_iter().flatten()).collect();
        for hand in &mut self.hands {
            for (script, characters) in std::mem::take(&mut hand.missing) {
                self.missing.entry(script).or_default().extend(characters);
            }
        }
    }

    /// Sets a text in a width in pixels, which may be infinite.
    pub fn set(&mut self, text: &str, style: &Style, width: f64) -> Block {
        let key = Key::new(text, style, width);
        if let Some(wanted) = &mut self.wanted {
            let new = || Wanted { style: style.clone(), width, uses: 0 };
            wanted.entry(key).or_insert_with(new).uses += 1;
            return Block { width: 0.0, height: 0.0, lines: Vec::new() };
        }
        match self.ready.get_mut(&key) {
            Some(ready) if ready.uses > 1 => {
                ready.uses -= 1;
                ready.block.clone()
            }
            _ => match self.ready.remove(&key) {
                Some(ready) => ready.block,
                None => self.set_now(text, style, width),
            },
        }
    }

    fn set_now(&mut self, text: &str, style: &Style, width: f64) -> Block {
        let clean = cleaned(text);
        let order = self.order(&clean);
        let is_mixed = style.direction == Direction::Rtl || clean.chars().any(is_right_to_left);
        let source = self.with_breaks(if is_mixed { with_isolated_numbers(&clean) } else { clean });
        if source.is_empty() {
            return Block { width: 0.0, height: 0.0, lines: vec![] };
        }
        let mut layout = std::mem::take(&mut self.layout);
        self.shape(&mut layout, &source, style, &order);
        // The limit is single precision, and has to be met after sums of single precision.
        layout.break_all_lines(width.is_finite().then_some((width as f32).max(0.0)));

        let leading = style.leading * style.size;
        let mut lines = vec![];
        let mut around = Around { opened: vec![], source: &source, is_mixed, direction: style.direction, joins: false };
        for broken in layout.lines() {
            let mut line = self.line(&broken, &mut around, style, &order);
            line.y = leading * (lines.len() as f64 + 0.5) + BASELINE * style.size;
            if !line.runs.is_empty() {
                lines.push(line);
            }
        }
        self.layout = layout;

        let widest = lines.iter().map(|line| line.width).fold(0.0, f64::max);
        let frame = if width.is_finite() { width } else { widest };
        for line in &mut lines {
            line.x = match (style.align, style.direction) {
                (Align::Start, Direction::Ltr) | (Align::End, Direction::Rtl) => 0.0,
                (Align::Middle, _) => (frame - line.width) / 2.0,
                (Align::End, Direction::Ltr) | (Align::Start, Direction::Rtl) => frame - line.width,
            };
        }
        Block { width: widest, height: leading * lines.len() as f64, lines }
    }

    /// The families in the order in which they are tried for a text: own ones first, and among those of one origin the
    /// one that has most of the text's letters, so that a line is drawn in as few fonts as can be.
    fn order(&mut self, text: &str) -> Vec<usize> {
        let families = self.fonts.families();
        let mut letters = vec![0_usize; families.len()];
        let mut is_covered = true;
        for character in text.chars().filter(|&character| character != ' ') {
            let mask = *self.coverage.entry(character).or_insert_with(|| coverage(self.fonts, character));
            is_covered &= mask != 0 || is_invisible(character);
            if character.is_alphabetic() {
                letters.iter_mut().take(64).enumerate().for_each(|(at, sum)| *sum += (mask >> at & 1) as usize);
            }
        }
        // Decided for each text, so that it doesn't matter which others were set before.
        if is_covered == self.has_system {
            self.has_system = !is_covered;
            let given = || self.fonts.given();
            self.context.collection = if is_covered { given() } else { self.fonts.with_system().unwrap_or_else(given) };
        }
        let mut order: Vec<usize> = (0..families.len()).collect();
        // Fonts of pictures have digits too, and have them last.
        order.sort_by_key(|&at| (families[at].origin, usize::MAX - letters[at], !families[at].has('a'), at));
        order
    }

    /// Puts a place to break after each word of scripts without spaces.
    fn with_breaks(&mut self, text: String) -> String {
        if text.is_ascii() || !text.chars().any(is_unspaced) {
            return text;
        }
        let mut out = String::with_capacity(text.len() * 2);
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let plain = rest.find(is_unspaced).unwrap_or(rest.len());
            out.push_str(&rest[..plain]);
            rest = &rest[plain..];
            let run = rest.find(|character| !is_unspaced(character)).unwrap_or(rest.len());
            let (words, after) = rest.split_at(run);
            let mut from = 0;
            for &end in self.breaks.of(words).iter() {
                out.push_str(&words[from..end]);
                out.push(BREAK);
                from = end;
            }
            out.push_str(&words[from..]);
            rest = after;
        }
        out
    }

    fn shape(&mut self, layout: &mut Layout<()>, source: &str, style: &Style, order: &[usize]) {
        let keys = order.iter().map(|&at| FontFamilyName::Named(self.fonts.families()[at].key.as_str().into()));
        let stack: Vec<_> = keys.collect();
        let mut builder = self.scratch.ranged_builder(&mut self.context, source, 1.0, false);
        builder.set_base_direction(match style.direction {
            Direction::Ltr => BaseDirection::Ltr,
            Direction::Rtl => BaseDirection::Rtl,
        });
        builder.set_line_break_override(Some(&keep_numbers));
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(stack.into())));
        builder.push_default(StyleProperty::FontSize(style.size as f32));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(match style.weight {
            Weight::Regular => 400.0,
            Weight::Bold => 700.0,
        })));
        builder.push_default(StyleProperty::Locale(Language::parse(&style.lang).ok()));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(1.0)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        builder.build_into(layout, source);
    }

    /// Makes a line of a broken one, at 0, 0.
    fn line(&mut self, broken: &Broken<'_, ()>, around: &mut Around<'_>, style: &Style, order: &[usize]) -> Line {
        let range = broken.text_range();
        let visible = around.source[range.clone()].trim_end_matches([' ', BREAK]).len();
        let visible = range.start..range.start + visible;
        let joins = broken.break_reason() == BreakReason::Emergency && around.joins_at(range.end);
        let words = around.words(visible.clone(), joins);

        let mut pen = 0.0;
        let mut runs = vec![];
        for shaped in broken.runs() {
            let glyphs = glyphs(&shaped, &visible, &words, &mut pen);
            if glyphs.is_empty() {
                continue;
            }
            let font = self.face(&shaped, style.weight);
            self.note_missing(&font, &glyphs, &words.text);
            let direction = if shaped.is_rtl() { Direction::Rtl } else { Direction::Ltr };
            runs.push(Run { font, direction, glyphs });
        }
        Line {
            x: 0.0,
            y: 0.0,
            width: pen,
            size: style.size,
            weight: style.weight,
            ink: style.ink,
            lang: style.lang.clone(),
            direction: style.direction,
            families: self.families(&runs, order),
            text: words.text,
            after_arabic: words.after,
            runs,
        }
    }

    /// The font of a run, made once.
    fn face(&mut self, shaped: &ShapedRun<'_, ()>, weight: Weight) -> Arc<Face> {
        let font = shaped.font();
        let key = (font.data.id(), font.index, weight);
        let made = self
            .faces
            .entry(key)
            .or_insert_with(|| Arc::new(Face::new(&font.data, font.index, shaped.synthesis().variation_settings())));
        Arc::clone(made)
    }

    /// The names of the families of a line: the given ones as they were tried, then those of the machine.
    fn families(&self, runs: &[Run], order: &[usize]) -> Vec<String> {
        let all = self.fonts.families();
        let rank = |face: &Face| order.iter().position(|&at| all[at].holds(&face.file)).unwrap_or(usize::MAX);
        let mut used: Vec<&Arc<Face>> = runs.iter().map(|run| &run.font).collect();
        if used.len() > 1 {
            used.sort_by_key(|face| rank(face));
            used.dedup_by(|a, b| a.family == b.family);
        }
        used.into_iter().map(|face| face.family.clone()).collect()
    }

    /// Writes down the characters of glyphs that aren't in the font, or that it draws as a coloured picture only.
    fn note_missing(&mut self, face: &Face, glyphs: &[Glyph], text: &str) {
        let is_given = self.fonts.families().iter().any(|family| family.holds(&face.file));
        if is_given && glyphs.iter().all(|glyph| glyph.id != 0) {
            return;
        }
        let font = face.read();
        let outlines = font.as_ref().map(MetadataProvider::outline_glyphs);
        for glyph in glyphs {
            let is_drawn = outlines.as_ref().is_some_and(|all| all.get(GlyphId::new(glyph.id)).is_some());
            let characters = || text[glyph.text.clone()].chars().filter(|&character| !is_invisible(character));
            if glyph.id != 0 && (is_given || is_drawn) {
                continue;
            }
            let is_alone = characters().count() == 1;
            let has = |character| self.fonts.families().iter().any(|family| family.has(character));
            // Where each letter has a font and no font has them together, it is the marks that don't belong there.
            let is_mixed = !is_alone && characters().all(has);
            let accused: Vec<char> = characters()
                .enumerate()
                .filter(|&(at, character)| match is_mixed {
                    true => at > 0,
                    false => is_alone || (!face.has(character) && !has(character)) || glyph.id != 0,
                })
                .map(|(_, character)| character)
                .collect();
            for character in accused {
                self.missing.entry(script(character)).or_default().insert(character);
            }
        }
    }
}

/// What a line needs to know of the text that it is in.
struct Around<'a> {
    source: &'a str,
    is_mixed: bool,
    direction: Direction,
    /// The isolates that were opened before the line and not closed.
    opened: Vec<char>,
    /// True if the line before was broken between two letters that join.
    joins: bool,
}

/// The words of a line, and where the bytes of the source are in them.
struct Words {
    text: String,
    after: After,
    /// For each piece that was taken over: where it starts in the source, and where in the words.
    pieces: Vec<(usize, usize)>,
}

impl Words {
    /// Where a byte of the source is.
    fn at(&self, source: usize) -> usize {
        let piece = self.pieces.partition_point(|(from, _)| *from <= source).saturating_sub(1);
        let (from, to) = self.pieces[piece];
        (to + source.saturating_sub(from)).min(self.text.len())
    }
}

impl Around<'_> {
    /// True if a break before a byte parts letters that join.
    fn joins_at(&self, at: usize) -> bool {
        let joining = |character| CodePointMapData::<JoiningType>::new().get(character);
        let is_letter = |kind: &JoiningType| *kind != JoiningType::Transparent;
        let before = self.source[..at].chars().rev().map(joining).find(is_letter);
        let after = self.source[at..].chars().map(joining).find(is_letter);
        self.is_mixed
            && matches!(before, Some(JoiningType::DualJoining | JoiningType::LeftJoining))
            && matches!(after, Some(JoiningType::DualJoining | JoiningType::RightJoining))
    }

    /// The words of a line, which stand alone in SVG: isolates are closed at its end and opened again on the next line,
    /// and marks stand for the letters before and after it that decide the place of signs and numbers at its edges.
    fn words(&mut self, visible: Range<usize>, joins: bool) -> Words {
        let body = &self.source[visible.clone()];
        let mut words = Words { text: String::with_capacity(body.len() + 6), after: After::Nothing, pieces: vec![] };
        if self.is_mixed {
            self.open(&mut words, visible.start, body);
        }
        let mut from = 0;
        for (at, found) in body.match_indices(BREAK) {
            words.pieces.push((visible.start + from, words.text.len()));
            words.text.push_str(&body[from..at]);
            from = at + found.len();
        }
        words.pieces.push((visible.start + from, words.text.len()));
        words.text.push_str(&body[from..]);
        if self.is_mixed {
            self.close(&mut words.text, visible.end, body, joins);
        }
        words
    }

    fn open(&mut self, words: &mut Words, start: usize, body: &str) {
        words.text.extend(&self.opened);
        let is_open = body.chars().next().is_some_and(|first| strong(first).is_none());
        match outside(self.source[..start].chars().rev(), is_end_of_isolate).find_map(strong) {
            // Inside an isolate the mark has to be there too.
            Some(BidiClass::ArabicLetter) if !self.opened.is_empty() => words.text.push(ARABIC_MARK),
            Some(BidiClass::ArabicLetter) => words.after = After::Arabic,
            Some(BidiClass::RightToLeft) if is_open => words.text.push(RIGHT_MARK),
            Some(_) if is_open => words.text.push(LEFT_MARK),
            _ => {}
        }
        if std::mem::take(&mut self.joins) {
            words.text.push(JOINER);
        }
    }

    /// The mark that stands for what comes after a line; numbers side with the letters before them.
    fn mark_after(&self, end: usize) -> Option<char> {
        let next = outside(self.source[end..].chars(), is_isolate)
            .map(class)
            .find(|class| matches!(*class, BidiClass::EuropeanNumber | BidiClass::ArabicNumber) || is_strong(*class))?;
        let is_left = match next {
            BidiClass::EuropeanNumber => {
                match outside(self.source[..end].chars().rev(), is_end_of_isolate).find_map(strong) {
                    Some(before) => before == BidiClass::LeftToRight,
                    None => self.direction == Direction::Ltr,
                }
            }
            _ => next == BidiClass::LeftToRight,
        };
        Some(if is_left { LEFT_MARK } else { RIGHT_MARK })
    }

    fn close(&mut self, text: &mut String, end: usize, body: &str, joins: bool) {
        if joins {
            text.push(JOINER);
            self.joins = true;
        }
        let last = body.chars().next_back();
        if end < self.source.len() && last.is_some_and(|last| strong(last).is_none()) {
            text.extend(self.mark_after(end));
        }
        for character in body.chars() {
            match character {
                LEFT_ISOLATE | RIGHT_ISOLATE | FIRST_ISOLATE => self.opened.push(character),
                END_OF_ISOLATE => drop(self.opened.pop()),
                _ => {}
            }
        }
        text.extend(self.opened.iter().map(|_| END_OF_ISOLATE));
    }
}

/// The visible glyphs of a run from left to right; the pen moves on.
fn glyphs(shaped: &ShapedRun<'_, ()>, visible: &Range<usize>, words: &Words, pen: &mut f64) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = vec![];
    // The end of the characters that have no glyph of their own since they went into one with those before them.
    let mut swallowed = None;
    for cluster in shaped.visual_clusters() {
        let source = cluster.text_range();
        if source.start >= visible.end {
            continue;
        }
        let end = words.at(source.end.min(visible.end));
        if cluster.is_ligature_continuation() {
            swallowed = swallowed.max(Some(end));
            if let (false, Some(last)) = (shaped.is_rtl(), glyphs.last().map(|glyph| glyph.text.start)) {
                let same = glyphs.iter_mut().rev().take_while(|glyph| glyph.text.start == last);
                same.for_each(|glyph| glyph.text.end = end);
            }
            continue;
        }
        let text = words.at(source.start)..end.max(swallowed.take().filter(|_| shaped.is_rtl()).unwrap_or(end));
        if text.is_empty() || words.text[text.clone()].chars().all(is_invisible) {
            continue;
        }
        for glyph in cluster.glyphs() {
            let (x, advance) = (*pen + f64::from(glyph.x), f64::from(glyph.advance));
            glyphs.push(Glyph { id: glyph.id, x, y: f64::from(glyph.y), advance, text: text.clone() });
            *pen += advance;
        }
    }
    glyphs
}

/// Forbids breaks between a number and its sign.
fn keep_numbers(place: LineBreakContext) -> Option<bool> {
    let starts = |before: Option<char>| before.is_none_or(|before| !before.is_alphanumeric());
    let is_signed = is_sign(place.before) && place.after.is_numeric() && starts(place.before_before);
    let is_measured = place.before.is_numeric() && is_unit(place.after);
    (is_signed || is_measured).then_some(false)
}

/// Which of the first 64 families have a character.
fn coverage(fonts: &Fonts, character: char) -> u64 {
    let families = fonts.families().iter().take(64).enumerate();
    families.filter(|(_, family)| family.has(character)).fold(0, |mask, (at, _)| mask | 1 << at)
}

#[cfg(test)]
mod tests {
    use super::{Align, Block, Breaks, Style, Typesetter, cleaned, is_invisible, with_isolated_numbers};
    use crate::locale::Direction;
    use crate::map::sheet::fonts::{Fonts, System, tests::built_in};
    use crate::map::sheet::scene::{After, Ink, Line, Weight};

    fn fonts() -> Fonts {
        Fonts::new(vec![], built_in(), System::Never).0
    }

    fn style(lang: &str, direction: Direction) -> Style {
        let (weight, ink, align) = (Weight::Regular, Ink("ink"), Align::Start);
        Style { size: 14.0, weight, ink, lang: lang.to_owned(), direction, align, leading: 1.4 }
    }

    fn texts(block: &Block) -> Vec<&str> {
        block.lines.iter().map(|line| line.text.as_str()).collect()
    }

    fn letters(text: &str) -> String {
        text.chars().filter(|&character| !character.is_whitespace() && !is_invisible(character)).collect()
    }

    /// A small generator of numbers, the same everywhere.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 % sides as u64) as usize
        }

        fn text(&mut self) -> String {
            let alphabets = [
                "abcfiWAV.-'’ß",
                "ıİşğ ö",
                "اللهبتسَّلاُ،لإ",
                "كยูน้ำกินข้าวที่",
                "שלום־",
                "0123456789.,:%$€-+−",
                "١٢٣٤٫٥",
                "😀👍🏽👨‍👩‍👧🇹🇷❤️☺",
                "e\u{301}\u{323}a\u{308}\u{300}\u{328}",
                " ()[]«»/?!\u{A0}\u{200B}\u{AD}\t\n\0",
                "\u{202E}\u{202B}\u{202C}\u{2066}\u{2067}\u{2068}\u{2069}\u{200F}\u{200E}\u{61C}\u{200D}",
                "ខ្មែរ漢字한국क्षि",
            ];
            let mut text = String::new();
            for _ in 0..self.roll(14) {
                let letters: Vec<char> = alphabets[self.roll(alphabets.len())].chars().collect();
                let most = if self.roll(9) == 0 { 60 } else { 9 };
                for _ in 0..self.roll(most) {
                    text.push(letters[self.roll(letters.len())]);
                }
                if self.roll(3) > 0 {
                    text.push(' ');
                }
            }
            text
        }
    }

    #[test]
    fn lines_are_narrow_enough_and_hold_every_letter() {
        let fonts = fonts();
        let breaks = Breaks::default();
        let mut setter = Typesetter::new(&fonts, &breaks);
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
        for round in 0..1500 {
            let text = dice.text();
            let direction = if round % 2 == 0 { Direction::Ltr } else { Direction::Rtl };
            let width = [30.0, 80.0, 170.0, f64::INFINITY][dice.roll(4)];
            let block = setter.set(&text, &style("en", direction), width);
            let clean = cleaned(&text);
            assert_eq!(letters(&texts(&block).concat()), letters(&clean), "{text:?}");
            for line in &block.lines {
                let clusters = line.runs.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.text.start);
                let mut clusters: Vec<usize> = clusters.collect();
                clusters.sort_unstable();
                clusters.dedup();
                assert!(line.width <= width + 0.5 || clusters.len() == 1, "{text:?} {:?} {}", line.text, line.width);
                for glyph in line.runs.iter().flat_map(|run| &run.glyphs) {
                    assert!(line.text.get(glyph.text.clone()).is_some_and(|text| !text.is_empty()), "{text:?}");
                }
            }
        }
    }

    /// What SVG viewers see of a line, shaped again, is what the other writers draw.
    #[test]
    fn lines_stand_alone() {
        let fonts = fonts();
        let breaks = Breaks::default();
        let mut setter = Typesetter::new(&fonts, &breaks);
        // Numbers alone may come out in the digits of another font: then only their order counts.
        let picture = |line: &Line, with_forms: bool| -> Vec<(String, u32)> {
            // A joiner at the edge is a blank without width.
            let glyphs =
                line.runs.iter().flat_map(|run| &run.glyphs).filter(|glyph| glyph.id != 3 || glyph.advance > 0.0);
            let form = |id| if with_forms { id } else { 0 };
            glyphs.map(|glyph| (letters(&line.text[glyph.text.clone()]), form(glyph.id))).collect()
        };
        let texts = [
            (
                "قال المدير إن العميل سيدفع العربون اليوم 1,250.50$ نقداً و -5 (Amazon Prime) في 2024-05-17",
                Direction::Rtl,
            ),
            ("انخفضت الحرارة إلى -5 ثم زادت +12.5% مستشفياتهمومستشفياتهمومستشفياتهم", Direction::Rtl),
            ("he said שלום - (עולם) 12-15 ועוד, then الله 55% left", Direction::Ltr),
            ("abc 123 def (ghi) العربية 12 abc 7", Direction::Rtl),
        ];
        for (text, direction) in texts {
            for width in [50.0, 70.0, 90.0, 120.0, 160.0, 200.0] {
                for line in setter.set(text, &style("ar", direction), width).lines {
                    let mark = if line.after_arabic == After::Arabic { "\u{61C}" } else { "" };
                    let again = setter.set(&format!("{mark}{}", line.text), &style("ar", direction), f64::INFINITY);
                    let shown = &again.lines[0];
                    let with_forms = shown.families == line.families;
                    let expected = picture(&line, with_forms);
                    assert_eq!(picture(shown, with_forms), expected, "{:?} of {text:?} at {width}", line.text);
                }
            }
        }
    }

    #[test]
    fn thai_breaks_between_words_and_keeps_no_marks() {
        let fonts = fonts();
        let breaks = Breaks::default();
        let mut setter = Typesetter::new(&fonts, &breaks);
        let text = "ลูกค้าเปิดแอปธนาคารและเปรียบเทียบข้อเสนอ";
        let block = setter.set(text, &style("th", Direction::Ltr), 120.0);
        assert!(block.lines.len() > 1);
        assert_eq!(texts(&block).concat(), text);
        let ends = ["ลูกค้า", "เปิด", "แอป", "ธนาคาร", "และ", "เปรียบ", "เทียบ", "ข้อ", "เสนอ"];
        assert!(texts(&block).iter().all(|line| ends.iter().any(|end| line.ends_with(end))), "{:?}", texts(&block));
    }

    #[test]
    fn text_is_cleaned() {
        assert_eq!(cleaned(" a\t\n b\u{AD}c\0 "), "a bc");
        assert_eq!(cleaned("a\u{202E}b"), "a\u{2067}b\u{2069}");
        assert_eq!(cleaned("a\u{202C}b\u{2069}"), "ab");
    }

    #[test]
    fn signed_numbers_are_isolated_and_stay_whole() {
        assert_eq!(
            with_isolated_numbers("x -5, +1,250.5%. 3-4 -a"),
            "x \u{2066}-5\u{2069}, \u{2066}+1,250.5%\u{2069}. 3-4 -a"
        );
        let fonts = fonts();
        let breaks = Breaks::default();
        let mut setter = Typesetter::new(&fonts, &breaks);
        for width in [20.0, 30.0, 40.0] {
            let block = setter.set("a –5 b +7 c −9 %", &style("en", Direction::Ltr), width);
            let is_whole = |line: &&str| !line.ends_with(['–', '+', '−']);
            assert!(texts(&block).iter().all(is_whole), "{:?}", texts(&block));
        }
    }

    #[test]
    fn missing_characters_are_named_by_script() {
        let fonts = fonts();
        let breaks = Breaks::default();
        let mut setter = Typesetter::new(&fonts, &breaks);
        setter.set("a ខ្មែរ 漢 b \u{1F9FF}", &style("en", Direction::Ltr), 400.0);
        let names: Vec<&str> = setter.missing().keys().map(String::as_str).collect();
        assert_eq!(names, ["Han", "Khmer"]);
        assert!(setter.missing()["Han"].contains(&'漢'));
    }

    #[test]
    fn nothing_has_no_lines_and_starts_are_at_the_start() {
        let fonts = fonts();
        let breaks = Breaks::default();
        let mut setter = Typesetter::new(&fonts, &breaks);
        assert!(setter.set(" \n\u{202E} ", &style("en", Direction::Ltr), 100.0).lines.is_empty());
        let arabic = setter.set("سلام", &style("ar", Direction::Rtl), 100.0);
        assert!((arabic.lines[0].x + arabic.lines[0].width - 100.0).abs() < 1e-9);
        assert!((arabic.height - 19.6).abs() < 1e-9);
    }

    #[test]
    fn the_order_of_files_does_not_change_a_line() {
        let mut files = built_in();
        files.reverse();
        let (one, two) = (fonts(), Fonts::new(vec![], files, System::Never).0);
        let set = |fonts: &Fonts| {
            let block =
                Typesetter::new(fonts, &Breaks::default()).set("a سلام 5 ไทย 😀", &style("en", Direction::Ltr), 60.0);
            let lines = block.lines.iter().map(|line| (line.text.clone(), line.families.clone(), line.width.to_bits()));
            lines.collect::<Vec<_>>()
        };
        assert_eq!(set(&one), set(&two));
    }
}
