//! What a script does beside its statements, and is not analysed: files that
//! psql includes, SQL that a query makes, branches of a template.

use lockstep_syntax::script::Piece;

use crate::analysis::File;
use crate::report::Note;

/// Begins of meta-commands and comments, and what is to be said of them.
const KNOWN: &[(&[&str], &str)] = &[
    (
        &["\\i", "\\ir", "\\include", "\\include_relative"],
        "The file that it includes runs here, and is not analysed. Check both together, in the order in which they run.",
    ),
    (
        &["--!include", "--! include"],
        "The file that it includes runs here, and is not analysed. Check both together, in the order in which they run.",
    ),
    (
        &["\\gexec"],
        "What the query returns is run as SQL, and is not analysed.",
    ),
    (
        &["\\copy"],
        "It runs a COPY on the table that it names, which is not analysed.",
    ),
    (
        &["\\c", "\\connect"],
        "What follows runs in another session, perhaps in another database, but is analysed as if it were the same.",
    ),
    (
        &["\\if"],
        "Whether the statements up to \\endif run depends on psql's variables. All branches are analysed, one after the other.",
    ),
    (
        &["\\!"],
        "It runs a command of the shell, which is not analysed.",
    ),
    (
        &["{%", "<%"],
        "Which statements the template keeps is not known. All of them are analysed, one after the other.",
    ),
];

/// Adds the notes about a file: one of each kind, at its first place, but one
/// for each file included.
pub(crate) fn read(file: &File<'_>, notes: &mut Vec<Note>) {
    let mut said = [false; KNOWN.len()];
    for piece in &file.script.pieces {
        let (Piece::MetaCommand(span) | Piece::Comment(span)) = piece else {
            continue;
        };
        let written = span.of(file.script.text);
        let found = KNOWN.iter().position(|(begins, _)| {
            begins.iter().any(|begin| {
                written.strip_prefix(begin).is_some_and(|rest| {
                    !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
                })
            })
        });
        let Some(index) = found else { continue };
        // The files included stand first.
        if index > 1 && std::mem::replace(&mut said[index], true) {
            continue;
        }
        let shown: String = written
            .chars()
            .take(60)
            .take_while(|c| *c != '\n')
            .collect();
        notes.push(Note {
            file: file.source.name.to_string(),
            line: file.source.place(*span).line,
            text: format!("{}: {}", shown.trim_end(), KNOWN[index].1),
        });
    }
}
