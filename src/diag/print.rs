//! Diagnostics as text: for people, for editors, for machines, for a CI host.

use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle};
use serde::Serialize;

use crate::diag::{Cell, Diagnostic, Severity};
use crate::source::{Place, Sources, line_column};

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The source line, a caret and the hint.
    Human {
        /// Whether to colour it, as the terminal allows.
        colour: Colour,
    },
    /// `file:line:column: severity[code]: message`, a line each.
    Short,
    /// An array of objects.
    Json,
    /// The same, each with the lines that it speaks of.
    Excerpts,
    /// The annotations of GitHub's CI.
    Github,
}

/// Whether text carries colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    Never,
    /// ANSI sequences.
    Always,
}

/// How many there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Counts {
    /// Counts them.
    pub fn of<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts = Self::default();
        for diagnostic in diagnostics {
            match diagnostic.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
    }
}

/// Writes diagnostics in a format. The sources give the lines; a place in a file that they don't have
/// is named without one.
pub fn print<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>, sources: &Sources, format: Format) -> String {
    let diagnostics = diagnostics.into_iter();
    match format {
        Format::Human { colour } => diagnostics.map(|one| human(one, sources, colour)).collect(),
        Format::Short => diagnostics.map(|one| short(one, sources)).collect(),
        Format::Github => diagnostics.map(|one| github(one, sources)).collect(),
        Format::Json => json(diagnostics, sources, |_| None),
        Format::Excerpts => json(diagnostics, sources, |one| match &one.cell {
            Some(cell) => cell_excerpt(cell),
            None => excerpt(&one.place, sources),
        }),
    }
}

fn human(diagnostic: &Diagnostic, sources: &Sources, colour: Colour) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let group = Group::with_title(title);
    let mut group = match &diagnostic.cell {
        Some(cell) => in_cell(group, &diagnostic.place, cell),
        None => place(group, &diagnostic.place, sources, None),
    };
    for related in &diagnostic.related {
        group = place(group, &related.place, sources, Some(&related.label));
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    let renderer = match colour {
        Colour::Always => Renderer::styled(),
        Colour::Never => Renderer::plain(),
    };
    let mut text = renderer.decor_style(DecorStyle::Unicode).render(&[group]);
    text.push_str("\n\n");
    text
}

/// Shows a place: its line with a caret, or only the file where there is no line to show.
fn place<'a>(group: Group<'a>, place: &'a Place, sources: &'a Sources, label: Option<&'a str>) -> Group<'a> {
    let path = one_line(place.path.as_str());
    let text = sources.text(&place.path).filter(|text| !text.is_empty() && place.span.range().end <= text.len());
    let Some(text) = text else {
        return group.element(Origin::path(path));
    };
    if place.span.range() == (0..0) {
        return group.element(Origin::path(path));
    }
    let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
    // A stretch over many lines is shown by its first line: the caret says where, the message what.
    let range = place.span.range();
    let first_line = text[range.clone()].find(['\n', '\r']).map_or(range.end, |end| range.start + end.max(1));
    let annotation = kind.span(range.start..first_line).label(label);
    group.element(Snippet::source(&**text).path(path).annotation(annotation))
}

/// Shows a cell as the line `column: text`, a row only by its number.
fn in_cell<'a>(group: Group<'a>, place: &'a Place, cell: &Cell) -> Group<'a> {
    let (path, line) = (one_line(place.path.as_str()), usize::try_from(cell.line).unwrap_or(usize::MAX));
    match head_and_text(cell) {
        None => group.element(Origin::path(path).line(line)),
        Some((head, text)) => {
            let annotation = AnnotationKind::Primary.span(head.len()..head.len() + text.len());
            let snippet = Snippet::source(format!("{head}{text}")).path(path).line_start(line);
            group.element(snippet.annotation(annotation))
        }
    }
}

/// What stands before a cell's text, and the text on one line.
fn head_and_text(cell: &Cell) -> Option<(String, String)> {
    let text = cell.text.as_deref()?;
    let head = cell.column.as_ref().map(|column| start_of(&one_line(column)) + ": ").unwrap_or_default();
    Some((head, start_of(&one_line(text))))
}

fn cell_excerpt(cell: &Cell) -> Option<Vec<ExcerptLine>> {
    let (before, marked) = head_and_text(cell)?;
    let line = usize::try_from(cell.line).unwrap_or(usize::MAX);
    Some(vec![ExcerptLine { line, before, marked, after: String::new() }])
}

