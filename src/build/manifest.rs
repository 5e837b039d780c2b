//! The lists of our own files that stand beside a published site.
//!
//! In: the files a build writes. Out: two small JSON files, and what they listed last time. The
//! manifest is the site as the last finished build left it; the journal exists only while a build is
//! at work and names what the manifest doesn't know yet. Promises: the same site gives the same
//! bytes; a path read from a list leads nowhere but into the site's own folder. Deliberately not
//! here: touching any file that is listed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::build::failure::Failure;

/// The list of a finished site.
pub(super) const MANIFEST: &str = ".rihla-manifest.json";

/// The list of what an unfinished build may have written besides.
pub(super) const JOURNAL: &str = ".rihla-journal.json";

/// How every name begins that we keep for ourselves; no page may have it.
const RESERVED: &str = ".rihla-";

/// How the name of an unfinished file begins.
const TEMPORARY: &str = ".rihla-tmp-";

/// The only version of both lists so far.
const VERSION: u32 = 1;

/// What was written for one path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// The content's BLAKE3 hash.
    pub(super) hash: blake3::Hash,
    /// The content's size in bytes.
    pub(super) bytes: u64,
}

impl Record {
    /// What these bytes are.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { hash: blake3::hash(bytes), bytes: bytes.len() as u64 }
    }
}

/// What a site was made from, and what it holds: a build that is to make it again has nothing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The hash of everything the site depends on.
    pub fingerprint: blake3::Hash,
    /// How many pages it has.
    pub pages: usize,
    /// How many maps are drawn on them.
    pub maps: usize,
}

/// A list as it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    /// The list's own bytes, to see whether it would be written anew in vain.
    pub(super) text: Vec<u8>,
    /// When it was written, where the disk knows.
    pub(super) modified: Option<SystemTime>,
    /// What the site was made from, where that is known.
    pub(super) origin: Option<Origin>,
    /// The site paths it names, and what was written for each; a journal doesn't say.
    pub(super) files: BTreeMap<String, Option<Record>>,
}

#[derive(Deserialize)]
struct ListOnDisk<'a> {
    version: u32,
    #[serde(borrow)]
    origin: Option<OriginOnDisk<'a>>,
    #[serde(borrow)]
    files: Vec<FileOnDisk<'a>>,
}

#[derive(Deserialize, Serialize)]
struct OriginOnDisk<'a> {
    blake3: &'a str,
    pages: usize,
    maps: usize,
}

impl OriginOnDisk<'_> {
    fn origin(&self) -> Option<Origin> {
        let fingerprint = blake3::Hash::from_hex(self.blake3).ok()?;
        Some(Origin { fingerprint, pages: self.pages, maps: self.maps })
    }
}

#[derive(Deserialize)]
struct FileOnDisk<'a> {
    path: String,
    bytes: Option<u64>,
    blake3: Option<&'a str>,
}

impl FileOnDisk<'_> {
    fn record(&self) -> Option<Record> {
        Some(Record { hash: blake3::Hash::from_hex(self.blake3?).ok()?, bytes: self.bytes? })
    }
}

#[derive(Serialize)]
struct ManifestLine<'a> {
    path: &'a str,
    bytes: u64,
    blake3: &'a str,
}

#[derive(Serialize)]
struct JournalLine<'a> {
    path: &'a str,
}

