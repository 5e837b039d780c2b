//! The repository's own handbook: the sample, the documentation and a test at once.

use std::collections::BTreeMap;

use rihla::build::Engine;
use rihla::diag::{Code, Diagnostic, Severity, reference_page};
use rihla::model::Options;
use rihla::source::{File, Sources};

use crate::pages::check_site;
use crate::{all_bytes, human, root, updating};

fn read() -> Sources {
    Engine::default().read(&root()).expect("the repository is a handbook")
}

#[test]
fn it_builds_without_a_warning() {
    let sources = read();
    let compiled = Engine::new(Options::default(), BTreeMap::new()).compile(&sources);
    // The scores that crossed the line that the sample draws are notes, and all that is told.
    let is_shown = |one: &&Diagnostic| (one.code, one.severity) == (Code::Alert, Severity::Note);
    let other = compiled.diagnostics.iter().filter(|one| !is_shown(one)).count();
    assert_eq!(other, 0, "{}", human(&sources, &compiled));
}

#[test]
fn its_pages_are_sound() {
    let compiled = Engine::new(Options::default(), BTreeMap::new()).compile(&read());
    check_site(&crate::all_bytes(&compiled.value.site));
}

#[test]
fn the_order_of_files_does_not_matter() {
    let sources = read();
    let once = Engine::default().compile(&sources);
    let mut shuffled = Sources { changed: sources.changed.clone(), ..Sources::default() };
    // A fixed shuffle: by the hash of each path.
    let mut files: Vec<_> = sources.files.iter().collect();
    files.sort_by_key(|(path, _)| *blake3::hash(path.as_str().as_bytes()).as_bytes());
    for (path, file) in files {
        shuffled.files.insert(path.clone(), file.clone());
    }
    let mut engine = Engine::default();
    // What was remembered from another handbook must not shine through.
    engine
        .compile(&Sources::from_memory([("book.toml", "[book]\ntitle = \"Other\""), ("content/index.md", "# Other")]));
    let again = engine.compile(&shuffled);
    assert!(all_bytes(&once.value.site) == all_bytes(&again.value.site));
    assert_eq!(once.diagnostics, again.diagnostics);
}

#[test]
fn the_reference_of_diagnostics_is_that_of_the_code() {
    let path = root().join("content/guide/diagnostics.md");
    if updating() {
        std::fs::write(&path, reference_page()).expect("written");
    }
    let written = std::fs::read_to_string(&path).expect("the reference page");
    assert!(written == reference_page(), "run `UPDATE=1 cargo test` to write the reference anew");
}

#[test]
fn it_shows_what_the_issue_asks_for() {
    let sources = read();
    let count = |folder: &str, ending: &str| {
        let files = sources.below(folder).filter(|(_, file)| matches!(file, File::Text(_)));
        files.filter(|(path, _)| path.as_str().ends_with(ending) && path.file_name().matches('.').count() == 1).count()
    };
    assert!(count("content/personas", "/index.md") > 4, "at least four personas");
    assert!(count("content/touchpoints", ".md") > 15, "at least fifteen touchpoints");
    assert_eq!(count("content/journeys", "/index.md") - 1, 5, "five journeys");
}
