//! The theme: the files built into the program, and those of the handbook that stand in for them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use tera::value::Key;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::diag::{Code, Diagnosed, Diagnostic, Diagnostics};
use crate::map::sheet::fonts::{FontFile, Fonts, System};
use crate::map::sheet::{Look, Palette};
use crate::model::{Atlas, Lang, Language, Reading};
use crate::parse::fields::word;
use crate::site::address::encode;
use crate::site::broken::{BYTE_ORDER_MARK, is_syntax};
use crate::site::feeds;
use crate::site::lent::{self, lent};
use crate::site::texts::{Arg, Texts, unenclosed};
use crate::site::unspoken::unspoken;
use crate::site::uses::{Uses, unused};
use crate::site::views::{BookView, Text};
use crate::site::{POLICY, additional};
use crate::source::{File, FilePath, Place, Sources};

macro_rules! embedded {
    ($($path:literal,)+) => {
        /// The files of the default theme, by their paths in it.
        pub fn default_files() -> &'static [(&'static str, &'static str)] {
            &[$(($path, include_str!(concat!("../../themes/default/", $path))),)+]
        }
    };
}

embedded! {
    "favicon.svg",
    "fonts/OFL.txt",
    "scripts/keys.js",
    "scripts/map.js",
    "scripts/reading.js",
    "scripts/rihla.js",
    "scripts/search-index.js",
    "scripts/search-words.js",
    "scripts/search.js",
    "scripts/table.js",
    "scripts/tabs.js",
    "scripts/theme.js",
    "styles/components.css",
    "styles/figures.css",
    "styles/icons.css",
    "styles/layout.css",
    "styles/map.css",
    "styles/print.css",
    "styles/prose.css",
    "styles/search.css",
    "styles/tokens.css",
    "styles/whole.css",
    "templates/404.html",
    "templates/atom.xml",
    "templates/base.html",
    "templates/changes.html",
    "templates/components.html",
    "templates/coverage.html",
    "templates/data.html",
    "templates/embed.html",
    "templates/figures-journey.html",
    "templates/figures.html",
    "templates/glossary.html",
    "templates/headers.txt",
    "templates/home.html",
    "templates/journey.html",
    "templates/journeys.html",
    "templates/keys.html",
    "templates/map.html",
    "templates/narrative.html",
    "templates/persona.html",
    "templates/personas.html",
    "templates/print.html",
    "templates/prose.html",
    "templates/redirect.html",
    "templates/search.html",
    "templates/section.html",
    "templates/sitemap.xml",
    "templates/stage.html",
    "templates/table.html",
    "templates/touchpoint.html",
    "texts/ar.ftl",
    "texts/en.ftl",
    "texts/th.ftl",
    "texts/tr.ftl",
}

macro_rules! fonts {
    ($($path:literal,)+) => {
        /// The fonts that maps are set in, by their paths in the default theme.
        pub fn default_fonts() -> &'static [(&'static str, &'static [u8])] {
            &[$(($path, include_bytes!(concat!("../../themes/default/", $path))),)+]
        }
    };
}

fonts! {
    "fonts/NotoEmoji-Regular.ttf",
    "fonts/NotoSans-Bold.ttf",
    "fonts/NotoSans-Regular.ttf",
    "fonts/NotoSansArabic-Bold.ttf",
    "fonts/NotoSansArabic-Regular.ttf",
    "fonts/NotoSansMath-Regular.ttf",
    "fonts/NotoSansSymbols2-Regular.ttf",
    "fonts/NotoSansThai-Bold.ttf",
    "fonts/NotoSansThai-Regular.ttf",
}

/// The languages whose interface texts are built in.
pub const TEXT_FILES: [&str; 4] = ["ar", "en", "th", "tr"];

/// What is set aside for a page, in bytes: most fit, and what is left goes to the next one.
const PAGE: usize = 1 << 17;

