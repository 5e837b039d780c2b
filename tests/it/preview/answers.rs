//! What the server answers, to whom, and at what cost.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use super::{Preview, address, with_setting};
use crate::cli::{err, rihla};

#[test]
fn requests_are_answered_as_the_standard_has_it() {
    let preview = Preview::new();
    preview.write("content/film.mp4", &"0123456789".repeat(30_000));
    preview.until("the film is there", || preview.get("/film.mp4").status == 200);
    let page = preview.get("/index.html");
    let tag = page.headers["etag"].clone();
    assert!(tag.starts_with('"'), "{tag}");
    let again = preview.ask("GET", "/index.html", &[("if-none-match", &tag)]);
    assert_eq!((again.status, again.body.len()), (304, 0));
    let head = preview.ask("HEAD", "/index.html", &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.headers["content-length"], page.body.len().to_string());
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = preview.ask(method, "/index.html", &[]);
        assert_eq!((answer.status, answer.headers["allow"].as_str()), (405, "GET, HEAD"), "{method}");
    }
    let part = preview.ask("GET", "/film.mp4", &[("range", "bytes=299995-")]);
    assert_eq!((part.status, part.text().as_str()), (206, "56789"));
    assert_eq!(part.headers["content-range"], "bytes 299995-299999/300000");
    let part = preview.ask("GET", "/film.mp4", &[("range", "bytes=5-70004")]);
    assert_eq!((part.status, part.body.len()), (206, 70_000));
    assert!(part.text().starts_with("56789012"));
    let beyond = preview.ask("GET", "/film.mp4", &[("range", "bytes=300000-")]);
    assert_eq!((beyond.status, beyond.headers["content-range"].as_str()), (416, "bytes */300000"));
    assert_eq!(preview.get("/film.mp4").body.len(), 300_000);
    assert_eq!(preview.ask("GET", "/film.mp4", &[("range", "bytes=0-1"), ("if-range", "\"old\"")]).status, 200);
    let folder = preview.get("/guide?x=1");
    assert_eq!((folder.status, folder.headers["location"].as_str()), (307, "/guide/?x=1"));
    let nowhere = preview.get("/no/such/page.html");
    assert_eq!(nowhere.status, 404);
    assert!(nowhere.text().contains("of-not-found"));
    fs::remove_file(preview.path("content/film.mp4")).expect("removed");
    preview.until("the film is gone", || preview.get("/film.mp4").status == 404);
}

#[test]
fn a_search_is_that_of_the_pages_which_are_shown() {
    let preview = Preview::new();
    let search = || preview.get("/assets/search/en/d0.js");
    let before = search();
    assert_eq!((before.status, before.headers["content-type"].starts_with("text/javascript")), (200, true));
    assert!(before.text().starts_with("rihlaShard(\"d0\","));
    assert_eq!(preview.get("/assets/search/en/no.js").status, 404);
    preview.write("content/guide/quinces.md", "# Quinces\n\nAll about them.\n");
    preview.until("the page is there", || preview.get("/guide/quinces.html").status == 200);
    assert_ne!(search().body, before.body);
}

#[test]
fn what_is_made_on_demand_is_of_the_handbook_that_is_shown() {
    let preview = Preview::new();
    let page = "content/guide/how-we-work.md";
    let waiting = ["guide/how-we-work.md", "llms.txt", "print.html", "api/handbook.json", "assets/search/en/root.js"];
    for path in waiting.map(|path| format!("/{path}")) {
        let made = preview.get(&path);
        let head = preview.ask("HEAD", &path, &[]);
        assert_eq!((made.status, head.status, head.body.len()), (200, 200, 0), "{path}");
        assert_eq!(head.headers["content-length"], made.body.len().to_string(), "{path}");
        assert_eq!(preview.ask("GET", &path, &[("if-none-match", &made.headers["etag"])]).status, 304, "{path}");
    }
    preview.append(page, "\nSome *news* of it.\n");
    preview.shows("/guide/how-we-work.html", "<em>news</em>");
    preview.quiet();
    let (html, copy) = (preview.get("/guide/how-we-work.html"), preview.get("/guide/how-we-work.md"));
    assert!(copy.text().contains("*news*"), "{}", copy.text());
    let mut reader = listen(&preview, "");
    next_news(&mut reader);
    // The page comes out the same, and its copy does not.
    preview.replace(page, &fs::read_to_string(preview.path(page)).expect("a page").replace("*news*", "_news_"));
    assert_eq!(next_news(&mut reader)["changed"], serde_json::json!(["print.html"]));
    let asked = |path: &str, tag: &str| preview.ask("GET", path, &[("if-none-match", tag)]);
    assert_eq!(asked("/guide/how-we-work.html", &html.headers["etag"]).status, 304);
    let again = asked("/guide/how-we-work.md", &copy.headers["etag"]);
    assert_eq!((again.status, again.text().contains("_news_")), (200, true), "{}", again.text());
}

