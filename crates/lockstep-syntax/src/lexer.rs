//! Text to tokens: zero-copy, total, in linear time.
//!
//! Every byte belongs to exactly one token, white space and comments
//! included. The rules are those of PostgreSQL's `scan.l` with
//! `standard_conforming_strings` on, and two guests that real scripts hold:
//! psql's variables and the markers of template engines.

mod scan;

use std::ops::Range;

pub(crate) use scan::stands_alone;

use crate::tree::Span;

/// One token: twelve bytes, its text is `span.of(text)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// False when a quote, a comment or a dollar quote is never closed; the
    /// token then runs to the end.
    pub terminated: bool,
    /// True for words that are known to hold no letter that would be folded.
    pub(crate) folded: bool,
}

impl Token {
    /// A token that holds nothing.
    pub(crate) const NOWHERE: Token = Token {
        span: Span::new(0, 0),
        kind: TokenKind::Unknown,
        terminated: true,
        folded: false,
    };

    /// Whether a parser skips it: white space and comments.
    #[must_use]
    pub fn is_trivia(self) -> bool {
        matches!(
            self.kind,
            TokenKind::Space | TokenKind::LineComment | TokenKind::BlockComment
        )
    }
}

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// White space, control characters, byte order marks.
    Space,
    /// `-- …`, without the line break.
    LineComment,
    /// `/* … */`, nested ones included.
    BlockComment,
    /// A keyword or an identifier without quotes.
    Word,
    /// `"…"`
    QuotedWord,
    /// `U&"…"`
    UnicodeWord,
    /// `'…'`
    String,
    /// `E'…'`
    EscapeString,
    /// `B'…'`, `X'…'`
    BitString,
    /// `N'…'`
    NationalString,
    /// `U&'…'`
    UnicodeString,
    /// `$$…$$`, `$tag$…$tag$`
    DollarString,
    /// `1`, `1.5e3`, `0xFF`, `1_000`
    Number,
    /// `$1`
    Parameter,
    /// psql's `:name`, `:'name'`, `:"name"`, `:{?name}`.
    Variable,
    /// An identifier that holds `{{…}}` or `${…}`.
    Template,
    /// An operator of one or more characters, `*` and `=` included.
    Operator,
    /// `::`
    Cast,
    /// `:=`
    Assign,
    /// `..`
    DotDot,
    /// `:`
    Colon,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `.`
    Dot,
    /// `(`
    OpenParen,
    /// `)`
    CloseParen,
    /// `[`
    OpenBracket,
    /// `]`
    CloseBracket,
    /// `\`, with which psql's meta-commands begin.
    Backslash,
    /// A character that has no place in SQL.
    Unknown,
}

/// The tokens of a text.
///
/// ```
/// # use lockstep_syntax::lexer::{Lexer, TokenKind};
/// let kinds: Vec<_> = Lexer::new("a->>'b'").map(|token| token.kind).collect();
/// assert_eq!(kinds, [TokenKind::Word, TokenKind::Operator, TokenKind::String]);
/// ```
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    /// Cut at the end of the range that is read.
    text: &'a str,
    position: usize,
    /// Open square brackets: inside them `:` is the colon of a slice.
    brackets: u32,
    /// No template marker closes before here; keeps a line of `{{{{…` linear.
    no_template_before: [usize; 5],
    /// The signs behind the last operator.
    signs: Range<usize>,
}

