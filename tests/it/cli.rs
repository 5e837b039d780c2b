//! The program, as its users run it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::SystemTime;

use rihla::diag::Diagnostics;
use rihla::parse::node::{Node, Value};
use rihla::parse::yaml;
use rihla::source::FilePath;

use crate::{root, tree};

pub fn rihla(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rihla"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("RIHLA_")) {
        command.env_remove(name);
    }
    command.current_dir(dir).args(args).output().expect("it runs")
}

pub fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn every_language_begins_without_a_warning() {
    for lang in ["en", "ar", "th", "tr"] {
        let folder = tempfile::tempdir().expect("a folder");
        let init = rihla(folder.path(), &["init", "--lang", lang]);
        assert!(init.status.success(), "{}", err(&init));
        let check = rihla(folder.path(), &["check", "--deny-warnings"]);
        assert!(check.status.success(), "{lang}: {}{}", out(&check), err(&check));
        assert_eq!(out(&check), "", "{lang}");
        let build = rihla(folder.path(), &["build"]);
        assert!(build.status.success(), "{lang}: {}", err(&build));
        let home = fs::read_to_string(folder.path().join("site/index.html")).expect("a home page");
        assert!(home.contains(&format!("<html lang=\"{lang}\"")), "{lang}");
    }
}

#[test]
fn init_never_overwrites() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("content")).expect("made");
    fs::write(folder.path().join("content/index.md"), "mine").expect("written");
    let init = rihla(folder.path(), &["init"]);
    assert_eq!(init.status.code(), Some(2));
    assert!(err(&init).contains("`./content/index.md` is there already"), "{}", err(&init));
    assert_eq!(tree(folder.path()).into_keys().collect::<Vec<_>>(), ["content/index.md"]);
}

/// Reads a file as YAML.
fn read_yaml(text: &str) -> Node {
    let mut wrong = Diagnostics::default();
    let tree = yaml::parse(&FilePath::new("ci.yml"), text, 0..text.len(), &mut wrong);
    assert!(wrong.is_empty(), "{:?}", wrong.iter().collect::<Vec<_>>());
    tree.root
}

/// What stands at the end of a way of keys.
fn at<'n>(node: &'n Node, way: &[&str]) -> &'n Node {
    way.iter().fold(node, |node, key| {
        let Value::Map(entries) = &node.value else { panic!("no map at {key}") };
        &entries.iter().find(|(found, _)| found.name == *key).unwrap_or_else(|| panic!("no {key}")).1
    })
}

#[test]
fn hosts_get_a_workflow() {
    for (host, path, ways) in [
        ("github", ".github/workflows/handbook.yml", [&["jobs", "site", "steps"], &["jobs", "publish", "permissions"]]),
        ("gitlab", ".gitlab-ci.yml", [&["check", "artifacts", "reports"], &["pages", "artifacts", "paths"]]),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let book = folder.path().join("our book");
        fs::create_dir(folder.path().join(".git")).expect("made");
        let init = rihla(folder.path(), &["init", "our book", "--ci", host]);
        assert!(init.status.success(), "{}", err(&init));
        assert!(book.join("content/index.md").is_file());
        let text = fs::read_to_string(folder.path().join(path)).expect("at the top of the repository");
        assert!(text.contains("rihla check 'our book' --deny-warnings --format "), "{text}");
        assert!(!text.contains("@dir@") && !text.contains("@version@"));
        let workflow = read_yaml(&text);
        for way in ways {
            at(&workflow, way);
        }
        let again = rihla(&book, &["init", "--ci", host]);
        assert_eq!(again.status.code(), Some(2));
        assert!(err(&again).contains("is there already"), "{}", err(&again));
        assert_eq!(fs::read_to_string(folder.path().join(path)).expect("still there"), text);
    }
}

#[test]
fn a_handbook_that_is_there_gets_the_workflow_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(rihla(folder.path(), &["init", "--lang", "tr"]).status.success());
    let before = tree(folder.path());
    let init = rihla(folder.path(), &["init", "--ci", "gitlab"]);
    assert!(init.status.success(), "{}", err(&init));
    assert!(err(&init).contains(".gitlab-ci.yml"), "{}", err(&init));
    let mut after = tree(folder.path());
    let text = after.remove(".gitlab-ci.yml").expect("written");
    assert!(String::from_utf8_lossy(&text).contains("rihla build . -d public"));
    assert_eq!(after, before);
}

