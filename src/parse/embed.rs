//! A text's ```` ```journey ```` block → [`EmbedBlock`].
//!
//! In: what the fence says behind its mark, and the lines inside it, as the Markdown parser hands them out: without
//! the signs of the quotes and lists around them. Out: names with their places in the page's file, wherever
//! the block stands. Promises: never fails; what can't be read is reported and marks the block as unsound.
//! Deliberately not here: whether the names mean anything.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::parse::fields::{self, Choice, Fields, Role};
use crate::parse::node::{Key, Node, Value};
use crate::parse::view::View;
use crate::parse::yaml;
use crate::source::{FilePath, Span, Spanned};

/// The word that makes a fence a view.
const WORD: &str = "journey";

/// A view that a text shows in its midst, as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbedBlock {
    /// The whole block; its first byte tells it apart from the others.
    pub span: Span,
    /// The journey's id, where one is named.
    pub journey: Option<Spanned<String>>,
    /// `view`; where none is given, the map, at the word that opens the block.
    pub view: Spanned<View>,
    /// `persona`: an id.
    pub persona: Option<Spanned<String>>,
    /// `lanes`.
    pub lanes: Vec<Spanned<String>>,
    /// False where something in the block can't be read; it has been reported.
    pub is_sound: bool,
}

/// True for what a fence says behind its mark, where the block is a view and no code.
pub fn is_embed(info: &str) -> bool {
    info.split_whitespace().next() == Some(WORD)
}

/// A block whose lines are being collected.
pub struct OpenBlock {
    span: Span,
    info: String,
    body: String,
    pieces: Vec<Piece>,
}

/// A stretch of the body, and where it stands in the file.
struct Piece {
    start: usize,
    source: Span,
}

impl OpenBlock {
    /// Opens a block that stands at `span` of its file.
    pub fn new(span: Span, info: &str) -> Self {
        Self { span, info: info.to_owned(), body: String::new(), pieces: Vec::new() }
    }

    /// Takes a piece of the body, and where it stands in the file.
    pub fn push(&mut self, text: &str, source: Span) {
        self.pieces.push(Piece { start: self.body.len(), source });
        self.body.push_str(text);
    }

    /// Reads the block; `text` is the whole file.
    pub fn read(self, path: &FilePath, text: &str, out: &mut Diagnostics) -> EmbedBlock {
        let mut told = Diagnostics::default();
        let mut words = self.words(text).into_iter();
        let word = words.next().map_or(self.span, |word| word.span);
        let journey = words.next();
        told.extend(words.next().map(|word| behind_id(path, &word)));
        let root = self.options(path, text, &mut told);
        let mut options = Fields::new(path, &root, Role::Original, &mut told);
        let view = options
            .fact("view", &mut told)
            .and_then(|node| Some(Spanned::new(fields::choice(path, "view", node, &mut told)?, node.span)));
        let persona = options.name("persona", &mut told);
        let lanes = options.names("lanes", &mut told);
        if let Some(key) = options.pass_over(WORD) {
            let message = format!("`{WORD}` is no option: the journey's id stands in the block's first line");
            let hint = format!("write `{WORD} dine-in` behind the backticks");
            told.push(Diagnostic::at(Code::UnknownField, path, key.span, message).hint(hint));
        }
        options.finish(&mut told);
        let is_sound = !told.has_errors();
        out.extend(told);
        let view = view.unwrap_or(Spanned::new(View::Map, word));
        EmbedBlock { span: self.span, journey, view, persona, lanes, is_sound }
    }

    /// The words of the first line, with their places.
    fn words(&self, text: &str) -> Vec<Spanned<String>> {
        let line = text.get(self.span.range()).and_then(|block| block.lines().next()).unwrap_or_default();
        let info = line.trim_start_matches(|c: char| matches!(c, '`' | '~') || c.is_whitespace());
        let start = self.span.start as usize + line.len() - info.len();
        let place = |word: &str| start + (word.as_ptr() as usize - info.as_ptr() as usize);
        let written: Vec<Span> =
            info.split_whitespace().map(|word| Span::new(place(word), place(word) + word.len())).collect();
        let whole = Span::new(start, start + info.trim_end().len());
        // Signs may be written as entities, so what is said is not always what is written.
        let words = self.info.split_whitespace().enumerate();
        words.map(|(at, word)| Spanned::new(word.to_owned(), written.get(at).copied().unwrap_or(whole))).collect()
    }