/// A theme, ready to render in each language of a handbook.
pub struct Theme {
    languages: Vec<Voice>,
    assets: Vec<(String, Arc<[u8]>)>,
    /// The handbook's own fonts, by their paths.
    fonts: Vec<(String, Arc<[u8]>)>,
    /// The templates that a file of the handbook's own has a part in.
    own_templates: BTreeSet<String>,
    /// The texts that the other languages borrow where they lack some.
    english: Arc<Texts>,
    /// The handbook's theme folder.
    pub(super) folder: Option<String>,
    /// What is wrong with its files.
    pub problems: Diagnostics,
}

/// One language: its texts, and the templates that speak it.
struct Voice {
    texts: Arc<Texts>,
    tera: Tera,
    /// For each template a hash of all that it is made from: texts, the book's words, other templates.
    versions: BTreeMap<String, blake3::Hash>,
}

impl Theme {
    /// Loads the default theme and what the handbook's own folder puts in its place.
    pub fn load(atlas: &Atlas, sources: &Sources) -> Self {
        let mut out = Diagnostics::default();
        let settings = &atlas.book.settings;
        let folder = settings.theme.clone();
        let own: BTreeMap<&str, &FilePath> = match &folder {
            Some(folder) => sources
                .below(folder)
                .filter_map(|(path, _)| {
                    Some((path.as_str().strip_prefix(folder.as_str())?.trim_start_matches('/'), path))
                })
                .collect(),
            None => BTreeMap::new(),
        };
        if let Some(folder) = folder.as_ref().filter(|_| own.is_empty()) {
            let (message, hint) = match sources.files.contains_key(&FilePath::new(folder)) {
                true => (format!("the theme `{folder}` is a file"), "name a folder, or remove the setting"),
                false => (
                    format!("the theme folder `{folder}` holds no files"),
                    "write `templates/…`, `styles/…` or `texts/…` there, or remove the setting",
                ),
            };
            out.push(Diagnostic::new(Code::InvalidSetting, Place::whole(&settings.path), message).hint(hint));
        }
        let (assets, fonts) = (assets(&own, sources), own_fonts(&own, sources, &mut out));
        let built_in = Texts::parse("en", &[english_texts()]).0;
        let english = Arc::new(texts("en", &own, sources, &mut out));
        let (languages, own_templates, problems) = Default::default();
        let mut theme = Self { languages, assets, fonts, own_templates, english, folder, problems };
        let (templates, files) = theme.templates(&own, sources, &mut out);
        let listed = settings.additional_css.iter().chain(&settings.additional_js);
        let listed: Vec<&str> = listed.map(|file| file.value.as_str()).collect();
        theme.missing_assets(&own, &listed, sources, &mut out);
        // What a broken template would use is not known.
        if !out.iter().any(|told| told.code == Code::TemplateError) {
            out.extend(unused(&own, &files, &listed, sources));
        }
        let uses = Uses::of(&files);
        let contents = contents(&files, &uses);
        let is_own = |name: &str| own.contains_key(format!("templates/{name}").as_str());
        let has_own = |name: &&String| uses.reached([name.as_str()]).into_iter().any(is_own);
        theme.own_templates = files.keys().filter(has_own).cloned().collect();
        for (lang, language) in atlas.languages() {
            let texts = texts(&language.tag, &own, sources, &mut out);
            let file = text_names(&language.tag).iter().rev().find_map(|name| own_text(name, &own));
            out.extend(unspoken(atlas, &language.tag, &texts, &built_in, file));
            let texts = Arc::new(texts.with_fallback(theme.english.clone()));
            let mut tera = templates.clone();
            equip(&mut tera, language, &texts);
            let book = book(atlas, lang, language);
            tera.global_context().insert("book", &book);
            let words = format!("{book:?}{:?}", own_texts(&language.tag, &own, sources));
            let version = |(name, content): (&String, &blake3::Hash)| {
                (name.clone(), blake3::hash(format!("{content}{words}").as_bytes()))
            };
            let versions = contents.iter().map(version).collect();
            theme.languages.push(Voice { texts, tera, versions });
        }
        missing_files(atlas, sources, &mut out);
        theme.problems = out;
        theme
    }

