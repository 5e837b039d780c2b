//! YAML → [`Tree`].
//!
//! In: a stretch of a page. Out: its values with their places, counted from the start of the page.
//! Promises: never fails and never overflows the stack; what stands before a syntax error is kept; of
//! a key that stands twice the first one counts. A plain scalar is read by the core schema of YAML 1.2,
//! but that only `true` and `false` are booleans. Deliberately not here: aliases, anchors and tags,
//! which are reported and left out; further documents.

use std::collections::BTreeMap;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, StructureStyle, options};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::parse::node::{Key, Node, Value};
use crate::parse::syntax::{MAX_DEPTH, Tree, is_blank, visible, whole_number};
use crate::source::{FilePath, Place, Span};

/// Reads `text[range]` as YAML; `range` lies on the boundaries of lines.
///
/// The root is [`Value::Null`] with an empty place where there is nothing to read.
pub fn parse(path: &FilePath, text: &str, range: Range<usize>, out: &mut Diagnostics) -> Tree {
    parse_in(Page { path, text, range, inside: Inside::FrontMatter }, out)
}

/// Reads the lines of a block in a page's text; places count from the start of `lines`.
pub fn parse_block(path: &FilePath, lines: &str, out: &mut Diagnostics) -> Tree {
    parse_in(Page { path, text: lines, range: 0..lines.len(), inside: Inside::Block }, out)
}

fn parse_in(page: Page, out: &mut Diagnostics) -> Tree {
    let (path, text, range) = (page.path, page.text, page.range.clone());
    let first = page.read(&text[range.clone()]);
    let tabs = page.tabs();
    let (mut reading, tabs) = if tabs.is_empty() { (first, tabs) } else { page.settle_tabs(first, tabs) };
    out.extend(tabs.iter().map(|tab| {
        let message = "YAML can't be indented with a tab";
        Diagnostic::at(Code::YamlTab, path, Span::new(tab.at, tab.at + 1), message).hint("indent with blanks")
    }));
    out.extend(reading.diagnostics);
    let mut complete = !reading.too_deep;
    if let Some(failure) = reading.failure.take() {
        complete = false;
        out.extend(failure.diagnostic);
    }
    let nothing = Node { span: Span::new(range.start, range.start), value: Value::Null };
    Tree { root: reading.root.unwrap_or(nothing), complete }
}

/// What is read: a file and the stretch of it that is YAML.
struct Page<'a> {
    path: &'a FilePath,
    text: &'a str,
    range: Range<usize>,
    inside: Inside,
}

/// What the YAML stands in, for messages.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    FrontMatter,
    Block,
}

impl Inside {
    fn name(self) -> &'static str {
        match self {
            Self::FrontMatter => "front matter",
            Self::Block => "such a block",
        }
    }
}

/// What came out of reading.
struct Reading {
    root: Option<Node>,
    too_deep: bool,
    /// What is wrong, but for the failure.
    diagnostics: Vec<Diagnostic>,
    /// Why reading ended early.
    failure: Option<Failure>,
    /// Scalars and lists in brackets that go over several lines, in order: inside them a tab may
    /// stand at the start of a line.
    many_lines: Vec<Range<usize>>,
}

/// Why reading ended early.
struct Failure {
    /// Where the parser stopped.
    at: usize,
    /// The message; none where another diagnostic has said it already.
    diagnostic: Option<Diagnostic>,
}

/// A tab in the indentation of a line.
#[derive(Clone, Copy)]
struct Tab {
    /// Its byte.
    at: usize,
    /// True where it is the line's first character.
    is_first: bool,
    /// True where only blanks or a comment follow, whose indentation means nothing.
    is_idle: bool,
    /// Where the line ends.
    line_end: usize,
}

