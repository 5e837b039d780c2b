//! Diagnostics as text: for people, for editors, for machines, for a CI host.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle};
use serde::Serialize;

use crate::diag::{Cell, Diagnostic, Severity, junit};
use crate::source::{FilePath, Place, Sources};

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
    /// A test report in XML, as GitLab, Jenkins and others read it.
    Junit {
        /// From which severity on a mistake fails its test.
        fails: Severity,
    },
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
    let diagnostics: Vec<&Diagnostic> = diagnostics.into_iter().collect();
    let lines = Lines::of(&diagnostics, sources);
    match format {
        Format::Human { colour } => diagnostics.iter().map(|one| human(one, &lines, colour)).collect(),
        Format::Short => diagnostics.iter().map(|one| short(one, &lines)).collect(),
        Format::Github => diagnostics.iter().map(|one| github(one, &lines)).collect(),
        Format::Junit { fails } => junit::report(&diagnostics, fails, |one| short(one, &lines)),
        Format::Json => json(&diagnostics, &lines, |_| None),
        Format::Excerpts => json(&diagnostics, &lines, |one| match &one.cell {
            Some(cell) => cell_excerpt(cell),
            None => excerpt(&one.place, &lines),
        }),
    }
}

/// The texts that diagnostics speak of, each with what finds a place in it: made once, whatever is said about it.
struct Lines<'a> {
    files: BTreeMap<&'a FilePath, Indexed<'a>>,
}

/// A text, where its lines begin, and how many characters stand before every [`STRIDE`]th byte.
struct Indexed<'a> {
    text: &'a str,
    starts: Vec<usize>,
    characters: Vec<usize>,
}

impl<'a> Indexed<'a> {
    fn of(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut characters = vec![0];
        for part in text.as_bytes().chunks(STRIDE) {
            characters.push(characters.last().copied().unwrap_or_default() + count(part));
        }
        Self { text, starts, characters }
    }

    /// How many characters begin before a byte.
    fn characters(&self, byte: usize) -> usize {
        let part = byte / STRIDE;
        let before = self.characters.get(part).copied().unwrap_or_default();
        before + count(self.text.as_bytes().get(part * STRIDE..byte).unwrap_or_default())
    }
}

/// The stretches that characters are counted in, in bytes.
const STRIDE: usize = 256;

/// How many characters begin in a stretch of UTF-8.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

impl<'a> Lines<'a> {
    fn of(diagnostics: &[&'a Diagnostic], sources: &'a Sources) -> Self {
        let mut files = BTreeMap::new();
        let related = |one: &&'a Diagnostic| one.related.iter().map(|related| &related.place);
        let places = diagnostics.iter().flat_map(|one| std::iter::once(&one.place).chain(related(one)));
        for path in places.map(|place| &place.path) {
            files.entry(path).or_insert_with(|| Indexed::of(sources.text(path).map_or("", |text| text)));
        }
        Self { files }
    }

    fn text(&self, place: &Place) -> &'a str {
        self.files.get(&place.path).map_or("", |file| file.text)
    }

    /// How many characters stand between two bytes.
    fn columns(&self, place: &Place, range: Range<usize>) -> usize {
        self.files.get(&place.path).map_or(0, |file| file.characters(range.end) - file.characters(range.start))
    }

    /// The number of the line that a byte is in, from 0.
    fn number(&self, place: &Place, byte: usize) -> usize {
        self.files.get(&place.path).map_or(0, |file| file.starts.partition_point(|start| *start <= byte) - 1)
    }

    /// Where a line begins; behind the last it is the end of the text.
    fn start(&self, place: &Place, number: usize) -> usize {
        let file = self.files.get(&place.path);
        file.map_or(0, |file| file.starts.get(number).copied().unwrap_or(file.text.len()))
    }

