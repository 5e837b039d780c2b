//! One Markdown file → one [`Document`].

use std::sync::Arc;

use jiff::civil::Date;

use crate::diag::{Code, Diagnosed, Diagnostic, Diagnostics};
use crate::locale::{Direction, Locale};
use crate::parse::fields::{Choice, Fields, MANY, Role, choices};
use crate::parse::markdown::{self, Outline};
use crate::parse::node::{Node, Value};
use crate::parse::opportunities::opportunities;
pub use crate::parse::opportunities::{Opportunity, Progress};
use crate::parse::scores::{Score, Scored, scored, scores};
use crate::parse::settings::RawHtml;
use crate::parse::slot::{Slot, SlotKind, slot};
use crate::parse::{fields, front};
use crate::source::{FilePath, Span, Spanned};

/// A page as its author wrote it: typed, but with names where the model has ids.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub path: FilePath,
    /// What its path says.
    pub slot: Slot,
    /// The fields that every kind has.
    pub common: Common,
    /// The fields of its kind.
    pub content: Content,
    /// Its text.
    pub body: Body,
    /// False where a syntax error cut its front matter short.
    pub complete: bool,
}

/// The fields that every kind of page has.
#[derive(Clone, Debug, Default)]
pub struct Common {
    /// `title`.
    pub title: Option<Spanned<String>>,
    /// `summary`.
    pub summary: Option<String>,
    /// `owner`.
    pub owner: Option<String>,
    /// `status`.
    pub status: Option<Status>,
    /// `reviewed`.
    pub reviewed: Option<Spanned<Date>>,
    /// `tags`.
    pub tags: Vec<String>,
    /// `aliases`: old paths.
    pub aliases: Vec<Spanned<String>>,
    /// `weight`: the lower, the earlier.
    pub weight: i64,
}

choices! {
    /// How far a page is.
    Status {
        /// Left out of the site.
        Draft = "draft",
        /// To be checked.
        Review = "review",
        /// Checked.
        Approved = "approved",
    }
}

/// The fields of one kind of page.
#[derive(Clone, Debug)]
pub enum Content {
    /// Prose has none.
    Prose,
    /// A persona.
    Persona(Box<Persona>),
    /// A journey.
    Journey(Box<Journey>),
    /// A stage.
    Stage(Box<Stage>),
    /// A touchpoint.
    Touchpoint(Box<Touchpoint>),
}

/// The text of a page.
#[derive(Clone, Debug)]
pub struct Body {
    /// The whole file, so that places in it can be shown.
    pub text: Arc<str>,
    /// Where the Markdown begins.
    pub start: usize,
    /// What is in it.
    pub outline: Arc<Outline>,
}

impl Body {
    /// The Markdown.
    pub fn markdown(&self) -> &str {
        self.text.get(self.start..).unwrap_or_default()
    }
}

choices! {
    /// What a persona is to the business.
    PersonaKind {
        /// Whom everything is made for.
        Primary = "primary",
        /// Who should be served too.
        Secondary = "secondary",
        /// Whom nothing is made for.
        Negative = "negative",
        /// Who works here.
        Internal = "internal",
    }
}

/// The fields of a persona.
#[derive(Clone, Debug, Default)]
pub struct Persona {
    /// `role`.
    pub role: Option<String>,
    /// `kind`.
    pub kind: Option<PersonaKind>,
    /// `quote`.
    pub quote: Option<String>,
    /// `portrait`: the path of an image.
    pub portrait: Option<Spanned<String>>,
    /// `share`: of all customers, 0 to 1.
    pub share: Option<f64>,
    /// `demographics`, in the order written.
    pub demographics: Vec<(String, String)>,
    /// `traits`: 1 to 5; in a translation their names' translations.
    pub traits: Vec<Trait>,
    /// `goals`.
    pub goals: Vec<String>,
    /// `needs`.
    pub needs: Vec<String>,
    /// `motivations`.
    pub motivations: Vec<String>,
    /// `frustrations`.
    pub frustrations: Vec<String>,
    /// `behaviours`.
    pub behaviours: Vec<String>,
    /// `feels`.
    pub feels: Vec<String>,
    /// `channels`: ids.
    pub channels: Vec<Spanned<String>>,
}

/// A trait of a persona.
#[derive(Clone, Debug, PartialEq)]
pub struct Trait {
    /// Its name in the default language.
    pub name: Spanned<String>,
    /// How strong it is, 1 to 5.
    pub value: u8,
    /// In a translation: what it is called there.
    pub translated: Option<String>,
}

