//! What stands inside our own tree: expressions, which sqlparser reads, and
//! queries.
//!
//! For sqlparser our tokens become its tokens, and where it keeps the line of
//! a token we put the token's index: so every name that comes back can be
//! found again, byte for byte. Before it sees anything the input is measured,
//! since long or deep ones cost it memory without bound or the whole stack.

mod limit;
mod output;
mod shape;
mod tokens;

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::TokenWithSpan;

use crate::lexer::{Token, TokenKind};
use crate::tree::{Expression, Query, Shape, Span};
use crate::walk::walk;

pub(crate) use crate::walk::named;
pub(crate) use output::output;

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
///
/// sqlparser is not asked: what lock analysis wants to know of a query is the
/// tables and the functions in it, and those the walk finds in any case.
pub(crate) fn query<'a>(text: &'a str, tokens: &[Token], span: Span, in_body: bool) -> Query<'a> {
    let found = walk(text, tokens, in_body);
    Query {
        span,
        reads: found.reads,
        locks_rows_of: found.locks_rows_of,
        writes: found.writes,
        into: found.into,
        functions: found.functions,
    }
}

/// sqlparser at the first of the tokens; nothing when it must not see them.
fn parser(text: &str, tokens: &[Token]) -> Option<Parser<'static>> {
    static DIALECT: PostgreSqlDialect = PostgreSqlDialect {};
    if !limit::allows(text, tokens) {
        return None;
    }
    let tokens: Option<Vec<TokenWithSpan>> = tokens
        .iter()
        .enumerate()
        .filter(|(index, _)| !is_unknown_to_it(text, tokens, *index))
        .map(|(index, &token)| tokens::convert(text, token, index))
        .collect();
    Some(Parser::new(&DIALECT).with_tokens_with_locations(tokens?))
}

/// Words that sqlparser does not know and without which a query reads the
/// same tables: `ONLY t`, `FOR NO KEY UPDATE`, `FOR KEY SHARE`.
fn is_unknown_to_it(text: &str, tokens: &[Token], index: usize) -> bool {
    let is = |index: usize, keyword: &str| {
        tokens.get(index).is_some_and(|token| {
            token.kind == TokenKind::Word && token.span.of(text).eq_ignore_ascii_case(keyword)
        })
    };
    is(index, "ONLY")
        || (is(index, "NO") && is(index + 1, "KEY"))
        || (is(index, "KEY") && (is(index + 1, "SHARE") || is(index + 1, "UPDATE")))
}

fn at_end(parser: &Parser<'_>) -> bool {
    parser.peek_token_ref().token == sqlparser::tokenizer::Token::EOF
}
