//! A snapshot of the author's files as a commit has them.
//!
//! In: a folder in a git repository and the name of a commit. Out: the [`Sources`] of that commit, under the rules of
//! the disk: the same folders, limits and names that are passed over. Promises: git is asked and never told to write,
//! to fetch or to run anything; texts come through one process, one after the other. A symbolic link or a submodule is
//! a file that can't be read, since what it stands for may not be in the commit. Deliberately not here: the bytes of
//! files that are only copied (they are there by name), and when files last changed.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::thread;

use jiff::civil::Date;

use crate::source::git::git;
use crate::source::read::{Content, Folders, MAX_TEXT, is_answers, is_ignored, is_text};
use crate::source::{FilePath, Place, Problem, ProblemKind, Sources};

/// The largest file of answers that is read of a commit, in bytes.
const MAX_ANSWERS: u64 = 512 * 1024 * 1024;

/// Why a revision can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoRevision {
    /// Git can't be run; the system's words.
    NoGit(String),
    /// The folder is in no repository that git would read; git's words.
    NoRepository(String),
    /// The name begins with `-`: git could take it for an option.
    Option,
    /// No commit has this name.
    Unknown {
        /// The names of branches and tags.
        names: Vec<String>,
        /// True where the clone holds only a part of the history.
        is_shallow: bool,
    },
    /// Some of what belongs to the commit is not in this clone.
    Incomplete,
    /// Git broke off; its words.
    Broken(String),
}

/// A commit, as the folder of a handbook sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    folder: PathBuf,
    commit: String,
}

/// A commit that a handbook is to be compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The commit.
    pub revision: Revision,
    /// Its day, as its committer had it (`2026-04-30`).
    pub day: String,
}

impl Base {
    /// Finds the commit that a name stands for, or the last one on or before a day (`2026-04-30`).
    pub fn find(folder: &Path, name: &str) -> Result<Self, NoRevision> {
        let commit = match name.parse::<Date>() {
            Ok(_) if name.len() == DAY => last_on(folder, name)?,
            _ => None,
        };
        let revision = Revision::find(folder, commit.as_deref().unwrap_or(name))?;
        let day = ask(folder, &["show", "--no-patch", "--format=%cs", revision.commit()])?.map_err(broken)?;
        Ok(Self { revision, day: String::from_utf8_lossy(day.trim_ascii()).into_owned() })
    }
}

/// How many letters a day has.
const DAY: usize = 10;

/// The newest commit whose committer's day is a given one or earlier: what the clock of this machine thinks doesn't count.
fn last_on(folder: &Path, day: &str) -> Result<Option<String>, NoRevision> {
    // No day begins later than two days behind where it is named first, wherever that is.
    let mut log = git(folder);
    log.args(["log", "--format=%H %cs", &format!("--until={day}T23:59:59-12:00"), "HEAD", "--"]);
    let mut log = log.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(no_git)?;
    let lines = log.stdout.take().map(|out| BufReader::new(out).lines());
    let is_early = |line: &String| line.split_once(' ').is_some_and(|(_, on)| on <= day);
    let found = lines.into_iter().flatten().map_while(Result::ok).find(is_early);
    // It may have more to say, which nobody hears.
    let _ = log.kill();
    let _ = log.wait();
    Ok(found.and_then(|line| line.split_once(' ').map(|(commit, _)| commit.to_owned())))
}

/// What a commit has under a path.
struct Entry {
    path: FilePath,
    object: String,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    File,
    Link,
    Submodule,
    /// A file whose name isn't Unicode.
    Nameless,
}

