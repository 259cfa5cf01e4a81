//! Where a statement begins although the one before has not ended.
//!
//! A missing semicolon or an unclosed bracket must not hide the statements
//! behind it. A line that begins like a statement ends the one before, unless
//! that one can hold such a line: actions of `ALTER TABLE`, the query of a
//! view, the statement behind `WITH` or `EXPLAIN`.

use crate::grammar::keywords::{Lower, begins_object, begins_statement, same};
use crate::grammar::names::is_name;
use crate::lexer::{Lexer, Token, TokenKind};

/// What may still stand within a statement on a line of its own, by the words
/// of it that were seen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Opening {
    awaits: Awaits,
    /// A query outside brackets.
    query: bool,
    /// `SET name = value`.
    set: bool,
    /// `GRANT` and `REVOKE`.
    grant: bool,
    /// The elements of `CREATE SCHEMA`.
    elements: bool,
}

/// What has to come before a statement can end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Awaits {
    #[default]
    Nothing,
    /// The statement behind `EXPLAIN`, `WITH`, `PREPARE`, `DECLARE`.
    Statement,
    /// `FROM` or `TO`, of `COPY`.
    Direction,
    /// `DO`, of `CREATE RULE`.
    Do,
    /// What a rule does.
    Action,
}

impl Opening {
    /// By the first word of a statement.
    fn of(word: &str) -> Opening {
        let word = Lower::of(word);
        let word = word.as_bytes();
        Opening {
            awaits: match word {
                b"with" | b"explain" | b"prepare" | b"declare" => Awaits::Statement,
                b"copy" => Awaits::Direction,
                _ => Awaits::Nothing,
            },
            query: matches!(word, b"insert" | b"create"),
            set: word == b"update",
            grant: false,
            elements: false,
        }
    }

    /// By a word outside brackets; `index` counts the words before it.
    pub(super) fn see(&mut self, index: u32, word: &str) {
        let is = |words: &[&str]| is_any(word, words);
        match self.awaits {
            _ if index == 0 => *self = Opening::of(word),
            Awaits::Statement if is(NESTED) => *self = Opening::of(word),
            Awaits::Direction if is(&["FROM", "TO"]) => self.awaits = Awaits::Nothing,
            Awaits::Do if is(&["DO"]) => self.awaits = Awaits::Action,
            Awaits::Action if is(&["NOTHING"]) => self.awaits = Awaits::Nothing,
            Awaits::Action if is(NESTED) || is(&["NOTIFY"]) => *self = Opening::of(word),
            _ if self.query && is(&["SELECT", "VALUES"]) => self.query = false,
            _ if self.set && is(&["SET"]) => self.set = false,
            _ if self.grant && !self.elements && is(&["GRANT", "REVOKE"]) => self.grant = false,
            _ => {}
        }
    }

    /// By one of the words behind `CREATE`.
    pub(super) fn create(&mut self, word: &str) {
        match Lower::of(word).as_bytes() {
            b"rule" => self.awaits = Awaits::Do,
            b"schema" => (self.elements, self.grant) = (true, true),
            b"if" => (self.elements, self.grant) = (false, false),
            b"function" | b"procedure" => (self.set, self.query) = (true, false),
            b"table" | b"view" | b"materialized" => {}
            _ if begins_object(word) => self.query = false,
            _ => {}
        }
    }

    /// By the word behind `ALTER`.
    pub(super) fn alter(&mut self, word: &str) {
        self.grant = is_any(word, &["DEFAULT"]);
        self.set = is_any(
            word,
            &[
                "ROLE",
                "USER",
                "GROUP",
                "DATABASE",
                "SYSTEM",
                "FUNCTION",
                "PROCEDURE",
                "ROUTINE",
            ],
        );
    }

    /// Whether the statement may end as far as its words tell.
    pub(super) fn is_closed(self) -> bool {
        self.awaits == Awaits::Nothing
    }
}

