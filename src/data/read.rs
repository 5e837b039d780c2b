//! A file of answers → its table.

use std::collections::HashSet;
use std::fs::File;
use std::hash::BuildHasherDefault;
use std::io::{self, Read};
use std::sync::mpsc::sync_channel;
use std::thread;

use csv::ByteRecord;
use jiff::civil::Date;

use crate::data::cells::{Fraction, trimmed};
use crate::data::decode::{self, MAX_ROW, Refusal};
use crate::data::judge::{Judge, cell};
use crate::data::plan::{Columns, Found, Plan};
use crate::data::privacy::{is_yes, may_hold_some, personal};
use crate::data::rows::{Batch, Csv, Json, Rows, Trouble};
use crate::data::slots::{Hashed, MAX_QUOTE, MAX_SLOTS, Slots};
use crate::data::tally::Ends;
use crate::data::tell::{ENCODING_HINT, Fault, Teller};
use crate::data::{Table, Unused};
use crate::diag::{Diagnosed, Diagnostics};
use crate::parse::metrics::{DataSet, Field, Metric};
use crate::source::Asset;

/// The endings of files with one object a line.
const JSON: [&str; 2] = ["jsonl", "ndjson"];

/// How many batches of rows are on their way between the thread that reads and the one that counts.
const IN_FLIGHT: usize = 4;

/// Reads a file of answers, row by row.
///
/// Its memory grows with how many subjects and months it speaks of, and by some 20 bytes a row where a column `id` tells
/// answers apart: of each id a number of 64 bits is kept.
pub fn read(set: &DataSet, metric: &Metric, file: &Asset) -> Diagnosed<Table> {
    match file {
        Asset::Memory(bytes) => read_from(set, metric, &bytes[..]),
        Asset::Disk { path, .. } => match File::open(path) {
            Ok(file) => read_from(set, metric, file),
            Err(error) => read_from(set, metric, Refused(Some(error))),
        },
    }
}

/// A file that could not even be opened.
struct Refused(Option<io::Error>);

