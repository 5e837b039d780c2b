//! Files that could run in a reader's browser.

use crate::parse::markdown::html_tags;

/// Endings of files that a browser runs when it is led to them.
const PROGRAMS: [&str; 14] =
    ["html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "xml", "xsl", "xslt", "js", "mjs", "wasm", "swf"];

/// Elements of a drawing that run, or that show what isn't a drawing.
const ACTIVE_ELEMENTS: [&str; 9] =
    ["script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video"];

/// Says which part of a file could run in a reader's browser: the file as a whole, or a part of a drawing.
///
/// A drawing in an `<img>` never runs, but a reader can open it by itself, and then it is a page.
pub fn active_part(extension: &str, text: Option<&str>) -> Option<String> {
    if PROGRAMS.contains(&extension) {
        return Some(format!("a file that ends in `.{extension}`"));
    }
    if !matches!(extension, "svg" | "svgz") {
        return None;
    }
    let Some(text) = text else { return Some("a packed drawing".to_owned()) };
    let text = text.to_lowercase();
    let local = |name: &str| name.rsplit(':').next().unwrap_or(name).to_owned();
    for tag in html_tags(&text) {
        if ACTIVE_ELEMENTS.contains(&local(&tag.name).as_str()) {
            return Some(format!("its element `<{}>`", tag.name));
        }
        if let Some((name, _)) = tag.attributes.iter().find(|(name, _)| local(name).starts_with("on")) {
            return Some(format!("its attribute `{name}`"));
        }
    }
    // Entities can spell anything, and an encoding other than the file's own could hide it.
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let words = ["javascript:", "vbscript:", "data:text", "data:application", "data:image/svg", "<!entity", "&#", "<?xml-stylesheet"];
    words.iter().find(|word| squeezed.contains(**word)).map(|word| format!("its `{word}`"))
}

#[cfg(test)]
mod tests {
    use super::active_part;

    #[test]
    fn drawings_may_not_run() {
        let part = |text| active_part("svg", Some(text));
        assert_eq!(part("<svg xmlns='http://www.w3.org/2000/svg'><circle r='3'/></svg>"), None);
        assert!(part("<svg><SCRIPT>alert(1)</SCRIPT></svg>").is_some());
        assert!(part("<svg ONLOAD = 'alert(1)'/>").is_some());
        assert!(part("<svg><s:script xmlns:s='http://www.w3.org/2000/svg'>1</s:script></svg>").is_some());
        assert!(part("<svg><a href='java&#115;cript:alert(1)'>x</a></svg>").is_some());
        assert!(part("<svg><a xlink:href='java\nscript:alert(1)'>x</a></svg>").is_some());
        assert!(active_part("html", Some("plain")).is_some());
        assert!(active_part("png", None).is_none());
    }
}
