//! A script: its statements and everything between them.

mod hunk;
mod recovery;
mod resync;
mod split;

use crate::grammar;
use crate::tree::{Span, Statement, StatementKind, SyntaxError};
pub use hunk::{Hunk, read_hunks};
use split::{Chunk, Splitter};

/// A file, cut into pieces that together hold every byte of it.
#[derive(Clone, Debug)]
pub struct Script<'a> {
    /// The file's text.
    pub text: &'a str,
    /// Its pieces, in order, without gap or overlap.
    pub pieces: Vec<Piece<'a>>,
}

/// A piece of a [`Script`].
#[derive(Clone, Debug)]
pub enum Piece<'a> {
    /// A statement, its semicolon included. Boxed, since there are as many
    /// spaces as statements.
    Statement(Box<Statement<'a>>),
    /// A comment between statements; `-- migrate:up` is one.
    Comment(Span),
    /// White space, a byte order mark, a lone semicolon.
    Space(Span),
    /// A meta-command of psql: `\i file`, `\set name value`.
    MetaCommand(Span),
    /// The data after `COPY … FROM stdin`, up to and with `\.`.
    CopyData(Span),
}

impl<'a> Script<'a> {
    /// The statements, in order.
    pub fn statements(&self) -> impl Iterator<Item = &Statement<'a>> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Statement(statement) => Some(statement.as_ref()),
            _ => None,
        })
    }
}

impl Piece<'_> {
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Piece::Statement(statement) => statement.span,
            Piece::Comment(span)
            | Piece::Space(span)
            | Piece::MetaCommand(span)
            | Piece::CopyData(span) => *span,
        }
    }
}

/// Reads a script. Never fails: what cannot be read is a statement with
/// errors.
///
/// ```
/// # use lockstep_syntax::script;
/// let script = script::read("BEGIN; ALTER TABEL a ADD b int; COMMIT;");
/// let commands: Vec<_> = script.statements().map(|it| it.command).collect();
/// assert_eq!(commands, ["BEGIN", "", "COMMIT"]);
/// let error = &script.statements().nth(1).unwrap().errors[0];
/// assert_eq!(error.suggestion.as_deref(), Some("TABLE"));
/// ```
#[must_use]
pub fn read(text: &str) -> Script<'_> {
    let mut pieces = Vec::new();
    read_into(&mut pieces, text, Splitter::new(text));
    Script { text, pieces }
}

/// The ranges of a script's pieces, its statements not read; what would be the
/// data of a `COPY` is cut like SQL. For benchmarks.
#[doc(hidden)]
pub fn ranges(text: &str) -> impl Iterator<Item = Span> {
    let mut splitter = Splitter::new(text);
    std::iter::from_fn(move || splitter.next_chunk().map(Chunk::span))
}

/// Reads what a splitter gives; `text` is the whole file.
fn read_into<'a>(pieces: &mut Vec<Piece<'a>>, text: &'a str, mut splitter: Splitter<'a>) {
    while let Some(chunk) = splitter.next_chunk() {
        match chunk {
            Chunk::Space(span) => pieces.push(Piece::Space(span)),
            Chunk::Comment(span) => pieces.push(Piece::Comment(span)),
            Chunk::MetaCommand(span) => {
                pieces.push(Piece::MetaCommand(span));
                if copies_from_script(span.of(text)) {
                    push_data(pieces, splitter.copy_data());
                }
            }
            Chunk::Statement(span) => {
                let mut statement =
                    grammar::statement(text, splitter.tokens(), splitter.is_balanced(), span, 0);
                // What was left out is what the grammar would miss: a bracket
                // that is closed behind it, for one.
                if let Some(overflow) = splitter.overflow() {
                    statement.errors.clear();
                    statement.skipped.push(overflow);
                }
                if let Some(next) = splitter.missing_semicolon()
                    && statement.errors.is_empty()
                {
                    statement.errors.push(missing_semicolon(text, span, next));
                }
                if splitter.unclosed_comment() && statement.errors.is_empty() {
                    statement.errors.push(unclosed_comment(span));
                }
                let data = match &statement.kind {
                    StatementKind::Copy(copy) if copy.stdin => splitter.copy_data(),
                    _ => None,
                };
                pieces.push(Piece::Statement(Box::new(statement)));
                push_data(pieces, data);
            }
        }
    }
}

/// What stands before the data of a `COPY`, and the data.
fn push_data(pieces: &mut Vec<Piece<'_>>, data: Option<(Span, Span)>) {
    if let Some((space, data)) = data {
        pieces.extend((!space.is_empty()).then_some(Piece::Space(space)));
        pieces.push(Piece::CopyData(data));
    }
}

/// Whether a meta-command is `\copy … from stdin`, whose data follows in the
/// script; `pstdin` would be what psql itself is fed with.
fn copies_from_script(command: &str) -> bool {
    let mut words = command.split_whitespace();
    words.next() == Some("\\copy")
        && words.any(|word| word.eq_ignore_ascii_case("from"))
        && words
            .next()
            .is_some_and(|word| word.trim_end_matches(';').eq_ignore_ascii_case("stdin"))
}

/// The error of a statement in which a comment begins that never ends.
fn unclosed_comment(statement: Span) -> SyntaxError {
    SyntaxError {
        span: Span::new(statement.end, statement.end),
        found: "an unclosed comment".to_owned(),
        expected: "a closing */".to_owned(),
        suggestion: None,
    }
}

/// The error of a statement that another one follows without a semicolon.
fn missing_semicolon(text: &str, statement: Span, next: Span) -> SyntaxError {
    SyntaxError {
        span: Span::new(statement.end, statement.end),
        found: format!("\"{}\"", next.of(text)),
        expected: ";".to_owned(),
        suggestion: None,
    }
}
