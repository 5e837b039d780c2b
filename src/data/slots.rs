//! Answers → tallies by subject and month, and the comments that are kept of each.
//!
//! In: what a row is about, as the bytes of its cells, and what it answers. Out: [`Answers`] by [`Subject`]. Promises: a row
//! about something known costs one look-up and no memory; no order of a hash map is ever seen; memory is bounded by
//! [`MAX_SLOTS`] and [`MAX_NAMES`]. Deliberately not here: whether a row can be used.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState};
use std::ops::RangeInclusive;

use csv::ByteRecord;
use jiff::civil::Date;

use crate::data::plan::Found;
use crate::data::tally::{Ends, Month, Tally};
use crate::data::{Answers, QUOTES, Quote, Subject};
use crate::locale::composed;
use crate::parse::metrics::Field;

/// The most different subjects and months.
pub(super) const MAX_SLOTS: usize = 1_000_000;

/// The most bytes of names that are told apart.
pub(super) const MAX_NAMES: usize = 64 * 1024 * 1024;

/// The most subjects that comments are kept of; those that come later have none.
const MAX_QUOTED: usize = 10_000;

/// The longest comment that is shown, in characters; what is longer is no quote but a letter.
pub(super) const MAX_QUOTE: usize = 400;

/// The fields that say what a row is about.
const ABOUT: [Field; 6] =
    [Field::Journey, Field::Stage, Field::Step, Field::Touchpoint, Field::Persona, Field::Channel];

/// An answer of a row that can be used.
#[derive(Clone, Copy)]
pub(super) struct Answer {
    pub(super) score: f64,
    pub(super) count: u64,
    pub(super) day: Option<Date>,
}

/// What one spelling of a subject answered in one month.
struct Slot {
    subject: usize,
    month: Option<Month>,
    rows: u64,
    tally: Tally,
    days: Option<(Date, Date)>,
}

/// All answers so far.
pub(super) struct Slots {
    ends: Ends,
    /// The columns that say what a row is about.
    about: Vec<(Field, usize)>,
    /// Columns among them that stand side by side.
    runs: Vec<RangeInclusive<usize>>,
    seed: Key,
    by_key: HashMap<Key, usize, BuildHasherDefault<Hashed>>,
    /// Of the rows that were counted last.
    keys: Vec<Key>,
    places: Vec<usize>,
    slots: Vec<Slot>,
    by_subject: HashMap<Subject, usize>,
    subjects: Vec<(Subject, Answers)>,
    /// The bytes of all names so far.
    names: usize,
    quotes: Vec<Vec<Held>>,
    /// By subject: what a comment must be later than to be kept.
    oldest: Vec<When>,
}

/// A comment's day, and its row.
type When = (Option<Date>, u64);

/// A comment that is kept as long as no later ones come.
struct Held {
    when: When,
    text: String,
}

impl Slots {
    pub(super) fn new(ends: Ends, found: &Found) -> Self {
        let about: Vec<_> = ABOUT.iter().filter_map(|field| Some((*field, found[*field as usize]?))).collect();
        let mut columns: Vec<usize> = about.iter().map(|(_, at)| *at).collect();
        columns.sort_unstable();
        let runs = columns.chunk_by(|one, next| next - one <= 1).map(|run| run[0]..=run[run.len() - 1]).collect();
        Self {
            ends,
            about,
            runs,
            seed: Key::seed(),
            by_key: HashMap::default(),
            keys: Vec::new(),
            places: Vec::new(),
            slots: Vec::new(),
            by_subject: HashMap::new(),
            subjects: Vec::new(),
            names: 0,
            quotes: Vec::new(),
            oldest: Vec::new(),
        }
    }

