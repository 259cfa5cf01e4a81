//! What a walk over the tokens of an expression or a query finds: tables
//! read and written, functions called, columns named, types cast to.
//!
//! It needs no grammar and no recursion, so it answers for every input, also
//! for what is no expression, and every name that it finds has its place.

mod clauses;
mod frame;
mod names;

use frame::{Frame, Scope};

use crate::grammar::keywords::same;
use crate::grammar::names::{ident_of, is_name};
use crate::lexer::{Token, TokenKind};
use crate::tree::{FunctionCall, Ident, Named, ObjectName, TypeName};

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found<'a> {
    pub(crate) reads: Vec<ObjectName<'a>>,
    pub(crate) writes: Vec<ObjectName<'a>>,
    pub(crate) locks_rows_of: Vec<ObjectName<'a>>,
    pub(crate) into: Option<ObjectName<'a>>,
    /// A table that one `FROM` has twice under the same name.
    pub(crate) twice: Option<ObjectName<'a>>,
    pub(crate) functions: Vec<FunctionCall<'a>>,
    pub(crate) columns: Vec<Ident<'a>>,
    pub(crate) casts: Vec<TypeName<'a>>,
    /// Columns with their qualifiers, aliases and labels; the rest of it
    /// stands above. Only what is stored needs them.
    pub(crate) named: Option<Named<'a>>,
}

/// Walks over the tokens, none of which is trivia. In the body of a function
/// `SELECT … INTO` names variables, not a table.
pub(crate) fn walk<'a>(text: &'a str, tokens: &[Token], in_body: bool) -> Found<'a> {
    walk_into(text, tokens, in_body, Found::default())
}

/// What a definition that is stored names.
pub(crate) fn named<'a>(text: &'a str, tokens: &[Token]) -> Named<'a> {
    let found = Found {
        named: Some(Named::default()),
        ..Found::default()
    };
    let found = walk_into(text, tokens, true, found);
    let mut tables = found.reads;
    tables.extend(found.writes);
    Named {
        tables,
        functions: found.functions,
        casts: found.casts,
        ..found.named.unwrap_or_default()
    }
}

fn walk_into<'a>(text: &'a str, tokens: &[Token], in_body: bool, found: Found<'a>) -> Found<'a> {
    let mut walk = Walk {
        text,
        tokens,
        next: 0,
        in_body,
        frame: Frame::default(),
        outer: Vec::new(),
        scope: Scope::default(),
        ctes: Vec::new(),
        seen: frame::Seen::default(),
        found,
    };
    while walk.next < tokens.len() {
        let before = walk.next;
        walk.step();
        walk.next = walk.next.max(before + 1);
    }
    walk.end_query();
    walk.found
}

struct Walk<'a, 't> {
    text: &'a str,
    tokens: &'t [Token],
    next: usize,
    in_body: bool,
    /// The innermost open bracket, or the outside of all.
    frame: Frame,
    /// Those around it.
    outer: Vec<Frame>,
    scope: Scope<'a>,
    /// Names of common table expressions.
    ctes: Vec<Ident<'a>>,
    seen: frame::Seen<'a>,
    found: Found<'a>,
}

