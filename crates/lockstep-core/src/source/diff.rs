//! Unified diffs: what `git diff`, `git format-patch`, `svn diff` and `diff -u`
//! print. The new side of each SQL file is what runs.

mod patch;
mod series;

use super::Source;
use crate::SourceFile;
use crate::report::Note;

use patch::{LeftOut, is_hunk};

/// What may stand before the first file: mail, a commit's message, a command.
const HEADS: [&str; 10] = [
    "From ",
    "From: ",
    "Subject: ",
    "Date: ",
    "commit ",
    "Author: ",
    "diff ",
    "Index: ",
    "Only in ",
    "# HG ",
];

/// Whether a text is a diff. Its first line has to say so, since SQL may hold a
/// diff in a comment or a string.
pub(super) fn is_diff(text: &str) -> bool {
    let mut lines = text
        .trim_start_matches('\u{feff}')
        .lines()
        .skip_while(|line| line.trim().is_empty());
    let Some(first) = lines.next() else {
        return false;
    };
    let names_diff = HEADS.iter().any(|head| first.starts_with(head));
    let counts_changes = first.starts_with(' ') && first.contains(" | ");
    if !names_diff && !counts_changes && !first.starts_with("--- ") {
        return false;
    }
    let mut before = ["", first];
    std::iter::once(first).chain(lines).any(|line| {
        let hunk = before[0].starts_with("--- ") && before[1].starts_with("+++ ") && is_hunk(line);
        before = [before[1], line];
        hunk || line.starts_with("diff --git ")
            || line.starts_with("diff --cc ")
            || line.starts_with("diff --combined ")
    })
}

/// Adds the SQL files of a diff, and notes what it leaves out.
pub(super) fn read<'a>(
    number: usize,
    file: &'a SourceFile,
    into: &mut Vec<Source<'a>>,
    notes: &mut Vec<Note>,
) {
    let (patches, left_out) = patch::read(&file.text);
    let mut note = |name: &str, line: usize, text: String| {
        notes.push(Note {
            file: name.to_owned(),
            line,
            text,
        });
    };
    let mut left_out = left_out.as_slice();
    while let Some(LeftOut { line, why, .. }) = left_out.first() {
        let count = left_out.iter().take_while(|it| it.why == *why).count();
        let (alike, rest) = left_out.split_at(count);
        note(
            &file.name,
            *line,
            format!("Left out, since {why}: {}.", list(alike)),
        );
        left_out = rest;
    }
    let mut sides = Vec::new();
    for patch in patches {
        if !series::apply(&patch, &mut sides) {
            let text = "The diff changes this file more than once, and the changes do not follow one another, so each is analysed on its own; the diff between first and last commit shows what comes of them.";
            note(&patch.name, 1, text.to_owned());
        }
    }
    into.extend(sides.into_iter().map(|side| side.source(number)));
}

/// A few names, and how many more there are.
fn list(files: &[LeftOut<'_>]) -> String {
    const FEW: usize = 4;
    let names: Vec<&str> = files.iter().take(FEW).map(|it| &*it.name).collect();
    match files.len().saturating_sub(FEW) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}
