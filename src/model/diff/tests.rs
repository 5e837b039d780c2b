use std::sync::Arc;

use proptest::prelude::*;

use super::matching::moved;
use super::{Change, Changed, Changes, Kind, Measured, Position, diff};
use crate::model::{Atlas, Memory, Options, resolve};
use crate::parse::{self, PageOptions};
use crate::source::{File, FilePath, Sources};

const BOOK: &str = "[book]\ntitle = \"Tacos\"\n[languages.tr]\n[channels]\napp = { title = \"App\" }\ntill = { title = \"Till\" }\n[journey]\nphases = []\n";

const ORDER: &str = "---\ntitle: Order\nowner: ops\nscores: { satisfaction: { value: 3.1, n: 60 } }\nsteps:\n  - id: choose\n    title: Choose\n    touchpoints: [menu]\n    channel: till\n    emotion: { amira: 1 }\n    pains: [Slow]\n    opportunities:\n      - { id: board, title: A board, status: planned, owner: ops }\n    evidence:\n      - { id: s, kind: survey, title: Survey, n: 60 }\n  - id: pay\n    title: Pay\n  - id: wait\n    title: Wait\n---\nText.\n";

const EAT: &str = "---\ntitle: Eat\nsteps:\n  - id: sit\n    title: Sit down\n---\nText.\n";

type Files = Vec<(String, String)>;

