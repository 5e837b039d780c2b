//! `rihla serve`.

use std::time::{Duration, Instant};

use crate::build::Failure;
use crate::cli::build::{counted, drafts, engine_on, upkeep};
use crate::cli::terminal::Terminal;
use crate::cli::{Outcome, args};
use crate::diag::{Counts, Diagnostic, Format, Severity, plural, print};
use crate::serve::{self, Compiler, Navigate, Options, Port, Report, Run, Watching};

/// The port, unless another one is asked for.
const PORT: u16 = 3000;

/// The most diagnostics that are printed at once.
const SHOWN: usize = 10;

/// So many lines about changes are printed at once, then one for each of [`REST`].
const BURST: u32 = 8;

/// The time between lines while changes don't end.
const REST: Duration = Duration::from_secs(1);

/// Serves the handbook until it is interrupted.
pub fn serve(args: &args::Serve, terminal: &Terminal) -> Result<Outcome, Failure> {
    let options = Options {
        dir: args.dir.clone(),
        host: args.host.clone(),
        port: args.port.map_or(Port::From(PORT), Port::Exactly),
        watching: if args.poll { Watching::Polling } else { Watching::Events },
        navigate: if args.navigate { Navigate::Follow } else { Navigate::Stay },
    };
    let (drafts, day) = (drafts(args.drafts), args.day);
    // A pipe that nobody reads must hold up neither pages nor changes.
    let terminal = terminal.unhurried();
    let mut talk = Talk {
        terminal: terminal.clone(),
        opens: args.open,
        polls: args.poll,
        told: Vec::new(),
        tokens: BURST,
        filled: Instant::now(),
    };
    let make_compiler = Box::new(move || Box::new(engine_on(day, drafts)) as Box<dyn Compiler>);
    let served = serve::serve(&options, make_compiler, Box::new(move |report| talk.tell(report)));
    terminal.settle();
    served.map(|()| Outcome::Fine)
}

/// What is said while the preview runs.
struct Talk {
    terminal: Terminal,
    opens: bool,
    polls: bool,
    /// The diagnostics that were printed last.
    told: Vec<Diagnostic>,
    /// How many lines may be printed now, and since when.
    tokens: u32,
    filled: Instant,
}

impl Talk {
    fn tell(&mut self, report: Report) {
        match report {
            Report::Ready { address, taken, watched, title, run } => {
                self.complain(&run);
                if let Some(port) = taken {
                    self.terminal
                        .warn(&format!("port {port} is taken by another program; this is the next that is free"));
                }
                let how = if self.polls { "looking at" } else { "watching" };
                self.terminal.say(&format!(
                    "{title}: {} in {}; {how} {}; Ctrl-C ends",
                    plural(run.pages, "page"),
                    time(run.took),
                    watched.join(", ")
                ));
                let upkeep = run.kept.and_then(|kept| upkeep(kept, &self.terminal));
                upkeep.iter().for_each(|line| self.terminal.say(line));
                self.terminal.result(&format!("{address}\n"));
                if self.opens
                    && let Err(error) = open::that_detached(&address)
                {
                    self.terminal.warn(&format!("no browser can be opened: {error}"));
                }
            }
            Report::Rebuilt(run) => {
                self.complain(&run);
                if self.may_speak() {
                    self.terminal.say(&line(&run));
                }
            }
            Report::Polling(reason) => {
                let next = "from now on the files are looked at again and again, which is slower";
                self.terminal.warn(&format!("changes can't be watched: {reason}; {next}"));
            }
            Report::Failed(failure) => self.terminal.failure(&failure),
            Report::Panicked(message) => {
                let failure = Failure::new("the compiler broke off")
                    .cause(message)
                    .hint("this is a bug of Rihla: please report it; the last preview stays");
                self.terminal.failure(&failure);
            }
        }
    }

    /// Prints what is wrong, if it isn't what was printed last.
    fn complain(&mut self, run: &Run) {
        let least = if self.terminal.is_verbose() { Severity::Note } else { Severity::Warning };
        let now: Vec<_> = run.diagnostics.iter().filter(|one| one.severity >= least).cloned().collect();
        // What there is no room for now is said the next time.
        if now == self.told || !self.may_speak() {
            return;
        }
        let new: Vec<_> = now.iter().filter(|one| !self.told.contains(one)).collect();
        let format = Format::Human { colour: self.terminal.colour_of(&std::io::stderr()) };
        let shown = new.iter().take(SHOWN).copied();
        self.terminal.complain(&print(shown, run.sources, format));
        if let Some(more @ 1..) = new.len().checked_sub(SHOWN) {
            self.terminal.complain(&format!("and {more} more; `rihla check` says them all\n"));
        }
        self.told = now;
    }

    /// Whether there has been enough silence for another line.
    fn may_speak(&mut self) -> bool {
        let rested = (self.filled.elapsed().as_millis() / REST.as_millis()) as u32;
        if rested > 0 {
            self.tokens = self.tokens.saturating_add(rested).min(BURST);
            self.filled = Instant::now();
        }
        let may = self.tokens > 0;
        self.tokens = self.tokens.saturating_sub(1);
        may
    }
}

/// What changed and what came of it: `content/index.md → 12 pages in 34 ms`.
fn line(run: &Run) -> String {
    let what = match run.touched {
        // A commit, or a link that leads elsewhere.
        [] => "handbook".to_owned(),
        [one] => one.to_string(),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    };
    let made = match (run.changed, run.others) {
        (0, 0) => "no page changed".to_owned(),
        (0, others) => plural(others, "file"),
        (pages, 0) => plural(pages, "page"),
        (pages, others) => format!("{} and {}", plural(pages, "page"), plural(others, "other file")),
    };
    let counts = run.diagnostics.counts();
    let wrong = match counts {
        Counts { errors: 0, warnings: 0, .. } => String::new(),
        counts => format!("; {}", counted(counts)),
    };
    format!("{what} → {made} in {}{wrong}", time(run.took))
}

fn time(time: Duration) -> String {
    match time.as_millis() {
        millis @ ..1000 => format!("{millis} ms"),
        _ => format!("{:.2} s", time.as_secs_f64()),
    }
}
