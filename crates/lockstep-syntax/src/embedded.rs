//! What sqlparser reads inside our own tree: expressions and queries.
//!
//! Our tokens become its tokens, and where it keeps the line of a token we
//! put the token's index: so every name that comes back can be found again,
//! byte for byte. Before it sees anything the input is measured, since long
//! or deep ones cost it memory without bound or the whole stack.

mod shape;
mod tokens;

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::TokenWithSpan;

use crate::lexer::{Token, TokenKind};
use crate::tree::{Expression, Query, Shape, Span};
use crate::walk::walk;

/// What sqlparser may be given at most.
mod limit {
    /// Bytes of text.
    pub(super) const BYTES: u32 = 64 * 1024;
    /// Brackets and `CASE`s inside one another; it gives up at 50 levels.
    pub(super) const DEPTH: u32 = 40;
    /// Operators, `AND`s, `UNION`s and their like: it builds left-deep trees
    /// of them, which are dropped by recursion.
    pub(super) const CHAIN: u32 = 600;
}

/// An expression. None of the tokens is trivia.
pub(crate) fn expression<'a>(text: &'a str, tokens: &[Token], span: Span) -> Expression<'a> {
    if let [token] = tokens
        && let Some(shape) = shape::of_simple(text, tokens)
    {
        return of_one_token(*token, shape);
    }
    let found = walk(text, tokens, true);
    let shape = shape::of_simple(text, tokens).or_else(|| {
        let mut parser = parser(text, tokens)?;
        let parsed = parser.parse_expr().ok()?;
        at_end(&parser).then(|| shape::of(text, tokens, &parsed))
    });
    Expression {
        span,
        functions: found.functions,
        columns: found.columns,
        tables: found.reads,
        casts: found.casts,
        parsed: shape.is_some(),
        shape: shape.unwrap_or(Shape::Other),
    }
}

/// A literal or a column, which need no walk.
fn of_one_token(token: Token, shape: Shape<'_>) -> Expression<'_> {
    let columns = match &shape {
        Shape::Column(column) => vec![column.clone()],
        _ => Vec::new(),
    };
    Expression {
        span: token.span,
        shape,
        functions: Vec::new(),
        columns,
        tables: Vec::new(),
        casts: Vec::new(),
        parsed: true,
    }
}

/// A query or a statement that holds one. In the body of a function `INTO`
/// names variables.
pub(crate) fn query<'a>(text: &'a str, tokens: &[Token], span: Span, in_body: bool) -> Query<'a> {
    let parsed = !reads_rows(text, tokens)
        || parser(text, tokens)
            .is_some_and(|mut parser| parser.parse_statement().is_ok() && at_end(&parser));
    unparsed_query(text, tokens, span, in_body, parsed)
}

/// Whether another table may be read than the one that an `UPDATE` or a
/// `DELETE` names: if not, sqlparser's word on it changes nothing.
fn reads_rows(text: &str, tokens: &[Token]) -> bool {
    tokens.iter().any(|token| {
        let word = token.span.of(text);
        token.kind == TokenKind::Word
            && ["SELECT", "USING", "VALUES", "TABLE", "WITH"]
                .iter()
                .any(|keyword| word.eq_ignore_ascii_case(keyword))
    })
}

/// A query that sqlparser must not see.
pub(crate) fn unparsed_query<'a>(
    text: &'a str,
    tokens: &[Token],
    span: Span,
    in_body: bool,
    parsed: bool,
) -> Query<'a> {
    let found = walk(text, tokens, in_body);
    Query {
        span,
        reads: found.reads,
        locks_rows_of: found.locks_rows_of,
        writes: found.writes,
        into: found.into,
        functions: found.functions,
        parsed,
    }
}

/// sqlparser at the first of the tokens; nothing when it must not see them.
fn parser(text: &str, tokens: &[Token]) -> Option<Parser<'static>> {
    static DIALECT: PostgreSqlDialect = PostgreSqlDialect {};
    if !is_harmless(text, tokens) {
        return None;
    }
    let tokens: Option<Vec<TokenWithSpan>> = tokens
        .iter()
        .enumerate()
        .map(|(index, &token)| tokens::convert(text, token, index))
        .collect();
    Some(Parser::new(&DIALECT).with_tokens_with_locations(tokens?))
}

fn at_end(parser: &Parser<'_>) -> bool {
    parser.peek_token_ref().token == sqlparser::tokenizer::Token::EOF
}

fn is_harmless(text: &str, tokens: &[Token]) -> bool {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return false;
    };
    if last.span.end - first.span.start > limit::BYTES {
        return false;
    }
    let (mut depth, mut deepest, mut chain) = (0_u32, 0_u32, 0_u32);
    for token in tokens {
        match token.kind {
            TokenKind::OpenParen | TokenKind::OpenBracket => depth += 1,
            TokenKind::CloseParen | TokenKind::CloseBracket => depth = depth.saturating_sub(1),
            TokenKind::Operator | TokenKind::Cast | TokenKind::Dot => chain += 1,
            TokenKind::Word => match Link::of(token.span.of(text)) {
                Link::Opens => depth += 1,
                Link::Closes => depth = depth.saturating_sub(1),
                Link::Chains => chain += 1,
                Link::None => {}
            },
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest <= limit::DEPTH && chain <= limit::CHAIN
}

/// What a keyword does to the depth of the tree.
enum Link {
    Opens,
    Closes,
    Chains,
    None,
}

impl Link {
    fn of(word: &str) -> Link {
        const CHAINS: [&str; 13] = [
            "AND",
            "OR",
            "NOT",
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
            Link::Opens
        } else if word.eq_ignore_ascii_case("END") {
            Link::Closes
        } else if CHAINS.iter().any(|link| word.eq_ignore_ascii_case(link)) {
            Link::Chains
        } else {
            Link::None
        }
    }
}
