//! Golden sites: `tests/sites/<name>/{book.toml,content,expected}`, compared as whole trees. The theme's own
//! files are left out: they are written as they are.

use std::collections::BTreeMap;
use std::path::Path;

use crate::{all_bytes, compile, human, root, tree, updating};

#[test]
fn sites_are_as_expected() {
    let mut folders: Vec<_> = std::fs::read_dir(root().join("tests/sites"))
        .expect("golden sites")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(!folders.is_empty(), "no golden sites");
    for folder in folders {
        compare(&folder);
    }
}

fn compare(folder: &Path) {
    let sources = tree(folder).into_iter().filter(|(path, _)| !path.starts_with("expected/"));
    let (sources, compiled) = compile(sources);
    assert!(!compiled.diagnostics.has_errors(), "{}", human(&sources, &compiled));
    let is_theme = |path: &str| path.starts_with("assets/") && !path.starts_with("assets/own/");
    let site = &compiled.value.site;
    // Of what is made on demand, data is enough: the rest has tests of its own.
    let is_shown = |path: &String| site.files.contains_key(path) || path.starts_with("api/");
    let actual: BTreeMap<_, _> =
        all_bytes(site).into_iter().filter(|(path, _)| is_shown(path) && !is_theme(path)).collect();
    let expected = folder.join("expected");
    if updating() {
        if expected.exists() {
            std::fs::remove_dir_all(&expected).expect("removed");
        }
        for (path, bytes) in &actual {
            let path = expected.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, bytes).expect("written");
        }
        return;
    }
    let wanted = tree(&expected);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&actual), names(&wanted), "the files of {}", folder.display());
    for (path, bytes) in &actual {
        let (actual, wanted) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&wanted[path]));
        let differ = actual.lines().zip(wanted.lines()).enumerate().find(|(_, (a, b))| a != b);
        assert!(actual == wanted, "{}: {path} differs first at {differ:#?}", folder.display());
    }
}
