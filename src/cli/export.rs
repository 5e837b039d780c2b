//! `rihla export`: what a handbook says, as data.

use crate::build::{Failure, find_journey};
use crate::cli::terminal::Terminal;
use crate::cli::{Outcome, args, build, file};
use crate::diag::Diagnosed;
use crate::export::{self, SCHEMA, Scope};

/// Writes the data whole, or not at all. Nothing is exported of a handbook with errors.
pub fn export(args: &args::Export, terminal: &Terminal) -> Result<Outcome, Failure> {
    let text = match args.format {
        args::ExportFormat::Schema => SCHEMA.to_owned(),
        args::ExportFormat::Json | args::ExportFormat::Csv => {
            let mut engine = build::engine(build::drafts(args.drafts));
            let sources = engine.read_now(&args.dir)?;
            let Diagnosed { value: atlas, diagnostics } = engine.resolve(&sources);
            build::complain(&diagnostics, &sources, terminal);
            if diagnostics.has_errors() {
                terminal.say(&format!("{}; nothing was exported", build::counted(diagnostics.counts())));
                return Ok(Outcome::Errors);
            }
            let scope = match &args.journey {
                Some(journey) => Scope::Journey(find_journey(&atlas, journey)?),
                None => Scope::Everything,
            };
            match args.format {
                args::ExportFormat::Csv => export::csv(&atlas, scope),
                _ => export::json(&atlas, scope),
            }
        }
    };
    match file::not_stdout(args.output.as_deref()) {
        Some(path) => {
            file::write_whole(path, text.as_bytes())?;
            terminal.say(&format!("exported → {}", path.display()));
        }
        None => terminal.result(&text),
    }
    Ok(Outcome::Fine)
}
