//! Front matter as a tree, and the forms in which it is written.
//!
//! In: names and values. Out: YAML, or for tools that know no front matter an outline in Markdown. Promises: the YAML
//! reads back to the same tree. Deliberately not here: what the fields mean.

use std::fmt::Write;

/// A map stays on its line up to this many characters.
const LINE: usize = 110;

/// A value of front matter.
#[derive(Clone, Debug)]
pub enum Value {
    /// Words.
    Text(String),
    /// A number, a date, an id or a truth: written as it is.
    Fact(String),
    /// A list.
    List(Vec<Value>),
    /// A map, in its order.
    Map(Fields),
}

/// Names with values, in their order.
pub type Fields = Vec<(String, Value)>;

/// Words.
pub fn text(words: impl Into<String>) -> Value {
    Value::Text(words.into())
}

/// A number, a date, an id or a truth.
pub fn fact(fact: impl ToString) -> Value {
    Value::Fact(fact.to_string())
}

/// A list of words.
pub fn texts<'a>(words: impl IntoIterator<Item = &'a str>) -> Value {
    Value::List(words.into_iter().map(text).collect())
}

/// A list of facts.
pub fn facts<T: ToString>(facts: impl IntoIterator<Item = T>) -> Value {
    Value::List(facts.into_iter().map(fact).collect())
}

/// A map.
pub fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Map(entries.map(|(name, value)| (name.to_owned(), value)).into())
}

/// The fields as YAML, indented by as many spaces.
pub fn yaml(fields: &Fields, indent: usize) -> String {
    let mut out = String::new();
    block(fields, indent, &mut out);
    out
}

/// A map over several lines; the first line's indent stands already where it belongs to a list.
fn block(fields: &Fields, indent: usize, out: &mut String) {
    for (name, value) in fields {
        let _ = write!(out, "{:indent$}{name}:", "");
        below(value, indent, out);
    }
}

/// A value after its name or its dash.
fn below(value: &Value, indent: usize, out: &mut String) {
    let line = flow(value);
    match value {
        Value::List(items) if line.chars().count() > LINE => {
            out.push('\n');
            for item in items {
                let _ = write!(out, "{:indent$}  - ", "");
                match item {
                    Value::Map(fields) if flow(item).chars().count() > LINE => {
                        let mut lines = String::new();
                        block(fields, indent + 4, &mut lines);
                        out.push_str(lines.trim_start());
                    }
                    _ => {
                        let _ = writeln!(out, "{}", flow(item));
                    }
                }
            }
        }
        Value::Map(fields) if line.chars().count() > LINE => {
            out.push('\n');
            block(fields, indent + 2, out);
        }
        _ => {
            let _ = writeln!(out, " {line}");
        }
    }
}

/// A value on one line.
fn flow(value: &Value) -> String {
    match value {
        Value::Text(words) => plain(words),
        Value::Fact(fact) => fact.clone(),
        Value::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Map(fields) => {
            let entries: Vec<_> = fields.iter().map(|(name, value)| format!("{name}: {}", flow(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

/// Words without quotes where they can't be taken for anything else.
fn plain(words: &str) -> String {
    let starts = words.starts_with(|first: char| first.is_ascii_alphabetic());
    let is_safe = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-' | '\'');
    let is_truth = matches!(words, "true" | "false" | "null" | "yes" | "no" | "on" | "off");
    match starts && !is_truth && words.chars().all(is_safe) && !words.ends_with(' ') {
        true => words.to_owned(),
        false => format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// The fields as an outline in Markdown, indented by as many spaces.
pub fn outline(fields: &Fields, indent: usize) -> String {
    let mut out = String::new();
    for (name, value) in fields {
        let _ = write!(out, "{:indent$}- **{name}**:", "");
        outlined(value, indent, &mut out);
    }
    out
}

fn outlined(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Text(words) => {
            let _ = writeln!(out, " {words}");
        }
        Value::Fact(fact) => {
            let _ = writeln!(out, " {fact}");
        }
        Value::Map(fields) => {
            out.push('\n');
            out.push_str(&outline(fields, indent + 2));
        }
        Value::List(items) => {
            out.push('\n');
            for item in items {
                let _ = write!(out, "{:indent$}  -", "");
                match item {
                    Value::Map(fields) => {
                        let entries = outline(fields, indent + 4);
                        let _ = write!(out, " {}", entries.trim_start());
                    }
                    _ => outlined(item, indent + 2, out),
                }
            }
        }
    }
}