impl<'a> Lexer<'a> {
    /// Over a whole text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Lexer {
            text,
            position: 0,
            brackets: 0,
            no_template_before: [0; 5],
            signs: 0..0,
        }
    }

    /// Over a part of a text; the spans are those of the whole. A range that
    /// does not fit the text holds no token.
    #[must_use]
    pub fn within(text: &'a str, span: Span) -> Self {
        let fits = text.get(span.range()).is_some();
        let mut lexer = Lexer::new(text.get(..span.end as usize).unwrap_or_default());
        lexer.position = if fits {
            span.start as usize
        } else {
            lexer.text.len()
        };
        lexer
    }

    /// Where the next token begins.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }

    /// Goes on from another place, which must be a boundary of characters.
    pub fn restart(&mut self, position: usize) {
        if self.text.is_char_boundary(position) {
            self.position = position;
            self.brackets = 0;
            self.no_template_before = [0; 5];
            self.signs = 0..0;
        }
    }

    /// The next token.
    #[expect(
        clippy::inline_always,
        reason = "in the loop over all tokens a call would take a fifth of the time"
    )]
    #[inline(always)]
    pub(crate) fn token(&mut self) -> Option<Token> {
        let start = self.position;
        let first = *self.text.as_bytes().get(start)?;
        let ((kind, terminated), folded) = match self.scan_common(first) {
            Some((kind, folded)) => ((kind, true), folded),
            None => (self.scan_any(), false),
        };
        Some(Token {
            span: Span::new(offset(start), offset(self.position)),
            kind,
            terminated,
            folded,
        })
    }

    /// Scans a token of any kind. Whatever a scanner does, the lexer moves and
    /// stays on boundaries.
    #[inline(never)]
    fn scan_any(&mut self) -> (TokenKind, bool) {
        let start = self.position;
        let scanned = self.scan();
        if self.position <= start {
            self.position = start + 1;
        }
        while !self.text.is_char_boundary(self.position) {
            self.position += 1;
        }
        scanned
    }

    /// The byte `ahead` bytes behind the next one, 0 behind the end.
    fn byte(&self, ahead: usize) -> u8 {
        self.byte_at(self.position + ahead)
    }

    fn byte_at(&self, index: usize) -> u8 {
        self.text.as_bytes().get(index).copied().unwrap_or(0)
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.token()
    }
}

/// An index as an offset. Text beyond 4 GiB, which nothing reads, saturates.
pub(crate) fn offset(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = Lexer::new(text)
            .filter(|token| token.kind != TokenKind::Space)
            .map(|token| {
                let open = if token.terminated { "" } else { " open" };
                format!("{:?} {}{open}", token.kind, token.span.of(text))
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words() {
        check(
            "sélect a$1 _b \"c\"\"d\" U&\"\\0061\" u&'x' {{ t }}.a_${b}_c",
            &[
                "Word sélect",
                "Word a$1",
                "Word _b",
                "QuotedWord \"c\"\"d\"",
                "UnicodeWord U&\"\\0061\"",
                "UnicodeString u&'x'",
                "Template {{ t }}",
                "Dot .",
                "Template a_${b}_c",
            ],
        );
    }

    #[test]
    fn strings() {
        check(
            r"'a''b' '\' E'\'' b'0' x'F' n'x' $$a$$ $t$ $$ ' $t$ $1",
            &[
                "String 'a''b'",
                r"String '\'",
                r"EscapeString E'\''",
                "BitString b'0'",
                "BitString x'F'",
                "NationalString n'x'",
                "DollarString $$a$$",
                "DollarString $t$ $$ ' $t$",
                "Parameter $1",
            ],
        );
    }

    #[test]
    fn what_is_never_closed() {
        check("'a", &["String 'a open"]);
        check("\"a", &["QuotedWord \"a open"]);
        check("$a$ $b$", &["DollarString $a$ $b$ open"]);
        check("/* /* */", &["BlockComment /* /* */ open"]);
        check("{{ a", &["Unknown {", "Unknown {", "Word a"]);
    }

    #[test]
    fn numbers() {
        check(
            "1 1.5 .5 1e-3 0xFF 1_000 1..2 1.e5",
            &[
                "Number 1",
                "Number 1.5",
                "Number .5",
                "Number 1e-3",
                "Number 0xFF",
                "Number 1_000",
                "Number 1",
                "DotDot ..",
                "Number 2",
                "Number 1.e5",
            ],
        );
    }

    #[test]
    fn operators() {
        check(
            "a<-1 @-  *-- c\n =- ->>/* d */ <= ?|",
            &[
                "Word a",
                "Operator <",
                "Operator -",
                "Number 1",
                "Operator @-",
                "Operator *",
                "LineComment -- c",
                "Operator =",
                "Operator -",
                "Operator ->>",
                "BlockComment /* d */",
                "Operator <=",
                "Operator ?|",
            ],
        );
    }

    #[test]
    fn variables_casts_and_slices() {
        check(
            ":a :'b' :\"c\" x::int y[1:n] z := 1 :",
            &[
                "Variable :a",
                "Variable :'b'",
                "Variable :\"c\"",
                "Word x",
                "Cast ::",
                "Word int",
                "Word y",
                "OpenBracket [",
                "Number 1",
                "Colon :",
                "Word n",
                "CloseBracket ]",
                "Word z",
                "Assign :=",
                "Number 1",
                "Colon :",
            ],
        );
    }

    #[test]
    fn a_token_is_small() {
        assert!(size_of::<Token>() <= 12);
    }
}
