//! What is wrong with rows → diagnostics, of each kind the first ones and then a number.
//!
//! In: rows that can't be used, one by one. Out: [`Diagnostics`] and how many there were of each kind. Promises: a file
//! with a million bad rows brings some twenty diagnostics of a kind; a cell is shown only if its column is asked for, a
//! comment never. Deliberately not here: which rows those are.

use std::collections::BTreeMap;

use csv::ByteRecord;

use crate::data::cells::{Fraction, is_day_number, number, trimmed};
use crate::data::plan::{Found, Wanted};
use crate::data::{Unused, privacy::Personal};
use crate::diag::{Cell, Code, Diagnostic, Diagnostics, Severity};
use crate::parse::metrics::{BadRows, DataSet, Field, Method, Metric};
use crate::source::{FilePath, Place};

/// How many of each kind are told one by one.
pub(super) const TOLD: u64 = 20;

/// The most characters of a cell that are shown.
const SHOWN: usize = 40;

/// A row that can't be used.
#[derive(Clone, Copy)]
pub(super) struct Fault {
    pub(super) why: Unused,
    /// The cell that it is about.
    pub(super) field: Option<Field>,
}

/// Collects what is wrong.
pub(super) struct Teller<'a> {
    set: &'a DataSet,
    metric: &'a Metric,
    path: FilePath,
    pub(super) wanted: &'a Wanted,
    pub(super) found: Found,
    /// How many cells the first line has; none in JSON.
    pub(super) width: Option<usize>,
    /// What was decoded, if anything was.
    pub(super) encoding: Option<&'static str>,
    pub(super) fraction: Fraction,
    counts: BTreeMap<Kind, Count>,
    out: Diagnostics,
}

/// What is counted together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Row(Unused),
    Comment,
}

/// How many there were, and on which line the first is that wasn't told.
#[derive(Default)]
struct Count {
    all: u64,
    untold: u64,
}

impl Kind {
    /// How many of them are told: of a wrong encoding one is enough.
    fn told(self) -> u64 {
        match self {
            Self::Row(Unused::BadText) => 1,
            _ => TOLD,
        }
    }

    fn code(self) -> Code {
        match self {
            Self::Comment => Code::PersonalData,
            Self::Row(why) => match why {
                Unused::BadText => Code::DataFile,
                Unused::Ragged => Code::DataRagged,
                Unused::Duplicate => Code::DataDuplicate,
                _ => Code::DataValue,
            },
        }
    }

    /// What the others of the kind have in common: `3 more rows …`.
    fn as_str(self) -> &'static str {
        match self {
            Self::Comment => "whose comment holds personal data",
            Self::Row(why) => match why {
                Unused::NoScore => "without an answer",
                Unused::NotANumber => "whose answer is no number",
                Unused::OffScale => "whose answer is off the scale",
                Unused::BadDate => "whose date can't be read",
                Unused::BadCount => "whose count is no whole number",
                Unused::Ragged => "with another number of cells",
                Unused::Duplicate => "whose id was there before",
                Unused::BadText => "with bytes that are no text",
                Unused::UnknownName => "that name something the handbook doesn't have",
            },
        }
    }
}

impl<'a> Teller<'a> {
    pub(super) fn new(set: &'a DataSet, metric: &'a Metric, wanted: &'a Wanted) -> Self {
        Self {
            set,
            metric,
            path: FilePath::new(&set.file.value),
            wanted,
            found: Found::default(),
            width: None,
            encoding: None,
            fraction: Fraction::DotOrComma,
            counts: BTreeMap::new(),
            out: Diagnostics::default(),
        }
    }

    /// Adds what is wrong with the file as a whole.
    pub(super) fn file(&mut self, line: Option<u64>, message: impl Into<String>, hint: &str) {
        let cell = line.map(|line| Box::new(Cell { line, column: None, text: None }));
        let place = Place::whole(&self.path);
        self.out.push(Diagnostic { cell, ..Diagnostic::new(Code::DataFile, place, message) }.hint(hint));
    }

