//! Languages of a handbook in which the interface doesn't speak, or not everywhere.
//!
//! In: the texts of a language, and the built-in English ones. Out: one warning for each language that lacks some, at its
//! file where the theme has one. Texts that a theme adds are its own matter.

use crate::diag::{Code, Diagnostic};
use crate::model::Atlas;
use crate::site::texts::Texts;
use crate::source::{FilePath, Place};

/// How many of the texts that are missing are named.
const NAMED: usize = 3;

/// Tells what a language lacks of the built-in texts. `file` is the theme's own file of that language.
pub fn unspoken(
    atlas: &Atlas,
    tag: &str,
    texts: &Texts,
    built_in: &Texts,
    file: Option<&FilePath>,
) -> Option<Diagnostic> {
    let missing: Vec<&str> = built_in.keys().filter(|key| !texts.has(key)).collect();
    if missing.is_empty() {
        return None;
    }
    let all = built_in.keys().count();
    Some(match file {
        Some(file) if missing.len() < all => {
            let named: Vec<_> = missing.iter().take(NAMED).map(|key| format!("`{key}`")).collect();
            let more = match missing.len() - named.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let message =
                format!("{} of {all} interface texts are not in `{tag}`: {}{more}", missing.len(), named.join(", "));
            Diagnostic::new(Code::InterfaceUntranslated, Place::whole(file), message)
                .hint("write them here; until then readers see the English ones")
        }
        _ => {
            let message = format!("the interface doesn't speak `{tag}`: its words are English there");
            let hint = format!("run `rihla new texts {tag}`, and translate the file that it writes");
            Diagnostic::new(Code::InterfaceUntranslated, declared(atlas, tag), message).hint(hint)
        }
    })
}

/// Where a handbook says that it has a language.
fn declared(atlas: &Atlas, tag: &str) -> Place {
    let settings = &atlas.book.settings;
    let further = settings.languages.iter().find(|language| language.tag.value == tag);
    further.map_or(Place::whole(&settings.path), |language| Place::new(&settings.path, language.tag.span))
}
