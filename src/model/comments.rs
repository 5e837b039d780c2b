//! What people said in the files of answers, as far as it may be shown, by the pages that it is about.
//!
//! A comment stands on the page of its stage or journey, of its touchpoint, of its persona, and of its data set. Which comments
//! may be shown at all, `data` decides.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::data::Quote;
use crate::model::Atlas;
use crate::model::ids::{DataId, PageId, PersonaId};
use crate::model::measured::Asked;

/// The most comments on one page: the last ones.
const MOST: usize = 6;

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The words, in a language that nobody knows.
    pub text: String,
    /// When.
    pub on: Option<Date>,
    /// What it is about: a stage or a journey, else a touchpoint.
    pub about: Option<PageId>,
    /// Who said it.
    pub persona: Option<PersonaId>,
    /// The data set that it is from.
    pub data: DataId,
}

/// Comments by pages, on each the last ones first.
pub type Comments = BTreeMap<PageId, Vec<Comment>>;

/// Puts a comment on the pages of what it is about, of who said it, and of its data set.
pub(super) fn put(
    comments: &mut Comments,
    atlas: &Atlas,
    asked: &Asked,
    quote: &Quote,
    (about, persona): (&[PageId], Option<PersonaId>),
) {
    let on = quote.on;
    let comment = Comment { text: quote.text.clone(), on, about: about.first().copied(), persona, data: asked.id };
    let persona = persona.map(|persona| atlas[persona].page);
    for page in about.iter().copied().chain(persona).chain([asked.page]) {
        comments.entry(page).or_default().push(comment.clone());
    }
}

/// Leaves the last comments of each page; of those of one day the first in the files come first. A file that two data
/// sets read says each only once.
pub(super) fn leave_last(comments: &mut Comments) {
    for of_page in comments.values_mut() {
        of_page.sort_by_key(|comment| (Reverse(comment.on), comment.data));
        let mut last: Vec<Comment> = Vec::with_capacity(MOST);
        for comment in of_page.drain(..) {
            let is_known = last.iter().any(|known| known.text == comment.text && known.on == comment.on);
            if last.len() < MOST && !is_known {
                last.push(comment);
            }
        }
        *of_page = last;
    }
}
