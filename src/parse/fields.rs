//! The walker over a map of fields: every field is asked for by name, once, with its type.
//!
//! What is asked for is at the same time what is known: whatever is left at the end is an unknown
//! field. In a translation only words may be given; the walker says so where a fact stands.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::parse::node::{Key, Node, Value};
use crate::source::{FilePath, Span, Spanned};

/// Words that a field can have: an enumeration that knows how its values are written.
pub trait Choice: Copy + Sized + 'static {
    /// The values, in the order of the documentation.
    const ALL: &'static [Self];
    /// How a value is written.
    fn as_str(self) -> &'static str;
}

/// How a choice is written, for messages and keys.
pub fn word<T: Choice>(choice: T) -> &'static str {
    choice.as_str()
}

/// Declares an enumeration whose values are written as words in front matter.
macro_rules! choices {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $value:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $value,)+ }

        impl $crate::parse::fields::Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$value,)+];
            fn as_str(self) -> &'static str {
                match self { $(Self::$value => $text,)+ }
            }
        }
    };
}
pub(crate) use choices;

/// Whose fields are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A page in the default language: words and facts.
    Original,
    /// A translation: words only.
    Translation,
    /// A table of `book.toml`.
    Setting,
}

/// A map whose fields are being asked for.
pub struct Fields<'a> {
    path: &'a FilePath,
    span: Span,
    entries: &'a [(Key, Node)],
    role: Role,
    known: Vec<&'static str>,
    /// Names that are known and not offered as hints.
    passed_over: Vec<&'static str>,
    is_map: bool,
}

impl<'a> Fields<'a> {
    /// Begins with a map; anything else is reported and read as an empty one.
    pub fn new(path: &'a FilePath, node: &'a Node, role: Role, out: &mut Diagnostics) -> Self {
        let entries: &[_] = match &node.value {
            Value::Map(entries) => entries,
            Value::Null => &[],
            other => {
                out.push(wrong_type(path, node.span, "a map", other));
                &[]
            }
        };
        let is_map = matches!(node.value, Value::Map(_) | Value::Null);
        Self { path, span: node.span, entries, role, known: Vec::new(), passed_over: Vec::new(), is_map }
    }

