//! What the handbook says, as files for other programs.
//!
//! In: an atlas. Out: the files below `api`, with the bytes of `rihla export`. Promises: those of a handbook are made when
//! somebody reads them, since a large one takes longer to write down than an edit may; what they are made from holds no
//! texts of pages.

use std::sync::{Arc, OnceLock};

use crate::export::{self, SCHEMA, Scope};
use crate::model::{API, Atlas, JourneyId, Shared};
use crate::site::{Body, SiteFiles};

/// Where the whole handbook is written.
pub const HANDBOOK: &str = "handbook.json";
/// Where its steps are, as a table.
pub const STEPS: &str = "steps.csv";
/// Where the schema of both kinds of JSON is.
pub const SHAPE: &str = "schema.json";

/// A file of data that is made when it is read first.
#[derive(Debug)]
pub struct LateFile {
    /// All of the handbook but its texts.
    atlas: Arc<Atlas>,
    what: What,
    made: OnceLock<Arc<[u8]>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Json(Scope),
    Steps,
}

impl LateFile {
    fn body(atlas: &Arc<Atlas>, what: What) -> Body {
        Body::Late(Arc::new(Self { atlas: atlas.clone(), what, made: OnceLock::new() }))
    }

    /// The file.
    pub fn bytes(&self) -> &Arc<[u8]> {
        self.made.get_or_init(|| {
            let text = match self.what {
                What::Json(scope) => export::json(&self.atlas, scope),
                What::Steps => export::csv(&self.atlas, Scope::Everything),
            };
            text.into_bytes().into()
        })
    }

    /// True where two are known to come out the same, without making them.
    pub fn is(&self, other: &Self) -> bool {
        self.what == other.what && self.atlas.has_same_frame(&other.atlas)
    }
}

/// Where a file of data is written.
pub fn path(name: &str) -> String {
    format!("{API}/{name}")
}

/// Where the data of a journey is written.
pub fn journey_path(id: &str) -> String {
    format!("{API}/journeys/{id}.json")
}

/// The files of data.
pub fn files(atlas: &Atlas) -> SiteFiles {
    // Texts, and files that are copied, would only be kept alive.
    let (bodies, mentions, assets) = (Shared::default(), Shared::default(), Shared::default());
    let frame = Arc::new(Atlas { bodies, mentions, assets, ..atlas.clone() });
    let journeys = (0..atlas.journeys.len()).map(JourneyId).map(|journey| {
        let path = journey_path(&atlas[atlas[journey].page].id);
        (path, LateFile::body(&frame, What::Json(Scope::Journey(journey))))
    });
    let whole = [
        (path(HANDBOOK), LateFile::body(&frame, What::Json(Scope::Everything))),
        (path(STEPS), LateFile::body(&frame, What::Steps)),
        (path(SHAPE), Body::Bytes(SCHEMA.as_bytes().into())),
    ];
    journeys.chain(whole).collect()
}
