//! A file's text → its rows, one by one.
//!
//! In: a stream of text, CSV or JSON Lines. Out: records of bytes, one after the other in the same memory, and on which
//! line each began. Promises: the separator is told from the first line; no row is
//! longer than [`MAX_ROW`](super::decode::MAX_ROW). Deliberately
//! not here: what cells mean.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder, Terminator};
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::data::decode::{Text, Watch};
use crate::data::plan::{Columns, FIELDS, Wanted};
use crate::data::slots::Answer;
use crate::data::tell::Fault;
use crate::parse::metrics::Field;

/// The most lines of a row: what is longer is a quote that never closes.
const MAX_LINES: u64 = 1000;

/// The longest first line.
const MAX_HEAD: usize = 64 * 1024;

/// The most names of JSON's keys that are remembered.
const MAX_KEYS: usize = 512;

/// How many bytes are read at once.
const BUFFER: usize = 64 * 1024;

/// How many rows are read before others look at them.
const BATCH: usize = 256;

/// How many bytes these rows have at most, the last one apart.
const BATCH_BYTES: usize = 256 * 1024;

/// The longest row whose memory is kept for others.
const LONG: usize = 4096;

/// Why there are no further rows.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The system's words.
    Failed(io::Error),
    /// The row that begins on this line doesn't end.
    Endless(u64),
    /// A quote opens in the row that begins on this line, and the file ends before it closes.
    Unclosed(u64),
    /// On this line there is one subject or month too many.
    TooMany(u64),
    /// There is nothing in the file.
    Empty,
    /// The first line is not UTF-8, from this byte on.
    BadHead(usize),
    /// The first line is no JSON object.
    NoObject(u64),
}

/// The rows of a file.
pub(super) enum Rows<'a> {
    Csv(Box<Csv<'a>>),
    Json(Box<Json<'a>>),
}

/// Some rows, one after the other, in memory that is used again and again.
#[derive(Default)]
pub(super) struct Batch {
    rows: Vec<ByteRecord>,
    /// For each row what the reader knew of its line, and whether it is UTF-8.
    lines: Vec<(Line, bool)>,
    /// True where the answers are found.
    pub(super) is_judged: bool,
    /// The answer of each row, or why it has none.
    pub(super) answers: Vec<Result<Answer, Fault>>,
    /// The hash of the id of each, 0 where it has none; empty where no row has an id.
    pub(super) ids: Vec<u64>,
    /// Why there are no further ones; none while there may be.
    pub(super) end: Option<Result<(), Trouble>>,
}

/// The line of a row.
#[derive(Clone, Copy)]
enum Line {
    At(u64),
    /// The row ends on the line before this one.
    Before(u64),
}

impl Batch {
    /// The rows.
    pub(super) fn rows(&self) -> &[ByteRecord] {
        &self.rows[..self.lines.len()]
    }

    /// True for a row that is UTF-8.
    pub(super) fn is_text(&self, at: usize) -> bool {
        self.lines[at].1
    }

    /// The line on which a row begins, from 1.
    pub(super) fn line(&self, at: usize) -> u64 {
        match self.lines[at].0 {
            Line::At(line) => line,
            Line::Before(line) => first_of(&self.rows[at], line),
        }
    }
}

impl Rows<'_> {
    /// Reads the next rows.
    pub(super) fn fill(&mut self, batch: &mut Batch, wanted: &Wanted) {
        let mut bytes = 0;
        batch.lines.clear();
        batch.is_judged = false;
        while batch.end.is_none() && batch.lines.len() < BATCH && bytes < BATCH_BYTES {
            let at = batch.lines.len();
            if batch.rows.len() == at {
                batch.rows.push(ByteRecord::new());
            }
            let row = &mut batch.rows[at];
            // Memory of a row that was very long is given back.
            if row.as_slice().len() > LONG {
                *row = ByteRecord::new();
            }
            let (read, line) = match self {
                Self::Csv(rows) => (rows.next(row), rows.line()),
                Self::Json(rows) => (rows.next(row, wanted), Line::At(rows.line)),
            };
            match read {
                Ok(true) => batch.lines.push((line, is_text(row.as_slice()))),
                Ok(false) => batch.end = Some(Ok(())),
                Err(trouble) => batch.end = Some(Err(trouble)),
            }
            bytes += row.as_slice().len();
        }
    }

    /// All keys that were met, where rows name their cells themselves.
    pub(super) fn keys(self) -> Option<Columns> {
        match self {
            Self::Csv(_) => None,
            Self::Json(rows) => {
                let names = rows.keys.into_iter().map(|(name, _)| name).collect();
                Some(Columns { names, line: 1, separator: None })
            }
        }
    }
}

/// True for UTF-8; most rows are ASCII, which is seen fastest by itself.
fn is_text(row: &[u8]) -> bool {
    row.is_ascii() || std::str::from_utf8(row).is_ok()
}

