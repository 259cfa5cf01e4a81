//! Several files in one text, each behind a line `-- file: path/name.sql`.

use std::borrow::Cow;

use super::{Run, Source};
use crate::SourceFile;

/// Adds the files of a text; one without a marker is one file. What stands
/// before the first marker belongs to the text's own name.
pub(super) fn read<'a>(number: usize, file: &'a SourceFile, into: &mut Vec<Source<'a>>) {
    let mut name = file.name.as_str();
    let mut start = 0;
    let mut at = 0;
    let mut found = false;
    for line in file.text.split_inclusive('\n') {
        if let Some(next) = marker(line) {
            if found || !is_blank(&file.text[start..at]) {
                into.push(part(number, file, name, start..at));
            }
            found = true;
            name = next;
            start = at + line.len();
        }
        at += line.len();
    }
    into.push(part(number, file, name, start..file.text.len()));
}

/// The name in a marker line. It has to be that of an SQL file, so that a
/// comment about a file stays a comment.
fn marker(line: &str) -> Option<&str> {
    let name = line.strip_prefix("-- file:")?.trim();
    super::is_sql(name).then_some(name)
}

fn is_blank(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim().is_empty()
}

fn part<'a>(
    given: usize,
    file: &'a SourceFile,
    name: &'a str,
    range: std::ops::Range<usize>,
) -> Source<'a> {
    let run = Run {
        given: u32::try_from(range.start).unwrap_or(u32::MAX),
        line: 1,
        ..Run::default()
    };
    let text = Cow::Borrowed(&file.text[range]);
    Source::new(Cow::Borrowed(name), text, given, vec![run])
}
