//! Tests of the reader of TOML.

use proptest::strategy::Strategy;
use proptest::test_runner::Config;
use proptest::{collection, prop_oneof, proptest, sample};

use super::parse;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::parse::node::{Node, Value};
use crate::parse::syntax::{MAX_DEPTH, Tree};
use crate::source::FilePath;

/// Parses with something before and behind, so that a place counted from the wrong start is seen.
fn read(source: &str) -> (String, Tree, Vec<Diagnostic>) {
    let text = format!("+++ก\n{source}+++\nbody");
    let mut out = Diagnostics::default();
    let start = "+++ก\n".len();
    let tree = parse(&FilePath::new("content/a.md"), &text, start..start + source.len(), &mut out);
    (text, tree, out.into_iter().collect())
}

/// The tree as text: each value with its source.
fn show(text: &str, node: &Node, depth: usize, shown: &mut String) {
    let indent = "  ".repeat(depth);
    shown.push_str(&format!("{:?}", &text[node.span.range()]));
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| {
            shown.push_str(&format!("\n{indent}- "));
            show(text, item, depth + 1, shown);
        }),
        Value::Map(entries) => entries.iter().for_each(|(key, value)| {
            shown.push_str(&format!("\n{indent}{}: ", &text[key.span.range()]));
            show(text, value, depth + 1, shown);
        }),
        value => shown.push_str(&format!(" {value:?}")),
    }
}

fn tree(source: &str) -> Vec<String> {
    let (text, tree, told) = read(source);
    assert!(told.is_empty() && tree.complete, "{source:?}: {told:?}");
    let mut shown = String::new();
    show(&text, &tree.root, 0, &mut shown);
    shown.lines().map(str::to_owned).collect()
}

/// A code, the source of its place and of the place related to it, and the message.
type Told = (Code, String, Option<String>, String);

fn told(source: &str) -> (Vec<Told>, bool) {
    let (text, tree, mut told) = read(source);
    told.sort();
    let told = told.into_iter().map(|one| {
        let first = one.related.first().map(|first| text[first.place.span.range()].to_owned());
        (one.code, text[one.place.span.range()].to_owned(), first, one.message)
    });
    (told.collect(), tree.complete)
}

