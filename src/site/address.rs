//! Addresses inside the site: relative, and escaped where a browser would misread them.

/// The path part of the site's address.
pub fn site_path(url: Option<&str>) -> String {
    let Some(url) = url else { return "/".to_owned() };
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme.find('/').map_or_else(|| "/".to_owned(), |at| after_scheme[at..].to_owned())
}

/// The way from one file of the site to another.
pub fn relative(from: &str, to: &str) -> String {
    // What both have in common, up to the end of a folder's name.
    let alike = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    let shared = from.as_bytes()[..alike].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    let (up, down) = (from[shared..].matches('/').count(), &to[shared..]);
    let mut way = String::with_capacity(3 * up + down.len());
    (0..up).for_each(|_| way.push_str("../"));
    // A colon in the first part would make a scheme of it.
    if up == 0 && down.split('/').next().is_some_and(|first| first.contains(':')) {
        way.push_str("./");
    }
    encode_into(&mut way, down);
    way
}

/// Escapes what would end or change an address; letters of all scripts stay readable.
pub fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    encode_into(&mut encoded, path);
    encoded
}

fn encode_into(encoded: &mut String, path: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let is_special = |c: char| {
        c.is_ascii_control()
            || matches!(c, ' ' | '"' | '\'' | '%' | '#' | '?' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
    };
    let mut rest = path;
    while let Some(at) = rest.find(is_special) {
        encoded.push_str(&rest[..at]);
        let byte = rest.as_bytes()[at];
        encoded.push('%');
        encoded.push(char::from(HEX[usize::from(byte >> 4)]));
        encoded.push(char::from(HEX[usize::from(byte & 15)]));
        rest = &rest[at + 1..];
    }
    encoded.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::{relative, site_path};

    #[test]
    fn ways_are_relative() {
        assert_eq!(relative("index.html", "personas/index.html"), "personas/index.html");
        assert_eq!(relative("journeys/a/b.html", "journeys/a/index.html"), "index.html");
        assert_eq!(relative("ar/journeys/a/b.html", "assets/x.css"), "../../../assets/x.css");
        assert_eq!(relative("a.html", "b c/100%.html"), "b%20c/100%25.html");
        assert_eq!(relative("a.html", "x:y.html"), "./x:y.html");
        assert_eq!(relative("journeys/ab/c.html", "journeys/abc/d:e.html"), "../abc/d:e.html");
        assert_eq!(relative("é/a.html", "è/a\t.html"), "../è/a%09.html");
    }

    #[test]
    fn the_sites_path_is_found() {
        assert_eq!(site_path(Some("https://example.com/cx/")), "/cx/");
        assert_eq!(site_path(Some("/cx/")), "/cx/");
        assert_eq!(site_path(None), "/");
    }
}
