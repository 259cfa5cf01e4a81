//! Where to go on behind a quote or a comment that is not closed where it
//! should be.
//!
//! A quote too many pairs with the next one, however far below: what stands
//! between looks like a string, and what follows is inverted. The place to go
//! on is a line that begins like a statement behind a line that ends in a
//! semicolon. Old function bodies in single quotes hold such lines, too, so
//! the two readings are weighed against each other.

use std::ops::Range;

use super::recovery::is_any;
use crate::grammar::keywords::begins_statement;
use crate::lexer::{Lexer, Token, TokenKind};
use crate::tree::Span;

/// Where the statement before ends, its semicolon included, and where the next
/// line that begins a statement starts.
pub(super) struct Resumption {
    pub(super) end: usize,
    pub(super) next: usize,
}

/// How many bytes of a text may still be read twice, so that going on takes
/// time in proportion to it.
pub(super) struct Budget(usize);

impl Budget {
    pub(super) fn of(text: &str) -> Self {
        Budget(4 * text.len() + 65_536)
    }

    /// Nothing when it is used up, from then on.
    pub(super) fn spend(&mut self, bytes: usize) -> Option<()> {
        let left = self.0.checked_sub(bytes);
        self.0 = left.unwrap_or(0);
        left.map(|_| ())
    }
}

/// The first such line that begins within a range and is not indented deeper
/// than `indent`. Lines in dollar quotes that open in the range do not count,
/// also when they are closed behind it.
pub(super) fn resumption(
    text: &str,
    span: Span,
    indent: usize,
    budget: &mut Budget,
) -> Option<Resumption> {
    let mut limit = span.end as usize;
    let mut position = span.start as usize;
    let mut ended = None;
    let mut dollars = Dollars::default();
    while position < limit {
        let rest = text.get(position..limit)?;
        let line = rest.split_inclusive('\n').next()?;
        if position > span.start as usize
            && let Some(end) = ended
            && starts_statement(line, indent)
        {
            return Some(Resumption {
                end,
                next: position,
            });
        }
        let content = without_comment(line);
        let blank = content.is_empty();
        if let Some(close) = dollars.skip(text, position..position + content.len(), budget) {
            // Goes on behind the quote, in the middle of a line.
            position = close;
            ended = None;
            if position > limit {
                limit = text.len();
            }
            continue;
        }
        if !blank {
            ended = content.ends_with(';').then_some(position + content.len());
        }
        position += line.len();
    }
    None
}

/// Whether a line begins with the first word of a statement or a command of
/// psql.
fn starts_statement(line: &str, indent: usize) -> bool {
    let content = line.trim_start_matches([' ', '\t']);
    if line.len() - content.len() > indent {
        return false;
    }
    if let Some(command) = content.strip_prefix('\\') {
        return command.starts_with(|c: char| c.is_ascii_lowercase());
    }
    let length = content
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(content.len());
    let (word, behind) = content.split_at(length);
    let in_body = is_any(word, &["END"]) || is_any(word, &["BEGIN"]) && behind.trim().is_empty();
    begins_statement(word) && !in_body && !behind.starts_with(['_', '.', '(', '='])
}

/// A line without `-- …` and space behind it.
fn without_comment(line: &str) -> &str {
    let mut dashes = line.match_indices('-').map(|(index, _)| index);
    let comment = dashes.find(|&dash| line.as_bytes().get(dash + 1) == Some(&b'-'));
    let content = comment.and_then(|comment| line.get(..comment));
    content.unwrap_or(line).trim_end()
}

/// The dollar quotes of a text that is read line by line.
#[derive(Default)]
struct Dollars {
    /// Tags that nothing closes; a few are enough to know.
    open: u8,
}

impl Dollars {
    /// Where the quote ends that opens in this range, if any does.
    fn skip(&mut self, text: &str, line: Range<usize>, budget: &mut Budget) -> Option<usize> {
        const MANY: u8 = 4;
        let mut from = line.start;
        while self.open < MANY {
            let rest = text.get(from..line.end)?;
            let tag_start = from + rest.find('$')?;
            let tag = dollar_tag(text.get(tag_start..line.end)?);
            let behind = tag_start + tag.len().max(1);
            let opens = is_any(last_word(text.get(..tag_start)?), &["AS", "DO"]);
            if !tag.is_empty() && opens {
                let length = text.get(behind..)?.find(tag);
                budget.spend(length.unwrap_or(text.len() - behind))?;
                if let Some(length) = length {
                    return Some(behind + length + tag.len());
                }
                self.open += 1;
            }
            from = behind;
        }
        None
    }
}

/// The `$tag$` that a text begins with; empty if with none.
fn dollar_tag(text: &str) -> &str {
    let inner = text.get(1..).unwrap_or_default();
    let length = inner
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(inner.len());
    let closes = inner
        .get(length..)
        .is_some_and(|rest| rest.starts_with('$'));
    let names = !inner.starts_with(|c: char| c.is_ascii_digit());
    if closes && names {
        text.get(..length + 2).unwrap_or_default()
    } else {
        ""
    }
}