impl Page<'_> {
    /// Reads a source that is as long as the page's YAML.
    fn read(&self, source: &str) -> Reading {
        let options = options! {
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
            emit_comments: false,
            disallow_directives: true,
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
        };
        let mut reader = Reader::new(self);
        for event in Parser::new_from_str_with_options(source, options) {
            match event {
                Ok((event, span)) => {
                    reader.event(event, self.place(span), span.tag_span().map(|tag| self.place(tag)));
                }
                Err(error) => reader.fail(&error),
            }
            if reader.reading.failure.is_some() {
                break;
            }
        }
        reader.finish()
    }

    /// Where a stretch of the source lies in the page; on character boundaries, whatever the parser says.
    fn place(&self, span: granit_parser::Span) -> Range<usize> {
        let bytes = span.byte_range().unwrap_or_default();
        let start = self.byte(bytes.start);
        start..self.byte(bytes.end).max(start)
    }

    fn byte(&self, in_source: usize) -> usize {
        self.text.floor_char_boundary((self.range.start + in_source).min(self.range.end))
    }

    /// The lines that are indented with tabs.
    fn tabs(&self) -> Vec<Tab> {
        let mut tabs = Vec::new();
        let source = &self.text[self.range.clone()];
        if !source.contains('\t') {
            return tabs;
        }
        let mut start = self.range.start;
        for line in source.split_inclusive('\n') {
            let content = line.trim_start_matches([' ', '\t']);
            let indentation = &line[..line.len() - content.len()];
            if let Some(at) = indentation.find('\t') {
                let is_idle = content.chars().all(is_blank) || content.starts_with('#');
                tabs.push(Tab { at: start + at, is_first: at == 0, is_idle, line_end: start + line.len() });
            }
            start += line.len();
        }
        tabs
    }

    /// Finds out whether tabs are what reading failed on, by reading again with blanks in their place;
    /// gives back the better reading and the tabs to report.
    ///
    /// The parser itself stops at the first tab, and often far before it. Reading on without them finds
    /// all of them at once, and everything else that is wrong on the page.
    fn settle_tabs(&self, mut first: Reading, tabs: Vec<Tab>) -> (Reading, Vec<Tab>) {
        let failed_at = first.failed_at();
        let again = || self.read(&without_tabs(&self.text[self.range.clone()]));
        let second = first.failure.is_some().then(again);
        let Some(mut second) = second.filter(|second| second.failed_at() > failed_at) else {
            let told: Vec<_> = tabs.into_iter().filter(|tab| tab.at < failed_at && tab.is_wrong(&first)).collect();
            // A line that is both indented with a tab and in the wrong place is told of once.
            if told.last().is_some_and(|tab| tab.line_end > failed_at) {
                first.silence_failure();
            }
            return (first, told);
        };
        // Where it fails now, another indentation may be all that is needed.
        second.silence_failure();
        let is_wrong = |tab: &&Tab| tab.is_wrong(&second) || (tab.is_first && !tab.is_idle);
        let read_until = second.failed_at();
        let mut told: Vec<_> = tabs.iter().filter(|tab| tab.at < read_until).filter(is_wrong).copied().collect();
        if told.is_empty() {
            told.extend(tabs.iter().find(|tab| tab.line_end > failed_at).or(tabs.last()));
        }
        (second, told)
    }
}

impl Reading {
    /// Where reading failed; behind everything where it didn't.
    fn failed_at(&self) -> usize {
        self.failure.as_ref().map_or(usize::MAX, |failure| failure.at)
    }

    /// Leaves the failure untold.
    fn silence_failure(&mut self) {
        if let Some(failure) = &mut self.failure {
            failure.diagnostic = None;
        }
    }
}

impl Tab {
    /// Whether it indents: inside a text or brackets it may stand, if blanks stand before it.
    fn is_wrong(&self, reading: &Reading) -> bool {
        let before = reading.many_lines.partition_point(|range| range.start <= self.at);
        let is_inside = before > 0 && self.at < reading.many_lines[before - 1].end;
        !self.is_idle && !is_inside
    }
}

/// The source with each tab of an indentation as a blank, which is as long.
fn without_tabs(source: &str) -> String {
    let mut blanked = String::with_capacity(source.len());
    for line in source.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '\t']);
        blanked.extend(std::iter::repeat_n(' ', line.len() - content.len()));
        blanked.push_str(content);
    }
    blanked
}

/// Builds the tree from the parser's events; an explicit stack, so that depth costs no recursion.
struct Reader<'a> {
    page: &'a Page<'a>,
    reading: Reading,
    /// The lists and maps around the next event, from the outermost.
    open: Vec<Open>,
    /// How many lists and maps too deep are open.
    skipped: usize,
    /// Where the last event ended.
    last_end: usize,
    /// The last scalar.
    last_scalar: Range<usize>,
    /// The end of the last alias.
    last_alias: Option<usize>,
}

