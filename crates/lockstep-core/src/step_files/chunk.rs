//! The SQL of a step, statement by statement.

use lockstep_syntax::script::{self, Piece};
use lockstep_syntax::tree::StatementKind;

use super::Direction;
use crate::report::{Step, StepTransaction};
use crate::{Options, SourceFile, check_without_plan};

/// A statement with the comments before it, or comments alone.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    pub(super) text: String,
    /// Where the statement begins, and what it is.
    statement: Option<(usize, Kind)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Setting,
    /// It holds semicolons that do not end it.
    WithBody,
    Other,
}

impl Chunk {
    /// Text that is sent as it stands.
    pub(super) fn new(text: String) -> Chunk {
        Chunk {
            text,
            statement: Some((0, Kind::WithBody)),
        }
    }

    pub(super) fn is_statement(&self) -> bool {
        self.statement.is_some()
    }

    pub(super) fn sets(&self) -> bool {
        matches!(self.statement, Some((_, Kind::Setting)))
    }

    pub(super) fn has_body(&self) -> bool {
        matches!(self.statement, Some((_, Kind::WithBody)))
    }

    /// The statement without its comments.
    pub(super) fn statement(&self) -> &str {
        let start = self.statement.map_or(self.text.len(), |(start, _)| start);
        &self.text[start..]
    }

    /// What a comment says.
    pub(super) fn comment(&self) -> String {
        let lines: Vec<&str> = self
            .text
            .lines()
            .map(|line| line.trim_start_matches('-').trim_start())
            .collect();
        lines.join("\n")
    }
}

/// The statements of a text, each with the comments before it.
pub(super) fn chunks(text: &str) -> Vec<Chunk> {
    let mut found: Vec<Chunk> = Vec::new();
    let mut pending: Option<u32> = None;
    let script = script::read(text);
    for piece in &script.pieces {
        let span = piece.span();
        match piece {
            Piece::Space(_) => {}
            Piece::Comment(_) | Piece::MetaCommand(_) => {
                pending.get_or_insert(span.start);
            }
            Piece::CopyData(_) => {
                if let Some(last) = found.last_mut() {
                    last.text.push_str(span.of(text));
                }
            }
            Piece::Statement(statement) => {
                let start = pending.take().unwrap_or(span.start);
                let own = span.of(text);
                let inside = own.trim_end().trim_end_matches(';');
                let kind = match &statement.kind {
                    StatementKind::Set(_) => Kind::Setting,
                    _ if inside.contains(';') => Kind::WithBody,
                    _ => Kind::Other,
                };
                found.push(Chunk {
                    text: text[start as usize..span.end as usize].to_owned(),
                    statement: Some(((span.start - start) as usize, kind)),
                });
            }
        }
    }
    if let Some(start) = pending {
        found.push(Chunk {
            text: text[start as usize..].trim_end().to_owned(),
            statement: None,
        });
    }
    found
}

/// What undoes a step; where nothing does, it fails and says so, since a
/// framework would take silence for success.
pub(super) fn undo(step: &Step) -> Direction {
    let Some(rollback) = &step.rollback else {
        let note = step.rollback_note.as_deref().unwrap_or_default();
        return Direction {
            chunks: raise(&format!("This cannot be undone. {note}")),
            bare: false,
        };
    };
    Direction {
        chunks: chunks(rollback),
        bare: refuses_transaction(rollback) || batches(step, rollback),
    }
}

/// A rollback in batches is one statement that commits.
fn batches(step: &Step, rollback: &str) -> bool {
    step.transaction == StepTransaction::Batched && rollback.contains("COMMIT;")
}

/// What cannot be undone in a file of this framework.
pub(super) fn refusing(chunks: &[Chunk]) -> Direction {
    let mut all = vec![Chunk {
        text: chunks
            .iter()
            .flat_map(|it| it.text.lines())
            .map(|line| format!("-- {line}"))
            .collect::<Vec<_>>()
            .join("\n"),
        statement: None,
    }];
    all.extend(raise(
        "This is undone by hand, outside a transaction, one statement at a time; the statements stand in the file.",
    ));
    Direction {
        chunks: all,
        bare: false,
    }
}

fn raise(message: &str) -> Vec<Chunk> {
    chunks(&format!(
        "DO $lockstep$\nBEGIN\n  RAISE EXCEPTION USING MESSAGE = {};\nEND\n$lockstep$;",
        literal(message)
    ))
}

/// A string constant inside a body in `$lockstep$`.
pub(super) fn literal(text: &str) -> String {
    let text = text.replace('$', "\\044").replace('\'', "''");
    let escapes = if text.contains('\\') { "E" } else { "" };
    format!("{escapes}'{text}'")
}

fn refuses_transaction(sql: &str) -> bool {
    let file = SourceFile {
        name: String::new(),
        text: sql.to_owned(),
    };
    let report = check_without_plan(&[file], &Options::default());
    let mut statements = report.statements.iter();
    statements.any(|statement| statement.refuses_transaction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_belong_to_the_statement_behind() {
        let text = "SET x = 1;\n-- why\n/* how */ DO $$ BEGIN NULL; END $$; -- end\nSELECT 1;";
        let found = chunks(text);
        let texts: Vec<&str> = found.iter().map(|it| &*it.text).collect();
        assert_eq!(
            texts,
            [
                "SET x = 1;",
                "-- why\n/* how */ DO $$ BEGIN NULL; END $$;",
                "-- end\nSELECT 1;"
            ]
        );
        assert!(found[0].sets() && !found[0].has_body());
        assert!(found[1].has_body());
        assert_eq!(found[2].statement(), "SELECT 1;");
        assert_eq!(chunks("-- Nothing\n-- to undo").len(), 1);
    }

    #[test]
    fn messages_stay_inside_their_body() {
        assert_eq!(literal("it's"), "'it''s'");
        assert_eq!(literal("$lockstep$"), "E'\\044lockstep\\044'");
    }
}
