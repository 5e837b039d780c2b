//! Who may ask, and for what.
//!
//! In: a request's head. Out: a yes or a sentence; a path of the site or none. Promises: a web page elsewhere can't
//! read a preview, whatever names it has the browser resolve (DNS rebinding); no path leads out of the site.
//! Deliberately not here: secrecy on a network that the server was bound to on purpose.

use std::net::{IpAddr, SocketAddr};

use hyper::header::{HOST, HeaderMap, ORIGIN};
use hyper::{Method, Uri};

/// The names under which the server may be spoken to.
#[derive(Clone, Debug)]
pub struct Guard {
    names: Vec<String>,
    /// Bound to all addresses of the machine: any may be used, for no other site is at one of them.
    any_address: bool,
}

impl Guard {
    /// Allows the host that was asked for, the addresses it stands for, and this machine's own names.
    pub fn new(host: &str, bound: SocketAddr) -> Self {
        let host = host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
        let mut names = vec![host, bound.ip().to_string()];
        let any_address = bound.ip().is_unspecified();
        if any_address || bound.ip().is_loopback() {
            names.extend(["localhost", "127.0.0.1", "::1"].map(str::to_owned));
        }
        Self { names, any_address }
    }

    /// Refuses a request that names another host.
    pub fn check_host(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), String> {
        let mut hosts = headers.get_all(HOST).iter();
        let Some(host) = hosts.next() else { return Err("the request names no host".to_owned()) };
        let named = [host.to_str().ok(), uri.authority().map(|authority| authority.as_str())];
        if hosts.next().is_some() || named[0].is_none() {
            return Err("the request names no host that can be understood".to_owned());
        }
        match named.into_iter().flatten().find(|host| !self.allows(host)) {
            None => Ok(()),
            Some(host) => Err(format!(
                "this preview isn't served under the name `{}`; to allow it, run `rihla serve --hostname` with that name",
                printable(host)
            )),
        }
    }

    /// Refuses a request for what only our own pages may read.
    pub fn check_origin(&self, headers: &HeaderMap) -> Result<(), String> {
        let all = |name: &str| headers.get_all(name).iter().map(|value| value.to_str().unwrap_or("?"));
        let host = all(HOST.as_str()).next().unwrap_or_default();
        let is_own = |origin: &str| match origin.split_once("://") {
            Some(("http" | "https", origin)) => origin.eq_ignore_ascii_case(host) && self.allows(host),
            _ => false,
        };
        let is_from_here = all("sec-fetch-site").all(|site| matches!(site, "same-origin" | "none"));
        match is_from_here && all(ORIGIN.as_str()).all(is_own) {
            true => Ok(()),
            false => Err("only pages of this preview may read this".to_owned()),
        }
    }

    fn allows(&self, host: &str) -> bool {
        let Some(name) = name_of(host).map(str::to_ascii_lowercase) else { return false };
        // Browsers give names below `localhost` to this machine and to nobody else.
        let is_local = self.names.iter().any(|name| name == "localhost") && name.ends_with(".localhost");
        let is_address = self.any_address && name.parse::<IpAddr>().is_ok();
        is_local || is_address || self.names.contains(&name)
    }
}

/// A host without its port, an IPv6 address without its brackets; nothing where there is something else besides.
fn name_of(host: &str) -> Option<&str> {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let is_port =
        port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.bytes().all(|b| b.is_ascii_digit()));
    is_port.then(|| name.strip_suffix('.').unwrap_or(name))
}

fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && *c != '`').take(80).collect()
}

/// True for what a preview answers: asking, not changing.
pub fn is_asking(method: &Method) -> bool {
    method == Method::GET || method == Method::HEAD
}

/// The path that an address names, decoded, without its first `/`; none where it could lead anywhere else.
pub fn site_path(path: &str) -> Option<String> {
    let decoded = decode(path.strip_prefix('/')?)?;
    let is_bad = |part: &str| part == "." || part == "..";
    let is_wrong = decoded.contains(['\0', '\\']) || decoded.split('/').any(is_bad) || decoded.starts_with('/');
    (!is_wrong).then_some(decoded)
}

