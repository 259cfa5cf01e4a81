//! Objects as statements name them: a kind, a name, and what tells it from
//! others.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::error::Parsed;
use super::names::is_name;
use crate::lexer::TokenKind;
use crate::tree::{
    Expression, Ident, ObjectName, ObjectReference, Parameter, ParameterMode, Parts, Span,
};

impl<'a> Cursor<'a, '_> {
    /// `kind name …`, as `COMMENT ON` takes it.
    pub(super) fn object_reference(&mut self) -> Parsed<ObjectReference<'a>> {
        if self.accept("COLUMN") {
            return self.reference_to("COLUMN");
        }
        if self.accept("CONSTRAINT") {
            return self.reference_to("CONSTRAINT");
        }
        match self.accept_object() {
            Some((tags, _)) => self.reference_to(tags.words),
            None => Err(self.fail("")),
        }
    }

    /// What follows the words of the kind.
    pub(super) fn reference_to(&mut self, kind: &'static str) -> Parsed<ObjectReference<'a>> {
        let mut reference = ObjectReference {
            kind,
            name: None,
            arguments: None,
            table: None,
        };
        let mark = self.mark();
        match kind {
            "FUNCTION" | "PROCEDURE" | "ROUTINE" | "AGGREGATE" => {
                reference.name = Some(self.function_name("a function name")?);
                let mark = self.mark();
                if self.at_open() || kind == "AGGREGATE" {
                    self.signature()?;
                    reference.arguments = Some(self.span_from(mark));
                }
            }
            "OPERATOR" => {
                reference.name = Some(self.operator_name()?);
                let mark = self.mark();
                self.operand_types()?;
                reference.arguments = Some(self.span_from(mark));
            }
            "OPERATOR CLASS" | "OPERATOR FAMILY" => {
                reference.name = Some(self.object_name("a name")?);
                let mark = self.mark();
                self.expect("USING")?;
                self.ident("an index method")?;
                reference.arguments = Some(self.span_from(mark));
            }
            "TYPE" | "DOMAIN" => reference.name = Some(self.type_reference()?),
            "CAST" => {
                self.expect_open()?;
                reference.name = Some(self.type_reference()?);
                self.expect("AS")?;
                self.data_type()?;
                self.expect_close()?;
                reference.arguments = Some(self.span_from(mark));
            }
            "TRANSFORM" => {
                self.expect("FOR")?;
                reference.name = Some(self.type_reference()?);
                let mark = self.mark();
                self.expect("LANGUAGE")?;
                self.ident("a language")?;
                reference.arguments = Some(self.span_from(mark));
            }
            "LARGE OBJECT" => {
                self.number()?;
                reference.arguments = Some(self.span_from(mark));
            }
            "USER MAPPING" => {
                self.expect("FOR")?;
                let role = if self.at("USER") {
                    self.any_ident("a role")?
                } else {
                    self.role_name()?
                };
                reference.name = Some(role.into());
                let mark = self.mark();
                self.expect("SERVER")?;
                self.ident("a server")?;
                reference.arguments = Some(self.span_from(mark));
            }
            "CONSTRAINT" | "TRIGGER" | "POLICY" | "RULE" => {
                reference.name = Some(self.ident("a name")?.into());
                self.expect("ON")?;
                if kind == "CONSTRAINT" && self.accept("DOMAIN") {
                    reference.kind = "DOMAIN CONSTRAINT";
                    reference.table = Some(self.type_reference()?);
                } else {
                    reference.table = Some(self.object_name("a table name")?);
                }
            }
            "ROLE" | "USER" | "GROUP" => reference.name = Some(self.role_name()?.into()),
            "SCHEMA"
            | "EXTENSION"
            | "DATABASE"
            | "TABLESPACE"
            | "PUBLICATION"
            | "SUBSCRIPTION"
            | "EVENT TRIGGER"
            | "ACCESS METHOD"
            | "LANGUAGE"
            | "PROCEDURAL LANGUAGE"
            | "SERVER"
            | "FOREIGN DATA WRAPPER" => reference.name = Some(self.ident("a name")?.into()),
            _ => reference.name = Some(self.object_name("a name")?),
        }
        Ok(reference)
    }

    /// A type as the name of an object, in its internal spelling.
    pub(super) fn type_reference(&mut self) -> Parsed<ObjectName<'a>> {
        let mark = self.mark();
        let data_type = self.data_type()?;
        let mut start = data_type.span.start;
        if let Some(schema) = &data_type.schema {
            // Behind the schema come the dot and the name.
            let tokens = self.slice(mark, self.mark()).iter();
            let mut from_schema = tokens.skip_while(|token| token.span != schema.span);
            start = from_schema.nth(2).map_or(start, |name| name.span.start);
        }
        let name = Ident {
            span: Span::new(start, data_type.span.end),
            value: data_type.name,
        };
        Ok(ObjectName {
            span: data_type.span,
            parts: data_type
                .schema
                .map(|schema| *schema)
                .into_iter()
                .chain([name])
                .collect(),
        })
    }

    /// `[schema.]operator`
    pub(super) fn operator_name(&mut self) -> Parsed<ObjectName<'a>> {
        let mark = self.mark();
        let mut parts = Parts::default();
        while is_name(self.kind_at(0)) && self.kind_at(1) == TokenKind::Dot {
            parts.push(self.any_ident("a name")?);
            self.advance();
        }
        let symbol = self.expect_kind(TokenKind::Operator, "an operator")?;
        parts.push(Ident {
            span: symbol.span,
            value: Cow::Borrowed(symbol.span.of(self.text)),
        });
        Ok(ObjectName {
            span: self.span_from(mark),
            parts,
        })
    }

    /// `(left, right)`, of which one may be `NONE`.
    pub(super) fn operand_types(&mut self) -> Parsed<()> {
        self.expect_open()?;
        let left = self.accept("NONE");
        if !left {
            self.data_type()?;
        }
        if !self.accept_comma() {
            return Err(self.fail("a comma and the right operand's type, or NONE"));
        }
        if left || !self.accept("NONE") {
            self.data_type()?;
        }
        self.expect_close().map(|_| ())
    }

    /// `(arguments)` of a function or an aggregate: `(*)`, `(int, text)`,
    /// `(ORDER BY int)`.
    pub(super) fn signature(&mut self) -> Parsed<()> {
        self.expect_open()?;
        if !self.accept_operator("*") && self.kind_at(0) != TokenKind::CloseParen {
            if !self.at("ORDER BY") {
                self.list(Self::parameter)?;
            }
            if self.accept("ORDER BY") {
                self.list(Self::parameter)?;
            }
        }
        self.expect_close().map(|_| ())
    }

    /// `[mode] [name] type [DEFAULT expression]`
    pub(super) fn parameter(&mut self) -> Parsed<Parameter<'a>> {
        let mut mode = self.parameter_mode();
        let mut name = None;
        if self.names_parameter() {
            name = Some(self.any_ident("a parameter")?);
            // PostgreSQL takes the mode behind the name as well.
            if mode.is_none() {
                mode = self.parameter_mode();
            }
        }
        let data_type = self.data_type()?;
        let default = if self.accept("DEFAULT") || self.accept_operator("=") {
            Some(self.parameter_default()?)
        } else if self.kind_at(0) == TokenKind::Assign {
            self.advance();
            Some(self.parameter_default()?)
        } else {
            None
        };
        Ok(Parameter {
            mode: mode.unwrap_or(ParameterMode::In),
            name,
            data_type,
            default,
        })
    }

    fn parameter_default(&mut self) -> Parsed<Expression<'a>> {
        self.expression_until(|cursor| cursor.kind_at(0) == TokenKind::Comma)
    }

    fn parameter_mode(&mut self) -> Option<ParameterMode> {
        const MODES: [(&str, ParameterMode); 5] = [
            ("IN OUT", ParameterMode::InOut),
            ("INOUT", ParameterMode::InOut),
            ("IN", ParameterMode::In),
            ("OUT", ParameterMode::Out),
            ("VARIADIC", ParameterMode::Variadic),
        ];
        let found = MODES.iter().find(|(words, _)| self.accept(words));
        found.map(|(_, mode)| *mode)
    }

    /// Whether a name comes next and then a type, not a type at once.
    fn names_parameter(&self) -> bool {
        if !is_name(self.kind_at(0)) || !is_name(self.kind_at(1)) {
            return false;
        }
        let second = |words: &[&str]| words.iter().any(|word| self.is_word_at(1, word));
        let is_double = self.is_word_at(0, "DOUBLE") && second(&["PRECISION"]);
        let is_long = ["CHARACTER", "CHAR", "BIT", "NCHAR", "NATIONAL"]
            .iter()
            .any(|word| self.is_word_at(0, word))
            && second(&["VARYING", "CHARACTER", "CHAR"]);
        let is_time = ["TIMESTAMP", "TIME"]
            .iter()
            .any(|word| self.is_word_at(0, word))
            && second(&["WITH", "WITHOUT"]);
        let is_interval = self.is_word_at(0, "INTERVAL")
            && second(&["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"]);
        let setof = self.is_word_at(0, "SETOF");
        let ends = second(&["DEFAULT", "ORDER", "ARRAY"]);
        !(is_double || is_long || is_time || is_interval || setof || ends)
    }
}

impl<'a> From<Ident<'a>> for ObjectName<'a> {
    fn from(name: Ident<'a>) -> Self {
        ObjectName {
            span: name.span,
            parts: Parts::one(name),
        }
    }
}
