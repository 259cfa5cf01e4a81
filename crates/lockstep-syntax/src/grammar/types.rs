//! Data types.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::error::Parsed;
use super::keywords::Lower;
use super::names::is_name;
use crate::lexer::TokenKind;
use crate::tree::{Ident, TypeName};

impl<'a> Cursor<'a, '_> {
    /// `[SETOF] name [(modifiers)] [array bounds]`
    pub(super) fn data_type(&mut self) -> Parsed<TypeName<'a>> {
        let mark = self.mark();
        let setof = self.accept("SETOF");
        let mut found = match self.builtin_type() {
            Some(found) => found,
            None => self.named_type()?,
        };
        found.setof = setof;
        found.dimensions = self.array_bounds()?;
        found.span = self.span_from(mark);
        Ok(found)
    }

    /// The types that SQL spells with several words or under another name.
    fn builtin_type(&mut self) -> Option<TypeName<'a>> {
        if self.kind_at(1) == TokenKind::Dot {
            return None;
        }
        let word = self.word_at(0);
        let name = match Lower::of(word).as_bytes() {
            b"double" if self.is_word_at(1, "PRECISION") => {
                self.advance();
                "float8"
            }
            b"character" | b"char" if self.is_word_at(1, "VARYING") => {
                self.advance();
                "varchar"
            }
            b"national" if self.is_word_at(1, "CHARACTER") || self.is_word_at(1, "CHAR") => {
                self.advance();
                if self.is_word_at(1, "VARYING") {
                    self.advance();
                    "varchar"
                } else {
                    "bpchar"
                }
            }
            b"nchar" if self.is_word_at(1, "VARYING") => {
                self.advance();
                "varchar"
            }
            b"bit" if self.is_word_at(1, "VARYING") => {
                self.advance();
                "varbit"
            }
            b"timestamp" => return Some(self.time_type("timestamp", "timestamptz")),
            b"time" => return Some(self.time_type("time", "timetz")),
            b"interval" => return Some(self.interval()),
            folded => alias(folded)?,
        };
        self.advance();
        let mut modifiers = self.modifiers();
        // Without a length these two have the length 1, but not under the
        // name that PostgreSQL itself uses.
        let single = matches!(name, "bpchar" | "bit") && !word.eq_ignore_ascii_case("bpchar");
        if single && modifiers.is_empty() {
            modifiers.push("1");
        }
        let name = match (word, modifiers.first()) {
            // `float(1)` to `float(24)` have single precision.
            (_, Some(precision)) if word.eq_ignore_ascii_case("float") => {
                let single = precision.parse::<u8>().is_ok_and(|bits| bits <= 24);
                if single { "float4" } else { "float8" }
            }
            _ => name,
        };
        let mut found = scalar(Cow::Borrowed(name), modifiers);
        found.serial = matches!(name, "int2" | "int4" | "int8") && is_serial(word);
        Some(found)
    }

    fn time_type(&mut self, plain: &'static str, zoned: &'static str) -> TypeName<'a> {
        self.advance();
        let modifiers = self.modifiers();
        let with_zone = self.accept("WITH TIME ZONE");
        if !with_zone {
            self.accept("WITHOUT TIME ZONE");
        }
        scalar(
            Cow::Borrowed(if with_zone { zoned } else { plain }),
            modifiers,
        )
    }

    fn interval(&mut self) -> TypeName<'a> {
        self.advance();
        let mut modifiers = self.modifiers();
        modifiers.extend(self.interval_fields());
        scalar(Cow::Borrowed("interval"), modifiers)
    }

    /// `DAY TO SECOND (3)`, also behind a literal.
    pub(super) fn interval_fields(&mut self) -> Vec<&'a str> {
        const FIELDS: [&str; 6] = ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"];
        let mark = self.mark();
        if self.accept_any(&FIELDS).is_none() {
            return Vec::new();
        }
        if self.accept("TO") {
            self.accept_any(&FIELDS);
        }
        let mut fields = vec![self.span_from(mark).of(self.text)];
        fields.extend(self.modifiers());
        fields
    }

    /// A type under its own name, `schema.type` and `table.column%TYPE`.
    fn named_type(&mut self) -> Parsed<TypeName<'a>> {
        let mut name = self.function_name("a data type")?;
        let of_column = self.is_operator_at(0, "%") && self.is_word_at(1, "TYPE");
        if of_column {
            self.advance();
            self.advance();
        }
        let last = name.parts.pop();
        let schema = name
            .parts
            .pop()
            .filter(|schema| schema.value != "pg_catalog");
        let modifiers = self.modifiers();
        let value = last.map_or(Cow::Borrowed(""), |Ident { span, value }| {
            // `pg_catalog.int8` and `"char"` are internal names already.
            let quoted = span.of(self.text).starts_with('"');
            if value == "char" && quoted {
                Cow::Borrowed("\"char\"")
            } else {
                value
            }
        });
        let mut found = scalar(value, modifiers);
        found.schema = schema.map(Box::new);
        found.of_column = of_column;
        Ok(found)
    }

    /// `(10, 2)`, each as written.
    fn modifiers(&mut self) -> Vec<&'a str> {
        if self.kind_at(0) != TokenKind::OpenParen {
            return Vec::new();
        }
        self.advance();
        let mut modifiers = Vec::new();
        loop {
            let mark = self.mark();
            self.skip_until(|cursor| cursor.kind_at(0) == TokenKind::Comma);
            if self.mark() > mark {
                modifiers.push(self.span_from(mark).of(self.text));
            }
            if !self.accept_comma() {
                break;
            }
        }
        self.accept_kind(TokenKind::CloseParen);
        modifiers
    }

    /// `[]`, `[3]`, `ARRAY`, `ARRAY[3]`
    fn array_bounds(&mut self) -> Parsed<u8> {
        let word = self.is_word_at(0, "ARRAY");
        if word {
            self.advance();
        }
        let mut dimensions = u8::from(word);
        while self.accept_kind(TokenKind::OpenBracket).is_some() {
            if !word {
                dimensions = dimensions.saturating_add(1);
            }
            if self.kind_at(0) != TokenKind::CloseBracket {
                self.number()?;
            }
            self.expect_kind(TokenKind::CloseBracket, "]")?;
            if word {
                break;
            }
        }
        Ok(dimensions)
    }

    /// Whether a type can begin here.
    pub(super) fn at_type(&self) -> bool {
        match self.kind_at(0) {
            TokenKind::Word => !super::keywords::is_fully_reserved(self.word_at(0)),
            kind => is_name(kind),
        }
    }
}

