//! Changes for a terminal.

use crate::cli::diff::wording::{called, phrase, plain, summary, with_parts};
use crate::diag::Colour;
use crate::model::diff::{Changed, Changes, Sign};

/// Writes changes, grouped, with a summary at the end.
pub fn text(changes: &Changes, colour: Colour) -> String {
    let mut out = Writer { text: String::new(), colour };
    for (group, things) in changes.groups() {
        if things.is_empty() {
            continue;
        }
        let mut name = group.to_owned();
        name[..1].make_ascii_uppercase();
        out.line(0, None, &out.bold(&name));
        things.iter().for_each(|thing| out.thing(1, thing));
    }
    let line = format!("\n{}", summary(changes.summary()));
    out.line(0, None, &line);
    out.text
}

struct Writer {
    text: String,
    colour: Colour,
}

impl Writer {
    fn thing(&mut self, depth: usize, thing: &Changed) {
        let name = called(thing.kind, &thing.title, &thing.id, plain);
        let mut parts = thing.own_parts().peekable();
        match thing.changes.as_slice() {
            [change, ..] if thing.came_or_went() => {
                self.line(depth, Some(change.sign()), &format!("{name}{}", with_parts(thing)));
            }
            [change] if parts.peek().is_none() => {
                let line = format!("{}: {} {}", self.bold(&name), self.coloured(change.sign()), phrase(change, plain));
                self.line(depth, None, &line);
            }
            changes => {
                self.line(depth, None, &self.bold(&name));
                for change in changes {
                    self.line(depth + 1, Some(change.sign()), &phrase(change, plain));
                }
            }
        }
        parts.for_each(|part| self.thing(depth + 1, part));
    }

    fn line(&mut self, depth: usize, sign: Option<Sign>, text: &str) {
        self.text.push_str(&"  ".repeat(depth));
        if let Some(sign) = sign {
            self.text.push_str(&self.coloured(sign));
            self.text.push(' ');
        }
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn coloured(&self, sign: Sign) -> String {
        let code = match sign {
            Sign::Plus | Sign::Up => "32",
            Sign::Minus | Sign::Down => "31",
            Sign::Arrow => "36",
        };
        self.painted(code, sign.as_str())
    }

    fn bold(&self, text: &str) -> String {
        self.painted("1", text)
    }

    fn painted(&self, code: &str, text: &str) -> String {
        match self.colour {
            Colour::Always => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Colour::Never => text.to_owned(),
        }
    }
}
