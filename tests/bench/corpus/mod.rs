//! The handbook that everything is measured on, of any size.
//!
//! In: a number of pages and a seed. Out: pages one after the other, and their folder on disk. Promises: the same bytes
//! for the same numbers on every machine; exactly as many pages as asked for (a handful beyond are the home page and
//! the indexes that the tool makes itself); no error and no warning; every page's size and number of links
//! is independent of the handbook's. Deliberately not here: other tools' formats (see `peers`).
//!
//! Its shape: 1 page in 100 is a persona (at least 4), 3 are touchpoints (at least 6, and what can't be divided by
//! six), the rest are journeys of one page and five stages each. A journey has two or three personas and a tenth are
//! the future of another. A stage has about 4 KB: three steps with every field that maps show, then prose with a
//! table, a list, an alert in every other, a highlighted block (three of four are like no other, one is one of forty that
//! recur), and about ten references.

pub mod fields;
mod words;

use std::fs;
use std::io;
use std::path::Path;

use fields::{Fields, Value, fact, facts, map, text, texts, yaml};
use words::{
    BACKSTAGE, CHANNELS, Dice, EVIDENCE, FEELINGS, FORMS, FRONTSTAGE, HEADINGS, NAMES, OBJECTS, OWNERS, PAINS, PHASES,
    PLACES, REMEDIES, ROLES, STEPS, SUPPORT, TAGS, THOUGHTS, VERBS, aim, code, sentence, sentences,
};

/// Stages of a journey.
pub const STAGES: usize = 5;
/// Steps of a stage.
const STEPS_OF_A_STAGE: usize = 3;

/// What a page is, by its number among its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The home page.
    Home,
    /// A persona.
    Persona,
    /// A touchpoint.
    Touchpoint,
    /// A journey.
    Journey,
    /// A stage.
    Stage,
}

/// A page before it is written in some tool's format.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it is.
    pub kind: Kind,
    /// Its path below the content folder, with `.md`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The other fields.
    pub fields: Fields,
    /// The Markdown; references are `[[id]]`, `[[id|words]]` or relative links.
    pub body: String,
}

impl Page {
    /// The page in this tool's format.
    pub fn markdown(&self) -> String {
        format!("---\ntitle: {}---\n{}", yaml(&self.all_fields(), 0).trim_start_matches("title: "), self.body)
    }

    /// The fields with the title before them.
    fn all_fields(&self) -> Fields {
        let title = ("title".to_owned(), text(self.title.as_str()));
        std::iter::once(title).chain(self.fields.iter().cloned()).collect()
    }
}

/// Where a text stands: near which journey, and the way from its folder to the journeys'.
#[derive(Clone, Copy, Debug)]
struct Seat {
    journey: usize,
    to_journeys: &'static str,
}

/// How large a handbook is, and which of them.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    seed: u64,
    personas: usize,
    touchpoints: usize,
    journeys: usize,
}

impl Plan {
    /// A handbook with as many pages; 16 is the least.
    pub fn new(pages: usize, seed: u64) -> Self {
        let pages = pages.max(16);
        let personas = (pages / 100).max(4);
        let least = (pages * 3 / 100).max(6);
        let journeys = (pages - personas - least) / (1 + STAGES);
        Self { seed, personas, touchpoints: pages - personas - journeys * (1 + STAGES), journeys }
    }

    /// All pages, the home page first.
    pub fn pages(self) -> impl Iterator<Item = Page> {
        let plan = self;
        let journeys = (0..plan.journeys).flat_map(move |journey| {
            std::iter::once(plan.journey(journey)).chain((0..STAGES).map(move |stage| plan.stage(journey, stage)))
        });
        std::iter::once(plan.home())
            .chain((0..plan.personas).map(move |at| plan.persona(at)))
            .chain((0..plan.touchpoints).map(move |at| plan.touchpoint(at)))
            .chain(journeys)
    }

    /// Numbers for one thing about one page.
    fn dice(&self, about: u64, at: usize) -> Dice {
        Dice::new(self.seed, about << 40 | at as u64)
    }

    fn persona_id(&self, at: usize) -> String {
        let name = NAMES[at % NAMES.len()].to_lowercase();
        if at < NAMES.len() { name } else { format!("{name}-{}", at / NAMES.len() + 1) }
    }