fn files() -> Files {
    [
        ("book.toml", BOOK),
        ("content/index.md", "# Tacos\n\nHello.\n"),
        (
            "content/guide/rules.md",
            "---\ntitle: Rules\nowner: ops\nstatus: review\nreviewed: 2026-01-02\ntags: [a]\n---\nOnce.\n",
        ),
        ("content/personas/amira.md", "---\ntitle: Amira\nchannels: [app]\n---\nA.\n"),
        ("content/personas/elif.md", "---\ntitle: Elif\n---\nE.\n"),
        ("content/touchpoints/menu.md", "---\ntitle: Menu\nscores: { nps: { amira: 10, elif: 20 } }\n---\nM.\n"),
        ("content/touchpoints/door.md", "---\ntitle: Door\n---\nD.\n"),
        (
            "content/journeys/dine-in/index.md",
            "---\ntitle: Dine in\npersonas: [amira, elif]\nscores: { nps: 10 }\n---\nJ.\n",
        ),
        ("content/journeys/dine-in/01-order.md", ORDER),
        ("content/journeys/dine-in/02-eat.md", EAT),
        ("content/journeys/takeaway/index.md", "---\ntitle: Take away\npersonas: [amira]\n---\nT.\n"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into()
}

/// The handbook with words of one file replaced.
fn edited(path: &str, from: &str, to: &str) -> Files {
    let mut files = files();
    let (_, text) = files.iter_mut().find(|(known, _)| known.contains(path)).expect("a file");
    assert!(text.contains(from), "{path} has no {from}");
    *text = text.replacen(from, to, 1);
    files
}

fn without(path: &str) -> Files {
    files().into_iter().filter(|(known, _)| !known.contains(path)).collect()
}

fn with(path: &str, text: &str) -> Files {
    let mut files = files();
    files.push((path.to_owned(), text.to_owned()));
    files
}

fn atlas(files: &Files) -> Atlas {
    let sources = Sources::from_memory(files.iter().map(|(path, text)| (path, text)));
    let path = FilePath::new("book.toml");
    let text = sources.text(&path).cloned().unwrap_or_else(|| "".into());
    let settings = parse::settings(&path, &text, &Default::default()).value;
    let options =
        PageOptions { src: "content".into(), language: settings.language.clone(), raw_html: settings.raw_html };
    let documents = sources
        .below("content")
        .filter_map(|(path, file)| match file {
            File::Text(text) => Some(Arc::new(parse::page(path, text, &options).value)),
            File::Asset(_) => None,
        })
        .collect();
    resolve(settings, documents, Vec::new(), &sources, Options::default(), &mut Memory::default()).value
}

/// Every change with the kind and the bare id of its thing.
fn flat(changes: &Changes) -> Vec<(Kind, String, Change)> {
    fn walk(thing: &Changed, out: &mut Vec<(Kind, String, Change)>) {
        let id = thing.id.rsplit('/').next().unwrap_or_default().to_owned();
        out.extend(thing.changes.iter().map(|change| (thing.kind, id.clone(), change.clone())));
        thing.parts.iter().for_each(|part| walk(part, out));
    }
    let mut out = Vec::new();
    changes.groups().iter().flat_map(|(_, things)| things.iter()).for_each(|thing| walk(thing, &mut out));
    out
}

fn between(before: &Files, after: &Files) -> Vec<(Kind, String, Change)> {
    flat(&diff(&atlas(before), &atlas(after)))
}

/// The only change from the sample.
fn only(after: &Files) -> (Kind, String, Change) {
    let mut all = between(&files(), after);
    assert_eq!(all.len(), 1, "{all:#?}");
    all.remove(0)
}

fn mirrored(change: Change) -> Change {
    match change {
        Change::Added => Change::Removed,
        Change::Removed => Change::Added,
        Change::Renamed { from, to } => Change::Renamed { from: to, to: from },
        Change::Moved { from, to } => Change::Moved { from: to, to: from },
        Change::Score(mut score) => {
            std::mem::swap(&mut score.from, &mut score.to);
            // There is no negative zero.
            score.difference = score.difference.map(|difference| 0.0 - difference);
            Change::Score(score)
        }
        Change::Gained(named) => Change::Lost(named),
        Change::Lost(named) => Change::Gained(named),
        Change::MomentOfTruthGained => Change::MomentOfTruthLost,
        Change::MomentOfTruthLost => Change::MomentOfTruthGained,
        Change::Closed { from, to, effect } => Change::Reopened { from: to, to: from, effect },
        Change::Reopened { from, to, effect } => Change::Closed { from: to, to: from, effect },
        Change::Fact { field, from, to } => Change::Fact { field, from: to, to: from },
        Change::Translated { language } => Change::TranslationRemoved { language },
        Change::TranslationRemoved { language } => Change::Translated { language },
        same @ Change::Edited { .. } => same,
    }
}

/// As texts without titles of the things around: those are the newer ones, whichever that is.
fn comparable(changes: Vec<(Kind, String, Change)>) -> Vec<String> {
    let blank = |change: Change| match change {
        Change::Moved { from, to } => {
            let id = |position: &Position| position.journey.as_ref().map(|journey| journey.id.clone());
            format!("moved {:?} {} {:?} {}", id(&from), from.number, id(&to), to.number)
        }
        Change::Score(score) => {
            format!("{} {:?} {:?} {:?}", score.metric.id, score.persona.map(|one| one.id), score.from, score.to)
        }
        other => format!("{other:?}"),
    };
    let mut all: Vec<_> =
        changes.into_iter().map(|(kind, id, change)| format!("{kind:?} {id} {}", blank(change))).collect();
    all.sort();
    all
}

fn assert_mirrored(a: &Files, b: &Files) {
    let there = between(a, b).into_iter().map(|(kind, id, change)| (kind, id, mirrored(change))).collect();
    assert_eq!(comparable(there), comparable(between(b, a)));
}

fn fact(field: &'static str, from: Option<&str>, to: Option<&str>) -> Change {
    Change::Fact { field, from: from.map(str::to_owned), to: to.map(str::to_owned) }
}

#[test]
fn equal_handbooks_have_no_changes() {
    assert!(diff(&atlas(&files()), &atlas(&files())).is_empty());
    let unix = files();
    let windows = unix.iter().map(|(path, text)| (path.clone(), text.replace('\n', "\r\n"))).collect();
    assert_eq!(between(&unix, &windows), []);
}

#[test]
fn what_comes_and_goes_is_told() {
    for (path, kind, id) in [
        ("content/personas/zoe.md", Kind::Persona, "zoe"),
        ("content/touchpoints/till.md", Kind::Touchpoint, "till"),
        ("content/journeys/home/index.md", Kind::Journey, "home"),
        ("content/journeys/dine-in/03-leave.md", Kind::Stage, "leave"),
        ("content/guide/new.md", Kind::Page, "new"),
    ] {
        let after = with(path, "---\ntitle: New\n---\nText.\n");
        assert_eq!(only(&after), (kind, id.to_owned(), Change::Added), "{path}");
        assert_mirrored(&files(), &after);
    }
    let gone = between(&files(), &without("02-eat"));
    assert_eq!(gone, [(Kind::Stage, "eat".into(), Change::Removed), (Kind::Step, "sit".into(), Change::Removed)]);
    let changes = diff(&atlas(&files()), &atlas(&without("dine-in")));
    assert_eq!(changes.summary().removed, 1 + 2 + 4);
    assert_eq!(changes.journeys.len(), 1);
}

#[test]
fn the_same_id_with_another_title_is_renamed() {
    let renamed = |from: &str, to: &str| Change::Renamed { from: from.into(), to: to.into() };
    for (path, from, to, kind, id) in [
        ("amira", "Amira", "Amira K.", Kind::Persona, "amira"),
        ("menu", "Menu", "Card", Kind::Touchpoint, "menu"),
        ("dine-in/index", "Dine in", "Eat here", Kind::Journey, "dine-in"),
        ("01-order", "Order", "Ordering", Kind::Stage, "order"),
        ("01-order", "Pay", "Pay up", Kind::Step, "pay"),
        ("01-order", "A board", "A sign", Kind::Opportunity, "board"),
        ("book.toml", "App", "Phone", Kind::Channel, "app"),
        ("rules", "Rules", "Laws", Kind::Page, "rules"),
    ] {
        let after = edited(path, from, to);
        assert_eq!(only(&after), (kind, id.to_owned(), renamed(from, to)), "{path}");
        assert_mirrored(&files(), &after);
    }
}

#[test]
fn a_step_that_moves_is_not_gone_and_new() {
    let wait = "  - id: wait\n    title: Wait\n";
    let mut after = edited("01-order", wait, "");
    let eat = after.iter_mut().find(|(path, _)| path.contains("02-eat")).expect("a stage");
    eat.1 = eat.1.replace("steps:\n", &format!("steps:\n{wait}"));
    let (kind, id, change) = only(&after);
    assert_eq!((kind, id.as_str()), (Kind::Step, "wait"));
    let Change::Moved { from, to } = change else { panic!("{change:?}") };
    assert_eq!((from.stage.map(|stage| stage.id), from.number), (Some("dine-in/order".into()), 3));
    assert_eq!((to.stage.map(|stage| stage.id), to.number), (Some("dine-in/eat".into()), 1));
    assert_mirrored(&files(), &after);
}

#[test]
fn a_step_in_another_place_has_moved_and_those_around_it_have_not() {
    let wait = "  - id: wait\n    title: Wait\n";
    let mut after = edited("01-order", wait, "");
    let order = after.iter_mut().find(|(path, _)| path.contains("01-order")).expect("a stage");
    order.1 = order.1.replace("steps:\n", &format!("steps:\n{wait}"));
    let (_, id, change) = only(&after);
    assert_eq!(id, "wait");
    assert!(matches!(change, Change::Moved { from, to } if (from.number, to.number) == (3, 1)));
    assert_mirrored(&files(), &after);
    // A new one in front moves nobody.
    let after = edited("01-order", "steps:\n", "steps:\n  - id: enter\n    title: Enter\n");
    assert_eq!(only(&after).2, Change::Added);
}

#[test]
fn a_stage_moves_inside_its_journey_and_to_another() {
    let rename = |to: &str| -> Files {
        files().into_iter().map(|(path, text)| (path.replace("dine-in/02-eat.md", to), text)).collect()
    };
    let inside = rename("dine-in/00-eat.md");
    let (kind, _, change) = only(&inside);
    assert_eq!(kind, Kind::Stage);
    assert!(matches!(change, Change::Moved { .. }), "{change:?}");
    assert_mirrored(&files(), &inside);
    let outside = rename("takeaway/01-eat.md");
    let (kind, id, change) = only(&outside);
    assert_eq!((kind, id.as_str()), (Kind::Stage, "eat"));
    assert!(
        matches!(change, Change::Moved { from, to } if from.journey.as_ref().is_some_and(|one| one.id == "dine-in") && to.journey.as_ref().is_some_and(|one| one.id == "takeaway"))
    );
    assert_mirrored(&files(), &outside);
}

#[test]
fn a_list_in_another_order_has_moved() {
    let after = edited("takeaway/index", "title: Take away", "weight: -1\ntitle: Take away");
    let (kind, _, change) = only(&after);
    assert_eq!(kind, Kind::Journey);
    assert!(matches!(change, Change::Moved { .. }), "{change:?}");
    assert_mirrored(&files(), &after);
}

#[test]
fn scores_are_compared_for_all_and_by_persona() {
    let score = |after: &Files| match only(after) {
        (_, _, Change::Score(score)) => *score,
        other => panic!("{other:?}"),
    };
    let stage = score(&edited("01-order", "value: 3.1, n: 60", "value: 3.4, n: 80"));
    assert_eq!((stage.metric.id.as_str(), stage.persona, stage.difference), ("satisfaction", None, Some(0.3)));
    let measured = |value, n| Measured { value, n, source: None, on: None };
    assert_eq!((stage.from, stage.to), (Some(measured(3.1, Some(60))), Some(measured(3.4, Some(80)))));
    let journey = score(&edited("dine-in/index", "nps: 10", "nps: -10"));
    assert_eq!(journey.difference, Some(-20.0));
    let touchpoint = score(&edited("menu", "elif: 20", "elif: 5"));
    assert_eq!((touchpoint.persona.map(|one| one.id), touchpoint.difference), (Some("elif".into()), Some(-15.0)));
    let emotion = score(&edited("01-order", "amira: 1", "amira: 2"));
    assert_eq!((emotion.metric.id.as_str(), emotion.difference), ("emotion", Some(1.0)));
    let new = score(&edited("02-eat", "title: Sit down", "title: Sit down\n    emotion: 1"));
    assert_eq!((new.from, new.to, new.difference), (None, Some(measured(1.0, None)), None));
    let summary =
        diff(&atlas(&files()), &atlas(&edited("menu", "amira: 10, elif: 20", "amira: 11, elif: 2"))).summary();
    assert_eq!((summary.scores_up, summary.scores_down), (1, 1));
}

#[test]
fn what_a_step_has_is_told() {
    let change = |from: &str, to: &str| only(&edited("01-order", from, to)).2;
    let gained = |change: Change| match change {
        Change::Gained(named) => (named.kind, named.id, named.title),
        other => panic!("{other:?}"),
    };
    assert_eq!(gained(change("[menu]", "[menu, door]")), (Kind::Touchpoint, "door".into(), "Door".into()));
    assert!(matches!(change("[menu]", "[]"), Change::Lost(named) if named.id == "menu"));
    assert_eq!(change("channel: till", "channel: app"), fact("channel", Some("till"), Some("app")));
    assert_eq!(
        change("    channel: till\n", "    channel: till\n    moment-of-truth: true\n"),
        Change::MomentOfTruthGained
    );
    let edited = Change::Edited { language: "en".into(), fields: vec!["pains"] };
    assert_eq!(change("[Slow]", "[Very slow]"), edited);
    assert_eq!(
        only(&self::edited(
            "01-order",
            "      - { id: s,",
            "      - { id: t, kind: test, title: Tried }\n      - { id: s,"
        )),
        (Kind::Evidence, "test".into(), Change::Added)
    );
    assert_eq!(change("title: Survey, n: 60", "title: Survey, n: 61"), fact("n", Some("60"), Some("61")));
}

#[test]
fn opportunities_are_closed_and_reopened() {
    let after = |status: &str| edited("01-order", "status: planned", &format!("status: {status}"));
    let from = Some("planned".to_owned());
    for to in ["done", "dropped"] {
        assert_eq!(only(&after(to)).2, Change::Closed { from: from.clone(), to: to.into(), effect: None });
        let back = between(&after(to), &files());
        assert_eq!(back[0].2, Change::Reopened { from: to.into(), to: from.clone(), effect: None });
        assert_mirrored(&files(), &after(to));
    }
    assert_eq!(only(&after("doing")).2, fact("status", Some("planned"), Some("doing")));
    let owner = edited("01-order", "status: planned, owner: ops", "status: planned, owner: it");
    assert_eq!(only(&owner), (Kind::Opportunity, "board".into(), fact("owner", Some("ops"), Some("it"))));
    let due = edited("01-order", "status: planned,", "status: planned, due: 2026-05-01,");
    assert_eq!(only(&due).2, fact("due", None, Some("2026-05-01")));
    let moves =
        "status: done, moves: { metric: satisfaction, before: { value: 2, n: 90 }, after: { value: 4, n: 90 } },";
    let done = edited("01-order", "status: planned,", moves);
    let told = between(&files(), &done);
    let Change::Closed { effect: Some(effect), .. } = &told[0].2 else { panic!("{told:?}") };
    assert_eq!((effect.before.value, effect.after.value, effect.is_clear), (2.0, 4.0, true));
    assert_eq!(told[1].2, fact("moves", None, Some("satisfaction of dine-in/order")));
    assert_mirrored(&files(), &done);
    let second = edited("01-order", "    opportunities:\n", "    opportunities:\n      - { id: x, title: X }\n");
    assert_eq!(only(&second), (Kind::Opportunity, "x".into(), Change::Added));
}

#[test]
fn pages_are_compared_by_what_is_said_about_them() {
    let change = |from: &str, to: &str| only(&edited("rules", from, to)).2;
    assert_eq!(change("owner: ops\n", ""), fact("owner", Some("ops"), None));
    assert_eq!(change("review\n", "approved\n"), fact("status", Some("review"), Some("approved")));
    assert_eq!(change("2026-01-02", "2026-02-03"), fact("reviewed", Some("2026-01-02"), Some("2026-02-03")));
    assert_eq!(change("Once.", "Twice."), Change::Edited { language: "en".into(), fields: vec!["text"] });
    assert!(matches!(change("[a]", "[a, b]"), Change::Gained(named) if named.kind == Kind::Tag && named.id == "b"));
    assert!(matches!(only(&edited("dine-in/index", "[amira, elif]", "[amira]")), (Kind::Journey, _, Change::Lost(_))));
    let channels = between(&files(), &edited("amira", "[app]", "[till]"));
    assert!(matches!(channels.as_slice(), [(_, _, Change::Gained(_)), (_, _, Change::Lost(_))]), "{channels:?}");
}

#[test]
fn translations_come_and_go_and_are_edited() {
    let text = "---\ntitle: Sipariş\nsteps:\n  - id: choose\n    title: Seç\n---\nMetin.\n";
    let after = with("content/journeys/dine-in/01-order.tr.md", text);
    let translated = Change::Translated { language: "tr".into() };
    assert_eq!(only(&after), (Kind::Stage, "order".into(), translated));
    assert_mirrored(&files(), &after);
    let again = with("content/journeys/dine-in/01-order.tr.md", &text.replace("Seç", "Seçim"));
    let edited = Change::Edited { language: "tr".into(), fields: vec!["title"] };
    assert_eq!(between(&after, &again), [(Kind::Step, "choose".into(), edited)]);
}

#[test]
fn what_the_settings_declare_is_compared() {
    let (kind, id, change) = only(&edited("book.toml", "[languages.tr]", "[languages.tr]\n[languages.th]"));
    assert_eq!((kind, id.as_str(), change), (Kind::Language, "th", Change::Added));
    let metric = edited("book.toml", "[journey]", "[metrics.calm]\nmin = 0\nmax = 5\n[journey]");
    assert_eq!(only(&metric), (Kind::Metric, "calm".into(), Change::Added));
    let wider = edited("book.toml", "[journey]", "[metrics.satisfaction]\nmin = 1\nmax = 10\n[journey]");
    assert_eq!(only(&wider), (Kind::Metric, "satisfaction".into(), fact("max", Some("5"), Some("10"))));
}

#[test]
fn as_few_as_can_be_have_moved() {
    let names = ["a", "b", "c", "d", "e"];
    let moved = |order: &[usize]| {
        let places: Vec<_> = order.iter().map(|at| (*at, names[*at])).collect();
        moved(&places).into_iter().map(|at| places[at].1).collect::<Vec<_>>()
    };
    assert_eq!(moved(&[0, 1, 2, 3, 4]), [""; 0]);
    assert_eq!(moved(&[4, 0, 1, 2, 3]), ["e"]);
    assert_eq!(moved(&[1, 2, 3, 4, 0]), ["a"]);
    assert_eq!(moved(&[1, 0]), ["b"]);
    assert_eq!(moved(&[]), [""; 0]);
}

/// A handbook out of some numbers: stages with steps in some order, each with or without what it may have.
fn some_handbook() -> impl Strategy<Value = Files> {
    let step = (0..6_usize, -2..=2_i32, any::<bool>(), 0..4_usize);
    let stage = (0..4_usize, prop::collection::vec(step, 0..5));
    prop::collection::vec((0..2_usize, stage), 0..5).prop_map(|stages| {
        let mut files = without("journeys/dine-in/0");
        for (at, (journey, (name, steps))) in stages.into_iter().enumerate() {
            let journey = ["dine-in", "takeaway"][journey];
            let mut text = format!("---\ntitle: Stage {name}\nsteps:\n");
            for (id, emotion, is_moment, status) in steps {
                let status = ["idea", "doing", "done", "dropped"][status];
                text += &format!("  - id: s{id}\n    title: Step {id}\n    emotion: {emotion}\n    moment-of-truth: {is_moment}\n    opportunities:\n      - {{ id: o, title: O, status: {status} }}\n");
            }
            text += "---\nText.\n";
            files.push((format!("content/journeys/{journey}/{at:02}-n{name}.md"), text));
        }
        files
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_handbook_and_itself_are_equal(files in some_handbook()) {
        prop_assert!(diff(&atlas(&files), &atlas(&files)).is_empty());
    }

    #[test]
    fn the_way_back_is_the_mirror(a in some_handbook(), b in some_handbook()) {
        assert_mirrored(&a, &b);
    }
}
