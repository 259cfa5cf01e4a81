//! Where a statement begins although the one before has not ended.
//!
//! A missing semicolon or an unclosed bracket must not hide the statements
//! behind it. A line that begins like a statement ends the one before, unless
//! that one can hold such a line: actions of `ALTER TABLE`, the query of a
//! view, the statement behind `WITH` or `EXPLAIN`.

use crate::grammar::keywords::begins_statement;
use crate::grammar::names::is_name;
use crate::lexer::{Lexer, Token, TokenKind};
use crate::tree::Span;

/// What a statement has shown of itself so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Opening {
    /// Too little to tell.
    #[default]
    Unknown,
    /// Another statement may stand in it on a line of its own.
    Holds,
    /// None can: `ALTER`, `DROP`, `INSERT` and the like.
    Closed,
}

impl Opening {
    /// By the first word of a statement.
    pub(super) fn of(word: &str) -> Opening {
        const HOLDS: [&str; 6] = ["WITH", "EXPLAIN", "PREPARE", "DECLARE", "COPY", "GRANT"];
        if HOLDS.iter().any(|first| word.eq_ignore_ascii_case(first)) {
            Opening::Holds
        } else {
            Opening::Closed
        }
    }

    /// By another of the first words of a `CREATE`.
    pub(super) fn of_object(word: &str) -> Option<Opening> {
        ["RULE", "SCHEMA"]
            .iter()
            .any(|object| word.eq_ignore_ascii_case(object))
            .then_some(Opening::Holds)
    }
}

/// Whether a statement begins with this word, the first of its line.
/// `behind` is the lexer behind it.
pub(super) fn begins(text: &str, word: Token, behind: Lexer<'_>) -> bool {
    let first = word.span.of(text);
    if !begins_statement(first) {
        return false;
    }
    let mut tokens = behind.filter(|token| !token.is_trivia());
    let (second, third) = (tokens.next(), tokens.next());
    let Some(second) = second else {
        return matches!(upper(first).as_str(), "COMMIT" | "ROLLBACK");
    };
    let second_word = upper(second.span.of(text));
    let third_word = third.map_or_else(String::new, |token| upper(token.span.of(text)));
    let third_names = third.is_some_and(|token| is_name(token.kind));
    match upper(first).as_str() {
        "COMMIT" | "ROLLBACK" | "BEGIN" => second.kind == TokenKind::Semicolon,
        "INSERT" => second_word == "INTO",
        "DELETE" => second_word == "FROM",
        "UPDATE" => is_name(second.kind) && second_word != "SET" && updates(text, tokens, third),
        "COMMENT" => second_word == "ON",
        "TRUNCATE" | "REINDEX" => second_word == "TABLE" || second_word == "INDEX",
        "CREATE" => is_object(&second_word) || is_modifier(&second_word),
        // An action on a column with the name of an object is no statement.
        "ALTER" => is_object(&second_word) && third_names && !is_change(&third_word),
        "DROP" => is_object(&second_word) && third_names && !is_behavior(&third_word),
        _ => false,
    }
}

/// Whether `SET` follows the table of an `UPDATE` soon.
fn updates(text: &str, rest: impl Iterator<Item = Token>, third: Option<Token>) -> bool {
    third
        .into_iter()
        .chain(rest)
        .take(6)
        .any(|token| upper(token.span.of(text)) == "SET")
}

fn upper(word: &str) -> String {
    // No keyword is longer; what is, matches none.
    word.get(..16).unwrap_or(word).to_ascii_uppercase()
}

fn is_object(word: &str) -> bool {
    matches!(
        word,
        "TABLE"
            | "INDEX"
            | "VIEW"
            | "MATERIALIZED"
            | "SEQUENCE"
            | "FUNCTION"
            | "PROCEDURE"
            | "TRIGGER"
            | "TYPE"
            | "SCHEMA"
            | "EXTENSION"
            | "POLICY"
            | "DOMAIN"
            | "RULE"
            | "FOREIGN"
            | "ROLE"
            | "USER"
            | "DATABASE"
            | "PUBLICATION"
    )
}

fn is_modifier(word: &str) -> bool {
    matches!(
        word,
        "OR" | "UNIQUE" | "TEMP" | "TEMPORARY" | "UNLOGGED" | "CONSTRAINT"
    )
}

fn is_change(word: &str) -> bool {
    matches!(word, "SET" | "DROP" | "TYPE" | "ADD" | "RESET" | "RESTART")
}

fn is_behavior(word: &str) -> bool {
    matches!(word, "CASCADE" | "RESTRICT")
}

/// Where, within a range, a line begins with the first word of a statement
/// behind a line that ends with a semicolon.
pub(super) fn statement_line(text: &str, span: Span) -> Option<usize> {
    let inner = span.of(text);
    let mut start = 0;
    let mut ended = false;
    for line in inner.split_inclusive('\n') {
        let word_end = line
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(line.len());
        let word = line.get(..word_end).unwrap_or_default();
        if ended && !word.is_empty() && begins_statement(word) {
            return Some(span.start as usize + start);
        }
        let content = line.trim_end();
        // Blank lines and comments between keep the promise.
        if !content.is_empty() && !content.starts_with("--") {
            ended = content.ends_with(';');
        }
        start += line.len();
    }
    None
}
