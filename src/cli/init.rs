//! `rihla init`: a small handbook that can be built at once.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};

use crate::build::Failure;
use crate::cli::terminal::Terminal;
use crate::cli::{Outcome, args, ci};
use crate::source::SETTINGS;

/// The day on which the starters were written.
const WRITTEN: Date = date(2026, 11, 1);

macro_rules! starter {
    ($language:literal) => {
        starter!(@files $language:
            "book.toml" => "book.toml",
            "gitignore" => ".gitignore",
            "content/index.md" => "content/index.md",
            "content/guide/how-we-work.md" => "content/guide/how-we-work.md",
            "content/journeys/first-visit/01-discover.md" => "content/journeys/first-visit/01-discover.md",
            "content/journeys/first-visit/02-visit.md" => "content/journeys/first-visit/02-visit.md",
            "content/journeys/first-visit/03-return.md" => "content/journeys/first-visit/03-return.md",
            "content/journeys/first-visit/index.md" => "content/journeys/first-visit/index.md",
            "content/personas/customer.md" => "content/personas/customer.md",
            "content/touchpoints/front-desk.md" => "content/touchpoints/front-desk.md",
            "content/touchpoints/website.md" => "content/touchpoints/website.md",
        )
    };
    (@files $language:literal: $($from:literal => $to:literal,)+) => {
        &[$(($to, include_str!(concat!("starter/", $language, "/", $from))),)+]
    };
}

/// The files of a new handbook, by their paths in it.
fn starter(language: args::Language) -> &'static [(&'static str, &'static str)] {
    match language {
        args::Language::En => starter!("en"),
        args::Language::Ar => starter!("ar"),
        args::Language::Th => starter!("th"),
        args::Language::Tr => starter!("tr"),
    }
}

/// Begins a handbook, or only adds a host's workflow to one. A file that is there already is never touched: then
/// nothing at all is written.
pub fn init(args: &args::Init, terminal: &Terminal) -> Result<Outcome, Failure> {
    let workflow = args.ci.map(|host| ci::workflow(host, &args.dir)).transpose()?;
    let is_begun = workflow.is_some() && args.dir.join(SETTINGS).exists();
    let starter: &[_] = if is_begun { &[] } else { starter(args.lang) };
    let mut files: Vec<(PathBuf, &str)> = starter.iter().map(|(path, text)| (args.dir.join(path), *text)).collect();
    files.extend(workflow.iter().map(|workflow| (workflow.path.clone(), workflow.text.as_str())));
    // A repository often has its `.gitignore` before it has a handbook.
    files.retain(|(path, _)| !(path.ends_with(".gitignore") && path.exists()));
    if let Some((taken, _)) = files.iter().find(|(path, _)| path.exists()) {
        let hint = match is_begun {
            true => "move it away, or take over by hand what you need; nothing was written",
            false => "name another folder; nothing was written",
        };
        return Err(Failure::new(format!("`{}` is there already", taken.display())).hint(hint));
    }
    let today = jiff::Zoned::now().date();
    for (path, text) in &files {
        write_new(path, &dated(text, today))?;
    }
    let dir = args.dir.display();
    if !is_begun {
        terminal.say(&format!("a handbook of {} files is in {dir}; `rihla build {dir}` makes its site", starter.len()));
    }
    if let Some(workflow) = workflow {
        terminal
            .say(&format!("{} is written; its first lines say what to set before it runs", workflow.path.display()));
    }
    Ok(Outcome::Fine)
}

/// Moves the days of a starter as if it had been written today: what was reviewed then was not so long ago.
fn dated(text: &str, today: Date) -> String {
    let since = WRITTEN.until(today).unwrap_or_default();
    let mut dated = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("2026-") {
        let (before, from) = rest.split_at(at);
        let (written, behind) = from.split_at_checked("2026-11-01".len()).unwrap_or((from, ""));
        let day = written.parse::<Date>().ok().and_then(|day| day.checked_add(since).ok());
        dated += before;
        dated += &day.map_or_else(|| written.to_owned(), |day| day.to_string());
        rest = behind;
    }
    dated + rest
}

/// Writes a file that isn't there yet, with its folders.
pub fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let refused = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Failure::new(format!("`{}` is there already", path.display())).hint("it was not changed")
        }
        _ => Failure::new(format!("`{}` can't be written", path.display())).cause(error),
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(refused)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(refused)?;
    file.write_all(text.as_bytes()).map_err(refused)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::dated;

    #[test]
    fn the_days_of_a_starter_move_with_the_clock() {
        let text = "reviewed: 2026-11-01\non: 2026-10-18 # 2026-";
        assert_eq!(dated(text, date(2031, 3, 1)), "reviewed: 2031-03-01\non: 2031-02-15 # 2026-");
        assert_eq!(dated(text, date(2026, 11, 1)), text);
    }
}
