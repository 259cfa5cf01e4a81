//! What sqlparser may be given at most.
//!
//! It recurses into brackets, `CASE` and `NOT`, and builds left-deep trees of
//! operators that are dropped by recursion, so that long or deep input costs
//! it the whole stack. What is refused here is read by token alone.

use crate::lexer::{Token, TokenKind};

/// Bytes of text.
const BYTES: u32 = 64 * 1024;

/// Depth of nesting, in units of about 47 kB of stack in a debug build and 10
/// kB in a release; the stack of a test is 2 MB, that of the browser 1 MB.
const DEPTH: u32 = 32;

/// Operators, `AND`s, `UNION`s and their like.
const CHAIN: u32 = 600;

/// Units that a bracket costs, and a `CASE`, and a `NOT`.
const LEVEL: u32 = 2;

/// Units that a query within a bracket costs on top.
const QUERY: u32 = 1;

/// Whether sqlparser may see these tokens.
pub(super) fn allows(text: &str, tokens: &[Token]) -> bool {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return false;
    };
    if last.span.end - first.span.start > BYTES {
        return false;
    }
    let mut measure = Measure::default();
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::OpenParen | TokenKind::OpenBracket => {
                let queries = tokens
                    .get(index + 1)
                    .is_some_and(|next| next.span.of(text).eq_ignore_ascii_case("SELECT"));
                measure.open(LEVEL + if queries { QUERY } else { 0 });
                // Subscripts follow one another like operators.
                measure.chain += u32::from(token.kind == TokenKind::OpenBracket);
            }
            TokenKind::CloseParen | TokenKind::CloseBracket => measure.close(),
            TokenKind::Operator | TokenKind::Cast | TokenKind::Dot => measure.chain += 1,
            TokenKind::Comma => measure.negations = 0,
            TokenKind::Word => measure.word(token.span.of(text)),
            _ => {}
        }
        if measure.depth + measure.negations * LEVEL > DEPTH || measure.chain > CHAIN {
            return false;
        }
    }
    true
}

#[derive(Default)]
struct Measure {
    /// What each open bracket and `CASE` cost.
    open: Vec<u32>,
    /// The sum of them.
    depth: u32,
    /// `NOT`s before the operand that is being read.
    negations: u32,
    chain: u32,
}

impl Measure {
    fn open(&mut self, cost: u32) {
        let cost = cost + self.negations * LEVEL;
        self.negations = 0;
        self.open.push(cost);
        self.depth += cost;
    }

    fn close(&mut self) {
        self.negations = 0;
        self.depth -= self.open.pop().unwrap_or(0);
    }

    fn word(&mut self, word: &str) {
        const CHAINS: [&str; 12] = [
            "AND",
            "OR",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "JOIN",
            "IS",
            "COLLATE",
            "LIKE",
            "BETWEEN",
            "IN",
            "AT",
        ];
        if word.eq_ignore_ascii_case("CASE") {
            self.open(LEVEL);
        } else if word.eq_ignore_ascii_case("END") {
            self.close();
        } else if word.eq_ignore_ascii_case("NOT") {
            self.negations += 1;
        } else if CHAINS.iter().any(|link| word.eq_ignore_ascii_case(link)) {
            self.negations = 0;
            self.chain += 1;
        }
    }
}
