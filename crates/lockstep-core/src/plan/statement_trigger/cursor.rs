//! The tokens of a trigger function, one after the other.

use crate::order;
use lockstep_syntax::lexer::{Lexer, Token, TokenKind};
use lockstep_syntax::tree::Span;

use super::expression::Field;

/// What was found, or why the trigger has to stay as it is.
pub(super) type Attempt<T> = Result<T, &'static str>;

/// The tokens that count; none when one of them is not SQL.
pub(super) fn tokens(text: &str) -> Attempt<Vec<Token>> {
    let tokens: Vec<Token> = Lexer::new(text)
        .filter(|token| !token.is_trivia())
        .collect();
    let strange = tokens.iter().any(|token| {
        !token.terminated
            || matches!(
                token.kind,
                TokenKind::Template
                    | TokenKind::Variable
                    | TokenKind::Unknown
                    | TokenKind::Backslash
                    | TokenKind::UnicodeWord
                    | TokenKind::Parameter
            )
    });
    if strange {
        Err("the body holds something that is not SQL")
    } else {
        Ok(tokens)
    }
}

/// A place among tokens.
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    tokens: &'t [Token],
    pub(super) next: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str, tokens: &'t [Token]) -> Self {
        Cursor {
            text,
            tokens,
            next: 0,
        }
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(self.next + ahead).copied()
    }

    pub(super) fn kind(&self, ahead: usize) -> TokenKind {
        self.peek(ahead)
            .map_or(TokenKind::Unknown, |token| token.kind)
    }

    pub(super) fn text_of(&self, token: Token) -> &'t str {
        token.span.of(self.text)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.next >= self.tokens.len()
    }

    /// Where the token before this place stands.
    pub(super) fn before(&self) -> Span {
        self.next
            .checked_sub(1)
            .and_then(|index| self.tokens.get(index))
            .map_or(Span::default(), |token| token.span)
    }

    /// Where the next token stands.
    pub(super) fn here(&self) -> Span {
        self.peek(0)
            .map_or_else(|| self.before(), |token| token.span)
    }

    pub(super) fn is_word(&self, ahead: usize, word: &str) -> bool {
        self.peek(ahead).is_some_and(|token| {
            token.kind == TokenKind::Word && self.text_of(token).eq_ignore_ascii_case(word)
        })
    }

    pub(super) fn accept(&mut self, word: &str) -> bool {
        let found = self.is_word(0, word);
        self.next += usize::from(found);
        found
    }

    pub(super) fn expect(&mut self, word: &str) -> Attempt<()> {
        if self.accept(word) {
            Ok(())
        } else {
            Err("a statement of the body is not understood")
        }
    }

    pub(super) fn accept_kind(&mut self, kind: TokenKind) -> bool {
        let found = self.kind(0) == kind;
        self.next += usize::from(found);
        found
    }

    pub(super) fn expect_kind(&mut self, kind: TokenKind) -> Attempt<()> {
        if self.accept_kind(kind) {
            Ok(())
        } else {
            Err("a statement of the body is not understood")
        }
    }

    pub(super) fn accept_operator(&mut self, operator: &str) -> bool {
        let found = self.peek(0).is_some_and(|token| {
            token.kind == TokenKind::Operator && self.text_of(token) == operator
        });
        self.next += usize::from(found);
        found
    }

    /// A name, as PostgreSQL stores it.
    pub(super) fn ident(&mut self) -> Attempt<Field> {
        self.label()
    }

    /// A name where any word may stand.
    pub(super) fn label(&mut self) -> Attempt<Field> {
        let token = self.peek(0).ok_or("a name is missing")?;
        let text = self.text_of(token);
        let name = match token.kind {
            TokenKind::Word => text.to_ascii_lowercase(),
            TokenKind::QuotedWord => text
                .get(1..text.len().saturating_sub(1))
                .unwrap_or_default()
                .replace("\"\"", "\""),
            _ => return Err("a name is missing"),
        };
        // PostgreSQL would cut it, and what it is cut to is not what is written.
        if name.len() > 63 {
            return Err("a name is too long");
        }
        self.next += 1;
        Ok(Field {
            span: token.span,
            name,
        })
    }

    /// `[schema.]name`
    pub(super) fn object_name(&mut self) -> Attempt<(Option<String>, String)> {
        let first = self.ident()?;
        if !self.accept_kind(TokenKind::Dot) {
            return Ok((None, first.name));
        }
        let second = self.label()?;
        if self.kind(0) == TokenKind::Dot {
            return Err("a name has more than two parts");
        }
        Ok((Some(first.name), second.name))
    }
}

/// A text with some ranges of it replaced, in the order of the ranges.
pub(super) fn splice(text: &str, span: Span, edits: &[(Span, String)]) -> String {
    let mut edits: Vec<&(Span, String)> = edits
        .iter()
        .filter(|(at, _)| at.start >= span.start && at.end <= span.end)
        .collect();
    order::sort_by(&mut edits, |one, other| one.0.start.cmp(&other.0.start));
    let mut written = String::new();
    let mut from = span.start;
    for (at, replacement) in edits {
        written.push_str(Span::new(from, at.start).of(text));
        written.push_str(replacement);
        from = at.end;
    }
    written.push_str(Span::new(from, span.end).of(text));
    written
}