choices! {
    /// Whether a journey is or shall be.
    State {
        /// As it is today.
        Current = "current",
        /// As it shall be.
        Future = "future",
    }
}

choices! {
    /// Whose journey it is.
    Level {
        /// A customer's.
        Customer = "customer",
        /// A buyer's, up to the purchase.
        Buyer = "buyer",
        /// A user's of one product.
        User = "user",
        /// An employee's.
        Employee = "employee",
    }
}

impl Choice for Direction {
    const ALL: &'static [Self] = &[Self::Ltr, Self::Rtl];
    fn as_str(self) -> &'static str {
        Direction::as_str(self)
    }
}

/// The fields of a journey.
#[derive(Clone, Debug, Default)]
pub struct Journey {
    /// `personas`: ids.
    pub personas: Vec<Spanned<String>>,
    /// True where nobody is named and no mistake hides who is.
    pub is_deserted: bool,
    /// `state`.
    pub state: Option<State>,
    /// `future-of`: a journey's id.
    pub future_of: Option<Spanned<String>>,
    /// `level`.
    pub level: Option<Level>,
    /// `scenario`.
    pub scenario: Option<String>,
    /// `lanes`.
    pub lanes: Vec<Spanned<String>>,
    /// `direction`.
    pub direction: Option<Direction>,
    /// `scores` of the journey as a whole.
    pub scores: Vec<(Spanned<String>, Scored)>,
}

/// The fields of a stage.
#[derive(Clone, Debug, Default)]
pub struct Stage {
    /// `phase`.
    pub phase: Option<Spanned<String>>,
    /// `goal`.
    pub goal: Option<String>,
    /// `scores`.
    pub scores: Vec<(Spanned<String>, Scored)>,
    /// `steps`.
    pub steps: Vec<Step>,
}

/// A step of a stage.
#[derive(Clone, Debug)]
pub struct Step {
    /// `id`, else the slug of the title.
    pub id: Spanned<String>,
    /// Where the step stands.
    pub span: Span,
    /// `title`.
    pub title: Option<String>,
    /// `touchpoints`: ids.
    pub touchpoints: Vec<Spanned<String>>,
    /// `channel`: an id.
    pub channel: Option<Spanned<String>>,
    /// `emotion`.
    pub emotion: Option<Scored>,
    /// `moment-of-truth`.
    pub moment_of_truth: bool,
    /// `thinks`.
    pub thinks: Vec<String>,
    /// `feels`.
    pub feels: Vec<String>,
    /// `pains`.
    pub pains: Vec<String>,
    /// `opportunities`.
    pub opportunities: Vec<Opportunity>,
    /// `frontstage`.
    pub frontstage: Vec<String>,
    /// `backstage`.
    pub backstage: Vec<String>,
    /// `support`.
    pub support: Vec<String>,
    /// `evidence`.
    pub evidence: Vec<Evidence>,
    /// `journey`: the sub-journey that it opens.
    pub journey: Option<Spanned<String>>,
}

choices! {
    /// Where knowledge comes from.
    EvidenceKind {
        /// Many were asked the same.
        Survey = "survey",
        /// One was asked at length.
        Interview = "interview",
        /// Somebody wrote what they think.
        Review = "review",
        /// Somebody tried it under our eyes.
        Test = "test",
        /// What people click.
        Analytics = "analytics",
        /// What people buy.
        Purchases = "purchases",
        /// What people call about.
        SupportLog = "support-log",
        /// What people write to us.
        Email = "email",
        /// What people do.
        Observation = "observation",
    }
}

impl EvidenceKind {
    /// True where somebody was asked; false where they were watched.
    pub fn solicited(self) -> bool {
        matches!(self, Self::Survey | Self::Interview | Self::Review | Self::Test)
    }
}

/// What a claim rests on.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// `id`, else the slug of the title.
    pub id: Spanned<String>,
    /// `kind`; none in a translation.
    pub kind: Option<EvidenceKind>,
    /// `title`.
    pub title: Option<String>,
    /// `on`.
    pub on: Option<Date>,
    /// `n`.
    pub n: Option<u64>,
    /// `url`.
    pub url: Option<String>,
}

choices! {
    /// Whose a touchpoint is.
    TouchpointKind {
        /// Ours.
        Owned = "owned",
        /// Bought.
        Paid = "paid",
        /// Other people's.
        Earned = "earned",
    }
}