/// A list or a map whose end hasn't been read.
struct Open {
    items: Items,
    /// Its opening bracket, if it has one.
    bracket: Option<usize>,
    /// From the start of its first child to the end of its last.
    extent: Option<Span>,
}

enum Items {
    List(Vec<Node>),
    Map { entries: Vec<(Key, Node)>, places: BTreeMap<String, Span>, key: Pending },
}

/// What a map waits for.
enum Pending {
    /// A key.
    Nothing,
    /// The value of a key.
    Value(Key),
    /// The value of a key that doesn't count.
    Ignored,
}

impl<'a> Reader<'a> {
    fn new(page: &'a Page<'a>) -> Self {
        let reading =
            Reading { root: None, too_deep: false, diagnostics: Vec::new(), failure: None, many_lines: Vec::new() };
        let start = page.range.start;
        let (open, last_scalar) = (Vec::new(), start..start);
        Self { page, reading, open, skipped: 0, last_end: start, last_scalar, last_alias: None }
    }

    fn event(&mut self, event: Event<'_>, at: Range<usize>, tag: Option<Range<usize>>) {
        let end = at.end;
        if self.skipped > 0 {
            self.skip(&event);
        } else {
            if let Some(tag) = tag {
                self.refuse("tags", tag);
            }
            self.counted(event, at);
        }
        self.last_end = self.last_end.max(end);
    }

