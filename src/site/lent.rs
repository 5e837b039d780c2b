//! Interface texts that another language lends, marked as such on the page.
//!
//! In: a rendered template whose lent texts stand between two signs. Out: the same without the signs; a lent text that
//! stands between tags is wrapped in a `span` with its `lang` and `dir`, and then needs no invisible marks around it.
//! Promises: what has no signs stays as it is, no sign is left, and nobody but the program can write one. In attributes,
//! and in elements that hold nothing but text, HTML has no place for a language: there the text stands bare.

use std::hash::{BuildHasher, RandomState};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use crate::locale::Locale;
use crate::site::texts::unenclosed;
use crate::site::whole::tag_end;

/// The first characters of the signs, and the last of all that signs are made of: code points that no text has by right.
const BEGINS: char = '\u{fdd2}';
const ENDS: char = '\u{fdd3}';
const DIGITS: RangeInclusive<char> = '\u{fde0}'..='\u{fdef}';

/// The signs around a lent text, until the page is finished. What follows their first characters is another in each
/// run, so that no author can know it; none of it is ever written.
static SIGNS: LazyLock<[String; 2]> = LazyLock::new(|| {
    let secret = RandomState::new().hash_one(BEGINS);
    let all: Vec<char> = DIGITS.collect();
    let digits: String = (0..16).map(|at| all[(secret >> (4 * at)) as usize & 15]).collect();
    [BEGINS, ENDS].map(|first| format!("{first}{digits}"))
});

/// Elements whose text can't be marked: HTML knows no tags in them, or SVG no such.
const BARE: [&str; 7] = ["title", "textarea", "option", "script", "style", "text", "tspan"];

/// A lent text on its way through a template.
pub fn lent(text: &str) -> String {
    let [begins, ends] = &*SIGNS;
    format!("{begins}{text}{ends}")
}

/// Takes the signs out, and what an author wrote to look like one.
pub fn bare(text: &str) -> String {
    text.replace(|c| matches!(c, BEGINS | ENDS) || DIGITS.contains(&c), "")
}

/// Marks the lent texts of a page with the language that they are in.
pub fn marked(html: String, lender: &Locale) -> String {
    if !html.contains(BEGINS) && !html.contains(ENDS) {
        return html;
    }
    let span = format!(r#"<span lang="{}" dir="{}">"#, lender.tag(), lender.dir().as_str());
    let mut out = String::with_capacity(html.len() + 1024);
    let mut rest = html.as_str();
    // The bare element that is open, with all that is in it.
    let mut within: Option<&str> = None;
    while let Some(at) = rest.find('<') {
        text(&rest[..at], within.is_none().then_some(&span), &mut out);
        rest = &rest[at..];
        let end = tag_end(rest).unwrap_or(rest.len());
        let tag = &rest[..end];
        let name = tag[1..].trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or_default();
        match within {
            None if !tag.starts_with("</") && !tag.ends_with("/>") => {
                within = BARE.contains(&name).then_some(name);
            }
            Some(open) if tag.starts_with("</") && open == name => within = None,
            _ => {}
        }
        out.push_str(&bare(tag));
        rest = &rest[end..];
    }
    text(rest, within.is_none().then_some(&span), &mut out);
    out
}

/// A piece between two tags.
fn text(piece: &str, span: Option<&String>, out: &mut String) {
    let [begins, ends] = &*SIGNS;
    let mut parts = piece.split(begins.as_str());
    out.push_str(&bare(parts.next().unwrap_or_default()));
    for part in parts {
        match (span, part.split_once(ends.as_str())) {
            (Some(span), Some((lent, after))) => {
                out.extend([span, unenclosed(&bare(lent)), "</span>", &bare(after)]);
            }
            _ => out.push_str(&bare(part)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SIGNS, bare, lent, marked};
    use crate::locale::Locale;

    #[test]
    fn a_lent_text_says_its_language_where_html_lets_it() {
        let english = Locale::new("en").unwrap();
        let said = |html: &str| marked(html.replace('[', &SIGNS[0]).replace(']', &SIGNS[1]), &english);
        for (html, expected) in [
            ("<p>[Next]</p>", r#"<p><span lang="en" dir="ltr">Next</span></p>"#),
            ("[a] b [c]", r#"<span lang="en" dir="ltr">a</span> b <span lang="en" dir="ltr">c</span>"#),
            (r#"<a title="[x > y]">[z]</a>"#, r#"<a title="x > y"><span lang="en" dir="ltr">z</span></a>"#),
            ("<title>[a] · b</title>[c]", r#"<title>a · b</title><span lang="en" dir="ltr">c</span>"#),
            ("<svg><text x=\"1\">[a]</text></svg>", "<svg><text x=\"1\">a</text></svg>"),
            (
                "<svg><text>[a]<tspan>[b]</tspan>[c]</text></svg><p>[d]</p>",
                r#"<svg><text>a<tspan>b</tspan>c</text></svg><p><span lang="en" dir="ltr">d</span></p>"#,
            ),
            ("<svg><text/></svg>[a]", r#"<svg><text/></svg><span lang="en" dir="ltr">a</span>"#),
            // A span says the direction already.
            (
                "<p title=\"[\u{2068}5 stages\u{2069}]\">[\u{2068}5 stages\u{2069}]</p>",
                "<p title=\"\u{2068}5 stages\u{2069}\"><span lang=\"en\" dir=\"ltr\">5 stages</span></p>",
            ),
            // Signs that don't belong together.
            ("[<b>x</b>]", "<b>x</b>"),
            ("<p>x</p>", "<p>x</p>"),
        ] {
            assert_eq!(said(html), expected);
        }
        assert_eq!(bare(&lent("a")), "a");
        // What an author can know of the signs makes none.
        for forged in ["\u{fdd2}x\u{fdd3}", "x\u{fdd3}", "\u{fdd2}\u{fde0}x\u{fdd3}\u{fde0}"] {
            assert_eq!(said(&format!("<p title=\"{forged}\">{forged}</p>")), "<p title=\"x\">x</p>");
        }
    }
}
