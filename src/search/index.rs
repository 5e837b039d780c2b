//! Pages → postings, records and the table that leads to them, in files of a few kilobytes.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write;

use rayon::prelude::*;

use crate::search::normalise::{each_word, key};
use crate::search::pack::{number, packed, rising};
use crate::search::{Group, Page};

/// How many sections' records a file holds.
const RECORDS: usize = 32;
/// How many characters of a section's text its record holds.
const EXCERPT: usize = 120;
/// How much of the records is said in advance, in bytes.
const COMMON: usize = 12_000;
/// How long the postings of a file become before the next one begins, in bytes before they are packed.
const POSTINGS: usize = 10_000;
/// How many words are kept for those who mistype.
const KNOWN: usize = 3_000;
/// The shortest word that somebody can mistype and mean.
const SHORTEST: usize = 4;
/// Where a word stands, the best first: it is a name, is in a name, in a heading, more than once in a text, once.
const CLASSES: usize = 5;
/// The class of words in a text, until it is known how often each stands there.
const TEXT: u32 = 4;

/// Makes the index of as many pages as `groups` has, each of which is made when it is needed; they are in the groups' order.
/// Out come its files, each when it is wanted: their names, without `.js`, and what each hands over.
pub fn index(
    groups: &[Group],
    page: &(dyn Fn(usize) -> Page + Sync),
) -> impl ParallelIterator<Item = (String, String)> + use<> {
    let pieces = rayon::current_num_threads().max(1);
    let size = groups.len().div_ceil(pieces).max(1);
    let starts: Vec<usize> = (0..groups.len()).step_by(size).collect();
    let read: Vec<Piece> = starts
        .into_par_iter()
        .map(|start| {
            let mut piece = Piece::default();
            (start..groups.len().min(start + size)).for_each(|at| piece.add(page(at)));
            piece
        })
        .collect();
    let whole = Whole::new(&read, groups);
    let (shards, covered) = (whole.shards(&read), read.iter().map(|piece| piece.covered).sum());
    let common = common(&read);
    let of_sections = stamp(Whole::sections(&read).chain([common.as_bytes()]));
    let firsts = shards.iter().map(|shard| shard.first.as_bytes());
    let of_words = stamp(firsts.chain([of_sections.as_bytes()]));
    let root = whole.root(&shards, covered) + &of_sections + "\n" + &common;
    let mut texts: Vec<(String, String)> = vec![("root".to_owned(), root), whole.known(&read)];
    texts.extend(shards.into_iter().enumerate().map(|(at, shard)| (format!("p{at}"), shard.text)));
    texts.extend(records(&read).enumerate().map(|(at, text)| (format!("d{at}"), text)));
    texts.into_par_iter().map(move |(name, text)| {
        let is_record = name.starts_with('d');
        let (bytes, letters) = packed(if is_record { &common } else { "" }, &text);
        let stamp = if is_record { &of_sections } else { &of_words };
        let script = format!("rihlaShard(\"{name}\",\"{stamp}\",{bytes},\"{letters}\");\n");
        (name, script)
    })
}

/// What was read of pages that follow each other.
#[derive(Default)]
struct Piece {
    /// The words, and the postings of each.
    words: HashMap<String, usize>,
    /// Sections and classes, as one number each, in order.
    postings: Vec<Vec<u32>>,
    /// The line of each page, and those of its sections.
    pages: Vec<(String, Vec<String>)>,
    sections: u32,
    /// The words of the section that is being read, and where each stands.
    open: HashMap<usize, u32>,
    covered: usize,
}

impl Piece {
    fn add(&mut self, page: Page) {
        let mut lines = Vec::with_capacity(page.sections.len() + 1);
        self.read(&page.title, &page, 1);
        self.name();
        self.read(&page.text, &page, TEXT);
        self.close();
        lines.push(line(["", "", "", &excerpt(&page.text)]));
        for section in &page.sections {
            self.read(&section.heading, &page, if section.is_name { 1 } else { 2 });
            if section.is_name {
                self.name();
            }
            self.read(&section.text, &page, TEXT);
            self.close();
            lines.push(line([&section.heading, &section.anchor, &section.kind, &excerpt(&section.text)]));
        }
        self.pages.push((line([&page.title, &page.url, &page.kind, &page.within]), lines));
    }

