//! PL/pgSQL: its own statements are passed over, the SQL in them is read.

use super::{inside, reading_expression, significant, statement};
use crate::embedded;
use crate::grammar::keywords::{begins_statement, same};
use crate::lexer::{Token, TokenKind};
use crate::tree::{Body, Span, Statement, StatementKind};

/// Reads a block. None of the tokens is trivia.
pub(super) fn read<'a>(text: &'a str, tokens: &[Token], nesting: u8, body: &mut Body<'a>) {
    let mut reader = Reader {
        text,
        tokens,
        next: 0,
        nesting,
        body,
    };
    while reader.next < tokens.len() {
        let before = reader.next;
        reader.statement();
        reader.next = reader.next.max(before + 1);
    }
}

struct Reader<'a, 't, 'b> {
    text: &'a str,
    tokens: &'t [Token],
    next: usize,
    nesting: u8,
    body: &'b mut Body<'a>,
}

impl<'a, 't> Reader<'a, 't, '_> {
    /// One statement, or one word that opens a list of them.
    fn statement(&mut self) {
        let word = self.word(0).to_ascii_uppercase();
        let branches = [
            "IF",
            "CASE",
            "LOOP",
            "WHILE",
            "FOR",
            "FOREACH",
            "EXCEPTION",
            "RETURN",
        ];
        self.body.conditional |= branches.contains(&word.as_str());
        match word.as_str() {
            "BEGIN" | "ELSE" | "LOOP" | "EXCEPTION" | "DECLARE" => self.next += 1,
            "IF" | "ELSIF" | "ELSEIF" | "WHEN" | "CASE" => self.condition("THEN"),
            "WHILE" => self.condition("LOOP"),
            "FOR" | "FOREACH" => self.for_loop(),
            "END" => self.skip_statement(),
            "EXECUTE" => self.execute(),
            "PERFORM" => self.perform(),
            "RETURN" => self.return_statement(),
            "OPEN" => self.open_cursor(),
            "COMMIT" | "ROLLBACK" => {
                self.body.commits = true;
                self.skip_statement();
            }
            // These belong to PL/pgSQL although SQL has them too.
            "FETCH" | "MOVE" | "CLOSE" => self.skip_statement(),
            _ if self.is_operator_text("<<") => self.label(),
            _ if begins_statement(&word) && !self.is_assignment() => self.sql(),
            _ => self.other(),
        }
    }

    /// A statement of SQL up to its semicolon.
    fn sql(&mut self) {
        let first = self.next;
        self.skip_to_semicolon();
        self.push(first, self.next);
        self.next += 1;
    }

    fn push(&mut self, first: usize, end: usize) {
        let found = statement(self.text, self.slice(first, end), self.nesting);
        self.body.statements.extend(found);
    }

    /// An assignment, a declaration, `RAISE` and the like: only subqueries
    /// and the query of a cursor matter.
    fn other(&mut self) {
        let first = self.next;
        while let Some(token) = self.token(0) {
            if token.kind == TokenKind::Semicolon {
                break;
            }
            if self.is_word(0, "CURSOR") {
                self.skip_until(|reader| reader.is_word(0, "FOR") || reader.is_word(0, "IS"));
                let query = self.next + 1;
                self.skip_to_semicolon();
                self.push(query, self.next);
                self.next += 1;
                return;
            }
            self.next += 1;
        }
        self.push_reads(first, self.next);
        self.next += 1;
    }

    fn push_reads(&mut self, first: usize, end: usize) {
        let found = reading_expression(self.text, self.slice(first, end));
        self.body.statements.extend(found);
    }

    /// A condition up to the word that ends it.
    fn condition(&mut self, end: &str) {
        self.next += 1;
        let first = self.next;
        self.skip_until_outside_case(end);
        self.push_reads(first, self.next);
        self.next += 1;
    }

    /// `FOR target IN query LOOP`
    fn for_loop(&mut self) {
        self.skip_until(|reader| reader.is_word(0, "IN") || reader.is_word(0, "LOOP"));
        if !self.is_word(0, "IN") {
            self.next += 1;
            return;
        }
        self.next += 1;
        self.query_until("LOOP");
        self.next += 1;
    }

    /// A query, `EXECUTE` or an expression, up to a word or a semicolon.
    fn query_until(&mut self, end: &str) {
        let first = self.next;
        let executes = self.is_word(0, "EXECUTE");
        let begins = begins_statement(self.word(0)) || self.kind(0) == TokenKind::OpenParen;
        let string = self.token(1);
        self.skip_until_outside_case(end);
        if executes {
            self.executed(first + 1, string, self.next);
        } else if begins {
            self.push(first, self.next);
        } else {
            self.push_reads(first, self.next);
        }
    }

    fn execute(&mut self) {
        let first = self.next + 1;
        let string = self.token(1);
        self.skip_to_semicolon();
        self.executed(first, string, self.next);
        self.next += 1;
    }

    /// What `EXECUTE` runs: tokens from `first` up to `end`, of which the
    /// first may be a literal.
    fn executed(&mut self, first: usize, string: Option<Token>, end: usize) {
        let follows = |word: &str| {
            self.tokens
                .get(first + 1)
                .is_some_and(|token| token.span.of(self.text).eq_ignore_ascii_case(word))
        };
        let alone = end == first + 1 || follows("INTO") || follows("USING");
        let span = string
            .filter(|_| alone)
            .and_then(|string| inside(self.text, string))
            .or_else(|| self.constant_format(first, end));
        let Some(span) = span else {
            self.body.dynamic = true;
            return;
        };
        let tokens = significant(self.text, span);
        for part in tokens.split(|token| token.kind == TokenKind::Semicolon) {
            let found = statement(self.text, part, self.nesting);
            self.body.statements.extend(found);
        }
    }

    /// `format('text')` without anything to put in is the text.
    fn constant_format(&self, first: usize, end: usize) -> Option<Span> {
        let [name, open, string, close] = self.slice(first, end) else {
            return None;
        };
        let is_format = name.span.of(self.text).eq_ignore_ascii_case("format")
            && open.kind == TokenKind::OpenParen
            && close.kind == TokenKind::CloseParen;
        inside(self.text, *string).filter(|span| is_format && !span.of(self.text).contains('%'))
    }

    /// `PERFORM query` is `SELECT query` with the result thrown away.
    fn perform(&mut self) {
        let first = self.next;
        self.skip_to_semicolon();
        let tokens = self.slice(first + 1, self.next);
        let span = match (self.tokens.get(first), tokens.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => return,
        };
        let query = embedded::query(self.text, tokens, span, true);
        self.body.statements.push(Statement {
            span,
            command: "SELECT",
            kind: StatementKind::Select(Box::new(query)),
            errors: Vec::new(),
            skipped: Vec::new(),
        });
        self.next += 1;
    }

    fn return_statement(&mut self) {
        self.next += 1;
        if self.is_word(0, "QUERY") {
            self.next += 1;
            self.query_until(";");
            self.next += 1;
        } else {
            self.other();
        }
    }

    /// `OPEN cursor [[NO] SCROLL] FOR query`
    fn open_cursor(&mut self) {
        self.skip_until(|reader| reader.is_word(0, "FOR"));
        if self.is_word(0, "FOR") {
            self.next += 1;
            self.query_until(";");
        }
        self.next += 1;
    }

    /// `<<name>>`
    fn label(&mut self) {
        self.skip_until(|reader| reader.is_operator_text(">>"));
        self.next += 1;
    }

    fn skip_statement(&mut self) {
        self.skip_to_semicolon();
        self.next += 1;
    }

    fn skip_to_semicolon(&mut self) {
        self.skip_until(|_| false);
    }

    /// Moves to what satisfies `stop`, but not over a semicolon.
    fn skip_until(&mut self, stop: impl Fn(&Self) -> bool) {
        while let Some(token) = self.token(0) {
            if token.kind == TokenKind::Semicolon || stop(self) {
                return;
            }
            self.next += 1;
        }
    }

    /// Moves to a keyword outside `CASE … END` and brackets.
    fn skip_until_outside_case(&mut self, keyword: &str) {
        let mut depth = 0_u32;
        while let Some(token) = self.token(0) {
            match token.kind {
                TokenKind::Semicolon => return,
                TokenKind::OpenParen => depth += 1,
                TokenKind::CloseParen => depth = depth.saturating_sub(1),
                TokenKind::Word if depth == 0 && self.is_word(0, keyword) => return,
                TokenKind::Word if self.is_word(0, "CASE") => depth += 1,
                TokenKind::Word if self.is_word(0, "END") => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.next += 1;
        }
    }

    /// `name := value` and `name = value`, whatever the name is.
    fn is_assignment(&self) -> bool {
        self.kind(1) == TokenKind::Assign
            || self.kind(1) == TokenKind::Dot
            || self
                .token(1)
                .is_some_and(|token| token.span.of(self.text) == "=")
    }

    fn is_operator_text(&self, text: &str) -> bool {
        self.token(0)
            .is_some_and(|token| token.span.of(self.text) == text)
    }

    fn token(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(self.next + ahead).copied()
    }

    fn kind(&self, ahead: usize) -> TokenKind {
        self.token(ahead)
            .map_or(TokenKind::Unknown, |token| token.kind)
    }

    fn word(&self, ahead: usize) -> &'a str {
        match self.token(ahead) {
            Some(token) if token.kind == TokenKind::Word => token.span.of(self.text),
            _ => "",
        }
    }

    fn is_word(&self, ahead: usize, keyword: &str) -> bool {
        same(self.word(ahead).as_bytes(), keyword.as_bytes())
    }

    fn slice(&self, first: usize, end: usize) -> &'t [Token] {
        self.tokens.get(first..end).unwrap_or_default()
    }
}
