//! `ALTER TABLE … ALTER COLUMN`.

use super::cursor::Cursor;
use super::error::Parsed;
use super::push;
use crate::lexer::TokenKind;
use crate::tree::{
    AlterActionKind, ColumnChange, ConstraintProperties, Expression, Ident, Identity,
    IdentityChange, TypeChange,
};

impl<'a> Cursor<'a, '_> {
    /// What follows `ALTER` in `ALTER TABLE`.
    pub(super) fn alter_alter(&mut self) -> Parsed<AlterActionKind<'a>> {
        if self.accept("CONSTRAINT") {
            let name = self.ident("a constraint name")?;
            let mut properties = ConstraintProperties::default();
            if self.accept("INHERIT") {
                properties.inherit = Some(true);
            } else {
                properties = self.more_properties(properties, true)?;
            }
            return Ok(AlterActionKind::AlterConstraint { name, properties });
        }
        self.accept("COLUMN");
        if self.kind_at(0) == TokenKind::Number {
            let column = self.integer()?;
            self.expect("SET STATISTICS")?;
            let target = self.statistics_target()?;
            return Ok(AlterActionKind::SetStatistics { column, target });
        }
        let name = self.ident("a column name")?;
        let change = self.column_change()?;
        Ok(AlterActionKind::AlterColumn { name, change })
    }

    fn column_change(&mut self) -> Parsed<ColumnChange<'a>> {
        if self.accept("TYPE") || self.accept("SET DATA TYPE") {
            return self.type_change();
        }
        let change = if self.accept("SET DEFAULT") {
            ColumnChange::SetDefault(Box::new(self.expression_to_comma()?))
        } else if self.accept("DROP DEFAULT") {
            ColumnChange::DropDefault
        } else if self.accept("SET NOT NULL") {
            ColumnChange::SetNotNull
        } else if self.accept("DROP NOT NULL") {
            ColumnChange::DropNotNull
        } else if self.accept("SET STATISTICS") {
            ColumnChange::SetStatistics(self.statistics_target()?)
        } else if self.accept("SET STORAGE") {
            ColumnChange::SetStorage(Box::new(self.ident_or_default("a storage")?))
        } else if self.accept("SET COMPRESSION") {
            ColumnChange::SetCompression(Box::new(self.ident_or_default("a compression method")?))
        } else if self.accept_before_bracket("SET") {
            ColumnChange::SetParameters(self.parameters()?)
        } else if self.accept_before_bracket("RESET") {
            ColumnChange::ResetParameters(self.parameters()?)
        } else if self.accept("ADD GENERATED") {
            let always = self.generated_when()?;
            self.expect("AS IDENTITY")?;
            ColumnChange::AddIdentity(self.identity(always)?)
        } else if self.accept("DROP IDENTITY") {
            let if_exists = self.accept("IF EXISTS");
            ColumnChange::DropIdentity { if_exists }
        } else if self.accept("SET EXPRESSION") {
            self.expect("AS")?;
            ColumnChange::SetExpression(Box::new(self.bracketed_expression()?))
        } else if self.accept("DROP EXPRESSION") {
            let if_exists = self.accept("IF EXISTS");
            ColumnChange::DropExpression { if_exists }
        } else if self.accept("OPTIONS") {
            ColumnChange::Options(self.generic_options(true)?)
        } else {
            return self.identity_changes();
        };
        Ok(change)
    }

    fn type_change(&mut self) -> Parsed<ColumnChange<'a>> {
        let mut change = Box::new(TypeChange {
            data_type: self.data_type()?,
            collation: None,
            using: None,
        });
        if self.accept("COLLATE") {
            change.collation = Some(self.object_name("a collation")?);
        }
        if self.accept("USING") {
            change.using = Some(self.expression_to_comma()?);
        }
        Ok(ColumnChange::SetType(change))
    }

    fn expression_to_comma(&mut self) -> Parsed<Expression<'a>> {
        self.expression_until(|cursor| cursor.kind_at(0) == TokenKind::Comma)
    }

    /// `SET GENERATED …`, `SET option` and `RESTART`, at least one of them.
    fn identity_changes(&mut self) -> Parsed<ColumnChange<'a>> {
        let mut changes = Vec::new();
        loop {
            let change = if self.accept("SET GENERATED") {
                IdentityChange::Generated {
                    always: self.generated_when()?,
                }
            } else if self.at("RESTART") || (self.at_sequence_option(1) && self.accept("SET")) {
                let Some(option) = self.sequence_option()? else {
                    return Err(self.fail(""));
                };
                IdentityChange::Option(option)
            } else if changes.is_empty() {
                return Err(self.fail(""));
            } else {
                return Ok(ColumnChange::SetIdentity(changes.into()));
            };
            push(&mut changes, change);
        }
    }

    /// `ALWAYS`, or `BY DEFAULT` when false.
    pub(super) fn generated_when(&mut self) -> Parsed<bool> {
        let always = self.accept("ALWAYS");
        if !always {
            self.expect("BY DEFAULT")?;
        }
        Ok(always)
    }

    /// What follows `AS IDENTITY`.
    pub(super) fn identity(&mut self, always: bool) -> Parsed<Identity<'a>> {
        let mut identity = Identity {
            always,
            options: Box::default(),
        };
        if self.accept_kind(TokenKind::OpenParen).is_some() {
            identity.options = self.sequence_options()?;
            if identity.options.is_empty() {
                return Err(self.fail(""));
            }
            self.expect_kind(TokenKind::CloseParen, ")")?;
        }
        Ok(identity)
    }

    /// A number, or none for `DEFAULT`.
    pub(super) fn statistics_target(&mut self) -> Parsed<Option<i32>> {
        if self.accept("DEFAULT") {
            return Ok(None);
        }
        let negative = self.accept_operator("-");
        if !negative {
            self.accept_operator("+");
        }
        let value: i32 = self.integer()?;
        Ok(Some(if negative { -value } else { value }))
    }

    /// A number that fits.
    pub(super) fn integer<T: std::str::FromStr>(&mut self) -> Parsed<T> {
        let number = self.peek().filter(|it| it.kind == TokenKind::Number);
        let value = number.and_then(|token| token.span.of(self.text).parse().ok());
        let Some(value) = value else {
            return Err(self.fail("a number"));
        };
        self.advance();
        Ok(value)
    }

    /// A name, or the word `DEFAULT`.
    pub(super) fn ident_or_default(&mut self, label: &'static str) -> Parsed<Ident<'a>> {
        if self.at("DEFAULT") {
            self.any_ident(label)
        } else {
            self.ident(label)
        }
    }

    /// Moves over a word that a bracket follows.
    pub(super) fn accept_before_bracket(&mut self, word: &'static str) -> bool {
        self.kind_at(1) == TokenKind::OpenParen && self.accept(word)
    }
}