/// Reads a list; none if there is no such file.
///
/// A list that can't be trusted wholly isn't trusted at all: what it fails to name would look like
/// somebody else's file, and what it names wrongly would be deleted. `shown` is its path for messages.
pub(super) fn read_list(file: &Path, shown: &Path) -> Result<Option<Listed>, Failure> {
    let damaged = |cause: String| {
        Failure::new(format!("`{}` can't be relied on", shown.display())).cause(cause).hint(
            "it says which files belong to the site; keep what you need of that folder, delete the folder, and build again",
        )
    };
    let text = match fs::read(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Failure::new(format!("`{}` can't be read", shown.display())).cause(error)),
    };
    let modified = fs::metadata(file).and_then(|metadata| metadata.modified()).ok();
    let list: ListOnDisk = serde_json::from_slice(&text).map_err(|error| damaged(format!("it is damaged: {error}")))?;
    if list.version != VERSION {
        return Err(damaged(format!("another version of Rihla wrote it (format {}, not {VERSION})", list.version)));
    }
    if let Some(wrong) = list.files.iter().find(|file| !is_site_path(&file.path)) {
        return Err(damaged(format!("it is damaged: `{}` is no path of a site", wrong.path)));
    }
    let origin = list.origin.and_then(|origin| origin.origin());
    let files =
        list.files.into_iter().map(|file| (file.record(), file.path)).map(|(record, path)| (path, record)).collect();
    Ok(Some(Listed { text, modified, origin, files }))
}

/// The bytes of a manifest: one file a line, so that a diff of two can be read.
pub(super) fn manifest_text(origin: Option<Origin>, site: &BTreeMap<&str, Record>) -> Vec<u8> {
    list_text(
        origin,
        site.iter().map(|(path, record)| {
            serde_json::to_string(&ManifestLine { path, bytes: record.bytes, blake3: &record.hash.to_hex() })
        }),
    )
}

/// The bytes of a journal.
pub(super) fn journal_text<'a>(paths: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    list_text(None, paths.into_iter().map(|path| serde_json::to_string(&JournalLine { path })))
}

fn list_text(origin: Option<Origin>, lines: impl Iterator<Item = serde_json::Result<String>>) -> Vec<u8> {
    let mut text = format!("{{\"version\":{VERSION},");
    if let Some(Origin { fingerprint, pages, maps }) = origin {
        let made_from = OriginOnDisk { blake3: &fingerprint.to_hex(), pages, maps };
        text.push_str(&format!("\"origin\":{},\n", serde_json::to_string(&made_from).unwrap_or_default()));
    }
    text.push_str("\"files\":[");
    for (index, line) in lines.enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        // Texts and numbers always become JSON.
        text.push_str(&line.unwrap_or_default());
    }
    text.push_str("\n]}\n");
    text.into_bytes()
}

/// True for a path that stays inside the site's folder on every system and isn't one of our own files.
pub(super) fn is_site_path(path: &str) -> bool {
    path.split('/').all(|segment| {
        let mut components = Path::new(segment).components();
        let is_plain = matches!(components.next(), Some(Component::Normal(name)) if name == segment);
        is_plain && components.next().is_none() && !is_reserved(segment) && !segment.contains('\0')
    })
}

fn is_reserved(name: &str) -> bool {
    // Some disks don't tell capitals apart.
    name.get(..RESERVED.len()).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED))
}

/// The name of the `number`th unfinished file of this process.
pub(super) fn temporary_name(number: usize) -> String {
    format!("{TEMPORARY}{}-{number}", std::process::id())
}

