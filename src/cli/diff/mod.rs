//! `rihla diff`: what changed between two states of a handbook.

mod markdown;
mod text;
mod wording;

use serde::Serialize;

use crate::build::{Engine, Failure};
use crate::cli::terminal::Terminal;
use crate::cli::{Outcome, args, build};
use crate::diag::{Diagnosed, plural};
use crate::model::Atlas;
use crate::model::diff::{self, Changes, Summary};

/// A state of the handbook, as `--format json` names it.
#[derive(Clone, Debug, Serialize)]
struct State {
    /// The revision as it was named; none for the files on the disk.
    revision: Option<String>,
    /// The commit's full name.
    commit: Option<String>,
    /// How many errors the handbook has there: what they hide is not compared.
    errors: usize,
    /// How many warnings.
    warnings: usize,
}

/// All that `--format json` writes.
#[derive(Debug, Serialize)]
struct Report<'a> {
    from: &'a State,
    to: &'a State,
    summary: Summary,
    changes: &'a Changes,
}

/// Says what changed.
pub fn diff(args: &args::Diff, terminal: &Terminal) -> Result<Outcome, Failure> {
    let mut engine = build::engine(build::drafts(args.drafts));
    let (before, from) = state(&mut engine, args, Some(&args.from), terminal)?;
    let (after, to) = state(&mut engine, args, args.to.as_deref(), terminal)?;
    let changes = diff::diff(&before, &after);
    let text = match args.format {
        args::DiffFormat::Json => json(&from, &to, &changes),
        _ if changes.is_empty() => "nothing changed\n".to_owned(),
        args::DiffFormat::Text => text::text(&changes, terminal.colour_of(&std::io::stdout())),
        args::DiffFormat::Markdown => markdown::markdown(&from, &to, &changes),
    };
    terminal.result(&text);
    Ok(Outcome::Fine)
}

/// Reads and resolves a state, and says where its errors hide something.
fn state(
    engine: &mut Engine,
    args: &args::Diff,
    revision: Option<&str>,
    terminal: &Terminal,
) -> Result<(Atlas, State), Failure> {
    let (sources, commit) = match revision {
        Some(revision) => engine.read_revision(&args.dir, revision).map(|(sources, commit)| (sources, Some(commit)))?,
        None => (engine.read_now(&args.dir)?, None),
    };
    let Diagnosed { value: atlas, diagnostics } = engine.resolve(&sources);
    let counts = diagnostics.counts();
    let state =
        State { revision: revision.map(str::to_owned), commit, errors: counts.errors, warnings: counts.warnings };
    if terminal.is_verbose() {
        build::complain(&diagnostics, &sources, terminal);
    }
    if state.errors > 0 {
        terminal.warn(&format!("{} has {}: what they hide is not compared", state.name(), state.counted()));
    }
    Ok((atlas, state))
}

impl State {
    /// What it is called in messages.
    fn name(&self) -> String {
        self.revision.as_ref().map_or_else(|| "the folder".to_owned(), |name| format!("`{}`", wording::plain(name)))
    }

    fn counted(&self) -> String {
        plural(self.errors, "error")
    }
}

fn json(from: &State, to: &State, changes: &Changes) -> String {
    let report = Report { from, to, summary: changes.summary(), changes };
    // There is nothing in it that JSON can't say.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}
