//! How one language writes, sorts and cases.
//!
//! In comes a BCP-47 tag; out come numbers, dates, lists, names, headings and anchors as readers of that
//! language expect them, from the Unicode data built into the program ([ICU4X](icu)).
//!
//! It promises the same answer on every machine: neither the clock nor the system's language is asked. Every
//! method answers for every input; what cannot be formatted comes back as it is. A [`Locale`] may be shared
//! between threads. Digits are those of the language's own data (`ar` writes Western digits, `ar-EG`
//! Arabic-Indic ones); an author who wants others says so in the tag (`ar-u-nu-arab`).
//!
//! It deliberately does not translate (see `texts`), fold text for search, or break lines.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use icu::calendar::Gregorian;
use icu::casemap::CaseMapper;
use icu::collator::CollatorBorrowed;
use icu::collator::options::{CollatorOptions, Strength};
use icu::datetime::FixedCalendarDateTimeFormatter;
use icu::datetime::fieldsets::{YM, YMD};
use icu::datetime::input::Date;
use icu::decimal::DecimalFormatter;
use icu::decimal::input::{Decimal, SignDisplay};
use icu::list::ListFormatter;
use icu::list::options::ListFormatterOptions;
use icu::locale::LocaleDirectionality;
use icu::normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu::properties::CodePointMapData;
use icu::properties::props::{GeneralCategory, GeneralCategoryGroup};

/// Stands where a number is none (a division by zero), as an empty cell does in a printed table.
const NO_NUMBER: &str = "–";

/// The anchor of a heading in which no letter and no digit is left.
const EMPTY_SLUG: &str = "section";

/// The way a line of text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// Names the direction as HTML's `dir` attribute does.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }
}

/// Holds the conventions of one language.
///
/// What it writes with is made when first needed and kept: looking up the data takes longer than writing, and many
/// locales are made for a heading's anchor alone.
#[derive(Debug)]
pub struct Locale {
    tag: String,
    icu: icu::locale::Locale,
    direction: Direction,
    tools: Tools,
}

/// What a locale writes and sorts with; each is `None` only where the built-in data lacked it.
#[derive(Debug, Default)]
struct Tools {
    collator: OnceLock<Option<CollatorBorrowed<'static>>>,
    /// Compares letters and nothing that is added to them.
    letters: OnceLock<Option<CollatorBorrowed<'static>>>,
    numbers: OnceLock<Option<DecimalFormatter>>,
    dates: OnceLock<Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>>,
    lists: OnceLock<Option<ListFormatter>>,
}

impl Default for Locale {
    /// Makes the root locale, `und`: the conventions that stand in where a language is not known.
    fn default() -> Self {
        Locale::of(icu::locale::Locale::UNKNOWN)
    }
}

impl Locale {
    /// Makes the locale of a BCP-47 tag, or nothing where the tag is malformed.
    ///
    /// A well-formed tag of a language without data (`xx`) works, with root conventions.
    pub fn new(tag: &str) -> Option<Locale> {
        icu::locale::Locale::try_from_str(tag).ok().map(Locale::of)
    }

    fn of(icu: icu::locale::Locale) -> Locale {
        let rtl = LocaleDirectionality::new_extended().is_right_to_left(&icu.id);
        Locale {
            tag: icu.to_string(),
            direction: if rtl { Direction::Rtl } else { Direction::Ltr },
            tools: Tools::default(),
            icu,
        }
    }

    /// Gives the tag in its usual letter case: `ar-EG`, however the author wrote it.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Gives the direction of the language's script, so `az-Arab` and `az` differ.
    pub fn dir(&self) -> Direction {
        self.direction
    }

    /// Gives the language's name in itself, with the capital it has in a menu, or the tag where no name is known.
    pub fn name(&self) -> String {
        let id = &self.icu.id;
        let language = id.language.as_str();
        let of = |part: &str| {
            let key = format!("{language}-{part}");
            NAMES.iter().find(|(tag, _)| *tag == key)
        };
        let known = None
            .or_else(|| of(id.region?.as_str()))
            .or_else(|| of(id.script?.as_str()))
            .or_else(|| NAMES.iter().find(|(tag, _)| *tag == language));
        known.map_or_else(|| self.tag.clone(), |(_, name)| (*name).to_owned())
    }

