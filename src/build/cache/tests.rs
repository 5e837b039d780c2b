use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{CODE, Cache, FOLDER, MAPS, SIGNS, first_line};
use crate::build::manifest::temporary_name;

fn handbook() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn key(number: usize) -> blake3::Hash {
    blake3::hash(&number.to_le_bytes())
}

fn content(number: usize) -> Vec<u8> {
    format!("entry {number} ").repeat(number + 1).into_bytes()
}

/// A run that puts these entries and asks for those.
fn run(root: &Path, puts: &[usize], gets: &[usize]) {
    let cache = Cache::open(root);
    puts.iter().for_each(|number| cache.code().put(&key(*number), &content(*number)));
    gets.iter().for_each(|number| assert_eq!(cache.code().get(&key(*number)), Some(content(*number)), "{number}"));
    cache.save();
}

/// The entries, among the first ten, that a new run finds.
fn found(root: &Path) -> Vec<usize> {
    let cache = Cache::open(root);
    let is_there = |number: &usize| match cache.code().get(&key(*number)) {
        Some(found) => found == content(*number) || panic!("{number} is damaged: {found:?}"),
        None => false,
    };
    (0..10).filter(is_there).collect()
}

fn files(root: &Path) -> Vec<String> {
    let entries = fs::read_dir(root.join(FOLDER)).into_iter().flatten();
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

#[test]
fn keeps_what_the_last_run_used() {
    let root = handbook();
    assert!(found(root.path()).is_empty());
    assert!(files(root.path()).is_empty(), "nothing to keep, no folder");
    run(root.path(), &[1, 2, 3, 0], &[]);
    assert_eq!(found(root.path()), [0, 1, 2, 3]);
    run(root.path(), &[], &[0, 1, 2, 3]);
    assert_eq!(found(root.path()), [0, 1, 2, 3]);
    run(root.path(), &[4], &[2, 3]);
    assert_eq!(found(root.path()), [2, 3, 4]);
    run(root.path(), &[], &[4]);
    assert_eq!(found(root.path()), [4]);
    assert_eq!(files(root.path()), [SIGNS[1].0, SIGNS[0].0, CODE]);
    run(root.path(), &[], &[]);
    assert_eq!(files(root.path()), [SIGNS[1].0, SIGNS[0].0]);
}

#[test]
fn keeps_kinds_apart() {
    let root = handbook();
    let cache = Cache::open(root.path());
    cache.code().put(&key(1), b"code");
    cache.maps().put(&key(1), b"map");
    cache.save();
    let cache = Cache::open(root.path());
    assert_eq!(cache.code().get(&key(1)).as_deref(), Some(&b"code"[..]));
    assert_eq!(cache.maps().get(&key(1)).as_deref(), Some(&b"map"[..]));
}

#[test]
fn a_run_that_changes_nothing_writes_nothing() {
    let root = handbook();
    run(root.path(), &[1, 2], &[]);
    let date = || fs::metadata(root.path().join(FOLDER).join(CODE)).and_then(|there| there.modified()).expect("a date");
    let before = date();
    run(root.path(), &[], &[1, 2]);
    assert_eq!(date(), before);
}

#[test]
fn damage_is_noticed_and_made_good() {
    let root = handbook();
    run(root.path(), &[0, 1, 2, 3], &[]);
    let file = root.path().join(FOLDER).join(CODE);
    let whole = fs::read(&file).expect("a file");
    let mut lost = 0;
    for at in 0..whole.len() {
        for flipped in [0x01, 0x80, 0xff] {
            let mut damaged = whole.clone();
            damaged[at] ^= flipped;
            fs::write(&file, &damaged).expect("written");
            // What is found is right; `found` sees to that.
            lost += usize::from(found(root.path()).len() < 4);
        }
    }
    assert_eq!(lost, 3 * whole.len(), "every byte counts");
    for len in 0..whole.len() {
        fs::write(&file, &whole[..len]).expect("written");
        assert!(found(root.path()).len() < 4);
    }
    // A byte in every entry.
    let mut damaged = whole.clone();
    let start = first_line().len();
    (start + 40..damaged.len()).step_by(60).for_each(|at| damaged[at] ^= 0x10);
    fs::write(&file, &damaged).expect("written");
    assert!(found(root.path()).is_empty());
    let cache = Cache::open(root.path());
    for number in 0..4 {
        assert_eq!(cache.code().get(&key(number)), None);
        cache.code().put(&key(number), &content(number));
    }
    cache.save();
    assert!(fs::read(&file).expect("a file") == whole);
}

#[test]
fn what_another_program_kept_is_of_no_use() {
    let root = handbook();
    run(root.path(), &[1], &[]);
    let file = root.path().join(FOLDER).join(CODE);
    let text = fs::read(&file).expect("a file");
    let others = [b"rihla cache 1, 0.0.1 0\n", &text[first_line().len()..]].concat();
    fs::write(&file, others).expect("written");
    assert!(found(root.path()).is_empty());
    run(root.path(), &[1], &[]);
    assert!(fs::read(&file).expect("a file") == text);
}

#[cfg(unix)]
#[test]
fn of_two_runs_at_once_one_writes() {
    let root = handbook();
    run(root.path(), &[1, 2], &[]);
    let (first, second) = (Cache::open(root.path()), Cache::open(root.path()));
    first.code().put(&key(3), &content(3));
    second.code().put(&key(4), &content(4));
    for cache in [&first, &second] {
        assert_eq!(cache.code().get(&key(1)), Some(content(1)));
    }
    first.save();
    assert_eq!(second.code().get(&key(2)), Some(content(2)), "the file it has open stays");
    second.save();
    assert_eq!(found(root.path()), [1, 3]);
    run(root.path(), &[5], &[1]);
    assert_eq!(found(root.path()), [1, 5], "the lock is gone");
}

#[test]
fn a_run_that_ends_early_leaves_all_as_it_was() {
    let root = handbook();
    run(root.path(), &[1, 2], &[]);
    let before = files(root.path());
    let cache = Cache::open(root.path());
    cache.code().put(&key(3), &content(3));
    assert_eq!(files(root.path()).len(), before.len() + 1, "it was at work");
    drop(cache);
    assert_eq!(files(root.path()), before);
    assert_eq!(found(root.path()), [1, 2]);
    // A killed one leaves its file; the next that writes clears it away.
    fs::write(root.path().join(FOLDER).join(temporary_name(0).replace(char::is_numeric, "7")), "half")
        .expect("written");
    run(root.path(), &[4], &[1, 2]);
    assert_eq!(files(root.path()), before);
    assert_eq!(found(root.path()), [1, 2, 4]);
}

#[test]
fn may_be_deleted_while_it_is_used() {
    let root = handbook();
    run(root.path(), &[1, 2], &[]);
    let cache = Cache::open(root.path());
    cache.code().put(&key(3), &content(3));
    fs::remove_dir_all(root.path().join(FOLDER)).expect("removed");
    cache.code().put(&key(4), &content(4));
    cache.save();
    assert!(found(root.path()).is_empty());
    run(root.path(), &[1], &[]);
    assert_eq!(found(root.path()), [1]);
}

#[test]
fn a_folder_that_cannot_be_written_is_no_failure() {
    let root = handbook();
    fs::write(root.path().join(FOLDER), "somebody's").expect("written");
    run(root.path(), &[1], &[]);
    assert!(found(root.path()).is_empty());
    assert_eq!(fs::read_to_string(root.path().join(FOLDER)).expect("still there"), "somebody's");
    run(&root.path().join("nowhere"), &[1], &[]);
    assert!(!root.path().join("nowhere").exists());
}

#[test]
fn removes_what_it_made() {
    let root = handbook();
    assert_eq!(Cache::remove(root.path()), Ok(()));
    run(root.path(), &[1], &[]);
    fs::write(root.path().join(FOLDER).join("notes.txt"), "mine").expect("written");
    fs::write(root.path().join(FOLDER).join(MAPS), "old").expect("written");
    fs::write(root.path().join(FOLDER).join(".gitignore"), "mine").expect("written");
    assert_eq!(Cache::remove(root.path()), Ok(()));
    assert_eq!(files(root.path()), [".gitignore", "notes.txt"]);
    fs::remove_dir_all(root.path().join(FOLDER)).expect("removed");
    run(root.path(), &[1], &[]);
    assert_eq!(Cache::remove(root.path()), Ok(()));
    assert!(!root.path().join(FOLDER).exists());
}
