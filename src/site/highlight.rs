//! Code blocks in colour.
//!
//! In come a fence's language and its code; out comes HTML with a dozen classes, to be put inside
//! `<pre><code>`. The theme colours the classes; no style is written here, since the site's content security
//! forbids inline ones.
//!
//! | class | marks |
//! | --- | --- |
//! | `hl-comment` | comments |
//! | `hl-keyword` | keywords, declarations (`let`, `class`), built-in types |
//! | `hl-string` | strings with their quotes |
//! | `hl-number` | numbers |
//! | `hl-constant` | `true`, `null`, named constants, escapes inside strings |
//! | `hl-function` | names of functions and commands |
//! | `hl-type` | names of types, modules, sections and headings |
//! | `hl-variable` | variables and parameters |
//! | `hl-tag` | tags of HTML and XML, selectors of CSS |
//! | `hl-attribute` | attributes, properties, a command's options, and the keys of YAML, TOML and JSON |
//! | `hl-inserted`, `hl-deleted` | lines of a diff |
//!
//! It promises that the text of the HTML is the code, byte for byte; that everything is escaped; that the same
//! input gives the same output; and that no input panics. What it has coloured lately it remembers, up to a bound,
//! and longer where it has a [`Shelf`]: there stands which classes the code's pieces have, never
//! HTML, so that whatever is on the shelf, the page shows the code. One `Highlighter` serves all threads.
//!
//! It deliberately does not guess a language, number lines, or wrap the result in an element.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use syntect::parsing::{ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use crate::map::shelf::Shelf;

/// Bytes in a line above which the block stays without colour: such lines are data, and the patterns' time grows
/// faster than the line.
const LONGEST_LINE: usize = 10_000;

/// How many lines are remembered with what their patterns found.
const MOST_LINES: usize = 1 << 14;

/// In how many states of its grammar a line is remembered.
const MOST_STATES: usize = 8;

/// How many bytes of HTML a generation of what is remembered has; there are two.
const GENERATION: usize = 32 * 1024 * 1024;

/// Colours code, and remembers what it coloured.
#[derive(Debug)]
pub struct Highlighter {
    /// One for each thread, since the engine of their patterns makes threads wait for each other; loaded when first
    /// needed: a site without code blocks does not pay for it.
    grammars: Vec<OnceLock<Grammars>>,
    known: RwLock<Known>,
    lines: Lines,
    /// What outlasts the run.
    shelf: Option<Arc<dyn Shelf>>,
}

impl Default for Highlighter {
    fn default() -> Self {
        Self::new()
    }
}

impl Highlighter {
    /// Makes a highlighter that has loaded and remembers nothing yet.
    pub fn new() -> Self {
        // The first is for threads that aren't in the pool.
        let grammars = (0..=rayon::current_num_threads()).map(|_| OnceLock::new()).collect();
        Self { grammars, known: RwLock::default(), lines: Lines::default(), shelf: None }
    }

    /// Makes a highlighter that keeps what it finds out on a shelf, too.
    pub fn with_shelf(shelf: Arc<dyn Shelf>) -> Self {
        Self { shelf: Some(shelf), ..Self::new() }
    }

    /// Gives the code as HTML, or nothing where the language is not known.
    ///
    /// The language is a fence's first word in any letter case: a name (`Rust`), an ending (`rs`) or a common alias
    /// (`console`). Code that is too much for the grammars comes back escaped, without classes.
    pub fn highlight(&self, language: &str, code: &str) -> Option<String> {
        let asked = language.trim().to_lowercase();
        let key = blake3::hash(format!("{} {asked}{code}", asked.len()).as_bytes());
        // a panic elsewhere cannot leave a half-written entry, so a poisoned lock is as good as any
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(html) = known.young.get(&key) {
            return html.clone();
        }
        let old = known.old.get(&key).cloned();
        drop(known);
        let html = old.unwrap_or_else(|| {
            let kept = self.shelf.as_ref().and_then(|shelf| Look::unpack(&shelf.get(&key)?, code));
            kept.unwrap_or_else(|| self.look(&asked, &key, code)).html(code)
        });
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.keep(key, html.clone());
        html
    }

