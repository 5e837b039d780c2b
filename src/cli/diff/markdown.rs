//! Changes for a merge request.
//!
//! Promises: nothing that the handbook says becomes markup, a link, a mention or a reference where the text is shown.

use crate::cli::diff::State;
use crate::cli::diff::wording::{called, n, number, phrase, plain, signed, summary, with_parts};
use crate::model::diff::{Change, Changed, Changes, Measured, ScoreChange};

/// Writes changes as Markdown with tables.
pub fn markdown(from: &State, to: &State, changes: &Changes) -> String {
    let mut out = format!(
        "# What changed in the handbook\n\nFrom {} to {}: {}.\n",
        name(from),
        name(to),
        summary(changes.summary())
    );
    for state in [from, to].iter().filter(|state| state.errors > 0) {
        out += &format!("\n> {} in {}: what they hide is not compared.\n", state.counted(), name(state));
    }
    for (group, things) in changes.groups() {
        if things.is_empty() {
            continue;
        }
        let mut name = group.to_owned();
        name[..1].make_ascii_uppercase();
        out += &format!("\n## {name}\n");
        let (lines, sections): (Vec<&Changed>, Vec<&Changed>) = things.iter().partition(|thing| is_line(thing));
        if !lines.is_empty() {
            out.push('\n');
            lines.iter().for_each(|thing| bullets(0, thing, &mut out));
        }
        sections.iter().for_each(|thing| section(thing, &mut out));
    }
    out
}

fn name(state: &State) -> String {
    state.revision.as_ref().map_or_else(|| "the files as they are".to_owned(), |name| escape(name))
}

/// True for what one line says.
fn is_line(thing: &Changed) -> bool {
    let is_score = matches!(thing.changes.as_slice(), [Change::Score(_)]);
    thing.own_parts().next().is_none() && !is_score && (thing.changes.len() == 1 || thing.came_or_went())
}

