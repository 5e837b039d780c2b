//! TOML → [`Tree`], the same tree that YAML becomes.
//!
//! In: a stretch of a page, or all of `book.toml`. Out: its values with their places, counted from the
//! start of the text, in the order written; dates and times are texts as they stand. Promises: never
//! fails and never overflows the stack; of the syntax errors on one line only the first is told; of a
//! key that stands twice the first one counts. Deliberately not here: what a setting means.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::parse::node::{Key, Node, Value};
use crate::parse::syntax::{MAX_DEPTH, Tree, after_byte_order_mark, is_blank, visible, whole_number};
use crate::source::{FilePath, Place, Span};

/// Reads `text[range]` as TOML; the root is always a map.
///
/// A byte order mark at the start of the text is warned of.
pub fn parse(path: &FilePath, text: &str, range: Range<usize>, out: &mut Diagnostics) -> Tree {
    let start = if range.start == 0 { after_byte_order_mark(path, text, out) } else { range.start };
    let page = Page { path, text, range: start..range.end };
    let outline = Outline::of(text, page.range.clone());
    let end = outline.too_deep.as_ref().map_or(range.end, |deep| deep.statement);
    let (table, errors) = DeTable::parse_recoverable(&text[start..end]);
    let mistakes = page.mistakes(&errors, &outline);
    let mut walk = Walk { page: &page, trusted_until: trusted_until(&mistakes, &outline), too_deep: None };
    let entries = walk.entries(table.get_ref(), 1);
    let refused = || mistakes.iter().find(|mistake| mistake.is_depth()).map(|mistake| mistake.at.start);
    let too_deep = outline.too_deep.as_ref().map(|deep| deep.at).or(walk.too_deep).or_else(refused);
    out.extend(too_deep.map(|at| page.too_deep(at)));
    page.report(&mistakes, &outline, out);
    let complete = too_deep.is_none() && mistakes.iter().all(Mistake::is_duplicate);
    let span = extent(&entries).unwrap_or(Span::new(start, start));
    Tree { root: Node { span, value: Value::Map(entries) }, complete }
}

/// What is read: a file and the stretch of it that is TOML.
struct Page<'a> {
    path: &'a FilePath,
    text: &'a str,
    range: Range<usize>,
}

/// An error of the parser.
struct Mistake<'a> {
    at: Range<usize>,
    /// What is wrong.
    what: &'a str,
    /// What the parser would have taken.
    expected: &'a str,
}

/// The parser's words for a key that stands twice.
const DUPLICATE: &str = "duplicate key";
/// The parser's words for more brackets in each other, and more dots in a key, than it reads.
const TOO_DEEP: [&str; 2] = ["cannot recurse further; max recursion depth met", "recursion limit"];
/// The parser's words for a header without its `]`.
const UNCLOSED_HEADER: [&str; 2] = ["unclosed table", "unclosed array table"];

impl Mistake<'_> {
    fn is_duplicate(&self) -> bool {
        self.what == DUPLICATE
    }

    fn is_depth(&self) -> bool {
        TOO_DEEP.contains(&self.what)
    }
}

