//! A page → its copy as Markdown, for programs and people who read text.
//!
//! In: a page and its language. Out: its title, what is known about it as lists and tables, and the author's text. Promises:
//! words are escaped where they are facts and left as the author wrote them where they are a text; links lead to the copies
//! of other pages. Deliberately not here: front matter, which is the handbook's own.

mod text;

use std::fmt::Write;

use crate::model::{JourneyId, PageId, PageKind, PersonaId, StageId, StepId, TouchpointId};
use crate::parse::fields::word;
use crate::parse::slot::IndexKind;
use crate::site::lens::Lens;
use crate::site::views::{Column, EmotionView, Link, Row, RowCell, ScoreView, TableView, Text};
use crate::site::{cards, chrome, data, journeys, pages, recent, tables, upkeep};

/// Where the copy of a page is written, which is written to `path` itself.
pub fn path(path: &str) -> String {
    format!("{}.md", path.strip_suffix(".html").unwrap_or(path))
}

/// The copy of a page as the lens sees it.
pub fn copy(lens: &Lens, id: PageId) -> String {
    let mut copy = Copy { lens, out: String::new() };
    copy.head(id);
    match lens.atlas[id].kind {
        PageKind::Persona(persona) => copy.persona(persona),
        PageKind::Journey(journey) => copy.journey(journey),
        PageKind::Stage(stage) => copy.stage(stage),
        PageKind::Touchpoint(touchpoint) => copy.touchpoint(touchpoint),
        PageKind::Data(id) => {
            let view = data::data(lens, id);
            copy.fact("data-question", view.question.map(|text| escaped(&text.text)));
            copy.fact("data-result", view.all.map(|all| format!("{} (n = {})", all.value, all.n)));
            copy.fact("data-file", Some(format!("`{}`", view.file)));
        }
        PageKind::Index(kind) => copy.index(kind),
        PageKind::Home | PageKind::Glossary | PageKind::Section | PageKind::Prose => {}
    }
    if let Some(said) = lens.atlas.text(id, lens.lang).filter(|_| lens.part == 1) {
        copy.block(text::text(lens, said.value).trim());
    }
    copy.below(id);
    copy.out
}

/// The contents of the handbook for programs, as llmstxt.org has it: sections of links to the copies, each with its summary.
pub fn contents(lens: &Lens) -> String {
    let book = lens.atlas.book();
    let mut copy = Copy { lens, out: String::new() };
    let said = |words| lens.say(words).map(|text| escaped(&text.text)).unwrap_or_default();
    copy.block(&format!("# {}", said(&book.title)));
    let description = said(&book.description);
    if !description.is_empty() {
        copy.block(&format!("> {description}"));
    }
    copy.list(&[copy.listed(lens.atlas.home())]);
    for section in lens.atlas.sections() {
        let children = &lens.atlas[*section].children;
        if children.is_empty() {
            continue;
        }
        copy.block(&format!("## {}", escaped(&lens.title(*section).text)));
        let mut lines = vec![copy.listed(*section)];
        copy.descend(children, &mut lines);
        copy.list(&lines);
    }
    let lone: Vec<_> = lens.atlas.sections().iter().filter(|page| lens.atlas[**page].children.is_empty()).collect();
    if !lone.is_empty() {
        // A section of this name may be left out by a reader who is short of room.
        copy.block("## Optional");
        copy.list(&lone.iter().map(|page| copy.listed(**page)).collect::<Vec<_>>());
    }
    copy.out
}

/// A text as Markdown says it, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.split_whitespace().collect::<Vec<_>>().join(" ").char_indices() {
        let opens_block = at == 0 && matches!(letter, '#' | '>' | '-' | '+' | '=' | '~');
        if opens_block || matches!(letter, '\\' | '*' | '_' | '[' | ']' | '<' | '`' | '|' | '&') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// The address of the copy of what a link leads to; places in a page that this tool makes are not in its copy.
