//! The interface's texts in one language: "Next stage", "3 personas".
//!
//! In come [Fluent](https://projectfluent.org) sources, the built-in one first and a theme's own after it; out
//! come finished texts by key, with the plural form and the digits of the language.
//!
//! It promises that no source and no argument panics: a source's mistakes come back as problems with their place,
//! and what is well-formed beside them works; a text whose argument is missing comes out with `{$name}` in its
//! place. The same key and arguments always give the same text. [`Texts`] may be shared between threads.
//!
//! Direction: Fluent would wrap every argument in invisible marks (U+2068, U+2069), which then turn up in page
//! titles, file names and copied text. Here only an argument whose letters run against the language gets them: an
//! Arabic name in an English text, a Latin one in an Arabic text. Without them the number after such a name would
//! jump to its other side. Numbers need none: ICU writes the signs of Arabic and Hebrew with their own marks, and
//! beside texts of one direction digits stay where they are. A whole text gets them where a language of the other direction
//! borrows it: titles, attributes, drawn maps and copies as plain text have no other means. Where a page puts an element with
//! a `dir` around the text, [`unenclosed`] takes them off again.
//!
//! It deliberately does not serve attributes (`key.attribute`), format dates, or choose a language.

use std::collections::{BTreeSet, HashMap};
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions, FluentNumberStyle};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use icu::properties::CodePointMapData;
use icu::properties::props::BidiClass;

use crate::locale::{Direction, Locale, round};

/// Digits after the decimal sign that a number in a text has at most.
const FRACTION_DIGITS: u8 = 3;

/// Braces and parentheses in one another that an entry may have; Fluent's parser descends without limit.
const DEEPEST: usize = 32;

/// Digits after a decimal point in a source, above which Fluent's arithmetic overflows.
const LONGEST_FRACTION: usize = 15;

/// Around a number's note in a text under construction: code points that no text has by right.
const NUMBER_STARTS: char = '\u{fdd0}';
const NUMBER_ENDS: char = '\u{fdd1}';

/// What a text's placeholder stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// A number, which also chooses the plural form; written with at most three digits after the decimal sign.
    Number(f64),
    /// A text, put in as it is: escaping is the template's part.
    Text(String),
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Number(count as f64)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Tells what is wrong in a source, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextProblem {
    /// Which of the sources given to [`Texts::parse`], counted from 0.
    pub source: usize,
    /// The bytes of that source, on character boundaries.
    pub span: Range<usize>,
    /// The mistake and what becomes of it, as a diagnostic's message.
    pub message: String,
}

/// Holds the texts of one language.
pub struct Texts {
    locale: Locale,
    bundle: FluentBundle<FluentResource>,
    keys: BTreeSet<String>,
    /// The texts that nothing is put into, finished: most of them, and they stand on every page.
    plain: HashMap<String, String>,
    fallback: Option<Arc<Texts>>,
}

impl Texts {
    /// Reads sources, each of which replaces texts of those before it, and tells every mistake in them, by source
    /// and place.
    ///
    /// A mistake costs the entry it is in, no more. A malformed tag stands for a language without conventions.
    pub fn parse(tag: &str, sources: &[&str]) -> (Texts, Vec<TextProblem>) {
        let locale = Locale::new(tag).unwrap_or_default();
        let mut bundle = empty_bundle(&locale);
        let mut keys = BTreeSet::new();
        let mut problems = Vec::new();
        for (index, source) in sources.iter().enumerate() {
            let mut screened = screen(index, source);
            keys.append(&mut screened.keys);
            let parsed = FluentResource::try_new(screened.source);
            let (resource, errors) = match parsed {
                Ok(resource) => (resource, Vec::new()),
                Err((rest, errors)) => (rest, errors),
            };
            bundle.add_resource_overriding(resource);
            let told = errors.into_iter().map(|error| TextProblem {
                source: index,
                span: on_characters(source, error.pos),
                message: syntax_message(&error.kind.to_string()),
            });
            screened.problems.extend(told);
            screened.problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
            problems.append(&mut screened.problems);
        }
        keys.retain(|key| bundle.get_message(key).is_some_and(|m| m.value().is_some()));
        let mut texts = Texts { locale, bundle, keys, plain: HashMap::new(), fallback: None };
        texts.plain = texts.without_arguments();
        (texts, problems)
    }

