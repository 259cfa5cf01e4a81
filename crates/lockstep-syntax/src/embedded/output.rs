//! The columns that a query returns, by the tokens of its first list.

use crate::grammar::keywords::{is_fully_reserved, is_reserved};
use crate::grammar::names::{ident_of, is_name};
use crate::lexer::{Token, TokenKind};
use crate::tree::Output;

/// What a query returns; empty where its list is not to be found.
///
/// Source of the names: `FigureColname` in `src/backend/parser/parse_target.c`.
pub(crate) fn output<'a>(text: &'a str, tokens: &[Token]) -> Vec<Output<'a>> {
    let is = |token: Option<&Token>, keyword: &str| {
        token.is_some_and(|token| {
            token.kind == TokenKind::Word && token.span.of(text).eq_ignore_ascii_case(keyword)
        })
    };
    let mut outputs = Vec::new();
    let mut depth = 0_u32;
    let mut first = None;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::OpenParen | TokenKind::OpenBracket => depth += 1,
            TokenKind::CloseParen | TokenKind::CloseBracket => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            TokenKind::Comma => {
                if let Some(start) = first.replace(index + 1) {
                    outputs.push(item(text, &tokens[start..index]));
                } else {
                    first = None;
                }
            }
            TokenKind::Word => {
                let word = Some(token);
                let before = index.checked_sub(1).and_then(|before| tokens.get(before));
                let Some(start) = first else {
                    if is(word, "SELECT") {
                        first = Some(index + 1);
                    } else if index == 0 && !is(word, "WITH") {
                        return outputs;
                    }
                    continue;
                };
                let again = start == index && (is(word, "ALL") || is(word, "DISTINCT"));
                if again && is(tokens.get(index + 1), "ON") {
                    return outputs;
                }
                if again {
                    first = Some(index + 1);
                    continue;
                }
                // Most words are none that has a meaning of its own.
                let ends = is_fully_reserved(token.span.of(text))
                    && [
                        "FROM",
                        "INTO",
                        "WHERE",
                        "GROUP",
                        "HAVING",
                        "ORDER",
                        "LIMIT",
                        "OFFSET",
                        "UNION",
                        "EXCEPT",
                        "INTERSECT",
                        "FETCH",
                        "FOR",
                        "WINDOW",
                    ]
                    .iter()
                    .any(|end| is(word, end));
                if ends && !is(before, "DISTINCT") {
                    outputs.push(item(text, &tokens[start..index]));
                    return outputs;
                }
            }
            _ => {}
        }
    }
    if let Some(start) = first {
        outputs.push(item(text, &tokens[start..]));
    }
    outputs
}

/// One item of the list.
fn item<'a>(text: &'a str, tokens: &[Token]) -> Output<'a> {
    let named = |token: Token| Output::Column(ident_of(text, token));
    let free = |token: &Token| {
        is_name(token.kind) && !(token.kind == TokenKind::Word && is_reserved(token.span.of(text)))
    };
    // `column::type` is called like the column.
    let cast = tokens
        .iter()
        .position(|token| token.kind == TokenKind::Cast);
    if let Some(cast) = cast
        && !tokens[cast..]
            .iter()
            .any(|token| token.span.of(text).eq_ignore_ascii_case("AS"))
    {
        return item(text, &tokens[..cast]);
    }
    match tokens {
        [star] if star.span.of(text) == "*" => Output::All(None),
        [.., table, dot, star] if dot.kind == TokenKind::Dot && star.span.of(text) == "*" => {
            Output::All(Some(ident_of(text, *table)))
        }
        [only] if free(only) => named(*only),
        [.., before, last] if free(last) => match before.kind {
            TokenKind::Dot => named(*last),
            TokenKind::Word if before.span.of(text).eq_ignore_ascii_case("AS") => named(*last),
            // A label without AS stands behind the end of an expression.
            TokenKind::CloseParen
            | TokenKind::CloseBracket
            | TokenKind::Number
            | TokenKind::String => named(*last),
            _ if free(before) => named(*last),
            _ => Output::Unnamed,
        },
        [function, open, middle @ .., close]
            if free(function)
                && open.kind == TokenKind::OpenParen
                && close.kind == TokenKind::CloseParen
                && !middle
                    .iter()
                    .any(|token| token.kind == TokenKind::OpenParen) =>
        {
            named(*function)
        }
        _ => Output::Unnamed,
    }
}
