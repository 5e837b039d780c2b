//! Measures Rihla against the figures that it has to reach: `cargo bench --bench reach`.
//!
//! In: handbook sizes. Out: a table of every figure with what was measured, and the numbers behind it. Promises: each
//! ratio is between things measured one after the other in one run, on fresh folders of a memory file system where
//! there is one. It ends with failure only where something couldn't be run; a figure that is missed is for people
//! to judge. Deliberately not here: tests in CI, since machines are noisy.
//!
//! `cargo bench --bench reach -- corpus DIR --pages 10000` only writes the handbook that is measured,
//! `cargo bench --bench reach -- peer hugo DIR` writes it for another tool.

mod corpus;
mod full;
mod measure;
mod peers;
mod preview;
mod report;
mod search;
mod weight;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::corpus::Plan;
use crate::full::Size;
use crate::measure::{Ground, Outcome, installed, megabytes};
use crate::peers::{Peer, Site};
use crate::preview::{Browser, Scene};
use crate::report::{Row, Verdict};

/// The release build of this package.
const PROGRAM: &str = env!("CARGO_BIN_EXE_rihla");

/// Measures Rihla against the figures that it has to reach.
#[derive(Debug, Parser)]
#[command(name = "cargo bench --bench reach --", args_conflicts_with_subcommands = true)]
struct Args {
    #[command(subcommand)]
    task: Option<Task>,
    /// Handbook sizes, the smallest first
    #[arg(long, value_name = "N,N", value_delimiter = ',', default_value = "1000,10000")]
    pages: Vec<usize>,
    /// Full builds of each size
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    runs: u16,
    /// Edits before the browser
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u16).range(1..))]
    edits: u16,
    /// Which of the handbooks of each size
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Measure Zola and mdBook as well, where they are installed: minutes at 10,000 pages
    #[arg(long)]
    peers: bool,
    /// Fail without a browser; else its row stays empty
    #[arg(long)]
    browser: bool,
    /// Measure another program than this package's release build, such as that of an older commit
    #[arg(long, value_name = "PATH", default_value = PROGRAM)]
    program: PathBuf,
    /// Measure only some parts
    #[arg(long, value_name = "PART,PART", value_delimiter = ',')]
    only: Vec<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Full builds, their memory and growth, and Hugo
    Full,
    /// The preview
    Preview,
    /// What pages weigh
    Weight,
    /// The search
    Search,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Only write the handbook that is measured
    Corpus {
        /// The folder, made if it isn't there
        folder: PathBuf,
        #[command(flatten)]
        size: OneSize,
    },
    /// Only write it for another tool
    Peer {
        /// The tool
        peer: Peer,
        /// The folder, made if it isn't there
        folder: PathBuf,
        #[command(flatten)]
        size: OneSize,
    },
}

#[derive(Debug, clap::Args)]
struct OneSize {
    /// How many pages it has
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pages: usize,
    /// Which of the handbooks of this size
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

fn main() -> ExitCode {
    if std::env::args_os().len() == 1 {
        // `cargo test --all-targets` begins benchmarks as well, without the word that `cargo bench` adds.
        println!("nothing is measured: run `cargo bench --bench reach`");
        return ExitCode::SUCCESS;
    }
    let args = Args::parse_from(std::env::args_os().filter(|arg| arg != "--bench"));
    let done = match &args.task {
        Some(Task::Corpus { folder, size }) => write(folder, &Plan::new(size.pages, size.seed)),
        Some(Task::Peer { peer, folder, size }) => peers::write(*peer, &Plan::new(size.pages, size.seed), folder),
        None => measure(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path, plan: &Plan) -> Outcome<()> {
    let written = corpus::write(plan, folder)?;
    let mean = written.stage_bytes / written.stages.max(1);
    println!("{} pages, {:.1} MB, a stage has {mean} bytes", written.files, megabytes(written.bytes as u64));
    Ok(())
}

fn measure(args: &Args) -> Outcome<()> {
    let browser = Browser::find();
    if args.browser
        && let Err(why) = &browser
    {
        return Err(why.as_str().into());
    }
    let ground = Ground::find()?;
    let load = measure::load().map_or(String::new(), |load| format!(", where {load:.1} programs were at work before"));
    let mut plans: Vec<_> = args.pages.iter().map(|pages| (*pages, Plan::new(*pages, args.seed))).collect();
    plans.sort_by_key(|(pages, _)| *pages);
    let is_asked = |part| args.only.is_empty() || args.only.contains(&part);
    // The other parts begin with a site that one full build has made.
    let runs = if is_asked(Part::Full) { args.runs } else { 1 };
    let sizes = full::measure(&ground, &args.program, &plans, runs.into())?;
    let mut rows = Vec::new();
    if is_asked(Part::Full) {
        let largest = sizes.last().map_or(0, |size| size.pages);
        rows.extend(sizes.iter().flat_map(|size| size.rows(largest)));
        rows.push(full::growth(&sizes));
    }
    if is_asked(Part::Weight) {
        rows.extend(weights(&sizes)?);
    }
    if is_asked(Part::Search) {
        for size in &sizes {
            rows.extend(search::measure(size, &browser)?);
        }
    }
    // What is left must not lose what has taken minutes to measure.
    let mut failed = Ok(());
    if is_asked(Part::Preview) {
        for (size, (pages, plan)) in sizes.iter().zip(&plans) {
            let (program, handbook) = (&*args.program, &*size.handbook);
            let scene = Scene { ground: &ground, program, handbook, plan, pages: *pages };
            match scene.measure(&browser, args.edits.into()) {
                Ok(measured) => rows.extend(measured),
                Err(error) => failed = Err(error),
            }
        }
    }
    if args.peers {
        match others(&ground, &sizes, &plans) {
            Ok(measured) => rows.extend(measured),
            Err(error) => failed = Err(error),
        }
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("Rihla {} on {cores} cores{load}, in {}.", env!("CARGO_PKG_VERSION"), ground.describe());
    println!("Medians, with the least and the most of {runs} runs, seed {}.\n", args.seed);
    print!("{}", report::table(&rows));
    failed
}

fn weights(sizes: &[Size]) -> Outcome<Vec<Row>> {
    let mut rows = sizes.iter().map(|size| weight::stages(&size.site(), size.pages)).collect::<Outcome<Vec<_>>>()?;
    if let [small, .., large] = sizes {
        rows.push(weight::growth((&small.site(), small.pages), (&large.site(), large.pages))?);
    }
    Ok(rows)
}

/// The tools that are too slow to be run again and again: once each.
fn others(ground: &Ground, sizes: &[Size], plans: &[(usize, Plan)]) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for peer in Peer::ALL.into_iter().filter(|peer| *peer != Peer::Hugo) {
        for (size, (pages, plan)) in sizes.iter().zip(plans) {
            let work = format!("{} ÷ full build, {pages} pages", peer.name());
            if installed(peer.name()).is_none() {
                rows.push(Row::unknown(work, "–", format!("not installed: {}", peer.install())));
                continue;
            }
            eprintln!("{}, {pages} pages", peer.name());
            let run = Site::new(ground, peer, plan)?.build(ground)?;
            let seconds = run.time.as_secs_f64();
            let memory = run.memory.map_or(String::new(), |memory| format!(", at most {:.0} MB", megabytes(memory)));
            rows.push(Row {
                work,
                reach: "–".to_owned(),
                measured: format!("{:.1}", seconds / size.build_seconds()),
                verdict: Verdict::Unknown,
                raw: vec![format!("{seconds:.1} s{memory}, one run")],
            });
        }
    }
    Ok(rows)
}