/// Rows of cells with separators between them.
pub(super) struct Csv<'a> {
    reader: csv::Reader<Box<dyn Read + Send + 'a>>,
    watch: Arc<Watch>,
    /// Rows so far, where lines end as nobody's do any more and can't be counted.
    count: Option<u64>,
}

impl<'a> Csv<'a> {
    /// Reads the first line. Lines end with LF, whatever stands before it, or all with CR.
    pub(super) fn begin(text: Text<'a>, separator: Option<u8>, wanted: &Wanted) -> Result<(Self, Columns), Trouble> {
        let Text { mut reader, watch, .. } = text;
        let failed = |error| if watch.is_endless() { Trouble::Endless(1) } else { Trouble::Failed(error) };
        let head = head(&mut reader).map_err(failed)?;
        let end = match head.contains(&b'\n') || !head.contains(&b'\r') {
            true => b'\n',
            false => b'\r',
        };
        let separator = separator.unwrap_or_else(|| sniffed(&head, end, wanted));
        // A last line without an end gets one, so that all are counted alike.
        let all = io::Cursor::new(head).chain(reader).chain(io::Cursor::new([end]));
        let reader = ReaderBuilder::new()
            .delimiter(separator)
            .terminator(Terminator::Any(end))
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(BUFFER)
            .from_reader(Box::new(all) as Box<dyn Read + Send + 'a>);
        let mut rows = Self { reader, watch, count: (end == b'\r').then_some(0) };
        let mut row = ByteRecord::new();
        if !rows.next(&mut row)? {
            return Err(Trouble::Empty);
        }
        let name = |cell| std::str::from_utf8(cell).map(|name: &str| name.trim().to_owned());
        let names = row.iter().map(name).collect::<Result<Vec<_>, _>>();
        let names = names.map_err(|_| {
            let valid = std::str::from_utf8(row.as_slice()).map_or_else(|error| error.valid_up_to(), str::len);
            Trouble::BadHead(valid)
        })?;
        let line = match rows.line() {
            Line::At(line) => line,
            Line::Before(line) => first_of(&row, line),
        };
        Ok((rows, Columns { names, line, separator: Some(separator) }))
    }

    fn next(&mut self, row: &mut ByteRecord) -> Result<bool, Trouble> {
        loop {
            let begin = self.reader.position().line();
            match self.reader.read_byte_record(row) {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                Err(_) if self.watch.is_endless() => return Err(Trouble::Endless(begin)),
                Err(error) => return Err(Trouble::Failed(reason(error))),
            }
            self.watch.row();
            self.count = self.count.map(|count| count + 1);
            if self.reader.position().line() - begin > 1 {
                self.check_long(row)?;
            }
            // An empty line of a file whose lines end in CR LF.
            if row.len() == 1 && row.as_slice() == b"\r" {
                continue;
            }
            return Ok(true);
        }
    }

    /// Refuses a row over many lines, and one that goes on to the end of the file because a quote never closes.
    fn check_long(&self, row: &ByteRecord) -> Result<(), Trouble> {
        let end = self.reader.position();
        let first = first_of(row, end.line());
        // The end that the last line got belongs to the cell, and what stands before it is no quote.
        let has_all = end.byte() > self.watch.total();
        if has_all && row.as_slice().last() == Some(&b'\n') && self.watch.last() != b'"' {
            return Err(Trouble::Unclosed(first + 1));
        }
        if end.line() - first > MAX_LINES { Err(Trouble::Endless(first)) } else { Ok(()) }
    }

    fn line(&self) -> Line {
        self.count.map_or_else(|| Line::Before(self.reader.position().line()), Line::At)
    }
}

/// The first line of a row that ends on the line before another.
fn first_of(row: &ByteRecord, before: u64) -> u64 {
    let inside = row.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
    before.saturating_sub(1 + inside)
}

fn reason(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other("it is no CSV"),
    }
}

/// Reads until the first line has ended.
fn head(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    loop {
        let before = head.len();
        reader.by_ref().take(8 * 1024).read_to_end(&mut head)?;
        if head.len() == before || head.len() > MAX_HEAD || first_line(&head, b'\n').1 {
            return Ok(head);
        }
    }
}

/// The first line with something in it, and whether its end is there.
fn first_line(head: &[u8], end: u8) -> (&[u8], bool) {
    let begin = head.iter().position(|byte| !matches!(byte, b'\n' | b'\r')).unwrap_or(head.len());
    let mut is_quoted = false;
    for (at, byte) in head.iter().enumerate().skip(begin) {
        is_quoted ^= *byte == b'"';
        if *byte == end && !is_quoted {
            return (&head[begin..at], true);
        }
    }
    (&head[begin..], false)
}

