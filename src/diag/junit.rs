//! Diagnostics as a test report: the handbook is a test, and each file in which something is wrong.
//!
//! There is no standard; what is written is what the readers of GitLab, Jenkins and Azure agree on: at most one failure
//! a test, no times. It is well-formed XML 1.0 whatever a message or a file's name holds.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::diag::{Counts, Diagnostic, Severity, plural};
use crate::source::FilePath;

/// Writes the report; `line` writes a diagnostic as a line of its own.
pub fn report(diagnostics: &[&Diagnostic], fails: Severity, line: impl Fn(&Diagnostic) -> String) -> String {
    let mut files: BTreeMap<&FilePath, Vec<&Diagnostic>> = BTreeMap::new();
    for one in diagnostics {
        files.entry(&one.place.path).or_default().push(one);
    }
    let is_failure = |one: &&Diagnostic| one.severity >= fails;
    let has_failed = |all: &[&Diagnostic]| all.iter().any(is_failure);
    let failed = files.values().filter(|all| has_failed(all)).count();
    let failed = failed + usize::from(failed > 0);
    let (tests, counts) = (files.len() + 1, Counts::of(diagnostics.iter().copied()));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"rihla check\" tests=\"{tests}\" failures=\"{failed}\" errors=\"0\">\n  \
         <testsuite name=\"rihla check\" tests=\"{tests}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">\n"
    );
    let counted = format!("{}, {}", plural(counts.errors, "error"), plural(counts.warnings, "warning"));
    out += "    <testcase classname=\"rihla\" name=\"the handbook\">\n";
    let _ = match failed {
        0 => writeln!(out, "      <system-out>{counted}</system-out>"),
        _ => writeln!(out, "      <failure type=\"error\" message=\"{counted}\"/>"),
    };
    out += "    </testcase>\n";
    for (path, all) in &files {
        let path = attribute(path.as_str());
        let _ = writeln!(out, "    <testcase classname=\"rihla\" name=\"{path}\" file=\"{path}\">");
        let lines = |all: &mut dyn Iterator<Item = &Diagnostic>| all.map(&line).collect::<String>();
        if let Some(first) = all.iter().copied().find(|one| is_failure(one)) {
            let (code, message) = (first.code.as_str(), attribute(&first.message));
            let said = lines(&mut all.iter().copied().filter(is_failure));
            let _ = writeln!(out, "      <failure type=\"{code}\" message=\"{message}\">{}</failure>", escape(&said));
        }
        let said = lines(&mut all.iter().copied().filter(|one| !is_failure(one)));
        if !said.is_empty() {
            let _ = writeln!(out, "      <system-out>{}</system-out>", escape(&said));
        }
        out += "    </testcase>\n";
    }
    out + "  </testsuite>\n</testsuites>\n"
}

/// Text for an attribute: on one line.
fn attribute(text: &str) -> String {
    escape(&text.replace(['\n', '\r', '\t'], " "))
}

/// Text for XML 1.0: what it doesn't have is left out, what means something is escaped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&apos;",
            '\n' | '\t' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::report;
    use crate::diag::{Code, Diagnostic, Severity};
    use crate::source::{FilePath, Span};

    fn at(path: &str, code: Code, message: &str) -> Diagnostic {
        Diagnostic::at(code, &FilePath::new(path), Span::new(0, 1), message)
    }

    fn of(diagnostics: &[Diagnostic], fails: Severity) -> String {
        let all: Vec<_> = diagnostics.iter().collect();
        report(&all, fails, |one| format!("{}: {}\n", one.severity.as_str(), one.message))
    }

    #[test]
    fn a_report_is_written_whole() {
        let all = [
            at("content/a.md", Code::DeadLink, "no `x`"),
            at("content/a.md", Code::EmptyPage, "empty"),
            at("content/b.md", Code::EmptyPage, "empty"),
        ];
        assert_eq!(all.each_ref().map(|one| one.severity), [Severity::Error, Severity::Warning, Severity::Warning]);
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<testsuites name=\"rihla check\" tests=\"3\" failures=\"2\" errors=\"0\">
  <testsuite name=\"rihla check\" tests=\"3\" failures=\"2\" errors=\"0\" skipped=\"0\">
    <testcase classname=\"rihla\" name=\"the handbook\">
      <failure type=\"error\" message=\"1 error, 2 warnings\"/>
    </testcase>
    <testcase classname=\"rihla\" name=\"content/a.md\" file=\"content/a.md\">
      <failure type=\"dead-link\" message=\"no `x`\">error: no `x`
</failure>
      <system-out>warning: empty
</system-out>
    </testcase>
    <testcase classname=\"rihla\" name=\"content/b.md\" file=\"content/b.md\">
      <system-out>warning: empty
</system-out>
    </testcase>
  </testsuite>
</testsuites>
";
        assert_eq!(of(&all, Severity::Error), expected);
        let denied = of(&all, Severity::Warning);
        assert!(denied.contains("tests=\"3\" failures=\"3\""), "{denied}");
        assert!(!denied.contains("system-out"), "{denied}");
        let fine = of(&[], Severity::Error);
        assert!(fine.contains("tests=\"1\" failures=\"0\""), "{fine}");
    }

    #[test]
    fn whatever_is_said_it_stays_well_formed() {
        let hostile = "<a b='c'>&amp; ]]> \u{0}\u{1b}[31m\u{9b}\u{fffe}\u{ffff}\u{8} \"x\" \r\n\t ราคา <!-- --> <?pi?>";
        let report = of(&[at(&format!("content/{hostile}"), Code::DeadLink, hostile)], Severity::Error);
        let is_allowed = |c: char| matches!(c, '\n' | '\t' | ' '..='~' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..);
        assert!(report.chars().all(is_allowed), "{report:?}");
        // Every `<` is one of ours, every `&` begins one of the five.
        let ours = ["<?xml", "<testsuites", "<testsuite ", "<testcase ", "<failure ", "</", "<system-out>"];
        for (at, _) in report.match_indices('<') {
            assert!(ours.iter().any(|tag| report[at..].starts_with(tag)), "{}", &report[at..]);
        }
        for (at, _) in report.match_indices('&') {
            let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"];
            assert!(entities.iter().any(|entity| report[at..].starts_with(entity)), "{}", &report[at..]);
        }
        assert!(!report.contains("]]>"));
        // Quotes come in pairs on each line: attributes end where they should.
        assert!(report.lines().all(|line| line.matches('"').count() % 2 == 0), "{report}");
    }
}
