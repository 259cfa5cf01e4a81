//! One statement's tokens to its tree.
//!
//! The grammar is PostgreSQL's `gram.y`, by hand: one file a family of
//! statements, each an `impl` of [`Cursor`]. The first error ends the reading
//! of a statement, what was read before it stays.

mod alter_column;
mod alter_object;
mod alter_table;
mod clauses;
mod column;
pub(crate) mod command;
mod constraint;
mod copy;
mod create_index;
mod create_table;
mod cursor;
mod drop;
mod error;
mod expressions;
mod function;
pub(crate) mod keywords;
mod maintenance;
pub(crate) mod names;
mod objects;
mod options;
mod parameters;
mod prepared;
mod privilege;
mod query;
mod reference;
mod replication;
mod rule;
mod sequence;
mod session;
pub(crate) mod shape;
mod trigger;
mod types;

use command::Object;
use create_table::Persistence;
use cursor::Cursor;
use error::Parsed;
use keywords::Lower;

use crate::lexer::{Token, TokenKind};
use crate::tree::{RelationWord, Span, Statement, StatementKind, SyntaxError, TypeName};

/// Reads one statement. `tokens` hold neither trivia nor the semicolon;
/// `nesting` counts the function bodies around it. Where its brackets are known
/// to match, nobody looks again.
pub(crate) fn statement<'a>(
    text: &'a str,
    tokens: &[Token],
    is_balanced: bool,
    span: Span,
    nesting: u8,
) -> Statement<'a> {
    let mut cursor = Cursor::new(text, tokens, nesting);
    let (mut command, mut kind) = cursor.whole_statement();
    if !cursor.errors.is_empty() {
        // Keeping account of what is asked for costs more than reading, so
        // only what turns out to be wrong is read with it.
        cursor = cursor.explaining();
        (command, kind) = cursor.whole_statement();
    }
    if let StatementKind::CreateTable(table) = &kind
        && table.as_query.is_some()
    {
        command = "CREATE TABLE AS";
    }
    if let StatementKind::Select(query) = &kind
        && query.into.is_some()
    {
        command = "SELECT INTO";
    }
    let (mut errors, skipped) = cursor.finish();
    report_unclosed(text, tokens, &mut errors);
    if !is_balanced && errors.is_empty() {
        report_unbalanced(text, tokens, &mut errors);
    }
    Statement {
        span,
        command,
        kind,
        errors,
        skipped,
    }
}

/// Adds to a list that mostly holds one item: the standard library makes room
/// for four, which in a tree of a million nodes is most of the memory.
fn push<T>(list: &mut Vec<T>, item: T) {
    if list.is_empty() {
        list.reserve_exact(1);
    }
    list.push(item);
}

/// Brackets that do not match are an error wherever they stand, also in a
/// query, which is kept as it is.
fn report_unbalanced(text: &str, tokens: &[Token], errors: &mut Vec<SyntaxError>) {
    let mut open: Vec<Token> = Vec::new();
    for &token in tokens {
        let partner = match token.kind {
            TokenKind::OpenParen | TokenKind::OpenBracket => {
                open.push(token);
                continue;
            }
            TokenKind::CloseParen => TokenKind::OpenParen,
            TokenKind::CloseBracket => TokenKind::OpenBracket,
            _ => continue,
        };
        if open.pop().is_none_or(|opened| opened.kind != partner) {
            errors.push(unbalanced(text, token, "an opening bracket before it"));
            return;
        }
    }
    if let Some(&token) = open.last() {
        let expected = match token.kind {
            TokenKind::OpenParen => "a closing )",
            _ => "a closing ]",
        };
        errors.push(unbalanced(text, token, expected));
    }
}

fn unbalanced(text: &str, token: Token, expected: &str) -> SyntaxError {
    SyntaxError {
        span: token.span,
        found: format!("\"{}\"", token.span.of(text)),
        expected: expected.to_owned(),
        suggestion: None,
    }
}

/// The data type that begins at the token with this index, and the index of
/// the token behind it.
pub(crate) fn data_type_at<'a>(
    text: &'a str,
    tokens: &[Token],
    index: usize,
) -> Option<(TypeName<'a>, usize)> {
    let mut cursor = Cursor::new(text, tokens, 0);
    cursor.rewind(index);
    let found = cursor.data_type().ok()?;
    Some((found, cursor.mark()))
}

