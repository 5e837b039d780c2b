//! Reading a handbook's folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use crate::source::{Asset, Dimensions, File, FilePath, Hints, Place, Problem, ProblemKind, Sources, Span};

/// The largest text that is read, in bytes: far above any page somebody wrote by hand.
pub const MAX_TEXT: u64 = 8 * 1024 * 1024;

/// The name of the settings' file.
pub const SETTINGS: &str = "book.toml";

/// The endings of images; drawings are text.
const IMAGES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "ico"];

/// The file names whose content is text to this tool; everything else is copied as it is.
const TEXT_EXTENSIONS: [&str; 11] = ["md", "toml", "html", "xml", "css", "js", "ftl", "svg", "txt", "json", "yaml"];

/// The endings of files of answers: cells between separators, or a JSON object a line.
const ANSWERS: [&str; 4] = ["csv", "tsv", "jsonl", "ndjson"];

/// The folders of a handbook, relative to its own and with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Where the pages are.
    pub content: String,
    /// Where the theme is, if the handbook has one.
    pub theme: Option<String>,
    /// Where files of answers are, if settings name any; of all that is there only files of answers count.
    pub data: Option<String>,
    /// Single files that settings name: styles, scripts, files of answers.
    pub files: Vec<String>,
}

/// What a file holds before anybody has looked.
pub(super) enum Content {
    Bytes(Vec<u8>),
    OnDisk { path: PathBuf, len: u64, picture: Option<Dimensions> },
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

impl Folders {
    /// The folders that are read with all that is in them.
    pub(super) fn trees(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.content.as_str()).chain(self.theme.as_deref()).chain(self.data.as_deref())
    }

    /// True for a file in one of the folders that counts there.
    pub(super) fn counts(&self, path: &FilePath) -> bool {
        let holds = |folder: &str| path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        holds(&self.content) || self.theme.as_deref().is_some_and(holds) || is_answers(path) || self.names(path)
    }

    /// The files that are read wherever they lie.
    pub(super) fn single(&self) -> impl Iterator<Item = &str> {
        std::iter::once(SETTINGS).chain(self.files.iter().map(String::as_str))
    }

    /// True for one of the files that are read wherever they lie.
    pub(super) fn names(&self, path: &FilePath) -> bool {
        self.single().any(|file| file == path.as_str())
    }

    /// Everything that is read, as the settings name it.
    pub(super) fn roots(&self) -> impl Iterator<Item = &str> {
        self.trees().chain(self.single().filter_map(|file| file.rsplit_once('/').map(|(folder, _)| folder)))
    }

    /// What on the disk matters to a handbook in a folder; some of it may not be there.
    pub fn watched(&self, root: &Path) -> Watched {
        let mut watched =
            Watched { trees: self.trees().map(|folder| root.join(folder)).collect(), ..Watched::default() };
        for path in self.trees().chain(self.single()) {
            watched.add_with_folders(&root.join(path), root);
        }
        watched
    }
}

/// What on the disk matters to a handbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// Folders with all that is in them.
    pub trees: BTreeSet<PathBuf>,
    /// Folders in which only some names count.
    pub around: BTreeSet<PathBuf>,
    /// Those names: files, and folders whose coming and going counts.
    pub names: BTreeSet<PathBuf>,
}

impl Watched {
    /// Adds a file or folder whose coming and going counts, and the folders around it up to the one around `root`.
    pub(super) fn add_with_folders(&mut self, path: &Path, root: &Path) {
        for path in path.ancestors().take_while(|path| path.starts_with(root)) {
            self.names.insert(path.to_path_buf());
            self.around.extend(path.parent().map(Path::to_path_buf));
        }
    }

    /// Adds what matters for something else.
    pub fn extend(&mut self, other: Self) {
        self.trees.extend(other.trees);
        self.around.extend(other.around);
        self.names.extend(other.names);
    }

    /// True for a path whose change may matter.
    pub fn concerns(&self, path: &Path) -> bool {
        self.names.contains(path) || self.trees.iter().any(|tree| path.starts_with(tree))
    }

    /// True for a watched folder, and for one around it.
    pub fn holds_a_root(&self, path: &Path) -> bool {
        self.trees.iter().chain(&self.around).any(|root| root.starts_with(path))
    }
}

