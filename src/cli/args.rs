//! What can be said on the command line.

use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

/// Turns a folder of personas, journeys and touchpoints into a browsable customer-journey handbook.
#[derive(Debug, Parser)]
#[command(
    name = "rihla",
    version,
    propagate_version = true,
    after_help = "Examples:\n  rihla init --lang tr handbook   begin a handbook in Turkish\n  rihla serve handbook --open     show it, and follow every change\n  rihla check handbook            say what is wrong with it\n  rihla build handbook            make the site, in handbook/site\n\nThe exit code is 0 where all is well, 1 where the handbook has errors, 2 where an argument or the machine stood in the way."
)]
pub struct Args {
    /// When to use colours
    #[arg(long = "color", value_name = "WHEN", default_value = "auto", global = true)]
    pub colour: Colour,
    /// Say only what is wrong
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more: notes and times
    #[arg(short, long, action = ArgAction::Count, global = true, conflicts_with = "quiet")]
    pub verbose: u8,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal that has them
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the site
    #[command(
        after_help = "Examples:\n  rihla build\n  rihla build handbook -d /srv/www/handbook\n  rihla build --drafts"
    )]
    Build(Build),
    /// Show the site in a browser and follow every change
    #[command(
        after_help = "Examples:\n  rihla serve\n  rihla serve handbook --open\n  rihla serve --port 4000 --navigate\n  rihla serve --poll              (files on a drive in the network)\n\nThe site is shown from memory: nothing is written. Ctrl-C ends it."
    )]
    Serve(Serve),
    /// Say what is wrong with a handbook, and write nothing
    #[command(
        after_help = "Examples:\n  rihla check\n  rihla check handbook --format short\n  rihla check --deny-warnings --format github   (in CI)\n  rihla check --as-of today --deny-warnings     (in CI at night: is a review due?)\n  rihla check --format junit > report.xml"
    )]
    Check(Check),
    /// Draw a journey's map as one file, for a slide or a wall
    #[command(
        after_help = "Examples:\n  rihla map dine-in -o dine-in.svg\n  rihla map dine-in -o dine-in.pdf --page a3 --lang ar\n  rihla map dine-in -o slide.png --page slide --persona amira --lanes touchpoints,emotion,pains\n\nOn a4, a3 and slide a map shows the lanes that have room there, unless the journey or `--lanes` says otherwise; a PDF takes as many pages as it needs to be read."
    )]
    Map(Map),
    /// Say what changed between two states of a handbook, in the terms of journeys
    #[command(
        after_help = "Examples:\n  rihla diff HEAD                       what is not yet committed\n  rihla diff main --format markdown     for a merge request\n  rihla diff v1 v2 --dir handbook --format json\n\nThe exit code is 0 whether or not something changed, 2 where a revision can't be read."
    )]
    Diff(Diff),
    /// Write what a handbook says as data, for other programs
    #[command(
        after_help = "Examples:\n  rihla export json -o handbook.json\n  rihla export csv --journey dine-in\n  rihla export schema                   (the JSON Schema of `json`)"
    )]
    Export(Export),
    /// Begin a handbook: a small one that can be built at once
    #[command(
        after_help = "Examples:\n  rihla init\n  rihla init handbook --lang ar\n  rihla init --ci github      (in a handbook: adds only the workflow)\n\nNo file that is there is ever changed."
    )]
    Init(Init),
    /// Write the skeleton of a page
    #[command(
        after_help = "Examples:\n  rihla new persona amira\n  rihla new journey dine-in\n  rihla new stage dine-in/order\n  rihla new touchpoint till\n  rihla new texts de              (words of the interface, to be translated)"
    )]
    New(New),
    /// Remove the site that was built and what was kept for the next build, and nothing else
    #[command(after_help = "Examples:\n  rihla clean\n  rihla clean handbook -d /srv/www/handbook")]
    Clean(Clean),
    /// Explain a diagnostic's code
    #[command(
        after_help = "Examples:\n  rihla explain score-out-of-range\n  rihla explain                 (lists all codes)"
    )]
    Explain(Explain),
    /// Print a shell's completions
    #[command(
        after_help = "Examples:\n  rihla completions bash > ~/.local/share/bash-completion/completions/rihla\n  rihla completions fish > ~/.config/fish/completions/rihla.fish"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// The day that ages are counted to.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Day {
    /// Count ages to this day, as `2026-04-30` or `today`; without it to the one that the handbook knows
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
}

/// Reads a day. The clock is asked only by who writes `today`.
fn day(text: &str) -> Result<Date, String> {
    match text {
        "today" => Ok(jiff::Zoned::now().date()),
        // Exactly the form in which pages write it.
        _ if text.len() != 10 => Err("write it as `2026-04-30` or `today`".to_owned()),
        _ => text.parse().map_err(|_| "write it as `2026-04-30` or `today`".to_owned()),
    }
}

/// `rihla build`.
#[derive(Debug, clap::Args)]
pub struct Build {
    /// The handbook's folder: the one with `book.toml`
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// Where the site goes, instead of the `build-dir` of `book.toml`
    #[arg(short, long, value_name = "DEST")]
    pub dest: Option<PathBuf>,
    /// Show drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Make everything anew, and keep nothing in `.rihla-cache`
    #[arg(long)]
    pub no_cache: bool,
    /// The day that ages are counted to
    #[command(flatten)]
    pub day: Day,
}

