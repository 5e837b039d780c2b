//! Tests of the reader of YAML.

use proptest::strategy::Strategy;
use proptest::test_runner::Config;
use proptest::{collection, prop_oneof, proptest, sample};

use super::{number, parse, plain};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::parse::node::{Node, Value};
use crate::parse::syntax::{MAX_DEPTH, Tree};
use crate::source::FilePath;

/// Parses with something before and behind, so that a place counted from the wrong start is seen.
fn read(source: &str) -> (String, Tree, Vec<Diagnostic>) {
    let text = format!("---ก\n{source}---\nbody");
    let mut out = Diagnostics::default();
    let start = "---ก\n".len();
    let tree = parse(&FilePath::new("content/a.md"), &text, start..start + source.len(), &mut out);
    (text, tree, out.into_iter().collect())
}

/// The tree as text: each value as its source, `key: value` and `- item`.
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

fn tree(source: &str) -> String {
    let (text, tree, told) = read(source);
    assert!(told.is_empty() && tree.complete, "{source:?}: {told:?}");
    let mut shown = String::new();
    show(&text, &tree.root, 0, &mut shown);
    shown
}

/// The codes with the source of their places, sorted by place.
fn told(source: &str) -> (Vec<(Code, String)>, bool) {
    let (text, tree, mut told) = read(source);
    told.sort();
    let told = told.into_iter().map(|one| (one.code, text[one.place.span.range()].to_owned())).collect();
    (told, tree.complete)
}