    /// An event that isn't too deep.
    fn counted(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Anchor(..) => self.refuse("anchors", at),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.last_alias = Some(at.end);
                self.refuse("aliases", at.clone());
                self.deliver(Node { span: at.into(), value: Value::Null }, None);
            }
            Event::Scalar(value, style, ..) => self.scalar(&value, style, at),
            Event::SequenceStart(style, ..) => self.begin(Items::List(Vec::new()), style, at),
            Event::MappingStart(style, ..) => {
                let items = Items::Map { entries: Vec::new(), places: BTreeMap::new(), key: Pending::Nothing };
                self.begin(items, style, at);
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(at),
            Event::DocumentStart(explicit, _) if self.reading.root.is_some() => self.second_document(explicit, at),
            _ => {}
        }
    }

    /// Passes over what lies too deep.
    fn skip(&mut self, event: &Event<'_>) {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => self.skipped += 1,
            Event::SequenceEnd | Event::MappingEnd => self.skipped -= 1,
            _ => {}
        }
    }

    fn begin(&mut self, items: Items, style: StructureStyle, at: Range<usize>) {
        if self.open.len() >= MAX_DEPTH {
            self.too_deep(at);
            self.skipped = 1;
            self.forget_key();
            return;
        }
        // A lone pair in brackets, `[a: 1]`, is a map without brackets of its own.
        let bracket = (style == StructureStyle::Flow && !at.is_empty()).then_some(at.start);
        self.open.push(Open { items, bracket, extent: None });
    }

    fn end(&mut self, at: Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        if let Some(bracket) = open.bracket {
            self.note_lines(bracket..at.end);
        }
        let node = open.into_node(at);
        self.deliver(node, None);
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, at: Range<usize>) {
        let text = self.page.text;
        let is_missing = style == ScalarStyle::Plain && at.is_empty();
        let span = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                self.note_lines(self.last_end.min(at.start)..at.end);
                self.block_scalar(at)
            }
            // The parser puts a missing value on the colon; behind it is where it would stand.
            _ if is_missing && text[at.start..].starts_with(':') => at.start + 1..at.start + 1,
            _ => {
                self.note_lines(at.clone());
                at
            }
        };
        self.last_scalar = span.clone();
        if is_missing && self.lacks_colon() {
            return;
        }
        let name = (!is_missing).then(|| value.to_owned());
        let value = match style {
            ScalarStyle::Plain if is_missing => Value::Null,
            ScalarStyle::Plain => plain(value),
            _ => Value::Text(value.to_owned()),
        };
        self.deliver(Node { span: span.into(), value }, name);
    }

    /// Reports and drops a name that neither a `:` nor a value follows, as in `{ amira 2 }`; false where there is none.
    fn lacks_colon(&mut self) -> bool {
        let page = self.page;
        let Some(Open { items: Items::Map { key, .. }, .. }) = self.open.last_mut() else { return false };
        let Pending::Value(Key { span, name }) = key else { return false };
        if page.text[span.end as usize..page.range.end].trim_start().starts_with(':') {
            return false;
        }
        let hint = match name.rsplit_once(' ') {
            Some((name, value)) if number(value).is_some() => format!("did you mean `{}: {value}`?", name.trim()),
            _ => "write `name: value`; put a text with `,` in it into quotes".to_owned(),
        };
        let message = format!("`{name}` has no `:` and no value");
        self.reading.diagnostics.push(page.complain(Code::YamlSyntax, span.range(), message).hint(hint));
        *key = Pending::Nothing;
        true
    }

    /// The place of a text after `|` or `>`: its lines without the blank ones at the end, or the
    /// indicator where there are none.
    fn block_scalar(&self, at: Range<usize>) -> Range<usize> {
        let content = self.page.text[at.clone()].trim_end_matches(is_blank);
        if !content.is_empty() {
            return at.start..at.start + content.len();
        }
        let header = self.last_end.min(at.start);
        match self.page.text[header..at.start].find(['|', '>']) {
            Some(indicator) => header + indicator..header + indicator + 1,
            None => at.start..at.start,
        }
    }

    /// Remembers a value over several lines, unless it is inside another one.
    fn note_lines(&mut self, range: Range<usize>) {
        let is_outermost = self.open.iter().all(|open| open.bracket.is_none());
        if is_outermost && self.page.text[range.clone()].contains('\n') {
            self.reading.many_lines.push(range);
        }
    }

    /// Puts a value where it belongs; `name` is what it is called where it is a key.
    fn deliver(&mut self, node: Node, name: Option<String>) {
        let page = self.page;
        let Some(open) = self.open.last_mut() else {
            self.reading.root.get_or_insert(node);
            return;
        };
        open.extent = Some(match open.extent {
            Some(extent) => Span { start: extent.start.min(node.span.start), end: extent.end.max(node.span.end) },
            None => node.span,
        });
        let (entries, places, key) = match &mut open.items {
            Items::List(items) => return items.push(node),
            Items::Map { entries, places, key } => (entries, places, key),
        };
        match std::mem::replace(key, Pending::Nothing) {
            Pending::Value(key) => entries.push((key, node)),
            Pending::Ignored => {}
            Pending::Nothing => match page.key(&node, name, places) {
                Ok(found) => *key = Pending::Value(found),
                Err(diagnostic) => {
                    self.reading.diagnostics.extend(diagnostic);
                    *key = Pending::Ignored;
                }
            },
        }
    }

    /// Leaves out the key of a value that is left out, or the value of such a key.
    fn forget_key(&mut self) {
        if let Some(Open { items: Items::Map { key, .. }, .. }) = self.open.last_mut() {
            *key = match key {
                Pending::Nothing => Pending::Ignored,
                Pending::Value(_) | Pending::Ignored => Pending::Nothing,
            };
        }
    }

    fn refuse(&mut self, what: &str, at: Range<usize>) {
        let message = format!("{} has no {what}", self.page.inside.name());
        let hint = match what {
            "aliases" => "write the value itself; a text that begins with `*` needs quotes",
            "anchors" => "leave it out; a text that begins with `&` needs quotes",
            _ => "leave it out; a text that begins with `!` needs quotes",
        };
        // One of them on a line stands for all: a few lines may hold thousands.
        let is_told =
            self.reading.diagnostics.iter().rev().find(|told| told.code == Code::YamlAlias).is_some_and(|told| {
                let before = told.place.span.start as usize;
                told.message == message && before <= at.start && !self.page.text[before..at.start].contains('\n')
            });
        if is_told {
            return;
        }
        let diagnostic = Diagnostic::at(Code::YamlAlias, self.page.path, at.into(), message).hint(hint);
        self.reading.diagnostics.push(diagnostic);
    }

    fn too_deep(&mut self, at: Range<usize>) {
        if !std::mem::replace(&mut self.reading.too_deep, true) {
            let message = format!("more than {MAX_DEPTH} lists and maps lie in each other");
            let hint = "nothing in the format is deeper than six";
            self.reading.diagnostics.push(self.page.complain(Code::TooDeep, at, message).hint(hint));
        }
    }

    fn second_document(&mut self, explicit: bool, at: Range<usize>) {
        let fence = if explicit { "---" } else { "..." };
        let diagnostic = self.page.end_not_alone(at.clone(), fence);
        self.reading.failure = Some(Failure { at: at.start, diagnostic: Some(diagnostic) });
    }

    fn fail(&mut self, error: &ScanError) {
        let at = self.page.byte(error.marker().byte_offset().unwrap_or_default());
        let mut diagnostic = None;
        if *error.kind() == ErrorKind::RecursionLimitExceeded {
            self.too_deep(at..at);
        } else if !self.is_alias_tail(at) {
            diagnostic = Some(self.explain(error.kind(), at));
        }
        // What was being read goes up to here: a list in brackets, or a text.
        let begun = self.open.iter().find_map(|open| open.bracket).unwrap_or(self.last_end).min(at);
        if self.page.text[begun..at].contains('\n') {
            self.reading.many_lines.push(begun..at);
        }
        self.reading.failure = Some(Failure { at, diagnostic });
    }

    /// Whether only the rest of a line follows an alias: `*bold* text`, which was reported as an alias.
    fn is_alias_tail(&self, at: usize) -> bool {
        self.last_alias.is_some_and(|alias| alias <= at && !self.page.text[alias..at].contains('\n'))
    }

    /// Ends the reading; what is still open after a failure keeps what it has.
    fn finish(mut self) -> Reading {
        while let Some(open) = self.open.pop() {
            let end = open.bracket.map_or(self.last_end..self.last_end, |bracket| bracket..bracket + 1);
            let node = open.into_node(end);
            let is_key = matches!(self.open.last(), Some(Open { items: Items::Map { key: Pending::Nothing, .. }, .. }));
            if !is_key {
                self.deliver(node, None);
            }
        }
        self.reading
    }
}

