//! `UPDATE` and `DELETE` of many rows, a batch at a time.
//!
//! Only where the rows that are left can be told from those that are done, so
//! that nothing is ever applied twice: a deleted row is gone, and an updated
//! one has the value that the statement gives it. `SET n = n + 1` leaves no
//! such mark and stays as it is.

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::script;
use lockstep_syntax::tree::{
    AlterActionKind, Delete, Expression, Ident, ObjectName, Shape, Span, StatementKind,
    TableConstraintKind, Update, Volatility,
};

use super::volatile_default::backfill_assumptions;
use super::{Draft, Operation, Rewrite, batches};
use crate::catalog::{DataType, Name, builtin_since, quote};
use crate::effects::is_syntax;
use crate::report::{Phase, RelationKind};

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    if !operation.unbatched || operation.effects.fails.is_some() {
        return None;
    }
    // `version = 'x'` asks for one row as often as for many: nothing says that
    // it takes long.
    let looks_up = |condition: &Option<Expression<'_>>| {
        let shape = condition.as_ref().map(|it| &it.shape);
        matches!(shape, Some(Shape::Compare { operator: "=", .. }))
    };
    match &operation.statement.kind {
        StatementKind::Update(it) if looks_up(&it.condition) => None,
        StatementKind::Delete(it) if looks_up(&it.condition) => None,
        StatementKind::Update(update) => batched_update(operation, update),
        StatementKind::Delete(delete) => batched_delete(operation, delete),
        _ => None,
    }
}

fn batched_update(operation: &Operation<'_>, update: &Update<'_>) -> Option<Rewrite> {
    let target = Target::of(operation, &update.table, update.only, update.alias.as_ref())?;
    let end = update
        .condition
        .as_ref()
        .map_or(update.assignments.end, |condition| condition.span.end);
    if update.has_from || !is_plain(operation, end, "UPDATE") {
        return None;
    }
    let known = operation.situation.catalog.relations.get(&target.name);
    let condition = match &update.condition {
        Some(condition)
            if is_steady(
                operation,
                operation.text(condition.span),
                condition,
                &target.name,
            )?
            .volatile =>
        {
            return None;
        }
        condition => condition.as_ref(),
    };
    let mut assumptions = Vec::new();
    let mut different = Vec::new();
    let mut marks_itself = false;
    let values = assigned(operation, update)?;
    for (column, value) in update.columns.iter().zip(&values) {
        let text = format!("ALTER TABLE t ADD CHECK ({value})");
        let read = script::read(&text);
        let expression = expression(read.statements().next()?)?;
        let constancy = is_steady(operation, value, expression, &target.name)?;
        let own = |it: &Ident<'_>| update.columns.iter().any(|column| column.value == it.value);
        if expression.columns.iter().any(own) && !is_idempotent(expression, column, value) {
            return None;
        }
        let filled = condition.is_some_and(|it| asks_for_null(&it.shape, &column.value));
        let one_value = expression.columns.is_empty()
            && expression.tables.is_empty()
            && !matches!(expression.shape, Shape::Null);
        marks_itself |= filled && one_value;
        if constancy.volatile || constancy.of_its_time {
            if !(filled && one_value) {
                return None;
            }
            if constancy.of_its_time {
                assumptions.push(format!(
                    "the time that {value} gives may be that of each batch"
                ));
            }
        }
        let data_type = known
            .and_then(|known| known.column(&column.value))
            .and_then(|column| column.data_type.as_ref());
        if data_type.is_none() {
            assumptions.push(format!(
                "values of {}.{} can be compared with = and keep what is assigned to them as it is",
                target.spelled,
                quote(&column.value)
            ));
        }
        if data_type.is_none() && !matches!(expression.shape, Shape::Literal) {
            different.push(None);
        } else {
            different.push(Some(differs(column, value, expression, data_type)));
        }
    }
    let pending = if marks_itself {
        assumptions.retain(|it| !it.starts_with("values of"));
        brackets(operation.text(condition?.span))
    } else {
        // Rows that have the value already are passed over, and so are their
        // triggers.
        if known.is_some_and(|known| !known.triggers.is_empty()) {
            return None;
        }
        let different: Option<Vec<String>> = different.into_iter().collect();
        let different = different?.join(" OR ");
        match condition {
            Some(condition) => format!(
                "{} AND ({different})",
                brackets(operation.text(condition.span))
            ),
            None => format!("({different})"),
        }
    };
    let from = &target.from;
    let statement = format!("UPDATE {from} SET {}", operation.text(update.assignments));
    assumptions.extend(backfill_assumptions(
        operation,
        &target.name,
        &target.spelled,
    ));
    let deploy = Draft::deploy(
        Phase::Prepare,
        format!(
            "Ship code that writes rows of {} as this UPDATE would leave them",
            target.spelled
        ),
        "A row that is written behind the batches otherwise is not looked at again.",
    );
    Some(target.rewrite(operation, deploy, &statement, &pending, assumptions))
}