#[test]
fn skeletons_stand_at_their_place() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(rihla(folder.path(), &["init"]).status.success());
    for (kind, id, path) in [
        ("persona", "amira", "content/personas/amira.md"),
        ("journey", "dine-in", "content/journeys/dine-in/index.md"),
        ("stage", "dine-in/notice", "content/journeys/dine-in/01-notice.md"),
        ("stage", "dine-in/order", "content/journeys/dine-in/02-order.md"),
        ("stage", "first-visit/recommend", "content/journeys/first-visit/04-recommend.md"),
        ("touchpoint", "till", "content/touchpoints/till.md"),
    ] {
        let new = rihla(folder.path(), &["new", kind, id]);
        assert!(new.status.success(), "{kind} {id}: {}", err(&new));
        assert!(folder.path().join(path).is_file(), "{path}");
        assert!(out(&new).trim_end().ends_with(path));
        let again = rihla(folder.path(), &["new", kind, id]);
        assert_eq!(again.status.code(), Some(2));
        assert!(err(&again).contains("is there already"), "{}", err(&again));
    }
    let check = rihla(folder.path(), &["check"]);
    assert!(check.status.success(), "{}", out(&check));
    assert!(!out(&check).contains("[journey-without-owner]") && !out(&check).contains("[step-without-evidence]"));
    for (kind, id) in
        [("persona", "../x"), ("persona", "a/b"), ("stage", "order"), ("stage", "nowhere/order"), ("touchpoint", "")]
    {
        assert_eq!(rihla(folder.path(), &["new", kind, id]).status.code(), Some(2), "{kind} {id}");
    }
}

#[test]
fn one_file_makes_the_interface_speak_a_language() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |args: &[&str]| rihla(folder.path(), args);
    assert!(run(&["init"]).status.success());
    let book = fs::read_to_string(folder.path().join("book.toml")).expect("settings");
    fs::write(folder.path().join("book.toml"), format!("{book}\n[languages.de]\n")).expect("written");
    let check = run(&["check"]);
    assert!(check.status.success() && out(&check).contains("warning[interface-untranslated]"), "{}", out(&check));

    let new = run(&["new", "texts", "de"]);
    assert!(new.status.success() && err(&new).contains("theme = \"theme\""), "{}", err(&new));
    assert_eq!(run(&["new", "texts", "de"]).status.code(), Some(2));
    for tag in ["tr", "../x", "DE", "no tag"] {
        assert_eq!(run(&["new", "texts", tag]).status.code(), Some(2), "{tag}");
    }
    let file = folder.path().join("theme/texts/de.ftl");
    let english = fs::read_to_string(&file).expect("written");
    let german = english.replace("\nskip = Skip to content\n", "\nskip = Zum Inhalt\n");
    fs::write(&file, german).expect("written");
    fs::write(folder.path().join("book.toml"), format!("{book}\n[output.html]\ntheme = \"theme\"\n[languages.de]\n"))
        .expect("written");
    let build = run(&["build"]);
    assert!(build.status.success() && !err(&build).contains("warning["), "{}", err(&build));
    let home = fs::read_to_string(folder.path().join("site/de/index.html")).expect("a home page");
    assert!(home.contains("<html lang=\"de\"") && home.contains(">Zum Inhalt</a>"));
}

#[test]
fn errors_keep_the_former_site() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(rihla(folder.path(), &["init"]).status.success());
    assert!(rihla(folder.path(), &["build"]).status.success());
    let before = tree(&folder.path().join("site"));
    fs::write(folder.path().join("content/broken.md"), "[[nobody]]\n").expect("written");
    let build = rihla(folder.path(), &["build"]);
    assert_eq!(build.status.code(), Some(1));
    assert!(err(&build).contains("nothing was published"), "{}", err(&build));
    assert_eq!(tree(&folder.path().join("site")), before);
}

#[test]
fn a_whole_handbook_that_cannot_be_made_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(rihla(folder.path(), &["init"]).status.success());
    let settings = folder.path().join("book.toml");
    let text = fs::read_to_string(&settings).expect("settings").replacen("[output.html]\n", "", 1);
    fs::write(&settings, format!("{text}\n[output.html]\ntheme = \"look\"\n")).expect("written");
    fs::create_dir_all(folder.path().join("look/templates")).expect("made");
    // With the home page alone, as it is tried, nothing would be wrong.
    let template = "{% if view.contents | length > 1 %}{{ view.titel }}{% endif %}";
    fs::write(folder.path().join("look/templates/print.html"), template).expect("written");
    let build = rihla(folder.path(), &["build"]);
    assert_eq!(build.status.code(), Some(1), "{}", err(&build));
    assert!(err(&build).contains("field `titel` is not defined (in `print.html`)"), "{}", err(&build));
}

