//! Where expressions end; what they say is read in `embedded`.

use super::cursor::Cursor;
use super::error::Parsed;
use crate::embedded;
use crate::lexer::TokenKind;
use crate::tree::Expression;

impl<'a> Cursor<'a, '_> {
    /// `( expression )`, the brackets not part of it.
    pub(super) fn bracketed_expression(&mut self) -> Parsed<Expression<'a>> {
        self.expect_open()?;
        let expression = self.expression_until(|_| false)?;
        self.expect_close()?;
        Ok(expression)
    }

    /// An expression up to a token outside brackets that satisfies `stop`, a
    /// closing bracket, or the end. Its first token is never the stop.
    pub(super) fn expression_until(
        &mut self,
        stop: impl Fn(&Self) -> bool,
    ) -> Parsed<Expression<'a>> {
        let first = self.mark();
        let mut cases = 0_u32;
        while let Some(token) = self.peek() {
            let began = self.mark() > first;
            if token.kind == TokenKind::CloseParen || (began && cases == 0 && stop(self)) {
                break;
            }
            if self.is_word_at(0, "CASE") {
                cases += 1;
            } else if self.is_word_at(0, "END") {
                cases = cases.saturating_sub(1);
            }
            self.skip_group();
        }
        if self.mark() == first {
            return Err(self.fail("an expression"));
        }
        Ok(self.expression_between(first, self.mark()))
    }

    /// The tokens from `first` up to `end`, as an expression.
    pub(super) fn expression_between(&self, first: usize, end: usize) -> Expression<'a> {
        let span = self.span_between(first, end);
        embedded::expression(self.text, self.slice(first, end), span)
    }
}
