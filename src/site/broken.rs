//! What is wrong with a theme's templates, as a diagnostic at its place.
//!
//! In: the template engine's errors, which say it in their own way and sometimes without a place. Out: diagnostics. What
//! a built-in template misses is told at the file of the handbook's own that should have it.

use tera::ErrorKind;

use crate::diag::{Code, Diagnostic};
use crate::site::Failed;
use crate::site::theme::{Theme, default_files};
use crate::source::{FilePath, Place, Sources, Span};

/// Where a hint has nothing better to say.
const GUIDE: &str = "the guide to themes lists what each template can use";

/// What editors of other systems put before a text.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

impl Theme {
    /// Says what went wrong with pages: where in which template, once each, with the first page that met it.
    pub fn explain(&self, failed: &[Failed], sources: &Sources) -> Vec<Diagnostic> {
        let mut told: Vec<(Diagnostic, &str, usize)> = Vec::new();
        for page in failed {
            let diagnostic = self.report(&page.error, sources);
            match told.iter_mut().find(|(known, ..)| *known == diagnostic) {
                Some((_, _, more)) => *more += 1,
                None => told.push((diagnostic, &page.page, 0)),
            }
        }
        let with_page = |(diagnostic, page, more): (Diagnostic, &str, usize)| {
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let message = format!("{} (in `{page}`{more})", diagnostic.message);
            Diagnostic { message, ..diagnostic }
        };
        told.into_iter().map(with_page).collect()
    }

    /// Says what an error of the template engine means, at its place.
    pub(super) fn report(&self, error: &tera::Error, sources: &Sources) -> Diagnostic {
        let (name, at, message) = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                (report.filename().to_owned(), Some(report.span().clone()), report.message().to_owned())
            }
            other => printed(&other.to_string()),
        };
        if let Some(known) = self.circle(&message).or_else(|| self.lacking(&name, &message, sources)) {
            return known;
        }
        // An error that has no place names its files.
        let mut quoted = message.split(['`', '\'']).filter(|word| word.ends_with(".html") || word.ends_with(".xml"));
        let own = quoted.find(|word| name.is_empty() && sources.text(&self.template_path(word)).is_some());
        let path = self.template_path(own.unwrap_or(&name));
        let place = match (sources.text(&path), at) {
            (Some(text), Some(at)) => Place::new(&path, span(text, &at)),
            _ => Place::whole(&path),
        };
        let (message, hint) = match message.split_once(". Available ") {
            Some((message, names)) => (message, format!("it can use these {names}")),
            None if message.contains("recursion depth for components") => {
                (message.as_str(), "let the component that shows itself come to an end".to_owned())
            }
            None => (message.as_str(), GUIDE.to_owned()),
        };
        let message = &message.replace(" '", " `").replace("' ", "` ").replace("',", "`,");
        let text = message.strip_prefix("there is no interface text `").and_then(|rest| rest.split('`').next());
        match text {
            Some(key) => {
                let hint = format!("write `{key} = …` into the theme's `texts/en.ftl`, or correct the key");
                Diagnostic::new(Code::InterfaceText, place, lower(message)).hint(hint)
            }
            None if !name.is_empty() && sources.text(&path).is_none() => {
                let hint = format!(
                    "the default theme's `{name}` needs it: a file that stands in for another keeps what others use"
                );
                Diagnostic::new(Code::TemplateError, place, lower(message)).hint(hint)
            }
            None => Diagnostic::new(Code::TemplateError, place, lower(message)).hint(hint),
        }
    }

    /// Templates that include or extend each other without end: the engine lists them behind the word `chain`.
    fn circle(&self, message: &str) -> Option<Diagnostic> {
        let (start, chain) = message.split_once(" chain: ")?;
        let (tag, verb) = if start.contains("Include") { ("include", "include") } else { ("extends", "extend") };
        let named: Vec<&str> = chain.split('"').skip(1).step_by(2).collect();
        // It may begin before the circle does, and it may leave out that it comes back.
        let (last, before) = named.split_last()?;
        let start = before.iter().position(|name| name == last);
        let mut names = start.map_or(named.clone(), |start| before[start..].to_vec());
        let (at, first) = names.iter().copied().enumerate().min_by_key(|(_, name)| *name)?;
        names.rotate_left(at);
        names.push(first);
        let message = match names.as_slice() {
            [one, other] if one == other => format!("`{one}` would {verb} itself without end"),
            _ => {
                let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
                format!("templates {verb} each other in a circle: {}", names.join(" → "))
            }
        };
        let place = Place::whole(&self.template_path(first));
        Some(Diagnostic::new(Code::TemplateError, place, message).hint(format!("remove one of these `{tag}`")))
    }

    /// What a built-in template uses, and a file of the handbook's own that stands in for another doesn't have: a block or
    /// a component.
    fn lacking(&self, name: &str, message: &str, sources: &Sources) -> Option<Diagnostic> {
        let thing = message.split('`').nth(1)?;
        let is_block = message.contains("not defined in any parent template");
        let is_component = message.to_lowercase().starts_with("unknown component");
        let pattern = match (is_block, is_component) {
            (true, _) => format!("{{% block {thing} %}}"),
            (_, true) => format!("{{% component {thing}("),
            _ => return None,
        };
        if name.is_empty() || sources.text(&self.template_path(name)).is_some() {
            return None;
        }
        let mut files =
            default_files().iter().filter_map(|(path, text)| Some((path.strip_prefix("templates/")?, *text)));
        let (home, _) = files.find(|(file, text)| {
            *file != name && text.contains(&pattern) && sources.text(&self.template_path(file)).is_some()
        })?;
        let kind = if is_block { "block" } else { "component" };
        let message = format!("the {kind} `{thing}` is not here, and the default theme's `{name}` uses it");
        let keep = match is_block {
            true => format!("keep the place for it: `{{% block {thing} %}}{{% endblock {thing} %}}`"),
            false => format!("keep it: a file that stands in for `{home}` has all of its components"),
        };
        Some(Diagnostic::new(Code::TemplateError, Place::whole(&self.template_path(home)), message).hint(keep))
    }

    fn template_path(&self, name: &str) -> FilePath {
        let folder = self.folder.as_deref().unwrap_or("themes/default");
        match name {
            "" => FilePath::new(folder),
            name => FilePath::new(&format!("{folder}/templates/{name}")),
        }
    }
}