/// The separator that makes most known columns of the first line, and else most columns.
fn sniffed(head: &[u8], end: u8, wanted: &Wanted) -> u8 {
    let line = first_line(head, end).0;
    let worth = |separator: u8| {
        let mut is_quoted = false;
        let cells = line.split(|byte| {
            is_quoted ^= *byte == b'"';
            *byte == separator && !is_quoted
        });
        let name = |cell| String::from_utf8_lossy(cell).trim().trim_matches('"').to_owned();
        let names: Vec<String> = cells.map(name).collect();
        (wanted.known_among(&names), names.len())
    };
    // Of equals the last one wins.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|separator| worth(*separator)).unwrap_or(b',')
}

/// Objects, one a line.
pub(super) struct Json<'a> {
    reader: BufReader<Box<dyn Read + Send + 'a>>,
    watch: Arc<Watch>,
    text: Vec<u8>,
    line: u64,
    /// The keys so far, and for which fields they are.
    keys: Vec<(String, Vec<Field>)>,
    /// True while the first object waits for being asked for.
    is_waiting: bool,
}

impl<'a> Json<'a> {
    /// Reads the first object, for the names of its keys.
    pub(super) fn begin(text: Text<'a>, wanted: &Wanted) -> Result<(Self, Columns), Trouble> {
        let reader = BufReader::with_capacity(BUFFER, text.reader);
        let watch = text.watch;
        let mut rows = Self { reader, watch, text: Vec::new(), line: 0, keys: Vec::new(), is_waiting: true };
        if !rows.read_line()? {
            return Err(Trouble::Empty);
        }
        if let Err(error) = std::str::from_utf8(&rows.text) {
            return Err(Trouble::BadHead(error.valid_up_to()));
        }
        if rows.parse(wanted).is_none() {
            return Err(Trouble::NoObject(rows.line));
        }
        let names = rows.keys.iter().map(|(name, _)| name.clone()).collect();
        let columns = Columns { names, line: rows.line, separator: None };
        Ok((rows, columns))
    }

    /// A row has a cell for each field; a line that is no object none, one that is not UTF-8 itself.
    fn next(&mut self, row: &mut ByteRecord, wanted: &Wanted) -> Result<bool, Trouble> {
        row.clear();
        if !std::mem::take(&mut self.is_waiting) && !self.read_line()? {
            return Ok(false);
        }
        if std::str::from_utf8(&self.text).is_err() {
            row.push_field(&self.text);
        } else if let Some(cells) = self.parse(wanted) {
            cells.iter().for_each(|cell| row.push_field(cell.as_bytes()));
        }
        Ok(true)
    }

    /// Reads a line with something on it.
    fn read_line(&mut self) -> Result<bool, Trouble> {
        loop {
            self.text.clear();
            self.watch.row();
            self.line += 1;
            match self.reader.read_until(b'\n', &mut self.text) {
                Ok(0) => return Ok(false),
                Ok(_) if self.text.trim_ascii().is_empty() => {}
                Ok(_) => return Ok(true),
                Err(_) if self.watch.is_endless() => return Err(Trouble::Endless(self.line)),
                Err(error) => return Err(Trouble::Failed(error)),
            }
        }
    }

    fn parse(&mut self, wanted: &Wanted) -> Option<[String; FIELDS]> {
        let mut reading = serde_json::Deserializer::from_slice(&self.text);
        let object = Object { keys: &mut self.keys, wanted };
        let cells = reading.deserialize_map(object).ok()?;
        reading.end().ok().map(|()| cells)
    }
}

/// An object whose values are taken as far as somebody asks for them.
struct Object<'a> {
    keys: &'a mut Vec<(String, Vec<Field>)>,
    wanted: &'a Wanted,
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = [String; FIELDS];

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut cells = [const { String::new() }; FIELDS];
        // An object that says nothing of it is one answer.
        cells[Field::Count as usize].push('1');
        while let Some(key) = map.next_key::<String>()? {
            let found;
            let fields = match self.keys.iter().position(|(known, _)| *known == key) {
                Some(at) => &self.keys[at].1,
                None => {
                    found = self.wanted.fields(&key);
                    if self.keys.len() < MAX_KEYS {
                        self.keys.push((key, found.clone()));
                    }
                    &found
                }
            };
            match fields.as_slice() {
                [] => _ = map.next_value::<IgnoredAny>()?,
                fields => {
                    let text = text_of(map.next_value()?);
                    fields.iter().for_each(|field| cells[*field as usize].clone_from(&text));
                }
            }
        }
        Ok(cells)
    }
}

/// A value as a cell of a CSV would have it.
fn text_of(value: serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text,
        serde_json::Value::Number(number) => match number.as_u64() {
            Some(whole) => whole.to_string(),
            None => number.as_f64().unwrap_or(f64::NAN).to_string(),
        },
        value => value.to_string(),
    }
}
