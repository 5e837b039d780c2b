//! `book.toml` and the environment → [`Settings`].

use std::collections::BTreeMap;
use std::sync::Arc;

use icu::locale::Locale;

use crate::diag::{Code, Diagnosed, Diagnostic, Diagnostics, Severity, did_you_mean};
use crate::locale::Direction;
use crate::parse::fields::{self, Fields, Role, choices};
use crate::parse::metrics::{self, Alert, DataSet, Metric};
use crate::parse::node::{Key, Node, Value};
use crate::parse::toml;
use crate::parse::upkeep::{self, Upkeep};
use crate::source::{FilePath, Place, Span, Spanned};

/// The settings of a handbook, with every default filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The file they come from.
    pub path: FilePath,
    /// `[book] title`.
    pub title: String,
    /// `[book] authors`.
    pub authors: Vec<String>,
    /// `[book] description`.
    pub description: String,
    /// `[book] language`: a BCP 47 tag.
    pub language: String,
    /// `[book] text-direction`.
    pub text_direction: Option<Direction>,
    /// `[book] src`, relative to the handbook.
    pub src: String,
    /// `[book] changes-since`: the revision or the day since when changes are shown.
    pub changes_since: Option<Spanned<String>>,
    /// `[build] build-dir`.
    pub build_dir: String,
    /// `[output.html] theme`: a folder, relative to the handbook.
    pub theme: Option<String>,
    /// `[output.html] default-theme`.
    pub default_theme: ColourScheme,
    /// `[output.html] additional-css`: files, relative to the handbook.
    pub additional_css: Vec<Spanned<String>>,
    /// `[output.html] additional-js`.
    pub additional_js: Vec<Spanned<String>>,
    /// `[output.html] git-repository-url`.
    pub repository: Option<String>,
    /// `[output.html] edit-url-template`, with `{path}`.
    pub edit_url: Option<String>,
    /// `[output.html] site-url`, with a closing `/`.
    pub site_url: Option<String>,
    /// `[output.html.redirect]`: from an old path to a path or an address.
    pub redirects: Vec<(Spanned<String>, Spanned<String>)>,
    /// `[output.html] raw-html`.
    pub raw_html: RawHtml,
    /// `[output.maps] formats`: the files that each journey's map is offered as.
    pub map_formats: Vec<MapFormat>,
    /// `[languages.…]`: the further languages, in the order written.
    pub languages: Vec<Language>,
    /// `[journey] phases`.
    pub phases: Vec<Named>,
    /// `[journey] at-risk`: a touchpoint with a larger share of detractors than this is at risk, 0 to 1.
    pub at_risk: f64,
    /// `[journey] promoted`: a touchpoint with a larger share of promoters than this is one that people recommend, 0 to 1.
    pub promoted: f64,
    /// `[journey]`: how old things may become, and what may not be missing.
    pub upkeep: Upkeep,
    /// `[channels]`.
    pub channels: Vec<Named>,
    /// `[metrics.…]`: the built-in ones and the handbook's own, each once.
    pub metrics: Vec<Metric>,
    /// `[[data]]`.
    pub data: Vec<DataSet>,
    /// `[[alerts]]`.
    pub alerts: Vec<Alert>,
}

/// A further language.
#[derive(Clone, Debug, PartialEq)]
pub struct Language {
    /// Its tag.
    pub tag: Spanned<String>,
    /// The handbook's title in it.
    pub title: Option<String>,
    /// The handbook's description in it.
    pub description: Option<String>,
    /// Its direction, where it isn't that of its script.
    pub text_direction: Option<Direction>,
}

/// Something with an id and a title in each language: a phase, a channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Its id.
    pub id: Spanned<String>,
    /// Its title in the default language.
    pub title: Option<String>,
    /// Its titles in further languages, by tag.
    pub titles: BTreeMap<String, String>,
}

choices! {
    /// What raw HTML in Markdown may do.
    RawHtml {
        /// What is harmless passes.
        Filter = "filter",
        /// It is shown as text.
        Escape = "escape",
        /// All of it passes.
        Trust = "trust",
    }
}