    /// The line and the column of a byte, both from 1, the column in characters; past the end it is the end.
    fn position(&self, place: &Place, byte: u32) -> (usize, usize) {
        let text = self.text(place);
        let byte = Some(byte as usize).filter(|byte| text.is_char_boundary(*byte)).unwrap_or(text.len());
        let number = self.number(place, byte);
        (number + 1, self.columns(place, self.start(place, number)..byte) + 1)
    }
}

fn human(diagnostic: &Diagnostic, lines: &Lines, colour: Colour) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let main = Cut::of(&diagnostic.place, lines);
    let related: Vec<_> = diagnostic.related.iter().map(|one| (Cut::of(&one.place, lines), &one.label)).collect();
    let group = Group::with_title(title);
    let mut group = match &diagnostic.cell {
        Some(cell) => in_cell(group, &diagnostic.place, cell),
        None => place(group, &main, None),
    };
    for (cut, label) in &related {
        group = place(group, cut, Some(label));
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    let renderer = match colour {
        Colour::Always => Renderer::styled(),
        Colour::Never => Renderer::plain(),
    };
    let mut text = renderer.decor_style(DecorStyle::Unicode).render(&[group]);
    for cut in related.iter().map(|(cut, _)| cut).chain([&main]) {
        text = cut.mend(text);
    }
    text.push_str("\n\n");
    text
}

/// The lines of a source that are shown of a place; of very long ones the stretch around it.
struct Cut<'a> {
    path: String,
    text: &'a str,
    /// The number of its first line.
    line: usize,
    /// What is marked in it; nothing where there is only the file to name.
    marked: Option<Range<usize>>,
    /// How many characters of the line stand before it.
    columns: usize,
}

/// From how many bytes on the rest of a line is cut off, so that a line of a megabyte isn't read for each of its mistakes.
const LONG: usize = 4096;

/// How many bytes of it stay: more than fit on a screen.
const KEPT: usize = 1024;

impl<'a> Cut<'a> {
    fn of(place: &Place, lines: &Lines<'a>) -> Self {
        let path = one_line(place.path.as_str());
        let text = lines.text(place);
        let range = place.span.range();
        let nothing = Self { path, text: "", line: 0, marked: None, columns: 0 };
        if range == (0..0) || text.is_empty() {
            return nothing;
        }
        let Some(marked) = text.get(range.clone()) else { return nothing };
        // A stretch over many lines is shown by its first line: the caret says where, the message what.
        let marked_end = marked.find(['\n', '\r']).map_or(range.end, |end| range.start + end.max(1));
        let mut number = lines.number(place, range.start);
        if number > 0 && lines.start(place, number) == text.len() {
            // The end of the text is shown behind its last line.
            number -= 1;
        }
        let line = lines.start(place, number)..lines.start(place, number + 1);
        let (mut start, mut end) = (line.start, lines.start(place, number + 2));
        // What is said about the line's end is shown with all of the line.
        if range.start - start > LONG && marked_end < line.end {
            start = text.floor_char_boundary(range.start - KEPT);
            // Blanks at the start of a line would be left out once more.
            let blanks = text[start..range.start].len() - text[start..range.start].trim_start().len();
            start += blanks;
        }
        if line.end.saturating_sub(marked_end) > LONG {
            end = text.ceil_char_boundary(marked_end + KEPT);
        }
        Self {
            text: &text[start..end],
            line: number + 1,
            marked: Some(range.start - start..marked_end - start),
            columns: lines.columns(place, line.start..start),
            ..nothing
        }
    }

    /// Names the column in the whole line, where only a part of it was shown.
    fn mend(&self, shown: String) -> String {
        let Some(marked) = self.marked.as_ref().filter(|_| self.columns > 0) else { return shown };
        let column = self.text[..marked.start].chars().count() + 1;
        let place = |column: usize| format!("{}:{}:{column}", self.path, self.line);
        shown.replacen(&place(column), &place(self.columns + column), 1)
    }
}