    /// Reads a text of the open section, after those of better classes.
    fn read(&mut self, text: &str, page: &Page, class: u32) {
        self.covered += text.len();
        let Self { words, postings, open, .. } = self;
        each_word(text, page.case, |word| {
            let id = match words.get(word) {
                Some(id) => *id,
                None => {
                    let id = words.len();
                    words.insert(word.to_owned(), id);
                    postings.push(Vec::new());
                    id
                }
            };
            match open.entry(id) {
                Entry::Vacant(new) => _ = new.insert(class),
                Entry::Occupied(mut known) if *known.get() == TEXT => _ = known.insert(TEXT - 1),
                Entry::Occupied(_) => {}
            }
        });
    }

    /// A word that is a name by itself is the best that can be found.
    fn name(&mut self) {
        if self.open.len() == 1 {
            self.open.values_mut().for_each(|class| *class = 0);
        }
    }

    fn close(&mut self) {
        for (id, class) in self.open.drain() {
            self.postings[id].push(self.sections * CLASSES as u32 + class);
        }
        self.sections += 1;
    }
}

/// What all pieces have in common.
struct Whole<'a> {
    /// The words in the order of their keys, and where in each piece their postings are.
    words: Vec<(String, &'a str, Vec<Option<usize>>)>,
    /// The first section of each piece, and how many there are.
    starts: Vec<u32>,
    sections: u32,
    groups: &'a [Group],
    page_starts: Vec<u32>,
}

/// A file of postings.
struct Shard {
    /// The first key in it.
    first: String,
    text: String,
}

impl<'a> Whole<'a> {
    fn new(pieces: &'a [Piece], groups: &'a [Group]) -> Self {
        let mut found: HashMap<&str, Vec<Option<usize>>> = HashMap::new();
        let (mut starts, mut sections, mut page_starts) = (Vec::new(), 0, Vec::new());
        for (at, piece) in pieces.iter().enumerate() {
            for (word, id) in &piece.words {
                found.entry(word).or_insert_with(|| vec![None; pieces.len()])[at] = Some(*id);
            }
            starts.push(sections);
            sections += piece.sections;
        }
        let mut next = 0;
        for (_, lines) in pieces.iter().flat_map(|piece| &piece.pages) {
            page_starts.push(next);
            next += lines.len() as u32;
        }
        let mut words: Vec<_> = found.into_iter().map(|(word, ids)| (key(word).into_owned(), word, ids)).collect();
        words.par_sort_unstable_by(|a, b| by_units(&a.0, &b.0).then_with(|| by_units(a.1, b.1)));
        Self { words, starts, sections, groups, page_starts }
    }

    /// The postings of a word: sections by class.
    fn postings(&self, pieces: &[Piece], ids: &[Option<usize>]) -> [Vec<u32>; CLASSES] {
        let mut classes: [Vec<u32>; CLASSES] = Default::default();
        for ((piece, id), start) in pieces.iter().zip(ids).zip(&self.starts) {
            for posting in id.iter().flat_map(|id| &piece.postings[*id]) {
                let (section, class) = (posting / CLASSES as u32, posting % CLASSES as u32);
                classes[class as usize].push(start + section);
            }
        }
        classes
    }

    /// The lines of all keys, in files.
    fn shards(&self, pieces: &[Piece]) -> Vec<Shard> {
        let keys: Vec<_> = self.words.chunk_by(|a, b| a.0 == b.0).collect();
        let line = |words: &&[(String, &str, Vec<Option<usize>>)]| {
            let mut line = words[0].0.clone();
            for (key, word, ids) in *words {
                let _ = write!(line, "\t{}", if key == word { "" } else { word });
                for class in self.postings(pieces, ids) {
                    line.push('\t');
                    rising(&mut line, class);
                }
            }
            line.push('\n');
            line
        };
        let lines: Vec<String> = keys.par_iter().map(line).collect();
        let mut shards: Vec<Shard> = Vec::new();
        for (words, line) in keys.iter().zip(lines) {
            match shards.last_mut() {
                Some(last) if last.text.len() + line.len() <= POSTINGS => last.text.push_str(&line),
                _ => shards.push(Shard { first: words[0].0.clone(), text: line }),
            }
        }
        shards
    }