choices! {
    /// A format that a map is drawn in.
    MapFormat {
        /// Vectors, for pages and drawing programs.
        Svg = "svg",
        /// Pixels, for slides and messages.
        Png = "png",
        /// Paper.
        Pdf = "pdf",
    }
}

choices! {
    /// What a reader sees who hasn't chosen.
    ColourScheme {
        /// As their system is set.
        Auto = "auto",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
}

/// The phases of a handbook that names none.
const PHASES: [&str; 5] = ["awareness", "consideration", "decision", "loyalty", "advocacy"];

/// The share of detractors above which a touchpoint is at risk, where a handbook doesn't say.
const AT_RISK: f64 = 0.3;
/// The share of promoters above which people recommend a touchpoint, where a handbook doesn't say.
const PROMOTED: f64 = 0.5;

/// Keys of mdBook's file that have no counterpart here, by table.
const MDBOOK_ONLY: [(&str, &[&str]); 3] = [
    ("book", &["multilingual"]),
    ("build", &["create-missing", "use-default-preprocessors", "extra-watch-dirs"]),
    (
        "output.html",
        &[
            "preferred-dark-theme",
            "smart-punctuation",
            "curly-quotes",
            "mathjax-support",
            "copy-fonts",
            "git-repository-icon",
            "cname",
            "input-404",
            "no-section-label",
            "fold",
            "playground",
            "playpen",
            "code",
            "search",
            "print",
            "hash-files",
            "sidebar-header-nav",
            "live-reload-endpoint",
            "google-analytics",
        ],
    ),
];

/// Tables of mdBook's file that have no counterpart here.
const MDBOOK_TABLES: [&str; 3] = ["rust", "preprocessor", "markdown"];

/// Reads `book.toml`; `environment` holds the variables that begin with `RIHLA_`, without it.
pub fn settings(path: &FilePath, text: &Arc<str>, environment: &BTreeMap<String, String>) -> Diagnosed<Settings> {
    let mut out = Diagnostics::default();
    let mut root = toml::parse(path, text, 0..text.len(), &mut out).root;
    let settings = read(path, &root, &mut out);
    if environment.is_empty() {
        return Diagnosed::new(settings, out);
    }
    for (name, value) in environment {
        let keys = keys(&root, name);
        check_variable(name, &keys, value, &mut out);
        override_setting(&mut root, &keys, value);
    }
    // What is wrong with the file and with each variable has been told; here they only come together.
    Diagnosed::new(read(path, &root, &mut Diagnostics::default()), out)
}

/// Reads a variable alone, so that its mistakes carry its name. One that is no setting may belong to another program.
fn check_variable(name: &str, keys: &[String], value: &str, out: &mut Diagnostics) {
    let path = FilePath::new(&format!("RIHLA_{name}"));
    let mut alone = Node { span: Span::default(), value: Value::Map(Vec::new()) };
    override_setting(&mut alone, keys, value);
    let mut own = Diagnostics::default();
    read(&path, &alone, &mut own);
    for diagnostic in own {
        match diagnostic.code {
            // The rest of its table is in the file.
            Code::MissingField => {}
            Code::UnknownSetting => out.push(diagnostic.severity(Severity::Warning)),
            _ => out.push(diagnostic),
        }
    }
}

/// Reads the tree of the settings.
fn read(path: &FilePath, root: &Node, out: &mut Diagnostics) -> Settings {
    let mut top = Fields::new(path, root, Role::Setting, out);
    let mut settings = defaults(path);
    if let Some(node) = top.word("book") {
        book(path, node, &mut settings, out);
    }
    if let Some(node) = top.word("build") {
        build(path, node, &mut settings, out);
    }
    if let Some(node) = top.word("output") {
        output(path, node, &mut settings, out);
    }
    if let Some(node) = top.word("languages") {
        settings.languages = languages(path, node, out);
    }
    if let Some(node) = top.word("journey") {
        journey(path, node, &mut settings, out);
    }
    if let Some(node) = top.word("channels") {
        settings.channels = named(path, node, out);
    }
    if let Some(node) = top.word("metrics") {
        metrics::metrics(path, node, &mut settings.metrics, out);
    }
    if let Some(node) = top.word("data") {
        settings.data = metrics::data_sets(path, node, out);
    }
    if let Some(node) = top.word("alerts") {
        settings.alerts = Fields::list(node).iter().filter_map(|node| metrics::alert(path, node, out)).collect();
    }
    unsupported(path, "", &MDBOOK_TABLES, &mut top, out);
    top.finish(out);
    check_languages(&settings, out);
    check_titles(&settings, out);
    metrics::check_data_sets(path, &settings.data, &settings.metrics, out);
    settings
}

fn defaults(path: &FilePath) -> Settings {
    let nowhere = |text: &str| Spanned::new(text.to_owned(), Span::default());
    let bare = |id: &str| Named { id: nowhere(id), title: None, titles: BTreeMap::new() };
    Settings {
        path: path.clone(),
        title: String::new(),
        authors: Vec::new(),
        description: String::new(),
        language: "en".to_owned(),
        text_direction: None,
        src: "content".to_owned(),
        changes_since: None,
        build_dir: "site".to_owned(),
        theme: None,
        default_theme: ColourScheme::Auto,
        additional_css: Vec::new(),
        additional_js: Vec::new(),
        repository: None,
        edit_url: None,
        site_url: None,
        redirects: Vec::new(),
        raw_html: RawHtml::Filter,
        map_formats: Vec::new(),
        languages: Vec::new(),
        phases: PHASES.map(bare).into(),
        at_risk: AT_RISK,
        promoted: PROMOTED,
        upkeep: Upkeep::default(),
        channels: Vec::new(),
        metrics: metrics::built_in(bare),
        data: Vec::new(),
        alerts: Vec::new(),
    }
}

fn book(path: &FilePath, node: &Node, settings: &mut Settings, out: &mut Diagnostics) {
    let mut fields = Fields::new(path, node, Role::Setting, out);
    set(&mut settings.title, fields.text("title", out));
    set(&mut settings.description, fields.text("description", out));
    settings.authors = fields.texts("authors", out).into_iter().map(|author| author.value).collect();
    if let Some(language) = fields.text("language", out).filter(|tag| known_tag(path, tag, out)) {
        settings.language = language.value;
    }
    settings.text_direction = fields.choice("text-direction", out);
    if let Some(src) = fields.text("src", out).and_then(|src| folder(path, src, out)) {
        settings.src = src;
    }
    settings.changes_since = fields.text("changes-since", out);
    unsupported(path, "book", MDBOOK_ONLY[0].1, &mut fields, out);
    fields.finish(out);
}

fn build(path: &FilePath, node: &Node, settings: &mut Settings, out: &mut Diagnostics) {
    let mut fields = Fields::new(path, node, Role::Setting, out);
    set(&mut settings.build_dir, fields.text("build-dir", out));
    unsupported(path, "build", MDBOOK_ONLY[1].1, &mut fields, out);
    fields.finish(out);
}

fn output(path: &FilePath, node: &Node, settings: &mut Settings, out: &mut Diagnostics) {
    let mut fields = Fields::new(path, node, Role::Setting, out);
    if let Some(node) = fields.word("html") {
        html(path, node, settings, out);
    }
    if let Some(node) = fields.word("maps") {
        maps(path, node, settings, out);
    }
    for (key, _) in fields.rest() {
        let message = format!("the renderer `output.{}` is not supported", key.name);
        out.push(Diagnostic::at(Code::UnsupportedSetting, path, key.span, message).hint("remove the table"));
    }
}

fn html(path: &FilePath, node: &Node, settings: &mut Settings, out: &mut Diagnostics) {
    let mut fields = Fields::new(path, node, Role::Setting, out);
    settings.theme = fields.text("theme", out).and_then(|theme| folder(path, theme, out));
    if let Some(scheme) = fields.choice("default-theme", out) {
        settings.default_theme = scheme;
    }
    settings.additional_css = files(path, fields.texts("additional-css", out), out);
    settings.additional_js = files(path, fields.texts("additional-js", out), out);
    settings.repository = fields.text("git-repository-url", out).and_then(|url| address(path, url, out));
    settings.edit_url = fields.text("edit-url-template", out).and_then(|url| address(path, url, out));
    settings.site_url = fields.text("site-url", out).and_then(|url| site_url(path, url, out));
    if let Some(raw_html) = fields.choice("raw-html", out) {
        settings.raw_html = raw_html;
    }
    if let Some(node) = fields.word("redirect") {
        for (key, value) in Fields::entries_of(path, node, out) {
            let Some(to) = fields::text(path, value, out) else { continue };
            settings.redirects.push((Spanned::new(key.name.clone(), key.span), to));
        }
    }
    unsupported(path, "output.html", MDBOOK_ONLY[2].1, &mut fields, out);
    fields.finish(out);
}

fn maps(path: &FilePath, node: &Node, settings: &mut Settings, out: &mut Diagnostics) {
    let mut fields = Fields::new(path, node, Role::Setting, out);
    settings.map_formats = fields.choices("formats", out);
    fields.finish(out);
}

fn languages(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Vec<Language> {
    let mut found = Vec::new();
    for (key, value) in Fields::entries_of(path, node, out) {
        let tag = Spanned::new(key.name.clone(), key.span);
        if !known_tag(path, &tag, out) {
            continue;
        }
        let mut fields = Fields::new(path, value, Role::Setting, out);
        found.push(Language {
            tag,
            title: fields.text("title", out).map(|text| text.value),
            description: fields.text("description", out).map(|text| text.value),
            text_direction: fields.choice("text-direction", out),
        });
        fields.finish(out);
    }
    found
}

fn journey(path: &FilePath, node: &Node, settings: &mut Settings, out: &mut Diagnostics) {
    let mut fields = Fields::new(path, node, Role::Setting, out);
    if let Some(node) = fields.word("phases") {
        let phases: Vec<_> = Fields::list(node).iter().filter_map(|node| phase(path, node, out)).collect();
        for (at, phase) in phases.iter().enumerate() {
            if let Some(first) = phases[..at].iter().find(|first| first.id.value == phase.id.value) {
                let message = format!("a second phase with the id `{}`", phase.id.value);
                let first = Place::new(path, first.id.span);
                out.push(
                    Diagnostic::at(Code::InvalidSetting, path, phase.id.span, message)
                        .related(first, "first here")
                        .hint("remove one of them"),
                );
            }
        }
        if !phases.is_empty() {
            settings.phases = phases;
        }
    }
    for (name, share) in [("at-risk", &mut settings.at_risk), ("promoted", &mut settings.promoted)] {
        if let Some(given) = fields.number(name, 0.0..=1.0, out) {
            *share = given.value;
        }
    }
    settings.upkeep = upkeep::upkeep(&mut fields, out);
    fields.finish(out);
}

/// A phase is its id, or a table with its id and titles.
fn phase(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Option<Named> {
    let Value::Map(_) = &node.value else {
        let id = fields::text(path, node, out)?;
        return Some(Named { id, title: None, titles: BTreeMap::new() });
    };
    let mut fields = Fields::new(path, node, Role::Setting, out);
    let id = fields.text("id", out);
    let title = fields.text("title", out).map(|title| title.value);
    let titles = titles(path, &fields, out);
    if id.is_none() {
        let message = "this phase has no `id`";
        out.push(
            Diagnostic::at(Code::MissingField, path, node.span, message)
                .hint("write `{ id = \"eat\", title = \"Eat\" }`"),
        );
    }
    Some(Named { id: id?, title, titles })
}

/// Reads a table of things with titles: a title, or a table of titles by language.
fn named(path: &FilePath, node: &Node, out: &mut Diagnostics) -> Vec<Named> {
    let mut found = Vec::new();
    for (key, value) in Fields::entries_of(path, node, out) {
        let id = Spanned::new(key.name.clone(), key.span);
        if let Value::Text(title) = &value.value {
            found.push(Named { id, title: Some(title.clone()), titles: BTreeMap::new() });
            continue;
        }
        let mut fields = Fields::new(path, value, Role::Setting, out);
        let title = fields.text("title", out).map(|title| title.value);
        found.push(Named { id, title, titles: titles(path, &fields, out) });
    }
    found
}

/// The rest of a table: titles by language tag.
pub(super) fn titles(path: &FilePath, fields: &Fields, out: &mut Diagnostics) -> BTreeMap<String, String> {
    let mut titles = BTreeMap::new();
    for (key, value) in fields.rest() {
        let tag = Spanned::new(key.name.clone(), key.span);
        if Locale::try_from_str(&tag.value).is_err() {
            let message = format!("unknown setting `{}`", tag.value);
            let known = ["title", "id", "min", "max"];
            let hint = did_you_mean(&tag.value, known)
                .unwrap_or_else(|| "name a title by its language: `ar = \"…\"`".to_owned());
            out.push(Diagnostic::at(Code::UnknownSetting, path, key.span, message).hint(hint));
        } else if known_tag(path, &tag, out)
            && let Some(title) = fields::text(path, value, out)
        {
            titles.insert(tag.value, title.value);
        }
    }
    titles
}

/// Names settings of mdBook's that are not supported, and marks them as known.
fn unsupported(
    path: &FilePath,
    table: &str,
    names: &'static [&'static str],
    fields: &mut Fields,
    out: &mut Diagnostics,
) {
    for name in names {
        if let Some(key) = fields.pass_over(name) {
            let dot = if table.is_empty() { "" } else { "." };
            let message = format!("mdBook's `{table}{dot}{name}` is not supported");
            out.push(Diagnostic::at(Code::UnsupportedSetting, path, key.span, message).hint("remove it"));
        }
    }
}

fn check_languages(settings: &Settings, out: &mut Diagnostics) {
    let path = &settings.path;
    for (at, language) in settings.languages.iter().enumerate() {
        let again = settings.languages[..at].iter().any(|earlier| same_tag(&earlier.tag.value, &language.tag.value));
        if again || same_tag(&settings.language, &language.tag.value) {
            let message = format!("`{}` is already a language of this handbook", language.tag.value);
            out.push(Diagnostic::at(Code::InvalidSetting, path, language.tag.span, message).hint("remove the table"));
        }
    }
}

/// Reports titles in languages that the handbook doesn't have.
fn check_titles(settings: &Settings, out: &mut Diagnostics) {
    let known = |tag: &str| {
        same_tag(&settings.language, tag) || settings.languages.iter().any(|one| same_tag(&one.tag.value, tag))
    };
    let metrics = settings.metrics.iter().map(|metric| &metric.name);
    let named = settings.phases.iter().chain(&settings.channels).chain(metrics);
    let named = named.map(|named| (&named.id, "title", &named.titles));
    let data = settings.data.iter();
    let data = data.flat_map(|set| [(&set.id, "title", &set.titles), (&set.id, "question", &set.questions)]);
    for (id, what, texts) in named.chain(data) {
        for tag in texts.keys().filter(|tag| !known(tag)) {
            let message = format!("`{}` has a {what} in `{tag}`, which is no language of this handbook", id.value);
            let hint = format!("declare `[languages.{tag}]`, or remove the {what}");
            out.push(Diagnostic::at(Code::UnknownLanguage, &settings.path, id.span, message).hint(hint));
        }
    }
}

fn same_tag(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

fn known_tag(path: &FilePath, tag: &Spanned<String>, out: &mut Diagnostics) -> bool {
    // Folder names come from tags: only those that are written as they are listed.
    let plain =
        tag.value.len() >= 2 && Locale::try_from_str(&tag.value).is_ok_and(|locale| locale.to_string() == tag.value);
    if !plain {
        let message = format!("`{}` is no language tag", tag.value);
        let hint = match Locale::try_from_str(&tag.value) {
            Ok(locale) if tag.value.len() >= 2 => format!("write it as `{locale}`"),
            _ => "write it as `ar` or `ar-EG`".to_owned(),
        };
        out.push(Diagnostic::at(Code::UnknownLanguage, path, tag.span, message).hint(hint));
    }
    plain
}

fn set(setting: &mut String, value: Option<Spanned<String>>) {
    if let Some(value) = value {
        *setting = value.value;
    }
}

/// A folder or file inside the handbook.
pub(super) fn folder(path: &FilePath, folder: Spanned<String>, out: &mut Diagnostics) -> Option<String> {
    let clean = folder.value.trim_end_matches('/').trim_start_matches("./").replace('\\', "/");
    let leaves = clean.starts_with('/') || clean.contains(':') || clean.split('/').any(|part| part == "..");
    if leaves || clean.is_empty() || clean == "." {
        let message = format!("`{}` is not a path inside the handbook", folder.value);
        out.push(Diagnostic::at(Code::PathLeaves, path, folder.span, message).hint("write it relative to `book.toml`"));
        return None;
    }
    Some(clean)
}

fn files(path: &FilePath, files: Vec<Spanned<String>>, out: &mut Diagnostics) -> Vec<Spanned<String>> {
    files
        .into_iter()
        .filter_map(|file| {
            let span = file.span;
            folder(path, file, out).map(|file| Spanned::new(file, span))
        })
        .collect()
}

fn address(path: &FilePath, url: Spanned<String>, out: &mut Diagnostics) -> Option<String> {
    if url.value.starts_with("https://") || url.value.starts_with("http://") {
        return Some(url.value);
    }
    let message = format!("`{}` is no web address", url.value);
    out.push(Diagnostic::at(Code::InvalidSetting, path, url.span, message).hint("it begins with `https://`"));
    None
}

/// mdBook lets `site-url` be a path; a feed and a sitemap need the whole address. What a browser would read as another
/// address than the one written is refused: `//` begins a host, `..` goes up.
fn site_url(path: &FilePath, url: Spanned<String>, out: &mut Diagnostics) -> Option<String> {
    let span = url.span;
    let mut url = match url.value.starts_with('/') {
        true => url.value,
        false => address(path, url, out)?,
    };
    if !url.ends_with('/') {
        url.push('/');
    }
    let Some(wrong) = not_in_site_url(&url) else { return Some(url) };
    let message = format!("`site-url` can't have {wrong}");
    let hint = "write `https://example.com/handbook/`, or only its path: `/handbook/`";
    out.push(Diagnostic::at(Code::InvalidSetting, path, span, message).hint(hint));
    None
}

/// What a browser would change in an address that ends in `/`.
fn not_in_site_url(url: &str) -> Option<&'static str> {
    let (host, folders) = match url.split_once("://") {
        Some((_, rest)) if !url.starts_with('/') => rest.split_once('/')?,
        _ => ("-", url.strip_prefix('/')?),
    };
    let dots = folders.to_ascii_lowercase().replace("%2e", ".");
    if host.is_empty() {
        Some("an address without a host")
    } else if url.contains(['?', '#']) {
        Some("a `?` or a `#`")
    } else if url.contains('\\') {
        Some("a `\\`")
    } else if url.contains(|c: char| c.is_whitespace() || c.is_control()) {
        Some("a blank; write `%20`")
    } else if url.contains(['"', '\'', '<', '>', '`', '{', '|', '}', '^']) {
        Some("a sign such as a quote or a bracket")
    } else if folders.starts_with('/') || folders.contains("//") {
        Some("a folder without a name: `//`")
    } else if dots.split('/').any(|folder| matches!(folder, "." | "..")) {
        Some("a folder `.` or `..`")
    } else if dots.starts_with("_rihla/") {
        Some("the folder `_rihla`, which the preview keeps for itself")
    } else if ["%2f", "%5c", "%00"].iter().any(|escape| dots.contains(escape)) {
        Some("an escaped `/`, `\\` or zero byte")
    } else {
        None
    }
}

/// The keys that a variable such as `LANGUAGES__AR_EG__TITLE` names, as the file spells them: it may have capitals,
/// variables don't.
fn keys(root: &Node, name: &str) -> Vec<String> {
    let mut node = Some(root);
    let mut keys = Vec::new();
    for part in name.to_lowercase().split("__").map(|part| part.replace('_', "-")) {
        let entries = match node.map(|node| &node.value) {
            Some(Value::Map(entries)) => entries.as_slice(),
            _ => &[],
        };
        let known = entries.iter().find(|(key, _)| key.name.to_lowercase() == part);
        node = known.map(|(_, node)| node);
        keys.push(known.map_or(part, |(key, _)| key.name.clone()));
    }
    keys
}

/// Puts the value of a variable such as `BOOK__TITLE` where the file would have it.
///
/// As in mdBook, `__` parts tables, `_` stands for `-`, and the value is read as JSON where it is JSON.
fn override_setting(root: &mut Node, keys: &[String], value: &str) {
    let value =
        serde_json::from_str::<serde_json::Value>(value).map_or_else(|_| Value::Text(value.to_owned()), from_json);
    let mut node = root;
    for key in keys {
        if !matches!(node.value, Value::Map(_)) {
            node.value = Value::Map(Vec::new());
        }
        let Value::Map(entries) = &mut node.value else { return };
        let at = match entries.iter().position(|(known, _)| known.name == *key) {
            Some(at) => at,
            None => {
                let key = Key { span: Span::default(), name: key.clone() };
                entries.push((key, Node { span: Span::default(), value: Value::Null }));
                entries.len() - 1
            }
        };
        node = &mut entries[at].1;
    }
    *node = Node { span: Span::default(), value };
}

fn from_json(json: serde_json::Value) -> Value {
    let node = |value| Node { span: Span::default(), value: from_json(value) };
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(flag) => Value::Bool(flag),
        serde_json::Value::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN), number.to_string()),
        serde_json::Value::String(text) => Value::Text(text),
        serde_json::Value::Array(items) => Value::List(items.into_iter().map(node).collect()),
        serde_json::Value::Object(map) => {
            let key = |name| Key { span: Span::default(), name };
            Value::Map(map.into_iter().map(|(name, value)| (key(name), node(value))).collect())
        }
    }
}

