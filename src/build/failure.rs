//! What the environment refused.
//!
//! In: a sentence, what the system said and what to do about it. Out: one value that prints all three.
//! Promises: the first line is `what: cause`, the second, if any, the hint. Deliberately not here: an
//! author's mistakes (those are diagnostics, with a place in a file) and exit codes.

use std::fmt;

/// A disk, a port or an argument that stands in the way: what failed, why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What failed, with its path: `` `site/index.html` can't be written ``.
    pub what: String,
    /// Why, in the system's words or ours.
    pub cause: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Failure {
    /// Says what failed.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), cause: None, hint: None }
    }

    /// Adds why; what the system says is worded like our own messages: no capital, no final full stop,
    /// no error number.
    pub fn cause(mut self, cause: impl fmt::Display) -> Self {
        self.cause = Some(in_our_words(&cause.to_string()));
        self
    }

    /// Adds what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if let Some(cause) = &self.cause {
            write!(f, ": {cause}")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n  help: {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

/// Turns `Permission denied (os error 13)` into `permission denied`; leaves other texts alone.
fn in_our_words(cause: &str) -> String {
    let Some((words, _)) = cause.rsplit_once(" (os error ") else { return cause.to_owned() };
    let words = words.trim_end().trim_end_matches('.');
    let mut letters = words.chars();
    match (letters.next(), letters.next()) {
        // An abbreviation such as `I/O` keeps its capital.
        (Some(first), Some(second)) if second.is_lowercase() => {
            let rest = &words[first.len_utf8()..];
            first.to_lowercase().chain(rest.chars()).collect()
        }
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::Failure;

    #[test]
    fn prints_what_why_and_what_to_do() {
        let failure = Failure::new("`/x/site` can't be written")
            .cause(io::Error::from_raw_os_error(13))
            .hint("choose another folder");
        let expected = if cfg!(windows) { "" } else { "permission denied" };
        assert!(failure.to_string().contains(expected));
        assert!(failure.to_string().starts_with("`/x/site` can't be written: "));
        assert!(failure.to_string().ends_with("\n  help: choose another folder"));
    }

    #[test]
    fn prints_without_cause_or_hint() {
        assert_eq!(Failure::new("port 80 is taken").to_string(), "port 80 is taken");
    }

    #[test]
    fn words_causes_like_the_other_messages() {
        let cause = |text: &str| Failure::new("").cause(text).cause;
        assert_eq!(cause("No space left on device (os error 28)").as_deref(), Some("no space left on device"));
        assert_eq!(cause("Access is denied. (os error 5)").as_deref(), Some("access is denied"));
        assert_eq!(cause("I/O error (os error 5)").as_deref(), Some("I/O error"));
        assert_eq!(cause("Était (os error 1)").as_deref(), Some("était"));
        assert_eq!(cause(" (os error 1)").as_deref(), Some(""));
        assert_eq!(cause("Rihla didn't write it").as_deref(), Some("Rihla didn't write it"));
    }
}