    /// Writes a whole number, grouped as the language groups.
    pub fn integer(&self, value: i64) -> String {
        self.number(&Decimal::from(value))
    }

    /// Writes a number with at most so many digits after the decimal sign, and no trailing zeros.
    ///
    /// Halves round away from zero, as readers who check the sum do.
    pub fn decimal(&self, value: f64, max_fraction_digits: u8) -> String {
        self.decimal_within(value, 0..=max_fraction_digits)
    }

    /// Writes a number with at least and at most so many digits after the decimal sign, for columns that align.
    pub fn decimal_within(&self, value: f64, fraction_digits: RangeInclusive<u8>) -> String {
        let Some(mut decimal) = rounded(value, *fraction_digits.end()) else {
            return not_finite(value);
        };
        decimal.pad_end(-i16::from(*fraction_digits.start()));
        self.number(&decimal.with_sign_display(SignDisplay::Negative))
    }

    /// Writes a difference with its sign and at most one digit after the decimal sign: `+2`, `−1.5`, `0`.
    ///
    /// A minus is a true one (U+2212), so that it is as wide as the plus above it.
    pub fn signed(&self, value: f64) -> String {
        match rounded(value, 1) {
            Some(decimal) => {
                let signed = decimal.with_sign_display(SignDisplay::ExceptZero);
                self.number(&signed).replace('-', "\u{2212}")
            }
            None => not_finite(value),
        }
    }

    /// Writes a share between 0 and 1 as a whole percentage.
    pub fn percent(&self, share: f64) -> String {
        let Some(mut percentage) = rounded(share, 2) else {
            return not_finite(share);
        };
        percentage.multiply_pow10(2);
        percentage.trim_start();
        let number = self.number(&percentage.with_sign_display(SignDisplay::Negative));
        let (before, after) = self.percent_affixes(&number);
        // a sign stands before the percent sign too: `-%5` in Turkish
        let digits = number.find(char::is_numeric).unwrap_or(0);
        format!("{}{before}{}{after}", &number[..digits], &number[digits..])
    }

    /// Writes a date given as `YYYY-MM-DD` in full, in the Gregorian calendar everywhere, since that is the one the
    /// author wrote it in; gives anything else back as it is.
    pub fn date(&self, iso: &str) -> String {
        self.gregorian(iso).unwrap_or_else(|| iso.to_owned())
    }

    fn gregorian(&self, iso: &str) -> Option<String> {
        let (year, month, day) = iso_parts(iso)?;
        let date = Date::try_new_gregorian(year, month, day).ok()?;
        let make = || FixedCalendarDateTimeFormatter::try_new((&self.icu).into(), YMD::long()).ok();
        let formatter = self.tools.dates.get_or_init(make).as_ref()?;
        let text = formatter.format(&date).to_string();
        // root data has no month names, only `M04`: the ISO form reads better
        (!text.contains(&format!("M{month:02}"))).then_some(text)
    }

    /// Writes a month of a year: `April 2026`.
    pub fn month(&self, year: i32, month: u8) -> String {
        let write = || {
            let date = Date::try_new_gregorian(year, month, 1).ok()?;
            let formatter = FixedCalendarDateTimeFormatter::try_new((&self.icu).into(), YM::long()).ok()?;
            let text = formatter.format(&date).to_string();
            (!text.contains(&format!("M{month:02}"))).then_some(text)
        };
        write().unwrap_or_else(|| format!("{year}-{month:02}"))
    }

    /// Orders two texts as the language's dictionaries do; texts that sort alike are told apart by code point, so
    /// that a sorted list never depends on the order it came in.
    pub fn cmp(&self, left: &str, right: &str) -> Ordering {
        // text sorts by code point where there is no collator
        let make = || CollatorBorrowed::try_new((&self.icu).into(), CollatorOptions::default()).ok();
        let collator = self.tools.collator.get_or_init(make);
        let by_language = collator.as_ref().map_or(Ordering::Equal, |collator| collator.compare(left, right));
        by_language.then_with(|| left.cmp(right))
    }

