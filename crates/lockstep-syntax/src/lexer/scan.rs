//! The scanners of the single tokens.

use std::ops::Range;

use super::{Lexer, TokenKind};
use crate::eight::plain;

impl Lexer<'_> {
    /// Moves over what most tokens are: plain words, single spaces, brackets and
    /// commas. Says of a word whether it is known to be folded.
    #[expect(clippy::inline_always, reason = "a part of the loop over all tokens")]
    #[inline(always)]
    pub(super) fn scan_common(&mut self, first: u8) -> Option<(TokenKind, bool)> {
        let bytes = self.text.as_bytes();
        if is_word_start(first) {
            return self.scan_word(first).map(|it| (TokenKind::Word, it));
        }
        let end = self.position + 1;
        let kind = match first {
            b' ' if matches!(bytes.get(end), Some(b'!'..=b'~')) => TokenKind::Space,
            b',' => TokenKind::Comma,
            b'(' => TokenKind::OpenParen,
            b')' => TokenKind::CloseParen,
            _ => return None,
        };
        self.position = end;
        Some((kind, false))
    }

    /// Moves over a plain word.
    #[expect(clippy::inline_always, reason = "a part of the loop over all tokens")]
    #[inline(always)]
    fn scan_word(&mut self, first: u8) -> Option<bool> {
        let bytes = self.text.as_bytes();
        let mut end = self.position;
        let mut folded = true;
        while let Some(chunk) = bytes.get(end..).and_then(<[u8]>::first_chunk) {
            let (length, is_folded) = plain(*chunk);
            folded &= is_folded;
            end += length;
            if length < chunk.len() {
                break;
            }
        }
        while let Some(&byte) = bytes.get(end)
            && is_word_part(byte)
        {
            folded &= !byte.is_ascii_uppercase();
            end += 1;
        }
        // What has a prefix or a marker in it is no plain word.
        if matches!(bytes.get(end), Some(b'\'' | b'&' | b'{')) || first == 0xef {
            return None;
        }
        self.position = end;
        Some(folded)
    }

    /// Moves over white space, up to a byte order mark, and says whether it
    /// breaks the line.
    #[inline]
    pub(crate) fn skip_space(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        let mut position = self.position;
        let mut passed = 0;
        while let Some(&byte) = bytes.get(position)
            && is_blank(byte)
        {
            passed |= CLASSES[usize::from(byte)];
            position += 1;
        }
        self.position = position;
        passed & BREAK != 0
    }

    /// Moves over one token. Says what it was and whether it was closed.
    pub(super) fn scan(&mut self) -> (TokenKind, bool) {
        let closed = |kind| (kind, true);
        match self.byte(0) {
            b' ' | b'\n' => closed(self.space()),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => match self.byte(1) {
                b'\'' | b'&' => self.prefixed(),
                _ => closed(self.word(TokenKind::Word)),
            },
            b'\'' => self.string(TokenKind::String, 0),
            b'"' => self.quoted(TokenKind::QuotedWord, 0),
            b'-' if self.byte(1) == b'-' => closed(self.line_comment()),
            b'/' if self.byte(1) == b'*' => self.block_comment(),
            b'$' => self.dollar(),
            b'0'..=b'9' => closed(self.number()),
            b'.' if self.byte(1).is_ascii_digit() => closed(self.number()),
            b'.' if self.byte(1) == b'.' => closed(self.take(TokenKind::DotDot, 2)),
            b'.' => closed(self.take(TokenKind::Dot, 1)),
            b':' => closed(self.colon()),
            b';' => {
                self.brackets = 0;
                closed(self.take(TokenKind::Semicolon, 1))
            }
            b'[' => {
                self.brackets = self.brackets.saturating_add(1);
                closed(self.take(TokenKind::OpenBracket, 1))
            }
            b']' => {
                self.brackets = self.brackets.saturating_sub(1);
                closed(self.take(TokenKind::CloseBracket, 1))
            }
            b'\\' => closed(self.take(TokenKind::Backslash, 1)),
            b'{' if matches!(self.byte(1), b'%' | b'#') => closed(self.template_block()),
            b'{' => closed(self.template_or_unknown()),
            b'<' if self.byte(1) == b'%' => closed(self.erb()),
            byte if is_operator(byte) => closed(self.operator()),
            _ if self.at_space() => closed(self.space()),
            byte if is_word_start(byte) => closed(self.word(TokenKind::Word)),
            _ => closed(self.take(TokenKind::Unknown, 1)),
        }
    }

    /// A word, or a string with a letter before its quote.
    fn prefixed(&mut self) -> (TokenKind, bool) {
        match (self.byte(0) | 0x20, self.byte(1), self.byte(2)) {
            (b'e', b'\'', _) => self.escape_string(),
            (b'b' | b'x', b'\'', _) => self.string(TokenKind::BitString, 1),
            (b'n', b'\'', _) => self.string(TokenKind::NationalString, 1),
            (b'u', b'&', b'\'') => self.string(TokenKind::UnicodeString, 2),
            (b'u', b'&', b'"') => self.quoted(TokenKind::UnicodeWord, 2),
            _ => (self.word(TokenKind::Word), true),
        }
    }

    fn take(&mut self, kind: TokenKind, length: usize) -> TokenKind {
        self.position += length;
        kind
    }

    fn rest(&self) -> &[u8] {
        self.text
            .as_bytes()
            .get(self.position..)
            .unwrap_or_default()
    }

    /// Moves while the bytes are of a kind.
    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        let rest = self.rest();
        self.position += rest
            .iter()
            .position(|&byte| !wanted(byte))
            .unwrap_or(rest.len());
    }

    fn at_space(&self) -> bool {
        let byte = self.byte(0);
        is_blank(byte) || (byte == 0xef && self.rest().starts_with(BYTE_ORDER_MARK))
    }

    fn space(&mut self) -> TokenKind {
        while self.position < self.text.len() && self.at_space() {
            if self.byte(0) == 0xef {
                self.position += BYTE_ORDER_MARK.len();
            } else {
                self.skip_while(is_blank);
            }
        }
        TokenKind::Space
    }

    fn line_comment(&mut self) -> TokenKind {
        self.skip_while(|byte| byte != b'\n' && byte != b'\r');
        TokenKind::LineComment
    }

    fn block_comment(&mut self) -> (TokenKind, bool) {
        self.position += 2;
        let mut depth = 1_u32;
        while depth > 0 && self.position < self.text.len() {
            self.skip_while(|byte| byte != b'*' && byte != b'/');
            match (self.byte(0), self.byte(1)) {
                (b'*', b'/') => {
                    depth -= 1;
                    self.position += 2;
                }
                (b'/', b'*') => {
                    depth += 1;
                    self.position += 2;
                }
                _ => self.position = (self.position + 1).min(self.text.len()),
            }
        }
        (TokenKind::BlockComment, depth == 0)
    }

    /// A string in which only doubled quotes are special.
    fn string(&mut self, kind: TokenKind, prefix: usize) -> (TokenKind, bool) {
        self.position += prefix;
        (kind, self.until_closed(b'\''))
    }

    fn quoted(&mut self, kind: TokenKind, prefix: usize) -> (TokenKind, bool) {
        self.position += prefix;
        (kind, self.until_closed(b'"'))
    }

    /// From the opening quote behind the closing one; a doubled quote is none.
    fn until_closed(&mut self, quote: u8) -> bool {
        self.position += 1;
        loop {
            self.skip_while(|byte| byte != quote);
            if self.position >= self.text.len() {
                return false;
            }
            self.position += 1;
            if self.byte(0) != quote {
                return true;
            }
            self.position += 1;
        }
    }

    fn escape_string(&mut self) -> (TokenKind, bool) {
        self.position += 2;
        let mut closed = false;
        while !closed && self.position < self.text.len() {
            self.skip_while(|byte| byte != b'\'' && byte != b'\\');
            match (self.byte(0), self.byte(1)) {
                (b'\'', b'\'') => self.position += 2,
                (b'\'', _) => {
                    self.position += 1;
                    closed = true;
                }
                _ => self.position = (self.position + 2).min(self.text.len()),
            }
        }
        (TokenKind::EscapeString, closed)
    }

    /// `$1`, `${template}`, `$tag$…$tag$` or a stray dollar.
    fn dollar(&mut self) -> (TokenKind, bool) {
        let next = self.byte(1);
        if next.is_ascii_digit() {
            self.position += 1;
            self.skip_while(|byte| byte.is_ascii_digit());
            return (TokenKind::Parameter, true);
        }
        if next == b'{' {
            return (self.template_or_unknown(), true);
        }
        let start = self.position;
        self.position += 1;
        if is_word_start(next) {
            self.skip_while(|byte| is_word_start(byte) || byte.is_ascii_digit());
        }
        if self.byte(0) != b'$' {
            self.position = start + 1;
            return (TokenKind::Unknown, true);
        }
        self.position += 1;
        let tag = self.text.get(start..self.position).unwrap_or_default();
        let found = self
            .text
            .get(self.position..)
            .and_then(|rest| rest.find(tag));
        self.position = match found {
            Some(index) => self.position + index + tag.len(),
            None => self.text.len(),
        };
        (TokenKind::DollarString, found.is_some())
    }

    fn number(&mut self) -> TokenKind {
        let radix = self.byte(1).to_ascii_lowercase();
        if self.byte(0) == b'0' && matches!(radix, b'x' | b'o' | b'b') {
            self.position += 2;
            self.skip_while(|byte| byte.is_ascii_hexdigit() || byte == b'_');
            return TokenKind::Number;
        }
        self.skip_while(is_digit);
        // `1..2` is a range of PL/pgSQL, not a number with a point.
        if self.byte(0) == b'.' && self.byte(1) != b'.' {
            self.position += 1;
            self.skip_while(is_digit);
        }
        if matches!(self.byte(0), b'e' | b'E') {
            let sign = usize::from(matches!(self.byte(1), b'+' | b'-'));
            if self.byte(1 + sign).is_ascii_digit() {
                self.position += 1 + sign;
                self.skip_while(is_digit);
            }
        }
        TokenKind::Number
    }

    /// `::`, `:=`, a variable of psql or a colon.
    fn colon(&mut self) -> TokenKind {
        match self.byte(1) {
            b':' => return self.take(TokenKind::Cast, 2),
            b'=' => return self.take(TokenKind::Assign, 2),
            _ => {}
        }
        match self.variable_length() {
            Some(length) if self.brackets == 0 && self.variable_may_follow() => {
                self.take(TokenKind::Variable, length)
            }
            _ => self.take(TokenKind::Colon, 1),
        }
    }

    /// The length of psql's `:name`, `:'name'`, `:"name"` or `:{?name}` here.
    fn variable_length(&self) -> Option<usize> {
        let (open, close) = match self.byte(1) {
            quote @ (b'\'' | b'"') => (2, Some(quote)),
            b'{' if self.byte(2) == b'?' => (3, Some(b'}')),
            _ => (1, None),
        };
        let name = self.rest().get(open..)?;
        let length = name
            .iter()
            .position(|&byte| !is_word_part(byte) || byte == b'$')
            .unwrap_or(name.len());
        match close {
            _ if length == 0 => None,
            None if is_word_start(self.byte(open)) => Some(open + length),
            None => None,
            Some(close) => (self.byte(open + length) == close).then_some(open + length + 1),
        }
    }

    /// Behind a value a colon belongs to JSON or a label, not to psql.
    fn variable_may_follow(&self) -> bool {
        let before = match self.position.checked_sub(1) {
            Some(index) => self.byte_at(index),
            None => b' ',
        };
        !(is_word_part(before) || matches!(before, b'\'' | b'"' | b')' | b']'))
    }

    /// An operator: as long a run of its characters as there is, without the
    /// begin of a comment, and without trailing signs, since those belong to
    /// the operand, unless a character that no operator of the standard holds
    /// says otherwise: `a<-1` against `a@-1`.
    fn operator(&mut self) -> TokenKind {
        if self.position >= self.signs.end {
            self.signs = self.run_of_operators();
        }
        let length = self.signs.start.saturating_sub(self.position).max(1);
        self.take(TokenKind::Operator, length)
    }

    /// Where the operator here ends and where the run of signs behind it does.
    ///
    /// In `+-+-+-…` each sign is an operator, and for each of them the whole
    /// run decides; so what is found out of a run is kept.
    fn run_of_operators(&self) -> Range<usize> {
        let rest = self.rest();
        let mut special = false;
        let mut behind_last = 0;
        let mut length = 0;
        while let Some(&byte) = rest.get(length)
            && is_operator(byte)
            && !(length > 0 && starts_comment(byte, rest.get(length + 1)))
        {
            length += 1;
            special |= b"~!@#%^&|`?".contains(&byte);
            if special || !matches!(byte, b'+' | b'-') {
                behind_last = length;
            }
        }
        if special {
            behind_last = length;
        }
        self.position + behind_last..self.position + length
    }

    /// A word, or a template when a marker is part of it.
    fn word(&mut self, mut kind: TokenKind) -> TokenKind {
        loop {
            self.skip_while(is_word_part);
            if self.byte(0) != b'{' {
                return kind;
            }
            // `$` may be part of a word, so `a_${b}` was read up to the brace.
            if self.byte(0) == b'{' && self.byte_at(self.position.wrapping_sub(1)) == b'$' {
                self.position -= 1;
            }
            let Some(length) = self.template_length() else {
                self.skip_while(is_word_part);
                return kind;
            };
            self.position += length;
            kind = TokenKind::Template;
        }
    }

    fn template_or_unknown(&mut self) -> TokenKind {
        match self.template_length() {
            Some(_) => self.word(TokenKind::Template),
            None => self.take(TokenKind::Unknown, 1),
        }
    }

    /// `{% … %}` or `{# … #}`: nothing that reaches the server.
    fn template_block(&mut self) -> TokenKind {
        let close: &'static [u8] = if self.byte(1) == b'%' { b"%}" } else { b"#}" };
        match self.length_to(close) {
            Some(length) => self.take(TokenKind::BlockComment, length),
            None => self.take(TokenKind::Unknown, 1),
        }
    }

    /// `<%= … %>` is a value; `<% … %>` is nothing that reaches the server when
    /// it has its line for itself. Else `<%` is an operator, of `pg_trgm`.
    fn erb(&mut self) -> TokenKind {
        if let Some(length) = self.length_to(b"%>") {
            if self.byte(2) == b'=' {
                self.position += length;
                return self.word(TokenKind::Template);
            }
            if stands_alone(self.text, self.position..self.position + length) {
                return self.take(TokenKind::BlockComment, length);
            }
        }
        self.operator()
    }

    /// The length up to and with `close`, on this line.
    fn length_to(&mut self, close: &'static [u8]) -> Option<usize> {
        let known = CLOSES.iter().position(|it| *it == close)?;
        if self.position < *self.no_template_before.get(known)? {
            return None;
        }
        let rest = self.rest();
        let mut index = 2;
        while let Some(&byte) = rest.get(index)
            && !matches!(byte, b'\n' | b'\r')
        {
            if rest.get(index..).is_some_and(|it| it.starts_with(close)) {
                return Some(index + close.len());
            }
            index += 1;
        }
        *self.no_template_before.get_mut(known)? = self.position + index;
        None
    }

    /// The length of `{{…}}` or `${…}` here; neither leaves its line.
    fn template_length(&mut self) -> Option<usize> {
        let close: &'static [u8] = match (self.byte(0), self.byte(1)) {
            (b'{', b'{') => b"}}",
            (b'$', b'{') => b"}",
            _ => return None,
        };
        self.length_to(close)
    }
}

