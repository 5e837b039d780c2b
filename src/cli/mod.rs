//! The command line: arguments, the terminal, exit codes.
//!
//! In: arguments and the environment. Out: text and an exit code: 0 where all is well, 1 where the handbook has
//! errors, 2 where an argument or the machine stood in the way. Promises: results go to the standard output,
//! everything else to the standard error; nothing is asked. Deliberately not here: anything a
//! program that uses the library would want.

mod args;
mod build;
mod ci;
mod diff;
mod explain;
mod export;
mod file;
mod init;
mod map;
mod new;
mod scribe;
mod serve;
mod terminal;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::build::Failure;
use args::{Args, Command};
use terminal::Terminal;

/// How a command ended, when nothing stood in its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Fine,
    /// The handbook has errors.
    Errors,
}

/// Runs the program.
pub fn main() -> ExitCode {
    let args = Args::parse();
    let terminal = Terminal::new(args.colour, args.quiet, args.verbose);
    let result = match args.command {
        Command::Build(args) => build::build(&args, &terminal),
        Command::Serve(args) => serve::serve(&args, &terminal),
        Command::Check(args) => build::check(&args, &terminal),
        Command::Clean(args) => build::clean(&args, &terminal),
        Command::Map(args) => map::map(&args, &terminal),
        Command::Diff(args) => diff::diff(&args, &terminal),
        Command::Export(args) => export::export(&args, &terminal),
        Command::Init(args) => init::init(&args, &terminal),
        Command::New(args) => new::new(&args, &terminal),
        Command::Explain(args) => explain::explain(&args, &terminal),
        Command::Completions { shell } => completions(shell, &terminal),
    };
    match result {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Errors) => ExitCode::from(1),
        Err(failure) => {
            terminal.failure(&failure);
            ExitCode::from(2)
        }
    }
}

fn completions(shell: clap_complete::Shell, terminal: &Terminal) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "rihla", &mut script);
    terminal.result(&String::from_utf8_lossy(&script));
    Ok(Outcome::Fine)
}