    /// Takes texts that this language lacks from another one, usually English.
    #[must_use]
    pub fn with_fallback(self, fallback: Arc<Texts>) -> Texts {
        Texts { fallback: Some(fallback), ..self }
    }

    /// Gives a text with its arguments put in, or nothing where neither this language nor a fallback has the key.
    ///
    /// A text from a fallback follows the conventions of the fallback's language.
    pub fn get(&self, key: &str, args: &[(&str, Arg)]) -> Option<String> {
        let texts = self.holder(key)?;
        let text = match texts.plain.get(key) {
            Some(text) => text.clone(),
            None => texts.filled(key, args)?.0,
        };
        Some(self.enclosed(texts, text))
    }

    /// Encloses a text that was borrowed from a language of the other direction: its numbers and its full stop would
    /// jump to its other side.
    fn enclosed(&self, holder: &Texts, text: String) -> String {
        let direction = self.locale.dir();
        match direction != holder.locale.dir() && runs_against(direction, &text) {
            true => format!("\u{2068}{text}\u{2069}"),
            false => text,
        }
    }

    /// Finishes the texts that want no arguments: without any, nothing in them is left unresolved.
    fn without_arguments(&self) -> HashMap<String, String> {
        let finished = |key: &String| {
            let (text, is_whole) = self.filled(key, &[])?;
            is_whole.then(|| (key.clone(), text))
        };
        self.keys.iter().filter_map(finished).collect()
    }

    /// Puts the arguments into a text of this language, and tells whether all that it wants were there.
    fn filled(&self, key: &str, args: &[(&str, Arg)]) -> Option<(String, bool)> {
        let message = self.bundle.get_message(key)?;
        let mut given = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            given.set(*name, fluent_value(arg));
        }
        let mut text = String::new();
        // what could not be resolved already stands in the text, in braces
        let mut unresolved = Vec::new();
        let pattern = message.value()?;
        let _ = self.bundle.write_pattern(&mut text, pattern, Some(&given), &mut unresolved);
        Some((printed(&self.locale, &text), unresolved.is_empty()))
    }

    /// The language of the texts.
    pub fn locale(&self) -> &Locale {
        &self.locale
    }

    /// True where a fallback has the text and this language has not.
    pub fn is_lent(&self, key: &str) -> bool {
        self.holder(key).is_some_and(|holder| !std::ptr::eq(holder, self))
    }

    /// Tells in which language [`Texts::get`] answers: a text from a fallback wants its own `lang` on the page.
    pub fn locale_of(&self, key: &str) -> Option<&Locale> {
        self.holder(key).map(|texts| &texts.locale)
    }

    /// Gives the texts that want no arguments, finished, those of the fallbacks among them; in no order.
    pub fn plain(&self) -> impl Iterator<Item = (&str, String)> {
        let chain = std::iter::successors(Some(self), |texts| texts.fallback.as_deref());
        let all = chain.flat_map(|texts| texts.plain.iter().map(move |text| (texts, text)));
        let counts = |texts: &Texts, key: &str| self.holder(key).is_some_and(|holder| std::ptr::eq(holder, texts));
        let own = all.filter(move |(texts, (key, _))| counts(texts, key));
        own.map(|(texts, (key, text))| (key.as_str(), self.enclosed(texts, text.clone())))
    }

    /// Gives this language's own keys in order, without those of a fallback.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }

    /// True where this language itself has the key.
    pub fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// The first of this language and its fallbacks that has the key.
    fn holder(&self, key: &str) -> Option<&Texts> {
        let chain = std::iter::successors(Some(self), |texts| texts.fallback.as_deref());
        chain.into_iter().find(|texts| texts.has(key))
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts")
            .field("tag", &self.locale.tag())
            .field("keys", &self.keys)
            .field("fallback", &self.fallback)
            .finish_non_exhaustive()
    }
}

/// A borrowed text without the marks around the whole of it.
pub fn unenclosed(text: &str) -> &str {
    let Some(inside) = text.strip_prefix('\u{2068}').and_then(|text| text.strip_suffix('\u{2069}')) else {
        return text;
    };
    let mut open = 0_usize;
    for c in inside.chars() {
        match c {
            '\u{2068}' => open += 1,
            // The first mark belongs to an argument.
            '\u{2069}' if open == 0 => return text,
            '\u{2069}' => open -= 1,
            _ => {}
        }
    }
    inside
}

