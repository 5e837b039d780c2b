//! The tree that YAML and TOML both become, so that one walker reads either.

use crate::source::Span;

/// A value of front matter or settings, and where it stands in its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value's own place: without its key, with its quotes.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A key of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The key's place.
    pub span: Span,
    /// The key, decoded.
    pub name: String,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing: `null`, `~` or no value at all.
    Null,
    /// `true` or `false`; no other word is one.
    Bool(bool),
    /// A number; the text is kept, since a title may be `2026`.
    Number(f64, String),
    /// A text, decoded. Dates are texts.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order written.
    Map(Vec<(Key, Node)>),
}

impl Value {
    /// What it is, as a message says it.
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "`true` or `false`",
            Self::Number(..) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }
}
