//! A data set's settings → how its file is to be read.
//!
//! In: a [`DataSet`], and the names in the file's first line. Out: a [`Plan`], and in which column each field is. Promises:
//! all that can be wrong with the settings is told where it is written, with the names that are there. Deliberately not
//! here: cells.

use encoding_rs::Encoding;

use crate::data::cells::Days;
use crate::diag::{Code, Diagnosed, Diagnostic, Diagnostics, did_you_mean};
use crate::locale::composed;
use crate::parse::fields::{Choice, word};
use crate::parse::metrics::{DataSet, Field};
use crate::source::{FilePath, SETTINGS, Span, Spanned};

/// How many fields there are.
pub(super) const FIELDS: usize = 12;

/// The most names of columns that a message lists.
const LISTED: usize = 20;

/// How a file is to be read.
pub(super) struct Plan {
    pub(super) encoding: Option<&'static Encoding>,
    pub(super) separator: Option<u8>,
    pub(super) days: Days,
    pub(super) wanted: Wanted,
}

impl Plan {
    /// Reads the settings; none where one of them can't be followed.
    pub(super) fn of(set: &DataSet) -> Diagnosed<Option<Self>> {
        let mut out = Diagnostics::default();
        let encoding = set.encoding.as_ref().map(|label| encoding(label, &mut out));
        let separator = set.separator.as_ref().map(|written| separator(written, &mut out));
        let days = set.date_format.as_ref().map(|format| days(format, &mut out));
        let wanted = Wanted::of(set, &mut out);
        if out.has_errors() {
            return Diagnosed::new(None, out);
        }
        let (encoding, separator) = (encoding.flatten(), separator.flatten());
        Diagnosed::new(Some(Self { encoding, separator, days: days.flatten().unwrap_or_default(), wanted }), out)
    }
}

fn at_setting(code: Code, span: Span, message: String) -> Diagnostic {
    Diagnostic::at(code, &FilePath::new(SETTINGS), span, message)
}

fn encoding(label: &Spanned<String>, out: &mut Diagnostics) -> Option<&'static Encoding> {
    const USUAL: [&str; 9] = [
        "utf-8",
        "utf-16le",
        "utf-16be",
        "windows-1252",
        "windows-1254",
        "windows-1256",
        "windows-874",
        "iso-8859-9",
        "macintosh",
    ];
    let found = Encoding::for_label_no_replacement(label.value.as_bytes());
    if found.is_none() {
        let message = format!("there is no encoding `{}`", label.value);
        let hint = did_you_mean(&label.value, USUAL).unwrap_or_else(|| {
            "Excel writes `windows-1254` in Turkey, `windows-1256` in Arabic countries, `windows-874` in Thailand, \
             `windows-1252` in western Europe"
                .to_owned()
        });
        out.push(at_setting(Code::InvalidSetting, label.span, message).hint(hint));
    }
    found
}

fn separator(written: &Spanned<String>, out: &mut Diagnostics) -> Option<u8> {
    let found = match written.value.as_bytes() {
        b"tab" | b"\\t" => Some(b'\t'),
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() && !b"\"\r\n\0".contains(byte) => Some(*byte),
        _ => None,
    };
    if found.is_none() {
        let message = format!("`{}` can't separate cells", written.value);
        let hint = "write one sign, as `separator = \";\"`, or `separator = \"tab\"`";
        out.push(at_setting(Code::InvalidSetting, written.span, message).hint(hint));
    }
    found
}

fn days(format: &Spanned<String>, out: &mut Diagnostics) -> Option<Days> {
    match Days::with_format(&format.value) {
        Ok(days) => Some(days),
        Err(reason) => {
            let message = format!("no day can be read as `{}`: {reason}", format.value);
            let hint = "`%d.%m.%Y` is 30.04.2026, `%m/%d/%y` is 04/30/26, `%d/%m/%Y %H:%M` has a time behind it";
            out.push(at_setting(Code::InvalidSetting, format.span, message).hint(hint));
            None
        }
    }
}

/// The form in which names are compared.
pub(super) fn folded(name: &str) -> String {
    composed(name.trim()).to_lowercase()
}

/// The columns that are asked for.
pub(super) struct Wanted {
    names: Vec<Name>,
    redacted: Vec<Spanned<String>>,
}

/// The name of a field's column.
struct Name {
    field: Field,
    /// As it is written.
    text: String,
    folded: String,
    /// Where the settings say it; none for a field's own name.
    said: Option<Span>,
}

impl Wanted {
    fn of(set: &DataSet, out: &mut Diagnostics) -> Self {
        let redacts = |name: &str| set.redact.iter().any(|redacted| folded(&redacted.value) == folded(name));
        let mut names = Vec::new();
        for field in Field::ALL {
            let said = set.columns.iter().find(|(known, _)| known == field).map(|(_, name)| name);
            let text = said.map_or(word(*field), |name| name.value.as_str());
            match said {
                Some(name) if redacts(text) => {
                    let message =
                        format!("`{}` is redacted, so it can't be the column of `{}`", name.value, word(*field));
                    let hint = "take it out of `redact`, or out of `columns`";
                    out.push(at_setting(Code::DataColumn, name.span, message).hint(hint));
                }
                None if redacts(text) => {}
                _ => {
                    let said = said.map(|name| name.span);
                    names.push(Name { field: *field, text: text.to_owned(), folded: folded(text), said });
                }
            }
        }
        Self { names, redacted: set.redact.clone() }
    }

