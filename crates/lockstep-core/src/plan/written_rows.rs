//! What can be said of a statement that writes many rows, for the recipes that
//! carry it out a batch at a time.

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::script;
use lockstep_syntax::tree::{
    AlterActionKind, Expression, Ident, ObjectName, Span, StatementKind, TableConstraintKind,
    Update, Volatility,
};

use super::Operation;
use crate::catalog::{Name, builtin_since, quote};
use crate::effects::is_syntax;
use crate::report::RelationKind;

/// The table that is written.
pub(super) struct Target {
    pub(super) name: Name,
    pub(super) spelled: String,
    /// With `ONLY` and its alias.
    pub(super) from: String,
    /// All of it is known.
    pub(super) complete: bool,
}

impl Target {
    /// None where it is not one table with rows of its own.
    pub(super) fn of(
        operation: &Operation<'_>,
        table: &ObjectName<'_>,
        only: bool,
        alias: Option<&Ident<'_>>,
    ) -> Option<Self> {
        let catalog = operation.situation.catalog;
        let name = operation.resolve(table);
        let plain = catalog.kind(&name) == RelationKind::Table
            && (only || catalog.descendants(&name).is_empty())
            && !operation.is_substituted(&name);
        let spelled = operation.spell(table);
        let mut from = if only { "ONLY " } else { "" }.to_owned() + &spelled;
        if let Some(alias) = alias {
            from = from + " AS " + &quote(&alias.value);
        }
        let known = catalog.relations.get(&name);
        plain.then_some(Target {
            complete: known.is_some_and(|known| known.complete),
            name,
            spelled,
            from,
        })
    }
}

/// Whether nothing stands around the statement: `WITH`, `RETURNING`, a cursor.
pub(super) fn is_plain(operation: &Operation<'_>, end: u32, verb: &str) -> bool {
    let span = operation.statement.span;
    let text = operation.text(span);
    let rest = operation.text(Span::new(end, span.end));
    // The brackets around a condition are not part of it.
    let behind = rest.trim_matches(|it: char| it.is_whitespace() || it == ';' || it == ')');
    let before = text.get(..verb.len()).unwrap_or_default();
    behind.is_empty() && before.eq_ignore_ascii_case(verb) && !text.contains("--")
}

pub(super) fn brackets(condition: &str) -> String {
    format!("({condition})")
}

/// Which values an expression may have at different times.
pub(super) struct Constancy {
    pub(super) volatile: bool,
    /// It calls a function that may be volatile and is not PostgreSQL's own.
    pub(super) unknown: bool,
    /// It says what time it is.
    pub(super) of_its_time: bool,
}

/// None where it reads the table that is written, or nobody knows what it does.
pub(super) fn is_steady(
    operation: &Operation<'_>,
    text: &str,
    expression: &Expression<'_>,
    target: &Name,
) -> Option<Constancy> {
    let catalog = operation.situation.catalog;
    let mut constancy = Constancy {
        volatile: false,
        unknown: false,
        of_its_time: tells_time(text),
    };
    if !expression.parsed
        || expression
            .tables
            .iter()
            .any(|it| operation.resolve(it) == *target)
    {
        return None;
    }
    for call in &expression.functions {
        let name = call.name.name();
        constancy.of_its_time |= matches!(
            name,
            "now" | "age" | "transaction_timestamp" | "statement_timestamp"
        );
        // What is part of the grammar, or an aggregate of a subquery, is in no
        // table of functions, but a function of PostgreSQL's is.
        let known = catalog.volatility(&call.name, operation.situation.major);
        let volatile = match known {
            Some(volatility) => volatility == Volatility::Volatile,
            None => builtin_since(name).is_none() && !is_syntax(name),
        };
        constancy.volatile |= volatile;
        constancy.unknown |= volatile
            && (builtin_since(name).is_none()
                || catalog
                    .functions
                    .contains_key(&operation.resolve(&call.name)));
    }
    Some(constancy)
}

/// Whether a text says what time it is, which no list of functions holds:
/// `CURRENT_DATE`, `'today'`.
fn tells_time(text: &str) -> bool {
    Lexer::new(text).any(|token| {
        let word = token.span.of(text).to_ascii_lowercase();
        match token.kind {
            TokenKind::Word => matches!(
                &*word,
                "current_date"
                    | "current_time"
                    | "current_timestamp"
                    | "localtime"
                    | "localtimestamp"
            ),
            TokenKind::String => matches!(
                word.trim_matches(['\'', ' ']),
                "now" | "today" | "yesterday" | "tomorrow"
            ),
            _ => false,
        }
    })
}

/// The values assigned, column by column; none for `(a, b) = (…)`, for
/// `DEFAULT` and for a part of a column.
pub(super) fn assigned<'o>(operation: &Operation<'o>, update: &Update<'_>) -> Option<Vec<&'o str>> {
    let text = operation.situation.text;
    let mut values = Vec::new();
    let mut depth = 0_u32;
    let mut columns = update.columns.iter();
    let mut start = None;
    let mut words = 0;
    for token in Lexer::within(text, update.assignments) {
        match token.kind {
            _ if token.is_trivia() => {}
            TokenKind::OpenParen | TokenKind::OpenBracket => depth += 1,
            TokenKind::CloseParen | TokenKind::CloseBracket => depth = depth.checked_sub(1)?,
            TokenKind::Comma if depth == 0 => {
                values.push(Span::new(start?, token.span.start));
                (start, words) = (None, 0);
            }
            TokenKind::Operator if start.is_none() && token.span.of(text) == "=" => {
                start = Some(token.span.end);
            }
            TokenKind::Word | TokenKind::QuotedWord if start.is_none() => {
                columns.next().filter(|_| words == 0 && depth == 0)?;
                words += 1;
            }
            _ if start.is_none() => return None,
            _ => {}
        }
    }
    values.push(Span::new(start?, update.assignments.end));
    let texts: Vec<&str> = values.iter().map(|it| it.of(text).trim()).collect();
    let default = texts.iter().any(|it| it.eq_ignore_ascii_case("default"));
    (texts.len() == update.columns.len() && !default).then_some(texts)
}

/// Reads an expression, and hands it on.
pub(super) fn with_expression<T>(
    text: &str,
    then: impl FnOnce(&Expression<'_>) -> Option<T>,
) -> Option<T> {
    let text = format!("ALTER TABLE t ADD CHECK ({text})");
    let read = script::read(&text);
    let statement = read.statements().next()?;
    let StatementKind::AlterTable(alter) = &statement.kind else {
        return None;
    };
    match alter.actions.as_slice() {
        [action] if statement.errors.is_empty() => match &action.kind {
            AlterActionKind::AddConstraint(added) => match &added.kind {
                TableConstraintKind::Check(expression) => then(expression),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
