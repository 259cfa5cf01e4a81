//! Where statements begin and end.
//!
//! Like psql, a statement ends at a semicolon outside brackets; unlike psql,
//! a bracket or a quote that is never closed does not swallow the file.

use super::recovery::{self, Opening, Place, statement_line};
use crate::lexer::{Lexer, Token, TokenKind, offset, stands_alone};
use crate::tree::Span;

/// A part of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chunk {
    Space(Span),
    Comment(Span),
    MetaCommand(Span),
    /// Its tokens are in [`Splitter::tokens`].
    Statement(Span),
}

impl Chunk {
    /// Where it stands.
    pub(super) fn span(self) -> Span {
        let (Chunk::Space(span)
        | Chunk::Comment(span)
        | Chunk::MetaCommand(span)
        | Chunk::Statement(span)) = self;
        span
    }
}

/// A statement of more tokens than this is read only so far: it bounds the
/// memory, and only rows of an `INSERT` are that many.
const MANY_TOKENS: usize = 2_000_000;

/// Unclosed quotes that are recovered from; each costs a look at the rest of
/// the file.
const MANY_RECOVERIES: u8 = 8;

/// The parts of a script, one after the other.
pub(super) struct Splitter<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    peeked: Option<Token>,
    /// Of the last statement, without trivia and the semicolon.
    tokens: Vec<Token>,
    /// Where the tokens beyond [`MANY_TOKENS`] stand.
    overflow: Option<Span>,
    /// Where the semicolon of the last statement is missing.
    missing_semicolon: Option<Span>,
    /// Whether the rest of the file ends inside a quote; known once asked.
    ends_in_quote: Option<bool>,
    recoveries: u8,
    /// No `\.` comes any more.
    no_data: bool,
    /// What ends a statement on a line of its own, besides semicolons:
    /// Liquibase's `endDelimiter:`.
    delimiter: &'a str,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Splitter {
            text,
            lexer: Lexer::new(text),
            peeked: None,
            tokens: Vec::new(),
            overflow: None,
            missing_semicolon: None,
            ends_in_quote: None,
            recoveries: 0,
            no_data: false,
            delimiter: "",
        }
    }

    /// Over a part of a text; the spans are those of the whole.
    pub(super) fn within(text: &'a str, span: Span) -> Self {
        let mut splitter = Splitter::new(text.get(..span.end as usize).unwrap_or_default());
        splitter.go_to(span.start as usize);
        splitter
    }

    /// The tokens of the statement that came last.
    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The part of the statement that came last for which there are no tokens.
    pub(super) fn overflow(&self) -> Option<Span> {
        self.overflow
    }

    /// The first word of the next statement, when the semicolon before it is
    /// missing.
    pub(super) fn missing_semicolon(&self) -> Option<Span> {
        self.missing_semicolon
    }

    pub(super) fn next_chunk(&mut self) -> Option<Chunk> {
        let first = self.advance()?;
        if self.is_delimiter(first) {
            return Some(Chunk::Space(self.delimiter_line(first.span.start)));
        }
        Some(match first.kind {
            TokenKind::Space | TokenKind::Semicolon => Chunk::Space(self.space(first.span)),
            TokenKind::LineComment | TokenKind::BlockComment => Chunk::Comment(self.comment(first)),
            TokenKind::Backslash => Chunk::MetaCommand(self.meta_command(first.span)),
            _ => Chunk::Statement(self.statement(first)),
        })
    }

    /// The data of a `COPY` that came last: what stands between the statement
    /// and its first line, and the lines up to `\.`. Without a `\.` there is
    /// none, since then the file rather has no data than no end.
    pub(super) fn copy_data(&mut self) -> Option<(Span, Span)> {
        if self.no_data {
            return None;
        }
        let start = self.position();
        let rest = self.text.get(start..)?;
        let mut line = start + rest.find('\n')? + 1;
        let first_line = line;
        for text in self.text.get(line..)?.split_inclusive('\n') {
            line += text.len();
            if text.trim_end() == "\\." {
                self.go_to(line);
                let space = Span::new(offset(start), offset(first_line));
                return Some((space, Span::new(offset(first_line), offset(line))));
            }
        }
        self.no_data = true;
        None
    }

    /// Spaces and lone semicolons.
    fn space(&mut self, mut span: Span) -> Span {
        while let Some(token) = self.peek() {
            if !matches!(token.kind, TokenKind::Space | TokenKind::Semicolon) {
                break;
            }
            span = span.cover(token.span);
            self.advance();
        }
        span
    }

    /// A comment; one that is never closed ends where a statement begins on a
    /// line of its own, so that it hides no more than it must.
    fn comment(&mut self, comment: Token) -> Span {
        if !comment.terminated
            && self.may_recover()
            && let Some(end) = statement_line(self.text, comment.span)
        {
            self.go_to(end);
            return Span::new(comment.span.start, offset(end));
        }
        let words = comment.span.of(self.text).trim_start_matches('-');
        if let Some(options) = words.trim_start().strip_prefix("changeset ") {
            let option = options.split_once("endDelimiter:");
            let value = option.and_then(|(_, value)| value.split_whitespace().next());
            self.delimiter = value.unwrap_or_default().trim_matches('"');
        }
        comment.span
    }

    /// Whether the delimiter stands here on a line of its own.
    fn is_delimiter(&self, token: Token) -> bool {
        let start = token.span.start as usize;
        let end = start + self.delimiter.len();
        !matches!(self.delimiter, "" | ";")
            && self.text.get(start..end) == Some(self.delimiter)
            && stands_alone(self.text, start..end)
    }

    /// Moves behind a delimiter.
    fn delimiter_line(&mut self, start: u32) -> Span {
        let end = start as usize + self.delimiter.len();
        self.go_to(end);
        Span::new(start, offset(end))
    }

    /// To the end of the line; `\;` only ends a statement.
    fn meta_command(&mut self, first: Span) -> Span {
        let start = first.start as usize;
        let rest = self.text.get(start..).unwrap_or_default();
        let length = if rest.starts_with("\\;") {
            2
        } else {
            rest.find(['\n', '\r']).unwrap_or(rest.len())
        };
        self.go_to(start + length);
        Span::new(first.start, offset(start + length))
    }

    fn statement(&mut self, first: Token) -> Span {
        self.tokens.clear();
        self.overflow = None;
        self.missing_semicolon = None;
        let mut state = Nesting::default();
        let mut span = Span::new(first.span.start, first.span.start);
        let mut next = Some(first);
        while let Some(token) = next {
            if token.is_trivia() {
                state.see_trivia(token, self.text);
            } else if token.kind == TokenKind::Semicolon {
                if state.ends_statement(|| self.rule_goes_on()) {
                    return span.cover(token.span);
                }
                self.push(token);
            } else if token.kind == TokenKind::Backslash && self.ends_buffer(token) {
                // `SELECT … \gexec` sends what stands before it.
                self.go_to(span.end as usize);
                return span;
            } else if state.line_start && self.is_delimiter(token) {
                break;
            } else if state.may_end_before(token) && recovery::begins(token, self.place(&state)) {
                self.missing_semicolon = Some(token.span);
                break;
            } else {
                let (token, cut) = self.recovered(token);
                state.see(token, self.text);
                self.push(token);
                span.end = token.span.end;
                if cut {
                    return span;
                }
            }
            // Nothing is peeked at within a statement.
            next = self.lexer.next();
        }
        // Trailing trivia is not part of a statement without semicolon.
        self.go_to(span.end as usize);
        span
    }

    fn push(&mut self, token: Token) {
        if self.tokens.len() < MANY_TOKENS {
            self.tokens.push(token);
        } else {
            let span = self.overflow.unwrap_or(token.span);
            self.overflow = Some(span.cover(token.span));
        }
    }

    /// A string that swallowed statements, because a quote too many stands
    /// before it, ends before them; true when it was cut.
    ///
    /// Two signs must come together: a line in the string looks like the
    /// begin of a statement behind a semicolon; and what follows the string
    /// looks like the inside of another, or the file ends inside of a quote. A
    /// function body in single quotes shows only the first.
    fn recovered(&mut self, token: Token) -> (Token, bool) {
        let quoted = matches!(
            token.kind,
            TokenKind::String | TokenKind::EscapeString | TokenKind::QuotedWord
        );
        // The first of its lines is never a statement's.
        if !quoted || !token.span.of(self.text).contains('\n') {
            return (token, false);
        }
        let Some(end) = statement_line(self.text, token.span) else {
            return (token, false);
        };
        let misplaced = self.touches_word(token) || self.rest_ends_in_quote(token);
        if !misplaced || !self.may_recover() {
            return (token, false);
        }
        self.ends_in_quote = None;
        self.go_to(end);
        let before = self.text.get(..end).unwrap_or_default().trim_end().len();
        let span = Span::new(token.span.start, offset(before));
        self.go_to(before);
        let cut = Token {
            span,
            terminated: false,
            ..token
        };
        (cut, true)
    }

    /// Whether a word follows without a space, as no SQL has it.
    fn touches_word(&self, string: Token) -> bool {
        let next = self.text.as_bytes().get(string.span.end as usize);
        next.is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte == b'{' || byte >= 0x80)
    }

    fn place(&self, state: &Nesting) -> Place<'a> {
        Place {
            text: self.text,
            opening: state.opening,
            before: state.last.unwrap_or(Token::NOWHERE),
            in_brackets: state.brackets > 0,
            behind: self.lexer.clone(),
        }
    }

    fn may_recover(&mut self) -> bool {
        self.recoveries = self.recoveries.saturating_add(1);
        self.recoveries <= MANY_RECOVERIES
    }

    fn rest_ends_in_quote(&mut self, from: Token) -> bool {
        *self.ends_in_quote.get_or_insert_with(|| {
            let rest = Span::new(from.span.start, offset(self.text.len()));
            let last = Lexer::within(self.text, rest).last();
            last.is_some_and(|token| !token.terminated)
        })
    }

    /// Behind a semicolon within the brackets of `CREATE RULE`: whether
    /// another action follows, or the brackets are unbalanced.
    fn rule_goes_on(&mut self) -> bool {
        let rest = self.text.get(self.position()..).unwrap_or_default();
        let mut lexer = Lexer::new(rest).filter(|token| !token.is_trivia());
        lexer.next().is_none_or(|token| {
            let word = token.span.of(rest);
            let action = [
                "SELECT", "INSERT", "UPDATE", "DELETE", "NOTIFY", "WITH", "VALUES",
            ]
            .iter()
            .any(|action| word.eq_ignore_ascii_case(action));
            action || matches!(token.kind, TokenKind::CloseParen | TokenKind::Semicolon)
        })
    }

    /// Whether a backslash inside a statement begins a command of psql that
    /// sends the statement.
    fn ends_buffer(&self, backslash: Token) -> bool {
        let rest = self
            .text
            .get(backslash.span.end as usize..)
            .unwrap_or_default();
        ["g", "crosstabview", "watch", "bind", "parse", ";"]
            .iter()
            .any(|command| rest.starts_with(command))
    }

    /// Where the next token begins.
    fn position(&self) -> usize {
        match self.peeked {
            Some(token) => token.span.start as usize,
            None => self.lexer.position(),
        }
    }

    fn go_to(&mut self, position: usize) {
        self.peeked = None;
        self.lexer.restart(position);
    }

    fn peek(&mut self) -> Option<Token> {
        if self.peeked.is_none() {
            self.peeked = self.lexer.next();
        }
        self.peeked
    }

    fn advance(&mut self) -> Option<Token> {
        self.peeked.take().or_else(|| self.lexer.next())
    }
}