fn empty_bundle(locale: &Locale) -> FluentBundle<FluentResource> {
    // plural rules go by language, script and region, not by what follows a single letter (`-u-nu-arab`)
    let subtags = locale.tag().split('-').take_while(|part| part.len() > 1);
    let plain = subtags.collect::<Vec<_>>().join("-");
    let mut bundle = FluentBundle::new_concurrent(vec![plain.parse().unwrap_or_default()]);
    bundle.set_use_isolating(false);
    match locale.dir() {
        Direction::Ltr => bundle.set_formatter(Some(|value, _| written(Direction::Ltr, value))),
        Direction::Rtl => bundle.set_formatter(Some(|value, _| written(Direction::Rtl, value))),
    }
    // fails only where the name is taken, and the bundle is new
    let _ = bundle.add_function("NUMBER", number_function);
    bundle
}

/// How a value goes into a text, or nothing where Fluent's own way is right.
fn written(direction: Direction, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(noted(number)),
        FluentValue::String(text) if runs_against(direction, text) => Some(format!("\u{2068}{text}\u{2069}")),
        _ => None,
    }
}

/// Notes a number down for [`printed`]: Fluent's hook, which calls this, knows no locale.
fn noted(number: &FluentNumber) -> String {
    let digits = digits(&number.options);
    let percent = u8::from(number.options.style == FluentNumberStyle::Percent);
    let (least, most) = (digits.start(), digits.end());
    let bits = number.value.to_bits();
    format!("{NUMBER_STARTS}{bits};{least};{most};{percent}{NUMBER_ENDS}")
}

/// Replaces the numbers noted in a text by the form they have in the language.
fn printed(locale: &Locale, text: &str) -> String {
    let mut parts = text.split(NUMBER_STARTS);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (note, rest) = part.split_once(NUMBER_ENDS).unwrap_or(("", part));
        out.push_str(&printed_number(locale, note).unwrap_or_default());
        out.push_str(rest);
    }
    out
}

fn printed_number(locale: &Locale, note: &str) -> Option<String> {
    let (bits, form) = note.split_once(';')?;
    let mut form = form.split(';').map(str::parse::<u8>);
    let mut next = || form.next()?.ok();
    let value = f64::from_bits(bits.parse().ok()?);
    let digits = next()?..=next()?;
    Some(match next()? {
        0 => locale.decimal_within(value, digits),
        _ => locale.percent(value),
    })
}

fn runs_against(direction: Direction, text: &str) -> bool {
    let classes = CodePointMapData::<BidiClass>::new();
    let against = |c| match (direction, classes.get(c)) {
        (Direction::Ltr, class) => class == BidiClass::RightToLeft || class == BidiClass::ArabicLetter,
        (Direction::Rtl, class) => class == BidiClass::LeftToRight,
    };
    // a text that already came through here keeps its one pair of marks
    !text.starts_with('\u{2068}') && text.chars().any(against)
}

fn fluent_value(arg: &Arg) -> FluentValue<'_> {
    match arg {
        // the plural form goes by the number that is seen
        Arg::Number(value) => round(*value, FRACTION_DIGITS).into(),
        Arg::Text(text) => text.as_str().into(),
    }
}

/// Fluent's `NUMBER($n, minimumFractionDigits: 1)`, kept to digits that its arithmetic can bear.
fn number_function<'a>(positional: &[FluentValue<'a>], named: &FluentArgs) -> FluentValue<'a> {
    let Some(FluentValue::Number(number)) = positional.first() else {
        return FluentValue::Error;
    };
    let mut options = number.options.clone();
    options.merge(named);
    let digits = digits(&options);
    let least = options.minimum_fraction_digits;
    options.minimum_fraction_digits = least.map(|_| usize::from(*digits.start()));
    FluentValue::Number(FluentNumber { value: round(number.value, *digits.end()), options })
}

