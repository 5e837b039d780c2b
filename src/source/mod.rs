//! A snapshot of the author's files, and places in them.
//!
//! In: a handbook's folder. Out: [`Sources`], every file of it under its path, sorted, together with
//! what could not be read ([`Problem`]). Promises: this is the only reader of the author's disk; the
//! same files give the same snapshot whatever order the disk lists them in; nothing outside the
//! handbook's folder is read, links included. Deliberately not here: what any file means.

mod git;
mod history;
mod picture;
mod read;
mod revision;
#[cfg(test)]
mod tests;
mod text;
mod update;

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

pub use history::{History, last_changes};
pub use picture::Dimensions;
pub use read::{Folders, MAX_TEXT, SETTINGS, Watched, is_answers, read_text};
pub use revision::{Base, NoRevision, Revision};
pub use text::{LineColumn, line_column, line_text};
pub use update::{Hints, Seen, Stamp};

/// The path of a file inside the handbook: relative, with `/`, as written on the disk.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePath(Arc<str>);

impl FilePath {
    /// Wraps a path that is already relative and has `/`.
    pub fn new(path: &str) -> Self {
        Self(Arc::from(path))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after the last `/`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The folder, without its closing `/`; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// What follows the last `.` of the file name, in lower case.
    pub fn extension(&self) -> String {
        match self.file_name().rsplit_once('.') {
            Some((_, extension)) => extension.to_ascii_lowercase(),
            None => String::new(),
        }
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A stretch of a file, in bytes from its start; always on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// Makes a span from byte offsets; a text file is smaller than [`MAX_TEXT`], so they fit.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end.max(start) as u32 }
    }

    /// The span as a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same stretch, `by` bytes further on.
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A stretch of a named file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub path: FilePath,
    /// Where in it; empty at the start for the file as a whole.
    pub span: Span,
}

impl Place {
    /// A stretch of a file.
    pub fn new(path: &FilePath, span: Span) -> Self {
        Self { path: path.clone(), span }
    }

    /// A file as a whole.
    pub fn whole(path: &FilePath) -> Self {
        Self::new(path, Span::default())
    }
}

/// A value and where it stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Puts a value at a place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// Something that is kept beside a value and doesn't tell it apart from others, such as where it is written: all
/// are equal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Aside<T>(pub T);

impl<T> PartialEq for Aside<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// A file that is copied, not read as text.
#[derive(Clone, Debug)]
pub enum Asset {
    /// A file on the disk, opened only when it is published.
    Disk {
        /// Where it lies.
        path: PathBuf,
        /// Its size in bytes.
        len: u64,
        /// How large it is as a picture, where it is one.
        picture: Option<Dimensions>,
    },
    /// Bytes in memory.
    Memory(Arc<[u8]>),
}

impl Asset {
    /// Its bytes, all of them.
    pub fn read(&self) -> io::Result<Arc<[u8]>> {
        match self {
            Self::Disk { path, .. } => std::fs::read(path).map(Arc::from),
            Self::Memory(bytes) => Ok(bytes.clone()),
        }
    }

    /// What the disk says of it at this moment; none in memory, and where it has gone.
    pub fn stamp(&self) -> Option<Stamp> {
        match self {
            Self::Disk { path, .. } => Stamp::read(path),
            Self::Memory(_) => None,
        }
    }

    /// Its size in bytes.
    pub fn len(&self) -> u64 {
        match self {
            Self::Disk { len, .. } => *len,
            Self::Memory(bytes) => bytes.len() as u64,
        }
    }

    /// How large it is as a picture; none where it is no picture, or a damaged one.
    pub fn dimensions(&self) -> Option<Dimensions> {
        match self {
            Self::Disk { picture, .. } => *picture,
            Self::Memory(bytes) => Dimensions::read(io::Cursor::new(bytes)).or_else(|| Dimensions::of_drawing(bytes)),
        }
    }

    /// True for a file of no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A file of the snapshot.
#[derive(Clone, Debug)]
pub enum File {
    /// Text in UTF-8: Markdown, settings, templates, styles, drawings.
    Text(Arc<str>),
    /// Anything else.
    Asset(Asset),
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: ProblemKind,
}

/// The ways in which a file can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The system refused; its words.
    Unreadable(String),
    /// A text that isn't UTF-8.
    NotUtf8,
    /// A file whose name isn't Unicode.
    NameNotUnicode,
    /// A text over [`MAX_TEXT`]; its size in bytes.
    TooLarge(u64),
    /// A symbolic link to something outside the handbook; its target.
    LinkLeaves(String),
    /// A symbolic link to a folder around itself.
    LinkLoops,
}

/// The snapshot: every file of a handbook that counts.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The handbook's folder; empty in memory.
    pub root: PathBuf,
    /// The files, by path.
    pub files: BTreeMap<FilePath, File>,
    /// What could not be read, sorted.
    pub problems: Vec<Problem>,
    /// When each file last changed (`2026-04-30`), where a git history knows.
    pub changed: BTreeMap<FilePath, String>,
    /// The commit that the handbook is to be compared with, or why there is none; nothing where nobody looked.
    pub since: Option<Result<Base, NoRevision>>,
    /// What the disk said of them, for updates.
    pub seen: Seen,
}

impl Sources {
    /// A snapshot of files in memory: bytes that are UTF-8 and named like text become text.
    pub fn from_memory<P: AsRef<str>, B: AsRef<[u8]>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let mut sources = Self::default();
        for (path, bytes) in files {
            sources.insert(FilePath::new(path.as_ref()), read::Content::of(path.as_ref(), bytes.as_ref()));
        }
        sources.problems.sort_by(|a, b| a.place.cmp(&b.place));
        sources
    }

    /// The text of a file, if there is one.
    pub fn text(&self, path: &FilePath) -> Option<&Arc<str>> {
        match self.files.get(path) {
            Some(File::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The files below a folder, in the order of their paths.
    pub fn below<'a>(&'a self, folder: &str) -> impl Iterator<Item = (&'a FilePath, &'a File)> {
        let prefix = format!("{folder}/");
        self.files.range(FilePath::new(&prefix)..).take_while(move |(path, _)| path.as_str().starts_with(&prefix))
    }
}