    /// Tells apart what a template is made from, in a language: the same version makes the same page of the same view.
    pub fn version(&self, lang: Lang, template: &str) -> blake3::Hash {
        self.languages[lang.0].versions.get(template).copied().unwrap_or_else(|| blake3::hash(b""))
    }

    /// True for a template that a file of the handbook's own has a part in.
    pub fn is_own(&self, template: &str) -> bool {
        self.own_templates.contains(template)
    }

    /// The interface texts of a language.
    pub fn texts(&self, lang: Lang) -> &Texts {
        &self.languages[lang.0].texts
    }

    /// The files of the site's `assets` folder.
    pub fn assets(&self) -> impl Iterator<Item = (&str, Arc<[u8]>)> {
        self.assets.iter().map(|(name, bytes)| (name.as_str(), bytes.clone()))
    }

    /// The fonts that maps are set in: the handbook's own first. A file that is no font is told.
    pub fn fonts(&self, system: System) -> Diagnosed<Fonts> {
        let own = self.fonts.iter().map(|(path, bytes)| FontFile::new(path.as_str(), bytes.clone())).collect();
        let built_in = default_fonts().iter().map(|(path, bytes)| FontFile::new(path, *bytes)).collect();
        let (fonts, unread) = Fonts::new(own, built_in, system);
        let tell = |path: String| {
            let message = format!("`{path}` is not a font that can be read");
            let hint = "put TrueType or OpenType files there, or remove it";
            Diagnostic::new(Code::InvalidSetting, Place::whole(&FilePath::new(&path)), message).hint(hint)
        };
        let mut out = Diagnostics::default();
        out.extend(unread.into_iter().map(tell));
        Diagnosed::new(fonts, out)
    }