fn keys(node: &Node) -> Vec<&str> {
    match &node.value {
        Value::Map(entries) => entries.iter().map(|(key, _)| key.name.as_str()).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn values_become_the_same_tree_in_the_order_written() {
    let shown = tree(
        "z = 'ก 👍'\r\n\"ข\" = 1_000\r\na = [0x1F, -inf, 1e3]\r\nd = 2026-04-30\r\nt = 10:30:00\nb = true\ns = \"\"\"\nx\ny\"\"\"\n",
    );
    assert_eq!(
        shown[1..],
        [
            r#"z: "'ก 👍'" Text("ก 👍")"#,
            r#""ข": "1_000" Number(1000.0, "1_000")"#,
            r#"a: "[0x1F, -inf, 1e3]""#,
            r#"  - "0x1F" Number(31.0, "0x1F")"#,
            r#"  - "-inf" Number(-inf, "-inf")"#,
            r#"  - "1e3" Number(1000.0, "1e3")"#,
            r#"d: "2026-04-30" Text("2026-04-30")"#,
            r#"t: "10:30:00" Text("10:30:00")"#,
            r#"b: "true" Bool(true)"#,
            r#"s: "\"\"\"\nx\ny\"\"\"" Text("x\ny")"#,
        ]
    );
}

#[test]
fn tables_have_the_place_of_their_content() {
    let shown = tree(
        "a.b = 1\na.c = {x = 1, y.z = 2}\n\n[output.html]\ntheme = 't' # c\n\n[[alerts]]\nn = 1\n[[alerts]]\n[empty]\n",
    );
    assert_eq!(
        shown[1..],
        [
            r#"a: "b = 1\na.c = {x = 1, y.z = 2}""#,
            r#"  b: "1" Number(1.0, "1")"#,
            r#"  c: "{x = 1, y.z = 2}""#,
            r#"    x: "1" Number(1.0, "1")"#,
            r#"    y: "z = 2""#,
            r#"      z: "2" Number(2.0, "2")"#,
            r#"output: "html]\ntheme = 't'""#,
            r#"  html: "theme = 't'""#,
            r#"    theme: "'t'" Text("t")"#,
            r#"alerts: "n = 1\n[[alerts]]""#,
            r#"  - "n = 1""#,
            r#"    n: "1" Number(1.0, "1")"#,
            r#"  - "[[alerts]]""#,
            r#"empty: "[empty]""#,
        ]
    );
}

#[test]
fn the_whole_of_a_file_may_begin_with_a_byte_order_mark() {
    let text = "\u{FEFF}a = 1";
    let mut out = Diagnostics::default();
    let tree = parse(&FilePath::new("book.toml"), text, 0..text.len(), &mut out);
    assert_eq!((keys(&tree.root), tree.complete), (vec!["a"], true));
    assert_eq!(
        out.iter().map(|one| (one.code, one.place.span.range())).collect::<Vec<_>>(),
        [(Code::ByteOrderMark, 0..3)]
    );
}

#[test]
fn nothing_is_an_empty_map() {
    for source in ["", "\n# c\n"] {
        let (_, tree, told) = read(source);
        assert_eq!((tree.root.value, tree.root.span.range(), told.len()), (Value::Map(vec![]), 7..7, 0));
    }
}

#[test]
fn syntax_errors_have_a_place_and_plain_words() {
    let cases = [
        ("title = Till\n", "Till", "a text needs quotes"),
        ("title = The 'Till'\n", "The", "a text needs quotes"),
        ("title = it's\n", "it's", "a text needs quotes"),
        ("a = True\n", "True", "this word has capitals"),
        ("title =\r\nb = 1\n", "=", "a value is missing here"),
        ("  title \n", "title", "a name without a value"),
        ("title: 1\n", ":", "`:` can't stand between a name and its value"),
        ("ชื่อ = 1\n", "ชื่อ", "this name needs quotes"),
        ("= 1\n", "=", "a name is missing here"),
        ("[a\nb = 1\n", "a", "a `]` is missing here"),
        ("a = \"x\nb = 1\n", "x", "a closing quote is missing here"),
        ("a = '''x\nb = 1\n", "'''", "this `'''` is not closed"),
        ("a = [1, 2\nb = 3\nc = [4]\n", "[", "this `[` is not closed"),
        ("a = {x = [1,\nb = 3\n", "{", "this `{` is not closed"),
        ("a = ['x' 'y']\n", "'", "a `,` is missing before this"),
        ("a = [1,,2]\n", ",", "a `,` too many"),
        ("a = \"\\q\"\n", "q", r"a `\` inside double quotes begins an escape, and this is none"),
        ("a = 'x'y\n", "y", "something stands behind the value"),
        ("a = 1\na.b = 2\n", "a", "this is not a table, so no fields can be added to it"),
        ("a = 01\n", "0", "this is not TOML: unexpected leading zero"),
        ("a = 2026-13-01\n", "2026-13-01", "this is not TOML: invalid date, expected month between 01 and 12"),
    ];
    for (source, place, message) in cases {
        let expected = (Code::TomlSyntax, place.to_owned(), None, message.to_owned());
        assert_eq!(told(source), (vec![expected], false), "{source:?}");
    }
}

#[test]
fn each_line_has_one_syntax_error() {
    let (found, _) = told("a = Till Waiter = ]\nb = 1\nc = 'x' y z\nd =\n");
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn what_the_parser_makes_up_is_left_out() {
    let source = "a = \nb = 0x\nc = [1, 0x, 2]\nd = 2026-13-01\n= 1\ne = 2\n";
    assert_eq!(keys(&read(source).1.root), ["c", "e"]);
    let Value::Map(entries) = read("a = Till\nb = it's\nc = True\n").1.root.value else { panic!("a map") };
    let values: Vec<_> = entries.into_iter().map(|(_, node)| node.value).collect();
    assert_eq!(values, [Value::Text("Till".into()), Value::Text("it's".into()), Value::Bool(true)]);
    let (text, tree, _) = read("a = 1\nb = [2, 3\n[c]\nd = 4\n");
    let mut shown = String::new();
    show(&text, &tree.root, 0, &mut shown);
    assert!(shown.contains("- \"2\"") && shown.contains("- \"3\"") && !shown.contains("Text"), "{shown}");
    assert_eq!(keys(&read("a = 1\n[b\nc = 1\n").1.root), ["a"]);
}

#[test]
fn the_first_of_two_keys_counts() {
    let twice = |source: &str| {
        let (found, complete) = told(source);
        assert!(complete && found.iter().all(|one| one.0 == Code::DuplicateKey), "{source:?} {found:?}");
        found.into_iter().map(|(_, place, first, _)| (place, first.unwrap_or_default())).collect::<Vec<_>>()
    };
    let pair = |place: &str, first: &str| (place.to_owned(), first.to_owned());
    assert_eq!(twice("a = 1\n'a' = 2\n"), [pair("'a'", "a")]);
    assert_eq!(twice("[t]\na = 1\n[u]\na = 1\n[t]\na = 2\n"), [pair("t", "t"), pair("a", "a")]);
    assert_eq!(twice("a.\"b\" = 1\na.b = 2\n"), [pair("b", "\"b\"")]);
    assert_eq!(twice("[[l]]\na = 1\n[[l]]\na = 1\na = 2\n[l.m]\n[l.m]\n"), [pair("a", "a"), pair("m", "m")]);
    assert_eq!(twice("a = {b = 1, b = 2}\n"), [pair("b", "")]);
    let (_, tree, _) = read("a = 1\na = 2\n");
    assert!(matches!(tree.root.value, Value::Map(entries) if entries[0].1.value == Value::Number(1.0, "1".into())));
    let (text, _, found) = read("[[l]]\na = 1\n[[l]]\nb = 1\na = 2\nb = 3\n");
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].related[0].place.span.start as usize..][..5], "b = 1");
}

