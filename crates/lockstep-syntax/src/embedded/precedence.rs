//! How strongly operators bind, which sqlparser knows of PostgreSQL.

use sqlparser::dialect::{Dialect, PostgreSqlDialect, Precedence};
use sqlparser::parser::Parser;
use sqlparser::tokenizer::Token as Theirs;

use crate::lexer::{Token, TokenKind};

static DIALECT: PostgreSqlDialect = PostgreSqlDialect {};

/// How many tokens decide: `AT TIME ZONE` are three.
pub(crate) const AHEAD: usize = 3;

/// Of the operator that these tokens begin with; 0 when it is none.
pub(crate) fn of(text: &str, tokens: &[Token]) -> u8 {
    let first = tokens.first().map(|token| (token.kind, token.span));
    let precedence = match first {
        Some((TokenKind::Operator, span)) => of_operator(span.of(text)),
        Some((TokenKind::Cast, _)) => Precedence::DoubleColon,
        Some((TokenKind::Dot, _)) => Precedence::Period,
        Some((TokenKind::Word, span)) if span.of(text).eq_ignore_ascii_case("AND") => {
            Precedence::And
        }
        Some((TokenKind::Word, span)) if span.of(text).eq_ignore_ascii_case("OR") => Precedence::Or,
        _ => return asked(text, tokens),
    };
    DIALECT.prec_value(precedence)
}

/// Of words, which may be several, and of what sqlparser has no name for.
fn asked(text: &str, tokens: &[Token]) -> u8 {
    let theirs = tokens.iter().map(|token| convert(text, token)).collect();
    let parser = Parser::new(&DIALECT).with_tokens(theirs);
    parser.get_next_precedence().unwrap_or_default()
}

/// Of `-` and `+` before an operand.
pub(crate) fn sign() -> u8 {
    DIALECT.prec_value(Precedence::MulDivModOp)
}

/// Of operators that are not of the SQL standard, also before an operand.
pub(crate) fn other() -> u8 {
    DIALECT.prec_value(Precedence::PgOther)
}

/// Of `AT TIME ZONE`.
pub(crate) fn time_zone() -> u8 {
    DIALECT.prec_value(Precedence::AtTz)
}

/// Of `NOT` before an operand.
pub(crate) fn negation() -> u8 {
    DIALECT.prec_value(Precedence::UnaryNot)
}

/// One token, as far as precedences ask for it.
fn convert(text: &str, token: &Token) -> Theirs {
    let written = token.span.of(text);
    match token.kind {
        // It knows one of two words that mean the same.
        TokenKind::Word if written.eq_ignore_ascii_case("ISNULL") => Theirs::make_word("IS", None),
        TokenKind::Word => Theirs::make_word(written, None),
        TokenKind::OpenBracket => Theirs::LBracket,
        _ => Theirs::Comma,
    }
}

/// `gram.y` has one precedence for all operators that are not of the SQL
/// standard.
fn of_operator(written: &str) -> Precedence {
    match written {
        "=" | "<>" | "!=" | "<" | ">" | "<=" | ">=" => Precedence::Eq,
        "+" | "-" => Precedence::PlusMinus,
        "*" | "/" | "%" => Precedence::MulDivModOp,
        "^" => Precedence::Caret,
        _ => Precedence::PgOther,
    }
}
