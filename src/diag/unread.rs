//! What the source floor could not read, as diagnostics.

use crate::diag::{Code, Diagnostic};
use crate::source::{Problem, ProblemKind};

/// Says what could not be read and what to do about it.
pub fn unread(problem: &Problem) -> Diagnostic {
    let (code, message, hint) = match &problem.kind {
        ProblemKind::Unreadable(reason) => {
            (Code::Unreadable, format!("this can't be read: {reason}"), "give yourself the right to read it")
        }
        ProblemKind::NotUtf8 => (Code::NotUtf8, "this byte is not UTF-8".to_owned(), "save the file as UTF-8"),
        ProblemKind::NameNotUnicode => {
            (Code::NameNotUnicode, "the name of this file is not Unicode".to_owned(), "rename it")
        }
        ProblemKind::TooLarge(len) => (
            Code::FileTooLarge,
            format!("this text has {} MiB; 8 MiB is the most", len.div_ceil(1024 * 1024)),
            "split it, or move it out of the content folder",
        ),
        ProblemKind::LinkLeaves(target) => (
            Code::LinkLeaves,
            format!("this symbolic link leads to `{target}`, outside the handbook or to nothing"),
            "copy the file into the handbook, or remove the link",
        ),
        ProblemKind::LinkLoops => {
            (Code::LinkLoops, "this symbolic link leads to a folder around itself".to_owned(), "remove the link")
        }
    };
    Diagnostic::new(code, problem.place.clone(), message).hint(hint)
}