/// True for a name that [`temporary_name`] could have made, in any process.
pub(super) fn is_temporary_name(name: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    name.strip_prefix(TEMPORARY)
        .and_then(|rest| rest.split_once('-'))
        .is_some_and(|(process, number)| is_number(process) && is_number(number))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;

    use super::{
        JOURNAL, MANIFEST, Origin, Record, is_site_path, is_temporary_name, journal_text, manifest_text, read_list,
        temporary_name,
    };

    #[test]
    fn knows_the_paths_that_stay_inside() {
        for path in ["index.html", "a/b/c.html", "ar/ذهاب.html", "...", "a b.html", ".nojekyll", ".rihla"] {
            assert!(is_site_path(path), "{path}");
        }
        for path in ["", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "a/./b", "../a", "a\0", MANIFEST, JOURNAL] {
            assert!(!is_site_path(path), "{path:?}");
        }
        assert!(!is_site_path("a/.rihla-tmp-1-2"));
        assert!(!is_site_path(".RIHLA-manifest.json"));
        assert_eq!(is_site_path("C:\\a"), !cfg!(windows));
    }

    #[test]
    fn knows_its_own_temporary_names() {
        assert!(is_temporary_name(&temporary_name(0)));
        assert!(is_temporary_name(".rihla-tmp-1-22"));
        for name in [".rihla-tmp-", ".rihla-tmp-1", ".rihla-tmp-1-", ".rihla-tmp--1", ".rihla-tmp-1-a", MANIFEST] {
            assert!(!is_temporary_name(name), "{name}");
        }
    }

    #[test]
    fn prints_one_file_a_line() {
        let record = Record { hash: blake3::hash(b"x"), bytes: 1 };
        let text = manifest_text(None, &BTreeMap::from([("b \"quoted\"", record), ("a", record)]));
        let hash = blake3::hash(b"x").to_hex();
        let expected = format!(
            "{{\"version\":1,\"files\":[\n{{\"path\":\"a\",\"bytes\":1,\"blake3\":\"{hash}\"}},\n\
             {{\"path\":\"b \\\"quoted\\\"\",\"bytes\":1,\"blake3\":\"{hash}\"}}\n]}}\n"
        );
        assert_eq!(String::from_utf8_lossy(&text), expected);
        assert_eq!(journal_text([]), b"{\"version\":1,\"files\":[\n]}\n");
    }

    #[test]
    fn reads_what_it_printed() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(MANIFEST);
        assert_eq!(read_list(&file, Path::new(MANIFEST)), Ok(None));
        let record = Record { hash: blake3::hash(b""), bytes: 0 };
        let made_from = Some(Origin { fingerprint: blake3::hash(b"all"), pages: 3, maps: 2 });
        let site = BTreeMap::from([("a/b", record), ("ก", record)]);
        for (origin, text) in [
            (None, manifest_text(None, &site)),
            (made_from, manifest_text(made_from, &site)),
            (None, journal_text(["a/b", "ก"])),
        ] {
            fs::write(&file, &text).expect("written");
            let listed = read_list(&file, Path::new(MANIFEST)).expect("a list").expect("a list");
            assert_eq!(listed.text, text);
            assert_eq!(listed.origin, origin);
            assert_eq!(Vec::from_iter(listed.files.keys()), ["a/b", "ก"]);
            let expected = if text.windows(6).any(|word| word == b"blake3") { Some(record) } else { None };
            assert!(listed.files.values().all(|found| *found == expected));
        }
    }

    #[test]
    fn refuses_lists_it_cannot_rely_on() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(MANIFEST);
        let whole = String::from_utf8(journal_text(["a", "b"])).expect("text");
        let cut = &whole[..whole.len() - 4];
        let cases = [
            ("", "it is damaged: "),
            (cut, "it is damaged: "),
            ("[]", "it is damaged: "),
            ("{\"version\":2,\"files\":[]}", "another version of Rihla wrote it (format 2, not 1)"),
            ("{\"version\":1,\"files\":[{\"path\":\"../a\"}]}", "it is damaged: `../a` is no path of a site"),
            ("{\"version\":1,\"files\":[{\"path\":\"/a\"}]}", "it is damaged: `/a` is no path of a site"),
            ("{\"version\":1,\"files\":[{\"path\":\".rihla-manifest.json\"}]}", "it is damaged: `.rihla-"),
        ];
        for (text, expected) in cases {
            fs::write(&file, text).expect("written");
            let failure = read_list(&file, Path::new("site/list")).expect_err(text);
            assert_eq!(failure.what, "`site/list` can't be relied on");
            let cause = failure.cause.unwrap_or_default();
            assert!(cause.starts_with(expected), "{text}: {cause}");
            assert!(failure.hint.is_some());
        }
    }
}
