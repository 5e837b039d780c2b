//! How long a map of 20 steps and 12 lanes takes, in each format and script: `cargo bench --bench map`.
//!
//! Every run lays the map out anew, as a build does when a word on it has changed. Where the lines of Thai may break is
//! remembered by a build; `svg, first time` remembers nothing.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};

use rihla::locale::{Direction, Locale};
use rihla::map::layout::{self, Extent};
use rihla::map::sheet::breaks::Breaks;
use rihla::map::sheet::fonts::{FontFile, Fonts, System};
use rihla::map::sheet::text::Typesetter;
use rihla::map::sheet::{
    Cell, CurveRow, Entry, LaneStyle, Look, Note, Page, Palette, Row, Sheet, Sign, Stage, Step, Words, lay_out, pdf,
    png, svg,
};
use rihla::map::{Backing, Curve, Series, Whose};
use rihla::site::{default_files, default_fonts};

const STEPS: usize = 20;
const LANES: usize = 11;

/// A language with words that its customers say.
struct Voice {
    name: &'static str,
    lang: &'static str,
    direction: Direction,
    space: &'static str,
    words: [&'static str; 12],
}

const VOICES: [Voice; 4] = [
    Voice {
        name: "english",
        lang: "en",
        direction: Direction::Ltr,
        space: " ",
        words: ["nobody", "says", "how", "long", "it", "takes", "at", "the", "counter", "until", "number", "called"],
    },
    Voice {
        name: "arabic",
        lang: "ar",
        direction: Direction::Rtl,
        space: " ",
        words: ["لا", "أحد", "يقول", "كم", "يستغرق", "الانتظار", "عند", "الصندوق", "حتى", "ينادي", "الرقم", "أخيرًا"],
    },
    Voice {
        name: "thai",
        lang: "th",
        direction: Direction::Ltr,
        space: "",
        words: ["ไม่มี", "ใคร", "บอก", "ว่า", "ต้อง", "รอ", "นาน", "เท่าไร", "ที่", "เคาน์เตอร์", "จนกว่า", "เรียก"],
    },
    Voice {
        name: "turkish",
        lang: "tr",
        direction: Direction::Ltr,
        space: " ",
        words: [
            "kimse",
            "ne",
            "kadar",
            "süreceğini",
            "söylemiyor",
            "kasada",
            "bekleme",
            "numara",
            "çağrılana",
            "değin",
            "için",
            "oldu",
        ],
    },
];

impl Voice {
    /// Eight words, another row of them for each number. Two such entries make cells as full as the sample's.
    fn say(&self, n: usize) -> Words {
        let words: Vec<&str> = (0..8).map(|at| self.words[(n * (at + 1) + n / 12 + at * at) % 12]).collect();
        let text = format!("{} {n}", words.join(self.space));
        Words { text, lang: self.lang.to_owned(), direction: self.direction }
    }

    fn sheet(&self) -> Sheet {
        let lane = |lane: usize| Row::Lane {
            name: self.say(lane),
            style: LaneStyle::Plain,
            cells: (0..STEPS)
                .map(|step| {
                    let entries = (0..2).map(|at| Entry { words: self.say(lane * 61 + step * 3 + at), note: None });
                    Cell { entries: entries.collect(), span: 1, opens_stage: step.is_multiple_of(4) }
                })
                .collect(),
        };
        let stage = |at: usize| Stage { title: self.say(at), phase: None, goal: Some(self.say(at + 5)), span: 4 };
        let step = |at: usize| Step {
            number: (at + 1).to_string(),
            title: Some(self.say(at)),
            opens: None,
            signs: vec![Sign::Backing(Backing::Some)],
            opens_stage: at.is_multiple_of(4),
        };
        let mut rows: Vec<Row> = (0..LANES).map(lane).collect();
        rows.insert(2, self.curve());
        Sheet {
            title: self.say(1),
            kicker: self.say(2),
            facts: Vec::new(),
            footer: self.say(3),
            description: String::new(),
            flow: self.direction,
            heads: [self.say(0), self.say(1)],
            stages: (0..STEPS / 4).map(stage).collect(),
            steps: (0..STEPS).map(step).collect(),
            rows,
            key: Vec::new(),
        }
    }

    fn curve(&self) -> Row {
        let values: Vec<_> = (0..STEPS).map(|step| Some((step * 7 % 9) as f64 / 2.0 - 2.0)).collect();
        let (peak, trough) = rihla::map::ends(&values);
        let series = vec![Series { whose: Whose::Everybody, number: 0, values }];
        let curve = Curve {
            series,
            peak,
            trough,
            moments_of_truth: vec![3],
            stage_starts: vec![4, 8],
            estimates: Vec::new(),
            scale: (-2.0, 2.0),
        };
        let locale = Locale::new(self.lang).unwrap_or_default();
        let strip = layout::curve(&curve, &layout::Words::default(), self.direction, Extent::Full, &locale);
        let note = |column: Option<usize>, level| Note {
            column: column.unwrap_or(0),
            head: self.say(1),
            quote: Some(self.say(2)),
            level,
        };
        let notes = vec![note(peak, 2), note(trough, -2)];
        Row::Curve(Box::new(CurveRow { name: self.say(0), strip, voice: self.say(0), legend: Vec::new(), notes }))
    }
}

fn maps(criterion: &mut Criterion) {
    let built_in = default_fonts().iter().map(|(path, bytes)| FontFile::new(path, *bytes)).collect();
    let (fonts, _) = Fonts::new(Vec::new(), built_in, System::Never);
    let tokens = default_files().iter().find(|(path, _)| path.ends_with("tokens.css")).map_or("", |(_, text)| text);
    let palette = Palette::read(&[tokens], Look::Light);
    for voice in &VOICES {
        let sheet = voice.sheet();
        let breaks = Breaks::default();
        let mut setter = Typesetter::new(&fonts, &breaks);
        let mut group = criterion.benchmark_group(voice.name);
        group.bench_function("svg", |bencher| {
            bencher.iter(|| svg::svg(&lay_out(black_box(&sheet), &mut setter, Page::Natural), &palette, 1.0));
        });
        group.bench_function("svg, first time", |bencher| {
            bencher.iter(|| {
                svg::svg(
                    &lay_out(black_box(&sheet), &mut Typesetter::new(&fonts, &Breaks::default()), Page::Natural),
                    &palette,
                    1.0,
                )
            });
        });
        group.bench_function("pdf", |bencher| {
            bencher.iter(|| pdf::pdf(&[lay_out(black_box(&sheet), &mut setter, Page::Natural)], &palette, 1.0));
        });
        group.sample_size(10).bench_function("png at 2×", |bencher| {
            bencher.iter(|| png::png(&lay_out(black_box(&sheet), &mut setter, Page::Natural), &palette, 2.0));
        });
        group.finish();
    }
}

criterion_group!(benches, maps);
criterion_main!(benches);
