//! Measures Rihla against the figures that it has to reach: `cargo bench --bench reach`.
//!
//! `cargo bench --bench reach -- corpus DIR --pages 10000 [--seed 1]` only writes the handbook that is measured.

mod corpus;
mod fields;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What can be asked for.
#[derive(Debug, Parser)]
struct Args {
    #[command(subcommand)]
    task: Option<Task>,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Only write the handbook that is measured
    Corpus {
        /// The folder, made if it isn't there
        folder: PathBuf,
        /// How many pages it has
        #[arg(long, default_value_t = 1000)]
        pages: usize,
        /// Which of the handbooks of this size
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

fn main() -> ExitCode {
    // cargo adds `--bench` to what it is told.
    let args = Args::parse_from(std::env::args_os().filter(|arg| arg != "--bench"));
    let done = match args.task {
        Some(Task::Corpus { folder, pages, seed }) => {
            corpus::write(&corpus::Plan::new(pages, seed), &folder).map(|written| {
                let mean = written.stage_bytes / written.stages.max(1);
                println!("{} pages, {} bytes, a stage has {mean}", written.files, written.bytes);
            })
        }
        None => Ok(()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