/// A quote that is never closed is what broke the statement, unless
/// something went wrong before it.
fn report_unclosed(text: &str, tokens: &[Token], errors: &mut Vec<SyntaxError>) {
    // It runs to the end, or to where it was cut.
    let Some(token) = tokens.last().filter(|token| !token.terminated) else {
        return;
    };
    let earlier = |error: &SyntaxError| error.span.start < token.span.start;
    if errors.first().is_some_and(earlier) {
        return;
    }
    let (found, expected) = match token.kind {
        TokenKind::DollarString => {
            let tag = token.span.of(text).split('$').nth(1).unwrap_or_default();
            ("an unclosed dollar quote", format!("${tag}$"))
        }
        TokenKind::QuotedWord | TokenKind::UnicodeWord => {
            ("an unclosed quoted name", "\"".to_owned())
        }
        _ => ("an unclosed string", "'".to_owned()),
    };
    *errors = vec![SyntaxError {
        span: token.span,
        found: found.to_owned(),
        expected: format!("a closing {expected}"),
        suggestion: None,
    }];
}

impl<'a> Cursor<'a, '_> {
    /// The statement to its end, with its command.
    fn whole_statement(&mut self) -> (&'static str, StatementKind<'a>) {
        let mut command = "";
        let parsed = self.statement(&mut command);
        let kind = match self.recover(parsed) {
            Some(kind) => {
                self.expect_end();
                kind
            }
            None if command.is_empty() => StatementKind::Unknown,
            None => StatementKind::Other,
        };
        (command, kind)
    }

    /// Reads the statement and says which command it is, also when only that
    /// much could be read.
    fn statement(&mut self, command: &mut &'static str) -> Parsed<StatementKind<'a>> {
        let first = self.mark();
        if self.kind_at(0) == TokenKind::OpenParen {
            *command = "SELECT";
            return Ok(self.select());
        }
        let word = Lower::of(self.word_at(0));
        self.advance();
        *command = match word.as_bytes() {
            b"alter" => return self.alter(command),
            b"create" => return self.create(command),
            b"drop" => return self.drop_statement(command),
            b"insert" => "INSERT",
            b"update" => "UPDATE",
            b"delete" => "DELETE",
            b"merge" => "MERGE",
            b"truncate" => "TRUNCATE TABLE",
            b"select" | b"values" | b"table" => "SELECT",
            b"lock" => "LOCK TABLE",
            b"copy" => "COPY",
            b"do" => "DO",
            b"vacuum" => "VACUUM",
            b"analyze" | b"analyse" => "ANALYZE",
            b"comment" => "COMMENT",
            b"set" => return self.set(command),
            b"reset" => "RESET",
            _ => {
                self.rewind(first);
                return self.other_statement(command);
            }
        };
        match *command {
            "INSERT" => self.insert(first),
            "UPDATE" => self.update(first),
            "DELETE" => self.delete(first),
            "MERGE" => self.merge(first),
            "TRUNCATE TABLE" => self.truncate(),
            "LOCK TABLE" => self.lock(),
            "COPY" => self.copy(),
            "DO" => self.do_block(),
            "VACUUM" => self.maintenance(true),
            "ANALYZE" => self.maintenance(false),
            "COMMENT" => self.comment(),
            "RESET" => self.reset(),
            _ => {
                self.rewind(first);
                Ok(self.select())
            }
        }
    }

    /// A statement whose command is more than its first word.
    fn other_statement(&mut self, command: &mut &'static str) -> Parsed<StatementKind<'a>> {
        if self.is_word_at(0, "WITH") {
            return self.with_statement(command);
        }
        if let Some(kind) = self.transaction_control(command)? {
            return Ok(kind);
        }
        if let Some(tag) = self.accept_other_command() {
            *command = tag;
            return self.other_kind(tag);
        }
        Err(self.fail_command())
    }

    /// What follows the first words of a command.
    fn other_kind(&mut self, tag: &'static str) -> Parsed<StatementKind<'a>> {
        match tag {
            "CALL" => self.execute(true),
            "CLOSE CURSOR" => self.close(),
            "DEALLOCATE" => {
                self.accept("PREPARE");
                self.close()
            }
            "CLOSE CURSOR ALL" => Ok(self.session(None)),
            "CLUSTER" => self.cluster(false),
            "DECLARE CURSOR" => self.declare_cursor(),
            "EXECUTE" => self.execute(false),
            "EXPLAIN" => self.explain(),
            "FETCH" | "MOVE" => self.fetch(),
            "GRANT" => self.grant(false, true),
            "GRANT ROLE" => self.grant(false, false),
            "IMPORT FOREIGN SCHEMA" => self.import_foreign_schema(),
            "PREPARE" => self.prepare(),
            "REASSIGN OWNED" => self.owned(false),
            "REFRESH MATERIALIZED VIEW" => self.refresh(),
            "REINDEX" => self.reindex(),
            "REPACK" => self.cluster(true),
            "REVOKE" => self.grant(true, true),
            "REVOKE ROLE" => self.grant(true, false),
            "SECURITY LABEL" => self.security_label(),
            "SHOW" => self.show(),
            _ => self.clauses(tag),
        }
    }

    fn drop_statement(&mut self, command: &mut &'static str) -> Parsed<StatementKind<'a>> {
        let Some((tags, word)) = self.accept_object() else {
            return Err(self.fail("a kind of object"));
        };
        *command = tags.drop;
        self.drop_object(tags, word)
    }

    /// What follows `ALTER`.
    fn alter(&mut self, command: &mut &'static str) -> Parsed<StatementKind<'a>> {
        let Some((tags, _)) = self.accept_object() else {
            return Err(self.fail("a kind of object"));
        };
        *command = tags.alter;
        let relation = match tags.object {
            Object::Table => RelationWord::Table,
            Object::Index => RelationWord::Index,
            Object::View => RelationWord::View,
            Object::MaterializedView => RelationWord::MaterializedView,
            Object::Sequence => RelationWord::Sequence,
            Object::ForeignTable => RelationWord::ForeignTable,
            _ => {
                if let Some(kind) = self.alter_object(tags)? {
                    return Ok(kind);
                }
                return self.clauses(command);
            }
        };
        self.alter_relation(relation)
    }

    /// What follows `CREATE`.
    fn create(&mut self, command: &mut &'static str) -> Parsed<StatementKind<'a>> {
        let or_replace = self.accept("OR REPLACE");
        let mut persistence = Persistence::default();
        if !self.accept("GLOBAL") {
            self.accept("LOCAL");
        }
        persistence.temporary = self.accept("TEMPORARY") || self.accept("TEMP");
        persistence.unlogged = self.accept("UNLOGGED");
        let unique = self.accept("UNIQUE");
        let recursive = self.accept("RECURSIVE");
        let constraint = self.accept("CONSTRAINT");
        for word in ["TRUSTED", "DEFAULT CONVERSION"] {
            if word == "TRUSTED" {
                self.accept(word);
            } else if self.at(word) {
                self.accept("DEFAULT");
            }
        }
        let Some((tags, word)) = self.accept_object() else {
            return Err(self.fail("a kind of object"));
        };
        *command = tags.create;
        match tags.object {
            Object::Table => self.create_table(persistence, false),
            Object::ForeignTable => self.create_table(persistence, true),
            Object::Index => self.create_index(unique, word),
            Object::View => {
                let mut kind = self.create_view(or_replace, persistence.temporary, false)?;
                if let StatementKind::CreateView(view) = &mut kind
                    && recursive
                {
                    view.recursive = true;
                    // It reads itself, which is not there yet.
                    let name = view.name.name().to_owned();
                    view.query.reads.retain(|read| read.name() != name);
                }
                Ok(kind)
            }
            Object::MaterializedView => self.create_view(or_replace, false, true),
            Object::Sequence => self.create_sequence(persistence),
            Object::Function => self.create_function(or_replace, false),
            Object::Procedure => self.create_function(or_replace, true),
            Object::Trigger => self.create_trigger(or_replace, constraint),
            Object::Type => self.create_type(),
            Object::Schema => self.create_schema(),
            Object::Policy => self.create_policy(),
            Object::Domain => self.create_domain(),
            Object::Rule => self.create_rule(or_replace),
            Object::Other | Object::Unnamed => match tags.words {
                "STATISTICS" => self.create_statistics(),
                "EXTENSION" => self.create_extension(),
                "PUBLICATION" => self.create_publication(),
                "SUBSCRIPTION" => self.create_subscription(),
                _ => self.clauses(command),
            },
        }
    }

    /// What is left behind a statement that was read is an error.
    fn expect_end(&mut self) {
        if self.is_at_end() || !self.errors.is_empty() {
            return;
        }
        let failure = self.fail("end of statement");
        self.report(failure);
    }
}
