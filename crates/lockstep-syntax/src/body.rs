//! Bodies of functions and `DO` blocks: the SQL statements inside.

mod plpgsql;

use std::borrow::Cow;

use crate::embedded;
use crate::grammar;
use crate::lexer::{Lexer, Token, TokenKind};
use crate::tree::{Body, Span, Statement, StatementKind};

/// Bodies inside bodies that are read; deeper ones count as dynamic.
const NESTING: u8 = 4;

/// The body in a string.
pub(crate) fn of_string<'a>(
    text: &'a str,
    string: Token,
    language: Cow<'a, str>,
    nesting: u8,
) -> Body<'a> {
    let span = inside(text, string);
    let mut body = Body {
        span: span.unwrap_or(string.span),
        language,
        ..Body::default()
    };
    let Some(span) = span.filter(|_| nesting < NESTING) else {
        // Escapes shift every byte behind them, so nothing inside could be
        // pointed at; what it does is as unknown as if it were dynamic.
        body.dynamic = true;
        return body;
    };
    match body.language.as_ref() {
        "sql" => {
            let tokens = significant(text, span);
            body.statements = statements(text, &tokens, nesting + 1);
        }
        "plpgsql" => {
            let tokens = significant(text, span);
            plpgsql::read(text, &tokens, nesting + 1, &mut body);
        }
        // What C does to tables nobody can read off a symbol's name; it is
        // trusted like a built-in function.
        "c" | "internal" => {}
        _ => body.dynamic = true,
    }
    body.commits |= body.statements.iter().any(ends_transaction);
    body
}

/// The body of `BEGIN ATOMIC … END`, whose statements are among the tokens
/// of the file.
pub(crate) fn of_tokens<'a>(text: &'a str, tokens: &[Token], span: Span, nesting: u8) -> Body<'a> {
    let mut body = Body {
        span,
        language: Cow::Borrowed("sql"),
        dynamic: nesting >= NESTING,
        ..Body::default()
    };
    if !body.dynamic {
        body.statements = statements(text, tokens, nesting + 1);
        body.named = Some(Box::new(embedded::named(text, tokens)));
    }
    body
}

/// An expression as a statement, when it reads a table.
pub(crate) fn reading_expression<'a>(text: &'a str, tokens: &[Token]) -> Option<Statement<'a>> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    let span = first.span.cover(last.span);
    let query = embedded::query(text, tokens, span, true);
    let reads = !query.reads.is_empty() || !query.writes.is_empty();
    reads.then(|| Statement {
        span,
        command: "SELECT",
        kind: StatementKind::Select(Box::new(query)),
        errors: Vec::new(),
        skipped: Vec::new(),
    })
}

/// The text between the quotes, when every byte of it stands for itself.
fn inside(text: &str, string: Token) -> Option<Span> {
    let written = string.span.of(text);
    let (before, after) = match string.kind {
        _ if !string.terminated => return None,
        TokenKind::DollarString => {
            let tag = written.get(1..)?.find('$')? + 2;
            (tag, tag)
        }
        TokenKind::String => (1, 1),
        TokenKind::EscapeString if !written.contains('\\') => (2, 1),
        _ => return None,
    };
    let inner = written.get(before..written.len().checked_sub(after)?)?;
    if string.kind != TokenKind::DollarString && inner.contains('\'') {
        return None;
    }
    let start = string.span.start + crate::lexer::offset(before);
    Some(Span::new(start, start + crate::lexer::offset(inner.len())))
}

fn significant(text: &str, span: Span) -> Vec<Token> {
    Lexer::within(text, span)
        .filter(|token| !token.is_trivia())
        .collect()
}

/// The statements between semicolons.
fn statements<'a>(text: &'a str, tokens: &[Token], nesting: u8) -> Vec<Statement<'a>> {
    tokens
        .split(|token| token.kind == TokenKind::Semicolon)
        .filter_map(|tokens| statement(text, tokens, nesting))
        .collect()
}

fn statement<'a>(text: &'a str, tokens: &[Token], nesting: u8) -> Option<Statement<'a>> {
    let span = tokens.first()?.span.cover(tokens.last()?.span);
    Some(grammar::statement(text, tokens, false, span, nesting))
}

fn ends_transaction(statement: &Statement<'_>) -> bool {
    matches!(statement.command, "COMMIT" | "ROLLBACK")
}