    /// The colours that maps are drawn in: those of `tokens.css`.
    pub fn palette(&self, look: Look) -> Palette {
        let sheets: Vec<&str> = self
            .assets
            .iter()
            .filter(|(name, _)| name == "tokens.css")
            .filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok())
            .collect();
        Palette::read(&sheets, look)
    }

    /// Renders a template into a text, never into a file: half a page is no page.
    pub fn render(&self, lang: Lang, template: &str, context: &tera::Context) -> TeraResult<String> {
        let mut html = Vec::with_capacity(PAGE);
        self.languages[lang.0].tera.render_to(template, context, &mut html)?;
        let html = String::from_utf8(html).map_err(|error| tera::Error::message(error.to_string()))?;
        Ok(if template.ends_with(".html") { lent::marked(html, self.english.locale()) } else { lent::bare(&html) })
    }

    /// Tells styles and scripts that a template of the handbook's own names, and that neither the theme nor the settings have.
    fn missing_assets(
        &self,
        own: &BTreeMap<&str, &FilePath>,
        listed: &[&str],
        sources: &Sources,
        out: &mut Diagnostics,
    ) {
        const FOLDER: &str = "}}assets/";
        let is_listed = |path: &str| {
            let mut files = listed.iter().map(|file| additional(file));
            files.any(|file| path == file || path == encode(&file))
        };
        let templates = own.iter().filter(|(path, _)| path.starts_with("templates/"));
        for (file, text) in templates.filter_map(|(_, file)| Some((*file, sources.text(file)?))) {
            for (at, _) in text.match_indices(FOLDER) {
                let start = at + FOLDER.len();
                let name = text[start..].split(['"', '\'', '{', '?', '#', '>', '\n']).next().unwrap_or_default();
                let Some((stem, kind)) = name.rsplit_once('.').filter(|(_, kind)| ["css", "js"].contains(kind)) else {
                    continue;
                };
                let is_there = self.assets.iter().any(|(known, _)| known == name)
                    || is_listed(&format!("assets/{name}"))
                    || text[..at].rfind("{#") > text[..at].rfind("#}");
                // The files of the search are made with the pages.
                if !is_there && !name.starts_with("search/") {
                    let message = format!("the theme has no file `assets/{name}`");
                    let folder = if kind == "css" { "styles" } else { "scripts" };
                    let hint = format!("write `{folder}/{stem}.{kind}` into the theme, or correct the name");
                    let span = (start..start + name.len()).into();
                    out.push(Diagnostic::at(Code::TemplateError, file, span, message).hint(hint));
                }
            }
        }
    }

    /// Parses the templates. A template of the handbook's own that can't be parsed is reported, and the default one stands.
    fn templates(
        &self,
        own: &BTreeMap<&str, &FilePath>,
        sources: &Sources,
        out: &mut Diagnostics,
    ) -> (Tera, BTreeMap<String, String>) {
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        let name = |path: &str| path.strip_prefix("templates/").map(str::to_owned);
        for (path, text) in default_files() {
            files.extend(name(path).map(|name| (name, (*text).to_owned())));
        }
        let defaults = files.clone();
        for (path, file) in own {
            if let (Some(name), Some(text)) = (name(path), sources.text(file)) {
                if text.trim().is_empty() && defaults.get(&name).is_some_and(|text| text.starts_with("{% extends")) {
                    let message = "this template is empty, and so would be its pages";
                    let hint = "write it, or remove the file: then the default one stands";
                    out.push(Diagnostic::new(Code::TemplateError, Place::whole(file), message).hint(hint));
                    continue;
                }
                let text = text.trim_start_matches(BYTE_ORDER_MARK);
                let mut alone = Tera::new();
                register(&mut alone);
                // Parsed alone first, for the mistakes of each; what they need from each other is looked at together.
                match alone.add_raw_templates([(name.as_str(), text)]) {
                    Err(error) if is_syntax(&error) => out.push(self.report(&error, sources)),
                    _ => {
                        files.insert(name, text.to_string());
                    }
                }
            }
        }
        let build = |files: &BTreeMap<String, String>| {
            let mut tera = Tera::new();
            register(&mut tera);
            tera.add_raw_templates(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).map(|()| tera)
        };
        match build(&files) {
            Ok(tera) => (tera, files),
            Err(error) => {
                out.push(self.report(&error, sources));
                (build(&defaults).expect("the default theme is tested to parse"), defaults)
            }
        }
    }
}

/// For each template a hash of its text and of those that it is made from.
fn contents(files: &BTreeMap<String, String>, uses: &Uses) -> BTreeMap<String, blake3::Hash> {
    let content = |name: &String| {
        let mut hasher = blake3::Hasher::new();
        for name in uses.reached([name.as_str()]) {
            hasher.update(name.as_bytes()).update(&[0]).update(files[name].as_bytes()).update(&[0]);
        }
        (name.clone(), hasher.finalize())
    };
    files.keys().map(content).collect()
}

/// The interface texts of the handbook's own that a language speaks, or English in its place.
fn own_texts<'s>(tag: &str, own: &BTreeMap<&str, &FilePath>, sources: &'s Sources) -> Vec<&'s Arc<str>> {
    let names = ["en".to_owned()].into_iter().chain(text_names(tag));
    names.filter_map(|name| sources.text(own_text(&name, own)?)).collect()
}

/// The handbook's own file of interface texts with a name, such as `de`.
fn own_text<'p>(name: &str, own: &BTreeMap<&str, &'p FilePath>) -> Option<&'p FilePath> {
    own.get(format!("texts/{name}.ftl").as_str()).copied()
}

/// The names of the files that hold a language's texts, the widest first: `zh`, `zh-Hant`, `zh-Hant-TW`.
fn text_names(tag: &str) -> Vec<String> {
    let ends = tag.match_indices('-').map(|(at, _)| at).chain([tag.len()]);
    ends.map(|end| tag[..end].to_owned()).collect()
}

/// All interface texts, in English: what a further language is translated from.
pub fn english_texts() -> &'static str {
    include_str!("../../themes/default/texts/en.ftl")
}

