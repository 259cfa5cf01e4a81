//! Rules, extended statistics, extensions, and schemas with their elements.

use super::cursor::Cursor;
use super::error::Parsed;
use crate::lexer::TokenKind;
use crate::tree::{
    CreateExtension, CreateRule, CreateSchema, CreateStatistics, Expression, Statement,
    StatementKind,
};

/// What the action of a rule may be.
const RULE_ACTIONS: [&str; 8] = [
    "SELECT", "INSERT", "UPDATE", "DELETE", "VALUES", "TABLE", "WITH", "NOTIFY",
];

impl<'a> Cursor<'a, '_> {
    /// What follows `CREATE [OR REPLACE] RULE`.
    pub(super) fn create_rule(&mut self, or_replace: bool) -> Parsed<StatementKind<'a>> {
        const EVENTS: [&str; 4] = ["SELECT", "INSERT", "UPDATE", "DELETE"];
        let name = self.ident("a rule name")?;
        self.expect("AS")?;
        self.expect("ON")?;
        let Some(event) = self.accept_any(&EVENTS) else {
            return Err(self.fail(""));
        };
        self.expect("TO")?;
        let table = self.object_name("a table name")?;
        let condition = if self.accept("WHERE") {
            Some(self.expression_until(|cursor| cursor.is_word_at(0, "DO"))?)
        } else {
            None
        };
        self.expect("DO")?;
        let instead = self.accept("INSTEAD");
        if !instead {
            self.accept("ALSO");
        }
        Ok(StatementKind::CreateRule(Box::new(CreateRule {
            or_replace,
            name,
            event: EVENTS.get(event).copied().unwrap_or_default(),
            table,
            condition,
            instead,
            actions: self.rule_actions()?,
        })))
    }

    /// `NOTHING`, a statement, or several in brackets.
    fn rule_actions(&mut self) -> Parsed<Vec<Statement<'a>>> {
        const LABEL: &str = "NOTHING or a statement";
        if self.accept("NOTHING") {
            return Ok(Vec::new());
        }
        if !self.at_open() || self.opens_query() {
            return Ok(vec![self.nested_rest(&RULE_ACTIONS, LABEL)?]);
        }
        self.expect_open()?;
        let mut actions = Vec::new();
        loop {
            let first = self.mark();
            self.skip_until(|cursor| cursor.kind_at(0) == TokenKind::Semicolon);
            let end = self.mark();
            self.rewind(first);
            if end > first {
                actions.push(self.nested(end, &RULE_ACTIONS, "a statement")?);
            }
            if self.accept_kind(TokenKind::Semicolon).is_none() {
                break;
            }
        }
        // A bracket that is never closed is reported where it opens.
        if !self.is_at_end() {
            self.expect_close()?;
        }
        Ok(actions)
    }

    /// What follows `CREATE STATISTICS`.
    pub(super) fn create_statistics(&mut self) -> Parsed<StatementKind<'a>> {
        let if_not_exists = self.accept("IF NOT EXISTS");
        let mut name = None;
        if !self.at("ON") && !self.at_open() {
            name = Some(self.object_name("a name")?);
        }
        let kinds = self.optional_columns()?;
        self.expect("ON")?;
        let keys = self.list(Self::statistics_key)?;
        self.expect("FROM")?;
        let (table, _) = self.maybe_only()?;
        Ok(StatementKind::CreateStatistics(Box::new(
            CreateStatistics {
                if_not_exists,
                name,
                kinds,
                keys,
                table,
            },
        )))
    }

    /// A column, a call, or an expression in brackets.
    fn statistics_key(&mut self) -> Parsed<Expression<'a>> {
        if self.at_open() {
            return self.bracketed_expression();
        }
        self.expression_until(|cursor| {
            cursor.kind_at(0) == TokenKind::Comma || cursor.is_word_at(0, "FROM")
        })
    }

    /// What follows `CREATE EXTENSION`.
    pub(super) fn create_extension(&mut self) -> Parsed<StatementKind<'a>> {
        let if_not_exists = self.accept("IF NOT EXISTS");
        let mut extension = Box::new(CreateExtension {
            if_not_exists,
            name: self.ident("an extension name")?,
            schema: None,
            version: None,
            cascade: false,
        });
        self.accept("WITH");
        loop {
            if self.accept("SCHEMA") {
                extension.schema = Some(self.ident("a schema")?);
            } else if self.accept("VERSION") {
                extension.version = Some(self.single_value()?);
            } else if self.accept("CASCADE") {
                extension.cascade = true;
            } else {
                return Ok(StatementKind::CreateExtension(extension));
            }
        }
    }

    /// What follows `CREATE SCHEMA`.
    pub(super) fn create_schema(&mut self) -> Parsed<StatementKind<'a>> {
        let if_not_exists = self.accept("IF NOT EXISTS");
        let mut name = None;
        if !self.at("AUTHORIZATION") {
            name = Some(self.ident("a schema name")?);
        }
        let mut owner = None;
        if self.accept("AUTHORIZATION") {
            let role = self.role_name()?;
            // The schema is named like its owner.
            name.get_or_insert_with(|| role.clone());
            owner = Some(role);
        }
        let mut elements = Vec::new();
        while !self.is_at_end() {
            elements.push(self.schema_element()?);
        }
        Ok(StatementKind::CreateSchema(CreateSchema {
            if_not_exists,
            name,
            owner,
            elements,
        }))
    }

    /// One statement up to the next that begins with `CREATE` or `GRANT`.
    fn schema_element(&mut self) -> Parsed<Statement<'a>> {
        const OBJECTS: [&str; 10] = [
            "TABLE",
            "UNIQUE",
            "INDEX",
            "SEQUENCE",
            "TRIGGER",
            "CONSTRAINT",
            "VIEW",
            "OR",
            "TEMP",
            "TEMPORARY",
        ];
        let first = self.mark();
        if !self.at("GRANT") {
            self.expect("CREATE")?;
            if !OBJECTS.iter().any(|word| self.at(word))
                && !["UNLOGGED", "RECURSIVE", "LOCAL", "GLOBAL"]
                    .iter()
                    .any(|word| self.at(word))
            {
                return Err(self.fail(""));
            }
        }
        self.advance();
        self.skip_until(|cursor| {
            cursor.is_word_at(0, "GRANT") && !cursor.is_word_at(1, "OPTION")
                || cursor.is_word_at(0, "CREATE")
                    && !cursor.is_word_at(1, "ON")
                    && cursor.kind_at(1) == TokenKind::Word
        });
        let end = self.mark();
        self.rewind(first);
        self.nested(end, &["CREATE", "GRANT"], "CREATE or GRANT")
    }
}