fn to_copy(href: &str) -> String {
    let (page, anchor) = href.split_once('#').map_or((href, None), |(page, anchor)| (page, Some(anchor)));
    if page.contains("://") {
        return href.to_owned();
    }
    let anchor = anchor.filter(|anchor| !anchor.contains(':'));
    let page = if page.ends_with(".html") { path(page) } else { page.to_owned() };
    anchor.map_or(page.clone(), |anchor| format!("{page}#{anchor}"))
}

/// A link; an address with parentheses or blanks would end early.
fn link(text: &str, href: &str) -> String {
    let href = href.replace('(', "%28").replace(')', "%29").replace(' ', "%20");
    match href.is_empty() {
        true => text.to_owned(),
        false => format!("[{text}]({href})"),
    }
}

fn link_to(to: &Link) -> String {
    link(&escaped(&to.text.text), &to_copy(&to.href))
}

fn links(all: &[Link]) -> String {
    all.iter().map(link_to).collect::<Vec<_>>().join(", ")
}

/// What somebody feels, with whom.
fn emotions(all: &[EmotionView]) -> String {
    let one = |one: &EmotionView| match &one.persona {
        Some(persona) => format!("{} {}", escaped(&persona.text.text), one.value),
        None => one.value.clone(),
    };
    all.iter().map(one).collect::<Vec<_>>().join(", ")
}

struct Copy<'a, 'l> {
    lens: &'a Lens<'l>,
    out: String,
}