    /// Counts the answers of many rows, those that are none left out; fails with the first row that is one subject or month
    /// too many. `line` tells on which line a row is.
    ///
    /// Each step is done for all rows before the next one: so look-ups, each somewhere else in memory, don't wait for each
    /// other.
    pub(super) fn add_all<E>(
        &mut self,
        rows: &[ByteRecord],
        answers: &[Result<Answer, E>],
        line: impl Fn(usize) -> u64,
    ) -> Result<(), usize> {
        let mut keys = std::mem::take(&mut self.keys);
        let counted = answers.iter().enumerate().filter_map(|(at, answer)| Some((at, answer.as_ref().ok()?)));
        let counted = || counted.clone().filter(|(_, answer)| answer.count > 0);
        keys.clear();
        keys.extend(counted().map(|(at, answer)| self.key(&rows[at], answer.day)));
        self.places.clear();
        let mut done = Ok(());
        for (key, (at, answer)) in keys.iter().zip(counted()) {
            let known = self.by_key.get(key).copied();
            match known.or_else(|| self.slot(*key, &rows[at], answer.day, || line(at))) {
                Some(place) => self.places.push(place),
                None => {
                    done = Err(at);
                    break;
                }
            }
        }
        self.keys = keys;
        for (place, (_, answer)) in self.places.iter().zip(counted()) {
            let slot = &mut self.slots[*place];
            slot.rows += 1;
            slot.tally.add(self.ends, answer.score, answer.count);
            if let Some(day) = answer.day {
                let (first, last) = slot.days.unwrap_or((day, day));
                slot.days = Some((first.min(day), last.max(day)));
            }
        }
        done
    }

    /// What tells rows apart: their month, and the bytes and lengths of the cells that say what they are about.
    fn key(&self, row: &ByteRecord, day: Option<Date>) -> Key {
        let (mut key, bytes) = (self.seed, row.as_slice());
        let mut lengths = day.map_or(0, |day| day.year() * 12 + i16::from(day.month())) as u64;
        for run in &self.runs {
            let (mut begin, mut end) = (usize::MAX, 0);
            for at in run.clone() {
                let cell = row.range(at).unwrap_or_default();
                (begin, end) = (begin.min(cell.start), cell.end);
                match cell.len() as u64 {
                    length @ 0..256 => lengths = lengths.rotate_left(8) ^ length,
                    length => key.fold(u128::from(length).to_le_bytes()),
                }
            }
            key.add(bytes.get(begin..end).unwrap_or_default());
        }
        key.fold(u128::from(lengths).to_le_bytes());
        key
    }

    /// Makes room for another spelling or month.
    fn slot(&mut self, key: Key, row: &ByteRecord, day: Option<Date>, line: impl Fn() -> u64) -> Option<usize> {
        self.names += self.about.iter().map(|(_, at)| row.get(*at).map_or(0, <[u8]>::len)).sum::<usize>();
        if self.slots.len() == MAX_SLOTS || self.names > MAX_NAMES {
            return None;
        }
        let subject = subject(row, &self.about);
        let subject = match self.by_subject.get(&subject) {
            Some(at) => *at,
            None => {
                let at = self.subjects.len();
                self.by_subject.insert(subject.clone(), at);
                self.subjects.push((subject, Answers { line: line(), ..Answers::default() }));
                at
            }
        };
        let at = self.slots.len();
        self.slots.push(Slot { subject, month: day.map(Month::from), rows: 0, tally: Tally::default(), days: None });
        self.by_key.insert(key, at);
        Some(at)
    }

    /// The subject of the `nth` row that was counted last, if a comment about it at this time is among the latest.
    pub(super) fn wants(&self, nth: usize, when: When) -> Option<usize> {
        let subject = self.slots[*self.places.get(nth)?].subject;
        let is_late = self.oldest.get(subject).is_none_or(|oldest| *oldest < when);
        (is_late && subject < MAX_QUOTED).then_some(subject)
    }