/// The fields of a touchpoint.
#[derive(Clone, Debug, Default)]
pub struct Touchpoint {
    /// `channels`: ids.
    pub channels: Vec<Spanned<String>>,
    /// `kind`.
    pub kind: Option<TouchpointKind>,
    /// `scores`.
    pub scores: Vec<(Spanned<String>, Scored)>,
    /// `evidence`.
    pub evidence: Vec<Evidence>,
}

/// How pages are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageOptions {
    /// The content folder.
    pub src: String,
    /// The default language's tag: slugs depend on it.
    pub language: String,
    /// What raw HTML may do.
    pub raw_html: RawHtml,
}

/// Reads a page. It never fails: what can't be read is reported and left out.
pub fn page(path: &FilePath, text: &Arc<str>, options: &PageOptions) -> Diagnosed<Document> {
    let mut out = Diagnostics::default();
    let slot = slot(path, &options.src);
    let role = if slot.language.is_some() { Role::Translation } else { Role::Original };
    let front = front::split(path, text, &mut out);
    let locale = Locale::new(slot.language.as_deref().unwrap_or(&options.language)).unwrap_or_default();
    let outline = markdown::outline(path, text, front.body, &locale, options.raw_html, &mut out);
    if outline.is_blank && text[..front.body].trim_start_matches('\u{feff}').trim().is_empty() {
        out.push(
            Diagnostic::new(Code::EmptyPage, crate::source::Place::whole(path), "this page is empty")
                .hint("write it, or delete the file"),
        );
    }
    let mut fields = Fields::new(path, &front.fields, role, &mut out);
    let common = common(&mut fields, &mut out);
    let content = match slot.kind {
        SlotKind::Persona => Content::Persona(Box::new(persona(&mut fields, &mut out))),
        SlotKind::Journey => Content::Journey(Box::new(journey(&mut fields, front.complete, &mut out))),
        SlotKind::Stage => Content::Stage(Box::new(stage(&mut fields, &locale, &mut out))),
        SlotKind::Touchpoint => Content::Touchpoint(Box::new(touchpoint(&mut fields, &locale, &mut out))),
        _ => Content::Prose,
    };
    fields.finish(&mut out);
    let out = without_consequences(text, out);
    let body = Body { text: text.clone(), start: front.body, outline: Arc::new(outline) };
    let document = Document { path: path.clone(), slot, common, content, body, complete: front.complete };
    Diagnosed::new(document, out)
}

/// Leaves out the types of values that a syntax error on the same line has cut short.
fn without_consequences(text: &str, told: Diagnostics) -> Diagnostics {
    let line_of = |one: &Diagnostic| text[..(one.place.span.start as usize).min(text.len())].matches('\n').count();
    let is_syntax =
        |one: &&Diagnostic| matches!(one.code, Code::YamlSyntax | Code::YamlAlias | Code::TomlSyntax | Code::TooDeep);
    let broken: Vec<usize> = told.iter().filter(is_syntax).map(line_of).collect();
    let mut kept = Diagnostics::default();
    kept.extend(told.into_iter().filter(|one| one.code != Code::WrongType || !broken.contains(&line_of(one))));
    kept
}

fn common(fields: &mut Fields, out: &mut Diagnostics) -> Common {
    Common {
        title: fields.text("title", out),
        summary: fields.text("summary", out).map(plain),
        owner: fields.name("owner", out).map(plain),
        status: fields.choice("status", out),
        reviewed: fields.date("reviewed", out),
        tags: fields.names("tags", out).into_iter().map(plain).collect(),
        aliases: fields.names("aliases", out),
        weight: fields.whole("weight", -MANY..=MANY, out).map_or(0, |weight| weight.value),
    }
}

fn persona(fields: &mut Fields, out: &mut Diagnostics) -> Persona {
    Persona {
        role: fields.text("role", out).map(plain),
        kind: fields.choice("kind", out),
        quote: fields.text("quote", out).map(plain),
        portrait: fields.name("portrait", out),
        share: fields.number("share", 0.0..=1.0, out).map(|share| share.value),
        demographics: demographics(fields, out),
        traits: traits(fields, out),
        goals: words(fields, "goals", out),
        needs: words(fields, "needs", out),
        motivations: words(fields, "motivations", out),
        frustrations: words(fields, "frustrations", out),
        behaviours: words(fields, "behaviours", out),
        feels: words(fields, "feels", out),
        channels: fields.names("channels", out),
    }
}

