//! The sample handbook's files of answers. They are made here, from seeds, so that anybody can make them again; none of them
//! was ever given by a guest.
//!
//! What they are to show: personas who differ, a stage that guests like better since an opportunity was closed (the menu by
//! the door, at the end of June), parts of a visit that matter more than guests are satisfied with them, a payment page that lost guests in October, a worst touchpoint that stays the worst, and
//! weekends that are busier.

use std::collections::BTreeSet;
use std::fmt::Write;

use jiff::civil::{Date, Weekday, date};

use crate::{Dice, root, updating};

const FIRST: Date = date(2026, 1, 1);
const LAST: Date = date(2026, 10, 31);

/// From this day on a menu hangs by the door.
const MENU_BY_THE_DOOR: Date = date(2026, 7, 1);

/// From this day on the app asks for the entrance before it takes the money.
const NOTE_BEFORE_PAYING: Date = date(2026, 10, 1);

#[test]
fn the_answers_of_the_sample_are_those_that_are_made_here() {
    let files = [
        ("data/guest-survey.csv", guest_survey()),
        ("data/importance-survey.csv", importance_survey()),
        ("data/app-analytics.jsonl", app_analytics()),
        ("data/support-calls.csv", support_calls()),
    ];
    for (path, made) in files {
        let file = root().join(path);
        if updating() {
            std::fs::create_dir_all(root().join("data")).expect("a folder");
            std::fs::write(&file, &made).expect("written");
        }
        let written = std::fs::read(&file).expect("a file of answers");
        assert!(written == made.as_bytes(), "`{path}` is another: run `UPDATE=1 cargo test` to write it anew");
        assert!(made.len() < 250_000, "`{path}` has {} bytes", made.len());
    }
}

/// What can be asked about. Means are in hundredths, for the first persona of the journey, the second and all others.
struct Part {
    share: usize,
    stage: &'static str,
    touchpoint: &'static str,
    means: [i64; 3],
}

const fn part(share: usize, stage: &'static str, touchpoint: &'static str, means: [i64; 3]) -> Part {
    Part { share, stage, touchpoint, means }
}

const DINE_IN: [Part; 9] = [
    part(24, "", "", [315, 340, 335]),
    part(8, "notice", "street-sign", [400, 395, 410]),
    part(18, "choose", "menu-board", [280, 345, 315]),
    part(12, "choose", "", [285, 335, 315]),
    part(10, "order", "till", [265, 320, 300]),
    part(10, "order", "waiter", [235, 285, 260]),
    part(8, "order", "kitchen-pass", [235, 270, 250]),
    part(6, "order", "table", [360, 370, 360]),
    part(10, "return", "", [330, 335, 325]),
];

const DELIVERY: [Part; 6] = [
    part(24, "", "", [340, 315, 330]),
    part(16, "browse", "mobile-app", [415, 375, 400]),
    part(18, "checkout", "mobile-app", [370, 325, 350]),
    part(14, "receive", "", [265, 235, 255]),
    part(6, "receive", "packaging", [345, 330, 340]),
    part(8, "reorder", "", [365, 350, 360]),
];

/// By how much guests of each persona like the choosing better with a menu by the door, in hundredths.
const RISE: [i64; 3] = [75, 30, 50];

/// The survey of guests, of both journeys: one row an answer.
fn guest_survey() -> String {
    let mut dice = Dice(2046);
    let mut said = Said::new();
    let mut text = "id,answered,journey,part,met,who,form,recommend,satisfied,comment,publish,email\n".to_owned();
    let mut number = 0;
    for day in days() {
        // Monday to Thursday, Friday, Saturday, Sunday.
        for (is_delivery, busy) in [(false, [4, 7, 8, 6]), (true, [2, 3, 4, 3])] {
            for _ in 0..busy[kind_of_day(day)] - 1 + dice.roll(3) {
                number += 1;
                let answer = guest_answer(&mut dice, day, is_delivery, &mut said);
                writeln!(text, "G-{number:04},{day},{answer}").expect("a text");
            }
        }
    }
    text
}

