//! A file's front matter and where its body begins.
//!
//! In: the text of a page. Out: [`Front`], its fields as a tree, and the byte where Markdown begins.
//! Promises: never fails; every place lies inside the text, on character boundaries; what was readable
//! is kept. Deliberately not here: what a field
//! means.

use std::ops::Range;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::parse::node::{Node, Value};
use crate::parse::syntax::{Tree, after_byte_order_mark};
use crate::parse::{toml, yaml};
use crate::source::{FilePath, Span};

/// A file cut into front matter and body.
#[derive(Clone, Debug, PartialEq)]
pub struct Front {
    /// The fields; an empty map where there is no front matter.
    ///
    /// The map's place is that of its fields; that of the opening line where there are none, and the
    /// file as a whole where there is no front matter.
    pub fields: Node,
    /// The byte where the body begins.
    pub body: usize,
    /// False where a mistake cut the front matter short, so that missing fields aren't told on top.
    pub complete: bool,
}

/// The two ways of writing front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Yaml,
    Toml,
}

/// Reads the front matter of a page and says where its body begins.
///
/// `---` on the first line opens YAML, up to a line of `---` or `...`; `+++` opens TOML, up to a line
/// of `+++`. Any other first line is Markdown already.
pub fn split(path: &FilePath, text: &str, out: &mut Diagnostics) -> Front {
    let start = after_byte_order_mark(path, text, out);
    let first = line_at(text, start);
    let Some(syntax) = Syntax::opened_by(fence(&text[first.content.clone()])) else {
        return Front { fields: no_fields(Span::default()), body: start, complete: true };
    };
    let opening = Span::new(start, start + 3);
    let Some((inside, body)) = inside(text, first.next, syntax) else {
        let fence = fence(&text[first.content]);
        let message = format!("`{fence}` opens front matter that is never closed");
        let hint = format!("put a line of `{fence}` below the last field");
        out.push(Diagnostic::at(Code::UnclosedFrontMatter, path, opening, message).hint(hint));
        return Front { fields: no_fields(opening), body: text.len(), complete: false };
    };
    let tree = match syntax {
        Syntax::Yaml => yaml::parse(path, text, inside, out),
        Syntax::Toml => toml::parse(path, text, inside, out),
    };
    let (fields, complete) = fields_of(path, tree, opening, out);
    Front { fields, body, complete }
}

impl Syntax {
    fn opened_by(fence: &str) -> Option<Self> {
        match fence {
            "---" => Some(Self::Yaml),
            "+++" => Some(Self::Toml),
            _ => None,
        }
    }

    fn is_closed_by(self, fence: &str) -> bool {
        match self {
            Self::Yaml => matches!(fence, "---" | "..."),
            Self::Toml => fence == "+++",
        }
    }
}

/// A line: its bytes without its end, and where the next one begins.
struct Line {
    content: Range<usize>,
    next: usize,
}

fn line_at(text: &str, start: usize) -> Line {
    let rest = &text[start..];
    let (end, next) = match rest.find('\n') {
        Some(newline) => (newline, newline + 1),
        None => (rest.len(), rest.len()),
    };
    let content = rest[..end].strip_suffix('\r').unwrap_or(&rest[..end]);
    Line { content: start..start + content.len(), next: start + next }
}

/// A line without the blanks at its end, to be compared with `---`.
fn fence(line: &str) -> &str {
    line.trim_end_matches([' ', '\t'])
}

/// The bytes between the opening and the closing line, and where the body begins.
fn inside(text: &str, start: usize, syntax: Syntax) -> Option<(Range<usize>, usize)> {
    let mut at = start;
    while at < text.len() {
        let line = line_at(text, at);
        if syntax.is_closed_by(fence(&text[line.content])) {
            return Some((start..at, line.next));
        }
        at = line.next;
    }
    None
}

/// Makes sure that the fields are a map.
fn fields_of(path: &FilePath, tree: Tree, opening: Span, out: &mut Diagnostics) -> (Node, bool) {
    let span = tree.root.span;
    match &tree.root.value {
        Value::Map(_) if span.start < span.end => (tree.root, tree.complete),
        Value::Map(_) | Value::Null => (no_fields(opening), tree.complete),
        other => {
            // After a syntax error a lone value is only what was left over.
            if tree.complete {
                let message = format!("front matter is a map of fields, and this is {}", other.describe());
                out.push(
                    Diagnostic::at(Code::YamlSyntax, path, span, message)
                        .hint("write fields as `name: value`, with a blank behind the colon"),
                );
            }
            (no_fields(opening), false)
        }
    }
}

fn no_fields(span: Span) -> Node {
    Node { span, value: Value::Map(Vec::new()) }
}

#[cfg(test)]
mod tests {
    use proptest::arbitrary::any;
    use proptest::test_runner::Config;
    use proptest::{proptest, sample};

    use super::{Front, split};
    use crate::diag::{Code, Diagnostics};
    use crate::parse::node::{Node, Value};
    use crate::parse::syntax::visible;
    use crate::source::{FilePath, Span};

    fn front(text: &str) -> (Front, Vec<(Code, String)>) {
        let mut out = Diagnostics::default();
        let front = split(&FilePath::new("content/a.md"), text, &mut out);
        let told = out.iter().map(|one| (one.code, text[one.place.span.range()].to_owned())).collect();
        (front, told)
    }

