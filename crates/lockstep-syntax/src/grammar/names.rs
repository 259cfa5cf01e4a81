//! Identifiers and the names of objects.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::error::Parsed;
use super::keywords::{is_fully_reserved, is_reserved};
use crate::eight::holds_upper;
use crate::lexer::{Token, TokenKind};
use crate::tree::{Ident, ObjectName};

/// PostgreSQL cuts names to this many bytes.
const NAME_BYTES: usize = 63;

impl<'a> Cursor<'a, '_> {
    /// A name of one part; `label` says what it names.
    pub(super) fn ident(&mut self, label: &'static str) -> Parsed<Ident<'a>> {
        // `IF` is no reserved word, so `IF EXIST t` would read as a name.
        let half_clause = self.is_word_at(0, "IF") && self.kind_at(1) == TokenKind::Word;
        if half_clause || !self.is_ident_at(0, is_reserved) {
            return Err(self.fail(label));
        }
        self.any_ident(label)
    }

    /// A name in a place where keywords are allowed too, such as behind a dot.
    pub(super) fn any_ident(&mut self, label: &'static str) -> Parsed<Ident<'a>> {
        let Some(token) = self.peek().filter(|token| is_name(token.kind)) else {
            return Err(self.fail(label));
        };
        self.advance();
        if token.kind == TokenKind::UnicodeWord
            && self.is_word_at(0, "UESCAPE")
            && let Some(string) = self.peek_at(1)
        {
            let text = string.span.of(self.text).trim_matches('\'');
            let escape = text.chars().next().unwrap_or('\\');
            self.advance();
            self.advance();
            return Ok(ident_of_with(self.text, token, escape));
        }
        Ok(ident_of(self.text, token))
    }

    /// A name, when one comes next.
    pub(super) fn optional_ident(&mut self) -> Option<Ident<'a>> {
        self.is_ident_at(0, is_reserved)
            .then(|| self.any_ident("a name").ok())
            .flatten()
    }

    fn is_ident_at(&self, ahead: usize, reserved: fn(&str) -> bool) -> bool {
        match self.kind_at(ahead) {
            TokenKind::Word => !reserved(self.word_at(ahead)),
            kind => is_name(kind),
        }
    }

    /// A name of one to three parts.
    pub(super) fn object_name(&mut self, label: &'static str) -> Parsed<ObjectName<'a>> {
        let first = self.ident(label)?;
        Ok(self.rest_of_name(first))
    }

    /// The name of a function, which may be a word like `left`.
    pub(super) fn function_name(&mut self, label: &'static str) -> Parsed<ObjectName<'a>> {
        if !self.is_ident_at(0, is_fully_reserved) {
            return Err(self.fail(label));
        }
        let first = self.any_ident(label)?;
        Ok(self.rest_of_name(first))
    }

    fn rest_of_name(&mut self, first: Ident<'a>) -> ObjectName<'a> {
        let mut name = ObjectName::from(first);
        while self.kind_at(0) == TokenKind::Dot && is_name(self.kind_at(1)) {
            self.advance();
            let Ok(part) = self.any_ident("a name") else {
                break;
            };
            name.span = name.span.cover(part.span);
            name.parts.push(part);
        }
        name
    }

    /// `name, …`
    pub(super) fn object_names(&mut self, label: &'static str) -> Parsed<Vec<ObjectName<'a>>> {
        let mut names = vec![self.object_name(label)?];
        while self.accept_comma() {
            names.push(self.object_name(label)?);
        }
        Ok(names)
    }

    /// `(name, …)`
    pub(super) fn bracketed_idents(&mut self, label: &'static str) -> Parsed<Vec<Ident<'a>>> {
        self.expect_open()?;
        let mut names = vec![self.ident(label)?];
        while self.accept_comma() {
            names.push(self.ident(label)?);
        }
        self.expect_close()?;
        Ok(names)
    }
}

/// Whether a token of this kind can be a name.
pub(crate) fn is_name(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Word
            | TokenKind::QuotedWord
            | TokenKind::UnicodeWord
            | TokenKind::Template
            | TokenKind::Variable
    )
}

/// The name that a token spells.
#[inline]
pub(crate) fn ident_of(text: &str, token: Token) -> Ident<'_> {
    let written = token.span.of(text);
    if token.folded && written.len() <= NAME_BYTES {
        // As most are.
        let (span, value) = (token.span, Cow::Borrowed(written));
        return Ident { span, value };
    }
    ident_of_with(text, token, '\\')
}

#[inline(never)]
fn ident_of_with(text: &str, token: Token, escape: char) -> Ident<'_> {
    let written = token.span.of(text);
    let value = match token.kind {
        TokenKind::Word => fold(written),
        TokenKind::QuotedWord => unquote(written, '"'),
        TokenKind::UnicodeWord => {
            let inner = unquote(written.get(2..).unwrap_or_default(), '"');
            Cow::Owned(unescape_unicode(&inner, escape))
        }
        _ => Cow::Borrowed(written),
    };
    Ident {
        span: token.span,
        value: cut(value),
    }
}

/// To lower case as PostgreSQL folds: ASCII only.
pub(crate) fn fold(word: &str) -> Cow<'_, str> {
    if holds_upper(word.as_bytes()) {
        Cow::Owned(word.to_ascii_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

/// What stands between quotes, doubled ones made single.
pub(crate) fn unquote(written: &str, quote: char) -> Cow<'_, str> {
    let inner = written.strip_prefix(quote).unwrap_or(written);
    let inner = inner.strip_suffix(quote).unwrap_or(inner);
    if inner.contains(quote) {
        let double: String = [quote, quote].iter().collect();
        Cow::Owned(inner.replace(&double, quote.encode_utf8(&mut [0; 4])))
    } else {
        Cow::Borrowed(inner)
    }
}

/// `\0061` and `\+000061` to the character that they name.
fn unescape_unicode(text: &str, escape: char) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(index) = rest.find(escape) {
        result.push_str(rest.get(..index).unwrap_or_default());
        let after = rest.get(index + escape.len_utf8()..).unwrap_or_default();
        let (digits, length) = match after.strip_prefix('+') {
            Some(long) => (long.get(..6), 7),
            None => (after.get(..4), 4),
        };
        let character = digits
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        if let Some(character) = character {
            result.push(character);
            rest = after.get(length..).unwrap_or_default();
        } else {
            result.push(escape);
            rest = after.strip_prefix(escape).unwrap_or(after);
        }
    }
    result.push_str(rest);
    result
}

fn cut(value: Cow<'_, str>) -> Cow<'_, str> {
    if value.len() <= NAME_BYTES {
        return value;
    }
    let mut end = NAME_BYTES;
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    match value {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(..end).unwrap_or(text)),
        Cow::Owned(mut text) => {
            text.truncate(end);
            Cow::Owned(text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexer::Lexer;

    #[test]
    fn a_name_is_what_postgresql_stores() {
        let value = |text: &'static str| {
            Lexer::new(text).next().map_or(String::new(), |token| {
                ident_of(text, token).value.into_owned()
            })
        };
        assert_eq!(value("Users"), "users");
        assert_eq!(value("\"Us\"\"ers\""), "Us\"ers");
        assert_eq!(value("U&\"d\\0061t\\+000061\""), "data");
        assert_eq!(value("ÄRGER"), "Ärger");
        assert_eq!(value("abcdefgZ"), "abcdefgz");
        assert_eq!(value("aaaaaaaaaA"), "aaaaaaaaaa");
        assert_eq!(value(LONG).len(), 63);
    }

    const LONG: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
}
