//! Transaction control, settings, `LOCK`.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::error::Parsed;
use super::names::{ident_of, unquote};
use crate::lexer::TokenKind;
use crate::tree::{LockTable, SetParameter, Span, StatementKind, TransactionControl};

impl<'a> Cursor<'a, '_> {
    /// A statement that controls transactions; nothing when it is none.
    pub(super) fn transaction_control(
        &mut self,
        command: &mut &'static str,
    ) -> Parsed<Option<StatementKind<'a>>> {
        let control = if self.accept("BEGIN") {
            *command = "BEGIN";
            self.work();
            TransactionControl::Begin(self.optional_modes()?)
        } else if self.accept("START TRANSACTION") {
            *command = "START TRANSACTION";
            TransactionControl::Begin(self.optional_modes()?)
        } else if self.at("PREPARE TRANSACTION")
            || self.at("COMMIT PREPARED")
            || self.at("ROLLBACK PREPARED")
        {
            *command = match self.word_at(0).len() {
                7 => "PREPARE TRANSACTION",
                6 => "COMMIT PREPARED",
                _ => "ROLLBACK PREPARED",
            };
            self.advance();
            self.advance();
            self.string("a transaction identifier")?;
            TransactionControl::TwoPhase
        } else if self.accept("COMMIT") || self.accept("END") {
            *command = "COMMIT";
            self.work();
            TransactionControl::Commit {
                chain: self.chain(),
            }
        } else if self.accept("ROLLBACK") || self.accept("ABORT") {
            *command = "ROLLBACK";
            self.work();
            if self.accept("TO") {
                self.accept("SAVEPOINT");
                TransactionControl::RollbackTo(self.ident("a savepoint")?)
            } else {
                TransactionControl::Rollback {
                    chain: self.chain(),
                }
            }
        } else if self.accept("SAVEPOINT") {
            *command = "SAVEPOINT";
            TransactionControl::Savepoint(self.ident("a savepoint")?)
        } else if self.accept("RELEASE") {
            *command = "RELEASE";
            self.accept("SAVEPOINT");
            TransactionControl::Release(self.ident("a savepoint")?)
        } else {
            return Ok(None);
        };
        Ok(Some(StatementKind::Transaction(control)))
    }

    fn work(&mut self) {
        if !self.accept("WORK") {
            self.accept("TRANSACTION");
        }
    }

    fn chain(&mut self) -> bool {
        let chain = self.accept("AND CHAIN");
        if !chain {
            self.accept("AND NO CHAIN");
        }
        chain
    }

    /// Modes as far as there are any.
    fn optional_modes(&mut self) -> Parsed<Span> {
        if self.is_at_end() {
            return Ok(self.span_from(self.mark()));
        }
        self.transaction_modes()
    }

    /// `ISOLATION LEVEL …, READ ONLY, DEFERRABLE`, with or without commas.
    fn transaction_modes(&mut self) -> Parsed<Span> {
        const MODES: [&str; 8] = [
            "ISOLATION LEVEL SERIALIZABLE",
            "ISOLATION LEVEL REPEATABLE READ",
            "ISOLATION LEVEL READ COMMITTED",
            "ISOLATION LEVEL READ UNCOMMITTED",
            "READ ONLY",
            "READ WRITE",
            "NOT DEFERRABLE",
            "DEFERRABLE",
        ];
        let mark = self.mark();
        loop {
            if self.accept_any(&MODES).is_none() {
                return Err(self.fail(""));
            }
            if !self.accept_comma() && self.is_at_end() {
                return Ok(self.span_from(mark));
            }
        }
    }

    /// What follows `SET`.
    pub(super) fn set(&mut self, command: &mut &'static str) -> Parsed<StatementKind<'a>> {
        *command = "SET";
        let characteristics =
            |span| StatementKind::Transaction(TransactionControl::Characteristics(span));
        if self.accept("CONSTRAINTS") {
            *command = "SET CONSTRAINTS";
            let mark = self.mark();
            if !self.accept("ALL") {
                self.object_names("a constraint name")?;
            }
            if !self.accept("DEFERRED") {
                self.expect("IMMEDIATE")?;
            }
            return Ok(characteristics(self.span_from(mark)));
        }
        if self.accept("SESSION CHARACTERISTICS AS TRANSACTION") {
            return self.transaction_modes().map(characteristics);
        }
        let local = self.accept("LOCAL");
        let session = !local && !self.at("SESSION AUTHORIZATION") && self.accept("SESSION");
        if self.at("TRANSACTION")
            && !session
            && self.kind_at(1) == TokenKind::Word
            && !self.is_word_at(1, "TO")
        {
            self.accept("TRANSACTION");
            let mark = self.mark();
            if self.accept("SNAPSHOT") {
                self.string("a snapshot")?;
                return Ok(characteristics(self.span_from(mark)));
            }
            return self.transaction_modes().map(characteristics);
        }
        let parameter = self.set_parameter(local, |_| false)?;
        Ok(StatementKind::Set(parameter))
    }

    /// `name {TO | =} value, …` and the forms with names of their own, up to
    /// the end or to what satisfies `stop`.
    pub(super) fn set_parameter(
        &mut self,
        local: bool,
        stop: fn(&Self) -> bool,
    ) -> Parsed<SetParameter<'a>> {
        const NAMED: [(&str, &str); 7] = [
            ("TIME ZONE", "timezone"),
            ("ROLE", "role"),
            ("SESSION AUTHORIZATION", "session_authorization"),
            ("NAMES", "client_encoding"),
            ("SCHEMA", "search_path"),
            ("CATALOG", "catalog"),
            ("XML OPTION", "xmloption"),
        ];
        let assigned = self.kind_at(1) == TokenKind::Dot
            || self.is_operator_at(1, "=")
            || self.is_word_at(1, "TO");
        let named = NAMED
            .iter()
            .find(|(words, _)| !assigned && self.accept(words));
        let name = if let Some((_, name)) = named {
            Cow::Borrowed(*name)
        } else {
            let name = self.parameter_name()?;
            if self.accept("FROM CURRENT") {
                return Ok(SetParameter {
                    local,
                    name,
                    values: Vec::new(),
                });
            }
            if !self.accept_operator("=") && !self.accept("TO") {
                return Err(self.fail("="));
            }
            name
        };
        let mut values = Vec::new();
        if named.is_some() && self.accept("LOCAL") || self.accept("DEFAULT") {
            return Ok(SetParameter {
                local,
                name,
                values,
            });
        }
        loop {
            values.push(self.parameter_value(stop)?);
            if !self.accept_comma() {
                return Ok(SetParameter {
                    local,
                    name,
                    values,
                });
            }
        }
    }

    /// `name` or `prefix.name`, folded.
    pub(super) fn parameter_name(&mut self) -> Parsed<Cow<'a, str>> {
        let name = self.object_name("a parameter name")?;
        let mut parts = name.parts.into_iter().map(|part| part.value);
        let first = parts.next().unwrap_or_default();
        Ok(parts.fold(first, |name, part| Cow::Owned(format!("{name}.{part}"))))
    }

    fn parameter_value(&mut self, stop: fn(&Self) -> bool) -> Parsed<Cow<'a, str>> {
        let mark = self.mark();
        let Some(token) = self.advance() else {
            return Err(self.fail("a value"));
        };
        let value = match token.kind {
            TokenKind::String => unquote(token.span.of(self.text), '\''),
            TokenKind::Word | TokenKind::QuotedWord | TokenKind::UnicodeWord => {
                ident_of(self.text, token).value
            }
            _ => Cow::Borrowed(token.span.of(self.text)),
        };
        let ends = |cursor: &Self| {
            cursor.is_at_end() || cursor.kind_at(0) == TokenKind::Comma || stop(cursor)
        };
        if ends(self) {
            return Ok(value);
        }
        // `-5`, `interval '1' hour`: several tokens, kept as written.
        while !ends(self) {
            let interval = token.kind == TokenKind::Operator
                || token.span.of(self.text).eq_ignore_ascii_case("interval");
            if !interval {
                return Err(self.fail(", or end of statement"));
            }
            self.skip_group();
        }
        Ok(Cow::Borrowed(self.span_from(mark).of(self.text)))
    }

    /// What follows `RESET`.
    pub(super) fn reset(&mut self) -> Parsed<StatementKind<'a>> {
        let name = if self.accept("TIME ZONE") {
            Cow::Borrowed("timezone")
        } else if self.accept("SESSION AUTHORIZATION") {
            Cow::Borrowed("session_authorization")
        } else if self.accept("TRANSACTION ISOLATION LEVEL") {
            Cow::Borrowed("transaction_isolation")
        } else if self.accept("ALL") {
            Cow::Borrowed("all")
        } else {
            self.parameter_name()?
        };
        Ok(StatementKind::Set(SetParameter {
            local: false,
            name,
            values: Vec::new(),
        }))
    }

    /// What follows `LOCK`.
    pub(super) fn lock(&mut self) -> Parsed<StatementKind<'a>> {
        const MODES: [&str; 8] = [
            "ACCESS SHARE",
            "ROW SHARE",
            "ROW EXCLUSIVE",
            "SHARE UPDATE EXCLUSIVE",
            "SHARE ROW EXCLUSIVE",
            "SHARE",
            "EXCLUSIVE",
            "ACCESS EXCLUSIVE",
        ];
        self.accept("TABLE");
        let mut tables = vec![self.maybe_only()?];
        while self.accept_comma() {
            tables.push(self.maybe_only()?);
        }
        let mut mode = "ACCESS EXCLUSIVE";
        if self.accept("IN") {
            match MODES.iter().find(|words| self.accept(words)) {
                Some(words) => mode = words,
                None => return Err(self.fail("")),
            }
            self.expect("MODE")?;
        }
        Ok(StatementKind::Lock(LockTable {
            tables,
            mode: mode.to_owned(),
            nowait: self.accept("NOWAIT"),
        }))
    }
}