#[test]
fn an_unchanged_site_is_not_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(rihla(folder.path(), &["init"]).status.success());
    assert!(rihla(folder.path(), &["build"]).status.success());
    let times = || -> Vec<(String, SystemTime)> {
        let site = folder.path().join("site");
        let time = |path: &str| fs::metadata(site.join(path)).and_then(|meta| meta.modified()).expect("a time");
        tree(&site)
            .into_keys()
            .filter(|path| !path.starts_with(".rihla"))
            .map(|path| (path.clone(), time(&path)))
            .collect()
    };
    let before = times();
    let build = rihla(folder.path(), &["build"]);
    assert!(err(&build).starts_with("nothing changed: "), "{}", err(&build));
    assert_eq!(times(), before);
    let build = rihla(folder.path(), &["build", "--no-cache"]);
    assert!(err(&build).contains("(0 changed, 0 removed)"), "{}", err(&build));
    assert_eq!(times(), before);
    let clean = rihla(folder.path(), &["clean"]);
    assert!(clean.status.success(), "{}", err(&clean));
    assert!(!folder.path().join("site").exists());
}

#[test]
fn two_builds_give_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    for dest in ["one", "two"] {
        let dest = folder.path().join(dest);
        let build = rihla(&root(), &["build", ".", "-d", dest.to_str().expect("a path")]);
        assert!(build.status.success(), "{}", err(&build));
    }
    assert!(tree(&folder.path().join("one")) == tree(&folder.path().join("two")));
}

#[test]
fn formats_are_written_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("content")).expect("made");
    fs::write(folder.path().join("book.toml"), "[book]\ntitle = \"T\"\n").expect("written");
    fs::write(folder.path().join("content/index.md"), "# Home\n\nรา [[nobody]]\n").expect("written");
    let check = |format: &str| out(&rihla(folder.path(), &["check", "--format", format]));
    assert!(
        check("short").starts_with("content/index.md:3:6: error[unknown-reference]: there is no page `nobody`"),
        "{}",
        check("short")
    );
    assert!(
        check("github")
            .starts_with("::error file=content/index.md,line=3,col=6,endLine=3,endColumn=12,title=unknown-reference::")
    );
    let json: serde_json::Value = serde_json::from_str(&check("json")).expect("JSON");
    assert_eq!(json[0]["code"], "unknown-reference");
    assert_eq!((&json[0]["line"], &json[0]["column"]), (&3.into(), &6.into()));
    let junit = check("junit");
    assert!(
        junit.contains("<testcase classname=\"rihla\" name=\"content/index.md\" file=\"content/index.md\">"),
        "{junit}"
    );
    assert!(junit.contains("<failure type=\"unknown-reference\" message=\"there is no page `nobody`\">"), "{junit}");
    assert!(check("human").contains("╰╴") || check("human").contains("━"), "{}", check("human"));
    let colour = out(&rihla(folder.path(), &["check", "--color", "always"]));
    assert!(colour.contains("\u{1b}["));
    assert!(!check("human").contains("\u{1b}["));
}

#[test]
fn help_has_examples_and_codes_are_explained() {
    let dir = root();
    assert!(out(&rihla(&dir, &["--help"])).contains("Examples:"));
    for command in ["build", "check", "diff", "export", "map", "init", "new", "clean", "explain", "completions"] {
        assert!(out(&rihla(&dir, &[command, "--help"])).contains("Examples:"), "{command}");
    }
    assert_eq!(out(&rihla(&dir, &["--version"])), format!("rihla {}\n", env!("CARGO_PKG_VERSION")));
    assert!(out(&rihla(&dir, &["explain", "score-out-of-range"])).contains("−2 to 2"));
    assert!(err(&rihla(&dir, &["explain", "score-out-of-rang"])).contains("did you mean `score-out-of-range`?"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(out(&rihla(&dir, &["completions", shell])).contains("rihla"), "{shell}");
    }
}

#[test]
fn variables_stand_in_for_settings() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(rihla(folder.path(), &["init"]).status.success());
    let build = Command::new(env!("CARGO_BIN_EXE_rihla"))
        .current_dir(folder.path())
        .args(["build", "-q"])
        .env("RIHLA_BOOK__TITLE", "From outside")
        .env("RIHLA_BUILD__BUILD_DIR", "out")
        .output()
        .expect("it runs");
    assert!(build.status.success(), "{}", err(&build));
    assert_eq!(err(&build), "");
    let home = fs::read_to_string(folder.path().join("out/index.html")).expect("a home page");
    assert!(home.contains("From outside"));
}