impl Sources {
    /// Reads the settings, the pages, the theme and the files that settings name.
    ///
    /// Fails only where the handbook's folder itself can't be reached; all else that can't be read
    /// is in [`Sources::problems`].
    pub fn read(root: &Path, folders: &Folders) -> io::Result<Self> {
        let mut sources = Self { root: fs::canonicalize(root)?, ..Self::default() };
        sources.update(folders, &Hints::Everything)?;
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
            Content::OnDisk { path, len, picture } => File::Asset(Asset::Disk { path, len, picture }),
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
///
/// What the snapshot would not have is not read here either: a link that leads out of the file's folder, more than
/// [`MAX_TEXT`], and what is no file, which might never end.
pub fn read_text(path: &Path) -> io::Result<String> {
    let real = fs::canonicalize(path)?;
    let folder = path.parent().map(fs::canonicalize).transpose()?;
    if folder.is_some_and(|folder| !real.starts_with(folder)) || !fs::metadata(&real)?.is_file() {
        return Err(io::Error::other("it is no file of the handbook"));
    }
    let mut bytes = Vec::new();
    if fs::File::open(real)?.take(MAX_TEXT + 1).read_to_end(&mut bytes)? as u64 > MAX_TEXT {
        return Err(io::Error::other("it is too large"));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// True for a file whose name says that answers may be in it.
pub fn is_answers(path: &FilePath) -> bool {
    ANSWERS.contains(&path.extension().as_str())
}

/// True for a file whose content is read; others are copied as they are.
pub(super) fn is_text(path: &FilePath) -> bool {
    TEXT_EXTENSIONS.contains(&path.extension().as_str())
}

/// True for an image that is no text.
fn is_picture(path: &FilePath) -> bool {
    IMAGES.contains(&path.extension().as_str())
}

/// The files that count, where they lie, and what is wrong with the way to them.
#[derive(Default)]
pub(super) struct Listing {
    pub(super) found: BTreeMap<FilePath, PathBuf>,
    pub(super) problems: Vec<Problem>,
    pub(super) has_links: bool,
}

impl Listing {
    /// Lists a whole handbook.
    pub(super) fn everything(root: &Path, folders: &Folders) -> Self {
        let mut listing = Self::default();
        for folder in folders.trees() {
            listing.has_links |= fs::canonicalize(root.join(folder)).is_ok_and(|real| real != root.join(folder));
            list_folder(root, folder, folders, &mut listing);
        }
        for file in folders.single() {
            listing.add_single(root, file);
        }
        listing
    }

    /// Lists one part of a handbook: a file, or a folder with all that is in it.
    pub(super) fn add(&mut self, root: &Path, folders: &Folders, path: &FilePath) {
        if folders.names(path) {
            self.add_single(root, path.as_str());
        }
        if folders.trees().any(|folder| path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))) {
            list_folder(root, path.as_str(), folders, self);
        }
    }

    fn add_single(&mut self, root: &Path, file: &str) {
        let path = root.join(file);
        match fs::canonicalize(&path) {
            Ok(real) if !real.starts_with(root) => {
                self.has_links = true;
                let kind = ProblemKind::LinkLeaves(target_of(&path));
                self.problems.push(Problem { place: Place::whole(&FilePath::new(file)), kind });
            }
            Ok(real) => {
                self.has_links |= real != path;
                if real.is_file() {
                    self.found.insert(FilePath::new(file), path);
                }
            }
            Err(_) => {}
        }
    }
}

/// Lists the files below a folder that count.
fn list_folder(root: &Path, folder: &str, folders: &Folders, listing: &mut Listing) {
    let Listing { found, problems, has_links } = listing;
    let mut walk = WalkDir::new(root.join(folder)).follow_links(true).into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                *has_links |= error.path().is_some_and(Path::is_symlink);
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
        *has_links |= entry.path_is_symlink();
        if let Some(kind) = bad_link(root, &entry) {
            problems.push(Problem { place: Place::whole(&path), kind });
            skip(&mut walk, &entry);
            continue;
        }
        if entry.file_type().is_file() && folders.counts(&path) {
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
    if matches!(io.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) {
        // Nothing at all is there, or a link that leads to nothing.
        let is_link = fs::symlink_metadata(path).is_ok();
        return is_link.then(|| Problem { place, kind: ProblemKind::LinkLeaves(target_of(path)) });
    }
    Some(Problem { place, kind: ProblemKind::Unreadable(reason(io)) })
}

pub(super) fn relative(root: &Path, path: &Path) -> Option<FilePath> {
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
pub(super) fn is_ignored(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || matches!(ending.as_str(), "bak" | "orig" | "rej" | "swp" | "swo" | "tmp" | "temp" | "crdownload" | "part")
        || matches!(name, "Thumbs.db" | "desktop.ini" | "4913")
}

pub(super) fn read_content(path: &FilePath, disk: &Path) -> Content {
    let len = match fs::metadata(disk) {
        Ok(meta) => meta.len(),
        Err(error) => return Content::Failed(reason(&error)),
    };
    if !is_text(path) {
        // Opening it now tells an unreadable image apart before anything is published.
        return match fs::File::open(disk) {
            Ok(file) => {
                let picture = is_picture(path).then(|| Dimensions::read(BufReader::new(file))).flatten();
                Content::OnDisk { path: disk.to_path_buf(), len, picture }
            }
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