fn scalar<'a>(name: Cow<'a, str>, modifiers: Vec<&'a str>) -> TypeName<'a> {
    TypeName {
        span: crate::tree::Span::default(),
        name,
        schema: None,
        modifiers: modifiers.into_boxed_slice(),
        dimensions: 0,
        serial: false,
        setof: false,
        of_column: false,
    }
}

/// Whether a type of integers is one that fills itself: `serial`, `serial4`,
/// `bigserial`.
fn is_serial(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let last = word.len().checked_sub("serial".len());
    last.and_then(|last| word.get(last..))
        .is_some_and(|last| last.eq_ignore_ascii_case("serial"))
}

/// The internal name behind a name of the SQL standard.
fn alias(folded: &[u8]) -> Option<&'static str> {
    Some(match folded {
        b"int" | b"integer" | b"int4" | b"serial" | b"serial4" => "int4",
        b"smallint" | b"int2" | b"smallserial" | b"serial2" => "int2",
        b"bigint" | b"int8" | b"bigserial" | b"serial8" => "int8",
        b"real" | b"float4" => "float4",
        b"float" | b"float8" => "float8",
        b"decimal" | b"dec" | b"numeric" => "numeric",
        b"boolean" | b"bool" => "bool",
        b"char" | b"character" | b"nchar" | b"bpchar" => "bpchar",
        b"varchar" => "varchar",
        b"bit" => "bit",
        b"varbit" => "varbit",
        b"timestamptz" => "timestamptz",
        b"timetz" => "timetz",
        _ => return None,
    })
}