/// What `EXPLAIN`, `WITH`, `PREPARE`, `DECLARE` and rules hold.
const NESTED: &[&str] = &[
    "SELECT", "VALUES", "INSERT", "UPDATE", "DELETE", "MERGE", "CREATE", "EXECUTE", "REFRESH",
    "DECLARE",
];

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

/// Whether a statement begins with this word, the first of its line; it is one
/// that statements begin with.
pub(super) fn begins(word: Token, place: &Place<'_>) -> bool {
    let text = place.text;
    let first = word.span.of(text);
    let mut tokens = place
        .behind
        .clone()
        .filter(|token| !token.is_trivia())
        .fuse();
    let (second, third) = (tokens.next(), tokens.next());
    let first = upper(first);
    let Some(second) = second else {
        return is_any(&first, &["COMMIT", "ROLLBACK", "CHECKPOINT"]);
    };
    let word_of =
        |token: Option<Token>| token.map_or_else(String::new, |token| upper(token.span.of(text)));
    let (before, then, last) = (
        word_of(Some(place.before)),
        word_of(Some(second)),
        word_of(third),
    );
    let second_is = |words: &[&str]| is_any(&then, words);
    let third_is = |words: &[&str]| is_any(&last, words);
    let names = is_name(second.kind);
    let third_names = third.is_some_and(|token| is_name(token.kind));
    let ends = |token: Option<Token>| token.is_none_or(|it| it.kind == TokenKind::Semicolon);
    let Opening {
        query,
        set,
        grant,
        elements,
        ..
    } = place.opening;
    let queries = !query
        && !is_any(
            &before,
            &["UNION", "EXCEPT", "INTERSECT", "ALL", "DISTINCT"],
        );
    let of_transaction = || ends(Some(second)) || second_is(&["WORK", "TRANSACTION"]);
    match first.as_str() {
        "BEGIN" => of_transaction() || second_is(&["ISOLATION", "READ"]),
        "ABORT" | "COMMIT" | "ROLLBACK" => of_transaction() || second_is(&["TO", "PREPARED"]),
        "START" => second_is(&["TRANSACTION"]),
        "SAVEPOINT" | "RELEASE" => names && before != "TO" && before != "RELEASE",
        "CHECKPOINT" => ends(Some(second)),
        "LISTEN" | "UNLISTEN" | "NOTIFY" | "SHOW" | "CLOSE" | "DEALLOCATE" | "DISCARD" => {
            names && (ends(third) || third_is(&[",", "."]))
        }
        "LOAD" => second.kind == TokenKind::String && ends(third),
        "INSERT" => second_is(&["INTO"]),
        "MERGE" => second_is(&["INTO"]) || third_is(&["USING"]),
        "DELETE" => second_is(&["FROM"]) && before != "THEN",
        "UPDATE" => names && then != "SET" && updates(text, tokens, third),
        "COMMENT" => second_is(&["ON"]),
        "SECURITY" => second_is(&["LABEL"]),
        "IMPORT" => second_is(&["FOREIGN"]),
        "REASSIGN" => second_is(&["OWNED"]),
        "TRUNCATE" | "LOCK" => {
            second_is(&["TABLE", "ONLY"])
                || names && (ends(third) || third_is(&[",", ".", "IN", "CASCADE", "RESTART"]))
        }
        "REINDEX" => {
            second_is(&["TABLE", "INDEX", "SCHEMA", "DATABASE", "SYSTEM"])
                || second.kind == TokenKind::OpenParen
        }
        "CLUSTER" => names && (ends(third) || third_is(&["USING", "."])),
        "REFRESH" => second_is(&["MATERIALIZED"]),
        "DO" => {
            matches!(second.kind, TokenKind::DollarString | TokenKind::String)
                || second_is(&["LANGUAGE"])
        }
        "ANALYZE" | "ANALYSE" | "VACUUM" => {
            let option = ["EXPLAIN", "VACUUM", "VERBOSE", "FULL", "FREEZE"];
            !place.in_brackets
                && !is_any(&before, &option)
                && (names || ends(Some(second)) || second.kind == TokenKind::OpenParen)
        }
        "CALL" | "EXECUTE" => {
            let calls = ends(third) && first == "EXECUTE" || third_is(&["(", "."]);
            names && calls && !second_is(&["FUNCTION", "PROCEDURE"])
        }
        "COPY" => {
            second.kind == TokenKind::OpenParen || names && third_is(&["FROM", "TO", "(", "."])
        }
        "DECLARE" => names && third_is(&["CURSOR", "BINARY", "SCROLL", "NO", "INSENSITIVE"]),
        "PREPARE" => names && (third_is(&["AS", "("]) || second_is(&["TRANSACTION"])),
        "FETCH" | "MOVE" => {
            let rows = ["ROW", "ROWS"];
            let counts = second_is(&["FIRST", "NEXT"]) && !third_is(&["FROM", "IN"]);
            (names || second.kind == TokenKind::Number) && !counts && !third_is(&rows)
        }
        "CREATE" => {
            let modifies = second_is(&[
                "OR",
                "UNIQUE",
                "TEMP",
                "TEMPORARY",
                "UNLOGGED",
                "CONSTRAINT",
                "GLOBAL",
                "LOCAL",
                "RECURSIVE",
                "TRUSTED",
                "DEFAULT",
            ]);
            let element = ["TABLE", "VIEW", "INDEX", "SEQUENCE", "TRIGGER"];
            let an_element = elements && (modifies || second_is(&element));
            (begins_object(&then) || modifies) && !an_element
        }
        // An action on a column with the name of an object is no statement.
        "ALTER" => begins_object(&then) && third_names && !third_is(CHANGES),
        "DROP" => {
            let nameless = third.is_some_and(|it| it.kind == TokenKind::Operator)
                || then == "CAST" && last == "(";
            begins_object(&then) && (third_names || nameless) && !third_is(&["CASCADE", "RESTRICT"])
        }
        "SELECT" => queries && before != "AS",
        "EXPLAIN" => {
            second.kind == TokenKind::OpenParen
                || second_is(&["ANALYZE", "VERBOSE"])
                || begins_statement(&then)
        }
        "VALUES" => queries && before != "AS" && second.kind == TokenKind::OpenParen,
        "TABLE" => queries && names && ends(third) && !is_name(place.before.kind),
        "WITH" => {
            let defines = third_is(&["AS", "("]) && !second_is(&["ORDINALITY", "FUNCTION"]);
            queries && before != "AS" && (names && defines || second_is(&["RECURSIVE"]))
        }
        "GRANT" | "REVOKE" => {
            !grant && names && !ends(third) && before != "REVOKE" && !second_is(&["OPTION"])
        }
        "SET" => {
            let what = [
                "LOCAL",
                "SESSION",
                "ROLE",
                "TIME",
                "CONSTRAINTS",
                "TRANSACTION",
            ];
            let assigns = third_is(&["TO", "="]) || names && third_is(&["."]);
            !set && before != "UPDATE" && (assigns || second_is(&what) && third_names)
        }
        "RESET" => !set && names && (ends(third) || third_is(&["."]) || second_is(&["SESSION"])),
        _ => false,
    }
}

/// What `ALTER` does to a column.
const CHANGES: &[&str] = &["SET", "DROP", "TYPE", "ADD", "RESET", "RESTART"];

/// Whether `SET` follows the table of an `UPDATE` soon.
fn updates(text: &str, rest: impl Iterator<Item = Token>, third: Option<Token>) -> bool {
    third
        .into_iter()
        .chain(rest)
        .take(6)
        .any(|token| is_any(token.span.of(text), &["SET"]))
}

pub(super) fn is_any(word: &str, words: &[&str]) -> bool {
    words.iter().any(|it| same(word.as_bytes(), it.as_bytes()))
}

fn upper(word: &str) -> String {
    // No keyword is longer; what is, matches none.
    word.get(..16).unwrap_or(word).to_ascii_uppercase()
}