    /// Finds out how code looks, and keeps it.
    fn look(&self, asked: &str, key: &blake3::Hash, code: &str) -> Look {
        let thread = rayon::current_thread_index().map_or(0, |at| at + 1);
        let grammars = self.grammars[thread % self.grammars.len()].get_or_init(Grammars::load);
        let look = match grammars.find(asked) {
            Some((grammar, reading)) => {
                grammars.pieces(grammar, reading, code, &self.lines).map_or(Look::Plain, Look::Coloured)
            }
            None => Look::Unknown,
        };
        if let Some(shelf) = &self.shelf {
            shelf.put(key, &look.pack());
        }
        look
    }
}

/// What was coloured, by the hash of language and code; nothing where the language is not known.
///
/// An engine that lives as long as a preview sees each version of a block once, so the memory has two generations: when
/// the young one is full it becomes the old one, and what nobody asked for since then goes.
#[derive(Debug, Default)]
struct Known {
    young: HashMap<blake3::Hash, Option<String>>,
    old: HashMap<blake3::Hash, Option<String>>,
    /// Of the young ones' HTML.
    bytes: usize,
}

impl Known {
    fn keep(&mut self, key: blake3::Hash, html: Option<String>) {
        let len = html.as_ref().map_or(0, String::len);
        if self.bytes + len > GENERATION {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
        if self.young.insert(key, html).is_none() {
            self.bytes += len;
        }
    }
}

/// How a block of code looks.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Look {
    /// Its language is not known.
    Unknown,
    /// It is too much for the grammars.
    Plain,
    /// It has pieces of one class each, in order and without gaps.
    Coloured(Vec<Piece>),
}

impl Look {
    /// The code as HTML, or nothing where the language is not known.
    fn html(self, code: &str) -> Option<String> {
        let mut out = String::with_capacity(code.len() * 2);
        match self {
            Look::Unknown => return None,
            Look::Plain => escape(&mut out, code),
            Look::Coloured(pieces) => {
                for (class, range) in pieces {
                    write_piece(&mut out, class, &code[range]);
                }
            }
        }
        Some(out)
    }

    /// Itself as bytes: what it is, then each piece's class and length.
    fn pack(&self) -> Vec<u8> {
        match self {
            Look::Unknown => vec![0],
            Look::Plain => vec![1],
            Look::Coloured(pieces) => {
                let mut packed = vec![2];
                for (class, range) in pieces {
                    packed.push(*class as u8);
                    packed.extend((range.len() as u32).to_le_bytes());
                }
                packed
            }
        }
    }

    /// Reads what [`Look::pack`] made; none where it can't have, or not of this code.
    fn unpack(packed: &[u8], code: &str) -> Option<Self> {
        match packed.split_first()? {
            (0, []) => Some(Look::Unknown),
            (1, []) => Some(Look::Plain),
            (2, packed) => {
                let mut pieces = Vec::with_capacity(packed.len() / 5);
                let mut end = 0_usize;
                for piece in packed.chunks(5) {
                    let (class, len) = piece.split_first()?;
                    let len = u32::from_le_bytes(len.try_into().ok()?);
                    let start = end;
                    end = end.checked_add(len as usize)?;
                    code.get(start..end)?;
                    pieces.push((*Class::ALL.get(usize::from(*class))?, start..end));
                }
                (end == code.len()).then_some(Look::Coloured(pieces))
            }
            _ => None,
        }
    }
}

/// What a piece of code is, as far as the theme tells pieces apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Comment,
    Keyword,
    String,
    Number,
    Constant,
    Function,
    Type,
    Variable,
    Tag,
    Attribute,
    Inserted,
    Deleted,
    /// Nothing, and what surrounds it does not shine through: code inside a string.
    Plain,
}

impl Class {
    /// All of them, in the order of their numbers.
    const ALL: [Class; 13] = [
        Class::Comment,
        Class::Keyword,
        Class::String,
        Class::Number,
        Class::Constant,
        Class::Function,
        Class::Type,
        Class::Variable,
        Class::Tag,
        Class::Attribute,
        Class::Inserted,
        Class::Deleted,
        Class::Plain,
    ];