    /// The fields that a column of this name is for.
    pub(super) fn fields(&self, column: &str) -> Vec<Field> {
        let folded = folded(column);
        self.names.iter().filter(|name| name.folded == folded).map(|name| name.field).collect()
    }

    /// The name of a field's column, as the settings have it.
    pub(super) fn name(&self, field: Field) -> &str {
        self.names.iter().find(|name| name.field == field).map_or(word(field), |name| &name.text)
    }

    /// True where the settings say which column a field has.
    pub(super) fn says(&self, field: Field) -> bool {
        self.names.iter().any(|name| name.field == field && name.said.is_some())
    }

    /// How many of these names are columns that somebody asks for.
    pub(super) fn known_among(&self, columns: &[String]) -> usize {
        columns.iter().filter(|column| !self.fields(column).is_empty()).count()
    }

    /// In which column each field is, and what is wrong with the names of the columns.
    pub(super) fn find(&self, path: &FilePath, columns: &Columns) -> Diagnosed<Found> {
        let mut out = Diagnostics::default();
        let mut found = [None; FIELDS];
        for name in &self.names {
            let named = |of: fn(&str) -> String, wanted: &str| -> Vec<usize> {
                let all = columns.names.iter().enumerate();
                all.filter(|(_, column)| of(column) == wanted).map(|(at, _)| at).collect()
            };
            let exact = named(|column| column.trim().to_owned(), name.text.trim());
            let all = if exact.len() == 1 { exact } else { named(folded, &name.folded) };
            match (all.as_slice(), name.said) {
                ([at], _) => found[name.field as usize] = Some(*at),
                ([], Some(span)) => out.push(self.missing(&name.text, span, columns)),
                ([], None) if name.field == Field::Score => out.push(self.no_answers(path, columns)),
                ([], None) => {}
                _ => out.push(twice(path, &name.text, columns.line)),
            }
        }
        for name in &self.redacted {
            if !columns.names.iter().any(|column| folded(column) == folded(&name.value)) {
                out.push(self.missing(&name.value, name.span, columns));
            }
        }
        let has_score = self.names.iter().any(|name| name.field == Field::Score);
        out.extend((!has_score).then(|| self.no_answers(path, columns)));
        Diagnosed::new(found, out)
    }

    fn missing(&self, name: &str, span: Span, columns: &Columns) -> Diagnostic {
        let names = columns.names.iter().map(|column| column.trim());
        let hint = did_you_mean(name, names).unwrap_or_else(|| "correct the name, or remove it".to_owned());
        at_setting(Code::DataColumn, span, format!("the file has no column `{name}`; {}", columns.list())).hint(hint)
    }

    fn no_answers(&self, path: &FilePath, columns: &Columns) -> Diagnostic {
        let name = self.name(Field::Score);
        let message = format!("the file has no column `{name}`, where its answers would be; {}", columns.list());
        let hint = match columns.names.as_slice() {
            [one] if columns.separator.is_some() && one.contains([':', '~', '^', '\u{1f}', '¦']) => {
                "no separator divides this line: say which does, as `separator = \":\"`".to_owned()
            }
            names => did_you_mean(name, names.iter().map(|column| column.trim()))
                .unwrap_or_else(|| "say which column has them: `columns = { score = \"…\" }`".to_owned()),
        };
        let cell = crate::diag::Cell { line: columns.line, column: None, text: None };
        Diagnostic::in_cell(Code::DataColumn, path, cell, message).hint(hint)
    }
}

/// In which column each field is, by the field's number.
pub(super) type Found = [Option<usize>; FIELDS];

/// The columns of a file.
#[derive(Default)]
pub(super) struct Columns {
    pub(super) names: Vec<String>,
    /// The line on which they are named.
    pub(super) line: u64,
    /// What separates them; none in JSON.
    pub(super) separator: Option<u8>,
}

impl Columns {
    /// The names, for a message.
    fn list(&self) -> String {
        let cut = |name: &String| match name.trim().char_indices().nth(40) {
            Some((at, _)) => format!("`{}…`", &name.trim()[..at]),
            None => format!("`{}`", name.trim()),
        };
        let names: Vec<_> = self.names.iter().take(LISTED).map(cut).collect();
        let more = match self.names.len().saturating_sub(LISTED) {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        format!("its columns are {}{more}", names.join(", "))
    }
}

fn twice(path: &FilePath, name: &str, line: u64) -> Diagnostic {
    let message = format!("the file has two columns `{name}`, so which of them counts can't be told");
    let cell = crate::diag::Cell { line, column: None, text: None };
    Diagnostic::in_cell(Code::DataColumn, path, cell, message).hint("rename one of them")
}
