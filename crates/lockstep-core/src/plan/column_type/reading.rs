//! Expressions on the column, written for the new one so that PostgreSQL
//! stores the same as a change of type leaves.
//!
//! A change of type prints what is stored and reads it again for the new type
//! (`ATPostAlterTypeParse` in `src/backend/commands/tablecmds.c`). What was
//! once given a type, a constant say, keeps it, so that the text as written,
//! read anew, may come to something else. Here are the forms for which it does
//! not, and for lists the form that PostgreSQL prints.

use lockstep_syntax::lexer::{Lexer, Token, TokenKind};

use super::Change;
use super::column::Retyped;
use crate::catalog::{Column, DataType, names, with_column};

/// The expression for the new columns; none where it may come to be another.
pub(super) fn same(change: &Change<'_>, text: &str) -> Option<String> {
    let text = lists(change, text)?;
    for column in &change.columns {
        let from = column.column.data_type.as_ref()?;
        if !is_stable(&text, change, column, from) {
            return None;
        }
    }
    renamed(change, &text)
}

/// Columns and expressions with the names of the new columns.
pub(super) fn renamed(change: &Change<'_>, text: &str) -> Option<String> {
    let mut text = text.to_owned();
    for column in &change.columns {
        text = with_column(&text, &column.old, &column.new)?;
    }
    Some(text)
}

/// Whether it is read for both types as it was written for one.
fn is_stable(text: &str, change: &Change<'_>, column: &Retyped<'_>, from: &DataType) -> bool {
    const COMPARED: [&str; 12] = [
        "=", "<>", "!=", "<", "<=", ">", ">=", "~", "~*", "!~", "~~", "!~~",
    ];
    let to = &column.new_type;
    let tokens = tokens(text);
    let word = |at: usize| tokens.get(at).map_or("", |token| token.span.of(text));
    let is_word = |at: usize, wanted: &[&str]| {
        let found = word(at);
        wanted.iter().any(|it| found.eq_ignore_ascii_case(it))
    };
    let compares = |at: usize| COMPARED.contains(&word(at)) || is_word(at, &["LIKE", "ILIKE"]);
    let is_column = |at: usize| names(word(at), &column.old);
    let textual = is_text(from) && is_text(to);
    let mut only_asked_for_null = true;
    let mut only_compared = true;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::String => {
                let cast = tokens
                    .get(at + 1)
                    .is_some_and(|it| it.kind == TokenKind::Cast);
                let other = |at: usize| {
                    column_named(change, word(at))
                        .and_then(|it| it.data_type.as_ref())
                        .is_some_and(is_text)
                };
                let operand = at >= 2
                    && compares(at - 1)
                    && if is_column(at - 2) {
                        textual
                    } else {
                        other(at - 2)
                    };
                if !cast && !operand {
                    return false;
                }
            }
            TokenKind::Word | TokenKind::QuotedWord if is_column(at) => {
                only_asked_for_null &= is_word(at + 1, &["IS"]);
            }
            TokenKind::Operator => only_compared &= compares(at),
            TokenKind::OpenParen => {
                let called = at > 0
                    && tokens[at - 1].kind == TokenKind::Word
                    && !is_word(at - 1, &["AND", "OR", "NOT", "ANY", "BETWEEN"]);
                only_compared &= !called;
            }
            TokenKind::Cast => only_compared = false,
            TokenKind::Word
            | TokenKind::QuotedWord
            | TokenKind::Number
            | TokenKind::CloseParen
            | TokenKind::OpenBracket
            | TokenKind::CloseBracket
            | TokenKind::Comma => {}
            _ => return false,
        }
    }
    let name = |it: &DataType| it.builtin_name().unwrap_or_default().to_owned();
    let widened = matches!(&*name(to), "int4" | "int8" | "numeric");
    from.is_same_type(to)
        || only_asked_for_null
        || textual
        || widened
            && match &*name(from) {
                "int4" => true,
                "int2" | "int8" => only_compared,
                _ => false,
            }
}

/// `column IN (…)` as PostgreSQL prints it: it has become `= ANY (ARRAY[…])`,
/// in which each constant has its type.
fn lists(change: &Change<'_>, text: &str) -> Option<String> {
    let tokens = tokens(text);
    let mut out = String::new();
    let mut copied = 0;
    for at in 0..tokens.len() {
        let is = |at: usize, word: &str| {
            tokens
                .get(at)
                .is_some_and(|token| token.span.of(text).eq_ignore_ascii_case(word))
        };
        if !is(at, "IN") || !is(at + 1, "(") {
            continue;
        }
        let column = tokens.get(at.checked_sub(1)?)?;
        let shown = column.span.of(text);
        let known = column_named(change, shown)?;
        let data_type = known.data_type.as_ref().filter(|it| !it.array)?;
        let (left, cast, behind) = match data_type.builtin_name()? {
            "int4" | "int2" => (shown.to_owned(), "", ""),
            "text" => (shown.to_owned(), "::text", ""),
            "varchar" => (
                format!("({shown})::text"),
                "::character varying",
                "::text[]",
            ),
            _ => return None,
        };
        let kind = if cast.is_empty() {
            TokenKind::Number
        } else {
            TokenKind::String
        };
        let mut items = Vec::new();
        let mut next = at + 2;
        loop {
            let item = tokens.get(next).filter(|token| token.kind == kind)?;
            items.push(format!("{}{cast}", item.span.of(text)));
            match tokens.get(next + 1)?.kind {
                TokenKind::Comma => next += 2,
                TokenKind::CloseParen => break,
                _ => return None,
            }
        }
        out += &text[copied..column.span.range().start];
        let items = items.join(", ");
        let list = match behind {
            "" => format!("ARRAY[{items}]"),
            behind => format!("(ARRAY[{items}]){behind}"),
        };
        // A list of one is a comparison.
        if items.contains(", ") {
            out.push_str(&[&*left, " = ANY (", &list, ")"].concat());
        } else {
            out.push_str(&[&*left, " = ", tokens.get(next)?.span.of(text)].concat());
        }
        copied = tokens.get(next + 1)?.span.range().end;
    }
    out += &text[copied..];
    Some(out)
}

/// The column that a word stands for.
fn column_named<'c>(change: &'c Change<'_>, word: &str) -> Option<&'c Column> {
    let mut columns = change.relation.columns.iter();
    columns.find(|column| names(word, &column.name))
}

fn is_text(data_type: &DataType) -> bool {
    matches!(data_type.builtin_name(), Some("text" | "varchar")) && !data_type.array
}

fn tokens(text: &str) -> Vec<Token> {
    Lexer::new(text)
        .filter(|token| !token.is_trivia())
        .collect()
}