    /// What a browser reads first: how much there is and of how much text, where groups end, where pages and postings
    /// begin.
    fn root(&self, shards: &[Shard], covered: usize) -> String {
        let mut text = String::new();
        number(&mut text, self.sections);
        number(&mut text, RECORDS as u32);
        number(&mut text, u32::try_from(covered).unwrap_or(u32::MAX));
        text.push('\n');
        let end = |group: &Group| {
            let pages = self.groups.partition_point(|other| other <= group);
            self.page_starts.get(pages).copied().unwrap_or(self.sections)
        };
        rising(&mut text, Group::ALL.iter().map(end));
        text.push('\n');
        rising(&mut text, self.page_starts.iter().copied());
        text.push('\n');
        let firsts: Vec<&str> = shards.iter().map(|shard| shard.first.as_str()).collect();
        text + &firsts.join("\t") + "\n"
    }

    /// The words that stand in most sections: what somebody who found nothing may have meant.
    fn known(&self, pieces: &[Piece]) -> (String, String) {
        let is_word = |word: &str| word.chars().count() >= SHORTEST && word.chars().any(char::is_alphabetic);
        let count = |ids: &[Option<usize>]| -> usize {
            let of = |(piece, id): (&Piece, &Option<usize>)| id.map_or(0, |id| piece.postings[id].len());
            pieces.iter().zip(ids).map(of).sum()
        };
        let mut known: Vec<_> =
            self.words.iter().filter(|word| is_word(word.1)).map(|word| (count(&word.2), word.1)).collect();
        // What stands once may be a mistake itself.
        known.retain(|(count, _)| *count > 1);
        known.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| by_units(a.1, b.1)));
        known.truncate(KNOWN);
        let mut words: Vec<&str> = known.into_iter().map(|(_, word)| word).collect();
        words.sort_by(|a, b| by_units(a, b));
        ("known".to_owned(), words.join("\n"))
    }

    /// What says which sections there are.
    fn sections(pieces: &[Piece]) -> impl Iterator<Item = &[u8]> {
        let pages = pieces.iter().flat_map(|piece| &piece.pages);
        pages.flat_map(|(page, lines)| [page.as_bytes()].into_iter().chain(lines.iter().map(|_| &b"+"[..])))
    }
}

/// A name for something that is told apart by its parts: files that bear the same go together.
fn stamp<'p>(parts: impl Iterator<Item = &'p [u8]>) -> String {
    let mut hasher = blake3::Hasher::new();
    parts.for_each(|part| _ = hasher.update(part).update(b"\n"));
    hasher.finalize().to_hex()[..8].to_owned()
}

/// Some of the records, from all over the handbook: what the others are likely to have in common with them they need not
/// say again.
fn common(pieces: &[Piece]) -> String {
    let lines =
        || pieces.iter().flat_map(|piece| &piece.pages).flat_map(|(page, lines)| [page].into_iter().chain(lines));
    let all: usize = lines().map(String::len).sum();
    let wanted = (all / 16).clamp(1, COMMON);
    let (mut text, mut passed) = (String::new(), 0);
    for line in lines() {
        passed += line.len();
        if text.len() < COMMON && passed * wanted >= text.len() * all {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// The records of all sections, file by file: a page's line before those of its sections, and again where a file begins
/// amid them.
fn records(pieces: &[Piece]) -> impl Iterator<Item = String> {
    let (mut files, mut count) = (Vec::<String>::new(), 0);
    for (page, lines) in pieces.iter().flat_map(|piece| &piece.pages) {
        for (at, line) in lines.iter().enumerate() {
            let is_first = count % RECORDS == 0;
            if is_first {
                files.push(String::new());
            }
            if let Some(file) = files.last_mut() {
                if is_first || at == 0 {
                    let _ = writeln!(file, ">{page}");
                }
                let _ = writeln!(file, "{}{line}", if at == 0 { "=" } else { "-" });
            }
            count += 1;
        }
    }
    files.into_iter()
}

/// Fields of a record, which hold neither tabs nor line ends.
fn line(fields: [&str; 4]) -> String {
    fields.map(plain).join("\t")
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// How a text begins: whole words where it has blanks.
fn excerpt(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(EXCERPT) else { return plain(text) };
    let start = &text[..end];
    let whole = start.rfind(char::is_whitespace).filter(|at| *at > end / 2).unwrap_or(end);
    plain(&text[..whole]).trim_end_matches([' ', '·', '.', ',', ';', ':', '–', '—', '،', '؛']).to_owned() + "…"
}

/// The order in which JavaScript compares texts.
fn by_units(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}