impl Revision {
    /// Finds the commit that a name stands for in the repository around a folder.
    pub fn find(folder: &Path, name: &str) -> Result<Self, NoRevision> {
        if name.starts_with('-') {
            return Err(NoRevision::Option);
        }
        let shallow = ask(folder, &["rev-parse", "--is-shallow-repository"])?.map_err(NoRevision::NoRepository)?;
        let is_shallow = shallow.trim_ascii() == b"true";
        let named = format!("{name}^{{commit}}");
        let found = ask(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &named])?;
        let commit = found.map(|found| String::from_utf8_lossy(found.trim_ascii()).into_owned()).unwrap_or_default();
        if commit.is_empty() || !commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NoRevision::Unknown { names: names(folder), is_shallow });
        }
        Ok(Self { folder: folder.to_path_buf(), commit })
    }

    /// The commit's full name.
    pub fn commit(&self) -> &str {
        &self.commit
    }

    /// Reads one text, such as the settings; none where the commit has no such file, or none that can be read.
    pub fn text(&self, path: &str) -> Result<Option<String>, NoRevision> {
        let entries = self.entries(&[path])?;
        let mut text = None;
        let found: Vec<_> = entries.into_iter().filter(|entry| entry.path.as_str() == path).collect();
        self.read(found, |_, content| {
            if let Content::Bytes(bytes) = content {
                text = Some(String::from_utf8_lossy(&bytes).into_owned());
            }
        })?;
        Ok(text)
    }

    /// Reads all files of the handbook that the settings of this commit name.
    pub fn sources(&self, folders: &Folders) -> Result<Sources, NoRevision> {
        let named: Vec<&str> = folders.trees().chain(folders.single()).collect();
        let is_in_tree = |path: &FilePath| folders.trees().any(|tree| is_in(tree, path)) && folders.counts(path);
        let counts = |entry: &Entry| folders.names(&entry.path) || is_in_tree(&entry.path);
        let entries: Vec<_> = self.entries(&named)?.into_iter().filter(counts).collect();
        let mut sources = Sources::default();
        self.read(entries, |entry, content| match entry.what {
            What::Nameless => {
                sources.problems.push(Problem { place: Place::whole(&entry.path), kind: ProblemKind::NameNotUnicode });
            }
            _ => sources.insert(entry.path.clone(), content),
        })?;
        sources.problems.sort_by(|a, b| a.place.cmp(&b.place));
        Ok(sources)
    }

    /// What the commit has at some paths and below them, each once.
    fn entries(&self, paths: &[&str]) -> Result<Vec<Entry>, NoRevision> {
        let mut arguments = vec!["ls-tree", "-r", "-z", &self.commit, "--"];
        arguments.extend(paths.iter().filter(|path| !path.is_empty()));
        let listed = ask(&self.folder, &arguments)?.map_err(broken)?;
        let mut entries: Vec<_> = listed.split(|byte| *byte == 0).filter_map(entry).collect();
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        entries.dedup_by(|a, b| a.path == b.path);
        Ok(entries)
    }

    /// Hands over what each entry holds, in order; texts come through one process.
    fn read(&self, entries: Vec<Entry>, mut each: impl FnMut(&Entry, Content)) -> Result<(), NoRevision> {
        let texts: Vec<&str> =
            entries.iter().filter(|entry| is_read(entry)).map(|entry| entry.object.as_str()).collect();
        let mut batch = match texts.is_empty() {
            true => None,
            false => Some(Batch::open(&self.folder)?),
        };
        let asked = batch.as_mut().and_then(|batch| batch.requests.take());
        thread::scope(|scope| {
            if let Some(mut requests) = asked {
                // Git answers while it is still asked: were one to wait for the other, both would.
                scope.spawn(move || {
                    texts.iter().try_for_each(|object| requests.write_all(format!("{object}\n").as_bytes()))
                });
            }
            let read = entries.iter().try_for_each(|entry| {
                let content = match (entry.what, &mut batch) {
                    (What::Link, _) => failed("it is a symbolic link, and those of a commit are not followed"),
                    (What::Submodule, _) => failed("it is a repository of its own"),
                    (What::File, Some(batch)) if is_read(entry) => batch.next(most(&entry.path))?,
                    _ => Content::Bytes(Vec::new()),
                };
                each(entry, content);
                Ok(())
            });
            // Whoever still asks finds nobody, and ends.
            drop(batch.take());
            read
        })
    }
}

fn failed(reason: &str) -> Content {
    Content::Failed(reason.to_owned())
}

fn is_read(entry: &Entry) -> bool {
    entry.what == What::File && (is_text(&entry.path) || is_answers(&entry.path))
}

