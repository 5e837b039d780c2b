//! One journey's map as a file of its own.

use crate::build::Failure;
use crate::diag::did_you_mean;
use crate::map::sheet::{Look, Page, Undrawable};
use crate::model::{Atlas, JourneyId, Lane, Lang, PersonaId};
use crate::parse::settings::MapFormat;
use crate::site::MapOrder;

/// A map that somebody wants, in their words.
#[derive(Clone, Debug)]
pub struct MapWish {
    /// The journey's id.
    pub journey: String,
    /// The format.
    pub format: MapFormat,
    /// The language's tag, unless it is the handbook's first.
    pub language: Option<String>,
    /// The id of the persona whose curve is drawn, unless it is everybody's.
    pub persona: Option<String>,
    /// The lanes, in order; none means the journey's own, and where it names none those that fit the page.
    pub lanes: Vec<String>,
    /// The paper.
    pub page: Page,
    /// The colours.
    pub look: Look,
    /// How many pixels one pixel of the sheet becomes.
    pub scale: f64,
}

impl MapWish {
    /// Finds what the words mean, or says what doesn't exist and what comes near.
    pub fn resolve(&self, atlas: &Atlas) -> Result<MapOrder, Failure> {
        let journey = find_journey(atlas, &self.journey)?;
        if atlas[journey].steps.is_empty() {
            let failure = Failure::new(format!("the journey `{}` has no steps to draw", self.journey));
            return Err(failure.hint("write `steps` into its stages"));
        }
        Ok(MapOrder {
            journey,
            lang: self.find_language(atlas)?,
            persona: self.persona.as_deref().map(|persona| find_persona(atlas, journey, persona)).transpose()?,
            lanes: self.find_lanes()?,
            format: self.format,
            page: self.page,
            look: self.look,
            scale: self.scale,
        })
    }

    /// The lanes, each once.
    fn find_lanes(&self) -> Result<Vec<Lane>, Failure> {
        let mut lanes = Vec::new();
        // The heads of a map are always there; a journey's own `lanes` may name them too.
        for lane in self.lanes.iter().filter(|lane| !matches!(lane.as_str(), "stages" | "steps")) {
            let lane = find_lane(lane)?;
            if !lanes.contains(&lane) {
                lanes.push(lane);
            }
        }
        Ok(lanes)
    }

    fn find_language(&self, atlas: &Atlas) -> Result<Lang, Failure> {
        let Some(wanted) = &self.language else { return Ok(Lang::DEFAULT) };
        let found = atlas.languages().find(|(_, language)| language.tag.eq_ignore_ascii_case(wanted));
        let tags = || atlas.languages().map(|(_, language)| language.tag.as_str());
        found.map(|(lang, _)| lang).ok_or_else(|| unknown("language", wanted, tags()))
    }
}

/// Finds the journey of an id, or says what comes near.
pub fn find_journey(atlas: &Atlas, wanted: &str) -> Result<JourneyId, Failure> {
    let ids = || atlas.journeys.iter().map(|journey| atlas[journey.page].id.as_str());
    match ids().position(|id| id == wanted) {
        Some(at) => Ok(JourneyId(at)),
        None => Err(unknown("journey", wanted, ids())),
    }
}

fn find_persona(atlas: &Atlas, journey: JourneyId, wanted: &str) -> Result<PersonaId, Failure> {
    let id = |persona: &PersonaId| atlas[atlas[*persona].page].id.as_str();
    let ids = || atlas[journey].personas.iter().map(id);
    match atlas[journey].personas.iter().copied().find(|persona| id(persona) == wanted) {
        Some(persona) => Ok(persona),
        None if atlas.personas.iter().any(|persona| atlas[persona.page].id == wanted) => {
            let failure = Failure::new(format!(
                "the persona `{wanted}` is not on the journey `{}`",
                atlas[atlas[journey].page].id
            ));
            Err(failure.hint(known(ids())))
        }
        None => Err(unknown("persona", wanted, ids())),
    }
}

fn find_lane(wanted: &str) -> Result<Lane, Failure> {
    let found = Lane::ALL.into_iter().find(|lane| lane.as_str() == wanted);
    found.ok_or_else(|| unknown("lane", wanted, Lane::ALL.into_iter().map(Lane::as_str)))
}

fn unknown<'a>(what: &str, wanted: &str, ids: impl Iterator<Item = &'a str>) -> Failure {
    let ids: Vec<&str> = ids.collect();
    let hint = did_you_mean(wanted, ids.iter().copied()).unwrap_or_else(|| known(ids.into_iter()));
    Failure::new(format!("there is no {what} `{wanted}`")).hint(hint)
}

/// The names that there are.
fn known<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    const SHOWN: usize = 12;
    let ids: Vec<_> = ids.map(|id| format!("`{id}`")).collect();
    let more = match ids.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    match ids.as_slice() {
        [] => "there are none".to_owned(),
        [one] => format!("there is only {one}"),
        several => format!("there are {}{more}", several[..several.len().min(SHOWN)].join(", ")),
    }
}

/// Says why a map can't be drawn.
pub fn refused(why: &Undrawable) -> Failure {
    Failure::new(format!("the map can't be drawn: {why}")).hint(why.hint())
}
