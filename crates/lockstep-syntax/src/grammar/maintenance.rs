//! `VACUUM`, `ANALYZE`, `REINDEX`, `CLUSTER`, `REPACK`, `REFRESH`.

use super::cursor::Cursor;
use super::error::Parsed;
use crate::tree::{
    Cluster, MaintainedTable, Maintenance, Refresh, Reindex, ReindexTarget, StatementKind,
};

impl<'a> Cursor<'a, '_> {
    /// `VACUUM`, `ANALYZE`; behind the first word.
    pub(super) fn maintenance(&mut self, vacuum: bool) -> Parsed<StatementKind<'a>> {
        let mut statement = Maintenance {
            vacuum,
            full: false,
            analyze: !vacuum,
            options: Vec::new(),
            tables: Vec::new(),
        };
        if self.at_open() {
            statement.options = self.utility_options()?;
            statement.full = self.is_on(&statement.options, "full");
            statement.analyze |= ["analyze", "analyse"]
                .iter()
                .any(|name| self.is_on(&statement.options, name));
        } else {
            statement.full = vacuum && self.accept("FULL");
            for word in ["FREEZE", "VERBOSE"] {
                if vacuum || word == "VERBOSE" {
                    let option = self.option_word(word);
                    statement.options.extend(option);
                }
            }
            statement.analyze |= vacuum && (self.accept("ANALYZE") || self.accept("ANALYSE"));
        }
        if !self.is_at_end() {
            statement.tables = self.list(|cursor| {
                let (name, only) = cursor.maybe_only()?;
                Ok(MaintainedTable {
                    name,
                    only,
                    columns: cursor.optional_columns()?,
                })
            })?;
        }
        Ok(StatementKind::Maintenance(statement))
    }

    /// What follows `REINDEX`.
    pub(super) fn reindex(&mut self) -> Parsed<StatementKind<'a>> {
        const TARGETS: [(&str, ReindexTarget); 5] = [
            ("INDEX", ReindexTarget::Index),
            ("TABLE", ReindexTarget::Table),
            ("SCHEMA", ReindexTarget::Schema),
            ("DATABASE", ReindexTarget::Database),
            ("SYSTEM", ReindexTarget::System),
        ];
        let options = self.optional_options()?;
        let mark = self.mark();
        let Some(&(_, target)) = TARGETS.iter().find(|(word, _)| self.accept(word)) else {
            return Err(self.fail(""));
        };
        let target_word = self.span_from(mark);
        let concurrently = self.accept("CONCURRENTLY");
        let name = match target {
            ReindexTarget::Index => Some(self.object_name("an index name")?),
            ReindexTarget::Table => Some(self.object_name("a table name")?),
            ReindexTarget::Schema => Some(self.ident("a schema")?.into()),
            _ if self.is_at_end() => None,
            _ => Some(self.ident("a database")?.into()),
        };
        Ok(StatementKind::Reindex(Box::new(Reindex {
            target,
            target_word,
            concurrently,
            options,
            name,
        })))
    }

    /// What follows `CLUSTER` or `REPACK`.
    pub(super) fn cluster(&mut self, repack: bool) -> Parsed<StatementKind<'a>> {
        let mut cluster = Box::new(Cluster {
            repack,
            options: self.optional_options()?,
            table: None,
            index: None,
        });
        if cluster.options.is_empty() && !repack {
            self.accept("VERBOSE");
        }
        if !(self.is_at_end() || repack && self.at("USING")) {
            cluster.table = Some(self.object_name("a table name")?);
            if repack {
                self.optional_columns()?;
            }
        }
        if repack {
            if self.accept("USING INDEX") {
                cluster.index = self.optional_ident();
            }
        } else if cluster.table.is_some() && self.accept("USING") {
            cluster.index = Some(self.ident("an index name")?);
        } else if self.accept("ON") {
            // `CLUSTER index ON table`, as before PostgreSQL 8.3.
            let index = cluster.table.take();
            cluster.index = index.and_then(|name| name.parts.into_iter().next_back());
            cluster.table = Some(self.object_name("a table name")?);
        }
        Ok(StatementKind::Cluster(cluster))
    }

    /// What follows `REFRESH MATERIALIZED VIEW`.
    pub(super) fn refresh(&mut self) -> Parsed<StatementKind<'a>> {
        let concurrently = self.accept("CONCURRENTLY");
        let name = self.object_name("a materialized view")?;
        let with_data = !self.accept("WITH NO DATA");
        if with_data {
            self.accept("WITH DATA");
        }
        Ok(StatementKind::Refresh(Refresh {
            concurrently,
            name,
            with_data,
        }))
    }
}