/// The fewest and the most digits after the decimal sign.
fn digits(options: &FluentNumberOptions) -> RangeInclusive<u8> {
    let limit = |asked: Option<usize>, usual| {
        let asked = asked.map(|digits| u8::try_from(digits).unwrap_or(u8::MAX));
        asked.unwrap_or(usual).min(FRACTION_DIGITS)
    };
    let least = limit(options.minimum_fraction_digits, 0);
    least..=limit(options.maximum_fraction_digits, FRACTION_DIGITS).max(least)
}

/// Finds the entries of a source, each with everything indented below it: it is cut where Fluent's parser resumes
/// after a mistake, at lines that begin with a letter, `-` or `#`.
fn entries(source: &str) -> Vec<Range<usize>> {
    let starts_entry = |at: &usize| {
        let first = source[*at..].bytes().next();
        first.is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'-' || byte == b'#')
    };
    let line_starts = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1));
    let mut starts: Vec<usize> = line_starts.filter(starts_entry).collect();
    starts.push(source.len());
    let spans = starts.windows(2).map(|pair| pair[0]..pair[1]);
    let is_comment = |span: &Range<usize>| source[span.clone()].starts_with('#');
    spans.filter(|span| !is_comment(span)).collect()
}

/// An entry's key, where it begins like a message.
fn key_of(entry: &str) -> Option<&str> {
    let (key, _) = entry.split_once('=')?;
    let key = key.trim_end_matches(' ');
    let is_key = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let starts = key.starts_with(|c: char| c.is_ascii_alphabetic());
    (starts && key.chars().all(is_key)).then_some(key)
}

/// A source as Fluent gets it, the keys it may have, and what is wrong with it so far.
struct Screened {
    source: String,
    keys: BTreeSet<String>,
    problems: Vec<TextProblem>,
}

/// Blanks the entries that Fluent would accept and then choke on, and tells of them and of repeated keys.
fn screen(index: usize, source: &str) -> Screened {
    let mut out = Screened { source: source.to_owned(), keys: BTreeSet::new(), problems: Vec::new() };
    for span in entries(source) {
        let entry = &source[span.clone()];
        let key = key_of(entry);
        let trap = trap(entry);
        if trap.is_some() {
            out.source.replace_range(span.clone(), &blank(entry));
        }
        let message = match (trap, key) {
            (Some(reason), _) => format!("{reason}: this text is left out"),
            (None, Some(key)) if !out.keys.insert(key.to_owned()) => {
                format!("`{key}` is defined twice in this file and the later text counts: remove one")
            }
            _ => continue,
        };
        out.problems.push(TextProblem {
            source: index,
            span: span.start..span.start + key.map_or(1, str::len),
            message,
        });
    }
    out
}

/// Spaces of the same length, so that places in the rest stay true.
fn blank(text: &str) -> String {
    let space = |byte| if byte == b'\n' { '\n' } else { ' ' };
    text.bytes().map(space).collect()
}

/// Finds what Fluent parses but may panic or run out of stack on when it comes to resolving.
///
/// All of it is pointless in a text: braces right inside braces, a choice by a literal, deep nesting, and numbers
/// with more digits than a number holds.
fn trap(entry: &str) -> Option<&'static str> {
    let mut depth = 0_usize;
    let mut fraction = None;
    let mut opened = 0;
    for (at, c) in entry.char_indices() {
        fraction = match (c, fraction) {
            ('.', _) => Some(0),
            (c, Some(digits)) if c.is_ascii_digit() => Some(digits + 1),
            _ => None,
        };
        match c {
            '{' if depth > 0 && entry[opened..at].trim().is_empty() => {
                return Some("a placeable stands directly in another one");
            }
            '{' | '(' => depth += 1,
            '}' | ')' => depth = depth.saturating_sub(1),
            '>' if depth > 0 && chooses_by_literal(&entry[opened..at]) => {
                return Some("a choice is made by a literal");
            }
            _ => {}
        }
        if c == '{' {
            opened = at + 1;
        }
        if depth > DEEPEST || fraction > Some(LONGEST_FRACTION) {
            return Some("an expression is too deep or a number too long");
        }
    }
    None
}

/// Whether what follows an opening brace, up to the `>` of an arrow, is a literal and that arrow's `-`.
fn chooses_by_literal(head: &str) -> bool {
    let Some(selector) = head.strip_suffix('-').map(str::trim) else {
        return false;
    };
    !selector.contains("->") && (selector.ends_with('"') || selector.parse::<f64>().is_ok())
}