/// What closes the markers of template engines.
const CLOSES: [&[u8]; 5] = [b"}}", b"}", b"%}", b"#}", b"%>"];

/// Whether a range has its line for itself.
pub(crate) fn stands_alone(text: &str, range: Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let before = bytes.get(..range.start).unwrap_or_default();
    let behind = bytes.get(range.end..).unwrap_or_default();
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t');
    let ends_line = |byte: Option<&u8>| matches!(byte, None | Some(b'\n' | b'\r'));
    ends_line(before.iter().rev().find(|byte| !is_blank(byte)))
        && ends_line(behind.iter().find(|byte| !is_blank(byte)))
}

fn starts_comment(byte: u8, next: Option<&u8>) -> bool {
    matches!((byte, next), (b'-', Some(b'-')) | (b'/', Some(b'*')))
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

const WORD_START: u8 = 1;
const WORD_PART: u8 = 2;
const OPERATOR: u8 = 4;
const BLANK: u8 = 8;
const BREAK: u8 = 16;

/// What each byte can be.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    loop {
        let start = byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80;
        classes[byte as usize] = match byte {
            _ if start => WORD_START | WORD_PART,
            b'0'..=b'9' | b'$' => WORD_PART,
            b'\n' | b'\r' => BLANK | BREAK,
            0..=b' ' | 0x7f => BLANK,
            b'+' | b'-' | b'*' | b'/' | b'<' | b'>' | b'=' | b'~' | b'!' | b'@' | b'#' | b'%'
            | b'^' | b'&' | b'|' | b'`' | b'?' => OPERATOR,
            _ => 0,
        };
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

fn is(byte: u8, class: u8) -> bool {
    CLASSES[usize::from(byte)] & class != 0
}

fn is_word_start(byte: u8) -> bool {
    is(byte, WORD_START)
}

fn is_word_part(byte: u8) -> bool {
    is(byte, WORD_PART)
}

fn is_blank(byte: u8) -> bool {
    is(byte, BLANK)
}

fn is_operator(byte: u8) -> bool {
    is(byte, OPERATOR)
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'_'
}