fn batched_delete(operation: &Operation<'_>, delete: &Delete<'_>) -> Option<Rewrite> {
    let target = Target::of(operation, &delete.table, delete.only, delete.alias.as_ref())?;
    let catalog = operation.situation.catalog;
    let named = delete
        .alias
        .as_ref()
        .map_or(delete.table.span, |it| it.span);
    let end = delete
        .condition
        .as_ref()
        .map_or(named.end, |condition| condition.span.end);
    // One row may keep another from going before it.
    let refers_to_itself = catalog
        .foreign_keys_to(&target.name)
        .any(|(table, _)| *table == target.name);
    if delete.has_using || refers_to_itself || !is_plain(operation, end, "DELETE") {
        return None;
    }
    let mut assumptions = Vec::new();
    if !target.complete {
        assumptions.push(format!(
            "no row of {} references another of it",
            target.spelled
        ));
    }
    let pending = match &delete.condition {
        Some(condition) => {
            let constancy = is_steady(
                operation,
                operation.text(condition.span),
                condition,
                &target.name,
            )?;
            if constancy.volatile {
                return None;
            }
            if constancy.of_its_time {
                assumptions.push(
                    "the time in the condition of the DELETE may be that of each batch".to_owned(),
                );
            }
            brackets(operation.text(condition.span))
        }
        None => "true".to_owned(),
    };
    let statement = format!("DELETE FROM {}", target.from);
    let deploy = Draft::deploy(
        Phase::Prepare,
        format!(
            "Ship code that writes no more rows to {} that this DELETE would take",
            target.spelled
        ),
        "Rows that come while the batches run may go, too; those that come later stay.",
    );
    Some(target.rewrite(operation, deploy, &statement, &pending, assumptions))
}

/// The table that is written.
struct Target {
    name: Name,
    spelled: String,
    /// With `ONLY` and its alias.
    from: String,
    /// All of it is known.
    complete: bool,
}