impl Read for Refused {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Reads answers out of a stream of bytes; the file's name still says what is in them.
pub fn read_from(set: &DataSet, metric: &Metric, raw: impl Read + Send) -> Diagnosed<Table> {
    let mut out = Diagnostics::default();
    let Some(plan) = out.take(Plan::of(set)) else { return Diagnosed::new(Table::default(), out) };
    let Plan { encoding, separator, days, wanted } = plan;
    let mut teller = Teller::new(set, metric, &wanted);
    teller.extend(out);
    let text = match decode::open(raw, encoding) {
        Ok(text) => text,
        Err(refusal) => {
            match refusal {
                Refusal::NoText(what, hint) => teller.file(None, what, hint),
                Refusal::Failed(error) => failed(&mut teller, &error),
            }
            return Diagnosed::new(Table::default(), teller.finish());
        }
    };
    let watch = text.watch.clone();
    teller.encoding = text.encoding;
    let begun = match JSON.contains(&teller.path().extension().as_str()) {
        true => Json::begin(text, &wanted).map(|(rows, columns)| (Rows::Json(Box::new(rows)), columns)),
        false => Csv::begin(text, separator, &wanted).map(|(rows, columns)| (Rows::Csv(Box::new(rows)), columns)),
    };
    match begun {
        Err(trouble) => told(&mut teller, &trouble),
        Ok((mut rows, columns)) => {
            if let Some(has_publish) = begin(&mut teller, &rows, &columns) {
                let (found, fraction) = (teller.found, teller.fraction);
                let width = teller.width.unwrap_or(found.len());
                let judge = Judge { metric, found, days, fraction, width, watch };
                let mut reading = Reading::new(metric, has_publish, teller);
                return match reading.all(&mut rows, judge) {
                    Ok(()) => reading.finish(rows.keys()),
                    Err(trouble) => {
                        told(&mut reading.teller, &trouble);
                        reading.finish(None)
                    }
                };
            }
        }
    }
    Diagnosed::new(Table::default(), teller.finish())
}

/// Finds the columns; returns whether one says which comments may be shown, or nothing where it makes no sense to go on.
fn begin(teller: &mut Teller, rows: &Rows, columns: &Columns) -> Option<bool> {
    let found = teller.wanted.find(teller.path(), columns);
    let has_publish = found.value[Field::Publish as usize].is_some() || teller.wanted.says(Field::Publish);
    match rows {
        Rows::Csv(_) => {
            teller.width = Some(columns.names.len());
            teller.found = found.value;
            teller.extend(found.diagnostics);
        }
        // Each object names its own cells, so that what the first one lacks may still come.
        Rows::Json(_) => {
            teller.found = std::array::from_fn(Some);
            if found.value[Field::Score as usize].is_none() {
                teller.extend(found.diagnostics);
            }
        }
    }
    if columns.separator == Some(b',') {
        teller.fraction = Fraction::Dot;
    }
    (!teller.has_errors()).then_some(has_publish)
}

fn failed(teller: &mut Teller, error: &io::Error) {
    let (what, hint) = match error.kind() {
        io::ErrorKind::NotFound => ("it is not there any more".to_owned(), "bring it back"),
        io::ErrorKind::PermissionDenied => ("permission denied".to_owned(), "give yourself the right to read it"),
        io::ErrorKind::IsADirectory => ("it is a folder".to_owned(), "name a file in it"),
        _ => (error.to_string(), "look whether other programs can read it"),
    };
    teller.file(None, format!("this can't be read: {what}"), hint);
}

/// Tells why there are no further rows.
fn told(teller: &mut Teller, trouble: &Trouble) {
    match trouble {
        Trouble::Failed(error) => failed(teller, error),
        Trouble::Endless(line) => {
            let message = format!("the row that begins here doesn't end within 1,000 lines and {} MiB", MAX_ROW >> 20);
            teller.file(Some(*line), message, "a quote `\"` opens in it and never closes: close it, or remove it");
        }
        Trouble::Unclosed(line) => {
            let message = "a quote opens in this row and never closes, so the rest of the file is one cell";
            teller.file(Some(*line), message, "close it, or remove it; a quote inside a text is written twice, `\"\"`");
        }
        Trouble::TooMany(line) => {
            let message = format!("from here on there are more than {MAX_SLOTS} different subjects and months");
            let hint = "a column of `journey`, `stage`, `step`, `touchpoint`, `persona` or `channel` holds something else, \
                        as an id of each answer";
            teller.file(Some(*line), message, hint);
        }
        Trouble::Empty => teller.file(None, "there is nothing in this file", "write the names of its columns first"),
        Trouble::BadHead(at) => {
            let encoding = teller.encoding.unwrap_or("UTF-8");
            teller.file(Some(1), format!("byte {} of the first line is not {encoding}", at + 1), ENCODING_HINT);
        }
        Trouble::NoObject(line) => {
            teller.file(Some(*line), "this line is no JSON object", "write one object a line, as `{\"score\": 9}`");
        }
    }
}

/// Rows being read.
struct Reading<'a> {
    found: Found,
    slots: Slots,
    /// True where a comment is shown only if its row says so.
    has_publish: bool,
    ids: HashSet<u64, BuildHasherDefault<Hashed>>,
    teller: Teller<'a>,
    table: Table,
}

impl<'a> Reading<'a> {
    fn new(metric: &Metric, has_publish: bool, teller: Teller<'a>) -> Self {
        let found = teller.found;
        let (slots, ids, table) = (Slots::new(Ends::of(metric), &found), HashSet::default(), Table::default());
        Self { found, slots, has_publish, ids, teller, table }
    }

    /// Looks at rows while another thread reads the next ones; where there are few, there is no other thread. Who of the two
    /// has time finds the answers of a batch.
    fn all(&mut self, rows: &mut Rows, mut judge: Judge) -> Result<(), Trouble> {
        let (mut first, wanted) = (Batch::default(), self.teller.wanted);
        rows.fill(&mut first, wanted);
        judge.batch(&mut first);
        self.drop_duplicates(&mut first);
        self.batch(&first)?;
        if let Some(end) = first.end.take() {
            return end;
        }
        let (full, filled) = sync_channel(IN_FLIGHT);
        let (empty, emptied) = sync_channel(IN_FLIGHT);
        // Neither channel is ever too small for all batches, so that nobody waits but for a batch.
        for batch in std::iter::once(first).chain((1..IN_FLIGHT).map(|_| Batch::default())) {
            let _ = empty.send(batch);
        }
        let mut reading = judge.clone();
        let reader = move || {
            let mut next = emptied.recv().ok();
            while let Some(mut batch) = next {
                rows.fill(&mut batch, wanted);
                next = emptied.try_recv().ok();
                if next.is_none() {
                    // Nothing to go on with: the other thread is behind.
                    reading.batch(&mut batch);
                }
                let is_last = batch.end.is_some();
                if full.send(batch).is_err() || is_last {
                    return;
                }
                next = next.or_else(|| emptied.recv().ok());
            }
        };
        // What leaves the scope takes its ends of the channels with it, and the reader ends.
        thread::scope(move |scope| {
            thread::Builder::new().spawn_scoped(scope, reader).map_err(Trouble::Failed)?;
            for mut batch in filled {
                if !batch.is_judged {
                    judge.batch(&mut batch);
                }
                self.drop_duplicates(&mut batch);
                self.batch(&batch)?;
                match batch.end.take() {
                    Some(end) => return end,
                    None => _ = empty.send(batch),
                }
            }
            Ok(())
        })
    }

