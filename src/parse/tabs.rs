//! A text's `> [!TABS]` groups: one of several texts is shown at a time.
//!
//! In: the places of quotes, headings and other blocks, in the order of the text. Out: [`Tabs`], the groups with the headings that
//! begin their tabs. Promises: a group is listed only if each of its blocks lies in a tab and there are two or more;
//! what is wrong with others is reported, and they are plain quotes. Deliberately not here: what a tab holds.

use crate::diag::{Code, Diagnostic};
use crate::source::{FilePath, Span};

/// The line that makes a quote a group.
const MARK: &str = "[!TABS]";

/// A group of tabs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tabs {
    /// Where the quote begins; tells it apart from others.
    pub start: u32,
    /// Where the headings begin whose texts are the tabs' names.
    pub headings: Vec<u32>,
}

/// Where the text of a group begins, as far into the quote; nothing for other quotes. `quote` is as it is written.
pub fn mark_end(quote: &str) -> Option<usize> {
    let line = quote.split_inclusive('\n').next()?;
    let said = line.trim_start().strip_prefix('>')?.trim();
    said.eq_ignore_ascii_case(MARK).then_some(line.len())
}

/// A group that is being read.
#[derive(Debug)]
pub struct OpenTabs {
    span: Span,
    mark: Span,
    level: Option<u8>,
    headings: Vec<u32>,
    wrong: Option<(Span, &'static str, &'static str)>,
}

impl OpenTabs {
    /// Opens a group; `outer` is true inside another one.
    pub fn new(span: Span, mark: Span, outer: bool) -> Self {
        let wrong = outer.then_some((mark, "tabs can't lie in tabs", "take this group out of the other one"));
        Self { span, mark, level: None, headings: Vec::new(), wrong }
    }

    /// Takes a block that lies directly in the group, and its level where it is a heading.
    pub fn block(&mut self, level: Option<u8>, span: Span) {
        match (self.level, level) {
            (None, Some(level)) => {
                self.level = Some(level);
                self.headings.push(span.start);
            }
            (Some(first), Some(level)) if level <= first => self.headings.push(span.start),
            (None, None) => {
                let hint = "write a heading below `[!TABS]`: it names the first tab";
                // A paragraph that goes on in the line of the mark begins with it.
                let at = if span.start < self.mark.end { self.mark } else { span };
                self.wrong.get_or_insert((at, "there is text before the first tab", hint));
            }
            _ => {}
        }
    }

    /// Ends the group.
    pub fn close(self, path: &FilePath) -> Result<Tabs, Diagnostic> {
        let few = match self.headings.as_slice() {
            [] => Some("no heading in this group names a tab"),
            [_] => Some("this group has a single tab"),
            _ => None,
        };
        let hint = "give each tab a heading, all of one level, and write two or more";
        match self.wrong.or(few.map(|message| (self.mark, message, hint))) {
            Some((at, message, hint)) => Err(Diagnostic::at(Code::BadTabs, path, at, message).hint(hint)),
            None => Ok(Tabs { start: self.span.start, headings: self.headings }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mark_end;

    #[test]
    fn the_first_line_makes_a_group() {
        assert_eq!(mark_end("> [!TABS]\n> ## A"), Some(10));
        assert_eq!(mark_end(">[!tabs] \r\n> ## A"), Some(11));
        for other in ["> [!NOTE]\n", "> [!TABS] a\n", "> a\n> [!TABS]\n", ">\n> [!TABS]", ""] {
            assert_eq!(mark_end(other), None, "{other:?}");
        }
    }
}