/// How long the opening of a quoted token is.
pub(super) fn opening_length(text: &str, quoted: Token) -> usize {
    let written = quoted.span.of(text);
    match quoted.kind {
        TokenKind::DollarString => dollar_tag(written).len(),
        _ => written.find(['\'', '"']).map_or(0, |index| index + 1),
    }
}

/// Whether a dollar quote ends with what opens the body of another routine.
pub(super) fn ends_in_opener(text: &str, quoted: Token) -> bool {
    let written = quoted.span.of(text);
    let length = opening_length(text, quoted);
    let inner = written.get(length..written.len().saturating_sub(length));
    let last = last_word(inner.unwrap_or_default());
    is_any(last, &["AS", "DO"])
}

fn last_word(text: &str) -> &str {
    let text = text.trim_end();
    let start = text
        .rfind(|c: char| !c.is_alphanumeric() && c != '_')
        .map_or(0, |index| {
            index
                + text
                    .get(index..)
                    .map_or(1, |it| it.chars().next().map_or(1, char::len_utf8))
        });
    text.get(start..).unwrap_or_default()
}

/// Whether a quote too many makes this token out of what stands between two
/// strings. `before` is the token before it, `next` the place to go on from if
/// so.
pub(super) fn is_inverted(
    text: &str,
    quoted: Token,
    before: Token,
    next: usize,
    budget: &mut Budget,
) -> bool {
    let body = is_any(before.span.of(text), &["AS", "DO"]);
    if body && quoted.kind == TokenKind::DollarString {
        return false;
    }
    let end = quoted.span.end as usize;
    let as_it_is = doubt(text, end, end, budget);
    let inverted = doubt(text, next, end, budget);
    let introduced = if is_any(before.span.of(text), INTRODUCERS) {
        -2
    } else {
        2
    };
    as_it_is - inverted + introduced + closing_doubt(text, quoted) > 0
}

/// How far the two readings are compared.
const WINDOW: usize = 2048;

/// What stands before a string of many lines.
const INTRODUCERS: &[&str] = &["AS", "DO", "IS", "(", ",", "=", "||", "PLPGSQL", "SQL"];

/// Whether the end of a string looks like the beginning of one.
fn closing_doubt(text: &str, quoted: Token) -> i32 {
    let end = quoted.span.end as usize;
    let (inside, behind) = text.split_at_checked(end).unwrap_or((text, ""));
    let mark = match quoted.kind {
        TokenKind::DollarString => opening_length(text, quoted),
        _ => 1,
    };
    let inside = inside
        .get(..inside.len().saturating_sub(mark))
        .unwrap_or_default();
    let touches = behind.starts_with(|c: char| c.is_alphanumeric() || "{_%/\\".contains(c));
    let opened = inside.trim_end().ends_with(['(', ',', '=', '[', '|']);
    let ended = inside.trim_end().ends_with(';') || is_any(last_word(inside), &["END"]);
    3 * i32::from(touches) + 2 * i32::from(opened) - 2 * i32::from(ended)
}

/// How unlikely it is that SQL begins at `from`: counts what SQL has not, up
/// to a distance behind `even`. What makes it likely counts from `even` on,
/// where both readings have something to say.
fn doubt(text: &str, from: usize, even: usize, budget: &mut Budget) -> i32 {
    let mut lexer = Lexer::new(text);
    lexer.restart(from);
    let mut doubt = 0;
    let mut before = Token::NOWHERE;
    while lexer.position() < even + WINDOW
        && let Some(token) = lexer.next()
        && budget.spend(token.span.range().len()).is_some()
    {
        let written = token.span.of(text);
        match token.kind {
            TokenKind::String | TokenKind::EscapeString | TokenKind::QuotedWord => {
                let behind_word =
                    before.kind == TokenKind::Word && before.span.end == token.span.start;
                let next = text.as_bytes().get(token.span.end as usize);
                let before_word = next.is_some_and(|it| it.is_ascii_alphanumeric() || *it >= 0x80);
                let body = is_any(before.span.of(text), &["AS", "DO"]);
                doubt += 2 * i32::from(behind_word) + 2 * i32::from(before_word);
                doubt += 2 * i32::from(written.contains(";\n") && !body);
                doubt += 3 * i32::from(!token.terminated);
            }
            TokenKind::DollarString => {
                let body = is_any(before.span.of(text), INTRODUCERS);
                doubt += 3 * i32::from(!token.terminated || written.contains(";\n") && !body);
            }
            TokenKind::Unknown | TokenKind::Backslash => doubt += 1,
            TokenKind::Semicolon => {
                let behind = text.get(token.span.end as usize..).unwrap_or_default();
                let line_ends = behind.is_empty() || behind.starts_with(['\n', '\r']);
                let counts = token.span.start as usize >= even;
                doubt -= i32::from(counts && line_ends);
            }
            _ => {}
        }
        if !token.is_trivia() {
            before = token;
        }
    }
    doubt
}