/// The cells of an answer behind its day.
fn guest_answer(dice: &mut Dice, day: Date, is_delivery: bool, said: &mut Said) -> String {
    // Out of 100: the first persona and the second; the rest is nobody that the handbook describes.
    let (journey, parts, who, shares) = match is_delivery {
        false => {
            let shares = [[12, 65], [45, 35], [40, 5], [40, 5]][kind_of_day(day)];
            ("dine-in", &DINE_IN[..], ["amira", "somchai", ""], shares)
        }
        true => (
            "delivery",
            &DELIVERY[..],
            ["elif", "somchai", ""],
            [[55, 38], [62, 28], [75, 10], [75, 10]][kind_of_day(day)],
        ),
    };
    let roll = dice.roll(100);
    let persona = if roll < shares[0] { 0 } else { 1 + usize::from(roll >= shares[0] + shares[1]) };
    let part = pick(dice, parts);
    let rise = if part.stage == "choose" && day >= MENU_BY_THE_DOOR { RISE[persona] } else { 0 };
    let mood = noise(dice, 170);
    let satisfied = on_scale(part.means[persona] + rise + mood, 1, 5);
    let promoters = [[35, 38, 37], [36, 34, 35]][usize::from(is_delivery)][persona];
    let detractors = [[32, 27, 33], [27, 28, 27]][usize::from(is_delivery)][persona];
    let recommend = recommendation(dice, promoters + mood / 5, detractors - mood / 5);
    let form = match is_delivery {
        false => dice.of(&["website", "website", "website", "in-store"]),
        true => dice.of(&["app", "app", "messaging"]),
    };
    let (comment, publish) = comment(dice, (journey, part.stage, day), satisfied, said);
    let mail = match dice.roll(5) {
        0 => format!("guest{}@example.com", 1000 + dice.roll(9000)),
        _ => String::new(),
    };
    let Part { stage, touchpoint, .. } = part;
    let who = who[persona];
    format!("{journey},{stage},{touchpoint},{who},{form},{recommend},{satisfied},{comment},{publish},{mail}")
}

/// How important each part is, asked once, for four weeks; means as above. Nobody is asked how important all of it is.
const IMPORTANT_DINE_IN: [Part; 8] = [
    part(8, "notice", "street-sign", [250, 230, 240]),
    part(14, "choose", "menu-board", [430, 340, 375]),
    part(10, "choose", "", [405, 330, 360]),
    part(16, "order", "till", [430, 420, 425]),
    part(12, "order", "waiter", [420, 395, 405]),
    part(18, "order", "kitchen-pass", [465, 470, 455]),
    part(8, "order", "table", [390, 330, 350]),
    part(14, "return", "", [285, 320, 300]),
];

const IMPORTANT_DELIVERY: [Part; 5] = [
    part(16, "browse", "mobile-app", [330, 345, 335]),
    part(22, "checkout", "mobile-app", [395, 420, 405]),
    part(34, "receive", "", [470, 475, 465]),
    part(14, "receive", "packaging", [425, 440, 430]),
    part(14, "reorder", "", [305, 320, 310]),
];

/// The days on which that was asked.
const ASKED: [Date; 2] = [date(2026, 9, 7), date(2026, 10, 4)];

/// The survey of what matters: one row an answer.
fn importance_survey() -> String {
    let mut dice = Dice(1913);
    let mut text = "id,answered,journey,stage,touchpoint,persona,channel,important\n".to_owned();
    let mut number = 0;
    for day in days().filter(|day| (ASKED[0]..=ASKED[1]).contains(day)) {
        for (journey, parts, people, channel, busy) in [
            ("dine-in", &IMPORTANT_DINE_IN[..], ["amira", "somchai", ""], "website", [10, 16, 18, 14]),
            ("delivery", &IMPORTANT_DELIVERY[..], ["elif", "somchai", ""], "app", [5, 7, 9, 7]),
        ] {
            for _ in 0..busy[kind_of_day(day)] {
                number += 1;
                let who = pick_call(&mut dice);
                let Part { stage, touchpoint, means, .. } = pick(&mut dice, parts);
                let answer = on_scale(means[who] + noise(&mut dice, 150), 1, 5);
                let who = people[who];
                writeln!(text, "I-{number:03},{day},{journey},{stage},{touchpoint},{who},{channel},{answer}")
                    .expect("a text");
            }
        }
    }
    text
}