/// Decodes `%41`; nothing where a sign stands alone or the bytes are no text.
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let (byte, tail) = match first {
            b'%' => {
                let (digits, tail) = tail.split_at_checked(2)?;
                if !digits.iter().all(u8::is_ascii_hexdigit) {
                    return None;
                }
                (u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?, tail)
            }
            byte => (*byte, tail),
        };
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use hyper::header::{HOST, HeaderMap, HeaderValue, ORIGIN};

    use super::{Guard, site_path};

    fn head(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let value = |text: &str| HeaderValue::from_str(text).expect("a header");
        pairs.iter().map(|(name, text)| (name.parse().expect("a name"), value(text))).collect()
    }

    fn guard(host: &str, bound: &str) -> Guard {
        Guard::new(host, bound.parse().expect("an address"))
    }

    #[test]
    fn only_own_names_are_answered() {
        let guard = guard("127.0.0.1", "127.0.0.1:3000");
        let uri = "/".parse().expect("a path");
        for host in ["localhost:3000", "127.0.0.1", "127.0.0.1:9", "[::1]:3000", "LocalHost", "a.localhost:3000"] {
            assert!(guard.check_host(&uri, &head(&[(HOST.as_str(), host)])).is_ok(), "{host}");
        }
        for host in
            ["evil.example", "localhost.evil.example:3000", "192.168.0.4:3000", "[fe80::1]", "", "127.0.0.1.nip.io"]
        {
            assert!(guard.check_host(&uri, &head(&[(HOST.as_str(), host)])).is_err(), "{host}");
        }
        for host in
            ["[::1].evil.example", "[::1", "localhost:evil.example", "localhost:80@evil.example", "localhost:1:2"]
        {
            assert!(guard.check_host(&uri, &head(&[(HOST.as_str(), host)])).is_err(), "{host}");
        }
        assert!(guard.check_host(&uri, &HeaderMap::new()).is_err());
        assert!(guard.check_host(&uri, &head(&[("host", "localhost"), ("host", "evil.example")])).is_err());
        let elsewhere = "http://evil.example/".parse().expect("an address");
        assert!(guard.check_host(&elsewhere, &head(&[("host", "localhost")])).is_err());
    }

    #[test]
    fn a_named_host_is_answered_with_its_addresses() {
        let uri = "/".parse().expect("a path");
        let named = guard("pc.example", "192.168.0.4:3000");
        for (host, is_fine) in [("pc.example:3000", true), ("192.168.0.4:3000", true), ("localhost", false)] {
            assert_eq!(named.check_host(&uri, &head(&[("host", host)])).is_ok(), is_fine, "{host}");
        }
        let all = guard("0.0.0.0", "0.0.0.0:3000");
        for (host, is_fine) in
            [("192.168.7.7:3000", true), ("[fe80::1]:3000", true), ("localhost", true), ("evil.example", false)]
        {
            assert_eq!(all.check_host(&uri, &head(&[("host", host)])).is_ok(), is_fine, "{host}");
        }
    }

    #[test]
    fn only_own_pages_listen() {
        let guard = guard("127.0.0.1", "127.0.0.1:3000");
        let check = |more: &[(&'static str, &str)]| {
            let mut all = head(more);
            all.insert(HOST, HeaderValue::from_static("localhost:3000"));
            guard.check_origin(&all).is_ok()
        };
        assert!(check(&[]));
        assert!(check(&[(ORIGIN.as_str(), "http://localhost:3000")]));
        assert!(check(&[("sec-fetch-site", "same-origin")]));
        assert!(!check(&[(ORIGIN.as_str(), "http://evil.example")]));
        assert!(!check(&[(ORIGIN.as_str(), "http://localhost:8080")]));
        assert!(!check(&[(ORIGIN.as_str(), "null")]));
        assert!(!check(&[("sec-fetch-site", "cross-site")]));
        assert!(!check(&[("sec-fetch-site", "same-site")]));
        // The second of a kind counts as much as the first.
        let mut twice = head(&[(HOST.as_str(), "localhost:3000"), (ORIGIN.as_str(), "http://localhost:3000")]);
        twice.append(ORIGIN, HeaderValue::from_static("http://evil.example"));
        assert!(guard.check_origin(&twice).is_err());
    }

    #[test]
    fn no_path_leads_out() {
        assert_eq!(site_path("/a/b%20c.html").as_deref(), Some("a/b c.html"));
        assert_eq!(site_path("/%E0%B8%81").as_deref(), Some("ก"));
        assert_eq!(site_path("/").as_deref(), Some(""));
        for path in [
            "/../x",
            "/a/%2e%2e/x",
            "/a/..%2fx",
            "/..",
            "/%2e%2e%5cx",
            "/a%5c..%5cx",
            "/a\\b",
            "/%00",
            "/%",
            "/%4",
            "/%zz",
            "/%ff",
            "//x",
            "/%2fetc/passwd",
            "x",
            "/./x",
        ] {
            assert_eq!(site_path(path), None, "{path}");
        }
        // Only names of the site are looked up, so this one is simply not there.
        assert_eq!(site_path("/C:/x").as_deref(), Some("C:/x"));
    }
}