impl Page<'_> {
    /// The parser's errors in the order of the text. Behind an unclosed bracket all are its consequences.
    fn mistakes<'e>(&self, errors: &'e [toml::de::Error], outline: &Outline) -> Vec<Mistake<'e>> {
        let mut mistakes: Vec<_> = errors
            .iter()
            .map(|error| {
                let (what, expected) = error.message().split_once(", expected ").unwrap_or((error.message(), ""));
                let at = error.span().unwrap_or_default();
                Mistake { at: self.range.start + at.start..self.range.start + at.end, what, expected }
            })
            .collect();
        mistakes.sort_by_key(|mistake| mistake.at.start);
        if let Some(unclosed) = outline.unclosed {
            let consequences = mistakes.partition_point(|mistake| mistake.at.start <= unclosed);
            // One of them stays: it says from where on the bracket's content is not to be trusted.
            mistakes.truncate(consequences + 1);
        }
        mistakes
    }

    /// Reports each line's first syntax error, and all keys that stand twice.
    fn report(&self, mistakes: &[Mistake<'_>], outline: &Outline, out: &mut Diagnostics) {
        let has_duplicates = mistakes.iter().any(Mistake::is_duplicate);
        let firsts = if has_duplicates { self.firsts(&outline.statements) } else { BTreeMap::new() };
        let mut line_end = 0;
        for mistake in mistakes {
            if mistake.is_duplicate() {
                out.push(self.duplicate(mistake, &firsts));
                continue;
            }
            let at = mistake.at.start;
            if mistake.is_depth() || at < line_end {
                continue;
            }
            line_end =
                self.text.get(at..).and_then(|rest| rest.find('\n')).map_or(usize::MAX, |length| at + length + 1);
            out.push(match outline.unclosed {
                Some(unclosed) if unclosed < at => self.unclosed(unclosed),
                _ => self.explain(mistake),
            });
        }
    }

    fn too_deep(&self, at: usize) -> Diagnostic {
        let message = format!("more than {MAX_DEPTH} lists and maps lie in each other");
        Diagnostic::at(Code::TooDeep, self.path, visible(self.text, &self.range, at..at), message)
            .hint("nothing in the format is deeper than six")
    }

    fn duplicate(&self, mistake: &Mistake<'_>, firsts: &BTreeMap<usize, Span>) -> Diagnostic {
        let span = visible(self.text, &self.range, mistake.at.clone());
        let name = self.text[span.range()].trim_matches(['"', '\'']);
        let diagnostic = Diagnostic::at(Code::DuplicateKey, self.path, span, format!("`{name}` stands here twice"));
        let diagnostic = diagnostic.hint("remove one of them");
        match firsts.get(&mistake.at.start) {
            Some(first) => diagnostic.related(Place::new(self.path, *first), "first here"),
            None => diagnostic,
        }
    }

    fn unclosed(&self, at: usize) -> Diagnostic {
        let rest = &self.text[at..self.range.end];
        let (opening, closing) = match rest.as_bytes().first() {
            Some(b'[') => ("[", "]"),
            Some(b'{') => ("{", "}"),
            _ => (&rest[..3], &rest[..3]),
        };
        let message = format!("this `{opening}` is not closed");
        let hint = format!("write `{closing}` behind its content");
        Diagnostic::at(Code::TomlSyntax, self.path, Span::new(at, at + opening.len()), message).hint(hint)
    }

    /// Says an error in the words of somebody who writes settings.
    fn explain(&self, mistake: &Mistake<'_>) -> Diagnostic {
        let mut at = mistake.at.clone();
        let written = self.text.get(at.clone()).unwrap_or_default();
        let is_empty = written.is_empty();
        let own;
        let (message, hint) = match mistake.what {
            "string values must be quoted" | "missing value" | "missing value for key" | "invalid value"
                if is_empty =>
            {
                ("a value is missing here", "write one behind the `=`")
            }
            "string values must be quoted" => ("a text needs quotes", "put it into double quotes"),
            // The parser takes each word that begins like `true`, `false`, `inf` or `nan` for one of them.
            "invalid boolean" | "invalid float" if word(written).is_some() => {
                ("this word has capitals", "write it in lower case")
            }
            "invalid boolean" | "invalid float" if written.starts_with(char::is_alphabetic) => {
                ("a text needs quotes", "put it into double quotes")
            }
            "key with no value" => {
                let before = self.text.get(self.range.start..at.start).unwrap_or_default();
                at.start -= before.len() - before.rfind('\n').map_or(0, |newline| newline + 1);
                ("a name without a value", "write `name = value`")
            }
            "invalid unquoted key" if written.contains(':') => {
                ("`:` can't stand between a name and its value", "write `name = value`")
            }
            "invalid unquoted key" => {
                ("this name needs quotes", "without them, a name has only `a` to `z`, `A` to `Z`, digits, `-` and `_`")
            }
            "unquoted keys cannot be empty" => ("a name is missing here", "write `name = value`, or `[name]`"),
            what if UNCLOSED_HEADER.contains(&what) => {
                ("a `]` is missing here", "write `[name]` for a table, `[[name]]` for one of a list of tables")
            }
            "invalid basic string" | "invalid literal string" if mistake.expected.contains(['"', '\'']) && is_empty => {
                ("a closing quote is missing here", "close it on its line, or use three quotes for several lines")
            }
            "missing escaped value" | "too few unicode value digits" => {
                (r"a `\` inside double quotes begins an escape, and this is none", r"write `\\`, or use single quotes")
            }
            what if what.starts_with("missing comma") => ("a `,` is missing before this", "put one between two items"),
            what if what.starts_with("extra comma") => ("a `,` too many", "remove it"),
            "unexpected key or value" => {
                ("something stands behind the value", "begin each `name = value` on its own line")
            }
            "carriage return must be followed by newline" => ("a line ends in CR", "end lines with LF or CR LF"),
            what if what.starts_with("cannot extend value") => {
                ("this is not a table, so no fields can be added to it", "give the new table another name")
            }
            what => {
                own = match mistake.expected {
                    "" | "nothing" => format!("this is not TOML: {what}"),
                    expected => format!("this is not TOML: {what}, expected {expected}"),
                };
                (own.as_str(), "texts need quotes, numbers and dates must not have any")
            }
        };
        Diagnostic::at(Code::TomlSyntax, self.path, visible(self.text, &self.range, at), message).hint(hint)
    }

    /// For each part of a key that an earlier line has written already: where that was.
    ///
    /// The parser knows and doesn't tell. Keys inside inline tables aren't looked at.
    fn firsts(&self, statements: &[Statement]) -> BTreeMap<usize, Span> {
        let mut seen: BTreeMap<Vec<String>, Span> = BTreeMap::new();
        let mut firsts = BTreeMap::new();
        let mut tables: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        let mut header = Vec::new();
        for statement in statements {
            let mut path = if statement.kind == Kind::Field { header.clone() } else { Vec::new() };
            let parts = self.key_parts(statement.key.clone());
            for (index, (name, span)) in parts.iter().enumerate() {
                path.push(name.clone());
                match seen.get(&path) {
                    Some(first) => drop(firsts.insert(span.start as usize, *first)),
                    None => drop(seen.insert(path.clone(), *span)),
                }
                let is_new_table = statement.kind == Kind::ListTable && index + 1 == parts.len();
                if is_new_table {
                    *tables.entry(path.clone()).or_default() += 1;
                }
                // A path through a list of tables leads to its newest one.
                if let Some(count) = tables.get(&path) {
                    path.push(count.to_string());
                }
            }
            if statement.kind != Kind::Field {
                header = path;
            }
        }
        firsts
    }

    /// The parts of a dotted key, decoded by the parser itself.
    fn key_parts(&self, key: Range<usize>) -> Vec<(String, Span)> {
        let mut parts = Vec::new();
        let source = format!("{} = 0", &self.text[key.clone()]);
        let Ok(document) = DeTable::parse(&source) else { return parts };
        let mut table = document.get_ref();
        while let Some((name, value)) = table.iter().next() {
            parts.push((name.get_ref().to_string(), Span::from(name.span()).shifted(key.start)));
            match value.get_ref() {
                DeValue::Table(inner) => table = inner,
                _ => break,
            }
        }
        parts
    }
}