    fn touchpoint_title(&self, at: usize) -> String {
        let (place, form) = (PLACES[at % PLACES.len()], FORMS[at / PLACES.len() % FORMS.len()].0);
        match at / (PLACES.len() * FORMS.len()) {
            0 => format!("{place} {form}"),
            region => format!("{place} {form}, region {region}"),
        }
    }

    /// A touchpoint's id.
    pub fn touchpoint_id(&self, at: usize) -> String {
        self.touchpoint_title(at).to_lowercase().replace(", ", " ").replace(' ', "-")
    }

    fn touchpoint_channel(&self, at: usize) -> &'static str {
        FORMS[at / PLACES.len() % FORMS.len()].1
    }

    fn journey_words(&self, at: usize) -> (&'static str, &'static str, usize) {
        let all = VERBS.len() * OBJECTS.len();
        // Neighbours differ in both words.
        let mixed = (at * 37) % all;
        (VERBS[mixed % VERBS.len()], OBJECTS[mixed / VERBS.len()], at / all)
    }

    /// A journey's id.
    pub fn journey_id(&self, at: usize) -> String {
        match self.journey_words(at) {
            (verb, object, 0) => format!("{verb}-{object}"),
            (verb, object, again) => format!("{verb}-{object}-{}", again + 1),
        }
    }

    fn journey_title(&self, at: usize) -> String {
        let (verb, object, again) = self.journey_words(at);
        let article = if object.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        let verb = format!("{}{}", verb[..1].to_uppercase(), &verb[1..]);
        match again {
            0 => format!("{verb} {article} {object}"),
            again => format!("{verb} {article} {object}, region {}", again + 1),
        }
    }

    /// A stage's slug and title.
    fn stage_words(&self, journey: usize, stage: usize) -> (&'static str, &'static str) {
        let mut dice = self.dice(1, journey * STAGES + stage);
        dice.one(&PHASES[stage].1)
    }

    /// The file of a stage, in its journey's folder.
    pub fn stage_file(&self, journey: usize, stage: usize) -> String {
        format!("{:02}-{}.md", stage + 1, self.stage_words(journey, stage).0)
    }

    /// The personas of a journey, by number.
    fn cast(&self, journey: usize) -> Vec<usize> {
        let mut dice = self.dice(2, journey);
        let n = dice.between(2, 3);
        dice.some(n, self.personas)
    }

    /// The steps of a stage, by number in [`STEPS`].
    fn steps(&self, journey: usize, stage: usize) -> Vec<usize> {
        self.dice(3, journey * STAGES + stage).some(STEPS_OF_A_STAGE, STEPS.len())
    }

    /// A reference to anything, as it stands in prose.
    fn reference(&self, dice: &mut Dice, seat: Seat) -> String {
        let (other, stage) = (dice.below(self.journeys), dice.below(STAGES));
        let stage_id = format!("{}/{}", self.journey_id(other), self.stage_words(other, stage).0);
        match dice.below(6) {
            0 => format!("[[{}]]", self.touchpoint_id(dice.below(self.touchpoints))),
            1 => {
                let at = dice.below(self.touchpoints);
                format!("[[{}|the {}]]", self.touchpoint_id(at), self.touchpoint_title(at).to_lowercase())
            }
            2 => format!("[[persona:{}]]", self.persona_id(dice.one(&self.cast(seat.journey)))),
            3 => format!("[[{stage_id}]]"),
            4 => {
                let step = STEPS[dice.one(&self.steps(other, stage))];
                format!("[[{stage_id}#{}|{}]]", step.0, step.1.to_lowercase())
            }
            _ => format!("[{}]({}{}/index.md)", self.journey_title(other), seat.to_journeys, self.journey_id(other)),
        }
    }

    /// The fields that all pages have, but the title.
    fn common(&self, dice: &mut Dice) -> Fields {
        let tags = dice.between(1, 3);
        let tags: Vec<_> = dice.some(tags, TAGS.len()).into_iter().map(|at| TAGS[at]).collect();
        named([
            ("summary", text(sentence(dice).replace('*', ""))),
            ("owner", fact(dice.one(&OWNERS))),
            ("status", fact(if dice.once_in(5) { "review" } else { "approved" })),
            ("reviewed", fact(date(dice))),
            ("tags", facts(tags)),
        ])
    }

    fn home(&self) -> Page {
        let mut dice = self.dice(4, 0);
        let body = format!("{}\n\n## Where to begin\n\n{}\n", sentences(&mut dice, 4), sentences(&mut dice, 3));
        Page {
            kind: Kind::Home,
            path: "index.md".to_owned(),
            title: "Customer handbook".to_owned(),
            fields: named([("summary", text("Who our customers are and what they live through with us."))]),
            body,
        }
    }

    fn persona(&self, at: usize) -> Page {
        let mut dice = self.dice(5, at);
        let dice = &mut dice;
        let mut fields = self.common(dice);
        let list = |dice: &mut Dice, n: usize| Value::List((0..n).map(|_| text(aim(dice))).collect());
        let kinds = ["primary", "secondary", "secondary", "internal"];
        let traits = ["Patience", "Price sensitivity", "Digital confidence", "Loyalty"]
            .map(|name| (name, fact(dice.between(1, 5))));
        fields.extend(named([
            ("role", text(dice.one(&ROLES))),
            ("kind", fact(dice.one(&kinds))),
            ("quote", text(dice.one(&THOUGHTS))),
            ("share", fact(format!("0.{:02}", dice.between(1, 30)))),
            (
                "demographics",
                map([
                    ("Age", text(dice.between(19, 81).to_string())),
                    ("Household", text(dice.one(&["Alone", "Two adults", "A family of four", "A shared flat"]))),
                    ("Visits", text(format!("{} a year", dice.between(1, 40)))),
                ]),
            ),
            ("traits", map(traits)),
            ("goals", list(dice, 2)),
            ("needs", list(dice, 3)),
            ("motivations", list(dice, 2)),
            ("frustrations", texts(dice.some(3, PAINS.len()).into_iter().map(|at| PAINS[at]))),
            ("behaviours", list(dice, 3)),
            ("feels", texts(dice.some(2, FEELINGS.len()).into_iter().map(|at| FEELINGS[at]))),
            ("channels", facts(dice.some(3, CHANNELS.len()).into_iter().map(|at| CHANNELS[at].0))),
        ]));
        let body = self.prose(dice, Seat { journey: at % self.journeys, to_journeys: "../journeys/" }, 3);
        let name = NAMES[at % NAMES.len()];
        let title = if at < NAMES.len() { name.to_owned() } else { format!("{name} {}", at / NAMES.len() + 1) };
        Page { kind: Kind::Persona, path: format!("personas/{}.md", self.persona_id(at)), title, fields, body }
    }

    fn touchpoint(&self, at: usize) -> Page {
        let mut dice = self.dice(6, at);
        let dice = &mut dice;
        let mut fields = self.common(dice);
        fields.extend(named([
            ("channels", facts([self.touchpoint_channel(at)])),
            ("kind", fact(dice.one(&["owned", "owned", "paid", "earned"]))),
            ("scores", scores(dice, &[])),
            ("evidence", evidence(dice)),
        ]));
        let body = self.prose(dice, Seat { journey: at % self.journeys, to_journeys: "../journeys/" }, 3);
        let path = format!("touchpoints/{}.md", self.touchpoint_id(at));
        Page { kind: Kind::Touchpoint, path, title: self.touchpoint_title(at), fields, body }
    }

    fn journey(&self, at: usize) -> Page {
        let mut dice = self.dice(7, at);
        let dice = &mut dice;
        let mut fields = self.common(dice);
        let cast: Vec<_> = self.cast(at).into_iter().map(|persona| self.persona_id(persona)).collect();
        // Every tenth is the future of the one before it.
        let is_future = at % 10 == 9;
        fields.extend(named([
            ("personas", facts(&cast)),
            ("state", fact(if is_future { "future" } else { "current" })),
            ("level", fact(dice.one(&["customer", "customer", "customer", "user", "buyer"]))),
            ("scenario", text(sentences(dice, 2).replace('*', ""))),
            ("scores", scores(dice, &cast)),
        ]));
        if is_future {
            fields.push(("future-of".to_owned(), fact(self.journey_id(at - 1))));
        }
        let body = self.prose(dice, Seat { journey: at, to_journeys: "../" }, 6);
        let path = format!("journeys/{}/index.md", self.journey_id(at));
        Page { kind: Kind::Journey, path, title: self.journey_title(at), fields, body }
    }

    fn stage(&self, journey: usize, stage: usize) -> Page {
        let mut dice = self.dice(8, journey * STAGES + stage);
        let dice = &mut dice;
        let cast: Vec<_> = self.cast(journey).into_iter().map(|persona| self.persona_id(persona)).collect();
        let mut fields = self.common(dice);
        let steps = self.steps(journey, stage).into_iter().map(|step| self.step(dice, journey, step, &cast));
        fields.extend(named([
            ("phase", fact(PHASES[stage].0)),
            ("goal", text(aim(&mut self.dice(9, journey * STAGES + stage)))),
            ("steps", Value::List(steps.collect())),
            ("scores", scores(dice, &[])),
        ]));
        let path = format!("journeys/{}/{}", self.journey_id(journey), self.stage_file(journey, stage));
        let body = self.narrative(dice, journey, stage);
        Page { kind: Kind::Stage, path, title: self.stage_words(journey, stage).1.to_owned(), fields, body }
    }

    fn step(&self, dice: &mut Dice, journey: usize, step: usize, cast: &[String]) -> Value {
        let touchpoints = dice.between(1, 2);
        let touchpoints = dice.some(touchpoints, self.touchpoints);
        let emotion =
            cast.iter().map(|persona| (persona.clone(), fact(EMOTIONS[dice.below(EMOTIONS.len())]))).collect();
        let mut fields = named([
            ("id", fact(STEPS[step].0)),
            ("title", text(STEPS[step].1)),
            ("touchpoints", facts(touchpoints.iter().map(|at| self.touchpoint_id(*at)))),
            ("channel", fact(self.touchpoint_channel(touchpoints[0]))),
            ("emotion", Value::Map(emotion)),
            ("thinks", texts([dice.one(&THOUGHTS)])),
            ("feels", texts(dice.some(2, FEELINGS.len()).into_iter().map(|at| FEELINGS[at]))),
            ("pains", texts([dice.one(&PAINS)])),
            ("frontstage", texts([dice.one(&FRONTSTAGE)])),
            ("backstage", texts([dice.one(&BACKSTAGE)])),
            ("support", texts([dice.one(&SUPPORT)])),
            ("evidence", evidence(dice)),
        ]);
        if dice.once_in(4) {
            fields.push(("moment-of-truth".to_owned(), fact("true")));
        }
        if !dice.once_in(3) {
            fields.push(("opportunities".to_owned(), Value::List(vec![self.opportunity(dice, touchpoints[0])])));
        }
        // Only journeys further on are opened, so that none can be reached from itself.
        if dice.once_in(30) && journey + 7 < self.journeys {
            fields.push(("journey".to_owned(), fact(self.journey_id(journey + 7))));
        }
        Value::Map(fields)
    }

    fn opportunity(&self, dice: &mut Dice, touchpoint: usize) -> Value {
        let title = format!("{} the {}", dice.one(&REMEDIES), self.touchpoint_title(touchpoint).to_lowercase());
        map([
            ("title", text(title)),
            ("impact", fact(dice.between(1, 5))),
            ("effort", fact(dice.between(1, 5))),
            ("owner", fact(dice.one(&OWNERS))),
            ("status", fact(dice.one(&["idea", "planned", "doing", "done", "dropped"]))),
        ])
    }

    /// A few paragraphs with as many references, under two headings.
    fn prose(&self, dice: &mut Dice, seat: Seat, references: usize) -> String {
        let headings = dice.some(2, HEADINGS.len());
        let mut body = format!("{}\n", sentences(dice, 3));
        for heading in headings {
            body += &format!("\n## {}\n\n{}\n", HEADINGS[heading], sentences(dice, 3));
        }
        let places: Vec<_> = (0..references).map(|_| self.reference(dice, seat)).collect();
        body + &format!("\nSee {}.\n", places.join(", "))
    }

    /// A stage's text.
    fn narrative(&self, dice: &mut Dice, journey: usize, stage: usize) -> String {
        let seat = Seat { journey, to_journeys: "../" };
        let headings = dice.some(3, HEADINGS.len());
        let first = self.reference(dice, seat);
        let next = self.stage_file(journey, (stage + 1) % STAGES);
        let mut body = format!("{} Most of it happens at {first}.\n", sentences(dice, 2));
        body += &format!("\n## {}\n\n{}\n\n{}", HEADINGS[headings[0]], sentences(dice, 1), table(dice));
        body += &format!("\n## {}\n\n{}", HEADINGS[headings[1]], self.list(dice, seat));
        if dice.once_in(2) {
            let kind = dice.one(&["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"]);
            body += &format!("\n> [!{kind}]\n> {} See {}.\n", sentence(dice), self.reference(dice, seat));
        }
        body += &format!("\n## {}\n\n{}\n\n{}", HEADINGS[headings[2]], sentences(dice, 1), code(dice));
        body + &format!(
            "\nWhat comes next is told [in its own stage]({next}); compare {}.\n",
            self.reference(dice, seat)
        )
    }

    /// A list, ordered or not, with a reference in each second item.
    fn list(&self, dice: &mut Dice, seat: Seat) -> String {
        let is_ordered = dice.once_in(3);
        let n = dice.between(3, 5);
        let item = |at: usize| {
            let mark = if is_ordered { format!("{}.", at + 1) } else { "-".to_owned() };
            let place = if at.is_multiple_of(2) { format!(" ({})", self.reference(dice, seat)) } else { String::new() };
            format!("{mark} {}{place}\n", aim(dice))
        };
        (0..n).map(item).collect()
    }
}