/// The most bytes of a file that are held: those of a commit can't be streamed from the disk.
fn most(path: &FilePath) -> u64 {
    if is_answers(path) { MAX_ANSWERS } else { MAX_TEXT }
}

/// True for a path in a folder whose name and folders' names count; also for what stands in the folder's own place.
fn is_in(folder: &str, path: &FilePath) -> bool {
    match path.as_str().strip_prefix(folder) {
        Some("") => true,
        Some(rest) => rest.strip_prefix('/').is_some_and(|inside| !inside.split('/').any(is_ignored)),
        None => false,
    }
}

/// Reads `100644 blob 1a2b…<TAB>path`.
fn entry(line: &[u8]) -> Option<Entry> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let head = std::str::from_utf8(&line[..tab]).ok()?;
    let mut parts = head.split(' ');
    let (mode, kind, object) = (parts.next()?, parts.next()?, parts.next()?);
    let name = &line[tab + 1..];
    let what = match (mode, kind) {
        _ if std::str::from_utf8(name).is_err() => What::Nameless,
        ("120000", _) => What::Link,
        (_, "blob") => What::File,
        _ => What::Submodule,
    };
    Some(Entry { path: FilePath::new(&String::from_utf8_lossy(name)), object: object.to_owned(), what })
}

/// Runs git and takes what it prints, or the first thing it complains of.
fn ask(folder: &Path, arguments: &[&str]) -> Result<Result<Vec<u8>, String>, NoRevision> {
    let output = git(folder).args(arguments).stdin(Stdio::null()).output().map_err(no_git)?;
    Ok(match output.status.success() {
        true => Ok(output.stdout),
        false => Err(complaint(&output.stderr)),
    })
}

fn no_git(error: io::Error) -> NoRevision {
    match error.kind() {
        io::ErrorKind::NotFound => NoRevision::NoGit("there is no program `git`".to_owned()),
        _ => NoRevision::NoGit(error.to_string()),
    }
}

fn broken(words: impl ToString) -> NoRevision {
    NoRevision::Broken(words.to_string())
}

/// The first line that git complains with, without its `fatal:`.
fn complaint(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("git says nothing");
    ["fatal: ", "error: "].iter().find_map(|prefix| line.strip_prefix(prefix)).unwrap_or(line).trim().to_owned()
}

/// The names of branches and tags.
fn names(folder: &Path) -> Vec<String> {
    let listed = ask(folder, &["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes"]);
    let listed = listed.ok().and_then(Result::ok).unwrap_or_default();
    String::from_utf8_lossy(&listed).lines().map(str::to_owned).collect()
}

/// A git that is asked for one object after the other.
struct Batch {
    git: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Batch {
    fn open(folder: &Path) -> Result<Self, NoRevision> {
        let mut command = git(folder);
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut git = command.spawn().map_err(no_git)?;
        let requests = git.stdin.take();
        let answers = git.stdout.take().ok_or_else(|| broken("git has no output"))?;
        Ok(Self { git, requests, answers: BufReader::new(answers) })
    }

    /// The next object: `1a2b… blob 120`, its bytes and a line's end.
    fn next(&mut self, most: u64) -> Result<Content, NoRevision> {
        let mut head = String::new();
        self.answers.by_ref().take(1024).read_line(&mut head).map_err(broken)?;
        let mut parts = head.trim_end().split(' ').skip(1);
        let len = match (parts.next(), parts.next().map(str::parse::<u64>)) {
            (Some("blob"), Some(Ok(len))) => len,
            (Some("missing"), _) | (None, _) => return Err(NoRevision::Incomplete),
            _ => return Err(broken(format!("`git cat-file` answered `{}`", head.trim_end()))),
        };
        if len > most {
            io::copy(&mut self.answers.by_ref().take(len + 1), &mut io::sink()).map_err(broken)?;
            return Ok(Content::TooLarge(len));
        }
        let mut bytes = vec![0; len as usize + 1];
        self.answers.read_exact(&mut bytes).map_err(broken)?;
        bytes.pop();
        Ok(Content::Bytes(bytes))
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        // It has said all it was asked for, or nobody listens any more.
        let _ = self.git.kill();
        let _ = self.git.wait();
    }
}
