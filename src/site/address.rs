//! Addresses inside the site: relative, and escaped where a browser would misread them.

/// The path part of the site's address.
pub fn site_path(url: Option<&str>) -> String {
    let Some(url) = url else { return "/".to_owned() };
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme.find('/').map_or_else(|| "/".to_owned(), |at| after_scheme[at..].to_owned())
}

/// The way from one file of the site to another.
pub fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to_parts: Vec<&str> = to.split('/').collect();
    let folders = to_parts.len() - 1;
    let shared = from.iter().zip(&to_parts[..folders]).take_while(|(a, b)| a == b).count();
    let mut way = "../".repeat(from.len() - shared);
    way.push_str(&encode(&to_parts[shared..].join("/")));
    // A colon in the first part would make a scheme of it.
    if way.split('/').next().is_some_and(|first| first.contains(':')) {
        way.insert_str(0, "./");
    }
    way
}

/// Escapes what would end or change an address; letters of all scripts stay readable.
pub fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_ascii()
            && (c.is_ascii_control()
                || matches!(c, ' ' | '"' | '\'' | '%' | '#' | '?' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}'))
        {
            encoded.push_str(&format!("%{:02X}", c as u32));
        } else {
            encoded.push(c);
        }
    }
    encoded
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
    }

    #[test]
    fn the_sites_path_is_found() {
        assert_eq!(site_path(Some("https://example.com/cx/")), "/cx/");
        assert_eq!(site_path(Some("/cx/")), "/cx/");
        assert_eq!(site_path(None), "/");
    }
}
