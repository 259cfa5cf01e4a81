//! Statements that hold or run another: `EXPLAIN`, `PREPARE`, `EXECUTE`,
//! `CALL`, cursors; `SHOW` and `IMPORT FOREIGN SCHEMA`.

use super::cursor::Cursor;
use super::error::Parsed;
use crate::embedded;
use crate::lexer::TokenKind;
use crate::tree::{
    DeclareCursor, Execute, Explain, Ident, ImportForeignSchema, Prepare, StatementKind,
};

/// What can be prepared, and explained.
const PREPARABLE: [&str; 8] = [
    "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "TABLE", "WITH",
];

/// What can be explained.
const EXPLAINABLE: [&str; 12] = [
    "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "TABLE", "WITH", "CREATE",
    "DECLARE", "EXECUTE", "REFRESH",
];

impl<'a> Cursor<'a, '_> {
    /// What follows `EXPLAIN`.
    pub(super) fn explain(&mut self) -> Parsed<StatementKind<'a>> {
        let mut options = Vec::new();
        let analyze = if self.at_open() && !self.opens_query() {
            options = self.utility_options()?;
            self.is_on(&options, "analyze") || self.is_on(&options, "analyse")
        } else {
            let analyze = self.accept("ANALYZE") || self.accept("ANALYSE");
            options.extend(self.option_word("VERBOSE"));
            analyze
        };
        let statement = self.nested_rest(&EXPLAINABLE, "a statement")?;
        Ok(StatementKind::Explain(Box::new(Explain {
            analyze,
            options,
            statement,
        })))
    }

    /// What follows `PREPARE`.
    pub(super) fn prepare(&mut self) -> Parsed<StatementKind<'a>> {
        let name = self.ident("a name")?;
        let types = if self.at_open() {
            self.bracketed(Self::data_type)?
        } else {
            Vec::new()
        };
        self.expect("AS")?;
        let statement = self.nested_rest(&PREPARABLE, "a statement")?;
        Ok(StatementKind::Prepare(Box::new(Prepare {
            name,
            types,
            statement,
        })))
    }

    /// What follows `EXECUTE` or `CALL`.
    pub(super) fn execute(&mut self, call: bool) -> Parsed<StatementKind<'a>> {
        let (mut procedure, mut prepared) = (None, None);
        if call {
            procedure = Some(self.function_name("a procedure name")?);
        } else {
            prepared = Some(self.ident("a prepared statement")?);
        }
        let mark = self.mark();
        if call || self.at_open() {
            self.bracket_group()?;
        }
        let arguments = self.span_from(mark);
        let end = self.mark();
        let inner = self.slice(mark, end);
        let found = embedded::query(self.text, inner, arguments, true);
        Ok(StatementKind::Execute(Box::new(Execute {
            procedure,
            prepared,
            arguments,
            functions: found.functions,
            reads: found.reads,
        })))
    }

    /// What follows `DECLARE`.
    pub(super) fn declare_cursor(&mut self) -> Parsed<StatementKind<'a>> {
        const OPTIONS: [&str; 5] = ["NO SCROLL", "SCROLL", "BINARY", "ASENSITIVE", "INSENSITIVE"];
        let name = self.ident("a cursor name")?;
        let mark = self.mark();
        while self.accept_any(&OPTIONS).is_some() {}
        let options = self.span_from(mark);
        self.expect("CURSOR")?;
        let hold = self.accept("WITH HOLD");
        if !hold {
            self.accept("WITHOUT HOLD");
        }
        self.expect("FOR")?;
        if !self.at_open()
            && !["SELECT", "VALUES", "TABLE", "WITH"]
                .iter()
                .any(|word| self.at(word))
        {
            return Err(self.fail(""));
        }
        let first = self.mark();
        Ok(StatementKind::DeclareCursor(Box::new(DeclareCursor {
            name,
            options,
            hold,
            query: self.query_from(first),
        })))
    }

    /// What follows `FETCH` or `MOVE`.
    pub(super) fn fetch(&mut self) -> Parsed<StatementKind<'a>> {
        let directions = ["NEXT", "PRIOR", "FIRST", "LAST", "ALL"];
        let counted = ["ABSOLUTE", "RELATIVE"];
        let mark = self.mark();
        // A cursor may have the name of a direction.
        if self.peek_at(1).is_some() {
            if self.accept_any(&counted).is_some() {
                self.number()?;
            } else if self.accept("FORWARD") || self.accept("BACKWARD") {
                if !self.accept("ALL") && self.at_number() {
                    self.number()?;
                }
            } else if self.at_number() {
                self.number()?;
            } else {
                self.accept_any(&directions);
            }
        }
        let clauses = self.span_from(mark);
        if self.peek_at(1).is_some() && !self.accept("FROM") {
            self.accept("IN");
        }
        let name = Some(self.ident("a cursor name")?);
        Ok(StatementKind::Session { name, clauses })
    }

    fn at_number(&self) -> bool {
        self.kind_at(0) == TokenKind::Number
            || self.kind_at(0) == TokenKind::Operator && self.kind_at(1) == TokenKind::Number
    }

    /// What follows `CLOSE` or `DEALLOCATE`.
    pub(super) fn close(&mut self) -> Parsed<StatementKind<'a>> {
        let all = self.accept("ALL");
        let name = if all {
            None
        } else {
            Some(self.ident("a name")?)
        };
        Ok(self.session(name))
    }

    /// What follows `SHOW`.
    pub(super) fn show(&mut self) -> Parsed<StatementKind<'a>> {
        const NAMED: [&str; 4] = [
            "TIME ZONE",
            "TRANSACTION ISOLATION LEVEL",
            "SESSION AUTHORIZATION",
            "ALL",
        ];
        if self.accept_any(&NAMED).is_some() {
            return Ok(self.session(None));
        }
        let mark = self.mark();
        let value = self.parameter_name()?;
        let span = self.span_from(mark);
        Ok(self.session(Some(Ident { span, value })))
    }

    /// A statement of the session that says no more than a name.
    pub(super) fn session(&self, name: Option<Ident<'a>>) -> StatementKind<'a> {
        let clauses = self.span_from(self.mark());
        StatementKind::Session { name, clauses }
    }

    /// What follows `IMPORT FOREIGN SCHEMA`.
    pub(super) fn import_foreign_schema(&mut self) -> Parsed<StatementKind<'a>> {
        let remote = self.ident("a schema")?;
        let except = self.accept("EXCEPT");
        let mut tables = Vec::new();
        if except || self.accept("LIMIT TO") {
            tables = self.bracketed(|cursor| cursor.object_name("a table name"))?;
        }
        self.expect("FROM SERVER")?;
        let server = self.ident("a server")?;
        self.expect("INTO")?;
        let into = self.ident("a schema")?;
        let options = if self.accept("OPTIONS") {
            self.generic_options(false)?
        } else {
            Box::default()
        };
        Ok(StatementKind::ImportForeignSchema(Box::new(
            ImportForeignSchema {
                remote,
                except,
                tables,
                server,
                into,
                options,
            },
        )))
    }
}
