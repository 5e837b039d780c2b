//! Reading a handbook's folder.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::source::{Asset, File, FilePath, Place, Problem, ProblemKind, Sources, Span};

/// The largest text that is read, in bytes: far above any page somebody wrote by hand.
pub const MAX_TEXT: u64 = 8 * 1024 * 1024;

/// The file names whose content is text to this tool; everything else is copied as it is.
const TEXT_EXTENSIONS: [&str; 11] = ["md", "toml", "html", "xml", "css", "js", "ftl", "svg", "txt", "json", "yaml"];

/// The folders of a handbook, relative to its own and with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Where the pages are.
    pub content: String,
    /// Where the theme is, if the handbook has one.
    pub theme: Option<String>,
    /// Single files that settings name: styles and scripts.
    pub files: Vec<String>,
}

/// What a file holds before anybody has looked.
pub(super) enum Content {
    Bytes(Vec<u8>),
    OnDisk { path: PathBuf, len: u64 },
    TooLarge(u64),
    Failed(String),
}

impl Content {
    /// What a file in memory holds; the limit is that of a disk.
    pub(super) fn of(path: &str, bytes: &[u8]) -> Self {
        match bytes.len() as u64 {
            len if len > MAX_TEXT && is_text(&FilePath::new(path)) => Self::TooLarge(len),
            _ => Self::Bytes(bytes.to_vec()),
        }
    }
}

impl Sources {
    /// Reads the settings, the pages, the theme and the files that settings name.
    ///
    /// Fails only where the handbook's folder itself can't be reached; all else that can't be read
    /// is in [`Sources::problems`].
    pub fn read(root: &Path, folders: &Folders) -> io::Result<Self> {
        let real_root = fs::canonicalize(root)?;
        let mut sources = Self { root: real_root.clone(), ..Self::default() };
        let mut found = BTreeMap::new();
        for folder in std::iter::once(&folders.content).chain(&folders.theme) {
            list_folder(&real_root, folder, &mut found, &mut sources.problems);
        }
        for file in std::iter::once("book.toml").chain(folders.files.iter().map(String::as_str)) {
            let path = real_root.join(file);
            match fs::canonicalize(&path) {
                Ok(real) if real.starts_with(&real_root) && real.is_file() => {
                    found.insert(FilePath::new(file), path);
                }
                Ok(real) if !real.starts_with(&real_root) => {
                    let kind = ProblemKind::LinkLeaves(target_of(&path));
                    sources.problems.push(Problem { place: Place::whole(&FilePath::new(file)), kind });
                }
                _ => {}
            }
        }
        let read: Vec<_> = found.par_iter().map(|(path, disk)| (path.clone(), read_content(path, disk))).collect();
        for (path, content) in read {
            sources.insert(path, content);
        }
        sources.problems.sort_by(|a, b| a.place.cmp(&b.place));
        Ok(sources)
    }

    pub(super) fn insert(&mut self, path: FilePath, content: Content) {
        let problem = |kind| Problem { place: Place::whole(&path), kind };
        let file = match content {
            Content::Failed(reason) => {
                self.problems.push(problem(ProblemKind::Unreadable(reason)));
                return;
            }
            Content::TooLarge(len) => {
                self.problems.push(problem(ProblemKind::TooLarge(len)));
                return;
            }
            Content::OnDisk { path, len } => File::Asset(Asset::Disk { path, len }),
            Content::Bytes(bytes) if !is_text(&path) => File::Asset(Asset::Memory(bytes.into())),
            Content::Bytes(bytes) => File::Text(self.decode(&path, bytes)),
        };
        self.files.insert(path, file);
    }

    /// Reads bytes as UTF-8. A broken byte is reported and shown as U+FFFD, so that the rest of the
    /// page is still checked.
    fn decode(&mut self, path: &FilePath, bytes: Vec<u8>) -> Arc<str> {
        match String::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(broken) => {
                let at = broken.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(broken.as_bytes()).into_owned();
                let place = Place::new(path, Span::new(at, at + '\u{FFFD}'.len_utf8()));
                self.problems.push(Problem { place, kind: ProblemKind::NotUtf8 });
                text.into()
            }
        }
    }
}

