//! Where statements begin and end.
//!
//! Like psql, a statement ends at a semicolon outside brackets; unlike psql,
//! a bracket or a quote that is never closed does not swallow the file.

use super::recovery::{self, Opening, Place};
use super::resync::{self, Budget, Resumption};
use crate::grammar::keywords::{begins_statement, same};
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

/// What ends a line.
const LINE_BREAKS: [char; 2] = ['\n', '\r'];

/// A statement of more tokens than this is read only so far: it bounds the
/// memory, and only rows of an `INSERT` are that many.
const MANY_TOKENS: usize = 2_000_000;

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
    /// Whether a comment begins in the last statement that is never closed.
    unclosed_comment: bool,
    /// Whether all brackets of the last statement are round and match.
    is_balanced: bool,
    /// Brackets opened so far, less those that were closed.
    brackets: i64,
    /// The next semicolon, and how many brackets are open there by that count.
    next_semicolon: Option<(u32, i64)>,
    budget: Budget,
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
            unclosed_comment: false,
            is_balanced: true,
            brackets: 0,
            next_semicolon: None,
            budget: Budget::of(text),
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

    /// Whether the statement that came last ends at a comment that does not.
    pub(super) fn unclosed_comment(&self) -> bool {
        self.unclosed_comment
    }

    /// Whether all brackets of the statement that came last are round and match.
    pub(super) fn is_balanced(&self) -> bool {
        self.is_balanced
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
        let indent = indentation(self.text, comment.span.start);
        if !comment.terminated
            && self.budget.spend(comment.span.range().len()).is_some()
            && let Some(resumption) =
                resync::resumption(self.text, comment.span, indent, &mut self.budget)
        {
            self.go_to(resumption.next);
            return Span::new(comment.span.start, offset(resumption.next));
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
            rest.find(LINE_BREAKS).unwrap_or(rest.len())
        };
        self.go_to(start + length);
        Span::new(first.start, offset(start + length))
    }

    fn statement(&mut self, first: Token) -> Span {
        self.tokens.clear();
        self.overflow = None;
        self.missing_semicolon = None;
        self.unclosed_comment = false;
        let mut state = Nesting::new(indentation(self.text, first.span.start));
        // Nothing but white space stands before the next token on its line.
        let mut line_start = false;
        let mut next = Some(first);
        while let Some(token) = next {
            match token.kind {
                // Here only when a byte order mark stands in it.
                TokenKind::Space => {
                    line_start |= token.span.of(self.text).contains(LINE_BREAKS);
                }
                TokenKind::LineComment | TokenKind::BlockComment => {
                    if !token.terminated {
                        self.unclosed_comment = true;
                        break;
                    }
                }
                TokenKind::Semicolon => {
                    let ends = state.ends_statement(|| self.rule_goes_on());
                    if ends {
                        return self.end(first, &state).cover(token.span);
                    }
                    self.push(token);
                }
                TokenKind::Backslash if self.ends_buffer(token) => {
                    // `SELECT … \gexec` sends what stands before it.
                    let span = self.end(first, &state);
                    self.go_to(span.end as usize);
                    return span;
                }
                _ if line_start && self.ends_before(token, &state) => break,
                kind => {
                    line_start = false;
                    match kind {
                        TokenKind::Word if state.awaits_words() => {
                            state.see_word(token.span.of(self.text));
                        }
                        TokenKind::OpenParen | TokenKind::CloseParen => {
                            self.brackets += state.see_bracket(token);
                        }
                        TokenKind::OpenBracket | TokenKind::CloseBracket => state.mismatch = true,
                        TokenKind::String
                        | TokenKind::EscapeString
                        | TokenKind::QuotedWord
                        | TokenKind::DollarString => {
                            if let Some(resumption) = self.resumption(token, &state) {
                                // It swallowed statements, because a quote before
                                // it is one too many, and ends before them.
                                self.go_to(resumption.end);
                                self.push(Token {
                                    span: Span::new(token.span.start, offset(resumption.end)),
                                    terminated: false,
                                    ..token
                                });
                                return self.end(first, &state);
                            }
                        }
                        _ => {}
                    }
                    self.push(token);
                }
            }
            (next, line_start) = self.take_quiet(line_start, &mut state);
        }
        // Trailing trivia is not part of a statement without semicolon. It holds
        // no brackets, so that what is known of the next semicolon stays.
        let next_semicolon = self.next_semicolon;
        let span = self.end(first, &state);
        self.go_to(span.end as usize);
        self.next_semicolon = next_semicolon;
        span
    }

    /// Takes the tokens that say nothing of where the statement ends, as most
    /// do, and gives the one behind them, and whether only white space stands
    /// before that on its line. Nothing is peeked at within a statement.
    // Apart, so that what is done for each token stays small.
    #[inline(never)]
    fn take_quiet(&mut self, line_start: bool, state: &mut Nesting) -> (Option<Token>, bool) {
        let awaits_words = state.awaits_words();
        loop {
            let line_start = self.lexer.skip_space() | line_start;
            let Some(token) = self.lexer.token() else {
                return (None, line_start);
            };
            let quiet = match token.kind {
                TokenKind::Word => !awaits_words,
                TokenKind::OpenParen | TokenKind::CloseParen if !line_start => {
                    self.brackets += state.see_bracket(token);
                    true
                }
                TokenKind::Comma
                | TokenKind::Dot
                | TokenKind::Number
                | TokenKind::Operator
                | TokenKind::Cast => true,
                _ => false,
            };
            if line_start || !quiet {
                return (Some(token), line_start);
            }
            self.push(token);
        }
    }

    /// Where a statement stands that ends here.
    fn end(&mut self, first: Token, state: &Nesting) -> Span {
        self.is_balanced = state.brackets == 0 && !state.mismatch;
        let last = self.tokens.last().map_or(first.span, |last| last.span);
        Span::new(first.span.start, self.overflow.unwrap_or(last).end)
    }

    /// The last token of the statement so far that is no semicolon.
    fn before(&self) -> Token {
        let mut tokens = self.tokens.iter().rev();
        let before = tokens.find(|token| token.kind != TokenKind::Semicolon);
        before.copied().unwrap_or(Token::NOWHERE)
    }

    fn push(&mut self, token: Token) {
        if self.tokens.len() < MANY_TOKENS {
            self.tokens.push(token);
        } else {
            let span = self.overflow.unwrap_or(token.span);
            self.overflow = Some(span.cover(token.span));
        }
    }

    /// Where to go on, when a quote is one too many.
    fn resumption(&mut self, token: Token, state: &Nesting) -> Option<Resumption> {
        let written = token.span.of(self.text).as_bytes();
        if !written.contains(&b'\n') && !written.contains(&b'$') {
            return None;
        }
        let is_dollar = token.kind == TokenKind::DollarString;
        let before = self.before();
        let budget = &mut self.budget;
        budget.spend(token.span.range().len())?;
        let opens_body = is_dollar && resync::ends_in_opener(self.text, token);
        let mark = offset(resync::opening_length(self.text, token));
        let end = match (opens_body, is_dollar && token.terminated) {
            (true, _) => offset(self.text.len()),
            (false, true) => token.span.end - mark,
            (false, false) => token.span.end,
        };
        let inside = Span::new(token.span.start + mark, end);
        let resumption = resync::resumption(self.text, inside, state.indent, budget)?;
        let certain = opens_body
            || !token.terminated
            || token.kind == TokenKind::QuotedWord
            || !is_dollar && resumption.next >= token.span.end as usize;
        let inverted =
            certain || resync::is_inverted(self.text, token, before, resumption.next, budget);
        inverted.then_some(resumption)
    }

    /// Whether a statement ends before this token, the first of its line: at a
    /// delimiter, or because another one begins.
    #[inline(never)]
    fn ends_before(&mut self, token: Token, state: &Nesting) -> bool {
        if self.is_delimiter(token) {
            return true;
        }
        let begins = token.kind == TokenKind::Word
            && begins_statement(token.span.of(self.text))
            && state.may_end()
            && self.another_begins(token, state);
        if begins {
            self.missing_semicolon = Some(token.span);
        }
        begins
    }

    /// Whether a statement begins here although the one before has not ended.
    fn another_begins(&mut self, word: Token, state: &Nesting) -> bool {
        let before = self.before();
        let place = Place {
            text: self.text,
            opening: state.opening,
            before,
            in_brackets: state.brackets > 0,
            behind: self.lexer.clone(),
        };
        before.kind != TokenKind::Comma
            && indentation(self.text, word.span.start) <= state.indent
            && recovery::begins(word, &place)
            && (state.brackets == 0 || !self.closes_more(word))
    }

    /// Whether more brackets are closed than opened up to the next semicolon:
    /// then the word is in brackets for good.
    fn closes_more(&mut self, word: Token) -> bool {
        let here = word.span.start;
        let (at, open) = match self.next_semicolon {
            Some(known) if known.0 >= here => known,
            _ => {
                let mut open = self.brackets;
                let mut at = self.text.len();
                for token in self.lexer.clone() {
                    open += bracket(token);
                    if token.kind == TokenKind::Semicolon {
                        at = token.span.start as usize;
                        break;
                    }
                }
                (offset(at), open)
            }
        };
        self.next_semicolon = Some((at, open));
        open < self.brackets
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
        self.next_semicolon = None;
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

/// How a token changes the number of open brackets.
fn bracket(token: Token) -> i64 {
    match token.kind {
        TokenKind::OpenParen => 1,
        TokenKind::CloseParen => -1,
        _ => 0,
    }
}

/// How far the line is indented that holds this place. A line that is too long
/// to look at counts as not indented.
fn indentation(text: &str, position: u32) -> usize {
    const LONG: usize = 200;
    let bytes = text.as_bytes().get(..position as usize).unwrap_or_default();
    let length = bytes.iter().rev().take(LONG).position(|it| *it == b'\n');
    let length = length.unwrap_or(if bytes.len() < LONG { bytes.len() } else { 0 });
    let line = bytes.get(bytes.len() - length..).unwrap_or_default();
    let blank = line.iter().position(|it| !matches!(it, b' ' | b'\t'));
    blank.unwrap_or(length)
}

/// What keeps a semicolon from ending a statement.
struct Nesting {
    brackets: u32,
    /// `BEGIN ATOMIC` and the `CASE`s within.
    blocks: u32,
    /// Some are not round, or are closed without having been opened.
    mismatch: bool,
    opening: Opening,
    words: u32,
    /// Of the line in which the statement begins.
    indent: usize,
    creates: bool,
    alters: bool,
    is_routine: bool,
    is_rule: bool,
    after_begin: bool,
}

impl Nesting {
    fn new(indent: usize) -> Self {
        Nesting {
            brackets: 0,
            blocks: 0,
            mismatch: false,
            opening: Opening::default(),
            words: 0,
            indent,
            creates: false,
            alters: false,
            is_routine: false,
            is_rule: false,
            after_begin: false,
        }
    }

    /// Whether another statement could begin although there was no semicolon.
    /// Within brackets a query may begin on any line, but those of a statement
    /// without end are not closed either.
    fn may_end(&self) -> bool {
        self.opening.is_closed() && self.blocks == 0
    }

    /// Counts a round bracket, and says by how many more are open.
    fn see_bracket(&mut self, token: Token) -> i64 {
        let change = bracket(token);
        if change > 0 {
            self.brackets += 1;
        } else {
            self.mismatch |= self.brackets == 0;
            self.brackets = self.brackets.saturating_sub(1);
        }
        change
    }

    /// Whether words still say something: the first ones and those of a routine.
    fn awaits_words(&self) -> bool {
        self.words < 4 || self.is_routine
    }

    fn see_word(&mut self, word: &str) {
        let is = |keyword: &str| same(word.as_bytes(), keyword.as_bytes());
        let after_begin = std::mem::take(&mut self.after_begin);
        if self.brackets == 0 {
            self.opening.see(self.words, word);
        }
        match self.words {
            0 => {
                self.creates = is("CREATE");
                self.alters = is("ALTER");
            }
            1..=3 if self.creates => {
                self.is_routine |= is("FUNCTION") || is("PROCEDURE");
                self.is_rule |= is("RULE") && self.words != 2;
                self.opening.create(word);
            }
            1 if self.alters => self.opening.alter(word),
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
