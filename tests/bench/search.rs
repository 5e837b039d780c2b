//! The search: what its index costs a build, and a question a reader.
//!
//! In: a handbook with its site built. Out: the rows about the search. Promises: the index is timed apart from the build, in
//! this process, on the same handbook and right after it; questions are asked in a real browser, of a folder. Deliberately not here: the
//! browser's side, which is `search.mjs`.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use rihla::build::Engine;
use serde_json::Value;
use walkdir::WalkDir;

use crate::full::Size;
use crate::measure::{Outcome, megabytes};
use crate::preview::Browser;
use crate::report::Row;

/// What is asked: one word and many, of which few or nearly all sections have some, one that is being typed, and none at all.
const QUESTIONS: [&str; 8] = [
    "order",
    "counter",
    "the waiting time at the counter",
    "mobile app payment receipt email",
    "kiosk refund",
    "person",
    "s",
    "qwertz",
];

/// Measures the search of a built handbook.
pub fn measure(size: &Size, browser: &Result<Browser, String>) -> Outcome<Vec<Row>> {
    eprintln!("search, {} pages", size.pages);
    let mut rows = vec![index(size)?];
    match browser {
        Ok(browser) => rows.extend(questions(size, browser)?),
        Err(why) => rows.push(Row::unknown(format!("a question, {} pages", size.pages), "≤ 150 KB, ≤ 50 ms", why)),
    }
    Ok(rows)
}

/// The time of the index, as a share of the build's without it.
fn index(size: &Size) -> Outcome<Row> {
    let mut engine = Engine::default();
    let sources = engine.read(&size.handbook).map_err(|failure| format!("{failure:?}"))?;
    let site = engine.compile(&sources).value.site;
    let start = Instant::now();
    let files = site.on_demand.with("assets/search/en/").map_or(0, |files| files.len());
    let seconds = start.elapsed().as_secs_f64();
    let share = seconds / (size.build_seconds() - seconds).max(f64::MIN_POSITIVE);
    Ok(Row {
        work: format!("index of the search ÷ build, {} pages", size.pages),
        reach: "≤ 0.25".to_owned(),
        measured: format!("{share:.2}"),
        verdict: (share <= 0.25).into(),
        raw: vec![format!("{seconds:.2} s, {files} files")],
    })
}

fn questions(size: &Size, browser: &Browser) -> Outcome<Vec<Row>> {
    let site = size.site();
    let mut asked = Command::new(&browser.node);
    asked.arg(browser.script.with_file_name("search.mjs")).arg(&browser.chromium).arg(&site).args(QUESTIONS);
    let output = asked.output()?;
    if !output.status.success() {
        return Err(format!("the browser's part of the search: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let told: Value = serde_json::from_slice(&output.stdout)?;
    let each = told["questions"].as_array().cloned().unwrap_or_default();
    let most = |name: &str| each.iter().filter_map(|one| one[name].as_f64()).fold(0.0, f64::max);
    let raw = each.iter().map(|one| {
        let number = |name: &str| one[name].as_f64().unwrap_or(f64::NAN);
        format!(
            "`{}`: {:.0} KB, loaded and answered in {:.0} ms, answered in {:.1} ms, {:.0} sections",
            one["question"].as_str().unwrap_or_default(),
            number("bytes") / 1e3,
            number("loading"),
            number("answering"),
            number("found")
        )
    });
    let (bytes, answering) = (most("bytes") / 1e3, most("answering"));
    let (index, covered) = (bytes_of(&site.join("assets/search"))?, told["covered"].as_f64().unwrap_or(f64::NAN));
    let share = index as f64 / covered;
    Ok(vec![
        Row {
            work: format!("a question, {} pages", size.pages),
            reach: "≤ 150 KB, ≤ 50 ms".to_owned(),
            measured: format!("{bytes:.0} KB, {answering:.1} ms"),
            verdict: (bytes <= 150.0 && answering <= 50.0).into(),
            raw: raw.collect(),
        },
        Row {
            work: format!("index of the search ÷ text, {} pages", size.pages),
            reach: "≤ 0.40".to_owned(),
            measured: format!("{share:.2}"),
            verdict: (share <= 0.4).into(),
            raw: vec![format!("{:.1} MB of {:.1} MB", megabytes(index), covered / 1e6)],
        },
    ])
}

fn bytes_of(folder: &Path) -> Outcome<u64> {
    let mut bytes = 0;
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            bytes += fs::metadata(entry.path())?.len();
        }
    }
    Ok(bytes)
}