    /// Tells that there is nothing but the names of columns.
    pub(super) fn no_rows(&mut self) {
        let place = Place::whole(&self.path);
        let told = Diagnostic::new(Code::DataFile, place, "there are no answers in this file, only names of columns");
        self.out.push(told.severity(Severity::Warning));
    }

    /// Adds what was found elsewhere.
    pub(super) fn extend(&mut self, more: Diagnostics) {
        self.out.extend(more);
    }

    /// True where the file can't be read on.
    pub(super) fn has_errors(&self) -> bool {
        self.out.has_errors()
    }

    pub(super) fn path(&self) -> &FilePath {
        &self.path
    }

    /// Tells of a row that can't be used.
    pub(super) fn row(&mut self, fault: Fault, row: &ByteRecord, line: impl Fn() -> u64) {
        let kind = Kind::Row(fault.why);
        if self.is_told(kind, &line) {
            let line = line();
            let cell = fault.field.map(|field| shown(self.cell(row, field))).unwrap_or_default();
            let (message, hint) = self.words(fault, row, &cell);
            let column = fault.field.map(|field| self.wanted.name(field).to_owned());
            let text = (!cell.is_empty()).then_some(cell);
            let told = Diagnostic::in_cell(kind.code(), &self.path, Cell { line, column, text }, message);
            self.out.push(told.maybe_hint(hint).severity(self.severity(kind)));
        }
    }

    /// Tells of a comment that isn't shown.
    pub(super) fn comment(&mut self, personal: Personal, line: impl Fn() -> u64) {
        if self.is_told(Kind::Comment, &line) {
            let message = format!("this comment holds {}, so it isn't shown", personal.as_str());
            let column = Some(self.wanted.name(Field::Comment).to_owned());
            let cell = Cell { line: line(), column, text: None };
            let hint = "take it out of the file; a column that is never to be shown is named in `redact`";
            self.out.push(Diagnostic::in_cell(Code::PersonalData, &self.path, cell, message).hint(hint));
        }
    }

    fn is_told(&mut self, kind: Kind, line: &impl Fn() -> u64) -> bool {
        let count = self.counts.entry(kind).or_default();
        count.all += 1;
        if count.all == kind.told() + 1 {
            count.untold = line();
        }
        count.all <= kind.told()
    }

    fn severity(&self, kind: Kind) -> Severity {
        match (kind, self.set.bad_rows) {
            (Kind::Comment, _) => kind.code().severity(),
            // Another encoding is no matter of single rows.
            (Kind::Row(Unused::BadText), _) | (_, BadRows::Error) => Severity::Error,
            (_, BadRows::Warning) => Severity::Warning,
        }
    }