impl Target {
    /// None where it is not one table with rows of its own.
    fn of(
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

    fn rewrite(
        &self,
        operation: &Operation<'_>,
        deploy: Draft,
        statement: &str,
        pending: &str,
        mut assumptions: Vec<String>,
    ) -> Rewrite {
        let from = &self.from;
        if !self.complete {
            assumptions.push(format!("{} is a table without partitions", self.spelled));
        }
        let major = operation.situation.major;
        let write = Draft::batched(
            Phase::Backfill,
            format!("{}, in batches", operation.title()),
            batches::write(&self.spelled, from, statement, pending, major),
        )
        .why("A batch at a time, each committed, so that whoever wants to change a row waits for a few others only. In between some rows are done and others are not. It can be stopped and run again, because what is left to do is told by the rows.")
        .done(format!("NOT EXISTS (SELECT FROM {from} WHERE {pending})"))
        .no_rollback("The rows as they were before are not kept; only a backup has them.")
        .monitor(format!("SELECT count(*) AS remaining FROM {from} WHERE {pending};"));
        Rewrite {
            steps: vec![deploy, write],
            assumptions,
            ..Rewrite::default()
        }
    }
}

/// Whether nothing stands around the statement: `WITH`, `RETURNING`, a cursor.
fn is_plain(operation: &Operation<'_>, end: u32, verb: &str) -> bool {
    let span = operation.statement.span;
    let text = operation.text(span);
    let rest = operation.text(Span::new(end, span.end));
    // The brackets around a condition are not part of it.
    let behind = rest.trim_matches(|it: char| it.is_whitespace() || it == ';' || it == ')');
    let before = text.get(..verb.len()).unwrap_or_default();
    behind.is_empty() && before.eq_ignore_ascii_case(verb) && !text.contains("--")
}

fn brackets(condition: &str) -> String {
    format!("({condition})")
}

/// Which values an expression may have at different times.
struct Constancy {
    volatile: bool,
    /// It says what time it is.
    of_its_time: bool,
}

/// None where it reads the table that is written, or nobody knows what it does.
fn is_steady(
    operation: &Operation<'_>,
    text: &str,
    expression: &Expression<'_>,
    target: &Name,
) -> Option<Constancy> {
    let catalog = operation.situation.catalog;
    let mut constancy = Constancy {
        volatile: false,
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
        constancy.volatile |= match known {
            Some(volatility) => volatility == Volatility::Volatile,
            None => builtin_since(name).is_none() && !is_syntax(name),
        };
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
fn assigned<'o>(operation: &Operation<'o>, update: &Update<'_>) -> Option<Vec<&'o str>> {
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

/// The condition of the only constraint of an `ALTER TABLE`.
fn expression<'s>(
    statement: &'s lockstep_syntax::tree::Statement<'_>,
) -> Option<&'s Expression<'s>> {
    let StatementKind::AlterTable(alter) = &statement.kind else {
        return None;
    };
    match alter.actions.as_slice() {
        [action] if statement.errors.is_empty() => match &action.kind {
            AlterActionKind::AddConstraint(added) => match &added.kind {
                TableConstraintKind::Check(expression) => Some(expression),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// Whether applying it again changes nothing: `lower(email)`.
fn is_idempotent(expression: &Expression<'_>, column: &Ident<'_>, value: &str) -> bool {
    let once = |name: &str| {
        matches!(
            name,
            "lower" | "upper" | "btrim" | "trim" | "ltrim" | "rtrim" | "initcap" | "abs"
        )
    };
    let inner = value.split_once('(').map(|(_, rest)| rest.trim_end());
    let argument = inner.and_then(|rest| rest.strip_suffix(')')).map(str::trim);
    match (
        expression.functions.as_slice(),
        expression.columns.as_slice(),
    ) {
        ([call], [only]) => {
            matches!(expression.shape, Shape::Call)
                && once(call.name.name())
                && call.name.schema().is_none()
                && only.value == column.value
                && argument == Some(quote(&column.value).as_ref())
        }
        _ => false,
    }
}

/// Whether rows that satisfy it hold NULL in a column.
fn asks_for_null(shape: &Shape<'_>, column: &str) -> bool {
    match shape {
        Shape::IsNull(it) => it.value == column,
        Shape::And(all) => all.iter().any(|it| asks_for_null(it, column)),
        _ => false,
    }
}

/// The condition that a row does not hold the value yet.
///
/// The value is compared as the column would keep it: 0.1 is not what a
/// column of type real holds.
fn differs(
    column: &Ident<'_>,
    value: &str,
    expression: &Expression<'_>,
    data_type: Option<&DataType>,
) -> String {
    let name = quote(&column.value);
    let plain = |it: &DataType| {
        let literal = matches!(expression.shape, Shape::Literal);
        match it.builtin_name() {
            _ if !literal || it.array => false,
            Some("boolean" | "text" | "uuid") => true,
            Some("smallint" | "integer" | "bigint") => {
                value.bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => false,
        }
    };
    match data_type {
        Some(it) if !is_comparable(it) => {
            format!("{name}::text IS DISTINCT FROM ({value})::{it}::text")
        }
        Some(it) if !plain(it) => format!("{name} IS DISTINCT FROM ({value})::{it}"),
        _ => format!("{name} IS DISTINCT FROM {value}"),
    }
}

/// Whether `=` is known for values of a type.
fn is_comparable(data_type: &DataType) -> bool {
    !data_type.builtin_name().is_some_and(|name| {
        matches!(
            name,
            "json" | "xml" | "point" | "line" | "lseg" | "box" | "path" | "polygon" | "circle"
        )
    })
}
