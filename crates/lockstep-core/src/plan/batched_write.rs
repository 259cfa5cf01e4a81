//! `UPDATE` and `DELETE` of many rows, a batch at a time.
//!
//! Only where the rows that are left can be told from those that are done, so
//! that nothing is ever applied twice: a deleted row is gone, and an updated
//! one has the value that the statement gives it. `SET n = n + 1` leaves no
//! such mark; for what is left see `keyed_write.rs`.

use lockstep_syntax::tree::{Delete, Expression, Ident, ObjectName, Shape, StatementKind, Update};

use super::volatile_default::backfill_assumptions;
use super::written_rows::{Target, assigned, brackets, is_plain, is_steady, with_expression};
use super::{Draft, Operation, Rewrite, batches, keyed_write};
use crate::catalog::{DataType, quote};
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    if !operation.unbatched || operation.effects.fails.is_some() {
        return None;
    }
    match &operation.statement.kind {
        StatementKind::Update(it) if looks_up(operation, &it.table, it.condition.as_ref()) => None,
        StatementKind::Delete(it) if looks_up(operation, &it.table, it.condition.as_ref()) => None,
        StatementKind::Update(update) => {
            batched_update(operation, update).or_else(|| keyed_write::update(operation, update))
        }
        StatementKind::Delete(delete) => batched_delete(operation, delete),
        StatementKind::Insert(insert) => keyed_write::insert(operation, insert),
        _ => None,
    }
}

/// Whether a condition such as `version = 'x'` asks for one row, or for a few
/// as far as anybody knows.
fn looks_up(
    operation: &Operation<'_>,
    table: &ObjectName<'_>,
    condition: Option<&Expression<'_>>,
) -> bool {
    let Some(Shape::Compare {
        column,
        operator: "=",
        ..
    }) = condition.map(|it| &it.shape)
    else {
        return false;
    };
    let catalog = operation.situation.catalog;
    let table = operation.resolve(table);
    let complete = catalog.relations.get(&table).is_some_and(|it| it.complete);
    !complete
        || catalog
            .indexes_of(&table)
            .any(|(_, it)| it.unique && it.columns.as_slice() == [&*column.value])
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
        let data_type = known
            .and_then(|known| known.column(&column.value))
            .and_then(|column| column.data_type.as_ref());
        with_expression(value, |expression| {
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
            if (constancy.volatile || constancy.of_its_time) && !(filled && one_value) {
                return None;
            }
            if constancy.of_its_time {
                assumptions.push(format!(
                    "the time that {value} gives may be that of each batch"
                ));
            }
            if data_type.is_none() {
                assumptions.push(format!(
                    "values of {}.{} can be compared with = and keep what is assigned to them as it is",
                    target.spelled,
                    quote(&column.value)
                ));
            }
            different.push(differs(column, value, expression, data_type));
            Some(())
        })?;
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
            "Ship code that writes rows of {} as this migration leaves them",
            target.spelled
        ),
        "A row that is written behind the batches otherwise is not looked at again.",
    );
    Some(batched(
        operation,
        &target,
        deploy,
        &statement,
        &pending,
        assumptions,
    ))
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
            "Ship code that writes no more rows to {} that this migration deletes",
            target.spelled
        ),
        "Rows that come while the batches run may go, too; those that come later stay.",
    );
    Some(batched(
        operation,
        &target,
        deploy,
        &statement,
        &pending,
        assumptions,
    ))
}

fn batched(
    operation: &Operation<'_>,
    target: &Target,
    deploy: Draft,
    statement: &str,
    pending: &str,
    mut assumptions: Vec<String>,
) -> Rewrite {
    let from = &target.from;
    if !target.complete {
        assumptions.push(format!("{} is a table without partitions", target.spelled));
    }
    let major = operation.situation.major;
    let write = Draft::batched(
        Phase::Backfill,
        format!("{}, in batches", operation.title()),
        batches::write(&target.spelled, from, statement, pending, major),
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

/// The condition that a row does not hold the value yet; none where nobody
/// knows how to ask.
///
/// The value is compared as the column would keep it: 0.1 is not what a
/// column of type real holds.
fn differs(
    column: &Ident<'_>,
    value: &str,
    expression: &Expression<'_>,
    data_type: Option<&DataType>,
) -> Option<String> {
    let name = quote(&column.value);
    let literal = matches!(expression.shape, Shape::Literal);
    let plain = |it: &DataType| match it.builtin_name() {
        _ if !literal || it.array => false,
        Some("boolean" | "text" | "uuid") => true,
        Some("smallint" | "integer" | "bigint") => value.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    Some(match data_type {
        Some(it) if !is_comparable(it) => {
            format!("{name}::text IS DISTINCT FROM ({value})::{it}::text")
        }
        Some(it) if !plain(it) => format!("{name} IS DISTINCT FROM ({value})::{it}"),
        None if !literal => return None,
        // Not every type has an equality operator, but all have a text.
        None if value.contains('\'') => {
            let word = value.strip_prefix('\'')?.strip_suffix('\'')?;
            is_its_own_text(word).then(|| format!("{name}::text IS DISTINCT FROM {value}"))?
        }
        _ => format!("{name} IS DISTINCT FROM {value}"),
    })
}

/// Whether a word is kept as it is by every type that people keep words in;
/// a time or a truth value is not.
fn is_its_own_text(word: &str) -> bool {
    let special = [
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "t",
        "f",
        "y",
        "n",
        "null",
        "now",
        "today",
        "tomorrow",
        "yesterday",
        "infinity",
        "epoch",
        "allballs",
        "nan",
    ];
    let letters = |it: u8| it.is_ascii_alphabetic() || it == b'_';
    word.bytes().all(letters) && !special.contains(&&*word.to_ascii_lowercase()) && !word.is_empty()
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
