//! Constraints of a table as a whole, and foreign keys.

use super::cursor::Cursor;
use super::error::Parsed;
use super::push;
use crate::lexer::TokenKind;
use crate::tree::{
    ConstraintProperties, Exclusion, ForeignKeyTarget, Ident, IndexConstraint, IndexStorage,
    MatchKind, ReferentialAction, TableConstraint, TableConstraintKind,
};

/// A property of constraints: its words, its field, and the value it gives.
type Property = (
    &'static str,
    fn(&mut ConstraintProperties) -> &mut Option<bool>,
    bool,
);

const PROPERTIES: [Property; 6] = [
    ("NOT ENFORCED", |it| &mut it.enforced, false),
    ("DEFERRABLE", |it| &mut it.deferrable, true),
    ("NOT DEFERRABLE", |it| &mut it.deferrable, false),
    ("INITIALLY DEFERRED", |it| &mut it.initially_deferred, true),
    (
        "INITIALLY IMMEDIATE",
        |it| &mut it.initially_deferred,
        false,
    ),
    ("ENFORCED", |it| &mut it.enforced, true),
];

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
        let properties = self.more_properties(ConstraintProperties::default(), true)?;
        Ok(TableConstraint {
            span: self.span_from(mark),
            name,
            kind,
            properties,
        })
    }

    /// `DEFERRABLE`, `NOT ENFORCED` and their kin, as many as come. Those of a
    /// table constraint have more choice and must not contradict each other;
    /// of a column's the last one counts, PostgreSQL refuses it later.
    pub(super) fn more_properties(
        &mut self,
        mut known: ConstraintProperties,
        of_table: bool,
    ) -> Parsed<ConstraintProperties> {
        loop {
            let mark = self.mark();
            if of_table && self.accept("NOT VALID") {
                known.not_valid = true;
                continue;
            }
            if of_table && self.accept("NO INHERIT") {
                known.inherit = Some(false);
                continue;
            }
            let found = PROPERTIES.iter().find(|(words, ..)| self.accept(words));
            let Some((_, field, value)) = found else {
                return Ok(known);
            };
            let before = field(&mut known).replace(*value);
            let immediate =
                known.deferrable == Some(false) && known.initially_deferred == Some(true);
            if of_table && (immediate || before == Some(!value)) {
                self.rewind(mark);
                return Err(self.fail_plainly("nothing that contradicts what stands before"));
            }
        }
    }

    fn table_constraint_kind(&mut self) -> Parsed<TableConstraintKind<'a>> {
        if self.accept("CHECK") {
            let expression = self.bracketed_expression()?;
            Ok(TableConstraintKind::Check(expression))
        } else if self.accept("NOT NULL") {
            let column = self.ident("a column name")?;
            Ok(TableConstraintKind::NotNull { column })
        } else if self.accept("UNIQUE") {
            let nulls_not_distinct = self.nulls_not_distinct();
            let mut index = self.index_constraint(nulls_not_distinct)?;
            index.nulls_not_distinct = nulls_not_distinct;
            Ok(TableConstraintKind::Unique(index))
        } else if self.accept("PRIMARY KEY") {
            Ok(TableConstraintKind::PrimaryKey(
                self.index_constraint(false)?,
            ))
        } else if self.accept("FOREIGN KEY") {
            let (columns, period) = self.key_columns(true)?;
            Ok(TableConstraintKind::ForeignKey {
                columns,
                period,
                target: self.foreign_key_target()?,
            })
        } else if self.accept("EXCLUDE") {
            Ok(TableConstraintKind::Exclude(Box::new(self.exclusion()?)))
        } else {
            Err(self.fail(""))
        }
    }

    /// `[NULLS [NOT] DISTINCT]`
    pub(super) fn nulls_not_distinct(&mut self) -> bool {
        let not_distinct = self.accept("NULLS NOT DISTINCT");
        if !not_distinct {
            self.accept("NULLS DISTINCT");
        }
        not_distinct
    }

    /// What follows `UNIQUE` or `PRIMARY KEY`; an index that is there knows of
    /// its NULLs already.
    fn index_constraint(&mut self, of_new_index: bool) -> Parsed<IndexConstraint<'a>> {
        let mut index = IndexConstraint::default();
        if !of_new_index && self.accept("USING INDEX") {
            index.using_index = Some(self.ident("an index name")?);
            return Ok(index);
        }
        (index.columns, index.without_overlaps) = self.key_columns(false)?;
        if self.accept("INCLUDE") {
            index.include = self.bracketed_idents("a column name")?;
        }
        index.storage = self.index_storage("USING INDEX TABLESPACE")?;
        Ok(index)
    }

    /// `(column, …)`, and whether the last of them is a period: in a foreign
    /// key `PERIOD` stands before it, in a key `WITHOUT OVERLAPS` behind.
    fn key_columns(&mut self, foreign: bool) -> Parsed<(Vec<Ident<'a>>, bool)> {
        self.expect_open()?;
        let mut columns = Vec::new();
        let mut period = false;
        loop {
            // `period` alone is a column.
            let named = matches!(self.kind_at(1), TokenKind::Comma | TokenKind::CloseParen);
            if foreign && !named && !columns.is_empty() {
                period = self.accept("PERIOD");
            }
            push(&mut columns, self.ident("a column name")?);
            period |= !foreign && self.accept("WITHOUT OVERLAPS");
            if period || !self.accept_comma() {
                break;
            }
        }
        self.expect_close()?;
        Ok((columns, period))
    }

    /// `[WITH (…)] [tablespace name]`, where `tablespace` is `TABLESPACE` or
    /// `USING INDEX TABLESPACE`.
    pub(super) fn index_storage(
        &mut self,
        tablespace: &'static str,
    ) -> Parsed<Option<Box<IndexStorage<'a>>>> {
        let mark = self.mark();
        let mut storage = IndexStorage {
            parameters: Box::default(),
            tablespace: None,
        };
        if self.accept_before_bracket("WITH") {
            storage.parameters = self.parameters()?;
        }
        if self.accept(tablespace) {
            storage.tablespace = Some(self.ident("a tablespace")?);
        }
        Ok((self.mark() > mark).then(|| Box::new(storage)))
    }

    /// What follows `EXCLUDE`.
    fn exclusion(&mut self) -> Parsed<Exclusion<'a>> {
        let mut exclusion = Exclusion::default();
        if self.accept("USING") {
            exclusion.method = Some(self.ident("an index method")?);
        }
        self.expect_open()?;
        loop {
            let key = self.index_key()?;
            self.expect("WITH")?;
            let mark = self.mark();
            if self.accept("OPERATOR") {
                self.bracket_group()?;
            } else {
                self.operator()?;
            }
            let operator = self.span_from(mark).of(self.text);
            push(&mut exclusion.elements, (key, operator));
            if !self.accept_comma() {
                break;
            }
        }
        self.expect_close()?;
        if self.accept("INCLUDE") {
            exclusion.include = self.bracketed_idents("a column name")?;
        }
        exclusion.storage = self.index_storage("USING INDEX TABLESPACE")?;
        if self.accept("WHERE") {
            exclusion.predicate = Some(self.bracketed_expression()?);
        }
        Ok(exclusion)
    }

    /// `[schema.]operator`
    fn operator(&mut self) -> Parsed<()> {
        while self.kind_at(1) == TokenKind::Dot {
            self.any_ident("a schema")?;
            self.advance();
        }
        self.expect_kind(TokenKind::Operator, "an operator")?;
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
        const MATCHES: [(&str, MatchKind); 3] = [
            ("SIMPLE", MatchKind::Simple),
            ("FULL", MatchKind::Full),
            ("PARTIAL", MatchKind::Partial),
        ];
        let mark = self.mark();
        self.expect("REFERENCES")?;
        let table = self.object_name("a table name")?;
        let mut target = ForeignKeyTarget {
            span: self.span_from(mark),
            table,
            columns: Vec::new(),
            period: false,
            match_kind: MatchKind::Simple,
            on_delete: ReferentialAction::NoAction,
            on_delete_columns: Vec::new(),
            on_update: ReferentialAction::NoAction,
        };
        if self.kind_at(0) == TokenKind::OpenParen {
            (target.columns, target.period) = self.key_columns(true)?;
        }
        if self.accept("MATCH") {
            let kind = MATCHES.into_iter().find(|(word, _)| self.accept(word));
            let Some((_, kind)) = kind else {
                return Err(self.fail(""));
            };
            target.match_kind = kind;
        }
        let (mut delete, mut update) = (false, false);
        loop {
            if !delete && self.accept("ON DELETE") {
                delete = true;
                target.on_delete = self.referential_action()?;
                let sets = matches!(
                    target.on_delete,
                    ReferentialAction::SetNull | ReferentialAction::SetDefault
                );
                if sets && self.kind_at(0) == TokenKind::OpenParen {
                    target.on_delete_columns = self.bracketed_idents("a column name")?;
                }
            } else if !update && self.accept("ON UPDATE") {
                update = true;
                target.on_update = self.referential_action()?;
            } else {
                break;
            }
        }
        target.span = self.span_from(mark);
        Ok(target)
    }

    fn referential_action(&mut self) -> Parsed<ReferentialAction> {
        const ACTIONS: [(&str, ReferentialAction); 5] = [
            ("NO ACTION", ReferentialAction::NoAction),
            ("RESTRICT", ReferentialAction::Restrict),
            ("CASCADE", ReferentialAction::Cascade),
            ("SET NULL", ReferentialAction::SetNull),
            ("SET DEFAULT", ReferentialAction::SetDefault),
        ];
        let action = ACTIONS.into_iter().find(|(words, _)| self.accept(words));
        match action {
            Some((_, action)) => Ok(action),
            None => Err(self.fail("")),
        }
    }
}
