//! What operators stand between.

use crate::grammar::keywords::is_reserved;
use crate::grammar::names::ident_of;
use crate::lexer::{Token, TokenKind};
use crate::tree::{Shape, Span};

/// One operand, or what became of an operator and its operands.
#[derive(Clone)]
pub(super) struct Operand<'a> {
    pub(super) shape: Shape<'a>,
    /// Of a literal, its place with its sign, without the type that it is
    /// cast to.
    pub(super) literal: Span,
    /// It names no column, so that it has one value for all rows.
    pub(super) fixed: bool,
}

impl<'a> Operand<'a> {
    /// What is of no known shape.
    pub(super) const OTHER: Self = Operand::new(Shape::Other);

    pub(super) const fn new(shape: Shape<'a>) -> Self {
        Operand {
            shape,
            literal: Span { start: 0, end: 0 },
            fixed: false,
        }
    }

    /// Of no known shape, or a call, but of one value for all rows.
    pub(super) fn fixed_if(self, fixed: bool) -> Self {
        Operand { fixed, ..self }
    }

    /// A literal or a column.
    pub(super) fn of_token(text: &'a str, token: Token) -> Option<Self> {
        let word = token.span.of(text);
        let is = |keyword: &str| word.eq_ignore_ascii_case(keyword);
        let shape = match token.kind {
            _ if !token.terminated => return None,
            TokenKind::Number
            | TokenKind::String
            | TokenKind::DollarString
            | TokenKind::EscapeString
            | TokenKind::NationalString
            | TokenKind::UnicodeString
            | TokenKind::BitString => Shape::Literal,
            // psql puts the value of `:'name'` there as a literal.
            TokenKind::Variable if word.starts_with(":'") => Shape::Literal,
            TokenKind::Parameter | TokenKind::Variable => Shape::Other,
            TokenKind::Word if is("NULL") => Shape::Null,
            TokenKind::Word if is("TRUE") || is("FALSE") => Shape::Literal,
            TokenKind::Word if is_reserved(word) => return None,
            // What a template becomes is unknown; that it is a name is a guess
            // which the rest of the expression confirms or not.
            TokenKind::Word
            | TokenKind::QuotedWord
            | TokenKind::UnicodeWord
            | TokenKind::Template => Shape::Column(ident_of(text, token)),
            _ => return None,
        };
        let fixed = !matches!(shape, Shape::Column(_));
        Some(Operand {
            shape,
            literal: token.span,
            fixed,
        })
    }

    /// `operand::type`
    pub(super) fn cast(self) -> Self {
        match self.shape {
            Shape::Null | Shape::Literal => self,
            Shape::Column(column) | Shape::Cast(column) => Operand::new(Shape::Cast(column)),
            _ => Operand::OTHER.fixed_if(self.fixed),
        }
    }

    /// `operand IS NULL`, or its contrary.
    pub(super) fn null_test(self, null: bool) -> Self {
        Operand::new(match self.shape {
            Shape::Column(column) if null => Shape::IsNull(column),
            Shape::Column(column) => Shape::IsNotNull(column),
            _ => Shape::Other,
        })
    }

    /// Joined by `AND`, else by `OR`; chains of the same word become one.
    pub(super) fn chained(self, and: bool, right: Self) -> Self {
        let flat = |shape| match shape {
            Shape::And(parts) if and => parts,
            Shape::Or(parts) if !and => parts,
            other => vec![other],
        };
        let mut parts = flat(self.shape);
        parts.extend(flat(right.shape));
        Operand::joined(and, parts)
    }

    fn joined(and: bool, parts: Vec<Shape<'a>>) -> Self {
        Operand::new(if and {
            Shape::And(parts)
        } else {
            Shape::Or(parts)
        })
    }

    /// `operand IN (list)` is one comparison or the other, `NOT IN` all of
    /// them, as PostgreSQL's proofs take them, too.
    pub(super) fn one_of(self, text: &'a str, negated: bool, list: Vec<Self>) -> Self {
        let operator = if negated { "<>" } else { "=" };
        let parts = list.into_iter();
        let parts = parts.map(|item| compare(text, self.clone(), operator, item));
        Operand::joined(negated, parts.collect())
    }

    /// `operand IN (query)` of few rows.
    pub(super) fn probed(self) -> Self {
        match self.shape {
            Shape::Column(column) => Operand::new(Shape::Probe(column)),
            _ => Operand::OTHER,
        }
    }

    /// `operand BETWEEN low AND high` is two comparisons.
    pub(super) fn between(self, text: &'a str, negated: bool, low: Self, high: Self) -> Self {
        let parts = vec![
            compare(text, self.clone(), ">=", low),
            compare(text, self, "<=", high),
        ];
        let between = Operand::joined(true, parts);
        if negated {
            Operand::new(Shape::Not(Box::new(between.shape)))
        } else {
            between
        }
    }
}

/// A comparison of a column with a literal, the column put on the left. It
/// stays one behind a cast, which the expression lists.
pub(super) fn compare<'a>(
    text: &'a str,
    left: Operand<'a>,
    operator: &str,
    right: Operand<'a>,
) -> Shape<'a> {
    let (operator, mirrored) = match operator {
        "=" => ("=", "="),
        "<>" | "!=" => ("<>", "<>"),
        "<" => ("<", ">"),
        "<=" => ("<=", ">="),
        ">" => (">", "<"),
        ">=" => (">=", "<="),
        _ => return Shape::Other,
    };
    let (column, operator, literal) = match (left.shape, right.shape) {
        (Shape::Column(column) | Shape::Cast(column), Shape::Literal) => {
            (column, operator, right.literal)
        }
        (Shape::Literal, Shape::Column(column) | Shape::Cast(column)) => {
            (column, mirrored, left.literal)
        }
        (Shape::Column(left), Shape::Column(right)) if operator == "=" => {
            return Shape::Join(left, right);
        }
        (Shape::Column(column), _) if right.fixed && operator != "<>" => {
            return Shape::Probe(column);
        }
        (_, Shape::Column(column)) if left.fixed && operator != "<>" => {
            return Shape::Probe(column);
        }
        _ => return Shape::Other,
    };
    Shape::Compare {
        column,
        operator,
        literal: literal.of(text),
    }
}