fn short(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let PlaceRecord { line, column, .. } = record(diagnostic, sources);
    let Diagnostic { severity, code, message, .. } = diagnostic;
    let (path, severity, code) = (&diagnostic.place.path, severity.as_str(), code.as_str());
    let hint = diagnostic.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
    let text = format!("{path}:{line}:{column}: {severity}[{code}]: {message}{hint}");
    one_line(&text) + "\n"
}

fn position(place: &Place, byte: u32, sources: &Sources) -> (usize, usize) {
    let at = line_column(sources.text(&place.path).map_or("", |text| text), byte);
    (at.line, at.column)
}

/// A character as a terminal may have it: controls are shown as what they are and not obeyed.
pub fn harmless(c: char) -> char {
    match c {
        '\n' => c,
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}'..='\u{9f}' => '\u{fffd}',
        c => c,
    }
}

/// Text for one line of a terminal: names of files may hold anything.
fn one_line(text: &str) -> String {
    text.replace('\n', "\u{240a}").chars().map(harmless).collect()
}

/// Escapes as the workflow commands of GitHub's CI ask for.
fn github(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let PlaceRecord { line, column, end_line, end_column, .. } = record(diagnostic, sources);
    let mut message = diagnostic.message.clone();
    if let Some(hint) = &diagnostic.hint {
        let _ = write!(message, "\n{hint}");
    }
    format!(
        "::{command} file={},line={line},col={column},endLine={end_line},endColumn={end_column},title={}::{}\n",
        property(diagnostic.place.path.as_str()),
        property(diagnostic.code.as_str()),
        escape(&message),
    )
}

/// A diagnostic as machines read it: lines and columns from 1, columns in characters, `end` behind
/// the last character.
#[derive(Serialize)]
struct Record<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    hint: Option<&'a str>,
    #[serde(flatten)]
    place: PlaceRecord<'a>,
    related: Vec<RelatedRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<CellRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    excerpt: Option<Vec<ExcerptLine>>,
}

/// A line of a source: what is marked in it, and what is not.
#[derive(Serialize)]
struct ExcerptLine {
    line: usize,
    before: String,
    marked: String,
    after: String,
}

#[derive(Serialize)]
struct PlaceRecord<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// A cell of a table: the name of its column, and its text where that may be read.
#[derive(Serialize)]
struct CellRecord<'a> {
    column: &'a str,
    text: Option<&'a str>,
}

impl<'a> CellRecord<'a> {
    fn of(cell: &'a Cell) -> Option<Self> {
        Some(Self { column: cell.column.as_deref()?, text: cell.text.as_deref() })
    }
}

#[derive(Serialize)]
struct RelatedRecord<'a> {
    label: &'a str,
    #[serde(flatten)]
    place: PlaceRecord<'a>,
}

fn json<'a>(
    diagnostics: impl Iterator<Item = &'a Diagnostic>,
    sources: &Sources,
    excerpt: impl Fn(&Diagnostic) -> Option<Vec<ExcerptLine>>,
) -> String {
    let records: Vec<_> = diagnostics
        .map(|diagnostic| Record {
            code: diagnostic.code.as_str(),
            severity: diagnostic.severity.as_str(),
            message: &diagnostic.message,
            hint: diagnostic.hint.as_deref(),
            place: record(diagnostic, sources),
            cell: diagnostic.cell.as_deref().and_then(CellRecord::of),
            excerpt: excerpt(diagnostic),
            related: diagnostic
                .related
                .iter()
                .map(|related| RelatedRecord { label: &related.label, place: place_record(&related.place, sources) })
                .collect(),
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&records).unwrap_or_else(|_| "[]".to_owned());
    text.push('\n');
    text
}

/// The lines of a place with one around them, each cut to what a screen holds; at most [`EXCERPT`] lines.
fn excerpt(place: &Place, sources: &Sources) -> Option<Vec<ExcerptLine>> {
    let text = sources.text(&place.path)?;
    let range = place.span.range();
    if range == (0..0) || text.get(range.clone()).is_none() {
        return None;
    }
    let first = position(place, place.span.start, sources).0;
    // A stretch that ends with its line does not reach into the next.
    let last = first + text[range.clone()].trim_end_matches(['\n', '\r']).matches('\n').count();
    let mut at = 0;
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let start = at;
        at += line.len();
        if number + 1 < first || number > last + 1 {
            continue;
        }
        let line = line.trim_end_matches(['\n', '\r']);
        let inside = |byte: usize| byte.clamp(start, start + line.len()) - start;
        let (from, to) = match (first..=last).contains(&number) {
            true => (inside(range.start), inside(range.end)),
            false => (0, 0),
        };
        let (before, marked, after) = (&line[..from], &line[from..to], &line[to..]);
        lines.push(ExcerptLine {
            line: number,
            before: end_of(before),
            marked: start_of(marked),
            after: start_of(after),
        });
        if lines.len() == EXCERPT {
            break;
        }
    }
    Some(lines)
}

