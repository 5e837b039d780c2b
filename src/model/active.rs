//! Files that could run in a reader's browser.

/// Endings of files that a browser runs when it is led to them.
const PROGRAMS: [&str; 32] = [
    "html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "xml", "xsl", "xslt", "js", "mjs", "wasm", "swf", "rss",
    "atom", "rdf", "xul", "mathml", "ehtml", "shtm", "xhtm", "xbl", "xsd", "hta", "php", "phtml", "pht", "asp", "aspx",
    "jsp", "cgi",
];

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
    // Bytes of another encoding can look like nothing and be a script.
    if text.contains(|c: char| c.is_control() && !c.is_whitespace()) {
        return Some("a control character in it".to_owned());
    }
    let text = text.to_lowercase();
    // In XML a `<` never stands inside a value, so every one of them is looked at, whatever seems to be around it.
    for rest in text.split('<').skip(1) {
        let name = rest.split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default();
        if ACTIVE_ELEMENTS.contains(&name.rsplit(':').next().unwrap_or(name)) {
            return Some(format!("its element `<{name}>`"));
        }
    }
    if let Some(part) = foreign_part(&text) {
        return Some(part);
    }
    if let Some(name) = handler(&text) {
        return Some(format!("its attribute `{name}`"));
    }
    // Entities can spell anything, and an encoding other than the file's own could hide it.
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let words = [
        "javascript:",
        "vbscript:",
        "data:text",
        "data:application",
        "data:image/svg",
        "<!entity",
        "&#",
        "<?xml-stylesheet",
    ];
    let declared = squeezed.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()?.split("encoding=").nth(1));
    let encoding = declared.filter(|name| !name.trim_start_matches(['"', '\'']).starts_with("utf-8"));
    let word = words.iter().find(|word| squeezed.contains(**word)).copied();
    word.or(encoding.map(|_| "encoding")).map(|word| format!("its `{word}`"))
}

/// What turns a drawing into something else or fetches from elsewhere: declarations of its own, web pages inside it,
/// imports and images of other sites. `text` is in lower case.
fn foreign_part(text: &str) -> Option<String> {
    for rest in text.split("<!").skip(1) {
        let declaration = rest.split('>').next().unwrap_or_default();
        let is_plain = declaration.starts_with("--") || declaration.starts_with("[cdata[");
        let is_svg =
            declaration.starts_with("doctype svg") && declaration.contains("dtd svg") && !declaration.contains('[');
        if !is_plain && !is_svg {
            return Some("its `<!…>` declaration".to_owned());
        }
    }
    for tag in text.split('<').skip(1) {
        let name = tag.split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default();
        let local = name.rsplit(':').next().unwrap_or(name);
        // A `>` may stand inside a value.
        let inside = tag.rsplit_once('>').map_or(tag, |(inside, _)| inside);
        let leads_out = ["//", "http:", "https:"].iter().any(|start| inside.contains(start));
        if matches!(local, "image" | "use" | "feimage" | "animate" | "set") && leads_out {
            return Some(format!("its `<{name}>` from another site"));
        }
        // Escapes of CSS can spell anything, in attributes as in styles.
        if inside.contains('\\') || (local == "style" && text.contains('\\')) {
            return Some(format!("the `\\` of its `<{name}>`"));
        }
    }
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'')).collect();
    let words = ["1999/xhtml", "@import", "url(http", "url(//", "image-set(", "1998/math"];
    words.iter().find(|word| squeezed.contains(**word)).map(|word| format!("its `{word}`"))
}

/// The first name that begins with `on` and has a value: an event handler, wherever it seems to stand.
fn handler(text: &str) -> Option<&str> {
    text.match_indices('=').find_map(|(at, _)| {
        let before = text[..at].trim_end();
        let start = before
            .rfind(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_'))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let name = &before[start..];
        (name.len() > 2 && name.starts_with("on")).then_some(name)
    })
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
        assert!(part("<svg><!-- <a b=\" --><script>alert(1)</script><!-- \"> --></svg>").is_some());
        assert!(part("<svg><_:script xmlns:_='http://www.w3.org/2000/svg'>1</_:script></svg>").is_some());
        assert!(part("<svg><é:script>1</é:script></svg>").is_some());
        assert!(part("<\0s\0v\0g\0>").is_some());
        assert!(part("<?xml version='1.0' encoding='utf-7'?><svg/>").is_some());
        assert_eq!(part("<?xml version='1.0' encoding='UTF-8'?><svg font-family='x'/>"), None);
        assert_eq!(part("<svg><text>encoding=é and encoding=“x”</text></svg>"), None);
        assert!(part("<!DOCTYPE svg [<!ATTLIST svg onload CDATA \"alert(1)\">]><svg/>").is_some());
        assert!(part("<!DOCTYPE svg PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\"><svg/>").is_some());
        assert!(part("<svg xmlns:h='http://www.w3.org/1999/xhtml'><h:meta http-equiv='refresh'/></svg>").is_some());
        assert!(part("<svg><style>@import url(https://evil.example)</style></svg>").is_some());
        assert!(part("<svg><image href='https://evil.example/x.png'/></svg>").is_some());
        assert!(part("<svg><image href='https:evil.example/x.png'/></svg>").is_some());
        assert!(part("<svg><image alt='>' href='https://evil.example/x.png'/></svg>").is_some());
        assert!(part("<svg><image href='https:\\\\evil.example/x.png'/></svg>").is_some());
        assert!(
            part("<svg><image><set attributeName='href' to='https://evil.example/x.png'/></image></svg>").is_some()
        );
        assert!(part("<svg><style>a{}<g/>@\\69mport 'https://evil.example'</style></svg>").is_some());
        assert!(part("<svg><rect class='>' fill='u\\72l(https://evil.example)'/></svg>").is_some());
        assert!(part("<svg><style>svg{background:image-set('https://evil.example/x.png' 1x)}</style></svg>").is_some());
        assert_eq!(part("<svg><text>C:\\data</text><a href='https://example.com/'/></svg>"), None);
        let doctype =
            "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>";
        assert_eq!(part(&format!("{doctype}<!-- drawn by hand --><svg><image href='a.png'/></svg>")), None);
        assert!(active_part("html", Some("plain")).is_some());
        assert!(active_part("png", None).is_none());
    }
}
