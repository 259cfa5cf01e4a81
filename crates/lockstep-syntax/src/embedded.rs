//! What stands inside our own tree, summarised: expressions and queries.
//!
//! What they name is found by a walk over their tokens; the shape of an
//! expression is read by grammar, for which sqlparser says how strongly the
//! operators of PostgreSQL bind.

mod output;
pub(crate) mod precedence;

use crate::grammar::shape;
use crate::lexer::Token;
use crate::tree::{Expression, Query, Shape, Span};
use crate::walk::{Found, walk};

pub(crate) use crate::walk::named;
pub(crate) use output::output;

/// An expression. None of the tokens is trivia.
pub(crate) fn expression<'a>(text: &'a str, tokens: &[Token], span: Span) -> Expression<'a> {
    let shape = shape::of(text, tokens);
    let found = match (tokens, &shape) {
        // Most expressions in DDL are so simple that a walk finds no more.
        ([_], Some(Shape::Null | Shape::Literal)) => Found::default(),
        ([_], Some(Shape::Column(column))) => Found {
            columns: vec![column.clone()],
            ..Found::default()
        },
        _ => walk(text, tokens, true),
    };
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

/// A query or a statement that holds one. In the body of a function `INTO`
/// names variables.
///
/// What lock analysis wants to know of a query is the tables and the functions
/// in it, and those the walk finds in any case.
pub(crate) fn query<'a>(text: &'a str, tokens: &[Token], span: Span, in_body: bool) -> Query<'a> {
    let found = walk(text, tokens, in_body);
    Query {
        span,
        reads: found.reads,
        locks_rows_of: found.locks_rows_of,
        writes: found.writes,
        into: found.into,
        twice: found.twice.filter(|_| !in_body),
        functions: found.functions,
    }
}