/// What a handbook without `book.toml` is told.
pub fn missing(path: &FilePath) -> Diagnostic {
    let hint = "run `rihla init` to begin a handbook here";
    Diagnostic::new(Code::NoHandbook, Place::whole(path), "there is no `book.toml` in this folder").hint(hint)
}

#[cfg(test)]
mod tests {
    use super::not_in_site_url;

    #[test]
    fn a_sites_address_is_one_that_browsers_leave_as_it_is() {
        for url in
            ["/", "/a/", "https://a/", "https://a.example:8080/b%20c/d/", "https://bücher.example/é/", "http://[::1]/"]
        {
            assert_eq!(not_in_site_url(url), None, "{url}");
        }
        for url in [
            "//",
            "//a/",
            "/a//",
            "/a//b/",
            "https://a//b/",
            "https://a//",
            "https:///b/",
            "https://a/../b/",
            "https://a/./",
            "https://a/%2e%2E/b/",
            "https://a/.%2e/",
            "https://a\\b/",
            "/a\\b/",
            "https://a/b c/",
            "https://a b/",
            "/a\u{a0}/",
            "https://a/?b/",
            "https://a/#b/",
            "https://a?b/",
            "/a\"b/",
            "/a<b>/",
            "/a%2Fb/",
            "/_rihla/x/",
            "/%5c/",
            "/%00/",
            "/\t/",
        ] {
            assert!(not_in_site_url(url).is_some(), "{url}");
        }
    }
}