/// Emotions on the built-in scale.
const EMOTIONS: [&str; 9] = ["-2", "-1.5", "-1", "-0.5", "0", "0.5", "1", "1.5", "2"];

fn named<const N: usize>(fields: [(&str, Value); N]) -> Fields {
    fields.map(|(name, value)| (name.to_owned(), value)).into()
}

fn date(dice: &mut Dice) -> String {
    format!("2026-{:02}-{:02}", dice.between(1, 11), dice.between(1, 28))
}

/// Two or three scores; for each of the personas one of them, where there are any.
fn scores(dice: &mut Dice, cast: &[String]) -> Value {
    let measured = |dice: &mut Dice| {
        let value = format!("{}.{}", dice.between(1, 4), dice.below(10));
        let source = EVIDENCE[dice.below(2)].2;
        map([
            ("value", fact(value)),
            ("n", fact(dice.between(20, 900))),
            ("source", text(source)),
            ("on", fact(date(dice))),
        ])
    };
    let effort = match cast.is_empty() {
        true => measured(dice),
        false => Value::Map(cast.iter().map(|persona| (persona.clone(), measured(dice))).collect()),
    };
    map([("satisfaction", measured(dice)), ("effort", effort), ("importance", fact(dice.between(1, 5)))])
}

/// One or two sources, which many pages name.
fn evidence(dice: &mut Dice) -> Value {
    let n = dice.between(1, 2);
    let one = |at: usize| {
        let (id, kind, title) = EVIDENCE[at];
        let on = format!("2026-{:02}-28", at % 11 + 1);
        map([
            ("id", fact(id)),
            ("kind", fact(kind)),
            ("title", text(title)),
            ("on", fact(on)),
            ("n", fact(at * 37 + 12)),
        ])
    };
    Value::List(dice.some(n, EVIDENCE.len()).into_iter().map(one).collect())
}

