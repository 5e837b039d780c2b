//! `[metrics.…]`, `[[data]]` and `[[alerts]]` of `book.toml`: scales, where their numbers come from, and the lines that
//! they must not cross.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::parse::fields::{self, Fields, MANY, Role, choices, word};
use crate::parse::node::{Key, Node, Value};
use crate::parse::page::EvidenceKind;
use crate::parse::settings::{Named, folder, titles};
use crate::source::{FilePath, Place, Span, Spanned};

/// A scale that scores are on.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// Its id and titles.
    pub name: Named,
    /// How answers become a score.
    pub method: Method,
    /// The lowest and the highest answer.
    pub answers: (f64, f64),
    /// The lower end of its scores.
    pub min: f64,
    /// The upper end.
    pub max: f64,
}

choices! {
    /// How answers become one number. Each is defined, with its interval and its source, in `data::formulas`.
    Method {
        /// Their mean.
        Mean = "mean",
        /// Answers of 9 and 10 less those of 0 to 6, in percent of all.
        Nps = "nps",
        /// The share of the two highest answers of five, in percent.
        TopBox = "top-2-box",
        /// The share of answers of 5 to 7 of seven, in percent.
        EasyShare = "easy-share",
        /// Answers of 5 to 7 of seven less those of 1 to 3, in percent of all.
        Index = "index",
        /// The share of those that are 1 and not 0, in percent.
        Share = "share",
    }
}

impl Method {
    /// The lowest and the highest answer; a mean has those of its metric.
    pub fn answers(self) -> Option<(f64, f64)> {
        match self {
            Self::Mean => None,
            Self::Nps => Some((0.0, 10.0)),
            Self::TopBox => Some((1.0, 5.0)),
            Self::EasyShare | Self::Index => Some((1.0, 7.0)),
            Self::Share => Some((0.0, 1.0)),
        }
    }

    /// The lowest and the highest score; a mean has those of its answers.
    pub fn scores(self) -> Option<(f64, f64)> {
        match self {
            Self::Mean => None,
            Self::Nps | Self::Index => Some((-100.0, 100.0)),
            Self::TopBox | Self::EasyShare | Self::Share => Some((0.0, 100.0)),
        }
    }

    /// True where a score is a share, in percent.
    pub fn is_share(self) -> bool {
        matches!(self, Self::TopBox | Self::EasyShare | Self::Share)
    }
}

/// The metrics that every handbook has: id, method, lowest and highest answer.
const BUILT_IN: [(&str, Method, f64, f64); 6] = [
    ("emotion", Method::Mean, -2.0, 2.0),
    ("satisfaction", Method::Mean, 1.0, 5.0),
    ("nps", Method::Nps, 0.0, 10.0),
    ("effort", Method::Mean, 1.0, 7.0),
    ("importance", Method::Mean, 1.0, 5.0),
    ("csat", Method::TopBox, 1.0, 5.0),
];

/// The metrics of a handbook that names none.
pub fn built_in(bare: impl Fn(&str) -> Named) -> Vec<Metric> {
    let metric = |(id, method, low, high): (&str, Method, f64, f64)| {
        let (min, max) = method.scores().unwrap_or((low, high));
        Metric { name: bare(id), method, answers: (low, high), min, max }
    };
    BUILT_IN.map(metric).into()
}

/// A file of answers, and what one of its columns says.
#[derive(Clone, Debug, PartialEq)]
pub struct DataSet {
    /// `id`, else the file's name without its ending.
    pub id: Spanned<String>,
    /// `title`, and titles in further languages by tag.
    pub title: Option<String>,
    /// Titles in further languages, by tag.
    pub titles: BTreeMap<String, String>,
    /// `file`, relative to the handbook.
    pub file: Spanned<String>,
    /// `kind`: where the answers come from.
    pub kind: EvidenceKind,
    /// `metric`.
    pub metric: Spanned<String>,
    /// `method`: that of the metric, said again where the file's owner wants to be sure.
    pub method: Option<Spanned<Method>>,
    /// `scale`: the lowest and the highest answer in the file, where it is not the metric's.
    pub scale: Option<Spanned<(f64, f64)>>,
    /// `question`: what was asked, in the words in which it was.
    pub question: Option<String>,
    /// The same in the other languages in which it was asked, by tag.
    pub questions: BTreeMap<String, String>,
    /// `columns`: the names of the columns in the file, where they are not those of the fields.
    pub columns: Vec<(Field, Spanned<String>)>,
    /// `redact`: columns that never leave the machine.
    pub redact: Vec<Spanned<String>>,
    /// `encoding`: that of the file, where it is neither UTF-8 nor marked.
    pub encoding: Option<Spanned<String>>,
    /// `separator`: that of a CSV, where it can't be told from its first line.
    pub separator: Option<Spanned<String>>,
    /// `date-format`: as `%d.%m.%Y`, where days are not written as `2026-04-30`.
    pub date_format: Option<Spanned<String>>,
    /// `bad-rows`: whether a row that can't be used fails the handbook.
    pub bad_rows: BadRows,
}