    fn batch(&mut self, batch: &Batch) -> Result<(), Trouble> {
        let answers = &batch.answers;
        let added = self.slots.add_all(batch.rows(), answers, |at| batch.line(at));
        let counted = added.map_or_else(|at| at, |()| answers.len());
        let mut nth = 0;
        for (at, (row, answer)) in batch.rows().iter().zip(answers).enumerate().take(counted) {
            let line = || batch.line(at);
            self.table.rows += 1;
            match answer {
                Ok(answer) if answer.count == 0 => {}
                Ok(answer) => {
                    self.comment(row, nth, answer.day, line);
                    nth += 1;
                }
                Err(fault) => {
                    *self.table.unused.entry(fault.why).or_default() += 1;
                    self.teller.row(*fault, row, line);
                }
            }
        }
        added.map_err(|at| Trouble::TooMany(batch.line(at)))
    }

    /// Finds answers whose id was there before. They are looked for all at once: the look-ups, each somewhere else in
    /// memory, don't wait for each other.
    fn drop_duplicates(&mut self, batch: &mut Batch) {
        for (answer, id) in batch.answers.iter_mut().zip(&batch.ids) {
            if *id != 0 && answer.is_ok() && !self.ids.insert(*id) {
                *answer = Err(Fault { why: Unused::Duplicate, field: Some(Field::Id) });
            }
        }
    }

    /// Keeps the comment of a row, the `nth` that was counted, if it has one that may be shown.
    fn comment(&mut self, row: &ByteRecord, nth: usize, day: Option<Date>, line: impl Fn() -> u64) {
        let publish = cell(row, &self.found, Field::Publish).unwrap_or_default();
        if !self.has_publish && !publish.is_empty() {
            // What came before had nobody's word for it.
            self.has_publish = true;
            self.slots.forget_quotes();
        }
        let Some(comment) = cell(row, &self.found, Field::Comment).filter(|comment| !comment.is_empty()) else {
            return;
        };
        let when = (day, self.table.rows);
        let wanted = self.slots.wants(nth, when);
        // Most are neither among the last ones nor suspicious.
        if wanted.is_none() && !may_hold_some(comment) {
            return;
        }
        let may_be_shown = !self.has_publish || std::str::from_utf8(publish).is_ok_and(is_yes);
        let Ok(text) = std::str::from_utf8(trimmed(comment)) else { return };
        let is_short = text.len() <= MAX_QUOTE || text.chars().nth(MAX_QUOTE).is_none();
        if may_be_shown && is_short && !text.is_empty() {
            match (personal(text), wanted) {
                (Some(personal), _) => self.teller.comment(personal, line),
                (None, Some(subject)) => self.slots.quote(subject, when, text),
                (None, None) => {}
            }
        }
    }

    /// Puts the table together. The keys are those of all objects, where there were some.
    fn finish(self, keys: Option<Columns>) -> Diagnosed<Table> {
        let Self { mut slots, mut teller, mut table, has_publish, .. } = self;
        if let Some(keys) = keys {
            let found = teller.wanted.find(teller.path(), &keys);
            if !has_publish && found.value[Field::Publish as usize].is_some() {
                slots.forget_quotes();
            }
            teller.extend(found.diagnostics);
        }
        if table.rows == 0 && !teller.has_errors() {
            teller.no_rows();
        }
        (table.subjects, table.quotes) = slots.finish();
        Diagnosed::new(table, teller.finish())
    }
}
