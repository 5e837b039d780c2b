//! Files of answers as a whole: what is right in them is counted, what is wrong is told.

use std::io::{self, Read};

use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::select;

use crate::data::{Month, Quote, Subject, Table, Unused, read, read_from};
use crate::diag::{Diagnosed, Diagnostic, Severity};
use crate::parse::metrics::{BadRows, DataSet, Field, Method, Metric};
use crate::parse::page::EvidenceKind;
use crate::parse::settings::Named;
use crate::source::{Asset, Span, Spanned};

/// A metric of a method.
pub(super) fn metric(method: Method, answers: (f64, f64)) -> Metric {
    let (min, max) = method.scores().unwrap_or(answers);
    let id = text("joy");
    Metric { name: Named { id, title: None, titles: Default::default() }, method, answers, min, max }
}

fn text(text: &str) -> Spanned<String> {
    Spanned::new(text.to_owned(), Span::new(7, 9))
}

fn set(file: &str) -> DataSet {
    DataSet {
        id: text("answers"),
        title: None,
        titles: Default::default(),
        file: text(file),
        kind: EvidenceKind::Survey,
        metric: text("joy"),
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

fn with_columns(columns: &[(Field, &str)]) -> DataSet {
    DataSet { columns: columns.iter().map(|(field, name)| (*field, text(name))).collect(), ..set("a.csv") }
}

fn in_set(set: &DataSet, bytes: impl AsRef<[u8]>) -> Diagnosed<Table> {
    read(set, &metric(Method::Nps, (0.0, 10.0)), &Asset::Memory(bytes.as_ref().into()))
}

fn csv(bytes: impl AsRef<[u8]>) -> Diagnosed<Table> {
    in_set(&set("a.csv"), bytes)
}

fn json(bytes: impl AsRef<[u8]>) -> Diagnosed<Table> {
    in_set(&set("a.jsonl"), bytes)
}

/// Line, code and message of each mistake, in the order of a printout.
fn told(read: &Diagnosed<Table>) -> Vec<String> {
    let line = |one: &Diagnostic| one.cell.as_ref().map_or(0, |cell| cell.line);
    let sorted = read.diagnostics.clone().sorted();
    sorted.iter().map(|one| format!("{} {}: {}", line(one), one.code.as_str(), one.message)).collect()
}

/// How many answers there are, and their sum.
fn all(read: &Diagnosed<Table>) -> (u64, f64) {
    let tallies = read.value.subjects.iter().flat_map(|(_, answers)| answers.months.values());
    tallies.fold((0, 0.0), |(n, sum), tally| (n + tally.n, sum + tally.sum))
}

fn clean(read: &Diagnosed<Table>, n: u64, sum: f64) {
    assert_eq!(told(read), [""; 0]);
    assert_eq!((all(read), read.value.unused.len()), ((n, sum), 0));
}

#[test]
fn answers_are_counted_by_what_they_are_about_and_by_month() {
    let rows = "date,journey,stage,step,touchpoint,persona,channel,score,count\n\
                2026-04-30,dine-in,pay,,till,amira,app,9,2\n\
                2026-05-01,dine-in,pay,,till,amira,app,3,1\n\
                2026-05-02 10:00, dine-in ,pay,,till,amira,app,10,1\n\
                ,order,,,,,,7,0\n\
                ,order,,,,,,8,1\n";
    let read = csv(rows);
    clean(&read, 5, 39.0);
    let [(first, answers), (second, other)] = read.value.subjects.as_slice() else { panic!("two subjects") };
    let name = |name: &str| Some(name.to_owned());
    let dine = Subject {
        journey: name("dine-in"),
        stage: name("pay"),
        step: None,
        touchpoint: name("till"),
        persona: name("amira"),
        channel: name("app"),
    };
    assert_eq!((first, answers.line), (&dine, 2));
    assert_eq!(answers.days, Some((date(2026, 4, 30), date(2026, 5, 2))));
    let may = answers.months[&Some(Month { year: 2026, month: 5 })];
    assert_eq!((may.n, may.sum, may.squares, may.low, may.high), (2, 13.0, 109.0, 1, 1));
    assert_eq!((second.journey.as_deref(), other.line, other.days), (Some("order"), 6, None));
    assert_eq!((read.value.rows, read.value.used()), (5, 5));
}

#[test]
fn separators_are_told_from_the_first_line() {
    for separator in [",", ";", "\t", "|"] {
        let rows = "date,score,\"a;b|c\"\n2026-04-30,9,\"x,;\t|y\"\n".replace(',', separator);
        clean(&csv(rows), 1, 9.0);
    }
    clean(&csv("How was it, overall?;score\nfine;8\n"), 1, 8.0);
    clean(&csv("score\n7\n8"), 2, 15.0);
    let colons = "date:score\n2026-04-30:8\n";
    assert_eq!(
        told(&csv(colons)),
        ["1 data-column: the file has no column `score`, where its answers would be; its columns are `date:score`"]
    );
    clean(&in_set(&DataSet { separator: Some(text(":")), ..set("a.csv") }, colons), 1, 8.0);
    let tabs = DataSet { separator: Some(text("tab")), ..set("a.csv") };
    clean(&in_set(&tabs, "a,b\tscore\nx,y\t4\n"), 1, 4.0);
}

#[test]
fn numbers_follow_the_separator() {
    let mean = metric(Method::Mean, (1.0, 5.0));
    let of = |rows: &str| read_from(&set("a.csv"), &mean, rows.as_bytes());
    clean(&of("date;score\n2026-04-30;3,5\n;٤٫٥\n;๒\n; +1 \n"), 4, 11.0);
    let comma = of("date,score\n2026-04-30,\"3,5\"\n");
    assert_eq!(told(&comma), ["2 data-value: `3,5` is no number"]);
    let hint = comma.diagnostics.iter().next().and_then(|one| one.hint.clone()).unwrap_or_default();
    assert!(hint.contains("`3.5`"), "{hint}");
}

#[test]
fn line_ends_and_quotes_leave_lines_right() {
    let wrong = |rows: &str| told(&csv(rows));
    let at = |line: u64| [format!("{line} data-value: `x` is no number")];
    assert_eq!(wrong("score,comment\n9,\"a\nb\nc\"\nx,\n"), at(5));
    assert_eq!(wrong("score,comment\r\n9,\"a\r\nb\"\r\nx,\r\n"), at(4));
    assert_eq!(wrong("score,comment\n\n\n9,\n\nx,"), at(6));
    assert_eq!(wrong("score\r\n\r\n9\r\n\r\nx\r\n"), at(5));
    assert_eq!(wrong("\n\nscore\nx\n"), at(4));
    assert_eq!(wrong("score\r9\rx\r"), at(3));
    clean(&csv("\u{feff}score\r\n9\r\n\"10\"\r\n"), 2, 19.0);
}

#[test]
fn encodings_are_marked_or_said() {
    let rows = "score;persona;comment\n9;çağrı;güzel İŞ\n";
    let wide = |bytes: fn(u16) -> [u8; 2]| format!("\u{feff}{rows}").encode_utf16().flat_map(bytes).collect::<Vec<_>>();
    let turkish = b"score;persona;comment\n9;\xe7a\xf0r\xfd;g\xfczel \xdd\xde\n";
    let said = DataSet { encoding: Some(text("windows-1254")), ..set("a.csv") };
    for read in [csv(rows), csv(wide(u16::to_le_bytes)), csv(wide(u16::to_be_bytes)), in_set(&said, turkish)] {
        clean(&read, 1, 9.0);
        assert_eq!(read.value.subjects[0].0.persona.as_deref(), Some("çağrı"));
        assert_eq!(read.value.quotes[0].text, "güzel İŞ");
    }
    let cases = [
        ("windows-1256", &b"score,persona\n9,\xc3\xe3\xed\xd1\xc9\n"[..], "أميرة"),
        ("windows-874", b"score,persona\n9,\xca\xc1\xaa\xd2\xc2\n", "สมชาย"),
    ];
    for (label, bytes, name) in cases {
        let read = in_set(&DataSet { encoding: Some(text(label)), ..set("a.csv") }, bytes);
        assert_eq!(read.value.subjects[0].0.persona.as_deref(), Some(name));
    }
    let unsaid = csv(turkish);
    assert_eq!(told(&unsaid), ["2 data-file: byte 1 of cell 2, 0xE7, is not UTF-8"]);
    assert_eq!(unsaid.value.unused[&Unused::BadText], 1);
    assert_eq!(told(&csv(b"\xfeark\xfd,score\n")), ["1 data-file: byte 1 of the first line is not UTF-8"]);
    let thai = DataSet { encoding: Some(text("windows-874")), ..set("a.csv") };
    let broken = in_set(&thai, b"score,persona\n9,a\n9,\xdb\n8,b\n");
    assert_eq!(told(&broken), ["3 data-file: this row holds bytes that windows-874 doesn't have"]);
    assert_eq!(all(&broken), (2, 17.0));
}

#[test]
fn one_bad_row_hides_no_other() {
    let rows = "id,date,score,count\n\
                1,2026-04-30,,1\n2,2026-04-30,sehr gut,1\n3,2026-04-30,٩٪,1\n4,2026-04-30,11,1\n5,2026-04-30,8.5,1\n\
                6,30.04.2026,9,1\n7,46142,9,1\n8,2026-02-30,9,1\n9,2026-04-30,9,\n10,2026-04-30,9,1.5\n11,2026-04-30,9\n\
                12,2026-04-30,9,1,\n1,2026-04-30,9,1\n1,2026-04-30,8,1\n13,2026-04-30,เก้า,1\n14,2026-04-30,تسعة,1\n\
                15,2026-04-30,9,-1\n16,2026-04-30,çok iyi,1\n";
    let read = csv(rows);
    let expected = [
        "2 data-value: this row has no answer: its `score` is empty",
        "3 data-value: `sehr gut` is no number",
        "4 data-value: `٩٪` is no number",
        "5 data-value: `11` is off the scale of `joy`",
        "6 data-value: `8.5` is no answer to `joy`, whose answers are whole",
        "7 data-value: `30.04.2026` is no date from 1900 to 2199",
        "8 data-value: `46142` is no date from 1900 to 2199",
        "9 data-value: `2026-02-30` is no date from 1900 to 2199",
        "10 data-value: this row has no count: its `count` is empty",
        "11 data-value: `1.5` is no count",
        "12 data-ragged: this row has 3 cells, the first line 4",
        "13 data-ragged: this row has 5 cells, the first line 4",
        "15 data-duplicate: the id `1` was there before",
        "16 data-value: `เก้า` is no number",
        "17 data-value: `تسعة` is no number",
        "18 data-value: `-1` is no count",
        "19 data-value: `çok iyi` is no number",
    ];
    assert_eq!(told(&read), expected);
    assert!(read.diagnostics.iter().all(|one| one.hint.is_some() && one.severity == Severity::Error));
    assert_eq!((all(&read), read.value.rows, read.value.used()), ((1, 9.0), 18, 1));
    let lenient = in_set(&DataSet { bad_rows: BadRows::Warning, ..set("a.csv") }, rows);
    assert!(lenient.diagnostics.iter().all(|one| one.severity == Severity::Warning));
    assert_eq!(lenient.value, read.value);
}

#[test]
fn of_each_kind_twenty_are_told_and_all_counted() {
    let rows: String = (0..50).map(|row| if row % 2 == 0 { "x\n" } else { "99\n" }).collect();
    let read = csv(format!("score\n{rows}9\n"));
    let told = told(&read);
    assert_eq!(told.len(), 2 * 20 + 2);
    assert!(told.contains(&"42 data-value: 5 more rows whose answer is no number, the first of them here".to_owned()));
    assert!(
        told.contains(&"43 data-value: 5 more rows whose answer is off the scale, the first of them here".to_owned())
    );
    assert_eq!(read.value.unused, [(Unused::NotANumber, 25), (Unused::OffScale, 25)].into());
}

#[test]
fn columns_have_the_names_that_are_said() {
    let rows = "Puan;Tarih;Müşteri;E-posta\n9;2026-04-30;elif;a@example.com\n";
    let columns = [(Field::Score, "puan "), (Field::Date, "Tarih"), (Field::Persona, "Mu\u{308}s\u{327}teri")];
    let read = in_set(&DataSet { redact: vec![text("E-posta")], ..with_columns(&columns) }, rows);
    clean(&read, 1, 9.0);
    assert_eq!(read.value.subjects[0].0.persona.as_deref(), Some("elif"));
    clean(&csv("SCORE , Date\n9,2026-04-30\n"), 1, 9.0);
    let missing = told(&in_set(&with_columns(&[(Field::Score, "Paun")]), rows));
    let columns = "its columns are `Puan`, `Tarih`, `Müşteri`, `E-posta`";
    assert_eq!(missing, [format!("0 data-column: the file has no column `Paun`; {columns}")]);
    let redacted = DataSet { redact: vec![text("Puan")], ..with_columns(&[(Field::Score, "Puan")]) };
    let message = "0 data-column: `Puan` is redacted, so it can't be the column of `score`";
    assert_eq!(told(&in_set(&redacted, rows)), [message]);
    let unknown = DataSet { redact: vec![text("Telefon")], ..with_columns(&[(Field::Score, "Puan")]) };
    assert_eq!(told(&in_set(&unknown, rows)), [format!("0 data-column: the file has no column `Telefon`; {columns}")]);
    let own = DataSet { redact: vec![text("score")], ..set("a.csv") };
    assert_eq!(told(&in_set(&own, "score\n9\n")).len(), 1);
    assert_eq!(
        told(&csv("score,Score ,comment\n9,9,\n")),
        [""; 0],
        "a name that is exactly right is taken before one that is nearly"
    );
    let twice = "1 data-column: the file has two columns `score`, so which of them counts can't be told";
    assert_eq!(told(&csv("Score,score ,score\n9,9,9\n")).len(), 1);
    assert_eq!(told(&csv("Score,SCORE\n9,9\n")), [twice]);
    clean(&csv("note,note,score\na,b,9\n"), 1, 9.0);
}

#[test]
fn settings_that_cant_be_followed_are_told_at_once() {
    let wrong = DataSet {
        encoding: Some(text("windows-1524")),
        separator: Some(text("::")),
        date_format: Some(text("DD.MM.YYYY")),
        ..set("a.csv")
    };
    let read = in_set(&wrong, "score\n9\n");
    assert_eq!(told(&read).len(), 3);
    for one in read.diagnostics.iter() {
        assert_eq!((one.place.path.as_str(), one.place.span.range()), ("book.toml", 7..9));
        assert!(one.hint.is_some());
    }
    let german = DataSet { date_format: Some(text("%d.%m.%Y")), ..set("a.csv") };
    let read = in_set(&german, "date;score\n30.04.2026;9\n30.04.2026;8\n2026-04-30;7\n");
    assert_eq!(told(&read), ["4 data-value: `2026-04-30` is no date from 1900 to 2199"]);
    assert_eq!(read.value.subjects[0].1.days, Some((date(2026, 4, 30), date(2026, 4, 30))));
}

#[test]
fn what_is_no_file_of_answers_is_told() {
    let cases = [
        ("", "0 data-file: there is nothing in this file"),
        ("\n\r\n", "0 data-file: there is nothing in this file"),
        ("score\n", "0 data-file: there are no answers in this file, only names of columns"),
        ("PK\u{3}\u{4}xl/", "0 data-file: this is an Excel workbook"),
        (
            "score,comment\n9,fine\n8,\"never closed\n7,x\n",
            "3 data-file: a quote opens in this row and never closes, so the rest of the file is one cell",
        ),
    ];
    for (rows, message) in cases {
        assert_eq!(told(&csv(rows)), [message], "{rows:?}");
    }
    let open = format!("score,comment\n9,\"{}", "8,x\n".repeat(2000));
    let unclosed = "2 data-file: a quote opens in this row and never closes, so the rest of the file is one cell";
    assert_eq!(told(&csv(&open)), [unclosed]);
    let long = format!("{open}\"\n7,x\n");
    let lines = "2 data-file: the row that begins here doesn't end within 1,000 lines and 1 MiB";
    assert_eq!(told(&csv(&long)), [lines]);
    assert_eq!(told(&csv(format!("score,comment\n9,{}", "x".repeat(3 << 20)))), [lines]);
    clean(&csv("score,comment\n9,\"closed\nat the end\""), 1, 9.0);
    clean(&csv("score,comment\n9,5\" of rain\n"), 1, 9.0);
    let vanished = Asset::Disk { path: "nowhere/at/all.csv".into(), len: 7, picture: None };
    let read = read(&set("a.csv"), &metric(Method::Nps, (0.0, 10.0)), &vanished);
    assert_eq!(told(&read), ["0 data-file: this can't be read: it is not there any more"]);
}

#[test]
fn a_folder_is_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let asset = Asset::Disk { path: folder.path().to_path_buf(), len: 0, picture: None };
    let read = read(&set("a.csv"), &metric(Method::Nps, (0.0, 10.0)), &asset);
    assert_eq!(told(&read).len(), 1);
    assert!(told(&read)[0].starts_with("0 data-file: this can't be read"));
}

#[test]
fn objects_are_rows_too() {
    let rows = "{\"date\":\"2026-04-30\",\"Score\":9,\"note\":{\"a\":[1,2]},\"persona\":\"amira\"}\n\n\
                {\"score\":\"8\",\"count\":2}\r\n{\"score\":7.0,\"persona\":null}";
    let read = json(rows);
    clean(&read, 4, 32.0);
    assert_eq!(read.value.subjects.len(), 2);
    let wrong = json("{\"score\":9}\nnonsense\n{\"score\":true}\n[1]\n{\"score\":9} x\n{\"score\":11}\n{}\n");
    let expected = [
        "2 data-ragged: this line is no JSON object",
        "3 data-value: `true` is no number",
        "4 data-ragged: this line is no JSON object",
        "5 data-ragged: this line is no JSON object",
        "6 data-value: `11` is off the scale of `joy`",
        "7 data-value: this row has no answer: its `score` is empty",
    ];
    assert_eq!(told(&wrong), expected);
    assert_eq!(told(&json("[{\"score\":9}]\n")), ["1 data-file: this line is no JSON object"]);
    let none = "1 data-column: the file has no column `score`, where its answers would be; its columns are `points`";
    assert_eq!(told(&json("{\"points\":9}\n")), [none]);
    let named = DataSet { columns: vec![(Field::Comment, text("said"))], ..set("a.ndjson") };
    assert_eq!(told(&in_set(&named, "{\"score\":9}\n{\"score\":9,\"said\":\"fine\"}\n")), [""; 0]);
    assert_eq!(told(&in_set(&named, "{\"score\":9}\n")).len(), 1);
    assert_eq!(told(&json(format!("{{\"score\":9}}\n{}", "x".repeat(3 << 20)))).len(), 1);
    assert_eq!(told(&json(b"{\"score\":9}\n{\"score\":9,\"note\":\"\xff\"}\n")).len(), 1);
}

fn quotes(read: &Diagnosed<Table>) -> Vec<&str> {
    read.value.quotes.iter().map(|quote| quote.text.as_str()).collect()
}

#[test]
fn comments_are_kept_the_last_ones_first() {
    let rows = "date,persona,score,comment\n\
                2026-04-01,amira,9,one\n,amira,9,undated\n2026-04-03,amira,9,three\n2026-04-02,amira,9,  two \n\
                2026-04-02,amira,9,two again\n2026-04-02,elif,9,her own\n2026-04-09,amira,9,\n";
    let read = csv(rows);
    clean(&read, 7, 63.0);
    assert_eq!(quotes(&read), ["three", "her own", "two again", "two"]);
    let first = Quote { subject: 0, text: "three".to_owned(), on: Some(date(2026, 4, 3)) };
    assert_eq!(read.value.quotes[0], first);
    let long = csv(format!("score,comment\n9,{}\n9,{}\n", "ก".repeat(401), "ก".repeat(400)));
    assert_eq!(quotes(&long), ["ก".repeat(400)]);
}

#[test]
fn comments_are_shown_only_where_they_may_be() {
    let rows = "score,comment,publish\n9,a,yes\n9,b,no\n9,c,\n9,d,evet\n9,e,ใช่\n9,f,نعم\n";
    assert_eq!(quotes(&csv(rows)), ["f", "e", "d"]);
    let personal = csv("score,comment,publish\n9,mail a@example.com,yes\n9,call 555 0199 22,no\n9,555 0199 22,1\n");
    let expected = [
        "2 personal-data: this comment holds an e-mail address, so it isn't shown",
        "4 personal-data: this comment holds a phone number, so it isn't shown",
    ];
    assert_eq!(told(&personal), expected);
    assert_eq!((quotes(&personal).len(), all(&personal)), (0, (3, 27.0)));
    assert!(personal.diagnostics.iter().all(|one| one.severity == Severity::Warning));
    let shown = format!("{:?}", personal.diagnostics);
    assert!(!shown.contains("example.com") && !shown.contains("0199"), "{shown}");
    // Nobody is asked for a word that only some rows have.
    let late = "{\"score\":9,\"comment\":\"a\"}\n{\"score\":9,\"comment\":\"b\",\"publish\":true}\n{\"score\":9,\"comment\":\"c\"}\n";
    assert_eq!(quotes(&json(late)), ["b"]);
    let never = "{\"score\":9,\"comment\":\"a\"}\n{\"score\":9,\"comment\":\"b\",\"publish\":null}\n";
    assert_eq!(quotes(&json(never)), [""; 0]);
}

#[test]
fn what_is_redacted_is_never_seen_again() {
    let rows = "score,phone,comment\nx,0555000\n9,0555000,hello\n11,0555000,hello\n9,0555\u{0}000,hello,\n";
    let read = in_set(&DataSet { redact: vec![text("phone"), text("comment")], ..set("a.csv") }, rows);
    let everything = format!("{read:?}");
    assert!(!everything.contains("0555") && !everything.contains("hello"), "{everything}");
}

/// Makes rows while they are asked for, and remembers the most that anybody wanted at once.
struct Endless {
    rows: u64,
    rest: Vec<u8>,
    most: usize,
}

impl Read for &mut Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.most = self.most.max(into.len());
        if self.rest.is_empty() && self.rows > 0 {
            self.rows -= 1;
            self.rest = b"9,\"a comment of a few words\"\n".to_vec();
        }
        let length = into.len().min(self.rest.len());
        into[..length].copy_from_slice(&self.rest[..length]);
        self.rest.drain(..length);
        Ok(length)
    }
}

