//! `rihla init --ci`: what a host is to run whenever somebody pushes.
//!
//! In: the host and the handbook's folder. Out: the file that the host reads, with its path. It lies at the top of the
//! repository, where hosts look for it, and names the handbook's folder from there.

use std::path::{Path, PathBuf};

use crate::build::Failure;
use crate::cli::args;

/// A file for a host, not yet written.
pub struct Workflow {
    /// Where it goes.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// What a host is to run for the handbook in a folder, which may not be there yet.
///
/// Fails where a name on the way to the folder can't be written into a script.
pub fn workflow(host: args::Host, dir: &Path) -> Result<Workflow, Failure> {
    let (name, text) = match host {
        args::Host::Github => (".github/workflows/handbook.yml", include_str!("ci/github.yml")),
        args::Host::Gitlab => (".gitlab-ci.yml", include_str!("ci/gitlab.yml")),
    };
    let (top, inside) = top(dir);
    let folder = in_shell(&inside).ok_or_else(|| {
        let message = format!("`{}` can't be named in a script", inside.display());
        Failure::new(message).hint("give the folder a name without quotes and other signs of the shell")
    })?;
    let text = text.replace("@dir@", &folder).replace("@version@", env!("CARGO_PKG_VERSION"));
    Ok(Workflow { path: top.join(name), text })
}

/// The top of the repository around a folder, and the way from there to the folder; without a repository the folder
/// itself is its top.
fn top(dir: &Path) -> (PathBuf, PathBuf) {
    let alone = || (dir.to_owned(), PathBuf::new());
    // The folder itself may still have to be made: then the first one above it counts that is there.
    let Some(there) = dir.ancestors().find(|folder| folder.as_os_str().is_empty() || folder.is_dir()) else {
        return alone();
    };
    let missing = dir.strip_prefix(there).unwrap_or(Path::new(""));
    let there = if there.as_os_str().is_empty() { Path::new(".") } else { there };
    let Ok(real) = there.canonicalize() else { return alone() };
    let whole = real.join(missing);
    let top = real.ancestors().find(|folder| folder.join(".git").exists());
    match top.and_then(|top| Some((top, whole.strip_prefix(top).ok()?))) {
        Some((top, inside)) if !inside.as_os_str().is_empty() => (top.to_owned(), inside.to_owned()),
        _ => alone(),
    }
}

/// A folder as a word of a shell's script; none where it has signs that would end the word.
fn in_shell(folder: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = folder.iter().map(|part| part.to_str()).collect();
    let path = parts?.join("/");
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._/-".contains(letter);
    match path.as_str() {
        "" => Some(".".to_owned()),
        path if path.starts_with('-') => Some(format!("./{path}")).filter(|path| path.chars().all(is_plain)),
        path if path.chars().all(is_plain) => Some(path.to_owned()),
        path if path.contains('\'') || path.contains('@') || path.chars().any(char::is_control) => None,
        path => Some(format!("'{path}'")),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::in_shell;

    #[test]
    fn folders_are_words_of_a_shell() {
        let word = |path: &str| in_shell(Path::new(path));
        assert_eq!(word("").as_deref(), Some("."));
        assert_eq!(word("docs/handbook").as_deref(), Some("docs/handbook"));
        assert_eq!(word("-x").as_deref(), Some("./-x"));
        assert_eq!(word("our book/$HOME").as_deref(), Some("'our book/$HOME'"));
        assert_eq!(word("رحلة").as_deref(), Some("'رحلة'"));
        assert_eq!(word("o'clock"), None);
        assert_eq!(word("a\nb"), None);
    }
}
