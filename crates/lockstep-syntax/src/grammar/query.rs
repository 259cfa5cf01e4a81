//! `SELECT`, `INSERT`, `UPDATE`, `DELETE`, `MERGE`, `TRUNCATE`.

use super::cursor::Cursor;
use super::error::Parsed;
use crate::embedded;
use crate::lexer::TokenKind;
use crate::tree::{Delete, Insert, Merge, ObjectName, Query, StatementKind, Truncate, Update};

impl<'a> Cursor<'a, '_> {
    /// A statement that begins with `WITH`: what it does stands behind the
    /// common table expressions.
    pub(super) fn with_statement(
        &mut self,
        command: &mut &'static str,
    ) -> Parsed<StatementKind<'a>> {
        let first = self.mark();
        *command = "SELECT";
        self.skip_until(|cursor| {
            [
                "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "TABLE",
            ]
            .iter()
            .any(|word| cursor.is_word_at(0, word))
        });
        if self.accept("INSERT") {
            *command = "INSERT";
            self.insert(first)
        } else if self.accept("UPDATE") {
            *command = "UPDATE";
            self.update(first)
        } else if self.accept("DELETE") {
            *command = "DELETE";
            self.delete(first)
        } else if self.accept("MERGE") {
            *command = "MERGE";
            self.merge(first)
        } else {
            self.rewind(first);
            Ok(self.select())
        }
    }

    /// A query to the end of the statement.
    pub(super) fn select(&mut self) -> StatementKind<'a> {
        let first = self.mark();
        StatementKind::Select(Box::new(self.query_from(first)))
    }

    /// The tokens from `first` to the end, as a query.
    pub(super) fn query_from(&mut self, first: usize) -> Query<'a> {
        self.go_to_end();
        let tokens = self.slice(first, self.mark());
        let span = self.span_from(first);
        embedded::query(self.text, tokens, span, self.nesting > 0)
    }

    /// Like `query_from`, without the table that the statement itself writes.
    fn query_beside(&mut self, first: usize, table: &ObjectName<'a>) -> Query<'a> {
        let mut query = self.query_from(first);
        query.writes.retain(|written| written.span != table.span);
        query
    }

    /// What follows `INSERT`; the statement began at `first`.
    pub(super) fn insert(&mut self, first: usize) -> Parsed<StatementKind<'a>> {
        self.expect("INTO")?;
        let table = self.object_name("a table name")?;
        if self.accept("AS") {
            self.ident("an alias")?;
        }
        let mut columns = None;
        if self.kind_at(0) == TokenKind::OpenParen && !self.opens_query() {
            let list = self.mark();
            self.skip_group();
            columns = Some(self.span_from(list));
        }
        if self.accept("OVERRIDING") {
            self.ident("SYSTEM or USER VALUE").ok();
            self.accept("USER");
            self.accept("VALUE");
        }
        let from_query = !self.at("VALUES") && !self.at("DEFAULT VALUES");
        let source = self.mark();
        let rows = if from_query {
            Ok(())
        } else {
            self.inserted_rows()
        };
        self.recover(rows);
        let on_conflict_update = self.rest_updates_on_conflict();
        self.rewind(source);
        let begins = ["SELECT", "WITH", "TABLE"];
        let queries = begins.iter().any(|word| self.is_word_at(0, word));
        if from_query && !queries && matches!(self.kind_at(0), TokenKind::Word | TokenKind::Unknown)
        {
            let failure = self.fail("a query");
            self.report(failure);
        }
        let query = self.query_beside(first, &table);
        Ok(StatementKind::Insert(Box::new(Insert {
            table,
            columns,
            query,
            from_query,
            on_conflict_update,
        })))
    }

    /// Whether the bracket here holds a query, not a list of columns.
    pub(super) fn opens_query(&self) -> bool {
        let mut ahead = 0;
        while self.kind_at(ahead) == TokenKind::OpenParen {
            ahead += 1;
        }
        ["SELECT", "VALUES", "WITH", "TABLE"]
            .iter()
            .any(|word| self.is_word_at(ahead, word))
    }

    /// `DEFAULT VALUES` or `VALUES (…), …`, up to what follows.
    fn inserted_rows(&mut self) -> Parsed<()> {
        if !self.accept("DEFAULT VALUES") {
            self.expect("VALUES")?;
            loop {
                self.bracket_group()?;
                if !self.accept_comma() {
                    break;
                }
            }
        }
        let follows = [
            "ON",
            "RETURNING",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "FETCH",
        ];
        if self.is_at_end() || follows.iter().any(|word| self.is_word_at(0, word)) {
            return Ok(());
        }
        Err(self.fail("a comma, ON CONFLICT, RETURNING or end of statement"))
    }

    fn rest_updates_on_conflict(&mut self) -> bool {
        self.skip_until(|cursor| cursor.is_word_at(0, "ON") && cursor.is_word_at(1, "CONFLICT"));
        self.skip_until(|cursor| cursor.is_word_at(0, "DO"));
        self.is_word_at(1, "UPDATE")
    }

    /// What follows `UPDATE`; the statement began at `first`.
    pub(super) fn update(&mut self, first: usize) -> Parsed<StatementKind<'a>> {
        let (table, only) = self.maybe_only()?;
        let alias = if self.at("SET") {
            None
        } else {
            self.accept("AS");
            self.optional_ident()
        };
        self.expect("SET")?;
        let mark = self.mark();
        let mut update = Box::new(Update {
            only,
            alias,
            columns: Vec::new(),
            assignments: self.span_from(mark),
            has_from: false,
            condition: None,
            query: self.query_beside(first, &table),
            table,
        });
        self.rewind(mark);
        let read = self.assignments(&mut update);
        self.recover(read);
        update.has_from = self.accept("FROM");
        update.condition = self.where_clause();
        while self.advance().is_some() {}
        Ok(StatementKind::Update(update))
    }

    fn assignments(&mut self, update: &mut Update<'a>) -> Parsed<()> {
        let mark = self.mark();
        loop {
            if self.kind_at(0) == TokenKind::OpenParen {
                update
                    .columns
                    .extend(self.bracketed_idents("a column name")?);
            } else {
                update.columns.push(self.ident("a column name")?);
            }
            self.skip_until(|cursor| {
                cursor.kind_at(0) == TokenKind::Comma || cursor.at_clause_of_update()
            });
            update.assignments = self.span_from(mark);
            if !self.accept_comma() {
                return Ok(());
            }
        }
    }

    fn at_clause_of_update(&self) -> bool {
        let distinct = self.word_before(1).eq_ignore_ascii_case("DISTINCT");
        self.is_word_at(0, "WHERE")
            || self.is_word_at(0, "RETURNING")
            || (self.is_word_at(0, "FROM") && !distinct)
    }

    /// The condition of the `WHERE` of this level, wherever it comes.
    fn where_clause(&mut self) -> Option<crate::tree::Expression<'a>> {
        self.skip_until(|cursor| {
            cursor.is_word_at(0, "WHERE") || cursor.is_word_at(0, "RETURNING")
        });
        if !self.accept("WHERE") || self.is_word_at(0, "CURRENT") && self.is_word_at(1, "OF") {
            return None;
        }
        let condition = self.expression_until(|cursor| cursor.is_word_at(0, "RETURNING"));
        self.recover(condition)
    }

    /// What follows `DELETE`; the statement began at `first`.
    pub(super) fn delete(&mut self, first: usize) -> Parsed<StatementKind<'a>> {
        self.expect("FROM")?;
        let (table, only) = self.maybe_only()?;
        self.accept("AS");
        let alias = self.optional_ident();
        let follows = ["USING", "WHERE", "RETURNING"];
        if !self.is_at_end() && !follows.iter().any(|words| self.at(words)) {
            let failure = self.fail("");
            self.report(failure);
        }
        let mark = self.mark();
        let query = self.query_beside(first, &table);
        self.rewind(mark);
        let has_using = self.accept("USING");
        let condition = self.where_clause();
        while self.advance().is_some() {}
        Ok(StatementKind::Delete(Box::new(Delete {
            table,
            only,
            alias,
            has_using,
            condition,
            query,
        })))
    }

    /// What follows `MERGE`; the statement began at `first`.
    pub(super) fn merge(&mut self, first: usize) -> Parsed<StatementKind<'a>> {
        self.expect("INTO")?;
        let (table, _) = self.maybe_only()?;
        let query = self.query_beside(first, &table);
        Ok(StatementKind::Merge(Box::new(Merge { table, query })))
    }

    /// What follows `TRUNCATE`.
    pub(super) fn truncate(&mut self) -> Parsed<StatementKind<'a>> {
        self.accept("TABLE");
        let mut tables = vec![self.maybe_only()?];
        while self.accept_comma() {
            tables.push(self.maybe_only()?);
        }
        let restart_identity = self.accept("RESTART IDENTITY");
        if !restart_identity {
            self.accept("CONTINUE IDENTITY");
        }
        Ok(StatementKind::Truncate(Truncate {
            tables,
            restart_identity,
            behavior: self.behavior(),
        }))
    }
}
