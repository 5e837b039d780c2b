//! `rihla build`, `rihla check` and `rihla clean`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::build::{self, Cache, Compiled, Engine, Environment, Failure, Origin, Publisher, Target};
use crate::cli::terminal::Terminal;
use crate::cli::{Outcome, args};
use crate::diag::{Counts, Diagnosed, Diagnostic, Diagnostics, Format, Severity, plural, print};
use crate::model::{Drafts, Kept, Options};
use crate::parse::Settings;
use crate::site::{Body, Site};
use crate::source::{FilePath, SETTINGS, Sources};

/// Makes the site, unless the handbook has errors.
pub fn build(args: &args::Build, terminal: &Terminal) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let cache = (!args.no_cache).then(|| Cache::open(&args.dir));
    let mut engine = engine_on(args.day, drafts(args.drafts));
    if let Some(cache) = &cache {
        engine = engine.with_cache(cache);
    }
    let progress = terminal.progress("reading", 0);
    let sources = engine.read(&args.dir)?;
    let settings = settings(&engine, &sources);
    let dest = destination(&args.dir, args.dest.as_deref(), &settings);
    with_target(&args.dir, &dest, &settings, |target| {
        let publisher = Publisher::open(target)?;
        let (fingerprint, former) = rayon::join(|| engine.fingerprint(&sources), || publisher.origin());
        let same = former.filter(|former| Some(former.fingerprint) == fingerprint);
        // Who asks for more hears what compiling has to say.
        if let Some(origin) = same.filter(|_| !terminal.is_verbose() && !args.no_cache) {
            progress.finish_and_clear();
            let (made, seconds) = (made(origin.pages, origin.maps), seconds(start.elapsed()));
            terminal.say(&format!("nothing changed: {made} in {seconds} → {}", dest.display()));
            return Ok(Outcome::Fine);
        }
        progress.set_message("compiling");
        let put = |path: &str, body: &Body| publisher.stage(path, body);
        let Diagnosed { value: compiled, diagnostics } = engine.compile_each(&sources, &put);
        progress.finish_and_clear();
        complain(&diagnostics, &sources, terminal);
        if diagnostics.has_errors() {
            // What was staged goes when the publisher does.
            terminal.say(&format!("{}; nothing was published", counted(diagnostics.counts())));
            return Ok(Outcome::Errors);
        }
        if terminal.is_verbose() {
            terminal.say(&format!("compiled in {}{}", seconds(start.elapsed()), coverage(&compiled)));
        }
        let upkeep = compiled.kept.as_ref().and_then(|kept| upkeep(kept, terminal));
        let Site { pages, maps, .. } = compiled.site;
        // What was wrong has to be told again by the next build.
        let fingerprint = fingerprint.filter(|_| diagnostics.counts().warnings == 0);
        let origin = fingerprint.map(|fingerprint| Origin { fingerprint, pages, maps });
        let changes = publisher.commit(origin, &|_| ())?;
        if let Some(cache) = cache {
            cache.save();
        }
        let warned = match diagnostics.counts().warnings {
            0 => String::new(),
            n => format!(", {}", plural(n, "warning")),
        };
        terminal.say(&format!(
            "{} ({} changed, {} removed){warned} in {} → {}",
            made(pages, maps),
            changes.written,
            changes.removed,
            seconds(start.elapsed()),
            dest.display(),
        ));
        upkeep.iter().for_each(|line| terminal.say(line));
        Ok(Outcome::Fine)
    })
}

/// What a site holds: `313 pages, 5 maps`.
fn made(pages: usize, maps: usize) -> String {
    format!("{}, {}", plural(pages, "page"), plural(maps, "map"))
}

/// Says what is wrong, and how much is translated.
pub fn check(args: &args::Check, terminal: &Terminal) -> Result<Outcome, Failure> {
    let mut engine = engine_on(args.day, drafts(args.drafts));
    let sources = engine.read(&args.dir)?;
    let Diagnosed { value: compiled, diagnostics } = engine.compile(&sources);
    let format = match args.format {
        args::Format::Human => Format::Human { colour: terminal.colour_of(&std::io::stdout()) },
        args::Format::Short => Format::Short,
        args::Format::Json => Format::Json,
        args::Format::Github => Format::Github,
        args::Format::Junit => {
            Format::Junit { fails: if args.deny_warnings { Severity::Warning } else { Severity::Error } }
        }
    };
    terminal.result(&print(told(&diagnostics, terminal), &sources, format));
    let counts = diagnostics.counts();
    let pages = plural(compiled.site.pages, "page");
    terminal.say(&format!("{} in {pages}{}", counted(counts), coverage(&compiled)));
    let upkeep = compiled.kept.as_ref().and_then(|kept| upkeep(kept, terminal));
    upkeep.iter().for_each(|line| terminal.say(line));
    let failed = counts.errors > 0 || (args.deny_warnings && counts.warnings > 0);
    Ok(if failed { Outcome::Errors } else { Outcome::Fine })
}