#[test]
fn no_path_leads_out() {
    let preview = Preview::new();
    preview.write("secret.txt", "secret");
    preview.write("content/.hidden/secret.txt", "secret");
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/guide/..%2f..%2fsecret.txt",
        "/..%5csecret.txt",
        "/%2e%2e%5csecret.txt",
        "/.hidden/secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/C:/secret.txt",
        "/C:%5csecret.txt",
        "/secret.txt",
        "/book.toml",
        "/index.html%00.png",
        "/%ff",
        "/%",
        "/assets/../../secret.txt",
        "/\\secret.txt",
    ] {
        let answer = preview.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.text().contains("secret\n") && answer.text() != "secret", "{path}");
    }
}

#[cfg(unix)]
#[test]
fn odd_names_are_served_and_obeyed_by_nobody() {
    let preview = Preview::new();
    let names = [
        "a b",
        "100%",
        "%41",
        "a#b",
        "a?b",
        "a&b",
        "a+b",
        "a;b=c",
        "a:b",
        "a'b",
        "a\"b",
        "<img src=x onerror=alert(1)>",
        "\u{645}\u{631}\u{62d}\u{628}\u{627}",
        "\u{e01} \u{e02}",
        "a\tb",
        "$(id)",
        "{{x}}",
        "javascript:alert(1)",
        "\u{1f32e}",
        "\u{1b}]0;title\u{7}",
    ];
    for (at, name) in names.iter().enumerate() {
        preview.write(&format!("content/odd/{name}.md"), &format!("# Odd {at}\n\nodd-{at}-odd\n"));
        preview.write(&format!("content/odd/{name}.png"), &format!("picture {at}"));
    }
    preview.quiet();
    for (at, name) in names.iter().enumerate() {
        assert!(preview.get(&address(&format!("odd/{name}.html"))).text().contains(&format!("odd-{at}-odd")), "{name}");
        assert_eq!(preview.get(&address(&format!("odd/{name}.png"))).text(), format!("picture {at}"), "{name}");
    }
    assert!(!preview.get("/odd/").text().contains("<img src=x"));
    preview.equals_a_build();
    // A mistake in each, so that their names come to the terminal and to the overlay.
    for name in names {
        preview.append(&format!("content/odd/{name}.md"), "\n[[nobody]]\n");
    }
    preview.until("errors", || preview.state()["errors"] == names.len());
    preview.until("they are said", || preview.said().contains("there is no page `nobody`"));
    preview.write("content/odd/\u{1b}]0;title\u{7}.md", "# Odd\n\n[[\u{1b}[2Jnobody]]\n");
    preview.until("it is said", || preview.said().contains("[2Jnobody"));
    let said = preview.said();
    assert!(!said.contains(['\u{1b}', '\u{7}']), "{said:?}");
}

#[test]
fn a_site_lies_only_where_browsers_can_ask() {
    let preview = Preview::new();
    let book = fs::read_to_string(preview.path("book.toml")).expect("settings");
    preview.write("book.toml", &with_setting(&book, "site-url = \"https://a.example//evil.example/%2e%2e/\""));
    preview.until("it is refused", || preview.state()["errors"] == 1);
    assert_eq!(preview.get("/").status, 200);
    assert!(!preview.get("/404.html").text().contains("\"//"));
    preview.write("book.toml", &with_setting(&book, "site-url = \"https://a.example/b%20c/\""));
    preview.until("it moves", || preview.get("/").status == 307);
    assert_eq!(preview.get("/").headers["location"], "/b%20c/");
    assert_eq!(preview.get("/b%20c/").status, 200);
}

#[test]
fn nobody_else_can_read_it() {
    let preview = Preview::new();
    let hosts =
        ["evil.example", "192.168.1.4", "localhost.evil.example", "localhost:evil.example", "[::1].evil.example"];
    for host in hosts {
        for path in ["/", "/_rihla/events", "/_rihla/state", "/assets/tokens.css"] {
            let answer = preview.ask("GET", path, &[("host", host)]);
            assert_eq!(answer.status, 421, "{host} {path}");
        }
    }
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(preview.ask("GET", "/", &[("host", &format!("{host}:{}", preview.port))]).status, 200, "{host}");
    }
    let own = format!("http://127.0.0.1:{}", preview.port);
    for path in ["/_rihla/events", "/_rihla/state", "/_rihla/problems"] {
        for header in [("origin", "http://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")] {
            assert_eq!(preview.ask("GET", path, &[header]).status, 403, "{header:?} {path}");
        }
    }
    assert_eq!(preview.ask("GET", "/_rihla/state", &[("origin", &own)]).status, 200);
    let page = preview.get("/");
    assert_eq!(page.headers["cross-origin-resource-policy"], "same-origin");
    assert!(!page.headers.contains_key("access-control-allow-origin"));
}