/// `rihla serve`.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// The handbook's folder: the one with `book.toml`
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// The port; 0 takes any that is free; without it 3000, or the next that is free
    #[arg(short, long, value_name = "PORT")]
    pub port: Option<u16>,
    /// The host to listen on: a name or an address of this machine
    #[arg(short = 'n', long = "hostname", visible_alias = "host", value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// Open a browser
    #[arg(short, long)]
    pub open: bool,
    /// Look at the files again and again, where the system doesn't tell of changes
    #[arg(long)]
    pub poll: bool,
    /// Go to the page that is edited
    #[arg(long)]
    pub navigate: bool,
    /// Show drafts too
    #[arg(long)]
    pub drafts: bool,
    /// The day that ages are counted to
    #[command(flatten)]
    pub day: Day,
}

/// `rihla check`.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The handbook's folder: the one with `book.toml`
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// How to write what is wrong
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// Fail on warnings too
    #[arg(long)]
    pub deny_warnings: bool,
    /// Check drafts too
    #[arg(long)]
    pub drafts: bool,
    /// The day that ages are counted to
    #[command(flatten)]
    pub day: Day,
}

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the source line and a hint
    Human,
    /// A line each, as editors read them
    Short,
    /// JSON
    Json,
    /// Annotations of GitHub's CI
    Github,
    /// A test report in XML, as GitLab and Jenkins read it
    Junit,
}

/// `rihla map`.
#[derive(Debug, clap::Args)]
pub struct Map {
    /// The journey's id: `dine-in`
    pub journey: String,
    /// The file to write; without it, or with `-`, the map goes to the standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The format, where the file's ending doesn't say it
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Picture>,
    /// The language, one of the handbook's
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Show one persona's curve
    #[arg(long, value_name = "PERSONA")]
    pub persona: Option<String>,
    /// The lanes, in order: `touchpoints,emotion,pains`
    #[arg(long, value_name = "LANES", value_delimiter = ',')]
    pub lanes: Vec<String>,
    /// The colours
    #[arg(long, value_name = "THEME", default_value = "light")]
    pub theme: Theme,
    /// How many times its size it becomes, 0.1 to 10: 2 for PNG, else 1
    #[arg(long, value_name = "N")]
    pub scale: Option<f64>,
    /// Fit it on a page: A4, A3, a 16:9 slide, or a wall of A0
    #[arg(long, value_name = "PAGE")]
    pub page: Option<Paper>,
    /// The handbook's folder: the one with `book.toml`
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// Draw drafts too
    #[arg(long)]
    pub drafts: bool,
}

/// The formats of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Picture {
    /// Vectors, for pages and drawing programs
    Svg,
    /// Pixels, for slides and messages
    Png,
    /// Paper
    Pdf,
}

/// The colours of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// Dark on light
    Light,
    /// Light on dark
    Dark,
}

/// The paper of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// 420 × 297 mm
    A3,
    /// 297 × 210 mm
    A4,
    /// 13⅓ × 7½ in
    Slide,
    /// 1189 × 841 mm
    Wall,
}

/// `rihla diff`.
#[derive(Debug, clap::Args)]
pub struct Diff {
    /// The commit, branch or tag to start from
    #[arg(value_name = "REV")]
    pub from: String,
    /// The one to compare it with; without it the files as they are
    #[arg(value_name = "REV")]
    pub to: Option<String>,
    /// How to write what changed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: DiffFormat,
    /// The handbook's folder: the one with `book.toml`
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// Compare drafts too
    #[arg(long)]
    pub drafts: bool,
}

/// How changes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For a terminal
    Text,
    /// For a merge request
    Markdown,
    /// JSON
    Json,
}

/// `rihla export`.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// The format
    #[arg(value_name = "FORMAT")]
    pub format: ExportFormat,
    /// Only one journey, who goes on it and what they meet there: `dine-in`
    #[arg(long, value_name = "JOURNEY")]
    pub journey: Option<String>,
    /// The file to write; without it, or with `-`, the data goes to the standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The handbook's folder: the one with `book.toml`
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// Export drafts too
    #[arg(long)]
    pub drafts: bool,
}

/// The formats of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// All of it, in all languages
    Json,
    /// A row for each step
    Csv,
    /// The JSON Schema of `json`, which is the same for every handbook
    Schema,
}

/// `rihla init`.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// The folder, made if it isn't there
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// The handbook's language
    #[arg(long, value_name = "LANG", default_value = "en")]
    pub lang: Language,
    /// Add what a host runs to check and publish it; a handbook that is there gets that file alone
    #[arg(long, value_name = "HOST")]
    pub ci: Option<Host>,
}

/// Hosts that check and publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Host {
    /// GitHub Actions and GitHub Pages
    Github,
    /// GitLab CI and GitLab Pages
    Gitlab,
}

/// The languages in which a handbook can begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// English
    En,
    /// Arabic
    Ar,
    /// Thai
    Th,
    /// Turkish
    Tr,
}

/// `rihla new`.
#[derive(Debug, clap::Args)]
pub struct New {
    /// The kind of page
    pub kind: Kind,
    /// Its id: `amira`; for a stage, with its journey: `dine-in/order`; for texts, the language: `de`
    pub id: String,
    /// The handbook's folder: the one with `book.toml`
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
}

/// The kinds of page that have a skeleton.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Somebody the handbook is about
    Persona,
    /// What they live through
    Journey,
    /// A part of a journey
    Stage,
    /// Something they meet
    Touchpoint,
    /// The words of the interface in one more language, in English, to be translated
    Texts,
}

/// `rihla clean`.
#[derive(Debug, clap::Args)]
pub struct Clean {
    /// The handbook's folder: the one with `book.toml`
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// Where the site is, instead of the `build-dir` of `book.toml`
    #[arg(short, long, value_name = "DEST")]
    pub dest: Option<PathBuf>,
}

/// `rihla explain`.
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// The code, such as `score-out-of-range`; none lists them all
    pub code: Option<String>,
}