/// An answer from 0 to 10 by the shares of promoters and detractors, in percent.
fn recommendation(dice: &mut Dice, promoters: i64, detractors: i64) -> usize {
    match dice.roll(100) as i64 {
        roll if roll < promoters => 9 + dice.roll(2),
        roll if roll < promoters + detractors => [6, 6, 6, 5, 5, 5, 4, 4, 3, 2, 1, 0][dice.roll(12)],
        _ => 7 + dice.roll(2),
    }
}

/// What some guests wrote, each sentence once; and whether it may be shown.
fn comment(dice: &mut Dice, asked: (&str, &str, Date), satisfied: i64, said: &mut Said) -> (String, &'static str) {
    let fits = |(journey, stage, is_happy, from, text): &&Sentence| {
        let is_so = if *is_happy { satisfied > 3 } else { satisfied < 3 };
        is_so && (*journey, *stage) == (asked.0, asked.1) && asked.2 >= *from && !said.contains(text)
    };
    match SENTENCES.iter().find(fits) {
        Some((.., text)) if dice.roll(12) == 0 => {
            said.insert(text);
            (cell(text, ','), ["yes", "yes", "no"][dice.roll(3)])
        }
        _ => (String::new(), ""),
    }
}

/// The sentences that somebody has said.
type Said = BTreeSet<&'static str>;

/// Days of the delivery app: of the visits that opened the payment page, how many paid and how many did not.
fn app_analytics() -> String {
    let mut dice = Dice(47);
    let mut text = String::new();
    for day in days() {
        // How many of 1,000 pay.
        let rate = if day >= NOTE_BEFORE_PAYING { 850 } else { 912 };
        let usual = [22, 30, 36, 30][kind_of_day(day)];
        let visits = usual - usual / 8 + dice.roll(usual / 4 + 1);
        let paid = (0..visits).filter(|_| dice.roll(1000) < rate).count();
        for (outcome, count) in [(1, paid), (0, visits - paid)] {
            let names = r#""journey":"delivery","stage":"checkout","touchpoint":"mobile-app","channel":"app""#;
            writeln!(text, r#"{{"date":"{day}",{names},"score":{outcome},"count":{count}}}"#).expect("a text");
        }
    }
    text
}

/// Calls to the phone line after which the caller said how easy it was to get something done.
fn support_calls() -> String {
    let mut dice = Dice(702);
    let mut text = "call;day;journey;stage;touchpoint;persona;channel;ease;comment;publish\n".to_owned();
    let (mut number, mut said) = (0, 0);
    for day in days() {
        let calls = match kind_of_day(day) {
            0 => dice.roll(3).min(1),
            _ => 1 + dice.roll(3),
        };
        for _ in 0..calls {
            number += 1;
            let who = pick_call(&mut dice);
            let (stage, mean) =
                [("complain", 225), ("complain", 225), ("complain", 225), ("answer", 250), ("", 265)][dice.roll(5)];
            let ease = on_scale(mean + [-15, 10, 0][who] + noise(&mut dice, 190), 1, 7);
            let (comment, publish) = match CALLERS.get(said) {
                Some(text) if ease <= 3 && dice.roll(20) == 0 => {
                    said += 1;
                    (cell(text, ';'), ["evet", "hayır"][usize::from(said % 3 == 0)])
                }
                _ => (String::new(), ""),
            };
            let who = ["amira", "elif", ""][who];
            let day = day.strftime("%d.%m.%Y");
            writeln!(text, "C{number:03};{day};complaint;{stage};phone-line;{who};phone;{ease};{comment};{publish}")
                .expect("a text");
        }
    }
    text
}

fn pick_call(dice: &mut Dice) -> usize {
    match dice.roll(100) {
        ..35 => 0,
        35..78 => 1,
        _ => 2,
    }
}

fn pick<'a>(dice: &mut Dice, parts: &'a [Part]) -> &'a Part {
    let mut roll = dice.roll(parts.iter().map(|part| part.share).sum());
    parts
        .iter()
        .find(|part| {
            let is_it = roll < part.share;
            roll = roll.saturating_sub(part.share);
            is_it
        })
        .expect("a roll below the sum of all shares")
}