    /// Gives the letter under which a text stands in an index, as a capital, or the text's first character where it
    /// has neither letter nor digit.
    ///
    /// What precedes the first letter or digit is passed over, and so are the Thai and Lao vowels that are written
    /// before their consonant. Accents go where the language sorts by the bare letter: É stands under E in French,
    /// but Ö under Ö in Swedish. This way a sorted list meets each letter once.
    pub fn first_letter(&self, text: &str) -> String {
        let composed = composed(text.trim());
        let starts = |c: &char| is_letter_or_digit(*c) && !is_leading_vowel(*c);
        let Some(letter) = composed.chars().find(starts).or(composed.chars().next()) else {
            return String::new();
        };
        let letter = String::from(self.bare(letter));
        // title case, not upper case: Georgian capitals are not for headings
        CaseMapper::new()
            .titlecase_segment_with_only_case_data_to_string(&letter, &self.icu.id, Default::default())
            .into_owned()
    }

    /// Drops what is added to a letter unless the language counts the result as a letter of its own.
    fn bare(&self, letter: char) -> char {
        if matches!(letter, 'أ' | 'إ' | 'آ' | 'ٱ') {
            return 'ا';
        }
        let mut buffer = [0; 4];
        let whole: &str = letter.encode_utf8(&mut buffer);
        let parts = DecomposingNormalizerBorrowed::new_nfd().normalize(whole);
        let Some(base) = parts.chars().next().filter(|base| *base != letter) else {
            return letter;
        };
        let make = || {
            let mut letters_only = CollatorOptions::default();
            letters_only.strength = Some(Strength::Primary);
            CollatorBorrowed::try_new((&self.icu).into(), letters_only).ok()
        };
        let collator = self.tools.letters.get_or_init(make);
        let is_same =
            |collator: &CollatorBorrowed| collator.compare(whole, base.encode_utf8(&mut [0; 4])) == Ordering::Equal;
        let same = collator.as_ref().is_some_and(is_same);
        if same { base } else { letter }
    }

    /// Writes a text in small letters: `I` becomes `ı` in Turkish.
    pub fn lower(&self, text: &str) -> String {
        CaseMapper::new().lowercase_to_string(text, &self.icu.id).into_owned()
    }

    /// Writes a text in capitals: `i` becomes `İ` in Turkish.
    pub fn upper(&self, text: &str) -> String {
        CaseMapper::new().uppercase_to_string(text, &self.icu.id).into_owned()
    }

    /// Makes the anchor of a heading, as GitHub would: small letters, a hyphen for each space, no punctuation.
    ///
    /// Letters, marks and digits of any script stay, so a Thai heading keeps its vowels; the text is composed first
    /// (NFC), so that two ways to type `é` lead to one anchor. Anchors of one page may coincide: numbering them is
    /// the caller's part.
    pub fn slug(&self, text: &str) -> String {
        let composed = composed(text.trim());
        let slug: String = self.lower(&composed).chars().filter_map(slug_char).collect();
        if slug.chars().any(is_letter_or_digit) { slug } else { EMPTY_SLUG.to_owned() }
    }

    /// Makes a title of a name such as `guide/first-visit`: its last part, with blanks for hyphens and a capital.
    pub fn title_of_name(&self, name: &str) -> String {
        let last = name.rsplit('/').next().unwrap_or(name).replace(['-', '_'], " ").replace(char::is_control, "");
        let mut letters = last.chars();
        match letters.next() {
            Some(first) => self.upper(first.encode_utf8(&mut [0; 4])) + letters.as_str(),
            None => name.to_owned(),
        }
    }

    /// Joins names with the language's commas and its word for *and*.
    pub fn list(&self, items: &[String]) -> String {
        let make = || ListFormatter::try_new_and((&self.icu).into(), ListFormatterOptions::default()).ok();
        match self.tools.lists.get_or_init(make) {
            Some(formatter) => formatter.format_to_string(items.iter()),
            None => items.join(", "),
        }
    }

    fn number(&self, value: &Decimal) -> String {
        let make = || DecimalFormatter::try_new((&self.icu).into(), Default::default()).ok();
        match self.tools.numbers.get_or_init(make) {
            Some(formatter) => formatter.format_to_string(value),
            None => value.to_string(),
        }
    }

