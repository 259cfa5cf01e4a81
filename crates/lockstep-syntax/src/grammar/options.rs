//! Lists, options in brackets, roles, and statements inside statements.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::error::Parsed;
use super::names::{fold, unquote};
use crate::lexer::{Token, TokenKind};
use crate::tree::{Ident, NamedOption, Span, Statement};

impl<'a> Cursor<'a, '_> {
    /// `item, …`
    pub(super) fn list<T>(&mut self, item: impl Fn(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        let mut items = Vec::new();
        loop {
            let item = item(self)?;
            super::push(&mut items, item);
            if !self.accept_comma() {
                return Ok(items);
            }
        }
    }

    /// `(item, …)`
    pub(super) fn bracketed<T>(&mut self, item: impl Fn(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        self.expect_open()?;
        let items = self.list(item)?;
        self.expect_close()?;
        Ok(items)
    }

    pub(super) fn at_open(&self) -> bool {
        self.kind_at(0) == TokenKind::OpenParen
    }

    /// `(column, …)`, empty when no bracket comes.
    pub(super) fn optional_columns(&mut self) -> Parsed<Vec<Ident<'a>>> {
        if self.at_open() {
            self.bracketed_idents("a column name")
        } else {
            Ok(Vec::new())
        }
    }

    /// `(name [value], …)`, the options of utility statements; a value is one
    /// word, number or string, or a list in brackets.
    pub(super) fn utility_options(&mut self) -> Parsed<Vec<NamedOption<'a>>> {
        self.bracketed(|cursor| {
            let name = cursor.any_ident("an option")?.value;
            let mark = cursor.mark();
            if cursor.at_open() {
                cursor.skip_group();
            } else if !cursor.at_item_end() {
                cursor.single_value()?;
            }
            Ok(NamedOption {
                name,
                value: cursor.span_from(mark),
            })
        })
    }

    /// An option without brackets, when it comes.
    pub(super) fn option_word(&mut self, word: &'static str) -> Option<NamedOption<'a>> {
        let end = self.accept_span(word)?.end;
        Some(NamedOption {
            name: Cow::Owned(word.to_ascii_lowercase()),
            value: Span::new(end, end),
        })
    }

    /// The options in brackets, when a bracket comes.
    pub(super) fn optional_options(&mut self) -> Parsed<Vec<NamedOption<'a>>> {
        if self.at_open() {
            self.utility_options()
        } else {
            Ok(Vec::new())
        }
    }

    /// `(name [= value], …)`, a definition.
    pub(super) fn definition(&mut self) -> Parsed<Vec<NamedOption<'a>>> {
        self.bracketed(|cursor| {
            let mark = cursor.mark();
            cursor.any_ident("an option")?;
            while cursor.accept_kind(TokenKind::Dot).is_some() {
                cursor.any_ident("an option")?;
            }
            let name = fold(cursor.span_from(mark).of(cursor.text));
            let mut mark = cursor.mark();
            if cursor.accept_operator("=") {
                mark = cursor.mark();
                cursor.skip_until(|cursor| cursor.kind_at(0) == TokenKind::Comma);
                if cursor.mark() == mark {
                    return Err(cursor.fail("a value"));
                }
            } else if !cursor.at_item_end() {
                return Err(cursor.fail("="));
            }
            Ok(NamedOption {
                name,
                value: cursor.span_from(mark),
            })
        })
    }

    /// `WITH (name = value, …)`, when it comes.
    pub(super) fn with_definition(&mut self) -> Parsed<Vec<NamedOption<'a>>> {
        if self.accept("WITH") {
            self.definition()
        } else {
            Ok(Vec::new())
        }
    }

    fn at_item_end(&self) -> bool {
        self.is_at_end() || matches!(self.kind_at(0), TokenKind::Comma | TokenKind::CloseParen)
    }

    /// A word, a number with its sign, a string or `*`.
    pub(super) fn single_value(&mut self) -> Parsed<Span> {
        let mark = self.mark();
        if !self.accept_operator("-") {
            self.accept_operator("+");
        }
        match self.kind_at(0) {
            TokenKind::Word
            | TokenKind::QuotedWord
            | TokenKind::Number
            | TokenKind::Template
            | TokenKind::Variable => {
                self.advance();
            }
            TokenKind::Operator if self.accept_operator("*") => {}
            _ => {
                self.string("a value")?;
            }
        }
        Ok(self.span_from(mark))
    }

    /// Whether a list of options has this one, and not switched off.
    pub(super) fn is_on(&self, options: &[NamedOption<'a>], name: &str) -> bool {
        options
            .iter()
            .rev()
            .find(|option| option.name == name)
            .is_some_and(|option| option.is_on(self.text))
    }

    /// A role, `CURRENT_USER` and its kin.
    pub(super) fn role_name(&mut self) -> Parsed<Ident<'a>> {
        if ["CURRENT_USER", "SESSION_USER", "CURRENT_ROLE"]
            .iter()
            .any(|word| self.at(word))
        {
            return self.any_ident("a role");
        }
        self.ident("a role")
    }

    /// A string, without its quotes where it is a plain one.
    pub(super) fn string_value(&mut self, label: &'static str) -> Parsed<Cow<'a, str>> {
        let token: Token = self.string(label)?;
        let written = token.span.of(self.text);
        Ok(match token.kind {
            TokenKind::String => unquote(written, '\''),
            _ => Cow::Borrowed(written),
        })
    }

    /// A number, perhaps with a sign.
    pub(super) fn number(&mut self) -> Parsed<()> {
        if !self.accept_operator("-") {
            self.accept_operator("+");
        }
        if matches!(self.kind_at(0), TokenKind::Variable | TokenKind::Template) {
            self.advance();
            return Ok(());
        }
        self.expect_kind(TokenKind::Number, "a number").map(|_| ())
    }

    /// The tokens from here up to `end` as a statement of its own, if its
    /// first word is one of these.
    pub(super) fn nested(
        &mut self,
        end: usize,
        starts: &[&'static str],
        label: &'static str,
    ) -> Parsed<Statement<'a>> {
        let first = self.mark();
        let brackets = self.at_open() && starts.contains(&"SELECT");
        if first >= end || !brackets && !starts.iter().any(|word| self.at(word)) {
            return Err(self.fail(label));
        }
        let tokens = self.slice(first, end);
        let span = self.span_between(first, end);
        let inner = super::statement(self.text, tokens, false, span, self.nesting);
        self.rewind(end);
        if self.errors.is_empty() {
            self.errors.clone_from(&inner.errors);
        }
        self.skipped.extend(inner.skipped.iter().copied());
        Ok(inner)
    }

    /// Like `nested`, to the end of this statement.
    pub(super) fn nested_rest(
        &mut self,
        starts: &[&'static str],
        label: &'static str,
    ) -> Parsed<Statement<'a>> {
        let first = self.mark();
        while self.advance().is_some() {}
        let end = self.mark();
        self.rewind(first);
        self.nested(end, starts, label)
    }
}

impl NamedOption<'_> {
    /// Whether a switch is on: it stands alone or has a value that says so.
    #[must_use]
    pub fn is_on(&self, text: &str) -> bool {
        let value = self.value.of(text).trim_matches('\'');
        !["false", "off", "0", "no", "f", "n"]
            .iter()
            .any(|off| value.eq_ignore_ascii_case(off))
    }
}
