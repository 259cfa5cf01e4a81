//! Keywords that say what the names behind them are.

use super::Walk;
use crate::grammar::keywords::{Lower, begins_clause, is_fully_reserved, is_reserved};
use crate::grammar::names::{ident_of, is_name};
use crate::lexer::TokenKind;
use crate::tree::{Ident, ObjectName};

impl Walk<'_, '_> {
    /// Handles the word here when it is a keyword; false when it is a name.
    pub(super) fn clause(&mut self) -> bool {
        let word = self.word(0);
        if self.kind(1) == TokenKind::Dot || !begins_clause(word) {
            return false;
        }
        let lower = Lower::of(word);
        match lower.as_bytes() {
            b"select" => {
                let frame = &mut self.frame;
                frame.is_query = true;
                frame.in_with = false;
                self.leave_from();
            }
            b"with" => self.with(),
            b"from" => self.from(),
            b"join" => {
                let frame = &mut self.frame;
                frame.in_from = true;
                frame.expects_table = true;
                self.next += 1;
            }
            b"using" => self.using(),
            b"into" => self.into(),
            b"insert" | b"merge" if self.is_word(1, "INTO") => {
                let merges = self.is_word(0, "MERGE");
                self.next += 2;
                self.written();
                self.frame.using_tables = merges;
            }
            b"update" => self.update(),
            b"delete" if self.is_word(1, "FROM") => {
                self.next += 2;
                self.written();
                self.frame.using_tables = true;
            }
            b"table" => {
                self.next += 1;
                self.frame.expects_table = true;
                self.frame.takes_all = true;
            }
            b"where" | b"group" | b"having" | b"order" | b"limit" | b"offset" | b"fetch"
            | b"window" | b"returning" | b"union" | b"except" | b"intersect" => {
                if matches!(lower.as_bytes(), b"union" | b"except" | b"intersect") {
                    self.end_query();
                }
                self.frame.counted = true;
                self.leave_from();
            }
            b"set" if self.frame.in_from => self.leave_from(),
            b"for" => self.row_locks(),
            b"only" | b"lateral" => self.next += 1,
            b"rows" if self.frame.expects_table && self.is_word(1, "FROM") => self.next += 2,
            b"as" => self.named_as(),
            b"collate" => {
                self.next += 1;
                self.take_name();
            }
            b"operator" if self.kind(1) == TokenKind::OpenParen => {
                self.next += 1;
                self.skip_group();
            }
            b"at" if self.is_word(1, "TIME") && self.is_word(2, "ZONE") => self.next += 3,
            b"escape" if self.next > 0 && !self.frame.expects_table => self.next += 1,
            b"between" | b"values" | b"over" | b"filter" | b"exists" | b"row" | b"nulls"
                if !self.frame.expects_table && self.kind(1) != TokenKind::Dot =>
            {
                self.between_or_like_it();
            }
            b"trim" if self.kind(1) == TokenKind::OpenParen => self.trim(),
            // These begin a call, as in `left(a, 1)`, or a join.
            b"cast" | b"left" | b"right" if self.kind(1) == TokenKind::OpenParen => return false,
            folded => {
                if !is_reserved(word) {
                    return false;
                }
                // `current_schema()` and `collation(…)` are calls too.
                let call = self.kind(1) == TokenKind::OpenParen && !is_fully_reserved(word);
                if call
                    && !matches!(
                        folded,
                        b"is" | b"like" | b"ilike" | b"similar" | b"overlaps"
                    )
                {
                    return false;
                }
                self.next += 1;
            }
        }
        true
    }

    fn leave_from(&mut self) {
        self.next += 1;
        let frame = &mut self.frame;
        frame.in_from = false;
        frame.expects_table = false;
    }

    fn with(&mut self) {
        self.next += 1;
        let begins = self.is_word(0, "RECURSIVE") || {
            let quoted = self.kind(0) == TokenKind::QuotedWord;
            let named = self.is_name(0) && !self.is_word(0, "ORDINALITY");
            let follows = self.is_word(1, "AS") || self.kind(1) == TokenKind::OpenParen;
            (named || quoted) && follows
        };
        if begins {
            self.next += usize::from(self.is_word(0, "RECURSIVE"));
            self.frame.in_with = true;
            self.frame.is_query = true;
            self.common_table();
        } else if self.is_word(0, "ORDINALITY") || self.is_word(0, "TIES") {
            self.next += 1;
        }
    }

    fn from(&mut self) {
        let compares =
            self.was_word(1, "DISTINCT") && (self.was_word(2, "IS") || self.was_word(2, "NOT"));
        self.next += 1;
        let frame = &mut self.frame;
        // `extract(year FROM d)`, `substring(a FROM 1)`
        if compares || (frame.is_argument && !frame.is_query) {
            return;
        }
        frame.in_from = true;
        frame.expects_table = true;
    }

    fn using(&mut self) {
        self.next += 1;
        let frame = &mut self.frame;
        if frame.using_tables {
            frame.using_tables = false;
            frame.in_from = true;
            frame.expects_table = true;
        }
    }