    fn cell<'r>(&self, row: &'r ByteRecord, field: Field) -> &'r [u8] {
        self.found[field as usize].and_then(|at| row.get(at)).unwrap_or_default()
    }

    /// What is wrong with a row, and what to do about it.
    fn words(&self, fault: Fault, row: &ByteRecord, cell: &str) -> (String, Option<String>) {
        let column = fault.field.map_or("", |field| self.wanted.name(field));
        let raw = fault.field.map_or(&[][..], |field| self.cell(row, field));
        let (id, (low, high)) = (&self.metric.name.id.value, self.metric.answers);
        let scale = format!("answers to `{id}` run from {low} to {high}");
        let (message, hint) = match fault.why {
            Unused::NoScore => {
                (format!("this row has no answer: its `{column}` is empty"), "fill it in, or remove the row".to_owned())
            }
            Unused::NotANumber => (format!("`{cell}` is no number"), self.number_hint(raw, scale)),
            Unused::OffScale if self.metric.method != Method::Mean && is_between(raw, (low, high)) => {
                (format!("`{cell}` is no answer to `{id}`, whose answers are whole"), scale)
            }
            Unused::OffScale => (
                format!("`{cell}` is off the scale of `{id}`"),
                format!("{scale}; answers on another scale are another metric"),
            ),
            Unused::BadDate => (format!("`{cell}` is no date from 1900 to 2199"), self.date_hint(raw)),
            Unused::BadCount if cell.is_empty() => {
                (format!("this row has no count: its `{column}` is empty"), "write 0 where nobody answered".to_owned())
            }
            Unused::BadCount => {
                (format!("`{cell}` is no count"), "a count is a whole number from 0, at most 2^53".to_owned())
            }
            Unused::Ragged => self.ragged_words(row),
            Unused::Duplicate => {
                (format!("the id `{cell}` was there before"), "the first counts; remove this row".to_owned())
            }
            Unused::BadText => self.text_words(row),
            Unused::UnknownName => (format!("there is no `{cell}`"), String::new()),
        };
        (message, (!hint.is_empty()).then_some(hint))
    }

    fn number_hint(&self, raw: &[u8], scale: String) -> String {
        match () {
            () if raw.contains(&b'%') => format!("write the number alone, without `%`; {scale}"),
            () if self.fraction == Fraction::Dot && number(raw, Fraction::DotOrComma).is_some() => {
                "in a file whose cells are separated by commas, fractions have a dot, as in `3.5`".to_owned()
            }
            () => scale,
        }
    }

    fn date_hint(&self, raw: &[u8]) -> String {
        match &self.set.date_format {
            _ if is_day_number(raw) => {
                "this is how a spreadsheet counts days: format the column as a date there, as `2026-04-30`, and save again"
                    .to_owned()
            }
            Some(format) => format!("`date-format` says that dates are written as `{}`", format.value),
            None => {
                "write it as `2026-04-30`, or say how dates are written: `date-format = \"%d.%m.%Y\"`".to_owned()
            }
        }
    }

    fn ragged_words(&self, row: &ByteRecord) -> (String, String) {
        let Some(width) = self.width else {
            return (
                "this line is no JSON object".to_owned(),
                "write one object a line, as `{\"score\": 9}`".to_owned(),
            );
        };
        let cells = |n: usize| if n == 1 { "1 cell".to_owned() } else { format!("{n} cells") };
        let message = format!("this row has {}, the first line {width}", cells(row.len()));
        let hint = match row.as_slice().contains(&b'\n') {
            true => "this row goes over several lines: a quote that opens here is closed too late",
            false => "a text with a separator in it needs quotes around it",
        };
        (message, hint.to_owned())
    }

    fn text_words(&self, row: &ByteRecord) -> (String, String) {
        if let Some(encoding) = self.encoding {
            let message = format!("this row holds bytes that {encoding} doesn't have");
            return (message, "say in which encoding the file is, or save it as “CSV UTF-8”".to_owned());
        }
        let broken = row.iter().enumerate().find_map(|(at, cell)| {
            let valid = std::str::from_utf8(cell).err()?.valid_up_to();
            Some((at + 1, valid + 1, *cell.get(valid)?))
        });
        let message = match broken {
            Some((at, byte, value)) => format!("byte {byte} of cell {at}, 0x{value:02X}, is not UTF-8"),
            None => "this row is not UTF-8".to_owned(),
        };
        (message, ENCODING_HINT.to_owned())
    }

    /// All that was wrong; of each kind that was not told to the end, how many more there are.
    pub(super) fn finish(mut self) -> Diagnostics {
        let counts = std::mem::take(&mut self.counts);
        for (kind, count) in counts {
            let more = count.all.saturating_sub(kind.told());
            if more > 0 {
                let rows = if more == 1 { "row" } else { "rows" };
                let message = format!("{more} more {rows} {}, the first of them here", kind.as_str());
                let cell = Cell { line: count.untold, column: None, text: None };
                let told = Diagnostic::in_cell(kind.code(), &self.path, cell, message);
                self.out.push(told.severity(self.severity(kind)));
            }
        }
        self.out
    }
}

/// What to do about bytes that are not UTF-8.
pub(super) const ENCODING_HINT: &str =
    "save the file as “CSV UTF-8”, or say what it is, as `encoding = \"windows-1256\"`";

fn is_between(raw: &[u8], (low, high): (f64, f64)) -> bool {
    number(raw, Fraction::DotOrComma).is_some_and(|answer| (low..=high).contains(&answer))
}

/// A cell as it can be shown: one line, and not too long.
fn shown(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(trimmed(cell));
    let text = text.replace(['\n', '\r'], " ");
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
