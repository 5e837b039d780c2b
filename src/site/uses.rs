//! Which files of a theme need which others.
//!
//! In: the templates by their names, and which files are the handbook's own. Out: for each template those that it is made
//! from, and a warning for each file of its own that nothing asks for: mostly a name with a slip of the pen. Promises: a template
//! is used where another one quotes its name or shows its component, a style sheet or script where its whole name stands in
//! another file, were it a comment.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::site::theme::default_files;
use crate::source::{FilePath, Place, Sources};

/// The templates that each template uses.
pub struct Uses<'f> {
    direct: BTreeMap<&'f str, BTreeSet<&'f str>>,
}

impl<'f> Uses<'f> {
    /// Looks through all templates.
    pub fn of(files: &'f BTreeMap<String, String>) -> Self {
        // A component is known in all templates by its name alone.
        let mut components: Vec<(&str, &str)> = Vec::new();
        for (file, text) in files {
            let defined = text.match_indices("{% component ").map(|(at, found)| &text[at + found.len()..]);
            components.extend(defined.map(|rest| (name_at(rest), file.as_str())));
        }
        let uses = |text: &'f str| -> BTreeSet<&'f str> {
            let quoted = text.split(['"', '\'']).map(|part| files.get_key_value(part).map(|(name, _)| name.as_str()));
            let tags = text.match_indices('<').map(|(at, _)| name_at(&text[at + 1..]));
            let tagged = tags.filter(|name| !name.is_empty()).flat_map(|name| {
                components.iter().filter(move |(known, _)| *known == name).map(|(_, file)| Some(*file))
            });
            quoted.chain(tagged).flatten().collect()
        };
        Self { direct: files.iter().map(|(name, text)| (name.as_str(), uses(text))).collect() }
    }

    /// Templates, and all that they are made from.
    pub fn reached(&self, from: impl IntoIterator<Item = &'f str>) -> BTreeSet<&'f str> {
        let mut reached: BTreeSet<&str> = from.into_iter().collect();
        let mut open: Vec<&str> = reached.iter().copied().collect();
        while let Some(next) = open.pop() {
            open.extend(self.direct.get(next).into_iter().flatten().filter(|name| reached.insert(name)));
        }
        reached
    }
}

/// Templates, styles and scripts of the handbook's own that stand for no default one, and that nothing asks for: neither the
/// theme nor what the settings list.
pub fn unused(
    own: &BTreeMap<&str, &FilePath>,
    files: &BTreeMap<String, String>,
    listed: &[&str],
    sources: &Sources,
) -> Vec<Diagnostic> {
    let defaults = |folder: &'static str| default_files().iter().filter_map(move |(path, _)| path.strip_prefix(folder));
    let reached = Uses::of(files).reached(defaults("templates/"));
    let texts: Vec<(&FilePath, &str)> = own.values().filter_map(|path| Some((*path, &**sources.text(path)?))).collect();
    let is_named = |name: &str, file: &FilePath| {
        let others = texts.iter().filter(|(path, _)| *path != file).map(|(_, text)| *text);
        files.values().map(String::as_str).chain(others).chain(listed.iter().copied()).any(|text| names(text, name))
    };
    let mut told = Vec::new();
    for (path, file) in own {
        for (folder, what) in [("templates/", "template"), ("styles/", "style sheet"), ("scripts/", "script")] {
            let Some(name) = path.strip_prefix(folder) else { continue };
            let is_used = defaults(folder).any(|known| known == name)
                || if folder == "templates/" { reached.contains(name) } else { is_named(name, file) };
            if !is_used {
                let message = format!("nothing uses the {what} `{name}`, and the default theme has none of that name");
                let hint = did_you_mean(name, defaults(folder));
                let hint = hint.unwrap_or_else(|| "use it in a template, or remove it".to_owned());
                told.push(Diagnostic::new(Code::UnusedThemeFile, Place::whole(file), message).hint(hint));
            }
        }
    }
    told
}

/// True where a text has a file's whole name in it: `brand.css` is none of `our-brand.css`.
fn names(text: &str, name: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
    text.match_indices(name).any(|(at, _)| {
        !text[..at].ends_with(|letter| is_part(letter) || letter == '.')
            && !text[at + name.len()..].starts_with(is_part)
    })
}

/// The name that a text begins with.
fn name_at(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len());
    &text[..end]
}