/// Widens a span to whole characters, and keeps it inside the source.
fn on_characters(source: &str, span: Range<usize>) -> Range<usize> {
    let start = source.floor_char_boundary(span.start);
    start..source.ceil_char_boundary(span.end.max(start))
}

/// Words the parser's message as the other diagnostics are.
fn syntax_message(kind: &str) -> String {
    let mut kind = kind.replace('"', "`");
    if let Some(first) = kind.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    format!("{kind}: this text is left out")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(tag: &str, source: &str) -> Texts {
        let (texts, problems) = Texts::parse(tag, &[source]);
        assert_eq!(problems, []);
        texts
    }

    fn number(value: f64) -> [(&'static str, Arg); 1] {
        [("n", Arg::Number(value))]
    }

    fn name(value: &str) -> (&'static str, Arg) {
        ("name", Arg::Text(value.to_owned()))
    }

    #[test]
    fn texts_can_be_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Texts>();
    }

    #[test]
    fn arabic_has_six_plural_forms() {
        let ar = texts(
            "ar",
            "steps = { $n ->\n    [zero] لا خطوات\n    [one] خطوة واحدة\n    [two] خطوتان\n    [few] { $n } خطوات\n    [many] { $n } خطوة\n   *[other] { $n } خطوةٍ\n }\n",
        );
        let cases = [
            (0.0, "لا خطوات"),
            (1.0, "خطوة واحدة"),
            (2.0, "خطوتان"),
            (3.0, "3 خطوات"),
            (11.0, "11 خطوة"),
            (100.0, "100 خطوةٍ"),
            (1.5, "1.5 خطوةٍ"),
        ];
        for (n, text) in cases {
            assert_eq!(ar.get("steps", &number(n)).as_deref(), Some(text));
        }
    }

    #[test]
    fn plural_and_digits_follow_the_language() {
        let source = "steps = { $n ->\n    [0] none\n    [one] one step\n   *[other] { $n } steps\n }\n";
        let get = |tag: &str, n| texts(tag, source).get("steps", &number(n)).unwrap();
        assert_eq!(get("en", 0.0), "none");
        assert_eq!(get("en", 1.0), "one step");
        assert_eq!(get("en", 12_345.0), "12,345 steps");
        assert_eq!(get("tr", 12_345.5), "12.345,5 steps");
        assert_eq!(get("tr", 1.0), "one step");
        assert_eq!(get("th", 1.0), "1 steps");
        assert_eq!(get("ar-EG", 12.0), "١٢ steps");
        assert_eq!(get("en-u-nu-thai", 12.0), "๑๒ steps");
        assert_eq!(get("en", -0.0), "none");
        // chosen by what is shown
        assert_eq!(get("en", 0.9999), "one step");
    }

    #[test]
    fn number_options_are_heeded() {
        let en = texts(
            "en",
            "score = { NUMBER($n, minimumFractionDigits: 1) }\nshare = { NUMBER($n, style: \"percent\") }\nwhole = { NUMBER($n, maximumFractionDigits: 0) }\nrank = { NUMBER($n, type: \"ordinal\") ->\n    [one] { $n }st\n    [two] { $n }nd\n    [few] { $n }rd\n   *[other] { $n }th\n }\nodd = { NUMBER($n, minimumFractionDigits: 4000000000) }\nliteral = { 1234.50 }\n",
        );
        assert_eq!(en.get("score", &number(4.0)).unwrap(), "4.0");
        assert_eq!(en.get("share", &number(0.125)).unwrap(), "13%");
        assert_eq!(en.get("whole", &number(2.5)).unwrap(), "3");
        assert_eq!(en.get("rank", &number(22.0)).unwrap(), "22nd");
        assert_eq!(en.get("odd", &number(1.0)).unwrap(), "1.000");
        assert_eq!(en.get("literal", &[]).unwrap(), "1,234.50");
    }

    #[test]
    fn marks_are_set_only_around_text_that_runs_the_other_way() {
        let source = "x = { $name }: { $n }\n";
        let get = |tag: &str, who: &str| {
            let args = [name(who), ("n", Arg::Number(-3.0))];
            texts(tag, source).get("x", &args).unwrap()
        };
        assert_eq!(get("en", "Maya"), "Maya: -3");
        assert_eq!(get("th", "มายา"), "มายา: -3");
        assert_eq!(get("ar", "مايا"), "مايا: \u{200e}-3");
        assert_eq!(get("en", "مايا"), "\u{2068}مايا\u{2069}: -3");
        assert_eq!(get("ar", "Maya"), "\u{2068}Maya\u{2069}: \u{200e}-3");
        assert_eq!(get("ar", "3 (?)"), "3 (?): \u{200e}-3");
    }

    #[test]
    fn a_text_argument_chooses_without_its_marks() {
        let ar = texts("ar", "kind = { $name ->\n    [persona] شخصية\n   *[other] صفحة\n }\n");
        assert_eq!(ar.get("kind", &[name("persona")]).unwrap(), "شخصية");
    }

    #[test]
    fn later_sources_replace_texts_of_earlier_ones() {
        let (en, problems) =
            Texts::parse("en", &["-brand = Rihla\na = one\nb = by { -brand }\n", "a = two\n-brand = Ours\n"]);
        assert_eq!(problems, []);
        assert_eq!(en.get("a", &[]).unwrap(), "two");
        assert_eq!(en.get("b", &[]).unwrap(), "by Ours");
    }

    #[test]
    fn missing_keys_come_from_the_fallback_in_its_conventions() {
        let en = Arc::new(texts("en", "a = English { $n }\nb = both\n"));
        let tr = texts("tr", "b = ikisi\n").with_fallback(en);
        assert_eq!(tr.get("b", &[]).unwrap(), "ikisi");
        assert_eq!(tr.plain().collect::<Vec<_>>(), [("b", "ikisi".to_owned())]);
        assert_eq!(tr.get("a", &number(1234.5)).unwrap(), "English 1,234.5");
        assert_eq!(tr.locale_of("a").unwrap().tag(), "en");
        assert_eq!(tr.locale_of("b").unwrap().tag(), "tr");
        assert_eq!(tr.get("c", &[]), None);
        assert!(tr.locale_of("c").is_none());
    }

    #[test]
    fn a_borrowed_text_of_the_other_direction_keeps_its_own() {
        let en = Arc::new(texts("en", "count = { $n } stages\nempty = Nothing here.\nsign = 100\n"));
        let fa = texts("fa", "own = Rihla\n").with_fallback(en.clone());
        assert_eq!(fa.get("count", &number(5.0)).unwrap(), "\u{2068}5 stages\u{2069}");
        let plain: HashMap<_, _> = fa.plain().collect();
        assert_eq!(plain["empty"], "\u{2068}Nothing here.\u{2069}");
        assert_eq!((plain["sign"].as_str(), plain["own"].as_str()), ("100", "Rihla"));
        let de = texts("de", "").with_fallback(en);
        assert_eq!(de.get("count", &number(5.0)).unwrap(), "5 stages");
        for (text, bare) in [
            ("\u{2068}5 stages\u{2069}", "5 stages"),
            (
                "\u{2068}\u{2068}مينا\u{2069} to \u{2068}سارة\u{2069}\u{2069}",
                "\u{2068}مينا\u{2069} to \u{2068}سارة\u{2069}",
            ),
            ("\u{2068}مينا\u{2069} · \u{2068}سارة\u{2069}", "\u{2068}مينا\u{2069} · \u{2068}سارة\u{2069}"),
            ("5 stages", "5 stages"),
        ] {
            assert_eq!(unenclosed(text), bare);
        }
    }

    #[test]
    fn keys_are_sorted_and_leave_out_terms_and_textless_entries() {
        let en = texts(
            "en",
            "# c = comment\nzeta = z\nalpha =\n    indented\n    b = not a key\n-term = t\nbare =\n    .title = only an attribute\nmid-dle_9 = m\n",
        );
        let keys: Vec<_> = en.keys().collect();
        assert_eq!(keys, ["alpha", "mid-dle_9", "zeta"]);
    }

    #[test]
    fn every_syntax_mistake_is_told_and_the_rest_works() {
        let source = "good = fine\nbad { oops\nข้อความ = no ascii key\nworse = { $n ->\n    [one] a\n }\nlast = { $n\n";
        let (en, problems) = Texts::parse("en", &["ok = yes\n", source]);
        assert_eq!(en.get("good", &[]).unwrap(), "fine");
        assert_eq!(en.get("ok", &[]).unwrap(), "yes");
        assert_eq!(en.keys().collect::<Vec<_>>(), ["good", "ok"]);
        let told: Vec<_> = problems.iter().map(|p| (p.source, &source[p.span.clone()], p.message.as_str())).collect();
        assert_eq!(
            told,
            [
                (1, "{", "expected a token starting with `=`: this text is left out"),
                (1, "}", "the select expression must have a default variant: this text is left out"),
                (1, "", "expected a token starting with `}`: this text is left out"),
            ]
        );
    }

    #[test]
    fn a_repeated_key_is_told() {
        let (en, problems) = Texts::parse("en", &["a = one\nb = x\na = two\n"]);
        assert_eq!(en.get("a", &[]).unwrap(), "two");
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].span, 14..15);
    }

    #[test]
    fn what_cannot_be_resolved_stays_in_braces() {
        let en = texts(
            "en",
            "a = Hello { $name }, { b }, { -c }, { NUMBER($name) }\nloop = x { loop }\nping = { pong }\npong = { ping }\n",
        );
        assert_eq!(en.get("a", &[]).unwrap(), "Hello {$name}, {b}, {-c}, NUMBER()");
        assert_eq!(en.get("loop", &[]).unwrap(), "x {loop}");
        assert!(en.get("ping", &[]).is_some());
    }

    #[test]
    fn traps_are_told_and_left_out() {
        let deep = format!("a = {}", "{ NUMBER(".repeat(100_000));
        let traps = [
            "a = { { $n } }",
            "a = { 1 ->\n   *[one] x\n }",
            "a = { \"x\" ->\n   *[one] x\n }",
            "a = { 1.00000000000000000000000 ->\n   *[one] x\n }",
            "a = { NUMBER($n, minimumFractionDigits: 0.1234567890123456) }",
            deep.as_str(),
        ];
        for trap in traps {
            let source = format!("before = 1\n{trap}\nafter = 2\n");
            let (en, problems) = Texts::parse("en", &[&source]);
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert_eq!(problems[0].span, 11..12);
            assert_eq!(en.keys().collect::<Vec<_>>(), ["after", "before"]);
        }
        let fine = "a = 4 -> 5, { $n ->\n    [one] from 1 -> 2 (\"x\") { $name }\n   *[other] { NUMBER($n) }\n }\n";
        assert!(texts("en", fine).get("a", &number(2.0)).is_some());
    }

    #[test]
    fn endless_expansion_stops() {
        let mut source = String::from("a0 = x\n");
        for i in 1..12 {
            let refs = format!("{{ a{} }}", i - 1).repeat(10);
            source.push_str(&format!("a{i} = {{ $n ->\n   *[other] {refs}\n }}\n"));
        }
        let en = texts("en", &source);
        assert!(en.get("a11", &number(1.0)).unwrap().len() < 10_000);
    }

    #[test]
    fn odd_arguments_and_tags_do_no_harm() {
        let source = "a = { $n ->\n    [one] 1\n   *[other] { $n }\n }\n";
        for tag in ["en", "", "not a tag", "ar", "xx", "en-x-y", "pl"] {
            let texts = texts(tag, source);
            for n in [f64::NAN, f64::INFINITY, f64::MAX, f64::MIN_POSITIVE, -0.0, 1e-7, 123_456_789.123_456_7] {
                assert!(texts.get("a", &number(n)).is_some());
            }
        }
        let marks = [name("\u{fdd0}1;2\u{fdd1} \u{fdd0}")];
        assert!(texts("en", "a = { $name }").get("a", &marks).is_some());
        assert_eq!(texts("en", source).get("a", &number(f64::NAN)).unwrap(), "–");
        assert_eq!(texts("en", "").keys().count(), 0);
    }

    #[test]
    fn line_ends_of_other_systems_are_fine() {
        let en = texts("en", "a = one\r\nb = two\r\n    three\r\n");
        assert_eq!(en.get("a", &[]).unwrap(), "one");
        assert_eq!(en.get("b", &[]).unwrap(), "two\nthree");
    }
}
