//! Full builds: of everything, of nothing new, and the floor beneath them.
//!
//! In: sizes of handbooks. Out: trials, and the rows of the table that they decide. Promises: each trial has its own
//! fresh handbook, cache and destination; what is compared was measured within one trial, one after the other.
//! Deliberately not here: the preview, what pages weigh.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use walkdir::WalkDir;

use crate::corpus::{self, Plan};
use crate::measure::{Ground, Outcome, Run, Sample, copy_tree, installed, megabytes};
use crate::peers::{Peer, Site};
use crate::report::{Row, Verdict};

/// One handbook size, measured several times.
#[derive(Debug)]
pub struct Size {
    /// Pages of the handbook.
    pub pages: usize,
    /// What was measured.
    pub trials: Vec<Trial>,
    /// The last trial's handbook, with its site.
    pub handbook: PathBuf,
}

/// What was measured on one fresh handbook.
#[derive(Debug)]
pub struct Trial {
    /// The first build, into nothing.
    build: Run,
    /// The second, of the same.
    again: Run,
    /// Files that the second wrote anew, or removed.
    rewritten: usize,
    /// A copy of the site.
    copy: Duration,
    /// The site's files and their bytes.
    files: usize,
    bytes: u64,
    /// Hugo on the same content, where it is installed.
    hugo: Option<Run>,
}

/// Measures each size in turn, as often as asked for.
pub fn measure(ground: &Ground, program: &Path, plans: &[(usize, Plan)], runs: usize) -> Outcome<Vec<Size>> {
    let hugo = match installed(Peer::Hugo.name()) {
        Some(_) => {
            plans.iter().map(|(_, plan)| Site::new(ground, Peer::Hugo, plan).map(Some)).collect::<Outcome<_>>()?
        }
        None => vec![None; plans.len()],
    };
    let mut sizes: Vec<_> =
        plans.iter().map(|(pages, _)| Size { pages: *pages, trials: Vec::new(), handbook: PathBuf::new() }).collect();
    for run in 0..runs {
        for ((size, (pages, plan)), hugo) in sizes.iter_mut().zip(plans).zip(&hugo) {
            eprintln!("full build, {pages} pages, run {} of {runs}", run + 1);
            if run > 0 {
                ground.leave(&size.handbook)?;
            }
            size.handbook = ground.fresh("handbook");
            corpus::write(plan, &size.handbook)?;
            let hugo = hugo.as_ref();
            size.trials.push(trial(ground, program, &size.handbook, hugo)?);
        }
    }
    Ok(sizes)
}

fn trial(ground: &Ground, program: &Path, handbook: &Path, hugo: Option<&Site>) -> Outcome<Trial> {
    let home = ground.fresh("home");
    let site = handbook.join("site");
    let build = ground.run(ground.command(program, &home)?.arg("build").arg(handbook))?;
    let before = fingerprint(&site)?;
    let copy = copy(ground, &site)?;
    let again = ground.run(ground.command(program, &home)?.arg("build").arg(handbook))?;
    let after = fingerprint(&site)?;
    let rewritten = before.iter().filter(|(path, print)| after.get(*path) != Some(print)).count()
        + after.keys().filter(|path| !before.contains_key(*path)).count();
    ground.leave(&home)?;
    let bytes = before.values().map(|print| print.bytes).sum();
    let hugo = hugo.map(|site| site.build(ground)).transpose()?;
    Ok(Trial { build, again, rewritten, copy, files: before.len(), bytes, hugo })
}

/// The floor: how long the system's own tool takes to copy the site beside itself.
fn copy(ground: &Ground, site: &Path) -> Outcome<Duration> {
    let copy = ground.fresh("copy");
    let time = if cfg!(unix) {
        ground.run(Command::new("cp").arg("-r").arg(site).arg(&copy))?.time
    } else {
        let start = Instant::now();
        copy_tree(site, &copy)?;
        start.elapsed()
    };
    ground.leave(&copy)?;
    Ok(time)
}

/// What changes when a file is written, even with the same bytes.
#[derive(Debug, PartialEq, Eq)]
struct Print {
    bytes: u64,
    modified: std::time::SystemTime,
    number: u64,
}

fn fingerprint(folder: &Path) -> Outcome<BTreeMap<PathBuf, Print>> {
    let mut found = BTreeMap::new();
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let about = entry.metadata()?;
            let print = Print { bytes: about.len(), modified: about.modified()?, number: number(&about) };
            found.insert(entry.into_path(), print);
        }
    }
    Ok(found)
}