/// The fonts in the handbook's theme.
fn own_fonts(own: &BTreeMap<&str, &FilePath>, sources: &Sources, out: &mut Diagnostics) -> Vec<(String, Arc<[u8]>)> {
    let is_font = |path: &str| {
        let path = path.to_lowercase();
        path.starts_with("fonts/") && [".ttf", ".otf", ".ttc"].iter().any(|ending| path.ends_with(ending))
    };
    let mut fonts = Vec::new();
    for (_, file) in own.iter().filter(|(path, _)| is_font(path)) {
        let Some(File::Asset(asset)) = sources.files.get(*file) else { continue };
        match asset.read() {
            Ok(bytes) => fonts.push((file.to_string(), bytes)),
            Err(error) => {
                let message = format!("this font can't be read: {error}");
                let hint = "mend its permissions, or remove it";
                out.push(Diagnostic::new(Code::Unreadable, Place::whole(file), message).hint(hint));
            }
        }
    }
    fonts
}

/// What every template can use, before it knows its language: the parser asks for the names.
fn register(tera: &mut Tera) {
    tera.autoescape_on([".html", ".xml"]);
    tera.register_filter("say", say);
    tera.register_filter("num", |value: i64, _: Kwargs, _: &State| value.to_string());
    tera.register_function("t", |_: Kwargs, _: &State| String::new());
}

/// Gives the templates their language.
fn equip(tera: &mut Tera, language: &Language, texts: &Arc<Texts>) {
    let locale = language.locale.clone();
    tera.register_filter("num", move |value: i64, _: Kwargs, _: &State| locale.integer(value));
    let texts = texts.clone();
    let finished = |(key, text): (&str, String)| {
        let text = if texts.is_lent(key) { lent(&text) } else { text };
        (key.to_owned(), Value::normal_string(&text))
    };
    let ready: HashMap<String, Value> = texts.plain().map(finished).collect();
    tera.register_function("t", move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let key = args.must_get::<&str>("key")?;
        if let Some(text) = ready.get(key) {
            return Ok(text.clone());
        }
        let given = args.iter().filter(|(name, _)| name.as_str() != Some("key"));
        let given: Vec<(&str, Arg)> = given.filter_map(|(name, value)| Some((name.as_str()?, arg(value)?))).collect();
        texts
            .get(key, &given)
            .map(|text| Value::from(if texts.is_lent(key) { lent(&text) } else { text }))
            .ok_or_else(|| tera::Error::message(format!("there is no interface text `{key}`")))
    });
}

fn arg(value: &Value) -> Option<Arg> {
    match value.as_f64() {
        Some(number) if value.is_number() => Some(Arg::Number(number)),
        _ => value.as_str().map(|text| Arg::Text(text.to_owned())),
    }
}

