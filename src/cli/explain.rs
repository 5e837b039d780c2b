//! `rihla explain`.

use crate::build::Failure;
use crate::cli::terminal::Terminal;
use crate::cli::{Outcome, args};
use crate::diag::{Code, did_you_mean};

/// Prints the documentation of a code, or lists all codes.
pub fn explain(args: &args::Explain, terminal: &Terminal) -> Result<Outcome, Failure> {
    let Some(name) = &args.code else {
        let lines = Code::all().into_iter().map(|code| {
            let documentation = code.documentation();
            let paragraph = documentation.split("\n\n").next().unwrap_or_default().replace('\n', " ");
            let first = paragraph.split(". ").next().unwrap_or_default();
            format!("{:<24} {:<8} {}\n", code.as_str(), code.severity().as_str(), first.trim_end_matches('.'))
        });
        terminal.result(&lines.collect::<String>());
        return Ok(Outcome::Fine);
    };
    let all = Code::all();
    match all.iter().find(|code| code.as_str() == name) {
        Some(code) => {
            let (name, severity) = (code.as_str(), code.severity().as_str());
            terminal.result(&format!("{name} ({severity})\n\n{}\n", code.documentation()));
            Ok(Outcome::Fine)
        }
        None => {
            let hint = did_you_mean(name, all.iter().map(|code| code.as_str()));
            let hint = hint.unwrap_or_else(|| "`rihla explain` lists all codes".to_owned());
            Err(Failure::new(format!("there is no diagnostic `{name}`")).hint(hint))
        }
    }
}
