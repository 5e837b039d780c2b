//! Interface texts that another language lends, marked as such on the page.
//!
//! In: a rendered template whose lent texts stand between two signs that no text has by right. Out: the same without
//! the signs; a lent text that stands between tags is wrapped in a `span` with its `lang` and `dir`. Promises: what
//! has no signs stays as it is, and no sign is left. In attributes, and in elements that hold nothing but text, HTML has
//! no place for a language: there the text stands bare.

use crate::locale::Locale;
use crate::site::whole::tag_end;

/// Around a lent text, until the page is finished.
const BEGINS: char = '\u{fdd2}';
const ENDS: char = '\u{fdd3}';

/// Elements whose text can't be marked: HTML knows no tags in them, or SVG no such.
const BARE: [&str; 7] = ["title", "textarea", "option", "script", "style", "text", "tspan"];

/// A lent text on its way through a template.
pub fn lent(text: &str) -> String {
    format!("{BEGINS}{text}{ENDS}")
}

/// Takes the signs out.
pub fn bare(text: &str) -> String {
    text.replace([BEGINS, ENDS], "")
}

/// Marks the lent texts of a page with the language that they are in.
pub fn marked(html: String, lender: &Locale) -> String {
    if !html.contains(BEGINS) {
        return html;
    }
    let span = format!(r#"<span lang="{}" dir="{}">"#, lender.tag(), lender.dir().as_str());
    let mut out = String::with_capacity(html.len() + 1024);
    let mut rest = html.as_str();
    let mut is_bare = false;
    while let Some(at) = rest.find('<') {
        text(&rest[..at], (!is_bare).then_some(&span), &mut out);
        rest = &rest[at..];
        let end = tag_end(rest).unwrap_or(rest.len());
        let tag = &rest[..end];
        let name = tag[1..].trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
        is_bare = !tag.starts_with("</") && name.is_some_and(|name| BARE.contains(&name));
        out.push_str(&bare(tag));
        rest = &rest[end..];
    }
    text(rest, Some(&span), &mut out);
    out
}

/// A piece between two tags.
fn text(piece: &str, span: Option<&String>, out: &mut String) {
    let mut parts = piece.split(BEGINS);
    out.push_str(&bare(parts.next().unwrap_or_default()));
    for part in parts {
        match (span, part.split_once(ENDS)) {
            (Some(span), Some((lent, after))) => out.extend([span, lent, "</span>", &bare(after)]),
            _ => out.push_str(&bare(part)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{bare, lent, marked};
    use crate::locale::Locale;

    #[test]
    fn a_lent_text_says_its_language_where_html_lets_it() {
        let english = Locale::new("en").unwrap();
        let said = |html: &str| marked(html.replace('[', &lent("")[..3]).replace(']', &lent("")[3..]), &english);
        for (html, expected) in [
            ("<p>[Next]</p>", r#"<p><span lang="en" dir="ltr">Next</span></p>"#),
            ("[a] b [c]", r#"<span lang="en" dir="ltr">a</span> b <span lang="en" dir="ltr">c</span>"#),
            (r#"<a title="[x > y]">[z]</a>"#, r#"<a title="x > y"><span lang="en" dir="ltr">z</span></a>"#),
            ("<title>[a] · b</title>[c]", r#"<title>a · b</title><span lang="en" dir="ltr">c</span>"#),
            ("<svg><text x=\"1\">[a]</text></svg>", "<svg><text x=\"1\">a</text></svg>"),
            // Signs that don't belong together, since an author may have typed one.
            ("[<b>x</b>]", "<b>x</b>"),
            ("<p>x</p>", "<p>x</p>"),
        ] {
            assert_eq!(said(html), expected);
        }
        assert_eq!(bare(&lent("a")), "a");
    }
}
