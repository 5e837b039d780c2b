//! Where lines of Thai and its neighbours may break.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use icu::segmenter::{LineSegmenter, options::LineBreakOptions};

/// How many texts in scripts without spaces are remembered.
const REMEMBERED: usize = 4096;

/// Where words end in scripts without spaces, remembered for all threads, since finding them is slow.
#[derive(Debug, Default)]
pub struct Breaks {
    known: Mutex<HashMap<String, Arc<[usize]>>>,
}

impl Breaks {
    /// Where words end inside a run of letters.
    pub fn of(&self, run: &str) -> Arc<[usize]> {
        // A panic elsewhere can't leave half an entry, so a poisoned lock is as good as any.
        if let Some(ends) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(run) {
            return ends.clone();
        }
        let segmenter = LineSegmenter::new_lstm(LineBreakOptions::default());
        let ends: Arc<[usize]> = segmenter.segment_str(run).filter(|&end| end > 0 && end < run.len()).collect();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() > REMEMBERED {
            known.clear();
        }
        known.insert(run.to_owned(), ends.clone());
        ends
    }
}
