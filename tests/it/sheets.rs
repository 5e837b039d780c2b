//! Standalone maps: whatever the words are, no box overlaps another, no text leaves its box, nothing leaves the sheet.

use proptest::prelude::*;

use rihla::locale::{Direction, Locale};
use rihla::map::layout::{self, Extent};
use rihla::map::sheet::breaks::Breaks;
use rihla::map::sheet::fonts::{FontFile, Fonts, System};
use rihla::map::sheet::scene::{Form, Frame, Item, Line, Scene, Segment, Shape};
use rihla::map::sheet::text::Typesetter;
use rihla::map::sheet::{
    Cell, CurveRow, Entry, Fact, LaneStyle, Note, Page, Row, Sheet, Sign, Stage, Step, Words, lay_out, lay_out_pages,
};
use rihla::map::{Backing, Curve, Series, Whose};
use rihla::site::default_fonts;

/// What rounding may add up to, in pixels.
const ROUNDING: f64 = 0.75;

fn fonts() -> Fonts {
    let built_in = default_fonts().iter().map(|(path, bytes)| FontFile::new(path, *bytes)).collect();
    let (fonts, broken) = Fonts::new(Vec::new(), built_in, System::Never);
    assert!(broken.is_empty(), "{broken:?}");
    fonts
}

/// Words in one of the handbook's four languages, or what people paste into them.
fn words() -> impl Strategy<Value = Words> {
    let said = |lang: &'static str, direction, words: &'static [&'static str]| {
        prop::collection::vec(prop::sample::select(words), 0..14).prop_map(move |picked| Words {
            text: picked.join(if lang == "th" { "" } else { " " }),
            lang: lang.to_owned(),
            direction,
        })
    };
    const ENGLISH: &[&str] = &[
        "wait",
        "at",
        "the",
        "counter",
        "+2",
        "−1.5",
        "17",
        "minutes",
        "unbelievablyuninterruptedlylongwordwithoutanyspace",
        "e\u{301}te\u{301}",
        "👩‍👩‍👧",
        "😀",
        "https://example.com/a/very/long/path?with=query",
        "العربية",
        "«quote»",
        "—",
    ];
    const ARABIC: &[&str] = &[
        "الانتظار",
        "عند",
        "الصندوق",
        "لا",
        "أحد",
        "يقول",
        "كم",
        "١٧",
        "دقيقة",
        "Vivan los Tacos",
        "+2",
        "مُؤَكَّد",
        "(١٢:٣٠)",
        "٪٥٠",
        "فسيكفيكهمالله",
        "😀",
    ];
    const THAI: &[&str] = &["รอ", "ที่เคาน์เตอร์", "ไม่มีใคร", "บอก", "ว่า", "นานเท่าไร", "17 นาที", "app", "น้ำ", "กี่", "๑๒"];
    const TURKISH: &[&str] =
        &["bekleme", "kasada", "İstanbul", "ığdır", "kimse", "söylemiyor", "çekoslovakyalılaştıramadıklarımızdan"];
    prop_oneof![
        said("en", Direction::Ltr, ENGLISH),
        said("ar", Direction::Rtl, ARABIC),
        said("th", Direction::Ltr, THAI),
        said("tr", Direction::Ltr, TURKISH),
    ]
}

fn entry() -> impl Strategy<Value = Entry> {
    (words(), prop::option::weighted(0.3, words())).prop_map(|(words, note)| Entry { words, note })
}

/// Stages that share out the columns.
fn spans(columns: usize) -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(1..=8_usize, 1..=columns).prop_map(move |wanted| {
        let mut left = columns;
        let mut spans: Vec<usize> = wanted
            .into_iter()
            .map_while(|span| {
                let span = span.min(left);
                left -= span;
                (span > 0).then_some(span)
            })
            .collect();
        if left > 0 {
            spans.push(left);
        }
        spans
    })
}