impl Open {
    /// Closes it; `end` is its closing bracket, if it has brackets.
    fn into_node(self, end: Range<usize>) -> Node {
        let here = Span::from(end);
        let inner = self.extent.unwrap_or(here);
        let span = match self.bracket {
            Some(bracket) => Span::new(bracket, here.end.max(inner.end) as usize),
            None => inner,
        };
        let value = match self.items {
            Items::List(items) => Value::List(items),
            Items::Map { entries, .. } => Value::Map(entries),
        };
        Node { span, value }
    }
}

impl Page<'_> {
    /// Makes a key of a node, or says why it is none; an alias has been reported already.
    fn key(
        &self,
        node: &Node,
        name: Option<String>,
        places: &mut BTreeMap<String, Span>,
    ) -> Result<Key, Option<Diagnostic>> {
        let Some(name) = name else {
            let (message, hint) = match node.value {
                Value::List(_) | Value::Map(_) => {
                    ("a field's name is a text", "a text that begins with `{` or `[` needs quotes")
                }
                _ if node.span.start == node.span.end => ("a field without a name", "write its name before the `:`"),
                _ => return Err(None),
            };
            return Err(Some(self.complain(Code::YamlSyntax, node.span.range(), message).hint(hint)));
        };
        if let Some(first) = places.get(&name) {
            let diagnostic =
                self.complain(Code::DuplicateKey, node.span.range(), format!("`{name}` stands here twice"));
            let first = Place::new(self.path, *first);
            return Err(Some(diagnostic.related(first, "first here").hint("remove one of them")));
        }
        places.insert(name.clone(), node.span);
        Ok(Key { span: node.span, name })
    }

    /// A mistake at a place that can be shown.
    fn complain(&self, code: Code, at: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(code, self.path, visible(self.text, &self.range, at), message)
    }

    /// The first escape that is none, in a text whose double quote opens at a byte.
    fn broken_escape(&self, quote: usize) -> Range<usize> {
        let text = &self.text[quote..self.range.end];
        let mut from = 1;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find('\\')).map(|at| from + at) {
            let sign = text[at + 1..].chars().next().unwrap_or(' ');
            let digits = match sign {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            let end = at + 1 + sign.len_utf8();
            let code = text.get(end..end + digits).and_then(|code| u32::from_str_radix(code, 16).ok());
            let is_broken = if digits > 0 {
                code.and_then(char::from_u32).is_none()
            } else {
                !"0abt\tnvfre \"/\\N_LP\r\n".contains(sign)
            };
            if is_broken {
                return quote + at..(quote + end).min(self.range.end);
            }
            from = end + digits;
        }
        quote..quote
    }

    fn end_not_alone(&self, at: Range<usize>, fence: &str) -> Diagnostic {
        if self.inside == Inside::Block {
            let message = format!("`{fence}` has no place in a block of options");
            return self.complain(Code::YamlSyntax, at, message).hint("remove it");
        }
        let message = format!("`{fence}` closes front matter only where it is alone on its line");
        self.complain(Code::YamlSyntax, at, message).hint("put what follows it on a line of its own")
    }

    /// The line around a byte, without its end.
    fn line(&self, at: usize) -> Range<usize> {
        let range = &self.range;
        let start = self.text[range.start..at].rfind('\n').map_or(range.start, |newline| range.start + newline + 1);
        let end = self.text[at..range.end].find('\n').map_or(range.end, |newline| at + newline);
        start..start + self.text[start..end].trim_end_matches(is_blank).len()
    }

    /// From a byte to the end of its line, without the blanks around.
    fn rest_of_line(&self, at: usize) -> Range<usize> {
        let line = &self.text[at..self.line(at).end.max(at)];
        let end = at + line.len();
        end - line.trim_start_matches(is_blank).len()..end
    }
}