    fn name(self) -> &'static str {
        match self {
            Class::Comment => "hl-comment",
            Class::Keyword => "hl-keyword",
            Class::String => "hl-string",
            Class::Number => "hl-number",
            Class::Constant => "hl-constant",
            Class::Function => "hl-function",
            Class::Type => "hl-type",
            Class::Variable => "hl-variable",
            Class::Tag => "hl-tag",
            Class::Attribute => "hl-attribute",
            Class::Inserted => "hl-inserted",
            Class::Deleted => "hl-deleted",
            Class::Plain => "",
        }
    }
}

/// The grammars' scope names and their classes. Of the names that fit a scope, the longest decides.
const CLASSES: &[(&str, Class)] = &[
    ("comment", Class::Comment),
    ("constant", Class::Constant),
    ("constant.numeric", Class::Number),
    ("constant.other.datetime", Class::Number),
    ("entity.name", Class::Type),
    ("entity.name.function", Class::Function),
    ("entity.name.tag", Class::Tag),
    ("entity.name.tag.toml", Class::Attribute),
    ("entity.name.tag.yaml", Class::Attribute),
    ("entity.name.label", Class::Attribute),
    ("entity.name.constant", Class::Constant),
    ("entity.other.attribute-name", Class::Attribute),
    ("entity.other.attribute-name.class.css", Class::Tag),
    ("entity.other.attribute-name.id.css", Class::Tag),
    ("entity.other.inherited-class", Class::Type),
    ("keyword", Class::Keyword),
    ("keyword.name.ini", Class::Attribute),
    ("keyword.other.unit", Class::Number),
    ("markup.deleted", Class::Deleted),
    ("markup.heading", Class::Type),
    ("markup.inserted", Class::Inserted),
    ("markup.raw", Class::String),
    ("markup.underline.link", Class::Attribute),
    ("meta.interpolation", Class::Plain),
    ("meta.mapping.key", Class::Attribute),
    ("meta.structure.dictionary.key", Class::Attribute),
    ("meta.embedded", Class::Plain),
    ("source", Class::Plain),
    ("storage", Class::Keyword),
    ("string", Class::String),
    ("support", Class::Type),
    ("support.constant", Class::Constant),
    ("support.function", Class::Function),
    ("support.type.custom-property", Class::Attribute),
    ("support.type.property-name", Class::Attribute),
    ("text", Class::Plain),
    ("variable", Class::Variable),
    ("variable.annotation", Class::Attribute),
    ("variable.function", Class::Function),
    ("variable.parameter.option", Class::Attribute),
    ("variable.language", Class::Constant),
];

/// What authors write that is neither a grammar's name nor one of its endings.
const ALIASES: &[(&str, &str)] = &[
    ("csharp", "cs"),
    ("docker", "dockerfile"),
    ("fluent", "ini"),
    ("ftl", "ini"),
    ("golang", "go"),
    ("html+jinja", "jinja2"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsonl", "json"),
    ("jsx", "js"),
    ("node", "js"),
    ("plain", "txt"),
    ("plaintext", "txt"),
    ("shell", "sh"),
    ("shellscript", "sh"),
    ("svg", "xml"),
    ("tera", "jinja2"),
    ("text", "txt"),
];

/// Fences that show a terminal: after a prompt a command, elsewhere what it answered.
const SESSIONS: &[&str] = &["console", "shell-session", "shellsession", "terminal"];

/// What a line of a session begins with where it is a command.
const PROMPT: &str = "$ ";

/// How a block is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Reading {
    /// Every line is code.
    Code,
    /// Lines after a prompt are code, and those that a backslash continues.
    Session,
}

impl Reading {
    /// How many bytes at a line's start are not code: the prompt, or the whole of an answer.
    fn shown(self, line: &str, continued: bool) -> usize {
        match self {
            Reading::Session if continued => 0,
            Reading::Session if line.starts_with(PROMPT) => PROMPT.len(),
            Reading::Session => line.len(),
            Reading::Code => 0,
        }
    }
}

#[derive(Debug)]
struct Grammars {
    set: SyntaxSet,
    /// By a name's first part, the longest name first: a look at `meta` or `punctuation` ends at once.
    classes: HashMap<u16, Vec<(Scope, Class)>>,
}