fn keys(node: &Node) -> Vec<&str> {
    match &node.value {
        Value::Map(entries) => entries.iter().map(|(key, _)| key.name.as_str()).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn plain_scalars_follow_the_core_schema() {
    for text in ["", "~", "null"] {
        assert_eq!(plain(text), Value::Null);
    }
    assert_eq!((plain("true"), plain("false")), (Value::Bool(true), Value::Bool(false)));
    for text in [
        "n",
        "no",
        "on",
        "yes",
        "True",
        "TRUE",
        "Null",
        "2026-04-30",
        "10:30",
        "1_000",
        "๑๒",
        "0o8",
        "0x",
        "+0x1",
        "-.nan",
        "inf",
        "nan",
        ".",
        "e1",
        "1e",
        "+",
        "-",
        ".e1",
        "1.2.3",
    ] {
        assert_eq!(plain(text), Value::Text(text.to_owned()), "{text:?}");
    }
}

#[test]
fn numbers_keep_their_text() {
    for (text, value) in [
        ("0", 0.0),
        ("-7", -7.0),
        ("+7", 7.0),
        ("007", 7.0),
        ("0x1F", 31.0),
        ("0o17", 15.0),
        ("1.5", 1.5),
        (".5", 0.5),
        ("-.5", -0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("1.5E-1", 0.15),
        (".inf", f64::INFINITY),
        ("+.Inf", f64::INFINITY),
        ("-.INF", f64::NEG_INFINITY),
    ] {
        assert_eq!(plain(text), Value::Number(value, text.to_owned()));
    }
    assert!(number(".nan").is_some_and(f64::is_nan));
}

#[test]
fn quoted_and_block_scalars_are_texts() {
    let shown = tree("a: '1'\nb: \"true\"\nc: |\n  null\nd: >-\n  2\n  3\n\ne: ''\n");
    assert_eq!(
        shown,
        r#""a: '1'\nb: \"true\"\nc: |\n  null\nd: >-\n  2\n  3\n\ne: ''"
a: "'1'" Text("1")
b: "\"true\"" Text("true")
c: "null" Text("null\n")
d: "2\n  3" Text("2 3")
e: "''" Text("")"#
    );
}

#[test]
fn places_are_exact_in_any_script_and_with_carriage_returns() {
    let source = "ชื่อ: สวัสดี 👍\r\n'مرحبا': \"رحلة\"\r\nlist:\r\n  - ก\r\n  -\r\n  - {ข: [ค, '👍' ]}\r\nnothing:\r\nmany: ก\r\n  ข\r\n";
    let shown = tree(source);
    let lines: Vec<_> = shown.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            r#"ชื่อ: "สว\u{e31}สด\u{e35} 👍" Text("สว\u{e31}สด\u{e35} 👍")"#,
            r#"'مرحبا': "\"رحلة\"" Text("رحلة")"#,
            r#"list: "ก\r\n  -\r\n  - {ข: [ค, '👍' ]}""#,
            r#"  - "ก" Text("ก")"#,
            r#"  - "" Null"#,
            r#"  - "{ข: [ค, '👍' ]}""#,
            r#"    ข: "[ค, '👍' ]""#,
            r#"      - "ค" Text("ค")"#,
            r#"      - "'👍'" Text("👍")"#,
            r#"nothing: "" Null"#,
            r#"many: "ก\r\n  ข" Text("ก ข")"#,
        ]
    );
}

#[test]
fn block_collections_end_with_their_last_child() {
    let shown = tree("# c\n\nm:\n  x: 1 # c\n  l:\n  - a\n  - b:   \n\n# c\nz: [x: 1]\n");
    assert!(shown.starts_with(r#""m:\n  x: 1 # c\n  l:\n  - a\n  - b:   \n\n# c\nz: [x: 1]""#), "{shown}");
    assert!(shown.contains(r#"m: "x: 1 # c\n  l:\n  - a\n  - b:""#), "{shown}");
    assert!(shown.contains(r#"l: "a\n  - b:""#), "{shown}");
    assert!(shown.contains(r#"- "x: 1""#), "{shown}");
}

#[test]
fn a_block_text_without_lines_stands_at_its_sign() {
    let (text, tree, _) = read("a: |\nb: >2 # > c\nc: 1\n");
    let Value::Map(entries) = tree.root.value else { panic!("a map") };
    let places: Vec<_> = entries.iter().map(|(_, node)| &text[node.span.range()]).collect();
    assert_eq!(places, ["|", ">", "1"]);
}

#[test]
fn keys_are_texts_as_written() {
    let (_, tree, told) = read("1: a\n0x10: b\ntrue: c\n~: d\n'q': e\n<<: f\n? g\n: h\n");
    assert_eq!(keys(&tree.root), ["1", "0x10", "true", "~", "q", "<<", "g"]);
    assert!(told.is_empty());
}

#[test]
fn keys_that_are_no_texts_are_told_of() {
    assert_eq!(
        told("a: {{ x }}\n[b]: 1\nc: 2\n"),
        (
            vec![(Code::YamlSyntax, "{ x }".into()), (Code::YamlSyntax, "x".into()), (Code::YamlSyntax, "[b]".into())],
            true
        )
    );
    assert_eq!(told(": a\n"), (vec![(Code::YamlSyntax, ":".into())], true));
    let (_, tree, _) = read("? [a, b]\n: {c: d}\ne: f\n");
    assert_eq!(keys(&tree.root), ["e"]);
}

#[test]
fn the_first_of_two_keys_counts() {
    let (text, tree, told) = read("a: 1\nb: {c: 1, c: 2}\n'a': 2\na: 3\n");
    assert_eq!(keys(&tree.root), ["a", "b"]);
    assert!(tree.complete);
    let told: Vec<_> = told
        .iter()
        .map(|one| {
            (
                one.code,
                &text[one.place.span.range()],
                &text[one.related[0].place.span.range()],
                one.related[0].label.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (Code::DuplicateKey, "c", "c", "first here"),
            (Code::DuplicateKey, "'a'", "a", "first here"),
            (Code::DuplicateKey, "a", "a", "first here"),
        ]
    );
}

#[test]
fn aliases_anchors_and_tags_are_refused() {
    let source = "a: &x 1\nb: *x\nc: [*missing, !t v]\n&k d: !!map\n  e: 1\n<<: *x\n*x : 3\nf: &y !z\n  - 1\n";
    let (found, complete) = told(source);
    let places: Vec<_> = found.iter().map(|(_, place)| place.as_str()).collect();
    assert_eq!(places, ["&x", "*x", "*missing", "!t", "&k", "!!map", "*x", "*x", "&y", "!z"]);
    assert!(complete && found.iter().all(|(code, _)| *code == Code::YamlAlias));
    let (_, tree, _) = read(source);
    assert_eq!(keys(&tree.root), ["a", "b", "c", "d", "<<", "f"]);
    let Value::Map(entries) = &tree.root.value else { panic!("a map") };
    assert_eq!(entries[0].1.value, Value::Number(1.0, "1".into()));
    assert_eq!(entries[1].1.value, Value::Null);
    assert_eq!(keys(&entries[3].1), ["e"]);
}

#[test]
fn the_rest_behind_an_alias_is_not_told_of() {
    assert_eq!(told("a: **bold** text\nb: 1\n"), (vec![(Code::YamlAlias, "**bold**".into())], false));
}

#[test]
fn depth_is_limited() {
    let deep = |lists: usize| format!("a: {}x{}\nb: 1\n", "[".repeat(lists), "]".repeat(lists));
    assert_eq!(told(&deep(MAX_DEPTH - 1)), (vec![], true));
    assert_eq!(told(&deep(MAX_DEPTH)), (vec![(Code::TooDeep, "[".into())], false));
    let block = |maps: usize| (0..maps).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>();
    assert_eq!(told(&block(MAX_DEPTH)), (vec![], true));
    assert_eq!(told(&block(MAX_DEPTH + 1)), (vec![(Code::TooDeep, "a".into())], false));
    // Lists in brackets below maps without: what stands beside them is kept.
    let mixed = format!("{}{}[[[x]]]\nb: 1\n", block(MAX_DEPTH - 2), " ".repeat(MAX_DEPTH));
    assert_eq!(told(&mixed), (vec![(Code::TooDeep, "[".into())], false));
    assert_eq!(keys(&read(&mixed).1.root), ["a", "b"]);
}

#[test]
fn ten_thousand_levels_end_quickly() {
    let block: String = (0..10_000).map(|depth| format!("{}-\n", " ".repeat(depth))).collect();
    for source in [
        "[".repeat(10_000),
        "{a: ".repeat(10_000),
        "- ".repeat(10_000),
        "? ".repeat(10_000),
        "[{".repeat(10_000),
        block,
    ] {
        let (found, complete) = told(&format!("{source}\n"));
        assert_eq!((found.len(), found[0].0, complete), (1, Code::TooDeep, false), "{}", &source[..10]);
    }
}

#[test]
fn tabs_that_indent_are_all_told_of() {
    assert_eq!(
        told("a:\n\tb: 1\n\tc: *x\nd:\n\t- e\n"),
        (
            vec![
                (Code::YamlTab, "\t".into()),
                (Code::YamlTab, "\t".into()),
                (Code::YamlAlias, "*x".into()),
                (Code::YamlTab, "\t".into()),
            ],
            true
        )
    );
    for source in [
        "\ta: 1\n",
        "a: |\n\tx\n",
        "a: [\n\tx]\n",
        "a: 'x\n\ty'\n",
        "a: x\n\ty\n",
        "a:\n  - b\n\t- c\n",
        "a:\n  b: 1\n  \tc: 2\n",
        "-\t- a\n",
        "a: |\n  x\n\ty\nb: 1\n",
    ] {
        assert_eq!(told(source).0, [(Code::YamlTab, "\t".into())], "{source:?}");
    }
    let (text, _, found) = read("a:\n\u{20}\u{20}b: ก\n\u{20}\tc: 2\n");
    assert_eq!(&text[found[0].place.span.start as usize..], "\tc: 2\n---\nbody");
}

#[test]
fn tabs_that_may_stand_are_left_alone() {
    for source in [
        "a:\tb\n",
        "a: 'x\n  \ty'\n",
        "a: |\n  x\n  \ty\n",
        "a: [\n  \tx,\n  \ty ]\n",
        "a: x \t# c\n",
        "a: 1\n\t\n\t# c\nb: 2\n",
        "- \ta\n",
    ] {
        assert_eq!(told(source), (vec![], true), "{source:?}");
    }
    assert_eq!(told("a: 'x\n  \ty' z\n").0, [(Code::YamlSyntax, "z".into())]);
}

#[test]
fn syntax_errors_have_a_place_and_plain_words() {
    let cases = [
        ("title: Foo: bar\n", ":", "a text with `: ` in it needs quotes"),
        ("title: สวัสดี: bar\r\n", ":", "a text with `: ` in it needs quotes"),
        ("a: [x: y: z]\n", ":", "a text with `: ` in it needs quotes"),
        ("title Foo\nb: 1\n", "title Foo", "this is not a field"),
        ("title:Foo\nb: 1\n", "title:Foo", "this is not a field"),
        ("a: 1\nFoo\nb: 1\n", "Foo", "this is not a field"),
        ("a: \"x\nb: 1\n", "\"", "this quote is not closed"),
        ("a: 'x\n", "'", "this quote is not closed"),
        ("a: 'It's\n", "s", "text stands behind the closing quote"),
        ("a: \"x\" y\n", "y", "text stands behind the closing quote"),
        ("a: \"x\": y\n", ": y", "text stands behind the closing `\"`"),
        ("a: [x] y\n", "y", "text stands behind the closing `]`"),
        ("a: [x, y\nb: 1\n", "[", "this `[` is not closed"),
        ("a: {x: y\nb: 1\n", "{", "this `{` is not closed"),
        ("a: [[x], y\n", "[", "this `[` is not closed"),
        ("a: ['x' 'y']\n", "'", "a `,` is missing before this"),
        ("a: [{ก: x]\n", "{", "this `{` is closed with `]`"),
        ("a: [\n- b ]\n", "-", "an item in brackets can't begin with `-`"),
        ("[a] b\n", "b", "text stands behind the closing `]`"),
        ("  a: 1\nb: 2\n", "b: 2", "this line is not indented like those above it"),
        ("a: ]\n", "]", "a text that begins with `]` needs quotes"),
        ("a: @b\n", "@", "a text that begins with `@` needs quotes"),
        ("a: `b`\n", "`", "a text that begins with `` ` `` needs quotes"),
        ("- %b\n", "%", "a text that begins with `%` needs quotes"),
        ("%YAML 1.2\n", "%", "a text that begins with `%` needs quotes"),
        ("a: *\n", "*", "a text that begins with `*` needs quotes"),
        ("a: !<b\n", "!", "a text that begins with `!` needs quotes"),
        ("a: |b\n", "|b", "a text stands on the lines below its `|`"),
        ("a: - b\n", "- b", "a list can't begin here"),
        ("a: b\n- c\n", "- c", "a list item can't stand here"),
        ("- c\na: b\n", "a: b", "a field can't stand among list items"),
        ("a:\n    b: 1\n  c: 2\n", "c: 2", "this line is not indented like those above it"),
        ("a: b\n c: d\n", "c", "a field can't stand below a text"),
        ("a: b # c\n  d\n", "# c", "this comment cuts a text in two"),
        ("a: \"ก \\\\ \\q\"\n", "\\q", r"a `\` inside double quotes begins an escape, and this is none"),
        ("a: \"\\u00e9 \\u12\"\n", "\\u", r"a `\` inside double quotes begins an escape, and this is none"),
        ("a: \u{1}\n", "\u{1}", "front matter can't have the control character U+0001"),
        ("a: \u{FEFF}b\n", "\u{FEFF}", "a byte order mark inside front matter"),
        ("a: 1\n--- # c\nb: 2\n", "---", "`---` closes front matter only where it is alone on its line"),
        ("a: 1\n... c\n", "... c", "`...` closes front matter only where it is alone on its line"),
    ];
    for (source, place, message) in cases {
        let (text, tree, found) = read(source);
        let found: Vec<_> =
            found.iter().map(|one| (one.code, &text[one.place.span.range()], one.message.as_str())).collect();
        assert_eq!(found, [(Code::YamlSyntax, place, message)], "{source:?}");
        assert!(!tree.complete, "{source:?}");
    }
}

#[test]
fn what_stands_before_a_syntax_error_is_kept() {
    let (text, tree, _) = read("a: 1\nb:\n  c: 2\n  d: [x, {e: f, g: h}, y\ni: 3\n");
    let mut shown = String::new();
    show(&text, &tree.root, 0, &mut shown);
    assert!(shown.contains("a: \"1\" Number(1.0, \"1\")"), "{shown}");
    assert!(shown.contains("- \"x\" Text(\"x\")") && shown.contains("e: \"f\" Text(\"f\")"), "{shown}");
}

#[test]
fn mistakes_before_a_syntax_error_are_told_of() {
    let (found, complete) = told("a: 1\na: 2\nb: *x\nc: [\n");
    assert_eq!(
        found.iter().map(|one| one.0).collect::<Vec<_>>(),
        [Code::DuplicateKey, Code::YamlAlias, Code::YamlSyntax]
    );
    assert!(!complete);
}

/// Every place is inside `range` and on character boundaries, children inside their parents.
fn check(text: &str, node: &Node, range: (u32, u32)) {
    let span = node.span;
    assert!(text.get(span.range()).is_some() && range.0 <= span.start && span.end <= range.1, "{text:?} {node:?}");
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| check(text, item, (span.start, span.end))),
        Value::Map(entries) => entries.iter().for_each(|(key, value)| {
            assert!(span.start <= key.span.start && key.span.end <= span.end && text.get(key.span.range()).is_some());
            check(text, value, (span.start, span.end));
        }),
        _ => {}
    }
}

fn sources() -> impl Strategy<Value = String> {
    let pieces = vec![
        "a: ",
        "b:\n",
        "- ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "[",
        "]",
        "{",
        "}",
        ",",
        ": ",
        ":",
        "\"",
        "'",
        "|\n",
        ">-\n",
        "&x ",
        "*x ",
        "!t ",
        "# c\n",
        "? ",
        "<<",
        "%",
        "@",
        "`",
        "\\",
        "\\x",
        "true",
        "~",
        "0x1F",
        "1.5",
        "--- ",
        "...",
        "ชื่อ",
        "สวัสดี: ",
        "مرحبا",
        "👍",
        "\u{FEFF}",
        "\u{0}",
        "\u{85}",
        "\u{2028}",
        "x\n",
        "   y: z\n",
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
        let start = "---ก\n".len() as u32;
        let end = start + source.len() as u32;
        check(&text, &tree.root, (start, end));
        for one in &told {
            let span = one.place.span;
            assert!(text.get(span.range()).is_some_and(|place| !place.is_empty()), "{source:?} {one:?}");
            assert!(start <= span.start && span.end <= end, "{source:?} {one:?}");
            assert!(one.related.iter().all(|related| text.get(related.place.span.range()).is_some()));
        }
        assert!(told.iter().filter(|one| one.code == Code::YamlSyntax).count() < 50);
        assert!(tree.complete || !told.is_empty(), "{source:?}");
    }
}
