//! `ALTER TABLE`, and the statements that share its grammar.

use super::cursor::Cursor;
use super::error::Parsed;
use super::push;
use crate::lexer::TokenKind;
use crate::tree::{
    AlterAction, AlterActionKind, AlterTable, Behavior, ColumnChange, RelationWord, StatementKind,
};

impl<'a> Cursor<'a, '_> {
    /// What follows `ALTER TABLE`, `ALTER INDEX`, …
    pub(super) fn alter_relation(&mut self, object: RelationWord) -> Parsed<StatementKind<'a>> {
        if self.is_word_at(0, "ALL") && self.is_word_at(1, "IN") {
            // `ALTER TABLE ALL IN TABLESPACE …` names no table.
            self.skip_rest();
            return Ok(StatementKind::Other);
        }
        let if_exists = self.accept("IF EXISTS");
        let only = self.accept("ONLY");
        let open = only && self.accept_kind(TokenKind::OpenParen).is_some();
        let name = self.object_name("a table name")?;
        if open {
            self.expect_close()?;
        }
        self.accept_operator("*");
        let mut statement = AlterTable {
            object,
            if_exists,
            only,
            name,
            actions: Vec::new(),
        };
        let read = self.alter_actions(&mut statement.actions);
        self.recover(read);
        Ok(StatementKind::AlterTable(statement))
    }

    fn alter_actions(&mut self, actions: &mut Vec<AlterAction<'a>>) -> Parsed<()> {
        loop {
            let mark = self.mark();
            let kind = self.alter_action()?;
            let ended = self.is_at_end() || self.kind_at(0) == TokenKind::Comma;
            if !ended {
                // What goes on in the wrong way was not read in the right way.
                return Err(self.fail("a comma or end of statement"));
            }
            let span = self.span_from(mark);
            push(actions, AlterAction { span, kind });
            if !self.accept_comma() {
                return Ok(());
            }
        }
    }

    fn alter_action(&mut self) -> Parsed<AlterActionKind<'a>> {
        if self.accept("ADD") {
            return self.alter_add();
        }
        if self.accept("DROP") {
            return self.alter_drop();
        }
        if self.accept("ALTER") {
            return self.alter_alter();
        }
        if self.accept("VALIDATE CONSTRAINT") {
            let name = self.ident("a constraint name")?;
            return Ok(AlterActionKind::ValidateConstraint(name));
        }
        if self.accept("RENAME") {
            return self.alter_rename();
        }
        if self.accept("SET SCHEMA") {
            return Ok(AlterActionKind::SetSchema(self.ident("a schema name")?));
        }
        let mark = self.mark();
        if self.accept("ATTACH PARTITION") {
            let partition = self.object_name("a table name")?;
            // `ALTER INDEX … ATTACH PARTITION index` has no bound.
            if self.is_at_end() {
                self.skip_from(mark);
                return Ok(AlterActionKind::Other);
            }
            let bound = self.partition_bound()?;
            return Ok(AlterActionKind::AttachPartition { partition, bound });
        }
        if self.accept("DETACH PARTITION") {
            return Ok(AlterActionKind::DetachPartition {
                partition: self.object_name("a table name")?,
                concurrently: self.accept("CONCURRENTLY"),
                finalize: self.accept("FINALIZE"),
            });
        }
        if self.accept("OWNER TO") {
            self.role()?;
            return Ok(AlterActionKind::Owner);
        }
        if self.accept("ENABLE") || self.accept("DISABLE") {
            return self.alter_switch();
        }
        if self.accept("FORCE ROW LEVEL SECURITY") || self.accept("NO FORCE ROW LEVEL SECURITY") {
            return Ok(AlterActionKind::RowSecurity);
        }
        let parameters = (self.is_word_at(0, "SET") || self.is_word_at(0, "RESET"))
            && self.kind_at(1) == TokenKind::OpenParen;
        if parameters {
            self.advance();
            return self.alter_parameters();
        }
        self.alter_other()
    }

    /// Actions that the tree does not hold.
    fn alter_other(&mut self) -> Parsed<AlterActionKind<'a>> {
        const OTHER: [&str; 20] = [
            "SET TABLESPACE",
            "SET LOGGED",
            "SET UNLOGGED",
            "SET ACCESS METHOD",
            "SET WITHOUT CLUSTER",
            "SET WITHOUT OIDS",
            "CLUSTER ON",
            "REPLICA IDENTITY",
            "INHERIT",
            "NO INHERIT",
            "OF",
            "NOT OF",
            "OPTIONS",
            "DEPENDS ON EXTENSION",
            "NO DEPENDS ON EXTENSION",
            "SPLIT PARTITION",
            "MERGE PARTITIONS",
            "SET STATISTICS",
            "RESTART",
            "OWNED BY",
        ];
        const SEQUENCE: [&str; 12] = [
            "INCREMENT",
            "MINVALUE",
            "MAXVALUE",
            "NO MINVALUE",
            "NO MAXVALUE",
            "START",
            "CACHE",
            "CYCLE",
            "NO CYCLE",
            "AS",
            "SEQUENCE NAME",
            "SET WITH OIDS",
        ];
        let mark = self.mark();
        if self.accept_any(&OTHER).is_none() && self.accept_any(&SEQUENCE).is_none() {
            return Err(self.fail(""));
        }
        self.skip_until(|cursor| cursor.kind_at(0) == TokenKind::Comma);
        self.skip_from(mark);
        Ok(AlterActionKind::Other)
    }

    fn alter_add(&mut self) -> Parsed<AlterActionKind<'a>> {
        if self.at_table_constraint() {
            let constraint = self.table_constraint()?;
            return Ok(AlterActionKind::AddConstraint(Box::new(constraint)));
        }
        self.accept("COLUMN");
        let if_not_exists = self.accept("IF NOT EXISTS");
        let column = Box::new(self.column_definition(true)?);
        Ok(AlterActionKind::AddColumn {
            if_not_exists,
            column,
        })
    }

    fn alter_drop(&mut self) -> Parsed<AlterActionKind<'a>> {
        if self.accept("CONSTRAINT") {
            return Ok(AlterActionKind::DropConstraint {
                if_exists: self.accept("IF EXISTS"),
                name: self.ident("a constraint name")?,
                behavior: self.behavior(),
            });
        }
        self.accept("COLUMN");
        Ok(AlterActionKind::DropColumn {
            if_exists: self.accept("IF EXISTS"),
            name: self.ident("a column name")?,
            behavior: self.behavior(),
        })
    }

    /// `[CASCADE | RESTRICT]`
    pub(super) fn behavior(&mut self) -> Behavior {
        if self.accept("CASCADE") {
            Behavior::Cascade
        } else {
            self.accept("RESTRICT");
            Behavior::Restrict
        }
    }

    fn alter_alter(&mut self) -> Parsed<AlterActionKind<'a>> {
        if self.accept("CONSTRAINT") {
            let name = self.ident("a constraint name")?;
            let mut enforced = None;
            loop {
                let properties = [
                    "NOT ENFORCED",
                    "ENFORCED",
                    "DEFERRABLE",
                    "NOT DEFERRABLE",
                    "INITIALLY DEFERRED",
                    "INITIALLY IMMEDIATE",
                    "INHERIT",
                    "NO INHERIT",
                ];
                match self.accept_any(&properties) {
                    Some(0) => enforced = Some(false),
                    Some(1) => enforced = Some(true),
                    Some(_) => {}
                    None => break,
                }
            }
            return Ok(AlterActionKind::AlterConstraint { name, enforced });
        }
        self.accept("COLUMN");
        // `ALTER INDEX i ALTER COLUMN 1 SET STATISTICS …` numbers its columns.
        if self.kind_at(0) == TokenKind::Number {
            let mark = self.mark();
            self.skip_until(|cursor| cursor.kind_at(0) == TokenKind::Comma);
            self.skip_from(mark);
            return Ok(AlterActionKind::Other);
        }
        let name = self.ident("a column name")?;
        let change = self.column_change()?;
        Ok(AlterActionKind::AlterColumn { name, change })
    }

    fn column_change(&mut self) -> Parsed<ColumnChange<'a>> {
        const OTHER: [&str; 14] = [
            "SET STORAGE",
            "SET COMPRESSION",
            "SET GENERATED",
            "SET EXPRESSION",
            "SET INCREMENT",
            "SET START",
            "SET MINVALUE",
            "SET MAXVALUE",
            "SET NO",
            "SET CACHE",
            "SET CYCLE",
            "SET RESTART",
            "RESTART",
            "ADD GENERATED",
        ];
        if self.accept("SET DEFAULT") {
            let value = self.expression_until(|cursor| cursor.kind_at(0) == TokenKind::Comma)?;
            return Ok(ColumnChange::SetDefault(value));
        }
        if self.accept("DROP DEFAULT") {
            return Ok(ColumnChange::DropDefault);
        }
        if self.accept("SET NOT NULL") {
            return Ok(ColumnChange::SetNotNull);
        }
        if self.accept("DROP NOT NULL") {
            return Ok(ColumnChange::DropNotNull);
        }
        if self.accept("TYPE") || self.accept("SET DATA TYPE") {
            let data_type = self.data_type()?;
            let collation = if self.accept("COLLATE") {
                Some(self.object_name("a collation")?)
            } else {
                None
            };
            let using = if self.accept("USING") {
                Some(self.expression_until(|cursor| cursor.kind_at(0) == TokenKind::Comma)?)
            } else {
                None
            };
            return Ok(ColumnChange::SetType {
                data_type,
                collation,
                using,
            });
        }
        if self.accept("SET STATISTICS") {
            self.accept_operator("-");
            if !self.accept("DEFAULT") {
                self.expect_kind(TokenKind::Number, "a number")?;
            }
            return Ok(ColumnChange::SetStatistics);
        }
        let mark = self.mark();
        let options = (self.is_word_at(0, "SET")
            || self.is_word_at(0, "RESET")
            || self.is_word_at(0, "OPTIONS"))
            && (self.kind_at(1) == TokenKind::OpenParen
                || self.kind_at(0) == TokenKind::OpenParen
                || self.is_word_at(0, "OPTIONS"));
        let dropped = self.accept("DROP IDENTITY") || self.accept("DROP EXPRESSION");
        if dropped {
            self.accept("IF EXISTS");
        } else if options || self.accept_any(&OTHER).is_some() {
            self.skip_until(|cursor| cursor.kind_at(0) == TokenKind::Comma);
        } else {
            return Err(self.fail(""));
        }
        self.skip_from(mark);
        Ok(ColumnChange::Other)
    }

    fn alter_rename(&mut self) -> Parsed<AlterActionKind<'a>> {
        if self.accept("TO") {
            return Ok(AlterActionKind::Rename(self.ident("a name")?));
        }
        let constraint = self.accept("CONSTRAINT");
        if !constraint {
            self.accept("COLUMN");
        }
        let label = if constraint {
            "a constraint name"
        } else {
            "a column name"
        };
        let from = self.ident(label)?;
        self.expect("TO")?;
        let to = self.ident(label)?;
        Ok(if constraint {
            AlterActionKind::RenameConstraint { from, to }
        } else {
            AlterActionKind::RenameColumn { from, to }
        })
    }

    /// What follows `ENABLE` or `DISABLE`.
    fn alter_switch(&mut self) -> Parsed<AlterActionKind<'a>> {
        if self.accept("ROW LEVEL SECURITY") {
            return Ok(AlterActionKind::RowSecurity);
        }
        if !self.accept("ALWAYS") {
            self.accept("REPLICA");
        }
        if self.accept("TRIGGER") {
            if !self.accept("ALL") && !self.accept("USER") {
                self.ident("a trigger name")?;
            }
            return Ok(AlterActionKind::Trigger);
        }
        let mark = self.mark();
        self.expect("RULE")?;
        self.ident("a rule name")?;
        self.skip_from(mark);
        Ok(AlterActionKind::Other)
    }

    /// `(parameter [= value], …)`
    fn alter_parameters(&mut self) -> Parsed<AlterActionKind<'a>> {
        self.expect_open()?;
        let mut names = Vec::new();
        loop {
            let mut name = self.any_ident("a parameter name")?;
            while self.accept_kind(TokenKind::Dot).is_some() {
                let part = self.any_ident("a parameter name")?;
                name.value = format!("{}.{}", name.value, part.value).into();
                name.span = name.span.cover(part.span);
            }
            names.push(name);
            self.skip_until(|cursor| cursor.kind_at(0) == TokenKind::Comma);
            if !self.accept_comma() {
                break;
            }
        }
        self.expect_close()?;
        Ok(AlterActionKind::Parameters { names })
    }

    /// `role`, `CURRENT_USER` and its kin.
    pub(super) fn role(&mut self) -> Parsed<()> {
        if self
            .accept_any(&["CURRENT_USER", "SESSION_USER", "CURRENT_ROLE"])
            .is_none()
        {
            self.ident("a role")?;
        }
        Ok(())
    }
}