/// Reads an error that the engine has only as text: its first line is the message, `--> name:line:column` the place.
fn printed(text: &str) -> (String, Option<tera::Span>, String) {
    let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let place = text.lines().find_map(|line| line.trim().strip_prefix("--> "));
    let marks = text.lines().map(str::trim).find(|line| line.starts_with("| ") && line.ends_with('^'));
    let length = marks.map_or(1, |line| line.matches('^').count());
    let mut parts = place.unwrap_or_default().rsplitn(3, ':');
    let (column, line) =
        (parts.next().and_then(|part| part.parse::<usize>().ok()), parts.next().and_then(|part| part.parse().ok()));
    let at = line.zip(column).map(|(line, column): (usize, usize)| tera::Span {
        start_line: line,
        start_col: column.saturating_sub(1),
        end_line: line,
        end_col: column.saturating_sub(1) + length.max(1),
        ..tera::Span::default()
    });
    (parts.next().unwrap_or_default().to_owned(), at, message)
}

/// True for a mistake in a template alone, not in what it needs from others.
pub(super) fn is_syntax(error: &tera::Error) -> bool {
    matches!(error.kind(), ErrorKind::SyntaxError(_))
}

fn lower(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    let mut letters = message.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The engine counts lines from 1 and columns, in characters, from 0.
fn span(text: &str, at: &tera::Span) -> Span {
    // The engine doesn't get to see the mark.
    let whole = text;
    let text = whole.trim_start_matches(BYTE_ORDER_MARK);
    let before = whole.len() - text.len();
    let byte = |line: usize, column: usize| {
        let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let rest = text.get(start..).unwrap_or_default();
        before + start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
    };
    Span::new(byte(at.start_line, at.start_col), byte(at.end_line, at.end_col))
}
