//! A text → its words, as the index and the browser's script both see them.
//!
//! The guide to search is the specification, `scripts/search-words.js` the other half, and `tests/search/vectors.json` holds both
//! to it. Promises: nothing panics, no word is empty, none of letters is longer than [`LONGEST`], and the same text makes the same words on every machine.

use std::borrow::Cow;

use icu::normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu::properties::CodePointMapData;
use icu::properties::props::{GeneralCategory, GeneralCategoryGroup};

/// The most characters that count of a word.
pub const LONGEST: usize = 40;

/// How many clusters of a script without blanks make a word.
const WINDOW: usize = 3;

/// The zeros of digits that are written as those of ASCII.
const ZEROS: [char; 9] =
    ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ed0}', '\u{1040}', '\u{17e0}', '\u{1810}'];

/// What is dropped inside words: invisible signs, the vowel signs of Arabic and Hebrew, the tatweel.
const DROPPED: [(char, char); 26] = [
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{591}', '\u{5bd}'),
    ('\u{5bf}', '\u{5bf}'),
    ('\u{5c1}', '\u{5c2}'),
    ('\u{5c4}', '\u{5c5}'),
    ('\u{5c7}', '\u{5c7}'),
    ('\u{610}', '\u{61a}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{640}', '\u{640}'),
    ('\u{64b}', '\u{65f}'),
    ('\u{670}', '\u{670}'),
    ('\u{6d6}', '\u{6dc}'),
    ('\u{6df}', '\u{6e4}'),
    ('\u{6e7}', '\u{6e8}'),
    ('\u{6ea}', '\u{6ed}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{2064}'),
    ('\u{2066}', '\u{206f}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{fff9}', '\u{fffb}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// The scripts that set no blanks between words: Thai and Lao, Burmese, Khmer, kana, Chinese characters.
const CONTINUOUS: [(char, char); 12] = [
    ('\u{e00}', '\u{e7f}'),
    ('\u{e80}', '\u{eff}'),
    ('\u{1000}', '\u{109f}'),
    ('\u{1780}', '\u{17ff}'),
    ('\u{3005}', '\u{3007}'),
    ('\u{3040}', '\u{30ff}'),
    ('\u{31f0}', '\u{31ff}'),
    ('\u{3400}', '\u{4dbf}'),
    ('\u{4e00}', '\u{9fff}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{1b000}', '\u{1b16f}'),
    ('\u{20000}', '\u{3ffff}'),
];

/// How a language writes capitals: in Turkish and Azeri `I` is the capital of `ı`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// As most languages do.
    Common,
    /// As Turkish does.
    Turkic,
}

impl Case {
    /// The one of a language.
    pub fn of(tag: &str) -> Self {
        match tag.split('-').next() {
            Some("tr" | "az") => Self::Turkic,
            _ => Self::Common,
        }
    }
}

/// Hands over the words of a text, in order; one that occurs again comes again.
pub fn each_word(text: &str, case: Case, mut put: impl FnMut(&str)) {
    let text = match text.is_ascii() {
        true => Cow::Borrowed(text),
        false => ComposingNormalizerBorrowed::new_nfkc().normalize(text),
    };
    let mut run = Run::default();
    for c in text.chars() {
        run.take(c, case, &mut put);
    }
    run.end(&mut put);
}

/// The words of a text.
pub fn words(text: &str, case: Case) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, case, |word| words.push(word.to_owned()));
    words
}

/// What is being read: a word, or clusters of a script without blanks.
#[derive(Default)]
struct Run {
    text: String,
    length: usize,
    /// Where each cluster begins; of a word there are none.
    clusters: Vec<usize>,
}

impl Run {
    fn take(&mut self, c: char, case: Case, put: &mut impl FnMut(&str)) {
        if c.is_ascii() {
            let small = if case == Case::Turkic && c == 'I' { 'ı' } else { c.to_ascii_lowercase() };
            return if c.is_ascii_alphanumeric() { self.letter(small, false, put) } else { self.end(put) };
        }
        if is_in(&DROPPED, c) {
            return;
        }
        match ZEROS.iter().find(|zero| (**zero..=char::from_u32(**zero as u32 + 9).unwrap_or(**zero)).contains(&c)) {
            Some(zero) => self.letter(char::from(b'0' + (c as u32 - *zero as u32) as u8), false, put),
            None if c == 'İ' => self.letter('i', false, put),
            None => c.to_lowercase().for_each(|small| {
                let (group, small) = (kind(small), mapped(small));
                match group {
                    Kind::Mark if !self.text.is_empty() => self.push(small),
                    Kind::Letter | Kind::Mark => self.letter(small, is_in(&CONTINUOUS, small), put),
                    Kind::Other => self.end(put),
                }
            }),
        }
    }

    fn letter(&mut self, c: char, is_continuous: bool, put: &mut impl FnMut(&str)) {
        if !self.text.is_empty() && self.clusters.is_empty() == is_continuous {
            self.end(put);
        }
        if is_continuous {
            self.clusters.push(self.text.len());
        }
        self.push(c);
    }

