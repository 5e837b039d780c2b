//! Scores as they are written: a number, a measured value, or either for each persona.

use jiff::civil::Date;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::parse::fields::{Fields, MANY, Role, number};
use crate::parse::node::{Node, Value};
use crate::source::{FilePath, Spanned};

/// A score as written; its range isn't known before its metric is.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The number.
    pub value: Spanned<f64>,
    /// How many answers it rests on.
    pub n: Option<u64>,
    /// Where it was measured.
    pub source: Option<String>,
    /// When it was measured.
    pub on: Option<Date>,
}

/// A score, for all or for each persona.
#[derive(Clone, Debug, PartialEq)]
pub enum Scored {
    /// One value for everybody.
    All(Score),
    /// A value for each persona named.
    ByPersona(Vec<(Spanned<String>, Score)>),
}

/// Reads `scores`: a map from metrics to scores.
pub fn scores(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Vec<(Spanned<String>, Scored)> {
    Fields::entries_of(path, node, out)
        .into_iter()
        .filter(|(_, value)| value.value != Value::Null)
        .filter_map(|(key, value)| Some((Spanned::new(key.name.clone(), key.span), scored(path, value, out)?)))
        .collect()
}

/// Reads one score, for all or by persona.
pub fn scored(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Option<Scored> {
    let Value::Map(entries) = &node.value else {
        return number(path, node, out).map(|value| Scored::All(plain(value)));
    };
    let is_measured = |name: &str| matches!(name, "value" | "n" | "source" | "on");
    if entries.iter().any(|(key, _)| is_measured(&key.name)) {
        return measured(path, node, out).map(Scored::All);
    }
    let by_persona = Fields::entries_of(path, node, out)
        .into_iter()
        .filter_map(|(key, value)| {
            let score = (value.value != Value::Null).then(|| score(path, value, out));
            Some((Spanned::new(key.name.clone(), key.span), score??))
        })
        .collect();
    Some(Scored::ByPersona(by_persona))
}

/// Reads one score that is nobody's in particular.
pub fn score(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Option<Score> {
    match &node.value {
        Value::Map(_) => measured(path, node, out),
        _ => number(path, node, out).map(plain),
    }
}

fn plain(value: Spanned<f64>) -> Score {
    Score { value, n: None, source: None, on: None }
}

fn measured(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Option<Score> {
    let mut fields = Fields::new(path, node, Role::Original, out);
    let value = fields.fact("value", out);
    let n = fields.whole("n", 0..=MANY, out).map(|n| n.value as u64);
    let source = fields.name("source", out).map(|source| source.value);
    let on = fields.date("on", out).map(|on| on.value);
    fields.finish(out);
    let Some(value) = value else {
        let hint = "write `{ value: 3.4, n: 212 }`";
        out.push(Diagnostic::at(Code::MissingField, path, node.span, "this score has no `value`").hint(hint));
        return None;
    };
    Some(Score { value: number(path, value, out)?, n, source, on })
}