/// The most lines of an excerpt.
const EXCERPT: usize = 8;

/// The most characters of a part of a line.
const PART: usize = 160;

fn start_of(text: &str) -> String {
    match text.char_indices().nth(PART) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn end_of(text: &str) -> String {
    match text.char_indices().rev().nth(PART) {
        Some((at, c)) => format!("…{}", &text[at + c.len_utf8()..]),
        None => text.to_owned(),
    }
}

/// Where a mistake is: in a table its row, which has no columns of characters.
fn record<'a>(diagnostic: &'a Diagnostic, sources: &Sources) -> PlaceRecord<'a> {
    match &diagnostic.cell {
        None => place_record(&diagnostic.place, sources),
        Some(cell) => {
            let line = usize::try_from(cell.line).unwrap_or(usize::MAX);
            let file = diagnostic.place.path.as_str();
            PlaceRecord { file, line, column: 1, end_line: line, end_column: 1 }
        }
    }
}

fn place_record<'a>(place: &'a Place, sources: &Sources) -> PlaceRecord<'a> {
    let (line, column) = position(place, place.span.start, sources);
    let (end_line, end_column) = position(place, place.span.end, sources);
    PlaceRecord { file: place.path.as_str(), line, column, end_line, end_column }
}

#[cfg(test)]
mod tests {
    use super::{Colour, Format, print};
    use crate::diag::{Cell, Code, Diagnostic};
    use crate::source::{FilePath, Sources};

    fn printed(cell: Cell, format: Format) -> String {
        let path = FilePath::new("data/nps.csv");
        print(
            [&Diagnostic::in_cell(Code::DataValue, &path, cell, "`1\u{7}1` is no number")],
            &Sources::default(),
            format,
        )
    }

    fn cell(text: Option<&str>) -> Cell {
        Cell { line: 12, column: Some("Puan".to_owned()), text: text.map(str::to_owned) }
    }

    #[test]
    fn a_cell_is_its_own_excerpt() {
        let human = printed(cell(Some("on\nbir\u{7}")), Format::Human { colour: Colour::Never });
        let lines: Vec<_> = human.lines().collect();
        assert!(lines[1].ends_with("data/nps.csv:12:7"), "{human}");
        assert!(lines[3].ends_with("Puan: on\u{240a}bir\u{2407}"), "{human}");
        assert!(lines[4].contains("━━━"), "{human}");
        let silent = printed(cell(None), Format::Human { colour: Colour::Never });
        assert!(silent.contains("data/nps.csv:12") && !silent.contains("Puan"), "{silent}");
        let short = printed(cell(Some("x")), Format::Short);
        assert!(short.starts_with("data/nps.csv:12:1: error[data-value]: "), "{short}");
        let github = printed(cell(Some("x")), Format::Github);
        assert!(github.contains("file=data/nps.csv,line=12,col=1,endLine=12,endColumn=1,"), "{github}");
    }

    #[test]
    fn machines_get_the_cell_and_its_line() {
        let json = |format| -> serde_json::Value {
            serde_json::from_str(&printed(cell(Some("on bir")), format)).expect("JSON")
        };
        let plain = json(Format::Json);
        assert_eq!((&plain[0]["line"], &plain[0]["column"]), (&12.into(), &1.into()));
        assert_eq!((&plain[0]["cell"]["column"], &plain[0]["cell"]["text"]), (&"Puan".into(), &"on bir".into()));
        let excerpts = json(Format::Excerpts);
        let line = &excerpts[0]["excerpt"][0];
        assert_eq!((&line["line"], &line["before"]), (&12.into(), &"Puan: ".into()));
        assert_eq!((&line["marked"], &line["after"]), (&"on bir".into(), &"".into()));
    }
}