#[test]
fn a_taken_port_is_said() {
    let preview = Preview::new();
    let port = preview.port.to_string();
    let other = rihla(&preview.root, &["serve", "--port", &port]);
    assert_eq!(other.status.code(), Some(2));
    assert!(err(&other).contains(&format!("port {port} of `127.0.0.1` can't be had")), "{}", err(&other));
    let nowhere = rihla(&preview.root, &["serve", "no-such-folder"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(err(&nowhere).contains("no-such-folder"), "{}", err(&nowhere));
}

/// Reads events until one says something.
fn listen(preview: &Preview, query: &str) -> BufReader<TcpStream> {
    let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
    write!(stream, "GET /_rihla/events{query} HTTP/1.1\r\nhost: localhost:{}\r\n\r\n", preview.port).expect("sent");
    BufReader::new(stream)
}

fn next_news(reader: &mut BufReader<TcpStream>) -> serde_json::Value {
    loop {
        let mut line = String::new();
        assert!(reader.read_line(&mut line).expect("a line") > 0, "it ended");
        if let Some(json) = line.strip_prefix("data: ") {
            return serde_json::from_str(json).expect("JSON");
        }
    }
}

#[test]
fn listeners_are_told_what_changed() {
    let preview = Preview::new();
    let mut reader = listen(&preview, "");
    let first = next_news(&mut reader);
    assert_eq!((&first["all"], &first["revision"]), (&true.into(), &1.into()));
    preview.append("content/guide/how-we-work.md", "\nnews\n");
    let second = next_news(&mut reader);
    assert_eq!(second["all"], false);
    let changed = second["changed"].as_array().expect("a list");
    assert!(changed.contains(&"guide/how-we-work.html".into()), "{second}");
    assert!(!changed.contains(&"index.html".into()), "{second}");
    // Who comes back is told what it hasn't seen.
    let run = first["run"].as_str().expect("a name");
    let news = next_news(&mut listen(&preview, &format!("?since={run}-1")));
    assert_eq!(news["changed"], second["changed"]);
    assert_eq!(next_news(&mut listen(&preview, "?since=another-1"))["all"], true);
}

#[test]
fn many_listeners_a_deaf_one_and_a_flood_leave_the_author_alone() {
    let preview = Preview::new();
    preview.write("content/film.mp4", &"0123456789".repeat(2_000_000));
    preview.until("the film is there", || preview.ask("HEAD", "/film.mp4", &[]).status == 200);
    let mut listeners: Vec<_> = (0..200).map(|_| listen(&preview, "")).collect();
    for listener in &mut listeners {
        next_news(listener);
    }
    // What the first edits and the first flood cost stays; those after it cost no more.
    let deaf: Vec<_> = (0..2).map(|round| flood(&preview, &mut listeners, round)).collect();
    let before = memory(&preview);
    let later: Vec<_> = (2..5).map(|round| flood(&preview, &mut listeners, round)).collect();
    let grown = memory(&preview).saturating_sub(before);
    assert!(grown < 40 * 1024 * 1024, "{grown} bytes more than {before}");
    drop((deaf, later));
}

/// Asks a preview for much at once, while its author works; returns those who ask and never read.
fn flood(preview: &Preview, listeners: &mut [BufReader<TcpStream>], number: usize) -> Vec<TcpStream> {
    let deaf: Vec<_> = (0..40)
        .map(|at| {
            let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection");
            let path = if at % 2 == 0 { "/film.mp4" } else { "/_rihla/events" };
            write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost:{}\r\n\r\n", preview.port).expect("sent");
            stream
        })
        .collect();
    let answers = thread::scope(|scope| {
        let flood: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| (0..250).map(|_| preview.get("/").status).filter(|status| *status == 200).count()))
            .collect();
        for round in 0..5 {
            preview.append("content/index.md", &format!("\nflood-{number}-{round}\n"));
            thread::sleep(Duration::from_millis(100));
        }
        flood.into_iter().map(|thread| thread.join().expect("it ends")).sum::<usize>()
    });
    assert_eq!(answers, 1000);
    preview.shows("/", &format!("flood-{number}-4"));
    preview.quiet();
    let revision = preview.revision();
    for listener in listeners {
        while next_news(listener)["revision"] != revision {}
    }
    deaf
}

/// The memory of a preview, in bytes; 0 where the system doesn't say.
fn memory(preview: &Preview) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", preview.child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() * 1024
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_well() {
    let mut preview = Preview::new();
    let _listener = listen(&preview, "");
    let start = Instant::now();
    let kill = Command::new("kill").args(["-INT", &preview.child.id().to_string()]).status().expect("it runs");
    assert!(kill.success());
    assert_eq!(preview.child.wait().expect("it ends").code(), Some(0));
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}
