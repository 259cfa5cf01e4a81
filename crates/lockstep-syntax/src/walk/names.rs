//! Names: tables, functions, columns, types.

use super::Walk;
use super::frame::{Frame, Kind};
use crate::grammar::data_type_at;
use crate::grammar::keywords::{is_fully_reserved, is_reserved};
use crate::lexer::TokenKind;
use crate::tree::{FunctionCall, Ident, ObjectName};

/// More calls than this of one expression or query tell nothing new.
const MANY_CALLS: usize = 4096;

impl<'a> Walk<'a, '_> {
    /// A name of one or more parts that is no keyword here.
    pub(super) fn name(&mut self) {
        let expects_table = self.frame.expects_table;
        let Some(name) = self.take_name() else {
            self.next += 1;
            return;
        };
        let called = self.kind(0) == TokenKind::OpenParen;
        if expects_table {
            self.frame.expects_table = false;
            if called {
                self.call(name);
            } else {
                self.table_read(name);
            }
        } else if called {
            self.call(name);
        } else if is_string(self.kind(0)) {
            // `date '2020-01-01'`
            self.cast_of_literal(&name);
        } else {
            self.column(name);
        }
    }

    /// `name.name.name`, moving behind it; a `.*` at the end is dropped.
    pub(super) fn take_name(&mut self) -> Option<ObjectName<'a>> {
        let first = self.ident(0)?;
        self.next += 1;
        let mut name = ObjectName::from(first);
        while self.kind(0) == TokenKind::Dot {
            let Some(part) = self.ident(1) else {
                // `t.*` names no column.
                self.next += 2;
                name.parts.push(Ident {
                    span: name.span,
                    value: "*".into(),
                });
                return Some(name);
            };
            self.next += 2;
            name.span = name.span.cover(part.span);
            name.parts.push(part);
        }
        Some(name)
    }

    /// A table behind `FROM` or `JOIN`, with its alias.
    fn table_read(&mut self, name: ObjectName<'a>) {
        if self.is_operator(0, "*") {
            self.next += 1;
        }
        let alias = self.alias();
        let is_cte = match name.parts.as_slice() {
            [only] => self.ctes.iter().any(|cte| cte.value == only.value),
            _ => false,
        };
        if is_cte {
            return;
        }
        if self.seen.insert(Kind::Read, name.span.of(self.text)) {
            self.found.reads.push(name.clone());
        }
        if let Some(named) = &mut self.found.named
            && let Some(alias) = alias.as_ref().or(name.parts.last())
        {
            named.aliases.push((alias.clone(), name.clone()));
        }
        let start = self.frame.scope_start;
        if let Some(called) = alias.as_ref().or(name.parts.last()) {
            let mut same = self.scope.tables(start, Some(called));
            if same.any(|it| {
                alias.is_some() || (it.schema(), it.name()) == (name.schema(), name.name())
            }) {
                self.found.twice = Some(name.clone());
            }
        }
        self.scope.push(alias, name);
    }

    /// `[AS] alias`
    pub(super) fn alias(&mut self) -> Option<Ident<'a>> {
        if self.is_word(0, "AS") {
            self.next += 1;
        } else if self.kind(0) == TokenKind::Word
            && (is_reserved(self.word(0)) || self.is_word(0, "SET"))
        {
            return None;
        }
        let alias = self.ident(0)?;
        self.next += 1;
        Some(alias)
    }

    /// A call whose opening bracket comes next.
    pub(super) fn call(&mut self, name: ObjectName<'a>) {
        let index = self.found.functions.len();
        let kept = index < MANY_CALLS;
        let special = name.parts.len() == 1 && is_syntax(name.name());
        let is_cast = special && matches!(name.name(), "cast" | "treat" | "xmlserialize");
        if kept && !special {
            self.found
                .functions
                .push(FunctionCall { name, arguments: 0 });
        }
        self.next += 1;
        let closes = self.kind(0) == TokenKind::CloseParen;
        let is_star = self.is_operator(0, "*") && self.kind(1) == TokenKind::CloseParen;
        let is_query = self.is_word(0, "SELECT") || self.is_word(0, "WITH");
        self.frame.expects_table = false;
        let scope_start = self.scope.len();
        self.enter(Frame {
            call: (kept && !special).then_some(index),
            is_argument: true,
            is_cast,
            is_empty: closes || is_star,
            is_query,
            scope_start,
            ..Frame::default()
        });
    }

    fn column(&mut self, mut name: ObjectName<'a>) {
        let named_argument = self.is_operator(0, "=>") || self.kind(0) == TokenKind::Assign;
        // `extract(year FROM …)`
        let field = self.is_word(0, "FROM") && self.frame.is_argument;
        if named_argument || field {
            return;
        }
        if let Some(named) = &mut self.found.named
            && (name.name() == "*" || self.seen.insert(Kind::Named, name.span.of(self.text)))
        {
            named.columns.push(name.clone());
        }
        if let Some(column) = name.parts.pop()
            && column.value != "*"
            && !column.span.of(self.text).starts_with(':')
            && self.seen.insert(Kind::Column, column.span.of(self.text))
        {
            let known = self
                .found
                .columns
                .iter()
                .take(64)
                .any(|known| known.value == column.value);
            if !known {
                self.found.columns.push(column);
            }
        }
    }

    /// A type, behind `::` or `AS`.
    pub(super) fn cast(&mut self) {
        let Some((found, end)) = data_type_at(self.text, self.tokens, self.next) else {
            return;
        };
        self.next = end;
        if self.seen.insert(Kind::Cast, found.span.of(self.text)) {
            self.found.casts.push(found);
        }
    }

    /// The type in front of a literal: `interval '1 day'`.
    fn cast_of_literal(&mut self, name: &ObjectName<'a>) {
        let behind = self.next;
        // A name of n parts is n names and n - 1 dots.
        self.next = behind.saturating_sub(2 * name.parts.len() - 1);
        self.cast();
        self.next = behind;
    }

    /// `name [(columns)] AS …` of a `WITH`.
    pub(super) fn common_table(&mut self) {
        if is_fully_reserved(self.word(0)) && self.kind(0) == TokenKind::Word {
            return;
        }
        if let Some(name) = self.ident(0) {
            self.next += 1;
            self.ctes.push(name);
        }
        if self.kind(0) == TokenKind::OpenParen {
            self.skip_group();
        }
    }

    /// Moves over a bracket and all that it holds.
    pub(super) fn skip_group(&mut self) {
        let mut depth = 0_u32;
        while let Some(token) = self.token(0) {
            self.next += 1;
            match token.kind {
                TokenKind::OpenParen => depth += 1,
                TokenKind::CloseParen => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }
}

fn is_string(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::String | TokenKind::EscapeString | TokenKind::DollarString
    )
}

/// Words that look like a call but are syntax of their own.
fn is_syntax(name: &str) -> bool {
    matches!(
        name,
        "coalesce"
            | "nullif"
            | "greatest"
            | "least"
            | "row"
            | "exists"
            | "grouping"
            | "cast"
            | "treat"
            | "values"
            | "xmlelement"
            | "xmlforest"
            | "xmlconcat"
            | "xmlparse"
            | "xmlserialize"
            | "json_object"
            | "json_array"
            | "over"
            | "filter"
            | "cube"
            | "rollup"
            | "sets"
            | "group"
            | "interval"
            | "operator"
            | "by"
            | "materialized"
            | "rows"
            | "between"
            | "set"
            | "conflict"
            | "system"
            | "bernoulli"
    )
}
