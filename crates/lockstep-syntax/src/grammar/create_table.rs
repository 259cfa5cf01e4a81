//! `CREATE TABLE` in all its forms.

use super::cursor::Cursor;
use super::error::Parsed;
use super::objects::Ending;
use super::push;
use crate::lexer::TokenKind;
use crate::tree::{
    CreateTable, CreateTableAs, ForeignServer, Ident, LikeClause, ObjectName, OnCommit,
    PartitionBound, PartitionBoundKind, PartitionBy, PartitionOf, PartitionStrategy, StatementKind,
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
            method: None,
            parameters: Box::default(),
            without_oids: false,
            on_commit: None,
            tablespace: None,
            server: None,
            as_query: None,
        });
        let read = self.table_definition(&mut table);
        self.recover(read);
        Ok(StatementKind::CreateTable(table))
    }

    fn table_definition(&mut self, table: &mut CreateTable<'a>) -> Parsed<()> {
        let bracket = self.kind_at(0) == TokenKind::OpenParen;
        let mut names = None;
        if !table.foreign && self.accept("OF") {
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
        } else if bracket && !table.foreign && self.is_list_of_names() {
            names = Some(self.bracketed_idents("a column name")?);
        } else if bracket {
            self.table_elements(table, true)?;
            if self.accept("INHERITS") {
                self.expect_open()?;
                table.inherits = self.object_names("a table name")?;
                self.expect_close()?;
            }
        } else {
            let query = ["AS", "USING", "WITH", "ON COMMIT", "TABLESPACE"];
            if table.foreign || !query.iter().any(|words| self.at(words)) {
                return Err(self.fail("("));
            }
            names = Some(Vec::new());
        }
        if table.foreign {
            return self.foreign_server(table);
        }
        if names.is_none() && self.at("PARTITION BY") {
            table.partition_by = Some(self.partition_by()?);
        }
        self.table_options(table)?;
        if let Some(columns) = names {
            self.expect("AS")?;
            table.as_query = Some(self.table_query(columns)?);
        }
        Ok(())
    }

    /// `SERVER name [OPTIONS (…)]`
    fn foreign_server(&mut self, table: &mut CreateTable<'a>) -> Parsed<()> {
        self.expect("SERVER")?;
        let mut server = ForeignServer {
            name: self.ident("a server")?,
            options: Box::default(),
        };
        if self.accept("OPTIONS") {
            server.options = self.generic_options(false)?;
        }
        table.server = Some(server);
        Ok(())
    }

    /// `[USING method] [WITH (…)] [ON COMMIT …] [TABLESPACE name]`
    fn table_options(&mut self, table: &mut CreateTable<'a>) -> Parsed<()> {
        const ON_COMMIT: [(&str, OnCommit); 3] = [
            ("DROP", OnCommit::Drop),
            ("DELETE ROWS", OnCommit::DeleteRows),
            ("PRESERVE ROWS", OnCommit::PreserveRows),
        ];
        if self.accept("USING") {
            table.method = Some(self.ident("an access method")?);
        }
        if self.accept("WITH") {
            table.parameters = self.parameters()?;
        } else {
            table.without_oids = self.accept("WITHOUT OIDS");
        }
        if self.accept("ON COMMIT") {
            let action = ON_COMMIT.into_iter().find(|(words, _)| self.accept(words));
            let Some((_, action)) = action else {
                return Err(self.fail(""));
            };
            table.on_commit = Some(action);
        }
        if self.accept("TABLESPACE") {
            table.tablespace = Some(self.ident("a tablespace")?);
        }
        Ok(())
    }

    /// What follows `AS`: a query, or `EXECUTE name [(…)]`.
    fn table_query(&mut self, columns: Vec<Ident<'a>>) -> Parsed<CreateTableAs<'a>> {
        let mark = self.mark();
        let mut execute = None;
        if self.accept("EXECUTE") {
            execute = Some(self.ident("a prepared statement")?);
            self.rewind(mark);
        }
        let (query, ending) = self.stored_query()?;
        Ok(CreateTableAs {
            columns,
            execute,
            query,
            with_data: ending != Some(Ending::NoData),
        })
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

    /// `(column | constraint | LIKE …, …)`. Of a table that gets its columns
    /// from elsewhere (not `typed`), what is said of them.
    fn table_elements(&mut self, table: &mut CreateTable<'a>, typed: bool) -> Parsed<()> {
        self.expect_open()?;
        if typed && self.accept_kind(TokenKind::CloseParen).is_some() {
            return Ok(());
        }
        loop {
            if typed && self.accept("LIKE") {
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
        const PARTS: [&str; 10] = [
            "ALL",
            "DEFAULTS",
            "CONSTRAINTS",
            "INDEXES",
            "IDENTITY",
            "GENERATED",
            "STORAGE",
            "COMPRESSION",
            "STATISTICS",
            "COMMENTS",
        ];
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
            let Some(part) = PARTS.into_iter().find(|word| self.accept(word)) else {
                return Err(self.fail(""));
            };
            if including {
                like.including.push(part);
            } else {
                like.excluding.push(part);
            }
        }
    }

    /// `PARTITION BY strategy (key, …)`
    fn partition_by(&mut self) -> Parsed<PartitionBy<'a>> {
        const STRATEGIES: [(&str, PartitionStrategy); 3] = [
            ("RANGE", PartitionStrategy::Range),
            ("LIST", PartitionStrategy::List),
            ("HASH", PartitionStrategy::Hash),
        ];
        let mark = self.mark();
        self.expect("PARTITION BY")?;
        // It is no keyword, but a name that may be quoted.
        let quoted = self.peek().map_or("", |token| token.span.of(self.text));
        let quoted = quoted.trim_matches('"');
        let strategy = STRATEGIES.into_iter().find(|(word, _)| {
            self.accept(word)
                || (self.kind_at(0) == TokenKind::QuotedWord
                    && quoted.eq_ignore_ascii_case(word)
                    && self.advance().is_some())
        });
        let Some((_, strategy)) = strategy else {
            return Err(self.fail(""));
        };
        self.expect_open()?;
        let mut keys = Vec::new();
        loop {
            push(&mut keys, self.partition_key()?);
            if !self.accept_comma() {
                break;
            }
        }
        self.expect_close()?;
        Ok(PartitionBy {
            span: self.span_from(mark),
            strategy,
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
                self.hash_bound()?
            } else {
                return Err(self.fail(""));
            }
        };
        Ok(PartitionBound {
            span: self.span_from(mark),
            kind,
        })
    }

    /// `(MODULUS m, REMAINDER r)`, in any order.
    fn hash_bound(&mut self) -> Parsed<PartitionBoundKind<'a>> {
        let (mut modulus, mut remainder) = (None, None);
        self.expect_open()?;
        loop {
            if modulus.is_none() && self.accept("MODULUS") {
                modulus = Some(self.integer()?);
            } else if remainder.is_none() && self.accept("REMAINDER") {
                remainder = Some(self.integer()?);
            } else {
                return Err(self.fail(""));
            }
            if let (Some(modulus), Some(remainder)) = (modulus, remainder) {
                self.expect_close()?;
                return Ok(PartitionBoundKind::Hash { modulus, remainder });
            }
            self.expect_kind(TokenKind::Comma, "a comma")?;
        }
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
