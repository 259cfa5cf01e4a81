//! Annotations of a workflow on GitHub, which it shows beside the lines of a
//! pull request.
//!
//! Source: GitHub's "Workflow commands for GitHub Actions"; how they are
//! escaped, `packages/core/src/command.ts` of actions/toolkit.

use std::fmt::Write;

use super::excerpt::Region;
use super::text::clean;
use super::words;
use crate::SourceFile;
use crate::report::{Report, Severity};
use crate::source;

/// GitHub refuses a longer title of an annotation.
const TITLE: usize = 255;

/// One annotation a finding and a note, then the verdict for the log.
///
/// ```
/// use lockstep_core::{Options, SourceFile, check, render::github};
///
/// let files = [SourceFile {
///     name: "1.sql".to_owned(),
///     text: "CREATE INDEX ON users (email);".to_owned(),
/// }];
/// let report = check(&files, &Options::default());
/// let annotations = github::report(&report, &files);
/// assert!(annotations.starts_with("::error file=1.sql,line=1,endLine=1,col=8,"));
/// ```
#[must_use]
pub fn report(report: &Report, files: &[SourceFile]) -> String {
    let (sources, _) = source::open(files);
    let mut text = String::new();
    for finding in &report.findings {
        let level = match finding.severity {
            Severity::Danger => "error",
            Severity::Warning => "warning",
            Severity::Advice => "notice",
        };
        let region = Region::of(&sources, finding);
        let mut place = format!("line={},endLine={}", region.start.0, region.end.0);
        if region.start.0 == region.end.0 {
            // Columns are for one line only; the last is part of it.
            let last = region.end.1.saturating_sub(1).max(region.start.1);
            // Writing to a String cannot fail.
            let _ = write!(place, ",col={},endColumn={last}", region.start.1);
        }
        let message = format!(
            "{} {}\n{}\n{}: {}",
            finding.what, finding.why, finding.action, finding.rule, finding.citation.url
        );
        annotation(
            &mut text,
            level,
            &finding.file,
            &place,
            &finding.title,
            &message,
        );
    }
    for note in &report.notes {
        let place = format!("line={}", note.line);
        annotation(
            &mut text, "notice", &note.file, &place, "Lockstep", &note.text,
        );
    }
    for sentence in words::doubt(report)
        .into_iter()
        .chain([words::verdict(report).1])
    {
        text.push_str(&sentence);
        text.push('\n');
    }
    text
}

fn annotation(text: &mut String, level: &str, file: &str, place: &str, title: &str, message: &str) {
    let title: String = title.chars().take(TITLE).collect();
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "::{level} file={},{place},title={}::{}",
        property(file),
        property(&title),
        data(message)
    );
}

/// What stands behind the last `::`.
fn data(text: &str) -> String {
    clean(text).replace('%', "%25").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_leave_its_place() {
        assert_eq!(data("100 %\r\n::error::x"), "100 %25\u{240d}%0A::error::x");
        assert_eq!(property("a,line=1::b"), "a%2Cline=1%3A%3Ab");
    }
}