fn table(dice: &mut Dice) -> String {
    let mut table = "| channel | cases | share |\n| --- | ---: | ---: |\n".to_owned();
    let rows = dice.between(3, 5);
    for at in dice.some(rows, CHANNELS.len()) {
        table += &format!("| {} | {} | {} % |\n", CHANNELS[at].1, dice.between(3, 4000), dice.between(1, 60));
    }
    table
}

/// The settings of the handbook.
pub fn settings() -> String {
    let mut settings =
        "[book]\ntitle = \"Customer handbook\"\nauthors = [\"The customer team\"]\nlanguage = \"en\"\n\n[channels]\n"
            .to_owned();
    for (id, title) in CHANNELS {
        settings += &format!("{id} = {{ title = \"{title}\" }}\n");
    }
    settings
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files.
    pub files: usize,
    /// Bytes in them.
    pub bytes: usize,
    /// Stages.
    pub stages: usize,
    /// Bytes in the stages.
    pub stage_bytes: usize,
}

/// Writes the handbook into a folder, which is made.
pub fn write(plan: &Plan, folder: &Path) -> io::Result<Written> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("book.toml"), settings())?;
    let mut written = Written::default();
    for page in plan.pages() {
        let text = page.markdown();
        put(&folder.join("content").join(&page.path), &text)?;
        written.files += 1;
        written.bytes += text.len();
        if page.kind == Kind::Stage {
            written.stages += 1;
            written.stage_bytes += text.len();
        }
    }
    Ok(written)
}

/// Writes a file and the folders above it.
pub fn put(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
