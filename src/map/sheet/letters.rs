//! What text setting has to know of single characters, and what is done to a text before it is set.
//!
//! In comes an author's text, out comes one that can be set and stays as it was meant: cleaned, its isolates closed,
//! its signed numbers held together. Deliberately not here: fonts and lines.

use icu::properties::props::{BidiClass, ExtendedPictographic, LineBreak, RegionalIndicator, Script};
use icu::properties::{CodePointMapData, CodePointSetData, PropertyNamesLong};

/// A place where a line may break, without a width.
pub const BREAK: char = '\u{200B}';
/// Joins the letters on both sides of it.
pub const JOINER: char = '\u{200D}';
/// An Arabic letter that is not seen.
pub const ARABIC_MARK: char = '\u{61C}';
/// A letter that runs from left to right and is not seen.
pub const LEFT_MARK: char = '\u{200E}';
/// A letter that runs from right to left and is not seen.
pub const RIGHT_MARK: char = '\u{200F}';
/// Opens an isolate that runs from left to right.
pub const LEFT_ISOLATE: char = '\u{2066}';
/// Opens an isolate that runs from right to left.
pub const RIGHT_ISOLATE: char = '\u{2067}';
/// Opens an isolate that runs as its first letter does.
pub const FIRST_ISOLATE: char = '\u{2068}';
/// Closes an isolate.
pub const END_OF_ISOLATE: char = '\u{2069}';

/// The text as it is set: white space becomes single spaces; control characters and soft hyphens go; embeddings and
/// overrides of direction become isolates, which are closed at the end, so that an author who forgets to close one
/// spoils nothing outside.
pub fn cleaned(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut opened = 0_usize;
    for character in text.chars() {
        match character {
            '\u{A0}' | '\u{2007}' | '\u{202F}' => clean.push(character),
            ' ' | BREAK if clean.ends_with([' ', BREAK]) || clean.is_empty() => {}
            BREAK => clean.push(BREAK),
            _ if character.is_whitespace() => {
                if !clean.is_empty() && !clean.ends_with(' ') {
                    clean.push(' ');
                }
            }
            '\u{202A}' | '\u{202D}' | LEFT_ISOLATE => opened = open(&mut clean, opened, LEFT_ISOLATE),
            '\u{202B}' | '\u{202E}' | RIGHT_ISOLATE => opened = open(&mut clean, opened, RIGHT_ISOLATE),
            FIRST_ISOLATE => opened = open(&mut clean, opened, FIRST_ISOLATE),
            '\u{202C}' | END_OF_ISOLATE => {
                if opened > 0 {
                    opened -= 1;
                    clean.push(END_OF_ISOLATE);
                }
            }
            _ if character.is_control() || is_dropped(character) => {}
            _ => clean.push(character),
        }
    }
    clean.truncate(clean.trim_end_matches([' ', BREAK]).len());
    clean.extend((0..opened).map(|_| END_OF_ISOLATE));
    clean
}

fn open(clean: &mut String, opened: usize, isolate: char) -> usize {
    clean.push(isolate);
    opened + 1
}

/// Soft hyphens, which would have to be drawn at breaks; marks of byte order, annotation and retired formatting; and
/// what Unicode says is no character.
fn is_dropped(character: char) -> bool {
    let number = u32::from(character);
    matches!(number, 0xAD | 0x206A..=0x206F | 0xFEFF | 0xFFF9..=0xFFFB | 0xFDD0..=0xFDEF) || number & 0xFFFE == 0xFFFE
}

/// Puts isolates around numbers with a sign before them, which otherwise goes to the other side among letters that run
/// from right to left.
pub fn with_isolated_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 6);
    let mut before = None;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let signed = if before.is_none_or(|before: char| !before.is_alphanumeric()) { signed_number(rest) } else { 0 };
        let taken = signed.max(character.len_utf8());
        let (piece, after) = rest.split_at(taken);
        if signed > 0 {
            out.push(LEFT_ISOLATE);
            out.push_str(piece);
            out.push(END_OF_ISOLATE);
        } else {
            out.push_str(piece);
        }
        before = piece.chars().next_back();
        rest = after;
    }
    out
}