/// Where in a line which scopes begin and end.
type Changes = Arc<[(usize, ScopeStackOp)]>;

/// Lines that were read before: blocks differ, and most of their lines don't. What a grammar makes of a line hangs on
/// nothing but the state it comes in, and the threads' grammars are the same.
#[derive(Debug, Default)]
struct Lines(RwLock<HashMap<String, Vec<Line>>>);

#[derive(Debug)]
struct Line {
    before: ParseState,
    after: ParseState,
    changes: Changes,
}

impl Lines {
    /// Reads a line with the grammars of this thread.
    fn read(&self, state: &mut ParseState, line: &str, set: &SyntaxSet) -> Option<Changes> {
        // a panic elsewhere cannot leave a half-written line, so a poisoned lock is as good as any
        let lines = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lines.get(line).and_then(|known| known.iter().find(|known| known.before == *state)) {
            state.clone_from(&known.after);
            return Some(known.changes.clone());
        }
        drop(lines);
        let before = state.clone();
        let changes: Changes = state.parse_line(line, set).ok()?.into();
        let mut lines = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if lines.len() >= MOST_LINES {
            lines.clear();
        }
        let known = lines.entry(line.to_owned()).or_default();
        if known.len() < MOST_STATES {
            known.push(Line { before, after: state.clone(), changes: changes.clone() });
        }
        Some(changes)
    }
}

impl Grammars {
    fn load() -> Grammars {
        let mut classes: HashMap<u16, Vec<_>> = HashMap::new();
        for (name, class) in CLASSES {
            if let Ok(scope) = Scope::new(name) {
                classes.entry(scope.atom_at(0)).or_default().push((scope, *class));
            }
        }
        for alike in classes.values_mut() {
            alike.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        }
        Grammars { set: two_face::syntax::extra_newlines(), classes }
    }

    /// Finds a language's grammar, as its place in the set, and how to read the block.
    fn find(&self, language: &str) -> Option<(usize, Reading)> {
        let asked = language.trim().to_lowercase();
        if SESSIONS.contains(&asked.as_str()) {
            return Some((self.named("sh")?, Reading::Session));
        }
        let alias = ALIASES.iter().find(|(alias, _)| *alias == asked);
        let token = alias.map_or(asked.as_str(), |(_, token)| *token);
        Some((self.named(token)?, Reading::Code))
    }

    /// Finds a grammar by one of its endings or its name, in small letters.
    fn named(&self, token: &str) -> Option<usize> {
        let grammars = self.set.syntaxes();
        let has_ending = |grammar: &SyntaxReference| {
            let same = |ending: &String| ending.eq_ignore_ascii_case(token);
            !token.is_empty() && grammar.file_extensions.iter().any(same)
        };
        let has_name = |grammar: &SyntaxReference| grammar.name.to_lowercase() == token;
        // later grammars take over endings from earlier ones
        let by_ending = grammars.iter().rposition(has_ending);
        by_ending.or_else(|| grammars.iter().position(has_name))
    }

    /// Cuts the code into pieces of one class each, in order and without gaps.
    fn pieces(&self, grammar: usize, reading: Reading, code: &str, lines: &Lines) -> Option<Vec<Piece>> {
        if code.lines().any(|line| line.len() > LONGEST_LINE) {
            return None;
        }
        let mut state = ParseState::new(self.set.syntaxes().get(grammar)?);
        let mut stack = ScopeStack::new();
        let mut pieces = Pieces::new(code);
        let mut start = 0;
        let mut continued = false;
        for line in LinesWithEndings::from(code) {
            let shown = reading.shown(line, continued);
            let (command, end) = (&line[shown..], start + line.len());
            if command.is_empty() {
                pieces.push(Class::Plain, end);
            } else {
                start += shown;
                pieces.push(Class::Comment, start);
                for (at, change) in lines.read(&mut state, command, &self.set)?.iter() {
                    pieces.push(self.class_of(&stack), start + at);
                    stack.apply(change).ok()?;
                }
                pieces.push(self.class_of(&stack), end);
            }
            continued = command.trim_end().ends_with('\\');
            start = end;
        }
        Some(pieces.done)
    }

