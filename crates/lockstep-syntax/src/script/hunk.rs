//! A file of which only parts are at hand: the hunks of a diff.
//!
//! A statement that lies across the border of a hunk is there in part. What is
//! there is no mistake of anybody's, so it is a fragment, not an error.

use super::split::Splitter;
use super::{Piece, Script, read_into};
use crate::lexer::{Lexer, Token, TokenKind, offset};
use crate::tree::{Span, Statement, StatementKind};

/// Lines of a file that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Where they stand in the text.
    pub span: Span,
    /// Nothing stands before them in the file.
    pub begins: bool,
    /// Nothing stands behind them in the file.
    pub ends: bool,
}

/// Reads the hunks of one file, each for itself; together they are the text.
///
/// ```
/// # use lockstep_syntax::script::{self, Hunk};
/// # use lockstep_syntax::tree::{Span, StatementKind};
/// let text = "age int\n);\nDROP TABLE t;\n";
/// let hunk = Hunk { span: Span::new(0, 25), begins: false, ends: true };
/// let script = script::read_hunks(text, &[hunk]);
/// let fragments: Vec<_> = script
///     .statements()
///     .map(|it| matches!(it.kind, StatementKind::Fragment))
///     .collect();
/// assert_eq!(fragments, [true, false]);
/// ```
#[must_use]
pub fn read_hunks<'a>(text: &'a str, hunks: &[Hunk]) -> Script<'a> {
    let mut pieces = Vec::new();
    for hunk in hunks {
        let mut span = hunk.span;
        let first = pieces.len();
        if !hunk.begins
            && let Some(end) = end_of_body(text, span)
        {
            let lost = Span::new(span.start, end).of(text);
            let blank = lost.len() - lost.trim_start().len();
            let start = span.start + offset(blank);
            if blank > 0 {
                pieces.push(Piece::Space(Span::new(span.start, start)));
            }
            let lost = fragment(Span::new(start, end));
            pieces.push(Piece::Statement(Box::new(lost)));
            span.start = end;
        }
        read_into(&mut pieces, text, Splitter::within(text, span));
        mark_fragments(text, pieces.get_mut(first..).unwrap_or_default(), *hunk);
    }
    Script { text, pieces }
}

fn mark_fragments(text: &str, pieces: &mut [Piece<'_>], hunk: Hunk) {
    let mut statements: Vec<&mut Statement<'_>> = pieces
        .iter_mut()
        .filter_map(|piece| match piece {
            Piece::Statement(statement) => Some(statement.as_mut()),
            _ => None,
        })
        .collect();
    if !hunk.begins {
        let inside_body = statements
            .iter()
            .rposition(|it| !it.errors.is_empty() && begins_like_a_body(it.span.of(text)));
        let readable = statements.iter().position(|it| it.errors.is_empty());
        let count = inside_body
            .map_or(0, |index| index + 1)
            .max(readable.unwrap_or(statements.len()));
        for statement in statements.iter_mut().take(count) {
            **statement = fragment(statement.span);
        }
    }
    if !hunk.ends
        && let Some(last) = statements.last_mut()
        && !last.span.of(text).ends_with(';')
    {
        **last = fragment(last.span);
    }
}

fn fragment<'a>(span: Span) -> Statement<'a> {
    Statement {
        span,
        command: "",
        kind: StatementKind::Fragment,
        errors: Vec::new(),
        skipped: vec![span],
    }
}

/// Whether this is a statement of PL/pgSQL that SQL has not.
fn begins_like_a_body(statement: &str) -> bool {
    let mut words = statement.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let word = words.next().unwrap_or_default();
    [
        "IF",
        "ELSE",
        "ELSIF",
        "END",
        "RETURN",
        "RAISE",
        "PERFORM",
        "FOR",
        "FOREACH",
        "WHILE",
        "LOOP",
        "EXIT",
        "CONTINUE",
        "EXCEPTION",
        "WHEN",
        "CASE",
        "DECLARE",
    ]
    .iter()
    .any(|it| word.eq_ignore_ascii_case(it))
}

/// Where the routine ends in whose body the range begins: its first dollar
/// quote closes that body, and a semicolon follows.
fn end_of_body(text: &str, span: Span) -> Option<u32> {
    let mut before = None;
    let mut tokens = Lexer::within(text, span).filter(|token| !token.is_trivia());
    let quote = tokens.find(|token| {
        let found = token.kind == TokenKind::DollarString;
        if !found {
            before = Some(*token);
        }
        found
    })?;
    let tag = quote.span.of(text).split_inclusive('$').take(2);
    let tag_end = quote.span.start
        + tag
            .map(|it| u32::try_from(it.len()).unwrap_or(0))
            .sum::<u32>();
    let mut behind = Lexer::within(text, Span::new(tag_end, span.end)).filter(|it| !it.is_trivia());
    let next = behind.next()?;
    let is = |token: Token, words: &[&str]| {
        let written = token.span.of(text);
        words.iter().any(|word| written.eq_ignore_ascii_case(word))
    };
    let opens = before.is_some_and(|it| is(it, &["AS", "DO"]));
    let closes = is(
        next,
        &[
            "LANGUAGE",
            "STABLE",
            "IMMUTABLE",
            "VOLATILE",
            "SECURITY",
            "STRICT",
        ],
    ) || before.is_none_or(|it| is(it, &[";", "END"]));
    if opens || !closes {
        return None;
    }
    let end = std::iter::once(next)
        .chain(behind)
        .find(|it| it.kind == TokenKind::Semicolon);
    Some(end.map_or(span.end, |it| it.span.end))
}
