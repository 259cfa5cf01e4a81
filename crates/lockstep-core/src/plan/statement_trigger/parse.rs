//! From tokens to expressions.
//!
//! A parser of its own, because every part has to be found again byte for
//! byte, and because what is not understood has to be refused, not skipped.

use lockstep_syntax::lexer::TokenKind;
use lockstep_syntax::tree::Span;

use super::cursor::{Attempt, Cursor};
use super::expression::{Expr, Field, Node};
use super::words::{
    LITERAL_TYPES, NOT_NAMES, ONCE_A_ROW, STEADY, SYSTEM, WITHOUT_BRACKETS, is_special,
};

/// How strongly an operator binds; PostgreSQL's `gram.y` from weak to strong.
mod strength {
    pub(super) const OR: u8 = 1;
    pub(super) const AND: u8 = 2;
    pub(super) const NOT: u8 = 3;
    pub(super) const IS: u8 = 4;
    pub(super) const COMPARISON: u8 = 5;
    pub(super) const IN: u8 = 6;
    pub(super) const OTHER: u8 = 7;
    pub(super) const SUM: u8 = 8;
    pub(super) const PRODUCT: u8 = 9;
    pub(super) const ZONE: u8 = 11;
    pub(super) const SIGN: u8 = 13;
    pub(super) const CAST: u8 = 15;
}

/// Expressions inside one another that are followed.
const DEPTH: u8 = 40;