    /// `SELECT … INTO [TEMPORARY | UNLOGGED] [TABLE] name`
    fn into(&mut self) {
        self.next += 1;
        if self.in_body {
            return;
        }
        for word in ["TEMPORARY", "TEMP", "UNLOGGED", "TABLE"] {
            self.next += usize::from(self.is_word(0, word));
        }
        if let Some(name) = self.take_name() {
            self.found.into = Some(name);
        }
    }

    fn update(&mut self) {
        let elsewhere = ["FOR", "KEY", "DO", "THEN", "ON", "AFTER", "BEFORE", "OR"]
            .iter()
            .any(|word| self.was_word(1, word));
        self.next += 1;
        if !elsewhere && (self.is_name(0) || self.is_word(0, "ONLY")) {
            self.written();
        }
    }

    /// The table that `INSERT`, `UPDATE`, `DELETE` or `MERGE` writes.
    fn written(&mut self) {
        self.frame.is_query = true;
        self.frame.in_with = false;
        self.next += usize::from(self.is_word(0, "ONLY"));
        let Some(name) = self.take_name() else {
            return;
        };
        self.found.writes.push(name.clone());
        if let (Some(named), Some(own)) = (&mut self.found.named, name.parts.last()) {
            named.aliases.push((own.clone(), name.clone()));
        }
        if self.is_operator(0, "*") {
            self.next += 1;
        }
        if self.kind(0) == TokenKind::OpenParen {
            self.written_columns(&name);
        } else if !self.is_word(0, "DEFAULT")
            && !self.is_word(0, "VALUES")
            && !self.is_word(0, "OVERRIDING")
        {
            self.alias();
            if self.kind(0) == TokenKind::OpenParen {
                self.written_columns(&name);
            }
        }
    }

    /// The columns behind the table of an `INSERT`.
    fn written_columns(&mut self, table: &ObjectName<'_>) {
        let first = self.next;
        self.skip_group();
        let Some(named) = &mut self.found.named else {
            return;
        };
        let alias = table.parts.last().map(|table| table.value.to_string());
        for token in self.tokens.get(first..self.next).unwrap_or_default() {
            if let Some(alias) = &alias
                && is_name(token.kind)
            {
                let mut column = ObjectName::from(Ident {
                    span: token.span,
                    value: alias.clone().into(),
                });
                column.parts.push(ident_of(self.text, *token));
                named.columns.push(column);
            }
        }
    }

    /// `FOR [NO KEY] UPDATE | [KEY] SHARE [OF name, …]`
    fn row_locks(&mut self) {
        self.next += 1;
        let locks = ["UPDATE", "NO", "SHARE", "KEY"]
            .iter()
            .any(|word| self.is_word(0, word));
        if !locks || !self.frame.is_query {
            return;
        }
        while ["NO", "KEY", "UPDATE", "SHARE"]
            .iter()
            .any(|word| self.is_word(0, word))
        {
            self.next += 1;
        }
        let start = self.frame.scope_start;
        let mut locked = Vec::new();
        if self.is_word(0, "OF") {
            loop {
                self.next += 1;
                let alias = self.take_name();
                let alias = alias.as_ref().and_then(|name| name.parts.last());
                if alias.is_some() {
                    locked.extend(self.scope.tables(start, alias).cloned());
                }
                if self.kind(0) != TokenKind::Comma {
                    break;
                }
            }
        } else {
            locked.extend(self.scope.tables(start, None).cloned());
        }
        while self.is_word(0, "NOWAIT") || self.is_word(0, "SKIP") || self.is_word(0, "LOCKED") {
            self.next += 1;
        }
        self.frame.in_from = false;
        self.found.locks_rows_of.extend(locked);
    }

    /// An alias, or the type of `CAST(… AS type)`.
    fn named_as(&mut self) {
        self.next += 1;
        if self.frame.is_cast {
            self.cast();
        } else if self.is_name(0) && !self.is_word(0, "MATERIALIZED") && !self.is_word(0, "NOT") {
            let label = self.ident(0);
            if let Some(named) = &mut self.found.named {
                named.labels.extend(label);
            }
            self.next += 1;
        }
    }

    /// Words that can be names elsewhere but are keywords here.
    fn between_or_like_it(&mut self) {
        match Lower::of(self.word(0)).as_bytes() {
            b"nulls" if !(self.is_word(1, "FIRST") || self.is_word(1, "LAST")) => self.name(),
            b"nulls" => self.next += 2,
            b"over" if self.is_name(1) => self.next += 2,
            _ => self.next += 1,
        }
    }

    /// `trim([LEADING | TRAILING | BOTH] …)` calls one of three functions.
    fn trim(&mut self) {
        let name = match Lower::of(self.word(2)).as_bytes() {
            b"leading" => "ltrim",
            b"trailing" => "rtrim",
            _ => "btrim",
        };
        let Some(mut called) = self.take_name() else {
            return;
        };
        if let Some(part) = called.parts.last_mut() {
            part.value = name.into();
        }
        self.call(called);
    }
}
