//! The shape of an expression by the tree that sqlparser builds of it.

use sqlparser::ast::{BinaryOperator, Expr, Ident, UnaryOperator, Value};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::Token;

/// Nothing when it reads no expression, or more than one.
pub(crate) fn shape(text: &str) -> Option<String> {
    let mut parser = Parser::new(&PostgreSqlDialect {}).try_with_sql(text).ok()?;
    let found = parser.parse_expr().ok()?;
    (parser.peek_token_ref().token == Token::EOF).then(|| of(&found))
}

/// A name, in quotes where it would have to stand in them.
pub(crate) fn name(value: &str) -> String {
    let plain = |character: char| {
        character.is_ascii_lowercase() || character.is_ascii_digit() || "_$".contains(character)
    };
    if value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("\"{value}\"")
    }
}

fn of(found: &Expr) -> String {
    match found {
        Expr::Nested(inner) => of(inner),
        Expr::Identifier(column) => ident(column),
        Expr::CompoundIdentifier(names) => names.last().map_or_else(String::new, ident),
        Expr::Value(value) => match &value.value {
            Value::Null => "null".to_owned(),
            Value::Placeholder(_) => "other".to_owned(),
            _ => "literal".to_owned(),
        },
        Expr::TypedString(_) | Expr::Prefixed { .. } => "literal".to_owned(),
        Expr::Interval(interval) => keep(&interval.value, &["literal"]),
        Expr::Cast { expr, .. } => match (column(expr), of(expr)) {
            (Some(column), _) => format!("cast({column})"),
            (None, constant) if constant == "null" || constant == "literal" => constant,
            (None, cast) if cast.starts_with("cast(") => cast,
            _ => "other".to_owned(),
        },
        Expr::IsNotNull(operand) => column(operand).map_or_else(
            || "other".to_owned(),
            |column| format!("{column} is not null"),
        ),
        Expr::IsNull(operand) => {
            column(operand).map_or_else(|| "other".to_owned(), |column| format!("{column} is null"))
        }
        Expr::UnaryOp { op, expr } => match op {
            UnaryOperator::Not => format!("not({})", of(expr)),
            UnaryOperator::Minus | UnaryOperator::Plus => keep(expr, &["literal"]),
            _ => "other".to_owned(),
        },
        Expr::BinaryOp { left, op, right } => match op {
            BinaryOperator::And => joined("and", [of(left), of(right)]),
            BinaryOperator::Or => joined("or", [of(left), of(right)]),
            _ => comparison(left, op, right),
        },
        Expr::Between {
            expr,
            negated,
            low,
            high,
        } => {
            let low = comparison(expr, &BinaryOperator::GtEq, low);
            let between = joined("and", [low, comparison(expr, &BinaryOperator::LtEq, high)]);
            if *negated {
                format!("not({between})")
            } else {
                between
            }
        }
        Expr::InList {
            expr,
            list,
            negated,
        } => one_of(expr, list, *negated),
        Expr::AnyOp {
            left,
            compare_op: BinaryOperator::Eq,
            right,
            ..
        } => elements(right).map_or("other".to_owned(), |list| one_of(left, list, false)),
        Expr::AllOp {
            left,
            compare_op: BinaryOperator::NotEq,
            right,
        } => elements(right).map_or("other".to_owned(), |list| one_of(left, list, true)),
        Expr::Function(_)
        | Expr::Extract { .. }
        | Expr::Ceil { .. }
        | Expr::Floor { .. }
        | Expr::Position { .. }
        | Expr::Substring { .. }
        | Expr::Trim { .. }
        | Expr::Overlay { .. } => "call".to_owned(),
        _ => "other".to_owned(),
    }
}

/// The shape of an expression when it is one of these.
fn keep(found: &Expr, shapes: &[&str]) -> String {
    let shape = of(found);
    if shapes.contains(&shape.as_str()) {
        shape
    } else {
        "other".to_owned()
    }
}

/// Parts joined by one word, those of parts that are joined by it, too.
fn joined(word: &str, parts: impl IntoIterator<Item = String>) -> String {
    let flat = |part: String| {
        let inner = part
            .strip_prefix(word)
            .and_then(|part| part.strip_prefix('(')?.strip_suffix(')'));
        inner.map_or(part.clone(), str::to_owned)
    };
    let parts: Vec<String> = parts.into_iter().map(flat).collect();
    format!("{word}({})", parts.join(", "))
}

fn one_of(operand: &Expr, list: &[Expr], negated: bool) -> String {
    let (word, op) = if negated {
        ("and", BinaryOperator::NotEq)
    } else {
        ("or", BinaryOperator::Eq)
    };
    joined(word, list.iter().map(|item| comparison(operand, &op, item)))
}

fn elements(found: &Expr) -> Option<&[Expr]> {
    match found {
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => elements(inner),
        Expr::Array(array) => Some(&array.elem),
        _ => None,
    }
}

fn comparison(left: &Expr, op: &BinaryOperator, right: &Expr) -> String {
    compare(left, op, right).unwrap_or_else(|| "other".to_owned())
}

/// A column and a literal, the column on the left.
fn compare(left: &Expr, op: &BinaryOperator, right: &Expr) -> Option<String> {
    let operators = match op {
        BinaryOperator::Eq => ["=", "="],
        BinaryOperator::NotEq => ["<>", "<>"],
        BinaryOperator::Lt => ["<", ">"],
        BinaryOperator::LtEq => ["<=", ">="],
        BinaryOperator::Gt => [">", "<"],
        BinaryOperator::GtEq => [">=", "<="],
        _ => return None,
    };
    match (cast_column(left), cast_column(right)) {
        (Some(column), _) => Some(format!("{column} {} {}", operators[0], literal(right)?)),
        (_, Some(column)) => Some(format!("{column} {} {}", operators[1], literal(left)?)),
        _ => None,
    }
}

fn column(found: &Expr) -> Option<String> {
    match found {
        Expr::Nested(inner) => column(inner),
        Expr::Identifier(_) | Expr::CompoundIdentifier(_) => Some(of(found)),
        _ => None,
    }
}

/// A column, also behind casts.
fn cast_column(found: &Expr) -> Option<String> {
    match found {
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => cast_column(inner),
        _ => column(found),
    }
}

/// A literal with its sign, without the type that it is cast to.
fn literal(found: &Expr) -> Option<String> {
    if of(found) != "literal" {
        return None;
    }
    match found {
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => literal(inner),
        Expr::Interval(interval) => literal(&interval.value),
        Expr::TypedString(typed) => Some(typed.value.to_string()),
        Expr::UnaryOp { op, expr } => Some(format!("{op}{}", literal(expr)?)),
        other => Some(other.to_string()),
    }
}

fn ident(found: &Ident) -> String {
    match found.quote_style {
        Some(_) => name(&found.value),
        None => name(&found.value.to_ascii_lowercase()),
    }
}
