//! Steps as a table: a row each, as RFC 4180 has it.

use jiff::civil::Date;

use crate::export::Scope;
use crate::export::make::Wanted;
use crate::model::{Atlas, JourneyId, Lang, Localised, Opportunity, PersonaId, StepId};

/// What stands between the parts of a list in one cell.
const BETWEEN: &str = " | ";

/// Writes the steps of a handbook, or of one of its journeys, in the default language.
pub fn csv(atlas: &Atlas, scope: Scope) -> String {
    let wanted = Wanted::of(atlas, scope);
    let personas: Vec<PersonaId> = wanted.personas.into_iter().collect();
    let mut head: Vec<String> =
        ["journey", "stage", "step", "number", "title", "channel", "touchpoints", "emotion"].map(str::to_owned).into();
    head.extend(personas.iter().map(|persona| format!("emotion_{}", atlas[atlas[*persona].page].id)));
    let rest = ["emotion_source", "moment_of_truth", "evidence", "pains", "opportunities", "due", "done"];
    head.extend(rest.map(str::to_owned));
    let mut out = row(&head);
    for journey in wanted.journeys {
        for step in &atlas[journey].steps {
            out += &row(&cells(atlas, journey, *step, &personas));
        }
    }
    out
}

fn cells(atlas: &Atlas, journey: JourneyId, id: StepId, personas: &[PersonaId]) -> Vec<String> {
    let step = &atlas[id];
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let own = |text: &Localised<String>| text.own(Lang::DEFAULT).cloned().unwrap_or_default();
    let touchpoints: Vec<_> = step.touchpoints.iter().map(|one| atlas[atlas[*one].page].id.clone()).collect();
    let shown: Vec<_> = step.opportunities.iter().filter(|one| !one.is_dropped()).collect();
    let listed = |say: &dyn Fn(&Opportunity) -> String| shown.iter().map(|one| say(one)).collect::<Vec<_>>();
    // As many days as opportunities, so that each is beside its own.
    let days = |say: &dyn Fn(&Opportunity) -> Option<Date>| {
        let days = listed(&|one| say(one).map(|day| day.to_string()).unwrap_or_default());
        if days.iter().all(String::is_empty) { String::new() } else { days.join(BETWEEN) }
    };
    let mut cells = vec![
        atlas[atlas[journey].page].id.clone(),
        atlas[atlas[step.stage].page].id.clone(),
        step.id.clone(),
        step.number.to_string(),
        own(&step.title),
        step.channel.map(|channel| atlas.channel(channel).id.clone()).unwrap_or_default(),
        touchpoints.join(BETWEEN),
        number(step.emotion.overall()),
    ];
    cells.extend(personas.iter().map(|persona| {
        // What holds for everybody holds for those who go there.
        let is_there = atlas[journey].personas.contains(persona);
        number(step.emotion.of(*persona).filter(|_| is_there).map(|score| score.value()))
    }));
    let mut sources: Vec<String> = Vec::new();
    for source in step.emotion.iter().filter_map(|(_, score)| atlas.source_of(score)) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    cells.extend([
        sources.join(BETWEEN),
        step.moment_of_truth.to_string(),
        step.evidence.len().to_string(),
        step.pains.own(Lang::DEFAULT).map(|pains| pains.join(BETWEEN)).unwrap_or_default(),
        listed(&|one| own(&one.title)).join(BETWEEN),
        days(&|one| one.due),
        days(&|one| one.done),
    ]);
    cells
}

fn row(cells: &[String]) -> String {
    cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",") + "\r\n"
}

/// A cell, quoted where it has to be, and never a formula.
fn cell(text: &str) -> String {
    // Spreadsheets take what begins like this for a formula, whatever quotes are around it; some pass over blanks.
    let is_formula = text.trim_start_matches([' ', '\n']).starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = match is_formula && !is_number(text) {
        true => format!("'{text}"),
        false => text.to_owned(),
    };
    match text.contains([',', '"', '\r', '\n', ';', '\t']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

/// True for a plain number: `-1.5`.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, rest].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{cell, row};

    #[test]
    fn cells_are_quoted_where_they_have_to_be() {
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("a, b"), "\"a, b\"");
        assert_eq!(cell("say \"x\""), "\"say \"\"x\"\"\"");
        assert_eq!(cell("a\nb"), "\"a\nb\"");
        assert_eq!(cell(""), "");
        assert_eq!(row(&["a".to_owned(), "b,c".to_owned()]), "a,\"b,c\"\r\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\tx", "\r=1", " =1", "-", "--1", "-1e5", "-1.", "\n=1"] {
            let shown = cell(text);
            assert!(shown.trim_start_matches('"').starts_with('\''), "{text:?}: {shown:?}");
        }
        for number in ["-1", "+2", "-0.5", "3.25"] {
            assert_eq!(cell(number), number);
        }
    }
}
