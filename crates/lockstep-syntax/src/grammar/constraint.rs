//! Constraints of a table as a whole, and foreign keys.

use super::cursor::Cursor;
use super::error::Parsed;
use crate::lexer::TokenKind;
use crate::tree::{
    ForeignKeyTarget, Ident, IndexConstraint, ReferentialAction, TableConstraint,
    TableConstraintKind,
};

impl<'a> Cursor<'a, '_> {
    /// Whether a table constraint begins here, not a column.
    pub(super) fn at_table_constraint(&mut self) -> bool {
        self.at("CONSTRAINT")
            || self.at("CHECK")
            || self.at("UNIQUE")
            || self.at("PRIMARY KEY")
            || self.at("FOREIGN KEY")
            || self.at("NOT NULL")
            || (self.is_word_at(0, "EXCLUDE")
                && (self.is_word_at(1, "USING") || self.kind_at(1) == TokenKind::OpenParen))
    }

    /// `[CONSTRAINT name] kind [properties]`
    pub(super) fn table_constraint(&mut self) -> Parsed<TableConstraint<'a>> {
        let mark = self.mark();
        let name = if self.accept("CONSTRAINT") {
            Some(self.ident("a constraint name")?)
        } else {
            None
        };
        let kind = self.table_constraint_kind()?;
        let mut constraint = TableConstraint {
            span: self.span_from(mark),
            name,
            kind,
            not_valid: None,
            not_enforced: None,
            deferrable: false,
        };
        while self.table_constraint_property(&mut constraint) {}
        constraint.span = self.span_from(mark);
        Ok(constraint)
    }

    fn table_constraint_property(&mut self, constraint: &mut TableConstraint<'a>) -> bool {
        if let Some(words) = self.accept_span("NOT VALID") {
            constraint.not_valid = Some(words);
        } else if let Some(words) = self.accept_span("NOT ENFORCED") {
            constraint.not_enforced = Some(words);
        } else if self.accept("DEFERRABLE") {
            constraint.deferrable = true;
        } else if self.accept("NO INHERIT") {
            if let TableConstraintKind::Check { no_inherit, .. }
            | TableConstraintKind::NotNull { no_inherit, .. } = &mut constraint.kind
            {
                *no_inherit = true;
            }
        } else {
            let others = [
                "NOT DEFERRABLE",
                "INITIALLY DEFERRED",
                "INITIALLY IMMEDIATE",
                "ENFORCED",
            ];
            return self.accept_any(&others).is_some();
        }
        true
    }

    fn table_constraint_kind(&mut self) -> Parsed<TableConstraintKind<'a>> {
        if self.accept("CHECK") {
            let expression = self.bracketed_expression()?;
            Ok(TableConstraintKind::Check {
                expression,
                no_inherit: false,
            })
        } else if self.accept("NOT NULL") {
            Ok(TableConstraintKind::NotNull {
                column: self.ident("a column name")?,
                no_inherit: false,
            })
        } else if self.accept("UNIQUE") {
            let nulls_not_distinct = self.accept("NULLS NOT DISTINCT");
            self.accept("NULLS DISTINCT");
            let mut index = self.index_constraint()?;
            index.nulls_not_distinct = nulls_not_distinct;
            Ok(TableConstraintKind::Unique(index))
        } else if self.accept("PRIMARY KEY") {
            Ok(TableConstraintKind::PrimaryKey(self.index_constraint()?))
        } else if self.accept("FOREIGN KEY") {
            let columns = self.key_columns(&mut false)?;
            Ok(TableConstraintKind::ForeignKey {
                columns,
                target: self.foreign_key_target()?,
            })
        } else if self.accept("EXCLUDE") {
            self.exclusion()?;
            Ok(TableConstraintKind::Exclude)
        } else {
            Err(self.fail(""))
        }
    }

    /// What follows `UNIQUE` or `PRIMARY KEY`.
    fn index_constraint(&mut self) -> Parsed<IndexConstraint<'a>> {
        let mut index = IndexConstraint::default();
        if self.accept("USING INDEX") {
            index.using_index = Some(self.ident("an index name")?);
            return Ok(index);
        }
        index.columns = self.key_columns(&mut index.without_overlaps)?;
        if self.accept("INCLUDE") {
            index.include = self.bracketed_idents("a column name")?;
        }
        self.index_storage()?;
        Ok(index)
    }

    /// `(column, …)`, of which the last may be a period.
    fn key_columns(&mut self, without_overlaps: &mut bool) -> Parsed<Vec<Ident<'a>>> {
        self.expect_open()?;
        let mut columns = Vec::new();
        loop {
            if self.is_word_at(0, "PERIOD")
                && !matches!(self.kind_at(1), TokenKind::Comma | TokenKind::CloseParen)
            {
                self.advance();
            }
            columns.push(self.ident("a column name")?);
            *without_overlaps |= self.accept("WITHOUT OVERLAPS");
            if !self.accept_comma() {
                break;
            }
        }
        self.expect_close()?;
        Ok(columns)
    }

    /// `[WITH (…)] [USING INDEX TABLESPACE name]`, of no concern to locks.
    pub(super) fn index_storage(&mut self) -> Parsed<()> {
        if self.is_word_at(0, "WITH") && self.kind_at(1) == TokenKind::OpenParen {
            self.advance();
            self.skip_group();
        }
        if self.accept("USING INDEX TABLESPACE") {
            self.ident("a tablespace")?;
        }
        Ok(())
    }

    /// What follows `EXCLUDE`.
    fn exclusion(&mut self) -> Parsed<()> {
        if self.accept("USING") {
            self.ident("an index method")?;
        }
        self.bracket_group()?;
        if self.accept("INCLUDE") {
            self.bracket_group()?;
        }
        self.index_storage()?;
        if self.accept("WHERE") {
            self.bracket_group()?;
        }
        Ok(())
    }

    /// `( … )`, whatever it holds.
    pub(super) fn bracket_group(&mut self) -> Parsed<()> {
        if self.kind_at(0) != TokenKind::OpenParen {
            return Err(self.fail("("));
        }
        self.skip_group();
        Ok(())
    }

    /// `REFERENCES table [(columns)] [MATCH …] [ON DELETE …] [ON UPDATE …]`
    pub(super) fn foreign_key_target(&mut self) -> Parsed<ForeignKeyTarget<'a>> {
        let mark = self.mark();
        self.expect("REFERENCES")?;
        let table = self.object_name("a table name")?;
        let mut target = ForeignKeyTarget {
            span: self.span_from(mark),
            table,
            columns: Vec::new(),
            on_delete: ReferentialAction::NoAction,
            on_update: ReferentialAction::NoAction,
        };
        if self.kind_at(0) == TokenKind::OpenParen {
            target.columns = self.key_columns(&mut false)?;
        }
        if self.accept("MATCH") && self.accept_any(&["FULL", "PARTIAL", "SIMPLE"]).is_none() {
            return Err(self.fail(""));
        }
        loop {
            if self.accept("ON DELETE") {
                target.on_delete = self.referential_action()?;
            } else if self.accept("ON UPDATE") {
                target.on_update = self.referential_action()?;
            } else {
                break;
            }
        }
        target.span = self.span_from(mark);
        Ok(target)
    }

    fn referential_action(&mut self) -> Parsed<ReferentialAction> {
        let action = if self.accept("NO ACTION") {
            ReferentialAction::NoAction
        } else if self.accept("RESTRICT") {
            ReferentialAction::Restrict
        } else if self.accept("CASCADE") {
            ReferentialAction::Cascade
        } else if self.accept("SET NULL") {
            ReferentialAction::SetNull
        } else if self.accept("SET DEFAULT") {
            ReferentialAction::SetDefault
        } else {
            return Err(self.fail(""));
        };
        let sets = matches!(
            action,
            ReferentialAction::SetNull | ReferentialAction::SetDefault
        );
        if sets && self.kind_at(0) == TokenKind::OpenParen {
            self.skip_group();
        }
        Ok(action)
    }
}
