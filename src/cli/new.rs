//! `rihla new`: the skeleton of a page, at the right place.

use std::path::Path;

use crate::build::Failure;
use crate::cli::build;
use crate::cli::init::write_new;
use crate::cli::terminal::Terminal;
use crate::cli::{Outcome, args};
use crate::locale::Locale;
use crate::model::Drafts;
use crate::parse::slot::{Slot, SlotKind, slot};
use crate::site::{TEXT_FILES, english_texts};
use crate::source::{FilePath, SETTINGS, Sources};

/// Writes the skeleton of a page that the handbook doesn't have yet.
pub fn new(args: &args::New, terminal: &Terminal) -> Result<Outcome, Failure> {
    let engine = build::engine(Drafts::Shown);
    let sources = engine.read(&args.dir)?;
    let path = FilePath::new(SETTINGS);
    let Some(text) = sources.text(&path) else {
        let failure = Failure::new(format!("there is no `book.toml` in `{}`", args.dir.display()));
        return Err(failure.hint("run `rihla init` to begin a handbook, or name its folder with `--dir`"));
    };
    let settings = engine.settings(&path, text).value;
    let src = settings.src;
    let slots = slots(&sources, &src);
    check_id(args, &slots)?;
    let title = Locale::new(&settings.language).unwrap_or_default().title_of_name(&args.id);
    let (file, text) = match args.kind {
        args::Kind::Persona => (format!("personas/{}.md", args.id), skeleton(PERSONA, &title, "")),
        args::Kind::Journey => (format!("journeys/{}/index.md", args.id), skeleton(JOURNEY, &title, "")),
        args::Kind::Touchpoint => (format!("touchpoints/{}.md", args.id), skeleton(TOUCHPOINT, &title, "")),
        args::Kind::Stage => stage(&args.id, &title, &slots)?,
        args::Kind::Texts => return texts(args, settings.theme.as_deref(), terminal),
    };
    let target = args.dir.join(Path::new(&src)).join(&file);
    write_new(&target, &text)?;
    terminal.result(&format!("{}\n", target.display()));
    Ok(Outcome::Fine)
}

/// The folder of a theme that a handbook doesn't have yet.
const THEME: &str = "theme";

/// Writes the interface texts of a language that the program doesn't speak, in English: a file of the theme.
fn texts(args: &args::New, theme: Option<&str>, terminal: &Terminal) -> Result<Outcome, Failure> {
    let tag = Locale::new(&args.id).map(|locale| locale.tag().to_owned());
    if tag.as_ref() != Some(&args.id) {
        let hint = tag.map_or("name a language: `de`, `pt-BR`".to_owned(), |tag| format!("write it as `{tag}`"));
        return Err(Failure::new(format!("`{}` is no language's tag", args.id)).hint(hint));
    }
    if TEXT_FILES.contains(&args.id.split('-').next().unwrap_or_default()) {
        let failure = Failure::new(format!("the interface speaks `{}` already", args.id));
        return Err(failure.hint("write only the texts that should be others; the guide to themes shows how"));
    }
    let target = args.dir.join(theme.unwrap_or(THEME)).join(format!("texts/{}.ftl", args.id));
    write_new(&target, english_texts())?;
    terminal.result(&format!("{}\n", target.display()));
    if theme.is_none() {
        terminal.say(&format!("now write `theme = \"{THEME}\"` into `[output.html]` of `book.toml`"));
    }
    Ok(Outcome::Fine)
}

/// What the handbook's paths say.
fn slots(sources: &Sources, src: &str) -> Vec<(String, Slot)> {
    let pages = sources.below(src).filter(|(path, _)| path.extension() == "md");
    pages.map(|(path, _)| (path.to_string(), slot(path, src))).collect()
}

fn check_id(args: &args::New, slots: &[(String, Slot)]) -> Result<(), Failure> {
    let parts: Vec<&str> = args.id.split('/').collect();
    let wanted = if args.kind == args::Kind::Stage { 2 } else { 1 };
    let is_name = |part: &&str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.contains(['\\', ':', '*', '?', '"', '<', '>', '|'])
            && !part.chars().any(char::is_control)
    };
    if parts.len() != wanted || !parts.iter().all(is_name) {
        let hint = match args.kind {
            args::Kind::Stage => "a stage is named with its journey: `dine-in/order`",
            _ => "an id is the name of a file: `amira`",
        };
        return Err(Failure::new(format!("`{}` can't be the id of a page", args.id)).hint(hint));
    }
    let kind = match args.kind {
        args::Kind::Persona => SlotKind::Persona,
        args::Kind::Journey => SlotKind::Journey,
        args::Kind::Stage => SlotKind::Stage,
        args::Kind::Touchpoint => SlotKind::Touchpoint,
        args::Kind::Texts => return Ok(()),
    };
    match slots.iter().find(|(_, slot)| slot.kind == kind && slot.id.to_lowercase() == args.id.to_lowercase()) {
        Some((path, _)) => {
            Err(Failure::new(format!("`{}` is there already: `{path}`", args.id)).hint("it was not changed"))
        }
        None => Ok(()),
    }
}