fn demographics(fields: &mut Fields, out: &mut Diagnostics) -> Vec<(String, String)> {
    let path = fields.path();
    let Some(node) = fields.word("demographics") else { return Vec::new() };
    let entries = Fields::entries_of(path, node, out);
    entries.iter().filter_map(|(key, value)| Some((key.name.clone(), fields::text(path, value, out)?.value))).collect()
}

/// Traits are facts with names that are words: a translation maps each name to its own.
fn traits(fields: &mut Fields, out: &mut Diagnostics) -> Vec<Trait> {
    let (path, role) = (fields.path(), fields.role());
    let Some(node) = fields.word("traits") else { return Vec::new() };
    let mut traits = Vec::new();
    for (key, value) in Fields::entries_of(path, node, out) {
        let name = Spanned::new(key.name.clone(), key.span);
        if role == Role::Translation {
            if matches!(value.value, Value::Number(..)) {
                let message = format!("`{}` is a fact, and facts stand in the default language's file only", key.name);
                let hint = "give the trait's name in this language instead of its number";
                out.push(Diagnostic::at(Code::FactInTranslation, path, value.span, message).hint(hint));
            } else if let Some(text) = fields::text(path, value, out) {
                traits.push(Trait { name, value: 0, translated: Some(text.value) });
            }
            continue;
        }
        let Some(number) = fields::number(path, value, out) else { continue };
        if (1.0..=5.0).contains(&number.value) && number.value.fract() == 0.0 {
            traits.push(Trait { name, value: number.value as u8, translated: None });
        } else {
            let message = format!("the trait `{}` is a whole number from 1 to 5", key.name);
            out.push(Diagnostic::at(Code::NumberOutOfRange, path, value.span, message));
        }
    }
    traits
}

fn journey(fields: &mut Fields, complete: bool, out: &mut Diagnostics) -> Journey {
    let is_deserted = complete && fields.word("personas").is_none_or(|node| node.value == Value::List(Vec::new()));
    Journey {
        is_deserted,
        personas: fields.names("personas", out),
        state: fields.choice("state", out),
        future_of: fields.name("future-of", out),
        level: fields.choice("level", out),
        scenario: fields.text("scenario", out).map(plain),
        lanes: fields.names("lanes", out),
        direction: fields.choice("direction", out),
        scores: score_field(fields, out),
    }
}

fn stage(fields: &mut Fields, locale: &Locale, out: &mut Diagnostics) -> Stage {
    let (path, role) = (fields.path(), fields.role());
    let phase = fields.name("phase", out);
    let goal = fields.text("goal", out).map(plain);
    let scores = score_field(fields, out);
    let steps = match fields.word("steps") {
        Some(node) => Fields::list(node).iter().filter_map(|node| step(path, node, role, locale, out)).collect(),
        None => Vec::new(),
    };
    unique(path, "step", steps.iter().map(|step: &Step| &step.id), out);
    Stage { phase, goal, scores, steps }
}

fn step(path: &FilePath, node: &Node, role: Role, locale: &Locale, out: &mut Diagnostics) -> Option<Step> {
    let mut fields = Fields::new(path, node, role, out);
    let title = fields.text("title", out);
    let id = identity(&mut fields, "step", title.as_ref(), locale, out);
    let step = Step {
        id: id.clone().unwrap_or_else(|| Spanned::new(String::new(), node.span)),
        span: node.span,
        title: title.map(plain),
        touchpoints: fields.names("touchpoints", out),
        channel: fields.name("channel", out),
        emotion: fields.fact("emotion", out).and_then(|node| scored(path, node, out)),
        moment_of_truth: fields.flag("moment-of-truth", out),
        thinks: words(&mut fields, "thinks", out),
        feels: words(&mut fields, "feels", out),
        pains: words(&mut fields, "pains", out),
        opportunities: opportunities(&mut fields, locale, out),
        frontstage: words(&mut fields, "frontstage", out),
        backstage: words(&mut fields, "backstage", out),
        support: words(&mut fields, "support", out),
        evidence: evidence(&mut fields, locale, out),
        journey: fields.name("journey", out),
    };
    fields.finish(out);
    id.map(|_| step)
}