choices! {
    /// What a row can say.
    Field {
        /// When it was answered.
        Date = "date",
        /// About which journey.
        Journey = "journey",
        /// About which of its stages.
        Stage = "stage",
        /// About which of its steps.
        Step = "step",
        /// About which touchpoint.
        Touchpoint = "touchpoint",
        /// By which persona.
        Persona = "persona",
        /// Through which channel.
        Channel = "channel",
        /// The answer.
        Score = "score",
        /// How many gave it; one without.
        Count = "count",
        /// In their own words.
        Comment = "comment",
        /// Whether these words may be shown.
        Publish = "publish",
        /// What tells one answer from another.
        Id = "id",
    }
}

choices! {
    /// How loud an alert is.
    AlertSeverity {
        /// Fails `check` and `build`.
        Error = "error",
        /// Marks the pages and is told.
        Warning = "warning",
        /// Marks the pages, and is told only to those who want to know everything.
        Note = "note",
    }
}

choices! {
    /// What a row that can't be used is.
    BadRows {
        /// A mistake, which fails `check` and `build`.
        Error = "error",
        /// Something to be told.
        Warning = "warning",
    }
}

/// A line that a score must not cross.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// Where it is written.
    pub span: Span,
    /// Whose.
    pub metric: Spanned<String>,
    /// A score under this raises it.
    pub below: Option<f64>,
    /// A score over this raises it.
    pub above: Option<f64>,
    /// A score that has fallen by this much since the period before raises it, where the intervals allow to say so.
    pub falls_by: Option<f64>,
    /// A share of detractors over this raises it, 0 to 1.
    pub detractors_above: Option<f64>,
    /// Scores of fewer answers don't raise it.
    pub min_n: Option<u64>,
    /// For whom and what: `journey:dine-in`, `stage:dine-in/pay`, `touchpoint:till`, `persona:amira`; none is everything.
    pub only_for: Vec<Spanned<String>>,
    /// How loud it is.
    pub severity: AlertSeverity,
    /// Who answers for it.
    pub owner: Option<String>,
}

/// Reads `[metrics]` into the metrics that are already there.
pub fn metrics(path: &FilePath, node: &Node, metrics: &mut Vec<Metric>, out: &mut Diagnostics) {
    for (key, value) in Fields::entries_of(path, node, out) {
        let mut fields = Fields::new(path, value, Role::Setting, out);
        let built_in = metrics.iter().position(|metric| metric.name.id.value == key.name);
        let title = fields.text("title", out).map(|title| title.value);
        let has_method = fields.word("method").is_some();
        let method: Option<Method> = fields.choice("method", out);
        let (min, max) = (end(&mut fields, "min", out), end(&mut fields, "max", out));
        let titles = titles(path, &fields, out);
        let id = Spanned::new(key.name.clone(), key.span);
        let name = Named { id, title, titles };
        if has_method && method.is_none() {
            continue;
        }
        let known = built_in.map(|at| &metrics[at]);
        let is_same = |known: &&Metric| method.is_none_or(|method| method == known.method);
        let usual = method.and_then(Method::scores).or(known.filter(is_same).map(|known| (known.min, known.max)));
        let method = method.or(known.map(|known| known.method)).unwrap_or(Method::Mean);
        let Some((min, max)) = scale(path, key, value, (min, max), usual, out) else { continue };
        let own = known.filter(|known| known.method == method).map(|known| known.answers);
        let answers = match method {
            Method::Mean => (min, max),
            _ => method.answers().or(own).unwrap_or((min, max)),
        };
        let metric = Metric { name, method, answers, min, max };
        match built_in {
            Some(at) => metrics[at] = metric,
            None => metrics.push(metric),
        }
    }
}

/// An end of a scale as it is written; what can't be read has been told and is none.
enum End {
    Missing,
    Wrong,
    At(f64),
}

fn end(fields: &mut Fields, name: &'static str, out: &mut Diagnostics) -> End {
    let path = fields.path();
    match fields.word(name) {
        None => End::Missing,
        Some(node) => {
            let number = fields::number(path, node, out).and_then(|number| scale_end(path, name, number, out));
            number.map_or(End::Wrong, End::At)
        }
    }
}