/// Removes the site, and what was kept for the next build.
pub fn clean(args: &args::Clean, terminal: &Terminal) -> Result<Outcome, Failure> {
    let engine = engine(Drafts::LeftOut);
    let sources = engine.read(&args.dir)?;
    let settings = settings(&engine, &sources);
    let dest = destination(&args.dir, args.dest.as_deref(), &settings);
    let removed = with_target(&args.dir, &dest, &settings, build::clean)?;
    Cache::remove(&args.dir)?;
    terminal.say(&format!("{} removed from {}", plural(removed, "file"), dest.display()));
    Ok(Outcome::Fine)
}

/// Whether drafts are shown.
pub fn drafts(shown: bool) -> Drafts {
    if shown { Drafts::Shown } else { Drafts::LeftOut }
}

/// An engine with the variables of this process that stand in for settings.
pub fn engine(drafts: Drafts) -> Engine {
    engine_on(args::Day { as_of: None }, drafts)
}

/// The same, and ages are counted to a day.
pub fn engine_on(day: args::Day, drafts: Drafts) -> Engine {
    let own = std::env::vars_os().filter_map(|(name, value)| {
        let name = name.into_string().ok()?;
        Some((name.strip_prefix("RIHLA_")?.to_owned(), value.into_string().ok()?))
    });
    let as_of = day.as_of.map(|day| ("JOURNEY__AS_OF".to_owned(), day.to_string()));
    let environment: Environment = own.chain(as_of).collect();
    Engine::new(Options { drafts }, environment)
}

fn settings(engine: &Engine, sources: &Sources) -> Settings {
    let path = FilePath::new(SETTINGS);
    let text = sources.text(&path).cloned().unwrap_or_else(|| "".into());
    engine.settings(&path, &text).value
}

/// Where the site goes: what was said on the command line counts from here, the setting from the handbook.
fn destination(root: &Path, dest: Option<&Path>, settings: &Settings) -> PathBuf {
    match dest {
        Some(dest) => dest.to_path_buf(),
        None if root == Path::new(".") => PathBuf::from(&settings.build_dir),
        None => root.join(&settings.build_dir),
    }
}

fn with_target<T>(root: &Path, dest: &Path, settings: &Settings, work: impl FnOnce(&Target) -> T) -> T {
    let own = settings.additional_css.iter().chain(&settings.additional_js).map(|file| file.value.clone());
    let names = [Some(settings.src.clone()), settings.theme.clone(), Some(SETTINGS.to_owned())];
    let sources: Vec<PathBuf> = names.into_iter().flatten().chain(own).map(|name| root.join(name)).collect();
    let home = std::env::home_dir();
    work(&Target { dest, root, sources: &sources, home: home.as_deref() })
}

/// Prints what is wrong, notes only where they are asked for.
pub fn complain(diagnostics: &Diagnostics, sources: &Sources, terminal: &Terminal) {
    let format = Format::Human { colour: terminal.colour_of(&std::io::stderr()) };
    terminal.complain(&print(told(diagnostics, terminal), sources, format));
}

/// What is to be printed: notes only where they are asked for.
fn told<'a>(diagnostics: &'a Diagnostics, terminal: &Terminal) -> impl Iterator<Item = &'a Diagnostic> + Clone {
    let least = if terminal.is_verbose() { Severity::Note } else { Severity::Warning };
    diagnostics.iter().filter(move |diagnostic| diagnostic.severity >= least)
}

/// How much is wrong: `1 error, 2 warnings`.
pub fn counted(counts: Counts) -> String {
    let mut parts = vec![plural(counts.errors, "error"), plural(counts.warnings, "warning")];
    if counts.notes > 0 {
        parts.push(plural(counts.notes, "note"));
    }
    parts.join(", ")
}

fn coverage(compiled: &Compiled) -> String {
    let each = compiled.coverage.iter().map(|coverage| {
        let missing = coverage.pages - coverage.translated;
        format!(
            "{}: {} of {} pages translated, {missing} missing",
            coverage.language, coverage.translated, coverage.pages
        )
    });
    each.map(|line| format!("\n  {line}")).collect()
}

/// How the handbook is kept up, where something lacks or somebody asks for more.
pub fn upkeep(kept: &Kept, terminal: &Terminal) -> Option<String> {
    let part = |share: Option<(usize, usize)>, what: &str| share.map(|(n, of)| format!("{n} of {of} {what}"));
    let parts = [part(kept.owned, "pages owned"), part(kept.fresh, "fresh"), part(kept.backed, "steps backed")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let is_told = !parts.is_empty() && (kept.lacks_something() || terminal.is_verbose());
    is_told.then(|| format!("upkeep: {}; see {}", parts.join(", "), kept.page))
}

fn seconds(time: std::time::Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