/// The messages: what a parser says, in the words of somebody who writes pages.
impl Reader<'_> {
    fn explain(&self, kind: &ErrorKind, at: usize) -> Diagnostic {
        use ErrorKind as Kind;
        match kind {
            Kind::MappingValueNotAllowed => self.unexpected_colon(at),
            Kind::InvalidColonPlacement
            | Kind::ExpectedFlowMappingSeparator
            | Kind::ExpectedFlowSequenceSeparator
            | Kind::UnclosedFlowCollection { .. }
            | Kind::UnexpectedEofFlowSequence
            | Kind::UnexpectedEofFlowMapping
            | Kind::UnexpectedEofImplicitFlowMapping => self.broken_brackets(at),
            Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => self.no_field(self.page.rest_of_line(at)),
            Kind::ExpectedBlockMappingKey
            | Kind::ExpectedBlockSequenceEntry
            | Kind::ExpectedDocumentStart
            | Kind::InvalidIndentation
            | Kind::InvalidBlockScalarIndent
            | Kind::InvalidFlowScalarIndent => self.misplaced(at),
            Kind::InvalidQuotedScalarIndent | Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar => {
                self.unclosed_quote(at)
            }
            Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar
                if self.innermost_bracket().is_some() && self.page.text[at..].starts_with(['"', '\'']) =>
            {
                self.missing_comma(at)
            }
            Kind::InvalidTrailingSingleQuotedScalar => self.complain(
                self.page.rest_of_line(at),
                "text stands behind the closing quote",
                "put all of it into quotes; write `''` for `'` inside single quotes",
            ),
            Kind::InvalidTrailingDoubleQuotedScalar => self.complain(
                self.page.rest_of_line(at),
                "text stands behind the closing quote",
                r#"put all of it into quotes; write `\"` for `"` inside double quotes"#,
            ),
            Kind::BlockSequenceEntryNotAllowed => self.complain(
                self.page.rest_of_line(at),
                "a list can't begin here",
                "write its items on the lines below; a text that begins with `-` needs quotes",
            ),
            Kind::BlockEntryInFlowCollection => self.complain(
                at..at,
                "an item in brackets can't begin with `-`",
                "write `[a, b]`; a text that begins with `-` needs quotes",
            ),
            Kind::MismatchedFlowCollectionEnd { open, close } => {
                let closing = if *open == '{' { '}' } else { ']' };
                self.complain(
                    at..at,
                    format!("this `{open}` is closed with `{close}`"),
                    format!("close it with `{closing}`; a text with brackets needs quotes"),
                )
            }
            Kind::CommentInterceptedScalar => self.complain(
                self.page.rest_of_line(at),
                "this comment cuts a text in two",
                "put the text into quotes, or move the comment",
            ),
            _ => self.explain_sign(kind, at),
        }
    }

    /// The mistakes that are about a single sign.
    fn explain_sign(&self, kind: &ErrorKind, at: usize) -> Diagnostic {
        use ErrorKind as Kind;
        let sign = self.page.text[at..self.page.range.end].chars().next().unwrap_or(' ');
        match kind {
            Kind::TabNotAllowed
            | Kind::TabInBlockIndentation
            | Kind::TabAtBlockScalarStart
            | Kind::TabInIndentation
            | Kind::TabInPlainScalar
            | Kind::InvalidBlockEntryWhitespace
            | Kind::InvalidMappingValueWhitespace => self.tab(at),
            Kind::UnknownQuotedScalarEscape
            | Kind::InvalidQuotedScalarHexEscape
            | Kind::InvalidLowSurrogateHexEscape
            | Kind::InvalidLowSurrogate
            | Kind::MissingLowSurrogate
            | Kind::UnpairedLowSurrogate
            | Kind::InvalidUnicodeEscape => self.complain(
                self.page.broken_escape(at),
                r"a `\` inside double quotes begins an escape, and this is none",
                r"write `\\`, or use single quotes",
            ),
            Kind::CommentNotSeparated => {
                self.complain(at..at, "a comment needs a blank before its `#`", "put a text with `#` in it into quotes")
            }
            Kind::InvalidDocumentEnd => self.page.end_not_alone(self.page.line(at), "..."),
            Kind::BomInsideDocument => {
                self.complain(at..at, format!("a byte order mark inside {}", self.page.inside.name()), "remove it")
            }
            _ if sign.is_control() && !is_blank(sign) => {
                let message =
                    format!("{} can't have the control character U+{:04X}", self.page.inside.name(), u32::from(sign));
                self.complain(at..at, message, "remove it")
            }
            Kind::InvalidBlockScalarHeader | Kind::ZeroBlockScalarIndent => self.complain(
                self.page.rest_of_line(at),
                format!("a text stands on the lines below its `{sign}`"),
                format!("move it there, or put it into quotes if it begins with `{sign}`"),
            ),
            _ if sign.is_ascii_punctuation() && self.begins_value(at) => {
                let sign = if sign == '`' { "`` ` ``".to_owned() } else { format!("`{sign}`") };
                self.complain(at..at, format!("a text that begins with {sign} needs quotes"), "put quotes around it")
            }
            other => {
                let diagnostic = self.page.complain(Code::YamlSyntax, at..at, format!("this is not YAML: {other}"));
                diagnostic.hint("put texts with punctuation into quotes")
            }
        }
    }

    fn complain(&self, at: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Diagnostic {
        self.page.complain(Code::YamlSyntax, at, message).hint(hint)
    }

    /// Whether what stands at a byte is the first sign of a value or of a line.
    fn begins_value(&self, at: usize) -> bool {
        let before = self.page.text[self.page.line(at).start..at].trim_end_matches(is_blank);
        before.is_empty() || before.ends_with([':', '-', '?', ',', '[', '{'])
    }

    /// A tab that doesn't indent, such as one behind a `-`.
    fn tab(&self, at: usize) -> Diagnostic {
        let line = self.page.line(at);
        let text = self.page.text;
        let before = text[line.start..at].rfind('\t').map(|tab| line.start + tab);
        let tab = before.or_else(|| text[at..self.page.range.end].find('\t').map(|tab| at + tab));
        let span = tab.map_or_else(|| visible(text, &self.page.range, at..at), |tab| Span::new(tab, tab + 1));
        Diagnostic::at(Code::YamlTab, self.page.path, span, "a tab can't stand here").hint("write blanks")
    }

    fn unexpected_colon(&self, colon: usize) -> Diagnostic {
        let page = self.page;
        let before = &page.text[self.last_scalar.clone()];
        if self.last_scalar.end == colon && before.contains('\n') {
            // The parser took the line above and the name before the colon for one text.
            if self.open.is_empty() {
                return self.no_field(page.rest_of_line(self.last_scalar.start));
            }
            let name = page.line(colon).start;
            return self.complain(
                page.rest_of_line(name).start..colon,
                "a field can't stand below a text",
                "indent it like the field above, or put the whole text into quotes",
            );
        }
        if before.ends_with(['"', '\'']) || page.text[..colon].ends_with([']', '}']) {
            return self.behind_end(colon);
        }
        self.complain(colon..colon + 1, "a text with `: ` in it needs quotes", "put quotes around the whole text")
    }

    /// Text behind a closing quote or bracket.
    fn behind_end(&self, at: usize) -> Diagnostic {
        let before = self.page.text[self.page.range.start..at].trim_end_matches(is_blank);
        let end = before.chars().next_back().unwrap_or(' ');
        self.complain(
            self.page.rest_of_line(at),
            format!("text stands behind the closing `{end}`"),
            "put quotes around the whole text",
        )
    }

    fn broken_brackets(&self, at: usize) -> Diagnostic {
        let page = self.page;
        let opening = self.innermost_bracket().unwrap_or(at);
        let is_same_line = !page.text[opening.min(at)..at].contains('\n');
        let rest = &page.text[at..page.range.end];
        if rest.starts_with(':') && is_same_line {
            return self.complain(
                at..at + 1,
                "a text with `: ` in it needs quotes",
                "put quotes around the whole text",
            );
        }
        // A colon further down belongs to the next field: the bracket was never closed.
        if rest.is_empty() || rest.starts_with(':') || at <= opening {
            let bracket = page.text[opening..page.range.end].chars().next().unwrap_or('[');
            let closing = if bracket == '{' { '}' } else { ']' };
            let message = format!("this `{bracket}` is not closed");
            let hint = format!("write `{closing}` behind its last item, and `,` between two");
            return self.complain(opening..opening + 1, message, hint);
        }
        self.missing_comma(at)
    }

    fn missing_comma(&self, at: usize) -> Diagnostic {
        self.complain(at..at, "a `,` is missing before this", "put texts with punctuation into quotes")
    }

    fn innermost_bracket(&self) -> Option<usize> {
        self.open.iter().rev().find_map(|open| open.bracket)
    }

    fn no_field(&self, line: Range<usize>) -> Diagnostic {
        let has_colon = self.page.text[line.clone()].contains(':');
        let hint = if has_colon {
            "write a blank behind the `:`"
        } else {
            "write a field as `name: value`, and indent the lines of a longer text"
        };
        self.complain(line, "this is not a field", hint)
    }

    /// A line that doesn't belong where its indentation puts it, or text behind a bracket.
    fn misplaced(&self, at: usize) -> Diagnostic {
        let page = self.page;
        let line = page.line(at);
        let content = page.rest_of_line(line.start);
        let before = page.text[content.start.min(at)..at].trim_end_matches(is_blank);
        if before.ends_with([']', '}', '"', '\'']) {
            return self.behind_end(at);
        }
        let is_item = page.text[content.clone()].starts_with("- ");
        let is_among_items = matches!(self.open.last(), Some(Open { items: Items::List(_), .. }));
        let (message, hint) = match (is_item, is_among_items) {
            (true, false) => {
                ("a list item can't stand here", "indent it like the items above, or write the list's name above it")
            }
            (false, true) => (
                "a field can't stand among list items",
                "indent it like the text of the item, or write it above the list",
            ),
            _ => ("this line is not indented like those above it", "begin the fields of one map in the same column"),
        };
        self.complain(content, message, hint)
    }

    fn unclosed_quote(&self, at: usize) -> Diagnostic {
        let from = self.last_end.min(at);
        let opening = self.page.text[from..self.page.range.end].find(['"', '\'']).map_or(at, |quote| from + quote);
        let message = "this quote is not closed";
        self.complain(opening..opening + 1, message, "close it, and indent all lines of the text more than its field")
    }
}

/// Reads a scalar without quotes, by the core schema but for its further spellings of booleans and of
/// nothing.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::Text(text.to_owned()), |value| Value::Number(value, text.to_owned())),
    }
}

fn number(text: &str) -> Option<f64> {
    if let Some(digits) = text.strip_prefix("0o") {
        return whole_number(digits, 8);
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return whole_number(digits, 16);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" if text.starts_with('-') => Some(f64::NEG_INFINITY),
        ".inf" | ".Inf" | ".INF" => Some(f64::INFINITY),
        ".nan" | ".NaN" | ".NAN" if unsigned == text => Some(f64::NAN),
        _ if is_decimal(unsigned) => text.parse().ok(),
        _ => None,
    }
}

/// `12`, `1.5`, `.5`, `1.`, each with or without an exponent.
fn is_decimal(unsigned: &str) -> bool {
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digits = !exponent.is_empty() && (!whole.is_empty() || !fraction.is_empty());
    has_digits && are_digits(exponent) && are_digits(whole) && are_digits(fraction)
}

#[cfg(test)]
mod tests;
