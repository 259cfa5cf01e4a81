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

/// What may stand within a statement on a line of its own, by its first words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Opening {
    /// Another statement of any kind; also when nothing is known yet.
    pub(super) closed: bool,
    /// No query outside brackets.
    no_query: bool,
    /// No `SET name = value`.
    no_set: bool,
}

impl Opening {
    /// By the first word of a statement.
    pub(super) fn of(word: &str) -> Opening {
        let word = upper(word);
        let word = word.as_str();
        Opening {
            closed: !matches!(word, "WITH" | "EXPLAIN" | "PREPARE" | "DECLARE" | "COPY"),
            no_query: !matches!(word, "INSERT" | "CREATE" | "MERGE"),
            no_set: !matches!(word, "INSERT" | "CREATE" | "UPDATE" | "MERGE" | "ALTER"),
        }
    }

    /// By one of the words behind `CREATE`.
    pub(super) fn refine(&mut self, word: &str) {
        match upper(word).as_str() {
            "RULE" | "SCHEMA" => self.closed = false,
            "INDEX" | "TYPE" | "SEQUENCE" | "TRIGGER" | "POLICY" | "DOMAIN" | "EXTENSION" => {
                self.no_query = true;
                self.no_set = true;
            }
            _ => {}
        }
    }
}

/// Where a word stands that may begin a statement.
pub(super) struct Place<'a> {
    pub(super) text: &'a str,
    pub(super) opening: Opening,
    /// The token before it.
    pub(super) before: Token,
    pub(super) in_brackets: bool,
    /// The lexer behind it.
    pub(super) behind: Lexer<'a>,
}

/// Whether a statement begins with this word, the first of its line.
pub(super) fn begins(word: Token, place: Place<'_>) -> bool {
    let text = place.text;
    let first = word.span.of(text);
    if !begins_statement(first) {
        return false;
    }
    let mut tokens = place.behind.filter(|token| !token.is_trivia());
    let (second, third) = (tokens.next(), tokens.next());
    let Some(second) = second else {
        return matches!(upper(first).as_str(), "COMMIT" | "ROLLBACK");
    };
    let word_of =
        |token: Option<Token>| token.map_or_else(String::new, |token| upper(token.span.of(text)));
    let (before, second_word, third_word) = (
        word_of(Some(place.before)),
        word_of(Some(second)),
        word_of(third),
    );
    let third_names = third.is_some_and(|token| is_name(token.kind));
    let may_query = place.opening.no_query
        && !place.in_brackets
        && !matches!(
            before.as_str(),
            "UNION" | "EXCEPT" | "INTERSECT" | "ALL" | "DISTINCT" | "AS"
        );
    match upper(first).as_str() {
        "COMMIT" | "ROLLBACK" | "BEGIN" => second.kind == TokenKind::Semicolon,
        "INSERT" => second_word == "INTO",
        "DELETE" => second_word == "FROM",
        "UPDATE" => is_name(second.kind) && second_word != "SET" && updates(text, tokens, third),
        "COMMENT" => second_word == "ON",
        "TRUNCATE" | "REINDEX" | "LOCK" => second_word == "TABLE" || second_word == "INDEX",
        "REFRESH" => second_word == "MATERIALIZED",
        "DO" => matches!(second.kind, TokenKind::DollarString | TokenKind::String),
        "CREATE" => is_object(&second_word) || is_modifier(&second_word),
        // An action on a column with the name of an object is no statement.
        "ALTER" => is_object(&second_word) && third_names && !is_change(&third_word),
        "DROP" => is_object(&second_word) && third_names && !is_behavior(&third_word),
        "SELECT" | "EXPLAIN" => may_query,
        "VALUES" => may_query && second.kind == TokenKind::OpenParen,
        "WITH" => {
            let names = third_word == "AS" && second_word != "ORDINALITY";
            may_query && (names || second_word == "RECURSIVE")
        }
        "GRANT" | "REVOKE" => place.opening.no_set && is_privilege(&second_word),
        "SET" => {
            let assigns = third_word == "TO" || third_word == "=";
            place.opening.no_set && (assigns || second_word == "LOCAL" || second_word == "SESSION")
        }
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

fn is_privilege(word: &str) -> bool {
    matches!(
        word,
        "SELECT" | "INSERT" | "UPDATE" | "DELETE" | "ALL" | "USAGE" | "EXECUTE" | "CREATE"
    )
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
        let content = line.split("--").next().unwrap_or_default().trim_end();
        // Blank lines and comments between keep the promise.
        if !content.is_empty() {
            ended = content.ends_with(';');
        }
        start += line.len();
    }
    None
}