#[test]
fn a_file_is_never_held_as_a_whole() {
    let mut endless = Endless { rows: 40_000, rest: b"score,comment\n".to_vec(), most: 0 };
    let read = read_from(&set("a.csv"), &metric(Method::Nps, (0.0, 10.0)), &mut endless);
    clean(&read, 40_000, 360_000.0);
    assert!(endless.most <= 64 * 1024, "{} bytes at once", endless.most);
}

#[test]
fn too_many_different_subjects_are_no_subjects() {
    let rows: String = (0..1_000_002).map(|row| format!("{row},9\n")).collect();
    let read = csv(format!("persona,score\n{rows}"));
    let message = "1000002 data-file: from here on there are more than 1000000 different subjects and months";
    assert_eq!(told(&read), [message]);
}

fn piece() -> impl Strategy<Value = Vec<u8>> {
    let pieces = [
        &b"score"[..],
        b"date",
        b"comment",
        b"id",
        b"count",
        b",",
        b",",
        b",",
        b";",
        b"\t",
        b"\n",
        b"\n",
        b"\n",
        b"\r\n",
        b"\"",
        b"9",
        b"10",
        b"11",
        b"-1",
        b"3,5",
        b"2026-04-30",
        b"46142",
        b"\xff",
        b"\0",
        b" ",
        b"a@example.com",
        "\u{feff}".as_bytes(),
        "٣".as_bytes(),
        "๔".as_bytes(),
        "çok".as_bytes(),
        b"{\"score\":9}",
        b"{",
        b"}",
        b"[",
    ];
    prop_oneof![8 => select(pieces.to_vec()).prop_map(<[u8]>::to_vec), 1 => proptest::collection::vec(any::<u8>(), 0..4)]
}

