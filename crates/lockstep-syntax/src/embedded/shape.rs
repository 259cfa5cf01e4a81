//! The shape of an expression, from sqlparser's tree.

use sqlparser::ast::{BinaryOperator, Expr, Ident as TheirIdent, UnaryOperator, Value};

use super::tokens::index_of;
use crate::grammar::keywords::is_reserved;
use crate::grammar::names::ident_of;
use crate::lexer::{Token, TokenKind};
use crate::tree::{Ident, Shape};

/// The shape of an expression so simple that sqlparser need not be asked:
/// most of those in DDL are.
pub(super) fn of_simple<'a>(text: &'a str, tokens: &[Token]) -> Option<Shape<'a>> {
    let is = |token: &Token, keyword: &str| {
        token.kind == TokenKind::Word && token.span.of(text).eq_ignore_ascii_case(keyword)
    };
    match tokens {
        [_] => of_one(text, tokens),
        // `now()`, `lower(a)`
        [name, open, rest @ ..]
            if name.kind == TokenKind::Word
                && open.kind == TokenKind::OpenParen
                && !is_reserved(name.span.of(text)) =>
        {
            match rest {
                [close] if close.kind == TokenKind::CloseParen => Some(Shape::Call),
                [argument, close] if close.kind == TokenKind::CloseParen => {
                    of_one(text, &[*argument]).map(|_| Shape::Call)
                }
                _ => None,
            }
        }
        [left, operator, right] if operator.kind == TokenKind::Operator => {
            let (left, right) = (of_one(text, &[*left])?, of_one(text, &[*right])?);
            let operators = operators(operator.span.of(text))?;
            let (first, last) = (tokens.first()?, tokens.last()?);
            compare(
                left,
                right,
                operators,
                || Some(first.span.of(text)),
                || Some(last.span.of(text)),
            )
        }
        [operand, first, rest @ ..] if is(first, "IS") => {
            let Shape::Column(column) = of_one(text, &[*operand])? else {
                return None;
            };
            match rest {
                [null] if is(null, "NULL") => Some(Shape::IsNull(column)),
                [not, null] if is(not, "NOT") && is(null, "NULL") => Some(Shape::IsNotNull(column)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// An operator, as it is and with its operands swapped.
type Operators = (&'static str, &'static str);

fn operators(written: &str) -> Option<Operators> {
    Some(match written {
        "=" => ("=", "="),
        "<>" | "!=" => ("<>", "<>"),
        "<" => ("<", ">"),
        "<=" => ("<=", ">="),
        ">" => (">", "<"),
        ">=" => (">=", "<="),
        _ => return None,
    })
}

/// A comparison of a column with a literal, the column put on the left.
fn compare<'a>(
    left: Shape<'a>,
    right: Shape<'a>,
    (operator, mirrored): Operators,
    left_text: impl FnOnce() -> Option<&'a str>,
    right_text: impl FnOnce() -> Option<&'a str>,
) -> Option<Shape<'a>> {
    let (column, operator, literal) = match (left, right) {
        (Shape::Column(column), Shape::Literal) => (column, operator, right_text()?),
        (Shape::Literal, Shape::Column(column)) => (column, mirrored, left_text()?),
        _ => return None,
    };
    Some(Shape::Compare {
        column,
        operator,
        literal,
    })
}

/// The shape of a single token.
fn of_one<'a>(text: &'a str, tokens: &[Token]) -> Option<Shape<'a>> {
    let [token] = tokens else {
        return None;
    };
    let word = token.span.of(text);
    match token.kind {
        TokenKind::Number
        | TokenKind::String
        | TokenKind::DollarString
        | TokenKind::EscapeString
            if token.terminated =>
        {
            Some(Shape::Literal)
        }
        // psql puts the value of `:'name'` there as a literal.
        TokenKind::Variable if word.starts_with(":'") => Some(Shape::Literal),
        TokenKind::Word if word.eq_ignore_ascii_case("NULL") => Some(Shape::Null),
        TokenKind::Word
            if word.eq_ignore_ascii_case("TRUE") || word.eq_ignore_ascii_case("FALSE") =>
        {
            Some(Shape::Literal)
        }
        TokenKind::Word if !is_reserved(word) => Some(Shape::Column(ident_of(text, *token))),
        TokenKind::QuotedWord if token.terminated => Some(Shape::Column(ident_of(text, *token))),
        _ => None,
    }
}

