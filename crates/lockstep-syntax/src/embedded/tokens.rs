//! Our tokens as sqlparser's.

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::tokenizer::{Location, Span, Token as Theirs, TokenWithSpan, Tokenizer};

use crate::lexer::{Token, TokenKind};

/// One token; nothing when sqlparser has no such thing. Its index stands
/// where sqlparser keeps the line, from 1 on since 0 means "nowhere".
pub(super) fn convert(text: &str, token: Token, index: usize) -> Option<TokenWithSpan> {
    if !token.terminated {
        return None;
    }
    let written = token.span.of(text);
    let converted = match token.kind {
        TokenKind::Word => Theirs::make_word(written, None),
        TokenKind::QuotedWord => {
            let inner = written.get(1..written.len() - 1)?;
            Theirs::make_word(&inner.replace("\"\"", "\""), Some('"'))
        }
        // What a template becomes is unknown; that it is a name is a guess
        // which the rest of the expression confirms or not.
        TokenKind::Template | TokenKind::UnicodeWord => Theirs::make_word("template", Some('"')),
        TokenKind::Number => Theirs::Number(written.to_owned(), false),
        TokenKind::String => Theirs::SingleQuotedString(inside(written, 1)?),
        TokenKind::EscapeString => Theirs::EscapedStringLiteral(inside(written, 2)?),
        TokenKind::NationalString => Theirs::NationalStringLiteral(inside(written, 2)?),
        TokenKind::UnicodeString => Theirs::UnicodeStringLiteral(inside(written, 3)?),
        TokenKind::BitString => Theirs::HexStringLiteral(inside(written, 2)?),
        TokenKind::DollarString => Theirs::SingleQuotedString(written.to_owned()),
        TokenKind::Parameter | TokenKind::Variable => Theirs::Placeholder(written.to_owned()),
        TokenKind::Cast => Theirs::DoubleColon,
        TokenKind::Assign => Theirs::Assignment,
        TokenKind::Colon => Theirs::Colon,
        TokenKind::Comma => Theirs::Comma,
        TokenKind::Dot => Theirs::Period,
        TokenKind::OpenParen => Theirs::LParen,
        TokenKind::CloseParen => Theirs::RParen,
        TokenKind::OpenBracket => Theirs::LBracket,
        TokenKind::CloseBracket => Theirs::RBracket,
        TokenKind::Operator => operator(written)?,
        _ => return None,
    };
    let at = Location::new(index as u64 + 1, 1);
    Some(TokenWithSpan::new(converted, Span::new(at, at)))
}

/// The index of the token at one of sqlparser's places.
pub(super) fn index_of(span: Span) -> Option<usize> {
    usize::try_from(span.start.line).ok()?.checked_sub(1)
}

fn inside(written: &str, prefix: usize) -> Option<String> {
    let inner = written.get(prefix..written.len().checked_sub(1)?)?;
    Some(inner.replace("''", "'"))
}

fn operator(written: &str) -> Option<Theirs> {
    Some(match written {
        "=" => Theirs::Eq,
        "<>" | "!=" => Theirs::Neq,
        "<" => Theirs::Lt,
        ">" => Theirs::Gt,
        "<=" => Theirs::LtEq,
        ">=" => Theirs::GtEq,
        "+" => Theirs::Plus,
        "-" => Theirs::Minus,
        "*" => Theirs::Mul,
        "/" => Theirs::Div,
        "||" => Theirs::StringConcat,
        // It has a name for each of the others; its own lexer knows them.
        other => match Tokenizer::new(&PostgreSqlDialect {}, other)
            .tokenize()
            .ok()?
            .as_slice()
        {
            [only] => only.clone(),
            _ => return None,
        },
    })
}