/// Reads one text file of the handbook, such as its settings, before the snapshot is made.
pub fn read_text(path: &Path) -> io::Result<String> {
    let bytes = fs::read(path)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn is_text(path: &FilePath) -> bool {
    TEXT_EXTENSIONS.contains(&path.extension().as_str())
}

/// Lists the files below a folder that count.
fn list_folder(root: &Path, folder: &str, found: &mut BTreeMap<FilePath, PathBuf>, problems: &mut Vec<Problem>) {
    let mut walk = WalkDir::new(root.join(folder)).follow_links(true).into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                problems.extend(walk_problem(root, folder, &error));
                continue;
            }
        };
        if entry.depth() > 0 && is_ignored(&entry.file_name().to_string_lossy()) {
            skip(&mut walk, &entry);
            continue;
        }
        let Some(path) = relative(root, entry.path()) else {
            let path = FilePath::new(&entry.path().strip_prefix(root).unwrap_or(entry.path()).to_string_lossy());
            problems.push(Problem { place: Place::whole(&path), kind: ProblemKind::NameNotUnicode });
            skip(&mut walk, &entry);
            continue;
        };
        if let Some(kind) = bad_link(root, &entry) {
            problems.push(Problem { place: Place::whole(&path), kind });
            skip(&mut walk, &entry);
            continue;
        }
        if entry.file_type().is_file() {
            found.insert(path, entry.into_path());
        }
    }
}

fn skip(walk: &mut walkdir::IntoIter, entry: &DirEntry) {
    if entry.file_type().is_dir() {
        walk.skip_current_dir();
    }
}

/// What is wrong with a symbolic link: it leads out of the handbook, or to a folder around itself.
fn bad_link(root: &Path, entry: &DirEntry) -> Option<ProblemKind> {
    if !entry.path_is_symlink() {
        return None;
    }
    let own_folder = entry.path().parent().and_then(|folder| fs::canonicalize(folder).ok());
    match fs::canonicalize(entry.path()) {
        Ok(target) if own_folder.is_some_and(|folder| folder.starts_with(&target)) => Some(ProblemKind::LinkLoops),
        Ok(target) if target.strip_prefix(root).is_ok_and(|inside| !is_hidden(inside)) => None,
        _ => Some(ProblemKind::LinkLeaves(target_of(entry.path()))),
    }
}

/// True for a path with a hidden file or folder in it: a link must not bring out what is left out.
fn is_hidden(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'))
}

/// Where a symbolic link leads, as it is written.
fn target_of(link: &Path) -> String {
    fs::read_link(link).map(|target| target.display().to_string()).unwrap_or_default()
}

/// What walking a folder failed on. A folder that isn't there at all is no problem: the handbook
/// just has none.
fn walk_problem(root: &Path, folder: &str, error: &walkdir::Error) -> Option<Problem> {
    let path = error.path()?;
    let place = Place::whole(&relative(root, path).unwrap_or_else(|| FilePath::new(folder)));
    if error.loop_ancestor().is_some() {
        return Some(Problem { place, kind: ProblemKind::LinkLoops });
    }
    let io = error.io_error()?;
    if io.kind() == io::ErrorKind::NotFound {
        // Nothing at all is there, or a link that leads to nothing.
        let is_link = fs::symlink_metadata(path).is_ok();
        return is_link.then(|| Problem { place, kind: ProblemKind::LinkLeaves(target_of(path)) });
    }
    Some(Problem { place, kind: ProblemKind::Unreadable(reason(io)) })
}

fn relative(root: &Path, path: &Path) -> Option<FilePath> {
    let mut joined = String::new();
    for part in path.strip_prefix(root).ok()?.components() {
        if !joined.is_empty() {
            joined.push('/');
        }
        joined.push_str(part.as_os_str().to_str()?);
    }
    Some(FilePath::new(&joined))
}

/// Hidden files, editors' backups and temporary files are not content.
fn is_ignored(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || matches!(ending.as_str(), "bak" | "orig" | "rej" | "swp" | "swo" | "tmp" | "temp" | "crdownload" | "part")
        || matches!(name, "Thumbs.db" | "desktop.ini" | "4913")
}

fn read_content(path: &FilePath, disk: &Path) -> Content {
    let len = match fs::metadata(disk) {
        Ok(meta) => meta.len(),
        Err(error) => return Content::Failed(reason(&error)),
    };
    if !is_text(path) {
        // Opening it now tells an unreadable image apart before anything is published.
        return match fs::File::open(disk) {
            Ok(_) => Content::OnDisk { path: disk.to_path_buf(), len },
            Err(error) => Content::Failed(reason(&error)),
        };
    }
    if len > MAX_TEXT {
        return Content::TooLarge(len);
    }
    let mut bytes = Vec::with_capacity(len as usize);
    // The limit holds even if the file grows while it is read.
    match fs::File::open(disk).and_then(|file| file.take(MAX_TEXT + 1).read_to_end(&mut bytes)) {
        Ok(read) if read as u64 > MAX_TEXT => Content::TooLarge(read as u64),
        Ok(_) => Content::Bytes(bytes),
        Err(error) => Content::Failed(reason(&error)),
    }
}

/// The system's words without its error number, the same on every machine where the words are.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotFound => "it vanished while it was read".to_owned(),
        _ => error.to_string(),
    }
}