/// How many bytes of a signed number in European digits the text starts with; signs of other digits stand right
/// already.
fn signed_number(text: &str) -> usize {
    let Some(number) = text.strip_prefix(is_sign) else { return 0 };
    let sign = text.len() - number.len();
    let mut length = 0;
    let mut characters = number.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let is_digit_next = characters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let is_separator = matches!(character, '.' | ',' | ':' | '\'' | '\u{2019}' | '\u{A0}' | '\u{202F}');
        let is_part = character.is_ascii_digit() || at > 0 && (is_separator && is_digit_next || is_unit(character));
        if !is_part {
            break;
        }
        length = at + character.len_utf8();
        if is_unit(character) {
            break;
        }
    }
    if length == 0 { 0 } else { sign + length }
}

pub fn is_sign(character: char) -> bool {
    matches!(character, '+' | '-' | '\u{2212}' | '\u{2013}' | '\u{B1}' | '\u{2213}')
}

pub fn is_unit(character: char) -> bool {
    matches!(character, '%' | '\u{2030}' | '\u{B0}' | '\u{66A}')
}

/// True for what leaves no trace: marks of direction, joiners, selectors of variants and the like.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(u32::from(character),
        0x34F | 0x61C | 0x180B..=0x180F | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F
        | 0xFE00..=0xFE0F | 0xE0000..=0xE0FFF)
}

/// True for letters of scripts that put no spaces between words.
pub fn is_unspaced(character: char) -> bool {
    u32::from(character) >= 0xE00 && CodePointMapData::<LineBreak>::new().get(character) == LineBreak::ComplexContext
}

pub fn class(character: char) -> BidiClass {
    CodePointMapData::<BidiClass>::new().get(character)
}

pub fn is_right_to_left(character: char) -> bool {
    u32::from(character) >= 0x590
        && matches!(
            class(character),
            BidiClass::RightToLeft
                | BidiClass::ArabicLetter
                | BidiClass::ArabicNumber
                | BidiClass::RightToLeftIsolate
                | BidiClass::FirstStrongIsolate
                | BidiClass::LeftToRightIsolate
        )
}

/// The characters of the isolate that a walk starts in, up to its edge, without those of isolates inside it; `opening`
/// says what opens an isolate in the direction of the walk.
pub fn outside(characters: impl Iterator<Item = char>, opening: fn(char) -> bool) -> impl Iterator<Item = char> {
    let mut depth = 0_usize;
    let inside = characters.map_while(move |character| {
        if opening(character) {
            depth += 1;
        } else if is_isolate(character) || is_end_of_isolate(character) {
            depth = depth.checked_sub(1)?;
        } else if depth == 0 {
            return Some(Some(character));
        }
        Some(None)
    });
    inside.flatten()
}

pub fn is_isolate(character: char) -> bool {
    matches!(character, LEFT_ISOLATE | RIGHT_ISOLATE | FIRST_ISOLATE)
}

pub fn is_end_of_isolate(character: char) -> bool {
    character == END_OF_ISOLATE
}

/// The class of a character that decides directions.
pub fn strong(character: char) -> Option<BidiClass> {
    let class = class(character);
    is_strong(class).then_some(class)
}

pub fn is_strong(class: BidiClass) -> bool {
    matches!(class, BidiClass::LeftToRight | BidiClass::RightToLeft | BidiClass::ArabicLetter)
}

/// What a character's script is called.
pub fn script(character: char) -> String {
    let is_picture = CodePointSetData::new::<ExtendedPictographic>().contains(character)
        || CodePointSetData::new::<RegionalIndicator>().contains(character);
    if is_picture {
        return "Emoji".to_owned();
    }
    let script = CodePointMapData::<Script>::new().get(character);
    PropertyNamesLong::<Script>::new().get(script).unwrap_or("Unknown").replace('_', " ")
}
