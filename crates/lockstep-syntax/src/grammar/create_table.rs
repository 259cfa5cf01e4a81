//! `CREATE TABLE` in all its forms.

use super::cursor::Cursor;
use super::error::Parsed;
use crate::lexer::TokenKind;
use crate::tree::{
    CreateTable, CreateTableAs, LikeClause, ObjectName, PartitionBound, PartitionBoundKind,
    PartitionBy, PartitionOf, StatementKind,
};

/// What stands between `CREATE` and `TABLE`.
#[derive(Clone, Copy, Default)]
pub(super) struct Persistence {
    pub(super) temporary: bool,
    pub(super) unlogged: bool,
}

impl<'a> Cursor<'a, '_> {
    /// What follows `CREATE … TABLE`.
    pub(super) fn create_table(
        &mut self,
        persistence: Persistence,
        foreign: bool,
    ) -> Parsed<StatementKind<'a>> {
        let if_not_exists = self.accept("IF NOT EXISTS");
        let name = self.object_name("a table name")?;
        let in_temporary_schema = name
            .schema()
            .is_some_and(|schema| schema.starts_with("pg_temp"));
        let mut table = Box::new(CreateTable {
            temporary: persistence.temporary || in_temporary_schema,
            unlogged: persistence.unlogged,
            foreign,
            if_not_exists,
            name,
            columns: Vec::new(),
            constraints: Vec::new(),
            like: Vec::new(),
            inherits: Vec::new(),
            of_type: None,
            partition_by: None,
            partition_of: None,
            as_query: None,
        });
        let read = self.table_definition(&mut table);
        self.recover(read);
        Ok(StatementKind::CreateTable(table))
    }

    fn table_definition(&mut self, table: &mut CreateTable<'a>) -> Parsed<()> {
        if self.accept("OF") {
            table.of_type = Some(self.object_name("a type name")?);
            if self.kind_at(0) == TokenKind::OpenParen {
                self.table_elements(table, false)?;
            }
        } else if self.accept("PARTITION OF") {
            let parent = self.object_name("a table name")?;
            if self.kind_at(0) == TokenKind::OpenParen {
                self.table_elements(table, false)?;
            }
            let bound = self.partition_bound()?;
            table.partition_of = Some(PartitionOf { parent, bound });
        } else if self.kind_at(0) == TokenKind::OpenParen {
            if self.is_list_of_names() {
                // `CREATE TABLE t (a, b) AS query`
                self.skip_group();
            } else {
                self.table_elements(table, true)?;
            }
        } else if !self.at("AS")
            && !self.at("USING")
            && !self.at("WITH")
            && !self.at("ON COMMIT")
            && !self.at("TABLESPACE")
        {
            return Err(self.fail("("));
        }
        self.table_options(table)
    }

    fn table_options(&mut self, table: &mut CreateTable<'a>) -> Parsed<()> {
        loop {
            if self.accept("INHERITS") {
                self.expect_open()?;
                table.inherits = self.object_names("a table name")?;
                self.expect_close()?;
            } else if self.at("PARTITION BY") {
                table.partition_by = Some(self.partition_by()?);
            } else if self.accept("USING") {
                self.ident("an access method")?;
            } else if self.accept("WITHOUT OIDS") {
            } else if self.accept("ON COMMIT") {
                let actions = ["DROP", "DELETE ROWS", "PRESERVE ROWS"];
                if self.accept_any(&actions).is_none() {
                    return Err(self.fail(""));
                }
            } else if self.accept("TABLESPACE") {
                self.ident("a tablespace")?;
            } else if table.foreign && self.accept("SERVER") {
                self.ident("a server")?;
            } else if self.accept("WITH") || (table.foreign && self.accept("OPTIONS")) {
                self.bracket_group()?;
            } else if self.accept("AS") {
                let (query, with_data) = self.stored_query()?;
                table.as_query = Some(CreateTableAs { query, with_data });
            } else {
                return Ok(());
            }
        }
    }

    /// Whether a bracket holds bare names, as in `CREATE TABLE t (a, b) AS …`.
    pub(super) fn is_list_of_names(&self) -> bool {
        let mut ahead = 1;
        loop {
            let name = super::names::is_name(self.kind_at(ahead));
            match self.kind_at(ahead + 1) {
                TokenKind::Comma if name => ahead += 2,
                TokenKind::CloseParen if name => return true,
                _ => return false,
            }
        }
    }

    /// `(column | constraint | LIKE …, …)`
    fn table_elements(&mut self, table: &mut CreateTable<'a>, typed: bool) -> Parsed<()> {
        self.expect_open()?;
        if self.accept_kind(TokenKind::CloseParen).is_some() {
            return Ok(());
        }
        loop {
            if self.accept("LIKE") {
                let like = self.like_clause()?;
                table.like.push(like);
            } else if self.at_table_constraint() {
                let constraint = self.table_constraint()?;
                table.constraints.push(constraint);
            } else {
                let column = self.column_definition(typed)?;
                if !matches!(self.kind_at(0), TokenKind::Comma | TokenKind::CloseParen) {
                    return Err(self.fail("a comma, )"));
                }
                table.columns.push(column);
            }
            if !self.accept_comma() {
                break;
            }
        }
        self.expect_kind(TokenKind::CloseParen, "a comma or )")?;
        Ok(())
    }

    fn like_clause(&mut self) -> Parsed<LikeClause<'a>> {
        let mut like = LikeClause {
            source: self.object_name("a table name")?,
            including: Vec::new(),
            excluding: Vec::new(),
        };
        loop {
            let including = self.accept("INCLUDING");
            if !including && !self.accept("EXCLUDING") {
                return Ok(like);
            }
            let word = self.word_at(0).to_ascii_uppercase();
            if word.is_empty() {
                return Err(self.fail("ALL, DEFAULTS, CONSTRAINTS, INDEXES, …"));
            }
            self.advance();
            if including {
                like.including.push(word);
            } else {
                like.excluding.push(word);
            }
        }
    }

    /// `PARTITION BY strategy (key, …)`
    fn partition_by(&mut self) -> Parsed<PartitionBy<'a>> {
        let mark = self.mark();
        self.expect("PARTITION BY")?;
        let strategy = self.ident("RANGE, LIST or HASH")?;
        self.expect_open()?;
        let mut keys = Vec::new();
        loop {
            keys.push(self.index_key()?.expression);
            if !self.accept_comma() {
                break;
            }
        }
        self.expect_close()?;
        Ok(PartitionBy {
            span: self.span_from(mark),
            strategy: strategy.value.into_owned(),
            keys,
        })
    }

    /// `DEFAULT` or `FOR VALUES …`
    pub(super) fn partition_bound(&mut self) -> Parsed<PartitionBound<'a>> {
        let mark = self.mark();
        let kind = if self.accept("DEFAULT") {
            PartitionBoundKind::Default
        } else {
            self.expect("FOR VALUES")?;
            if self.accept("IN") {
                PartitionBoundKind::List(self.bound_values()?)
            } else if self.accept("FROM") {
                let from = self.bound_values()?;
                self.expect("TO")?;
                let to = self.bound_values()?;
                PartitionBoundKind::Range { from, to }
            } else if self.accept("WITH") {
                self.bracket_group()?;
                PartitionBoundKind::Hash
            } else {
                return Err(self.fail(""));
            }
        };
        Ok(PartitionBound {
            span: self.span_from(mark),
            kind,
        })
    }

    /// `(value, …)`, each as written.
    fn bound_values(&mut self) -> Parsed<Vec<&'a str>> {
        self.expect_open()?;
        let mut values = Vec::new();
        loop {
            let mark = self.mark();
            self.skip_until(|cursor| cursor.kind_at(0) == TokenKind::Comma);
            if self.mark() == mark {
                return Err(self.fail("a value"));
            }
            values.push(self.span_from(mark).of(self.text));
            if !self.accept_comma() {
                break;
            }
        }
        self.expect_close()?;
        Ok(values)
    }

    /// The name of a table, with whether `ONLY` stood before it.
    pub(super) fn maybe_only(&mut self) -> Parsed<(ObjectName<'a>, bool)> {
        let only = self.accept("ONLY");
        let open = only && self.accept_kind(TokenKind::OpenParen).is_some();
        let name = self.object_name("a table name")?;
        if open {
            self.expect_close()?;
        }
        self.accept_operator("*");
        Ok((name, only))
    }
}