    /// Finds the class of what stands in these scopes: the innermost scope that has a class decides.
    fn class_of(&self, stack: &ScopeStack) -> Class {
        let class = |scope: &Scope| {
            let alike = self.classes.get(&scope.atom_at(0))?;
            let fits = |(prefix, _): &&(Scope, Class)| prefix.is_prefix_of(*scope);
            alike.iter().find(fits).map(|(_, class)| *class)
        };
        let mut found = stack.as_slice().iter().rev().map(class);
        match found.find_map(|class| class) {
            // the keys of JSON are strings by grammar
            Some(Class::String) if found.next() == Some(Some(Class::Attribute)) => Class::Attribute,
            class => class.unwrap_or(Class::Plain),
        }
    }
}

/// A class and the bytes of the code it holds for.
type Piece = (Class, Range<usize>);

/// Gathers pieces, joining neighbours of one class so that the markup stays small.
struct Pieces<'a> {
    code: &'a str,
    done: Vec<Piece>,
    end: usize,
}

impl<'a> Pieces<'a> {
    fn new(code: &'a str) -> Self {
        Pieces { code, done: Vec::new(), end: 0 }
    }

    /// Adds the piece from the last one's end up to `end`.
    fn push(&mut self, class: Class, end: usize) {
        let Some(text) = self.code.get(self.end..end).filter(|text| !text.is_empty()) else {
            return;
        };
        let class = visible(class, text);
        let range = self.end..end;
        self.end = end;
        match self.done.as_mut_slice() {
            [.., (last, before)] if *last == class => before.end = end,
            // a space between two pieces of one class has no colour to lose
            [.., (earlier, before), (Class::Plain, gap)] if *earlier == class && is_gap(&self.code[gap.clone()]) => {
                before.end = end;
                self.done.pop();
            }
            _ => self.done.push((class, range)),
        }
    }
}

/// Leaves blank text and operators without colour: there is nothing to see, or too much of it.
fn visible(class: Class, text: &str) -> Class {
    let is_sign = !text.contains(char::is_alphanumeric);
    if text.trim().is_empty() || (class == Class::Keyword && is_sign) { Class::Plain } else { class }
}

/// Blank, and within a line: what stands on two lines is two things.
fn is_gap(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() && c != '\n')
}