/// Up to where the parser's guesses are worth anything: the first error inside an unclosed bracket, or
/// behind an unclosed header.
fn trusted_until(mistakes: &[Mistake<'_>], outline: &Outline) -> usize {
    let unclosed = outline.unclosed.unwrap_or(usize::MAX);
    let is_loss = |mistake: &&Mistake<'_>| mistake.at.start > unclosed || UNCLOSED_HEADER.contains(&mistake.what);
    mistakes.iter().find(is_loss).map_or(usize::MAX, |mistake| mistake.at.start)
}

/// The walk over the parser's tables.
struct Walk<'a> {
    page: &'a Page<'a>,
    trusted_until: usize,
    /// The first place that lies too deep.
    too_deep: Option<usize>,
}

impl Walk<'_> {
    fn entries(&mut self, table: &DeTable<'_>, depth: usize) -> Vec<(Key, Node)> {
        let mut entries = Vec::new();
        for (name, value) in table {
            let span = self.span(name.span());
            let is_missing = span.start == span.end;
            if is_missing || span.start as usize >= self.trusted_until {
                continue;
            }
            if let Some(node) = self.node(value, depth) {
                entries.push((Key { span, name: name.get_ref().to_string() }, node));
            }
        }
        entries.sort_by_key(|(key, _)| key.span.start);
        entries
    }

    /// A value; none where the parser made one up after an error.
    fn node(&mut self, spanned: &Spanned<DeValue<'_>>, depth: usize) -> Option<Node> {
        let span = self.span(spanned.span());
        let text = &self.page.text[span.range()];
        let value = match spanned.get_ref() {
            _ if text.is_empty() => return None,
            DeValue::String(decoded) => Value::Text(decoded.to_string()),
            DeValue::Integer(integer) => Value::Number(whole(integer)?, text.to_owned()),
            DeValue::Boolean(_) | DeValue::Float(_)
                if text.starts_with(char::is_alphabetic) && word(text).is_none() =>
            {
                Value::Text(text.to_owned())
            }
            DeValue::Float(float) => Value::Number(float.as_str().parse().ok()?, text.to_owned()),
            DeValue::Boolean(value) => Value::Bool(*value),
            DeValue::Datetime(made_up) if made_up.date.is_none() && made_up.time.is_none() => return None,
            DeValue::Datetime(_) => Value::Text(text.to_owned()),
            DeValue::Array(_) | DeValue::Table(_) if depth >= MAX_DEPTH => {
                let first = self.too_deep.unwrap_or(usize::MAX);
                self.too_deep = Some(first.min(span.start as usize));
                return None;
            }
            DeValue::Array(array) => {
                let is_trusted = |item: &&Spanned<_>| self.page.range.start + item.span().start < self.trusted_until;
                let trusted: Vec<_> = array.iter().take_while(is_trusted).collect();
                let items: Vec<_> = trusted.into_iter().filter_map(|item| self.node(item, depth + 1)).collect();
                // A list of tables has the place of its first header; a list in brackets its own.
                let is_list_of_tables = array.first().is_some_and(|first| first.span() == spanned.span());
                let inner = items.iter().map(|item| item.span).reduce(join).filter(|_| is_list_of_tables);
                return Some(Node { span: inner.unwrap_or(span), value: Value::List(items) });
            }
            DeValue::Table(table) => {
                let entries = self.entries(table, depth + 1);
                let inner = extent(&entries).filter(|_| !text.starts_with('{'));
                return Some(Node { span: inner.unwrap_or(span), value: Value::Map(entries) });
            }
        };
        Some(Node { span, value })
    }

    fn span(&self, range: Range<usize>) -> Span {
        let Page { text, range: page, .. } = self.page;
        let byte = |at: usize| text.floor_char_boundary((page.start + at).min(page.end));
        Span::new(byte(range.start), byte(range.end))
    }
}

