//! Running programs, timing them, and the ground they run on.
//!
//! In: commands. Out: how long each took and how much memory it had at most; statistics of several runs. Promises: a
//! program gets fresh folders, an empty cache and none of our settings; what failed is told with its last lines.
//! Deliberately not here: what is measured, and what is good enough.

use std::cell::Cell;
use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use wait4::Wait4;
use walkdir::WalkDir;

/// What can go wrong on the way: said once, at the end.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Where Linux keeps a file system in memory.
const MEMORY: &str = "/dev/shm";

/// A folder for everything that is measured; it goes with the value.
#[derive(Debug)]
pub struct Ground {
    folder: TempDir,
    is_memory: bool,
    made: Cell<usize>,
}

impl Ground {
    /// Takes a memory file system where there is one, so that no disk is measured.
    pub fn find() -> io::Result<Self> {
        let made = Cell::new(0);
        match tempfile::Builder::new().prefix("rihla-reach-").tempdir_in(MEMORY) {
            Ok(folder) => Ok(Self { folder, is_memory: true, made }),
            Err(_) => Ok(Self { folder: tempfile::tempdir()?, is_memory: false, made }),
        }
    }

    /// Where it is, in words.
    pub fn describe(&self) -> String {
        match self.is_memory {
            true => format!("a memory file system ({MEMORY})"),
            false => "a temporary folder (no memory file system was found, so the disk is measured too)".to_owned(),
        }
    }

    /// The path of a folder or file that isn't there yet.
    pub fn fresh(&self, name: &str) -> PathBuf {
        self.made.set(self.made.get() + 1);
        self.folder.path().join(format!("{:03}-{name}", self.made.get()))
    }

    /// Gives up a folder. On a disk it stays until the end: new files are slow for minutes after many were removed.
    pub fn leave(&self, folder: &Path) -> io::Result<()> {
        if self.is_memory && folder.exists() { fs::remove_dir_all(folder) } else { Ok(()) }
    }

    /// A command with a home and a cache of its own, in a folder that a program may fill.
    pub fn command(&self, program: &Path, home: &Path) -> io::Result<Command> {
        fs::create_dir_all(home)?;
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("RIHLA_") {
                command.env_remove(name);
            }
        }
        command.env("HOME", home).env("XDG_CACHE_HOME", home.join("cache")).stdin(Stdio::null());
        Ok(command)
    }

    /// Runs a command to its end.
    ///
    /// The memory is the most that it had at once, in bytes; Linux counts what this process had when it began the
    /// other, so that this one has to stay small. None where the system doesn't tell.
    pub fn run(&self, command: &mut Command) -> Outcome<Run> {
        let log = self.fresh("log.txt");
        let file = File::create(&log)?;
        command.stdout(file.try_clone()?).stderr(file);
        let program = command.get_program().to_owned();
        let named = |error| format!("{} can't be run: {error}", Path::new(&program).display());
        let start = Instant::now();
        let used = command.spawn().map_err(named)?.wait4()?;
        let time = start.elapsed();
        if !used.status.success() {
            let said = fs::read_to_string(&log)?;
            let last: Vec<_> = said.lines().rev().take(12).collect();
            let last: Vec<_> = last.into_iter().rev().collect();
            return Err(format!("{command:?} ended with {}:\n{}", used.status, last.join("\n")).into());
        }
        fs::remove_file(log)?;
        let cpu = used.rusage.utime + used.rusage.stime;
        Ok(Run { time, cpu, memory: Some(used.rusage.maxrss).filter(|most| *most > 0) })
    }
}

/// What a program took.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// From its start to its end.
    pub time: Duration,
    /// What all cores worked for it: on a busy machine it is steadier than the time.
    pub cpu: Duration,
    /// The most memory it had, in bytes.
    pub memory: Option<u64>,
}

/// Finds a program in `PATH`.
pub fn installed(name: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths)
        .map(|folder| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
        .find(|path| path.is_file())
}

/// Numbers of several runs, sorted.
#[derive(Clone, Debug)]
pub struct Sample(Vec<f64>);

impl Sample {
    /// Takes numbers in any order; without any the median is no number.
    pub fn new(numbers: impl IntoIterator<Item = f64>) -> Self {
        let mut numbers: Vec<_> = numbers.into_iter().collect();
        numbers.sort_by(f64::total_cmp);
        Self(numbers)
    }

    /// The number in the middle.
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// The least number that is not below this share of all; `NaN` where there is none.
    pub fn quantile(&self, share: f64) -> f64 {
        let rank = (share * self.0.len() as f64).ceil() as usize;
        self.0.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
    }

    /// The least.
    pub fn min(&self) -> f64 {
        self.quantile(0.0)
    }

    /// The most.
    pub fn max(&self) -> f64 {
        self.quantile(1.0)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl fmt::Display for Sample {
    /// The median, with the least and the most.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} ({:.2}–{:.2})", self.median(), self.min(), self.max())
    }
}

/// How many programs wanted to run in the last minute, on average, where the system tells.
pub fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}

/// A size in MB.
pub fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Copies a folder.
pub fn copy_tree(from: &Path, to: &Path) -> Outcome<()> {
    for entry in WalkDir::new(from) {
        let entry = entry?;
        let to = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir(to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
