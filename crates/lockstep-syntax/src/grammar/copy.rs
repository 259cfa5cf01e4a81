//! `COPY`.

use super::cursor::Cursor;
use super::error::Parsed;
use crate::tree::{Copy, NamedOption, StatementKind};

/// What `COPY ( … ) TO` may run.
const COPYABLE: [&str; 8] = [
    "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "TABLE", "WITH",
];

impl<'a> Cursor<'a, '_> {
    /// What follows `COPY`.
    pub(super) fn copy(&mut self) -> Parsed<StatementKind<'a>> {
        let mut copy = Box::new(Copy {
            table: None,
            from: false,
            stdin: false,
            columns: Vec::new(),
            program: false,
            options: Vec::new(),
            condition: None,
            query: None,
        });
        if self.at_open() {
            let mark = self.mark();
            self.skip_group();
            let end = self.mark().saturating_sub(1);
            self.rewind(mark + 1);
            copy.query = Some(Box::new(self.nested(end, &COPYABLE, "a query")?));
            self.expect_close()?;
        } else {
            let format = self.old_copy_word("BINARY");
            copy.options.extend(format);
            copy.table = Some(self.object_name("a table name")?);
            copy.columns = self.optional_columns()?;
            copy.from = self.accept("FROM");
        }
        if !copy.from {
            self.expect("TO")?;
        }
        copy.program = self.accept("PROGRAM");
        copy.stdin = copy.from && self.at("STDIN");
        let streams = ["STDIN", "STDOUT"];
        if (copy.program || self.accept_any(&streams).is_none()) && !self.is_psql_variable() {
            self.string("a file name as a string, STDIN or STDOUT")?;
        }
        let read = self.copy_options(&mut copy);
        self.recover(read);
        Ok(StatementKind::Copy(copy))
    }

    /// Moves over `:'file'` and its kin, which psql or a template replaces.
    fn is_psql_variable(&mut self) -> bool {
        use crate::lexer::TokenKind::{Template, Variable};
        self.accept_kind(Variable)
            .or_else(|| self.accept_kind(Template))
            .is_some()
    }

    fn copy_options(&mut self, copy: &mut Copy<'a>) -> Parsed<()> {
        if self.accept("USING DELIMITERS") || self.accept("DELIMITERS") {
            copy.options.push(NamedOption {
                name: "delimiter".into(),
                value: self.string("a string")?.span,
            });
        }
        self.accept("WITH");
        if self.at_open() {
            copy.options.extend(self.utility_options()?);
        } else {
            while let Some(option) = self.old_copy_option()? {
                copy.options.push(option);
            }
        }
        if copy.from && self.accept("WHERE") {
            copy.condition = Some(self.expression_until(|_| false)?);
        }
        Ok(())
    }

    /// A format without its option's name.
    fn old_copy_word(&mut self, format: &'static str) -> Option<NamedOption<'a>> {
        Some(NamedOption {
            value: self.accept_span(format)?,
            name: "format".into(),
        })
    }

    /// An option without brackets, as before PostgreSQL 9.0.
    fn old_copy_option(&mut self) -> Parsed<Option<NamedOption<'a>>> {
        const FLAGS: [(&str, &str); 4] = [
            ("BINARY", "format"),
            ("CSV", "format"),
            ("FREEZE", "freeze"),
            ("HEADER", "header"),
        ];
        const VALUED: [(&str, &str); 5] = [
            ("DELIMITER", "delimiter"),
            ("NULL", "null"),
            ("QUOTE", "quote"),
            ("ESCAPE", "escape"),
            ("ENCODING", "encoding"),
        ];
        const FORCED: [(&str, &str); 3] = [
            ("FORCE QUOTE", "force_quote"),
            ("FORCE NOT NULL", "force_not_null"),
            ("FORCE NULL", "force_null"),
        ];
        let mut mark = self.mark();
        let name = if let Some((_, name)) = FLAGS.iter().find(|(words, _)| self.accept(words)) {
            name
        } else if let Some((_, name)) = VALUED.iter().find(|(words, _)| self.accept(words)) {
            self.accept("AS");
            mark = self.mark();
            self.string("a string")?;
            name
        } else if let Some((_, name)) = FORCED.iter().find(|(words, _)| self.accept(words)) {
            mark = self.mark();
            if *name != "force_quote" || !self.accept_operator("*") {
                self.list(|cursor| cursor.ident("a column name"))?;
            }
            name
        } else {
            return Ok(None);
        };
        Ok(Some(NamedOption {
            name: (*name).into(),
            value: self.span_from(mark),
        }))
    }
}