fn lane(columns: usize) -> impl Strategy<Value = Row> {
    const STYLES: [LaneStyle; 5] =
        [LaneStyle::Plain, LaneStyle::Strong, LaneStyle::Band, LaneStyle::Pain, LaneStyle::Opportunity];
    (words(), prop::sample::select(&STYLES[..]), spans(columns)).prop_flat_map(move |(name, style, spans)| {
        let cells: Vec<_> = spans
            .into_iter()
            .map(|span| {
                prop::collection::vec(entry(), 0..4).prop_map(move |entries| Cell {
                    entries,
                    span,
                    opens_stage: span > 1,
                })
            })
            .collect();
        (Just(name), Just(style), cells).prop_map(|(name, style, cells)| Row::Lane { name, style, cells })
    })
}

fn curve_row(columns: usize, flow: Direction) -> impl Strategy<Value = Row> {
    let values = prop::collection::vec(prop::option::weighted(0.85, -8..=8_i32), columns);
    let lines = prop::collection::vec((values, words()), 1..=6);
    (words(), lines, prop::option::of(words())).prop_map(move |(name, lines, quote)| {
        let series: Vec<Series> = lines
            .iter()
            .enumerate()
            .map(|(at, (values, _))| Series {
                whose: if at == 0 { Whose::Everybody } else { Whose::Average },
                number: at as u8,
                values: values.iter().map(|value| value.map(|value| f64::from(value) / 4.0)).collect(),
            })
            .collect();
        let (peak, trough) = rihla::map::ends(&series[0].values);
        let estimates = vec![0];
        let curve = Curve {
            series,
            peak,
            trough,
            moments_of_truth: vec![0],
            stage_starts: vec![0],
            estimates,
            scale: (-2.0, 2.0),
        };
        let names: Vec<Words> = lines.into_iter().map(|(_, words)| words).collect();
        let said = layout::Words {
            high: "Delighted".to_owned(),
            neutral: "محايد".to_owned(),
            low: "ไม่พอใจมาก".to_owned(),
            names: names.iter().map(|words| words.text.clone()).collect(),
        };
        let locale = Locale::new("en").expect("a tag");
        let strip = layout::curve(&curve, &said, flow, Extent::Full, &locale);
        let note = |column: Option<usize>, level| {
            Some(Note { column: column?, head: name.clone(), quote: quote.clone(), level })
        };
        let notes = [note(peak, 2), note(trough, -2)].into_iter().flatten().collect();
        let legend = names.into_iter().enumerate().map(|(at, words)| (at as u8, words)).collect();
        Row::Curve(Box::new(CurveRow { name: name.clone(), strip, voice: name.clone(), legend, notes }))
    })
}

fn sheet() -> impl Strategy<Value = Sheet> {
    let columns = prop_oneof![3 => 1..=8_usize, 2 => 9..=20_usize, 1 => 21..=60_usize];
    let flow = prop::sample::select(&[Direction::Ltr, Direction::Rtl][..]);
    (columns, flow).prop_flat_map(|(columns, flow)| {
        let stage = (words(), prop::option::of(words()), prop::option::of(words()));
        let step = (words(), prop::option::weighted(0.2, words()));
        let row = prop_oneof![6 => lane(columns), 1 => curve_row(columns, flow), 1 => words().prop_map(|name| Row::Line { name })];
        let facts = prop::collection::vec((words(), words()), 0..7);
        let few = if columns > 20 { 4 } else { 12 };
        (
            (words(), words(), words(), words()),
            facts,
            spans(columns),
            prop::collection::vec(stage, columns),
            prop::collection::vec(step, columns),
            prop::collection::vec(row, 0..few),
        )
            .prop_map(move |((title, kicker, footer, head), facts, spans, stages, steps, rows)| {
                let stages = spans.into_iter().zip(stages).map(|(span, (title, phase, goal))| Stage { title, phase, goal, span });
                let steps = steps.into_iter().enumerate().map(|(at, (title, opens))| Step {
                    number: (at + 1).to_string(),
                    title: (at % 7 != 6).then_some(title),
                    opens,
                    signs: vec![Sign::Star, Sign::Backing(Backing::Some)],
                    opens_stage: at % 3 == 0,
                });
                Sheet {
                    title,
                    kicker,
                    facts: facts.into_iter().map(|(name, value)| Fact { name, value }).collect(),
                    footer,
                    description: String::new(),
                    flow,
                    heads: [head.clone(), head.clone()],
                    stages: stages.collect(),
                    steps: steps.collect(),
                    rows,
                    key: vec![(Sign::Star, head.clone()), (Sign::Backing(Backing::None), head)],
                }
            })
    })
}