/// A heading, a table of the scores, a list of the rest.
fn section(thing: &Changed, out: &mut String) {
    *out += &format!("\n### {}\n", capital(&called(thing.kind, &thing.title, &thing.id, escape)));
    let mut rows = Vec::new();
    scores(thing, "", &mut rows);
    if !rows.is_empty() {
        *out += "\n| score | before | now | difference | n |\n| --- | ---: | ---: | ---: | ---: |\n";
        rows.iter().for_each(|row| out.push_str(row));
    }
    let mut list = String::new();
    if thing.came_or_went() {
        bullets(0, thing, &mut list);
    } else {
        changes(0, thing, &mut list);
        thing.own_parts().for_each(|part| bullets(0, part, &mut list));
    }
    if !list.is_empty() {
        *out += &format!("\n{list}");
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

fn bullets(depth: usize, thing: &Changed, out: &mut String) {
    let name = called(thing.kind, &thing.title, &thing.id, escape);
    let told = || thing.changes.iter().filter(|change| !is_score(change));
    let mut parts = String::new();
    thing.own_parts().for_each(|part| bullets(depth + 1, part, &mut parts));
    let indent = "  ".repeat(depth);
    match told().collect::<Vec<_>>().as_slice() {
        [] if parts.is_empty() => {}
        [change, ..] if thing.came_or_went() => {
            *out += &format!("{indent}- **{}** {name}{}\n", change.sign().as_str(), with_parts(thing));
        }
        [change] if parts.is_empty() => {
            *out += &format!("{indent}- {name}: **{}** {}\n", change.sign().as_str(), phrase(change, escape));
        }
        _ => {
            *out += &format!("{indent}- {name}\n");
            changes(depth + 1, thing, out);
        }
    }
    *out += &parts;
}

fn is_score(change: &Change) -> bool {
    matches!(change, Change::Score(_))
}

/// What happened to a thing itself, but for its scores.
fn changes(depth: usize, thing: &Changed, out: &mut String) {
    for change in thing.changes.iter().filter(|change| !is_score(change)) {
        *out += &format!("{}- **{}** {}\n", "  ".repeat(depth), change.sign().as_str(), phrase(change, escape));
    }
}

/// A row for each score of a thing and its parts.
fn scores(thing: &Changed, around: &str, rows: &mut Vec<String>) {
    for change in &thing.changes {
        if let Change::Score(score) = change {
            rows.push(row(score, around));
        }
    }
    for part in &thing.parts {
        let around = format!("{around}{}: ", escape(&part.title));
        scores(part, &around, rows);
    }
}

fn row(score: &ScoreChange, around: &str) -> String {
    let value = |side: &Option<Measured>| side.as_ref().map(|side| number(side.value)).unwrap_or_default();
    let whose = score.persona.as_ref().map(|persona| format!(", {}", escape(&persona.title))).unwrap_or_default();
    let sign = Change::Score(Box::new(score.clone())).sign().as_str();
    let difference = score.difference.map(|difference| format!(" {}", signed(difference))).unwrap_or_default();
    format!(
        "| {around}{}{whose} | {} | {} | {sign}{difference} | {} |\n",
        escape(&score.metric.title),
        value(&score.from),
        value(&score.to),
        n(score),
    )
}

/// Keeps apart what hosts would join: nobody sees it, and no line breaks there.
const JOINER: char = '\u{2060}';

/// Makes text that is shown as it is: on one line, markup escaped, and nothing in it that a host such as GitHub or
/// GitLab takes for a mention, a reference, a commit, an emoji or an address even where Markdown does not.
pub fn escape(text: &str) -> String {
    let text: String = plain(text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut run = 0;
    for (at, c) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        // The name of a commit is seven hexadecimal digits or more.
        run = if c.is_ascii_hexdigit() { run + 1 } else { 0 };
        if run == 7 {
            out.push(JOINER);
            run = 1;
        }
        // A reference of a tracker: `ABC-12`.
        if c.is_ascii_digit() && before.ends_with('-') {
            out.push(JOINER);
        }
        if is_markup(c, before) {
            out.push('\\');
        }
        out.push(c);
        let is_joined = after.chars().next().is_some_and(|next| !next.is_whitespace());
        if is_joined && (matches!(c, '@' | '#' | '!' | '$' | '%' | '&' | '~' | '^' | ':' | '*') || is_www(c, before)) {
            out.push(JOINER);
        }
    }
    out
}

/// True for what begins or ends something in Markdown, here or anywhere.
fn is_markup(c: char, before: &str) -> bool {
    match c {
        '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '^' => true,
        '-' => before.is_empty() || before.ends_with('-'),
        // The number of a list's item.
        '.' | ')' => before.bytes().all(|byte| byte.is_ascii_digit()),
        _ => before.is_empty() && c.is_ascii_punctuation(),
    }
}

fn is_www(c: char, before: &str) -> bool {
    let start = before.len().saturating_sub(3);
    c == '.' && before.get(start..).is_some_and(|before| before.eq_ignore_ascii_case("www"))
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::{JOINER, escape, markdown};
    use crate::cli::diff::State;
    use crate::model::diff::{Change, Changed, Changes, Kind, Measured, Named, ScoreChange};

    const HOSTILE: [&str; 24] = [
        "*a* **b** _c_ `d` ~~e~~",
        "[link](https://example.com) ![image](x.png) <b>bold</b>",
        "https://example.com www.example.com someone@example.com",
        "@octocat #12 !34 $56 %78 &90 ~label :smile: GH-12 ABC-9",
        "a | b || c",
        "# heading",
        "- item",
        "1. item",
        "> quote",
        "+ item",
        "---",
        "===",
        "&amp; &#64; &lt;",
        "\\ \\\\ \\`",
        "line\nbreak\n\n# second",
        "    indented",
        "[ ] task",
        "[^1] [x]: y",
        "$x$ $$y$$",
        "<!-- comment -->",
        "``` fence",
        "deadbeefcafe1234",
        "รายการ العربية \u{1b}[31m",
        "ends in \\",
    ];

    fn unjoined(text: &str) -> String {
        text.replace(JOINER, "")
    }

    #[test]
    fn nothing_in_a_text_becomes_markup() {
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        for text in HOSTILE {
            let shown = escape(text);
            for around in [shown.clone(), format!("- {shown}"), format!("x {shown} y")] {
                let events: Vec<_> = Parser::new_ext(&around, options).collect();
                let is_plain = |event: &Event| {
                    let ends = matches!(event, Event::End(TagEnd::Paragraph | TagEnd::List(_) | TagEnd::Item));
                    let starts = matches!(event, Event::Start(Tag::Paragraph | Tag::List(_) | Tag::Item));
                    ends || starts || matches!(event, Event::Text(_))
                };
                assert!(events.iter().all(is_plain), "{text:?} as {around:?}: {events:?}");
                let said: String = events
                    .iter()
                    .filter_map(|event| if let Event::Text(text) = event { Some(&**text) } else { None })
                    .collect();
                assert!(unjoined(&said).contains(&unjoined(&super::plain(text))), "{text:?}: {said:?}");
            }
        }
    }

    #[test]
    fn hosts_find_nothing_to_link() {
        let shown = |text: &str| escape(text).replace('\\', "");
        for text in ["@octocat", "#12", "!3", "$4", "%5", "~label", "&6", ":smile:", "^7", "*iteration:8"] {
            let mut letters = shown(text).chars().collect::<Vec<_>>().into_iter();
            letters.next();
            assert_eq!(letters.next(), Some(JOINER), "{text}");
        }
        assert!(shown("https://x").starts_with(&format!("https:{JOINER}//")));
        assert!(shown("WWW.x.org").starts_with(&format!("WWW.{JOINER}")));
        assert_eq!(shown("GH-12"), format!("GH-{JOINER}12"));
        assert!(!shown("deadbeefcafe1234").split(JOINER).any(|part| part.len() > 6));
    }

    #[test]
    fn hostile_titles_leave_the_tables_and_lists_whole() {
        let state = |name: &str| State { revision: Some(name.into()), commit: None, errors: 1, warnings: 0 };
        for text in HOSTILE {
            let named = |kind| Named { kind, id: text.into(), title: text.into() };
            let measured = |value| Some(Measured { value, n: Some(3), source: None, on: None });
            let score = ScoreChange {
                metric: named(Kind::Metric),
                persona: Some(named(Kind::Persona)),
                from: measured(-1.0),
                to: measured(2.5),
                difference: Some(3.5),
            };
            let renamed = Change::Renamed { from: text.into(), to: format!("{text}x") };
            let changes = vec![renamed, Change::Score(Box::new(score)), Change::Gained(named(Kind::Tag))];
            let part = |parts| Changed {
                kind: Kind::Stage,
                id: text.into(),
                title: text.into(),
                changes: changes.clone(),
                parts,
            };
            let changes = Changes { journeys: vec![part(vec![part(Vec::new())])], ..Changes::default() };
            let written = markdown(&state(text), &state("b"), &changes);
            let count =
                |what: fn(&Event) -> bool| Parser::new_ext(&written, Options::ENABLE_TABLES).filter(what).count();
            assert_eq!(count(|event| matches!(event, Event::Start(Tag::TableRow))), 2, "{written}");
            assert_eq!(count(|event| matches!(event, Event::Start(Tag::TableCell))), 3 * 5, "{written}");
            assert_eq!(count(|event| matches!(event, Event::Start(Tag::Heading { .. }))), 3, "{written}");
            assert_eq!(count(|event| matches!(event, Event::Start(Tag::Item))), 2 + 3, "{written}");
            assert_eq!(
                count(|event| matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. }))),
                0,
                "{written}"
            );
            assert_eq!(
                count(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_) | Event::Code(_))),
                0,
                "{written}"
            );
        }
    }
}
