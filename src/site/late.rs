//! Files that are made when somebody asks for one of them, all of them at once.

use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::site::SiteFiles;

/// Files that nobody has asked for yet, or that have been made since. A clone shares them.
#[derive(Clone, Default)]
pub struct LateFiles(Option<Arc<Waiting>>);

struct Waiting {
    make: Box<dyn Fn() -> SiteFiles + Send + Sync>,
    made: OnceLock<SiteFiles>,
}

impl LateFiles {
    /// Says how the files are made.
    pub fn new(make: impl Fn() -> SiteFiles + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(Waiting { make: Box::new(make), made: OnceLock::new() })))
    }

    /// The files, made now where nobody has asked before: who asks has to wait.
    pub fn files(&self) -> Option<&SiteFiles> {
        self.0.as_ref().map(|waiting| waiting.made.get_or_init(|| (waiting.make)()))
    }

    /// The files, where somebody has asked for them before.
    pub fn made(&self) -> Option<&SiteFiles> {
        self.0.as_ref()?.made.get()
    }
}

impl fmt::Debug for LateFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LateFiles").field("made", &self.made().map(SiteFiles::len)).finish()
    }
}