/// What keeps a semicolon from ending a statement.
#[derive(Default)]
struct Nesting {
    brackets: u32,
    /// `BEGIN ATOMIC` and the `CASE`s within.
    blocks: u32,
    opening: Opening,
    /// Nothing but white space stands before the next token on its line.
    line_start: bool,
    last: Option<Token>,
    words: u32,
    creates: bool,
    is_routine: bool,
    is_rule: bool,
    after_begin: bool,
}

impl Nesting {
    fn see_trivia(&mut self, token: Token, text: &str) {
        let space = token.span.of(text).as_bytes();
        self.line_start |= token.kind == TokenKind::Space
            && space.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
    }

    /// Whether a statement could begin with this token although there was no
    /// semicolon. Within brackets a query may begin on any line, but those of
    /// a statement without end are not closed either.
    fn may_end_before(&self, token: Token) -> bool {
        self.line_start
            && self.last.is_some_and(|last| last.kind != TokenKind::Comma)
            && token.kind == TokenKind::Word
            && self.opening.closed
            && self.blocks == 0
    }

    fn see(&mut self, token: Token, text: &str) {
        self.line_start = false;
        self.last = Some(token);
        match token.kind {
            // Only the first words and those of a routine say anything.
            TokenKind::Word if self.words >= 4 && !self.is_routine => {}
            TokenKind::Word => self.see_word(token.span.of(text)),
            TokenKind::OpenParen => self.brackets += 1,
            TokenKind::CloseParen => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
    }

    fn see_word(&mut self, word: &str) {
        let is = |keyword: &str| word.eq_ignore_ascii_case(keyword);
        let after_begin = std::mem::take(&mut self.after_begin);
        match self.words {
            0 => {
                self.creates = is("CREATE");
                self.opening = Opening::of(word);
            }
            1..=3 if self.creates => {
                self.is_routine |= is("FUNCTION") || is("PROCEDURE");
                self.is_rule |= is("RULE") && self.words != 2;
                self.opening.refine(word);
            }
            _ => {}
        }
        self.words = self.words.saturating_add(1);
        if !self.is_routine {
            return;
        }
        if self.blocks == 0 {
            self.blocks = u32::from(after_begin && is("ATOMIC"));
            self.after_begin = is("BEGIN");
        } else if is("CASE") {
            self.blocks += 1;
        } else if is("END") {
            self.blocks -= 1;
        }
    }

    /// Whether a semicolon ends the statement here. `rule_goes_on` looks
    /// behind it, when the answer depends on that.
    fn ends_statement(&self, rule_goes_on: impl FnOnce() -> bool) -> bool {
        self.blocks == 0 && !(self.is_rule && self.brackets > 0 && rule_goes_on())
    }
}