/// A stage goes behind the last one of its journey, into its folder.
fn stage(id: &str, title: &str, slots: &[(String, Slot)]) -> Result<(String, String), Failure> {
    let (journey, name) = id.split_once('/').unwrap_or((id, ""));
    let home = slots
        .iter()
        .find(|(path, slot)| slot.kind == SlotKind::Journey && slot.id == journey && path.ends_with("/index.md"));
    let Some((home, _)) = home else {
        let failure = Failure::new(format!("there is no journey `{journey}`"));
        return Err(failure.hint(format!("write it first: `rihla new journey {journey}`")));
    };
    let stages =
        slots.iter().filter(|(_, slot)| slot.kind == SlotKind::Stage && slot.id.starts_with(&format!("{journey}/")));
    let numbers = stages.map(|(_, slot)| slot.order.0).filter(|number| *number != u32::MAX);
    let number = numbers.max().unwrap_or(0) + 1;
    let folder = home.rsplit('/').nth(1).unwrap_or(journey);
    Ok((format!("journeys/{folder}/{number:02}-{name}.md"), skeleton(STAGE, title, id)))
}

fn skeleton(template: &str, title: &str, id: &str) -> String {
    // A title between quotes can hold everything but a quote and a backslash.
    let title = title.replace('\\', "\\\\").replace('"', "\\\"");
    template.replace("TITLE", &title).replace("ID", id)
}

const PERSONA: &str = r#"---
title: "TITLE"
# summary: One sentence about them
# role: What they are to us
# kind: primary            # primary, secondary, negative or internal
# quote: What they would say, in their words
# portrait: portrait.png   # an image beside this file
# share: 0.3               # of all customers, 0 to 1
# owner: the-team-that-answers-for-this-page
# reviewed: 2026-01-31
# Who are they?
# demographics:
#   Age: 34
#   Lives in: the old town
# traits:                  # 1 to 5
#   Patience: 2
# How do they behave?
# behaviours: [Looks at the reviews first]
# channels: []             # ids of book.toml's channels
# What do they want and need?
# goals: []
# needs: []
# motivations: []
# frustrations: []
# How do we make them feel?
# feels: []
---
Who this is, in a few sentences, and how we know.
"#;

const JOURNEY: &str = r#"---
title: "TITLE"
# summary: One sentence about it
# personas: []             # ids of the personas who go on it
# state: current           # or future, with future-of: the-journey-of-today
# level: customer          # customer, buyer, user or employee
# scenario: What happens, and why
owner: the-team-that-answers-for-this-page
# reviewed: 2026-01-31
# scores: { nps: { value: 12, n: 240, source: Spring survey, on: 2026-01-31 } }
---
What the journey is about, where it begins and where it ends.
"#;

const STAGE: &str = r#"---
title: "TITLE"
# phase: decision          # one of book.toml's phases
# goal: What the customer wants here
# scores: { satisfaction: 3.4, importance: 5 }
steps:
  - title: The first step
    # touchpoints: []      # ids
    # channel: in-store    # an id of book.toml's channels
    # emotion: 0           # -2 to 2, or one for each persona: { amira: 1 }
    # moment-of-truth: true
    # thinks: ["What they say to themselves"]
    # feels: []
    # pains: []
    # opportunities:
    #   - { title: What could be better, impact: 4, effort: 2, owner: a-team, status: idea }
    # frontstage: []       # what staff do in sight
    # backstage: []        # what staff do out of sight
    # support: []          # systems and partners
    evidence:              # how you know
      - { kind: observation, title: What you saw }   # on: 2026-01-31, n: 6, url: https://…
---
What happens in this stage.
"#;

const TOUCHPOINT: &str = r#"---
title: "TITLE"
# summary: One sentence about it
# channels: []             # ids of book.toml's channels
# kind: owned              # owned, paid or earned
# owner: the-team-that-answers-for-this-page
# reviewed: 2026-01-31
# scores: { satisfaction: 3.9 }
# evidence:
#   - { kind: observation, title: A morning at the counter, on: 2026-01-31 }
---
What the customer meets here.
"#;
