//! What was measured, against what is to be reached, as a table.

use std::fmt;

/// A row of the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// What was done.
    pub work: String,
    /// What is to be reached: `≤ 4`.
    pub reach: String,
    /// What was measured: `3.41 (3.20–3.77)`.
    pub measured: String,
    /// Whether it is reached.
    pub verdict: Verdict,
    /// The numbers behind it.
    pub raw: Vec<String>,
}

/// Whether a figure is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Reached,
    /// It is not.
    Missed,
    /// It couldn't be measured, and the row says why; or nothing is to be reached.
    Unknown,
}

impl From<bool> for Verdict {
    fn from(reached: bool) -> Self {
        if reached { Self::Reached } else { Self::Missed }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reached => "✓",
            Self::Missed => "✗",
            Self::Unknown => "–",
        })
    }
}

impl Row {
    /// A row that couldn't be measured, and why.
    pub fn unknown(work: impl Into<String>, reach: &str, why: impl fmt::Display) -> Self {
        let (work, reach, measured) = (work.into(), reach.to_owned(), why.to_string());
        Self { work, reach, measured, verdict: Verdict::Unknown, raw: Vec::new() }
    }
}

/// The rows as Markdown: a table, then the numbers behind it.
pub fn table(rows: &[Row]) -> String {
    let head = ["work", "reach", "measured"];
    let cells: Vec<_> = rows.iter().map(|row| [&*row.work, &*row.reach, &*row.measured]).collect();
    let width = |column: usize| cells.iter().chain([&head]).map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    let line = |mark: &str, row: &[&str; 3]| {
        let padded: Vec<_> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        format!("| {mark} | {} |\n", padded.join(" | "))
    };
    let mut out = line(" ", &head);
    out += &format!("| - | {} |\n", widths.map(|width| "-".repeat(width)).join(" | "));
    for (row, cells) in rows.iter().zip(&cells) {
        out += &line(&row.verdict.to_string(), cells);
    }
    for row in rows.iter().filter(|row| !row.raw.is_empty()) {
        out += &format!("\n{}\n", row.work);
        out.extend(row.raw.iter().map(|line| format!("    {line}\n")));
    }
    out
}
