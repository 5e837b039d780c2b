//! What pages weigh, and whether they grow with the handbook.
//!
//! In: built sites. Out: the rows about weight. Promises: what counts is what a browser fetches for a page, each file
//! compressed for itself as servers do (gzip, level 6). Deliberately not here: images and fonts, which pages don't need.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use walkdir::WalkDir;

use crate::measure::{Outcome, Sample};
use crate::report::{Row, Verdict};

/// The most that a stage's page may weigh with its styles and scripts, in kB.
const MOST: f64 = 60.0;
/// How much larger pages may be in the larger handbook: chance draws its few extremes further out.
const SLACK: f64 = 1.15;
/// Pages that are named in the table's numbers.
const NAMED: usize = 8;

/// Weighs the stages' pages of a site.
pub fn stages(site: &Path, pages: usize) -> Outcome<Row> {
    let mut known = BTreeMap::new();
    let mut weights = Vec::new();
    for page in pages_of(site)? {
        if kind(&page) == "stage" {
            let html = fs::read_to_string(site.join(&page))?;
            let mut weight = compressed(html.as_bytes())?;
            for file in fetched(&html, &page) {
                weight += match known.get(&file) {
                    Some(weight) => *weight,
                    None => {
                        let read =
                            fs::read(site.join(&file)).map_err(|error| format!("{}: {error}", file.display()))?;
                        let weight = compressed(&read)?;
                        known.insert(file, weight);
                        weight
                    }
                };
            }
            weights.push(weight as f64 / 1e3);
        }
    }
    let weights = Sample::new(weights);
    let files: Vec<_> =
        known.iter().map(|(path, weight)| format!("{} {:.1} kB", path.display(), *weight as f64 / 1e3)).collect();
    Ok(Row {
        work: format!("a stage's page, compressed, {pages} pages"),
        reach: format!("≤ {MOST:.0} kB"),
        measured: format!("{weights} kB"),
        verdict: (weights.len() > 0 && weights.max() <= MOST).into(),
        raw: vec![format!("of {} pages; with each: {}", weights.len(), files.join(", "))],
    })
}

/// Compares the pages of a small handbook with those of a large one: of each kind the median, and pages that the tool
/// makes itself, one by one where both have them. The last part of an index that goes on in the larger one had room left,
/// and is not compared.
pub fn growth(small: (&Path, usize), large: (&Path, usize)) -> Outcome<Row> {
    let (small_sizes, large_sizes) = (sizes(small.0)?, sizes(large.0)?);
    let mut compared = Vec::new();
    for (kind, after) in &large_sizes {
        let Some(before) = small_sizes.get(kind) else { continue };
        let goes_on = |sizes: &BTreeMap<String, Sizes>| next_part(kind).is_some_and(|next| sizes.contains_key(&next));
        if !goes_on(&small_sizes) && goes_on(&large_sizes) {
            continue;
        }
        let ratio = after.typical() / before.typical();
        compared.push((ratio, kind.clone(), before.typical(), after.typical()));
    }
    compared.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let grown = compared.iter().filter(|one| one.0 > SLACK).count();
    let raw = compared.iter().take(NAMED).map(|(ratio, kind, before, after)| {
        format!("{kind}: {:.1} → {:.1} kB, × {ratio:.2}", before / 1e3, after / 1e3)
    });
    let worst = compared.first().map_or(f64::NAN, |one| one.0);
    Ok(Row {
        work: format!("pages that grow, {} → {} pages", small.1, large.1),
        reach: format!("none beyond × {SLACK}"),
        measured: format!("{grown} of {}, the worst × {worst:.2}", compared.len()),
        verdict: if compared.is_empty() { Verdict::Unknown } else { (grown == 0).into() },
        raw: raw.collect(),
    })
}

/// The part of an index behind one: `tags/3.html` behind `tags/2.html`, that behind `tags/index.html`.
fn next_part(page: &str) -> Option<String> {
    let (folder, name) = page.rsplit_once('/')?;
    let number = match name.strip_suffix(".html")? {
        "index" => 1,
        number => number.parse::<usize>().ok()?,
    };
    Some(format!("{folder}/{}.html", number + 1))
}

/// The uncompressed sizes of pages that are compared with each other.
#[derive(Debug, Default)]
struct Sizes(Vec<f64>);

impl Sizes {
    fn typical(&self) -> f64 {
        Sample::new(self.0.iter().copied()).median()
    }
}

/// The sizes of a site's pages, by kind; what the tool makes itself is a kind for itself.
fn sizes(site: &Path) -> Outcome<BTreeMap<String, Sizes>> {
    let mut found: BTreeMap<String, Sizes> = BTreeMap::new();
    for page in pages_of(site)? {
        let name = match kind(&page) {
            "other" => page.to_string_lossy().into_owned(),
            kind => format!("a {kind}"),
        };
        found.entry(name).or_default().0.push(fs::metadata(site.join(&page))?.len() as f64);
    }
    Ok(found)
}

/// The HTML files of a site, relative to it and sorted.
fn pages_of(site: &Path) -> Outcome<Vec<PathBuf>> {
    let mut pages = Vec::new();
    for entry in WalkDir::new(site).sort_by_file_name() {
        let path = entry?.into_path();
        if path.extension().is_some_and(|ending| ending == "html") {
            pages.push(path.strip_prefix(site)?.to_owned());
        }
    }
    Ok(pages)
}

/// What a page is, by its path.
fn kind(page: &Path) -> &'static str {
    let parts: Vec<_> = page.iter().map(|part| part.to_string_lossy()).collect();
    let parts: Vec<&str> = parts.iter().map(|part| &**part).collect();
    match parts[..] {
        ["journeys", _, "index.html"] => "journey",
        // Stages' files were numbered, those of a list's further pages are.
        ["journeys", _, name] if !name.starts_with(|first: char| first.is_ascii_digit()) => "stage",
        ["personas", name] if name != "index.html" => "persona",
        ["touchpoints", name] if name != "index.html" => "touchpoint",
        _ => "other",
    }
}

/// The style sheets and scripts that a page fetches, relative to the site.
fn fetched(html: &str, page: &Path) -> Vec<PathBuf> {
    let head = html.split("</head>").next().unwrap_or_default();
    let tags = head
        .split('<')
        .filter(|tag| tag.starts_with("script") || tag.starts_with("link") && tag.contains("stylesheet"));
    let address = |tag: &str| {
        let start = [" href=", " src="].iter().find_map(|name| Some(tag.find(name)? + name.len()))?;
        let value = tag[start..].trim_start_matches('"');
        Some(value.split(['"', '>', ' ', '?']).next().unwrap_or_default().to_owned())
    };
    let folder = page.parent().unwrap_or(Path::new(""));
    let mut files: Vec<_> = tags.filter_map(address).map(|address| joined(folder, &address)).collect();
    files.sort();
    files.dedup();
    files
}

/// A relative address seen from a folder, without `..`.
fn joined(folder: &Path, address: &str) -> PathBuf {
    let mut path = folder.to_owned();
    for part in address.split('/') {
        match part {
            ".." => {
                path.pop();
            }
            "." | "" => {}
            part => path.push(part),
        }
    }
    path
}

fn compressed(bytes: &[u8]) -> std::io::Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len() as u64)
}