/// Shows a place: its line with a caret, or only the file where there is no line to show.
fn place<'a>(group: Group<'a>, cut: &'a Cut, label: Option<&'a String>) -> Group<'a> {
    let Some(marked) = &cut.marked else {
        return group.element(Origin::path(cut.path.as_str()));
    };
    let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
    let annotation = kind.span(marked.clone()).label(label.map(String::as_str));
    group.element(Snippet::source(cut.text).line_start(cut.line).path(cut.path.as_str()).annotation(annotation))
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

fn short(diagnostic: &Diagnostic, lines: &Lines) -> String {
    let PlaceRecord { line, column, .. } = record(diagnostic, lines);
    let Diagnostic { severity, code, message, .. } = diagnostic;
    let (path, severity, code) = (&diagnostic.place.path, severity.as_str(), code.as_str());
    let hint = diagnostic.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
    let text = format!("{path}:{line}:{column}: {severity}[{code}]: {message}{hint}");
    one_line(&text) + "\n"
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
fn github(diagnostic: &Diagnostic, lines: &Lines) -> String {
    let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let PlaceRecord { line, column, end_line, end_column, .. } = record(diagnostic, lines);
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

#[derive(Serialize)]
struct RelatedRecord<'a> {
    label: &'a str,
    #[serde(flatten)]
    place: PlaceRecord<'a>,
}

fn json(
    diagnostics: &[&Diagnostic],
    lines: &Lines,
    excerpt: impl Fn(&Diagnostic) -> Option<Vec<ExcerptLine>>,
) -> String {
    let records: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| Record {
            code: diagnostic.code.as_str(),
            severity: diagnostic.severity.as_str(),
            message: &diagnostic.message,
            hint: diagnostic.hint.as_deref(),
            place: record(diagnostic, lines),
            cell: diagnostic.cell.as_deref().and_then(CellRecord::of),
            excerpt: excerpt(diagnostic),
            related: diagnostic
                .related
                .iter()
                .map(|related| RelatedRecord { label: &related.label, place: place_record(&related.place, lines) })
                .collect(),
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&records).unwrap_or_else(|_| "[]".to_owned());
    text.push('\n');
    text
}

/// The lines of a place with one around them, each cut to what a screen holds; at most [`EXCERPT`] lines.
fn excerpt(place: &Place, lines: &Lines) -> Option<Vec<ExcerptLine>> {
    let text = lines.text(place);
    let range = place.span.range();
    if range == (0..0) {
        return None;
    }
    // A stretch that ends with its line does not reach into the next.
    let shown = text.get(range.clone())?.trim_end_matches(['\n', '\r']);
    let first = lines.position(place, place.span.start).0;
    let last = first + shown.matches('\n').take(EXCERPT).count();
    let from = first.saturating_sub(1).max(1);
    let mut at = lines.start(place, from - 1);
    let mut shown = Vec::new();
    for (number, line) in (from..=last + 1).zip(text[at..].split_inclusive('\n')) {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        let inside = |byte: usize| byte.clamp(start, start + line.len()) - start;
        let (from, to) = match (first..=last).contains(&number) {
            true => (inside(range.start), inside(range.end)),
            false => (0, 0),
        };
        let (before, marked, after) = (&line[..from], &line[from..to], &line[to..]);
        shown.push(ExcerptLine {
            line: number,
            before: end_of(before),
            marked: start_of(marked),
            after: start_of(after),
        });
        if shown.len() == EXCERPT {
            break;
        }
    }
    Some(shown)
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
fn record<'a>(diagnostic: &'a Diagnostic, lines: &Lines) -> PlaceRecord<'a> {
    match &diagnostic.cell {
        None => place_record(&diagnostic.place, lines),
        Some(cell) => {
            let line = usize::try_from(cell.line).unwrap_or(usize::MAX);
            let file = diagnostic.place.path.as_str();
            PlaceRecord { file, line, column: 1, end_line: line, end_column: 1 }
        }
    }
}