    /// The options as a tree whose places are those in the file.
    fn options(&self, path: &FilePath, text: &str, out: &mut Diagnostics) -> Node {
        let mut told = Diagnostics::default();
        let tree = yaml::parse_block(path, &self.body, &mut told);
        for mut one in told {
            one.place.span = self.place(text, one.place.span);
            one.related.iter_mut().for_each(|related| related.place.span = self.place(text, related.place.span));
            out.push(one);
        }
        let node = self.placed(text, tree.root);
        match node.value {
            Value::Map(_) | Value::Null => node,
            // After a syntax error a lone value is only what was left over.
            _ if !tree.complete => Node { span: node.span, value: Value::Null },
            _ => node,
        }
    }

    fn placed(&self, text: &str, node: Node) -> Node {
        let value = match node.value {
            Value::List(items) => Value::List(items.into_iter().map(|item| self.placed(text, item)).collect()),
            Value::Map(entries) => {
                let key = |key: Key| Key { span: self.place(text, key.span), ..key };
                Value::Map(entries.into_iter().map(|(name, value)| (key(name), self.placed(text, value))).collect())
            }
            other => other,
        };
        Node { span: self.place(text, node.span), value }
    }

    /// Where a stretch of the body stands in the file.
    fn place(&self, text: &str, span: Span) -> Span {
        let start = self.byte(span.start as usize);
        let end = match span.end > span.start {
            true => self.byte(span.end as usize - 1) + 1,
            false => start,
        };
        Span::new(text.floor_char_boundary(start), text.ceil_char_boundary(end.min(self.span.end as usize)))
    }

    /// Where a byte of the body stands in the file; blanks that a tab stands for stand where it does.
    fn byte(&self, at: usize) -> usize {
        let before = self.pieces.partition_point(|piece| piece.start <= at);
        match before.checked_sub(1).map(|last| &self.pieces[last]) {
            Some(piece) => (piece.source.start as usize + at - piece.start).min(piece.source.end as usize),
            None => self.span.start as usize,
        }
    }
}

/// A word too many in the first line.
fn behind_id(path: &FilePath, word: &Spanned<String>) -> Diagnostic {
    let message = format!("`{}` can't stand behind the journey's id", word.value);
    let is_view = View::ALL.iter().any(|view| view.as_str() == word.value);
    let hint = match is_view {
        true => format!("write `view: {}` inside the block", word.value),
        false => "options stand inside the block, one on a line".to_owned(),
    };
    Diagnostic::at(Code::UnknownField, path, word.span, message).hint(hint)
}

#[cfg(test)]
mod tests {
    use proptest::test_runner::Config;
    use proptest::{proptest, sample};

    use super::is_embed;
    use crate::diag::{Code, Diagnostics};
    use crate::locale::Locale;
    use crate::parse::markdown::{Outline, outline};
    use crate::parse::settings::RawHtml;
    use crate::parse::view::View;
    use crate::source::FilePath;

    fn read(text: &str) -> (Outline, Vec<(Code, String)>) {
        let mut out = Diagnostics::default();
        let outline = outline(&FilePath::new("content/a.md"), text, 0, &Locale::default(), RawHtml::Filter, &mut out);
        (outline, out.iter().map(|one| (one.code, text[one.place.span.range()].to_owned())).collect())
    }

    #[test]
    fn a_block_is_a_view_by_its_first_word() {
        for (info, is_view) in
            [("journey", true), ("journey x", true), ("\tjourney", true), ("journeys", false), ("yaml journey", false)]
        {
            assert_eq!(is_embed(info), is_view, "{info}");
        }
        let (outline, told) = read("    ```journey\n\n~~~journey\n~~~\n\n`journey`\n");
        assert_eq!((outline.embeds.len(), told), (1, vec![]));
        assert_eq!(outline.embeds[0].view.value, View::Map);
    }