/// The shape of what sqlparser read. Recursion goes no deeper than
/// sqlparser's own did.
pub(super) fn of<'a>(text: &'a str, tokens: &[Token], expr: &Expr) -> Shape<'a> {
    let reader = Reader { text, tokens };
    reader.shape(expr)
}

struct Reader<'a, 't> {
    text: &'a str,
    tokens: &'t [Token],
}

impl<'a> Reader<'a, '_> {
    fn shape(&self, expr: &Expr) -> Shape<'a> {
        match expr {
            Expr::Nested(inner) => self.shape(inner),
            Expr::Identifier(name) => self.column(name),
            Expr::CompoundIdentifier(names) => {
                names.last().map_or(Shape::Other, |name| self.column(name))
            }
            Expr::Value(value) if value.value == Value::Null => Shape::Null,
            Expr::Value(value) if matches!(value.value, Value::Placeholder(_)) => Shape::Other,
            Expr::Value(_) | Expr::TypedString(_) | Expr::Prefixed { .. } => Shape::Literal,
            Expr::Interval(interval) => match self.shape(&interval.value) {
                Shape::Literal => Shape::Literal,
                _ => Shape::Other,
            },
            Expr::Cast { expr, .. } => match self.shape(expr) {
                constant @ (Shape::Null | Shape::Literal) => constant,
                Shape::Column(column) | Shape::Cast(column) => Shape::Cast(column),
                _ => Shape::Other,
            },
            Expr::IsNotNull(operand) => match self.shape(operand) {
                Shape::Column(column) => Shape::IsNotNull(column),
                _ => Shape::Other,
            },
            Expr::IsNull(operand) => match self.shape(operand) {
                Shape::Column(column) => Shape::IsNull(column),
                _ => Shape::Other,
            },
            Expr::UnaryOp { op, expr } => match (op, self.shape(expr)) {
                (UnaryOperator::Not, inner) => Shape::Not(Box::new(inner)),
                (UnaryOperator::Minus | UnaryOperator::Plus, Shape::Literal) => Shape::Literal,
                _ => Shape::Other,
            },
            Expr::BinaryOp {
                op: BinaryOperator::And,
                ..
            } => {
                let mut parts = Vec::new();
                self.flatten(expr, &BinaryOperator::And, &mut parts);
                Shape::And(parts)
            }
            Expr::BinaryOp {
                op: BinaryOperator::Or,
                ..
            } => {
                let mut parts = Vec::new();
                self.flatten(expr, &BinaryOperator::Or, &mut parts);
                Shape::Or(parts)
            }
            Expr::BinaryOp { left, op, right } => self.comparison(left, op, right),
            Expr::Between {
                expr,
                negated,
                low,
                high,
            } => {
                let ends = [
                    self.comparison(expr, &BinaryOperator::GtEq, low),
                    self.comparison(expr, &BinaryOperator::LtEq, high),
                ];
                let between = Shape::And(ends.into());
                if *negated {
                    Shape::Not(Box::new(between))
                } else {
                    between
                }
            }
            Expr::InList {
                expr,
                list,
                negated,
            } => self.one_of(expr, list, *negated),
            Expr::AnyOp {
                left,
                compare_op: BinaryOperator::Eq,
                right,
                ..
            } => match elements(right) {
                Some(list) => self.one_of(left, list, false),
                None => Shape::Other,
            },
            Expr::AllOp {
                left,
                compare_op: BinaryOperator::NotEq,
                right,
            } => match elements(right) {
                Some(list) => self.one_of(left, list, true),
                None => Shape::Other,
            },
            Expr::Function(_)
            | Expr::Extract { .. }
            | Expr::Ceil { .. }
            | Expr::Floor { .. }
            | Expr::Position { .. }
            | Expr::Substring { .. }
            | Expr::Trim { .. }
            | Expr::Overlay { .. } => Shape::Call,
            _ => Shape::Other,
        }
    }

    /// The operands of a chain of one operator, from left to right.
    fn flatten(&self, expr: &Expr, wanted: &BinaryOperator, parts: &mut Vec<Shape<'a>>) {
        let mut pending = vec![expr];
        while let Some(expr) = pending.pop() {
            match expr {
                Expr::BinaryOp { left, op, right } if op == wanted => {
                    pending.push(right);
                    pending.push(left);
                }
                Expr::Nested(inner) => pending.push(inner),
                other => parts.push(self.shape(other)),
            }
        }
    }

    /// `operand IN (list)` is one comparison or the other, `NOT IN` all of
    /// them, as PostgreSQL's proofs take them, too.
    fn one_of(&self, operand: &Expr, list: &[Expr], negated: bool) -> Shape<'a> {
        let op = if negated {
            BinaryOperator::NotEq
        } else {
            BinaryOperator::Eq
        };
        let parts = list.iter().map(|item| self.comparison(operand, &op, item));
        if negated {
            Shape::And(parts.collect())
        } else {
            Shape::Or(parts.collect())
        }
    }

    fn comparison(&self, left: &Expr, op: &BinaryOperator, right: &Expr) -> Shape<'a> {
        let written = match op {
            BinaryOperator::Eq => "=",
            BinaryOperator::NotEq => "<>",
            BinaryOperator::Lt => "<",
            BinaryOperator::LtEq => "<=",
            BinaryOperator::Gt => ">",
            BinaryOperator::GtEq => ">=",
            _ => return Shape::Other,
        };
        operators(written)
            .and_then(|operators| {
                let shapes = (self.operand(left), self.operand(right));
                let text = |expr| move || self.literal(expr);
                compare(shapes.0, shapes.1, operators, text(left), text(right))
            })
            .unwrap_or(Shape::Other)
    }

    /// A side of a comparison: a column stays one behind a cast, which the
    /// expression lists.
    fn operand(&self, expr: &Expr) -> Shape<'a> {
        match expr {
            Expr::Cast { expr: inner, .. } | Expr::Nested(inner) => self.operand(inner),
            _ => self.shape(expr),
        }
    }

    /// The text of a literal, its sign included.
    fn literal(&self, expr: &Expr) -> Option<&'a str> {
        match expr {
            Expr::Value(value) => {
                let token = self.tokens.get(index_of(value.span)?)?;
                Some(token.span.of(self.text))
            }
            Expr::TypedString(typed) => {
                let token = self.tokens.get(index_of(typed.value.span)?)?;
                Some(token.span.of(self.text))
            }
            Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => self.literal(inner),
            Expr::UnaryOp { expr, .. } => {
                let literal = self.literal(expr)?;
                let number = self
                    .tokens
                    .iter()
                    .position(|token| token.span.of(self.text).as_ptr() == literal.as_ptr())?;
                let sign = self.tokens.get(number.checked_sub(1)?)?;
                let last = self.tokens.get(number)?;
                Some(sign.span.cover(last.span).of(self.text))
            }
            _ => None,
        }
    }

    fn column(&self, name: &TheirIdent) -> Shape<'a> {
        let token = index_of(name.span).and_then(|index| self.tokens.get(index));
        match token {
            Some(&token) if is_current(&name.value) && token.kind == TokenKind::Word => {
                Shape::Other
            }
            Some(&token) => {
                let column: Ident<'a> = ident_of(self.text, token);
                Shape::Column(column)
            }
            None => Shape::Other,
        }
    }
}

/// The elements of `ARRAY[…]`, also cast: how PostgreSQL prints `IN (…)`.
fn elements(expr: &Expr) -> Option<&[Expr]> {
    match expr {
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => elements(inner),
        Expr::Array(array) => Some(&array.elem),
        _ => None,
    }
}

/// Words that sqlparser takes for names but that call a function.
fn is_current(word: &str) -> bool {
    ["current_", "localtime", "session_user", "user"]
        .iter()
        .any(|prefix| {
            word.get(..prefix.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        })
        && is_reserved(word)
}
