//! What the readers of YAML and TOML share: the tree they give, its depth, and places that can be shown.

use std::ops::Range;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::parse::node::Node;
use crate::source::{FilePath, Span};

/// How many lists and maps may lie in each other, the outermost map counted.
///
/// The format needs six; the limit keeps everything that walks a tree off the end of its stack.
pub const MAX_DEPTH: usize = 64;

/// What some Windows editors write before the first character.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// What a text in YAML or TOML holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// The outermost value.
    pub root: Node,
    /// False where a mistake cut it short.
    pub complete: bool,
}

/// Warns of a byte order mark and says where the text proper begins.
pub(super) fn after_byte_order_mark(path: &FilePath, text: &str, out: &mut Diagnostics) -> usize {
    if !text.starts_with(BYTE_ORDER_MARK) {
        return 0;
    }
    let end = BYTE_ORDER_MARK.len_utf8();
    let message = "the file begins with a byte order mark";
    out.push(
        Diagnostic::at(Code::ByteOrderMark, path, Span::new(0, end), message)
            .hint("save it as UTF-8 without a byte order mark"),
    );
    end
}

/// A place that can be shown: at least one character that isn't blank, inside `range`.
///
/// Parsers put their finger behind the last character as often as on it, and a caret under nothing
/// helps nobody. Where all of `range` is blank it is the last blank.
pub(super) fn visible(text: &str, range: &Range<usize>, at: Range<usize>) -> Span {
    let start = text.floor_char_boundary(at.start.clamp(range.start, range.end));
    let end = text.floor_char_boundary(at.end.clamp(start, range.end));
    let content = text[start..end].trim_start_matches(is_blank);
    if !content.is_empty() {
        let start = end - content.len();
        return Span::new(start, start + content.trim_end_matches(is_blank).len());
    }
    let mut behind = text[start..range.end].char_indices();
    let mut before = text[range.start..start].char_indices().rev();
    let here = behind.next().map(|(at, c)| (start + at, c)).filter(|(_, c)| !is_blank(*c));
    let last = || before.find(|(_, c)| !is_blank(*c)).map(|(at, c)| (range.start + at, c));
    let next = || behind.find(|(_, c)| !is_blank(*c)).map(|(at, c)| (start + at, c));
    let blank = || text[range.clone()].char_indices().next_back().map(|(at, c)| (range.start + at, c));
    match here.or_else(last).or_else(next).or_else(blank) {
        Some((at, c)) => Span::new(at, at + c.len_utf8()),
        None => Span::new(start, end),
    }
}

/// A blank, a tab or the end of a line.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// A whole number of digits in a base; nothing where one isn't a digit or there are none.
pub(super) fn whole_number(digits: &str, base: u32) -> Option<f64> {
    let value = digits.chars().try_fold(0.0, |value, c| Some(value * f64::from(base) + f64::from(c.to_digit(base)?)));
    value.filter(|_| !digits.is_empty())
}