/// The number by which the file system knows a file, where it has one.
#[cfg(unix)]
fn number(about: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(about)
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> u64 {
    0
}

impl Size {
    fn sample(&self, number: impl Fn(&Trial) -> f64) -> Sample {
        Sample::new(self.trials.iter().map(number))
    }

    fn seconds(&self, time: impl Fn(&Trial) -> Duration) -> Sample {
        self.sample(|trial| time(trial).as_secs_f64())
    }

    /// A program's seconds, and those of all cores.
    fn line(&self, name: &str, run: impl Fn(&Trial) -> Run) -> String {
        format!(
            "{name} {} s, of all cores {} s",
            self.seconds(|trial| run(trial).time),
            self.seconds(|trial| run(trial).cpu)
        )
    }

    /// The most memory of each build, in MB; none where the system doesn't tell.
    fn memory(&self) -> Option<Sample> {
        let each: Option<Vec<_>> = self.trials.iter().map(|trial| trial.build.memory.map(megabytes)).collect();
        each.map(Sample::new)
    }

    /// Where the last trial's site is.
    pub fn site(&self) -> PathBuf {
        self.handbook.join("site")
    }

    /// The median time of a full build, in seconds.
    pub fn build_seconds(&self) -> f64 {
        self.seconds(|trial| trial.build.time).median()
    }

    /// The rows of one size. Figures are to be reached at the largest; for others they are only shown.
    pub fn rows(&self, largest: usize) -> Vec<Row> {
        let mut rows = vec![self.floor(), self.hugo(), self.peak(), self.nothing_new()];
        if self.pages < largest {
            rows.iter_mut().for_each(|row| row.verdict = Verdict::Unknown);
        }
        rows
    }

    fn floor(&self) -> Row {
        let ratio = self.sample(|trial| trial.build.time.as_secs_f64() / trial.copy.as_secs_f64());
        let last = self.trials.last();
        Row {
            work: format!("full build ÷ `cp -r`, {} pages", self.pages),
            reach: "≤ 4".to_owned(),
            measured: ratio.to_string(),
            verdict: (ratio.median() <= 4.0).into(),
            raw: vec![
                self.line("build", |trial| trial.build),
                format!("cp -r {} s", self.seconds(|trial| trial.copy)),
                format!(
                    "the site has {} files, {:.1} MB",
                    last.map_or(0, |trial| trial.files),
                    last.map_or(0.0, |trial| megabytes(trial.bytes))
                ),
            ],
        }
    }

    fn hugo(&self) -> Row {
        let work = format!("Hugo ÷ full build, {} pages", self.pages);
        let hugo: Option<Vec<_>> = self.trials.iter().map(|trial| trial.hugo.map(|run| (run, trial))).collect();
        let Some(hugo) = hugo else {
            return Row::unknown(work, "≥ 6", format!("not installed: {}", Peer::Hugo.install()));
        };
        let ratio =
            Sample::new(hugo.iter().map(|(run, trial)| run.time.as_secs_f64() / trial.build.time.as_secs_f64()));
        let seconds = Sample::new(hugo.iter().map(|(run, _)| run.time.as_secs_f64()));
        let cpu = Sample::new(hugo.iter().map(|(run, _)| run.cpu.as_secs_f64()));
        let memory = Sample::new(hugo.iter().filter_map(|(run, _)| run.memory.map(megabytes)));
        Row {
            work,
            reach: "≥ 6".to_owned(),
            measured: ratio.to_string(),
            verdict: (ratio.median() >= 6.0).into(),
            raw: vec![format!("Hugo {seconds} s, of all cores {cpu} s, at most {memory} MB")],
        }
    }

    fn peak(&self) -> Row {
        let work = format!("most memory of a full build, {} pages", self.pages);
        match self.memory() {
            None => Row::unknown(work, "≤ 400 MB", "this system doesn't tell"),
            Some(memory) => Row {
                work,
                reach: "≤ 400 MB".to_owned(),
                measured: format!("{memory} MB"),
                verdict: (memory.max() <= 400.0).into(),
                raw: Vec::new(),
            },
        }
    }

    fn nothing_new(&self) -> Row {
        let ratio = self.sample(|trial| trial.again.time.as_secs_f64() / trial.build.time.as_secs_f64());
        let rewritten = self.trials.iter().map(|trial| trial.rewritten).max().unwrap_or_default();
        Row {
            work: format!("nothing changed ÷ full build, {} pages", self.pages),
            reach: "≤ 0.33, no file written".to_owned(),
            measured: format!("{ratio}, {rewritten} files written"),
            verdict: (ratio.median() <= 1.0 / 3.0 && rewritten == 0).into(),
            raw: vec![self.line("second build", |trial| trial.again)],
        }
    }
}

/// How time and memory grow from the smallest handbook to the largest: at most a tenth more than the pages.
pub fn growth(sizes: &[Size]) -> Row {
    let work = "growth of time, of memory";
    let (Some(small), Some(large)) = (sizes.first(), sizes.last()) else {
        return Row::unknown(work, "≤ 11", "nothing was measured");
    };
    let times = large.pages as f64 / small.pages as f64;
    let limit = 1.1 * times;
    if sizes.len() < 2 {
        return Row::unknown(work, "≤ 11", "needs two sizes: `--pages 1000,10000`");
    }
    let pairs = small.trials.iter().zip(&large.trials);
    let time = Sample::new(pairs.map(|(a, b)| b.build.time.as_secs_f64() / a.build.time.as_secs_f64()));
    let memory = match (small.memory(), large.memory()) {
        (Some(a), Some(b)) => Some(b.median() / a.median()),
        _ => None,
    };
    let is_linear = time.median() <= limit && memory.is_none_or(|memory| memory <= limit);
    Row {
        work: format!("{work}, {} → {} pages", small.pages, large.pages),
        reach: format!("≤ {limit:.0}"),
        measured: format!("{time}, {}", memory.map_or("unknown".to_owned(), |memory| format!("{memory:.1}"))),
        verdict: if memory.is_none() && is_linear { Verdict::Unknown } else { is_linear.into() },
        raw: Vec::new(),
    }
}