impl Copy<'_, '_> {
    /// A block with an empty line before it.
    fn block(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn heading(&mut self, level: usize, key: &str) {
        let text = escaped(&self.lens.t(key));
        self.block(&format!("{} {text}", "#".repeat(level)));
    }

    /// A list below its heading; nothing where it is empty.
    fn section(&mut self, key: &str, lines: &[String]) {
        if !lines.is_empty() {
            self.heading(2, key);
            self.list(lines);
        }
    }

    fn list(&mut self, lines: &[String]) {
        let lines: Vec<_> = lines.iter().map(|line| format!("- {line}")).collect();
        self.block(&lines.join("\n"));
    }

    /// A line of the list of facts, which goes on as long as nothing else comes between.
    fn fact(&mut self, key: &str, value: Option<String>) {
        let Some(value) = value.filter(|value| !value.is_empty()) else { return };
        let goes_on = self.out.lines().last().is_some_and(|line| line.starts_with("- "));
        if !goes_on {
            self.out.push('\n');
        }
        let _ = writeln!(self.out, "- {}: {value}", escaped(&self.lens.t(key)));
    }

    fn texts(&mut self, key: &str, texts: &[Text]) {
        let lines: Vec<_> = texts.iter().map(|text| escaped(&text.text)).collect();
        self.section(key, &lines);
    }

    fn table(&mut self, heads: &[String], rows: &[Vec<String>]) {
        let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let rule: Vec<_> = heads.iter().map(|_| "---".to_owned()).collect();
        let rows = rows.iter().map(|row| line(row));
        let lines: Vec<_> = [line(heads), line(&rule)].into_iter().chain(rows).collect();
        self.block(&lines.join("\n"));
    }

    /// The title, the summary, and what all pages have.
    fn head(&mut self, id: PageId) {
        let lens = self.lens;
        let about = lens.atlas.about(id);
        self.block(&format!("# {}", escaped(&lens.title(id).text)));
        let kind = lens.atlas[id].kind;
        let intro = match kind {
            PageKind::Index(_) | PageKind::Glossary => Some(lens.t(&format!("intro-{}", cards::kind(kind)))),
            _ => None,
        };
        let summary = lens.say(&about.summary).map(|text| text.text).or(intro);
        self.block(&summary.map(|text| escaped(&text)).unwrap_or_default());
        self.fact("owner", about.owner.as_deref().map(escaped));
        self.fact("status", about.status.map(|status| lens.t(&format!("status-{}", word(status)))));
        self.fact("reviewed", about.reviewed.map(|day| day.to_string()));
        self.fact("tags", Some(about.tags.iter().map(|tag| escaped(tag)).collect::<Vec<_>>().join(", ")));
    }

    fn score(&self, score: &ScoreView) -> String {
        let mut said = format!("{}: {} ({}–{})", escaped(&score.title.text), score.value, score.min, score.max);
        if let Some(persona) = &score.persona {
            let _ = write!(said, ", {}", link_to(persona));
        }
        if let Some(n) = &score.n {
            let _ = write!(said, ", n = {n}");
        }
        if let Some(source) = &score.source {
            let _ = write!(said, ", {}", escaped(source));
        }
        said
    }

    fn scores(&mut self, key: &str, scores: &[ScoreView]) {
        let lines: Vec<_> = scores.iter().map(|score| self.score(score)).collect();
        self.section(key, &lines);
    }

    fn persona(&mut self, id: PersonaId) {
        let view = pages::persona(self.lens, id);
        let role = view.card.role.map(|role| escaped(&role.text)).unwrap_or_default();
        self.block(&role);
        self.block(&view.card.quote.map(|quote| format!("> {}", escaped(&quote.text))).unwrap_or_default());
        let facts: Vec<_> = view
            .demographics
            .iter()
            .map(|fact| format!("{}: {}", escaped(&fact.name.text), escaped(&fact.value.text)))
            .collect();
        self.section("persona-who", &facts);
        let traits: Vec<_> =
            view.traits.iter().map(|one| format!("{}: {}/5", escaped(&one.name.text), one.value)).collect();
        self.section("persona-traits", &traits);
        self.texts("persona-how", &view.behaviours);
        self.texts("persona-goals", &view.goals);
        self.texts("persona-needs", &view.needs);
        self.texts("persona-motivations", &view.motivations);
        self.texts("persona-frustrations", &view.frustrations);
        self.texts("persona-feel", &view.feels);
        let journeys: Vec<_> = view.journeys.iter().map(|card| link_to(&card.link)).collect();
        self.section("persona-journeys", &journeys);
        let pains: Vec<_> =
            view.pains.iter().map(|pain| format!("{} ({})", escaped(&pain.text.text), link_to(&pain.step))).collect();
        self.section("persona-pains", &pains);
        let scores: Vec<_> =
            view.scores.iter().map(|one| format!("{}: {}", link_to(&one.at), self.score(&one.score))).collect();
        self.section("persona-scores", &scores);
    }

    fn journey(&mut self, id: JourneyId) {
        let lens = self.lens;
        let journey = &lens.atlas[id];
        let personas: Vec<_> = journey.personas.iter().map(|persona| lens.persona(*persona)).collect();
        self.fact("personas", Some(links(&personas)));
        self.fact("replaces", journey.future_of.map(|other| link_to(&lens.journey(other))));
        self.fact("scenario", lens.say(&journey.scenario).map(|text| escaped(&text.text)));
        self.scores("scores-journey", &lens.scores(journey.page));
        if journey.stages.is_empty() {
            return;
        }
        self.heading(2, "stages");
        for stage in &journey.stages {
            let goal = lens.say(&lens.atlas[*stage].goal).map(|goal| format!(": {}", escaped(&goal.text)));
            self.block(&format!("### {}", link_to(&lens.stage(*stage))));
            let phase = lens.atlas[*stage].phase.map(|phase| lens.name("phase", lens.atlas.phase(phase)));
            let phase = phase.map(|phase| escaped(&phase.text)).unwrap_or_default();
            self.block(&format!("{phase}{}", goal.unwrap_or_default()));
            self.steps(&lens.atlas[*stage].steps);
        }
    }

    /// Steps as a table.
    fn steps(&mut self, steps: &[StepId]) {
        if steps.is_empty() {
            return;
        }
        let lens = self.lens;
        let heads = ["column-step", "lane-touchpoints", "column-channel", "lane-emotion", "moment-of-truth"];
        let heads: Vec<_> = heads.iter().map(|key| escaped(&lens.t(key))).collect();
        let row = |id: &StepId| {
            let step = &lens.atlas[*id];
            let touchpoints: Vec<_> = step.touchpoints.iter().map(|one| lens.link(lens.atlas.page_of(*one))).collect();
            vec![
                format!("{}. {}", step.number, lens.say(&step.title).map(|it| escaped(&it.text)).unwrap_or_default()),
                links(&touchpoints),
                step.channel.map(|channel| escaped(&lens.channel(channel).text.text)).unwrap_or_default(),
                emotions(&lens.emotions(&step.emotion)),
                if step.moment_of_truth { "★".to_owned() } else { String::new() },
            ]
        };
        let rows: Vec<_> = steps.iter().map(row).collect();
        self.table(&heads, &rows);
    }

    fn stage(&mut self, id: StageId) {
        let lens = self.lens;
        let view = journeys::stage(lens, id);
        self.fact("column-journey", Some(link_to(&view.journey)));
        self.fact("goal", view.goal.map(|goal| escaped(&goal.text)));
        self.scores("scores", &view.scores);
        if view.steps.is_empty() {
            return;
        }
        self.heading(2, "steps");
        self.steps(&lens.atlas[id].steps);
        for step in view.steps {
            self.block(&format!("### {}. {}", step.number, escaped(&step.title.text)));
            self.fact("opens-journey", step.opens.as_ref().map(link_to));
            let said = [
                ("lane-thinks", &step.thinks),
                ("lane-feels", &step.feels),
                ("lane-pains", &step.pains),
                ("lane-frontstage", &step.frontstage),
                ("lane-backstage", &step.backstage),
                ("lane-support", &step.support),
            ];
            for (key, texts) in said {
                texts.iter().for_each(|text| self.fact(key, Some(escaped(&text.text))));
            }
            for one in &step.opportunities {
                let status = one.status.map(|status| format!(" ({})", lens.t(&format!("opportunity-{status}"))));
                let said = format!("{}{}", escaped(&one.title.text), status.unwrap_or_default());
                self.fact("lane-opportunities", Some(said));
            }
            for one in &step.evidence {
                let title = escaped(&one.title.text);
                let said = one.url.as_ref().map_or(title.clone(), |url| link(&title, url));
                self.fact("lane-evidence", Some(said));
            }
        }
    }

    fn touchpoint(&mut self, id: TouchpointId) {
        let lens = self.lens;
        let touchpoint = &lens.atlas[id];
        let kind = touchpoint.kind.map(|kind| lens.t(&format!("touchpoint-kind-{}", word(kind))));
        self.fact("column-kind", kind);
        let channels: Vec<_> = touchpoint.channels.iter().map(|channel| lens.channel(*channel)).collect();
        self.fact("column-channels", Some(links(&channels)));
        self.scores("scores", &lens.scores(touchpoint.page));
        let met: Vec<_> = touchpoint
            .meetings
            .iter()
            .map(|step| {
                let own = &lens.atlas[*step];
                let felt = emotions(&lens.emotions(&own.emotion));
                let stage = &lens.atlas[own.stage];
                let felt = if felt.is_empty() { felt } else { format!(": {felt}") };
                format!("{}, {}{felt}", link_to(&lens.journey(stage.journey)), link_to(&lens.step(*step)))
            })
            .collect();
        self.section("meetings", &met);
    }

    fn index(&mut self, kind: IndexKind) {
        let lens = self.lens;
        match kind {
            IndexKind::Personas | IndexKind::Journeys => {}
            IndexKind::Changes => {
                for group in recent::recent(lens).groups {
                    self.heading(2, &format!("recent-group-{}", group.name));
                    let lines: Vec<_> = group.things.iter().map(|thing| escaped(&thing.title.text)).collect();
                    self.list(&lines);
                }
            }
            IndexKind::Coverage => {
                let view = upkeep::coverage(lens);
                let shares: Vec<_> = view
                    .shares
                    .iter()
                    .map(|one| format!("{}: {} ({})", escaped(&one.title), one.share, escaped(&one.count)))
                    .collect();
                self.list(&shares);
                self.rows(&view.list);
            }
            kind => self.rows(&tables::table(lens, kind)),
        }
    }

    /// The rows of an index.
    fn rows(&mut self, view: &TableView) {
        let head = |column: &Column| escaped(&self.lens.t(&format!("column-{}", column.key)));
        let heads: Vec<_> = view.columns.iter().map(head).collect();
        let row = |row: &Row| row.cells.iter().map(|cell| self.cell(cell)).collect();
        let rows: Vec<Vec<_>> = view.rows.iter().map(row).collect();
        if !rows.is_empty() {
            self.table(&heads, &rows);
        }
    }

    fn cell(&self, cell: &RowCell) -> String {
        let mut said: Vec<String> = cell
            .items
            .iter()
            .map(|item| match &item.href {
                Some(href) => link(&escaped(&item.text.text), &to_copy(href)),
                None => escaped(&item.text.text),
            })
            .collect();
        said.extend(cell.key.iter().map(|key| escaped(&self.lens.t(key))));
        if cell.left_out > 0 {
            said.push(self.lens.count("left-out-more", cell.left_out));
        }
        said.join(", ")
    }

    /// The pages below, and those that mention this one.
    fn below(&mut self, id: PageId) {
        let lens = self.lens;
        if lens.part > 1 {
            return;
        }
        let is_list = matches!(
            lens.atlas[id].kind,
            PageKind::Section | PageKind::Index(IndexKind::Personas | IndexKind::Journeys)
        );
        let below: &[PageId] = match lens.atlas[id].kind {
            PageKind::Home => lens.atlas.sections(),
            _ if is_list => &lens.atlas[id].children,
            _ => &[],
        };
        if !below.is_empty() {
            self.section("column-pages", &below.iter().map(|page| self.listed(*page)).collect::<Vec<_>>());
        }
        let mentions: Vec<_> = lens.atlas.mentions(id).iter().map(|page| link_to(&lens.link(*page))).collect();
        self.section("mentions", &mentions);
    }

    /// A page as an entry of a list, with its summary.
    fn listed(&self, id: PageId) -> String {
        let lens = self.lens;
        let summary = lens.say(&lens.atlas.about(id).summary).map(|text| format!(": {}", escaped(&text.text)));
        // Readers of the contents may have nothing but the file.
        let to = match chrome::url(lens, id, lens.lang, 1) {
            Some(url) if lens.page.is_none() => link(&escaped(&lens.title(id).text), &path(&url)),
            _ => link_to(&lens.link(id)),
        };
        format!("{to}{}", summary.unwrap_or_default())
    }

    /// The pages below some, as many levels as there are: a handbook's tree is no deeper than its folders.
    fn descend(&self, pages: &[PageId], lines: &mut Vec<String>) {
        for page in pages {
            lines.push(self.listed(*page));
            self.descend(&self.lens.atlas[*page].children, lines);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{escaped, link, to_copy};

    #[test]
    fn words_are_no_markup() {
        assert_eq!(escaped("a | b\n# *c* [d](e) <f> `g`"), "a \\| b # \\*c\\* \\[d\\](e) \\<f> \\`g\\`");
        assert_eq!(escaped("# one"), "\\# one");
        assert_eq!(link("a", "b (c).md"), "[a](b%20%28c%29.md)");
    }

    #[test]
    fn links_lead_to_copies() {
        assert_eq!(to_copy("../a.html#step:b"), "../a.md");
        assert_eq!(to_copy("../a.html#b"), "../a.md#b");
        assert_eq!(to_copy("a.pdf"), "a.pdf");
        assert_eq!(to_copy("https://example.com/a.html"), "https://example.com/a.html");
    }
}