/// An end of a scale; beyond a thousand million nothing can be told apart on a drawing.
fn scale_end(path: &FilePath, name: &str, end: Spanned<f64>, out: &mut Diagnostics) -> Option<f64> {
    const MOST: f64 = 1e9;
    if end.value.abs() <= MOST {
        return Some(end.value);
    }
    let message = format!("`{name}` runs from -1000000000 to 1000000000");
    out.push(Diagnostic::at(Code::NumberOutOfRange, path, end.span, message).hint("count in larger units"));
    None
}

/// The ends of a metric's scale, as written or as usual.
fn scale(
    path: &FilePath,
    key: &Key,
    node: &Node,
    (min, max): (End, End),
    usual: Option<(f64, f64)>,
    out: &mut Diagnostics,
) -> Option<(f64, f64)> {
    let mut missing = Vec::new();
    let mut pick = |end, name: &str, usual: Option<f64>| match end {
        End::At(value) => Some(value),
        End::Wrong => None,
        End::Missing => {
            missing.extend(usual.is_none().then(|| format!("`{name}`")));
            usual
        }
    };
    let (min, max) = (pick(min, "min", usual.map(|usual| usual.0)), pick(max, "max", usual.map(|usual| usual.1)));
    if !missing.is_empty() && matches!(node.value, Value::Map(_) | Value::Null) {
        let message = format!("the metric `{}` has no {}", key.name, missing.join(" and no "));
        let hint = "write `min = 0` and `max = 10`, the ends of its scale";
        out.push(Diagnostic::at(Code::MissingField, path, key.span, message).hint(hint));
    }
    let (min, max) = (min?, max?);
    if min >= max {
        let message = format!("the scale of `{}` ends before it begins", key.name);
        out.push(Diagnostic::at(Code::InvalidSetting, path, node.span, message).hint("`min` is less than `max`"));
        return None;
    }
    Some((min, max))
}

