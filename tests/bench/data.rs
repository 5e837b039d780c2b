//! How long a file of a million answers takes: `cargo bench --bench data`.
//!
//! What is to be reached: at most 1.5 times what the `csv` crate takes to hand out its rows, and at most 100 MB at the
//! peak. Both are measured in one run, by turns, each at its best; the file is made anew, always the same. Once more
//! without `id`, since telling a million ids apart is most of what the rest costs.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use csv::ByteRecord;
use rihla::data;
use rihla::parse::metrics::{BadRows, DataSet, Method, Metric};
use rihla::parse::page::EvidenceKind;
use rihla::parse::settings::Named;
use rihla::source::{Asset, Span, Spanned};

const ROWS: usize = 1_000_000;
const TURNS: usize = 7;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, has_id) in [("with an id", true), ("without one", false)] {
        let path = folder.path().join("answers.csv");
        write(&path, has_id).expect("written");
        let (plain, ours) = measure(&path);
        let ratio = ours.as_secs_f64() / plain.as_secs_f64();
        println!("{ROWS} rows, {name}: csv alone {plain:.1?}, tallied {ours:.1?}, ratio {ratio:.2} (at most 1.5)");
    }
    if let Some(peak) = peak() {
        println!("peak memory: {:.1} MB (at most 100)", peak as f64 / 1e6);
    }
}

fn measure(path: &Path) -> (Duration, Duration) {
    let file = Asset::Disk { path: path.to_path_buf(), len: 0, picture: None };
    let (set, metric) = (set(), metric());
    let (mut plain, mut ours) = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        let begin = Instant::now();
        assert_eq!(alone(path), ROWS);
        plain = plain.min(begin.elapsed());
        let begin = Instant::now();
        let read = data::read(&set, &metric, &file);
        ours = ours.min(begin.elapsed());
        assert_eq!(read.value.used(), ROWS as u64, "{:?}", read.diagnostics.iter().next());
    }
    (plain, ours)
}

/// What the crate takes to read all rows.
fn alone(path: &Path) -> usize {
    let mut reader = csv::Reader::from_path(path).expect("a file");
    let (mut row, mut rows) = (ByteRecord::new(), 0);
    while reader.read_byte_record(&mut row).expect("a row") {
        rows += 1;
    }
    rows
}

/// A year of answers about forty steps in four languages, every third with a comment.
fn write(path: &Path, has_id: bool) -> std::io::Result<()> {
    const COMMENTS: [&str; 5] = [
        "The till was slow, but the waiter was kind",
        "Kasada \"yine\" bekledik, ama yemek güzeldi",
        "انتظرت ٢٠ دقيقة قبل أن يأتي النادل",
        "รอคิวนานมากแต่อาหารอร่อย",
        "Nothing to complain about, we will come again with friends and family",
    ];
    const CHANNELS: [&str; 4] = ["app", "shop", "phone", "web"];
    const PERSONAS: [&str; 3] = ["amira", "elif", "somchai"];
    let mut dice = Dice(7);
    let mut file = BufWriter::new(File::create(path)?);
    let id = if has_id { "id," } else { "" };
    writeln!(file, "{id}date,journey,stage,step,touchpoint,persona,channel,score,comment")?;
    for row in 0..ROWS {
        if has_id {
            write!(file, "R-{:08},", row * 7)?;
        }
        let (step, month, day) = (dice.roll(40), 1 + dice.roll(12), 1 + dice.roll(28));
        let (persona, channel, score) = (PERSONAS[dice.roll(3)], CHANNELS[dice.roll(4)], dice.roll(11));
        write!(file, "2026-{month:02}-{day:02},dine-in,stage-{},step-{step},till-{},", step / 8, step % 9)?;
        write!(file, "{persona},{channel},{score},")?;
        match dice.roll(3) {
            0 => writeln!(file, "\"{}\"", COMMENTS[dice.roll(5)].replace('"', "\"\""))?,
            _ => writeln!(file)?,
        }
    }
    file.flush()
}

/// The most memory that this process ever had, in bytes.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

fn set() -> DataSet {
    let text = |text: &str| Spanned::new(text.to_owned(), Span::default());
    DataSet {
        id: text("answers"),
        title: None,
        titles: Default::default(),
        file: text("data/answers.csv"),
        kind: EvidenceKind::Survey,
        metric: text("nps"),
        method: None,
        scale: None,
        question: None,
        questions: Default::default(),
        columns: Vec::new(),
        redact: Vec::new(),
        encoding: None,
        separator: None,
        date_format: None,
        bad_rows: BadRows::Error,
    }
}

fn metric() -> Metric {
    let id = Spanned::new("nps".to_owned(), Span::default());
    let name = Named { id, title: None, titles: Default::default() };
    Metric { name, method: Method::Nps, answers: (0.0, 10.0), min: -100.0, max: 100.0 }
}

/// A linear congruential generator: the same answers on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}
