//! The shape of expressions.
//!
//! Only operators and what proofs ask for are read; brackets that hold a
//! query, a row or the arguments of a call are passed over as a whole.

mod operand;

use super::cursor::Cursor;
use super::keywords::is_fully_reserved;
use super::names::{ident_of, is_name};
use crate::embedded::precedence;
use crate::lexer::{Token, TokenKind};
use crate::tree::Shape;
use operand::{Operand, compare};

/// Operands within operands, each a step of recursion.
const DEPTH: u8 = 100;

/// The shape of all these tokens; nothing when they are no expression.
pub(crate) fn of<'a>(text: &'a str, tokens: &[Token]) -> Option<Shape<'a>> {
    let mut cursor = Cursor::new(text, tokens, 0);
    let found = cursor.operand(0, DEPTH)?;
    cursor.is_at_end().then_some(found.shape)
}

impl<'a> Cursor<'a, '_> {
    /// An operand and all operators behind it that bind more strongly than
    /// `bound`.
    fn operand(&mut self, bound: u8, depth: u8) -> Option<Operand<'a>> {
        let depth = depth.checked_sub(1)?;
        let mut left = self.first(depth)?;
        loop {
            let binding = self.binding();
            if binding <= bound {
                return Some(left);
            }
            left = self.operation(left, binding, depth)?;
        }
    }

    /// How strongly the next operator binds; 0 where none comes next.
    fn binding(&self) -> u8 {
        match self.kind_at(0) {
            // Of PostgreSQL 17, which sqlparser does not know.
            TokenKind::Word if self.is_word_at(0, "AT") && self.is_word_at(1, "LOCAL") => {
                precedence::time_zone()
            }
            TokenKind::Operator
            | TokenKind::Word
            | TokenKind::Cast
            | TokenKind::Dot
            | TokenKind::OpenBracket => precedence::of(self.text, self.ahead(precedence::AHEAD)),
            _ => 0,
        }
    }

    /// What stands before any operator, with those in front of it.
    fn first(&mut self, depth: u8) -> Option<Operand<'a>> {
        let token = self.peek()?;
        match token.kind {
            TokenKind::OpenParen => self.bracket(depth),
            TokenKind::Operator => {
                let sign = matches!(token.span.of(self.text), "-" | "+");
                let binding = if sign {
                    precedence::sign()
                } else {
                    precedence::other()
                };
                // Operators of the SQL standard stand between two operands.
                if !sign && self.binding() != binding {
                    return None;
                }
                self.advance();
                let operand = self.operand(binding, depth)?;
                Some(match operand.shape {
                    Shape::Literal if sign => Operand {
                        literal: token.span.cover(operand.literal),
                        ..operand
                    },
                    _ => Operand::OTHER.fixed_if(operand.fixed),
                })
            }
            TokenKind::Word => self.word(token, depth),
            _ => self.named(token),
        }
    }

    /// `(expression)`; a row or a query in brackets is passed over.
    fn bracket(&mut self, depth: u8) -> Option<Operand<'a>> {
        let open = self.mark();
        self.advance();
        let query = self.accept_any(&["SELECT", "WITH", "VALUES", "TABLE"]);
        if query.is_none() {
            let inner = self.operand(0, depth)?;
            if self.accept_kind(TokenKind::CloseParen).is_some() {
                return Some(inner);
            }
            // `(1, 2)`, `((SELECT 1) UNION SELECT 2)`
            if self.kind_at(0) != TokenKind::Comma {
                self.accept_any(&["UNION", "EXCEPT", "INTERSECT"])?;
            }
        }
        self.rewind(open);
        Some(self.group())
    }

    /// A bracket with all that it holds.
    fn group(&mut self) -> Operand<'a> {
        self.skip_group();
        Operand::OTHER
    }

    fn word(&mut self, token: Token, depth: u8) -> Option<Operand<'a>> {
        const CALLS: [&str; 11] = [
            "CURRENT_CATALOG",
            "CURRENT_DATE",
            "CURRENT_ROLE",
            "CURRENT_TIME",
            "CURRENT_TIMESTAMP",
            "CURRENT_USER",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "SESSION_USER",
            "SYSTEM_USER",
            "USER",
        ];
        let call = self.kind_at(1) == TokenKind::OpenParen;
        if self.accept("NOT") {
            let operand = self.operand(precedence::negation(), depth)?;
            return Some(Operand::new(Shape::Not(Box::new(operand.shape))));
        }
        if self.is_word_at(0, "CASE") {
            return self.case();
        }
        if call && self.accept("CAST") {
            self.advance();
            let operand = self.operand(0, depth)?;
            self.expect("AS").ok()?;
            self.data_type().ok()?;
            self.expect_close().ok()?;
            return Some(operand.cast());
        }
        let array = self.kind_at(1) == TokenKind::OpenBracket && self.accept("ARRAY");
        if array || (call && self.accept_any(&["ARRAY", "EXISTS", "ROW"]).is_some()) {
            return Some(self.group());
        }
        if self.accept_any(&CALLS).is_some() {
            if call {
                self.skip_group();
            }
            return Some(Operand::new(Shape::Call).fixed_if(true));
        }
        self.named(token)
    }

    /// `CASE … END`, others inside included.
    fn case(&mut self) -> Option<Operand<'a>> {
        let mut open = 0_u32;
        loop {
            if self.is_word_at(0, "CASE") {
                open += 1;
            } else if self.is_word_at(0, "END") {
                open -= 1;
            } else if self.is_at_end() {
                return None;
            }
            self.skip_group();
            if open == 0 {
                return Some(Operand::OTHER);
            }
        }
    }

    /// A literal, perhaps behind its type; a column; a call.
    fn named(&mut self, token: Token) -> Option<Operand<'a>> {
        if !is_name(token.kind) {
            self.advance();
            return Operand::of_token(self.text, token);
        }
        if let Some(literal) = self.typed_literal() {
            return Some(literal);
        }
        let callable = !is_fully_reserved(token.span.of(self.text));
        let mut operand = Operand::of_token(self.text, token);
        self.advance();
        while self.accept_kind(TokenKind::Dot).is_some() {
            let part = self.advance()?;
            operand = Some(if is_name(part.kind) {
                Operand::new(Shape::Column(ident_of(self.text, part)))
            } else {
                Operand::OTHER
            });
        }
        if !callable || self.kind_at(0) != TokenKind::OpenParen {
            return operand;
        }
        let group = self.mark();
        self.skip_group();
        let fixed = self.names_no_column(group);
        while self
            .accept_any(&["WITHIN GROUP", "FILTER", "OVER"])
            .is_some()
        {
            self.skip_group();
        }
        Some(Operand::new(Shape::Call).fixed_if(fixed))
    }

    /// `date '2026-01-01'`, `interval '1' day`
    fn typed_literal(&mut self) -> Option<Operand<'a>> {
        // What mostly follows a name is none of these.
        let possible = matches!(
            self.kind_at(1),
            TokenKind::String | TokenKind::Word | TokenKind::OpenParen | TokenKind::Dot
        );
        let start = self.mark();
        let typed = possible && self.data_type().is_ok();
        let Some(literal) = self.accept_kind(TokenKind::String).filter(|_| typed) else {
            self.rewind(start);
            return None;
        };
        self.interval_fields();
        Some(Operand {
            shape: Shape::Literal,
            literal: literal.span,
            fixed: true,
        })
    }

    /// The next operator, and what it makes of the operand before it.
    fn operation(&mut self, left: Operand<'a>, binding: u8, depth: u8) -> Option<Operand<'a>> {
        let token = self.peek()?;
        match token.kind {
            TokenKind::OpenBracket => return Some(self.group()),
            TokenKind::Cast => {
                self.advance();
                self.data_type().ok()?;
                return Some(left.cast());
            }
            // A field of a row, or all of them.
            TokenKind::Dot => {
                self.advance();
                self.advance()?;
                return Some(Operand::OTHER);
            }
            TokenKind::Word => {
                if let Some(choice) = self.accept_any(&["AND", "OR"]) {
                    let right = self.operand(binding, depth)?;
                    return Some(left.chained(choice == 0, right));
                }
                if let Some(null) = self.null_test() {
                    return Some(left.null_test(null));
                }
                return self.keyword_operator(left, binding, depth);
            }
            _ => {}
        }
        self.advance();
        let written = token.span.of(self.text);
        if let Some(word) = self.accept_any(&["ALL", "ANY", "SOME"]) {
            let group = self.mark();
            let list = match (written, word) {
                ("<>" | "!=", 0) | ("=", 1 | 2) => self.or_pass(|cursor| cursor.elements(depth)),
                _ => self.or_pass(|_| None),
            };
            let probed = written == "=" && word != 0 && self.is_limited(group);
            return Some(match list {
                Some(list) => left.one_of(self.text, word == 0, list),
                None if probed => left.probed(),
                None => Operand::OTHER,
            });
        }
        let right = self.operand(binding, depth)?;
        let fixed = left.fixed && right.fixed;
        Some(Operand::new(compare(self.text, left, written, right)).fixed_if(fixed))
    }

    /// Whether what comes next asks for NULL, and not for its contrary.
    fn null_test(&mut self) -> Option<bool> {
        let tests = ["IS NULL", "ISNULL", "IS NOT NULL", "NOTNULL"];
        self.accept_any(&tests).map(|test| test < 2)
    }

    /// An operator spelt in words, with what stands behind it.
    fn keyword_operator(
        &mut self,
        left: Operand<'a>,
        binding: u8,
        depth: u8,
    ) -> Option<Operand<'a>> {
        if self.accept("IS") {
            self.accept("NOT");
            if self.accept("DISTINCT FROM") {
                self.operand(binding, depth)?;
                return Some(Operand::OTHER);
            }
            // `TRUE`, `JSON OBJECT WITH UNIQUE KEYS`, `NFC NORMALIZED`
            self.accept_kind(TokenKind::Word)?;
            let more = [
                "VALUE",
                "SCALAR",
                "ARRAY",
                "OBJECT",
                "WITH",
                "WITHOUT",
                "UNIQUE",
                "KEYS",
                "NORMALIZED",
            ];
            while self.accept_any(&more).is_some() {}
            return Some(Operand::OTHER);
        }
        if self.accept("COLLATE") {
            self.object_name("a collation").ok()?;
            return Some(Operand::OTHER);
        }
        if self.accept("AT LOCAL") {
            return Some(Operand::OTHER);
        }
        let negated = self.accept("NOT");
        if self.accept("IN") {
            let group = self.mark();
            let list = self.or_pass(|cursor| cursor.row(depth));
            return Some(match list {
                Some(list) => left.one_of(self.text, negated, list),
                None if !negated && self.is_limited(group) => left.probed(),
                None => Operand::OTHER,
            });
        }
        if self.accept("BETWEEN") {
            self.accept("ASYMMETRIC");
            let swaps = self.accept("SYMMETRIC");
            let low = self.operand(binding, depth)?;
            self.expect("AND").ok()?;
            let high = self.operand(binding, depth)?;
            return Some(if swaps {
                Operand::OTHER
            } else {
                left.between(self.text, negated, low, high)
            });
        }
        if !negated && self.accept("OPERATOR") {
            self.skip_group();
        } else {
            self.accept_any(&["AT TIME ZONE", "LIKE", "ILIKE", "SIMILAR TO", "OVERLAPS"])?;
        }
        if self.accept_any(&["ANY", "ALL", "SOME"]).is_some() {
            return Some(self.group());
        }
        self.operand(binding, depth)?;
        if self.accept("ESCAPE") {
            self.operand(binding, depth)?;
        }
        Some(Operand::OTHER)
    }

    /// Whether the arguments passed over since the mark are literals,
    /// parameters and calls.
    fn names_no_column(&self, from: usize) -> bool {
        let passed = self.slice(from, self.mark());
        let names =
            |token: &Token| is_name(token.kind) && !is_fully_reserved(token.span.of(self.text));
        let next = passed.iter().skip(1).map(|it| it.kind);
        let mut pairs = passed.iter().zip(next);
        !pairs.any(|(token, next)| names(token) && next != TokenKind::OpenParen)
    }

    /// Whether what was passed over since the mark holds a query of so many
    /// rows at most, or is a single value such as `ANY ($1)`.
    fn is_limited(&self, from: usize) -> bool {
        let passed = self.slice(from, self.mark());
        let is = |token: &Token, word: &str| token.span.of(self.text).eq_ignore_ascii_case(word);
        let mut words = passed.iter().filter(|it| it.kind == TokenKind::Word);
        let query = words.clone().any(|it| is(it, "SELECT"));
        !query || words.any(|it| is(it, "LIMIT") || is(it, "FETCH"))
    }

    /// What is read of the next bracket; where that fails it is passed over.
    fn or_pass<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let open = self.mark();
        let found = read(self);
        if found.is_none() {
            self.rewind(open);
            self.skip_group();
        }
        found
    }

    /// `(operand, …)`
    fn row(&mut self, depth: u8) -> Option<Vec<Operand<'a>>> {
        self.accept_kind(TokenKind::OpenParen)?;
        let found = self.operands(depth)?;
        self.accept_kind(TokenKind::CloseParen)?;
        Some(found)
    }

    /// `(ARRAY[…])`, also cast: how PostgreSQL prints `IN (…)`.
    fn elements(&mut self, depth: u8) -> Option<Vec<Operand<'a>>> {
        let depth = depth.checked_sub(1)?;
        let found = if self.accept_kind(TokenKind::OpenParen).is_some() {
            let found = self.elements(depth)?;
            self.accept_kind(TokenKind::CloseParen)?;
            found
        } else {
            self.expect("ARRAY").ok()?;
            self.accept_kind(TokenKind::OpenBracket)?;
            let found = self.operands(depth)?;
            self.accept_kind(TokenKind::CloseBracket)?;
            found
        };
        while self.accept_kind(TokenKind::Cast).is_some() {
            self.data_type().ok()?;
        }
        Some(found)
    }

    /// `operand, …`
    fn operands(&mut self, depth: u8) -> Option<Vec<Operand<'a>>> {
        let mut found = vec![self.operand(0, depth)?];
        while self.accept_comma() {
            found.push(self.operand(0, depth)?);
        }
        Some(found)
    }
}