#[test]
fn depth_is_limited() {
    let deep = |lists: usize| format!("b = 1\na = {}{}\n", "[".repeat(lists), "]".repeat(lists));
    assert_eq!(told(&deep(MAX_DEPTH - 1)), (vec![], true));
    let (found, complete) = told(&deep(MAX_DEPTH));
    assert_eq!((found.len(), found[0].0, found[0].1.as_str(), complete), (1, Code::TooDeep, "[", false));
    assert_eq!(keys(&read(&deep(MAX_DEPTH)).1.root), ["b"]);
    let dotted = |dots: usize| format!("{}b = 1\n", "a.".repeat(dots));
    assert_eq!(told(&dotted(MAX_DEPTH - 1)), (vec![], true));
    assert_eq!(told(&dotted(MAX_DEPTH)).0[0].0, Code::TooDeep);
    let header = |dots: usize| format!("[{}b]\nc = 1\n", "a.".repeat(dots));
    assert_eq!(told(&header(MAX_DEPTH - 2)), (vec![], true));
    assert_eq!(told(&header(MAX_DEPTH - 1)).0[0].0, Code::TooDeep);
}

#[test]
fn ten_thousand_levels_end_quickly() {
    let key = "a.".repeat(70) + "a";
    let tables = format!("[{key}]\n{}", format!("{key} = {{").repeat(70));
    let inline = format!("x = {}", "{a.a.a = ".repeat(10_000));
    for source in [
        "a = ".to_owned() + &"[".repeat(10_000),
        "a = ".to_owned() + &"{a = ".repeat(10_000),
        "a.".repeat(10_000) + "b = 1",
        tables,
        inline,
        "a = ".to_owned() + &"[}".repeat(10_000),
    ] {
        let (found, complete) = told(&(source.clone() + "\n"));
        assert_eq!((found.len(), found[0].0, complete), (1, Code::TooDeep, false), "{}", &source[..20]);
    }
    assert!(!told(&("[".repeat(10_000) + "\n")).0.is_empty());
}

/// Every place is inside the text and on character boundaries.
fn check(text: &str, node: &Node) {
    assert!(text.get(node.span.range()).is_some(), "{text:?} {node:?}");
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| check(text, item)),
        Value::Map(entries) => entries.iter().for_each(|(key, value)| {
            assert!(text.get(key.span.range()).is_some_and(|key| !key.is_empty()));
            check(text, value);
        }),
        _ => {}
    }
}

fn sources() -> impl Strategy<Value = String> {
    let pieces = vec![
        "a = ",
        "b",
        "[t]\n",
        "[[l]]\n",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        ",",
        ".",
        "=",
        " = ",
        "\"",
        "'",
        "\"\"\"",
        "'''",
        "\\",
        "\\u12",
        "\n",
        "\r\n",
        "\r",
        "# c\n",
        "1",
        "0x",
        "1_",
        "-inf",
        "1e",
        "true",
        "2026-04-30",
        "10:30:00",
        "2026-13-01",
        "ชื่อ",
        "'สวัสดี'",
        "مرحبا",
        "👍",
        "\u{FEFF}",
        "\u{0}",
        "\u{85}",
        "\t",
        " ",
        "a.b = 1\n",
        "a = 1\n",
        "x = {a = 1, b.c = 2}\n",
        "[t.u]\n",
        "\u{301}",
    ];
    let piece = prop_oneof![8 => sample::select(pieces).prop_map(str::to_owned), 1 => "\\PC{0,4}"];
    collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(Config { cases: 2048, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_source_can_be_read(source in sources()) {
        let (text, tree, told) = read(&source);
        let start = "+++ก\n".len() as u32;
        let end = start + source.len() as u32;
        check(&text, &tree.root);
        for one in &told {
            let span = one.place.span;
            assert!(text.get(span.range()).is_some_and(|place| !place.is_empty()), "{source:?} {one:?}");
            assert!(start <= span.start && span.end <= end, "{source:?} {one:?}");
            assert!(one.related.iter().all(|related| text.get(related.place.span.range()).is_some()));
        }
        assert!(tree.complete || !told.is_empty(), "{source:?}");
    }
}