fn write_piece(out: &mut String, class: Class, text: &str) {
    if class == Class::Plain {
        return escape(out, text);
    }
    // blanks at the ends gain nothing from a class, and a line's end reads better outside
    let shown = text.trim();
    let before = text.len() - text.trim_start().len();
    escape(out, &text[..before]);
    out.push_str("<span class=\"");
    out.push_str(class.name());
    out.push_str("\">");
    escape(out, shown);
    out.push_str("</span>");
    escape(out, &text[before + shown.len()..]);
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    fn html(language: &str, code: &str) -> String {
        Highlighter::new().highlight(language, code).unwrap()
    }

    /// What a browser shows: the HTML without its elements and references.
    fn shown(html: &str) -> String {
        let mut out = String::new();
        let mut rest = html;
        while let Some((text, tag)) = rest.split_once('<') {
            out.push_str(text);
            rest = tag.split_once('>').map_or("", |(_, after)| after);
        }
        out.push_str(rest);
        let out = out.replace("&lt;", "<").replace("&gt;", ">");
        out.replace("&quot;", "\"").replace("&amp;", "&")
    }

    #[test]
    fn what_is_remembered_is_bounded_and_what_is_asked_for_stays() {
        let mut known = Known::default();
        let key = |n: usize| blake3::hash(&n.to_le_bytes());
        let block = "x".repeat(GENERATION / 8);
        for n in 0..100 {
            known.keep(key(n), Some(block.clone()));
            // As the highlighter does with one that is asked for again and again.
            if !known.young.contains_key(&key(0)) {
                let html = known.old.get(&key(0)).cloned();
                known.keep(key(0), html.expect("it is among the old"));
            }
        }
        assert!(known.young.len() + known.old.len() <= 16, "{} and {}", known.young.len(), known.old.len());
        assert!(known.young.contains_key(&key(0)) && known.young.contains_key(&key(99)));
        // One that fills a generation by itself.
        known.keep(key(100), Some("x".repeat(GENERATION + 1)));
        known.keep(key(101), Some(String::new()));
        assert!(known.young.contains_key(&key(101)));
    }

    #[test]
    fn yaml_is_coloured() {
        let code = r#"# who
id: maya
name: {en: "Maya <3", th: มายา}
score: 4.5
active: true
"#;
        let expected = r#"<span class="hl-comment"># who</span>
<span class="hl-attribute">id</span>: <span class="hl-string">maya</span>
<span class="hl-attribute">name</span>: {<span class="hl-attribute">en</span>: <span class="hl-string">&quot;Maya &lt;3&quot;</span>, <span class="hl-attribute">th</span>: <span class="hl-string">มายา</span>}
<span class="hl-attribute">score</span>: <span class="hl-number">4.5</span>
<span class="hl-attribute">active</span>: <span class="hl-constant">true</span>
"#;
        assert_eq!(html("yaml", code), expected);
    }

    #[test]
    fn keys_are_alike_in_json_and_toml() {
        assert_eq!(
            html("json", r#"{"a": "b"}"#),
            r#"{<span class="hl-attribute">&quot;a&quot;</span>: <span class="hl-string">&quot;b&quot;</span>}"#
        );
        assert_eq!(html("toml", "a = 1"), r#"<span class="hl-attribute">a</span> = <span class="hl-number">1</span>"#);
    }

    #[test]
    fn neighbours_of_one_class_share_an_element() {
        assert_eq!(
            html("ts", "export async function f() {}"),
            r#"<span class="hl-keyword">export async function</span> <span class="hl-function">f</span>() {}"#
        );
        assert_eq!(html("rust", "/* one\n   two */"), "<span class=\"hl-comment\">/* one\n   two */</span>");
    }

    #[test]
    fn markup_in_code_is_escaped_in_every_language() {
        let highlighter = Highlighter::new();
        let code = "a: \"<script>alert('1')</script>\" & <b>\n// <script>\n# </code></pre>\n";
        for language in ["yaml", "txt", "html", "js", "sh", "console", "md", "xml"] {
            let html = highlighter.highlight(language, code).unwrap();
            assert!(!html.contains("<script"), "{language}: {html}");
            assert!(!html.contains("</code"), "{language}: {html}");
            assert_eq!(shown(&html), code, "{language}");
        }
        assert_eq!(html("text", "<script>&\""), "&lt;script&gt;&amp;&quot;");
    }

    #[test]
    fn languages_go_by_name_ending_and_alias_in_any_case() {
        let highlighter = Highlighter::new();
        let known = "yaml YML toml sh bash Shell console js JavaScript jsx ts TypeScript tsx json md \
            Markdown html css rust RS python py sql csv xml svg text diff c++ C# csharp go ini tera";
        for language in known.split_whitespace().chain([" yaml "]) {
            assert!(highlighter.highlight(language, "x").is_some(), "{language}");
        }
        for language in ["", " ", "klingon", "mermaid", "../yaml", "yaml toml", "ช"] {
            assert_eq!(highlighter.highlight(language, "x"), None, "{language}");
        }
        assert_eq!(html("YAML", "a: 1"), html("yml", "a: 1"));
    }

    #[test]
    fn a_session_colours_commands_and_not_their_answers() {
        let code = "$ ls \\\n  --all\n# not a comment\nif done\n";
        let expected = r#"<span class="hl-comment">$</span> <span class="hl-function">ls</span> \
  <span class="hl-attribute">--all</span>
# not a comment
if done
"#;
        assert_eq!(html("console", code), expected);
        assert_ne!(html("console", "# x"), html("sh", "# x"));
    }

    #[test]
    fn a_very_long_line_stays_without_colour() {
        let code = format!("a: {}\n<b>: 1\n", "x".repeat(LONGEST_LINE));
        let html = html("yaml", &code);
        assert!(!html.contains("<span"));
        assert_eq!(shown(&html), code);
    }

    #[test]
    fn odd_code_keeps_its_text() {
        let highlighter = Highlighter::new();
        let odd = [
            "",
            "\n",
            "\n\n\n",
            " ",
            "\u{0}",
            "\r\n\r\n",
            "a\rb",
            "\u{feff}a: 1",
            "\"",
            "'''",
            "`${`${`",
            "{{{{[[[[((((",
            "}}}}]]]]))))",
            "<!--",
            "<?",
            "/*",
            "<script>",
            "<style>a{",
            "```\n```",
            "$ ",
            "$",
            "\\",
            "ก็ มี\u{e49}: เ",
            "مرحبا: \"عالم\"",
            "\u{202e}abc",
            "👩‍👩‍👧: 1",
            "a\u{2028}b",
            "<<EOF\n$(",
            "\t\tx\t",
        ];
        let languages = "yaml json toml sh console js ts md html css rust python sql csv xml diff";
        for language in languages.split(' ') {
            for code in odd {
                let html = highlighter.highlight(language, code).unwrap();
                assert_eq!(shown(&html), code, "{language}");
            }
        }
    }

    /// A shelf in memory, whose content may be spoilt.
    #[derive(Debug, Default)]
    struct Board(std::sync::Mutex<HashMap<blake3::Hash, Vec<u8>>>);

    impl Shelf for Board {
        fn get(&self, key: &blake3::Hash) -> Option<Vec<u8>> {
            self.0.lock().unwrap().get(key).cloned()
        }

        fn put(&self, key: &blake3::Hash, bytes: &[u8]) {
            self.0.lock().unwrap().insert(*key, bytes.to_vec());
        }
    }

    #[test]
    fn what_stands_on_a_shelf_is_not_looked_at_again() {
        for (at, class) in Class::ALL.into_iter().enumerate() {
            assert_eq!(class as usize, at);
        }
        let long = "x".repeat(LONGEST_LINE + 1);
        let blocks = [("yaml", "a: มายา # <b>\n"), ("klingon", "x"), ("sh", ""), ("json", long.as_str())];
        let shelf = Arc::new(Board::default());
        let first = Highlighter::with_shelf(shelf.clone());
        let before = blocks.map(|(language, code)| first.highlight(language, code));
        let second = Highlighter::with_shelf(shelf.clone());
        assert_eq!(blocks.map(|(language, code)| second.highlight(language, code)), before);
        assert!(second.grammars.iter().all(|grammars| grammars.get().is_none()), "no grammar was needed");
        assert_eq!(before, blocks.map(|(language, code)| Highlighter::new().highlight(language, code)));
    }

    #[test]
    fn whatever_stands_on_a_shelf_the_page_shows_the_code() {
        let code = "a: \"มายา\" # <script>\n";
        let shelf = Arc::new(Board::default());
        Highlighter::with_shelf(shelf.clone()).highlight("yaml", code);
        let whole = shelf.0.lock().unwrap().values().next().unwrap().clone();
        let mut spoilt: Vec<Vec<u8>> = (0..whole.len()).map(|len| whole[..len].to_vec()).collect();
        for at in 0..whole.len() {
            for byte in [0, 1, 2, 3, 12, 13, 0x7f, 0xff] {
                let mut other = whole.clone();
                other[at] = byte;
                spoilt.push(other);
            }
        }
        for packed in spoilt {
            shelf.0.lock().unwrap().values_mut().for_each(|kept| *kept = packed.clone());
            let html = Highlighter::with_shelf(shelf.clone()).highlight("yaml", code);
            // it may say that the language isn't known, which shows the code without colour
            assert!(html.is_none_or(|html| shown(&html) == code && !html.contains("<script")), "{packed:?}");
        }
    }

    #[test]
    fn one_highlighter_serves_all_threads_alike() {
        fn shared<T: Send + Sync>() {}
        shared::<Highlighter>();
        let highlighter = Highlighter::new();
        let ask = || highlighter.highlight("rust", "fn main() { println!(\"hi\"); }");
        let answers: Vec<_> = thread::scope(|scope| {
            let asked: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
            asked.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(answers.iter().all(|html| *html == answers[0] && html.is_some()));
        assert_eq!(highlighter.known.read().unwrap().young.len(), 1);
    }
}
