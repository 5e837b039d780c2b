//! How long a map of 20 steps and 12 lanes takes, in each format and script: `cargo bench --bench map`.
//!
//! Every run lays the map out anew, as a build does when a word on it has changed. What a build remembers of Thai
//! (where its lines may break) is remembered for a typesetter's life: `thai, first time` has a new one each time.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};

use rihla::locale::{Direction, Locale};
use rihla::map::layout::{self, Extent};
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

/// A language with what customers say in it.
struct Voice {
    name: &'static str,
    lang: &'static str,
    direction: Direction,
    sentences: [&'static str; 4],
}

const VOICES: [Voice; 4] = [
    Voice {
        name: "english",
        lang: "en",
        direction: Direction::Ltr,
        sentences: [
            "Nobody says how long it takes",
            "Have they forgotten us, or is this normal?",
            "Calls the number once, towards the kitchen",
            "Show the waiting time at the till before payment",
        ],
    },
    Voice {
        name: "arabic",
        lang: "ar",
        direction: Direction::Rtl,
        sentences: [
            "لا أحد يقول كم سيستغرق الأمر",
            "هل نسونا، أم أن هذا طبيعي؟",
            "ينادي الرقم مرة واحدة نحو المطبخ",
            "عرض وقت الانتظار عند الصندوق قبل الدفع",
        ],
    },
    Voice {
        name: "thai",
        lang: "th",
        direction: Direction::Ltr,
        sentences: [
            "ไม่มีใครบอกว่าต้องรอนานแค่ไหน",
            "เขาลืมเราไปแล้วหรือเปล่า หรือปกติเป็นแบบนี้",
            "เรียกหมายเลขแค่ครั้งเดียวและหันไปทางครัว",
            "แสดงเวลารอที่จุดชำระเงินก่อนลูกค้าจ่าย",
        ],
    },
    Voice {
        name: "turkish",
        lang: "tr",
        direction: Direction::Ltr,
        sentences: [
            "Kimse ne kadar süreceğini söylemiyor",
            "Bizi unuttular mı, yoksa bu normal mi?",
            "Numarayı bir kez, mutfağa doğru söylüyor",
            "Bekleme süresini ödemeden önce kasada göstermek",
        ],
    },
];

impl Voice {
    /// Two sentences with a number between them, so that no two cells say the same.
    fn say(&self, n: usize) -> Words {
        let text = format!("{} {n} {}", self.sentences[n % 4], self.sentences[(n / 4) % 4]);
        Words { text, lang: self.lang.to_owned(), direction: self.direction }
    }

    fn sheet(&self) -> Sheet {
        let lane = |lane: usize| Row::Lane {
            name: self.say(lane),
            style: LaneStyle::Plain,
            cells: (0..STEPS)
                .map(|step| {
                    let entries = (0..2).map(|at| Entry { words: self.say(lane * 61 + step * 3 + at), note: None });
                    Cell { entries: entries.collect(), span: 1, opens_stage: step % 4 == 0 }
                })
                .collect(),
        };
        let stage = |at: usize| Stage { title: self.say(at), phase: None, goal: Some(self.say(at + 5)), span: 4 };
        let step = |at: usize| Step {
            number: (at + 1).to_string(),
            title: Some(self.say(at)),
            opens: None,
            signs: vec![Sign::Backing(Backing::Some)],
            opens_stage: at % 4 == 0,
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
        let mut setter = Typesetter::new(&fonts);
        let mut group = criterion.benchmark_group(voice.name);
        group.bench_function("svg", |bencher| {
            bencher.iter(|| svg::svg(&lay_out(black_box(&sheet), &mut setter, Page::Natural), &palette, 1.0));
        });
        group.bench_function("svg, first time", |bencher| {
            bencher.iter(|| {
                svg::svg(&lay_out(black_box(&sheet), &mut Typesetter::new(&fonts), Page::Natural), &palette, 1.0)
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
