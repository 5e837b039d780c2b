//! `rihla map`, as its users run it: formats, pages, languages, and everything that can be asked wrongly.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::cli::{err, out, rihla};
use crate::root;

/// A handbook of one journey with two personas; `book` is added to its settings.
fn handbook(book: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("book.toml", format!("[book]\ntitle = \"Handbook\"\n[languages.ar]\ntitle = \"دليل\"\n{book}")),
        ("content/index.md", "# Home\n".to_owned()),
        ("content/personas/amira.md", "---\ntitle: Amira\n---\n".to_owned()),
        ("content/personas/zeyd.md", "---\ntitle: Zeyd\n---\n".to_owned()),
        ("content/journeys/lunch/index.md", "---\ntitle: Lunch\npersonas: [amira]\n---\n".to_owned()),
        (
            "content/journeys/lunch/01-order.md",
            "---\ntitle: Order\nsteps:\n  - title: Wait\n    emotion: -2\n    pains: [Nobody says how long]\n---\n"
                .to_owned(),
        ),
        ("content/journeys/lunch/01-order.ar.md", "---\ntitle: الطلب\n---\n".to_owned()),
        ("content/journeys/empty/index.md", "---\ntitle: Empty\npersonas: [amira]\n---\n".to_owned()),
    ];
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    folder
}

#[test]
fn every_format_is_what_its_name_says() {
    let folder = handbook("");
    for (file, beginning) in [("lunch.svg", &b"<?xml"[..]), ("lunch.png", b"\x89PNG\r\n"), ("lunch.pdf", b"%PDF-")] {
        let map = rihla(folder.path(), &["map", "lunch", "-o", file]);
        assert!(map.status.success(), "{}", err(&map));
        assert!(fs::read(folder.path().join(file)).expect("written").starts_with(beginning), "{file}");
    }
    let to_stdout = rihla(folder.path(), &["map", "lunch"]);
    assert_eq!(out(&to_stdout).as_bytes(), fs::read(folder.path().join("lunch.svg")).expect("written"));
    let named = rihla(folder.path(), &["map", "lunch", "--format", "pdf", "-o", "-"]);
    assert_eq!(named.stdout, fs::read(folder.path().join("lunch.pdf")).expect("written"));
}

#[test]
fn a_map_says_what_the_page_says() {
    let map = rihla(&root(), &["map", "dine-in", "--lang", "ar"]);
    let svg = out(&map);
    assert!(svg.contains("lang=\"ar\"") && svg.contains("تناول الطعام في المطعم"), "{}", err(&map));
    let alone = out(&rihla(&root(), &["map", "dine-in", "--persona", "amira", "--lanes", "emotion,pains"]));
    assert!(alone.contains("Amira Haddad") && !alone.contains("Somchai Rattanakul"), "one persona's curve alone");
    assert!(alone.contains("Pain points") && !alone.contains("Frontstage"), "two lanes alone");
    let light = rihla(&root(), &["map", "dine-in", "--theme", "light"]).stdout;
    let dark = rihla(&root(), &["map", "dine-in", "--theme", "dark"]).stdout;
    assert_ne!(light, dark);
    assert_eq!(light, rihla(&root(), &["map", "dine-in"]).stdout, "the same input gives the same bytes");
}

#[test]
fn pages_have_their_size() {
    for (page, size) in [("a4", "1122.52"), ("a3", "1587.4"), ("slide", "1280"), ("wall", "4493.86")] {
        let map = rihla(&root(), &["map", "dine-in", "--page", page, "-o", "-"]);
        assert!(out(&map).contains(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\"")), "{page}");
    }
    let small = rihla(&root(), &["map", "dine-in", "--page", "a4", "--scale", "0.5", "-o", "-"]);
    assert!(err(&small).contains("warning: the smallest type on this page is"), "{}", err(&small));
}

#[test]
fn lanes_are_drawn_once_and_a_journeys_own_ones_on_every_page() {
    let folder = handbook("");
    let map = |options: &[&str]| out(&rihla(folder.path(), &[&["map", "lunch"], options].concat()));
    assert_eq!(map(&["--lanes", "pains,pains"]), map(&["--lanes", "pains"]));
    assert!(map(&["--page", "slide"]).contains(">Emotion<"));
    let index = folder.path().join("content/journeys/lunch/index.md");
    fs::write(index, "---\ntitle: Lunch\npersonas: [amira]\nlanes: [pains]\n---\n").expect("written");
    let own = map(&["--page", "slide"]);
    assert!(own.contains(">Pain points<") && !own.contains(">Emotion<"));
    let slide = rihla(folder.path(), &["map", "lunch", "--page", "slide"]);
    assert!(!err(&slide).contains("no step has an emotion"), "{}", err(&slide));
}

