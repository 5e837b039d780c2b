//! The shape of the code: the order of its floors, the length of its functions, nothing forgotten.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use rihla::locale::Locale;
use rihla::site::texts::Texts;
use rihla::site::{TEXT_FILES, default_files, default_fonts};

use crate::{root, tree};

/// The floors of the house, the lowest first; those on one floor don't know each other.
const FLOORS: [&[&str]; 10] = [
    &["source", "locale"],
    &["diag"],
    &["parse"],
    &["data"],
    &["model"],
    &["map", "export", "search"],
    &["site"],
    &["build"],
    &["serve"],
    &["cli"],
];

fn rust_files() -> Vec<(PathBuf, String)> {
    let files = tree(&root().join("src")).into_iter().filter(|(path, _)| path.ends_with(".rs"));
    files.map(|(path, bytes)| (PathBuf::from(path), String::from_utf8(bytes).expect("UTF-8"))).collect()
}

#[test]
fn modules_import_only_from_floors_below() {
    let floor = |module: &str| FLOORS.iter().position(|floor| floor.contains(&module));
    let mut wrong = Vec::new();
    for (path, text) in rust_files() {
        let own = path
            .components()
            .next()
            .and_then(|part| part.as_os_str().to_str())
            .unwrap_or_default()
            .trim_end_matches(".rs");
        let Some(own_floor) = floor(own) else { continue };
        for (number, line) in text.lines().enumerate() {
            for used in line.match_indices("crate::").map(|(at, _)| &line[at + "crate::".len()..]) {
                let module: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if let Some(other) = floor(&module)
                    && module != own
                    && other >= own_floor
                {
                    wrong.push(format!("src/{}:{}: `{own}` uses `{module}`", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn functions_are_short() {
    let mut long = Vec::new();
    for (path, text) in rust_files() {
        let lines: Vec<&str> = text.lines().collect();
        for (start, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let is_function =
                line.trim_start().split(' ').any(|word| word == "fn") && !line.trim_start().starts_with("//");
            if !is_function || line.trim_end().ends_with(';') {
                continue;
            }
            let end = lines[start..].iter().position(|line| line.trim_end() == format!("{}}}", " ".repeat(indent)));
            if let Some(length) = end.filter(|length| *length > 70) {
                long.push(format!("src/{}:{}: {length} lines", path.display(), start + 1));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn no_file_of_the_theme_is_forgotten() {
    let texts = default_files().iter().map(|(path, _)| (*path).to_owned());
    let embedded: BTreeSet<String> = texts.chain(default_fonts().iter().map(|(path, _)| (*path).to_owned())).collect();
    let there: BTreeSet<String> = tree(&root().join("themes/default")).into_keys().collect();
    assert_eq!(embedded, there);
}

#[test]
fn all_languages_have_the_same_texts() {
    let keys = |tag: &str| {
        let name = format!("texts/{tag}.ftl");
        let source = default_files().iter().find(|(path, _)| *path == name).map(|(_, text)| *text).expect("built in");
        let (texts, problems) = Texts::parse(tag, &[source]);
        assert!(problems.is_empty(), "{name}: {problems:?}");
        texts.keys().map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let english = keys("en");
    for tag in TEXT_FILES {
        assert_eq!(keys(tag), english, "texts/{tag}.ftl");
        assert!(Locale::new(tag).is_some());
    }
}

#[test]
fn the_guide_to_themes_names_every_field() {
    let guide = std::fs::read_to_string(root().join("content/guide/tool/themes.md")).expect("the guide");
    let views = walkdir::WalkDir::new(root().join("src/site/views")).into_iter().map(|entry| entry.expect("listed"));
    let views = views.filter(|entry| entry.file_type().is_file());
    let views: String = views.map(|file| std::fs::read_to_string(file.path()).expect("a text")).collect();
    let fields = views.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(": "));
    let missing: Vec<_> = fields.map(|(name, _)| name).filter(|name| !guide.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "content/guide/tool/themes.md lacks {missing:?}");
}

#[test]
fn servers_are_told_the_policy_of_the_pages() {
    let policy = format!("{}; frame-ancestors 'none'", rihla::site::POLICY);
    for (path, times) in [("publishing.md", 2), ("deploy/nginx.conf", 1)] {
        let text = fs::read_to_string(root().join("content/guide/tool").join(path)).expect("readable");
        assert_eq!(text.matches(&policy).count(), times, "{path}");
    }
}