    /// Keeps a comment, and lets go of the oldest one about its subject where there are enough.
    pub(super) fn quote(&mut self, subject: usize, when: When, text: &str) {
        if self.quotes.len() <= subject {
            self.quotes.resize_with(subject + 1, Vec::new);
            self.oldest.resize(subject + 1, (None, 0));
        }
        let held = &mut self.quotes[subject];
        let is_full = held.len() == QUOTES;
        match held.iter_mut().min_by_key(|held| held.when) {
            Some(oldest) if is_full => {
                oldest.when = when;
                oldest.text.clear();
                oldest.text.push_str(text);
            }
            _ => held.push(Held { when, text: text.to_owned() }),
        }
        if held.len() == QUOTES {
            self.oldest[subject] = held.iter().map(|held| held.when).min().unwrap_or_default();
        }
    }

    /// Lets go of all comments.
    pub(super) fn forget_quotes(&mut self) {
        self.quotes.clear();
        self.oldest.clear();
    }

    /// All answers by what they are about, and the comments, the last ones first.
    pub(super) fn finish(self) -> (Vec<(Subject, Answers)>, Vec<Quote>) {
        let mut subjects = self.subjects;
        for slot in self.slots {
            let answers = &mut subjects[slot.subject].1;
            answers.rows += slot.rows;
            *answers.months.entry(slot.month).or_default() += slot.tally;
            answers.days = match (answers.days, slot.days) {
                (Some((first, last)), Some(days)) => Some((first.min(days.0), last.max(days.1))),
                (one, other) => one.or(other),
            };
        }
        let held = self.quotes.into_iter().enumerate();
        let mut held: Vec<_> = held.flat_map(|(at, held)| held.into_iter().map(move |held| (at, held))).collect();
        held.sort_by_key(|(_, held)| std::cmp::Reverse(held.when));
        let quotes = held.into_iter().map(|(subject, held)| Quote { subject, on: held.when.0, text: held.text });
        (subjects, quotes.collect())
    }
}

fn subject(row: &ByteRecord, about: &[(Field, usize)]) -> Subject {
    let mut subject = Subject::default();
    for (field, at) in about {
        let name = composed(String::from_utf8_lossy(row.get(*at).unwrap_or_default()).trim()).into_owned();
        let name = (!name.is_empty()).then_some(name);
        match field {
            Field::Journey => subject.journey = name,
            Field::Stage => subject.stage = name,
            Field::Step => subject.step = name,
            Field::Touchpoint => subject.touchpoint = name,
            Field::Persona => subject.persona = name,
            Field::Channel => subject.channel = name,
            _ => {}
        }
    }
    subject
}

/// 128 bits of hash: no two different keys of a file ever have the same, and nobody can make a file that has them, since
/// each reading begins at numbers of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key(u64, u64);

impl Key {
    fn seed() -> Self {
        let random = RandomState::new();
        Self(random.hash_one(0), random.hash_one(1))
    }

    /// Adds bytes, sixteen at a time.
    fn add(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<16>();
        for word in words {
            self.fold(*word);
        }
        if !rest.is_empty() {
            let mut last = [0; 16];
            last[..rest.len()].copy_from_slice(rest);
            self.fold(last);
        }
    }

    /// Folds products of what there was and what comes.
    fn fold(&mut self, bytes: [u8; 16]) {
        let word = u128::from_le_bytes(bytes);
        let (low, high) = (word as u64, (word >> 64) as u64);
        let folded = |one: u64, two: u64| {
            let product = u128::from(one) * u128::from(two);
            (product >> 64) as u64 ^ product as u64
        };
        // What was folded before must count even where a product is nothing.
        let one = folded(self.0 ^ low, high ^ 0x9e37_79b9_7f4a_7c15).wrapping_add(self.1.rotate_left(23));
        let two = folded(self.1 ^ high, low ^ 0xd6e8_feb8_6659_fd93).wrapping_add(self.0.rotate_left(41));
        *self = Self(one, two);
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        hasher.write_u64(self.0);
    }
}

/// Takes a number that is a hash already.
#[derive(Default)]
pub(super) struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
