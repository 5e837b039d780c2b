//! What is costly, kept from one run to the next in a folder beside the settings.
//!
//! In: drawn maps and how code blocks look, under the hash of what they are made from. Out: the same, in a later run of
//! the same program. Promises: the folder may be deleted, copied to another machine or shared at any moment; a kill, a full disk
//! or a second run leave it as it was or as it should be; what is damaged is noticed and made anew; what the last
//! build didn't use is dropped; a folder that can't be written is no failure. Deliberately not here:
//! anything a site could not be built without.
//!
//! Each kind is one file: a line that names the program, then entries one after the other, each with its key, its
//! length and the hash of both with the content.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::build::failure::Failure;
use crate::build::fingerprint::PROGRAM;
use crate::build::manifest::{is_temporary_name, temporary_name};
use crate::map::shelf::Shelf;

/// The folder's name: hidden, so that nothing in it is taken for the handbook's.
const FOLDER: &str = ".rihla-cache";

/// How code blocks look.
const CODE: &str = "code";

/// Drawn maps.
const MAPS: &str = "maps";

/// Files that tell others what the folder is: backups leave it out, and so does git.
const SIGNS: [(&str, &str); 2] = [
    (
        "CACHEDIR.TAG",
        "Signature: 8a477f597d28d172789f06886806bc55\n# Rihla keeps here what it need not make twice. It may be deleted at any time.\n",
    ),
    (".gitignore", "*\n"),
];

/// How large one kind may become, in bytes; what comes after that isn't kept.
const LIMIT: u64 = 512 * 1024 * 1024;

/// Bytes before each entry's content: key, hash, length.
const HEAD: usize = 32 + 32 + 4;

/// What is kept of a handbook from one run to the next.
#[derive(Debug)]
pub struct Cache {
    code: Arc<Pack>,
    maps: Arc<Pack>,
}

impl Cache {
    /// Looks at what an earlier run kept of the handbook in this folder. What can't be read counts as missing.
    pub fn open(root: &Path) -> Self {
        let folder = Arc::new(Folder { path: root.join(FOLDER), is_ours: OnceLock::new() });
        let pack = |name| Arc::new(Pack::open(&folder, name));
        Self { code: pack(CODE), maps: pack(MAPS) }
    }

    /// Where it is kept how code blocks look.
    pub fn code(&self) -> Arc<dyn Shelf> {
        self.code.clone()
    }

    /// Where drawn maps are kept.
    pub fn maps(&self) -> Arc<dyn Shelf> {
        self.maps.clone()
    }

    /// Keeps what was used or made since it was opened, and drops the rest. Nothing is kept after that.
    ///
    /// What the disk refuses is not kept; nobody needs to know.
    pub fn save(self) {
        for pack in [&self.code, &self.maps] {
            let mut kept = pack.kept();
            if kept.save(&pack.name).is_err() {
                kept.give_up();
            }
            kept.folder = None;
        }
    }

    /// Removes what is kept of the handbook in this folder, and nothing that somebody else put beside it.
    pub fn remove(root: &Path) -> Result<(), Failure> {
        let folder = root.join(FOLDER);
        let refused = |path: &Path, error: io::Error| {
            Failure::new(format!("`{}` can't be removed", path.display()))
                .cause(error)
                .hint("put that right and try again, or delete the folder yourself: nothing in it is needed")
        };
        let names = match fs::read_dir(&folder) {
            Ok(entries) => entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(refused(&folder, error)),
        };
        for name in names.filter(|name| is_ours(&folder, name)).collect::<BTreeSet<_>>() {
            let file = folder.join(name);
            match fs::remove_file(&file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(refused(&file, error)),
                _ => (),
            }
        }
        // It stays if it holds anything, and if it is a link that somebody made.
        let _ = fs::remove_dir(&folder);
        Ok(())
    }
}

/// True for a file of the folder that a run of this program wrote.
fn is_ours(folder: &Path, name: &str) -> bool {
    let is_sign = |(sign, text): &(&str, &str)| {
        name == *sign && fs::read(folder.join(name)).is_ok_and(|found| found == text.as_bytes())
    };
    [CODE, MAPS].contains(&name) || is_temporary_name(name) || SIGNS.iter().any(is_sign)
}