fn days() -> impl Iterator<Item = Date> {
    FIRST.series(jiff::Span::new().days(1)).take_while(|day| *day <= LAST)
}

/// 0 from Monday to Thursday, then 1, 2 and 3.
fn kind_of_day(day: Date) -> usize {
    match day.weekday() {
        Weekday::Friday => 1,
        Weekday::Saturday => 2,
        Weekday::Sunday => 3,
        _ => 0,
    }
}

/// A number around 0, most often near it, at most so far away.
fn noise(dice: &mut Dice, most: i64) -> i64 {
    let mut half = || dice.roll(most as usize + 1) as i64;
    half() + half() - most
}

/// The answer that is nearest to a number of hundredths.
fn on_scale(hundredths: i64, low: i64, high: i64) -> i64 {
    (hundredths + 50).div_euclid(100).clamp(low, high)
}

/// A cell with quotes around it where it needs them.
fn cell(text: &str, separator: char) -> String {
    match text.contains([separator, '"']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

/// What a guest may write: of which journey and stage, whether happy, from which day on, and the words.
type Sentence = (&'static str, &'static str, bool, Date, &'static str);

const SENTENCES: [Sentence; 40] = [
    ("dine-in", "", false, FIRST, "Great tacos. I would have liked to be told that they take twenty minutes."),
    ("dine-in", "order", false, FIRST, "سألتُ هل الدجاج حلال فقال لي: «أظنّ ذلك». لا أريد أن يظنّ أحد."),
    ("dine-in", "order", false, FIRST, "Nobody looked up. I know the top of his cap very well now."),
    ("dine-in", "order", false, FIRST, "Numaramı mutfağa doğru okudular, mutfak duydu, ben duymadım."),
    ("dine-in", "order", false, FIRST, "My tray stood on the pass for as long as it takes to eat one."),
    ("dine-in", "choose", false, FIRST, "ยืนผิดแถวอยู่สิบนาที ไม่มีใครบอกว่าแถวนี้ไว้รับอาหาร"),
    ("dine-in", "order", false, FIRST, "Four questions before I could pay and none of them was how I am."),
    ("dine-in", "order", false, FIRST, "كنت أرى الطبق أمامي ولا أعرف أنه طبقي."),
    ("dine-in", "return", false, FIRST, "The reader was down again, so that is another stamp I will never see."),
    ("dine-in", "", false, FIRST, "Masa ıslaktı, gülümseme kuruydu."),
    (
        "dine-in",
        "order",
        false,
        FIRST,
        "One quesadilla was missing and the queue behind me was not going to let me back in.",
    ),
    ("dine-in", "order", false, FIRST, "น้องพนักงานถอนหายใจตอนเราถามว่าอีกนานไหม"),
    ("dine-in", "order", false, FIRST, "Soon is not a number."),
    ("dine-in", "order", false, FIRST, "Two tills, one person. He apologised to the screen."),
    ("dine-in", "", true, FIRST, "The children were quiet for a whole minute after the first bite."),
    ("dine-in", "", true, FIRST, "She said “the usual?” and I have told everyone."),
    ("dine-in", "", true, FIRST, "أفضل تاكو في المدينة، وهذه المرة لم ننتظر طويلًا."),
    ("dine-in", "", true, FIRST, "Al pastor as it should be, pineapple and all."),
    ("dine-in", "", true, FIRST, "ซัลซ่าตัวที่เผ็ดที่สุดอร่อยมาก แพ้แต่ยอมแพ้อย่างมีความสุข"),
    ("dine-in", "notice", true, FIRST, "Kokusuna girdik, tadına kaldık."),
    (
        "dine-in",
        "choose",
        true,
        MENU_BY_THE_DOOR,
        "Read the new menu outside, ordered in ten seconds. Felt like a regular.",
    ),
    ("dine-in", "choose", true, MENU_BY_THE_DOOR, "القائمة عند الباب بخطّ كبير: اختار الأولاد قبل أن نصل إلى الطابور."),
    ("dine-in", "", true, FIRST, "Somebody told me “eight minutes” and it was seven."),
    ("dine-in", "choose", true, MENU_BY_THE_DOOR, "ป้ายเมนูหน้าร้านตัวใหญ่ดี เลือกเสร็จก่อนถึงคิวเลย"),
    ("dine-in", "choose", true, MENU_BY_THE_DOOR, "Kapıdaki menü sayesinde sıraya kararımızı vermiş girdik."),
    ("dine-in", "notice", true, FIRST, "We came for the sign and stayed for the horchata."),
    ("delivery", "receive", false, FIRST, "Eight minutes, said the app. For twenty-five minutes."),
    ("delivery", "receive", false, FIRST, "Sekiz taco ödedim, yedi taco geldi."),
    ("delivery", "receive", false, FIRST, "The salsa had left its pot and moved in with the tortillas."),
    ("delivery", "receive", false, FIRST, "ไรเดอร์โทรมาจากผิดประตู ทั้งที่เขียนไว้แล้ว"),
    ("delivery", "receive", false, FIRST, "“On its way”, and I could see on the map that it wasn't."),
    ("delivery", "", false, FIRST, "Kurye çok nazikti, yemek çok soğuktu."),
    (
        "delivery",
        "checkout",
        false,
        NOTE_BEFORE_PAYING,
        "Please ask me where the entrance is when I am not about to pay.",
    ),
    ("delivery", "receive", false, FIRST, "I got somebody's horchata. Somebody has my tacos."),
    ("delivery", "browse", true, FIRST, "It looks like the photograph. Nobody's food looks like the photograph."),
    ("delivery", "", true, FIRST, "Gece on birde sıcak taco. Maket bekleyebilir."),
    ("delivery", "", true, FIRST, "Still crisp after two kilometres on a bicycle."),
    ("delivery", "", true, FIRST, "สั่งให้ทั้งทีม ครบทุกกล่อง ถูกทุกชื่อ"),
    ("delivery", "", true, FIRST, "The courier wished me luck with the exam."),
    ("delivery", "", true, FIRST, "Salsa kabında kaldı, ben de size kaldım."),
];

const CALLERS: [&str; 14] = [
    "Uygulama “bizi arayın” dedi; aradım, “uygulamadan yazın” dediniz.",
    "เล่าเรื่องเดิมเป็นรอบที่สามแล้ว",
    "Aynı hikâyeyi üç kişiye anlattım; üçüncüsü not aldı.",
    "โทรตอนสองทุ่ม เสียงรอบข้างดังจนพนักงานไม่ได้ยินว่าขาดอะไร",
    "Fiş numarası soruldu, fiş çantada, çanta çöpte.",
    "รอสายสิบเอ็ดนาที เพลงเดิมตลอด",
    "Kimse ne zaman döneceğinizi söylemedi.",
    "พนักงานใจดีมาก แต่ไม่มีอำนาจทำอะไรให้เลย",
    "Telefon kasanın yanında çalıyor; ben sıradayken duyuyorum, siz duymuyorsunuz.",
    "อยากได้คำตอบ ไม่ได้อยากได้คูปอง",
    "Eksik taco için beş dakika, özür için bir saniye bile yok.",
    "ต้องถ่ายรูปทาโก้ที่ไม่มี ส่งให้คนที่ไม่ได้รับสาย",
    "Sonunda oldu, ama ben de yoruldum.",
    "ขอบคุณที่โทรกลับ แต่เย็นแล้วค่ะ ทั้งอาหารทั้งใจ",
];