impl Cursor<'_> {
    /// An expression, as far as it goes.
    pub(super) fn expression(&mut self) -> Attempt<Expr> {
        self.at_strength(0, DEPTH)
    }

    fn at_strength(&mut self, least: u8, depth: u8) -> Attempt<Expr> {
        let depth = depth.checked_sub(1).ok_or("an expression is too deep")?;
        let mut left = self.operand(depth)?;
        while let Some((operator, binds)) = self.infix() {
            if binds < least {
                break;
            }
            let start = left.span;
            let node = match operator.as_str() {
                "::" => {
                    self.next += 1;
                    let name = self.type_name()?;
                    Node::Cast(Box::new(left), name)
                }
                "IS" => {
                    self.next += 1;
                    self.accept("NOT");
                    if !["NULL", "TRUE", "FALSE", "UNKNOWN"]
                        .iter()
                        .any(|word| self.accept(word))
                    {
                        return Err("IS … is not NULL, TRUE or FALSE");
                    }
                    Node::Is(Box::new(left))
                }
                "IN" => {
                    self.accept("NOT");
                    self.next += 1;
                    let mut parts = vec![left];
                    parts.extend(self.list(depth)?);
                    Node::In(parts)
                }
                _ => {
                    self.next += if binds == strength::ZONE { 3 } else { 1 };
                    let right = self.at_strength(binds + 1, depth)?;
                    Node::Infix(operator, Box::new(left), Box::new(right))
                }
            };
            left = Expr {
                span: start.cover(self.before()),
                node,
            };
        }
        Ok(left)
    }

    /// The operator that comes next.
    fn infix(&self) -> Option<(String, u8)> {
        let token = self.peek(0)?;
        let text = self.text_of(token);
        match token.kind {
            TokenKind::Cast => Some(("::".to_owned(), strength::CAST)),
            TokenKind::Operator => {
                let operator = if text == "!=" { "<>" } else { text };
                let binds = match operator {
                    "=" | "<>" | "<" | "<=" | ">" | ">=" => strength::COMPARISON,
                    "+" | "-" => strength::SUM,
                    "*" | "/" | "%" => strength::PRODUCT,
                    "||" | "->" | "->>" | "#>" | "#>>" | "@>" | "<@" | "&&" => strength::OTHER,
                    _ => return None,
                };
                Some((operator.to_owned(), binds))
            }
            TokenKind::Word => match text.to_ascii_uppercase().as_str() {
                "OR" => Some(("OR".to_owned(), strength::OR)),
                "AND" => Some(("AND".to_owned(), strength::AND)),
                "IS" => Some(("IS".to_owned(), strength::IS)),
                "IN" => Some(("IN".to_owned(), strength::IN)),
                "AT" if self.is_word(1, "TIME") && self.is_word(2, "ZONE") => {
                    Some(("AT TIME ZONE".to_owned(), strength::ZONE))
                }
                "NOT" if self.is_word(1, "IN") => Some(("IN".to_owned(), strength::IN)),
                _ => None,
            },
            _ => None,
        }
    }

    fn operand(&mut self, depth: u8) -> Attempt<Expr> {
        let token = self.peek(0).ok_or("an expression is not complete")?;
        let text = self.text_of(token);
        let simple = |node| {
            Ok(Expr {
                span: token.span,
                node,
            })
        };
        match token.kind {
            TokenKind::Number => {
                self.next += 1;
                simple(Node::Number)
            }
            TokenKind::String | TokenKind::EscapeString | TokenKind::DollarString => {
                self.next += 1;
                simple(Node::Literal)
            }
            TokenKind::OpenParen => {
                self.next += 1;
                let inner = self.at_strength(0, depth)?;
                self.expect_kind(TokenKind::CloseParen)?;
                Ok(Expr {
                    span: token.span.cover(self.before()),
                    node: Node::Paren(Box::new(inner)),
                })
            }
            TokenKind::Operator if text == "-" || text == "+" => {
                self.next += 1;
                let operand = self.at_strength(strength::SIGN, depth)?;
                Ok(Expr {
                    span: token.span.cover(operand.span),
                    node: Node::Prefix(text.to_owned(), Box::new(operand)),
                })
            }
            TokenKind::Word | TokenKind::QuotedWord => self.name(depth),
            _ => Err("an expression is not understood"),
        }
    }

    /// What begins with a word.
    fn name(&mut self, depth: u8) -> Attempt<Expr> {
        let first = self.peek(0).ok_or("an expression is not complete")?;
        let start = first.span;
        let follows = self.peek(1).map(|token| token.kind);
        let quoted = first.kind == TokenKind::QuotedWord;
        let word = self.text_of(first).to_ascii_lowercase();
        let done = |cursor: &Self, node| {
            Ok(Expr {
                span: start.cover(cursor.before()),
                node,
            })
        };
        if !quoted {
            match word.as_str() {
                "null" => {
                    self.next += 1;
                    return done(self, Node::Null);
                }
                "true" | "false" => {
                    self.next += 1;
                    return done(self, Node::Literal);
                }
                "not" => {
                    self.next += 1;
                    let operand = self.at_strength(strength::NOT, depth)?;
                    return done(self, Node::Prefix("NOT".to_owned(), Box::new(operand)));
                }
                "case" => {
                    let node = self.case(depth)?;
                    return done(self, node);
                }
                "cast" => {
                    self.next += 1;
                    self.expect_kind(TokenKind::OpenParen)?;
                    let operand = self.at_strength(0, depth)?;
                    self.expect("AS")?;
                    let name = self.type_name()?;
                    self.expect_kind(TokenKind::CloseParen)?;
                    return done(self, Node::Cast(Box::new(operand), name));
                }
                _ => {}
            }
            if LITERAL_TYPES.contains(&word.as_str()) && follows == Some(TokenKind::String) {
                self.next += 2;
                return done(self, Node::Literal);
            }
            if WITHOUT_BRACKETS.contains(&word.as_str()) && follows != Some(TokenKind::OpenParen) {
                self.next += 1;
                let node = Node::Call {
                    name: word,
                    arguments: Vec::new(),
                };
                return done(self, node);
            }
            let called = follows == Some(TokenKind::OpenParen);
            if NOT_NAMES.contains(&word.as_str()) && !(called && STEADY.contains(&word.as_str())) {
                return Err("an expression is not understood");
            }
        }
        let mut parts = vec![self.ident()?];
        while self.accept_kind(TokenKind::Dot) {
            parts.push(self.label()?);
        }
        if self.kind(0) == TokenKind::OpenParen {
            return self.call(start, &parts, depth);
        }
        let name = parts.pop().ok_or("a name is missing")?;
        if !quoted && word == "new" || parts.first().is_some_and(|part| part.name == "new") {
            return match parts.as_slice() {
                [] => done(self, Node::NewRow),
                [_] if SYSTEM.contains(&name.name.as_str()) || is_special(&name.name) => {
                    Err("NEW is asked for a system column")
                }
                [_] => done(self, Node::New(name)),
                _ => Err("an expression is not understood"),
            };
        }
        if parts.is_empty() && is_special(&name.name) {
            return Err("the body asks for more than NEW");
        }
        if parts.first().is_some_and(|part| part.name == "old") {
            return Err("the body asks for OLD");
        }
        let node = Node::Column {
            qualifier: parts.into_iter().map(|part| part.name).collect(),
            name: name.name,
        };
        done(self, node)
    }

    fn call(&mut self, start: Span, parts: &[Field], depth: u8) -> Attempt<Expr> {
        let name = match parts {
            [name] => name,
            [schema, name] if schema.name == "pg_catalog" => name,
            _ => return Err("the body calls a function that is not PostgreSQL's"),
        };
        let known = |list: &[&str]| list.contains(&name.name.as_str());
        if !known(STEADY) && !known(ONCE_A_ROW) {
            return Err("the body calls a function that is not known to be harmless");
        }
        let arguments = self.list(depth)?;
        Ok(Expr {
            span: start.cover(self.before()),
            node: Node::Call {
                name: name.name.clone(),
                arguments,
            },
        })
    }

    /// `(expression, …)`, which may be empty.
    pub(super) fn list(&mut self, depth: u8) -> Attempt<Vec<Expr>> {
        self.expect_kind(TokenKind::OpenParen)?;
        let mut found = Vec::new();
        if self.accept_kind(TokenKind::CloseParen) {
            return Ok(found);
        }
        loop {
            found.push(self.at_strength(0, depth)?);
            if !self.accept_kind(TokenKind::Comma) {
                break;
            }
        }
        self.expect_kind(TokenKind::CloseParen)?;
        Ok(found)
    }

    /// `(expression, …)`
    pub(super) fn values(&mut self) -> Attempt<Vec<Expr>> {
        self.list(DEPTH)
    }

    fn case(&mut self, depth: u8) -> Attempt<Node> {
        self.next += 1;
        let mut conditions = Vec::new();
        let mut results = Vec::new();
        if !self.is_word(0, "WHEN") {
            conditions.push(self.at_strength(0, depth)?);
        }
        while self.accept("WHEN") {
            conditions.push(self.at_strength(0, depth)?);
            self.expect("THEN")?;
            results.push(self.at_strength(0, depth)?);
        }
        let otherwise = self.accept("ELSE");
        if otherwise {
            results.push(self.at_strength(0, depth)?);
        }
        self.expect("END")?;
        Ok(Node::Case {
            conditions,
            results,
            otherwise,
        })
    }

    /// A type, in PostgreSQL's internal spelling where it is a common one.
    fn type_name(&mut self) -> Attempt<String> {
        let first = self.ident()?;
        let name = match first.name.as_str() {
            "int" | "integer" => "int4",
            "bigint" => "int8",
            "smallint" => "int2",
            "decimal" => "numeric",
            "boolean" => "bool",
            "real" => "float4",
            other @ ("int2" | "int4" | "int8" | "text" | "date" | "uuid" | "numeric" | "bool"
            | "timestamptz" | "timestamp" | "jsonb" | "float8" | "interval") => other,
            _ => return Err("a cast is not to a plain type"),
        };
        if matches!(
            self.kind(0),
            TokenKind::OpenParen | TokenKind::OpenBracket | TokenKind::Dot
        ) || self.is_word(0, "WITH")
            || self.is_word(0, "WITHOUT")
        {
            return Err("a cast is not to a plain type");
        }
        Ok(name.to_owned())
    }
}