/// From the first key to the end of the last value.
fn extent(entries: &[(Key, Node)]) -> Option<Span> {
    entries.iter().map(|(key, node)| join(key.span, node.span)).reduce(join)
}

fn join(a: Span, b: Span) -> Span {
    Span { start: a.start.min(b.start), end: a.end.max(b.end) }
}

/// One of TOML's few words, in whatever case.
fn word(text: &str) -> Option<&'static str> {
    ["true", "false", "inf", "nan"].into_iter().find(|word| word.eq_ignore_ascii_case(text))
}

fn whole(integer: &DeInteger<'_>) -> Option<f64> {
    let digits = integer.as_str();
    if integer.radix() == 10 { digits.parse().ok() } else { whole_number(digits, integer.radix()) }
}

/// What can be told of a text before the parser reads it.
#[derive(Debug, Default)]
struct Outline {
    /// The headers and the fields outside brackets.
    statements: Vec<Statement>,
    /// The first value or key that lies too deep: it ends the outline. The parser walks its values by
    /// recursion, so it mustn't see it.
    too_deep: Option<Deep>,
    /// The outermost bracket, or the quotes of a text over several lines, that the text ends inside of.
    unclosed: Option<usize>,
}

#[derive(Debug)]
struct Statement {
    kind: Kind,
    key: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `name = value`.
    Field,
    /// `[name]`.
    Table,
    /// `[[name]]`.
    ListTable,
}

#[derive(Debug)]
struct Deep {
    at: usize,
    /// Where its statement begins.
    statement: usize,
}

impl Outline {
    fn of(text: &str, range: Range<usize>) -> Self {
        let mut outline = Self::default();
        let mut lexer = Lexer { bytes: &text.as_bytes()[..range.end], at: range.start, unclosed: None };
        let mut header_depth = 1;
        while let Some(byte) = lexer.peek() {
            let statement = lexer.at;
            match byte {
                b'[' => {
                    let (found, depth) = lexer.header();
                    header_depth = depth;
                    outline.statements.push(found);
                }
                byte if is_blank(char::from(byte)) => lexer.at += 1,
                b'#' => lexer.token(),
                _ => {
                    let (found, depth) = lexer.key(Kind::Field, header_depth);
                    outline.statements.push(found);
                    if depth <= MAX_DEPTH && lexer.peek() == Some(b'=') {
                        lexer.at += 1;
                        outline.too_deep = lexer.value(depth).map(|at| Deep { at, statement });
                    } else if depth > MAX_DEPTH {
                        outline.too_deep = Some(Deep { at: statement, statement });
                    }
                }
            }
            if header_depth > MAX_DEPTH {
                outline.too_deep = Some(Deep { at: statement, statement });
            }
            if outline.too_deep.is_some() {
                return outline;
            }
        }
        outline.unclosed = lexer.unclosed;
        outline
    }
}

