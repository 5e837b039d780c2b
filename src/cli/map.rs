//! `rihla map`: one journey's map as a file.

use std::ffi::OsStr;
use std::io::{IsTerminal, Write};
use std::path::Path;

use crate::build::{Failure, MapWish};
use crate::cli::terminal::Terminal;
use crate::cli::{Outcome, args, build, file};
use crate::diag::Diagnosed;
use crate::map::sheet::{Drawn, Look, Page};
use crate::parse::fields::word;
use crate::parse::settings::MapFormat;

/// The range of `--scale`.
const SCALES: std::ops::RangeInclusive<f64> = 0.1..=10.0;
/// What can still be read on paper, in points.
const READABLE: f64 = 6.0;

/// Draws a map and writes it whole, or not at all.
pub fn map(args: &args::Map, terminal: &Terminal) -> Result<Outcome, Failure> {
    let output = file::not_stdout(args.output.as_deref());
    let format = format(args.format, output)?;
    let wish = wish(args, format)?;
    if output.is_none() && format != MapFormat::Svg && std::io::stdout().is_terminal() {
        let failure = Failure::new(format!("a {} can't be shown on a terminal", word(format)));
        return Err(failure.hint(format!("name a file: `-o {}.{}`", args.journey, word(format))));
    }
    let mut engine = build::engine(build::drafts(args.drafts));
    let sources = engine.read(&args.dir)?;
    let Diagnosed { value: drawn, diagnostics } = engine.map(&sources, &wish);
    build::complain(&diagnostics, &sources, terminal);
    let Some(drawn) = drawn? else {
        terminal.say(&format!("{}; nothing was drawn", build::counted(diagnostics.counts())));
        return Ok(Outcome::Errors);
    };
    match output {
        Some(path) => file::write_whole(path, &drawn.bytes)?,
        None => {
            let mut stdout = std::io::stdout().lock();
            stdout
                .write_all(&drawn.bytes)
                .and_then(|()| stdout.flush())
                .map_err(|error| Failure::new("the map can't be written to the standard output").cause(error))?;
        }
    }
    tell(args, format, output, &drawn, terminal);
    Ok(Outcome::Fine)
}

/// The format that was asked for: by name, by the file's ending, or else vectors.
fn format(named: Option<args::Picture>, output: Option<&Path>) -> Result<MapFormat, Failure> {
    let named = named.map(|picture| match picture {
        args::Picture::Svg => MapFormat::Svg,
        args::Picture::Png => MapFormat::Png,
        args::Picture::Pdf => MapFormat::Pdf,
    });
    let ending = output.and_then(Path::extension).and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    let of_ending = match ending.as_deref() {
        Some("svg") => Some(MapFormat::Svg),
        Some("png") => Some(MapFormat::Png),
        Some("pdf") => Some(MapFormat::Pdf),
        _ => None,
    };
    match (named, of_ending, output) {
        (Some(named), Some(ending), Some(path)) if named != ending => {
            let what = format!("`{}` doesn't end in `.{}`", path.display(), word(named));
            Err(Failure::new(what).hint("leave `--format` out, or name another file"))
        }
        (Some(format), ..) | (None, Some(format), _) => Ok(format),
        (None, None, Some(path)) => {
            let what = format!("the ending of `{}` names no format", path.display());
            Err(Failure::new(what).hint("end it in `.svg`, `.png` or `.pdf`, or say `--format`"))
        }
        (None, None, None) => Ok(MapFormat::Svg),
    }
}

fn wish(args: &args::Map, format: MapFormat) -> Result<MapWish, Failure> {
    let scale = args.scale.unwrap_or(if format == MapFormat::Png { 2.0 } else { 1.0 });
    if !SCALES.contains(&scale) {
        let failure = Failure::new(format!("`--scale {scale}` is out of range"));
        return Err(failure.hint(format!("it runs from {} to {}", SCALES.start(), SCALES.end())));
    }
    Ok(MapWish {
        journey: args.journey.clone(),
        format,
        language: args.lang.clone(),
        persona: args.persona.clone(),
        lanes: args.lanes.iter().map(|lane| lane.trim().to_owned()).collect(),
        page: match args.page {
            None => Page::Natural,
            Some(args::Paper::A3) => Page::A3,
            Some(args::Paper::A4) => Page::A4,
            Some(args::Paper::Slide) => Page::Slide,
            Some(args::Paper::Wall) => Page::Wall,
        },
        look: match args.theme {
            args::Theme::Light => Look::Light,
            args::Theme::Dark => Look::Dark,
        },
        scale,
    })
}

/// Says what was written, and when its type is too small for its page.
fn tell(args: &args::Map, format: MapFormat, output: Option<&Path>, drawn: &Drawn, terminal: &Terminal) {
    if args.page.is_some() && drawn.smallest_type < READABLE {
        let (size, several) = match format {
            MapFormat::Pdf => (drawn.smallest_type, ""),
            _ => (drawn.smallest_type, ", or write a PDF, which takes several pages"),
        };
        let hint = format!("name fewer `--lanes` or a larger `--page`{several}");
        terminal.warn(&format!("the smallest type on this page is {size:.1} pt: {hint}"));
    }
    if !drawn.has_scores {
        terminal.warn("no step has an emotion: the map has no curve");
    }
    if let Some(path) = output {
        terminal.say(&format!("{} → {}", args.journey, path.display()));
    }
}