/// The folder, which is made when there is something to keep.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    /// Whether this run may write into it, and the lock that keeps others from it, where the system can lock a folder.
    is_ours: OnceLock<(bool, Option<File>)>,
}

impl Folder {
    /// True if this run may write into it: then no other one does.
    fn is_ours(&self) -> bool {
        self.is_ours.get_or_init(|| self.make().unwrap_or_default()).0
    }

    fn make(&self) -> io::Result<(bool, Option<File>)> {
        match fs::create_dir(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => (),
        }
        for (name, text) in SIGNS {
            if !self.path.join(name).exists() {
                fs::write(self.path.join(name), text)?;
            }
        }
        // Where a system can't lock a folder, the last run to end decides what is kept: files are always whole.
        let lock = File::open(&self.path).ok();
        if let Some(Err(TryLockError::WouldBlock)) = lock.as_ref().map(File::try_lock) {
            return Ok((false, None));
        }
        for entry in fs::read_dir(&self.path)?.flatten() {
            // A killed run left it. What can't be removed does no harm.
            if is_temporary_name(&entry.file_name().to_string_lossy()) {
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok((true, lock))
    }
}

/// All that is kept of one kind.
#[derive(Debug)]
struct Pack {
    name: String,
    kept: Mutex<Kept>,
}

#[derive(Debug)]
struct Kept {
    /// None once nothing is kept any more.
    folder: Option<Arc<Folder>>,
    /// The file of an earlier run, and where each entry stands in it.
    old: Option<File>,
    entries: HashMap<blake3::Hash, Entry>,
    /// The file of this run.
    new: Option<New>,
}

/// Where an entry's content stands.
#[derive(Clone, Copy, Debug)]
struct Entry {
    at: u64,
    len: u32,
    hash: blake3::Hash,
    is_used: bool,
}

/// A file that is being written.
#[derive(Debug)]
struct New {
    path: PathBuf,
    file: BufWriter<File>,
    len: u64,
    keys: BTreeSet<[u8; 32]>,
}

impl Pack {
    fn open(folder: &Arc<Folder>, name: &str) -> Self {
        let mut kept = Kept { folder: Some(folder.clone()), old: None, entries: HashMap::new(), new: None };
        if let Ok((file, entries)) = read_index(&folder.path.join(name)) {
            (kept.old, kept.entries) = (Some(file), entries);
        }
        Self { name: name.to_owned(), kept: Mutex::new(kept) }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // What a panic elsewhere left is noticed by its hash.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf for Pack {
    fn get(&self, key: &blake3::Hash) -> Option<Vec<u8>> {
        let mut kept = self.kept();
        let entry = *kept.entries.get(key)?;
        let content = kept.content(entry);
        match content.filter(|content| hash(key, content) == entry.hash) {
            Some(content) => {
                kept.entries.insert(*key, Entry { is_used: true, ..entry });
                Some(content)
            }
            None => {
                kept.entries.remove(key);
                None
            }
        }
    }

    fn put(&self, key: &blake3::Hash, bytes: &[u8]) {
        let mut kept = self.kept();
        if kept.append(&self.name, key, bytes).is_err() {
            kept.give_up();
        }
    }
}

impl Kept {
    fn content(&mut self, entry: Entry) -> Option<Vec<u8>> {
        let file = self.old.as_mut()?;
        file.seek(SeekFrom::Start(entry.at)).ok()?;
        let mut content = vec![0; entry.len as usize];
        file.read_exact(&mut content).ok()?;
        Some(content)
    }

    /// Adds an entry to this run's file.
    fn append(&mut self, name: &str, key: &blake3::Hash, bytes: &[u8]) -> io::Result<()> {
        let Ok(len) = u32::try_from(bytes.len()) else { return Ok(()) };
        let Some(new) = self.begin(name)? else { return Ok(()) };
        if new.len + u64::from(len) > LIMIT || !new.keys.insert(*key.as_bytes()) {
            return Ok(());
        }
        new.file.write_all(key.as_bytes())?;
        new.file.write_all(hash(key, bytes).as_bytes())?;
        new.file.write_all(&len.to_le_bytes())?;
        new.file.write_all(bytes)?;
        new.len += HEAD as u64 + u64::from(len);
        Ok(())
    }

    /// This run's file, begun if need be; none if another run has the folder.
    fn begin(&mut self, name: &str) -> io::Result<Option<&mut New>> {
        let Some(folder) = self.folder.as_ref().filter(|folder| folder.is_ours()) else { return Ok(None) };
        if self.new.is_none() {
            // Each kind has one unfinished file.
            let path = folder.path.join(temporary_name(usize::from(name == MAPS)));
            let mut file = BufWriter::new(File::create(&path)?);
            let first = first_line();
            let written = file.write_all(&first);
            self.new = Some(New { path, file, len: first.len() as u64, keys: BTreeSet::new() });
            written?;
        }
        Ok(self.new.as_mut())
    }

    /// Forgets this run's file.
    fn give_up(&mut self) {
        self.folder = None;
        if let Some(new) = self.new.take() {
            let _ = fs::remove_file(new.path);
        }
    }

    /// Brings what was used into this run's file, and puts that in place of the earlier one.
    fn save(&mut self, name: &str) -> io::Result<()> {
        let mut used: Vec<_> = self.entries.iter().filter(|(_, entry)| entry.is_used).collect();
        if self.new.is_none() && used.len() == self.entries.len() {
            return Ok(());
        }
        used.sort_by_key(|(_, entry)| entry.at);
        let used: Vec<_> = used.into_iter().map(|(key, entry)| (*key, *entry)).collect();
        for (key, entry) in used {
            if let Some(content) = self.content(entry) {
                self.append(name, &key, &content)?;
            }
        }
        let Some(folder) = self.folder.clone().filter(|folder| folder.is_ours()) else { return Ok(()) };
        let Some(mut new) = self.new.take() else {
            // Nothing is used any more.
            return fs::remove_file(folder.path.join(name));
        };
        let written = new.file.flush();
        drop(new.file);
        // Some systems don't replace an open file.
        self.old = None;
        self.entries.clear();
        let moved = written.and_then(|()| fs::rename(&new.path, folder.path.join(name)));
        if moved.is_err() {
            let _ = fs::remove_file(&new.path);
        }
        moved
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.give_up();
    }
}

/// Reads where the entries of a file stand; of a damaged one, those that are still found.
fn read_index(path: &Path) -> io::Result<(File, HashMap<blake3::Hash, Entry>)> {
    let mut file = BufReader::new(File::open(path)?);
    let end = file.get_ref().metadata()?.len();
    let mut first = vec![0; first_line().len()];
    file.read_exact(&mut first)?;
    if first != first_line() {
        return Err(io::Error::other("another program's"));
    }
    let mut entries = HashMap::new();
    let mut at = first.len() as u64;
    let mut head = [0; HEAD];
    while at + HEAD as u64 <= end {
        file.read_exact(&mut head)?;
        let (key, rest) = head.split_at(32);
        let (hash, len) = rest.split_at(32);
        let (Ok(key), Ok(hash), Ok(len)) =
            (blake3::Hash::from_slice(key), blake3::Hash::from_slice(hash), len.try_into().map(u32::from_le_bytes))
        else {
            break;
        };
        at += HEAD as u64;
        if u64::from(len) > end - at {
            break;
        }
        entries.insert(key, Entry { at, len, hash, is_used: false });
        at += u64::from(len);
        file.seek_relative(i64::from(len))?;
    }
    Ok((file.into_inner(), entries))
}

/// What a file begins with: entries of another program are of no use.
fn first_line() -> Vec<u8> {
    format!("rihla cache 1, {PROGRAM}\n").into_bytes()
}

/// The hash by which damage is noticed.
fn hash(key: &blake3::Hash, content: &[u8]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(key.as_bytes());
    hasher.update(content);
    hasher.finalize()
}

#[cfg(test)]
mod tests;
