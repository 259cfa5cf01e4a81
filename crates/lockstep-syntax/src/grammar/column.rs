//! Columns and the constraints written with them.

use super::cursor::Cursor;
use super::error::Parsed;
use super::push;
use crate::lexer::TokenKind;
use crate::tree::{ColumnConstraint, ColumnConstraintKind, ColumnDefinition, GeneratedStorage};

/// Words that end the expression of a `DEFAULT`: a constraint begins, or a
/// property of the constraint before.
const ENDS_DEFAULT: [&str; 12] = [
    "CONSTRAINT",
    "NULL",
    "CHECK",
    "UNIQUE",
    "PRIMARY",
    "REFERENCES",
    "GENERATED",
    "COLLATE",
    "DEFERRABLE",
    "INITIALLY",
    "ENFORCED",
    "ON",
];

/// Words that may follow a literal or a bracket within such an expression.
const CONTINUES_DEFAULT: [&str; 11] = [
    "IS", "AT", "OPERATOR", "UESCAPE", "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TO",
];

impl<'a> Cursor<'a, '_> {
    /// `name type [constraints]`. `typed` says whether the type must be there.
    pub(super) fn column_definition(&mut self, typed: bool) -> Parsed<ColumnDefinition<'a>> {
        let mark = self.mark();
        let name = self.ident("a column name")?;
        let data_type = if typed {
            Some(self.data_type()?)
        } else {
            self.accept("WITH OPTIONS");
            None
        };
        let mut column = ColumnDefinition {
            span: self.span_from(mark),
            name,
            data_type,
            collation: None,
            constraints: Vec::new(),
        };
        loop {
            if self.accept("STORAGE") || self.accept("COMPRESSION") {
                self.advance();
            } else if self.accept("OPTIONS") {
                self.skip_group();
            } else if self.accept("COLLATE") {
                column.collation = Some(self.object_name("a collation")?);
            } else if !self.column_constraint(&mut column.constraints)? {
                break;
            }
            column.span = self.span_from(mark);
        }
        Ok(column)
    }

    /// One constraint, or one property of the last; false when none comes.
    pub(super) fn column_constraint(
        &mut self,
        constraints: &mut Vec<ColumnConstraint<'a>>,
    ) -> Parsed<bool> {
        let mark = self.mark();
        if self.constraint_property(constraints) {
            return Ok(true);
        }
        let name = if self.accept("CONSTRAINT") {
            Some(self.ident("a constraint name")?)
        } else {
            None
        };
        let Some(kind) = self.column_constraint_kind()? else {
            return match name {
                // PostgreSQL takes a bare `CONSTRAINT name` for an error too.
                Some(_) => Err(self.fail("")),
                None => Ok(false),
            };
        };
        let span = self.span_from(mark);
        push(constraints, ColumnConstraint { span, name, kind });
        Ok(true)
    }

    /// `DEFERRABLE`, `NOT ENFORCED` and their kin, which follow a constraint.
    fn constraint_property(&mut self, constraints: &mut [ColumnConstraint<'a>]) -> bool {
        let mark = self.mark();
        if self.accept("NOT ENFORCED") {
            match constraints.last_mut().map(|last| &mut last.kind) {
                Some(ColumnConstraintKind::Check { not_enforced, .. }) => *not_enforced = true,
                _ => self.skip_from(mark),
            }
        } else {
            let property = [
                "DEFERRABLE",
                "NOT DEFERRABLE",
                "INITIALLY DEFERRED",
                "INITIALLY IMMEDIATE",
                "ENFORCED",
            ];
            if self.accept_any(&property).is_none() {
                return false;
            }
        }
        if let Some(last) = constraints.last_mut() {
            last.span = last.span.cover(self.span_from(mark));
        }
        true
    }

    fn column_constraint_kind(&mut self) -> Parsed<Option<ColumnConstraintKind<'a>>> {
        let kind = if self.accept("NOT NULL") {
            self.accept("NO INHERIT");
            self.accept("NOT VALID");
            ColumnConstraintKind::NotNull
        } else if self.accept("NULL") {
            ColumnConstraintKind::Null
        } else if self.accept("DEFAULT") {
            ColumnConstraintKind::Default(self.expression_until(Self::ends_default)?)
        } else if self.accept("GENERATED") {
            self.generated()?
        } else if self.accept("CHECK") {
            let expression = self.bracketed_expression()?;
            ColumnConstraintKind::Check {
                expression,
                no_inherit: self.accept("NO INHERIT"),
                not_enforced: false,
            }
        } else if self.accept("UNIQUE") {
            if !self.accept("NULLS NOT DISTINCT") {
                self.accept("NULLS DISTINCT");
            }
            self.index_storage()?;
            ColumnConstraintKind::Unique
        } else if self.accept("PRIMARY KEY") {
            self.index_storage()?;
            ColumnConstraintKind::PrimaryKey
        } else if self.at("REFERENCES") {
            ColumnConstraintKind::References(self.foreign_key_target()?)
        } else {
            return Ok(None);
        };
        Ok(Some(kind))
    }

    fn ends_default(&self) -> bool {
        if self.kind_at(0) == TokenKind::Comma {
            return true;
        }
        if self.kind_at(0) == TokenKind::Word && self.stands_behind_operand() {
            // `DEFAULT 0 AUTO_INCREMENT`: no operator of this kind of
            // expression is a word but these.
            let goes_on = CONTINUES_DEFAULT
                .iter()
                .any(|word| self.is_word_at(0, word));
            return !goes_on;
        }
        if self.is_word_at(0, "NOT") {
            return ["NULL", "DEFERRABLE", "ENFORCED", "VALID"]
                .iter()
                .any(|word| self.is_word_at(1, word));
        }
        ENDS_DEFAULT.iter().any(|word| self.is_word_at(0, word))
    }

    /// What follows `GENERATED` in a column definition.
    fn generated(&mut self) -> Parsed<ColumnConstraintKind<'a>> {
        if !self.accept("ALWAYS") {
            self.expect("BY DEFAULT")?;
        }
        self.expect("AS")?;
        if self.accept("IDENTITY") {
            if self.kind_at(0) == TokenKind::OpenParen {
                self.skip_group();
            }
            return Ok(ColumnConstraintKind::Identity);
        }
        let expression = self.bracketed_expression()?;
        let storage = if self.accept("STORED") {
            Some(GeneratedStorage::Stored)
        } else if self.accept("VIRTUAL") {
            Some(GeneratedStorage::Virtual)
        } else {
            None
        };
        Ok(ColumnConstraintKind::Generated {
            expression,
            storage,
        })
    }
}
