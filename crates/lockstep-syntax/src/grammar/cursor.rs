//! A walk over the significant tokens of one statement.

use super::error::{Failure, Parsed, Wanted, closest};
use super::keywords::{self, same};
use crate::lexer::{Token, TokenKind};
use crate::tree::{Span, SyntaxError};

/// The state of reading one statement.
pub(crate) struct Cursor<'a, 't> {
    pub(super) text: &'a str,
    tokens: &'t [Token],
    next: usize,
    /// The first letter of the next token in upper case; 0 where no keyword
    /// can stand.
    letter: u8,
    /// How long the next token is.
    length: u32,
    /// How many function bodies enclose this statement.
    pub(super) nesting: u8,
    pub(super) errors: Vec<SyntaxError>,
    pub(super) skipped: Vec<Span>,
    /// What is asked for in vain; nothing while a statement is read that is
    /// hoped to be right, which most are.
    wanted: Option<Box<Wanted>>,
}

impl<'a, 't> Cursor<'a, 't> {
    /// At the first of the tokens, none of which is trivia.
    pub(crate) fn new(text: &'a str, tokens: &'t [Token], nesting: u8) -> Self {
        let mut cursor = Cursor {
            text,
            tokens,
            next: 0,
            letter: 0,
            length: 0,
            nesting,
            errors: Vec::new(),
            skipped: Vec::new(),
            wanted: None,
        };
        cursor.rewind(0);
        cursor
    }

    /// Back at the first token, to say of the same statement what was
    /// expected where it goes wrong.
    pub(crate) fn explaining(self) -> Self {
        Cursor {
            wanted: Some(Box::default()),
            ..Cursor::new(self.text, self.tokens, self.nesting)
        }
    }

    /// What went wrong and what was passed over.
    pub(crate) fn finish(self) -> (Vec<SyntaxError>, Vec<Span>) {
        (self.errors, self.skipped)
    }

    /// Index of the next token, to come back to or to take a span from.
    pub(super) fn mark(&self) -> usize {
        self.next
    }

    /// Goes to the token with this index, mostly an earlier one.
    pub(super) fn rewind(&mut self, mark: usize) {
        self.next = mark;
        self.letter = 0;
        if let Some(token) = self.tokens.get(mark)
            && token.kind == TokenKind::Word
        {
            let first = self.text.as_bytes().get(token.span.start as usize);
            // What is no letter begins no keyword, whatever becomes of it.
            self.letter = first.map_or(0, |first| first & !0x20);
            self.length = token.span.end - token.span.start;
        }
    }

    pub(super) fn go_to_end(&mut self) {
        self.rewind(self.tokens.len());
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.next >= self.tokens.len()
    }

    pub(super) fn peek(&self) -> Option<Token> {
        self.peek_at(0)
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(self.next + ahead).copied()
    }

    /// The kind of a token ahead; `Unknown` behind the last.
    pub(super) fn kind_at(&self, ahead: usize) -> TokenKind {
        self.peek_at(ahead)
            .map_or(TokenKind::Unknown, |token| token.kind)
    }