/// Reads `[[data]]`.
pub fn data_sets(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Vec<DataSet> {
    let mut found: Vec<DataSet> = Vec::new();
    for node in Fields::list(node) {
        let Some(set) = data_set(path, node, out) else { continue };
        match found.iter().find(|known| known.id.value == set.id.value) {
            Some(first) => {
                let message = format!("a second data set with the id `{}`", set.id.value);
                out.push(
                    Diagnostic::at(Code::InvalidSetting, path, set.id.span, message)
                        .related(Place::new(path, first.id.span), "first here")
                        .hint("give it an `id` of its own"),
                );
            }
            None => found.push(set),
        }
    }
    found
}

fn data_set(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Option<DataSet> {
    let mut fields = Fields::new(path, node, Role::Setting, out);
    let file = fields.text("file", out).and_then(|file| {
        let span = file.span;
        folder(path, file, out).map(|file| Spanned::new(file, span))
    });
    let id = fields.text("id", out);
    let title = fields.text("title", out).map(|title| title.value);
    let kind: Option<EvidenceKind> = fields.choice("kind", out);
    let metric = fields.text("metric", out);
    let method_span = fields.word("method").map(|node| node.span);
    let method = fields.choice("method", out).zip(method_span).map(|(method, span)| Spanned::new(method, span));
    let scale = fields.word("scale").and_then(|node| ends(path, node, out));
    let question = fields.text("question", out).map(|question| question.value);
    let questions = fields.word("questions").map(|node| words(path, node, out)).unwrap_or_default();
    let columns = fields.word("columns").map(|node| columns(path, node, out)).unwrap_or_default();
    let redact = fields.texts("redact", out);
    let (encoding, separator) = (fields.text("encoding", out), fields.text("separator", out));
    let date_format = fields.text("date-format", out);
    let bad_rows = fields.choice("bad-rows", out).unwrap_or(BadRows::Error);
    let named = ["file", "kind", "metric"].map(|name| fields.word(name).is_some());
    let is_map = fields.is_map();
    let titles = titles(path, &fields, out);
    let missing = ["`file`", "`kind`", "`metric`"].into_iter().zip(named).filter(|(_, is_there)| !is_there);
    let missing: Vec<_> = missing.map(|(name, _)| name).collect();
    if is_map && !missing.is_empty() {
        let message = format!("this data set has no {}", missing.join(" and no "));
        let hint = "write `file = \"data/survey.csv\"`, `kind = \"survey\"`, `metric = \"satisfaction\"`";
        out.push(Diagnostic::at(Code::MissingField, path, node.span, message).hint(hint));
    }
    let (file, kind, metric) = (file?, kind?, metric?);
    let id = id.unwrap_or_else(|| Spanned::new(stem(&file.value), file.span));
    Some(DataSet {
        id,
        title,
        titles,
        file,
        kind,
        metric,
        method,
        scale,
        question,
        questions,
        columns,
        redact,
        encoding,
        separator,
        date_format,
        bad_rows,
    })
}

/// Texts by the tags of their languages.
fn words(path: &FilePath, node: &Node, out: &mut Diagnostics) -> BTreeMap<String, String> {
    titles(path, &Fields::new(path, node, Role::Setting, out), out)
}

fn stem(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.split_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// Two numbers, the lower one first.
fn ends(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Option<Spanned<(f64, f64)>> {
    let numbers: Vec<f64> = Fields::list(node)
        .iter()
        .filter_map(|node| fields::number(path, node, out).map(|number| number.value))
        .collect();
    match numbers.as_slice() {
        [low, high] if low < high => Some(Spanned::new((*low, *high), node.span)),
        _ => {
            let message = "a scale is its lowest and its highest answer";
            let hint = "write `scale = [0, 10]`";
            out.push(Diagnostic::at(Code::InvalidSetting, path, node.span, message).hint(hint));
            None
        }
    }
}

fn columns(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Vec<(Field, Spanned<String>)> {
    let mut fields = Fields::new(path, node, Role::Setting, out);
    let all = <Field as fields::Choice>::ALL;
    let found = all.iter().filter_map(|field| Some((*field, fields.text(word(*field), out)?))).collect();
    fields.finish(out);
    found
}

/// Reads one of `[[alerts]]`.
pub fn alert(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Option<Alert> {
    let mut fields = Fields::new(path, node, Role::Setting, out);
    let metric = fields.text("metric", out);
    let mut limit = |name, out: &mut Diagnostics| {
        fields.word(name).and_then(|node| fields::number(path, node, out)).map(|number| number.value)
    };
    let (below, above) = (limit("below", out), limit("above", out));
    let falls_by = fields.number("falls-by", 0.0..=1e9, out).map(|number| number.value);
    let detractors_above = fields.number("detractors-above", 0.0..=1.0, out).map(|number| number.value);
    let min_n = fields.whole("min-n", 0..=MANY, out).map(|n| n.value as u64);
    let only_for = fields.texts("for", out);
    let severity = fields.choice("severity", out).unwrap_or(AlertSeverity::Warning);
    let owner = fields.text("owner", out).map(|owner| owner.value);
    let has_limit = ["below", "above", "falls-by", "detractors-above"].iter().any(|name| fields.word(name).is_some());
    let (is_map, has_metric) = (fields.is_map(), fields.word("metric").is_some());
    fields.finish(out);
    let limits = below.or(above).or(falls_by).or(detractors_above);
    let (missing, hint) = match (&metric, limits) {
        (None, _) if is_map && !has_metric => ("`metric`", "write whose it is, as `metric = \"nps\"`"),
        (Some(_), None) if !has_limit => {
            ("`below`, `above`, `falls-by` or `detractors-above`", "write where its line is, as `below = 0`")
        }
        (None, _) | (_, None) => return None,
        _ => {
            return metric.map(|metric| Alert {
                span: node.span,
                metric,
                below,
                above,
                falls_by,
                detractors_above,
                min_n,
                only_for,
                severity,
                owner,
            });
        }
    };
    out.push(Diagnostic::at(Code::MissingField, path, node.span, format!("this alert has no {missing}")).hint(hint));
    None
}

/// Reports a data set whose metric nobody declared, or that is at odds with it.
pub fn check_data_sets(path: &FilePath, sets: &[DataSet], metrics: &[Metric], out: &mut Diagnostics) {
    for set in sets {
        let known = || metrics.iter().map(|metric| metric.name.id.value.as_str());
        let Some(metric) = metrics.iter().find(|metric| metric.name.id.value == set.metric.value) else {
            let message = format!("there is no metric `{}`", set.metric.value);
            let hint = did_you_mean(&set.metric.value, known())
                .unwrap_or_else(|| format!("declare `[metrics.{}]`", set.metric.value));
            out.push(Diagnostic::at(Code::UnknownMetric, path, set.metric.span, message).hint(hint));
            continue;
        };
        if let Some(method) = set.method.filter(|method| method.value != metric.method) {
            let (own, other) = (word(metric.method), word(method.value));
            let message = format!("`{}` is counted by the method `{own}`, not by `{other}`", set.metric.value);
            let hint = format!("declare another metric with it: `[metrics.…] method = \"{other}\"`");
            out.push(Diagnostic::at(Code::InvalidSetting, path, method.span, message).hint(hint));
        }
        if let Some(scale) = set.scale.filter(|scale| scale.value != metric.answers) {
            let (low, high) = metric.answers;
            let message = format!(
                "answers to `{}` run from {low} to {high}, these from {} to {}",
                set.metric.value, scale.value.0, scale.value.1
            );
            let hint = "answers on another scale are another metric: declare one with these ends";
            out.push(Diagnostic::at(Code::InvalidSetting, path, scale.span, message).hint(hint));
        }
    }
}