fn place_record<'a>(place: &'a Place, lines: &Lines) -> PlaceRecord<'a> {
    let (line, column) = lines.position(place, place.span.start);
    let (end_line, end_column) = lines.position(place, place.span.end);
    PlaceRecord { file: place.path.as_str(), line, column, end_line, end_column }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle};

    use super::{Colour, Format, print};
    use crate::diag::{Cell, Code, Diagnostic};
    use crate::source::{FilePath, Place, Sources, Span, line_column};

    const PATH: &str = "content/a.md";

    fn sources(text: &str) -> Sources {
        Sources::from_memory([(PATH, text)])
    }

    fn at(span: Span) -> Diagnostic {
        let path = FilePath::new(PATH);
        Diagnostic::at(Code::DeadLink, &path, span, "gone").hint("look").related(Place::new(&path, span), "here")
    }

    /// What is shown where all of the text is given to the library.
    fn whole(diagnostic: &Diagnostic, text: &str) -> String {
        let span = diagnostic.place.span.range();
        let end = text[span.clone()].find(['\n', '\r']).map_or(span.end, |end| span.start + end.max(1));
        let snippet = |kind: AnnotationKind, label: Option<&'static str>| {
            Snippet::source(text).path(PATH).annotation(kind.span(span.start..end).label(label))
        };
        let mut group = Group::with_title(Level::ERROR.primary_title("gone").id("dead-link"));
        group = match span == (0..0) {
            true => group.element(Origin::path(PATH)).element(Origin::path(PATH)),
            false => group
                .element(snippet(AnnotationKind::Primary, None))
                .element(snippet(AnnotationKind::Context, Some("here"))),
        };
        group = group.element(Level::HELP.message("look"));
        Renderer::plain().decor_style(DecorStyle::Unicode).render(&[group]) + "\n\n"
    }

    #[test]
    fn a_cut_shows_what_all_of_the_text_would_show() {
        let long = format!("one\n  {}\n\nlast", "ein Wört\tمثال 12 ".repeat(900));
        for text in ["a\nbb\n\nccc\n", "é\r\n\r\nx y\r\nend", "no line's end", "\n\n", long.as_str()] {
            let sources = sources(text);
            let step = if text.len() > 100 { 97 } else { 1 };
            let starts = (0..=text.len()).step_by(step).chain(text.len().saturating_sub(8)..=text.len());
            for start in starts.filter(|start| text.is_char_boundary(*start)) {
                let ends =
                    [0, 1, 5, 200].into_iter().map(|len| text.floor_char_boundary((start + len).min(text.len())));
                for end in ends.filter(|end| *end >= start) {
                    let diagnostic = at(Span::new(start, end));
                    let shown = print([&diagnostic], &sources, Format::Human { colour: Colour::Never });
                    assert_eq!(shown, whole(&diagnostic, text), "{start}..{end} of {:?}", &text[..text.len().min(40)]);
                    let short = print([&diagnostic], &sources, Format::Short);
                    let place = line_column(text, start as u32);
                    assert!(short.starts_with(&format!("{PATH}:{}:{}: ", place.line, place.column)), "{short}");
                }
            }
        }
    }

    #[test]
    fn ten_thousand_mistakes_of_a_file_are_printed_at_once() {
        const MANY: usize = 10_000;
        for line in ["[a](gone.md) and some words more\n", "<i onclick=x>"] {
            let text = line.repeat(MANY);
            let sources = sources(&text);
            let all: Vec<_> = (0..MANY).map(|n| at(Span::new(n * line.len() + 4, n * line.len() + 11))).collect();
            for format in [Format::Human { colour: Colour::Always }, Format::Short, Format::Json, Format::Excerpts] {
                let start = Instant::now();
                print(&all, &sources, format);
                let took = start.elapsed();
                println!("{format:?}: {took:?}");
                assert!(took < Duration::from_secs(20), "{format:?}: {took:?}");
            }
        }
    }

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