    /// The file that is read.
    pub fn path(&self) -> &'a FilePath {
        self.path
    }

    /// False where something else stood in the map's place: that has been told, and nothing is missing from it.
    pub fn is_map(&self) -> bool {
        self.is_map
    }

    /// Where the map stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether a page or its translation is read.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Asks for words: a field that a translation may have too. No value is no field.
    pub fn word(&mut self, name: &'static str) -> Option<&'a Node> {
        self.entry(name).map(|(_, node)| node)
    }

    /// Asks for a fact: a field that only the default language's page may have.
    pub fn fact(&mut self, name: &'static str, out: &mut Diagnostics) -> Option<&'a Node> {
        let (key, node) = self.entry(name)?;
        if self.role == Role::Translation {
            let message = format!("`{name}` is a fact, and facts stand in the default language's file only");
            out.push(Diagnostic::at(Code::FactInTranslation, self.path, key.span, message).hint("remove it here"));
            return None;
        }
        Some(node)
    }

    fn entry(&mut self, name: &'static str) -> Option<&'a (Key, Node)> {
        self.known.push(name);
        self.entries.iter().find(|(key, node)| key.name == name && node.value != Value::Null)
    }

    /// Words: one text.
    pub fn text(&mut self, name: &'static str, out: &mut Diagnostics) -> Option<Spanned<String>> {
        text(self.path, self.word(name)?, out)
    }

    /// Words: a text or a list of texts.
    pub fn texts(&mut self, name: &'static str, out: &mut Diagnostics) -> Vec<Spanned<String>> {
        self.word(name).map(|node| texts(self.path, node, out)).unwrap_or_default()
    }

    /// A fact: a name, such as an id.
    pub fn name(&mut self, name: &'static str, out: &mut Diagnostics) -> Option<Spanned<String>> {
        let node = self.fact(name, out)?;
        text(self.path, node, out)
    }

    /// A fact: a name or a list of names.
    pub fn names(&mut self, name: &'static str, out: &mut Diagnostics) -> Vec<Spanned<String>> {
        self.fact(name, out).map(|node| texts(self.path, node, out)).unwrap_or_default()
    }

    /// A fact: one of a few words.
    pub fn choice<T: Choice>(&mut self, name: &'static str, out: &mut Diagnostics) -> Option<T> {
        let node = self.fact(name, out)?;
        choice(self.path, name, node, out)
    }

    /// A fact: some of a few words, each once.
    pub fn choices<T: Choice + PartialEq>(&mut self, name: &'static str, out: &mut Diagnostics) -> Vec<T> {
        let Some(node) = self.fact(name, out) else { return Vec::new() };
        let mut found = Vec::new();
        for value in Self::list(node).iter().filter_map(|node| choice(self.path, name, node, out)) {
            if !found.contains(&value) {
                found.push(value);
            }
        }
        found
    }

    /// A fact: a day.
    pub fn date(&mut self, name: &'static str, out: &mut Diagnostics) -> Option<Spanned<Date>> {
        let node = self.fact(name, out)?;
        date(self.path, node, out)
    }

    /// A fact: `true` or `false`, `false` where it is missing.
    pub fn flag(&mut self, name: &'static str, out: &mut Diagnostics) -> bool {
        let Some(node) = self.fact(name, out) else { return false };
        match &node.value {
            Value::Bool(flag) => *flag,
            other => {
                out.push(wrong_type(self.path, node.span, "`true` or `false`", other));
                false
            }
        }
    }

    /// A fact: a number in a range.
    pub fn number(
        &mut self,
        name: &'static str,
        range: RangeInclusive<f64>,
        out: &mut Diagnostics,
    ) -> Option<Spanned<f64>> {
        let node = self.fact(name, out)?;
        let value = number(self.path, node, out)?;
        if range.contains(&value.value) {
            return Some(value);
        }
        out.push(out_of_range(self.path, name, node, &range));
        None
    }

    /// A fact: a whole number in a range.
    pub fn whole(
        &mut self,
        name: &'static str,
        range: RangeInclusive<i64>,
        out: &mut Diagnostics,
    ) -> Option<Spanned<i64>> {
        let limits = *range.start() as f64..=*range.end() as f64;
        let value = self.number(name, limits.clone(), out)?;
        if value.value.fract() == 0.0 {
            return Some(Spanned::new(value.value as i64, value.span));
        }
        let message = format!("`{name}` is a whole number");
        out.push(
            Diagnostic::at(Code::NumberOutOfRange, self.path, value.span, message).hint("write it without a fraction"),
        );
        None
    }

    /// The items of a list; a single value is a list of one.
    pub fn list(node: &'a Node) -> &'a [Node] {
        match &node.value {
            Value::List(items) => items,
            _ => std::slice::from_ref(node),
        }
    }

    /// The entries of a map with names of the author's own. A name that stands there without a value is reported: other
    /// than a field's it wasn't copied from a list of all. `~` says that there is none.
    pub fn entries_of(path: &FilePath, node: &'a Node, out: &mut Diagnostics) -> Vec<&'a (Key, Node)> {
        let Value::Map(entries) = &node.value else {
            out.push(wrong_type(path, node.span, "a map", &node.value));
            return Vec::new();
        };
        let (found, missing): (Vec<_>, Vec<_>) =
            entries.iter().partition(|(_, value)| value.value != Value::Null || value.span.start < value.span.end);
        out.extend(missing.into_iter().map(|(key, _)| {
            let message = format!("`{}` has no value", key.name);
            Diagnostic::at(Code::MissingField, path, key.span, message).hint("write one behind its `:`, or remove it")
        }));
        found
    }

    /// Finds the key of a field that is known and has no meaning here.
    pub fn pass_over(&mut self, name: &'static str) -> Option<&'a Key> {
        self.passed_over.push(name);
        self.entries.iter().map(|(key, _)| key).find(|key| key.name == name)
    }

    /// Every entry whose name nobody has asked for.
    pub fn rest(&self) -> impl Iterator<Item = &'a (Key, Node)> {
        let is_known = |name: &str| self.known.contains(&name) || self.passed_over.contains(&name);
        self.entries.iter().filter(move |(key, _)| !is_known(&key.name))
    }

    /// Reports every field that nobody has asked for.
    pub fn finish(self, out: &mut Diagnostics) {
        for (key, _) in self.rest() {
            let (code, what) = match self.role {
                Role::Setting => (Code::UnknownSetting, "setting"),
                Role::Original | Role::Translation => (Code::UnknownField, "field"),
            };
            let hint = did_you_mean(&key.name, self.known.iter().copied()).unwrap_or_else(|| self.known_names(what));
            out.push(Diagnostic::at(code, self.path, key.span, format!("unknown {what} `{}`", key.name)).hint(hint));
        }
    }

    fn known_names(&self, what: &str) -> String {
        let mut names: Vec<_> = self.known.iter().map(|name| format!("`{name}`")).collect();
        names.sort();
        names.dedup();
        format!("the {what}s here are {}", names.join(", "))
    }
}

/// Reads a text; a number or a flag counts as written, since a title may be `2026` or `true`.
pub fn text(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Option<Spanned<String>> {
    let text = match &node.value {
        Value::Text(text) | Value::Number(_, text) => printable(text.trim()),
        Value::Bool(flag) => flag.to_string(),
        Value::Null => return None,
        other => {
            out.push(wrong_type(path, node.span, "a text", other));
            return None;
        }
    };
    (!text.is_empty()).then(|| Spanned::new(text, node.span))
}

/// Leaves out what no page and no feed can hold: controls but for tabs and line ends, and non-characters.
fn printable(text: &str) -> String {
    let fits = |c: &char| (!c.is_control() || matches!(c, '\t' | '\n' | '\r')) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().filter(fits).collect()
}

/// Reads a text or a list of texts.
pub fn texts(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Vec<Spanned<String>> {
    let is_list = matches!(node.value, Value::List(_));
    let mut texts = Vec::new();
    for item in Fields::list(node) {
        if is_list && let Value::List(_) = item.value {
            let told = wrong_type(path, item.span, "a text", &item.value);
            out.push(told.hint("one pair of brackets is enough: `[one, two]`"));
        } else if let Value::Map(_) = item.value {
            let told = wrong_type(path, item.span, "a text or a list of texts", &item.value);
            out.push(told.hint("write `[one, two]`; a text with `: ` in it, or that begins with `{`, needs quotes"));
        } else {
            texts.extend(text(path, item, out));
        }
    }
    texts
}

/// Reads one of a few words.
pub fn choice<T: Choice>(path: &FilePath, name: &str, node: &Node, out: &mut Diagnostics) -> Option<T> {
    let written = text(path, node, out)?;
    let found = T::ALL.iter().copied().find(|choice| choice.as_str() == written.value);
    if found.is_none() {
        let message = format!("`{}` is no `{name}`", written.value);
        let words: Vec<_> = T::ALL.iter().map(|choice| choice.as_str()).collect();
        let hint = did_you_mean(&written.value, words.iter().copied())
            .unwrap_or_else(|| format!("it is one of `{}`", words.join("`, `")));
        out.push(Diagnostic::at(Code::UnknownValue, path, node.span, message).hint(hint));
    }
    found
}

/// Reads a day of the calendar.
pub fn date(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Option<Spanned<Date>> {
    let written = text(path, node, out)?;
    // Exactly this form: others would sort and read differently.
    let plain = written.value.len() == 10 && written.value.is_ascii();
    match written.value.parse::<Date>() {
        Ok(date) if plain => Some(Spanned::new(date, written.span)),
        _ => {
            let message = format!("`{}` is not a day of the calendar", written.value);
            out.push(Diagnostic::at(Code::InvalidDate, path, node.span, message).hint("write it as `2026-04-30`"));
            None
        }
    }
}

/// Reads a finite number.
pub fn number(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Option<Spanned<f64>> {
    match &node.value {
        Value::Number(value, _) if value.is_finite() => Some(Spanned::new(*value, node.span)),
        Value::Number(_, written) => {
            let message = format!("`{written}` is not a finite number");
            out.push(Diagnostic::at(Code::NotFinite, path, node.span, message).hint("write a number, or leave it out"));
            None
        }
        other => {
            out.push(wrong_type(path, node.span, "a number", other));
            None
        }
    }
}

/// Reports a value of the wrong type.
pub fn wrong_type(path: &FilePath, span: Span, expected: &str, found: &Value) -> Diagnostic {
    let message = format!("expected {expected}, found {}", found.describe());
    Diagnostic::at(Code::WrongType, path, span, message).maybe_hint(instead(expected, found).map(str::to_owned))
}

/// What to write instead of a value of the wrong type, where that can be told.
fn instead(expected: &str, found: &Value) -> Option<&'static str> {
    match (expected, found) {
        ("a number", Value::Text(text)) if text.trim().parse::<f64>().is_ok() => Some("write it without quotes"),
        ("`true` or `false`", Value::Text(text)) if matches!(text.trim(), "true" | "false") => {
            Some("write it without quotes")
        }
        ("`true` or `false`", Value::Text(_)) => Some("`yes`, `no`, `on` and `off` are texts here"),
        ("a map", Value::Text(_) | Value::Number(..)) => {
            Some("give it fields of its own, each with its name and value")
        }
        ("a text", Value::List(_)) => Some("write a single text; one that begins with `[` needs quotes"),
        ("a text", Value::Map(_)) => {
            Some("write a single text; one with `: ` in it, or that begins with `{`, needs quotes")
        }
        _ => None,
    }
}

fn out_of_range(path: &FilePath, name: &str, node: &Node, range: &RangeInclusive<f64>) -> Diagnostic {
    let is_under = matches!(&node.value, Value::Number(value, _) if value < range.start());
    let limits = if *range.end() >= MANY as f64 && is_under {
        format!("is at least {}", range.start())
    } else {
        format!("runs from {} to {}", range.start(), range.end())
    };
    Diagnostic::at(Code::NumberOutOfRange, path, node.span, format!("`{name}` {limits}"))
}

/// The largest number of answers or the like that is believed: all whole numbers below it are exact.
pub const MANY: i64 = 1 << 53;