fn overlap(a: &Frame, b: &Frame) -> bool {
    let apart = |start: f64, length: f64, other: f64, other_length: f64| {
        start + length <= other + ROUNDING || other + other_length <= start + ROUNDING
    };
    !apart(a.left, a.width, b.left, b.width) && !apart(a.top, a.height, b.top, b.height)
}

/// Where a line may go: a cluster wider than any column is the only thing that sticks out.
fn is_in(line: &Line, frame: &Frame) -> bool {
    let clusters: std::collections::BTreeSet<usize> =
        line.runs.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.text.start).collect();
    let is_one = clusters.len() <= 1;
    line.x >= frame.left - ROUNDING
        && (is_one || line.x + line.width <= frame.left + frame.width + ROUNDING)
        && line.y - line.size * 0.5 >= frame.top - ROUNDING
        && line.y <= frame.top + frame.height + ROUNDING
}

fn check(scene: &Scene) {
    let sheet = Frame { left: 0.0, top: 0.0, width: scene.width, height: scene.height };
    for (at, frame) in scene.frames.iter().enumerate() {
        for other in &scene.frames[..at] {
            assert!(!overlap(frame, other), "{frame:?} overlaps {other:?}");
        }
    }
    for item in &scene.items {
        match item {
            Item::Line(line) => {
                assert!(is_in(line, &sheet), "`{}` leaves the sheet", line.text);
                assert!(scene.frames.iter().any(|frame| is_in(line, frame)), "`{}` leaves its box", line.text);
            }
            Item::Shape(shape) => {
                for (x, y) in corners(&shape.form) {
                    let is_inside = (-ROUNDING..=scene.width + ROUNDING).contains(&x)
                        && (-ROUNDING..=scene.height + ROUNDING).contains(&y);
                    assert!(is_inside, "{:?} leaves the sheet", shape.form);
                }
            }
        }
    }
}

fn corners(form: &Form) -> Vec<(f64, f64)> {
    match form {
        Form::Box(x, y, width, height, _) => vec![(*x, *y), (x + width, y + height)],
        Form::Circle(x, y, radius) => vec![(x - radius, y - radius), (x + radius, y + radius)],
        Form::Path(segments) => segments
            .iter()
            .filter_map(|segment| match segment {
                Segment::Move(x, y) | Segment::Line(x, y) | Segment::Curve(.., x, y) => Some((*x, *y)),
                Segment::Close => None,
            })
            .collect(),
    }
}

/// The sign of some evidence, which every step of these sheets wears once: a half that is filled and has no outline.
fn is_half_dot(shape: &Shape) -> bool {
    let is_half = matches!(&shape.form, Form::Path(path) if matches!(path.as_slice(), [Segment::Move(..), Segment::Curve(..), Segment::Close]));
    is_half && shape.stroke.is_none()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_and_nothing_leaves_its_box(sheet in sheet()) {
        let fonts = fonts();
        check(&lay_out(&sheet, &mut Typesetter::new(&fonts, &Breaks::default()), Page::Natural));
    }

    #[test]
    fn pages_share_out_the_steps(sheet in sheet()) {
        let fonts = fonts();
        let scenes = lay_out_pages(&sheet, &mut Typesetter::new(&fonts, &Breaks::default()), Page::A4);
        prop_assert!(scenes.len() <= sheet.stages.len().max(1));
        let signs = |scene: &Scene| scene.items.iter().filter(|item| matches!(item, Item::Shape(shape) if is_half_dot(shape))).count();
        let wanted = sheet.steps.iter().filter(|step| step.title.is_some()).count();
        prop_assert_eq!(scenes.iter().map(signs).sum::<usize>(), wanted, "each step stands on one page");
        scenes.iter().for_each(check);
    }

    #[test]
    fn a_page_holds_all_of_it(sheet in sheet(), page in prop::sample::select(&[Page::A4, Page::A3, Page::Slide, Page::Wall][..])) {
        let fonts = fonts();
        let scene = lay_out(&sheet, &mut Typesetter::new(&fonts, &Breaks::default()), page);
        prop_assert_eq!(Some((scene.width, scene.height)), page.size());
        check(&scene);
    }
}
