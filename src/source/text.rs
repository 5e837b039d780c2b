//! Lines and columns of a text.

/// A place as people count: both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The character in it.
    pub column: usize,
}

/// Counts the line and the column of a byte; past the end it is the end.
pub fn line_column(text: &str, byte: u32) -> LineColumn {
    let before = text.get(..byte as usize).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    LineColumn {
        line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// The line around a byte, without its end.
pub fn line_text(text: &str, byte: u32) -> &str {
    let at = (byte as usize).min(text.len());
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{line_column, line_text};

    #[test]
    fn columns_count_characters() {
        let at = line_column("a\nرحلة x", 2 + 9);
        assert_eq!((at.line, at.column), (2, 6));
        assert_eq!(line_text("one\ntwo\r\nthree", 5), "two");
        assert_eq!(line_text("one\ntwo", 99), "two");
    }
}