#[test]
fn a_journey_called_like_a_language_keeps_its_map() {
    let folder = handbook("[output.maps]\nformats = [\"svg\"]\n");
    let journey = folder.path().join("content/journeys/lunch.ar");
    fs::create_dir(&journey).expect("made");
    fs::write(journey.join("index.md"), "---\ntitle: Another\npersonas: [amira]\n---\n").expect("written");
    fs::write(journey.join("01-order.md"), "---\ntitle: Order\nsteps: [{ title: Wait, emotion: 1 }]\n---\n")
        .expect("written");
    let build = rihla(folder.path(), &["build"]);
    assert!(build.status.success(), "{}", err(&build));
    let site = crate::tree(&folder.path().join("site"));
    assert_eq!(site.keys().filter(|path| path.starts_with("assets/maps/")).count(), 4);
}

#[test]
fn a_file_where_a_map_goes_is_told() {
    let folder = handbook("[output.maps]\nformats = [\"svg\"]\n");
    fs::create_dir_all(folder.path().join("content/assets/maps")).expect("made");
    fs::write(folder.path().join("content/assets/maps/lunch.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .expect("written");
    let build = rihla(folder.path(), &["build"]);
    assert_eq!(build.status.code(), Some(1));
    assert!(
        err(&build).contains("error[same-output]") && err(&build).contains("assets/maps/lunch.svg"),
        "{}",
        err(&build)
    );
}

/// What is asked wrongly, the message, and the hint.
const REFUSED: [(&[&str], &str, &str); 11] = [
    (&["lunhc"], "there is no journey `lunhc`", "did you mean `lunch`?"),
    (&["empty"], "the journey `empty` has no steps to draw", "write `steps` into its stages"),
    (&["lunch", "--persona", "zeyd"], "the persona `zeyd` is not on the journey `lunch`", "there is only `amira`"),
    (&["lunch", "--persona", "nobody"], "there is no persona `nobody`", "there is only `amira`"),
    (&["lunch", "--lanes", "pain"], "there is no lane `pain`", "did you mean `pains`?"),
    (&["lunch", "--lanes", "thinks"], "the map can't be drawn: its lanes hold nothing", "name other lanes"),
    (&["lunch", "--lang", "th"], "there is no language `th`", "there are `en`, `ar`"),
    (&["lunch", "--scale", "99"], "`--scale 99` is out of range", "it runs from 0.1 to 10"),
    (&["lunch", "-o", "map.png", "--format", "svg"], "`map.png` doesn't end in `.svg`", "leave `--format` out"),
    (&["lunch", "-o", "map.jpeg"], "the ending of `map.jpeg` names no format", "end it in `.svg`, `.png` or `.pdf`"),
    (&["lunch", "-o", "nowhere/map.svg"], "`nowhere/map.svg` can't be written: no such file or directory", ""),
];

#[test]
fn what_is_asked_wrongly_is_told_and_nothing_is_written() {
    let folder = handbook("");
    let before = crate::tree(folder.path());
    for (args, message, hint) in REFUSED {
        let map = rihla(folder.path(), &[&["map"], args].concat());
        assert_eq!(map.status.code(), Some(2), "{args:?}: {}", err(&map));
        assert!(err(&map).contains(message) && err(&map).contains(hint), "{args:?}: {}", err(&map));
        assert_eq!(crate::tree(folder.path()), before, "{args:?}");
    }
    #[cfg(unix)]
    for (link, target) in [("lost.svg", "nowhere.svg"), ("loop.svg", "loop.svg")] {
        std::os::unix::fs::symlink(target, folder.path().join(link)).expect("linked");
        let map = rihla(folder.path(), &["map", "lunch", "-o", link]);
        assert!(err(&map).contains("it is a link that leads nowhere"), "{}", err(&map));
        assert!(!folder.path().join("nowhere.svg").exists());
    }
    fs::create_dir(folder.path().join("taken.svg")).expect("made");
    let map = rihla(folder.path(), &["map", "lunch", "-o", "taken.svg"]);
    assert!(err(&map).contains("`taken.svg` can't be written: it is not a file"), "{}", err(&map));
}

#[test]
fn letters_without_a_font_are_named() {
    let folder = handbook("");
    let stage = folder.path().join("content/journeys/lunch/01-order.md");
    // No script has this letter, so no machine's fonts do.
    fs::write(&stage, "---\ntitle: Order \u{378}\nsteps: [{ title: Wait, emotion: 1 }]\n---\n").expect("written");
    let map = rihla(folder.path(), &["map", "lunch", "-o", "lunch.svg"]);
    assert_eq!(map.status.code(), Some(2));
    assert!(err(&map).contains("the map can't be drawn: no font has Unknown (□ U+0378)"), "{}", err(&map));
    assert!(!folder.path().join("lunch.svg").exists());
}

#[test]
fn signs_of_the_trade_have_a_font() {
    let folder = handbook("");
    let stage = folder.path().join("content/journeys/lunch/01-order.md");
    let title = "Home → Till ← ↑ ↓ ⇒ ★ ☆ ✓ ✗ ■ ▲ ● ◦ ≤ ≥ ≈ ≠ ∞ ½ € ₺ ฿ ™ 😀 1️⃣";
    fs::write(&stage, format!("---\ntitle: Order\nsteps: [{{ title: \"{title}\", emotion: 1 }}]\n---\n"))
        .expect("written");
    let map = rihla(folder.path(), &["map", "lunch"]);
    assert!(map.status.success(), "{}", err(&map));
}

#[test]
fn a_file_keeps_its_permissions() {
    let folder = handbook("");
    let file = folder.path().join("lunch.svg");
    fs::write(&file, "before").expect("written");
    let mut permissions = fs::metadata(&file).expect("there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).expect("set");
    let map = rihla(folder.path(), &["map", "lunch", "-o", "lunch.svg"]);
    assert!(err(&map).contains("`lunch.svg` can't be written: it is read-only"), "{}", err(&map));
    assert_eq!(fs::read_to_string(&file).expect("there"), "before");
}

#[test]
fn nothing_is_drawn_of_a_handbook_with_errors() {
    let folder = handbook("");
    fs::write(
        folder.path().join("content/journeys/lunch/01-order.md"),
        "---\nsteps: [{ title: Wait, emotion: 9 }]\n---\n",
    )
    .expect("written");
    let map = rihla(folder.path(), &["map", "lunch", "-o", "lunch.svg"]);
    assert_eq!(map.status.code(), Some(1));
    assert!(
        err(&map).contains("error[score-out-of-range]") && err(&map).contains("nothing was drawn"),
        "{}",
        err(&map)
    );
    assert!(!folder.path().join("lunch.svg").exists());
}

#[test]
fn fonts_of_the_theme_come_first_and_broken_ones_are_told() {
    let folder = handbook("[output.html]\ntheme = \"own\"\n");
    fs::create_dir_all(folder.path().join("own/fonts")).expect("made");
    fs::write(folder.path().join("own/fonts/broken.ttf"), "no font").expect("written");
    let map = rihla(folder.path(), &["map", "lunch", "-o", "lunch.svg"]);
    assert_eq!(map.status.code(), Some(1));
    assert!(!folder.path().join("lunch.svg").exists());
    assert!(err(&map).contains("`own/fonts/broken.ttf` is not a font that can be read"), "{}", err(&map));
}

#[test]
fn a_build_offers_the_maps_that_the_settings_ask_for() {
    let folder = handbook("[output.maps]\nformats = [\"svg\", \"pdf\"]\n");
    let build = rihla(folder.path(), &["build"]);
    assert!(build.status.success(), "{}", err(&build));
    let site = crate::tree(&folder.path().join("site"));
    let maps: Vec<_> = site.keys().filter(|path| path.starts_with("assets/maps/")).collect();
    assert_eq!(
        maps,
        ["assets/maps/ar/lunch.pdf", "assets/maps/ar/lunch.svg", "assets/maps/lunch.pdf", "assets/maps/lunch.svg"]
    );
    let page = String::from_utf8_lossy(&site["journeys/lunch/index.html"]).into_owned();
    assert!(page.contains("../../assets/maps/lunch.svg") && page.contains("../../assets/maps/lunch.pdf"));
    let arabic = String::from_utf8_lossy(&site["ar/journeys/lunch/index.html"]).into_owned();
    assert!(arabic.contains("../../../assets/maps/ar/lunch.svg"));
    assert!(!String::from_utf8_lossy(&site["journeys/empty/index.html"]).contains("assets/maps/"));
}

/// The text of a PDF in reading order, as readers' programs find and copy it.
fn text_of(pdf: &Path) -> Option<String> {
    let output = Command::new("pdftotext").args([pdf.as_os_str(), "-".as_ref()]).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn the_text_of_a_pdf_can_be_copied_in_every_language() {
    let folder = tempfile::tempdir().expect("a folder");
    for (lang, words) in
        [("en", "Nobody says how long it takes"), ("ar", "الطلب والأكل"), ("th", "สั่ง"), ("tr", "Sipariş")]
    {
        let pdf = folder.path().join(format!("{lang}.pdf"));
        let map = rihla(&root(), &["map", "dine-in", "--lang", lang, "-o", &pdf.to_string_lossy()]);
        assert!(map.status.success(), "{}", err(&map));
        let Some(text) = text_of(&pdf) else {
            eprintln!("`pdftotext` of poppler is not there: the text of PDFs was not looked at");
            return;
        };
        let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(one_line.contains(words), "{lang}: {one_line}");
    }
}
