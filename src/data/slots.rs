//! Answers → tallies by subject and month, and the comments that are kept of each.
//!
//! In: what a row is about, as the bytes of its cells, and what it answers. Out: [`Answers`] by [`Subject`]. Promises: a row
//! about something known costs one look-up and no memory; no order of a hash map is ever seen; memory is bounded by
//! [`MAX_SLOTS`] and [`MAX_NAMES`]. Deliberately not here: whether a row can be used.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

use csv::ByteRecord;
use jiff::civil::Date;

use crate::data::plan::{Found, composed};
use crate::data::tally::{Ends, Month, Tally};
use crate::data::{Answers, QUOTES, Quote, Subject};
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
    tally: Tally,
    days: Option<(Date, Date)>,
}

/// All answers so far.
pub(super) struct Slots {
    ends: Ends,
    /// The columns that say what a row is about.
    about: Vec<(Field, usize)>,
    by_key: HashMap<Box<[u8]>, usize, Seed>,
    key: Vec<u8>,
    slots: Vec<Slot>,
    by_subject: HashMap<Subject, usize>,
    subjects: Vec<(Subject, Answers)>,
    /// The bytes of all keys.
    names: usize,
    quotes: Vec<Vec<Held>>,
}

/// A comment that is kept as long as no later ones come.
struct Held {
    /// Its day, and its row on that day.
    when: (Option<Date>, u64),
    text: String,
}

impl Slots {
    pub(super) fn new(ends: Ends, found: &Found) -> Self {
        let about = ABOUT.iter().filter_map(|field| Some((*field, found[*field as usize]?))).collect();
        Self {
            ends,
            about,
            by_key: HashMap::with_hasher(Seed::new()),
            key: Vec::new(),
            slots: Vec::new(),
            by_subject: HashMap::new(),
            subjects: Vec::new(),
            names: 0,
            quotes: Vec::new(),
        }
    }

    /// Counts a row's answer; returns its subject, or nothing where there are too many of them.
    pub(super) fn add(&mut self, row: &ByteRecord, answer: Answer, line: impl Fn() -> u64) -> Option<usize> {
        self.key.clear();
        for (_, at) in &self.about {
            self.key.extend_from_slice(row.get(*at).unwrap_or_default());
            // No text has this byte in it.
            self.key.push(0xff);
        }
        let month = answer.day.map_or(0, |day| day.year() * 12 + i16::from(day.month()));
        self.key.extend_from_slice(&month.to_le_bytes());
        let at = match self.by_key.get(self.key.as_slice()) {
            Some(at) => *at,
            None => self.slot(row, answer.day, line)?,
        };
        let slot = &mut self.slots[at];
        slot.tally.add(self.ends, answer.score, answer.count);
        if let Some(day) = answer.day {
            let (first, last) = slot.days.unwrap_or((day, day));
            slot.days = Some((first.min(day), last.max(day)));
        }
        Some(slot.subject)
    }

    /// Makes room for another spelling or month.
    fn slot(&mut self, row: &ByteRecord, day: Option<Date>, line: impl Fn() -> u64) -> Option<usize> {
        self.names += self.key.len();
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
        self.slots.push(Slot { subject, month: day.map(Month::from), tally: Tally::default(), days: None });
        self.by_key.insert(self.key.as_slice().into(), at);
        Some(at)
    }

    /// Keeps a comment, if it is one of the last about its subject.
    pub(super) fn quote(&mut self, subject: usize, day: Option<Date>, row: u64, text: &str) {
        if subject >= MAX_QUOTED {
            return;
        }
        if self.quotes.len() <= subject {
            self.quotes.resize_with(subject + 1, Vec::new);
        }
        let (held, when) = (&mut self.quotes[subject], (day, row));
        if held.len() < QUOTES {
            held.push(Held { when, text: text.to_owned() });
        } else if let Some(oldest) = held.iter_mut().min_by_key(|held| held.when)
            && oldest.when < when
        {
            oldest.when = when;
            oldest.text.clear();
            oldest.text.push_str(text);
        }
    }

    /// Lets go of all comments.
    pub(super) fn forget_quotes(&mut self) {
        self.quotes.clear();
    }

    /// All answers by what they are about, and the comments, the last ones first.
    pub(super) fn finish(self) -> (Vec<(Subject, Answers)>, Vec<Quote>) {
        let mut subjects = self.subjects;
        for slot in self.slots {
            let answers = &mut subjects[slot.subject].1;
            *answers.months.entry(slot.month).or_default() += slot.tally;
            answers.days = match (answers.days, slot.days) {
                (Some((first, last)), Some(days)) => Some((first.min(days.0), last.max(days.1))),
                (one, other) => one.or(other),
            };
        }
        let held = self.quotes.into_iter().enumerate();
        let mut held: Vec<_> = held.flat_map(|(at, held)| held.into_iter().map(move |held| (at, held))).collect();
        held.sort_by(|(_, one), (_, other)| other.when.cmp(&one.when));
        let quotes = held.into_iter().map(|(subject, held)| Quote { subject, on: held.when.0, text: held.text });
        (subjects, quotes.collect())
    }
}

fn subject(row: &ByteRecord, about: &[(Field, usize)]) -> Subject {
    let mut subject = Subject::default();
    for (field, at) in about {
        let name = composed(String::from_utf8_lossy(row.get(*at).unwrap_or_default()).trim());
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

/// Begins hashes at a number that nobody knows, so that no file can be made to be slow.
pub(super) struct Seed(u64);

impl Seed {
    fn new() -> Self {
        Self(RandomState::new().hash_one(0))
    }
}

impl BuildHasher for Seed {
    type Hasher = Folding;

    fn build_hasher(&self) -> Folding {
        Folding(self.0)
    }
}

/// Hashes short keys, eight bytes at a time, by folding products.
pub(super) struct Folding(u64);

impl Folding {
    fn fold(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word) * 0x9e37_79b9_7f4a_7c15;
        self.0 = (product >> 64) as u64 ^ product as u64;
    }
}

impl Hasher for Folding {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.fold(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.fold(u64::from_le_bytes(last));
    }

    fn write_usize(&mut self, length: usize) {
        self.fold(length as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