#[test]
fn ages_are_counted_to_the_day_that_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(rihla(folder.path(), &["init"]).status.success());
    let check = |day: &str| rihla(folder.path(), &["check", "--as-of", day, "--deny-warnings"]);
    // A handbook begins with reviews of the day on which it is begun, and with evidence from before.
    let website = fs::read_to_string(folder.path().join("content/touchpoints/website.md")).expect("a page");
    let begun = website.lines().find_map(|line| line.strip_prefix("reviewed: ")).expect("a review");
    let begun: jiff::civil::Date = begun.parse().expect("a day");
    let after = |months: i32, days: i32| {
        let span = jiff::Span::new().months(months).days(days);
        begun.checked_add(span).expect("a day").to_string()
    };
    assert_eq!(check(&after(12, 0)).status.code(), Some(0), "{}", out(&check(&after(12, 0))));
    let due = check(&after(12, 1));
    assert_eq!(due.status.code(), Some(1), "{}", out(&due));
    assert!(out(&due).contains("warning[review-due]") && !out(&due).contains("old-evidence"), "{}", out(&due));
    assert!(err(&due).contains("upkeep: ") && err(&due).contains("see coverage/index.html"), "{}", err(&due));
    assert!(out(&check(&after(24, 1))).contains("warning[old-evidence]"));
    assert!(matches!(check("today").status.code(), Some(0 | 1)));
    for wrong in ["tomorrow", "2026-02-30", "2026-1-1", ""] {
        let refused = check(wrong);
        assert_eq!(refused.status.code(), Some(2), "{wrong}");
        assert!(err(&refused).contains("write it as `2026-04-30` or `today`"), "{}", err(&refused));
    }
    // The site says it, too, and says no more than it did where the day is the same.
    let build = rihla(folder.path(), &["build", "--as-of", &after(12, 1)]);
    assert!(build.status.success(), "{}", err(&build));
    let page = fs::read_to_string(folder.path().join("site/touchpoints/website.html")).expect("a page");
    assert!(page.contains("Review due since"), "{page}");
}

#[test]
fn dangerous_destinations_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(rihla(folder.path(), &["init"]).status.success());
    fs::create_dir(folder.path().join("full")).expect("made");
    fs::write(folder.path().join("full/thesis.txt"), "mine").expect("written");
    for dest in ["/", ".", "content", "content/site", "..", "full"] {
        let build = rihla(folder.path(), &["build", "-d", dest]);
        assert_eq!(build.status.code(), Some(2), "{dest}: {}", err(&build));
    }
    assert_eq!(fs::read_to_string(folder.path().join("full/thesis.txt")).expect("still there"), "mine");
}

#[test]
fn a_site_with_an_address_and_a_history_has_feeds() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(rihla(folder.path(), &["init"]).status.success());
    let book = fs::read_to_string(folder.path().join("book.toml")).expect("settings");
    let url = "\n[output.html]\nsite-url = \"https://example.com/cx\"\n[languages.tr]\n";
    fs::write(folder.path().join("book.toml"), book + url).expect("written");
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(folder.path()).args(["-c", "user.name=A", "-c", "user.email=a@example.com"]).args(args);
        let done = command.env("GIT_COMMITTER_DATE", "2026-04-30T12:00:00Z").output().expect("git runs");
        assert!(done.status.success(), "{}", err(&done));
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "x"]);
    assert!(rihla(folder.path(), &["build"]).status.success());
    let read = |path: &str| fs::read_to_string(folder.path().join("site").join(path)).unwrap_or_default();
    assert!(
        read("sitemap.xml").contains("<loc>https://example.com/cx/personas/customer.html</loc><lastmod>2026-04-30")
    );
    for feed in ["feed.xml", "tr/feed.xml"] {
        assert!(read(feed).contains("<updated>2026-04-30T00:00:00Z</updated>"), "{feed}: {}", read(feed));
    }
    assert!(read("tr/personas/customer.html").contains("href=\"../../tr/feed.xml\""));
    assert!(read("404.html").contains("href=\"/cx/index.html\""));
}