    #[test]
    fn every_name_knows_its_place() {
        for text in [
            "```journey dine-in\nview: curve\npersona: amira\nlanes: [pains, emotion]\n```\n",
            "\u{627}\n\n~~~~  journey   dine-in  \r\nview: curve\r\npersona: amira\r\nlanes: [pains, emotion]\r\n~~~~\r\n",
            "- one\n\n  ```journey dine-in\n  view: curve\n  persona: amira\n  lanes: [pains,\n    emotion]\n  ```\n",
            "> - > ```journey dine-in\n>   > view: curve\n>   > persona: amira\n>   > lanes:\n>   >   - pains\n>   >   - emotion\n",
            "Term\n: x\n\n  ```journey dine-in\n  view: curve\n  persona: amira\n  lanes: [pains, emotion]\n  ```\n",
            "[^1]: x\n\n    ```journey dine-in\n    view: curve\n    persona: amira\n    lanes: [pains, emotion]\n",
        ] {
            let (outline, told) = read(text);
            assert!(told.is_empty(), "{text:?}: {told:?}");
            let [block] = outline.embeds.as_slice() else { panic!("{text:?}: {:?}", outline.embeds) };
            let named = [&block.journey, &block.persona].map(|name| name.as_ref().expect("a name"));
            for name in named.into_iter().chain(&block.lanes) {
                assert_eq!(text[name.span.range()], name.value, "{text:?}");
            }
            assert_eq!(block.lanes.len(), 2, "{text:?}");
            assert_eq!((block.view.value, &text[block.view.span.range()]), (View::Curve, "curve"), "{text:?}");
            assert!(block.is_sound && text[block.span.range()].starts_with(['`', '~']), "{text:?}");
        }
    }

    #[test]
    fn mistakes_know_their_place() {
        for (text, code, place) in [
            ("> ```journey x\n> view: curv\n", Code::UnknownValue, "curv"),
            ("> ```journey x\n> wiev: curve\n", Code::UnknownField, "wiev"),
            ("- ```journey x\n  view: curve\n  view: map\n", Code::DuplicateKey, "view"),
            ("- ```journey x\n  lanes: [[a]]\n", Code::WrongType, "[a]"),
            ("- ```journey x\n  lanes: [a\n", Code::YamlSyntax, "["),
            ("```journey x\njust a text\n```\n", Code::WrongType, "just a text"),
            ("```journey x\n- a\n- b\n```\n", Code::WrongType, "a\n- b"),
            ("> ```journey x\n> persona: &a b\n", Code::YamlAlias, "&a"),
            ("```journey x\njourney: y\n```\n", Code::UnknownField, "journey"),
            ("~~~ journey x curve\n~~~\n", Code::UnknownField, "curve"),
            ("```journey &#120; map\n```\n", Code::UnknownField, "map"),
            ("```journey x\nview: map\n---\n", Code::YamlSyntax, "---"),
        ] {
            let (outline, told) = read(text);
            assert_eq!(told, [(code, place.to_owned())], "{text:?}");
            assert!(!outline.embeds[0].is_sound, "{text:?}");
        }
    }

    #[test]
    fn tabs_and_nothing_have_places_too() {
        let (outline, told) = read("- ```journey x\n\tview: ma\n\tlanes: 1\n  ```\n");
        assert_eq!(outline.embeds.len(), 1);
        assert!(!told.is_empty());
        let (outline, told) = read("```journey\n");
        assert_eq!((outline.embeds.len(), told), (1, vec![]));
    }

    proptest! {
        #![proptest_config(Config { cases: 512, failure_persistence: None, ..Config::default() })]

        #[test]
        fn whatever_a_block_holds_has_a_place_in_the_file(
            lines in sample::select(vec![("", ""), ("> ", "> "), ("- ", "  "), ("- ", "\t"), ("> 1. ", ">    "), ("a\n: ", "  ")]),
            info in "[a-c\\\\&;#é ]{0,8}",
            body in "(view|lanes|persona|: |, |curve|[a-c:=\\[\\]{}\"'#&*!|>,.~ \\t\\r\\n\u{0}กر😀\u{FEFF}-]){0,24}",
        ) {
            let body = body.replace('\n', &format!("\n{}", lines.1));
            let text = format!("ก\n\n{}```journey {info}\n{}{body}\n{}```\n", lines.0, lines.1, lines.1);
            let mut out = Diagnostics::default();
            let outline = outline(&FilePath::new("a.md"), &text, 0, &Locale::default(), RawHtml::Filter, &mut out);
            let told = out.iter().flat_map(|one| one.related.iter().map(|other| other.place.span).chain([one.place.span]));
            let named = outline.embeds.iter().flat_map(|block| {
                let names = block.journey.iter().chain(&block.persona).chain(&block.lanes).map(|name| name.span);
                names.chain([block.span, block.view.span])
            });
            for span in told.chain(named) {
                assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
            }
        }
    }
}