impl<'a> Walk<'a, '_> {
    /// Handles the next token and those that belong to it.
    fn step(&mut self) {
        let Some(token) = self.token(0) else {
            return;
        };
        match token.kind {
            TokenKind::OpenParen | TokenKind::OpenBracket => self.open(),
            TokenKind::CloseParen | TokenKind::CloseBracket => self.close(),
            TokenKind::Comma => {
                self.next += 1;
                let frame = &mut self.frame;
                frame.commas = frame.commas.saturating_add(u16::from(!frame.counted));
                frame.expects_table = frame.in_from;
                if frame.in_with {
                    self.common_table();
                }
            }
            TokenKind::Cast => {
                self.next += 1;
                self.cast();
            }
            TokenKind::Dot => {
                // A field or `.*` behind a bracket: neither is a column.
                self.next += 1 + usize::from(self.is_name(1));
            }
            TokenKind::Semicolon => {
                self.next += 1;
                self.end_query();
            }
            TokenKind::Word => {
                if !self.clause() {
                    self.name();
                }
            }
            kind if is_name(kind) => self.name(),
            _ => {
                self.all_columns(token);
                self.next += 1;
            }
        }
    }

    /// A `*` that stands for all columns, which no operand follows.
    fn all_columns(&mut self, token: Token) {
        let returned = self.was_word(1, "RETURNING");
        if let Some(named) = &mut self.found.named
            && token.span.of(self.text) == "*"
            && self.frame.is_query
        {
            let behind = self.tokens.get(self.next + 1);
            let ends = behind.is_none_or(|next| {
                matches!(
                    next.kind,
                    TokenKind::Comma | TokenKind::CloseParen | TokenKind::Semicolon
                ) || next.span.of(self.text).eq_ignore_ascii_case("FROM")
            });
            if ends && !returned {
                self.frame.takes_all = true;
            } else if ends {
                named.all_of.extend(self.found.writes.last().cloned());
            }
        }
    }

    /// A query of the bracket ends, and its `*` with it.
    fn end_query(&mut self) {
        let start = self.frame.scope_start;
        if std::mem::take(&mut self.frame.takes_all)
            && let Some(named) = &mut self.found.named
        {
            named.all_of.extend(self.scope.tables(start, None).cloned());
        }
        if self.frame.is_query {
            self.scope.truncate(start);
        }
    }

    fn open(&mut self) {
        self.next += 1;
        let query = [
            "SELECT", "VALUES", "WITH", "TABLE", "INSERT", "UPDATE", "DELETE", "MERGE",
        ]
        .iter()
        .any(|word| self.is_word(0, word));
        let outer = &mut self.frame;
        // `FROM (a JOIN b …)`: a bracket around a joined table.
        let joined = outer.expects_table && !query;
        outer.expects_table = false;
        let inner = Frame {
            is_query: query,
            in_from: joined,
            expects_table: joined,
            scope_start: self.scope.len(),
            ..Frame::default()
        };
        self.enter(inner);
    }

    fn enter(&mut self, inner: Frame) {
        self.outer.push(std::mem::replace(&mut self.frame, inner));
    }

    fn close(&mut self) {
        self.next += 1;
        let Some(outer) = self.outer.pop() else {
            return;
        };
        self.end_query();
        let frame = std::mem::replace(&mut self.frame, outer);
        if let Some(call) = frame.call
            && let Some(call) = self.found.functions.get_mut(call)
        {
            call.arguments = frame.arguments();
        }
    }

    fn token(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(self.next + ahead).copied()
    }

    fn kind(&self, ahead: usize) -> TokenKind {
        self.token(ahead)
            .map_or(TokenKind::Unknown, |token| token.kind)
    }

    fn is_name(&self, ahead: usize) -> bool {
        is_name(self.kind(ahead))
    }

    fn word(&self, ahead: usize) -> &'a str {
        self.word_at(self.next + ahead)
    }

    fn is_word(&self, ahead: usize, keyword: &str) -> bool {
        same(self.word(ahead).as_bytes(), keyword.as_bytes())
    }

    /// The word `back` tokens before the next one.
    fn word_before(&self, back: usize) -> &'a str {
        self.next
            .checked_sub(back)
            .map_or("", |index| self.word_at(index))
    }

    fn was_word(&self, back: usize, keyword: &str) -> bool {
        same(self.word_before(back).as_bytes(), keyword.as_bytes())
    }

    fn word_at(&self, index: usize) -> &'a str {
        match self.tokens.get(index) {
            Some(token) if token.kind == TokenKind::Word => token.span.of(self.text),
            _ => "",
        }
    }

    fn is_operator(&self, ahead: usize, operator: &str) -> bool {
        self.token(ahead)
            .is_some_and(|token| token.span.of(self.text) == operator)
    }

    fn ident(&self, ahead: usize) -> Option<Ident<'a>> {
        let token = self.token(ahead).filter(|token| is_name(token.kind))?;
        Some(ident_of(self.text, token))
    }
}