proptest! {
    #[test]
    fn any_bytes_are_read_and_every_row_is_accounted_for(
        pieces in proptest::collection::vec(piece(), 0..60),
        head in select(&["", "score\n", "score,date,comment,id\n", "id;score;count\r\n", "{\"score\":1}\n"][..]),
        file in select(&["a.csv", "a.jsonl", "a.tsv"][..]),
        encoding in select(&[None, Some("windows-1254"), Some("utf-16le"), Some("shift_jis")][..]),
    ) {
        let bytes = [head.as_bytes().to_vec(), pieces.concat()].concat();
        let set = DataSet { encoding: encoding.map(text), ..set(file) };
        let read = in_set(&set, &bytes);
        let unused: u64 = read.value.unused.values().sum();
        prop_assert_eq!(read.value.used() + unused, read.value.rows);
        prop_assert!(unused == 0 || read.diagnostics.has_errors());
        prop_assert_eq!(in_set(&set, &bytes).value, read.value);
    }

    #[test]
    fn good_rows_are_all_counted(scores in proptest::collection::vec(0..=10_u32, 1..80)) {
        let rows: String = scores.iter().map(|score| format!("{score};\"a\nb\"\r\n")).collect();
        let read = csv(format!("score;comment\r\n{rows}"));
        prop_assert_eq!(all(&read), (scores.len() as u64, f64::from(scores.iter().sum::<u32>())));
    }
}
