//! What is wrong, where, and what to do about it.
//!
//! In: mistakes as they are found, on every floor above. Out: [`Diagnostics`], sorted and each once,
//! and their printed forms ([`print()`]). Promises: a mistake is a value with a place, never a panic and
//! never the end of a stage; the only printer of diagnostics is here. Deliberately not here: the
//! messages, which are written where the mistake is found.

mod codes;
mod junit;
mod print;
mod unread;

use std::collections::BTreeSet;

use crate::source::{FilePath, Place, Span};

pub use codes::{Code, reference_page};
pub use print::{Colour, Counts, Format, harmless, print};
pub use unread::unread;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never fails anything.
    Note,
    /// The site is built, and something in it is not what the author meant.
    Warning,
    /// Nothing is published.
    Error,
}

impl Severity {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Another place that belongs to the mistake.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is there: `first defined here`.
    pub label: String,
}

/// A cell of a table of answers. Such files are no texts of the handbook, so what is said of them brings its own excerpt.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// The line on which its row begins, from 1.
    pub line: u64,
    /// The name of its column; none for a row as a whole.
    pub column: Option<String>,
    /// What is in it; none where nobody is to read it.
    pub text: Option<String>,
}

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Diagnostic {
    /// The narrowest place: the value, not the file.
    pub place: Place,
    /// Where it is in a table of answers, whose place is the file as a whole.
    pub cell: Option<Box<Cell>>,
    /// Which mistake.
    pub code: Code,
    /// How bad it is, at first as its code has it.
    pub severity: Severity,
    /// What is wrong: lower case, names in backticks, no final full stop.
    pub message: String,
    /// Places that belong to it.
    pub related: Vec<Related>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A mistake at a place.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        let (severity, message) = (code.severity(), message.into());
        Self { place, cell: None, code, severity, message, related: Vec::new(), hint: None }
    }

    /// A mistake in a stretch of a file.
    pub fn at(code: Code, path: &FilePath, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Place::new(path, span), message)
    }

    /// A mistake in a table of answers.
    pub fn in_cell(code: Code, path: &FilePath, cell: Cell, message: impl Into<String>) -> Self {
        Self { cell: Some(Box::new(cell)), ..Self::new(code, Place::whole(path), message) }
    }

    /// Adds what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds what to do about it, where that is known.
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// Adds a place that belongs to it.
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push(Related { place, label: label.into() });
        self
    }

    /// Gives it another severity than its code's.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

/// Mistakes, in the order found until [`Diagnostics::sorted`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds many.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(more);
    }

    /// Keeps the value, adds its mistakes.
    pub fn take<T>(&mut self, diagnosed: Diagnosed<T>) -> T {
        self.extend(diagnosed.diagnostics);
        diagnosed.value
    }

    /// By file, place, line and code, the same mistake once.
    pub fn sorted(self) -> Self {
        Self(self.0.into_iter().collect::<BTreeSet<_>>().into_iter().collect())
    }

    /// The mistakes.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// True where nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are of each severity.
    pub fn counts(&self) -> Counts {
        Counts::of(self.iter())
    }

    /// True where something keeps the site from being published.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// A result together with what was wrong on the way to it.
#[derive(Clone, Debug, Default)]
pub struct Diagnosed<T> {
    /// The result, as good as it could be made.
    pub value: T,
    /// What was wrong.
    pub diagnostics: Diagnostics,
}

impl<T> Diagnosed<T> {
    /// Puts them together.
    pub fn new(value: T, diagnostics: Diagnostics) -> Self {
        Self { value, diagnostics }
    }
}

/// A number of things: `1 page`, `2 pages`.
pub fn plural(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// The name nearest to what was written, as a hint: ``did you mean `till`?``
///
/// Names count as near when at most a third of their letters differ (Damerau–Levenshtein).
pub fn did_you_mean<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(written, names).map(|name| format!("did you mean `{name}`?"))
}

/// The name nearest to what was written.
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = written.to_lowercase();
    let length = folded.chars().count();
    let reach = (length / 3).max(1);
    names
        .into_iter()
        // Names of another length are never near, and need no measuring.
        .filter(|name| name.chars().count().abs_diff(length) <= reach)
        .map(|name| (strsim::damerau_levenshtein(&folded, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= reach)
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::{Code, Diagnostic, Diagnostics, did_you_mean};
    use crate::source::{FilePath, Span};

    #[test]
    fn near_names_are_offered() {
        assert_eq!(did_you_mean("tll", ["till", "waiter"]).as_deref(), Some("did you mean `till`?"));
        assert_eq!(did_you_mean("Till", ["till"]).as_deref(), Some("did you mean `till`?"));
        assert_eq!(did_you_mean("kitchen", ["till", "waiter"]), None);
    }

    #[test]
    fn the_same_mistake_is_told_once() {
        let path = FilePath::new("content/a.md");
        let one = Diagnostic::at(Code::UnknownField, &path, Span::new(3, 5), "unknown field");
        let mut all = Diagnostics::default();
        all.extend([one.clone(), one]);
        assert_eq!(all.sorted().iter().count(), 1);
    }
}