    /// What stands before and after the digits of a percentage.
    ///
    /// Source: the percent patterns and symbols of Unicode CLDR; ICU4X does not have them as a stable feature yet.
    fn percent_affixes(&self, number: &str) -> (&'static str, &'static str) {
        if number.chars().any(|c| ('\u{660}'..='\u{669}').contains(&c)) {
            return ("", "٪\u{61c}");
        }
        if number.chars().any(|c| ('\u{6f0}'..='\u{6f9}').contains(&c)) {
            return ("", "٪");
        }
        match self.icu.id.language.as_str() {
            "ar" => ("", "\u{200e}%\u{200e}"),
            "tr" | "ku" => ("%", ""),
            "eu" => ("%\u{a0}", ""),
            "fr" if self.is_region("CH") => ("", "%"),
            "de" if self.is_region("CH") || self.is_region("LI") => ("", "%"),
            "es" if self.icu.id.region.is_some() && !self.is_region("ES") => ("", "%"),
            "fr" => ("", "\u{202f}%"),
            "be" | "ca" | "cs" | "da" | "de" | "es" | "fi" | "gl" | "hr" | "lb" | "lt" | "mk" | "nb" | "nn" | "no"
            | "ro" | "ru" | "sk" | "sl" | "sv" | "tk" | "tt" => ("", "\u{a0}%"),
            _ => ("", "%"),
        }
    }

    fn is_region(&self, region: &str) -> bool {
        self.icu.id.region.is_some_and(|r| r.as_str() == region)
    }
}

/// Gives a text in Unicode's composed form (NFC), in which names are compared.
pub fn composed(text: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// Rounds a number to so many digits after the decimal point, as [`Locale::decimal`] does, for whoever chooses
/// words by the number that is shown.
///
/// What is not finite stays as it is.
pub fn round(value: f64, fraction_digits: u8) -> f64 {
    let decimal = rounded(value, fraction_digits);
    decimal.map_or(value, |decimal| decimal.to_string().parse().unwrap_or(value))
}

/// Rounds by the digits that a person sees (the shortest that mean this number), so that 1.005 becomes 1.01; gives the
/// number without trailing zeros, or nothing where it is not finite.
fn rounded(value: f64, fraction_digits: u8) -> Option<Decimal> {
    let mut decimal = Decimal::try_from_str(&value.to_string()).ok()?;
    let last = -i16::from(fraction_digits);
    if decimal.digit_at(last - 1) >= 5 {
        decimal.expand(last);
    } else {
        decimal.trunc(last);
    }
    decimal.trim_end();
    decimal.trim_start();
    Some(decimal)
}

fn not_finite(value: f64) -> String {
    match value {
        f64::INFINITY => "∞".to_owned(),
        f64::NEG_INFINITY => "−∞".to_owned(),
        _ => NO_NUMBER.to_owned(),
    }
}

/// Takes `YYYY-MM-DD` apart, and nothing else: no shorter years, no times.
fn iso_parts(iso: &str) -> Option<(i32, u8, u8)> {
    let shape = iso.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if iso.len() != 10 || !shape {
        return None;
    }
    let year = iso[..4].parse().ok().filter(|year| *year > 0)?;
    Some((year, iso[5..7].parse().ok()?, iso[8..].parse().ok()?))
}

fn slug_char(c: char) -> Option<char> {
    let kept = c == '-' || c == '_' || is_letter_or_digit(c) || is_in(c, GeneralCategoryGroup::Mark);
    match c {
        _ if kept => Some(c),
        _ if c.is_whitespace() => Some('-'),
        _ => None,
    }
}

fn is_letter_or_digit(c: char) -> bool {
    is_in(c, GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::DecimalNumber))
}