    /// The text of a token ahead when it is a word without quotes, else
    /// nothing.
    pub(super) fn word_at(&self, ahead: usize) -> &'a str {
        match self.peek_at(ahead) {
            Some(token) if token.kind == TokenKind::Word => token.span.of(self.text),
            _ => "",
        }
    }

    /// Like `word_at`, for what is only compared.
    fn word_bytes(&self, ahead: usize) -> &'a [u8] {
        match self.peek_at(ahead) {
            Some(token) if token.kind == TokenKind::Word => {
                let bytes = self.text.as_bytes();
                bytes.get(token.span.range()).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// The word `back` tokens before the next one.
    pub(super) fn word_before(&self, back: usize) -> &'a str {
        let index = self.next.checked_sub(back);
        match index.and_then(|index| self.tokens.get(index)) {
            Some(token) if token.kind == TokenKind::Word => token.span.of(self.text),
            _ => "",
        }
    }

    /// Whether a literal or a closing bracket stands before the next token.
    pub(super) fn stands_behind_operand(&self) -> bool {
        let before = self.next.checked_sub(1);
        before
            .and_then(|index| self.tokens.get(index))
            .is_some_and(|token| {
                matches!(
                    token.kind,
                    TokenKind::Number
                        | TokenKind::String
                        | TokenKind::CloseParen
                        | TokenKind::CloseBracket
                )
            })
    }

    /// Whether a token ahead is this keyword.
    pub(super) fn is_word_at(&self, ahead: usize, keyword: &str) -> bool {
        let may = ahead > 0 || keyword.as_bytes().first() == Some(&self.letter);
        may && same(self.word_bytes(ahead), keyword.as_bytes())
    }

    pub(super) fn advance(&mut self) -> Option<Token> {
        let token = self.peek()?;
        self.rewind(self.next + 1);
        Some(token)
    }

    /// Whether these keywords come next; one could have been meant if not.
    pub(super) fn at(&mut self, words: &'static str) -> bool {
        self.matching(words).is_some()
    }

    /// Moves over these keywords when all of them come next.
    ///
    /// What is asked for in vain is remembered until the cursor moves: it is
    /// what an error names as expected.
    pub(super) fn accept(&mut self, words: &'static str) -> bool {
        let count = self.matching(words);
        if let Some(count) = count {
            if let Some(wanted) = &mut self.wanted {
                wanted.forget(self.next);
            }
            self.rewind(self.next + count);
        }
        count.is_some()
    }

    /// Like `accept`, with the place of the words.
    pub(super) fn accept_span(&mut self, words: &'static str) -> Option<Span> {
        let mark = self.mark();
        self.accept(words).then(|| self.span_from(mark))
    }

    /// Moves over the first of these that comes next and gives its index.
    pub(super) fn accept_any(&mut self, choices: &[&'static str]) -> Option<usize> {
        choices.iter().position(|words| self.accept(words))
    }

    /// How many tokens these keywords are, when all of them come next.
    fn matching(&mut self, words: &'static str) -> Option<usize> {
        // Most keywords are asked for in vain; their first letter and their
        // length tell.
        let bytes = words.as_bytes();
        let likely = bytes.first() == Some(&self.letter)
            && matches!(bytes.get(self.length as usize), None | Some(b' '));
        if !likely && self.wanted.is_none() {
            return None;
        }
        self.compare(words, likely)
    }

    // Apart, so that what is done for most keywords stays small.
    #[inline(never)]
    fn compare(&mut self, words: &'static str, likely: bool) -> Option<usize> {
        let mut count = 0;
        if likely {
            let mut rest = words.as_bytes();
            loop {
                let word = self.word_bytes(count);
                let Some((keyword, behind)) = rest.split_at_checked(word.len()) else {
                    break;
                };
                if word.is_empty() || !same(word, keyword) {
                    break;
                }
                match behind.split_first() {
                    None => return Some(count + 1),
                    Some((b' ', behind)) => rest = behind,
                    Some(_) => break,
                }
                count += 1;
            }
        }
        if let Some(wanted) = &mut self.wanted {
            wanted.push(self.next, words, count);
        }
        None
    }

    pub(super) fn expect(&mut self, words: &'static str) -> Parsed<Span> {
        match self.accept_span(words) {
            Some(span) => Ok(span),
            None => Err(self.fail("")),
        }
    }

    pub(super) fn accept_kind(&mut self, kind: TokenKind) -> Option<Token> {
        let token = self.peek().filter(|token| token.kind == kind)?;
        self.rewind(self.next + 1);
        Some(token)
    }

    pub(super) fn expect_kind(&mut self, kind: TokenKind, label: &'static str) -> Parsed<Token> {
        match self.accept_kind(kind) {
            Some(token) => Ok(token),
            None => Err(self.fail(label)),
        }
    }

    pub(super) fn is_operator_at(&self, ahead: usize, operator: &str) -> bool {
        self.peek_at(ahead).is_some_and(|token| {
            token.kind == TokenKind::Operator && token.span.of(self.text) == operator
        })
    }

    pub(super) fn accept_operator(&mut self, operator: &str) -> bool {
        let found = self.is_operator_at(0, operator);
        self.rewind(self.next + usize::from(found));
        found
    }

    pub(super) fn accept_comma(&mut self) -> bool {
        self.accept_kind(TokenKind::Comma).is_some()
    }

    pub(super) fn expect_open(&mut self) -> Parsed<Token> {
        self.expect_kind(TokenKind::OpenParen, "(")
    }

    pub(super) fn expect_close(&mut self) -> Parsed<Token> {
        self.expect_kind(TokenKind::CloseParen, ")")
    }

    /// From the token at `mark` to the last one taken.
    pub(super) fn span_from(&self, mark: usize) -> Span {
        self.span_between(mark, self.next)
    }

    /// The place of the tokens from `first` up to `end`; empty, but at the
    /// right place, when there are none.
    pub(super) fn span_between(&self, first: usize, end: usize) -> Span {
        let last = end.checked_sub(1).and_then(|index| self.tokens.get(index));
        match (self.tokens.get(first), last) {
            (Some(first), Some(last)) if last.span.end > first.span.start => {
                Span::new(first.span.start, last.span.end)
            }
            (_, Some(last)) => Span::new(last.span.end, last.span.end),
            (Some(first), None) => Span::new(first.span.start, first.span.start),
            (None, None) => self.end(),
        }
    }

    /// Behind the last token.
    pub(super) fn end(&self) -> Span {
        let end = self.tokens.last().map_or(0, |token| token.span.end);
        Span::new(end, end)
    }

    /// The tokens from `first` up to `end`.
    pub(super) fn slice(&self, first: usize, end: usize) -> &'t [Token] {
        self.tokens.get(first..end).unwrap_or_default()
    }

    /// The next tokens, so many of them as there are up to `count`.
    pub(super) fn ahead(&self, count: usize) -> &'t [Token] {
        let rest = self.tokens.get(self.next..).unwrap_or_default();
        rest.get(..count).unwrap_or(rest)
    }

    /// Moves over a bracket and all that it holds, to its closing partner or
    /// the end. Anything else is one token.
    pub(super) fn skip_group(&mut self) {
        let mut depth = 0_u32;
        let mut next = self.next;
        while let Some(token) = self.tokens.get(next) {
            next += 1;
            match token.kind {
                TokenKind::OpenParen | TokenKind::OpenBracket => depth += 1,
                TokenKind::CloseParen | TokenKind::CloseBracket => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        self.rewind(next);
    }

    /// Moves to the first token outside brackets that satisfies `stop`, to a
    /// closing bracket that was not opened, or to the end.
    pub(super) fn skip_until(&mut self, mut stop: impl FnMut(&Self) -> bool) {
        while let Some(token) = self.peek() {
            if token.kind == TokenKind::CloseParen || stop(self) {
                return;
            }
            self.skip_group();
        }
    }

    /// An error at the next token. `label` says what could stand there, for
    /// what is not a keyword; keywords asked for in vain join it.
    pub(super) fn fail(&self, label: &'static str) -> Failure {
        match &self.wanted {
            Some(wanted) => wanted.failure(self, label),
            None => Failure::default(),
        }
    }

    /// An error at the next token, whatever else was asked for there.
    pub(super) fn fail_plainly(&self, label: &'static str) -> Failure {
        Wanted::default().failure(self, label)
    }

    /// An error at the first word of a statement, which is no command.
    pub(super) fn fail_command(&self) -> Failure {
        if self.wanted.is_none() {
            return Failure::default();
        }
        let mut failure = Wanted::default().failure(self, "a command such as ALTER or CREATE");
        let meant = closest(self.word_at(0), keywords::statement_starts());
        failure.0.suggestion = meant.map(str::to_owned);
        failure
    }

    /// Records an error; only the first of a statement counts, since those
    /// behind it are mostly its echo.
    pub(super) fn report(&mut self, failure: Failure) {
        if self.errors.is_empty() {
            self.errors.push(*failure.0);
        }
    }

    /// Records the error of a part that could not be read.
    pub(super) fn recover<T>(&mut self, parsed: Parsed<T>) -> Option<T> {
        parsed.map_err(|failure| self.report(failure)).ok()
    }
}
