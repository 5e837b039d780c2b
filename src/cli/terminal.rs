//! What is said, where, and whether in colour.

use std::io::{IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::build::Failure;
use crate::cli::args;
use crate::cli::scribe::Scribe;
use crate::diag::{Colour, harmless};

/// The two streams, and how much is to be said on them.
#[derive(Clone)]
pub struct Terminal {
    colour: args::Colour,
    quiet: bool,
    verbose: u8,
    /// Who writes to the standard error, where nobody may wait for it.
    scribe: Option<Scribe>,
}

/// How long a result waits for what is said before it, where that is written by somebody else.
const PATIENCE: Duration = Duration::from_millis(500);

impl Terminal {
    /// Takes what the command line says.
    pub fn new(colour: args::Colour, quiet: bool, verbose: u8) -> Self {
        Self { colour, quiet, verbose, scribe: None }
    }

    /// The same, but nothing waits until what it says can be written.
    pub fn unhurried(&self) -> Self {
        Self { scribe: Some(Scribe::new(std::io::stderr())), ..self.clone() }
    }

    /// Waits a moment for what has been said.
    pub fn settle(&self) {
        if let Some(scribe) = &self.scribe {
            scribe.settle(PATIENCE);
        }
    }

    /// Whether notes and times are asked for.
    pub fn is_verbose(&self) -> bool {
        self.verbose > 0
    }

    /// Writes a result to the standard output. A reader that has gone away is no failure.
    pub fn result(&self, text: &str) {
        self.settle();
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
    }

    /// Writes what is wrong to the standard error.
    pub fn complain(&self, text: &str) {
        match &self.scribe {
            Some(scribe) => scribe.write(text),
            None => drop(std::io::stderr().lock().write_all(text.as_bytes())),
        }
    }

    /// Writes what was done to the standard error, unless only mistakes are asked for.
    pub fn say(&self, text: &str) {
        if !self.quiet {
            // Names of files are repeated, and may hold what a terminal would obey.
            self.complain(&format!("{}\n", text.chars().map(harmless).collect::<String>()));
        }
    }

    /// Writes what the user may not have wanted.
    pub fn warn(&self, text: &str) {
        let warning = match self.colour_of(&std::io::stderr()) {
            Colour::Always => "\u{1b}[1;33mwarning\u{1b}[0m",
            Colour::Never => "warning",
        };
        self.complain(&format!("{warning}: {text}\n"));
    }

    /// Writes what stood in the way.
    pub fn failure(&self, failure: &Failure) {
        let (error, end) = match self.colour_of(&std::io::stderr()) {
            Colour::Always => ("\u{1b}[1;31merror\u{1b}[0m", ""),
            Colour::Never => ("error", ""),
        };
        // Arguments are repeated in messages, and may hold what a terminal would obey.
        let failure: String = failure.to_string().chars().map(harmless).collect();
        self.complain(&format!("{error}: {failure}{end}\n"));
    }

    /// Whether a stream is written in colour.
    pub fn colour_of(&self, stream: &impl IsTerminal) -> Colour {
        let wanted = match self.colour {
            args::Colour::Always => true,
            args::Colour::Never => false,
            // `NO_COLOR` as no-color.org has it: set and not empty.
            args::Colour::Auto => {
                stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        };
        if wanted { Colour::Always } else { Colour::Never }
    }

    /// A bar for work that may take long; only on a terminal, and only once it does take long.
    pub fn progress(&self, what: &'static str, length: u64) -> ProgressBar {
        if self.quiet || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new(length);
        let template = if length > 0 { "{msg} {bar:30} {pos}/{len}" } else { "{spinner} {msg} {elapsed}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(what);
        bar.enable_steady_tick(Duration::from_millis(120));
        bar
    }
}