    fn names(front: &Front) -> Vec<&str> {
        match &front.fields.value {
            Value::Map(entries) => entries.iter().map(|(key, _)| key.name.as_str()).collect(),
            _ => panic!("the fields are always a map"),
        }
    }

    #[test]
    fn fences_cut_front_matter_from_the_body() {
        for text in [
            "---\ntitle: Till\n---\nBody\n",
            "---\r\ntitle: Till\r\n---\r\nBody\n",
            "--- \t\ntitle: Till\n... \nBody\n",
            "+++\ntitle = \"Till\"\n+++\nBody\n",
            "+++\r\ntitle = 'Till'\r\n+++\t\r\nBody\n",
        ] {
            let (front, told) = front(text);
            assert_eq!(
                (names(&front), &text[front.body..], front.complete),
                (vec!["title"], "Body\n", true),
                "{text:?}"
            );
            assert!(told.is_empty(), "{text:?}: {told:?}");
        }
        let (front, _) = front("---\na: 1\n---");
        assert_eq!((names(&front), front.body), (vec!["a"], 12));
    }

    #[test]
    fn any_other_first_line_is_markdown() {
        for text in [
            "",
            " \n\t\n",
            "# Till\n---\n",
            "----\na: 1\n---\n",
            " ---\na: 1\n---\n",
            "--- a\n---\n",
            "\n---\na: 1\n---\n",
        ] {
            let (front, told) = front(text);
            let expected = Front {
                fields: Node { span: Span::new(0, 0), value: Value::Map(Vec::new()) },
                body: 0,
                complete: true,
            };
            assert_eq!(front, expected, "{text:?}");
            assert!(told.is_empty(), "{text:?}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_warned_of_and_passed_over() {
        let (found, told) = front("\u{FEFF}---\na: 1\n---\nx");
        assert_eq!((names(&found), found.body), (vec!["a"], 16));
        assert_eq!(told, [(Code::ByteOrderMark, "\u{FEFF}".to_owned())]);
        let (found, told) = front("\u{FEFF}");
        assert_eq!((found.body, found.complete, told.len()), (3, true, 1));
        assert_eq!(front("\u{FEFF}# Till\n").0.body, 3);
    }

    #[test]
    fn unclosed_front_matter_is_the_only_thing_told() {
        for text in
            ["---\na: b: c\n\td: *x\n", "+++\na = \n", "---", "---\n", "---\na: 1\n+++\n", "+++\na = 1\n---\n...\n"]
        {
            let (front, told) = front(text);
            assert_eq!(told, [(Code::UnclosedFrontMatter, text[..3].to_owned())], "{text:?}");
            assert_eq!((names(&front), front.body, front.complete), (vec![], text.len(), false));
        }
    }

    #[test]
    fn front_matter_is_a_map() {
        for (text, place) in [
            ("---\n- a\n- b\n---\n", "a\n- b"),
            ("---\njust text\n---\n", "just text"),
            ("---\n'42'\n---\n", "'42'"),
            ("---\n[a]\n---\n", "[a]"),
        ] {
            let (front, told) = front(text);
            assert_eq!(told, [(Code::YamlSyntax, place.to_owned())], "{text:?}");
            assert_eq!((names(&front), front.complete, front.body), (vec![], false, text.len()));
        }
        // After a syntax error what is left over isn't told of.
        assert_eq!(front("---\ntitle Till\na: 1\n---\n").1.len(), 1);
    }

    #[test]
    fn empty_front_matter_stands_where_it_was_opened() {
        for text in ["---\n---\nx", "---\n# nothing\n\n---\nx", "+++\n+++\nx", "---\n{}\n---\nx"] {
            let (front, told) = front(text);
            assert_eq!((names(&front), front.complete), (vec![], true), "{text:?}");
            assert!(told.is_empty() && text[front.body..] == *"x");
            assert!(!text[front.fields.span.range()].is_empty(), "{text:?}");
        }
    }

    #[test]
    fn places_are_made_visible() {
        let text = "ab  \n\n";
        assert_eq!(visible(text, &(0..6), 6..6), Span::new(1, 2));
        assert_eq!(visible(text, &(0..6), 2..4), Span::new(1, 2));
        assert_eq!(visible(text, &(0..6), 0..4), Span::new(0, 2));
        assert_eq!(visible(text, &(0..6), 40..50), Span::new(1, 2));
        assert_eq!(visible("  รหัส", &(0..14), 0..0), Span::new(2, 5));
        assert_eq!(visible("  รหัส", &(0..14), 6..7), Span::new(5, 8));
        assert_eq!(visible("   ", &(0..3), 1..1), Span::new(2, 3));
        assert_eq!(visible("", &(0..0), 1..1), Span::new(0, 0));
    }

    proptest! {
        #![proptest_config(Config { cases: 512, failure_persistence: None, ..Config::default() })]

        #[test]
        fn any_text_can_be_cut(
            mark in any::<bool>(),
            fences in sample::select(vec![("---", "---"), ("---", "..."), ("+++", "+++"), ("", "---")]),
            inside in "[a-c:=\\[\\]{}\"'#&*!|>,.~ \\t\\r\\nกر😀\u{FEFF}-]{0,40}",
        ) {
            let mark = if mark { "\u{FEFF}" } else { "" };
            let text = format!("{mark}{}\n{inside}\n{}\nbody", fences.0, fences.1);
            let (front, _) = front(&text);
            assert!(text.is_char_boundary(front.body));
            assert!(text.get(front.fields.span.range()).is_some());
        }
    }
}