    fn push(&mut self, c: char) {
        // A run of a script without blanks may be a whole paragraph.
        if self.length < LONGEST || !self.clusters.is_empty() {
            self.text.push(c);
            self.length += 1;
        }
    }

    fn end(&mut self, put: &mut impl FnMut(&str)) {
        if self.clusters.is_empty() && !self.text.is_empty() {
            put(&self.text);
        }
        // Each cluster begins a word: one and two are found as the beginning of three.
        let ends = self.clusters.iter().skip(WINDOW).copied().chain([self.text.len(); WINDOW]);
        for (start, end) in self.clusters.iter().zip(ends) {
            put(&self.text[*start..end]);
        }
        self.text.clear();
        self.clusters.clear();
        self.length = 0;
    }
}

enum Kind {
    Letter,
    Mark,
    Other,
}

fn kind(c: char) -> Kind {
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    let is = |group: GeneralCategoryGroup| group.contains(category);
    match () {
        () if is(GeneralCategoryGroup::Mark) => Kind::Mark,
        () if is(GeneralCategoryGroup::Letter) || is(GeneralCategoryGroup::Number) => Kind::Letter,
        () => Kind::Other,
    }
}

fn is_in(ranges: &[(char, char)], c: char) -> bool {
    let at = ranges.partition_point(|(_, last)| *last < c);
    ranges.get(at).is_some_and(|(first, _)| *first <= c)
}

/// Letters that are written in several ways: those of Arabic, and the sigma at the end of a word.
fn mapped(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        'ς' => 'σ',
        other => other,
    }
}

/// Under what a word stands in the index: what is left where accents, the dot of `i` and an Arabic article don't count.
/// Words of one key find each other, at a lower rank than themselves.
pub fn key(word: &str) -> Cow<'_, str> {
    if word.is_ascii() || word.chars().next().is_some_and(|first| is_in(&CONTINUOUS, first)) {
        return Cow::Borrowed(word);
    }
    let parts = DecomposingNormalizerBorrowed::new_nfd().normalize(word);
    let mut bare = String::with_capacity(word.len());
    for c in parts.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)) {
        match c {
            'ı' => bare.push('i'),
            'ø' => bare.push('o'),
            'đ' | 'ð' => bare.push('d'),
            'ł' => bare.push('l'),
            'ħ' => bare.push('h'),
            'þ' => bare.push_str("th"),
            'æ' => bare.push_str("ae"),
            'œ' => bare.push_str("oe"),
            'ß' => bare.push_str("ss"),
            other => bare.push(other),
        }
    }
    let bare = ComposingNormalizerBorrowed::new_nfc().normalize(&bare).into_owned();
    match without_article(&bare) {
        Some(stem) => Cow::Owned(stem.to_owned()),
        None if bare.is_empty() => Cow::Borrowed(word),
        None => Cow::Owned(bare),
    }
}

/// An Arabic word without its article and what is written before that: `والكتاب`, `بالكتاب`, `للكتاب` are `كتاب`.
fn without_article(word: &str) -> Option<&str> {
    let rest = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let stem = rest
        .strip_prefix("لل")
        .or_else(|| rest.strip_prefix(['ب', 'ك', 'ل']).unwrap_or(rest).strip_prefix("ال"))
        .or_else(|| rest.strip_prefix("ال"))?;
    (stem.chars().count() >= 2).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::{Case, key, words};

    #[test]
    fn thai_words_that_differ_in_a_mark_stay_apart() {
        let of = |text| words(text, Case::Common);
        assert_ne!(of("ข่าว"), of("ข้าว"));
        assert_ne!(of("ขาว"), of("ข้าว"));
        assert_eq!(of("ข้าว"), ["ข้าว", "าว", "ว"]);
        assert_eq!(of("รถ"), ["รถ", "ถ"]);
        assert_eq!(of("ลูกค้า"), ["ลูกค้", "กค้า", "ค้า", "า"]);
    }

    #[test]
    fn capitals_are_those_of_the_language() {
        assert_eq!(words("IŞIK İLE", Case::Turkic), ["ışık", "ile"]);
        assert_eq!(words("ISIK", Case::Common), ["isik"]);
        assert_eq!((key("ışık"), key("isik")), ("isik".into(), "isik".into()));
    }

    #[test]
    fn an_arabic_word_is_found_with_its_article() {
        for word in ["والكتاب", "بالكتاب", "للكتاب", "الكتاب", "كتاب"] {
            assert_eq!(key(word), "كتاب");
        }
        assert_eq!(words("مُـعَلِّمَةٌ", Case::Common), ["معلمه"]);
    }

    #[test]
    fn what_cannot_be_seen_is_no_word() {
        assert!(words("\u{200b}\u{0}\u{feff} \u{e000} — « »", Case::Common).is_empty());
        assert_eq!(words("ki\u{ad}osk\u{200d}s", Case::Common), ["kiosks"]);
    }
}
