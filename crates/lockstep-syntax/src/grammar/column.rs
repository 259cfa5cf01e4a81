//! Columns and the constraints written with them.

use super::cursor::Cursor;
use super::error::Parsed;
use super::push;
use crate::lexer::TokenKind;
use crate::tree::{
    ColumnConstraint, ColumnConstraintKind, ColumnDefinition, ColumnStorage, ConstraintProperties,
    GeneratedStorage,
};

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
    /// `name type [storage] [constraints]`. `typed` says whether there is a
    /// type, without which nothing is said of the storage.
    pub(super) fn column_definition(&mut self, typed: bool) -> Parsed<ColumnDefinition<'a>> {
        let mark = self.mark();
        let name = self.ident("a column name")?;
        let (mut data_type, mut storage) = (None, None);
        if typed {
            data_type = Some(self.data_type()?);
            storage = self.column_storage()?;
        } else {
            self.accept("WITH OPTIONS");
        }
        let mut column = ColumnDefinition {
            span: self.span_from(mark),
            name,
            data_type,
            storage,
            collation: None,
            constraints: Vec::new(),
        };
        loop {
            if column.collation.is_none() && self.accept("COLLATE") {
                column.collation = Some(Box::new(self.object_name("a collation")?));
            } else if !self.column_constraint(&mut column.constraints)? {
                break;
            }
        }
        column.span = self.span_from(mark);
        Ok(column)
    }

    /// `[STORAGE …] [COMPRESSION …] [OPTIONS (…)]`
    fn column_storage(&mut self) -> Parsed<Option<Box<ColumnStorage<'a>>>> {
        let mark = self.mark();
        let mut found = ColumnStorage {
            storage: None,
            compression: None,
            options: Box::default(),
        };
        if self.accept("STORAGE") {
            found.storage = Some(self.ident_or_default("a storage")?);
        }
        if self.accept("COMPRESSION") {
            found.compression = Some(self.ident_or_default("a compression method")?);
        }
        if self.accept("OPTIONS") {
            found.options = self.generic_options(false)?;
        }
        Ok((self.mark() > mark).then(|| Box::new(found)))
    }

    /// One constraint, with the properties behind it; false when none comes.
    pub(super) fn column_constraint(
        &mut self,
        constraints: &mut Vec<ColumnConstraint<'a>>,
    ) -> Parsed<bool> {
        let mark = self.mark();
        let name = if self.accept("CONSTRAINT") {
            Some(self.ident("a constraint name")?)
        } else {
            None
        };
        let mut properties = ConstraintProperties::default();
        let Some(kind) = self.column_constraint_kind(&mut properties)? else {
            return match name {
                // PostgreSQL takes a bare `CONSTRAINT name` for an error too.
                Some(_) => Err(self.fail("")),
                None => Ok(false),
            };
        };
        let properties = self.more_properties(properties, false)?;
        let constraint = ColumnConstraint {
            span: self.span_from(mark),
            name,
            kind,
            properties,
        };
        push(constraints, constraint);
        Ok(true)
    }

    fn column_constraint_kind(
        &mut self,
        properties: &mut ConstraintProperties,
    ) -> Parsed<Option<ColumnConstraintKind<'a>>> {
        let kind = if self.accept("NOT NULL") {
            properties.inherit = self.accept("NO INHERIT").then_some(false);
            ColumnConstraintKind::NotNull
        } else if self.accept("NULL") {
            ColumnConstraintKind::Null
        } else if self.accept("DEFAULT") {
            ColumnConstraintKind::Default(Box::new(self.expression_until(Self::ends_default)?))
        } else if self.accept("GENERATED") {
            self.generated()?
        } else if self.accept("CHECK") {
            let expression = self.bracketed_expression()?;
            properties.inherit = self.accept("NO INHERIT").then_some(false);
            ColumnConstraintKind::Check(Box::new(expression))
        } else if self.accept("UNIQUE") {
            ColumnConstraintKind::Unique {
                nulls_not_distinct: self.nulls_not_distinct(),
                storage: self.index_storage("USING INDEX TABLESPACE")?,
            }
        } else if self.accept("PRIMARY KEY") {
            let storage = self.index_storage("USING INDEX TABLESPACE")?;
            ColumnConstraintKind::PrimaryKey { storage }
        } else if self.at("REFERENCES") {
            ColumnConstraintKind::References(Box::new(self.foreign_key_target()?))
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
        let always = self.generated_when()?;
        self.expect("AS")?;
        if !always || self.at("IDENTITY") {
            self.expect("IDENTITY")?;
            return Ok(ColumnConstraintKind::Identity(self.identity(always)?));
        }
        let expression = Box::new(self.bracketed_expression()?);
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