fn is_in(c: char, group: GeneralCategoryGroup) -> bool {
    group.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

/// The vowels that Thai and Lao write before the consonant they are spoken after.
fn is_leading_vowel(c: char) -> bool {
    matches!(c, '\u{e40}'..='\u{e44}' | '\u{ec0}'..='\u{ec4}')
}

/// Languages' names in themselves, by language, then by language and region or script.
const NAMES: &[(&str, &str)] = &[
    ("af", "Afrikaans"),
    ("am", "አማርኛ"),
    ("ar", "العربية"),
    ("az", "Azərbaycan"),
    ("be", "Беларуская"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("ckb", "کوردیی ناوەندی"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("en-GB", "English (UK)"),
    ("en-US", "English (US)"),
    ("es", "Español"),
    ("es-MX", "Español (México)"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fil", "Filipino"),
    ("fr", "Français"),
    ("fr-CA", "Français (Canada)"),
    ("ga", "Gaeilge"),
    ("gl", "Galego"),
    ("gu", "ગુજરાતી"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Bahasa Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("kk", "Қазақ тілі"),
    ("km", "ខ្មែរ"),
    ("kn", "ಕನ್ನಡ"),
    ("ko", "한국어"),
    ("ku", "Kurdî"),
    ("ky", "Кыргызча"),
    ("lo", "ລາວ"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mk", "Македонски"),
    ("ml", "മലയാളം"),
    ("mn", "Монгол"),
    ("mr", "मराठी"),
    ("ms", "Bahasa Melayu"),
    ("my", "မြန်မာ"),
    ("nb", "Norsk bokmål"),
    ("ne", "नेपाली"),
    ("nl", "Nederlands"),
    ("nn", "Norsk nynorsk"),
    ("no", "Norsk"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("pl", "Polski"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("pt-BR", "Português (Brasil)"),
    ("pt-PT", "Português (Portugal)"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("si", "සිංහල"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sr-Latn", "Srpski"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("ta", "தமிழ்"),
    ("te", "తెలుగు"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("uz", "Oʻzbek"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
    ("zh-CN", "简体中文"),
    ("zh-HK", "繁體中文（香港）"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
    ("zh-TW", "繁體中文"),
    ("zu", "isiZulu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(tag: &str) -> Locale {
        Locale::new(tag).unwrap()
    }

    fn sorted<'a>(tag: &str, words: &[&'a str]) -> Vec<&'a str> {
        let locale = locale(tag);
        let mut words = words.to_vec();
        words.sort_by(|a, b| locale.cmp(a, b));
        words
    }

    #[test]
    fn titles_of_names_have_the_capital_of_their_language() {
        let title = |tag, name| Locale::new(tag).map(|locale| locale.title_of_name(name)).unwrap_or_default();
        assert_eq!(title("tr", "guide/istanbul-ve_izmir"), "İstanbul ve izmir");
        assert_eq!(title("en", "first-visit"), "First visit");
        assert_eq!(title("th", "ร้าน"), "ร้าน");
    }

    #[test]
    fn a_malformed_tag_is_refused_and_an_unknown_language_is_not() {
        for tag in ["", "x", "english", "ar_EG", "en-", "a b", "../x"] {
            assert!(Locale::new(tag).is_none(), "{tag}");
        }
        assert_eq!(locale("xx").name(), "xx");
        assert_eq!(locale("AR-eg").tag(), "ar-EG");
        assert_eq!(Locale::default().tag(), "und");
    }

    #[test]
    fn a_locale_can_be_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Locale>();
    }

    #[test]
    fn direction_follows_the_script() {
        let rtl = ["ar", "he", "fa", "ur", "ckb", "ps", "az-Arab", "ar-EG"];
        let ltr = ["en", "th", "tr", "az", "ar-Latn", "xx", "ja"];
        for tag in rtl {
            assert_eq!(locale(tag).dir().as_str(), "rtl", "{tag}");
        }
        for tag in ltr {
            assert_eq!(locale(tag).dir().as_str(), "ltr", "{tag}");
        }
    }

    #[test]
    fn a_language_is_named_in_itself() {
        let names = [
            ("en", "English"),
            ("ar", "العربية"),
            ("ar-EG", "العربية"),
            ("th", "ไทย"),
            ("tr", "Türkçe"),
            ("pt-BR", "Português (Brasil)"),
            ("zh-Hant-HK", "繁體中文（香港）"),
            ("zh-Hans", "简体中文"),
            ("sr-Latn-RS", "Srpski"),
            ("tlh", "tlh"),
        ];
        for (tag, name) in names {
            assert_eq!(locale(tag).name(), name, "{tag}");
        }
    }

    #[test]
    fn numbers_are_grouped_and_signed_by_language() {
        assert_eq!(locale("en").integer(1_234_567), "1,234,567");
        assert_eq!(locale("tr").integer(-1_234), "-1.234");
        assert_eq!(locale("ar").integer(-1_234), "\u{200e}-1,234");
        assert_eq!(locale("ar-EG").integer(1_234), "١٬٢٣٤");
        assert_eq!(locale("hi").integer(1_234_567), "12,34,567");
        assert_eq!(locale("th-u-nu-thai").integer(2026), "๒,๐๒๖");
        assert_eq!(locale("en").integer(i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn decimals_round_as_a_person_would() {
        let en = locale("en");
        let cases = [
            (4.0, 1, "4"),
            (4.25, 1, "4.3"),
            (1.005, 2, "1.01"),
            (0.1 + 0.2, 3, "0.3"),
            (-0.04, 1, "0"),
            (-0.0, 1, "0"),
            (-2.5, 0, "-3"),
            (9.96, 1, "10"),
            (0.05, 1, "0.1"),
            (100.0, 2, "100"),
            (1e21, 0, "1,000,000,000,000,000,000,000"),
            (f64::NAN, 1, "–"),
            (f64::INFINITY, 1, "∞"),
            (f64::NEG_INFINITY, 1, "−∞"),
            (f64::MIN_POSITIVE, 255, "0"),
        ];
        for (value, digits, text) in cases {
            assert_eq!(en.decimal(value, digits), text, "{value}");
        }
        assert_eq!(locale("tr").decimal(1234.5, 1), "1.234,5");
        assert_eq!(locale("ar-EG").decimal(3.5, 1), "٣٫٥");
        assert_eq!(en.decimal_within(4.0, 1..=1), "4.0");
        assert_eq!(en.decimal_within(0.0, 1..=1), "0.0");
    }

    #[test]
    fn a_difference_shows_its_sign() {
        let en = locale("en");
        let texts: Vec<_> = [2.0, -1.5, 0.0, -0.01, 0.25].map(|v| en.signed(v)).into();
        assert_eq!(texts, ["+2", "\u{2212}1.5", "0", "0", "+0.3"]);
        assert_eq!(locale("ar").signed(-1.5), "\u{200e}\u{2212}1.5");
        assert_eq!(locale("ar").signed(2.0), "\u{200e}+2");
        assert_eq!(locale("tr").signed(1.5), "+1,5");
    }

    #[test]
    fn a_percentage_puts_its_sign_where_the_language_does() {
        let cases = [
            ("en", "13%"),
            ("th", "13%"),
            ("tr", "%13"),
            ("de", "13\u{a0}%"),
            ("fr", "13\u{202f}%"),
            ("eu", "%\u{a0}13"),
            ("ar", "13\u{200e}%\u{200e}"),
            ("ar-EG", "١٣٪\u{61c}"),
            ("fa", "۱۳٪"),
            ("es-MX", "13%"),
        ];
        for (tag, text) in cases {
            assert_eq!(locale(tag).percent(0.125), text, "{tag}");
        }
        assert_eq!(locale("tr").percent(-0.05), "-%5");
        assert_eq!(locale("en").percent(0.145), "15%");
        assert_eq!(locale("en").percent(0.0), "0%");
        assert_eq!(locale("en").percent(1.0), "100%");
        assert_eq!(locale("en").percent(f64::NAN), "–");
    }

    #[test]
    fn dates_are_gregorian_and_written_out() {
        let cases = [
            ("en", "April 30, 2026"),
            ("en-GB", "30 April 2026"),
            ("tr", "30 Nisan 2026"),
            ("ar", "30 أبريل 2026"),
            ("ar-EG", "٣٠ أبريل ٢٠٢٦"),
            ("th", "30 เมษายน ค.ศ. 2026"),
            ("fa", "۳۰ آوریل ۲۰۲۶"),
            ("xx", "2026-04-30"),
        ];
        for (tag, text) in cases {
            assert_eq!(locale(tag).date("2026-04-30"), text, "{tag}");
        }
    }

    #[test]
    fn what_is_no_date_comes_back() {
        let odd = [
            "",
            "soon",
            "2026-02-30",
            "2026-13-01",
            "2026-4-3",
            "0000-01-01",
            "2026/04/30",
            "2026-04-30T10:00",
            "+026-04-30",
            "٢٠٢٦-04",
            "2026-04-3é",
        ];
        for text in odd {
            assert_eq!(locale("en").date(text), text);
        }
    }

    #[test]
    fn sorting_follows_the_language_and_is_total() {
        assert_eq!(
            sorted("tr", &["zor", "şarkı", "ıslak", "sal", "iyi", "hız"]),
            ["hız", "ıslak", "iyi", "sal", "şarkı", "zor"]
        );
        assert_eq!(sorted("th", &["ไก่", "เกม", "ขาว", "กา", "ข้าว"]), ["กา", "เกม", "ไก่", "ขาว", "ข้าว"]);
        assert_eq!(sorted("ar", &["باب", "إلى", "أب", "تاج"]), ["أب", "إلى", "باب", "تاج"]);
        assert_eq!(sorted("sv", &["ö", "z", "ä", "å"]), ["z", "å", "ä", "ö"]);
        // equal to the collator, so only the code points decide
        assert_eq!(locale("en").cmp("a\u{0}b", "ab"), Ordering::Less);
        assert_ne!(locale("en").cmp("é", "e\u{301}"), Ordering::Equal);
        assert_eq!(locale("en").cmp("x", "x"), Ordering::Equal);
    }

    #[test]
    fn an_index_meets_each_letter_once() {
        let cases = [
            ("en", "moment of truth", "M"),
            ("en", "  “Quoted”", "Q"),
            ("en", "3D", "3"),
            ("en", "🙂", "🙂"),
            ("en", "", ""),
            ("fr", "école", "E"),
            ("fr", "e\u{301}cole", "E"),
            ("sv", "öre", "Ö"),
            ("de", "Öl", "O"),
            ("tr", "istek", "İ"),
            ("tr", "ışık", "I"),
            ("tr", "şube", "Ş"),
            ("en", "istek", "I"),
            ("th", "เกม", "ก"),
            ("th", "ไก่", "ก"),
            ("th", "ข้าว", "ข"),
            ("th", "กิน", "ก"),
            ("ar", "أب", "ا"),
            ("ar", "إلى", "ا"),
            ("ar", "آخر", "ا"),
            ("ar", "باب", "ب"),
            ("ka", "გზა", "გ"),
        ];
        for (tag, text, letter) in cases {
            assert_eq!(locale(tag).first_letter(text), letter, "{tag} {text}");
        }
    }

    #[test]
    fn letter_case_follows_the_language() {
        let tr = locale("tr");
        assert_eq!(tr.lower("IŞIK İYİ"), "ışık iyi");
        assert_eq!(tr.upper("ışık iyi"), "IŞIK İYİ");
        assert_eq!(locale("en").upper("iyi"), "IYI");
        assert_eq!(locale("el").lower("ΟΔΟΣ"), "οδος");
    }

    #[test]
    fn slugs_keep_every_script() {
        let cases = [
            ("en", "What we measure, and how", "what-we-measure-and-how"),
            ("en", "Q&A: snake_case - it’s", "qa-snake_case---its"),
            ("en", "Cafe\u{301}", "café"),
            ("en", " !? ", "section"),
            ("en", "— —", "section"),
            ("en", "", "section"),
            ("tr", "IŞIK ve İyi", "ışık-ve-iyi"),
            ("th", "ข้าว ขาว ๑", "ข้าว-ขาว-๑"),
            ("ar", "رحلة العميل؟", "رحلة-العميل"),
            ("ar", "مُهِمّ", "مُهِمّ"),
            ("en", "a\tb\u{a0}c", "a-b-c"),
        ];
        for (tag, text, slug) in cases {
            assert_eq!(locale(tag).slug(text), slug, "{tag} {text}");
        }
    }

    #[test]
    fn lists_are_joined_by_language() {
        let items = ["A", "B", "C"].map(String::from);
        assert_eq!(locale("en").list(&items), "A, B, and C");
        assert_eq!(locale("tr").list(&items), "A, B ve C");
        assert_eq!(locale("ar").list(&items[..2]), "A وB");
        assert_eq!(locale("th").list(&items[..2]), "AและB");
        assert_eq!(locale("en").list(&items[..1]), "A");
        assert_eq!(locale("en").list(&[]), "");
    }
}