/// Finds the id of an item of a list: its `id`, else the slug of its title in the default language.
pub(super) fn identity(
    fields: &mut Fields,
    what: &str,
    title: Option<&Spanned<String>>,
    locale: &Locale,
    out: &mut Diagnostics,
) -> Option<Spanned<String>> {
    let node = fields.word("id");
    if !fields.is_map() {
        return None;
    }
    if let Some(id) = node.and_then(|node| fields::text(fields.path(), node, out)) {
        return Some(id);
    }
    if let (Some(title), Role::Original) = (title, fields.role()) {
        return Some(Spanned::new(locale.slug(&title.value), title.span));
    }
    let (name, hint) = match fields.role() {
        Role::Translation => ("id", "a translation names what it translates by its `id`"),
        _ => ("title", "every one needs a title"),
    };
    let message = format!("this {what} has no `{name}`");
    out.push(Diagnostic::at(Code::MissingField, fields.path(), fields.span(), message).hint(hint));
    None
}

fn evidence(fields: &mut Fields, locale: &Locale, out: &mut Diagnostics) -> Vec<Evidence> {
    let (path, role) = (fields.path(), fields.role());
    let Some(node) = fields.word("evidence") else { return Vec::new() };
    let mut found = Vec::new();
    for node in Fields::list(node) {
        let mut fields = Fields::new(path, node, role, out);
        let title = fields.text("title", out);
        let kind = fields.choice("kind", out);
        let id = identity(&mut fields, "evidence", title.as_ref(), locale, out);
        let on = fields.date("on", out).map(|on| on.value);
        let n = fields.whole("n", 0..=MANY, out).map(|n| n.value as u64);
        let url = fields.name("url", out).and_then(|url| web_address(path, url, out));
        if fields.is_map() && role == Role::Original && fields.word("kind").is_none() {
            let message = "this evidence has no `kind`";
            out.push(Diagnostic::at(Code::MissingField, path, node.span, message).hint(EVIDENCE_HINT));
        }
        fields.finish(out);
        found.extend(id.map(|id| Evidence { id, kind, title: title.map(plain), on, n, url }));
    }
    unique(path, "piece of evidence", found.iter().map(|one| &one.id), out);
    found
}

const EVIDENCE_HINT: &str = "asked for: `survey`, `interview`, `review`, `test`; found: `analytics`, `purchases`, `support-log`, `email`, `observation`";

fn web_address(path: &FilePath, url: Spanned<String>, out: &mut Diagnostics) -> Option<String> {
    if url.value.starts_with("https://") || url.value.starts_with("http://") {
        return Some(url.value);
    }
    let message = format!("`{}` is no web address", url.value);
    out.push(Diagnostic::at(Code::UnsafeLink, path, url.span, message).hint("it begins with `https://`"));
    None
}

fn touchpoint(fields: &mut Fields, locale: &Locale, out: &mut Diagnostics) -> Touchpoint {
    Touchpoint {
        channels: fields.names("channels", out),
        kind: fields.choice("kind", out),
        scores: score_field(fields, out),
        evidence: evidence(fields, locale, out),
    }
}

fn score_field(fields: &mut Fields, out: &mut Diagnostics) -> Vec<(Spanned<String>, Scored)> {
    let path = fields.path();
    fields.fact("scores", out).map(|node| scores(path, node, out)).unwrap_or_default()
}

fn words(fields: &mut Fields, name: &'static str, out: &mut Diagnostics) -> Vec<String> {
    fields.texts(name, out).into_iter().map(plain).collect()
}

pub(super) fn plain(text: Spanned<String>) -> String {
    text.value
}

/// Reports ids that stand twice in one list.
pub(super) fn unique<'a>(
    path: &FilePath,
    what: &str,
    ids: impl Iterator<Item = &'a Spanned<String>>,
    out: &mut Diagnostics,
) {
    let mut seen: Vec<&Spanned<String>> = Vec::new();
    for id in ids {
        if let Some(first) = seen.iter().find(|first| first.value == id.value) {
            let message = format!("a second {what} with the id `{}`", id.value);
            let first = crate::source::Place::new(path, first.span);
            out.push(
                Diagnostic::at(Code::DuplicateStep, path, id.span, message)
                    .related(first, "first here")
                    .hint("give it an `id` of its own"),
            );
        }
        seen.push(id);
    }
}

/// Every score in a map of scores, with the persona it is for.
pub fn each_score(scored: &Scored) -> Vec<(Option<&Spanned<String>>, &Score)> {
    match scored {
        Scored::All(score) => vec![(None, score)],
        Scored::ByPersona(all) => all.iter().map(|(persona, score)| (Some(persona), score)).collect(),
    }
}