/// Prints a text of a view; one that is borrowed from another language says which.
fn say(value: Value, _: Kwargs, state: &State) -> TeraResult<Value> {
    fn part<'v>(value: &'v Value, name: &'static str) -> Option<&'v str> {
        value.as_map()?.get(&Key::Str(name))?.as_str()
    }
    let Some(text) = part(&value, "text") else {
        let found = value.as_str().ok_or_else(|| tera::Error::message("`say` prints a text of a view"))?;
        return Ok(Value::normal_string(found));
    };
    Ok(match (part(&value, "lang"), part(&value, "dir")) {
        (Some(lang), Some(dir)) => {
            let (lang, text) = (state.escape(lang)?, state.escape(unenclosed(text))?);
            Value::safe_string(&format!(r#"<span lang="{lang}" dir="{dir}">{text}</span>"#))
        }
        // It is escaped where it is written.
        _ => Value::normal_string(text),
    })
}

/// The interface texts of a language: the built-in ones, then the handbook's own.
fn texts(tag: &str, own: &BTreeMap<&str, &FilePath>, sources: &Sources, out: &mut Diagnostics) -> Texts {
    let language = tag.split('-').next().unwrap_or(tag);
    let built_in = default_files().iter().find(|(path, _)| *path == format!("texts/{language}.ftl"));
    let mut all: Vec<(Option<&FilePath>, &str)> = built_in.map(|(_, text)| (None, *text)).into_iter().collect();
    for name in text_names(tag) {
        if let Some((path, text)) = own_text(&name, own).and_then(|path| Some((path, sources.text(path)?))) {
            all.push((Some(path), text));
        }
    }
    let (texts, problems) = Texts::parse(tag, &all.iter().map(|(_, text)| *text).collect::<Vec<_>>());
    for problem in problems {
        if let Some((Some(path), _)) = all.get(problem.source) {
            out.push(Diagnostic::at(Code::InterfaceText, path, problem.span.into(), problem.message));
        }
    }
    texts
}

/// Styles, scripts, icons and fonts, under their file names.
fn assets(own: &BTreeMap<&str, &FilePath>, sources: &Sources) -> Vec<(String, Arc<[u8]>)> {
    let name = |path: &str| -> Option<String> {
        let inside = path
            .strip_prefix("styles/")
            .or_else(|| path.strip_prefix("scripts/"))
            .or_else(|| path.strip_prefix("assets/"));
        inside.or((path == "favicon.svg").then_some(path)).map(str::to_owned)
    };
    let mut all: BTreeMap<String, Arc<[u8]>> = BTreeMap::new();
    for (path, text) in default_files() {
        all.extend(name(path).map(|name| (name, Arc::from(text.as_bytes()))));
    }
    for (path, file) in own {
        let bytes = match sources.files.get(*file) {
            Some(File::Text(text)) => Some(Arc::from(text.as_bytes())),
            Some(File::Asset(asset)) => asset.read().ok(),
            None => None,
        };
        all.extend(name(path).zip(bytes));
    }
    all.into_iter().collect()
}

/// Styles and scripts that `book.toml` names and that aren't there.
fn missing_files(atlas: &Atlas, sources: &Sources, out: &mut Diagnostics) {
    let settings = &atlas.book.settings;
    for file in settings.additional_css.iter().chain(&settings.additional_js) {
        if !sources.files.contains_key(&FilePath::new(&file.value)) {
            let message = format!("there is no file `{}`", file.value);
            let hint = "correct its path, which begins at `book.toml`, or take it off the list";
            out.push(Diagnostic::at(Code::InvalidSetting, &settings.path, file.span, message).hint(hint));
        }
    }
}

/// The handbook's title, marked where it is borrowed from the default language.
fn title(atlas: &Atlas, lang: Lang) -> Text {
    let Some(said) = atlas.book.title.get(lang) else { return Text::default() };
    let of = &atlas.book.languages[said.lang.0];
    let is_own = said.lang == lang;
    let (tag, dir) = ((!is_own).then(|| of.tag.clone()), (!is_own).then(|| of.direction.as_str()));
    Text { text: said.value.clone(), lang: tag, dir }
}

fn book(atlas: &Atlas, lang: Lang, language: &Language) -> BookView {
    let settings = &atlas.book.settings;
    let said =
        |text: &crate::model::Localised<String>| text.get(lang).map(|said| said.value.clone()).unwrap_or_default();
    let names =
        |files: &[crate::source::Spanned<String>]| files.iter().map(|file| encode(&additional(&file.value))).collect();
    BookView {
        title: title(atlas, lang),
        description: said(&atlas.book.description),
        authors: settings.authors.clone(),
        lang: language.tag.clone(),
        dir: language.direction.as_str(),
        default_theme: word(settings.default_theme).to_owned(),
        repository: settings.repository.clone(),
        additional_css: names(&settings.additional_css),
        additional_js: names(&settings.additional_js),
        feed: feeds::has_changes(&Reading::whole(atlas)).then(|| feeds::path(&Reading::whole(atlas), lang)),
        generator: format!("Rihla {}", env!("CARGO_PKG_VERSION")),
        policy: POLICY,
    }
}