/// Steps over the tokens of TOML, cut as the parser cuts them, so that the two agree on what is text
/// and what is a bracket in broken TOML too.
struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    unclosed: Option<usize>,
}

/// An open bracket of a value.
struct Bracket {
    opening: u8,
    /// The dots of the key that is being read in a `{`, which nest like brackets.
    dots: usize,
    is_in_key: bool,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn starts_with(&self, start: &[u8]) -> bool {
        self.bytes[self.at..].starts_with(start)
    }

    /// A header and how deep its fields lie, from its `[` to its `]`.
    fn header(&mut self) -> (Statement, usize) {
        let is_list = self.starts_with(b"[[");
        self.at += if is_list { 2 } else { 1 };
        let (kind, depth) = if is_list { (Kind::ListTable, 3) } else { (Kind::Table, 2) };
        let (statement, depth) = self.key(kind, depth);
        while self.peek() == Some(b']') {
            self.at += 1;
        }
        (statement, depth)
    }

    /// A key up to its `=`, its `]` or the end of the line; each of its dots goes one deeper.
    fn key(&mut self, kind: Kind, mut depth: usize) -> (Statement, usize) {
        let start = self.at;
        let end = if kind == Kind::Field { b'=' } else { b']' };
        while let Some(byte) = self.peek() {
            match byte {
                b'\r' | b'\n' | b'#' => break,
                _ if byte == end => break,
                b'.' => depth += 1,
                _ => {}
            }
            self.token();
        }
        (Statement { kind, key: start..self.at }, depth)
    }

    /// A value up to the end of its line, or of the line where its brackets are closed; gives the place
    /// that lies too deep, if there is one.
    fn value(&mut self, depth: usize) -> Option<usize> {
        let mut open: Vec<(usize, Bracket)> = Vec::new();
        while let Some(byte) = self.peek() {
            let at = self.at;
            match byte {
                b'\r' | b'\n' if open.is_empty() => return None,
                b'[' | b'{' => open.push((at, Bracket { opening: byte, dots: 0, is_in_key: byte == b'{' })),
                b']' | b'}' => drop(open.pop_if(|(_, bracket)| bracket.opening == byte - 2)),
                _ => {
                    if let Some((_, bracket)) = open.last_mut() {
                        bracket.read(byte);
                    }
                }
            }
            let dots: usize = open.iter().map(|(_, bracket)| bracket.dots).sum();
            if depth + open.len() + dots > MAX_DEPTH {
                return Some(at);
            }
            self.token();
        }
        let outermost = open.first().map(|(at, _)| *at);
        self.unclosed = self.unclosed.or(outermost);
        None
    }

    /// Steps over one token.
    fn token(&mut self) {
        let rest = &self.bytes[self.at..];
        let long = |ends: &[u8]| rest.iter().position(|byte| ends.contains(byte)).unwrap_or(rest.len());
        let length = match rest.first() {
            None => 0,
            Some(b'#') => long(b"\r\n"),
            Some(b'"' | b'\'') => return self.text(),
            Some(b'.' | b'=' | b',' | b'[' | b']' | b'{' | b'}' | b' ' | b'\t' | b'\r' | b'\n') => 1,
            Some(_) => long(b".=,[]{} \t#\r\n"),
        };
        self.at += length;
    }

    /// Steps over a text in quotes; one that isn't closed ends with its line, or with everything where
    /// it may have several lines.
    fn text(&mut self) {
        let start = self.at;
        let quote = self.bytes[start];
        let triple = [quote; 3];
        let is_long = self.starts_with(&triple);
        self.at += if is_long { 3 } else { 1 };
        while let Some(byte) = self.peek() {
            if byte == b'\\' && quote == b'"' {
                self.at += 1;
                self.at += usize::from(matches!(self.peek(), Some(b'\\' | b'"')));
            } else if is_long && self.starts_with(&triple) {
                self.at += 3;
                // Up to two quotes more belong to the text.
                for _ in 0..2 {
                    self.at += usize::from(self.peek() == Some(quote));
                }
                return;
            } else if !is_long && byte == b'\n' {
                return;
            } else {
                self.at += 1;
                if !is_long && byte == quote {
                    return;
                }
            }
        }
        if is_long {
            self.unclosed = Some(start);
        }
    }
}

impl Bracket {
    fn read(&mut self, byte: u8) {
        match byte {
            b'=' => self.is_in_key = false,
            b'.' if self.is_in_key => self.dots += 1,
            b',' if self.opening == b'{' => {
                self.dots = 0;
                self.is_in_key = true;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
